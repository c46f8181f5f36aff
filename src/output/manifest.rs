//! The manifest: what builds wrote into the folder, so that nothing else is touched.

use super::disk::{Doing, Kind, kind, refused};
use super::path;
use crate::problem::Problem;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The manifest's name in the published folder.
pub const NAME: &str = ".dangjian";
const HEADER: &str = "dangjian 1";

/// Paths of the files that builds wrote, by their folded form: two paths that differ in case only
/// are one file on some systems.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Beside each folded form the path, where it is another.
    paths: BTreeMap<String, Option<String>>,
}

impl Manifest {
    /// The manifest of `folder`; `None` where it has none. `shown` is the folder as it was named.
    pub(super) fn read(folder: &Path, shown: &Path) -> Result<Option<Self>, Problem> {
        let (file, shown) = (folder.join(NAME), shown.join(NAME));
        let read = || match kind(&file)? {
            Kind::File { .. } => fs::read(&file).map(Some),
            _ => Ok(None),
        };
        match read().map_err(|error| refused(Doing::Read, &shown, &error))? {
            None => Ok(None),
            Some(bytes) => Self::parse(&bytes).map(Some).ok_or_else(|| damaged(&shown)),
        }
    }

    /// `None` where the bytes are no manifest; a path that a build would not write makes them none.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.lines();
        if lines.next() != Some(HEADER) || !text.ends_with('\n') {
            return None;
        }
        lines
            .map(|line| path::check(line).is_ok().then(|| line.to_owned()))
            .collect::<Option<Vec<_>>>()
            .map(Self::of)
    }

    pub(super) fn of(paths: impl IntoIterator<Item = String>) -> Self {
        let entry = |path: String| match path::fold(&path) {
            Cow::Borrowed(_) => (path, None),
            Cow::Owned(folded) => (folded, Some(path)),
        };
        Self { paths: paths.into_iter().map(entry).collect() }
    }

    /// The path that builds wrote where `path` would lie on a system that ignores case.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.paths.get_key_value(&*path::fold(path)).map(Self::path)
    }

    /// The paths in the order of their folded forms.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(Self::path)
    }

    /// The paths with their folded forms, in the order of these.
    pub(super) fn folded(&self) -> impl Iterator<Item = (&str, &str)> {
        self.paths.iter().map(|entry| (entry.0.as_str(), Self::path(entry)))
    }

    fn path<'m>((folded, path): (&'m String, &'m Option<String>)) -> &'m str {
        path.as_deref().unwrap_or(folded)
    }

    pub(super) fn len(&self) -> usize {
        self.paths.len()
    }
}

/// The text of a manifest of `paths`, each of which it lists once.
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
        let manifest = Manifest::of(["b/C.html".to_owned(), "a.html".to_owned(), "Z.html".to_owned()]);
        let text = encode(manifest.iter());
        assert_eq!(text, "dangjian 1\nZ.html\na.html\nb/C.html\n");
        assert_eq!(Manifest::parse(text.as_bytes()), Some(manifest.clone()));
        assert_eq!(manifest.get("B/c.html"), Some("b/C.html"));
        assert_eq!(Manifest::parse(b"dangjian 1\n"), Some(Manifest::default()));
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
