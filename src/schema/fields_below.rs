//! Finds fields that are below the front matter: `草稿: 是` in the first lines of the text.
//!
//! A text may begin with `时间：11月20日` and `地点：三楼`, which are fields too, so only lines
//! that are certainly fields are reported: those that hide a page, and those whose value is only
//! for the program.

use std::ops::Range;

use super::{Date, Field, Group, Kind, common_group, foreign, is_yes, yes_no};
use crate::problem::{Problem, Words};
use crate::source::Document;
use crate::source::yaml::Node;
use crate::text::is_blank;

/// Fields of no use to a reader. A line with one of their names and a fitting value is no text.
const TECHNICAL: [&str; 9] =
    ["slug", "aliases", "weight", "template", "flags", "tags", "cover", "pinned_until", "ai_generated"];

/// A line of the text that has the form of a field.
struct FieldLine<'t> {
    span: Range<usize>,
    key: &'t str,
    value: Node,
    /// Whether its colon is that of YAML, with a blank after it.
    is_yaml: bool,
}

/// Reports the fields of `group` that begin the text of an article: they are shown as text and have
/// no effect. `front` is what is written in the front matter.
pub fn fields_below(document: &Document, group: &Group, front: &Node) -> Vec<Problem> {
    if !document.has_front_matter() {
        return Vec::new();
    }
    let lines = first_lines(document);
    // Among lines that are no fields at all, such as 系统名称, it is a line of a text.
    let is_alone = lines.iter().all(|line| {
        group.meant_by(line.key).is_some()
            || foreign::hiding_field(line.key).is_some()
            || foreign::is_hiding(group, line.key, &line.value)
    });
    let hiding = lines.iter().filter(|line| is_hiding(group, line, is_alone));
    let hiding: Vec<Problem> = hiding.map(|line| hidden(document, line)).collect();
    if !hiding.is_empty() {
        return hiding;
    }
    // `密码: 123`, `隐藏: 是的`: whether it hides the page, or tells of something, is open.
    let may_hide = |line: &&FieldLine<'_>| line.is_yaml && is_alone && is_hiding_key(group, line);
    let unsure: Vec<Problem> = lines.iter().filter(may_hide).map(|line| shown(document, line)).collect();
    if !unsure.is_empty() {
        return unsure;
    }
    let run: Vec<(&FieldLine<'_>, &Field)> =
        lines.iter().map_while(|line| Some((line, group.meant_by(line.key)?))).collect();
    let technical = run.iter().find(|(line, field)| is_technical(line, field));
    // 来源 and 作者 alone may be a line of the text: two of them that the front matter lacks are
    // not.
    let is_given = |field: &Field| {
        let mut keys = front.entries().iter().map(|(key, _)| key);
        keys.any(|key| group.meant_by(key).is_some_and(|given| given.key == field.key))
    };
    let is_left_out = |field: &Field| common_group().field(&field.key).is_some() && !is_given(field);
    let is_byline = |field: &Field| is_left_out(field) && !matches!(field.kind, Kind::Date);
    let is_continued = run.len() == lines.len()
        && run.iter().all(|(line, _)| line.is_yaml)
        && run.iter().filter(|(_, field)| is_byline(field)).count() > 1;
    let first = run.first().filter(|_| is_continued);
    technical.or(first).map(|(line, _)| shown(document, line)).into_iter().collect()
}

/// Returns the lines at the beginning, without blank ones, up to the first that has no colon
/// after a word.
fn first_lines(document: &Document) -> Vec<FieldLine<'_>> {
    /// Maximum number of lines to look at.
    const LONGEST: usize = 60;
    let mut lines = Vec::new();
    let mut at = document.body.start;
    for line in document.body().split_inclusive('\n').take(LONGEST) {
        let span = at..at + line.trim_end().len();
        at += line.len();
        match field_line(line, span) {
            Some(line) => lines.push(line),
            None if line.trim_matches(is_blank_or_end).is_empty() => {}
            // A second front matter.
            None if line.trim_matches(is_blank_or_end).trim_matches('-').is_empty() && lines.is_empty() => {}
            None => break,
        }
    }
    lines
}

