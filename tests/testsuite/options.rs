//! Options of themes: colours and numbers as a style sheet, contrast, a theme that builds on
//! another and changes a default.

use insta::assert_snapshot;

use crate::site::{Run, Site};

/// A site with its own theme on top of the classic one: another main colour, and one file.
fn with_theme(site_yaml: &str) -> Site {
    Site::new()
        .file("site.yaml", &format!("title: 站\ntheme: own\n{site_yaml}"))
        .file("themes/own/theme.yaml", "name: 自己的\nparent: classic\noptions:\n  red: {label: 主色, type: colour, default: \"#0b5394\"}\n  motto_size: {label: 格言字号, type: number, default: 1.5}\n  seal: {label: 印章色, type: colour, default: \"#ffd966\"}\ncontrast:\n  - {words: seal, ground: red, least: 3}\n")
        .file("themes/own/templates/partials/footer.html", "<footer class=\"own\">自己的页脚</footer>")
        .news("news/x.md", "甲", "", "正文。")
}

/// The style sheet that begins with that of the options.
fn style(site: &Site) -> String {
    let found: Vec<_> =
        site.published().into_iter().filter(|(name, _)| name.starts_with("theme/styles/bundle-")).collect();
    assert_eq!(found.len(), 1, "{:?}", found.iter().map(|(name, _)| name).collect::<Vec<_>>());
    String::from_utf8(found[0].1.clone()).unwrap()
}

fn options_link(run: &Run) -> String {
    let links = run.page("news/x.html").attributes("link[rel=stylesheet]", "href");
    links.into_iter().find(|href| href.contains("/bundle-")).unwrap()
}

#[test]
fn colours_and_numbers_are_custom_properties_of_a_style_sheet() {
    let site =
        with_theme("theme_options: {主色: 8A0000, width: 宽（1400 像素）, density: compact, columns: 2}\n");
    let run = site.build().ok();
    let css = style(&site);
    for property in ["--red: #8a0000;", "--motto-size: 1.5;", "--columns: 2;", "--gold: #f2c879;"] {
        assert!(css.contains(property), "{property} is not in {css}");
    }
    let classes = run.page("index.html").attributes("body", "class").remove(0);
    assert!(
        ["compact", "width-wide", "home-columns-2"].iter().all(|class| classes.contains(class)),
        "{classes}"
    );
    // Its name depends on its content: no browser shows an outdated colour.
    let before = options_link(&run);
    site.change("site.yaml", "title: 站\ntheme: own\ntheme_options: {主色: \"#900000\"}\n");
    assert_ne!(options_link(&site.build().ok()), before);
    assert!(style(&site).contains("--red: #900000;"));
}

#[test]
fn a_theme_changes_a_default_and_one_file_of_its_parent_and_the_site_one_of_both() {
    let site = with_theme("");
    let run = site.build().ok();
    assert!(style(&site).contains("--red: #0b5394;") && style(&site).contains("--red-deep: #8c0f14;"));
    let page = run.page("news/x.html");
    assert_eq!(
        (page.the("footer.own").as_str(), !page.texts(".menu, .crumb").is_empty()),
        ("自己的页脚", true)
    );
    site.change("templates/partials/footer.html", "<footer class=\"site\">站点的页脚</footer>");
    let run = site.build().ok();
    assert_eq!(run.page("news/x.html").the("footer.site"), "站点的页脚");
    site.change("styles/options.css", ":root { --red: #123456; }");
    site.build().ok();
    assert!(style(&site).starts_with(":root{--red: #123456;}"), "{}", style(&site));
}

#[test]
fn a_colour_that_cannot_be_read_is_told_with_one_that_can() {
    let site = with_theme("theme_options:\n  主色: \"#e0656b\"\n  bronze: \"#8a5a12\"\n");
    let run = site.build().ok();
    assert_snapshot!(run.problems(), @r##"
    site.yaml:4:7 theme/contrast: “主色”（#e0656b）在“#ffffff”上看不清：对比度 3.36，至少要 4.5 → 相近的 "#af4f53" 就够了
    site.yaml:4:7 theme/contrast: “主色”（#e0656b）在“暖色底”（#faf7f2）上看不清：对比度 3.14，至少要 4.5 → 相近的 "#af4f53" 就够了
    site.yaml:4:7 theme/contrast: “主色”（#e0656b）在“淡红底”（#fbedeb）上看不清：对比度 2.94，至少要 4.5 → 相近的 "#af4f53" 就够了
    site.yaml:4:7 theme/contrast: “印章色”（#ffd966）在“主色”（#e0656b）上看不清：对比度 2.46，至少要 3 → 相近的 "#af4f53" 就够了
    "##);
    // A problem with a pair of defaults is reported at the theme.
    let site = with_theme("theme_options: {red_deep: \"#d0d0d0\", gold: \"#e0e0e0\"}\n");
    assert_snapshot!(site.build().ok().problems(), @r##"
    site.yaml:3:27 theme/contrast: “#ffffff”在“深色”（#d0d0d0）上看不清：对比度 1.54，至少要 4.5 → 相近的 "#636363" 就够了
    site.yaml:3:44 theme/contrast: “金色”（#e0e0e0）在“深色”（#d0d0d0）上看不清：对比度 1.16，至少要 4.5 → 相近的 "#585858" 就够了
    "##);
    // 4.54 is enough, and 4.48 is not.
    assert_eq!(
        with_theme("theme_options: {red: \"#8a0000\", bronze: \"#6e6e6e\"}\n").build().ok().problems(),
        ""
    );
}

#[test]
fn what_is_no_colour_and_what_is_no_pair() {
    let site = with_theme("theme_options:\n  red: #b3131b\n  gold: 金\n  columns: 9\n  hue: 3\n");
    assert_snapshot!(site.build().fails(), @r##"
    site.yaml:4:8 meta/unquoted: 内容里有“#”，不加英文引号的话，“#”后面会被当作注释丢掉 → 写成 "#b3131b"
    site.yaml:5:9 meta/wrong-type: “gold”要写一个颜色，现在是“金” → 写成 gold: "#b3131b"；# 前后要有引号，否则后面的都算注释
    site.yaml:6:12 meta/out-of-range: “columns”不能是 9 → 写 2 到 3 之间的数
    site.yaml:7:3 meta/unknown-key: 没有“hue”这一项 → 这里可以写：上一篇和下一篇、相关阅读、网页二维码、图片新闻间隔秒数、主色、深色、金色、古铜色、淡红底、暖色底、疏密、首页栏数、宽度、侧栏、正文前的摘要、朗读和打印、首行缩进、大字、格言字号、印章色
    "##);
    let site = with_theme("").file(
        "themes/own/theme.yaml",
        "name: 甲\nparent: classic\ncontrast:\n  - {words: sidebar, ground: red}\n  - {words: red}\n",
    );
    assert_snapshot!(site.build().fails(), @"themes/own/theme.yaml:5:5 theme/pair: 看不懂这一对颜色 → 写成 {words: 选项名或颜色, ground: 选项名或颜色, least: 4.5}");
    let site = with_theme("").file(
        "themes/own/theme.yaml",
        "name: 甲\nparent: classic\ncontrast: [{words: sidebar, ground: red}]\n",
    );
    assert_snapshot!(site.build().fails(), @"themes/own/theme.yaml:3:12 theme/pair: “侧栏”和“主色”（#b3131b）不都是颜色 → 写颜色，或者 type 是 colour 的选项");
}
