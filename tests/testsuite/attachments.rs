//! Files for readers: what is offered, what is removed from it, and what is refused.

use std::io::{Cursor, Read as _, Write as _};

use insta::assert_snapshot;
use zip::write::SimpleFileOptions;

use crate::photos::{photo, with_exif};
use crate::site::{Site, pixel};

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
    assert_snapshot!(site.build().fails(), @"
    content/news/网.lnk attachment/shortcut: 这是快捷方式，不是文件本身，别人打不开 → 右键点它，选“打开文件所在的位置”，把那里的文件放到文章旁边
    content/news/表.xlsx attachment/macro: 这个文件里有宏，不能发布 → 用 WPS 或 Office 打开，另存为不带宏的格式（.docx、.xlsx、.pptx）或 PDF
    content/news/通知.pdf attachment/program: 这是程序或脚本，不能发布 → 删去这个附件；确实要给职工安装软件的，请信息部门放到内网的软件下载处，文章里写它的网址
    content/news/页.html attachment/web-page: 这是网页，打开时会运行里面的脚本，不能发布 → 用 WPS 或 Office 打开，另存为 .docx、.xlsx 或 PDF；文字不多的，直接写进文章
    static/a.exe attachment/program: 这是程序或脚本，不能发布 → 删去这个附件；确实要给职工安装软件的，请信息部门放到内网的软件下载处，文章里写它的网址
    ");
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
    assert_snapshot!(first, @"
    content/news/a.pdf attachment/author: 文件属性里写着“Zhang San”，读者下载后看得到 → 在 Word、WPS 里删去“文件—信息—属性”中的作者和单位，再重新导出；程序不改这种文件
    static/b.pdf attachment/author: 文件属性里写着“Zhang San”，读者下载后看得到 → 在 Word、WPS 里删去“文件—信息—属性”中的作者和单位，再重新导出；程序不改这种文件
    ");
    assert_eq!(site.build().ok().problems(), first);
}

#[test]
fn a_file_is_not_larger_than_the_site_allows() {
    let site = Site::new()
        .file("site.yaml", "title: 甲\nmedia: {max: 1MB}\n")
        .bytes("content/news/a.zip", &vec![7; 2 << 20])
        .bytes("static/b.zip", &vec![7; 3 << 20])
        .news("news/x.md", "甲", "attachments: [a.zip]\n", "");
    assert_snapshot!(site.build().fails(), @"
    content/news/a.zip media/too-large: 这个文件有 2.0 MB，本站单个文件最大 1.0 MB，不能发布 → 视频转成 720p、照片缩小、文件打包；确需发布的，在 site.yaml 里写 媒体: {最大: 200MB}
    static/b.zip media/too-large: 这个文件有 3.0 MB，本站单个文件最大 1.0 MB，不能发布 → 视频转成 720p、照片缩小、文件打包；确需发布的，在 site.yaml 里写 媒体: {最大: 200MB}
    ");
    for (most, words) in
        [("10KB", "2.0 MB，本站单个文件最大 10 KB"), ("1.5MB", "2.0 MB，本站单个文件最大 1.5 MB")]
    {
        site.change("site.yaml", format!("title: 甲\nmedia: {{max: {most}}}\n"));
        let report = site.build().fails();
        assert!(report.contains(words), "{report}");
    }
    site.change("site.yaml", "title: 甲\n媒体: {最大: 3MB}\n");
    site.build().ok();
    site.change("site.yaml", "title: 甲\nmedia: {max: 很大, hosts: [a b]}\n");
    assert_snapshot!(site.build().fails(), @"
    site.yaml:2:14 config/media: “很大”不是文件大小 → 写成 30MB、200MB 或 1GB
    site.yaml:2:26 config/media: “a b”不是域名 → 只写域名，如 img.example.com
    ");
}

#[test]
fn a_picture_on_a_host_of_the_organization_is_no_hotlink() {
    let body = "![图](https://img.example.com/a.jpg) ![图](https://other.example.org/b.jpg)";
    let site = Site::new().news("news/x.md", "甲", "cover: https://img.example.com/c.jpg\n", body);
    assert_eq!(site.build().fails().lines().count(), 3);
    site.change("site.yaml", "title: 甲\nmedia: {hosts: [img.example.com]}\n");
    assert_snapshot!(site.build().fails(), @"content/news/x.md:6:37 img/hotlink: 图片“https://other.example.org/b.jpg”在别的网站上 → 把图片另存到文章旁边，写它的文件名");
    // Switched off, the picture stays as it is written.
    site.change("site.yaml", "title: 甲\nchecks: {severity: {img/hotlink: off}}\n");
    let page = site.build().ok().page("news/x.html");
    assert_eq!(page.attributes(".prose img", "src").len(), 2);
}

#[test]
fn what_a_script_of_another_site_would_show_is_reported() {
    let body = "<p><img data-src=\"https://mmbiz.example.cn/a/640\" alt=\"x\"></p>\n\n\
                <iframe data-src=\"https://v.example.cn/x\"></iframe>\n\n\
                <img src=\"data:image/gif;base64,AA\" data-src=\"a.png\" alt=\"y\">";
    let site = Site::new().bytes("content/news/a.png", &pixel(1)).news("news/x.md", "甲", "", body);
    site.change("site.yaml", "title: 甲\nmarkdown: {html: allow}\n");
    assert_snapshot!(site.build().fails(), @"
    content/news/x.md:5:19 img/hotlink: 图片“https://mmbiz.example.cn/a/640”在别的网站上 → 把图片另存到文章旁边，写它的文件名
    content/news/x.md:7:19 link/elsewhere: 网页要向别的网站取“https://v.example.cn/x” → 把文件另存到文章旁边，写它的文件名；别的网站上的网页和视频，改成链接：[标题](https://……)；是本单位服务器的，写进 site.yaml 的“自有域名”：媒体: {自有域名: [v.example.com]}
    ");
    site.change(
        "site.yaml",
        "title: 甲\nmarkdown: {html: allow}\nmedia: {hosts: [mmbiz.example.cn, v.example.cn]}\n",
    );
    let page = site.build().ok().page("news/x.html");
    assert_eq!(page.attributes(".prose img", "src").len(), 2);
    assert_eq!(page.attributes(".prose iframe", "src"), ["https://v.example.cn/x"]);
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
    assert_snapshot!(run.problems(), @"
    content/news/a.svg:1:1 img/drawing: 这张 SVG 图里有事件脚本 onload，发布时已去掉 → 图看起来不对的，用画图软件另存为 PNG，或另存为“普通 SVG”
    content/news/a.svg:1:54 img/drawing: 这张 SVG 图里有脚本，发布时已去掉 → 图看起来不对的，用画图软件另存为 PNG，或另存为“普通 SVG”
    static/b.svg:1:1 img/drawing: 这张 SVG 图里有事件脚本 onload，发布时已去掉 → 图看起来不对的，用画图软件另存为 PNG，或另存为“普通 SVG”
    static/b.svg:1:54 img/drawing: 这张 SVG 图里有脚本，发布时已去掉 → 图看起来不对的，用画图软件另存为 PNG，或另存为“普通 SVG”
    static/c.dat:1:1 img/drawing: 这张 SVG 图里有事件脚本 onload，发布时已去掉 → 图看起来不对的，用画图软件另存为 PNG，或另存为“普通 SVG”
    static/c.dat:1:54 img/drawing: 这张 SVG 图里有脚本，发布时已去掉 → 图看起来不对的，用画图软件另存为 PNG，或另存为“普通 SVG”
    ");
}

#[test]
fn photos_in_static_lose_their_place_by_their_content() {
    let photo = with_exif(&photo(40, 30, 1), 1);
    let site = Site::new()
        .bytes("static/合影.jpg", &photo)
        .bytes("static/b.jfif", &photo)
        .bytes("content/news/c.png", &photo)
        .news("news/x.md", "甲", "", "![图](c.png)");
    site.build().ok();
    for (path, bytes) in site.published() {
        assert!(memchr::memmem::find(&bytes, b"SECRET").is_none(), "{path}");
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
            "<img src=\"照片.svg\" alt='图' style=\"zoom:50%;\" />\n\n<a href=\"b.md\">另一篇</a> <a href=附件.csv>附件</a> <a href='https://x.example/?a=1&amp;b=2'>三</a>\n\n<video src=片.mp4 poster=\"照片.svg\"><source srcset=\"照片.svg 480w, 照片.svg 2x\"></video>\n\n<script>x = '<img src=\"照片.svg\">'</script>\n",
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
        for address in found.iter().filter(|address| !address.starts_with("https:")) {
            assert!(is_there(address), "{selector} {address}");
        }
    }
    assert!(run.text("news/a.html").contains("x = '<img src=\"照片.svg\">'"));
    site.change(
        "content/news/a.md",
        "---\ntitle: 测试\ndate: 2026-01-01\n---\n\n<img src=\"没有.jpg\">\n\n见 <a href=\"javascript:alert(1)\">此</a>。\n",
    );
    let told = site.build().fails();
    for expected in ["a.md:6:1 img/alt", "a.md:6:11 img/missing", "a.md:8:12 link/unsafe"] {
        assert!(told.contains(expected), "{expected} {told}");
    }
}

#[test]
fn a_link_in_allowed_html_downloads_under_its_name_and_finds_its_heading() {
    let site = Site::new()
        .file("site.yaml", "title: 甲\nmarkdown: {html: allow}\n")
        .file("content/news/附件.csv", "a")
        .news(
            "news/a.md",
            "测试",
            "",
            "<a href=\"附件.csv\">一</a> <a href=附件.csv download=\"我的.csv\">二</a> <a href=\"#小节\">三</a> <a href=\"#没有\">四</a>\n\n## 小节\n\n文\n",
        );
    let run = site.build().ok();
    let page = run.page("news/a.html");
    assert_eq!(page.attributes(".prose a[download]", "download"), ["附件.csv", "我的.csv"]);
    assert!(page.attributes(".prose a", "href").contains(&"#xiao-jie".into()));
    assert!(
        run.problems().contains("content/news/a.md:5:") && run.problems().contains("link/anchor"),
        "{}",
        run.problems()
    );
}
