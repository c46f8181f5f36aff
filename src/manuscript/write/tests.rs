use super::super::inline::{Inline, Marks};
use super::super::model::*;
use super::*;
use crate::markdown::{Anywhere, Options, render};

fn paragraph(text: &str) -> Block {
    let text = vec![Inline::text(text)];
    Block::new(BlockKind::Paragraph(Paragraph { text, ..Paragraph::default() }), 0)
}

fn written(blocks: Vec<Block>) -> String {
    body(&Manuscript { blocks, ..Manuscript::default() }, &[])
}

fn bold(text: &str) -> Inline {
    Inline::Text { text: text.into(), marks: Marks { is_bold: true, ..Marks::default() } }
}

#[test]
fn words_are_written_as_people_write_them_and_escaped_only_where_they_would_change() {
    for (words, expected) in [
        ("会议强调，要加强学习。", "会议强调，要加强学习。"),
        ("增长13.6%（同比），3*5块展板", "增长13.6%（同比），3*5块展板"),
        ("公示对象：王**、李*明", "公示对象：王**、李*明"),
        ("见file_name_a.txt", "见file_name_a.txt"),
        ("1.提高认识", "1.提高认识"),
        ("1. 提高认识", "1.提高认识"),
        ("2026. Report", "2026\\. Report"),
        ("# 主题 #", "\\# 主题 #"),
        ("- 甲", "\\- 甲"),
        ("> 甲", "\\> 甲"),
        ("*甲*乙", "\\*甲*乙"),
        ("甲`乙`丙", "甲\\`乙\\`丙"),
        ("[甲](乙)", "\\[甲](乙)"),
        ("a<b>c", "a<b>c"),
        ("&amp;", "\\&amp;"),
        ("---", "\\---"),
        (":::说明", "\\:::说明"),
    ] {
        assert_eq!(written(vec![paragraph(words)]), format!("{expected}\n"), "{words}");
    }
}

#[test]
fn marks_are_nested_and_closed() {
    let both = Marks { is_bold: true, is_italic: true, ..Marks::default() };
    let text = vec![
        Inline::text("落实"),
        bold("“三会一课”"),
        Inline::Text { text: "制度".into(), marks: both },
        Inline::text("。"),
        Inline::Break,
        Inline::Link { text: vec![bold("通知")], address: "通知 1.docx".into() },
        Inline::Note(0),
    ];
    let block = Block::new(BlockKind::Paragraph(Paragraph { text, ..Paragraph::default() }), 1);
    let notes = vec![vec![paragraph("见附件。"), paragraph("又一段。")]];
    let text = body(&Manuscript { blocks: vec![block], notes, ..Manuscript::default() }, &[]);
    assert_eq!(
        text,
        "落实**“三会一课”*制度***。\\\n[**通知**](<通知 1.docx>)[^1]\n\n[^1]: 见附件。\n\n    又一段。\n"
    );
}

#[test]
fn blocks_have_empty_lines_between_them() {
    let heading = |level, text: &str| {
        Block::new(BlockKind::Heading(Heading { level, text: vec![Inline::text(text)] }), 0)
    };
    let item = |blocks| ListItem { blocks };
    let inner = List { start: None, items: vec![item(vec![paragraph("丙")])] };
    let list = List {
        start: Some(9),
        items: vec![
            item(vec![paragraph("甲")]),
            item(vec![paragraph("乙"), Block::new(BlockKind::List(inner), 0)]),
        ],
    };
    let blocks = vec![
        heading(1, "一、总体要求"),
        heading(2, "（一）目标"),
        Block::new(BlockKind::List(list), 0),
        Block::new(BlockKind::Quote(vec![paragraph("甲"), paragraph("乙")]), 0),
        Block::new(BlockKind::Code("```\nx".into()), 0),
        Block::new(BlockKind::Rule, 0),
        paragraph("　"),
        Block::new(
            BlockKind::Signature(vec![vec![Inline::text("党群工作部")], vec![Inline::text("2026年5月1日")]]),
            0,
        ),
    ];
    assert_eq!(
        written(blocks),
        "## 一、总体要求\n\n### （一）目标\n\n9. 甲\n\n10. 乙\n\n    - 丙\n\n> 甲\n>\n> 乙\n\n````\n```\nx\n````\n\n\
         ---\n\n:::落款\n党群工作部\n2026年5月1日\n:::\n"
    );
}

