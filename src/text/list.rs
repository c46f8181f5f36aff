//! Splits lists written in one line, as people write them: `张三、李四`, `党建，学习`,
//! `【党建；学习】`, `张三 李四`.
//!
//! This is the only place that knows what separates items. Front matter, data files and the
//! arguments of directives use it.

mod persons;
#[cfg(test)]
mod tests;

pub use persons::{
    NameSpacing, is_chinese_name, is_more_than_name, is_note_for_all, may_be_names, may_join_names, names,
};

use super::script::is_han;
use super::width::is_digit;

/// Marks that separate items, also in their small and half-width forms. Inside brackets and
/// quotation marks they are part of an item: `甲（出差，明天回）`.
pub const SEPARATORS: [char; 9] = ['，', ',', '、', '；', ';', '﹐', '﹑', '﹔', '､'];

/// Pairs of marks that keep what is between them together. An ASCII quotation mark closes the one
/// before it.
const HOLDING: [(char, char); 14] = [
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
    ('｛', '｝'),
    ('《', '》'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
    ('“', '”'),
    ('‘', '’'),
    ('"', '"'),
];

/// Brackets that may enclose an entire list.
const ROUND_LISTS: [(char, char); 3] = [('【', '】'), ('[', ']'), ('［', '］')];

/// Brackets that enclose an entire list only if they have a separator between them: `（甲、乙）` is
/// a list, `（甲）` is one item.
const MAY_BE_ROUND_LISTS: [(char, char); 7] =
    [('（', '）'), ('(', ')'), ('〔', '〕'), ('｛', '｝'), ('{', '}'), ('<', '>'), ('＜', '＞')];

/// Quotation marks and marks of titles, which need no separator between them: `“甲”“乙”`,
/// `《甲》《乙》` (GB/T 15834).
const ROWS: [(char, char); 4] = [('《', '》'), ('“', '”'), ('「', '」'), ('『', '』')];

/// Quotation marks around a word that are no part of it: `“党建”、“学习”`.
const QUOTATIONS: [(char, char); 5] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('"', '"')];

/// Removes the quotation marks around an entire word or name: `“党建”` is the same as `党建`. Those
/// of a title, `《条例》`, belong to it, and so do those around a list or a sentence.
pub fn unquoted(item: &str) -> &str {
    let inner = QUOTATIONS.iter().find_map(|(open, close)| {
        let inner = item.strip_prefix(*open)?.strip_suffix(*close)?;
        let ends = |c: char| c == *open || c == *close || SEPARATORS.contains(&c) || "。！？".contains(c);
        Some(inner.trim_matches(is_gap)).filter(|inner| !inner.is_empty() && !inner.contains(ends))
    });
    inner.unwrap_or(item)
}

/// Returns whether a text may be a list: it contains a separator, or begins with a bracket or with
/// a mark that needs no separator.
pub fn may_be(text: &str) -> bool {
    let begins = |pairs: &[(char, char)]| pairs.iter().any(|(open, _)| text.trim_start().starts_with(*open));
    text.contains(SEPARATORS) || begins(&ROUND_LISTS) || begins(&ROWS) || begins(&QUOTATIONS)
}

/// Returns the items of a list in one line; a text without separators is one item. Brackets around
/// the entire list are removed, and quotation marks around an item.
pub fn items(text: &str) -> Vec<&str> {
    let mut items = written_items(text);
    items.iter_mut().for_each(|item| *item = unquoted(item));
    items
}

