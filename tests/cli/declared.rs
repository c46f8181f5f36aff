//! Declarations by the writer and for the writer: drafts, placeholders, lists of links, menus, own
//! types, the organization.

use super::{Place, Run};

const DAY: &str = "日期: 2026-11-20";

fn page(place: &Place, file: &str, front_matter: &str) {
    place.write(&format!("site/content/{file}"), &format!("---\n{front_matter}\n---\n\n正文。\n"));
}

fn build(place: &Place) -> Run {
    place.run(&["build", "site"])
}

/// The warnings of a successful run.
#[track_caller]
fn warned(run: &Run, code: &str) -> String {
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.contains(&format!("[{code}]")), "{}{}", run.out, run.err);
    run.err.clone()
}

#[test]
fn an_unfinished_draft_stops_nobody_else() {
    let place = Place::bare();
    page(&place, "news/whole.md", &format!("标题: 写完的\n{DAY}"));
    page(&place, "news/draft.md", "标题: 没写完的\n日期: 昨天\n来原: 甲\n草稿: 是");
    page(&place, "news/kind.md", "标题: 类型不对\n日期: 2026-11-20\n类型: 新文\n草稿: 是");
    let run = build(&place);
    let told = warned(&run, "date/invalid");
    assert!(told.contains("（草稿，发布前要改好）") && told.contains("[meta/unknown-type]"), "{told}");
    assert!(place.path("site/public/news/whole.html").is_file());
    assert!(!place.path("site/public/news/draft.html").exists());
    assert_eq!(place.run(&["check", "site"]).code, 0);
    // If drafts are published, their mistakes are errors.
    place.run(&["check", "site", "--drafts"]).failed(1, "date/invalid");
    place.run(&["build", "site", "--drafts", "--output", "out"]).failed(1, "date/invalid");
    // So are mistakes in a page that cannot be read, or that is only perhaps a draft.
    page(&place, "news/draft.md", "标题: 没写完的\n日期: 昨天\n草稿: 也许");
    build(&place).failed(1, "date/invalid");
    page(&place, "news/draft.md", "标题: [\n草稿: 是");
    assert_eq!(build(&place).code, 1);
}

/// A mistake that would stop the site at midnight is reported today.
#[test]
fn the_text_of_a_page_that_comes_later_is_checked() {
    let place = Place::bare();
    let soon = "---\n标题: 明天的\n日期: 2026-11-20\n定时发布: 2026-11-28\n---\n\n[见](没有.md)。\n";
    place.write("site/content/news/soon.md", soon);
    place.write(
        "site/content/news/draft.md",
        "---\n标题: 草稿\n日期: 2026-11-20\n草稿: 是\n---\n\n![](没有.jpg)\n",
    );
    let at = |now: &str| ["check", "site", "--now", now].map(str::to_owned);
    let today = at("2026-11-27");
    let run = place.run(&today.each_ref().map(String::as_str));
    let told = warned(&run, "link/broken");
    assert!(told.contains("soon.md:7:") && told.contains("到时整个网站会因此发布不了"), "{told}");
    assert!(told.contains("draft.md:7:") && told.contains("草稿，发布前要改好"), "{told}");
    place.run(&["build", "site", "--now", "2026-11-27"]).done();
    let run = place.run(&at("2026-11-28").each_ref().map(String::as_str));
    assert!(run.failed(1, "link/broken").contains("soon.md:7:"));
}

/// The severity `error` for everything applies to pages, not to drafts.
#[test]
fn no_severity_makes_a_draft_stop_the_others() {
    let place = Place::bare();
    let settings = place.read("site/site.yaml") + "\n检查: {级别: {\"date/*\": 错误}}\n";
    place.write("site/site.yaml", &settings);
    page(&place, "news/draft.md", "标题: 没写完的\n日期: 昨天\n草稿: 是");
    warned(&build(&place), "date/invalid");
}

#[test]
fn what_is_still_to_be_filled_in_is_not_published() {
    let place = Place::example();
    let run = place.run(&["new", "honor", "全省先进", "--site", "site"]);
    let file = run.done().lines().next().unwrap().trim_start_matches("已新建 ").to_owned();
    let text = place.read(&file);
    assert!(text.contains("  - 待填\n") && !text.contains("- 国家级"), "{text}");
    let told = warned(&build(&place), "meta/placeholder");
    assert!(told.contains("“级别”还没有填") && told.contains("省级"), "{told}");
    // Also if drafts are shown: the page looks like this while it is written.
    warned(&place.run(&["build", "site", "--drafts", "--output", "out"]), "meta/placeholder");
    place.write(&file, &text.replace("草稿: 是\n", ""));
    build(&place).failed(1, "meta/placeholder");
    place.write(&file, &text.replace("草稿: 是\n", "").replace("- 待填", "- 省级"));
    build(&place).done();
    // Anywhere, in any form; not in a word of a sentence.
    page(
        &place,
        "news/a.md",
        &format!("标题: 关于待填报项目的通知\n{DAY}\n作者: 张三、待填\n题图: 待填.jpg"),
    );
    let told = build(&place).failed(1, "meta/placeholder");
    assert_eq!(told.matches("[meta/placeholder]").count(), 2, "{told}");
    place.write("site/content/news/a.md", "---\n标题: 甲\n日期: 2026-11-20\nsource: to be filled in\n---\n");
    build(&place).failed(1, "meta/placeholder");
}

#[test]
fn a_page_that_no_reader_finds_is_told() {
    let place = Place::bare();
    page(&place, "news/index.md", &format!("标题: 甲\n{DAY}"));
    place.write("site/content/通知/_index.md", "---\n标题: 通知\n类型: 新闻\n---\n");
    page(&place, "通知.md", &format!("标题: 乙\n{DAY}"));
    page(&place, "alone.md", &format!("标题: 没有人提到的\n{DAY}"));
    let told = warned(&build(&place), "site/beside-section");
    assert_eq!(told.matches("[site/beside-section]").count(), 2, "{told}");
    assert!(told.contains("content/news/index.md:2") && told.contains("content/通知.md:2"), "{told}");
    assert!(told.contains("[site/unlisted]") && told.contains("content/alone.md"), "{told}");
}

