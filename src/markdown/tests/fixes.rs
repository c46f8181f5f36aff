//! Tests fixes that would have changed what is meant.

use super::Site;
use super::advice::check_codes;
use crate::markdown::{Lines, Options, render};
use crate::problem::{Fix, apply};

#[test]
fn nothing_but_a_fence_is_added_to_lines_that_become_code() {
    for (body, fixed) in [
        (
            "命令：\n\n    # 使用bash\n    echo \"你好,世界\" 5*3*2\n",
            "命令：\n\n```\n# 使用bash\necho \"你好,世界\" 5*3*2\n```\n",
        ),
        (
            "命令：\n\n    /etc/xend start\t启动服务\n    /etc/xend stop\t停止\n    /etc/a b\t丙\n",
            "命令：\n\n```\n/etc/xend start\t启动服务\n/etc/xend stop\t停止\n/etc/a b\t丙\n```\n",
        ),
        ("命令：\n\n    let x = 1;\n    **乙**\n", "命令：\n\n```\nlet x = 1;\n**乙**\n```\n"),
        ("命令：\n\n\tls \"党\"\n\n后\n", "命令：\n\n```\nls \"党\"\n```\n\n后\n"),
        ("命令：\n\n    ls [甲](b c.d)\n", "命令：\n\n```\nls [甲](b c.d)\n```\n"),
    ] {
        let fixed_twice = super::advice::mended(fixed);
        assert_eq!(super::advice::mended(body), fixed, "{body:?}");
        assert_eq!(fixed_twice, fixed, "{body:?}");
    }
    // What stands around the code is fixed as ever.
    let body = "说\"甲\"：\n\n    ls \"乙\"\n\n说\"丙\"。\n";
    let codes = ["text/straight-quotes", "md/indented-code", "text/straight-quotes"];
    check_codes(body, &codes, "说“甲”：\n\n```\nls \"乙\"\n```\n\n说“丙”。\n");
    // Code in a quote, and an indent of spaces with a tab, are left to the writer.
    for body in ["甲\n\n>     let x = 1;\n", "甲\n\n  \tlet x = 1;\n"] {
        check_codes(body, &["md/indented-code"], body);
    }
}

#[test]
fn a_line_that_becomes_a_heading_loses_its_indent() {
    for (body, fixed) in [
        ("    一、总体要求\n\n    要学习。\n", "## 一、总体要求\n\n    要学习。\n"),
        ("\t一、总体要求\n\n要学习。\n", "## 一、总体要求\n\n要学习。\n"),
        ("要学习。\n\n  ##总体要求\n", "要学习。\n\n## 总体要求\n"),
    ] {
        assert_eq!(super::advice::mended(body), fixed, "{body:?}");
        assert_eq!(super::advice::mended(fixed), fixed);
    }
}

#[test]
fn a_row_of_headings_goes_on_at_its_level() {
    for (body, fixed) in [
        (
            "## 二、甲\n\n（一）乙\n\n要学习。\n\n三、丙\n\n要落实。\n",
            "## 二、甲\n\n### （一）乙\n\n要学习。\n\n## 三、丙\n\n要落实。\n",
        ),
        (
            "## 二、甲\n\n### （一）乙\n\n要学习。\n\n三、丙\n\n要落实。\n",
            "## 二、甲\n\n### （一）乙\n\n要学习。\n\n## 三、丙\n\n要落实。\n",
        ),
        (
            "## 二、甲\n\n### （一）乙\n\n要学习。\n\n**三、丙**\n\n要落实。\n",
            "## 二、甲\n\n### （一）乙\n\n要学习。\n\n## 三、丙\n\n要落实。\n",
        ),
        (
            "**一、甲**\n\n**（一）乙**\n\n要学习。\n\n**二、丙**\n\n要落实。\n",
            "## 一、甲\n\n### （一）乙\n\n要学习。\n\n## 二、丙\n\n要落实。\n",
        ),
    ] {
        assert_eq!(super::advice::mended(body), fixed, "{body:?}");
        assert_eq!(super::advice::mended(fixed), fixed);
    }
}

#[test]
fn items_of_an_agenda_are_no_headings() {
    for body in [
        "会议议程如下：\n1、传达学习\n\n2、讨论\n\n散会。\n",
        "议程：\n一、传达学习\n\n二、讨论\n\n三、表决\n\n散会。\n",
        "一、提高认识\n\n二、工作要求：各支部要抓好落实。\n\n三、其他\n\n无。\n",
        "（一）各支部要抓好落实。\n\n（二）其他\n\n无。\n",
    ] {
        let mended = super::advice::mended(body);
        assert!(!mended.contains('#'), "{mended}");
        assert!(!super::advice::mended(&mended).contains('#'), "{mended}");
    }
    // Another number is of another list.
    check_codes(
        "（一）各支部要抓好落实。\n\n（五）其他\n\n无。\n",
        &["md/ordinal-not-heading"],
        "（一）各支部要抓好落实。\n\n## （五）其他\n\n无。\n",
    );
    check_codes(
        "一、提高认识\n\n要学习。\n\n二、其他\n\n无。\n",
        &["md/ordinal-not-heading", "md/ordinal-not-heading"],
        "## 一、提高认识\n\n要学习。\n\n## 二、其他\n\n无。\n",
    );
}

