//! An incremental build gives the same bytes as a full build, and rebuilds no more than the edit
//! explains.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dangjian::build::{BuildOrder, BuildReport, build};
use dangjian::load::{Settings, Timings};
use dangjian::problem::Problem;
use dangjian::render::Reason;
use dangjian::schema::Date;
use tempfile::TempDir;

use crate::example::repository;
use crate::site::{Site, files};

/// A site that is built again and again, incrementally and from nothing.
struct Pair {
    folder: TempDir,
    now: Date,
    /// Number of clean builds so far.
    clean: usize,
}

impl Pair {
    fn of(site: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        copy(site, &folder.path().join("site"));
        Self { folder, now: Date::parse("2026-11-20 12:00").unwrap(), clean: 0 }
    }

    fn site(&self, path: &str) -> PathBuf {
        self.folder.path().join("site").join(path)
    }

    fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn build(
        &self,
        output: &Path,
        everything: bool,
        explain: &[String],
    ) -> Result<BuildReport, Vec<Problem>> {
        let settings = Settings {
            folder: self.site(""),
            now: self.now,
            shown: Vec::new(),
            base_url: Some("https://dj.example/".into()),
        };
        let timings = Timings::new(false);
        build(&settings, &BuildOrder { output, progress: &|_, _| {}, timings: &timings, everything, explain })
    }

    /// Builds incrementally and from nothing, and compares. Returns the paths of the rebuilt routes; nothing
    /// if both found the same mistakes.
    fn compare(&mut self, what: &str) -> Option<usize> {
        let over = self.build(&self.public(), false, &[]);
        self.clean += 1;
        let fresh = self.folder.path().join(format!("fresh-{}", self.clean));
        let clean = self.build(&fresh, true, &[]);
        let (over, clean) = match (over, clean) {
            (Ok(over), Ok(clean)) => (over, clean),
            (Err(over), Err(clean)) => {
                assert_eq!(told(&over), told(&clean), "{what}");
                return None;
            }
            (over, clean) => {
                let problems = over.err().or(clean.err()).unwrap_or_default();
                panic!("{what}: only one of the builds has mistakes: {:?}", told(&problems))
            }
        };
        assert_eq!(told(&over.warnings), told(&clean.warnings), "{what}");
        assert_eq!(
            (over.pages, over.sections, &over.left_out),
            (clean.pages, clean.sections, &clean.left_out)
        );
        same(&files(&self.public()), &files(&fresh), what);
        fs::remove_dir_all(&fresh).unwrap();
        Some(over.rendered)
    }
}

fn told(problems: &[Problem]) -> BTreeSet<String> {
    problems.iter().map(|problem| format!("{problem:?}")).collect()
}

fn same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, what: &str) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(one), names(other), "{what}");
    for (path, bytes) in one {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(bytes == &other[path], "{what}: {path} differs:\n{}\n{}", text(bytes), text(&other[path]));
    }
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().flatten() {
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// splitmix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The files below a folder of the site with an ending, sorted.
fn below(pair: &Pair, folder: &str, ending: &str) -> Vec<String> {
    let all = files(&pair.site(folder)).into_keys();
    all.filter(|name| name.ends_with(ending)).map(|name| format!("{folder}/{name}")).collect()
}

fn edit(pair: &Pair, file: &str, change: impl FnOnce(String) -> String) {
    let place = pair.site(file);
    let text = fs::read_to_string(&place).unwrap_or_default();
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, change(text)).unwrap();
}

/// A line of front matter in place of that of the same key, or before the others.
fn with_line(text: &str, key: &str, line: &str) -> String {
    let (head, body) = text.trim_start_matches("---\n").split_once("\n---").unwrap_or(("", text));
    let kept: Vec<&str> = head.lines().filter(|known| !known.starts_with(&format!("{key}:"))).collect();
    format!("---\n{line}\n{}\n---{body}", kept.join("\n"))
}