fn is_blank_or_end(c: char) -> bool {
    is_blank(c) || matches!(c, '\n' | '\r')
}

/// Reads a line such as `草稿: 是`, also with what editors put around a line: `- **草稿**：是`.
fn field_line(line: &str, span: Range<usize>) -> Option<FieldLine<'_>> {
    /// Length of the longest key, in bytes.
    const LONGEST: usize = 60;
    let is_mark = |c: char| is_blank_or_end(c) || matches!(c, '*' | '-' | '>' | '#' | '`');
    let (key, value) = line.split_once([':', '：'])?;
    let key_text = key.trim_matches(is_mark);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    if key_text.is_empty() || key_text.len() > LONGEST || !key_text.chars().all(is_word) {
        return None;
    }
    let is_yaml = line[key.len()..].starts_with(": ") && key == key_text;
    let value = value.split(" #").next().unwrap_or_default();
    let is_end = |c: char| is_mark(c) || matches!(c, '。' | '；' | ';' | '"' | '\'' | '“' | '”');
    Some(FieldLine {
        span,
        key: key_text,
        value: Node::String(value.trim_matches(is_end).to_owned()),
        is_yaml,
    })
}

/// Whether a line is a field that hides the page if it is in the front matter. `is_alone` says that
/// every line around it is a field, too.
fn is_hiding(group: &Group, line: &FieldLine<'_>, is_alone: bool) -> bool {
    /// Words for an expiry that a text may begin with: `到期时间：2026年12月31日`.
    const OF_TEXTS: [&str; 5] = ["失效时间", "失效日期", "到期时间", "到期日期", "过期时间"];
    /// Words that a text may have among others: `下架时间` of a product, `公开：否` of an answer.
    const AMONG_OTHERS: [&str; 7] =
        ["上线时间", "上线日期", "下线时间", "下线日期", "下架时间", "下架日期", "公开"];
    let is_text = (OF_TEXTS.contains(&line.key) && (!line.is_yaml || !is_alone))
        || (AMONG_OTHERS.contains(&line.key) && !is_alone);
    match foreign::hiding_field(line.key) {
        Some(field) if matches!(field.kind, Kind::Boolean) => is_yes(&line.value),
        Some(_) => !is_text && line.value.as_str().is_some_and(|text| Date::parse(text).is_ok()),
        // `published: false`, `状态: 草稿`; but `密级：内部` may be a line of the text.
        None => {
            let is_plain = yes_no::read(&line.value).is_some()
                || line.value.as_str().is_some_and(|text| ["草稿", "draft", "private"].contains(&text));
            is_plain && !is_text && is_hiding_key(group, line)
        }
    }
}

/// Whether a line is a key of another generator that hides the page.
fn is_hiding_key(group: &Group, line: &FieldLine<'_>) -> bool {
    group.meant_by(line.key).is_none() && foreign::is_hiding(group, line.key, &line.value)
}

/// Whether a line is a field that only the program reads, with a value that fits.
fn is_technical(line: &FieldLine<'_>, field: &Field) -> bool {
    // An alias such as 关键词 is also a word of texts.
    let is_own = line.key.eq_ignore_ascii_case(&field.key) || field.label.all().any(|name| name == line.key);
    let is_empty = line.value.as_str().is_none_or(str::is_empty);
    // `模板：入党申请书` is a line of a text; a template is a file.
    if &*field.key == "template" && line.value.as_str().is_some_and(|value| !value.is_ascii()) {
        return false;
    }
    TECHNICAL.contains(&&*field.key) && is_own && !is_empty && field.kind.fits(&line.value)
}

/// The problem of a field that should hide the page, but is text.
fn hidden(document: &Document, line: &FieldLine<'_>) -> Problem {
    let key = line.key;
    let problem = Problem::error(
        "meta/in-text",
        format!("“{key}”写在了正文里，不起作用：文章照样发布，读者还看得到这一行"),
        format!("`{key}` is in the text, where it has no effect: the page is published, with this line"),
    );
    at_line(problem, document, line)
}

