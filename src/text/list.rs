//! Splits lists written in one line, as people write them: `张三、李四`, `党建，学习`, `【党建；学习】`, `张三 李四`.
//!
//! This is the only place that knows what separates items. Front matter, data files and the
//! arguments of directives use it.

#[cfg(test)]
mod tests;

use super::script::is_han;
use super::surname::begins_with_surname;
use super::width::is_digit;

/// Marks that separate items, also in their small and half-width forms. Inside brackets and
/// quotation marks they are part of an item: `甲（出差，明天回）`.
pub const SEPARATORS: [char; 9] = ['，', ',', '、', '；', ';', '﹐', '﹑', '﹔', '､'];

/// Pairs of marks that keep what is between them together. An ASCII quotation mark closes the one
/// before it.
const HOLDING: [(char, char); 14] = [
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('[', ']'),
    ('［', '］'),
    ('〔', '〕'),
    ('｛', '｝'),
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

/// Brackets that enclose an entire list only if they have a separator between them: `（甲、乙）` is a
/// list, `（甲）` is one item.
const MAY_BE_ROUND_LISTS: [(char, char); 7] =
    [('（', '）'), ('(', ')'), ('〔', '〕'), ('｛', '｝'), ('{', '}'), ('<', '>'), ('＜', '＞')];

/// Quotation marks and marks of titles, which need no separator between them: `“甲”“乙”`,
/// `《甲》《乙》` (GB/T 15834).
const ROWS: [(char, char); 4] = [('《', '》'), ('“', '”'), ('「', '」'), ('『', '』')];

/// Words that show that a part is not a complete name: `张三 主任` and `党建办 张三` are one person.
const NO_NAMES: [&str; 57] = [
    "部",
    "队",
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

/// Returns whether a text may be a list: it contains a separator, or begins with a bracket or with
/// a mark that needs no separator.
pub fn may_be(text: &str) -> bool {
    let begins = |pairs: &[(char, char)]| pairs.iter().any(|(open, _)| text.trim_start().starts_with(*open));
    text.contains(SEPARATORS) || begins(&ROUND_LISTS) || begins(&ROWS)
}

/// Returns the items of a list in one line; a text without separators is one item. Brackets around
/// the entire list are removed.
pub fn items(text: &str) -> Vec<&str> {
    let is_separator = |c: char| SEPARATORS.contains(&c);
    let mut items = Vec::new();
    let mut rest = text.trim_matches(is_blank);
    if let Some(inner) = enclosed(rest) {
        items = split(inner, is_separator);
        if items.len() > 1 {
            return items;
        }
        items.clear();
    }
    while let Some((inner, after)) = in_brackets(rest) {
        items.extend(split(inner, is_separator));
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || SEPARATORS.contains(&c));
        if rest.is_empty() {
            return items;
        }
    }
    // Brackets around only a part of the text belong to that part.
    let items = split(text, is_separator);
    if items.iter().all(|item| row(item).is_none()) {
        return items;
    }
    items.into_iter().flat_map(|item| row(item).unwrap_or_else(|| vec![item])).collect()
}

/// Returns the content of brackets that enclose the entire text and may be those of a list.
fn enclosed(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let (open, close) = MAY_BE_ROUND_LISTS.into_iter().find(|(open, _)| *open == first)?;
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    let mut depth = 1_usize;
    for c in inner.chars() {
        depth = if c == open { depth + 1 } else { depth - usize::from(c == close) };
        // The first bracket is closed before the end: `（甲）和（乙）`.
        if depth == 0 {
            return None;
        }
    }
    (depth == 1).then_some(inner)
}

/// Splits an item that consists of titles or quotations in a row: `《甲》《乙》`. `None` for any other.
fn row(item: &str) -> Option<Vec<&str>> {
    let first = item.chars().next()?;
    let (open, close) = ROWS.into_iter().find(|(open, _)| *open == first)?;
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in item.char_indices() {
        if c == open {
            start = if depth == 0 { at } else { start };
            depth += 1;
        } else if c == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                parts.push(&item[start..at + c.len_utf8()]);
            }
        } else if depth == 0 && !is_blank(c) {
            return None;
        }
    }
    (depth == 0 && parts.len() > 1).then_some(parts)
}

/// Endings of names of files.
const FILES: [&str; 36] = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "wpt", "et", "dps", "ofd", "txt", "rtf",
    "csv", "zip", "rar", "7z", "jpg", "jpeg", "png", "gif", "webp", "svg", "bmp", "tif", "tiff", "heic",
    "mp3", "mp4", "m4a", "wav", "mov", "avi", "md", "html",
];

/// Returns the names of files that spaces or other marks separate: `a.pdf b.pdf`. `None` unless
/// each part ends as names of files do, because a name may contain spaces: `关于 通知.pdf`.
pub fn files(text: &str) -> Option<Vec<&str>> {
    parts_that(text, |part| {
        let ending = part.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending);
        ending.is_some_and(|ending| FILES.iter().any(|known| known.eq_ignore_ascii_case(ending)))
    })
}

