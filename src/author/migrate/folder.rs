//! Reads the folder of an old site: nothing outside it, nothing without bounds.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::problem::{Problem, reason};
use crate::source::{decode, read_at_most};

/// Maximum length of a page, in bytes: more than any article has without its pictures.
pub(super) const LONGEST_PAGE: u64 = 20 << 20;
/// Maximum length of a picture or another file, in bytes: more is never published.
pub(super) const LONGEST_FILE: u64 = 100 << 20;
/// Maximum number of files that are listed.
const MOST: usize = 500_000;

/// The folder of an old site.
#[derive(Debug)]
pub(super) struct OldFolder {
    /// Its path without links.
    root: PathBuf,
}

impl OldFolder {
    /// Opens a folder.
    pub(super) fn open(path: &Path) -> Result<Self, Problem> {
        let shown = path.display().to_string();
        match path.canonicalize() {
            Ok(root) if root.is_dir() => Ok(Self { root }),
            Ok(_) => Err(no_folder(&shown)),
            Err(error) => Err(unreadable(&shown, &error)),
        }
    }

    /// Whether a file or folder is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.within(name).is_some()
    }

    /// Returns the path of a file or folder of the site, if it is there and really within.
    pub(super) fn within(&self, name: &str) -> Option<PathBuf> {
        let name = normal(name)?;
        // A link may lead elsewhere.
        let path = self.root.join(name).canonicalize().ok()?;
        path.starts_with(&self.root).then_some(path)
    }

    /// Returns the path of a file of the site that is not too large to be published.
    pub(super) fn file(&self, name: &str) -> Option<PathBuf> {
        let path = self.within(name)?;
        let data = std::fs::metadata(&path).ok()?;
        (data.is_file() && data.len() <= LONGEST_FILE).then_some(path)
    }

    /// Reads a text.
    pub(super) fn text(&self, name: &str) -> Result<String, Problem> {
        let outside = || {
            Problem::error("import/unreadable", "文件在旧站的文件夹外面", "the file is outside the old site")
        };
        let path = self.within(name).ok_or_else(|| outside().in_file(name))?;
        let bytes = read_at_most(&path, LONGEST_PAGE).map_err(|error| unreadable(name, &error))?;
        let bytes = bytes.ok_or_else(|| too_large(name))?;
        decode(bytes).map(|decoded| decoded.text).map_err(|_| undecodable(name))
    }

    /// Lists the files below a folder by name, without hidden ones. Links are not followed. What
    /// cannot be listed is told in `notes`.
    pub(super) fn files(&self, below: &str, notes: &mut Vec<Problem>) -> Vec<String> {
        self.listed(below, MOST, notes)
    }

    fn listed(&self, below: &str, most: usize, notes: &mut Vec<Problem>) -> Vec<String> {
        let Some(top) = self.within(below) else { return Vec::new() };
        let is_shown = |entry: &walkdir::DirEntry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() == 0 || !(name.starts_with('.') || name == "node_modules" || name.ends_with('~'))
        };
        let mut files = Vec::new();
        // Names in the encoding of another system.
        let mut foreign: Vec<String> = Vec::new();
        let walk = walkdir::WalkDir::new(top).sort_by_file_name().into_iter().filter_entry(is_shown);
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let path = error.path().unwrap_or(&self.root);
                    let shown = self.shown(path);
                    notes.push(unreadable(&shown, &error.into()));
                    continue;
                }
            };
            let shown = self.shown(entry.path());
            if entry.path_is_symlink() {
                // A picture is found through it all the same.
                let (_, _, ending) = parts(&shown);
                if ending.is_empty() || may_be_page(&ending) {
                    notes.push(linked(&shown));
                }
                continue;
            }
            if !entry.file_type().is_file() {
                continue;
            }
            if files.len() == most {
                notes.push(too_many(most));
                break;
            }
            match entry.path().to_str() {
                Some(_) => files.push(shown),
                None => foreign.push(shown),
            }
        }
        if let Some(first) = foreign.first() {
            notes.push(foreign_names(foreign.len()).in_file(first.clone()));
        }
        files
    }

    /// Returns the path of a file or folder below that of the site, with `/`.
    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}

/// Whether a file with this ending may be a page, in whatever form.
pub(super) fn may_be_page(ending: &str) -> bool {
    const PAGES: [&str; 21] = [
        "md",
        "markdown",
        "mdown",
        "mkd",
        "mkdn",
        "mkdown",
        "html",
        "htm",
        "xhtml",
        "shtml",
        "txt",
        "textile",
        "org",
        "adoc",
        "asciidoc",
        "asc",
        "rst",
        "pandoc",
        "rmd",
        "creole",
        "mediawiki",
    ];
    PAGES.contains(&ending)
}

/// Returns a path without `.` and `..`; `None` if it leads out, or begins at the root of the
/// system.
pub(super) fn normal(name: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in Path::new(name).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()?),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// Joins a folder and a path below it: `posts` and `../images/a.png` give `images/a.png`.
pub(super) fn joined(folder: &str, name: &str) -> Option<String> {
    normal(&if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") })
}

/// Returns the outermost of `folders` in which a file is, if it is in one.
pub(super) fn outermost<'f>(file: &'f str, folders: &BTreeSet<String>) -> Option<&'f str> {
    let ends = file.match_indices('/').map(|(at, _)| at);
    ends.filter_map(|end| file.get(..end)).find(|folder| folders.contains(*folder))
}