/// The problem of a field that has no effect, but hides nothing.
fn shown(document: &Document, line: &FieldLine<'_>) -> Problem {
    let key = line.key;
    let problem = Problem::warning(
        "meta/in-text",
        format!("“{key}”写在了正文里，不起作用，读者会看到这一行"),
        format!("`{key}` is in the text, where it has no effect, and readers see this line"),
    );
    at_line(problem, document, line)
}

fn at_line(problem: Problem, document: &Document, line: &FieldLine<'_>) -> Problem {
    let help = Words::new(
        "文章信息到第二行 --- 为止：把这一行移到那行 --- 的前面；真是正文的，前面加几个字写成一句话",
        "the front matter ends at the second `---`: move this line above it; if it is part of the text, make it a sentence",
    );
    problem.at(&document.source(), line.span.clone()).help(help.zh, help.en)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines reported, with ! after an error.
    fn told(body: &str) -> Vec<String> {
        let text = format!("---\n标题: 甲\n---\n{body}");
        let (document, _) = Document::split("a.md".into(), text).unwrap();
        let front = Node::Mapping(vec![("标题".to_owned(), Node::String("甲".to_owned()))]);
        let found = fields_below(&document, common_group(), &front);
        let line = |problem: &Problem| {
            let place = problem.place.as_ref().unwrap();
            format!("{}{}", place.line - 3, if problem.is_error() { "!" } else { "" })
        };
        found.iter().map(line).collect()
    }

    #[test]
    fn a_field_that_hides_a_page_is_an_error_in_the_text() {
        for (body, lines) in [
            ("草稿: 是\n\n正文。\n", &["1!"][..]),
            ("草稿：是\n---\n正文。\n", &["1!"]),
            ("---\n草稿: 是\n---\n正文。\n", &["2!"]),
            ("标签: 甲\n\n草稿: 是\n\n正文。\n", &["3!"]),
            ("\n\n　草稿 ： 是。\n正文\n", &["3!"]),
            ("草稿: 是 # 等领导看\n", &["1!"]),
            ("draft: true\ntags: 甲\n", &["1!"]),
            ("来源: 党群部\n定时发布: 2027-01-01\n下线时间：2028年1月1日\n", &["2!", "3!"]),
            ("- **草稿**：是\n", &["1!"]),
            ("时间：11月20日\n草稿：是\n", &["2!"]),
            ("状态: 草稿\n", &["1!"]),
            ("published: false\n", &["1!"]),
            ("过期时间: 2026-12-31\n", &["1!"]),
            ("上线时间: 2027-01-01 08:00\r\n", &["1!"]),
        ] {
            assert_eq!(told(body), lines, "{body}");
        }
    }

    #[test]
    fn a_field_for_the_program_only_is_a_warning_and_text_is_not() {
        for (body, lines) in [
            ("标签: 党建\n网址名: a\n", &["1"][..]),
            ("隐藏: 是的\n\n正文。\n", &["1"]),
            ("密码: 123\n", &["1"]),
            ("账号：甲\n密码：123\n", &[]),
            ("系统名称: 甲\n密码: 123\n", &[]),
            ("来源: 党群部\n作者: 张三\n\n正文。\n", &["1"]),
            ("作者: 张三\n标签: 甲\n", &["2"]),
            ("时间：2026年11月20日\n地点：三楼会议室\n主持人：张三\n", &[]),
            ("时间: 2026年11月20日\n", &[]),
            ("来源：党群部\n作者：张三\n", &[]),
            ("作者: 张三\n", &[]),
            ("标题: 乙\n作者: 张三\n", &[]),
            ("摘要：本文……\n关键词：党建；国企\n", &[]),
            ("到期时间：2026年12月31日\n", &[]),
            ("草稿：这里说的是手稿\n", &[]),
            ("草稿: 否\n", &[]),
            ("正文。\n\n草稿: 是\n", &[]),
            ("题图：张三 摄\n", &[]),
            ("密级：内部\n", &[]),
            ("```\n草稿: 是\n```\n", &[]),
            (":::卡片 标题=甲\n草稿: 是\n:::\n", &[]),
            ("", &[]),
        ] {
            assert_eq!(told(body), lines, "{body}");
        }
    }
}
