//! `dangjian explain`: prints what a problem code means.

use super::arguments;
use super::failure::Failure;
use super::table::table;
use super::terminal::Terminal;
use crate::problem::codes::{self, Family};
use crate::problem::{Problem, terminal::name};

pub(super) fn run(given: &arguments::ExplainArguments, terminal: &Terminal) -> Result<(), Failure> {
    let Some(asked) = &given.code else { return terminal.answer(&families(terminal)) };
    // Users may copy a code with its brackets.
    let asked = asked.trim().trim_matches(['[', ']']).trim_end_matches('/');
    if let Some(code) = codes::find(asked) {
        return terminal.answer(&codes::page(code, terminal.language, terminal.columns()));
    }
    match codes::family(asked) {
        Some(family) => terminal.answer(&list(family, terminal)),
        None => Err(Failure::usage(unknown(asked))),
    }
}

/// Lists the families, each with its number of codes and its subject.
fn families(terminal: &Terminal) -> String {
    let row = |family: &Family| {
        let count = family.codes.len();
        let count = terminal
            .say(|| format!("{count} 个"), || format!("{count} code{}", if count == 1 { "" } else { "s" }));
        vec![family.name.to_owned(), count, family.title.get(terminal.language).to_owned()]
    };
    let rows: Vec<Vec<String>> = codes::families().iter().map(row).collect();
    let more = terminal.pick(
        "dangjian explain 类别：这一类的代码；dangjian explain 代码：它的说明",
        "`dangjian explain FAMILY` lists its codes, `dangjian explain CODE` explains one",
    );
    format!("{}\n{more}\n", table(&rows, 0))
}

/// Lists the codes of a family.
fn list(family: &Family, terminal: &Terminal) -> String {
    let language = terminal.language;
    let row = |code: &codes::Code| {
        let title = code.title.get(language).to_owned();
        vec![code.name.to_owned(), name(code.severity, language).to_owned(), title]
    };
    let rows: Vec<Vec<String>> = family.codes.iter().map(row).collect();
    format!("{}\n\n{}", family.title.get(language), table(&rows, 0))
}

/// Reports a code or family that does not exist.
pub(super) fn unknown(asked: &str) -> Problem {
    Problem::error(
        "cli/unknown-code",
        format!("没有“{asked}”这个问题代码"),
        format!("there is no code `{asked}`"),
    )
    .did_you_mean(
        codes::nearest(asked),
        "代码是报告里方括号中的那一串，如 meta/unknown-key；dangjian explain 列出全部类别",
        "a code is what stands in the brackets of a report, such as meta/unknown-key; `dangjian explain` lists the families",
    )
}
