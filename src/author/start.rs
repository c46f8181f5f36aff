//! Creates a new site: the example, or a bare one.

use std::borrow::Cow;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::problem::{Problem, reason};
use crate::theme::embedded_example;

/// The initial content of a new site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starter {
    /// The example site.
    Example,
    /// One section with one article, and an organization with one branch.
    Bare,
}

/// Files of a bare site; `{today}` in them is replaced by the date of creation.
const BARE: [(&str, &str); 5] = [
    ("site.yaml", include_str!("bare/site.yaml")),
    ("content/_index.md", include_str!("bare/content/_index.md")),
    ("content/news/_index.md", include_str!("bare/content/news/_index.md")),
    ("content/news/welcome.md", include_str!("bare/content/news/welcome.md")),
    ("data/organization.yaml", include_str!("bare/data/organization.yaml")),
];

/// Creates a site in a folder that does not exist or is empty, and returns the number of its files.
/// `today` is a date, for example `2026-11-20`.
///
/// # Errors
/// The folder is not empty, or cannot be written; it is then unchanged.
pub fn start(folder: &Path, beginning: Starter, today: &str) -> Result<usize, Problem> {
    let was_there = is_free(folder)?;
    let files: Vec<(String, Cow<'static, [u8]>)> = match beginning {
        Starter::Example => embedded_example(),
        Starter::Bare => BARE
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.replace("{today}", today).into_bytes().into()))
            .collect(),
    };
    let write = || -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for (name, bytes) in &files {
            let path = folder.join(name);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, bytes)?;
        }
        Ok(())
    };
    write().map(|()| files.len()).map_err(|error| {
        // The folder was empty, so everything in it is ours.
        let _ = if was_there { empty(folder) } else { fs::remove_dir_all(folder) };
        refused(folder, &error)
    })
}

/// Returns whether the folder exists, if it is free to be used.
fn is_free(folder: &Path) -> Result<bool, Problem> {
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(true),
        Ok(false) => Err(Problem::error(
            "init/not-empty",
            "文件夹里已经有东西，没有改动它们",
            "the folder is not empty; it was left alone",
        )
        .in_file(folder.display().to_string())
        .help("换一个新的文件夹名", "choose the name of a new folder")),
        // A broken symbolic link exists, too.
        Err(error) if error.kind() == ErrorKind::NotFound && folder.symlink_metadata().is_err() => Ok(false),
        Err(error) => Err(refused(folder, &error)),
    }
}

fn empty(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?
        } else {
            fs::remove_file(entry.path())?
        }
    }
    Ok(())
}

fn refused(folder: &Path, error: &io::Error) -> Problem {
    let problem = if error.kind() == ErrorKind::NotADirectory || folder.is_file() {
        Problem::error(
            "init/no-folder",
            "这里已经有一个同名的文件，不是文件夹",
            "this is a file, not a folder",
        )
    } else {
        Problem::error(
            "init/refused",
            format!("站点建不起来：{}", reason(error).zh),
            format!("the site cannot be made: {}", reason(error).en),
        )
    };
    problem
        .in_file(folder.display().to_string())
        .help("换一个能写入的位置", "choose a place that you may write to")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::{BuildOrder, build};
    use crate::load::{Settings, Timings};
    use crate::schema::Date;
    use crate::site::State;

    fn built(site: &Path) -> crate::build::BuildReport {
        let settings = Settings {
            folder: site.to_owned(),
            now: Date::parse("2026-11-21").unwrap(),
            shown: vec![State::Draft],
            base_url: None,
        };
        let order = BuildOrder {
            output: &site.join("public"),
            progress: &|_, _| {},
            timings: &Timings::new(false),
            everything: false,
            explain: &[],
        };
        build(&settings, &order).unwrap()
    }

    #[test]
    fn a_bare_site_builds_without_problems() {
        let dir = tempfile::tempdir().unwrap();
        let site = dir.path().join("新 站点/内");
        assert_eq!(start(&site, Starter::Bare, "2026-11-20"), Ok(BARE.len()));
        let built = built(&site);
        assert_eq!(built.warnings, vec![]);
        assert_eq!(built.sections, 1);
        assert!(fs::read_to_string(site.join("content/news/welcome.md")).unwrap().contains("2026-11-20"));
    }

    #[test]
    fn the_example_begins_in_an_empty_folder() {
        let dir = tempfile::tempdir().unwrap();
        assert!(start(dir.path(), Starter::Example, "2026-11-20").unwrap() > 50);
        assert!(
            dir.path().join("site.yaml").is_file() && dir.path().join("data/organization.yaml").is_file()
        );
        assert!(!dir.path().join("public").exists());
    }

    #[test]
    fn what_is_there_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.txt"), "甲").unwrap();
        assert_eq!(start(dir.path(), Starter::Bare, "").unwrap_err().code, "init/not-empty");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        let file = dir.path().join("a.txt");
        assert_eq!(start(&file, Starter::Bare, "").unwrap_err().code, "init/no-folder");
        assert_eq!(start(&file.join("b"), Starter::Bare, "").unwrap_err().code, "init/no-folder");
        assert_eq!(fs::read_to_string(file).unwrap(), "甲");
    }
}