/// Returns the items of a list in one line with their quotation marks.
fn written_items(text: &str) -> Vec<&str> {
    let is_separator = |c: char| SEPARATORS.contains(&c);
    let mut items = Vec::new();
    let mut rest = text.trim_matches(is_gap);
    if let Some(inner) = enclosed(rest) {
        items = split(inner, is_separator);
        if items.len() > 1 {
            return items;
        }
        items.clear();
    }
    while let Some((inner, after)) = in_brackets(rest) {
        items.extend(split(inner, is_separator));
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
        if rest.is_empty() {
            return items;
        }
    }
    // Brackets around only a part of the text belong to that part.
    let items = split(text, is_separator);
    if items.iter().all(|item| row(item).is_none()) {
        return items;
    }
    items.into_iter().flat_map(|item| row(item).unwrap_or_else(|| vec![item])).collect()
}

/// Returns the content of brackets that enclose the entire text and may be those of a list.
fn enclosed(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let (open, close) = MAY_BE_ROUND_LISTS.into_iter().find(|(open, _)| *open == first)?;
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    let mut depth = 1_usize;
    for c in inner.chars() {
        depth = if c == open { depth + 1 } else { depth - usize::from(c == close) };
        // The first bracket is closed before the end: `（甲）和（乙）`.
        if depth == 0 {
            return None;
        }
    }
    (depth == 1).then_some(inner)
}

/// Splits an item that consists of titles or quotations in a row: `《甲》《乙》`. `None` for any
/// other.
fn row(item: &str) -> Option<Vec<&str>> {
    let first = item.chars().next()?;
    let (open, close) = ROWS.into_iter().find(|(open, _)| *open == first)?;
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in item.char_indices() {
        if c == open {
            start = if depth == 0 { at } else { start };
            depth += 1;
        } else if c == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                parts.push(&item[start..at + c.len_utf8()]);
            }
        } else if depth == 0 && !is_gap(c) {
            return None;
        }
    }
    (depth == 0 && parts.len() > 1).then_some(parts)
}

/// Endings of names of files.
const FILES: [&str; 36] = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "wpt", "et", "dps", "ofd", "txt", "rtf",
    "csv", "zip", "rar", "7z", "jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "tif", "tiff", "heic",
    "mp3", "mp4", "m4a", "wav", "mov", "avi", "md", "html",
];

/// Returns the names of files that spaces or other marks separate: `a.pdf b.pdf`. `None` unless
/// each part ends as names of files do, because a name may contain spaces: `关于 通知.pdf`.
pub fn files(text: &str) -> Option<Vec<&str>> {
    parts_that(text, |part| {
        let ending = part.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending);
        ending.is_some_and(|ending| FILES.iter().any(|known| known.eq_ignore_ascii_case(ending)))
    })
}

/// Returns the addresses that spaces or other marks separate: `https://a.cn、https://b.cn`. `None`
/// unless each part begins as addresses do, because an address may contain those marks.
pub fn addresses(text: &str) -> Option<Vec<&str>> {
    const STARTS: [&str; 7] = ["https://", "http://", "//", "/", "mailto:", "tel:", "www."];
    let is_address = |part: &str| STARTS.iter().any(|start| part.starts_with(start));
    let found = items(text);
    let is_found = found.len() > 1 && found.iter().all(|part| is_address(part));
    if is_found { Some(found) } else { parts_that(text, is_address) }
}

/// Splits a text at spaces and separators if each part is as wanted, and there are several.
fn parts_that(text: &str, is_wanted: impl Fn(&str) -> bool) -> Option<Vec<&str>> {
    if !text.contains(is_gap) {
        return None;
    }
    let parts: Vec<&str> = items(text).into_iter().flat_map(|item| split(item, is_gap)).collect();
    (parts.len() > 1 && parts.iter().all(|part| is_wanted(part))).then_some(parts)
}

/// Returns whether a text that is one item may be several words without a separator: `党建 学习`,
/// `党建|学习`. Chinese words have no spaces between them, English ones do.
pub fn may_join_words(text: &str) -> bool {
    const LONGEST: usize = 8;
    let is_between = |c: char| is_gap(c) || matches!(c, '|' | '｜' | '∣' | '丨' | '¦');
    if !text.contains(is_between) {
        return false;
    }
    let is_word = |part: &&str| {
        let word = part.trim_start_matches(['#', '＃']);
        (2..=LONGEST).contains(&word.chars().count()) && word.chars().all(is_han)
    };
    let parts = split(text.trim_matches(is_gap), is_between);
    parts.len() > 1 && parts.iter().all(is_word)
}

