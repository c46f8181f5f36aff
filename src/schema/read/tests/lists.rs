//! Lists, and several words in one value.

use super::*;

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
        ("tags", "“党建”、‘学习’"),
        ("people", "“张三”、李四"),
        ("host", "“张三”"),
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
fn several_choices_may_have_blanks_or_lines_between_them() {
    for line in ["省级 公司级", "省级|公司级", "省级｜ 公司级", "省级　公司级", "[省级 公司级]"]
    {
        let (fields, problems) = read(&format!("标题: 甲\n级别们: {line}\n"));
        assert_eq!((fields.items("levels").len(), problems), (2, vec![]), "{line}");
    }
    assert_eq!(codes("标题: 甲\n级别们: 省级 市级\n"), vec![("meta/unknown-choice", "2:6".into())]);
}
