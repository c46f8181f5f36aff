//! Measures sites that are large in one respect, each at half its size and at its full size: a
//! stage that is not linear shows as growth beyond twice, or as time per file beyond that of a
//! plain site. If the files themselves grow, too (each page leads to itself in all languages), the
//! time is compared with their bytes. The table is printed and kept in `benches/RESULTS.md`.
//!
//! `cargo bench --bench scale -- [--only NAME,…] [--rounds 3] [--folder DIR]`; `--only million`
//! builds a million short articles, which is done only on request.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::panic,
    reason = "a program for developers"
)]

mod corpus;
#[allow(dead_code, reason = "each bench uses a part of it")]
mod measure;
#[allow(dead_code, reason = "each bench uses a part of it")]
mod sites;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Parser;
use measure::{Build, median, megabytes, shown, thousands};
use sites::Theme;

/// Measures sites that are large in one respect.
#[derive(Parser)]
struct Arguments {
    /// Names of the sites to measure.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Number of measurements of each.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Folder in which the sites are created and removed; the system's temporary folder if left
    /// out.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Folder into which the sites are only written; they are not built and not removed.
    #[arg(long)]
    write: bool,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A site that is large in one respect.
struct Case {
    name: &'static str,
    about: &'static str,
    size: usize,
    /// The measure that the time is compared with.
    by: By,
    write: fn(&Path, usize),
}

/// The measure that the time of a build is compared with, at half the size and at the plain site.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Number of files that it writes.
    Files,
    /// Number of bytes that it writes.
    Bytes,
    /// Only the size: there is just one file.
    Size,
}

/// Maximum time for a file or a byte, as a multiple of that in the plain site.
const BESIDE: f64 = 1.5;
/// Maximum growth beyond twice the time for a site of twice the size.
const GROWTH: f64 = 1.2;
const PLAIN: &str = "plain";
const MILLION: &str = "million";

const CASES: [Case; 10] = [
    Case { name: PLAIN, about: "articles", size: 10_000, by: By::Files, write: plain },
    Case {
        name: "tag",
        about: "articles with one and the same tag",
        size: 50_000,
        by: By::Files,
        write: one_tag,
    },
    Case {
        name: "section",
        about: "articles in one section",
        size: 100_000,
        by: By::Files,
        write: one_section,
    },
    Case {
        name: "tags",
        about: "tags on twice as many articles",
        size: 5_000,
        by: By::Files,
        write: many_tags,
    },
    Case {
        name: "article",
        about: "KB of text in one article",
        size: 10_000,
        by: By::Size,
        write: one_article,
    },
    Case {
        name: "directives",
        about: "directives in one article",
        size: 10_000,
        by: By::Size,
        write: directives,
    },
    Case {
        name: "languages",
        about: "languages × 20 sections × 2 pages",
        size: 200,
        by: By::Bytes,
        write: languages,
    },
    Case { name: "units", about: "units in the organization", size: 5_000, by: By::Files, write: units },
    Case {
        name: "links",
        about: "links among as many articles, by name and heading",
        size: 10_000,
        by: By::Files,
        write: links,
    },
    Case { name: MILLION, about: "short articles", size: 1_000_000, by: By::Files, write: short },
];

fn main() {
    let given = Arguments::parse();
    let folder = given.folder.clone().unwrap_or_else(std::env::temp_dir);
    let is_wanted = |case: &&Case| {
        if given.only.is_empty() {
            case.name != MILLION
        } else {
            given.only.iter().any(|name| name == case.name)
        }
    };
    let cases = CASES.iter().filter(is_wanted);
    if given.write {
        for case in cases {
            (case.write)(&folder.join(format!("{}-half", case.name)), case.size / 2);
            (case.write)(&folder.join(case.name), case.size);
        }
        return;
    }
    let folder = tempfile::tempdir_in(folder).expect("a temporary folder");
    let heads = [
        "name",
        "what is large",
        "size",
        "files",
        "MB",
        "half",
        "full",
        "growth",
        "per file",
        "÷ plain",
        "memory",
    ];
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    let mut plain = None;
    for case in cases {
        let half = measure_one(folder.path(), case, case.size / 2, given.rounds);
        let full = measure_one(folder.path(), case, case.size, given.rounds);
        rows.push(row(case, &half, &full, plain.as_ref()));
        if case.name == PLAIN {
            plain = Some(full);
        }
        println!("{}", rows.last().map(|row| row.join("  ")).unwrap_or_default());
    }
    let table = measure::table(&rows);
    println!("\n{table}");
    let asked =
        if given.only.is_empty() { String::new() } else { format!(" --only {}", given.only.join(",")) };
    measure::keep(
        "Large in one respect",
        &format!(
            "`cargo bench --bench scale -- --rounds {}{asked}`\n\n{}- medians of {} rounds; full builds with the default theme\n\n{table}\n\
             Growth: the time beside twice that of half the size, for languages beside that of half the size per byte of output, since each page leads to itself in all of them; 1 is linear, ✓ to {GROWTH}. ÷ plain: time per file (languages: per byte) beside that of the plain site; ✓ to {BESIDE}.\n",
            given.rounds,
            measure::circumstances(folder.path()),
            given.rounds,
        ),
    );
}

