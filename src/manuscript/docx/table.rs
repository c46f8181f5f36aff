//! Reads tables, and recognizes those that only set pictures or words in a frame.

use super::loss::Loss;
use super::reading::Reading;
use super::xml::{Element, Family};
use crate::manuscript::inline::{Inline, plain};
use crate::manuscript::model::{Block, BlockKind, Cell, Figure, Row, Table};

/// Maximum number of columns that a cell covers: Word has 63.
const MOST_COLUMNS: usize = 63;
/// Maximum number of characters of the caption in a table of pictures.
const LONGEST_CAPTION: usize = 60;

/// A cell that may go on in the rows below it.
#[derive(Clone, Copy)]
struct Open {
    column: usize,
    row: usize,
    cell: usize,
}

impl Reading<'_, '_, '_> {
    /// Reads a table, and returns the blocks that it becomes.
    pub fn table(&mut self, element: &Element<'_>) -> Vec<Block> {
        let place = self.paragraphs + 1;
        self.tables += 1;
        let (rows, head) = self.rows(element);
        self.tables -= 1;
        if rows.iter().flat_map(|row| &row.cells).all(|cell| cell.blocks.is_empty()) {
            return Vec::new();
        }
        let is_single = matches!(rows.as_slice(), [row] if row.cells.len() == 1);
        if is_single {
            return rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks).collect();
        }
        if let Some(figures) = figures(&rows, place) {
            return figures;
        }
        if self.tables > 0 {
            self.losses.count(Loss::InnerTable, self.paragraphs, "");
            self.losses.name_place(self.paragraphs, &self.last_words);
        }
        vec![Block::new(BlockKind::Table(Table { head, rows }), place)]
    }

    /// Returns the rows of a table, and how many of them are its head.
    fn rows(&mut self, table: &Element<'_>) -> (Vec<Row>, usize) {
        let mut rows: Vec<Row> = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        let mut head = 0;
        for element in wrapped(table, "tr") {
            let properties = element.word("trPr");
            let has = |name: &str| properties.is_some_and(|properties| properties.word(name).is_some());
            if has("del") {
                self.deleted(element);
                continue;
            }
            // The words of a new row are marked, too, by most programs: they are counted once.
            if has("ins")
                && !element.descendants().any(|part| part.is(Family::Word, "ins") && part.word("r").is_some())
            {
                self.inserted(element);
            }
            let is_head = properties.and_then(|properties| properties.flag("tblHeader")) == Some(true);
            if is_head && head == rows.len() {
                head += 1;
            }
            let row = self.row(element, &mut rows, &mut open);
            rows.push(row);
        }
        // A head of all rows is none.
        let head = if head == rows.len() { 0 } else { head };
        (rows, head)
    }

    fn row(&mut self, element: &Element<'_>, rows: &mut [Row], open: &mut Vec<Open>) -> Row {
        let skipped = |name: &str| {
            let columns = element.word("trPr").and_then(|properties| properties.value(name));
            columns.and_then(|columns| columns.parse().ok()).unwrap_or(0_usize).min(MOST_COLUMNS)
        };
        let mut row = Row::default();
        let mut column = 0;
        let empty = |row: &mut Row, columns: usize| {
            for _ in 0..columns {
                row.cells.push(Cell::default());
            }
        };
        let before = skipped("gridBefore");
        empty(&mut row, before);
        column += before;
        for cell in wrapped(element, "tc") {
            let properties = cell.word("tcPr");
            let value = |name: &str| properties.and_then(|properties| properties.value(name));
            let has = |name: &str| properties.is_some_and(|properties| properties.word(name).is_some());
            let columns = value("gridSpan").and_then(|columns| columns.parse().ok()).unwrap_or(1_usize);
            let columns = columns.clamp(1, MOST_COLUMNS);
            if has("cellDel") {
                self.deleted(cell);
                continue;
            }
            // Merged with the cell before it, as programs of before 2007 write it.
            if has("hMerge") && value("hMerge") != Some("restart") {
                let blocks = self.story(cell);
                if let Some(last) = row.cells.last_mut() {
                    last.columns += columns;
                    last.blocks.extend(blocks);
                }
                column += columns;
                continue;
            }
            let blocks = self.story(cell);
            let above = open.iter().position(|open| open.column == column);
            let is_covered = has("vMerge") && value("vMerge") != Some("restart");
            let covering = above.filter(|_| is_covered).and_then(|at| open.get(at)).copied();
            let covering = covering.and_then(|open| rows.get_mut(open.row)?.cells.get_mut(open.cell));
            if let Some(covering) = covering {
                covering.rows += 1;
                // Word does not show what is in a covered cell.
                if let Some(block) = blocks.first() {
                    self.losses.count(Loss::Hidden, block.place, &block.words());
                }
            } else {
                open.retain(|open| !(column..column + columns).contains(&open.column));
                if has("vMerge") {
                    open.push(Open { column, row: rows.len(), cell: row.cells.len() });
                }
                row.cells.push(Cell { blocks, columns, rows: 1 });
            }
            column += columns;
        }
        empty(&mut row, skipped("gridAfter"));
        row
    }
}

