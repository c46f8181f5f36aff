//! Recognizes `*` and `_` that Chinese texts use for something other than emphasis: masked names of
//! public notices (`王**、李*明`), products (`3人*5`), marks of notes (`标*为必填`), and blanks of
//! forms (`____年____月`).
//!
//! Each function looks at a few characters around the run, and at most as far as the next run, so
//! that a line is gone through only once.

use super::chars::is_han;
use super::punctuation::is_punctuation;
use crate::text::is_digit;

/// Surnames that end few other words.
const SURNAMES: &str = "王李张刘陈杨黄赵吴徐孙朱胡郭罗郑梁谢宋唐韩冯邓曹彭曾肖董袁潘蒋蔡余杜叶苏魏吕丁沈姚卢姜崔谭陆汪范廖贾韦邹孟熊秦邱薛闫侯黎贺顾郝龚邵戴覃阎俞樊殷翟倪";

/// Surnames that end other words, too: `提高`, `每周`.
const OTHER_SURNAMES: &str = "周马何高林许田于程任钟金石夏方付白江尹段雷龙史陶毛万钱严武莫孔向汤常温康施文牛葛邢安齐易乔伍庞洪梅庄童尤";

/// Surnames of two characters.
const LONG_SURNAMES: [&str; 8] = ["欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟"];

/// Characters for what is counted or filled in.
const UNITS: &str = "年月日时分届次人元名号岁个天周期份套台户组本件册桌盒箱课项米页";

/// Whether stars between `before` and `after`, of one line, stand for the given name of a person:
/// `王**、`, `欧阳*（男）`, `李*明，`. The surname stands alone before them, or they cannot be
/// anything else: `举报人王**，`.
pub(super) fn is_masked_name(before: &str, stars: usize, after: &str) -> bool {
    if is_bracket_in_stars(stars, after) {
        return false;
    }
    let Some(surname) = before.chars().next_back().filter(|c| is_han(*c)) else { return false };
    let is_long = LONG_SURNAMES.iter().any(|long| before.ends_with(long));
    let is_sure = SURNAMES.contains(surname) || is_long;
    if !is_sure && !OTHER_SURNAMES.contains(surname) {
        return false;
    }
    let around = before.chars().rev().nth(if is_long { 2 } else { 1 });
    let is_alone = around.is_none_or(|c| c.is_whitespace() || (is_punctuation(c) && !is_mark(c)));
    let mut next = after.chars();
    match next.next() {
        Some(c) if is_han(c) && is_alone => {
            let is_rest = stars == 1 && next.next().is_none_or(ends_name);
            let titles = ["同志", "先生", "女士", "等", "某"];
            is_rest || titles.iter().any(|title| after.starts_with(title))
        }
        after => (is_alone || is_sure) && after.is_none_or(ends_name),
    }
}

/// Whether a bracket follows that stars of the same number close: `支书老张**（右一）**在讲解`.
fn is_bracket_in_stars(stars: usize, after: &str) -> bool {
    /// Length of the longest bracket to look through, in bytes.
    const LONGEST: usize = 90;
    let Some(inner) = after.strip_prefix(['（', '(']) else { return false };
    let close =
        inner.char_indices().take_while(|(at, _)| *at < LONGEST).find(|(_, c)| matches!(c, '）' | ')'));
    let rest = close.and_then(|(at, c)| inner.get(at + c.len_utf8()..)).unwrap_or_default();
    rest.bytes().take_while(|byte| *byte == b'*').count() == stars
}

/// Whether a line is nothing but names: `王五`, `李　四`, `张三、欧阳小明`, `张三 李四`.
pub(super) fn is_names(line: &str) -> bool {
    line.starts_with(is_han)
        && line.split(['、', '，']).all(|part| is_name(part.trim()) || part.split_whitespace().all(is_name))
}

fn is_name(text: &str) -> bool {
    let begins = text.starts_with(|c: char| SURNAMES.contains(c) || OTHER_SURNAMES.contains(c))
        || LONG_SURNAMES.iter().any(|long| text.starts_with(long));
    // Two characters with a space between them are as wide as three.
    let mut letters = text.chars().filter(|c| !matches!(c, ' ' | '\u{3000}'));
    begins && text.len() <= 18 && (2..=4).contains(&letters.clone().count()) && letters.all(is_han)
}

