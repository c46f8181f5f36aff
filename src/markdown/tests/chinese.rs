//! Tests emphasis, line breaks and paragraphs in Chinese text.

use super::{Site, check, html, rendered};
use crate::markdown::{Headings, Lines, Numbering, Options, Paragraphs, render};

#[test]
fn emphasis_beside_chinese_punctuation() {
    check(&[
        ("坚持**“两个维护”**不动摇", "<p>坚持<strong>“两个维护”</strong>不动摇</p>"),
        (
            "开展**“三会一课”**活动，推进**《党章》**学习。",
            "<p>开展<strong>“三会一课”</strong>活动，推进<strong>《党章》</strong>学习。</p>",
        ),
        (
            "一是**“学”**字当头；二是**“做”**字为要",
            "<p>一是<strong>“学”</strong>字当头；二是<strong>“做”</strong>字为要</p>",
        ),
        (
            "**一是强化理论学习。**以“三会一课”为载体",
            "<p><strong class=\"runin\">一是强化理论学习。</strong>以“三会一课”为载体</p>",
        ),
        ("**加强领导：**落实", "<p><strong class=\"runin\">加强领导：</strong>落实</p>"),
        ("**2023年，**公司", "<p><strong>2023年，</strong>公司</p>"),
        ("增长**13.6%**以上", "<p>增长<strong>13.6%</strong>以上</p>"),
        ("增长**（13.6%）**以上", "<p>增长<strong>（13.6%）</strong>以上</p>"),
        ("*“重点”*内容", "<p><em>“重点”</em>内容</p>"),
        ("**加强领导**：落实", "<p><strong>加强领导</strong>：落实</p>"),
        ("《**党章**》", "<p>《<strong>党章</strong>》</p>"),
        ("“**两个确立**”的", "<p>“<strong>两个确立</strong>”的</p>"),
        ("他说：**“好。”**大家", "<p>他说：<strong>“好。”</strong>大家</p>"),
        ("见**[文](a.md)**后文", "<p>见<strong><a href=\"/a.md\">文</a></strong>后文</p>"),
        ("***“又粗又斜”***后", "<p><em><strong>“又粗又斜”</strong></em>后</p>"),
        ("~~删除。~~后，前~~“删”~~后", "<p><del>删除。</del>后，前<del>“删”</del>后</p>"),
        ("中**`code`**文", "<p>中<strong><code>code</code></strong>文</p>"),
        ("提高**“四个意识”、**坚定", "<p>提高<strong>“四个意识”、</strong>坚定</p>"),
        ("中**“a”和“b”**后**。c**d", "<p>中<strong>“a”和“b”</strong>后<strong>。c</strong>d</p>"),
        ("**A：**B", "<p><strong class=\"runin\">A：</strong>B</p>"),
    ]);
}

#[test]
fn no_sentinel_reaches_the_reader() {
    for body in [
        "`中**“a”**文` 中**“b”**文",
        "[甲**“乙”**丙](a**（b）**c.md \"中**“t”**文\")",
        "# 中**“a”**文 {#b**（c）**d}",
        "| 中**“a”**文 |\n|---|\n",
        "```中**“a”**文\n中**“a”**文\n```",
        "    let x = 中**“a”**文\n",
        "<b 中**“a”**文>",
        "[^中**“a”**文]\n\n[^中**“a”**文]: 中**“a”**文",
        "![中**“a”**文](a.png)",
    ] {
        let page = rendered(body);
        for found in [&page.html, &page.text] {
            assert!(!found.contains('\u{A8CE}'), "{body}: {found}");
        }
    }
}

#[test]
fn a_text_with_the_sentinel_in_it_keeps_it() {
    assert_eq!(html("\u{A8CE}中**“a”**文"), "<p>\u{A8CE}中<strong>“a”</strong>文</p>");
}

#[test]
fn lines_of_chinese_join_without_a_space() {
    let options = Options { sentence_lines: Lines::Join, ..Options::default() };
    for (body, expected) in [
        ("党建\n引领", "<p>党建引领</p>"),
        ("党建，\n“引领”\n发展", "<p>党建，“引领”发展</p>"),
        ("党建\n**引领**\n[发展](a.md)", "<p>党建<strong>引领</strong><a href=\"/a.md\">发展</a></p>"),
        ("**党建\n引领**", "<p><strong>党建引领</strong></p>"),
        ("party\nbuilding", "<p>party\nbuilding</p>"),
        ("党建\nparty\n引领", "<p>党建\nparty\n引领</p>"),
        ("한국\n어", "<p>한국\n어</p>"),
        ("text\n`code`\n*more*", "<p>text\n<code>code</code>\n<em>more</em></p>"),
        (
            "see\n[this](a.md)\nand ![x](a.png)",
            "<p>see\n<a href=\"/a.md\">this</a>\nand <img src=\"/a.png\" alt=\"x\"></p>",
        ),
        ("党建\n2026\n年", "<p>党建\n2026\n年</p>"),
        ("# 党建\n引领", "<h2 id=\"dang-jian\">党建</h2>\n<p>引领</p>"),
        ("党建  \n引领", "<p>党建<br>\n引领</p>"),
        ("> 党建\n> 引领", "<blockquote>\n<p>党建引领</p>\n</blockquote>"),
    ] {
        assert_eq!(with(body, &options).trim_end(), expected, "{body:?}");
    }
}

