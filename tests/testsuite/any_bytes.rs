//! Any bytes as an article, configuration, declaration, data, template or file name: problems at
//! most, never a panic.

use proptest::prelude::*;
use proptest::sample::Index;

use crate::site::{Run, Site};

/// Valid files that use every feature.
const FILES: [(&str, &str); 5] = [
    (
        "content/news/x.md",
        "---\ntitle: \"关于: 甲\"\n日期：2026-01-01\ntags: [党建, “通知”]\nseries: {name: 学习, part: 1}\nsummary: >-\n  第一\n  第二\n---\n\n**“甲”**见[乙](good.md#第一)，![图](a.png)\n\n:::honors limit=5\n:::\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    ),
    (
        "content/news/_index.md",
        "---\ntitle: 新闻\ntype: news\norder: [-date, title]\nlist: text\n---\n\n说明。\n",
    ),
    (
        "data/organization.yaml",
        "- id: a\n  type: committee\n  name: 甲党委\n  children:\n    - {id: b, type: branch, name: 乙支部}\n",
    ),
    ("data/honors.csv", "年份,名称,级别\n2011,\"先进, 集体\",省级\n2012,优秀,公司级\n"),
    (
        "types/meeting.yaml",
        "name: {zh: 会议, en: Meeting}\nfields:\n  room: {type: text, label: {zh: 会议室}}\n  level: {type: choice, choices: {a: {zh: 甲}}}\nrequire: [date]\n",
    ),
];

const CONFIGURATION: &str = "title: {zh: 测试站, en: Test}\nlanguages: [zh, en]\nmenu:\n  - section: news\n  - {title: 甲, url: \"https://a.example/\"}\nhome:\n  - headline: {}\ntheme_options:\n  sidebar: 是\nfooter: {icp: 备1}\n";

const TEMPLATE: &str = "{% extends \"base.html\" %}\n{% block main %}<h1>{{ page.title | upper }}</h1>\n{% for item in pages(section=\"news\", limit=3) %}<a href=\"{{ item.url }}\">{{ item.title }}</a>{% endfor %}\n{% if page.kicker %}{{ page.kicker }}{% endif %}{% endblock %}\n";

/// Pieces to insert into a valid file.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let pieces: [&[u8]; 40] = [
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\0",
        b"\x80",
        b"\xb5\xb3",
        b"\r",
        b"\r\n",
        b"\n",
        b"\n\n",
        b"---\n",
        b"\t",
        b" ",
        b": ",
        b":",
        b"#",
        b" #",
        b"\"",
        b"'",
        b"[",
        b"]",
        b"{",
        b"}",
        b"{{",
        b"}}",
        b"{%",
        b"%}",
        b"&a ",
        b"*a",
        b"!t ",
        b"|",
        b">",
        b"- ",
        b"-1",
        b"99999999999999999999",
        b".inf",
        b"~",
        b":::",
        b"../",
        b"\\",
    ];
    let owned: Vec<Vec<u8>> = pieces.iter().map(|piece| piece.to_vec()).collect();
    prop_oneof![
        8 => proptest::sample::select(owned),
        1 => "[“”：　－—【】《》、。\u{e000}\u{202e}]{1,3}".prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 1..20),
        1 => ("[\\[{(*_>`-]", 1..3000_usize).prop_map(|(piece, times)| piece.repeat(times).into_bytes()),
    ]
}

/// A valid file in which some pieces have been replaced.
fn spoiled(right: &'static str) -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec((any::<Index>(), 0..6_usize, pieces()), 1..5).prop_map(move |changes| {
        let mut bytes = right.as_bytes().to_vec();
        for (at, length, piece) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, piece);
        }
        bytes
    })
}

