//! Holds the state of a page that is being written.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Alignment;

use super::super::alert::AlertKind;
use super::super::body::OriginalFile;
use super::super::labels::{self, Labels};
use super::super::prepare::PreparedBody;
use super::super::slug::Ids;
use super::super::{Heading, Host, Options};
use super::element::ClosingTags;
use super::merge::Merges;
use super::number::Numbers;
use crate::problem::Finding;

/// The state between two events.
pub(super) struct Writer<'a> {
    pub page: &'a PreparedBody<'a>,
    pub options: &'a Options,
    pub host: &'a dyn Host,
    pub labels: &'static Labels,
    pub chinese: bool,
    pub out: String,
    pub words: String,
    pub findings: Vec<Finding>,
    pub headings: Vec<Heading>,
    pub ids: Ids,
    pub numbers: Numbers,
    pub line: Line,
    pub line_ends: LineEnds,
    pub links: Links,
    pub picture: Option<OpenPicture>,
    pub pictures: usize,
    pub paragraph: Option<Paragraph>,
    pub heading: Option<OpenHeading>,
    pub alert: Option<AlertTitle>,
    pub code: Option<Code>,
    pub html: Option<(String, Range<usize>)>,
    pub elements: Elements,
    pub quotes: Vec<Option<AlertKind>>,
    pub lists: Vec<ListNumbers>,
    pub item: usize,
    pub tight: Option<Tight>,
    pub table: Table,
    pub directives: Directives,
    pub notes: Notes,
}

impl<'a> Writer<'a> {
    pub(super) fn new(page: &'a PreparedBody<'a>, options: &'a Options, host: &'a dyn Host) -> Self {
        Self {
            page,
            options,
            host,
            labels: labels::labels(&options.language),
            chinese: labels::is_chinese(&options.language),
            out: String::with_capacity(page.text.len() + page.text.len() / 4),
            words: String::with_capacity(page.text.len()),
            findings: page.findings.clone(),
            headings: Vec::new(),
            ids: Ids::default(),
            numbers: Numbers::default(),
            line: Line::default(),
            line_ends: LineEnds::default(),
            links: Links::default(),
            picture: None,
            pictures: 0,
            paragraph: None,
            heading: None,
            alert: None,
            code: None,
            html: None,
            elements: Elements::default(),
            quotes: Vec::new(),
            lists: Vec::new(),
            item: 0,
            tight: None,
            table: Table::default(),
            directives: Directives::default(),
            notes: Notes::default(),
        }
    }
}

/// The state of a line of text.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The last visible character of the block.
    pub last: Option<char>,
    /// The place in the output of a pending line break of the source. The next text decides whether
    /// it is written.
    pub pending: Option<usize>,
    /// The number of open elements within the line.
    pub depth: usize,
}

/// The links of a page.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The links around the current place, and whether each was written.
    pub open: Vec<bool>,
    /// The opening tag of the link around the current place, if there are only pictures before it.
    pub around_picture: Option<String>,
    /// Links to a place on this page, to be checked when all ids are known.
    pub fragments: Vec<Fragment>,
}

#[derive(Debug)]
pub(super) struct Fragment {
    pub written: String,
    pub id: String,
    pub range: Range<usize>,
}

/// Where the lines of the body end, once that is needed.
#[derive(Debug, Default)]
pub(super) struct LineEnds(pub(super) Option<Vec<usize>>);

/// A picture whose alternative text is being read.
#[derive(Debug)]
pub(super) struct OpenPicture {
    pub source: String,
    pub title: String,
    pub range: Range<usize>,
    pub alt: String,
    /// The number of open pictures within the alternative text of this one.
    pub nested: usize,
}

/// A picture as it was written.
#[derive(Debug)]
pub(super) struct Picture {
    /// The tag without its closing `>`.
    pub tag: String,
    /// Whether the writer says what it shows.
    pub has_alt: bool,
    /// The label that readers must see with it.
    pub label: Option<String>,
    /// The address of the picture in full, if it can be enlarged.
    pub full: Option<String>,
    /// The original, if the page offers it.
    pub original: Option<OriginalFile>,
    /// The opening tag of the link around it.
    pub link: Option<String>,
    pub title: String,
    /// Its place in the prepared text.
    pub range: Range<usize>,
    pub line: Option<usize>,
}