/// A standing page needs no section if something links to it.
#[test]
fn a_page_to_which_something_leads_is_right() {
    for (site, other) in [
        ("菜单: [{页面: about}]", ""),
        ("菜单: [{标题: 关于, 网址: /about.html}]", ""),
        ("菜单: [{栏目: news, 下级: [{页面: 关于我们}]}]", ""),
        ("页脚: {链接: [{页面: about}]}", ""),
        ("", "见[关于](../about.md)"),
        ("", "见[关于](/about.html)"),
    ] {
        let place = Place::bare();
        let settings: String = place
            .read("site/site.yaml")
            .replace("menu:\n  - section: news\n", "")
            .replace("footer:\n  organizer: 某某公司党委\n  copyright: 某某公司\n", "");
        place.write("site/site.yaml", &format!("{settings}\n{site}\n"));
        page(&place, "about.md", "标题: 关于我们\n类型: 单页");
        place.write("site/content/news/b.md", &format!("---\n标题: 乙\n{DAY}\n---\n\n{other}\n"));
        let run = build(&place);
        assert_eq!((run.code, run.err.contains("site/unlisted")), (0, false), "{site}{other}\n{}", run.err);
    }
}

#[test]
fn a_list_of_links_is_declared() {
    let place = Place::bare();
    let settings =
        place.read("site/site.yaml").replace("footer:", "  - 友情链接: {分组: [上级单位]}\n\nfooter:");
    place.write("site/site.yaml", &settings);
    for links in [
        "- 分组: 上级单位\n  链接:\n    - {名称: 党建网, 网址: \"https://x.example/\"}\n",
        "- title: {zh: 上级单位, en: Above}\n  links: [{title: 党建网, url: \"https://x.example/\"}]\n",
        "- 组名: 上级单位\n  链接: {标题: 党建网, 地址: \"https://x.example/\"}\n",
    ] {
        place.write("site/data/links.yaml", links);
        build(&place).done();
        let home = place.read("site/public/index.html");
        assert!(home.contains("<a href=\"https://x.example/\">党建网</a>"), "{links}\n{home}");
    }
    // A mistake is reported in the file, not in a template.
    for (links, code, line) in [
        ("- 分组: 上级单位\n  链接:\n    - {名称: 党建网}\n", "meta/missing", 3),
        ("- 分组: 上级单位\n", "meta/missing", 1),
        ("分组: 上级单位\n", "data/no-list", 1),
        ("- 分组: [上级单位]\n  链接: [{名称: 党建网, 网址: /}]\n", "meta/wrong-type", 1),
    ] {
        place.write("site/data/links.yaml", links);
        let told = build(&place).failed(1, code);
        assert!(told.contains(&format!("data/links.yaml:{line}")), "{links}\n{told}");
        assert!(!told.contains("template"), "{told}");
    }
    place.write("site/data/links.yaml", "- 分组: 上级单位\n  链接: [{名称: 党建网, 网址: /, 图标: a.png}]\n");
    let told = build(&place);
    assert!(
        told.err.contains("[meta/unknown-key]") && told.err.contains("这里可以写：名称、网址"),
        "{}",
        told.err
    );
}

/// A site can declare a data file as a theme can.
#[test]
fn a_site_declares_its_own_data() {
    let place = Place::bare();
    place.write(
        "site/types/data/rooms.yaml",
        "名称: 会议室\n字段:\n  name: {名称: 名称, 必填: 是}\n  seats: {名称: 座位, 种类: 整数}\n",
    );
    place.write("site/templates/blocks/rooms.html", "{% component block_rooms(@data) {\"name\": {\"zh\": \"会议室\"}} %}{% for r in data.rooms %}<i>{{ r.name }} {{ r.seats }}</i>{% endfor %}{% endcomponent block_rooms %}");
    place.write("site/data/rooms.yaml", "- {名称: 三楼, 座位: 12}\n");
    let settings = place.read("site/site.yaml").replace("footer:", "  - 会议室: {}\n\nfooter:");
    place.write("site/site.yaml", &settings);
    build(&place).done();
    assert!(place.read("site/public/index.html").contains("<i>三楼 12</i>"));
    place.write("site/data/rooms.yaml", "- {名称: 三楼, 座位: 很多}\n");
    assert!(build(&place).failed(1, "meta/wrong-type").contains("data/rooms.yaml:1:16"));
}

#[test]
fn a_menu_is_written_in_chinese() {
    let place = Place::bare();
    page(&place, "about.md", "标题: 关于我们\n类型: 单页");
    let settings = place.read("site/site.yaml");
    let menu = |menu: &str| {
        place.write(
            "site/site.yaml",
            &settings.replace("menu:\n  - section: news\n", &format!("菜单:\n{menu}\n")),
        );
        build(&place)
    };
    menu("  - 栏目: 党建要闻\n    名称: 要闻\n    下级:\n      - 页面: about\n  - {标题: 上级, 网址: \"https://up.example/\"}").done();
    let home = place.read("site/public/index.html");
    for shown in ["要闻", "关于我们", "https://up.example/"] {
        assert!(home.contains(shown), "{shown}");
    }
    let told = menu("  - 栏目: news\n    图标: a").failed(1, "menu/unknown-key");
    assert!(told.contains("可以写：标题、栏目、页面、网址、下级"), "{told}");
    let told = menu("  - 栏目: 没有的").failed(1, "menu/unknown-section");
    assert!(told.contains("没有的") && told.contains("可写：news（党建要闻）"), "{told}");
    assert!(menu("  - 标题: 关于").failed(1, "menu/incomplete").contains("site.yaml:"));
    assert!(menu("  - 页面: nothing").failed(1, "menu/unknown-page").contains("nothing"));
}

/// The help lists the possible names at this place, in Chinese.
#[test]
fn an_unknown_key_tells_what_the_place_takes() {
    let place = Place::bare();
    let settings = place.read("site/site.yaml");
    let with = |more: &str| {
        place.write("site/site.yaml", &(settings.clone() + more));
        let run = build(&place);
        run.err
    };
    let told = with("\ntheme_options: {logo: a.png}\n");
    assert!(told.contains("、主色、") && !told.contains("dangjian types"), "{told}");
    let told = with("\n网页标签: {xyz: 1}\n");
    assert!(told.contains("这里可以写：启用、域名、网站标识码"), "{told}");
    let told = with("\nxyzxyz: 1\n");
    assert!(told.contains("这里可以写：网站名称、主办单位"), "{told}");
    place.write("site/site.yaml", &settings);
    page(&place, "news/a.md", &format!("标题: 甲\n{DAY}\nxyzxyz: 1"));
    assert!(build(&place).err.contains("dangjian types 新闻"));
    page(&place, "news/a.md", &format!("标题: 甲\n{DAY}\n题图: {{图片: a.jpg, xyzxyz: 1}}"));
    assert!(build(&place).err.contains("这里可以写：图片、说明、图说、摄影"));
    page(&place, "news/a.md", &format!("标题: 甲\n{DAY}"));
    place.write("site/site.yaml", &settings.replace("  - tabs:", "  - 没有的: {}\n  - tabs:"));
    let told = build(&place).failed(1, "block/unknown");
    assert!(told.contains("可用的板块：") && told.contains("栏目页签") && !told.contains("tabs、"), "{told}");
    place.write("site/site.yaml", &settings.replace("limit: 8", "xyz: 8"));
    assert!(build(&place).failed(1, "directive/unknown-argument").contains("可用的参数：数量、栏目"));
    place.write("site/site.yaml", &settings.replace("[news]", "[没有的]"));
    assert!(build(&place).failed(1, "reference/unknown").contains("可写：news（党建要闻）"));
    place.write("site/site.yaml", &settings.replace("[news]", "[党建要闻]"));
    build(&place).done();
}

