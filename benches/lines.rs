//! Measures how many paragraphs are read as they were meant, where the lines of a text don't say.
//!
//! `cargo run --example lines -- pasted FOLDER… wrapped FOLDER… rewrapped FOLDER… [errors N]`
//!
//! `pasted` takes articles in Markdown with an empty line between paragraphs, removes these lines,
//! as a word processor hands a text over, and expects each line to be a paragraph. `wrapped` takes
//! articles whose paragraphs an editor has wrapped, and expects none of them to be parted.
//! `rewrapped` takes the articles of `pasted`, and wraps each paragraph at several widths, at
//! characters and at punctuation. No texts are part of this repository: see `benches/RESULTS.md`.

#![allow(clippy::print_stdout, reason = "a program for developers")]

use std::collections::BTreeSet;
use std::path::Path;

use dangjian::markdown::{self, Anywhere, Options};

/// A text with the lines, from 1, on which its paragraphs begin.
struct Sample {
    text: String,
    starts: BTreeSet<usize>,
    /// The lines on which the paragraphs begin that are counted.
    counted: BTreeSet<usize>,
}

/// How many paragraphs and articles there are, and are right.
#[derive(Default)]
struct Score {
    blocks: usize,
    right: usize,
    articles: usize,
    whole: usize,
}

fn main() {
    let (mut kind, mut most) = (String::new(), 0);
    let mut arguments = std::env::args().skip(1);
    println!(
        "{:<58} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "folder", "articles", "whole", "blocks", "wrong", "right %"
    );
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "pasted" | "wrapped" | "rewrapped" => kind = argument,
            "errors" => most = arguments.next().and_then(|count| count.parse().ok()).unwrap_or(20),
            folder if kind == "rewrapped" => {
                for width in [36, 42, 60, 72, 76, 80] {
                    for at_marks in [false, true] {
                        let how = if at_marks { "marks" } else { "characters" };
                        let name = format!("{} {width} {how}", name_of(folder));
                        measure(&name, folder, most, |text| rewrapped(text, width, at_marks));
                    }
                }
            }
            folder if kind == "wrapped" => measure(&name_of(folder), folder, most, wrapped),
            folder => measure(&name_of(folder), folder, most, pasted),
        }
    }
}

fn name_of(folder: &str) -> String {
    Path::new(folder)
        .components()
        .rev()
        .take(2)
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" < ")
}

/// Reads the articles of a folder, and prints how many of their paragraphs are right.
fn measure(name: &str, folder: &str, most: usize, sample: impl Fn(&str) -> Option<Sample>) {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    let (mut score, mut shown) = (Score::default(), 0);
    for file in files.filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md")) {
        let Ok(text) = std::fs::read_to_string(file.path()) else { continue };
        let Some(sample) = sample(&text) else { continue };
        let found = starts(&sample.text);
        score.articles += 1;
        let before = score.right;
        for &start in &sample.counted {
            let next = sample.starts.range(start + 1..).next().copied().unwrap_or(usize::MAX);
            let is_right = found.contains(&start)
                && found.range(start + 1..next).next().is_none()
                && (!sample.counted.contains(&next) || found.contains(&next));
            score.right += usize::from(is_right);
            if !is_right && shown < most {
                shown += 1;
                show(file.path(), &sample.text, start, next, &found);
            }
        }
        score.blocks += sample.counted.len();
        score.whole += usize::from(score.right - before == sample.counted.len());
    }
    let share = score.right as f64 * 100.0 / score.blocks.max(1) as f64;
    let wrong = score.blocks - score.right;
    println!(
        "{name:<58} {:>8} {:>8} {:>8} {wrong:>8} {share:>8.2}",
        score.articles, score.whole, score.blocks
    );
}

/// Prints the lines around a paragraph that was read in another way; `+` is a line that was read as
/// the beginning of a paragraph.
fn show(path: &Path, text: &str, start: usize, next: usize, found: &BTreeSet<usize>) {
    println!("--- {}:{start}", path.display());
    for (at, line) in text.split('\n').enumerate() {
        let number = at + 1;
        if number + 1 >= start && number <= next.min(start + 6) {
            let line: String = line.chars().take(70).collect();
            println!(
                "{}{}{line}",
                if found.contains(&number) { '+' } else { ' ' },
                if number == start { '>' } else { ' ' }
            );
        }
    }
}

/// Returns the lines on which the page has a block.
fn starts(text: &str) -> BTreeSet<usize> {
    let html = markdown::render(text, &Options { lines: Some(1), ..Options::default() }, &Anywhere).html;
    html.split(" data-line=\"").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
}

