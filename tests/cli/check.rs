//! `dangjian check`, and the settings of a site for its problems

use super::Place;

/// A bare site with an article of this text after its title and date.
fn site(body: &str) -> Place {
    let place = Place::bare();
    place.write("site/content/news/x.md", &format!("---\n标题: 甲\n日期: 2026-11-01\n---\n\n{body}\n"));
    place
}

fn check(place: &Place, more: &[&str]) -> super::Run {
    place.run(&[&["check", "site", "--now", "2026-11-21"][..], more].concat())
}

#[test]
fn a_site_without_problems_is_told_so_and_nothing_is_written() {
    let place = site("正文。");
    let told = check(&place, &[]).done();
    assert_eq!(told, "检查了 1 篇文章、5 个页面：没有问题\n");
    assert!(!place.path("site/public").exists() && !place.path("site/.dangjian").exists());
    assert!(check(&place, &["--deny", "infos", "--lang", "en"]).done().ends_with("no problems\n"));
}

#[test]
fn the_example_site_is_free_of_problems() {
    let place = Place::example();
    let run = place.run(&["check", "site", "--deny", "warnings"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
}

#[test]
fn errors_fail_and_warnings_where_that_is_asked_for() {
    let broken = site("[断了](y.md)");
    let run = check(&broken, &[]);
    assert!(
        run.code == 1 && run.err.contains("错误[link/broken]") && run.out.contains("1 个错误"),
        "{}",
        run.err
    );
    let warned = site("![](p.png)");
    std::fs::copy(
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/dot.png"),
        warned.path("site/content/news/p.png"),
    )
    .unwrap();
    assert_eq!(check(&warned, &[]).code, 0);
    let run = check(&warned, &["--deny", "warnings"]);
    assert!(run.code == 1 && run.err.contains("[img/alt]"), "{}", run.err);
}

#[test]
fn a_comment_with_a_reason_ignores_what_it_is_for_and_nothing_else() {
    let place = site(
        "<!-- 忽略 link/broken：等附件 -->\n[断了](y.md)\n\n[也断了](z.md)\n\n<!-- 忽略 img/alt：没有了 -->\n好。\n\n\
         <!-- 忽略 link/brokn：写错 -->\n[还断了](w.md) <!-- 忽略 link/broken -->",
    );
    let run = check(&place, &["--format", "lines"]);
    let codes: Vec<&str> =
        run.out.lines().map(|line| line.split(['[', ']']).nth(1).unwrap_or_default()).collect();
    assert_eq!(
        codes,
        ["link/broken", "check/unused", "check/unknown-code", "link/broken", "check/no-reason"],
        "{}",
        run.out
    );
    assert!(run.out.starts_with("content/news/x.md:9:1: "), "{}", run.out);
    // A build respects the same comment.
    let place = site("<!-- ignore link/broken: the file is to come -->\n[断了](y.md)");
    let built = place.run(&["build", "site", "--now", "2026-11-21"]);
    assert_eq!((built.code, built.err.as_str()), (0, ""));
    assert!(!place.read("site/public/news/x.html").contains("ignore"), "a comment is no text");
}

#[test]
fn a_site_gives_codes_another_severity() {
    let place = site("[断了](y.md)");
    let config = place.read("site/site.yaml");
    place.write("site/site.yaml", &format!("{config}\n检查:\n  级别: {{link/broken: 警告}}\n"));
    let built = place.run(&["build", "site", "--now", "2026-11-21"]);
    assert!(built.code == 0 && built.err.contains("警告[link/broken]"), "{}", built.err);
    assert!(place.read("site/public/news/x.html").contains("断了"));
    place.write("site/site.yaml", &format!("{config}\nchecks:\n  severity: {{link/*: off}}\n"));
    let built = place.run(&["build", "site", "--now", "2026-11-21"]);
    assert_eq!((built.code, built.err.as_str()), (0, ""));
    // Without the setting it is an error again, though the article has not changed.
    place.write("site/site.yaml", &config);
    place.run(&["build", "site", "--now", "2026-11-21"]).failed(1, "link/broken");
    for (wrong, code) in [
        ("link/brokn: 警告", "config/unknown-code"),
        ("yaml/syntax: 关闭", "config/fixed-code"),
        ("link/broken: 中", "config/severity"),
    ] {
        place.write("site/site.yaml", &format!("{config}\nchecks:\n  severity:\n    {wrong}\n"));
        check(&place, &[]).failed(1, code);
    }
}

#[test]
fn known_problems_are_left_out_until_there_are_new_ones() {
    let place = site("[断了](y.md)");
    let told = check(&place, &["--write-baseline"]).done();
    assert!(told.starts_with("记下 1 个已知问题：baseline.json"), "{told}");
    let told = check(&place, &[]).done();
    assert!(told.contains("没有问题") && told.contains("另有 1 个已知问题没有列出"), "{told}");
    assert_eq!(place.run(&["build", "site", "--now", "2026-11-21"]).code, 0);
    let article = place.read("site/content/news/x.md");
    place.write("site/content/news/x.md", &format!("{article}\n[又断了](z.md)\n"));
    let run = check(&place, &[]);
    assert!(run.code == 1 && run.err.contains("z.md") && !run.err.contains("y.md"), "{}", run.err);
    place.write("site/baseline.json", "{");
    check(&place, &[]).failed(1, "check/baseline");
    // Without the list everything is reported again, also by a build.
    place.write("site/content/news/x.md", &article);
    std::fs::remove_file(place.path("site/baseline.json")).unwrap();
    place.run(&["build", "site", "--now", "2026-11-21"]).failed(1, "link/broken");
}

#[test]
fn every_format_tells_the_same() {
    let place = site("[断了](y.md)");
    let told = |format: &str| check(&place, &["--format", format, "--prefix", "portal/"]);
    let json: serde_json::Value = serde_json::from_str(&told("json").out).unwrap();
    assert_eq!(json["tally"]["errors"], 1);
    assert_eq!(json["problems"][0]["place"]["line"], 6);
    let sarif: serde_json::Value = serde_json::from_str(&told("sarif").out).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "link/broken");
    let gitlab: serde_json::Value = serde_json::from_str(&told("gitlab").out).unwrap();
    assert_eq!(gitlab[0]["location"]["path"], "portal/content/news/x.md");
    assert!(
        told("github")
            .out
            .starts_with("::error title=link/broken,file=portal/content/news/x.md,line=6,col=1")
    );
    assert!(told("lines").out.starts_with("content/news/x.md:6:1: 错误[link/broken]: "));
    assert!(told("text").err.contains("--> content/news/x.md:6:1"));
    for format in ["json", "sarif", "gitlab", "github", "lines"] {
        assert_eq!((told(format).code, told(format).err.as_str()), (1, ""), "{format}");
    }
    place.run(&["check", "site", "--format", "xml"]).failed(2, "cli/wrong-value");
}

#[test]
fn what_could_not_be_published_together_is_told_without_publishing() {
    let place = site("正文。");
    place.write("site/static/news/X.html", "x");
    let run = check(&place, &[]);
    assert!(run.code == 1 && run.err.contains("[output/collision]"), "{}", run.err);
}

#[test]
fn mistakes_in_the_configuration_do_not_hide_those_of_articles() {
    let place = site("[断了](y.md)");
    let config = place.read("site/site.yaml");
    place.write("site/site.yaml", &format!("{config}\ntheem: x\nbase_url: dj\n"));
    let run = place.run(&["build", "site", "--now", "2026-11-21"]);
    for code in ["meta/unknown-key", "config/base-url", "link/broken"] {
        assert!(run.err.contains(code), "{code}: {}", run.err);
    }
    assert_eq!(run.code, 1);
}

/// Articles from another generator, each with four keys that this program does not know.
fn hexo(count: usize) -> Place {
    let place = Place::bare();
    for number in 0..count {
        let day = number % 28 + 1;
        let text = format!(
            "---\ntitle: 第{number}篇\ndate: 2026-01-{day:02}\nlayout: post\ncategories: [动态]\ncomments: true\ntoc: true\n---\n\n正文。\n"
        );
        place.write(&format!("site/content/news/p{number:03}.md"), &text);
    }
    place
}

#[test]
fn what_cannot_be_noted_is_said_before_and_after() {
    let place = hexo(60);
    place.write("site/content/news/x.md", "---\n标题: 甲\n日期: 2026-02-30\n---\n\n正文。\n");
    let told = check(&place, &[]).out;
    let last = told.lines().last().unwrap_or_default();
    assert!(
        last.contains(
            "--write-baseline：把这 240 处记为已知，以后只报告新的；另有 1 个错误不能这样记下，改好才能发布"
        ),
        "{told}"
    );
    let run = check(&place, &["--write-baseline"]);
    assert_eq!(run.code, 1);
    assert!(run.out.ends_with("还有 1 个错误不能记为已知（见上），改好才能发布\n"), "{}", run.out);
    place.run(&["build", "site", "--now", "2026-11-21"]).failed(1, "date/impossible");
    place.write("site/content/news/x.md", "---\n标题: 甲\n日期: 2026-02-28\n---\n\n正文。\n");
    assert_eq!(place.run(&["build", "site", "--now", "2026-11-21"]).code, 0);
    let told = check(&place, &["--lang", "en"]).out;
    assert!(told.contains("240 known problems are left out"), "{told}");
}

#[test]
fn five_hundred_articles_of_another_generator_are_published_with_a_short_report() {
    let place = hexo(500);
    let run = check(&place, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.lines().count() < 60, "{} lines", run.err.lines().count());
    assert!(
        run.err.contains(
            "警告[meta/unknown-key]: 没有“categories”这一项：500 篇，第一篇 content/news/p000.md:5\n"
        ),
        "{}",
        run.err
    );
    assert!(run.err.contains("  meta/unknown-key  2000 个警告，在 500 个文件里\n"), "{}", run.err);
    let last: Vec<&str> = run.out.lines().rev().take(2).collect();
    assert!(
        last[0].starts_with("下一步：dangjian check site --write-baseline：把这 2000 处记为已知"),
        "{}",
        run.out
    );
    assert!(last[1].contains("忽略的项: [categories, comments, layout, toc]"), "{}", run.out);

    // Every place is listed on request, and always in the formats for programs.
    let all = check(&place, &["--all"]);
    assert_eq!(all.err.matches("警告[meta/unknown-key]").count(), 2_000);
    assert_eq!(check(&place, &["--format", "lines"]).out.lines().count(), 2_000);
    for format in ["json", "sarif", "gitlab", "github"] {
        let out = check(&place, &["--format", format]).out;
        let told = out.matches("meta/unknown-key").count();
        assert!(told >= 2_000, "{format}: {told}");
    }

    let built = place.run(&["build", "site", "--now", "2026-11-21", "--lang", "en"]);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(
        built.err.contains("there is no key `toc`: 500 articles, the first content/news/p000.md:7"),
        "{}",
        built.err
    );
    assert!(
        built.out.contains("\nNext: dangjian check site --write-baseline: notes these 2000 as known"),
        "{}",
        built.out
    );
    assert!(place.path("site/public/news/p499.html").exists());
    let json = place.run(&["build", "site", "--now", "2026-11-21", "--json"]).out;
    assert_eq!(json.matches("\"meta/unknown-key\"").count(), 2_000);
}

#[test]
fn keys_that_the_site_ignores_are_not_told_until_it_tells_of_them_again() {
    let place = hexo(3);
    let config = place.read("site/site.yaml");
    let build = || place.run(&["build", "site", "--now", "2026-11-21"]);
    assert!(build().err.contains("[meta/unknown-key]"));
    place.write("site/site.yaml", &format!("{config}\n忽略的项: [categories, comments, layout, toc]\n"));
    assert_eq!((build().code, build().err.as_str()), (0, ""));
    check(&place, &["--deny", "提示"]).done();
    // Articles that were read while they were ignored are read again.
    place.write("site/site.yaml", &format!("{config}\nignore_keys: [comments, layout, toc]\n"));
    let run = build();
    assert_eq!(run.err.matches("没有“categories”这一项").count(), 1, "{}", run.err);
    assert!(!run.err.contains("layout"), "{}", run.err);
}

#[test]
fn a_near_miss_is_an_error_and_so_is_what_hid_an_article() {
    for (line, code, words) in [
        ("titel: 乙", 1, "错误[meta/unknown-key]: 没有“titel”这一项"),
        ("通信员: 张三", 1, "错误[meta/unknown-key]: 没有“通信员”这一项"),
        ("published: false", 1, "写“草稿: 是”"),
        ("hidden: true", 1, "写“草稿: 是”"),
        ("password: x", 1, "写“草稿: 是”"),
        ("status: private", 1, "写“草稿: 是”"),
        ("expiryDate: 2026-01-01", 1, "这里叫“下线时间”（expires）"),
        ("published: true", 0, "警告[meta/unknown-key]"),
        ("hidden: false", 0, "警告[meta/unknown-key]"),
        ("status: publish", 0, "警告[meta/unknown-key]"),
        ("lastmod: 2026-11-02", 0, "这里叫“更新日期”（updated）"),
        ("whatever: {a: 1}", 0, "警告[meta/unknown-key]: 没有“whatever”这一项"),
    ] {
        let place = Place::bare();
        place.write(
            "site/content/news/x.md",
            &format!("---\n标题: 甲\n日期: 2026-11-01\n{line}\n---\n\n正文。\n"),
        );
        let run = check(&place, &[]);
        assert!(run.code == code && run.err.contains(words), "{line}: {} {}", run.code, run.err);
    }
}

#[test]
fn what_fails_a_check_is_said_in_either_language() {
    let place = hexo(1);
    for (deny, code) in [("警告", 1), ("提示", 1), ("warnings", 1), ("infos", 1), ("warning", 1)] {
        assert_eq!(check(&place, &["--deny", deny]).code, code, "{deny}");
    }
    let refused = check(&place, &["--deny", "错误"]).failed(2, "cli/wrong-value");
    assert!(refused.contains("“错误”"), "{refused}");
    let help = place.run(&["check", "--help"]).out;
    assert!(help.contains("--deny <警告|提示>"), "{help}");
}

#[test]
fn the_last_line_is_a_command_for_what_was_found() {
    let place = site("会议要求，要加强学习.下一步,要抓好落实。");
    let run = check(&place, &[]);
    let fixable = run.out.lines().last().unwrap_or_default();
    assert!(fixable.starts_with("下一步：dangjian fix site"), "{}{}", run.err, run.out);
    // In the site's own folder no path is needed.
    let output = place.command().current_dir(place.path("site")).args(["check"]).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.lines().last().unwrap_or_default().starts_with("下一步：dangjian fix"), "{told}");
    assert!(!told.contains("dangjian fix site"), "{told}");
}

