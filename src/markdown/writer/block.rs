//! Writes blocks: paragraphs, headings, lists, quotes and alerts, code.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, HeadingLevel, Tag, TagEnd};

use super::super::alert;
use super::super::reading::is_salutation;
use super::super::{Heading, Lines, highlight, remark, slug, summary};
use super::line;
use super::state::{AlertTitle, Code, Lead, ListNumbers, OpenHeading, Paragraph, Picture, Tight, Writer};
use crate::problem::{Edit, Fix, Problem};
use crate::text::{escape, opens_comment};

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if !is_inline(&tag) {
            self.end_tight();
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(&range),
            Tag::Heading { level, id, classes, .. } => self.start_heading(level, id, classes, &range),
            Tag::BlockQuote(_) => self.start_quote(&range),
            Tag::CodeBlock(kind) => self.start_code(&kind, &range),
            Tag::HtmlBlock => self.html = Some((String::new(), range)),
            Tag::List(first) => self.start_list(first, &range),
            Tag::Item => {
                self.item = self.out.len();
                match self.number_as_written(&range) {
                    Some(number) => self.open_container("<li", &format!(" value=\"{number}\">"), &range),
                    None => self.open_container("<li", ">", &range),
                }
                self.begin_tight();
            }
            Tag::FootnoteDefinition(label) => self.start_note(&label, range),
            Tag::DefinitionList => self.open_container("<dl", ">\n", &range),
            Tag::DefinitionListTitle => self.open_container("<dt", ">", &range),
            Tag::DefinitionListDefinition => self.open_container("<dd", ">", &range),
            Tag::Table(alignments) => self.start_table(alignments, &range),
            Tag::TableHead => self.start_row("<thead>\n<tr", true, &range),
            Tag::TableRow => self.start_body_row(&range),
            Tag::TableCell => {
                self.start_cell();
                self.begin_tight();
            }
            Tag::MetadataBlock(_) => {}
            inline => self.start_inline(inline, range),
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if matches!(tag, TagEnd::Item | TagEnd::TableCell) {
            self.end_tight();
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(range),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::List(ordered) => {
                self.lists.pop();
                self.out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => self.close_container("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::DefinitionList => self.close_container("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_container("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_container("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::MetadataBlock(_) => {}
            inline => return self.end_inline(inline, range),
        }
        self.line.begin();
        if matches!(tag, TagEnd::TableCell) {
            self.words.push(' ');
        } else {
            summary::end_line(&mut self.words);
        }
    }

    /// Begins the content of a list item or a cell, as long as no block begins in it.
    fn begin_tight(&mut self) {
        self.tight = Some(Tight { start: self.out.len(), pictures: Vec::new() });
    }

    /// Opens an element that may contain blocks, and so directives.
    fn open_container(&mut self, tag: &str, end: &str, range: &Range<usize>) {
        self.open_tag(tag, range);
        self.out.push_str(end);
        self.enter_container();
    }

    /// Enters an element that may contain blocks.
    pub(super) fn enter_container(&mut self) {
        self.directives.enter();
        self.line.begin();
    }

    pub(super) fn close_container(&mut self, tag: &str) {
        self.close_directives();
        self.directives.leave();
        self.out.push_str(tag);
    }

    fn start_paragraph(&mut self, range: &Range<usize>) {
        let is_title = matches!(self.alert, Some(AlertTitle::Expected(_)));
        let line = self.line_of(range);
        let open = match is_title {
            true => "<p class=\"alert-title\"",
            false if self.page.is_signature(range.start) => "<p class=\"signature\"",
            // Whom a text addresses stands at the margin, without an indent.
            false if self.addresses(range) => "<p class=\"salutation\"",
            false => "<p",
        };
        self.begin_paragraph(open, line);
    }

    /// Whether a paragraph is the first of a text and says whom it addresses: `各党支部：`.
    fn addresses(&self, range: &Range<usize>) -> bool {
        let first_line = || self.page.text.get(range.clone()).and_then(|text| text.lines().next());
        self.out.is_empty()
            && self.options.sentence_lines != Lines::CommonMark
            && first_line().is_some_and(|line| is_salutation(line.trim()))
    }

    fn begin_paragraph(&mut self, open: &str, line: Option<usize>) {
        let tag = self.out.len();
        self.out.push_str(open);
        line::push(&mut self.out, line);
        self.out.push('>');
        let start = self.out.len();
        self.paragraph = Some(Paragraph { tag, start, task: 0, pictures: Some(Vec::new()), lead: None });
        self.line.begin();
    }

    fn end_paragraph(&mut self) {
        self.end_alert_title();
        let Some(paragraph) = self.paragraph.take() else { return };
        // Pictures with links, as a row of banners, and those of a task remain in their line unless
        // they have captions.
        let are_figures = |pictures: &Vec<Picture>| {
            let is_in_line = paragraph.task > 0 || pictures.iter().any(|picture| picture.link.is_some());
            !pictures.is_empty() && (!is_in_line || pictures.iter().any(Picture::has_caption))
        };
        if let Some(pictures) = paragraph.pictures.filter(are_figures) {
            // What is left of the paragraph is the box of a task.
            self.out.truncate(paragraph.start + paragraph.task);
            self.out.replace_range(paragraph.tag..paragraph.start, "");
            return self.figures(&pictures);
        }
        if let Some(Lead::RunIn(end)) = paragraph.lead
            && self.out.get(end..).is_some_and(|rest| !rest.trim().is_empty())
        {
            let tag = paragraph.start..paragraph.start + "<strong>".len();
            self.out.replace_range(tag, "<strong class=\"runin\">");
        }
        self.out.push_str("</p>\n");
    }

    fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'_>>,
        classes: Vec<CowStr<'_>>,
        range: &Range<usize>,
    ) {
        let line = self.line_of(range);
        let own = |text: CowStr<'_>| self.page.clean(&*text).into_owned();
        self.heading = Some(OpenHeading {
            level: (level as u8).max(2),
            id: id.map(own).filter(|id| slug::is_safe(id)),
            classes: classes.into_iter().map(own).filter(|class| slug::is_safe(class)).collect(),
            start: self.out.len(),
            words: self.words.len(),
            line,
        });
        self.line.begin();
    }

    fn end_heading(&mut self, range: Range<usize>) {
        let Some(heading) = self.heading.take() else { return };
        let text = self.words.get(heading.words..).unwrap_or_default().trim().to_owned();
        let is_empty = self.out.get(heading.start..).is_none_or(|content| content.trim().is_empty());
        if is_empty && heading.id.is_none() {
            self.out.truncate(heading.start);
            return self.empty_heading(range);
        }
        let mut wanted = heading.id.unwrap_or_else(|| slug::slug(&text));
        if wanted.starts_with("fn-") || wanted.starts_with("fnref-") {
            // These prefixes belong to the notes.
            wanted.insert_str(0, "section-");
        }
        wanted.insert_str(0, &self.options.id_prefix);
        let id = self.ids.take(wanted);
        let number = self.numbers.next(self.options.numbering, heading.level, &text);
        let level = char::from(b'0' + heading.level);
        let mut tag = String::with_capacity(id.len() + 16);
        tag.push_str("<h");
        tag.push(level);
        tag.push_str(" id=\"");
        tag.push_str(&id);
        tag.push('"');
        if !heading.classes.is_empty() {
            let _ = write!(tag, " class=\"{}\"", heading.classes.join(" "));
        }
        line::push(&mut tag, heading.line);
        tag.push('>');
        if let Some(number) = &number {
            tag.push_str(number);
            self.words.insert_str(heading.words, number);
        }
        let text = number.unwrap_or_default() + &text;
        self.out.insert_str(heading.start, &tag);
        self.out.push_str("</h");
        self.out.push(level);
        self.out.push_str(">\n");
        self.headings.push(Heading { level: heading.level, id, text });
    }

    /// Reports a heading without words, which is not written.
    fn empty_heading(&mut self, range: Range<usize>) {
        let span = self.page.map.span(range.clone());
        let written = self.page.body.get(span.clone()).unwrap_or_default().trim_end();
        let mut problem = Problem::warning(
            "heading/empty",
            "这一行只有 #，没有标题的文字，不会显示",
            "this line has a # and no words of a heading; it is not shown",
        )
        .help(
            "在 # 后面空一格写上标题，不是标题就删去这一行",
            "write the words of the heading behind the #, or delete the line",
        );
        if !written.is_empty() && written.bytes().all(|byte| matches!(byte, b'#' | b' ')) {
            let edits = vec![Edit::remove(span.start..span.start + written.len())];
            problem = problem.fix(Fix::certain("删去这一行的 #", "delete the # of this line", edits));
        }
        self.report(problem, range);
    }

    fn start_quote(&mut self, range: &Range<usize>) {
        let kind = self.page.text.get(range.clone()).and_then(alert::of_quote);
        self.quotes.push(kind);
        match kind {
            Some(kind) => {
                let tag = format!("<aside class=\"alert alert-{}\" role=\"note\"", kind.class());
                self.open_container(&tag, ">\n", range);
            }
            None => self.open_container("<blockquote", ">\n", range),
        }
        self.alert = kind.map(AlertTitle::Expected);
    }

    fn end_quote(&mut self) {
        self.alert = None;
        let alert = self.quotes.pop().flatten().is_some();
        self.close_container(if alert { "</aside>\n" } else { "</blockquote>\n" });
    }

    /// Removes the mark from the first text of an alert; the title begins after it.
    pub(super) fn without_alert_mark<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(AlertTitle::Expected(kind)) = self.alert else { return text };
        self.alert = Some(AlertTitle::Open(kind, self.out.len()));
        alert::mark(text).map_or(text, |(_, title)| title.trim_start())
    }

    /// Ends the first line of an alert: what follows is a paragraph of its own. Returns whether
    /// there was a title to end.
    pub(super) fn break_alert_title(&mut self, range: &Range<usize>) -> bool {
        let titled = self.paragraph.is_some() && matches!(self.alert, Some(AlertTitle::Open(..)));
        if !titled || self.line.depth > 0 {
            return false;
        }
        self.end_alert_title();
        summary::end_line(&mut self.words);
        self.out.push_str("</p>\n");
        let line = self.line_of(&(range.start..range.start)).map(|line| line + 1);
        self.begin_paragraph("<p", line);
        true
    }

    fn end_alert_title(&mut self) {
        let Some(title) = self.alert.take() else { return };
        self.other_than_pictures();
        let (AlertTitle::Open(kind, _) | AlertTitle::Expected(kind)) = title;
        if matches!(title, AlertTitle::Open(_, start) if start < self.out.len()) {
            return;
        }
        let name = self.labels.alerts.get(kind as usize).copied().unwrap_or_default();
        self.out.push_str(name);
    }

    fn start_list(&mut self, first: Option<u64>, range: &Range<usize>) {
        self.lists.push(ListNumbers { next: first, ..ListNumbers::default() });
        match first {
            None => self.open_tag("<ul", range),
            Some(1) => self.open_tag("<ol", range),
            Some(first) => self.open_tag(&format!("<ol start=\"{first}\""), range),
        }
        self.out.push_str(">\n");
    }

    /// Returns the number of the item that begins at `range`, if HTML would give it another one:
    /// items written 1, 3, 5 are not 1, 2, 3. The same number for all stands for any.
    fn number_as_written(&mut self, range: &Range<usize>) -> Option<u64> {
        let list = self.lists.last_mut()?;
        let expected = list.next?;
        let item = self.page.text.get(range.start..)?.trim_start();
        let digits = item.bytes().take_while(u8::is_ascii_digit).count();
        let written = item.get(..digits)?.parse().unwrap_or(expected);
        list.same |= list.count == 1 && written + 1 == expected;
        list.count += 1;
        let number = if list.same { expected } else { written };
        list.next = Some(number + 1);
        (number != expected).then_some(number)
    }

    pub(super) fn task(&mut self, done: bool) {
        const CLASS: &str = " class=\"task\"";
        let rest = self.out.get(self.item..).and_then(|item| item.strip_prefix("<li"));
        let begins = |rest: &str| [">", " value=", line::ATTRIBUTE].iter().any(|tag| rest.starts_with(tag));
        if rest.is_some_and(begins) {
            self.out.insert_str(self.item + "<li".len(), CLASS);
            if let Some(paragraph) = &mut self.paragraph {
                paragraph.tag += CLASS.len();
                paragraph.start += CLASS.len();
            }
        }
        let (state, name) = if done { (" checked", self.labels.done) } else { ("", self.labels.to_do) };
        let start = self.out.len();
        let _ = write!(self.out, "<input type=\"checkbox\" disabled{state} aria-label=\"{name}\"> ");
        // Figures are put behind the box.
        match (&mut self.paragraph, &mut self.tight) {
            (Some(paragraph), _) => paragraph.task = self.out.len() - start,
            (None, Some(tight)) => tight.start = self.out.len(),
            (None, None) => {}
        }
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: &Range<usize>) {
        let text = self.page.text.get(range.clone()).unwrap_or_default();
        if self.chinese && *kind == CodeBlockKind::Indented && opens_comment(text.trim_start()) {
            self.report(remark::shown(), range.clone());
        }
        let language = match kind {
            CodeBlockKind::Indented => String::new(),
            CodeBlockKind::Fenced(info) => {
                let info = self.page.clean(&**info);
                info.split([' ', ',', '{']).next().unwrap_or_default().to_owned()
            }
        };
        self.code = Some(Code { language, text: String::new(), line: self.line_of(range) });
    }

    /// Collects text that belongs to a code block, as it was written. Returns whether there is a
    /// code block.
    pub(super) fn code_text(&mut self, text: &str, range: &Range<usize>) -> bool {
        let Some(code) = &mut self.code else { return false };
        code.text.push_str(&self.page.verbatim(text, range));
        true
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        self.out.push_str("<pre class=\"code\" tabindex=\"0\"");
        line::push(&mut self.out, code.line);
        self.out.push_str("><code");
        if !code.language.is_empty() {
            self.out.push_str(" class=\"language-");
            escape::attribute(&mut self.out, &code.language);
            self.out.push('"');
        }
        self.out.push('>');
        let language = if self.options.highlight { code.language.as_str() } else { "" };
        highlight::highlight(&mut self.out, language, &code.text);
        self.out.push_str("</code></pre>\n");
        self.words.push_str(&code.text);
    }
}

/// Whether a tag is within a line of words.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}
