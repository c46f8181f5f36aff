use proptest::prelude::*;

use super::locate::verbatim;
use super::*;
use crate::problem::{Fix, apply};

const TEXT: &str = "标题: 党建“在线”\nyear: 1.10\nlist:\n  - name: 甲\n    值: 二\n  - name: \"乙 丙\"\n标题: 再来 # 注\nflow: {a: 甲, b: [乙, 丙]}\n";

fn key(name: &str) -> Step {
    Step::Key(name.into())
}

fn shown(trail: &[Step], part: Part) -> &'static str {
    &TEXT[locate(TEXT, trail, part)]
}

#[test]
fn places_of_keys_and_values_are_exact() {
    assert_eq!(shown(&[key("标题")], Part::Value), "党建“在线”");
    assert_eq!(shown(&[key("year")], Part::Key), "year");
    assert_eq!(shown(&[key("list"), Step::Index(0), key("值")], Part::Value), "二");
    assert_eq!(shown(&[key("list"), Step::Index(1), key("name")], Part::Value), "\"乙 丙\"");
    assert_eq!(shown(&[key("flow"), key("a")], Part::Value), "甲");
    assert_eq!(shown(&[key("flow"), key("b")], Part::Value), "[乙, 丙]");
    assert_eq!(shown(&[key("flow"), key("b"), Step::Index(1)], Part::Value), "丙");
    let repeated = locate(TEXT, &[key("标题")], Part::RepeatedKey);
    assert_eq!((&TEXT[repeated.clone()], repeated.start > 30), ("标题", true));
    assert_eq!(locate(TEXT, &[key("none")], Part::Value).start, 0);
}

#[test]
fn scalars_are_to_be_had_as_written() {
    assert_eq!(verbatim(TEXT, &[key("year")]), Some("1.10".into()));
    assert_eq!(verbatim(TEXT, &[key("list"), Step::Index(1), key("name")]), Some("乙 丙".into()));
    assert_eq!(verbatim(TEXT, &[key("list")]), None);
}

#[test]
fn repeated_keys_are_kept() {
    let node = parse(&SourceText::new("a.yaml", TEXT), 0..TEXT.len()).unwrap();
    assert_eq!(node.entries().iter().filter(|(name, _)| name == "标题").count(), 2);
    assert_eq!(node.get("year"), Some(&Node::Float(1.1)));
}

#[test]
fn broken_yaml_is_a_problem_with_a_place() {
    let text = "---\ntitle: 关于: 通知\n---\n";
    let problem = parse(&SourceText::new("a.md", text), 4..text.len() - 4).unwrap_err();
    assert_eq!(problem.code, "yaml/syntax");
    let place = problem.place.unwrap();
    assert_eq!(place.line, 2);
    assert!(problem.help.unwrap().zh.contains("双引号"));
}

/// Reads a text. Returns its node, the codes of its warnings, and the text after applying their
/// fixes.
fn read(yaml: &str) -> Result<(Node, Vec<&'static str>, String), Vec<Problem>> {
    let text = format!("前\n{yaml}");
    let source = SourceText::new("a.yaml", &text);
    let read = Yaml::read(&source, 4..text.len())?;
    let fixes: Vec<&Fix> = read.warnings.iter().filter_map(|warning| warning.fix.as_ref()).collect();
    assert_eq!(fixes.len(), read.warnings.len());
    let (mended, made) = apply(&text, &fixes);
    assert_eq!(made.len(), fixes.len(), "all fixes of {yaml} go together");
    let codes = read.warnings.iter().map(|warning| warning.code).collect();
    Ok((read.node, codes, mended.strip_prefix("前\n").unwrap().to_owned()))
}

#[track_caller]
fn strict(yaml: &str) -> Node {
    tree(yaml).unwrap_or_else(|error| panic!("{yaml}: {error:?}"))
}

