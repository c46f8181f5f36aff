//! Any text as an address, as the address of a site, and as `addresses.yaml`.
#![no_main]

use dangjian::problem::SourceText;
use dangjian::site::{Addresses, percent_decoded};
use dangjian::text::link::{Destination, base_address, destination, is_full_address};
use dangjian::text::slug;
use libfuzzer_sys::fuzz_target;

/// What a browser makes of an address before it looks for its scheme (URL Standard).
fn as_browsers_read(address: &str) -> String {
    let trimmed = address.trim_matches(|c: char| c <= ' ');
    trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect::<String>().to_ascii_lowercase()
}

fuzz_target!(|text: &str| {
    let read = as_browsers_read(text);
    let runs = ["javascript:", "vbscript:", "data:"].iter().any(|scheme| read.starts_with(scheme));
    if runs {
        assert!(matches!(destination(text), Destination::Refused(_)), "{text:?}");
    }
    if matches!(destination(text), Destination::Inside) {
        let slashes = read.replace('\\', "/");
        assert!(!slashes.starts_with("//"), "{text:?} leads to another host");
    }
    if let Some(base) = base_address(text) {
        assert!(base.ends_with('/') && is_full_address(&base), "{base}");
        assert!(!base.contains(['"', '\'', '<', '>', ' ', '?', '#', '\\']), "{base}");
        assert_eq!(base_address(&base).as_deref(), Some(base.as_str()));
    }
    percent_decoded(text);
    if let Ok(addresses) = Addresses::read(&SourceText::new(Addresses::FILE, text)) {
        let (file, address) = ("content/zz/fuzz.md", "/zz/fuzz.html");
        if addresses.get(file).is_none() {
            let more = Addresses::with(text, &[(file, address)]);
            match Addresses::read(&SourceText::new(Addresses::FILE, &more)) {
                Ok(more) => assert_eq!(more.get(file), Some(address)),
                // The address may be another article's already.
                Err(problems) => assert!(text.contains(address), "{more:?}: {problems:?}"),
            }
        }
    }
    if let Some(part) = slug(text) {
        assert!(matches!(destination(&format!("/{part}.html")), Destination::Inside), "{part}");
    }
});
