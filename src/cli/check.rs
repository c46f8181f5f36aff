//! `dangjian check`: checks the site and prints the problems.

use super::failure::Failure;
use super::terminal::Terminal;
use super::{arguments, next, site};
use crate::build::{CheckReport, check};
use crate::problem::terminal::tally;
use crate::problem::{BASELINE, Baseline, Problem, Severity, gitlab, json, lines, sarif};
use crate::site::State;
use crate::source::SiteFolder;

pub(super) fn run(given: &arguments::CheckArguments, terminal: &Terminal) -> Result<(), Failure> {
    let mut settings = site::settings(&given.site.folder, given.now.at(&given.site.folder)?);
    settings.shown.extend(given.drafts.then_some(State::Draft));
    settings.shown.extend(given.future.then_some(State::Scheduled));
    let checked = check(&settings);
    if given.write_baseline {
        return write_baseline(given, &checked, terminal);
    }
    let problems = &checked.problems;
    let language = terminal.language;
    match given.format.as_str() {
        "json" => terminal.answer(&json::to_json(problems, checked.silenced))?,
        "lines" => terminal.answer(&lines::to_lines(problems, language))?,
        "sarif" => terminal.answer(&sarif::to_sarif(problems, language, &prefix(given)))?,
        "github" => terminal.answer(&lines::to_github(problems, language, &prefix(given)))?,
        "gitlab" => terminal.answer(&gitlab::to_gitlab(problems, language, &prefix(given)))?,
        _ => {
            terminal.shows(&given.site.folder, given.all);
            terminal.problems(problems);
            terminal.point_to_pages();
            terminal.answer(&summary(&checked, terminal))?;
            terminal.answer(&next::steps(problems, &given.site.folder, terminal))?;
        }
    }
    let worst = problems.iter().map(|problem| problem.severity).min();
    let least = given.deny.unwrap_or(Severity::Error);
    // They have been shown.
    if worst.is_some_and(|worst| worst <= least) { Err(Failure::Problems(Vec::new())) } else { Ok(()) }
}

/// Returns `--prefix` as the first part of a path: `site/`, or nothing.
fn prefix(given: &arguments::CheckArguments) -> String {
    let prefix = given.prefix.trim_matches('/');
    if prefix.is_empty() { String::new() } else { format!("{prefix}/") }
}

/// Describes what was checked, and what was found.
fn summary(checked: &CheckReport, terminal: &Terminal) -> String {
    let CheckReport { problems, silenced, pages, routes, .. } = checked;
    let told = tally(problems, terminal.language);
    let mut text = terminal.say(
        || format!("检查了 {pages} 篇文章、{routes} 个页面：{told}\n"),
        || format!("{pages} articles, {routes} pages checked: {told}\n"),
    );
    if *silenced > 0 {
        text += &terminal.say(
            || format!("另有 {silenced} 个已知问题没有列出（文章里注明忽略的，或记在 {BASELINE} 里的）\n"),
            || {
                let (problems, are) = if *silenced == 1 { ("problem", "is") } else { ("problems", "are") };
                format!(
                    "{silenced} known {problems} {are} left out (ignored by a comment, or listed in {BASELINE})\n"
                )
            },
        );
    }
    text
}

/// Records the present problems in the baseline. Those that a baseline can't contain are shown.
fn write_baseline(
    given: &arguments::CheckArguments,
    checked: &CheckReport,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let baseline = Baseline::of(&checked.all);
    let rest: Vec<Problem> = checked
        .all
        .iter()
        .filter(|problem| crate::problem::pattern::is_fixed(problem.code))
        .cloned()
        .collect();
    terminal.problems(&rest);
    SiteFolder::open(&given.site.folder)?.write_text(BASELINE, &baseline.written())?;
    let count = baseline.len();
    terminal.answer(&terminal.say(
        || format!("记下 {count} 个已知问题：{BASELINE}；以后只报告新出现的\n"),
        || format!("{count} problems noted as known in {BASELINE}: from now on new ones only are told\n"),
    ))?;
    let lasting = rest.iter().filter(|problem| problem.is_error()).count();
    if lasting > 0 {
        terminal.answer(&terminal.say(
            || format!("还有 {lasting} 个错误不能记为已知（见上），改好才能发布\n"),
            || {
                format!(
                    "{lasting} errors can't be noted (see above): nothing is published until they are fixed\n"
                )
            },
        ))?;
    }
    if rest.is_empty() { Ok(()) } else { Err(Failure::Problems(Vec::new())) }
}
