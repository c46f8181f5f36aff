//! Goes through the lines: recognizes code, directives, and the beginnings of paragraphs.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::chars::{indent_by_hand, is_indent};
use super::super::definition::is_only_text;
use super::super::directive::{self, Line};
use super::super::fence::{Prefix, Verbatim, Within, date_point, prefix};
use super::super::reading::{is_item, signatures};
use super::super::{Headings, Lines, Options};
use super::draft::Draft;
use super::heading::{HeadingLines, is_heading};
use super::html;
use super::inline::InlineMarks;
use super::paragraph::{ParagraphLines, strip};
use super::prepared::{Marker, MarkerKind, PreparedBody};
use super::words;

/// Goes through a body line by line.
pub(super) struct Scanner<'a> {
    draft: Draft<'a>,
    markers: Vec<Marker>,
    nonce: String,
    verbatim: Option<Verbatim>,
    /// The line that opened the verbatim lines.
    opened: Range<usize>,
    /// The spaces before a list or a quote that is indented as a whole. They are removed from each
    /// of its lines.
    shift: Range<usize>,
    /// Whether to look for lines that look like headings.
    seeks_headings: bool,
    /// Whether to look for lines that are paragraphs of their own.
    reads_lines: bool,
    headings: HeadingLines,
    paragraphs: ParagraphLines,
    marks: InlineMarks,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(body: &'a str, options: &'a Options) -> Self {
        let wanted = |always, told| always || (told && options.advise);
        let mut paragraphs = ParagraphLines::default();
        if options.line_ends() != Lines::CommonMark {
            paragraphs.signatures = signatures(body);
        }
        Self {
            draft: Draft::new(body, options),
            markers: Vec::new(),
            nonce: String::new(),
            verbatim: None,
            opened: 0..0,
            shift: 0..0,
            seeks_headings: wanted(
                options.headings == Headings::Detect,
                options.headings == Headings::Report,
            ),
            reads_lines: wanted(
                matches!(options.sentence_lines, Lines::Meant | Lines::Paragraphs)
                    || !paragraphs.signatures.is_empty(),
                options.sentence_lines == Lines::Warn,
            ),
            headings: HeadingLines::default(),
            paragraphs,
            marks: InlineMarks::new(body),
        }
    }

    pub(super) fn finish(mut self) -> PreparedBody<'a> {
        if matches!(self.verbatim, Some(Verbatim::Fence { .. })) {
            self.unclosed_fence();
        }
        let (text, map) = self.draft.edits.finish();
        PreparedBody {
            body: self.draft.body,
            text,
            map,
            markers: self.markers,
            findings: self.draft.findings,
            signatures: self.paragraphs.signatures,
            sentinels: self.marks.sentinels,
            nonce: self.nonce,
        }
    }

    pub(super) fn line(&mut self, range: Range<usize>) {
        let line = self.draft.body.get(range.clone()).unwrap_or_default();
        if let Some(verbatim) = &self.verbatim {
            let within = verbatim.within(line);
            // The paragraph around a comment continues.
            let goes_on = matches!(verbatim, Verbatim::Remark);
            if verbatim.opens_another(line) {
                self.unclosed_fence();
            }
            if within == Within::Last {
                self.end_of_fence(line, &range);
            }
            if within != Within::Yes {
                self.draft.blank = !goes_on;
                self.verbatim = None;
            }
            if within != Within::No {
                return;
            }
        }
        if self.draft.blank {
            self.draft.paragraph = range.start;
            self.draft.html = false;
        }
        let first = line.as_bytes().first().copied().unwrap_or(b'\n');
        // Fast path: most lines begin with a Han character (first byte 0xE4 to 0xE9) or a letter,
        // and so begin no special block.
        if first.is_ascii_alphabetic() || (0xE4..=0xE9).contains(&first) {
            if self.draft.blank {
                self.draft.items.clear();
            }
            self.shift = 0..0;
            self.prose(line, &range, &range);
            self.draft.previous = range.clone();
            self.draft.blank = false;
            return self.inline(&range);
        }
        if line.trim_start_matches(is_indent).trim_end().is_empty()
            && (line.is_ascii() || self.draft.chinese())
        {
            if !line.is_ascii() {
                self.draft.edits.replace(range, "");
            }
            self.draft.blank = true;
            return;
        }
        self.draft.blank = self.block(line, range);
    }

    /// Prepares the content of a line, and notes whether a comment begins in it.
    fn inline(&mut self, range: &Range<usize>) {
        if self.marks.line(&mut self.draft, range) {
            self.verbatim = Some(Verbatim::Remark);
        }
    }

    /// Handles a line of text, at `at` in the line at `range`, which may be a heading or a
    /// paragraph of its own.
    fn prose(&mut self, content: &str, at: &Range<usize>, range: &Range<usize>) {
        if self.reads_lines {
            self.paragraphs.read(&mut self.draft, range);
        }
        // `    # 注释` in code that is only indented is no heading.
        if self.seeks_headings && !self.paragraphs.may_be_code(range.start) {
            let is_alone = self.paragraphs.begins(&self.draft, range.end + 1);
            self.headings.line(&mut self.draft, content, at, is_alone);
        }
    }

    /// Handles a line that may begin a block. Returns whether the next line begins one in any case.
    fn block(&mut self, line: &'a str, range: Range<usize>) -> bool {
        let (line, range) = self.shifted(line, range);
        let spaces = line.len() - line.trim_start_matches([' ', '\t']).len();
        if line.get(spaces..).unwrap_or_default().starts_with('>')
            && prefix(line.get(..spaces).unwrap_or_default()).indent >= 4
            && self.is_margin()
        {
            self.shift = range.start..range.start + spaces;
            self.draft.edits.replace(self.shift.clone(), "");
            return self.unindented(line.get(spaces..).unwrap_or_default(), range.start + spaces..range.end);
        }
        self.unindented(line, range)
    }

    /// Whether an indent that would make a line code is removed here.
    fn is_margin(&mut self) -> bool {
        self.draft.blank && self.draft.items.is_empty() && self.draft.chinese()
    }

    /// Handles a line from which the indent of a complete list or quote has been removed. Returns
    /// the same as `block`.
    fn unindented(&mut self, line: &'a str, range: Range<usize>) -> bool {
        if line.starts_with('&') && self.is_blank_by_hand(line) {
            self.draft.edits.replace(range, "");
            return true;
        }
        let prefix = prefix(line);
        if self.paragraphs.underline(&mut self.draft, line, &range, prefix) {
            return false;
        }
        if prefix.quotes > 0 && prefix.item.is_none() && line.len() == prefix.length {
            // An empty line of a quote.
            return true;
        }
        if prefix.item.is_some() || self.draft.blank {
            self.draft.items.retain(|&column| column <= prefix.column);
            if let Some(column) = prefix.item {
                let shift = self.shift_list(line, &range, prefix);
                self.draft.items.push(column - shift);
            }
        }
        let rest = line.get(prefix.length..).unwrap_or_default();
        let content = range.start + prefix.length..range.end;
        self.verbatim = Verbatim::open(rest, prefix, self.draft.items.last().copied());
        if self.verbatim.is_some() {
            self.opened = range.clone();
            if prefix.indent >= 4 && self.draft.items.is_empty() && self.draft.chinese() {
                strip(&mut self.draft, line, &range, prefix, "");
            }
            return false;
        }
        if self.directive(rest, content.clone(), prefix) {
            return true;
        }
        if let Some(start) = self.behind_remark(rest, prefix) {
            let text = range.start + start..range.end;
            self.draft.edits.replace(range.start..text.start, "");
            return self.unindented(line.get(start..).unwrap_or_default(), text);
        }
        let is_shown = html::is_tag(rest) && !self.draft.options.raw_html && self.draft.chinese();
        self.draft.html |= self.draft.blank && html::opens(rest) && !is_shown;
        self.note(rest, content.start, prefix);
        self.definition(rest, &content, prefix);
        self.paragraphs.indent(&mut self.draft, line, &range, prefix);
        let is_text = self.paragraphs.may_be_code(range.start);
        if self.is_outside(prefix, range.start) {
            self.prose(rest, &content, &range);
        } else if self.reads_lines && self.draft.items.len() == 1 && is_item(line) {
            let items = std::mem::take(&mut self.draft.items);
            self.paragraphs.read(&mut self.draft, &range);
            self.draft.items = items;
        }
        self.draft.previous = content.clone();
        if let Some(point) = date_point(rest.as_bytes())
            && !self.draft.html
            && self.draft.chinese()
        {
            self.draft.edits.insert(content.start + point, "\\");
        }
        if is_shown || (is_text && rest.starts_with(|c: char| c.is_ascii_punctuation())) {
            // No block begins with a sentinel. A block of HTML that is shown as text would hide the
            // Markdown below it: `<center>图1</center>` and `## 标题`; and `# 注释` in code that is
            // only indented is text.
            self.marks.put_mark(&mut self.draft, content.start);
        }
        self.inline(&content);
        rest.starts_with('#') && !is_text && is_heading(self.draft.options, rest)
    }

    /// Whether a line is text outside lists, quotes and HTML. The line that begins at `at` may end
    /// a list of lines that a word processor has numbered.
    fn is_outside(&self, prefix: Prefix, at: usize) -> bool {
        let is_plain = prefix.quotes == 0 && !self.draft.html;
        let ends_list = || prefix.length == 0 && self.paragraphs.begins(&self.draft, at);
        is_plain && (self.draft.items.is_empty() || ends_list())
    }

    /// Reports, once, a fence that contains more than was meant.
    fn unclosed_fence(&mut self) {
        let opened = std::mem::take(&mut self.opened);
        let line = self.draft.body.get(opened.clone()).unwrap_or_default();
        if !line.trim().is_empty() {
            let span = opened.start..opened.start + line.trim_end().len();
            self.draft.report(words::unclosed_fence(), span);
        }
    }

    /// Removes the spaces before a list or a quote that is indented as a whole.
    fn shifted(&mut self, line: &'a str, range: Range<usize>) -> (&'a str, Range<usize>) {
        let shift = self.draft.body.get(self.shift.clone()).filter(|shift| !shift.is_empty());
        match shift.and_then(|shift| Some((shift.len(), line.strip_prefix(shift)?))) {
            Some((length, rest)) => {
                self.draft.edits.replace(range.start..range.start + length, "");
                (rest, range.start + length..range.end)
            }
            None => {
                self.shift = 0..0;
                (line, range)
            }
        }
    }

    /// Moves a list to the margin if its indent would make it code. Returns the number of columns
    /// by which it is moved.
    fn shift_list(&mut self, line: &str, range: &Range<usize>, prefix: Prefix) -> usize {
        if prefix.column < 4
            || prefix.quotes > 0
            || !self.draft.blank
            || !self.draft.items.is_empty()
            || !self.draft.chinese()
        {
            return 0;
        }
        let spaces = line.len() - line.trim_start_matches([' ', '\t']).len();
        self.shift = range.start..range.start + spaces;
        self.draft.edits.replace(self.shift.clone(), "");
        prefix.column
    }

    /// Whether a line has only spaces that are written as entities.
    fn is_blank_by_hand(&mut self, line: &str) -> bool {
        let (length, _) = indent_by_hand(line);
        line.get(length..).is_some_and(|rest| rest.trim().is_empty()) && self.draft.chinese()
    }

    /// Makes indented lines below a footnote or a definition part of it.
    fn note(&mut self, rest: &str, at: usize, prefix: Prefix) {
        if prefix.indent > 3 || prefix.quotes > 0 || prefix.item.is_some() {
            return;
        }
        if rest.starts_with("[^") && (rest.contains("]:") || self.note_colon(rest, at)) {
            self.draft.items = vec![4];
        } else if self.draft.options.definition_lists && rest.starts_with(": ") {
            self.draft.items = vec![2];
        }
    }

    /// Begins a paragraph with a definition of a link below a line that looks like one and is text:
    /// within a paragraph it would be text, too.
    fn definition(&mut self, rest: &str, content: &Range<usize>, prefix: Prefix) {
        if self.marks.text_definition.is_none_or(|end| end + 1 != content.start) || prefix.length > 0 {
            return;
        }
        let label = rest.find("]:").filter(|_| rest.starts_with('[') && !self.draft.blank);
        if label.is_some_and(|end| !is_only_text(self.draft.body, content.start, content.start + end)) {
            self.draft.edits.insert(content.start, "\n");
            (self.draft.blank, self.draft.paragraph) = (true, content.start);
        }
    }

    /// Reads `[^1]：` at the beginning of a line as `[^1]:`, just as front matter may have
    /// `标题：`.
    fn note_colon(&mut self, rest: &str, at: usize) -> bool {
        let label = rest.find("]：").filter(|end| rest.get(2..*end).is_some_and(is_label));
        let Some(label) = label else { return false };
        let span = at + label + 1..at + label + 1 + '：'.len_utf8();
        self.draft.edits.replace(span.clone(), ": ");
        self.draft.report(words::note_colon(span.clone()), span);
        true
    }

    /// Removes the indent of a closing fence that is indented like its opening one, which
    /// CommonMark does not accept.
    fn end_of_fence(&mut self, line: &'a str, range: &Range<usize>) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let is_fence = matches!(self.verbatim, Some(Verbatim::Fence { .. }));
        if is_fence
            && (indent >= 4 || line.starts_with('\t'))
            && self.draft.items.is_empty()
            && self.draft.chinese()
        {
            self.draft.edits.replace(range.start..range.start + indent, "");
        }
    }

    /// Returns where the text begins after comments at the beginning of a line. It is read as if
    /// they were not there.
    fn behind_remark(&mut self, rest: &str, prefix: Prefix) -> Option<usize> {
        let is_alone = prefix.quotes == 0 && prefix.item.is_none() && self.draft.items.is_empty();
        if !rest.starts_with("<!--") || !is_alone {
            return None;
        }
        let text = std::iter::successors(Some(rest), |text| behind(text)).last()?;
        (text.len() < rest.len() && self.draft.chinese()).then_some(prefix.length + rest.len() - text.len())
    }

    /// Replaces the line by a marker if it is the line of a directive. Returns whether it is.
    fn directive(&mut self, rest: &str, content: Range<usize>, prefix: Prefix) -> bool {
        if !rest.starts_with([':', '：']) || prefix.item.is_some() {
            return false;
        }
        let kind = match directive::parse(rest, content.start) {
            None => {
                self.draft.findings.extend(directive::too_few_colons(rest, content.start));
                return false;
            }
            Some(Line::Close { colons }) => MarkerKind::Close { colons },
            Some(Line::Open(mut opening)) => {
                self.draft.findings.append(&mut opening.findings);
                MarkerKind::Open(opening)
            }
        };
        if self.nonce.is_empty() {
            self.nonce = nonce(self.draft.body);
        }
        // A table or an HTML block ends only at an empty line. In a list an empty line would make
        // the list loose.
        let alone = prefix.quotes == 0 && self.draft.items.is_empty();
        let gap = if alone && !self.draft.blank { "\n" } else { "" };
        let start = if alone { content.start - prefix.length } else { content.start };
        let marker = format!("{gap}{}{}-->", self.nonce, self.markers.len());
        self.draft.edits.replace(start..content.end, &marker);
        let span = content.start..content.start + rest.trim_end().len();
        self.markers.push(Marker { span, kind });
        true
    }
}

/// Whether this can be the label of a footnote.
fn is_label(label: &str) -> bool {
    !label.is_empty() && !label.contains([' ', '[', ']', '\t'])
}

/// Returns the text after a comment, if there is any on its line.
fn behind(text: &str) -> Option<&str> {
    let remark = text.starts_with("<!--").then(|| text.find("-->"))??;
    let words = text.get(remark + "-->".len()..)?.trim_start();
    (!words.is_empty()).then_some(words)
}

/// Returns a beginning of a comment that does not occur in `body`: `<!--:::0:`, or with the first
/// number that is free.
fn nonce(body: &str) -> String {
    const BEGINNING: &str = "<!--:::";
    let taken: BTreeSet<usize> = memchr::memmem::find_iter(body.as_bytes(), BEGINNING)
        .filter_map(|at| body.get(at + BEGINNING.len()..)?.split_once(':')?.0.parse().ok())
        .collect();
    let number = (0..).zip(&taken).find(|(free, taken)| free != *taken).map_or(taken.len(), |(free, _)| free);
    format!("{BEGINNING}{number}:")
}