const LECTURE: &str = "名称: 党课
新建时列出: [标题, 日期, 主讲人, 课时]
必填: [日期]
字段:
  主讲人: {种类: 人物, 必填: 是}
  课时: {种类: 整数, 最小: 1}
  形式: {种类: 多选, 选项: [集中授课, 现场教学]}
  要点:
    种类: 列表
    每项: {种类: 一组, 字段: {题目: {必填: 是}, 分钟: {种类: 整数}}}
";

/// A type of a site is one YAML file, in Chinese if the writer likes; the default theme shows its
/// fields and the date.
#[test]
fn a_type_is_declared_in_chinese_and_shown() {
    let place = Place::bare();
    place.write("site/types/lecture.yaml", LECTURE);
    place.write("site/content/lectures/_index.md", "---\n标题: 党课\n类型: 党课\n---\n");
    page(
        &place,
        "lectures/a.md",
        "标题: 第一课\n日期: 2026-11-20\n主讲人: 张三\n课时: 2\n形式: 集中授课、现场教学\n要点: [{题目: 甲, 分钟: 20}, {题目: 乙, 分钟: 25}]",
    );
    build(&place).done();
    let shown = place.read("site/public/lectures/a.html");
    for part in [
        "<dt>主讲人</dt><dd>张三",
        "<dt>课时</dt><dd>2",
        "集中授课、现场教学",
        "<th scope=\"col\">题目</th>",
        "datetime=\"2026-11-20\"",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    let scaffold = place.run(&["new", "党课", "第二课", "--site", "site"]).done();
    let file = scaffold.lines().next().unwrap().trim_start_matches("已新建 ");
    assert!(place.read(file).contains("\n主讲人: 待填\n"), "{}", place.read(file));
    // A mistake is reported where it is written.
    for (wrong, code, at) in [
        (("课时: {种类: 整数", "课时: {种类: 整术"), "type/unknown-kind", "types/lecture.yaml:6:12"),
        (("最小: 1", "最少: 1"), "type/unknown-key", "types/lecture.yaml:6:16"),
        (("新建时列出: [标题", "新建时列出: [标体"), "type/unknown-field", "types/lecture.yaml:2:9"),
        (("种类: 一组", "种类: 一租"), "type/unknown-kind", "types/lecture.yaml:10:14"),
    ] {
        place.write("site/types/lecture.yaml", &LECTURE.replace(wrong.0, wrong.1));
        let told = build(&place).failed(1, code);
        assert!(told.contains(at), "{at}\n{told}");
    }
}

const ORGANIZATION: &str = "- 编号: committee
  类别: 党委
  名称: 公司党委
  书记: 张三
  副书记: 李四、王五
  委员: [赵六（宣传委员）, 钱七]
  纪检委员: 孙八
  党员: 46
  下级:
    - {编号: jiwei, 类别: 纪委, 名称: 公司纪委, 书记: 孙八}
    - 编号: branch-1
      类别: 党支部
      名称: 第一党支部
      党员: 26
      下级: [{编号: g1, 类别: 党小组, 名称: 一班党小组, 组长: 周九, 党员: 26}]
    - {编号: b2, 类别: 党支部, 名称: 第二党支部, 党员: 20}
    - {编号: dept, 类别: 部门, 名称: 党群工作部, 负责人: 吴十}
    - {编号: union, 类别: 群团组织, 名称: 公司工会, 主席: 郑一}
";

fn organization(place: &Place, text: &str) -> Run {
    place.write("site/data/organization.yaml", text);
    place.write("site/content/organization/_index.md", "---\n标题: 组织机构\n类型: 党组织\n---\n");
    build(place)
}

/// The head of a unit is named after the kind of unit, and several deputies are allowed.
#[test]
fn an_organization_shows_its_heads_and_its_committee() {
    let place = Place::bare();
    organization(&place, ORGANIZATION).done();
    let home = place.read("site/public/organization/committee.html");
    for part in [
        "<dt>书记</dt><dd>张三",
        "<dt>副书记</dt><dd>李四、王五",
        "孙八（纪检委员）",
        "赵六（宣传委员）、钱七",
    ] {
        assert!(home.contains(part), "{part}\n{home}");
    }
    let tree = place.read("site/public/organization/index.html");
    for part in ["组长 周九", "负责人 吴十", "主席 郑一", "书记 孙八", "群团组织"] {
        assert!(tree.contains(part), "{part}\n{tree}");
    }
    assert!(place.read("site/public/organization/g1.html").contains("<dt>组长</dt>"));
    // A union or league names its head, by any name of the field.
    for (written, shown) in [
        ("主席", "主席"),
        ("书记", "书记"),
        ("secretary", "书记"),
        ("Secretary", "书记"),
        ("负责人", "负责人"),
    ] {
        organization(&place, &ORGANIZATION.replace("主席: 郑一", &format!("{written}: 郑一"))).done();
        let tree = place.read("site/public/organization/index.html");
        assert!(tree.contains(&format!("{shown} 郑一")), "{written}\n{tree}");
    }
    for (kind, alias) in [
        ("党支部, 名称: 第二", "支部, 名称: 第二"),
        ("类别: 群团组织", "类别: 群团"),
        ("类别: 部门", "类别: 工作部门"),
    ] {
        organization(&place, &ORGANIZATION.replace(kind, alias)).done();
    }
    let told = organization(&place, &ORGANIZATION.replace("类别: 群团组织", "类别: 工会"));
    assert!(told.failed(1, "meta/unknown-choice").contains("是不是“群团组织”？"));
    organization(&place, ORGANIZATION).done();
    assert!(!place.path("site/public/organization/union.html").exists());
}

#[test]
fn an_organization_that_does_not_add_up_is_told() {
    let place = Place::bare();
    let told =
        organization(&place, &ORGANIZATION.replace("党员: 20", "党员: 25")).failed(1, "organization/members");
    assert!(told.contains("data/organization.yaml:8:") && told.contains("26 + 25 = 51"), "{told}");
    let told = organization(&place, &ORGANIZATION.replace("组长: 周九", "书记: 周九"));
    assert!(warned(&told, "organization/head").contains("组长"));
    let told =
        organization(&place, &ORGANIZATION.replace("类别: 党支部, 名称: 第二", "类别: 党小组, 名称: 第二"));
    assert_eq!(told.code, 0, "{}", told.err);
    organization(&place, &ORGANIZATION.replace("类别: 党小组", "类别: 党总支"))
        .failed(1, "organization/level");
    organization(&place, ORGANIZATION).done();
    place.write("site/data/statistics.yaml", "- {编号: m, 名称: 党员, 数值: 48, 单位: 名}\n- {编号: b, 名称: 党支部, 数值: 2, 单位: 个, 党组织: committee}\n");
    let told = warned(&build(&place), "organization/figure");
    assert!(told.contains("data/statistics.yaml:1:") && told.contains("46"), "{told}");
    assert_eq!(told.matches("[organization/figure]").count(), 1, "{told}");
}

#[test]
fn an_honor_of_a_company_needs_no_party_organization() {
    let place = Place::example();
    let honor = |whom: &str| {
        page(&place, "honors/x.md", &format!("标题: 先进\n{DAY}\n级别: 市级\n{whom}"));
        build(&place)
    };
    let field = ["获奖党组织", "获奖单位"];
    let types = place.run(&["types", "honor", "--site", "site"]).done();
    let field = field.iter().find(|label| types.contains(**label)).unwrap();
    for name in ["岚江钨业股份有限公司", "公司", "二车间", "张三工作室"] {
        let told = honor(&format!("{field}: {name}")).failed(1, "reference/unknown-unit");
        assert!(told.contains(&format!("获奖集体: {name}")) && !told.contains("是不是"), "{told}");
    }
    // For an unknown branch no other branch is proposed, but a misspelt one is recognised.
    let told = honor(&format!("{field}: 第十二党支部")).failed(1, "reference/unknown-unit");
    assert!(!told.contains("是不是") && told.contains("data/organization.yaml"), "{told}");
    honor("获奖集体: 岚江钨业股份有限公司").done();
    honor(&format!("{field}: 第一党支部")).done();
}

#[test]
fn a_meeting_may_be_two_things_at_once() {
    let place = Place::example();
    for (kind, shown) in [
        ("支部党员大会、主题党日", "支部党员大会、主题党日"),
        ("[支部党员大会, 主题党日]", "支部党员大会、主题党日"),
        ("主题党日", "主题党日"),
        ("主题党日暨党课", "主题党日、党课"),
        ("支部党员大会暨主题党日", "支部党员大会、主题党日"),
    ] {
        page(&place, "party-day/x.md", &format!("标题: 两个会\n{DAY}\n类型: activity\n活动形式: {kind}"));
        let run = build(&place);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(place.read("site/public/party-day/x.html").contains(&format!("<dd>{shown}</dd>")), "{kind}");
    }
}

/// A record may have a time of day, and so may a field of the site's own.
#[test]
fn a_time_of_day_is_shown() {
    let place = Place::example();
    page(
        &place,
        "party-day/x.md",
        "标题: 两个会\n日期: 2026-11-20 14:30\n类型: activity\n活动形式: 主题党日",
    );
    page(&place, "notices/x.md", "标题: 公示\n日期: 2026-11-20\n类型: notice\n公示期: 11月20日9:00至17:00");
    place.write(
        "site/types/lecture.yaml",
        "名称: 党课\n模板: page/page.html\n字段:\n  开讲: 日期\n  报到: 日期\n",
    );
    place.write("site/content/lectures/_index.md", "---\n标题: 党课\n类型: 党课\n---\n");
    page(&place, "lectures/x.md", "标题: 第一课\n开讲: 2026年11月20日下午2点半\n报到: 2026-11-19");
    let run = build(&place);
    assert_eq!(run.code, 0, "{}", run.err);
    let shown = place.read("site/public/party-day/x.html");
    assert!(shown.contains("2026年11月20日 14:30</bdi>"), "{shown}");
    let shown = place.read("site/public/notices/x.html");
    assert!(shown.contains("2026年11月20日 9:00") && shown.contains("2026年11月20日 17:00"), "{shown}");
    let shown = place.read("site/public/lectures/x.html");
    assert!(shown.contains("2026年11月20日 14:30") && shown.contains(">2026年11月19日</time>"), "{shown}");
}

#[test]
fn a_second_type_of_one_name_is_told() {
    let place = Place::bare();
    place.write("site/types/lecture.yaml", "名称: 新闻\n");
    let told = build(&place).failed(1, "type/repeated-name");
    assert!(told.contains("types/lecture.yaml") && told.contains("types/news.yaml"), "{told}");
}

/// The schema describes the hardest parts of `site.yaml` where an editor looks for them.
#[test]
fn schemas_describe_menu_home_and_options() {
    let place = Place::bare();
    place.run(&["schema", "--site", "site", "schemas"]).done();
    let schema: serde_json::Value = serde_json::from_str(&place.read("schemas/site.schema.json")).unwrap();
    let text = schema.to_string();
    for part in ["栏目页签", "主色", "下级"] {
        assert!(text.contains(part), "{part}");
    }
    for name in ["menu", "home", "theme_options", "footer.links"] {
        let field = &schema["definitions"][name];
        assert!(
            field["description"].as_str().is_some_and(|words| !words.contains("一段文字")),
            "{name}: {field}"
        );
        assert_ne!(field.as_object().map(serde_json::Map::len), Some(2), "{name}");
    }
    let valid = jsonschema::draft7::new(&schema).unwrap();
    let accepts = |value: serde_json::Value| valid.is_valid(&value);
    let site = |more: serde_json::Value| {
        let mut site = serde_json::json!({ "title": "甲" });
        site.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        site
    };
    assert!(accepts(site(serde_json::json!({
        "菜单": ["news", {"栏目": "news", "下级": [{"标题": "甲", "网址": "/x"}]}],
        "首页": [{"栏目页签": {"栏目": ["news"], "limit": 8}}, {"headline": null}],
        "主题选项": {"主色": "#b3131b"},
    }))));
    assert!(!accepts(site(serde_json::json!({ "菜单": [{"栏木": "news"}] }))));
    assert!(!accepts(site(serde_json::json!({ "首页": [{"没有的": {}}] }))));
    assert!(!accepts(site(serde_json::json!({ "主题选项": {"logo": "a"} }))));
    let settings = place.read("site/.vscode/settings.json");
    assert!(settings.contains("/data/links.yaml"), "{settings}");
}

/// A file that names a type of the theme adds to it: one field is one line, and visitors see it.
#[test]
fn a_field_added_to_a_type_of_the_theme_is_shown() {
    let place = Place::bare();
    place.write("site/types/news.yaml", "字段:\n  采写地: {种类: 文字}\n  字数: {种类: 整数}\n");
    page(&place, "news/a.md", &format!("标题: 甲\n{DAY}\n来源: 本报\n采写地: 萧山\n字数: 300"));
    build(&place).done();
    let shown = place.read("site/public/news/a.html");
    for part in ["<dt>采写地</dt><dd>萧山", "<dt>字数</dt><dd>300", "本报"] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    // A complete copy with more fields has the same effect.
    let copy = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/base/types/news.yaml"),
    )
    .unwrap();
    place.write(
        "site/types/news.yaml",
        &format!("{copy}  采写地: {{type: text}}\n  字数: {{type: integer}}\n"),
    );
    build(&place).done();
    assert_eq!(place.read("site/public/news/a.html"), shown);
    // Templates of topics, concepts and units show added fields, too.
    place.write("site/types/topic.yaml", "字段: {牵头部门: {种类: 文字}}\n");
    place.write("site/content/topics/_index.md", "---\n标题: 专题\n类型: 专题\n---\n");
    page(&place, "topics/t.md", &format!("标题: 学习\n{DAY}\n牵头部门: 党群部"));
    build(&place).done();
    assert!(place.read("site/public/topics/t.html").contains("<dt>牵头部门</dt><dd>党群部"));
}

