//! Tells tables that only lay a page out, as those of old portals do, from tables of data.
//!
//! A row of a layout has one cell with content: the headline, the line with source and date, the
//! text. What stands beside the text are lists of links.

use scraper::{ElementRef, Node};

use super::super::recognize::is_byline;
use super::navigation::{is_menu, is_navigation};
use super::style;

/// Length from which a cell may hold the text of a page, in characters.
const TEXT: usize = 100;
/// Length from which a cell with blocks is a column beside a list of links.
const COLUMN: usize = 50;
/// Maximum number of characters, and of nodes, that are counted in a cell.
const MOST: usize = 4000;

/// The rows of a table, and whether each is in its head.
pub(super) type Rows<'e> = Vec<(ElementRef<'e>, bool)>;

/// A part of a page that a table lays out.
pub(super) enum Part<'e> {
    /// The cell that is the content of its row.
    Blocks(ElementRef<'e>),
    /// A row that says who made the article: `发布时间：…` and `来源：…`.
    Line(String),
    /// A menu, or a list of links beside the text.
    Aside,
    /// Rows of data.
    Table(Rows<'e>),
}

/// Returns what a table lays out; `None` if it is a table of data.
pub(super) fn parts(table: ElementRef<'_>) -> Option<Vec<Part<'_>>> {
    let rows = rows(table);
    let contents = |row| cells(row).map(Content::of).filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
    let contents: Vec<Vec<Content<'_>>> = rows.iter().map(|(row, _)| contents(*row)).collect();
    let all = || contents.iter().flatten();
    if all().count() > 1 && is_data(table, &rows, all().any(|cell| cell.has_table)) {
        return None;
    }
    let whole: usize = all().map(|cell| cell.length).sum();
    // One cell holds most of the text.
    let has_text = all().any(|cell| cell.length >= TEXT && cell.has_blocks && cell.length * 5 >= whole * 3);
    let mut parts: Vec<Part<'_>> = Vec::new();
    for (row, contents) in rows.into_iter().zip(contents) {
        match contents.as_slice() {
            [] => {}
            [only] => parts.push(Part::Blocks(only.element)),
            _ if is_navigation(row.0) => {}
            _ if is_menu(row.0) => parts.push(Part::Aside),
            several => match (line(several), columns(several)) {
                (Some(line), _) => parts.push(Part::Line(line)),
                (None, Some(columns)) => parts.extend(columns),
                (None, None) if has_text => match parts.last_mut() {
                    Some(Part::Table(rows)) => rows.push(row),
                    _ => parts.push(Part::Table(vec![row])),
                },
                (None, None) => return None,
            },
        }
    }
    Some(parts)
}

/// Returns the rows of a table itself, not of tables within it.
pub(super) fn rows(table: ElementRef<'_>) -> Rows<'_> {
    let mut rows = Vec::new();
    for child in table.children().filter_map(ElementRef::wrap) {
        match child.value().name() {
            "tr" => rows.push((child, false)),
            name @ ("thead" | "tbody" | "tfoot") => {
                let inner = child.children().filter_map(ElementRef::wrap);
                rows.extend(inner.filter(|row| row.value().name() == "tr").map(|row| (row, name == "thead")));
            }
            _ => {}
        }
    }
    rows
}

/// Returns the cells of a row.
pub(super) fn cells(row: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    row.children().filter_map(ElementRef::wrap).filter(|cell| matches!(cell.value().name(), "td" | "th"))
}

/// Whether a table says itself that it has data: it has a head, a caption or lines around its
/// cells.
fn is_data(table: ElementRef<'_>, rows: &Rows<'_>, has_table: bool) -> bool {
    let has_head = rows.iter().any(|(_, is_head)| *is_head);
    let is_named = |child: ElementRef<'_>| child.value().name() == "caption";
    let has_head_cell = || rows.iter().any(|(row, _)| cells(*row).any(|cell| cell.value().name() == "th"));
    let is_lined = || {
        let first = rows.first().and_then(|(row, _)| cells(*row).next());
        let has_line = |element: ElementRef<'_>| {
            ["border", "border-top", "border-bottom", "mso-border-alt"]
                .iter()
                .any(|name| style::property(&element, name).is_some_and(|value| value.contains("solid")))
        };
        let border = table.value().attr("border").map(str::trim).unwrap_or_default();
        !matches!(border, "" | "0" | "0px") || has_line(table) || first.is_some_and(has_line)
    };
    // Lines around a table that holds tables are those of the page.
    has_head
        || table.children().filter_map(ElementRef::wrap).any(is_named)
        || has_head_cell()
        || !has_table && is_lined()
}

/// Reads a row of several cells as a byline.
fn line(cells: &[Content<'_>]) -> Option<String> {
    let is_short = cells.iter().all(|cell| cell.length <= COLUMN && !cell.has_picture);
    let words = || {
        let words = cells.iter().map(|cell| cell.element.text().collect::<String>());
        words
            .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
            .join("\u{3000}")
    };
    is_short.then(words).filter(|words| is_byline(words))
}

/// Reads a row of several cells as the text of a page beside lists of links.
fn columns<'e>(cells: &[Content<'e>]) -> Option<Vec<Part<'e>>> {
    let text = cells.iter().max_by_key(|cell| cell.length)?;
    if text.length < COLUMN || !text.has_blocks || text.is_of_links() {
        return None;
    }
    let mut parts = Vec::new();
    for cell in cells {
        let is_text = cell.element == text.element;
        match is_text {
            true => parts.push(Part::Blocks(cell.element)),
            false if is_navigation(cell.element) => {}
            false if cell.is_of_links() && cell.length * 2 <= text.length => parts.push(Part::Aside),
            // A column of its own, such as one with pictures.
            false if cell.has_table => parts.push(Part::Blocks(cell.element)),
            false => return None,
        }
    }
    Some(parts)
}

