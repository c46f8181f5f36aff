//! Tells which files of the old site were left: pages in other forms, and what is next to a page
//! and not named in its text.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::folder::{OldFolder, parts};
use super::model::{Leftover, OldPage, OldSite};
use crate::problem::{Problem, Words};

/// Files whose contents or bytes an article has.
pub(super) type Used = BTreeSet<PathBuf>;

/// Tells of the files that may be pages, and that no article has. Those of one folder are told at
/// once.
pub(super) fn leftovers(site: &OldSite, folder: Option<&OldFolder>, used: &Used) -> Vec<Problem> {
    let is_used =
        |file: &str| folder.and_then(|folder| folder.within(file)).is_some_and(|path| used.contains(&path));
    let mut groups: BTreeMap<(Leftover, &str), Vec<&str>> = BTreeMap::new();
    for (file, why) in site.others.iter().filter(|(file, _)| !is_used(file)) {
        // Of a portal a file of each folder would be told.
        let holder = if *why == Leftover::Unnamed { "" } else { parts(file).0 };
        groups.entry((*why, holder)).or_default().push(file);
    }
    groups.into_iter().map(|((why, holder), files)| told(why, holder, &files)).collect()
}

/// Tells of the files in the folder of a page that its article does not have.
pub(super) fn unnamed(page: &OldPage, folder: Option<&OldFolder>, used: &Used) -> Option<Problem> {
    let is_used =
        |file: &str| folder.and_then(|folder| folder.within(file)).is_some_and(|path| used.contains(&path));
    let files: Vec<&str> = page.own.iter().map(String::as_str).filter(|file| !is_used(file)).collect();
    let shown = listed(&files);
    (!files.is_empty()).then(|| {
        Problem::warning(
            "import/old-file",
            format!("文章的文件夹里有正文没有提到的文件，没有带过来：{}", shown.zh),
            format!("files in the folder of the page that its text does not name were left: {}", shown.en),
        )
        .in_file(page.file.clone())
        .help(
            "要的话，复制到这里文章的文件夹里，在正文里写 ![说明](文件名) 或 [名称](文件名)",
            "copy those that are needed next to the article, and write ![words](file) or [words](file)",
        )
    })
}

/// Names the first of several files, and says how many there are.
fn listed(files: &[&str]) -> Words {
    /// Maximum number of names.
    const MOST: usize = 10;
    let names: Vec<&str> =
        files.iter().take(MOST).map(|file| file.rsplit_once('/').map_or(*file, |(_, name)| name)).collect();
    let (zh, en) = (names.join("、"), names.join(", "));
    match files.len() > MOST {
        true => Words::new(
            format!("{zh} 等 {} 个", files.len()),
            format!("{en} and others ({} in all)", files.len()),
        ),
        false => Words::new(zh, en),
    }
}

fn told(why: Leftover, holder: &str, files: &[&str]) -> Problem {
    let names = listed(files);
    let (zh, en) = match why {
        Leftover::Form | Leftover::Web => {
            ("不是 Markdown 写的，没有导入", "not written in Markdown, and not imported")
        }
        Leftover::Unpublished => (
            "在旧站不发布的文件夹里，没有导入",
            "in a folder that the old site does not publish: not imported",
        ),
        Leftover::NoFront => (
            "没有文章信息，旧站不生成网页，没有导入",
            "without front matter, so that the old site makes no page of it: not imported",
        ),
        Leftover::Unnamed => ("规则没有写这种文件，没有读", "of a kind that the rules do not name: not read"),
    };
    let (zh, en) = match files {
        [_] => (zh.to_owned(), en.to_owned()),
        _ => (format!("{}：{zh}", names.zh), format!("{}: {en}", names.en)),
    };
    let problem = match why {
        Leftover::Form => Problem::error("import/old-left", zh, en),
        _ => Problem::warning("import/old-left", zh, en),
    };
    let file = match files {
        [one] => *one,
        [first, ..] if holder.is_empty() => *first,
        _ => holder,
    };
    let problem = problem.in_file(file);
    match why {
        Leftover::Form | Leftover::Web => problem.help(
            "在浏览器里打开旧站的这一页，另存为网页，再用 dangjian import 网页",
            "save the page of the old site from a browser, and import that with `dangjian import`",
        ),
        Leftover::Unpublished => problem.help(
            "要导入的，移到旧站的文章文件夹里，再导入一次",
            "move those that are needed into the folder of posts, and import it once more",
        ),
        Leftover::NoFront => problem.help(
            "要导入的，在第一行上面加上两行 ---，再导入一次",
            "add two lines of `---` above the first line, and import it once more",
        ),
        Leftover::Unnamed => {
            let (_, _, ending) = parts(file);
            let ending = ending.split('?').next().unwrap_or_default();
            problem.help(
                format!("是文章的，在规则里写上：文件: ['**/*.html', '**/*.{ending}*']"),
                format!(
                    "name them in the rules if they are articles: `files: ['**/*.html', '**/*.{ending}*']`"
                ),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_files_of_a_folder_are_told_at_once() {
        let mut site = OldSite::new(super::super::model::OldKind::Hexo);
        site.others = (1..=12).map(|number| (format!("source/a/{number}.txt"), Leftover::Web)).collect();
        site.others.push(("source/b.org".to_owned(), Leftover::Form));
        let told = leftovers(&site, None, &Used::new());
        let told: Vec<_> = told
            .iter()
            .map(|problem| {
                (problem.place.as_ref().map_or("", |place| place.file.as_str()), problem.message.zh.as_str())
            })
            .collect();
        let many = "1.txt、2.txt、3.txt、4.txt、5.txt、6.txt、7.txt、8.txt、9.txt、10.txt 等 12 个：不是 Markdown 写的，没有导入";
        assert_eq!(told, [("source/b.org", "不是 Markdown 写的，没有导入"), ("source/a", many)]);
    }
}