/// The choices of a directive are those of the field that it filters by, in the writer's words.
#[test]
fn honors_are_chosen_by_the_names_of_their_levels() {
    let place = Place::bare();
    place.write("site/content/honors/_index.md", "---\n标题: 荣誉\n类型: 荣誉\n---\n");
    for (file, level) in [("a", "省级"), ("b", "国家级"), ("c", "市级")] {
        page(
            &place,
            &format!("honors/{file}.md"),
            &format!("标题: 荣誉{level}\n{DAY}\n级别: {level}\n获奖集体: 班组"),
        );
    }
    let shown = |line: &str| {
        place.write("site/content/news/a.md", &format!("---\n标题: 甲\n{DAY}\n---\n\n{line}\n"));
        build(&place)
    };
    shown(":::荣誉 级别=省级、市级 :::").done();
    let page = place.read("site/public/news/a.html");
    assert!(page.contains("荣誉省级") && page.contains("荣誉市级") && !page.contains("荣誉国家级"), "{page}");
    assert!(shown(":::荣誉 级别=省部级 :::").failed(1, "directive/unknown-choice").contains("省级"));
    assert!(shown(":::荣誉 级别= :::").failed(1, "directive/wrong-value").contains("后面是空的"));
    assert!(shown(":::数据 编号= :::").failed(1, "directive/wrong-value").contains("后面是空的"));
}

