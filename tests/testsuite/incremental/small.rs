//! Single edits of a small site: the routes that are rendered again, by their names.

use std::fs;

use dangjian::render::Reason;
use dangjian::schema::Date;

use super::{Pair, below, edit, same, with_line};
use crate::site::{Site, files};

/// Sixty pieces of news in two sections, in a theme that shows neighbours and the newest.
fn news() -> Pair {
    let mut site = Site::new()
        .file("site.yaml", "title: 测试站\ntheme: small\n")
        .file("themes/small/theme.yaml", "name: 小\n")
        .file("themes/small/types/news.yaml", "name: 新闻\ntemplate: page.html\nlist: list.html\norder: -date\nrequire: [date]\n")
        .file("themes/small/templates/base.html", "<!DOCTYPE html><html lang=\"{{ lang }}\"><head><title>{{ route.title }}</title><link rel=\"stylesheet\" href=\"{{ asset(path=\"styles/a.css\") }}\"></head><body>{% block main %}{% endblock main %}<aside>{% for p in pages(section=\"news\", limit=3) %}{{ p.title }}{% endfor %}</aside></body></html>")
        .file("themes/small/templates/page.html", "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content }}{% if page.neighbours.newer %}{{ page.neighbours.newer.title }}{% endif %}{% if page.neighbours.older %}{{ page.neighbours.older.title }}{% endif %}{% endblock main %}")
        .file("themes/small/templates/list.html", "{% extends \"base.html\" %}{% block main %}{% for p in pages %}<a href=\"{{ p.url }}\">{{ p.title }}</a>{% endfor %}{{ pager.number }}{% endblock main %}")
        .file("themes/small/templates/directives/box.html", "{% component box() %}<b>{{ body }}</b>{% endcomponent box %}")
        .file("themes/small/styles/a.css", "a{}")
        .file("themes/small/i18n/zh.yaml", "home: 首页\n");
    for name in ["home", "404", "taxonomy", "term"] {
        site = site.file(format!("themes/small/templates/{name}.html"), "{% extends \"base.html\" %}");
    }
    for number in 0..60 {
        let folder = if number % 2 == 0 { "news" } else { "study" };
        let body = if number % 20 == 4 { "::: box\n盒子\n:::" } else { "正文。" };
        let text = format!(
            "---\ntitle: 第{number}篇\ndate: 2026-{:02}-{:02}\nsummary: 摘要。\n---\n{body}\n",
            1 + number / 28,
            1 + number % 28
        );
        site = site.file(format!("content/{folder}/a{number:02}.md"), &text);
    }
    let pair = Pair::of(&site.path(""));
    pair.build(&pair.public(), false, &[]).unwrap();
    pair
}

/// The routes that a build renders again.
fn rendered_again(pair: &Pair) -> Vec<String> {
    rendered_again_with(pair, &[])
}

/// The routes that a build renders again, some of which were not there before.
fn rendered_again_with(pair: &Pair, new: &[&str]) -> Vec<String> {
    let is_route = |path: &String| path.ends_with(".html") || path.ends_with(".xml");
    let mut all: Vec<String> = files(&pair.public()).into_keys().filter(is_route).collect();
    all.extend(new.iter().map(|path| (*path).to_owned()));
    let built = pair.build(&pair.public(), false, &all).unwrap();
    let again = built.explained.into_iter().filter(|explained| explained.reason != Ok(Reason::Same));
    let mut again: Vec<String> = again.map(|explained| explained.path).collect();
    assert_eq!(again.len(), built.rendered);
    again.sort();
    again
}

#[test]
fn nothing_is_rendered_again_where_nothing_has_changed() {
    let pair = news();
    assert_eq!(rendered_again(&pair), Vec::<String>::new());
    edit(&pair, "content/news/a10.md", |text| text);
    assert_eq!(rendered_again(&pair), Vec::<String>::new());
}

