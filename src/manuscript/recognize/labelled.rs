//! Takes what a text says of itself under labels at its beginning, as forms for submissions have
//! them: `标题：…`, `日期：…`, `正文：`.

use super::super::inline::{Inline, plain, tidied};
use super::super::model::{Block, BlockKind};
use super::byline;
use super::fields::{Recognized, is_empty};

/// Maximum number of blocks above the text.
const MOST: usize = 12;

/// Labels, and the field that each stands for.
const LABELS: [(&str, &str); 10] = [
    ("标题", "title"),
    ("题目", "title"),
    ("主标题", "title"),
    ("副标题", "subtitle"),
    ("副题", "subtitle"),
    ("引题", "kicker"),
    ("肩题", "kicker"),
    ("摘要", "summary"),
    ("导语", "summary"),
    ("时间", "date"),
];
/// Labels of the text itself.
const TEXT: [&str; 4] = ["正文", "正文内容", "稿件正文", "内容"];

/// Takes the lines with labels if the first of them is the title. Returns whether it is.
pub(super) fn take(blocks: &mut Vec<Block>, recognized: &mut Recognized) -> bool {
    let Some(first) = blocks.iter().position(|block| !is_empty(block)) else { return false };
    let is_title =
        |block: &Block| split(&block.words()).is_some_and(|(label, _)| field(&label) == Some("title"));
    if !blocks.get(first).is_some_and(is_title) {
        return false;
    }
    let mut at = first;
    // The label may have a line of its own: the value is on the next one.
    let mut open: Option<&'static str> = None;
    for _ in 0..MOST {
        let Some(block) = blocks.get_mut(at) else { break };
        let words = block.words();
        let parts = split(&words);
        if let Some(key) = open.take_if(|_| parts.is_none() && !words.trim().is_empty()) {
            recognized.add(key, vec![words.trim().to_owned()], false);
        } else if let Some((label, value)) = parts.filter(|(label, _)| field(label).is_some()) {
            let Some(key) = field(&label) else { break };
            match (value.is_empty(), key) {
                (true, _) => open = Some(key),
                // `时间：每周五` is part of the text.
                (false, "date") => match byline::date(&value) {
                    Some(date) => recognized.add(key, vec![date], false),
                    None => break,
                },
                (false, _) => recognized.add(key, vec![value], false),
            }
        } else if let Some(statements) = byline::statements(&words) {
            match byline::add(statements, recognized) {
                byline::Left::Nothing => {}
                left => {
                    if let byline::Left::Words(words) = left {
                        byline::keep(blocks, at, words);
                    }
                    at += 1;
                    continue;
                }
            }
        } else if is_text_label(&words) {
            strip_label(block);
            if is_empty(block) {
                blocks.remove(at);
            }
            break;
        } else if !is_empty(block) {
            break;
        }
        blocks.remove(at);
    }
    true
}

/// Splits a line into its label and what follows.
fn split(words: &str) -> Option<(String, String)> {
    let (label, value) = words.split_once(['：', ':'])?;
    let label: String = label.chars().filter(|c| !c.is_whitespace() && !"【】[]".contains(*c)).collect();
    Some((label, value.trim().to_owned()))
}

fn field(label: &str) -> Option<&'static str> {
    LABELS.iter().find(|(known, _)| *known == label).map(|(_, key)| *key)
}

fn is_text_label(words: &str) -> bool {
    split(words).is_some_and(|(label, _)| TEXT.contains(&label.as_str()))
}

/// Removes the label from the beginning of a paragraph: `正文：会议强调……`.
fn strip_label(block: &mut Block) {
    let BlockKind::Paragraph(paragraph) = &mut block.kind else { return };
    let words = plain(&paragraph.text);
    let mut left = words.chars().take_while(|c| !matches!(c, '：' | ':')).count() + 1;
    for inline in &mut paragraph.text {
        let Inline::Text { text, .. } = inline else { break };
        let length = text.chars().count();
        *text = text.chars().skip(left).collect();
        left -= left.min(length);
        if left == 0 {
            break;
        }
    }
    paragraph.text = tidied(std::mem::take(&mut paragraph.text));
}
