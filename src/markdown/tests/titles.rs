//! Tests what is no title although it has a number or is bold, and what is one.

use super::advice::{check, check_codes};
use super::{Options, Site, render};
use crate::markdown::Headings;

#[test]
fn a_sentence_that_goes_on_is_not_cut_to_make_a_heading() {
    for body in [
        "（4）它是异步的，不要求实时互动。你\n可以在有网的时候，下载邮件并阅读。\n",
        "（4）为什么要学？因为\n需要。\n",
        "13.其他商标案件。”\n\n第十四条。\n",
        "（一）他说：“要学习！”\n\n大家同意。\n",
        "（一）其他（略。）\n\n第二。\n",
        "1、[学习强国](https://www.xuexi.cn/)\n\n3、[党建网](https://a.cn/)\n\n好。\n",
        "（三）地点在水库水位下降，水\n\n位不足。\n",
        "2、部署svc的时候加上\n\n选项。\n",
        "（一）场地\n\n（二）器材由各支部准备；\n\n（三）人员由各支部落实。\n",
        "（一）场地由支部准备；\n\n（二）器材\n\n其余另行通知。\n",
    ] {
        check_codes(body, &[], body);
        let detecting = Options { headings: Headings::Detect, ..Options::default() };
        let html = render(body, &detecting, &Site::default()).html;
        assert!(!html.contains("<h"), "{html}");
    }
}

#[test]
fn titles_with_quotations_commas_and_links_are_found() {
    let heading = "md/ordinal-not-heading";
    for line in [
        "一、开展“我是谁？为了谁”讨论",
        "二、强化政治引领，筑牢思想根基",
        "三、用好[学习强国](https://www.xuexi.cn/lgpage/index.html)平台",
        "（一）观看《你好，李焕英！》",
        "一、会议目的",
    ] {
        let body = format!("{line}\n\n甲。\n");
        check(&[(&body, &[(heading, line)], &format!("## {body}"))]);
    }
    // A list in Markdown below a heading with a number is no second heading.
    check(&[("1.学习\n\n1. 甲\n2. 乙\n", &[(heading, "1.学习")], "## 1.学习\n\n1. 甲\n2. 乙\n")]);
}

#[test]
fn bold_captions_and_sentences_are_no_headings() {
    for body in [
        "**他说：“既懂得制造，又懂得销售，你就是无敌的。”**\n",
        "**图片来源：新华社**\n",
        "**图1 会场**\n",
        "**表二：名单**\n",
        "**党员植树（张三 摄）**\n",
        "**重点工作。下一步**\n",
    ] {
        check_codes(body, &[], body);
    }
    check_codes("**图书管理**\n", &["md/bold-as-heading"], "## 图书管理\n");
}
