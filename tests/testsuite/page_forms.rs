//! The forms that pages of the classic theme keep: neighbours, parts of a series, documents,
//! notices, topics, honors.

use insta::assert_snapshot;

use crate::site::Site;

#[test]
fn where_there_is_no_neighbour_the_page_says_so() {
    let run =
        Site::new().news("news/a.md", "甲", "", "文\n").news("news/b.md", "乙", "", "文\n").build().ok();
    assert_eq!(run.page("news/a.html").texts(".turn li"), ["上一篇没有了", "下一篇乙"]);
    assert_eq!(run.page("news/b.html").texts(".turn li"), ["上一篇甲", "下一篇没有了"]);
    let alone = Site::new().news("news/a.md", "甲", "", "文\n").build().ok();
    assert!(
        alone.page("news/a.html").texts(".turn li").is_empty(),
        "one article has no neighbours to speak of"
    );
}

#[test]
fn the_parts_of_a_series_lead_to_one_another() {
    let mut site = Site::new();
    for (at, name) in ["甲", "乙", "丙"].iter().enumerate() {
        let part = at + 1;
        site = site.news(
            &format!("news/p{part}.md"),
            name,
            &format!("series: {{name: 巡礼, part: {part}}}\n"),
            "文\n",
        );
    }
    let run = site.build().ok();
    let parts = |path: &str| run.page(path).texts(".series .parts span").join("；");
    assert_eq!(parts("news/p1.html"), "后一部分：乙");
    assert_eq!(parts("news/p2.html"), "前一部分：甲；后一部分：丙");
    assert_eq!(parts("news/p3.html"), "前一部分：乙");
    assert_eq!(run.page("news/p2.html").texts(".series [aria-current]"), ["乙"]);
}

#[test]
fn a_document_has_its_official_form() {
    let document = |name: &str, more: &str| {
        (
            format!("content/files/{name}.md"),
            format!("---\ntitle: 关于学习的通知\ndate: 2026-03-05\n{more}---\n\n正文。\n"),
        )
    };
    let mut site = Site::new()
        .section("files", "title: 文件\ntype: document\n")
        .bytes("content/files/表一.xlsx", b"x")
        .bytes("content/files/表二.xlsx", b"y");
    for (path, text) in [
        document(
            "square",
            "文号: 岚钨党发[2023]8号\nissuer: 中共岚江钨业委员会\nsigned_on: 2026-03-04\nattachments: [表一.xlsx, 表二.xlsx]\n",
        ),
        document("round", "文号: 岚钨党发（2023）9号\nattachments: [表一.xlsx]\n"),
        document("bare", ""),
    ] {
        site = site.file(path, &text);
    }
    let run = site.build().ok();
    let square = run.page("files/square.html");
    assert_eq!(square.texts(".doc-no"), ["岚钨党发〔2023〕8号"]);
    assert_eq!(square.texts(".doc-attached > p"), ["附件："]);
    assert_eq!(square.texts(".doc-attached li"), ["表一XLSX，1 B", "表二XLSX，1 B"]);
    assert_eq!(square.attributes(".doc-attached a", "download"), ["表一.xlsx", "表二.xlsx"]);
    assert_eq!(square.texts(".doc-sign p"), ["中共岚江钨业委员会", "2026年3月4日"]);
    assert!(square.texts(".attach").is_empty(), "each attachment is there once");
    let round = run.page("files/round.html");
    assert_eq!(round.texts(".doc-no"), ["岚钨党发〔2023〕9号"]);
    assert_eq!(round.texts(".doc-attached > p"), ["附件：", "表一XLSX，1 B"], "one attachment has no number");
    let list = run.page("files/index.html").texts(".documents .no").join(" ");
    assert!(list.contains("岚钨党发〔2023〕8号") && list.contains("岚钨党发〔2023〕9号"), "{list}");
    let bare = run.page("files/bare.html");
    for part in [".doc-no", ".doc-attached", ".doc-sign", ".attach"] {
        assert!(bare.texts(part).is_empty(), "{part}");
    }
}

