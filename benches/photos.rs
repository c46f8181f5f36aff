//! Measures how fast the pictures of pages are made from photos, beside libvips.
//!
//! `cargo bench --bench photos`, with `vipsthumbnail` (Debian: libvips-tools) for the comparison:
//! without it those lines measure nothing. Compare the two of one run: both use one thread, and
//! libvips starts a process for each width, which takes it about 20 ms of CPU.

#![allow(clippy::unwrap_used, reason = "a program for developers")]

mod photo;

use std::process::{Command, Stdio};

use dangjian::picture::{Limits, Recipe, clean, derive, inspect};
use divan::counter::ItemsCount;
use photo::photo;

const WIDTHS: [u32; 3] = [480, 960, 1600];
const PHOTOS: u64 = 4;

fn main() {
    divan::main();
}

fn photos(width: u32, height: u32) -> Vec<Vec<u8>> {
    (0..PHOTOS).map(|seed| photo(width, height, seed)).collect()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn derive_three_widths(bencher: divan::Bencher<'_, '_>) {
    let photos = photos(4000, 3000);
    let recipes = WIDTHS.map(Recipe::new);
    bencher.counter(ItemsCount::new(photos.len())).bench_local(|| {
        photos.iter().map(|photo| derive(photo, &recipes, &Limits::default()).unwrap().len()).sum::<usize>()
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn libvips_three_widths(bencher: divan::Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    for (number, photo) in photos(4000, 3000).iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.jpg")), photo).unwrap();
    }
    let files: Vec<String> = (0..PHOTOS).map(|number| format!("{number}.jpg")).collect();
    bencher.counter(ItemsCount::new(files.len())).bench_local(|| {
        for width in WIDTHS {
            let status = Command::new("vipsthumbnail")
                .current_dir(folder.path())
                .env("VIPS_CONCURRENCY", "1")
                .args(&files)
                .args(["-s", &format!("{width}x"), "-o"])
                .arg(format!("%s-{width}.jpg[Q=72,interlace,optimize_coding,strip]"))
                .stderr(Stdio::null())
                .status();
            if status.is_err() {
                return;
            }
        }
    });
}

#[divan::bench]
fn inspect_one(bencher: divan::Bencher<'_, '_>) {
    let photo = photo(4000, 3000, 1);
    bencher.bench_local(|| inspect(&photo, &Limits::default()).unwrap().width);
}

#[divan::bench]
fn clean_one(bencher: divan::Bencher<'_, '_>) {
    let photo = photo(4000, 3000, 1);
    bencher.bench_local(|| clean(&photo).unwrap().len());
}