#[test]
fn a_body_is_on_its_own_page_alone() {
    let pair = news();
    edit(&pair, "content/news/a10.md", |text| text + "又一句。\n");
    assert_eq!(rendered_again(&pair), ["news/a10.html"]);
}

#[test]
fn a_title_is_on_the_page_beside_it_and_in_the_lists_that_show_it() {
    let pair = news();
    edit(&pair, "content/news/a30.md", |text| text.replace("第30篇", "新标题"));
    assert_eq!(rendered_again(&pair), ["news/a28.html", "news/a30.html", "news/a32.html", "news/index.html"]);
    // The newest three are on every page.
    edit(&pair, "content/news/a58.md", |text| text.replace("第58篇", "新标题"));
    assert!(rendered_again(&pair).len() > 60);
}

#[test]
fn a_new_page_changes_its_neighbours_and_the_lists_after_it() {
    let pair = news();
    edit(&pair, "content/study/new.md", |_| {
        "---\ntitle: 新\ndate: 2026-01-10\nsummary: 摘要。\n---\n".into()
    });
    // The home page shows the number of pages.
    assert_eq!(
        rendered_again_with(&pair, &["study/new.html", "study/index_3.html"]),
        [
            "index.html",
            "sitemap.xml",
            "study/a07.html",
            "study/a09.html",
            "study/index.html",
            "study/index_2.html",
            "study/index_3.html",
            "study/new.html"
        ]
    );
}

#[test]
fn the_template_of_a_directive_is_on_the_pages_that_use_it() {
    let pair = news();
    edit(&pair, "themes/small/templates/directives/box.html", |text| {
        text.replace("<b>", "<b class=\"box\">")
    });
    assert_eq!(rendered_again(&pair), ["news/a04.html", "news/a24.html", "news/a44.html"]);
}

#[test]
fn what_a_shared_part_shows_is_followed() {
    let mut pair = news();
    edit(&pair, "themes/small/templates/aside.html", |_| {
        "<aside>{% for p in pages(section=\"news\", limit=1) %}{{ p.title }}{% endfor %}</aside>".into()
    });
    edit(&pair, "themes/small/templates/base.html", |text| {
        text.split("<aside>").next().unwrap().to_owned() + "{{ part(name=\"aside.html\") }}</body></html>"
    });
    let all = pair.compare("a part that shows a page").unwrap();
    edit(&pair, "content/news/a58.md", |text| text + "又一句。\n");
    assert_eq!(rendered_again(&pair), ["news/a58.html"]);
    edit(&pair, "content/news/a30.md", |text| text.replace("第30篇", "新标题"));
    assert_eq!(rendered_again(&pair).len(), 4);
    edit(&pair, "content/news/a58.md", |text| text.replace("第58篇", "最新标题"));
    assert!(rendered_again(&pair).len() > 60 && all > 60);
    pair.compare("the page that a part shows has another title").unwrap();
}

#[test]
fn a_style_and_a_file_in_static_change_no_page_until_the_site_says_so() {
    let pair = news();
    edit(&pair, "static/a.txt", |_| "甲".into());
    assert_eq!(rendered_again(&pair), Vec::<String>::new());
    assert!(pair.public().join("a.txt").exists());
    edit(&pair, "static/static/b.txt", |_| "乙".into());
    assert_eq!(rendered_again(&pair), Vec::<String>::new());
    assert!(pair.public().join("static/b.txt").exists() && !pair.public().join("b.txt").exists());
    let before = files(&pair.public()).len();
    edit(&pair, "themes/small/styles/a.css", |_| "a{color:red}".into());
    assert_eq!(rendered_again(&pair), Vec::<String>::new());
    let styles = || {
        let all = files(&pair.public()).into_iter();
        all.filter(|(name, _)| name.ends_with(".css")).collect::<Vec<_>>()
    };
    let edited = styles();
    assert!(edited.iter().all(|(_, bytes)| bytes == b"a{color:red}"), "{edited:?}");
    edit(&pair, "site.yaml", |text| format!("{text}style_version: 2\n"));
    assert!(rendered_again(&pair).len() > 60);
    assert_ne!(styles(), edited);
    assert_eq!(files(&pair.public()).len(), before, "the style of before is gone");
}