/// Each entry: what a writer types, the codes reported, and the strict YAML that it means.
const TYPED: [(&str, &str, &str); 64] = [
    ("title:\u{200b}甲\ndate: 2026\n", "meta/space-after-colon", "title: 甲\ndate: 2026\n"),
    ("title: 关于: 乙　\ndate: 2026\n", "meta/unquoted", "title: \"关于: 乙\"\ndate: 2026\n"),
    ("title: 关于: 乙\u{200b}\ndate: 2026\n", "meta/unquoted", "title: \"关于: 乙\"\ndate: 2026\n"),
    ("tags:\n-　甲\n-　乙\n", "meta/space-after-dash meta/space-after-dash", "tags:\n- 甲\n- 乙\n"),
    ("tags: [1 #井, 乙]\n", "meta/unquoted", "tags: [\"1 #井\", 乙]\n"),
    ("tags: [甲, 2 # 井]\ndate: 2026\n", "meta/unquoted", "tags: [甲, \"2 # 井\"]\ndate: 2026\n"),
    ("tags: [#党建, #学习]\n", "meta/unquoted meta/unquoted", "tags: [\"#党建\", \"#学习\"]\n"),
    ("tags: [\"甲 #1\", 乙 #2] # 注\n", "meta/unquoted", "tags: [\"甲 #1\", \"乙 #2\"] # 注\n"),
    ("a: {b: 1 #井, c: 'x #'}\n", "meta/unquoted", "a: {b: \"1 #井\", c: 'x #'}\n"),
    ("a: [[1 #井], {b: 2 #井}]\n", "meta/unquoted meta/unquoted", "a: [[\"1 #井\"], {b: \"2 #井\"}]\n"),
    ("tags: [甲 \"乙\" #1]\n", "meta/unquoted", "tags: ['甲 \"乙\" #1']\n"),
    (
        "标题：甲\n日期：2026-01-01\n",
        "meta/full-width-colon meta/full-width-colon",
        "标题: 甲\n日期: 2026-01-01\n",
    ),
    ("标题：甲\n", "meta/full-width-colon", "标题: 甲\n"),
    ("标题：　甲\n日期: 2026\n", "meta/full-width-colon", "标题: 甲\n日期: 2026\n"),
    (
        "标题 ：甲\n标签：\n  - 乙：丙\n",
        "meta/full-width-colon meta/full-width-colon",
        "标题: 甲\n标签:\n  - 乙：丙\n",
    ),
    (
        "标题：关于: 通知\n日期：2026\n",
        "meta/full-width-colon meta/unquoted meta/full-width-colon",
        "标题: \"关于: 通知\"\n日期: 2026\n",
    ),
    ("时间：12:30\n标题: 甲\n", "meta/full-width-colon", "时间: 12:30\n标题: 甲\n"),
    (
        "title:甲\ndate:2026-01-01\n",
        "meta/space-after-colon meta/space-after-colon",
        "title: 甲\ndate: 2026-01-01\n",
    ),
    ("title:　甲\ndate: 2026\n", "meta/space-after-colon", "title: 甲\ndate: 2026\n"),
    ("title:\u{a0}甲\ndate: 2026\n", "meta/space-after-colon", "title: 甲\ndate: 2026\n"),
    ("title: 甲\n\tdate: 2026\n", "meta/tab", "title: 甲\ndate: 2026\n"),
    ("\ttitle: 甲\ndate: 2026\n", "meta/tab", "title: 甲\ndate: 2026\n"),
    (
        "　　标题：甲\n　　日期：2026\n",
        "meta/tab meta/full-width-colon meta/tab meta/full-width-colon",
        "标题: 甲\n日期: 2026\n",
    ),
    ("series:\n\tname: 甲\n\tpart: 1\n", "meta/tab meta/tab", "series:\n  name: 甲\n  part: 1\n"),
    ("tags:\n\t- 甲\n\t- 乙\n", "meta/tab meta/tab", "tags:\n  - 甲\n  - 乙\n"),
    ("\u{200b}title: 甲\ndate:乙\n", "meta/tab meta/space-after-colon", "title: 甲\ndate: 乙\n"),
    ("title: 甲\n date: 2026\n", "meta/indent", "title: 甲\ndate: 2026\n"),
    ("title: 【通知】关于: 甲\n", "meta/unquoted", "title: \"【通知】关于: 甲\"\n"),
    ("title: 通知: 关于……\n", "meta/unquoted", "title: \"通知: 关于……\"\n"),
    ("title: @全体党员\n", "meta/unquoted", "title: \"@全体党员\"\n"),
    ("title: %甲\n", "meta/unquoted", "title: \"%甲\"\n"),
    ("title: `甲`\n", "meta/unquoted", "title: \"`甲`\"\n"),
    ("title: *重要* 甲\n", "meta/unquoted", "title: \"*重要* 甲\"\n"),
    ("title: &甲\n", "meta/unquoted", "title: \"&甲\"\n"),
    ("title: &a 甲\n", "meta/unquoted", "title: \"&a 甲\"\n"),
    ("title: !重要 甲\n", "meta/unquoted", "title: \"!重要 甲\"\n"),
    ("title: !a 甲\n", "meta/unquoted", "title: \"!a 甲\"\n"),
    ("title: |甲\n", "meta/unquoted", "title: \"|甲\"\n"),
    ("title: > 甲\n", "meta/unquoted", "title: \"> 甲\"\n"),
    ("title: - 甲\n", "meta/unquoted", "title: \"- 甲\"\n"),
    ("title: ]甲\n", "meta/unquoted", "title: \"]甲\"\n"),
    ("title: [通知] 关于甲\n", "meta/unquoted", "title: \"[通知] 关于甲\"\n"),
    ("title: {甲} 乙\n", "meta/unquoted", "title: \"{甲} 乙\"\n"),
    ("title: \"学习强国\"上线\n", "meta/unquoted", "title: '\"学习强国\"上线'\n"),
    ("title: '甲'乙\n", "meta/unquoted", "title: \"'甲'乙\"\n"),
    ("title: 通知 #1\ndate: 2026\n", "meta/unquoted", "title: \"通知 #1\"\ndate: 2026\n"),
    ("title: #党建# 通知 # 注\n", "meta/unquoted", "title: \"#党建# 通知\" # 注\n"),
    ("title: “甲”\n", "meta/quotes", "title: 甲\n"),
    ("title: “甲: 乙”\n", "meta/quotes", "title: \"甲: 乙\"\n"),
    ("draft: “是”\ndate: ‘2026-01-01’\n", "meta/quotes meta/quotes", "draft: 是\ndate: 2026-01-01\n"),
    ("tags:\n  - “甲”\n  - @乙\n", "meta/quotes meta/unquoted", "tags:\n  - 甲\n  - \"@乙\"\n"),
    ("tags:\n- 甲\n-乙\n", "meta/space-after-dash", "tags:\n- 甲\n- 乙\n"),
    (
        "tags:\n-甲\n-乙\ntitle: 丙\n",
        "meta/space-after-dash meta/space-after-dash",
        "tags:\n- 甲\n- 乙\ntitle: 丙\n",
    ),
    ("tags:\n  -甲\n  -乙\n", "meta/space-after-dash meta/space-after-dash", "tags:\n  - 甲\n  - 乙\n"),
    ("tags:\n  - 甲\n  -乙\ntitle: 丙\n", "meta/space-after-dash", "tags:\n  - 甲\n  - 乙\ntitle: 丙\n"),
    ("tags:\n  － 甲\n  －乙\n", "meta/space-after-dash meta/space-after-dash", "tags:\n  - 甲\n  - 乙\n"),
    (
        "absent:\n  -name: 甲\n   reason: 乙\n",
        "meta/space-after-dash meta/indent",
        "absent:\n  - name: 甲\n    reason: 乙\n",
    ),
    ("tags: [\"甲\"，\"乙\"、'丙']\n", "meta/full-width-comma meta/full-width-comma", "tags: [甲, 乙, 丙]\n"),
    ("people: {name: \"甲\"，post: \"乙\"}\n", "meta/full-width-comma", "people: {name: 甲, post: 乙}\n"),
    ("- id：a\n  name: 甲\n- id: b\n", "meta/full-width-colon", "- id: a\n  name: 甲\n- id: b\n"),
    (
        "summary: |\n  标题：甲\n  \t乙 #1\ntitle：丙\n",
        "meta/full-width-colon",
        "summary: |\n  标题：甲\n  \t乙 #1\ntitle: 丙\n",
    ),
    ("summary: \"甲\n  乙: #1\"\ntitle：丙\n", "meta/full-width-colon", "summary: \"甲乙: #1\"\ntitle: 丙\n"),
    ("tags: [甲,\n  “乙”]\ntitle：丙\n", "meta/full-width-colon", "tags: [甲,\n  “乙”]\ntitle: 丙\n"),
    ("summary: 甲\n  第二：乙\ntitle：丙\n", "meta/full-width-colon", "summary: 甲第二：乙\ntitle: 丙\n"),
];

