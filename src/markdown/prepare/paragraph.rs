//! Finds where Chinese writers begin paragraphs: with an indent, or on a line of its own.

use std::ops::Range;

use super::super::Lines;
use super::super::chars::{ends_sentence, indent_by_hand, is_cjk, is_han, is_shared_mark};
use super::super::definition::is_only_text;
use super::super::fence::{Prefix, list_marker};
use super::super::literal::is_names;
use super::super::ordinal::{looks_like_a_heading, ordinal};
use super::draft::Draft;
use super::words;
use crate::problem::Edit;

/// Finds the beginnings of paragraphs, line after line.
#[derive(Debug, Default)]
pub(super) struct ParagraphLines {
    /// From the first to the last of the lines that end like sentences.
    lines: Range<usize>,
    /// Where each of them except the first begins.
    breaks: Vec<usize>,
    /// Whether every line of the paragraph so far is one.
    all: bool,
    /// The place up to which indented lines that may be code have been seen.
    told_code: usize,
}

impl ParagraphLines {
    /// Handles paragraphs indented by hand: an indent begins a new one, and four spaces or a tab do
    /// not make code.
    pub(super) fn indent(&mut self, draft: &mut Draft<'_>, line: &str, range: &Range<usize>, prefix: Prefix) {
        if draft.html || prefix.item.is_some() {
            return;
        }
        let rest = line.get(prefix.length..).unwrap_or_default();
        if prefix.length == 0 && !draft.blank && indent_by_hand(rest).1 >= 4 && draft.chinese() {
            // Nobody continues a list item this way.
            draft.items.clear();
        }
        if let Some(&column) = draft.items.last() {
            // Below a list item, code is indented by four more columns than the item's text.
            if draft.blank && prefix.quotes == 0 && prefix.indent >= column + 4 && draft.chinese() {
                strip(draft, line, range, prefix, &" ".repeat(column));
            }
            return;
        }
        let begins = !draft.blank && begins_paragraph(line, prefix, rest) && draft.chinese();
        if begins {
            self.end(draft);
            draft.paragraph = range.start;
            draft.blank = true;
            let gap = format!("{}\n", lead(line, prefix));
            if prefix.indent < 4 {
                return draft.edits.insert(range.start, &gap);
            }
            let lead = lead(line, prefix);
            let end = range.start + prefix.length;
            draft.edits.replace(range.start..end, &format!("{gap}{lead}"));
        } else if draft.blank && prefix.indent >= 4 && draft.chinese() {
            if range.start >= self.told_code && !begins_prose(rest) {
                // Where the code ends counts without advice too: the text is the same.
                let (problem, end) = words::indented_code(draft.body, range);
                if draft.options.advise {
                    draft.report(problem, range.start + prefix.length..range.end);
                }
                self.told_code = end;
            }
            strip(draft, line, range, prefix, "");
        }
    }

    /// Whether a line that begins at `at` is one of those that may be code.
    pub(super) fn may_be_code(&self, at: usize) -> bool {
        at < self.told_code
    }

    /// Reads a line of dashes below a Chinese paragraph as a rule; one or two dashes as text. (In
    /// CommonMark the paragraph would become a heading.) Returns whether it did.
    pub(super) fn underline(
        &mut self,
        draft: &mut Draft<'_>,
        line: &str,
        range: &Range<usize>,
        prefix: Prefix,
    ) -> bool {
        let content = match prefix.quotes {
            0 => line,
            _ => line.get(prefix.length..).unwrap_or_default(),
        }
        .trim_matches([' ', '\t', '\r']);
        if draft.blank || draft.html || content.is_empty() || !content.bytes().all(|byte| byte == b'-') {
            return false;
        }
        let above = draft.body.get(draft.previous.clone()).unwrap_or_default();
        if !above.contains(is_han) || above.contains('|') || (content == "-" && !draft.items.is_empty()) {
            return false;
        }
        let start = range.end - line.len() + (line.trim_end().len() - content.len());
        let span = start..start + content.len();
        let rule = draft.chinese();
        let edit = match content.len() {
            1 | 2 => Edit::insert(start, "\\"),
            _ if prefix.quotes > 0 || !draft.items.is_empty() => Edit::replace(span.clone(), "***"),
            _ => Edit::insert(range.start, "\n"),
        };
        if draft.options.advise {
            draft.report(words::underlined(edit, content.len(), rule), span.clone());
        }
        if !rule {
            return false;
        }
        self.end(draft);
        match content.len() {
            1 | 2 => draft.edits.insert(start, "\\"),
            _ => draft.edits.replace(span, "***"),
        }
        true
    }

