//! Front matter as people write it: lists in one line, times of other zones, periods, units, codes,
//! misspelt keys.

use insta::assert_snapshot;

use crate::site::Site;

/// A site that prints the lists and dates of each piece of news.
fn showing() -> Site {
    Site::showing(
        "{% for name in page.author | default(value=[]) %}({{ name.name }}){% endfor %}{% for tag in page.tags | default(value=[]) %}[{{ tag }}]{% endfor %} {{ page.date | date(form=\"second\") }} {{ page.summary | default(value=\"\") }}",
    )
}

fn with(more: &str) -> Site {
    showing().file("content/news/x.md", &format!("---\n{more}---\n正文。\n"))
}

#[test]
fn every_mark_separates_names_and_tags() {
    for (author, tags) in [
        ("张三，李四", "党建，学习"),
        ("张三,李四", "党建,学习"),
        ("张三；李四", "党建;学习"),
        ("张三 李四", "党建、学习"),
        ("[张三、李四]", "[党建、学习]"),
        ("【张三，李四】", "【党建，学习】"),
        ("[\"张三\"，\"李四\"]", "[\"党建\"、\"学习\"]"),
        ("（张三、李四）", "（党建、学习）"),
        ("张三﹑李四", "党建､学习"),
        ("张三（党办）李四（工会）", "党建\u{200b}、学习"),
        ("\n  张三\n  李四", "\n  党建\n  学习"),
        ("|\n  张三\n  李四", ">\n  党建\n  学习"),
        ("\n  - 张三，李四", "\n  - 党建，学习"),
        ("\n-张三\n-李四", "\n  • 党建\n  • 学习"),
    ] {
        let site = with(&format!("标题: 甲\n日期: 2026-01-01\n作者: {author}\n标签: {tags}\n"));
        let shown = site.build().ok().text("news/x.html");
        assert!(shown.starts_with("(张三)(李四)[党建][学习]"), "{author} {tags}: {shown}");
    }
}

#[test]
fn a_time_of_another_zone_is_shown_filed_and_addressed_in_the_sites() {
    let config = |zone: &str| {
        format!(
            "title: 测试站\narchive: true\n{zone}permalinks:\n  news: /{{year}}/{{month}}{{day}}-{{slug}}.html\n"
        )
    };
    for (date, zone, page, shown) in [
        ("2025-12-31T16:30:00.000Z", "", "2026/0101-x.html", "2026-01-01 00:30:00"),
        ("2025-12-31T16:30:00+00:00", "", "2026/0101-x.html", "2026-01-01 00:30:00"),
        ("2026-01-01 00:30:00 +0900", "", "2025/1231-x.html", "2025-12-31 23:30:00"),
        ("2025-12-31T15:30:00Z", "时区: \"+09:00\"\n", "2026/0101-x.html", "2026-01-01 00:30:00"),
        ("2025-12-31 23:30:00", "time_zone: UTC+9\n", "2025/1231-x.html", "2025-12-31 23:30:00"),
    ] {
        let site = with(&format!("标题: 甲\n日期: {date}\n")).file("site.yaml", &config(zone));
        let built = site.build().ok();
        assert!(built.text(page).contains(shown), "{date}: {}", built.text(page));
        assert!(built.has(&format!("archive/{}.html", &page[..4])), "{date} {:?}", built.tree());
    }
    let site = with("标题: 甲\n日期: 2026-01-01\n").file("site.yaml", &config("时区: 本地\n"));
    assert_snapshot!(site.build().fails(), @"site.yaml:3:5 config/time-zone: 看不懂“本地”这个时区 → 写成 +08:00 这样，即比格林尼治时间早几小时；北京时间就是 +08:00，不写也是");
}

#[test]
fn a_page_is_published_at_its_moment_whatever_the_zone() {
    // The build is at 12:00 Chinese time.
    for (moment, is_shown) in [
        ("2026-11-20T03:59:00Z", true),
        ("2026-11-20T04:01:00Z", false),
        ("2026-11-20 11:59", true),
        ("2026-11-20 12:01", false),
        ("2026-11-20 13:01 +0900", false),
    ] {
        let built = with(&format!("标题: 甲\n日期: 2026-01-01\n定时发布: {moment}\n")).build().ok();
        assert_eq!(built.has("news/x.html"), is_shown, "{moment}");
    }
}

