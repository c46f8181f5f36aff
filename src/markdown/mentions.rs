//! Finds what a body may name of its site in one quick pass: for lists of what mentions a page,
//! which are made where no body is parsed.

use super::directive::{self, Line};

/// Something that a body may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mentioned<'b> {
    /// The destination of a link: a document, or an address from the root, without what follows
    /// its path.
    Path(&'b str),
    /// The value of an argument of a directive, or the name in `[[…]]`.
    Name(&'b str),
}

/// The ways in which the text of a link ends before its destination.
const BEFORE: [&str; 6] = ["](", "]（", "】(", "】（", "]: ", "]："];

/// Calls `tell` with everything that a body may name. Blocks of code are left out.
pub fn mentions(body: &str, mut tell: impl FnMut(Mentioned<'_>)) {
    // Most bodies name nothing.
    let bytes = body.as_bytes();
    let holds = |mark: &str| memchr::memmem::find(bytes, mark.as_bytes()).is_some();
    let holds_words = memchr::memchr(b']', bytes).is_some() || holds("】");
    if !holds_words && !holds(":::") && !holds("：：：") {
        return;
    }
    let mut fence: Option<char> = None;
    for line in body.lines() {
        let start = line.trim_start_matches([' ', '>', '\u{3000}', '\t']);
        let mark = ['`', '~'].into_iter().find(|mark| start.chars().take_while(|c| c == mark).count() > 2);
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => in_line(start, &mut tell),
            _ => {}
        }
    }
}

fn in_line(line: &str, tell: &mut impl FnMut(Mentioned<'_>)) {
    if line.starts_with([':', '：'])
        && let Some(Line::Open(opening)) = directive::parse(line, 0)
    {
        return opening.call.arguments.iter().for_each(|written| tell(Mentioned::Name(&written.value)));
    }
    if !line.contains([']', '】']) {
        return;
    }
    for before in BEFORE {
        for (at, _) in line.match_indices(before) {
            let rest = line.get(at + before.len()..).unwrap_or_default().trim_start();
            let inner = rest.strip_prefix('<');
            let ends = |c: char| {
                matches!(c, ')' | '）' | '"' | '#' | '?') || (inner.is_none() && c == ' ') || c == '>'
            };
            let path = inner.unwrap_or(rest).split(ends).next().unwrap_or_default();
            if path.starts_with('/') || path.to_ascii_lowercase().ends_with(".md") {
                tell(Mentioned::Path(path));
            }
        }
    }
    for (at, _) in line.match_indices("[[") {
        let inner = line.get(at + 2..).and_then(|rest| Some(rest.split_once("]]")?.0)).unwrap_or_default();
        let name = inner.split(['|', '#']).next().unwrap_or_default().trim();
        if !name.is_empty() && !name.starts_with('^') {
            tell(Mentioned::Name(name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_body_may_name_is_found() {
        for (body, expected) in [
            (
                "见[甲](../studios/a.md#小节)和[乙](/news/b.html?x)、[外](https://x.example/c.md)",
                "../studios/a.md /news/b.html https://x.example/c.md",
            ),
            ("[甲]（<a b.md>）、【乙】(b.md \"x\")\n\n[c]: c.md", "a b.md b.md c.md"),
            (":::profile 工作室=焊接 limit=5\n[甲](a.md)\n:::\n", "=焊接 =5 a.md"),
            ("[[甲|乙]]、[[丙#丁]]、[^1]", "=甲 =丙"),
            ("```\n[甲](a.md)\n~~~\n[甲](b.md)\n```\n[甲](c.md)", "c.md"),
            ("没有[方括号]的链接（a.md）", ""),
        ] {
            let mut found = Vec::new();
            mentions(body, |mentioned| {
                found.push(match mentioned {
                    Mentioned::Path(path) => path.to_owned(),
                    Mentioned::Name(name) => format!("={name}"),
                });
            });
            assert_eq!(found.join(" "), expected, "{body}");
        }
    }
}
