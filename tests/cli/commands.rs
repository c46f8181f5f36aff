//! `init`, `list`, `types`, `schema`.

use super::Place;

#[test]
fn a_new_site_builds_without_problems_and_says_what_to_do_next() {
    for more in [&[][..], &["--empty"]] {
        let place = Place::new();
        let told = place.run(&[&["init", "新 站"][..], more].concat()).done();
        assert!(
            told.contains("dangjian serve \"新 站\"") && told.contains("dangjian build \"新 站\""),
            "{told}"
        );
        let built = place.run(&["build", "新 站", "--drafts"]);
        assert_eq!((built.code, built.err.as_str()), (0, ""), "{}", built.out);
    }
}

#[test]
fn init_writes_only_where_nothing_is() {
    let place = Place::new();
    place.write("full/notes.txt", "甲");
    place.write("hidden/.keep", "");
    for folder in ["full", "hidden"] {
        place.run(&["init", folder]).failed(1, "init/not-empty");
        assert_eq!(std::fs::read_dir(place.path(folder)).unwrap().count(), 1);
    }
    place.run(&["init", "full/notes.txt"]).failed(1, "init/no-folder");
    place.run(&["init", "full/notes.txt/x"]).failed(1, "init/no-folder");
    std::fs::create_dir(place.path("empty")).unwrap();
    place.run(&["init", "empty", "--empty"]).done();
    assert!(place.path("empty/site.yaml").is_file());
}

#[test]
fn list_tells_of_every_page_whatever_its_state() {
    let place = Place::bare();
    place.write("site/content/news/d.md", "---\n标题: 草稿一\n日期: 2026-11-20 08:30\n草稿: 是\n---\n");
    place.write("site/content/news/s.md", "---\n标题: 定时一\n日期: 2099-01-01\n---\n");
    place.write("site/content/news/e.md", "---\n标题: 过期一\n日期: 2006年7月\n下线时间: 2007\n---\n");
    let json = place.run(&["list", "site", "--json", "--now", "2050-01-01"]).done();
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(
        rows[0],
        serde_json::json!({
            "file": "content/news/d.md",
            "id": "d",
            "title": "草稿一",
            "lang": "zh",
            "type": "news",
            "section": "news",
            "date": "2026-11-20T08:30+08:00",
            "state": "draft",
            "address": "/news/d.html",
        })
    );
    let states: Vec<&str> = rows.iter().filter_map(|row| row["state"].as_str()).collect();
    assert_eq!(states, ["draft", "expired", "scheduled", "published"]);

    let table = place.run(&["list", "site", "--now", "2050-01-01"]).done();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "状态    日期        类型  栏目  网址                文件                     标题");
    assert_eq!(
        lines[1],
        "草稿    2026-11-20  新闻  news  /news/d.html        content/news/d.md        草稿一"
    );
    assert_eq!(
        lines[2],
        "已下线  2006-07     新闻  news  /news/e.html        content/news/e.md        过期一"
    );
    assert!(place.run(&["list", "site", "--lang", "en"]).done().starts_with("State "));
}

#[test]
fn list_of_a_site_with_mistakes_tells_them() {
    let place = Place::bare();
    place.write("site/content/news/d.md", "---\n标题: 甲\n日期: 昨天\n---\n");
    let run = place.run(&["list", "site", "--json"]);
    assert_eq!(run.out, "");
    run.failed(1, "date/invalid");
}

#[test]
fn types_and_their_fields_are_listed() {
    let place = Place::bare();
    let all = place.run(&["types", "--site", "site"]).done();
    assert!(all.contains("\nnotice    通知公告  通知、公告、公示\n"), "{all}");
    let notice = place.run(&["types", "通知公告", "--site", "site"]).done();
    for line in [
        "通知公告 (notice)\n",
        "\n  kind            种类      选项                  可选：通知（notice）、公告（announcement）、公示（publicity）；不写就是“通知”\n",
        "\n  period          公示期    一组字段\n    from          开始      日期            必填\n",
        "\n  views           浏览量    整数                  不小于 0\n",
    ] {
        assert!(notice.contains(line), "{line}{notice}");
    }
    assert!(notice.find("公示期") < notice.find("引题"), "{notice}");
    let english = place.run(&["types", "notice", "--site", "site", "--lang", "en"]).done();
    for line in [
        "Notice (notice)\n",
        "\n  title           Title                 text            required  The headline, without a full stop; a | is a line break in headlines\n",
        "  one of: notice, announcement, publicity; `notice` when left out\n",
    ] {
        assert!(english.contains(line), "{line}{english}");
    }
    assert!(place.run(&["types", "honr", "--site", "site"]).failed(2, "cli/unknown-type").contains("honor"));
    place.run(&["types", "--site", "."]).failed(1, "site/no-config");
}

