//! Keeps published addresses: lists new ones, and reports articles that take or leave a kept
//! address.

use super::route::{Route, find};
use crate::problem::{Place, Problem, RowKey};
use crate::site::late_problem::LateProblem;
use crate::site::library::{Library, Page, State};
use crate::source::yaml::Step;
use crate::text::slug;

/// The published articles whose addresses are not in `addresses.yaml` yet, with those addresses.
/// Empty if the site has no such file.
pub(in crate::site) fn new_addresses(library: &Library) -> Vec<(&str, &str)> {
    let addresses = &library.base.addresses;
    if !addresses.exist() {
        return Vec::new();
    }
    let is_new =
        |page: &&Page| page.has_body && page.state == State::Published && addresses.get(&page.file).is_none();
    let pages = library.pages.iter().map(|page| &**page);
    pages.filter(is_new).map(|page| (&*page.file, &*page.url)).collect()
}

/// Reports pages that take the address of an article that is gone or not shown: a reader who
/// follows it would find another article. Reports slugs without effect, too.
pub(super) fn check(library: &Library, routes: &[Route]) -> Vec<LateProblem> {
    let mut problems = Vec::new();
    if !library.base.addresses.exist() {
        return problems;
    }
    for (file, address) in library.base.addresses.iter() {
        if library.page_of_file(file).is_some() {
            continue;
        }
        let Some(route) = find(routes, address.trim_start_matches('/')) else { continue };
        let other = route.source(library);
        let is_hidden = library.left_out.iter().any(|page| page.file == *file);
        let page = library.page_of_file(&other).and_then(|id| library.page(id));
        let has_slug = page.is_some_and(|page| page.standing.slug.is_some());
        let problem = taken(file, address, (&other, has_slug), is_hidden);
        problems.push(LateProblem::canonical(&other, vec![Step::Key("slug".into())], problem));
    }
    problems.extend(library.pages.iter().filter_map(|page| unused_slug(library, page)));
    problems
}

/// Reports that `other` has the address of `file`. `has_slug` is whether `other` names itself.
fn taken(file: &str, address: &str, (other, has_slug): (&str, bool), is_hidden: bool) -> Problem {
    let (zh, en) = if is_hidden {
        ("现在没有发布", "which is not published now")
    } else {
        ("已经没有这个文件", "which is gone")
    };
    let problem = Problem::error(
        "address/collision",
        format!("{address} 是“{file}”的网址（{zh}），“{other}”不能再用"),
        format!("{address} is the address of `{file}`, {en}; `{other}` cannot have it"),
    )
    .label(Place::whole_file(file), "网址原来是它的", "it has had the address");
    let (zh, in_rows, en) = if has_slug {
        let zh = format!("把“{other}”的“网址名”改成别的");
        (zh.clone(), zh, format!("give `{other}` another `slug:`"))
    } else {
        let (zh, in_rows) = (format!("给“{other}”加一行“网址名: ……”"), format!("给“{other}”加一列“网址名”"));
        (zh, in_rows, format!("give `{other}` a `slug:`"))
    };
    if is_hidden {
        let renamed = |key: RowKey| {
            let (key_zh, key_en) = key.names();
            (format!("{in_rows}，或者改{key_zh}"), format!("{en}, or change its {key_en}"))
        };
        let problem = problem.help(format!("{zh}，或者改文件名"), format!("{en}, or rename it"));
        return problem.help_in_rows(renamed);
    }
    let renamed_or = |zh: &str| {
        (
            format!("同一篇文章改了文件名的，把 addresses.yaml 里的“{file}”改成“{other}”；否则{zh}"),
            format!(
                "if it is the same article under another name, write `{other}` for `{file}` in addresses.yaml; else {en}"
            ),
        )
    };
    let (of_file, of_file_en) = renamed_or(&zh);
    problem.help(of_file, of_file_en).help_in_rows(|_| renamed_or(&in_rows))
}

/// A slug that differs from the last part of the address that the page keeps: `/news/a.html` and
/// `b`.
fn unused_slug(library: &Library, page: &Page) -> Option<LateProblem> {
    let kept = library.base.addresses.get(&page.file)?;
    let wanted = slug(page.standing.slug.as_deref()?)?;
    let name = kept.rsplit('/').next().and_then(|name| name.strip_suffix(".html"));
    if name == Some(wanted.as_str()) {
        return None;
    }
    let problem = Problem::warning(
        "address/kept",
        format!("网址仍是 {kept}，这里写的网址名没有用上"),
        format!("the address stays {kept}; this slug is not used"),
    )
    .help(
        format!("要换网址，就把 addresses.yaml 里“{}”一行删去，再在“旧链接”里写 {kept}；不换就删去这里的网址名", page.file),
        format!("to move the page, take `{}` out of addresses.yaml and put {kept} into `aliases`; else take the slug out", page.file),
    );
    Some(LateProblem::canonical(&page.file, vec![Step::Key("slug".into())], problem))
}
