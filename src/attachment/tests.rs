//! Files of every kind, made here.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::*;

mod inside;

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
        [compound::SIGNATURE.as_slice(), &[0; 100], &name].concat()
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
        ("content.xml", "<text:tracked-changes><dc:creator>张三</dc:creator>"),
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

fn old_word() -> Vec<u8> {
    let mut section: Vec<u8> = Vec::new();
    let entries: [(u32, u32); 3] = [(1, 32), (4, 40), (8, 56)];
    section.extend(100_u32.to_le_bytes());
    section.extend(3_u32.to_le_bytes());
    for (id, offset) in entries {
        section.extend(id.to_le_bytes());
        section.extend(offset.to_le_bytes());
    }
    section.extend(2_u32.to_le_bytes());
    section.extend(936_u32.to_le_bytes());
    for name in [b"\xD5\xC5\xC8\xFD\0\0\0\0", b"\xC0\xEE\xCB\xC4\0\0\0\0"] {
        section.extend(0x1E_u32.to_le_bytes());
        section.extend(5_u32.to_le_bytes());
        section.extend(name);
    }
    let mut stream = vec![0xFE, 0xFF, 0, 0];
    stream.resize(28, 0);
    stream.extend([0xE0, 0x85, 0x9F, 0xF2, 0xF9, 0x4F, 0x68, 0x10, 0xAB, 0x91, 8, 0, 0x2B, 0x27, 0xB3, 0xD9]);
    stream.extend(48_u32.to_le_bytes());
    [compound::SIGNATURE.as_slice(), &[0; 504], &stream, &section].concat()
}

#[test]
fn an_old_document_tells_its_author() {
    let found = look("通知.doc", &old_word());
    assert!(found.problems[0].message.zh.contains("张三、李四"), "{:?}", found.problems);
    assert!(!found.is_cleaned);
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(codes("a.docx", &[compound::SIGNATURE.as_slice(), &locked].concat()), ["attachment/locked"]);
    for end in 0..old_word().len() {
        look("a.doc", &old_word()[..end]);
    }
}

#[test]
fn a_pdf_tells_its_pages_and_its_author() {
    let plain = b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
        2 0 obj << /Type /Pages /Kids [3 0 R << >> ] /Count 12 >> endobj\n\
        3 0 obj << /Type/Pages /Parent 2 0 R /Count 99 >> endobj\n\
        4 0 obj << /Author (Zhang San) /Creator (Word) /Company () >> endobj\ntrailer << /Info 4 0 R >>";
    let found = look("a.pdf", plain);
    assert_eq!(found.extent, Some(Extent::Pages(12)));
    assert_eq!(found.problems.len(), 1);
    assert!(found.problems[0].message.zh.contains("“Zhang San”"));
    // A document that was changed has its new tree behind the old one.
    let changed = [plain.as_slice(), b"\n2 0 obj <</Count 13/Type/Pages/Kids []>> endobj"].concat();
    assert_eq!(look("a.pdf", &changed).extent, Some(Extent::Pages(13)));
    // In an object stream.
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(b"2 0 4 60 << /Type /Pages /Kids [] /Count 7 >> << /Author <FEFF5F204E09> >>").unwrap();
    let packed = packed.finish().unwrap();
    let mut modern = b"%PDF-1.5\n9 0 obj << /Type /ObjStm /N 2 /First 9 >>\nstream\r\n".to_vec();
    modern.extend(&packed);
    modern.extend(b"\nendstream");
    let found = look("a.pdf", &modern);
    assert_eq!(found.extent, Some(Extent::Pages(7)));
    assert!(found.problems[0].message.zh.contains("“张三”"));
    let xmp = b"%PDF-1.4 <dc:creator><rdf:Seq><rdf:li>\xE6\x9D\x8E</rdf:li></rdf:Seq></dc:creator>";
    assert!(look("a.pdf", xmp).problems[0].message.zh.contains("“李”"));
    // Nothing is guessed: no root, a count elsewhere, an encrypted document.
    for text in [
        "%PDF-1.4 << /Type /Pages /Parent 1 0 R /Count 5 >>",
        "%PDF-1.4 << /Type /Pages /Count 5 0 R >>",
        "%PDF-1.4 << /Type /Pages /Count 5",
        "%PDF-1.4 trailer << /Encrypt 1 0 R >> << /Author (\\213x) >>",
    ] {
        assert_eq!(look("a.pdf", text.as_bytes()), Inspection::default(), "{text}");
    }
}

