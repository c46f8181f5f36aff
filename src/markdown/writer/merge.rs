//! Reads merged cells of a table, which GFM lacks: `<<` in a cell merges it with the cell to its
//! left, `^^` with the cell above.
//!
//! ```text
//! | 支部     | 人数 | <<   |
//! |----------|------|------|
//! | ^^       | 应到 | 实到 |
//! | 第一支部 | 26   | 23   |
//! ```
//!
//! HTML lets no cell of the head reach into the body, so rows that the head covers are part of it.

use std::collections::BTreeMap;
use std::ops::Range;

/// The merged cells of a table.
#[derive(Debug, Default)]
pub(super) struct Merges {
    /// The columns and rows that the cell in a row and column covers; zero if another one covers
    /// it. A cell that is not listed covers itself.
    cells: BTreeMap<(usize, usize), (usize, usize)>,
    /// The number of rows of the head.
    head: usize,
    /// Marks that merge nothing, by their place in the table: `^^` in the first row, `<<` in the
    /// first column, and those that would not make a rectangle.
    pub(super) loose: Vec<Range<usize>>,
}

/// A cell as written.
struct Raw {
    place: Range<usize>,
    /// The row and column of the cell that covers it.
    owner: (usize, usize),
    is_mark: bool,
}

impl Merges {
    /// Reads the text of a table. Nearly all have no merged cell: nothing is read then.
    pub(super) fn read(table: &str) -> Self {
        let holds = |mark: &str| memchr::memmem::find(table.as_bytes(), mark.as_bytes()).is_some();
        if !holds("<<") && !holds("^^") {
            return Self::default();
        }
        let mut grid: Vec<Vec<Raw>> = Vec::new();
        let mut start = 0;
        for (number, line) in table.split('\n').enumerate() {
            if number != 1 {
                grid.push(Self::row(table, start..start + line.len(), &grid));
            }
            start += line.len() + 1;
        }
        Self::of(&grid)
    }

    /// Splits a row into its cells, and finds the cell that covers each.
    fn row(table: &str, line: Range<usize>, above: &[Vec<Raw>]) -> Vec<Raw> {
        let mut row: Vec<Raw> = Vec::new();
        for place in raw_cells(table, line) {
            let at = (above.len(), row.len());
            let owner = match table.get(place.clone()) {
                Some("<<") => row.last().map(|left| left.owner),
                Some("^^") => above.last().and_then(|row| row.get(at.1)).map(|above| above.owner),
                _ => None,
            };
            let is_mark = matches!(table.get(place.clone()), Some("<<" | "^^"));
            row.push(Raw { place, owner: owner.unwrap_or(at), is_mark });
        }
        row
    }

    fn of(grid: &[Vec<Raw>]) -> Self {
        let mut covered: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
        for (row, cells) in grid.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                covered.entry(cell.owner).or_default().push((row, column));
            }
        }
        let mut merges = Self { head: 1, ..Self::default() };
        for (owner, places) in covered {
            let rows = places.iter().map(|place| place.0 + 1 - owner.0).max().unwrap_or(1);
            let columns = places.iter().map(|place| (place.1 + 1).saturating_sub(owner.1)).max().unwrap_or(1);
            let is_left = places.iter().all(|place| place.1 >= owner.1);
            if !is_left || rows * columns != places.len() {
                let marks = places.iter().filter(|place| **place != owner);
                let marks = marks.filter_map(|(row, column)| grid.get(*row)?.get(*column));
                merges.loose.extend(marks.map(|cell| cell.place.clone()));
                continue;
            }
            for place in places {
                merges.cells.insert(place, (0, 0));
            }
            if rows * columns == 1 {
                let cell = grid.get(owner.0).and_then(|row| row.get(owner.1));
                merges.loose.extend(cell.filter(|cell| cell.is_mark).map(|cell| cell.place.clone()));
                merges.cells.remove(&owner);
            } else {
                merges.cells.insert(owner, (columns, rows));
            }
        }
        merges.loose.sort_by_key(|place| place.start);
        merges.head = merges.end_of_head();
        merges
    }

    /// Returns the number of rows that the cells of the head reach into, and so on.
    fn end_of_head(&self) -> usize {
        let mut end = 1;
        for ((row, _), (_, rows)) in &self.cells {
            // In the order of rows: a row that is reached has been counted before its cells.
            if *row < end {
                end = end.max(row + rows);
            }
        }
        end
    }

    /// Returns the columns and rows that a cell covers, from 1; `None` if another one covers it.
    pub(super) fn extent(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        let extent = self.cells.get(&(row, column)).copied().unwrap_or((1, 1));
        (extent.0 > 0).then_some(extent)
    }

    /// Returns the number of rows of the head, at least one.
    pub(super) fn head(&self) -> usize {
        self.head.max(1)
    }
}

/// Returns the places of the cells of a row, without the blanks around them. As in GFM, a `|`
/// separates cells even in code, but `\|` never does.
pub(super) fn raw_cells(table: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let text = table.get(line.clone()).unwrap_or_default();
    // Within a quote or a list, the lines have marks or an indent.
    let inner = text.trim_start_matches(['>', ' ', '\t']).trim_end();
    let inner = inner.strip_prefix('|').unwrap_or(inner);
    let from = line.start + (inner.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let mut cells = Vec::new();
    let (mut start, mut is_escaped) = (0, false);
    for (at, byte) in inner.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            cells.push(start..at);
            start = at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    if start < inner.len() {
        cells.push(start..inner.len());
    }
    let trimmed = |cell: Range<usize>| {
        let words = inner.get(cell.clone()).unwrap_or_default();
        let before = words.len() - words.trim_start().len();
        let start = from + cell.start + before;
        start..start + words.trim().len()
    };
    cells.into_iter().map(trimmed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_cover_rectangles() {
        let table = "|支部|人数|<<|\n|---|---|---|\n|^^|应到|实到|\n|甲|乙|<<|\n|^^|^^|^^|";
        let merges = Merges::read(table);
        let extents: Vec<Vec<Option<(usize, usize)>>> =
            (0..4).map(|row| (0..3).map(|column| merges.extent(row, column)).collect()).collect();
        assert_eq!(extents[0], [Some((1, 2)), Some((2, 1)), None]);
        assert_eq!(extents[1], [None, Some((1, 1)), Some((1, 1))]);
        assert_eq!(extents[2], [Some((1, 2)), Some((2, 2)), None]);
        assert_eq!(extents[3], [None, None, None]);
        assert_eq!((merges.head(), merges.loose.len()), (2, 0));
    }

    #[test]
    fn marks_that_merge_nothing_are_returned() {
        for (table, loose) in [
            ("|^^|b|\n|---|---|\n|<<|d|", vec!["^^", "<<"]),
            // An L is no rectangle.
            ("|a|<<|\n|---|---|\n|^^|d|", vec!["<<", "^^"]),
            ("> |a|b|\n> |---|---|\n> |`<<`|\\^^|", vec![]),
            ("|a|\n|---|", vec![]),
            ("", vec![]),
        ] {
            let merges = Merges::read(table);
            let found: Vec<&str> = merges.loose.iter().map(|place| &table[place.clone()]).collect();
            assert_eq!(found, loose, "{table}");
        }
    }
}