/// Makes one random edit; returns its description, and the maximum number of routes that it explains.
fn random_edit(pair: &mut Pair, chance: &mut Chance, step: usize) -> (String, usize) {
    let pages: Vec<String> =
        below(pair, "content", ".md").into_iter().filter(|name| !name.contains("_index")).collect();
    let page = chance.one(&pages).clone();
    let all = usize::MAX;
    match chance.below(26) {
        0..=2 => {
            edit(pair, &page, |text| format!("{text}\n第{step}次添上的一句话。\n"));
            // Its own page; without a summary in the front matter, also all that show its card.
            (format!("body of {page}"), all)
        }
        3 | 4 => {
            edit(pair, &page, |text| with_line(&text, "title", &format!("title: 第{step}个新标题")));
            (format!("title of {page}"), all)
        }
        5 => {
            let tag = chance.one(&["安全", "创新", "主题党日"]);
            edit(pair, &page, |text| with_line(&text, "tags", &format!("tags: [{tag}, 标签{step}]")));
            (format!("tags of {page}"), all)
        }
        6 => {
            let day = 1 + chance.below(28);
            edit(pair, &page, |text| {
                with_line(&text, "date", &format!("date: 2026-0{}-{day:02}", 1 + step % 9))
            });
            (format!("date of {page}"), all)
        }
        7 => {
            let line = *chance.one(&[
                "draft: true",
                "draft: false",
                "pinned_until: 2027-01-01",
                "expires: 2026-12-01",
            ]);
            let key = line.split(':').next().unwrap();
            edit(pair, &page, |text| with_line(&text, key, line));
            (format!("{line} in {page}"), all)
        }
        8 => {
            let new = page.replace(".md", &format!("-{step}.md")).replace("/index-", "/added-");
            let text = fs::read_to_string(pair.site(&page)).unwrap();
            edit(pair, &new, |_| {
                with_line(&with_line(&text, "title", &format!("title: 新增{step}")), "id", "summary: 新的。")
            });
            (format!("new {new}"), all)
        }
        9 => {
            let place = pair.site(&page);
            let kept = fs::read(&place).unwrap();
            fs::remove_file(&place).unwrap();
            if pair.compare(&format!("{step}: without {page}")).is_none() {
                fs::write(&place, kept).unwrap();
            }
            (format!("removed {page}"), all)
        }
        10 => {
            edit(pair, "site.yaml", |text| with_title(&text, &format!("党建在线第{step}版")));
            ("title of the site".into(), all)
        }
        11 => {
            let name = *chance.one(&["footer", "meta", "card", "sidebar"]);
            let partial =
                |theme: &str| repository().join(format!("themes/{theme}/templates/partials/{name}.html"));
            let text =
                ["classic", "base"].map(partial).into_iter().find_map(|file| fs::read_to_string(file).ok());
            let text = text.unwrap();
            edit(pair, &format!("templates/partials/{name}.html"), |_| format!("{text}<!-- {step} -->"));
            (format!("template {name}"), all)
        }
        12 => {
            let place = pair.site("templates");
            if place.exists() {
                fs::remove_dir_all(place).unwrap();
            }
            ("no templates of its own".into(), all)
        }
        13 => {
            let name = *chance.one(&["note", "honors", "stats"]);
            let theme = repository().join(format!("themes/base/templates/directives/{name}.html"));
            let text = fs::read_to_string(theme).unwrap();
            edit(pair, &format!("templates/directives/{name}.html"), |_| {
                text.replacen('<', &format!("<!-- {step} --><"), 1).replacen("<!--", "{# x #}<!--", 0)
            });
            (format!("directive {name}"), all)
        }
        14 => {
            let styles = repository().join("themes/classic/styles");
            let name = fs::read_dir(styles).unwrap().flatten().map(|entry| entry.file_name()).min().unwrap();
            let name = name.to_str().unwrap().to_owned();
            let text = fs::read_to_string(repository().join("themes/classic/styles").join(&name)).unwrap();
            edit(pair, &format!("styles/{name}"), |_| format!("{text}\n/* {step} */\n"));
            (format!("style {name}"), 0)
        }
        15 => {
            let text = fs::read_to_string(repository().join("themes/base/types/news.yaml")).unwrap();
            edit(pair, "types/news.yaml", |_| format!("{text}\n# {step}\n"));
            ("type news".into(), all)
        }
        16 => {
            edit(pair, "i18n/zh.yaml", |_| format!("home: 首页{step}\n"));
            ("a word of the interface".into(), all)
        }
        17 => {
            let month = 1 + chance.below(12);
            pair.now = Date::parse(&format!("202{}-{month:02}-15 08:00", 6 + step % 2)).unwrap();
            (format!("now is {}", pair.now), all)
        }
        18 => {
            let file = pair.site(&page);
            let text = fs::read(&file).unwrap();
            fs::write(&file, text).unwrap();
            (format!("touched {page}"), 0)
        }
        19 => {
            let pictures = below(pair, "content", ".svg");
            let picture = chance.one(&pictures).clone();
            edit(pair, &picture, |text| format!("{text}<!-- {step} -->"));
            (format!("picture {picture}"), all)
        }
        20 => {
            edit(pair, &format!("static/file-{}.txt", step % 3), |text| format!("{text}{step}"));
            ("a file in static".into(), 0)
        }
        21 => {
            let published: Vec<String> =
                files(&pair.public()).into_keys().filter(|name| name.ends_with(".html")).collect();
            let name = chance.one(&published).clone();
            let place = pair.public().join(&name);
            if chance.below(2) == 0 {
                fs::remove_file(place).unwrap();
            } else {
                fs::write(place, "改过").unwrap();
            }
            (format!("published {name} was changed"), 1)
        }
        22 => {
            let sections = below(pair, "content", "_index.md");
            let section = chance.one(&sections).clone();
            edit(pair, &section, |text| with_line(&text, "weight", &format!("weight: {}", chance.below(90))));
            (format!("weight of {section}"), all)
        }
        23 => {
            for entry in fs::read_dir(pair.site(".dangjian")).unwrap().flatten() {
                let mut bytes = fs::read(entry.path()).unwrap();
                if let Some(byte) = bytes.get_mut(40) {
                    *byte ^= 1;
                }
                fs::write(entry.path(), bytes).unwrap();
            }
            ("a damaged store".into(), all)
        }
        24 => {
            let data: Vec<String> = below(pair, "data", ".yaml");
            let file = chance.one(&data).clone();
            edit(pair, &file, |text| format!("{text}\n# {step}\n"));
            (format!("a comment in {file}"), all)
        }
        _ => {
            edit(pair, &page, |text| with_line(&text, "summary", &format!("summary: 第{step}个摘要。")));
            (format!("summary of {page}"), all)
        }
    }
}

