//! Reads the tags of templates in a text: `{% asset_img a.png %}`, `{{< figure src="a.png" >}}`.

use std::ops::Range;

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

/// Finds the first tag of a text at or after `from` that is not within code.
pub(super) fn next(text: &str, from: usize, kind: OldKind, code: &[Range<usize>]) -> Option<Tag> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find("{{").into_iter().chain(text.get(at..)?.find("{%")).min()?;
        if let Some(within) = code.iter().find(|range| range.contains(&at)) {
            at = within.end;
            continue;
        }
        if let Some(tag) = tag(text, at, kind, code) {
            return Some(tag);
        }
        at += 1;
    }
}

fn tag(text: &str, at: usize, kind: OldKind, code: &[Range<usize>]) -> Option<Tag> {
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
    let end = end_of(rest, open.len(), close)?;
    let content =
        rest.get(open.len()..end - close.len())?.trim_matches(|c: char| c == '-' || c.is_whitespace());
    let is_closed = form == Form::Shortcode && content.ends_with('/') && content.len() > 1;
    let content = if is_closed { content.trim_end_matches('/').trim_end() } else { content };
    if content.is_empty() {
        return None;
    }
    let length = content.find(char::is_whitespace).unwrap_or(content.len());
    let (name, written) = match form {
        Form::Tag | Form::Shortcode => content.split_at_checked(length)?,
        Form::Expression | Form::Escaped => ("", content),
    };
    let mut tag = Tag {
        name: name.to_owned(),
        arguments: arguments(written),
        written: written.trim().to_owned(),
        raw: rest.get(..end)?.to_owned(),
        span: at..at + end,
        inner: None,
        form,
    };
    if matches!(form, Form::Tag | Form::Shortcode)
        && !is_closed
        && let Some(closing) = closing(text, &tag, code)
    {
        tag.inner = Some(tag.span.end..closing.start);
        tag.span.end = closing.end;
    }
    Some(tag)
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

/// Finds the tag that closes another: `{% endnote %}`, `{{< /note >}}`.
fn closing(text: &str, tag: &Tag, code: &[Range<usize>]) -> Option<Range<usize>> {
    let (mut depth, mut at) = (0usize, tag.span.end);
    // Nothing in `raw` and in code is a tag.
    let is_verbatim = matches!(tag.name.as_str(), "raw" | "codeblock" | "code" | "highlight" | "comment");
    let opens = match tag.form {
        Form::Shortcode => ["{{<", "{{%"],
        _ => ["{%", "{%"],
    };
    loop {
        let rest = text.get(at..)?;
        at += opens.iter().filter_map(|open| rest.find(open)).min()?;
        if !is_verbatim && let Some(within) = code.iter().find(|range| range.contains(&at)) {
            at = within.end;
            continue;
        }
        let rest = text.get(at..)?;
        let is_shortcode = tag.form == Form::Shortcode;
        let open = if is_shortcode { 3 } else { 2 };
        let close = match rest.get(..open)? {
            "{{<" => ">}}",
            "{{%" => "%}}",
            _ => "%}",
        };
        let Some(end) = end_of(rest, open, close) else {
            at += open;
            continue;
        };
        let content =
            rest.get(open..end - close.len())?.trim_matches(|c: char| c == '-' || c.is_whitespace());
        let ends = match is_shortcode {
            true => content.strip_prefix('/').is_some_and(|name| name.trim() == tag.name),
            false => content.strip_prefix("end").is_some_and(|name| name.trim() == tag.name),
        };
        if ends && depth == 0 {
            return Some(at..at + end);
        }
        if ends {
            depth -= 1;
        } else if !is_verbatim
            && content.split_whitespace().next() == Some(&tag.name)
            && !content.ends_with('/')
        {
            depth += 1;
        }
        at += end;
    }
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
        let tag = next(text, 0, kind, &[])?;
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
}
