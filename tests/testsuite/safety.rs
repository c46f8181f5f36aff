//! Attacks that no text, name or file of a site can carry out: run a script in the readers'
//! browsers, break the feed, keep the program waiting, or lead it out of the site.

use std::fs;

use crate::html::Page;
use crate::site::{Site, files};

/// A site with a feed and one article.
fn with_feed(title: &str, body: &str) -> Site {
    Site::bare().file("site.yaml", "title: 测试站\nbase_url: https://dj.example.com/\n").news(
        "news/x.md",
        title,
        "",
        body,
    )
}

/// Whether a page or its attributes contain an address that a browser would run.
fn runs_script(html: &str) -> bool {
    let page = Page::parse(html);
    let values = ["href", "src", "action", "formaction", "poster", "data-href", "data-src"]
        .into_iter()
        .flat_map(|name| page.attributes(&format!("[{name}]"), name));
    values
        .map(|value| value.replace(['\t', '\n', '\r'], "").trim().to_lowercase())
        .any(|value| ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| value.starts_with(scheme)))
}

#[test]
fn an_address_that_runs_a_script_is_a_mistake_wherever_it_is_written() {
    let home = |block: &str| format!("title: 测试站\nhome:\n  - {block}\n");
    let article = |more: &str| format!("---\ntitle: 甲\ndate: 2026-01-01\n{more}---\n正文\n");
    let news = "name: 新闻\ntemplate: page/shown.html\n";
    let own_type =
        "name: 公示\nfields:\n  form: {label: 表单, type: url}\n  more: {label: 更多, type: list, of: url}\n";
    type Case<'a> = (&'a str, Vec<(&'a str, String)>, &'a str);
    let cases: [Case<'_>; 11] = [
        (
            "front matter",
            vec![("content/news/x.md", article("source: 某报\nsource_url: \"javascript:alert(1)\"\n"))],
            "content/news/x.md:5",
        ),
        (
            "in disguise",
            vec![("content/news/x.md", article("source: 某报\nsource_url: \" java\\tSCRIPT:alert(1)\"\n"))],
            "content/news/x.md:5",
        ),
        (
            "what is taken out later hides nothing",
            vec![(
                "content/news/x.md",
                article("source: 某报\nsource_url: \"java\\u0001script:alert(1)\"\n"),
            )],
            "content/news/x.md:5",
        ),
        (
            "a type of the site's own",
            vec![
                ("types/notice.yaml", own_type.to_owned()),
                ("content/x.md", article("type: notice\nform: \"data:text/html,<script>x</script>\"\n")),
            ],
            "content/x.md:5",
        ),
        (
            "in a list of a type of its own",
            vec![
                ("types/notice.yaml", own_type.to_owned()),
                ("content/x.md", article("type: notice\nmore: [https://a.cn/, \"vbscript:x\"]\n")),
            ],
            "content/x.md:5",
        ),
        (
            "data that a theme shows",
            vec![
                (
                    "data/links.yaml",
                    "- title: 友情链接\n  links:\n    - {title: 上级单位, url: \"javascript:alert(1)\"}\n"
                        .to_owned(),
                ),
                ("site.yaml", home("links: {}")),
                ("content/news/x.md", article("")),
            ],
            "data/links.yaml:3",
        ),
        (
            "a block of the home page",
            vec![
                ("site.yaml", home("text: {text: 字, title: 图, url: \"javascript:alert(2)\"}")),
                ("content/news/x.md", article("")),
            ],
            "site.yaml:3",
        ),
        (
            "the menu",
            vec![
                (
                    "site.yaml",
                    "title: 测试站\nmenu:\n  - {title: 甲, url: \"javascript:alert(2)\"}\n".to_owned(),
                ),
                ("content/news/x.md", article("")),
            ],
            "site.yaml:3",
        ),
        (
            "the menu, another host that looks like a path",
            vec![
                (
                    "site.yaml",
                    "title: 测试站\nmenu:\n  - {title: 甲, url: \"/\\\\evil.example\"}\n".to_owned(),
                ),
                ("content/news/x.md", article("")),
            ],
            "site.yaml:3",
        ),
        (
            "a text of a template that makes a link of it",
            vec![
                ("types/news.yaml", news.to_owned()),
                ("templates/page/shown.html", "<a href=\"{{ page.source }}\">来源</a>".to_owned()),
                ("content/news/x.md", article("source: \"javascript:alert(1)\"\n")),
            ],
            "content/news/x.md:4",
        ),
        (
            "the words of the site",
            vec![
                ("types/news.yaml", news.to_owned()),
                ("templates/page/shown.html", "<form action='{{ site.title }}'></form>".to_owned()),
                ("site.yaml", "title: \"javascript:alert(1)\"\n".to_owned()),
                ("content/news/x.md", article("")),
            ],
            "site.yaml:1",
        ),
    ];
    for (name, written, place) in cases {
        for theme in ["classic", "plain"] {
            let mut site = Site::new();
            for (file, text) in &written {
                site = site.file(file, text);
            }
            if !written.iter().any(|(file, _)| *file == "site.yaml") {
                site = site.file("site.yaml", &format!("title: 测试站\ntheme: {theme}\n"));
            }
            let template = written.iter().any(|(file, _)| file.starts_with("templates"));
            if theme == "plain" && template {
                continue;
            }
            let problems = site.build().fails();
            let is_told = problems.lines().any(|line| {
                line.starts_with(place)
                    && (line.contains(" link/unsafe: ") || line.contains(" menu/address: "))
            });
            assert!(is_told, "{name}, {theme}:\n{problems}");
            assert!(!site.public().exists(), "{name}: nothing is published");
        }
    }
}

