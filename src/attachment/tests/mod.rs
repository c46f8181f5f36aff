//! Files of every kind, made here.

mod inside;
mod media;
mod pdf;
mod remarks;

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::inspection::COMPOUND;
use super::*;

const CORE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>登记表</dc:title><dc:creator>张三</dc:creator><cp:lastModifiedBy>李&amp;四</cp:lastModifiedBy><cp:revision>2</cp:revision></cp:coreProperties>"#;

const APP: &str = r#"<Properties><Application>WPS</Application><Pages>3</Pages><Company>某公司</Company><Manager/></Properties>"#;

const CUSTOM: &str =
    r#"<Properties xmlns:vt="v"><property name="工号"><vt:lpwstr>10086</vt:lpwstr></property></Properties>"#;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    archive_of(&parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

fn archive_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    let time = DateTime::from_date_and_time(2026, 11, 20, 8, 30, 0).unwrap();
    for (name, text) in parts {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(time);
        written.start_file(*name, options).unwrap();
        written.write_all(text).unwrap();
    }
    written.finish().unwrap().into_inner()
}

fn word(more: &[(&str, &str)]) -> Vec<u8> {
    let parts = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:document/>")];
    archive(&[&parts, more].concat())
}

/// Takes what begins with `photo` for a photo, and cleans it of what is behind the first space.
const PICTURES: PictureReader<'_> = PictureReader {
    clean: &|bytes| {
        let end = bytes.iter().position(|byte| *byte == b' ')?;
        bytes.starts_with(b"photo").then(|| bytes[..end].to_vec())
    },
    traces: &|bytes| {
        let names = bytes.strip_prefix(b"scan ").map(|rest| String::from_utf8_lossy(rest).into_owned());
        Traces { has_place: names.is_some(), names: names.into_iter().collect() }
    },
};

fn without_owner(bytes: &[u8]) -> Option<Vec<u8>> {
    cleaned(bytes, &PICTURES)?.bytes
}

