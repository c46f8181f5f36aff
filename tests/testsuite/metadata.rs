//! Metadata for machines and authorities: page tags, JSON-LD, addresses, filing numbers; and the
//! link for corrections.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::html::Page;
use crate::site::Site;

/// The names of the page tags of the guideline that must be there.
const SITE: [&str; 3] = ["SiteName", "SiteDomain", "SiteIDCode"];
const COLUMN: [&str; 4] = ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"];
const ARTICLE: [&str; 3] = ["ArticleTitle", "PubDate", "ContentSource"];
const OPTIONAL: [&str; 5] = ["Keywords", "Author", "Description", "Image", "Url"];

fn with_settings(settings: &str) -> Site {
    Site::new()
        .file("site.yaml", &format!("title: 党建在线\norganization: 公司党委\n{settings}"))
        .bytes("content/news/a.png", &crate::contract::PIXEL)
        .section("news", "title: 要闻\nsummary: 公司要闻\nkeywords: [要闻, 党建]\ncolumn_type: 工作动态\n")
        .section("honors", "title: 荣誉\ntype: honor\n")
        .file("content/honors/h.md", "---\ntitle: 先进\ndate: 2011\nlevel: 省级\n---\n")
        .file("content/news/x.md", "---\ntitle: 甲\ndate: 2026-11-20 08:05\nsource: 岚江钨业报\nauthor: [张三, 李四]\ntags: [安全, 生产]\nsummary: 摘要\ncover: a.png\n---\n正文。\n")
        .news("news/y.md", "</script><b>\"&'", "author: \"</script>\"\n", "正文。")
}

/// The page tags of a page: names that begin with a capital.
fn tags(page: &Page) -> Vec<(String, String)> {
    let names = page.attributes("meta[name]", "name");
    let contents = page.attributes("meta[name]", "content");
    names.into_iter().zip(contents).filter(|(name, _)| name.starts_with(char::is_uppercase)).collect()
}

fn required(page: &Page) -> BTreeSet<String> {
    let names = tags(page).into_iter().map(|(name, _)| name);
    names.filter(|name| !OPTIONAL.contains(&name.as_str())).collect()
}

fn names(of: &[&[&str]]) -> BTreeSet<String> {
    of.iter().flat_map(|names| names.iter().map(|name| (*name).to_owned())).collect()
}

#[test]
fn page_tags_are_three_seven_and_ten() {
    let site = with_settings("base_url: https://dj.example:8080/site/\npage_tags: {code: \"1101000001\"}\n");
    let run = site.build().ok();
    assert_eq!(required(&run.page("index.html")), names(&[&SITE]));
    assert_eq!(required(&run.page("news/index.html")), names(&[&SITE, &COLUMN]));
    assert_eq!(required(&run.page("news/x.html")), names(&[&SITE, &COLUMN, &ARTICLE]));
    let wanted = [
        ("SiteName", "党建在线"),
        ("SiteDomain", "dj.example"),
        ("SiteIDCode", "1101000001"),
        ("ColumnName", "要闻"),
        ("ColumnDescription", "公司要闻"),
        ("ColumnKeywords", "要闻,党建"),
        ("ColumnType", "工作动态"),
        ("ArticleTitle", "甲"),
        ("PubDate", "2026-11-20 08:05"),
        ("ContentSource", "岚江钨业报"),
        ("Keywords", "安全,生产"),
        ("Author", "张三,李四"),
        ("Description", "摘要"),
        ("Url", "https://dj.example:8080/site/news/x.html"),
    ];
    let mut given = tags(&run.page("news/x.html"));
    let image = given.iter().position(|(name, _)| name == "Image").unwrap();
    assert!(given.remove(image).1.starts_with("https://dj.example:8080/site/news/a-"));
    assert_eq!(given, wanted.map(|(name, content)| (name.to_owned(), content.to_owned())));
    // An article without a source belongs to the site's owner; a year alone is not a time of
    // publication.
    let y = tags(&run.page("news/y.html"));
    assert!(
        y.contains(&("ContentSource".into(), "公司党委".into()))
            && y.contains(&("PubDate".into(), "2026-01-01 00:00".into()))
    );
    assert!(y.contains(&("ArticleTitle".into(), "</script><b>\"&'".into())));
    assert!(!required(&run.page("honors/h.html")).contains("PubDate"));
    assert_eq!(
        tags(&run.page("honors/index.html"))[3..].iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(),
        ["荣誉"; 4]
    );
}

#[test]
fn page_tags_are_off_unless_they_are_asked_for() {
    for (settings, count) in [
        ("", 0),
        ("page_tags: false\n", 0),
        ("page_tags: {enabled: 否, code: \"1\"}\n", 0),
        ("page_tags: 是\n", 1),
        ("page_tags: {domain: a.example}\n", 2),
    ] {
        assert_eq!(tags(&with_settings(settings).build().ok().page("index.html")).len(), count, "{settings}");
    }
}

