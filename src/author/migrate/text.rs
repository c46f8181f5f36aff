//! Converts the Markdown of an old page: its links, pictures, HTML, and what only its program
//! knows.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};
use regex::Regex;

use super::code;
use super::convert::{Converter, Target};
use super::element;
use super::folder::parts;
use super::lookup::Leads;
use super::markup::{self, destination, image};
use super::model::OldKind;
use super::note::note_of;
use super::template::unknown_pair;

/// A change of the text.
type Edit = (Range<usize>, String);

/// `![](a.png =300x200)`: a size, which is no Markdown.
static SIZE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(!\[[^\]\n]*\]\([^()\s]+)\s+=\d*%?x\d*%?\)").ok());
/// `{: .class}`, `{#id}`, `{.class}`, `{:toc}`: attributes of kramdown and Hugo.
static ATTRIBUTES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"[ \t]*\{(?::\s*[^{}\n]*|[#.][\w-]+(?:\s+[#.\w="'-]+)*)\}"#).ok());
/// The list that kramdown replaces by a table of contents, and the marks of others.
static TOC: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?m)^(?:[*+-][ \t].*\n\{:\s*toc[^}\n]*\}|\d+\.[ \t].*\n\{:\s*toc[^}\n]*\}|@?\[toc\]|\[\[toc\]\]|<!--\s*toc\s*-->)[ \t]*$").ok()
});

/// `](a b.png`: a name with a blank, which only some programs allow.
static BLANK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let endings = "png|jpe?g|gif|webp|svg|bmp|pdf|docx?|xlsx?|pptx?|zip|rar|7z|mp[34]|txt|csv";
    Regex::new(&format!(r#"\]\(([^()<>"\n]*\x20(?:[^()<>"\n]|\([^()"\n]*\))*?\.(?i:{endings}))"#)).ok()
});
/// `:::info 标题`: a note of markdown-it.
static CONTAINER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?m)^([ \t]*):{3,}[ \t]*(?:\{?\.?([\w-]+)\}?[ \t]*(.*?))?[ \t]*$").ok());

