//! Reads lines that say who made an article, where it is from, and when: `来源：党群部 作者：张三`,
//! `（通讯员 张三 李四）`, `文/图 王五`.

use std::borrow::Cow;

use super::super::inline::Inline;
use super::super::model::{Block, BlockKind, Paragraph};
use super::fields::Recognized;
use crate::text::{Maker, is_han, maker_labels};

/// What a line says of the article: the key of a field, and its values.
pub type Statement = (&'static str, Vec<String>);

/// Stands for no field: numbers that another site counted.
const NOTHING: &str = "";
/// Stands for the field of the editor only where nobody else is named as the responsible one.
const EDITING: &str = "editing";

/// Labels of what else pages say, and the field that each stands for. What no field has is dropped.
#[rustfmt::skip]
const LABELS: [(&str, &str); 22] = [
    ("浏览量", NOTHING), ("浏览次数", NOTHING), ("浏览数", NOTHING), ("浏览", NOTHING),
    ("阅读量", NOTHING), ("阅读次数", NOTHING), ("阅读数", NOTHING), ("阅读", NOTHING),
    ("点击次数", NOTHING), ("点击数", NOTHING), ("点击率", NOTHING), ("点击", NOTHING),
    ("访问量", NOTHING), ("访问次数", NOTHING), ("字体", NOTHING), ("字号", NOTHING),
    ("发布日期", "date"), ("发布时间", "date"), ("发稿日期", "date"), ("日期", "date"), ("时间", "date"),
    ("单位", "unit"),
];

/// Returns the fields that a label of a maker stands for; `None` if articles have none for it.
fn field(maker: Maker) -> Option<&'static str> {
    Some(match maker {
        Maker::Author => "author",
        Maker::AuthorAndPhotographer => "author+photographers",
        Maker::Correspondent => "correspondents",
        Maker::Photographer => "photographers",
        Maker::Editor => EDITING,
        Maker::ResponsibleEditor => "editor",
        Maker::Proofreader => "proofreaders",
        Maker::Reviewer => "reviewers",
        Maker::Source => "source",
        Maker::Unit => "unit",
        Maker::Other => return None,
    })
}

/// Maximum length of a line of statements, in characters.
const LONGEST: usize = 120;

/// Takes the bylines at the end of a text: each is a line of its own.
pub(super) fn take_at_end(blocks: &mut Vec<Block>, recognized: &mut Recognized) {
    // `（张三）` and a signature may stand below them.
    const MOST: usize = 6;
    let start = blocks.len().saturating_sub(MOST);
    let mut at = blocks.len();
    while at > start.max(1) {
        at -= 1;
        let Some(block) = blocks.get(at) else { break };
        if !matches!(block.kind, BlockKind::Paragraph(_)) {
            continue;
        }
        // A date at the end belongs to the signature, a time to what the text announces.
        let words = block.words();
        let Some(statements) = statements(&words) else { continue };
        if statements.iter().any(|(key, _)| matches!(*key, "date" | "unit")) && !names_persons(&statements) {
            continue;
        }
        match add(statements, recognized) {
            Left::Nothing => _ = blocks.remove(at),
            Left::Words(words) => keep(blocks, at, words),
            Left::All => {}
        }
    }
}

/// What the fields do not take of a line: it stays in the text.
pub(super) enum Left {
    Nothing,
    All,
    /// Some of it.
    Words(String),
}

