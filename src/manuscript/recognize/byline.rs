//! Reads lines that say who made an article, where it is from, and when: `来源：党群部 作者：张三`,
//! `（通讯员 张三 李四）`, `文/图 王五`.

use super::super::model::{Block, BlockKind};
use super::fields::Recognized;
use crate::text::is_han;

/// What a line says of the article: the key of a field, and its values.
pub(super) type Statement = (&'static str, Vec<String>);

/// Stands for no field: numbers that another site counted.
const NOTHING: &str = "";

/// Labels, and the field that each stands for. Longer ones come before those that they begin with.
/// What says nothing that a field has is dropped.
const LABELS: [(&str, &str); 53] = [
    ("浏览量", NOTHING),
    ("浏览次数", NOTHING),
    ("阅读次数", NOTHING),
    ("阅读量", NOTHING),
    ("点击次数", NOTHING),
    ("点击数", NOTHING),
    ("特约通讯员", "correspondents"),
    ("本报通讯员", "correspondents"),
    ("通讯员", "correspondents"),
    ("通信员", "correspondents"),
    ("本报记者", "author"),
    ("本网记者", "author"),
    ("记者", "author"),
    ("撰稿人", "author"),
    ("撰稿", "author"),
    ("撰文", "author"),
    ("供稿人", "author"),
    ("投稿人", "author"),
    ("作者", "author"),
    ("文字", "author"),
    ("采写", "author"),
    ("执笔", "author"),
    ("文图", "author+photographers"),
    ("图文", "author+photographers"),
    ("文/图", "author+photographers"),
    ("图/文", "author+photographers"),
    ("文、图", "author+photographers"),
    ("摄影", "photographers"),
    ("供图", "photographers"),
    ("图片", "photographers"),
    ("图", "photographers"),
    ("文", "author"),
    ("责任编辑", "editor"),
    ("编辑", "editor"),
    ("责编", "editor"),
    ("责任校对", "proofreaders"),
    ("校对", "proofreaders"),
    ("审核人", "reviewers"),
    ("审核", "reviewers"),
    ("审稿", "reviewers"),
    ("稿件来源", "source"),
    ("文章来源", "source"),
    ("信息来源", "source"),
    ("来源", "source"),
    ("供稿单位", "unit"),
    ("供稿", "unit"),
    ("来稿单位", "unit"),
    ("发布日期", "date"),
    ("发布时间", "date"),
    ("发稿日期", "date"),
    ("日期", "date"),
    ("时间", "date"),
    ("单位", "unit"),
];

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
        blocks.remove(at);
        add(statements, recognized);
    }
}

/// Adds what a line says to the fields.
pub(super) fn add(statements: Vec<Statement>, recognized: &mut Recognized) {
    for (keys, values) in statements {
        for key in keys.split('+').filter(|key| *key != NOTHING) {
            // A page has one source, unit and date: the first is that at the top.
            let is_single = matches!(key, "source" | "unit" | "date");
            if !is_single || !recognized.has(key) {
                recognized.add(key, values.clone(), false);
            }
        }
    }
}

fn names_persons(statements: &[Statement]) -> bool {
    statements.iter().any(|(key, _)| !matches!(*key, "date" | "unit" | "source" | NOTHING))
}

/// Reads a line that only says who made the article; `None` if there is more in it.
pub(super) fn statements(line: &str) -> Option<Vec<Statement>> {
    let line = line.trim();
    let inner = strip_brackets(line).unwrap_or(line).trim();
    if inner.is_empty() || inner.chars().count() > 120 {
        return None;
    }
    let mut rest = inner;
    let mut found: Vec<Statement> = Vec::new();
    // `2026-06-30 来源：组织部`: the date has no label.
    if let Some((first, others)) = rest.split_once(char::is_whitespace)
        && date(first).is_some()
        && label(others.trim_start()).is_some()
    {
        found.push(("date", vec![first.to_owned()]));
        rest = others.trim_start();
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
    LABELS.iter().find_map(|(label, key)| {
        // `作　者：` is set wide.
        let rest = strip_spaced(text, label)?;
        let value = rest.trim_start();
        if let Some(value) = value.strip_prefix(['：', ':']) {
            return Some((*key, value));
        }
        // Without a colon, a blank or a stroke separates the names of persons.
        let is_apart =
            rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '／' | '|' | '｜' | '丨'));
        let is_of_persons = !matches!(*key, "source" | "unit" | "date" | NOTHING);
        let value = value.trim_start_matches(['/', '／', '|', '｜', '丨', ' ', '\u{3000}']);
        (is_apart && is_of_persons && !value.is_empty()).then_some((*key, value))
    })
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
        NOTHING => words.chars().all(|c| c.is_ascii_digit() || "次人: ".contains(c)).then(Vec::new),
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
    let words = words.trim();
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
    (has_year && has_day && is_one && words.chars().all(is_of_date)).then(|| words.to_owned())
}
