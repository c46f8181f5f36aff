use std::path::Path;

use super::*;
use crate::load::{Portal, Timings};
use crate::schema::Date;

/// Fragments, words in templates, skipped fields and pieces of HTML only save time: they change no
/// byte.
#[test]
fn a_page_is_what_its_templates_say_as_they_are_written() {
    for site in ["content-example", "tests/browser/right-to-left"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(site);
        let now = Date::parse("2026-11-20").unwrap();
        let settings = Settings { folder, now, shown: Vec::new(), base_url: None };
        let portal = Portal::open(&settings).unwrap();
        portal.site().routes().par_iter().for_each(|route| {
            let [usual, exact] =
                [false, true].map(|is_exact| portal.renderer.attempt_with(route, is_exact).bytes);
            let [usual, exact] = [usual, exact].map(|bytes| String::from_utf8(bytes.unwrap()).unwrap());
            assert!(usual == exact, "{site}, {}", route.path);
        });
    }
}

/// In a site of ten thousand articles, reading the fields of all takes a third of the time of an
/// edit.
#[test]
fn a_site_is_organised_without_asking_for_the_fields_of_its_articles() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    let write = |name: &str, text: &str| {
        let place = root.join(name);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(&place, text).unwrap();
    };
    write("site.yaml", "title: 党建\nbase_url: https://x.example/\nfeed: true\n");
    for day in 1..=5 {
        let text = format!("---\ntitle: 第{day}篇\ndate: 2026-10-0{day}\ntags: [安全]\n---\n\n正文。\n");
        write(&format!("content/news/a{day}.md"), &text);
    }
    let now = Date::parse("2026-11-20").unwrap();
    let settings = Settings { folder: root.clone(), now, shown: Vec::new(), base_url: None };
    let timings = Timings::new(false);
    let output = root.join("public");
    let order = BuildOrder {
        output: &output,
        progress: &|_, _| {},
        timings: &timings,
        everything: false,
        explain: &[],
    };
    let read = || {
        let portal = Portal::open(&settings).unwrap();
        portal.site().pages().iter().filter(|page| page.fields.is_read()).count()
    };
    build(&settings, &order).unwrap();
    write("content/news/a1.md", "---\ntitle: 另一篇\ndate: 2026-10-06\ntags: [学习]\n---\n\n正文。\n");
    // The fields of the changed article.
    assert_eq!(read(), 1);
    build(&settings, &order).unwrap();
    assert!(read() <= 1);
}

/// What one page has to report must not make every build organise the site.
#[test]
fn what_was_reported_is_reported_again_without_doing_the_work_again() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap().join("site");
    let write = |name: &str, text: &str| {
        let place = root.join(name);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(&place, text).unwrap();
        let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
        std::fs::File::options().write(true).open(&place).unwrap().set_modified(long_ago).unwrap();
    };
    write("site.yaml", "title: 党建\n");
    write("content/news/a.md", "---\ntitle: 甲\ndate: 2026-10-01\n---\n正文。\n");
    write("content/news/b.md", "---\ntitle：乙\ndate: 2026-10-01\n---\n正文。\n");
    write("文章/c.md", "---\ntitle: 丙\n---\n");
    let now = Date::parse("2026-11-20").unwrap();
    let settings = Settings { folder: root.clone(), now, shown: Vec::new(), base_url: None };
    let output = dir.path().join("public");
    // The codes of the warnings, and whether the site was organised.
    let built = || {
        let timings = Timings::new(false);
        let order = BuildOrder {
            output: &output,
            progress: &|_, _| {},
            timings: &timings,
            everything: false,
            explain: &[],
        };
        let report = build(&settings, &order).unwrap();
        (report.warnings, timings.table().contains_key(&Stage::Organise))
    };
    let (first, is_organised) = built();
    let codes: Vec<&str> = first.iter().map(|problem| problem.code).collect();
    assert_eq!((codes, is_organised), (vec!["meta/full-width-colon", "source/no-article"], true));
    assert_eq!(built(), (first.clone(), false));
    // An article next to `content` is not among the files of the site.
    std::fs::rename(root.join("文章"), root.join("稿子")).unwrap();
    let (second, is_organised) = built();
    assert!(is_organised && second != first);
    assert_eq!(built(), (second, false));
}
