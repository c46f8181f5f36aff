//! The published folder: the same on every machine, works anywhere, no requests to other hosts.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::example::repository;
use crate::html::Page;
use crate::site::{NOW, Site, files, program};

/// Builds the example site into a temporary folder.
fn example(threads: &str, arguments: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    let mut command = program();
    command.env("RAYON_NUM_THREADS", threads).current_dir(folder.path()).arg("build");
    command.arg(repository().join("content-example")).arg("--output").arg("public").args(arguments);
    command.args(["--now", NOW]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// Resolves an address on the page `page` to a path.
pub fn resolve(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {address} leaves the published folder"),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// ARCHITECTURE.md, promise 1.
#[test]
fn two_builds_of_one_tree_are_the_same_whatever_the_folder_and_the_number_of_cores() {
    let (one, two) = (example("1", &["--full"]), example("2", &["--full"]));
    same(&files(one.path()), &files(two.path()));
}

/// The store, the language of messages and the time zone of the machine do not matter, either.
#[test]
fn two_builds_of_one_tree_are_the_same_whatever_the_store_the_locale_and_the_time_zone() {
    let site = tempfile::TempDir::new().unwrap();
    crate::incremental::copy(&repository().join("content-example"), site.path());
    let _ = std::fs::remove_dir_all(site.path().join(".dangjian"));
    let build = |place: &str, locale: &str, zone: &str, threads: &str| {
        let mut command = program();
        command
            .arg("build")
            .arg(site.path())
            .arg("--output")
            .arg(site.path().join(place))
            .args(["--now", NOW]);
        command.env("LC_ALL", locale).env("TZ", zone).env("RAYON_NUM_THREADS", threads);
        assert!(command.output().unwrap().status.success());
        files(&site.path().join(place))
    };
    let cold = build("one", "zh_CN.UTF-8", "Asia/Shanghai", "1");
    same(&cold, &build("one", "en_US.UTF-8", "America/New_York", "2"));
    same(&cold, &build("two", "C", "UTC", "2"));
    std::fs::remove_dir_all(site.path().join(".dangjian")).unwrap();
    same(&cold, &build("one", "tr_TR.UTF-8", "Pacific/Apia", "3"));
}

fn same(one: &BTreeMap<String, Vec<u8>>, two: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in one {
        assert!(*bytes == two[name], "{name} differs");
    }
}

#[test]
fn nothing_of_this_machine_is_published() {
    let folder = example("2", &[]);
    let machine = [folder.path().to_str().unwrap().to_owned(), repository().to_str().unwrap().to_owned()];
    for (name, bytes) in files(&folder.path().join("public")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!machine.iter().any(|path| text.contains(path)), "{name}");
    }
}

/// ARCHITECTURE.md, promise 3.
#[test]
fn paths_are_ascii_and_lower_case() {
    let folder = example("2", &["--base-url", "https://dj.example/site/"]);
    for name in files(&folder.path().join("public")).into_keys() {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"/._-".contains(&b);
        assert!(name.bytes().all(plain), "{name}");
    }
}

/// Every address of every page is a file of the folder, from wherever the page is opened.
fn addresses_lead_to_files(public: &std::path::Path) {
    let names: BTreeSet<String> = files(public).into_keys().collect();
    for name in names.iter().filter(|name| name.ends_with(".html")) {
        let page = Page::parse(&std::fs::read_to_string(public.join(name)).unwrap());
        let mut addresses = page.attributes("[href]", "href");
        addresses.extend(page.attributes("[src]", "src"));
        addresses.extend(page.attributes("[poster]", "poster"));
        for content in page.attributes("meta[http-equiv=refresh]", "content") {
            addresses.push(content.split_once("url=").unwrap().1.to_owned());
        }
        for address in addresses {
            if name.ends_with("404.html") {
                // A server shows it in any folder, so its addresses begin at the root.
                assert!(
                    address.starts_with('/') || address.starts_with('#') || address.contains("://"),
                    "{name}: {address}"
                );
                continue;
            }
            assert!(!address.starts_with('/'), "{name}: {address} is from the root");
            let path = address.split(['#', '?']).next().unwrap();
            if path.is_empty()
                || path.contains("://")
                || path.starts_with("mailto:")
                || path.starts_with("tel:")
            {
                continue;
            }
            assert!(!path.ends_with('/'), "{name}: {address} is a folder, which shows no index from a disk");
            assert!(names.contains(&resolve(name, path)), "{name}: {address} leads nowhere");
        }
    }
}

/// ARCHITECTURE.md, promise 3.
#[test]
fn relative_output_in_a_sub_path_and_from_a_folder() {
    addresses_lead_to_files(&example("2", &[]).path().join("public"));
}

/// In other generators such a link leaves the sub-path.
#[test]
fn a_path_link_on_a_site_in_a_sub_path() {
    let site = Site::showing("{{ page.content | safe }}<a href=\"/index.html\">家</a>")
        .file("site.yaml", "title: 站\nbase_url: https://dj.example/site/\n")
        .news("news/x.md", "甲", "", "[乙](/news/y.html)")
        .news("news/y.md", "乙", "", "");
    let run = site.build().ok();
    assert_eq!(run.page("news/x.html").attributes("a", "href"), ["../news/y.html", "../index.html"]);
}

/// The 404 page is shown in any folder, so it alone needs the address of the site.
#[test]
fn the_page_that_is_not_found_knows_the_sub_path() {
    let site = Site::new().file("templates/404.html", "<a href=\"/index.html\">家</a>");
    assert_eq!(site.build().ok().text("404.html"), "<a href=\"/index.html\">家</a>");
    let run = site.build_with(&["--base-url", "https://dj.example/site"]).ok();
    assert_eq!(run.text("404.html"), "<a href=\"/site/index.html\">家</a>");
}

/// A feed and a site map need full addresses: they exist if those are known.
#[test]
fn full_addresses_come_from_the_base_url() {
    let site = Site::new().news("news/x.md", "甲 & 乙", "summary: 一句话。\n", "");
    let run = site.build().ok();
    assert!(!run.has("feed.xml") && !run.has("sitemap.xml"));
    let run = site.build_with(&["--base-url", "https://dj.example/site/"]).ok();
    insta::assert_snapshot!(run.text("feed.xml"), @r#"
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
    <title>测试站</title>
    <id>https://dj.example/site/index.html</id>
    <link href="https://dj.example/site/index.html"/>
    <link rel="self" href="https://dj.example/site/feed.xml"/>
    <updated>2026-01-01T00:00:00+08:00</updated>
    <author><name>测试站</name></author>
    <entry>
    <title>甲 &amp; 乙</title>
    <id>https://dj.example/site/news/x.html</id>
    <link href="https://dj.example/site/news/x.html"/>
    <updated>2026-01-01T00:00:00+08:00</updated>
    <summary>一句话。</summary>
    </entry>
    </feed>
    "#);
    insta::assert_snapshot!(run.text("sitemap.xml"), @r#"
    <?xml version="1.0" encoding="utf-8"?>
    <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>https://dj.example/site/index.html</loc></url>
    <url><loc>https://dj.example/site/news/index.html</loc></url>
    <url><loc>https://dj.example/site/news/x.html</loc><lastmod>2026-01-01</lastmod></url>
    </urlset>
    "#);
}

/// Resources that the browser loads by itself: none is on another host.
#[test]
fn no_page_style_or_script_asks_another_host() {
    let folder = example("2", &[]);
    for (name, bytes) in files(&folder.path().join("public")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if name.ends_with(".css") {
            assert!(!text.contains("@import"), "{name}");
            for address in text.split("url(").skip(1) {
                let address = address.trim_start_matches(['"', '\'']);
                assert!(address.starts_with("data:") || !address.contains("//"), "{name}: {address:.60}");
            }
        } else if name.ends_with(".js") {
            assert!(
                !text.contains("//cdn") && !text.contains("fetch(\"http") && !text.contains("import("),
                "{name}"
            );
        } else if name.ends_with(".html") {
            let page = Page::parse(&text);
            let loaded = [
                "script[src]",
                "img[src]",
                "source[src]",
                "iframe[src]",
                "video[src]",
                "audio[src]",
                "embed[src]",
            ];
            let mut addresses: Vec<String> =
                loaded.iter().flat_map(|selector| page.attributes(selector, "src")).collect();
            addresses.extend(page.attributes("link:not([rel=canonical]):not([rel=alternate])", "href"));
            addresses.extend(page.attributes("[srcset]", "srcset"));
            addresses.extend(page.attributes("form", "action"));
            for address in addresses {
                assert!(!address.contains("//"), "{name}: {address}");
            }
        }
    }
}

/// ES2018 and CSS of the time of Chromium 78.
#[test]
fn scripts_and_styles_are_for_old_browsers() {
    for (name, bytes) in files(&repository().join("themes")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let too_new: &[&str] = if name.ends_with(".js") {
            &[
                "?.",
                "??",
                ".replaceAll(",
                ".at(",
                ".flatMap(",
                "Promise.allSettled",
                "import(",
                "structuredClone",
            ]
        } else if name.ends_with(".css") {
            &[
                ":is(",
                ":where(",
                ":has(",
                "aspect-ratio",
                "inset:",
                "inset-inline:",
                "@layer",
                "@container",
                "@property",
                "color-mix(",
                "oklch(",
            ]
        } else {
            continue;
        };
        // Mentions in comments don't count.
        let text: String =
            text.split("/*").map(|part| part.split_once("*/").map_or(part, |(_, rest)| rest)).collect();
        for word in too_new {
            assert!(!text.contains(word), "{name} has {word}");
        }
    }
}

/// A tree of sections and pages with names as editors choose them.
fn trees() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = "[a-c党建 &#%+]{1,3}";
    let path = prop::collection::vec(name, 1..4).prop_map(|parts| parts.join("/"));
    prop::collection::vec((path, "[甲乙丙a-c<&\"' ]{1,8}"), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever files and folders are called: a site is built whose paths are plain and whose
    /// addresses all lead to files, or there are problems and nothing is published.
    #[test]
    fn any_names_give_a_site_that_is_at_home_anywhere(tree in trees()) {
        let mut site = Site::new();
        for (path, title) in tree {
            if path.split('/').any(|part| part.trim() != part || part.is_empty()) {
                continue;
            }
            let title = title.replace('\'', "''");
            site = site.file(format!("content/{path}.md"), &format!("---\ntitle: 'T{title}'\ndate: 2026-01-01\n---\n"));
        }
        let run = site.build();
        prop_assert!(matches!(run.code, Some(0 | 1)), "{}", run.stderr);
        if run.code == Some(0) {
            for name in site.published().into_keys() {
                prop_assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"/._-".contains(&b)), "{name}");
            }
            addresses_lead_to_files(&site.public());
        } else {
            prop_assert!(!run.problems().is_empty() && !site.public().exists());
        }
    }

    /// No text of front matter or body makes the program panic or publish half a site.
    #[test]
    fn any_text_is_a_page_or_a_problem(front in "[a-z:\\[\\]{}\"'#&*|> \n标题日期-]{0,40}", body in "[#*_`~:<>\\[\\]()!|\\\\ \n甲。“”a-c0-9-]{0,80}") {
        let site = Site::new().file("content/news/x.md", &format!("---\ntitle: 甲\ndate: 2026-01-01\n{front}\n---\n{body}"));
        let run = site.build();
        prop_assert!(matches!(run.code, Some(0 | 1)), "{:?} {}", run.code, run.stderr);
        prop_assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        prop_assert_eq!(run.code == Some(0), site.public().exists());
    }
}
