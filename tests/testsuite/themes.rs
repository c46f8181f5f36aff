//! Themes: replaced files, options, words, functions, blocks, directives.

use insta::assert_snapshot;

use crate::contract::PIXEL;
use crate::site::{Site, pixel};

/// A theme of the site that builds on the classic one.
fn with_theme() -> Site {
    Site::new()
        .file("site.yaml", "title: 站\ntheme: own\n")
        .file("themes/own/theme.yaml", "name: 自己的\nparent: classic\n")
        .news("news/x.md", "甲", "", "正文。")
}

#[test]
fn a_file_of_the_site_stands_in_for_the_theme_s_and_that_for_its_parent_s() {
    let site = with_theme();
    assert!(site.build().ok().text("404.html").contains("<!DOCTYPE html>"));
    let site = site.file("themes/own/templates/404.html", "主题的");
    assert_eq!(site.build().ok().text("404.html"), "主题的");
    let site = site.file("templates/404.html", "站点的");
    assert_eq!(site.build().ok().text("404.html"), "站点的");
}

#[test]
fn a_template_extends_the_one_that_it_stands_in_for() {
    let site = with_theme()
        .file(
            "themes/own/templates/404.html",
            "{% extends \"parent/404.html\" %}{% block main %}主题（{{ super() }}）{% endblock main %}",
        )
        .file(
            "templates/404.html",
            "{% extends \"theme/404.html\" %}{% block main %}站点（{{ super() }}）{% endblock main %}",
        );
    let main = site.build().ok().page("404.html").the("main");
    assert!(main.starts_with("站点（主题（") && main.ends_with("））"), "{main}");
}

#[test]
fn a_partial_of_the_site_stands_in_within_the_theme_s_templates() {
    let site = with_theme().file("templates/partials/footer.html", "<footer id=\"own\">页脚</footer>");
    assert_eq!(site.build().ok().page("news/x.html").the("#own"), "页脚");
}

#[test]
fn styles_words_and_pictures_are_stood_in_for_alike() {
    let site = with_theme()
        .file("styles/print.css", "@media print { body { color: #010203 } }")
        .file("i18n/zh.yaml", "home: 门户首页\n");
    let run = site.build().ok();
    assert!(run.page("news/x.html").words().contains("门户首页"));
    let print: Vec<_> =
        site.published().into_iter().filter(|(name, _)| name.starts_with("theme/styles/print-")).collect();
    assert_eq!(print.len(), 1);
    assert!(String::from_utf8_lossy(&print[0].1).contains("#010203"));
}

#[test]
fn a_theme_that_is_its_own_parent() {
    let site = with_theme()
        .file("themes/own/theme.yaml", "name: 甲\nparent: other\n")
        .file("themes/other/theme.yaml", "name: 乙\nparent: own\n");
    assert_snapshot!(site.build().fails(), @"themes/other/theme.yaml theme/circle: 主题“own”的上级主题绕回了它自己 → 把 theme.yaml 里的 parent 改成另一个主题，或删去这一行");
    let site = with_theme().file("themes/own/theme.yaml", "name: 甲\nparent: clasic\n");
    assert_snapshot!(site.build().fails(), @"themes/own/theme.yaml theme/unknown: 没有“clasic”这个主题 → 可用的主题：classic；自己的主题放在站点的 themes 文件夹里");
}

#[test]
fn options_of_a_theme_have_defaults_and_are_set_in_site_yaml() {
    let site = with_theme()
        .file("themes/own/theme.yaml", "name: 甲\nparent: classic\noptions:\n  columns: {label: 栏数, type: integer, default: 3}\n  motto: {label: 格言}\n")
        .file("templates/404.html", "{{ theme.columns }} {{ theme.motto or '无' }} {{ theme.sidebar }}");
    assert_eq!(site.build().ok().text("404.html"), "3 无 true");
    site.change("site.yaml", "title: 站\ntheme: own\ntheme_options: {栏数: 4, motto: 实, sidebar: 否}\n");
    assert_eq!(site.build().ok().text("404.html"), "4 实 false");
}