fn with_title(text: &str, title: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| if line.starts_with("title:") { format!("title: {title}") } else { line.to_owned() })
        .collect();
    lines.join("\n") + "\n"
}

/// Edits of the example site, which has every content type and every system, each compared with a clean build.
fn edits(seed: u64, steps: usize) {
    let mut pair = Pair::of(&repository().join("content-example"));
    // The example may have been built in its own folder.
    for left in [".dangjian", "public"] {
        let _ = fs::remove_dir_all(pair.site(left));
    }
    let mut chance = Chance(seed);
    pair.compare("at first");
    let mut history = Vec::new();
    let mut published = 0;
    for step in 0..steps {
        let keep = TempDir::new().unwrap();
        copy(&pair.site(""), keep.path());
        let (what, bound) = random_edit(&mut pair, &mut chance, step);
        history.push(format!("{step}: {what}"));
        match pair.compare(&history.join("\n")) {
            Some(rendered) => {
                published += 1;
                assert!(rendered <= bound, "{rendered} routes were made anew\n{}", history.join("\n"));
            }
            // An edit with mistakes is undone, so that the next edit is made in a site that can be published.
            None => {
                fs::remove_dir_all(pair.site("")).unwrap();
                copy(keep.path(), &pair.site(""));
            }
        }
    }
    assert!(published * 2 > steps, "most edits have mistakes: {}", history.join("\n"));
}

