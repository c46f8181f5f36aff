//! Pages that show the whole site: the archive by year and month, authors, the map of the site.
//! Each exists only on request.

use std::fs;

use insta::assert_snapshot;

use crate::contract::PIXEL;
use crate::site::Site;

const ASKED: &str = "title: {zh: 站, en: Site}\nlanguages: [zh, en]\nbase_url: https://dj.example/\nauthors: true\narchive: true\nsite_map: true\n";

fn dated(site: Site, name: &str, date: &str, more: &str) -> Site {
    let text = format!("---\ntitle: {name}\ndate: {date}\n{more}---\n正文。\n");
    site.file(format!("content/news/{name}.md"), &text)
}

/// News of three years in two languages, one of it dated by its month, one by its year.
fn site() -> Site {
    let site = Site::new().file("site.yaml", ASKED).section("news", "title: 要闻\n");
    let site = dated(site, "c", "2026-11-20", "author: [张三, 李四]\n");
    let site = dated(site, "b", "2026-11-02", "author: 张三\ncorrespondents: [王五]\n");
    let site = dated(site, "a", "2026-03", "correspondents: [张三]\n");
    let site = dated(site, "old", "2024", "");
    dated(site, "e.en", "2025-06-01", "")
        .section("news/branch", "title: 支部\n")
        .file("content/news/branch/x.md", "---\ntitle: 甲\ndate: 2024-05-01\n---\n")
        .section("about", "title: 关于\ntype: page\n")
        .file("content/about/us.md", "---\ntitle: 我们\n---\n")
}

#[test]
fn the_archive_has_a_page_for_each_year_and_a_place_for_each_month() {
    let run = site().build().ok();
    let all = run.page("archive/index.html");
    assert_eq!(all.texts(".archive-year h2 a"), ["2026年", "2024年"]);
    assert_eq!(all.texts(".archive-year li a"), ["2026年11月 2", "2026年3月 1", "2024年5月 1", "月份不详 1"]);
    let months = ["2026.html#m11", "2026.html#m03", "2024.html#m05", "2024.html#undated"];
    let months = months.map(|month| format!("../archive/{month}"));
    assert_eq!(all.attributes(".archive-year li a", "href"), months);
    let year = run.page("archive/2026.html");
    assert_eq!(year.texts("main h2"), ["2026年11月", "2026年3月"]);
    assert_eq!(year.attributes("main h2", "id"), ["m11", "m03"]);
    assert_eq!(year.texts(".rows a"), ["c", "b", "a"]);
    assert_eq!(year.texts(".rows time"), ["2026-11-20", "2026-11-02", "2026-03"]);
    assert_eq!(year.texts(".rows .from"), ["要闻", "要闻", "要闻"], "a list of all sections names them");
    assert_eq!(year.texts(".crumb li"), ["首页", "文章归档", "2026年"]);
    assert_eq!(year.attributes(".archive-nav.beside a", "href"), ["../archive/2024.html"]);
    let english = run.page("en/archive/index.html");
    assert_eq!(english.texts(".archive-year li a"), ["Jun 2025 1"]);
    assert_eq!(run.page("archive/2024.html").texts(".rows a"), ["甲", "old"]);
    assert!(!run.has("archive/2025.html"), "a year without pages has none");
    let map = run.text("sitemap.xml");
    assert!(map.contains("https://dj.example/archive/2026.html") && map.contains("/en/sitemap.html"));
}

/// Each links to its counterpart in the other language, or to the nearest page.
#[test]
fn languages_lead_from_archive_to_archive() {
    let run = site().build().ok();
    let other = |path: &str| run.page(path).attributes("a[hreflang=en]", "href");
    assert_eq!(other("archive/index.html"), ["../en/archive/index.html"]);
    assert_eq!(other("archive/2026.html"), ["../en/archive/index.html"]);
    assert_eq!(other("sitemap.html"), ["en/sitemap.html"]);
}

