//! Tells names of persons apart, and from what people write beside them: `张三 李四`, `记者张三`.

use super::{is_gap, split};
use crate::text::script::is_han;
use crate::text::surname::begins_with_surname;
use crate::text::{is_digit, numeral};

/// Words that show, beside [`POSTS`], that a part is not a complete name: `党建办 张三` is one
/// person.
const NO_NAMES: [&str; 26] = [
    "部", "队", "室", "办", "处", "科", "委", "局", "组", "会", "团", "社", "站", "院", "校", "台", "报",
    "网", "公司", "中心", "支部", "集团", "本报", "本刊", "本站", "等",
];

/// The result of [`names`]: how the spaces in a line separate names.
#[derive(Debug, PartialEq, Eq)]
pub enum NameSpacing<'t> {
    /// One name: without spaces, `John Smith`, or a name widened by a space (`张　三`).
    One,
    /// Several names: `张三 李四`.
    Names(Vec<&'t str>),
    /// Unclear which parts are names: `张三 主任`, `王 五 李 六`.
    Unclear,
}

/// Returns whether a text may be several names without a separator between them: it contains a
/// space, or something after a bracket.
pub fn may_be_names(text: &str) -> bool {
    const CLOSING: [char; 2] = ['）', ')'];
    text.contains(is_gap) || text.trim_end_matches(CLOSING).contains(CLOSING)
}

/// Decides whether the spaces in `text` separate names of persons: they do between names of two to
/// four Chinese characters. So does a note in brackets: `张三（党办）李四（工会）`.
pub fn names(text: &str) -> NameSpacing<'_> {
    let parts = name_parts(text);
    if parts.len() < 2 {
        return NameSpacing::One;
    }
    let bare = |part: &str| -> usize { part.split(['（', '(']).next().unwrap_or(part).chars().count() };
    if !parts.iter().any(|part| part.chars().any(is_han)) {
        return NameSpacing::One;
    }
    if parts.iter().all(|part| is_name(part)) {
        return NameSpacing::Names(parts);
    }
    let is_widened = parts.len() == 2 && parts.iter().all(|part| bare(part) == 1);
    if is_widened { NameSpacing::One } else { NameSpacing::Unclear }
}

/// Splits a text at blanks and after each note in brackets: `张三（党办）李四`. A note belongs to
/// the name before it, also after a blank: `张三 （党办）`.
fn name_parts(text: &str) -> Vec<&str> {
    const OPENING: [char; 2] = ['（', '('];
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        match c {
            _ if OPENING.contains(&c) => depth += 1,
            '）' | ')' if depth == 1 => {
                depth = 0;
                parts.push(&text[start..after]);
                start = after;
            }
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_gap(c) => {
                let is_note = || text[after..].trim_start_matches(is_gap).starts_with(OPENING);
                // Only the first blank of several in a row counts, so this takes linear time.
                if text[start..at].ends_with(|c| !is_gap(c)) && !is_note() {
                    parts.push(&text[start..at]);
                    start = after;
                }
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(|part| part.trim_matches(is_gap)).filter(|part| !part.is_empty()).collect()
}

/// Marks that people write between names, but that are not separators, since they are used within
/// items, too: `党群/行政`.
const BETWEEN: [char; 32] = [
    '/', '／', '∕', '|', '｜', '∣', '丨', '&', '＆', '+', '＋', '\\', '。', '．', '.', '﹒', '-', '－', '‐',
    '–', '—', '―', '−', '~', '～', '〜', ':', '：', '→', '>', '=', '＝',
];

/// Words that join two names.
const JOINING: [&str; 6] = ["以及", "和", "与", "及", "同", "跟"];

/// Returns whether `text` may be several names without a separator between them: `张三/李四`,
/// `张三和李四`, `Alice and Bob`.
pub fn may_join_names(text: &str) -> bool {
    let is_several = |parts: Vec<&str>| parts.len() > 1 && parts.iter().all(|part| is_name(part.trim()));
    let halves = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let halves = [&text[..at], &text[at + word.len()..]];
            // 传承与创新 is no name, and not two.
            halves.iter().any(|half| begins_with_surname(half.trim())) && is_several(halves.to_vec())
        })
    };
    // The mark of foreign names joins two Chinese ones too, but 阿依·古丽 is one person.
    let is_surname = |part: &str| (2..=3).contains(&part.chars().count()) && begins_with_surname(part);
    let by_dot = || {
        let (a, b) = text.split_once(DOTS)?;
        (is_surname(a) && is_surname(b) && !b.contains(DOTS)).then_some(())
    };
    is_several(split(text, |c| BETWEEN.contains(&c)))
        || JOINING.iter().any(|word| halves(word))
        || by_dot().is_some()
        || [" and ", " & ", " / ", " with "].iter().any(|word| is_foreign_names(text.split_once(word)))
}

/// Whether both parts are names in Latin letters: `Alice`, `Bob Lee`.
fn is_foreign_names(halves: Option<(&str, &str)>) -> bool {
    let is_name = |part: &str| {
        let part = part.trim();
        part.starts_with(char::is_uppercase)
            && part.chars().all(|c| (c.is_alphabetic() && !is_han(c)) || " .-'’".contains(c))
    };
    halves.is_some_and(|(a, b)| is_name(a) && is_name(b))
}

/// The marks between the parts of a foreign name: 买买提·艾力.
const DOTS: [char; 4] = ['·', '•', '・', '‧'];