/// What a cell holds.
struct Content<'e> {
    element: ElementRef<'e>,
    /// The number of its characters, without blanks.
    length: usize,
    /// The number of those in links.
    linked: usize,
    has_picture: bool,
    has_table: bool,
    /// Whether it has several paragraphs, or other blocks.
    has_blocks: bool,
}

impl<'e> Content<'e> {
    fn of(cell: ElementRef<'e>) -> Self {
        let mut content = Self {
            element: cell,
            length: 0,
            linked: 0,
            has_picture: false,
            has_table: false,
            has_blocks: false,
        };
        let (mut ends, mut link_end) = (0, None);
        for edge in cell.traverse().take(MOST) {
            match edge {
                ego_tree::iter::Edge::Open(node) => match node.value() {
                    Node::Text(text) => {
                        let is_code = node
                            .parent()
                            .and_then(ElementRef::wrap)
                            .is_some_and(|parent| matches!(parent.value().name(), "script" | "style"));
                        let length = text.chars().filter(|c| !c.is_whitespace()).take(MOST).count();
                        content.length += if is_code { 0 } else { length };
                        content.linked += if link_end.is_some() { length } else { 0 };
                    }
                    Node::Element(element) => match element.name() {
                        "a" if link_end.is_none() => link_end = Some(node.id()),
                        "img" => content.has_picture = true,
                        "table" => (content.has_table, content.has_blocks) = (true, true),
                        "p" | "div" | "br" | "li" | "section" => ends += 1,
                        "h1" | "h2" | "h3" => content.has_blocks = true,
                        _ => {}
                    },
                    _ => {}
                },
                ego_tree::iter::Edge::Close(node) if link_end == Some(node.id()) => link_end = None,
                ego_tree::iter::Edge::Close(_) => {}
            }
            if content.length > MOST {
                break;
            }
        }
        content.has_blocks |= ends > 1;
        content
    }

    fn is_empty(&self) -> bool {
        self.length == 0 && !self.has_picture
    }

    /// Whether it is a list of links.
    fn is_of_links(&self) -> bool {
        self.linked * 2 >= self.length
    }
}