#[test]
fn an_author_has_a_page_with_what_they_wrote_and_reported() {
    let run = site().build().ok();
    let all = run.page("authors/index.html");
    assert_eq!(all.the("h1"), "作者");
    assert_eq!(all.texts(".terms a"), ["张三3"]);
    assert_eq!(all.texts(".terms-once a"), ["李四", "王五"], "those with one article, by name");
    let author = run.page("authors/zhang-san.html");
    assert_eq!(author.texts(".rows a"), ["c", "b", "a"]);
    assert_eq!(author.texts(".crumb li"), ["首页", "作者", "张三"]);
    let article = run.page("news/b.html");
    assert_eq!(article.texts(".belongs a"), ["张三", "王五"]);
    assert!(!article.texts(".belongs li").iter().any(|line| line.contains("标签")), "an author is no tag");
}

/// An ordinary member may stand nowhere but among those who were absent.
#[test]
fn who_was_absent_is_in_the_index_of_names() {
    let activity = "---\ntitle: 党日\ndate: 2026-03-01\n支部: b\n活动形式: 主题党日\n应到: 3\n实到: 1\n缺席: 吴听（出差，赴现场）、郑和\n---\n";
    let site = site()
        .file("site.yaml", &format!("{ASKED}people_index: true\n"))
        .file("data/organization.yaml", "- {id: b, type: branch, name: 一支部}\n")
        .section("days", "title: 党日\ntype: activity\n")
        .file("content/days/d.md", activity);
    let run = site.build().ok();
    let names = run.page("names/index.html").texts(".letter li");
    assert!(["吴听1条", "郑和1条"].iter().all(|name| names.contains(&(*name).to_owned())), "{names:?}");
    assert!(run.page("days/d.html").the("main").contains("吴听（出差，赴现场）、郑和"));
}

/// A person has a page of the index whether an article, an honor, a page of their own or the
/// organization names them; posts and letters are those of the person.
#[test]
fn the_index_of_names_has_everyone() {
    const UNITS: &str = "- {id: c, type: committee, name: 公司党委, short: 党委, secretary: 单明, deputy: [{name: 周一, post: 常务副书记}], committee: [{name: 李四}], children: [{id: b1, type: branch, name: 第一党支部, secretary: 张三, publicity_member: 赵六}, {id: d, type: department, name: 党群部, secretary: 钱七}]}\n";
    let site = site()
        .file("site.yaml", &format!("{ASKED}people_index: true\n"))
        .file("data/organization.yaml", UNITS)
        .section("honors", "title: 荣誉\ntype: honor\n")
        .file(
            "content/honors/h.md",
            "---\ntitle: 先进\ndate: 2025\nlevel: company\nrecipients: [吴听, 张三]\n---\n",
        )
        .section("people", "title: 人物\ntype: person\n")
        .file("content/people/z.md", "---\ntitle: 曾八\npinyin: ceng ba\nunit: b1\npost: 技师\n---\n")
        .file("content/people/y.md", "---\ntitle: Eve\n---\n");
    let run = site.build().ok();
    let index = run.page("names/index.html");
    assert_eq!(index.the("h1"), "人名索引");
    assert_eq!(index.texts(".letters a"), ["C", "E", "L", "Q", "S", "W", "Z"]);
    assert_eq!(
        index.texts(".letter li"),
        [
            "曾八第一党支部 技师",
            "Eve",
            "李四党委 委员1条",
            "钱七党群部 负责人",
            "单明党委 书记",
            "王五1条",
            "吴听1条",
            "张三第一党支部 书记4条",
            "赵六第一党支部 宣传委员",
            "周一党委 常务副书记"
        ]
    );
    // Who sounds alike has another address, and keeps it whoever comes.
    let address = |name: &str| {
        let at = index.texts(".letter li a").iter().position(|known| known == name).unwrap();
        index.attributes(".letter li a", "href")[at].replace("../", "")
    };
    assert!(address("张三").starts_with("names/zhang-san-"), "{}", address("张三"));
    let person = run.page(&address("张三"));
    assert_eq!(person.texts(".pagehead .sub"), ["第一党支部 书记"]);
    assert_eq!(person.texts(".honor-rows .t"), ["先进"]);
    assert_eq!(person.texts(".rows a"), ["c", "b", "a"]);
    assert_eq!(run.page(&address("曾八")).texts(".person h2"), ["曾八"]);
    assert_eq!(run.page(&address("钱七")).texts(".rows a").len(), 0);
    assert_eq!(run.page("en/names/index.html").texts(".letter li a").len(), 6, "those of the organization");
    // An incremental build equals a full build.
    let edits: [(&str, &str); 6] = [
        ("content/people/x.md", "---\ntitle: 曾八\n---\n"),
        ("content/people/z.md", "---\ntitle: 曾九\npinyin: zeng jiu\n---\n"),
        ("content/honors/h.md", "---\ntitle: 先进\ndate: 2025\nlevel: company\nrecipients: [孙十]\n---\n"),
        ("content/people/z.md", "---\ntitle: 曾九\npinyin: ceng jiu\npost: 工程师\n---\n"),
        (
            "data/organization.yaml",
            "- {id: c, type: committee, name: 公司党委, secretary: {name: 单明, post: 党委书记}}\n",
        ),
        ("content/news/c.md", "---\ntitle: 换题\ndate: 2026-11-20\nauthor: 单明\n---\n"),
    ];
    for (name, text) in edits {
        site.change(name, text);
        same_as_clean(&site, name);
    }
}

