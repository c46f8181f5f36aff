//! Tests lists, tables, code, alerts, directives and raw HTML.

use super::{Site, check, codes, html};
use crate::markdown::{Options, render};

#[test]
fn lists_keep_their_numbers_and_tasks_have_names() {
    check(&[
        ("3. 甲\n4. 乙", "<ol start=\"3\">\n<li>甲</li>\n<li>乙</li>\n</ol>"),
        ("1. 甲\n\n2. 乙", "<ol>\n<li><p>甲</p>\n</li>\n<li><p>乙</p>\n</li>\n</ol>"),
        ("- 甲\n  - 乙", "<ul>\n<li>甲<ul>\n<li>乙</li>\n</ul>\n</li>\n</ul>"),
        (
            "- [x] 甲\n- [ ] 乙\n- 丙",
            "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"已完成\"> 甲</li>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"未完成\"> 乙</li>\n<li>丙</li>\n</ul>",
        ),
        (
            "- [x] **甲。**乙\n\n- 丙",
            "<ul>\n<li class=\"task\"><p><input type=\"checkbox\" disabled checked aria-label=\"已完成\"> <strong>甲。</strong>乙</p>\n</li>\n<li><p>丙</p>\n</li>\n</ul>",
        ),
    ]);
}

#[test]
fn cells_are_merged_and_have_lines() {
    let table = "|支部|人数|<<|\n|-|-|-|\n|^^|应到|实到|\n|一<br>二|26|<<|\n";
    let expected = "<thead>\n<tr><th scope=\"col\" rowspan=\"2\">支部</th><th scope=\"colgroup\" colspan=\"2\">人数</th></tr>\n\
        <tr><th scope=\"col\">应到</th><th scope=\"col\">实到</th></tr>\n</thead>\n<tbody>\n\
        <tr><td>一<br>\n二</td><td colspan=\"2\">26</td></tr>\n</tbody>\n</table></div>";
    assert!(html(table).contains(expected), "{}", html(table));
    // A table whose rows are all reached by its head has no body.
    let all = html("|甲|乙|\n|-|-|\n|^^|丙|\n");
    assert!(all.contains("</thead>\n</table>") && !all.contains("tbody"), "{all}");
    let rendered = render("|^^|乙|\n|-|-|\n|丙|丁|\n", &Options::default(), &Site::default());
    let codes: Vec<&str> = rendered.findings.iter().map(|finding| finding.problem.code).collect();
    assert_eq!(codes, ["md/table-merge"]);
    assert!(rendered.html.contains(">^^</th>"));
    assert_eq!(crate::markdown::plain(table), "支部 人数\n应到 实到\n一\n二 26");
}

#[test]
fn tables_are_regions_named_by_their_heading() {
    check(&[(
        "|甲|乙|\n|:-|-:|\n|1|2|",
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table>\n<thead>\n<tr><th scope=\"col\" class=\"left\">甲</th><th scope=\"col\" class=\"right\">乙</th></tr>\n</thead>\n<tbody>\n<tr><td class=\"left\">1</td><td class=\"right\">2</td></tr>\n</tbody>\n</table></div>",
    )]);
    let twice = html("## 党员\n\n|甲|\n|-|\n\n文\n\n|甲|\n|-|\n");
    assert!(twice.contains("aria-label=\"党员\"") && twice.contains("aria-label=\"党员 2\""), "{twice}");
    let options = Options { language: "en".into(), ..Options::default() };
    let english = render("|a|\n|-|\n|1|\n", &options, &Site::default());
    assert!(english.html.contains("aria-label=\"Table\""));
}

