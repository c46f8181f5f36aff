//! Tests scaffolds as writers see them.

use super::super::{Fields, Reader, declare_group, declare_type};
use super::*;
use crate::problem::SourceText;
use crate::source::yaml;
use proptest::prelude::*;

const COMMON: &str = include_str!("../common.yaml");
const TYPE: &str = "
name: {zh: 荣誉, en: Honor}
require: [date]
scaffold: [title, date, level, awarded_by, results]
fields:
  level:
    label: {zh: 级别, en: Level}
    type: list
    required: true
    help: {zh: 由高到低, en: From the highest}
    of: {type: choice, choices: {city: {zh: 市级, en: City}, company: {zh: 公司级, en: Company}}}
  awarded_by: {label: {zh: 授予单位, en: Awarded by}}
  times: {label: {zh: 次数, en: Times}, type: choice, required: true, choices: {once: {zh: 一次}, many: {zh: 多次}}, default: many}
  unit: {label: {zh: 单位, en: Unit}, type: organization, required: true}
  count: {label: {zh: 人数, en: Count}, type: integer, minimum: 3, required: true}
  period:
    label: {zh: 公示期, en: Period}
    type: group
    required: true
    fields: {from: {label: {zh: 开始}, type: date, required: true}, note: {label: {zh: 说明}}}
  results:
    label: {zh: 成果, en: Results}
    type: list
    of:
      type: group
      fields:
        name: {label: {zh: 名称, en: Name}, required: true}
        value: {label: {zh: 数值, en: Value}, type: number}
        parts: {label: {zh: 组成, en: Parts}, type: list, of: {type: group, fields: {a: {}}}}
";

fn content_type() -> ContentType {
    let common = declare_group(&SourceText::new("common.yaml", COMMON)).unwrap();
    declare_type("honor", &SourceText::new("honor.yaml", TYPE), &common, None).unwrap()
}

fn written(lang: &str, title: &str) -> String {
    let answers = BTreeMap::from([("awarded_by".to_owned(), "市总工会: 办公室".to_owned())]);
    filled(lang, title, &answers, false)
}

fn filled(lang: &str, title: &str, answers: &BTreeMap<String, String>, is_brief: bool) -> String {
    let units =
        [("branch-1".to_owned(), "第一党支部".to_owned()), ("b2".to_owned(), "第二党支部".to_owned())];
    let remarks = BTreeMap::from([("awarded_by".to_owned(), "核对一下".to_owned())]);
    let remarks = if is_brief { remarks } else { BTreeMap::new() };
    scaffold(
        &content_type(),
        &ScaffoldValues {
            lang,
            title,
            today: "2026-11-20",
            names_type: true,
            answers,
            remarks: &remarks,
            is_brief,
            units: &units,
        },
    )
}

fn read(front_matter: &str) -> Fields {
    let yaml = front_matter.trim_start_matches("---\n").trim_end_matches("---\n");
    let node = yaml::parse(&SourceText::new("a.md", yaml), 0..yaml.len()).unwrap();
    let mut reader = Reader::new(yaml);
    let fields = reader.group(&content_type().group, &node);
    let issues = reader.finish();
    // The only problems are placeholders that are still to be filled in.
    let others = issues.iter().filter(|issue| issue.problem.code != "meta/placeholder").count();
    assert!(others == 0 && !issues.is_empty(), "{front_matter}\n{issues:?}");
    fields
}

