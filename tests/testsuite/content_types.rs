//! Content types as data: the effects of a declaration alone, and the mistakes that it finds.

use insta::assert_snapshot;

use crate::site::{Site, pixel};

/// The type of the tests below: a field of every kind, in a section of its own.
fn every_kind() -> Site {
    Site::new()
        .file(
            "types/sample.yaml",
            "name: {zh: 样例, en: Sample}\ntemplate: page/sample.html\nlist: list/text.html\nfields:
  text: {label: {zh: 文字, en: Text}}
  markdown: {label: {zh: 段落, en: Markdown}, type: markdown}
  day: {label: {zh: 日子, en: Day}, type: date}
  integer: {label: {zh: 整数, en: Integer}, type: integer, minimum: 1, maximum: 10}
  number: {label: {zh: 小数, en: Number}, type: number}
  boolean: {label: {zh: 是非, en: Boolean}, type: boolean}
  choice: {label: {zh: 选择, en: Choice}, type: choice, choices: {up: {zh: 上, en: Up}, down: {zh: 下, en: Down}}}
  image: {label: {zh: 图, en: Image}, type: image}
  file: {label: {zh: 件, en: File}, type: file}
  person: {label: {zh: 人, en: Person}, type: person}
  organization: {label: {zh: 组织, en: Organization}, type: organization}
  reference: {label: {zh: 引用, en: Reference}, type: reference, to: [sample]}
  list: {label: {zh: 列, en: List}, type: list, of: integer}
  group:
    label: {zh: 组, en: Group}
    type: group
    fields:
      name: {label: {zh: 名, en: Name}, required: true}
      size: {label: {zh: 大小, en: Size}, type: integer}
",
        )
        .file("content/samples/_index.md", "---\ntitle: 样例\ntype: sample\n---\n")
        .file("data/organization.yaml", "- {id: branch-1, type: branch, name: 第一党支部}\n")
        .bytes("content/samples/图 一.png", &pixel(1))
        .bytes("content/samples/表.xlsx", b"no table")
        .file("content/samples/other.md", "---\ntitle: 另一个\n---\n")
        .file(
            "templates/page/sample.html",
            "{% for key in ['text', 'markdown', 'day', 'integer', 'number', 'boolean', 'choice', 'image', 'file', 'person', 'organization', 'reference', 'list', 'group'] %}
{% if page[key] is defined %}<p>{{ key }} {{ page[key] | json | safe }}</p>{% endif %}
{% endfor %}",
        )
}

#[test]
fn a_site_adds_a_type_by_yaml_alone() {
    let site = Site::new()
        .file(
            "types/meeting.yaml",
            "name: {zh: 会议, en: Meeting}\ntemplate: page/meeting.html\nlist: list/meetings.html\norder: -date\nrequire: [date]\nfields:\n  room: {label: {zh: 会议室, en: Room}, required: true}\n  seats: {label: {zh: 座位, en: Seats}, type: integer}\n",
        )
        .file("templates/page/meeting.html", "{{ page.type_name }}：{{ page.title }}在{{ page.room }}{% if page.seats %}，{{ page.seats + 1 }}人{% endif %}")
        .file("templates/list/meetings.html", "{% for p in pages %}[{{ p.title }} {{ p.room }}]{% endfor %}")
        .section("meetings", "title: 会议\ntype: 会议\n")
        .file("content/meetings/a.md", "---\n标题: 例会\n日期: 2026年3月1日\n会议室: 三楼\n座位: 12\n---\n")
        .file("content/meetings/b.md", "---\ntitle: 年会\ndate: 2026-04\nroom: 礼堂\n---\n");
    let run = site.build().ok();
    assert_eq!(run.text("meetings/a.html"), "会议：例会在三楼，13人");
    assert_eq!(run.text("meetings/index.html"), "[年会 礼堂][例会 三楼]");
}