#[test]
fn random_edits_of_the_example_give_what_a_clean_build_gives() {
    edits(crate::trial::seed(1), 40);
}

#[test]
fn other_random_edits_of_the_example_give_what_a_clean_build_gives() {
    edits(crate::trial::seed(2), 40);
}

/// Sixty pieces of news in two sections, in a theme that shows neighbours and the newest.
fn news() -> Pair {
    let mut site = Site::new()
        .file("site.yaml", "title: 测试站\ntheme: small\n")
        .file("themes/small/theme.yaml", "name: 小\n")
        .file("themes/small/types/news.yaml", "name: 新闻\ntemplate: page.html\nlist: list.html\norder: -date\nrequire: [date]\n")
        .file("themes/small/templates/base.html", "<!DOCTYPE html><html lang=\"{{ lang }}\"><head><title>{{ route.title }}</title><link rel=\"stylesheet\" href=\"{{ asset(path=\"styles/a.css\") }}\"></head><body>{% block main %}{% endblock main %}<aside>{% for p in pages(section=\"news\", limit=3) %}{{ p.title }}{% endfor %}</aside></body></html>")
        .file("themes/small/templates/page.html", "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content }}{% if page.neighbours.newer %}{{ page.neighbours.newer.title }}{% endif %}{% if page.neighbours.older %}{{ page.neighbours.older.title }}{% endif %}{% endblock main %}")
        .file("themes/small/templates/list.html", "{% extends \"base.html\" %}{% block main %}{% for p in pages %}<a href=\"{{ p.url }}\">{{ p.title }}</a>{% endfor %}{{ pager.number }}{% endblock main %}")
        .file("themes/small/templates/directives/box.html", "{% component box() %}<b>{{ body }}</b>{% endcomponent box %}")
        .file("themes/small/styles/a.css", "a{}")
        .file("themes/small/i18n/zh.yaml", "home: 首页\n");
    for name in ["home", "404", "taxonomy", "term"] {
        site = site.file(format!("themes/small/templates/{name}.html"), "{% extends \"base.html\" %}");
    }
    for number in 0..60 {
        let folder = if number % 2 == 0 { "news" } else { "study" };
        let body = if number % 20 == 4 { "::: box\n盒子\n:::" } else { "正文。" };
        let text = format!(
            "---\ntitle: 第{number}篇\ndate: 2026-{:02}-{:02}\nsummary: 摘要。\n---\n{body}\n",
            1 + number / 28,
            1 + number % 28
        );
        site = site.file(format!("content/{folder}/a{number:02}.md"), &text);
    }
    let pair = Pair::of(&site.path(""));
    pair.build(&pair.public(), false, &[]).unwrap();
    pair
}

/// The routes that a build rebuilds.
fn made_anew(pair: &Pair) -> Vec<String> {
    made_anew_with(pair, &[])
}

/// The routes that a build rebuilds, some of which are new.
fn made_anew_with(pair: &Pair, new: &[&str]) -> Vec<String> {
    let is_route = |path: &String| path.ends_with(".html") || path.ends_with(".xml");
    let mut all: Vec<String> = files(&pair.public()).into_keys().filter(is_route).collect();
    all.extend(new.iter().map(|path| (*path).to_owned()));
    let built = pair.build(&pair.public(), false, &all).unwrap();
    let anew = built.explained.into_iter().filter(|explained| explained.reason != Ok(Reason::Same));
    let mut anew: Vec<String> = anew.map(|explained| explained.path).collect();
    assert_eq!(anew.len(), built.rendered);
    anew.sort();
    anew
}

#[test]
fn nothing_is_made_anew_where_nothing_has_changed() {
    let pair = news();
    assert_eq!(made_anew(&pair), Vec::<String>::new());
    edit(&pair, "content/news/a10.md", |text| text);
    assert_eq!(made_anew(&pair), Vec::<String>::new());
}

#[test]
fn a_body_is_on_its_own_page_alone() {
    let pair = news();
    edit(&pair, "content/news/a10.md", |text| text + "又一句。\n");
    assert_eq!(made_anew(&pair), ["news/a10.html"]);
}

