//! `dangjian import`: turns manuscripts into articles.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::{Failure, unknown_type};
use super::terminal::Terminal;
use super::{arguments, clock, migrate, site};
use crate::author::{
    ImportCounts, ImportOrder, Imported, Importer, MigrationSource, OldKind, unknown_section,
};
use crate::load::{Outline, OutlineSection};
use crate::problem::Problem;
use crate::problem::terminal::printable;
use crate::schema::ContentType;

/// The endings of manuscripts that are looked for in a folder.
const ENDINGS: [&str; 9] = ["docx", "doc", "wps", "rtf", "html", "htm", "mht", "txt", "md"];

pub(super) fn run(given: &arguments::ImportArguments, terminal: &Terminal) -> Result<(), Failure> {
    let outline = Outline::open(&site::settings(&given.site, clock::now(None)?))?;
    let today = clock::day(clock::now(None)?.in_zone(outline.config.zone));
    let (content_type, section) = destination(given, &outline)?;
    if let Some(source) = whole_site(given)? {
        let named = given.content_type.as_ref().map(|_| &content_type);
        let outline = &outline;
        let (usual, today, again) = (&content_type, today.as_str(), given.again);
        let to = migrate::Destination { outline, named, usual, section, today, again };
        let from = given.file.first().map_or(Path::new("."), PathBuf::as_path);
        return migrate::run(&source, from, &to, terminal);
    }
    let files = files(&given.file)?;
    let mut importer = Importer::new(ImportOrder {
        outline: &outline,
        content_type: &content_type,
        section,
        today: &today,
        again: given.again,
    });
    let bar = terminal.progress_bar("导入", "Importing");
    bar.set_length(files.len() as u64);
    let (mut done, mut problems) = (0, Vec::new());
    for file in &files {
        match importer.import(file) {
            Ok(imported) => {
                bar.suspend(|| terminal.answer(&told(file, &imported, &outline, terminal)))?;
                problems.extend(imported.findings);
                done += 1;
            }
            Err(problem) => problems.push(problem),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let failed = files.len() - done;
    terminal.problems(&problems);
    terminal.answer(&summary(done, failed, section, terminal))?;
    match failed {
        0 => Ok(()),
        _ => Err(Failure::Problems(Vec::new())),
    }
}

/// Returns the whole site that is to be imported, if one is.
fn whole_site(given: &arguments::ImportArguments) -> Result<Option<MigrationSource>, Failure> {
    let kind = given.from.as_deref().and_then(OldKind::named);
    if kind.is_none() && given.rules.is_none() {
        return Ok(None);
    }
    let [file] = given.file.as_slice() else { return Err(Failure::usage(one_site())) };
    let file = file.clone();
    Ok(match (kind, given.rules.clone()) {
        (Some(OldKind::WordPress), _) => Some(MigrationSource::WordPress(file, given.media.clone())),
        (Some(kind), _) => Some(MigrationSource::Folder(kind, file)),
        (None, rules) => rules.map(|rules| MigrationSource::Saved(rules, file)),
    })
}

/// Finds the type and the section: one follows from the other.
fn destination<'o>(
    given: &arguments::ImportArguments,
    outline: &'o Outline,
) -> Result<(Arc<ContentType>, &'o OutlineSection), Failure> {
    let types = &outline.theme.types;
    let wanted = match &given.content_type {
        Some(name) => Some(types.meant_by(name.trim()).cloned().ok_or_else(|| unknown_type(name, types))?),
        None => None,
    };
    let section = match &given.section {
        Some(written) => {
            Some(outline.section(written).ok_or_else(|| Failure::usage(unknown_section(written, outline)))?)
        }
        None => None,
    };
    let news = || types.meant_by("news").cloned();
    let of_section = || section.and_then(|section| section.content_type.clone());
    let content_type = wanted.or_else(of_section).or_else(news).ok_or_else(|| Failure::usage(no_type()))?;
    let section = section.or_else(|| outline.sections_for(&content_type).into_iter().next());
    let section = section.ok_or_else(|| Failure::usage(no_section(&content_type)))?;
    Ok((content_type, section))
}

/// Returns the manuscripts: those that are named, and those in folders that are named, by name.
fn files(given: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in given {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let is_manuscript = |file: &Path| {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            // `~$通知.docx` is a lock of Word.
            let is_passing = name.starts_with('.') || name.starts_with("~$");
            let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
            !is_passing && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
        };
        let found = walkdir::WalkDir::new(path).sort_by_file_name().into_iter().flatten();
        let found = found.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
        let before = files.len();
        files.extend(found.filter(|file| is_manuscript(file)));
        if files.len() == before {
            return Err(Failure::usage(nothing_there(&path.display().to_string())));
        }
    }
    Ok(files)
}

/// Tells what became of a manuscript.
fn told(file: &Path, imported: &Imported, outline: &Outline, terminal: &Terminal) -> String {
    let (from, to) = (terminal.shown(file), terminal.shown(&outline.folder.path(&imported.article.file)));
    let mut text = format!("{from} → {to}\n");
    for (label, value, is_guess) in &imported.fields {
        let mark = match is_guess {
            true => terminal.pick("（认出来的，请核对）", " (recognized: check it)"),
            false => "",
        };
        let colon = terminal.pick("：", ": ");
        text += &format!("  {label}{colon}{}{mark}\n", printable(value));
    }
    text + &terminal.say(
        || format!("  {}\n", counted(&imported.counts, true)),
        || format!("  {}\n", counted(&imported.counts, false)),
    )
}

fn counted(counts: &ImportCounts, is_chinese: bool) -> String {
    let all = [
        (counts.headings, "个标题", "headings"),
        (counts.paragraphs, "段文字", "paragraphs"),
        (counts.tables, "个表格", "tables"),
        (counts.pictures, "张图片", "pictures"),
        (counts.notes, "条脚注", "footnotes"),
        (counts.attachments, "个附件", "attachments"),
    ];
    let shown = all.iter().filter(|(count, _, _)| *count > 0);
    let parts: Vec<String> = shown
        .map(|(count, zh, en)| if is_chinese { format!("{count}{zh}") } else { format!("{count} {en}") })
        .collect();
    match (parts.is_empty(), is_chinese) {
        (true, true) => "没有文字".to_owned(),
        (true, false) => "no text".to_owned(),
        (false, true) => parts.join("，"),
        (false, false) => parts.join(", "),
    }
}

fn summary(done: usize, failed: usize, section: &OutlineSection, terminal: &Terminal) -> String {
    let title = &section.title;
    let mut text = match done {
        0 => String::new(),
        _ => terminal.say(
            || format!("导入了 {done} 篇，放在“{title}”栏目，都是草稿：核对以后删去“草稿: 是”，文章才会发布\n"),
            || format!("{done} articles imported into {title}, as drafts: check them, then remove `draft: true`\n"),
        ),
    };
    if failed > 0 {
        text +=
            &terminal.say(|| format!("{failed} 篇没有导入\n"), || format!("{failed} were not imported\n"));
    }
    text
}

fn one_site() -> Problem {
    Problem::error("import/one-site", "一次只能导入一个旧站", "one old site is imported at a time").help(
        "只写一个文件夹；几个旧站，一个一个导入",
        "name one folder; import several sites one after another",
    )
}

fn no_type() -> Problem {
    Problem::error("import/no-type", "没有写内容类型", "no content type is given").help(
        "加上 --type，如 --type 新闻；dangjian types 列出全部",
        "add --type, such as --type news; `dangjian types` lists them",
    )
}

fn no_section(content_type: &ContentType) -> Problem {
    let (zh, en) = (content_type.name.get("zh"), content_type.name.get("en"));
    Problem::error(
        "import/no-section",
        format!("没有栏目收“{zh}”这类文章"),
        format!("no section is for pages of the type `{en}`"),
    )
    .help("用 --section 写明放进哪个栏目", "name one with --section")
}

fn nothing_there(folder: &str) -> Problem {
    Problem::error("import/nothing", "这个文件夹里没有稿件", "there are no manuscripts in this folder")
        .in_file(folder)
        .help(
            "稿件是 .docx、.html、.txt 文件；在别的文件夹里，就写那个文件夹",
            "manuscripts are .docx, .html and .txt files; name the folder in which they are",
        )
}
