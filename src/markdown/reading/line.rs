//! Measures one line of a block, and finds where the block ends.

use super::super::chars::{indent_by_hand, is_han, is_indent};
use super::super::definition::is_only_text;
use super::super::directive;
use super::super::fence::list_marker;

/// No editor wraps lines narrower than this: such a line ends where the writer ended it.
pub(super) const NARROWEST: usize = 44;

/// An editor wraps at this width at most.
pub(super) const WIDEST: usize = 130;

/// A line of a block.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Where it begins in the body.
    pub start: usize,
    /// Its words, without the spaces around them.
    pub text: &'a str,
    /// Its width in columns: a Han character has two.
    pub width: usize,
    pub end: End,
    /// Whether it is indented.
    pub is_indented: bool,
    /// Whether it ends with two spaces or a backslash, which break the line in Markdown.
    pub is_hard: bool,
    pub has_han: bool,
    /// Whether it begins an item of a numbered list: `1. 甲`.
    pub is_item: bool,
}

/// What a line ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// A full stop or its like: `。`, `！”`.
    Sentence,
    /// `；`, which ends an item of an enumeration.
    Item,
    /// `：`, which announces what follows.
    Colon,
    /// `，` or `、`: the sentence goes on.
    Clause,
    /// An opening bracket or quotation mark.
    Open,
    /// A letter, or anything else.
    Words,
}

impl<'a> Line<'a> {
    /// Returns the lines of `block`, which begins at `start` in the body.
    pub(super) fn all(block: &'a str, start: usize) -> impl Iterator<Item = Self> {
        block.split('\n').scan(start, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some(Self::new(line, start))
        })
    }

    pub(super) fn new(line: &'a str, start: usize) -> Self {
        let line = line.trim_end_matches('\r');
        let text = line.trim_matches(is_indent);
        Self {
            start,
            text,
            width: width(text),
            end: End::of(text),
            is_indented: indent_by_hand(line).1 >= 2 || line.starts_with("  ") || line.starts_with('\t'),
            is_hard: line.ends_with("  ") || line.ends_with('\\'),
            has_han: text.contains(is_han),
            is_item: is_item(text),
        }
    }

    /// The width of what an editor would have had to put on the line before: the first character
    /// with the marks behind it, or the first word.
    pub(super) fn first_unit(&self) -> usize {
        let mut chars = self.text.chars();
        let Some(first) = chars.next() else { return 0 };
        let is_word = |c: char| c.is_ascii() && !c.is_whitespace();
        let rest = chars.as_str();
        let more = match is_word(first) {
            true => rest.chars().take_while(|c| is_word(*c)).map(columns).sum(),
            false => rest.chars().take_while(|c| closes(*c)).map(columns).sum::<usize>(),
        };
        columns(first) + more
    }

    /// Whether it is nothing but pictures.
    pub(super) fn is_picture(&self) -> bool {
        let begins = ["![", "[!["].iter().any(|begins| self.text.starts_with(begins));
        let address = self.text.rsplit_once("](").filter(|_| begins);
        address.is_some_and(|(_, address)| address.find(')') == Some(address.len().saturating_sub(1)))
    }

    /// Whether the whole line is bold.
    pub(super) fn is_bold(&self) -> bool {
        let inner = self.text.strip_prefix("**").and_then(|inner| inner.strip_suffix("**"));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains("**"))
    }
}

impl End {
    pub(super) fn of(text: &str) -> Self {
        let bare = text.trim_end_matches(['*', '_']);
        let inner = bare.trim_end_matches(['”', '’', '」', '』', '）', ')', '"', '*', '_', '】', '》']);
        match inner.chars().next_back() {
            Some('。' | '！' | '？' | '!' | '?' | '…') => Self::Sentence,
            Some('；' | ';') => Self::Item,
            Some('：' | ':') if inner.len() == bare.len() => Self::Colon,
            Some('，' | ',' | '、') if inner.len() == bare.len() => Self::Clause,
            _ if bare.ends_with(['（', '(', '《', '“', '‘', '「', '『', '【']) => Self::Open,
            _ => Self::Words,
        }
    }
}

/// Whether no line begins with `c` in a text that somebody has set.
pub(super) fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '）'
            | '》'
            | '”'
            | '’'
            | '】'
            | '」'
            | '』'
            | ','
            | ';'
            | ')'
            | ']'
    )
}