/// Requires a proper end of the run: a published site, or problems.
#[track_caller]
fn ended_well(run: &Run) {
    assert!(matches!(run.code, Some(0 | 1)), "{:?}: {}", run.code, run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(run.code == Some(0) || !run.problems().is_empty(), "{}", run.stderr);
}

fn site() -> Site {
    FILES
        .iter()
        .fold(Site::new().news("news/good.md", "好文章", "", "# 第一\n"), |site, (path, text)| {
            site.file(path, text)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_content(
        articles in proptest::collection::vec(spoiled(FILES[0].1), 12),
        section in spoiled(FILES[1].1), units in spoiled(FILES[2].1), honors in spoiled(FILES[3].1), declared in spoiled(FILES[4].1),
    ) {
        let site = site();
        for (number, bytes) in articles.iter().enumerate() {
            site.change(format!("content/news/x{number}.md"), bytes);
        }
        for (path, bytes) in [(FILES[1].0, section), (FILES[2].0, units), (FILES[3].0, honors)] {
            site.change(path, bytes);
        }
        ended_well(&site.build());
        site.change(FILES[4].0, declared);
        ended_well(&site.build());
    }

    #[test]
    fn any_configuration(text in spoiled(CONFIGURATION)) {
        let site = site();
        site.change("site.yaml", text);
        ended_well(&site.build());
    }

    #[test]
    fn any_template(text in spoiled(TEMPLATE)) {
        let site = site();
        site.change("templates/page/article.html", text);
        ended_well(&site.build());
    }
}

#[cfg(unix)]
proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_file_name(names in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 1..40), 1..20)) {
        use std::os::unix::ffi::OsStringExt as _;
        let site = site();
        for (number, mut name) in names.into_iter().enumerate() {
            name.retain(|byte| !matches!(byte, 0 | b'/'));
            if name.iter().all(|byte| *byte == b'.') {
                continue;
            }
            let folder: &[u8] = [b"content/news/".as_slice(), b"static/", b"data/", b"content/"][number % 4];
            let ending: &[u8] = [b".md".as_slice(), b"", b".yaml", b".en.md"][number % 4];
            let path = std::ffi::OsString::from_vec([folder, &name, ending].concat());
            site.change(std::path::PathBuf::from(path), "---\ntitle: 甲\ndate: 2026-01-01\n---\n");
        }
        ended_well(&site.build());
    }
}

/// Bombs and files of 100 MB are refused in little time and memory; the limits are those of the
/// whole process.
#[cfg(target_os = "linux")]
#[test]
fn what_is_too_large_takes_neither_time_nor_memory() {
    let laughs = (1..12).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, at| {
        format!("{text}a{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(","))
    });
    let article = |front_matter: &str| format!("---\ntitle: 甲\ndate: 2026-01-01\nx: {front_matter}\n---\n");
    let cases: [(&str, String, &str); 6] = [
        ("content/news/x.md", article(&"[".repeat(10_000_000)), "yaml/too-complex"),
        ("content/news/x.md", article(&"{a: ".repeat(2_000_000)), "yaml/too-complex"),
        ("content/news/x.md", format!("---\n{laughs}---\n"), "yaml/too-complex"),
        ("data/links.yaml", "- ".repeat(10_000_000), "yaml/too-complex"),
        ("site.yaml", format!("title: 甲\n{laughs}"), "yaml/too-complex"),
        (
            "data/links.yaml",
            format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(1_000_000), vec!["*a"; 5000].join(",")),
            "yaml/too-complex",
        ),
    ];
    for (path, text, code) in cases {
        let site = Site::new().news("news/good.md", "好文章", "", "正文。").file(path, &text);
        refused(&site, path, code);
    }
    for path in [
        "content/news/x.md",
        "content/news/_index.md",
        "site.yaml",
        "data/links.yaml",
        "data/x.csv",
        "i18n/zh.yaml",
        "types/a.yaml",
    ] {
        let site = Site::new().news("news/good.md", "好文章", "", "正文。").file(path, "");
        let file = std::fs::File::options().write(true).open(site.path(path)).unwrap();
        file.set_len(100 << 20).unwrap();
        refused(&site, path, "source/too-large");
    }

    fn refused(site: &Site, path: &str, code: &str) {
        let mut command = std::process::Command::new("sh");
        // Kilobytes of address space: less than a gigabyte is in use. And seconds of processor
        // time: it takes one if it was built for speed, and a program that was stopped has reported
        // nothing.
        command.args(["-c", "ulimit -v 1048576 && ulimit -t 120 && exec \"$@\"", "sh"]);
        command.arg(crate::site::program().get_program()).args(["build", "--now", crate::site::NOW]);
        command.arg(site.path("")).arg("--output").arg(site.public());
        command.env_remove("LANG").env("RAYON_NUM_THREADS", "2").env("LC_ALL", "zh_CN.UTF-8");
        let problems = site.run(command).fails();
        assert!(problems.contains(path) && problems.contains(code), "{path}: {problems}");
    }
}

