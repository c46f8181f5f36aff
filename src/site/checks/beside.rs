//! Reports pages next to a section of the same name, such as `news.md` or `news/index.md` next to
//! `news/_index.md`: their writer means the section.

use crate::problem::Problem;
use crate::site::late_problem::LateProblem;
use crate::site::library::{Library, Page};
use crate::source::yaml::Step;

/// Reports every page that has the name of a section and is not in it.
pub(super) fn check(library: &Library) -> Vec<LateProblem> {
    let check = |page: &Page| {
        let section = library.sections.id(page.lang, &page.stem)?;
        let title = library.folder(section).map(|folder| &*folder.title).unwrap_or_default();
        let path = vec![Step::Key("title".into())];
        Some(LateProblem::canonical(&page.file, path, beside(page, title)))
    };
    let pages = library.pages.iter().filter(|page| page.has_body);
    pages.filter_map(|page| check(page)).collect()
}

fn beside(page: &Page, title: &str) -> Problem {
    let folder = &page.stem;
    let problem = Problem::warning(
        "site/beside-section",
        format!("这一篇和栏目“{title}”同名，却不在这个栏目里"),
        format!("this page has the name of the section `{title}`, but is not in it"),
    );
    let is_index = page.file.rsplit('/').next().is_some_and(|name| name.starts_with("index."));
    if is_index {
        return problem.help(
            format!("栏目的名称和介绍写在 content/{folder}/_index.md 里；文章就另起文件名，如 content/{folder}/wen-zhang.md"),
            format!("what a section says of itself is in content/{folder}/_index.md; give an article another name, such as content/{folder}/article.md"),
        );
    }
    problem.help(
        format!("移进文件夹 content/{folder}/；如果是栏目的介绍，就并进 content/{folder}/_index.md"),
        format!(
            "move it into content/{folder}/, or into content/{folder}/_index.md if it tells of the section"
        ),
    )
}
