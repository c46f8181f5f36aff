use std::io::{Cursor, Read as _};

use proptest::prelude::*;

use super::*;
use crate::manuscript::inline::{Inline, Marks};
use crate::manuscript::model::*;
use crate::manuscript::{body, read_docx, recognize};

/// A picture of one dot.
fn dot(colour: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(3, 2, image::Rgb([colour, 0, 0]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn block(kind: BlockKind) -> Block {
    Block::new(kind, 0)
}

fn paragraph(text: &str) -> Block {
    let text = vec![Inline::text(text)];
    block(BlockKind::Paragraph(Paragraph { text, ..Paragraph::default() }))
}

fn marked(text: &str, marks: Marks) -> Inline {
    Inline::Text { text: text.into(), marks }
}

fn paper(text: Manuscript) -> Paper {
    Paper {
        title: "第四党支部十九个创新项目上墙公示".into(),
        bylines: vec!["来源：岚江钨业报　日期：2026年11月2日".into(), "通讯员：苏棠、林疏影".into()],
        text,
        ..Paper::default()
    }
}

/// Reads a document as `dangjian import` does, and returns its Markdown and its fields.
fn read_back(bytes: Vec<u8>, files: &[String]) -> (String, Vec<(String, String)>, Manuscript) {
    let mut manuscript = read_docx(&mut Cursor::new(bytes), "a.docx").unwrap();
    let recognized = recognize(&mut manuscript, &|name| crate::manuscript::named(files, name));
    let fields = recognized.fields.iter().map(|field| (field.key.to_owned(), field.values.join("、")));
    let mut fields: Vec<(String, String)> = fields.collect();
    fields.push(("attachments".into(), recognized.attachments.join("、")));
    (body(&manuscript, &names(&manuscript)), fields, manuscript)
}

fn names(manuscript: &Manuscript) -> Vec<Option<String>> {
    (0..manuscript.files.len()).map(|at| Some(format!("{}.png", at + 1))).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// An article with everything that a document can carry.
fn whole() -> Manuscript {
    let bold = Marks { is_bold: true, ..Marks::default() };
    let cell = |text: &str, columns, rows| Cell { blocks: vec![paragraph(text)], columns, rows };
    let number = |text: &str| {
        let text = vec![Inline::text(text)];
        let paragraph = Paragraph { text, alignment: Alignment::End, ..Paragraph::default() };
        Cell { blocks: vec![block(BlockKind::Paragraph(paragraph))], ..Cell::default() }
    };
    let heading =
        |level, text: &str| block(BlockKind::Heading(Heading { level, text: vec![Inline::text(text)] }));
    let item = |blocks| ListItem { blocks };
    let bullets =
        |text: &str| block(BlockKind::List(List { start: None, items: vec![item(vec![paragraph(text)])] }));
    let figure = |pictures, caption: &str| {
        let caption = if caption.is_empty() { vec![] } else { vec![Inline::text(caption)] };
        block(BlockKind::Figure(Figure { pictures, caption }))
    };
    let file = |colour, alt: &str| CarriedFile { name: "a.png".into(), bytes: dot(colour), alt: alt.into() };
    let notice = Notice {
        kind: NoticeKind::Warning,
        title: "一条提醒".into(),
        blocks: vec![paragraph("写稿之前先问。"), paragraph("问清楚再写。")],
    };
    Manuscript {
        title: None,
        blocks: vec![
            block(BlockKind::Paragraph(Paragraph {
                text: vec![
                    Inline::text("会议强调，"),
                    marked("要加强", bold),
                    Inline::text("学习<&>，见"),
                    Inline::Link {
                        text: vec![Inline::text("通知")],
                        address: "https://example.com/a?b=1&c=2".into(),
                    },
                    Inline::Note(0),
                    Inline::text("。"),
                ],
                ..Paragraph::default()
            })),
            heading(1, "一、总体要求"),
            heading(2, "（一）目标"),
            paragraph("各支部要抓好落实。"),
            block(BlockKind::List(List {
                start: Some(3),
                items: vec![
                    item(vec![paragraph("第一项要求。"), paragraph("这一项还有一段。")]),
                    item(vec![paragraph("第二项要求。"), bullets("里面的一项。")]),
                ],
            })),
            figure(vec![0], "党员植树（张三 摄）"),
            paragraph("图片下面的一段。"),
            figure(vec![1, 2], ""),
            paragraph("又一段。"),
            block(BlockKind::Table(Table {
                head: 2,
                rows: vec![
                    Row { cells: vec![cell("支部", 1, 2), cell("人数", 2, 1)] },
                    Row { cells: vec![cell("应到", 1, 1), cell("实到", 1, 1)] },
                    Row { cells: vec![cell("甲|乙", 1, 1), number("21"), number("20")] },
                ],
            })),
            block(BlockKind::Quote(vec![paragraph("引文一段。"), paragraph("引文两段。")])),
            block(BlockKind::Notice(notice)),
            block(BlockKind::Code("fn main() {\n\n    甲();\n}".into())),
            block(BlockKind::Rule),
            paragraph("最后一段。"),
            block(BlockKind::Signature(vec![
                vec![Inline::text("党群工作部")],
                vec![Inline::text("2026年11月20日")],
            ])),
        ],
        notes: vec![vec![paragraph("注的内容。"), paragraph("注的第二段。")]],
        files: vec![file(1, "党员植树"), file(2, "宣誓"), file(3, "开会")],
        findings: Vec::new(),
    }
}

#[test]
fn what_is_written_is_read_again() {
    let text = whole();
    let expected = body(&text, &names(&text));
    let paper = Paper {
        kicker: Some("学习贯彻主题教育".into()),
        subtitle: Some("——来自第四党支部的报道".into()),
        attachments_word: "附件：".into(),
        attachments: vec!["名单".into(), "签到表.xlsx".into()],
        facts: vec![paragraph("地点：会议室")],
        ..paper(text)
    };
    let document = docx(&paper).unwrap();
    assert_eq!(document.findings, vec![]);
    let files = ["名单.docx".to_owned(), "签到表.xlsx".to_owned()];
    let (text, fields, manuscript) = read_back(document.bytes.clone(), &files);
    assert_eq!(text, expected);
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("title", "第四党支部十九个创新项目上墙公示"),
            ("kicker", "学习贯彻主题教育"),
            ("subtitle", "——来自第四党支部的报道"),
            ("source", "岚江钨业报"),
            ("date", "2026年11月2日"),
            ("correspondents", "苏棠、林疏影"),
            ("attachments", "名单.docx、签到表.xlsx"),
        ]
    );
    // The values of other fields are on paper only.
    let told: Vec<&str> = manuscript.findings.iter().map(|finding| &*finding.message.zh).collect();
    assert!(matches!(told.as_slice(), [one] if one.contains("文章信息没有导入")), "{told:?}");
    assert!(part(&document.bytes, "word/document.xml").contains("地点：会议室"));
}

#[test]
fn a_picture_of_a_field_is_on_paper_and_not_in_the_text() {
    let mut photo = Cursor::new(Vec::new());
    image::RgbImage::new(40, 40).write_to(&mut photo, image::ImageFormat::Png).unwrap();
    let certificate =
        CarriedFile { name: "证书.png".into(), bytes: photo.into_inner(), alt: String::new() };
    let figure = Figure { pictures: vec![0], caption: vec![Inline::text("原件")] };
    let paper = Paper {
        facts: vec![paragraph("证书："), block(BlockKind::Figure(figure))],
        ..paper(Manuscript {
            blocks: vec![paragraph("第一段。")],
            files: vec![certificate],
            ..Manuscript::default()
        })
    };
    let document = docx(&paper).unwrap();
    let xml = part(&document.bytes, "word/document.xml");
    let order = ["证书：", "<w:drawing>", "原件", "第一段。"];
    let places: Vec<_> = order.iter().filter_map(|words| xml.find(words)).collect();
    assert!(places.len() == 4 && places.is_sorted(), "{places:?}");
    assert!(xml.contains("w:lineRule=\"auto\"/></w:pPr><w:r><w:drawing>"), "{xml}");
    assert_eq!(read_back(document.bytes, &[]).0, "第一段。\n");
}

#[test]
fn the_page_is_that_of_official_documents() {
    let document = docx(&paper(whole())).unwrap();
    let text = part(&document.bytes, "word/document.xml");
    // 210 by 297 mm; 37 mm above, 28 mm before; 156 by 225 mm are left for the text.
    let mm = |twips: f64| twips * 25.4 / 1440.0;
    let margin = |name: &str| {
        let value = text.split(&format!(" w:{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        mm(value.unwrap().parse().unwrap())
    };
    let margins = text.split("<w:pgMar").nth(1).unwrap();
    assert!(margins.contains("w:top"), "{margins}");
    for (name, expected) in [("top", 37.0), ("bottom", 35.0)] {
        assert!((margin(name) - expected).abs() < 0.1, "{name}");
    }
    assert!((margin("left") - 28.0).abs() < 0.1 || text.contains("w:left=\"1588\""));
    assert!(text.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
    let styles = part(&document.bytes, "word/styles.xml");
    for (style, font, size) in [
        ("Title", "方正小标宋简体", 44),
        ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32),
        ("Heading3", "仿宋_GB2312", 32),
    ] {
        let style = styles.split(&format!("w:styleId=\"{style}\"")).nth(1).unwrap();
        let style = style.split("</w:style>").next().unwrap();
        assert!(style.contains(font) && style.contains(&format!("<w:sz w:val=\"{size}\"/>")), "{style}");
    }
    assert!(styles.contains("<w:spacing w:line=\"560\" w:lineRule=\"exact\"/>"));
    assert!(part(&document.bytes, "word/footer1.xml").contains(" PAGE "));
}

#[test]
fn the_same_article_gives_the_same_bytes() {
    let bytes = docx(&paper(whole())).unwrap().bytes;
    assert_eq!(bytes, docx(&paper(whole())).unwrap().bytes);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for at in 0..archive.len() {
        let file = archive.by_index(at).unwrap();
        let time = file.last_modified().unwrap_or_default();
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1), "{at}");
    }
}

#[test]
fn a_large_photo_is_as_wide_as_the_text_and_a_drawing_stays_one() {
    let mut photo = Cursor::new(Vec::new());
    image::RgbImage::new(2400, 40).write_to(&mut photo, image::ImageFormat::Jpeg).unwrap();
    let svg =
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><path d=\"M0 0h9\"/></svg>";
    let file = |name: &str, bytes: Vec<u8>| CarriedFile { name: name.into(), bytes, alt: String::new() };
    let figure = |picture| block(BlockKind::Figure(Figure { pictures: vec![picture], caption: Vec::new() }));
    let text = Manuscript {
        blocks: vec![paragraph("第一段。"), figure(0), figure(1), figure(2), paragraph("末段。")],
        files: vec![
            file("a.jpg", photo.into_inner()),
            file("b.svg", svg.to_vec()),
            file("c.tif", b"II*\0 nothing".to_vec()),
        ],
        ..Manuscript::default()
    };
    let document = docx(&paper(text)).unwrap();
    let codes: Vec<(&str, bool, &str)> = document
        .findings
        .iter()
        .map(|found| (found.problem.code, found.problem.message.zh.contains("矢量图"), &*found.about))
        .collect();
    assert_eq!(codes, [("export/picture", true, "b.svg"), ("export/picture", false, "c.tif")]);
    let (text, _, manuscript) = read_back(document.bytes.clone(), &[]);
    assert_eq!(text, "第一段。\n\n![](1.png)\n\n![](2.png)\n\n末段。\n");
    assert_eq!(manuscript.files[1].bytes, svg);
    let photo = image::load_from_memory(&manuscript.files[0].bytes).unwrap();
    assert_eq!(photo.width(), 1600);
    // 156 mm in English metric units.
    assert!(part(&document.bytes, "word/document.xml").contains("<wp:extent cx=\"5616000\""));
}

fn words() -> impl Strategy<Value = String> {
    "[甲乙丙丁戊己a1<>&\"'“”，、·*_#\\[\\]~`$]{1,10}"
}

fn marks() -> impl Strategy<Value = Marks> {
    (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(is_bold, is_italic, is_struck)| Marks {
        is_bold,
        is_italic,
        is_struck,
        ..Marks::default()
    })
}

fn sentence() -> impl Strategy<Value = Vec<Inline>> {
    let piece = prop_oneof![
        4 => words().prop_map(Inline::text),
        2 => ("[甲乙丙丁]{1,4}", marks()).prop_map(|(text, marks)| marked(&text, marks)),
        1 => ("[甲乙丙丁]{1,4}", "[a-z]{1,6}").prop_map(|(text, path)| Inline::Link {
            text: vec![Inline::text(text)],
            address: format!("https://example.com/{path}"),
        }),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| {
        let mut text = vec![Inline::text("会议指出")];
        text.extend(pieces);
        text.push(Inline::text("，要落实。"));
        crate::manuscript::tidied(text)
    })
}

fn plain_paragraph() -> impl Strategy<Value = Block> {
    sentence().prop_map(|text| block(BlockKind::Paragraph(Paragraph { text, ..Paragraph::default() })))
}

fn list() -> impl Strategy<Value = Block> {
    let leaf = (prop::option::of(1_u32..30), prop::collection::vec(plain_paragraph(), 1..4)).prop_map(
        |(start, items)| {
            let items = items.into_iter().map(|item| ListItem { blocks: vec![item] }).collect();
            block(BlockKind::List(List { start, items }))
        },
    );
    leaf.prop_recursive(3, 12, 3, |inner| {
        let item = (prop::collection::vec(plain_paragraph(), 1..3), prop::option::of(inner));
        (prop::option::of(1_u32..30), prop::collection::vec(item, 1..4)).prop_map(|(start, items)| {
            let items = items.into_iter().map(|(mut blocks, list)| {
                blocks.extend(list);
                ListItem { blocks }
            });
            block(BlockKind::List(List { start, items: items.collect() }))
        })
    })
}

fn table() -> impl Strategy<Value = Block> {
    // Rows of three, the first of which may be merged.
    let cell =
        "[甲乙丙丁a1|&<]{1,6}".prop_map(|text| Cell { blocks: vec![paragraph(&text)], ..Cell::default() });
    let row = prop::collection::vec(cell, 3);
    (prop::collection::vec(row, 2..5), any::<bool>(), any::<bool>()).prop_map(|(rows, wide, high)| {
        let mut rows: Vec<Row> = rows.into_iter().map(|cells| Row { cells }).collect();
        if wide {
            rows[0].cells.pop();
            rows[0].cells[1].columns = 2;
        }
        if high && rows.len() > 2 {
            rows[1].cells[0].rows = 2;
            rows[2].cells.remove(0);
        }
        block(BlockKind::Table(Table { head: 1, rows }))
    })
}

fn any_block() -> impl Strategy<Value = Block> {
    let heading = "[甲乙丙丁]{2,6}".prop_map(|text| {
        let text = vec![Inline::text(format!("{text}工作"))];
        block(BlockKind::Heading(Heading { level: 1, text }))
    });
    let paragraphs = || prop::collection::vec(plain_paragraph(), 1..3);
    let kind = prop_oneof![Just(NoticeKind::Note), Just(NoticeKind::Important), Just(NoticeKind::Warning)];
    prop_oneof![
        6 => plain_paragraph(),
        2 => heading,
        2 => list(),
        2 => table(),
        1 => paragraphs().prop_map(|blocks| block(BlockKind::Quote(blocks))),
        1 => (kind, "[甲乙丙丁]{1,6}", paragraphs()).prop_map(|(kind, title, blocks)| {
            block(BlockKind::Notice(Notice { kind, title, blocks }))
        }),
        1 => "[a-z甲 ]{1,8}(\n[a-z甲 ]{0,8}){0,2}\n[a-z]{1,4}".prop_map(|code| {
            block(BlockKind::Code(code.trim_start().to_owned()))
        }),
        1 => Just(block(BlockKind::Rule)),
        1 => (0_usize..2, "[甲乙丙丁]{2,6}").prop_map(|(picture, caption)| {
            let caption = vec![Inline::text(caption)];
            block(BlockKind::Figure(Figure { pictures: vec![picture], caption }))
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// Exceptions, by construction: lists, quotations, notices and blocks of code right after one
    /// of their kind become one with it; headings begin with the first level; what the importer
    /// takes for something else by its words (`图1`, `一、`) is so.
    #[test]
    fn any_article_is_read_again(blocks in prop::collection::vec(any_block(), 0..8)) {
        let file = |colour| CarriedFile { name: "a.png".into(), bytes: dot(colour), alt: "植树".into() };
        let mut all = vec![paragraph("第一段的话。")];
        for next in blocks {
            // Two of a kind have a paragraph between them.
            all.push(next);
            all.push(paragraph("中间的一段话。"));
        }
        let mut text = Manuscript { blocks: all, files: vec![file(1), file(2)], ..Manuscript::default() };
        // Pictures are numbered in the order in which they are shown.
        let first = text.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Figure(figure) => figure.pictures.first().copied(),
            _ => None,
        });
        if first == Some(1) {
            for block in &mut text.blocks {
                if let BlockKind::Figure(figure) = &mut block.kind {
                    figure.pictures = figure.pictures.iter().map(|picture| 1 - picture).collect();
                }
            }
        }
        let expected = body(&text, &names(&text));
        let (read, _, _) = read_back(docx(&paper(text)).unwrap().bytes, &[]);
        prop_assert_eq!(read, expected);
    }
}

#[test]
fn a_note_to_a_note_and_a_picture_in_one_are_written_as_word_reads_them() {
    let note = |at| Inline::Note(at);
    let with = |inlines| block(BlockKind::Paragraph(Paragraph { text: inlines, ..Paragraph::default() }));
    let text = Manuscript {
        blocks: vec![with(vec![Inline::text("正文"), note(0), note(2)])],
        notes: vec![
            vec![with(vec![Inline::text("外层"), note(1), note(0)])],
            vec![paragraph("里层")],
            vec![with(vec![Inline::text("见图"), Inline::Picture(0)])],
        ],
        files: vec![CarriedFile { name: "a.png".into(), bytes: dot(9), alt: "甲".into() }],
        ..Manuscript::default()
    };
    let bytes = docx(&paper(text)).unwrap().bytes;
    let notes = part(&bytes, "word/footnotes.xml");
    assert!(!notes.contains("footnoteReference"), "{notes}");
    assert!(notes.contains("（里层）") && notes.contains("r:embed="), "{notes}");
    assert!(part(&bytes, "word/_rels/footnotes.xml.rels").contains("image"));
}

#[test]
fn what_is_deeper_than_word_goes_is_told_or_indented() {
    let list = (0..12).fold(None, |inner: Option<Block>, at| {
        let blocks = std::iter::once(paragraph(&format!("第{at}层"))).chain(inner).collect();
        Some(block(BlockKind::List(List { start: None, items: vec![ListItem { blocks }] })))
    });
    let inner = block(BlockKind::Quote(vec![paragraph("里面的引文。")]));
    let quote = block(BlockKind::Quote(vec![paragraph("外面的引文。"), inner]));
    let blocks = list.into_iter().chain([quote]).collect();
    let written = docx(&paper(Manuscript { blocks, ..Manuscript::default() })).unwrap();
    let told: Vec<_> =
        written.findings.iter().map(|told| (told.problem.message.zh.as_str(), told.about.as_str())).collect();
    assert_eq!(told, [("列表嵌套得太深：Word 只有 9 层，更深的写成了第 9 层", "第2层")]);
    let xml = part(&written.bytes, "word/document.xml");
    let before = |words: &str| xml.split(words).next().and_then(|text| text.rsplit("<w:p>").next()).unwrap();
    assert!(before("里面的引文。").contains("<w:ind w:left=\"1280\"/>"), "{}", before("里面的引文。"));
    assert!(!before("外面的引文。").contains("<w:ind"), "{}", before("外面的引文。"));
}

#[test]
fn a_table_wider_than_words_is_told() {
    let cell = |columns| Cell { blocks: vec![paragraph("甲")], columns, rows: 1 };
    let rows =
        vec![Row { cells: (0..70).map(|_| cell(1)).collect() }, Row { cells: vec![cell(5000), cell(1)] }];
    let text = Manuscript {
        blocks: vec![block(BlockKind::Table(Table { head: 0, rows }))],
        ..Manuscript::default()
    };
    let written = docx(&paper(text)).unwrap();
    let xml = part(&written.bytes, "word/document.xml");
    assert_eq!(xml.matches("<w:gridCol ").count(), 63);
    assert!(xml.contains("<w:gridSpan w:val=\"63\"/>"));
    let [told] = written.findings.as_slice() else { panic!("{:?}", written.findings) };
    assert!(told.problem.message.zh.contains("8 个单元格") && told.about == "甲", "{told:?}");
}