impl Converter<'_> {
    /// Converts a text of which the tags are converted.
    pub(super) fn markdown(&mut self, text: &str) -> String {
        let text = self.films(text);
        let text = self.without_marks(&text);
        let mut edits: Vec<Edit> = Vec::new();
        let parser = Parser::new_ext(&text, code::options());
        let definitions: Vec<(String, String, Range<usize>)> = parser
            .reference_definitions()
            .iter()
            .map(|(_, definition)| {
                let title = definition.title.as_deref().unwrap_or_default();
                (definition.dest.to_string(), title.to_owned(), definition.span.clone())
            })
            .collect();
        let mut reading = Reading::default();
        for (event, range) in parser.into_offset_iter() {
            self.event(&text, event, range, &mut reading, &mut edits);
        }
        for (address, title, span) in definitions {
            self.definition(&text, &address, &title, span, &mut edits);
        }
        applied(&text, edits)
    }

    /// Removes the marks that are no Markdown.
    fn without_marks(&mut self, text: &str) -> String {
        let mut text = text.to_owned();
        if let Some(toc) = TOC.as_ref() {
            let mut marks = Vec::new();
            text = outside_code(&text, toc, |found| {
                marks.push(found.get(0).map_or("", |part| part.as_str()).to_owned());
                Some(String::new())
            });
            marks.iter().for_each(|mark| self.look(mark));
        }
        if let Some(blank) = BLANK.as_ref() {
            text = outside_code(&text, blank, |found| {
                Some(format!("](<{}>", found.get(1).map_or("", |address| address.as_str().trim())))
            });
        }
        text = self.containers(&text);
        if let Some(size) = SIZE.as_ref() {
            text = outside_code(&text, size, |found| {
                Some(format!("{})", found.get(1).map_or("", |m| m.as_str())))
            });
        }
        if matches!(self.lookup.site.kind, OldKind::Jekyll | OldKind::Hugo)
            && let Some(attributes) = ATTRIBUTES.as_ref()
        {
            let mut removed = Vec::new();
            text = outside_code(&text, attributes, |found| {
                removed.push(found.get(0).map_or("", |m| m.as_str()).trim().to_owned());
                Some(String::new())
            });
            for words in removed {
                self.look(&words);
            }
        }
        text
    }

    /// Converts the notes of markdown-it, which look like directives: `:::info 标题`.
    fn containers(&mut self, text: &str) -> String {
        let Some(pattern) = CONTAINER.as_ref() else { return text.to_owned() };
        let own = ["说明", "note", "图组", "gallery", "视频", "video", "音频", "audio", "下载", "download"];
        // What the closing line of each becomes, and its indent.
        let mut open: Vec<(&str, String)> = Vec::new();
        let mut unknown = Vec::new();
        let done = outside_code(text, pattern, |found| {
            let [indent, name, rest] =
                [1, 2, 3].map(|group| found.get(group).map_or("", |part| part.as_str()));
            if name.is_empty() {
                let (end, indent) = open.pop().unwrap_or_default();
                return Some(if end.is_empty() { String::new() } else { format!("{indent}{end}") });
            }
            let whole = found.get(0).map_or("", |part| part.as_str());
            // Directives that were written from tags.
            if own.contains(&name) && (rest.is_empty() || rest.contains('=')) {
                if !rest.ends_with(":::") {
                    open.push((":::", indent.to_owned()));
                }
                return Some(whole.to_owned());
            }
            match note_of(name, rest, self.is_chinese) {
                Some(note) => {
                    open.push((":::", indent.to_owned()));
                    Some(format!("{indent}{note}"))
                }
                None => {
                    open.push(("", String::new()));
                    unknown.push(whole.to_owned());
                    Some(if rest.is_empty() { String::new() } else { format!("{indent}**{rest}**\n") })
                }
            }
        });
        for words in unknown {
            self.tell(unknown_pair(words.trim()), &words);
        }
        done
    }

    fn event(
        &mut self,
        text: &str,
        event: Event<'_>,
        range: Range<usize>,
        reading: &mut Reading,
        edits: &mut Vec<Edit>,
    ) {
        match event {
            Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => {
                reading.depth += 1
            }
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => {
                reading.depth -= 1
            }
            Event::Start(Tag::Table(_)) => reading.in_table = true,
            Event::End(TagEnd::Table) => reading.in_table = false,
            Event::Start(Tag::Heading { .. }) => reading.in_heading = true,
            Event::End(TagEnd::Heading(_)) => reading.in_heading = false,
            // Four blanks are code there, and none here.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if reading.depth == 0 => {
                edits.push(fenced(text, range));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                self.link_at(text, (link_type, &dest_url, &title), range, edits);
            }
            Event::Start(Tag::Image { link_type: LinkType::Inline, dest_url, title, .. }) => {
                self.image_at(text, &dest_url, &title, range, edits);
            }
            Event::Start(Tag::HtmlBlock) => {
                let block = text.get(range.clone()).unwrap_or_default();
                let prefix = if reading.depth > 0 { indent_of(text, range.start) } else { String::new() };
                if let Some(converted) = self.html_block(block) {
                    let lines: Vec<String> =
                        converted.trim_end().lines().map(|line| format!("{prefix}{line}")).collect();
                    let words = lines.join("\n").trim_start().to_owned();
                    let end = if words.is_empty() { "" } else { "\n" };
                    edits.push((range, words + end));
                }
            }
            Event::InlineHtml(html) => {
                let place = element::Place { in_table: reading.in_table, in_heading: reading.in_heading };
                if let Some(words) = self.html_element(
                    &html,
                    place,
                    &mut reading.open,
                    text.get(range.end..).unwrap_or_default(),
                ) {
                    edits.push((range, words));
                }
            }
            _ => {}
        }
    }

    fn link_at(
        &mut self,
        text: &str,
        (kind, address, title): (LinkType, &str, &str),
        range: Range<usize>,
        edits: &mut Vec<Edit>,
    ) {
        let written = text.get(range.clone()).unwrap_or_default();
        match kind {
            LinkType::Inline => {
                let Some(at) = written.rfind("](") else { return };
                match self.link(address) {
                    Target::Same => {}
                    Target::To(to) => {
                        let title = titled(title);
                        edits.push((range.start + at..range.end, format!("]({}{title})", destination(&to))));
                    }
                    Target::Lost => {
                        edits.push((range.start..range.start + 1, String::new()));
                        edits.push((range.start + at..range.end, String::new()));
                    }
                }
            }
            LinkType::Autolink => {
                if let Target::To(to) = self.link(address) {
                    edits.push((range, format!("[{address}]({})", destination(&to))));
                }
            }
            _ => {}
        }
    }

    fn image_at(
        &mut self,
        text: &str,
        address: &str,
        title: &str,
        range: Range<usize>,
        edits: &mut Vec<Edit>,
    ) {
        let written = text.get(range.clone()).unwrap_or_default();
        let Some(at) = written.rfind("](") else { return };
        let alt = written.get(2..at).unwrap_or_default();
        if let Some(words) = self.shown(address, alt, title) {
            // A remark to the writer is a block of its own.
            let line = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
            let end = text
                .get(range.end..)
                .and_then(|after| after.find('\n'))
                .map_or(text.len(), |at| range.end + at);
            let is_alone = text.get(line..end).is_some_and(|line| line.trim() == written);
            edits.push((range, if words.starts_with("<!--") && !is_alone { String::new() } else { words }));
        }
    }

    /// Returns what shows a picture, or stands for one that is not there; `None` if it stays.
    pub(super) fn shown(&mut self, address: &str, alt: &str, title: &str) -> Option<String> {
        match self.media(address) {
            Target::Same => None,
            Target::To(to) => Some(image(alt, &to, title)),
            Target::Lost => Some(self.lost_image(address, if alt.is_empty() { title } else { alt })),
        }
    }

    /// Writes what stands for a picture that is not there: a link to it on another site, a remark
    /// to the writer otherwise.
    pub(super) fn lost_image(&self, address: &str, words: &str) -> String {
        if self.lookup.leads(address, self.page) == Leads::Elsewhere {
            let full =
                if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
            let words = words.replace(['[', ']', '\n'], " ");
            // The name of a file says nothing.
            let is_name = words.trim().is_empty() || !words.contains(' ') && !parts(&words).2.is_empty();
            return match is_name {
                true => format!("[{}](<{full}>)", self.pick("图片", "Picture")),
                false => format!("[{}{}](<{full}>)", self.pick("图片：", "Picture: "), words.trim()),
            };
        }
        let address = address.replace("--", "-").replace(['\n', '>'], "");
        match self.is_chinese {
            true => format!("<!-- 缺图：{address} -->"),
            false => format!("<!-- picture missing: {address} -->"),
        }
    }

    /// Changes the address of `[x]: /a.png "title"`. It may be that of a link or of a picture.
    fn definition(
        &mut self,
        text: &str,
        address: &str,
        title: &str,
        span: Range<usize>,
        edits: &mut Vec<Edit>,
    ) {
        let written = text.get(span.clone()).unwrap_or_default();
        let Some(label) = written.find("]:").and_then(|at| written.get(..at + 2)) else { return };
        let to = match self.link(address) {
            Target::To(to) => to,
            Target::Same => return,
            // A definition without an address would be none: the page itself.
            Target::Lost => "#".to_owned(),
        };
        edits.push((span, format!("{label} {}{}", destination(&to), titled(title))));
    }
}

