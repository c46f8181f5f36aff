//! `dangjian import --from` and `--rules`: whole sites come in.
//!
//! What becomes of each fixture is in a text next to it: all articles, the files beside them, and
//! the report. `DANGJIAN_REWRITE_REPORTS=1 cargo test --test cli migrate` writes them again: then
//! read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Place, Run};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// A site with a section for studies beside that for news.
fn site() -> Place {
    let place = Place::bare();
    place.write("site/content/study/_index.md", "---\n标题: 理论学习\n类型: 新闻\n---\n");
    fs::remove_file(place.path("site/content/news/welcome.md")).unwrap();
    place
}

/// Imports a fixture, and compares what comes out with what should.
fn compare(place: &Place, name: &str, arguments: &[&str]) -> Run {
    let run = place.run(&[&["import", "--site", "site"], arguments].concat());
    let content = place.path("site/content");
    let mut files: Vec<PathBuf> =
        walkdir::WalkDir::new(&content).into_iter().flatten().map(walkdir::DirEntry::into_path).collect();
    files.retain(|file| file.is_file() && !file.ends_with("_index.md"));
    files.sort();
    let mut found = String::new();
    for file in &files {
        found += &format!(
            "===== {}\n",
            file.strip_prefix(&content).unwrap().display().to_string().replace('\\', "/")
        );
        if file.extension().is_some_and(|ending| ending == "md") {
            found += &fs::read_to_string(file).unwrap();
        }
    }
    let report = place.read("site/导入报告.md");
    let from = report.lines().position(|line| line.starts_with("来自：")).unwrap();
    let report: Vec<&str> =
        report.lines().enumerate().filter(|(at, _)| *at != from).map(|(_, line)| line).collect();
    found += &format!("===== 导入报告.md\n{}\n", report.join("\n"));
    let expected = fixture(&format!("{name}.txt"));
    if std::env::var_os("DANGJIAN_REWRITE_REPORTS").is_some() {
        fs::write(&expected, &found).unwrap();
    }
    let wanted = fs::read_to_string(&expected).unwrap_or_default();
    let differs = found.lines().zip(wanted.lines()).find(|(found, wanted)| found != wanted);
    assert!(found == wanted, "{name}: {differs:?}\n{found}");
    run
}

/// Checks that the site is right, its drafts apart, and that importing once more adds nothing.
fn is_right_and_known(place: &Place, pages: usize, arguments: &[&str]) {
    for command in ["check", "build"] {
        let run = place.run(&[command, "site"]);
        assert_eq!(run.code, 0, "{command}: {}", run.err);
    }
    assert!(!place.path("site/public/导入报告.md").exists());
    let again = place.run(&[&["import", "--site", "site"], arguments].concat());
    assert!(again.out.contains(&format!("以前导入过的      {pages}\n")), "{}", again.out);
    assert!(again.out.contains("导入的文章        0\n"), "{}", again.out);
}

#[test]
fn a_site_of_hexo_comes_in() {
    let place = site();
    let folder = fixture("hexo").display().to_string();
    let arguments = ["--from", "hexo", folder.as_str()];
    let run = compare(&place, "hexo", &arguments);
    assert!(run.code == 1 && run.err.contains("import/old-front"), "{}", run.err);
    is_right_and_known(&place, 5, &arguments);
    // The former address leads to the article.
    let former = place.read("site/public/2019/07/2019-party-day/index.html");
    assert!(former.contains("news/2019-07-01-2019-party-day.html"), "{former}");
}

#[test]
fn a_site_of_hugo_comes_in() {
    let place = site();
    let folder = fixture("hugo").display().to_string();
    let arguments = ["--from", "hugo", folder.as_str()];
    let run = compare(&place, "hugo", &arguments);
    assert!(run.code == 1 && run.err.contains("import/old-left"), "{}", run.err);
    is_right_and_known(&place, 3, &arguments);
}