fn part_of(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn look(name: &str, bytes: &[u8]) -> Inspection {
    inspect(&mut Cursor::new(bytes), name).unwrap()
}

fn codes(name: &str, bytes: &[u8]) -> Vec<&'static str> {
    look(name, bytes).problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn an_office_document_loses_who_made_it_and_nothing_else() {
    let document = word(&[
        ("docProps/core.xml", CORE),
        ("docProps/app.xml", APP),
        ("docProps/custom.xml", CUSTOM),
        ("word/media/a.bin", "照片"),
    ]);
    let found = look("表.docx", &document);
    let expected = Inspection { extent: Some(Extent::Pages(3)), is_cleaned: true, ..Inspection::default() };
    assert_eq!(found, expected);
    let cleaned = without_owner(&document).unwrap();
    assert_eq!(cleaned, without_owner(&document).unwrap(), "the same bytes each time");
    let core = part_of(&cleaned, "docProps/core.xml");
    assert_eq!(core, CORE.replace("张三", "").replace("李&amp;四", ""));
    assert_eq!(part_of(&cleaned, "docProps/app.xml"), APP.replace("某公司", ""));
    assert_eq!(part_of(&cleaned, "docProps/custom.xml"), r#"<Properties xmlns:vt="v"></Properties>"#);
    assert_eq!(part_of(&cleaned, "word/document.xml"), "<w:document/>");
    let (mut before, mut after) =
        (ZipArchive::new(Cursor::new(&document)).unwrap(), ZipArchive::new(Cursor::new(&cleaned)).unwrap());
    assert_eq!(before.len(), after.len());
    for number in 0..before.len() {
        let (was, is) = (before.by_index_raw(number).unwrap(), after.by_index_raw(number).unwrap());
        assert_eq!(was.name().unwrap(), is.name().unwrap());
        assert_eq!(was.last_modified(), is.last_modified());
        if !was.name().unwrap().starts_with("docProps/") {
            assert_eq!((was.crc32(), was.compressed_size()), (is.crc32(), is.compressed_size()));
        }
    }
    // A second time there is nothing to remove.
    assert!(codes("表.docx", &cleaned).is_empty());
    assert_eq!(without_owner(&cleaned), None);
}

#[test]
fn pages_sheets_and_slides_are_counted() {
    let types = ("[Content_Types].xml", "<Types/>");
    let workbook = r#"<workbook><sheets><sheet name="一"/><sheet name="二" state="hidden"/><sheet name="三"></sheet></sheets></workbook>"#;
    let sheets = archive(&[types, ("xl/workbook.xml", workbook)]);
    assert_eq!(look("a.xlsx", &sheets).extent, Some(Extent::Sheets(2)));
    let slides = archive(&[
        types,
        ("ppt/slides/slide1.xml", ""),
        ("ppt/slides/slide2.xml", ""),
        ("ppt/slides/_rels/slide2.xml.rels", ""),
        ("ppt/slideLayouts/slideLayout1.xml", ""),
    ]);
    assert_eq!(look("a.pptx", &slides).extent, Some(Extent::Slides(2)));
    let meta =
        r#"<m xmlns:dc="d"><dc:creator>张三</dc:creator><meta:document-statistic meta:page-count="5"/></m>"#;
    let open = archive(&[("mimetype", "x"), ("META-INF/manifest.xml", ""), ("meta.xml", meta)]);
    let found = look("a.odt", &open);
    assert_eq!((found.extent, found.is_cleaned), (Some(Extent::Pages(5)), true));
    let ofd = archive(&[
        ("OFD.xml", "<ofd:OFD><ofd:Author>张三</ofd:Author></ofd:OFD>"),
        (
            "Doc_0/Document.xml",
            r#"<D><Pages><Page ID="1" BaseLoc="a"/><Page ID="2" BaseLoc="b"/></Pages></D>"#,
        ),
    ]);
    let found = look("a.ofd", &ofd);
    assert_eq!(found.extent, Some(Extent::Pages(2)));
    assert!(found.problems[0].message.zh.contains("张三"));
    // What an app claims and is no number is unknown.
    assert_eq!(look("a.docx", &word(&[("docProps/app.xml", "<P><Pages>很多</Pages></P>")])).extent, None);
}

#[test]
fn what_harms_a_reader_is_refused_by_content_and_else_by_ending() {
    let elf = b"\x7fELF\x02\x01\x01\0".as_slice();
    let windows = [b"MZ\x90\0\x03\0\0\0".as_slice(), &[0; 80]].concat();
    let iso = [[0; 32768].as_slice(), b"\x01CD001"].concat();
    let macros = word(&[("word/vbaProject.bin", "x")]);
    let compound = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [COMPOUND.as_slice(), &[0; 100], &name].concat()
    };
    let old = compound("_VBA_PROJECT_CUR");
    let cases: [(&str, &[u8], &str); 20] = [
        ("表.pdf", elf, "attachment/program"),
        ("表.docx", &windows, "attachment/program"),
        ("a.zip", b"\xCF\xFA\xED\xFE\x07", "attachment/program"),
        ("a.txt", b"#!/bin/sh\nrm", "attachment/program"),
        ("安装.bat", b"@echo off", "attachment/program"),
        ("a.ps1", b"Get-Item", "attachment/program"),
        ("a.js", b"alert(1)", "attachment/program"),
        ("a.hta", b"<hta>", "attachment/program"),
        ("a.html", b"plain", "attachment/web-page"),
        ("a.xls", b"\xEF\xBB\xBF \n<!-- x --><HTML><table>", "attachment/web-page"),
        ("a.xml", b"<?xml version='1.0'?><x xmlns='http://www.w3.org/1999/xhtml'/>", "attachment/web-page"),
        ("网站.url", b"[InternetShortcut]", "attachment/shortcut"),
        ("表.docx", b"L\0\0\0\x01\x14\x02\0\0", "attachment/shortcut"),
        ("a.iso", b"x", "attachment/disk-image"),
        ("a.dat", &iso, "attachment/disk-image"),
        ("a.vhdx", b"vhdxfile", "attachment/disk-image"),
        ("表.docx", &macros, "attachment/macro"),
        ("表.docm", b"x", "attachment/macro"),
        ("表.xls", &old, "attachment/macro"),
        ("表.doc", &compound("_VBA_PROJECT"), "attachment/macro"),
    ];
    for (name, bytes, code) in cases {
        assert_eq!(codes(name, bytes), [code], "{name} {}", String::from_utf8_lossy(bytes));
        assert!(look(name, bytes).problems[0].is_error());
    }
    let fine: [(&str, &[u8]); 7] = [
        ("a.txt", b"MZ is a text"),
        ("a.txt", b"<html> as an example"),
        ("a.csv", b"a,b"),
        ("a.xml", b"<?xml version='1.0'?><data/>"),
        ("a.zip", &archive(&[("a.txt", "x")])),
        ("a.bin", b"\0\x01"),
        ("a.md", b"# x"),
    ];
    for (name, bytes) in fine {
        assert_eq!(look(name, bytes), Inspection::default(), "{name}");
    }
}

#[test]
fn what_is_not_what_its_ending_promises_is_reported() {
    let cut = &word(&[("docProps/core.xml", CORE)])[..120];
    let cases: [(&str, &[u8], &[&str]); 8] = [
        ("a.docx", b"PK", &["attachment/damaged"]),
        ("a.docx", cut, &["attachment/damaged"]),
        ("a.pdf", b"\xFF\xD8\xFF", &["attachment/damaged"]),
        ("a.docx", &archive(&[("a.txt", "x")]), &["attachment/damaged"]),
        ("a.csv", b"", &["attachment/damaged"]),
        ("a.docx", &word(&[("docProps/core.xml", "<!DOCTYPE x><a/>")]), &["attachment/damaged"]),
        (
            "a.docx",
            &word(&[("word/comments.xml", "<w:comments><w:comment w:id='1'/>")]),
            &["attachment/remarks"],
        ),
        (
            "a.docx",
            &word(&[("_xmlsignatures/s.xml", ""), ("docProps/core.xml", CORE)]),
            &["attachment/author"],
        ),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(codes(name, bytes), expected, "{name}");
    }
    let changed = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", "<w:document><w:ins w:author='张三'/></w:document>"),
    ]);
    assert_eq!(codes("a.docx", &changed), ["attachment/remarks"]);
    let told = |name: &str, document: &[u8]| {
        let found = look(name, document).problems;
        let remarks: Vec<_> = found.iter().filter(|problem| problem.code == "attachment/remarks").collect();
        remarks.iter().map(|problem| problem.message.zh.to_string()).collect::<Vec<_>>().join("\n")
    };
    for (part, text) in [
        ("word/document.xml", "<w:moveFrom w:id='1' w:author=\"张三\">"),
        ("word/header2.xml", "<w:rPrChange w:author=\"张三\">"),
        ("word/footnotes.xml", "<w:ins w:id=\"1\" w:author=\"张三\">"),
        ("word/endnotes.xml", "<w:sectPrChange w:author=\"张三\">"),
        ("word/comments.xml", "<w:comment w:id=\"1\" w:author=\"张三\">"),
    ] {
        let document = archive(&[("[Content_Types].xml", "<Types/>"), ("word/styles.xml", ""), (part, text)]);
        assert!(told("a.docx", &document).contains("Word 文件里还有批注或修订痕迹（张三）"), "{part}");
    }
    let types = ("[Content_Types].xml", "<Types/>");
    let sheets =
        [types, ("xl/comments1.xml", "<comments><authors><author>张三</author></authors><comment ref='A1'>")];
    assert!(told("a.xlsx", &archive(&sheets)).contains("Excel 文件里还有批注或修订痕迹（张三）"));
    let slides = [
        types,
        ("ppt/comments/comment1.xml", "<p:cmLst><p:cm authorId=\"0\">"),
        (
            "ppt/commentAuthors.xml",
            "<p:cmAuthorLst><p:cmAuthor id=\"0\" name=\"张三\" initials=\"Z\"/></p:cmAuthorLst>",
        ),
    ];
    assert!(told("a.pptx", &archive(&slides)).contains("PPT 文件里还有批注或修订痕迹（张三）"));
    let open = [
        ("mimetype", "x"),
        ("META-INF/manifest.xml", ""),
        (
            "content.xml",
            "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>张三</dc:creator>",
        ),
    ];
    assert!(told("a.odt", &archive(&open)).contains("文件里还有批注或修订痕迹（张三）"));
    assert_eq!(told("a.docx", &word(&[("word/comments.xml", "<w:comments/>")])), "");
}