#[test]
fn one_cause_is_one_problem_with_its_file() {
    let place = site(
        "正文<b>粗</b>，<b>还</b>有<font color=\"red\">红<i>斜</i></font>。\n\n<p align=right>落款</p>\n\n<div>\n\n甲\n\n</div>",
    );
    place.write("site/content/news/y.md", "---\n标题: 乙\n日期: 2026-11-01\n网址名: x\n---\n\n乙。\n");
    let lines = check(&place, &["--format", "lines"]).out;
    let of = |code: &str| -> Vec<&str> { lines.lines().filter(|line| line.contains(code)).collect() };
    assert_eq!(of("/collision]").len(), 1, "{lines}");
    assert!(of("[address/collision]")[0].starts_with("content/news/y.md:4:"), "{lines}");
    let html = of("[md/raw-html]");
    let columns: Vec<&str> = html.iter().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(
        columns,
        ["6:3", "6:12", "6:21", "6:40", "8:1", "10:1"].map(|at| format!("content/news/x.md:{at}")),
        "{lines}"
    );
    assert!(html[4].contains("对齐、字号和颜色由网站的版式决定"), "{lines}");
}

#[test]
fn files_that_are_taken_for_articles_are_told() {
    let place = site("[下载](表.docx)");
    for name in ["表.docx", "通知.md.txt", "稿子.docx", "x.docx", "说明.txt"] {
        place.write(&format!("site/content/news/{name}"), "x");
    }
    let told = |run: super::Run| {
        // That what is linked is not a document of Word is another matter.
        let blocks: Vec<&str> =
            run.err.split("\n\n").filter(|block| !block.contains("[attachment/")).collect();
        let names: Vec<String> = ["表.docx", "通知.md.txt", "稿子.docx", "x.docx", "说明.txt"]
            .into_iter()
            .filter(|name| blocks.iter().any(|block| block.contains(&format!("content/news/{name}"))))
            .map(str::to_owned)
            .collect();
        (run.code, names)
    };
    let expected = (0, ["通知.md.txt", "稿子.docx", "说明.txt"].map(str::to_owned).to_vec());
    assert_eq!(told(check(&place, &["--all"])), expected);
    let build = || place.run(&["build", "site", "--now", "2026-11-21", "--all"]);
    assert_eq!(told(build()), expected);
    assert_eq!(told(build()), expected, "as long as they lie there");
}