#[test]
fn a_block_has_one_kind_of_quotation_marks() {
    for (body, fixed) in [
        ("实现\"1+1>2\"的效果，打造\"党建+\"品牌。\n", "实现“1+1>2”的效果，打造“党建+”品牌。\n"),
        ("实现\"1 + 1 >= 2\"的效果。\n", "实现“1 + 1 >= 2”的效果。\n"),
        ("建设\"5g\"网络、\"3d\"打印、\"h5\"作品。\n", "建设“5g”网络、“3d”打印、“h5”作品。\n"),
        ("开展'vr'体验。\n", "开展‘vr’体验。\n"),
        ("制作\"ppt\"课件。\n", "制作“ppt”课件。\n"),
        ("推广\"web3\"应用，做到\"两个维护\"。\n", "推广“web3”应用，做到“两个维护”。\n"),
        ("实现 \"1+1>2\" 的效果，打造\"党建+\"品牌。\n", "实现 “1+1>2” 的效果，打造“党建+”品牌。\n"),
        // A value keeps its marks next to any words.
        ("设置job=\"prometheus\"，叫作\"监控\"。\n", "设置job=\"prometheus\"，叫作“监控”。\n"),
        ("写\"*\"即可，叫作\"通配\"。\n", "写\"*\"即可，叫作“通配”。\n"),
        ("打开 scrape: 'true' 这一项，叫作\"采集\"。\n", "打开 scrape: 'true' 这一项，叫作“采集”。\n"),
        ("条件\"a>1\"成立，\"x=1\"。\n", "条件\"a>1\"成立，\"x=1\"。\n"),
        ("主机\"node1\"和\"node2\"已有。\n", "主机\"node1\"和\"node2\"已有。\n"),
    ] {
        assert_eq!(super::advice::mended(body), fixed);
    }
}

#[test]
fn a_byline_in_bold_is_no_heading() {
    for line in [
        "编辑：张三",
        "通讯员 张三",
        "（图/文 李四）",
        "点击蓝字 关注我们",
        "二〇二六年十一月",
        "来源：新华社",
    ] {
        let body = format!("党员大会召开。\n\n**{line}**\n\n散会。\n");
        check_codes(&body, &[], &body);
    }
    for line in ["工作部署", "编辑部简介", "重点一：2026年工作安排"] {
        let fixed = format!("党员大会召开。\n\n## {line}\n\n散会。\n");
        check_codes(&format!("党员大会召开。\n\n**{line}**\n\n散会。\n"), &["md/bold-as-heading"], &fixed);
    }
}

#[test]
fn pictures_stay_together_where_empty_lines_are_put_around_them() {
    let (first, second) = ("![甲](x.jpg \"图一\")", "![乙](x.jpg \"图二\")");
    let row = format!("{first}\n{second}\n");
    for (body, fixed) in [
        (format!("\n{row}会后合影。\n"), format!("\n{row}\n会后合影。\n")),
        (format!("\n\n{row}会后合影。"), format!("\n\n{row}\n会后合影。")),
        (format!("会后：\n{row}"), format!("会后：\n\n{row}")),
        (format!("会后：\n{row}合影。\n"), format!("会后：\n\n{row}\n合影。\n")),
        (format!("会后：\n![丙](x.jpg)\n{first}\n"), format!("会后：\n\n![丙](x.jpg)\n{first}\n")),
        (format!("{first}\n会后\n{second}\n"), format!("{first}\n\n会后\n\n{second}\n")),
        (format!("会后：\n{first}"), format!("会后：\n\n{first}")),
    ] {
        let joining = Options { sentence_lines: Lines::Join, ..super::advice::advising() };
        let found = super::advice::findings_with(&body, &joining);
        let fixes: Vec<&Fix> = found.iter().filter_map(|found| found.problem.fix.as_ref()).collect();
        assert_eq!(apply(&body, &fixes).0, fixed, "{body:?}");
        assert_eq!(super::html(&body), super::html(&fixed), "{body:?}");
    }
}

#[test]
fn an_address_that_only_a_script_would_read_is_one() {
    let options = Options { raw_html: true, ..Options::default() };
    let page = |body: &str| render(body, &options, &Site::default());
    let shown = page("<img alt=\"x\" data-src=\"a.jpg\" src=\"data:image/gif;base64,AA\">\n");
    assert_eq!(shown.html.trim(), "<img alt=\"x\" src=\"/a.jpg\">");
    let missing = page("甲<img data-src=\"missing.jpg\" alt=\"x\">乙\n");
    assert_eq!(missing.findings.first().map(|found| found.problem.code), Some("img/missing"));
}
