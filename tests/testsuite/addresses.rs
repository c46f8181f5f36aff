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
    addresses.yaml:1:17 address/lock: 这一行不是“文章: 网址” → 写成 content/news/x.md: /news/x.html 这样；标签写成 tags/党课: /tags/dang-ke.html
    addresses.yaml:3:17 address/lock: /a/y.html 已经是“content/a/y.md”的网址 → 两行留下一行，或者改其中一个网址
    "#);
    let run = locked("content/a/x.md: /a/x.html\n").news("a/x.md", "甲", "网址名: neu\n", "").build().ok();
    assert_snapshot!(run.problems(), @r#"content/a/x.md:4:6 address/kept: 网址仍是 /a/x.html，这里写的网址名没有用上 → 要换网址，就把 addresses.yaml 里“content/a/x.md”一行删去，再在“旧链接”里写 /a/x.html；不换就删去这里的网址名"#);
}

const LIST: &str = "addresses.yaml";

fn list(site: &Site) -> String {
    std::fs::read_to_string(site.path(LIST)).unwrap()
}

/// A tag keeps its address when another one comes that sounds alike; so do authors.
#[test]
fn a_term_keeps_its_address_whatever_comes() {
    let site = Site::new().file("site.yaml", "title: 站\nauthors: true\n").file(LIST, "").news(
        "news/1.md",
        "甲",
        "tags: [整治]\nauthor: 李莉\n",
        "",
    );
    let run = site.build().ok();
    assert_eq!(run.page("tags/zheng-zhi.html").texts("h1"), ["整治"]);
    assert_eq!(
        list(&site),
        "authors/李莉: /authors/li-li.html\ncontent/news/1.md: /news/1.html\ntags/整治: /tags/zheng-zhi.html\n"
    );
    site.change("content/news/2.md", "---\ntitle: 乙\ndate: 2026-01-02\ntags: [政治]\nauthor: 李丽\n---\n");
    let run = site.build().ok();
    assert_eq!(run.page("tags/zheng-zhi.html").texts("h1"), ["整治"]);
    assert_eq!(run.page("tags/zheng-zhi-2.html").texts("h1"), ["政治"]);
    assert_eq!(run.page("authors/li-li.html").texts("h1"), ["李莉"]);
    assert!(list(&site).contains("tags/政治: /tags/zheng-zhi-2.html\n"));
    // Nothing takes the address of a tag that is gone: it leads to all tags.
    site.change("content/news/1.md", "---\ntitle: 甲\ndate: 2026-01-02\ntags: [政之]\n---\n");
    let run = site.build().ok();
    assert!(
        run.text("tags/zheng-zhi.html").contains("url=../tags/index.html"),
        "{}",
        run.text("tags/zheng-zhi.html")
    );
    assert_eq!(run.page("tags/zheng-zhi-3.html").texts("h1"), ["政之"]);
    assert_eq!(run.problems(), "");
    // The same in a folder that nobody has built.
    let published = site.published();
    std::fs::remove_dir_all(site.path(".dangjian")).unwrap();
    std::fs::remove_dir_all(site.public()).unwrap();
    site.build().ok();
    assert_eq!(site.published(), published);
}

