//! Reports pages of people with one name: where an article names that person, it is not known which
//! page to link.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::problem::Problem;
use crate::site::late_problem::LateProblem;
use crate::site::library::{Library, Page};
use crate::source::yaml::Step;

/// Reports every page of a person whose name an earlier page of the same language has.
pub(super) fn check(library: &Library) -> Vec<LateProblem> {
    let mut first: HashMap<(usize, &str), &Page, FixedState> = HashMap::default();
    let mut problems = Vec::new();
    for page in library.pages.iter().filter(|page| &*page.content_type.id == "person") {
        let earlier = *first.entry((page.lang, page.title())).or_insert(page);
        if earlier.file != page.file {
            let path = vec![Step::Key("title".into())];
            problems.push(LateProblem::canonical(&page.file, path, same_name(page.title(), &earlier.file)));
        }
    }
    problems
}

fn same_name(name: &str, other: &str) -> Problem {
    Problem::warning(
        "reference/same-person",
        format!("人物“{name}”已经有一页：{other}；别的文章提到这个名字时，两页都不加链接"),
        format!("`{name}` has a page already, {other}: where an article names them, neither is linked"),
    )
    .help(
        "是同一个人的，并成一篇；是两个人的，给其中一篇的标题加上区别，文章里也照样写",
        "merge them if this is one person; else tell them apart in the title, and in articles alike",
    )
}
