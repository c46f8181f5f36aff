//! Recognises one word in different spellings.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

/// Pairs of characters, each traditional one before its simplified one: 標标題题. A traditional
/// character in a simplified text is the spelling of another region, or left over from a
/// conversion.
const TRADITIONAL: &str = include_str!("traditional.txt");

/// Normalises a word for comparison: simplified, half-width, lower case, without the marks around
/// it and the blanks in it.
///
/// `“标題”`, `【标题】`, `标　题` and `标题：` all become `标题`; `Pinned Until` and `pinned-until` become
/// `pinneduntil`.
pub fn plain(word: &str) -> String {
    word.chars()
        .filter_map(|c| match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0),
            c if c.is_alphanumeric() => Some(simplified(c)),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns whether two words are the same except for typical input method mistakes: traditional
/// characters, one other character of the same sound (日其 for 日期), or two characters swapped (题标 for
/// 标题).
pub fn is_same(word: &str, other: &str) -> bool {
    let (word, other) = (plain(word), plain(other));
    if word == other {
        return !word.is_empty();
    }
    if word.is_ascii() || other.is_ascii() {
        return false;
    }
    let (word, other): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    if word.len() != other.len() {
        return false;
    }
    let sound = |c: char| c.to_pinyin().map(pinyin::Pinyin::plain);
    let wrong: Vec<(char, char)> = word.iter().copied().zip(other).filter(|(a, b)| a != b).collect();
    match wrong.as_slice() {
        // At least one character of the word must be right.
        [(a, b)] => word.len() > 1 && sound(*a).is_some() && sound(*a) == sound(*b),
        [(a, b), (c, d)] => a == d && b == c,
        _ => false,
    }
}

fn simplified(c: char) -> char {
    static PAIRS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let mut chars = TRADITIONAL.chars().filter(|c| *c != '\n');
        std::iter::from_fn(move || Some((chars.next()?, chars.next()?))).collect()
    });
    if c.is_ascii() { c } else { PAIRS.get(&c).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_is_written_in_many_ways() {
        for (word, other) in [
            ("标題", "标题"),
            ("標題", "标题"),
            ("“标题”", "标题"),
            ("【标题】", "标题"),
            ("标　题", "标题"),
            ("ＴＩＴＬＥ", "title"),
            ("Pinned until", "pinned_until"),
            ("日其", "日期"),
            ("题标", "标题"),
            ("國家級", "国家级"),
        ] {
            assert!(is_same(word, other) && is_same(other, word), "{word} {other}");
        }
    }

    #[test]
    fn words_that_mean_something_else_are_others() {
        for (word, other) in [
            ("委员", "党员"),
            ("题目", "题图"),
            ("公司级", "集团公司级"),
            ("国家级", "国际级"),
            ("主讲人", "主持人"),
            ("市级", "省级"),
            ("发布人", "发布时间"),
            ("title", "titel"),
            ("", "“”"),
            ("甲", "乙"),
        ] {
            assert!(!is_same(word, other), "{word} {other}");
        }
    }

    #[test]
    fn the_table_has_pairs_of_two() {
        assert_eq!(TRADITIONAL.chars().filter(|c| *c != '\n').count() % 2, 0);
        assert_eq!(plain("國務院黨組織關於學習貫徹"), "国务院党组织关于学习贯彻");
    }
}
