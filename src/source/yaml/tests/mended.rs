//! Text that is mended before it is read, and what cannot be.

use super::*;

#[test]
fn a_line_that_only_looks_empty_is_empty() {
    for blank in ["\t", "　", "\u{a0}", " \t ", "\u{2003}", "\u{200b}", "　　"] {
        for (yaml, meant) in [
            (format!("a: 甲\n{blank}\nb: 乙\n"), "a: 甲\n\nb: 乙\n"),
            (format!("{blank}\na: 甲\nb: 乙\n{blank}\n"), "a: 甲\nb: 乙\n"),
            (format!("a:\n{blank}\n  - 甲\n{blank}\n  - 乙\n"), "a:\n  - 甲\n  - 乙\n"),
            (format!("a: |\n  甲\n{blank}\n  乙\nb: 1\n"), "a: |\n  甲\n\n  乙\nb: 1\n"),
        ] {
            let (node, codes, _) = read(&yaml).unwrap_or_else(|problems| panic!("{yaml:?}: {problems:?}"));
            assert_eq!((node, codes.as_slice()), (strict(meant), [].as_slice()), "{yaml:?}");
        }
    }
}

#[test]
fn only_the_writer_knows_whether_a_hash_begins_a_remark() {
    for (yaml, is_certain) in [("a: 甲 #1\n", false), ("a: [1 #井]\n", false), ("a: @甲\n", true)] {
        let source = SourceText::new("a.yaml", yaml);
        let warnings = Yaml::read(&source, 0..yaml.len()).unwrap().warnings;
        let certain: Vec<_> = warnings.iter().filter_map(|told| Some(told.fix.as_ref()?.certain)).collect();
        assert_eq!(certain, [is_certain], "{yaml}");
    }
}

#[test]
fn lines_in_brackets_join_like_others() {
    for (yaml, expected) in [
        ("a: {t: 上级\n  单位, u: x}\n", "上级单位"),
        ("a:\n  {t: 上级\n  单位,\n  u: x}\n", "上级单位"),
        ("a: {t: \"上级\n  单位\", u: x}\n", "上级单位"),
        ("a: {t: over\n  all, u: x}\n", "over all"),
        ("a: {t: 上级, # 注释\n  u: 单位}\n", "上级"),
        ("a: {u: 单位, # 注释\n  t: 上级}\n", "上级"),
        ("a: {t: 上级 # 注释\n  , u: 单位}\n", "上级"),
    ] {
        let (node, ..) = read(yaml).unwrap_or_else(|problems| panic!("{yaml:?}: {problems:?}"));
        let text = node.get("a").and_then(|map| map.get("t")).and_then(Node::as_str);
        assert_eq!(text, Some(expected), "{yaml}");
    }
    let (node, ..) = read("a: [{t: 上级\n  单位}, 甲\n  乙]\n").unwrap();
    assert_eq!(node, strict("a: [{t: 上级单位}, 甲 乙]\n"));
}

#[test]
fn folded_lines_of_chinese_join_without_a_space() {
    for (yaml, text) in [
        ("a: >\n  第一行，\n  第二行\n", "第一行，第二行\n"),
        ("a: >-\n  第一行\n  第二行\n\n  第三行\n", "第一行第二行\n第三行"),
        ("a: 第一行，\n  第二行\n", "第一行，第二行"),
        ("a:\n  第一行，\n  第二行\n  第三行\n", "第一行，第二行第三行"),
        ("a: \"第一行，\n  第二行\"\n", "第一行，第二行"),
        ("a: '第一行，\n  第二行'\n", "第一行，第二行"),
        ("a: 第一行，\n　　第二行\n", "第一行，第二行"),
        ("a: >\n  one\n  two\n", "one two\n"),
        ("a: >\n  第一\n  two\n  第三\n", "第一 two 第三\n"),
        ("a: >\n  第一\n    第二\n  第三\n", "第一\n  第二\n第三\n"),
        ("a: |\n  第一\n  第二\n", "第一\n第二\n"),
        ("a: first,\n  second\n", "first, second"),
    ] {
        let (node, codes, _) = read(yaml).unwrap_or_else(|problems| panic!("{yaml:?}: {problems:?}"));
        assert_eq!(
            (node.get("a").and_then(Node::as_str), codes.as_slice()),
            (Some(text), [].as_slice()),
            "{yaml:?}"
        );
    }
    let (node, ..) = read("list:\n  - 第一行，\n    第二行\n  - 三\nb: 1 # 注\nc: 甲\n").unwrap();
    assert_eq!(node, strict("list: [第一行，第二行, 三]\nb: 1\nc: 甲\n"));
}

