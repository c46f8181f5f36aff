//! Locates a problem in a file, with all that is needed to show the line with a caret after the
//! file's text is freed.

use std::fmt;
use std::ops::Range;

use super::Language;

/// The place of a problem in a file. It contains the line, so that printing reads no file again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Place {
    /// The file, relative to the site's folder, with `/` between names.
    pub file: String,
    /// Line, counted from 1; 0 if the problem concerns the entire file.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Length of the wrong part on that line, in characters; at least 1.
    pub length: usize,
    /// The line without its end; if it is very long, only the part around the mistake.
    pub excerpt: String,
    /// Number of characters of the line before the excerpt; not 0 only if the line is very long.
    #[serde(skip_serializing_if = "is_zero")]
    pub skipped: usize,
    /// The cell, where the file is a workbook: `line` is then the row, and the excerpt is its
    /// column with its value, as they would be in front matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Box<CellName>>,
}

/// A cell of a workbook, as its writer would point to it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct CellName {
    /// The name of the sheet.
    pub sheet: String,
    /// The heading of the column; empty for a row as a whole.
    pub column: String,
}

/// Maximum length of a line kept in full, in bytes: two thousand Chinese characters.
const LONGEST: usize = 6_000;
/// Bytes kept before the mistake on a longer line …
const BEFORE: usize = 600;
/// … and from its start on: wider than a terminal.
const AFTER: usize = 1_500;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Place {
    /// Creates the place of an entire file.
    pub fn whole_file(file: impl Into<String>) -> Self {
        let (line, column, length, skipped) = (0, 0, 0, 0);
        Self { file: file.into(), line, column, length, excerpt: String::new(), skipped, cell: None }
    }

    /// Creates the place of a cell, with `excerpt` to show of it.
    pub fn of_cell(file: impl Into<String>, cell: CellName, row: usize, excerpt: impl Into<String>) -> Self {
        let excerpt: String = excerpt.into().chars().take(LONGEST / 3).collect();
        let length = excerpt.chars().count().max(1);
        Self {
            file: file.into(),
            line: row,
            column: 1,
            length,
            excerpt,
            skipped: 0,
            cell: Some(Box::new(cell)),
        }
    }

    /// Returns the place as it is shown in `language`: `a.md:2:5`, or
    /// `荣誉.xlsx:工作表“2026”:第5行“级别”`.
    pub fn shown(&self, language: Language) -> String {
        let Self { file, line, column, cell, .. } = self;
        let Some(cell) = cell.as_deref() else {
            return if *line == 0 { file.clone() } else { format!("{file}:{line}:{column}") };
        };
        let CellName { sheet, column: heading } = cell;
        let (mut shown, heading) = match language {
            Language::Chinese => (format!("{file}:工作表“{sheet}”"), format!("“{heading}”")),
            Language::English => (format!("{file}:sheet `{sheet}`"), format!(" `{heading}`")),
        };
        if *line > 0 {
            shown += &match language {
                Language::Chinese => format!(":第{line}行"),
                Language::English => format!(":row {line}"),
            };
        }
        if self.cell.as_ref().is_some_and(|cell| !cell.column.is_empty()) {
            shown += &heading;
        }
        shown
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(Language::Chinese))
    }
}

/// A text with its file name, to create places from byte spans.
#[derive(Debug, Clone, Copy)]
pub struct SourceText<'a> {
    file: &'a str,
    text: &'a str,
}

impl<'a> SourceText<'a> {
    /// Takes the file name as shown to the writer, and the full text of that file.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text }
    }

    /// Returns the file name as shown.
    pub fn file(&self) -> &'a str {
        self.file
    }

    /// Returns the full text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the place of a byte span. A span outside of the text, or one that cuts a character,
    /// is moved to the nearest valid position before. Scans the text from its beginning: use
    /// [`SourceLines`] for many places.
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = floor(self.text, span.start);
        let line_start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let before = memchr::memchr_iter(b'\n', &self.text.as_bytes()[..line_start]).count();
        self.place_on(before + 1, line_start, start..span.end)
    }

    /// Returns the place of a span that begins on line `line`, which begins at `line_start`.
    fn place_on(&self, line: usize, line_start: usize, span: Range<usize>) -> Place {
        let start = span.start;
        let end = floor(self.text, span.end.max(start));
        let line_end = memchr::memchr(b'\n', &self.text.as_bytes()[start..]);
        let line_end = line_end.map_or(self.text.len(), |at| start + at);
        let before = self.text[line_start..start].chars().count();
        let is_long = line_end - line_start > LONGEST;
        let from =
            if is_long { floor(self.text, start.saturating_sub(BEFORE)).max(line_start) } else { line_start };
        let to = if is_long { floor(self.text, start + AFTER).min(line_end) } else { line_end };
        Place {
            file: self.file.to_owned(),
            line,
            column: before + 1,
            length: self.text[start..end.min(line_end).max(start)].chars().count().max(1),
            excerpt: self.text[from..to].trim_end_matches('\r').to_owned(),
            skipped: before - self.text[from..start].chars().count(),
            cell: None,
        }
    }
}

