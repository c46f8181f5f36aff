//! Reports straight quotation marks in Chinese text.
//!
//! They are never replaced automatically: only pairs show which of two marks opens.

use super::super::chars::is_cjk;
use super::block::Block;
use crate::problem::{Edit, Finding, Fix, Problem};

/// The unpaired marks so far.
#[derive(Debug, Default)]
pub(super) struct UnpairedMarks {
    found: Vec<Finding>,
    /// Whether the last one may open a quotation of several paragraphs.
    opens: bool,
}

impl UnpairedMarks {
    /// Returns the findings that are left at the end of the page.
    pub(super) fn finish(self) -> Vec<Finding> {
        self.found
    }

    /// Handles the mark at `at`, the last of a block with an odd number of them.
    ///
    /// A quotation of several paragraphs opens in the first and closes at the end of the last, so
    /// these two marks are a pair: `他说："甲。`, `乙。"`.
    fn take(&mut self, block: &Block, at: usize) {
        let is_mark = |c: char| "。！？…，；：".contains(c) || c.is_whitespace();
        let rest = block.chars.get(at + 1..).unwrap_or_default();
        if rest.iter().all(|(_, c)| is_mark(*c)) && std::mem::take(&mut self.opens) {
            self.found.pop();
            return;
        }
        if let Some(finding) = unpaired(block, at) {
            self.found.push(finding);
            self.opens = block.before(at).is_none_or(|c| is_mark(c) || matches!(c, ':' | ','));
        }
    }
}

/// Offers Chinese quotation marks for pairs within a block. A block shows one kind of marks: if one
/// pair is corrected, so are those around what may be a name of a program. `主机"node1"已有` stays.
pub(super) fn straight(block: &Block, left: &mut UnpairedMarks, found: &mut Vec<Finding>) {
    let mut pairs = Vec::new();
    for (mark, opening, closing) in [('"', '“', '”'), ('\'', '‘', '’')] {
        let marks: Vec<usize> = (0..block.chars.len()).filter(|at| is_mark(block, *at, mark)).collect();
        if let (1, '"', Some(last)) = (marks.len() % 2, mark, marks.last()) {
            left.take(block, *last);
        }
        let of_mark = marks.chunks_exact(2).filter_map(|pair| match pair {
            [open, close] => Some((*open, *close)),
            _ => None,
        });
        let of_mark: Vec<(usize, usize)> = of_mark.collect();
        if marks.len().is_multiple_of(2) && of_mark.iter().all(|pair| is_pair(block, *pair)) {
            let quoted =
                of_mark.into_iter().map(|pair| (pair, quoted(block, pair), (mark, opening, closing)));
            pairs.extend(quoted);
        }
    }
    let is_text =
        |pair: (usize, usize), quoted: Quoted| quoted == Quoted::Text && is_beside_chinese(block, pair);
    let has_text = pairs.iter().any(|(pair, quoted, _)| is_text(*pair, *quoted));
    for (pair, quoted, marks) in pairs {
        let is_beside_text = has_text && quoted != Quoted::Value && is_near_chinese(block, pair);
        if is_text(pair, quoted) || is_beside_text {
            found.push(curly(block, pair, marks));
        }
    }
}

/// Reports a pair of straight marks.
fn curly(
    block: &Block,
    (open, close): (usize, usize),
    (mark, opening, closing): (char, char, char),
) -> Finding {
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
    Finding { problem, span: block.span_of(open..close + 1) }
}

/// What stands between two marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quoted {
    /// Words: `"两个维护"`, `"Long March"`, `"1+1>2"`, `"5g"`.
    Text,
    /// What may be a name in a program or be words: `"node1"`, `"foo.example.com"`.
    Name,
    /// A value, whose marks belong to the program: `job="prometheus"`, `写"*"即可`,
    /// `scrape: 'true'`.
    Value,
}

