//! Reports translations that are public while the page that they translate is hidden.
//!
//! Each version of a page has front matter of its own, so a line of it that hides the original
//! (`草稿: 是`) is easily forgotten in the translation, which then publishes what should wait.

use crate::problem::Problem;
use crate::site::late_problem::LateProblem;
use crate::site::library::{HiddenPage, Library, Page, State};
use crate::source::yaml::Step;

/// Reports every translation that is public while its original is hidden, or that will be when its
/// original expires. The original is the version in the first language that has one.
pub(super) fn check(library: &Library) -> Vec<LateProblem> {
    if library.languages() < 2 {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for original in library.left_out.iter() {
        let is_first = |page: &Page| page.lang > original.lang;
        // Two versions may both be hidden: the second is then no original.
        if library.translations(&original.stem).all(is_first) {
            let public = library.translations(&original.stem).filter(|page| !is_meant(page));
            problems.extend(public.map(|page| at(page, hidden(page, original))));
        }
    }
    // This is reported before the day comes: a build in that night would fail, and the original
    // would stay online.
    let expire = library.pages.iter().filter_map(|page| Some((page, page.standing.expires_at()?)));
    for (original, end) in expire {
        let versions = || library.translations(&original.stem);
        if versions().all(|page| page.lang >= original.lang) {
            let others = versions().filter(|page| page.lang != original.lang && !is_meant(page));
            let staying = others.filter(|page| page.standing.expires_at().is_none_or(|at| at > end));
            problems.extend(staying.map(|page| at(page, stays(page, original))));
        }
    }
    problems
}

/// Whether a page is public because its writer says so, whatever its original says.
fn is_meant(page: &Page) -> bool {
    page.state != State::Published || page.standing.is_no_draft()
}

fn at(page: &Page, problem: Problem) -> LateProblem {
    LateProblem::canonical(&page.file, vec![Step::Key("title".into())], problem)
}

fn hidden(page: &Page, original: &HiddenPage) -> Problem {
    let HiddenPage { file, state, .. } = original;
    let (zh, en) = match state {
        State::Expired => (line(page, "expires", "……").0, "expires: …"),
        State::Scheduled => (line(page, "publish_at", "……").0, "publish_at: …"),
        State::Draft | State::Published => (line(page, "draft", "是").0, "draft: true"),
    };
    Problem::error(
        "site/hidden-original",
        format!("这一篇会公开，它的原文 {file} 却不公开（{}）", state.chinese()),
        format!("this page would be public, but the page that it translates, {file}, is {}", state.name()),
    )
    .help(
        format!("这一篇也写上“{zh}”；确实只公开这一篇的，写“{}”", line(page, "draft", "否").0),
        format!("write `{en}` here, too; if only this page is to be public, write `draft: false`"),
    )
}

fn stays(page: &Page, original: &Page) -> Problem {
    let file = &original.file;
    let (zh, key) = line(page, "expires", "……");
    let (zh_message, en_message) = if page.standing.expires_at().is_some() {
        (
            format!("原文 {file} 先到期下线，这一篇的“{key}”更晚，到时还会公开"),
            format!("{file} expires before this translation of it, which would stay public"),
        )
    } else {
        (
            format!("原文 {file} 到期下线，这一篇没有写“{key}”，到时还会公开"),
            format!(
                "{file} expires, but this translation of it does not say `expires`: it would stay public"
            ),
        )
    };
    Problem::error("site/hidden-original", zh_message, en_message).help(
        format!("这一篇写上一样的“{zh}”；确实要留着的，写“{}”", line(page, "draft", "否").0),
        "write the same `expires: …` here; if this page is to stay, write `draft: false`",
    )
}

/// The line of front matter that gives a field a value, and the name of the field.
fn line(page: &Page, key: &str, value: &str) -> (String, String) {
    let field = page.content_type.group.field(key);
    let name = field.map_or(key, |field| field.label.get("zh")).to_owned();
    (format!("{name}: {value}"), name)
}