#[test]
fn what_a_theme_writes_itself_into_an_address_stays() {
    let template = "<a href=\"javascript:history.back()\">返回</a><img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\">";
    let site = Site::showing(template).news("news/x.md", "甲", "", "正文");
    let run = site.build().ok();
    assert!(run.text("news/x.html").contains("href=\"javascript:history.back()\""));
    assert!(run.text("news/x.html").contains("src=\"data:image/gif"));
}

#[test]
fn addresses_that_readers_may_follow_are_followed() {
    let site = Site::new()
        .file("templates/page/shown.html", "<a href=\"{{ page.form }}\">{{ page.form }}</a>")
        .file(
            "types/notice.yaml",
            "name: 公示\ntemplate: page/shown.html\nfields:\n  form: {label: 表单, type: url}\n",
        )
        .file(
            "content/x.md",
            "---\ntitle: 甲\ndate: 2026-01-01\ntype: notice\nform: https://a.example/?a=1&b=2\n---\n正文\n",
        )
        .news("news/a.md", "甲", "source: 某报\nsource_url: /news/a.html\n", "正文")
        .news("news/b.md", "乙", "source: 某报\n来源网址: mailto:a@b.example\n", "正文");
    let run = site.build().ok();
    let hrefs = |path: &str| run.page(path).attributes("a", "href");
    assert!(hrefs("x.html").contains(&"https://a.example/?a=1&b=2".to_owned()));
    assert!(hrefs("news/a.html").contains(&"../news/a.html".to_owned()));
    assert!(hrefs("news/b.html").contains(&"mailto:a@b.example".to_owned()));
}

#[test]
fn the_address_of_the_site_is_an_address_and_nothing_else() {
    for base in [
        "https://a.example/\\\"><script>alert(1)</script>/",
        "https://a.example/' onmouseover='x",
        "https://user:word@a.example/",
        "https://a.example/?a=b",
        "https://a.example/#x",
        "javascript://a.example/%0aalert(1)",
        "dj.example.com",
    ] {
        let site = Site::bare()
            .file(
                "site.yaml",
                &format!("title: 测试站\nbase_url: \"{base}\"\nchecks: {{severity: {{config/*: off}}}}\n"),
            )
            .news("news/x.md", "甲", "aliases: [/old.html]\n", "正文");
        let problems = site.build().fails();
        assert!(problems.contains("site.yaml:2:11 config/base-url"), "{base}:\n{problems}");
        let site = Site::new().news("news/x.md", "甲", "", "正文");
        let problems = site.build_with(&["--base-url", base]).fails();
        assert!(problems.contains("config/base-url"), "{base}:\n{problems}");
    }
    let site = Site::bare().file("site.yaml", "title: 测试站\nbase_url: HTTPS://a.example/dj&x\n").news(
        "news/x.md",
        "甲 & <乙>",
        "aliases: [/old.html]\n",
        "正文",
    );
    let run = site.build().ok();
    for page in ["old.html", "404.html"] {
        assert!(!run.text(page).contains("dj&x"), "{page}");
    }
    for file in ["feed.xml", "sitemap.xml", "old.html"] {
        assert!(run.text(file).contains("https://a.example/dj&amp;x/news/x.html"), "{file}");
    }
}

