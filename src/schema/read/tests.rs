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

#[test]
fn repeated_keys_and_sums_are_checked() {
    assert_eq!(codes("title: 甲\n标题: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
    assert_eq!(codes("title: 甲\ntitle: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
    assert_eq!(
        codes("title: 甲\n应到: 21\n实到: 19\n缺席: [甲]\n"),
        vec![("meta/sum-mismatch", "2:5".into())]
    );
}

/// Returns what is suggested for each problem, and whether there is a fix for it.
fn suggested(yaml: &str) -> Vec<(String, bool)> {
    let told = |problem: &Problem| {
        let help = problem.help.as_ref().map(|help| help.zh.clone()).unwrap_or_default();
        let meant = help.strip_prefix("是不是“").and_then(|rest| rest.split('”').next()).unwrap_or("");
        (meant.to_owned(), problem.fix.is_some())
    };
    read(yaml).1.iter().map(told).collect()
}

#[test]
fn what_is_missing_is_suggested_before_what_looks_alike() {
    for written in ["标題", "標題", "“标题”", "【标题】", "题目", "题名", "标体", "题标", "TITLE ", "titel"]
    {
        let found = suggested(&format!("{written}: 甲\n"));
        let meant = if written.starts_with(['T', 't']) { "title" } else { "标题" };
        assert!(found == [(meant.to_owned(), true)] || found.is_empty(), "{written} {found:?}");
    }
    // One problem only: the title is not also reported as missing.
    assert_eq!(codes("标題: 甲\n应到: 3\n"), vec![("meta/unknown-key", "1:1".into())]);
    // If there is a title, 题目 does not mean it.
    assert_eq!(suggested("标题: 甲\n题目: 乙\n"), [(String::new(), false)]);
    assert_eq!(suggested("文章标题: 甲\n"), [("标题".to_owned(), false)]);
}

#[test]
fn nothing_is_suggested_across_meaning_and_no_claim_is_changed() {
    for (yaml, meant, is_fixed) in [
        ("委员: 甲\n", "", false),
        ("日期人: 甲\n", "", false),
        ("通信员: 甲\n", "通讯员", false),
        ("通迅员: 甲\n", "通讯员", true),
        ("通訊員: 甲\n", "通讯员", true),
        ("日其: 2026-11-20\n", "日期", true),
        ("日其: 甲\n", "", false),
        ("級別: 省级\n", "级别", true),
        ("presant: 3\n", "present", true),
        ("级别: 集团公司级\n", "", false),
        ("级别: 市级\n", "", false),
        ("级别: 省及\n", "省级", false),
        ("级别: 公 司 級\n", "公司级", true),
        ("级别: lov\n", "low", false),
        ("主讲人: 甲\n", "", false),
        ("奖金: 500\n", "", false),
        ("工人: 3\n", "", false),
        ("期终: 2026-11-20\n", "", false),
        ("权力: 甲\n", "", false),
        ("议会: 甲\n", "", false),
        ("等级: 乙级\n", "", false),
        ("等级: 师级\n", "", false),
        ("等级: country\n", "", false),
    ] {
        let found = suggested(&format!("标题: 甲\n{yaml}"));
        assert_eq!(found, [(meant.to_owned(), is_fixed)], "{yaml}");
    }
}

#[test]
fn lists_are_read_as_people_write_them() {
    for line in [
        "甲，乙",
        "甲,乙",
        "甲；乙",
        "甲;乙",
        "甲、乙",
        "[甲、乙]",
        "【甲，乙】",
        "[\"甲\"，\"乙\"]",
        "[甲, 乙]",
    ] {
        for key in ["tags", "通讯员", "缺席", "级别们"] {
            let yaml = format!("标题: 甲\n{key}: {}\n", line.replace('甲', "省级").replace('乙', "公司级"));
            let (fields, problems) = read(&yaml);
            let canonical = [("通讯员", "people"), ("缺席", "absent"), ("级别们", "levels")];
            let found = canonical.iter().find(|(label, _)| *label == key).map_or(key, |(_, key)| key);
            assert_eq!(fields.items(found).len(), 2, "{yaml} {problems:?}");
            let errors = problems.iter().filter(|problem| problem.code != "meta/full-width-comma");
            assert_eq!(errors.count(), 0, "{yaml} {problems:?}");
        }
    }
    for (line, count) in
        [("张三 李四", 2), ("张三　李四 王五", 3), ("张 三", 1), ("无", 0), ("张三（出差，明天回）、李四", 2)]
    {
        for key in ["people", "absent"] {
            let (fields, problems) = read(&format!("标题: 甲\n{key}: {line}\n"));
            assert_eq!(
                (fields.get(key).map_or(0, |list| list.items().len()), problems),
                (count, vec![]),
                "{key}: {line}"
            );
        }
    }
    for key in ["people", "absent", "host"] {
        assert_eq!(codes(&format!("标题: 甲\n{key}: 张三 主任\n"))[0].0, "meta/names", "{key}");
    }
    assert_eq!(codes("标题: 甲\nhost: 张三、李四\n"), vec![("meta/names", "2:7".into())]);
    let (fields, _) = read("标题: 甲\nabsent: 张三（出差，明天回）、李四(病假)\n");
    let Some(Value::Group(absent)) = fields.items("absent").first() else { panic!("no group") };
    assert_eq!((absent.text("name", ""), absent.text("reason", "")), (Some("张三"), Some("出差，明天回")));
    // Sentences and file names contain commas.
    for (line, count) in [
        ("学习党章，讨论计划", 1),
        ("学习；讨论", 2),
        ("学习、讨论", 2),
        ("\n  - 学习、再学习，讨论\n  - 乙", 2),
    ] {
        assert_eq!(read(&format!("标题: 甲\nagenda: {line}\n")).0.items("agenda").len(), count, "{line}");
    }
    for (line, count) in [("a.pdf、b.pdf", 2), ("关于甲、乙的通知.pdf", 1), ("甲.pdf，乙.docx", 2)]
    {
        assert_eq!(read(&format!("标题: 甲\nfiles: {line}\n")).0.items("files").len(), count, "{line}");
    }
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

#[test]
fn lists_of_any_kind_are_read_in_one_line() {
    for (key, line, wanted) in [
        ("days", "2026-11-20、2026年11月22日", vec!["2026-11-20", "2026-11-22"]),
        ("days", "2026-11-20，2026-11-22（周日）；2026", vec!["2026-11-20", "2026-11-22", "2026"]),
        ("days", "2026-11-20", vec!["2026-11-20"]),
        ("counts", "3、5人，1,000", vec!["3", "5", "1000"]),
        ("counts", "1,000", vec!["1000"]),
        ("counts", "３；４", vec!["3", "4"]),
        ("sizes", "1.5、2", vec!["1.5", "2"]),
        ("answers", "是、否", vec!["true", "false"]),
        ("sites", "https://a.cn/x、https://b.cn/y", vec!["https://a.cn/x", "https://b.cn/y"]),
        ("sites", "https://a.cn https://b.cn", vec!["https://a.cn", "https://b.cn"]),
        ("sites", "https://a.cn, mailto:x@b.cn", vec!["https://a.cn", "mailto:x@b.cn"]),
        ("sites", "https://a.cn/甲、乙", vec!["https://a.cn/甲、乙"]),
        ("files", "a.pdf b.docx", vec!["a.pdf", "b.docx"]),
        ("files", "甲.pdf　乙.PDF 丙.wps", vec!["甲.pdf", "乙.PDF", "丙.wps"]),
        ("files", "关于 通知.pdf", vec!["关于 通知.pdf"]),
        ("files", "v1.2 说明.docx", vec!["v1.2 说明.docx"]),
        ("tags", "（党建、学习）", vec!["党建", "学习"]),
        ("tags", "《条例》《准则》", vec!["《条例》", "《准则》"]),
        ("tags", "党建﹑学习､宣传", vec!["党建", "学习", "宣传"]),
        ("people", "（张三、李四）", vec!["张三", "李四"]),
        ("people", "张三（党办）李四（工会）", vec!["张三", "李四"]),
        ("people", "张三\u{200b}李四", vec!["张三", "李四"]),
    ] {
        assert_eq!(listed(key, &format!("标题: 甲\n{key}: {line}\n")), (strings(&wanted), vec![]), "{line}");
    }
}

fn strings(all: &[&str]) -> Vec<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

#[test]
fn what_may_be_several_words_or_more_than_a_name_is_told() {
    for (key, line, code) in [
        ("tags", "党建 学习", "meta/joined"),
        ("tags", "党建　学习、宣传", "meta/joined"),
        ("tags", "党建|学习", "meta/joined"),
        ("tags", "党建｜学习", "meta/joined"),
        ("tags", "党建\u{200b}学习", "meta/joined"),
        ("tags", "\n  - 党建 学习", "meta/joined"),
        ("tags", "党建/学习", "meta/one-item"),
        ("people", "张三、李四等", "meta/names"),
        ("people", "张三、李四，等", "meta/names"),
        ("people", "张三；李四。", "meta/names"),
        ("people", "张三、李四等12人", "meta/names"),
        ("people", "张三、李四整理", "meta/names"),
        ("people", "张三①、李四", "meta/names"),
        ("people", "张三*", "meta/names"),
        ("people", "记者张三", "meta/names"),
        ("people", "通讯员李四、王五", "meta/names"),
        ("people", "张三·李四", "meta/names"),
        ("people", "张三.李四", "meta/names"),
        ("people", "张三-李四", "meta/names"),
        ("people", "张三：李四", "meta/names"),
        ("people", "Alice and Bob", "meta/names"),
        ("people", "《张三、李四》", "meta/names"),
        ("people", "组织委员甲甲", "meta/names"),
        ("people", "甲甲：组织委员", "meta/names"),
        ("people", "3人", "meta/names"),
        ("people", "“张三”、李四", "meta/names"),
        ("host", "张三（党办）李四（工会）", "meta/names"),
        ("host", "记者张三", "meta/names"),
        ("absent", "出差1人", "meta/names"),
        ("absent", "张三、李四因公出差", "meta/names"),
        ("absent", "张三-出差", "meta/names"),
        ("absent", "张三：出差；李四", "meta/names"),
        ("absent", "张三、李四（均出差）", "meta/names"),
    ] {
        let found = codes(&format!("标题: 甲\n{key}: {line}\n"));
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [code], "{key}: {line}");
    }
    for (key, line) in [
        ("tags", "party building"),
        ("tags", "AI 党建"),
        ("tags", "党建+业务"),
        ("tags", "学习《条例》"),
        ("tags", "C/C++"),
        ("tags", "“两学一做”学习教育"),
        ("people", "张三"),
        ("people", "阿依·古丽"),
        ("people", "买买提·艾力"),
        ("people", "欧阳修文"),
        ("people", "李和平、张学文、万人杰"),
        ("people", "党群工作部、本刊编辑部、本报评论员、新华社"),
        ("people", "张三（记者）、李四 （组织委员）"),
        ("people", "O'Brien、J. R. Smith"),
        ("absent", "张三（病假）"),
    ] {
        assert_eq!(codes(&format!("标题: 甲\n{key}: {line}\n")), vec![], "{key}: {line}");
    }
}

#[test]
fn lines_without_dashes_are_items_or_told() {
    for (key, value, wanted) in [
        ("people", "\n  张三\n  李四", vec!["张三", "李四"]),
        ("people", " 张三\n  李四\n  王五", vec!["张三", "李四", "王五"]),
        ("people", " >\n  张三\n  李四", vec!["张三", "李四"]),
        ("people", " >-\n    张三\n    李四", vec!["张三", "李四"]),
        ("people", " |\n  张三\n  李四", vec!["张三", "李四"]),
        ("people", " \"张三\n  李四\"", vec!["张三", "李四"]),
        ("people", "\n  张三、李四、\n  王五", vec!["张三", "李四", "王五"]),
        ("absent", "\n  张三（出差）\n  李四", vec!["张三", "李四"]),
        ("tags", "\n  党建\n  学习", vec!["党建", "学习"]),
        ("tags", "\n  党建\n\n  学习", vec!["党建", "学习"]),
        ("tags", " |\n  party\n  building", vec!["party", "building"]),
        ("agenda", " |\n  学习党章\n  讨论", vec!["学习党章", "讨论"]),
        ("files", "\n  a.pdf\n  b.pdf", vec!["a.pdf", "b.pdf"]),
        ("levels", "\n  省级\n  公司级", vec!["", ""]),
    ] {
        let found = listed(key, &format!("标题: 甲\n{key}:{value}\n"));
        assert_eq!(found, (strings(&wanted), vec![]), "{key}:{value}");
    }
    for (key, value, count) in [
        ("tags", "\n  party\n  building", 1),
        ("agenda", "\n  学习党章\n  讨论计划", 1),
        ("people", "\n  Alice\n  Bob", 1),
    ] {
        let (found, codes) = listed(key, &format!("标题: 甲\n{key}:{value}\n"));
        assert_eq!((found.len(), codes), (count, vec!["meta/joined"]), "{key}:{value}");
    }
    // The lines of another text are joined, even if it is the same.
    let (fields, problems) = read("标题: >\n  张三\n  李四\nhost: 王五\npeople: 张三李四\n");
    assert_eq!((fields.text("title", ""), fields.items("people").len()), (Some("张三李四"), 1));
    assert_eq!(problems, vec![]);
}

#[test]
fn a_period_or_the_end_of_a_day_in_place_of_a_date_is_told() {
    for value in ["2026-11-20 09:00-11:00", "2026-11-20 至 2026-11-22", "2026年11月20日上午9:00-11:00"]
    {
        let (fields, problems) = read(&format!("标题: 甲\n日期: {value}\n"));
        assert_eq!((fields.date("date"), problems.len(), problems[0].code), (None, 1, "date/invalid"));
        assert!(problems[0].message.zh.contains("是一段时间"), "{}", problems[0].message.zh);
    }
    let (fields, problems) = read("标题: 甲\n日期: 2026年11月30日24时\n");
    assert_eq!(fields.date("date").unwrap().to_string(), "2026-12-01T00:00+08:00");
    assert_eq!((problems.len(), problems[0].code), (1, "date/midnight"));
    assert!(problems[0].message.zh.contains("2026-12-01 0:00"), "{}", problems[0].message.zh);
    // A period until 24:00 ends with that day.
    let (fields, problems) = read("标题: 甲\n期间: {from: 2026-11-20, to: 2026-11-27 24:00}\n");
    assert_eq!(problems, vec![]);
    assert_eq!(fields.group("period").unwrap().date("to").unwrap().to_string(), "2026-11-27");
    let (fields, problems) = read("标题: 甲\n期间: 2026年11月20日9时至27日24时\n");
    assert_eq!(problems, vec![]);
    assert_eq!(fields.group("period").unwrap().date("to").unwrap().to_string(), "2026-11-27");
    let (fields, problems) = read("标题: 甲\n期间: 2026-11-20 9:00-11:00\n");
    assert_eq!(problems, vec![]);
    assert_eq!(fields.group("period").unwrap().date("to").unwrap().to_string(), "2026-11-20T11:00+08:00");
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

#[test]
fn a_list_of_groups_is_asked_for_as_a_list() {
    const LINKS: &str = "fields:\n  links: {label: {zh: 链接}, type: list, required: true, of: {type: group, fields: {title: {label: {zh: 名称}, required: true}, url: {label: {zh: 网址}, type: url, required: true}}}}\n";
    let group = declare_group(&SourceText::new("g.yaml", LINKS)).unwrap();
    let help = |yaml: &str| {
        let text = SourceText::new("a.yaml", yaml);
        let yaml = Yaml::read(&text, 0..yaml.len()).unwrap();
        let mut reader = Reader::of(&yaml);
        for (at, node) in yaml.node.items().iter().enumerate() {
            reader.within(Step::Index(at), |reader| reader.group(&group, node));
        }
        let found = place(reader.finish(), &yaml);
        found.iter().map(|p| p.help.as_ref().unwrap().zh.clone()).collect::<Vec<_>>()
    };
    let example = "{名称: ……, 网址: https://www.example.com/}";
    for written in ["https://a.example/", "[甲, 乙]"] {
        let found = help(&format!("- 链接: {written}\n"));
        assert!(
            found.iter().all(|help| help.starts_with(&format!("在“链接:”下面每条写一行：- {example}；"))),
            "{found:?}"
        );
    }
    assert_eq!(help("- 官网\n"), [format!("每条写成 - {{链接: [{example}]}}；现在写的是“官网”")]);
    assert_eq!(help("- {}\n"), [format!("加一行，如“链接: [{example}]”")]);
}

#[test]
fn one_cause_is_one_problem() {
    let words = |yaml: &str| {
        let found = read(&format!("标题: 甲\n{yaml}")).1;
        found.into_iter().map(|problem| problem.message.zh).collect::<Vec<_>>()
    };
    assert_eq!(words("host: {姓名: }\n"), ["“姓名”后面是空的"]);
    assert_eq!(words("host: {姓名: \"\"}\n"), ["“姓名”后面是空的"]);
    assert_eq!(words("host: {姓名: [甲]}\n"), ["“姓名”要写一段文字"]);
    assert_eq!(words("host: {姓明: 甲}\n"), ["没有“姓明”这一项"], "it is there, under a wrong name");
    assert_eq!(words("host: {职务: 主任}\n"), ["缺少“姓名”"]);
    assert_eq!(words("host: {姓名: 甲, 职务: }\n"), [""; 0]);
    // What does not add up because one of the numbers is wrong only follows.
    assert_eq!(words("应到: 26\n实到: 十几\n缺席: 甲\n").len(), 1);
    assert_eq!(words("应到: 26\n实到: 20\n缺席: 甲\n").len(), 1);
    let problems = read("标题: 甲\n应到: 26\n实到: 24\n缺席: {张三: 出差, 李四: 病假}\n").1;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].help.as_ref().unwrap().zh, "写成 缺席: 张三（出差）、李四（病假）");
    let problems = read("标题: 甲\nhost: {张三: 主任}\n").1;
    assert_eq!(
        (problems.len(), problems[0].help.as_ref().unwrap().zh.as_str()),
        (1, "写成 host: 张三（主任）")
    );
}

#[test]
fn what_is_required_is_not_to_be_removed() {
    let help = |yaml: &str| read(yaml).1[0].help.as_ref().unwrap().zh.clone();
    assert_eq!(help("标题: 待填\n"), "填上：一段文字");
    assert_eq!(help("标题: 甲\n日期: 待填\n"), "填上：一个日期，如 2026-11-20；不需要的，整行删去");
}

#[test]
fn a_text_that_a_comment_cuts_is_told() {
    let title = |yaml: &str| {
        let (fields, problems) = read(yaml);
        let told = problems.iter().map(|problem| (problem.code, problem.fix.is_some())).collect();
        (fields.text("title", "").unwrap_or_default().to_owned(), told)
    };
    let tight: Vec<(&str, bool)> = vec![("meta/unquoted", true)];
    for (line, whole) in [
        ("2 #高炉党支部获奖", "2 #高炉党支部获奖"),
        ("1 #矿、2 #矿", "1 #矿、2 #矿"),
        ("2026年11月20日 #纪实", "2026年11月20日 #纪实"),
    ] {
        assert_eq!(title(&format!("标题: {line}\n")), (whole.to_owned(), tight.clone()), "{line}");
    }
    let loose: Vec<(&str, bool)> = vec![("meta/comment", true)];
    for (line, begin) in [("学习 # 二十大", "学习"), ("3 # 井恢复生产", "3"), ("一 # 二", "一")]
    {
        assert_eq!(title(&format!("标题: {line}\n")), (begin.to_owned(), loose.clone()), "{line}");
    }
    // Here the comment is one: the value is complete, or the line has no words after the `#`.
    for yaml in [
        "标题: \"甲\" # 注\n",
        "标题: 甲\n日期: 2026-11-20 #改\n应到: 3 # 含预备党员\n实到: 3 #注\n",
        "# 注\n标题: 甲\n  # 注\n",
        "标题: 甲 #\n",
    ] {
        assert_eq!(title(yaml).1, vec![], "{yaml}");
    }
    let (fields, problems) = read("标题: 甲\ntags:\n  - 1 #井\n  - 2 #井\nhost: 张三 #主任\n");
    let tags: Vec<_> = fields.items("tags").iter().map(|tag| tag.as_text().unwrap_or_default()).collect();
    // The person is reported by whoever reads the YAML.
    assert_eq!((tags, problems.len()), (vec!["1 #井", "2 #井"], 2), "{problems:?}");
    let (_, problems) = read("标题: 甲\ntags: 学习、党建 # 支部\n");
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["meta/comment"]);
    let (fields, problems) = read("标题: 甲\nmenu:\n  - title: 1 #高炉\n    limit: 3 #条\n  - title: 党建\n");
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["meta/unquoted"]);
    let Some(Value::Any(menu)) = fields.get("menu") else { panic!("no menu") };
    assert_eq!(menu.items()[0].get("title"), Some(&Node::String("1 #高炉".into())));
    assert_eq!(menu.items()[0].get("limit"), Some(&Node::Integer(3)));
    // The fix quotes the whole value.
    let fix = read("标题: 2 #炉\n").1.remove(0).fix.unwrap();
    assert_eq!(crate::problem::apply("标题: 2 #炉\n", &[&fix]).0, "标题: \"2 #炉\"\n");
}

#[test]
fn an_empty_field_is_told_as_empty() {
    for yaml in ["标题:\n日期: 2026\n", "标题: \"\"\n", "标题: '  '\n", "标题: ~\n"] {
        let problems = read(yaml).1;
        assert_eq!(problems[0].message.zh, "“标题”后面是空的", "{yaml}");
        assert_eq!((problems.len(), problems[0].place.as_ref().unwrap().line), (1, 1), "{yaml}");
    }
    assert_eq!(read("日期: 2026\n").1[0].message.zh, "缺少“标题”");
}

#[test]
fn the_terms_of_a_sum_are_named() {
    let problem = &read("标题: 甲\n应到: 26\n实到: 23\n缺席: 甲\n").1[0];
    assert_eq!(problem.message.zh, "数目对不上：应到 26 ≠ 实到 23 + 缺席 1");
    assert!(problem.help.as_ref().unwrap().zh.contains("甲（出差）、乙（病假）"));
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
fn a_sum_is_checked_only_if_it_is_known() {
    for yaml in [
        "应到: 26\n缺席: 甲\n",
        "应到: 26\n缺席: 无\n",
        "应到: 26\n实到: ——\n缺席: 甲\n",
        "应到: 26\n实到: 26\n缺席: 无\n",
        "应到: 26\n实到: 25\n缺席: 张三\n",
    ] {
        assert_eq!(codes(&format!("标题: 甲\n{yaml}")), vec![], "{yaml}");
    }
    for yaml in ["应到: 26\n实到: 25\n", "应到: 1\n缺席: 甲、乙\n", "应到: 26\n实到: 27\n"] {
        let found = codes(&format!("标题: 甲\n{yaml}"));
        assert_eq!(found, vec![("meta/sum-mismatch", "2:5".into())], "{yaml}");
    }
    // One cause, one problem.
    let found = codes("标题: 甲\n应到: 26\n实到: 25（其中线上3人）\n缺席: 甲、乙\n");
    assert_eq!(found, vec![("meta/wrong-type", "3:5".into())]);
}

#[test]
fn a_number_that_is_not_one_says_what_to_write() {
    for (written, help) in [
        ("应到: 30余人", "“30余人”是约数，这里要确切的数：核实以后写，如 应到: 30"),
        ("应到: 约30", "“约30”是约数，这里要确切的数：核实以后写，如 应到: 30"),
        ("实到: 全体", "“全体”是多少，写出数字，如 实到: 26"),
        ("实到: 25（其中线上3人）", "写成 实到: 25；括号里的“其中线上3人”写进正文"),
        ("实到: 无", "数目是零的，写成 实到: 0；没有这个数的，删去这一项"),
        ("实到: 3万", "这里不能写“万”：按这一项的计量单位换算，只写数字，如 实到: 30000"),
        ("实到: 70%", "只写数字，不带“%”：写成 实到: 70"),
        ("实到: 许多", "只写数字，如 实到: 1"),
        ("实到: 第三", "只写数字，写成 实到: 3"),
        ("间隔秒数: 5分", "“分”和“间隔秒数”的计量单位不同：换算以后只写数字"),
        ("实到: 5对", "“对”不是“实到”的计量单位：换算以后只写数字"),
        ("实到: 3户", "“户”不是“实到”的计量单位：换算以后只写数字"),
    ] {
        let (name, text) = written.split_once(": ").unwrap();
        let found = told(&read(&format!("标题: 甲\n{written}\n")).1);
        assert_eq!(found, [format!("“{name}”要写一个整数，现在是“{text}” → {help}")], "{written}");
    }
    for (written, key, number) in [
        ("应到: 2课时", "due", 2),
        ("应到: 300字", "due", 300),
        ("应到: 2024年", "due", 2024),
        ("应到: 两百", "due", 200),
        ("间隔秒数: 5秒", "seconds", 5),
    ] {
        let (fields, problems) = read(&format!("标题: 甲\n{written}\n"));
        assert_eq!((fields.integer(key), problems), (Some(number), vec![]), "{written}");
    }
}

#[test]
fn a_unit_and_a_qualifier_go_to_their_fields() {
    for (written, number, unit, qualifier) in [
        ("70%", Value::Integer(70), Some("%"), None),
        ("约240", Value::Integer(240), None, Some("about")),
        ("70余万元", Value::Integer(70), Some("万元"), Some("over")),
        ("3.5万多元", Value::Number(3.5), Some("万元"), Some("over")),
        ("近1,200人", Value::Integer(1200), Some("人"), Some("nearly")),
        ("26", Value::Integer(26), None, None),
    ] {
        let (fields, problems) = read(&format!("标题: 甲\n数据: {{数值: {written}}}\n").replace(",2", "2"));
        let figure = fields.group("figure").unwrap();
        assert_eq!(problems, vec![], "{written}");
        assert_eq!(
            (figure.get("value"), figure.text("unit", ""), figure.choice("qualifier")),
            (Some(&number), unit, qualifier),
            "{written}"
        );
    }
    let (fields, problems) = read("标题: 甲\n数据: {数值: 26人, 单位: 人, 余数: 30余人}\n");
    let figure = fields.group("figure").unwrap();
    assert_eq!(
        (problems, figure.integer("rest"), figure.choice("rest_qualifier")),
        (vec![], Some(30), Some("over"))
    );
    for written in ["数值: 70%, 单位: 个", "数值: 约70, 限定: 余"] {
        let problems = read(&format!("标题: 甲\n数据: {{{written}}}\n")).1;
        assert!(problems.len() == 1 && problems[0].message.zh.contains("写的不一样"), "{problems:?}");
    }
    // No field takes it.
    assert_eq!(codes("标题: 甲\n党员: 约26\n"), vec![("meta/wrong-type", "2:5".into())]);
}

#[test]
fn a_date_says_what_date_it_is() {
    for (written, message) in [
        (
            "置顶: 3天",
            "“置顶”要写一个日期，不能写“3天” → 写到哪一天为止；写成 置顶: 2026-12-31；不要这一项，就删去这一行",
        ),
        (
            "置顶: 长期",
            "“置顶”要写一个日期，不能写“长期” → 写到哪一天为止；写成 置顶: 2026-12-31；不要这一项，就删去这一行",
        ),
        (
            "置顶: 1",
            "“置顶”要写一个日期，不能写“1” → 写到哪一天为止；写成 置顶: 2026-12-31；不要这一项，就删去这一行",
        ),
        ("置顶: 至11月30日", "看不懂“至11月30日”这个日期 → 只写日期，前面加上年份，如 置顶: 2026年11月30日"),
        (
            "置顶: 截至2026年11月30日",
            "看不懂“截至2026年11月30日”这个日期 → 只写日期，写成 置顶: 2026年11月30日",
        ),
        (
            "日期: 2026年11月20日至27日",
            "“日期”只写一个日期，“2026年11月20日至27日”是一段时间 → 写开始的时间，写成 日期: 2026-11-20；到什么时候为止，写进正文",
        ),
        (
            "日期: 2026-11-20 9:00-11:00",
            "“日期”只写一个日期，“2026-11-20 9:00-11:00”是一段时间 → 写开始的时间，写成 日期: 2026-11-20 09:00；到什么时候为止，写进正文",
        ),
    ] {
        assert_eq!(told(&read(&format!("标题: 甲\n{written}\n")).1), [message], "{written}");
    }
    for written in ["[2026-11-20, 2026-11-27]", "\n  - 2026年11月20日\n  - 27日", "2026-11-20/2026-11-27"]
    {
        let (fields, problems) = read(&format!("标题: 甲\n期间: {written}\n"));
        let end = fields.group("period").and_then(|period| period.date("to")).map(|date| date.to_string());
        assert_eq!((problems, end.as_deref()), (vec![], Some("2026-11-27")), "{written}");
    }
    let help = &told(&read("标题: 甲\n期间: [2026-11-20]\n").1)[0];
    assert!(help.contains("from: 2026-11-20, to: 2026-11-27"), "{help}");
}

#[test]
fn choices_are_split_only_into_choices() {
    for line in ["省级暨公司级", "省级和公司级", "省级、公司级", "[省级暨公司级]", "省级+公司级"]
    {
        let (fields, problems) = read(&format!("标题: 甲\n级别们: {line}\n"));
        assert_eq!((fields.items("levels").len(), problems), (2, vec![]), "{line}");
    }
    assert_eq!(codes("标题: 甲\n级别们: 省级暨市级\n"), vec![("meta/unknown-choice", "2:6".into())]);
    assert_eq!(
        told(&read("标题: 甲\n级别: 省级暨公司级\n").1),
        ["“级别”只能选一个，这里写了 2 个 → 可选：省级、公司级"]
    );
    // A level is a claim: it is suggested, not written.
    let problem = &read("标题: 甲\n级别: 全省\n").1[0];
    assert_eq!(problem.help.as_ref().unwrap().zh, "是不是“省级”？可选：省级、公司级");
    assert!(problem.fix.is_none());
}

#[test]
fn a_key_that_hides_the_page_cannot_be_ignored() {
    let group = declare_group(&SourceText::new("g.yaml", GROUP)).unwrap();
    let ignored: Vec<String> =
        ["published", "Hidden", "password", "公开", "layout"].map(str::to_owned).to_vec();
    let count = |line: &str| {
        let text = format!("标题: 甲\n{line}\n");
        let text = SourceText::new("a.yaml", &text);
        let yaml = Yaml::read(&text, 0..text.text().len()).unwrap();
        let mut reader = Reader::of(&yaml).of_page(&ignored);
        reader.group(&group, &yaml.node);
        let problems = place(reader.finish(), &yaml);
        assert!(problems.iter().all(Problem::is_error), "{problems:?}");
        problems.len()
    };
    for line in ["published: false", "Hidden: true", "password: abc", "公开: 否"] {
        assert_eq!(count(line), 1, "{line}");
    }
    for line in ["published: true", "Hidden: false", "公开: 是", "layout: post"] {
        assert_eq!(count(line), 0, "{line}");
    }
}

#[test]
fn a_value_that_is_no_text_ends_at_a_number_sign() {
    let warnings = |yaml: &str| {
        let text = SourceText::new("a.yaml", yaml);
        Yaml::read(&text, 0..yaml.len()).unwrap().warnings.len()
    };
    for (line, key, value) in [
        ("级别: 省级 #待核", "level", Value::Choice(Arc::new([]), 0)),
        ("应到: 26人 #含预备党员", "due", Value::Integer(26)),
        ("日期: 2026年11月20日（周五） #待核", "date", Value::Text("".into())),
        ("yes: 对 #待核", "yes", Value::Boolean(true)),
    ] {
        let yaml = format!("标题: 甲\n{line}\n");
        let (fields, problems) = read(&yaml);
        // The number sign is reported once, by whoever reads the YAML.
        assert_eq!((problems.len() + warnings(&yaml), warnings(&yaml)), (1, 1), "{line} {problems:?}");
        match value {
            Value::Choice(..) => assert_eq!(fields.choice(key), Some("high"), "{line}"),
            Value::Text(_) => assert_eq!(fields.date(key).unwrap().to_string(), "2026-11-20", "{line}"),
            value => assert_eq!(fields.get(key), Some(&value), "{line}"),
        }
    }
    let (fields, problems) =
        read("标题: 甲\n级别们: 省级、公司级 #待核\n通讯员: 张三 #李四\ntags: 党建 #学习\n");
    assert_eq!((fields.items("levels").len(), fields.items("people").len()), (2, 1));
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [""; 0]);
    // In the writer's own quotation marks nobody else has reported it.
    for (line, code) in [
        ("级别: \"省级 #待核\"", "meta/comment"),
        ("级别们: \"省级、公司级 #待核\"", "meta/comment"),
        ("日期: '2026-11-20 #待核'", "meta/comment"),
        ("通讯员: \"张三 #李四\"", "meta/names"),
    ] {
        let (_, problems) = read(&format!("标题: 甲\n{line}\n"));
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [code], "{line}");
    }
    // One that was reported elsewhere reports no other.
    let (_, problems) = read("标题: 甲\n级别: \"省级 #待核\"\ntags: [1 #井, 乙]\n主持人: \"张三 #主任\"\n");
    let codes: Vec<_> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["meta/comment", "meta/names"]);
    // A file may have one in its name.
    let (fields, problems) = read("标题: 甲\ncover: \"合影 #1.jpg\"\n");
    let Some(Value::Image(cover)) = fields.get("cover") else { panic!("no cover") };
    assert_eq!((cover.src.as_str(), problems), ("合影 #1.jpg", vec![]));
}

