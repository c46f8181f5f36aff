//! Kills the process at every step: the folder is the old site, the new one, or one that the next
//! run completes.

use super::*;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

const OLD: Files<'_> = &[
    ("index.html", "old home"),
    ("news/a.html", "old news"),
    ("gone/deep/x.html", "gone"),
    ("gone.css", "gone"),
    ("same.css", "same"),
    ("turn", "a file"),
    ("box/in/only.css", "in a folder"),
    ("Logo.png", "logo"),
];
const NEW: Files<'_> = &[
    ("index.html", "new home"),
    ("news/a.html", "new news, and longer"),
    ("fresh/b.html", "fresh"),
    ("same.css", "same"),
    ("turn/index.html", "a folder"),
    ("box/in", "a file"),
    ("logo.png", "logo"),
];

/// Sites with mostly different files: their folders are exchanged.
const OLD_MANY: Files<'_> = &[
    ("index.html", "old home"),
    ("same.css", "same"),
    ("kept/deep/a.png", "same picture"),
    ("gone/x.html", "gone"),
    ("turn", "a file"),
    ("box/in/only.css", "in a folder"),
    ("Logo.png", "logo"),
    ("n/0.html", "old 0"),
    ("n/1.html", "old 1"),
    ("n/2.html", "old 2"),
    ("n/3.html", "old 3"),
    ("n/4.html", "old 4"),
    ("n/5.html", "old 5"),
    ("n/6.html", "old 6"),
];
const NEW_MANY: Files<'_> = &[
    ("index.html", "new home"),
    ("same.css", "same"),
    ("kept/deep/a.png", "same picture"),
    ("kept/deep/b.png", "new picture"),
    ("turn/index.html", "a folder"),
    ("box/in", "a file"),
    ("logo.png", "logo"),
    ("n/0.html", "new 0"),
    ("n/1.html", "new 1, and longer"),
    ("n/2.html", "new 2"),
    ("n/3.html", "new 3"),
    ("n/4.html", "new 4"),
    ("n/5.html", "new 5"),
    ("n/6.html", "new 6"),
    ("m/7.html", "new 7"),
];

/// An old site and the new one published over it.
#[derive(Clone, Copy)]
struct Change {
    old: Files<'static>,
    new: Files<'static>,
    /// Whether something prevents the exchange of the folders.
    hindered: bool,
}

const FIRST: Change = Change { old: &[], ..SOME };
const SOME: Change = Change { old: OLD, new: NEW, hindered: false };
const MOST: Change = Change { old: OLD_MANY, new: NEW_MANY, hindered: false };
const MOST_HINDERED: Change = Change { hindered: true, ..MOST };

/// The step at which this process dies; set only in a child process.
static DIES_AT: AtomicUsize = AtomicUsize::new(usize::MAX);
static STEPS: AtomicUsize = AtomicUsize::new(0);

pub(in crate::output) fn crash_point() {
    if DIES_AT.load(Ordering::Relaxed) != usize::MAX
        && STEPS.fetch_add(1, Ordering::Relaxed) + 1 == DIES_AT.load(Ordering::Relaxed)
    {
        match std::env::var_os("DANGJIAN_TEST_INTRUDER") {
            Some(file) => fs::write(file, "by hand").unwrap(),
            None => std::process::abort(),
        }
    }
}

/// The child process of the tests below, which pass its folder; does nothing otherwise.
#[test]
fn child() {
    let Some(folder) = std::env::var_os("DANGJIAN_TEST_FOLDER").map(std::path::PathBuf::from) else { return };
    DIES_AT.store(std::env::var("DANGJIAN_TEST_STEP").unwrap().parse().unwrap(), Ordering::Relaxed);
    if std::env::var_os("DANGJIAN_TEST_RECOVER").is_some() {
        drop(Publication::begin(&folder).unwrap());
        return;
    }
    let many = std::env::var_os("DANGJIAN_TEST_MANY").is_some();
    let publication = Publication::begin(&folder).unwrap();
    for (path, text) in if many { NEW_MANY } else { NEW } {
        publication.write(path, text.as_bytes()).unwrap();
    }
    if std::env::var_os("DANGJIAN_TEST_HINDER").is_some() {
        hinder(&folder);
    }
    publication.commit().unwrap();
}

