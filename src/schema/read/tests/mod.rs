mod lists;
mod mistakes;
mod numbers;

use super::super::{Person, declare_group, place};
use super::*;
use crate::problem::SourceText;
use crate::source::yaml::Yaml;

const GROUP: &str = "
fields:
  title: {label: {zh: 标题, en: Title}, like: [题目, 题名], required: true}
  date: {label: {zh: 日期}, type: date}
  level: {label: {zh: 级别}, type: choice, choices: {high: {zh: 省级, like: [全省]}, low: {zh: 公司级}}}
  due: {label: {zh: 应到}, type: integer, minimum: 0}
  present: {label: {zh: 实到}, type: integer}
  absent: {label: {zh: 缺席}, type: list, of: {type: group, short: name, fields: {name: {label: {zh: 姓名}}, reason: {}}}}
  people: {label: {zh: 通讯员}, type: list, of: person}
  slogan: {localized: true, type: list, of: text}
  kind: {type: choice, choices: [a, b], default: b}
  yes: {type: boolean}
  cover: {type: image}
  menu: {type: any}
  tags: {type: list, of: text}
  host: {type: person}
  levels: {label: {zh: 级别们}, type: list, of: {type: choice, choices: {high: {zh: 省级}, low: {zh: 公司级}}}}
  agenda: {type: list, of: text, sentences: true}
  files: {type: list, of: file}
  days: {type: list, of: date}
  counts: {type: list, of: integer}
  sizes: {type: list, of: number}
  answers: {type: list, of: boolean}
  sites: {type: list, of: url}
  origin: {label: {zh: 来源网址}, type: url}
  members: {label: {zh: 党员}, type: integer}
  chair: {label: {zh: 主持人}, type: person}
  gold: {label: {zh: 金奖}, type: integer}
  labour: {label: {zh: 人工}, type: integer}
  midterm: {label: {zh: 期中}, type: date}
  rights: {label: {zh: 权利}}
  meeting: {label: {zh: 会议}}
  grade: {label: {zh: 等级}, type: choice, choices: {one: {zh: 一级}, county: {zh: 市级}}}
  period: {label: {zh: 期间}, type: group, fields: {from: {type: date, required: true}, to: {type: date, required: true}, scope: {type: choice, choices: [home, all], default: all}}}
  pinned: {label: {zh: 置顶}, type: date, help: {zh: 写到哪一天为止}}
  note: {label: {zh: 说明}}
  source: {label: {zh: 来源}, or_none: true}
  seconds: {label: {zh: 间隔秒数}, type: integer}
  figure: {label: {zh: 数据}, type: group, fields: {value: {label: {zh: 数值}, type: number}, unit: {label: {zh: 单位}, localized: true}, qualifier: {label: {zh: 限定}, type: choice, choices: {over: {zh: 余}, about: {zh: 约}, nearly: {zh: 近}}}, rest: {label: {zh: 余数}, type: integer}, rest_qualifier: {type: choice, choices: {over: {zh: 余}}}}}
rules:
  - {sum: due, of: [present, absent]}
";

fn read(yaml: &str) -> (Fields, Vec<Problem>) {
    let group = declare_group(&SourceText::new("g.yaml", GROUP)).unwrap();
    let text = SourceText::new("a.yaml", yaml);
    let yaml = Yaml::read(&text, 0..yaml.len()).unwrap();
    let mut reader = Reader::of(&yaml).with_joins(yaml.joins());
    let fields = reader.group(&group, &yaml.node);
    (fields, place(reader.finish(), &yaml))
}

fn codes(yaml: &str) -> Vec<(&'static str, String)> {
    let show = |p: Problem| {
        (p.code, p.place.map(|place| format!("{}:{}", place.line, place.column)).unwrap_or_default())
    };
    read(yaml).1.into_iter().map(show).collect()
}

#[test]
fn chinese_labels_stand_for_keys_and_values_are_typed() {
    let (fields, problems) = read(
        "标题: 2026\n日期: 2006年7月\n级别: 省级\n应到: 3\n实到: 2\n缺席: [甲]\n通讯员: 乙、丙（党办）\nslogan: {zh: [一, 二], en: [one]}\nyes: 是\ncover: a.jpg\n",
    );
    assert_eq!(problems, vec![]);
    assert_eq!(fields.text("title", "zh"), Some("2026"));
    assert_eq!(fields.date("date").unwrap().to_string(), "2006-07");
    assert_eq!(fields.choice("level"), Some("high"));
    assert_eq!(fields.items("people").len(), 2);
    assert_eq!(
        fields.items("people")[1],
        Value::Person(Box::new(Person { name: "丙".into(), post: Some("党办".into()), unit: None }))
    );
    assert_eq!(fields.get("slogan").unwrap().localized("en").items().len(), 1);
    assert_eq!(fields.choice("kind"), Some("b"));
    assert!(fields.is("yes"));
}

#[test]
fn each_mistake_is_reported_at_its_place_with_the_others() {
    let yaml = "titel: 甲\n日期: 2023-02-30\n级别: 省\n应到: 三五\nabsent: {name: 甲, resaon: 乙}\nyes: 也许\ncover: {alt: 无}\n";
    assert_eq!(
        codes(yaml),
        vec![
            ("meta/unknown-key", "1:1".into()),
            ("date/impossible", "2:5".into()),
            ("meta/unknown-choice", "3:5".into()),
            ("meta/wrong-type", "4:5".into()),
            ("meta/unknown-key", "5:19".into()),
            ("meta/wrong-type", "6:6".into()),
            ("meta/missing", "7:8".into()),
        ]
    );
}

