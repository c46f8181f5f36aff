//! Converts the errors of the template engine to problems.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tera::{Error, ErrorKind};

use super::{Theme, scan};
use crate::problem::{Problem, SourceText};

/// The beginning of each report of the engine.
const REPORT: &str = "error: ";
/// Maximum number of parent templates to follow.
const MOST_PARENTS: usize = 32;

/// Returns an error of the template engine as a problem at its place in the template.
pub fn template_problem(error: &Error, theme: &Theme) -> Problem {
    let (code, message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) => (
            "template/syntax",
            report.message().to_owned(),
            Some((report.filename().to_owned(), report.span().range.clone())),
        ),
        ErrorKind::RenderingError(report) => (
            "template/render",
            report.message().to_owned(),
            Some((report.filename().to_owned(), report.span().range.clone())),
        ),
        other => return load_problem(&other.to_string(), theme),
    };
    at_place(code, &message, place, theme)
}

/// Returns the mistakes that the engine reports about templates that it could parse. If there are
/// mistakes in templates of the site, those of its theme are left out, because they may only follow
/// from them.
pub(super) fn load_problems(error: &Error, theme: &Theme) -> Vec<Problem> {
    let text = match error.kind() {
        ErrorKind::SyntaxError(_) | ErrorKind::RenderingError(_) => {
            return vec![template_problem(error, theme)];
        }
        other => other.to_string(),
    };
    let layer = |report: &str| {
        let (name, _) = reported_place(report, theme)?;
        Some(theme.template(&name)?.layer)
    };
    let reports: Vec<&str> = text.split("\n\n").filter(|report| report.starts_with(REPORT)).collect();
    let Some(first) = reports.iter().filter_map(|report| layer(report)).min() else {
        return vec![load_problem(&text, theme)];
    };
    let mut problems = Vec::new();
    let mut lacking: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for report in reports.into_iter().filter(|report| layer(report) == Some(first)) {
        match lacking_block(report, theme) {
            Some((file, block)) => drop(lacking.entry(file).or_default().insert(block)),
            None => problems.push(load_problem(report, theme)),
        }
    }
    problems.extend(lacking.into_iter().map(|(file, blocks)| lacking_problem(file, &blocks)));
    problems
}

/// Returns the file and the block of a report that a template fills a block that the template it
/// extends lacks, if the latter lacks it because it replaces another template.
fn lacking_block<'t>(report: &'t str, theme: &'t Theme) -> Option<(&'t str, &'t str)> {
    let block = report.strip_prefix(REPORT)?.strip_prefix("Block `")?;
    let (block, rest) = block.split_once('`')?;
    rest.trim_start().starts_with("is not defined in any parent").then_some(())?;
    let (name, _) = reported_place(report, theme)?;
    let mut child = theme.template(&name)?;
    // Go up to the template that replaces another: its layer comes before that of its child.
    for _ in 0..MOST_PARENTS {
        let parent = theme.template(scan::mentions(&child.text).ok()?.extends.as_deref()?)?;
        if parent.layer < child.layer {
            return Some((&parent.shown, block));
        }
        child = parent;
    }
    None
}

fn lacking_problem(file: &str, blocks: &BTreeSet<&str>) -> Problem {
    let (blocks, first) =
        (blocks.iter().copied().collect::<Vec<_>>(), blocks.first().copied().unwrap_or_default());
    Problem::error(
        "template/load",
        format!("这个模板代替了主题里同名的模板，但是少了别的模板要填的区块：{}", blocks.join("、")),
        format!(
            "this template replaces one of the theme, but lacks blocks that others fill: {}",
            blocks.join(", ")
        ),
    )
    .in_file(file)
    .help(
        format!("补上这些区块，空的也行：{{% block {first} %}}{{% endblock {first} %}}；或者从主题里原来的文件改起"),
        format!(
            "add these blocks, empty ones will do: {{% block {first} %}}{{% endblock {first} %}}; or begin with the theme's own file"
        ),
    )
}

/// Returns the problem for one report, which is already text.
fn load_problem(text: &str, theme: &Theme) -> Problem {
    let message = text.lines().next().unwrap_or_default().trim_start_matches(REPORT).to_owned();
    let place = reported_place(text, theme).or_else(|| quoted_place(text, theme));
    at_place("template/load", &message, place, theme)
}

fn at_place(
    code: &'static str,
    message: &str,
    place: Option<(String, Range<usize>)>,
    theme: &Theme,
) -> Problem {
    let problem = Problem::error(
        code,
        format!("模板有错：{}", chinese(message)),
        format!("error in a template: {message}"),
    )
    .help(
        "改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md",
        "fix the template, or pass this on to whoever made it; `themes/README.md` lists variables and functions",
    );
    match place {
        Some((name, span)) => match theme.template(&name) {
            Some(template) => problem.at(&SourceText::new(&template.shown, &template.text), span),
            None => problem.in_file(name),
        },
        None => problem,
    }
}

/// Parses the place in a report that is already text: ` --> theme/base.html:3:14`.
fn reported_place(text: &str, theme: &Theme) -> Option<(String, Range<usize>)> {
    let place = text.split("--> ").nth(1)?.lines().next()?.trim();
    let mut parts = place.rsplitn(3, ':');
    let (column, line, name) =
        (parts.next()?.parse::<usize>().ok()?, parts.next()?.parse::<usize>().ok()?, parts.next()?);
    let source = &theme.template(name)?.text;
    let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let start = start
        + source.get(start..)?.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    Some((name.to_owned(), start..start + 1))
}

/// Finds the place of a report that only quotes:
/// `Template 'site/x.html' is inheriting from 'y.html'`.
fn quoted_place(text: &str, theme: &Theme) -> Option<(String, Range<usize>)> {
    let mut quoted = text.split('\'').skip(1).step_by(2);
    let (name, word) = (quoted.next()?, quoted.next()?);
    let start = theme.template(name)?.text.find(word)?;
    Some((name.to_owned(), start..start + word.len()))
}

/// Translates the most common messages of the engine into Chinese; others stay as they are.
fn chinese(message: &str) -> String {
    const KNOWN: [(&str, &str); 13] = [
        ("in any parent template", "上级模板里没有这个区块"),
        ("Unexpected end of input", "文件在这里突然结束，少了结束标记"),
        ("is not defined", "没有这个变量"),
        ("not found in", "没有这个字段"),
        ("Unknown filter", "没有这个过滤器"),
        ("Unknown function", "没有这个函数"),
        ("Unknown test", "没有这个测试"),
        ("This filter is not registered", "没有这个过滤器"),
        ("This function is not registered", "没有这个函数"),
        ("not found", "找不到"),
        ("Found", "这里不该出现这样的写法"),
        ("Missing keyword argument", "缺少参数"),
        ("doesn't exist", "找不到上级模板"),
    ];
    match KNOWN.iter().find(|(english, _)| message.contains(english)) {
        Some((_, chinese)) => format!("{chinese}（{message}）"),
        None => message.to_owned(),
    }
}
