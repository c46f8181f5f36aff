//! What other programs read of a site: feeds, the sitemap, robots.txt, JSON, tables for web
//! servers. Feeds are read by a library that is not ours.

use feed_rs::model::{Feed, FeedType};
use insta::assert_snapshot;
use serde_json::Value;

use crate::site::{Run, Site};

const UNITS: &str = "- {id: branch-1, type: branch, name: 第一党支部, secretary: 张三}\n";

/// Sections, tags and a unit, and characters that XML has to escape, or forbids.
fn site(settings: &str) -> Site {
    let configuration = format!(
        "title: {{zh: 站 & 所, en: Site}}\nlanguages: [zh, en]\nbase_url: https://dj.example/\ndescription: {{zh: 一个站, en: A site}}\n{settings}"
    );
    Site::new()
        .file("site.yaml", &configuration)
        .file("data/organization.yaml", UNITS)
        .section("news", "title: 要闻\n")
        .section("news/branch", "title: 支部\n")
        .section("org", "title: 组织\ntype: unit\n")
        .file(
            "content/news/a.md",
            "---\ntitle: 甲 <乙> & “丙”\ndate: 2026-11-18 09:30\nupdated: 2026-11-19\ntags: [党课]\nunit: 第一党支部\nsummary: 一句\u{b}话。\n---\n正文 **黑**，[链](b.md)。\n",
        )
        .file("content/news/b.md", "---\ntitle: 先前\ndate: 2026-02-01\ntags: [党课, 其他]\n---\n正文。\n")
        .file("content/news/branch/c.md", "---\ntitle: 支部的\ndate: 2026-11-19\n---\n正文。\n")
        .file("content/news/e.en.md", "---\ntitle: English\ndate: 2026-11-01\n---\nText.\n")
}

