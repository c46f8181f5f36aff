//! Bad input: each mistake with its place and what to do, all of a run together, and the published
//! folder unchanged.

use std::fs;

use insta::assert_snapshot;

use crate::site::Site;

/// Publishes a good site, spoils it, and checks that the published folder stays the same, byte for
/// byte.
#[track_caller]
fn spoiled(site: Site, spoil: impl FnOnce(&Site)) -> String {
    let site = site.news("news/good.md", "好文章", "", "正文。");
    site.build().ok();
    let before = site.published();
    spoil(&site);
    let problems = site.build().fails();
    assert!(!problems.is_empty());
    assert!(before == site.published(), "a failed build changed the published folder");
    problems
}

#[test]
fn a_folder_that_is_not_there() {
    let site = Site::bare();
    fs::remove_dir(site.path("")).unwrap();
    assert_snapshot!(site.build().fails(), @"site/no-folder: 找不到文件夹“[SITE]/” → 写出站点文件夹（里面有 site.yaml 的那个）的路径；新建站点用：dangjian init 文件夹名");
    assert!(!site.public().exists());
}

#[test]
fn a_folder_that_is_no_site() {
    let site = Site::bare().file("readme.txt", "不是站点");
    assert_snapshot!(site.build().fails(), @"site/no-config: “[SITE]/”里没有 site.yaml，不是站点文件夹 → 新建站点用：dangjian init 文件夹名");
    assert!(!site.public().exists());
}

#[test]
fn a_folder_with_the_site_one_further_down() {
    let site = Site::bare().file("党建/site.yaml", "title: 甲\n");
    assert_snapshot!(site.build().fails(), @"site/no-config: “[SITE]/”里没有 site.yaml，不是站点文件夹 → 要用的站点是不是“[SITE]/党建”？");
}

#[test]
fn site_yaml_has_gone() {
    assert_snapshot!(spoiled(Site::new(), |site| site.remove("site.yaml")), @"site/no-config: “[SITE]/”里没有 site.yaml，不是站点文件夹 → 新建站点用：dangjian init 文件夹名");
}

#[test]
fn site_yaml_is_no_yaml() {
    let spoil = |site: &Site| site.change("site.yaml", "title: 测试站\nmenu: [news\nfooter: x\n");
    assert_snapshot!(spoiled(Site::new(), spoil), @"site.yaml:2:7 yaml/syntax: 方括号没有成对：少了后面的 ] → 在内容末尾补上英文的 ]；方括号本来就是内容的，整句加上英文引号");
}

#[test]
fn site_yaml_with_unknown_keys() {
    let spoil = |site: &Site| site.change("site.yaml", "title: 测试站\nthem: classic\nfooter: {ipc: 备1}\n");
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    site.yaml:2:1 meta/unknown-key: 没有“them”这一项 → 是不是“theme”？
    site.yaml:3:10 meta/unknown-key: 没有“ipc”这一项 → 是不是“icp”？
    ");
}

#[test]
fn an_unknown_theme() {
    let spoil = |site: &Site| site.change("site.yaml", "title: 测试站\ntheme: clasic\n");
    assert_snapshot!(spoiled(Site::new(), spoil), @"site.yaml:2:8 theme/unknown: 没有“clasic”这个主题 → 可用的主题：classic；自己的主题放在站点的 themes 文件夹里");
}

#[test]
fn an_unknown_option_of_the_theme() {
    let spoil = |site: &Site| {
        site.change("site.yaml", "title: 测试站\ntheme_options:\n  sidbar: true\n  indent: 也许\n")
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    site.yaml:3:3 meta/unknown-key: 没有“sidbar”这一项 → 是不是“sidebar”？
    site.yaml:4:11 meta/wrong-type: “indent”要写“是”或“否” → 写成 indent: 是，或者 indent: 否；现在写的是“也许”
    ");
}

/// A link that leads nowhere cannot be read, not even by root.
#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read() {
    let spoil = |site: &Site| std::os::unix::fs::symlink("/nowhere", site.path("content/news/x.md")).unwrap();
    assert_snapshot!(spoiled(Site::new(), spoil), @"content/news/x.md source/unreadable: 读不了这个文件：No such file or directory (os error 2) → 看看文件是不是被别的程序占用，有没有读取权限");
}