#[test]
fn codes_blank_lines_and_folded_lines_are_read_as_they_are_meant() {
    let built = with(
        "标题: 20261120123456789012345\n\t\n日期: 2026-01-01\n　\n摘要: >\n  第一行中文，\n  第二行中文\n",
    )
    .build()
    .ok();
    assert_snapshot!(built.problems(), @"");
    assert!(built.text("news/x.html").ends_with("第一行中文，第二行中文"), "{}", built.text("news/x.html"));
    for code in ["20261120123456789012345", "0123", "1.10", "12E5", "0x1F", "1_000", "1234567890123456789.5"]
    {
        let site = Site::showing("{{ page.title }}")
            .file("content/news/x.md", &format!("---\n标题: {code}\n日期: 2026-01-01\n---\n"));
        assert_eq!(site.build().ok().text("news/x.html").trim(), code);
    }
}

#[test]
fn a_misspelt_title_is_one_problem_and_can_be_put_right() {
    for written in ["标題", "题目", "“标题”", "titel"] {
        let site = with(&format!("{written}: 甲\n日期: 2026-01-01\n"));
        let problems = site.build().fails();
        assert_eq!(problems.lines().count(), 1, "{problems}");
        assert!(problems.contains("meta/unknown-key") && problems.contains("是不是“"), "{problems}");
        let mut fix = crate::site::program();
        fix.args(["fix", "--all"]).arg(site.path(""));
        site.run(fix);
        site.build().ok();
    }
}

#[test]
fn no_fix_changes_what_is_claimed() {
    let honor = "---\n标题: 甲\n日期: 2026-01-01\n级别: 集团公司级\n发布人: 张三\n委员: 李四\n主讲人: 王五\n---\n正文。\n";
    let site = Site::new().section("honors", "title: 荣誉\ntype: honor\n").file("content/honors/x.md", honor);
    let before = std::fs::read(site.path("content/honors/x.md")).unwrap();
    let mut fix = crate::site::program();
    fix.args(["fix", "--all"]).arg(site.path(""));
    site.run(fix);
    assert_eq!(std::fs::read(site.path("content/honors/x.md")).unwrap(), before);
}