#[test]
fn what_writers_type_is_read_as_what_it_stands_for() {
    for (typed, told, meant) in TYPED {
        let (node, codes, mended) = read(typed).unwrap_or_else(|problems| panic!("{typed}: {problems:?}"));
        assert_eq!(node, strict(meant), "{typed}");
        assert_eq!(codes.join(" "), told, "{typed}");
        assert_eq!(read(&mended).unwrap().0, node, "the fixes of {typed} give {mended}");
        assert_eq!(read(&mended).unwrap().1, Vec::<&str>::new(), "{mended} is strict");
    }
}

/// Phrases of the parser's messages, which are for programmers.
const LIBRARY: [&str; 20] = [
    "invalid type",
    "invalid value",
    "invalid length",
    "expected a",
    "did not find",
    "could not find",
    "found ",
    "while parsing",
    "while scanning",
    "mapping values",
    "block sequence",
    "token",
    "at line",
    "u128",
    "EOF",
    "deserial",
    "unknown anchor",
    "recursion",
    "document indicator",
    "flow ",
];

/// Asserts that no message contains words of the parser.
fn in_our_own_words(problem: &Problem) {
    let help = problem.help.iter();
    for words in std::iter::once(&problem.message).chain(help) {
        for text in [&words.zh, &words.en] {
            let found = LIBRARY.iter().find(|said| text.contains(**said));
            assert_eq!(found, None, "{text}");
        }
        assert!(!words.zh.is_ascii(), "{}", words.zh);
    }
}