/// What is open where the text is read.
#[derive(Default)]
struct Reading {
    /// Lists and quotations.
    depth: usize,
    in_table: bool,
    in_heading: bool,
    /// What the closing tags of open elements become.
    open: Vec<(String, String)>,
}

fn titled(title: &str) -> String {
    match title.is_empty() {
        true => String::new(),
        false => format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// Puts indented code into a fence.
fn fenced(text: &str, range: Range<usize>) -> Edit {
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let block = text.get(start..range.end).unwrap_or_default();
    let lines = block.trim_end().lines().map(|line| {
        let inner = line.strip_prefix("    ").or_else(|| line.strip_prefix('\t'));
        inner.unwrap_or_else(|| line.trim_start())
    });
    let code = lines.collect::<Vec<_>>().join("\n");
    (start..range.end, markup::fenced("", &code) + "\n")
}

fn indent_of(text: &str, at: usize) -> String {
    let line = text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    line.chars().take_while(|c| matches!(c, ' ' | '\t' | '>')).collect()
}

/// Replaces what a pattern finds outside code.
fn outside_code(
    text: &str,
    pattern: &Regex,
    mut with: impl FnMut(&regex::Captures<'_>) -> Option<String>,
) -> String {
    if !pattern.is_match(text) {
        return text.to_owned();
    }
    let code = code::ranges(text);
    let mut edits = Vec::new();
    for found in pattern.captures_iter(text) {
        let Some(whole) = found.get(0) else { continue };
        let after = code.partition_point(|range| range.start < whole.end());
        if code.get(..after).and_then(|code| code.last()).is_some_and(|range| whole.start() < range.end) {
            continue;
        }
        edits.extend(with(&found).map(|words| (whole.range(), words)));
    }
    applied(text, edits)
}

/// Applies changes; of two that overlap the outer one counts.
fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut done = String::with_capacity(text.len());
    let mut at = 0;
    for (range, words) in edits {
        if range.start < at {
            continue;
        }
        done.push_str(text.get(at..range.start).unwrap_or_default());
        done.push_str(&words);
        at = range.end;
    }
    done.push_str(text.get(at..).unwrap_or_default());
    done
}
