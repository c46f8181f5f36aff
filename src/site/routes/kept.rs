//! Keeps published addresses: lists new ones, and reports articles that take or leave a kept
//! address.

use std::collections::BTreeMap;

use super::route::{Route, Target, find};
use crate::problem::{Place, Problem, RowKey};
use crate::site::config::Addresses;
use crate::site::late_problem::LateProblem;
use crate::site::library::{Library, Page, PageId, State};
use crate::site::lists::{Lists, Taxonomy};
use crate::source::yaml::{Part, Step};
use crate::text::{address_name, slug};

/// The published articles whose addresses are not in `addresses.yaml` yet, with those addresses.
/// Empty if the site has no such file.
pub(in crate::site) fn new_articles(library: &Library) -> Vec<(&str, &str)> {
    let addresses = &library.base.addresses;
    if !addresses.exist() {
        return Vec::new();
    }
    let is_new =
        |page: &&Page| page.has_body && page.state == State::Published && addresses.get(&page.file).is_none();
    let pages = library.pages.iter().map(|page| &**page);
    pages.filter(is_new).map(|page| (&*page.file, &*page.url)).collect()
}

/// The terms of published articles whose addresses are not in `addresses.yaml` yet, each named
/// after its folder, with those addresses. Empty if the site has no such file.
pub(in crate::site) fn new_terms(library: &Library, lists: &Lists) -> Vec<(String, String)> {
    let addresses = &library.base.addresses;
    if !addresses.exist() {
        return Vec::new();
    }
    let is_published = |id: &PageId| library.page(*id).is_some_and(|page| page.state == State::Published);
    let of_taxonomy = |taxonomy: &'_ Taxonomy| {
        let folder = taxonomy.base.trim_start_matches('/').to_owned();
        // Its entries would be taken for those of articles.
        let is_apart = folder != "content/";
        let new = taxonomy.terms.iter().filter_map(move |term| {
            let key = format!("{folder}{}", term.name);
            let is_new = is_apart && addresses.get(&key).is_none() && term.pages.iter().any(is_published);
            is_new.then(|| (key, taxonomy.term_url(term, 1)))
        });
        new.collect::<Vec<_>>()
    };
    lists.taxonomies.iter().flat_map(of_taxonomy).collect()
}

/// Reports pages that take the address of an article that is gone or not shown: a reader who
/// follows it would find another article. Reports slugs and terms without effect, too.
pub(super) fn check(library: &Library, lists: &Lists, routes: &[Route]) -> Vec<LateProblem> {
    if !library.base.addresses.exist() {
        return homophones(library, lists);
    }
    let mut problems = unknown_terms(library, lists);
    for (file, address) in library.base.addresses.iter() {
        if library.page_of_file(file).is_some() {
            continue;
        }
        let Some(route) = find(routes, address.trim_start_matches('/')) else { continue };
        let other = route.source(library);
        let is_hidden = library.left_out.iter().any(|page| page.file == *file);
        // The same article under another name, which leads its readers on.
        if !is_hidden && matches!(route.target, Target::Alias(_)) {
            continue;
        }
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

/// Reports terms whose addresses are not kept by what is written: there is no such taxonomy, or the
/// address is not in its folder.
fn unknown_terms(library: &Library, lists: &Lists) -> Vec<LateProblem> {
    let mut problems = Vec::new();
    for (key, address) in library.base.addresses.terms() {
        let is_of = |taxonomy: &&Taxonomy| key.starts_with(taxonomy.base.trim_start_matches('/'));
        let taxonomy = lists.taxonomies.iter().find(is_of);
        let is_kept = taxonomy.is_some_and(|taxonomy| {
            let term = key.strip_prefix(taxonomy.base.trim_start_matches('/')).unwrap_or_default();
            let used = taxonomy.term(term).is_some_and(|term| taxonomy.term_url(term, 1) == *address);
            let is_former = |slug: &&str| taxonomy.former.iter().any(|former| **former == **slug);
            let slug = address.strip_prefix(&*taxonomy.base).and_then(|rest| rest.strip_suffix(".html"));
            used || slug.as_ref().is_some_and(is_former)
        });
        if !is_kept {
            let path = vec![Step::Key(key.to_owned())];
            problems.push(LateProblem::at(Addresses::FILE, path, Part::Key, unused_term(key, taxonomy)));
        }
    }
    problems
}

fn unused_term(key: &str, taxonomy: Option<&Taxonomy>) -> Problem {
    let problem = Problem::warning(
        "address/unused",
        format!("“{key}”这一行没有用上"),
        format!("the line of `{key}` has no effect"),
    );
    match taxonomy {
        Some(taxonomy) => problem.help(
            format!("网址要写成 {}……html，只用字母、数字和连字符；不用了就删去这一行", taxonomy.base),
            format!("write {}….html with letters, digits and hyphens, or take the line out", taxonomy.base),
        ),
        None => problem.help(
            "开头要是文章的路径（content/……md）或者分类的文件夹（tags/标签）；site.yaml 里已经没有这个分类的，删去这一行",
            "it begins with the path of an article (content/….md) or the folder of a taxonomy (tags/name); if site.yaml has no such taxonomy any more, take the line out",
        ),
    }
}

/// Reports terms that sound alike where nothing keeps their addresses: the next one may take that
/// of another.
fn homophones(library: &Library, lists: &Lists) -> Vec<LateProblem> {
    let mut problems = Vec::new();
    let config = &library.base.config.taxonomies;
    for taxonomy in &lists.taxonomies {
        let Some(declared) = config.get(taxonomy.declared).filter(|declared| !declared.is_of_people) else {
            continue;
        };
        let by_slug: BTreeMap<&str, &str> =
            taxonomy.terms.iter().map(|term| (&*term.slug, &*term.name)).collect();
        for term in &taxonomy.terms {
            let Some(wanted) = address_name(&term.name).filter(|wanted| *wanted != *term.slug) else {
                continue;
            };
            let first = by_slug.get(&*wanted);
            let page = term.pages.last().and_then(|id| library.page(*id));
            let (Some(first), Some(page)) = (first, page) else { continue };
            let has = |field: &&String| page.fields.get(field).is_some();
            let Some(field) = declared.fields.iter().find(has) else { continue };
            let url = taxonomy.term_url(term, 1);
            let problem = alike(first, &term.name, &url);
            problems.push(LateProblem::canonical(&page.file, vec![Step::Key(field.clone())], problem));
        }
    }
    problems
}

fn alike(first: &str, second: &str, url: &str) -> Problem {
    Problem::warning(
        "address/alike",
        format!("“{second}”和“{first}”拼音一样，网址加了编号，是 {url}；以后再有一样的，两个的网址可能对调"),
        format!("`{second}` and `{first}` sound alike; it is at {url} now, but may change places with others"),
    )
    .help(
        "在站点文件夹里建一个空的 addresses.yaml，发布一次，网址就都记在里面，不再变",
        "make an empty addresses.yaml in the site's folder: the next build notes all addresses, and they stay",
    )
}