/// Returns the runs of paragraphs on a line each, without their empty lines, and other blocks as
/// they are.
fn pasted(text: &str) -> Option<Sample> {
    let mut lines: Vec<String> = Vec::new();
    let (mut starts, mut counted) = (BTreeSet::new(), BTreeSet::new());
    let mut was_prose = false;
    let mut number = 0;
    for block in blocks(text) {
        let prose = paragraph(&block);
        if !(lines.is_empty() || was_prose && prose.is_some()) {
            lines.push(String::new());
        }
        starts.insert(lines.len() + 1);
        match &prose {
            Some(prose) => {
                if was_prose {
                    counted.insert(lines.len() + 1);
                    counted.insert(number);
                }
                number = lines.len() + 1;
                lines.push(prose.clone());
            }
            None => lines.extend(block.split('\n').map(str::to_owned)),
        }
        was_prose = prose.is_some();
    }
    (counted.len() > 2).then(|| Sample { text: lines.join("\n"), starts, counted })
}

/// Returns the text as it is, of whose blocks none should be parted.
fn wrapped(text: &str) -> Option<Sample> {
    let (mut starts, mut counted) = (BTreeSet::new(), BTreeSet::new());
    let mut line = 1;
    for block in text.split("\n\n") {
        starts.insert(line);
        if block.trim().contains('\n') {
            counted.insert(line);
        }
        line += block.matches('\n').count() + 2;
    }
    (!counted.is_empty()).then(|| Sample { text: text.to_owned(), starts, counted })
}

/// Returns the paragraphs of a text, wrapped.
fn rewrapped(text: &str, width: usize, at_marks: bool) -> Option<Sample> {
    let paragraphs: Vec<String> = blocks(text)
        .iter()
        .filter_map(|block| paragraph(block))
        .map(|text| wrap(&text, width, at_marks))
        .collect();
    wrapped(&paragraphs.join("\n\n"))
}

/// Returns the blocks of an article without front matter.
fn blocks(text: &str) -> Vec<String> {
    let text = text.replace('\r', "");
    let text = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(&*text, |(_, body)| body);
    let (mut blocks, mut block, mut is_code) = (Vec::new(), Vec::new(), false);
    for line in text.split('\n') {
        is_code ^= line.trim_start().starts_with("```");
        if line.trim().is_empty() && !is_code {
            if !block.is_empty() {
                blocks.push(std::mem::take(&mut block).join("\n"));
            }
        } else {
            block.push(line);
        }
    }
    if !block.is_empty() {
        blocks.push(block.join("\n"));
    }
    blocks
}

/// Returns the words of a block that is one line of Chinese text, as a word processor has them.
fn paragraph(block: &str) -> Option<String> {
    let line = block.trim();
    let heading = line.trim_start_matches('#');
    let line = if heading.len() < line.len() { heading.strip_prefix(' ')?.trim() } else { line };
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let is_block = line.starts_with(['-', '+', '|', '>', '<', ':', '`', '~', '=', '\\', '{', '!', '$'])
        || (line.starts_with('*') && !line.starts_with("**"))
        || line.starts_with("[^")
        || line.starts_with("* ")
        || block.starts_with("    ")
        || line.contains("<")
        || line.split_once('.').is_some_and(|(number, rest)| {
            number.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with(' ')
        });
    (!line.contains('\n') && !is_block && line.contains(is_han))
        .then(|| line.trim_start_matches('\u{3000}').to_owned())
}

fn columns(c: char) -> usize {
    if (c as u32) < 0x1100 { 1 } else { 2 }
}

/// Wraps a paragraph as an editor does: no line begins with a closing mark or within a word. With
/// `at_marks` a line ends behind a mark, where it has one.
fn wrap(text: &str, width: usize, at_marks: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_word = |c: char| c.is_ascii_graphic();
    let closes = |c: char| "，。、；：！？）》”’】」』…—".contains(c);
    let opens = |c: char| "（《“‘【「『".contains(c);
    let may_break = |at: usize| {
        let (before, after) = (chars[at - 1], chars[at]);
        !(closes(after) || opens(before) || is_word(before) && is_word(after))
    };
    let (mut lines, mut start) = (Vec::new(), 0);
    while start < chars.len() {
        let (mut end, mut used) = (start, 0);
        while end < chars.len() && used + columns(chars[end]) <= width {
            used += columns(chars[end]);
            end += 1;
        }
        let mut at = end;
        if end < chars.len() {
            let last =
                |fits: &dyn Fn(usize) -> bool| (start + 1..=end).rev().find(|at| may_break(*at) && fits(*at));
            let at_mark = |at: usize| "，。、；：！？".contains(chars[at - 1]);
            at = at_marks
                .then(|| last(&at_mark))
                .flatten()
                .or_else(|| last(&|_| true))
                .unwrap_or(end)
                .max(start + 1);
        }
        lines.push(chars[start..at].iter().collect::<String>().trim().to_owned());
        start = at;
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}