/// Returns the width of a text in columns.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(c: char) -> usize {
    match c {
        '\0'..='\u{10FF}' => 1,
        _ => 2,
    }
}

/// Returns the end of the block whose first line ends at `end`: of the last line before one that
/// is empty, or that begins something else than text. Also returns whether its lines may be parted:
/// above a line of `=` they are a heading, and above `|---|` the last one is that of a table.
pub(super) fn end_of_block(body: &str, mut end: usize) -> (usize, bool) {
    while let Some(rest) = body.get(end + 1..).filter(|rest| !rest.is_empty()) {
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        if is_underline(line) {
            return (end, false);
        }
        if !is_text(body, end + 1, line) {
            break;
        }
        end += 1 + length;
    }
    (end, true)
}

/// Whether a line below text makes a heading or a table of it: `===`, `|---|---|`.
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty()
        && (line.bytes().all(|byte| byte == b'=')
            || (line.contains('|')
                && line.contains('-')
                && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))))
}

/// Whether a line begins an item of a numbered list as Markdown has it. Lines that a word processor
/// has numbered look so, too, and its text goes on below them.
pub(in crate::markdown) fn is_item(line: &str) -> bool {
    line.starts_with(|c: char| c.is_ascii_digit())
        && list_marker(line.as_bytes()).is_some_and(|length| length <= 3)
}

/// Whether the line at `start`, below a line of text, is text.
pub(super) fn is_text(body: &str, start: usize, line: &str) -> bool {
    let content = line.trim_start_matches(is_indent);
    let Some(first) = content.trim_end().chars().next() else { return false };
    let rule = |mark: u8| content.trim_end().bytes().all(|byte| byte == mark || byte == b' ');
    match first {
        '>' | '|' | '<' | '#' | '＃' | '$' => false,
        '`' | '~' => !content.starts_with("```") && !content.starts_with("~~~"),
        ':' | '：' => !content.starts_with(": ") && directive::parse(content, 0).is_none(),
        '-' | '+' | '*' => list_marker(content.as_bytes()).is_none() && !rule(first as u8),
        '_' | '=' => !rule(first as u8),
        '0'..='9' => list_marker(content.as_bytes()).is_none() || (is_item(line) && line.contains(is_han)),
        '[' => match content.find("]:") {
            Some(bracket) if !content.starts_with("[^") => {
                let start = start + line.len() - content.len();
                is_only_text(body, start, start + bracket)
            }
            bracket => bracket.is_none(),
        },
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_where_something_else_begins() {
        for (body, expected) in [
            ("甲\n乙\n\n丙", "甲\n乙"),
            ("甲\n　\n丙", "甲"),
            ("甲\n　　乙\n> 丙", "甲\n　　乙"),
            ("甲\n- 乙", "甲"),
            ("甲\n-乙", "甲\n-乙"),
            ("甲\n***\n乙", "甲"),
            ("甲\n**乙**", "甲\n**乙**"),
            ("甲\n1. 乙\n- 丙", "甲\n1. 乙"),
            ("甲\n1.乙\n:::注意", "甲\n1.乙"),
            ("甲\n[乙]: a.md", "甲"),
            ("甲\n[编辑]: 赵六", "甲\n[编辑]: 赵六"),
            ("甲\n```\n乙", "甲"),
        ] {
            let end = body.find('\n').unwrap_or(body.len());
            assert_eq!(
                (&body[..end_of_block(body, end).0], end_of_block(body, end).1),
                (expected, true),
                "{body:?}"
            );
        }
    }

    #[test]
    fn lines_above_an_underline_are_not_parted() {
        assert_eq!(end_of_block("a\nb\n===", 1), (3, false));
        assert_eq!(end_of_block("a | b\n---|---\nc | d", 5), (5, false));
    }

    #[test]
    fn lines_are_measured_in_columns() {
        let line = Line::new("党建ab，", 0);
        assert_eq!((line.width, line.end), (8, End::Clause));
        for (text, expected) in [
            ("好。", End::Sentence),
            ("“好！”**", End::Sentence),
            ("一、甲；", End::Item),
            ("各支部：", End::Colon),
            ("《党章》", End::Words),
            ("（", End::Open),
            ("（甲：）", End::Words),
        ] {
            assert_eq!(End::of(text), expected, "{text}");
        }
        for (text, expected) in [("党建", 2), ("好。”", 6), ("word 甲", 4), ("", 0)] {
            assert_eq!(Line::new(text, 0).first_unit(), expected, "{text}");
        }
    }
}
