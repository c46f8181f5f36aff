//! Any bytes as a page or a pasted text, and any text as the body of a page from Word's clipboard,
//! which mutation would seldom begin.
#![no_main]

use dangjian::manuscript::{Manuscript, body, read};
use dangjian::markdown::{Anywhere, Options, render};
use libfuzzer_sys::fuzz_target;

const FROM_WORD: &str = concat!(
    r#"<html xmlns:o="urn:schemas-microsoft-com:office:office" "#,
    r#"xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta charset="utf-8"></head><body>"#,
);

fuzz_target!(|bytes: &[u8]| {
    if let Ok(manuscript) = read(bytes.to_vec(), "x.html", &|_| None) {
        written(&manuscript);
    }
    let pasted = format!("{FROM_WORD}{}</body></html>", String::from_utf8_lossy(bytes));
    if let Ok(manuscript) = read(pasted.into_bytes(), "x.html", &|_| None) {
        written(&manuscript);
    }
});

fn written(manuscript: &Manuscript) {
    let names: Vec<Option<String>> =
        manuscript.files.iter().map(|file| Some(file.name.clone())).collect();
    render(&body(manuscript, &names), &Options::default(), &Anywhere);
}
