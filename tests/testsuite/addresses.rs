//! Addresses: pinyin, patterns, `addresses.yaml`, collisions.

use insta::assert_snapshot;

use crate::site::{Run, Site};

fn pages(run: &Run) -> String {
    let mut names: Vec<String> = run.tree();
    names.retain(|name| {
        name.ends_with(".html") && !name.ends_with("index.html") && !name.ends_with("404.html")
    });
    names.join(" ")
}

fn with(permalinks: &str) -> Site {
    Site::listing("{% for p in pages %}{{ p.url }} {% endfor %}{{ pager.next | default(value=\"\") }}")
        .file("site.yaml", &format!("title: 站\nlanguages: [zh, en]\nlist: {{page_size: 2}}\n{permalinks}"))
}

#[test]
fn names_of_files_are_read_as_words() {
    let run = Site::showing("")
        .news("行业动态/重庆银行行长参加行业会议.md", "甲", "", "")
        .news("行业动态/重温入党誓词.md", "乙", "", "")
        .build()
        .ok();
    assert_eq!(
        pages(&run),
        "hang-ye-dong-tai/chong-qing-yin-hang-hang-zhang-can-jia-hang-ye-hui-yi.html hang-ye-dong-tai/chong-wen-ru-dang-shi-ci.html"
    );
}

#[test]
fn a_site_says_how_its_addresses_are_made() {
    let site = with("permalinks:\n  news: /{section}/{year}/{month}{day}-{slug}.html\n  news/branch: /b/{id}.html\n  notices: /n/{title}/\n")
        .news("news/x.md", "甲", "slug: first\naliases: [/old/x.html]\n", "[乙](branch/y.md)")
        .news("news/x.en.md", "A", "slug: first\n", "")
        .news("news/branch/y.md", "乙", "id: 支部7\n", "[甲](../x.md)")
        .news("notices/z.md", "重庆通知", "", "")
        .news("other/w.md", "丁", "", "");
    let run = site.build_with(&["--base-url", "https://dj.example/"]).ok();
    assert_eq!(
        run.tree()
            .into_iter()
            .filter(|name| name.ends_with(".html") && !name.contains("404"))
            .collect::<Vec<_>>()
            .join(" "),
        "b/zhi-bu-7.html en/index.html en/news/2026/0101-first.html en/news/index.html index.html n/chong-qing-tong-zhi/index.html news/2026/0101-first.html news/branch/index.html news/index.html notices/index.html old/x.html other/2026/0101-w.html other/index.html"
    );
    assert_eq!(run.text("news/index.html"), "/b/zhi-bu-7.html /news/2026/0101-first.html ");
}

#[test]
fn links_and_pictures_follow_a_pattern_everywhere() {
    let site = with("permalinks: {news: \"/{section}/{year}/{slug}.html\"}\n")
        .news_templates(
            "{{ page.content | safe }}<a href=\"{{ page.url }}\">旧</a>",
            "{% for p in pages %}<a href=\"{{ p.url }}\">{{ p.title }}</a>{% endfor %}",
        )
        .news("news/x.md", "甲", "", "[乙](y.md) ![图](a.svg)")
        .news("news/y.md", "乙", "", "[甲](./x.md)")
        .file("content/news/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>");
    let run = site.build().ok();
    let text = run.text("news/2026/x.html");
    assert!(
        text.contains("href=\"../../news/2026/y.html\"") && text.contains("src=\"../../news/a-"),
        "{text}"
    );
    assert!(run.text("news/index.html").contains("2026/x.html\""), "{}", run.text("news/index.html"));
}

