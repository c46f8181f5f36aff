//! Sections, menus, breadcrumbs, lists with pages, neighbours, tags, series.

use insta::assert_snapshot;

use crate::site::Site;

/// A list that shows titles and its pager.
const LIST: &str = "{{ section.title }}（{{ section.count }}）{% for p in pages %}[{{ p.list_title }}]{% endfor %} {{ pager.number }}/{{ pager.count }} 共{{ pager.total }}
{% if pager.previous %}上 {{ pager.previous }} {% endif %}{% if pager.next %}下 {{ pager.next }} {% endif %}首 {{ pager.first }} 末 {{ pager.last }}
{% for n in pager.pages %}{% if n.gap %}… {% else %}{{ n.number }}{% if n.current %}*{% endif %}={{ n.url }} {% endif %}{% endfor %}";

fn with_list() -> Site {
    Site::listing(LIST)
}

fn dated(site: Site, path: &str, title: &str, date: &str, more: &str) -> Site {
    site.file(format!("content/{path}"), &format!("---\ntitle: {title}\ndate: {date}\n{more}---\n"))
}

#[test]
fn sections_nest_three_deep_and_lists_gather_what_is_below() {
    let site = with_list()
        .section("a", "title: 一级\n")
        .section("a/b", "title: 二级\n")
        .section("a/b/c", "title: 三级\n")
        .section("a/b/c/d", "title: 四级\n")
        .news("a/1.md", "在一级", "", "")
        .news("a/b/c/3.md", "在三级", "", "")
        .news("a/b/c/d/4.md", "在四级", "", "");
    let run = site.build().ok();
    assert!(run.text("a/index.html").starts_with("一级（3）"));
    assert!(run.text("a/b/index.html").starts_with("二级（2）"));
    assert!(run.text("a/b/c/d/index.html").starts_with("四级（1）[在四级]"));
    assert!(run.has("a/b/c/d/4.html"));
}

#[test]
fn a_folder_without_words_of_its_own_is_a_section_too() {
    let run = with_list().news("动态/x.md", "甲", "", "").build().ok();
    assert!(run.text("dong-tai/index.html").starts_with("动态（1）[甲]"));
}

#[test]
fn breadcrumbs_lead_from_the_home_page_down() {
    const CRUMBS: &str = "{% for b in breadcrumbs %}{{ b.title }}={{ b.url }} {% endfor %}";
    let site = Site::new()
        .news_templates(CRUMBS, CRUMBS)
        .section("a", "title: 一级\n")
        .section("a/b", "title: 二级\n")
        .news("a/b/x.md", "甲", "", "");
    let run = site.build().ok();
    assert_eq!(run.text("a/b/x.html"), "首页=/index.html 一级=/a/index.html 二级=/a/b/index.html ");
    assert_eq!(run.text("a/b/index.html"), "首页=/index.html 一级=/a/index.html ");
}

/// Where the menu has a section below another, readers came that way.
#[test]
fn breadcrumbs_have_the_section_below_which_the_menu_has_theirs() {
    const CRUMBS: &str = "{% for b in breadcrumbs %}{{ b.title }} {% endfor %}";
    let menu = "title: 站\nmenu: [{section: a, children: [{section: c}]}, {section: b, children: [{section: a}]}, {title: 词, children: [{section: d}]}]\n";
    let mut site = Site::new().news_templates(CRUMBS, CRUMBS).file("site.yaml", menu);
    for (path, title) in [("a", "甲"), ("b", "乙"), ("c", "丙"), ("c/e", "丁"), ("d", "戊")] {
        site = site.section(path, &format!("title: {title}\n")).news(&format!("{path}/x.md"), "文", "", "");
    }
    let run = site.build().ok();
    assert_eq!(run.text("c/x.html"), "首页 甲 丙 ");
    assert_eq!(run.text("c/index.html"), "首页 甲 ");
    assert_eq!(run.text("c/e/x.html"), "首页 甲 丙 丁 ");
    // One that the menu has at its top as well, and one below mere words.
    assert_eq!(run.text("a/x.html"), "首页 甲 ");
    assert_eq!(run.text("d/x.html"), "首页 戊 ");
    site.change("site.yaml", "title: 站\nmenu: [{section: b, children: [{section: c}]}]\n");
    assert_eq!(site.build().ok().text("c/x.html"), "首页 乙 丙 ");
}