fn parsed(run: &Run, path: &str) -> Feed {
    feed_rs::parser::parse(run.bytes(path).as_slice()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn titles(feed: &Feed) -> Vec<&str> {
    feed.entries.iter().map(|entry| &*entry.title.as_ref().unwrap().content).collect()
}

#[test]
fn every_format_says_the_same() {
    let run = site("feed: {formats: [atom, rss, json]}\n").build().ok();
    for (path, kind) in
        [("feed.xml", FeedType::Atom), ("rss.xml", FeedType::RSS2), ("feed.json", FeedType::JSON)]
    {
        let feed = parsed(&run, path);
        assert_eq!(feed.feed_type, kind, "{path}");
        assert_eq!(feed.title.as_ref().unwrap().content, "站 & 所", "{path}");
        assert_eq!(titles(&feed), ["支部的", "甲 <乙> & “丙”", "先前"], "{path}");
        let entry = &feed.entries[1];
        assert_eq!(entry.id, "https://dj.example/news/a.html", "{path}");
        assert_eq!(entry.links[0].href, "https://dj.example/news/a.html", "{path}");
        let moment = if kind == FeedType::Atom { entry.updated } else { entry.published };
        let expected =
            if kind == FeedType::Atom { "2026-11-18T16:00:00+00:00" } else { "2026-11-18T01:30:00+00:00" };
        assert_eq!(moment.unwrap().to_rfc3339(), expected, "{path}");
        assert!(!run.text(path).contains('\u{b}'), "{path}");
        let own = feed.links.iter().any(|link| link.href == format!("https://dj.example/{path}"));
        assert!(own || kind == FeedType::JSON, "{path}: {:?}", feed.links);
    }
    assert_eq!(titles(&parsed(&run, "en/rss.xml")), ["English"]);
    let page = run.page("news/a.html");
    assert_eq!(
        page.attributes("link[rel=alternate][type^=application]", "href"),
        ["../feed.xml", "../rss.xml", "../feed.json"]
    );
}

#[test]
fn sections_terms_and_units_have_feeds_of_their_own() {
    let run = site("订阅: {格式: RSS, 范围: [栏目, 标签, 单位]}\n").build().ok();
    let section = parsed(&run, "news/rss.xml");
    assert_eq!(section.title.as_ref().unwrap().content, "要闻 - 站 & 所");
    assert_eq!(titles(&section), ["支部的", "甲 <乙> & “丙”", "先前"], "with what is below it");
    assert_eq!(titles(&parsed(&run, "news/branch/rss.xml")), ["支部的"]);
    assert_eq!(titles(&parsed(&run, "tags/dang-ke/rss.xml")), ["甲 <乙> & “丙”", "先前"]);
    assert_eq!(titles(&parsed(&run, "org/branch-1/rss.xml")), ["甲 <乙> & “丙”"]);
    assert!(!run.has("rss.xml") && !run.has("feed.xml"), "the whole site was not asked for");
    let link = |path: &str| run.page(path).attributes("link[type='application/rss+xml']", "href");
    assert_eq!(link("news/index.html"), ["../news/rss.xml"]);
    assert_eq!(link("tags/dang-ke.html"), ["../tags/dang-ke/rss.xml"]);
    assert_eq!(link("org/branch-1.html"), ["../org/branch-1/rss.xml"]);
    assert_eq!(link("news/a.html"), Vec::<String>::new());
    // Nobody follows each name of an index.
    let run = site("people_index: true\nfeed: {scope: terms}\n").build().ok();
    assert!(run.has("names/index.html") && run.has("tags/dang-ke/feed.xml"));
    assert!(!run.tree().iter().any(|path| path.starts_with("names/") && path.ends_with("feed.xml")));
}

/// A new article is in the feeds of its section and tags at the next build.
#[test]
fn a_new_article_reaches_the_feeds_that_show_it() {
    let site = site("feed: {scope: [sections, terms]}\n");
    site.build().ok();
    site.change("content/news/d.md", "---\ntitle: 新\ndate: 2026-11-20\ntags: [其他]\n---\n正文。\n");
    let run = site.build().ok();
    assert_eq!(titles(&parsed(&run, "news/feed.xml")).first(), Some(&"新"));
    assert_eq!(titles(&parsed(&run, "tags/qi-ta/feed.xml")), ["新", "先前"]);
    assert_eq!(titles(&parsed(&run, "tags/dang-ke/feed.xml")), ["甲 <乙> & “丙”", "先前"]);
}

#[test]
fn a_site_that_wants_no_feed_has_none() {
    let run = site("订阅: 否\n").build().ok();
    assert!(run.tree().iter().all(|path| !path.contains("feed") && !path.contains("rss")));
    assert!(!run.text("index.html").contains("application/atom+xml"));
}

#[test]
fn the_sitemap_names_translations_and_robots_the_sitemap() {
    let site = site("").file("content/news/a.en.md", "---\ntitle: A\ndate: 2026-11-20\n---\nText.\n");
    let run = site.build().ok();
    let map = run.text("sitemap.xml");
    assert!(map.contains(
        "<url><loc>https://dj.example/news/a.html</loc><lastmod>2026-11-19</lastmod><xhtml:link rel=\"alternate\" hreflang=\"zh-CN\" href=\"https://dj.example/news/a.html\"/><xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://dj.example/en/news/a.html\"/></url>"
    ), "{map}");
    assert!(
        map.contains("<url><loc>https://dj.example/news/b.html</loc><lastmod>2026-02-01</lastmod></url>")
    );
    assert_snapshot!(run.text("robots.txt"), @r"
    User-agent: *
    Disallow:

    Sitemap: https://dj.example/sitemap.xml
    ");
    // A site's own stays, and below another site it would say nothing.
    site.change("static/robots.txt", "User-agent: *\nDisallow: /tags/\n");
    assert_eq!(site.build().ok().text("robots.txt"), "User-agent: *\nDisallow: /tags/\n");
    site.remove("static/robots.txt");
    assert!(site.build().ok().text("robots.txt").contains("Sitemap:"), "the generated one is there again");
    assert!(!site.build_with(&["--base-url", "https://dj.example/dj/"]).ok().has("robots.txt"));
}

/// Parts of a thousand addresses in debug builds, of fifty thousand in the published program.
#[test]
fn a_large_sitemap_has_parts() {
    let mut rows = "标题,日期,编号\n".to_owned();
    for number in 0..1_010 {
        rows += &format!("第{number}篇,2026-01-01,n{number:04}\n");
    }
    let site = Site::new()
        .file("site.yaml", "title: 站\nbase_url: https://dj.example/\n")
        .file("content/news/_index.md", "---\ntitle: 要闻\ntype: news\nfrom: 要闻.csv\n---\n")
        .file("content/news/要闻.csv", &rows);
    let run = site.build().ok();
    let parts = run.tree().into_iter().filter(|path| path.starts_with("sitemap-")).count();
    let addresses = |path: &str| run.text(path).matches("<url>").count();
    if parts == 0 {
        assert!(addresses("sitemap.xml") > 1_010, "a program with large parts");
        return;
    }
    assert_eq!(run.text("sitemap.xml").matches("<sitemap>").count(), parts);
    assert!(run.text("sitemap.xml").contains("<loc>https://dj.example/sitemap-1.xml</loc>"));
    assert_eq!((addresses("sitemap-1.xml"), addresses("sitemap-2.xml")), (1_000, 12));
}

#[test]
fn browsers_are_told_of_the_search() {
    let run = site("search: yes\n").build().ok();
    let described = run.text("opensearch.xml");
    assert!(
        described.contains("template=\"https://dj.example/search/index.html?q={searchTerms}\""),
        "{described}"
    );
    assert!(
        described.contains("<ShortName>站 &amp; 所</ShortName><Description>")
            || described.contains("<Description>一个站</Description>")
    );
    assert_eq!(run.page("news/a.html").attributes("link[rel=search]", "href"), ["../opensearch.xml"]);
    let run = site("search: https://s.example/find?site=dj&q={words}\n").build().ok();
    assert!(
        run.text("en/opensearch.xml")
            .contains("template=\"https://s.example/find?site=dj&amp;q={searchTerms}\"")
    );
    assert!(!site("").build().ok().has("opensearch.xml"));
}

#[test]
fn articles_are_there_as_json_with_full_addresses() {
    let site = site("api: true\n");
    let run = site.build().ok();
    let all: Value = serde_json::from_slice(&run.bytes("index.json")).unwrap();
    let pages = all["pages"].as_array().unwrap();
    let dated: Vec<&str> = pages.iter().filter_map(|page| page["date"].as_str()).collect();
    assert_eq!(dated, ["2026-11-19", "2026-11-18T09:30+08:00", "2026-02-01"]);
    let a = pages.iter().find(|page| page["url"] == "https://dj.example/news/a.html").unwrap();
    assert_eq!((&a["type"], &a["section"], &a["tags"][0]), (&"news".into(), &"news".into(), &"党课".into()));
    assert_eq!((&a["summary"], &a["updated"]), (&"一句 话。".into(), &"2026-11-19".into()));
    let record: Value = serde_json::from_slice(&run.bytes("news/a.json")).unwrap();
    assert_eq!(a["record"], "https://dj.example/news/a.json");
    assert_eq!(
        record["html"],
        "<p>正文 <strong>黑</strong>，<a href=\"https://dj.example/news/b.html\">链</a>。</p>\n"
    );
    assert_eq!(record["fields"]["unit"]["url"], "https://dj.example/org/branch-1.html");
    assert_eq!((&record["version"], &record["language"]), (&1.into(), &"zh-CN".into()));
    assert!(run.has("en/index.json") && run.has("en/news/e.json"));
    // A body that changes is in its record, and not in the list.
    let before = run.bytes("index.json");
    site.news_changed("news/b.md", "先前", "另一句。\n");
    let run = site.build().ok();
    let record: Value = serde_json::from_slice(&run.bytes("news/b.json")).unwrap();
    assert_eq!(record["html"], "<p>另一句。</p>\n");
    assert_ne!(run.bytes("index.json"), before, "its summary is another one");
}

/// No program is shown what no visitor is.
#[test]
fn what_is_hidden_is_in_no_file_for_programs() {
    let site = site("api: true\nfeed: {formats: [atom, rss, json], scope: [site, sections, terms, units]}\nredirects: [nginx, apache, iis]\n")
        .file("content/news/h.md", "---\ntitle: 暗号\ndate: 2026-11-27\ndraft: true\naliases: [/anhao/]\ntags: [暗号]\n---\n暗号\n")
        .file("content/news/i.md", "---\ntitle: 暗号\ndate: 2099-11-27\ntags: [暗号]\n---\n暗号\n");
    let run = site.build().ok();
    for path in run.tree() {
        let text = String::from_utf8_lossy(&run.bytes(&path)).into_owned();
        assert!(!text.contains("暗号") && !text.contains("anhao"), "{path}");
    }
}

#[test]
fn web_servers_are_told_former_addresses() {
    let moved = |settings: &str| {
        site(settings).file(
            "content/news/m.md",
            "---\ntitle: 搬\ndate: 2026-01-05\naliases: [/old/a.html, /2019/05/]\n---\n正文。\n",
        )
    };
    let run = moved("旧网址表: [nginx, Apache, IIS]\n").build().ok();
    assert_snapshot!(run.text("redirects.nginx.conf"), @r#"
    # 写在 http { } 里（文件写完整路径）· within http { }, with the full path: include /…/redirects.nginx.conf;
    # 写在 server { } 里 · within server { }: if ($moved_to) { return 301 $moved_to; }
    map $uri $moved_to {
        default "";
        "/2019/05/" "/news/m.html";
        "/old/a.html" "/news/m.html";
    }
    "#);
    assert_snapshot!(run.text("redirects.apache.conf"), @r#"
    # 写在 <VirtualHost> 里，要启用 mod_alias · within <VirtualHost>, with mod_alias:
    # Include redirects.apache.conf
    RedirectMatch 301 "^/2019/05/$" "/news/m.html"
    RedirectMatch 301 "^/old/a\.html$" "/news/m.html"
    "#);
    let iis = run.text("redirects.iis.config");
    assert!(iis.contains("<add key=\"/old/a.html\" value=\"/news/m.html\" />"), "{iis}");
    assert!(run.has("old/a.html") && run.has("2019/05/index.html"), "the pages there stay");
    let long = site("redirects: nginx\n").file(
        "content/news/l.md",
        &format!("---\ntitle: 长\ndate: 2026-01-05\naliases: [/{}.html]\n---\n正文。\n", "a".repeat(60)),
    );
    let table = long.build().ok().text("redirects.nginx.conf");
    assert!(table.contains("# 在它前面先写 map_hash_bucket_size 128;\n"), "{table}");
    // One file answers every query: what follows the question mark tells nothing apart.
    let queried = site("").file(
        "content/news/q.md",
        "---\ntitle: 问\ndate: 2026-01-05\naliases: [/show.asp?id=12]\n---\n正文。\n",
    );
    let told = queried.build().ok().problems();
    assert!(
        told.contains("content/news/q.md:4:11 address/query: 旧链接“/show.asp?id=12”里问号后面的没有用上"),
        "{told}"
    );
    let below = moved("redirects: nginx\n").build_with(&["--base-url", "https://dj.example/dj/"]).ok();
    assert!(below.text("redirects.nginx.conf").contains("\"/dj/old/a.html\" \"/dj/news/m.html\";"));
    assert!(!moved("").build().ok().tree().iter().any(|path| path.contains("redirects")));
}
