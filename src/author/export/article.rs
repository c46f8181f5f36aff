//! Finds the article that a person means.

use std::path::Path;

use crate::load::Portal;
use crate::problem::{Problem, suggest};
use crate::site::{PageId, Target};

/// Finds an article by its file, its address, its id or its title.
///
/// # Errors
/// There is no such article.
pub fn find_article(portal: &Portal, written: &str) -> Result<PageId, Problem> {
    let site = portal.site();
    let written = written.trim();
    let by_path = || {
        let file = Path::new(written).canonicalize().ok()?;
        let root = portal.folder.root().canonicalize().ok()?;
        let name = file.strip_prefix(root).ok()?.to_str()?.replace('\\', "/");
        site.page_of_file(&name).or_else(|| site.page_of_file(&format!("{name}/index.md")))
    };
    let by_name = || {
        let name = written.replace('\\', "/");
        let name = name.trim_start_matches("./").trim_matches('/');
        let name = name.strip_prefix("content/").unwrap_or(name);
        let ends = ["", ".md", "/index.md"];
        ends.iter().find_map(|end| site.page_of_file(&format!("content/{name}{end}")))
    };
    let by_address = || {
        let path = written.split(['?', '#']).next()?.trim_start_matches('/');
        match site.route(path)?.target {
            Target::Page(id) => Some(id),
            _ => None,
        }
    };
    let languages = 0..site.config().languages.len();
    if let Some(found) = by_path().or_else(by_name).or_else(by_address) {
        return Ok(found);
    }
    // Several in one language are not the one in another.
    let by_title = |lang: usize| {
        let several = || site.ambiguous_page(lang, written, &[]).map(Err);
        site.refer(lang, written, &[]).map(Ok).or_else(several)
    };
    languages.clone().find_map(by_title).unwrap_or_else(|| Err(unknown(portal, written)))
}

fn unknown(portal: &Portal, written: &str) -> Problem {
    let pages = portal.site().pages();
    let names = pages.iter().flat_map(|page| [page.title(), &*page.file, &*page.id]);
    Problem::error(
        "export/unknown-article",
        format!("没有“{written}”这篇文章"),
        format!("there is no article `{written}`"),
    )
    .did_you_mean(
        suggest(written, names),
        "写文章的文件、标题或网址；全部文章用 dangjian list 看",
        "name its file, its title or its address; `dangjian list` lists all articles",
    )
}