#[test]
fn figures_are_aligned_as_they_are_written_and_sums_are_marked() {
    let table = "|项目|收入|说明|\n|-|-|-|\n|甲|1,280.50|略|\n|合计|1280.5|略|\n";
    let shown = html(table);
    let expected = "<tr><td>甲</td><td class=\"num\">1,280.50</td><td>略</td></tr>\n<tr class=\"total\"><td>合计</td><td class=\"num\">1280.5</td><td>略</td></tr>";
    assert!(shown.contains(expected), "{shown}");
    assert!(
        shown.contains("<th scope=\"col\" class=\"num\">收入</th><th scope=\"col\">说明</th>"),
        "{shown}"
    );
    let bold = html("|项目|收入|\n|-|-|\n|甲|1|\n|**合计：**|**1**|\n");
    assert!(bold.contains("<tr class=\"total\"><td><strong>合计：</strong>"), "{bold}");
    // What the writer aligned stays.
    let aligned = html("|项目|收入|\n|-|:-|\n|甲|12|\n");
    assert!(aligned.contains("<td class=\"left\">12</td>"), "{aligned}");
    // In a quote and in a list the lines have marks before them.
    for text in ["> |甲|乙|\n> |-|-|\n> |丙|12|\n", "- 文\n\n  |甲|乙|\n  |-|-|\n  |丙|12|\n"] {
        assert!(html(text).contains("<td class=\"num\">12</td>"), "{text}");
    }
}

#[test]
fn code_is_shown_as_it_was_written() {
    check(&[
        (
            "```rust\nlet x = \"中**“a”**文\" < 1;\n```",
            "<pre class=\"code\" tabindex=\"0\"><code class=\"language-rust\">let x = \"中**“a”**文\" &lt; 1;\n</code></pre>",
        ),
        (
            "```\n:::note\n[a](b c.md)\n:::\n```",
            "<pre class=\"code\" tabindex=\"0\"><code>:::note\n[a](b c.md)\n:::\n</code></pre>",
        ),
        ("`[a](b c.md) **“中`", "<p><code>[a](b c.md) **“中</code></p>"),
        (
            "> - ```\n>   :::note\n>   ```",
            "<blockquote>\n<ul>\n<li><pre class=\"code\" tabindex=\"0\"><code>:::note\n</code></pre>\n</li>\n</ul>\n</blockquote>",
        ),
    ]);
    let options = Options { highlight: true, ..Options::default() };
    let page = render("```rust\nlet x;\n```\n", &options, &Site::default());
    assert!(page.html.contains("<span class=\"k\">let</span>"), "{}", page.html);
}

#[test]
fn alerts_have_a_title_of_their_own_or_a_name() {
    check(&[
        (
            "> [!NOTE]\n> 正文",
            "<aside class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">说明</p>\n<p>正文</p>\n</aside>",
        ),
        (
            "> [!提示] 报名**须知**\n> 正文\n> 再来\n>\n> - 项",
            "<aside class=\"alert alert-tip\" role=\"note\">\n<p class=\"alert-title\">报名<strong>须知</strong></p>\n<p>正文再来</p>\n<ul>\n<li>项</li>\n</ul>\n</aside>",
        ),
        (
            "> [!warning]\n>\n> 正文",
            "<aside class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">警告</p>\n<p>正文</p>\n</aside>",
        ),
        (
            "> [!NOTE]\n> ![图](a.png)",
            "<aside class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">说明</p>\n<figure><img src=\"/a.png\" alt=\"图\"></figure>\n</aside>",
        ),
        ("> [!别的]\n> 正文", "<blockquote>\n<p>[!别的]\n正文</p>\n</blockquote>"),
        ("> 正文", "<blockquote>\n<p>正文</p>\n</blockquote>"),
    ]);
}