/// Returns whether a text that is one item may be two words with a slash between them, which may
/// also be meant so: `党务/政务`.
pub fn may_join_by_slash(text: &str) -> bool {
    let is_word = |part: &str| part.chars().count() > 1 && part.chars().all(is_han);
    text.contains(['/', '／']) && text.split(['/', '／']).all(|part| is_word(part.trim()))
}

/// Returns the items of a list of sentences in one line. Sentences contain commas, so only
/// semicolons separate them; 、 does if no other mark is there, as in `学习讨论、民主评议`.
pub fn sentences(text: &str) -> Vec<&str> {
    let has_more = text.contains(['，', ',', '；', ';']);
    split(text, |c| matches!(c, '；' | ';') || (c == '、' && !has_more))
}

/// Returns the content of the brackets at the start of `text`, and what follows them.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let (_, close) = ROUND_LISTS.into_iter().find(|(open, _)| *open == first)?;
    let rest = text.get(first.len_utf8()..)?;
    let (inner, after) = rest.split_once(close)?;
    (!inner.contains(first)).then_some((inner, after))
}

/// Returns whether a character shows nothing: white space, or one that word processors and web
/// pages put between words unseen.
pub fn is_gap(c: char) -> bool {
    c.is_whitespace() || super::is_blank(c) || c == '\u{ad}'
}

/// Splits a text at separators outside of brackets, numbers and addresses. Empty items are left
/// out.
fn split(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<&str> {
    // A mark that is never closed keeps nothing together.
    let last: Vec<Option<usize>> = HOLDING.iter().map(|(_, close)| text.rfind(*close)).collect();
    let mut items = Vec::new();
    let mut open: Vec<char> = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if open.last() == Some(&c) {
            open.pop();
            continue;
        }
        let opens =
            HOLDING.iter().zip(&last).find(|((mark, _), last)| *mark == c && last.is_some_and(|l| l > at));
        if let Some(((_, close), _)) = opens {
            open.push(*close);
        } else if open.is_empty() && is_separator(c) && separates(text, start, at, c) {
            items.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    items.push(&text[start..]);
    items.into_iter().map(bare).filter(|item| !item.is_empty()).collect()
}

/// Removes blanks and a pair of ASCII quotation marks around an item.
fn bare(item: &str) -> &str {
    let item = item.trim_matches(is_gap);
    let inner = item.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).map_or(item, |inner| inner.trim_matches(is_gap))
}

/// Returns whether the mark `c` at `at` ends the item that began at `start`. It does not in
/// `1,000`, nor inside an address.
fn separates(text: &str, start: usize, at: usize, c: char) -> bool {
    let (item, rest) = (&text[start..at], &text[at + c.len_utf8()..]);
    if matches!(c, ',' | '，' | '﹐') && groups_digits(item, rest) {
        return false;
    }
    let item = item.trim_start();
    if matches!(c, ',' | ';') && (item.contains("://") || item.starts_with('/')) {
        let is_next = |start: &str| rest.starts_with(start);
        return rest.starts_with(char::is_whitespace)
            || rest.is_empty()
            || rest.starts_with(|c: char| !c.is_ascii())
            || ["/", "http://", "https://"].into_iter().any(is_next);
    }
    true
}

/// Returns whether a comma between `before` and `after` groups the digits of a number.
fn groups_digits(before: &str, after: &str) -> bool {
    let front = before.chars().rev().take_while(|c| is_digit(*c)).count();
    let behind = after.chars().take_while(|c| is_digit(*c)).count();
    (1..=3).contains(&front) && behind == 3
}