/// Whether a run of stars and the next one of the line both follow surnames, so that what is
/// between is not emphasized: `王**反映李**`.
pub(super) fn are_two_names(before: &str, stars: usize, after: &str) -> bool {
    let is_surname = |c: char| SURNAMES.contains(c);
    before.ends_with(is_surname)
        && next_run(after).is_some_and(|(between, run, _)| run == stars && between.ends_with(is_surname))
}

/// Whether a star multiplies something counted: `100元/人*20人，3人*5`, `3人*天`. The next star of
/// the line does so too: in `共*20人*参加` the stars stress.
pub(super) fn is_product(before: &str, after: &str) -> bool {
    if !is_factor(before, after) {
        return false;
    }
    match next_run(after) {
        None => before.ends_with(|c: char| UNITS.contains(c) || matches!(c, ')' | '）')),
        Some((between, run, rest)) => run == 1 && is_factor(between, rest),
    }
}

fn is_factor(before: &str, after: &str) -> bool {
    let is_unit = |c: char| UNITS.contains(c);
    let Some(next) = after.chars().next() else { return false };
    let counts =
        |c: char| is_digit(c) || is_unit(c) || c.is_ascii_alphabetic() || matches!(c, ')' | '）' | '%');
    let follows = before.chars().next_back();
    (is_digit(next) && follows.is_some_and(|c| counts(c) || is_han(c)))
        || (is_unit(next) && follows.is_some_and(|c| is_digit(c) || is_unit(c)))
}

/// Whether a star multiplies in a formula: `长*宽*高=体积`, `金额=单价*数量`.
pub(super) fn is_in_formula(before: &str, after: &str) -> bool {
    const LONGEST: usize = 24;
    let is_operand = |c: char| c.is_alphanumeric();
    let is_part =
        |c: &char| is_operand(*c) || matches!(c, '*' | '/' | '+' | '-' | '×' | '÷' | '%' | '=' | '＝');
    let is_equals = |c: char| matches!(c, '=' | '＝');
    before.ends_with(is_operand)
        && after.starts_with(is_operand)
        && (after.chars().take(LONGEST).take_while(is_part).any(is_equals)
            || before.chars().rev().take(LONGEST).take_while(is_part).any(is_equals))
}

/// Whether a star is spoken of as a mark: `标*为必填项`, `带*号的`, `“*”`. The next one of the line
/// is, too, or there is none.
pub(super) fn is_note_mark(before: &str, after: &str) -> bool {
    let is_quoted =
        before.ends_with(['“', '‘', '"', '（', '「']) && after.starts_with(['”', '’', '"', '）', '」']);
    if is_quoted {
        return true;
    }
    is_spoken_of(before, after)
        && next_run(after).is_none_or(|(between, run, rest)| run == 1 && is_spoken_of(between, rest))
}

fn is_spoken_of(before: &str, after: &str) -> bool {
    let marks = ["号", "为必", "表示", "代表", "处", "项", "者"];
    let marked = before.ends_with(['标', '带', '注', '打', '加', '有', '画', '用', '以', '凡', '填']);
    let is_named = marks.iter().any(|mark| after.starts_with(mark));
    let is_alone = before.chars().next_back().is_none_or(|c| c.is_whitespace() || is_punctuation(c));
    (marked && (is_named || after.starts_with(['的', '是', '为']))) || (is_named && is_alone)
}

