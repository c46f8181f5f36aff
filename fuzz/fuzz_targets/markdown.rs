//! Any text as the body of an article: rendered, summed up, counted and cut.
#![no_main]

use dangjian::markdown::{Anywhere, Lines, Options, count_words, cut, lead, plain, render};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    for options in [Options::default(), Options { raw_html: true, definition_lists: true, wikilinks: true, math: true, ..Options::default() }] {
        let rendered = render(body, &options, &Anywhere);
        for finding in rendered.findings {
            assert!(finding.span.start <= finding.span.end && finding.span.end <= body.len(), "{finding:?}");
        }
    }
    count_words(&plain(body));
    let lead = lead(body, 110, Lines::Meant);
    assert!(cut(&lead, 20).chars().count() <= lead.chars().count() + 1);
});
