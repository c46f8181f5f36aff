//! `dangjian move`: everything that named what was moved names it afterwards, and nothing else
//! changes.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Place, Run};

const NOW: [&str; 2] = ["--now", "2026-11-21"];

fn section(place: &Place, path: &str, title: &str) {
    place
        .write(&format!("site/content/{path}/_index.md"), &format!("---\ntitle: {title}\ntype: news\n---\n"));
}

fn article(place: &Place, path: &str, fields: &str, body: &str) {
    let text = format!("---\ntitle: {path}\ndate: 2026-11-01\nsource: 党群工作部\n{fields}---\n\n{body}\n");
    place.write(&format!("site/content/{path}"), &text);
}

/// A site with an article that is named in every way.
fn named() -> Place {
    let place = Place::bare();
    let site = place.read("site/site.yaml").replace("  - {code: zh}\n", "  - {code: zh}\n  - {code: en}\n");
    place.write("site/site.yaml", &site);
    article(&place, "news/welcome.md", "", "欢迎。");
    section(&place, "honors", "荣誉");
    article(
        &place,
        "news/x.md",
        "",
        "正文，见 [照片](照片 1.jpg)。\n\n![合影](图/合影.jpg \"合影\")\n\n[回](./welcome.md)",
    );
    article(&place, "news/x.en.md", "", "See [the photo](图/合影.jpg).");
    let picture = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/dot.png")).unwrap();
    for name in ["照片 1.jpg", "图/合影.jpg", "共用.jpg"] {
        let path = place.path(&format!("site/content/news/{name}"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &picture).unwrap();
    }
    place
}

fn moved(place: &Place, arguments: &[&str]) -> Run {
    place.run(&[&["move"], arguments, &["--site", "site", "--lang", "en"]].concat())
}

/// All files of the site with their contents, but what the program keeps.
fn files(place: &Place) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![place.path("site")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = path.strip_prefix(place.path("site")).unwrap().to_str().unwrap().to_owned();
            match path.is_dir() {
                true if name == "public" || name == ".dangjian" => {}
                true => open.push(path),
                false => drop(files.insert(name, std::fs::read(&path).unwrap())),
            }
        }
    }
    files
}