    /// Handles a line of text: notes whether it and those before it are sentences, or whether it
    /// begins a paragraph by its content.
    pub(super) fn sentence(
        &mut self,
        draft: &mut Draft<'_>,
        content: &str,
        at: &Range<usize>,
        range: &Range<usize>,
    ) {
        let ends = ends_sentence(content) && !content.starts_with(['#', '|']);
        if draft.blank {
            self.end(draft);
            self.all = ends;
            self.lines = at.clone();
            return;
        }
        let previous = draft.body.get(draft.previous.clone()).unwrap_or_default();
        let pasted = self.all && ends;
        let begins = || begins_its_own(previous, content) || is_signature(previous, content, next(draft, at));
        let parts = !previous.ends_with("  ") && (pasted || begins());
        if parts && draft.chinese() {
            self.lines.end = at.end;
            if draft.options.sentence_lines == Lines::Paragraphs {
                draft.edits.insert(range.start, "\n");
                draft.paragraph = range.start;
            } else {
                self.breaks.push(range.start);
            }
        }
        self.all = if pasted { parts } else { parts && ends };
    }

    /// Ends the paragraph, and reports lines that were probably pasted as paragraphs.
    pub(super) fn end(&mut self, draft: &mut Draft<'_>) {
        let breaks = std::mem::take(&mut self.breaks);
        self.all = false;
        if !breaks.is_empty() {
            let span = self.lines.clone();
            draft.report(words::merged(&breaks), span);
        }
    }
}

/// Removes the spaces before the content of a line, except for `spaces`.
pub(super) fn strip(draft: &mut Draft<'_>, line: &str, range: &Range<usize>, prefix: Prefix, spaces: &str) {
    let start = range.start + lead(line, prefix).len();
    draft.edits.replace(start..range.start + prefix.length, spaces);
}

/// Whether a reader would see a line as a paragraph of its own below `previous`: `一、…` and
/// `1、…`, `●…`, `时间：…`, a line after `**一、总体要求**` or after a short line without
/// punctuation.
pub(in crate::markdown) fn begins_its_own(previous: &str, line: &str) -> bool {
    let (previous, line) = (previous.trim(), line.trim());
    let is_listed = |line: &str| ordinal(line).is_some() || line.starts_with(is_bullet) || is_lettered(line);
    if [previous, line].iter().any(|line| line.starts_with(['|', '<', '\u{FF5C}'])) {
        return false;
    }
    // Wrapped lines are full: none ends far before the next one does.
    let width = |line: &str| line.chars().count();
    let is_short = width(previous) <= SHORT && !ends_clause(previous) && previous.contains(is_han);
    is_listed(line)
        || (is_names(previous) && is_names(line))
        || begins_article(previous, line)
        || (starts_with_year(previous) && starts_with_year(line))
        || (starts_with_label(line) && (ends_sentence(previous) || starts_with_label(previous)))
        || (previous.len() > 4 && previous.starts_with("**") && previous.ends_with("**"))
        || looks_like_a_heading(previous).is_some()
        || (is_short && width(line) > 2 * width(previous) && ends_sentence(line))
}

/// Maximum length, in characters, of a line that can be a heading above others.
const SHORT: usize = 16;

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
fn is_definition(line: &str) -> bool {
    line.find("]:").is_some_and(|bracket| !is_only_text(line, 0, bracket))
}

/// Whether a line begins an article of rules: `第三条　党员…`, and `第三条党员…` below a sentence.
fn begins_article(previous: &str, line: &str) -> bool {
    let Some(rest) = line.strip_prefix('第') else { return false };
    let is_numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百千".contains(c);
    let words = rest.trim_start_matches(is_numeral);
    let Some(words) = words.strip_prefix(['条', '章', '节', '款', '编', '篇']) else { return false };
    let is_numbered = line.len() - words.len() > "第条".len();
    let is_apart = words.is_empty() || words.starts_with([' ', '\u{3000}', '\t', '：', ':', '、']);
    is_numbered && (is_apart || ends_sentence(previous))
}

