//! Addresses: ASCII, lower case, the same as long as the file keeps its name.

use crate::text::slug;

/// The file that `target`, as it stands in the document `file`, means: relative to the document's folder, or from the
/// site's root for one that begins with `/`. `None` where it leads out of the site.
pub(super) fn join(file: &str, target: &str) -> Option<String> {
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

/// `%E5%85%9A` and the like resolved; what is no valid escape stays.
pub fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (byte, hex) {
            (b'%', Some(value)) => {
                decoded.push(value);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The folder of a section in addresses: each part of its path as a slug.
pub(super) fn folder(path: &str) -> String {
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(|part| slug(part).unwrap_or_else(|| "x".into()) + "/")
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
        assert_eq!(percent_decoded("%E5%85%9A%20a%zz"), "党 a%zz");
    }
}