/// The results of the functions and filters of `themes/README.md`.
#[test]
fn functions_and_filters() {
    let site = Site::new()
        .file("site.yaml", "title: 站\nlanguages: [zh, en]\n")
        .file("data/friends.yaml", "- {name: 党员网, url: \"https://www.12371.cn/\"}\n")
        .file("data/awards.csv", "年份,名称\n2011,先进\n")
        .file("data/organization.yaml", "- id: committee\n  type: committee\n  name: {zh: 党委, en: Committee}\n  children: [{id: b1, type: branch, name: 一支部, members: 21}]\n")
        .file("data/statistics.yaml", "- {id: members, label: 党员, value: 240, unit: 名, qualifier: over, organization: b1}\n")
        .section("news", "title: 要闻\n")
        .section("news/branch", "title: 支部\n")
        .news("news/a.md", "甲", "tags: [安全]\nflags: [头条]\nunit: b1\nauthor: 张三\n", "")
        .news("news/b.md", "乙", "weight: 1\n", "")
        .news("news/branch/c.md", "丙", "", "")
        .section("honors", "title: 荣誉\ntype: honor\n")
        .file("content/honors/h.md", "---\ntitle: 丁\ndate: 2011\nlevel: 省级\n---\n");
    let cases = [
        ("{% for p in pages(section='news') %}{{ p.title }}{% endfor %}", "甲乙丙"),
        ("{% for p in pages(section='news', deep=false, sort='title') %}{{ p.title }}{% endfor %}", "甲乙"),
        ("{% for p in pages(section=['news/branch', 'honors']) %}{{ p.title }}{% endfor %}", "丙丁"),
        ("{% for p in pages(tag='安全') %}{{ p.title }}{% endfor %}", "甲"),
        ("{% for p in pages(flag='headline') %}{{ p.title }}{% endfor %}", "甲"),
        ("{% for p in pages(unit='一支部') %}{{ p.title }}{% endfor %}", "甲"),
        ("{% for p in pages(person='张三') %}{{ p.title }}{% endfor %}", "甲"),
        ("{% for p in pages(type='honor') %}{{ p.title }}{{ p.level[0].name }}{% endfor %}", "丁省级"),
        ("{% for p in pages(section='news', limit=1, offset=1, not='a') %}{{ p.title }}{% endfor %}", "丙"),
        (
            "{% for g in groups(section='honors', by='year') %}{{ g.key }}{{ g.name }}{{ g.pages | length }}{% endfor %}",
            "20112011年1",
        ),
        ("{{ count(section='news') }}", "3"),
        (
            "{% set s = section(id='news/branch') %}{% set p = page(id='a') %}{{ s.title }}{{ p.title }}",
            "支部甲",
        ),
        (
            "{% set roots = organization() %}{% set o = organization(id='b1') %}{{ roots[0].children[0].name }}{{ o.members }}{{ o.parent.name }}",
            "一支部21党委",
        ),
        (
            "{% set f = figure(id='members') %}{{ f.text }}{{ figures(unit='b1') | length }}{{ figures() | length }}",
            "240余11",
        ),
        ("{{ t(key='page_number', number=3) }}", "第3页"),
        ("{% set x = term(taxonomy='tags', name='安全') %}{{ x.count }}", "1"),
        ("{{ data.friends[0].name }}{{ data.awards[0]['名称'] }}", "党员网先进"),
        (
            "{{ '2023-08-08T13:43:22+08:00' | date(form='long') }} {{ '2023-08-08' | date(form='full') }}",
            "2023年8月8日 2023年8月8日 星期二",
        ),
        (
            "{{ '2023-08-08T13:43:22+08:00' | date(form='minute') }} {{ '2023-08-08T13:43:22+08:00' | date(form='second') }}",
            "2023-08-08 13:43 2023-08-08 13:43:22",
        ),
        (
            "{{ '2006-07' | date(form='long') }} {{ '2011' | date(form='long') }} {{ '2006-07' | date }}",
            "2006年7月 2011年 2006-07",
        ),
        (
            "{{ '2023-08-08' | date(form='monthday') }} {{ '2023-08-08' | date(form='weekday') }} {{ '2023-08-08' | date(form='day') }} {{ '2023-08-08' | date(form='month') }} {{ '2023-08-08' | date(form='year') }}",
            "8月8日 星期二 08 2023-08 2023",
        ),
        ("{{ 12 | cn_num }} {{ 12000 | number }} {{ 1258291 | size }}", "十二 12,000 1.2 MB"),
        ("{{ '**重** 点' | markdown | plain | trim }}", "重 点"),
        ("{{ '第一句话说完了。第二句话还没有说完' | cut(length=10) }}", "第一句话说完了。"),
        (
            "{{ part(name='note.html', of='甲') }}{{ part(name='note.html') }}{{ part(name='note.html', of='甲') }}",
            "<b>站 甲 zh</b><b>站  zh</b><b>站 甲 zh</b>",
        ),
        (
            "{% for p in pages(tag='安全') %}{{ part(name='line.html', page=p) }}{{ part(name='line.html', of='!', page=p) }}{% endfor %}",
            "<i>甲</i><i>甲!</i>",
        ),
        ("{{ '</script>' | json | safe }}", "\"\\u003c/script>\""),
    ];
    let template: String = cases.iter().map(|(template, _)| format!("{template}\n")).collect();
    let run = site
        .file("templates/note.html", "<b>{{ site.title }} {{ of }} {{ lang }}</b>")
        .file("templates/line.html", "<i>{{ p.title }}{{ of }}</i>")
        .file("templates/404.html", &template)
        .build()
        .ok();
    let answers: Vec<(&str, String)> = cases
        .iter()
        .map(|(template, _)| *template)
        .zip(run.text("404.html").lines().map(str::to_owned))
        .collect();
    let wanted: Vec<(&str, String)> =
        cases.iter().map(|(template, answer)| (*template, (*answer).to_owned())).collect();
    assert_eq!(answers, wanted);
}