#[test]
fn a_title_is_on_the_page_beside_it_and_in_the_lists_that_show_it() {
    let pair = news();
    edit(&pair, "content/news/a30.md", |text| text.replace("第30篇", "新标题"));
    assert_eq!(made_anew(&pair), ["news/a28.html", "news/a30.html", "news/a32.html", "news/index.html"]);
    // The newest three are on every page.
    edit(&pair, "content/news/a58.md", |text| text.replace("第58篇", "新标题"));
    assert!(made_anew(&pair).len() > 60);
}

#[test]
fn a_new_page_changes_its_neighbours_and_the_lists_after_it() {
    let pair = news();
    edit(&pair, "content/study/new.md", |_| {
        "---\ntitle: 新\ndate: 2026-01-10\nsummary: 摘要。\n---\n".into()
    });
    // The home page shows the number of pages.
    assert_eq!(
        made_anew_with(&pair, &["study/new.html", "study/index_3.html"]),
        [
            "index.html",
            "sitemap.xml",
            "study/a07.html",
            "study/a09.html",
            "study/index.html",
            "study/index_2.html",
            "study/index_3.html",
            "study/new.html"
        ]
    );
}

#[test]
fn the_template_of_a_directive_is_on_the_pages_that_use_it() {
    let pair = news();
    edit(&pair, "themes/small/templates/directives/box.html", |text| {
        text.replace("<b>", "<b class=\"box\">")
    });
    assert_eq!(made_anew(&pair), ["news/a04.html", "news/a24.html", "news/a44.html"]);
}

#[test]
fn what_a_shared_part_shows_is_followed() {
    let mut pair = news();
    edit(&pair, "themes/small/templates/aside.html", |_| {
        "<aside>{% for p in pages(section=\"news\", limit=1) %}{{ p.title }}{% endfor %}</aside>".into()
    });
    edit(&pair, "themes/small/templates/base.html", |text| {
        text.split("<aside>").next().unwrap().to_owned() + "{{ part(name=\"aside.html\") }}</body></html>"
    });
    let all = pair.compare("a part that shows a page").unwrap();
    edit(&pair, "content/news/a58.md", |text| text + "又一句。\n");
    assert_eq!(made_anew(&pair), ["news/a58.html"]);
    edit(&pair, "content/news/a30.md", |text| text.replace("第30篇", "新标题"));
    assert_eq!(made_anew(&pair).len(), 4);
    edit(&pair, "content/news/a58.md", |text| text.replace("第58篇", "最新标题"));
    assert!(made_anew(&pair).len() > 60 && all > 60);
    pair.compare("the page that a part shows has another title").unwrap();
}

#[test]
fn a_style_and_a_file_in_static_change_no_page_until_the_site_says_so() {
    let pair = news();
    edit(&pair, "static/a.txt", |_| "甲".into());
    assert_eq!(made_anew(&pair), Vec::<String>::new());
    assert!(pair.public().join("a.txt").exists());
    edit(&pair, "static/static/b.txt", |_| "乙".into());
    assert_eq!(made_anew(&pair), Vec::<String>::new());
    assert!(pair.public().join("static/b.txt").exists() && !pair.public().join("b.txt").exists());
    let before = files(&pair.public()).len();
    edit(&pair, "themes/small/styles/a.css", |_| "a{color:red}".into());
    assert_eq!(made_anew(&pair), Vec::<String>::new());
    let styles = || {
        let all = files(&pair.public()).into_iter();
        all.filter(|(name, _)| name.ends_with(".css")).collect::<Vec<_>>()
    };
    let edited = styles();
    assert!(edited.iter().all(|(_, bytes)| bytes == b"a{color:red}"), "{edited:?}");
    edit(&pair, "site.yaml", |text| format!("{text}style_version: 2\n"));
    assert!(made_anew(&pair).len() > 60);
    assert_ne!(styles(), edited);
    assert_eq!(files(&pair.public()).len(), before, "the style of before is gone");
}