/// Every file that is published, with the position of a character that XML or HTML forbids.
fn forbidden(site: &Site) -> Vec<String> {
    let is_forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
            || ('\u{fdd0}'..='\u{fdef}').contains(&c)
            || u32::from(c) & 0xFFFE == 0xFFFE
    };
    let published = files(&site.public()).into_iter();
    let texts = published.filter(|(name, _)| name.ends_with(".html") || name.ends_with(".xml"));
    let found = texts.filter_map(|(name, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        let at = text.find(is_forbidden)?;
        Some(format!("{name}: {:?}", text[at..].chars().next()))
    });
    found.collect()
}

#[test]
fn characters_that_pages_may_not_hold_never_reach_them() {
    let odd = "\u{1}\u{8}\u{b}\u{c}\u{1b}\u{7f}\u{85}\u{9f}\u{fdd0}\u{fffe}\u{ffff}\u{1ffff}";
    let site = Site::bare()
        .file("site.yaml", &format!("title: 测{odd}试站\nbase_url: https://dj.example.com/\ndescription: \"\\u0001\\v\\e\\x85\"\n"))
        .file("content/news/_index.md", &format!("---\ntitle: 新{odd}闻\nsummary: \"甲\\u000b乙\"\n---\n"))
        .file("content/news/a.md", &format!("---\ntitle: 标{odd}题\ndate: 2026-01-01\ntags: [甲{odd}, \"乙\\u0007\"]\n---\n正{odd}文 &#11; &#1; `码{odd}`\n\n```\n{odd}\n```\n"))
        .file("content/news/b.md", "---\ntitle: \"\\u0000题\\u000b目\\uFFFE\"\ndate: 2026-01-02\nsource: \"\\v\\a\"\n---\n[链](https://a.example/ \"题\u{1}\")\n")
        .file("data/links.yaml", &format!("- title: 友{odd}情\n  links: [{{title: \"甲\\u0001\", url: https://a.example/}}]\n"))
        .file("i18n/zh.yaml", &format!("home: 首{odd}页\n"))
        .file("templates/list/text.html", &format!("{{% extends \"theme/list/text.html\" %}}{{% block main %}}<!-- {odd} -->{{% endblock main %}}"));
    let run = site.build().ok();
    assert_eq!(forbidden(&site), Vec::<String>::new());
    let problems = run.problems();
    for file in [
        "site.yaml",
        "content/news/_index.md",
        "content/news/a.md",
        "content/news/b.md",
        "data/links.yaml",
        "i18n/zh.yaml",
    ] {
        let is_told =
            problems.lines().any(|line| line.starts_with(file) && line.contains(" text/invisible: "));
        assert!(is_told, "{file}:\n{problems}");
    }
    assert!(run.text("feed.xml").contains("标"));
}

#[test]
fn the_manual_line_break_of_a_word_processor_breaks_the_line() {
    let site = with_feed("甲\u{b}乙", "第一行\u{b}第二行（Word 的手动换行）。");
    let run = site.build().ok();
    assert!(run.text("news/x.html").contains("第一行<br>\n第二行"));
    assert_eq!(forbidden(&site), Vec::<String>::new());
    let problems = run.problems();
    assert!(
        problems.contains("content/news/x.md:2:9 text/invisible: 这里有看不见的换行符 U+000B"),
        "{problems}"
    );
}

#[test]
fn what_was_taken_out_is_taken_out_of_the_file_too() {
    let site = Site::new().news("news/x.md", "甲\u{1}", "", "正\u{7f}文");
    let mut fix = crate::site::program();
    fix.arg("fix").arg(site.path(""));
    site.run(fix).ok();
    assert_eq!(
        fs::read_to_string(site.path("content/news/x.md")).unwrap(),
        "---\ntitle: 甲\ndate: 2026-01-01\n---\n正文\n"
    );
    assert_eq!(site.build().ok().problems(), "");
}

