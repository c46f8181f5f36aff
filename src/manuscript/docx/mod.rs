//! Reads Word documents: files in the format of Word since 2007, as Word, WPS and LibreOffice write
//! them.
//!
//! The text of a document is a part of an archive in XML ([`package`], [`xml`]); numbers before
//! paragraphs are computed ([`numbering`]), looks are taken over from styles ([`styles`]). What
//! can't be carried over is counted ([`loss`]) and reported once, at its first place ([`words`]).
//! A file of another kind is refused with what to do ([`refusal`]).

mod alternative;
mod caption;
mod drawing;
mod field;
mod flow;
mod line;
mod look;
mod loss;
mod margins;
mod math;
mod number_format;
mod numbering;
mod package;
mod paragraph;
mod picture;
mod reading;
mod refusal;
mod run;
mod story;
mod styled;
mod styles;
mod symbol;
mod table;
mod words;
mod xml;

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use self::field::closed_fields;
use self::look::ThemeFonts;
use self::loss::{Loss, Losses};
use self::numbering::Numbering;
use self::package::{Package, PartFault, PartText, Relations};
use self::reading::{NoteKind, Part, Reading};
use self::styles::Styles;
use self::xml::{Family, SIDE, TEXT, parse};
use super::model::Manuscript;
use crate::attachment::document_kind;
use crate::problem::Problem;

/// Reads a Word document. `name` is its name; what it is, is told by its content.
///
/// # Errors
/// The file is not a document that can be read: the problem says what it is, and what to do. Its
/// place is the file.
pub fn read_docx(file: &mut (impl Read + Seek), name: &str) -> Result<Manuscript, Problem> {
    read(file).map_err(|problem| problem.in_file(name))
}

fn read(file: &mut (impl Read + Seek)) -> Result<Manuscript, Problem> {
    let kind = document_kind(file).map_err(|error| refusal::unreadable(&error))?;
    if let Some(problem) = refusal::of_kind(kind) {
        return Err(problem);
    }
    let mut package = Package::open(file).map_err(refusal::of_fault)?;
    let name = package.main().ok_or_else(refusal::without_text)?;
    let text = package.text(&name).map_err(refusal::of_fault)?;
    let relations = package.relations(&name);
    let mut losses = Losses::default();
    let texts = Texts::read(&mut package, &relations, &mut losses);
    if text.is_damaged {
        losses.count(Loss::Encoding, 0, "");
    }
    let root = parse(&text.text, TEXT).map_err(|fault| refusal::of_fault(fault.into()))?;
    if !root.is(Family::Word, "document") {
        return Err(refusal::without_text());
    }
    let document = Part { closed_fields: closed_fields(&root), root, relations };
    margins::look(&mut package, &document, &mut losses);
    let theme = texts.theme.parsed(&mut losses).map(|root| ThemeFonts::read(&root));
    let theme = theme.unwrap_or_default();
    let styles = texts.styles.parsed(&mut losses).map(|root| Styles::read(&root, theme)).unwrap_or_default();
    let numbering = texts.numbering.parsed(&mut losses);
    let numbering =
        numbering.map(|root| Numbering::read(&root, |style| styles.list(style))).unwrap_or_default();
    let mut notes = BTreeMap::new();
    for (kind, text) in [(NoteKind::Footnote, &texts.footnotes), (NoteKind::Endnote, &texts.endnotes)] {
        if let Some(root) = text.parsed(&mut losses) {
            let relations = package.relations(&text.name);
            notes.insert(kind, Part { closed_fields: closed_fields(&root), root, relations });
        }
    }
    let mut reading = Reading::new(&mut package, &styles, numbering, &notes, &document);
    reading.losses = losses;
    reading.manuscript.blocks = reading.story(&document.root);
    if reading.is_too_long {
        return Err(refusal::too_long());
    }
    let Reading { mut manuscript, losses, .. } = reading;
    for (loss, tally) in losses.sorted() {
        manuscript.report(tally.place, &tally.words, words::problem(loss, &tally));
    }
    Ok(manuscript)
}

/// The texts of the parts that belong to a document.
struct Texts {
    styles: SideText,
    numbering: SideText,
    theme: SideText,
    footnotes: SideText,
    endnotes: SideText,
}

/// The text of a part that a document can do without.
struct SideText {
    name: String,
    text: Option<PartText>,
}

impl Texts {
    fn read(package: &mut Package<'_>, relations: &Relations, losses: &mut Losses) -> Self {
        let mut read = |kind: &str| {
            let relation = relations.values().find(|relation| relation.kind == kind && !relation.is_external);
            let Some(relation) = relation else { return SideText { name: String::new(), text: None } };
            let name = relation.target.clone();
            let text = match package.text(&name) {
                Ok(text) => Some(text),
                // Programs name parts that they don't write.
                Err(PartFault::Missing) => None,
                Err(_) => {
                    losses.count(Loss::Part, 0, &name);
                    None
                }
            };
            SideText { name, text }
        };
        Self {
            styles: read("styles"),
            numbering: read("numbering"),
            theme: read("theme"),
            footnotes: read("footnotes"),
            endnotes: read("endnotes"),
        }
    }
}

impl SideText {
    /// Returns the part as a tree; one that is damaged is reported.
    fn parsed(&self, losses: &mut Losses) -> Option<xml::Element<'_>> {
        match parse(&self.text.as_ref()?.text, SIDE) {
            Ok(root) => Some(root),
            Err(_) => {
                losses.count(Loss::Part, 0, &self.name);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
