//! Tests advice: the findings, their places, and their fixes.

use proptest::prelude::*;

use super::Site;
use super::properties::pieces;
use crate::markdown::{Headings, Lines, Options, Paragraphs, render};
use crate::problem::{Finding, Fix, apply};

pub(super) fn advising() -> Options {
    Options { advise: true, ..Options::default() }
}

pub(super) fn findings_with(body: &str, options: &Options) -> Vec<Finding> {
    render(body, options, &Site::default()).findings
}

pub(super) fn findings(body: &str) -> Vec<Finding> {
    findings_with(body, &advising())
}

/// Returns `body` with all fixes applied.
pub(super) fn mended(body: &str) -> String {
    let found = findings(body);
    let fixes: Vec<&Fix> = found.iter().filter_map(|found| found.problem.fix.as_ref()).collect();
    apply(body, &fixes).0
}

/// A body, the code of each finding with its text, and the body with all fixes applied.
pub(super) type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

/// Checks the findings and the fixes, and that without advice nothing is reported.
pub(super) fn check(cases: &[Case<'_>]) {
    for (body, expected, fixed) in cases {
        let found: Vec<_> = findings(body)
            .into_iter()
            .map(|found| (found.problem.code, body[found.span].to_owned()))
            .collect();
        let found: Vec<_> = found.iter().map(|(code, text)| (*code, text.as_str())).collect();
        assert_eq!(found, *expected, "{body:?}");
        assert_eq!(mended(body), *fixed, "{body:?}");
        assert!(findings_with(body, &Options::default()).is_empty(), "a build is silent about {body:?}");
    }
}

/// Checks that lines which are joined are reported as paragraphs, with the body with all fixes
/// applied, and that as the site reads lines by default each of them is a paragraph.
fn check_merged(body: &str, fixed: &str) {
    let joining = Options { sentence_lines: Lines::Warn, ..advising() };
    let found = findings_with(body, &joining);
    let codes: Vec<&str> = found.iter().map(|found| found.problem.code).collect();
    assert_eq!(codes, ["md/merged-paragraphs"], "{body:?}");
    let fixes: Vec<&Fix> = found.iter().filter_map(|found| found.problem.fix.as_ref()).collect();
    assert_eq!(apply(body, &fixes).0, fixed, "{body:?}");
    let html = |body: &str| render(body, &Options::default(), &Site::default()).html;
    assert_eq!(html(body), html(fixed), "{body:?}");
}

/// Checks that the lines of a body are one paragraph, and nothing is reported.
fn check_joined(body: &str) {
    for lines in [Lines::Meant, Lines::Warn] {
        let options = Options { sentence_lines: lines, ..advising() };
        let page = render(body, &options, &Site::default());
        assert!(page.findings.is_empty(), "{body:?}: {:?}", page.findings);
        let joined = Options { sentence_lines: Lines::Join, ..options };
        assert_eq!(page.html, render(body, &joined, &Site::default()).html, "{body:?}");
    }
}

/// Checks the codes of all findings, and the body with all fixes applied.
pub(super) fn check_codes(body: &str, codes: &[&str], fixed: &str) {
    let found: Vec<&str> = findings(body).iter().map(|found| found.problem.code).collect();
    assert_eq!(found, codes, "{body:?}");
    assert_eq!(mended(body), fixed, "{body:?}");
}

#[test]
fn lines_that_look_like_headings() {
    check(&[
        (
            "一、总体要求\n\n坚持党的领导。\n\n二、主要任务\n\n　　（一）抓学习\n\n学习。\n",
            &[
                ("md/ordinal-not-heading", "一、总体要求"),
                ("md/ordinal-not-heading", "二、主要任务"),
                ("md/ordinal-not-heading", "（一）抓学习"),
            ],
            "## 一、总体要求\n\n坚持党的领导。\n\n## 二、主要任务\n\n### （一）抓学习\n\n学习。\n",
        ),
        (
            "## 甲\n\n（1）乙\n\n丙。\n",
            &[("md/ordinal-not-heading", "（1）乙")],
            "## 甲\n\n### （1）乙\n\n丙。\n",
        ),
        ("1.抓学习\n　　学习。\n", &[("md/ordinal-not-heading", "1.抓学习")], "## 1.抓学习\n　　学习。\n"),
        // A list, a sentence, a line of a paragraph, a cell, code.
        ("一、学习\n\n二、工作\n\n三、生活\n", &[], "一、学习\n\n二、工作\n\n三、生活\n"),
        ("一、要学习。\n\n好。\n", &[], "一、要学习。\n\n好。\n"),
        ("```\n一、学习\n```\n", &[], "```\n一、学习\n```\n"),
        ("- 甲\n\n  一、学习\n", &[], "- 甲\n\n  一、学习\n"),
        (
            "##总体要求\n\n甲。\n\n#一、乙\n\n＃ 丙\n\n#党建#话题\n",
            &[
                ("md/heading-space", "##总体要求"),
                ("md/heading-space", "#一、乙"),
                ("md/heading-space", "＃ 丙"),
            ],
            "## 总体要求\n\n甲。\n\n# 一、乙\n\n# 丙\n\n#党建#话题\n",
        ),
    ]);
}

#[test]
fn headings_have_levels_and_numbers_in_order() {
    check(&[
        ("## 甲\n\n#### 乙\n", &[("heading/jump", "#### 乙")], "## 甲\n\n### 乙\n"),
        ("### 甲\n", &[("heading/jump", "### 甲")], "## 甲\n"),
        ("# 甲\n\n## 乙\n\n### 丙\n\n## 丁\n", &[], "# 甲\n\n## 乙\n\n### 丙\n\n## 丁\n"),
        // A heading may be missing: only the writer knows.
        (
            "## 一、甲\n\n### （一）乙\n\n## 三、丙\n\n### （一）丁\n\n### （三）戊\n\n## 四、己\n",
            &[("heading/order", "三、"), ("heading/order", "（三）")],
            "## 一、甲\n\n### （一）乙\n\n## 三、丙\n\n### （一）丁\n\n### （三）戊\n\n## 四、己\n",
        ),
        // The numbers on both sides prove that the one between is wrong.
        (
            "## 一、甲\n\n## 二、乙\n\n### 1.丙\n\n## 二、丁\n\n## 四、戊\n\n## 六、己\n",
            &[("heading/order", "二、"), ("heading/order", "六、")],
            "## 一、甲\n\n## 二、乙\n\n### 1.丙\n\n## 三、丁\n\n## 四、戊\n\n## 六、己\n",
        ),
        ("## 三、甲\n\n## 二、乙\n", &[("heading/order", "二、")], "## 三、甲\n\n## 二、乙\n"),
        (
            "**重点工作**\n\n甲。\n\n**一、乙。**\n",
            &[("md/bold-as-heading", "**重点工作**")],
            "## 重点工作\n\n甲。\n\n**一、乙。**\n",
        ),
        ("**甲**乙\n\n> **丙**\n\n- **丁**\n", &[], "**甲**乙\n\n> **丙**\n\n- **丁**\n"),
        (
            "**时间：9 月 16 日下午 2:30**\n\n**主讲人：张三**\n\n**重点：2026年安排**\n",
            &[("md/bold-as-heading", "**重点：2026年安排**")],
            "**时间：9 月 16 日下午 2:30**\n\n**主讲人：张三**\n\n## 重点：2026年安排\n",
        ),
    ]);
}

#[test]
fn lines_that_begin_paragraphs_of_their_own_do_not_run_together() {
    for (body, fixed) in [
        (
            "一、时间：11月20日\n二、地点：会议室\n三、人员：全体\n",
            "一、时间：11月20日\n\n二、地点：会议室\n\n三、人员：全体\n",
        ),
        ("主持人：张三\n出席：李四、王五\n", "主持人：张三\n\n出席：李四、王五\n"),
        ("**一、总体要求**\n要加强学习。\n", "**一、总体要求**\n\n要加强学习。\n"),
        ("（一）提高认识\n（二）加强领导\n", "（一）提高认识\n\n（二）加强领导\n"),
        ("●第一条\n●第二条\n", "●第一条\n\n●第二条\n"),
        ("会议要求\n全体党员要深入学习、认真落实。\n", "会议要求\n\n全体党员要深入学习、认真落实。\n"),
        ("会议强调。\n1、要学习\n2．要落实\n①甲\n", "会议强调。\n\n1、要学习\n\n2．要落实\n\n①甲\n"),
    ] {
        check_merged(body, fixed);
    }
    // Lines that an editor wrapped, verses, a table, a label within a sentence.
    for body in [
        "全体党员要深入学习贯彻会议精神，把思想\n和行动统一到会议精神上来，\n真抓实干。\n",
        "千里莺啼绿映红，\n水村山郭酒旗风。\n",
        "|甲|乙|\n|-|-|\n|1|2|\n",
        "他在会上说，这一点很重要，\n会议强调：要抓好落实\n",
        "> 一、时间\n> 二、地点\n",
    ] {
        check_joined(body);
    }
}

#[test]
fn links_with_the_marks_of_an_input_method_are_told_and_fixed() {
    for (body, fixed) in [
        ("![合影]（照片.svg）\n", "![合影](照片.svg)\n"),
        ("！[合影](照片.svg)\n", "![合影](照片.svg)\n"),
        (
            "！【合影】（照片 1.jpg）\n\n！【合影】（照片.JPG）\n",
            "！【合影】（照片 1.jpg）\n\n![合影](照片.JPG)\n",
        ),
        ("![合影] (照片.svg)\n", "![合影](照片.svg)\n"),
        ("见【通知】(附件.csv)。\n", "见[通知](附件.csv)。\n"),
        ("见[通知]（附件.csv）。\n", "见[通知](附件.csv)。\n"),
        ("见[通知] (附件.csv)。\n", "见[通知](附件.csv)。\n"),
        ("见[网址]（https://e.example/a）。\n", "见[网址](https://e.example/a)。\n"),
    ] {
        check_codes(body, &["md/link-syntax"], fixed);
    }
    check_codes(
        "![合影](照片.svg \"说明)\n",
        &["md/link-syntax", "text/unpaired-quote"],
        "![合影](照片.svg \"说明\")\n",
    );
    for body in [
        "[网址](http://e.example/)好，真好！[合影](a.jpg)\n",
        "【通知】（试行）好。\n",
        "\\[通知\\](附件.csv)好。\n",
        "`[通知]（附件.csv）`好。\n",
        "党发〔2026〕3号（附件.csv）\n",
    ] {
        check_codes(body, &[], body);
    }
}

#[test]
fn what_other_programs_understand_is_told() {
    for body in [
        "[TOC]\n\n好。\n",
        "[[toc]]\n\n好。\n",
        "![图](照片.svg){width=\"5.7in\" height=\"3.2in\"}\n\n好。\n",
        "好[下划线]{.underline}好\n",
        "水H~2~O好\n",
        "面积x^2^好\n",
        "好==高亮==好\n",
        "{% asset_img 照片.jpg 合影 %}\n\n好。\n",
        "好![]({{< baseurl >}}images/a.jpg)\n",
        "好![合影 -1.jpg]({{ site.url }}/合影 1.jpg)\n",
        // What stands in a tag is no mistake of its own.
        "{% include figure path=\"a.png\" caption=\"在‘资源管理器’中打开,\" %}\n",
        "{% include figure path=\"a.png\"\n  alt=\"仓库中的目录\" %}好\n",
        "![[照片.svg]]好\n",
        "见[[其他页面]]好\n",
        "!!! note\n\n好。\n",
        "好字{: .red }\n",
    ] {
        let found = findings(body);
        let codes: Vec<&str> = found.iter().map(|found| found.problem.code).collect();
        assert_eq!(codes, ["md/foreign-syntax"], "{body:?}");
    }
    for body in ["好 a == b 好\n", "好 {姓名} 好\n", "3~5人，10~20元好\n", "好！！！真好\n", "`{{ x }}`好\n"]
    {
        check_codes(body, &[], body);
    }
}

#[test]
fn tables_that_became_none_are_told_and_fixed() {
    for (body, fixed) in [
        ("|序号|姓名|\n|—|—|\n|1|**张三**|\n", "|序号|姓名|\n|---|---|\n|1|**张三**|\n"),
        ("|序号|姓名|\n|1|张三|\n", "|序号|姓名|\n|---|---|\n|1|张三|\n"),
        ("｜序号｜姓名｜\n｜1｜张三｜\n", "|序号|姓名|\n|---|---|\n|1|张三|\n"),
        (
            "名单：\n序号\t姓名\n1\t[张三](a.md)\n",
            "名单：\n\n| 序号 | 姓名 |\n|---|---|\n| 1 | [张三](a.md) |\n",
        ),
        ("+----+----+\n| 甲 | 乙 |\n+====+====+\n| 1  | 2  |\n+----+----+\n", ""),
    ] {
        check_codes(body, &["md/table-syntax"], if fixed.is_empty() { body } else { fixed });
    }
    for (body, fixed) in [
        ("甲 | 乙 | 丙\n1 | 2 | 3\n", "| 甲 | 乙 | 丙 |\n|---|---|---|\n| 1 | 2 | 3 |\n"),
        ("甲｜乙｜丙\n1｜2｜3\n4｜5｜6\n", "| 甲|乙|丙 |\n|---|---|---|\n| 1|2|3 |\n| 4|5|6 |\n"),
        ("名单：\n甲 | 乙 | 丙\n1 | 2 | 3\n", "名单：\n\n| 甲 | 乙 | 丙 |\n|---|---|---|\n| 1 | 2 | 3 |\n"),
    ] {
        check_codes(body, &["md/table-syntax"], fixed);
    }
    for body in [
        "甲 | 乙 | 丙\n正文。\n",
        "甲 | 乙 | 丙\n\n1 | 2 | 3\n",
        "首页 | 新闻 | 通知\n关于 | 联系\n",
        "首页 | 新闻 | 通知\n",
        "甲 | 乙\n丙 | 丁\n",
        "|甲|乙|\n|-|-|\n|1|2|\n",
    ] {
        check_codes(body, &[], body);
    }
}

#[test]
fn a_footnote_that_nothing_defines_and_bold_with_underscores() {
    check_codes(
        "文字[^1]，好[^2]。\n\n[^2]: 注\n",
        &["md/footnote-undefined"],
        "文字[^1]，好[^2]。\n\n[^2]: 注\n",
    );
    check_codes(
        "落实__“三会”__制度。__第一，__要学。\n",
        &["md/literal-underscores"; 2],
        "落实**“三会”**制度。**第一，**要学。\n",
    );
    for body in ["姓名____，电话____\n", "变量a__b和c__d好\n", "好\\__重点\\__好\n", "__重点__ 好\n"]
    {
        check_codes(body, &[], body);
    }
}

#[test]
fn numbers_may_begin_again_at_one() {
    for body in [
        "## 一、甲\n\n## 二、乙\n\n## 附件1：名单\n\n## 一、丙\n\n## 二、丁\n",
        "## 一、甲\n\n## 二、乙\n\n## 一、甲\n\n丙。\n\n## 二、乙\n",
        "## 一、甲\n\n### （一）乙\n\n### （二）丙\n\n### （一）丁\n\n### （二）戊\n",
        "## 甲\n\n### 1.乙\n\n### 2.丙\n\n### 丁\n\n### 3.戊\n\n### 1.己\n",
        "## （1）甲\n\n## （2）乙\n\n## （1）甲\n\n## 一、丙\n\n## （1）丁\n",
    ] {
        check(&[(body, &[], body)]);
    }
}

#[test]
fn what_disappears_or_becomes_text() {
    check(&[
        ("甲\n\n[1]: a.md\n", &[("md/definition-unused", "[1]: a.md")], "甲\n\n[1]: a.md\n"),
        (
            "见[甲][ A]、![图][b]\n\n[a]: a.md\n[B]: b.png\n",
            &[],
            "见[甲][ A]、![图][b]\n\n[a]: a.md\n[B]: b.png\n",
        ),
        ("甲\n\n[//]: # (备注)\n", &[], "甲\n\n[//]: # (备注)\n"),
        ("见下图 :::图表 编号=x :::\n", &[("md/directive-in-line", ":::")], "见下图 :::图表 编号=x :::\n"),
        ("- ::图表{编号=x}\n", &[("md/directive-in-line", "::")], "- ::图表{编号=x}\n"),
        ("用std::vector，`:::甲`，a::b，注意：：甲\n", &[], "用std::vector，`:::甲`，a::b，注意：：甲\n"),
        (
            "|甲|乙|\n|-|-|\n|1|2|\n\n|3|4|\n",
            &[("md/table-syntax", "|3|4|")],
            "|甲|乙|\n|-|-|\n|1|2|\n|3|4|\n",
        ),
        ("甲|乙\n-|-\n1|2\n\n3|4\n", &[("md/table-syntax", "3|4")], "甲|乙\n-|-\n1|2\n3|4\n"),
        ("|甲|乙|\n|-|-|\n|1|2|\n\n甲|乙|丙\n", &[], "|甲|乙|\n|-|-|\n|1|2|\n\n甲|乙|丙\n"),
    ]);
}

#[test]
fn lines_that_stand_alone_by_what_they_are() {
    for (body, fixed) in [
        ("特此通知。\n某某委员会\n2026年11月20日\n", "特此通知。\n\n某某委员会\n\n2026年11月20日\n"),
        ("某某委员会\n二〇二六年十一月二十日\n", "某某委员会\n\n二〇二六年十一月二十日\n"),
        ("张三\n李　四\n欧阳小明\n", "张三\n\n李　四\n\n欧阳小明\n"),
        ("第一条　甲\n第二条　乙\n", "第一条　甲\n\n第二条　乙\n"),
        ("⑴甲\n⑵乙\n", "⑴甲\n\n⑵乙\n"),
        ("A. 甲\nB. 乙\n", "A. 甲\n\nB. 乙\n"),
        ("[1] 甲\n[2] 乙\n", "[1] 甲\n\n[2] 乙\n"),
        ("[编辑]: 赵六\n[审核]: 王五\n", "[编辑]: 赵六\n\n[审核]: 王五\n"),
        ("2026年1月成立。党员八名\n2026年3月换届\n", "2026年1月成立。党员八名\n\n2026年3月换届\n"),
    ] {
        check_merged(body, fixed);
    }
    for body in [
        "会议定于\n2026年11月20日在三楼召开\n",
        "根据规定，按照党章的\n第三条规定办理\n",
        "他们学习党章\n的要求\n",
        "见[甲][1]\n\n[1]: https://a.cn\n[2]: https://b.cn\n\n[乙][2]\n",
    ] {
        check_joined(body);
    }
}

#[test]
fn attachments_are_no_headings() {
    for body in
        ["附件：1．名单\n　　　2．回执\n", "附件：1．名单\n\n2．回执\n", "附件：\n\n1．名单\n\n正文\n"]
    {
        check_codes(body, &[], body);
    }
    check_codes("甲\n\n2．回执\n", &["md/ordinal-not-heading"], "甲\n\n## 2．回执\n");
}

#[test]
fn a_directive_without_anything_to_see_is_reported() {
    struct Silent;
    impl crate::markdown::Host for Silent {
        fn link(&self, to: &str, _: std::ops::Range<usize>) -> Result<crate::markdown::Link, Finding> {
            Ok(crate::markdown::Link { href: to.to_owned(), download: None })
        }
        fn image(
            &self,
            to: &str,
            _: std::ops::Range<usize>,
        ) -> Result<crate::markdown::ResolvedImage, Finding> {
            Ok(crate::markdown::ResolvedImage::at(to))
        }
        fn request(&self, _: &str, _: std::ops::Range<usize>) {}
        fn is_published(&self, _: &str) -> bool {
            true
        }
        fn directive(&self, _: &crate::markdown::Directive, body: &str) -> Result<String, Vec<Finding>> {
            Ok(format!("<div class=\"d\">\n{body}</div>"))
        }
    }
    let codes = |body: &str| -> Vec<&'static str> {
        render(body, &advising(), &Silent).findings.iter().map(|found| found.problem.code).collect()
    };
    assert_eq!(codes(":::荣誉\n:::\n"), ["md/directive-empty"]);
    assert_eq!(codes(":::荣誉 :::\n"), ["md/directive-empty"]);
    assert!(codes(":::说明\n甲\n:::\n").is_empty());
    assert!(codes(":::图组\n![图](a.png)\n:::\n").is_empty());
}

