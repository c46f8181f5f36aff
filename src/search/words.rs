//! The words of a page: by where they stand, and out of its HTML.

use crate::text::escape::unescaped;
use crate::text::{element_name, parts_words};

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

/// Appends the words that a reader of HTML sees, and the descriptions of its pictures.
pub fn push_words_of_html(html: &str, out: &mut String) {
    let mut rest = html;
    while let Some((words, tag)) = rest.split_once('<') {
        out.push_str(&unescaped(words));
        let Some((tag, after)) = tag.split_once('>') else { return };
        rest = after;
        let name = element_name(tag);
        if name == "img" {
            if let Some(alt) = attribute(tag, " alt=\"").filter(|alt| !alt.is_empty()) {
                push_end(out);
                out.push_str(&unescaped(alt));
                push_end(out);
            }
        } else if parts_words(name) {
            push_end(out);
        }
        // The number of a note, and the way back from it, are no words.
        for (begin, end) in [("class=\"note-ref\"", "</sup>"), ("class=\"note-back\"", "</a>")] {
            if tag.contains(begin) {
                rest = rest.split_once(end).map_or("", |(_, after)| after);
            }
        }
        // What is in these is no text.
        if matches!(name, "style" | "script") && !tag.starts_with('/') {
            rest = rest
                .split_once("</")
                .and_then(|(_, after)| after.split_once('>'))
                .map_or("", |(_, after)| after);
        }
    }
    out.push_str(&unescaped(rest));
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
            "<p>党<b>建</b><sup class=\"note-ref\"><a href=\"#fn-1\">1</a></sup>&amp;引领</p>\n<figure><img src=\"a.png\" alt=\"合影 &lt;左&gt;\" width=\"3\"><figcaption>图1</figcaption></figure><style>p{}</style><td>三</td><td>五</td>",
            &mut out,
        );
        assert_eq!(out, "党建&引领\n合影 <左>\n图1\n三\n五\n");
    }
}
