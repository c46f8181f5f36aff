//! `dangjian export`: writes what a site has in other forms.

use std::path::PathBuf;

use super::arguments::{ExportArguments, ExportKind, ExportSheetArguments};
use super::failure::Failure;
use super::terminal::Terminal;
use super::{clock, site};
use crate::author::{export_sheet, unknown_section};
use crate::load::Outline;

pub(super) fn run(given: &ExportArguments, terminal: &Terminal) -> Result<(), Failure> {
    match &given.kind {
        ExportKind::Sheet(sheet) => run_sheet(sheet, terminal),
    }
}

fn run_sheet(given: &ExportSheetArguments, terminal: &Terminal) -> Result<(), Failure> {
    let outline = Outline::open(&site::settings(&given.site, clock::now(None)?))?;
    let section = outline.section(&given.section).ok_or_else(|| unknown_section(&given.section, &outline))?;
    let is_csv = |file: &PathBuf| file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let as_csv = given.csv || given.output.as_ref().is_some_and(is_csv);
    let name = section.folder.rsplit('/').next().unwrap_or(&section.folder);
    let usual = || PathBuf::from(format!("{name}.{}", if as_csv { "csv" } else { "xlsx" }));
    let file = given.output.clone().unwrap_or_else(usual);
    let written = export_sheet(&outline, section, &file, as_csv)?;
    terminal.problems(&written.left);
    let (file, pages) = (terminal.shown(&written.file), written.pages);
    terminal.answer(&terminal.say(
        || format!("{pages} 篇文章写进了 {file}\n要用它代替那些文件：放进栏目的文件夹，在 _index.md 里写“取自: 文件名”，再删去写进表格的 .md 文件\n"),
        || format!("Wrote {pages} pages to {file}\nTo use it in place of their files: put it into the folder of the section, write `from: FILE` into _index.md, and delete the .md files that are in it\n"),
    ))
}
