//! Analyses single lines of YAML for the fixing pass.

use std::collections::HashSet;

use super::fault::YamlFault;
use crate::text::is_blank;

/// Maximum length of a key before a colon that YAML does not accept, in characters.
const LONGEST_KEY: usize = 20;

/// A line of YAML.
#[derive(Debug)]
pub(super) struct Line<'y> {
    /// Position of its start.
    pub start: usize,
    /// Position of its end, without trailing blanks and line end.
    pub end: usize,
    /// Position of the start of the next line.
    pub next: usize,
    /// Length of its indentation in bytes.
    pub indent: usize,
    /// Columns of its indentation; a tab or a wide space counts as two.
    pub columns: usize,
    /// Whether its indentation contains blanks other than spaces.
    pub has_odd_blanks: bool,
    /// Length in bytes of the `- ` before its text.
    pub dashes: usize,
    /// Columns that the dashes take, or will take after the fix.
    pub dash_columns: usize,
    /// The text after the indentation.
    pub text: &'y str,
}

/// The separator between a key and its value.
#[derive(Debug)]
pub(super) struct Separator {
    /// Position of the colon.
    pub colon: usize,
    /// Position of the start of the value.
    pub value: usize,
    /// The fix it needs, if any.
    pub mend: Option<YamlFault>,
}

impl Separator {
    /// Returns whether YAML accepts it as it is.
    pub fn is_strict(&self) -> bool {
        self.mend.is_none()
    }
}

impl<'y> Line<'y> {
    /// Returns the line that contains position `at`.
    pub fn at(yaml: &'y str, at: usize) -> Self {
        let start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = yaml[start..].find('\n').map_or(yaml.len(), |length| start + length);
        let whole = &yaml[start..end];
        let trimmed = whole.trim_end_matches(is_blank);
        let text = trimmed.trim_start_matches(is_indent);
        let indentation = &trimmed[..trimmed.len() - text.len()];
        let columns = indentation.chars().map(columns).sum();
        let mut dashes = 0;
        while text[dashes..].starts_with("- ") || text[dashes..].starts_with("-\t") {
            dashes += 1;
            dashes += text[dashes..].len() - text[dashes..].trim_start_matches([' ', '\t']).len();
        }
        Self {
            start,
            end: start + trimmed.len(),
            next: (end + 1).min(yaml.len()),
            indent: indentation.len(),
            columns,
            has_odd_blanks: indentation.contains(|c| c != ' '),
            dashes,
            dash_columns: dashes,
            text,
        }
    }

    /// Returns the list mark that lacks a space after it: `-乙`, `－乙`, `•乙`. `None` if the line
    /// may mean something else: `--`, `-5`, `—— 乙`.
    pub fn tight_dash(&self) -> Option<char> {
        let mut characters = self.text.chars();
        let mark = characters.next().filter(|c| self.dashes == 0 && LIST_MARKS.contains(c))?;
        let next = characters.next()?;
        // YAML knows no wide space: `-　乙` is one word to it.
        let is_tight = mark != '-' || !matches!(next, ' ' | '\t');
        let is_number =
            self.text[mark.len_utf8()..].bytes().all(|b| b.is_ascii_digit() || b".,:/-".contains(&b));
        (is_tight && next != mark && !is_number && !self.text.ends_with(mark)).then_some(mark)
    }

    /// Treats the first `length` bytes, a list mark, as a dash and a space.
    pub fn with_dash(self, length: usize) -> Self {
        let blanks = self.text[length..].len() - self.text[length..].trim_start_matches(is_blank).len();
        Self { dashes: length + blanks, dash_columns: 2, ..self }
    }

    /// Returns whether the line looks empty but is not empty to YAML: it contains a tab or a wide
    /// space.
    pub fn is_blank_but_not_empty(&self, yaml: &str) -> bool {
        let whole = yaml.get(self.start..self.next).unwrap_or_default().trim_end_matches('\n');
        self.text.is_empty() && whole.contains(|c| c != ' ' && c != '\r')
    }

    /// Returns the position of its text, after indentation and dashes.
    pub fn start_of_text(&self) -> usize {
        self.start + self.indent + self.dashes
    }

    /// Returns whether it is a document marker: `---` or `...`.
    pub fn is_marker(&self) -> bool {
        self.indent == 0 && (self.text == "---" || self.text == "...")
    }

    /// Returns whether this is a list item, and the next non-empty line is indented further.
    pub fn is_followed_inside(&self, yaml: &str) -> bool {
        let mut at = self.next;
        while at < yaml.len() {
            let next = Line::at(yaml, at);
            if !next.text.is_empty() {
                return self.dashes > 0 && next.columns > self.columns;
            }
            at = next.next;
        }
        false
    }

    /// Finds the separator between its key and its value, if it has a key.
    pub fn separator(&self) -> Option<Separator> {
        let text = &self.text[self.dashes..];
        let offset = self.start_of_text();
        let from = match text.chars().next()? {
            quote @ ('"' | '\'') => {
                let end = closing(text, quote)?;
                if !text.get(end..)?.trim_start_matches(is_blank).starts_with([':', '：']) {
                    return None;
                }
                end
            }
            '[' | '{' | '|' | '>' | '&' | '*' | '!' | '@' | '`' | '%' | '?' => return None,
            _ => 0,
        };
        for (at, found) in text.get(from..)?.char_indices().filter(|(_, c)| matches!(c, ':' | '：' | '#')) {
            let at = from + at;
            let (key, rest) = (&text[..at], &text[at + found.len_utf8()..]);
            if found == '#' {
                if key.ends_with(is_blank) {
                    return None;
                }
                continue;
            }
            let after = rest.trim_start_matches(is_blank);
            let value = offset + text.len() - after.len();
            let is_strict = found == ':' && (rest.is_empty() || rest.starts_with([' ', '\t']));
            let mend = match found {
                // YAML accepts a tab after a colon.
                ':' if is_strict => None,
                ':' => Some(YamlFault::SpaceAfterColon),
                _ => Some(YamlFault::FullWidthColon),
            };
            if is_strict || (is_like_key(key) && !rest.starts_with("//")) {
                return Some(Separator { colon: offset + at, value, mend });
            }
        }
        None
    }
}

