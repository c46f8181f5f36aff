//! Tests the line of the source on which a block says it begins.

use proptest::prelude::*;

use super::Site;
use super::properties::{all_on, pieces};
use crate::markdown::{Options, render};

fn with_lines(body: &str, first: usize) -> String {
    render(body, &Options { lines: Some(first), ..all_on() }, &Site::default()).html
}

/// Returns name and line of every element that has one.
fn places(body: &str) -> Vec<String> {
    let html = with_lines(body, 1);
    let tags = html.split('<').skip(1).filter_map(|tag| {
        let (before, rest) = tag.split('>').next()?.split_once(" data-line=\"")?;
        Some(format!("{} {}", before.split(' ').next()?, rest.split('"').next()?))
    });
    tags.collect()
}

fn without(html: &str) -> String {
    let mut parts = html.split(" data-line=\"");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (line, rest) = part.split_once('"').unwrap();
        assert!(!line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()), "{html}");
        plain.push_str(rest);
    }
    plain
}

#[test]
fn every_block_says_its_line() {
    for (body, expected) in [
        ("甲\n\n## 乙\n\n- 丙\n  - 丁\n- 戊\n", "p 1,h2 3,ul 5,li 5,ul 6,li 6,li 7"),
        ("1. 甲\n\n   乙\n\n2. 丙\n", "ol 1,li 1,p 1,p 3,li 5,p 5"),
        ("4. 甲\n", "ol 1,li 1"),
        ("- [x] 甲\n- [ ] 乙\n", "ul 1,li 1,li 2"),
        ("- [x] ![图](a.png)\n\n- [ ] 乙\n", "ul 1,li 1,p 1,li 3,p 3"),
        ("甲\n\n|甲|\n|-|\n|1|\n|2|\n", "p 1,table 3,tr 3,tr 5,tr 6"),
        ("> 甲\n>\n> - 乙\n", "blockquote 1,p 1,ul 3,li 3"),
        ("> [!NOTE] 题\n> 正文\n> 再来\n>\n> 又\n", "aside 1,p 1,p 2,p 5"),
        ("> [!NOTE] 题  \n> 正文\n", "aside 1,p 1,p 2"),
        ("甲\n\n```rust\nx\n```\n\n    y\n", "p 1,pre 3,p 7"),
        ("![图](a.png)\n![图](b.png)\n\n---\n", "figure 1,figure 2,hr 4"),
        ("甲\n\n![图](a.png)\n", "p 1,figure 3"),
        ("甲\n: 乙\n", "dl 1,dt 1,dd 2"),
        ("甲[^1]\n\n[^1]: 注\n", "p 1,p 3"),
        ("甲\n\n<div>\n乙\n", "p 1,p 3"),
        ("　　甲\n　　乙\n\n    “丙”\n", "p 1,p 2,p 4"),
        ("**“甲”**乙\n\n丙**“丁”**戊\n\n己\n", "p 1,p 3,p 5"),
        ("甲\r\n\r\n- 乙\r\n- 丙\r\n\r\n丁\r\n", "p 1,ul 3,li 3,li 4,p 6"),
        ("\n\n甲\n", "p 3"),
        ("", ""),
    ] {
        assert_eq!(places(body).join(","), expected, "{body:?}");
    }
}

#[test]
fn directives_and_what_is_in_them_say_their_lines() {
    for (body, expected) in [
        ("甲\n:::note\n乙\n\n::::stats x=1 ::::\n:::\n丙\n", "p 1,div 2,p 3,div 5,p 7"),
        ("- 甲\n  :::a\n  乙\n  :::\n- 丙", "ul 1,li 1,div 2,li 5"),
        ("> :::a\n> |甲|\n> |-|\n> |1|\n> :::\n", "blockquote 1,div 1,table 2,tr 2,tr 4"),
        ("::::a\n:::b\n# 甲\n:::\n\n- 乙\n::::\n", "div 1,div 2,h2 3,ul 6,li 6"),
        // An unknown directive leaves its content.
        (":::unknown\n甲\n:::\n", "p 2"),
    ] {
        assert_eq!(places(body).join(","), expected, "{body:?}");
    }
}

#[test]
fn lines_are_counted_from_the_beginning_of_the_file() {
    assert_eq!(
        with_lines("甲\n\n## 乙 {#b}\n", 7),
        "<p data-line=\"7\">甲</p>\n<h2 id=\"b\" data-line=\"9\">乙</h2>\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_are_all_that_is_added(body in pieces(), first in 1_usize..40) {
        for options in [Options::default(), all_on()] {
            let plain = render(&body, &options, &Site::default());
            let lined = render(&body, &Options { lines: Some(first), ..options }, &Site::default());
            prop_assert_eq!(without(&lined.html), plain.html);
            prop_assert_eq!((lined.text, lined.headings), (plain.text, plain.headings));
        }
    }

    #[test]
    fn no_line_is_outside_the_text(body in pieces()) {
        let last = body.matches('\n').count() + 1;
        for place in places(&body) {
            let line: usize = place.split(' ').nth(1).unwrap().parse().unwrap();
            prop_assert!((1..=last).contains(&line), "{} in {:?}", place, body);
        }
    }
}
