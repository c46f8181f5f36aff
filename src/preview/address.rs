//! Maps the path of a request to a path in the portal.

use percent_encoding::percent_decode_str;

/// Converts a request's path to a site path, decoding it once; `None` if it is not a valid path in
/// a site. A path that ends with `/` means the page of that folder.
pub(super) fn site_path(request: &str) -> Option<String> {
    let decoded = percent_decode_str(request).decode_utf8().ok()?;
    let path = decoded.strip_prefix('/')?;
    let (folder, file) = path.rsplit_once('/').map_or((None, path), |(folder, file)| (Some(folder), file));
    let mut names =
        folder.into_iter().flat_map(|folder| folder.split('/')).chain(Some(file).filter(|f| !f.is_empty()));
    let is_name = |name: &str| {
        !matches!(name, "" | "." | "..") && !name.contains(|c: char| c.is_control() || c == '\\')
    };
    names.all(is_name).then(|| if file.is_empty() { format!("{path}index.html") } else { path.to_owned() })
}

/// Removes the base path (`/dj/`) from a request's path: `/dj/news/a.html` gives `/news/a.html`. A
/// path outside `base` is returned unchanged, since the site is also served at the root.
pub(super) fn within<'p>(request: &'p str, base: &str) -> &'p str {
    let rest =
        base.len().checked_sub(1).filter(|_| request.starts_with(base)).and_then(|at| request.get(at..));
    rest.unwrap_or(request)
}

/// Lists the pages that can report that `path` is missing, the nearest first: for `en/x.html`,
/// `en/404.html` and `404.html`.
pub(super) fn not_found_pages(path: &str) -> impl Iterator<Item = String> {
    let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at)).collect::<Vec<_>>();
    let pages: Vec<String> = folders.into_iter().rev().map(|folder| format!("{folder}/404.html")).collect();
    pages.into_iter().chain(Some("404.html".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_request_names_a_file_or_the_page_of_a_folder() {
        for (request, path) in [
            ("/", "index.html"),
            ("/news/", "news/index.html"),
            ("/news/a.html", "news/a.html"),
            ("/%E6%96%B0%E9%97%BB/%E7%94%B2.png", "新闻/甲.png"),
            ("/a%20b.html", "a b.html"),
            ("/100%25", "100%"),
            ("/a%2525", "a%25"),
        ] {
            assert_eq!(site_path(request).as_deref(), Some(path), "{request}");
        }
    }

    #[test]
    fn what_leads_out_of_the_site_names_nothing() {
        for request in [
            "/..",
            "/../etc/passwd",
            "/a/../../b",
            "/%2e%2e/x",
            "/..%2fx",
            "/a%2f..%2fb",
            "//evil.example/",
            "/a//b",
            "/.",
            "/./a",
            "/a%5c..%5cb",
            "/a\\b",
            "/a%00.html",
            "/a%0d%0ab",
            "/%ff%fe",
            "",
            "*",
            "news",
        ] {
            assert_eq!(site_path(request), None, "{request}");
        }
    }

    #[test]
    fn the_nearest_page_says_that_nothing_is_there() {
        assert_eq!(
            not_found_pages("en/news/x.html").collect::<Vec<_>>(),
            ["en/news/404.html", "en/404.html", "404.html"]
        );
        assert_eq!(not_found_pages("x").collect::<Vec<_>>(), ["404.html"]);
    }

    #[test]
    fn a_site_is_at_its_base_and_at_the_root() {
        assert_eq!(within("/dj/news/a.html", "/dj/"), "/news/a.html");
        assert_eq!(within("/dj/", "/dj/"), "/");
        assert_eq!(within("/news/a.html", "/dj/"), "/news/a.html");
        assert_eq!(within("/djx/a.html", "/dj/"), "/djx/a.html");
        assert_eq!(within("/a.html", "/"), "/a.html");
        assert_eq!(within("/a.html", ""), "/a.html");
    }

    proptest! {
        #[test]
        fn a_site_path_never_leads_out(request in r"/([a./\\]|%2e|%2f|%5c|%00|%25|甲){0,12}") {
            if let Some(path) = site_path(&request) {
                prop_assert!(path.split('/').all(|name| !matches!(name, "" | "." | "..")), "{path}");
                prop_assert!(!path.contains(['\\', '\0']) && !path.starts_with('/'));
            }
        }
    }
}