/// Posts and other words for persons, which people write directly before or after a name:
/// 组织委员张三, 张三同志.
const POSTS: [&str; 35] = [
    "记者",
    "通讯员",
    "作者",
    "摄影",
    "编辑",
    "责编",
    "校对",
    "审核",
    "委员",
    "书记",
    "主任",
    "部长",
    "处长",
    "科长",
    "局长",
    "院长",
    "校长",
    "主席",
    "组长",
    "班长",
    "队长",
    "经理",
    "工程师",
    "技术员",
    "干事",
    "教授",
    "党员",
    "同志",
    "供稿",
    "总监",
    "老师",
    "博士",
    "硕士",
    "先生",
    "女士",
];

/// Words that people write directly after a name: a role, or the reason of an absence.
const DOINGS: [&str; 38] = [
    "整理",
    "供稿",
    "摄影",
    "摄",
    "摄影报道",
    "报道",
    "撰稿",
    "撰文",
    "采写",
    "编写",
    "绘图",
    "绘制",
    "制图",
    "制作",
    "编译",
    "翻译",
    "口述",
    "记录",
    "讲述",
    "提供",
    "出差",
    "请假",
    "病假",
    "事假",
    "休假",
    "年假",
    "产假",
    "婚假",
    "丧假",
    "公出",
    "外出",
    "外派",
    "住院",
    "值班",
    "缺席",
    "因公",
    "因病",
    "因事",
];

/// Marks that are in no name of a person, though people write them beside one: `张三*`, `张三①`.
const NO_NAME_MARKS: [char; 34] = [
    '。', '！', '？', '“', '”', '「', '」', '『', '』', '"', '*', '＊', '※', '†', '‡', '#', '＃', '@', '＠',
    '：', ':', '《', '》', '〈', '〉', '【', '】', '［', '］', '〔', '〕', '｛', '｝', '…',
];

/// Returns whether the text for one person has more in it than the name and a note in brackets:
/// `记者张三`, `李四摄`, `李四等12人`, `3人`, `张三①`.
pub fn is_more_than_name(text: &str) -> bool {
    let name = text.split(['（', '(']).next().unwrap_or(text).trim_matches(is_gap);
    let length = name.chars().count();
    if name.is_empty() {
        return !text.trim().is_empty();
    }
    let is_all_han = name.chars().all(is_han);
    if !is_all_han {
        let is_odd =
            |c: char| NO_NAME_MARKS.contains(&c) || matches!(c, '①'..='⓿' | '❶'..='➓' | '²' | '³' | '¹');
        return name.contains(is_odd) || has_others(name) || is_count(name);
    }
    // A usual name: nothing as short has a post beside it.
    if length <= 3 && !name.ends_with(['摄', '等', '人', '名', '位']) {
        return length == 2 && DOINGS.contains(&name);
    }
    has_others(name) || is_count(name) || has_post(name) || has_doing(name)
}

/// Whether a name has 等 after it: 张三等, 张三等12人, 张三等同志.
fn has_others(name: &str) -> bool {
    name.split_once('等').is_some_and(|(before, after)| {
        before.chars().count() != 1
            && (after.is_empty() || after.starts_with("同志") || after.starts_with('人') || is_count(after))
    })
}

/// Whether a text is a number of persons, or ends with one: 3人, 三人, 出差1人, 共12名同志.
fn is_count(text: &str) -> bool {
    let text = text.strip_suffix("同志").unwrap_or(text);
    let Some(before) = text.strip_suffix(['人', '名', '位']) else { return false };
    if before.ends_with(is_digit) {
        return true;
    }
    let number = before.trim_start_matches(['共', '约', '等']).trim_end_matches(['余', '多', '几']);
    !number.is_empty() && numeral::parse(number).is_some()
}

/// Whether there is a post before or after a name: 本报记者张三, 张三同志.
fn has_post(name: &str) -> bool {
    POSTS.iter().any(|post| {
        let after = name.rsplit_once(post).map(|(_, after)| after);
        after.is_some_and(is_chinese_name) || name.strip_suffix(post).is_some_and(is_chinese_name)
    })
}

/// Whether there is after a name what the person did, or why the person was absent: 张三整理,
/// 张三因公出差.
fn has_doing(name: &str) -> bool {
    let mut rest = name;
    while let Some(before) = DOINGS.iter().find_map(|doing| rest.strip_suffix(doing)) {
        rest = before;
        if rest.is_empty() || is_chinese_name(rest) {
            return true;
        }
    }
    false
}

/// Returns whether a text is likely the name of a person, by its surname too: 张三, but not 姓明.
pub fn is_chinese_name(text: &str) -> bool {
    is_name(text) && begins_with_surname(text)
}

/// Returns whether a note in brackets is said of all the names before it: `张三、李四（均出差）`.
pub fn is_note_for_all(note: &str) -> bool {
    ["均", "都", "皆", "分别", "全部", "同为"].iter().any(|word| note.trim_start().starts_with(word))
}

/// Returns whether a word is likely the name of a person: `张三`, `欧阳修`, `买买提·艾力`,
/// `张三（书记）`.
fn is_name(word: &str) -> bool {
    let name = word.split(['（', '(']).next().unwrap_or(word).trim_matches(is_gap);
    if NO_NAMES.iter().chain(&POSTS).any(|ending| name.ends_with(ending)) {
        return false;
    }
    let parts: Vec<&str> = name.split(DOTS).collect();
    let length = name.chars().count();
    let is_long_enough = if parts.len() > 1 { length > 2 } else { (2..=4).contains(&length) };
    is_long_enough && parts.iter().all(|part| !part.is_empty() && part.chars().all(is_han))
}