/// Returns the texts of a list, and the codes of the problems.
fn listed(key: &str, yaml: &str) -> (Vec<String>, Vec<&'static str>) {
    let (fields, problems) = read(yaml);
    let shown = |item: &Value| match item {
        Value::Person(person) => person.name.clone(),
        Value::File(file) => file.src.clone(),
        Value::Group(group) => group.text("name", "").unwrap_or_default().to_owned(),
        Value::Date(date) => date.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Boolean(is) => is.to_string(),
        other => other.as_text().unwrap_or_default().to_owned(),
    };
    let codes = problems.iter().map(|problem| problem.code).collect();
    (fields.items(key).iter().map(shown).collect(), codes)
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn values_are_read_as_people_write_them() {
    let (fields, problems) = read("标题: 甲\n应到: 26人\n实到: ２４ 名\n缺席: 乙（病假）、丙\n");
    assert_eq!((problems, fields.integer("due")), (vec![], Some(26)));
    let (fields, problems) = read("标题: 甲\n日期: 2026-11-18\n期间: 11月20日至27日\n");
    let period = fields.group("period").unwrap();
    assert_eq!(period.date("to").unwrap().to_string(), "2026-11-27");
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["date/guessed-year"]);
    assert_eq!(codes("标题: 甲\n期间: 11月20日至27日\n"), vec![("date/no-year", "2:5".into())]);
    let (fields, problems) = read("标题: 甲\n期间: 2026年11月20日至27日\n");
    assert_eq!((problems, fields.group("period").unwrap().choice("scope")), (vec![], Some("all")));
    assert_eq!(codes("标题: 甲\n日期: 是\n"), vec![("date/invalid", "2:5".into())]);
    assert_eq!(codes("标题: 甲\n期间: 是\n"), vec![("date/invalid", "2:5".into())]);
}

#[test]
fn a_value_of_a_wrong_kind_comes_with_how_to_write_it() {
    for (yaml, help) in [
        ("应到: 三五\n", "只写数字，如 应到: 1"),
        ("yes: 也许\n", "写成 yes: 是，或者 yes: 否；现在写的是“也许”"),
        ("级别:\n  -\n", "可选：省级、公司级；现在写的是一个列表"),
        ("级别们:\n  -\n", "可选：省级、公司级；现在是空的"),
        ("cover: [a.jpg]\n", "写成 cover: 合影.jpg；现在写的是一个列表"),
        ("host: [甲]\n", "写成 host: 张三；现在写的是一个列表"),
    ] {
        let problems = read(&format!("标题: 甲\n{yaml}")).1;
        let told: Vec<_> = problems.iter().filter_map(|p| Some(p.help.as_ref()?.zh.as_str())).collect();
        assert_eq!(told, [help], "{yaml}");
    }
}

/// Returns each message with its help, in Chinese.
fn told(problems: &[Problem]) -> Vec<String> {
    let help = |problem: &Problem| problem.help.as_ref().map(|help| help.zh.clone()).unwrap_or_default();
    problems.iter().map(|problem| format!("{} → {}", problem.message.zh, help(problem))).collect()
}

#[test]
fn words_and_marks_for_nothing_leave_a_field_out() {
    for word in ["无", "没有", "暂无", "——", "/", "[无]", "None", "\n  - 无"] {
        for key in ["缺席", "通讯员", "tags", "cover", "host", "files", "级别们", "agenda", "日期", "级别"]
        {
            let (fields, problems) = read(&format!("标题: 甲\n{key}: {word}\n"));
            let is_list = word.contains('无') && word.len() > 3;
            if is_list && matches!(key, "cover" | "host" | "日期" | "级别") {
                continue;
            }
            assert_eq!(problems, vec![], "{key}: {word}");
            assert_eq!(fields.iter().count(), 2, "{key}: {word} {fields:?}");
        }
    }
    for word in ["无", "——", "没有", "-"] {
        for key in ["来源网址", "sites"] {
            let (fields, problems) = read(&format!("标题: 甲\n{key}: {word}\n"));
            assert_eq!((fields.iter().count(), problems), (2, vec![]), "{key}: {word}");
        }
    }
    // `/` is the address of the home page.
    assert_eq!(read("标题: 甲\n来源网址: /\n").0.text("origin", ""), Some("/"));
    // A text may be about nothing; a required field has something.
    let (fields, problems) = read("标题: 甲\n期间: 无\n说明: 无\n来源: 无\n");
    assert_eq!((problems, fields.text("note", ""), fields.get("source")), (vec![], Some("无"), None));
    assert_eq!(read("标题: 甲\ntags: [无, 乙]\n").0.items("tags").len(), 2);
    assert_eq!(
        told(&read("标题: 甲\n期间: {from: 2026-11-20, to: 无}\n").1),
        ["“to”不能写“无”，这一项一定要有 → 在冒号后面写上内容，如“to: 2026-11-20”"]
    );
}

#[test]
fn nobody_times_of_day_and_empty_keys_are_read_as_meant() {
    // Nobody, in whatever form.
    for absent in ["0", "[0]", "零", "0名", "[全勤]"] {
        let (fields, problems) = read(&format!("标题: 甲\n应到: 3\n实到: 3\n缺席: {absent}\n"));
        assert_eq!((fields.items("absent").len(), problems), (0, vec![]), "{absent}");
    }
    // A time of day is no key: these lines are joined, and that is told.
    let told = codes("标题: 甲\nagenda:\n  9:00 开会学习\n  10:00 参观展馆\n");
    assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["meta/joined"], "{told:?}");
    // A misspelt key with nothing after it.
    let (_, problems) = read("标题: 甲\n日其:\n");
    assert!(problems[0].help.as_ref().unwrap().zh.contains("是不是“日期”"), "{problems:?}");
}
