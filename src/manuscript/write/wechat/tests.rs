use proptest::prelude::*;

use super::*;
use crate::manuscript::inline::{Inline, Marks};
use crate::manuscript::model::*;

fn block(kind: BlockKind) -> Block {
    Block::new(kind, 0)
}

fn paragraph(text: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(Paragraph { text, ..Paragraph::default() }))
}

fn line(text: &str) -> Block {
    paragraph(vec![Inline::text(text)])
}

fn link(text: &str, address: &str) -> Inline {
    Inline::Link { text: vec![Inline::text(text)], address: address.into() }
}

fn written(blocks: Vec<Block>) -> WechatText {
    let notes = vec![vec![line("注的内容。")]];
    let file = |name: &str| CarriedFile { name: name.into(), ..CarriedFile::default() };
    let files = vec![file("合影.jpg"), file("会场.png")];
    let text = Manuscript { blocks, notes, files, ..Manuscript::default() };
    let paper = Paper { title: "题".into(), text, ..Paper::default() };
    let names = |picture: usize, number: usize| format!("{number:02}-{}", ["合影.jpg", "会场.png"][picture]);
    wechat(&paper, &names, true)
}

/// Returns the words that readers see.
fn seen(html: &str) -> String {
    let html = html.replace("<br>", "\n").replace("</p>", "\n");
    let mut words = String::new();
    let mut rest = html.as_str();
    while let Some((before, tag)) = rest.split_once('<') {
        words.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, rest)| rest);
    }
    words.push_str(rest);
    crate::text::escape::unescaped(&words).into_owned()
}

#[test]
fn links_become_numbered_notes() {
    let text = written(vec![paragraph(vec![
        Inline::text("见"),
        link("通知", "https://example.com/a?b=1&c=2"),
        Inline::text("和"),
        link("同一处", "https://example.com/a?b=1&c=2"),
        link("另一篇", "/news/x.html"),
        link("https://example.com/", "https://example.com"),
        link("写信", "mailto:a@example.com"),
        Inline::Note(0),
        Inline::text("。"),
    ])]);
    assert!(!text.html.contains("href") && !text.html.contains("<a"), "{}", text.html);
    assert_eq!(
        seen(&text.html),
        "见通知[1]和同一处[1]另一篇[2]https://example.com/写信[3][注1]。\n注释\n[注1] 注的内容。\n参考链接\n\
         [1] 通知：https://example.com/a?b=1&c=2\n[2] 另一篇（见本单位网站）\n[3] 写信：a@example.com\n"
    );
}

#[test]
fn pictures_are_lines_that_name_their_files_in_order() {
    let figure = |pictures: Vec<usize>, caption: &str| {
        block(BlockKind::Figure(Figure { pictures, caption: vec![Inline::text(caption)] }))
    };
    let text = written(vec![figure(vec![1], "开会（张三 摄）"), figure(vec![0, 1], "")]);
    assert_eq!(text.pictures, [1, 0]);
    assert_eq!(
        seen(&text.html),
        "〔在这里插入图片：01-会场.png〕\n开会（张三 摄）\n〔在这里插入图片：02-合影.jpg〕\n\
         〔在这里插入图片：01-会场.png〕\n"
    );
}

#[test]
fn tables_keep_their_merged_cells_and_lists_their_marks() {
    let cell = |text: &str, columns, rows| Cell { blocks: vec![line(text)], columns, rows };
    let table = Table {
        head: 1,
        rows: vec![
            Row { cells: vec![cell("支部", 1, 2), cell("人数", 2, 1)] },
            Row { cells: vec![cell("21", 1, 1), cell("20", 1, 1)] },
        ],
    };
    let inner = List { start: None, items: vec![ListItem { blocks: vec![line("里面")] }] };
    let items = vec![
        ListItem { blocks: vec![line("甲"), block(BlockKind::List(inner))] },
        ListItem { blocks: vec![line("乙")] },
    ];
    let list = List { start: Some(3), items };
    let text = written(vec![block(BlockKind::Table(table)), block(BlockKind::List(list))]);
    assert!(text.html.contains(" rowspan=\"2\">支部</td>"), "{}", text.html);
    assert!(text.html.contains(" colspan=\"2\">人数</td>"), "{}", text.html);
    assert!(seen(&text.html).ends_with("3. 甲\n• 里面\n4. 乙\n"), "{}", seen(&text.html));
}

#[test]
fn preformatted_text_keeps_its_lines_and_blanks() {
    let text = written(vec![block(BlockKind::Code("a {\n    b\n}".into()))]);
    assert!(text.html.contains("a\u{a0}{<br>\u{a0}\u{a0}\u{a0}\u{a0}b<br>}"), "{}", text.html);
}

proptest! {
    /// The editor leaves out what breaks its rules, without a word.
    #[test]
    fn nothing_breaks_the_rules_of_the_editor(
        words in prop::collection::vec("[甲乙a<>&\"'{}]{1,6}", 8),
        level in 0_u8..7,
        is_bold in any::<bool>(),
    ) {
        let bold = Inline::Text { text: words[0].clone(), marks: Marks { is_bold, ..Marks::default() } };
        let heading = Heading { level, text: vec![Inline::text(words[1].clone())] };
        let notice = Notice { kind: NoticeKind::Note, title: words[2].clone(), blocks: vec![line(&words[3])] };
        let text = written(vec![
            paragraph(vec![bold, link(&words[4], "https://example.com/\"<")]),
            block(BlockKind::Heading(heading)),
            block(BlockKind::Notice(notice)),
            block(BlockKind::Quote(vec![line(&words[5])])),
            block(BlockKind::Code(words[6].clone())),
            block(BlockKind::Rule),
            block(BlockKind::Signature(vec![vec![Inline::text(words[7].clone())]])),
        ]);
        let tree = scraper::Html::parse_fragment(&text.html);
        for element in tree.root_element().descendent_elements().skip(1) {
            let name = element.value().name();
            prop_assert!(
                ["section", "p", "span", "strong", "em", "sup", "sub", "br"].contains(&name), "{}", name
            );
            for (name, value) in element.value().attrs() {
                prop_assert_eq!(name, "style");
                for forbidden in ["position", "url(", "em;", "rem", "%"] {
                    prop_assert!(!value.contains(forbidden), "{}", value);
                }
            }
        }
        let seen = seen(&text.html);
        for word in &words {
            prop_assert!(seen.contains(word.as_str()), "{} in {}", word, seen);
        }
    }
}

#[test]
fn lines_around_the_headline_stand_above_the_text() {
    let paper =
        Paper { kicker: Some("引题".into()), subtitle: Some("副题 & 甲".into()), ..Paper::default() };
    let html = wechat(&paper, &|_, _| String::new(), true).html;
    assert_eq!(seen(&html).trim(), "引题\n副题 & 甲");
}