/// Text in an encoding other than GB18030 is recognised or reported, and `fix` never makes a guess
/// permanent.
#[test]
fn another_encoding_is_recognised_or_asked_for_and_never_made_permanent() {
    let written = "---\ntitle: 測試標題\ndate: 2026-01-01\n---\n各支部學習教育活動。\n";
    let (big5, _, _) = encoding_rs::BIG5.encode(written);
    let site = Site::new().bytes("content/news/x.md", &big5);
    let run = site.build().ok();
    assert_eq!(run.page("news/x.html").the("h1"), "測試標題");
    assert!(run.problems().contains("source/encoding: 这个文件的编码像是 Big5"), "{}", run.problems());
    for arguments in [&["fix"][..], &["fix", "--all"]] {
        let mut fix = crate::site::program();
        fix.args(arguments).arg(site.path(""));
        site.run(fix);
        assert_eq!(fs::read(site.path("content/news/x.md")).unwrap(), &*big5, "{arguments:?}");
    }
    // Too short to recognise the encoding.
    let (short, _, _) = encoding_rs::BIG5.encode("---\ntitle: 標題\ndate: 2026-01-01\n---\n");
    let problems = Site::new().bytes("content/news/x.md", &short).build().fails();
    assert!(problems.contains("source/unreadable: 认不出这个文件的文字编码，可能是 Big5"), "{problems}");
    // A file in GBK is saved as UTF-8.
    let (gbk, _, _) =
        encoding_rs::GBK.encode("---\ntitle: 标题\ndate: 2026-01-01\n---\n各支部学习教育活动。\n");
    let site = Site::new().bytes("content/news/x.md", &gbk);
    let mut fix = crate::site::program();
    fix.arg("fix").arg(site.path(""));
    site.run(fix).ok();
    assert!(fs::read_to_string(site.path("content/news/x.md")).unwrap().contains("各支部学习教育活动"));
}

#[cfg(unix)]
mod files_that_are_none {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    /// A site in which `file` is a pipe without a writer.
    fn with_pipe(file: &str) -> Site {
        let site = Site::new().news("news/x.md", "甲", "", "正文").file("data/x.csv", "a\n");
        let place = site.path(file);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        let _ = fs::remove_file(&place);
        assert!(Command::new("mkfifo").arg(&place).status().unwrap().success());
        site
    }

    #[test]
    fn a_pipe_is_a_problem_and_keeps_nobody_waiting() {
        for file in [
            "addresses.yaml",
            "baseline.json",
            "data/organization.yaml",
            "data/y.csv",
            "content/news/y.md",
            "content/news/y.jpg",
            "static/a.txt",
            "i18n/zh.yaml",
            "types/x.yaml",
            "templates/x.html",
            "styles/x.css",
            "themes/x/theme.yaml",
        ] {
            let problems = with_pipe(file).build().fails();
            assert!(problems.contains(&format!("{file} source/foreign-file: ")), "{file}:\n{problems}");
        }
        let problems = with_pipe("site.yaml").build().fails();
        assert!(problems.contains("site.yaml source/foreign-file: "), "{problems}");
        // The store only makes builds faster.
        let site = with_pipe(".dangjian/clock");
        assert_eq!(site.build().ok().problems(), "");
    }

    #[test]
    fn a_socket_and_a_device_are_no_files() {
        let site = Site::new().news("news/x.md", "甲", "", "正文");
        let _listens = UnixListener::bind(site.path("addresses.yaml")).unwrap();
        assert!(site.build().fails().contains("addresses.yaml source/foreign-file: "));
        let site = Site::new().news("news/x.md", "甲", "", "正文");
        symlink("/dev/zero", site.path("addresses.yaml")).unwrap();
        assert!(site.build().fails().contains("addresses.yaml source/foreign-file: "));
    }

    #[test]
    fn a_theme_does_not_lead_out_of_the_site() {
        let elsewhere = tempfile::tempdir().unwrap();
        let theme = elsewhere.path().join("x");
        fs::create_dir_all(theme.join("templates")).unwrap();
        fs::write(theme.join("theme.yaml"), "name: 甲\nparent: plain\n").unwrap();
        fs::write(theme.join("templates/404.html"), "秘密").unwrap();
        let site =
            || Site::new().file("site.yaml", "title: 测试站\ntheme: x\n").news("news/x.md", "甲", "", "正文");
        // The folder of the theme, the folder of themes, a folder and a file in it.
        for (link, to) in [
            ("themes/x", theme.clone()),
            ("themes", elsewhere.path().to_owned()),
            ("themes/x/templates", theme.join("templates")),
            ("themes/x/templates/404.html", theme.join("templates/404.html")),
            ("themes/x/theme.yaml", theme.join("theme.yaml")),
        ] {
            let mut site = site();
            if link.matches('/').count() > 1 && !link.ends_with("theme.yaml") {
                site = site.file("themes/x/theme.yaml", "name: 甲\nparent: plain\n");
            }
            let place = site.path(link);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            symlink(to, &place).unwrap();
            let problems = site.build().fails();
            assert!(problems.contains("source/foreign-file: "), "{link}:\n{problems}");
            assert!(!problems.contains("theme/unknown"), "{link}: one cause is one problem\n{problems}");
        }
        // A link within the site is as good as the file.
        let site =
            site().file("themes/x/theme.yaml", "name: 甲\nparent: plain\n").file("shared/404.html", "在这里");
        fs::create_dir_all(site.path("themes/x/templates")).unwrap();
        symlink(site.path("shared/404.html"), site.path("themes/x/templates/404.html")).unwrap();
        assert_eq!(site.build().ok().text("404.html"), "在这里");
    }

