//! `dangjian build`

use super::Place;

const NOW: [&str; 2] = ["--now", "2026-11-21"];

fn build(place: &Place, more: &[&str]) -> super::Run {
    place.run(&[&["build", "site"][..], &NOW, more].concat())
}

/// Adds an article to a bare site.
fn article(place: &Place, name: &str, front_matter: &str) {
    place.write(
        &format!("site/content/news/{name}.md"),
        &format!("---\n标题: {name}\n{front_matter}\n---\n\n正文\n"),
    );
}

/// A bare site with an article of every state; its first article is older than any of them.
fn site() -> Place {
    let place = Place::bare();
    let welcome = place.read("site/content/news/welcome.md");
    let date = welcome.lines().find(|line| line.starts_with("日期")).unwrap().to_owned();
    place.write("site/content/news/welcome.md", &welcome.replace(&date, "日期: 2026-11-01"));
    for draft in ["d1", "d2", "d3"] {
        article(&place, draft, "日期: 2026-11-20\n草稿: 是");
    }
    article(&place, "s1", "日期: 2026-12-01");
    article(&place, "s2", "日期: 2026-11-20\n定时发布: 2026-11-22");
    article(&place, "e1", "日期: 2026-10-20\n下线时间: 2026-10-31");
    article(&place, "published", "日期: 2026-11-20");
    place
}

#[test]
fn a_build_says_what_it_did_and_what_it_left_out() {
    let place = site();
    let told = build(&place, &[]).done();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "2 篇文章，1 个栏目");
    assert!(
        lines[1].starts_with("site/public：重新生成 ") && lines[1].ends_with("未变 0 个，删去 0 个"),
        "{told}"
    );
    assert_eq!(lines[2], "没有发布：3 篇草稿、2 篇定时、1 篇已下线");
    assert_eq!(lines[3], "定时的文章：到 2026-11-22 0:00 再生成一次才会发布");
    assert!(lines[4].starts_with("用时 ") && lines.len() == 5, "{told}");
    assert!(place.read("site/public/index.html").contains("“党建在线”开通"));

    let again = build(&place, &["--lang", "en"]).done();
    assert!(
        again.contains("0 files written, ") && again.contains("left out: 3 drafts, 2 scheduled, 1 expired"),
        "{again}"
    );
    std::fs::remove_file(place.path("site/content/news/published.md")).unwrap();
    assert!(!build(&place, &[]).done().contains("删去 0 个"));
}

#[test]
fn drafts_and_the_future_are_published_on_request() {
    let place = site();
    assert!(build(&place, &["--drafts"]).done().contains("没有发布：2 篇定时、1 篇已下线"));
    assert!(
        build(&place, &["--drafts", "--future", "--output", "out/里"])
            .done()
            .contains("没有发布：1 篇已下线")
    );
    assert!(place.path("out/里/news/d1.html").is_file() && place.path("out/里/news/s2.html").is_file());
    let later = place.run(&["build", "site", "--now", "2026-12-02", "-o", "later"]).done();
    assert!(later.contains("没有发布：3 篇草稿、1 篇已下线"), "{later}");
}

