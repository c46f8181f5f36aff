//! Which pages are published: states, languages, former addresses, a second build.

use std::time::{Duration, SystemTime};

use insta::assert_snapshot;

use crate::site::{Site, pixel};

/// A site with one page of each state, whose texts, summaries, tags, ids, pictures and attachments
/// contain a mark.
fn states() -> Site {
    let hidden = |site: Site, name: &str, more: &str| {
        let mark = format!("CANARY-{name}");
        site.bytes(format!("content/news/{name}/{mark}.png"), &pixel(mark.len() as u8))
            .bytes(format!("content/news/{name}/{mark}.docx"), mark.as_bytes())
            .news(
                &format!("news/{name}/index.md"),
                &format!("{mark} 标题"),
                &format!("{more}summary: {mark} 摘要\ntags: [{mark}, 安全]\ncover: {mark}.png\nattachments: [{mark}.docx]\nseries: {{name: 系列, part: 2}}\naliases: [/old/{mark}.html]\n"),
                &format!("{mark} 正文。\n\n![图]({mark}.png)\n\n## {mark} 小标题\n"),
            )
    };
    let site = Site::new()
        .file("site.yaml", "title: 站\nbase_url: https://dj.example/\nsearch: yes\nhome:\n  - headline: {}\n  - tabs: {sections: [news]}\n")
        .news("news/seen.md", "看得见", "tags: [安全]\nseries: {name: 系列, part: 1}\nrelated: [draft]\n", "见[草稿](draft/index.md)和[将来](scheduled/index.md#x)。");
    let site = hidden(site, "draft", "draft: 是\n");
    let site = hidden(site, "scheduled", "publish_at: 2026-12-01\n");
    let site = hidden(site, "expired", "expires: 2026-11-01\n");
    hidden(site, "future", "updated: 2026-01-01\n")
        .file("content/news/dated.md", "---\ntitle: CANARY-dated\ndate: 2027-01-01\n---\nCANARY-dated\n")
}

#[test]
fn what_is_hidden_appears_nowhere() {
    let site = states();
    site.remove("content/news/future/index.md");
    let run = site.build().ok();
    for (name, bytes) in site.published() {
        assert!(!name.to_lowercase().contains("canary"), "{name}");
        assert!(!String::from_utf8_lossy(&bytes).contains("CANARY"), "{name}");
    }
    assert!(run.has("news/seen.html") && run.text("search/t0.js").contains("news/seen.html"));
}

#[test]
fn drafts_and_what_is_to_come_are_shown_on_request() {
    let site = states();
    assert!(!site.build().ok().has("news/draft.html"));
    let drafts = site.build_with(&["--drafts"]).ok();
    assert!(
        drafts.has("news/draft.html")
            && !drafts.has("news/scheduled.html")
            && !drafts.has("news/expired.html")
    );
    let future = site.build_with(&["--future"]).ok();
    assert!(
        future.has("news/scheduled.html") && future.has("news/dated.html") && !future.has("news/draft.html")
    );
    let later = site.build_with(&["--now", "2027-02-01"]).ok();
    assert!(
        later.has("news/scheduled.html") && later.has("news/dated.html") && !later.has("news/expired.html")
    );
}

#[test]
fn a_page_is_published_at_its_moment() {
    let site =
        Site::new().news("news/x.md", "甲", "定时发布: 2026-11-20 08:30\n下线时间: 2026-11-21 18:00\n", "");
    let is_there = |now: &str| site.build_with(&["--now", now]).ok().has("news/x.html");
    assert!(!is_there("2026-11-20T08:29:59+08:00"));
    assert!(is_there("2026-11-20T08:30:00+08:00"));
    assert!(is_there("2026-11-21T17:59:59+08:00"));
    assert!(!is_there("2026-11-21T18:00:00+08:00"));
}

/// The last day counts, too.
#[test]
fn a_page_that_expires_on_a_day_is_there_on_that_day() {
    let site = Site::new().news("news/x.md", "甲", "expires: 2026-11-20\n", "");
    assert!(site.build_with(&["--now", "2026-11-20T23:00:00+08:00"]).ok().has("news/x.html"));
    assert!(!site.build_with(&["--now", "2026-11-21T00:00:00+08:00"]).ok().has("news/x.html"));
}

#[test]
fn states_are_known_to_templates() {
    let site = Site::showing("{{ page.state }} {{ page.pinned }}")
        .news("news/a.md", "甲", "draft: true\n", "")
        .news("news/b.md", "乙", "置顶: 2027\n", "")
        .news("news/c.md", "丙", "publish_at: 2028\n", "");
    let run = site.build_with(&["--drafts", "--future"]).ok();
    assert_eq!(run.text("news/a.html"), "draft false");
    assert_eq!(run.text("news/b.html"), "published true");
    assert_eq!(run.text("news/c.html"), "scheduled false");
}