/// Adds what a line says to the fields.
pub(super) fn add(statements: Vec<Statement>, recognized: &mut Recognized) -> Left {
    let count = statements.len();
    let mut left = Vec::new();
    for (keys, values) in statements {
        // An editor beside a responsible editor is another person.
        if keys == EDITING && recognized.has_responsible_editor {
            left.push(said(keys, &values));
            continue;
        }
        let keys = if keys == EDITING { "editor" } else { keys };
        for key in keys.split('+').filter(|key| *key != NOTHING) {
            // A page has one source, unit and date: the first is that at the top.
            let is_single = matches!(key, "source" | "unit" | "date");
            match recognized.value(key) {
                Some(known) if is_single && values.iter().any(|value| value != known) => {
                    left.push(said(key, &values));
                }
                Some(_) if is_single => {}
                _ => recognized.add(key, values.clone(), false),
            }
        }
    }
    match left.len() {
        0 => Left::Nothing,
        all if all == count => Left::All,
        _ => Left::Words(left.join("　")),
    }
}

/// Writes a statement as it stood in the text.
fn said(key: &str, values: &[String]) -> String {
    let label = match key {
        EDITING => "编辑",
        "source" => "来源",
        "unit" => "单位",
        _ => "日期",
    };
    format!("{label}：{}", values.join("、"))
}

/// Leaves words of a line in the text.
pub(super) fn keep(blocks: &mut [Block], at: usize, words: String) {
    if let Some(block) = blocks.get_mut(at) {
        let text = vec![Inline::text(words)];
        block.kind = BlockKind::Paragraph(Paragraph { text, ..Paragraph::default() });
    }
}

/// Whether a text names a responsible editor (`责任编辑：张三`).
pub(super) fn names_responsible_editor(blocks: &[Block]) -> bool {
    let names_one = |words: &str| {
        statements(words).is_some_and(|statements| statements.iter().any(|(key, _)| *key == "editor"))
    };
    blocks.iter().any(|block| match &block.kind {
        BlockKind::List(list) => {
            list.items.iter().flat_map(|item| &item.blocks).any(|block| names_one(&block.words()))
        }
        _ => names_one(&block.words()),
    })
}

fn names_persons(statements: &[Statement]) -> bool {
    statements.iter().any(|(key, _)| !matches!(*key, "date" | "unit" | "source" | NOTHING))
}

/// Reads a line that only says who made the article; `None` if there is more in it.
pub(super) fn statements(line: &str) -> Option<Vec<Statement>> {
    if line.len() > 6 * LONGEST {
        return None;
    }
    let line = without_tools(line);
    let line = line.trim();
    let inner = strip_brackets(line).unwrap_or(line).trim();
    if inner.is_empty() || inner.chars().count() > LONGEST {
        return None;
    }
    let mut rest = inner;
    let mut found: Vec<Statement> = Vec::new();
    // `2026-06-30 来源：组织部`: the date has no label.
    if let Some((date, others)) = leading_date(rest) {
        found.push(("date", vec![date]));
        rest = others;
    }
    while !rest.is_empty() {
        let (key, value) = label(rest)?;
        // The value ends where the next label begins, behind a blank or a mark.
        let end = value
            .char_indices()
            .filter(|(_, c)| is_gap(*c))
            .map(|(at, c)| at + c.len_utf8())
            .find(|at| value.get(*at..).is_some_and(|rest| label(rest).is_some()))
            .unwrap_or(value.len());
        let (words, next) = value.split_at_checked(end)?;
        let words = words.trim_matches(is_gap);
        if words.is_empty() {
            return None;
        }
        found.push((key, values(key, words)?));
        rest = next.trim_start_matches(is_gap);
    }
    // `时间：2026年12月18日` alone says when something takes place; beside a source it is the date
    // of the article.
    let is_time = found.len() == 1 && strip_spaced(inner, "时间").is_some();
    (!found.is_empty() && !is_time).then_some(found)
}

/// Reads what a line of a page says of its article, also beside words that say nothing of it:
/// `来源：党群部 分享到：`.
pub fn stated(line: &str) -> Vec<Statement> {
    // Brackets and bars part more surely than spaces do: `【作 者：张　三】【字号：大 中 小】`.
    let parts = line.split(['|', '｜', '丨', '【', '】', '[', ']']);
    // `来源：党群部 分享到：微信`: a value with a label is two.
    let is_one = |value: &String| !value.contains(['：', ':']);
    let whole =
        |part: &str| statements(part).filter(|found| found.iter().flat_map(|(_, values)| values).all(is_one));
    parts.flat_map(|part| whole(part).unwrap_or_else(|| stated_between_spaces(part))).collect()
}

