//! Straight quotation marks in Chinese text.
//!
//! They are never changed by themselves: which of two marks opens is known only where they come in pairs.

use super::super::chars::is_cjk;
use super::Block;
use crate::problem::{Edit, Finding, Fix, Problem};

/// Offers the marks that Chinese writes, for pairs within a block.
pub(super) fn straight(block: &Block, found: &mut Vec<Finding>) {
    for (mark, opening, closing) in [('"', '“', '”'), ('\'', '‘', '’')] {
        let marks: Vec<usize> = (0..block.chars.len()).filter(|at| is_mark(block, *at, mark)).collect();
        let pairs: Vec<(usize, usize)> = marks
            .chunks(2)
            .filter_map(|pair| if let [open, close] = pair { Some((*open, *close)) } else { None })
            .collect();
        if let (1, '"', Some(last)) = (marks.len() % 2, mark, marks.last()) {
            unpaired(block, *last, found);
        }
        if marks.len() % 2 == 1 || !pairs.iter().all(|pair| is_pair(block, *pair)) {
            continue;
        }
        for (open, close) in pairs.into_iter().filter(|pair| is_beside_chinese(block, *pair)) {
            let edits = vec![
                Edit::replace(block.span_of(open..open + 1), opening),
                Edit::replace(block.span_of(close..close + 1), closing),
            ];
            let problem = Problem::info(
                "text/straight-quotes",
                format!("中文里用了直引号 {mark}"),
                format!("straight quotation marks {mark} in Chinese text"),
            )
            .help(format!("中文的引号是 {opening}{closing}"), "Chinese takes curly quotation marks")
            .fix(Fix::probable(format!("改成 {opening}{closing}"), "make them curly", edits));
            found.push(Finding { problem, span: block.span_of(open..close + 1) });
        }
    }
}

/// Tells of a mark that is left when the others of a block are pairs. Which of them is too many nobody knows but the writer.
fn unpaired(block: &Block, at: usize, found: &mut Vec<Finding>) {
    // `27"显示器`: inches.
    let is_unit = block.before(at).is_some_and(|c| c.is_ascii_digit());
    if is_unit || !is_beside_chinese(block, (at, at)) {
        return;
    }
    let problem = Problem::info(
        "text/unpaired-quote",
        "这一段里的直引号 \" 没有成对",
        "the straight quotation marks of this paragraph do not come in pairs",
    )
    .help(
        "补上少了的一半，或者删去多出的；中文的引号是 “”",
        "add the one that is missing, or delete the one too many; Chinese takes curly marks: “”",
    );
    found.push(Finding { problem, span: block.span_of(at..at + 1) });
}

/// Whether the character is such a mark, and no apostrophe.
fn is_mark(block: &Block, at: usize, mark: char) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    block.at(at) == Some(mark) && !(mark == '\'' && is_latin(block.before(at)) && is_latin(block.at(at + 1)))
}

/// Whether the first opens and the second closes, as far as spaces tell.
fn is_pair(block: &Block, (open, close): (usize, usize)) -> bool {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    close > open + 1 && !is_space(block.at(open + 1)) && !is_space(block.before(close))
}

/// Whether what is quoted, or what stands around it, is Chinese.
fn is_beside_chinese(block: &Block, (open, close): (usize, usize)) -> bool {
    let around = [block.before(open), block.at(close + 1)].into_iter().flatten();
    let inner = block.chars.get(open..close).unwrap_or_default().iter().map(|(_, c)| *c);
    around.chain(inner).any(is_cjk)
}