#[test]
fn a_picture_that_only_a_section_shows_is_followed_and_stays_published() {
    let pair = news();
    let list = "{% extends \"base.html\" %}{% block main %}{% if section.banner %}<img src=\"{{ section.banner.url }}\">{% endif %}{% endblock main %}";
    edit(&pair, "themes/small/templates/list.html", |_| list.into());
    edit(&pair, "content/news/b.svg", |_| "<svg/>".into());
    edit(&pair, "content/news/_index.md", |_| "---\ntitle: 新闻\nbanner: b.svg\n---\n".into());
    let banners = |pair: &Pair| {
        let published = files(&pair.public()).into_keys();
        published.filter(|path| path.ends_with(".svg")).collect::<Vec<_>>()
    };
    pair.build(&pair.public(), false, &[]).unwrap();
    let first = banners(&pair);
    assert_eq!(first.len(), 1);
    edit(&pair, "content/study/a11.md", |text| text + "又一句。\n");
    assert_eq!(made_anew(&pair), ["study/a11.html"]);
    assert_eq!(banners(&pair), first);
    edit(&pair, "content/news/b.svg", |_| "<svg></svg>".into());
    pair.build(&pair.public(), false, &[]).unwrap();
    let second = banners(&pair);
    assert!(second.len() == 1 && second != first);
    let index = fs::read_to_string(pair.public().join("news/index.html")).unwrap();
    assert!(index.contains(second[0].trim_start_matches("news/")), "{index}");
}

#[test]
fn what_was_changed_in_the_published_folder_is_made_anew() {
    let pair = news();
    fs::write(pair.public().join("news/a10.html"), "改过").unwrap();
    fs::remove_file(pair.public().join("study/a11.html")).unwrap();
    assert_eq!(pair.build(&pair.public(), false, &[]).unwrap().rendered, 2);
    assert!(fs::read_to_string(pair.public().join("news/a10.html")).unwrap().contains("第10篇"));
}

#[test]
fn a_page_that_comes_with_time_is_there_when_its_time_has_come() {
    let mut pair = news();
    edit(&pair, "content/news/later.md", |_| {
        "---\ntitle: 将来\ndate: 2026-01-01\npublish_at: 2026-11-25\nsummary: 摘要。\n---\n".into()
    });
    assert_eq!(made_anew(&pair), Vec::<String>::new());
    pair.now = Date::parse("2026-11-24").unwrap();
    assert_eq!(pair.build(&pair.public(), false, &[]).unwrap().rendered, 0);
    pair.now = Date::parse("2026-11-26").unwrap();
    pair.build(&pair.public(), false, &[]).unwrap();
    assert!(pair.public().join("news/later.html").exists());
}

#[test]
fn warnings_are_told_by_every_build() {
    let pair = news();
    edit(&pair, "content/news/hidden.md", |_| "---\ntitle: 藏\ndate: 2026-01-01\ndraft: true\n---\n".into());
    edit(&pair, "content/news/a10.md", |text| text + "[藏](./hidden.md)\n");
    for _ in 0..3 {
        let built = pair.build(&pair.public(), false, &[]).unwrap();
        let codes: Vec<&str> = built.warnings.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["link/hidden"]);
    }
}

#[test]
fn a_failed_build_is_not_remembered() {
    let pair = news();
    let before = files(&pair.public());
    edit(&pair, "content/news/a10.md", |text| text + "[没有](./none.md)\n");
    for _ in 0..2 {
        let problems = pair.build(&pair.public(), false, &[]).unwrap_err();
        assert_eq!(problems[0].code, "link/broken");
        same(&files(&pair.public()), &before, "after a failure");
    }
    edit(&pair, "content/news/a10.md", |text| text.replace("[没有](./none.md)\n", "改好了。\n"));
    assert_eq!(made_anew(&pair), ["news/a10.html"]);
}