/// Returns the rows of a table, or the cells of a row, also those in content controls.
fn wrapped<'e, 'x>(parent: &'e Element<'x>, name: &str) -> Vec<&'e Element<'x>> {
    let mut found = Vec::new();
    let mut left: Vec<&Element<'x>> = parent.elements().rev().collect();
    while let Some(element) = left.pop() {
        match (element.family, element.name) {
            (Family::Word, own) if own == name => found.push(element),
            (Family::Word, "tblPr" | "tblGrid" | "trPr" | "tcPr" | "p" | "tbl" | "sdtPr") => {}
            _ => left.extend(element.elements().rev()),
        }
    }
    found
}

/// What a cell has, if it may be one of a table of pictures.
enum Shown {
    Nothing,
    Pictures(Vec<usize>, Vec<Inline>),
    Words(Vec<Inline>),
}

/// Returns the figures of a table that only sets pictures next to each other, with captions in
/// their cells or in the row below; `None` for any other table.
fn figures(rows: &[Row], place: usize) -> Option<Vec<Block>> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut rows = rows.iter().peekable();
    let mut has_pictures = false;
    while let Some(row) = rows.next() {
        let cells: Vec<Shown> = row.cells.iter().map(shown).collect::<Option<_>>()?;
        let mut own: Vec<Figure> = Vec::new();
        for cell in cells {
            match cell {
                Shown::Nothing => {}
                Shown::Words(_) => return None,
                Shown::Pictures(pictures, caption) => own.push(Figure { pictures, caption }),
            }
        }
        if own.is_empty() {
            continue;
        }
        has_pictures = true;
        let below = rows.peek().map(|row| row.cells.iter().map(shown).collect::<Option<Vec<_>>>());
        let captions = match below {
            Some(Some(cells)) if !cells.iter().any(|cell| matches!(cell, Shown::Pictures(..))) => {
                rows.next();
                let words = |cell| if let Shown::Words(words) = cell { Some(words) } else { None };
                cells.into_iter().filter_map(words).collect()
            }
            _ => Vec::new(),
        };
        let is_captioned = own.iter().any(|figure| !figure.caption.is_empty());
        match (captions.len(), own.len()) {
            (0, _) if is_captioned => figures.extend(own),
            (0, _) => figures.push(joined(own, Vec::new())),
            (some, all) if some == all && !is_captioned => {
                let pairs = own.into_iter().zip(captions);
                figures.extend(pairs.map(|(figure, caption)| Figure { caption, ..figure }));
            }
            (1, _) if !is_captioned => {
                let caption = captions.into_iter().next().unwrap_or_default();
                figures.push(joined(own, caption));
            }
            _ => return None,
        }
    }
    let block = |figure| Block::new(BlockKind::Figure(figure), place);
    has_pictures.then(|| figures.into_iter().map(block).collect())
}

fn joined(figures: Vec<Figure>, caption: Vec<Inline>) -> Figure {
    Figure { pictures: figures.into_iter().flat_map(|figure| figure.pictures).collect(), caption }
}

fn shown(cell: &Cell) -> Option<Shown> {
    let (mut pictures, mut caption) = (Vec::new(), Vec::new());
    for block in &cell.blocks {
        match &block.kind {
            BlockKind::Figure(figure) if caption.is_empty() => {
                pictures.extend(&figure.pictures);
                caption.clone_from(&figure.caption);
            }
            BlockKind::Paragraph(paragraph)
                if caption.is_empty() && plain(&paragraph.text).chars().count() <= LONGEST_CAPTION =>
            {
                caption.clone_from(&paragraph.text);
            }
            _ => return None,
        }
    }
    Some(match (pictures.is_empty(), caption.is_empty()) {
        (true, true) => Shown::Nothing,
        (true, false) => Shown::Words(caption),
        (false, _) => Shown::Pictures(pictures, caption),
    })
}
