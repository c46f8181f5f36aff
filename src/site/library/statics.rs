//! Paths under which files of `static/` are published.

use std::borrow::Cow;

use crate::store::Fingerprint;
use crate::text::file_name::is_publishable;
use crate::text::slug;

/// The path of a file of `static/` in the published folder. An ASCII name stays as it is; any other
/// name of a folder or a file is written in ASCII, with a part that only this name has. So the path
/// depends on nothing else, and stays whatever comes next to it:
/// `static/下载/form.pdf` is published as `xia-zai-52c0c1/form.pdf`.
pub fn static_path(name: &str) -> Cow<'_, str> {
    let path = name.strip_prefix("static/").unwrap_or(name);
    if path.split('/').all(is_publishable) {
        return Cow::Borrowed(path);
    }
    let last = path.split('/').count().saturating_sub(1);
    let parts = path.split('/').enumerate().map(|(at, part)| match part {
        part if is_publishable(part) => part.to_owned(),
        part => in_ascii(part, at == last),
    });
    Cow::Owned(parts.collect::<Vec<_>>().join("/"))
}

fn in_ascii(name: &str, is_file: bool) -> String {
    let (stem, ending) = name.rsplit_once('.').filter(|_| is_file).unwrap_or((name, ""));
    let print = format!("{:016x}", Fingerprint::new().text(name).done());
    let mark: String = print.chars().take(6).collect();
    let stem = slug(stem).unwrap_or_else(|| "file".into());
    match slug(ending) {
        Some(ending) => format!("{stem}-{mark}.{ending}"),
        None => format!("{stem}-{mark}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_names_stay_and_others_are_written_in_ascii() {
        for name in ["robots.txt", "files/.htaccess", ".well-known/x.txt", "A/b-c_d.E.png"] {
            assert_eq!(static_path(&format!("static/{name}")), name);
        }
        let path = static_path("static/下载/登记表 一.docx");
        assert!(
            path.starts_with("xia-zai-") && path.ends_with(".docx") && path.contains("/deng-ji-biao-yi-")
        );
        // A page of its own still finds what is next to it.
        let (page, style) = (static_path("static/专题/index.html"), static_path("static/专题/a.css"));
        assert_eq!(page.strip_suffix("index.html"), style.strip_suffix("a.css"));
        // The same sounds are not the same name.
        assert_ne!(static_path("static/甲.pdf"), static_path("static/假.pdf"));
        assert!(static_path("static/★").starts_with("file-"));
    }

    proptest! {
        #[test]
        fn every_name_gets_a_path_that_can_be_published(name in "[^/\\x00]{1,20}(/[^/\\x00]{1,20}){0,2}") {
            let path = static_path(&name);
            prop_assert!(path.split('/').all(is_publishable), "{}", path);
            prop_assert_eq!(static_path(&path), path.as_ref());
        }
    }
}
