//! Makes emphasis work next to Chinese punctuation.
//!
//! CommonMark decides from the neighbours of a run of `*` whether it can open or close emphasis,
//! and expects spaces between words. Chinese has none, so `坚持**“两个维护”**不动摇` would be shown
//! with its asterisks. The CJK-friendly amendment (tats-u, markdown-cjk-friendly) lets a CJK
//! neighbour do what a space does. The parser does not implement it yet. A sentinel has the same
//! effect: a character that is punctuation to the parser, on the outer side of each run that the
//! amendment judges differently. The writer removes it again. Text without CJK gets none.
//!
//! Two things go beyond the amendment, in texts with Han characters only. A mark that Chinese uses
//! for something else (`5*3*2规格`, `（一）~（三）`) gets, on each side, a sentinel that is a space
//! to the parser, and so is text. And `**“甲”****“乙”**` is read as it looks: one strong text ends
//! and another begins.

use std::ops::Range;

use super::chars::{holds, is_cjk, is_ideographic_selector, is_variation_selector};
use super::punctuation::is_punctuation;
use crate::text::is_digit;

/// Rare punctuation, in order of preference: the first that the text does not contain is used.
const SENTINELS: [char; 5] = ['\u{A8CE}', '\u{A8CF}', '\u{A92E}', '\u{A92F}', '\u{A95F}'];

/// Rare spaces, used in the same way.
const GAPS: [char; 5] = ['\u{1680}', '\u{205F}', '\u{2006}', '\u{2008}', '\u{2005}'];

/// Returns a sentinel that does not occur in `body`; `None` if the body contains all of them.
pub(super) fn sentinel(body: &str) -> Option<char> {
    SENTINELS.into_iter().find(|&candidate| !holds(body, candidate))
}

/// Returns a sentinel that is a space, in the same way.
pub(super) fn gap(body: &str) -> Option<char> {
    GAPS.into_iter().find(|&candidate| !holds(body, candidate))
}

/// Whether the `*` or `~` at `run` are not markup in a Chinese text: a multiplication sign between
/// digits (possibly with a unit), a replacement of omitted digits or letters (`138****1234`), or a
/// range between two punctuation marks.
pub(super) fn is_text(body: &str, line: &Range<usize>, run: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = (body.get(line.start..run.start), body.get(run.end..line.end)) else {
        return false;
    };
    let (Some(previous), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    if body.as_bytes().get(run.start) == Some(&b'~') {
        return run.len() == 1 && is_punctuation(previous) && is_punctuation(next);
    }
    let is_mark = |c: char| c.is_whitespace() || is_punctuation(c);
    if run.len() > 1 {
        let left_out = run.len() > 3 && !is_mark(previous) && !is_mark(next);
        return left_out || (is_digit(previous) && is_digit(next));
    }
    let is_unit = |c: char| c.is_ascii_alphabetic() || matches!(c, '米' | '厘' | '毫' | '㎜' | '㎝' | '㎡');
    let unit = before.chars().rev().take(3).take_while(|&c| is_unit(c)).count();
    is_digit(next) && before.chars().rev().nth(unit).is_some_and(is_digit)
}

/// The runs of two and of four stars in a line, collected once for all runs of the line.
#[derive(Debug)]
pub(super) struct Stars {
    line: Range<usize>,
    /// Where the runs of two begin.
    pairs: Vec<usize>,
    /// Where the last run of two or four begins.
    last: Option<usize>,
}

impl Stars {
    /// Collects the runs of `line`.
    pub(super) fn of(body: &str, line: &Range<usize>) -> Self {
        let (mut pairs, mut last) = (Vec::new(), None);
        let bytes = body.as_bytes().get(line.clone()).unwrap_or_default();
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'*', rest)) {
            let start = at + found;
            let length = bytes.iter().skip(start).take_while(|&&byte| byte == b'*').count();
            if length == 2 {
                pairs.push(line.start + start);
            }
            if length == 2 || length == 4 {
                last = Some(line.start + start);
            }
            at = start + length;
        }
        Self { line: line.clone(), pairs, last }
    }

    /// Whether they are those of `line`.
    pub(super) fn are_of(&self, line: &Range<usize>) -> bool {
        self.line == *line
    }

    /// Whether one strong text ends and another begins at `run`: strong text is open before it, and
    /// more stars come after it.
    fn divide(&self, run: &Range<usize>) -> bool {
        // Each `****` before it has closed one and opened one.
        let before = self.pairs.partition_point(|&pair| pair < run.start);
        before % 2 == 1 && self.last.is_some_and(|last| last >= run.end)
    }
}