impl Place {
    /// Returns the wrong text, as far as the excerpt contains it.
    pub fn marked(&self) -> String {
        let start = self.column.saturating_sub(1 + self.skipped);
        self.excerpt.chars().skip(start).take(self.length).collect()
    }

    /// Returns whether the place was created from `line`, as far as the excerpt contains it.
    pub fn is_of(&self, line: &str) -> bool {
        let line = line.trim_end_matches('\r');
        if line.len() < LONGEST {
            return self.skipped == 0 && line == self.excerpt;
        }
        let start = line.char_indices().nth(self.skipped).map_or(line.len(), |(at, _)| at);
        line[start..].starts_with(&self.excerpt)
    }
}

/// A text with the starts of its lines, to create many places quickly.
#[derive(Debug)]
pub struct SourceLines<'a> {
    text: SourceText<'a>,
    /// Byte offsets of the starts of the lines.
    starts: Vec<usize>,
}

impl<'a> SourceLines<'a> {
    /// Finds the lines of a text.
    pub fn new(text: SourceText<'a>) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.text.as_bytes());
        Self { text, starts: std::iter::once(0).chain(ends.map(|end| end + 1)).collect() }
    }

    /// Returns the place of a byte span, like [`SourceText::place`].
    pub fn place(&self, span: Range<usize>) -> Place {
        let start = floor(self.text.text, span.start);
        let line = self.starts.partition_point(|&begin| begin <= start);
        let line_start = line.checked_sub(1).and_then(|before| self.starts.get(before)).copied();
        self.text.place_on(line, line_start.unwrap_or(0), start..span.end)
    }
}

/// Returns the nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn of_a_very_long_line_the_part_around_it_is_carried() {
        let text = format!("一\n{}错字{}\r\n三", "前".repeat(9_000), "后".repeat(9_000));
        let at = text.find('错').unwrap();
        let place = SourceText::new("a.md", &text).place(at..at + 6);
        assert_eq!((place.line, place.column, place.length), (2, 9_001, 2));
        assert_eq!(place.excerpt, format!("{}错字{}", "前".repeat(200), "后".repeat(498)));
        assert_eq!(place.skipped, 8_800);
        let line = text.lines().nth(1).unwrap();
        assert!(place.is_of(line) && !place.is_of(&line.replace('错', "对")));
        let json = serde_json::to_string(&SourceText::new("a.md", "甲").place(0..3)).unwrap();
        assert!(!json.contains("skipped"), "{json}");
    }

    proptest! {
        #[test]
        fn places_of_lines_are_those_of_the_text(text in "[a甲\n\r]{0,40}", long in 0..4_usize, start in 0..60_usize, length in 0..9_usize) {
            let text = text.replace('a', &"长".repeat(long * 1_000));
            let source = SourceText::new("a.md", &text);
            for start in [start, start * 300] {
                let place = source.place(start..start + length);
                prop_assert_eq!(&SourceLines::new(source).place(start..start + length), &place);
                let line = text.split('\n').nth(place.line - 1).unwrap();
                prop_assert!(place.is_of(line));
                let carried: String = line.chars().skip(place.skipped).take(place.excerpt.chars().count()).collect();
                prop_assert_eq!(carried, place.excerpt);
            }
        }
    }

    #[test]
    fn a_span_becomes_line_column_and_length_in_characters() {
        let text = SourceText::new("a.md", "标题: 甲\r\n日期: 乙丙\n");
        let at = text.text().find('乙').unwrap_or_default();
        let place = text.place(at..at + 6);
        assert_eq!((place.line, place.column, place.length), (2, 5, 2));
        assert_eq!(place.excerpt, "日期: 乙丙");
        assert_eq!(place.to_string(), "a.md:2:5");
    }

    #[test]
    fn a_cell_is_named_by_sheet_row_and_column() {
        let cell = |column: &str| CellName { sheet: "2026".into(), column: column.into() };
        let place = Place::of_cell("荣誉.xlsx", cell("级别"), 5, "级别: 国级");
        assert_eq!(place.to_string(), "荣誉.xlsx:工作表“2026”:第5行“级别”");
        assert_eq!(place.shown(Language::English), "荣誉.xlsx:sheet `2026`:row 5 `级别`");
        assert_eq!((place.marked().as_str(), place.length), ("级别: 国级", 6));
        assert_eq!(Place::of_cell("荣誉.xlsx", cell(""), 5, "").to_string(), "荣誉.xlsx:工作表“2026”:第5行");
    }

    #[test]
    fn a_span_outside_the_text_is_moved_into_it() {
        let text = SourceText::new("a.md", "甲");
        assert_eq!(text.place(1..99).column, 1);
        assert_eq!(text.place(50..60).line, 1);
        assert_eq!(SourceText::new("a.md", "").place(0..0).line, 1);
    }
}