#[test]
fn without_a_site_the_built_in_types_are_listed() {
    let place = Place::bare();
    let (outside, inside) = (place.run(&["types"]).done(), place.run(&["types", "--site", "site"]).done());
    assert_eq!(outside, inside, "a bare site has no types of its own");
    assert_eq!(place.run(&["types", "荣誉"]).done(), place.run(&["types", "honor", "--site", "site"]).done());
    assert!(place.run(&["types", "honr"]).failed(2, "cli/unknown-type").contains("honor"));
}

#[test]
fn schemas_go_where_they_do_no_harm() {
    let place = Place::bare();
    let root = || {
        let names = std::fs::read_dir(place.path("site")).unwrap().flatten();
        let mut names: Vec<String> = names.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let before = root();
    // The argument is the site, as in other commands.
    place.run(&["schema", "site"]).done();
    assert!(place.path("site/.vscode/schemas/site.schema.json").exists());
    assert_eq!(root().len(), before.len() + 1, "{:?}", root());
    let at = |arguments: &[&str]| {
        let output = place.command().current_dir(place.path("site")).args(arguments).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(at(&["schema"]), (0, String::new()));
    assert_eq!(at(&["schema", "."]), (0, String::new()));
    assert_eq!(root().len(), before.len() + 1, "{:?}", root());
    // The former syntax, from within the site.
    assert_eq!(at(&["schema", ".vscode/mine"]), (0, String::new()));
    assert!(place.path("site/.vscode/mine/site.schema.json").exists());
    place.run(&["schema", "site", "--output", "elsewhere"]).done();
    assert!(place.path("elsewhere/site.schema.json").exists());
    for arguments in [["schema", "site", "--output", "site"], ["schema", "site", "--site", "site"]] {
        place.run(&arguments).failed(2, "schema/site-folder");
    }
    place.run(&["schema", "nowhere"]).failed(1, "site/no-folder");
    assert_eq!(at(&["schema", "content"]).0, 1, "a folder with something else in it is no place for schemas");
    assert_eq!(root().len(), before.len() + 1, "{:?}", root());
}

#[test]
fn a_type_of_the_sites_own_is_listed_written_and_described() {
    let place = Place::bare();
    place.write(
        "site/types/story.yaml",
        "name: {zh: 故事, en: Story}\ntemplate: page/article.html\nscaffold: [title, teller]\nfields:\n  teller: {label: {zh: 讲述人, en: Teller}, type: person, required: true}\n",
    );
    place.write("site/content/stories/_index.md", "---\n标题: 故事\n类型: 故事\n---\n");
    assert!(
        place
            .run(&["types", "故事", "--site", "site"])
            .done()
            .contains("\n  teller          讲述人    人              必填\n")
    );
    place.run(&["new", "故事", "灯", "--site", "site"]).done();
    assert!(place.read("site/content/stories/deng.md").contains("讲述人: 待填\n"));
    let built = place.run(&["build", "site", "--drafts"]);
    assert!(built.code == 0 && built.err.contains("“讲述人”还没有填"), "{}", built.err);
    place.run(&["schema", "site/schemas", "--site", "site"]).done();
    assert!(place.read("site/schemas/type-story.schema.json").contains("讲述人"));
}

#[test]
fn schemas_are_written_and_wired_up() {
    let place = Place::bare();
    let told = place.run(&["schema", "site/.vscode/schemas", "--site", "site"]).done();
    assert!(told.contains("site/.vscode/schemas"), "{told}");
    let settings: serde_json::Value =
        serde_json::from_str(&place.read("site/.vscode/settings.json")).unwrap();
    assert_eq!(
        settings["yaml.schemas"]["./.vscode/schemas/site.schema.json"],
        serde_json::json!(["/site.yaml"])
    );
    let schema: serde_json::Value =
        serde_json::from_str(&place.read("site/.vscode/schemas/type-activity.schema.json")).unwrap();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let page = |kind: &str| serde_json::json!({"标题": "甲", "日期": "2026-11-20", "活动形式": kind});
    assert!(validator.is_valid(&page("主题党日")) && validator.is_valid(&page("party-day")));
    assert!(!validator.is_valid(&page("党日")));
    place.write("site/.vscode/settings.json", "{ // 我的\n}\n");
    let run = place.run(&["schema", "site/.vscode/schemas", "--site", "site"]);
    assert!(
        run.code == 0 && run.err.contains("schema/settings") && run.err.contains("/site.yaml"),
        "{}",
        run.err
    );
    assert_eq!(place.read("site/.vscode/settings.json"), "{ // 我的\n}\n");
    place.run(&["schema", "site/site.yaml", "--site", "site"]).failed(1, "schema/refused");
}
