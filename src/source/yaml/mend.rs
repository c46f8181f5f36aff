//! Fixes YAML as writers type it, where strict YAML would refuse it or lose a part of it.
//!
//! The pass reads line by line, and checks only the beginning of a line: indentation, a key with
//! its colon, and the first characters of the value. If it is not sure, it leaves the text to the
//! parser.

mod value;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::fault::YamlFault;
use super::line::{Line, Separator, comment};
use crate::problem::Edit;
use crate::text::joins;

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
}

/// Quotes a text with the quotation marks that need the least escaping.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
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
