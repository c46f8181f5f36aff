//! Defines the manuscript: what all readers return and the writer writes.

use super::inline::{Inline, plain};
use crate::problem::{Problem, Words};

/// A text as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manuscript {
    /// What it calls itself outside its text, as a page does in `<title>`, with the name of its
    /// site.
    pub title: Option<String>,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// Its footnotes and endnotes. [`Inline::Note`] refers to them by index.
    pub notes: Vec<Vec<Block>>,
    /// Its pictures, and the files embedded in it. [`Inline::Picture`] and [`Figure`] refer to them
    /// by index.
    pub files: Vec<CarriedFile>,
    /// What could not be carried over, and what the writer must look at.
    pub findings: Vec<Problem>,
}

/// A block, and where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The number of its paragraph, or of its line in a text, from 1. 0 if it has none.
    pub place: usize,
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list whose items have bullets, or numbers in one sequence: `1.`, `2.`, `3.`.
    List(List),
    /// A table.
    Table(Table),
    /// Pictures with their caption.
    Figure(Figure),
    /// A quotation.
    Quote(Vec<Block>),
    /// Words that are set apart from the text: a remark, a warning.
    Notice(Notice),
    /// Preformatted text.
    Code(String),
    /// A line across the page.
    Rule,
    /// The unit and the date at the end, line by line.
    Signature(Vec<Vec<Inline>>),
}

/// A heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// Its level below the headline: 1 for `一、`, 2 for `（一）`.
    pub level: u8,
    /// Its words, including its number as it was printed: `一、总体要求`.
    pub text: Vec<Inline>,
}

/// A paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words, including a number that the file computes: `（一）…`, `第三条　…`.
    pub text: Vec<Inline>,
    /// How its lines are set.
    pub alignment: Alignment,
    /// Its look, from which headings and headlines are recognized.
    pub look: Look,
}

/// How lines are set. An indent of the first line is not kept: the theme sets one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Alignment {
    /// From the left, or justified.
    #[default]
    Start,
    /// Centred.
    Center,
    /// To the right.
    End,
}

/// The look of the words of a paragraph, where all of them agree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// Their size in half points: 44 is 二号, 32 is 三号.
    pub size: Option<u16>,
    /// Their font: `方正小标宋简体`.
    pub font: Option<String>,
    /// Whether all of them are bold.
    pub is_bold: bool,
    /// The level of heading that the style of the paragraph stands for, from 1; the style of a
    /// title is 0.
    pub outline: Option<u8>,
}

/// A list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// The number of the first item; `None` for bullets.
    pub start: Option<u32>,
    /// Its items.
    pub items: Vec<ListItem>,
}

/// An item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListItem {
    /// Its paragraphs, and lists within it.
    pub blocks: Vec<Block>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The number of rows at the top that are its head. With 0, the first is one if the table has
    /// no other: Markdown has no table without a head.
    pub head: usize,
    /// Its rows. A merged cell is listed once, in its first row and column.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its cells. Those that a cell of a row above covers are not listed.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its content.
    pub blocks: Vec<Block>,
    /// The number of columns that it covers, from 1.
    pub columns: usize,
    /// The number of rows that it covers, from 1.
    pub rows: usize,
}

impl Default for Cell {
    fn default() -> Self {
        Self { blocks: Vec::new(), columns: 1, rows: 1 }
    }
}

/// Pictures that belong together, and their caption.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// Indexes of [`Manuscript::files`].
    pub pictures: Vec<usize>,
    /// The words below them.
    pub caption: Vec<Inline>,
}

/// Words that are set apart from the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    /// How much it matters.
    pub kind: NoticeKind,
    /// Its title; empty if it has none.
    pub title: String,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// It explains.
    #[default]
    Note,
    /// It must not be missed.
    Important,
    /// It warns.
    Warning,
}

/// A picture, or a file that was embedded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CarriedFile {
    /// Its name in the manuscript, without folders: `image1.jpeg`. Not yet portable.
    pub name: String,
    /// Its bytes. Empty if they could not be read: a finding says why.
    pub bytes: Vec<u8>,
    /// What the manuscript says that it shows.
    pub alt: String,
}

impl List {
    /// Returns the number of the `at`-th item of a list that begins with `start`.
    pub(super) fn number(start: u32, at: usize) -> usize {
        usize::try_from(start).unwrap_or(1).saturating_add(at)
    }

    /// Returns the mark of the `at`-th item where a list is lines of words: `3. `, `• `.
    pub(super) fn mark(&self, at: usize) -> String {
        self.start.map_or_else(|| "• ".to_owned(), |start| format!("{}. ", Self::number(start, at)))
    }
}

impl Block {
    /// A block at a place.
    pub fn new(kind: BlockKind, place: usize) -> Self {
        Self { kind, place }
    }

    /// Its words, without marks, for recognizing what it is. Empty for tables and lists.
    pub fn words(&self) -> String {
        match &self.kind {
            BlockKind::Heading(heading) => plain(&heading.text),
            BlockKind::Paragraph(paragraph) => plain(&paragraph.text),
            _ => String::new(),
        }
    }
}

impl Manuscript {
    /// Adds a finding about the paragraph of number `place`, with its first words, since a Word
    /// file has no lines: `第12段（“会议强调……”）：…`.
    pub fn report(&mut self, place: usize, words: &str, mut problem: Problem) {
        const LONGEST: usize = 12;
        let words = words.trim();
        let is_cut = words.chars().count() > LONGEST;
        let begin: String = words.chars().take(LONGEST).chain(is_cut.then_some('…')).collect();
        let message = &problem.message;
        problem.message = match (place, begin.is_empty()) {
            (0, _) => return self.findings.push(problem),
            (_, true) => Words::new(
                format!("第{place}段：{}", message.zh),
                format!("paragraph {place}: {}", message.en),
            ),
            (_, false) => Words::new(
                format!("第{place}段（“{begin}”）：{}", message.zh),
                format!("paragraph {place} ({begin}): {}", message.en),
            ),
        };
        self.findings.push(problem);
    }
}
