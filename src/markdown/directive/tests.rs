use super::*;

fn open(line: &str) -> Opening {
    match parse(line, 0) {
        Some(Line::Open(opening)) => *opening,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn names_and_arguments_in_both_languages_and_all_quotation_marks() {
    let opening =
        open(":::honors limit=5 标题=\"省级 荣誉\" 级别＝“省级 以上” 类='a b' x=“甲“ 单位=第四党支部");
    let found: Vec<_> = opening.call.arguments.iter().map(|a| (a.key.as_str(), a.value.as_str())).collect();
    assert_eq!(
        found,
        [
            ("limit", "5"),
            ("标题", "省级 荣誉"),
            ("级别", "省级 以上"),
            ("类", "a b"),
            ("x", "甲"),
            ("单位", "第四党支部")
        ]
    );
    assert!(opening.findings.is_empty() && !opening.closed);
    assert_eq!((opening.call.name.as_str(), opening.colons), ("honors", 3));
}

#[test]
fn marks_inside_a_value_belong_to_it() {
    for (written, value) in [
        ("“学习《条例》“回头看””", "学习《条例》“回头看”"),
        ("\"学习《条例》\"回头看\"\"", "学习《条例》\"回头看\""),
        ("“两优一先”表彰", "“两优一先”表彰"),
        ("\"两优一先\"表彰", "\"两优一先\"表彰"),
        ("“甲 乙”丙", "“甲 乙”丙"),
        ("\"“两优一先”表彰\"", "“两优一先”表彰"),
        ("“甲“", "甲"),
        ("\"\"", ""),
    ] {
        for after in ["", " 数量=5", " :::"] {
            let opening = open(&format!(":::理念 编号={written}{after}"));
            assert_eq!(opening.call.arguments[0].value, value, "{written}{after}");
            assert!(opening.findings.is_empty(), "{written}{after}");
            assert_eq!(opening.call.arguments.len(), 1 + usize::from(after.contains('=')));
        }
    }
    assert_eq!(open(":::n a=\"x\"y b=\"z\"").call.arguments[0].value, "\"x\"y");
    let opening = open(":::n a=\"x\"b=\"y\" c=1");
    let values: Vec<&str> = opening.call.arguments.iter().map(|a| a.value.as_str()).collect();
    assert_eq!(values, ["x", "y", "1"]);
}

#[test]
fn a_name_in_quotation_marks_is_the_name_and_told() {
    for line in [":::“数据” 编号=甲", ":::\"数据\" 编号=甲", ":::‘数据’ 编号=甲", "：：：“数据“ 编号=甲 :::"]
    {
        let opening = open(line);
        assert_eq!((opening.call.name.as_str(), opening.call.arguments.len()), ("数据", 1), "{line}");
        let [finding] = &opening.findings[..] else { panic!("{line}") };
        let fixed = crate::problem::apply(line, &[finding.problem.fix.as_ref().unwrap()]).0;
        assert!(fixed.contains("数据 编号=甲") && open(&fixed).findings.is_empty(), "{fixed}");
    }
    assert!(parse(":::“数据 甲", 0).is_none(), "no name of a directive");
}

#[test]
fn spans_are_places_in_the_body() {
    let body = "前文\n：：：荣誉 数量=5 题=\"甲 乙\"";
    let at = body.find('：').unwrap();
    let Some(Line::Open(opening)) = parse(&body[at..], at) else { panic!() };
    assert_eq!(&body[opening.call.name_span], "荣誉");
    let [first, second] = &opening.call.arguments[..] else { panic!() };
    assert_eq!((&body[first.key_span.clone()], &body[first.value_span.clone()]), ("数量", "5"));
    assert_eq!((&body[second.key_span.clone()], &body[second.value_span.clone()]), ("题", "甲 乙"));
}

#[test]
fn one_line_may_open_and_close() {
    for line in [":::stats ids=a,b :::", "：：：stats ids=a,b ：：：", "::: stats ids=a,b:::"] {
        let opening = open(line);
        assert!(opening.closed, "{line}");
        assert_eq!(opening.call.arguments[0].value, "a,b", "{line}");
    }
    assert!(open(":::分隔线:::").closed);
    assert!(!open(":::x a=\"b:::\"").closed);
}

#[test]
fn a_line_of_colons_closes() {
    assert!(matches!(parse(":::", 0), Some(Line::Close { colons: 3 })));
    assert!(matches!(parse("：：：：  ", 0), Some(Line::Close { colons: 4 })));
    assert!(parse("::x", 0).is_none());
    assert!(parse("::: （", 0).is_none());
}

#[test]
fn two_colons_are_told_where_a_directive_is_meant() {
    for (line, marked) in [
        ("::数据 编号=x ::", Some("::")),
        ("：：数据 编号＝x", Some("：：")),
        ("::stats ids=a", Some("::")),
        ("::说明", Some("::")),
        (":: 说明 ::", Some("::")),
        ("::before", None),
        ("::1", None),
        ("::std a::b", None),
        ("::", None),
        ("::：数据 编号=x", None),
        (":数据 编号=x", None),
        ("::数据和编号：见下", None),
        ("::a=b", None),
    ] {
        let found = too_few_colons(line, 0).map(|finding| &line[finding.span]);
        assert_eq!(found, marked, "{line}");
    }
}

#[test]
fn what_is_no_argument_is_a_problem_at_its_place() {
    for (line, place) in [
        (":::note 标题", "标题"),
        (":::note =5", "=5"),
        (":::note a=\"b c", "\"b c"),
        (":::note{a=1}", "{a=1}"),
        (":::note a = 5 b", "b"),
    ] {
        let mut opening = open(line);
        if line.contains('{') {
            // Braces are read as part of the key; the host will not know that key.
            assert_eq!(opening.call.arguments[0].key, "{a");
            continue;
        }
        let finding = opening.findings.pop().unwrap();
        assert_eq!((&line[finding.span.clone()], finding.problem.code), (place, "md/directive-argument"));
    }
    assert_eq!(open(r#":::n a="x \"y\" \z""#).call.arguments[0].value, r#"x "y" \z"#);
}