/// Seconds per unit of the measure for a build of this size.
fn per(build: &Build, by: By, size: usize) -> f64 {
    let count = match by {
        By::Files | By::Size => size as f64,
        By::Bytes => build.bytes as f64,
    };
    build.time.as_secs_f64() / count
}

fn per_file(build: &Build) -> f64 {
    build.time.as_secs_f64() / build.files as f64
}

fn row(case: &Case, half: &Build, full: &Build, plain: Option<&Build>) -> Vec<String> {
    let mark = |figure: f64, most: f64| format!("{figure:.2} {}", if figure <= most { "✓" } else { "✗" });
    let growth = per(full, case.by, case.size) / per(half, case.by, case.size / 2);
    let beside = plain.filter(|_| case.by != By::Size).map(|plain| match case.by {
        By::Bytes => per(full, By::Bytes, 0) / per(plain, By::Bytes, 0),
        By::Files | By::Size => per_file(full) / per_file(plain),
    });
    let or_dash = |shown: Option<String>| shown.unwrap_or_else(|| "–".to_owned());
    vec![
        case.name.to_owned(),
        case.about.to_owned(),
        thousands(case.size),
        thousands(usize::try_from(full.files).unwrap_or(usize::MAX)),
        format!("{:.0}", megabytes(full.bytes)),
        shown(half.time),
        shown(full.time),
        mark(growth, GROWTH),
        or_dash((case.by != By::Size).then(|| format!("{:.0} µs", per_file(full) * 1e6))),
        or_dash(beside.map(|figure| mark(figure, BESIDE))),
        format!("{:.0} MB", megabytes(full.memory)),
    ]
}

fn measure_one(folder: &Path, case: &Case, size: usize, rounds: usize) -> Build {
    let folder = folder.join(format!("{}-{size}", case.name));
    let site = folder.join("site");
    (case.write)(&site, size);
    let rounds = if case.name == MILLION { 1 } else { rounds.max(1) };
    let builds: Vec<Build> = (0..rounds)
        .map(|round| {
            eprintln!("{} {size}, round {}", case.name, round + 1);
            measure::build_anew(&site, &folder.join(format!("out-{round}")))
        })
        .collect();
    // Nothing is removed before the end, as in `compare`.
    let time: Duration = median(builds.iter().map(|build| build.time).collect());
    let memory = builds.iter().map(|build| build.memory).max().unwrap_or_default();
    let files = builds.first().map_or(0, |build| build.files);
    let bytes = builds.first().map_or(0, |build| build.bytes);
    Build { time, memory, changed: files, files, bytes }
}

fn put(site: &Path, name: &str, text: &str) {
    let file = site.join(name);
    fs::create_dir_all(file.parent().expect("it is in a folder")).expect("a folder can be made");
    fs::write(file, text).expect("it can be written");
}

fn plain(site: &Path, size: usize) {
    sites::write(site, size, Theme::Classic);
}

/// The corpus with each article changed.
fn changed(site: &Path, size: usize, change: impl Fn(usize, &mut corpus::Article)) {
    sites::write(site, 0, Theme::Classic);
    for (number, mut article) in corpus::articles(size, 1).enumerate() {
        change(number, &mut article);
        put(site, &format!("content/{}/{}", article.column, article.name), &article.text);
    }
}

fn with_tags(article: &mut corpus::Article, tags: &str) {
    article.text = article.text.replacen("tags:\n", &format!("tags:\n{tags}"), 1);
}

fn one_tag(site: &Path, size: usize) {
    changed(site, size, |_, article| with_tags(article, "  - 全体党员\n"));
}

fn one_section(site: &Path, size: usize) {
    changed(site, size, |_, article| article.column = "news");
}

fn many_tags(site: &Path, size: usize) {
    changed(site, size * 2, |number, article| {
        let (one, other) = (number % size, number * 7 % size);
        with_tags(article, &format!("  - 第{one}项工作\n  - 第{other}号文件\n"));
    });
}

