//! Front matter that says something which would have no effect: fields below it, values in
//! comments, states of a review, dates that contradict each other, numbers cut at a comma.

use crate::site::Site;

fn article(front_matter: &str, body: &str) -> Site {
    Site::new()
        .file("data/organization.yaml", "- {编号: zhibu4, 类别: 党支部, 名称: 第四党支部}\n")
        .file("content/news/x.md", &format!("---\n标题: 甲\n{front_matter}---\n{body}"))
}

const DATE: &str = "日期: 2026-01-01\n";

#[test]
fn a_field_below_the_front_matter_that_hides_a_page_stops_the_build() {
    for body in ["草稿: 是\n\n正文。\n", "\n定时发布：2027-01-01\n\n正文。\n", "draft: true\n---\n正文。\n"]
    {
        let site = article(DATE, body);
        let problems = site.build().fails();
        assert!(problems.contains("meta/in-text"), "{problems}");
        assert!(site.published().is_empty());
    }
    let section = "---\n标题: 新闻\n---\n草稿: 是\n";
    let problems = article(DATE, "正文。\n").file("content/news/_index.md", section).build().fails();
    assert!(problems.contains("content/news/_index.md:4:1 meta/in-text"), "{problems}");
    for body in ["时间：2026年11月20日\n\n地点：三楼会议室\n", "时间: 2026年11月20日\n\n地点: 三楼\n"]
    {
        let run = article(DATE, body).build().ok();
        assert_eq!(run.problems(), "", "{body}");
        assert!(run.text("news/x.html").contains("2026年11月20日"));
    }
}

#[test]
fn what_hides_a_page_is_not_lost_in_a_comment_or_a_contradiction() {
    for (line, code) in [
        ("下线时间: # 2027-12-25\n", "meta/comment"),
        ("草稿: # 是\n", "meta/comment"),
        ("定时发布: 2027-01-02\n下线时间: 2027-01-01\n", "date/order"),
        ("定时发布: 2026-03-01\n下线时间: 2026-02-01\n", "date/order"),
        ("审核: 未通过\n", "meta/names"),
        ("审核: 待审\n", "meta/names"),
        ("审核: [张三, 退回]\n", "meta/names"),
        ("审核: 张三（未通过）\n", "meta/names"),
    ] {
        let problems = article(&format!("{DATE}{line}"), "正文。\n").build().fails();
        assert!(problems.contains(code), "{line}: {problems}");
        assert_eq!(problems.lines().count(), 1, "{line}: {problems}");
    }
    for line in [
        "下线时间: # 到期自动下线\n",
        "草稿: # 写“是”就不发布\n",
        "定时发布: 2026-02-01 09:00\n下线时间: 2027-02-01\n",
        "定时发布: 2026-11-20 09:00\n下线时间: 2026-11-20\n",
        "审核: 张三\n",
    ] {
        assert_eq!(article(&format!("{DATE}{line}"), "正文。\n").build().ok().problems(), "", "{line}");
    }
    let problems = article(&format!("{DATE}审核: 已审\n"), "正文。\n").build().ok().problems();
    assert!(problems.contains("meta/names"), "{problems}");
    let problems = article(&format!("{DATE}草稿: 是\n审核: 未通过\n"), "正文。\n").build().ok().problems();
    assert!(problems.contains("meta/names"), "{problems}");
}

#[test]
fn a_title_or_a_folder_that_says_draft_is_told_where_the_page_is_published() {
    for (title, more, is_told) in [
        ("通知（草稿）", "", true),
        ("【未定稿】通知", "", true),
        ("通知（草稿）", "草稿: 是\n", false),
        ("手写草稿展出", "", false),
    ] {
        let text = format!("---\n标题: {title}\n{DATE}{more}---\n正文。\n");
        let problems = Site::new().file("content/news/x.md", &text).build().ok().problems();
        assert_eq!(problems.contains("meta/says-draft"), is_told, "{title}: {problems}");
    }
    let text = format!("---\n标题: 甲\n{DATE}---\n正文。\n");
    for file in ["content/news/草稿/a.md", "content/news/通知（待审）.md"] {
        let problems = Site::new().file(file, &text).build().ok().problems();
        assert!(problems.contains("meta/says-draft"), "{file}: {problems}");
    }
}