#[test]
fn dates_in_english() {
    let site = Site::new()
        .file("site.yaml", "title: Site\nlanguages: [en]\n")
        .file("templates/404.html", "{{ '2023-08-08' | date(form='long') }}|{{ '2006-07' | date(form='long') }}|{{ '2023-08-08' | date(form='monthday') }}|{{ '2023-08-08' | date(form='weekday') }}");
    assert_eq!(site.build().ok().text("404.html"), "August 8, 2023|July 2006|Aug 8|Tuesday");
}

#[test]
fn a_question_that_pages_cannot_be_asked() {
    let site = Site::new().file("templates/404.html", "{{ pages(sektion='news') }}");
    assert_snapshot!(site.build().fails(), @"templates/404.html:1:4 template/render: 模板有错：pages cannot be asked by `sektion` → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md");
    let site = Site::new()
        .file("data/statistics.yaml", "- {id: members, label: 党员, value: 240}\n")
        .file("templates/404.html", "{{ figure(id='member') }}");
    assert_snapshot!(site.build().fails(), @"templates/404.html:1:4 template/render: 模板有错：data/statistics.yaml has no figure `member`; did you mean `members`? → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md");
    let site = Site::new().file("templates/404.html", "{{ t(key='hme') }}");
    assert_snapshot!(site.build().fails(), @"templates/404.html:1:4 template/render: 模板有错：i18n has no word `hme` for the language `zh` → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md");
}

