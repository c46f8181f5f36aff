//! Advice: what is found, where, and what mends it.

use proptest::prelude::*;

use super::Site;
use super::properties::pieces;
use crate::markdown::{Headings, Lines, Options, Paragraphs, render};
use crate::problem::{Finding, Fix, apply};

fn advising() -> Options {
    Options { advise: true, ..Options::default() }
}

fn findings_with(body: &str, options: &Options) -> Vec<Finding> {
    render(body, options, &Site::default()).findings
}

fn findings(body: &str) -> Vec<Finding> {
    findings_with(body, &advising())
}

/// `body` with all its fixes made.
fn mended(body: &str) -> String {
    let found = findings(body);
    let fixes: Vec<&Fix> = found.iter().filter_map(|found| found.problem.fix.as_ref()).collect();
    apply(body, &fixes).0
}

/// A body, the code of each finding with the text that it is about, and the body with all fixes made.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

/// Checks the findings and what mends them, and that without advice nothing is said.
fn check(cases: &[Case<'_>]) {
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
        ("一、学习\n要点\n", &[], "一、学习\n要点\n"),
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
        // A heading may be missing: nobody but the writer knows.
        (
            "## 一、甲\n\n### （一）乙\n\n## 三、丙\n\n### （一）丁\n\n### （三）戊\n\n## 四、己\n",
            &[("heading/order", "三、"), ("heading/order", "（三）")],
            "## 一、甲\n\n### （一）乙\n\n## 三、丙\n\n### （一）丁\n\n### （三）戊\n\n## 四、己\n",
        ),
        // The numbers on both sides prove the one between them wrong.
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
    ]);
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
fn marks_in_chinese_text() {
    check(&[
        (
            "党建,引领; 发展!\n\n好?`a,b` a,b 1,2\n",
            &[
                ("punct/halfwidth-after-han", ","),
                ("punct/halfwidth-after-han", ";"),
                ("punct/halfwidth-after-han", "!"),
                ("punct/halfwidth-after-han", "?"),
            ],
            "党建，引领；发展！\n\n好？`a,b` a,b 1,2\n",
        ),
        (
            "坚持\"两个维护\"，做到'四个自信'和**\"好\"**。\n",
            &[
                ("text/straight-quotes", "\"两个维护\""),
                ("text/straight-quotes", "'四个自信'"),
                ("text/straight-quotes", "\"好\""),
            ],
            "坚持“两个维护”，做到‘四个自信’和**“好”**。\n",
        ),
        // Not in pairs, an apostrophe, code, addresses, HTML, a directive's arguments, English.
        ("他说\"好。\n", &[("text/unpaired-quote", "\"")], "他说\"好。\n"),
        ("他说\"好\"，又说\"好。\n", &[("text/unpaired-quote", "\"")], "他说\"好\"，又说\"好。\n"),
        // Words of several paragraphs; only the last mark closes them.
        ("他说：\"好。\n\n再说。\n\n好。\"\n\n对\n", &[], "他说：\"好。\n\n再说。\n\n好。\"\n\n对\n"),
        (
            "他说：\"好。\n\n再\"说。\n\n好。\"\n",
            &[("text/unpaired-quote", "\""), ("text/unpaired-quote", "\""), ("text/unpaired-quote", "\"")],
            "他说：\"好。\n\n再\"说。\n\n好。\"\n",
        ),
        ("中文F**k中文\n", &[], "中文F**k中文\n"),
        ("配27\"显示器一台\n", &[], "配27\"显示器一台\n"),
        ("党员don't说\n", &[], "党员don't说\n"),
        (
            "党`\"a\"`[甲](a.md \"题\")<https://a.cn/\"x\">\n",
            &[],
            "党`\"a\"`[甲](a.md \"题\")<https://a.cn/\"x\">\n",
        ),
        (":::note 标题=\"甲 乙\"\n好。\n:::\n", &[], ":::note 标题=\"甲 乙\"\n好。\n:::\n"),
        ("He said \"yes\".\n", &[], "He said \"yes\".\n"),
        (
            "见https://a.cn/5*3'a/，好，'党'\n",
            &[("text/straight-quotes", "'党'")],
            "见https://a.cn/5*3'a/，好，‘党’\n",
        ),
        (
            "党\u{200B}建\u{FEFF}引领，emoji 👨\u{200D}👩 ok\n",
            &[("text/invisible", "\u{200B}"), ("text/invisible", "\u{FEFF}")],
            "党建引领，emoji 👨\u{200D}👩 ok\n",
        ),
        ("\u{F06C}\u{F06C}党建\n", &[("text/invisible", "\u{F06C}\u{F06C}")], "党建\n"),
    ]);
}

#[test]
fn asterisks_that_are_shown() {
    check(&[
        (
            "这是** 重点 **工作\n",
            &[("md/literal-asterisks", "**"), ("md/literal-asterisks", "**")],
            "这是**重点**工作\n",
        ),
        ("这是**重点工作\n", &[("md/literal-asterisks", "**")], "这是**重点工作\n"),
        ("手机号138****1234，显示\\*\\*，`**`\n", &[], "手机号138****1234，显示\\*\\*，`**`\n"),
        // A rare character of a name; a figure that is hidden.
        ("王\u{E863}同志\n", &[("text/invisible", "\u{E863}")], "王\u{E863}同志\n"),
        ("湘A1*345号\n", &[("md/star-between-digits", "*")], "湘A1*345号\n"),
        ("木板5*3*2规格\n", &[("md/star-between-digits", "*3*")], "木板5×3×2规格\n"),
    ]);
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
        ("——张三\n---\n后\n", &[("md/setext-accident", "---")], "——张三\n\n---\n后\n"),
        (
            "第一段。\n第二段。\n**第三段！**\n\n一段\n接着。\n",
            &[("md/merged-paragraphs", "第一段。\n第二段。\n**第三段！**")],
            "第一段。\n\n第二段。\n\n**第三段！**\n\n一段\n接着。\n",
        ),
    ]);
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
