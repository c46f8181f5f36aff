//! Any text as what another program keeps: a page of Hexo, Hugo or Jekyll with its settings, an
//! export of WordPress, a saved page. The first byte chooses.
#![no_main]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use dangjian::author::{MigrationOrder, MigrationSource, OldKind, migrate};
use dangjian::load::{Outline, Settings, built_in_types};
use dangjian::schema::{ContentType, Date};
use libfuzzer_sys::fuzz_target;

const EXPORT: &str = concat!(
    r#"<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" "#,
    r#"xmlns:content="http://purl.org/rss/1.0/modules/content/" "#,
    r#"xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>"#,
);
const ITEM: &str = concat!(
    "<wp:base_blog_url>http://a.cn</wp:base_blog_url><item><title>题</title><link>http://a.cn/b/</link>",
    "<wp:post_id>1</wp:post_id><wp:post_date>2019-05-04 08:30:00</wp:post_date>",
    "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><content:encoded><![CDATA[",
);
const RULES: &str = "标题: h1\n正文: .text\n日期: .info\n去掉: .share\n编码: utf-8\n";

/// A folder in memory, if the machine has one.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    base.join(format!("dangjian-fuzz-{}", std::process::id()))
});

struct Home {
    outline: Outline,
    usual: Arc<ContentType>,
}

static HOME: LazyLock<Home> = LazyLock::new(|| {
    let folder = FOLDER.join("new/site");
    write(&folder.join("site.yaml"), "title: 站\nbase_url: http://new.cn/\n");
    write(&folder.join("content/news/_index.md"), "---\ntitle: 新闻\ntype: news\n---\n");
    let now = Date::parse("2026-11-28").expect("a date");
    let settings = Settings { folder, now, shown: Vec::new(), base_url: None };
    let outline = Outline::open(&settings).expect("the site is right");
    let usual = built_in_types().meant_by("news").cloned().expect("there are news");
    Home { outline, usual }
});

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    // The settings stand before the first line that says so.
    let (page, settings) = text.split_once("\n%%\n").unwrap_or((&text, ""));
    let home = &*HOME;
    let old = FOLDER.join("old");
    let source = match choice % 6 {
        0 => {
            write(&old.join("_config.yml"), settings);
            write(&old.join("source/_posts/a.md"), page);
            MigrationSource::Folder(OldKind::Hexo, old.clone())
        }
        1 => {
            write(&old.join("hugo.toml"), settings);
            write(&old.join("content/news/a.md"), page);
            MigrationSource::Folder(OldKind::Hugo, old.clone())
        }
        2 => {
            write(&old.join("_config.yml"), settings);
            write(&old.join("_posts/2019-05-04-a.md"), page);
            MigrationSource::Folder(OldKind::Jekyll, old.clone())
        }
        3 => {
            write(&old.join("export.xml"), &format!("{EXPORT}{text}</channel></rss>"));
            MigrationSource::WordPress(old.join("export.xml"), None)
        }
        4 => {
            write(&old.join("export.xml"), &format!("{EXPORT}{ITEM}{text}]]></content:encoded></item></channel></rss>"));
            MigrationSource::WordPress(old.join("export.xml"), None)
        }
        _ => {
            write(&FOLDER.join("rules.yaml"), if settings.is_empty() { RULES } else { settings });
            write(&old.join("a/b.html"), page);
            MigrationSource::Saved(FOLDER.join("rules.yaml"), old.clone())
        }
    };
    let order = MigrationOrder {
        outline: &home.outline,
        content_type: None,
        usual_type: &home.usual,
        section: home.outline.sections.first().expect("there is one"),
        today: "2026-11-28",
        again: false,
    };
    let content = home.outline.folder.root().join("content");
    if let Ok(report) = migrate(&source, &order, &|_, _| {}) {
        for written in &report.pages {
            assert!(home.outline.folder.root().join(&written.to).starts_with(&content), "{}", written.to);
        }
    }
    assert_eq!(names(&FOLDER.join("new")), ["site"]);
    assert_eq!(names(home.outline.folder.root()), ["content", "site.yaml"]);
    let _ = fs::remove_dir_all(&old);
    for name in names(&content.join("news")).iter().filter(|name| *name != "_index.md") {
        let path = content.join("news").join(name);
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
});

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there");
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().expect("it is in a folder")).expect("a folder can be made");
    fs::write(file, text).expect("a file can be written");
}
