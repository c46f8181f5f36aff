//! Finds headings: by the style of the file, by their number, by their look.

use super::super::model::{Alignment, Block, BlockKind, Heading, Paragraph};
use super::letterhead::is_letterhead;
use crate::markdown::{HeadingOutline, is_title, looks_like_a_heading};

/// Turns paragraphs that are headings into headings.
pub(super) fn recognize(blocks: &mut [Block]) {
    // Styles count from the highest that occurs: a text may begin with 标题 2.
    let styled = |block: &Block| match &block.kind {
        BlockKind::Paragraph(paragraph) => paragraph.look.outline.filter(|level| *level > 0),
        BlockKind::Heading(heading) => Some(heading.level.max(1)),
        _ => None,
    };
    let highest = blocks.iter().filter_map(styled).min().unwrap_or(1);
    let body = body_size(blocks);
    let has_chapters = blocks.iter().any(|block| chapter(&block.words()) == Some(1));
    let mut outline = HeadingOutline::default();
    let mut last = 0;
    for at in 0..blocks.len() {
        let neighbours = Neighbours::of(blocks, at);
        let Some(block) = blocks.get_mut(at) else { break };
        let level = styled(block).map(|level| level + 1 - highest.min(level));
        let words = block.words();
        let BlockKind::Paragraph(paragraph) = &block.kind else {
            if let BlockKind::Heading(heading) = &mut block.kind {
                heading.level = level.unwrap_or(1);
                outline.heading(heading.level + 1, &words);
                last = heading.level;
            }
            continue;
        };
        if words.trim().is_empty() || words.contains('\n') {
            continue;
        }
        let level = match level {
            Some(level) => {
                outline.heading(level + 1, &words);
                Some(level)
            }
            None if chapter(&words).is_some() => {
                let level = if has_chapters { chapter(&words).unwrap_or(1) } else { 1 };
                outline.heading(level + 1, &words);
                Some(level)
            }
            None => match looks_like_a_heading(&words).filter(|_| neighbours.is_heading(&words)) {
                Some(found) => Some(outline.level(found) - 1),
                // One with a number is of the level of its number; below `一、总体要求` a bold line
                // is of the next level.
                None if is_set_apart(paragraph, &words, body) && !is_letterhead(&words) => {
                    let own = crate::markdown::ordinal(words.trim());
                    let own = own.map(|found| outline.level(found) - 1);
                    Some(own.unwrap_or_else(|| (last + 1).min(5)))
                }
                None => None,
            },
        };
        if let Some(level) = level {
            if crate::markdown::ordinal(words.trim()).is_some() {
                last = level;
            }
            let text = paragraph.text.iter().cloned().map(super::super::inline::without_bold).collect();
            block.kind = BlockKind::Heading(Heading { level, text });
        }
    }
}

/// Returns the level of the heading of a chapter or section of rules: 1 for `第一章 总则`, 2 for
/// `第二节 党员的权利`. An article, `第三条 党员……`, is text.
pub(super) fn chapter(words: &str) -> Option<u8> {
    let words = words.trim();
    let rest = words.strip_prefix('第')?;
    let is_numeral = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(c);
    let after = rest.trim_start_matches(is_numeral);
    let level = match after.chars().next().filter(|_| after.len() < rest.len())? {
        '编' | '篇' | '章' => 1,
        '节' => 2,
        _ => return None,
    };
    let title: String = after.chars().skip(1).collect();
    let title = title.trim_start();
    (title.chars().count() <= 20 && !title.ends_with(['。', '；', '，', '：'])).then_some(level)
}

/// The lines around a line that may be a heading.
struct Neighbours {
    before: String,
    after: String,
    is_last: bool,
}

impl Neighbours {
    fn of(blocks: &[Block], at: usize) -> Self {
        let words =
            |at: Option<usize>| at.and_then(|at| blocks.get(at)).map(Block::words).unwrap_or_default();
        Self {
            before: words(at.checked_sub(1)),
            after: words(at.checked_add(1)),
            is_last: at + 1 == blocks.len(),
        }
    }

    /// Whether a numbered line is a heading: several of the same kind in a row are a list, unless
    /// one of the next level follows.
    fn is_heading(&self, words: &str) -> bool {
        let kind = |words: &str| crate::markdown::ordinal(words.trim()).map(|found| found.kind);
        let own = kind(words);
        // `附件：1.学习计划`, and `2.签到表` below it.
        let listed =
            super::attachment::opens(&self.before).map(|first| first.is_empty() || kind(first) == own);
        let is_listed = listed.unwrap_or(kind(&self.before) == own) || kind(&self.after) == own;
        !self.is_last && own.is_some() && !is_listed
    }
}

/// Returns the size of most words.
fn body_size(blocks: &[Block]) -> u16 {
    let mut sizes: Vec<(u16, usize)> = Vec::new();
    for block in blocks {
        if let BlockKind::Paragraph(paragraph) = &block.kind
            && let Some(size) = paragraph.look.size
        {
            let length = block.words().len();
            match sizes.iter_mut().find(|(known, _)| *known == size) {
                Some((_, count)) => *count += length,
                None => sizes.push((size, length)),
            }
        }
    }
    sizes.into_iter().max_by_key(|(_, count)| *count).map_or(0, |(size, _)| size)
}

/// Whether a line only looks like a heading: it is bold or larger than the text, and short.
fn is_set_apart(paragraph: &Paragraph, words: &str, body: u16) -> bool {
    let look = &paragraph.look;
    let is_set_apart = look.is_bold || look.size.is_some_and(|size| body > 0 && size > body);
    let is_small = look.size.is_some_and(|size| size < body);
    is_set_apart && !is_small && paragraph.alignment != Alignment::End && is_title(words)
}