/// Menus, the footer, lists of links and sections link to something, or the broken place is
/// reported.
#[test]
fn addresses_outside_articles_are_followed_too() {
    let place = Place::bare();
    let settings = place.read("site/site.yaml");
    let menu = |entry: &str| {
        place.write(
            "site/site.yaml",
            &settings.replace("menu:\n", &format!("menu:\n  - {{title: 甲, url: {entry}}}\n")),
        );
        build(&place)
    };
    menu("/news/index.html").done();
    menu("/news/").done();
    menu("https://www.example.com/").done();
    let told = menu("/news/indx.html").failed(1, "link/broken");
    assert!(
        told.contains("site.yaml:") && told.contains("/news/indx.html") && told.contains("news/index.html"),
        "{told}"
    );
    place.write("site/site.yaml", &settings);
    let links = |url: &str| {
        place.write(
            "site/data/links.yaml",
            &format!("- 分组: 甲\n  链接:\n    - {{名称: 乙, 网址: \"{url}\"}}\n"),
        );
        build(&place)
    };
    links("https://www.example.com/").done();
    links("/news/index.html").done();
    assert!(links("/无/index.html").failed(1, "link/broken").contains("data/links.yaml:3"));
    assert!(links("www.example.com").failed(1, "link/unsafe").contains("https://www.example.com"));
    assert!(links("https：//www.example.com").failed(1, "link/broken").contains("https://www.example.com"));
    links("/").done();
    let section = place.read("site/content/news/_index.md");
    place.write("site/content/news/_index.md", &section.replacen("---\n", "---\n横幅: 无.jpg\n", 1));
    assert!(build(&place).failed(1, "reference/missing-file").contains("news/_index.md:2"));
}

/// An ambiguous name is reported.
#[test]
fn a_name_that_several_have_is_told() {
    let place = Place::bare();
    for file in ["a", "b"] {
        page(&place, &format!("news/{file}.md"), &format!("标题: 同名\n{DAY}"));
    }
    page(&place, "news/c.md", &format!("标题: 丙\n{DAY}\n相关文章: [同名]"));
    let told = build(&place).failed(1, "reference/ambiguous");
    assert!(told.contains("news/a") && told.contains("news/b"), "{told}");
    page(&place, "news/c.md", &format!("标题: 丙\n{DAY}\n相关文章: [news/a]"));
    build(&place).done();
    let units = "- {编号: w, 类别: 党委, 名称: 公司党委, 下级: [\
        {编号: a1, 类别: 党支部, 名称: 甲厂第一党支部, 简称: 一支部}, \
        {编号: b1, 类别: 党支部, 名称: 乙厂第一党支部, 简称: 一支部}]}\n";
    place.write("site/data/organization.yaml", units);
    let by = |unit: &str| {
        page(&place, "news/c.md", &format!("标题: 丙\n{DAY}\n单位: {unit}"));
        place.write("site/content/news/welcome.md", &format!("---\n标题: 丁\n{DAY}\n---\n\n正文。\n"));
        build(&place)
    };
    assert!(by("一支部").failed(1, "reference/ambiguous").contains("a1"));
    by("a1").done();
    by("乙厂第一党支部").done();
}

