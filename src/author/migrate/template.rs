//! Turns the tags of templates in a text into Markdown: what has a counterpart becomes that, the
//! rest stays as code and is told.

use super::convert::Converter;
use super::front;
use super::model::OldKind;
use super::notes::old_tag;
use super::tag::{Form, Tag, Tags};
use crate::problem::Problem;

/// Maximum depth of tags within tags.
const DEEPEST: usize = 20;
/// Stand for `{` and for the `%` of tags that are shown, until all tags are read.
const BRACE: &str = "\u{e012}";

/// Hides braces from the search for tags.
pub(super) fn shielded(words: &str) -> String {
    words.replace('{', BRACE)
}

/// What becomes of a tag.
pub(super) enum Written {
    /// Words within a line.
    Inline(String),
    /// Blocks of their own.
    Block(String),
}

impl Converter<'_> {
    /// Converts the tags of a text.
    pub(super) fn without_tags(&mut self, text: &str) -> String {
        let kind = self.lookup.site.kind;
        match kind {
            OldKind::Hexo | OldKind::Hugo | OldKind::Jekyll => self.tags(text, 0).replace(BRACE, "{"),
            _ => text.to_owned(),
        }
    }

    pub(super) fn tags(&mut self, text: &str, depth: usize) -> String {
        let kind = self.lookup.site.kind;
        let code = match kind {
            // Hugo reads shortcodes in code, too; Jekyll everything, but pages mean what is there.
            OldKind::Hugo => Vec::new(),
            _ => super::code::ranges(text),
        };
        let tags = Tags::new(text, kind, code);
        let mut done = String::new();
        let mut at = 0;
        while let Some(tag) = tags.next(at).filter(|_| depth < DEEPEST) {
            done.push_str(text.get(at..tag.span.start).unwrap_or_default());
            at = tag.span.end;
            match self.tag(&tag, text, depth, &done) {
                Written::Inline(words) => done.push_str(&words),
                Written::Block(block) => {
                    push_block(&mut done, &block);
                    let rest = text.get(at..).unwrap_or_default();
                    let breaks = rest.len() - rest.trim_start_matches([' ', '\t', '\n']).len();
                    let lines = rest.get(..breaks).map_or(0, |gap| gap.matches('\n').count());
                    if breaks < rest.len() && !done.is_empty() {
                        done.push_str(if lines >= 2 { "" } else { "\n\n" });
                        at += if lines < 2 { breaks } else { 0 };
                    }
                }
            }
        }
        done.push_str(text.get(at..).unwrap_or_default());
        // `{% raw %}` within code is read by Jekyll all the same.
        if kind == OldKind::Jekyll && depth == 0 {
            for mark in
                ["{% raw %}", "{% endraw %}", "{%raw%}", "{%endraw%}", "{%- raw -%}", "{%- endraw -%}"]
            {
                done = done.replace(mark, "");
            }
        }
        done
    }

    /// Converts a tag. `before` is the text in front of it.
    fn tag(&mut self, tag: &Tag, text: &str, depth: usize, before: &str) -> Written {
        let inner = tag.inner.clone().and_then(|inner| text.get(inner));
        match tag.form {
            Form::Escaped => {
                // In a form that is shown as it is.
                let marks = tag.raw.replacen("/*", "", 1).replace("*/", "");
                return Written::Inline(shielded(&marks));
            }
            Form::Expression => {
                return Written::Inline(match self.expression(&tag.written) {
                    Some(value) => value,
                    None => self.kept(tag, before),
                });
            }
            _ => {}
        }
        let known = match self.known(tag, inner, depth) {
            Some(written) => Some(written),
            None => self.of_page(tag, inner, (depth, before)),
        };
        if let Some(written) = known {
            return written;
        }
        match inner {
            Some(inner) => {
                self.tell(unknown_pair(&tag.raw), &tag.raw);
                Written::Block(self.tags(inner, depth + 1))
            }
            None => Written::Inline(self.kept(tag, before)),
        }
    }

    /// Keeps a tag as code, and tells it. Within an address it would be no code.
    fn kept(&mut self, tag: &Tag, before: &str) -> String {
        self.tell(unknown(&tag.raw), &tag.raw);
        if before
            .chars()
            .next_back()
            .is_some_and(|before| matches!(before, '(' | '"' | '\'' | '=' | '/' | '<'))
        {
            return String::new();
        }
        let words = tag.raw.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = shielded(&words);
        let fence = if words.contains('`') { "``" } else { "`" };
        format!("{fence}{words}{fence}")
    }

    /// Evaluates an expression that is known: `site.baseurl`, `page.title`, `"/a" | relative_url`.
    fn expression(&self, written: &str) -> Option<String> {
        let mut parts = written.split('|').map(str::trim);
        let mut value = self.operand(parts.next()?)?;
        for filter in parts {
            let (name, operand) =
                filter.split_once(':').map_or((filter, ""), |(name, rest)| (name.trim(), rest.trim()));
            match name {
                "relative_url" | "absolute_url" | "escape" | "strip" | "safe" | "url_for" | "xml_escape" => {}
                "prepend" => value = self.operand(operand)? + &value,
                "append" => value += &self.operand(operand)?,
                _ => return None,
            }
        }
        Some(value)
    }

    fn operand(&self, word: &str) -> Option<String> {
        for quote in ['"', '\''] {
            if let Some(text) = word.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
                return Some(text.to_owned());
            }
        }
        match word {
            // Addresses begin at the site.
            "site.baseurl" | "site.url" | "site.github.url" | "root" | "config.root" | "site.root" => {
                Some(String::new())
            }
            "page.title" => Some(self.title.to_owned()),
            "page.url" => self.page.addresses.first().cloned(),
            _ => {
                let (holder, key) = word.split_once('.')?;
                match holder {
                    "site" | "config" => self.lookup.site.settings.get(key).cloned(),
                    "page" | "post" => front::text(&self.page.front, key),
                    _ => None,
                }
            }
        }
    }

    /// Evaluates the expressions within an argument.
    pub(super) fn with_expressions(&self, text: &str) -> String {
        let (mut done, mut rest) = (String::new(), text);
        // A value is not read again: it may hold its own name.
        while let Some((before, after)) = rest.split_once("{{")
            && let Some((inner, tail)) = after.split_once("}}")
        {
            done.push_str(before);
            done.push_str(&self.expression(inner.trim()).unwrap_or_default());
            rest = tail;
        }
        done + rest
    }
}

