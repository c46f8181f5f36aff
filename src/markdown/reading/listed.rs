//! Recognizes what lines of an enumeration begin with: a number, a bullet, a letter.

use super::super::chars::is_han;
use super::super::definition::is_only_text;
use super::super::ordinal::{Ordinal, ordinal};
use crate::text::numeral;

/// Whether a line begins with a number, a bullet or a letter of an enumeration.
pub(super) fn is_listed(line: &str) -> bool {
    let line = line.trim_start_matches('*');
    ordinal(line).is_some() || line.starts_with(is_bullet) || is_lettered(line) || begins_with_yi_shi(line)
}

/// Returns the form and the value of the number of an enumeration with which a line begins.
pub(super) fn enumerator(line: &str) -> Option<(u8, u32)> {
    let line = line.trim_start_matches('*');
    if let Some(Ordinal { kind, number, .. }) = ordinal(line) {
        return Some((kind as u8, number));
    }
    let first = line.chars().next()?;
    let rows = [('①', 20, 4), ('⑴', 20, 5), ('⒈', 20, 6), ('㈠', 10, 7), ('❶', 10, 8), ('A', 26, 9)];
    let of_row = rows.iter().find_map(|(from, length, kind)| {
        let number = (first as u32).checked_sub(*from as u32)?;
        (number < *length).then_some((*kind, number + 1))
    });
    if of_row.is_some() {
        return of_row;
    }
    let kind = if first == '第' { 10 } else { 11 };
    let words = line.strip_prefix('第').unwrap_or(line);
    let numeral = words.get(..words.find(|c| !"一二三四五六七八九十".contains(c))?)?;
    Some((kind, numeral::parse(numeral)?))
}

/// Whether a line begins with `一是`, `二是` or `第一，`, as the parts of a speech do.
pub(super) fn begins_with_yi_shi(line: &str) -> bool {
    let rest = line.strip_prefix('第').unwrap_or(line);
    let words = rest.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let is_numbered = (1..=2).contains(&((rest.len() - words.len()) / '一'.len_utf8()));
    is_numbered
        && (words.starts_with(['是', '要']) || rest.len() < line.len() && words.starts_with(['，', '、']))
}

/// Whether `c` begins list items in documents of word processors.
fn is_bullet(c: char) -> bool {
    matches!(c, '①'..='⒛' | '㈠'..='㈩' | '㊀'..='㊉' | '❶'..='❿' | '●' | '•' | '·' | '※' | '◆' | '■' | '★' | '▲' | '◇' | '○' | '□' | '➢')
}

/// Whether a line begins with a letter or a number in brackets as items of enumerations do:
/// `A.选项`, `B、选项`, `[1] 来源`.
fn is_lettered(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some('A'..='Z' | 'Ａ'..='Ｚ') => {
            let is_mark = matches!(chars.next(), Some('.' | '．' | '、'));
            is_mark && chars.as_str().trim_start().starts_with(is_han)
        }
        Some('[' | '［' | '【') => {
            let rest = chars.as_str();
            let words = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            (1..=3).contains(&(rest.len() - words.len()))
                && words.strip_prefix([']', '］', '】']).is_some_and(|words| !words.starts_with(['(', '[']))
                && !is_definition(line)
        }
        _ => false,
    }
}

/// Whether a line gives the address of a link: `[1]: https://example.cn`.
pub(super) fn is_definition(line: &str) -> bool {
    line.find("]:").is_some_and(|bracket| !is_only_text(line, 0, bracket))
}
