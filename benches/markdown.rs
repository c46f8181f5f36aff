//! How fast a body becomes HTML, and a summary is taken from it.
//!
//! `cargo bench --bench markdown`

#![allow(clippy::unwrap_used, reason = "a program for developers")]

mod corpus;

use std::ops::Range;

use dangjian::markdown::{self, Directive, Host, Image, Link, Options};
use dangjian::problem::Finding;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// A site in which everything is where the article says.
struct Anywhere;

impl Host for Anywhere {
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

fn bodies() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    corpus::write(folder.path(), 100, 1).unwrap();
    let files = walkdir::WalkDir::new(folder.path())
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file());
    files.map(|entry| std::fs::read_to_string(entry.path()).unwrap()).collect()
}

#[divan::bench]
fn render(bencher: divan::Bencher<'_, '_>) {
    let bodies = bodies();
    let options = Options { highlight: true, ..Options::default() };
    bencher.counter(BytesCount::new(bodies.iter().map(String::len).sum::<usize>())).bench(|| {
        bodies.iter().map(|body| markdown::render(body, &options, &Anywhere).html.len()).sum::<usize>()
    });
}

#[divan::bench]
fn lead(bencher: divan::Bencher<'_, '_>) {
    let bodies = bodies();
    bencher.bench(|| bodies.iter().map(|body| markdown::lead(body, 110).len()).sum::<usize>());
}
