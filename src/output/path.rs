//! Checks the paths of published files: they must mean the same on every host and system.

use crate::problem::Problem;
use crate::text::file_name::is_publishable;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Beginning of the names of our own files in the folder (manifest, lock, staging folder).
pub(super) const OURS: &str = ".dangjian";

/// Refuses everything but a plain relative path of ASCII names, for example `news/2023/index.html`.
pub(super) fn check(path: &str) -> Result<(), Problem> {
    let is_ours = path.get(..OURS.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(OURS));
    if path.split('/').all(is_publishable) && !is_ours {
        return Ok(());
    }
    let shown: String = path.chars().take(200).collect();
    Err(Problem::error(
        "output/path",
        format!("“{shown}”不能用作发布文件的路径"),
        format!("\"{shown}\" cannot be the path of a published file"),
    )
    .help(
        "只用英文字母、数字和“.”“_”“-”，各级文件夹用“/”分隔；不能有“..”，不能以“.”结尾，\
         不能以“.dangjian”开头，也不能用 Windows 的保留名（如 con、nul）",
        "use ASCII letters, digits and `.` `_` `-`, separated by `/`; no `..`, no dot at the end of a name, \
         nothing that begins with `.dangjian`, none of the names that Windows reserves (con, nul …)",
    ))
}

/// Returns the path as a file system that ignores case sees it.
pub(super) fn fold(path: &str) -> Cow<'_, str> {
    // Almost all paths are in lower case.
    if path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(path.to_ascii_lowercase())
    } else {
        Cow::Borrowed(path)
    }
}

/// Returns the folder that contains `path`; `None` if that is the published folder itself.
pub(super) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// Returns all folders that contain `path`, outermost first.
pub(super) fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..at))
}

/// Returns all folders that contain `paths`.
pub(super) fn folders<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut folders = BTreeSet::new();
    for path in paths {
        let mut folder = parent(path);
        // If a folder is in the set, so are its parents.
        while let Some(new) = folder.filter(|folder| folders.insert(*folder)) {
            folder = parent(new);
        }
    }
    folders
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::{Component, Path};

    #[test]
    fn plain_paths_are_taken() {
        for path in [
            "index.html",
            "news/2023/index.html",
            "a/b-c_d.E.png",
            ".nojekyll",
            ".well-known/x.txt",
            "console/a",
        ] {
            assert!(check(path).is_ok(), "{path}");
        }
    }

    #[test]
    fn what_could_leave_the_folder_or_means_something_else_elsewhere_is_refused() {
        for path in [
            "",
            "/",
            "/etc/passwd",
            "a//b",
            "a/",
            "..",
            "../a",
            "a/../b",
            "./a",
            "a/.",
            "a\\b",
            "C:/a",
            "c:a",
            "新闻/a.html",
            "a b",
            "a\0b",
            "a\nb",
            "a%2e",
            "nul",
            "x/CON.html",
            "a./b",
            ".dangjian",
            ".Dangjian-staging/a",
            "aux.tar.gz",
        ] {
            assert_eq!(check(path).map_err(|p| p.code), Err("output/path"), "{path:?}");
        }
    }

    #[test]
    fn parents_are_the_folders_from_outside_in() {
        assert_eq!(parents("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!((parent("a/b/c.html"), parent("c.html")), (Some("a/b"), None));
        let all = folders(["a/b/c.html", "a/b/d.html", "x.css", "a/e/f/g.js"].into_iter());
        assert_eq!(all.into_iter().collect::<Vec<_>>(), ["a", "a/b", "a/e", "a/e/f"]);
    }

    proptest! {
        #[test]
        fn a_path_that_is_taken_stays_in_the_folder(path in r"([a-cA-Z.:_/\\%~ 甲-]|\.\.|/|con|nul){0,12}") {
            if check(&path).is_ok() {
                prop_assert!(Path::new(&path).components().all(|c| matches!(c, Component::Normal(_))));
                prop_assert!(path.is_ascii() && !path.contains('\\') && !path.contains(':'));
                prop_assert_eq!(Path::new(&path).components().count(), path.split('/').count());
            }
        }
    }
}
