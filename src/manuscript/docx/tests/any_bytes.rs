use std::io::Cursor;

use proptest::prelude::*;

use super::builder::*;
use crate::manuscript::read_docx;

/// A document with some of everything.
fn full() -> Docx {
    let body = [
        n(1, 0, "总体要求"),
        n(1, 1, "目标"),
        format!("<w:p>{}{}{}</w:p>", r_with("<w:b/><w:u w:val=\"single\"/>", "粗"), field(" HYPERLINK \"http://a.cn\" ", &r("链")), text_box(&p("框"))),
        table(&[&[p("甲"), format!("<w:p>{}</w:p>", inline_picture("a", ""))], &[n(1, 2, "乙"), table(&[&[p("丙"), p("丁")]])]]),
        format!("<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins>{}</w:ins><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>", r("增")),
        "<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath><w:r><w:sym w:font=\"Wingdings\" w:char=\"F06C\"/></w:r></w:p>".to_owned(),
    ];
    docx(&body.concat())
        .numbering(&numbers(1, &[("chineseCounting", "%1、"), ("decimal", "%2."), ("bullet", "·")]))
        .styles("<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>")
        .part(
            "f",
            "footnotes",
            "footnotes.xml",
            format!(
                "<w:footnotes {NAMESPACES}><w:footnote w:id=\"1\">{}</w:footnote></w:footnotes>",
                p("注")
            ),
        )
        .picture("a", "a.png", &png(1))
}

#[test]
fn a_document_with_some_of_everything() {
    assert_eq!(
        full().markdown(),
        "一、总体要求\n\n1. 目标\n\n**粗**[链](http://a.cn)\n\n框\n\n| 甲 | ![](a.png) |\n|---|---|\n| • 乙 | 丙 丁 |\n\n增[^1]\n\nx●\n\n[^1]: 注\n"
    );
}

proptest! {
    #[test]
    fn any_bytes_give_a_manuscript_or_a_problem(bytes in proptest::collection::vec(any::<u8>(), 0..600), kind in 0..4_usize) {
        let head: &[u8] = [b"".as_slice(), b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<?xml"][kind];
        let bytes = [head, &bytes].concat();
        let read = read_docx(&mut Cursor::new(bytes), "x");
        prop_assert!(read.is_err());
    }

    #[test]
    fn a_damaged_archive_does_no_harm(at in any::<proptest::sample::Index>(), byte in any::<u8>(), cut in any::<proptest::sample::Index>(), is_cut in any::<bool>()) {
        let mut bytes = full().bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(manuscript) = read_docx(&mut Cursor::new(bytes), "x") {
            markdown(&manuscript);
        }
    }

    /// Elements are removed, doubled and exchanged, values replaced.
    #[test]
    fn any_order_of_elements_does_no_harm(
        part in 0..4_usize,
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<proptest::sample::Index>(), 0..5_u8), 1..12),
    ) {
        let name = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"][part];
        let document = full();
        let text = document.text_of(name);
        let mut pieces: Vec<String> = text.split_inclusive('>').map(str::to_owned).collect();
        for (one, other, kind) in edits {
            let (one, other) = (one.index(pieces.len()), other.index(pieces.len()));
            match kind {
                0 => pieces.swap(one, other),
                1 => { let piece = pieces[one].clone(); pieces.insert(other, piece); }
                2 if pieces.len() > 2 => { pieces.remove(one); }
                3 => pieces[one] = pieces[one].replace('1', "99999999999"),
                _ => pieces[one] = pieces[one].replace("val=\"", "val=\"%1%2"),
            }
        }
        if let Ok(manuscript) = document.with(name, pieces.concat()).try_read() {
            markdown(&manuscript);
        }
    }

    /// The same with trees that stay well-formed: whatever lies in whatever.
    #[test]
    fn any_nesting_of_elements_does_no_harm(text in nested()) {
        let manuscript = docx(&text).picture("a", "a.png", &png(1)).numbering(&numbers(1, &[("decimal", "%1.")])).read();
        let words = markdown(&manuscript);
        prop_assert!(!words.contains('\0'));
    }
}

fn nested() -> impl Strategy<Value = String> {
    const NAMES: [&str; 34] = [
        "w:p",
        "w:r",
        "w:t",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:sdt",
        "w:sdtContent",
        "w:ins",
        "w:del",
        "w:hyperlink",
        "w:drawing",
        "w:pict",
        "w:object",
        "w:txbxContent",
        "mc:AlternateContent",
        "mc:Choice",
        "mc:Fallback",
        "w:ruby",
        "w:rubyBase",
        "w:fldSimple",
        "m:oMath",
        "m:f",
        "m:num",
        "m:t",
        "v:shape",
        "v:textbox",
        "a:p",
        "a:t",
        "wp:anchor",
        "w:pPr",
        "w:rPr",
        "w:numPr",
        "w:smartTag",
    ];
    const LEAVES: [&str; 12] = [
        "<w:fldChar w:fldCharType=\"begin\"/>",
        "<w:fldChar w:fldCharType=\"separate\"/>",
        "<w:fldChar w:fldCharType=\"end\"/>",
        "<w:instrText> TOC </w:instrText>",
        "<w:t>党建</w:t>",
        "<w:br/>",
        "<w:vMerge/>",
        "<w:numId w:val=\"1\"/>",
        "<pic:blipFill><a:blip r:embed=\"a\"/></pic:blipFill>",
        "<w:footnoteReference w:id=\"1\"/>",
        "<w:gridSpan w:val=\"4000000000\"/>",
        "<w:vanish/>",
    ];
    let leaf = (0..LEAVES.len()).prop_map(|at| LEAVES[at].to_owned());
    leaf.prop_recursive(10, 60, 5, |inner| {
        (0..NAMES.len(), proptest::collection::vec(inner, 0..5))
            .prop_map(|(at, inner)| format!("<{0}>{1}</{0}>", NAMES[at], inner.concat()))
    })
}
