use super::super::{declare_group, declare_type};
use super::*;
use crate::problem::SourceText;
use crate::source::yaml::{self, Node};

const GROUP: &str = "
fields:
  title: {label: {zh: 标题, en: Title}, required: true, help: {zh: 主标题, en: The headline}}
  date: {label: {zh: 日期}, alias: [时间], type: date}
  level: {label: {zh: 级别}, type: list, of: {type: choice, choices: {high: {zh: 省级}, low: {zh: 公司级}}}}
  due: {label: {zh: 应到}, type: integer, minimum: 0, maximum: 99}
  value: {type: number}
  absent: {label: {zh: 缺席}, type: list, of: {type: group, short: name, fields: {name: {label: {zh: 姓名}, required: true}, reason: {}}}}
  people: {label: {zh: 通讯员}, type: list, of: person}
  slogan: {localized: true, type: list, of: text}
  draft: {label: {zh: 草稿}, type: boolean}
  cover: {label: {zh: 题图}, type: image}
  files: {type: list, of: file}
  home: {type: any}
  period: {type: group, fields: {from: {type: date, required: true}, to: {type: date, required: true}}}
";

pub(crate) fn json_of(node: &Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(value) => json!(value),
        Node::Integer(value) => json!(value),
        Node::Float(value) => json!(value),
        Node::String(value) => json!(value),
        Node::Sequence(items) => items.iter().map(json_of).collect(),
        Node::Mapping(entries) => {
            Value::Object(entries.iter().map(|(key, value)| (key.clone(), json_of(value))).collect())
        }
    }
}

fn validator(schema: &Value) -> jsonschema::Validator {
    let meta = jsonschema::draft7::meta::validate(schema).map_err(|error| error.to_string());
    assert_eq!(meta, Ok(()));
    jsonschema::draft7::new(schema).unwrap()
}

fn accepts(validator: &jsonschema::Validator, yaml: &str) -> Result<(), String> {
    let node = yaml::parse(&SourceText::new("a.yaml", yaml), 0..yaml.len()).unwrap();
    validator.validate(&json_of(&node)).map_err(|error| format!("{}: {error}", error.instance_path()))
}

fn group() -> Group {
    declare_group(&SourceText::new("g.yaml", GROUP)).unwrap()
}

#[test]
fn what_the_reader_takes_the_schema_takes() {
    let schema = of_group("测试", &group(), Language::Chinese);
    let validator = validator(&schema);
    for yaml in [
        "title: 甲",
        "Title: 2026",
        "标题: 2026\n日期: 2006年7月\n级别: 省级\n应到: ３\n缺席: [甲, {姓名: 乙, reason: 病}]\n通讯员: 乙、丙（党办）",
        "title: 甲\ndue: 共26人\nabsent: 甲（出差）、乙（病假）",
        "title: 甲\nabsent: 甲 乙\nperiod: 11月20日至27日",
        "title: 甲\ndate: 2011\nlevel: [high, 公司级]\nabsent: {name: 甲}\npeople: [甲, {name: 乙, 职务: 丙}]",
        "title: 甲\n时间: 二〇二三年八月八日\nlevel: 省级、公司级\nabsent: 甲\n",
        "title: 甲\ndate: 2023年8月8日（星期二）上午9:00（北京时间）\n",
        "title: 甲\ndate: 2023-08-08T13:43+08:00[Asia/Shanghai]\n",
        "title: 甲\ndate: 二O二三年八月廿日晚8点半\n",
        "title: 甲\ndate: 2023-08-08 13：43\nslogan: {zh: [一, 二], en: one, ug: \"\"}\n草稿: 是\ncover: {src: a.jpg, 替代文字: 甲}\n",
        "title: 甲\ndraft: true\nvalue: 4,120.5\nslogan: 一\nfiles: [a.pdf, {文件: b.pdf, 名称: 乙}]\nhome: [{a: 1}]\ndate:\n",
    ] {
        assert_eq!(accepts(&validator, yaml), Ok(()), "{yaml}");
    }
}

#[test]
fn what_the_reader_refuses_in_key_or_kind_the_schema_refuses() {
    let validator = validator(&of_group("测试", &group(), Language::Chinese));
    for yaml in [
        "titel: 甲",
        "日期: 2026-11-20",
        "title: 甲\n摄像: 乙",
        "title: [甲]",
        "title:",
        "title: 甲\ndate: 昨天",
        "title: 甲\ndate: {year: 2011}",
        "title: 甲\nlevel: 省",
        "title: 甲\ndue: 三多",
        "title: 甲\ndue: 100",
        "title: 甲\ndraft: 也许",
        "title: 甲\nabsent: [{reason: 病}]",
        "title: 甲\nabsent: [{name: 甲, resaon: 病}]",
        "title: 甲\ncover: {alt: 甲}",
        "title: 甲\nslogan: {Chinese: 甲}",
        "- 甲",
    ] {
        assert!(accepts(&validator, yaml).is_err(), "{yaml}");
    }
}

#[test]
fn descriptions_are_in_the_readers_language() {
    let chinese = of_group("甲", &group(), Language::Chinese);
    assert_eq!(chinese["definitions"]["title"]["description"], "主标题");
    assert_eq!(chinese["definitions"]["date"]["title"], "日期");
    let english = of_group("a", &group(), Language::English);
    assert_eq!(english["definitions"]["title"]["description"], "The headline");
    assert_eq!(english["definitions"]["date"]["description"], "a date such as 2026-11-20");
    assert_eq!(english["$schema"], "http://json-schema.org/draft-07/schema#");
}

#[test]
fn a_list_may_nest() {
    let group = "fields: {id: {required: true}, children: {type: any}}";
    let group = declare_group(&SourceText::new("g.yaml", group)).unwrap();
    let validator = validator(&of_list("组织", &group, Some("children"), Language::Chinese));
    assert_eq!(accepts(&validator, "- id: a\n  children: [{id: b, children: [{id: c}]}]\n- id: d\n"), Ok(()));
    assert!(accepts(&validator, "- id: a\n  children: [{id: b, children: [{name: c}]}]\n").is_err());
    assert!(accepts(&validator, "id: a\n").is_err());
}

#[test]
fn a_type_says_its_name_and_help() {
    let common = declare_group(&SourceText::new("c.yaml", "fields: {title: {required: true}}")).unwrap();
    let text = "name: {zh: 新闻, en: News}\nhelp: {zh: 要闻}\nfields: {place: {label: {zh: 电头}}}\n";
    let declared = declare_type("news", &SourceText::new("news.yaml", text), &common, None).unwrap();
    let schema = of_type(&declared, Language::Chinese);
    assert_eq!((&schema["title"], &schema["description"]), (&json!("新闻"), &json!("要闻")));
    assert_eq!(accepts(&validator(&schema), "title: 甲\n电头: 岚江\n"), Ok(()));
}
