//! Joins and decodes addresses. Ours are ASCII and lower case, and stay the same as long as the
//! file keeps its name.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::text::address_name;

/// Resolves `target`, as written in the document `file`: relative to the document's folder, or to
/// the site's root if it begins with `/`. `None` if it leads out of the site.
///
/// `content/news/a.md` and `../b/c.png` make `content/b/c.png`.
pub fn join(file: &str, target: &str) -> Option<String> {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|p| !p.is_empty()).collect()
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part if part.contains(['\\', '\0']) => return None,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Decodes percent escapes such as `%E5%85%9A`. Returns the text unchanged if the result would not
/// be UTF-8; invalid escapes stay.
pub fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// The path of the file that an address of the site asks for: `/news/?x#y` for `news/index.html`.
pub fn asked_path(address: &str) -> String {
    let path = percent_decoded(address.split(['?', '#']).next().unwrap_or_default());
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// The folder of a section in addresses: each part of its path as a slug, so `新闻/a` is
/// `xin-wen/a/`.
pub(in crate::site) fn folder(path: &str) -> String {
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(|part| address_name(part).unwrap_or_else(|| "x".into()) + "/")
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_joined_and_kept_inside() {
        assert_eq!(join("content/news/a.md", "../b/c.png").as_deref(), Some("content/b/c.png"));
        assert_eq!(join("content/news/a.md", "./图 1.png").as_deref(), Some("content/news/图 1.png"));
        assert_eq!(join("content/news/a.md", "/a.png").as_deref(), Some("a.png"));
        assert_eq!(join("content/a.md", "../../../etc/passwd"), None);
        assert_eq!(asked_path("/news/?x#y"), "news/index.html");
        assert_eq!(asked_path("/%61.html"), "a.html");
        assert_eq!(percent_decoded("%E5%85%9A%20a%zz"), "党 a%zz");
    }
}