#[test]
fn a_picture_that_only_a_section_shows_is_followed_and_stays_published() {
    let pair = news();
    let list = "{% extends \"base.html\" %}{% block main %}{% if section.banner %}<img src=\"{{ section.banner.url }}\">{% endif %}{% endblock main %}";
    edit(&pair, "themes/small/templates/list.html", |_| list.into());
    edit(&pair, "content/news/b.svg", |_| "<svg/>".into());
    edit(&pair, "content/news/_index.md", |_| "---\ntitle: 新闻\nbanner: b.svg\n---\n".into());
    let banners = |pair: &Pair| {
        let published = files(&pair.public()).into_keys();
        published.filter(|path| path.ends_with(".svg")).collect::<Vec<_>>()
    };
    pair.build(&pair.public(), false, &[]).unwrap();
    let first = banners(&pair);
    assert_eq!(first.len(), 1);
    edit(&pair, "content/study/a11.md", |text| text + "又一句。\n");
    assert_eq!(rendered_again(&pair), ["study/a11.html"]);
    assert_eq!(banners(&pair), first);
    edit(&pair, "content/news/b.svg", |_| "<svg></svg>".into());
    pair.build(&pair.public(), false, &[]).unwrap();
    let second = banners(&pair);
    assert!(second.len() == 1 && second != first);
    let index = fs::read_to_string(pair.public().join("news/index.html")).unwrap();
    assert!(index.contains(second[0].trim_start_matches("news/")), "{index}");
}

#[test]
fn what_was_changed_in_the_published_folder_is_rendered_again() {
    let pair = news();
    fs::write(pair.public().join("news/a10.html"), "改过").unwrap();
    fs::remove_file(pair.public().join("study/a11.html")).unwrap();
    assert_eq!(pair.build(&pair.public(), false, &[]).unwrap().rendered, 2);
    assert!(fs::read_to_string(pair.public().join("news/a10.html")).unwrap().contains("第10篇"));
}

#[test]
fn a_page_that_comes_with_time_is_there_when_its_time_has_come() {
    let mut pair = news();
    edit(&pair, "content/news/later.md", |_| {
        "---\ntitle: 将来\ndate: 2026-01-01\npublish_at: 2026-11-25\nsummary: 摘要。\n---\n".into()
    });
    assert_eq!(rendered_again(&pair), Vec::<String>::new());
    pair.now = Date::parse("2026-11-24").unwrap();
    assert_eq!(pair.build(&pair.public(), false, &[]).unwrap().rendered, 0);
    pair.now = Date::parse("2026-11-26").unwrap();
    pair.build(&pair.public(), false, &[]).unwrap();
    assert!(pair.public().join("news/later.html").exists());
}

#[test]
fn warnings_are_told_by_every_build() {
    let pair = news();
    edit(&pair, "content/news/hidden.md", |_| "---\ntitle: 藏\ndate: 2026-01-01\ndraft: true\n---\n".into());
    edit(&pair, "content/news/a10.md", |text| text + "[藏](./hidden.md)\n");
    for _ in 0..3 {
        let built = pair.build(&pair.public(), false, &[]).unwrap();
        let codes: Vec<&str> = built.warnings.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["link/hidden"]);
    }
}

#[test]
fn a_failed_build_is_not_remembered() {
    let pair = news();
    let before = files(&pair.public());
    edit(&pair, "content/news/a10.md", |text| text + "[没有](./none.md)\n");
    for _ in 0..2 {
        let problems = pair.build(&pair.public(), false, &[]).unwrap_err();
        assert_eq!(problems[0].code, "link/broken");
        same(&files(&pair.public()), &before, "after a failure");
    }
    edit(&pair, "content/news/a10.md", |text| text.replace("[没有](./none.md)\n", "改好了。\n"));
    assert_eq!(rendered_again(&pair), ["news/a10.html"]);
}

