//! Files of `static/` with Chinese names: every address that leads to one, wherever it is written.

use crate::site::Site;

const TABLE: &str = "static/下载/表 一.csv";

/// A site whose menu, footer, home page, data and article lead to a file of `static/`.
fn naming(address: &str) -> Site {
    Site::bare()
        .file(
            "site.yaml",
            &format!(
                "title: 测试站\nmenu:\n  - 栏目: news\n  - {{title: 表, url: \"{address}\"}}\nfooter:\n  links:\n    - {{title: 表, url: \"{address}\"}}\nhome:\n  - text: {{text: 乙, title: 图, url: \"{address}\"}}\n  - links: {{}}\n"
            ),
        )
        .file("data/links.yaml", &format!("- title: 组\n  links:\n    - {{title: 表, url: \"{address}\"}}\n"))
        .section("news", "title: 新闻\n")
        .news("news/x.md", "甲", &format!("source: 某报\nsource_url: \"{address}\"\n"), "正文")
        .file(TABLE, "甲,乙\n")
}

#[test]
fn every_address_field_leads_to_the_file_under_its_published_name() {
    for address in ["/下载/表 一.csv", "/下载/表%20一.csv"] {
        let run = naming(address).build().ok();
        let tree = run.tree();
        let path = tree.iter().find(|path| path.ends_with(".csv")).unwrap();
        for (page, up, least) in [("index.html", "", 4), ("news/x.html", "../", 3)] {
            let links = run.page(page).attributes("a", "href");
            let found = links.iter().filter(|link| **link == format!("{up}{path}")).count();
            assert!(found >= least, "{page}: {links:?}");
            assert!(!links.iter().any(|link| link.contains('表')), "{page}: {links:?}");
        }
    }
}

#[test]
fn the_published_name_is_an_address_too_and_one_without_its_slash_is_told() {
    let run = naming("/下载/表 一.csv").build().ok();
    let path = run.tree().into_iter().find(|path| path.ends_with(".csv")).unwrap();
    naming(&format!("/{path}")).build().ok();
    let links = "- title: 组\n  links:\n    - {title: 表, url: 下载/表.csv}\n";
    let told = Site::new().file("static/下载/表.csv", "甲").file("data/links.yaml", links).build().fails();
    assert!(told.contains("link/broken") && told.contains("“/下载/表.csv”"), "{told}");
}

#[test]
fn a_page_of_static_that_names_a_renamed_file_is_told_where_it_does() {
    let told = Site::new()
        .news("news/x.md", "甲", "", "正文")
        .file(
            "static/专题/index.html",
            "<link rel=stylesheet href=a.css>\n<img src=\"../合影.svg\">\n<style>\np { background: url(/合影.svg) }\n</style>\n<a href=\"b.html\">\n<a href=\"/news/x.html\">",
        )
        .file("static/专题/a.css", "@import \"主.css\";\n")
        .file("static/专题/b.html", "")
        .file("static/专题/主.css", "p { color: red }\n")
        .file("static/合影.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .build()
        .ok()
        .problems();
    for place in ["static/专题/index.html:2:", "static/专题/index.html:4:", "static/专题/a.css:1:"] {
        assert!(told.contains(place), "{place}\n{told}");
    }
    assert_eq!(told.matches("link/renamed").count(), 3, "{told}");
}
