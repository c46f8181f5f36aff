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
    let inside = folder.strip_prefix(&site).ok().and_then(|inside| inside.components().next());
    let first = inside.map(|part| part.as_os_str().to_string_lossy().to_lowercase());
    if let Some(first) = first.filter(|first| SOURCES.contains(&first.as_str())) {
        return Err(refused(
            output,
            format!("输出文件夹在站点的 {first} 里，那里放的是稿件和素材"),
            format!("the output folder is inside the site's `{first}`, which holds its sources"),
        ));
    }
    Ok(())
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

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_sources_is_seen_through() {
        let dir = site();
        let site = dir.path().join("a/site");
        std::os::unix::fs::symlink(site.join("content"), dir.path().join("link")).unwrap();
        assert!(check(&site, &dir.path().join("link/x")).is_err());
    }
}
