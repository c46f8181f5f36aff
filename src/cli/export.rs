//! `dangjian export`: writes what a site has in other forms.

use std::path::{Path, PathBuf};

use super::arguments::{
    ExportArguments, ExportBookArguments, ExportDocxArguments, ExportKind, ExportSheetArguments,
    ExportWechatArguments,
};
use super::failure::Failure;
use super::new::unknown_language;
use super::terminal::Terminal;
use super::{clock, site};
use crate::author::{
    BookSelection, export_book, export_docx, export_sheet, export_wechat, find_article, unknown_section,
};
use crate::load::{Outline, Portal};
use crate::site::State;

pub(super) fn run(given: &ExportArguments, terminal: &Terminal) -> Result<(), Failure> {
    match &given.kind {
        ExportKind::Book(book) => run_book(book, terminal),
        ExportKind::Docx(docx) => run_docx(docx, terminal),
        ExportKind::Sheet(sheet) => run_sheet(sheet, terminal),
        ExportKind::Wechat(wechat) => run_wechat(wechat, terminal),
    }
}

/// Opens a site with the articles of every state: drafts are reviewed, too.
fn whole_site(folder: &Path) -> Result<Portal, Failure> {
    let mut settings = site::settings(folder, clock::now(None)?);
    settings.shown = vec![State::Draft, State::Scheduled, State::Expired];
    Ok(Portal::open(&settings)?)
}

fn run_docx(given: &ExportDocxArguments, terminal: &Terminal) -> Result<(), Failure> {
    let portal = whole_site(&given.site)?;
    let article = find_article(&portal, &given.article)?;
    let written = export_docx(&portal, article, given.output.as_deref())?;
    terminal.problems(&written.findings);
    let file = terminal.shown(&written.file);
    terminal.answer(&terminal.say(|| format!("写好了 {file}\n"), || format!("Wrote {file}\n")))
}

fn run_book(given: &ExportBookArguments, terminal: &Terminal) -> Result<(), Failure> {
    let portal = Portal::open(&site::settings(&given.site, clock::now(None)?))?;
    let selection = BookSelection { of: given.of.as_deref(), year: given.year };
    let written = export_book(&portal, selection, given.output.as_deref())?;
    terminal.problems(&written.findings);
    let (file, articles) = (terminal.shown(&written.file), written.articles);
    terminal.answer(&terminal.say(
        || format!("{articles} 篇文章编进了 {file}\n用 Chrome 或 Edge 打开，按 Ctrl+P 打印，或者另存为 PDF；纸张 A4，边距“默认”\n"),
        || format!("Wrote {articles} articles to {file}\nOpen it in Chrome or Edge, and print it or save it as PDF (Ctrl+P): A4, default margins\n"),
    ))
}

fn run_wechat(given: &ExportWechatArguments, terminal: &Terminal) -> Result<(), Failure> {
    let portal = whole_site(&given.site)?;
    let article = find_article(&portal, &given.article)?;
    let written = export_wechat(&portal, article, given.output.as_deref())?;
    terminal.problems(&written.findings);
    let (folder, page, pictures) =
        (terminal.shown(&written.folder), terminal.shown(&written.page), written.pictures);
    terminal.answer(&terminal.say(
        || format!("写好了 {folder}，图片 {pictures} 张\n用浏览器打开 {page}，点“复制正文”，粘贴到公众号编辑器\n"),
        || format!("Wrote {folder} with {pictures} pictures\nOpen {page} in a browser, copy the text, and paste it into the editor of the account\n"),
    ))
}

fn run_sheet(given: &ExportSheetArguments, terminal: &Terminal) -> Result<(), Failure> {
    let outline = Outline::open(&site::settings(&given.site, clock::now(None)?))?;
    let section = outline.section(&given.section).ok_or_else(|| unknown_section(&given.section, &outline))?;
    let is_csv = |file: &PathBuf| file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let as_csv = given.csv || given.output.as_ref().is_some_and(is_csv);
    let name = section.folder.rsplit('/').next().unwrap_or(&section.folder);
    let usual = || PathBuf::from(format!("{name}.{}", if as_csv { "csv" } else { "xlsx" }));
    let file = given.output.clone().unwrap_or_else(usual);
    let lang = match &given.lang {
        Some(code) => outline.config.language(code).ok_or_else(|| unknown_language(code, &outline))?,
        None => 0,
    };
    let written = export_sheet(&outline, section, &file, as_csv, lang)?;
    terminal.problems(&written.left);
    let (file, pages) = (terminal.shown(&written.file), written.pages);
    terminal.answer(&terminal.say(
        || format!("{pages} 篇文章写进了 {file}\n要用它代替那些文件：放进栏目的文件夹，在 _index.md 里写“取自: 文件名”，再删去写进表格的 .md 文件\n"),
        || format!("Wrote {pages} pages to {file}\nTo use it in place of their files: put it into the folder of the section, write `from: FILE` into _index.md, and delete the .md files that are in it\n"),
    ))
}
