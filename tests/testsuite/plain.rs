//! The plain theme: a dozen files that show everything, and the features that make so few files
//! enough.

use insta::assert_snapshot;

use crate::example::repository;
use crate::site::{Site, files};

/// The example site with another theme.
fn example() -> Site {
    let mut site = Site::bare();
    for (name, bytes) in files(&repository().join("content-example")) {
        if name.starts_with("public/") || name.starts_with(".dangjian/") {
            continue;
        }
        site = site.bytes(&name, &bytes);
    }
    let settings = std::fs::read_to_string(repository().join("content-example/site.yaml")).unwrap();
    assert!(settings.contains("theme: classic\n"));
    site.file("site.yaml", &settings.replace("theme: classic\n", "theme: plain\n"))
}

#[test]
fn it_is_a_dozen_files_that_know_nothing_of_another_theme() {
    let own = files(&repository().join("themes/plain"));
    assert!((8..=14).contains(&own.len()), "{:?}", own.keys());
    for (name, bytes) in own {
        assert!(!String::from_utf8(bytes).unwrap().contains("classic"), "{name}");
    }
}

/// Every page of every type, in both languages, shows in its main part the same fields as the
/// classic theme.
#[test]
fn the_example_site_is_whole_in_it() {
    let site = example();
    let run = site.build().ok();
    assert_eq!(run.problems(), "");
    let says = |path: &str, words: &[&str]| {
        let main = run.page(path).the("main");
        for word in words {
            assert!(main.contains(word), "{path} does not say {word}: {main}");
        }
    };
    says("honors/workers-vanguard.html", &["省级", "岚川省总工会", "岚工发〔2024〕17号"]);
    says("studios/shen-yanqiu-studio.html", &["领衔人", "沈砚秋", "累计节创", "688", "万元"]);
    says("party-day/branch-4-laboratory.html", &["应到", "21", "出差，赴客户现场调试", "重温入党誓词"]);
    says("concepts/four-grasps.html", &["一建", "党小组长", "决策参与机制"]);
    says("organization/branch-4.html", &["第四党支部", "书记"]);
    says("organization/index.html", &["第十一党支部", "党小组"]);
    says("notices/probationary-2026.html", &["公示期", "2026年"]);
    says("affairs/documents/three-meetings-rules.html", &["文号"]);
    says("en/honors/index.html", &["Provincial"]);
    says("index.html", &["党建要闻", "240", "创新工作室"]);
    for (name, bytes) in site.published() {
        let text = String::from_utf8_lossy(&bytes);
        if name.ends_with(".html") && !text.contains("http-equiv=\"refresh\"") {
            assert!(!text.contains(" style=\""), "{name}");
            // The search of the site itself, and nothing else.
            let scripts: Vec<&str> = text.split("<script src=").skip(1).collect();
            assert!(scripts.len() == 1 && scripts[0].contains("scripts/search-field"), "{name}");
        }
    }
}

/// A type of the site, and a theme with two templates.
#[test]
fn a_type_that_a_site_adds_needs_no_template() {
    let site = Site::new()
        .file("site.yaml", "title: 站\ntheme: plain\n")
        .file("types/shift.yaml", "name: 班组\ntemplate: page/shift.html\nlist: list/shifts.html\nfields:\n  motto: {label: {zh: 口号, en: Motto}}\n  open: {label: 开放, type: boolean}\n  shut: {label: 关闭, type: boolean}\n  size: {label: 人数, type: integer}\n  results: {label: 成果, type: list, of: {type: group, fields: {name: {label: 名称}, value: {label: 数}}}}\n")
        .section("shifts", "title: 班组\ntype: shift\n")
        .file("content/shifts/a.md", "---\ntitle: 甲班\nmotto: 快\nopen: 是\nshut: 否\nsize: 1200\nresults: [{name: 专利, value: 三项}]\n---\n");
    let run = site.build().ok();
    let page = run.page("shifts/a.html");
    assert_eq!(page.texts(".facts > div"), ["口号快", "开放是", "人数1,200", "成果 名称数 专利三项"]);
    assert_eq!(page.texts("th[scope=col]"), ["名称", "数"]);
    assert_eq!(run.page("shifts/index.html").texts(".entries a"), ["甲班"]);
}

#[test]
fn a_theme_that_tells_lists_apart_is_asked_for_one_that_it_lacks() {
    let site = Site::new()
        .file("site.yaml", "title: 站\ntheme: own\nlist: {page_size: 1}\n")
        .file("themes/own/theme.yaml", "name: 甲\nparent: plain\n")
        .section("news", "title: 要闻\nlist: cards\n")
        .news("news/a.md", "甲", "", "")
        .news("news/b.md", "乙", "", "");
    assert_eq!(site.build().ok().problems(), "");
    // Also in an incremental build after one without problems.
    site.change("themes/own/templates/list/honors.html", "荣誉");
    assert_snapshot!(site.build().ok().problems(), @"content/news/_index.md:3:7 template/missing: 主题里没有模板“list/cards.html” → 可用的：honors；不写就用默认的");
    // A template of that name is used as soon as it exists.
    site.change("themes/own/templates/list/cards.html", "卡片 {{ section.title }}");
    assert_eq!(site.build().ok().text("news/index.html"), "卡片 要闻");
}

#[test]
fn the_base_of_all_themes_is_none_itself() {
    let site = Site::new().file("site.yaml", "title: 站\ntheme: base\n");
    assert_snapshot!(site.build().fails(), @"site.yaml:2:8 theme/unknown: 没有“base”这个主题 → 可用的主题：classic、plain；自己的主题放在站点的 themes 文件夹里");
    // A theme of the site may have that name, too, and built-in themes do not build on it.
    let site = site
        .file("themes/base/theme.yaml", "name: 甲\nparent: classic\n")
        .file("themes/base/templates/404.html", "自己的");
    assert_eq!(site.build().ok().text("404.html"), "自己的");
}
