//! Numbers, sums and dates.

use super::*;

#[test]
fn repeated_keys_and_sums_are_checked() {
    assert_eq!(codes("title: 甲\n标题: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
    assert_eq!(codes("title: 甲\ntitle: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
    assert_eq!(
        codes("title: 甲\n应到: 21\n实到: 19\n缺席: [甲]\n"),
        vec![("meta/sum-mismatch", "2:5".into())]
    );
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
fn the_terms_of_a_sum_are_named() {
    let problem = &read("标题: 甲\n应到: 26\n实到: 23\n缺席: 甲\n").1[0];
    assert_eq!(problem.message.zh, "数目对不上：应到 26 ≠ 实到 23 + 缺席 1");
    assert!(problem.help.as_ref().unwrap().zh.contains("甲（出差）、乙（病假）"));
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
fn a_number_of_a_spreadsheet_is_kept_with_all_its_digits() {
    let figure = |written: &str| read(&format!("标题: 甲\n数据: {{数值: {written}}}\n"));
    for written in ["13.600000000000001", "\"13.600000000000001\"", "13.600000000000001%"] {
        let (fields, problems) = figure(written);
        assert_eq!(problems, vec![], "{written}");
        let number = fields.group("figure").unwrap().get("value").cloned();
        assert_eq!(number, Some(Value::Number(13.600000000000001)), "{written}");
    }
    for written in ["13.6000000000000001", "\"13.6000000000000001\"", "13.6000000000000001%"] {
        let codes: Vec<_> = figure(written).1.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["meta/out-of-range"], "{written}");
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
