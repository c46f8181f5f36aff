//! Splits lists written in one line, as people write them: `张三、李四`, `党建，学习`, `【党建；学习】`, `张三 李四`.
//!
//! This is the only place that knows what separates items. Front matter, data files and the
//! arguments of directives use it.

/// Marks that separate items. Inside brackets and quotation marks they are part of an item:
/// `甲（出差，明天回）`.
pub const SEPARATORS: [char; 5] = ['，', ',', '、', '；', ';'];

/// Pairs of marks that keep what is between them together. An ASCII quotation mark closes the one
/// before it.
const HOLDING: [(char, char); 13] = [
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
    ('《', '》'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
    ('“', '”'),
    ('‘', '’'),
    ('"', '"'),
];

/// Brackets that may enclose an entire list.
const ROUND_LISTS: [(char, char); 3] = [('【', '】'), ('[', ']'), ('［', '］')];

/// Words that show that a part is not a complete name: `张三 主任` and `党建办 张三` are one person.
const NO_NAMES: [&str; 56] = [
    "部",
    "室",
    "办",
    "处",
    "科",
    "委",
    "局",
    "组",
    "会",
    "团",
    "社",
    "站",
    "院",
    "校",
    "台",
    "报",
    "网",
    "公司",
    "中心",
    "支部",
    "集团",
    "记者",
    "本报",
    "本刊",
    "本站",
    "编辑",
    "作者",
    "摄影",
    "通讯员",
    "供稿",
    "主任",
    "书记",
    "委员",
    "部长",
    "处长",
    "科长",
    "局长",
    "院长",
    "校长",
    "主席",
    "组长",
    "班长",
    "经理",
    "总监",
    "老师",
    "教授",
    "博士",
    "硕士",
    "同志",
    "先生",
    "女士",
    "党员",
    "干事",
    "工程师",
    "技术员",
    "等",
];

/// Returns whether a text may be a list: it contains a separator or begins with a bracket.
pub fn may_be(text: &str) -> bool {
    text.contains(SEPARATORS) || ROUND_LISTS.into_iter().any(|(open, _)| text.trim_start().starts_with(open))
}

/// Returns the items of a list in one line; a text without separators is one item. Brackets around
/// the entire list are removed.
pub fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut rest = text.trim();
    while let Some((inner, after)) = in_brackets(rest) {
        items.extend(split(inner, |c| SEPARATORS.contains(&c)));
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
        if rest.is_empty() {
            return items;
        }
    }
    // Brackets around only a part of the text belong to that part.
    split(text, |c| SEPARATORS.contains(&c))
}

/// Returns the items of a list of sentences in one line. Sentences contain commas, so only
/// semicolons separate them; 、 does if no other mark is there, as in `学习讨论、民主评议`.
pub fn sentences(text: &str) -> Vec<&str> {
    let has_more = text.contains(['，', ',', '；', ';']);
    split(text, |c| matches!(c, '；' | ';') || (c == '、' && !has_more))
}

/// Returns the content of the brackets at the start of `text`, and what follows them.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let (_, close) = ROUND_LISTS.into_iter().find(|(open, _)| *open == first)?;
    let rest = text.get(first.len_utf8()..)?;
    let (inner, after) = rest.split_once(close)?;
    (!inner.contains(first)).then_some((inner, after))
}

/// The result of [`names`]: how the spaces in a line separate names.
#[derive(Debug, PartialEq, Eq)]
pub enum Spaced<'t> {
    /// One name: without spaces, `John Smith`, or a name widened by a space (`张　三`).
    One,
    /// Several names: `张三 李四`.
    Names(Vec<&'t str>),
    /// Unclear which parts are names: `张三 主任`, `王 五 李 六`.
    Unclear,
}

/// Decides whether the spaces in `text` separate names of persons: they do between names of two to
/// four Chinese characters.
pub fn names(text: &str) -> Spaced<'_> {
    let parts = split(text.trim(), char::is_whitespace);
    if parts.len() < 2 {
        return Spaced::One;
    }
    let bare = |part: &str| -> usize { part.split(['（', '(']).next().unwrap_or(part).chars().count() };
    if !parts.iter().any(|part| part.chars().any(is_han)) {
        return Spaced::One;
    }
    if parts.iter().all(|part| is_name(part)) {
        return Spaced::Names(parts);
    }
    let is_widened = parts.len() == 2 && parts.iter().all(|part| bare(part) == 1);
    if is_widened { Spaced::One } else { Spaced::Unclear }
}

