//! Tests that readers see what was written: below HTML that is shown as text, in indented code, in
//! captions; and that values of programs keep their marks.

use super::advice::{advising, check as advise, check_codes, findings_with};
use super::{Lines, Options, Site, check, codes, html, render};
use crate::problem::apply;
use crate::trial;

#[test]
fn html_that_is_shown_hides_no_markdown() {
    check(&[
        (
            "<center>图1</center>\n## 统计子系统\n正文**重点**文字。",
            "<p>&lt;center&gt;图1&lt;/center&gt;</p>\n<h2 id=\"tong-ji-zi-xi-tong\">统计子系统</h2>\n<p>正文<strong>重点</strong>文字。</p>",
        ),
        ("甲\n<div>\n**乙**\n</div>", "<p>甲\n&lt;div&gt;\n<strong>乙</strong>\n&lt;/div&gt;</p>"),
        (
            "> <p>甲</p>\n> - 乙",
            "<blockquote>\n<p>&lt;p&gt;甲&lt;/p&gt;</p>\n<ul>\n<li>乙</li>\n</ul>\n</blockquote>",
        ),
        ("- <div>甲\n  **乙**", "<ul>\n<li>&lt;div&gt;甲<strong>乙</strong></li>\n</ul>"),
        // What is within a style is no Markdown.
        (
            "<style>\n# 甲 {}\n</style>\n## 乙",
            "<p>&lt;style&gt;\n# 甲 {}\n&lt;/style&gt;</p>\n<h2 id=\"yi\">乙</h2>",
        ),
    ]);
    let table = "<table>\n<tr><td>甲</td><td>乙</td></tr>\n</table>\n";
    assert_eq!(codes(table), [("md/raw-html", "<table>".to_owned())]);
    let raw = Options { raw_html: true, ..Options::default() };
    let body = "<div>\n**甲**\n</div>\n";
    assert_eq!(render(body, &raw, &Site::default()).html, body);
}

#[test]
fn words_in_angle_brackets_are_shown_or_told() {
    let body = "把<archive-name>换成名字，按<C-w>。\n\n<pending>\n";
    assert!(codes(body).is_empty());
    assert!(html(body).contains("把&lt;archive-name&gt;换成"));
    let raw = Options { raw_html: true, ..Options::default() };
    let told: Vec<_> = render(body, &raw, &Site::default())
        .findings
        .into_iter()
        .map(|found| (found.problem.code, &body[found.span]))
        .collect();
    let code = "md/hidden-words";
    assert_eq!(told, [(code, "<archive-name>"), (code, "<C-w>"), (code, "<pending>")]);
}

/// Checks what is reported of a body where HTML is allowed, and the body with all fixes applied.
fn check_raw(body: &str, expected: &[&str], fixed: &str) {
    let raw = Options { raw_html: true, ..Options::default() };
    let found = render(body, &raw, &Site::default()).findings;
    let told: Vec<_> = found.iter().map(|found| (found.problem.code, &body[found.span.clone()])).collect();
    let expected: Vec<_> = expected.iter().map(|tag| ("md/hidden-words", *tag)).collect();
    assert_eq!(told, expected, "{body:?}");
    let fixes: Vec<_> = found.iter().filter_map(|found| found.problem.fix.as_ref()).collect();
    assert_eq!(apply(body, &fixes).0, fixed, "{body:?}");
}

#[test]
fn formulas_drawings_and_elements_of_scripts_are_no_placeholders() {
    for body in [
        "式<math><mi>x</mi></math>。\n",
        "式<math><mi>x</mi>\n",
        "<math display=\"block\">\n<mrow>\n<mi>x\n\n<mprescripts>\n</math>\n",
        "图<svg><g>\n",
        "<div><SVG viewBox=\"0 0 1 1\"><g>\n</div>\n",
        "<my-chart></my-chart>\n",
        "<my-chart>\n\n甲\n\n</My-Chart>\n",
        "见<note>甲</note>。\n",
        "<!-- <pending> --><div>\n<script>a = '<pending>'</script></div>\n",
        "<div title=\"<pending>\">甲</div>\n",
    ] {
        check_raw(body, &[], body);
    }
    for (body, expected, fixed) in [
        (
            "<table><tr><td><pending></td><td><C-w></td></tr></table>\n",
            &["<pending>", "<C-w>"][..],
            "<table><tr><td>&lt;pending&gt;</td><td>&lt;C-w&gt;</td></tr></table>\n",
        ),
        ("<my-chart>\n", &["<my-chart>"], "\\<my-chart>\n"),
        ("填<name>。\n\n</name>\n", &["<name>"], "填\\<name>。\n\n</name>\n"),
        ("图<svg></svg><g>\n", &["<g>"], "图<svg></svg>\\<g>\n"),
        ("式<math>\n\n填<name>\n", &["<name>"], "式<math>\n\n填\\<name>\n"),
        ("> <div>\n> <pending>\n", &["<pending>"], "> <div>\n> &lt;pending&gt;\n"),
    ] {
        check_raw(body, expected, fixed);
    }
}

