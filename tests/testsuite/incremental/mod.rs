//! A build over the record of the last one gives the same bytes as a build of everything, and
//! renders no more again than the edit explains.
//!
//! `random` applies random edits to the example site; `small` has single edits of a small one, with
//! the routes by name.

mod edits;
mod random;
mod small;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dangjian::build::{BuildOrder, BuildReport, build};
use dangjian::load::{Settings, Timings};
use dangjian::problem::Problem;
use dangjian::render::Reason;
use dangjian::schema::Date;
use tempfile::TempDir;

use crate::site::files;

/// A site that is built again and again, over the record of the last build and from nothing.
struct Pair {
    folder: TempDir,
    now: Date,
    /// How many clean builds there have been.
    clean: usize,
    /// Why the last comparison rendered routes, with the number of routes and one of them.
    why: BTreeMap<String, (usize, String)>,
}

impl Pair {
    fn of(site: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        copy(site, &folder.path().join("site"));
        Self { folder, now: Date::parse("2026-11-20 12:00").unwrap(), clean: 0, why: BTreeMap::new() }
    }

    fn site(&self, path: &str) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn build(
        &self,
        output: &Path,
        everything: bool,
        explain: &[String],
    ) -> Result<BuildReport, Vec<Problem>> {
        let settings = Settings {
            folder: self.site(""),
            now: self.now,
            shown: Vec::new(),
            base_url: Some("https://dj.example/".into()),
        };
        let timings = Timings::new(false);
        build(&settings, &BuildOrder { output, progress: &|_, _| {}, timings: &timings, everything, explain })
    }

    /// Builds over the record of the last build, and from nothing, and compares. Returns the number
    /// of routes that were rendered, of those that the last build stored; nothing if both found the
    /// same mistakes.
    fn compare(&mut self, what: &str) -> Option<usize> {
        let is_route = |path: &String| path.ends_with(".html") || path.ends_with(".xml");
        let paths: Vec<String> = files(&self.public()).into_keys().filter(is_route).collect();
        let over = self.build(&self.public(), false, &paths);
        self.clean += 1;
        let fresh = self.folder.path().join(format!("fresh-{}", self.clean));
        let clean = self.build(&fresh, true, &[]);
        let (over, clean) = match (over, clean) {
            (Ok(over), Ok(clean)) => (over, clean),
            (Err(over), Err(clean)) => {
                assert_eq!(told(&over), told(&clean), "{what}");
                return None;
            }
            (over, clean) => {
                let problems = over.err().or(clean.err()).unwrap_or_default();
                panic!("{what}: only one of the builds has mistakes: {:?}", told(&problems))
            }
        };
        assert_eq!(told(&over.warnings), told(&clean.warnings), "{what}");
        assert_eq!(
            (over.pages, over.sections, &over.left_out),
            (clean.pages, clean.sections, &clean.left_out)
        );
        same(&files(&self.public()), &files(&fresh), what);
        fs::remove_dir_all(&fresh).unwrap();
        self.why.clear();
        // A route that is not in the trace of the last build, which had it, read a file that was
        // written just before: the time of such a file doesn't show a later change. How many there
        // are depends on how fast the machine is.
        let untraced = over.explained.iter().filter(|route| route.reason == Ok(Reason::New)).count();
        for route in over.explained.iter().filter(|route| route.reason != Ok(Reason::Same)) {
            let why =
                self.why.entry(format!("{:?}", route.reason)).or_insert_with(|| (0, route.path.clone()));
            why.0 += 1;
        }
        Some(over.rendered.saturating_sub(untraced))
    }
}

fn told(problems: &[Problem]) -> BTreeSet<String> {
    problems.iter().map(|problem| format!("{problem:?}")).collect()
}

fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, what: &str) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(one), names(other), "{what}");
    for (path, bytes) in one {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(bytes == &other[path], "{what}: {path} differs:\n{}\n{}", text(bytes), text(&other[path]));
    }
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// The files below a folder of the site with an ending, sorted.
fn below(pair: &Pair, folder: &str, ending: &str) -> Vec<String> {
    let all = files(&pair.site(folder)).into_keys();
    all.filter(|name| name.ends_with(ending)).map(|name| format!("{folder}/{name}")).collect()
}

fn edit(pair: &Pair, file: &str, change: impl FnOnce(String) -> String) {
    let place = pair.site(file);
    let text = fs::read_to_string(&place).unwrap_or_default();
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, change(text)).unwrap();
}

/// A line of front matter in place of that of the same key, or before the others.
fn with_line(text: &str, key: &str, line: &str) -> String {
    let (head, body) = text.trim_start_matches("---\n").split_once("\n---").unwrap_or(("", text));
    let kept: Vec<&str> = head.lines().filter(|known| !known.starts_with(&format!("{key}:"))).collect();
    format!("---\n{line}\n{}\n---{body}", kept.join("\n"))
}
