//! Killed at every step: the folder is the old site, the new one, or one that the next run completes.

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

/// The step at which this process dies; set in a child process only.
static DIES_AT: AtomicUsize = AtomicUsize::new(usize::MAX);
static STEPS: AtomicUsize = AtomicUsize::new(0);

pub(in crate::output) fn crash_point() {
    if DIES_AT.load(Ordering::Relaxed) != usize::MAX
        && STEPS.fetch_add(1, Ordering::Relaxed) + 1 == DIES_AT.load(Ordering::Relaxed)
    {
        std::process::abort();
    }
}

/// The child process of the tests below, which name its folder; there is nothing to do for it otherwise.
#[test]
fn child() {
    let Some(folder) = std::env::var_os("DANGJIAN_TEST_FOLDER").map(std::path::PathBuf::from) else { return };
    DIES_AT.store(std::env::var("DANGJIAN_TEST_STEP").unwrap().parse().unwrap(), Ordering::Relaxed);
    if std::env::var_os("DANGJIAN_TEST_RECOVER").is_some() {
        drop(Publication::begin(&folder).unwrap());
    } else {
        publish(&folder, NEW).unwrap();
    }
}

/// Publishes the new site, or recovers only, in a process that dies at `step`; whether it lived.
fn survives(folder: &Path, step: usize, recover: bool) -> bool {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "output::tests::kill::child"]);
    command.env("DANGJIAN_TEST_FOLDER", folder).env("DANGJIAN_TEST_STEP", step.to_string());
    if recover {
        command.env("DANGJIAN_TEST_RECOVER", "1");
    }
    command.output().unwrap().status.success()
}

/// The site as the folder shows it: without the manifest and the folders that are being emptied.
fn site(folder: &Path) -> BTreeMap<String, String> {
    let mut found = if folder.exists() { tree(folder) } else { BTreeMap::new() };
    found.retain(|path, _| path != ".dangjian" && !path.ends_with('/'));
    found
}

fn every_file_is_whole(folder: &Path) {
    for (path, text) in site(folder) {
        assert!([OLD, NEW].iter().any(|site| site.contains(&(&path, &text))), "{path}: {text}");
    }
}

/// After the next run has begun: all old or all new, with its manifest, and nothing beside it.
fn recovers(dir: &Path, folder: &Path, old: Files<'_>) -> bool {
    drop(Publication::begin(folder).unwrap());
    let found = site(folder);
    let is_new = found == files(NEW);
    assert!(is_new || found == files(old), "{found:#?}");
    let beside: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(beside.iter().all(|name| name == "public"), "{beside:?}");
    // The next build knows every file as its own: nothing is foreign, nothing is left over.
    publish(folder, &[("index.html", "later")]).unwrap();
    assert_eq!(site(folder), files(&[("index.html", "later")]));
    assert!(tree(folder).keys().all(|path| !path.ends_with('/')));
    is_new
}

/// Kills a publication at step after step until one survives; for each, whether the next run found
/// the new site.
fn kill_at_every_step(prepare: impl Fn(&Path), old: Files<'_>) -> Vec<bool> {
    let mut outcomes = Vec::new();
    for step in 1..200 {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("public");
        prepare(&folder);
        let lived = survives(&folder, step, false);
        every_file_is_whole(&folder);
        outcomes.push(recovers(dir.path(), &folder, old));
        if lived {
            return outcomes;
        }
    }
    unreachable!("a publication of so few files has not that many steps: {outcomes:?}")
}

#[test]
fn killed_while_a_first_site_is_published() {
    for prepare in [|_: &Path| {}, |folder: &Path| fs::create_dir(folder).unwrap()] {
        let outcomes = kill_at_every_step(prepare, &[]);
        assert!(outcomes.len() > NEW.len() + 2 && outcomes.is_sorted(), "{outcomes:?}");
        assert!(!outcomes[0] && outcomes[outcomes.len() - 2]);
    }
}

#[test]
fn killed_while_a_site_is_replaced() {
    let outcomes = kill_at_every_step(
        |folder| {
            publish(folder, OLD).unwrap();
        },
        OLD,
    );
    // Old until the journal is complete, new from then on.
    assert!(outcomes.len() > 2 * NEW.len() + 6 && outcomes.is_sorted(), "{outcomes:?}");
    assert!(!outcomes[NEW.len()] && outcomes[NEW.len() + 2], "{outcomes:?}");
}

#[test]
fn killed_again_while_the_next_run_recovers() {
    let journal_is_written = NEW.len() + 2;
    for first in [journal_is_written, journal_is_written + 3, journal_is_written + 8] {
        for second in 1..200 {
            let dir = tempfile::tempdir().unwrap();
            let folder = dir.path().join("public");
            publish(&folder, OLD).unwrap();
            assert!(!survives(&folder, first, false));
            let lived = survives(&folder, second, true);
            every_file_is_whole(&folder);
            assert!(recovers(dir.path(), &folder, OLD), "killed at {first}, then at {second}");
            assert!(lived || second < 199);
            if lived {
                assert!(second > 5);
                break;
            }
        }
    }
}

#[test]
fn a_journal_of_a_folder_that_was_deleted_is_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    publish(&folder, OLD).unwrap();
    assert!(!survives(&folder, NEW.len() + 4, false));
    fs::remove_dir_all(&folder).unwrap();
    publish(&folder, OLD).unwrap();
    assert_eq!(site(&folder), files(OLD));
}
