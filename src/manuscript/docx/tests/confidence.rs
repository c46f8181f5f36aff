use super::builder::*;
use crate::problem::Severity;

#[test]
fn tracked_changes_are_taken_and_told() {
    let del =
        |words: &str| format!("<w:del w:author=\"a\"><w:r><w:delText>{words}</w:delText></w:r></w:del>");
    let ins = |words: &str| format!("<w:ins w:author=\"a\">{}</w:ins>", r(words));
    let body = [
        format!("<w:p>{}{}{}</w:p>", r("会议"), del("讨论"), ins("审议")),
        format!("<w:p><w:moveFrom>{}</w:moveFrom>{}</w:p>", r("移走的"), r("第二段")),
        format!("<w:p><w:moveTo>{}</w:moveTo></w:p>", r("移来的")),
        // The end of a paragraph is deleted: it goes on in the next one.
        format!("<w:p><w:pPr><w:rPr><w:del w:author=\"a\"/></w:rPr></w:pPr>{}</w:p>", r("上半")),
        p("下半"),
        format!(
            "<w:p><w:pPr><w:pPrChange><w:pPr><w:jc w:val=\"right\"/></w:pPr></w:pPrChange></w:pPr>{}</w:p>",
            r_with("<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>", "格式")
        ),
    ];
    let document = docx(&body.concat());
    assert_eq!(document.markdown(), "会议审议\n\n第二段\n\n移来的\n\n上半下半\n\n格式\n");
    assert_eq!(
        document.findings(),
        [
            ("import/changes", "第1段（“会议审议”）：稿件里有 2 处没有接受的修订（新增的文字），已按接受处理（“审议”、“移来的”）".to_owned()),
            ("import/changes", "第1段（“会议审议”）：稿件里有 3 处没有接受的修订（删去的文字），没有导入（“讨论”、“移走的”、“¶”）".to_owned()),
        ]
    );
}

#[test]
fn rows_that_were_deleted_are_left_out() {
    let row = |mark: &str, words: &str| {
        format!("<w:tr><w:trPr>{mark}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(words), p("1"))
    };
    let body = format!("<w:tbl>{}{}{}</w:tbl>", row("", "甲"), row("<w:del/>", "乙"), row("<w:ins/>", "丙"));
    let document = docx(&body);
    assert_eq!(document.markdown(), "| 甲 | 1 |\n|---|---|\n| 丙 | 1 |\n");
    let messages: Vec<String> = document.findings().into_iter().map(|(_, message)| message).collect();
    assert!(messages.iter().any(|message| message.contains("1 处没有接受的修订（新增")), "{messages:?}");
    assert!(messages.iter().any(|message| message.contains("1 处没有接受的修订（删去")), "{messages:?}");
}

#[test]
fn comments_and_hidden_words_are_left_out_and_told() {
    let body = [
        format!(
            "<w:p><w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>",
            r("甲")
        ),
        format!("<w:p>{}{}</w:p>", r("乙"), r_with("<w:vanish/>", "内部口径")),
        format!("<w:p>{}</w:p>", r_with("<w:vanish/>", "整段")),
    ];
    let document = docx(&body.concat());
    assert_eq!(document.markdown(), "甲\n\n乙\n");
    assert_eq!(
        document.findings(),
        [
            ("import/changes", "第1段（“甲”）：稿件里有 1 条批注，没有导入".to_owned()),
            ("import/hidden", "第2段（“乙”）：有 2 处隐藏的文字，没有导入（“内部口径”、“整段”）".to_owned()),
        ]
    );
}

#[test]
fn marks_of_secrecy_are_errors_wherever_they_are() {
    let header = |words: &str| format!("<w:hdr {NAMESPACES}>{}</w:hdr>", p(words));
    let watermark = format!(
        "<w:hdr {NAMESPACES}><w:p><w:r><w:pict><v:shape><v:textpath string=\"机密\"/></v:shape></w:pict></w:r></w:p></w:hdr>"
    );
    for (document, mark) in [
        (docx(&[p("机密★1年"), p("正文")].concat()), "机密★1年"),
        (
            docx(&p("正文")).part("h", "header", "header1.xml", header("内部资料　注意保存")),
            "内部资料 注意保存",
        ),
        (docx(&p("正文")).part("h", "header", "header1.xml", watermark), "机密"),
        (docx(&table(&[&[p("密级：秘密")], &[p("正文")]])), "密级：秘密"),
    ] {
        let findings = document.read().findings;
        let found = findings.iter().find(|problem| problem.code == "import/secrecy").unwrap();
        assert_eq!(found.severity, Severity::Error);
        assert!(found.message.zh.contains(mark), "{}", found.message.zh);
    }
    let harmless = docx(&p("保守党和国家秘密，是每个党员的义务。"));
    assert_eq!(harmless.findings(), []);
}

#[test]
fn headers_and_footers_are_left_out_and_told_unless_they_number_pages() {
    let part = |words: &str| format!("<w:ftr {NAMESPACES}>{}</w:ftr>", p(words));
    let document = docx(&p("正文")).part("f1", "footer", "footer1.xml", part("— 1 —")).part(
        "f2",
        "footer",
        "footer2.xml",
        part("第 1 页 共 3 页"),
    );
    assert_eq!(document.findings(), []);
    let document = document.part("h", "header", "header1.xml", part("某某公司党委"));
    assert_eq!(document.markdown(), "正文\n");
    assert_eq!(
        document.findings(),
        [("import/look", "页眉页脚里的文字没有导入（“某某公司党委”）".to_owned())]
    );
}

#[test]
fn what_another_file_brings_is_told() {
    let document = docx(&[p("甲"), "<w:altChunk r:id=\"x\"/>".to_owned(), p("乙")].concat());
    assert_eq!(document.markdown(), "甲\n\n乙\n");
    assert_eq!(
        document.findings(),
        [("import/object", "第1段（“甲”）：有 1 处内容由另一个文件插入，没有导入".to_owned())]
    );
}
