//! What must not pass in silence, nor be told without its place: numbers that lose digits, texts of
//! the home page, pages that nobody finds, addresses that lack their beginning, pasted pictures.

use crate::site::Site;

#[test]
fn a_number_that_would_be_shown_with_other_digits_is_a_mistake() {
    let figure = |value: &str| {
        Site::new().file("data/statistics.yaml", &format!("- 编号: a\n  名称: 总数\n  数值: {value}\n"))
    };
    for value in ["99999999999999999999", "12345678901234567890123", "3.14159265358979323846", "1e20"] {
        let told = figure(value).build().fails();
        assert!(told.starts_with("data/statistics.yaml:3:") && told.contains("meta/out-of-range"), "{told}");
        let told = figure(&format!("{value}人")).build().fails();
        assert!(told.starts_with("data/statistics.yaml:3:"), "{told}");
    }
    let studio = "title: 甲\nfounded: 2020\nresults: [{label: 总数, value: 99999999999999999999}]\n";
    let told = Site::new().file("content/studios/a.md", &format!("---\ntype: studio\n{studio}---\n"));
    assert!(told.build().fails().contains("meta/out-of-range"));
    for (value, shown) in [
        ("1234567890123456789", "1,234,567,890,123,456,789"),
        ("\"1,234,567,890,123,456,789\"", "1,234,567,890,123,456,789"),
        ("0.0000001", "0.0000001"),
        ("123456789012.5", "123,456,789,012.5"),
    ] {
        let site = figure(value).file("site.yaml", "title: 甲\nhome:\n  - figures: {ids: [a]}\n");
        let html = site.build().ok().text("index.html");
        assert!(html.contains(shown), "{value}: {html}");
    }
}

#[test]
fn a_mistake_in_a_text_of_the_home_page_has_its_place() {
    let config = "title: 甲\nhome:\n  - text: {text: 乙}\n  - text:\n      text: |\n        丙\n\n        ![图](/none.png) [表](/none.csv)\n";
    let told = Site::bare().file("site.yaml", config).news("news/x.md", "甲", "", "正文").build().fails();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    for (line, code) in lines.iter().zip(["img/missing", "link/broken"]) {
        assert!(line.starts_with("site.yaml:8:") && line.contains(code), "{told}");
        assert!(line.contains("static") && !line.contains("文章旁边"), "{told}");
    }
}

#[test]
fn a_mistake_in_a_text_that_a_template_renders_is_told_in_the_file_of_the_text() {
    let told = Site::showing("{% for one in data.words %}{{ one.text | markdown | safe }}{% endfor %}{{ page.note | markdown | safe }}")
        .file("types/news.yaml", "name: 新闻\ntemplate: page/shown.html\nfields: {note: {label: 备注}}\n")
        .file("data/words.yaml", "- text: \"乙 ![图](/none.png)\"\n")
        .news("news/x.md", "甲", "note: \"丙 [表](/none.csv)\"\n", "正文")
        .build()
        .fails();
    assert!(told.contains("data/words.yaml:1:") && told.contains("content/news/x.md:4:"), "{told}");
}

#[test]
fn a_page_that_nobody_finds_is_told_whatever_other_titles_begin_with_its_own() {
    let outside = |title: &str, more: &str| {
        let site = Site::new().section("news", "title: 新闻\n").news("news/b.md", title, more, "正文");
        site.file("content/gg.md", "---\ntitle: 公告\ntype: page\n---\n正文\n").build().ok().problems()
    };
    for title in ["乙", "公告栏启用", "公告"] {
        let told = outside(title, "");
        assert!(told.contains("content/gg.md:2:") && told.contains("site/unlisted"), "{title}: {told}");
    }
    assert!(!outside("乙", "related: [公告]\n").contains("site/unlisted"));
}

#[test]
fn the_only_english_page_of_a_section_is_told_if_no_list_has_it() {
    let told = Site::new()
        .file("site.yaml", "title: 甲\nlanguages: [zh, en]\n")
        .section("news", "title: 新闻\n")
        .news("news/a.md", "甲", "type: news\n", "正文")
        .news("news/index.en.md", "A", "", "Text.")
        .build()
        .ok()
        .problems();
    assert!(told.contains("content/news/index.en.md:2:") && told.contains("site/unlisted"), "{told}");
}