#[test]
fn no_message_shows_the_words_of_the_library() {
    for yaml in [
        "a: b: c: d\n e",
        "a\nb: c\nd",
        "a:\n\t- b\n c",
        "a: @\n  b: `\n c",
        "a: [b, c",
        "a: {b: c",
        "a: \"b\\qc\"",
        "a: \"\\xZZ\"",
        "a: \"\\uD800\"",
        "a: *b c: d",
        "a: *nobody",
        "a: &",
        "a: !<",
        "a: !!int b",
        "a: !!float [b]",
        "[a]: b",
        "{a: b}: c",
        "? [a, b]\n: c",
        "a: |x\n  b\n c: [",
        "a: >0\n  b",
        "a: b\n---\nc: d\n",
        "a: b\n...\nc: d\n",
        "%YAML 3.0\n---\na: b",
        "%FOO\na: [",
        "a: \"b\n---\nc\"",
        "- a\nb: c",
        "a: - b\n- c: [",
        "a: \u{1}b",
        "a: [b]]",
        "a: [\"b\" \"c\"]",
        "a: {b, c: [}",
        "<<: [a\n",
        "a: 'b\nc: d",
        ": : :\n- - ]",
        "- - - {a",
        "a:\n  - b\n c: d",
        "a:\n  b: c\n d: e\n   f: [",
    ] {
        if let Err(problems) = read(yaml) {
            problems.iter().for_each(in_our_own_words);
            assert!(problems.iter().all(|problem| problem.place.is_some()), "{yaml}");
        }
    }
}

