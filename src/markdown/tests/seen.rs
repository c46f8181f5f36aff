//! Tests that readers see what was written: below HTML that is shown as text, in indented code, in
//! captions; and that values of programs keep their marks.

use super::advice::{check as advise, check_codes};
use super::{Options, Site, check, codes, html, render};

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
    let cell = format!("|甲|乙|\n|-|-|\n|{picture}|丙|\n");
    assert!(html(&cell).contains(&format!("<td>{figure}\n</td><td>丙</td>")), "{}", html(&cell));
    for (body, fixed) in [
        (format!("甲{picture}\n"), None),
        (format!("{picture}乙\n"), None),
        (format!("## {picture}\n"), None),
        (format!("- 甲{picture}\n"), None),
        (format!("[{picture}](b.md)\n"), None),
        (format!("甲：\n{picture}\n乙。\n"), Some(format!("甲：\n\n{picture}\n\n乙。\n"))),
        (format!("{picture}\n乙。\n"), Some(format!("{picture}\n\n乙。\n"))),
    ] {
        let fixed = fixed.unwrap_or_else(|| body.clone());
        check_codes(&body, &["img/caption-hidden"], &fixed);
    }
    for body in [format!("{picture}\n"), format!("{picture}\n{picture}\n"), format!("- {picture}\n")] {
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
        "卷组'vg'已有。\n",
        "主机\"node1\"已有。\n",
        "得到a=1,c不存在,e=0\n",
        "得到c不存在,e=0\n",
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