fn structured(page: &Page) -> Vec<Value> {
    page.texts("script[type='application/ld+json']")
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect()
}

#[test]
fn structured_data_speaks_in_full_addresses_and_ends_no_script() {
    let site = with_settings("base_url: https://dj.example/\n");
    let run = site.build().ok();
    let data = structured(&run.page("news/x.html"));
    assert_eq!(
        data[0]["itemListElement"],
        json!([
            {"@type": "ListItem", "position": 1, "name": "首页", "item": "https://dj.example/index.html"},
            {"@type": "ListItem", "position": 2, "name": "要闻", "item": "https://dj.example/news/index.html"},
            {"@type": "ListItem", "position": 3, "name": "甲", "item": "https://dj.example/news/x.html"},
        ])
    );
    let mut article = data[1].clone();
    assert!(article["image"].take().as_str().unwrap().starts_with("https://dj.example/news/a-"));
    assert_eq!(
        article,
        json!({
            "@context": "https://schema.org", "@type": "NewsArticle", "headline": "甲", "description": "摘要",
            "datePublished": "2026-11-20T08:05+08:00", "inLanguage": "zh-CN", "image": null,
            "author": [{"@type": "Person", "name": "张三"}, {"@type": "Person", "name": "李四"}],
            "publisher": {"@type": "Organization", "name": "公司党委"},
            "sourceOrganization": {"@type": "Organization", "name": "岚江钨业报"},
            "mainEntityOfPage": "https://dj.example/news/x.html",
        })
    );
    let text = run.text("news/y.html");
    assert_eq!(text.matches("</script>").count(), text.matches("<script").count());
    let data = structured(&run.page("news/y.html"));
    assert_eq!(
        (&data[1]["headline"], &data[1]["author"][0]["name"]),
        (&json!("</script><b>\"&'"), &json!("</script>"))
    );
    assert_eq!(structured(&run.page("honors/h.html")).len(), 1, "an honor is no article");
    assert_eq!(structured(&run.page("index.html")).len(), 0);
    let run = with_settings("").build().ok();
    assert!(structured(&run.page("news/x.html")).is_empty());
    assert!(run.page("news/x.html").attributes("link[rel=canonical], link[hreflang]", "href").is_empty());
}

#[test]
fn addresses_in_other_languages_are_full_and_mutual() {
    let site = with_settings("base_url: https://dj.example/\nlanguages: [zh, en]\n")
        .file("content/news/x.en.md", "---\ntitle: A\ndate: 2026-11-20\n---\nText.\n");
    let run = site.build().ok();
    for (page, canonical) in [
        ("news/x.html", "https://dj.example/news/x.html"),
        ("en/news/x.html", "https://dj.example/en/news/x.html"),
    ] {
        let page = run.page(page);
        assert_eq!(page.attributes("link[rel=canonical]", "href"), [canonical]);
        let others = page.attributes("link[rel=alternate][hreflang]", "href");
        assert_eq!(others, ["https://dj.example/news/x.html", "https://dj.example/en/news/x.html"]);
    }
    assert!(run.page("news/y.html").attributes("link[hreflang]", "href").is_empty());
}

