//! Any bytes of a file: decoded, and split into front matter and body.
#![no_main]

use dangjian::problem::apply;
use dangjian::source::{Document, decode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = decode(bytes.to_vec()) else { return };
    assert!(!decoded.text.contains('\r'));
    let Ok((document, warnings)) = Document::split("x.md".to_owned(), decoded.text) else { return };
    assert!(document.front_matter.end <= document.body.start && document.body.end == document.text.len());
    assert!(document.text.get(document.front_matter.clone()).is_some());
    let fixes: Vec<_> = warnings.iter().filter_map(|warning| warning.fix.as_ref()).collect();
    let (mended, made) = apply(&document.text, &fixes);
    assert_eq!(made.len(), fixes.len());
    let (again, warnings) = Document::split("x.md".to_owned(), mended).expect("a mended file can be split");
    assert!(warnings.is_empty());
    assert_eq!((again.front_matter(), again.body()), (document.front_matter(), document.body()));
});
