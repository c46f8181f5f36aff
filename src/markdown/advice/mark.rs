//! Reports invisible characters, half-width punctuation, and asterisks and underscores that are
//! shown.

use std::ops::Range;

use super::super::chars::{is_cjk, is_han};
use super::super::literal;
use super::block::{Block, OTHER};
use crate::problem::{Edit, Finding, Fix, Problem, hidden, private};
use crate::text::{count_needed, is_digit, is_hidden, is_private};

/// Reports invisible characters without a function, and private use characters, which each font
/// shows differently.
pub(super) fn invisible(body: &str, block: &Block, found: &mut Vec<Finding>) {
    // `OTHER` stands for code and pictures, too.
    let is_literal =
        |at: usize, c: char| c != OTHER || body.get(at..).is_some_and(|rest| rest.starts_with(c));
    let mut at = 0;
    while let Some(c) = block.at(at) {
        let is_it: &dyn Fn(char) -> bool = if is_private(c) { &is_private } else { &is_hidden };
        let is_it = |(at, c): &&(usize, char)| is_it(*c) && is_literal(*at, *c);
        let run = block.chars.iter().skip(at).take_while(is_it).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let mut all = block.chars.iter().skip(at).take(run).map(|(_, c)| *c);
        if is_private(c) {
            let span = block.span_of(at..at + run);
            // Word takes its bullets and arrows from here.
            let is_symbol = all.all(|c| matches!(c, '\u{F000}'..='\u{F0FF}'));
            found.push(Finding { problem: private(c, span.clone(), is_symbol), span });
        } else {
            // Code and pictures are like words: a zero-width space between them is a place to
            // break.
            let beside = [block.before(at), block.at(at + run)];
            let beside = beside.map(|c| c.map(|c| if c == OTHER { 'x' } else { c }));
            let needed = count_needed(all.clone(), beside);
            if let Some(first) = all.nth(needed) {
                let span = block.span_of(at + needed..at + run);
                found.push(Finding { problem: hidden(first, &span), span });
            }
        }
        at += run;
    }
}

/// Reports half-width punctuation directly after a Han character: `党建,引领`.
pub(super) fn half_width(block: &Block, found: &mut Vec<Finding>) {
    for (number, &(_, c)) in block.chars.iter().enumerate() {
        let wide = match c {
            ',' => '，',
            ';' => '；',
            '!' => '！',
            '?' => '？',
            _ => continue,
        };
        let may_part_values = matches!(c, ',' | ';');
        if !block.before(number).is_some_and(is_han) || (may_part_values && is_between_values(block, number))
        {
            continue;
        }
        // A single space after it is replaced too.
        let spaced =
            block.at(number + 1) == Some(' ') && block.at(number + 2).is_some_and(|c| c != ' ' && c != '\n');
        let span = block.span_of(number..number + 1 + usize::from(spaced));
        let next = block.at(number + 1 + usize::from(spaced));
        let edits = vec![Edit::replace(span.clone(), wide)];
        let (zh, en) = (format!("改成“{wide}”"), "make it full-width");
        let certain = next.is_none_or(|c| is_cjk(c) || c == '\n');
        let fix = if certain { Fix::certain(zh, en, edits) } else { Fix::probable(zh, en, edits) };
        let problem = Problem::info(
            "punct/halfwidth-after-han",
            format!("汉字后面用了半角的“{c}”"),
            format!("a half-width \"{c}\" follows a Han character"),
        )
        .help(format!("中文里用全角的“{wide}”"), "Chinese takes the full-width mark")
        .fix(fix);
        found.push(Finding { problem, span: span.start..span.start + c.len_utf8() });
    }
}

/// Whether a comma or semicolon separates values of a program: `a=1,c不存在,e=0`.
fn is_between_values(block: &Block, number: usize) -> bool {
    /// Longest part of a list of values that is looked at, in characters.
    const LONGEST: usize = 64;
    let is_part = |c: &char| !matches!(*c, ',' | ';' | '，' | '；' | '。' | '\n');
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let after = block.chars.get(number + 1..).unwrap_or_default().iter().map(|(_, c)| *c);
    let mut after = after.take(LONGEST).take_while(is_part).skip_while(|c| c.is_whitespace());
    let begins_with_key = after.next().is_some_and(is_key);
    if begins_with_key && after.skip_while(|c| is_key(*c)).find(|c| !c.is_whitespace()) == Some('=') {
        return true;
    }
    let before = block.chars.get(..number).unwrap_or_default().iter().rev().map(|(_, c)| *c);
    // Backwards from the mark, the key comes behind its `=`.
    let mut is_behind_sign = false;
    for c in before.take(LONGEST).take_while(is_part) {
        if is_behind_sign && is_key(c) {
            return true;
        }
        is_behind_sign = c == '=' || (is_behind_sign && c.is_whitespace());
    }
    false
}

