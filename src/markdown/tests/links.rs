//! Tests links, pictures, headings and footnotes.

use super::{Site, check, codes, html, rendered};
use crate::markdown::{Heading, Options, render};

#[test]
fn links_are_the_hosts_but_for_those_that_leave() {
    check(&[
        ("[甲](./y.md#第二节 \"题\")", "<p><a href=\"/./y.md#第二节\" title=\"题\">甲</a></p>"),
        ("[a](https://a.cn/?x&y)", "<p><a href=\"https://a.cn/?x&amp;y\" rel=\"noopener\">a</a></p>"),
        ("<https://a.cn>", "<p><a href=\"https://a.cn\" rel=\"noopener\">https://a.cn</a></p>"),
        ("<a@b.cn>", "<p><a href=\"mailto:a@b.cn\">a@b.cn</a></p>"),
        ("[电话](tel:123)", "<p><a href=\"tel:123\">电话</a></p>"),
        ("[甲][x]\n\n[x]: a.md", "<p><a href=\"/a.md\">甲</a></p>"),
        ("[表](附件/表 (1).docx)", "<p><a href=\"/附件/表 (1).docx\">表</a></p>"),
        ("[甲](a \\\"b.md)", "<p>[甲](a &quot;b.md)</p>".replace("&quot;", "\"").leak()),
    ]);
}

#[test]
fn a_link_that_leads_nowhere_or_is_unsafe_is_its_text() {
    for (body, code) in [
        ("[甲**乙**](missing.md)", "link/broken"),
        ("[甲**乙**](javascript:x)", "link/unsafe"),
        ("[甲**乙**](<java\tScript:x>)", "link/unsafe"),
        ("[甲**乙**](data:text/html,x)", "link/unsafe"),
        ("[甲**乙**](file:///etc/passwd)", "link/unsafe"),
        ("[甲**乙**](vbscript:x)", "link/unsafe"),
        ("[甲**乙**](java&#115;cript:x)", "link/unsafe"),
    ] {
        assert_eq!(html(body), "<p>甲<strong>乙</strong></p>", "{body}");
        assert_eq!(codes(body), [(code, body.to_owned())], "{body}");
    }
}

#[test]
fn the_span_of_a_link_is_the_link_in_the_body() {
    let body = "坚持**“甲”**，\n:::note\n见**[文](a b.md)**。\n:::\n";
    let site = Site::default();
    render(body, &Options::default(), &site);
    let links = site.links.take();
    let [(destination, span)] = &links[..] else { panic!("{links:?}") };
    assert_eq!((destination.as_str(), &body[span.clone()]), ("a b.md", "[文](a b.md)"));
}

#[test]
fn bare_addresses_are_links() {
    check(&[
        (
            "详见https://a.cn/b_c_d，谢谢",
            "<p>详见<a href=\"https://a.cn/b_c_d\" rel=\"noopener\">https://a.cn/b_c_d</a>，谢谢</p>",
        ),
        (
            "https://a.cn/?x=1&y=2、https://b.cn。",
            "<p><a href=\"https://a.cn/?x=1&amp;y=2\" rel=\"noopener\">https://a.cn/?x=1&amp;y=2</a>、<a href=\"https://b.cn\" rel=\"noopener\">https://b.cn</a>。</p>",
        ),
        ("`https://a.cn`", "<p><code>https://a.cn</code></p>"),
        ("[https://a.cn](b.md)", "<p><a href=\"/b.md\">https://a.cn</a></p>"),
    ]);
}

#[test]
fn a_fragment_is_checked_against_the_page() {
    let body = "[下](#第二节) [下](#di-er-jie) [顶](#top) [注](#fn-1)[^1]\n\n## 第二节\n\n[^1]: 注\n";
    assert!(html(body).contains("<a href=\"#di-er-jie\">下</a> <a href=\"#di-er-jie\">下</a>"));
    assert_eq!(codes(body), []);
    assert_eq!(codes("[下](#二)\n\n## 第二节 {#b}\n"), [("link/anchor", "[下](#二)".to_owned())]);
    assert!(html("[下](#第二节)\n\n## 第二节 {#b}\n").contains("<a href=\"#b\">"));
    assert!(html("[下](#%E7%AC%AC%E4%BA%8C%E8%8A%82)\n\n## 第二节\n").contains("<a href=\"#di-er-jie\">"));
}

