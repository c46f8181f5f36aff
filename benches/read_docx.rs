//! Prints what Word documents become: their Markdown, or their findings, or how long reading takes.
//! `benches/docx_peers` compares it with other programs.
//!
//! `cargo run --release --example read_docx -- [--findings|--time] FILE…`

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for developers")]

use std::fs::File;
use std::process::ExitCode;
use std::time::Instant;

use dangjian::manuscript::{body, read_docx};

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let (options, files): (Vec<&String>, Vec<&String>) =
        given.iter().partition(|given| given.starts_with("--"));
    let has = |name: &str| options.iter().any(|option| option.as_str() == name);
    let begin = Instant::now();
    let mut is_read = !files.is_empty();
    for name in &files {
        let read = File::open(name).map_err(|error| error.to_string());
        let read = read.and_then(|mut file| read_docx(&mut file, name).map_err(|problem| problem.message.zh));
        match read {
            Err(told) => {
                eprintln!("{name}: {told}");
                is_read = false;
            }
            Ok(manuscript) if has("--findings") => {
                manuscript.findings.iter().for_each(|problem| println!("{problem}"));
            }
            Ok(manuscript) => {
                let names: Vec<Option<String>> =
                    manuscript.files.iter().map(|file| Some(file.name.clone())).collect();
                let text = body(&manuscript, &names);
                if !has("--time") {
                    print!("{text}");
                }
            }
        }
    }
    if has("--time") {
        println!("{} files in {:.1} ms", files.len(), begin.elapsed().as_secs_f64() * 1000.0);
    }
    if is_read { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
