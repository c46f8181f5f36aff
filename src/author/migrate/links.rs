//! Leads links between pages of the old site to their articles.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::code;
use super::lookup::{NONE, PAGE};
use crate::problem::Problem;

/// Replaces the placeholders of pages by the paths of their articles, as seen from `file`. Also
/// returns the numbers of the pages that have none: of a link to them its words stay.
pub(super) fn resolved(text: &str, file: &str, homes: &[Option<String>]) -> (String, Vec<usize>) {
    let mut lost = Vec::new();
    let text = without_lost(text, homes, &mut lost);
    let mut done = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(PAGE) {
        done.push_str(before);
        let (number, tail) = numbered(after);
        match number.and_then(|number| homes.get(number)?.as_deref()) {
            Some(home) => done.push_str(&relative(file, home).replace(' ', "%20")),
            // Not in a link of Markdown: in HTML, in the definition of an address.
            None => {
                done.push('#');
                lost.extend(number);
            }
        }
        rest = tail;
    }
    done.push_str(rest);
    (done, lost)
}

/// Splits what follows the beginning of a placeholder: the number of the page, and the rest.
fn numbered(after: &str) -> (Option<usize>, &str) {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let (number, tail) = after.split_at_checked(digits).unwrap_or(("", after));
    (number.parse().ok(), tail.strip_prefix(NONE).unwrap_or(tail))
}

/// Removes the links to pages that have no article.
fn without_lost(text: &str, homes: &[Option<String>], lost: &mut Vec<usize>) -> String {
    let mut edits: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, code::options()).into_offset_iter() {
        let Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) = event else { continue };
        let Some(after) = dest_url.strip_prefix(PAGE) else { continue };
        let (number, _) = numbered(after);
        let is_there = number.is_some_and(|number| homes.get(number).is_some_and(Option::is_some));
        let end = text.get(range.clone()).and_then(|written| written.rfind("]("));
        if let Some(end) = end.filter(|_| !is_there) {
            edits.push(range.start..range.start + 1);
            edits.push(range.start + end..range.end);
            lost.extend(number);
        }
    }
    // A link may hold a picture, but no other link.
    let (mut done, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        done.push_str(text.get(at..edit.start).unwrap_or_default());
        at = edit.end;
    }
    done + text.get(at..).unwrap_or_default()
}

/// Tells that a link leads to a page that was not imported.
pub(super) fn lost_page(old: &str) -> Problem {
    Problem::warning(
        "import/old-link",
        format!("链接指向的 {old} 没有导入，只留下了文字"),
        format!("a link leads to `{old}`, which was not imported: only its words stay"),
    )
    .help("那一篇导入以后，补上链接", "write the link when that page is imported")
}

/// Returns the path from the folder of one file to another: `../b/index.md`.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len().saturating_sub(1);
    let same = from
        .iter()
        .zip(&to)
        .take(folders.min(to.len().saturating_sub(1)))
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(folders - same);
    let down = to.get(same..).unwrap_or_default().join("/");
    if up.is_empty() { format!("./{down}") } else { up + &down }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_from_folder_to_folder() {
        for (from, to, expected) in [
            ("content/news/a.md", "content/news/b.md", "./b.md"),
            ("content/news/a/index.md", "content/news/b.md", "../b.md"),
            ("content/news/a/index.md", "content/study/x/index.md", "../../study/x/index.md"),
            ("content/news/a.md", "content/news/a/index.md", "./a/index.md"),
        ] {
            assert_eq!(relative(from, to), expected, "{from} {to}");
        }
        let homes = [None, Some("content/news/b.md".to_owned())];
        for (text, expected, lost) in [
            ("[甲](https://page.invalid/1#x)", "[甲](./b.md#x)", &[][..]),
            ("前[甲 `]`](https://page.invalid/0#x \"题\")后", "前甲 `]`后", &[0]),
            ("[![图](a.png)](<https://page.invalid/0>)", "![图](a.png)", &[0]),
            ("[甲](https://page.invalid/none)乙[丙](https://page.invalid/7)", "甲乙丙", &[7]),
            ("[甲][x]\n\n[x]: https://page.invalid/0", "[甲][x]\n\n[x]: #", &[0]),
            ("<i><a href=\"https://page.invalid/none\">甲</a></i>", "<i><a href=\"#\">甲</a></i>", &[]),
        ] {
            assert_eq!(
                resolved(text, "content/news/a.md", &homes),
                (expected.to_owned(), lost.to_vec()),
                "{text}"
            );
        }
    }
}