const LANGUAGES: &str = "{{ lang }} {{ t(key=\"home\") }}：{% for x in translations %}{{ x.lang }} {{ x.url }}{% if x.current %}*{% endif %}{% if not x.exact %}?{% endif %} {% endfor %}";

#[test]
fn each_page_knows_its_versions_in_other_languages() {
    let site = Site::new()
        .news_templates(LANGUAGES, LANGUAGES)
        .file("site.yaml", "title: 站\nlanguages: [zh, en]\n")
        .section("news", "title: 要闻\n")
        .file("content/news/_index.en.md", "---\ntitle: News\n---\n")
        .section("news/only", "title: 只有中文\n")
        .news("news/x.md", "甲", "", "")
        .news("news/x.en.md", "A", "", "")
        .news("news/y.md", "乙", "", "")
        .news("news/only/z.md", "丙", "", "")
        .news("other/o.md", "丁", "", "");
    let run = site.build().ok();
    let shown = [
        "news/x.html",
        "en/news/x.html",
        "news/y.html",
        "news/only/z.html",
        "other/o.html",
        "news/index.html",
    ];
    let shown: Vec<String> = shown.iter().map(|path| format!("{path} → {}", run.text(path))).collect();
    assert_snapshot!(shown.join("\n"), @"
    news/x.html → zh 首页：zh-CN /news/x.html* en /en/news/x.html 
    en/news/x.html → en Home：zh-CN /news/x.html en /en/news/x.html* 
    news/y.html → zh 首页：zh-CN /news/y.html* en /en/news/index.html? 
    news/only/z.html → zh 首页：zh-CN /news/only/z.html* en /en/news/index.html? 
    other/o.html → zh 首页：zh-CN /other/o.html* en /en/index.html? 
    news/index.html → zh 首页：zh-CN /news/index.html* en /en/news/index.html
    ");
}

#[test]
fn the_theme_says_which_language_a_page_is_in_and_where_the_others_are() {
    let site = Site::new()
        .file(
            "site.yaml",
            "title: {zh: 站, en: Site}\nbase_url: https://dj.example/site\nlanguages: [zh, en]\n",
        )
        .news("news/x.md", "甲", "", "")
        .news("news/x.en.md", "A", "", "")
        .news("news/y.md", "乙", "", "");
    let run = site.build().ok();
    let head = |path: &str| {
        let page = run.page(path);
        let languages = page.attributes("link[rel=alternate][hreflang]", "hreflang");
        (page.attributes("html", "lang").join(""), languages.join(" "))
    };
    assert_snapshot!(format!("{:?}\n{:?}\n{:?}", head("news/x.html"), head("en/news/x.html"), head("news/y.html")), @r#"
    ("zh-CN", "zh-CN en")
    ("en", "zh-CN en")
    ("zh-CN", "")
    "#);
}

#[test]
fn a_language_that_has_no_page_has_no_folder() {
    let site =
        Site::new().file("site.yaml", "title: 站\nlanguages: [zh, en]\n").news("news/x.md", "甲", "", "");
    assert!(!site.build().ok().tree().iter().any(|name| name.starts_with("en/")));
}

#[test]
fn a_former_address_sends_the_visitor_on() {
    let site = Site::new().news(
        "news/x.md",
        "甲 & 乙",
        "旧链接: [/dangjian/gaikuang.html, /old/x/, old/Item.aspx]\n",
        "",
    );
    let run = site.build().ok();
    assert_snapshot!(run.text("dangjian/gaikuang.html"), @r#"
    <!DOCTYPE html>
    <html lang="zh">
    <head>
    <meta charset="utf-8">
    <title>甲 &amp; 乙</title>
    <meta name="robots" content="noindex">
    <link rel="canonical" href="../news/x.html">
    <meta http-equiv="refresh" content="0; url=../news/x.html">
    </head>
    <body>
    <p><a href="../news/x.html">甲 &amp; 乙</a></p>
    </body>
    </html>
    "#);
    assert!(run.text("old/x/index.html").contains("url=../../news/x.html"));
    assert!(run.has("old/Item.aspx"));
}

#[test]
fn a_second_build_writes_only_what_changed() {
    let site = Site::new()
        .news("news/a.md", "甲", "", "旧")
        .news("other/b.md", "乙", "", "不变")
        .file("static/robots.txt", "User-agent: *\n");
    site.build().ok();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for name in site.published().into_keys() {
        std::fs::File::options()
            .append(true)
            .open(site.public().join(name))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    site.news_changed("news/a.md", "甲", "新");
    site.build().ok();
    let touched =
        |name: &str| std::fs::metadata(site.public().join(name)).unwrap().modified().unwrap() != long_ago;
    let changed: Vec<String> =
        site.published().into_keys().filter(|name| touched(name) && !name.starts_with('.')).collect();
    assert_eq!(changed, ["news/a.html"]);
}

#[test]
fn what_has_gone_from_the_site_goes_from_the_published_folder() {
    let site = Site::new()
        .news("news/a.md", "甲", "tags: [一]\n", "")
        .bytes("content/news/b/pic.png", &pixel(1))
        .news("news/b/index.md", "乙", "tags: [二]\n", "![图](pic.png)");
    let before = site.build().ok().tree();
    site.remove("content/news/b/index.md");
    let after = site.build().ok().tree();
    let gone: Vec<&String> = before.iter().filter(|name| !after.contains(name)).collect();
    assert_snapshot!(format!("{gone:#?}"), @r#"
    [
        "news/b.html",
        "news/b/pic-3ff3efa782-1.png",
        "tags/er.html",
    ]
    "#);
    assert!(!site.public().join("news/b").exists(), "an empty folder is left");
}

#[test]
fn files_of_others_in_the_published_folder_are_not_touched() {
    let site = Site::new().news("news/a.md", "甲", "", "");
    site.build().ok();
    std::fs::write(site.public().join("CNAME"), "dj.example").unwrap();
    site.remove("content/news/a.md");
    site.build().ok();
    assert_eq!(std::fs::read_to_string(site.public().join("CNAME")).unwrap(), "dj.example");
}

#[test]
fn a_folder_that_is_not_ours_is_not_published_into() {
    let site = Site::new().news("news/a.md", "甲", "", "");
    std::fs::create_dir(site.public()).unwrap();
    std::fs::write(site.public().join("论文.txt"), "三年的心血").unwrap();
    assert_snapshot!(site.build().fails(), @"[PUBLIC] output/foreign-folder: “[PUBLIC]”里有不是 dangjian 生成的文件 → 换一个输出文件夹；里面的东西不要了，就先清空它");
    assert_eq!(site.published().len(), 1);
}

#[test]
fn static_files_are_copied_as_they_are() {
    let site = Site::new()
        .bytes("static/files/a.bin", &[0, 159, 146, 150])
        .file("static/robots.txt", "User-agent: *\n")
        .file("static/files/.htaccess", "Options -Indexes\n")
        .file("static/.well-known/security.txt", "Contact: mailto:a@b.example\n")
        .file("static/.DS_Store", "");
    let run = site.build().ok();
    assert_eq!(site.published()["files/a.bin"], [0, 159, 146, 150]);
    assert_eq!(run.text("robots.txt"), "User-agent: *\n");
    // Hidden files are left out, except those that servers read.
    assert_eq!(run.text("files/.htaccess"), "Options -Indexes\n");
    assert!(run.has(".well-known/security.txt") && !run.has(".DS_Store"));
}

#[test]
fn a_static_file_whose_name_some_servers_cannot_serve() {
    let site = Site::new().file("static/files/表 一.bin", "x").news(
        "news/x.md",
        "甲",
        "attachments: [\"/files/表 一.bin\"]\n",
        "[表](</files/表 一.bin>)",
    );
    let run = site.build().ok();
    let path = run.tree().into_iter().find(|path| path.starts_with("files/biao-yi-")).unwrap();
    let found = run.page("news/x.html").attributes("a[href]", "href");
    assert_eq!(found.iter().filter(|href| **href == format!("../{path}")).count(), 2, "{found:?}");
}

#[test]
fn a_translation_is_not_public_while_its_original_is_hidden() {
    let built = |original: &str, translation: &str| {
        Site::new()
            .file("site.yaml", "title: 站\nlanguages: [zh, en, ug]\n")
            .news("news/x.md", "甲", original, "")
            .news("news/x.en.md", "A", translation, "")
            .build()
    };
    for (original, translation, name) in [
        ("草稿: 是\n", "", "草稿"),
        ("定时发布: 2026-12-01\n", "", "未到发布时间"),
        ("下线时间: 2026-11-01\n", "", "已下线"),
        ("下线时间: 2026-11-01\n", "expires: 2026-12-01\n", "已下线"),
        // The day on which it expires is still to come.
        ("下线时间: 2026-12-01\n", "", "到期下线"),
        ("下线时间: 2026-12-01\n", "expires: 2026-12-31\n", "先到期下线"),
    ] {
        let problems = built(original, translation).fails();
        let is_told = problems.contains("content/news/x.en.md:2:8 site/hidden-original")
            && problems.contains("content/news/x.md")
            && problems.contains(name);
        assert!(is_told && problems.lines().count() == 1, "{original}{translation}: {problems}");
        // The writer says that this one is to be public.
        let run = built(original, &format!("{translation}draft: 否\n")).ok();
        assert!(run.has("en/news/x.html"), "{original}");
    }
    for (original, translation) in [
        ("草稿: 是\n", "draft: true\n"),
        ("下线时间: 2026-12-01\n", "expires: 2026-12-01\n"),
        // A translation may be published later, or for a shorter time.
        ("", "draft: true\n"),
        ("", "expires: 2026-11-01\n"),
    ] {
        assert_eq!(built(original, translation).ok().problems(), "", "{original}{translation}");
    }
}