const MENU: &str = "{% for m in menu %}{{ m.title }}={{ m.url }}{% if m.current %}*{% endif %}{% if m.here %}!{% endif %}{% for c in m.children %}（{{ c.title }}={{ c.url }}{% if c.current %}*{% endif %}）{% endfor %} {% endfor %}";

#[test]
fn the_menu_is_the_sections_in_order_of_weight() {
    let site = Site::new()
        .news_templates(MENU, MENU)
        .section("a", "title: 甲\nweight: 2\n")
        .section("b", "title: 乙\nweight: 1\n")
        .section("c", "title: 丙\n")
        .section("d", "title: 丁\nmenu: false\n")
        .news("a/x.md", "文", "", "");
    let run = site.build().ok();
    assert_eq!(run.text("a/x.html"), "乙=/b/index.html 甲=/a/index.html* 丙=/c/index.html ");
    assert_eq!(run.text("b/index.html"), "乙=/b/index.html*! 甲=/a/index.html 丙=/c/index.html ");
}

#[test]
fn the_menu_is_what_site_yaml_says() {
    let site = Site::showing(MENU)
        .file(
            "site.yaml",
            "title: 站\nmenu:\n  - section: a\n    title: 要闻\n    children:\n      - section: a/b\n      - page: x\n  - title: 公开\n    children:\n      - section: c\n  - {title: 学习强国, url: \"https://www.xuexi.cn/\"}\n",
        )
        .section("a", "title: 甲\n")
        .section("a/b", "title: 乙\n")
        .section("c", "title: 丙\n")
        .news("a/b/x.md", "文章", "short_title: 短\n", "");
    let run = site.build().ok();
    assert_eq!(
        run.text("a/b/x.html"),
        "要闻=/a/index.html*（乙=/a/b/index.html*）（短=/a/b/x.html*） 公开=/c/index.html（丙=/c/index.html） 学习强国=https://www.xuexi.cn/ "
    );
}

