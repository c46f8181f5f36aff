//! Tests what a successful build does to the folder.

use super::*;
use proptest::prelude::*;
use std::fs::File;
use std::time::{Duration, SystemTime};

fn summary(written: usize, unchanged: usize, removed: usize, bytes: u64) -> Summary {
    Summary { written, unchanged, removed, bytes }
}

#[test]
fn a_first_build_makes_the_folder_and_its_parents() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("站点/public");
    let done = publish(&folder, &[("index.html", "home"), ("news/2023/index.html", "news")]).unwrap();
    assert_eq!(done, summary(2, 0, 0, 8));
    assert_eq!(
        tree(dir.path()),
        files(&[
            ("站点/public/.dangjian", "dangjian 1\nindex.html\nnews/2023/index.html\n"),
            ("站点/public/index.html", "home"),
            ("站点/public/news/2023/index.html", "news"),
        ])
    );
}

#[test]
fn an_empty_folder_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    fs::create_dir(&folder).unwrap();
    publish(&folder, &[("index.html", "home")]).unwrap();
    assert_eq!(tree(dir.path()).len(), 2);
}

#[test]
fn what_is_equal_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    publish(&folder, &[("a.html", "one"), ("b/c.css", "two")]).unwrap();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for file in ["a.html", "b/c.css", ".dangjian"] {
        File::options().write(true).open(folder.join(file)).unwrap().set_modified(long_ago).unwrap();
    }
    let source = dir.path().join("c.css");
    fs::write(&source, "two").unwrap();
    let publication = Publication::begin(&folder).unwrap();
    publication.write("a.html", b"one").unwrap();
    publication.copy("b/c.css", &source).unwrap();
    assert_eq!(publication.commit().unwrap(), summary(0, 2, 0, 6));
    for file in ["a.html", "b/c.css", ".dangjian"] {
        assert_eq!(fs::metadata(folder.join(file)).unwrap().modified().unwrap(), long_ago, "{file}");
    }
}

#[test]
fn what_differs_is_replaced_and_what_is_gone_is_removed_with_its_folders() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    publish(&folder, &[("a.html", "one"), ("x/y/z.html", "gone"), ("x/k.html", "kept"), ("s.css", "same")])
        .unwrap();
    let done =
        publish(&folder, &[("a.html", "eins"), ("x/k.html", "kept"), ("n/m.html", "new"), ("s.css", "smae")]);
    assert_eq!(done.unwrap(), summary(3, 1, 1, 15));
    assert_eq!(
        tree(dir.path()),
        files(&[
            ("public/.dangjian", "dangjian 1\na.html\nn/m.html\ns.css\nx/k.html\n"),
            ("public/a.html", "eins"),
            ("public/n/m.html", "new"),
            ("public/s.css", "smae"),
            ("public/x/k.html", "kept"),
        ])
    );
}

#[test]
fn what_somebody_else_put_there_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    publish(&folder, &[("a.html", "one"), ("x/z.html", "gone")]).unwrap();
    fs::write(folder.join("x/手工.txt"), "by hand").unwrap();
    fs::create_dir(folder.join("logs")).unwrap();
    publish(&folder, &[("a.html", "two")]).unwrap();
    assert_eq!(
        tree(&folder),
        files(&[
            (".dangjian", "dangjian 1\na.html\n"),
            ("a.html", "two"),
            ("logs/", ""),
            ("x/手工.txt", "by hand")
        ])
    );
}

#[test]
fn a_file_put_there_by_hand_that_is_equal_becomes_ours() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), &[("a.html", "one")]).unwrap();
    fs::write(dir.path().join("b.html"), "two").unwrap();
    assert_eq!(publish(dir.path(), &[("a.html", "one"), ("b.html", "two")]).unwrap(), summary(0, 2, 0, 6));
    assert_eq!(publish(dir.path(), &[("a.html", "one")]).unwrap(), summary(0, 1, 1, 3));
    assert_eq!(tree(dir.path()), files(&[(".dangjian", "dangjian 1\na.html\n"), ("a.html", "one")]));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let (one, two) =
        ([("a", "file"), ("b", "file")], [("a/i/j.html", "deep"), ("a/k.html", "x"), ("b", "file")]);
    for build in [&one[..], &two, &one, &two] {
        publish(dir.path(), build).unwrap();
        let mut found = tree(dir.path());
        found.remove(".dangjian");
        assert_eq!(found, files(build));
    }
}

#[test]
fn a_name_changes_its_capitals() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), &[("Logo.png", "logo"), ("a.html", "")]).unwrap();
    assert_eq!(publish(dir.path(), &[("logo.png", "logo"), ("a.html", "")]).unwrap(), summary(1, 1, 1, 4));
    let wanted = [(".dangjian", "dangjian 1\na.html\nlogo.png\n"), ("a.html", ""), ("logo.png", "logo")];
    assert_eq!(tree(dir.path()), files(&wanted));
}