/// Of two people of one name none is shown as the one who is meant, and a language that the site
/// does not use has no index.
#[test]
fn namesakes_are_not_taken_for_each_other() {
    let run = Site::new()
        .file("site.yaml", "title: 站\nlanguages: [zh, en]\npeople_index: true\n")
        .file("data/organization.yaml", "- {id: c, type: committee, name: 公司党委, secretary: 张三}\n")
        .section("people", "title: 人物\ntype: person\n")
        .section("leaders", "title: 班子\nlist: leaders\n")
        .bytes("content/people/a.png", &PIXEL)
        .file("content/people/a.md", "---\ntitle: 张三\nunit: c\ncover: a.png\n---\n")
        .file("content/people/b.md", "---\ntitle: 张三\nunit: c\n---\n")
        .build()
        .ok();
    let index = run.page("names/index.html");
    let href = index.attributes(".letter li a", "href")[0].replace("../", "");
    assert!(run.page(&href).texts(".person h2").is_empty());
    assert!(
        !run.page("leaders/index.html").attributes(".leader img", "src").iter().any(|src| src.contains("a-"))
    );
    assert!(!run.has("en/names/index.html"));
}

#[test]
fn those_who_lead_are_shown_with_their_posts() {
    let run = Site::new()
        .file("data/organization.yaml", "- {id: c, type: committee, name: 公司党委, secretary: 甲某, deputy: [乙某], committee: [{name: 丙某, post: 组织委员}], children: [{id: b1, type: branch, name: 第一党支部, secretary: 丁某, organization_member: 戊某}, {id: b2, type: branch, name: 第二党支部}]}\n")
        .section("organization", "title: 组织\ntype: unit\n")
        .section("organization/leaders", "title: 班子\nlist: leaders\n")
        .section("people", "title: 人物\ntype: person\n")
        .file("content/people/b.md", "---\ntitle: 乙某\ncover: b.png\n---\n")
        .bytes("content/people/b.png", &PIXEL)
        .build()
        .ok();
    let page = run.page("organization/leaders/index.html");
    assert_eq!(page.texts(".leader h3"), ["甲某", "乙某", "丙某"]);
    assert_eq!(page.texts(".leader .sub"), ["书记", "副书记", "组织委员"]);
    assert_eq!(page.attributes(".leader h3 a", "href"), ["../../people/b.html"]);
    assert_eq!(page.texts(".led tbody th"), ["第一党支部"]);
    assert_eq!(page.texts(".led tbody td"), ["丁某", "戊某（组织委员）"]);
    assert_eq!(page.attributes(".leader img", "src").len(), 3, "one has a portrait");
    // Whoever has a portrait is shown with it in the organization.
    assert_eq!(run.page("organization/index.html").attributes(".org .face img", "src").len(), 0);
}