/// Reports asterisks that are shown: `5*3*2`, and those that were meant to make something bold.
pub(super) fn stars(body: &str, block: &Block, found: &mut Vec<Finding>) {
    let mut literal = Vec::new();
    let mut at = 0;
    while at < block.chars.len() {
        let run = block.chars.iter().skip(at).take_while(|(_, c)| *c == '*').count();
        if run == 0 {
            at += 1;
        } else if run == 1 {
            at = product(body, block, at, found).unwrap_or(at + 1);
        } else {
            let escaped = block.chars.get(at).is_some_and(|(place, _)| is_escaped(body, *place));
            let is_meant = || {
                is_masked(block, at, run)
                    || is_masked_name(body, block, at, run)
                    || is_in_path(block, at, run)
            };
            if (2..=3).contains(&run) && !escaped && !is_meant() {
                literal.push(at..at + run);
            }
            at += run;
        }
    }
    for run in &literal {
        let mut problem = Problem::warning(
            "md/literal-asterisks",
            "星号会原样显示，没有变成加粗",
            "these asterisks are shown; they make nothing bold",
        )
        .help(
            "加粗的 ** 要成对，紧贴被加粗的文字，里侧不留空格：**重点**；要显示星号就写 \\*\\*",
            "write ** in pairs, with no space on the inner side: **words**; write \\*\\* to show them",
        );
        if let Some(fix) = without_spaces(block, &literal) {
            problem = problem.fix(fix);
        }
        found.push(Finding { problem, span: block.span_of(run.clone()) });
    }
}

/// Reports `__重点__` next to Chinese, which CommonMark makes bold only between spaces and
/// punctuation.
pub(super) fn underscores(body: &str, block: &Block, found: &mut Vec<Finding>) {
    let run = |at: usize| block.chars.iter().skip(at).take_while(|(_, c)| *c == '_').count();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < block.chars.len() {
        let length = run(at);
        let escaped = block.chars.get(at).is_some_and(|(place, _)| is_escaped(body, *place));
        if length == 2 && !escaped && !is_blank(body, block, at) {
            runs.push(at..at + 2);
        }
        at += length.max(1);
    }
    // Blanks to be filled in (`姓名：____`) are longer; two runs of two enclose a text.
    for pair in runs.chunks(2) {
        let [open, close] = pair else { break };
        let inner = block.chars.get(open.end..close.start).unwrap_or_default();
        let is_space = |end: Option<&(usize, char)>| end.is_none_or(|(_, c)| c.is_whitespace());
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // `a__b`, an identifier of a program.
        let is_in_word =
            |run: &Range<usize>| is_letter(block.before(run.start)) && is_letter(block.at(run.end));
        let around = [block.before(open.start), block.at(close.end)].into_iter().flatten();
        let is_chinese = around.chain(inner.iter().map(|(_, c)| *c)).any(is_han);
        let is_bold = is_chinese && !is_in_word(open) && !is_in_word(close);
        if is_space(inner.first()) || is_space(inner.last()) || !is_bold {
            continue;
        }
        let edits = [open, close].map(|run| Edit::replace(block.span_of(run.clone()), "**"));
        let problem = Problem::warning(
            "md/literal-underscores",
            "下划线会原样显示，没有变成加粗",
            "these underscores are shown; they make nothing bold",
        )
        .help("中文里加粗用星号：**重点**", "beside Chinese, bold is written with asterisks: **words**")
        .fix(Fix::probable("改成 **", "write **", edits.into()));
        found.push(Finding { problem, span: block.span_of(open.start..close.end) });
    }
}

/// Whether two underscores are a blank to be filled in: `第__届`.
fn is_blank(body: &str, block: &Block, at: usize) -> bool {
    let (before, after) = around(body, &block.span_of(at..at + 2));
    literal::is_blank(before, 2, after)
}

/// Returns what is close to a run of marks on its line, before and behind it.
fn around<'a>(body: &'a str, run: &Range<usize>) -> (&'a str, &'a str) {
    const CLOSE: usize = 120;
    let from = (run.start.saturating_sub(CLOSE)..=run.start).find(|at| body.is_char_boundary(*at));
    let to = (run.end..=run.end + CLOSE).rev().find(|at| body.is_char_boundary(*at));
    let before = from.and_then(|from| body.get(from..run.start)).unwrap_or_default();
    let after = body.get(run.end..to.unwrap_or(body.len()).min(body.len())).unwrap_or_default();
    (before.rsplit('\n').next().unwrap_or_default(), after.split('\n').next().unwrap_or_default())
}

