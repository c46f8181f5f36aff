//! Any text as a name for an address: ASCII, lower case, and safe as a file's name.
#![no_main]

use dangjian::{markdown, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|words: &str| {
    if let Some(slug) = text::slug(words) {
        assert!(!slug.is_empty());
        assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_' || b == b'.'), "{slug}");
        assert_eq!(text::slug(&slug).as_deref(), Some(slug.as_str()));
    }
    assert!(!markdown::slug(words).contains(char::is_whitespace));
});
