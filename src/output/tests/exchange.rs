//! Tests a site that is mostly new: the folders are exchanged if nothing is lost by that, otherwise
//! the journal does the work.

use super::*;
use proptest::prelude::*;
use std::fs::{File, Permissions};
use std::io::{Read, Seek};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::time::{Duration, SystemTime};

/// Returns a site of `count` pages in three folders, and two files that all builds have in common.
fn pages(mark: &str, count: usize) -> Vec<(String, String)> {
    let mut pages: Vec<_> =
        (0..count).map(|n| (format!("n/{}/{n}.html", n % 3), format!("{mark} {n}"))).collect();
    pages.push(("kept/deep/same.css".to_owned(), "same".to_owned()));
    pages.push(("same.png".to_owned(), "same".to_owned()));
    pages
}

fn listed(pages: &[(String, String)]) -> Vec<(&str, &str)> {
    pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

fn inode(path: &Path) -> u64 {
    fs::symlink_metadata(path).unwrap().ino()
}

/// Publishes an old site, lets `prepare` change the folder, and publishes a new one over it.
/// Returns whether the folders were exchanged. Asserts that the new site is there in both cases,
/// and that nothing is left next to it.
fn is_exchanged(count: usize, prepare: impl Fn(&Path)) -> bool {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    publish(&folder, &listed(&pages("old", count))).unwrap();
    prepare(&folder);
    let before = tree(&folder);
    let was = inode(&folder);
    let done = publish(&folder, &listed(&pages("new", count))).unwrap();
    assert_eq!(done.written, count);
    let mut wanted = before;
    wanted.extend(pages("new", count));
    assert_eq!(tree(&folder), wanted);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    inode(&folder) != was
}

#[test]
fn folders_are_exchanged_where_most_files_differ() {
    assert!(is_exchanged(30, |_| {}));
    assert!(!is_exchanged(11, |_| {}), "few files");
}

#[test]
fn folders_are_not_exchanged_where_most_files_stay() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    let mut site = pages("old", 40);
    publish(&folder, &listed(&site)).unwrap();
    let was = inode(&folder);
    for (_, text) in site.iter_mut().take(20) {
        text.push('!');
    }
    assert_eq!(publish(&folder, &listed(&site)).unwrap().written, 20);
    assert_eq!(inode(&folder), was);
}

#[test]
fn folders_are_not_exchanged_where_something_is_not_ours() {
    let outside = tempfile::tempdir().unwrap();
    assert!(!is_exchanged(30, |folder| fs::write(folder.join("CNAME"), "dj.example").unwrap()));
    assert!(!is_exchanged(30, |folder| fs::write(folder.join("n/1/手工.txt"), "by hand").unwrap()));
    assert!(!is_exchanged(30, |folder| fs::create_dir_all(folder.join("n/logs")).unwrap()));
    assert!(!is_exchanged(30, |folder| symlink(outside.path(), folder.join("photos")).unwrap()));
    // Labels and access lists: the old folder has them, and a new one would not.
    let label = |folder: &Path| {
        use rustix::fs::{XattrFlags, setxattr};
        setxattr(folder.join("n"), "user.label", b"web", XattrFlags::empty())
    };
    // A file system without such attributes has none to lose.
    let probe = tempfile::tempdir().unwrap();
    fs::create_dir(probe.path().join("n")).unwrap();
    let has_attributes = label(probe.path()).is_ok();
    let is_labelled = |folder: &Path| assert_eq!(label(folder).is_ok(), has_attributes);
    assert_eq!(is_exchanged(30, is_labelled), !has_attributes);
}