#[test]
fn a_public_notice_says_whether_it_runs() {
    let site = Site::new().section("notices", "title: 公告\ntype: notice\n").file(
        "content/notices/x.md",
        "---\ntitle: 公示\ndate: 2026-03-01\nkind: publicity\nperiod: {from: 2026-03-03, to: 2026-03-09}\n---\n\n文。\n",
    );
    let state = |now: &str| {
        site.build_with(&["--now", now]).ok().page("notices/x.html").texts(".facts .mark").join(" ")
    };
    assert_eq!(state("2026-03-02T23:59:59+08:00"), "未开始");
    assert_eq!(state("2026-03-03T00:00:00+08:00"), "公示中");
    assert_eq!(state("2026-03-09T23:59:59+08:00"), "公示中", "the last day counts whole");
    assert_eq!(state("2026-03-10T00:00:00+08:00"), "已结束");
}

/// 落款: the unit and the date at the right, unless the text has them itself or is not ours.
#[test]
fn a_notice_has_its_form() {
    let notice = |more: &str, body: &str| {
        let text =
            format!("---\ntitle: 关于学习的通知\ndate: 2026-03-05\n{more}---\n\n各党支部：\n\n{body}\n");
        let site = Site::new()
            .section("notices", "title: 公告\ntype: notice\n")
            .file("data/organization.yaml", "- {id: c, type: committee, name: 公司党委, children: [{id: o, type: department, name: 党群工作部}]}\n")
            .bytes("content/notices/表一.xlsx", b"x")
            .file("content/notices/x.md", &text);
        site.build().ok().page("notices/x.html")
    };
    let whole = notice("source: 党群工作部\ncontact: 厂部二层\nattachments: [表一.xlsx]\n", "请学习。");
    assert_eq!(whole.the(".salutation"), "各党支部：");
    assert_eq!(whole.texts(".doc-sign p"), ["党群工作部", "2026年3月5日"]);
    assert_eq!(whole.the(".doc-contact"), "联系方式：厂部二层");
    assert_eq!(whole.the(".doc-attached"), "附件： 表一XLSX，1 B");
    assert!(whole.texts(".attach").is_empty() && whole.texts(".facts").is_empty());
    let offered = notice("source: 党群工作部\nattachments: [表一.xlsx]\n", ":::download file=表一.xlsx\n:::");
    assert_eq!(offered.attributes("a[href$=xlsx]", "href").len(), 1, "the text offers it itself");
    for (more, body) in [
        ("source: 党群工作部\n", "请学习。\n\n党群工作部\n\n2026年3月5日"),
        ("source: 党群工作部\n", "请学习。\n\n党群工作部\\\n2026年1月10日"),
        ("source: 党群工作部\n", "请学习。\n\n纪检监察室\n\n2026年1月10日"),
        ("source: 党群工作部\n", "请学习。\n\n**党群工作部**\n\n**2026年1月10日**"),
        ("source: 党群工作部\n", "本通知2026年1月10日印发"),
        ("source: 本站\n", "请学习。"),
        ("source: 岚江市委组织部网站\n", "请学习。"),
        ("source: 党群工作部\noriginal_date: 2026-03-01\n", "请学习。"),
        ("source: 省委组织部\nsource_url: https://a.example/\n", "请学习。"),
        ("", "请学习。"),
    ] {
        assert!(notice(more, body).texts(".doc-sign").is_empty(), "{more}{body}");
    }
}

#[test]
fn an_attachment_that_a_text_offers_is_not_listed_again() {
    let site = Site::new().bytes("content/news/表一.xlsx", b"x").bytes("content/news/表二.xlsx", b"y").news(
        "news/a.md",
        "甲",
        "attachments: [表一.xlsx, 表二.xlsx]\n",
        "见[表二](表二.xlsx)。\n\n:::download file=表一.xlsx\n:::",
    );
    let listed = site.build().ok().page("news/a.html").texts(".attach li a");
    assert_eq!(listed, ["表二"], "a link within a sentence is no offer");
}

#[test]
fn what_a_page_lists_is_not_among_its_related_pages_again() {
    let site = Site::new()
        .section("concepts", "title: 理念\ntype: concept\n")
        .file("content/concepts/c.md", "---\ntitle: 一二一\ntags: [理念]\n---\n")
        .news("news/a.md", "甲", "concept: c\ntags: [理念]\n", "")
        .news("news/b.md", "乙", "tags: [理念]\nseries: {name: 巡礼, part: 1}\n", "")
        .news("news/d.md", "丁", "tags: [理念]\nseries: {name: 巡礼, part: 2}\n", "");
    let run = site.build().ok();
    let concept = run.page("concepts/c.html");
    assert_eq!(concept.texts(".part .rows a"), ["甲"]);
    assert_eq!(concept.texts(".related a"), ["乙", "丁"]);
    assert_eq!(run.page("news/b.html").texts(".related a"), ["甲", "一二一"]);
}

