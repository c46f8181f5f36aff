//! Documents that are rows of tables: each is the Markdown file that its row stands for.
//!
//! Nothing after reading knows that a page has no file of its own. Only a problem does: its place
//! in the text that was made of a row is translated back to the table, here and nowhere else.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::problem::{CellName, Fix, Place, Problem, SourceText, Words};

use super::Stamp;
use super::inventory::ListedFile;
use super::row_words::{self, RowName};

/// The documents that are rows of tables, by the names of the files that they stand for.
#[derive(Debug, Default)]
pub(crate) struct RowDocuments(BTreeMap<String, RowDocument>);

/// A document that is made of a row, and perhaps of a file next to the table.
#[derive(Debug)]
pub(crate) struct RowDocument {
    /// The text: `---`, a line for each cell, the front matter of the file, `---`, and the body.
    pub text: String,
    /// The row as a whole.
    pub row: Origin,
    /// How the row is called in its table.
    pub name: RowName,
    /// Where the lines after the first one are from.
    pub cells: Vec<Origin>,
    /// Where the body is from, if that is a cell.
    pub body: Option<Origin>,
    /// The part that is from a file of the same name.
    pub own: Option<OwnPart>,
}

/// The part of a document that is the end of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnPart {
    /// Its beginning in the document, and in the file.
    pub start: usize,
    pub start_in_file: usize,
}

/// Returns the text of a file, as far as it can be read.
pub(super) type WrittenText<'w> = &'w dyn Fn(&str) -> Option<Arc<str>>;

/// Where something in a table is written.
#[derive(Debug, Clone)]
pub(crate) enum Origin {
    /// In a text, that of a CSV file.
    Span(Arc<TableText>, Range<usize>),
    /// In a workbook.
    Cell { file: Arc<str>, name: CellName, row: usize },
}

/// The text of a CSV file, with its name.
#[derive(Debug)]
pub(crate) struct TableText {
    pub file: String,
    pub text: String,
}

impl Origin {
    /// Returns the table's file.
    pub fn file(&self) -> &str {
        match self {
            Self::Span(table, _) => &table.file,
            Self::Cell { file, .. } => file,
        }
    }

    /// Returns the number of the row, or of the line of a CSV file.
    fn number(&self) -> usize {
        match self {
            Self::Span(..) => self.place("").line,
            Self::Cell { row, .. } => *row,
        }
    }

    /// Returns the place; `excerpt` is shown where the table has no lines.
    pub fn place(&self, excerpt: &str) -> Place {
        match self {
            Self::Span(table, span) => SourceText::new(&table.file, &table.text).place(span.clone()),
            Self::Cell { file, name, row } => Place::of_cell(&**file, name.clone(), *row, excerpt),
        }
    }
}

impl RowDocument {
    /// Returns the place of a line in the table; `None` if it is one of the file.
    fn origin(&self, line: usize) -> Option<&Origin> {
        let cell = line.checked_sub(2).and_then(|at| self.cells.get(at));
        let is_below = line > self.cells.len() + 2;
        match (cell, &self.own) {
            (Some(cell), _) => Some(cell),
            (None, Some(_)) if line > self.cells.len() + 1 => None,
            (None, _) => Some(self.body.as_ref().filter(|_| is_below).unwrap_or(&self.row)),
        }
    }

    fn at_table(&self, place: &Place) -> Option<Place> {
        let origin = self.origin(place.line)?;
        // Of a row as a whole the heading says enough; the line of a cell has its value.
        let is_cell = self.cells.iter().any(|cell| std::ptr::eq(cell, origin));
        let excerpt = if is_cell { place.excerpt.as_str() } else { self.title() };
        Some(origin.place(excerpt))
    }

    /// The line that is shown of the row as a whole.
    fn title(&self) -> &str {
        self.text.lines().nth(1).filter(|line| *line != "---").unwrap_or_default()
    }

    /// How much further up, in bytes and lines, the part from the file begins in the file.
    fn shift(&self, own_text: &str) -> Option<(isize, isize)> {
        let own = self.own?;
        let lines = |text: &str, end: usize| {
            text.get(..end).map(|before| memchr::memchr_iter(b'\n', before.as_bytes()).count())
        };
        let (here, there) = (lines(&self.text, own.start)?, lines(own_text, own.start_in_file)?);
        Some((difference(own.start_in_file, own.start)?, difference(there, here)?))
    }
}

impl RowDocuments {
    /// Adds a document under the name of the file that it stands for.
    pub fn insert(&mut self, name: String, document: RowDocument) {
        self.0.insert(name, document);
    }