fn build(place: &Place) {
    let run = place.run(&[&["build", "site", "--lang", "en"][..], &NOW].concat());
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

#[test]
fn whatever_names_an_article_is_mended_and_nothing_else() {
    let place = named();
    let body = concat!(
        "[甲](./x.md)、[甲](x.md#正文 \"x.md\")、[甲](/news/x.html?a=1)、[甲][一]、`[甲](x.md)`、x.md\n\n",
        "[![合影](共用.jpg)](x.md)、![共用](共用.jpg)\n\n",
        "```\n[甲](x.md)\n```\n\n",
        "[一]: <x.md>\n",
    );
    article(&place, "news/y.md", "source_url: /news/x.html\nrelated: [x]\ntags: [x, news]\n", body);
    article(
        &place,
        "news/z/index.md",
        "related:\n  - news/x  # 甲\n",
        "[甲](../x.md)、[甲](..%2Fx.md)、[甲](/news/x.html)",
    );
    article(&place, "honors/w.md", "draft: true\n", "[甲](../news/x.md)和 [图](../news/共用.jpg)");
    place.write("site/data/links.yaml", "- title: 甲\n  links: [{title: 甲, url: /news/x.html}]\n");
    let before = files(&place);
    let run = moved(&place, &["news/x.md", "honors/甲"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let after = files(&place);
    let text =
        |name: &str| String::from_utf8(after.get(name).unwrap_or_else(|| panic!("{name}")).clone()).unwrap();
    let y = text("content/news/y.md");
    for expected in [
        "[甲](../honors/甲.md)、[甲](../honors/甲.md#正文 \"x.md\")、[甲](/honors/jia.html?a=1)、[甲][一]、`[甲](x.md)`、x.md",
        "[![合影](共用.jpg)](../honors/甲.md)、![共用](共用.jpg)",
        "```\n[甲](x.md)\n```",
        "[一]: <../honors/甲.md>",
        "source_url: /honors/jia.html\nrelated: [甲]\ntags: [x, news]\n",
    ] {
        assert!(y.contains(expected), "{expected}\n{y}");
    }
    let z = text("content/news/z/index.md");
    assert!(z.contains("related:\n  - honors/甲  # 甲\n") || z.contains("related:\n  - 甲  # 甲\n"), "{z}");
    assert!(z.contains("[甲](../../honors/甲.md)") && z.contains("[甲](/honors/jia.html)"), "{z}");
    assert!(text("content/honors/w.md").contains("[甲](甲.md)和 [图](../news/共用.jpg)"));
    assert_eq!(text("data/links.yaml"), "- title: 甲\n  links: [{title: 甲, url: /honors/jia.html}]\n");
    let x = text("content/honors/甲.md");
    assert!(x.contains("aliases: [/news/x.html]\n---"), "{x}");
    assert!(x.contains("[照片](照片 1.jpg)") && x.contains("](图/合影.jpg \"合影\")"), "{x}");
    assert!(x.contains("[回](../news/welcome.md)"), "{x}");
    assert!(text("content/honors/甲.en.md").contains("[the photo](图/合影.jpg)"));
    // The pictures that only the article shows go with it; nothing else is touched.
    for (file, bytes) in &before {
        let new = match file.as_str() {
            "content/news/照片 1.jpg" => "content/honors/照片 1.jpg",
            "content/news/图/合影.jpg" => "content/honors/图/合影.jpg",
            "content/news/x.md" | "content/news/x.en.md" => continue,
            other => other,
        };
        let is_text = ["y.md", "index.md", "w.md", "links.yaml"].iter().any(|name| file.ends_with(name));
        assert!(is_text || after.get(new) == Some(bytes), "{file}");
    }
    assert_eq!(after.len(), before.len());
    build(&place);
    for path in ["news/x.html", "en/news/x.html", "honors/jia.html"] {
        assert!(place.path(&format!("site/public/{path}")).is_file(), "{path}");
    }
    // Back again: what is its address once more is no alias.
    assert_eq!(moved(&place, &["honors/甲", "news/x"]).code, 0);
    let x = place.read("site/content/news/x.md");
    assert!(x.contains("aliases: [/honors/jia.html]"), "{x}");
    build(&place);
}

#[test]
fn what_is_tried_changes_nothing() {
    let place = named();
    article(&place, "news/y.md", "", "[甲](x.md)");
    let before = files(&place);
    let run = moved(&place, &["news/x", "honors", "--dry-run"]);
    assert!(run.out.contains("+[甲](../honors/x.md)"), "{}{}", run.out, run.err);
    assert_eq!(files(&place), before);
    assert!(!place.path("site/.dangjian/move").exists());
}

#[test]
fn a_section_goes_with_all_that_names_it() {
    let place = named();
    section(&place, "news/archive", "往期");
    article(&place, "news/archive/old.md", "", "[甲](../x.md)、[往期](_index.md)、[新闻](/news/)");
    article(
        &place,
        "honors/w.md",
        "",
        "[往期](../news/archive/_index.md)、[甲](../news/x.md)\n\n:::articles section=news limit=3\n:::",
    );
    let site = place.read("site/site.yaml");
    let menu = "menu:\n  - news\n  - {title: 往期, section: news/archive}\n  - {title: 甲, url: /news/2026/x.html}\n";
    let rest = "permalinks:\n  news: /{section}/{year}/{slug}.html\n";
    let site = site.split("menu:").next().unwrap().to_owned() + menu + rest;
    place.write("site/site.yaml", &site);
    build(&place);
    let run = moved(&place, &["news", "honors/要闻"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let site = place.read("site/site.yaml");
    for expected in [
        "  - honors/要闻\n",
        "{title: 甲, url: /honors/yao-wen/2026/x.html}",
        "{title: 往期, section: honors/要闻/archive}",
        "  news: /{section}/{year}/{slug}.html",
    ] {
        assert!(site.contains(expected), "{expected}\n{site}");
    }
    let old = place.read("site/content/honors/要闻/archive/old.md");
    assert!(old.contains("[甲](../x.md)、[往期](_index.md)、[新闻](/honors/yao-wen/)"), "{old}");
    let w = place.read("site/content/honors/w.md");
    assert!(w.contains("[往期](要闻/archive/_index.md)、[甲](要闻/x.md)"), "{w}");
    assert!(w.contains("section=honors/要闻"), "{w}");
    let index = place.read("site/content/honors/要闻/_index.md");
    assert!(index.contains("[/news/index.html]"), "{index}");
    build(&place);
    for path in
        ["news/index.html", "news/2026/x.html", "news/archive/index.html", "news/archive/2026/old.html"]
    {
        assert!(place.path(&format!("site/public/{path}")).is_file(), "{path}");
    }
}

#[test]
fn recorded_addresses_follow_or_stay() {
    let place = named();
    place.write("site/addresses.yaml", "# 网址\n");
    build(&place);
    assert!(place.read("site/addresses.yaml").contains("content/news/x.md: /news/x.html\n"));
    let kept = place.read("site/addresses.yaml");
    moved(&place, &["news/x", "honors"]).done();
    let addresses = place.read("site/addresses.yaml");
    assert!(addresses.starts_with("# 网址\n") && !addresses.contains("/news/x.html"), "{addresses}");
    assert!(place.read("site/content/honors/x.md").contains("aliases: [/news/x.html]"));
    build(&place);
    assert_eq!(moved(&place, &["honors/x", "news"]).code, 0);
    place.write("site/addresses.yaml", &kept);
    build(&place);
    moved(&place, &["news/x", "honors", "--keep-address"]).done();
    let addresses = place.read("site/addresses.yaml");
    assert!(addresses.contains("content/honors/x.md: /news/x.html\n"), "{addresses}");
    build(&place);
    assert!(place.read("site/public/news/x.html").contains("正文"));
}

#[test]
fn what_cannot_be_moved_is_told_and_stays() {
    let place = named();
    article(&place, "honors/x.md", "", "正文。");
    article(&place, "news/y.md", "aliases: [/honors/new.html]\n", "正文。");
    article(&place, "honors/w.en.md", "", "Another one.");
    let before = files(&place);
    for (from, to, code) in [
        ("news/x.md", "荣誉/x", "move/target"),
        ("news/x.md", "honour", "move/target"),
        ("news/x.md", "honors/sub/", "move/target"),
        ("news/x.md", "honors/w", "move/target"),
        ("news/nothing.md", "honors", "move/unknown"),
        ("content", "honors", "move/unknown"),
        ("../site/content/news/x.md", "honors", "move/unknown"),
        ("news/x.md", "honors", "move/target"),
        ("news/x.md", "news", "move/target"),
        ("news/x.md", "news/x.md", "move/target"),
        ("news/x.md", "../x", "move/target"),
        ("news/x.md", "/etc/x", "move/target"),
        ("news/x.md", "static/x", "move/target"),
        ("news/x.md", "nowhere/x", "move/target"),
        ("news/x.md", "honors/index", "move/target"),
        ("news/x.md", "honors/a.en", "move/target"),
        ("news/x.md", "honors/a:b", "move/target"),
        ("news", "news/inner", "move/target"),
        ("news/x.md", "honors/new", "move/mistakes"),
    ] {
        moved(&place, &[from, to]).failed(1, code);
        assert!(files(&place) == before, "{from} {to}");
        assert!(!place.path("site/.dangjian/move").exists(), "{from} {to}");
    }
}

#[test]
fn rows_of_a_table_keep_their_addresses_or_stay() {
    let place = named();
    place.write("site/content/honors/_index.md", "---\ntitle: 荣誉\ntype: news\nfrom: 荣誉.csv\n---\n");
    place.write("site/content/honors/荣誉.csv", "标题,日期,来源\n甲,2026-11-01,党群工作部\n");
    build(&place);
    moved(&place, &["honors", "news/honors"]).failed(1, "move/rows");
    place.write("site/addresses.yaml", "");
    build(&place);
    let published = place.read("site/addresses.yaml");
    let address = published.lines().find(|line| line.contains("content/honors")).unwrap().to_owned();
    let address = address.rsplit_once(": ").unwrap().1.to_owned();
    moved(&place, &["honors", "news/honors"]).done();
    build(&place);
    assert!(place.path(&format!("site/public{address}")).is_file(), "{address}");
}

#[test]
fn a_move_that_was_cut_off_is_finished_by_the_next() {
    let place = named();
    article(&place, "news/y.md", "", "[甲](x.md)");
    let journal = serde_json::json!({
        "renames": [["content/news/x.md", "content/honors/x.md"], ["content/news/x.en.md", "content/honors/x.en.md"]],
        "before": { "content/news/y.md": place.read("site/content/news/y.md"), "content/news/z.md": "从前\n" },
        "texts": { "content/news/z.md": "盖掉\n", "content/news/y.md": "---\ntitle: y\ndate: 2026-11-01\nsource: 党群工作部\n---\n\n[甲](../honors/x.md)\n" },
    });
    place.write("site/.dangjian/move.json", &journal.to_string());
    article(&place, "news/z.md", "", "后来写的。");
    moved(&place, &["news/y.md", "honors", "--dry-run"]).failed(1, "move/unfinished");
    // One of the two had been renamed when it was killed.
    let path = |name: &str| place.path(&format!("site/content/{name}"));
    std::fs::rename(path("news/x.md"), path("honors/x.md")).unwrap();
    let run = moved(&place, &["news/y.md", "honors"]);
    assert!(run.code == 0 && run.out.contains("first, the last move was finished"), "{}{}", run.out, run.err);
    assert!(place.read("site/content/news/z.md").contains("后来写的。"));
    assert!(path("honors/x.en.md").is_file() && !path("news/x.en.md").exists());
    assert!(place.read("site/content/honors/y.md").contains("[甲](../honors/x.md)"));
    assert!(!place.path("site/.dangjian/move.json").exists());
}

#[test]
fn what_only_words_name_is_told() {
    let place = named();
    section(&place, "study", "学习");
    place.write("site/templates/partials/own.html", "{{ pages(section=\"study\") | length }}\n");
    article(&place, "study/s.md", "", "正文。");
    article(&place, "news/y.md", "", "`/study/s.html`");
    let run = moved(&place, &["study", "honors/study"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(
        run.err.contains("templates/partials/own.html:1") && run.err.contains("content/news/y.md:7"),
        "{}",
        run.err
    );
}

#[test]
fn words_in_every_form_of_yaml_are_mended() {
    let place = named();
    article(
        &place,
        "news/y.md",
        "编者按: |\n  见 [甲](x.md)。\n\n  又见 [甲](/news/x.html)。\nrelated: [x, welcome]\n",
        "正文。",
    );
    article(
        &place,
        "news/z.md",
        "副题: 甲\u{b}乙\n编者按: >\n  见\n  [甲](x.md \"见](x.md)\")。\nrelated:\n- x\n",
        "[甲][一]\n\n> [一]: x.md\n",
    );
    let run = moved(&place, &["news/x", "honors/党 建, 一"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let y = place.read("site/content/news/y.md");
    assert!(y.contains("  见 [甲](../honors/党%20建,%20一.md)。\n\n  又见 [甲](/honors/"), "{y}");
    assert!(y.contains("related: [\"党 建, 一\", welcome]\n"), "{y}");
    let z = place.read("site/content/news/z.md");
    assert!(
        z.contains("[甲](../honors/党%20建,%20一.md \"见](x.md)\")") && z.contains("- \"党 建, 一\"\n"),
        "{z}"
    );
    assert!(z.contains("> [一]: ../honors/党%20建,%20一.md"), "{z}");
    build(&place);
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_moved() {
    let place = named();
    std::os::unix::fs::symlink("../news/x.md", place.path("site/content/honors/y.md")).unwrap();
    moved(&place, &["news/x", "honors/z"]).failed(1, "move/target");
    moved(&place, &["honors/y", "news/z"]).failed(1, "move/target");
}
