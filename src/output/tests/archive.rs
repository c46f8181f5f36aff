//! Tests the archive of a published folder, and what differs from an earlier one.

use super::*;
use crate::output::{ArchiveOrder, ArchiveReport, archive};
use crate::problem::Language;
use std::io::Read;
use std::path::PathBuf;

struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    /// A published folder with these files.
    fn with(files: Files<'_>) -> Self {
        let place = Self { dir: tempfile::tempdir().unwrap() };
        place.publish(files);
        place
    }

    fn publish(&self, files: Files<'_>) {
        publish(&self.path("public"), files).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(
        &self,
        whole: Option<&str>,
        changes: Option<&str>,
        since: Option<&str>,
    ) -> Result<ArchiveReport, Problem> {
        let [whole, changes, since] = [whole, changes, since].map(|name| name.map(|name| self.path(name)));
        let order = ArchiveOrder {
            whole: whole.as_deref(),
            changes: changes.as_deref(),
            since: since.as_deref(),
            language: Language::English,
        };
        archive(&self.path("public"), &order)
    }

    /// The files of an archive, in its order.
    fn files(&self, name: &str) -> Vec<(String, String)> {
        let mut archive = zip::ZipArchive::new(fs::File::open(self.path(name)).unwrap()).unwrap();
        let count = archive.len();
        let read = |number| {
            let mut file = archive.by_index(number).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        };
        (0..count).map(read).collect()
    }

    fn list(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

fn owned(files: Files<'_>) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn the_archive_has_all_files_of_builds_and_the_same_bytes_each_time() {
    let files = [("a/b.html", "b"), ("a.html", "a"), ("z.png", "picture"), ("empty.txt", "")];
    let place = Place::with(&files);
    fs::write(place.path("public/.keep"), "somebody else's").unwrap();
    let report = place.write(Some("site.zip"), None, None).unwrap();
    let bytes = fs::read(place.path("site.zip")).unwrap();
    assert_eq!(report.whole, Some((4, bytes.len() as u64)));
    let expected = [("a.html", "a"), ("a/b.html", "b"), ("empty.txt", ""), ("z.png", "picture")];
    assert_eq!(place.files("site.zip"), owned(&expected));
    // Another folder, written at another time and in another order.
    let mut other = files;
    other.reverse();
    let other = Place::with(&other);
    other.write(Some("folder/made/网站.zip"), None, None).unwrap();
    assert!(fs::read(other.path("folder/made/网站.zip")).unwrap() == bytes);
    assert_eq!(tree_names(&other.path("folder/made")), ["网站.zip"]);
}

fn tree_names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn changes_are_those_since_the_archive_that_is_replaced() {
    let place = Place::with(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]);
    let first = place.write(Some("site.zip"), Some("changes.csv"), None).unwrap();
    assert_eq!(first.changes, Some([3, 0, 0]));
    place.publish(&[("a.html", "a"), ("b.html", "B"), ("d.html", "d")]);
    let second = place.write(Some("site.zip"), Some("changes.csv"), None).unwrap();
    assert_eq!(second.changes, Some([1, 1, 1]));
    assert_eq!(
        place.list("changes.csv"),
        "\u{feff}change,file,bytes\r\nchanged,b.html,1\r\nadded,d.html,1\r\nremoved,c.html,\r\n"
    );
    let third = place.write(Some("site.zip"), Some("changes.csv"), None).unwrap();
    assert_eq!(third.changes, Some([0, 0, 0]));
}

#[test]
fn an_archive_of_changes_has_the_list_and_the_files() {
    let place = Place::with(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]);
    place.write(Some("first.zip"), None, None).unwrap();
    place.publish(&[("a.html", "a"), ("b.html", "B"), ("n/d.html", "d")]);
    let report = place.write(None, Some("changes.zip"), Some("first.zip")).unwrap();
    assert_eq!((report.whole, report.changes), (None, Some([1, 1, 1])));
    let list = "\u{feff}change,file,bytes\r\nchanged,b.html,1\r\nadded,n/d.html,1\r\nremoved,c.html,\r\n";
    assert_eq!(
        place.files("changes.zip"),
        owned(&[("changes.csv", list), ("site/b.html", "B"), ("site/n/d.html", "d")])
    );
}

#[test]
fn only_a_whole_site_is_compared_with() {
    let place = Place::with(&[("a.html", "a")]);
    place.write(Some("site.zip"), Some("changes.zip"), None).unwrap();
    fs::write(place.path("text.zip"), "no archive").unwrap();
    let whole = fs::read(place.path("site.zip")).unwrap();
    fs::write(place.path("half.zip"), &whole[..whole.len() / 2]).unwrap();
    for since in ["changes.zip", "text.zip", "half.zip"] {
        let problem = place.write(Some("new.zip"), Some("list.csv"), Some(since)).unwrap_err();
        assert_eq!(problem.code, "output/earlier-archive", "{since}");
    }
    let gone = place.write(None, Some("list.csv"), Some("gone.zip")).unwrap_err();
    assert_eq!(gone.code, "output/missing");
    assert!(!place.path("new.zip").exists() && !place.path("list.csv").exists(), "nothing is written before");
}

#[test]
fn a_place_that_cannot_be_written_stays_as_it_was() {
    let place = Place::with(&[("a.html", "a")]);
    fs::create_dir(place.path("folder")).unwrap();
    fs::write(place.path("file"), "").unwrap();
    for name in ["folder", "file/site.zip"] {
        let problem = place.write(Some(name), None, None).unwrap_err();
        assert_eq!(problem.code, "output/in-the-way", "{name}");
    }
    // A file that is gone from the published folder is not left out in silence.
    place.write(Some("site.zip"), None, None).unwrap();
    let before = fs::read(place.path("site.zip")).unwrap();
    fs::remove_file(place.path("public/a.html")).unwrap();
    let problem = place.write(Some("site.zip"), None, None).unwrap_err();
    assert!(problem.code == "output/missing" && problem.message.en.contains("a.html"), "{problem:?}");
    assert!(fs::read(place.path("site.zip")).unwrap() == before);
    assert!(!tree_names(place.dir.path()).iter().any(|name| name.contains("staging")));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_is_replaced_and_not_followed() {
    let place = Place::with(&[("a.html", "a")]);
    fs::write(place.path("other"), "other").unwrap();
    std::os::unix::fs::symlink(place.path("other"), place.path("site.zip")).unwrap();
    place.write(Some("site.zip"), None, None).unwrap();
    assert_eq!(fs::read_to_string(place.path("other")).unwrap(), "other");
    assert!(fs::symlink_metadata(place.path("site.zip")).unwrap().is_file());
}
