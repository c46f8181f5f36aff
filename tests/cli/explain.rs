//! `explain`, and where a report points to it.

use super::Place;

#[test]
fn a_code_is_explained_in_the_language_of_the_messages() {
    let place = Place::new();
    let page = place.run(&["explain", "md/directive-stray"]).done();
    insta::assert_snapshot!(page, @"
    md/directive-stray · 错误
    多出一行 :::

    这一行 ::: 是用来结束组件的，可是前面没有等着结束的组件。可能是开头那一行删掉了，也可能
    组件在同一行里已经结束。
    不对：第一行末尾的 ::: 已经结束了组件

        :::stats ids=members :::
        :::

    对：

        :::stats ids=members :::

    一个组件里面还有组件时，外面的要多用一个冒号（::::）；列表、引用里的组件，要在同一个列表
    项、同一段引用里结束。
    ");
    insta::assert_snapshot!(place.run(&["explain", "md/directive-stray", "--language", "en"]).done(), @"
    md/directive-stray · error
    A ::: that closes nothing

    This line closes a directive, but there is none to close: the line that opened it was
    deleted, or it was closed on its own line already.
    Wrong: the first line closes the directive itself

        :::stats ids=members :::
        :::

    Right:

        :::stats ids=members :::

    A directive around another one has more colons (`::::`); one in a list or a quote is
    closed within it.
    ");
    // As a report contains it.
    assert_eq!(place.run(&["explain", "[md/directive-stray]"]).done(), page);
}

#[test]
fn a_family_lists_its_codes_and_nothing_the_families() {
    let place = Place::new();
    insta::assert_snapshot!(place.run(&["explain", "concept"]).done(), @"
    党建理念

    concept/numeral-mismatch  错误  名称里的数字和下面的条数不一致
    ");
    let family = place.run(&["explain", "img/", "--language", "en"]).done();
    assert!(family.starts_with("Pictures\n\n"), "{family}");
    assert!(family.contains("img/alt             warning  A picture has no alternative text\n"), "{family}");
    assert!(family.contains("img/missing         error    A picture is not there\n"), "{family}");

    let all = place.run(&["explain"]).done();
    assert!(all.contains("\nconcept       1 个   党建理念\n"), "{all}");
    let names: Vec<&str> = all.lines().filter_map(|line| line.split("  ").next()).collect();
    assert!(names.contains(&"yaml") && names.contains(&"address"), "{all}");
    assert!(place.run(&["explain", "--language", "en"]).done().contains("1 code "), "{all}");
}

#[test]
fn an_unknown_code_is_a_problem_with_a_suggestion() {
    let place = Place::new();
    for (asked, help) in [
        ("meta/unkown-key", "是不是“meta/unknown-key”？"),
        ("unknown-choice", "是不是“meta/unknown-choice”？"),
        ("menus", "是不是“menu”？"),
        ("完全不是", "dangjian explain 列出全部类别"),
        ("", "dangjian explain 列出全部类别"),
        ("/", "dangjian explain 列出全部类别"),
        ("meta/\u{1b}[31m", "是不是"),
    ] {
        let told = place.run(&["explain", asked]).failed(2, "cli/unknown-code");
        assert!(told.contains(help) || asked.contains('\u{1b}'), "{asked}: {told}");
        assert!(!told.contains('\u{1b}') && !told.contains("想知道"), "{told}");
    }
}

#[test]
fn a_report_ends_with_where_to_read_more_and_a_report_for_programs_does_not() {
    let place = Place::bare();
    let hint = "想知道某个问题的详细说明：dangjian explain 代码，如 dangjian explain ";
    place.run(&["build", "site"]).done();

    place.write("site/content/news/a.md", "---\n标题: 甲\n日期: 2026-11-20\n---\n![](b.svg)\n\n<b>乙</b>\n");
    place.write(
        "site/content/news/b.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
    );
    let warned = place.run(&["build", "site"]);
    assert_eq!(warned.code, 0, "{}", warned.err);
    assert_eq!(warned.err.matches("想知道").count(), 1, "{}", warned.err);
    assert!(warned.err.ends_with(&format!("{hint}img/alt\n")), "{}", warned.err);
    assert!(!warned.out.contains("想知道"));

    place.write("site/content/news/c.md", "---\n标题: 丙\n日期: 昨天\n---\n");
    // The result and the next steps come after it.
    for (arguments, end) in
        [(&["build", "site"][..], "这次没有发布：1 个错误，2 个警告\n"), (&["list", "site"], "")]
    {
        let failed = place.run(arguments).failed(1, "date/invalid");
        assert!(failed.ends_with(&format!("{hint}date/invalid\n{end}")), "{failed}");
    }
    let english = place.run(&["build", "site", "--language", "en"]).failed(1, "date/invalid");
    assert!(
        english.contains(
            "\nMore about a problem: dangjian explain CODE, as in dangjian explain date/invalid\nNothing was"
        ),
        "{english}"
    );
    let json = place.run(&["build", "site", "--json"]);
    assert_eq!((json.code, json.err.as_str()), (1, ""));
    // After a mistyped command there is nothing more to explain.
    assert!(!place.run(&["build", "--drafs"]).failed(2, "cli/unknown-option").contains("想知道"));
}
