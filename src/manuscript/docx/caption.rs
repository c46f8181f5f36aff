//! Finds the captions of figures: the line below them.

use std::collections::BTreeSet;

use crate::manuscript::inline::plain;
use crate::manuscript::model::{Alignment, Block, BlockKind, Paragraph};

/// Maximum number of characters of a caption.
const LONGEST: usize = 60;
/// Maximum number of characters of one whose style says that it is one.
const LONGEST_STYLED: usize = 300;
/// Maximum number of characters of one that nothing but its place tells.
const LONGEST_PLAIN: usize = 40;
/// The size of the words of a text, 三号, in half points: a caption is not larger.
const LARGEST: u16 = 32;

/// Gives figures the captions below them. `styled` are the paragraphs whose style is that of
/// captions.
pub(super) fn attached(blocks: Vec<Block>, styled: &BTreeSet<usize>) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::with_capacity(blocks.len());
    // A picture at the very beginning is a letterhead, and the line below it is the headline.
    let mut has_words = false;
    for block in blocks {
        let BlockKind::Paragraph(paragraph) = &block.kind else {
            has_words |= matches!(block.kind, BlockKind::Table(_) | BlockKind::List(_));
            all.push(block);
            continue;
        };
        let is_one = is_caption(paragraph, styled.contains(&block.place), has_words);
        match all.last_mut().map(|last| &mut last.kind) {
            Some(BlockKind::Figure(figure)) if is_one && figure.caption.is_empty() => {
                figure.caption.clone_from(&paragraph.text);
            }
            _ => all.push(block),
        }
        has_words = true;
    }
    all
}

fn is_caption(paragraph: &Paragraph, is_styled: bool, has_words: bool) -> bool {
    let words = plain(&paragraph.text);
    let words = words.trim();
    let count = words.chars().count();
    let longest = if is_styled { LONGEST_STYLED } else { LONGEST };
    if count == 0 || count > longest || paragraph.look.outline.is_some() || words.contains('\n') {
        return false;
    }
    let is_numbered = words.strip_prefix('图').is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            || rest.starts_with(['：', ':', '为'])
    });
    let is_marked = words.starts_with(['△', '▲', '▽', '▼', '↑', '↓']);
    // `（张三 摄）`
    let is_credited = words.ends_with("摄）") || words.ends_with("摄)") || words.ends_with("/摄");
    let is_sentence = words.ends_with(['。', '：', ':', '，', '；']);
    let look = &paragraph.look;
    let is_small = !look.is_bold && look.size.is_none_or(|size| size <= LARGEST);
    let is_centred = paragraph.alignment == Alignment::Center && count <= LONGEST_PLAIN;
    is_styled
        || is_numbered
        || is_marked
        || is_credited
        || (has_words && is_centred && is_small && !is_sentence)
}
