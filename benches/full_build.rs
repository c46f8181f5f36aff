//! Time and peak memory of a full build through the real program, at 1,000 and 10,000 articles, with a theme that prints
//! the same page as the other generators are measured with, and with the default theme.
//!
//! `cargo bench --bench full_build`

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a program for developers")]

mod corpus;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!(
        "{:>8}  {:<10}  {:>9}  {:>9}  {:>8}  {:>8}",
        "articles", "theme", "build", "unchanged", "cp -r", "memory"
    );
    for pages in [1_000, 10_000] {
        for theme in ["equivalent", "classic"] {
            let site = folder.path().join(format!("site-{pages}-{theme}"));
            site_with(&site, pages, theme);
            let mut full = Vec::new();
            let mut memory = 0;
            for round in 0..ROUNDS {
                // A new folder each time: on ext4, creating files right after deleting as many is slower.
                let (time, peak) = build(&site, &folder.path().join(format!("out-{pages}-{theme}-{round}")));
                full.push(time);
                memory = memory.max(peak);
            }
            let out = folder.path().join(format!("out-{pages}-{theme}-0"));
            let unchanged = (0..ROUNDS).map(|_| build(&site, &out).0).collect();
            let copies = (0..ROUNDS)
                .map(|round| copy(&out, &folder.path().join(format!("copy-{pages}-{theme}-{round}"))))
                .collect();
            println!(
                "{pages:>8}  {theme:<10}  {:>7.0}ms  {:>7.0}ms  {:>6.0}ms  {:>5} MB",
                median(full),
                median(unchanged),
                median(copies),
                memory / 1024,
            );
        }
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn site_with(site: &Path, pages: usize, theme: &str) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/site");
    for entry in
        walkdir::WalkDir::new(&source).into_iter().flatten().filter(|entry| entry.file_type().is_file())
    {
        let target = site.join(entry.path().strip_prefix(&source).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(entry.path(), target).unwrap();
    }
    let config = fs::read_to_string(site.join("site.yaml"))
        .unwrap()
        .replace("theme: equivalent", &format!("theme: {theme}"));
    fs::write(site.join("site.yaml"), config).unwrap();
    if theme != "equivalent" {
        // The corpus carries a field of its own.
        fs::create_dir_all(site.join("types")).unwrap();
        fs::copy(source.join("themes/equivalent/types/news.yaml"), site.join("types/news.yaml")).unwrap();
        let declared = fs::read_to_string(site.join("types/news.yaml")).unwrap();
        let declared = declared
            .replace("page/page.html", "page/article.html")
            .replace("list/list.html", "list/text.html");
        let declared = declared
            + "  place: {label: {zh: 电头, en: Dateline}}\n  reprint: {label: {zh: 转载, en: Reprint}, type: boolean}\n";
        fs::write(site.join("types/news.yaml"), declared).unwrap();
    }
    corpus::write(site, pages, 1).unwrap();
}

/// Builds once; returns the time and the peak memory in kilobytes (0 where the system does not tell).
fn build(site: &Path, out: &Path) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_dangjian"))
        .arg("build")
        .arg(site)
        .arg("--output")
        .arg(out)
        .args(["--now", "2026-11-20"])
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Some(found) = fs::read_to_string(&status).ok().as_deref().and_then(high_water_mark) {
            peak = found;
        }
        if let Some(ended) = child.try_wait().expect("the program ends") {
            assert!(ended.success(), "the build failed");
            return (start.elapsed(), peak);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn high_water_mark(status: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().strip_suffix(" kB")?.parse().ok()
}

fn copy(from: &Path, to: &Path) -> Duration {
    let start = Instant::now();
    let status = Command::new("cp").arg("-r").arg(from).arg(to).status().expect("cp starts");
    assert!(status.success());
    start.elapsed()
}
