//! Reads the parts of a workbook: its sheets by name, the texts that cells share, the formats of
//! numbers, the cells.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use quick_xml::events::BytesStart;
use zip::ZipArchive;

use super::format::Form;
use super::xml::{Piece, attribute, walk};

/// Maximum size of all that is packed in a workbook, in bytes: a packed file of a megabyte may hold
/// a thousand times as much.
pub(super) const MOST_UNPACKED: u64 = 64 << 20;

/// A workbook, unpacked as far as it is needed.
pub(super) struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// Whether days are counted from 1904.
    pub since_1904: bool,
    pub sheets: Vec<PackedSheet>,
    strings: Vec<String>,
    /// Of each style what its numbers are.
    styles: Vec<Arc<Form>>,
    /// Whether formulas are to be worked out by the program that opens it.
    is_to_be_worked_out: bool,
}

pub(super) struct PackedSheet {
    pub name: String,
    pub is_visible: bool,
    part: String,
}

/// What is stored in a cell.
pub(super) enum Stored {
    Text(String),
    Number(f64, Arc<Form>),
    Boolean(bool),
    /// A formula without a result.
    Formula,
}

/// A cell: row and column from 0.
pub(super) type Cell = ((u32, u32), Stored);

/// A merged region: its first and its last row, and its first column.
pub(super) type Region = (u32, u32, u32);

/// What is on a sheet.
#[derive(Default)]
pub(super) struct PackedCells {
    pub cells: Vec<Cell>,
    pub merged: Vec<Region>,
    /// Rows that are not to be seen, from 0.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that are not to be seen: the first and the last one, from 0.
    pub hidden_columns: Vec<(u32, u32)>,
}

impl Package {
    pub fn open(bytes: Vec<u8>) -> Option<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let roots = relations(&part(&mut archive, "_rels/.rels")?, "")?;
        let of_kind = |relations: &[Relation], kind: &str| {
            relations.iter().find(|relation| relation.kind.ends_with(kind)).map(|found| found.target.clone())
        };
        let main = of_kind(&roots, "/officeDocument")?;
        let (folder, own) = main.rsplit_once('/').unwrap_or(("", &main));
        let parts = relations(&part(&mut archive, &format!("{folder}/_rels/{own}.rels"))?, folder)?;
        let mut package = Self {
            since_1904: false,
            sheets: Vec::new(),
            strings: Vec::new(),
            styles: Vec::new(),
            is_to_be_worked_out: false,
            archive,
        };
        let workbook = part(&mut package.archive, &main)?;
        walk(&workbook, |piece| {
            let Piece::Open(name, tag) = piece else { return Some(()) };
            match name {
                "workbookPr" => {
                    package.since_1904 = is_set(tag, "date1904");
                }
                "calcPr" => package.is_to_be_worked_out = is_set(tag, "fullCalcOnLoad"),
                "sheet" => {
                    let id = attribute(tag, "id")?;
                    let relation = parts.iter().find(|part| part.id == id)?;
                    if relation.kind.ends_with("/worksheet") {
                        let is_visible = attribute(tag, "state").is_none_or(|state| state == "visible");
                        let (name, part) = (attribute(tag, "name")?, relation.target.clone());
                        package.sheets.push(PackedSheet { name, is_visible, part });
                    }
                }
                _ => {}
            }
            Some(())
        })?;
        if let Some(name) = of_kind(&parts, "/sharedStrings") {
            package.strings = strings(&part(&mut package.archive, &name)?)?;
        }
        if let Some(name) = of_kind(&parts, "/styles") {
            package.styles = styles(&part(&mut package.archive, &name)?)?;
        }
        Some(package)
    }

    /// Reads the cells of a sheet, at most `most` of them. `Some(None)` if there are more.
    pub fn cells(&mut self, name: &str, most: usize) -> Option<Option<PackedCells>> {
        let part_name = self.sheets.iter().find(|sheet| sheet.name == name)?.part.clone();
        let text = part(&mut self.archive, &part_name)?;
        let mut found = PackedCells::default();
        let plain = Arc::new(Form::Number);
        let (mut at, mut kind, mut form) = ((0_u32, 0_u32), String::new(), plain.clone());
        let (mut count, mut value, mut is_value, mut is_phonetic) = (0, String::new(), false, false);
        let mut is_formula = false;
        // Where no place is written, a row or cell comes after the one before it.
        let mut next = (0_u32, 0_u32);
        walk(&text, |piece| {
            match piece {
                Piece::Open("row", tag) => {
                    let row = attribute(tag, "r")
                        .map_or(Some(next.0), |row| row.parse::<u32>().ok()?.checked_sub(1))?;
                    next = (row, 0);
                    if is_set(tag, "hidden") {
                        found.hidden_rows.insert(row);
                    }
                }
                Piece::Close("row") => next = (next.0.checked_add(1)?, 0),
                Piece::Open("col", tag) if is_set(tag, "hidden") => {
                    let column = |name| attribute(tag, name)?.parse::<u32>().ok()?.checked_sub(1);
                    found.hidden_columns.extend(column("min").zip(column("max")));
                }
                Piece::Open("c", tag) => {
                    count += 1;
                    at = attribute(tag, "r").map_or(Some(next), |place| position(&place))?;
                    kind = attribute(tag, "t").unwrap_or_default();
                    let style = attribute(tag, "s").and_then(|style| style.parse::<usize>().ok());
                    form = style.and_then(|style| self.styles.get(style)).unwrap_or(&plain).clone();
                    value.clear();
                    is_formula = false;
                    next = (at.0, at.1.checked_add(1)?);
                }
                Piece::Open("f", _) => is_formula = true,
                Piece::Open("v" | "t", _) => is_value = true,
                Piece::Close("v" | "t") => is_value = false,
                Piece::Open("rPh", _) => is_phonetic = true,
                Piece::Close("rPh") => is_phonetic = false,
                Piece::Text(words) if is_value && !is_phonetic => value.push_str(words),
                // A program that can't work out formulas leaves the result out, or writes 0. An
                // empty text is a result.
                Piece::Close("c")
                    if is_formula
                        && matches!(kind.as_str(), "" | "n" | "b" | "e")
                        && (value.is_empty() || value == "0" && self.is_to_be_worked_out) =>
                {
                    found.cells.push((at, Stored::Formula));
                }
                Piece::Close("c") if !value.is_empty() => {
                    let stored = match kind.as_str() {
                        "s" => Stored::Text(self.strings.get(value.trim().parse::<usize>().ok()?)?.clone()),
                        "b" => Stored::Boolean(value.trim() == "1" || value.trim() == "true"),
                        "" | "n" => Stored::Number(value.trim().parse().ok()?, form.clone()),
                        "d" => Stored::Text(value.trim_end_matches("T00:00:00").to_owned()),
                        _ => Stored::Text(value.clone()),
                    };
                    found.cells.push((at, stored));
                }
                Piece::Open("mergeCell", tag) => {
                    let region = attribute(tag, "ref")?;
                    let (first, last) = region.split_once(':').unwrap_or((&region, &region));
                    let (first, last) = (position(first)?, position(last)?);
                    found.merged.push((first.0, last.0, first.1));
                }
                _ => {}
            }
            (count <= most).then_some(())
        })
        .map(|()| Some(found))
        .or((count > most).then_some(None))
    }
}

struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(text: &str, folder: &str) -> Option<Vec<Relation>> {
    let mut found = Vec::new();
    walk(text, |piece| {
        if let Piece::Open("Relationship", tag) = piece {
            let target = attribute(tag, "Target")?;
            let target = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            };
            found.push(Relation { id: attribute(tag, "Id")?, kind: attribute(tag, "Type")?, target });
        }
        Some(())
    })?;
    Some(found)
}

/// Reads a part as text. All parts together have been measured.
fn part(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    archive.by_name(name).ok()?.take(MOST_UNPACKED).read_to_end(&mut bytes).ok()?;
    crate::sheet::utf8(bytes)
}

fn strings(text: &str) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    let (mut is_text, mut is_phonetic) = (false, false);
    walk(text, |piece| {
        match piece {
            Piece::Open("si", _) => found.push(String::new()),
            Piece::Open("t", _) => is_text = true,
            Piece::Close("t") => is_text = false,
            // How the words are read aloud is not a part of them.
            Piece::Open("rPh", _) => is_phonetic = true,
            Piece::Close("rPh") => is_phonetic = false,
            Piece::Text(words) if is_text && !is_phonetic => {
                if let Some(last) = found.last_mut() {
                    last.push_str(words);
                }
            }
            _ => {}
        }
        Some(())
    })?;
    Some(found)
}

fn styles(text: &str) -> Option<Vec<Arc<Form>>> {
    let mut own: BTreeMap<u32, Arc<Form>> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut is_used = false;
    walk(text, |piece| {
        match piece {
            Piece::Open("numFmt", tag) => {
                let id = attribute(tag, "numFmtId")?.parse().ok()?;
                own.insert(id, Arc::new(Form::of(&attribute(tag, "formatCode")?)));
            }
            Piece::Open("cellXfs", _) => is_used = true,
            Piece::Close("cellXfs") => is_used = false,
            Piece::Open("xf", tag) if is_used => {
                let id = attribute(tag, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                styles.push(own.entry(id).or_insert_with(|| Arc::new(Form::built_in(id))).clone());
            }
            _ => {}
        }
        Some(())
    })?;
    Some(styles)
}

/// Whether an attribute says yes.
fn is_set(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|is| is == "1" || is == "true")
}

/// Reads a place: `B3` is row 2 and column 1.
fn position(place: &str) -> Option<(u32, u32)> {
    let letters = place.len() - place.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let (letters, row) = place.split_at_checked(letters)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let number = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(number)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_row_and_a_column() {
        assert_eq!(position("B3"), Some((2, 1)));
        assert_eq!(position("AA1"), Some((0, 26)));
        assert_eq!((position("3"), position("A0"), position("甲1")), (None, None, None));
    }
}
