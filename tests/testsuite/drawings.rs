//! Pictures that the build draws: charts, the tree of units, the formula of a concept, for any
//! figures and units.

use crate::site::Site;

const FIGURES: &str = "\
- {id: all, label: 项目, value: 37, unit: 个, as_of: 2026-09-30, parts: [[led, other]], series: [{year: 2024, value: 20}, {year: 2026, value: 37}]}
- {id: led, label: 党员牵头, value: 32, unit: 个}
- {id: other, label: 群众牵头, value: 5, unit: 个}
- {id: benefit, label: 创效, value: 70, unit: 万元, qualifier: over}
";

fn charts(figures: &str, body: &str) -> Site {
    Site::new().file("data/statistics.yaml", figures).news("news/a.md", "甲", "", body)
}

/// A site with one list of units, the committee above `below`.
fn units(organization: &str) -> Site {
    Site::new()
        .file("data/organization.yaml", organization)
        .section("organization", "title: 组织机构\ntype: unit\n")
}

#[test]
fn a_chart_has_a_table_that_says_the_same() {
    let page =
        charts(FIGURES, ":::chart ids=led,other,benefit title=攻关\n:::\n").build().ok().page("news/a.html");
    // Figures with different units are not compared.
    assert_eq!(page.texts(".d-chart caption"), ["攻关（单位：个）", "攻关（单位：万元）"]);
    assert_eq!(page.attributes(".d-chart svg", "aria-label"), ["攻关（单位：个）", "攻关（单位：万元）"]);
    assert_eq!(page.attributes(".d-chart svg", "role"), ["img", "img"]);
    assert_eq!(page.texts(".d-chart tbody th[scope=row]"), ["党员牵头", "群众牵头", "创效"]);
    assert_eq!(page.texts(".d-chart tbody td"), ["32", "5", "70余"]);
    assert_eq!(page.texts(".d-chart svg .value"), ["32个", "5个", "70余万元"]);
    assert_eq!(page.attributes(".d-chart rect", "width"), ["100%", "15.63%", "100%"]);
    assert!(page.attributes(".d-chart [style]", "style").is_empty());
}

#[test]
fn shares_are_of_the_whole_and_series_of_years() {
    let body = ":::chart ids=all form=shares\n:::\n\n:::图表 编号=all 图形=历年\n:::\n";
    let page = charts(FIGURES, body).build().ok().page("news/a.html");
    assert_eq!(page.texts(".chart-shares .name"), ["党员牵头", "群众牵头"]);
    assert_eq!(page.attributes(".chart-shares rect", "width")[..2], ["86.49%", "13.51%"]);
    assert_eq!(page.texts(".chart-series .name"), ["2026", "2024"]);
    assert_eq!(page.texts(".d-chart tbody td"), ["32", "5", "20", "37"]);
}

#[test]
fn pages_of_a_type_are_counted_by_year() {
    let dated = |title: &str, year: u16| format!("---\ntitle: {title}\ndate: {year}-05-01\n---\n");
    let mut site = charts(FIGURES, ":::chart form=series type=news title=历年\n:::\n");
    for (name, year) in [("b", 2019), ("c", 2019), ("d", 2011)] {
        site = site.file(format!("content/news/{name}.md"), &dated(name, year));
    }
    let rows = || {
        let page = site.build().ok().page("news/a.html");
        let mut rows: Vec<_> =
            page.texts(".d-chart tbody th").into_iter().zip(page.texts(".d-chart tbody td")).collect();
        rows.sort();
        rows.into_iter().map(|(year, count)| format!("{year}: {count}")).collect::<Vec<_>>()
    };
    assert_eq!(rows(), ["2011: 1", "2019: 2", "2026: 1"]);
    // One more page changes the chart.
    site.change("content/news/e.md", dated("e", 2011));
    assert_eq!(rows(), ["2011: 2", "2019: 2", "2026: 1"]);
}

