//! An address that readers may follow.

use super::form::{self, DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use crate::problem::{Problem, Words, unsafe_address};
use crate::schema::{Field, Kind, Reader, ScaffoldValues, Value, nothing};
use crate::source::yaml::{Node, Part};
use crate::text::link::{Destination, destination};
use crate::text::{address, is_han};

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "url", words: &["网址", "链接"], declare: |_, _| Kind::Url };

/// The kind.
pub(super) struct UrlKind;

impl FieldKind for UrlKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("网址", "address")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个网址，如 https://www.example.com/", "an address such as https://www.example.com/")
    }

    fn example(&self) -> String {
        "https://www.example.com/".to_owned()
    }

    /// Reads an address. An unsafe one is reported and gives no value.
    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let text = reader.text(self, node, name)?;
        let destination = destination(&text);
        if let Destination::Refused(refusal) = destination {
            reader.report(&[], Part::Value, unsafe_address(&text, refusal));
            return None;
        }
        if let Some(address) = among_words(&text) {
            let problem = Problem::error(
                "link/broken",
                format!("“{text}”里不只有网址"),
                format!("`{text}` is more than an address"),
            )
            .help(
                format!("只写“{address}”；网站的名称、日期另写一项"),
                format!("write `{address}` alone; a name or a date goes elsewhere"),
            );
            reader.report(&[], Part::Value, problem);
            return None;
        }
        if destination == Destination::Inside
            && let Some(whole) = address::whole(&text)
        {
            let problem = Problem::error(
                "link/broken",
                format!("“{text}”不是完整的网址"),
                format!("`{text}` is not a complete address"),
            );
            let problem = problem.help(format!("写成“{whole}”"), format!("write `{whole}`"));
            let mut issue = reader.issue(&[], Part::Value, problem);
            issue.instead(&text, Some(&whole));
            reader.issues.push(issue);
        }
        Some(Value::Text(text.into()))
    }

    // `/` is the address of the home page.
    fn is_nothing(&self, _or_none: bool, text: &str) -> bool {
        text.trim() != "/" && nothing::is_said(text)
    }

    fn fits(&self, value: &Node) -> bool {
        is_text(value, |text| text.contains(['.', '/', ':']))
    }

    fn in_line(&self) -> InLine {
        InLine::Addresses
    }

    fn note(&self, values: &ScaffoldValues<'_>, field: &Field) -> String {
        form::wanted_without_help(self, values, field)
    }
}

/// Returns the address in a text that has more than that: `岚江日报 https://a.example/x`,
/// `<https://a.example/x>`, `https://a.example/x。`. A blank alone may be in the name of a file.
fn among_words(text: &str) -> Option<&str> {
    const MARKS: [char; 7] = ['<', '>', '。', '，', '、', '；', ']'];
    let start = text.find("http://").or_else(|| text.find("https://"))?;
    let (before, rest) = text.split_at_checked(start)?;
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>')).unwrap_or(rest.len());
    // `https://a.example/x，https://b.example/y`
    let next = rest.match_indices(MARKS).map(|(at, _)| at);
    let next = next.into_iter().find(|at| rest.get(*at..end).is_some_and(|rest| rest.contains("://")));
    let (address, after) = rest.split_at_checked(next.unwrap_or(end))?;
    let mut address = address.trim_end_matches(MARKS);
    if before.ends_with('(') {
        address = address.strip_suffix(')').unwrap_or(address);
    }
    // `https://a.example/go?to=https://b.example` and `/go/https://b.example` are addresses.
    let has_words = !before.is_empty() && !before.ends_with(['=', '/']);
    let goes_on = after.contains(is_han) || after.contains("http") || after.starts_with(MARKS);
    let has_mark = end == rest.len() && rest.ends_with(MARKS);
    ((has_words || goes_on || has_mark) && address.len() > "https://".len()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_among_words_is_found() {
        for (text, address) in [
            ("岚江日报 https://a.example/x", Some("https://a.example/x")),
            ("https://a.example/x 2026年11月20日", Some("https://a.example/x")),
            ("https://a.example/x https://b.example/y", Some("https://a.example/x")),
            ("<https://a.example/x>", Some("https://a.example/x")),
            ("https://a.example/x。", Some("https://a.example/x")),
            ("https://a.example/x，https://b.example/y", Some("https://a.example/x")),
            ("[岚江日报](https://a.example/x)", Some("https://a.example/x")),
            ("https://a.example/x", None),
            ("https://a.example/公示（一）", None),
            ("https://a.example/x_(y)", None),
            ("https://a.example/附件 1.pdf", None),
            ("https://a.example/go?to=https://b.example/", None),
            ("news/x.md", None),
            ("https://", None),
        ] {
            assert_eq!(among_words(text), address, "{text}");
        }
    }
}
