//! The site's own search: which files it publishes, what is in them, and what an edit changes.

use std::collections::BTreeMap;

use insta::assert_snapshot;

use crate::site::Site;

/// The number of articles of [`large`], of 20 KB each: more than a megabyte, so that there are
/// pieces, of the oldest 32.
const ARTICLES: usize = 60;

/// A paragraph that no other article has: characters chosen by a counter.
fn text(number: usize) -> String {
    let mut state = number as u32 * 7919 + 1;
    let mut character = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x4E00 + (state >> 16) % 900).unwrap()
    };
    (0..60).map(|_| (0..110).map(|_| character()).collect::<String>() + "。\n\n").collect()
}

fn article(number: usize, more: &str) -> String {
    let (month, day) = (number / 28 + 1, number % 28 + 1);
    let text = text(number);
    format!("---\ntitle: 第{number}篇\ndate: 2025-{month:02}-{day:02}\n---\n{more}{text}")
}

fn large() -> Site {
    let site = Site::new().file("site.yaml", "title: 站\nsearch: 是\n").section("news", "title: 新闻\n");
    (0..ARTICLES)
        .fold(site, |site, number| site.file(format!("content/news/a{number}.md"), &article(number, "")))
}

/// The files of the index.
fn index(site: &Site) -> BTreeMap<String, Vec<u8>> {
    site.published().into_iter().filter(|(path, _)| path.starts_with("search/")).collect()
}

