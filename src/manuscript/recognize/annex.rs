//! Finds the annexes that a document has below its signature: pages that begin with `附件1`.

use super::super::inline::Inline;
use super::super::model::{Block, BlockKind, Heading};
use super::fields::{Recognized, is_empty};
use super::{bullet, byline, figure, heading};
use crate::markdown::ordinal;

/// Maximum level of a heading.
const DEEPEST: u8 = 5;

/// Splits the annexes off a text: from the first line that is nothing but `附件1` on.
pub(super) fn split(blocks: &mut Vec<Block>) -> Vec<Block> {
    let dated = blocks.iter().position(ends_with_date);
    let begins = |at: &usize| begins_annex(blocks, *at, dated.is_some_and(|dated| dated < *at));
    match (2..blocks.len()).find(begins) {
        Some(at) => blocks.split_off(at),
        None => Vec::new(),
    }
}

fn ends_with_date(block: &Block) -> bool {
    block.words().lines().last().is_some_and(|line| byline::date(line).is_some())
}

/// Whether a line is the head of an annex rather than the beginning of a list of them: it has a
/// number, or stands below a date, and what follows is no item.
fn begins_annex(blocks: &[Block], at: usize, is_below_date: bool) -> bool {
    let Some(number) = blocks.get(at).and_then(head) else { return false };
    let mut below = blocks.iter().skip(at + 1).filter(|block| !is_empty(block));
    let Some(next) = below.next() else { return false };
    let is_item = matches!(next.kind, BlockKind::List(_))
        || head(next).is_some()
        || number.is_empty() && ordinal(next.words().trim()).is_some();
    !is_item && (!number.is_empty() || is_below_date)
}

/// Returns the number of `附件1`, or an empty one of `附件` and `附件：`.
fn head(block: &Block) -> Option<String> {
    if !matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Heading(_)) {
        return None;
    }
    let words: String = block.words().chars().filter(|c| !c.is_whitespace()).collect();
    let rest = words.strip_prefix("附件")?.trim_end_matches(['：', ':']);
    let is_number = rest.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    (is_number && rest.chars().count() <= 3).then(|| rest.to_owned())
}

/// Whether an attachment that a list names is one of the annexes: below the head of one is its
/// title.
pub(super) fn has(annexes: &[Block], name: &str) -> bool {
    let is_titled = |at: usize| annexes.iter().skip(at + 1).take(2).any(|block| block.words().trim() == name);
    annexes.iter().enumerate().any(|(at, block)| head(block).is_some() && is_titled(at))
}

/// Recognizes what the annexes hold. Each is a section with a heading of its own.
pub(super) fn recognize(mut annexes: Vec<Block>, recognized: &mut Recognized) -> Vec<Block> {
    annexes.retain(|block| !is_empty(block));
    let heads: Vec<bool> = annexes.iter().map(|block| head(block).is_some()).collect();
    let mut done: Vec<Block> = Vec::new();
    let mut part: Vec<Block> = Vec::new();
    for (block, is_head) in annexes.into_iter().zip(heads) {
        if !is_head {
            part.push(block);
            continue;
        }
        done.extend(below(std::mem::take(&mut part)));
        let words: String = block.words().chars().filter(|c| !c.is_whitespace()).collect();
        let words = words.trim_end_matches(['：', ':']).to_owned();
        recognized.annexes.push(words.clone());
        let heading = Heading { level: 1, text: vec![Inline::text(words)] };
        done.push(Block::new(BlockKind::Heading(heading), block.place));
    }
    done.extend(below(part));
    done
}

/// Recognizes the blocks below the head of an annex: their headings are below its own.
fn below(mut blocks: Vec<Block>) -> Vec<Block> {
    figure::recognize(&mut blocks);
    heading::recognize(&mut blocks);
    bullet::recognize(&mut blocks);
    for block in &mut blocks {
        if let BlockKind::Heading(heading) = &mut block.kind {
            heading.level = (heading.level + 1).min(DEEPEST);
        }
    }
    blocks
}
