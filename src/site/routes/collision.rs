//! Reports two files with one address: otherwise the last one would silently replace the other.

use super::route::{Route, Target};
use crate::problem::{Place, Problem};
use crate::site::late_problem::LateProblem;
use crate::site::library::{Library, static_path};
use crate::source::yaml::Step;

/// Reports routes that share a path, with each other or with a file of `static/`. `routes` are
/// sorted by path.
pub(super) fn check(library: &Library, routes: &[Route]) -> Vec<LateProblem> {
    let mut problems = Vec::new();
    for same in routes.chunk_by(|a, b| a.path == b.path).filter(|same| same.len() > 1) {
        // Between a page and a former address, the former address is the one to remove.
        let kept_at = same.iter().position(|route| !is_alias(route)).unwrap_or_default();
        let Some(kept) = same.get(kept_at) else { continue };
        for (_, other) in same.iter().enumerate().filter(|(at, _)| *at != kept_at) {
            problems.push(between_routes(library, kept, other));
        }
    }
    for copied in &library.base.statics {
        let path = static_path(copied);
        let from = routes.partition_point(|route| *route.path < *path);
        let same = || routes.iter().skip(from).take_while(|route| *route.path == *path);
        // Of several routes with one path the first is enough: the others are reported above.
        let route = same().find(|route| !is_alias(route)).or_else(|| same().next());
        problems.extend(route.map(|route| with_static(library, route, copied)));
    }
    problems
}

fn is_alias(route: &Route) -> bool {
    matches!(route.target, Target::Alias(_) | Target::FormerTerm(_) | Target::FormerSection(_))
}

/// Whether `site.yaml` asks for the route.
fn is_of_site(route: &Route) -> bool {
    use Target::{Archive, Catalogue, Feed, Map, OpenSearch, Record, Search, Year};
    let is_for_programs = matches!(route.target, Feed(..) | OpenSearch(_) | Catalogue(_) | Record(_));
    is_for_programs || matches!(route.target, Archive(_) | Map(_) | Search(_) | Year(..))
}

fn between_routes(library: &Library, kept: &Route, other: &Route) -> LateProblem {
    let (kept_file, file) = (kept.source(library), other.source(library));
    let problem = collision(&kept_file, &file, &other.path).label(
        Place::whole_file(kept_file.as_str()),
        "另一个在这里",
        "the other one",
    );
    let (key, problem) = if is_alias(other) {
        ("aliases", problem.help("删去这个旧链接", "remove this former address"))
    } else if is_of_site(kept) || is_of_site(other) {
        let problem = problem.help(
            "给文件夹或文章改名，或者在 site.yaml 里去掉占用这个网址的一项（归档、网站地图、搜索、订阅或数据接口）",
            "rename the folder or page, or leave out in site.yaml what takes the address: `archive`, `site_map`, `search`, `feed` or `api`",
        );
        ("slug", problem)
    } else {
        ("slug", with_other_names(problem, names_itself(library, kept), names_itself(library, other)))
    };
    LateProblem::canonical(&file, vec![Step::Key(key.into())], problem)
}

/// Adds advice on two routes of one path, by whether each names itself. The mistake is reported at
/// `other`, which may be a row of a table.
fn with_other_names(problem: Problem, kept: Option<bool>, other: Option<bool>) -> Problem {
    let same = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match (kept, other) {
        (None, _) | (_, None) => problem.help(
            "给栏目的文件夹或文章的文件改名",
            "rename the folder of the section, or the file of the page",
        ),
        (Some(true), Some(true)) => {
            problem.help("把其中一篇的“网址名”改成别的", "give one of them another `slug:`")
        }
        (_, Some(true)) => {
            let en = "write another `slug:` here, or give the other one a `slug:`";
            problem
                .help("把这里的“网址名”改成别的，或者给另一篇加一行“网址名: ……”", en)
                .help_in_rows(|_| same("把这里的“网址名”改成别的，或者给另一篇加一列“网址名”", en))
        }
        (Some(true), _) => {
            let en = "give this one a `slug:`, or the other one another";
            problem
                .help("在这一篇的文章信息里加一行“网址名: ……”，或者改另一篇的“网址名”", en)
                .help_in_rows(|_| same("在这一篇的表格里加一列“网址名”，或者改另一篇的“网址名”", en))
        }
        _ => problem
            .help(
                "在其中一篇的文章信息里加一行“网址名: ……”，或者改文件名",
                "give one of them a `slug:`, or rename its file",
            )
            .help_in_rows(|key| {
                let (zh, en) = key.names();
                (
                    format!("在其中一篇的表格里加一列“网址名”，或者改{zh}"),
                    format!("give one of them a `slug:`, or change its {en}"),
                )
            }),
    }
}

fn with_static(library: &Library, route: &Route, copied: &str) -> LateProblem {
    let (zh, en) = match (&route.target, names_itself(library, route)) {
        (Target::Alias(_) | Target::FormerSection(_), _) => (
            "给 static 里的文件改名，或者删去这个旧链接",
            "rename the file in `static`, or remove the former address",
        ),
        (_, Some(true)) => (
            "给 static 里的文件改名，或者把“网址名”改成别的",
            "rename the file in `static`, or give the page another `slug:`",
        ),
        (_, Some(false)) => (
            "给 static 里的文件改名，或者在文章信息里加一行“网址名: ……”",
            "rename the file in `static`, or give the page a `slug:`",
        ),
        (Target::Section(..), None) => (
            "给 static 里的文件改名，或者给栏目的文件夹改名",
            "rename the file in `static`, or the folder of the section",
        ),
        (_, None) => (
            "给 static 里的这个文件改名或者删去：这个网址是网站自动生成的页面",
            "rename or remove the file in `static`: a page of the site's own has this address",
        ),
    };
    let key = if is_alias(route) { "aliases" } else { "slug" };
    let source = route.source(library);
    let mut problem = collision(&source, copied, &route.path).help(zh, en);
    if names_itself(library, route) == Some(false) && !is_alias(route) {
        problem = problem.help_in_rows(|_| {
            ("给 static 里的文件改名，或者在表格里加一列“网址名”".to_owned(), en.to_owned())
        });
    }
    // A page that is made by itself is written down nowhere.
    let file = if source == "site.yaml" { copied } else { source.as_str() };
    LateProblem::canonical(file, vec![Step::Key(key.into())], problem)
}

/// Whether the page of a route says itself what the last part of its address is. `None` if it is
/// not a page.
fn names_itself(library: &Library, route: &Route) -> Option<bool> {
    match route.target {
        Target::Page(id) | Target::Alias(id) => Some(library.page(id)?.standing.slug.is_some()),
        _ => None,
    }
}

fn collision(first: &str, second: &str, path: &str) -> Problem {
    Problem::error(
        "address/collision",
        format!("“{first}”和“{second}”的网址相同，都是 /{path}"),
        format!("`{first}` and `{second}` have the same address, /{path}"),
    )
}