#[test]
fn several_choices_may_have_blanks_or_lines_between_them() {
    for line in ["省级 公司级", "省级|公司级", "省级｜ 公司级", "省级　公司级", "[省级 公司级]"]
    {
        let (fields, problems) = read(&format!("标题: 甲\n级别们: {line}\n"));
        assert_eq!((fields.items("levels").len(), problems), (2, vec![]), "{line}");
    }
    assert_eq!(codes("标题: 甲\n级别们: 省级 市级\n"), vec![("meta/unknown-choice", "2:6".into())]);
}

#[test]
fn plain_dates_are_read_as_any_other() {
    for (written, key, shown) in [
        ("置顶: 2026-12-31", "pinned", "2026-12-31"),
        ("日期: 2026-11-20 09:30", "date", "2026-11-20T09:30+08:00"),
        ("日期: 2026-11-20 00:00", "date", "2026-11-20T00:00+08:00"),
        ("日期: 2025-12-31T16:30+00:00", "date", "2026-01-01T00:30+08:00"),
    ] {
        let (fields, problems) = read(&format!("标题: 甲\n{written}\n"));
        assert_eq!(
            (fields.date(key).map(|date| date.to_string()).as_deref(), problems),
            (Some(shown), vec![])
        );
    }
    for written in ["日期: 2026-11-20 24:00", "日期: 2026-02-30", "日期: 2026-11-20 25:00"] {
        assert_eq!(codes(&format!("标题: 甲\n{written}\n")).len(), 1, "{written}");
    }
}

