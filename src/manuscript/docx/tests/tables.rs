use super::builder::*;
use crate::manuscript::BlockKind;

fn tc(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
}

#[test]
fn merged_cells_are_merged() {
    let span = |columns: u32| format!("<w:gridSpan w:val=\"{columns}\"/>");
    let body = [
        "<w:tbl>".to_owned(),
        format!(
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr>",
            tc("<w:vMerge w:val=\"restart\"/>", "支部"),
            tc(&span(2), "人数")
        ),
        format!(
            "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}{}</w:tr>",
            tc("<w:vMerge/>", ""),
            tc("", "应到"),
            tc("", "实到")
        ),
        format!(
            "<w:tr>{}{}{}</w:tr>",
            tc("", "一支部"),
            tc("", "26"),
            tc("<w:vMerge w:val=\"restart\"/>", "25")
        ),
        format!(
            "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>",
            tc("", "10"),
            tc("<w:vMerge w:val=\"continue\"/>", "藏")
        ),
        "</w:tbl>".to_owned(),
    ];
    let document = docx(&body.concat());
    assert_eq!(
        document.markdown(),
        "| 支部 | 人数 | << |\n|---|---|---|\n| ^^ | 应到 | 实到 |\n| 一支部 | 26 | 25 |\n|  | 10 | ^^ |\n"
    );
    let manuscript = document.read();
    let BlockKind::Table(table) = &manuscript.blocks[0].kind else { panic!("{:?}", manuscript.blocks) };
    assert_eq!(table.head, 2);
    // What is in a covered cell is not seen in Word.
    assert_eq!(document.findings().len(), 1, "{:?}", document.findings());
    let old = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        tc("<w:hMerge w:val=\"restart\"/>", "甲"),
        tc("<w:hMerge/>", "又"),
        tc("", "乙"),
        tc("", "丙")
    );
    assert_eq!(docx(&old).markdown(), "| 甲<br>又 | << |\n|---|---|\n| 乙 | 丙 |\n");
}

#[test]
fn a_cell_has_paragraphs_lists_and_numbers() {
    let numbering =
        [numbers(1, &[("chineseCounting", "（%1）")]), numbers(2, &[("decimal", "%1.")])].concat();
    let body = table(&[
        &[p("任务"), p("要求")],
        &[[n(1, 0, "甲"), n(1, 0, "乙")].concat(), [n(2, 0, "丙"), n(2, 0, "丁"), p("戊")].concat()],
    ]);
    assert_eq!(
        docx(&body).numbering(&numbering).markdown(),
        "| 任务 | 要求 |\n|---|---|\n| （一）甲<br>（二）乙 | 1. 丙<br>2. 丁<br>戊 |\n"
    );
}

#[test]
fn a_table_of_one_cell_is_a_frame() {
    let inner = table(&[&[p("甲"), p("乙")], &[p("丙"), p("丁")]]);
    assert_eq!(docx(&table(&[&[[p("说明"), p("正文")].concat()]])).markdown(), "说明\n\n正文\n");
    // Around another table it is a frame, too, and nothing is lost.
    let document = docx(&table(&[std::slice::from_ref(&inner)]));
    assert_eq!(document.markdown(), "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n");
    let document = docx(&table(&[&[p("左"), [p("上"), inner].concat()], &[p("下"), p("右")]]));
    assert_eq!(document.markdown(), "| 左 | 上<br>甲 乙<br>丙 丁 |\n|---|---|\n| 下 | 右 |\n");
    let [(code, _)] = document.findings().try_into().unwrap();
    assert_eq!(code, "import/table");
    assert_eq!(docx(&table(&[&["<w:p/>".to_owned()], &["<w:p/>".to_owned()]])).markdown(), "");
}

#[test]
fn a_table_of_pictures_is_figures() {
    let picture = |id: &str| format!("<w:p>{}</w:p>", inline_picture(id, ""));
    let with =
        |body: String| docx(&body).picture("a", "a.png", &png(1)).picture("b", "b.png", &png(2)).markdown();
    assert_eq!(
        with(table(&[&[picture("a"), picture("b")]])),
        ":::图组 列数=2\n![](a.png)\n![](b.png)\n:::\n"
    );
    assert_eq!(
        with(table(&[&[picture("a"), picture("b")], &[p("会场"), p("合影")]])),
        "![会场](a.png \"会场\")\n\n![合影](b.png \"合影\")\n"
    );
    assert_eq!(
        with(table(&[&[picture("a"), picture("b")], &[p("活动现场")]])),
        ":::图组 列数=2\n![](a.png)\n![](b.png)\n:::\n\n活动现场\n"
    );
    assert_eq!(
        with(table(&[&[[picture("a"), p("会场")].concat(), [picture("b"), p("合影")].concat()]])),
        "![会场](a.png \"会场\")\n\n![合影](b.png \"合影\")\n"
    );
    // A photo beside the words about a person is a table.
    assert_eq!(
        with(table(&[&[p("姓名"), p("王宁")], &[p("照片"), picture("a")]])),
        "| 姓名 | 王宁 |\n|---|---|\n| 照片 | ![](a.png) |\n"
    );
}

#[test]
fn rows_and_cells_in_controls_are_read() {
    let control = |content: &str| format!("<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>");
    let cell = tc("", "乙");
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr>{}</w:tbl>",
        tc("", "甲"),
        control(&cell),
        control(&format!("<w:tr>{}{}</w:tr>", tc("", "丙"), tc("", "丁")))
    );
    assert_eq!(docx(&body).markdown(), "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n");
}