#[test]
fn wrong_patterns_are_told_at_their_places() {
    let run = with("permalinks:\n  news: /{sectoin}/{slug}.html\n  notices: /{year}.html\n  a: 1\n").build();
    assert_snapshot!(run.fails(), @r#"
    site.yaml:5:9 config/permalink: 网址样式里没有“{sectoin}”这一项 → 是不是“section”？
    site.yaml:6:12 config/permalink: 这样写，所有文章的网址会是同一个 → 加上 {slug}、{id} 或 {title}
    site.yaml:7:6 config/permalink: 网址样式要按栏目或类型来写 → 如 news: /{section}/{year}/{slug}.html
    "#);
    let run = with("网址样式: {newz: \"/{slug}.html\"}\n").news("news/x.md", "甲", "", "").build();
    assert_snapshot!(run.fails(), @r#"site.yaml:4:8 config/permalink: 没有“newz”这个栏目或类型 → 是不是“news”？"#);
}

#[test]
fn a_date_that_is_not_there_is_told() {
    let run = with("permalinks: {news: \"/{section}/{year}/{month}-{slug}.html\"}\n")
        .file("content/news/x.md", "---\ntitle: 甲\ndate: 2011\n---\n")
        .build();
    assert_snapshot!(run.fails(), @r#"content/news/x.md:3:7 address/no-date: 网址里要用日期，日期只写到“2011” → 把日期写到年月日，如 日期: 2026-11-20；或者改 site.yaml 里的网址样式"#);
}

#[test]
fn a_collision_names_both_files() {
    let run = with("permalinks: {news: \"/{section}/{title}.html\"}\n")
        .news("news/x.md", "同一个标题", "", "")
        .news("news/y.md", "同一个标题", "slug: y\n", "")
        .build();
    assert_snapshot!(run.fails(), @"content/news/y.md:4:7 address/collision: “content/news/x.md”和“content/news/y.md”的网址相同，都是 /news/tong-yi-ge-biao-ti.html → 把这里的“网址名”改成别的，或者给另一篇加一行“网址名: ……”");
}

fn locked(entries: &str) -> Site {
    Site::showing("").file("addresses.yaml", entries)
}

#[test]
fn without_the_file_nothing_is_written_and_with_it_new_articles_are_added() {
    let site = Site::showing("").news("a/x.md", "甲", "", "");
    site.build().ok();
    assert!(!site.path("addresses.yaml").exists());

    let site = locked("# 已发布文章的网址\n")
        .news("a/x.md", "甲", "", "")
        .news("a/b/重庆.md", "乙", "", "")
        .news("a/d.md", "丁", "draft: true\n", "");
    site.build_with(&["--drafts"]).ok();
    let text = |site: &Site| std::fs::read_to_string(site.path("addresses.yaml")).unwrap();
    assert_eq!(
        text(&site),
        "# 已发布文章的网址\ncontent/a/b/重庆.md: /a/b/chong-qing.html\ncontent/a/x.md: /a/x.html\n"
    );
    // Recorded addresses stay, though today's rules give the file another one.
    site.change(
        "addresses.yaml",
        "# 已发布文章的网址\ncontent/a/b/重庆.md: /a/b/zhong-qing.html\ncontent/a/x.md: /a/x.html\n",
    );
    let site = site.news("a/c.md", "丙", "", "");
    let run = site.build().ok();
    assert_eq!(pages(&run), "a/b/zhong-qing.html a/c.html a/x.html");
    assert_eq!(
        text(&site),
        "# 已发布文章的网址\ncontent/a/b/重庆.md: /a/b/zhong-qing.html\ncontent/a/c.md: /a/c.html\ncontent/a/x.md: /a/x.html\n"
    );
    // Without new articles the file is not touched.
    let before = std::fs::metadata(site.path("addresses.yaml")).unwrap().modified().unwrap();
    site.build().ok();
    assert_eq!(std::fs::metadata(site.path("addresses.yaml")).unwrap().modified().unwrap(), before);
}

#[test]
fn a_build_that_fails_notes_nothing() {
    let site = locked("# 空\n").news("a/x.md", "甲", "", "[没有](none.md)").news(
        "a/y.md",
        "乙",
        "date2: 1\nunit: 没有\n",
        "",
    );
    site.build().fails();
    assert_eq!(std::fs::read_to_string(site.path("addresses.yaml")).unwrap(), "# 空\n");
}

#[test]
fn an_address_is_not_given_to_another_in_silence() {
    let run = locked("content/a/old.md: /a/x.html\n").news("a/x.md", "甲", "", "").build();
    assert_snapshot!(run.fails(), @r#"content/a/x.md:2:1 address/collision: /a/x.html 是“content/a/old.md”的网址（已经没有这个文件），“content/a/x.md”不能再用 → 同一篇文章改了文件名的，把 addresses.yaml 里的“content/a/old.md”改成“content/a/x.md”；否则给“content/a/x.md”加一行“网址名: ……”"#);
    let run = locked("content/a/draft.md: /a/x.html\n")
        .news("a/draft.md", "乙", "draft: true\n", "")
        .news("a/x.md", "甲", "", "")
        .build();
    assert_snapshot!(run.fails(), @r#"content/a/x.md:2:1 address/collision: /a/x.html 是“content/a/draft.md”的网址（现在没有发布），“content/a/x.md”不能再用 → 给“content/a/x.md”加一行“网址名: ……”，或者改文件名"#);
}

#[test]
fn entries_that_are_wrong_and_slugs_that_are_not_used_are_told() {
    let run = locked("content/a/x.md: a/x.html\n- 1\n").news("a/x.md", "甲", "", "").build();
    assert_eq!(run.code, Some(1));
    let run =
        locked("content/a/x.md: a/x.html\ncontent/a/y.md: /a/y.html\ncontent/a/z.md: /a/y.html\n").build();
    assert_snapshot!(run.fails(), @r#"
    addresses.yaml:1:17 address/lock: 这一行不是“文章: 网址” → 写成 content/news/x.md: /news/x.html 这样
    addresses.yaml:3:17 address/lock: /a/y.html 已经是“content/a/y.md”的网址 → 两行留下一行，或者改其中一个网址
    "#);
    let run = locked("content/a/x.md: /a/x.html\n").news("a/x.md", "甲", "网址名: neu\n", "").build().ok();
    assert_snapshot!(run.problems(), @r#"content/a/x.md:4:6 address/kept: 网址仍是 /a/x.html，这里写的网址名没有用上 → 要换网址，就把 addresses.yaml 里“content/a/x.md”一行删去，再在“旧链接”里写 /a/x.html；不换就删去这里的网址名"#);
}