#[test]
fn accounts_and_folders_that_nothing_shows_are_removed() {
    let book = r#"<workbook><fileSharing readOnlyRecommended="1" userName="张三"/><mc:Choice Requires="x15"><x15ac:absPath url="C:\Users\zhangsan\" xmlns:x15ac="a&amp;b"/></mc:Choice><sheets><sheet name="一"/></sheets></workbook>"#;
    let persons = "<personList><person displayName=\"张三\" userId=\"zhangsan@x\"/></personList>";
    let sheets = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", book),
        ("xl/persons/person.xml", persons),
    ]);
    let found = look("a.xlsx", &sheets);
    assert!(found.is_cleaned && found.problems.is_empty(), "{found:?}");
    let cleaned = without_owner(&sheets).unwrap();
    let expected = book.replace("张三", "").replace("C:\\Users\\zhangsan\\", "");
    assert_eq!(part_of(&cleaned, "xl/workbook.xml"), expected);
    assert_eq!(part_of(&cleaned, "xl/persons/person.xml"), "<personList></personList>");
    let relation = r#"<Relationships><Relationship Id="rId1" Type="http://x/attachedTemplate" Target="file:///C:\Users\zhangsan\a.dotm" TargetMode="External"/></Relationships>"#;
    let people = "<w15:people><w15:person w15:author=\"张三\"/></w15:people>";
    let document = word(&[("word/_rels/settings.xml.rels", relation), ("word/people.xml", people)]);
    let cleaned = without_owner(&document).unwrap();
    let expected = relation.replace("file:///C:\\Users\\zhangsan\\a.dotm", "Normal.dotm");
    assert_eq!(part_of(&cleaned, "word/_rels/settings.xml.rels"), expected);
    assert_eq!(part_of(&cleaned, "word/people.xml"), "<w15:people></w15:people>");
    assert_eq!(without_owner(&cleaned), None);
    // Comments that are there need their authors.
    let authors = ("ppt/commentAuthors.xml", "<p:cmAuthorLst><p:cmAuthor name=\"张三\"/></p:cmAuthorLst>");
    let types = ("[Content_Types].xml", "<Types/>");
    let comments = ("ppt/comments/comment1.xml", "<p:cmLst><p:cm authorId=\"0\">");
    assert!(without_owner(&archive(&[types, authors])).is_some());
    assert_eq!(without_owner(&archive(&[types, authors, comments])), None);
}

