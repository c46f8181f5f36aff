//! HTML in articles, where the site allows it: what it names is published, and what it requests
//! from elsewhere is told.

use crate::site::Site;

fn allowing(body: &str) -> Site {
    Site::showing("{{ page.content | safe }}")
        .file("site.yaml", "title: 测试站\nmarkdown: {html: allow}\nmedia: {hosts: [own.example]}\n")
        .news("news/a/x.md", "甲", "", body)
        .news("news/a/y.md", "乙", "", "")
        .file("content/news/a/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
}

#[test]
fn addresses_are_relative_to_the_page_and_lead_to_what_is_published() {
    for (body, element, name) in [
        ("<object data=\"p.svg\"></object>", "object", "data"),
        ("<svg><image href=\"p.svg\"></image></svg>", "image", "href"),
        ("<svg><image xlink:href=\"p.svg\"/></svg>", "image", "xlink:href"),
        ("<table background=\"p.svg\"><tr><td>甲</table>", "table", "background"),
        ("<form action=\"y.md\"></form>", "form", "action"),
        ("<form><button formaction='y.md'>乙</button></form>", "button", "formaction"),
        ("<embed src=p.svg>", "embed", "src"),
    ] {
        let site = allowing(body);
        let run = site.build().ok();
        let html = run.text("news/a/x.html");
        let value = html.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        assert!(value.starts_with("../"), "{element} {html}");
        assert!(site.public().join("news/a").join(value).is_file(), "{element} {html}");
    }
}

#[test]
fn what_a_page_requests_from_another_host_is_told() {
    for request in [
        "<script src=\"https://cdn.example/x.js\"></script>",
        "<link rel=\"stylesheet\" href=\"https://cdn.example/x.css\">",
        "<link href=\"https://cdn.example/x.ico\" rel=\"Shortcut  ICON\">",
        "<link rel='alternate stylesheet' href='https://cdn.example/x.css'>",
        "<link rel=preconnect href=https://cdn.example/>",
        "<link rel=preload href=https://cdn.example/x.woff>",
        "<iframe src=\"https://cdn.example/\"></iframe>",
        "<embed src=\"https://cdn.example/x.swf\">",
        "<object data=\"https://cdn.example/x.pdf\"></object>",
        "<video src=\"https://cdn.example/x.mp4\"></video>",
        "<video><source src=\"https://cdn.example/x.mp4\"></video>",
        "<audio src=\"https://cdn.example/x.mp3\"></audio>",
        "<track src='https://cdn.example/x.vtt'>",
        "<svg><use href=\"https://cdn.example/x.svg#a\"/></svg>",
        "<p style=\"background:url(https://cdn.example/x.png)\">甲</p>",
        "<p style=\"background: url(https://cdn.example/x.png\">甲</p>",
        "<p style=\"background: url('//cdn.example/x.png')\">甲</p>",
        "<style>@import \"https://cdn.example/x.css\";</style>",
    ] {
        let told = allowing(&format!("甲\n\n{request}\n")).build().fails();
        assert!(told.contains("link/elsewhere"), "{request}\n{told}");
        assert!(told.contains("content/news/a/x.md:7:"), "{request}\n{told}");
        let own = request.replace("cdn.example", "img.own.example");
        if !own.contains("'//") {
            allowing(&format!("甲\n\n{own}\n")).build().ok();
        }
    }
    for harmless in [
        "<a href=\"https://cdn.example/\">甲</a>",
        "<form action=\"https://cdn.example/\"></form>",
        "<link rel=\"canonical\" href=\"https://cdn.example/\">",
        "<link rel=\"me\" href=\"https://cdn.example/\">",
        "<link rel=\"alternate nofollow\" href=\"https://cdn.example/\">",
        "<link href=\"https://cdn.example/\">",
        "<base href=\"https://cdn.example/\">",
        "<p style=\"color: red; fill: url(#a)\">甲</p>",
    ] {
        allowing(&format!("甲\n\n{harmless}\n")).build().ok();
    }
}

#[test]
fn a_picture_in_a_style_is_told() {
    let told = allowing("甲\n\n<p style=\"background: url(p.svg)\">甲</p>\n").build().fails();
    assert!(told.contains("img/in-style") && told.contains("content/news/a/x.md:7:"), "{told}");
}

#[test]
fn an_address_in_a_style_that_works_at_the_root_of_the_host_is_a_warning() {
    let site = |address: &str, settings: &str| {
        allowing(&format!("甲\n\n<p style='background: url(\"{address}\")'>甲</p>\n"))
            .file("site.yaml", &format!("title: 测试站\nmarkdown: {{html: allow}}\n{settings}"))
            .file("static/img/bg a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .file("static/img/bg.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .file("static/图/bg.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
    };
    let run = site("/img/bg.svg?v=1", "base_url: https://a.example/\n").build().ok();
    let told = run.problems();
    assert!(told.contains("img/in-style") && told.contains("只在网站放在域名的根目录时"), "{told}");
    assert!(run.text("news/a/x.html").contains("<p style='background: url(\"/img/bg.svg?v=1\")'>"));
    for address in ["img/bg.svg", "/图/bg.svg", "/img/none.svg", "/img/bg a.svg", "/news/a/p.svg"] {
        let told = site(address, "").build().fails();
        assert!(told.contains("img/in-style") && told.contains("读者看不到它"), "{address}\n{told}");
        assert!(!told.contains("link/broken"), "{address}\n{told}");
    }
    let told = site("/img/bg.svg", "base_url: https://a.example/dj/\n").build().fails();
    assert!(told.contains("img/in-style"), "{told}");
}

#[test]
fn the_help_for_a_picture_without_words_is_that_of_html() {
    let told = allowing("甲\n\n<img src=\"p.svg\">\n").build().ok().problems();
    assert!(told.contains("img/alt") && told.contains("alt=\"……\"") && !told.contains("方括号"), "{told}");
}

#[test]
fn a_film_of_another_site_is_told_wherever_it_is_played_and_not_where_it_is_offered() {
    let page = |body: &str| allowing(body).build();
    for body in [":::视频 文件=https://cdn.example/x.mp4 :::", ":::音频 文件=https://cdn.example/x.mp3 :::"]
    {
        let told = page(body).fails();
        assert!(told.contains("content/news/a/x.md:5:") && told.contains("link/elsewhere"), "{told}");
        page(&body.replace("cdn.example", "own.example")).ok();
    }
    page(":::下载 文件=https://cdn.example/x.pdf :::").ok();
    let home = "title: 甲\nhome:\n  - video: {src: \"https://cdn.example/x.mp4\"}\n";
    let told = Site::bare().file("site.yaml", home).news("news/x.md", "甲", "", "").build().fails();
    assert!(told.contains("site.yaml:3:") && told.contains("link/elsewhere"), "{told}");
}