#[test]
fn a_slide_without_a_picture_is_told() {
    let place = Place::bare();
    place.write(
        "site/content/news/x.md",
        "---\n标题: 甲\n日期: 2026-11-01\n属性: [头条, 幻灯]\n---\n\n正文。\n",
    );
    let run = check(&place, &[]);
    assert!(run.err.contains("警告[meta/slide-without-cover]") && run.err.contains("x.md:4:"), "{}", run.err);
}

/// A site in which every word that can be Chinese is Chinese, or none, with mistakes in the same
/// places.
fn configured(chinese: bool) -> String {
    let text = "\
title: 站
menu:
  - section: nosuch
  - {title: 空}
  - title: 上
    children: [{section: alsono}, {page: nopage, icon: x}]
home:
  - tabs: {sections: [news, none]}
  - headline: {flag: wrong, other: 1}
  - nothing: {}
checks: {severity: {no/code: warning}}
footer:
  icp: 号
  links: [{url: nowhere}]
permalinks: {news: '{what}'}
mourning: [{from: 2026-04-05, to: 2026-04-04}]
search: {address: nothing}
theme_options: {red: nocolour, nooption: 1}
markdown: {html: maybe}
list: {page_size: many}
languages: [{code: zh, dir: up}]
";
    let mut text = text.to_owned();
    // The columns stay the same: keys are padded after the colon.
    let keys = [
        ("title: 站", "网站名称: 站"),
        ("menu", "菜单"),
        ("home", "首页"),
        ("checks: {severity", "检查: {级别"),
        ("footer", "页脚"),
        ("  icp", "  ICP备案号"),
        ("  links", "  链接"),
        ("permalinks", "网址样式"),
        ("mourning: [{from", "哀悼日: [{开始"),
        (", to:", ", 结束:"),
        ("search: {address", "搜索: {网址"),
        ("theme_options", "主题选项"),
        ("markdown: {html", "正文: {原始HTML"),
        ("list: {page_size", "列表: {每页篇数"),
        ("languages: [{code: zh, dir", "语言: [{代码: zh, 方向"),
        ("- section:", "- 栏目:"),
        ("{section:", "{栏目:"),
        ("- title:", "- 标题:"),
        ("{title:", "{标题:"),
        ("children:", "下级:"),
        ("{page:", "{文章:"),
        ("{url:", "{网址:"),
        ("tabs: {sections", "栏目页签: {栏目"),
        ("headline: {flag", "头条: {属性"),
    ];
    if chinese {
        for (english, chinese) in keys {
            assert!(text.contains(english), "{english}");
            text = text.replace(english, chinese);
        }
    }
    text
}