#[test]
fn a_link_to_a_page_that_is_gone_is_found_though_its_own_page_is_as_it_was() {
    let pair = news();
    edit(&pair, "content/news/a10.md", |text| text + "[链接](./a12.md)\n");
    pair.build(&pair.public(), false, &[]).unwrap();
    fs::remove_file(pair.site("content/news/a12.md")).unwrap();
    let problems = pair.build(&pair.public(), false, &[]).unwrap_err();
    assert_eq!((problems.len(), problems[0].code), (1, "link/broken"));
}

#[test]
fn a_unit_that_takes_the_name_of_another_has_its_pages() {
    let pair = news();
    let units = |first: &str, second: &str| {
        format!("- {{id: x, name: {first}, type: branch}}\n- {{id: y, name: {second}, type: branch}}\n")
    };
    edit(&pair, "themes/small/types/news.yaml", |text| {
        text + "fields:\n  team: {label: 队伍, type: organization}\n"
    });
    edit(&pair, "themes/small/templates/home.html", |_| {
        "{% extends \"base.html\" %}{% block main %}{% for p in pages(unit=\"x\") %}<p>{{ p.title }}</p>{% endfor %}{% endblock main %}".into()
    });
    edit(&pair, "data/organization.yaml", |_| units("一支部", "二支部"));
    edit(&pair, "content/news/a10.md", |text| with_line(&text, "team", "team: 一支部"));
    edit(&pair, "content/news/a12.md", |text| with_line(&text, "team", "team: 二支部"));
    let home = |pair: &Pair| {
        pair.build(&pair.public(), false, &[]).unwrap();
        fs::read_to_string(pair.public().join("index.html")).unwrap()
    };
    assert!(home(&pair).contains("<p>第10篇</p>"));
    edit(&pair, "data/organization.yaml", |_| units("二支部", "一支部"));
    assert!(home(&pair).contains("<p>第12篇</p>") && !home(&pair).contains("<p>第10篇</p>"));
}

/// The cache of articles is written again only by a build that reads articles.
#[test]
fn a_build_of_everything_reads_every_article() {
    let pair = news();
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    for name in below(&pair, "content", ".md") {
        fs::File::options().write(true).open(pair.site(&name)).unwrap().set_modified(long_ago).unwrap();
    }
    let known = pair.site(".dangjian/articles");
    let build = |everything| {
        fs::File::options().write(true).open(&known).unwrap().set_modified(long_ago).unwrap();
        pair.build(&pair.public(), everything, &[]).unwrap();
        fs::metadata(&known).unwrap().modified().unwrap() > long_ago
    };
    assert!(build(false), "the files have other times than before");
    assert!(!build(false), "nothing has changed");
    assert!(build(true));
}

/// What templates are made from is stored, and a build that can't trust it reads them again.
#[test]
fn what_is_stored_of_templates_is_used_for_these_templates_alone() {
    let mut pair = news();
    let known = pair.site(".dangjian/templates");
    let stored = fs::read(&known).unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    fs::File::options().write(true).open(&known).unwrap().set_modified(long_ago).unwrap();
    edit(&pair, "content/news/a10.md", |text| text + "又一句。\n");
    assert_eq!(pair.compare("a body"), Some(1));
    pair.build(&pair.public(), false, &[]).unwrap();
    // Of the two builds of `compare` the one of everything takes nothing from the store.
    let template = "themes/small/templates/page.html";
    edit(&pair, template, |text| text.replace("<h1>", "{% include \"line.html\" %}<h1>"));
    edit(&pair, "themes/small/templates/line.html", |_| "<p>{{ count(section=\"news\") }}</p>".to_owned());
    assert!(pair.compare("another template").unwrap() >= 60);
    assert_ne!(fs::read(&known).unwrap(), stored);
    for damaged in [stored.clone(), Vec::new(), stored[..stored.len() / 2].to_vec(), vec![0; 4096]] {
        fs::write(&known, damaged).unwrap();
        edit(&pair, "themes/small/templates/line.html", |text| text + "<i>一</i>");
        assert_eq!(pair.compare("a fragment with a store of other templates"), Some(60));
    }
    fs::remove_file(pair.site("content/news/a10.md")).unwrap();
    fs::write(&known, &stored).unwrap();
    // The number of pages in the section is on every page of news.
    assert!(pair.compare("a page less").unwrap() >= 59);
}

