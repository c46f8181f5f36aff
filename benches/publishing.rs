//! Measures the time to publish 10,000 files: into no folder, with equal bytes, with other bytes by
//! exchanging folders and by the journal, with one file changed. Rendering is left out.
//!
//! `cargo bench --bench publishing`; `DANGJIAN_BENCH_DIR` names a folder on the disk to measure on.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a program for developers")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use dangjian::output::{Publication, Summary};
use rayon::prelude::*;

const FILES: usize = 10_000;
const ROUNDS: usize = 7;

fn main() {
    let base = std::env::var_os("DANGJIAN_BENCH_DIR").map_or_else(std::env::temp_dir, Into::into);
    let mut times: [Vec<(Duration, Duration)>; 5] = Default::default();
    for _ in 0..ROUNDS {
        let folder = tempfile::tempdir_in(&base).expect("a temporary folder");
        let [one, two] = ["one", "two"].map(|name| folder.path().join(name));
        let pages = |mark: &str| (0..FILES).map(|n| page(n, mark)).collect::<Vec<_>>();
        let (old, mut new) = (pages("old"), pages("new"));
        times[0].push(publish(&one, &old, FILES));
        publish(&two, &old, FILES);
        times[1].push(publish(&one, &old, 0));
        // A file that is not ours rules out the exchange, so the journal does the work.
        fs::write(two.join("CNAME"), "dj.example").expect("a file");
        times[2].push(publish(&one, &new, FILES));
        times[3].push(publish(&two, &new, FILES));
        new[FILES / 2].1.push('!');
        times[4].push(publish(&one, &new, 1));
    }
    println!("{:<28}  {:>9}  {:>9}", format!("{FILES} files"), "write", "commit");
    let names = ["first", "all equal", "all changed, exchange", "all changed, journal", "one changed"];
    for (name, times) in names.iter().zip(times) {
        let (write, commit) = times.into_iter().unzip();
        println!("{name:<28}  {:>7.1}ms  {:>7.1}ms", median(write), median(commit));
    }
}

/// A page of some kilobytes, in a folder of its month.
fn page(n: usize, mark: &str) -> (String, String) {
    let path = format!("news/{}/{:02}/article-{n}.html", 2010 + n % 16, 1 + n / 16 % 12);
    (path, format!("<p>{mark} {n}: 党建工作</p>\n").repeat(200))
}

/// The times for staging everything and for the commit.
fn publish(folder: &Path, pages: &[(String, String)], written: usize) -> (Duration, Duration) {
    let begin = Instant::now();
    let publication = Publication::begin(folder).expect("a folder");
    pages.par_iter().for_each(|(path, text)| {
        publication.write(path, text.as_bytes()).expect("a file");
    });
    let write = begin.elapsed();
    let done: Summary = publication.commit().expect("a site");
    assert_eq!(done.written, written);
    (write, begin.elapsed() - write)
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
