//! Unknown names and values of the wrong shape: each is reported.

use insta::assert_snapshot;

use crate::site::Site;

/// The site with the classic theme's home and one article of this body.
fn with_body(body: &str) -> String {
    Site::new().news("news/a.md", "甲", "", body).build().fails()
}

/// The site with these lines in its `site.yaml`.
fn with_configuration(lines: &str) -> String {
    let site = Site::new().news("news/a.md", "甲", "", "正文。");
    site.change("site.yaml", format!("title: 测试站\n{lines}"));
    site.build().fails()
}

#[test]
fn a_directive_that_names_nothing() {
    assert_snapshot!(with_body(":::concept id=nope\n:::\n"), @"content/news/a.md:5:15 reference/unknown: 没有“nope”这篇文章 → 核对标题或编号（不带 .md 的文件名）；还没有的，先写这一篇");
    assert_snapshot!(with_body(":::profile unit=nope\n甲\n:::\n"), @"content/news/a.md:5:17 reference/unknown: 没有“nope”这个党组织 → 核对编号或名称；还没有的，先写进 data/organization.yaml");
    assert_snapshot!(with_body(":::articles section=new\n:::\n"), @"content/news/a.md:5:21 reference/unknown: 没有“new”这个栏目 → 是不是“news”？");
    assert_snapshot!(with_body(":::stats ids=nope\n:::\n"), @"content/news/a.md:5:14 reference/unknown: 没有“nope”这项数据 → 核对编号或名称；还没有的，先写进 data/statistics.yaml");
    assert_snapshot!(with_body(":::note kind=warn\n甲\n:::\n"), @"content/news/a.md:5:14 directive/unknown-choice: “种类”没有“warn”这个选项 → 可选：说明、重要、注意");
}

#[test]
fn a_block_that_names_nothing() {
    assert_snapshot!(with_configuration("home:\n  - tabs: {sections: [nope]}\n"), @"site.yaml:3:23 reference/unknown: 没有“nope”这个栏目 → 写 content 里的文件夹或栏目名，可写：news");
    assert_snapshot!(with_configuration("home:\n  - headline: {flag: nope}\n"), @"site.yaml:3:22 directive/unknown-choice: “属性”没有“nope”这个选项 → 可选：头条、幻灯、推荐、加粗");
    assert_snapshot!(with_configuration("home:\n  - tabs: {sections: [news], limit: 许多}\n"), @"site.yaml:3:37 directive/wrong-value: “数量”要写一个整数，现在是“许多” → 只写数字，如 数量: 1");
}

#[test]
fn a_home_page_of_the_wrong_shape() {
    for home in [
        "home: news",
        "home: [links]",
        "home: [{headline: news}]",
        "home: {zh: news}",
        "home: {headline: {flag: headline}}",
    ] {
        assert!(with_configuration(home).contains("config/home"), "{home}");
    }
}

#[test]
fn a_menu_of_the_wrong_shape() {
    assert!(with_configuration("menu: {section: news}\n").contains("menu/no-list"));
    assert_snapshot!(with_configuration("menu: [{title: x, url: \"javascript:alert(1)\"}]\n"), @"site.yaml:2:24 link/unsafe: 地址“javascript:alert(1)”不安全 → 链接只能指向网页、文件、邮箱或电话：http、https、mailto、tel 或相对路径");
    let site = Site::new().news("news/a.md", "甲", "", "正文。");
    site.change("site.yaml", "title: 测试站\nmenu: [news]\n");
    assert!(site.build().ok().text("index.html").contains("news/index.html"), "a word alone is a section");
}

#[test]
fn addresses_and_languages_of_the_wrong_form() {
    assert!(with_configuration("base_url: dj.example.com\n").contains("site.yaml:2:11 config/base-url"));
    assert!(with_configuration("base_url: \"javascript:x\"\n").contains("config/base-url"));
    assert!(with_configuration("languages: [zh, zh]\n").contains("config/language"));
    assert!(with_configuration("languages: [zh, \"../x\"]\n").contains("config/language"));
}

