//! Measures how fast a body is rendered and summarised.
//!
//! `cargo bench --bench markdown`

#![allow(clippy::unwrap_used, reason = "a program for developers")]

mod corpus;

use dangjian::markdown::{self, Anywhere, Options};
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

fn bodies() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    corpus::write(folder.path(), 100, 1).unwrap();
    let files = walkdir::WalkDir::new(folder.path())
        .sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file());
    files.map(|entry| std::fs::read_to_string(entry.path()).unwrap()).collect()
}

#[divan::bench]
fn render(bencher: divan::Bencher<'_, '_>) {
    let bodies = bodies();
    let options = Options { highlight: true, ..Options::default() };
    bencher.counter(BytesCount::new(bodies.iter().map(String::len).sum::<usize>())).bench(|| {
        bodies.iter().map(|body| markdown::render(body, &options, &Anywhere).html.len()).sum::<usize>()
    });
}

/// The same without the Chinese pass. The pass may cost 15 % of the whole: compare `render` with
/// this.
#[divan::bench]
fn render_without_the_chinese_pass(bencher: divan::Bencher<'_, '_>) {
    let bodies = bodies();
    let options = Options { highlight: true, ..Options::default() };
    bencher.counter(BytesCount::new(bodies.iter().map(String::len).sum::<usize>())).bench(|| {
        bodies
            .iter()
            .map(|body| markdown::render_unprepared(body, &options, &Anywhere).html.len())
            .sum::<usize>()
    });
}

/// Articles in which every line needs the pass: emphasis next to marks, indents by hand, addresses
/// with spaces.
#[divan::bench(args = [true, false])]
fn render_what_needs_the_pass(bencher: divan::Bencher<'_, '_>, pass: bool) {
    const PARAGRAPH: &str = concat!(
        "　　坚持**“两个维护”**不动摇，开展**“三会一课”**活动，推进**《党章》**学习。木板5*3*2规格，（一）~（三）项，见[附件](附件/表 1.docx)。\n",
        "　　**一是强化理论学习。**以“三会一课”为载体，增长**13.6%**以上，公司党委书记在会上强调，要坚持以高质量党建引领高质量发展。\n\n",
    );
    let body = PARAGRAPH.repeat(100);
    let options = Options { highlight: true, ..Options::default() };
    let render = if pass { markdown::render } else { markdown::render_unprepared };
    bencher.counter(BytesCount::new(body.len())).bench(|| render(&body, &options, &Anywhere).html.len());
}

/// The cost of a writer's check on top of a build.
#[divan::bench]
fn render_with_advice(bencher: divan::Bencher<'_, '_>) {
    let bodies = bodies();
    let options = Options { highlight: true, advise: true, ..Options::default() };
    bencher.counter(BytesCount::new(bodies.iter().map(String::len).sum::<usize>())).bench(|| {
        bodies.iter().map(|body| markdown::render(body, &options, &Anywhere).html.len()).sum::<usize>()
    });
}

#[divan::bench]
fn lead(bencher: divan::Bencher<'_, '_>) {
    let bodies = bodies();
    bencher.bench(|| {
        bodies.iter().map(|body| markdown::lead(body, 110, markdown::Lines::Meant).len()).sum::<usize>()
    });
}
