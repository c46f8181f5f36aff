//! Reports which files change. Nothing but the path is taken from the system's events: editors and
//! systems describe the kind of a change in too many ways, and don't report some changes at all.

use super::ServerOptions;
use crate::problem::Problem;
use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

/// Interval between checks of the files where the system does not report changes.
const POLL: Duration = Duration::from_secs(1);

/// The watchers; each stops when dropped.
pub(super) type Watchers = Vec<Box<dyn Watcher + Send>>;

/// Decides what counts as a change.
#[derive(Debug, Default)]
struct Interest {
    /// Folders in which everything counts, and files that count themselves.
    roots: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
}

/// Sends the path of every change in the watched folders and files, until the watchers are dropped.
/// Returns a problem for each that the system can't watch; it is polled instead.
pub(super) fn watch(options: &ServerOptions, changes: &Sender<PathBuf>) -> (Watchers, Vec<Problem>) {
    let interest = Arc::new(Interest {
        roots: options.watch.iter().map(|path| real(path)).collect(),
        ignored: options.ignore.iter().map(|path| real(path)).collect(),
    });
    let mut problems = Vec::new();
    let mut watchers = Watchers::new();
    for root in &interest.roots {
        let handler = || {
            let (changes, interest) = (changes.clone(), Arc::clone(&interest));
            move |event: notify::Result<notify::Event>| pass_on(event, &interest, &changes)
        };
        let told = watcher(RecommendedWatcher::new(handler(), Config::default()), root);
        let watcher = told.or_else(|error| {
            problems.push(unwatched(root, &error));
            watcher(PollWatcher::new(handler(), Config::default().with_poll_interval(POLL)), root)
        });
        watchers.extend(watcher);
    }
    (watchers, problems)
}

fn watcher<W: Watcher + Send + 'static>(
    watcher: notify::Result<W>,
    root: &Path,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let mut watcher = watcher?;
    match root.parent() {
        // Editors save by replacing the file with a new one; only a watcher of the folder sees
        // that.
        Some(folder) if root.is_file() => watcher.watch(folder, RecursiveMode::NonRecursive)?,
        _ => watcher.watch(root, RecursiveMode::Recursive)?,
    }
    Ok(Box::new(watcher))
}

fn pass_on(event: notify::Result<notify::Event>, interest: &Interest, changes: &Sender<PathBuf>) {
    // A failed send means that the server is stopping and the receiver is gone: ignore it.
    match event {
        // Ignore these, since reading the site causes them too.
        Ok(event) if event.kind.is_access() => {}
        Ok(event) if event.need_rescan() => {
            interest.roots.iter().for_each(|root| drop(changes.send(root.clone())))
        }
        Ok(event) => {
            let counts = event.paths.into_iter().filter(|path| interest.counts(path));
            counts.for_each(|path| drop(changes.send(path)));
        }
        Err(_) => interest.roots.iter().for_each(|root| drop(changes.send(root.clone()))),
    }
}

impl Interest {
    fn counts(&self, path: &Path) -> bool {
        let within = self.roots.iter().find_map(|root| path.strip_prefix(root).ok());
        let is_ignored = self.ignored.iter().any(|folder| path.starts_with(folder));
        !is_ignored
            && within.is_some_and(|within| {
                !within.components().any(|name| is_private(name.as_os_str()))
                    && !path.file_name().is_some_and(is_passing)
            })
    }
}

/// Returns whether a folder belongs to a tool: version control, our own store, and our staging
/// folders.
fn is_private(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    matches!(&*name, ".git" | ".svn" | ".hg" | ".dangjian" | "node_modules") || name.contains(".dangjian-")
}

/// Returns whether a file is a temporary one that editors and office programs put next to the
/// edited file.
fn is_passing(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    name.starts_with("~$")
        || name.starts_with(".~lock")
        || name.starts_with(".#")
        || name.ends_with('~')
        || matches!(&*name, "4913" | ".DS_Store" | "Thumbs.db" | "desktop.ini")
        || matches!(
            ending.to_ascii_lowercase().as_str(),
            "tmp" | "swp" | "swx" | "swo" | "crdownload" | "part"
        )
}

/// Resolves the real path of a file or folder, also if it does not exist yet.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => real(parent).join(name),
        _ => path,
    }
}

fn unwatched(root: &Path, error: &notify::Error) -> Problem {
    let shown = root.display();
    Problem::warning(
        "preview/watch",
        format!("系统不报告“{shown}”里的改动（{error}），改为每秒查看一次"),
        format!("the system does not report changes in \"{shown}\" ({error}); looking once a second instead"),
    )
    .in_file(shown.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_writer_saves_counts_and_what_programs_leave_does_not() {
        let interest = Interest {
            roots: vec!["/s/.git/site".into(), "/t/theme.yaml".into()],
            ignored: vec!["/s/.git/site/public".into()],
        };
        for path in
            ["content/甲.md", "static/a.png", "site.yaml", "content", "content/4913.md", "publicity/a.md"]
        {
            assert!(interest.counts(&Path::new("/s/.git/site").join(path)), "{path}");
        }
        assert!(interest.counts(Path::new("/t/theme.yaml")));
        for path in [
            "content/~$稿件.docx",
            "content/.~lock.a.odt#",
            "content/a.md.tmp",
            "content/.a.md.swp",
            "content/4913",
            "content/a.md~",
            ".git/index",
            ".dangjian/store",
            "public",
            "public/index.html",
            ".public.dangjian-staging/whole/a.html",
            ".public.dangjian-lock",
            "content/.#a.md",
        ] {
            assert!(!interest.counts(&Path::new("/s/.git/site").join(path)), "{path}");
        }
        assert!(!interest.counts(Path::new("/t/other.yaml")));
    }
}
