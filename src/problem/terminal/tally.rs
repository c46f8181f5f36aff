//! Counts problems in words.

use crate::problem::{Language, Problem, Severity};

/// Counts the problems of each severity, in words: `3 个错误，2 个警告`.
pub fn tally(problems: &[Problem], language: Language) -> String {
    let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let some = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| (severity, count(severity)))
        .filter(|(_, count)| *count > 0);
    let said: Vec<String> = some.map(|(severity, count)| say(severity, count, language)).collect();
    match (said.is_empty(), language) {
        (true, Language::Chinese) => "没有问题".to_owned(),
        (true, Language::English) => "no problems".to_owned(),
        (false, Language::Chinese) => said.join("，"),
        (false, Language::English) => said.join(", "),
    }
}

pub(super) fn say(severity: Severity, count: usize, language: Language) -> String {
    let name = name(severity, language);
    match language {
        Language::Chinese => format!("{count} 个{name}"),
        Language::English => format!("{count} {name}{}", if count == 1 { "" } else { "s" }),
    }
}

/// Returns the name of a severity: `错误`, `warning`.
pub fn name(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Warning, Language::Chinese) => "警告",
        (Severity::Info, Language::Chinese) => "提示",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Info, Language::English) => "note",
    }
}
