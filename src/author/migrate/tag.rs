//! Reads the tags of templates in a text: `{% asset_img a.png %}`, `{{< figure src="a.png" >}}`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::code;
use super::model::OldKind;

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name.
    pub name: String,
    /// Its arguments: their names, where they have one, and their values.
    pub arguments: Vec<(Option<String>, String)>,
    /// All of its arguments as they are written.
    pub written: String,
    /// The tag as it is written, without what it encloses.
    pub raw: String,
    /// Where it is in the text, with what it encloses.
    pub span: Range<usize>,
    /// What it encloses.
    pub inner: Option<Range<usize>>,
    pub form: Form,
}

/// The form of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `{% name %}`
    Tag,
    /// `{{ expression }}`
    Expression,
    /// `{{< name >}}` and `{{% name %}}`
    Shortcode,
    /// `{{</* name */>}}`: a shortcode that is shown.
    Escaped,
}

impl Tag {
    /// Returns an argument by its name, or one of several names.
    pub(super) fn named(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            let is = |argument: &&(Option<String>, String)| {
                argument.0.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name))
            };
            self.arguments.iter().find(is).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
        })
    }

    /// Returns the `at`-th argument without a name.
    pub(super) fn positional(&self, at: usize) -> Option<&str> {
        let mut unnamed = self.arguments.iter().filter(|(name, _)| name.is_none());
        unnamed.nth(at).map(|(_, value)| value.as_str())
    }

    /// Returns all arguments without a name, from the `at`-th, with blanks between them.
    pub(super) fn rest(&self, at: usize) -> String {
        let unnamed = self.arguments.iter().filter(|(name, _)| name.is_none()).skip(at);
        unnamed.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// The tags of a text.
pub(super) struct Tags<'t> {
    text: &'t str,
    kind: OldKind,
    /// Where code is, in order: nothing there is a tag.
    code: Vec<Range<usize>>,
    /// The tags that close others, by where these begin.
    closings: HashMap<usize, Range<usize>>,
}

/// What a tag is by its first and last characters.
struct Head<'t> {
    form: Form,
    /// Its length in bytes.
    length: usize,
    /// What is between its marks.
    content: &'t str,
    /// Whether it says that nothing closes it: `{{< name />}}`.
    is_closed: bool,
}

impl<'t> Head<'t> {
    /// Its name; empty for an expression.
    fn name(&self) -> &'t str {
        match self.form {
            Form::Tag | Form::Shortcode => self.content.split_whitespace().next().unwrap_or_default(),
            Form::Expression | Form::Escaped => "",
        }
    }

    /// The name of the tag that it closes: of `{% endnote %}` and `{{< /note >}}` it is `note`.
    fn closes(&self) -> Option<&'t str> {
        match self.form {
            Form::Tag => self.content.strip_prefix("end").map(str::trim),
            Form::Shortcode => self.content.strip_prefix('/').map(str::trim),
            Form::Expression | Form::Escaped => None,
        }
    }
}

impl<'t> Tags<'t> {
    pub(super) fn new(text: &'t str, kind: OldKind, code: Vec<Range<usize>>) -> Self {
        let mut tags = Self { text, kind, code, closings: HashMap::new() };
        tags.pair();
        tags
    }

    /// Finds the first tag at or after `from` that is not within code.
    pub(super) fn next(&self, from: usize) -> Option<Tag> {
        let mut at = from;
        loop {
            at = opening(self.text, at)?;
            if let Some(within) = code::around(&self.code, at) {
                at = within.end;
            } else if let Some(tag) = self.tag(at) {
                return Some(tag);
            } else {
                at += 1;
            }
        }
    }

    fn tag(&self, at: usize) -> Option<Tag> {
        let head = head(self.text, at, self.kind)?;
        let name = head.name();
        let written = head.content.get(name.len()..)?;
        let end = at + head.length;
        let closing = self.closings.get(&at);
        Some(Tag {
            name: name.to_owned(),
            arguments: arguments(written),
            written: written.trim().to_owned(),
            raw: self.text.get(at..end)?.to_owned(),
            span: at..closing.map_or(end, |closing| closing.end),
            inner: closing.map(|closing| end..closing.start),
            form: head.form,
        })
    }

