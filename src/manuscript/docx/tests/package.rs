use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::builder::*;
use crate::manuscript::read_docx;

const SAMPLE: &str = "甲**乙**\n\n- 丙\n";

fn sample() -> Docx {
    let body = [format!("<w:p>{}{}</w:p>", r("甲"), r_with("<w:b/>", "乙")), n(1, 0, "丙")].concat();
    docx(&body).numbering(&numbers(1, &[("bullet", "·")]))
}

fn refused(bytes: &[u8]) -> (&'static str, String) {
    let problem = read_docx(&mut Cursor::new(bytes), "稿件.docx").unwrap_err();
    assert_eq!(problem.place.as_ref().map(|place| place.file.as_str()), Some("稿件.docx"));
    assert!(problem.help.is_some() && problem.is_error(), "{problem}");
    (problem.code, problem.message.zh)
}

#[test]
fn namespaces_may_be_strict_and_prefixes_any() {
    let plain = sample();
    assert_eq!(plain.markdown(), SAMPLE);
    let strict = |text: &str| {
        text.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
    };
    let other = |text: &str| {
        text.replace("<w:", "<ns0:")
            .replace("</w:", "</ns0:")
            .replace(" w:", " ns0:")
            .replace("xmlns:w=", "xmlns:ns0=")
    };
    for change in [&strict as &dyn Fn(&str) -> String, &other] {
        let mut document = sample();
        for name in ["word/document.xml", "word/numbering.xml"] {
            let text = change(&plain.text_of(name));
            document = document.with(name, text);
        }
        assert_eq!(document.markdown(), SAMPLE);
    }
}

#[test]
fn parts_may_be_in_other_encodings() {
    let plain = sample();
    let text = plain.text_of("word/document.xml");
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let gbk =
        encoding_rs::GBK.encode(&format!("<?xml version=\"1.0\" encoding=\"gb2312\"?>{text}")).0.into_owned();
    for bytes in [utf16, gbk] {
        assert_eq!(sample().with("word/document.xml", bytes).markdown(), SAMPLE);
    }
    let mut damaged = text.into_bytes();
    let at = damaged.windows(3).position(|three| three == "乙".as_bytes()).unwrap();
    damaged[at + 1] = b'?';
    let document = sample().with("word/document.xml", damaged);
    assert!(document.markdown().contains('\u{fffd}'));
    assert_eq!(document.findings()[0].0, "import/part");
}

#[test]
fn the_text_is_where_the_relations_say() {
    let plain = sample();
    let rels = plain.text_of("_rels/.rels").replace("word/document.xml", "/文字/正文.xml");
    let text = plain.text_of("word/document.xml");
    let document = sample()
        .with("word/document.xml", "<x/>")
        .with("_rels/.rels", rels)
        .with("文字/正文.xml", &text)
        .with("文字/_rels/正文.xml.rels", "<Relationships><Relationship Id=\"n\" Type=\"http://x/numbering\" Target=\"../word/numbering.xml\"/></Relationships>");
    assert_eq!(document.markdown(), SAMPLE);
    // Names with a backslash and in other cases, as old packers write them.
    let mut old = sample();
    for (name, _) in &mut old.parts {
        *name = name.replace("word/document.xml", "Word\\Document.XML");
    }
    assert_eq!(old.markdown(), SAMPLE);
}

#[test]
fn names_in_the_archive_are_no_paths() {
    let body = format!("<w:p>{}{}</w:p>", r("甲"), inline_picture("a", ""));
    let document =
        docx(&body).part("a", "image", "../../../../etc/passwd", png(1)).with("../../evil.txt", "x");
    // The part is in the archive as `word/../../../../etc/passwd`, which is no name that it can
    // have.
    assert_eq!(document.markdown(), "甲\n");
    assert_eq!(document.findings()[0].0, "import/picture");
    let names: Vec<String> = with_device_name().read().files.into_iter().map(|file| file.name).collect();
    assert_eq!(names, ["con.png"]);
}

fn with_device_name() -> Docx {
    docx(&format!("<w:p>{}</w:p>", inline_picture("a", ""))).picture("a", "con", &png(1))
}