#[test]
fn a_section_cannot_be_hidden_and_says_so() {
    let section = |yaml: &str| {
        let text = SourceText::new("_index.md", yaml);
        let yaml = Yaml::read(&text, 0..yaml.len()).unwrap();
        let mut reader = Reader::of(&yaml).of_page(&[]);
        reader.group(crate::site::section_group(), &yaml.node);
        place(reader.finish(), &yaml)
    };
    for line in [
        "草稿: 是",
        "draft: true",
        "定时发布: 2099-01-01",
        "到期日期: 2020-01-01",
        "上线时间: 2099-01-01",
        "下线时间: 2020-01-01",
        "隐藏: 是",
        "停用: 是",
    ] {
        let problems = section(&format!("标题: 甲\n{line}\n"));
        assert_eq!(problems.len(), 1, "{line}");
        assert_eq!((problems[0].is_error(), problems[0].code), (true, "meta/unknown-key"), "{line}");
        assert!(problems[0].help.as_ref().unwrap().zh.contains("给每篇文章写“草稿: 是”"), "{line}");
    }
    assert!(section("标题: 甲\n草稿: 否\n").iter().all(|problem| !problem.is_error()));
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

#[test]
fn a_field_may_count_in_sets() {
    let group = "fields: {households: {label: {zh: 走访户数}, type: integer}, due: {label: {zh: 应到}, type: integer}}";
    let group = declare_group(&SourceText::new("g.yaml", group)).unwrap();
    let read = |yaml: &str| {
        let text = SourceText::new("a.yaml", yaml);
        let yaml = Yaml::read(&text, 0..yaml.len()).unwrap();
        let mut reader = Reader::of(&yaml);
        let fields = reader.group(&group, &yaml.node);
        (fields.get("households").cloned(), reader.finish().len())
    };
    assert_eq!(read("走访户数: 12户\n"), (Some(Value::Integer(12)), 0));
    assert_eq!(read("应到: 5对\n"), (None, 1));
}