#[test]
fn placeholders_take_as_long_as_the_page_makes_them() {
    for (piece, end) in [("<x>", ""), ("<x>", "</x>"), ("<svg>", "</svg>"), ("<div><x-y>\n\n", "</x-y>")] {
        let body = |size: usize| format!("甲{}{end}", piece.repeat(size));
        trial::in_proportion(piece, 2_000, body, |body| {
            let raw = Options { raw_html: true, ..Options::default() };
            drop(render(&body, &raw, &Site::default()));
        });
    }
}

#[test]
fn an_indented_line_with_a_mark_is_text_and_an_empty_heading_is_none() {
    check(&[
        ("安装：\n\n    # 使用bash\n    ls", "<p>安装：</p>\n<p># 使用bash\nls</p>"),
        ("安装：\n\n    ---\n\n甲", "<p>安装：</p>\n<p>---</p>\n<p>甲</p>"),
        ("甲\n\n#\n\n乙\n\n##  \n", "<p>甲</p>\n<p>乙</p>"),
        ("# {#a}\n", "<h2 id=\"a\"></h2>"),
    ]);
    advise_empty("甲\n\n#\n\n乙\n", "甲\n\n\n\n乙\n");
    advise_empty("甲\n\n##  \n", "甲\n\n  \n");
}

fn advise_empty(body: &str, fixed: &str) {
    check_codes(body, &["heading/empty"], fixed);
}

#[test]
fn captions_are_seen_or_told() {
    let figure = "<figure><img src=\"/a.png\" alt=\"甲\"><figcaption>图注。 <span class=\"credit\">李四 摄</span></figcaption></figure>";
    let picture = "![甲](a.png \"图注。李四 摄\")";
    check(&[
        (&format!("- {picture}"), &format!("<ul>\n<li>{figure}\n</li>\n</ul>")),
        (
            &format!("1. {picture}\n   - 乙"),
            &format!("<ol>\n<li>{figure}\n<ul>\n<li>乙</li>\n</ul>\n</li>\n</ol>"),
        ),
        ("- ![甲](a.png)", "<ul>\n<li><img src=\"/a.png\" alt=\"甲\"></li>\n</ul>"),
    ]);
    let linked = figure
        .replace("<img src=\"/a.png\" alt=\"甲\">", "<a href=\"/b.md\"><img src=\"/a.png\" alt=\"甲\"></a>");
    let second = figure.replace("甲\"", "甲\" loading=\"lazy\" decoding=\"async\"");
    let bx = "<input type=\"checkbox\" disabled aria-label=\"未完成\"> ";
    check(&[
        (&format!("[{picture}](b.md)"), &linked),
        (
            &format!("[{picture}](b.md)\n{picture}"),
            &format!("<div class=\"figures figures-2\">\n{linked}\n{second}\n</div>"),
        ),
        (&format!("- [{picture}](b.md)"), &format!("<ul>\n<li>{linked}\n</li>\n</ul>")),
        ("[![甲](a.png)](b.md)", "<p><a href=\"/b.md\"><img src=\"/a.png\" alt=\"甲\"></a></p>"),
        (&format!("- [ ] {picture}"), &format!("<ul>\n<li class=\"task\">{bx}{figure}\n</li>\n</ul>")),
        (
            &format!("- [ ] {picture}\n\n- 乙"),
            &format!("<ul>\n<li class=\"task\">{bx}{figure}\n</li>\n<li><p>乙</p>\n</li>\n</ul>"),
        ),
        ("- [ ] 甲", &format!("<ul>\n<li class=\"task\">{bx}甲</li>\n</ul>")),
        (
            "- [ ] **甲。**乙\n\n- 丙",
            &format!(
                "<ul>\n<li class=\"task\"><p>{bx}<strong>甲。</strong>乙</p>\n</li>\n<li><p>丙</p>\n</li>\n</ul>"
            ),
        ),
    ]);
    let cell = format!("|甲|乙|\n|-|-|\n|{picture}|丙|\n");
    assert!(html(&cell).contains(&format!("<td>{figure}\n</td><td>丙</td>")), "{}", html(&cell));
    for body in [
        format!("甲{picture}\n"),
        format!("{picture}乙\n"),
        format!("## {picture}\n"),
        format!("- 甲{picture}\n"),
        format!("[{picture}甲](b.md)\n"),
        format!("[甲{picture}](b.md)\n"),
        format!("[**{picture}**](b.md)\n"),
        format!("**{picture}**\n"),
        format!("{picture}[](b.md)\n"),
        format!("[{picture}](b.md)甲\n"),
        format!("- [ ] 甲{picture}\n"),
        format!("甲：\\\n{picture}\\\n乙。\n"),
    ] {
        check_codes(&body, &["img/caption-hidden"], &body);
    }
    // Joined lines: an empty line makes a figure of the picture.
    let joining = Options { sentence_lines: Lines::Join, ..advising() };
    for (body, fixed) in [
        (format!("甲：\n{picture}\n乙。\n"), format!("甲：\n\n{picture}\n\n乙。\n")),
        (format!("{picture}\n乙。\n"), format!("{picture}\n\n乙。\n")),
    ] {
        let found = findings_with(&body, &joining);
        let fixes: Vec<_> = found.iter().filter_map(|found| found.problem.fix.as_ref()).collect();
        assert_eq!(apply(&body, &fixes).0, fixed, "{body}");
        assert!(codes(&body).is_empty() && html(&body).contains("<figure>"), "{body}: {}", html(&body));
    }
    for body in [
        format!("{picture}\n"),
        format!("{picture}\n{picture}\n"),
        format!("- {picture}\n"),
        format!("[{picture}](https://a.cn/)\n"),
        format!("- [x] {picture}\n"),
    ] {
        assert!(codes(&body).is_empty(), "{body}");
    }
}

