//! Mends YAML as writers type it, where strict YAML would refuse it or lose a part of it.
//!
//! The pass looks at one line after the other, and only at what begins a line: indentation, a key and its colon, and the
//! first characters of the value. What it can't be sure of it leaves to the parser.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::line::{
    Line, Separator, closing, comment, inside_chinese_quotes, is_blank, is_block_header, is_core_tag,
    used_anchors,
};
use crate::problem::Edit;

/// What was mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `标题：甲`
    FullWidthColon,
    /// `title:甲`, or a wide or no-break space after the colon.
    SpaceAfterColon,
    /// A tab, or a wide or no-break space, in an indentation.
    Blank,
    /// A line that stands further in than the one above it, without belonging to it.
    Indent,
    /// A value that begins with a character that means something else in YAML, or goes on after a closing mark.
    Unquoted(char),
    /// A value with a colon and a space in it.
    Colon,
    /// A value with ` #` in it, which YAML takes for the beginning of a comment.
    Hash,
    /// Chinese quotation marks round a value.
    Quotes,
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mend {
    pub kind: Kind,
    pub edit: Edit,
}

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Only what YAML would lose without a word.
    Lost,
    /// Also what it refuses.
    Refused,
    /// Also keys further in, whose colon might as well belong to a text.
    Nested,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub mends: Vec<Mend>,
    /// Where a quotation mark or bracket opens that is never closed.
    pub unclosed: Option<usize>,
}

/// Finds what is to be mended.
pub(super) fn find(yaml: &str, reach: Reach) -> Found {
    let mut pass =
        Pass { yaml, reach, anchors: OnceCell::new(), levels: Vec::new(), found: Found::default() };
    pass.run();
    pass.found
}

/// A mapping that is open: the column of its keys, and whether what is further in belongs to its last key.
#[derive(Debug)]
struct Level {
    column: usize,
    is_open: bool,
}

struct Pass<'y> {
    yaml: &'y str,
    /// The names that are both given to values (`&name`) and used (`*name`).
    anchors: OnceCell<HashSet<&'y str>>,
    reach: Reach,
    levels: Vec<Level>,
    found: Found,
}

