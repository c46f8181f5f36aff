//! PDF and documents of old formats.

use super::*;

pub(super) fn old_word() -> Vec<u8> {
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
    [COMPOUND.as_slice(), &[0; 504], &stream, &section].concat()
}

#[test]
fn an_old_document_tells_its_author() {
    let found = look("通知.doc", &old_word());
    assert!(found.problems[0].message.zh.contains("张三、李四"), "{:?}", found.problems);
    assert!(!found.is_cleaned);
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(codes("a.docx", &[COMPOUND.as_slice(), &locked].concat()), ["attachment/locked"]);
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
