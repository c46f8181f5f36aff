//! `dangjian build`: builds the site and prints a summary.

use std::path::Path;
use std::time::Duration;

use serde_json::json;

use super::failure::Failure;
use super::table::table;
use super::terminal::Terminal;
use super::{archive, arguments, clock, next, site};
use crate::build::{ArchiveReport, BuildOrder, BuildReport, build};
use crate::load::Timings;
use crate::problem::{Problem, terminal::tally};
use crate::render::Reason;
use crate::site::{Coming, State};
use crate::store::Store;

pub(super) fn run(given: &arguments::BuildArguments, terminal: &Terminal) -> Result<(), Failure> {
    let timings = Timings::new(given.timings);
    let mut settings = site::settings(&given.site.folder, given.now.at(&given.site.folder)?);
    settings.base_url.clone_from(&given.base_url);
    settings.shown.extend(given.drafts.then_some(State::Draft));
    settings.shown.extend(given.future.then_some(State::Scheduled));
    let output = given.output.clone().unwrap_or_else(|| given.site.folder.join("public"));

    archive::check(given, &output)?;

    let bar = terminal.progress_bar("生成", "Building");
    let progress = |_, all: usize| {
        bar.set_length(all as u64);
        bar.inc(1);
    };
    let order = BuildOrder {
        output: &output,
        progress: &progress,
        timings: &timings,
        everything: given.full,
        explain: &given.explain,
    };
    let mut built = build(&settings, &order);
    if let Ok(built) = &mut built {
        std::mem::take(&mut built.rest).leave();
    }
    bar.finish_and_clear();
    let archived =
        built.as_ref().map_or(Ok(ArchiveReport::default()), |_| archive::write(given, &output, terminal));
    let took = timings.elapsed();

    if given.json {
        return answer_json(built, archived, terminal);
    }
    terminal.shows(&given.site.folder, given.all);
    match built {
        Ok(built) => {
            terminal.problems(&built.warnings);
            terminal.answer(&summary(&built, &output, took, terminal))?;
            // The site itself is published, whatever becomes of its archive.
            terminal.answer(&archive::told(given, &archived?, terminal))?;
            for explained in &built.explained {
                match &explained.reason {
                    Ok(reason) => terminal.answer(&told(&explained.path, reason, terminal))?,
                    Err(problem) => terminal.problems(std::slice::from_ref(problem)),
                }
            }
            if given.timings {
                terminal.answer(&stages(&timings, terminal))?;
                let file = Store::of(&given.site.folder).write_text("timings.json", &timings.trace())?;
                let file = terminal.shown(&file);
                terminal.answer(&terminal.say(
                    || format!("详细记录：{file}（在浏览器的 about:tracing 或 ui.perfetto.dev 里打开）\n"),
                    || format!("Trace: {file} (open it in about:tracing or ui.perfetto.dev)\n"),
                ))?;
            }
            terminal.point_to_pages();
            terminal.answer(&next::steps(&built.warnings, &given.site.folder, terminal))
        }
        Err(problems) => {
            terminal.problems(&problems);
            terminal.point_to_pages();
            let told = tally(&problems, terminal.language);
            terminal.remark(
                &terminal
                    .say(|| format!("这次没有发布：{told}\n"), || format!("Nothing was published: {told}\n")),
            );
            terminal.remark(&next::steps(&problems, &given.site.folder, terminal));
            // They have been shown.
            Err(Failure::Problems(Vec::new()))
        }
    }
}

/// Describes what was built.
fn summary(built: &BuildReport, output: &Path, took: Duration, terminal: &Terminal) -> String {
    let BuildReport { pages, sections, rendered, files, .. } = built;
    let (written, unchanged, removed) = (files.written, files.unchanged, files.removed);
    let (output, seconds) = (terminal.shown(output), took.as_secs_f64());
    let left_out = left_out(built, terminal);
    let mut lines = vec![
        terminal.say(
            || format!("{pages} 篇文章，{sections} 个栏目"),
            || format!("{pages} pages, {sections} sections"),
        ),
        terminal.say(
            || format!("{output}：重新生成 {rendered} 个页面；写入 {written} 个文件，未变 {unchanged} 个，删去 {removed} 个"),
            || format!("{output}: {rendered} pages rebuilt; {written} files written, {unchanged} unchanged, {removed} removed"),
        ),
    ];
    if !left_out.is_empty() {
        lines.push(terminal.say(|| format!("没有发布：{left_out}"), || format!("left out: {left_out}")));
    }
    lines.extend(again(built.coming, terminal));
    if !built.warnings.is_empty() {
        let told = tally(&built.warnings, terminal.language);
        lines.push(terminal.say(|| format!("{told}，见上"), || format!("{told}, see above")));
    }
    lines.push(terminal.say(|| format!("用时 {seconds:.2} 秒"), || format!("{seconds:.2} s")));
    lines.join("\n") + "\n"
}