const SAME_NAME: &str = "- {编号: w, 类别: 党委, 名称: 公司党委, 下级: [\
    {编号: a1, 类别: 党支部, 名称: 甲厂第一党支部, 简称: 一支部}, \
    {编号: b1, 类别: 党支部, 名称: 乙厂第一党支部, 简称: 一支部}]}\n";

/// The settings of a bare site with other words for its menu and its home page.
fn settings(menu: &str, home: &str) -> String {
    let menu = if menu.is_empty() { "[{栏目: news}]" } else { menu };
    let home = if home.is_empty() { "[头条: {属性: 头条}]" } else { home };
    format!("标题: 党建\n语言: [{{代码: zh}}]\n菜单: {menu}\n首页: {home}\n")
}

/// The same in every other place in which a name may be written.
#[test]
fn a_name_that_several_have_is_told_wherever_it_is_written() {
    let place = Place::bare();
    place.write("site/data/organization.yaml", SAME_NAME);
    page(&place, "news/welcome.md", &format!("标题: 丁\n{DAY}"));
    for file in ["a", "b"] {
        page(&place, &format!("news/{file}.md"), &format!("标题: 同名\n{DAY}"));
    }
    for (menu, home, candidate) in
        [("[{页面: 同名}]", "", "news/b"), ("", "[文章列表: {单位: 一支部}]", "b1")]
    {
        place.write("site/site.yaml", &settings(menu, home));
        let told = build(&place).failed(1, "reference/ambiguous");
        assert!(told.contains("site.yaml:") && told.contains(candidate), "{told}");
    }
    place.write("site/site.yaml", &settings("", ""));
    for (directive, candidate) in [(":::数据 单位=一支部 :::", "b1"), (":::文章列表 专题=同名 :::", "news/b")]
    {
        place.write("site/content/news/c.md", &format!("---\n标题: 丙\n{DAY}\n---\n\n{directive}\n"));
        let told = build(&place).failed(1, "reference/ambiguous");
        assert!(told.contains("news/c.md:6:") && told.contains(candidate), "{told}");
    }
    place.write("site/content/news/c.md", &format!("---\n标题: 丙\n{DAY}\n---\n\n:::数据 单位=a1 :::\n"));
    build(&place).done();
    place.write("site/data/statistics.yaml", "- {编号: m, 名称: 班组, 数值: 3, 单位: 个, 党组织: 一支部}\n");
    let told = build(&place).failed(1, "reference/ambiguous");
    assert!(told.contains("data/statistics.yaml:1:") && told.contains("a1"), "{told}");
    // Where the site takes it lightly, the figure is nobody's.
    let lightly = settings("", "") + "检查: {级别: {\"reference/ambiguous\": 警告}}\n";
    place.write("site/site.yaml", &lightly);
    warned(&build(&place), "reference/ambiguous");
    assert!(!place.read("site/public/news/c.html").contains("班组"));
    place.write("site/data/statistics.yaml", "- {编号: m, 名称: 班组, 数值: 3, 单位: 个, 党组织: a1}\n");
    build(&place).done();
    assert!(place.read("site/public/news/c.html").contains("班组"));
}

const TWO_LANGUAGES: &str = "title: {zh: 党建, en: Party}\nlanguages: [{code: zh}, {code: en}]\n";

/// The id of a page may be that of another one in another folder: its place is a name of its own.
#[test]
fn a_page_is_named_by_its_place() {
    let place = Place::bare();
    place.write("site/site.yaml", TWO_LANGUAGES);
    let section = |file: &str, kind: &str, title: &str| {
        place.write(&format!("site/content/{file}"), &format!("---\n标题: {title}\n类型: {kind}\n---\n"));
    };
    section("ideas/_index.md", "党建理念", "理念");
    section("news/_index.en.md", "新闻", "News");
    page(&place, "news/one.md", &format!("标题: 新闻甲\n{DAY}"));
    page(&place, "ideas/one.md", "标题: 理念甲\n口号: 一心为民");
    place.write(
        "site/content/news/c.md",
        &format!("---\n标题: 丙\n{DAY}\n---\n\n:::理念 编号=ideas/one :::\n"),
    );
    page(&place, "news/one.en.md", &format!("title: One\n{DAY}"));
    page(&place, "news/two.en.md", &format!("title: Two\n{DAY}\nrelated: [news/one]"));
    let run = build(&place);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(place.read("site/public/news/c.html").contains("一心为民"), "{}", run.err);
    assert!(place.read("site/public/en/news/two.html").contains(">One<"));
    place.write("site/content/news/c.md", &format!("---\n标题: 丙\n{DAY}\n---\n\n:::理念 编号=one :::\n"));
    build(&place).failed(1, "reference/ambiguous");
}

/// Two people of one name are two people: neither page is linked.
#[test]
fn a_person_is_linked_if_only_one_has_the_name() {
    let place = Place::bare();
    page(&place, "news/welcome.md", &format!("标题: 丁\n{DAY}"));
    place.write("site/content/people/_index.md", "---\n标题: 人物\n类型: 人物\n---\n");
    page(&place, "people/a.md", &format!("标题: 张伟\n{DAY}"));
    let is_linked = || {
        let run = organization(&place, "- {编号: w, 类别: 党委, 名称: 公司党委, 书记: 张伟}\n");
        assert_eq!(run.code, 0, "{}", run.err);
        let page = place.read("site/public/organization/index.html");
        (page.contains("people/a.html\">张伟"), run.err.contains("reference/same-person"))
    };
    assert_eq!(is_linked(), (true, false));
    page(&place, "people/b.md", &format!("标题: 张伟\n{DAY}"));
    assert_eq!(is_linked(), (false, true));
}

fn with_body(place: &Place, body: &str) -> Run {
    place
        .write("site/content/news/c.md", &format!("---\n标题: 丙\n{DAY}\n标签: [主题教育]\n---\n\n{body}\n"));
    build(place)
}

