//! Finds files that their writer takes for articles and the program does not.
//!
//! Windows hides the extensions of file names: what Notepad shows as `通知.md` is often
//! `通知.md.txt`. An input method writes `通知。md`, and writers used to Word put `通知.docx` into
//! `content/`. None of these is published, and without a warning nobody would know why. Articles
//! next to `content/` are found when the site is loaded.

use std::collections::HashSet;

use crate::problem::Problem;
use crate::source::{Inventory, ListedFile, has_extension};

/// Extensions of files that nobody takes for articles: pictures, films, sound, tables, slides,
/// archives, data. They are published where an article refers to them, and an unused one is no
/// mistake. Files with any other extension, or none, are reported where no article refers to them.
const NO_TEXTS: [&str; 78] = [
    "jpg", "jpeg", "jfif", "png", "gif", "webp", "bmp", "svg", "tif", "tiff", "heic", "heif", "avif", "ico",
    "psd", "ai", "eps", "cdr", "cr2", "nef", "mp4", "m4v", "mov", "avi", "wmv", "flv", "mkv", "webm", "mpg",
    "mpeg", "3gp", "rmvb", "mp3", "wav", "m4a", "aac", "wma", "flac", "ogg", "vtt", "srt", "lrc", "pdf",
    "ofd", "ppt", "pptx", "pps", "ppsx", "dps", "xls", "xlsx", "xlsm", "et", "csv", "tsv", "zip", "rar",
    "7z", "tar", "gz", "tgz", "json", "geojson", "yaml", "yml", "xml", "css", "js", "ttf", "otf", "woff",
    "woff2", "db", "ics", "vcf", "log", "lnk", "url",
];
/// Endings that an article has by mistake, in the form that [`half_width`] gives. The longest of
/// them that fits counts.
const MISTAKEN: [&str; 9] =
    [".md.md.txt", ".md.txt", ".markdown", ".mdown", ".mdwn", ".mkdn", ".mkd", ".mdx", ".md"];

/// Converts a name to half-width small letters, character by character: `通知。ＭＤ` becomes
/// `通知.md`.
fn half_width(name: &str) -> String {
    let plain = |c: char| match c {
        '。' | '．' | '｡' => '.',
        c => crate::text::half_width(c).to_ascii_lowercase(),
    };
    name.chars().map(plain).collect()
}

/// Returns the ending of a file name that was meant as `.md`, as it is written: `.md.txt`, `。md`,
/// `.md ` with a space.
fn mistaken(own: &str) -> Option<&str> {
    let plain = half_width(own);
    let trimmed = plain.trim_end_matches([' ', '.', '\u{3000}']);
    let end = MISTAKEN.iter().find(|end| trimmed.ends_with(*end) && trimmed.len() > end.len())?;
    let before = trimmed.strip_suffix(end)?.chars().count();
    own.char_indices().nth(before).and_then(|(at, _)| own.get(at..))
}

/// Returns whether a file may be a stray.
fn is_suspect(file: &ListedFile) -> bool {
    let own = file.name.rsplit('/').next().unwrap_or_default();
    !NO_TEXTS.iter().any(|known| has_extension(own, known)) || mistaken(own).is_some()
}

/// Reports files in `content/` to which no article refers; `asked` returns the files that are
/// published.
pub(super) fn strays(inventory: &Inventory, asked: impl Fn() -> HashSet<String>) -> Vec<Problem> {
    let suspects: Vec<&ListedFile> = inventory.resources.iter().filter(|file| is_suspect(file)).collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    let asked = asked();
    let unused = suspects.into_iter().filter(|file| !asked.contains(&file.name));
    unused.filter_map(|file| problem(&file.name, inventory)).collect()
}

fn problem(name: &str, inventory: &Inventory) -> Option<Problem> {
    let (folder, own) = name.rsplit_once('/').unwrap_or(("", name));
    let mistaken = mistaken(own);
    let is_mistaken = mistaken.is_some();
    let stem = match mistaken {
        Some(end) => own.strip_suffix(end).unwrap_or(own),
        None => own.split('.').next().unwrap_or(own),
    };
    let article = format!("{folder}/{stem}.md");
    // A manuscript may be next to the article made from it.
    if !is_mistaken && (inventory.has(&article) || inventory.has(&format!("{folder}/index.md"))) {
        return None;
    }
    let end = own.get(stem.len()..).unwrap_or_default();
    let (zh, en) = match end {
        "" => ("它没有结尾".to_owned(), "and it has no ending".to_owned()),
        end => (format!("它是 {end}"), format!("and it in {end}")),
    };
    let problem = Problem::warning(
        "source/no-article",
        format!("这个文件没有发布：文章的文件名要以 .md 结尾，{zh}"),
        format!("this file is not published: an article ends in .md, {en}"),
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
            "是稿件的，移出去，用 dangjian import 变成文章；要给人下载的，写进文章的“附件”；都不是的，从 content 里移走",
            "move a manuscript out and make it an article with `dangjian import`; for a download list it in `attachments` of an article; otherwise move it out of `content`",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Stamp;

    #[test]
    fn what_looks_like_an_article_and_is_none_is_told_unless_it_is_used() {
        let listed = |names: &[&str]| -> Vec<ListedFile> {
            names
                .iter()
                .map(|name| ListedFile { name: (*name).to_owned(), stamp: Stamp::default() })
                .collect()
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

    #[test]
    fn an_ending_that_is_not_quite_md_is_recognised() {
        for (own, end) in [
            ("甲.ｍｄ", ".ｍｄ"),
            ("甲．ＭＤ", "．ＭＤ"),
            ("乙。md", "。md"),
            ("丙.mdx", ".mdx"),
            ("己.md ", ".md "),
            ("辛.md.", ".md."),
            ("2026.11 通知.md.txt", ".md.txt"),
        ] {
            assert_eq!(mistaken(own), Some(end), "{own}");
        }
        for own in ["丁.htm", "戊.md.bak", "庚", "md", ".md"] {
            assert_eq!(mistaken(own), None, "{own}");
        }
    }

    #[test]
    fn any_file_that_may_be_a_text_is_told() {
        let resources: Vec<ListedFile> = [
            "x.mht",
            "x.pages",
            "丁.htm",
            "戊.md.bak",
            "乙。md",
            "己.md ",
            "庚",
            "a.jpg",
            "a.PDF",
            "b.xlsx",
            "c.mp4",
        ]
        .iter()
        .map(|own| ListedFile { name: format!("content/news/{own}"), stamp: Stamp::default() })
        .collect();
        let inventory = Inventory { resources, ..Inventory::default() };
        let found = strays(&inventory, HashSet::new);
        let found: Vec<String> =
            found.iter().filter_map(|problem| Some(problem.place.as_ref()?.file.clone())).collect();
        let expected = ["x.mht", "x.pages", "丁.htm", "戊.md.bak", "乙。md", "己.md ", "庚"];
        assert_eq!(found, expected.map(|own| format!("content/news/{own}")));
    }
}
