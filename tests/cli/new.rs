//! `dangjian new`

use super::Place;

/// The file that `new` says it has written.
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
        // A unit has one page: this one has none of its own yet.
        let title = if *id == "unit" { "第三党支部".to_owned() } else { format!("试写{id}") };
        let file = written(&place.run(&["new", id, &title, "--site", "site"]).done());
        assert!(place.read(&file).contains(&format!("标题: {title}\n")), "{file}");
    }
    let told = place.run(&["build", "site", "--drafts", "--output", "out"]);
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.out);
    let published = place.run(&["build", "site"]).done();
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

#[test]
fn nothing_is_written_over() {
    let place = Place::bare();
    let file = written(&place.run(&["new", "news", "甲", "--site", "site"]).done());
    place.write(&file, "我的稿子");
    place.run(&["new", "news", "甲", "--site", "site"]).failed(1, "new/there-already");
    assert_eq!(place.read(&file), "我的稿子");
    let bundle = file.replace("-jia.md", "-yi/index.md");
    place.write(&bundle, "---\n标题: 乙\n日期: 2026-11-20\n---\n");
    place.run(&["new", "news", "乙", "--site", "site"]).failed(1, "new/there-already");
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