/// Returns the addresses that spaces or other marks separate: `https://a.cn、https://b.cn`. `None`
/// unless each part begins as addresses do, because an address may contain those marks.
pub fn addresses(text: &str) -> Option<Vec<&str>> {
    const STARTS: [&str; 7] = ["https://", "http://", "//", "/", "mailto:", "tel:", "www."];
    let is_address = |part: &str| STARTS.iter().any(|start| part.starts_with(start));
    let found = items(text);
    let is_found = found.len() > 1 && found.iter().all(|part| is_address(part));
    if is_found { Some(found) } else { parts_that(text, is_address) }
}

/// Splits a text at spaces and separators if each part is as wanted, and there are several.
fn parts_that(text: &str, is_wanted: impl Fn(&str) -> bool) -> Option<Vec<&str>> {
    if !text.contains(is_blank) {
        return None;
    }
    let parts: Vec<&str> = items(text).into_iter().flat_map(|item| split(item, is_blank)).collect();
    (parts.len() > 1 && parts.iter().all(|part| is_wanted(part))).then_some(parts)
}

/// Returns whether a text that is one item may be several words without a separator: `党建 学习`,
/// `党建|学习`. Chinese words have no spaces between them, English ones do.
pub fn may_join_words(text: &str) -> bool {
    const LONGEST: usize = 8;
    let is_between = |c: char| is_blank(c) || matches!(c, '|' | '｜' | '∣' | '丨' | '¦');
    if !text.contains(is_between) {
        return false;
    }
    let is_word = |part: &&str| {
        let word = part.trim_start_matches(['#', '＃']);
        (2..=LONGEST).contains(&word.chars().count()) && word.chars().all(is_han)
    };
    let parts = split(text.trim_matches(is_blank), is_between);
    parts.len() > 1 && parts.iter().all(is_word)
}

/// Returns whether a text that is one item may be two words with a slash between them, which may
/// also be meant so: `党务/政务`.
pub fn may_join_by_slash(text: &str) -> bool {
    let is_word = |part: &str| part.chars().count() > 1 && part.chars().all(is_han);
    text.contains(['/', '／']) && text.split(['/', '／']).all(|part| is_word(part.trim()))
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
    text.contains(is_blank) || text.trim_end_matches(CLOSING).contains(CLOSING)
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

/// Splits a text at blanks and after each note in brackets: `张三（党办）李四`. A note belongs to the
/// name before it, also after a blank: `张三 （党办）`.
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
            _ if depth == 0 && is_blank(c) => {
                let is_note = || text[after..].trim_start_matches(is_blank).starts_with(OPENING);
                // Only the first blank of several in a row counts, so this takes linear time.
                if text[start..at].ends_with(|c| !is_blank(c)) && !is_note() {
                    parts.push(&text[start..at]);
                    start = after;
                }
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(|part| part.trim_matches(is_blank)).filter(|part| !part.is_empty()).collect()
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
const POSTS: [&str; 28] = [
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
];

/// What people write directly after a name: what the person did, or why the person was absent.
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
    let name = text.split(['（', '(']).next().unwrap_or(text).trim_matches(is_blank);
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
    !number.is_empty() && super::numeral::parse(number).is_some()
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

/// Returns whether a word is likely the name of a person: `张三`, `欧阳修`, `买买提·艾力`, `张三（书记）`.
fn is_name(word: &str) -> bool {
    let name = word.split(['（', '(']).next().unwrap_or(word).trim_matches(is_blank);
    if NO_NAMES.iter().any(|ending| name.ends_with(ending)) {
        return false;
    }
    let parts: Vec<&str> = name.split(DOTS).collect();
    let length = name.chars().count();
    let is_long_enough = if parts.len() > 1 { length > 2 } else { (2..=4).contains(&length) };
    is_long_enough && parts.iter().all(|part| !part.is_empty() && part.chars().all(is_han))
}

/// Returns whether a character shows nothing: white space, or one that word processors and web
/// pages put between words unseen.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || super::is_blank(c) || c == '\u{ad}'
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
    let item = item.trim_matches(is_blank);
    let inner = item.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).map_or(item, |inner| inner.trim_matches(is_blank))
}

/// Returns whether the mark `c` at `at` ends the item that began at `start`. It does not in
/// `1,000`, nor inside an address.
fn separates(text: &str, start: usize, at: usize, c: char) -> bool {
    let (item, rest) = (&text[start..at], &text[at + c.len_utf8()..]);
    if matches!(c, ',' | '，' | '﹐') && groups_digits(item, rest) {
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
    let front = before.chars().rev().take_while(|c| is_digit(*c)).count();
    let behind = after.chars().take_while(|c| is_digit(*c)).count();
    (1..=3).contains(&front) && behind == 3
}
