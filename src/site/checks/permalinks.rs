//! Checks that patterns of addresses are used, and that pages have the dates that they need.

use crate::problem::{Problem, suggest};
use crate::schema::Date;
use crate::site::config::Filling;
use crate::site::late_problem::LateProblem;
use crate::site::library::{Library, Page};
use crate::source::yaml::{Part, Step};

/// Reports patterns for a name that is neither a section nor a type, and pages whose date is less
/// precise than their pattern needs.
pub(super) fn check(library: &Library) -> Vec<LateProblem> {
    let permalinks = &library.base.config.permalinks;
    if permalinks.is_empty() {
        return Vec::new();
    }
    let mut problems: Vec<LateProblem> =
        permalinks.iter().filter_map(|(key, _)| unknown(library, key)).collect();
    let pages = library.pages.iter().filter(|page| page.has_body);
    problems.extend(pages.filter_map(|page| imprecise(library, page)));
    problems
}

fn unknown(library: &Library, key: &str) -> Option<LateProblem> {
    let types = &library.base.types;
    let is_section = (0..library.languages()).any(|lang| library.sections.id(lang, key).is_some());
    if is_section || types.meant_by(key).is_some() {
        return None;
    }
    let names = library.sections.folders.iter().map(|folder| &*folder.path).chain(types.names());
    let problem = Problem::error(
        "config/permalink",
        format!("没有“{key}”这个栏目或类型"),
        format!("there is no section or type `{key}`"),
    )
    .did_you_mean(
        suggest(key, names.filter(|name| !name.is_empty())),
        "写 content 里的栏目文件夹，如 news，或者类型名",
        "write the folder of a section below `content`, such as `news`, or the name of a type",
    );
    let path = vec![Step::Key("permalinks".into()), Step::Key(key.to_owned())];
    Some(LateProblem::at("site.yaml", path, Part::Key, problem))
}

fn imprecise(library: &Library, page: &Page) -> Option<LateProblem> {
    if library.base.addresses.get(&page.file).is_some() {
        return None;
    }
    let section = &library.folder(page.section)?.path;
    let pattern = library.base.config.pattern(section, &page.content_type)?;
    let date = page.date();
    let filling = Filling { section, date, slug: "x", id: &page.id, title: page.title() };
    if pattern.fill(&filling).is_some() {
        return None;
    }
    let path = vec![Step::Key("date".into())];
    Some(LateProblem::canonical(&page.file, path, no_date(date)))
}

fn no_date(date: Option<Date>) -> Problem {
    let (zh, en) = match date {
        Some(date) => (format!("日期只写到“{date}”"), format!("its date is only `{date}`")),
        None => ("文章没有日期".to_owned(), "the page has no date".to_owned()),
    };
    Problem::error(
        "address/no-date",
        format!("网址里要用日期，{zh}"),
        format!("its address is made of its date, but {en}"),
    )
    .help(
        "把日期写到年月日，如 日期: 2026-11-20；或者改 site.yaml 里的网址样式",
        "give the whole day, such as date: 2026-11-20, or change `permalinks` in site.yaml",
    )
}