/// Something repeated very often takes time in proportion to its length, whether it is a slip of
/// another system or malice.
#[cfg(unix)]
#[test]
fn what_repeats_very_often_takes_as_long_as_it_is() {
    let front_matter = |more: &str| format!("---\ntitle: 甲\ndate: 2026-01-01\n{more}---\n\n");
    let article = |body: String| front_matter("") + &body + "\n";
    let numbered = |count: usize, line: fn(usize) -> String| (0..count).map(line).collect::<String>();
    let x = "content/news/x.md";
    grows(x, 30_000, &|count| article("甲,乙".repeat(count)));
    grows(x, 6_000, &|count| article(numbered(count, |number| format!("[甲](甲{number}.md) "))));
    grows(x, 4_000, &|count| article("<!-- 忽略 md/*：丙 -->\n甲,乙\n\n".repeat(count)));
    grows(x, 10_000, &|count| article("<!-- 忽略 link/broken -->\n".repeat(count)));
    grows(x, 10_000, &|count| article(":::note\n".repeat(count)));
    grows(x, 20_000, &|count| article("<!-- 甲 -->".repeat(count) + "乙"));
    grows(x, 12_000, &|count| front_matter(&"k: v\n".repeat(count)));
    grows(x, 4_000, &|count| front_matter(&format!("summary: {}\n", "[甲](甲.md)".repeat(count))));
    grows(x, 10_000, &|count| front_matter(&format!("related: [{}]\n", "甲, ".repeat(count))));
    grows(x, 10_000, &|count| {
        front_matter(&format!("tags: [{}]\n", numbered(count, |number| format!("{number}.0, "))))
    });
    grows("data/organization.yaml", 4_000, &|count| {
        numbered(count, |number| format!("- name: 甲{number}\n  nmae: 乙\n"))
    });
    grows("types/meeting.yaml", 5_000, &|count| {
        format!("name: {{zh: 会议}}\n{}", numbered(count, |number| format!("k{number}: v\n")))
    });
    grows("site.yaml", 8_000, &|count| {
        "title: 甲\n".to_owned() + &numbered(count, |number| format!("k{number}：v\n"))
    });
    grows("addresses.yaml", 4_000, &|count| {
        numbered(count, |number| format!("content/甲{number}.md: /news/a.html\n"))
    });

    /// Asserts that checking a file with up to `most` repetitions takes time in proportion to its
    /// length.
    #[track_caller]
    fn grows(path: &str, most: usize, text: &dyn Fn(usize) -> String) {
        let checked = |count: usize| {
            let text = text(count);
            let site = Site::new().news("news/good.md", "好文章", "", "正文。").file(path, &text);
            let mut command = crate::site::program();
            command.arg("check").arg(site.path(""));
            let (run, used) = site.timed(command);
            let head: String = text.chars().skip(30).take(60).collect();
            assert!(matches!(run.code, Some(0 | 1)), "{head:?}: {:?} {}", run.code, run.stderr);
            let told = run.stdout.len() + run.stderr.len();
            assert!(told < 4 << 20, "{head:?} tells {told} bytes");
            used
        };
        // Subtract the time for a site with one repetition: it is not spent on the others.
        let least = checked(1);
        let what: String = text(1).chars().skip(30).take(60).collect();
        let size = most / crate::trial::TIMES;
        crate::trial::compare(&what, size, NOTICED, |count| checked(count).saturating_sub(least));
    }
}

/// Less processor time than this is within the noise of a whole program.
#[cfg(unix)]
const NOTICED: std::time::Duration = std::time::Duration::from_millis(40);
