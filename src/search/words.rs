//! The words of a page: by where they stand, and out of its HTML.

use crate::text::escape::unescaped;
use crate::text::{element_name, parts_words, words_and_tags};

/// The words of a page. Between two paragraphs, names or titles there is a line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Its headline.
    pub title: String,
    /// Its persons, units, tags and further titles.
    pub names: String,
    /// Its summary, where the writer gave one.
    pub summary: String,
    /// Its body, its fields, captions, descriptions of pictures, names of attachments.
    pub text: String,
}

/// Elements whose words are no text: those of programs, and the number of a note and the way back
/// from it. Their name, and what their tag holds.
const SILENT: [(&str, &str); 6] = [
    ("script", ""),
    ("style", ""),
    ("template", ""),
    ("noscript", ""),
    ("sup", "class=\"note-ref\""),
    ("a", "class=\"note-back\""),
];

/// Appends the words that a reader of HTML sees, and the descriptions of its pictures.
pub fn push_words_of_html(html: &str, out: &mut String) {
    let mut silent = None;
    for (words, tag) in words_and_tags(html) {
        let name = element_name(tag);
        if let Some(end) = silent {
            silent = silent.filter(|_| !(tag.starts_with('/') && name.eq_ignore_ascii_case(end)));
            continue;
        }
        out.push_str(&unescaped(words));
        if name.eq_ignore_ascii_case("img") {
            if let Some(alt) = attribute(tag, " alt=\"").filter(|alt| !alt.is_empty()) {
                push_end(out);
                out.push_str(&unescaped(alt));
                push_end(out);
            }
        } else if parts_words(name) {
            push_end(out);
        }
        let is_silent = |(element, holds): &&(&str, &str)| {
            name.eq_ignore_ascii_case(element) && tag.contains(holds) && !tag.starts_with('/')
        };
        silent = SILENT.iter().find(is_silent).map(|(element, _)| *element);
    }
}

/// Ends a paragraph.
pub(super) fn push_end(out: &mut String) {
    let end = out.trim_end().len();
    out.truncate(end);
    if !out.is_empty() {
        out.push('\n');
    }
}

fn attribute<'t>(tag: &'t str, before: &str) -> Option<&'t str> {
    tag.split_once(before)?.1.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_paragraphs_are_apart_and_those_of_a_paragraph_together() {
        let mut out = String::new();
        push_words_of_html(
            "<p>党<b>建</b><sup class=\"note-ref\"><a href=\"#fn-1\">1</a></sup>&amp;引领</p>\n<figure><img src=\"a.png\" alt=\"合影 &lt;左&gt;\" width=\"3\"><figcaption>图1</figcaption></figure><style>p{}</style><template>藏</template><b title=\"a > b\"></b><td>三</td><td>五</td>",
            &mut out,
        );
        assert_eq!(out, "党建&引领\n合影 <左>\n图1\n三\n五\n");
    }
}