#[test]
fn an_argument_that_can_not_be_meant_is_told() {
    let place = Place::bare();
    for (body, code) in [
        (":::文章列表 数量=3 数量=4 :::", "directive/repeated-argument"),
        (":::文章列表 数量=3 limit=4 :::", "directive/repeated-argument"),
        (":::文章列表 数量=-1 :::", "directive/wrong-value"),
        (":::文章列表 数量=－1 :::", "directive/wrong-value"),
        (":::图片 图片=https://a.example/b.jpg :::", "img/hotlink"),
        (":::图片 图片=javascript:x :::", "link/unsafe"),
    ] {
        assert!(with_body(&place, body).failed(1, code).contains("c.md:7:"), "{body}");
    }
    for (body, code) in [
        (":::文章列表 标签=主题教肓 :::", "reference/unknown-tag"),
        ("::文章列表 数量=3 ::", "md/directive-colons"),
        (":::文章列表 数量=3\n\n正文在里面。\n\n:::", "directive/lost-content"),
    ] {
        assert!(warned(&with_body(&place, body), code).contains("c.md:7:"), "{body}");
    }
    assert!(with_body(&place, ":::文章列表 标签=主题教肓 :::").err.contains("是不是“主题教育”？"));
    for body in
        [":::文章列表 标签=主题教育 数量=0 :::", ":::说明\n\n正文在里面。\n\n:::", "::before 是选择器"]
    {
        let run = with_body(&place, body);
        assert!(run.code == 0 && !run.err.contains('['), "{body}: {}", run.err);
    }
    // Where the site takes a picture on another site lightly, it is shown.
    let settings = place.read("site/site.yaml") + "\n检查: {级别: {\"img/hotlink\": 关闭}}\n";
    place.write("site/site.yaml", &settings);
    with_body(&place, ":::图片 图片=https://a.example/b.jpg :::").done();
    assert!(place.read("site/public/news/c.html").contains("https://a.example/b.jpg"));
}

#[test]
fn an_argument_of_a_block_that_can_not_be_meant_is_told() {
    let place = Place::bare();
    let with = |block: &str| {
        place.write("site/site.yaml", &settings("", &format!("\n  - {block}")));
        build(&place)
    };
    for (block, code) in [
        ("文章列表: {栏目: \"\"}", "directive/wrong-value"),
        ("文章列表: {栏目: }", "directive/wrong-value"),
        ("文章列表: {栏目: [news, \"\"]}", "directive/wrong-value"),
        ("文章列表: {数量: 3, limit: 4}", "directive/repeated-argument"),
        ("文章列表: {数量: -1}", "directive/wrong-value"),
        ("视频: {文件: /a.mp4, 封面: \"https://a.example/b.jpg\"}", "img/hotlink"),
    ] {
        place.write("site/static/a.mp4", "x");
        assert!(with(block).failed(1, code).contains("site.yaml:"), "{block}");
    }
    assert!(warned(&with("文章列表: {标签: 没有的}"), "reference/unknown-tag").contains("site.yaml:"));
    let run = with("文章列表: {标题: , 数量: 3}");
    assert!(run.code == 0 && !run.err.contains('['), "{}", run.err);
}

/// An address is read as browsers read it, wherever it is written.
#[test]
fn addresses_in_fields_and_menus_are_judged_alike() {
    let place = Place::bare();
    for (field, code) in [
        ("附件: [{文件: \"javascript:alert(1)\"}]", "link/unsafe"),
        ("附件: [{文件: www.a.example/b.pdf}]", "link/unsafe"),
        ("题图: HTTPS://a.example/b.jpg", "img/hotlink"),
    ] {
        page(&place, "news/c.md", &format!("标题: 丙\n{DAY}\n{field}"));
        assert!(build(&place).failed(1, code).contains("c.md:4:"), "{field}");
    }
    page(&place, "news/c.md", &format!("标题: 丙\n{DAY}\n附件: [{{文件: HTTPS://a.example/b.pdf}}]"));
    build(&place).done();
    for (url, code) in
        [("javascript:x", "link/unsafe"), ("www.a.example", "link/unsafe"), ("a", "menu/address")]
    {
        place.write("site/site.yaml", &settings(&format!("[{{标题: 甲, 网址: \"{url}\"}}]"), ""));
        assert!(build(&place).failed(1, code).contains("site.yaml:"), "{url}");
    }
}

/// A field by languages names pages of each language.
#[test]
fn references_by_language_are_followed() {
    let place = Place::bare();
    place.write("site/site.yaml", TWO_LANGUAGES);
    place.write("site/content/news/_index.en.md", "---\ntitle: News\n---\n");
    place.write("site/types/news.yaml", "fields:\n  twin: {label: 另见, type: reference, localized: true}\n");
    page(&place, "news/a.md", &format!("标题: 甲\n{DAY}"));
    page(&place, "news/a.en.md", &format!("title: One\n{DAY}"));
    page(&place, "news/c.md", &format!("标题: 丙\n{DAY}\n另见: {{zh: 甲, en: One}}"));
    build(&place).done();
    page(&place, "news/c.md", &format!("标题: 丙\n{DAY}\n另见: {{zh: 甲, en: 甲}}"));
    warned(&build(&place), "reference/untranslated");
    page(&place, "news/c.md", &format!("标题: 丙\n{DAY}\n另见:\n  zh: 甲乙\n  en: One"));
    assert!(build(&place).failed(1, "reference/unknown-page").contains("c.md:5:"));
}

/// Each body of the Party calls its head by a word of its own.
#[test]
fn a_head_is_called_as_its_kind_of_unit_calls_it() {
    let place = Place::bare();
    page(&place, "news/welcome.md", &format!("标题: 丁\n{DAY}"));
    let with = |kind: &str, name: &str, head: &str| {
        let unit = format!("{{编号: j, 类别: {kind}, 名称: {name}, {head}: 孙九}}");
        organization(&place, &format!("- {{编号: w, 类别: 党委, 名称: 公司党委, 下级: [{unit}]}}\n"))
    };
    for (kind, name, head, shown) in [
        ("纪委", "公司纪委", "书记", "书记"),
        ("纪委", "派驻纪检监察组", "组长", "组长"),
        ("纪委", "派驻纪检监察组", "secretary", "组长"),
        ("党组", "市局党组", "书记", "书记"),
        ("部门", "党委办公室", "主任", "主任"),
        ("部门", "党群工作部", "负责人", "负责人"),
        ("群团组织", "公司妇委会", "主任", "主任"),
    ] {
        let run = with(kind, name, head);
        assert!(run.code == 0 && !run.err.contains("organization/head"), "{name}: {}", run.err);
        let tree = place.read("site/public/organization/index.html");
        assert!(tree.contains(&format!("{shown} 孙九")), "{name}\n{tree}");
    }
    for (kind, name, head, right) in [
        ("纪委", "公司纪委", "组长", "书记"),
        ("纪委", "公司纪委", "主任", "书记"),
        ("纪委", "公司纪委", "负责人", "书记"),
        ("纪委", "派驻纪检监察组", "书记", "组长"),
        ("党组", "市局党组", "组长", "书记"),
        ("党组", "市局党组", "主席", "书记"),
        ("部门", "党群工作部", "书记", "负责人"),
    ] {
        let told = warned(&with(kind, name, head), "organization/head");
        assert!(told.contains(&format!("写成“{right}: ……”")), "{name}: {told}");
        let tree = place.read("site/public/organization/index.html");
        assert!(tree.contains(&format!("{right} 孙九")), "{name}\n{tree}");
    }
}

