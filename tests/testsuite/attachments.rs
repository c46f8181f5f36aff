//! Files for readers: what is offered, what is removed from it, and what is refused.

use std::io::{Cursor, Read as _, Write as _};

use insta::assert_snapshot;
use zip::write::SimpleFileOptions;

use crate::site::Site;

/// A Word file of three pages, with its author.
fn word(more: &[(&str, &str)]) -> Vec<u8> {
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", "<w:document/>"),
        ("docProps/core.xml", "<c><dc:creator>张三CANARY</dc:creator></c>"),
        ("docProps/app.xml", "<p><Pages>3</Pages><Company>某公司CANARY</Company></p>"),
    ];
    for (name, text) in parts.iter().chain(more) {
        written.start_file(*name, SimpleFileOptions::default()).unwrap();
        written.write_all(text.as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// All parts of an archive, one after the other.
fn parts(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for number in 0..archive.len() {
        archive.by_index(number).unwrap().read_to_string(&mut all).unwrap();
    }
    all
}

#[test]
fn an_attachment_is_offered_under_its_name_with_its_pages_and_without_its_author() {
    let site = Site::new().bytes("content/news/登记表.docx", &word(&[])).news(
        "news/x.md",
        "甲",
        "attachments: [登记表.docx]\n",
        "见[表](登记表.docx)和[说明](/说明.pdf)。",
    );
    let site = site.bytes("static/说明.pdf", b"%PDF-1.4 << /Type /Pages /Count 2 >>");
    let run = site.build().ok();
    let page = run.page("news/x.html");
    assert_eq!(page.attributes("a[download]", "download"), ["登记表.docx", "登记表.docx"]);
    assert!(page.words().contains("3页"), "{}", page.words());
    let path = run.tree().into_iter().find(|path| path.ends_with(".docx")).unwrap();
    assert!(path.starts_with("news/deng-ji-biao-"), "{path}");
    let published = parts(&site.published()[&path]);
    assert!(!published.contains("CANARY") && published.contains("<Pages>3</Pages>"), "{published}");
    assert_eq!(run.problems(), "");
    // A second build reads nothing again, and gives the same.
    let before = site.published();
    assert_eq!(site.build().ok().problems(), "");
    assert_eq!(site.published(), before);
}

#[test]
fn what_could_harm_readers_stops_the_build_and_the_site_may_decide_otherwise() {
    let site = Site::new()
        .bytes("content/news/表.xlsx", &word(&[("xl/vbaProject.bin", "x")]))
        .bytes("content/news/通知.pdf", b"\x7fELF\x01")
        .file("content/news/页.html", "<script>x</script>")
        .file("content/news/网.lnk", "x")
        .bytes("static/a.exe", b"x")
        .file("static/verify.html", "<html>")
        .news("news/x.md", "甲", "attachments: [表.xlsx, 通知.pdf, 页.html, 网.lnk]\n", "");
    assert_snapshot!(site.build().fails(), @"");
    site.change(
        "site.yaml",
        "title: 测试站\nchecks:\n  severity: {attachment/macro: off, attachment/program: warning, attachment/shortcut: info, attachment/web-page: off}\n",
    );
    let run = site.build().ok();
    for ending in [".xlsx", ".pdf", ".lnk", "a.exe", "verify.html"] {
        assert!(run.tree().iter().any(|path| path.ends_with(ending)), "{ending}");
    }
}

#[test]
fn a_remark_about_a_file_is_made_by_every_build() {
    let pdf = b"%PDF-1.4 << /Type /Pages /Count 2 >> << /Author (Zhang San) >>";
    let site = Site::new().bytes("content/news/a.pdf", pdf).bytes("static/b.pdf", pdf).news(
        "news/x.md",
        "甲",
        "attachments: [a.pdf]\n",
        "",
    );
    let first = site.build().ok().problems();
    assert_snapshot!(first, @"");
    assert_eq!(site.build().ok().problems(), first);
}

#[test]
fn a_file_is_not_larger_than_the_site_allows() {
    let site = Site::new()
        .file("site.yaml", "title: 甲\nmedia: {max: 1MB}\n")
        .bytes("content/news/a.zip", &vec![7; 2 << 20])
        .bytes("static/b.zip", &vec![7; 3 << 20])
        .news("news/x.md", "甲", "attachments: [a.zip]\n", "");
    assert_snapshot!(site.build().fails(), @"");
    site.change("site.yaml", "title: 甲\n媒体: {最大: 3MB}\n");
    site.build().ok();
    site.change("site.yaml", "title: 甲\nmedia: {max: 很大, hosts: [a b]}\n");
    assert_snapshot!(site.build().fails(), @"");
}

#[test]
fn a_picture_on_a_host_of_the_organization_is_no_hotlink() {
    let body = "![图](https://img.example.com/a.jpg) ![图](https://other.example.org/b.jpg)";
    let site = Site::new().news("news/x.md", "甲", "image: https://img.example.com/c.jpg\n", body);
    assert_eq!(site.build().fails().lines().count(), 3);
    site.change("site.yaml", "title: 甲\nmedia: {hosts: [img.example.com]}\n");
    assert_snapshot!(site.build().fails(), @"");
    // Switched off, the picture stays as it is written.
    site.change("site.yaml", "title: 甲\nchecks: {severity: {img/hotlink: off}}\n");
    let page = site.build().ok().page("news/x.html");
    assert_eq!(page.attributes(".prose img", "src").len(), 2);
}

#[test]
fn drawings_lose_what_runs_wherever_they_come_from() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"><script>x()</script><g/></svg>";
    let site = Site::new()
        .file("content/news/a.svg", svg)
        .file("static/b.svg", svg)
        .file("static/c.dat", svg)
        .news("news/x.md", "甲", "", "![图](a.svg)\n\n[图](a.svg)");
    let run = site.build().ok();
    for (path, bytes) in site.published() {
        let text = String::from_utf8_lossy(&bytes);
        let is_drawing = text.starts_with("<svg") && !path.contains("theme/");
        assert!(
            !is_drawing || text == "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>",
            "{path} {text}"
        );
    }
    assert_snapshot!(run.problems(), @"");
}

#[test]
fn photos_in_static_lose_their_place_by_their_content() {
    let photo =
        [b"\xFF\xD8\xFF\xE1\0\x12Exif\0\0GPS-CANARY".as_slice(), b"\xFF\xDA\0\x02\x01\x02\xFF\xD9"].concat();
    let site = Site::new()
        .bytes("static/合影.jpg", &photo)
        .bytes("static/b.jfif", &photo)
        .bytes("content/news/c.png", &photo)
        .news("news/x.md", "甲", "", "![图](c.png)");
    site.build().ok();
    for (path, bytes) in site.published() {
        assert!(memchr::memmem::find(&bytes, b"CANARY").is_none(), "{path}");
    }
}

#[test]
fn addresses_in_allowed_html_are_those_of_markdown() {
    let site = Site::new()
        .file("site.yaml", "title: 甲\nmarkdown: {html: allow}\n")
        .file("content/news/照片.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("content/news/附件.csv", "a")
        .bytes("content/news/片.mp4", b"x")
        .news("news/b.md", "乙", "", "乙")
        .news(
            "news/a.md",
            "测试",
            "",
            "<img src=\"照片.svg\" alt='图' style=\"zoom:50%;\" />\n\n<a href=\"b.md\">另一篇</a> <a href=附件.csv>附件</a> <a href='b.md?x=1&amp;y=2#z'>三</a>\n\n<video src=片.mp4 poster=\"照片.svg\"><source srcset=\"照片.svg 480w, 照片.svg 2x\"></video>\n\n<script>x = '<img src=\"照片.svg\">'</script>\n",
        );
    let run = site.build().ok();
    let page = run.page("news/a.html");
    let all = |selector: &str, name: &str| page.attributes(selector, name);
    let is_there = |path: &str| run.has(&format!("news/{}", path.trim_start_matches("../news/")));
    for (selector, name) in
        [(".prose img", "src"), (".prose a", "href"), (".prose video", "src"), (".prose video", "poster")]
    {
        let found = all(selector, name);
        assert!(!found.is_empty(), "{selector}");
        for address in &found {
            assert!(is_there(address.split(['?', '#']).next().unwrap()), "{selector} {address}");
        }
    }
    assert!(run.text("news/a.html").contains("x = '<img src=\"照片.svg\">'"));
    site.change(
        "content/news/a.md",
        "---\ntitle: 测试\ndate: 2026-01-01\n---\n\n<img src=\"没有.jpg\">\n\n见 <a href=\"javascript:alert(1)\">此</a>。\n",
    );
    assert_snapshot!(site.build().fails(), @"");
}
