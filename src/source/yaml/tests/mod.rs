mod mended;

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