/// A mistake in a part is reported once, at its place there.
#[test]
fn what_is_wrong_with_a_part() {
    let site = Site::new()
        .file("templates/partials/scripts.html", "<p>{{ sit.title }}</p>")
        .file("templates/404.html", "{{ part(name='partials/scripts.html') }}");
    assert_snapshot!(site.build().fails(), @"templates/partials/scripts.html:1:7 template/render: 模板有错：没有这个变量（Variable `sit` is not defined. Available variables: data, dir, lang, locale, now, of, site, theme） → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md");
    let site = Site::new().news("news/a.md", "甲", "", "").file(
        "templates/404.html",
        "{% for p in pages(section='news') %}{{ part(name='nowhere.html', page=p) }}{% endfor %}",
    );
    assert_snapshot!(site.build().fails(), @"templates/404.html:1:40 template/render: 模板有错：the theme has no template `nowhere.html` → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md");
    let site = Site::new().file("templates/404.html", "{{ part(name='404.html') }}");
    let told = site.build().fails().to_string();
    assert!(told.contains("the part `404.html` shows itself"), "{told}");
    let deeper = "{% set o = of if of is defined else '' %}{{ part(name='404.html', of=o ~ 'a') }}";
    let told = Site::new().file("templates/404.html", deeper).build().fails().to_string();
    assert!(told.contains("more than 16 parts lie within each other, the last is `404.html`"), "{told}");
    let site = Site::new().file("templates/404.html", "{{ part(name='404.html', page={'id': 'a'}) }}");
    assert_snapshot!(site.build().fails(), @"templates/404.html:1:4 template/render: 模板有错：`page` must be a page of a list → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md");
}

const PROMISE: &str = "{% component promise(who: String, times: Integer = 1, loud: Bool = false, names: Array = [], @lang) {\"name\": {\"zh\": \"承诺\", \"en\": \"Promise\"}, \"args\": {\"who\": {\"zh\": \"谁\"}, \"times\": {\"zh\": \"次数\"}, \"loud\": {\"zh\": \"大声\"}, \"names\": {\"zh\": \"名单\"}}} %}<div class=\"promise\">{{ who }} {{ times + 1 }} {{ loud }} {{ names | join(sep=\"+\") }} {{ lang }} {{ body }}</div>{% endcomponent promise %}";

#[test]
fn a_site_adds_a_directive_by_adding_a_file() {
    let site = Site::new()
        .file("templates/directives/promise.html", PROMISE)
        .news("news/x.md", "甲", "", ":::promise who=支部 times=2 loud=是 names=张三、李四\n说到**做到**。\n:::\n\n:::承诺 谁=\"一 车间\" 次数=3\n:::\n");
    let page = site.build().ok().page("news/x.html");
    assert_eq!(page.texts(".promise"), ["支部 3 true 张三+李四 zh 说到做到。", "一 车间 4 false zh"]);
    assert_eq!(page.texts(".promise strong"), ["做到"]);
}

