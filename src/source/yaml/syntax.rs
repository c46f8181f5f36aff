//! What is wrong with YAML that cannot be read, in words for writers.

use std::ops::Range;

use super::Refused;
use super::locate::offset;
use crate::problem::Problem;

/// What is wrong with `yaml`, and where; `unclosed` is where something opens that is never closed.
pub(super) fn problem(yaml: &str, refused: &Refused, unclosed: Option<usize>) -> (Problem, Range<usize>) {
    let error = match refused {
        Refused::Syntax(error) => error,
        Refused::TooMuch => return (too_much(), 0..yaml.find('\n').unwrap_or(yaml.len())),
    };
    let message = error.to_string();
    let at = error.location().map_or(0, |location| offset(yaml, location.line(), location.column()));
    // The parser stops where the text ends; the writer looks for where the mark was opened.
    if let Some(start) = unclosed {
        return (never_closed(yaml, start), start..end_of_line(yaml, start));
    }
    if let Some(line) = line_without_colon(yaml, at, &message) {
        let problem = Problem::error("yaml/syntax", "这一行没有冒号", "this line has no colon");
        return (problem.help("写成“标题: 内容”这样，冒号用半角，后面空一格", "write `title: words`"), line);
    }
    let line_start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = yaml[line_start..].split('\n').next().unwrap_or_default();
    let message = message.split(" at line ").next().unwrap_or_default();
    let (zh, help_zh, help_en) = explain(message, line);
    let problem = Problem::error("yaml/syntax", zh, format!("this YAML cannot be read: {message}"));
    (problem.help(help_zh, help_en), at..end_of_line(yaml, at).max(at + 1))
}

/// The line above the one at which the parser stopped, where that is the one that is wrong: it has no colon.
fn line_without_colon(yaml: &str, at: usize, message: &str) -> Option<Range<usize>> {
    if !message.starts_with("could not find expected ':'")
        && !message.starts_with("mapping values are not allowed")
    {
        return None;
    }
    let start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let above = yaml.get(..start)?.trim_end();
    let start = above.rfind('\n').map_or(0, |newline| newline + 1);
    let line = above.get(start..)?;
    let is_wrong =
        !line.is_empty() && !line.contains(':') && !line.starts_with(['#', ' ', '-', '"', '\'', '[', '{']);
    is_wrong.then_some(start..above.len())
}

fn end_of_line(yaml: &str, at: usize) -> usize {
    let line = yaml.get(at..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
    at + line.trim_end().len()
}

fn never_closed(yaml: &str, start: usize) -> Problem {
    let open = yaml.get(start..).and_then(|rest| rest.chars().next()).unwrap_or('"');
    let (close, zh, en) = match open {
        '[' => (']', "方括号", "bracket"),
        '{' => ('}', "花括号", "brace"),
        '\'' => ('\'', "单引号", "quotation mark"),
        _ => ('"', "双引号", "quotation mark"),
    };
    Problem::error(
        "yaml/syntax",
        format!("{zh}没有成对：少了后面的 {close}"),
        format!("this {en} `{open}` is never closed"),
    )
    .help(
        format!("在内容末尾补上英文的 {close}；{zh}本来就是内容的，整句加上英文引号"),
        format!("add `{close}`, or quote the whole value if the {en} belongs to it"),
    )
}

fn too_much() -> Problem {
    Problem::error(
        "yaml/too-complex",
        "这里的内容太多、嵌套太深，或者重复引用太多，没有读",
        "this holds too many values, is nested too deeply, or repeats itself by aliases too often",
    )
    .help(
        "分成几个文件；去掉用 & 和 * 做的重复引用，去掉多余的括号",
        "split it into several files; do without aliases and superfluous brackets",
    )
}

/// What usually lies behind a parser's message, told from the line where it stopped.
fn explain(message: &str, line: &str) -> (String, &'static str, &'static str) {
    let value = line.split_once(':').map_or(line, |(_, value)| value).trim_start();
    let (help_zh, help_en) = if line.contains('\t') {
        ("缩进要用空格，不能用 Tab 键", "indent with spaces, not tabs")
    } else if line.contains('：') && !line.contains(':') {
        ("冒号要用半角的“:”，后面空一格", "use an ASCII colon and a space after it")
    } else if value.starts_with(['@', '%', '`', '&', '*', '!', '|', '>']) || value.contains(": ") {
        (
            "给冒号后面的内容加上英文双引号，例如 title: \"……\"",
            "put the value into double quotes: title: \"…\"",
        )
    } else if value.starts_with(['[', '{', '"', '\'']) {
        (
            "检查括号、引号是否成对；内容里本来就有的，整句加上英文引号",
            "see that brackets and quotes are closed, or quote the whole value",
        )
    } else {
        (
            "检查冒号后面有没有空格、缩进是否对齐、引号是否成对",
            "check the space after the colon, the indentation and the quotes",
        )
    };
    let zh = if message.contains("mapping values are not allowed") {
        "这一行多了一个冒号，或者缩进不对".to_owned()
    } else if message.contains("did not find expected") || message.contains("while parsing") {
        "这里的写法不完整：缺冒号、引号、括号，或者缩进没有对齐".to_owned()
    } else if message.contains("found character that cannot start any token") {
        "这一行有不能这样写的字符".to_owned()
    } else {
        format!("看不懂这里的写法（{message}）")
    };
    (zh, help_zh, help_en)
}
