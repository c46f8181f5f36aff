//! Tests that, after each of many changes, an updated site equals one opened from scratch.

use std::collections::BTreeMap;
use std::fs;

use super::*;
use crate::author::{Starter, start};
use crate::problem::Language;
use crate::site::State;

/// The splitmix64 generator.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }
}

/// Creates a small site with lists, neighbours, tags, references and a translation, and its
/// settings.
fn site() -> (tempfile::TempDir, Settings) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    start(&root, Starter::Bare, "2026-11-20").unwrap();
    for number in 0..8 {
        let related = if number == 3 { "related: [第5篇]\n" } else { "" };
        let text = format!(
            "---\ntitle: 第{number}篇\ndate: 2026-10-0{}\ntags: [安全, 学习{}]\n{related}---\n\n正文{number}，见[上一篇](a{}.md)。\n",
            number + 1,
            number % 3,
            number % 8
        );
        write(&root.join(format!("content/news/a{number}.md")), &text);
    }
    write(&root.join("content/news/a0.en.md"), "---\ntitle: One\ndate: 2026-10-01\n---\n\nText.\n");
    write(&root.join("content/news/p.svg"), "<svg width=\"1\" height=\"1\"/>");
    write(&root.join("static/s.txt"), "甲");
    let now = Date::parse("2026-11-21").unwrap();
    let shown = vec![State::Draft, State::Scheduled, State::Expired];
    (dir, Settings { folder: root, now, shown, base_url: None })
}