#[test]
fn what_is_wrong_with_a_directive() {
    let site = Site::new()
        .file("templates/directives/promise.html", PROMISE)
        .news("news/a.md", "甲", "", ":::promis who=支部\n:::\n")
        .news("news/b.md", "乙", "", ":::promise wh=支部 times=几\n:::\n")
        .news("news/c.md", "丙", "", "前文\n\n:::promise\n没有说谁\n:::\n")
        .news("news/d.md", "丁", "", ":::promise who=支部 loud=也许\n没有结束\n")
        .news("news/e.md", "戊", "", ":::figure src=没有.png\n:::\n");
    assert_snapshot!(site.build().fails(), @"
    content/news/a.md:5:4 directive/unknown: 没有“promis”这个组件 → 是不是“promise”？
    content/news/b.md:5:12 directive/unknown-argument: “promise”没有“wh”这个参数 → 是不是“who”？
    content/news/b.md:5:24 directive/wrong-value: “次数”要写一个整数，现在是“几” → 只写数字，如 次数=1
    content/news/c.md:7:4 directive/missing-argument: “promise”缺少参数“谁” → 补上 谁=……
    content/news/d.md:5:1 md/directive-unclosed: 组件“promise”没有结束 → 在组件内容之后另起一行写 :::；没有内容的组件可以在同一行末尾写 :::
    content/news/d.md:5:24 directive/wrong-value: “大声”要写“是”或“否” → 写成 大声=是，或者 大声=否；现在写的是“也许”
    content/news/e.md:5:15 reference/missing-file: 找不到文件“没有.png” → 把文件放在文章旁边；以“/”开头的在 static 文件夹里找
    ");
}

#[test]
fn directives_that_are_shipped() {
    let site = Site::new()
        .file("data/organization.yaml", "- id: committee\n  type: committee\n  name: 党委\n  children: [{id: b1, type: branch, name: 一支部, members: 21, secretary: 张三}]\n")
        .file("data/statistics.yaml", "- {id: members, label: 党员, value: 240, unit: 名, qualifier: over}\n")
        .bytes("content/news/a.png", &pixel(1))
        .bytes("content/news/表.docx", b"1")
        .bytes("content/news/v.mp4", b"1")
        .section("honors", "title: 荣誉\ntype: honor\n")
        .file("content/honors/h.md", "---\ntitle: 先进\ndate: 2011\nlevel: 省级\n---\n")
        .section("studios", "title: 工作室\ntype: studio\n")
        .file("content/studios/s.md", "---\ntitle: 刘工工作室\nleader: 刘工\n---\n")
        .section("concepts", "title: 理念\ntype: concept\n")
        .file("content/concepts/two.md", "---\ntitle: 两个作用\nparts: [{name: 战斗堡垒}, {name: 先锋模范}]\n---\n")
        .news(
            "news/x.md",
            "甲",
            "unit: b1\n",
            ":::stats ids=members\n:::\n\n:::figure src=a.png caption=图说\n:::\n\n:::gallery\n![图](a.png)\n:::\n\n:::honors\n:::\n\n:::studios\n:::\n\n:::articles section=honors\n:::\n\n:::concept id=two\n:::\n\n:::org\n:::\n\n:::profile\n:::\n\n:::practice\n做法\n:::\n\n:::note title=说明\n话\n:::\n\n:::download file=表.docx\n:::\n\n:::video src=v.mp4\n:::\n",
        );
    let run = site.build().ok();
    let words = run.page("news/x.html").the(".prose");
    for part in ["240", "图说", "先进", "刘工", "战斗堡垒", "一支部", "21", "做法", "说明", "表"]
    {
        assert!(words.contains(part), "`{part}` is not in {words}");
    }
    assert_eq!(run.page("news/x.html").texts("video").len(), 1);
}

#[test]
fn blocks_of_the_home_page_are_components_that_site_yaml_calls() {
    let site = Site::new()
        .file("site.yaml", "title: 站\nhome:\n  - hello: {who: 支部}\n  - 问候: {谁: 党员}\n")
        .file("templates/blocks/hello.html", "{% component block_hello(who: String) {\"name\": {\"zh\": \"问候\"}, \"args\": {\"who\": {\"zh\": \"谁\"}}} %}<p class=\"hello\">你好，{{ who }}</p>{% endcomponent block_hello %}");
    assert_eq!(site.build().ok().page("index.html").texts(".hello"), ["你好，支部", "你好，党员"]);
    site.change("site.yaml", "title: 站\nhome:\n  - hello: {}\n");
    assert_snapshot!(site.build().fails(), @"site.yaml:3:5 directive/missing-argument: “hello”缺少参数“谁” → 补上 谁: ……");
}

/// Blocks are chosen, ordered and configured only in YAML, separately for each language.
#[test]
fn the_blocks_of_the_home_page_stand_as_site_yaml_lists_them() {
    let site = Site::new()
        .file("data/links.yaml", "- {title: {zh: 上级, en: Above}, links: [{title: {zh: 市委, en: City}, url: \"https://a.example/\"}]}\n- {title: {zh: 所属, en: Below}, links: [{title: {zh: 矿山, en: Mine}, url: \"https://b.example/\"}]}\n")
        .bytes("static/films/a.mp4", b"film")
        .bytes("static/films/a.vtt", b"WEBVTT\n")
        .bytes("content/news/a.png", &PIXEL)
        .section("people", "title: 先锋\ntype: person\n")
        .file("content/people/zhang.md", "---\ntitle: 张三\n---\n")
        .file("data/organization.yaml", "- {id: c, type: committee, name: 党委, children: [{id: b, type: branch, name: 一支部}]}\n")
        .news("news/a.md", "有图", "cover: a.png\n", "")
        .news("news/b.md", "无图", "", "")
        .news("news/a.en.md", "English", "", "");
    let written =
        |home: &str| site.change("site.yaml", format!("title: 站\nlanguages: [zh, en]\nhome:\n{home}"));
    written(
        "  zh:\n    - links: {form: menus, groups: [所属]}\n    - 视频: {文件: /films/a.mp4, 字幕: /films/a.vtt, 标题: 宣传片, 文字: 两分钟}\n    - pictures: {section: news}\n    - articles: {section: news, form: dated}\n    - people: {}\n    - organization: {depth: 1}\n  en:\n    - articles: {section: news}\n    - links: {groups: [上级, Below]}\n",
    );
    let run = site.build().ok();
    let home = run.page("index.html");
    let order = home.texts("main h2, main summary");
    assert_eq!(order, ["所属", "宣传片", "news", "news", "先锋", "组织机构"]);
    assert_eq!(home.texts("details a"), ["矿山"]);
    assert_eq!(home.texts(".picture-row a"), ["有图"], "a page without a cover has no place in it");
    // The one with a picture is shown above already.
    assert_eq!(home.texts(".dated .badge b"), ["01"]);
    assert_eq!(home.texts(".org b"), ["党委"]);
    assert_eq!(home.attributes("video source, video track", "src"), ["films/a.mp4", "films/a.vtt"]);
    let english = run.page("en/index.html");
    assert_eq!(english.texts(".block-links dt"), ["Above", "Below"]);
    assert_eq!(english.texts("video, .picture-row, .org").len(), 0);
    written(
        "  - links: {form: tabs}\n  - vidoe: {src: /films/a.mp4}\n  - video: {title: 片}\n  - video: {src: /films/b.mp4}\n  - pictures: {secton: news}\n  - links: {groups: [Above, 所数]}\n",
    );
    assert_snapshot!(site.build().fails(), @"
    site.yaml:4:19 directive/unknown-choice: “版式”没有“tabs”这个选项 → 可选：逐行、下拉、入口
    site.yaml:5:5 block/unknown: 没有“vidoe”这个首页板块 → 是不是“video”？
    site.yaml:6:5 directive/missing-argument: “video”缺少参数“文件” → 补上 文件: ……
    site.yaml:7:18 reference/missing-file: 找不到文件“/films/b.mp4” → 是不是“/films/a.mp4”？
    site.yaml:8:16 directive/unknown-argument: “pictures”没有“secton”这个参数 → 是不是“section”？
    site.yaml:9:29 reference/unknown: 没有“所数”这组链接 → 是不是“所属”？
    ");
}

/// No label stands alone: a page with nothing but a title shows no field's label.
#[test]
fn a_bare_page_of_each_type_shows_no_empty_label() {
    let mut site = Site::new();
    let types = [
        ("news", "date: 2026-01-01\n"),
        ("notice", "date: 2026-01-01\n"),
        ("activity", "date: 2026-01-01\nkind: 党课\n"),
        ("honor", "level: 市级\n"),
        ("studio", "leader: 张三\n"),
        ("person", ""),
        ("concept", ""),
        ("page", ""),
        ("document", "date: 2026-01-01\n"),
        ("topic", ""),
    ];
    for (name, required) in types {
        site = site
            .section(name, &format!("title: 栏目\ntype: {name}\n"))
            .file(format!("content/{name}/x.md"), &format!("---\ntitle: 标题\n{required}---\n"));
    }
    let run = site.build().ok();
    for (name, _) in types {
        let page = run.page(&format!("{name}/x.html"));
        for label in page.texts("dt, .meta li, .fact dt, main b, main p, main li") {
            assert!(!label.ends_with('：') && !label.ends_with(':'), "{name}: {label}");
        }
        assert!(page.texts("dd").iter().all(|value| !value.is_empty()), "{name} has an empty value");
    }
}

/// If a template and all those that extend it are replaced, the new ones need no block of the old
/// ones.
#[test]
fn a_theme_replaces_a_template_and_those_that_extend_it() {
    let mut site = with_theme();
    let lists = crate::site::files(&crate::example::repository().join("themes/classic/templates/list"));
    for name in lists.keys() {
        site = site.file(format!("themes/own/templates/list/{name}"), "{{ section.title }}");
    }
    assert_eq!(site.build().ok().text("news/index.html"), "news");
}