/// Whether underscores are a blank to be filled in: `____年`, `第__届`. `__年度考核__` is strong.
pub(super) fn is_blank(before: &str, length: usize, after: &str) -> bool {
    if length != 2 {
        // A line of underscores only is a rule.
        return length > 2 && !(before.trim().is_empty() && after.trim().is_empty());
    }
    let is_unit = |c: char| UNITS.contains(c);
    // `售出__1337__份`: the run before it opens.
    if before.rsplit_once("__").is_some_and(|(_, between)| !between.starts_with(is_unit)) {
        return false;
    }
    let mut next = after.chars();
    let is_before_unit = next.next().is_some_and(is_unit) && next.next().is_none_or(|c| !is_letter(c));
    let mut last = before.chars().rev();
    let is_behind_unit = last.next().is_some_and(is_unit) && last.next() == Some('_');
    let is_counted = before.ends_with('第') && after.starts_with(is_unit);
    is_counted || is_before_unit || (is_behind_unit && after.chars().next().is_none_or(|c| !is_letter(c)))
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether `c` is markup rather than punctuation of the text.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`' | '\\')
}

/// Whether a name ends before `c`. A quotation mark may begin what is emphasized: `于**“两会”**`.
fn ends_name(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '、' | '，' | '。' | '；' | '）' | '（' | '！' | '？' | '：' | '”' | '】' | '》')
        || matches!(c, ',' | ';' | ')' | '(' | '.' | '/' | '|' | ':')
}

/// Returns the text before the next run of stars in `text`, the length of the run, and the text
/// after it.
fn next_run(text: &str) -> Option<(&str, usize, &str)> {
    let (between, rest) = text.split_once('*')?;
    let after = rest.trim_start_matches('*');
    Some((between, 1 + rest.len() - after.len(), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies `is` to the first run of `mark` in each text.
    fn check(mark: char, is: impl Fn(&str, usize, &str) -> bool, cases: &[(&str, bool)]) {
        for (text, expected) in cases {
            let (before, rest) = text.split_once(mark).unwrap();
            let after = rest.trim_start_matches(mark);
            assert_eq!(is(before, 1 + rest.len() - after.len(), after), *expected, "{text}");
        }
    }

    #[test]
    fn names_are_masked_behind_a_surname_that_stands_alone() {
        let cases = [
            ("王**、李", true),
            ("（王**）", true),
            ("名单：王*，", true),
            ("欧阳**", true),
            ("李*明、", true),
            ("王**同志", true),
            ("举报人王**，", true),
            ("王**（男", true),
            ("提高**、", false),
            ("重点**、", false),
            ("**王**、", false),
            ("高*质量*", false),
            ("高*质*", false),
            ("，于**“两会”**", false),
            ("，于**北京**", false),
        ];
        check('*', is_masked_name, &cases);
        check('*', are_two_names, &[("王**反映李**", true), ("王**反映李*明", false), ("王**反映", false)]);
    }

    #[test]
    fn stars_multiply_between_what_is_counted() {
        let cases = [
            ("100元/人*20人=2000元，3人*5", true),
            ("3人*5", true),
            ("3人*天", true),
            ("（5+3）*2", true),
            ("共*20人*参加", false),
            ("约*20", false),
            ("重*点*", false),
            ("3人*天*", false),
        ];
        check('*', |before, _, after| is_product(before, after), &cases);
    }

    #[test]
    fn stars_multiply_in_formulas() {
        let cases = [
            ("长*宽*高=3", true),
            ("单价*数量=金额，数量*2", true),
            ("金额=单价*数量", true),
            ("长*宽*高", false),
            ("a=b，重*点*", false),
            ("= *重点*", false),
        ];
        check('*', |before, _, after| is_in_formula(before, after), &cases);
    }

    #[test]
    fn lines_of_names_have_nothing_else() {
        for (line, expected) in [
            ("王五", true),
            ("李　四", true),
            ("张三、欧阳小明", true),
            ("张三 李四　王五", true),
            ("高质量发展", false),
            ("张三（书记）", false),
            ("张三，李四。", false),
            ("", false),
        ] {
            assert_eq!(is_names(line), expected, "{line}");
        }
    }

    #[test]
    fn stars_are_spoken_of() {
        let cases = [
            ("标*为必填项，带*号的", true),
            ("*号为必填", true),
            ("“*”号为必填项，*号不填", true),
            ("加*的题目为必答题，加*号的除外", true),
            ("带*号的填写", true),
            ("标*为必填，*重点*", false),
            ("*处理*", false),
            ("坚*持*", false),
        ];
        check('*', |before, _, after| is_note_mark(before, after), &cases);
    }

    #[test]
    fn blanks_are_long_or_stand_at_units() {
        let cases = [
            ("____年", true),
            ("姓名：____，", true),
            ("__年__月", true),
            ("第__届", true),
            ("第__届委员会第__次", true),
            ("售出__1337__份", false),
            ("第__届__次", true),
            ("____", false),
            ("__年度考核__", false),
            ("__重点__", false),
            ("重__点", false),
        ];
        check('_', is_blank, &cases);
    }
}
