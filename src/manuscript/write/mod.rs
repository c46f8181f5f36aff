//! Writes a manuscript as the Markdown of this program.
//!
//! What is written reads back as what was meant: a paragraph is written plainly, as people write,
//! and read back; only if that gives other words are its marks escaped.

mod docx;
mod inline;
mod list;
mod table;
mod wechat;

pub use docx::{WordDocument, docx};
pub use wechat::{WechatText, wechat};

use super::model::{Block, BlockKind, Figure, Heading, Manuscript, Notice, NoticeKind, Paragraph};

/// Writes the blocks of a manuscript. `names` are the addresses of its files, by index: those that
/// have none are left out.
pub fn body(manuscript: &Manuscript, names: &[Option<String>]) -> String {
    let writer = Writer { manuscript, names };
    let mut text = writer.blocks(&manuscript.blocks);
    for (number, note) in manuscript.notes.iter().enumerate() {
        // Further paragraphs of a note are indented.
        let note = indented(&writer.blocks(note), 4);
        text.push_str(&format!("\n[^{}]: {}", number + 1, note.trim_start()));
    }
    text
}

/// What writing needs to know.
struct Writer<'m> {
    manuscript: &'m Manuscript,
    names: &'m [Option<String>],
}

impl Writer<'_> {
    /// Writes blocks with an empty line between them, and a line break at the end.
    fn blocks(&self, blocks: &[Block]) -> String {
        let mut text = String::new();
        // The list before this block, if it is one: whether it has numbers, and the other mark.
        let mut before: Option<(bool, bool)> = None;
        for block in blocks {
            let (block, list) = match &block.kind {
                BlockKind::List(list) => {
                    let has_numbers = list.start.is_some();
                    // Two lists with the same mark would be read as one, and numbered through.
                    let is_other = before == Some((has_numbers, false));
                    (self.list(list, is_other), Some((has_numbers, is_other)))
                }
                _ => (self.block(block), None),
            };
            if block.trim().is_empty() {
                continue;
            }
            before = list;
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(block.trim_end_matches('\n'));
            text.push('\n');
        }
        text
    }

    fn block(&self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::Paragraph(paragraph) => self.paragraph(paragraph),
            BlockKind::List(list) => self.list(list, false),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Quote(blocks) => quoted(&self.blocks(blocks)),
            BlockKind::Notice(notice) => self.notice(notice),
            BlockKind::Code(code) => fenced(code),
            BlockKind::Rule => "---".to_owned(),
            BlockKind::Signature(lines) => {
                let lines = lines.iter().map(|line| self.inlines(line)).collect::<Vec<_>>();
                format!(":::落款\n{}\n:::", lines.join("\n"))
            }
        }
    }

    /// Writes a heading on one line. Level 1 is that of the title, which is not in the body.
    fn heading(&self, heading: &Heading) -> String {
        let text = self.one_line(&heading.text, " ");
        match text.is_empty() {
            true => String::new(),
            false => format!("{} {text}", "#".repeat(usize::from(heading.level.clamp(1, 5)) + 1)),
        }
    }

    fn paragraph(&self, paragraph: &Paragraph) -> String {
        self.inlines(&paragraph.text)
    }

    /// Writes a notice, with a fence longer than those of directives within it.
    fn notice(&self, notice: &Notice) -> String {
        let inner = self.blocks(&notice.blocks);
        let colons = |line: &str| line.chars().take_while(|c| *c == ':').count();
        let longest = inner.lines().map(colons).max().unwrap_or(0);
        let fence = ":".repeat(longest.max(2) + 1);
        let title = notice.title.replace(['"', '\n', '\r'], " ");
        let title =
            if title.trim().is_empty() { String::new() } else { format!(" 标题=\"{}\"", title.trim()) };
        let kind = match notice.kind {
            NoticeKind::Note => "",
            NoticeKind::Important => " 种类=重要",
            NoticeKind::Warning => " 种类=注意",
        };
        format!("{fence}说明{title}{kind}\n{inner}{fence}")
    }

    /// Writes pictures with their caption: several of them next to each other.
    fn figure(&self, figure: &Figure) -> String {
        let caption = self.caption(&figure.caption);
        let is_single = figure.pictures.len() == 1;
        let pictures: Vec<String> = figure
            .pictures
            .iter()
            .filter_map(|picture| self.picture(*picture, if is_single { &figure.caption } else { &[] }))
            .collect();
        match pictures.as_slice() {
            // A caption without its picture is still the writer's words.
            [] => caption,
            [picture] => picture.clone(),
            _ => {
                let below = if caption.is_empty() { String::new() } else { format!("\n\n{caption}") };
                let columns = pictures.len().min(3);
                format!(":::图组 列数={columns}\n{}\n:::{below}", pictures.join("\n"))
            }
        }
    }
}

/// Writes blocks as a quotation.
fn quoted(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { ">\n".to_owned() } else { format!("> {line}\n") }).collect()
}

/// Writes preformatted text in a fence that is longer than any within it.
fn fenced(code: &str) -> String {
    let longest = code.lines().map(|line| line.trim_start().chars().take_while(|c| *c == '`').count()).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}\n{}\n{fence}", code.trim_end_matches('\n'))
}

/// Indents lines by `columns`, except empty ones.
fn indented(text: &str, columns: usize) -> String {
    let indent = " ".repeat(columns);
    text.lines()
        .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") })
        .collect()
}

#[cfg(test)]
mod tests;