#[test]
fn addresses_that_are_noted_or_made_otherwise_are_followed_everywhere() {
    let mut pair = news();
    pair.compare("as it is").unwrap();
    edit(&pair, "site.yaml", |text| {
        format!("{text}permalinks: {{news: \"/{{section}}/{{year}}/{{slug}}.html\"}}\n")
    });
    assert!(pair.compare("a pattern").unwrap() > 0);
    fs::write(pair.site("addresses.yaml"), "content/news/a04.md: /kept/here.html\n").unwrap();
    assert!(pair.compare("an address that is kept").unwrap() > 0);
    assert!(pair.public().join("kept/here.html").is_file());
    let noted = fs::read_to_string(pair.site("addresses.yaml")).unwrap();
    assert!(noted.lines().count() > 1, "{noted}");
    assert_eq!(pair.compare("nothing"), Some(0));
    edit(&pair, "addresses.yaml", |text| text.replace("/kept/here.html", "/kept/there.html"));
    assert!(pair.compare("another address").unwrap() > 0);
    assert!(
        pair.public().join("kept/there.html").is_file() && !pair.public().join("kept/here.html").exists()
    );
    fs::remove_file(pair.site("addresses.yaml")).unwrap();
    assert!(pair.compare("no addresses").unwrap() > 0);
    assert!(!pair.site("addresses.yaml").exists());
}

#[test]
fn an_order_of_names_is_followed_everywhere() {
    let mut pair = news();
    edit(&pair, "content/news/_index.md", |_| "---\ntitle: 新闻\norder: strokes\n---\n".into());
    pair.compare("by strokes").unwrap();
    for name in ["丁一", "龚一", "王一"] {
        edit(&pair, "content/news/a04.md", |text| with_line(&text, "title", &format!("title: {name}")));
        assert!(pair.compare(name).unwrap() > 0);
    }
}

/// Adds something to what each page shows.
fn on_each_page(pair: &Pair, template: &str) {
    edit(pair, "themes/small/templates/page.html", |text| {
        text.replace("{% endblock main %}", &format!("{template}{{% endblock main %}}"))
    });
}

#[test]
fn a_menu_of_a_section_that_comes_into_being_is_followed() {
    let mut pair = news();
    on_each_page(
        &pair,
        "{% for m in menu_of(section=\"news/local\") %}{% if m.current %}<b>{{ m.title }}</b>{% endif %}{% endfor %}",
    );
    pair.compare("no such section").unwrap();
    edit(&pair, "content/news/local/new.md", |_| {
        "---\ntitle: 新\ndate: 2025-01-10\nsummary: 摘要。\n---\n".into()
    });
    pair.compare("the section is there").unwrap();
    let page = fs::read_to_string(pair.public().join("study/a11.html")).unwrap();
    assert!(page.contains("<b>news</b>"), "{page}");
}

#[test]
fn a_number_of_pages_depends_on_no_title() {
    let mut pair = news();
    on_each_page(&pair, "{{ count(section=\"news\") }}");
    pair.compare("with a number").unwrap();
    edit(&pair, "content/news/a30.md", |text| text.replace("第30篇", "新标题"));
    assert_eq!(rendered_again(&pair), ["news/a28.html", "news/a30.html", "news/a32.html", "news/index.html"]);
    edit(&pair, "content/news/new.md", |_| "---\ntitle: 新\ndate: 2025-01-10\nsummary: 摘要。\n---\n".into());
    assert!(pair.compare("another number").unwrap() > 60);
    let page = fs::read_to_string(pair.public().join("study/a11.html")).unwrap();
    assert!(page.contains("31<aside>"), "{page}");
}