#[test]
fn an_address_without_its_beginning_is_told_and_mended_in_a_menu_too() {
    let site = Site::new()
        .file("site.yaml", "title: 甲\nmenu:\n  - {title: 邮, url: zhang@e.example}\nfooter:\n  links:\n    - {title: 站, url: e.example.cn}\n")
        .news("news/x.md", "甲", "", "正文");
    let told = site.build().fails();
    assert!(told.contains("是不是“mailto:zhang@e.example”？"), "{told}");
    assert!(told.contains("是不是“https://e.example.cn”？"), "{told}");
    let mut command = crate::site::program();
    command.arg("fix").arg(site.path("")).arg("--all");
    let run = site.run(command);
    let config = std::fs::read_to_string(site.path("site.yaml")).unwrap();
    assert!(config.contains("url: mailto:zhang@e.example}"), "{}{}{config}", run.stdout, run.stderr);
    assert!(config.contains("url: https://e.example.cn}"), "{config}");
    site.build().ok();
}

#[test]
fn a_pasted_picture_is_told_briefly() {
    let data = format!("data:image/png;base64,{}", "iVBORw0KGgo".repeat(4_000));
    for body in [
        format!("正文 ![图]({data}) 正文"),
        format!("<img src=\"{data}\" alt=\"图\">"),
        format!("![图][a]\n\n[a]: {data}"),
    ] {
        let site = Site::new().file("site.yaml", "title: 甲\nmarkdown: {html: allow}\n");
        let run = site.news("news/x.md", "甲", "", &body).build();
        assert!(run.stderr.contains("错误[img/embedded]"), "{}", run.stderr);
        assert!(run.stderr.contains("文件名") && run.stderr.len() < 2_000, "{}", run.stderr);
    }
    let told = Site::new().news("news/x.md", "甲", &format!("cover: \"{data}\"\n"), "").build();
    assert!(told.stderr.contains("错误[img/embedded]") && told.stderr.len() < 2_000, "{}", told.stderr);
}

#[test]
fn a_picture_on_the_writers_own_machine_is_told_by_its_name() {
    for body in ["![图](file:///C:/Users/zhang/a.jpg)", "[图](file:///C:/Users/zhang/a.jpg)"] {
        let told = Site::new().news("news/x.md", "甲", "", body).build().fails();
        assert!(told.contains("“a.jpg”只在一台电脑上") && told.contains("文章旁边"), "{told}");
    }
}

#[test]
fn the_last_lines_of_a_build_count_each_kind_rightly() {
    let run = Site::new().news("news/x.md", "甲", "", "ＡＢＣ ![](x.svg)");
    let run = run
        .file("content/news/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>")
        .build()
        .ok();
    assert!(run.stdout.contains("1 个警告，1 个提示，见上"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_name_that_differs_in_capital_letters_and_a_folder_for_a_file_are_told_as_such() {
    let site = |line: &str, body: &str| {
        Site::new()
            .file("site.yaml", "title: 甲\nmarkdown: {html: allow}\n")
            .file("content/news/p.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .file("content/news/a.docx", "")
            .file("content/news/册.jpg/b.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .file("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
            .news("news/x.md", "甲", line, body)
    };
    for (line, body, meant) in [
        ("", "![图](P.SVG)", "p.svg"),
        ("", "![图](./P.svg)", "p.svg"),
        ("", "![图](/LOGO.SVG)", "/logo.svg"),
        ("", "[表](A.DOCX)", "a.docx"),
        ("", "<img src=\"P.SVG\" alt=\"图\">", "p.svg"),
        ("", ":::图片 图片=P.SVG :::", "p.svg"),
        ("cover: P.SVG\n", "正文", "p.svg"),
        ("attachments: [A.DOCX]\n", "正文", "a.docx"),
    ] {
        let told = site(line, body).build().fails();
        assert!(told.contains(&format!("是不是“{meant}”？大小写不一样")), "{line}{body} {told}");
    }
    for (line, body) in [
        ("", "![图](册.jpg)"),
        ("", "[表](册.jpg)"),
        ("", ":::图片 图片=册.jpg :::"),
        ("cover: 册.jpg\n", "正文"),
        ("attachments: [册.jpg]\n", "正文"),
    ] {
        let told = site(line, body).build().fails();
        assert!(told.contains("“册.jpg”是文件夹"), "{line}{body} {told}");
    }
    let empty = site("", "![图](空.jpg)");
    std::fs::create_dir(empty.path("content/news/空.jpg")).unwrap();
    assert!(empty.build().fails().contains("“空.jpg”是文件夹"));
}