#[test]
fn parts_that_are_damaged_are_told() {
    for name in ["numbering.xml", "styles.xml", "footnotes.xml"] {
        let kind = name.trim_end_matches(".xml");
        for content in ["<w:x", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>"] {
            let document = docx(&p("甲")).part("x", kind, name, content);
            assert_eq!(document.markdown(), "甲\n");
            let [(code, message)] = document.findings().try_into().unwrap();
            assert_eq!((code, message.contains(name)), ("import/part", true), "{message}");
        }
    }
    // Named, and not there.
    let rels = "<Relationships><Relationship Id=\"n\" Type=\"http://x/numbering\" Target=\"numbering.xml\"/></Relationships>";
    assert_eq!(docx(&p("甲")).with("word/_rels/document.xml.rels", rels).findings(), []);
}

#[test]
fn files_of_other_kinds_are_refused_with_what_to_do() {
    let compound = |stream: &str| -> Vec<u8> {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].into_iter().chain(vec![0; 504]).chain(name).collect()
    };
    let archive = |names: &[&str]| -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"<x/>").unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    for (bytes, code, words) in [
        (Vec::new(), "import/damaged", "是空的"),
        (compound("WordDocument"), "import/format", "旧版 Word 或 WPS"),
        (compound("Workbook"), "import/format", "旧版 Excel"),
        (compound("PowerPoint Document"), "import/format", "旧版 PPT"),
        (compound("EncryptedPackage"), "import/locked", "有打开密码"),
        (b"{\\rtf1\\ansi".to_vec(), "import/format", "RTF"),
        (b"%PDF-1.7\n".to_vec(), "import/format", "PDF"),
        (b"<html><body>".to_vec(), "import/format", "网页"),
        (b"MIME-Version: 1.0\r\n".to_vec(), "import/format", "网页"),
        (
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><x/>".to_vec(),
            "import/format",
            "XML",
        ),
        (archive(&["[Content_Types].xml", "xl/workbook.xml"]), "import/format", "Excel"),
        (archive(&["[Content_Types].xml", "ppt/presentation.xml"]), "import/format", "PPT"),
        (archive(&["mimetype", "META-INF/manifest.xml"]), "import/format", "ODF"),
        (archive(&["OFD.xml"]), "import/format", "OFD"),
        (archive(&["a.txt"]), "import/format", "压缩包"),
        (archive(&["[Content_Types].xml", "word/x.xml"]), "import/format", "没有 Word 正文"),
        ("党建文字".as_bytes().to_vec(), "import/format", "不是 Word 文档"),
        (b"\xFF\xD8\xFF\xE0".to_vec(), "import/format", "不是 Word 文档"),
        (sample().bytes().get(..300).unwrap().to_vec(), "import/damaged", "不完整"),
        (sample().with("word/document.xml", "<w:document>").bytes(), "import/damaged", "不完整"),
        (sample().with("word/document.xml", "<x/>").bytes(), "import/format", "没有 Word 正文"),
    ] {
        let (found, message) = refused(&bytes);
        assert_eq!(found, code, "{message}");
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn bombs_are_refused() {
    // 60 MB of blanks in 60 KB.
    let long = docx(&p("甲")).with("word/document.xml", vec![b' '; 60 << 20]);
    let entities =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><x>&b;</x>";
    let deep = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(300), "</w:tc></w:tr></w:tbl>".repeat(300));
    let many = "<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(31_000);
    for (document, code) in [
        (long, "import/too-large"),
        (docx("").with("word/document.xml", entities), "import/damaged"),
        (docx(&deep), "import/too-large"),
        (docx(&many), "import/too-large"),
    ] {
        assert_eq!(refused(&document.bytes()).0, code);
    }
    // A picture that is too large is left out.
    let picture = [png(1), vec![0; 31 << 20]].concat();
    let document =
        docx(&format!("<w:p>{}{}</w:p>", r("甲"), inline_picture("a", ""))).picture("a", "a.png", &picture);
    assert_eq!(document.markdown(), "甲\n");
    assert!(document.findings()[0].1.contains("1 张图片太大"));
}

#[test]
fn what_is_as_deep_as_allowed_is_read_without_overflow() {
    let nested = |begin: &str, end: &str, depth: usize| {
        docx(&format!("{}{}{}", begin.repeat(depth), p("里"), end.repeat(depth))).markdown()
    };
    assert_eq!(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 38), "里\n");
    assert_eq!(
        nested("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>", 28),
        "里\n"
    );
    assert_eq!(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 57), "里\n");
    let row = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc>";
    let tables = nested(row, "<w:p/></w:tc></w:tr></w:tbl>", 38);
    assert_eq!(tables.matches('甲').count(), 38, "{tables}");
}