/// The remark on when to build again.
fn again(place: &Place, now: &str, more: &[&str]) -> Vec<String> {
    let told = place.run(&[&["build", "site", "--now", now][..], more].concat()).done();
    let lines = told.lines().filter(|line| line.contains("再生成一次") || line.contains("build again on"));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_build_says_when_it_has_to_be_done_again() {
    let place = Place::bare();
    std::fs::remove_dir_all(place.path("site/content/news")).unwrap();
    article(&place, "plain", "日期: 2026-11-01");
    article(&place, "late", "日期: 2026-11-01\n定时发布: 2026-12-01 08:30");
    article(&place, "soon", "日期: 2026-11-28");
    article(&place, "draft", "日期: 2026-11-22\n草稿: 是");
    article(&place, "expires", "日期: 2026-11-01\n下线时间: 2026-12-31");
    article(&place, "pinned", "日期: 2026-11-01\n置顶至: 2026-12-24 18:00");
    article(&place, "over", "日期: 2026-11-01\n下线时间: 2026-11-02");
    let due = |moment: &str| format!("定时的文章：到 {moment} 再生成一次才会发布");
    let over = |moment: &str| format!("到期的文章：到 {moment} 再生成一次才会下线或取消置顶");
    let first = [due("2026-11-28 0:00"), over("2026-12-24 18:00")];
    assert_eq!(again(&place, "2026-11-21", &[]), first);
    assert_eq!(again(&place, "2026-11-21", &[]), first, "also where there is nothing to do");
    assert_eq!(again(&place, "2026-11-30", &[]), [due("2026-12-01 8:30"), over("2026-12-24 18:00")]);
    assert_eq!(again(&place, "2026-12-25", &[]), [over("2027-01-01 0:00")]);
    assert_eq!(again(&place, "2027-01-02", &[]), Vec::<String>::new());
    assert_eq!(
        again(&place, "2026-11-21", &["--future"]),
        [over("2026-12-24 18:00")],
        "all are published now"
    );
    assert_eq!(
        again(&place, "2026-11-21", &["--lang", "en"]),
        [
            "scheduled: build again on 2026-11-28 0:00 to publish the next",
            "expiring: build again on 2026-12-24 18:00 to take down or unpin the next"
        ]
    );
    let json = place.run(&["build", "site", "--now", "2026-11-21", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["summary"]["release"], "2026-11-28T00:00:00+08:00");
}

#[test]
fn the_base_url_comes_from_the_command() {
    let place = Place::bare();
    place.run(&["build", "site", "--base-url", "https://dj.example/sub"]).done();
    assert!(place.read("site/public/sitemap.xml").contains("https://dj.example/sub/"));
}

#[test]
fn every_mistake_is_told_and_nothing_published() {
    let place = site();
    build(&place, &[]).done();
    let before = place.read("site/public/index.html");
    article(&place, "bad1", "日期: 2023-02-30");
    article(&place, "bad2", "日期: 2026-11-20\n摄像: 甲");
    place.write("site/content/news/new.md", "---\n标题: 新\n日期: 2026-11-21\n---\n");
    let run = build(&place, &[]);
    assert_eq!(run.out, "");
    let told = run.failed(1, "date/impossible");
    assert!(told.contains("content/news/bad1.md:3:5") && told.contains("content/news/bad2.md:4:1"), "{told}");
    // 摄像 and 摄影 are different things: no fix replaces one by the other, so no next step is
    // offered.
    let (_, end) = told.split_once("\n这次没有发布：2 个错误\n").unwrap();
    assert_eq!(end, "", "{told}");
    assert_eq!(place.read("site/public/index.html"), before);
    assert!(!place.path("site/public/news/new.html").exists());
}

#[test]
fn json_is_for_other_programs() {
    let place = site();
    let json: serde_json::Value = serde_json::from_str(&build(&place, &["--json"]).done()).unwrap();
    assert_eq!(json["published"], true);
    assert_eq!((&json["summary"]["pages"], &json["summary"]["left_out"]["draft"]), (&2.into(), &3.into()));
    assert_eq!(json["problems"], serde_json::json!([]));
    article(&place, "bad", "日期: 昨天");
    let run = build(&place, &["--json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&json["published"], &json["problems"][0]["code"]), (&false.into(), &"date/invalid".into()));
    assert_eq!(json["problems"][0]["place"]["line"], 3);
}

#[test]
fn the_sources_are_never_published_over() {
    let place = Place::bare();
    for output in ["site", ".", "site/content", "site/data/x", "site/public/../content/news"] {
        place.run(&["build", "site", "--output", output]).failed(1, "output/in-sources");
    }
    assert!(place.path("site/content/news/welcome.md").is_file());
    place.write("mine/notes.txt", "甲");
    place.run(&["build", "site", "--output", "mine"]).failed(1, "output/foreign-folder");
    assert_eq!(place.read("mine/notes.txt"), "甲");
}

#[test]
fn what_is_no_site_is_told() {
    let place = Place::bare();
    place.run(&["build"]).failed(1, "site/no-config");
    assert!(place.run(&["build", "."]).failed(1, "site/no-config").contains("site"));
    place.run(&["build", "nowhere"]).failed(1, "site/no-folder");
    place.run(&["build", "site/site.yaml"]).failed(1, "site/no-folder");
    place.write("site/site.yaml", "title: 甲\ntheme: clasic\n");
    assert!(place.run(&["build", "site"]).failed(1, "theme/unknown").contains("classic"));
    place.write("site/site.yaml", "title: [甲\n");
    place.run(&["build", "site"]).failed(1, "yaml/syntax");
}

#[test]
fn a_build_explains_what_it_made_anew() {
    let place = site();
    let news = "site/content/news/published.md";
    build(&place, &[]).done();
    let asked = ["--explain", "content/news/published.md", "--explain", "/news/index.html"];
    let told = build(&place, &asked).done();
    assert!(told.contains("重新生成 0 个页面"), "{told}");
    assert!(told.contains("\nnews/published.html：没有重新生成：用到的内容都没变\n"), "{told}");
    place.write(news, &(place.read(news) + "又一句。\n"));
    let told = build(&place, &asked).done();
    assert!(
        told.contains("news/published.html：重新生成，因为有变化：“content/news/published.md”的内容"),
        "{told}"
    );
    place.write("site/templates/partials/footer.html", "<footer>新的页脚</footer>");
    let told = build(&place, &["--explain", "news/index.html", "--lang", "en"]).done();
    assert!(
        told.contains(
            "news/index.html: rebuilt, because these have changed: shared part partials/footer.html; template partials/footer.html"
        ),
        "{told}"
    );
    let told = build(&place, &["--full", "--explain", "news/index.html"]).done();
    assert!(told.contains("写入 0 个文件") && told.contains("没有上次的记录"), "{told}");
}

#[test]
fn a_page_that_is_not_there_cannot_be_explained() {
    let place = site();
    let run = build(&place, &["--explain", "news/publishd.html"]);
    assert_eq!(run.code, 0);
    assert!(
        run.err.contains("explain/unknown-page") && run.err.contains("news/published.html"),
        "{}",
        run.err
    );
    let run = build(&place, &["--explain", "../x"]);
    assert!(run.err.contains("explain/unknown-page") && run.err.contains("content/news/x.md"), "{}", run.err);
}

#[test]
fn the_time_of_each_stage_is_told_and_traced() {
    let place = site();
    let told = build(&place, &["--timings"]).done();
    for stage in ["列出文件", "读取文章信息", "整理栏目和网址", "生成页面", "发布", "其中每个页面"]
    {
        assert!(told.lines().any(|line| line.starts_with(stage)), "{stage}: {told}");
    }
    let trace: serde_json::Value = serde_json::from_str(&place.read("site/.dangjian/timings.json")).unwrap();
    let events = trace["traceEvents"].as_array().unwrap();
    assert!(events.iter().any(|event| event["name"] == "news/published.html" && event["ph"] == "X"));
    let told = build(&place, &["--timings", "--lang", "en"]).done();
    assert!(told.contains("list the files") && told.contains("timings.json"), "{told}");
}

#[test]
fn a_store_that_is_damaged_or_of_another_kind_is_as_good_as_none() {
    let place = site();
    build(&place, &[]).done();
    let published = place.read("site/public/index.html");
    let store = place.path("site/.dangjian");
    let files: Vec<_> = std::fs::read_dir(&store)
        .unwrap()
        .flatten()
        .filter(|file| file.file_type().unwrap().is_file())
        .collect();
    assert!(files.len() >= 3);
    let damages: [fn(&mut Vec<u8>); 4] = [
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes.iter_mut().step_by(7).for_each(|byte| *byte = byte.wrapping_add(1)),
        |bytes| bytes.clear(),
        |bytes| *bytes = b"dangjian store 9\n".to_vec(),
    ];
    for damage in damages {
        for file in &files {
            let mut bytes = std::fs::read(file.path()).unwrap_or_default();
            damage(&mut bytes);
            std::fs::write(file.path(), bytes).unwrap();
        }
        let told = build(&place, &[]).done();
        assert!(told.contains("写入 0 个文件") && !told.contains("重新生成 0 个页面"), "{told}");
        assert_eq!(place.read("site/public/index.html"), published);
        assert!(build(&place, &[]).done().contains("重新生成 0 个页面"));
    }
    // A store that is not a folder is ignored.
    std::fs::remove_dir_all(&store).unwrap();
    std::fs::write(&store, "甲").unwrap();
    assert!(build(&place, &[]).done().contains("写入 0 个文件"));
}

/// The notes of a new site are for its author: no page and no feed shows visitors a command.
#[test]
fn a_bare_site_shows_visitors_no_instructions() {
    let place = Place::bare();
    assert!(place.read("site/content/news/welcome.md").contains("dangjian new"), "the author is helped");
    place.run(&["build", "site"]).done();
    for entry in walkdir::WalkDir::new(place.path("site/public")) {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if ![".html", ".xml"].iter().any(|end| name.ends_with(end)) {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for word in ["dangjian new", "dangjian build", "终端", "草稿", "怎样写一篇文章"] {
            assert!(!text.contains(word), "{name} shows “{word}”");
        }
    }
}

#[test]
fn a_site_is_written_as_an_archive_with_what_has_changed() {
    let place = site();
    let more = ["--output", "out", "--zip", "stick/site.zip", "--changes", "stick/changes.csv"];
    let told = build(&place, &more).done();
    let all = "变化：stick/changes.csv（新增 ";
    assert!(told.contains("压缩包：stick/site.zip（") && told.contains(all), "{told}");
    let first = std::fs::read(place.path("stick/site.zip")).unwrap();
    let told = build(&place, &more).done();
    assert!(told.contains(&format!("{all}0 个文件，修改 0 个，删除 0 个）")), "{told}");
    assert!(std::fs::read(place.path("stick/site.zip")).unwrap() == first);
    assert_eq!(place.read("stick/changes.csv"), "\u{feff}变化,文件,字节\r\n");
    let json = build(&place, &[&more[..], &["--json"]].concat()).done();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["archive"]["zip"]["bytes"], first.len());
    assert_eq!(json["archive"]["changes"]["added"], 0);
}

#[test]
fn an_archive_in_the_site_s_folders_and_a_list_of_nothing_are_refused() {
    let place = Place::bare();
    for zip in ["site/public/x.zip", "site/content/x.zip", "site/static/x.zip"] {
        let run = build(&place, &["--zip", zip]);
        assert!(run.code == 1 && run.err.contains("output/archive-place"), "{}", run.err);
    }
    let run = build(&place, &["--zip", "x.zip", "--changes", "x.zip"]);
    assert!(run.code == 2 && run.err.contains("output/archive-place"), "{}", run.err);
    let run = build(&place, &["--changes", "x.csv"]);
    assert!(run.code == 2 && run.err.contains("cli/missing"), "{}", run.err);
    assert!(!place.path("site/public").exists(), "nothing is built before");
    // The site is published; only its archive could not be written.
    let run = build(&place, &["--zip", "."]);
    assert!(run.code == 1 && run.err.contains("output/in-the-way"), "{}", run.err);
    assert!(place.path("site/public/index.html").exists());
}

#[test]
fn an_archive_replaces_archives_only_and_the_list_never_the_earlier_one() {
    let place = site();
    build(&place, &["--zip", "a.zip"]).done();
    let earlier = std::fs::read(place.path("a.zip")).unwrap();
    let settings = place.read("site/site.yaml");
    place.write("list.csv", "甲");
    place.write("list.txt", "甲");
    let foreign: [&[&str]; 4] = [
        &["--zip", "site/site.yaml"],
        &["--zip", "./site/../site/site.yaml"],
        &["--zip", "list.csv"],
        &["--zip", "new.zip", "--changes", "list.txt"],
    ];
    for more in foreign {
        let run = build(&place, more);
        assert!(run.code == 1 && run.err.contains("output/archive-place"), "{more:?}: {}", run.err);
    }
    let same: [&[&str]; 4] = [
        &["--changes", "a.zip", "--since", "a.zip"],
        &["--changes", "site/../a.zip", "--since", "a.zip"],
        &["--zip", "a.zip", "--changes", "./a.zip"],
        &["--zip", "new.zip", "--changes", "site/../new.zip"],
    ];
    for more in same {
        let run = build(&place, more);
        assert!(run.code == 2 && run.err.contains("output/archive-place"), "{more:?}: {}", run.err);
    }
    assert_eq!(place.read("site/site.yaml"), settings);
    assert_eq!((place.read("list.csv"), place.read("list.txt")), ("甲".to_owned(), "甲".to_owned()));
    assert!(std::fs::read(place.path("a.zip")).unwrap() == earlier && !place.path("new.zip").exists());
    // A table, and the archive that is compared with by default, are replaced.
    build(&place, &["--zip", "a.zip", "--changes", "list.csv"]).done();
    assert_eq!(place.read("list.csv"), "\u{feff}变化,文件,字节\r\n");
}
