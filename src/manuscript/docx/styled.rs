//! Joins paragraphs whose style says that they are part of a block: quotations, notices,
//! preformatted text, signatures. Word has styles of such names, and our own writer others.

use std::collections::BTreeMap;

use crate::manuscript::inline::plain;
use crate::manuscript::model::{Block, BlockKind, Notice, NoticeKind};

/// What a paragraph is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Quote,
    Code,
    Signature,
    NoticeTitle(NoticeKind),
    Notice(NoticeKind),
    /// The values of fields, as an exported article has them above its text.
    Facts,
}

/// Returns what paragraphs of a style are part of, by its name in small letters.
pub(super) fn part_of(name: &str) -> Option<Part> {
    Some(match name {
        "quote" | "intense quote" | "引用" | "明显引用" => Part::Quote,
        "html preformatted" | "html 预设格式" => Part::Code,
        "signature" | "签名" => Part::Signature,
        "文章信息" => Part::Facts,
        "说明标题" => Part::NoticeTitle(NoticeKind::Note),
        "重要标题" => Part::NoticeTitle(NoticeKind::Important),
        "注意标题" => Part::NoticeTitle(NoticeKind::Warning),
        "说明文字" => Part::Notice(NoticeKind::Note),
        "重要文字" => Part::Notice(NoticeKind::Important),
        "注意文字" => Part::Notice(NoticeKind::Warning),
        _ => return None,
    })
}

/// Joins the blocks of paragraphs that are part of one. `styled` has the parts by the numbers of
/// paragraphs.
pub(super) fn joined(blocks: Vec<Block>, styled: &BTreeMap<usize, Part>) -> Vec<Block> {
    if styled.is_empty() {
        return blocks;
    }
    let mut all: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in blocks {
        let is_part = matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::List(_));
        let part = styled.get(&block.place).copied().filter(|_| is_part);
        let last = all.last_mut().map(|last| &mut last.kind);
        match (part, last) {
            (Some(Part::Quote), Some(BlockKind::Quote(quoted))) => quoted.push(block),
            (Some(Part::Quote), _) => {
                all.push(Block::new(BlockKind::Quote(vec![block.clone()]), block.place))
            }
            (Some(Part::Notice(kind)), Some(BlockKind::Notice(notice))) if notice.kind == kind => {
                notice.blocks.push(block);
            }
            (Some(Part::Notice(kind)), _) => all.push(notice(kind, String::new(), Some(block))),
            (Some(Part::NoticeTitle(kind)), _) => {
                let title = block.words().split_whitespace().collect::<Vec<_>>().join(" ");
                let mut begun = notice(kind, title, None);
                begun.place = block.place;
                all.push(begun);
            }
            (Some(Part::Signature), last) => match (block.kind, last) {
                (BlockKind::Paragraph(line), Some(BlockKind::Signature(lines))) => lines.push(line.text),
                (BlockKind::Paragraph(line), _) if !plain(&line.text).trim().is_empty() => {
                    all.push(Block::new(BlockKind::Signature(vec![line.text]), block.place));
                }
                (kind, _) => all.push(Block::new(kind, block.place)),
            },
            _ => all.push(block),
        }
    }
    all
}

fn notice(kind: NoticeKind, title: String, first: Option<Block>) -> Block {
    let place = first.as_ref().map_or(0, |block| block.place);
    let blocks = first.into_iter().collect();
    Block::new(BlockKind::Notice(Notice { kind, title, blocks }), place)
}
