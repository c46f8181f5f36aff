//! Finds articles whose name or place is not what their writer thinks: `INDEX.md`, `a.en.md` on a
//! site without English, articles next to `content/`.

use std::io::Read as _;

use walkdir::WalkDir;

use crate::problem::Problem;
use crate::site::Config;
use crate::source::{SiteFolder, has_extension, open_plain};

/// Reports the names of articles that mean something else than their writer thinks: `INDEX.md` is
/// not the page of its folder, and `a.en.md` is no translation where the site has no English.
pub(crate) fn names<'f>(files: impl Iterator<Item = &'f str>, config: &Config) -> Vec<Problem> {
    files.filter_map(|file| name(file, |code| config.language(code).is_some())).collect()
}

fn name(file: &str, has_language: impl Fn(&str) -> bool) -> Option<Problem> {
    /// The codes of languages in which a portal may have pages.
    const LANGUAGES: [&str; 22] = [
        "zh", "cn", "en", "ja", "jp", "ko", "kr", "fr", "de", "ru", "es", "mn", "bo", "ug", "kk", "za", "vi",
        "zh-hans", "zh-hant", "zh-cn", "zh-tw", "en-us",
    ];
    let own = file.rsplit('/').next().unwrap_or(file);
    let stem = own.split('.').next().unwrap_or(own);
    let is_but_for_case = |known: &str| stem.eq_ignore_ascii_case(known) && stem != known;
    if ["index", "_index"].into_iter().any(is_but_for_case) {
        let right = own.to_ascii_lowercase();
        let problem = Problem::error(
            "source/index-name",
            format!("文件名“{own}”要用小写，否则不是这个文件夹的页面"),
            format!("`{own}` is written in small letters, or it is not the page of its folder"),
        );
        return Some(
            problem.in_file(file).help(format!("把文件名改成 {right}"), format!("rename it to {right}")),
        );
    }
    let code = own.rsplit('.').nth(1).filter(|_| own.matches('.').count() > 1)?;
    let is_code = LANGUAGES.iter().any(|known| code.eq_ignore_ascii_case(known));
    if !is_code || has_language(code) {
        return None;
    }
    let problem = Problem::warning(
        "source/no-language",
        format!("这一篇当作另一篇文章发布了：文件名以 .{code}.md 结尾，而网站没有“{code}”这种语言"),
        format!(
            "this is published as an article of its own: its name ends in .{code}.md, but the site has no language `{code}`"
        ),
    );
    Some(problem.in_file(file).help(
        format!("是译文的，在 site.yaml 的“语言”里加上 {code}；不是的，换个文件名"),
        format!("if it is a translation, add {code} to `languages` of site.yaml; else rename the file"),
    ))
}

/// Reports articles that are not below `content/`: next to site.yaml, or in a folder of their own.
/// Only files with front matter count, and only folders in which nobody keeps drafts or copies.
pub(crate) fn articles(folder: &SiteFolder) -> Vec<Problem> {
    /// Folders of a site, and of its output.
    const KNOWN: [&str; 13] = [
        "content",
        "data",
        "static",
        "templates",
        "types",
        "styles",
        "scripts",
        "images",
        "i18n",
        "themes",
        "public",
        "output",
        "node_modules",
    ];
    const KEPT: [&str; 20] = [
        "草稿", "备份", "归档", "旧", "模板", "样例", "示例", "回收", "资料", "素材", "draft", "backup",
        "bak", "archive", "old", "template", "sample", "example", "trash", "doc",
    ];
    /// Maximum number of files to look at in a folder.
    const MOST: usize = 500;
    let Ok(entries) = std::fs::read_dir(folder.root()) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let is_article = |path: &std::path::Path| {
        let mut begin = Vec::new();
        let is_text = path.to_str().is_some_and(|path| has_extension(path, "md"));
        let read = is_text.then(|| open_plain(path).and_then(|file| file.take(16).read_to_end(&mut begin)));
        let begin = begin.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&begin);
        let is_note = path.file_name().and_then(|own| own.to_str()).is_some_and(is_for_developers);
        !is_note
            && matches!(read, Some(Ok(_)))
            && (begin.starts_with(b"---\n") || begin.starts_with(b"---\r\n"))
    };
    let mut found = Vec::new();
    for name in names {
        if name.starts_with(['.', '~']) || KNOWN.contains(&name.as_str()) || is_for_developers(&name) {
            continue;
        }
        let lower = name.to_lowercase();
        if KEPT.iter().any(|kept| lower.contains(kept)) {
            continue;
        }
        let path = folder.path(&name);
        let Ok(data) = path.symlink_metadata() else { continue };
        if data.is_file() && is_article(&path) {
            found.push(outside(&name, None));
        } else if data.is_dir() && !path.join("site.yaml").exists() {
            let files = WalkDir::new(&path).sort_by_file_name().max_depth(4).into_iter().take(MOST).flatten();
            let articles: Vec<_> =
                files.filter(|file| file.file_type().is_file() && is_article(file.path())).collect();
            if let Some(first) = articles.first() {
                let inner = first.path().strip_prefix(&path).unwrap_or(first.path());
                let inner = inner.to_string_lossy().replace('\\', "/");
                found.push(outside(&format!("{name}/{inner}"), Some((&name, articles.len()))));
            }
        }
    }
    found
}