/// Returns where to divide the run `****` at `run`, because one strong text ends and another
/// begins: `**“甲”****“乙”**`. Next to a Latin letter or a digit the stars may replace something
/// omitted (`138****1234`). `stars` caches the runs of the line.
pub(super) fn middle(
    body: &str,
    line: &Range<usize>,
    run: &Range<usize>,
    stars: &mut Option<Stars>,
) -> Option<usize> {
    if run.len() != 4 || body.as_bytes().get(run.start) != Some(&b'*') {
        return None;
    }
    let (before, after) = (body.get(line.start..run.start)?, body.get(run.end..line.end)?);
    let stands_alone = |c: char| c.is_ascii_alphanumeric() || c.is_whitespace();
    if stands_alone(before.chars().next_back()?) || stands_alone(after.chars().next()?) {
        return None;
    }
    if stars.as_ref().is_none_or(|stars| !stars.are_of(line)) {
        *stars = Some(Stars::of(body, line));
    }
    stars.as_ref().is_some_and(|stars| stars.divide(run)).then_some(run.start + 2)
}

/// Returns where a sentinel must be inserted so that the parser judges the delimiter run `run` (of
/// `*`, `~` or `_`) as the amendment does. `line` is the line around it; its ends count as spaces.
pub(super) fn sentinel_place(body: &str, line: &Range<usize>, run: &Range<usize>) -> Option<usize> {
    let bytes = body.as_bytes();
    let ascii = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
    if run.start == line.start || run.end >= line.end || (ascii(run.start - 1) && ascii(run.end)) {
        return None;
    }
    let before = body.get(line.start..run.start)?;
    let previous = before.chars().next_back()?;
    let next = body.get(run.end..line.end)?.chars().next()?;
    let selected = is_variation_selector(previous);
    let base = if selected { before.chars().nth_back(1)? } else { previous };
    let mark = bytes.get(run.start);
    if mark == Some(&b'_') {
        // Only the character before it is judged differently: a punctuation mark with a variation
        // selector is punctuation.
        let opens = selected && is_punctuation(base) && !next.is_whitespace() && !is_punctuation(next);
        return opens.then_some(run.start);
    }
    let cjk_before = is_cjk(base) || is_ideographic_selector(previous);
    if previous.is_whitespace() || next.is_whitespace() || !(cjk_before || is_cjk(next)) {
        return None;
    }
    // `~~` can already open next to anything but a space.
    match (is_punctuation(previous), is_punctuation(next)) {
        // Nothing emphasized begins with a comma: these are marks, `张三*、李四、王五*。`.
        (false, true) if mark == Some(&b'*') && never_begins(next, run.len()) => None,
        (false, true) if mark != Some(&b'~') => Some(run.start),
        (true, false) => Some(run.end),
        _ => None,
    }
}