#[test]
fn headings_have_stable_ids_and_begin_at_the_second_level() {
    let page = rendered("# 党建引领\n\n## 党建引领\n\n### Part *two* {#two .wide}\n\n#### ！\n\n题\n===\n");
    assert_eq!(
        page.html,
        "<h2 id=\"dang-jian-yin-ling\">党建引领</h2>\n<h2 id=\"dang-jian-yin-ling-2\">党建引领</h2>\n\
         <h3 id=\"two\" class=\"wide\">Part <em>two</em></h3>\n<h4 id=\"section\">！</h4>\n<h2 id=\"ti\">题</h2>\n"
    );
    assert_eq!(page.headings[2], Heading { level: 3, id: "two".into(), text: "Part two".into() });
    assert_eq!(html("## 甲 {#第一}"), "<h2 id=\"jia\">甲</h2>");
}

#[test]
fn ids_of_several_bodies_on_a_page_differ() {
    let options = Options { id_prefix: "a-".into(), ..Options::default() };
    let page = render("## 甲\n\n[^1] [甲](#甲)\n\n[^1]: 注\n", &options, &Site::default());
    assert!(page.html.contains("id=\"a-jia\"") && page.html.contains("href=\"#a-jia\""));
    assert!(page.html.contains("id=\"a-fn-1\"") && page.html.contains("href=\"#a-fnref-1\""));
    assert_eq!((page.headings[0].id.as_str(), page.findings), ("a-jia", vec![]));
}

#[test]
fn pictures_alone_are_figures() {
    check(&[
        (
            "![植树](图片/合影 1.jpg \"党员植树（林某 摄）\")",
            "<figure><img src=\"/图片/合影 1.jpg\" alt=\"植树\"><figcaption>党员植树 <span class=\"credit\">林某 摄</span></figcaption></figure>",
        ),
        (
            "![植树](sized.jpg)",
            "<figure><img src=\"/sized.jpg\" alt=\"植树\" width=\"4\" height=\"3\"></figure>",
        ),
        (
            "![甲](a.jpg \"一\")\n![乙](b.jpg) ![丙](c.jpg)",
            "<div class=\"figures figures-3\">\n<figure><img src=\"/a.jpg\" alt=\"甲\"><figcaption>一</figcaption></figure>\n<figure><img src=\"/b.jpg\" alt=\"乙\" loading=\"lazy\" decoding=\"async\"></figure>\n<figure><img src=\"/c.jpg\" alt=\"丙\" loading=\"lazy\" decoding=\"async\"></figure>\n</div>",
        ),
        ("见![章](a.jpg \"题\")", "<p>见<img src=\"/a.jpg\" alt=\"章\" title=\"题\"></p>"),
        ("[![章](a.jpg)](b.md)", "<p><a href=\"/b.md\"><img src=\"/a.jpg\" alt=\"章\"></a></p>"),
        ("![甲 **乙** `丙`](a.jpg)", "<figure><img src=\"/a.jpg\" alt=\"甲 乙 丙\"></figure>"),
        ("![甲](missing.jpg)", "<p>甲</p>"),
    ]);
    assert_eq!(codes("![](a.jpg)"), [("img/alt", "![](a.jpg)".to_owned())]);
    assert_eq!(codes("![甲](missing.jpg)"), [("img/missing", "![甲](missing.jpg)".to_owned())]);
    assert_eq!(codes("![甲](data:image/png;x)"), [("img/embedded", "![甲](data:image/png;x)".to_owned())]);
}

#[test]
fn footnotes_are_numbered_by_use_and_lead_back() {
    assert_eq!(
        html("[^b]: 乙\n\n甲[^a]，乙[^b]，又[^a]。\n\n[^a]:\n    甲\n\n    - 项\n"),
        "<p>甲<sup class=\"note-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\" aria-label=\"注释1\">1</a></sup>，\
         乙<sup class=\"note-ref\"><a href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\" aria-label=\"注释2\">2</a></sup>，\
         又<sup class=\"note-ref\"><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\" aria-label=\"注释1\">1</a></sup>。</p>\n\
         <section class=\"notes\" role=\"doc-endnotes\" aria-label=\"注释\">\n<ol>\n\
         <li id=\"fn-1\"><p>甲</p>\n<ul>\n<li>项</li>\n</ul>\n \
         <a href=\"#fnref-1\" class=\"note-back\" role=\"doc-backlink\" aria-label=\"返回正文，注释1\">↩</a> \
         <a href=\"#fnref-1-2\" class=\"note-back\" role=\"doc-backlink\" aria-label=\"返回正文，注释1-2\">↩</a></li>\n\
         <li id=\"fn-2\"><p>乙 <a href=\"#fnref-2\" class=\"note-back\" role=\"doc-backlink\" aria-label=\"返回正文，注释2\">↩</a></p></li>\n\
         </ol>\n</section>"
    );
    assert_eq!(codes("甲\n\n[^a]: 注\n"), [("md/footnote-unused", "[^a]: 注".to_owned())]);
    assert_eq!(html("甲[^x]"), "<p>甲[^x]</p>");
}
