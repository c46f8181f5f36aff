//! Where the files of a theme come from: folders, and what is built into the program.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rust_embed::RustEmbed;

use crate::store::Fingerprint;

/// The themes that are built in.
#[derive(RustEmbed)]
#[folder = "themes/"]
#[exclude = "README.md"]
#[exclude = "*/screenshot.jpg"]
struct BuiltIn;

/// The example site that is built in: what `dangjian init` writes.
#[derive(RustEmbed)]
#[folder = "content-example/"]
#[exclude = "public/*"]
#[exclude = ".dangjian/*"]
struct Example;

/// The built-in theme on which others build: it has no frame of its own, and no site can name it.
const BASE: &str = "base";

/// One source of a theme's files. Of several layers the first that has a file wins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layer {
    /// A folder on this machine, such as the site's own or one in its `themes/`.
    Folder(PathBuf),
    /// A theme that is built in, by name.
    BuiltIn(String),
}

impl Layer {
    /// The layer of the theme `name`: a folder in `themes/` of the site, or one that is built in.
    pub fn find(site: &Path, name: &str) -> Option<Self> {
        if name.is_empty() || name.contains(['/', '\\', ':']) || name.starts_with('.') {
            return None;
        }
        let folder = site.join("themes").join(name);
        if folder.join("theme.yaml").is_file() {
            return Some(Self::Folder(folder));
        }
        Self::built_in(name)
    }

    fn built_in(name: &str) -> Option<Self> {
        BuiltIn::get(&format!("{name}/theme.yaml")).map(|_| Self::BuiltIn(name.to_owned()))
    }

    /// The layer of the theme `name` on which this one builds. What is built in builds on what is built in, whatever the site
    /// calls its own themes.
    pub fn parent(&self, site: &Path, name: &str) -> Option<Self> {
        match self {
            Self::BuiltIn(_) => Self::built_in(name),
            Self::Folder(_) => Self::find(site, name),
        }
    }

    /// Whether a site can name it as its theme.
    pub fn can_be_chosen(&self) -> bool {
        *self != Self::BuiltIn(BASE.to_owned())
    }

    /// The names of all themes that the site can use.
    pub fn names(site: &Path) -> Vec<String> {
        let mut names: Vec<String> = BuiltIn::iter()
            .filter_map(|path| path.strip_suffix("/theme.yaml").map(str::to_owned))
            .filter(|name| name != BASE)
            .collect();
        let folders = std::fs::read_dir(site.join("themes")).into_iter().flatten().flatten();
        names.extend(
            folders
                .filter(|f| f.path().join("theme.yaml").is_file())
                .filter_map(|f| f.file_name().into_string().ok()),
        );
        names.sort();
        names.dedup();
        names
    }

    /// The files below `folder` (`templates`, `types` …), named from the layer's root, sorted.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let prefix = format!("{folder}/");
        let mut names: Vec<String> = match self {
            Self::BuiltIn(name) => {
                let root = format!("{name}/");
                let inside =
                    BuiltIn::iter().filter_map(move |path| path.strip_prefix(&root).map(str::to_owned));
                inside.filter(|path| path.starts_with(&prefix)).collect()
            }
            Self::Folder(root) => {
                let walk = walkdir::WalkDir::new(root.join(folder)).into_iter().flatten();
                let files = walk.filter(|entry| entry.file_type().is_file());
                files.filter_map(|entry| relative(root, entry.path())).filter(|name| !hidden(name)).collect()
            }
        };
        names.sort();
        names
    }

    /// How many bytes a file of the site or of a theme of its own has; 0 where it can't be asked, and for what is built in.
    pub fn length(&self, name: &str) -> u64 {
        match self {
            Self::BuiltIn(_) => 0,
            Self::Folder(root) => std::fs::metadata(root.join(name)).map_or(0, |data| data.len()),
        }
    }

    /// The bytes of a file.
    pub fn read(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::BuiltIn(theme) => BuiltIn::get(&format!("{theme}/{name}")).map(|file| file.data),
            Self::Folder(root) => std::fs::read(root.join(name)).ok().map(Cow::Owned),
        }
    }

    /// The name under which problems show a file of this layer.
    pub fn shown(&self, site: &Path, name: &str) -> String {
        match self {
            Self::BuiltIn(theme) => format!("<{theme}>/{name}"),
            Self::Folder(root) => match root.strip_prefix(site) {
                Ok(inside) if inside.as_os_str().is_empty() => name.to_owned(),
                Ok(inside) => format!("{}/{name}", inside.display()).replace('\\', "/"),
                Err(_) => root.join(name).display().to_string(),
            },
        }
    }
}

/// The fingerprint of the themes that are built in: of this release. In development they are read from the disk, once.
pub fn embedded_print() -> u64 {
    static PRINT: LazyLock<u64> = LazyLock::new(|| {
        let mut names: Vec<_> = BuiltIn::iter().collect();
        names.sort();
        let mut print = Fingerprint::new();
        for name in names {
            let hash = BuiltIn::get(&name).map(|file| file.metadata.sha256_hash()).unwrap_or_default();
            print.text(&name).bytes(&hash);
        }
        print.done()
    });
    *PRINT
}

/// The files of the built-in example site with their bytes, sorted by name.
pub fn embedded_example() -> Vec<(String, Cow<'static, [u8]>)> {
    let mut files: Vec<_> =
        Example::iter().filter_map(|name| Some((name.to_string(), Example::get(&name)?.data))).collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part.ends_with('~'))
}