#[test]
fn a_link_to_a_page_that_is_gone_is_found_though_its_own_page_is_as_it_was() {
    let pair = news();
    edit(&pair, "content/news/a10.md", |text| text + "[链接](./a12.md)\n");
    pair.build(&pair.public(), false, &[]).unwrap();
    fs::remove_file(pair.site("content/news/a12.md")).unwrap();
    let problems = pair.build(&pair.public(), false, &[]).unwrap_err();
    assert_eq!((problems.len(), problems[0].code), (1, "link/broken"));
}

#[test]
fn a_unit_that_takes_the_name_of_another_has_its_pages() {
    let pair = news();
    let units = |first: &str, second: &str| {
        format!("- {{id: x, name: {first}, type: branch}}\n- {{id: y, name: {second}, type: branch}}\n")
    };
    edit(&pair, "themes/small/types/news.yaml", |text| {
        text + "fields:\n  team: {label: 队伍, type: organization}\n"
    });
    edit(&pair, "themes/small/templates/home.html", |_| {
        "{% extends \"base.html\" %}{% block main %}{% for p in pages(unit=\"x\") %}<p>{{ p.title }}</p>{% endfor %}{% endblock main %}".into()
    });
    edit(&pair, "data/organization.yaml", |_| units("一支部", "二支部"));
    edit(&pair, "content/news/a10.md", |text| with_line(&text, "team", "team: 一支部"));
    edit(&pair, "content/news/a12.md", |text| with_line(&text, "team", "team: 二支部"));
    let home = |pair: &Pair| {
        pair.build(&pair.public(), false, &[]).unwrap();
        fs::read_to_string(pair.public().join("index.html")).unwrap()
    };
    assert!(home(&pair).contains("<p>第10篇</p>"));
    edit(&pair, "data/organization.yaml", |_| units("二支部", "一支部"));
    assert!(home(&pair).contains("<p>第12篇</p>") && !home(&pair).contains("<p>第10篇</p>"));
}

/// The cache of articles is written again only by a build that reads articles.
#[test]
fn a_build_of_everything_reads_every_article() {
    let pair = news();
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000);
    for name in below(&pair, "content", ".md") {
        fs::File::options().write(true).open(pair.site(&name)).unwrap().set_modified(long_ago).unwrap();
    }
    let known = pair.site(".dangjian/articles");
    let build = |everything| {
        fs::File::options().write(true).open(&known).unwrap().set_modified(long_ago).unwrap();
        pair.build(&pair.public(), everything, &[]).unwrap();
        fs::metadata(&known).unwrap().modified().unwrap() > long_ago
    };
    assert!(build(false), "the files have other times than before");
    assert!(!build(false), "nothing has changed");
    assert!(build(true));
}

#[test]
fn addresses_that_are_noted_or_made_otherwise_are_followed_everywhere() {
    let mut pair = news();
    pair.compare("as it is").unwrap();
    edit(&pair, "site.yaml", |text| {
        format!("{text}permalinks: {{news: \"/{{section}}/{{year}}/{{slug}}.html\"}}\n")
    });
    assert!(pair.compare("a pattern").unwrap() > 0);
    fs::write(pair.site("addresses.yaml"), "content/news/a04.md: /kept/here.html\n").unwrap();
    assert!(pair.compare("an address that is kept").unwrap() > 0);
    assert!(pair.public().join("kept/here.html").is_file());
    let noted = fs::read_to_string(pair.site("addresses.yaml")).unwrap();
    assert!(noted.lines().count() > 1, "{noted}");
    assert_eq!(pair.compare("nothing"), Some(0));
    edit(&pair, "addresses.yaml", |text| text.replace("/kept/here.html", "/kept/there.html"));
    assert!(pair.compare("another address").unwrap() > 0);
    assert!(
        pair.public().join("kept/there.html").is_file() && !pair.public().join("kept/here.html").exists()
    );
    fs::remove_file(pair.site("addresses.yaml")).unwrap();
    assert!(pair.compare("no addresses").unwrap() > 0);
    assert!(!pair.site("addresses.yaml").exists());
}

