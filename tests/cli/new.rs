//! `dangjian new`

use super::Place;

/// The file that `new` reports to have written.
fn written(told: &str) -> String {
    told.lines()
        .next()
        .and_then(|line| line.strip_prefix("已新建 "))
        .unwrap_or_else(|| panic!("{told}"))
        .to_owned()
}

#[test]
fn what_is_written_for_every_type_of_the_theme_builds() {
    let place = Place::example();
    let types = place.run(&["types", "--site", "site"]).done();
    let ids: Vec<&str> =
        types.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split(' ').next()).collect();
    assert!(ids.len() >= 11, "{types}");
    let drafts = place.run(&["list", "site", "--json"]).done().matches("\"state\": \"draft\"").count();
    for id in &ids {
        // A unit has one page at most: this unit has none yet.
        let title = if *id == "unit" { "第三党支部".to_owned() } else { format!("试写{id}") };
        let file = written(&place.run(&["new", id, &title, "--site", "site"]).done());
        assert!(place.read(&file).contains(&format!("标题: {title}\n")), "{file}");
    }
    let told = place.run(&["build", "site", "--drafts", "--output", "out"]);
    // The only problems are the fields that the writer has to fill in.
    let others =
        told.err.lines().filter(|line| line.starts_with("警告[") && !line.contains("[meta/placeholder]"));
    assert_eq!((told.code, others.count(), told.err.contains("错误[")), (0, 0, false), "{}", told.err);
    let published = place.run(&["build", "site"]).out;
    assert!(published.contains(&format!("{} 篇草稿", ids.len() + drafts)), "{published}");
}

