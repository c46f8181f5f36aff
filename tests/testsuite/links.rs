//! Links and pictures as an editor writes them.

use insta::assert_snapshot;

use crate::site::{Site, pixel};

/// A site whose news pages contain only their text.
fn texts() -> Site {
    Site::showing("{{ page.content | safe }}")
}

/// The addresses of links and pictures on a page.
fn targets(site: Site, page: &str) -> Vec<String> {
    let shown = site.build().ok().page(page);
    let mut found = shown.attributes("a", "href");
    found.extend(shown.attributes("img", "src"));
    found
}

/// A link to another article as an editor writes it: by its file.
#[test]
fn a_link_to_another_article_as_an_editor_writes_it() {
    let site = texts()
        .news("news/y.md", "乙", "", "")
        .news("notices/x.md", "丙", "", "## 第二节\n")
        .news("news/图文 一/index.md", "丁", "", "")
        .section("study", "title: 学习\n")
        .news(
            "news/x.md",
            "甲",
            "",
            "[1](./y.md) [2](y.md) [3](../notices/x.md#第二节) [4](../notices/x.md#%E7%AC%AC%E4%BA%8C%E8%8A%82) [5](<图文 一/index.md>) [6](图文%20一/index.md) [7](../study/_index.md) [8](/notices/x.html) [9](#节) [10](https://example.org/甲)\n\n## 节\n",
        );
    assert_snapshot!(targets(site, "news/x.html").join("\n"), @"
    ../news/y.html
    ../news/y.html
    ../notices/x.html#di-er-jie
    ../notices/x.html#di-er-jie
    ../news/tu-wen-yi.html
    ../news/tu-wen-yi.html
    ../study/index.html
    ../notices/x.html
    #jie
    https://example.org/甲
    ");
}

/// A picture next to its article.
#[test]
fn a_picture_beside_its_article() {
    let site = texts()
        .bytes("content/news/pic.png", &pixel(1))
        .bytes("content/news/合影 一.JPG", &pixel(2))
        .bytes("content/news/bundle/会场.png", &pixel(3))
        .bytes("static/logo.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .news("news/x.md", "甲", "", "![图](pic.png) ![图](./pic.png) ![图](<合影 一.JPG>) ![图](合影%20一.JPG) ![图](bundle/会场.png) ![图](/logo.svg)")
        .news("news/bundle/index.md", "乙", "", "![图](会场.png) ![图](../pic.png)");
    let run = site.build().ok();
    assert_snapshot!(run.page("news/x.html").attributes("img", "src").join("\n"), @"
    ../news/pic-3ff3efa782-1.png
    ../news/pic-3ff3efa782-1.png
    ../news/he-ying-yi-35fa0b3f6c-1.png
    ../news/he-ying-yi-35fa0b3f6c-1.png
    ../news/bundle/hui-chang-ba0ea30fc4-1.png
    ../logo.svg
    ");
    assert_snapshot!(run.page("news/bundle.html").attributes("img", "src").join("\n"), @"
    ../news/bundle/hui-chang-ba0ea30fc4-1.png
    ../news/pic-3ff3efa782-1.png
    ");
    for source in run.page("news/x.html").attributes("img", "src") {
        assert!(site.public().join("news").join(&source).is_file(), "{source}");
    }
}

#[test]
fn an_attachment_beside_its_article() {
    let site = texts().bytes("content/news/登记表.docx", b"x").news(
        "news/x.md",
        "甲",
        "attachments: [登记表.docx, {src: 登记表.docx, title: 表}]\n",
        "[下载](登记表.docx)",
    );
    assert_snapshot!(targets(site, "news/x.html").join("\n"), @"../news/deng-ji-biao-3ae7d805f6.docx");
}

#[test]
fn the_same_picture_is_published_once() {
    let site = texts()
        .bytes("content/news/pic.png", &pixel(1))
        .news("news/x.md", "甲", "", "![图](pic.png)")
        .news("news/y.md", "乙", "", "![图](pic.png) ![图](../news/pic.png)");
    let pictures: Vec<String> =
        site.build().ok().tree().into_iter().filter(|name| name.ends_with(".png")).collect();
    assert_eq!(pictures.len(), 1, "{pictures:?}");
}

#[test]
fn a_picture_that_no_page_shows_is_not_published() {
    let site = texts().bytes("content/news/rejected.png", &pixel(1)).news("news/x.md", "甲", "", "");
    assert!(!site.build().ok().tree().iter().any(|name| name.contains("rejected")));
}

/// In English the English version if there is one, else the Chinese page.
#[test]
fn a_link_leads_to_the_version_in_the_reader_s_language() {
    let site = texts()
        .file("site.yaml", "title: 站\nlanguages: [zh, en]\n")
        .news("news/y.md", "乙", "", "## 节\n")
        .news("news/y.en.md", "Y", "", "## Part\n")
        .news("news/z.md", "丙", "", "")
        .news("news/x.md", "甲", "", "[乙](y.md)")
        .news("news/x.en.md", "X", "", "[Y](y.md) [Y](y.en.md#Part) [Z](z.md)");
    let run = site.build().ok();
    assert_eq!(run.page("news/x.html").attributes("a", "href"), ["../news/y.html"]);
    assert_eq!(
        run.page("en/news/x.html").attributes("a", "href"),
        ["../../en/news/y.html", "../../en/news/y.html#part", "../../news/z.html"]
    );
}

#[test]
fn a_picture_of_an_article_in_two_languages_lies_beside_both() {
    let site = texts()
        .file("site.yaml", "title: 站\nlanguages: [zh, en]\n")
        .bytes("content/news/x/pic.png", &pixel(1))
        .news("news/x/index.md", "甲", "", "![图](pic.png)")
        .news("news/x/index.en.md", "X", "", "![Picture](pic.png)");
    let run = site.build().ok();
    let (chinese, english) = (
        run.page("news/x.html").attributes("img", "src"),
        run.page("en/news/x.html").attributes("img", "src"),
    );
    assert_eq!(english, [format!("../{}", chinese[0])]);
}

#[test]
fn a_link_to_a_page_that_is_not_published_leaves_its_words() {
    let site = texts().news("news/draft.md", "草稿", "draft: true\n", "").news(
        "news/x.md",
        "甲",
        "",
        "见[那一篇](draft.md)。",
    );
    let run = site.build().ok();
    assert_snapshot!(run.problems(), @"content/news/x.md:5:2 link/hidden: “草稿”现在不发布（草稿），这个链接只留下文字 → 等它发布，链接自动恢复；不再需要的，去掉链接");
    assert_eq!(run.page("news/x.html").the("p"), "见那一篇。");
    assert_eq!(run.page("news/x.html").attributes("a", "href").len(), 0);
}

#[test]
fn a_picture_on_another_site_is_a_problem() {
    let site = texts().news("news/x.md", "甲", "", "![图](https://example.org/a.png)");
    assert_snapshot!(site.build().fails(), @"content/news/x.md:5:1 img/hotlink: 图片“https://example.org/a.png”在别的网站上 → 把图片另存到文章旁边，写它的文件名");
}

#[test]
fn a_path_does_not_leave_the_site() {
    let site = texts().news(
        "news/x.md",
        "甲",
        "cover: ../../../../etc/passwd\n",
        "![图](../../../../../etc/passwd) [文](../../../site.yaml)",
    );
    assert_snapshot!(site.build().fails(), @"
    content/news/x.md:4:8 reference/missing-file: 找不到文件“../../../../etc/passwd” → 把文件放在文章旁边；以“/”开头的在 static 文件夹里找
    content/news/x.md:6:1 img/missing: 找不到图片“../../../../../etc/passwd” → 把图片放在文章旁边，写它的文件名
    content/news/x.md:6:33 link/broken: 链接指向的“../../../site.yaml”不存在 → 链接别的文章，写它的文件名，如 ./x.md；附件放在文章旁边，也写文件名
    ");
}

#[test]
fn a_link_without_an_address_is_a_problem() {
    let site = texts().news("news/x.md", "甲", "", "见[通知]()。");
    assert_snapshot!(site.build().fails(), @"content/news/x.md:5:2 link/broken: 链接没有写地址 → 在圆括号里写网址或文件名：[文字](x.md)；不是链接的，去掉方括号和圆括号");
}

#[test]
fn a_bare_address_becomes_a_link_and_stops_before_chinese_punctuation() {
    let site =
        texts().news("news/x.md", "甲", "", "见https://example.org/a，以及（https://example.org/b）。");
    assert_eq!(targets(site, "news/x.html"), ["https://example.org/a", "https://example.org/b"]);
}

#[test]
fn raw_html_is_escaped_unless_the_site_allows_it() {
    let body = "<b>粗</b>\n\n<div onclick=\"x()\">块</div>\n\n<script>alert(1)</script>";
    let escaped = texts().news("news/x.md", "甲", "", body).build().ok();
    let page = escaped.page("news/x.html");
    assert_eq!(page.texts("b, div, script"), Vec::<String>::new());
    assert!(page.words().contains("<b>粗</b>") && page.words().contains("<script>alert(1)</script>"));
    let allowed =
        texts().file("site.yaml", "title: 站\nmarkdown: {html: allow}\n").news("news/x.md", "甲", "", body);
    assert_eq!(allowed.build().ok().page("news/x.html").texts("b, div"), ["粗", "块"]);
}

#[test]
fn a_link_that_would_run_a_script_does_not() {
    let site = texts().news("news/x.md", "甲", "", "[点](javascript:alert(1)) [图](data:text/html,x)");
    let run = site.build();
    let dangerous = |text: &str| text.contains("href=\"javascript:") || text.contains("href=\"data:");
    assert!(run.code == Some(1) || !dangerous(&run.text("news/x.html")), "{}", run.stderr);
}

/// Pages request nothing from other hosts, whichever field names the picture.
#[test]
fn a_picture_of_a_field_is_not_on_another_site() {
    for line in ["题图: https://img.example/a.jpg\n", "cover: {src: \"http://img.example/a.jpg\", alt: 甲}\n"]
    {
        let problems = Site::new().news("news/x.md", "甲", line, "").build().fails();
        assert!(
            problems.starts_with("content/news/x.md:") && problems.contains("img/hotlink"),
            "{line}: {problems}"
        );
    }
    // An attachment is a link.
    Site::new().news("news/x.md", "甲", "附件: https://files.example/a.pdf\n", "").build().ok();
}

/// What no check of an article can see: HTML, and templates.
#[test]
fn links_of_rendered_pages_are_checked() {
    let site = Site::new()
        .file("site.yaml", "title: 站\nmarkdown: {html: allow}\n")
        .news("news/x.md", "甲", "", "## 一\n\n<a href=\"#二\">二</a><a href=\"#yi\">一</a><a href=\"#top\">上</a>")
        .news("news/y.md", "乙", "", "正文。")
        .file(
            "templates/partials/extra_footer.html",
            "<span\nid=q></span><a href='#q'>问</a><a href=\"/gone.html\">无</a><a href=\"/news/x.html#nowhere\">无</a><a href=\"/news/index.html\">有</a>",
        );
    let frame = std::fs::read_to_string("themes/classic/templates/base.html").unwrap();
    let frame = frame.replace("</body>", "{% include \"partials/extra_footer.html\" %}</body>");
    site.change("templates/base.html", &frame);
    let mut command = crate::site::program();
    command.args(["check", "--lang", "zh", "--now", crate::site::NOW]).arg(site.path(""));
    let problems = site.run(command).problems();
    assert_snapshot!(problems, @r##"
    link/page: 网页里的链接打不开：/gone.html（在 index.html 等 4 页上） → 它写在原始 HTML、组件、数据文件或者主题的模板里：改成本站有的网址
    link/page: 网页里的链接找不到位置：/news/x.html 里没有 #nowhere（在 index.html 等 4 页上） → 它写在原始 HTML、组件、数据文件或者主题的模板里：改成本站有的网址
    content/news/x.md:7:10 link/anchor: 本页没有“#二”这个位置 → “#”后面写本页小标题的原文，或小标题后面 {#名称} 里的名称
    "##);
}

/// What links to a studio, calls it in a directive or refers to it is listed on its page; what only
/// has a word of its name is not.
#[test]
fn a_page_lists_what_mentions_it() {
    let mut site = Site::new()
        .file("content/studios/_index.md", "---\ntitle: 工作室\ntype: studio\n---\n")
        .file(
            "content/studios/weld.md",
            "---\ntitle: 焊接工作室\nleader: 赵一\nfounded: 2020\n---\n\n简介。\n\n## 成果\n\n三项。\n",
        )
        .news("news/a.md", "甲", "", "见[工作室](../studios/weld.md#成果)。")
        .news("news/b.md", "乙", "", "见[工作室](/studios/weld.html)。")
        .news("news/c.md", "丙", "related: [weld]\n", "正文。")
        .news("news/d.md", "丁", "", "[[焊接工作室]]的事。")
        .news("news/e.md", "戊", "", "焊接工作室的事。\n\n```\n[甲](../studios/weld.md)\n```\n");
    let mentioned = |site: &Site| {
        let html = site.build().ok().text("studios/weld.html");
        let part = html.split("id=\"mentions\"").nth(1).unwrap_or_default();
        let part = part.split("</section>").next().unwrap_or_default().to_owned();
        ["甲", "乙", "丙", "丁", "戊"].into_iter().filter(|title| part.contains(title)).collect::<String>()
    };
    assert_eq!(mentioned(&site), "甲乙丙丁");
    site =
        site.news("news/a.md", "甲", "", "没有了。").news("news/e.md", "戊", "", "[工](../studios/weld.md)");
    assert_eq!(mentioned(&site), "乙丙丁戊");
}

/// Titles that share rare pairs of characters are of one affair; what many titles share says
/// nothing. A title that changes changes that, and the pages that show it.
#[test]
fn articles_of_one_affair_are_related_by_their_titles() {
    let mut site = Site::showing("{% for p in page.related %}{{ p.title }}、{% endfor %}");
    for number in 0..60 {
        site = site.news(&format!("news/n{number}.md"), &format!("关于召开第{number}次会议的通知"), "", "");
    }
    let site = site
        .news("news/a.md", "转窑托轮磨削攻关小组成立", "", "")
        .news("news/b.md", "托轮磨削精度创新高", "", "")
        .news("news/c.md", "全体党员重温入党誓词", "", "");
    let related = |page: &str| site.build().ok().text(page);
    assert_eq!(related("news/a.html"), "托轮磨削精度创新高、");
    assert_eq!(related("news/b.html"), "转窑托轮磨削攻关小组成立、");
    assert_eq!(related("news/c.html") + &related("news/n1.html"), "");
    site.news_changed("news/c.md", "托轮磨削小组重温入党誓词", "");
    assert_eq!(related("news/c.html").matches('、').count(), 2);
    assert_eq!(related("news/a.html").matches('、').count(), 2);
    site.news_changed("news/b.md", "又一则通知", "");
    assert_eq!(related("news/a.html"), "托轮磨削小组重温入党誓词、");
    assert_eq!(related("news/b.html"), "");
}
