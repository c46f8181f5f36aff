//! Writes the site that the benchmarks build, for looking at it or building it by hand.
//!
//! `cargo run --example write_site -- DIR ARTICLES equivalent|classic|hugo`

#![allow(clippy::print_stderr, clippy::expect_used, reason = "a program for developers")]

mod corpus;
#[allow(dead_code, reason = "edits are for benchmarks")]
mod sites;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [folder, articles, theme] = given.as_slice() else { return usage() };
    let Ok(articles) = articles.parse() else { return usage() };
    match theme.as_str() {
        "equivalent" => sites::write(Path::new(folder), articles, sites::Theme::Equivalent),
        "classic" => sites::write(Path::new(folder), articles, sites::Theme::Classic),
        "hugo" => sites::write_hugo(Path::new(folder), articles),
        _ => return usage(),
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("write_site DIR ARTICLES equivalent|classic|hugo");
    ExitCode::from(2)
}