fn write(place: &Path, text: &str) {
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

/// Returns every rendered route, or every mistake.
fn all(portal: &Result<Portal, Vec<Problem>>) -> Result<BTreeMap<String, String>, Vec<String>> {
    let told = |problems: &[Problem]| -> Vec<String> {
        let one = |p: &Problem| format!("{:?} {} {}", p.place, p.code, p.message.get(Language::Chinese));
        problems.iter().map(one).collect()
    };
    let portal = portal.as_ref().map_err(|problems| told(problems))?;
    let mut routes: BTreeMap<String, String> = portal
        .site()
        .routes()
        .iter()
        .map(|route| {
            let text = match portal.renderer.render(route) {
                Ok(rendering) => {
                    String::from_utf8(rendering.bytes).unwrap() + &told(&rendering.warnings).join("\n")
                }
                Err(problems) => told(&problems).join("\n"),
            };
            (route.path.clone(), text)
        })
        .collect();
    routes.insert("warnings".into(), told(&portal.warnings).join("\n"));
    Ok(routes)
}

/// Makes a random change; returns its description, and the paths that a system would report.
fn change(root: &Path, chance: &mut Chance, step: usize) -> (String, Vec<PathBuf>) {
    let mut articles: Vec<PathBuf> = fs::read_dir(root.join("content/news"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| has_extension(&path.to_string_lossy(), "md"))
        .collect();
    articles.sort();
    let article = articles[chance.below(articles.len())].clone();
    let text = fs::read_to_string(&article).unwrap();
    let edit = |from: &str, to: &str| {
        let line = text.lines().find(|line| line.starts_with(from)).unwrap_or("---");
        write(&article, &text.replacen(line, to, 1));
    };
    let other = |name: &str, text: String| {
        write(&root.join(name), &text);
        root.join(name)
    };
    let (what, paths) = match chance.below(20) {
        0..=4 => {
            write(&article, &format!("{text}\n补写{step}。\n"));
            ("a body", vec![article])
        }
        5..=8 => {
            edit("title:", &format!("title: 题目{}", step % 7));
            ("a title", vec![article])
        }
        9 => {
            edit("date:", &format!("date: 2026-09-{:02}", step % 28 + 1));
            ("a date", vec![article])
        }
        10 => {
            edit("tags:", &format!("tags: [新{}]", step % 3));
            ("tags", vec![article])
        }
        11 => {
            edit("---", "---\nfield_that_is_none: 1");
            ("a field that is none", vec![article])
        }
        12 => {
            write(&article, &text.replace("field_that_is_none: 1\n", "").replace("[坏](no.md)", ""));
            ("mended", vec![article])
        }
        13 => {
            write(&article, &format!("{text}[坏](no.md)"));
            ("a broken link", vec![article])
        }
        14 if articles.len() > 4 => {
            fs::remove_file(&article).unwrap();
            ("a file is gone", vec![article])
        }
        15 => {
            let to = article.with_file_name(format!("b{step}.md"));
            fs::rename(&article, &to).unwrap();
            ("renamed", vec![article, to])
        }
        16 => (
            "a new file",
            vec![other(
                &format!("content/news/n{step}.md"),
                format!("---\ntitle: 新{step}\ndate: 2026-10-11\n---\n\n文。\n"),
            )],
        ),
        17 => (
            "a picture",
            vec![other("content/news/p.svg", format!("<svg width=\"{}\" height=\"1\"/>", step + 1))],
        ),
        18 => {
            let own = "{% extends \"theme/page/article.html\" %}{% block main %}<p>模板";
            let text = format!("{own}{step}</p>{{{{ super() }}}}{{% endblock main %}}");
            ("a template", vec![other("templates/page/article.html", text)])
        }
        _ => ("words of the interface", vec![other("i18n/zh.yaml", format!("home: 首页{step}\n"))]),
    };
    (what.to_owned(), paths)
}

#[test]
fn a_page_that_nothing_leads_to_is_told_until_something_does() {
    let (_dir, settings) = site();
    let root = settings.folder.clone();
    let about = root.join("content/about.md");
    let page = |words: &str| write(&about, &format!("---\ntitle: 关于我们\ntype: page\n---\n\n{words}\n"));
    page("甲。");
    let mut live = LiveSite::new(settings.clone());
    let mut unlisted = |paths: &[PathBuf]| {
        let portal = live.look(settings.now, paths).unwrap().portal.unwrap();
        portal.warnings.iter().filter(|problem| problem.code == load::UNLISTED).count()
    };
    assert_eq!(unlisted(&[]), 1);
    page("乙。");
    assert_eq!(unlisted(std::slice::from_ref(&about)), 1);
    let article = root.join("content/news/a1.md");
    let text = fs::read_to_string(&article).unwrap();
    write(&article, &format!("{text}见[简介](../about.md)。\n"));
    assert_eq!(unlisted(std::slice::from_ref(&article)), 0);
    write(&article, &text);
    assert_eq!(unlisted(&[article]), 1);
}

#[test]
fn the_address_of_a_source_is_looked_up_again_when_its_article_changes() {
    let (_dir, settings) = site();
    let (now, article) = (settings.now, settings.folder.join("content/news/a1.md"));
    let mut live = LiveSite::new(settings);
    assert!(live.look(now, &[]).unwrap().portal.is_ok());
    let before = fs::read_to_string(&article).unwrap();
    let with = |address: &str| before.replace("tags:", &format!("source_url: {address}\ntags:"));
    for (address, expected) in [("/news/none.html", Err("link/broken")), ("/news/a2.html", Ok(()))] {
        write(&article, &with(address));
        let portal = live.look(now, std::slice::from_ref(&article)).unwrap().portal;
        let code =
            |problems: Vec<Problem>| problems.iter().find(|found| found.is_error()).map(|found| found.code);
        assert_eq!(portal.map(|_| ()).map_err(|problems| code(problems).unwrap_or_default()), expected);
    }
}

#[test]
fn what_is_seen_after_each_change_is_what_would_be_seen_at_first() {
    let (dir, settings) = site();
    let root = settings.folder.clone();
    let mut live = LiveSite::new(settings.clone());
    let mut seen = live.look(settings.now, &[]).unwrap().portal;
    let mut chance = Chance(5);
    let mut told = Vec::new();
    for step in 0..200 {
        let (what, paths) = change(&root, &mut chance, step);
        told.push(what);
        // Sometimes nothing is reported, and all files are checked.
        let paths = if chance.below(6) == 0 { Vec::new() } else { paths };
        if let Some(now) = live.look(settings.now, &paths) {
            seen = now.portal;
        }
        let fresh = LiveSite::new(settings.clone()).look(settings.now, &[]).unwrap().portal;
        assert_eq!(
            all(&seen),
            all(&fresh),
            "step {step}: {:?}",
            told.iter().rev().take(5).collect::<Vec<_>>()
        );
    }
    drop(dir);
}

#[test]
fn words_change_no_more_than_they_must() {
    let (dir, settings) = site();
    let root = &settings.folder;
    let mut live = LiveSite::new(settings.clone());
    let first = live.look(settings.now, &[]).unwrap().portal.unwrap();
    let article = root.join("content/news/a2.md");
    let text = fs::read_to_string(&article).unwrap();
    let mut look = |name: &str, text: &str| {
        write(&root.join(name), text);
        live.look(settings.now, &[root.join(name)])
    };
    // Saved unchanged: nothing is new.
    assert!(look("content/news/a2.md", &text).is_none());
    // A corrected mistake disappears, though the site is the same as before.
    assert!(look("content/news/a2.md", &text.replace("title:", "titel:")).unwrap().portal.is_err());
    assert!(look("content/news/a2.md", &text).is_some_and(|seen| seen.portal.is_ok()));
    // Changed words: the routes stay the same.
    let seen = look("content/news/a2.md", &text.replace("第2篇", "改名了")).unwrap();
    let patched = seen.portal.unwrap();
    assert!(patched.site().has_same_routes(first.site()));
    // Replaced through a temporary file that is gone: the routes stay the same.
    let passing = root.join("content/news/.goutputstream-x");
    write(&passing, &text.replace("第2篇", "换上的"));
    fs::rename(&passing, &article).unwrap();
    let seen = live.look(settings.now, &[passing, article.clone()]).unwrap();
    assert!(seen.portal.unwrap().site().has_same_routes(first.site()));
    let mut look = |name: &str, text: &str| {
        write(&root.join(name), text);
        live.look(settings.now, &[root.join(name)])
    };
    // Another article refers to this one by its title: the reference must be resolved again.
    let text = fs::read_to_string(root.join("content/news/a5.md")).unwrap();
    let seen = look("content/news/a5.md", &text.replace("第5篇", "第五篇")).unwrap();
    assert!(!seen.portal.is_ok_and(|portal| portal.site().has_same_routes(first.site())));
    look("content/news/a5.md", &text).unwrap().portal.unwrap();
    // Files that keep their addresses.
    let seen = look("static/s.txt", "乙").unwrap();
    assert_eq!((seen.portal.is_ok(), seen.touched.files), (true, vec!["s.txt".to_owned()]));
    let seen = look("styles/own.css", "p{}").unwrap();
    assert!(seen.touched.styles && !seen.touched.scripts);
    let seen = look("scripts/own.js", ";").unwrap();
    assert!(seen.touched.scripts && !seen.touched.styles);
    let seen = look("static/new.txt", "甲").unwrap();
    assert_eq!(seen.touched.files, ["new.txt"]);
    let seen = look("styles/own.css", "a{}").unwrap();
    assert!(
        seen.touched.files.iter().all(|file| file.starts_with("theme/styles/own-")) && seen.portal.is_ok()
    );
    assert_eq!(seen.touched.files.len(), 1);
    assert!(live.look(settings.now, &[]).is_none());
    drop(dir);
}

#[test]
fn addresses_that_are_noted_are_seen_when_they_change() {
    let (_dir, settings) = site();
    let root = settings.folder.clone();
    let mut live = LiveSite::new(settings.clone());
    live.look(settings.now, &[]).unwrap();
    let file = root.join("addresses.yaml");
    let url = |live: &mut LiveSite| {
        let seen = live.look(settings.now, &[root.join("addresses.yaml")])?;
        let portal = seen.portal.ok()?;
        let site = portal.site();
        Some(site.page(site.page_of_file("content/news/a1.md")?)?.url.to_string())
    };
    write(&file, "content/news/a1.md: /kept/1.html\n");
    assert_eq!(url(&mut live).as_deref(), Some("/kept/1.html"));
    write(&file, "content/news/a1.md: /kept/other.html\n");
    assert_eq!(url(&mut live).as_deref(), Some("/kept/other.html"));
    write(&file, "content/news/a1.md: other.html\n");
    assert_eq!(url(&mut live), None);
    fs::remove_file(&file).unwrap();
    assert_eq!(url(&mut live).as_deref(), Some("/news/a1.html"));
    // Opening a site writes nothing.
    write(&file, "# none yet\n");
    live.look(settings.now, &[]).unwrap();
    assert_eq!(fs::read_to_string(&file).unwrap(), "# none yet\n");
}

#[test]
fn a_saved_table_updates_the_pages_that_are_its_rows() {
    let (_dir, settings) = site();
    let root = settings.folder.clone();
    let table = root.join("content/news/pages.csv");
    write(&table, "编号,标题,日期\nr1,一行,2026-10-01\nr2,两行,2026-10-02\n");
    let mut live = LiveSite::new(settings.clone());
    live.look(settings.now, &[]).unwrap();
    let own = root.join("content/news/r1.md");
    let steps = [
        (&table, "编号,标题,日期\nr1,改了,2026-10-01\nr3,三行,2026-10-03\n"),
        (&table, "编号,标题,日期\nr1,改了,昨天\n"),
        (&table, "编号,标题\nr1,\"没有写完\n"),
        (&table, "编号,标题,日期\nr1,又改了,2026-10-01\n"),
        (&own, "自己的正文。\n"),
        (&own, "---\n副题: 副题\n---\n自己的正文，改了。\n"),
    ];
    for (file, text) in steps {
        write(file, text);
        let seen = live.look(settings.now, &[file.to_owned()]).unwrap();
        let fresh = LiveSite::new(settings.clone()).look(settings.now, &[]).unwrap();
        assert_eq!(all(&seen.portal), all(&fresh.portal), "{text}");
    }
    let portal = LiveSite::new(settings.clone()).look(settings.now, &[]).unwrap().portal.unwrap();
    assert!(portal.site().page_of_file("content/news/r1.md").is_some());
}