#[test]
fn what_is_mended_while_it_is_read() {
    check(&[
        (
            "![合影](图片/合影 1.jpg)\n",
            &[("md/image-space", "(图片/合影 1.jpg)")],
            "![合影](<图片/合影 1.jpg>)\n",
        ),
        (
            "党员名单\n\n    let x = 1;\n    let y;\n\n后\n",
            &[("md/indented-code", "let x = 1;")],
            "党员名单\n\n```\nlet x = 1;\nlet y;\n```\n\n后\n",
        ),
        (
            "党员名单\n\n    let x = 1;\n    #用户名\n\n后\n",
            &[("md/indented-code", "let x = 1;")],
            "党员名单\n\n```\nlet x = 1;\n#用户名\n```\n\n后\n",
        ),
        ("——张三\n---\n后\n", &[("md/setext-accident", "---")], "——张三\n\n---\n后\n"),
    ]);
    check_merged("第一段。\n第二段。\n**第三段！**\n", "第一段。\n\n第二段。\n\n**第三段！**\n");
}

#[test]
fn options_silence_and_change_what_is_said() {
    let codes = |body: &str, options: Options| -> Vec<&'static str> {
        findings_with(body, &options).into_iter().map(|found| found.problem.code).collect()
    };
    let quiet = Options { headings: Headings::Off, sentence_lines: Lines::Join, ..advising() };
    assert_eq!(codes("一、甲\n\n乙。\n丙。\n\n##丁\n", quiet), Vec::<&str>::new());
    let detecting = Options { headings: Headings::Detect, ..advising() };
    assert_eq!(codes("一、甲\n\n乙。\n\n##丁\n", detecting), Vec::<&str>::new());
    let plain = Options { paragraphs: Paragraphs::CommonMark, ..advising() };
    assert_eq!(codes("甲\n---\n\n    乙\n", plain), ["md/setext-accident"]);
}