/// Reads the statements among words that are parted by spaces alone.
fn stated_between_spaces(line: &str) -> Vec<Statement> {
    let is_label = |word: &str| {
        word.split_once(['：', ':']).is_some_and(|(label, _)| !label.ends_with(|c: char| c.is_ascii_digit()))
    };
    let mut parts: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        match parts.last_mut().filter(|_| !is_label(word)) {
            Some(part) => *part += &format!(" {word}"),
            None => parts.push(word.to_owned()),
        }
    }
    parts.iter().filter_map(|part| statements(part)).flatten().collect()
}

/// Splits a date without a label off the statements behind it: `2009年06月30日 09:12 | 来源：…`.
fn leading_date(line: &str) -> Option<(String, &str)> {
    if !line.starts_with(|c: char| c.is_ascii_digit() || c == '二') {
        return None;
    }
    let gaps = line.char_indices().filter(|(_, c)| is_gap(*c)).map(|(at, c)| at + c.len_utf8());
    let end = gaps.into_iter().find(|at| line.get(*at..).is_some_and(|rest| label(rest).is_some()))?;
    let (first, rest) = line.split_at_checked(end)?;
    Some((date(first.trim_matches(is_gap))?, rest))
}

/// Removes the buttons that pages have on the line of their source and date: `【字体：大 中 小】`.
fn without_tools(line: &str) -> Cow<'_, str> {
    const TOOLS: [&str; 6] = ["字体", "字号", "打印", "关闭", "大 中 小", "收藏"];
    if !TOOLS.iter().any(|tool| line.contains(tool)) {
        return Cow::Borrowed(line);
    }
    let (mut left, mut rest) = (String::new(), line);
    while let Some((before, inner)) = rest.split_once(['【', '[', '［']) {
        let Some((inside, after)) = inner.split_once(['】', ']', '］']) else { break };
        left.push_str(before);
        if !TOOLS.iter().any(|tool| inside.contains(tool)) {
            return Cow::Borrowed(line);
        }
        left.push(' ');
        rest = after;
    }
    Cow::Owned(left + rest)
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '；' | ';' | '|' | '｜' | '丨' | '，' | '/')
}

/// Returns the inner text of a line in brackets from its beginning to its end.
fn strip_brackets(line: &str) -> Option<&str> {
    let inner = line
        .strip_prefix(['（', '(', '【', '['])
        .and_then(|line| line.strip_suffix(['）', ')', '】', ']']))?;
    (!inner.contains(['（', '(', '）', ')'])).then_some(inner)
}

/// Splits the label off the beginning of a text: `作者：张三`, `通讯员 张三`, `文/张三`.
fn label(text: &str) -> Option<(&'static str, &str)> {
    let makers = maker_labels().filter_map(|(label, maker)| Some((label, field(maker)?)));
    let found = LABELS.iter().copied().chain(makers).filter_map(|(label, key)| {
        // `作　者：` is set wide.
        let rest = strip_spaced(text, label)?;
        let value = rest.trim_start();
        if let Some(value) = value.strip_prefix(['：', ':']) {
            return Some((label, key, value));
        }
        // Without a colon, a blank or a stroke separates the names of persons.
        let is_apart =
            rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '／' | '|' | '｜' | '丨'));
        let is_of_persons = !matches!(key, "source" | "unit" | "date" | NOTHING);
        let value = value.trim_start_matches(['/', '／', '|', '｜', '丨', ' ', '\u{3000}']);
        (is_apart && is_of_persons && !value.is_empty()).then_some((label, key, value))
    });
    // `图/文 张三` does not begin with `图`.
    found.max_by_key(|(label, ..)| label.len()).map(|(_, key, value)| (key, value))
}

