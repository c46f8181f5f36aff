//! Comments and tracked changes in documents, wherever and however they are written.

use super::*;

fn told(name: &str, document: &[u8]) -> String {
    let found = look(name, document).problems;
    let remarks = found.iter().filter(|problem| problem.code == "attachment/remarks");
    remarks.map(|problem| problem.message.zh.to_string()).collect()
}

#[test]
fn comments_behind_many_headers_are_found() {
    let headers: Vec<String> = (1..=300).map(|number| format!("word/header{number}.xml")).collect();
    let mut parts: Vec<(&str, &str)> = headers.iter().map(|name| (name.as_str(), "<w:hdr/>")).collect();
    parts.push(("word/comments.xml", "<w:comments><w:comment w:author='张三'/></w:comments>"));
    assert!(told("a.docx", &word(&parts)).contains("修订痕迹（张三）"));
    parts.pop();
    parts.push(("word/header301.xml", "<w:hdr><w:ins w:author='张三'/></w:hdr>"));
    assert!(told("a.docx", &word(&parts)).contains("修订痕迹（张三）"));
    parts.pop();
    assert_eq!(told("a.docx", &word(&parts)), "");
    // What is behind the bound is not taken for clean.
    let long = format!("<w:hdr>{}</w:hdr>", " ".repeat(33 << 20));
    parts.push(("word/header301.xml", &long));
    assert!(told("a.docx", &word(&parts)).contains("没有全部检查有没有批注"));
    assert!(told("a.docx", &word(&[("word/footnotes.xml", "<w:p><w:ins")])).contains("没有全部检查"));
}

#[test]
fn a_thread_of_excel_has_persons() {
    let comments = "<comments><authors><author>tc={1}</author><author>tc={2}</author><author>tc={3}</author>\
        </authors><commentList><comment ref='A1'/></commentList></comments>";
    let sheets = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/comments1.xml", comments),
        (
            "xl/threadedComments/threadedComment1.xml",
            "<ThreadedComments><threadedComment ref='A1'/></ThreadedComments>",
        ),
        ("xl/persons/person.xml", "<personList><person displayName='张三' id='{4}'/></personList>"),
    ]);
    assert!(
        told("a.xlsx", &sheets).ends_with("修订痕迹（张三），读者都看得到"),
        "{}",
        told("a.xlsx", &sheets)
    );
}

#[test]
fn prefixes_parts_and_encodings_of_other_programs_are_read() {
    let types = ("[Content_Types].xml", "<Types/>");
    let open = [("mimetype", "x"), ("META-INF/manifest.xml", "")];
    let info = "<office:change-info><dc:creator>张&amp;三</dc:creator></office:change-info>";
    let tables = format!(
        "<table:tracked-changes><table:cell-content-change>{info}</table:cell-content-change></table:tracked-changes>"
    );
    let note = "<style:header><office:annotation><dc:creator>张&amp;三</dc:creator></office:annotation></style:header>";
    for (name, document) in [
        (
            "a.xlsx",
            [types, ("xl/comments1.xml", "<x:comments><x:author>张&amp;三</x:author><x:comment ref='A1'/>")]
                .to_vec(),
        ),
        (
            "a.docx",
            [types, ("word/document.xml", "<ns0:p><ns0:ins ns0:author='张&amp;三'/></ns0:p>")].to_vec(),
        ),
        (
            "a.docx",
            [types, ("word/glossary/document.xml", "<w:p><w:del w:author=\"张&amp;三\"/></w:p>")].to_vec(),
        ),
        ("a.ods", [open[0], open[1], ("content.xml", &tables)].to_vec()),
        ("a.odt", [open[0], open[1], ("styles.xml", note)].to_vec()),
        ("a.odt", [open[0], open[1], ("Object 1/content.xml", note)].to_vec()),
    ] {
        assert!(told(name, &archive(&document)).contains("修订痕迹（张&三）"), "{name} {document:?}");
    }
    let wide: Vec<u8> =
        "\u{feff}<w:p><w:ins w:author='张三'/></w:p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = archive_of(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &wide)]);
    assert!(told("a.docx", &wide).contains("修订痕迹（张三）"));
}

#[test]
fn what_only_looks_like_a_remark_is_not_told() {
    let open =
        |name: &str, text: &str| archive(&[("mimetype", "x"), ("META-INF/manifest.xml", ""), (name, text)]);
    for (name, text) in [
        ("content.xml", "<text:tracked-changes text:track-changes='true'/>"),
        ("content.xml", "<text:tracked-changes text:track-changes=\"false\"></text:tracked-changes>"),
        ("content.xml", "<text:p><text:creator>张三</text:creator></text:p>"),
        ("Object 1/content.xml", "<math><annotation encoding=\"StarMath 5.0\">a over b</annotation></math>"),
    ] {
        assert_eq!(told("a.odt", &open(name, text)), "", "{text}");
    }
    let sheets = [
        ("[Content_Types].xml", "<Types/>"),
        ("xl/comments1.xml", "<comments><authors><author>张三</author></authors></comments>"),
    ];
    assert_eq!(told("a.xlsx", &archive(&sheets)), "");
}
