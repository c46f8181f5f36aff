//! Any text as the body of an article: rendered, summed up, counted and cut.
#![no_main]

use std::ops::Range;

use dangjian::markdown::{Directive, Host, Image, Link, Options, count_words, cut, lead, plain, render};
use dangjian::problem::Finding;
use libfuzzer_sys::fuzz_target;

/// Takes everything as it is.
struct Anything;

impl Host for Anything {
    fn link(&self, destination: &str, _: Range<usize>) -> Result<Link, Finding> {
        Ok(Link { href: destination.to_owned() })
    }

    fn image(&self, source: &str, _: Range<usize>) -> Result<Image, Finding> {
        Ok(Image { src: source.to_owned(), size: None })
    }

    fn directive(&self, _: &Directive, body: &str) -> Result<String, Vec<Finding>> {
        Ok(body.to_owned())
    }
}

fuzz_target!(|body: &str| {
    for options in [Options::default(), Options { raw_html: true, definition_lists: true, wikilinks: true, math: true, ..Options::default() }] {
        let rendered = render(body, &options, &Anything);
        for finding in rendered.findings {
            assert!(finding.span.start <= finding.span.end && finding.span.end <= body.len(), "{finding:?}");
        }
    }
    count_words(&plain(body));
    let lead = lead(body, 110);
    assert!(cut(&lead, 20).chars().count() <= lead.chars().count() + 1);
});
