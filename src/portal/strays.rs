//! Finds files in `content/` that their writer takes for articles and the program does not.
//!
//! Windows hides the extensions of file names: what Notepad shows as `通知.md` is often `通知.md.txt`.
//! And writers used to Word put `通知.docx` there. Neither is published, and without a warning nobody
//! would know why.

use std::collections::HashSet;

use crate::problem::Problem;
use crate::source::{Inventory, Listed};

/// Extensions of texts that are not articles, reported where no article refers to them.
const TEXTS: [&str; 7] = ["txt", "doc", "docx", "wps", "rtf", "odt", "html"];
/// Endings that an article has by mistake.
const MISTAKEN: [&str; 4] = [".md.txt", ".markdown", ".mdown", ".md.md.txt"];

/// Returns whether a file may be a stray.
fn is_suspect(file: &Listed) -> bool {
    let name = file.name.to_ascii_lowercase();
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    TEXTS.contains(&end) || MISTAKEN.iter().any(|end| name.ends_with(end))
}

/// Reports files in `content/` to which no article refers; `asked` returns the files that are
/// published.
pub(super) fn strays(inventory: &Inventory, asked: impl Fn() -> HashSet<String>) -> Vec<Problem> {
    let suspects: Vec<&Listed> = inventory.resources.iter().filter(|file| is_suspect(file)).collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    let asked = asked();
    let unused = suspects.into_iter().filter(|file| !asked.contains(&file.name));
    unused.filter_map(|file| problem(&file.name, inventory)).collect()
}

fn problem(name: &str, inventory: &Inventory) -> Option<Problem> {
    let (folder, own) = name.rsplit_once('/').unwrap_or(("", name));
    let lower = own.to_ascii_lowercase();
    let is_mistaken = MISTAKEN.iter().any(|end| lower.ends_with(end));
    let stem = own.split('.').next().unwrap_or(own);
    let article = format!("{folder}/{stem}.md");
    // A manuscript may be next to the article made from it.
    if !is_mistaken && (inventory.has(&article) || inventory.has(&format!("{folder}/index.md"))) {
        return None;
    }
    let end = own.get(stem.len()..).unwrap_or_default();
    let problem = Problem::warning(
        "source/no-article",
        format!("这个文件没有发布：文章的文件名要以 .md 结尾，它是 {end}"),
        format!("this file is not published: an article ends in .md, and it in {end}"),
    )
    .in_file(name);
    Some(if is_mistaken {
        problem.help(
            format!("把文件名改成 {stem}.md；看不到结尾的，在资源管理器的“查看”里勾选“文件扩展名”"),
            format!(
                "rename it to {stem}.md; Windows shows the ends of names with View → File name extensions"
            ),
        )
    } else {
        problem.help(
            "要发布成文章的，用 dangjian new 新建一篇，把文字粘贴进去；要给人下载的，写进文章的“附件”；都不是的，从 content 里移走",
            "for an article make one with `dangjian new` and paste the words; for a download list it in `attachments` of an article; otherwise move it out of `content`",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Stamp;

    #[test]
    fn what_looks_like_an_article_and_is_none_is_told_unless_it_is_used() {
        let listed = |names: &[&str]| -> Vec<Listed> {
            names.iter().map(|name| Listed { name: (*name).to_owned(), stamp: Stamp::default() }).collect()
        };
        let inventory = Inventory {
            documents: listed(&["content/news/b/index.md", "content/news/稿.md"]),
            resources: listed(&[
                "content/news/A.MARKDOWN",
                "content/news/b/附件.docx",
                "content/news/p.jpg",
                "content/news/used.docx",
                "content/news/稿.docx",
                "content/news/通知.docx",
                "content/news/通知.md.txt",
            ]),
            ..Inventory::default()
        };
        let found = strays(&inventory, || HashSet::from(["content/news/used.docx".to_owned()]));
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "content/news/A.MARKDOWN: 这个文件没有发布：文章的文件名要以 .md 结尾，它是 .MARKDOWN [source/no-article]",
                "content/news/通知.docx: 这个文件没有发布：文章的文件名要以 .md 结尾，它是 .docx [source/no-article]",
                "content/news/通知.md.txt: 这个文件没有发布：文章的文件名要以 .md 结尾，它是 .md.txt [source/no-article]"
            ]
        );
        assert!(strays(&Inventory::default(), || unreachable!("nothing is asked for nothing")).is_empty());
    }
}