#[test]
fn one_value_zero_and_less_are_drawn() {
    let long = "很长的名称".repeat(12);
    let figures = format!(
        "- {{id: one, label: 一, value: 5, series: [{{year: 2026, value: 5}}]}}\n- {{id: none, label: 无, value: 0, series: [{{year: 2025, value: 0}}]}}\n- {{id: less, label: {long}, value: -3, series: [{{year: 2025, value: -3}}, {{year: 2026, value: 2}}]}}\n"
    );
    let body = ":::chart ids=one,none,less\n:::\n\n:::chart ids=none form=shares\n:::\n\n:::chart ids=one,none,less form=series\n:::\n";
    let page = charts(&figures, body).build().ok().page("news/a.html");
    assert_eq!(page.attributes(".chart-bars rect", "x"), ["37.5%", "37.5%", "0%"]);
    assert_eq!(page.attributes(".chart-bars rect", "width"), ["62.5%", "0%", "37.5%"]);
    assert_eq!(page.texts(".chart-bars .name").concat(), format!("一无{long}"));
    assert_eq!(page.texts(".chart-series circle").len(), 4);
}

#[test]
fn wrong_series_are_told_at_their_place() {
    let figures = "- id: all\n  label: 党员\n  value: 240\n  as_of: 2026\n  series:\n    - {year: 2025, value: 1}\n    - {year: 2025, value: 2}\n    - {year: 2026, value: 239}\n    - {year: 99999, value: 1}\n";
    let report = charts(figures, "").build().fails();
    for expected in [
        "stats/repeated-year",
        "statistics.yaml:7",
        "stats/series-mismatch",
        "statistics.yaml:8",
        "statistics.yaml:9",
    ] {
        assert!(report.contains(expected), "{expected} is not in\n{report}");
    }
}

#[test]
fn the_organization_is_a_picture_beside_its_list() {
    let organization = "- id: c\n  type: committee\n  name: 党委\n  children:\n    - {id: a, type: branch, name: 一支部}\n    - {id: b, type: branch, name: 二支部}\n";
    let site = units(organization).file("site.yaml", "title: 站\ntheme: plain\n");
    let page = site.build().ok().page("organization/index.html");
    assert_eq!(page.texts(".org-picture[aria-hidden=true] svg text"), ["一支部", "二支部", "党委"]);
    assert_eq!(page.texts("ul.org li b"), ["党委", "一支部", "二支部"]);
}

#[test]
fn no_shape_of_an_organization_breaks_the_page() {
    let list = |count: usize| -> String {
        let children: Vec<String> = (0..count)
            .map(|number| format!("    - {{id: b{number}, type: branch, name: 第{number}党支部}}\n"))
            .collect();
        format!("- id: c\n  type: committee\n  name: 党委\n  children:\n{}", children.concat())
    };
    let mut deep = String::new();
    for level in 0..40 {
        let indent = "  ".repeat(level * 2);
        deep += &format!("{indent}- id: u{level}\n{indent}  type: committee\n{indent}  name: 第{level}层\n");
        if level < 39 {
            deep += &format!("{indent}  children:\n");
        }
    }
    for (organization, shown) in [
        (String::new(), 0),
        ("- {id: c, type: committee, name: 党委}\n".to_owned(), 1),
        (list(200), 201),
        (deep, 40),
    ] {
        let page = units(&organization).build().ok().page("organization/index.html");
        assert_eq!(page.texts("ul.org li b").len(), shown);
        assert!(page.texts(".org-picture").is_empty(), "{shown}");
    }
}

#[test]
fn a_formula_says_its_words_to_those_who_do_not_see_it() {
    let parts = "parts:\n  - {name: 一个党支部}\n  - {numeral: 二, name: 两个党小组}\n  - {numeral: 一, name: 一套活动载体}\n";
    let text = format!("---\ntitle: 一二一工作法\n{parts}---\n");
    let site =
        Site::new().section("concepts", "title: 理念\ntype: concept\n").file("content/concepts/a.md", &text);
    let page = site.build().ok().page("concepts/a.html");
    assert_eq!(
        page.attributes("svg.formula", "aria-label"),
        ["一二一工作法：一个党支部，两个党小组，一套活动载体"]
    );
    assert_eq!(page.texts("svg.formula .numeral"), ["一", "二", "一"]);
}
