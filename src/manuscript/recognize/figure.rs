//! Finds pictures with their captions.

use super::super::inline::{Inline, plain, tidied};
use super::super::model::{Alignment, Block, BlockKind, Figure, Paragraph, Table};

/// Maximum length of a caption, in characters.
const LONGEST: usize = 60;

/// Replaces tables that only hold the layout: one cell, or pictures in all cells.
pub(super) fn unwrap_layout(blocks: &mut Vec<Block>) {
    let mut done = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        match block.kind {
            BlockKind::Table(table) if cells(&table) == 1 => {
                let cell = table.rows.into_iter().flat_map(|row| row.cells).next();
                done.extend(cell.map(|cell| cell.blocks).unwrap_or_default());
            }
            BlockKind::Table(table) if is_of_pictures(&table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks);
                done.extend(cells);
            }
            kind => done.push(Block { kind, place: block.place }),
        }
    }
    *blocks = done;
}

fn cells(table: &Table) -> usize {
    table.rows.iter().map(|row| row.cells.len()).sum()
}

/// Whether a table has pictures, and otherwise only captions.
fn is_of_pictures(table: &Table) -> bool {
    let mut has_picture = false;
    let cells = table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks);
    for block in cells {
        match &block.kind {
            BlockKind::Figure(_) => has_picture = true,
            BlockKind::Paragraph(paragraph) if holds_picture(&paragraph.text) => has_picture = true,
            BlockKind::Paragraph(paragraph) if plain(&paragraph.text).chars().count() <= LONGEST => {}
            _ => return false,
        }
    }
    has_picture
}

pub(super) fn holds_picture(text: &[Inline]) -> bool {
    text.iter().any(|inline| matches!(inline, Inline::Picture(_)))
}

/// Turns paragraphs of pictures into figures, moves pictures at the ends of a paragraph out of it,
/// and takes the captions below.
pub(super) fn recognize(blocks: &mut Vec<Block>) {
    let mut done: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        let place = block.place;
        let paragraph = match block.kind {
            BlockKind::Paragraph(paragraph) => paragraph,
            // A Word file may say itself what the caption is.
            BlockKind::Figure(Figure { pictures, caption }) => {
                let caption = without_mark(caption);
                done.push(Block::new(BlockKind::Figure(Figure { pictures, caption }), place));
                continue;
            }
            kind => {
                done.push(Block::new(kind, place));
                continue;
            }
        };
        if let Some(caption) = caption(&paragraph, done.last()) {
            if let Some(Block { kind: BlockKind::Figure(figure), .. }) = done.last_mut() {
                figure.caption = caption;
            }
            continue;
        }
        if !holds_picture(&paragraph.text) {
            done.push(Block::new(BlockKind::Paragraph(paragraph), place));
            continue;
        }
        let Paragraph { text, alignment, look } = paragraph;
        let (before, words, after) = parted(text);
        // Words below pictures in one paragraph, after a break, are their caption.
        let is_caption = !before.is_empty() && after.is_empty() && is_short(&words);
        push(&mut done, before, place);
        if is_caption && let Some(Block { kind: BlockKind::Figure(figure), .. }) = done.last_mut() {
            figure.caption = words;
            continue;
        }
        if !words.is_empty() {
            done.push(Block::new(BlockKind::Paragraph(Paragraph { text: words, alignment, look }), place));
        }
        push(&mut done, after, place);
    }
    *blocks = done;
}

/// Adds pictures as a figure.
fn push(done: &mut Vec<Block>, pictures: Vec<usize>, place: usize) {
    if !pictures.is_empty() {
        done.push(Block::new(BlockKind::Figure(Figure { pictures, caption: Vec::new() }), place));
    }
}

/// Parts the pictures at both ends of a paragraph from its words.
fn parted(text: Vec<Inline>) -> (Vec<usize>, Vec<Inline>, Vec<usize>) {
    let is_blank = |inline: &Inline| match inline {
        Inline::Break => true,
        Inline::Text { text, .. } => text.trim().is_empty(),
        _ => false,
    };
    let picture = |inline: &Inline| match inline {
        Inline::Picture(picture) => Some(*picture),
        _ => None,
    };
    let is_outer = |inline: &&Inline| is_blank(inline) || picture(inline).is_some();
    let start = text.iter().take_while(is_outer).count();
    let end = text.len() - text.iter().skip(start).rev().take_while(is_outer).count();
    let before = text.iter().take(start).filter_map(picture).collect();
    let after = text.iter().skip(end).filter_map(picture).collect();
    let words = text.into_iter().take(end).skip(start).collect();
    (before, tidied(words), after)
}

/// Returns the words of a paragraph below a figure if they are its caption: they say so (`图1`,
/// `图为`, `▲`), or are centred, short and no sentence.
fn caption(paragraph: &Paragraph, above: Option<&Block>) -> Option<Vec<Inline>> {
    let Some(Block { kind: BlockKind::Figure(figure), .. }) = above else { return None };
    if !figure.caption.is_empty() || holds_picture(&paragraph.text) {
        return None;
    }
    let words = plain(&paragraph.text);
    let words = words.trim();
    if is_of_table(words) {
        return None;
    }
    let says_so = says_so(words);
    let is_centred = paragraph.alignment == Alignment::Center && !words.ends_with('；');
    let is_credit = crate::markdown::split_credit(words).1.is_some();
    ((says_so || is_centred || is_credit) && is_short(&paragraph.text))
        .then(|| without_mark(paragraph.text.clone()))
}

/// Whether words are the caption of a table: `表1　支部活动情况`.
fn is_of_table(words: &str) -> bool {
    let rest = words.strip_prefix('表').unwrap_or_default();
    rest.starts_with(|c: char| {
        c.is_numeric() || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    })
}

fn says_so(words: &str) -> bool {
    // `图为何老书记坚持下乡？` asks.
    if words.contains(['？', '?']) || words.starts_with("图为什么") {
        return false;
    }
    let is_figure = words.strip_prefix('图').is_some_and(|rest| {
        rest.starts_with([
            '为', '：', ':', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', ' ', '\u{3000}',
            '示',
        ]) || rest.starts_with(|c: char| c.is_ascii_digit())
    });
    is_figure || words.starts_with(['△', '▲', '▼', '↑', '◆'])
}

fn is_short(text: &[Inline]) -> bool {
    let length = plain(text).trim().chars().count();
    (1..=LONGEST).contains(&length)
}

/// Removes the sign that points at the picture: `▲党员植树`.
fn without_mark(mut text: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text { text: words, .. }) = text.first_mut() {
        *words = words
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '△' | '▲' | '▼' | '↑' | '◆'))
            .to_owned();
    }
    tidied(text)
}
