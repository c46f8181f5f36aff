//! Finds lists whose bullets were typed, or computed by a word processor: `• 甲`.

use super::super::inline::{Inline, plain, tidied};
use super::super::model::{Block, BlockKind, List, ListItem, Paragraph};

/// Characters that begin items. A dash begins one only before a blank.
const BULLETS: [char; 12] = ['•', '●', '·', '■', '◆', '➢', '▪', '◇', '○', '★', '※', '□'];

/// Turns at least two paragraphs with the same bullet into a list.
pub(super) fn recognize(blocks: &mut Vec<Block>) {
    let mut done: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut rest = std::mem::take(blocks).into_iter().peekable();
    while let Some(block) = rest.next() {
        let bullet = bullet(&block);
        let is_list = bullet.is_some() && rest.peek().is_some_and(|next| self::bullet(next) == bullet);
        if !is_list {
            done.push(block);
            continue;
        }
        let place = block.place;
        let mut items = vec![item(block)];
        while let Some(next) = rest.next_if(|next| self::bullet(next) == bullet) {
            items.push(item(next));
        }
        done.push(Block::new(BlockKind::List(List { start: None, items }), place));
    }
    *blocks = done;
}

fn bullet(block: &Block) -> Option<char> {
    let BlockKind::Paragraph(paragraph) = &block.kind else { return None };
    let words = plain(&paragraph.text);
    let mut chars = words.chars();
    let first = chars.next()?;
    let is_dash = matches!(first, '-' | '–' | '—') && chars.next().is_some_and(char::is_whitespace);
    (BULLETS.contains(&first) || is_dash).then_some(first)
}

/// Returns a paragraph without its bullet as an item.
fn item(block: Block) -> ListItem {
    let kind = match block.kind {
        BlockKind::Paragraph(Paragraph { mut text, alignment, look }) => {
            if let Some(Inline::Text { text: words, .. }) = text.first_mut() {
                let mut chars = words.chars();
                chars.next();
                *words = chars.as_str().trim_start().to_owned();
            }
            BlockKind::Paragraph(Paragraph { text: tidied(text), alignment, look })
        }
        kind => kind,
    };
    ListItem { blocks: vec![Block::new(kind, block.place)] }
}