/// The bodies of the corpus as one, `size` KB of them.
fn one_article(site: &Path, size: usize) {
    sites::write(site, 100, Theme::Classic);
    let mut text = "---\ntitle: 全部\ndate: 2026-01-01\nsummary: 全部文章\n---\n\n".to_owned();
    for article in corpus::articles(usize::MAX, 2) {
        if text.len() >= size * 1000 {
            break;
        }
        text += article.text.splitn(3, "---\n").last().unwrap_or_default();
    }
    put(site, "content/news/all.md", &text);
}

fn directives(site: &Path, size: usize) {
    sites::write(site, 100, Theme::Classic);
    let mut text = "---\ntitle: 组件\ndate: 2026-01-01\nsummary: 全部组件\n---\n\n".to_owned();
    for number in 0..size {
        let _ = match number % 3 {
            0 => write!(text, ":::note title=\"第 {number} 条\"\n“三会一课”是**基本制度**。\n:::\n\n"),
            1 => write!(text, ":::articles section=news limit=3\n:::\n\n"),
            _ => write!(text, "::::note kind=important\n外层。\n\n:::note\n内层。\n:::\n::::\n\n"),
        };
    }
    put(site, "content/news/directives.md", &text);
}

fn languages(site: &Path, size: usize) {
    sites::write_frame(site, Theme::Classic);
    let config = fs::read_to_string(site.join("site.yaml")).expect("it is there");
    let code = |number: usize| if number == 0 { "zh".to_owned() } else { format!("l{number}") };
    let listed: String =
        (0..size).map(|number| format!("  - {{code: {}, name: 语言{number}}}\n", code(number))).collect();
    put(site, "site.yaml", &format!("{config}\nlanguages:\n{listed}"));
    let mut articles = corpus::articles(40, 1).map(|article| article.text).collect::<Vec<_>>();
    for number in 0..size {
        let ending = if number == 0 { String::new() } else { format!(".{}", code(number)) };
        for section in 0..20 {
            let folder = format!("content/column-{section}");
            put(site, &format!("{folder}/_index{ending}.md"), &format!("---\ntitle: 栏目{section}\n---\n"));
            for page in 0..2 {
                put(site, &format!("{folder}/page-{page}{ending}.md"), &articles[section * 2 + page]);
            }
        }
        articles.rotate_left(1);
    }
}

/// Four levels: a committee, general branches, branches, groups, about as many below each.
fn units(site: &Path, size: usize) {
    sites::write(site, 100, Theme::Classic);
    put(site, "content/organization/_index.md", "---\ntitle: 组织架构\ntype: unit\n---\n");
    let mut text = String::new();
    let kinds = ["committee", "general", "branch", "group"];
    let below = 18;
    let depth_of = |number: usize| match number {
        0 => 0,
        _ if number % (below * below) == 1 => 1,
        _ if number % below == 1 => 2,
        _ => 3,
    };
    let mut last = 0;
    for number in 0..size {
        let depth = if number == 0 { 0 } else { depth_of(number).min(last + 1) };
        if number > 0 && depth > last {
            let _ = writeln!(text, "{}children:", "    ".repeat(last) + "  ");
        }
        let space = "    ".repeat(depth);
        let _ = writeln!(
            text,
            "{space}- id: unit-{number}\n{space}  type: {}\n{space}  name: 第{number}党组织",
            kinds[depth]
        );
        last = depth;
    }
    put(site, "data/organization.yaml", &text);
}

/// Each article links to two others, once to a heading.
fn links(site: &Path, size: usize) {
    let all: Vec<(String, String)> = corpus::articles(size, 1)
        .map(|article| {
            let heading =
                article.text.lines().find_map(|line| line.strip_prefix("## ")).unwrap_or_default().to_owned();
            (format!("../{}/{}", article.column, article.name), heading)
        })
        .collect();
    changed(site, size, |number, article| {
        let (one, other) = (&all[(number * 31 + 7) % all.len()], &all[(number * 17 + 3) % all.len()]);
        let _ = write!(article.text, "\n另见[一篇]({})和[另一篇](<{}#{}>)。\n", one.0, other.0, other.1);
    });
}

/// A million of these is what a large group writes in a hundred years.
fn short(site: &Path, size: usize) {
    sites::write(site, 0, Theme::Classic);
    for number in 0..size {
        let (column, year) = (["news", "activities", "study"][number % 3], 2000 + number % 25);
        let (month, day) = (number / 25 % 12 + 1, number / 300 % 28 + 1);
        let text = format!(
            "---\ntitle: 第{number}次主题党日\ndate: {year}-{month:02}-{day:02}\n---\n\n第{number}次活动在车间举行。党员学习了**“三会一课”**制度。\n"
        );
        put(site, &format!("content/{column}/{year}/{number}.md"), &text);
    }
}