    /// Finds the tags that close others, in one pass: to look for that of each tag on its own takes
    /// long where thousands are not closed.
    fn pair(&mut self) {
        let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut unclosed: HashSet<&str> = HashSet::new();
        let mut at = 0;
        while let Some(found) = opening(self.text, at) {
            at = found;
            if let Some(within) = code::around(&self.code, at) {
                at = within.end;
                continue;
            }
            let Some(head) = head(self.text, at, self.kind) else {
                at += 1;
                continue;
            };
            let (start, name) = (at, head.name());
            at += head.length;
            let closed = head.closes().and_then(|name| open.get_mut(name)?.pop());
            if let Some(outer) = closed {
                self.closings.insert(outer, start..at);
            } else if is_verbatim(name) && !unclosed.contains(name) {
                match self.end_of_verbatim(name, at) {
                    Some(closing) => {
                        at = closing.end;
                        self.closings.insert(start, closing);
                    }
                    None => drop(unclosed.insert(name)),
                }
            } else if !head.is_closed && !name.is_empty() {
                open.entry(name).or_default().push(start);
            }
        }
    }

    /// Finds the tag that closes one in which nothing is a tag, not even in code.
    fn end_of_verbatim(&self, name: &str, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        loop {
            at = opening(self.text, at)?;
            match head(self.text, at, self.kind) {
                Some(head) if head.closes() == Some(name) => return Some(at..at + head.length),
                _ => at += 1,
            }
        }
    }
}

/// Whether what a tag encloses is shown as it is.
fn is_verbatim(name: &str) -> bool {
    matches!(name, "raw" | "codeblock" | "code" | "highlight" | "comment")
}

/// Finds the next `{{` or `{%`.
fn opening(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'{', bytes.get(from..)?)
        .map(|at| from + at)
        .find(|at| matches!(bytes.get(at + 1), Some(b'{' | b'%')))
}

/// Reads the marks of a tag.
fn head(text: &str, at: usize, kind: OldKind) -> Option<Head<'_>> {
    let rest = text.get(at..)?;
    let (open, close, form) = match kind {
        OldKind::Hugo if rest.starts_with("{{</*") => ("{{</*", "*/>}}", Form::Escaped),
        OldKind::Hugo if rest.starts_with("{{%/*") => ("{{%/*", "*/%}}", Form::Escaped),
        OldKind::Hugo if rest.starts_with("{{<") => ("{{<", ">}}", Form::Shortcode),
        OldKind::Hugo if rest.starts_with("{{%") => ("{{%", "%}}", Form::Shortcode),
        OldKind::Hugo => return None,
        _ if rest.starts_with("{%") => ("{%", "%}", Form::Tag),
        _ => ("{{", "}}", Form::Expression),
    };
    let length = end_of(rest, open.len(), close)?;
    let content =
        rest.get(open.len()..length - close.len())?.trim_matches(|c: char| c == '-' || c.is_whitespace());
    let is_closed = form == Form::Shortcode && content.ends_with('/') && content.len() > 1;
    let content = if is_closed { content.trim_end_matches('/').trim_end() } else { content };
    (!content.is_empty()).then_some(Head { form, length, content, is_closed })
}

/// Returns where a tag ends: what is in quotation marks does not end it.
fn end_of(rest: &str, from: usize, close: &str) -> Option<usize> {
    /// Maximum length of a tag, in bytes.
    const LONGEST: usize = 4000;
    let mut quote: Option<char> = None;
    for (at, c) in rest.char_indices().skip_while(|(at, _)| *at < from).take_while(|(at, _)| *at < LONGEST) {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) if c == '\n' => break,
            Some(_) => {}
            None if rest.get(at..).is_some_and(|rest| rest.starts_with(close)) => {
                return Some(at + close.len());
            }
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None => {}
        }
    }
    // A lone apostrophe is no quotation mark.
    let end = rest.get(..rest.len().min(LONGEST)).unwrap_or(rest).get(from..)?.find(close)?;
    Some(from + end + close.len())
}

