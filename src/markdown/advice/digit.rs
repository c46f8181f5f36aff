//! Reports full-width digits: `２０２６年`, which an input method leaves behind. Searching for
//! `2026` finds none of them.

use super::block::Block;
use crate::problem::{Edit, Finding, Fix, Problem};
use crate::text::half_width;

/// Reports each run of full-width digits in a Chinese block.
pub(super) fn full_width(block: &Block, found: &mut Vec<Finding>) {
    let is_wide = |c: Option<char>| c.is_some_and(|c| ('０'..='９').contains(&c));
    let mut number = 0;
    while number < block.chars.len() {
        if !is_wide(block.at(number)) {
            number += 1;
            continue;
        }
        let start = number;
        // The decimal point between them belongs to the number: `１３．６`.
        while is_wide(block.at(number))
            || (matches!(block.at(number), Some('．' | '，')) && is_wide(block.at(number + 1)))
        {
            number += 1;
        }
        let span = block.span_of(start..number);
        let written: String = block.chars.iter().take(number).skip(start).map(|(_, c)| *c).collect();
        // A comma may separate two numbers: only digits and points are replaced.
        let edits = block.chars.iter().take(number).skip(start).filter(|(_, c)| *c != '，');
        let edits = edits.map(|(at, c)| Edit::replace(*at..at + c.len_utf8(), half_width(*c).to_string()));
        let problem = Problem::info(
            "punct/full-width-digit",
            format!("“{written}”是全角数字"),
            format!("`{written}` has full-width digits"),
        )
        .help(
            "数字用半角：全角的搜索不到，排出来也太宽",
            "write ASCII digits: others are not found by searching",
        )
        .fix(Fix::certain("改成半角数字", "write ASCII digits", edits.collect()));
        found.push(Finding { problem, span });
    }
}