#[test]
fn a_hostile_pdf_takes_bounded_work() {
    let text = "%PDF-1.4 ".to_owned() + &"<</Type/Pages ".repeat(200_000);
    assert_eq!(look("a.pdf", text.as_bytes()).extent, None);
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&vec![b' '; 8 << 20]).unwrap();
    let stream = [b" /ObjStm >> stream\n".as_slice(), &packed.finish().unwrap()].concat();
    let bombs = [b"%PDF-1.5".as_slice(), &stream.repeat(40)].concat();
    assert_eq!(look("a.pdf", &bombs), Inspection::default());
}

fn boxed(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [length.as_slice(), kind, content].concat()
}

/// A text behind its length, lowest byte first.
fn counted(text: &str) -> Vec<u8> {
    [u32::try_from(text.len()).unwrap().to_le_bytes().as_slice(), text.as_bytes()].concat()
}

/// Films and recordings that say something of persons and places: the place, and the name.
fn tagged_media() -> Vec<(&'static str, Vec<u8>, bool, &'static str)> {
    let film =
        |moov: &[u8]| [boxed(b"ftyp", b"isom"), boxed(b"mdat", &[7; 9000]), boxed(b"moov", moov)].concat();
    let data = |text: &str| boxed(b"data", &[[0; 8].as_slice(), text.as_bytes()].concat());
    let place = boxed(b"udta", &boxed(b"\xA9xyz", b"\0\x11\x15\xC7+30.1+104.0/"));
    let list = boxed(b"ilst", &boxed(b"\xA9ART", &data("张三")));
    let meta =
        boxed(b"udta", &boxed(b"meta", &[[0; 4].as_slice(), &boxed(b"hdlr", &[0; 24]), &list].concat()));
    let names = [
        boxed(b"mdta", b"com.apple.quicktime.location.ISO6709"),
        boxed(b"mdta", b"com.apple.quicktime.author"),
    ];
    let keys = boxed(b"keys", &[[0, 0, 0, 0, 0, 0, 0, 2].as_slice(), &names.concat()].concat());
    let items = [boxed(&[0, 0, 0, 1], &data("+30/")), boxed(&[0, 0, 0, 2], &data("李四"))].concat();
    let apple = boxed(b"meta", &[boxed(b"hdlr", &[0; 24]), keys, boxed(b"ilst", &items)].concat());
    let camera = boxed(
        b"trak",
        &boxed(
            b"mdia",
            &boxed(
                b"minf",
                &boxed(b"stbl", &boxed(b"stsd", &[[0; 8].as_slice(), &boxed(b"gpmd", &[])].concat())),
            ),
        ),
    );
    let frame = |name: &[u8], text: &[u8]| {
        [name, &u32::try_from(text.len()).unwrap().to_be_bytes(), &[0, 0], text].concat()
    };
    let id3 = |frames: &[u8]| {
        [
            b"ID3\x03\0\0\0\0".as_slice(),
            &[u8::try_from(frames.len() >> 7).unwrap(), u8::try_from(frames.len() & 0x7F).unwrap()],
            frames,
            b"\xFF\xFB\x90\0",
        ]
        .concat()
    };
    let wide: Vec<u8> =
        [vec![1, 0xFF, 0xFE], "张三".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let mut old =
        [b"\xFF\xFB\x90\0".as_slice(), &[0; 500], b"TAG", &[b' '; 30], b"\xD5\xC5\xC8\xFD"].concat();
    old.resize(504 + 128, 0);
    let info = [b"INFOIART".as_slice(), &counted("张三"), b"ICRD\x04\0\0\0", b"2026"].concat();
    let wave = [
        b"RIFF\0\0\0\0WAVEfmt \x02\0\0\0\0\0LIST".as_slice(),
        &u32::try_from(info.len()).unwrap().to_le_bytes(),
        &info,
    ]
    .concat();
    let comments = |texts: &[&str]| {
        [
            counted("program"),
            u32::try_from(texts.len()).unwrap().to_le_bytes().to_vec(),
            texts.iter().flat_map(|text| counted(text)).collect(),
        ]
        .concat()
    };
    let vorbis = [b"OggS....\x03vorbis".as_slice(), &comments(&["TITLE=", "artist=张三"])].concat();
    let block = comments(&["GPS_LOCATION=30N", "PERFORMER=李四"]);
    let flac =
        [b"fLaC\0\0\0\x02\0\0\x84\0\0".as_slice(), &[u8::try_from(block.len()).unwrap()], &block].concat();
    let webm = [b"\x1A\x45\xDF\xA3..\x45\xA3\x86ARTIST\x44\x87\x86".as_slice(), "张三".as_bytes()].concat();
    let mut asf = b"\x30\x26\xB2\x75\x8E\x66\xCF\x11....\x33\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\0\xAA\0\x62\xCE\x6C........\x02\0\x04\0\0\0\0\0\0\0 \0".to_vec();
    asf.extend("张三".encode_utf16().flat_map(u16::to_le_bytes));
    vec![
        ("a.mp4", film(&place), true, ""),
        ("a.m4a", film(&meta), false, "张三"),
        ("a.mov", film(&apple), true, "李四"),
        ("b.mp4", film(&camera), true, ""),
        ("a.mp3", id3(&[frame(b"TIT2", b"\0 "), frame(b"TPE1", &wide)].concat()), false, "张三"),
        ("b.mp3", old, false, "张三"),
        ("a.wav", wave, false, "张三"),
        ("a.ogg", vorbis, false, "张三"),
        ("a.flac", flac, true, "李四"),
        ("a.webm", webm, false, "张三"),
        ("a.wma", asf, false, "张三"),
    ]
}

#[test]
fn films_and_recordings_say_where_and_by_whom() {
    for (name, bytes, has_place, person) in tagged_media() {
        let found = look(name, &bytes).problems;
        let told: Vec<_> = found.iter().filter(|problem| problem.code == "attachment/metadata").collect();
        let [told] = *told.as_slice() else { panic!("{name} {found:?}") };
        assert_eq!(told.message.zh.contains("拍摄地点"), has_place, "{name} {told:?}");
        assert!(told.message.zh.contains(person), "{name} {told:?}");
        for end in (0..bytes.len()).filter(|end| bytes.len() - end < 600) {
            look(name, &bytes[..end]);
        }
    }
}

fn mp4(codec: &[u8; 4], is_last: bool) -> Vec<u8> {
    let entry = boxed(codec, &[0; 8]);
    let stsd = boxed(b"stsd", &[[0; 8].as_slice(), &entry].concat());
    let trak = boxed(b"trak", &boxed(b"mdia", &boxed(b"minf", &boxed(b"stbl", &stsd))));
    let moov = boxed(b"moov", &trak);
    let (ftyp, mdat) = (boxed(b"ftyp", b"isom"), boxed(b"mdat", &[7; 9000]));
    if is_last { [ftyp, mdat, moov].concat() } else { [ftyp, moov, mdat].concat() }
}

#[test]
fn a_film_that_no_browser_plays_is_reported_by_its_codec() {
    let matroska = |codec: &str| {
        let length = 0x80 | u8::try_from(codec.len()).unwrap();
        [b"\x1A\x45\xDF\xA3\x86\x81".as_slice(), &[0x86, length], codec.as_bytes()].concat()
    };
    let cases: [(&[u8], Option<&str>); 13] = [
        (&mp4(b"hvc1", false), Some("HEVC (H.265)")),
        (&mp4(b"apcn", true), Some("Apple ProRes")),
        (&mp4(b"avc1", true), None),
        (&mp4(b"mp4a", false), None),
        (&mp4(b"samr", false), Some("AMR")),
        (b"RIFF\0\0\0\0AVI LIST", Some("AVI")),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"FLV\x01", Some("Flash Video (FLV)")),
        (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", Some("Windows Media (WMV, WMA)")),
        (b"#!AMR\n", Some("AMR")),
        (&matroska("V_VP9"), None),
        (&matroska("V_MPEGH/ISO/HEVC"), Some("Matroska V_MPEGH/ISO/HEVC")),
        (b"ID3\x04", None),
    ];
    for (bytes, expected) in cases {
        let found = look("片.mp4", bytes).problems;
        let told = expected.map(|codec| format!("是 {codec}，"));
        assert_eq!(found.len(), usize::from(told.is_some()), "{expected:?} {found:?}");
        if let (Some(told), Some(problem)) = (told, found.first()) {
            assert!(problem.code == "media/codec" && problem.message.zh.contains(&told), "{problem:?}");
        }
    }
    // A box of length 0 holds all the rest, and so on without end.
    let endless = [b"\0\0\0\0moov".as_slice(), &b"\0\0\0\0trak".repeat(200_000)].concat();
    assert_eq!(look("a.mp4", &endless), Inspection::default());
    // Lengths that lie lead nowhere.
    for bytes in
        [b"\0\0\0\0ftyp".as_slice(), b"\0\0\0\x01moov\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", b"\0\0\0\x03mdat"]
    {
        assert_eq!(look("a.mp4", bytes), Inspection::default());
    }
}
