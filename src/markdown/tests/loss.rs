//! Tests that lost or swallowed content is reported in every build, not only with advice.

use super::Site;
use crate::markdown::{Options, render};
use crate::problem::apply;

/// Returns the code of each finding with its text.
fn found(body: &str) -> Vec<(&'static str, String)> {
    let findings = render(body, &Options::default(), &Site::default()).findings;
    findings.into_iter().map(|found| (found.problem.code, body[found.span].to_owned())).collect()
}

fn told(body: &str, expected: &[(&str, &str)]) {
    let found = found(body);
    let found: Vec<_> = found.iter().map(|(code, text)| (*code, text.as_str())).collect();
    assert_eq!(found, expected, "{body:?}");
}

#[test]
fn a_fence_that_is_never_closed() {
    let unclosed = "md/fence-unclosed";
    told("前文。\n\n```\n代码\n\n## 后面\n", &[(unclosed, "```")]);
    told("````rust\n代码\n```\n后面\n", &[(unclosed, "````rust")]);
    told("~~~\n代码\n```\n", &[(unclosed, "~~~")]);
    told("```\n代码\n``` 结束\n后面\n", &[(unclosed, "```")]);
    // The second fence cannot close the first.
    told("```\n甲\n\n正文\n\n```rust\n乙\n```\n", &[(unclosed, "```")]);
    for body in
        ["```\n代码\n```\n", "- 甲\n\n  ```\n  乙\n\n丙\n", "> ```\n> 甲\n\n乙\n", "````\n```rust\n````\n"]
    {
        told(body, &[]);
    }
}

#[test]
fn cells_beyond_the_head_and_text_below_a_table() {
    told(
        "|甲|乙|\n|-|-|\n| 1 | 二|三 |\n| 1 | `a|b` |\n|1|\n",
        &[("md/table-cells", "| 1 | 二|三 |"), ("md/table-cells", "| 1 | `a|b` |")],
    );
    told("|甲|乙|\n|-|-|\n| 1 | 二\\|三 |\n", &[]);
    let body = "|甲|\n|-|\n|1|\n表后的一段话。\n";
    told(body, &[("md/table-tail", "表后的一段话。")]);
    let findings = render(body, &Options::default(), &Site::default()).findings;
    let fixes: Vec<_> = findings.iter().filter_map(|found| found.problem.fix.as_ref()).collect();
    assert_eq!(apply(body, &fixes).0, "|甲|\n|-|\n|1|\n\n表后的一段话。\n");
}

#[test]
fn footnotes_that_are_defined_twice_or_with_a_full_width_colon() {
    let body = "甲[^1]，乙[^2]。\n\n[^1]：全角。\n\n[^2]: 第一次\n\n[^2]: 第二次\n";
    told(body, &[("md/footnote-colon", "："), ("md/footnote-repeated", "[^2]: 第二次")]);
    let html = render(body, &Options::default(), &Site::default()).html;
    assert!(html.contains("全角。") && html.contains("第一次") && !html.contains("[^1]"), "{html}");
    told("见[^1]：这是正文。\n\n[^1]: 注\n", &[]);
}

#[test]
fn comments_that_readers_would_see() {
    let codes = |body: &str| found(body).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    for body in [
        "<！-- 请领导审 -->\n",
        "<!—— 请领导审 ——>\n",
        "<! -- 请领导审 -->\n",
        "< !-- 请领导审 -->\n",
        "<!- 请领导审 ->\n",
        "正文。\n\n    <!-- 请领导审 -->\n\n正文。\n",
        "会议召开。<!-- 数据待核：\n\n1. 人数\n2. 经费\n-->会后座谈。\n",
        "<!-- 请领导审 ——>\n\n正文。\n",
        "- 甲<!-- 备注\n- 乙 -->\n",
    ] {
        assert_eq!(codes(body), ["md/comment-shown"], "{body:?}");
    }
    for body in [
        "<!-- 备注一 ——>\n\n会议召开。\n\n<!-- 备注二 -->\n\n后文。\n",
        "<!-- 备注一 ->\n会议召开。\n<!-- 备注二 -->\n",
        "会议<!-- 备注 <!-- 二 -->召开。\n",
    ] {
        assert_eq!(codes(body), ["md/comment-end"], "{body:?}");
    }
    for body in [
        "<!-- 备注 -->\n\n会议召开。<!-- 甲 -> 乙 -->\n",
        "<!--\n流程：甲 ->\n乙 ->\n丙\n-->\n\n正文。\n",
        "写成 `<!-- 备注 -->`，或者 \\<!-- 备注 -->。\n\n```\n<!-- 备注 -->\n```\n",
        "甲 --> 乙，5 < 6！\n",
    ] {
        assert_eq!(codes(body), [""; 0], "{body:?}");
    }
}