/// Returns whether a file of this name says something about the folder that it is in, to those who
/// keep it: `README.md`. It is not an article.
pub(super) fn is_for_developers(name: &str) -> bool {
    let own = name.rsplit('/').next().unwrap_or(name);
    ["README.md", "CLAUDE.md", "AGENTS.md", "CHANGELOG.md"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(own))
}

/// The problem of an article outside `content/`, and the folder that it and others are in.
fn outside(file: &str, others: Option<(&str, usize)>) -> Problem {
    let (zh, en) = match others {
        Some((folder, count)) if count > 1 => (
            format!("“{folder}”里的 {count} 篇文章没有发布：文章要放在 content 里"),
            format!("{count} articles in `{folder}` are not published: articles go into `content`"),
        ),
        _ => (
            "这篇文章没有发布：文章要放在 content 里".to_owned(),
            "this article is not published: articles go into `content`".to_owned(),
        ),
    };
    let is_misspelt = others.is_some_and(|(folder, _)| {
        folder.eq_ignore_ascii_case("content") || folder.eq_ignore_ascii_case("contents")
    });
    let problem = Problem::warning("source/no-article", zh, en).in_file(file);
    if is_misspelt {
        return problem.help(
            "把文件夹的名字改成 content（都是小写）",
            "rename the folder to `content`, in small letters",
        );
    }
    problem.help(
        "要发布的，移进 content 里一个栏目的文件夹，如 content/news；不发布的，移到站点文件夹外面",
        "to publish it, move it into the folder of a section, such as content/news; else move it out of the site",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_means_something_else_is_told() {
        let code = |file: &str| name(file, |code| code == "zh" || code == "en").map(|problem| problem.code);
        for file in ["content/b/INDEX.md", "content/b/Index.en.md", "content/tz/_Index.md"] {
            assert_eq!(code(file), Some("source/index-name"), "{file}");
        }
        assert_eq!(code("content/a.fr.md"), Some("source/no-language"));
        for file in
            ["content/a.en.md", "content/a.v2.md", "content/index.md", "content/en.md", "content/v1.2.md"]
        {
            assert_eq!(code(file), None, "{file}");
        }
    }

    #[test]
    fn articles_outside_content_are_told_once_a_folder() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| crate::load::fixture::write(dir.path(), name, text);
        write("site.yaml", "title: 甲\n");
        let article = "---\n标题: 甲\n---\n";
        for name in [
            "文章/b.md",
            "文章/c/d.md",
            "Content/c.md",
            "contents/e.md",
            "d.md",
            "content/x.md",
            "草稿箱/y.md",
        ] {
            write(name, article);
        }
        write("README.md", "# 说明\n");
        for name in ["ReadMe.md", "CLAUDE.md", "agents.md", "文章/CHANGELOG.md"] {
            write(name, article);
        }
        write("笔记/a.md", "只有正文。\n");
        write("别的站/site.yaml", "title: 乙\n");
        write("别的站/content/a.md", article);
        let found = articles(&SiteFolder::open(dir.path()).unwrap());
        let found: Vec<String> =
            found.iter().filter_map(|problem| Some(problem.place.as_ref()?.file.clone())).collect();
        assert_eq!(found, ["Content/c.md", "contents/e.md", "d.md", "文章/b.md"]);
    }
}
