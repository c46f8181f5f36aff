//! Collects blocks in order, and makes lists of paragraphs with plain numbers.

use super::line::Token;
use super::numbering::{Mark, PrintedNumber};
use crate::manuscript::model::{Block, BlockKind, List, ListItem};

/// Blocks in order.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    /// The items of the list that is open.
    items: Vec<Item>,
    /// The content of paragraphs that go on in the next one: their end was deleted, or they are the
    /// large first letter of it.
    pub held: Vec<Token>,
}

#[derive(Debug)]
struct Item {
    definition: String,
    level: usize,
    /// The number; `None` for a bullet.
    number: Option<u32>,
    blocks: Vec<Block>,
}

impl Flow {
    /// Adds a block that is not an item.
    pub fn push(&mut self, block: Block) {
        self.close_list();
        self.blocks.push(block);
    }

    /// Adds the blocks of a paragraph with a bullet or a plain number.
    pub fn push_item(&mut self, number: &PrintedNumber, blocks: Vec<Block>) {
        let value = match number.mark {
            Mark::Plain { number, .. } => Some(number),
            _ => None,
        };
        self.items.push(Item {
            definition: number.definition.clone(),
            level: number.level,
            number: value,
            blocks,
        });
    }

    /// Adds the blocks of a paragraph with another number: within the last item if it is one of a
    /// level below it (`a)` below `1.`).
    pub fn push_numbered(&mut self, number: &PrintedNumber, blocks: Vec<Block>) {
        match self.items.last_mut() {
            Some(item) if item.definition == number.definition && item.level < number.level => {
                item.blocks.extend(blocks);
            }
            _ => blocks.into_iter().for_each(|block| self.push(block)),
        }
    }

    /// Adds the blocks of a paragraph that belongs to the item above it, if there is one.
    pub fn push_more(&mut self, blocks: Vec<Block>) {
        match self.items.last_mut() {
            Some(item) => item.blocks.extend(blocks),
            None => blocks.into_iter().for_each(|block| self.push(block)),
        }
    }

    /// Adds a line of preformatted text: one after another are one block.
    pub fn push_code(&mut self, line: &str, place: usize) {
        self.close_list();
        match self.blocks.last_mut().map(|block| &mut block.kind) {
            Some(BlockKind::Code(code)) => {
                code.push('\n');
                code.push_str(line);
            }
            // Empty lines before the first are only a gap.
            _ if line.trim().is_empty() => {}
            _ => self.blocks.push(Block::new(BlockKind::Code(line.to_owned()), place)),
        }
    }

    /// Removes the words above a table of contents, if they are the last block.
    pub fn drop_contents_title(&mut self) {
        let is_one = |block: &Block| block.words().split_whitespace().collect::<String>() == "目录";
        if self.items.is_empty() && self.blocks.last().is_some_and(is_one) {
            self.blocks.pop();
        }
    }

    /// Returns all blocks.
    pub fn finish(mut self) -> Vec<Block> {
        self.close_list();
        self.blocks
    }

    fn close_list(&mut self) {
        let items = std::mem::take(&mut self.items);
        self.blocks.extend(lists(items));
    }
}

/// Makes lists of items. One that does not go on with the next number begins a list of its own, and
/// items of a lower level are lists within the item above them.
fn lists(items: Vec<Item>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut items = items.into_iter().peekable();
    // The list that is open: its level and definition, whether it has numbers, its next number.
    let mut open: Option<(usize, Option<u32>)> = None;
    while let Some(item) = items.next() {
        let mut inner = Vec::new();
        while let Some(below) = items.next_if(|below| below.level > item.level) {
            inner.push(below);
        }
        let place = item.blocks.first().map_or(0, |block| block.place);
        let mut own = item.blocks;
        own.extend(lists(inner));
        let goes_on = open == Some((item.level, item.number));
        let own = ListItem { blocks: own };
        match blocks.last_mut().map(|block| &mut block.kind) {
            Some(BlockKind::List(list)) if goes_on => list.items.push(own),
            _ => {
                let list = List { start: item.number, items: vec![own] };
                blocks.push(Block::new(BlockKind::List(list), place));
            }
        }
        open = Some((item.level, item.number.map(|number| number.saturating_add(1))));
    }
    blocks
}