#[test]
fn an_order_of_names_is_followed_everywhere() {
    let mut pair = news();
    edit(&pair, "content/news/_index.md", |_| "---\ntitle: 新闻\norder: strokes\n---\n".into());
    pair.compare("by strokes").unwrap();
    for name in ["丁一", "龚一", "王一"] {
        edit(&pair, "content/news/a04.md", |text| with_line(&text, "title", &format!("title: {name}")));
        assert!(pair.compare(name).unwrap() > 0);
    }
}

/// Adds something to what each page shows.
fn on_each_page(pair: &Pair, template: &str) {
    edit(pair, "themes/small/templates/page.html", |text| {
        text.replace("{% endblock main %}", &format!("{template}{{% endblock main %}}"))
    });
}

#[test]
fn a_menu_of_a_section_that_comes_into_being_is_followed() {
    let mut pair = news();
    on_each_page(
        &pair,
        "{% for m in menu_of(section=\"news/local\") %}{% if m.current %}<b>{{ m.title }}</b>{% endif %}{% endfor %}",
    );
    pair.compare("no such section").unwrap();
    edit(&pair, "content/news/local/new.md", |_| {
        "---\ntitle: 新\ndate: 2025-01-10\nsummary: 摘要。\n---\n".into()
    });
    pair.compare("the section is there").unwrap();
    let page = fs::read_to_string(pair.public().join("study/a11.html")).unwrap();
    assert!(page.contains("<b>news</b>"), "{page}");
}

#[test]
fn a_number_of_pages_depends_on_no_title() {
    let mut pair = news();
    on_each_page(&pair, "{{ count(section=\"news\") }}");
    pair.compare("with a number").unwrap();
    edit(&pair, "content/news/a30.md", |text| text.replace("第30篇", "新标题"));
    assert_eq!(made_anew(&pair), ["news/a28.html", "news/a30.html", "news/a32.html", "news/index.html"]);
    edit(&pair, "content/news/new.md", |_| "---\ntitle: 新\ndate: 2025-01-10\nsummary: 摘要。\n---\n".into());
    assert!(pair.compare("another number").unwrap() > 60);
    let page = fs::read_to_string(pair.public().join("study/a11.html")).unwrap();
    assert!(page.contains("31<aside>"), "{page}");
}

#[test]
fn the_units_that_figures_name_are_followed() {
    let mut pair = news();
    // Their Chinese names stay the same.
    let units = |x: &str, y: &str| {
        format!(
            "- {{id: x, name: {{zh: 一支部, en: First}}, short: {{zh: 一支部, en: {x}}}, type: branch}}\n- {{id: y, name: {{zh: 二支部, en: {y}}}, type: branch}}\n"
        )
    };
    on_each_page(&pair, "{% for f in figures(unit=\"x\") %}<b>{{ f.label }}</b>{% endfor %}");
    edit(&pair, "data/organization.yaml", |_| units("One", "Second"));
    edit(&pair, "data/statistics.yaml", |_| {
        "- {id: one, label: 甲, value: 1, as_of: 2026-01-01, organization: First}\n- {id: two, label: 乙, value: 2, as_of: 2026-01-01, organization: Second}\n".into()
    });
    pair.compare("as they are").unwrap();
    let page = |pair: &Pair| fs::read_to_string(pair.public().join("study/a11.html")).unwrap();
    assert!(page(&pair).contains("<b>甲</b><aside>"), "{}", page(&pair));
    edit(&pair, "data/organization.yaml", |_| units("Second", "Third"));
    pair.compare("the first has the name that was the second's").unwrap();
    assert!(page(&pair).contains("<b>甲</b><b>乙</b>"), "{}", page(&pair));
}

#[test]
fn an_address_of_a_page_that_is_gone_is_found_though_it_is_written_in_full() {
    let pair = news();
    edit(&pair, "content/news/a10.md", |text| text + "[链接](/news/a12.html)\n");
    pair.build(&pair.public(), false, &[]).unwrap();
    fs::remove_file(pair.site("content/news/a12.md")).unwrap();
    let problems = pair.build(&pair.public(), false, &[]).unwrap_err();
    assert_eq!((problems.len(), problems[0].code), (1, "link/broken"));
}