#[test]
fn a_list_after_a_list_stays_one_of_its_own() {
    let list = |start, text: &str| {
        let items = vec![ListItem { blocks: vec![paragraph(text)] }];
        Block::new(BlockKind::List(List { start, items }), 0)
    };
    let text = written(vec![
        list(Some(1), "甲"),
        list(Some(1), "乙"),
        list(Some(5), "丙"),
        list(None, "丁"),
        list(None, "戊"),
    ]);
    assert_eq!(text, "1. 甲\n\n1) 乙\n\n5. 丙\n\n- 丁\n\n* 戊\n");
    let html = render(&text, &Options::default(), &Anywhere).html;
    assert_eq!((html.matches("<ol").count(), html.matches("<ul").count()), (3, 2), "{html}");
}

#[test]
fn a_merged_cell_fills_its_places() {
    let cell = |text: &str, columns, rows| Cell { blocks: vec![paragraph(text)], columns, rows };
    let row = |cells: Vec<Cell>| Row { cells };
    let table = Table {
        head: 1,
        rows: vec![
            row(vec![cell("支部", 1, 2), cell("人数", 2, 1)]),
            row(vec![cell("应到", 1, 1), cell("实到", 1, 1)]),
            row(vec![cell("一|二", 1, 1), cell("26", 2, 2)]),
            row(vec![Cell { blocks: vec![paragraph("甲"), paragraph("乙")], ..Cell::default() }]),
            row(vec![cell("^^", 1, 1), cell("", 9_999_999, 1)]),
        ],
    };
    let text = written(vec![Block::new(BlockKind::Table(table), 0)]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("| 支部 | 人数 | << |"), "{text}");
    assert!(lines[1].starts_with("|---|---|---|"), "{text}");
    assert!(lines[2].starts_with("| ^^ | 应到 | 实到 |"), "{text}");
    assert!(lines[3].starts_with("| 一\\|二 | 26 | << |"), "{text}");
    assert!(lines[4].starts_with("| 甲<br>乙 | ^^ | ^^ |"), "{text}");
    assert!(lines[5].starts_with("| \\^^ |"), "{text}");
    assert!(text.len() < 8_000, "{}", text.len());
}

#[test]
fn pictures_have_their_names_and_captions() {
    let file = |alt: &str| CarriedFile { alt: alt.into(), ..CarriedFile::default() };
    let figure = |pictures: Vec<usize>, caption: &str| {
        let caption = if caption.is_empty() { vec![] } else { vec![Inline::text(caption)] };
        Block::new(BlockKind::Figure(Figure { pictures, caption }), 0)
    };
    let manuscript = Manuscript {
        files: vec![file("一[棵]树"), file(""), file("")],
        blocks: vec![
            figure(vec![0], ""),
            figure(vec![0], "党员植树（张三 摄）"),
            figure(vec![0, 1], "两张"),
            figure(vec![2], "没有图"),
            figure(vec![2], ""),
        ],
        ..Manuscript::default()
    };
    let names = [Some("1.jpg".to_owned()), Some("2 a.jpg".to_owned()), None];
    assert_eq!(
        body(&manuscript, &names),
        "![一\\[棵\\]树](1.jpg)\n\n![一\\[棵\\]树](1.jpg \"党员植树（张三 摄）\")\n\n\
         :::图组 列数=2\n![一\\[棵\\]树](1.jpg)\n![](<2 a.jpg>)\n:::\n\n两张\n\n没有图\n"
    );
}

proptest::proptest! {
    #[test]
    fn any_words_read_back(words in r#"[甲“。（a1 #*_`\[\]()<>&!|~:=.+-]{0,24}"#) {
        let text = written(vec![paragraph(&words)]);
        let html = render(&text, &Options::default(), &Anywhere).html;
        let mut seen = String::new();
        let mut rest = html.as_str();
        while let Some((before, tag)) = rest.split_once('<') {
            seen.push_str(before);
            rest = tag.split_once('>').map_or("", |(_, rest)| rest);
        }
        seen.push_str(rest);
        let seen = quick_xml::escape::unescape(&seen).unwrap().into_owned();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        proptest::prop_assert_eq!(bare(&seen), bare(&words), "{}", text);
    }
}