#[test]
fn numbers_that_are_codes_are_texts() {
    for code in [
        "20261120123456789012345",
        "12345678901234567890",
        "123456789012345678901234567890123456789012345",
        "12345678901234567.8",
        "-20261120123456789012345",
        "12E5",
        "1e400",
        "3.2e10",
        "0x1F",
        "0123",
        "1_000",
        "0o17",
    ] {
        for yaml in [format!("a: {code}\n"), format!("a: [1.5, {code}]\nb: {code}\n")] {
            let node = strict(&yaml);
            let value = node.get("a").map(|value| value.items().get(1).unwrap_or(value));
            assert_eq!(value, Some(&Node::String(code.to_owned())), "{yaml}");
        }
    }
    assert_eq!(strict("a: 1.50\nb: 18446744073709551615\n").get("a"), Some(&Node::Float(1.5)));
    assert_eq!(strict("a: 9223372036854775807\n").get("a"), Some(&Node::Integer(i64::MAX)));
}

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

/// A line of front matter in which nothing can be lost.
fn plain_line() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        "[一-十甲乙a-z0-9，。：·-]{0,12}",
        "\"[甲乙: #@]{0,8}\"",
        "'[甲乙: #@]{0,8}'",
        "20[0-9]{2}-[01][1-9]-01"
    ];
    ("[a-z标题日期]{1,6}", value).prop_map(|(key, value)| format!("{key}: {value}\n"))
}

/// Pieces of front matter, right and wrong.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "title",
        "标题",
        ": ",
        "：",
        ":",
        " ",
        "　",
        "\t",
        "\u{a0}",
        "\n",
        "\n",
        "\n  ",
        "- ",
        "“",
        "”",
        "\"",
        "'",
        "#",
        " #",
        "&a",
        "*a",
        "!t",
        "|",
        ">",
        "@",
        "%",
        "`",
        "[",
        "]",
        "{",
        "}",
        ",",
        "甲",
        "2026",
        "---",
        "\u{200b}",
        "\\",
        "\r",
        "\0",
        "\n-",
        "\n　\n",
        "\n\t\n",
        "，",
        "•",
        "? ",
        "<<: ",
        "!!int ",
        "%YAML 1.1",
        "...",
        "\\x",
        "20261120123456789012345",
        "0x1F",
    ];
    proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #[test]
    fn strict_front_matter_is_never_changed(lines in proptest::collection::vec(plain_line(), 0..6)) {
        let yaml = lines.concat();
        if let Ok(node @ Node::Mapping(_)) = tree(&yaml) {
            let source = SourceText::new("a.yaml", &yaml);
            let read = Yaml::read(&source, 0..yaml.len()).unwrap();
            prop_assert_eq!(read.text(), yaml.as_str());
            prop_assert_eq!(&read.node, &node);
            prop_assert!(read.warnings.is_empty());
        }
    }

    #[test]
    fn any_pieces_are_read_or_refused(pieces in proptest::collection::vec(piece(), 0..40)) {
        let yaml = pieces.concat();
        let source = SourceText::new("a.yaml", &yaml);
        match Yaml::read(&source, 0..yaml.len()) {
            Ok(read) => {
                for (name, _) in read.node.entries() {
                    for part in [Part::Key, Part::Value, Part::RepeatedKey] {
                        let span = read.locate(&[key(name)], part);
                        prop_assert!(yaml.get(span.clone()).is_some(), "{:?} in {:?}", span, yaml);
                    }
                }
                let fixes: Vec<&Fix> = read.warnings.iter().filter_map(|warning| warning.fix.as_ref()).collect();
                let (mended, made) = apply(&yaml, &fixes);
                prop_assert_eq!(made.len(), fixes.len());
                let again = SourceText::new("a.yaml", &mended);
                let again = Yaml::read(&again, 0..mended.len()).map(|read| read.node);
                prop_assert_eq!(again.ok(), Some(read.node.clone()), "{} became {}", yaml, mended);
            }
            Err(problems) => {
                prop_assert!(problems.iter().any(Problem::is_error));
                for problem in &problems {
                    in_our_own_words(problem);
                }
            }
        }
    }
}