#[test]
fn data_that_is_no_list() {
    for file in ["data/statistics.yaml", "data/organization.yaml"] {
        let site = Site::new().file(file, "id: a\nlabel: 甲\nvalue: 1\n");
        assert!(site.build().fails().contains(&format!("{file}:1:1 data/no-list")), "{file}");
    }
}

#[test]
fn a_page_that_expires_does_not_break_what_names_it() {
    let site = Site::new().news("news/gone.md", "旧闻", "expires: 2020-01-01\n", "正文。").news(
        "news/a.md",
        "甲",
        "related: [gone, news/gone, 旧闻]\n",
        "正文。",
    );
    site.change("site.yaml", "title: 测试站\nmenu: [{page: gone}, {section: news}]\n");
    let run = site.build().ok();
    assert_eq!(run.problems().matches("reference/hidden").count(), 3);
    assert!(run.problems().contains("menu/hidden"));
}

#[test]
fn an_id_that_two_pages_share_is_ambiguous_where_it_is_used() {
    let site = Site::new().news("news/b.md", "乙", "id: same\n", "正文。").news(
        "news/c.md",
        "丙",
        "id: same\n",
        "正文。",
    );
    site.build().ok();
    let site = site.news("news/a.md", "甲", "related: [same]\n", "正文。");
    assert!(site.build().fails().contains("reference/ambiguous"));
}

#[cfg(unix)]
#[test]
fn links_out_of_the_site_and_pipes_are_refused() {
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), "secret").unwrap();
    for place in ["content/news/p.txt", "static/h.txt"] {
        let site = Site::new().news("news/a.md", "甲", "", "[p](p.txt)");
        std::fs::create_dir_all(site.path(place).parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(outside.path(), site.path(place)).unwrap();
        assert!(site.build().fails().contains(&format!("{place} source/foreign-file")), "{place}");
    }
    let site = Site::new().news("news/a.md", "甲", "", "正文。");
    let made = std::process::Command::new("mkfifo").arg(site.path("content/news/x.md")).status().unwrap();
    assert!(made.success());
    assert!(site.build().fails().contains("content/news/x.md source/foreign-file"));
}

#[cfg(unix)]
#[test]
fn a_whole_folder_behind_a_link_out_of_the_site_is_refused() {
    let outside = tempfile::TempDir::new().unwrap();
    std::fs::write(outside.path().join("secret.txt"), "secret").unwrap();
    for place in ["static", "content", "data"] {
        let site = Site::new();
        std::os::unix::fs::symlink(outside.path(), site.path(place)).unwrap();
        assert!(site.build().fails().contains(&format!("{place}/secret.txt source/foreign-file")), "{place}");
    }
    // A link within the site is as good as the folder itself.
    let site = Site::new().file("files/a.txt", "甲");
    std::os::unix::fs::symlink("files", site.path("static")).unwrap();
    site.build().ok();
    assert_eq!(std::fs::read_to_string(site.public().join("a.txt")).unwrap(), "甲");
}