/// Strips a label from a text, also one that is set wide: `作　者`.
fn strip_spaced<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let mut rest = text;
    for (at, c) in label.chars().enumerate() {
        if at > 0 {
            rest = rest.trim_start_matches([' ', '\u{3000}']);
        }
        rest = rest.strip_prefix(c)?;
    }
    Some(rest)
}

/// Reads the value of a field: names of persons, a date, or words. `None` if it reads as something
/// else, so that `时间：每周五下午` stays in the text.
fn values(key: &str, words: &str) -> Option<Vec<String>> {
    match key {
        NOTHING => words.chars().all(|c| c.is_ascii_digit() || "次人: 大中小".contains(c)).then(Vec::new),
        "date" => Some(vec![date(words)?]),
        // A sentence that begins with `来源：` is part of the text.
        "source" | "unit" => {
            let is_name = words.chars().count() <= 30 && !words.contains(['。', '，', '；', '！', '？']);
            is_name.then(|| vec![words.to_owned()])
        }
        _ => persons(words),
    }
}

/// Splits names of persons: by marks, and by blanks between names of two to four characters.
fn persons(words: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let is_mark = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '/');
    for part in words.split(is_mark).map(str::trim).filter(|part| !part.is_empty()) {
        let pieces: Vec<&str> = part.split_whitespace().collect();
        let is_wide = pieces.iter().all(|piece| piece.chars().count() == 1);
        let is_latin = !part.contains(is_han);
        if is_wide && pieces.len() > 1 {
            // `张　三` is one name.
            names.push(pieces.concat());
        } else if is_latin {
            names.push(part.to_owned());
        } else {
            names.extend(pieces.into_iter().map(str::to_owned));
        }
    }
    // A name has at most ten characters, also those of other nationalities; words are longer.
    let is_name = |name: &String| {
        let bare = name.split(['（', '(']).next().unwrap_or(name);
        (2..=10).contains(&bare.chars().count())
            && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '·' | '.' | ' ' | '-'))
    };
    let is_short = |name: &String| name.chars().count() <= 20;
    (!names.is_empty()
        && names.iter().all(|name| is_name(name) || !name.contains(is_han))
        && names.iter().all(is_short))
    .then_some(names)
}

/// Reads a date, and returns it as it was written: the field reads all forms. `None` if the words
/// are no date.
pub(super) fn date(words: &str) -> Option<String> {
    let words = with_zeros(words.trim());
    let is_of_date = |c: char| {
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || "〇○零一二三四五六七八九十年月日号时分秒-./:： 　".contains(c)
    };
    let has_year = words.contains('年')
        || words.split(|c: char| !c.is_ascii_digit()).next().is_some_and(|year| year.len() == 4);
    let has_day = words.contains('月') || words.matches(['-', '/', '.']).count() >= 2;
    // `2025年12月—2026年11月` is two.
    let is_one = words.matches('年').count() <= 1;
    (has_year && has_day && is_one && words.chars().all(is_of_date)).then(|| words.into_owned())
}

/// Writes the zeros of a date in Chinese numerals as such: `二0二六年` and `二○二六年` are typed
/// with whatever looks round.
fn with_zeros(words: &str) -> Cow<'_, str> {
    let is_zero = |c: char| matches!(c, '0' | 'O' | 'o' | 'Ｏ' | '０' | '○' | '◯' | '零');
    let is_chinese = words.contains('年')
        && words.starts_with(['一', '二'])
        && words.contains(is_zero)
        && !words.contains(|c: char| c.is_ascii_digit() && c != '0');
    match is_chinese {
        true => Cow::Owned(words.chars().map(|c| if is_zero(c) { '〇' } else { c }).collect()),
        false => Cow::Borrowed(words),
    }
}
