//! Writes blocks: each paragraph has the style that says what it is.

use super::document::Document;
use super::styles::Style;
use super::text::plain_run;
use crate::manuscript::inline::{Inline, Marks};
use crate::manuscript::model::{Alignment, Block, BlockKind, Figure, Heading, Notice, NoticeKind, Paragraph};

/// Maximum number of pictures in a row.
const MOST_IN_A_ROW: usize = 3;

/// How far a quotation is indented, in twentieths of a point, and the maximum number of those
/// around it for which it is indented further.
const QUOTE_INDENT: usize = 640;
const DEEPEST_QUOTE: usize = 6;

/// What is around a block, which decides the style of its paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    Text,
    /// A quotation, and the number of those around it.
    Quote(usize),
    Notice(NoticeKind),
    Cell,
    HeadCell,
    Note,
}

impl Around {
    /// Returns the style of a paragraph.
    pub(super) fn style(self) -> Style {
        match self {
            Self::Text => Style::Normal,
            Self::Quote(_) => Style::Quote,
            Self::Notice(kind) => Style::Notice(kind),
            Self::Cell => Style::Cell,
            Self::HeadCell => Style::HeadCell,
            Self::Note => Style::Note,
        }
    }

    fn is_cell(self) -> bool {
        matches!(self, Self::Cell | Self::HeadCell)
    }
}

impl Document<'_> {
    /// Writes blocks.
    pub(super) fn blocks(&mut self, blocks: &[Block], around: Around) -> String {
        blocks.iter().map(|block| self.block(block, around)).collect()
    }

    fn block(&mut self, block: &Block, around: Around) -> String {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading, around),
            BlockKind::Paragraph(paragraph) => self.paragraph(paragraph, around),
            BlockKind::List(list) => self.list(list, 0, around),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure, around),
            BlockKind::Quote(blocks) => match around {
                Around::Quote(depth) => self.blocks(blocks, Around::Quote(depth + 1)),
                _ => self.blocks(blocks, Around::Quote(0)),
            },
            BlockKind::Notice(notice) => self.notice(notice),
            BlockKind::Code(code) => code.lines().map(|words| line(Style::Code, words)).collect(),
            BlockKind::Rule => styled(Style::Figure, "", RULE),
            BlockKind::Signature(lines) => {
                lines.iter().map(|line| styled(Style::Signature, "", &self.runs(line))).collect()
            }
        }
    }

    fn heading(&mut self, heading: &Heading, around: Around) -> String {
        let runs = self.runs(&heading.text);
        match around {
            Around::Text => styled(Style::heading(heading.level), "", &runs),
            // Within a box or a cell it is a line in bold.
            _ => {
                let text: Vec<Inline> = heading.text.iter().cloned().map(bold).collect();
                styled(around.style(), "", &self.runs(&text))
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, around: Around) -> String {
        let own = match (around, paragraph.alignment) {
            (around, Alignment::Center) if around.is_cell() => "<w:jc w:val=\"center\"/>".to_owned(),
            (around, Alignment::End) if around.is_cell() => "<w:jc w:val=\"right\"/>".to_owned(),
            // A quotation in another stands further to the right.
            (Around::Quote(depth @ 1..), _) => {
                format!("<w:ind w:left=\"{}\"/>", QUOTE_INDENT * (depth.min(DEEPEST_QUOTE) + 1))
            }
            _ => String::new(),
        };
        styled(around.style(), &own, &self.runs(&paragraph.text))
    }

    fn notice(&mut self, notice: &Notice) -> String {
        let title = match notice.title.as_str() {
            "" => String::new(),
            title => line(Style::NoticeTitle(notice.kind), title),
        };
        title + &self.blocks(&notice.blocks, Around::Notice(notice.kind))
    }

    /// Writes pictures, at most three next to each other, and the words below them.
    fn figure(&mut self, figure: &Figure, around: Around) -> String {
        let columns = figure.pictures.len().clamp(1, MOST_IN_A_ROW);
        let drawings: Vec<String> =
            figure.pictures.iter().filter_map(|picture| self.drawing(*picture, columns)).collect();
        let style = if around.is_cell() { around.style() } else { Style::Figure };
        let mut xml = String::new();
        if !drawings.is_empty() {
            // A row breaks where the next picture does not fit.
            xml += &styled(style, "", &drawings.join(""));
        }
        if !figure.caption.is_empty() {
            let style = if around.is_cell() { style } else { Style::Caption };
            xml += &styled(style, "", &self.runs(&figure.caption));
        }
        xml
    }

    /// Writes the blocks of a note, with its number before the first.
    pub(super) fn note_blocks(&mut self, blocks: &[Block]) -> String {
        const MARK: &str = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>\
                            <w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
        let mut xml = self.blocks(blocks, Around::Note);
        let first = "</w:pPr>";
        match xml.find(first) {
            Some(at) => xml.insert_str(at + first.len(), MARK),
            None => xml = styled(Style::Note, "", MARK),
        }
        xml
    }
}

/// A line across the page, as Word writes one.
const RULE: &str = "<w:r><w:pict><v:rect id=\"rule\" style=\"width:0;height:1.5pt\" o:hralign=\"center\" \
                    o:hrstd=\"t\" o:hr=\"t\" fillcolor=\"#a0a0a0\" stroked=\"f\"/></w:pict></w:r>";

/// Writes a paragraph. `properties` is XML for its properties behind the style.
pub(super) fn styled(style: Style, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{properties}</w:pPr>{runs}</w:p>", style.id())
}

fn bold(inline: Inline) -> Inline {
    match inline {
        Inline::Text { text, marks } => Inline::Text { text, marks: Marks { is_bold: true, ..marks } },
        other => other,
    }
}

/// Writes a paragraph of plain words.
pub(super) fn line(style: Style, words: &str) -> String {
    styled(style, "", &plain_run(words))
}
