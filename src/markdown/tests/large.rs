//! No body takes longer than its length makes it: what a slip of the writer's, or another system, repeats very often.

use std::time::Instant;

use super::Site;
use crate::markdown::{Options, cut, lead, plain, render};

/// So long a body takes less than a second; with the square of its length it would be minutes.
const LENGTH: usize = 300_000;

/// What is repeated, between what stands before and after it.
const REPEATED: &[(&str, &str, &str)] = &[
    ("", "甲****乙", ""),
    ("", "**甲****乙**", ""),
    ("甲 -->\n", "乙<!--\n", ""),
    ("", "乙<!-- 甲\n", "-->"),
    ("", "<!-- 甲 -->", "乙"),
    ("", "甲,乙", ""),
    ("", "甲\u{200b}", ""),
    ("", "说\"好\"。\n\n", ""),
    ("", "https://a.cn甲", ""),
    ("", "\n\n|a|b|\n|-|-|\n|1|2|\n", ""),
    ("## 乙\n\n## 乙\n\n", "[甲](#乙) [丙](#丙)\n\n## 丁\n\n", ""),
    ("", ":::note\n", ""),
    ("", ":::::note\n", ":::\n:::\n"),
    (":::note\n", "<!--:::0:\n\n", ""),
    ("甲\n\n", "    # a\n", ""),
    ("", "# 甲`a`[a](b c.d)\n", ""),
    ("", "　　甲`a`[a](b c.d)\n", ""),
    ("", "[a](b c.d)`a`", ""),
];

#[test]
fn no_body_takes_longer_than_its_length_makes_it() {
    for (before, repeated, after) in REPEATED {
        let body = format!("{before}{}{after}", repeated.repeat(LENGTH / repeated.len()));
        let begun = Instant::now();
        let options = Options { advise: true, lines: Some(1), ..Options::default() };
        render(&body, &options, &Site::default());
        plain(&body);
        lead(&body, 200);
        cut(&body, 200);
        assert!(begun.elapsed().as_secs() < 10, "{repeated:?} took {:?}", begun.elapsed());
    }
}