/// By hand, a tag can have any address in its folder; what can't be used is told.
#[test]
fn addresses_of_terms_can_be_written_by_hand() {
    let site = Site::new()
        .file(LIST, "tags/党课: /tags/party-class.html\ntagz/甲: /tagz/jia.html\ntags/乙: /news/yi.html\n")
        .news("news/1.md", "甲", "tags: [党课, 乙]\n", "");
    let run = site.build().ok();
    assert_eq!(run.page("tags/party-class.html").texts("h1"), ["党课"]);
    assert!(run.has("tags/yi.html"));
    insta::assert_snapshot!(run.problems(), @r"
    addresses.yaml:2:1 address/unused: “tagz/甲”这一行没有用上 → 开头要是文章的路径（content/……md）或者分类的文件夹（tags/标签）；site.yaml 里已经没有这个分类的，删去这一行
    addresses.yaml:3:1 address/unused: “tags/乙”这一行没有用上 → 网址要写成 /tags/……html，只用字母、数字和连字符；不用了就删去这一行
    ");
}

/// Where nothing is noted, whoever comes next may take the address of another.
#[test]
fn tags_that_sound_alike_are_told_where_nothing_is_noted() {
    let site = Site::new().news("news/1.md", "甲", "tags: [整治]\n", "").news(
        "news/2.md",
        "乙",
        "tags: [政治]\n",
        "",
    );
    insta::assert_snapshot!(site.build().ok().problems(), @r"
    content/news/1.md:4:7 address/alike: “整治”和“政治”拼音一样，网址加了编号，是 /tags/zheng-zhi-2.html；以后再有一样的，两个的网址可能对调 → 在站点文件夹里建一个空的 addresses.yaml，发布一次，网址就都记在里面，不再变
    ");
    site.change(LIST, "");
    assert_eq!(site.build().ok().problems(), "");
}

/// A file under another name keeps its readers, or says that it has lost them.
#[test]
fn an_article_that_is_renamed_or_gone_is_told() {
    let site = Site::new()
        .file(LIST, "")
        .section("news", "title: 要闻\n")
        .section("study", "title: 学习\n")
        .news("news/a.md", "甲", "", "正文甲。")
        .news("news/b.md", "乙", "", "正文乙。")
        .news("news/c.md", "丙", "", "正文丙。");
    site.build().ok();
    for (old, new) in [("news/a.md", "news/新名.md"), ("news/b.md", "study/b.md")] {
        std::fs::rename(site.path(format!("content/{old}")), site.path(format!("content/{new}"))).unwrap();
    }
    site.news_changed("study/b.md", "乙", "改了。");
    site.remove("content/news/c.md");
    let run = site.build().ok();
    insta::assert_snapshot!(run.problems(), @r"
    addresses.yaml:3:1 address/gone: “content/news/c.md”不在了，它的网址 /news/c.html 打不开 → 改了文件名或者挪了地方的，把这一行的文件改成现在的，网址就不变；确实删去了的，删去这一行
    content/news/新名.md:2:1 address/renamed: “content/news/a.md”改名成了“content/news/新名.md”，原来的网址 /news/a.html 打不开了 → 在“content/news/新名.md”的“旧链接”里写 /news/a.html，读者会转到新网址；要网址不变，就把 addresses.yaml 里的“content/news/a.md”改成“content/news/新名.md”；不是同一篇、那一篇不要了的，删去 addresses.yaml 里那一行
    content/study/b.md:2:1 address/renamed: “content/news/b.md”不在了，它的网址 /news/b.html 打不开；“content/study/b.md”可能是同一篇 → 在“content/study/b.md”的“旧链接”里写 /news/b.html，读者会转到新网址；要网址不变，就把 addresses.yaml 里的“content/news/b.md”改成“content/study/b.md”；不是同一篇、那一篇不要了的，删去 addresses.yaml 里那一行
    ");
    // The fix writes the alias of what is certain. What was a guess is one only at first.
    let mut command = crate::site::program();
    command.args(["fix", "--all", "--lang", "zh"]).arg(site.path(""));
    site.run(command);
    let text = std::fs::read_to_string(site.path("content/news/新名.md")).unwrap();
    assert!(text.contains("aliases: [/news/a.html]"), "{text}");
    let run = site.build().ok();
    assert!(run.text("news/a.html").contains("url=../news/"), "readers are sent on");
    insta::assert_snapshot!(run.problems(), @r"
    addresses.yaml:2:1 address/gone: “content/news/b.md”不在了，它的网址 /news/b.html 打不开 → 改了文件名或者挪了地方的，把这一行的文件改成现在的，网址就不变；确实删去了的，删去这一行
    addresses.yaml:3:1 address/gone: “content/news/c.md”不在了，它的网址 /news/c.html 打不开 → 改了文件名或者挪了地方的，把这一行的文件改成现在的，网址就不变；确实删去了的，删去这一行
    ");
}
