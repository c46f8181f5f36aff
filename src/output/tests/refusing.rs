//! Tests what a build that fails, or must not go on, leaves as it was.

use super::*;

fn code<T: std::fmt::Debug>(result: Result<T, Problem>) -> &'static str {
    result.unwrap_err().code
}

#[test]
fn a_publication_that_is_dropped_leaves_no_trace() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("a/b/public");
    let publication = Publication::begin(&folder).unwrap();
    publication.write("index.html", b"home").unwrap();
    drop(publication);
    assert_eq!(tree(dir.path()), files(&[]));

    publish(&folder, &[("index.html", "old")]).unwrap();
    let before = tree(dir.path());
    let publication = Publication::begin(&folder).unwrap();
    publication.write("index.html", b"new").unwrap();
    drop(publication);
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn after_a_failed_write_nothing_is_published() {
    let dir = tempfile::tempdir().unwrap();
    publish(dir.path(), &[("index.html", "old"), ("b.html", "old")]).unwrap();
    let before = tree(dir.path());
    let publication = Publication::begin(dir.path()).unwrap();
    publication.write("index.html", b"new").unwrap();
    assert_eq!(code(publication.copy("b.html", &dir.path().join("nowhere"))), "output/missing");
    assert_eq!(code(publication.commit()), "output/incomplete");
    assert_eq!(tree(dir.path()), before);
}

#[test]
fn two_contents_for_one_place_are_a_problem() {
    for (first, second) in [
        ("a/b.html", "a/b.html"),
        ("a/b.html", "a/B.html"),
        ("a", "a/b.html"),
        ("a/b/c.html", "a/b"),
        ("A/b", "a"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let publication = Publication::begin(dir.path()).unwrap();
        publication.write(first, b"1").unwrap();
        assert_eq!(code(publication.write(second, b"2")), "output/collision", "{first} {second}");
    }
}

#[test]
fn a_path_out_of_the_folder_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let publication = Publication::begin(&dir.path().join("public")).unwrap();
    assert_eq!(code(publication.write("../evil.html", b"")), "output/path");
    assert_eq!(code(publication.write(".dangjian", b"")), "output/path");
    drop(publication);
    assert_eq!(tree(dir.path()), files(&[]));
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("论文.docx"), "years of work").unwrap();
    let problem = Publication::begin(dir.path()).unwrap_err();
    assert_eq!(problem.code, "output/foreign-folder");
    assert!(problem.help.is_some());
    assert_eq!(tree(dir.path()), files(&[("论文.docx", "years of work")]));
}

#[test]
fn a_damaged_manifest_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(".dangjian"), "dangjian 1\n../../etc/passwd\n").unwrap();
    assert_eq!(code(Publication::begin(dir.path())), "output/manifest");
}

#[test]
fn a_foreign_file_in_the_way_is_not_overwritten() {
    for (theirs, ours) in [("a.html", "a.html"), ("a", "a/b.html"), ("a/b/c.txt", "a/b")] {
        let dir = tempfile::tempdir().unwrap();
        publish(dir.path(), &[("index.html", "old")]).unwrap();
        let place = dir.path().join(theirs);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, "theirs").unwrap();
        let before = tree(dir.path());
        assert_eq!(
            code(publish(dir.path(), &[("index.html", "new"), (ours, "ours")])),
            "output/foreign-file"
        );
        assert_eq!(tree(dir.path()), before);
    }
}

#[test]
fn a_file_where_the_folder_should_be_is_a_problem() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("public"), "text").unwrap();
    for folder in ["public", "public/deeper/site"] {
        let problem = Publication::begin(&dir.path().join(folder)).unwrap_err();
        assert_eq!(problem.code, "output/in-the-way", "{folder}");
    }
    assert_eq!(tree(dir.path()), files(&[("public", "text")]));
    assert_eq!(code(Publication::begin(std::path::Path::new("/"))), "output/in-the-way");
}