/// Puts a folder where the exchange writes the manifest of the new site, so that it fails as late
/// as possible.
pub(super) fn hinder(folder: &Path) {
    let staging = format!(".{}.dangjian-staging", folder.file_name().unwrap().to_str().unwrap());
    fs::create_dir(folder.with_file_name(staging).join("whole/.dangjian")).unwrap();
}

/// Publishes the new site, or only recovers, in a process that dies at `step`. Returns whether it
/// survived.
fn survives(folder: &Path, step: usize, recover: bool, change: Change) -> bool {
    child_process(folder, step, recover, change).output().unwrap().status.success()
}

fn child_process(folder: &Path, step: usize, recover: bool, change: Change) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "output::tests::kill::child"]);
    command.env("DANGJIAN_TEST_FOLDER", folder).env("DANGJIAN_TEST_STEP", step.to_string());
    for (is_wanted, variable) in [
        (recover, "DANGJIAN_TEST_RECOVER"),
        (change.new == NEW_MANY, "DANGJIAN_TEST_MANY"),
        (change.hindered, "DANGJIAN_TEST_HINDER"),
    ] {
        if is_wanted {
            command.env(variable, "1");
        }
    }
    command
}

/// Returns the site in the folder, without the manifest and empty folders.
fn site(folder: &Path) -> BTreeMap<String, String> {
    let mut found = if folder.exists() { tree(folder) } else { BTreeMap::new() };
    found.retain(|path, _| path != ".dangjian" && !path.ends_with('/'));
    found
}

fn every_file_is_whole(folder: &Path, change: Change) {
    for (path, text) in site(folder) {
        assert!([change.old, change.new].iter().any(|site| site.contains(&(&path, &text))), "{path}: {text}");
    }
}

/// Begins the next run, and asserts that the site is all old or all new, with its manifest, and
/// that nothing is left next to it. Returns whether it is the new site.
fn recovers(dir: &Path, folder: &Path, change: Change) -> bool {
    drop(Publication::begin(folder).unwrap());
    let found = site(folder);
    let is_new = found == files(change.new);
    assert!(is_new || found == files(change.old), "{found:#?}");
    let beside: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(beside.iter().all(|name| name == "public"), "{beside:?}");
    // The next build recognises every file as its own: none is foreign, none is left over.
    publish(folder, &[("index.html", "later")]).unwrap();
    assert_eq!(site(folder), files(&[("index.html", "later")]));
    assert!(tree(folder).keys().all(|path| !path.ends_with('/')));
    is_new
}

/// Kills a publication at each step in turn until one survives. Returns for each step whether the
/// next run found the new site.
fn kill_at_every_step(prepare: impl Fn(&Path), change: Change, check: impl Fn(&Path)) -> Vec<bool> {
    let mut outcomes = Vec::new();
    for step in 1..200 {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("public");
        prepare(&folder);
        let lived = survives(&folder, step, false, change);
        every_file_is_whole(&folder, change);
        check(&folder);
        outcomes.push(recovers(dir.path(), &folder, change));
        if lived {
            return outcomes;
        }
    }
    unreachable!("a publication of so few files has not that many steps: {outcomes:?}")
}

#[test]
fn killed_while_a_first_site_is_published() {
    for prepare in [|_: &Path| {}, |folder: &Path| fs::create_dir(folder).unwrap()] {
        let outcomes = kill_at_every_step(prepare, FIRST, |_| {});
        assert!(outcomes.len() > NEW.len() + 2 && outcomes.is_sorted(), "{outcomes:?}");
        assert!(!outcomes[0] && outcomes[outcomes.len() - 2]);
    }
}