/// The content of a list item or a cell that has no paragraph.
#[derive(Debug)]
pub(super) struct Tight {
    /// Where it begins in the output.
    pub start: usize,
    /// The pictures so far.
    pub pictures: Vec<Picture>,
}

/// A paragraph that is being written.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    /// Where its tag begins in the output.
    pub tag: usize,
    /// Where its content begins in the output.
    pub start: usize,
    /// The length of the box of a task before its content.
    pub task: usize,
    /// The pictures so far; `None` once there is anything else.
    pub pictures: Option<Vec<Picture>>,
    /// Its first strong text, if it begins with one.
    pub lead: Option<Lead>,
}

/// The strong text with which a paragraph begins.
#[derive(Debug)]
pub(super) enum Lead {
    /// It is being written.
    Open,
    /// It ends like a run-in heading, with a full stop or colon, at this place in the output.
    RunIn(usize),
}

/// A heading that is being written.
#[derive(Debug)]
pub(super) struct OpenHeading {
    pub level: u8,
    pub id: Option<String>,
    pub classes: Vec<String>,
    pub start: usize,
    pub words: usize,
    pub line: Option<usize>,
}

/// The first line of an alert.
#[derive(Debug)]
pub(super) enum AlertTitle {
    /// The mark is still to come.
    Expected(AlertKind),
    /// The text is being written; it begins at this place in the output.
    Open(AlertKind, usize),
}

/// The numbers of the items of a list.
#[derive(Debug, Default)]
pub(super) struct ListNumbers {
    /// The number that HTML gives to the next item; `None` if the list has no numbers.
    pub next: Option<u64>,
    /// The number of items so far.
    pub count: usize,
    /// Whether the second item has the number of the first, which then stands for any.
    pub same: bool,
}

/// A code block that is being read.
#[derive(Debug)]
pub(super) struct Code {
    pub language: String,
    pub text: String,
    pub line: Option<usize>,
}

/// The elements of raw HTML: those that have been reported, and what is needed to judge others.
#[derive(Default)]
pub(super) struct Elements {
    /// The number of those of each name that are not closed yet.
    pub open: HashMap<String, usize>,
    /// Where the paragraph begins in the output in which one was reported that contains others.
    pub container: Option<usize>,
    /// Where elements are closed, once that is needed.
    pub closing: Option<ClosingTags>,
    /// Where the last formula or drawing ends in the prepared text.
    pub end_of_foreign: usize,
}

/// The table that is being written.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub alignments: Vec<Alignment>,
    pub cell: usize,
    /// Whether the row is one of the head.
    pub head: bool,
    /// The number of rows below the first.
    pub rows: usize,
    pub merges: Merges,
    /// Whether each column is one of figures.
    pub figures: Vec<bool>,
    /// The lengths of the output and of the words before a cell that another one covers.
    pub covered: Option<(usize, usize)>,
    /// Whether a cell is open.
    pub in_cell: bool,
    /// The number of times each name has been given: no two regions have the same name.
    pub names: HashMap<String, usize>,
}

/// The directives around the current place.
#[derive(Debug, Default)]
pub(super) struct Directives {
    pub open: Vec<OpenDirective>,
    /// The number of open elements that contain blocks: list items, quotes, notes. A directive ends
    /// in the element in which it began.
    pub depth: usize,
    /// Whether directives were nested too deeply; the rest of the page then has none.
    pub is_too_deep: bool,
}

#[derive(Debug)]
pub(super) struct OpenDirective {
    pub marker: usize,
    pub colons: usize,
    pub depth: usize,
    /// The output before it.
    pub before: String,
}

/// The footnotes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Maps each label to its index in `notes`.
    pub labels: HashMap<String, usize>,
    pub notes: Vec<Note>,
    /// The number of notes that have been referred to.
    pub count: usize,
    /// The notes that are being written, each with the output before it.
    pub open: Vec<(usize, String)>,
}

#[derive(Debug, Default)]
pub(super) struct Note {
    /// 0 until it is referred to.
    pub number: usize,
    pub references: usize,
    pub html: Option<String>,
    pub range: Range<usize>,
}