/// An archived topic keeps its articles.
#[test]
fn a_past_topic_keeps_its_articles() {
    let site = Site::new()
        .section("topics", "title: 专题\ntype: topic\n")
        .file("content/topics/t.md", "---\ntitle: 一百天\narchived: true\n---\n")
        .news("news/a.md", "甲", "topic: t\n", "");
    let page = site.build().ok().page("topics/t.html");
    assert_eq!(page.texts(".topic-sections .rows a"), ["甲"]);
    assert_eq!(page.texts(".topic-head .mark"), ["已归档"]);
}

#[test]
fn a_title_is_broken_where_its_writer_says_and_never_within_a_name() {
    let site = Site::new()
        .file("site.yaml", "title: 测试站\nbase_url: https://dj.example/\nhome: [{headline: {}}]\n")
        .file("data/organization.yaml", "- {id: b2, type: branch, name: 第二党支部, secretary: 季闻川}\n")
        .news("news/a.md", "红色引擎|驱动高质量发展", "flags: [headline]\n", "")
        .news("news/b.md", "学习 | 第三讲", "", "")
        .news("news/c.md", "甲\\|乙", "", "")
        .news("news/d.md", "还原炉前的第二党支部和季闻川", "", "")
        .news("news/e.md", "长的标题", "short_title: 短的|标题\n", "");
    let run = site.build().ok();
    let heading = |path: &str| {
        let text = run.text(path);
        let (_, rest) = text.split_once("<h1>").unwrap();
        rest.split_once("</h1>").unwrap().0.to_owned()
    };
    assert_eq!(heading("news/a.html"), "红色引擎<br>驱动高质量发展");
    assert!(run.text("index.html").contains(">红色引擎<br>驱动高质量发展</a>"));
    for (path, selector) in
        [("news/a.html", "title"), ("news/index.html", ".rows a"), ("feed.xml", "entry title")]
    {
        let titles = run.page(path).texts(selector).join(" ");
        assert!(titles.contains("红色引擎驱动高质量发展"), "{path}: {titles}");
    }
    assert!(!run.text("feed.xml").contains("引擎|") && !run.text("news/index.html").contains("引擎|"));
    assert!(run.page("news/index.html").texts(".rows a").contains(&"短的标题".into()));
    assert_eq!(heading("news/b.html"), "学习 | 第三讲");
    assert_eq!(heading("news/c.html"), "甲|乙");
    let whole = |name: &str| format!("<span class=\"whole\">{name}</span>");
    let expected = format!("还原炉前的<wbr>{}<wbr>和<wbr>{}", whole("第二党支部"), whole("季闻川"));
    assert_eq!(heading("news/d.html"), expected);
}

/// A unit that comes into being is a name from then on, on the pages whose titles have it.
#[test]
fn a_new_name_changes_the_headlines_that_have_it() {
    let site = Site::new()
        .file("data/organization.yaml", "- {id: b1, type: branch, name: 第一党支部}\n")
        .news("news/a.md", "记第二党支部", "", "")
        .news("news/b.md", "记一件事", "", "");
    site.build().ok();
    let unit = "- {id: b1, type: branch, name: 第一党支部}\n- {id: b2, type: branch, name: 第二党支部}\n";
    site.change("data/organization.yaml", unit);
    let run = site.build().ok();
    assert_eq!(run.page("news/a.html").texts("h1 .whole"), ["第二党支部"]);
    assert!(run.page("news/b.html").texts("h1 .whole").is_empty());
}

