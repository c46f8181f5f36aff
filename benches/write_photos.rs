//! Writes a site of photos of 12 megapixels, ten in each article, for `benches/photos_site`.
//!
//! `cargo run --release --example write_photos -- DIR PHOTOS`

#![allow(clippy::print_stderr, clippy::expect_used, clippy::unwrap_used, reason = "a program for developers")]

mod photo;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// Photos with other pixels. The others differ from one of these in a comment alone: to decode and
/// encode them takes as long, and their names are others.
const DISTINCT: usize = 8;
/// Photos in an article.
const TOGETHER: usize = 10;

const SITE: &str = "title: 照片\nlanguages: [{code: zh}]\nchecks: {severity: {img/large: off}}\n";

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count] = given.as_slice() else { return usage() };
    let Ok(count) = count.parse::<usize>() else { return usage() };
    let folder = Path::new(folder);
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write("site.yaml", SITE.as_bytes());
    write("content/news/_index.md", "---\n标题: 要闻\n类型: 新闻\n---\n".as_bytes());
    let distinct: Vec<Vec<u8>> =
        (0..DISTINCT.min(count)).map(|seed| photo::photo(4000, 3000, seed as u64)).collect();
    for article in 0..count.div_ceil(TOGETHER) {
        let mut text = format!("---\n标题: 第{}次活动\n日期: 2026-01-02\n来源: 党群部\n---\n", article + 1);
        for number in (article * TOGETHER..count).take(TOGETHER) {
            text += &format!("\n![活动现场](p{number}.jpg \"活动现场\")\n");
            let bytes = with_comment(&distinct[number % distinct.len()], number);
            write(&format!("content/news/a{article}/p{number}.jpg"), &bytes);
        }
        write(&format!("content/news/a{article}/index.md"), text.as_bytes());
    }
    ExitCode::SUCCESS
}

/// Puts a comment with a number behind the first bytes of a JPEG.
fn with_comment(jpeg: &[u8], number: usize) -> Vec<u8> {
    let text = format!("{number:08}");
    let length = u16::try_from(text.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xFE], &length, text.as_bytes(), &jpeg[2..]].concat()
}

fn usage() -> ExitCode {
    eprintln!("write_photos DIR PHOTOS");
    ExitCode::from(2)
}