#[test]
fn a_chinese_scaffold_has_labels_help_and_choices() {
    insta::assert_snapshot!(written("zh", "第二党支部"), @r#"
    ---
    标题: 第二党支部
    类型: 荣誉
    # 必填；发布日期，如 2026-11-20、2026年11月20日、2006年7月、2011
    日期: 2026-11-20
    # 必填；由高到低；可选：市级、公司级；可以写几个，用“、”隔开
    级别:
      - 待填
    授予单位: "市总工会: 办公室"
    # （要写就去掉下面各行行首的 #；可以有几项，每项以“-”开头）
    #成果:
    #  - 名称: 待填
    #    数值:
    # 每项还可以有：组成（dangjian types 查看）
    # 必填；branch-1 第一党支部、b2 第二党支部
    单位: b2
    # 必填
    人数: 待填
    # 必填
    公示期:
      开始: 待填
      说明:
    # 写完以后删去下面这一行，文章才会发布
    草稿: 是
    ---
    "#);
}

#[test]
fn an_english_scaffold_has_keys() {
    insta::assert_snapshot!(written("en", "Second Branch"), @r#"
    ---
    title: Second Branch
    type: honor
    # Date: required; Date of publication, such as 2026-11-20, 2006-07 or 2011
    date: 2026-11-20
    # Level: required; From the highest; one of: city, company; several are separated by `; `
    level:
      - to be filled in
    # Awarded by
    awarded_by: "市总工会: 办公室"
    # Results
    # (take away the # of the lines below to use it; each item begins with `-`)
    #results:
    #  - name: to be filled in
    #    value:
    # Each may also have: parts (see `dangjian types`)
    # Unit: required; branch-1 第一党支部, b2 第二党支部
    unit: to be filled in
    # Count: required
    count: to be filled in
    # Period: required
    period:
      from: to be filled in
      note:
    # Remove the next line when the article is finished: a draft is not published
    draft: true
    ---
    "#);
}

#[test]
fn what_is_written_validates_as_it_is_and_with_its_comments_taken_away() {
    for lang in ["zh", "en"] {
        let text = written(lang, "某某");
        let fields = read(&text);
        assert!(fields.is("draft"));
        assert_eq!(fields.text("awarded_by", ""), Some("市总工会: 办公室"));
        let with_groups: String = text
            .lines()
            .map(|line| {
                if line.starts_with("# ") && !line.starts_with("#  ") {
                    line
                } else {
                    line.trim_start_matches('#')
                }
            })
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(read(&with_groups).items("results").len(), 1, "{with_groups}");
    }
}

#[test]
fn a_text_is_quoted_where_yaml_would_read_something_else() {
    for (text, written) in [
        ("党建引领“三会一课”", "党建引领“三会一课”"),
        ("2026-11-20", "2026-11-20"),
        ("“学”字当头", "“学”字当头"),
        ("通知: 放假", "\"通知: 放假\""),
        ("通知 #1", "\"通知 #1\""),
        ("null", "\"null\""),
        ("1.10", "\"1.10\""),
        ("@张三", "\"@张三\""),
        ("说\"好\"", "\"说\\\"好\\\"\""),
        ("两\n行", "\"两 行\""),
        ("", "\"\""),
        ("“最美工匠”", "\"“最美工匠”\""),
        ("“学”字当头", "“学”字当头"),
        ("争做“最美工匠”", "争做“最美工匠”"),
    ] {
        let expected = if text == "两\n行" { "两 行" } else { written };
        assert_eq!(yaml_text(text), expected, "{text}");
    }
}

#[test]
fn a_title_in_chinese_marks_keeps_them() {
    for title in ["“最美工匠”", "“甲”和“乙”", "“学”字当头"] {
        let front_matter = written("zh", title);
        let yaml = front_matter.trim_start_matches("---\n").trim_end_matches("---\n");
        // As an article is read, not as strict YAML.
        let read = yaml::Yaml::read(&SourceText::new("a.md", yaml), 0..yaml.len()).unwrap();
        assert_eq!(read.node.get("标题").and_then(yaml::Node::as_str), Some(title));
        assert_eq!(read.warnings, vec![]);
    }
}

proptest! {
    #[test]
    fn any_title_comes_back_as_it_was(title in "\\PC{1,40}") {
        let expected: String = title.trim().to_owned();
        prop_assume!(!expected.is_empty() && !expected.contains(['\u{2028}', '\u{2029}', '\u{feff}']));
        let fields = read(&written("zh", &title));
        prop_assert_eq!(fields.text("title", ""), Some(expected.as_str()));
    }
}
