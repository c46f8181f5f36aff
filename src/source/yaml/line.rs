//! A line of YAML as the mending pass sees it.

use std::collections::HashSet;

use super::mend::Kind;

/// Longest name of a field that is taken for one before a colon that YAML does not know, in characters.
const LONGEST_KEY: usize = 20;

/// A line.
#[derive(Debug)]
pub(super) struct Line<'y> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, without blanks and the line end.
    pub end: usize,
    /// Where the next one begins.
    pub next: usize,
    /// Bytes of its indentation.
    pub indent: usize,
    /// Columns of its indentation; a tab or a wide space counts as two.
    pub columns: usize,
    /// Whether its indentation has blanks other than spaces.
    pub has_odd_blanks: bool,
    /// Bytes of the `- ` before its text.
    pub dashes: usize,
    /// Columns that they take, or will take when they are mended.
    pub dash_columns: usize,
    /// What stands after the indentation.
    pub text: &'y str,
}

/// What parts a key from its value.
#[derive(Debug)]
pub(super) struct Separator {
    /// Where the colon is.
    pub colon: usize,
    /// Where the value begins.
    pub value: usize,
    /// What is to be mended about it.
    pub mend: Option<Kind>,
}

impl Separator {
    /// Whether YAML knows it as one.
    pub fn is_strict(&self) -> bool {
        self.mend.is_none()
    }
}

impl<'y> Line<'y> {
    /// The line in which `at` is.
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

    /// The mark of a list without a space after it: `-乙`, `－乙`, `•乙`. Nothing where it may be anything else: `--`, `-5`, `—— 乙`.
    pub fn tight_dash(&self) -> Option<char> {
        let mut characters = self.text.chars();
        let mark = characters.next().filter(|c| self.dashes == 0 && LIST_MARKS.contains(c))?;
        let next = characters.next()?;
        let is_tight = mark != '-' || !is_blank(next);
        let is_number =
            self.text[mark.len_utf8()..].bytes().all(|b| b.is_ascii_digit() || b".,:/-".contains(&b));
        (is_tight && next != mark && !is_number && !self.text.ends_with(mark)).then_some(mark)
    }

    /// The same line with a mark of `length` bytes taken for a dash and a space.
    pub fn with_dash(self, length: usize) -> Self {
        let blanks = self.text[length..].len() - self.text[length..].trim_start_matches(is_blank).len();
        Self { dashes: length + blanks, dash_columns: 2, ..self }
    }

    /// Whether nothing stands in it that anyone sees, though it is not empty to YAML: a tab, a wide space.
    pub fn is_blank_but_not_empty(&self, yaml: &str) -> bool {
        let whole = yaml.get(self.start..self.next).unwrap_or_default().trim_end_matches('\n');
        self.text.is_empty() && whole.contains(|c| c != ' ' && c != '\r')
    }

    /// Where its text begins, after indentation and dashes.
    pub fn start_of_text(&self) -> usize {
        self.start + self.indent + self.dashes
    }

    /// Whether it parts documents, or is a directive.
    pub fn is_marker(&self) -> bool {
        self.indent == 0 && (self.text == "---" || self.text == "...")
    }

    /// Whether the next line with something in it stands further in than this one.
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

    /// What parts its key from its value, if it has a key.
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
                // A tab after a colon is well for YAML.
                ':' if is_strict => None,
                ':' => Some(Kind::SpaceAfterColon),
                _ => Some(Kind::FullWidthColon),
            };
            if is_strict || (is_like_key(key) && !rest.starts_with("//")) {
                return Some(Separator { colon: offset + at, value, mend });
            }
        }
        None
    }
}

/// Whether this may be the name of a field.
fn is_like_key(key: &str) -> bool {
    let key = key.trim_end_matches(is_blank);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    !key.is_empty()
        && key.chars().count() <= LONGEST_KEY
        && key.chars().all(is_name)
        && !key.chars().all(char::is_numeric)
}

/// What people begin the items of a list with.
const LIST_MARKS: [char; 5] = ['-', '－', '•', '·', '●'];

/// Spaces, tabs, and the wide, narrow and no-break spaces that Chinese input methods and Word write.
pub(super) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Blanks, and characters that nobody sees.
fn is_indent(c: char) -> bool {
    is_blank(c) || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn columns(c: char) -> usize {
    match c {
        '\t' | '\u{3000}' | '\u{2003}' => 2,
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => 0,
        _ => 1,
    }
}

/// Where a comment begins in a value, or its end. A `#` that something follows at once is no comment, unless the value before
/// it is complete: a number, a date, a yes or no, or something in quotation marks or brackets.
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

/// Whether a value is the head of a block of text: `|`, `>-`, `|2`.
pub(super) fn is_block_header(value: &str) -> bool {
    value.len() <= 3 && value[1..].chars().all(|c| matches!(c, '+' | '-' | '1'..='9'))
}

/// Where the quotation or bracket that opens at the beginning of `text` has closed.
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
            // A quotation mark opens only where a value begins.
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

/// The names that are both given to values (`&name`) and used (`*name`).
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

/// Whether this is a tag of YAML's own: `!!str 2011`.
pub(super) fn is_core_tag(tag: &str) -> bool {
    let tag = tag.split(is_blank).next().unwrap_or_default();
    ["str", "int", "float", "bool", "null", "seq", "map", "binary", "timestamp", "set"].contains(&tag)
}

/// What stands between Chinese quotation marks that stand round all of a value, and nowhere in it.
pub(super) fn inside_chinese_quotes(value: &str) -> Option<&str> {
    [('“', '”'), ('‘', '’'), ('＂', '＂')].into_iter().find_map(|(open, close)| {
        let inner = value.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close]) && !inner.trim().is_empty()).then_some(inner)
    })
}