#[test]
fn what_is_wrong_is_at_the_same_place_whatever_the_language_of_the_keys() {
    // Lines and the words under the caret are the same; columns move with the keys before them.
    let places = |chinese: bool| -> Vec<(String, u64, String)> {
        let place = Place::bare();
        place.write("site/site.yaml", &configured(chinese));
        let json = check(&place, &["--format", "json"]).out;
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let mut found: Vec<(String, u64, String)> = json["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|problem| {
                let place = &problem["place"];
                let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
                let excerpt = place["excerpt"].as_str().unwrap();
                let marked: String =
                    excerpt.chars().skip(number("column") - 1).take(number("length")).collect();
                (problem["code"].as_str().unwrap().to_owned(), place["line"].as_u64().unwrap(), marked)
            })
            .collect();
        // A missing key of a menu entry is reported at the whole entry, including its keys.
        found.retain(|(code, ..)| code != "menu/incomplete");
        found.sort();
        found
    };
    let english = places(false);
    assert!(english.len() >= 18 && english.iter().all(|(.., line, _)| *line > 1), "{english:#?}");
    let chinese = places(true);
    let differing: Vec<_> = english.iter().zip(&chinese).filter(|(a, b)| a != b).collect();
    assert!(
        differing.is_empty() && english.len() == chinese.len(),
        "{differing:#?}\n{english:#?}\n{chinese:#?}"
    );
    // And the caret is below the value, not the key.
    for (code, line, marked) in [
        ("reference/unknown", 8, "none"),
        ("menu/unknown-section", 3, "nosuch"),
        ("menu/unknown-section", 6, "alsono"),
        ("menu/unknown-page", 6, "nopage"),
        ("menu/unknown-key", 6, "icon"),
        ("directive/unknown-choice", 9, "wrong"),
        ("directive/unknown-argument", 9, "other"),
        ("block/unknown", 10, "nothing"),
        ("config/unknown-code", 11, "no/code"),
    ] {
        assert!(
            english.contains(&(code.to_owned(), line, marked.to_owned())),
            "{code} {line} {marked}: {english:#?}"
        );
    }
}

