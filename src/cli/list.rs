//! `dangjian list`: lists all pages.

use serde::Serialize;

use super::failure::Failure;
use super::table::table;
use super::terminal::Terminal;
use super::{arguments, site};
use crate::load::Portal;
use crate::site::{Page, Site, State};

/// A page in the output of `--json`. Its fields are stable: new ones may be added, none removed or
/// renamed.
#[derive(Debug, Serialize)]
struct Row<'s> {
    file: &'s str,
    id: &'s str,
    title: &'s str,
    lang: &'s str,
    #[serde(rename = "type")]
    content_type: &'s str,
    section: &'s str,
    date: Option<String>,
    state: &'static str,
    address: &'s str,
}

pub(super) fn run(given: &arguments::ListArguments, terminal: &Terminal) -> Result<(), Failure> {
    let mut settings = site::settings(&given.site.folder, given.now.at(&given.site.folder)?);
    settings.shown = vec![State::Draft, State::Scheduled, State::Expired];
    let portal = Portal::open(&settings)?;
    let site = portal.site();
    let mut pages: Vec<&Page> = site.pages().iter().map(|page| &**page).collect();
    pages.sort_by_key(|page| (&page.file, &page.url));
    if given.json {
        let rows: Vec<Row> = pages.iter().map(|page| row(site, page)).collect();
        return terminal.answer(&(serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"));
    }
    terminal.answer(&table(&rows(site, &pages, terminal), 0))
}

fn row<'s>(site: &'s Site, page: &'s Page) -> Row<'s> {
    Row {
        file: &page.file,
        id: &page.id,
        title: page.title(),
        lang: site.config().code(page.lang),
        content_type: &page.content_type.id,
        section: site.section(page.section).map(|section| &*section.path).unwrap_or_default(),
        date: page.date().map(|date| date.to_string()),
        state: page.state.name(),
        address: &page.url,
    }
}

/// Builds the same rows for the terminal, with a row of headings.
fn rows(site: &Site, pages: &[&Page], terminal: &Terminal) -> Vec<Vec<String>> {
    let headings = [
        ("状态", "State"),
        ("日期", "Date"),
        ("类型", "Type"),
        ("栏目", "Section"),
        ("网址", "Address"),
        ("文件", "File"),
        ("标题", "Title"),
    ];
    let mut rows = vec![headings.map(|(zh, en)| terminal.pick(zh, en).to_owned()).to_vec()];
    rows.extend(pages.iter().map(|page| {
        let known = row(site, page);
        let day = known.date.as_deref().unwrap_or("-").split('T').next().unwrap_or_default().to_owned();
        let section = if known.section.is_empty() { "-" } else { known.section };
        vec![
            terminal.state(page.state).to_owned(),
            day,
            page.content_type.name.get(terminal.lang()).to_owned(),
            section.to_owned(),
            known.address.to_owned(),
            known.file.to_owned(),
            known.title.to_owned(),
        ]
    }));
    rows
}
