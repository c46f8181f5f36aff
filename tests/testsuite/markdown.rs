//! How articles are read, by the options of `site.yaml`.

use crate::site::Site;

/// An article as pasted from a word processor.
const PASTED: &str = "一、总体要求\n\n　　坚持党的领导。\n　　加强党的建设。\n\n##主要任务\n\n第一项。\n第二项。\n\n——张三\n---\n\n    附件\n";

/// The HTML of a body in a site with these lines in `site.yaml`.
fn read(markdown: &str, body: &str) -> String {
    let site = Site::showing("{{ page.content | safe }}")
        .file("site.yaml", &format!("title: 测试站\n{markdown}"))
        .news("news/x.md", "甲", "", body);
    let run = site.build().ok();
    assert_eq!(run.problems(), "", "a build is silent about advice");
    run.text("news/x.html")
}

#[test]
fn pasted_text_is_chinese_where_nothing_is_said() {
    assert_eq!(
        read("", PASTED),
        "<p>一、总体要求</p>\n<p>坚持党的领导。</p>\n<p>加强党的建设。</p>\n<p>##主要任务</p>\n\
         <p>第一项。</p>\n<p>第二项。</p>\n<p>——张三</p>\n<hr>\n<p>附件</p>\n"
    );
}

#[test]
fn line_ends_mean_what_the_site_says() {
    let (parted, joined) = ("<p>甲。</p>\n<p>乙。</p>\n", "<p>甲。乙。</p>\n");
    for (setting, expected) in [
        ("", parted),
        ("markdown: {lines: meant}\n", parted),
        ("正文: {句末换行: 按意思}\n", parted),
        ("正文: {句末换行: 成段}\n", parted),
        ("正文: {句末换行: 合并}\n", joined),
        // The default before: a site that says so is read as before.
        ("正文: {句末换行: 提醒}\n", joined),
        ("markdown: {lines: commonmark}\n", joined),
        ("markdown: {paragraphs: commonmark}\n", joined),
    ] {
        assert_eq!(read(setting, "甲。\n乙。\n"), expected, "{setting}");
    }
}

#[test]
fn headings_lines_and_numbers_by_option() {
    assert_eq!(
        read("markdown: {headings: detect, lines: paragraphs, numbering: chinese}\n", PASTED),
        "<h2 id=\"yi-zong-ti-yao-qiu\">一、总体要求</h2>\n<p>坚持党的领导。</p>\n<p>加强党的建设。</p>\n\
         <h2 id=\"zhu-yao-ren-wu\">二、主要任务</h2>\n<p>第一项。</p>\n<p>第二项。</p>\n<p>——张三</p>\n<hr>\n<p>附件</p>\n"
    );
}

#[test]
fn keys_and_choices_may_be_chinese() {
    assert_eq!(
        read("正文: {标题编号: 中文, 中文序号标题: 不管}\n", "## 甲\n"),
        "<h2 id=\"jia\">一、甲</h2>\n"
    );
}

#[test]
fn commonmark_by_option() {
    assert_eq!(
        read("markdown: {paragraphs: commonmark}\n", "甲\n---\n\n    乙\n"),
        "<h2 id=\"jia\">甲</h2>\n<pre class=\"code\" tabindex=\"0\"><code>乙\n</code></pre>\n"
    );
}

#[test]
fn a_remark_is_not_published() {
    let body = "甲<!-- 待核实 -->乙\n\n<!-- 忽略 link/broken：旧址 -->\n\n丙\n";
    assert_eq!(read("markdown: {html: allow}\n", body), "<p>甲乙</p>\n<p>丙</p>\n");
}