#[test]
fn pictures_in_documents_are_cleaned_or_told() {
    let inner = word(&[("word/media/image1.jpg", "photo SECRET")]);
    let outer: [(&str, &[u8]); 3] =
        [("[Content_Types].xml", b""), ("word/document.xml", b""), ("word/embeddings/a.docx", &inner)];
    let outer = without_owner(&archive_of(&outer)).unwrap();
    let mut found = Vec::new();
    let mut archived = ZipArchive::new(Cursor::new(&outer)).unwrap();
    archived.by_name("word/embeddings/a.docx").unwrap().read_to_end(&mut found).unwrap();
    assert_eq!(part_of(&found, "word/media/image1.jpg"), "photo");
    for name in ["word/media/image1.jpeg", "docProps/thumbnail.jpeg", "word/media/image2.bin"] {
        let document = word(&[(name, "photo SECRET")]);
        assert!(look("a.docx", &document).is_cleaned);
        let found = cleaned(&document, &PICTURES).unwrap();
        assert_eq!(part_of(found.bytes.as_ref().unwrap(), name), "photo");
        assert_eq!(found.problems, []);
        assert_eq!(without_owner(found.bytes.as_ref().unwrap()), None);
    }
    let document = word(&[("word/media/a.tiff", "scan 张三"), ("word/media/b.png", "plain")]);
    let found = cleaned(&document, &PICTURES).unwrap();
    assert_eq!(found.bytes, None);
    assert!(found.problems[0].message.zh.contains("照片里记着拍摄地点和“张三”"), "{:?}", found.problems);
    // What is not written again: archives, OFD, signed documents.
    let picture = ("a/合影.jpg", "scan 张三");
    for (name, bytes) in [
        ("a.zip", archive(&[picture])),
        ("a.ofd", archive(&[("OFD.xml", "<ofd:OFD/>"), picture])),
        ("a.docx", word(&[("_xmlsignatures/s.xml", ""), picture])),
    ] {
        let found = look(name, &bytes);
        assert!(found.has_fixed_pictures && !found.is_cleaned, "{name} {found:?}");
        let told = picture_problems(&mut Cursor::new(&bytes), &PICTURES);
        assert!(told.len() == 1 && told[0].message.zh.contains("张三"), "{name} {told:?}");
    }
}

#[test]
fn a_part_that_unpacks_without_end_is_not_read() {
    let bomb = "0".repeat(64 << 20);
    let document = word(&[("docProps/core.xml", &bomb)]);
    assert!(document.len() < 1 << 20);
    assert_eq!(codes("a.docx", &document), ["attachment/damaged"]);
    assert_eq!(without_owner(&document), None);
}

/// A property set with an author and a last editor in GBK, as a stream of an old Word file has it.
#[test]
fn parts_that_share_their_bytes_are_not_copied() {
    let document = word(&[("docProps/core.xml", CORE)]);
    assert!(without_owner(&document).is_some());
    // A part that claims to be longer than the file: its length in the list at the end.
    let last = memchr::memmem::rfind(&document, b"PK\x01\x02").unwrap();
    let mut claiming = document;
    claiming[last + 20..last + 24].copy_from_slice(&[0, 0, 0, 1]);
    assert_eq!(without_owner(&claiming), None);
}

fn boxed(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [length.as_slice(), kind, content].concat()
}

/// A text behind its length, lowest byte first.
fn counted(text: &str) -> Vec<u8> {
    [u32::try_from(text.len()).unwrap().to_le_bytes().as_slice(), text.as_bytes()].concat()
}
