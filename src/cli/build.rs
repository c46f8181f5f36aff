//! `dangjian build`

use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{Failure, Terminal, arguments, clock};
use crate::portal::{Built, Portal, build};
use crate::problem::{Problem, terminal::tally};
use crate::site::State;

pub(super) fn run(given: &arguments::Build, terminal: &Terminal) -> Result<(), Failure> {
    let begin = Instant::now();
    let mut settings = super::settings(&given.site.folder, clock::now(given.now.given)?);
    settings.base_url.clone_from(&given.base_url);
    settings.shown.extend(given.drafts.then_some(State::Draft));
    settings.shown.extend(given.future.then_some(State::Scheduled));
    let output = given.output.clone().unwrap_or_else(|| given.site.folder.join("public"));

    let bar = progress_bar(terminal);
    let progress = |_, all: usize| {
        bar.set_length(all as u64);
        bar.inc(1);
    };
    let built = Portal::open_to_build(&settings).and_then(|portal| build(&portal, &output, &progress));
    bar.finish_and_clear();

    if given.json {
        return answer_json(built, terminal);
    }
    match built {
        Ok(built) => {
            terminal.problems(&built.warnings);
            terminal.answer(&summary(&built, &output, begin.elapsed(), terminal))
        }
        Err(problems) => {
            terminal.problems(&problems);
            let told = tally(&problems, terminal.language);
            terminal.remark(
                &terminal
                    .say(|| format!("这次没有发布：{told}\n"), || format!("Nothing was published: {told}\n")),
            );
            // They have been shown.
            Err(Failure::Problems(Vec::new()))
        }
    }
}

/// Shown where the standard error output is a terminal.
fn progress_bar(terminal: &Terminal) -> ProgressBar {
    let template = terminal.pick("生成 {wide_bar} {pos}/{len}", "Building {wide_bar} {pos}/{len}");
    let bar = ProgressBar::no_length();
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// What was built, in words.
fn summary(built: &Built, output: &Path, took: Duration, terminal: &Terminal) -> String {
    let Built { pages, sections, files, .. } = built;
    let (written, unchanged, removed) = (files.written, files.unchanged, files.removed);
    let (output, seconds) = (terminal.shown(output), took.as_secs_f64());
    let left_out = left_out(built, terminal);
    let warnings = built.warnings.len();
    let mut lines = vec![
        terminal.say(
            || format!("{pages} 篇文章，{sections} 个栏目"),
            || format!("{pages} pages, {sections} sections"),
        ),
        terminal.say(
            || format!("{output}：写入 {written} 个文件，未变 {unchanged} 个，删去 {removed} 个"),
            || format!("{output}: {written} files written, {unchanged} unchanged, {removed} removed"),
        ),
    ];
    if !left_out.is_empty() {
        lines.push(terminal.say(|| format!("没有发布：{left_out}"), || format!("left out: {left_out}")));
    }
    if warnings > 0 {
        lines.push(terminal.say(
            || format!("{warnings} 个警告，见上"),
            || format!("{warnings} warning{}, see above", if warnings == 1 { "" } else { "s" }),
        ));
    }
    lines.push(terminal.say(|| format!("用时 {seconds:.2} 秒"), || format!("{seconds:.2} s")));
    lines.join("\n") + "\n"
}

/// `3 篇草稿、2 篇定时、1 篇过期`
fn left_out(built: &Built, terminal: &Terminal) -> String {
    let told = built.left_out.iter().map(|(state, count)| {
        let name = terminal.state(*state);
        terminal.say(
            || format!("{count} 篇{name}"),
            || {
                let plural = if *state == State::Draft && *count != 1 { "s" } else { "" };
                format!("{count} {name}{plural}")
            },
        )
    });
    told.collect::<Vec<_>>().join(terminal.pick("、", ", "))
}

fn answer_json(built: Result<Built, Vec<Problem>>, terminal: &Terminal) -> Result<(), Failure> {
    let (summary, problems, is_done) = match built {
        Ok(built) => {
            let left_out: serde_json::Map<_, _> =
                built.left_out.iter().map(|(state, count)| (state.name().to_owned(), json!(count))).collect();
            let files = built.files;
            let summary = json!({
                "pages": built.pages,
                "sections": built.sections,
                "written": files.written,
                "unchanged": files.unchanged,
                "removed": files.removed,
                "bytes": files.bytes,
                "left_out": left_out,
            });
            (summary, built.warnings, true)
        }
        Err(problems) => (serde_json::Value::Null, problems, false),
    };
    let all = json!({ "published": is_done, "summary": summary, "problems": problems });
    terminal.answer(&(serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"))?;
    if is_done { Ok(()) } else { Err(Failure::Problems(Vec::new())) }
}
