//! `dangjian fix`: applies the fixes of problems.

use similar::TextDiff;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{arguments, clock, site};
use crate::author::{FixFilter, FixReport, FixedFile, fix, proposed_fixes};
use crate::problem::pattern::{PatternMeaning, look_up};
use crate::problem::terminal::{printable, tally};
use crate::problem::{Problem, Severity};
use crate::site::State;

/// Lines of context around a change in a diff.
const CONTEXT: usize = 2;

pub(super) fn run(given: &arguments::FixArguments, terminal: &Terminal) -> Result<(), Failure> {
    for code in &given.code {
        known(code)?;
    }
    let mut settings = site::settings(&given.site.folder, clock::now(None)?);
    // Fix unpublished pages, too.
    settings.shown.extend([State::Draft, State::Scheduled, State::Expired]);
    let files = given.file.iter().map(|file| file.replace('\\', "/")).collect();
    let wanted = FixFilter { all: given.all, codes: given.code.clone(), files };
    let mending = if given.dry_run { proposed_fixes(&settings, &wanted) } else { fix(&settings, &wanted) };
    for file in &mending.files {
        terminal.answer(&told(file, given.dry_run, terminal))?;
    }
    terminal.shows(&given.site.folder, false);
    terminal.problems(&mending.refused);
    terminal.answer(&summary(given, &mending, terminal))?;
    if !mending.refused.is_empty() {
        return Err(Failure::Problems(Vec::new()));
    }
    Ok(())
}

/// Refuses a code that does not exist.
fn known(code: &str) -> Result<(), Failure> {
    match look_up(code) {
        PatternMeaning::Nothing(_) => Err(Failure::usage(super::explain::unknown(code))),
        PatternMeaning::Codes | PatternMeaning::Fixed => Ok(()),
    }
}

/// Shows the changes of a file: as a diff before they are made, in words afterwards.
fn told(file: &FixedFile, is_proposed: bool, terminal: &Terminal) -> String {
    let FixedFile { file: name, before, after, problems } = file;
    let name = printable(name).replace('\n', "␊");
    let mut text = String::new();
    if is_proposed && before != after {
        text += &difference(&name, before, after);
    }
    for problem in problems.iter().filter(|_| !is_proposed || before == after) {
        let line = problem.place.as_ref().map_or(0, |place| place.line);
        let place = if line > 0 { format!("{name}:{line}") } else { name.clone() };
        let words = problem.fix.as_ref().map(|fix| fix.words.get(terminal.language)).unwrap_or_default();
        text += &terminal.say(
            || format!("{place}：{} [{}]\n", printable(words), problem.code),
            || format!("{place}: {} [{}]\n", printable(words), problem.code),
        );
    }
    text
}

/// Shows what changes in a file, with a few lines around each change.
pub(super) fn difference(name: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut text = printable(&diff.unified_diff().context_radius(CONTEXT).header(name, name).to_string());
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn summary(given: &arguments::FixArguments, mending: &FixReport, terminal: &Terminal) -> String {
    let files = mending.files.len();
    let count: usize = mending.files.iter().map(|file| file.problems.len()).sum();
    let mut text = match (files, given.dry_run) {
        (0, _) => terminal.pick("没有可以自动修改的地方\n", "nothing can be fixed by itself\n").to_owned(),
        (_, true) => terminal.say(
            || format!("会改 {files} 个文件里的 {count} 处；去掉 --dry-run 就真的修改\n"),
            || format!("{count} changes in {files} files; without --dry-run they are made\n"),
        ),
        (_, false) => terminal.say(
            || format!("改了 {files} 个文件里的 {count} 处\n"),
            || format!("{count} changes made in {files} files\n"),
        ),
    };
    let uncertain = mending.left.iter().filter(|problem| problem.fix.is_some()).count();
    if uncertain > 0 && !given.all {
        text += &terminal.say(
            || format!("还有 {uncertain} 处改法不一定合原意：加 --all 一起改，改完请看一遍\n"),
            || format!("{uncertain} more may not be what was meant: --all makes them, too; read them afterwards\n"),
        );
    }
    let left: Vec<Problem> =
        mending.left.iter().filter(|problem| problem.severity != Severity::Info).cloned().collect();
    if !left.is_empty() {
        let told = tally(&left, terminal.language);
        text += &terminal.say(
            || format!("其余要人来改：{told}；dangjian check 列出它们\n"),
            || format!("left for you: {told}; `dangjian check` lists them\n"),
        );
    }
    text
}