#[test]
fn what_stays_keeps_its_inode_and_time_and_folders_their_permissions() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    publish(&folder, &listed(&pages("old", 30))).unwrap();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let kept = folder.join("kept/deep/same.css");
    File::options().write(true).open(&kept).unwrap().set_modified(long_ago).unwrap();
    for (path, mode) in [("", 0o750), ("n", 0o711), ("kept/deep", 0o2755)] {
        fs::set_permissions(folder.join(path), Permissions::from_mode(mode)).unwrap();
    }
    let (was, inode_of_kept) = (inode(&folder), inode(&kept));
    publish(&folder, &listed(&pages("new", 30))).unwrap();
    assert_ne!(inode(&folder), was);
    assert_eq!(inode(&kept), inode_of_kept);
    assert_eq!(fs::metadata(&kept).unwrap().modified().unwrap(), long_ago);
    assert_eq!(fs::metadata(&kept).unwrap().nlink(), 1);
    for (path, mode) in [("", 0o750), ("n", 0o711), ("kept/deep", 0o2755)] {
        assert_eq!(fs::metadata(folder.join(path)).unwrap().mode() & 0o7777, mode, "{path}");
    }
}

#[test]
fn an_exchange_that_is_refused_leaves_the_work_to_the_journal() {
    for late in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("public");
        publish(&folder, &listed(&pages("old", 30))).unwrap();
        let was = inode(&folder);
        let publication = Publication::begin(&folder).unwrap();
        for (path, text) in pages("new", 30) {
            publication.write(&path, text.as_bytes()).unwrap();
        }
        if late {
            kill::hinder(&folder);
        } else {
            // A deleted file cannot be linked.
            fs::remove_file(folder.join("same.png")).unwrap();
        }
        publication.commit().unwrap();
        assert_eq!(inode(&folder), was);
        let mut found = tree(&folder);
        found.remove(".dangjian");
        let mut wanted: BTreeMap<_, _> = pages("new", 30).into_iter().collect();
        if !late {
            wanted.remove("same.png");
        }
        assert_eq!(found, wanted);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}

#[test]
fn files_that_are_held_open_or_read_only_are_replaced_and_their_readers_see_the_old_ones() {
    // Once by the journal, once by exchanging the folders.
    for count in [5, 30] {
        let mut held = None;
        let exchanged = is_exchanged_holding(count, &mut held);
        assert_eq!(exchanged, count == 30);
        let (mut file, mut text) = (held.unwrap(), String::new());
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        assert_eq!(text, "old 1");
    }
}

fn is_exchanged_holding(count: usize, held: &mut Option<File>) -> bool {
    let slot = std::cell::RefCell::new(held);
    is_exchanged(count, |folder| {
        let place = folder.join("n/1/1.html");
        fs::set_permissions(&place, Permissions::from_mode(0o444)).unwrap();
        fs::set_permissions(folder.join("same.png"), Permissions::from_mode(0o444)).unwrap();
        **slot.borrow_mut() = Some(File::open(place).unwrap());
    })
}

#[test]
fn an_old_folder_that_was_left_behind_is_thrown_away() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    let staging = dir.path().join(".public.dangjian-staging");
    publish(&folder, &listed(&pages("new", 30))).unwrap();
    // As after a kill directly after the exchange.
    fs::create_dir(&staging).unwrap();
    publish(&dir.path().join("other"), &listed(&pages("old", 30))).unwrap();
    fs::rename(dir.path().join("other"), staging.join("whole")).unwrap();
    let before = tree(&folder);
    drop(Publication::begin(&folder).unwrap());
    assert_eq!(tree(dir.path()).len(), before.len());
    assert_eq!(tree(&folder), before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    /// Whichever way each of them takes: after every build the folder is that build.
    #[test]
    fn the_folder_is_the_last_build(builds in prop::collection::vec(prop::collection::vec(0..4_u8, 26), 2..5)) {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("public");
        for build in builds {
            // 0: no such file; otherwise one of three texts. Every third name is a file, or a
            // folder with a file.
            let build: Vec<(String, String)> = build.iter().enumerate().filter(|(_, kind)| **kind > 0).map(|(n, kind)| {
                let path = if n % 3 == 0 && *kind == 1 { format!("d{}/{n}", n % 2) } else { format!("d{}/{n}/index.html", n % 2) };
                (path, format!("{kind}"))
            }).collect();
            publish(&folder, &listed(&build)).unwrap();
            let mut found = tree(&folder);
            found.remove(".dangjian");
            prop_assert_eq!(found, build.into_iter().collect::<BTreeMap<_, _>>());
            prop_assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        }
    }
}