#[test]
fn numbers_and_addresses_are_checked_by_form() {
    let site =
        with_settings("corrections: 办公室\nfooter:\n  备案号: 新ICP备18000738\n  police: 新公网安备123号\n");
    assert_snapshot!(site.build().fails(), @"
    site.yaml:3:14 config/corrections: “办公室”不是邮箱，也不是完整的网址 → 写成 dangjian@example.com，或 https://oa.example.com/jiucuo
    site.yaml:5:8 footer/icp: “新ICP备18000738”不像ICP备案号 → 照备案通知写全，例如 京ICP备12345678号-1：省份简称、ICP备、数字、号，一律用半角数字和短横
    site.yaml:6:11 footer/police: “新公网安备123号”不像公安备案号 → 照备案通知写全，例如 京公网安备11010102000001号：省份简称、公网安备、14 位数字、号
    ");
    let site = with_settings("footer: {icp: \"New ICP No. 18000738-1\"}\n");
    assert_snapshot!(site.build().ok().problems(), @"site.yaml:3:15 footer/icp: “New ICP No. 18000738-1”不像ICP备案号 → 照备案通知写全，例如 京ICP备12345678号-1：省份简称、ICP备、数字、号，一律用半角数字和短横");
    let site = with_settings("footer: {icp: 新ICP备18000738号-1, police: 新公网安备65010002000001号}\n");
    assert_eq!(site.build().ok().problems(), "");
}

#[test]
fn a_correction_is_a_letter_or_a_form_that_knows_the_page() {
    let link = |settings: &str, page: &str| {
        with_settings(settings).build().ok().page(page).attributes(".correction a", "href").concat()
    };
    assert_eq!(
        link("corrections: dj@oa.example\nbase_url: https://dj.example/\n", "news/x.html"),
        "mailto:dj@oa.example?subject=%E7%BA%A0%E9%94%99%EF%BC%9A%E7%94%B2&body=%E6%96%87%E7%AB%A0%EF%BC%9A%E7%94%B2%0D%0A%E7%BD%91%E5%9D%80%EF%BC%9Ahttps%3A%2F%2Fdj.example%2Fnews%2Fx.html%0D%0A%0D%0A%E6%9C%89%E8%AF%AF%E7%9A%84%E5%9C%B0%E6%96%B9%EF%BC%9A%0D%0A%E5%BB%BA%E8%AE%AE%E6%94%B9%E6%88%90%EF%BC%9A%0D%0A"
    );
    assert_eq!(
        link("corrections: https://oa.example/form\n", "news/y.html"),
        "https://oa.example/form?title=%3C%2Fscript%3E%3Cb%3E%22%26%27&url=%2Fnews%2Fy.html"
    );
    assert_eq!(
        link("corrections: https://oa.example/f?u={url}\n", "news/x.html"),
        "https://oa.example/f?u=%2Fnews%2Fx.html"
    );
    assert_eq!(link("", "news/x.html"), "");
}

#[test]
fn a_page_with_an_address_has_it_as_a_code() {
    let settings = "base_url: https://dj.example/\ntheme_options: {page_code: 是}\n";
    let run = with_settings(settings).build().ok();
    let page = run.page("news/x.html");
    assert_eq!(page.attributes(".qr svg[role=img]", "aria-label"), ["网页二维码：甲"]);
    assert_eq!(run.page("news/y.html").attributes(".qr svg", "aria-label"), ["网页二维码：</script><b>\"&'"]);
    for settings in ["theme_options: {page_code: true}\n", "base_url: https://dj.example/\n"] {
        assert!(with_settings(settings).build().ok().page("news/x.html").texts(".qr").is_empty());
    }
}

#[test]
fn what_a_machine_wrote_says_so_on_every_kind_of_page() {
    let site = with_settings("")
        .news("news/z.md", "丙", "ai_generated: partly\n", "正文。")
        .section("topics", "title: 专题\ntype: topic\n")
        .file("content/topics/t.md", "---\ntitle: 专题\nai_generated: image\n---\n")
        .section("concepts", "title: 理念\ntype: concept\n")
        .file("content/concepts/c.md", "---\ntitle: 理念\nai_generated: text\n---\n");
    for theme in ["classic", "plain"] {
        site.change("site.yaml", format!("title: 站\ntheme: {theme}\n"));
        let run = site.build().ok();
        let label = |page: &str| run.page(page).texts("p.ai");
        assert_eq!(label("news/z.html"), ["AI 本文部分内容由人工智能生成"], "{theme}");
        assert_eq!(label("topics/t.html"), ["AI 本文部分图片由人工智能生成"], "{theme}");
        assert_eq!(label("concepts/c.html"), ["AI 本文文字由人工智能生成"], "{theme}");
        assert!(label("news/x.html").is_empty(), "{theme}");
    }
}

/// Pages are rebuilt if their metadata has changed.
#[test]
fn a_changed_setting_reaches_the_pages_that_were_built_before() {
    let site = with_settings("base_url: https://dj.example/\ncorrections: a@dj.example\n");
    site.build().ok();
    let change = |settings: &str| {
        site.change(
            "site.yaml",
            format!("title: 党建在线\norganization: 公司党委\nbase_url: https://dj.example/\n{settings}"),
        );
        site.build().ok().page("news/x.html")
    };
    let page = change("corrections: b@dj.example\n");
    assert!(page.attributes(".correction a", "href").concat().starts_with("mailto:b@dj.example?"));
    assert_eq!(tags(&change("page_tags: {code: \"1\"}\n"))[2], ("SiteIDCode".into(), "1".into()));
    assert_eq!(tags(&change("page_tags: {code: \"2\"}\n"))[2], ("SiteIDCode".into(), "2".into()));
    site.change("content/news/_index.md", "---\ntitle: 要闻\nkeywords: 新词\n---\n");
    let page = change("page_tags: {code: \"2\"}\n");
    assert!(tags(&page).contains(&("ColumnKeywords".into(), "新词".into())));
    assert_eq!(change("theme_options: {page_code: true}\n").attributes(".qr svg", "role"), ["img"]);
    assert!(change("").texts(".qr").is_empty());
}