#[test]
fn an_unlikely_year_is_told() {
    for (line, is_told) in [
        ("日期: 1120-01-01\n", true),
        ("日期: 2206-11-20\n", true),
        ("日期: 2026-01-01\n下线时间: 2206-12-31\n", true),
        ("日期: 2026-01-01\n下线时间: 2099-12-31\n", false),
        ("日期: 2026-01-01\n活动日期: 1919-05-04\n", false),
        ("日期: 1921-07-01\n", false),
    ] {
        let problems = article(line, "正文。\n").build().ok().problems();
        assert_eq!(problems.contains("date/unlikely"), is_told, "{line}: {problems}");
    }
}

#[test]
fn a_comment_after_the_name_of_a_unit_is_no_part_of_it() {
    let site = article(&format!("{DATE}供稿单位: 第四党支部 # 核\n作者: 张三 # 核\n"), "正文。\n");
    let before = site.build().ok().problems();
    assert_eq!(before.matches("meta/comment").count(), 2, "{before}");
    let mut fix = crate::site::program();
    site.run(fix.args(["fix", "--all"]).arg(site.path(""))).ok();
    let text = std::fs::read_to_string(site.path("content/news/x.md")).unwrap();
    assert!(text.contains("供稿单位: 第四党支部 # 核") && text.contains("作者: 张三 # 核"), "{text}");
    let site = article(&format!("{DATE}供稿单位: \"第四党支部 # 核\"\n"), "正文。\n");
    assert!(site.build().ok().problems().contains("meta/comment"));
}

#[test]
fn a_number_cut_at_its_commas_is_one_problem_and_fixed_as_written() {
    let figures = "- {编号: a, 名称: 党员, 数值: 1,234,567, 单位: 名}\n";
    let site = article(DATE, "正文。\n").file("data/statistics.yaml", figures);
    let problems = site.build().fails();
    assert!(problems.contains("data/statistics.yaml:1:23 meta/cut-number"), "{problems}");
    assert_eq!(problems.lines().count(), 1, "{problems}");
    let mut fix = crate::site::program();
    site.run(fix.arg("fix").arg(site.path(""))).ok();
    let text = std::fs::read_to_string(site.path("data/statistics.yaml")).unwrap();
    assert!(text.contains("数值: \"1,234,567\", 单位: 名}"), "{text}");
    assert_eq!(site.build().ok().problems(), "");
}

#[test]
fn persons_are_not_counted_in_another_unit_in_silence() {
    for (value, unit, code) in [
        ("300人", "人次", "meta/wrong-type"),
        ("300人", "名", "meta/wrong-type"),
        ("300人", "人", ""),
        ("3个", "支部", ""),
    ] {
        let figures = format!("- {{编号: a, 名称: 参加, 数值: {value}, 单位: {unit}}}\n");
        let site = article(DATE, "正文。\n").file("data/statistics.yaml", &figures);
        let problems = site.build().problems();
        assert!(
            problems.contains(code) && problems.is_empty() == code.is_empty(),
            "{value} {unit}: {problems}"
        );
    }
}

#[test]
fn nothing_in_the_settings_is_nothing() {
    let config = "title: 测试站\n网址: 无\n纠错: 无\n页脚: {备案号: 无, 公安备案号: 暂无, 电话: ——, 邮箱: /, 地址: 没有}\n";
    let run = article(DATE, "正文。\n").file("site.yaml", config).build().ok();
    assert_eq!(run.problems(), "");
    let page = run.text("news/x.html");
    assert!(!page.contains('无') && !page.contains("——"), "{page}");
}
