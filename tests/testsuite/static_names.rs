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
    // A folder is its `index.html`.
    let told = Site::new()
        .news("news/x.md", "甲", "", "正文")
        .file("static/专题/index.html", "<a href=\"./\">一</a>")
        .file("static/p.html", "<a href=\"/专题/\">\n<a href=\"专题\">\n<a href=\"zt/\">")
        .file("static/zt/index.html", "")
        .build()
        .ok()
        .problems();
    assert_eq!(told.matches("link/renamed").count(), 2, "{told}");
    assert!(told.contains("static/p.html:1:") && told.contains("static/p.html:2:"), "{told}");
}

#[test]
fn the_pictures_of_a_page_of_static_are_looked_up_without_their_widths() {
    let told = Site::new()
        .news("news/x.md", "甲", "", "正文")
        .file("static/a.html", "<img src=\"/b.png\"\n srcset=\"/下载/表.png 480w,\n /下载/甲,乙.png 2x\">")
        .file("static/下载/表.png", "")
        .build()
        .ok()
        .problems();
    assert!(told.contains("static/a.html:2:") && told.contains("“/下载/表.png”打不开"), "{told}");
    assert_eq!(told.matches("link/renamed").count(), 1, "{told}");
}

#[test]
fn a_link_to_a_folder_of_static_leads_to_its_index() {
    let site = |address: &str| {
        Site::new()
            .file("static/专题/index.html", "<p>甲</p>")
            .file("static/files/report.pdf", "%PDF-1.4")
            .file("data/links.yaml", "[]\n")
            .news("news/x.md", "甲", "", &format!("[专题]({address})"))
    };
    let run = site("/专题/").build().ok();
    let path = run.tree().into_iter().find(|path| path.starts_with("zhuan-ti")).unwrap();
    let folder = path.strip_suffix("index.html").unwrap();
    for (address, after) in [
        ("/专题/".to_owned(), ""),
        ("/%E4%B8%93%E9%A2%98/?a#b".to_owned(), "?a#b"),
        ("/专题/index.html#b".to_owned(), "#b"),
        (format!("/{folder}"), ""),
        (format!("/{path}"), ""),
    ] {
        let links = site(&address).build().ok().page("news/x.html").attributes("a", "href");
        assert!(links.contains(&format!("../{path}{after}")), "{address} {links:?}");
    }
    for (address, meant) in [
        ("/files/Report.PDF", "“/files/report.pdf”"),
        ("/专题", "“/专题/index.html”"),
        ("/news", "“/news/index.html”"),
    ] {
        let told = site(address).build().fails();
        assert!(told.contains("link/broken") && told.contains(meant), "{address}\n{told}");
        let links = format!("- title: 组\n  links:\n    - {{title: 表, url: {address}}}\n");
        let told = site("/专题/").file("data/links.yaml", &links).build().fails();
        assert!(told.contains("data/links.yaml:3:") && told.contains(meant), "{address}\n{told}");
    }
}

#[test]
fn a_source_that_leads_nowhere_in_the_site_is_told_where_it_is_written() {
    let site = |address: &str| {
        Site::new()
            .file("static/files/report.pdf", "%PDF-1.4")
            .file("static/下载/表.csv", "甲\n")
            .news("news/y.md", "乙", "", "正文")
            .news("news/x.md", "甲", &format!("source: 某报\n来源网址: \"{address}\"\n"), "正文")
    };
    for right in [
        "https://a.example/x",
        "mailto:a@b.example",
        "#a",
        "?a",
        "y.html",
        "../news/y.html#a",
        "./",
        "/news/",
        "/",
        "../files/report.pdf",
        "/files/report.pdf",
        "/下载/表.csv",
    ] {
        site(right).build().ok();
    }
    for (wrong, meant) in [
        ("y.md", "“/news/y.html”"),
        ("news/y.html", "“/news/y.html”"),
        ("files/report.pdf", "“/files/report.pdf”"),
        ("/files/Report.pdf", "“/files/report.pdf”"),
        ("下载/表.csv", "“/下载/表.csv”"),
        ("../下载/表.csv", ""),
        ("/news/none-at-all.html", ""),
        ("../../x.html", ""),
    ] {
        let told = site(wrong).build().fails();
        let place = "content/news/x.md:5:";
        assert!(told.contains("link/broken") && told.contains(place), "{wrong}\n{told}");
        assert!(told.contains(meant), "{wrong}\n{told}");
    }
}

#[test]
fn an_address_of_a_block_or_a_directive_leads_somewhere() {
    let block = |url: &str| {
        Site::new()
            .file(
                "site.yaml",
                &format!("title: 甲\nlanguages: [zh, en]\nhome:\n  - text: {{text: 乙, title: 图, url: \"{url}\"}}\n"),
            )
            .file("templates/directives/go.html", GO)
            .section("news", "title: 新闻\n")
            .news("news/y.md", "丙", "", "## 节\n")
            .news("news/d.md", "丁", "draft: true\n", "正文")
            .news("news/x.md", "甲", "", "正文")
            .news("news/x.en.md", "A", "", "Text.")
            .file(TABLE, "甲,乙\n")
    };
    for (url, link) in [
        ("news/y.html", "../news/y.html"),
        ("/news/", "../news/index.html"),
        ("https://a.example/", "https://a.example/"),
    ] {
        let links = block(url).build().ok().page("en/index.html").attributes("a", "href");
        assert!(links.iter().any(|found| found == link), "{url}: {links:?}");
    }
    let run = block("下载/表 一.csv").build().ok();
    let path = run.tree().into_iter().find(|path| path.ends_with(".csv")).unwrap();
    assert!(run.page("en/index.html").attributes("a", "href").contains(&format!("../{path}")));
    let told = block("/下载/没有.csv").build().fails();
    assert!(told.contains("site.yaml:4:") && told.contains("网址“/下载/没有.csv”在本站没有"), "{told}");
    let directive = |url: &str| block("/").news("news/z.md", "戊", "", &format!(":::go url=\"{url}\" :::"));
    let run = directive("y.md#jie").build().ok();
    assert!(run.page("news/z.html").attributes("a.go", "href").contains(&"../news/y.html#jie".to_owned()));
    let told = directive("none.md").build().fails();
    assert!(told.contains("content/news/z.md:5:") && told.contains("link/broken"), "{told}");
    let told = directive("d.md").build().ok().problems();
    assert!(told.contains("content/news/z.md:5:") && told.contains("link/hidden"), "{told}");
}

/// A directive that is a link.
const GO: &str = "{% component go(url: String) {\"name\": {\"zh\": \"去\", \"en\": \"Go\"}, \"args\": {\"url\": {\"kind\": \"url\", \"zh\": \"网址\", \"en\": \"Address\"}}} %}<a class=\"go\" href=\"{{ url }}\">去</a>{% endcomponent go %}\n";
