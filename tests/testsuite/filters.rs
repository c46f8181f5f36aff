//! Long lists are narrowed by links: by year, and by the choices that the content type declares.

use crate::site::Site;

/// Notices of two years and three kinds, on two pages of a list.
fn notices() -> Site {
    let mut site = Site::new().section("notices", "title: 公告\ntype: notice\npage_size: 4\n");
    for (name, date, kind) in [
        ("a", "2026-11-03", "notice"),
        ("b", "2026-11-02", "publicity"),
        ("c", "2026-03", "notice"),
        ("d", "2025-12-31", "notice"),
        ("e", "2025", "publicity"),
    ] {
        site = notice(site, name, date, kind);
    }
    site
}

fn notice(site: Site, name: &str, date: &str, kind: &str) -> Site {
    let text =
        format!("---\ntitle: 第{name}号\ndate: {date}\nkind: {kind}\nsource: 工作部\n---\n正文{name}。\n");
    site.file(format!("content/notices/{name}.md"), &text)
}

#[test]
fn a_long_list_has_links_to_its_years_and_kinds_with_their_numbers() {
    let run = notices().build().ok();
    for list in ["notices/index.html", "notices/index_2.html"] {
        let page = run.page(list);
        assert_eq!(page.texts(".filter.parts p"), ["种类", "年份"]);
        assert_eq!(page.texts(".filter.parts a"), ["通知3", "公示2", "2026年3", "2025年2"], "{list}");
        assert!(page.attributes(".filter.parts a", "aria-current").is_empty());
    }
    let links = run.page("notices/index.html").attributes(".filter.parts a", "href");
    let expected = ["index_kind-notice", "index_kind-publicity", "index_y2026", "index_y2025"];
    assert_eq!(links, expected.map(|name| format!("../notices/{name}.html")));
}

#[test]
fn a_kind_has_a_page_with_its_articles_alone() {
    let page = notices().build().ok().page("notices/index_kind-publicity.html");
    assert_eq!(page.texts(".dated > li > div > a"), ["第b号", "第e号"]);
    assert_eq!(page.the(".filter.parts [aria-current=page]"), "公示2");
    assert_eq!(page.the(".filter.parts .shown"), "公示：共2条 清除筛选");
    assert_eq!(page.attributes(".filter.parts .clear", "href"), ["../notices/index.html"]);
    assert_eq!(page.texts(".crumb li"), ["首页", "公告", "公示"]);
    assert!(page.the("title").starts_with("公告：公示"));
}

#[test]
fn a_year_has_a_page_by_months() {
    let page = notices().build().ok().page("notices/index_y2026.html");
    assert_eq!(page.texts(".dated > li > div > a"), ["第a号", "第b号", "第c号"]);
    assert_eq!(page.texts(".archive-nav:not(.beside) a"), ["2026年11月 2", "2026年3月 1"]);
    let months = page.attributes(".archive-nav:not(.beside) a", "href");
    assert_eq!(months, ["#m11", "#m03"].map(|month| format!("../notices/index_y2026.html{month}")));
    assert_eq!(page.attributes("main h2[id]", "id"), ["m11", "m03"]);
    assert_eq!(page.attributes(".archive-nav.beside a", "href"), ["../notices/index_y2025.html"]);
}