#[test]
fn the_units_that_figures_name_are_followed() {
    let mut pair = news();
    // Their Chinese names stay the same.
    let units = |x: &str, y: &str| {
        format!(
            "- {{id: x, name: {{zh: 一支部, en: First}}, short: {{zh: 一支部, en: {x}}}, type: branch}}\n- {{id: y, name: {{zh: 二支部, en: {y}}}, type: branch}}\n"
        )
    };
    on_each_page(&pair, "{% for f in figures(unit=\"x\") %}<b>{{ f.label }}</b>{% endfor %}");
    edit(&pair, "data/organization.yaml", |_| units("One", "Second"));
    edit(&pair, "data/statistics.yaml", |_| {
        "- {id: one, label: 甲, value: 1, as_of: 2026-01-01, organization: First}\n- {id: two, label: 乙, value: 2, as_of: 2026-01-01, organization: Second}\n".into()
    });
    pair.compare("as they are").unwrap();
    let page = |pair: &Pair| fs::read_to_string(pair.public().join("study/a11.html")).unwrap();
    assert!(page(&pair).contains("<b>甲</b><aside>"), "{}", page(&pair));
    edit(&pair, "data/organization.yaml", |_| units("Second", "Third"));
    pair.compare("the first has the name that was the second's").unwrap();
    assert!(page(&pair).contains("<b>甲</b><b>乙</b>"), "{}", page(&pair));
}

#[test]
fn an_address_of_a_page_that_is_gone_is_found_though_it_is_written_in_full() {
    let pair = news();
    edit(&pair, "content/news/a10.md", |text| text + "[链接](/news/a12.html)\n");
    pair.build(&pair.public(), false, &[]).unwrap();
    fs::remove_file(pair.site("content/news/a12.md")).unwrap();
    let problems = pair.build(&pair.public(), false, &[]).unwrap_err();
    assert_eq!((problems.len(), problems[0].code), (1, "link/broken"));
}

/// A small section of news, all of them rows of one table.
fn rows() -> Pair {
    let site = Site::new()
        .file("content/news/_index.md", "---\ntitle: 新闻\npage_size: 2\n---\n")
        .file("content/news/pages.csv", &TABLE.join("\n"))
        .news_templates(
            "{{ page.title }}{{ page.content }}",
            "{% for p in pages %}{{ p.title }}{% endfor %}",
        );
    let pair = Pair::of(&site.path(""));
    pair.build(&pair.public(), false, &[]).unwrap();
    pair
}

const TABLE: [&str; 5] = [
    "编号,标题,日期,摘要,正文",
    "a,第一篇,2026-01-01,摘要。,正文。",
    "b,第二篇,2026-01-02,摘要。,正文。",
    "c,第三篇,2026-01-03,摘要。,正文。",
    "d,第四篇,2026-01-04,摘要。,正文。",
];

#[test]
fn of_a_changed_table_only_changed_rows_are_rendered_again() {
    let pair = rows();
    let write = |lines: &[&str]| edit(&pair, "content/news/pages.csv", |_| lines.join("\n"));
    assert_eq!(rendered_again(&pair), Vec::<String>::new());
    // Rows change places, and empty ones and columns come in between.
    let [head, a, b, c, d] = TABLE;
    write(&[head, d, ",,,,", b, a, c]);
    assert_eq!(rendered_again(&pair), Vec::<String>::new());
    write(&[head, d, ",,,,", b, "a,第一篇,2026-01-01,摘要。,又一句。", c]);
    assert_eq!(rendered_again(&pair), ["news/a.html"]);
}