/// Splits a file into its folder, its name without ending, and its ending in lower case.
pub(super) fn parts(file: &str) -> (&str, &str, String) {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (folder, stem, ending.to_ascii_lowercase()),
        _ => (folder, name, String::new()),
    }
}

fn no_folder(shown: &str) -> Problem {
    Problem::error("import/unreadable", "这不是文件夹", "this is no folder").in_file(shown).help(
        "写旧站的文件夹，里面有它的设置文件",
        "name the folder of the old site, with its settings in it",
    )
}

pub(super) fn unreadable(shown: &str, error: &std::io::Error) -> Problem {
    Problem::error(
        "import/unreadable",
        format!("打不开这个文件：{}", reason(error).zh),
        format!("this file cannot be opened: {}", reason(error).en),
    )
    .in_file(shown)
    .help(
        "看看文件名对不对，是不是正在被别的程序占用",
        "see whether the name is right, and whether it is open elsewhere",
    )
}

fn linked(shown: &str) -> Problem {
    Problem::warning(
        "import/old-left",
        "是指到别处的链接（快捷方式），没有照着去读",
        "this is a link to another place: it was not followed",
    )
    .in_file(shown)
    .help(
        "里面有文章的，把文章复制到旧站的文件夹里，再导入一次",
        "copy the pages behind it into the folder of the old site, and import it once more",
    )
}

fn foreign_names(count: usize) -> Problem {
    Problem::error(
        "import/unreadable",
        format!("有 {count} 个文件的名字不是 UTF-8 的，没有读，这是第一个"),
        format!(
            "{count} files have names in another encoding than UTF-8, and were not read: this is the first"
        ),
    )
    .help(
        "多半是压缩包在别的系统里解开的：用能选编码（GBK）的解压程序重新解一次",
        "unpack the archive once more with a program that lets you choose the encoding",
    )
}

fn too_many(most: usize) -> Problem {
    Problem::error(
        "import/unreadable",
        format!("文件太多，只读了前 {most} 个"),
        format!("there are too many files: only the first {most} were read"),
    )
    .help(
        "把旧站的文章按文件夹分开，分几次导入",
        "split the pages of the old site into several folders, and import these one by one",
    )
}

pub(super) fn too_large(shown: &str) -> Problem {
    Problem::error("import/file-size", "文件太大，没有读", "the file is too large and was not read")
        .in_file(shown)
        .help(
            "一篇文章的文字最大 20 MB，多半不是文章",
            "the text of an article has at most 20 MB: this is none",
        )
}

pub(super) fn undecodable(shown: &str) -> Problem {
    Problem::error("import/unknown-kind", "看不出文件的编码", "the encoding of the file is unknown")
        .in_file(shown)
        .help("用编辑器另存为 UTF-8 再导入", "save it as UTF-8 with an editor")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out() {
        for (name, expected) in [
            ("a/b.png", Some("a/b.png")),
            ("./a//b.png", Some("a/b.png")),
            ("a/../b.png", Some("b.png")),
            ("../b.png", None),
            ("a/../../b.png", None),
            ("/etc/passwd", None),
        ] {
            assert_eq!(normal(name).as_deref(), expected, "{name}");
        }
        assert_eq!(joined("posts", "../images/a.png").as_deref(), Some("images/a.png"));
        assert_eq!(joined("", "../a.png"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_read() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("secret.md"), "x").unwrap();
        std::fs::create_dir(dir.path().join("site")).unwrap();
        std::os::unix::fs::symlink("../secret.md", dir.path().join("site/a.md")).unwrap();
        std::os::unix::fs::symlink("..", dir.path().join("site/up")).unwrap();
        let folder = OldFolder::open(&dir.path().join("site")).unwrap();
        assert!(folder.text("a.md").is_err() && folder.file("up/secret.md").is_none());
        let mut notes = Vec::new();
        assert_eq!(folder.files("", &mut notes), Vec::<String>::new());
        let told: Vec<_> =
            notes.iter().filter_map(|problem| Some(problem.place.as_ref()?.file.as_str())).collect();
        assert_eq!(told, ["a.md", "up"]);
    }

    #[test]
    fn files_past_the_bound_are_told() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["a.md", "b.md", "c.md"] {
            std::fs::write(dir.path().join(name), "x").unwrap();
        }
        let folder = OldFolder::open(dir.path()).unwrap();
        for (most, told) in [(3, 0), (2, 1)] {
            let mut notes = Vec::new();
            assert_eq!(folder.listed("", most, &mut notes).len(), most);
            assert_eq!(notes.len(), told, "{notes:?}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_in_another_encoding_is_told() {
        use std::os::unix::ffi::OsStrExt as _;
        let dir = tempfile::tempdir().unwrap();
        let name = std::ffi::OsStr::from_bytes(b"\xbc\xd7.md");
        std::fs::write(dir.path().join(name), "x").unwrap();
        std::fs::write(dir.path().join("b.md"), "x").unwrap();
        let mut notes = Vec::new();
        assert_eq!(OldFolder::open(dir.path()).unwrap().files("", &mut notes), ["b.md"]);
        let told = notes.first().map(|problem| (problem.code, problem.is_error()));
        assert_eq!(told, Some(("import/unreadable", true)), "{notes:?}");
    }
}
