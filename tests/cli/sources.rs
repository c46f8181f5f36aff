//! What staff type into the files of a site, as `check`, `build` and `fix` read it.

use super::{Place, Run};

const NOW: [&str; 2] = ["--now", "2026-11-21"];

fn check(place: &Place) -> Run {
    place.run(&[&["check", "site"][..], &NOW].concat())
}

fn build(place: &Place) -> Run {
    place.run(&[&["build", "site"][..], &NOW].concat())
}

/// The words of a run: problems are in its output or its errors.
fn told(run: &Run) -> String {
    format!("{}{}", run.out, run.err)
}

#[test]
fn a_draft_without_fences_is_never_published() {
    let place = Place::bare();
    let text = "标题: 密\n日期: 2026-11-01\n\n草稿：是\n\n正文。\n";
    place.write("site/content/news/x.md", text);
    place.run(&["fix", "site", "--all"]);
    assert_eq!(place.read("site/content/news/x.md"), text);
    build(&place).failed(1, "meta/absent");
    assert!(!place.path("site/public/news/x.html").exists());
    // Where the fields end at the empty line, the fix is right.
    place.write("site/content/news/x.md", "标题: 密\n日期: 2026-11-01\n草稿：是\n\n正文。\n");
    place.run(&["fix", "site", "--all"]);
    assert_eq!(build(&place).code, 0);
    assert!(!place.path("site/public/news/x.html").exists());
}

#[test]
fn a_remark_after_a_hash_is_the_writers_to_judge() {
    let place = Place::bare();
    let text = "---\n标题: 通知 # 待定\n日期: 2026-11-01\n---\n\n正文。\n";
    place.write("site/content/news/x.md", text);
    place.run(&["fix", "site"]);
    assert_eq!(place.read("site/content/news/x.md"), text);
    place.run(&["fix", "site", "--all"]);
    assert!(place.read("site/content/news/x.md").contains("标题: \"通知 # 待定\"\n"));
}

#[test]
fn an_expired_article_with_mistakes_stops_nothing() {
    let place = Place::bare();
    let write = |ends: &str| {
        let text =
            format!("---\n标题: 甲\n日期: 2026-13-45\n类型: 没有的\n下线时间: {ends}\n---\n\n正文。\n");
        place.write("site/content/news/x.md", &text);
    };
    write("2026-10-31");
    let run = build(&place);
    assert!(run.code == 0 && run.err.contains("已下线的文章"), "{}", told(&run));
    write("2026-12-31");
    assert_eq!(build(&place).code, 1);
}

#[test]
fn notes_for_those_who_keep_the_site_are_no_articles() {
    let place = Place::bare();
    for name in ["README.md", "CLAUDE.md", "Agents.md", "CHANGELOG.md"] {
        place.write(&format!("site/{name}"), "---\n标题: 甲\n---\n\n说明。\n");
        place.write(&format!("site/content/{name}"), "# 说明\n\n怎样写稿。\n");
    }
    build(&place).done();
    check(&place).done();
}

#[test]
fn a_second_build_still_finds_what_is_outside_content() {
    let place = Place::bare();
    build(&place).done();
    place.write("site/稿件/a.md", "---\n标题: 甲\n日期: 2026-11-01\n---\n\n正文。\n");
    for _ in 0..2 {
        let run = build(&place);
        assert!(run.code == 0 && run.err.contains("稿件/a.md"), "{}", told(&run));
    }
}

#[test]
fn what_data_leads_to_is_found_by_readers() {
    let place = Place::bare();
    place.write("site/content/about.md", "---\n标题: 关于我们\n类型: page\n---\n\n正文。\n");
    assert!(told(&check(&place)).contains("[site/unlisted]"));
    place.write("site/data/links.yaml", "- 分组: 本站\n  链接:\n    - 名称: 简介\n      网址: /about.html\n");
    check(&place).done();
}

#[test]
fn dead_addresses_are_told_where_they_are_with_what_was_meant() {
    let place = Place::bare();
    let site = place.read("site/site.yaml");
    let menu = "menu:\n  - {title: 甲, url: /news/index.html}\n  - {title: 乙, url: /news}\n";
    place.write("site/site.yaml", &site.replace("menu:\n", menu));
    let run = check(&place);
    let line = menu.lines().count() - 1 + site.lines().position(|line| line == "menu:").unwrap() + 1;
    let told = told(&run);
    assert!(told.contains(&format!("site.yaml:{line}:")) && told.contains("“/news/index.html”"), "{told}");
}

#[test]
fn a_banner_on_another_site_is_a_picture_elsewhere() {
    let place = Place::bare();
    let index = place.read("site/content/news/_index.md");
    let index = index.replacen("---\n", "---\n横幅: https://a.example/b.jpg\n", 1);
    place.write("site/content/news/_index.md", &index);
    check(&place).failed(1, "img/hotlink");
}

#[test]
fn a_list_of_links_without_groups_is_one_problem() {
    let place = Place::bare();
    place.write(
        "site/data/links.yaml",
        "- 名称: 甲\n  网址: https://a.example\n- 名称: 乙\n  网址: https://b.example\n",
    );
    let run = check(&place);
    assert!(
        run.err.matches("data/links.yaml:").count() == 1 && run.err.contains("- {分组: "),
        "{}",
        told(&run)
    );
}

#[test]
fn an_address_with_a_user_or_two_ports_is_told() {
    let place = Place::bare();
    for address in ["http://a.example:80:90/", "http://user@a.example/"] {
        let text = format!("---\n标题: 甲\n日期: 2026-11-01\n---\n\n见[网页]({address})。\n");
        place.write("site/content/news/x.md", &text);
        check(&place).failed(1, "link/unsafe");
    }
}

#[test]
fn a_flag_of_tags_is_whole() {
    let place = Place::bare();
    let flag = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
    let text = format!("---\n标题: 苏格兰{flag}代表团\n日期: 2026-11-01\n---\n\n来自{flag}代表团。\n");
    place.write("site/content/news/x.md", &text);
    check(&place).done();
    place.run(&["fix", "site", "--all"]);
    assert_eq!(place.read("site/content/news/x.md"), text);
}