#[test]
fn a_site_of_jekyll_comes_in() {
    let place = site();
    let folder = fixture("jekyll").display().to_string();
    let arguments = ["--from", "jekyll", folder.as_str()];
    compare(&place, "jekyll", &arguments);
    is_right_and_known(&place, 5, &arguments);
}

#[test]
fn an_export_of_wordpress_comes_in() {
    let place = site();
    let (file, media) = (fixture("wordpress/export.xml"), fixture("wordpress/uploads"));
    let (file, media) = (file.display().to_string(), media.display().to_string());
    let arguments = ["--from", "wordpress", file.as_str(), "--media", media.as_str()];
    compare(&place, "wordpress", &arguments);
    is_right_and_known(&place, 4, &arguments);
}

#[test]
fn saved_pages_come_in_by_rules() {
    let place = site();
    let (rules, folder) = (fixture("portal/old.yaml"), fixture("portal"));
    let (rules, folder) = (rules.display().to_string(), folder.display().to_string());
    let arguments = ["--rules", rules.as_str(), folder.as_str()];
    let run = compare(&place, "portal", &arguments);
    assert!(run.code == 1 && run.err.contains("import/rules-nothing"), "{}", run.err);
    is_right_and_known(&place, 2, &arguments);
}

#[test]
fn what_is_no_old_site_is_refused_and_leaves_nothing() {
    let place = site();
    fs::create_dir_all(place.path("空/source")).unwrap();
    place.write("a.xml", "<rss><item></rss>");
    place.write("b.xml", "<!DOCTYPE rss [<!ENTITY a \"aaaa\">]><rss><channel>&a;</channel></rss>");
    place.write("old.yaml", "标题: h1\n正文: '>>'\n");
    place.write("旧/_config.yml", "a: [\n");
    place.write("旧/source/_posts/a.md", "---\ntitle: a\n---\n");
    for (arguments, code) in [
        (&["--from", "hexo", "空"][..], "import/nothing"),
        (&["--from", "hugo", "空"], "import/no-old-site"),
        (&["--from", "jekyll", "空"], "import/no-old-site"),
        (&["--from", "wordpress", "a.xml"], "import/no-old-site"),
        (&["--from", "wordpress", "b.xml"], "import/no-old-site"),
        (&["--from", "wordpress", "空"], "import/unreadable"),
        (&["--from", "hexo", "没有"], "import/unreadable"),
        (&["--from", "hexo", "空", "旧"], "import/one-site"),
        (&["--from", "hexo", "旧"], "old"),
        (&["--rules", "old.yaml", "空"], "import/rules"),
        (&["--rules", "没有.yaml", "空"], "import/unreadable"),
    ] {
        let run = place.run(&[&["import", "--site", "site"], arguments].concat());
        assert!(run.code != 0, "{arguments:?}: {}", run.out);
        assert!(code == "old" || run.err.contains(code), "{arguments:?}: {}", run.err);
        assert!(!place.path("site/导入报告.md").exists(), "{arguments:?}");
    }
    assert_eq!(fs::read_dir(place.path("site/content/news")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_old_site_is_read() {
    let place = site();
    place.write("秘密.png", "x");
    place.write("旧/_config.yml", "title: a\n");
    place.write(
        "旧/source/_posts/a.md",
        "---\ntitle: 甲\ndate: 2019-01-01\n---\n![a](../../../秘密.png) ![b](/../../秘密.png) ![c](link.png) [d](/up/秘密.png)\n",
    );
    std::os::unix::fs::symlink(place.path("秘密.png"), place.path("旧/source/link.png")).unwrap();
    std::os::unix::fs::symlink(place.path("."), place.path("旧/source/up")).unwrap();
    let run = place.run(&["import", "--site", "site", "--from", "hexo", "旧"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        place.read("site/content/news/2019-01-01-a.md"),
        "---\n标题: 甲\n日期: 2019-01-01\n旧链接: /2019/01/01/a/\n---\n\n   d\n"
    );
}