#[test]
fn all_advice_speaks_both_languages() {
    let body = "一、甲\n\n乙。\n丙。\n\n##丁\n\n#### 戊,\"己\"\n\n5*3 ** \u{200B} **\u{E000}\n\n**庚**\n\n## 一、辛\n\n## 三、壬\n\n    a\n\n[a](b c.d)\n---\n";
    let found = findings(body);
    assert!(found.len() > 10, "{}", found.len());
    for found in found {
        let help = found.problem.help.unwrap();
        assert!(!found.problem.message.zh.is_ascii() && found.problem.message.en.is_ascii());
        assert!(!help.zh.is_ascii() && help.en.is_ascii(), "{help:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn advice_changes_nothing_and_lies_in_the_body(body in pieces()) {
        let plain = render(&body, &Options::default(), &Site::default());
        let advised = render(&body, &advising(), &Site::default());
        prop_assert_eq!((plain.html, plain.text), (advised.html, advised.text));
        for found in advised.findings {
            prop_assert!(body.get(found.span.clone()).is_some(), "{:?}", found);
            for edit in found.problem.fix.iter().flat_map(|fix| &fix.edits) {
                prop_assert!(body.get(edit.span.clone()).is_some(), "{:?} in {:?}", edit, body);
            }
        }
    }

    #[test]
    fn a_certain_fix_of_a_lines_form_changes_nothing_that_is_read(body in pieces()) {
        let found = findings(&body);
        let wanted = |found: &&Finding| ["md/image-space", "md/setext-accident"].contains(&found.problem.code);
        let fixes: Vec<&Fix> = found.iter().filter(wanted).filter_map(|found| found.problem.fix.as_ref()).collect();
        let fixed = apply(&body, &fixes).0;
        let html = |body: &str| render(body, &Options::default(), &Site::default()).html;
        prop_assert_eq!(html(&fixed), html(&body));
    }
}
