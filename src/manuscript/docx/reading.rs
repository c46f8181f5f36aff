//! The state of reading a document. What it reads is in the files next to this one: `story` blocks,
//! `paragraph` and `run` words, `field`, `table`, `drawing` and `picture`.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::loss::{Loss, Losses};
use super::numbering::Numbering;
use super::package::{Package, Relations};
use super::styled;
use super::styles::Styles;
use super::xml::Element;
use crate::manuscript::model::Manuscript;

/// Maximum number of paragraphs: those of a book of a thousand pages.
pub(super) const MOST_PARAGRAPHS: usize = 30_000;

/// A part with text: the document, or its notes.
pub(super) struct Part<'x> {
    pub root: Element<'x>,
    pub relations: Relations,
    /// The beginnings of fields that have an end, by their positions.
    pub closed_fields: BTreeSet<usize>,
}

/// Returns the notes of a part by their numbers.
fn by_number<'r, 'x>(
    kind: NoteKind,
    part: &'r Part<'x>,
) -> impl Iterator<Item = ((NoteKind, &'r str), (&'r Part<'x>, &'r Element<'x>))> {
    let notes = part.root.elements();
    notes.filter_map(move |note| Some(((kind, note.attribute("id")?), (part, note))))
}

/// A kind of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// A field that is open.
#[derive(Debug, Clone, Default)]
pub(super) struct Field {
    pub instruction: String,
    /// Whether its result has begun.
    pub is_result: bool,
    /// Whether its result is not text.
    pub is_dropped: bool,
    /// The address that its result leads to, empty if nobody can follow it.
    pub link: Option<Rc<str>>,
    /// What a check box shows.
    pub check: Option<bool>,
}

impl Field {
    /// Returns its first word: `HYPERLINK`.
    pub fn kind(&self) -> String {
        self.instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase()
    }
}

/// Reads a document into a manuscript.
pub(super) struct Reading<'r, 'f, 'x> {
    pub package: &'r mut Package<'f>,
    pub styles: &'r Styles,
    pub numbering: Numbering,
    /// The notes, each with its part.
    pub notes: BTreeMap<(NoteKind, &'r str), (&'r Part<'x>, &'r Element<'x>)>,
    /// The part that is read.
    pub part: &'r Part<'x>,
    pub manuscript: Manuscript,
    pub losses: Losses,
    /// The number of paragraphs that have words or pictures.
    pub paragraphs: usize,
    /// The number of the paragraph that is read, if it has some.
    pub place: usize,
    /// The fields that are open, the outermost first.
    pub fields: Vec<Field>,
    /// The addresses of the links that are open, empty if nobody can follow them.
    pub links: Vec<Rc<str>>,
    /// The pictures that were read, by the names of their parts; `None` if that failed.
    pub pictures: BTreeMap<String, Option<usize>>,
    /// The notes that were read.
    pub note_numbers: BTreeMap<(NoteKind, String), usize>,
    /// The paragraphs whose style is that of captions.
    pub captions: BTreeSet<usize>,
    /// The paragraphs whose style says what they are part of.
    pub styled: BTreeMap<usize, styled::Part>,
    /// The number of tables of contents that were left out.
    pub contents: usize,
    /// The words of the last paragraph.
    pub last_words: String,
    /// The number of tables around what is read.
    pub tables: usize,
    pub is_too_long: bool,
}

impl<'r, 'f, 'x> Reading<'r, 'f, 'x> {
    pub fn new(
        package: &'r mut Package<'f>,
        styles: &'r Styles,
        numbering: Numbering,
        notes: &'r BTreeMap<NoteKind, Part<'x>>,
        part: &'r Part<'x>,
    ) -> Self {
        Self {
            package,
            styles,
            numbering,
            notes: notes.iter().flat_map(|(kind, part)| by_number(*kind, part)).collect(),
            part,
            manuscript: Manuscript::default(),
            losses: Losses::default(),
            paragraphs: 0,
            place: 0,
            fields: Vec::new(),
            links: Vec::new(),
            pictures: BTreeMap::new(),
            note_numbers: BTreeMap::new(),
            captions: BTreeSet::new(),
            styled: BTreeMap::new(),
            contents: 0,
            last_words: String::new(),
            tables: 0,
            is_too_long: false,
        }
    }

    /// Counts a loss in the paragraph that is read.
    pub fn lose(&mut self, loss: Loss, example: &str) {
        self.losses.count(loss, self.place, example);
    }
}
