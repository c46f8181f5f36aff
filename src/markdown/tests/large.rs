//! Tests that time grows in proportion to the length of a body, for what a slip of the writer or
//! another program repeats very often.

use super::Site;
use crate::markdown::{Lines, Options, cut, lead, plain, render};
use crate::trial;

/// A body of this length takes less than a second, but minutes if each piece of it looks at all
/// others.
const LENGTH: usize = 100_000;
/// The same where each piece only searches the others, which is fast.
const LONG: usize = 400_000;

/// For each case: the length, the text before, the text that is repeated up to the length, the text
/// after.
const REPEATED: &[(usize, &str, &str, &str)] = &[
    (LENGTH, "", "甲****乙", ""),
    (LENGTH, "", "**甲****乙**", ""),
    (LONG, "甲 -->\n", "乙<!--\n", ""),
    (LONG, "", "乙<!-- 甲\n", "-->"),
    (LONG, "", "甲\n", ""),
    (LONG, "", "甲，\n乙。\n", "==="),
    (LONG, "", "一、甲\n", ""),
    (LONG, "甲。\n", "甲。\n乙公司\n2026年1月2日\n附件：1.丙\n", ""),
    (LONG, "", "1. 甲。\n乙。\n", ""),
    (LONG, "", "[甲\n（乙\n", ""),
    (LONG, "", "<!-- 甲 -->", "乙"),
    (LENGTH, "", "甲,乙", ""),
    (LENGTH, "", "甲\u{200b}", ""),
    (LENGTH, "", "说\"好\"。\n\n", ""),
    (LONG, "", "https://a.cn甲", ""),
    (LONG, "", "\n\n|a|b|\n|-|-|\n|1|2|\n", ""),
    (LONG, "## 乙\n\n## 乙\n\n", "[甲](#乙) [丙](#丙)\n\n## 丁\n\n", ""),
    (LENGTH, "", ":::note\n", ""),
    (LENGTH, "", ":::::note\n", ":::\n:::\n"),
    (LONG, ":::note\n", "<!--:::0:\n\n", ""),
    (LENGTH, "甲\n\n", "    # a\n", ""),
    (LENGTH, "", "# 甲`a`[a](b c.d)\n", ""),
    (LENGTH, "", "　　甲`a`[a](b c.d)\n", ""),
    (LENGTH, "", "[a](b c.d)`a`", ""),
    (LENGTH, "", "王**、", ""),
    (LENGTH, "", "王**说李**", ""),
    (LENGTH, "", "3人*5", ""),
    (LENGTH, "", "标*为必填", ""),
    (LENGTH, "", "长*宽=高", ""),
    (LENGTH, "", "____年__月", ""),
    (LENGTH, "", "[编辑]: 赵六\n", ""),
    (LENGTH, "", "[编辑]: 赵六\n[a]: a.md\n", ""),
    (LENGTH, "", "张三、李四\n", ""),
    (LENGTH, "", "1. 甲\n3. 乙\n", ""),
    (LENGTH, "", "甲:::乙", ""),
    (LENGTH, "", "是?", ""),
    (LENGTH, "", "a=甲!", ""),
    (LENGTH, "", "<div\n", ""),
    (LENGTH, "", "<div><style>\n", ""),
    (LENGTH, "", "<u>甲</u>\n", ""),
    (LENGTH, "1、甲", "[a](b)", ""),
    (LENGTH, "1、甲", "[](b)", "https://a.cn"),
];

#[test]
fn no_body_takes_longer_than_its_length_makes_it() {
    for (length, before, repeated, after) in REPEATED {
        let body = |count: usize| format!("{before}{}{after}", repeated.repeat(count));
        trial::in_proportion(repeated, length / trial::TIMES / repeated.len(), body, |body| {
            let options = Options { advise: true, lines: Some(1), ..Options::default() };
            render(&body, &options, &Site::default());
            plain(&body);
            lead(&body, 200, Lines::Meant);
            cut(&body, 200);
        });
    }
}
