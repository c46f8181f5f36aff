//! Fixes YAML as writers type it, where strict YAML would refuse it or lose a part of it.
//!
//! The pass reads line by line, and checks only the beginning of a line: indentation, a key with
//! its colon, and the first characters of the value. If it is not sure, it leaves the text to the
//! parser.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::fault::YamlFault;
use super::line::{
    Line, Separator, closing, comment, inside_chinese_quotes, is_block_header, is_core_tag, used_anchors,
};
use crate::problem::Edit;
use crate::text::{is_blank, joins};

/// One fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mend {
    pub kind: YamlFault,
    pub edit: Edit,
}

/// Limits what the pass may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// Only what YAML would lose silently.
    Lost,
    /// Also what YAML refuses.
    Refused,
    /// Also nested keys, whose colon might belong to a text.
    Nested,
}

/// The result of the pass.
#[derive(Debug, Default)]
pub(super) struct FixedYaml {
    pub mends: Vec<Mend>,
    /// Position of a quotation mark or bracket that is never closed.
    pub unclosed: Option<usize>,
}

/// Finds everything to fix.
pub(super) fn find(yaml: &str, reach: Reach) -> FixedYaml {
    let mut pass = Pass {
        yaml,
        reach,
        anchors: OnceCell::new(),
        levels: Vec::new(),
        items: None,
        tight: None,
        plain: None,
        found: FixedYaml::default(),
    };
    pass.run();
    pass.found.mends.sort_by_key(|mend| mend.edit.span.start);
    pass.found
}

/// An open mapping: the column of its keys, and whether lines indented further belong to its last
/// key.
#[derive(Debug)]
struct Level {
    column: usize,
    is_open: bool,
}

struct Pass<'y> {
    yaml: &'y str,
    /// The names that are both defined (`&name`) and used (`*name`).
    anchors: OnceCell<HashSet<&'y str>>,
    reach: Reach,
    levels: Vec<Level>,
    /// The column of the dashes of the open list.
    items: Option<usize>,
    /// The column of the last dash without a space after it.
    tight: Option<usize>,
    /// The end of the line above, if its text may continue on this line.
    plain: Option<usize>,
    found: FixedYaml,
}

