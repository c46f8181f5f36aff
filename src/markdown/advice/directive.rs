//! Reports directives within a line, which are shown as text: only a line of its own can be one.

use super::block::Block;
use crate::problem::{Finding, Problem};

/// Reports `见下图 :::图表 编号=x :::` and `见下图 ::图表{编号=x}`.
pub(super) fn within_line(body: &str, block: &Block, found: &mut Vec<Finding>) {
    let mut at = 0;
    while let Some(colon) = block.chars.iter().skip(at).position(|(_, c)| *c == ':').map(|found| at + found) {
        let colons = block.chars.iter().skip(colon).take_while(|(_, c)| *c == ':').count();
        let end = colon + colons;
        at = end;
        let is_escaped =
            block.chars.get(colon).is_some_and(|(at, _)| body.get(..*at).is_some_and(|b| b.ends_with('\\')));
        if colons < 2 || is_escaped || !names_directive(block, colon, end) {
            continue;
        }
        let problem = Problem::warning(
            "md/directive-in-line",
            "行中间的组件按文字显示",
            "a directive within a line is shown as text",
        )
        .help(
            "组件单独写一行，前后不写别的字：:::名称 参数=值 :::",
            "write a directive on a line of its own: :::name key=value :::",
        );
        found.push(Finding { problem, span: block.span_of(colon..end) });
    }
}

/// Whether the name of a directive comes after colons: `:::图表 编号=x`, `::图表{编号=x}`. With two
/// colons there must be arguments, and the name is not one of a program: `std::vec`, `::before`.
fn names_directive(block: &Block, start: usize, end: usize) -> bool {
    let letters = |at: usize| {
        let is_in_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        block.chars.iter().skip(at).take_while(move |(_, c)| is_in_name(*c)).count()
    };
    let spaces = block.chars.iter().skip(end).take_while(|(_, c)| *c == ' ').count();
    let name = end + spaces;
    let length = letters(name);
    if length == 0 || !block.at(name).is_some_and(char::is_alphabetic) {
        return false;
    }
    if end - start > 2 {
        // `a:::b` is no directive, `文字:::荣誉` is meant as one.
        return !block.before(start).is_some_and(|c| c.is_ascii_alphanumeric());
    }
    let begins_line = block.before(start).is_none_or(|c| c == '\n');
    let is_ascii = block.chars.iter().skip(name).take(length).all(|(_, c)| c.is_ascii());
    let behind = name + length;
    let has_braces = matches!(block.at(behind), Some('{' | '｛'));
    let key = behind + block.chars.iter().skip(behind).take_while(|(_, c)| *c == ' ').count();
    let has_key =
        key > behind && letters(key) > 0 && matches!(block.at(key + letters(key)), Some('=' | '＝'));
    // At the beginning of a line two colons are reported as too few, if there are arguments.
    !is_ascii && (has_braces || (has_key && !begins_line))
}
