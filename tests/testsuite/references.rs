//! Names of nothing and things of the wrong shape: none is passed over in silence.

use insta::assert_snapshot;

use crate::site::Site;

/// The site with the classic theme's home and one article of this body.
fn with_body(body: &str) -> String {
    Site::new().news("news/a.md", "甲", "", body).build().fails()
}

/// The site with these lines in its `site.yaml`.
fn with_configuration(lines: &str) -> String {
    let site = Site::new().news("news/a.md", "甲", "", "正文。");
    site.change("site.yaml", format!("title: 测试站\n{lines}"));
    site.build().fails()
}

#[test]
fn a_directive_that_names_nothing() {
    assert_snapshot!(with_body(":::concept id=nope\n:::\n"), @"content/news/a.md:5:15 reference/unknown: 没有“nope”这篇文章 → 核对标题或编号（不带 .md 的文件名）；还没有的，先写这一篇");
    assert_snapshot!(with_body(":::profile unit=nope\n甲\n:::\n"), @"content/news/a.md:5:17 reference/unknown: 没有“nope”这个党组织 → 核对编号或名称；还没有的，先写进 data/organization.yaml");
    assert_snapshot!(with_body(":::articles section=new\n:::\n"), @"content/news/a.md:5:21 reference/unknown: 没有“new”这个栏目 → 是不是“news”？");
    assert_snapshot!(with_body(":::stats ids=nope\n:::\n"), @"content/news/a.md:5:14 reference/unknown: 没有“nope”这项数据 → 核对编号或名称；还没有的，先写进 data/statistics.yaml");
    assert_snapshot!(with_body(":::note kind=warn\n甲\n:::\n"), @"content/news/a.md:5:14 directive/unknown-choice: 没有“warn”这个选项 → 可选：说明、重要、注意");
}

#[test]
fn a_block_that_names_nothing() {
    assert_snapshot!(with_configuration("home:\n  - tabs: {sections: [nope]}\n"), @"site.yaml:3:23 reference/unknown: 没有“nope”这个栏目 → 写 content 里的文件夹或栏目名，可写：news");
    assert_snapshot!(with_configuration("home:\n  - headline: {flag: nope}\n"), @"site.yaml:3:22 directive/unknown-choice: 没有“nope”这个选项 → 可选：头条、幻灯、推荐、加粗");
    assert_snapshot!(with_configuration("home:\n  - tabs: {sections: [news], limit: 许多}\n"), @"site.yaml:3:37 directive/wrong-value: “数量”要写一个整数，现在是“许多” → 只写数字，如 数量: 5");
}

#[test]
fn a_home_page_of_the_wrong_shape() {
    for home in [
        "home: news",
        "home: [links]",
        "home: [{headline: news}]",
        "home: {zh: news}",
        "home: {headline: {flag: headline}}",
    ] {
        assert!(with_configuration(home).contains("config/home"), "{home}");
    }
}

#[test]
fn a_menu_of_the_wrong_shape() {
    assert!(with_configuration("menu: {section: news}\n").contains("menu/no-list"));
    assert_snapshot!(with_configuration("menu: [{title: x, url: \"javascript:alert(1)\"}]\n"), @"site.yaml:2:24 menu/address: “javascript:alert(1)”不能用作菜单的地址 → 站内的地址以“/”开头，别的网站以 http:// 或 https:// 开头；栏目用“栏目: ……”，文章用“页面: ……”");
    let site = Site::new().news("news/a.md", "甲", "", "正文。");
    site.change("site.yaml", "title: 测试站\nmenu: [news]\n");
    assert!(site.build().ok().text("index.html").contains("news/index.html"), "a word alone is a section");
}

#[test]
fn addresses_and_languages_of_the_wrong_form() {
    assert!(with_configuration("base_url: dj.example.com\n").contains("site.yaml:2:11 config/base-url"));
    assert!(with_configuration("base_url: \"javascript:x\"\n").contains("config/base-url"));
    assert!(with_configuration("languages: [zh, zh]\n").contains("config/language"));
    assert!(with_configuration("languages: [zh, \"../x\"]\n").contains("config/language"));
}

#[test]
fn data_that_is_no_list() {
    for file in ["data/statistics.yaml", "data/organization.yaml"] {
        let site = Site::new().file(file, "id: a\nlabel: 甲\nvalue: 1\n");
        assert!(site.build().fails().contains(&format!("{file}:1:1 data/no-list")), "{file}");
    }
}

#[test]
fn a_page_that_expires_does_not_break_what_names_it() {
    let site = Site::new().news("news/gone.md", "旧闻", "expires: 2020-01-01\n", "正文。").news(
        "news/a.md",
        "甲",
        "related: [gone, news/gone, 旧闻]\n",
        "正文。",
    );
    site.change("site.yaml", "title: 测试站\nmenu: [{page: gone}, {section: news}]\n");
    let run = site.build().ok();
    assert_eq!(run.problems().matches("reference/hidden").count(), 3);
    assert!(run.problems().contains("menu/hidden"));
}

#[test]
fn an_id_that_two_pages_share_is_ambiguous_where_it_is_used() {
    let site = Site::new().news("news/b.md", "乙", "id: same\n", "正文。").news(
        "news/c.md",
        "丙",
        "id: same\n",
        "正文。",
    );
    site.build().ok();
    let site = site.news("news/a.md", "甲", "related: [same]\n", "正文。");
    assert!(site.build().fails().contains("reference/ambiguous"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_and_pipes_are_refused() {
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), "secret").unwrap();
    for place in ["content/news/p.txt", "static/h.txt"] {
        let site = Site::new().news("news/a.md", "甲", "", "[p](p.txt)");
        std::fs::create_dir_all(site.path(place).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(outside.path(), site.path(place)).unwrap();
        assert!(site.build().fails().contains(&format!("{place} source/foreign-file")), "{place}");
    }
    let site = Site::new().news("news/a.md", "甲", "", "正文。");
    let made = std::process::Command::new("mkfifo").arg(site.path("content/news/x.md")).status().unwrap();
    assert!(made.success());
    assert!(site.build().fails().contains("content/news/x.md source/foreign-file"));
}

#[cfg(unix)]
#[test]
fn a_whole_folder_behind_a_link_out_of_the_site_is_refused() {
    let outside = tempfile::TempDir::new().unwrap();
    std::fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    for place in ["static", "content", "data"] {
        let site = Site::new();
        std::os::unix::fs::symlink(outside.path(), site.path(place)).unwrap();
        assert!(site.build().fails().contains(&format!("{place}/secret.txt source/foreign-file")), "{place}");
    }
    // One that stays within the site is as good as the folder itself.
    let site = Site::new().file("files/a.txt", "甲");
    std::os::unix::fs::symlink("files", site.path("static")).unwrap();
    site.build().ok();
    assert_eq!(std::fs::read_to_string(site.public().join("a.txt")).unwrap(), "甲");
}
