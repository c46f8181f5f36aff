//! Tests emphasis next to CJK characters: the vectors of the amendments that it follows, and those
//! of Chinese articles.

use crate::markdown::{Anywhere, Options, render};

/// Returns the HTML of a paragraph without what other writers do not write.
fn plain_html(markdown: &str) -> String {
    let html = render(markdown, &Options::default(), &Anywhere).html;
    html.trim_end().replace(" rel=\"noopener\"", "").replace(" class=\"runin\"", "")
}

fn check(vectors: &str) -> usize {
    let lines: Vec<&str> =
        vectors.lines().filter(|line| !line.is_empty() && !line.starts_with("# ") && *line != "#").collect();
    let mut wrong = Vec::new();
    for pair in lines.chunks(2) {
        let [markdown, expected] = pair else { panic!("{pair:?}") };
        let expected = expected.replace("&quot;", "\"");
        let found = plain_html(markdown);
        if found != expected {
            wrong.push(format!("{markdown}\n  found {found}\n  not   {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    lines.len() / 2
}

#[test]
fn the_vectors_of_the_cjk_friendly_amendments_hold() {
    assert_eq!(check(include_str!("vectors/cjk-friendly.txt")), 46);
}

#[test]
fn the_vectors_of_chinese_articles_hold() {
    assert_eq!(check(include_str!("vectors/chinese.txt")), 52);
}
