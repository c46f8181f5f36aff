//! `dangjian fix`

use super::Place;

/// A text as staff write it: a full-width colon, no space after a colon, a tab, a heading without a
/// space, halfwidth marks, and in GBK.
const ARTICLE: &str =
    "---\n标题：甲\n日期: 2026-11-01\n来源:党办\n---\n\n##一、总体情况\n\n他说,这是“好”事。\n\n说\"好\"。\n";

fn site() -> Place {
    let place = Place::bare();
    place.write("site/content/news/x.md", ARTICLE);
    place
}

fn fix(place: &Place, more: &[&str]) -> super::Run {
    place.run(&[&["fix", "site"][..], more].concat())
}

#[test]
fn what_would_be_changed_is_shown_and_nothing_is_written() {
    let place = site();
    let run = fix(&place, &["--dry-run"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("--- content/news/x.md") && run.out.contains("-标题：甲\n"), "{}", run.out);
    assert!(run.out.contains("+标题: 甲\n") && run.out.contains("去掉 --dry-run 就真的修改"), "{}", run.out);
    assert_eq!(place.read("site/content/news/x.md"), ARTICLE);
}

#[test]
fn a_second_run_finds_nothing_and_the_page_is_the_same() {
    let place = site();
    let build = |to: &str| {
        place.run(&["build", "site", "--now", "2026-11-21", "-o", to]);
        place.read(&format!("{to}/news/x.html"))
    };
    let before = build("before");
    let run = fix(&place, &[]);
    assert!(run.code == 0 && run.out.contains("content/news/x.md:2："), "{}", run.out);
    let mended = place.read("site/content/news/x.md");
    assert!(mended.starts_with("---\n标题: 甲\n日期: 2026-11-01\n来源: 党办\n---\n"), "{mended}");
    // The meaning is left to the writer.
    assert!(mended.contains("说\"好\"。"), "{mended}");
    assert!(fix(&place, &[]).out.contains("没有可以自动修改的地方"));
    assert_eq!(place.read("site/content/news/x.md"), mended);
    let title =
        |html: &str| html.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next()).map(str::to_owned);
    assert_eq!(title(&build("after")), title(&before));
    let all = fix(&place, &["--all"]);
    assert!(place.read("site/content/news/x.md").contains("说“好”。"), "{}", all.out);
    let checked = place.run(&["check", "site", "--now", "2026-11-21", "--deny", "infos"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
}

#[test]
fn one_kind_of_problem_or_one_file_alone_is_mended() {
    let place = site();
    place.write("site/content/news/y.md", ARTICLE);
    fix(&place, &["--code", "meta/full-width-colon", "--file", "content/news/y.md"]);
    assert_eq!(place.read("site/content/news/x.md"), ARTICLE);
    assert_eq!(place.read("site/content/news/y.md"), ARTICLE.replace("标题：甲", "标题: 甲"));
    fix(&place, &["--code", "meta/nothing"]).failed(2, "cli/unknown-code");
}

#[test]
fn a_file_in_another_encoding_becomes_utf8_and_keeps_its_line_ends() {
    let place = site();
    let text = ARTICLE.replace('\n', "\r\n");
    let (bytes, _, _) = encoding_rs::GBK.encode(&text);
    std::fs::write(place.path("site/content/news/x.md"), bytes).unwrap();
    let run = fix(&place, &["--code", "source/encoding"]);
    assert!(run.out.contains("[source/encoding]"), "{}", run.out);
    assert_eq!(place.read("site/content/news/x.md"), text);
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_the_others_are_mended() {
    let place = site();
    place.write("site/content/news/y.md", ARTICLE);
    let path = place.path("site/content/news/x.md");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let run = fix(&place, &[]);
    assert!(run.code == 1 && run.err.contains("[source/unwritable]"), "{}", run.err);
    assert_eq!(place.read("site/content/news/x.md"), ARTICLE);
    assert!(place.read("site/content/news/y.md").starts_with("---\n标题: 甲\n"));
}

/// Fixing one word writes the whole file: that would make a guessed encoding permanent, and lose a
/// removed character that could still be recovered.
#[test]
fn a_file_whose_text_may_be_misread_is_left_alone() {
    let place = site();
    let traditional =
        "---\ntitle:測試標題\ndate：2026-11-01\n---\n\n關於召開組織生活會的通知,各支部學習教育活動。\n";
    let japanese = "---\ntitle:お知らせ\ndate: 2026-11-01\n---\n\n本日は晴天なり。会議のご案内です。\n";
    let cases: [Vec<u8>; 5] = [
        encoding_rs::BIG5.encode(traditional).0.into_owned(),
        encoding_rs::SHIFT_JIS.encode(japanese).0.into_owned(),
        "---\n标题：缁勭粐鐢熸椿\n日期: 2026-11-01\n---\n\n正文\u{200b}。\n".into(),
        "---\n标题：å…\u{9a}å»º\n日期: 2026-11-01\n---\n\n正文\u{200b}。\n".into(),
        b"---\ntitle:\x1b$B%F%9%H\x1b(B\ndate: 2026-11-01\n---\n\ntext\n".to_vec(),
    ];
    for (number, bytes) in cases.into_iter().enumerate() {
        std::fs::write(place.path("site/content/news/y.md"), &bytes).unwrap();
        for more in [&[][..], &["--all"], &["--all", "--code", "text/invisible"]] {
            fix(&place, more);
            assert_eq!(
                std::fs::read(place.path("site/content/news/y.md")).unwrap(),
                bytes,
                "{number} {more:?}"
            );
        }
    }
}