#[test]
fn every_kind_of_field_has_its_value() {
    let site = every_kind().file(
        "content/samples/x.md",
        "---
title: 甲
text: 007
markdown: 一段**话**。
day: 2006年7月
integer: 3
number: 2.5
boolean: 是
choice: down
image: 图 一.png
file: 表.xlsx
person: 张三（技术员）
organization: 第一党支部
reference: other
list: [1, 2]
group: {name: 一组, size: 4}
---
",
    );
    let run = site.build().ok();
    assert_snapshot!(run.page("samples/x.html").texts("p").join("\n"), @r#"
    text "007"
    markdown "\u003cp>一段\u003cstrong>话\u003c/strong>。\u003c/p>\n"
    day "2006-07"
    integer 3
    number 2.5
    boolean true
    choice {"key":"down","name":"下","rank":1}
    image {"width":1,"height":1,"file":"content/samples/图 一.png","url":"/samples/tu-yi-3ff3efa782-1.png","alt":""}
    file {"file_name":"表.xlsx","size":8,"url":"/samples/biao-7df06295e6.xlsx","name":"表","ext":"xlsx"}
    person {"name":"张三","post":"技术员"}
    organization {"id":"branch-1","name":"第一党支部","short":"第一党支部","type":{"key":"branch","name":"党支部","rank":2},"url":""}
    reference {"id":"other","title":"另一个","url":"/samples/other.html","type":"sample"}
    list [1,2]
    group {"name":"一组","size":4}
    "#);
}

#[test]
fn chinese_keys_and_choices_mean_the_same() {
    let english = "---\ntitle: 甲\nday: 2006-07\nboolean: true\nchoice: up\ngroup: {name: 名, size: 1}\nkicker: 引\n---\n";
    let chinese =
        "---\n标题: 甲\n日子: 2006年7月\n是非: 是\n选择: 上\n组:\n  名: 名\n  大小: 1\n引题: 引\n---\n";
    let shown = |text: &str| {
        let run = every_kind().file("content/samples/x.md", text).build().ok();
        run.page("samples/x.html").texts("p")
    };
    assert_eq!(shown(english), shown(chinese));
    assert_eq!(shown(chinese).len(), 4);
}

#[test]
fn every_kind_of_field_says_what_is_wrong() {
    let site = every_kind().file(
        "content/samples/x.md",
        "---
title: 甲
text: [不, 是]
markdown: {a: b}
day: 2023-02-29
integer: 11
number: 约五
boolean: 也许
choice: uo
image: 没有.png
file: 图 二.png
person: {nmae: 张三}
organization: 第一支部
reference: othr
list: [1, 几]
group: {size: 大}
群: 未知
---
",
    );
    assert_snapshot!(site.build().fails(), @"
    content/samples/x.md:3:7 meta/wrong-type: “text”要写一段文字 → 写成 text: ……；现在写的是一个列表
    content/samples/x.md:4:11 meta/wrong-type: “markdown”要写一段文字 → 写成 markdown: ……；现在写的是一组字段
    content/samples/x.md:5:6 date/impossible: 没有“2023-02-29”这个日期 → 查一查日历：这个月有没有这一天，月份是不是 1 到 12，钟点有没有超过 23:59
    content/samples/x.md:6:10 meta/out-of-range: “integer”不能是 11 → 写 1 到 10 之间的数
    content/samples/x.md:7:9 meta/wrong-type: “number”要写一个数，现在是“约五” → “约五”是约数，这里要确切的数：核实以后写，如 number: 5
    content/samples/x.md:8:10 meta/wrong-type: “boolean”要写“是”或“否” → 写成 boolean: 是，或者 boolean: 否；现在写的是“也许”
    content/samples/x.md:9:9 meta/unknown-choice: “choice”没有“uo”这个选项 → 可选：上、下
    content/samples/x.md:10:8 reference/missing-file: 找不到文件“没有.png” → 把文件放在文章旁边；以“/”开头的在 static 文件夹里找
    content/samples/x.md:11:7 reference/missing-file: 找不到文件“图 二.png” → 是不是“图 一.png”？
    content/samples/x.md:12:10 meta/unknown-key: 没有“nmae”这一项 → 是不是“name”？
    content/samples/x.md:13:15 reference/unknown-unit: 组织架构里没有“第一支部” → 是不是“第一党支部”？
    content/samples/x.md:14:12 reference/unknown-page: 没有编号或标题为“othr”的文章 → 是不是“other”？
    content/samples/x.md:15:11 meta/wrong-type: “list”要写一个整数，现在是“几” → 只写数字，如 list: 1
    content/samples/x.md:16:8 meta/missing: 缺少“名” → 加一行，如“名: ……”
    content/samples/x.md:16:15 meta/wrong-type: “size”要写一个整数，现在是“大” → 只写数字，如 size: 1
    content/samples/x.md:17:1 meta/unknown-key: 没有“群”这一项 → 看看是不是写错了字；可以写哪些项，用 dangjian types 样例 查看
    ");
}

#[test]
fn a_reference_leads_to_its_own_types_only() {
    let site = every_kind()
        .news("news/story.md", "一条新闻", "", "")
        .file("content/samples/x.md", "---\ntitle: 甲\nreference: story\n---\n");
    assert_snapshot!(site.build().fails(), @"content/samples/x.md:3:12 reference/unknown-page: 没有编号或标题为“story”的文章 → 编号是文件名（不带 .md），或文章信息里的“编号”");
}

#[test]
fn required_fields_are_asked_for() {
    let site = Site::new()
        .section("studios", "title: 工作室\ntype: studio\n")
        .file("content/studios/a.md", "---\ntitle: 甲\n---\n")
        .file("content/studios/b.md", "---\ntitle:\nleader: 张三\n---\n")
        .news("news/c.md", "丙", "type: 工作坊\n", "");
    assert_snapshot!(site.build().fails(), @"
    content/news/c.md:4:7 meta/unknown-type: 没有“工作坊”这种内容类型 → 是不是“工作室”？
    content/studios/a.md:2:1 meta/missing: 缺少“领衔人” → 加一行，如“领衔人: 张三”
    content/studios/b.md:2:7 meta/missing: “title”后面是空的 → 在冒号后面写上内容，如“title: ……”
    ");
}

#[test]
fn a_key_that_is_written_twice() {
    let site = Site::new().news("news/a.md", "甲", "标题: 乙\n", "").news(
        "news/b.md",
        "乙",
        "kicker: 一\nkicker: 二\n",
        "",
    );
    assert_snapshot!(site.build().fails(), @"
    content/news/a.md:4:1 meta/repeated-key: “标题”和“title”是同一项，写了两次 → 留下一个，删去另一个
    content/news/b.md:5:1 meta/repeated-key: “kicker”写了两次 → 留下一个，删去另一个
    ");
}

#[test]
fn a_value_that_is_no_text_keeps_how_it_was_written() {
    let site = Site::new()
        .file("types/news.yaml", "name: 新闻\ntemplate: page/shown.html\nlist: list/text.html\nrequire: [date]\nfields: {no: {label: 号}}\n")
        .file("templates/page/shown.html", "{{ page.title }} {{ page.no }} {{ page.source }}")
        .news("news/a.md", "2026", "no: 007\nsource: 1.10\n", "");
    assert_eq!(site.build().ok().text("news/a.html"), "2026 007 1.10");
}

/// Former names of fields, choices and types are still read.
#[test]
fn former_names_mean_the_same() {
    let site = |types: [&str; 3], keys: [&str; 6], choices: [&str; 3]| {
        let [activity, honor, person] = types;
        let [recipient, place, unit, label, original, concept] = keys;
        let [kind, level, plain] = choices;
        let organization = "- {id: branch-1, type: branch, name: 第一党支部}\n";
        Site::new()
            .file("data/organization.yaml", organization)
            .section("days", &format!("title: 活动\ntype: {activity}\n"))
            .section("honors", &format!("title: 荣誉\ntype: {honor}\n"))
            .section("people", &format!("title: 人物\ntype: {person}\n"))
            .section("about", &format!("title: 关于\ntype: {plain}\n"))
            .section("concepts", "title: 理念\ntype: concept\n")
            .file("content/concepts/idea.md", "---\ntitle: 理念\n---\n")
            .file("content/days/a.md", &format!("---\ntitle: 甲\ndate: 2026-03-01\n活动形式: {kind}\n---\n"))
            .file(
                "content/honors/a.md",
                &format!("---\ntitle: 乙\ndate: 2026\n级别: {level}\n获奖对象: 党组织\n{recipient}: 第一党支部\n---\n"),
            )
            .file("content/people/a.md", &format!("---\ntitle: 丙\n{unit}: 第一党支部\n---\n"))
            .file("content/about/a.md", "---\ntitle: 丁\n---\n")
            .news("news/a.md", "戊", &format!("{place}: 岚江\n{label}: 答问\n{original}: 2026-01-01\n{concept}: idea\n"), "")
    };
    let former = site(
        ["组织生活", "荣誉", "人物"],
        ["获奖单位", "电头", "供稿单位", "标签前缀", "原发日期", "党建品牌"],
        ["支委会", "县级", "单页"],
    );
    let present = site(
        ["支部活动", "荣誉", "人物"],
        ["获奖党组织", "标题地名", "所在党组织", "栏头", "原载日期", "党建理念"],
        ["支部委员会会议", "县（市、区）级", "常设页面"],
    );
    let (former, present) = (former.build().ok(), present.build().ok());
    for path in ["days/a.html", "honors/a.html", "people/a.html", "about/a.html", "news/a.html"] {
        assert_eq!(former.text(path), present.text(path), "{path}");
    }
    let text = |path: &str| present.page(path).the("main");
    assert!(text("days/a.html").contains("支部委员会会议"), "{}", text("days/a.html"));
    assert!(text("honors/a.html").contains("县（市、区）级"), "{}", text("honors/a.html"));
    assert!(text("people/a.html").contains("第一党支部"), "{}", text("people/a.html"));
}

/// Due is the sum of present and absent.
fn meeting(numbers: &str) -> Site {
    Site::new().section("party-day", "title: 支部活动\ntype: activity\n").file(
        "content/party-day/x.md",
        &format!("---\ntitle: 党员大会\ndate: 2026-03-01\n形式: 支部党员大会\n{numbers}---\n")
            .replace("形式", "活动形式"),
    )
}

#[test]
fn who_should_have_come_is_who_came_and_who_did_not() {
    for right in [
        "应到: 21\n实到: 19\n缺席: [张三, {name: 李四, reason: 出差}]\n",
        "应到: 21\n实到: 21\n",
        "应到: 21\n",
        "实到: 19\n",
    ] {
        meeting(right).build().ok();
    }
    assert_snapshot!(meeting("应到: 21\n实到: 19\n缺席: [张三]\n").build().fails(), @"content/party-day/x.md:5:5 meta/sum-mismatch: 数目对不上：应到 21 ≠ 实到 19 + 缺席 1 → 核对这几个数，改正写错的那个；缺席要逐个写出，写成 甲（出差）、乙（病假）");
    assert_snapshot!(meeting("应到: 21\n实到: 19\n").build().fails(), @"content/party-day/x.md:5:5 meta/sum-mismatch: 数目对不上：应到 21 ≠ 实到 19 → 核对这几个数，改正写错的那个；缺席要逐个写出，写成 甲（出差）、乙（病假）");
    assert_snapshot!(meeting("应到: -1\n实到: 十几\n").build().fails(), @"
    content/party-day/x.md:5:5 meta/out-of-range: “应到”不能是 -1 → 写不小于 0 的数
    content/party-day/x.md:6:5 meta/wrong-type: “实到”要写一个整数，现在是“十几” → 只写数字，如 实到: 1
    ");
}

#[test]
fn a_period_does_not_end_before_it_begins() {
    let notice = |period: &str| {
        Site::new()
            .section("notices", "title: 公告\ntype: notice\n")
            .file("content/notices/x.md", &format!("---\ntitle: 公示\ndate: 2026-03-01\n{period}---\n"))
    };
    notice("公示期: {自: 2026-03-01, 至: 2026-03-05}\n").build().ok();
    notice("公示期: {自: 2026-03-01, 至: 2026-03-01}\n").build().ok();
    assert_snapshot!(notice("公示期: {自: 2026-03-05, 至: 2026-03-01}\n").build().fails(), @"content/notices/x.md:4:25 date/order: 结束日期 2026-03-01 早于开始日期 2026-03-05 → 对照原件，改正写错的那个日期");
    assert_snapshot!(notice("公示期: {自: 2026-03-05}\n").build().fails(), @"content/notices/x.md:4:6 meta/missing: 缺少“结束” → 加一行，如“结束: 2026-11-20”");
}

/// A concept with this under its only part.
fn concept(title: &str, part: &str) -> Site {
    Site::new().section("concepts", "title: 理念\ntype: concept\n").file(
        "content/concepts/x.md",
        &format!("---\ntitle: {title}\nparts:\n  - name: 发挥作用\n{part}---\n"),
    )
}

#[test]
fn what_the_words_of_a_concept_count_is_there() {
    let mechanisms = |count: usize| {
        let items: String =
            (1..=count).map(|n| format!("        - 机制{n}\n").replace("- 机", "- name: 机")).collect();
        concept("理念", &format!("    mechanisms:\n      name: 六项机制\n      items:\n{items}"))
    };
    mechanisms(6).build().ok();
    assert_snapshot!(mechanisms(5).build().fails(), @"content/concepts/x.md:8:9 concept/numeral-mismatch: “六项机制”说的是 6 项，下面却有 5 项 → 补上漏写的，删去多写的，或者改正名称里的数字");
    let sets = |members: &str| {
        concept("理念", &format!("    sets:\n      - {{name: 党政工青妇五位一体, members: [{members}]}}\n"))
    };
    sets("党, 政, 工, 青, 妇").build().ok();
    assert_snapshot!(sets("党, 政, 工, 青").build().fails(), @"content/concepts/x.md:6:36 concept/numeral-mismatch: “党政工青妇五位一体”说的是 5 项，下面却有 4 项 → 补上漏写的，删去多写的，或者改正名称里的数字");
    let chain = |chain: &str| {
        concept("理念", &format!("    measures:\n      - {{name: 三联系, chain: [{chain}]}}\n"))
    };
    chain("党委书记, 支部书记, 党小组长, 党员骨干").build().ok();
    assert_snapshot!(chain("党委书记, 支部书记, 党小组长").build().fails(), @"content/concepts/x.md:6:28 concept/numeral-mismatch: “三联系”说的是 3 环，下面却有 2 环 → 补上漏写的，删去多写的，或者改正名称里的数字");
    let measures = |items: &str| {
        concept("理念", &format!("    measures:\n      - {{name: 两考核, items: [{items}]}}\n"))
    };
    measures("考核书记, 考核支部").build().ok();
    assert_snapshot!(measures("考核书记").build().fails(), @"content/concepts/x.md:6:28 concept/numeral-mismatch: “两考核”说的是 2 项，下面却有 1 项 → 补上漏写的，删去多写的，或者改正名称里的数字");
}

#[test]
fn a_name_that_counts_nothing_is_not_checked() {
    concept(
        "一盘棋",
        "    measures:\n      - {name: 一以贯之, items: [甲, 乙]}\n      - {name: 万众一心, items: [丙]}\n",
    )
    .build()
    .ok();
}

#[test]
fn four_grasps_are_four() {
    let site = |parts: usize| {
        let parts: String = (1..=parts).map(|number| format!("  - name: 抓手{number}\n")).collect();
        Site::new()
            .section("concepts", "title: 理念\ntype: concept\n")
            .file("content/concepts/x.md", &format!("---\ntitle: 四个紧抓\nparts:\n{parts}---\n"))
    };
    site(4).build().ok();
    assert_snapshot!(site(3).build().fails(), @"content/concepts/x.md:4:3 concept/numeral-mismatch: “四个紧抓”说的是 4 项，下面却有 3 项 → 补上漏写的，删去多写的，或者改正名称里的数字");
}

#[test]
fn wholes_are_the_sums_of_their_parts() {
    let site = |joint: &str| {
        Site::new().file(
            "data/statistics.yaml",
            &format!(
                "- {{id: all, label: 党组织, value: 223, unit: 个, parts: [[own, joint]]}}\n- {{id: own, label: 单独组建, value: 199}}\n- {{id: joint, label: 联合组建, value: {joint}}}\n- {{id: half, label: 高管, value: 150, unit: \"%\", of: 高级管理人员}}\n"
            ),
        )
    };
    assert_snapshot!(site("25").build().fails(), @"
    data/statistics.yaml:1:54 stats/sum-mismatch: 各项之和对不上：单独组建 199 + 联合组建 25 = 224，总数“党组织”却是 223 → 核对总数和各项，改正写错的那个
    data/statistics.yaml:4:32 stats/percent: 占比 150% 不在 0 到 100 之间 → 核对这个数；表示增长的，不写“基数”（of）
    ");
    assert_snapshot!(site("24").build().fails(), @"data/statistics.yaml:4:32 stats/percent: 占比 150% 不在 0 到 100 之间 → 核对这个数；表示增长的，不写“基数”（of）");
}
