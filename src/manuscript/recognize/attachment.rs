//! Takes the list of attachments at the end of a text: `附件：1.名单.xlsx 2.通知.docx`.

use std::ops::Range;

use super::super::model::{Block, BlockKind};
use super::fields::Recognized;
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
    let Some(start) = blocks.iter().rposition(|block| opens(&block.words()).is_some()) else { return };
    // A list of attachments is at the end: at most a signature is below it.
    let mut end = start + 1;
    let mut names: Vec<String> =
        items(opens(&blocks.get(start).map(Block::words).unwrap_or_default()).unwrap_or_default());
    while let Some(block) = blocks.get(end) {
        match &block.kind {
            BlockKind::List(list) if end == start + 1 => {
                names.extend(list.items.iter().map(|item| {
                    item.blocks.iter().map(Block::words).collect::<Vec<_>>().join(" ").trim().to_owned()
                }));
            }
            BlockKind::Paragraph(_) if ordinal(block.words().trim()).is_some() => {
                names.extend(items(&block.words()));
            }
            _ => break,
        }
        end += 1;
    }
    names.retain(|name| !name.is_empty());
    if names.is_empty() || blocks.len() - end > MOST_BELOW {
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
    let first = lines.iter().rposition(|(_, line)| opens(line).is_some())?;
    let rest = lines.get(first + 1..)?;
    let more = rest.iter().take_while(|(_, line)| ordinal(line).is_some()).count();
    if rest.len() - more > MOST_BELOW {
        return None;
    }
    let (place, opening) = lines.get(first)?;
    let mut wanted = items(opens(opening)?);
    wanted.extend(rest.iter().take(more).flat_map(|(_, line)| items(line)));
    wanted.retain(|name| !name.is_empty());
    let files: Vec<String> = wanted.iter().map(|name| named(names, name)).collect::<Option<_>>()?;
    let end = rest.get(..more)?.last().map_or(place.end, |(last, _)| last.end);
    (!files.is_empty()).then_some((place.start..end, files))
}

/// Returns the file that an attachment is listed as: by its whole name, or without its ending.
pub fn named(names: &[String], wanted: &str) -> Option<String> {
    let whole = names.iter().find(|name| name.as_str() == wanted);
    let stem = |name: &&String| name.rsplit_once('.').is_some_and(|(stem, _)| stem == wanted);
    whole.or_else(|| names.iter().find(stem)).cloned()
}

/// Returns what stands behind `附件：`.
pub(super) fn opens(line: &str) -> Option<&str> {
    let rest = line.trim().strip_prefix("附件")?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
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
