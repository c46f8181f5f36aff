//! Reports references to undefined footnotes.

use super::block::{Block, OTHER};
use crate::problem::{Finding, Problem};

/// Maximum length of a footnote label, in characters.
const LONGEST: usize = 40;

/// Reports `[^1]` that is shown as text because the page contains no `[^1]: …`.
pub(super) fn undefined(body: &str, block: &Block, found: &mut Vec<Finding>) {
    for number in 0..block.chars.len() {
        if block.at(number) != Some('[') || block.at(number + 1) != Some('^') {
            continue;
        }
        let label = block.chars.iter().skip(number + 2).take(LONGEST);
        let length = label.take_while(|(_, c)| !matches!(*c, ']' | '[' | '\n' | ' ' | OTHER)).count();
        let end = number + 2 + length;
        let span = block.span_of(number..end + 1);
        let is_escaped = body.get(..span.start).is_some_and(|before| before.ends_with('\\'));
        if length == 0 || block.at(end) != Some(']') || is_escaped {
            continue;
        }
        let written = body.get(span.clone()).unwrap_or_default();
        let problem = Problem::warning(
            "md/footnote-undefined",
            format!("注释“{written}”没有写内容，按文字显示"),
            format!("nothing defines the footnote `{written}`; it is shown as text"),
        )
        .help(
            format!("在文末另起一行写：{written}: 注释的内容"),
            format!("write a line of its own: {written}: words"),
        );
        found.push(Finding { problem, span });
    }
}