/// The home page is in the menu by its name, also of a site that has nothing else yet.
#[test]
fn the_home_page_is_in_a_menu_by_its_name() {
    let place = Place::bare();
    for menu in ["[首页, news]", "[{栏目: 首页}, news]", "[主页, {标题: 新闻, 栏目: news}]"] {
        place.write("site/site.yaml", &settings(menu, ""));
        let run = build(&place);
        assert!(run.code == 0 && !run.err.contains('['), "{menu}: {}", run.err);
        let page = place.read("site/public/news/welcome.html");
        assert!(page.contains("href=\"../index.html\""), "{menu}");
        assert!(page.contains(if menu.contains("主页") { ">主页<" } else { ">首页<" }), "{menu}\n{page}");
    }
}

#[test]
fn what_is_meant_to_be_hidden_is_not_published() {
    let place = Place::bare();
    for line in ["撤稿: 是", "作废: 是", "先不发: 是", "下线日期: 2026-11-01", "预约发布: 2099-12-31"]
    {
        page(&place, "news/a.md", &format!("标题: 甲\n{DAY}\n{line}"));
        build(&place).failed(1, "meta/unknown-key");
    }
    // From or until a day is another thing.
    for (line, meant) in [
        ("下线: 2026-12-31", "下线时间"),
        ("推迟发布: 2099-12-31", "定时发布"),
        ("隐藏至: 2099-12-31", "定时发布"),
    ] {
        page(&place, "news/a.md", &format!("标题: 甲\n{DAY}\n{line}"));
        let run = build(&place);
        assert!(run.code == 1 && run.err.contains(meant), "{line}: {}", run.err);
    }
    page(&place, "news/a.md", &format!("标题: 甲\n{DAY}\n作废: 否"));
    assert_eq!(build(&place).code, 0);
    // A section can't be a draft, and its articles are published: nobody may think otherwise.
    page(&place, "secret/_index.md", "标题: 内部\n草稿: 是");
    page(&place, "secret/a.md", &format!("标题: 乙\n{DAY}"));
    let run = build(&place);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("给每篇文章写“草稿: 是”"), "{}", run.err);
    // A fix writes the language of the key.
    std::fs::remove_file(place.path("site/content/secret/_index.md")).unwrap();
    page(&place, "news/a.md", &format!("标题: 甲\n{DAY}\n是否草稿: 是"));
    place.run(&["fix", "--all", "site"]);
    let fixed = std::fs::read_to_string(place.path("site/content/news/a.md")).unwrap();
    assert!(fixed.contains("\n草稿: 是\n"), "{fixed}");
}

#[test]
fn numbers_and_addresses_are_shown_as_written() {
    let place = Place::bare();
    place.write("site/types/talk.yaml", "名称: 讲座\n字段:\n  听课人数: {种类: 数}\n  网站: {种类: 网址}\n");
    page(&place, "news/a.md", &format!("标题: 甲\n类型: talk\n{DAY}\n听课人数: 1,200人"));
    assert_eq!(build(&place).code, 0);
    let shown = std::fs::read_to_string(place.path("site/public/news/a.html")).unwrap();
    assert!(shown.contains("<dd>1,200</dd>"), "{shown}");
    page(&place, "news/a.md", &format!("标题: 甲\n类型: talk\n{DAY}\n网站: 岚江日报 https://a.example/x"));
    let run = build(&place);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("只写“https://a.example/x”"), "{}", run.err);
}

#[test]
fn a_readme_in_content_switches_nothing_off() {
    let place = Place::bare();
    place.write("site/content/README.md", "# 说明\n");
    place.write(
        "site/content/news/a.md",
        &format!("---\n标题: 甲\n{DAY}\n---\n\n[说明](../README.md)\n\n:::文章列表 标签=没有的标签 :::\n"),
    );
    let run = build(&place);
    assert!(run.code == 1 && run.err.contains("[link/broken]"), "{}", run.err);
    assert!(run.err.contains("[reference/unknown-tag]"), "{}", run.err);
}

#[test]
fn a_comment_in_front_matter_is_refused() {
    let place = Place::bare();
    page(&place, "news/a.md", &format!("标题: 甲\n{DAY}\n摘要: '甲<!-- 给领导看 -->乙'"));
    build(&place).failed(1, "md/comment-shown");
}

#[test]
fn a_name_in_data_leads_nowhere() {
    let place = Place::bare();
    page(&place, "lonely.md", &format!("标题: 某某公司党委\n{DAY}"));
    place.write("site/data/contacts.yaml", "- 名称: 某某公司党委\n");
    warned(&build(&place), "site/unlisted");
    place.write("site/data/links.yaml", "- 标题: 链接\n  链接:\n    - {名称: 它, 网址: /lonely.html}\n");
    let run = build(&place);
    assert!(!run.err.contains("[site/unlisted]"), "{}", run.err);
}

#[test]
fn the_home_page_in_a_menu_is_current_at_home_alone() {
    let place = Place::bare();
    page(&place, "news/a.md", &format!("标题: 甲\n{DAY}"));
    place.write("site/site.yaml", &settings("[首页, news]", ""));
    let run = build(&place);
    assert_eq!(run.code, 0, "{}", run.err);
    let shown = std::fs::read_to_string(place.path("site/public/news/a.html")).unwrap();
    let item = shown.split("<a ").find(|item| item.contains(">首页<")).unwrap();
    assert!(!item.contains("aria-current"), "{item}");
}

#[test]
fn a_path_from_the_root_is_suggested_with_its_slash() {
    let place = Place::bare();
    place.write("site/content/news/a.md", &format!("---\n标题: 甲\n{DAY}\n---\n\n[要闻](/news)\n"));
    let run = build(&place);
    assert!(run.code == 1 && run.err.contains("是不是“/news/index.html”"), "{}", run.err);
}
