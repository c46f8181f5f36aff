use std::cell::Cell;

use super::super::recognize::recognize;
use super::super::write::body;
use super::*;

/// Reads a page next to which there is `a.png`, and writes it back. Returns the text and the codes
/// of the findings.
fn text(html: &str) -> (String, Vec<&'static str>) {
    let picture = |address: &str| (address == "稿.files/a.png").then(|| vec![1; 300]);
    let manuscript = read(html, &picture);
    let names: Vec<Option<String>> = (0..manuscript.files.len()).map(|n| Some(format!("{n}.png"))).collect();
    let codes = manuscript.findings.iter().map(|finding| finding.code).collect();
    (body(&manuscript, &names), codes)
}

#[test]
fn the_clipboard_of_word_keeps_numbers_and_loses_noise() {
    let html = "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:1\r\n<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\
        <head><style><!-- p.MsoNormal {mso-style-parent:\"\";} --></style></head><body><!--StartFragment-->\
        <p class=MsoNormal style='text-indent:32.0pt'><b><span style='font-size:16.0pt;mso-bidi-font-size:12pt'>会议强调，</span></b><span>要加强\n学习。<o:p></o:p></span></p>\
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>（一）<span>&nbsp;&nbsp; </span></span><![endif]>提高认识</p>\
        <p style='mso-list:l1 level1 lfo2'><span style='font-family:Wingdings;mso-list:Ignore'>l<span>&nbsp;</span></span>甲</p>\
        <p><span style='mso-hide:all;display:none'>不公开</span>m<sup>2</sup></p><!--EndFragment--></body></html>";
    assert!(is_page(html));
    let (text, codes) = text(html);
    assert_eq!(text, "**会议强调，**要加强学习。\n\n（一）提高认识\n\n• 甲\n\nm²\n");
    assert_eq!(codes, [] as [&str; 0]);
}

#[test]
fn a_page_of_wechat_has_its_head_and_pictures() {
    let html = "<!DOCTYPE html><html><head><meta property=\"og:title\" content=\"备用\"></head><body><div id=\"page\">\
        <h1 id=\"activity-name\">\n  清明祭英烈 </h1><div id=\"meta_content\"><a id=\"js_name\">岚山党建</a>\
        <em id=\"publish_time\">2026-04-05 10:30</em></div>\
        <div id=\"js_content\" style=\"visibility: hidden;\"><section><p><img data-src=\"稿.files/a.png\" src=\"data:image/gif;base64,R0lGOD\" alt=\"图片\"></p>\
        <p style=\"text-align: center;\">图为活动现场</p><section><span>4月5日，党员来到陵园。</span><br><br>大家默哀。</section>\
        <img data-src=\"https://mmbiz.qpic.example/x/640\" width=\"600\"><iframe data-src=\"v\"></iframe></section></div>\
        <div>阅读原文</div></div></body></html>";
    let picture = |address: &str| (address == "稿.files/a.png").then(|| vec![1; 300]);
    let mut manuscript = read(html, &picture);
    let found: Vec<String> = manuscript.findings.iter().map(ToString::to_string).collect();
    assert!(found.len() == 2 && found[0].contains("https://mmbiz.qpic.example/x/640"), "{found:?}");
    let recognized = recognize(&mut manuscript, &|_| None);
    let values: Vec<&str> =
        ["title", "source", "date"].iter().filter_map(|key| recognized.value(key)).collect();
    assert_eq!(values, ["清明祭英烈", "岚山党建", "2026-04-05 10:30"]);
    assert_eq!(
        body(&manuscript, &[Some("1.png".into())]),
        "![图为活动现场](1.png \"图为活动现场\")\n\n4月5日，党员来到陵园。\n\n大家默哀。\n"
    );
}

#[test]
fn blocks_of_a_page_are_carried_over() {
    for (html, expected) in [
        ("<div>甲<div>乙</div>丙</div>", "甲\n\n乙\n\n丙\n"),
        ("<nav>首页</nav><p>甲</p><footer>页脚</footer>", "甲\n"),
        ("<h2>一、目标</h2><p align=center>居中</p>", "### 一、目标\n\n居中\n"),
        ("<ol start=3><li>甲<ul><li>乙</li></ul></li><li><p>丙</p></li></ol>", "3. 甲\n\n   - 乙\n\n4. 丙\n"),
        ("<blockquote><p>甲</p></blockquote><pre>a\n b</pre><hr>", "> 甲\n\n```\na\n b\n```\n\n---\n"),
        (
            "<table><tr><td rowspan=2>支部</td><td colspan=2>人数</td></tr><tr><td>应到</td><td>实到</td></tr><tr><td>一<br>二</td><td>3</td><td></td></tr></table>",
            "| 支部 | 人数 | << |\n|---|---|---|\n| ^^ | 应到 | 实到 |\n| 一<br>二 | 3 |  |\n",
        ),
        (
            "<figure><img src='稿.files/a.png' alt='树'><figcaption>植树</figcaption></figure>",
            "![树](0.png \"植树\")\n",
        ),
        (
            "<p>见<a href='https://a.example/x'>网站</a>、<a href='javascript:x()'>脚本</a>、<a href='/old.html'>旧文</a></p>",
            "见[网站](https://a.example/x)、脚本、旧文\n",
        ),
        ("<p>a&nbsp;b &amp; c</p><script>x</script><style>p{}</style>", "a b & c\n"),
        ("<p>龘<ruby>龘<rt>dá</rt></ruby></p>", "龘龘（dá）\n"),
        (
            "<p><span style='font-weight:700'>甲</span><b style='font-weight:normal'>乙</b><i>丙</i><s>丁</s></p>",
            "**甲**乙*丙*~~丁~~\n",
        ),
    ] {
        assert_eq!(text(html).0, expected, "{html}");
    }
}

#[test]
fn only_pages_are_pages() {
    for (text, expected) in [
        ("<!DOCTYPE html>", true),
        ("\u{feff}\n<HTML lang=zh>", true),
        ("<p>甲</p>", true),
        ("<?xml version=\"1.0\"?><html>", true),
        ("<甲>", false),
        ("<pending>", false),
        ("Version: 1.0 发布", false),
        ("甲<p>", false),
        ("", false),
    ] {
        assert_eq!(is_page(text), expected, "{text}");
    }
}

#[test]
fn hostile_pages_are_read_in_time() {
    let asked = Cell::new(0);
    let nearby = |_: &str| {
        asked.set(asked.get() + 1);
        None
    };
    let deep = format!("{}甲{}", "<div><b>".repeat(5000), "</b></div>".repeat(5000));
    let manuscript = read(&deep, &nearby);
    assert!(body(&manuscript, &[]).contains('甲'));
    let wide = format!(
        "<table><tr><td colspan=999999999 rowspan=999999999>甲</td></tr>{}</table>",
        "<tr><td>乙".repeat(300)
    );
    assert!(body(&read(&wide, &nearby), &[]).contains('乙'));
    let table = |size: usize| format!("<table>{}</table>", "<tr><td>甲<td>乙".repeat(size));
    crate::trial::in_proportion("rows", 300, table, |text| drop(read(&text, &|_| None)));
    assert_eq!(asked.get(), 0);
}

proptest::proptest! {
    #[test]
    fn any_page_is_read(html in "(<[a-z]{1,6}[ a-z='\"]{0,9}>|</[a-z]{1,6}>|[甲 &;<>\"]|<td|<table>|<li>){0,40}") {
        let manuscript = read(&html, &|_| None);
        let _ = body(&manuscript, &[]);
    }
}