/// Marks that people write between names. They are not in [`SEPARATORS`] because they also occur
/// inside items: `党群/行政`.
const BETWEEN: [char; 11] = ['/', '／', '|', '｜', '&', '＆', '+', '＋', '\\', '。', '．'];

/// Words that join two names.
const JOINING: [&str; 5] = ["以及", "和", "与", "及", "同"];

/// Returns whether `text` may be several names without a separator between them: `张三/李四`, `张三和李四`.
pub fn may_join_names(text: &str) -> bool {
    let is_several = |parts: Vec<&str>| parts.len() > 1 && parts.iter().all(|part| is_name(part.trim()));
    is_several(split(text, |c| BETWEEN.contains(&c)))
        || JOINING.iter().any(|word| text.split_once(word).is_some_and(|(a, b)| is_several(vec![a, b])))
}

/// Returns whether a word is likely the name of a person: `张三`, `欧阳修`, `买买提·艾力`, `张三（书记）`.
fn is_name(word: &str) -> bool {
    let name = word.split(['（', '(']).next().unwrap_or(word);
    if NO_NAMES.iter().any(|ending| name.ends_with(ending)) {
        return false;
    }
    let parts: Vec<&str> = name.split(['·', '•', '・']).collect();
    let length = name.chars().count();
    let is_long_enough = if parts.len() > 1 { length > 2 } else { (2..=4).contains(&length) };
    is_long_enough && parts.iter().all(|part| !part.is_empty() && part.chars().all(is_han))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Splits a text at separators outside of brackets, numbers and addresses. Empty items are left
/// out.
fn split(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<&str> {
    // A mark that is never closed keeps nothing together.
    let last: Vec<Option<usize>> = HOLDING.iter().map(|(_, close)| text.rfind(*close)).collect();
    let mut items = Vec::new();
    let mut open: Vec<char> = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if open.last() == Some(&c) {
            open.pop();
            continue;
        }
        let opens =
            HOLDING.iter().zip(&last).find(|((mark, _), last)| *mark == c && last.is_some_and(|l| l > at));
        if let Some(((_, close), _)) = opens {
            open.push(*close);
        } else if open.is_empty() && is_separator(c) && separates(text, start, at, c) {
            items.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    items.push(&text[start..]);
    items.into_iter().map(bare).filter(|item| !item.is_empty()).collect()
}

/// Removes blanks and a pair of ASCII quotation marks around an item.
fn bare(item: &str) -> &str {
    let item = item.trim();
    let inner = item.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).map_or(item, str::trim)
}

/// Returns whether the mark `c` at `at` ends the item that began at `start`. It does not in
/// `1,000`, nor inside an address.
fn separates(text: &str, start: usize, at: usize, c: char) -> bool {
    let (item, rest) = (&text[start..at], &text[at + c.len_utf8()..]);
    if matches!(c, ',' | '，') && groups_digits(item, rest) {
        return false;
    }
    let item = item.trim_start();
    if matches!(c, ',' | ';') && (item.contains("://") || item.starts_with('/')) {
        let is_next = |start: &str| rest.starts_with(start);
        return rest.starts_with(char::is_whitespace)
            || rest.is_empty()
            || rest.starts_with(|c: char| !c.is_ascii())
            || ["/", "http://", "https://"].into_iter().any(is_next);
    }
    true
}

/// Returns whether a comma between `before` and `after` groups the digits of a number.
fn groups_digits(before: &str, after: &str) -> bool {
    let digits = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let front = before.chars().rev().take_while(digits).count();
    let behind = after.chars().take_while(digits).count();
    (1..=3).contains(&front) && behind == 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_mark_separates() {
        for text in [
            "甲，乙",
            "甲,乙",
            "甲、乙",
            "甲；乙",
            "甲;乙",
            "甲, 乙",
            "【甲，乙】",
            "[甲、乙]",
            "【甲】【乙】",
            "［甲；乙］",
            "【甲】、【乙】",
            "甲，，乙，",
            "\"甲\"，\"乙\"",
            " 甲 ， 乙 ",
        ] {
            assert_eq!(items(text), ["甲", "乙"], "{text}");
        }
        assert_eq!(items("Alice,Bob; Carol"), ["Alice", "Bob", "Carol"]);
    }

    #[test]
    fn what_belongs_to_an_item_stays_in_it() {
        for text in [
            "甲（出差，明天回）",
            "甲(出差,明天回)",
            "《为人民服务、纪念白求恩》",
            "“学习，再学习”",
            "1,000",
            "1,234,567元",
            "１，０００人",
            "https://a.example/x,y;z",
            "/a,b.html",
            "",
        ] {
            assert_eq!(items(text), if text.is_empty() { vec![] } else { vec![text] }, "{text}");
        }
        assert_eq!(items("甲（出差，明天回）、乙（病假；住院）"), ["甲（出差，明天回）", "乙（病假；住院）"]);
        assert_eq!(items("（甲、乙"), ["（甲", "乙"]);
        assert_eq!(items("2025,2026"), ["2025", "2026"]);
        assert_eq!(items("/a.html,/b.html"), ["/a.html", "/b.html"]);
        assert_eq!(
            items("https://a.example/x, https://b.example/y"),
            ["https://a.example/x", "https://b.example/y"]
        );
        assert_eq!(items("【甲】乙、丙"), ["【甲】乙", "丙"]);
        assert_eq!(sentences("不忘初心，牢记使命；为民造福"), ["不忘初心，牢记使命", "为民造福"]);
        assert_eq!(sentences("学习讨论、民主评议"), ["学习讨论", "民主评议"]);
        assert_eq!(sentences("同意张三、李四转正，报党委审批").len(), 1);
    }

    #[test]
    fn spaces_separate_names_and_only_names() {
        for (text, found) in [
            ("张三 李四", vec!["张三", "李四"]),
            ("张三　李四  王五六", vec!["张三", "李四", "王五六"]),
            ("张三（书记） 李四（委员 兼）", vec!["张三（书记）", "李四（委员 兼）"]),
            ("买买提·艾力 李四", vec!["买买提·艾力", "李四"]),
        ] {
            assert_eq!(names(text), Spaced::Names(found), "{text}");
        }
        for text in ["张三", "John Smith", "张 三", "田　富", "张 三（书记）", "张三（书记 兼）", ""]
        {
            assert_eq!(names(text), Spaced::One, "{text}");
        }
        for text in [
            "张三 主任",
            "党建办 张三",
            "本报记者 张三",
            "张 三 李 四",
            "欧阳 修",
            "张三 Smith",
            "第一党支部 张三",
        ] {
            assert_eq!(names(text), Spaced::Unclear, "{text}");
        }
    }

    #[test]
    fn names_may_be_joined_by_other_marks_and_by_words() {
        for text in [
            "张三/李四",
            "张三 / 李四",
            "张三|李四",
            "张三&李四王五",
            "张三和李四",
            "张三以及李四",
            "欧阳修与张三",
        ] {
            assert!(may_join_names(text), "{text}");
        }
        for text in [
            "张三",
            "张和平",
            "和平",
            "李与",
            "张三（生产/安全）",
            "党群/行政部",
            "A/B",
            "张同和",
            "John Smith",
        ] {
            assert!(!may_join_names(text), "{text}");
        }
    }

    #[test]
    fn very_long_lists_take_time_in_proportion() {
        for text in ["（".repeat(100_000), "甲，".repeat(100_000), "1,".repeat(100_000), "【".repeat(100_000)]
        {
            assert!(items(&text).len() <= 100_000);
        }
    }

    proptest! {
        #[test]
        fn items_are_parts_of_the_text_in_order(text in "[甲乙1,，、；;（）()【】\\[\\]\"“” /:.a]{0,24}") {
            let mut at = 0;
            for item in items(&text).into_iter().chain([]) {
                let place = text.get(at..).and_then(|rest| rest.find(item));
                prop_assert!(place.is_some() && !item.is_empty(), "{:?} in {:?}", item, text);
                at += place.unwrap() + item.len();
            }
            let _ = names(&text);
        }
    }
}
