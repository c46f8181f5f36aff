//! `dangjian check` and what a site makes of its problems

use super::Place;

/// A bare site with an article of this text after its title and date.
fn site(body: &str) -> Place {
    let place = Place::bare();
    place.write("site/content/news/x.md", &format!("---\n标题: 甲\n日期: 2026-11-01\n---\n\n{body}\n"));
    place
}

fn check(place: &Place, more: &[&str]) -> super::Run {
    place.run(&[&["check", "site", "--now", "2026-11-21"][..], more].concat())
}

#[test]
fn a_site_without_problems_is_told_so_and_nothing_is_written() {
    let place = site("正文。");
    let told = check(&place, &[]).done();
    assert_eq!(told, "检查了 1 篇文章、4 个页面：没有问题\n");
    assert!(!place.path("site/public").exists() && !place.path("site/.dangjian").exists());
    assert!(check(&place, &["--deny", "infos", "--lang", "en"]).done().ends_with("no problems\n"));
}

#[test]
fn the_example_site_is_free_of_problems() {
    let place = Place::example();
    let run = place.run(&["check", "site", "--deny", "warnings"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
}

#[test]
fn errors_fail_and_warnings_where_that_is_asked_for() {
    let broken = site("[断了](y.md)");
    let run = check(&broken, &[]);
    assert!(
        run.code == 1 && run.err.contains("错误[link/broken]") && run.out.contains("1 个错误"),
        "{}",
        run.err
    );
    let warned = site("![](p.png)");
    std::fs::copy(
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/dot.png"),
        warned.path("site/content/news/p.png"),
    )
    .unwrap();
    assert_eq!(check(&warned, &[]).code, 0);
    let run = check(&warned, &["--deny", "warnings"]);
    assert!(run.code == 1 && run.err.contains("[img/alt]"), "{}", run.err);
}

#[test]
fn a_comment_with_a_reason_ignores_what_it_is_for_and_nothing_else() {
    let place = site(
        "<!-- 忽略 link/broken：等附件 -->\n[断了](y.md)\n\n[也断了](z.md)\n\n<!-- 忽略 img/alt：没有了 -->\n好。\n\n\
         <!-- 忽略 link/brokn：写错 -->\n[还断了](w.md) <!-- 忽略 link/broken -->",
    );
    let run = check(&place, &["--format", "lines"]);
    let codes: Vec<&str> =
        run.out.lines().map(|line| line.split(['[', ']']).nth(1).unwrap_or_default()).collect();
    assert_eq!(
        codes,
        ["link/broken", "check/unused", "check/unknown-code", "link/broken", "check/no-reason"],
        "{}",
        run.out
    );
    assert!(run.out.starts_with("content/news/x.md:9:1: "), "{}", run.out);
    // A build knows the same comment.
    let place = site("<!-- ignore link/broken: the file is to come -->\n[断了](y.md)");
    let built = place.run(&["build", "site", "--now", "2026-11-21"]);
    assert_eq!((built.code, built.err.as_str()), (0, ""));
    assert!(!place.read("site/public/news/x.html").contains("ignore"), "a comment is no text");
}

#[test]
fn a_site_gives_codes_another_severity() {
    let place = site("[断了](y.md)");
    let config = place.read("site/site.yaml");
    place.write("site/site.yaml", &format!("{config}\n检查:\n  级别: {{link/broken: 警告}}\n"));
    let built = place.run(&["build", "site", "--now", "2026-11-21"]);
    assert!(built.code == 0 && built.err.contains("警告[link/broken]"), "{}", built.err);
    assert!(place.read("site/public/news/x.html").contains("断了"));
    place.write("site/site.yaml", &format!("{config}\nchecks:\n  severity: {{link/*: off}}\n"));
    let built = place.run(&["build", "site", "--now", "2026-11-21"]);
    assert_eq!((built.code, built.err.as_str()), (0, ""));
    // Taken back, it is an error again, though the article is as it was.
    place.write("site/site.yaml", &config);
    place.run(&["build", "site", "--now", "2026-11-21"]).failed(1, "link/broken");
    for (wrong, code) in [
        ("link/brokn: 警告", "config/unknown-code"),
        ("yaml/syntax: 关闭", "config/fixed-code"),
        ("link/broken: 中", "config/severity"),
    ] {
        place.write("site/site.yaml", &format!("{config}\nchecks:\n  severity:\n    {wrong}\n"));
        check(&place, &[]).failed(1, code);
    }
}

#[test]
fn known_problems_are_left_out_until_there_are_new_ones() {
    let place = site("[断了](y.md)");
    let told = check(&place, &["--write-baseline"]).done();
    assert!(told.starts_with("记下 1 个已知问题：baseline.json"), "{told}");
    let told = check(&place, &[]).done();
    assert!(told.contains("没有问题") && told.contains("另有 1 个已知问题没有列出"), "{told}");
    assert_eq!(place.run(&["build", "site", "--now", "2026-11-21"]).code, 0);
    let article = place.read("site/content/news/x.md");
    place.write("site/content/news/x.md", &format!("{article}\n[又断了](z.md)\n"));
    let run = check(&place, &[]);
    assert!(run.code == 1 && run.err.contains("z.md") && !run.err.contains("y.md"), "{}", run.err);
    place.write("site/baseline.json", "{");
    check(&place, &[]).failed(1, "check/baseline");
    // Without the list everything is told again, by a build too.
    place.write("site/content/news/x.md", &article);
    std::fs::remove_file(place.path("site/baseline.json")).unwrap();
    place.run(&["build", "site", "--now", "2026-11-21"]).failed(1, "link/broken");
}

#[test]
fn every_format_tells_the_same() {
    let place = site("[断了](y.md)");
    let told = |format: &str| check(&place, &["--format", format, "--prefix", "portal/"]);
    let json: serde_json::Value = serde_json::from_str(&told("json").out).unwrap();
    assert_eq!(json["tally"]["errors"], 1);
    assert_eq!(json["problems"][0]["place"]["line"], 6);
    let sarif: serde_json::Value = serde_json::from_str(&told("sarif").out).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "link/broken");
    let gitlab: serde_json::Value = serde_json::from_str(&told("gitlab").out).unwrap();
    assert_eq!(gitlab[0]["location"]["path"], "portal/content/news/x.md");
    assert!(
        told("github")
            .out
            .starts_with("::error title=link/broken,file=portal/content/news/x.md,line=6,col=1")
    );
    assert!(told("lines").out.starts_with("content/news/x.md:6:1: 错误[link/broken]: "));
    assert!(told("text").err.contains("--> content/news/x.md:6:1"));
    for format in ["json", "sarif", "gitlab", "github", "lines"] {
        assert_eq!((told(format).code, told(format).err.as_str()), (1, ""), "{format}");
    }
    place.run(&["check", "site", "--format", "xml"]).failed(2, "cli/wrong-value");
}

#[test]
fn what_could_not_be_published_together_is_told_without_publishing() {
    let place = site("正文。");
    place.write("site/static/news/X.html", "x");
    let run = check(&place, &[]);
    assert!(run.code == 1 && run.err.contains("[output/collision]"), "{}", run.err);
}

#[test]
fn mistakes_in_the_configuration_do_not_hide_those_of_articles() {
    let place = site("[断了](y.md)");
    let config = place.read("site/site.yaml");
    place.write("site/site.yaml", &format!("{config}\ntheem: x\nbase_url: dj\n"));
    let run = place.run(&["build", "site", "--now", "2026-11-21"]);
    for code in ["meta/unknown-key", "config/base-url", "link/broken"] {
        assert!(run.err.contains(code), "{code}: {}", run.err);
    }
    assert_eq!(run.code, 1);
}