#[test]
fn every_wrong_item_of_a_list_is_told_at_its_place() {
    assert_snapshot!(with_body(":::stats ids=nope,zxcv\n:::\n"), @"
    content/news/a.md:5:14 reference/unknown: 没有“nope”这项数据 → 核对编号或名称；还没有的，先写进 data/statistics.yaml
    content/news/a.md:5:19 reference/unknown: 没有“zxcv”这项数据 → 核对编号或名称；还没有的，先写进 data/statistics.yaml
    ");
    assert_snapshot!(with_body(":::数据 编号=\"nope、zxcv\"\n:::\n"), @"
    content/news/a.md:5:11 reference/unknown: 没有“nope”这项数据 → 核对编号或名称；还没有的，先写进 data/statistics.yaml
    content/news/a.md:5:16 reference/unknown: 没有“zxcv”这项数据 → 核对编号或名称；还没有的，先写进 data/statistics.yaml
    ");
    assert_snapshot!(with_configuration("home:\n  - tabs: {sections: [nope, news, zxcv]}\n"), @"
    site.yaml:3:23 reference/unknown: 没有“nope”这个栏目 → 写 content 里的文件夹或栏目名，可写：news
    site.yaml:3:35 reference/unknown: 没有“zxcv”这个栏目 → 写 content 里的文件夹或栏目名，可写：news
    ");
    assert_snapshot!(with_configuration("home:\n  - tabs: {sections: [nope、zxcv]}\n"), @"
    site.yaml:3:23 reference/unknown: 没有“nope”这个栏目 → 写 content 里的文件夹或栏目名，可写：news
    site.yaml:3:23 reference/unknown: 没有“zxcv”这个栏目 → 写 content 里的文件夹或栏目名，可写：news
    ");
}

#[test]
fn a_component_is_called_as_it_is_written() {
    assert_snapshot!(with_body(":::数据 参数=1\n:::\n"), @"content/news/a.md:5:7 directive/unknown-argument: “数据”没有“参数”这个参数 → 可用的参数：编号、标题、单位");
    assert_snapshot!(with_configuration("home:\n  - 栏目页签: {条数: 3}\n"), @"
    site.yaml:3:5 directive/missing-argument: “栏目页签”缺少参数“栏目” → 补上 栏目: ……
    site.yaml:3:12 directive/unknown-argument: “栏目页签”没有“条数”这个参数 → 可用的参数：数量、栏目
    ");
}

#[test]
fn data_files_that_name_nothing() {
    let site = Site::new().news("news/a.md", "甲", "", "正文。");
    site.change(
        "data/organization.yaml",
        "- 编号: a\n  类别: 党委\n  名称: 甲\n  下级:\n    - 编号: b\n      类别: 党支部\n      名称: 乙\n      党建品牌: {名称: 丙, 理念: 没有的}\n",
    );
    site.change(
        "data/statistics.yaml",
        "- {编号: x, 名称: 台账, 数值: 3, 党组织: 不存在}\n- {编号: y, 名称: 台账, 数值: 3, 党组织: 乙}\n",
    );
    assert_snapshot!(site.build().fails(), @"
    data/organization.yaml:8:25 reference/unknown-page: 没有编号或标题为“没有的”的文章 → 编号是文件名（不带 .md），或文章信息里的“编号”
    data/statistics.yaml:1:31 reference/unknown-unit: 组织架构里没有“不存在” → 核对编号或名称；还没有的，先写进 data/organization.yaml
    ");
}

#[test]
fn menu_and_footer_say_what_is_wanted_there() {
    assert_snapshot!(with_configuration("menu:\n  - 栏目: [news]\n  - 首页\n  - 页面: [a, b]\n"), @"
    site.yaml:3:9 menu/incomplete: “栏目”只写一个，不能写成列表 → 写成“- 栏目: news”；有几个的，各写一项
    site.yaml:5:9 menu/incomplete: “页面”只写一个，不能写成列表 → 写成“- 页面: a”；有几个的，各写一项
    ");
    assert_snapshot!(with_configuration("页脚: {链接: [{标题: 甲, 网址: nowhere}, {标题: 乙}]}\n"), @"
    site.yaml:2:23 menu/address: “nowhere”不能用作链接的地址 → 站内的地址以“/”开头，别的网站以 http:// 或 https:// 开头；栏目用“栏目: ……”，文章用“页面: ……”
    site.yaml:2:33 menu/incomplete: 这一项链接没有写通往哪里 → 加上“栏目: 文件夹”“页面: 编号”“网址: https://……”，或者写出“下级”的各项
    ");
    let site = Site::new().news("news/a.md", "甲", "", "正文。");
    site.change("site.yaml", "title: 测试站\nmenu: [{标题: 首页, 网址: /}, news]\n");
    assert!(site.build().ok().text("index.html").contains("首页"), "as the advice says");
}

#[test]
fn several_units_for_one_are_not_to_be_added_to_the_organization() {
    let site = Site::new().news("news/a.md", "甲", "供稿单位: 第一党支部、第二党支部\n", "正文。");
    site.change(
        "data/organization.yaml",
        "- {编号: a, 类别: 党支部, 名称: 第一党支部}\n- {编号: b, 类别: 党支部, 名称: 第二党支部}\n",
    );
    assert_snapshot!(site.build().fails(), @"content/news/a.md:4:7 reference/unknown-unit: “供稿单位”只写一个党组织，这里写了 2 个 → 只留下一个；别的写在正文里");
}

#[test]
fn two_persons_for_one_in_a_data_file() {
    let site = Site::new().news("news/a.md", "甲", "", "正文。");
    site.change(
        "data/organization.yaml",
        "- {编号: a, 类别: 党支部, 名称: 甲, 书记: 张三、李四, 组织委员: 张三、李四}\n",
    );
    assert_snapshot!(site.build().ok().problems(), @"
    data/organization.yaml:1:31 meta/names: “书记”只写一个人，这里像是几个人：张三、李四 → 只留下一个人；副职写“副书记”，其他人写“委员”
    data/organization.yaml:1:44 meta/names: “组织委员”只写一个人，这里像是几个人：张三、李四 → 只留下一个人；别的人另写一项
    ");
}

#[test]
fn a_template_that_is_not_there_lists_those_that_are() {
    let site =
        Site::new().section("news", "title: 新闻\n列表模板: 卡片\n").news("news/a.md", "甲", "", "正文。");
    assert_snapshot!(site.build().fails(), @"content/news/_index.md:3:7 template/missing: 主题里没有模板“list/卡片.html” → 可用的：activity、cards、concepts、documents、honors、leaders、organization、people、pictures、studios、text、timeline、topics、units；不写就用默认的");
    let site = Site::new().section("news", "title: 新闻\ntype: talk\n").news("news/a.md", "甲", "", "正文。");
    site.change("types/talk.yaml", "名称: 谈话\n模板: page/nothing.html\n列表模板: list/text.html\n");
    assert_snapshot!(site.build().fails(), @"types/talk.yaml:2:5 template/missing: 主题里没有模板“page/nothing.html” → 可用的：page/activity.html、page/article.html、page/concept.html、page/document.html、page/honor.html、page/notice.html、page/page.html、page/person.html、page/studio.html、page/topic.html、page/unit.html；不写就用默认的");
}

#[test]
fn two_of_one_address_are_told_what_can_be_changed_there() {
    let site =
        Site::new().news("news/a.md", "甲", "slug: same\n", "").news("news/b.md", "乙", "slug: same\n", "");
    site.change("static/news/same.html", "<p>丙</p>");
    assert_snapshot!(site.build().fails(), @"
    content/news/a.md:4:7 address/collision: “content/news/a.md”和“static/news/same.html”的网址相同，都是 /news/same.html → 给 static 里的文件改名，或者把“网址名”改成别的
    content/news/b.md:4:7 address/collision: “content/news/a.md”和“content/news/b.md”的网址相同，都是 /news/same.html → 把其中一篇的“网址名”改成别的
    ");
    let site = Site::new().news("news/a.md", "甲", "旧链接: /index.html\n", "");
    site.change("static/index.html", "<p>丙</p>");
    assert_snapshot!(site.build().fails(), @"
    content/news/a.md:4:6 address/collision: “site.yaml”和“content/news/a.md”的网址相同，都是 /index.html → 删去这个旧链接
    static/index.html address/collision: “site.yaml”和“static/index.html”的网址相同，都是 /index.html → 给 static 里的这个文件改名或者删去：这个网址是网站自动生成的页面
    ");
}

#[test]
fn declarations_in_chinese_are_told_in_chinese() {
    let with_type = |text: &str| {
        let site = Site::new().news("news/a.md", "甲", "", "正文。");
        site.change("types/talk.yaml", text);
        site.build().fails()
    };
    assert_snapshot!(with_type("名称: 谈话\n字段: 甲\n"), @"types/talk.yaml:2:5 type/wrong-value: “字段”这里要写字段的声明");
    assert_snapshot!(with_type("名称: 谈话\n字段:\n  级别: {种类: 选项}\n"), @"types/talk.yaml:3:7 type/wrong-value: “选项”这里要写有哪些选项，例如 [省级, 市级]");
    assert_snapshot!(with_type("名称: 谈话\n字段:\n  级别: {种类: 选项, 选项: 甲乙丙, 整数: 1}\n"), @"
    types/talk.yaml:3:20 type/wrong-value: “选项”这里要写有哪些选项，例如 [省级, 市级]
    types/talk.yaml:3:25 type/unknown-key: 类型声明里没有“整数”这一项 → 可以写：名称、别名、近义词、整句、可写无、种类、每项、指向、选项、字段、规则、简写、必填、默认、同写时默认、说明、最小、最大、分语言
    ");
    assert_snapshot!(with_type("名称: 谈话\n字段: {地点: {}}\n规则:\n  - {总和: 地点}\n"), @"types/talk.yaml:4:5 type/unknown-rule: 看不懂这条规则 → 可以写：总数与各项，数目与见于，环节与见于，或 先后: [先, 后]");
    let unknown =
        with_type("名称: 谈话\n字段:\n  级别: {种类: 选项, 选项: [甲, 乙], 同写时默认: {公示起: 乙}}\n");
    assert!(unknown.contains("type/unknown-field: 没有声明“公示起”这个字段"), "{unknown}");
    assert_snapshot!(with_type("名称: 谈话\n必填: [讲师]\n"), @"types/talk.yaml:2:6 type/unknown-field: 没有声明“讲师”这个字段 → 先在“字段”里声明它，或者写每篇文章都有的一项，如 标题、日期、来源");
    assert_snapshot!(with_type("名称: 谈话\n字段: {主讲人: {种类: 人物}}\n必填: [主讲]\n"), @"types/talk.yaml:3:6 type/unknown-field: 没有声明“主讲”这个字段 → 是不是“主讲人”？");
}

#[test]
fn an_article_without_fences_is_one_problem() {
    let site = Site::new().news("news/good.md", "好", "", "正文。");
    site.change("content/news/a.md", "标题: 甲\n日期: 2026-01-01\n标签: 乙\n\n正文。\n");
    assert_snapshot!(site.build().fails(), @"content/news/a.md:1:1 meta/absent: 文章开头没有文章信息（标题、日期等） → 文章信息的前面和后面各要有一行 ---");
}

#[test]
fn what_leads_to_a_file_that_cannot_be_read_is_no_second_mistake() {
    // A word that is Korean or Japanese, or neither: its encoding can't be guessed.
    let unread: [&[u8]; 2] = [b"---\ntitle: \"\xE7\n---\n", "---\ntitle: [甲\n---\n".as_bytes()];
    for text in unread {
        let site = Site::new()
            .bytes("content/news/bad.md", text)
            .bytes("content/part/_index.md", text)
            .bytes("content/通知/坏.md", text)
            .news("part/c.md", "丁", "", "见[它](/tong-zhi/huai.html)。")
            .news("part/a.md", "乙", "相关文章: [news/bad, 坏了的那一篇]\n", "见[坏的](../news/bad.md)和[它](/news/bad.html)。\n\n:::articles section=党建要闻\n:::\n")
            .file("site.yaml", "title: 站\nmenu:\n  - news\n  - 党建要闻\n  - {页面: bad}\n  - {页面: 坏了的那一篇}\n  - {标题: 坏, 网址: /news/bad.html}\n");
        let problems = site.build().fails();
        let others: Vec<&str> = problems
            .lines()
            .filter(|line| {
                !["content/news/bad.md", "content/part/_index.md", "content/通知/坏.md"]
                    .iter()
                    .any(|file| line.contains(file))
            })
            .collect();
        assert_eq!(others, Vec::<&str>::new(), "{problems}");
        // A name that is no file's is still a mistake.
        let site = site.news("part/b.md", "丙", "相关文章: [nowhere]\n", "");
        assert!(site.build().fails().contains("content/part/b.md"));
    }
}