/// Tells what stands between the marks.
fn quoted(block: &Block, (open, close): (usize, usize)) -> Quoted {
    /// Number of characters of the longest word that is one of daily use: `5g`, `h5`, `vr`, `o2o`.
    const SHORT: usize = 3;
    let inner = block.chars.get(open + 1..close).unwrap_or_default();
    let inner: String = inner.iter().map(|(_, c)| *c).collect();
    let outside: String =
        block.chars.get(..open).unwrap_or_default().iter().rev().map(|(_, c)| *c).take(8).collect();
    let outside = outside.trim_start_matches(' ');
    let is_assigned = outside.starts_with(['=', '＝']) || block.at(close + 1) == Some('=');
    if is_assigned || !inner.contains(|c: char| c.is_alphanumeric() || c == super::block::OTHER) {
        return Quoted::Value;
    }
    let is_of_yaml =
        outside.strip_prefix(':').is_some_and(|key| key.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let has = |is: fn(char) -> bool| inner.contains(is);
    if !inner.is_ascii() {
        return Quoted::Text;
    }
    if is_of_yaml || has(|c| "_*\\{}[]$|~^`".contains(c)) || compares_words(&inner) {
        return Quoted::Value;
    }
    let is_path = inner.contains('/') && has(|c| c.is_ascii_lowercase());
    let is_word = !has(|c| c == ' ' || c.is_ascii_uppercase()) && has(|c| c.is_ascii_lowercase());
    let is_single = block.at(open) == Some('\'');
    let is_name = is_word && (is_single || has(|c| c.is_ascii_digit()) || is_dotted(&inner));
    if (is_path || is_name) && inner.len() > SHORT { Quoted::Name } else { Quoted::Text }
}

/// Whether a text has `<`, `>` or `=` other than between digits: `a>1` and `<div>`, but not
/// `1+1>2`.
fn compares_words(text: &str) -> bool {
    let text: String = text.chars().filter(|c| *c != ' ').collect();
    let is_sign = |c: char| matches!(c, '<' | '>' | '=');
    if text.starts_with(is_sign) || text.ends_with(is_sign) {
        return true;
    }
    let parts: Vec<&str> = text.split(is_sign).filter(|part| !part.is_empty()).collect();
    let is_digit = |c: char| c.is_ascii_digit();
    !parts.windows(2).all(|pair| match pair {
        [before, after] => before.ends_with(is_digit) && after.starts_with(is_digit),
        _ => true,
    })
}

/// Whether a word has dots in it, as the names of files and hosts do.
fn is_dotted(word: &str) -> bool {
    word.trim_end_matches('.').trim_start_matches('.').contains('.')
}

/// Reports a mark that is left over if the others of a block are pairs. Only the writer knows which
/// of them is wrong.
fn unpaired(block: &Block, at: usize) -> Option<Finding> {
    // `27"显示器`: inches.
    let is_unit = block.before(at).is_some_and(|c| c.is_ascii_digit());
    if is_unit || !is_beside_chinese(block, (at, at)) {
        return None;
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
    Some(Finding { problem, span: block.span_of(at..at + 1) })
}

/// Whether the character is this mark and not an apostrophe.
fn is_mark(block: &Block, at: usize, mark: char) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    block.at(at) == Some(mark) && !(mark == '\'' && is_latin(block.before(at)) && is_latin(block.at(at + 1)))
}

/// Whether the first can open and the second can close, judging by the spaces around them.
fn is_pair(block: &Block, (open, close): (usize, usize)) -> bool {
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    close > open + 1 && !is_space(block.at(open + 1)) && !is_space(block.before(close))
}

/// Whether the quoted text, or a character next to it, is Chinese.
fn is_beside_chinese(block: &Block, (open, close): (usize, usize)) -> bool {
    let around = [block.before(open), block.at(close + 1)].into_iter().flatten();
    let inner = block.chars.get(open..close).unwrap_or_default().iter().map(|(_, c)| *c);
    around.chain(inner).any(is_cjk)
}

/// Whether the quoted text, or what is next to it behind spaces, is Chinese: `实现 "1+1>2" 的效果`.
fn is_near_chinese(block: &Block, (open, close): (usize, usize)) -> bool {
    let before = block.chars.get(..open).unwrap_or_default().iter().rev();
    let after = block.chars.get(close + 1..).unwrap_or_default().iter();
    let is_space = |(_, c): &&(usize, char)| *c == ' ';
    let around = [before.clone().find(|c| !is_space(c)), after.clone().find(|c| !is_space(c))];
    is_beside_chinese(block, (open, close)) || around.into_iter().flatten().any(|(_, c)| is_cjk(*c))
}