#[test]
fn front_matter_that_is_not_closed() {
    let spoil =
        |site: &Site| site.change("content/news/x.md", "---\ntitle: 甲\ndate: 2026-01-01\n\n正文。\n");
    assert_snapshot!(spoiled(Site::new(), spoil), @"content/news/x.md:1:1 meta/unclosed: 文章信息没有结束：找不到第二个“---” → 在文章信息之后、正文之前单独写一行 ---（三个英文减号）");
}

#[test]
fn front_matter_that_is_no_yaml() {
    let spoil = |site: &Site| {
        site.change("content/news/a.md", "---\ntitle: \"甲\ndate: 2026-01-01\n---\n");
        site.change("content/news/b.md", "---\ntitle: 乙\ndate: 2026-01-01\ntags: [甲, 乙\n---\n");
        site.change("content/news/c.md", "---\ntitle: 丙\n  - date: 2026-01-01\n---\n");
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @r#"
    content/news/a.md:2:8 yaml/syntax: 双引号没有成对：少了后面的 " → 在内容末尾补上英文的 "；双引号本来就是内容的，整句加上英文引号
    content/news/b.md:4:7 yaml/syntax: 方括号没有成对：少了后面的 ] → 在内容末尾补上英文的 ]；方括号本来就是内容的，整句加上英文引号
    content/news/c.md:3:9 yaml/syntax: 这一行多了一个冒号，或者缩进不对 → 检查冒号后面有没有空格、缩进是否对齐、引号是否成对
    "#);
}

#[test]
fn no_front_matter_at_all() {
    let spoil = |site: &Site| {
        site.change("content/news/x.md", "只有正文。\n");
        site.change("content/news/y.md", "title: 乙\ndate: 2026-01-01\n---\n\n正文。\n");
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    content/news/x.md:1:1 meta/absent: 文章开头没有文章信息（标题、日期等） → 在正文前面加上：一行 ---，一行“标题: ……”，一行“日期: ……”，再一行 ---
    content/news/y.md:1:1 meta/absent: 文章开头没有文章信息（标题、日期等） → 文章信息前面少了一行 ---，请写在文件的第一行
    ");
}

#[test]
fn a_template_that_cannot_be_read_by_the_engine() {
    let spoil = |site: &Site| {
        site.change(
            "templates/page/article.html",
            "<h1>{{ page.title }}</h1>\n{% if page.kicker %}\n<p>{{ page.kicker</p>\n",
        );
        site.change("templates/404.html", "{% endif %}");
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    templates/404.html:1:4 template/syntax: 模板有错：Unknown tag → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md
    templates/page/article.html:3:18 template/syntax: 模板有错：这里不该出现这样的写法（Found `</` but expected }}.） → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md
    ");
}

