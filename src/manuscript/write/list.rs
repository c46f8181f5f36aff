//! Writes lists.

use super::super::model::List;
use super::{Writer, indented};

impl Writer<'_> {
    /// Writes a list. Its items are on lines below each other if none has several blocks.
    /// `is_other` is that it has the other mark, `1)` or `*`, since a list is before it.
    pub(super) fn list(&self, list: &List, is_other: bool) -> String {
        let items: Vec<String> = list.items.iter().map(|item| self.blocks(&item.blocks)).collect();
        let is_loose = items.iter().any(|item| item.contains("\n\n"));
        let gap = if is_loose { "\n" } else { "" };
        let mut text = String::new();
        for (index, item) in items.iter().enumerate() {
            let mark = match list.start {
                Some(start) => {
                    format!("{}{} ", List::number(start, index), if is_other { ')' } else { '.' })
                }
                None => if is_other { "* " } else { "- " }.to_owned(),
            };
            if index > 0 {
                text.push_str(gap);
            }
            let item = indented(item, mark.len());
            // An item without words keeps its mark: its number may be referred to.
            let words = if item.trim().is_empty() { "\n" } else { item.trim_start() };
            text.push_str(&mark);
            text.push_str(words);
        }
        text
    }
}