#[test]
fn a_topic_has_its_colour_wherever_it_stands() {
    let topic = |colour: &str| {
        Site::new()
            .section("topics", "title: 专题\ntype: topic\n")
            .file("content/topics/x.md", &format!("---\ntitle: 两个专题\n{colour}---\n"))
    };
    let run = topic("主色: 蓝\n").build().ok();
    assert_eq!(run.page("topics/x.html").texts(".topic-page.blue h1"), ["两个专题"]);
    assert_eq!(run.page("topics/index.html").texts(".topic.blue h2"), ["两个专题"]);
    let run = topic("").build().ok();
    assert_eq!(run.page("topics/x.html").texts(".topic-page.red h1"), ["两个专题"]);
    // Any other colour, with legible text on it.
    for (colour, words) in [("\"#5B2C83\"", ".words-white"), ("f2c879", ".words-black")] {
        let run = topic(&format!("自选颜色: {colour}\n")).build().ok();
        let page = run.page("topics/x.html");
        assert_eq!(page.texts(&format!(".topic-head{words} h1")), ["两个专题"]);
        let shown = colour.trim_matches(['"', '#']).to_lowercase();
        assert_eq!(page.attributes(".topic-head .paint rect", "fill"), [format!("#{shown}")]);
        let list = run.page("topics/index.html");
        assert_eq!(list.attributes(".topic.own .paint rect", "fill"), [format!("#{shown}")]);
        assert!(page.attributes("[style]", "style").is_empty());
    }
    assert_snapshot!(topic("自选颜色: 紫\n").build().fails(), @r##"content/topics/x.md:3:7 meta/wrong-type: “自选颜色”要写一个颜色，现在是“紫” → 写成 自选颜色: "#b3131b"；# 前后要有引号，否则后面的都算注释"##);
    assert_snapshot!(topic("主色: 紫\n").build().fails(), @"content/topics/x.md:3:5 meta/unknown-choice: “主色”没有“紫”这个选项 → 可选：红、蓝、绿、金");
}

#[test]
fn the_wall_groups_every_honor_by_level_year_and_recipient() {
    let honor = |site: Site, name: &str, more: &str| {
        site.file(format!("content/honors/{name}.md"), &format!("---\ntitle: 荣誉{name}\n{more}---\n"))
    };
    let mut site = Site::new().section("honors", "title: 荣誉\ntype: honor\n");
    site = honor(site, "a", "date: 2024\nlevel: [provincial]\nrecipient_kind: unit\n");
    site = honor(site, "b", "date: 2023-05\nlevel: [city]\nrecipient_kind: person\n");
    site = honor(site, "c", "level: [city]\n");
    let page = site.build().ok().page("honors/index.html");
    for (group, expected) in [
        ("#level-provincial .t", &["荣誉a"][..]),
        ("#level-city .t", &["荣誉b", "荣誉c"]),
        ("#year-2024 a", &["荣誉a"]),
        ("#year-none a", &["荣誉c"]),
        ("#kind-person a", &["荣誉b"]),
        ("#kind-none a", &["荣誉c"]),
        (".filter.choose [role=status]", &["显示3项，共3项"]),
    ] {
        assert_eq!(page.texts(group), expected, "{group}");
    }
    // With several levels it is listed below each, in the order of dates, and counts once.
    let site = honor(site, "d", "date: 2020\nlevel: [city, county]\nrecipient_kind: unit\n");
    let site = honor(site, "e", "date: 2025\nlevel: [county]\nrecipient_kind: unit\n");
    let page = site.build().ok().page("honors/index.html");
    assert_eq!(page.texts("#level-city .t"), ["荣誉b", "荣誉d", "荣誉c"]);
    assert_eq!(page.texts("#level-county .t"), ["荣誉e", "荣誉d"]);
    assert_eq!(
        page.attributes("#level-county [data-honor]", "data-honor")[1],
        "level=county year=2020 kind=unit"
    );
    assert_eq!(
        page.attributes("#year-2020 [data-honor]", "data-honor"),
        ["level=city level=county  year=2020 kind=unit"]
    );
    assert_eq!(page.texts("#year-2020 .lv"), ["市级", "县（市、区）级"]);
    assert_eq!(page.texts(".filter.choose [role=status]"), ["显示5项，共5项"]);
    assert_eq!(page.texts("[data-by=level]"), ["全部5", "省级1", "市级3", "县（市、区）级2"]);
    let one = honor(Site::new().section("honors", "title: 荣誉\ntype: honor\n"), "a", "level: [city]\n")
        .build()
        .ok();
    let page = one.page("honors/index.html");
    assert_eq!(page.texts(".wall .t"), ["荣誉a"]);
    assert!(page.texts(".filter").is_empty(), "one honor needs no filter");
}