fn publish_old(old: Files<'static>) -> impl Fn(&Path) {
    move |folder| {
        publish(folder, old).unwrap();
    }
}

#[test]
fn killed_while_a_site_is_replaced() {
    let outcomes = kill_at_every_step(publish_old(OLD), SOME, |_| {});
    // Old until the journal is complete, new from then on.
    assert!(outcomes.len() > 2 * NEW.len() + 6 && outcomes.is_sorted(), "{outcomes:?}");
    assert!(!outcomes[NEW.len()] && outcomes[NEW.len() + 2], "{outcomes:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn killed_while_folders_are_exchanged() {
    // Holds even before the next run does anything.
    let is_old_or_new = |folder: &Path| {
        let found = site(folder);
        assert!(found == files(OLD_MANY) || found == files(NEW_MANY), "{found:#?}");
        assert!(!folder.with_file_name(".public.dangjian-staging").join("journal").exists());
    };
    let outcomes = kill_at_every_step(publish_old(OLD_MANY), MOST, is_old_or_new);
    // Each file is staged and then put into the new folder; the exchange and the cleanup follow.
    assert!(outcomes.len() > 2 * NEW_MANY.len() + 4 && outcomes.is_sorted(), "{outcomes:?}");
    assert!(!outcomes[2 * NEW_MANY.len()] && outcomes[2 * NEW_MANY.len() + 2], "{outcomes:?}");
}

#[test]
fn killed_while_the_journal_takes_over_from_an_exchange_that_was_refused() {
    let outcomes = kill_at_every_step(publish_old(OLD_MANY), MOST_HINDERED, |_| {});
    assert!(outcomes.len() > 3 * NEW_MANY.len() + 6 && outcomes.is_sorted(), "{outcomes:?}");
    assert!(!outcomes[2 * NEW_MANY.len() + 2] && *outcomes.last().unwrap(), "{outcomes:?}");
}

#[test]
fn killed_again_while_the_next_run_recovers() {
    let journal_is_written = NEW.len() + 2;
    for first in [journal_is_written, journal_is_written + 3, journal_is_written + 8] {
        for second in 1..200 {
            let dir = tempfile::tempdir().unwrap();
            let folder = dir.path().join("public");
            publish(&folder, OLD).unwrap();
            assert!(!survives(&folder, first, false, SOME));
            let lived = survives(&folder, second, true, SOME);
            every_file_is_whole(&folder, SOME);
            assert!(recovers(dir.path(), &folder, SOME), "killed at {first}, then at {second}");
            assert!(lived || second < 199);
            if lived {
                assert!(second > 5);
                break;
            }
        }
    }
}

/// A file that somebody adds to the folder during publication stays, whenever that is.
#[test]
fn a_file_of_somebody_else_that_comes_at_any_step() {
    for (change, steps) in [(SOME, 3 * NEW.len()), (MOST, 2 * NEW_MANY.len() + 6)] {
        for step in 1..steps {
            let dir = tempfile::tempdir().unwrap();
            let folder = dir.path().join("public");
            publish(&folder, change.old).unwrap();
            let mut command = child_process(&folder, step, false, change);
            let done = command.env("DANGJIAN_TEST_INTRUDER", folder.join("by-hand.txt")).output().unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            let mut found = site(&folder);
            assert_eq!(found.remove("by-hand.txt").as_deref(), Some("by hand"), "at step {step}");
            assert_eq!(found, files(change.new), "at step {step}");
            assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        }
    }
}

#[test]
fn a_journal_of_a_folder_that_was_deleted_is_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    publish(&folder, OLD).unwrap();
    assert!(!survives(&folder, NEW.len() + 4, false, SOME));
    fs::remove_dir_all(&folder).unwrap();
    publish(&folder, OLD).unwrap();
    assert_eq!(site(&folder), files(OLD));
}