impl Pass<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.yaml.len() {
            let line = Line::at(self.yaml, at);
            at = line.next;
            if line.text.is_empty() || line.text.starts_with('#') || line.is_marker() {
                continue;
            }
            at = self.line(&line).max(at);
        }
    }

    /// Mends a line; where what it begins ends, if that is further down.
    fn line(&mut self, line: &Line<'_>) -> usize {
        let dash = line.dashes;
        let column = line.columns + dash;
        let separator = line.separator();
        let is_key = separator.as_ref().is_some_and(Separator::is_strict);
        while self.levels.last().is_some_and(|level| level.column > column.max(line.columns)) {
            self.levels.pop();
        }
        let (wanted, is_text) = self.place(line, column, is_key);
        if is_text {
            return 0;
        }
        self.indent(line, wanted.saturating_sub(dash));
        let Some(separator) = separator.filter(|found| found.is_strict() || self.takes(line, wanted)) else {
            let start = line.start_of_text();
            return self.value(start, line, wanted, true);
        };
        self.levels.retain(|level| level.column <= wanted);
        if self.levels.last().is_none_or(|level| level.column < wanted) {
            self.levels.push(Level { column: wanted, is_open: false });
        }
        if let Some(kind) = separator.mend {
            let text = if separator.value < line.end { ": " } else { ":" };
            self.mend(kind, Edit::replace(separator.colon..separator.value, text));
        }
        let is_open = separator.value >= line.end || self.yaml[separator.value..].starts_with("# ");
        if let Some(level) = self.levels.last_mut() {
            level.is_open = is_open;
        }
        self.value(separator.value, line, wanted, false)
    }

    /// The column at which a line is meant to stand, and whether it goes on with the text of the line above it.
    fn place(&self, line: &Line<'_>, column: usize, is_key: bool) -> (usize, bool) {
        match self.levels.last() {
            None if line.has_odd_blanks && line.dashes == 0 => (0, false),
            None => (column, false),
            Some(level) if column <= level.column || level.is_open => (column, false),
            // A key can't stand here: YAML refuses it.
            Some(level)
                if line.dashes == 0 && (is_key || line.has_odd_blanks) && self.reach > Reach::Lost =>
            {
                (level.column, false)
            }
            Some(_) => (column, line.dashes == 0),
        }
    }

    fn indent(&mut self, line: &Line<'_>, wanted: usize) {
        let kind = if line.has_odd_blanks {
            Kind::Blank
        } else if wanted < line.columns && line.dashes == 0 {
            Kind::Indent
        } else {
            return;
        };
        self.mend(kind, Edit::replace(line.start..line.start + line.indent, " ".repeat(wanted)));
    }

    /// Whether a colon that YAML doesn't know as one may be taken for one here.
    fn takes(&self, line: &Line<'_>, column: usize) -> bool {
        if self.reach == Reach::Lost {
            return false;
        }
        let is_beside = self.levels.last().is_some_and(|level| level.column == column);
        let is_outermost = self.levels.is_empty() && line.dashes == 0;
        let may_be_inside =
            self.reach == Reach::Nested && (line.dashes == 0 || line.is_followed_inside(self.yaml));
        is_outermost || (is_beside && line.dashes == 0) || may_be_inside
    }

    /// Mends the value that begins at `start`; where it ends, if that is further down.
    fn value(&mut self, start: usize, line: &Line<'_>, column: usize, is_item: bool) -> usize {
        let rest = &self.yaml[start.min(line.end)..line.end];
        let Some(first) = rest.chars().next() else { return 0 };
        let text = rest[..comment(rest)].trim_end();
        match first {
            '"' | '\'' | '[' | '{' => match closing(&self.yaml[start..], first) {
                Some(end) if start + end <= line.end => self.goes_on(start, end, text, first),
                Some(end) => return Line::at(self.yaml, start + end).next,
                None => return self.unclosed(start),
            },
            '|' | '>' if is_block_header(text) => return self.after_block(line, column),
            '|' | '>' => self.quote(Kind::Unquoted(first), start, text),
            '&' | '*' | '!' => self.sign(first, start, text),
            '@' | '`' | '%' | ',' | ']' | '}' => self.quote(Kind::Unquoted(first), start, text),
            '-' | '?' if !is_item && (text.len() == 1 || text[1..].starts_with(is_blank)) => {
                self.quote(Kind::Unquoted(first), start, text);
            }
            '#' if text.is_empty() => {}
            _ => self.plain(start, text, is_item),
        }
        0
    }

    /// A value of which a quotation or a list is only the beginning.
    fn goes_on(&mut self, start: usize, end: usize, text: &str, first: char) {
        let is_more = text.get(end..).is_some_and(|more| !more.trim().is_empty());
        if is_more && !(first == '"' && text[end..].trim_start().starts_with(':')) {
            self.quote(Kind::Unquoted(first), start, text);
        }
    }

    /// A value that begins like an anchor, an alias or a tag.
    fn sign(&mut self, first: char, start: usize, text: &str) {
        let name: String =
            text[1..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).collect();
        let is_meant = match first {
            '!' => text.strip_prefix("!!").is_some_and(is_core_tag),
            _ => self.anchors.get_or_init(|| used_anchors(self.yaml)).contains(name.as_str()),
        };
        if !is_meant {
            let is_lost = first != '*' && (first == '!' || !name.is_empty());
            if is_lost || self.reach > Reach::Lost {
                self.quote_whatever(Kind::Unquoted(first), start, text);
            }
        }
    }

    fn plain(&mut self, start: usize, text: &str, is_item: bool) {
        let has_colon = text.ends_with(':') || text.contains(": ") || text.contains(":\t");
        if let Some(inner) = inside_chinese_quotes(text) {
            self.mend(Kind::Quotes, Edit::replace(start..start + text.len(), quoted_where_needed(inner)));
        } else if has_colon && !is_item {
            self.quote(Kind::Colon, start, text);
        } else if text.starts_with('#') || text.contains(" #") || text.contains("\t#") {
            self.quote_whatever(Kind::Hash, start, text);
        }
    }

    /// Puts a value into quotation marks that YAML refuses without.
    fn quote(&mut self, kind: Kind, start: usize, text: &str) {
        if self.reach > Reach::Lost {
            self.quote_whatever(kind, start, text);
        }
    }

    fn quote_whatever(&mut self, kind: Kind, start: usize, text: &str) {
        self.mend(kind, Edit::replace(start..start + text.len(), quoted(text)));
    }

    fn mend(&mut self, kind: Kind, edit: Edit) {
        let is_for_lost = matches!(kind, Kind::Hash | Kind::Quotes | Kind::Unquoted('&' | '!'));
        if is_for_lost || self.reach > Reach::Lost {
            self.found.mends.push(Mend { kind, edit });
        }
    }

    fn unclosed(&mut self, start: usize) -> usize {
        self.found.unclosed = Some(start);
        self.yaml.len()
    }

    /// Where a block of text ends: at the first line that stands no further in than its key.
    fn after_block(&self, line: &Line<'_>, column: usize) -> usize {
        // The text of an item `- |` stands further in than the dash.
        let column =
            if line.dashes > 0 && column == line.columns + line.dashes { line.columns } else { column };
        let mut at = line.next;
        while at < self.yaml.len() {
            let next = Line::at(self.yaml, at);
            if !next.text.is_empty() && next.columns <= column {
                break;
            }
            at = next.next;
        }
        at
    }
}

/// A text in the quotation marks that suit it.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// A text, in quotation marks if it is not the same without.
fn quoted_where_needed(text: &str) -> String {
    let is_plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '，' | '、' | '。' | '·'))
        && !text.starts_with('-');
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// The text with everything mended, and for each mend the span that it has in the mended text.
pub(super) fn apply(yaml: &str, mends: &[Mend]) -> (String, Vec<Range<usize>>) {
    let mut text = String::with_capacity(yaml.len() + 2 * mends.len());
    let (mut spans, mut at) = (Vec::with_capacity(mends.len()), 0);
    for Mend { edit, .. } in mends {
        text.push_str(yaml.get(at..edit.span.start).unwrap_or_default());
        let start = text.len();
        text.push_str(&edit.text);
        spans.push(start..text.len());
        at = edit.span.end;
    }
    text.push_str(yaml.get(at..).unwrap_or_default());
    (text, spans)
}
