//! Takes the list of attachments at the end of a text: `附件：1.名单.xlsx 2.通知.docx`.

use super::super::model::{Block, BlockKind};
use super::Recognized;
use crate::markdown::ordinal;

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
    if names.is_empty() || blocks.len() - end > 4 {
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

/// Returns what stands behind `附件：`.
fn opens(line: &str) -> Option<&str> {
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
