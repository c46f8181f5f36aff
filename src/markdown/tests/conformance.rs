//! Tests the examples of the CommonMark and GitHub Flavored Markdown specifications: a prepared
//! text renders like a plainly parsed one, and so passes where plain parsing passes.

use pulldown_cmark::{Parser, html};

use super::Site;
use crate::markdown::{self, Options, Paragraphs, prepare, render, render_unprepared};

/// Examples that are read differently on purpose.
const OURS: [(usize, &str); 1] = [(488, "an address with a space is a link")];

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn examples(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    for block in spec.split(&format!("{fence} example\n")).skip(1) {
        let block = block.split(&fence).next().unwrap();
        let (markdown, html) = block.strip_prefix(".\n").map_or_else(
            || block.split_once("\n.\n").map(|(markdown, html)| (format!("{markdown}\n"), html)).unwrap(),
            |html| (String::new(), html),
        );
        let (markdown, html) = (markdown.replace('→', "\t"), html.replace('→', "\t"));
        found.push(Example { number: found.len() + 1, markdown, html });
    }
    found
}

fn commonmark() -> Vec<Example> {
    examples(include_str!("spec/commonmark-0.31.2.txt"))
}

fn gfm() -> Vec<Example> {
    examples(include_str!("spec/gfm-extensions.txt"))
}

fn options(paragraphs: Paragraphs) -> Options {
    Options { paragraphs, raw_html: true, ..Options::default() }
}

/// Returns the HTML of pulldown-cmark's own writer.
fn parsed(text: &str, parse: pulldown_cmark::Options) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(text, parse));
    out.replace("<br>", "<br />").replace("<hr>", "<hr />")
}

/// Removes the differences between writers from HTML.
fn normal(html: &str) -> String {
    let html = html.replace("<br>", "<br />").replace("<hr>", "<hr />").replace("&quot;", "\"");
    let html = html.split('\n').map(str::trim_end).collect::<Vec<_>>().join("\n");
    // As in the parser's own tests, line breaks between tags do not count.
    html.replace(">\n<", "><").trim_end().to_owned()
}

#[test]
fn every_example_is_there() {
    assert_eq!((commonmark().len(), gfm().len()), (652, 14));
}

#[test]
fn examples_come_out_as_plain_parsing_has_them() {
    for paragraphs in [Paragraphs::Chinese, Paragraphs::CommonMark] {
        let options = options(paragraphs);
        let ours = |example: &Example| OURS.iter().any(|(number, _)| *number == example.number);
        let (commonmark, gfm) = (commonmark(), gfm());
        let mut other = Vec::new();
        for example in commonmark.iter().filter(|example| !ours(example)).chain(&gfm) {
            let page = render(&example.markdown, &options, &Site::default());
            let plain = render_unprepared(&example.markdown, &options, &Site::default());
            if (&page.html, &page.text) != (&plain.html, &plain.text) {
                other.push((example.number, &example.markdown));
            }
        }
        assert!(other.is_empty(), "{paragraphs:?}: {other:?}");
    }
}

#[test]
fn what_is_read_otherwise_is_so_on_purpose() {
    let options = options(Paragraphs::CommonMark);
    for example in commonmark().iter().filter(|example| OURS.iter().any(|(n, _)| *n == example.number)) {
        let prepared = prepare::prepare(&example.markdown, &options);
        assert_ne!(prepared.text, example.markdown, "{}", example.number);
    }
}

#[test]
fn the_same_examples_pass_as_with_plain_parsing() {
    let options = options(Paragraphs::CommonMark);
    for (name, examples, parse) in [
        ("commonmark", commonmark(), pulldown_cmark::Options::empty()),
        ("gfm", gfm(), markdown::options::extensions(&options)),
    ] {
        let ours = |example: &&Example| name == "gfm" || !OURS.iter().any(|(n, _)| *n == example.number);
        for example in examples.iter().filter(ours) {
            let passes = |text: &str| normal(&parsed(text, parse)) == normal(&example.html);
            let prepared = prepare::prepare(&example.markdown, &options);
            assert!(passes(&example.markdown), "{name} {} with plain parsing", example.number);
            assert!(passes(&prepared.text), "{name} {}", example.number);
        }
    }
}
