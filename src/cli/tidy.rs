//! `dangjian tidy`: tidies an article whose text was pasted.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::fix::difference;
use super::terminal::Terminal;
use super::{arguments, clock, site};
use crate::author::tidy;
use crate::problem::Problem;
use crate::site::State;

pub(super) fn run(given: &arguments::TidyArguments, terminal: &Terminal) -> Result<(), Failure> {
    if given.file.is_dir() {
        return Err(Failure::usage(is_folder(&given.file)));
    }
    let (folder, name) = place(&given.file).ok_or_else(|| Failure::usage(no_site(&given.file)))?;
    let mut settings = site::settings(&folder, clock::now(None)?);
    settings.shown.extend([State::Draft, State::Scheduled, State::Expired]);
    let report = tidy(&settings, &name, given.dry_run).map_err(|problem| Failure::Problems(vec![problem]))?;
    let is_same = report.before == report.after;
    if !is_same {
        terminal.answer(&difference(&name, &report.before, &report.after))?;
    }
    terminal.shows(&folder, false);
    terminal.problems(&report.left);
    terminal.answer(match (is_same, given.dry_run) {
        (true, _) => terminal.pick("没有要整理的\n", "there is nothing to tidy\n"),
        (false, true) => terminal.pick(
            "去掉 --dry-run 就真的修改；改完以后能接着改的也一起改\n",
            "without --dry-run these changes are made, and those that follow from them\n",
        ),
        (false, false) => terminal.pick("整理好了，请看一遍\n", "tidied: read it once more\n"),
    })?;
    if report.is_refused { Err(Failure::Problems(Vec::new())) } else { Ok(()) }
}

/// Finds the site of an article: the next folder above it with `site.yaml`; and its name there.
fn place(file: &Path) -> Option<(PathBuf, String)> {
    let file = file.canonicalize().ok()?;
    let folder = file.ancestors().skip(1).find(|folder| folder.join("site.yaml").is_file())?;
    let name = file.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
    Some((folder.to_owned(), name))
}

fn no_site(file: &Path) -> Problem {
    Problem::error(
        "tidy/no-site",
        "找不到这篇文章，或者它不在一个站点里",
        "there is no such article, or it is in no site",
    )
    .in_file(file.display().to_string())
    .help(
        "文章在站点的 content 文件夹里；还不是文章的稿件，用 dangjian import 导入",
        "articles are in the folder `content` of a site; what is not yet an article is imported by `dangjian import`",
    )
}

fn is_folder(folder: &Path) -> Problem {
    let index = folder.join("index.md");
    let problem = Problem::error(
        "tidy/folder",
        "这是文件夹；一次整理一篇文章",
        "this is a folder: one article is tidied at a time",
    )
    .in_file(folder.display().to_string());
    match index.is_file() {
        true => problem.help(
            format!("这篇文章是 {}", index.display()),
            format!("its article is {}", index.display()),
        ),
        false => problem.help(
            "写文章的文件名，如 content/news/x.md；整个站点能自动改的，用 dangjian fix --all",
            "name the file of an article, such as content/news/x.md; `dangjian fix --all` makes the fixes of a whole site",
        ),
    }
}
