//! Checks that a folder may be published into: never the site's own sources.

use std::path::{Component, Path, PathBuf};

use crate::problem::Problem;

/// Folders of a site that contain sources.
const SOURCES: [&str; 13] = [
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
    // The store of builds.
    ".dangjian",
    ".git",
    ".vscode",
];

/// Refuses an output folder that is the site, contains it, or is among its sources.
pub(super) fn check(site: &Path, output: &Path) -> Result<(), Problem> {
    let (site, folder) = (real(site), real(output));
    if site.starts_with(&folder) {
        return Err(refused(
            output,
            "输出文件夹不能是站点本身，也不能是它的上级文件夹",
            "the output folder is the site itself or a folder around it",
        ));
    }
    if let Some(first) = source_folder(&site, &folder) {
        return Err(refused(
            output,
            format!("输出文件夹在站点的 {first} 里，那里放的是稿件和素材"),
            format!("the output folder is inside the site's `{first}`, which holds its sources"),
        ));
    }
    Ok(())
}

/// Refuses a file of the user's that a run is to write into the published folder, where the next
/// build would find it in its way, or among the site's sources, where it might be published.
pub fn check_beside(site: &Path, output: &Path, file: &Path) -> Result<(), Problem> {
    let (site, folder, place) = (real(site), real(output), real(file));
    let refused = |zh: String, en: String| {
        Err(Problem::error("output/archive-place", zh, en).in_file(file.display().to_string()).help(
            "换一个位置，例如 --zip D:\\网站.zip",
            "choose another place, for example `--zip D:\\site.zip`",
        ))
    };
    if place.starts_with(&folder) {
        return refused(
            "这个文件不能写在输出文件夹里：它会混进网站".into(),
            "this file cannot be inside the output folder: it would become part of the site".into(),
        );
    }
    if let Some(first) = source_folder(&site, &place) {
        return refused(
            format!("这个文件不能写在站点的 {first} 里，那里放的是稿件和素材"),
            format!("this file cannot be inside the site's `{first}`, which holds its sources"),
        );
    }
    Ok(())
}

/// Returns whether two paths lead to the same place, whether or not something is there.
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    real(one) == real(other)
}

/// Returns the source folder of a site that a path is in, if any.
fn source_folder(site: &Path, path: &Path) -> Option<String> {
    let first = path.strip_prefix(site).ok()?.components().next()?;
    let first = first.as_os_str().to_string_lossy().to_lowercase();
    SOURCES.contains(&first.as_str()).then_some(first)
}

fn refused(output: &Path, zh: impl Into<String>, en: impl Into<String>) -> Problem {
    Problem::error("output/in-sources", zh, en).in_file(output.display().to_string()).help(
        "用 --output 换一个文件夹；不写 --output，就放在站点里的 public",
        "choose another one with `--output`; it is `public` in the site when left out",
    )
}

/// Resolves the links of a path, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = whole.ancestors().find_map(|part| Some((part, part.canonicalize().ok()?)));
    let Some((part, mut real)) = there else { return whole };
    let rest = whole.strip_prefix(part).unwrap_or(Path::new(""));
    for step in rest.components() {
        match step {
            Component::ParentDir => {
                real.pop();
            }
            Component::Normal(name) => real.push(name),
            _ => {}
        }
    }
    real
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(dir.path().join("a/site/content")).unwrap();
        dir
    }

    #[test]
    fn sources_and_what_lies_around_them_are_refused() {
        let dir = site();
        let site = dir.path().join("a/site");
        for output in [
            "a/site",
            "a/site/.",
            "a",
            "",
            "a/site/content",
            "a/site/content/x/y",
            "a/site/Data",
            "a/site/themes/x",
            "a/site/gone/../content/x",
            "a/site/.git",
            "a/site/.dangjian",
            "a/site/.Dangjian/x",
        ] {
            let problem = check(&site, &dir.path().join(output)).unwrap_err();
            assert_eq!(problem.code, "output/in-sources", "{output}");
        }
    }

    #[test]
    fn every_other_folder_is_taken() {
        let dir = site();
        let site = dir.path().join("a/site");
        for output in ["a/site/public", "a/site/out/new", "a/other", "b/c", "a/site2", "a/site/contents"] {
            assert_eq!(check(&site, &dir.path().join(output)), Ok(()), "{output}");
        }
    }

    #[test]
    fn an_archive_is_written_beside_the_site_and_its_sources() {
        let dir = site();
        let site = dir.path().join("a/site");
        let at = |file: &str| check_beside(&site, &site.join("public"), &dir.path().join(file));
        for file in
            ["a/site/public", "a/site/public/x.zip", "a/site/content/x.zip", "a/site/x/../static/x.zip"]
        {
            assert_eq!(at(file).unwrap_err().code, "output/archive-place", "{file}");
        }
        for file in ["a/site/x.zip", "a/site/backup/x.zip", "x.zip", "a/site/public.zip"] {
            assert_eq!(at(file), Ok(()), "{file}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_sources_is_seen_through() {
        let dir = site();
        let site = dir.path().join("a/site");
        std::os::unix::fs::symlink(site.join("content"), dir.path().join("link")).unwrap();
        assert!(check(&site, &dir.path().join("link/x")).is_err());
    }
}
