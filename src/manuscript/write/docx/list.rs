//! Writes lists: each numbered one has a numbering of its own, so that it begins anew.

use super::block::{Around, styled};
use super::document::Document;
use super::styles::Style;
use crate::manuscript::model::{Block, BlockKind, List, ListItem, Paragraph};
use crate::problem::Problem;

/// Maximum depth of lists in Word.
pub(super) const DEEPEST: usize = 8;

impl Document<'_> {
    /// Writes a list. `level` is the number of lists around it.
    pub(super) fn list(&mut self, list: &List, level: usize, around: Around) -> String {
        if level > DEEPEST {
            let item = list.items.first().and_then(|item| item.blocks.first());
            self.report_once(too_deep(), item.map(Block::words).unwrap_or_default());
        }
        let level = level.min(DEEPEST);
        // 1 is that of all bullets.
        let number = match list.start {
            Some(start) => {
                self.lists.push((start, level));
                self.lists.len() + 1
            }
            None => 1,
        };
        let mark = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>");
        list.items.iter().map(|item| self.item(item, &mark, level, around)).collect()
    }

    fn item(&mut self, item: &ListItem, mark: &str, level: usize, around: Around) -> String {
        let style = match around {
            Around::Text | Around::Note => Style::Item,
            other => other.style(),
        };
        let mut xml = String::new();
        let mut is_first = true;
        for block in &item.blocks {
            match &block.kind {
                BlockKind::Paragraph(Paragraph { text, .. }) if is_first => {
                    xml += &styled(style, mark, &self.runs(text));
                }
                BlockKind::Paragraph(Paragraph { text, .. }) if around == Around::Text => {
                    let indent = format!("<w:ind w:left=\"{}\" w:firstLine=\"0\"/>", 640 + 480 * (level + 1));
                    xml += &styled(Style::MoreOfItem, &indent, &self.runs(text));
                }
                BlockKind::List(list) => {
                    // The mark of an item is seen although only a list is in it.
                    if is_first {
                        xml += &styled(style, mark, "");
                    }
                    xml += &self.list(list, level + 1, around);
                }
                _ => {
                    if is_first {
                        xml += &styled(style, mark, "");
                    }
                    xml += &self.blocks(std::slice::from_ref::<Block>(block), around);
                }
            }
            is_first = false;
        }
        if is_first { styled(style, mark, "") } else { xml }
    }
}

fn too_deep() -> Problem {
    let most = DEEPEST + 1;
    Problem::warning(
        "export/lost",
        format!("列表嵌套得太深：Word 只有 {most} 层，更深的写成了第 {most} 层"),
        format!("a list is too deep: Word has {most} levels, and what is deeper is on the last of them"),
    )
    .help("把它分成几个列表，或者用小标题", "part it into several lists, or use headings")
}