/// Whatever form a list has, the links to the months of a year lead to where each begins.
#[test]
fn a_year_of_any_list_has_links_to_its_months() {
    for (name, list) in [
        ("activity", ""),
        ("document", ""),
        ("news", ""),
        ("news", "list: cards\n"),
        ("news", "list: pictures\n"),
        ("news", "list: timeline\n"),
    ] {
        let mut site = Site::new().section("x", &format!("title: 列表\ntype: {name}\npage_size: 2\n{list}"));
        for (at, month) in ["11", "11", "03"].iter().enumerate() {
            let kind = if name == "activity" { "kind: [党课]\n" } else { "" };
            let text = format!("---\ntitle: 第{at}篇\ndate: 2026-{month}-0{}\n{kind}---\n", 9 - at);
            site = site.file(format!("content/x/a{at}.md"), &text);
        }
        let page = site.build().ok().page("x/index_y2026.html");
        let links = page.attributes(".archive-nav a", "href");
        assert_eq!(links, ["#m11", "#m03"].map(|month| format!("../x/index_y2026.html{month}")));
        assert_eq!(page.attributes("main [id^=m]", "id"), ["m11", "m03"], "{name} {list}");
        assert_eq!(
            page.texts("#m11, #m03, main a[href$='/a0.html'], main a[href$='/a2.html']"),
            ["2026年11月", "第0篇", "2026年3月", "第2篇"]
        );
    }
}

