//! Takes the list of attachments at the end of a text: `附件：1.名单.xlsx 2.通知.docx`.

use std::ops::Range;

use super::super::model::{Block, BlockKind};
use super::fields::{Recognized, is_empty};
use super::signature::is_closing;
use crate::markdown::ordinal;

/// Maximum number of blocks below a list of attachments: those of a signature.
const MOST_BELOW: usize = 4;

/// Takes the list out of the text if each of its files is found. Otherwise it stays, and those
/// without a file are reported by the caller.
pub(super) fn take(
    blocks: &mut Vec<Block>,
    found: &dyn Fn(&str) -> Option<String>,
    recognized: &mut Recognized,
) {
    let opens_at = |at: usize| blocks.get(at).is_some_and(|block| opens(&block.words()).is_some());
    let Some(mut start) = (0..blocks.len()).rev().find(|at| opens_at(*at)) else { return };
    // `附件1：…` and `附件2：…` on lines of their own.
    while start > 0 && opens_at(start - 1) {
        start -= 1;
    }
    let mut end = start;
    let mut names: Vec<String> = Vec::new();
    while let Some(block) = blocks.get(end) {
        let words = block.words();
        match &block.kind {
            BlockKind::List(list) if names.iter().all(String::is_empty) => {
                names.extend(list.items.iter().map(|item| {
                    item.blocks.iter().map(Block::words).collect::<Vec<_>>().join(" ").trim().to_owned()
                }));
            }
            BlockKind::Paragraph(_) | BlockKind::Heading(_) if opens(&words).is_some() => {
                names.extend(items(opens(&words).unwrap_or_default()));
            }
            BlockKind::Paragraph(_) if ordinal(words.trim()).is_some() => names.extend(items(&words)),
            // A name that goes on below: its bracket is open.
            BlockKind::Paragraph(_) if names.last().is_some_and(|name| goes_on_with(name, &words)) => {
                if let Some(name) = names.last_mut() {
                    name.push_str(words.trim());
                }
            }
            _ => break,
        }
        end += 1;
    }
    names.retain(|name| !name.is_empty());
    // A list of attachments is at the end: at most a signature is below it.
    let is_other = |block: &&Block| !is_empty(block) && !is_closing(block);
    if names.is_empty() || blocks.iter().skip(end).filter(is_other).count() > MOST_BELOW {
        return;
    }
    let files: Vec<(String, Option<String>)> = names
        .into_iter()
        .map(|name| {
            let file = found(&name);
            (name, file)
        })
        .collect();
    if files.iter().all(|(_, file)| file.is_some()) {
        blocks.drain(start..end);
        recognized.attachments = files.into_iter().filter_map(|(_, file)| file).collect();
    } else {
        recognized.missing =
            files.into_iter().filter(|(_, file)| file.is_none()).map(|(name, _)| name).collect();
    }
}

/// Finds the list of attachments at the end of a text of lines, such as the body of an article.
/// Returns the place of its lines and the files, if `names` has all of them.
pub fn listed_attachments(text: &str, names: &[String]) -> Option<(Range<usize>, Vec<String>)> {
    let mut lines: Vec<(Range<usize>, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            lines.push((start..start + line.len(), line.trim()));
        }
        start += line.len();
    }
    let is_opening = |(_, line): &(Range<usize>, &str)| opens(line).is_some();
    let last = lines.iter().rposition(is_opening)?;
    let before = lines.get(..last)?.iter().rev().take_while(|line| is_opening(line)).count();
    let first = last - before;
    let rest = lines.get(first + 1..)?;
    let is_item = |line: &&(Range<usize>, &str)| is_opening(line) || ordinal(line.1).is_some();
    let more = rest.iter().take_while(is_item).count();
    if rest.len() - more > MOST_BELOW {
        return None;
    }
    let (place, opening) = lines.get(first)?;
    let mut wanted = items(opens(opening)?);
    wanted.extend(rest.iter().take(more).flat_map(|(_, line)| items(opens(line).unwrap_or(line))));
    wanted.retain(|name| !name.is_empty());
    let files: Vec<String> = wanted.iter().map(|name| named(names, name)).collect::<Option<_>>()?;
    let end = rest.get(..more)?.last().map_or(place.end, |(last, _)| last.end);
    (!files.is_empty()).then_some((place.start..end, files))
}

/// Whether the last name of a list has an open bracket that the next line closes.
fn goes_on_with(name: &str, next: &str) -> bool {
    let count = |marks: [char; 2]| name.matches(marks).count();
    count(['（', '(']) > count(['）', ')']) && next.contains(['）', ')'])
}

/// Returns the file that an attachment is listed as: by its whole name, or without its ending. The
/// file may have the number of the attachment before its name: `附件2：报名表.xlsx`.
pub fn named(names: &[String], wanted: &str) -> Option<String> {
    let is_whole = |name: &&String| name.as_str() == wanted;
    let is_stem = |name: &str| name.rsplit_once('.').is_some_and(|(stem, _)| stem == wanted);
    let is_numbered = |name: &&String| {
        let bare = without_number(name);
        bare.len() < name.len() && (bare == wanted || is_stem(bare))
    };
    let whole = names.iter().find(is_whole).or_else(|| names.iter().find(|name| is_stem(name)));
    whole.or_else(|| names.iter().find(is_numbered)).cloned()
}

/// Returns the name of a file without the number of the attachment before it: `附件2：`, `1.`.
fn without_number(name: &str) -> &str {
    let rest = match name.strip_prefix("附件") {
        Some(rest) => rest.trim_start_matches(is_number),
        None => {
            return ordinal(name).and_then(|number| name.get(number.length..)).unwrap_or(name).trim_start();
        }
    };
    rest.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '：' | ':' | '.' | '．' | '、' | '-' | '_')
    })
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十".contains(c)
}

/// Returns what stands behind `附件：`.
pub(super) fn opens(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("附件")?;
    let rest = rest.trim_start_matches(is_number).trim_start();
    rest.strip_prefix(['：', ':']).map(str::trim)
}

/// Splits `1.名单.xlsx 2.通知.docx` and `1.名单；2.通知` into names without their numbers.
fn items(words: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = words.trim();
    while !rest.is_empty() {
        let words = match ordinal(rest) {
            Some(number) => rest.get(number.length..).unwrap_or_default(),
            None => rest,
        };
        let end = words
            .char_indices()
            .filter(|(_, c)| c.is_whitespace() || matches!(c, '；' | ';' | '、'))
            .map(|(at, c)| at + c.len_utf8())
            .find(|at| words.get(*at..).is_some_and(|next| ordinal(next.trim_start()).is_some()))
            .unwrap_or(words.len());
        let (name, next) = words.split_at_checked(end).unwrap_or((words, ""));
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '；' | ';' | '。' | '、' | '《' | '》');
        names.push(name.trim_matches(is_mark).to_owned());
        rest = next.trim_start();
    }
    names
}
