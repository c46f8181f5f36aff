//! Writes tables, and reports what of them would be lost silently.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::Alignment;

use super::figures;
use super::merge::Merges;
use super::state::Writer;
use crate::problem::{Edit, Fix, Problem};
use crate::text::escape;

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>, range: &Range<usize>) {
        let heading = self.headings.last().map(|heading| heading.text.as_str());
        let name = heading.filter(|text| !text.is_empty()).unwrap_or(self.labels.table).to_owned();
        let before = self.table.names.get(&name).copied().unwrap_or(0);
        self.out.push_str("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
        escape::attribute(&mut self.out, &name);
        if before > 0 {
            let _ = write!(self.out, " {}", before + 1);
        }
        self.out.push_str("\">");
        self.open_tag("<table", range);
        self.out.push_str(">\n");
        self.table.names.insert(name, before + 1);
        (self.table.alignments, self.table.rows) = (alignments, 0);
        let text = self.page.text.get(range.clone()).unwrap_or_default();
        self.table.merges = Merges::read(text);
        self.table.figures = figures::columns(text, self.table.merges.head());
        for mark in std::mem::take(&mut self.table.merges.loose) {
            self.report(loose_mark(), range.start + mark.start..range.start + mark.end);
        }
    }

    pub(super) fn end_table(&mut self) {
        let has_body = self.table.rows >= self.table.merges.head();
        self.out.push_str(if has_body { "</tbody>\n</table></div>\n" } else { "</table></div>\n" });
    }

    /// Starts a row below the first one: of the body, or of a head of several rows.
    pub(super) fn start_body_row(&mut self, range: &Range<usize>) {
        self.table.rows += 1;
        self.check_row(range);
        let head = self.table.merges.head();
        let tags = if self.table.rows == head { "<tbody>\n<tr" } else { "<tr" };
        self.start_row(tags, self.table.rows < head, range);
    }

    /// Whether a row of the body sums up the others.
    fn is_sum(&self, range: &Range<usize>) -> bool {
        !self.table.head && figures::is_sum(self.page.text.get(range.clone()).unwrap_or_default())
    }

    pub(super) fn end_row(&mut self) {
        let ends_head = self.table.rows + 1 == self.table.merges.head();
        self.out.push_str(if ends_head { "</tr>\n</thead>\n" } else { "</tr>\n" });
    }

    pub(super) fn start_row(&mut self, tags: &str, head: bool, range: &Range<usize>) {
        (self.table.head, self.table.cell) = (head, 0);
        self.open_tag(tags, range);
        let is_sum = self.is_sum(range);
        self.out.push_str(if is_sum { " class=\"total\">" } else { ">" });
    }

    pub(super) fn start_cell(&mut self) {
        self.table.in_cell = true;
        let Some((columns, rows)) = self.table.merges.extent(self.table.rows, self.table.cell) else {
            self.table.covered = Some((self.out.len(), self.words.len()));
            return;
        };
        self.out.push_str(match (self.table.head, columns) {
            (true, 1) => "<th scope=\"col\"",
            (true, _) => "<th scope=\"colgroup\"",
            (false, _) => "<td",
        });
        if columns > 1 {
            let _ = write!(self.out, " colspan=\"{columns}\"");
        }
        if rows > 1 {
            let _ = write!(self.out, " rowspan=\"{rows}\"");
        }
        self.out.push_str(match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            // A figure stands below the others of its column, unless the writer aligned it.
            Some(Alignment::None) | None if columns == 1 && self.is_figure() => " class=\"num\">",
            Some(Alignment::None) | None => ">",
        });
        self.line.begin();
    }

    /// Whether the cell is in a column of figures.
    fn is_figure(&self) -> bool {
        self.table.figures.get(self.table.cell).copied().unwrap_or(false)
    }

    pub(super) fn end_cell(&mut self) {
        self.table.cell += 1;
        self.table.in_cell = false;
        if let Some((out, words)) = self.table.covered.take() {
            self.out.truncate(out);
            self.words.truncate(words);
            return;
        }
        self.out.push_str(if self.table.head { "</th>" } else { "</td>" });
    }

    /// Reports what GFM reads differently from what was meant: cells beyond those of the head,
    /// which are dropped, and a line of text right below a table, which becomes a row.
    pub(super) fn check_row(&mut self, range: &Range<usize>) {
        let row = self.page.text.get(range.clone()).unwrap_or_default().trim();
        let (cells, head) = (cells(row), self.table.alignments.len());
        if cells > head {
            self.report(surplus(cells, head), range.clone());
        } else if !row.contains('|') && !row.is_empty() {
            let start = self.page.map.span(range.clone()).start;
            self.report(below(start), range.clone());
        }
    }
}

/// Counts the cells of a row as GFM does: a `|` separates cells even in code, but `\|` never does.
fn cells(row: &str) -> usize {
    let mut bars = 0;
    let mut escaped = false;
    let inner = row.strip_prefix('|').unwrap_or(row);
    for byte in inner.bytes() {
        bars += usize::from(byte == b'|' && !escaped);
        escaped = byte == b'\\' && !escaped;
    }
    let ends = inner.ends_with('|') && !inner.ends_with("\\|");
    bars + 1 - usize::from(ends && bars > 0)
}

fn surplus(cells: usize, head: usize) -> Problem {
    Problem::warning(
        "md/table-cells",
        format!("表格这一行有 {cells} 格，表头只有 {head} 格，多出来的不会显示"),
        format!("this row has {cells} cells and the head {head}: those beyond are not shown"),
    )
    .help(
        "格子里的“|”写成“\\|”；确实多一列的，在表头和横线那两行里各补一格",
        "write `\\|` for a bar within a cell, or add a column to the head and the line of dashes",
    )
}

fn loose_mark() -> Problem {
    Problem::warning(
        "md/table-merge",
        "这个合并标记没有可以合并的格子，按文字显示",
        "this mark merges no cells and is shown as text",
    )
    .help(
        "<< 并到左边的格子，^^ 并到上面的格子；合起来要是一个方块，表头的上面、第一列的左边没有格子",
        "`<<` merges a cell with the one to its left, `^^` with the one above; together they are a rectangle",
    )
}

fn below(start: usize) -> Problem {
    Problem::warning(
        "md/table-tail",
        "这一行紧接在表格下面，成了表格的一行",
        "this line is right below a table and became one of its rows",
    )
    .help("不是表格内容的，在它前面空一行", "put an empty line between the table and the text")
    .fix(Fix::probable(
        "在表格后面空一行",
        "put an empty line below the table",
        vec![Edit::insert(start, "\n")],
    ))
}

#[cfg(test)]
mod tests {
    use super::cells;

    #[test]
    fn cells_are_counted_as_gfm_does() {
        for (row, count) in [
            ("| 甲 | 乙 |", 2),
            ("甲 | 乙", 2),
            ("|甲|乙", 2),
            ("| 甲 \\| 丙 | 乙 |", 2),
            ("| `甲|丙` | 乙 |", 3),
            ("| 甲 |  |", 2),
            ("甲", 1),
            ("|甲\\|", 1),
            ("|", 1),
        ] {
            assert_eq!(cells(row), count, "{row}");
        }
    }
}
