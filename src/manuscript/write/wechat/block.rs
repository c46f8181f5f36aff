//! Writes blocks as paragraphs and sections.

use super::{Writer, look};
use crate::manuscript::inline::{Inline, plain};
use crate::manuscript::model::{Alignment, Block, BlockKind, Cell, Figure, List, Table};
use crate::text::escaped;

impl Writer<'_> {
    /// Writes blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let style = match heading.level {
                    0 | 1 => look::HEADING_1,
                    2 => look::HEADING_2,
                    _ => look::HEADING_3,
                };
                self.paragraph(&heading.text, style)
            }
            BlockKind::Paragraph(paragraph) => self.paragraph(&paragraph.text, look::PARAGRAPH),
            BlockKind::List(list) => self.list(list, 0),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Quote(blocks) => self.section(look::QUOTE, "", blocks),
            BlockKind::Notice(notice) => {
                let title = match notice.title.as_str() {
                    "" => String::new(),
                    title => format!("<p style=\"{}\">{}</p>", look::NOTICE_TITLE, escaped(title)),
                };
                self.section(look::NOTICE, &title, &notice.blocks)
            }
            BlockKind::Code(code) => {
                format!("<section style=\"{}\">{}</section>", look::CODE, preformatted(code))
            }
            BlockKind::Rule => format!("<section style=\"{}\"><br></section>", look::RULE),
            BlockKind::Signature(lines) => {
                lines.iter().map(|line| self.paragraph(line, look::SIGNATURE)).collect()
            }
        }
    }

    fn paragraph(&mut self, text: &[Inline], style: &str) -> String {
        let html = self.inlines(text);
        if html.is_empty() { html } else { format!("<p style=\"{style}\">{html}</p>") }
    }

    fn section(&mut self, style: &str, title: &str, blocks: &[Block]) -> String {
        let html = self.blocks(blocks);
        format!("<section style=\"{style}\">{title}{html}</section>")
    }

    /// Writes a list as paragraphs: the editor gives lists looks of its own.
    fn list(&mut self, list: &List, depth: usize) -> String {
        let mut html = String::new();
        for (at, item) in list.items.iter().enumerate() {
            let mark = list.mark(at);
            let style = look::item(depth);
            let mut is_first = true;
            for block in &item.blocks {
                let lead = if std::mem::take(&mut is_first) { mark.as_str() } else { "" };
                html += &match &block.kind {
                    BlockKind::Paragraph(paragraph) => {
                        format!("<p style=\"{style}\">{lead}{}</p>", self.inlines(&paragraph.text))
                    }
                    BlockKind::List(inner) => self.list(inner, depth + 1),
                    _ => self.block(block),
                };
            }
            if is_first {
                html += &format!("<p style=\"{style}\">{mark}</p>");
            }
        }
        html
    }

    fn figure(&mut self, figure: &Figure) -> String {
        let mut html = String::new();
        for picture in &figure.pictures {
            let name = self.picture_name(*picture);
            html += &format!("<p style=\"{}\">{}</p>", look::PICTURE, escaped(&self.placeholder(&name)));
        }
        html + &self.paragraph(&figure.caption, look::CAPTION)
    }

    fn table(&mut self, table: &Table) -> String {
        let mut html = String::new();
        for (number, row) in table.rows.iter().enumerate() {
            let style = if number < table.head { look::HEAD_CELL } else { look::CELL };
            html += "<tr>";
            for cell in &row.cells {
                html += &self.cell(cell, style);
            }
            html += "</tr>";
        }
        format!("<table style=\"{}\"><tbody>{html}</tbody></table>", look::TABLE)
    }

    fn cell(&mut self, cell: &Cell, style: &str) -> String {
        let alignment = cell.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Paragraph(paragraph) => Some(paragraph.alignment),
            _ => None,
        });
        let alignment = match alignment.unwrap_or_default() {
            Alignment::Start => "text-align:left;",
            Alignment::Center => "text-align:center;",
            Alignment::End => "text-align:right;",
        };
        let span = |name: &str, count: usize| match count {
            0 | 1 => String::new(),
            count => format!(" {name}=\"{count}\""),
        };
        let (columns, rows) = (span("colspan", cell.columns), span("rowspan", cell.rows));
        let lines = self.lines(&cell.blocks).join("<br>");
        format!("<td style=\"{style}{alignment}\"{columns}{rows}>{lines}</td>")
    }

    /// Writes blocks as lines: those of a cell or a note.
    pub(super) fn lines(&mut self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(paragraph) => lines.push(self.inlines(&paragraph.text)),
                BlockKind::Heading(heading) => lines.push(self.inlines(&heading.text)),
                BlockKind::Signature(words) => lines.extend(words.iter().map(|line| self.inlines(line))),
                BlockKind::List(list) => {
                    for (at, item) in list.items.iter().enumerate() {
                        let inner = self.lines(&item.blocks).join("<br>");
                        lines.push(format!("{}{inner}", list.mark(at)));
                    }
                }
                BlockKind::Figure(figure) => {
                    for picture in &figure.pictures {
                        let name = self.picture_name(*picture);
                        lines.push(escaped(&self.placeholder(&name)).into_owned());
                    }
                    if !plain(&figure.caption).is_empty() {
                        lines.push(self.inlines(&figure.caption));
                    }
                }
                BlockKind::Table(table) => {
                    for row in &table.rows {
                        let cells: Vec<String> =
                            row.cells.iter().map(|cell| self.lines(&cell.blocks).join(" ")).collect();
                        lines.push(cells.join(" "));
                    }
                }
                BlockKind::Quote(blocks) => lines.extend(self.lines(blocks)),
                BlockKind::Notice(notice) => {
                    lines.push(escaped(&notice.title).into_owned());
                    lines.extend(self.lines(&notice.blocks));
                }
                BlockKind::Code(code) => lines.push(preformatted(code)),
                BlockKind::Rule => {}
            }
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
}

/// Writes preformatted text: the editor keeps neither line ends nor blanks.
fn preformatted(code: &str) -> String {
    let line = |line: &str| escaped(line).replace('\t', "    ").replace(' ', "\u{a0}");
    code.lines().map(line).collect::<Vec<_>>().join("<br>")
}