#[test]
fn paragraphs_indented_by_hand() {
    check(&[
        ("　　党建\n\n　　引领", "<p>党建</p>\n<p>引领</p>"),
        ("　　党建\n　　引领", "<p>党建</p>\n<p>引领</p>"),
        ("    党建引领\n", "<p>党建引领</p>"),
        ("　　**党建**引领", "<p><strong>党建</strong>引领</p>"),
        (
            "甲\n　　乙\n\t丙\n  丁\n    GDP增长\n",
            "<p>甲</p>\n<p>乙</p>\n<p>丙</p>\n<p>丁</p>\n<p>GDP增长</p>",
        ),
        ("甲\n&nbsp;&nbsp;乙\n\n&nbsp;\n\n&emsp;&emsp;丙", "<p>甲</p>\n<p>乙</p>\n<p>丙</p>"),
        ("\u{A0}\u{A0}\u{A0}\u{A0}甲\n\u{A0}\u{A0}乙", "<p>甲</p>\n<p>乙</p>"),
        ("> 甲\n> 　　乙\n", "<blockquote>\n<p>甲</p>\n<p>乙</p>\n</blockquote>"),
        ("1. 甲\n　　乙\n", "<ol>\n<li>甲</li>\n</ol>\n<p>乙</p>"),
        ("- 甲\n  乙\n\n  丙\n", "<ul>\n<li><p>甲乙</p>\n<p>丙</p>\n</li>\n</ul>"),
        ("党员\n\n    let x = 1;\n", "<p>党员</p>\n<p>let x = 1;</p>"),
        ("    1. 甲\n    2. 乙\n", "<ol>\n<li>甲</li>\n<li>乙</li>\n</ol>"),
        (
            "甲[^1]\n\n[^1]: 乙\n\n    丙\n",
            "<p>甲<sup class=\"note-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\" aria-label=\"注释1\">1</a></sup></p>\n<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"注释\">\n<ol>\n<li id=\"fn-1\"><p>乙</p>\n<p>丙 <a href=\"#fnref-1\" class=\"note-back\" role=\"doc-backlink\" aria-label=\"返回正文，注释1\">↩</a></p></li>\n</ol>\n</section>",
        ),
        ("甲\nabc\n  def\n", "<p>甲</p>\n<p>abc\ndef</p>"),
        ("    let x = 1;\n", "<pre class=\"code\" tabindex=\"0\"><code>let x = 1;\n</code></pre>"),
    ]);
}

#[test]
fn plain_text_is_what_a_reader_sees() {
    let page = rendered(
        "# 题\n\n党建以高质量\n的成果引领**“发展”**。\n\n- 甲\n- 乙[^1]\n\n|a|b|\n|-|-|\n|1|2|\n\n[^1]: 注\n",
    );
    assert_eq!(page.text, "题\n党建以高质量的成果引领“发展”。\n甲\n乙\na b\n1 2\n注");
}

#[test]
fn strong_words_run_in_only_before_more_text() {
    check(&[
        ("**第一。**", "<p><strong>第一。</strong></p>"),
        ("**First.** More", "<p><strong class=\"runin\">First.</strong> More</p>"),
        ("文**第一。**后", "<p>文<strong>第一。</strong>后</p>"),
        ("**甲**乙**丙。**丁", "<p><strong>甲</strong>乙<strong>丙。</strong>丁</p>"),
    ]);
}

fn with(body: &str, options: &Options) -> String {
    render(body, options, &Site::default()).html
}

#[test]
fn dashes_below_a_chinese_line_are_a_rule() {
    check(&[
        ("——张三\n---\n后", "<p>——张三</p>\n<hr>\n<p>后</p>"),
        ("> 甲\n> ---\n", "<blockquote>\n<p>甲</p>\n<hr>\n</blockquote>"),
        ("- 甲\n  ---\n", "<ul>\n<li>甲<hr>\n</li>\n</ul>"),
        ("甲\n--\n乙", "<p>甲\n--\n乙</p>"),
        ("甲\n-\n", "<p>甲\n-</p>"),
        ("甲\n===\n", "<h2 id=\"jia\">甲</h2>"),
        ("Title\n---\n", "<h2 id=\"title\">Title</h2>"),
        (
            "|甲|\n|---|\n|乙|\n---\n",
            "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table>\n<thead>\n<tr><th scope=\"col\">甲</th></tr>\n</thead>\n<tbody>\n<tr><td>乙</td></tr>\n</tbody>\n</table></div>\n<hr>",
        ),
    ]);
}

