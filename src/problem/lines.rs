//! Writes one problem per line, for editors, `grep` and GitHub annotations.

use std::fmt::Write;

use super::terminal::{name, printable};
use super::{Language, Problem, Severity};

/// Writes `file:line:column: severity[code]: message` as compilers do, so that editors find the
/// place.
pub fn to_lines(problems: &[Problem], language: Language) -> String {
    let mut text = String::new();
    for problem in problems {
        if let Some(place) = &problem.place {
            let _ = write!(text, "{}: ", one_line(&place.shown(language)));
        }
        let severity = name(problem.severity, language);
        let message = one_line(problem.message.get(language));
        let _ = write!(text, "{severity}[{}]: {message}", problem.code);
        if let Some(help) = &problem.help {
            let open = if language == Language::Chinese { "（" } else { " (" };
            let close = if language == Language::Chinese { "）" } else { ")" };
            let _ = write!(text, "{open}{}{close}", one_line(help.get(language)));
        }
        text.push('\n');
    }
    text
}

/// Writes GitHub Actions workflow commands, which appear as annotations next to the lines. `prefix`
/// is the path of the site in its repository.
pub fn to_github(problems: &[Problem], language: Language, prefix: &str) -> String {
    let mut text = String::new();
    for problem in problems {
        let command = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut properties = vec![("title", problem.code.to_owned())];
        if let Some(place) = &problem.place {
            properties.push(("file", format!("{prefix}{}", place.file)));
            if place.line > 0 {
                properties.push(("line", place.line.to_string()));
                properties.push(("col", place.column.to_string()));
                properties.push(("endColumn", (place.column + place.length).to_string()));
            }
        }
        let escape = |value: &str| data(value).replace(':', "%3A").replace(',', "%2C");
        let properties: Vec<String> =
            properties.iter().map(|(key, value)| format!("{key}={}", escape(value))).collect();
        let _ = writeln!(text, "::{command} {}::{}", properties.join(","), data(&whole(problem, language)));
    }
    text
}

/// Returns the message with the help.
pub(super) fn whole(problem: &Problem, language: Language) -> String {
    let message = problem.message.get(language);
    match &problem.help {
        Some(help) => format!("{message}\n{}", help.get(language)),
        None => message.to_owned(),
    }
}

/// Escapes a value for a workflow command.
fn data(value: &str) -> String {
    value.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;

    fn problems() -> Vec<Problem> {
        let text = SourceText::new("content/a,b.md", "甲乙丙\n");
        vec![
            Problem::error("link/broken", "断了\n100%", "broken").at(&text, 3..6).help("改", "mend"),
            Problem::info("site/empty", "空", "empty"),
        ]
    }

    #[test]
    fn each_stands_in_a_line_of_its_own() {
        insta::assert_snapshot!(to_lines(&problems(), Language::Chinese), @r"
        content/a,b.md:1:2: 错误[link/broken]: 断了 100%（改）
        提示[site/empty]: 空
        ");
        insta::assert_snapshot!(to_lines(&problems(), Language::English), @r"
        content/a,b.md:1:2: error[link/broken]: broken (mend)
        note[site/empty]: empty
        ");
    }

    #[test]
    fn commands_of_github_are_escaped() {
        insta::assert_snapshot!(to_github(&problems(), Language::Chinese, "docs/"), @r"
        ::error title=link/broken,file=docs/content/a%2Cb.md,line=1,col=2,endColumn=3::断了%0A100%25%0A改
        ::notice title=site/empty::空
        ");
    }
}
