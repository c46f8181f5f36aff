//! Mistakes that other generators make on a Chinese site, row by row of a comparison with them.
//! Rows with a file of their own are tested there: links and pictures, sub-paths and `file://`,
//! names in GBK, addresses that collide, thirty broken files, builds that differ; those of the
//! preview are next to it.

use insta::assert_snapshot;

use crate::site::Site;

/// A site whose news pages contain only their text.
fn text(body: &str) -> String {
    let site = Site::showing("{{ page.content | safe }}").news("news/x.md", "甲", "", body);
    site.build().ok().text("news/x.html")
}

#[test]
fn bold_beside_chinese_punctuation() {
    assert_eq!(
        text("突出**“学”**字，**《章程》**、**三会一课（试行）**都要学。"),
        "<p>突出<strong>“学”</strong>字，<strong>《章程》</strong>、<strong>三会一课（试行）</strong>都要学。</p>\n"
    );
}

#[test]
fn a_line_break_between_han_characters() {
    // As an editor wraps it. Two short lines are two paragraphs where lines are read as meant.
    assert_eq!(
        text(
            "支部党员大会由支部委员会召集，一般每季度\n召开一次，有半数以上的党员到会才能开，见\nbranch\nmeeting。"
        ),
        "<p>支部党员大会由支部委员会召集，一般每季度召开一次，有半数以上的党员到会才能开，见\nbranch\nmeeting。</p>\n"
    );
    let site = Site::showing("{{ page.content | safe }}")
        .file("site.yaml", "title: 甲\nmarkdown: {lines: join}\n")
        .news("news/x.md", "甲", "", "支部党员大会\n每季度一次，\nbranch\nmeeting");
    assert_eq!(site.build().ok().text("news/x.html"), "<p>支部党员大会每季度一次，\nbranch\nmeeting</p>\n");
}

#[test]
fn an_article_in_gbk() {
    let article =
        "---\n标题: 第二党支部开展主题党日活动\n日期: 2026-01-01\n---\n支部书记带领党员重温入党誓词。\n";
    let (bytes, ..) = encoding_rs::GBK.encode(article);
    let site =
        Site::showing("{{ page.title }}：{{ page.content | safe }}").bytes("content/news/x.md", &bytes);
    let run = site.build().ok();
    assert_eq!(
        run.text("news/x.html"),
        "第二党支部开展主题党日活动：<p>支部书记带领党员重温入党誓词。</p>\n"
    );
    assert_snapshot!(run.problems(), @"content/news/x.md source/encoding: 这个文件的编码是 GB18030，已按它读入 → 用记事本另存为 UTF-8，免得别的程序读成乱码");
}

#[test]
fn an_article_with_a_byte_order_mark_and_line_ends_of_windows() {
    let site = Site::showing("{{ page.title }}：{{ page.content | safe }}").file(
        "content/news/x.md",
        "\u{feff}---\r\n标题: 甲\r\n日期: 2026-01-01\r\n---\r\n一段。\r\n\r\n二段。\r\n",
    );
    assert_eq!(site.build().ok().text("news/x.html"), "甲：<p>一段。</p>\n<p>二段。</p>\n");
}

#[test]
fn a_date_in_the_future() {
    let site = Site::new()
        .news("news/now.md", "今天", "", "")
        .file("content/news/x.md", "---\ntitle: 明年\ndate: 2027-01-01\n---\n");
    let run = site.build().ok();
    assert!(run.has("news/now.html") && !run.has("news/x.html"));
    let told: Vec<&str> =
        run.stdout.lines().filter(|line| !line.contains("用时") && !line.contains("写入")).collect();
    assert_snapshot!(told.join("\n"), @"
    1 篇文章，1 个栏目
    没有发布：1 篇定时
    定时的文章：到 2027-01-01 0:00 再生成一次才会发布
    ");
}

#[test]
fn no_date_where_one_is_needed() {
    let site = Site::new().file("content/news/x.md", "---\ntitle: 甲\n---\n");
    assert_snapshot!(site.build().fails(), @"content/news/x.md:2:1 meta/missing: 缺少“日期” → 加一行，如“日期: 2026-11-20”");
}

#[test]
fn an_unknown_key_in_the_configuration() {
    let site = Site::new().file("site.yaml", "title: 站\nbaseurl: https://dj.example/\n");
    assert_snapshot!(site.build().fails(), @"site.yaml:2:1 meta/unknown-key: 没有“baseurl”这一项 → 是不是“base_url”？");
}

#[test]
fn an_unknown_key_in_front_matter() {
    let site = Site::new().news("news/x.md", "甲", "摄像: 张三\n", "");
    assert_snapshot!(site.build().fails(), @"content/news/x.md:4:1 meta/unknown-key: 没有“摄像”这一项 → 是不是“摄影”？");
    let site = Site::new().section("news", "title: 要闻\npagesize: 10\n");
    assert_snapshot!(site.build().fails(), @"content/news/_index.md:3:1 meta/unknown-key: 没有“pagesize”这一项 → 是不是“page_size”？");
}