/// A pinned page is at the top of the list, and where its date is on the page of a year.
#[test]
fn nothing_is_pinned_on_the_page_of_a_year() {
    let mut site = Site::new()
        .file("site.yaml", "title: 测试站\nbase_url: https://dj.example/\narchive: true\n")
        .section("news", "title: 要闻\npage_size: 2\n")
        .bytes("content/news/a.png", &crate::contract::PIXEL);
    for (name, more) in [("a", "cover: a.png\n"), ("b", ""), ("c", "pinned_until: 2099-01-01\n")] {
        let day = name.as_bytes()[0] - b'a' + 1;
        let text = format!("---\ntitle: 第{name}篇\ndate: 2026-11-0{}\n{more}---\n", 4 - day);
        site = site.file(format!("content/news/{name}.md"), &text);
    }
    site.change("content/news/d.md", "---\ntitle: 第d篇\ndate: 2025-01-01\n---\n");
    let run = site.build().ok();
    let (list, year) = (run.page("news/index.html"), run.page("news/index_y2026.html"));
    assert_eq!((list.texts(".mark"), list.texts(".lead h2")), (vec!["置顶".into()], vec!["第a篇".into()]));
    assert_eq!(year.texts(".rows a"), ["第a篇", "第b篇", "第c篇"]);
    assert!(year.texts(".mark").is_empty() && year.texts(".lead").is_empty());
    assert!(run.page("archive/2026.html").texts(".mark").is_empty());
    assert_eq!(year.texts(".crumb li"), ["首页", "要闻", "2026年"]);
    assert!(year.the("title").starts_with("要闻：2026年"));
    let told = year.the("script[type='application/ld+json']");
    assert!(told.contains(r#""position":3,"name":"2026年""#), "{told}");
}

/// Fifty articles of a part are on one page, whatever the size of the pages of the list.
#[test]
fn the_pages_of_a_part_are_few() {
    let mut site = Site::new().section("news", "title: 要闻\npage_size: 5\n");
    for number in 0..60 {
        let (year, month) = (2025 + number / 55, 1 + number % 12);
        let text = format!("---\ntitle: 第{number}篇\ndate: {year}-{month:02}-01\n---\n");
        site = site.file(format!("content/news/a{number}.md"), &text);
    }
    let run = site.build().ok();
    let parts: Vec<String> = run.tree().into_iter().filter(|path| path.contains("index_y")).collect();
    assert_eq!(parts, ["news/index_y2025.html", "news/index_y2025_2.html", "news/index_y2026.html"]);
    let (first, second) = (run.page(&parts[0]), run.page(&parts[1]));
    assert_eq!((first.texts(".rows li").len(), second.texts(".rows li").len()), (50, 5));
    assert_eq!(second.the(".pager [aria-current]"), "2");
    // A month that begins on the second page is reached from the first.
    let months = first.attributes(".archive-nav:not(.beside) a", "href");
    assert!(months.last().unwrap().ends_with("index_y2025_2.html#m01"), "{months:?}");
}

#[test]
fn a_list_of_one_page_and_a_type_without_filters_have_none() {
    let short = notices().section("notices", "title: 公告\ntype: notice\npage_size: 5\n").build().ok();
    assert!(short.page("notices/index.html").texts(".filter").is_empty());
    assert!(!short.has("notices/index_y2026.html") && !short.has("notices/index_kind-notice.html"));
    let none = notices().file("types/notice.yaml", "筛选: []\n").build().ok();
    assert!(!none.has("notices/index_y2026.html"));
    let some = notices().file("types/notice.yaml", "筛选: [年份]\n").build().ok();
    assert!(some.has("notices/index_y2026.html") && !some.has("notices/index_kind-notice.html"));
    // The template of the site's own has no place for them.
    let own = notices()
        .file("types/notice.yaml", "列表模板: list/mine.html\n")
        .file("templates/list/mine.html", "{{ pager.count }}")
        .build()
        .ok();
    assert!(!own.has("notices/index_y2026.html"));
}

#[test]
fn what_no_list_can_be_narrowed_by_is_reported() {
    let told =
        |filters: &str| notices().file("types/notice.yaml", &format!("筛选: [{filters}]\n")).build().fails();
    insta::assert_snapshot!(told("来源"), @"types/notice.yaml:1:6 type/wrong-value: “来源”是文字，列表不能按它筛选 → “筛选”里写“年份”，或者种类是“选项”“多选”的字段");
    insta::assert_snapshot!(told("种累"), @"types/notice.yaml:1:6 type/unknown-field: 没有声明“种累”这个字段 → 先在“字段”里声明它，或者写每篇文章都有的一项，如 标题、日期、来源");
}

/// A type and a field of the site's own, with keys that have one ASCII name.
#[test]
fn choices_of_a_site_s_own_type_are_filters() {
    let mut site = Site::new()
        .file(
            "types/lecture.yaml",
            "名称: 党课\n筛选: [形式]\n字段:\n  形式: {种类: 多选, 选项: [家, 佳, 课]}\n",
        )
        .section("lectures", "title: 党课\ntype: lecture\npage_size: 1\n");
    for (name, form) in [("a", "家、佳"), ("b", "家"), ("c", "课")] {
        let text = format!("---\ntitle: {name}\ndate: 2026-01-01\n形式: {form}\n---\n");
        site = site.file(format!("content/lectures/{name}.md"), &text);
    }
    let run = site.build().ok();
    let page = run.page("lectures/index.html");
    assert_eq!(page.texts(".filter.parts a"), ["家2", "佳1", "课1"]);
    let links = page.attributes(".filter.parts a", "href");
    let each: Vec<Vec<String>> =
        links.iter().map(|link| run.page(link.trim_start_matches("../")).texts(".text > .rows a")).collect();
    assert_eq!(each, [vec!["a", "b"], vec!["a"], vec!["c"]]);
}

#[test]
fn languages_lead_from_part_to_part() {
    let mut site = notices().file("site.yaml", "title: {zh: 站, en: Site}\nlanguages: [zh, en]\n");
    site =
        site.file("content/notices/_index.en.md", "---\ntitle: Notices\ntype: notice\npage_size: 1\n---\n");
    for (name, date) in [("a", "2026-11-03"), ("d", "2025-12-31")] {
        let text = format!("---\ntitle: No. {name}\ndate: {date}\nkind: notice\n---\n");
        site = site.file(format!("content/notices/{name}.en.md"), &text);
    }
    let run = site.build().ok();
    let other = |path: &str| run.page(path).attributes("a[hreflang=en]", "href");
    assert_eq!(other("notices/index_y2026.html"), ["../en/notices/index_y2026.html"]);
    // All English ones are of one kind.
    assert_eq!(other("notices/index_kind-publicity.html"), ["../en/notices/index.html"]);
    assert_eq!(run.page("en/notices/index.html").texts(".filter.parts a"), ["20261", "20251"]);
}