#[test]
fn a_deleted_file_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), &[("a/b.html", "one"), ("c.html", "two")]).unwrap();
    fs::remove_dir_all(dir.path().join("a")).unwrap();
    assert_eq!(publish(dir.path(), &[("a/b.html", "one"), ("c.html", "two")]).unwrap(), summary(1, 1, 0, 6));
    assert_eq!(fs::read_to_string(dir.path().join("a/b.html")).unwrap(), "one");
}

#[test]
fn a_large_file_is_copied_and_compared_piece_by_piece() {
    let dir = tempfile::tempdir().unwrap();
    let (source, folder) = (dir.path().join("video.mp4"), dir.path().join("public"));
    let mut bytes: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    let copy = |bytes: &[u8]| {
        fs::write(&source, bytes).unwrap();
        let publication = Publication::begin(&folder).unwrap();
        publication.copy("v/video.mp4", &source).unwrap();
        let done = publication.commit().unwrap();
        assert_eq!(fs::read(folder.join("v/video.mp4")).unwrap(), bytes);
        (done.written, done.unchanged)
    };
    assert_eq!(copy(&bytes), (1, 0));
    assert_eq!(copy(&bytes), (0, 1));
    *bytes.last_mut().unwrap() ^= 1;
    assert_eq!(copy(&bytes), (1, 0));
    bytes.pop();
    assert_eq!(copy(&bytes), (1, 0));
}

#[test]
fn many_threads_write_into_the_same_new_folders() {
    let dir = tempfile::tempdir().unwrap();
    let publication = Publication::begin(&dir.path().join("public")).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let publication = &publication;
            scope.spawn(move || {
                for n in 0..200 {
                    publication.write(&format!("d{}/e{}/{thread}-{n}.html", n % 7, n % 13), b"page").unwrap();
                }
            });
        }
    });
    assert_eq!(publication.commit().unwrap(), summary(1600, 0, 0, 6400));
}

#[cfg(unix)]
#[test]
fn a_folder_behind_a_link_is_written_where_the_link_leads() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("www")).unwrap();
    std::os::unix::fs::symlink("www", dir.path().join("public")).unwrap();
    publish(&dir.path().join("public"), &[("a.html", "one")]).unwrap();
    publish(&dir.path().join("public"), &[("a.html", "two")]).unwrap();
    let wanted = [("public@", ""), ("www/.dangjian", "dangjian 1\na.html\n"), ("www/a.html", "two")];
    assert_eq!(tree(dir.path()), files(&wanted));
}

/// A few names that are likely to collide, nest and differ only in case.
fn some_files() -> impl Strategy<Value = BTreeMap<String, String>> {
    let name = prop::sample::select(vec!["a", "A", "b", "index.html", "x.css"]);
    let path = prop::collection::vec(name, 1..4).prop_map(|names| names.join("/"));
    prop::collection::btree_map(path, "[ab]{0,2}", 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn the_folder_is_the_last_build_that_went_well(builds in prop::collection::vec(some_files(), 1..4)) {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("public");
        let mut last = None;
        for build in builds {
            let list: Vec<(&str, &str)> = build.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            match publish(&folder, &list) {
                Ok(done) => {
                    prop_assert_eq!(done.written + done.unchanged, build.len());
                    last = Some(build);
                }
                Err(problem) => prop_assert_eq!(problem.code, "output/collision"),
            }
            prop_assert_eq!(folder.exists(), last.is_some());
            let mut found = if folder.exists() { tree(&folder) } else { BTreeMap::new() };
            found.remove(".dangjian");
            prop_assert_eq!(found, last.clone().unwrap_or_default());
            prop_assert_eq!(fs::read_dir(dir.path()).unwrap().count(), usize::from(last.is_some()));
        }
    }
}

/// The manifest shows whoever read the folder earlier that something was published since, even if
/// the list of files is the same.
#[test]
fn the_manifest_is_another_one_after_each_publication_that_changes_anything() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    let stamp = || crate::source::Stamp::of(&folder.join(crate::output::MANIFEST));
    publish(&folder, &[("a.html", "1"), ("b.html", "1"), ("c.html", "1")]).unwrap();
    let first = stamp();
    publish(&folder, &[("a.html", "1"), ("b.html", "1"), ("c.html", "1")]).unwrap();
    assert_eq!(stamp(), first);
    publish(&folder, &[("a.html", "2"), ("b.html", "1"), ("c.html", "1")]).unwrap();
    let second = stamp();
    assert_ne!(second, first, "one file");
    publish(&folder, &[("a.html", "3"), ("b.html", "3"), ("c.html", "1")]).unwrap();
    assert_ne!(stamp(), second, "two files");
    assert_eq!(fs::read_to_string(folder.join("b.html")).unwrap(), "3");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}