#[test]
fn an_article_has_the_fields_of_its_type_and_its_name_the_day_and_the_title() {
    let place = Place::bare();
    let file = written(&place.run(&["new", "新闻", "第二党支部：“学”字当头", "--site", "site"]).done());
    let name = file.strip_prefix("site/content/news/").unwrap();
    let (day, rest) = name.split_at("2026-11-20".len());
    assert_eq!(rest, "-di-er-dang-zhi-bu-xue-zi-dang-tou.md");
    let text = place.read(&file);
    for line in ["标题: 第二党支部：“学”字当头", "来源:", "作者:", "摘要:", "草稿: 是"]
    {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    assert!(text.contains(&format!("\n日期: {day}\n")) && text.ends_with("\n---\n\n"), "{text}");
}

/// A second page with the same title gets a number; existing files are not touched, and all of them
/// build together.
#[test]
fn nothing_is_written_over() {
    let place = Place::bare();
    let new = |title: &str| written(&place.run(&["new", "news", title, "--site", "site"]).done());
    let name = |file: &str| file.rsplit_once('/').unwrap().1["2026-11-20-".len()..].to_owned();
    let first = new("甲");
    let text = place.read(&first);
    place.write(&first, &text.replace("草稿", "# 草稿"));
    let before = place.read(&first);
    assert_eq!([name(&new("甲")), name(&new("贾"))], ["jia-2.md", "jia-3.md"]);
    assert_eq!(place.read(&first), before);
    // A bundle, a folder, and a file whose name is the same on another system.
    place.write(&first.replace("-jia.md", "-yi/index.md"), "---\n标题: 乙\n日期: 2026-11-20\n---\n");
    place.write(&first.replace("-jia.md", "-bing/a.md"), "---\n标题: 丙\n日期: 2026-11-20\n---\n");
    place.write(&first.replace("-jia.md", "-DING.md"), "---\n标题: 丁\n日期: 2026-11-20\n---\n");
    assert_eq!([name(&new("乙")), name(&new("丙")), name(&new("丁"))], ["yi-2.md", "bing-2.md", "ding-2.md"]);
    place.run(&["build", "site", "--drafts"]).done();
}

/// Files with different names may have the same address: the slug of a long name is cut, or a page
/// has had the address before.
#[test]
fn the_address_is_free_too() {
    let place = Place::bare();
    let new = |title: &str| written(&place.run(&["new", "news", title, "--site", "site"]).done());
    let day = new("甲").rsplit_once('/').unwrap().1[.."2026-11-20".len()].to_owned();
    let long = "a".repeat(70);
    for title in [&*long, &*format!("{long}b"), "😀", "……", &*"创新驱动".repeat(20), &*"创新驱动".repeat(21)]
    {
        new(title);
    }
    place.run(&["build", "site", "--drafts"]).done();
    // An address that another page has chosen, had before, has recorded, or will have once it can
    // be read.
    let page = |more: &str| format!("---\n标题: 旧\n日期: 2026-11-20\n{more}\n---\n");
    place.write("site/content/news/a.md", &page(&format!("网址名: {day}-wu")));
    place.write("site/content/news/b.md", &page(&format!("旧链接: /news/{day}-ji.html")));
    place.write("site/static/news/copied.txt", "x");
    place.write(&format!("site/static/news/{day}-geng.html"), "<p>");
    place.write(
        "site/addresses.yaml",
        &format!("content/news/gone.md: /news/{day}-xin.html\ncontent/news/{day}-ren.md: /news/ren.html\n"),
    );
    for (title, name) in [("戊", "wu"), ("己", "ji"), ("庚", "geng"), ("辛", "xin"), ("壬", "ren")] {
        assert!(new(title).ends_with(&format!("{day}-{name}-2.md")), "{title}");
    }
    // A build would tell of those that are gone.
    place.write("site/addresses.yaml", "");
    place.run(&["build", "site", "--drafts"]).done();
    place.write(&format!("site/content/news/{day} gui.md"), "---\n标题: [\n---\n");
    assert!(new("癸").ends_with(&format!("{day}-gui-2.md")));
}

/// Two writers at the same moment get different files.
#[test]
fn several_at_once_write_over_nothing() {
    let place = Place::bare();
    let files: Vec<String> = std::thread::scope(|scope| {
        let new = || written(&place.run(&["new", "news", "甲", "--site", "site"]).done());
        let all: Vec<_> = (0..4).map(|_| scope.spawn(new)).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    let different: std::collections::BTreeSet<&String> = files.iter().collect();
    assert_eq!(different.len(), files.len(), "{files:?}");
    place.run(&["build", "site", "--drafts"]).done();
}

/// The page of a folder is called `index`, and Windows has no file `con.md`.
#[test]
fn names_that_mean_something_else_get_a_number() {
    let place = Place::example();
    for (title, name) in [("Index", "index-2.md"), ("con", "con-2.md"), ("NUL", "nul-2.md")] {
        let run = place.run(&["new", "page", title, "--section", "about", "--site", "site"]);
        assert_eq!(written(&run.done()), format!("site/content/about/{name}"));
    }
    place.run(&["build", "site", "--drafts"]).done();
}

#[test]
fn another_section_and_another_language() {
    let place = Place::example();
    let file =
        written(&place.run(&["new", "notice", "甲", "--section", "往事留痕", "--site", "site"]).done());
    assert!(file.starts_with("site/content/news/archive/"), "{file}");
    assert!(place.read(&file).contains("\n类型: 通知公告\n"));
    let file = written(
        &place
            .run(&["new", "page", "Safety First", "--in", "en", "--section", "about", "--site", "site"])
            .done(),
    );
    assert_eq!(file, "site/content/about/safety-first.en.md");
    place.run(&["build", "site", "--drafts"]).done();
}

#[test]
fn a_site_in_english_has_keys() {
    let place = Place::bare();
    place.write("site/site.yaml", "title: Party Building\nlanguages: [en]\n");
    let run = place.run(&["new", "news", "A day: in the mine", "--site", "site", "--lang", "en"]);
    let told = run.done();
    let file = told.lines().next().and_then(|line| line.strip_prefix("Wrote ")).unwrap();
    let text = place.read(file);
    assert!(text.contains("title: \"A day: in the mine\"\n") && text.contains("draft: true\n"), "{text}");
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let place = Place::bare();
    let new = |more: &[&str]| place.run(&[&["new"][..], more, &["--site", "site"]].concat());
    assert!(new(&[]).failed(2, "new/missing").contains("没有写类型"));
    assert!(new(&["新闻"]).failed(2, "new/missing").contains("没有写标题"));
    assert!(new(&["新闻", " "]).failed(2, "new/missing").contains("没有写标题"));
    assert!(new(&["新文", "甲"]).failed(2, "cli/unknown-type").contains("新闻"));
    assert!(new(&["荣誉", "甲"]).failed(2, "new/no-section").contains("--section"));
    assert!(new(&["新闻", "甲", "--section", "nwes"]).failed(2, "new/unknown-section").contains("news"));
    new(&["新闻", "甲", "--section", "../../x"]).failed(2, "new/unknown-section");
    assert!(new(&["新闻", "甲", "--in", "fr"]).failed(2, "new/unknown-language").contains("zh"));
    place.run(&["new", "新闻", "甲"]).failed(1, "site/no-config");
}

#[test]
fn a_mistake_elsewhere_does_not_stop_a_writer() {
    let place = Place::bare();
    place.write("site/content/news/bad.md", "---\n标题: [\n---\n");
    place.run(&["new", "新闻", "甲", "--site", "site"]).done();
}

/// The marks belong to the title: they are in the file and on the page, and `fix` does not change
/// them.
#[test]
fn a_title_in_quotation_marks_keeps_them() {
    let place = Place::bare();
    let file = written(&place.run(&["new", "新闻", "“最美工匠”", "--site", "site"]).done());
    let text = place.read(&file).replace("草稿: 是\n", "");
    place.write(&file, &text);
    assert!(!place.run(&["check", "site"]).err.contains("meta/quotes"));
    place.run(&["fix", "site", "--all"]);
    assert_eq!(place.read(&file), text);
}
