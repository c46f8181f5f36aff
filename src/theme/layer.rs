//! Reads the files of a theme from their sources: folders, and what is built into the program.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rust_embed::RustEmbed;

use crate::source::{names_below, own_file_of, read_at_most};
use crate::store::Fingerprint;

/// The built-in themes.
#[derive(RustEmbed)]
#[folder = "themes/"]
#[exclude = "README.md"]
#[exclude = "*/screenshot.jpg"]
struct BuiltIn;

/// The built-in example site, which `dangjian init` writes.
#[derive(RustEmbed)]
#[folder = "content-example/"]
#[exclude = "public/*"]
#[exclude = ".dangjian/*"]
struct Example;

/// The built-in theme on which others are based. It has no page layout of its own, and a site
/// cannot choose it.
const BASE: &str = "base";

/// Maximum size in bytes of a published file of a theme: it is read completely into memory.
pub(super) const MOST_PUBLISHED: u64 = 256 << 20;

/// One source of a theme's files. Of several layers the first that has a file is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layer {
    /// A folder of a site: the site itself, or a theme in its `themes/`.
    Folder {
        /// The folder of the site.
        site: PathBuf,
        /// The path within it: empty, or `themes/x`.
        inside: String,
    },
    /// A built-in theme, by name.
    BuiltIn(String),
}

impl Layer {
    /// Returns the layer of the site itself.
    pub fn of_site(site: &Path) -> Self {
        Self::Folder { site: site.to_owned(), inside: String::new() }
    }

    /// Returns the layer of the theme `name`: a folder in `themes/` of the site, or a built-in
    /// theme.
    pub fn find(site: &Path, name: &str) -> Option<Self> {
        if name.is_empty() || name.contains(['/', '\\', ':']) || name.starts_with('.') {
            return None;
        }
        let inside = format!("themes/{name}");
        if own_file_of(site, &format!("{inside}/theme.yaml")).is_some() {
            return Some(Self::Folder { site: site.to_owned(), inside });
        }
        Self::built_in(name)
    }

    /// Returns the layer of a built-in theme.
    pub fn built_in(name: &str) -> Option<Self> {
        BuiltIn::get(&format!("{name}/theme.yaml")).map(|_| Self::BuiltIn(name.to_owned()))
    }

    /// Returns the layer of the theme `name` on which this one is based. A built-in theme is always
    /// based on a built-in one, whatever the site calls its own themes.
    pub fn parent(&self, site: &Path, name: &str) -> Option<Self> {
        match self {
            Self::BuiltIn(_) => Self::built_in(name),
            Self::Folder { .. } => Self::find(site, name),
        }
    }

    /// Whether a site can choose it as its theme.
    pub fn can_be_chosen(&self) -> bool {
        *self != Self::BuiltIn(BASE.to_owned())
    }

    /// Returns the names of all themes that the site can use, sorted.
    pub fn names(site: &Path) -> Vec<String> {
        let mut names: Vec<String> = BuiltIn::iter()
            .filter_map(|path| path.strip_suffix("/theme.yaml").map(str::to_owned))
            .filter(|name| name != BASE)
            .collect();
        let folders = std::fs::read_dir(site.join("themes")).into_iter().flatten().flatten();
        names.extend(
            folders
                .filter_map(|folder| folder.file_name().into_string().ok())
                .filter(|name| own_file_of(site, &format!("themes/{name}/theme.yaml")).is_some()),
        );
        names.sort();
        names.dedup();
        names
    }

    /// Returns the files below `folder` (`templates`, `types` …), named from the layer's root,
    /// sorted.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let prefix = format!("{folder}/");
        let mut names: Vec<String> = match self {
            Self::BuiltIn(name) => {
                let root = format!("{name}/");
                let inside =
                    BuiltIn::iter().filter_map(move |path| path.strip_prefix(&root).map(str::to_owned));
                inside.filter(|path| path.starts_with(&prefix)).collect()
            }
            // The same files as in the inventory of the site, which reports those that are skipped.
            Self::Folder { site, inside } => {
                let below = names_below(site, &self.path(folder));
                let lead = if inside.is_empty() { 0 } else { inside.len() + 1 };
                below.into_iter().filter_map(|name| name.get(lead..).map(str::to_owned)).collect()
            }
        };
        names.sort();
        names
    }

    /// Returns the size in bytes of a file of the site or of one of its own themes; 0 if it cannot
    /// be read, and for built-in files.
    pub fn length(&self, name: &str) -> u64 {
        match self {
            Self::BuiltIn(_) => 0,
            Self::Folder { site, .. } => {
                std::fs::metadata(site.join(self.path(name))).map_or(0, |data| data.len())
            }
        }
    }

    /// Returns the bytes of a file.
    pub fn read(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::BuiltIn(theme) => BuiltIn::get(&format!("{theme}/{name}")).map(|file| file.data),
            Self::Folder { site, .. } => {
                let place = own_file_of(site, &self.path(name))?;
                read_at_most(&place, MOST_PUBLISHED).ok().flatten().map(Cow::Owned)
            }
        }
    }

    /// Returns the path of one of its files from the folder of the site.
    fn path(&self, name: &str) -> String {
        match self {
            Self::Folder { inside, .. } if !inside.is_empty() => format!("{inside}/{name}"),
            _ => name.to_owned(),
        }
    }

    /// Returns the name by which problems show a file of this layer.
    pub fn shown(&self, name: &str) -> String {
        match self {
            Self::BuiltIn(theme) => format!("<{theme}>/{name}"),
            Self::Folder { .. } => self.path(name),
        }
    }
}

/// Returns the fingerprint of the built-in themes of this release. In development they are read
/// from the disk, once.
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

/// Returns the files of the built-in example site with their bytes, sorted by name.
pub fn embedded_example() -> Vec<(String, Cow<'static, [u8]>)> {
    let mut files: Vec<_> =
        Example::iter().filter_map(|name| Some((name.to_string(), Example::get(&name)?.data))).collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{decode, told_of};
    use crate::text::holds_line_break;

    #[test]
    fn texts_of_built_in_themes_are_read_without_a_look_at_them() {
        let is_text =
            |name: &str| [".html", ".yaml", ".css", ".js", ".svg"].iter().any(|end| name.ends_with(end));
        let names: Vec<_> = BuiltIn::iter().filter(|name| is_text(name)).collect();
        assert!(names.len() > 150, "{}", names.len());
        for name in names {
            let bytes = BuiltIn::get(&name).unwrap().data.into_owned();
            let decoded = decode(bytes.clone()).unwrap();
            assert_eq!(decoded.text.as_bytes(), bytes, "{name}");
            assert!(told_of(&name, &decoded).is_empty() && !holds_line_break(&decoded.text), "{name}");
        }
    }
}
