//! Writes the report of a migration.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::run::MigrationReport;
use crate::author::new_file::write_new;
use crate::author::new_page::refused;
use crate::problem::{Language, Problem, Severity};

/// Last number to try for the name of the report.
const MOST: usize = 999;

/// Writes the report next to `site.yaml`, where nothing is published from, under a free name.
///
/// # Errors
/// It cannot be written.
pub fn write_report(
    report: &MigrationReport,
    from: &str,
    today: &str,
    folder: &Path,
    language: Language,
) -> Result<PathBuf, Problem> {
    let text = written(report, from, today, language);
    let stem = match language {
        Language::Chinese => "导入报告",
        Language::English => "import-report",
    };
    for number in 1..=MOST {
        let name = if number == 1 { format!("{stem}.md") } else { format!("{stem}-{number}.md") };
        let path = folder.join(&name);
        match write_new(&path, text.as_bytes()) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(refused(name, &error)),
        }
    }
    Err(refused(stem, &ErrorKind::AlreadyExists.into()))
}

/// Writes the report as Markdown.
fn written(report: &MigrationReport, from: &str, today: &str, language: Language) -> String {
    let say = |zh: &'static str, en: &'static str| match language {
        Language::Chinese => zh,
        Language::English => en,
    };
    let mut text = format!("# {}\n\n", say("导入报告", "Import report"));
    let drafts = report.pages.iter().filter(|page| page.is_draft).count();
    let files: usize = report.pages.iter().map(|page| page.files).sum();
    let (lost, told): (Vec<&Problem>, Vec<&Problem>) =
        report.problems.iter().partition(|problem| problem.severity == Severity::Error);
    let _ = writeln!(text, "{}{from}　{today}\n", say("来自：", "From: "));
    let rows = [
        (say("导入的文章", "articles imported"), report.pages.len()),
        (say("其中草稿", "of them drafts"), drafts),
        (say("文章旁边的图片和文件", "pictures and files beside them"), files),
        (say("以前导入过的", "imported before"), report.known.len()),
        (say("没有导入的", "not imported"), lost.len()),
        (say("要看一看的", "to look at"), told.len()),
    ];
    let _ = writeln!(text, "| | |\n|---|---|");
    for (name, count) in rows {
        let _ = writeln!(text, "| {name} | {count} |");
    }
    if !lost.is_empty() {
        let _ = writeln!(text, "\n## {}", say("没有导入的", "Not imported"));
        push_problems(&mut text, &lost, language);
    }
    if !report.mapped.is_empty() {
        let _ = writeln!(text, "\n## {}\n", say("各项信息怎样对应", "How keys were taken over"));
        let head = say("| 旧站 | 这里 | 篇数 |", "| there | here | pages |");
        let _ = writeln!(text, "{head}\n|---|---|---|");
        for (from, to, count) in &report.mapped {
            let _ = writeln!(text, "| {} | {} | {count} |", cell(from), cell(to));
        }
    }
    if !report.left.is_empty() {
        let _ = writeln!(text, "\n## {}\n", say("没有带过来的各项信息", "Keys that were left"));
        let head = say("| 旧站的项 | 篇数 | 例如 | 写的是 |", "| key | pages | for example | value |");
        let _ = writeln!(text, "{head}\n|---|---|---|---|");
        for (key, left) in &report.left {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                cell(key),
                left.pages,
                cell(&left.file),
                cell(&left.value)
            );
        }
    }
    if !told.is_empty() {
        let _ = writeln!(text, "\n## {}", say("要看一看的", "To look at"));
        push_problems(&mut text, &told, language);
    }
    if !report.pages.is_empty() {
        let _ = writeln!(text, "\n## {}\n", say("导入的文章", "Articles"));
        let head = say("| 标题 | 旧文件 | 现在 | 旧链接 |", "| title | old file | now | former addresses |");
        let _ = writeln!(text, "{head}\n|---|---|---|---|");
        for page in &report.pages {
            let draft = if page.is_draft { say("（草稿）", " (draft)") } else { "" };
            let aliases = page.aliases.join(" ");
            let cells = [&page.title, &page.from, &page.to, &aliases].map(|words| cell(words));
            let [title, from, to, aliases] = cells;
            let _ = writeln!(text, "| {title}{draft} | {from} | {to} | {aliases} |");
        }
    }
    if !report.known.is_empty() {
        let _ = writeln!(text, "\n## {}\n", say("以前导入过的", "Imported before"));
        for (from, to) in &report.known {
            let _ = writeln!(text, "- {from} → {to}");
        }
    }
    text
}

/// Lists problems by what they are about: first what to do, then each place.
fn push_problems(text: &mut String, problems: &[&Problem], language: Language) {
    let mut groups: BTreeMap<(&str, &str), Vec<&Problem>> = BTreeMap::new();
    for problem in problems {
        let help = problem.help.as_ref().map_or("", |help| help.get(language));
        groups.entry((problem.code, help)).or_default().push(problem);
    }
    for ((code, help), problems) in groups {
        let _ = writeln!(text, "\n### {code}（{}）\n", problems.len());
        if !help.is_empty() {
            let _ = writeln!(text, "{}\n", line(help));
        }
        for problem in problems {
            let place = problem.place.as_ref().map(|place| place.shown(language)).unwrap_or_default();
            let colon = if place.is_empty() { "" } else { "：" };
            let _ = writeln!(text, "- {place}{colon}{}", line(problem.message.get(language)));
        }
    }
}

/// Writes words as the cell of a table.
fn cell(words: &str) -> String {
    line(words).replace('|', "\\|")
}

fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