/// What a language lacks is shown in Chinese, which nobody who writes Chinese may notice.
#[test]
fn a_home_page_that_is_partly_in_another_language_is_told() {
    let place = site("文");
    let english = "---\ntitle: First page\ndate: 2026-11-20\n---\n\nText.\n";
    place.write("site/content/news/x.en.md", english);
    let settings = |title: &str, menu: &str, organizer: &str| {
        format!(
            "标题: {title}\n语言: [{{代码: zh}}, {{代码: en}}]\n菜单: [{{栏目: news, 标题: {menu}}}]\n页脚: {{主办: {organizer}, 备案号: 京ICP备12345678号}}\n"
        )
    };
    place.write("site/site.yaml", &settings("党建在线", "要闻", "公司党委"));
    let run = check(&place, &["--format", "lines"]);
    let codes = run.out.lines().filter(|line| line.contains("[site/untranslated]")).count();
    assert_eq!((run.code, codes), (0, 3), "{}{}", run.out, run.err);
    assert!(
        run.out.contains("“党建在线”") && run.out.contains("“要闻”") && run.out.contains("“主办”"),
        "{}",
        run.out
    );
    // A build is not stopped and says nothing of it.
    let built = place.run(&["build", "site", "--now", "2026-11-21"]);
    assert_eq!((built.code, built.err.as_str()), (0, ""));
    let both =
        settings("{zh: 党建在线, en: Party Online}", "{zh: 要闻, en: News}", "{zh: 公司党委, en: Committee}");
    place.write("site/site.yaml", &both);
    let run = check(&place, &["--format", "lines"]);
    assert!(!run.out.contains("untranslated"), "{}", run.out);
}