#[test]
fn what_is_strict_stays_as_it_is() {
    let cases = [
        "title: 党建：新的篇章\nurl: http://a.b/c#d\n",
        "date: 2026-01-01 #发布日期\ndraft: 是 #改\n",
        "title: 甲 # 注\n# 注：甲\n",
        "title: “甲”和“乙”\n",
        "title: “甲”乙\nauthor: '“甲”'\n",
        "a: &x [1]\nb: *x\n",
        "a: !!str 2011\n",
        "tags: [甲, 乙] #注\n",
        "title: \"甲\" #注\n",
        "text: >-\n  甲：乙\n\n  # 丙 #1\nb: 1\n",
        "list:\n- 张三：组长\n- 12:30\n- http://a.b\n",
        "summary: 第一\n  second\n",
        "title:\t甲\n",
        "title: 【通知】甲\n",
        "title: 甲:乙\n",
        "---\ntitle: 甲\n",
        "",
        "# 只有注\n",
    ];
    for yaml in cases {
        let source = SourceText::new("a.yaml", yaml);
        let read = Yaml::read(&source, 0..yaml.len()).unwrap();
        assert_eq!((read.text(), read.warnings.as_slice()), (yaml, [].as_slice()));
        assert_eq!(read.node, strict(yaml));
    }
}

#[test]
fn places_in_mended_text_are_those_of_the_file() {
    let text = "---\n　标题：“甲乙”\n日期：二月\n标签： [丙, 丁]\n---\n";
    let source = SourceText::new("a.md", text);
    let yaml = Yaml::read(&source, 4..text.len() - 4).unwrap();
    let shown = |name: &str, part| &text[yaml.locate(&[key(name)], part)];
    assert_eq!(shown("标题", Part::Key), "标题");
    assert_eq!(shown("标题", Part::Value), "“甲乙”");
    assert_eq!(shown("日期", Part::Key), "日期");
    assert_eq!(shown("日期", Part::Value), "二月");
    assert_eq!(&text[yaml.locate(&[key("标签"), Step::Index(1)], Part::Value)], "丁");
}

#[test]
fn what_cannot_be_mended_is_told_where_it_begins() {
    for (yaml, line, word) in [
        ("title: \"甲\ndate: 2026\n", 2, "双引号"),
        ("date: 2026\ntags: [甲, 乙\ntitle: 丙\n", 3, "方括号"),
        ("标题：甲\ntags: [甲\n", 3, "方括号"),
        ("a: 甲\n[b]: 乙\n\n", 3, "冒号"),
        // In a list, the line without a colon is indented, or begins an entry.
        ("- a: 甲\n  b 乙\n- a: 丙\n", 3, "冒号"),
        ("- a: 甲\n  b: 乙\n- a 丙\n  b: 丁\n", 4, "冒号"),
        ("- a: 甲\n  b: 乙\n  - a 丙\n    b: 丁\n", 4, "对齐"),
        ("- a: 甲\n  b: 乙\n  c 丙\n", 4, "冒号"),
        ("- a: 甲\n  b: [{x: 1, y 2}]\n  c 丙\n  d: 丁\n", 4, "冒号"),
    ] {
        let problems = read(yaml).unwrap_err();
        let problem = problems.last().unwrap();
        assert_eq!((problem.code, problem.place.as_ref().unwrap().line), ("yaml/syntax", line), "{yaml}");
        assert!(problem.message.zh.contains(word), "{}", problem.message.zh);
    }
}

#[test]
fn bombs_are_refused_at_once() {
    // Fully expanded, the twelfth of these lines would be 280,000 million `x`.
    let laughs = |count: usize| {
        (1..count).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, at| {
            format!("{text}a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(","))
        })
    };
    let long = |count: usize| {
        format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(50 * count), vec!["*a"; count].join(","))
    };
    reads_in_proportion("laughs", 12, laughs);
    reads_in_proportion("long", 500, long);
    // An odd number, so that the last one stays open.
    reads_in_proportion("'", 25_000, |count| "'".repeat(count + 1));
    for (repeated, most) in [
        ("[", 10_000_000),
        ("{a: ", 2_000_000),
        ("- ", 5_000_000),
        ("a:\n ", 300),
        ("? ", 1_000_000),
        ("x: [", 500),
        ("- [a]\n", 1_000_000),
        ("a: &x\n", 100_000),
        ("*x\n", 100_000),
        (" #", 100_000),
    ] {
        reads_in_proportion(repeated, most / crate::trial::TIMES, |count| repeated.repeat(count));
    }
}

/// Asserts that YAML of four times the size is read or refused in about four times the time, and
/// that every problem has a place.
fn reads_in_proportion(what: &str, size: usize, yaml: impl Fn(usize) -> String) {
    crate::trial::in_proportion(what, size, yaml, |yaml| {
        let source = SourceText::new("a.yaml", &yaml);
        if let Err(problems) = Yaml::read(&source, 0..yaml.len()) {
            assert!(problems.iter().all(|problem| problem.place.is_some()), "{what}");
        }
    });
}