/// Splits arguments: `a "b c" d=e f="g h"`.
fn arguments(written: &str) -> Vec<(Option<String>, String)> {
    let mut found = Vec::new();
    let mut rest = written.trim_start();
    while !rest.is_empty() {
        let name = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).filter(|at| *at > 0);
        let after = name.and_then(|at| rest.get(at..)).map(str::trim_start);
        let value = after.and_then(|after| after.strip_prefix('=')).map(str::trim_start);
        let (name, value) = match (name.and_then(|at| rest.get(..at)), value) {
            (Some(name), Some(value)) => (Some(name.to_owned()), value),
            _ => (None, rest),
        };
        let (value, next) = one(value);
        found.push((name, value));
        rest = next.trim_start();
    }
    found
}

/// Splits off one value, in quotation marks or up to a blank.
fn one(text: &str) -> (String, &str) {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))
        && let Some(inner) = text.get(1..)
    {
        let mut is_escaped = false;
        let end = inner.char_indices().find(|(_, c)| {
            let ends = *c == quote && !is_escaped;
            is_escaped = *c == '\\' && !is_escaped;
            ends
        });
        if let Some((end, _)) = end {
            let value = inner.get(..end).unwrap_or_default().replace("\\\"", "\"").replace("\\'", "'");
            return (value, inner.get(end + 1..).unwrap_or_default());
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (text.get(..end).unwrap_or_default().to_owned(), text.get(end..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, kind: OldKind) -> Option<(String, String, Option<&str>)> {
        let tag = Tags::new(text, kind, Vec::new()).next(0)?;
        let arguments = tag.arguments.iter().map(|(name, value)| match name {
            Some(name) => format!("{name}={value}"),
            None => value.clone(),
        });
        let arguments = arguments.collect::<Vec<_>>().join("|");
        Some((tag.name.clone(), arguments, tag.inner.and_then(|inner| text.get(inner))))
    }

    #[test]
    fn tags_have_arguments_and_what_they_enclose() {
        for (text, kind, name, arguments, inner) in [
            ("a {% asset_img a.png \"一 二\" %} b", OldKind::Hexo, "asset_img", "a.png|一 二", None),
            (
                "{% note info %}a {% note %}b{% endnote %}{% endnote %}c",
                OldKind::Hexo,
                "note",
                "info",
                Some("a {% note %}b{% endnote %}"),
            ),
            (
                "{%- include figure.html src=\"/a %} b.png\" width = 3 -%}",
                OldKind::Jekyll,
                "include",
                "figure.html|src=/a %} b.png|width=3",
                None,
            ),
            ("{% raw %}{{ a }}{% x %}{% endraw %}", OldKind::Jekyll, "raw", "", Some("{{ a }}{% x %}")),
            ("{{< figure src=a.png alt=`b c` >}}", OldKind::Hugo, "figure", "src=a.png|alt=b c", None),
            ("{{% notice tip %}}a{{% /notice %}}", OldKind::Hugo, "notice", "tip", Some("a")),
            ("{{< x />}}{{< /x >}}", OldKind::Hugo, "x", "", None),
            ("{% post_link it's-a 甲 %}", OldKind::Hexo, "post_link", "it's-a|甲", None),
        ] {
            let expected = (name.to_owned(), arguments.to_owned(), inner);
            assert_eq!(read(text, kind), Some(expected), "{text}");
        }
        for (text, kind) in [
            ("{{ .Title }} {%", OldKind::Hugo),
            ("{% ", OldKind::Hexo),
            ("{%%}", OldKind::Hexo),
            ("{ {%", OldKind::Jekyll),
        ] {
            assert_eq!(read(text, kind), None, "{text}");
        }
    }
    #[test]
    fn tags_that_nothing_closes_are_read_once() {
        // Each of them has the one before it in front of what would close it.
        let text = "{% note %}a".repeat(20_000) + "{% endnote %}";
        let tags = Tags::new(&text, OldKind::Hexo, Vec::new());
        assert_eq!(tags.closings.len(), 1);
        let last = 19_999 * "{% note %}a".len();
        assert_eq!(tags.next(last).and_then(|tag| tag.inner), Some(last + 10..last + 11));
        let text = "{% raw %}{% note %}{% endraw %}{% note %}a{% endnote %}{% raw %}";
        let tags = Tags::new(text, OldKind::Jekyll, Vec::new());
        let mut starts: Vec<_> = tags.closings.into_iter().collect();
        starts.sort_by_key(|(start, _)| *start);
        assert_eq!(starts, [(0, 19..31), (31, 42..55)]);
    }
}