/// The files of the index that the next build changes; it must make what a clean one makes.
fn changed(site: &Site, before: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    site.build().ok();
    let after = index(site);
    std::fs::remove_dir_all(site.path(".dangjian")).unwrap();
    std::fs::remove_dir_all(site.public()).unwrap();
    site.build().ok();
    let clean = index(site);
    assert!(after == clean, "an edit makes another index than a clean build");
    let names = before.keys().chain(after.keys()).collect::<std::collections::BTreeSet<_>>();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

#[test]
fn an_edit_changes_few_files_and_makes_what_a_clean_build_makes() {
    let site = large();
    site.build().ok();
    let mut before = index(&site);
    let pieces = before.keys().filter(|name| name.starts_with("search/p")).count();
    assert!(pieces >= 2 && before.contains_key("search/index.js"), "{:?}", before.keys());

    // An edit of an article of the last weeks: a file of texts; a new one: that of the sounds, too.
    site.change("content/news/a59.md", article(59, "补记一句话。\n\n"));
    let new = changed(&site, &before);
    assert_eq!(new, ["search/index.js", "search/t8.js"]);
    before = index(&site);
    site.change("content/news/new.md", "---\ntitle: 新来的\ndate: 2026-01-01\n---\n新来的一篇。\n");
    assert_eq!(changed(&site, &before), ["search/index.js", "search/sounds.js", "search/t8.js"]);

    // An old one: the pieces of the terms that it has gained or lost, too.
    before = index(&site);
    site.change("content/news/a3.md", article(3, "龘龘。\n\n"));
    let old = changed(&site, &before);
    let of_texts = old.iter().filter(|name| name.starts_with("search/t")).count();
    assert!(of_texts == 1 && old.len() <= 7, "{old:?}");

    // What is gone is gone from all files.
    before = index(&site);
    site.remove("content/news/new.md");
    assert_eq!(changed(&site, &before), ["search/index.js", "search/sounds.js", "search/t8.js"]);
    before = index(&site);
    site.remove("content/news/a10.md");
    assert!(changed(&site, &before).len() > pieces / 2);

    // A file that somebody has changed is made again.
    before = index(&site);
    std::fs::write(site.public().join("search/p0.js"), "x").unwrap();
    std::fs::remove_file(site.public().join("search/t2.js")).unwrap();
    site.build().ok();
    assert!(index(&site) == before);
}

#[test]
fn all_words_of_a_page_are_in_the_index() {
    let site = Site::new()
        .file("site.yaml", "title: 站\nsearch: 是\n")
        .bytes("content/news/a/表.csv", b"a,b\n")
        .bytes("content/news/a/p.png", &crate::site::pixel(3))
        .news(
            "news/a/index.md",
            "标题甲",
            "subtitle: 副题乙\nsummary: 摘要丙\nauthor: 林见山\ntags: [标签丁]\nattachments: [{file: 表.csv, title: 附件戊}]\n",
            "正文**己**了。\n\n![说明庚](p.png \"图注辛\")\n\n| 表壬 |\n|-|\n| 癸 |\n",
        );
    let run = site.build().ok();
    let texts = run.text("search/t0.js");
    for word in [
        "标题甲",
        "副题乙",
        "摘要丙",
        "林见山",
        "标签丁",
        "附件戊",
        "正文己了",
        "说明庚",
        "图注辛",
        "表壬",
        "癸",
    ] {
        assert!(texts.contains(word), "{word} in {texts}");
    }
    assert!(!run.has("search/p0.js"), "a small site is looked through");
    assert!(run.page("news/a.html").attributes("form", "action") == ["../search/index.html"]);
}

#[test]
fn a_field_of_a_type_is_found_only_where_its_pages_show_it() {
    let declaration = "name: 新闻\ntemplate: page/shown.html\nlist: list/shown.html\norder: -date\nrequire: [date]\nfields:\n  spoken: {label: 说了}\n  contact: {label: 联系方式}\n";
    let site = Site::new()
        .file("site.yaml", "title: 站\nsearch: 是\n")
        .news_templates("{{ page.title }} {{ page.spoken }} {{ page.content }}", "")
        .file("types/news.yaml", declaration)
        .news(
            "news/a.md",
            "题",
            "spoken: 第四党支部联系人\ncontact: 第四党支部联系人电话一三八零零\n",
            "党委[^1]书记。\n\n[^1]: 注文",
        );
    let texts = site.build().ok().text("search/t0.js");
    assert!(texts.contains("第四党支部联系人") && !texts.contains("一三八零零"), "{texts}");
    assert!(texts.contains("党委书记") && texts.contains("注文") && !texts.contains('↩'), "{texts}");
}

#[test]
fn what_no_page_shows_is_in_no_index() {
    let more = "author: 林见山\nproofreaders: [校对人]\nreviewers: [审核人]\nflags: [headline]\naliases: [/old/jiu.html]\nid: bianhao\n";
    let site = Site::new().file("site.yaml", "title: 站\nsearch: 是\n").news("news/a.md", "题", more, "文");
    let texts = site.build().ok().text("search/t0.js");
    assert!(texts.contains("林见山"), "{texts}");
    for hidden in ["校对人", "审核人", "headline", "jiu", "bianhao"] {
        assert!(!texts.contains(hidden), "{hidden} in {texts}");
    }
}

#[test]
fn a_site_without_the_search_has_no_index_and_each_language_its_own() {
    let site = Site::new().file("site.yaml", "title: 站\nsearch: 否\n").news("news/a.md", "题", "", "文");
    let run = site.build().ok();
    assert!(!run.has("search/index.js") && !run.has("search/index.html"));
    site.change("site.yaml", "title: 站\nsearch: yes\nlanguages: [zh, en]\n");
    site.change("content/news/b.en.md", "---\ntitle: Title\ndate: 2026-01-01\n---\nWords.\n");
    let run = site.build().ok();
    assert!(run.text("search/t0.js").contains("题") && !run.text("search/t0.js").contains("Title"));
    assert!(run.text("en/search/t0.js").contains("Title"));
    assert!(run.text("en/search/index.js").contains("\"root\":\"../../\""));
}

#[test]
fn a_file_of_the_site_in_the_place_of_the_index_is_told() {
    let site = Site::new()
        .file("site.yaml", "title: 站\nsearch: 是\n")
        .file("static/search/index.js", "alert(1)")
        .news("news/a.md", "题", "", "文");
    assert_snapshot!(site.build().fails(), @"output/collision: 有两处内容都要发布到“search/index.js” → 给其中一个改名，是文章的也可以改它的“网址名”");
}