#[test]
fn a_second_build_at_the_same_time_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("public");
    let first = Publication::begin(&folder).unwrap();
    assert_eq!(code(Publication::begin(&folder)), "output/locked");
    first.write("index.html", b"home").unwrap();
    first.commit().unwrap();
    assert!(Publication::begin(&folder).is_ok());
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_refuses_is_a_problem_with_the_path() {
    let problem = Publication::begin(std::path::Path::new("/proc/dangjian-site")).unwrap_err();
    assert!(problem.message.zh.contains("/proc/"), "{problem}");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn a_link_in_the_folder_is_not_followed_when_writing() {
        let (dir, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        publish(dir.path(), &[("index.html", "old")]).unwrap();
        symlink(outside.path(), dir.path().join("photos")).unwrap();
        symlink(outside.path().join("x"), dir.path().join("a.html")).unwrap();
        for path in ["photos/x.jpg", "photos/deep/x.jpg", "photos", "a.html"] {
            assert_eq!(
                code(publish(dir.path(), &[("index.html", "new"), (path, "x")])),
                "output/foreign-file"
            );
        }
        assert_eq!(tree(outside.path()), files(&[]));
    }

    #[test]
    fn a_link_in_the_folder_is_not_followed_when_removing() {
        let (dir, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        publish(dir.path(), &[("a/b/c.html", "ours"), ("d.html", "ours")]).unwrap();
        fs::create_dir(outside.path().join("b")).unwrap();
        fs::write(outside.path().join("b/c.html"), "theirs").unwrap();
        fs::remove_dir_all(dir.path().join("a")).unwrap();
        symlink(outside.path(), dir.path().join("a")).unwrap();
        fs::remove_file(dir.path().join("d.html")).unwrap();
        symlink(outside.path().join("b/c.html"), dir.path().join("d.html")).unwrap();
        publish(dir.path(), &[("index.html", "new")]).unwrap();
        assert_eq!(tree(outside.path()), files(&[("b/c.html", "theirs")]));
        assert!(tree(dir.path()).contains_key("a@"));
    }

    #[test]
    fn a_staging_folder_that_is_a_link_is_not_followed() {
        let (dir, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(outside.path().join("precious"), "theirs").unwrap();
        symlink(outside.path(), dir.path().join(".public.dangjian-staging")).unwrap();
        let folder = dir.path().join("public");
        publish(&folder, &[("index.html", "home")]).unwrap();
        publish(&folder, &[("index.html", "home 2")]).unwrap();
        assert_eq!(tree(outside.path()), files(&[("precious", "theirs")]));
    }

    /// The child process of the next test, which passes its folder and runs it as a user other than
    /// root, because root may write anywhere; does nothing otherwise.
    #[test]
    fn without_permission() {
        let Some(dir) = std::env::var_os("DANGJIAN_TEST_FOLDER").map(std::path::PathBuf::from) else {
            return;
        };
        let (site, lone) = (dir.join("site"), dir.join("closed/www"));
        publish(&site, &[("a.html", "old"), ("x/b.html", "old"), ("y/c.html", "old")]).unwrap();
        fs::set_permissions(site.join("x"), fs::Permissions::from_mode(0o555)).unwrap();
        let before = tree(&site);
        let problem = publish(&site, &[("a.html", "new"), ("x/b.html", "new")]).unwrap_err();
        assert_eq!(problem.code, "output/permission");
        assert_eq!(problem.place.unwrap().file, site.join("x").display().to_string());
        assert_eq!(tree(&site), before);
        fs::set_permissions(site.join("x"), fs::Permissions::from_mode(0o755)).unwrap();

        // This user may write only to the folder itself, so the staging folder is inside it.
        fs::create_dir_all(&lone).unwrap();
        fs::set_permissions(dir.join("closed"), fs::Permissions::from_mode(0o555)).unwrap();
        publish(&lone, &[("a.html", "old"), ("b.html", "old")]).unwrap();
        publish(&lone, &[("a.html", "new")]).unwrap();
        assert_eq!(tree(&lone), files(&[(".dangjian", "dangjian 1\na.html\n"), ("a.html", "new")]));
        fs::set_permissions(dir.join("closed"), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn a_folder_without_permission_stays_as_it_was() {
        use std::os::unix::{fs::MetadataExt, process::CommandExt};
        let dir = tempfile::tempdir().unwrap();
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o777)).unwrap();
        // A copy that the other user can certainly reach.
        let program = dir.path().join("tests");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        let mut command = std::process::Command::new(program);
        command.args(["--exact", "output::tests::refusing::unix::without_permission"]);
        command.env("DANGJIAN_TEST_FOLDER", dir.path()).current_dir(dir.path());
        if fs::metadata(dir.path()).unwrap().uid() == 0 {
            command.uid(65534).gid(65534);
        }
        let done = command.output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success() && said.contains("1 passed"), "{said}");
    }
}