#[test]
fn commonmark_reads_as_commonmark_does() {
    let options = Options { paragraphs: Paragraphs::CommonMark, ..Options::default() };
    for (body, expected) in [
        ("甲\n---\n", "<h2 id=\"jia\">甲</h2>\n"),
        ("甲\n\n    乙\n", "<p>甲</p>\n<pre class=\"code\" tabindex=\"0\"><code>乙\n</code></pre>\n"),
        ("甲\n　　乙\n", "<p>甲乙</p>\n"),
        ("坚持**“甲”**不", "<p>坚持<strong>“甲”</strong>不</p>\n"),
    ] {
        assert_eq!(with(body, &options), expected, "{body:?}");
    }
}

#[test]
fn each_line_may_be_a_paragraph() {
    let options = Options { sentence_lines: Lines::Paragraphs, ..Options::default() };
    for (body, expected) in [
        (
            "甲。\n乙！\n“丙？”\n\n丁\n戊。\n",
            "<p>甲。</p>\n<p>乙！</p>\n<p>“丙？”</p>\n<p>丁</p>\n<p>戊。</p>\n",
        ),
        ("甲。\n乙，\n丙。\n", "<p>甲。</p>\n<p>乙，丙。</p>\n"),
        ("甲。  \n乙。\n", "<p>甲。<br>\n乙。</p>\n"),
        ("- 甲。\n  乙。\n", "<ul>\n<li>甲。乙。</li>\n</ul>\n"),
        ("One.\nTwo.\n", "<p>One.\nTwo.</p>\n"),
    ] {
        assert_eq!(with(body, &options), expected, "{body:?}");
    }
    for lines in [Lines::Join, Lines::Warn, Lines::CommonMark] {
        let options = Options { sentence_lines: lines, ..Options::default() };
        assert_eq!(with("甲。\n乙。", &options), "<p>甲。乙。</p>\n");
    }
}

#[test]
fn lines_that_look_like_headings_may_be_headings() {
    let options = Options { headings: Headings::Detect, ..Options::default() };
    let body =
        "　　一、总体要求\n\n甲。\n\n（一）乙\n　　丙。\n\n##丁\n\n＃＃＃ 戊\n\n一、己\n\n二、庚\n\n三、辛\n";
    let page = render(body, &options, &Site::default());
    let found: Vec<_> = page.headings.iter().map(|heading| (heading.level, heading.text.as_str())).collect();
    assert_eq!(found, [(2, "一、总体要求"), (3, "（一）乙"), (2, "丁"), (3, "戊")]);
    assert!(page.html.ends_with("<p>一、己</p>\n<p>二、庚</p>\n<p>三、辛</p>\n"), "{}", page.html);
    assert_eq!(rendered(body).headings, []);
    assert_eq!(with("#tag\n", &options), "<p>#tag</p>\n");
}

#[test]
fn headings_may_be_numbered() {
    let options = Options { numbering: Numbering::Chinese, ..Options::default() };
    let page = render("## 甲\n\n### 乙 *丙*\n\n## 二、丁\n\n## 戊\n", &options, &Site::default());
    assert_eq!(
        page.html,
        "<h2 id=\"jia\">一、甲</h2>\n<h3 id=\"yi-bing\">（一）乙 <em>丙</em></h3>\n<h2 id=\"er-ding\">二、丁</h2>\n<h2 id=\"wu\">三、戊</h2>\n"
    );
    let texts: Vec<_> = page.headings.iter().map(|heading| heading.text.as_str()).collect();
    assert_eq!(texts, ["一、甲", "（一）乙 丙", "二、丁", "三、戊"]);
    assert_eq!(page.text, "一、甲\n（一）乙 丙\n二、丁\n三、戊");
}

#[test]
fn a_writers_remarks_are_never_shown() {
    for raw_html in [false, true] {
        let options = Options { raw_html, advise: true, ..Options::default() };
        for (body, expected) in [
            ("<!-- 忽略 link/broken：原因 -->\n\n甲\n", "<p>甲</p>\n"),
            ("甲<!-- 备注 -->乙\n", "<p>甲乙</p>\n"),
            ("<!-- 备注 -->甲**“乙”**丙\n", "<p>甲<strong>“乙”</strong>丙</p>\n"),
            ("甲\n\n<!--\n一、备注\n:::note\n-->\n\n乙\n", "<p>甲</p>\n<p>乙</p>\n"),
            ("甲<!-- 备注\n　　二\n:::note\n**“三”**是 -->乙\n　　丙\n", "<p>甲乙</p>\n<p>丙</p>\n"),
            ("<!-- a -->\n<!-- b -->\n", ""),
            ("- 甲\n  <!-- 备注 -->\n", "<ul>\n<li>甲</li>\n</ul>\n"),
        ] {
            let page = render(body, &options, &Site::default());
            assert_eq!((page.html.as_str(), &page.findings[..]), (expected, &[][..]), "{body:?}");
        }
    }
    let options = Options { raw_html: true, ..Options::default() };
    assert_eq!(with("<div><!-- 甲 --><b>乙</b></div>\n", &options), "<div><b>乙</b></div>\n");
}
