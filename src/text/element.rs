//! Takes HTML apart into words and tags, and knows which elements part the words before them from
//! those behind.

/// The elements that do: blocks, cells, breaks of lines, and in a drawing each of its texts.
#[rustfmt::skip]
const PARTING: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "desc", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p",
    "pre", "search", "section", "summary", "table", "tbody", "td", "text", "tfoot", "th", "thead", "title", "tr", "ul",
];

/// Returns the name of the element in what is between the angle brackets of a tag: `b` of `/b`,
/// `FONT` of `FONT color=red`.
pub fn element_name(tag: &str) -> &str {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let length = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len());
    tag.get(..length).unwrap_or_default()
}

/// Whether an element with this name parts words: `<td>`, but not `<b>` or what is no element.
pub fn parts_words(name: &str) -> bool {
    PARTING.iter().any(|element| name.eq_ignore_ascii_case(element))
}

/// The words of HTML as they are written, each with the tag behind them, without its brackets. A
/// tag that doesn't end hides what is behind it, as in a browser.
pub fn words_and_tags(html: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = Some(html);
    std::iter::from_fn(move || {
        let html = rest.take()?;
        let Some((words, tag)) = html.split_once('<') else { return Some((html, "")) };
        let Some((tag, after)) = split_tag(tag) else { return Some((words, "")) };
        rest = Some(after);
        // `甲<b<i>乙`: the first was no tag.
        Some((words, tag.rsplit('<').next().unwrap_or(tag)))
    })
}

/// Splits what is behind a `<` at the `>` that ends the tag: one in a value between quotation marks
/// does not.
fn split_tag(text: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    loop {
        let found = at + text.get(at..)?.find(['>', '"', '\''])?;
        let (before, rest) = text.split_at_checked(found)?;
        let mark = rest.chars().next()?;
        let after = rest.get(1..)?;
        if mark == '>' {
            return Some((before, after));
        }
        let closing = after.find(mark).filter(|_| before.trim_end().ends_with('='));
        at = found + 1 + closing.map_or(0, |closing| closing + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_tags_are_told_apart() {
        let read = |html| words_and_tags(html).collect::<Vec<_>>();
        assert_eq!(
            read("甲<p title=\"a > b\">乙</p>丙"),
            [("甲", "p title=\"a > b\""), ("乙", "/p"), ("丙", "")]
        );
        assert_eq!(read("甲<b it's>乙"), [("甲", "b it's"), ("乙", "")]);
        assert_eq!(read("甲<a x=\"乙>丙"), [("甲", "a x=\"乙"), ("丙", "")]);
        assert_eq!(read("甲<b<i>乙<"), [("甲", "i"), ("乙", "")]);
        assert_eq!(read(""), [("", "")]);
    }

    #[test]
    fn blocks_and_cells_part_words() {
        for (tag, expected) in [
            ("p", true),
            ("/TD", true),
            ("br/", true),
            ("h2 id=\"a\"", true),
            ("b", false),
            ("FONT color=red", false),
            ("my-p", false),
            ("", false),
        ] {
            assert_eq!(parts_words(element_name(tag)), expected, "{tag}");
        }
        assert!(PARTING.is_sorted());
    }
}