impl Pass<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.yaml.len() {
            let line = Line::at(self.yaml, at);
            at = line.next;
            if line.text.is_empty() || line.text.starts_with('#') || line.is_marker() {
                self.empty(&line);
                self.plain = None;
                continue;
            }
            let line = self.with_dash(line);
            let line = self.below_dash(line);
            at = self.line(&line).max(at);
        }
    }

    /// Fixes a line. Returns the position after what it begins, if that ends on a later line;
    /// otherwise 0.
    fn line(&mut self, line: &Line<'_>) -> usize {
        let dash = line.dash_columns;
        let column = line.columns + dash;
        let separator = line.separator();
        let is_key = separator.as_ref().is_some_and(Separator::is_strict);
        while self.levels.last().is_some_and(|level| level.column > column.max(line.columns)) {
            self.levels.pop();
        }
        let (wanted, is_text) = self.place(line, column, is_key);
        let above = self.plain.take();
        if line.has_odd_blanks && separator.is_none() && dash == 0 && above.is_some() {
            self.goes_on_with_odd_blanks(above, line);
            return 0;
        }
        if is_text {
            self.goes_on_below(above, line);
            return 0;
        }
        self.indent(line, wanted.saturating_sub(dash));
        let Some(separator) = separator.filter(|found| found.is_strict() || self.takes(line, wanted)) else {
            let start = line.start_of_text();
            if line.dashes == 0
                && wanted == line.columns
                && self.levels.last().is_none_or(|level| level.column < wanted)
            {
                self.goes_on_below(above, line);
            }
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

    /// Returns the column at which a line is meant to begin, and whether it continues the text of
    /// the line above.
    fn place(&self, line: &Line<'_>, column: usize, is_key: bool) -> (usize, bool) {
        match self.levels.last() {
            None if line.has_odd_blanks && line.dashes == 0 => (0, false),
            None => (column, false),
            Some(level) if column <= level.column || level.is_open => (column, false),
            // YAML refuses a key here.
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
            YamlFault::Blank
        } else if wanted < line.columns && line.dashes == 0 {
            YamlFault::Indent
        } else {
            return;
        };
        self.mend(kind, Edit::replace(line.start..line.start + line.indent, " ".repeat(wanted)));
    }

    /// Returns whether a colon that YAML does not accept may count as a separator here.
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

    /// Fixes the value that begins at `start`. Returns the position after it, if it ends on a later
    /// line; otherwise 0.
    fn value(&mut self, start: usize, line: &Line<'_>, column: usize, is_item: bool) -> usize {
        let rest = &self.yaml[start.min(line.end)..line.end];
        let Some(first) = rest.chars().next() else { return 0 };
        let text = rest[..comment(rest)].trim_end();
        match first {
            '"' | '\'' | '[' | '{' => match closing(&self.yaml[start..], first) {
                Some(end) if start + end <= line.end => {
                    if !self.goes_on(start, end, text, first) {
                        self.commas(start, end);
                        self.hashes(start, end);
                    }
                }
                Some(end) => {
                    self.commas(start, end);
                    if matches!(first, '"' | '\'') {
                        self.lines_in_quotes(start, start + end);
                    }
                    return Line::at(self.yaml, start + end).next;
                }
                None => return self.unclosed(start),
            },
            '|' | '>' if is_block_header(text) => return self.after_block(line, column, first == '>'),
            '|' | '>' => self.quote(YamlFault::Unquoted(first), start, text),
            '&' | '*' | '!' => self.sign(first, start, text),
            '@' | '`' | '%' | ',' | ']' | '}' => self.quote(YamlFault::Unquoted(first), start, text),
            '-' | '?' if !is_item && (text.len() == 1 || text[1..].starts_with(is_blank)) => {
                self.quote(YamlFault::Unquoted(first), start, text);
            }
            '#' if text.is_empty() => {}
            _ => {
                let before = self.found.mends.len();
                self.plain(start, text, is_item);
                // A text does not continue after a comment, nor after a value that has just been
                // quoted.
                let is_open = text.len() == rest.len() && self.found.mends.len() == before;
                self.plain = is_open.then_some(line.end);
            }
        }
        0
    }

    /// Treats a line as a list item if only the space after its dash is missing.
    fn with_dash<'y>(&mut self, line: Line<'y>) -> Line<'y> {
        if line.dashes > 0 {
            self.items = Some(line.columns);
            return line;
        }
        let is_below_key =
            self.levels.last().is_some_and(|level| level.is_open && line.columns >= level.column);
        let is_beside = self.items == Some(line.columns);
        let Some(mark) = line.tight_dash() else {
            // A list ends at the first line that is not indented further than its dashes.
            self.items = self.items.filter(|column| line.columns > *column);
            return line;
        };
        if !(is_beside || is_below_key && self.plain.is_none()) {
            return line;
        }
        let start = line.start + line.indent;
        self.items = Some(line.columns);
        self.plain = None;
        self.tight = Some(line.columns);
        let line = line.with_dash(mark.len_utf8());
        self.mend(YamlFault::Dash, Edit::replace(start..start + line.dashes, "- "));
        line
    }

    /// Moves a line that is aligned with the text of a fixed list item, because that text has moved
    /// too.
    fn below_dash<'y>(&mut self, line: Line<'y>) -> Line<'y> {
        let Some(column) = self.tight.filter(|column| line.columns > *column) else {
            self.tight = self.tight.filter(|column| line.columns == *column);
            return line;
        };
        if line.dashes > 0 || line.has_odd_blanks || line.columns != column + 1 {
            return line;
        }
        let spaces = " ".repeat(column + 2);
        self.mend(YamlFault::Indent, Edit::replace(line.start..line.start + line.indent, spaces));
        Line { columns: column + 2, ..line }
    }

    /// Empties a line that only looks empty.
    fn empty(&mut self, line: &Line<'_>) {
        if line.is_blank_but_not_empty(self.yaml) {
            let whole = self.yaml.get(line.start..line.next).unwrap_or_default().trim_end_matches('\n');
            self.mend(YamlFault::Empty, Edit::remove(line.start..line.start + whole.len()));
        }
    }

    /// Joins a line of a text to the one above, which ends at `above`: Chinese lines are joined
    /// without a space.
    fn goes_on_below(&mut self, above: Option<usize>, line: &Line<'_>) {
        let Some(above) = above else { return };
        self.join(above, line.start + line.indent);
        let has_comment = comment(line.text) < line.text.len();
        self.plain = (!has_comment).then_some(line.end);
    }

    /// Does the same for a line that begins with wide spaces, which YAML takes for a part of the
    /// text or refuses.
    fn goes_on_with_odd_blanks(&mut self, above: Option<usize>, line: &Line<'_>) {
        let before = self.found.mends.len();
        self.goes_on_below(above, line);
        if self.found.mends.len() == before {
            let column = self.levels.last().map_or(0, |level| level.column) + 2;
            self.mend(
                YamlFault::Blank,
                Edit::replace(line.start..line.start + line.indent, " ".repeat(column)),
            );
        }
    }

    /// Removes the line end between `end` and `start`, if Markdown would join these lines as well.
    fn join(&mut self, end: usize, start: usize) {
        let before = self.yaml.get(..end).and_then(|text| text.chars().next_back());
        let after = self.yaml.get(start..).and_then(|text| text.chars().next());
        let between = self.yaml.get(end..start).unwrap_or_default();
        if let (Some(before), Some(after)) = (before, after)
            && joins(before, after, true)
            && between.matches('\n').count() == 1
        {
            self.mend(YamlFault::Join, Edit::remove(end..start));
        }
    }

    /// Joins the lines of a quoted text.
    fn lines_in_quotes(&mut self, start: usize, end: usize) {
        let inner = self.yaml.get(start..end).unwrap_or_default();
        for (at, _) in inner.match_indices('\n') {
            let before = inner[..at].trim_end_matches(is_blank);
            let after = inner[at + 1..].trim_start_matches(is_blank);
            self.join(start + before.len(), start + inner.len() - after.len());
        }
    }

    /// Quotes the items between brackets on one line that contain ` #`: `[1 #井, 乙]`. YAML refuses
    /// these brackets, because their end is in a comment.
    fn hashes(&mut self, start: usize, end: usize) {
        let list = self.yaml.get(start..start + end).unwrap_or_default();
        if self.reach == Reach::Lost || !list.starts_with(['[', '{']) || !list.contains('#') {
            return;
        }
        let (mut from, mut at) = (0, 0);
        while let Some(c) = list.get(at..).and_then(|rest| rest.chars().next()) {
            match c {
                '[' | '{' | ']' | '}' | ',' => {
                    self.hash(start + from, start + at);
                    from = at + 1;
                }
                '"' | '\'' if list[from..at].trim_end().is_empty() || list[from..at].ends_with(": ") => {
                    at += closing(&list[at..], c).unwrap_or(1);
                    continue;
                }
                _ => {}
            }
            at += c.len_utf8();
        }
    }

    /// Quotes an item between brackets, or the value of a key there, if it contains ` #`.
    fn hash(&mut self, start: usize, end: usize) {
        let item = &self.yaml[start..end];
        let value = item.split_once(": ").map_or(item, |(_, value)| value);
        let text = value.trim();
        let has_hash = text.starts_with('#') || text.contains(" #") || text.contains("\t#");
        if has_hash && !text.starts_with(['"', '\'']) {
            let start = end - value.len() + (value.len() - value.trim_start().len());
            self.quote_whatever(YamlFault::Hash, start, text);
        }
    }

    /// Replaces full-width commas after quoted items of a list, which YAML refuses: `["甲"，"乙"]`.
    fn commas(&mut self, start: usize, end: usize) {
        let list = self.yaml.get(start..start + end).unwrap_or_default();
        if self.reach == Reach::Lost || !list.starts_with(['[', '{']) || !list.contains(['"', '\'']) {
            return;
        }
        let mut at = 1;
        let mut begins = true;
        while let Some(c) = list.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = &list[at..];
            match c {
                '"' | '\'' if begins => {
                    let Some(length) = closing(rest, c) else { return };
                    at += length;
                    let more = &list[at..];
                    let blanks = more.len() - more.trim_start_matches(is_blank).len();
                    let mark =
                        more[blanks..].chars().next().filter(|c| matches!(c, '，' | '、' | '；' | ';'));
                    if let Some(mark) = mark {
                        let after = &more[blanks + mark.len_utf8()..];
                        let length =
                            blanks + mark.len_utf8() + after.len() - after.trim_start_matches(is_blank).len();
                        self.mend(YamlFault::Comma, Edit::replace(start + at..start + at + length, ", "));
                        at += length;
                    } else {
                        begins = false;
                    }
                    continue;
                }
                '[' | '{' | ',' | ':' => begins = true,
                c if c.is_whitespace() => {}
                _ => begins = false,
            }
            at += c.len_utf8();
        }
    }

    /// Quotes a value that begins with a quotation or a list but continues after it. Returns
    /// whether it continues.
    fn goes_on(&mut self, start: usize, end: usize, text: &str, first: char) -> bool {
        let is_more = text.get(end..).is_some_and(|more| !more.trim().is_empty());
        if is_more && !(first == '"' && text[end..].trim_start().starts_with(':')) {
            self.quote(YamlFault::Unquoted(first), start, text);
        }
        is_more
    }

    /// Fixes a value that begins like an anchor, an alias or a tag.
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
                self.quote_whatever(YamlFault::Unquoted(first), start, text);
            }
        }
    }

    fn plain(&mut self, start: usize, text: &str, is_item: bool) {
        let has_colon = text.ends_with(':') || text.contains(": ") || text.contains(":\t");
        if let Some(inner) = inside_chinese_quotes(text) {
            self.mend(
                YamlFault::Quotes,
                Edit::replace(start..start + text.len(), quoted_where_needed(inner)),
            );
        } else if has_colon && !is_item {
            self.quote(YamlFault::Colon, start, text);
        } else if text.starts_with('#') || text.contains(" #") || text.contains("\t#") {
            self.quote_whatever(YamlFault::Hash, start, text);
        }
    }

    /// Quotes a value that YAML refuses without quotation marks.
    fn quote(&mut self, kind: YamlFault, start: usize, text: &str) {
        if self.reach > Reach::Lost {
            self.quote_whatever(kind, start, text);
        }
    }

    fn quote_whatever(&mut self, kind: YamlFault, start: usize, text: &str) {
        let end = start + text.len();
        // YAML refuses a wide space after a quotation mark.
        let rest = self.yaml.get(end..).unwrap_or_default();
        let after = rest.trim_start_matches(is_blank);
        let is_last = after.is_empty() || after.starts_with('\n');
        let blanks = if is_last { rest.len() - after.len() } else { 0 };
        self.mend(kind, Edit::replace(start..end + blanks, quoted(text)));
    }

    fn mend(&mut self, kind: YamlFault, edit: Edit) {
        let is_for_lost = matches!(
            kind,
            YamlFault::Hash
                | YamlFault::Quotes
                | YamlFault::Unquoted('&' | '!')
                | YamlFault::Dash
                | YamlFault::Empty
                | YamlFault::Join
        );
        if is_for_lost || self.reach > Reach::Lost {
            self.found.mends.push(Mend { kind, edit });
        }
    }

    fn unclosed(&mut self, start: usize) -> usize {
        self.found.unclosed = Some(start);
        self.yaml.len()
    }

    /// Returns the end of a block of text: the first line that is not indented further than its
    /// key. Joins the lines of a folded one.
    fn after_block(&mut self, line: &Line<'_>, column: usize, is_folded: bool) -> usize {
        // The text of an item `- |` is indented further than the dash.
        let column =
            if line.dashes > 0 && column == line.columns + line.dashes { line.columns } else { column };
        let mut at = line.next;
        let mut above: Option<(usize, usize)> = None;
        while at < self.yaml.len() {
            let next = Line::at(self.yaml, at);
            if !next.text.is_empty() && next.columns <= column {
                break;
            }
            let whole = self.yaml.get(next.start..next.end).unwrap_or_default();
            // A line indented further than the others keeps its line end.
            let spaces = whole.len() - whole.trim_start_matches(' ').len();
            if next.text.is_empty() {
                self.empty(&next);
                above = None;
            } else {
                if let Some((end, indent)) = above.filter(|_| is_folded)
                    && indent == spaces
                {
                    self.join(end, next.start + spaces);
                }
                above = Some((next.end, spaces));
            }
            at = next.next;
        }
        at
    }
}

/// Quotes a text with the quotation marks that need the least escaping.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// Quotes a text if YAML would read it differently without quotation marks.
fn quoted_where_needed(text: &str) -> String {
    let is_plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '，' | '、' | '。' | '·'))
        && !text.starts_with('-');
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// Applies all fixes. Returns the text, and for each fix its span in the new text.
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