    /// Returns whether there is one of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Returns the names of the files that the documents stand for.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text of a document.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|document| document.text.as_str())
    }

    /// Whether a document is a row without 编号, whose name is from its title.
    pub fn is_named_by_title(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|document| matches!(document.name, RowName::Title(_)))
    }

    /// Returns the table that has the row of a document without a file of its own.
    pub fn table_of(&self, name: &str) -> Option<&str> {
        self.0.get(name).filter(|document| document.own.is_none()).map(|document| document.row.file())
    }

    /// Lists the documents. The stamp of each is the fingerprint of its text: while a row is the
    /// same, its page is, whatever else is in the table.
    pub fn listed(&self, fingerprint: impl Fn(&[u8]) -> u64) -> Vec<ListedFile> {
        let listed = |(name, document): (&String, &RowDocument)| ListedFile {
            name: name.clone(),
            stamp: Stamp::of_text(document.text.len(), fingerprint(document.text.as_bytes())),
        };
        self.0.iter().map(listed).collect()
    }

    /// Moves a problem from the text of a row to its table. A fix of that text is dropped: nothing
    /// writes into tables.
    pub(super) fn moved(&self, written: WrittenText<'_>, mut problem: Problem) -> Problem {
        let file = problem.place.as_ref().map(|place| place.file.as_str()).unwrap_or_default();
        if let Some(document) = self.0.get(file).filter(|document| document.own.is_none()) {
            problem.speak_of_row(document.name.key());
        }
        self.name_rows(&mut problem);
        for label in &mut problem.labels {
            if let Some(document) = self.0.get(&label.place.file) {
                label.place = self.place(written, document, &label.place);
            }
        }
        let Some(file) = problem.place.as_ref().map(|place| place.file.clone()) else { return problem };
        let Some(document) = self.0.get(&file) else { return self.without_row(&file, problem) };
        let Some(place) = &problem.place else { return problem };
        let is_own = document.origin(place.line).is_none();
        let place = self.place(written, document, place);
        let fix = problem.fix.take().filter(|_| is_own);
        problem.fix = fix.and_then(|fix| {
            let (bytes, _) = document.shift(&written(&place.file)?)?;
            shifted(fix, document.own?.start, bytes)
        });
        // Of a text that is missing the help says which line to add.
        if problem.code == "meta/missing" && !is_own {
            problem = problem.help(
                "在表格的这一行里填上；没有这一列的，先加一列",
                "fill it in; where there is no such column, add it",
            );
        }
        problem.place = Some(place);
        problem
    }

    /// Calls rows by their 编号 or title, and not by files that are not there.
    fn name_rows(&self, problem: &mut Problem) {
        // Entries of addresses.yaml have the names of files.
        let help = problem.help.as_mut().filter(|help| !help.zh.contains("addresses.yaml"));
        for words in [Some(&mut problem.message), help].into_iter().flatten() {
            for (text, marks) in [(&mut words.zh, ("“", "”")), (&mut words.en, ("`", "`"))] {
                let named = row_words::named(text, marks, |file| {
                    let document = self.0.get(file).filter(|document| document.own.is_none())?;
                    Some((&document.name, document.row.number()))
                });
                if let Some(named) = named {
                    *text = named;
                }
            }
        }
    }

    /// Says of a file next to a table that no row belongs to it, if it is no article either.
    fn without_row(&self, file: &str, problem: Problem) -> Problem {
        let stem = file.strip_suffix("/index.md").or_else(|| file.strip_suffix(".md"));
        let Some((folder, stem)) = stem.and_then(|stem| stem.rsplit_once('/')) else { return problem };
        let is_beside = |name: &String| name.rsplit_once('/').is_some_and(|(own, _)| own == folder);
        let from = format!("{folder}/");
        let has_rows = self
            .0
            .range(from..)
            .take_while(|(name, _)| name.starts_with(folder))
            .any(|(name, _)| is_beside(name));
        if problem.code != "meta/absent" || problem.fix.is_some() || !has_rows {
            return problem;
        }
        let message = Words::new(
            format!("表格里没有编号是“{stem}”的一行，这个文件自己也没有文章信息（标题、日期等）"),
            format!(
                "no row of the table has the id `{stem}`, and this file has no front matter (title, date …) of its own"
            ),
        );
        Problem { message, ..problem }.help(
            "是表格里一行的正文的，把那一行的编号和文件名写成一样；单独的文章，在开头加上文章信息",
            "if it is the text of a row, give both the same name; a page of its own begins with front matter",
        )
    }

    fn place(&self, written: WrittenText<'_>, document: &RowDocument, place: &Place) -> Place {
        if let Some(at_table) = document.at_table(place) {
            return at_table;
        }
        let shift = written(&place.file).and_then(|own| document.shift(&own));
        let line = shift.and_then(|(_, lines)| place.line.checked_add_signed(lines));
        match line.filter(|line| *line > 0) {
            Some(line) => Place { line, ..place.clone() },
            None => Place::whole_file(place.file.as_str()),
        }
    }
}

fn difference(to: usize, from: usize) -> Option<isize> {
    isize::try_from(to).ok()?.checked_sub(isize::try_from(from).ok()?)
}

/// Moves a fix by so many bytes; `None` if it changes anything before `start`.
fn shifted(mut fix: Fix, start: usize, bytes: isize) -> Option<Fix> {
    for edit in &mut fix.edits {
        if edit.span.start < start {
            return None;
        }
        edit.span = edit.span.start.checked_add_signed(bytes)?..edit.span.end.checked_add_signed(bytes)?;
    }
    Some(fix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_from_its_cell_from_the_file_or_from_the_row() {
        let table = Arc::new(TableText { file: "a.csv".into(), text: "标题,级别\n甲,市\n".into() });
        let at = |words: &str| {
            let start = table.text.find(words).unwrap();
            Origin::Span(table.clone(), start..start + words.len())
        };
        let text = "---\ntitle: 甲\nlevel: 市\n作者: 乙\n---\n正文\n".to_owned();
        let own = text.find("作者").map(|start| OwnPart { start, start_in_file: 4 });
        let document = RowDocument {
            text,
            row: at("甲,市"),
            name: RowName::Title("甲".into()),
            cells: vec![at("甲"), at("市")],
            body: None,
            own,
        };
        let source = SourceText::new("content/x.md", &document.text);
        let place = |words: &str| {
            let start = document.text.find(words).unwrap();
            document.at_table(&source.place(start..start + words.len())).map(|place| place.to_string())
        };
        assert_eq!(place("市").as_deref(), Some("a.csv:2:3"));
        assert_eq!(place("---").as_deref(), Some("a.csv:2:1"));
        assert_eq!(place("作者"), None);
        assert_eq!(place("正文"), None);
        // `---`, the words, `---`, the body: one line further up.
        assert_eq!(document.shift("---\n作者: 乙\n---\n正文\n").map(|(_, lines)| lines), Some(-2));
    }
}