#[test]
fn a_template_that_asks_for_what_is_not_there() {
    let site = Site::showing("<h1>{{ page.title }}</h1>\n<p>{{ page.titel }}</p>\n").news(
        "news/good.md",
        "好文章",
        "",
        "",
    );
    let run = site.build();
    assert_eq!(run.code, Some(1));
    assert_snapshot!(run.stderr, @"
    错误[template/render]: 模板有错：没有这个变量（Field `titel` is not defined. Available fields: content, date, id, lang, list_title, minutes, neighbours, pinned, related, section, state, summary, terms, title, toc, type, type_name, url, words, year）
     --> templates/page/shown.html:2:12
      |
    2 | <p>{{ page.titel }}</p>
      |            ^^^^^
      |
      = 改法：改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md

    想知道某个问题的详细说明：dangjian explain 代码，如 dangjian explain template/render
    这次没有发布：1 个错误
    ");
}

/// The theme's template for notices fills blocks of that for news.
#[test]
fn a_template_that_stands_in_for_one_that_others_extend() {
    let spoil = |site: &Site| site.change("templates/page/article.html", "<h1>{{ page.title }}</h1>\n");
    assert_snapshot!(spoiled(Site::new(), spoil), @"templates/page/article.html template/load: 这个模板代替了主题里同名的模板，但是少了别的模板要填的区块：after、contents、facts、head、tools → 补上这些区块，空的也行：{% block after %}{% endblock after %}；或者从主题里原来的文件改起");
}

#[test]
fn a_template_with_an_unknown_filter_function_or_parent() {
    let spoil = |site: &Site| {
        site.change("templates/page/article.html", "{{ page.title | uper }}");
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"templates/page/article.html:1:17 template/load: 模板有错：没有这个过滤器（Unknown filter `uper`） → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md");
    let spoil = |site: &Site| site.change("templates/page/article.html", "{{ page_list() }}");
    assert_snapshot!(spoiled(Site::new(), spoil), @"templates/page/article.html:1:4 template/load: 模板有错：没有这个函数（Unknown function `page_list`） → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md");
    let spoil = |site: &Site| site.change("templates/page/article.html", "{% extends \"bas.html\" %}");
    assert_snapshot!(spoiled(Site::new(), spoil), @"templates/page/article.html:1:13 template/load: 模板有错：找不到上级模板（Template 'page/article.html' is inheriting from 'bas.html', which doesn't exist or isn't loaded.） → 改正这个模板，不熟悉的请转给做模板的同事；有哪些变量和函数，见 themes/README.md");
}

#[test]
fn a_template_that_is_not_there() {
    let spoil = |site: &Site| {
        site.change(
            "content/news/x.md",
            "---\ntitle: 甲\ndate: 2026-01-01\ntemplate: page/artcle.html\n---\n",
        );
        site.change("content/news/_index.md", "---\ntitle: 新闻\nlist: cadrs\n---\n");
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    content/news/_index.md:3:7 template/missing: 主题里没有模板“list/cadrs.html” → 是不是“list/cards.html”？
    content/news/x.md:4:11 template/missing: 主题里没有模板“page/artcle.html” → 是不是“page/article.html”？
    ");
}

#[test]
fn two_pages_with_one_address() {
    let spoil = |site: &Site| {
        site.change("content/news/a.md", "---\ntitle: 甲\ndate: 2026-01-01\nslug: same\n---\n");
        site.change("content/news/b.md", "---\ntitle: 乙\ndate: 2026-01-01\n网址名: same\n---\n");
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"content/news/b.md:4:6 address/collision: “content/news/a.md”和“content/news/b.md”的网址相同，都是 /news/same.html → 把其中一篇的“网址名”改成别的");
}

#[test]
fn two_files_for_one_page() {
    let spoil = |site: &Site| {
        site.change("content/news/a.md", "---\ntitle: 甲\ndate: 2026-01-01\n---\n");
        site.change("content/news/a/index.md", "---\ntitle: 乙\ndate: 2026-01-01\n---\n");
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"content/news/a/index.md:2:1 address/collision: “content/news/a.md”和“content/news/a/index.md”的网址相同，都是 /news/a.html → 在其中一篇的文章信息里加一行“网址名: ……”，或者改文件名");
}

#[test]
fn a_former_address_that_is_taken() {
    let spoil = |site: &Site| {
        site.change("content/news/a.md", "---\ntitle: 甲\ndate: 2026-01-01\naliases: [/news/b.html]\n---\n");
        site.change("content/news/b.md", "---\ntitle: 乙\ndate: 2026-01-01\n---\n");
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"content/news/a.md:4:10 address/collision: “content/news/b.md”和“content/news/a.md”的网址相同，都是 /news/b.html → 删去这个旧链接");
}

#[test]
fn of_several_former_addresses_in_the_place_of_a_page_each_is_told() {
    let article = |more: &str| format!("---\ntitle: 题\ndate: 2026-07-01\n{more}---\n\n正文。\n");
    let spoil = |site: &Site| {
        for name in ["a", "c"] {
            site.change(format!("content/news/{name}.md"), article("aliases: [/news/b.html]\n"));
        }
        site.change("content/news/b.md", article(""));
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    content/news/a.md:4:10 address/collision: “content/news/b.md”和“content/news/a.md”的网址相同，都是 /news/b.html → 删去这个旧链接
    content/news/c.md:4:10 address/collision: “content/news/b.md”和“content/news/c.md”的网址相同，都是 /news/b.html → 删去这个旧链接
    ");
}

#[test]
fn a_former_address_that_can_be_none() {
    let spoil = |site: &Site| {
        let text = "---\ntitle: 甲\ndate: 2026-01-01\naliases:\n  - /旧/页.html\n  - /../x.html\n---\n";
        site.change("content/news/a.md", text);
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    content/news/a.md:5:5 address/alias: “/旧/页.html”不能用作旧链接 → 从“/”写起，只用英文字母、数字和 / . _ -，如 /old/page.html
    content/news/a.md:6:5 address/alias: “/../x.html”不能用作旧链接 → 从“/”写起，只用英文字母、数字和 / . _ -，如 /old/page.html
    ");
}

#[test]
fn a_static_file_where_a_page_is() {
    let spoil = |site: &Site| site.change("static/news/good.html", "<p>别的</p>");
    assert_snapshot!(spoiled(Site::new(), spoil), @"content/news/good.md:2:1 address/collision: “content/news/good.md”和“static/news/good.html”的网址相同，都是 /news/good.html → 给 static 里的文件改名，或者在文章信息里加一行“网址名: ……”");
}

#[test]
fn references_to_nothing() {
    let spoil = |site: &Site| {
        site.change("data/organization.yaml", "- {id: branch-1, type: branch, name: 第一党支部}\n");
        site.change(
            "content/news/x.md",
            "---\ntitle: 甲\ndate: 2026-01-01\nunit: 第二党支部\ntopic: 没有的专题\nrelated: [good, god]\ncover: 没有.png\nattachments: [表.xlsx]\n---\n\
             [一](./gone.md) [二](../gone/index.md) [三](/gone.html) [四](god.md)\n\n![图](gone.png)\n\n[五](good.md#第二节)\n",
        );
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    content/news/x.md:4:7 reference/unknown-unit: 组织架构里没有“第二党支部” → 先把它写进 data/organization.yaml
    content/news/x.md:5:8 reference/unknown-page: 没有编号或标题为“没有的专题”的文章 → 编号是文件名（不带 .md），或文章信息里的“编号”
    content/news/x.md:6:17 reference/unknown-page: 没有编号或标题为“god”的文章 → 是不是“good”？
    content/news/x.md:7:8 reference/missing-file: 找不到文件“没有.png” → 把文件放在文章旁边；以“/”开头的在 static 文件夹里找
    content/news/x.md:8:15 reference/missing-file: 找不到文件“表.xlsx” → 把文件放在文章旁边；以“/”开头的在 static 文件夹里找
    content/news/x.md:10:1 link/broken: 链接指向的“./gone.md”不存在 → 是不是“good.md”？
    content/news/x.md:10:16 link/broken: 链接指向的“../gone/index.md”不存在 → 链接别的文章，写它的文件名，如 ./x.md；附件放在文章旁边，也写文件名
    content/news/x.md:10:38 link/broken: 链接指向的“/gone.html”不存在 → 是不是“/index.html”？
    content/news/x.md:10:54 link/broken: 链接指向的“god.md”不存在 → 是不是“good.md”？
    content/news/x.md:12:1 img/missing: 找不到图片“gone.png” → 把图片放在文章旁边，写它的文件名
    content/news/x.md:14:1 link/anchor: “好文章”里没有“第二节”这个小标题 → “#”后面照那篇文章里小标题的原文写
    ");
}

#[test]
fn a_broken_link_in_a_field_of_markdown() {
    let spoil = |site: &Site| {
        site.change(
            "content/news/x.md",
            "---\ntitle: 甲\ndate: 2026-01-01\neditors_note: 见[这里](gone.md)。\n---\n",
        );
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"content/news/x.md:4:16 link/broken: 链接指向的“gone.md”不存在 → 是不是“good.md”？");
}

#[test]
fn dates_that_are_none() {
    let spoil = |site: &Site| {
        for (number, date) in
            ["2023-02-30", "2023-13-01", "2026年2月30日", "昨天", "2026-01-01 25:00", "20260101"]
                .iter()
                .enumerate()
        {
            site.change(
                format!("content/news/{number}.md"),
                format!("---\ntitle: 甲{number}\ndate: {date}\n---\n"),
            );
        }
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    content/news/0.md:3:7 date/impossible: 没有“2023-02-30”这个日期 → 查一查日历：这个月有没有这一天，月份是不是 1 到 12，钟点有没有超过 23:59
    content/news/1.md:3:7 date/impossible: 没有“2023-13-01”这个日期 → 查一查日历：这个月有没有这一天，月份是不是 1 到 12，钟点有没有超过 23:59
    content/news/2.md:3:7 date/impossible: 没有“2026年2月30日”这个日期 → 查一查日历：这个月有没有这一天，月份是不是 1 到 12，钟点有没有超过 23:59
    content/news/3.md:3:7 date/invalid: 看不懂“昨天”这个日期 → 写成 2026-11-20、2026年11月20日、2006年7月 或 2011 这样
    content/news/4.md:3:7 date/impossible: 没有“2026-01-01 25:00”这个日期 → 查一查日历：这个月有没有这一天，月份是不是 1 到 12，钟点有没有超过 23:59
    ");
}

#[cfg(unix)]
#[test]
fn a_file_name_in_gbk() {
    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::OsStr::from_bytes(b"content/news/\xb5\xb3\xbd\xa8.md");
    let spoil = |site: &Site| site.change(name, "---\ntitle: 党建\ndate: 2026-01-01\n---\n");
    assert_snapshot!(spoiled(Site::new(), spoil), @"content/news/����.md source/file-name: 文件名是 GBK 编码的“党建.md”，别的程序认不出来 → 给文件改名，建议只用小写字母、数字和连字符");
}

#[test]
fn an_encoding_that_nobody_knows() {
    let spoil = |site: &Site| {
        site.change("content/news/x.md", b"---\ntitle: \xff\xfe\x00\x01\x81\x00\xff\n---\n".as_slice())
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"content/news/x.md source/unreadable: 认不出这个文件的文字编码，可能不是文本文件 → 用记事本打开，“另存为”时编码选 UTF-8");
}

#[test]
fn data_that_is_wrong() {
    let spoil = |site: &Site| {
        site.change("data/organization.yaml", "- {id: a, type: brunch, name: 甲}\n- {id: a, type: branch}\n");
        site.change("data/statistics.yaml", "- {id: m, label: 党员, value: 很多}\n");
        site.change("data/honors.csv", "年份,名称\n2011,先进\n2012,先进,多\n");
        site.change("data/links.yaml", "- [a\n");
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    data/honors.csv:3:1 data/csv: 这一行有 3 列，表头有 2 列 → 每行的逗号个数要和第一行相同；内容里有逗号的，整格加英文双引号
    data/links.yaml:1:3 yaml/syntax: 方括号没有成对：少了后面的 ] → 在内容末尾补上英文的 ]；方括号本来就是内容的，整句加上英文引号
    data/organization.yaml:1:17 meta/unknown-choice: “type”没有“brunch”这个选项 → 是不是“branch”？可选：党委、党总支、党支部、联合党支部、党小组、临时党支部、功能型党支部、机关党委、纪委、党组、部门、群团组织
    data/organization.yaml:2:3 meta/missing: 缺少“名称” → 加一行，如“名称: ……”
    data/organization.yaml:2:8 organization/repeated-id: 编号“a”用了两次 → 给其中一个换个编号
    data/statistics.yaml:1:29 meta/wrong-type: “value”要写一个数，现在是“很多” → 只写数字，如 value: 13.6
    ");
}

#[test]
fn a_content_type_that_is_wrong() {
    let spoil = |site: &Site| {
        site.change(
            "types/meeting.yaml",
            "name: 会议\nfields:\n  room: {type: txet}\n  seats: {label: 座位, type: integer, minimun: 3}\n",
        );
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    types/meeting.yaml:3:16 type/unknown-kind: 没有“txet”这种字段类型 → 是不是“text”？
    types/meeting.yaml:4:37 type/unknown-key: 类型声明里没有“minimun”这一项 → 是不是“minimum”？
    ");
}

#[test]
fn menus_and_blocks_of_the_home_page_that_are_wrong() {
    let spoil = |site: &Site| {
        site.change(
            "site.yaml",
            "title: 测试站\nmenu:\n  - section: newz\n  - page: gone\n  - setcion: news\nhome:\n  - headlin: {}\n  - tabs: {sectons: [news]}\n",
        );
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    site.yaml:3:14 menu/unknown-section: 没有“newz”这个栏目 → 是不是“news”？
    site.yaml:4:11 menu/unknown-page: 没有编号为“gone”的文章 → 编号是文件名（不带 .md），或文章信息里的“编号”
    site.yaml:5:5 menu/unknown-key: 菜单项里不能写“setcion” → 是不是“section”？
    site.yaml:7:5 block/unknown: 没有“headlin”这个首页板块 → 是不是“headline”？
    site.yaml:8:12 directive/unknown-argument: “tabs”没有“sectons”这个参数 → 是不是“sections”？
    ");
    let spoil = |site: &Site| {
        site.change("site.yaml", "title: 测试站\nhome:\n  - headlin: {}\n  - tabs: {sectons: [news]}\n")
    };
    assert_snapshot!(spoiled(Site::new(), spoil), @"
    site.yaml:3:5 block/unknown: 没有“headlin”这个首页板块 → 是不是“headline”？
    site.yaml:4:12 directive/unknown-argument: “tabs”没有“sectons”这个参数 → 是不是“sections”？
    ");
}

/// Hugo and Zola stop at the first.
#[test]
fn thirty_broken_files_are_thirty_problems_in_order() {
    let problems = spoiled(Site::new(), |site| {
        for number in 1..=30 {
            let text = match number % 5 {
                0 => format!("---\ntitle: 甲{number}\n---\n"),
                1 => format!("---\ntitle: 甲{number}\ndate: 2023-02-30\n---\n"),
                2 => format!("---\ntitle: 甲{number}\ndate: 2026-01-01\n---\n[链接](gone.md)\n"),
                3 => format!("---\ntitle: 甲{number}\ndate: 2026-01-01\nunit: 无此支部\n---\n"),
                _ => format!("---\ntitle: 甲{number}\ndate: 2026-01-01\n"),
            };
            site.change(format!("content/news/{number:02}.md"), text);
        }
    });
    let files: Vec<&str> = problems.lines().map(|line| line.split(':').next().unwrap()).collect();
    let wanted: Vec<String> = (1..=30).map(|number| format!("content/news/{number:02}.md")).collect();
    assert_eq!(files, wanted, "{problems}");
}

#[test]
fn a_wrong_option_is_wrong_usage() {
    let site = Site::new();
    assert_eq!(site.build_with(&["--nwo", "2026"]).code, Some(2));
    assert_eq!(site.build_with(&["--now", "明年"]).code, Some(2));
    assert!(!site.public().exists());
}