/// Whether a line begins with a year, as those of a chronicle do: `2026年3月`, `2026.3.5`.
fn starts_with_year(line: &str) -> bool {
    let Some((year, rest)) = line.split_at_checked(4) else { return false };
    let is_year = year.starts_with("19") || year.starts_with("20");
    is_year && year.bytes().all(|byte| byte.is_ascii_digit()) && rest.starts_with(['年', '.', '-', '/'])
}

/// Returns the line below the one at `at`.
fn next<'a>(draft: &Draft<'a>, at: &Range<usize>) -> &'a str {
    let rest = draft.body.get(at.end..).unwrap_or_default();
    rest.strip_prefix('\n').and_then(|rest| rest.split('\n').next()).unwrap_or_default()
}

/// Whether a line below `previous` is part of the signature that ends a document: a short line with
/// the name of a unit, and the date.
fn is_signature(previous: &str, line: &str, next: &str) -> bool {
    if next.trim().is_empty() {
        return is_date(line);
    }
    let is_unit = line.chars().count() <= LONGEST_UNIT && !ends_clause(line.trim()) && line.contains(is_han);
    is_unit && ends_clause(previous.trim()) && is_date(next)
}

/// Maximum length of a line with the name of a unit, in characters.
const LONGEST_UNIT: usize = 30;

/// Whether a line is nothing but a date: `2026年11月20日`, `二〇二六年十一月`, `2026 年 × 月 × 日`.
fn is_date(line: &str) -> bool {
    let is_numeral = |c: char| c.is_ascii_digit() || "〇○零一二三四五六七八九十×X".contains(c);
    let line = line.trim();
    line.starts_with(is_numeral)
        && line.contains('年')
        && line.ends_with(['月', '日'])
        && line.chars().all(|c| is_numeral(c) || matches!(c, '年' | '月' | '日' | ' ' | '\u{3000}'))
}

/// Whether the line ends with punctuation, so that it is not a heading.
fn ends_clause(line: &str) -> bool {
    line.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, '”' | '》' | '）' | '*'))
}

/// Whether a line begins with a label: `主持人：张三`. A label is a word; `会议强调，要：` is a
/// sentence.
fn starts_with_label(line: &str) -> bool {
    const LONGEST: usize = 8;
    let Some((label, words)) = line.split_once(['：', ':']) else { return false };
    let label = match label.strip_prefix('[').and_then(|label| label.strip_suffix(']')) {
        Some(label) if !is_definition(line) => label,
        _ => label,
    };
    let is_word =
        label.chars().all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | ' ' | '\u{3000}' | '*'));
    let length = label.chars().filter(|c| c.is_alphanumeric()).count();
    is_word && label.contains(is_han) && (2..=LONGEST).contains(&length) && !words.starts_with("//")
}

/// Returns the part before the spaces before the content: the marks of block quotes.
fn lead(line: &str, prefix: Prefix) -> &str {
    match prefix.quotes {
        0 => "",
        _ => {
            let marks = line.get(..prefix.length).unwrap_or_default().trim_end_matches([' ', '\t']);
            let space = usize::from(line.as_bytes().get(marks.len()) == Some(&b' '));
            line.get(..marks.len() + space).unwrap_or_default()
        }
    }
}

/// Whether a line that follows another line of a paragraph begins a new paragraph.
fn begins_paragraph(line: &str, prefix: Prefix, rest: &str) -> bool {
    let (length, columns) = indent_by_hand(rest);
    let first = rest.get(length..).and_then(|text| text.chars().next());
    let Some(first) = first.filter(|c| !c.is_whitespace()) else { return false };
    if columns >= 2 {
        return true;
    }
    let is_marked =
        first.is_ascii_punctuation() && !matches!(first, '"' | '\'' | '(' | '[' | '*' | '`' | '!');
    let spaces = line.get(..prefix.length).unwrap_or_default();
    match prefix.indent {
        0 | 1 => false,
        _ if is_marked => false,
        _ if spaces.ends_with('\t') => true,
        2 | 3 => begins_prose(rest),
        _ => begins_prose(rest) || rest.contains(is_han),
    }
}

/// Whether an indented line is a Chinese paragraph rather than code or a block of its own.
pub(in crate::markdown) fn begins_prose(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return false };
    if is_cjk(first) || is_shared_mark(first) {
        return true;
    }
    let opens = first.is_ascii_digit() || matches!(first, '*' | '[' | '!' | '(');
    opens
        && list_marker(rest.as_bytes()).is_none()
        && rest.chars().find(|c| c.is_alphabetic()).is_some_and(is_cjk)
}
