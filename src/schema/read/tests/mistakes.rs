//! What is suggested for a mistake, and what is told once.

use super::*;

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