/// Returns whether this may be the name of a field.
fn is_like_key(key: &str) -> bool {
    let key = key.trim_end_matches(is_blank);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    !key.is_empty()
        && key.chars().count() <= LONGEST_KEY
        && key.chars().all(is_name)
        && !key.chars().all(char::is_numeric)
}

/// Characters with which people begin list items.
const LIST_MARKS: [char; 5] = ['-', '－', '•', '·', '●'];

/// Returns whether `c` is a blank, or a joiner, which joins nothing at the beginning of a line.
fn is_indent(c: char) -> bool {
    is_blank(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

fn columns(c: char) -> usize {
    match c {
        '\t' | '\u{3000}' | '\u{2003}' => 2,
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => 0,
        _ => 1,
    }
}

/// Returns the position where a comment begins in a value, or the length of the value. A `#`
/// directly followed by text is not a comment, unless the value before it is complete: a number, a
/// date, a yes or no, or something in quotation marks or brackets. `2026-01-01 #注` has a comment,
/// `通知 #1` has none.
pub(super) fn comment(value: &str) -> usize {
    let begins = |(at, _): &(usize, &str)| *at == 0 || value[..*at].ends_with([' ', '\t']);
    for (number, (at, _)) in value.match_indices('#').filter(begins).enumerate() {
        let (before, after) = (value[..at].trim_end(), &value[at + 1..]);
        let is_set_off = after.is_empty() || after.starts_with([' ', '\t', '#']);
        if is_set_off || (number == 0 && is_complete(before)) {
            return at;
        }
    }
    value.len()
}

fn is_complete(value: &str) -> bool {
    let in_marks = |open: char| value.starts_with(open) && closing(value, open) == Some(value.len());
    let is_number =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | '年' | '月' | '日' | ' ' | '+');
    !value.is_empty()
        && (value.chars().all(is_number)
            || ["是", "否", "true", "false", "yes", "no"].contains(&value)
            || ['"', '\'', '[', '{'].into_iter().any(in_marks))
}

/// Returns whether a value that begins with `|` or `>` is the header of a block of text: `|`, `>-`,
/// `|2`.
pub(super) fn is_block_header(value: &str) -> bool {
    value.len() <= 3 && value[1..].chars().all(|c| matches!(c, '+' | '-' | '1'..='9'))
}

/// Returns the position after the mark that closes the quotation or bracket at the beginning of
/// `text`.
pub(super) fn closing(text: &str, open: char) -> Option<usize> {
    match open {
        '"' | '\'' => closing_quote(text, open),
        _ => closing_bracket(text),
    }
}

fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        if quote == '"' && c == '\\' {
            characters.next();
        } else if c == quote {
            if quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote) {
                characters.next();
                continue;
            }
            return Some(at + 1);
        }
    }
    None
}

fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    let mut before = ' ';
    while let Some(c) = text.get(at..)?.chars().next() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.checked_sub(1)?,
            // A quotation mark opens a quotation only at the start of a value.
            '"' | '\'' if matches!(before, '[' | '{' | ',' | ':') => {
                at += closing_quote(text.get(at..)?, c)?;
                before = c;
                continue;
            }
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            return Some(at);
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    None
}

/// Returns the names that are both defined (`&name`) and used (`*name`).
pub(super) fn used_anchors(yaml: &str) -> HashSet<&str> {
    let given: HashSet<&str> = names(yaml, '&').collect();
    names(yaml, '*').filter(|name| given.contains(name)).collect()
}

fn names(yaml: &str, sign: char) -> impl Iterator<Item = &str> {
    yaml.match_indices(sign).filter_map(move |(at, _)| {
        let before = yaml[..at].chars().next_back();
        let rest = &yaml[at + 1..];
        let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').next()?;
        let after = rest[name.len()..].chars().next();
        let stands_alone = before.is_none_or(|c| is_blank(c) || matches!(c, '[' | ',' | '\n'))
            && after.is_none_or(|c| is_blank(c) || matches!(c, ']' | ',' | '}' | '\n'));
        (stands_alone && !name.is_empty()).then_some(name)
    })
}

/// Returns whether `tag`, the text after `!!`, begins with one of YAML's own tags: `str 2011`.
pub(super) fn is_core_tag(tag: &str) -> bool {
    let tag = tag.split(is_blank).next().unwrap_or_default();
    ["str", "int", "float", "bool", "null", "seq", "map", "binary", "timestamp", "set"].contains(&tag)
}

/// Returns the text inside Chinese quotation marks if they enclose the entire value and do not
/// occur inside it: 甲 for `“甲”`, but `None` for `“甲”和“乙”`.
pub(super) fn inside_chinese_quotes(value: &str) -> Option<&str> {
    [('“', '”'), ('‘', '’'), ('＂', '＂')].into_iter().find_map(|(open, close)| {
        let inner = value.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close]) && !inner.trim().is_empty()).then_some(inner)
    })
}