    #[test]
    fn a_published_file_that_was_changed_behind_the_builds_back_is_noticed() {
        let site = Site::new().news("news/x.md", "甲", "", "正文").file("static/a.txt", "abc");
        site.build().ok();
        for name in ["news/x.html", "a.txt"] {
            let place = site.public().join(name);
            let (before, times) = (fs::read(&place).unwrap(), fs::metadata(&place).unwrap());
            let mut changed = before.clone();
            *changed.last_mut().unwrap() ^= 1;
            // Wait longer than the resolution of the file system's clock.
            std::thread::sleep(std::time::Duration::from_millis(30));
            let file = fs::OpenOptions::new().write(true).open(&place).unwrap();
            std::io::Write::write_all(&mut &file, &changed).unwrap();
            file.set_times(fs::FileTimes::new().set_modified(times.modified().unwrap())).unwrap();
            drop(file);
            assert_eq!(fs::metadata(&place).unwrap().len(), before.len() as u64);
            site.build().ok();
            assert!(fs::read(&place).unwrap() == before, "{name}");
        }
    }

    #[test]
    fn a_store_of_any_length_takes_no_memory() {
        let site = Site::new().news("news/x.md", "甲", "", "正文");
        site.build().ok();
        for entry in fs::read_dir(site.path(".dangjian")).unwrap().flatten() {
            let file = fs::OpenOptions::new().write(true).open(entry.path()).unwrap();
            file.set_len(4 << 30).unwrap();
        }
        // A gigabyte is more than any build of so small a site takes.
        let mut command = Command::new("sh");
        command.arg("-c").arg("ulimit -v 3000000; exec \"$0\" \"$@\"");
        command.arg(assert_cmd::cargo::cargo_bin!("dangjian")).arg("build").arg(site.path(""));
        command.arg("--output").arg(site.public()).args(["--now", crate::site::NOW]);
        site.run(command).ok();
    }
}

#[test]
fn what_a_build_remembers_is_no_place_to_publish() {
    let site = Site::new().news("news/x.md", "甲", "", "正文");
    for output in [".dangjian", ".dangjian/x", "content", "themes/x", "."] {
        let mut build = crate::site::program();
        build.arg("build").arg(site.path("")).arg("--output").arg(site.path(output));
        let problems = site.run(build).fails();
        assert!(problems.contains("output/in-sources: "), "{output}:\n{problems}");
    }
}

#[test]
fn a_severity_takes_nothing_off_a_page() {
    let written = "![合影](https://img.intranet.example/a.jpg)\n\n![](https://img.intranet.example/b.jpg)\n\n\
                   ![缺](missing.jpg)\n\n见[断链](x.md#第一节)，又[旧页](/old/page.html)，[那一节](b.md#没有)，[危](javascript:x)。";
    let severities = "  severity: {img/*: off, link/broken: warning, link/anchor: off, reference/*: off, meta/*: warning}\n";
    let site = Site::new()
        .file("site.yaml", &format!("title: 测试站\nchecks:\n{severities}"))
        .news("news/a.md", "甲", "", &written.replace("，[危](javascript:x)", ""))
        .news("news/b.md", "乙", "cover: gone.jpg\nattachments: [表.docx]\n", "正文");
    let run = site.build().ok();
    let page = run.page("news/a.html");
    let pictures = page.attributes("img", "src");
    for source in ["https://img.intranet.example/a.jpg", "https://img.intranet.example/b.jpg", "missing.jpg"]
    {
        assert!(pictures.contains(&source.to_owned()), "{source}: {pictures:?}");
    }
    let links = page.attributes("a", "href");
    for address in ["x.md#第一节", "../old/page.html", "../news/b.html"] {
        assert!(links.contains(&address.to_owned()), "{address}: {links:?}");
    }
    assert!(run.page("news/b.html").attributes("a", "href").contains(&"表.docx".to_owned()));
    // An unsafe address is refused whatever its severity.
    let site = site.news("news/a.md", "甲", "", written);
    let problems = site.build().fails();
    assert!(problems.contains("link/unsafe"), "{problems}");
    assert!(!runs_script("<a href=\"#\">") && runs_script("<a href=\" JAVA\tscript:x\">"));
}
