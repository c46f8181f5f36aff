//! One article, written in all the ways of the staff, always gives the same page.

use std::collections::BTreeMap;

use crate::site::Site;

/// The article in the strict form, as the program writes it.
const STRICT: &str = "---\ntitle: 通知：关于“两优一先”表彰\ndate: 2026-01-01\nsource: 党委工作部: 宣传处\ndraft: false\ntags:\n  - 党建\n  - 通知\nviews: 2011\nsummary: 见附件 #1\n---\n\n正文第一段。\n\n正文第二段。\n";

/// A way of writing in which a variant differs.
struct Variant {
    name: &'static str,
    bytes: Vec<u8>,
    /// The codes of the warnings, one for each.
    warnings: &'static [&'static str],
}

fn variant(name: &'static str, bytes: impl Into<Vec<u8>>, warnings: &'static [&'static str]) -> Variant {
    Variant { name, bytes: bytes.into(), warnings }
}

/// The strict article with one thing written in another way.
fn with(from: &str, to: &str) -> String {
    let text = strict();
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

/// The article with quotation marks where they are necessary.
fn strict() -> String {
    STRICT.replace("党委工作部: 宣传处", "\"党委工作部: 宣传处\"").replace("见附件 #1", "\"见附件 #1\"")
}

fn utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{text}").encode_utf16().flat_map(bytes).collect()
}

fn variants() -> Vec<Variant> {
    const ENCODING: &[&str] = &["source/encoding"];
    const COLONS: &[&str] = &["meta/full-width-colon"; 8];
    const SPACES: &[&str] = &["meta/space-after-colon"; 8];
    const FENCES: &[&str] = &["meta/fence", "meta/fence"];
    let strict = strict();
    let windows = strict.replace('\n', "\r\n");
    let (gb18030, _, _) = encoding_rs::GB18030.encode(&windows);
    let chinese = [
        ("title:", "标题:"),
        ("date:", "发布日期:"),
        ("source:", "来源:"),
        ("draft:", "草稿:"),
        ("tags:", "关键词:"),
        ("views:", "浏览量:"),
        ("summary:", "摘要:"),
    ];
    let in_chinese = chinese.iter().fold(strict.clone(), |text, (from, to)| text.replace(from, to));
    let head = |change: &dyn Fn(&str) -> String| {
        let (head, body) = strict.split_once("---\n\n").unwrap();
        format!("---\n{}---\n\n{body}", change(head.strip_prefix("---\n").unwrap()))
    };
    vec![
        variant("strict", strict.clone(), &[]),
        variant("bom", format!("\u{feff}{strict}"), &[]),
        variant("crlf", windows.clone(), &[]),
        variant("cr", strict.replace('\n', "\r"), &[]),
        variant("bom-crlf", format!("\u{feff}{windows}"), &[]),
        variant("gb18030", gb18030.into_owned(), ENCODING),
        variant("utf16le", utf16(&windows, u16::to_le_bytes, true), ENCODING),
        variant("utf16be", utf16(&strict, u16::to_be_bytes, true), ENCODING),
        variant("utf16le-bare", utf16(&strict, u16::to_le_bytes, false), ENCODING),
        variant("utf16be-bare", utf16(&windows, u16::to_be_bytes, false), ENCODING),
        variant("chinese-keys", in_chinese.clone(), &[]),
        variant("capitals", with("title:", "Title:"), &[]),
        variant("blank-before", format!("\n  \n　\n{strict}"), &[]),
        variant("blank-after-fence", strict.replace("---\n", "--- \t\n"), &[]),
        variant("wide-fence", strict.replace("---\n", "－－－\n"), FENCES),
        variant("dash-fence", strict.replace("---\n", "———\n"), FENCES),
        variant("two-dashes", strict.replace("---\n", "——\n"), FENCES),
        variant("long-fence", strict.replace("---\n", "------\n"), FENCES),
        variant("wide-space-fence", strict.replacen("---\n", "　---　\n", 1), &["meta/fence"]),
        variant("no-date-form", with("2026-01-01", "2026年1月1日"), &[]),
        variant("wide-digits", with("2026-01-01", "２０２６-０１-０１").replace("2011", "２０１１"), &[]),
        variant("no", with("false", "否"), &[]),
        variant("tags-in-line", with("\n  - 党建\n  - 通知", " 党建、通知"), &[]),
        variant("tags-in-brackets", with("\n  - 党建\n  - 通知", " [党建, 通知]"), &[]),
        variant("single-quotes", with("\"党委工作部: 宣传处\"", "'党委工作部: 宣传处'"), &[]),
        variant("comment", with("2026-01-01", "2026-01-01 # 发布日期"), &[]),
        variant("comment-at-once", with("2026-01-01", "2026-01-01 #发布日期"), &[]),
        variant("colon", with("\"党委工作部: 宣传处\"", "党委工作部: 宣传处"), &["meta/unquoted"]),
        variant("hash", with("\"见附件 #1\"", "见附件 #1"), &["meta/unquoted"]),
        variant("quotes", with("2026-01-01", "“2026-01-01”"), &["meta/quotes"]),
        variant("quotes-no", with("false", "“否”"), &["meta/quotes"]),
        variant("quotes-in-list", with("- 党建", "- “党建”"), &["meta/quotes"]),
        variant(
            "wide-colons",
            head(&|head| {
                head.replace(": ", "：").replace("tags:", "tags：").replace("党委工作部：", "党委工作部: ")
            }),
            &COLONS[..7],
        ),
        variant("chinese-wide-colons", in_chinese.replacen("标题: ", "标题：", 1), &COLONS[..1]),
        variant("no-space", with("title: ", "title:").replace("date: ", "date:"), &SPACES[..2]),
        variant("wide-space", with("title: ", "title:　").replace("date: ", "date:\u{a0}"), &SPACES[..2]),
        variant("wide-space-too", with("title: ", "title: 　"), &[]),
        variant("tab-after-colon", with("title: ", "title:\t"), &[]),
        variant("tab-in-front", with("\ndate:", "\n\tdate:"), &["meta/tab"]),
        variant(
            "tab-in-list",
            with("\n  - 党建", "\n\t- 党建").replace("\n  - 通知", "\n\t- 通知"),
            &["meta/tab", "meta/tab"],
        ),
        variant("wide-indent", with("\ndate:", "\n　　date:"), &[]),
        variant("no-break-indent", with("\ndate:", "\n\u{a0}date:"), &[]),
        variant("indent", with("\ndate:", "\n  date:"), &["meta/indent"]),
    ]
}

#[test]
fn every_way_to_write_an_article_gives_the_same_page() {
    // Articles at the same address, each in a site of its own: only their sources differ.
    let mut pages: BTreeMap<&str, String> = BTreeMap::new();
    for Variant { name, bytes, warnings } in variants() {
        let site = Site::new().bytes("content/news/x.md", &bytes);
        let run = site.build();
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        let problems = run.problems();
        let codes: Vec<&str> =
            problems.lines().filter_map(|line| line.split_once(": ")?.0.rsplit(' ').next()).collect();
        assert_eq!(codes, warnings, "{name}: {}", run.stderr);
        pages.insert(name, run.text("news/x.html"));
    }
    let strict = &pages["strict"];
    assert!(strict.contains("关于“两优一先”表彰") && strict.contains("党委工作部: 宣传处"));
    for (name, page) in &pages {
        assert!(page == strict, "{name} is another page:\n{page}");
    }
}

/// A value whose strict form needs quotation marks is the same without them.
#[test]
fn a_title_needs_no_quotation_marks() {
    let titles = [
        "【通知】关于甲",
        "“甲”和乙",
        "@全体党员",
        "%甲",
        "`甲`",
        "*甲*",
        "&甲",
        "!甲",
        "|甲",
        "> 甲",
        "- 甲",
        "? 甲",
        "[通知] 关于甲",
        "{甲}乙",
        "]甲",
        "通知: 关于甲",
        "通知 #1",
        "#党建# 通知",
        "\"学习强国\"上线",
        "'甲'乙",
        "2011",
        "1.10",
        "12:30",
        "true",
        "是",
        "null甲",
        "甲 \\ 乙",
        "甲: \"乙\" 'x'",
    ];
    let mut site = Site::showing("{{ page.title }}");
    for (number, title) in titles.iter().enumerate() {
        let quoted = format!("'{}'", title.replace('\'', "''"));
        site = site.news(&format!("news/bare-{number}.md"), title, "", "正文。");
        site = site.news(&format!("news/quoted-{number}.md"), &quoted, "", "正文。");
    }
    let run = site.build().ok();
    for (number, title) in titles.iter().enumerate() {
        let shown = run.text(&format!("news/bare-{number}.html"));
        assert_eq!(shown, run.text(&format!("news/quoted-{number}.html")));
        assert_eq!(
            shown
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&amp;", "&")
                .replace("&gt;", ">"),
            *title
        );
    }
}
