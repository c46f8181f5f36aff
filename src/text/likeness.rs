//! Recognises one word in different spellings.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::width::half_width;

/// Pairs of characters, each traditional one before its simplified one: 標标題题. A traditional
/// character in a simplified text is the spelling of another region, or left over from a
/// conversion.
const TRADITIONAL: &str = include_str!("traditional.txt");

/// Normalises a word for comparison: simplified, half-width, lower case, without the marks around
/// it and the blanks in it.
///
/// `“标題”`, `【标题】`, `标　题` and `标题：` all become `标题`; `Pinned Until` and `pinned-until`
/// become `pinneduntil`.
pub fn plain(word: &str) -> String {
    word.chars()
        .filter_map(|c| match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Some(half_width(c)),
            c if c.is_alphanumeric() => Some(simplified(c)),
            _ => None,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Characters of one sound that are typed for one another. A Chinese word with the wrong one of a
/// group is not a word: 日其, 标体, 草搞. Characters that give words (权力 and 权利, 期终 and 期中)
/// are in no group: the writer may mean either.
const CONFUSED: [&str; 24] = [
    "题体提",
    "期其旗",
    "讯迅训",
    "级及极",
    "荐见",
    "属数",
    "源原",
    "型形",
    "附付副",
    "稿搞",
    "栏拦",
    "档挡",
    "编遍",
    "辑缉",
    "绩迹",
    "部步",
    "织职",
    "培陪",
    "赛塞",
    "像象",
    "账帐",
    "址止",
    "候侯",
    "历厉",
];

/// Words that differ from others by a confused character, and mean something of their own: 主体 is
/// not 主题.
const OWN_WORDS: [&str; 9] = ["主体", "全体", "其间", "家数", "家讯", "家训", "年及", "文体", "字体"];

/// Names of fields that are not a word when read backwards, so that 题标 can only mean 标题. Most
/// words of two characters are not here: 奖金 and 金奖, 工人 and 人工, 会议 and 议会 are different
/// words.
const NO_WORD_BACKWARDS: [&str; 24] = [
    "标题", "日期", "作者", "来源", "摘要", "栏目", "单位", "级别", "类型", "附件", "标签", "草稿", "地点",
    "职务", "姓名", "电话", "题图", "副题", "引题", "编辑", "摄影", "责编", "排序", "置顶",
];

/// Pairs of English words that differ in a letter or two, and in meaning.
const OTHER_WORDS: [(&str, &str); 6] = [
    ("country", "county"),
    ("personal", "personnel"),
    ("content", "contest"),
    ("content", "context"),
    ("council", "counsel"),
    ("statue", "status"),
];

/// Returns whether two words are the same except for typical input method mistakes: traditional
/// characters, a confused character (日其 for 日期), a doubled one (标标题), or two swapped ones in
/// a word that means nothing backwards (题标 for 标题).
///
/// Words that differ in any other character are different words, even if they sound the same.
pub fn is_same(word: &str, other: &str) -> bool {
    let (word, other) = (plain(word), plain(other));
    if word == other {
        return !word.is_empty();
    }
    if word.is_ascii() || other.is_ascii() || [&word, &other].into_iter().any(|word| is_own(word)) {
        return false;
    }
    let (letters, others): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    if letters.len() != others.len() {
        return is_doubled(&letters, &others) || is_doubled(&others, &letters);
    }
    let wrong: Vec<(char, char)> =
        letters.iter().copied().zip(others.iter().copied()).filter(|(a, b)| a != b).collect();
    match wrong.as_slice() {
        // At least one character of the word must be right.
        [(a, b)] => letters.len() > 1 && are_confused(*a, *b),
        [(a, b), (c, d)] => {
            let is_known = |word: &String| NO_WORD_BACKWARDS.contains(&word.as_str());
            a == d && b == c && [&word, &other].into_iter().any(is_known)
        }
        _ => false,
    }
}

/// Returns whether `written` probably means `name`: as [`is_same`], or without its last character
/// (党员人 for 党员人数), or with a character that makes a word of the same meaning (通信员 for
/// 通讯员, 编辑机 for 编辑器). Such a name may be suggested, but not written by a fix.
pub fn is_near(written: &str, name: &str) -> bool {
    if is_same(written, name) {
        return true;
    }
    let (written, name): (Vec<char>, Vec<char>) =
        (plain(written).chars().collect(), plain(name).chars().collect());
    let is_cut = written.len() >= 3 && written.len() + 1 == name.len() && name.starts_with(&written);
    let mut wrong = written.iter().zip(&name).filter(|(a, b)| a != b);
    let is_similar = written.len() == name.len()
        && written.len() >= 3
        && matches!(wrong.next(), Some(('信', '讯') | ('讯', '信') | ('机', '器') | ('器', '机')))
        && wrong.next().is_none();
    is_cut || is_similar
}

/// Returns whether two English words are similar but different, so that neither is the other
/// misspelt: `country` and `county`.
pub fn are_other_words(word: &str, other: &str) -> bool {
    let is = |one: &str, known: &str| one.eq_ignore_ascii_case(known);
    word.is_ascii()
        && OTHER_WORDS.iter().any(|(a, b)| (is(word, a) && is(other, b)) || (is(word, b) && is(other, a)))
}

fn is_own(word: &str) -> bool {
    OWN_WORDS.contains(&word)
}

fn are_confused(a: char, b: char) -> bool {
    CONFUSED.iter().any(|group| group.contains(a) && group.contains(b))
}

/// Returns whether `long` is `short` with one character written twice in a row.
fn is_doubled(long: &[char], short: &[char]) -> bool {
    let is_twice = |at: usize| long.get(at) == long.get(at + 1);
    let without = |at: usize| long.iter().enumerate().filter(move |(n, _)| *n != at).map(|(_, c)| c);
    short.len() > 1
        && long.len() == short.len() + 1
        && (0..short.len()).any(|at| is_twice(at) && without(at).eq(short.iter()))
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
            ("草搞", "草稿"),
            ("标标题", "标题"),
            ("通讯员员", "通讯员"),
            ("付件", "附件"),
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
            ("奖金", "金奖"),
            ("工人", "人工"),
            ("议会", "会议"),
            ("期终", "期中"),
            ("权力", "权利"),
            ("截止", "截至"),
            ("乙级", "一级"),
            ("师级", "市级"),
            ("是级", "市级"),
            ("主体", "主题"),
            ("期终成绩", "期中成绩"),
            ("人工费", "工人费"),
            ("天天", "天"),
            ("发布人", "发布时间"),
            ("title", "titel"),
            ("", "“”"),
            ("甲", "乙"),
        ] {
            assert!(!is_same(word, other), "{word} {other}");
        }
    }

    #[test]
    fn what_may_be_suggested_stays_within_the_meaning() {
        for (written, name, expected) in [
            ("通信员", "通讯员", true),
            ("党员人", "党员人数", true),
            ("日其", "日期", true),
            ("主讲人", "主持人", false),
            ("女党员数", "男党员数", false),
            ("书记", "副书记", false),
            ("纪委书记", "纪委副书记", false),
            ("获奖单位数", "获奖单位", false),
            ("权力人", "权利人", false),
            ("会", "会议", false),
        ] {
            assert_eq!(is_near(written, name), expected, "{written} {name}");
        }
        assert!(are_other_words("Country", "county") && are_other_words("county", "country"));
        assert!(!are_other_words("titel", "title") && !are_other_words("county", "county"));
    }

    #[test]
    fn the_table_has_pairs_of_two() {
        assert_eq!(TRADITIONAL.chars().filter(|c| *c != '\n').count() % 2, 0);
        assert_eq!(plain("國務院黨組織關於學習貫徹"), "国务院党组织关于学习贯彻");
    }
}