#[test]
fn values_of_programs_keep_their_marks() {
    for body in [
        "设置job=\"prometheus\"即可。\n",
        "写\"*\"即可。\n",
        "打开 scrape: 'true' 这一项。\n",
        "域名写\"*/ foo.example.com\"就行。\n",
        "域名写\"foo.example.com\"就行。\n",
        "卷组'vgdata'已有。\n",
        "主机\"node1\"已有。\n",
        "得到a=1,c不存在,e=0\n",
        "得到c不存在,e=0\n",
        "得到 a = 甲,乙\n",
        "大小是12\\*25的。\n",
        "文件在 ~/.bin/local/*** 里。\n",
    ] {
        check_codes(body, &[], body);
    }
    advise(&[
        ("他说\"Long March\"。\n", &[("text/straight-quotes", "\"Long March\"")], "他说“Long March”。\n"),
        ("拨打\"12371\"热线。\n", &[("text/straight-quotes", "\"12371\"")], "拨打“12371”热线。\n"),
        ("推进\"AI+\"行动。\n", &[("text/straight-quotes", "\"AI+\"")], "推进“AI+”行动。\n"),
        ("党建,引领\n", &[("punct/halfwidth-after-han", ",")], "党建，引领\n"),
        ("甲=乙,丙\n", &[("punct/halfwidth-after-han", ",")], "甲=乙，丙\n"),
        ("设a=甲!\n", &[("punct/halfwidth-after-han", "!")], "设a=甲！\n"),
        ("共5*3件\n", &[("md/star-between-digits", "*")], "共5×3件\n"),
    ]);
}

#[test]
fn a_second_table_keeps_its_head() {
    let first = "|序号|姓名|\n|---|---|\n|1|张三|\n";
    check_codes(
        &format!("{first}\n|序号|姓名|\n|—|—|\n|1|李四|\n"),
        &["md/table-syntax"],
        &format!("{first}\n|序号|姓名|\n|---|---|\n|1|李四|\n"),
    );
    let later = format!("{first}\n|2|王五|\n|序号|姓名|\n|—|—|\n|1|李四|\n");
    check_codes(&later, &["md/table-syntax"], &later);
    let rows = format!("{first}\n|2|李四|\n|3|王五|\n");
    check_codes(&rows, &["md/table-syntax"], &format!("{first}|2|李四|\n|3|王五|\n"));
}
