//! `--zip` and `--changes` of `dangjian build`: the site as one archive, and what differs from an
//! earlier one.

use std::path::Path;

use serde_json::json;

use super::arguments::BuildArguments;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::build::{ArchiveOrder, ArchiveReport, archive, check_beside, is_same_place};
use crate::problem::Problem;
use crate::text::size;

/// Checks before the build what can be known then: nobody wants to wait for it.
pub(super) fn check(given: &BuildArguments, output: &Path) -> Result<(), Failure> {
    for file in given.zip.iter().chain(&given.changes) {
        check_beside(&given.site.folder, output, file)?;
    }
    ArchiveOrder::check_places(given.zip.as_deref(), given.changes.as_deref())?;
    for (option, file) in [("--zip", &given.zip), ("--since", &given.since)] {
        let (Some(file), Some(changes)) = (file, &given.changes) else { continue };
        if is_same_place(file, changes) {
            let problem = Problem::error(
                "output/archive-place",
                format!("{option} 和 --changes 写的是同一个文件"),
                format!("`{option}` and `--changes` name the same file"),
            );
            return Err(Failure::usage(problem.help("给它们不同的文件名", "give them different names")));
        }
    }
    if given.changes.is_some() && given.zip.is_none() && given.since.is_none() {
        let problem = Problem::error(
            "cli/missing",
            "--changes 要有可以比较的压缩包",
            "`--changes` needs an archive to compare with",
        );
        return Err(Failure::usage(problem.help(
            "加上 --zip：与它原来的内容比较；或者用 --since 指定以前的网站压缩包",
            "add `--zip`, whose former content it is compared with, or name an earlier archive with `--since`",
        )));
    }
    Ok(())
}

/// Writes what was asked for.
pub(super) fn write(
    given: &BuildArguments,
    output: &Path,
    terminal: &Terminal,
) -> Result<ArchiveReport, Problem> {
    if given.zip.is_none() && given.changes.is_none() {
        return Ok(ArchiveReport::default());
    }
    let order = ArchiveOrder {
        whole: given.zip.as_deref(),
        changes: given.changes.as_deref(),
        since: given.since.as_deref(),
        language: terminal.language,
    };
    archive(output, &order)
}

/// Describes what was written.
pub(super) fn told(given: &BuildArguments, report: &ArchiveReport, terminal: &Terminal) -> String {
    let mut lines = String::new();
    if let (Some(file), Some((files, bytes))) = (&given.zip, report.whole) {
        let (file, size) = (terminal.shown(file), size(bytes));
        lines += &terminal.say(
            || format!("压缩包：{file}（{size}，{files} 个文件）\n"),
            || format!("archive: {file} ({size}, {files} files)\n"),
        );
    }
    if let (Some(file), Some([added, changed, removed])) = (&given.changes, report.changes) {
        let file = terminal.shown(file);
        lines += &terminal.say(
            || format!("变化：{file}（新增 {added} 个文件，修改 {changed} 个，删除 {removed} 个）\n"),
            || format!("changes: {file} ({added} files added, {changed} changed, {removed} removed)\n"),
        );
    }
    lines
}

/// Describes for programs what was written; null if nothing was asked for.
pub(super) fn json(report: &ArchiveReport) -> serde_json::Value {
    let whole = report.whole.map(|(files, bytes)| json!({ "files": files, "bytes": bytes }));
    let changes = report
        .changes
        .map(|[added, changed, removed]| json!({ "added": added, "changed": changed, "removed": removed }));
    if whole.is_none() && changes.is_none() {
        return serde_json::Value::Null;
    }
    json!({ "zip": whole, "changes": changes })
}
