//! Removes HTML comments from an article: they are the writer's remarks, which nobody else should
//! read.

use std::borrow::Cow;

/// Whether `html` is one comment and nothing else.
pub(super) fn is_one(html: &str) -> bool {
    html.strip_prefix("<!--").is_some_and(|rest| rest.find("-->") == Some(rest.len().wrapping_sub(3)))
}

/// Returns `html` without comments. A comment that does not end stays, so that the writer sees it.
/// So does everything in a script, a style or preformatted text.
pub(super) fn without(html: &str) -> Cow<'_, str> {
    if !html.contains("<!--") || is_literal(html) {
        return Cow::Borrowed(html);
    }
    let (mut kept, mut rest) = (String::new(), html);
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Whether the block is an element in which `<!--` is only text.
fn is_literal(html: &str) -> bool {
    let Some(tag) = html.trim_start().strip_prefix('<') else { return false };
    let name: String = tag.chars().take_while(char::is_ascii_alphabetic).collect();
    ["script", "style", "pre", "textarea"].iter().any(|literal| name.eq_ignore_ascii_case(literal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_taken_out() {
        for (html, expected) in [
            ("<!-- 备注 -->\n", "\n"),
            ("<!-- 甲 --><b>乙</b><!-- 丙\n丁 -->\n", "<b>乙</b>\n"),
            ("<!-- 甲 -->乙 <!-- 丙", "乙 <!-- 丙"),
            ("<script>\n<!-- x -->\n</script>", "<script>\n<!-- x -->\n</script>"),
            ("<p>甲</p>", "<p>甲</p>"),
        ] {
            assert_eq!(without(html), expected, "{html}");
        }
        assert!(is_one("<!-- 甲 -->") && !is_one("<!-- 甲 -->乙-->") && !is_one("<b>"));
    }
}