/// Reports when the site must be built again: scheduled pages don't appear, and expired pages don't
/// disappear, by themselves.
fn again(Coming { release, end, zone }: Coming, terminal: &Terminal) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(moment) = clock::minute(release, zone) {
        lines.push(terminal.say(
            || format!("定时的文章：到 {moment} 再生成一次才会发布"),
            || format!("scheduled: build again on {moment} to publish the next"),
        ));
    }
    if let Some(moment) = clock::minute(end, zone) {
        lines.push(terminal.say(
            || format!("到期的文章：到 {moment} 再生成一次才会下线或取消置顶"),
            || format!("expiring: build again on {moment} to take down or unpin the next"),
        ));
    }
    lines
}

/// Counts the pages left out by state: `3 篇草稿、2 篇定时、1 篇已下线`.
fn left_out(built: &BuildReport, terminal: &Terminal) -> String {
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

fn answer_json(
    built: Result<BuildReport, Vec<Problem>>,
    archived: Result<ArchiveReport, Problem>,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let (archive, failed) = match archived {
        Ok(archived) => (archive::json(&archived), None),
        Err(problem) => (serde_json::Value::Null, Some(problem)),
    };
    let (summary, mut problems, is_done) = match built {
        Ok(built) => {
            let left_out: serde_json::Map<_, _> =
                built.left_out.iter().map(|(state, count)| (state.name().to_owned(), json!(count))).collect();
            let files = built.files;
            let summary = json!({
                "pages": built.pages,
                "sections": built.sections,
                "rendered": built.rendered,
                "written": files.written,
                "unchanged": files.unchanged,
                "removed": files.removed,
                "bytes": files.bytes,
                "left_out": left_out,
                "release": clock::moment(built.coming.release, built.coming.zone),
                "expiry": clock::moment(built.coming.end, built.coming.zone),
            });
            (summary, built.warnings, true)
        }
        Err(problems) => (serde_json::Value::Null, problems, false),
    };
    let is_whole = is_done && failed.is_none();
    problems.extend(failed);
    let mut all = json!({ "published": is_done, "summary": summary, "problems": problems });
    if let (Some(all), false) = (all.as_object_mut(), archive.is_null()) {
        all.insert("archive".to_owned(), archive);
    }
    terminal.answer(&(serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"))?;
    if is_whole { Ok(()) } else { Err(Failure::Problems(Vec::new())) }
}

/// Explains why a page was rendered again, or not.
fn told(path: &str, reason: &Reason, terminal: &Terminal) -> String {
    let why = match reason {
        Reason::Same => terminal
            .pick("没有重新生成：用到的内容都没变", "not rebuilt: nothing that it is made from has changed")
            .to_owned(),
        Reason::New => terminal
            .pick(
                "重新生成：没有上次的记录，或者上次发布的文件被改动、删除了",
                "rebuilt: nothing is remembered of it, or what was published was changed or removed",
            )
            .to_owned(),
        Reason::Warned => terminal
            .pick("重新生成：上次有警告，要重新提示", "rebuilt: there was a warning to report again")
            .to_owned(),
        Reason::Differs(facts) => {
            let facts: Vec<&str> = facts.iter().map(|fact| fact.get(terminal.language)).collect();
            terminal.say(
                || format!("重新生成，因为有变化：{}", facts.join("；")),
                || format!("rebuilt, because these have changed: {}", facts.join("; ")),
            )
        }
    };
    terminal.say(|| format!("{path}：{why}\n"), || format!("{path}: {why}\n"))
}

/// Formats the time of each stage as a table.
fn stages(timings: &Timings, terminal: &Terminal) -> String {
    let head =
        [terminal.pick("步骤", "stage"), terminal.pick("毫秒", "ms"), terminal.pick("个数", "count"), "KB"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let number = |number: u64| if number == 0 { String::new() } else { number.to_string() };
    for (stage, took) in timings.table() {
        rows.push(vec![
            stage.words().get(terminal.language).to_owned(),
            format!("{:.1}", took.time.as_secs_f64() * 1000.0),
            number(took.count as u64),
            number(took.bytes / 1024),
        ]);
    }
    table(&rows, 0)
}
