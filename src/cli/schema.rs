//! `dangjian schema`: writes JSON Schemas for editors.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::terminal::Terminal;
use super::{arguments, clock, site};
use crate::author::editor_files;
use crate::load::Outline;
use crate::problem::Problem;

/// Default output folder, below the site's folder. `.vscode/settings.json` refers VS Code to it.
const FOLDER: &str = ".vscode/schemas";

pub(super) fn run(given: &arguments::SchemaArguments, terminal: &Terminal) -> Result<(), Failure> {
    let (site, folder) = places(given);
    let outline = Outline::open(&site::settings(&site, clock::now(None)?))?;
    if is_same(&site, &folder) {
        return Err(Failure::usage(root(terminal, &site)));
    }
    let written = editor_files(&outline, &folder, terminal.language)?;
    terminal.problems(&written.warnings);
    let (count, folder) = (written.schemas, terminal.shown(&folder));
    terminal.answer(&terminal.say(
        || format!("已写好 {count} 个 JSON Schema：{folder}；用 VS Code 打开站点文件夹就能用\n"),
        || format!("Wrote {count} JSON Schemas to {folder}; open the site's folder in VS Code to use them\n"),
    ))
}

/// Determines the site and the output folder. In earlier versions the argument was the output
/// folder, and the site was `--site` or the current folder; it still has that meaning where it
/// can't be a site.
fn places(given: &arguments::SchemaArguments) -> (PathBuf, PathBuf) {
    let first = &given.site.folder;
    let is_site = |folder: &Path| folder.join("site.yaml").is_file();
    let here = Path::new(".");
    let within = |site: &Path| site.join(FOLDER);
    match (&given.former_site, &given.output) {
        (Some(site), Some(folder)) => (site.clone(), folder.clone()),
        (Some(site), None) if first == here => (site.clone(), within(site)),
        (Some(site), None) => (site.clone(), first.clone()),
        (None, Some(folder)) => (first.clone(), folder.clone()),
        (None, None) if !is_site(first) && is_site(here) && is_for_schemas(first) => {
            (here.to_owned(), first.clone())
        }
        (None, None) => (first.clone(), within(first)),
    }
}

/// Returns whether a folder does not exist, or contains nothing but schemas.
fn is_for_schemas(folder: &Path) -> bool {
    if !folder.exists() {
        return true;
    }
    let is_schema = |name: &str| name.ends_with(".schema.json");
    std::fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().all(|entry| entry.file_name().to_str().is_some_and(is_schema)))
}

fn is_same(site: &Path, folder: &Path) -> bool {
    site.canonicalize().ok().zip(folder.canonicalize().ok()).is_some_and(|(site, folder)| site == folder)
}

fn root(terminal: &Terminal, site: &Path) -> Problem {
    let site = terminal.shown(site);
    Problem::error(
        "schema/site-folder",
        "编辑器的文件不写在站点文件夹里，以免和文章、设置混在一起",
        "schemas are not written among the files of the site",
    )
    .help(
        format!("写 dangjian schema {site}，它们放在 {FOLDER}；放在别处用 --output"),
        format!("write `dangjian schema {site}`, which puts them into {FOLDER}, or name another folder with --output"),
    )
}