#[test]
fn directives_wrap_what_is_between_their_lines() {
    check(&[
        (
            "甲\n:::note 标题=\"要 点\"\n**乙**\n:::\n丙",
            "<p>甲</p>\n<div data-call=\"note 标题=要 点\">\n<p><strong>乙</strong></p>\n</div>\n<p>丙</p>",
        ),
        (":::stats ids=a,b :::\n后", "<div data-call=\"stats ids=a,b\">\n</div>\n<p>后</p>"),
        ("：：：荣誉 数量＝5\n：：：", "<div data-call=\"荣誉 数量=5\">\n</div>"),
        (
            "::::a\n:::b\n甲\n:::\n乙\n::::\n",
            "<div data-call=\"a\">\n<div data-call=\"b\">\n<p>甲</p>\n</div>\n<p>乙</p>\n</div>",
        ),
        (
            ":::a\n:::b\n甲\n:::\n乙\n:::\n",
            "<div data-call=\"a\">\n<div data-call=\"b\">\n<p>甲</p>\n</div>\n<p>乙</p>\n</div>",
        ),
        (
            "- 甲\n  :::a\n  乙\n  :::\n- 丙",
            "<ul>\n<li>甲<div data-call=\"a\">\n乙</div>\n</li>\n<li>丙</li>\n</ul>",
        ),
        (
            "- 甲\n  - 乙\n\n  :::a\n  丙\n  :::\n",
            "<ul>\n<li><p>甲</p>\n<ul>\n<li>乙</li>\n</ul>\n<div data-call=\"a\">\n<p>丙</p>\n</div>\n</li>\n</ul>",
        ),
        ("> :::a\n> 甲\n> :::\n", "<blockquote>\n<div data-call=\"a\">\n<p>甲</p>\n</div>\n</blockquote>"),
        (
            ":::a\n[甲][x] 乙[^1]\n:::\n\n[x]: b.md\n[^1]: 注",
            "<div data-call=\"a\">\n<p><a href=\"/b.md\">甲</a> 乙<sup class=\"note-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\" aria-label=\"注释1\">1</a></sup></p>\n</div>\n<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"注释\">\n<ol>\n<li id=\"fn-1\"><p>注 <a href=\"#fnref-1\" class=\"note-back\" role=\"doc-backlink\" aria-label=\"返回正文，注释1\">↩</a></p></li>\n</ol>\n</section>",
        ),
        (":::a\n    甲\n:::", "<div data-call=\"a\">\n<p>甲</p>\n</div>"),
    ]);
    let table = html(":::a\n|甲|\n|-|\n|1|\n:::\n后");
    assert!(table.ends_with("</table></div>\n</div>\n<p>后</p>"), "{table}");
}

#[test]
fn raw_html_is_text_unless_it_is_allowed() {
    check(&[
        ("<div>\n甲\n</div>", "<p>&lt;div&gt;\n甲\n&lt;/div&gt;</p>"),
        ("甲<b>乙</b>", "<p>甲&lt;b&gt;乙&lt;/b&gt;</p>"),
        ("<!-- 备注 -->\n\n甲<!-- 备注 -->乙", "<p>甲乙</p>"),
        ("<!-- a --><script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
    ]);
    assert_eq!(
        codes("甲<b>乙\n\n<div>\n"),
        [("md/raw-html", "<b>".to_owned()), ("md/raw-html", "<div>".to_owned())]
    );
    let options = Options { raw_html: true, ..Options::default() };
    let page = render("<div class=\"x\">\n\n甲<b>**“乙”**丙</b>\n\n</div>\n", &options, &Site::default());
    assert_eq!(page.html, "<div class=\"x\">\n<p>甲<b><strong>“乙”</strong>丙</b></p>\n</div>\n");
    assert!(page.findings.is_empty());
}

#[test]
fn extensions_are_off_unless_asked_for() {
    check(&[
        ("价格$5和$6元", "<p>价格$5和$6元</p>"),
        ("[[党建]]", "<p>[[党建]]</p>"),
        ("\"甲\"", "<p>\"甲\"</p>"),
        ("正文\n\n---\nkey: v\n---\n\n后文", "<p>正文</p>\n<hr>\n<h2 id=\"key-v\">key: v</h2>\n<p>后文</p>"),
        ("甲\n: 乙", "<p>甲\n: 乙</p>"),
    ]);
    let options = Options { math: true, wikilinks: true, definition_lists: true, ..Options::default() };
    let page = render("$x<1$ [[党建]]\n\n甲\n: 乙\n", &options, &Site::default());
    assert_eq!(
        page.html,
        "<p><span class=\"math\">x&lt;1</span> <a href=\"/党建\">党建</a></p>\n<dl>\n<dt>甲</dt>\n<dd>乙</dd>\n</dl>\n"
    );
}
