//! Any bytes as a Word document, and any text as the text in one, which mutation would not reach
//! through the sums of an archive.
#![no_main]

use std::io::{Cursor, Write};

use dangjian::manuscript::{Manuscript, body, read_docx};
use dangjian::markdown::{Anywhere, Options, render};
use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml""#,
);

fuzz_target!(|bytes: &[u8]| {
    if let Ok(manuscript) = read_docx(&mut Cursor::new(bytes), "x.docx") {
        written(&manuscript);
    }
    let text = format!(
        "<w:document {NAMESPACES}><w:body>{}</w:body></w:document>",
        String::from_utf8_lossy(bytes)
    );
    if let Ok(manuscript) = read_docx(&mut Cursor::new(packed(&text)), "x.docx") {
        written(&manuscript);
    }
});

fn written(manuscript: &Manuscript) {
    let names: Vec<Option<String>> =
        manuscript.files.iter().map(|file| Some(file.name.clone())).collect();
    render(&body(manuscript, &names), &Options::default(), &Anywhere);
}

fn packed(text: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", text)] {
        writer.start_file(name, SimpleFileOptions::default()).expect("in memory");
        writer.write_all(content.as_bytes()).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}
