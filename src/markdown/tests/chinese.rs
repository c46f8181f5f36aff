//! Emphasis, line breaks and paragraphs as Chinese writes them.

use super::{check, html, rendered};

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
    check(&[
        ("党建\n引领", "<p>党建引领</p>"),
        ("党建，\n“引领”\n发展", "<p>党建，“引领”发展</p>"),
        ("党建\n**引领**\n[发展](a.md)", "<p>党建<strong>引领</strong><a href=\"/a.md\">发展</a></p>"),
        ("**党建\n引领**", "<p><strong>党建引领</strong></p>"),
        ("party\nbuilding", "<p>party\nbuilding</p>"),
        ("党建\nparty\n引领", "<p>党建\nparty\n引领</p>"),
        ("한국\n어", "<p>한국\n어</p>"),
        ("text\n`code`\n*more*", "<p>text\n<code>code</code>\n<em>more</em></p>"),
        ("党建  \n引领", "<p>党建<br>\n引领</p>"),
        ("> 党建\n> 引领", "<blockquote>\n<p>党建引领</p>\n</blockquote>"),
    ]);
}

#[test]
fn paragraphs_indented_by_hand() {
    check(&[
        ("　　党建\n\n　　引领", "<p>党建</p>\n<p>引领</p>"),
        ("　　党建\n　　引领", "<p>党建</p>\n<p>引领</p>"),
        ("    党建引领\n", "<p>党建引领</p>"),
        ("　　**党建**引领", "<p><strong>党建</strong>引领</p>"),
        ("    let x = 1;\n", "<pre class=\"code\" tabindex=\"0\"><code>let x = 1;\n</code></pre>"),
    ]);
}

#[test]
fn plain_text_is_what_a_reader_sees() {
    let page =
        rendered("# 题\n\n党建\n引领**“发展”**。\n\n- 甲\n- 乙[^1]\n\n|a|b|\n|-|-|\n|1|2|\n\n[^1]: 注\n");
    assert_eq!(page.text, "题\n党建引领“发展”。\n甲\n乙\na b\n1 2\n注");
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