/// Whether there is a backslash before this place.
fn is_escaped(body: &str, place: usize) -> bool {
    body.get(..place).is_some_and(|before| before.ends_with('\\'))
}

/// Whether asterisks replace omitted digits or letters: `138**5678`, `F**k`.
fn is_masked(block: &Block, at: usize, run: usize) -> bool {
    let is = |c: Option<char>, is: fn(&char) -> bool| c.is_some_and(|c| is(&c));
    let (before, after) = (block.before(at), block.at(at + run));
    is(before, char::is_ascii_digit)
        || is(after, char::is_ascii_digit)
        || (is(before, char::is_ascii_alphabetic) && is(after, char::is_ascii_alphabetic))
}

/// Whether asterisks stand for names of files: `~/.bin/local/***`, `src/**/x`.
fn is_in_path(block: &Block, at: usize, run: usize) -> bool {
    let is_path = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "~./*_-".contains(c));
    let behind =
        block.before(at) == Some('/') && at.checked_sub(1).is_some_and(|slash| is_path(block.before(slash)));
    behind || (block.at(at + run) == Some('/') && is_path(block.at(at + run + 1)))
}

/// Whether asterisks replace the given name of a person: `王**、`.
fn is_masked_name(body: &str, block: &Block, at: usize, run: usize) -> bool {
    let (before, after) = around(body, &block.span_of(at..at + run));
    literal::is_masked_name(before, run, after) || literal::are_two_names(before, run, after)
}

/// Returns a fix for `** 重点 **`: two runs with spaces on their inner sides.
fn without_spaces(block: &Block, runs: &[Range<usize>]) -> Option<Fix> {
    let [first, second] = runs else { return None };
    let inner = block.chars.get(first.end..second.start)?;
    let is_space = |(_, c): &&(usize, char)| matches!(c, ' ' | '\u{3000}' | '\u{A0}');
    let before = inner.iter().take_while(is_space).count();
    let after = inner.iter().rev().take_while(is_space).count();
    if first.len() != second.len() || before + after == 0 || before == inner.len() {
        return None;
    }
    let spans = [first.end..first.end + before, second.start - after..second.start];
    let edits =
        spans.into_iter().filter(|span| !span.is_empty()).map(|span| Edit::remove(block.span_of(span)));
    Some(Fix::probable("删去星号里侧的空格", "take the spaces on the inner side out", edits.collect()))
}

/// Reports all asterisks of `5*3*2` together. Returns the number of the character after them.
fn product(body: &str, block: &Block, first: usize, found: &mut Vec<Finding>) -> Option<usize> {
    // A writer who escapes a star means it.
    let is_meant = |at: usize| block.chars.get(at).is_some_and(|(place, _)| is_escaped(body, *place));
    block.before(first).filter(|c| is_digit(*c) && !is_meant(first))?;
    let mut stars = vec![first];
    let mut at = first + 1;
    loop {
        let digits = block.chars.iter().skip(at).take_while(|(_, c)| is_digit(*c)).count();
        if digits == 0 {
            stars.pop();
            break;
        }
        at += digits;
        let ends = block.at(at) != Some('*') || is_meant(at);
        if ends || block.at(at + 1).is_none_or(|c| c == '*' || c == OTHER) {
            break;
        }
        stars.push(at);
        at += 1;
    }
    let last = *stars.last()?;
    let problem = Problem::info(
        "md/star-between-digits",
        "数字之间的星号按原样显示",
        "asterisks between figures are shown as they are",
    )
    .help("乘号写成 ×，例如 5×3×2", "write the sign of multiplication");
    // In 湘A1*345 and 430*2 the asterisk hides a digit: these are not products.
    let start = block.chars.iter().take(first).rev().take_while(|(_, c)| is_digit(*c)).count();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_product = !is_letter(block.before(first - start)) && !is_letter(block.at(at));
    let problem = if is_product {
        let edits = stars.iter().map(|star| Edit::replace(block.span_of(*star..star + 1), "×")).collect();
        problem.fix(Fix::probable("改成乘号 ×", "make it a sign of multiplication", edits))
    } else {
        problem
    };
    found.push(Finding { problem, span: block.span_of(first..last + 1) });
    Some(at)
}