#[test]
fn a_head_has_its_own_pictures() {
    const LETTERS: &str =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"80\"><path d=\"M0 0h9v9z\"/></svg>";
    let site = Site::new()
        .file("site.yaml", "title: {zh: 站, en: Site}\nlanguages: [zh, en]\nbanner: /banner.png\nlogo: logo.svg\nlettering: {zh: 站名.svg}\n")
        .bytes("static/banner.png", &PIXEL)
        .file("static/logo.svg", LETTERS)
        .file("static/站名.svg", LETTERS)
        .section("news", "title: 要闻\n")
        .file("content/news/_index.en.md", "---\ntitle: News\n---\n");
    let run = site.build().ok();
    let home = run.page("index.html");
    assert_eq!(home.attributes("h1.site-name img", "alt"), ["站"]);
    assert_eq!(home.attributes(".banner .logo img", "alt"), [""]);
    assert_eq!(home.attributes(".banner div.ground img", "src").len(), 1);
    let english = run.page("en/index.html");
    assert_eq!(english.texts("h1.site-name"), ["Site"], "the lettering is Chinese");
    site.change("site.yaml", "title: 站\nlanguages: [zh, en]\nbanner: 没有.jpg\n题字: {en: bannr.png}\n");
    assert_snapshot!(site.build().fails(), @"
    site.yaml:3:9 reference/missing-file: 找不到文件“没有.jpg” → 把文件放进 static 文件夹，写成“/文件名”
    site.yaml:4:10 reference/missing-file: 找不到文件“bannr.png” → 把文件放进 static 文件夹，写成“/文件名”
    ");
}

#[test]
fn the_map_of_the_site_is_a_tree_of_its_sections() {
    let run = site().build().ok();
    let map = run.page("sitemap.html");
    assert_eq!(map.texts(".tree-1 > li > a"), ["关于", "要闻"]);
    assert_eq!(map.texts(".tree-2 a"), ["支部"]);
    assert_eq!(map.texts(".site-tree .count"), ["1", "5", "1"]);
    assert_eq!(map.texts(".ways a"), ["首页", "文章归档", "作者", "订阅"]);
    let footer = run.page("index.html").attributes("footer .aside a", "href");
    assert_eq!(footer, ["archive/index.html", "sitemap.html"]);
}

#[test]
fn a_site_that_asks_for_none_has_none() {
    let run = site().file("site.yaml", "title: 站\nlanguages: [zh, en]\n").build().ok();
    for path in ["archive/index.html", "archive/2026.html", "authors/index.html", "sitemap.html"] {
        assert!(!run.has(path), "{path}");
    }
    assert_eq!(run.page("index.html").texts("footer .aside a").len(), 0);
}

/// The plain theme has all of them too.
#[test]
fn the_plain_theme_shows_them() {
    let run = site().file("site.yaml", &format!("{ASKED}theme: plain\n")).build().ok();
    assert_eq!(run.page("archive/2026.html").texts("main h2"), ["2026年11月", "2026年3月"]);
    assert_eq!(run.page("sitemap.html").texts(".tree-2 a"), ["支部"]);
    assert_eq!(run.page("archive/index.html").texts("h1"), ["文章归档"]);
}

#[test]
fn a_section_that_has_the_address_of_the_archive() {
    let site = site().section("archive", "title: 旧闻\n").news("archive/x.md", "甲", "", "");
    assert_snapshot!(site.build().fails(), @"content/archive/_index.md:2:1 address/collision: “site.yaml”和“content/archive/_index.md”的网址相同，都是 /archive/index.html → 给文件夹或文章改名，或者在 site.yaml 里去掉占用这个网址的一项（归档、网站地图、搜索、订阅或数据接口）");
}

/// Pages by unit are in the order of the organization, whichever field names the unit; a grid shows
/// those with a picture first.
#[test]
fn lists_by_unit_and_in_pictures() {
    let site = Site::new()
        .file("data/organization.yaml", "- {id: c, type: committee, name: 党委, children: [{id: b1, type: branch, name: 第一党支部, short: 一支部}, {id: b2, type: branch, name: 第二党支部}]}\n")
        .section("organization", "title: 组织\ntype: unit\n")
        .section("news", "title: 要闻\nlist: units\n")
        .bytes("content/pictures/a.png", &PIXEL)
        .news("news/a.md", "甲", "unit: b2\n", "")
        .news("news/b.md", "乙", "", "")
        .news("news/c.md", "丙", "unit: b1\n", "")
        .section("party", "title: 党日\ntype: activity\nlist: units\n")
        .file("content/party/d.md", "---\ntitle: 丁\ndate: 2026-01-01\nkind: 党课\nbranch: b1\n---\n")
        .section("pictures", "title: 图集\nlist: pictures\n")
        .news("pictures/x.md", "无图", "", "")
        .news("pictures/y.md", "有图", "cover: a.png\n", "");
    let run = site.build().ok();
    let list = run.page("news/index.html");
    assert_eq!(list.texts(".part h2"), ["一支部", "第二党支部", "其他"]);
    assert_eq!(list.texts(".part .rows a"), ["丙", "甲", "乙"]);
    assert_eq!(
        list.attributes(".part .more", "href"),
        ["../organization/b1.html", "../organization/b2.html"]
    );
    assert_eq!(run.page("party/index.html").texts(".part h2"), ["一支部"]);
    let pictures = run.page("pictures/index.html");
    assert_eq!(
        (pictures.texts(".picture-grid a"), pictures.texts(".rows a")),
        (vec!["有图".to_owned()], vec!["无图".to_owned()])
    );
    // The order of the units is that of the file, also in an incremental build.
    site.change("data/organization.yaml", "- {id: c, type: committee, name: 党委, children: [{id: b2, type: branch, name: 第二党支部}, {id: b1, type: branch, name: 第一党支部}]}\n");
    assert_eq!(
        site.build().ok().page("news/index.html").texts(".part h2"),
        ["第二党支部", "第一党支部", "其他"]
    );
}

/// Builds over the last build and from nothing, and compares.
fn same_as_clean(site: &Site, what: &str) {
    site.build().ok();
    let over = site.published();
    fs::remove_dir_all(site.path(".dangjian")).unwrap();
    fs::remove_dir_all(site.public()).unwrap();
    site.build().ok();
    let clean = site.published();
    assert_eq!(over.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>(), "{what}");
    for (path, bytes) in over {
        assert!(bytes == clean[&path], "{what}: {path}");
    }
}

/// An incremental build equals a full build, whatever moves in the archive.
#[test]
fn the_archive_the_authors_and_the_map_do_not_grow_stale() {
    let site = site();
    site.build().ok();
    let edits: [(&str, &str); 8] = [
        ("news/a.md", "---\ntitle: a\ndate: 2026-04\ncorrespondents: [张三]\n---\n"),
        ("news/a.md", "---\ntitle: a\ndate: 2026\ncorrespondents: [张三]\n---\n"),
        ("news/a.md", "---\ntitle: 新标题\ndate: 2026\ncorrespondents: [赵六]\n---\n"),
        ("news/a.md", "---\ntitle: 新标题\ndate: 2025-01-01\n---\n"),
        ("news/new.md", "---\ntitle: 新\ndate: 2026-11-03\nauthor: 赵六\n---\n"),
        ("news/branch/_index.md", "---\ntitle: 支部风采\n---\n"),
        ("rules/_index.md", "---\ntitle: 制度\n---\n"),
        ("rules/r.md", "---\ntitle: 办法\ndate: 2023\n---\n"),
    ];
    let same = |what: &str| same_as_clean(&site, what);
    for (name, text) in edits {
        site.change(format!("content/{name}"), text);
        same(name);
    }
    site.remove("content/news/new.md");
    same("without new.md");
    site.change("site.yaml", "title: 站\nlanguages: [zh, en]\narchive: true\n");
    same("without authors and map");
}

/// A year of 250 pages has three pages of its own; each month is found on the one where it begins.
#[test]
fn a_year_of_many_pages_has_several_pages() {
    let mut site = Site::new().file("site.yaml", ASKED).section("news", "title: 要闻\n");
    for number in 0..250 {
        let date = format!("2025-{:02}-15", 12 - number / 60);
        site = dated(site, &format!("n{number:03}"), &date, "");
    }
    let run = site.build().ok();
    let months = |path: &str| run.page(path).texts("main h2");
    assert_eq!(months("archive/2025.html"), ["2025年12月", "2025年11月"]);
    assert_eq!(months("archive/2025_2.html"), ["2025年11月", "2025年10月", "2025年9月"]);
    assert_eq!(months("archive/2025_3.html"), ["2025年9月", "2025年8月"]);
    let rows = ["2025", "2025_2", "2025_3"]
        .map(|name| run.page(&format!("archive/{name}.html")).texts(".rows a").len());
    assert_eq!(rows, [100, 100, 50]);
    let links = ["2025.html#m12", "2025.html#m11", "2025_2.html#m10", "2025_2.html#m09", "2025_3.html#m08"];
    let links = links.map(|link| format!("../archive/{link}"));
    assert_eq!(run.page("archive/index.html").attributes(".archive-year li a", "href"), links);
    let second = run.page("archive/2025_2.html");
    assert_eq!(second.attributes(".archive-nav li a", "href"), links);
    assert_eq!(second.texts(".pager [aria-current]"), ["2"]);
    assert_eq!(
        second.attributes(".pager a[rel]", "href"),
        ["../archive/2025.html", "../archive/2025_3.html"]
    );
    // With one page less in December, one page moves from each page to the one before.
    site.remove("content/news/n000.md");
    let run = site.build().ok();
    assert_eq!(run.page("archive/2025_3.html").texts(".rows a").len(), 49);
    assert_eq!(run.page("archive/2025_2.html").texts(".archive-nav .count")[0], "59");
    // Longer pages, and months begin on others.
    site.change("site.yaml", format!("{ASKED}list: {{page_size: 130}}\n"));
    let run = site.build().ok();
    let links = ["2025.html#m12", "2025.html#m11", "2025.html#m10", "2025_2.html#m09", "2025_2.html#m08"];
    let links = links.map(|link| format!("../archive/{link}"));
    assert_eq!(run.page("archive/index.html").attributes(".archive-year li a", "href"), links);
    assert_eq!(run.page("archive/2025.html").attributes(".archive-nav li a", "href"), links);
    assert!(!run.has("archive/2025_3.html"));
}

const SEARCH: &str = "search: \"https://search.example/find?site=dj&q={words}\"\n";

#[test]
fn a_search_engine_of_the_intranet_is_asked_by_a_form() {
    for theme in ["classic", "plain"] {
        let run = site().file("site.yaml", &format!("{ASKED}{SEARCH}theme: {theme}\n")).build().ok();
        for path in ["index.html", "news/c.html", "404.html", "search/index.html", "en/search/index.html"] {
            let page = run.page(path);
            assert_eq!(
                page.attributes("form[role=search]", "action"),
                ["https://search.example/find"],
                "{path}"
            );
            assert_eq!(page.attributes("form [name=q]", "type"), ["search"], "{path}");
            assert_eq!(page.attributes("form [name=site]", "value"), ["dj"], "{path}");
            let field = page.attributes("form [name=q]", "id");
            assert_eq!(page.attributes("form label", "for"), field, "{path}");
        }
        let page = run.page("search/index.html");
        assert_eq!(page.the("h1"), "搜索");
        assert_eq!(page.texts(".ways a"), ["首页", "网站地图", "文章归档", "作者", "订阅"]);
        assert_eq!(page.attributes("a[hreflang=en]", "href"), ["../en/search/index.html"]);
        assert!(!run.text("sitemap.xml").contains("/search/"), "a form is nothing to be found");
    }
    let run = site().build().ok();
    assert!(!run.has("search/index.html") && run.page("index.html").texts("form").is_empty());
    // A path is within the site.
    let run = site().file("site.yaml", &format!("{ASKED}搜索: \"/find/?q={{words}}\"\n")).build().ok();
    assert_eq!(run.page("news/c.html").attributes("form", "action"), ["../find/index.html"]);
}

#[test]
fn an_address_that_no_form_can_ask() {
    let told = |search: &str| site().file("site.yaml", &format!("{ASKED}{search}\n")).build().fails();
    assert_snapshot!(told("search: https://search.example/"), @"site.yaml:7:9 config/search: “https://search.example/”不能用作搜索的网址 → 用本站自带的搜索，写“搜索: 是”；用内网的，写搜索结果页的网址，搜索词的位置写 {words}，前面是“参数名=”，如 https://search.example.com/?q={words}");
    assert_snapshot!(told("搜索: {网址: \"search.example/?q={words}\"}"), @"site.yaml:7:10 config/search: “search.example/?q={words}”不能用作搜索的网址 → 用本站自带的搜索，写“搜索: 是”；用内网的，写搜索结果页的网址，搜索词的位置写 {words}，前面是“参数名=”，如 https://search.example.com/?q={words}");
    let site = site().file("site.yaml", &format!("{ASKED}{SEARCH}")).section("search", "title: 检索\n");
    assert_snapshot!(site.build().fails(), @"content/search/_index.md:2:1 address/collision: “site.yaml”和“content/search/_index.md”的网址相同，都是 /search/index.html → 给文件夹或文章改名，或者在 site.yaml 里去掉占用这个网址的一项（归档、网站地图、搜索、订阅或数据接口）");
}
