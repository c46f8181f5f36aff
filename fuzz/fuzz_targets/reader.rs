//! Any bytes of a file: decoded, and split into front matter and body.
#![no_main]

use dangjian::problem::apply;
use dangjian::source::{Document, decode};
use dangjian::text::is_hidden;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = decode(bytes.to_vec()) else { return };
    assert!(!decoded.text.contains('\r'));
    let Ok((document, warnings)) = Document::split("x.md".to_owned(), decoded.text) else { return };
    assert!(document.front_matter.end <= document.body.start && document.body.end == document.text.len());
    assert!(document.text.get(document.front_matter.clone()).is_some());
    let fixes: Vec<_> = warnings.iter().filter_map(|warning| warning.fix.as_ref()).collect();
    let (fixed, made) = apply(&document.text, &fixes);
    assert_eq!(made.len(), fixes.len());
    let (again, warnings) = Document::split("x.md".to_owned(), fixed).expect("a fixed file can be split");
    // A damaged text is still one, and only its writer knows the words.
    assert!(warnings.iter().all(|warning| warning.fix.is_none()));
    // Fixes remove what nobody sees.
    let visible = |text: &str| text.chars().filter(|c| !is_hidden(*c)).collect::<String>();
    assert_eq!(visible(again.front_matter()), visible(document.front_matter()));
    assert_eq!(visible(again.body()), visible(document.body()));
});
