use super::*;
use crate::problem::SourceText;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

const PLAIN: Style = Style { color: false, width: 80 };

fn zh(problem: Problem) -> String {
    render(&[problem], Language::Chinese, PLAIN)
}

/// Creates a problem at the first `word` of `text`.
fn at(text: &str, word: &str) -> Problem {
    let start = text.find(word).unwrap();
    let source = SourceText::new("content/news/甲.md", text);
    Problem::error("meta/unknown-key", "没有“摄像”这一项", "there is no field \"摄像\"")
        .at(&source, start..start + word.len())
}

#[test]
fn a_problem_shows_where_it_is_and_what_to_do() {
    let problem =
        at("---\n标题: 甲\n摄像: 张三\n---\n", "摄像").help("是不是“摄影”？", "did you mean \"摄影\"?");
    insta::assert_snapshot!(zh(problem.clone()), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:3:1
          |
        3 | 摄像: 张三
          | ^^^^
          |
          = 改法：是不是“摄影”？
        ");
    insta::assert_snapshot!(render(&[problem], Language::English, PLAIN), @r#"
        error[meta/unknown-key]: there is no field "摄像"
         --> content/news/甲.md:3:1
          |
        3 | 摄像: 张三
          | ^^^^
          |
          = help: did you mean "摄影"?
        "#);
}

#[test]
fn the_caret_stands_under_chinese_words() {
    insta::assert_snapshot!(zh(at("中文在前，“全角”，错字 here", "错字")), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:11
          |
        1 | 中文在前，“全角”，错字 here
          |                   ^^^^
        ");
}

#[test]
fn other_places_and_what_mends_it_are_shown() {
    let first = SourceText::new("content/news/甲.md", "---\n标题: 甲\n日期: 2026\n").place(4..10);
    let other = SourceText::new("content/news/乙.md", "网址名: 甲\n").place(11..14);
    let fix = Fix::certain("把“title”改成“标题”", "", Vec::new());
    let problem = at("---\n标题: 甲\n日期: 2026\ntitle: 乙\n", "title")
        .label(first, "第一次写在这里", "")
        .label(other, "这篇也用了", "")
        .label(Place::whole_file("content/丙.md"), "这篇也是", "")
        .fix(fix);
    insta::assert_snapshot!(zh(problem), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:4:1
          |
        4 | title: 乙
          | ^^^^^
          |
         ::: content/news/甲.md:2:1
          |
        2 | 标题: 甲
          | ---- 第一次写在这里
          |
         ::: content/news/乙.md:1:6
          |
        1 | 网址名: 甲
          |         -- 这篇也用了
          |
          = 另见：content/丙.md：这篇也是
          = 可自动改：把“title”改成“标题”（dangjian fix）
        ");
}

#[test]
fn a_whole_file_has_no_line_and_no_place_no_file() {
    let problem = Problem::warning("site/empty", "站点里没有文章", "the site has no articles");
    insta::assert_snapshot!(zh(problem.clone()), @r"
        警告[site/empty]: 站点里没有文章
        ");
    let helped = problem.clone().help("用 dangjian new 写第一篇", "");
    insta::assert_snapshot!(zh(helped.clone()), @r"
        警告[site/empty]: 站点里没有文章
         = 改法：用 dangjian new 写第一篇
        ");
    let coloured = render(&[helped], Language::Chinese, Style { color: true, width: 80 });
    assert_eq!(coloured.trim_end().lines().count(), 2, "{coloured:?}");
    insta::assert_snapshot!(zh(problem.help("用 dangjian new 写第一篇", "").in_file("content")), @r"
        警告[site/empty]: 站点里没有文章
        --> content
         = 改法：用 dangjian new 写第一篇
        ");
}

#[test]
fn a_joined_block_says_of_each_what_is_right_for_it() {
    let misspelt = |written: &str, meant: &str| {
        let mut problem = at(&format!("{written}: 甲\n"), written)
            .help(format!("是不是“{meant}”？"), "")
            .fix(Fix::probable(format!("改成“{meant}”"), "", Vec::new()));
        problem.message = Words::new(format!("没有“{written}”这一项"), "");
        problem
    };
    let all = [misspelt("来原", "来源"), misspelt("摘药", "摘要"), misspelt("题图说名", "题图说明")];
    insta::assert_snapshot!(render_digest(&Digest::new(&all, 1), Language::Chinese, PLAIN), @r"
        错误[meta/unknown-key]: 没有“来原”这一项；同类的共 3 处，第一处 content/news/甲.md:1
         --> content/news/甲.md:1:1
          |
        1 | 来原: 甲
          | ^^^^
          |
          = 还有：
            content/news/甲.md:1：没有“摘药”这一项（是不是“摘要”？）
            content/news/甲.md:1：没有“题图说名”这一项（是不是“题图说明”？）
          = 改法（第一处）：是不是“来源”？
          = 可自动改：其中 3 处，各改各的（dangjian fix --all）

        各类问题：
          meta/unknown-key  3 个错误，在 1 个文件里
        ");
    let many: Vec<Problem> = (0..40).map(|n| misspelt(&format!("第{n}项"), "项")).collect();
    let shown = render_digest(&Digest::new(&many, 1), Language::Chinese, PLAIN);
    assert!(shown.contains("等 39 处：“第5项”、“第6项”、") && shown.contains("“第34项”……\n"), "{shown}");
    // Of long names only a few: those of a line that one can read.
    let long: Vec<Problem> = (0..40).map(|n| misspelt(&format!("{n:060}"), "项")).collect();
    let shown = render_digest(&Digest::new(&long, 1), Language::Chinese, PLAIN);
    assert!(shown.contains("000008”……\n") && !shown.contains("000009”"), "{shown}");
    let same = all.map(|problem| problem.help("看看是不是写错了字", ""));
    let shown = render_digest(&Digest::new(&same, 1), Language::Chinese, PLAIN);
    assert!(shown.contains("= 改法：看看是不是写错了字") && !shown.contains("（看看"), "{shown}");
}

#[test]
fn at_the_end_of_a_line_and_in_an_empty_file_there_is_a_caret_too() {
    let end = Problem::error("x/y", "缺少引号", "").at(&SourceText::new("a.md", "title: \"甲\nb"), 11..11);
    insta::assert_snapshot!(zh(end), @r#"
        错误[x/y]: 缺少引号
         --> a.md:1:10
          |
        1 | title: "甲
          |           ^
        "#);
    insta::assert_snapshot!(zh(Problem::error("x/y", "空", "").at(&SourceText::new("a.md", ""), 0..0)), @r"
        错误[x/y]: 空
         --> a.md:1:1
          |
        1 |
          | ^
        ");
}

#[test]
fn a_tab_keeps_the_caret_in_place() {
    insta::assert_snapshot!(zh(at("\t\t- 摄像: x", "摄像")), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:5
          |
        1 |         - 摄像: x
          |           ^^^^
        ");
}

#[test]
fn a_long_paragraph_is_cut_around_the_caret() {
    let text = format!("第一行\n{}错字{}", "正文".repeat(700), "后文".repeat(800));
    insta::assert_snapshot!(render(&[at(&text, "错字")], Language::Chinese, Style { color: false, width: 60 }), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:2:1401
          |
        2 | ... 文正文正文正文正文正文错字后文后文后文后文后文后...
          |                           ^^^^
        ");
    let at_end = format!("{}错字", "正文".repeat(700));
    insta::assert_snapshot!(zh(at(&at_end, "错字")), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:1401
          |
        1 | ... 正文正文正文正文正文正文正文正文错字
          |                                     ^^^^
        ");
    let at_start = format!("错字{}", "正文".repeat(700));
    insta::assert_snapshot!(zh(at(&at_start, "错字")), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:1
          |
        1 | 错字正文正文正文正文正文正文正文正文正文正文正文正文正文正文正文正文正文...
          | ^^^^
        ");
    let all_wrong = "错".repeat(3000);
    insta::assert_snapshot!(zh(at(&all_wrong, &all_wrong)), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:1
          |
        1 | 错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错...
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ");
}

#[test]
fn what_a_file_says_cannot_steer_the_terminal() {
    let text = "标题: \u{1b}[2J\u{1b}]0;x\u{7}甲\u{202e}乙\r丙";
    let mut problem = at(text, "甲").help("\u{1b}[31m红\u{9b}", "");
    problem.message = crate::problem::Words::new("坏\u{1b}[1m字\u{8}", "");
    problem.place.as_mut().unwrap().file = "a\u{1b}c\n.md".into();
    let shown = zh(problem);
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    insta::assert_snapshot!(shown, @r"
        错误[meta/unknown-key]: 坏␛[1m字␈
         --> a␛c␊.md:1:15
          |
        1 | 标题: ␛[2J␛]0;x␇甲�乙␍丙
          |                 ^^
          |
          = 改法：␛[31m红�
        ");
}

#[test]
fn colours_only_where_wanted() {
    let problem = at("摄像: 张三", "摄像");
    let colourful =
        render(std::slice::from_ref(&problem), Language::Chinese, Style { color: true, width: 80 });
    assert!(colourful.contains("\u{1b}[") && !colourful.contains("\u{1b}]8"), "{colourful:?}");
    assert!(!zh(problem).contains('\u{1b}'));
}

#[test]
fn the_tally_counts_what_there_is() {
    let (error, warning) = (Problem::error("x/y", "", ""), Problem::warning("x/y", "", ""));
    let all = [error.clone(), warning.clone(), error.clone(), error.clone(), warning];
    assert_eq!(tally(&all, Language::Chinese), "3 个错误，2 个警告");
    assert_eq!(tally(&all, Language::English), "3 errors, 2 warnings");
    assert_eq!(tally(&[error], Language::English), "1 error");
    assert_eq!(tally(&[], Language::Chinese), "没有问题");
    let note = Problem { severity: Severity::Info, ..Problem::error("x/y", "", "") };
    assert_eq!(tally(&[note], Language::Chinese), "1 个提示");
}

proptest! {
    #[test]
    fn any_place_in_any_text_can_be_shown(
        text in "[a中\t“\u{1b}\u{301}\u{200d}👍\r\n]{0,60}", start in 0..200_usize, length in 0..200_usize, width in 0..60_usize
    ) {
        let problem = Problem::error("x/y", "坏", "").at(&SourceText::new("a.md", &text), start..start + length);
        let shown = render(&[problem], Language::Chinese, Style { color: false, width });
        prop_assert!(shown.contains('^'), "{shown}");
        for line in shown.lines() {
            prop_assert!(line.width() <= width.max(LEAST_WIDTH) + 2, "{line:?} in {width}");
        }
    }
}