/// Whether nothing that so many stars emphasize begins with a mark: a comma is between two things.
/// Of two stars the amendment says that a full stop may follow: `后**。c**`.
fn never_begins(mark: char, stars: usize) -> bool {
    matches!(mark, '、' | '，' | '；' | '：' | '）' | '】' | '》' | '”' | '’' | '」')
        || (stars == 1 && matches!(mark, '。' | '？' | '！'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_sentinel_goes_on_the_outer_side_of_a_run_between_a_letter_and_a_mark() {
        for (text, run, expected) in [
            ("持**“两", 3..5, Some(3)),
            ("。**后", 3..5, Some(5)),
            ("%**以", 1..3, Some(3)),
            ("：**B", 3..5, Some(5)),
            ("a**（", 1..3, Some(1)),
            ("中**文", 3..5, None),
            ("a**\"", 1..3, None),
            ("”**。", 3..5, None),
            ("中** “", 3..5, None),
            ("“~~中", 3..5, Some(5)),
            ("中~~“", 3..5, None),
            ("葛\u{E0100}**(", 7..9, Some(7)),
            ("塚\u{FE00}**(", 6..8, Some(6)),
            ("。\u{FE00}__T", 6..8, Some(6)),
            ("中__（", 3..5, None),
            ("三*、", 3..4, None),
            ("三**，", 3..5, None),
        ] {
            assert_eq!(sentinel_place(text, &(0..text.len()), &run), expected, "{text}");
        }
    }

    #[test]
    fn multiplication_and_ranges_are_no_markup() {
        for (text, at, expected) in [
            ("5*3*2规格", 1, true),
            ("5cm*3cm", 3, true),
            ("5米*3米", "5米".len(), true),
            ("５*３", 3, true),
            ("重*点*词", 3, false),
            ("第5*点*", "第5".len(), false),
            ("GDP*5", 3, false),
            ("（一）~（三）", "（一）".len(), true),
            ("5~8", 1, false),
            ("~（三）", 0, false),
            ("138****1234", 3, true),
            ("1**2", 1, true),
            ("密码****已", "密码".len(), true),
            ("甲**乙", "甲".len(), false),
            ("。****甲", "。".len(), false),
        ] {
            let length = text[at..].bytes().take_while(|byte| b"*~".contains(byte)).count();
            assert_eq!(is_text(text, &(0..text.len()), &(at..at + length)), expected, "{text}");
        }
    }

    #[test]
    fn four_stars_between_strong_words_are_two_and_two() {
        for (text, expected) in [
            ("**“甲”****“乙”**", true),
            ("**甲****乙**", true),
            ("**甲****乙****丙**", true),
            ("密码****已", false),
            ("**号码138****1234**", false),
            ("**甲****乙", false),
        ] {
            let at = text.find("****").unwrap();
            let found = middle(text, &(0..text.len()), &(at..at + 4), &mut None);
            assert_eq!(found.is_some(), expected, "{text}");
        }
    }

    /// The same result by searching the complete line for each run.
    fn middle_by_looking(body: &str, line: &Range<usize>, run: &Range<usize>) -> Option<usize> {
        if run.len() != 4 || body.as_bytes().get(run.start) != Some(&b'*') {
            return None;
        }
        let (before, after) = (body.get(line.start..run.start)?, body.get(run.end..line.end)?);
        let stands_alone = |c: char| c.is_ascii_alphanumeric() || c.is_whitespace();
        if stands_alone(before.chars().next_back()?) || stands_alone(after.chars().next()?) {
            return None;
        }
        let pairs = |text: &str| text.split(|c| c != '*').filter(|stars| stars.len() == 2).count();
        let longer = |text: &str| text.split(|c| c != '*').filter(|stars| stars.len() == 4).count();
        (pairs(before) % 2 == 1 && pairs(after) + longer(after) > 0).then_some(run.start + 2)
    }

    proptest! {
        #[test]
        fn four_stars_are_divided_as_a_look_through_the_line_has_it(
            lines in proptest::collection::vec("([甲“ a1\\\\]|\\*{1,5}|\\*\\*|\\*{4}){0,24}", 1..4),
        ) {
            let body = lines.join("\n");
            let (mut stars, mut start) = (None, 0);
            for text in &lines {
                let line = start..start + text.len();
                let mut at = line.start;
                while let Some(found) = body[at..line.end].find('*') {
                    let begin = at + found;
                    at = begin + body[begin..line.end].bytes().take_while(|&byte| byte == b'*').count();
                    // The first star of a run may be escaped.
                    for run in [begin..at, begin + 1..at] {
                        prop_assert_eq!(middle(&body, &line, &run, &mut stars), middle_by_looking(&body, &line, &run));
                    }
                }
                start = line.end + 1;
            }
        }
    }

    #[test]
    fn a_text_that_holds_a_sentinel_gets_another() {
        assert_eq!(sentinel("中"), Some('\u{A8CE}'));
        assert_eq!(sentinel("\u{A8CE}"), Some('\u{A8CF}'));
        assert_eq!(sentinel(&SENTINELS.iter().collect::<String>()), None);
        assert!(SENTINELS.iter().all(|&c| is_punctuation(c) && !is_cjk(c)));
        assert_eq!((gap("中"), gap("\u{1680}")), (Some('\u{1680}'), Some('\u{205F}')));
        assert!(GAPS.iter().all(|c| c.is_whitespace()));
    }
}