#[test]
fn a_long_list_has_numbered_pages() {
    let mut site = with_list().section("news", "title: 要闻\npage_size: 2\n");
    for number in 1..=15 {
        site = dated(
            site,
            &format!("news/{number:02}.md"),
            &format!("第{number}篇"),
            &format!("2026-01-{number:02}"),
            "",
        );
    }
    let run = site.build().ok();
    assert_snapshot!(run.text("news/index.html"), @"
    要闻（15）[第15篇][第14篇] 1/8 共15
    下 /news/index_2.html 首 /news/index.html 末 /news/index_8.html
    1*=/news/index.html 2=/news/index_2.html 3=/news/index_3.html … 8=/news/index_8.html
    ");
    assert_snapshot!(run.text("news/index_4.html"), @"
    要闻（15）[第9篇][第8篇] 4/8 共15
    上 /news/index_3.html 下 /news/index_5.html 首 /news/index.html 末 /news/index_8.html
    1=/news/index.html 2=/news/index_2.html 3=/news/index_3.html 4*=/news/index_4.html 5=/news/index_5.html 6=/news/index_6.html … 8=/news/index_8.html
    ");
    assert_snapshot!(run.text("news/index_8.html"), @"
    要闻（15）[第1篇] 8/8 共15
    上 /news/index_7.html 首 /news/index.html 末 /news/index_8.html
    1=/news/index.html … 6=/news/index_6.html 7=/news/index_7.html 8*=/news/index_8.html
    ");
    assert!(!run.has("news/index_1.html") && !run.has("news/index_9.html"));
}

#[test]
fn a_section_has_its_own_order_size_type_and_templates() {
    let site = with_list()
        .file("templates/list/own.html", "自己的：{% for p in pages %}{{ p.title }} {% endfor %}")
        .file("templates/page/own.html", "{{ page.type }} {{ page.title }}")
        .section("rules", "标题: 制度\n类型: 制度文件\n顺序: [weight, title]\n列表模板: own\n模板: page/own.html\n每页篇数: 2\n");
    let site = dated(site, "rules/a.md", "甲", "2026-01-01", "weight: 3\n");
    let site = dated(site, "rules/b.md", "乙", "2026-01-02", "weight: 1\n");
    let site = dated(site, "rules/c.md", "丙", "2026-01-03", "weight: 2\n");
    let run = site.build().ok();
    assert_eq!(run.text("rules/index.html"), "自己的：乙 丙 ");
    assert_eq!(run.text("rules/index_2.html"), "自己的：甲 ");
    assert_eq!(run.text("rules/a.html"), "document 甲");
}

#[test]
fn a_section_is_shown_in_groups() {
    let list = "{% for g in groups %}{{ g.key }} {{ g.name }}：{% for p in g.pages %}{{ p.title }} {% endfor %}\n{% endfor %}";
    let site = Site::new()
        .file("templates/list/honors.html", list)
        .section("honors", "title: 荣誉\ntype: honor\ngroup_by: level\n");
    let site = dated(site, "honors/a.md", "甲", "2020", "level: 市级\n");
    let site = dated(site, "honors/b.md", "乙", "2011", "level: 省级\n");
    let site = dated(site, "honors/c.md", "丙", "2024", "level: [市级, 县区级]\n");
    assert_eq!(
        site.build().ok().text("honors/index.html"),
        "provincial 省级：乙 \ncity 市级：丙 甲 \ncounty 县（市、区）级：丙 \n"
    );
    // The field may be written in any of its names.
    site.change(
        "content/honors/_index.md",
        "---\ntitle: 荣誉\ntype: honor\n分组: 级别\n顺序: [-级别, 日期]\n---\n",
    );
    assert_eq!(
        site.build().ok().text("honors/index.html"),
        "provincial 省级：乙 \ncity 市级：甲 丙 \ncounty 县（市、区）级：丙 \n"
    );
}

#[test]
fn what_a_section_is_sorted_and_grouped_by_is_there() {
    let told = |more: &str| {
        let run = with_list().section("news", &format!("title: 要闻\n{more}")).build().ok();
        run.problems()
    };
    assert_snapshot!(told("order: [-dat, title]\n"), @"content/news/_index.md:3:9 meta/unknown-field: 没有“dat”这个字段，列表不会照它排 → 是不是“date”？");
    assert_snapshot!(told("顺序: 热度\ngroup_by: 部门\n"), @"
    content/news/_index.md:3:5 meta/unknown-field: 没有“热度”这个字段，列表不会照它排 → 写文章信息里有的一项，如 日期、-日期（新的在前）、排序、标题；人名可写 姓氏笔画、姓名笔画、拼音
    content/news/_index.md:4:11 meta/unknown-field: 没有“部门”这个字段，列表不会照它分组 → 可以写 年份、类型、单位，或文章信息里有的一项，如 级别
    ");
    for right in [
        "order: [weight, -日期]\n",
        "order: 姓氏笔画\n",
        "group_by: year\n",
        "group_by: level\n",
        "分组: 年份\n",
        "分组: 类型\n",
        "顺序: [拼音]\n",
        "分组: 供稿单位\n",
    ] {
        assert_eq!(told(right), "", "{right}");
    }
}

#[test]
fn a_type_is_sorted_by_fields_that_it_has() {
    let site = with_list()
        .file("types/meeting.yaml", "name: 会议\norder: [-日期, rom]\nfields:\n  room: {label: 会议室}\n");
    assert_snapshot!(site.build().fails(), @"types/meeting.yaml:2:14 type/unknown-field: 没有声明“rom”这个字段 → 是不是“room”？");
}

#[test]
fn a_part_of_a_series_is_one_page() {
    let site = with_list().section("news", "title: 要闻\n");
    let site = dated(site, "news/a.md", "甲", "2026-01-01", "series: {name: 巡礼, part: 1}\n");
    let site = dated(site, "news/b.md", "乙", "2026-01-02", "系列: {名称: 巡礼, 序号: 1}\n");
    let site = dated(site, "news/b.en.md", "B", "2026-01-02", "series: {name: 巡礼, part: 1}\n");
    let site = dated(site, "news/c.md", "丙", "2026-01-03", "series: {name: 别的, part: 1}\n");
    let site = site.file("site.yaml", "title: 站\nlanguages: [zh, en]\n");
    assert_snapshot!(site.build().ok().problems(), @"content/news/b.md:4:18 reference/repeated-part: 系列“巡礼”的第1部分已经有了：content/news/a.md → 改成它自己的序号");
}

#[test]
fn dates_of_any_precision_are_in_order() {
    let site = with_list().section("news", "title: 要闻\n");
    let site = dated(site, "news/a.md", "年", "2025", "");
    let site = dated(site, "news/b.md", "月", "2025年6月", "");
    let site = dated(site, "news/c.md", "日", "2025-06-15", "");
    let site = dated(site, "news/d.md", "时", "2025-06-15 13:43:22", "");
    assert!(site.build().ok().text("news/index.html").starts_with("要闻（4）[时][日][月][年]"));
}

#[test]
fn neighbours_stay_within_the_section() {
    let shown = "{% if page.neighbours.newer %}新：{{ page.neighbours.newer.title }}={{ page.neighbours.newer.url }}{% endif %} {% if page.neighbours.older %}旧：{{ page.neighbours.older.title }}{% endif %}";
    let site = Site::showing(shown);
    let site = dated(site, "news/a.md", "甲", "2026-01-01", "");
    let site = dated(site, "other/o.md", "别处", "2026-01-02", "");
    let site = dated(site, "news/b.md", "乙", "2026-01-03", "");
    let site = dated(site, "news/c.md", "丙", "2026-01-04", "");
    let run = site.build().ok();
    assert_eq!(run.text("news/a.html"), "新：乙=/news/b.html ");
    assert_eq!(run.text("news/b.html"), "新：丙=/news/c.html 旧：甲");
    assert_eq!(run.text("news/c.html"), " 旧：乙");
    assert_eq!(run.text("other/o.html"), " ");
}

#[test]
fn pinned_pages_stand_first_as_long_as_they_are_pinned() {
    let site = with_list().section("news", "title: 要闻\n");
    let site = dated(site, "news/a.md", "甲", "2026-01-01", "置顶至: 2026-12-31\n");
    let site = dated(site, "news/b.md", "乙", "2026-01-02", "pinned_until: 2026-11-01\n");
    let site = dated(site, "news/c.md", "丙", "2026-01-03", "");
    assert!(site.build().ok().text("news/index.html").starts_with("要闻（3）[甲][丙][乙]"));
    let later = site.build_with(&["--now", "2027-01-01"]).ok();
    assert!(later.text("news/index.html").starts_with("要闻（3）[丙][乙][甲]"));
}

#[test]
fn tags_have_pages() {
    let site = Site::showing("{% for t in page.terms %}{{ t.taxonomy }} {{ t.name }}={{ t.url }} {% endfor %}")
        .file("site.yaml", "title: 站\nlist: {page_size: 2}\n")
        .file("templates/taxonomy.html", "{{ taxonomy.title }}：{% for t in terms %}{{ t.name }} {{ t.count }}={{ t.url }} {% endfor %}")
        .file("templates/term.html", "{{ taxonomy.title }} {{ term.name }} {{ term.count }}：{% for p in pages %}{{ p.title }} {% endfor %}{{ pager.number }}/{{ pager.count }}");
    let site = dated(site, "news/a.md", "甲", "2026-01-01", "标签: [安全, 主题党日]\n");
    let site = dated(site, "news/b.md", "乙", "2026-01-02", "tags: [安全]\n");
    let site = dated(site, "news/c.md", "丙", "2026-01-03", "关键词: 安全\n");
    let run = site.build().ok();
    assert_eq!(
        run.text("news/a.html"),
        "tags 安全=/tags/an-quan.html tags 主题党日=/tags/zhu-ti-dang-ri.html "
    );
    assert_eq!(
        run.text("tags/index.html"),
        "标签：安全 3=/tags/an-quan.html 主题党日 1=/tags/zhu-ti-dang-ri.html "
    );
    assert_eq!(run.text("tags/an-quan.html"), "标签 安全 3：丙 乙 1/2");
    assert_eq!(run.text("tags/an-quan_2.html"), "标签 安全 3：甲 2/2");
}

#[test]
fn a_site_declares_other_taxonomies() {
    let site = Site::new()
        .file("site.yaml", "title: 站\ntaxonomies:\n  - {name: sources, field: source, title: {zh: 来源}}\n")
        .file("templates/taxonomy.html", "{{ taxonomy.name }} {{ taxonomy.title }}：{% for t in terms %}{{ t.name }}={{ t.url }} {% endfor %}");
    let site = dated(site, "news/a.md", "甲", "2026-01-01", "source: 岚江日报\ntags: [安全]\n");
    let run = site.build().ok();
    assert_eq!(run.text("sources/index.html"), "sources 来源：岚江日报=/sources/lan-jiang-ri-bao.html ");
    assert!(!run.has("tags/index.html"));
}

#[test]
fn tags_that_sound_alike_have_pages_of_their_own() {
    let site = dated(Site::new(), "news/a.md", "甲", "2026-01-01", "tags: [公示, 攻势, index]\n");
    let terms: Vec<String> =
        site.build().ok().tree().into_iter().filter(|name| name.starts_with("tags/")).collect();
    assert_eq!(terms, ["tags/gong-shi-2.html", "tags/gong-shi.html", "tags/index.html", "tags/term.html"]);
}

#[test]
fn related_pages_share_tags() {
    let site = Site::showing("{% for p in page.related %}{{ p.title }} {% endfor %}");
    let site = dated(site, "news/a.md", "甲", "2026-01-01", "tags: [安全, 班组]\nrelated: [戊]\n");
    let site = dated(site, "news/b.md", "乙", "2026-01-09", "tags: [安全]\n");
    let site = dated(site, "news/c.md", "丙", "2026-01-30", "tags: [安全, 班组]\n");
    let site = dated(site, "news/d.md", "丁", "2026-01-02", "tags: [安全]\n");
    let site = dated(site, "news/e.md", "戊", "2026-01-02", "");
    let site = dated(site, "news/f.md", "己", "2026-01-02", "tags: [别的]\n");
    assert_eq!(site.build().ok().text("news/a.html"), "戊 丙 丁 乙 ");
}

#[test]
fn the_parts_of_a_series_are_linked() {
    let shown = "{{ page.series.name }} {{ page.series.part }}：{% for p in page.series.pages %}{{ p.title }} {% endfor %}{% if page.series.previous %}前 {{ page.series.previous.title }} {% endif %}{% if page.series.next %}后 {{ page.series.next.title }}{% endif %}";
    let site = Site::showing(shown);
    let site = dated(site, "news/a.md", "下", "2026-01-01", "series: {name: 示范支部, part: 3}\n");
    let site = dated(site, "news/b.md", "上", "2026-01-02", "系列: {名称: 示范支部, 序号: 1}\n");
    let site = dated(site, "other/c.md", "中", "2026-01-03", "series: {name: 示范支部, part: 2}\n");
    let run = site.build().ok();
    assert_eq!(run.text("other/c.html"), "示范支部 2：上 中 下 前 上 后 下");
    assert_eq!(run.text("news/b.html"), "示范支部 1：上 中 下 后 中");
}

#[test]
fn a_topic_collects_the_pages_that_name_it() {
    let site = Site::new()
        .file("templates/page/topic.html", "{% for p in pages(topic=page.id) %}{{ p.title }} {% endfor %}")
        .section("topics", "title: 专题\ntype: topic\n")
        .file("content/topics/two-roles.md", "---\ntitle: 发挥两个作用\n---\n");
    let site = dated(site, "news/a.md", "甲", "2026-01-01", "专题: two-roles\n");
    let site = dated(site, "news/b.md", "乙", "2026-01-02", "topic: 发挥两个作用\n");
    let site = dated(site, "news/c.md", "丙", "2026-01-03", "");
    assert_eq!(site.build().ok().text("topics/two-roles.html"), "乙 甲 ");
}

#[test]
fn topics_of_one_id_collect_their_own_pages() {
    let own = "{% for a in pages(topic=page.id) %}{{ a.title }} {{ a.topic.url }}{% endfor %}";
    let all = "{% for t in pages(type=\"topic\", not=page.id) %}，{{ t.id }}{% for a in pages(topic=t.id) %}{{ a.title }}{% endfor %}{% endfor %}";
    let site = Site::new()
        .file("templates/page/topic.html", &format!("{own}{all}"))
        .section("study", "title: 学习\ntype: topic\n")
        .section("work", "title: 工作\ntype: topic\n")
        .file("content/study/x.md", "---\ntitle: 学习专题\n---\n")
        .file("content/work/x.md", "---\ntitle: 工作专题\n---\n")
        // Of another type: no topic.
        .file("content/news/two.md", "---\ntitle: 新闻\ndate: 2026-01-01\n---\n")
        .file("content/work/two.md", "---\ntitle: 又一个专题\n---\n");
    let site = dated(site, "news/a.md", "甲", "2026-01-01", "专题: study/x\n");
    let site = dated(site, "news/b.md", "乙", "2026-01-02", "专题: 工作专题\n");
    let site = dated(site, "news/c.md", "丙", "2026-01-03", "专题: two\n");
    let run = site.build().ok();
    assert_eq!(run.text("study/x.html"), "甲 /study/x.html，work/two丙，work/x乙");
    assert_eq!(run.text("work/x.html"), "乙 /work/x.html，study/x甲，work/two丙");
    assert_eq!(run.text("work/two.html"), "丙 /work/two.html，study/x甲，work/x乙");
}

#[test]
fn two_pages_of_one_person_are_reported() {
    let site = Site::new()
        .section("people", "title: 人物\ntype: person\n")
        .file("content/people/a.md", "---\ntitle: 张三\n---\n")
        .file("content/people/b.md", "---\ntitle: 张三\n---\n")
        .file("content/people/c.md", "---\ntitle: 李四\n---\n");
    assert_snapshot!(site.build().ok().problems(), @"content/people/b.md:2:8 reference/same-person: 人物“张三”已经有一页：content/people/a.md；别的文章提到这个名字时，两页都不加链接 → 是同一个人的，并成一篇；是两个人的，给其中一篇的标题加上区别，文章里也照样写");
}

#[test]
fn every_unit_has_a_page_that_gathers_its_articles_honors_and_figures() {
    let site = Site::new()
        .file("data/organization.yaml", "- id: committee\n  type: committee\n  name: 党委\n  children:\n    - {id: branch-1, type: branch, name: 第一党支部, members: 21}\n    - {id: branch-2, type: branch, name: 第二党支部}\n")
        .file("data/statistics.yaml", "- {id: groups, label: 党小组, value: 2, organization: branch-1}\n")
        .file("templates/page/unit.html", "{{ page.title }} {{ page.organization.members or 0 }}：{% for p in pages(unit=page.organization.id, not=page.id) %}{{ p.title }} {% endfor %}{% for f in page.organization.figures or [] %}{{ f.label }}{{ f.value }}{% endfor %}")
        .file("templates/list/organization.html", "")
        .section("organization", "title: 组织\ntype: unit\n")
        .file("content/organization/branch-2.md", "---\ntitle: 二支部主页\nunit: 第二党支部\n---\n")
        .section("honors", "title: 荣誉\ntype: honor\n");
    let site = dated(site, "news/a.md", "新闻", "2026-01-01", "unit: 第一党支部\n");
    let site = dated(site, "honors/b.md", "荣誉", "2026-01-02", "level: 市级\nrecipient: branch-1\n");
    let run = site.build().ok();
    assert_snapshot!(run.text("organization/branch-1.html"), @"第一党支部 21：荣誉 新闻 党小组2");
    assert_eq!(run.text("organization/branch-2.html"), "二支部主页 0：");
    assert!(run.has("organization/committee.html"));
}

const PERSON: &str = "name: 人物\nlist: list/shown.html\ntemplate: page/shown.html\norder: [weight, strokes]\npaginate: false\nfields:\n  pinyin:\n    label: 读音\n";

fn people(order: &str) -> Site {
    let mut site = Site::listing(
        "{{ section.order | join(sep=\"，\") }}：{% for p in pages %}{{ p.title }} {% endfor %}",
    )
    .file("types/person.yaml", PERSON)
    .section("people", &format!("title: 人物\ntype: person\n{order}"));
    for (at, name) in
        ["单一鸣", "高富", "丁王", "高大富", "曾文", "田富", "任长霞", "田大利"].iter().enumerate()
    {
        site = site.file(format!("content/people/{at}.md"), &format!("---\ntitle: {name}\n---\n"));
    }
    site
}

#[test]
fn people_stand_by_the_strokes_of_their_surnames() {
    let run = people("").build().ok();
    assert_eq!(
        run.text("people/index.html"),
        "weight，strokes：丁王 田富 田大利 任长霞 单一鸣 高富 高大富 曾文 "
    );
    let run = people("排序方式: 姓名笔画\n").build().ok();
    assert_eq!(
        run.text("people/index.html"),
        "strokes-name：丁王 田大利 田富 任长霞 单一鸣 高大富 高富 曾文 "
    );
    // Ranks by hand come first.
    let site = people("").file("content/people/7.md", "---\ntitle: 曾文\nweight: 1\n---\n");
    assert!(site.build().ok().text("people/index.html").starts_with("weight，strokes：曾文 丁王"));
}

#[test]
fn people_stand_by_pinyin_and_may_say_how_they_are_read() {
    let run = people("order: pinyin\n").build().ok();
    assert_eq!(run.text("people/index.html"), "pinyin：丁王 高大富 高富 任长霞 单一鸣 田大利 田富 曾文 ");
    let site = people("order: 拼音\n").file("content/people/0.md", "---\ntitle: 单一鸣\n读音: dan\n---\n");
    assert!(site.build().ok().text("people/index.html").starts_with("pinyin：单一鸣 丁王"));
}

#[test]
fn a_list_of_names_has_one_order_in_all_languages() {
    let site = people("order: strokes\n")
        .file("site.yaml", "title: 站\nlanguages: [zh, en]\n")
        .file("content/people/1.en.md", "---\ntitle: Gao Fu\n---\n")
        .file("content/people/2.en.md", "---\ntitle: Ding Wang\n---\n")
        .file("content/people/3.en.md", "---\ntitle: Gao Dafu\n---\n")
        .file("content/people/_index.en.md", "---\ntitle: People\ntype: person\norder: strokes\n---\n");
    let run = site.build().ok();
    assert_eq!(run.text("en/people/index.html"), "strokes：Ding Wang Gao Fu Gao Dafu ");
}

#[test]
fn templates_put_names_in_order_and_write_numerals() {
    let site = Site::showing(
        "{% set names = [\"高大富\", \"田大利\", \"高富\", \"田富\", \"曾文\"] %}{{ names | in_order | join(sep=\" \") }}
{{ names | in_order(by=\"strokes-name\") | join(sep=\" \") }}
{{ names | in_order(by=\"pinyin\") | join(sep=\" \") }}
{% for p in page.author | in_order(by=\"pinyin\") %}{{ p.name }} {% endfor %}
{{ 12 | cn_num }} {{ 2026 | cn_year }} {{ 123 | cn_upper }} {{ 1680.5 | cn_upper(money=true) }} {{ 12 | ordinal }}
{% for d in [\"2023-08-09\", \"2006-07\", \"2011\"] %}{{ d | date(form=\"long\") }} {{ d | date(form=\"short\") }} {{ d | date(form=\"weekday\") }} {{ d | date(form=\"day\") }}/{{ d | date(form=\"monthyear\") }}；{% endfor %}",
    )
    .news("a/x.md", "甲", "author: 张三、单一、曾文\n", "");
    let run = site.build().ok();
    assert_snapshot!(run.text("a/x.html"), @r"
    田富 田大利 高富 高大富 曾文
    田大利 田富 高大富 高富 曾文
    高大富 高富 田大利 田富 曾文
    单一 曾文 张三 
    十二 二〇二六 壹佰贰拾叁 壹仟陆佰捌拾元伍角整 第十二
    2023年8月9日 2023年8月9日 星期三 09/2023年8月；2006年7月 2006年7月  /2006年7月；2011年 2011年  /2011年；
    ");
}

#[test]
fn the_theme_says_in_which_order_names_stand() {
    let site = |order: &str| {
        Site::new()
            .file("site.yaml", "title: 站\nlanguages: [zh, en]\n")
            .section("people", &format!("title: 人物\ntype: person\n{order}"))
            .file("content/people/_index.en.md", &format!("---\ntitle: People\ntype: person\n{order}---\n"))
            .file("content/people/a.md", "---\ntitle: 田大利\n---\n")
            .file("content/people/a.en.md", "---\ntitle: Tian Dali\n---\n")
            .build()
            .ok()
    };
    let both = |order: &str| {
        let run = site(order);
        (run.text("people/index.html"), run.text("en/people/index.html"))
    };
    let (zh, en) = both("order: strokes\n");
    assert!(zh.contains("（按姓氏笔画排序）") && en.contains("(sorted by strokes of the surname)"), "{zh}");
    let (zh, en) = both("order: 拼音\n");
    assert!(zh.contains("（按姓氏拼音排序）") && en.contains("(sorted by surname in pinyin)"), "{zh}");
    let (zh, en) = both("");
    assert!(!zh.contains("排序") && !en.contains("sorted by"), "{zh}");
}

#[test]
fn the_menu_calls_the_home_page_as_the_interface_does() {
    let menu = "{% for item in menu %}{{ item.title }} {% endfor %}";
    let site = Site::showing(menu)
        .file("site.yaml", "title: 站\nlanguages: [zh, en]\nmenu: [首页, news]\n")
        .file("i18n/en.yaml", "home: Start\n")
        .section("news", "title: 要闻\n")
        .file("content/news/_index.en.md", "---\ntitle: News\n---\n")
        .news("news/a.md", "甲", "", "")
        .news("news/a.en.md", "A", "", "");
    let run = site.build().ok();
    assert_eq!(
        (run.text("news/a.html").trim(), run.text("en/news/a.html").trim()),
        ("首页 要闻", "Start News")
    );
}
