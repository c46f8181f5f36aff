//! Names under which files are published.

use crate::source::has_extension;
use crate::text::slug;
use crate::theme::OPTION_STYLE;

/// Returns the name that a bundle has in the theme.
pub(super) fn bundle_name(names: &[String]) -> String {
    let first = names.first().map_or("", String::as_str);
    let folder = first.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/bundle.{}", if has_extension(first, "css") { "css" } else { "js" })
}

/// Returns whether a file of a theme is a style sheet or a script. The style made from the theme's
/// options is excluded: an option changes all pages anyway.
pub(super) fn is_named_by_release(name: &str) -> bool {
    name != OPTION_STYLE && (has_extension(name, "css") || has_extension(name, "js"))
}

/// Shortens a hash for use in a name.
pub(super) fn short(hash: &str) -> String {
    hash.chars().take(10).collect()
}

pub(super) fn file_name(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, file)| file)
}

/// Returns the path under which something made of the file `name` is published: the file's folders
/// and name in ASCII, what tells this content from others, and an extension.
///
/// `content/news/合影.jpg` → `news/he-ying-0123456789.jpg`
pub(super) fn published_path(name: &str, root: &str, hash: &str, extension: &str) -> String {
    // A file of the site is in `content/`, `data/` or `static/`.
    let inner = if root.is_empty() { name.split_once('/').map_or(name, |(_, inner)| inner) } else { name };
    let (folder, file) = inner.rsplit_once('/').unwrap_or(("", inner));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folders: String = folder.split('/').filter_map(slug).map(|part| part + "/").collect();
    let stem = slug(stem).unwrap_or_else(|| "file".into());
    format!("{root}{folders}{stem}-{hash}.{extension}")
}