/// Whether what follows a text is part of an address: `[甲](`, `[x]: `, `href="`.
pub(super) fn is_in_address(before: &str) -> bool {
    let plain = before.trim_end_matches([' ', '\t']);
    let word = plain.rsplit(char::is_whitespace).next().unwrap_or_default();
    let ends = ["](", "](<", "]:", "=", "=\"", "='"].iter().any(|end| plain.ends_with(end));
    // `[甲](https://a.cn/x)，另见` is over.
    let goes_on = |mark: &str| {
        word.rsplit_once(mark).is_some_and(|(_, address)| address.is_ascii() && !address.contains([')', '>']))
    };
    ends || plain.len() == before.len() && (goes_on("](") || goes_on("://") || word.starts_with('/'))
}

/// Appends blocks: with empty lines around them, indented as their line is.
pub(super) fn push_block(done: &mut String, block: &str) {
    let line = done.rsplit('\n').next().unwrap_or_default();
    let is_indent = line.chars().all(|c| c == ' ' || c == '\t');
    let indent = if is_indent { line.to_owned() } else { String::new() };
    let length = done.trim_end_matches([' ', '\t', '\n']).len();
    done.truncate(length);
    if block.trim().is_empty() {
        return;
    }
    if !done.is_empty() {
        done.push_str("\n\n");
    }
    let lines = block.trim_matches('\n').lines().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!("{indent}{line}"),
    });
    done.push_str(&lines.collect::<Vec<_>>().join("\n"));
}

fn unknown(raw: &str) -> Problem {
    old_tag(
        raw,
        "标签 {} 在这里没有对应的，照原样留在正文里",
        "the tag {} has no counterpart here: it stays in the text as it is",
    )
    .help(
        "看看它原来显示什么，改成正文、图片或者组件（:::）",
        "write what it showed: words, a picture or a directive (:::)",
    )
}

pub(super) fn unknown_pair(raw: &str) -> Problem {
    old_tag(
        raw,
        "标签 {} 在这里没有对应的，只留下里面的内容",
        "the tag {} has no counterpart here: what it enclosed stays",
    )
    .help("看一遍这里的版面", "look at the page here")
}