#[test]
fn rows_that_come_and_go_are_followed() {
    let mut pair = rows();
    let [head, a, b, c, d] = TABLE;
    let write = |pair: &Pair, lines: &[&str]| edit(pair, "content/news/pages.csv", |_| lines.join("\n"));
    write(&pair, &[head, a, b, c]);
    pair.compare("a row is gone");
    write(&pair, &[head, a, "e,第五篇,2026-01-05,,正文。", b, c, d]);
    pair.compare("a row is new");
    write(&pair, &[head, a, "b,第二篇,昨天,,正文。"]);
    pair.compare("a row has a mistake");
    write(&pair, &[head, a, "b,第二篇,2026-01-02,摘要。,正文。"]);
    pair.compare("and has none any more");
    fs::write(pair.site("content/news/b.md"), "另一段。\n").unwrap();
    pair.compare("a row gets a file");
    fs::write(pair.site("content/news/b.md"), "---\n标题: 改了\n---\n另一段。\n").unwrap();
    pair.compare("and the file a title");
    fs::remove_file(pair.site("content/news/pages.csv")).unwrap();
    pair.compare("the table is gone");
}

/// Notices of two kinds on several pages of a list, each part of which has a page.
fn narrowed() -> Pair {
    let mut site = Site::new()
        .file("site.yaml", "title: 测试站\ntheme: small\n")
        .file("themes/small/theme.yaml", "name: 小\n")
        .file("themes/small/types/news.yaml", "name: 新闻\ntemplate: page.html\nlist: list.html\norder: -date\nfilters: [kind, year]\nfields:\n  kind: {label: 种类, type: choice, choices: {x: 甲, y: 乙}}\n")
        .file("themes/small/templates/page.html", "{{ page.title }}{{ page.content }}")
        .file("themes/small/templates/list.html", "{% for f in filters or [] %}{% for x in f.values %}{{ x.name }}{{ x.count }}{% endfor %}{% endfor %}{% for p in pages %}{{ p.title }}{% endfor %}")
        .file("themes/small/i18n/zh.yaml", "home: 首页\nyear: 年份\ncolon: ：\n")
        .section("news", "title: 新闻\npage_size: 4\n");
    for name in ["home", "404", "taxonomy", "term"] {
        site = site.file(format!("themes/small/templates/{name}.html"), "{{ route.title }}");
    }
    for number in 0..10 {
        let (year, kind) = (2025 + number / 5, if number % 2 == 0 { "x" } else { "y" });
        let text = format!(
            "---\ntitle: 第{number}篇\ndate: {year}-01-{:02}\nkind: {kind}\n---\n正文。\n",
            number + 1
        );
        site = site.file(format!("content/news/a{number}.md"), &text);
    }
    let pair = Pair::of(&site.path(""));
    pair.build(&pair.public(), false, &[]).unwrap();
    pair
}

#[test]
fn an_edit_is_on_the_parts_of_a_list_that_show_the_page() {
    let pair = narrowed();
    edit(&pair, "content/news/a2.md", |text| text.replace("第2篇", "新标题"));
    let list = ["news/index_2.html", "news/index_kind-x.html", "news/index_y2025.html"];
    let again: Vec<String> =
        rendered_again(&pair).into_iter().filter(|path| path.contains("index")).collect();
    assert_eq!(again, list);
}

#[test]
fn another_choice_changes_the_numbers_of_all_lists_and_the_parts_that_it_leaves_and_enters() {
    let mut pair = narrowed();
    edit(&pair, "content/news/a2.md", |text| text.replace("kind: x", "kind: y"));
    pair.compare("another choice").unwrap();
    for number in [0, 2, 4, 6, 8] {
        edit(&pair, &format!("content/news/a{number}.md"), |text| text.replace("kind: x", "kind: y"));
    }
    pair.compare("all have one choice, which is no filter any more").unwrap();
    assert!(!pair.public().join("news/index_kind-y.html").exists());
    edit(&pair, "content/news/a3.md", |text| text.replace("2025-01-04", "2023"));
    pair.compare("another year").unwrap();
}
