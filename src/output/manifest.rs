//! Lists the files that builds wrote into the folder, so that nothing else is touched.

use super::disk::{EntryKind, Operation, kind, refused};
use super::path;
use crate::problem::Problem;
use crate::source::read_at_most;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// Name of the manifest in the published folder.
pub const NAME: &str = ".dangjian";
const HEADER: &str = "dangjian 1";
/// Maximum length of the list in bytes: enough for some millions of files.
pub(super) const LONGEST_LIST: u64 = 512 << 20;

/// Paths of the files that builds wrote, indexed by their folded form: two paths that differ only
/// in case are one file on some systems. Stored as one text with positions in it, because a large
/// site has very many.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    text: String,
    /// Sorted by folded form.
    entries: Vec<Entry>,
}

/// A path in a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// Its position in the text.
    place: Range<usize>,
    /// Its folded form, if that differs from the path.
    folded: Option<Box<str>>,
}

impl Manifest {
    /// Returns the manifest of a folder into which nothing was written.
    pub(super) const fn nothing() -> Self {
        Self { text: String::new(), entries: Vec::new() }
    }

    /// Reads the manifest of `folder`; `None` if it has none. `shown` is the folder as the user
    /// named it.
    pub(super) fn read(folder: &Path, shown: &Path) -> Result<Option<Self>, Problem> {
        let (file, shown) = (folder.join(NAME), shown.join(NAME));
        let read = || match kind(&file)? {
            // A longer one is damaged: the empty text fails to parse.
            EntryKind::File { .. } => Ok(Some(read_at_most(&file, LONGEST_LIST)?.unwrap_or_default())),
            _ => Ok(None),
        };
        match read().map_err(|error| refused(Operation::Read, &shown, &error))? {
            None => Ok(None),
            Some(bytes) => Self::parse(&bytes).map(Some).ok_or_else(|| damaged(&shown)),
        }
    }

    /// Parses a manifest; `None` if the bytes are not one. A path that no build would write makes
    /// it invalid.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = simdutf8::basic::from_utf8(bytes).ok()?;
        // Git on Windows may have changed its line ends.
        let first = text.split_inclusive('\n').next().filter(|line| ended(line) == Some(HEADER))?;
        let paths = text.get(first.len()..)?;
        let (mut at, mut entries) = (text.len() - paths.len(), Vec::with_capacity(paths.len() / 24));
        for line in paths.split_inclusive('\n') {
            let path = ended(line).filter(|path| path::check(path).is_ok())?;
            let folded = match path::fold(path) {
                Cow::Borrowed(_) => None,
                Cow::Owned(folded) => Some(folded.into()),
            };
            entries.push(Entry { place: at..at + path.len(), folded });
            at += line.len();
        }
        let mut manifest = Self { text: text.to_owned(), entries: Vec::new() };
        // Paths are written in sorted order, which is almost always this order.
        entries.sort_by(|a, b| manifest.folded_of(a).cmp(manifest.folded_of(b)));
        entries.dedup_by(|a, b| manifest.folded_of(a) == manifest.folded_of(b));
        manifest.entries = entries;
        Some(manifest)
    }

    /// Returns the path that builds wrote at the place of `path`, ignoring case.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.path(self.find(&path::fold(path))?)
    }

    /// Returns the index of the path with this folded form.
    pub(super) fn find(&self, folded: &str) -> Option<usize> {
        self.entries.binary_search_by(|entry| self.folded_of(entry).cmp(folded)).ok()
    }

    /// Returns the indices of the paths below the folder with this folded form.
    pub(super) fn within(&self, folded: &str) -> Range<usize> {
        let folder = format!("{folded}/");
        let from = self.entries.partition_point(|entry| self.folded_of(entry) < folder.as_str());
        let inside = self.entries.iter().skip(from);
        let count = inside.take_while(|entry| self.folded_of(entry).starts_with(&folder)).count();
        from..from + count
    }

    /// Returns the path with this index.
    pub(super) fn path(&self, number: usize) -> Option<&str> {
        self.entries.get(number).map(|entry| self.path_of(entry))
    }

    /// Iterates over the paths in the order of their folded forms, the order of the indices.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| self.path_of(entry))
    }

    /// Iterates over the folded forms and their paths, in the order of the former.
    pub(super) fn folded(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|entry| (self.folded_of(entry), self.path_of(entry)))
    }

    fn path_of(&self, entry: &Entry) -> &str {
        self.text.get(entry.place.clone()).unwrap_or_default()
    }

    fn folded_of<'m>(&'m self, entry: &'m Entry) -> &'m str {
        entry.folded.as_deref().unwrap_or_else(|| self.path_of(entry))
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// Removes the end of a line; `None` if the line has no end.
fn ended(line: &str) -> Option<&str> {
    let line = line.strip_suffix('\n')?;
    Some(line.strip_suffix('\r').unwrap_or(line))
}

/// Encodes a manifest of `paths`, each listed once.
pub(super) fn encode<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let mut sorted: Vec<&str> = paths.collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut text = String::from(HEADER);
    for path in sorted {
        text.push('\n');
        text.push_str(path);
    }
    text.push('\n');
    text
}

fn damaged(file: &Path) -> Problem {
    Problem::error(
        "output/manifest",
        "输出文件夹里的发布记录坏了，或者是更新版本的 dangjian 写的",
        "the list of published files is damaged, or of a newer dangjian",
    )
    .help(
        "清空输出文件夹，或者换一个；用更新版本生成过的，换用那个版本",
        "empty the output folder, or choose another; or use the newer version",
    )
    .in_file(file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_a_sorted_list_and_reads_back() {
        let text = encode(["b/C.html", "a.html", "b-c.html", "Z.html"].into_iter());
        assert_eq!(text, "dangjian 1\nZ.html\na.html\nb-c.html\nb/C.html\n");
        let manifest = Manifest::parse(text.as_bytes()).unwrap();
        assert_eq!(manifest.iter().collect::<Vec<_>>(), ["a.html", "b-c.html", "b/C.html", "Z.html"]);
        assert_eq!(encode(manifest.iter()), text);
        let windows = Manifest::parse(text.replace('\n', "\r\n").as_bytes()).unwrap();
        assert!(windows.iter().eq(manifest.iter()));
        assert_eq!(manifest.get("B/c.html"), Some("b/C.html"));
        assert_eq!((manifest.get("b"), manifest.get("")), (None, None));
        assert_eq!(
            (manifest.within("b"), manifest.within("a.html"), manifest.within("c")),
            (2..3, 1..1, 3..3)
        );
        assert_eq!(Manifest::parse(b"dangjian 1\n").map(|none| none.len()), Some(0));
    }

    #[test]
    fn what_is_no_manifest_is_not_read_as_one() {
        for bytes in [
            "",
            "dangjian 2\na.html\n",
            "dangjian 1\n../a\n",
            "dangjian 1\n/etc/passwd\n",
            "dangjian 1\na.ht",
        ] {
            assert_eq!(Manifest::parse(bytes.as_bytes()), None, "{bytes:?}");
        }
        assert_eq!(Manifest::parse(b"dangjian 1\n\xff\n"), None);
    }
}