#[test]
fn values_that_cannot_be_read_say_what_to_write() {
    assert_snapshot!(with("标题:\n日期: 2026-01-01\n置顶: 是\n作者: 张三 主任\n").build().fails(), @"
    content/news/x.md:2:4 meta/missing: “标题”后面是空的 → 在冒号后面写上内容，如“标题: ……”
    content/news/x.md:4:5 date/invalid: “置顶”要写一个日期，不能写“是” → 写置顶到哪一天为止；写成 置顶: 2026-12-31；不要这一项，就删去这一行
    content/news/x.md:5:5 meta/names: 看不出“张三 主任”是一个人还是几个人，按一个人的名字用了 → 几个人之间用顿号：张三、李四；职务、单位写在括号里：张三（党办主任）
    ");
    let notice = |period: &str| {
        let text = format!("---\n标题: 甲\n日期: 2026-01-01\n种类: 公示\n公示期: {period}\n---\n");
        Site::new().section("notices", "title: 通知\ntype: notice\n").file("content/notices/x.md", &text)
    };
    assert_snapshot!(notice("12月28日至1月5日").build().ok().problems(), @"content/notices/x.md:5:6 date/guessed-year: “公示期”没有写年份，照文章的日期算作 2025 年 → 前面加上年份，如 2025年12月28日至1月5日");
    assert_snapshot!(notice("2026年1月2日—9日").build().ok().problems(), @"");
    assert_snapshot!(notice("五个工作日").build().fails(), @"content/notices/x.md:5:6 date/invalid: 看不懂“五个工作日”从哪一天到哪一天 → 写成 公示期: 2026年11月20日至27日，或者 公示期: {开始: 2026-11-20, 结束: 2026-11-27}");
}

#[test]
fn what_may_be_a_list_or_a_period_is_told_and_what_to_write() {
    assert_snapshot!(with("标题: 甲\n日期: 2026-01-01 9:00-11:00\n").build().fails(), @"content/news/x.md:3:5 date/invalid: “日期”只写一个日期，“2026-01-01 9:00-11:00”是一段时间 → 写开始的时间，写成 日期: 2026-01-01 09:00；到什么时候为止，写进正文");
    assert_snapshot!(with("标题: 甲\n日期: 2025年12月31日24时\n作者: 记者张三、李四等3人\n标签: 党建 学习、党务/政务\n通讯员: 王五·赵六\n").build().ok().problems(), @"
    content/news/x.md:3:5 date/midnight: “2025年12月31日24时”按第二天零点算了：2026-01-01 0:00 → 到这一天结束为止的，只写 2025-12-31；指第二天零点的，写 2026-01-01 00:00
    content/news/x.md:4:5 meta/names: “李四等3人”里像是不只有姓名，整个当作一个人的姓名用了 → 这里只写姓名，职务、身份、缘由写在括号里：张三（记者）；“等”“3人”不是姓名，写在正文里
    content/news/x.md:4:5 meta/names: “记者张三”里像是不只有姓名，整个当作一个人的姓名用了 → 这里只写姓名，职务、身份、缘由写在括号里：张三（记者）；“等”“3人”不是姓名，写在正文里
    content/news/x.md:5:5 meta/joined: “标签”里的“党建 学习”像是几项，按一项用了 → 是几项的话，用顿号隔开：甲、乙；是一项的话，去掉中间的空格或竖线
    content/news/x.md:5:5 meta/one-item: “标签”按一条读了：党务/政务 → 是几条的话，用顿号隔开
    content/news/x.md:6:6 meta/names: 看不出“王五·赵六”是一个人还是几个人，按一个人的名字用了 → 几个人之间用顿号：张三、李四；职务、单位写在括号里：张三（党办主任）
    ");
    assert_snapshot!(with("标题: 甲\n日期: 2026-01-01\n标签: [1 #井, 乙]\n").build().ok().problems(), @r#"content/news/x.md:4:6 meta/unquoted: 内容里有“#”，不加英文引号的话，“#”后面会被当作注释丢掉 → 写成 "1 #井""#);
    let two = with("标题: 甲，很长\n日期: 2026-01-01\n");
    let two = two.file("content/news/y.md", "---\n标题: 乙\n日期: 2026-01-01\n---\n");
    let site =
        two.file("content/news/z.md", "---\n标题: 丙\n日期: 2026-01-01\n相关文章: 甲，很长、乙\n---\n");
    assert_snapshot!(site.build().fails(), @"content/news/z.md:4:7 reference/unknown-page: 没有编号或标题为“甲，很长、乙”的文章 → 这里像是写了几篇：标题里会有标点，所以每篇要写一行，前面加上“- ”");
}

#[test]
fn a_period_in_one_line_has_the_defaults_of_its_fields() {
    let site =
        with("标题: 甲\n日期: 2026-01-01\n").file("site.yaml", "title: 测试站\n哀悼日: 2026年4月4日至5日\n");
    assert_snapshot!(site.build().ok().problems(), @"");
}

#[test]
fn a_link_that_lacks_its_beginning_is_completed() {
    let site = Site::new().news(
        "news/x.md",
        "甲",
        "",
        "[百度](www.example.com)，[邮箱](zhang@e.example)，[电话](0571-12345678)",
    );
    assert_snapshot!(site.build().fails(), @"
    content/news/x.md:5:1 link/unsafe: “www.example.com”不是完整的网址 → 是不是“https://www.example.com”？
    content/news/x.md:5:23 link/broken: 链接指向的“zhang@e.example”不存在 → 是不是“mailto:zhang@e.example”？
    content/news/x.md:5:45 link/broken: 链接指向的“0571-12345678”不存在 → 是不是“tel:0571-12345678”？
    ");
}

#[test]
fn arguments_of_directives_and_blocks_are_separated_alike() {
    let statistics =
        "- {id: a, label: 党员, value: 3, unit: 名}\n- {id: b, label: 支部, value: 4, unit: 个}\n";
    for ids in ["a,b", "a，b", "a、b", "a；b", "[a、b]", "【a，b】"] {
        let site = Site::new().file("data/statistics.yaml", statistics).news(
            "news/x.md",
            "甲",
            "",
            &format!(":::stats ids={ids}\n:::\n"),
        );
        let shown = site.build().ok().text("news/x.html");
        assert!(shown.contains("党员") && shown.contains("支部"), "{ids}");
    }
}

#[test]
fn numbers_of_directives_are_read_as_people_write_them() {
    let component = "{% component many(limit: Integer = 5, seconds: Integer = 1, share: Float = 0.5) {\"args\": {\"limit\": {\"zh\": \"数量\"}, \"seconds\": {\"zh\": \"间隔秒数\"}, \"share\": {\"zh\": \"比例\"}}} %}[{{ limit }}/{{ seconds }}/{{ share }}]{% endcomponent many %}";
    let site = |arguments: &str| {
        Site::new().file("templates/directives/many.html", component).news(
            "news/x.md",
            "甲",
            "",
            &format!(":::many {arguments}\n:::\n"),
        )
    };
    for (arguments, shown) in [
        ("数量=五", "[5/1/0.5]"),
        ("数量=3个", "[3/1/0.5]"),
        ("数量=１２", "[12/1/0.5]"),
        ("间隔秒数=5秒", "[5/5/0.5]"),
        ("比例=0.25", "[5/1/0.25]"),
    ] {
        let page = site(arguments).build().ok().text("news/x.html");
        assert!(page.contains(shown), "{arguments}: {page}");
    }
    assert_snapshot!(site("数量=几个").build().fails(), @"content/news/x.md:5:12 directive/wrong-value: “数量”要写一个整数，现在是“几个” → 只写数字，如 数量=1");
    assert_snapshot!(site("数量=约5").build().fails(), @"content/news/x.md:5:12 directive/wrong-value: “数量”要写一个整数，现在是“约5” → “约5”是约数，这里要确切的数：核实以后写，如 数量=5");
    assert_snapshot!(site("间隔秒数=5分").build().fails(), @"content/news/x.md:5:14 directive/wrong-value: “间隔秒数”要写一个整数，现在是“5分” → “分”和“间隔秒数”的计量单位不同：换算以后只写数字");
}

#[test]
fn figures_are_read_with_their_units() {
    let site = |figure: &str| {
        Site::new().file("data/statistics.yaml", &format!("- {{编号: a, 名称: 甲, {figure}}}\n")).news(
            "news/x.md",
            "甲",
            "",
            ":::stats ids=a\n:::\n",
        )
    };
    for (figure, parts) in [
        ("数值: 70%", ["70", "", "%"]),
        ("数值: 约240", ["约", "240", ""]),
        ("数值: 70余万元", ["70", "余", "万元"]),
    ] {
        let page = site(figure).build().ok().text("news/x.html");
        let figure = page.split("class=\"fig\"").nth(1).unwrap().split("</div>").next().unwrap();
        assert!(parts.iter().all(|part| figure.contains(part)), "{parts:?}: {figure}");
    }
    site("数值: 3, 历年: [{年份: 2024年, 数值: 2}, {年份: 2025, 数值: 3}]").build().ok();
    assert_snapshot!(site("数值: 70%, 单位: 个").build().fails(), @"data/statistics.yaml:1:22 meta/wrong-type: “数值”和“单位”写的不一样 → “数值”里只写数字，别的写在“单位”里");
    assert_snapshot!(site("数值: 许多").build().fails(), @"data/statistics.yaml:1:22 meta/wrong-type: “数值”要写一个数，现在是“许多” → 只写数字，如 数值: 13.6");
}

/// `published: false` hides a page in other generators, so no site can ignore it.
#[test]
fn a_key_that_hides_a_page_is_never_ignored() {
    let site = |line: &str| {
        with(&format!("标题: 甲\n日期: 2026-01-01\n{line}\n"))
            .file("site.yaml", "title: 测试站\n忽略的项: [published, layout, 公开]\n")
    };
    site("published: true\nlayout: post").build().ok();
    assert_snapshot!(site("published: false").build().fails(), @"content/news/x.md:4:1 meta/unknown-key: 没有“published”这一项 → 这一项像是要让文章不公开，可在这里不起作用：不发布的写“草稿: 是”，到时才发布的写“定时发布”");
    assert_snapshot!(site("公开: 否").build().fails(), @"content/news/x.md:4:1 meta/unknown-key: 没有“公开”这一项 → 这一项像是要让文章不公开，可在这里不起作用：不发布的写“草稿: 是”，到时才发布的写“定时发布”");
}

#[test]
fn nothing_is_neither_a_tag_nor_a_summary_nor_a_file() {
    for word in ["无", "——", "/"] {
        let site = with(&format!(
            "标题: 甲\n日期: 2026-01-01\n标签: {word}\n摘要: {word}\n附件: {word}\n题图: {word}\n作者: {word}\n来源: {word}\n"
        ));
        let built = site.build().ok();
        assert_eq!(built.problems(), "");
        assert!(!built.tree().iter().any(|file| file.starts_with("tags/")), "{word}: {:?}", built.tree());
        let page = built.text("news/x.html");
        assert!(!page.contains(word) || word == "/", "{word}: {page}");
    }
}

#[test]
fn what_a_number_sign_cuts_off_is_told() {
    let shown = |title: &str| {
        let site = Site::showing("{{ page.title }}")
            .file("content/news/x.md", &format!("---\n标题: {title}\n日期: 2026-01-01\n---\n"));
        let built = site.build().ok();
        (built.text("news/x.html").trim().to_owned(), built.problems())
    };
    for title in ["2 #高炉党支部获奖", "1 #矿、2 #矿"] {
        let (text, problems) = shown(title);
        assert_eq!(text, title);
        assert!(problems.contains("content/news/x.md:2:5 meta/unquoted"), "{problems}");
    }
    for title in ["学习 # 二十大", "3 # 井恢复生产"] {
        let (_, problems) = shown(title);
        assert!(problems.contains("content/news/x.md:2:5 meta/comment"), "{problems}");
    }
    let (text, problems) = shown("\"2 #高炉\" # 注");
    assert_eq!((text.as_str(), problems.as_str()), ("2 #高炉", ""));
}

#[test]
fn a_line_that_says_not_to_publish_stops_the_page() {
    for line in [
        "是否发布: 否",
        "公开: 否",
        "状态: 草稿",
        "隐藏: 是",
        "可见: 否",
        "仅内部: 是",
        "密级: 内部",
        "visible: false",
    ] {
        let problems = with(&format!("标题: 甲\n日期: 2026-01-01\n{line}\n")).build().fails();
        assert!(problems.contains("meta/unknown-key") && problems.contains("草稿: 是"), "{line}: {problems}");
    }
    for line in ["公开: 是", "密级: 无", "状态: 进行中"] {
        with(&format!("标题: 甲\n日期: 2026-01-01\n{line}\n")).build().ok();
    }
}

#[test]
fn what_is_garbled_or_unseen_is_told() {
    for (title, code) in [
        ("组织\u{fffd}生活会", "text/garbled"),
        ("锟斤拷锟斤拷", "text/garbled"),
        ("缁勭粐鐢熸椿", "text/garbled"),
        ("ç»„ç»‡", "text/garbled"),
        ("党\u{202e}建", "text/invisible"),
        ("党\u{200b}建", "text/invisible"),
        ("党建\u{feff}", "text/invisible"),
        ("党\u{e000}建", "text/invisible"),
    ] {
        let problems = with(&format!("标题: {title}\n日期: 2026-01-01\n")).build().ok().problems();
        assert!(problems.contains(code), "{title:?}: {problems}");
    }
}

#[test]
fn an_article_that_is_not_published_is_told() {
    let article = "---\n标题: 甲\n日期: 2026-01-01\n---\n正文。\n";
    for (file, code) in [
        ("content/news/甲.ｍｄ", "source/no-article"),
        ("content/news/乙。md", "source/no-article"),
        ("content/news/丙.mdx", "source/no-article"),
        ("content/news/丁.htm", "source/no-article"),
        ("content/news/庚", "source/no-article"),
        ("文章/b.md", "source/no-article"),
        ("contents/e.md", "source/no-article"),
        ("d.md", "source/no-article"),
        ("content/news/a.fr.md", "source/no-language"),
    ] {
        let problems = Site::new().file(file, article).build().ok().problems();
        assert!(problems.contains(&format!("{file} {code}")), "{file}: {problems}");
    }
    for file in ["content/news/b/INDEX.md", "content/news/b/Index.md", "content/tz/_Index.md"] {
        let problems = Site::new().file(file, article).build().fails();
        assert!(problems.contains(&format!("{file} source/index-name")), "{file}: {problems}");
        assert!(!problems.contains("meta/missing"), "{problems}");
    }
}

#[test]
fn a_value_that_begins_with_its_own_name_is_read_without_it() {
    let template = "{{ page.label }}|{{ page.source }}|{% for a in page.author or [] %}{{ a.name }}{{ a.post or '' }},{% endfor %}|{{ page.date }}|{% for t in page.tags or [] %}{{ t }},{% endfor %}";
    let site = Site::showing(template)
        .file("content/news/a.md", "---\n标题: 甲\n日期: 日期：2026年1月2日\n栏头: 【要闻】\n来源: 来源：新华社\n作者: 作者：张三、李四\n标签: [标签：安全, 学习]\n---\n")
        .file("content/news/b.md", "---\ntitle: 乙\ndate: 2026-01-03\nlabel: 要闻\nsource: \"Source: Xinhua\"\n作者:\n  - 作者：张三\n---\n")
        // Another name is a part of the value.
        .file("content/news/c.md", "---\ntitle: 丙\ndate: 2026-01-03\n栏头: 【甲】与【乙】\n来源: 稿件来源：新华社\n---\n")
        .file("content/news/d.md", "---\ntitle: 丁\ndate: 2026-01-03\n栏头: 【转载】【要闻】\n来源: 甲\n---\n");
    let run = site.build().ok();
    assert_eq!(run.problems(), "");
    assert_eq!(run.text("news/a.html"), "要闻|新华社|张三,李四,|2026-01-02|安全,学习,");
    assert_eq!(run.text("news/b.html"), "要闻|Xinhua|张三,|2026-01-03|");
    assert_eq!(run.text("news/c.html"), "【甲】与【乙】|稿件来源：新华社||2026-01-03|");
    assert_eq!(format!("【{}】", run.text("news/d.html").split('|').next().unwrap()), "【转载】【要闻】");
}

#[test]
fn a_notice_with_a_period_is_a_public_notice() {
    let site = Site::new()
        .file("templates/page/notice.html", "{{ page.kind.name }}")
        .section("notices", "title: 通知\ntype: notice\n")
        .file(
            "content/notices/a.md",
            "---\ntitle: 甲\ndate: 2026-11-01\n公示期: 2026-11-01至2026-11-07\n---\n",
        )
        .file("content/notices/b.md", "---\ntitle: 乙\ndate: 2026-11-01\n---\n")
        // What the writer claims stays.
        .file(
            "content/notices/c.md",
            "---\ntitle: 丙\ndate: 2026-11-01\n种类: 公告\n公示期: 2026-11-01至2026-11-07\n---\n",
        );
    let run = site.build().ok();
    let kinds = ["a", "b", "c"].map(|name| run.text(&format!("notices/{name}.html")));
    assert_eq!(kinds, ["公示", "通知", "公告"]);
}
