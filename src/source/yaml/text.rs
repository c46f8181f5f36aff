//! Reads YAML as a writer typed it: fixed where necessary, with positions in the original file.

use std::ops::Range;

use super::cut_number::{self, CutNumber};
use super::fault::YamlFault;
use super::mend::{self, Mend, Reach};
use super::tree::{TreeError, tree};
use super::{Node, Part, Step, escape, locate, plain, syntax};
use crate::problem::{self, Edit, Fix, Problem, Severity, SourceText};

/// Parsed YAML: its tree, and the data to find the position of a node.
#[derive(Debug)]
pub struct Yaml<'t> {
    /// The content.
    pub node: Node,
    /// Warnings about what was tolerated, each with a fix that makes the text strict.
    pub warnings: Vec<Problem>,
    source: SourceText<'t>,
    span: Range<usize>,
    mended: Option<FixedText>,
}

#[derive(Debug)]
struct FixedText {
    text: String,
    /// Spans of the changes before and after, in the order of the text.
    changes: Vec<(Range<usize>, Range<usize>)>,
    /// Where in the fixed text the end of a Chinese line was removed, in order.
    joins: Vec<usize>,
    /// The texts with ` #` in the fixed text, which were put into quotation marks.
    hashes: Vec<Range<usize>>,
}

impl FixedText {
    fn new(yaml: &str, mends: &[Mend]) -> Self {
        let (text, spans) = mend::apply(yaml, mends);
        let changed = mends.iter().zip(&spans);
        let joins =
            changed.filter(|(mend, _)| mend.kind == YamlFault::Join).map(|(_, span)| span.start).collect();
        let hashes = mends.iter().zip(&spans).filter(|(mend, _)| mend.kind == YamlFault::Hash);
        let hashes = hashes.map(|(_, span)| span.clone()).collect();
        let changes = mends.iter().map(|mend| mend.edit.span.clone()).zip(spans).collect();
        Self { text, changes, joins, hashes }
    }

    /// Converts a span of the fixed text to a span of the original text.
    fn original(&self, span: Range<usize>) -> Range<usize> {
        let start = self.place(span.start, |change| change.start);
        start..self.place(span.end, |change| change.end).max(start)
    }

    fn place(&self, at: usize, inside: impl Fn(&Range<usize>) -> usize) -> usize {
        let after =
            self.changes.partition_point(|(_, new)| new.start < at || (new.start == at && new.is_empty()));
        match after.checked_sub(1).and_then(|number| self.changes.get(number)) {
            Some((old, new)) if at < new.end => inside(old),
            Some((old, new)) => old.end + (at - new.end),
            None => at,
        }
    }
}

impl<'t> Yaml<'t> {
    /// Reads the YAML in `span` of `source` as writers type it. What strict YAML would refuse, or
    /// lose a part of, is fixed if its meaning is certain. Strict text is read as it is.
    ///
    /// # Errors
    /// If the text cannot be read even so, returns that problem, together with what was tolerated.
    pub fn read(source: &SourceText<'t>, span: Range<usize>) -> Result<Self, Vec<Problem>> {
        /// Maximum number of escapes, and of cut numbers, to report.
        const MOST: usize = 20;
        let mut yaml = Self::read_as_written(source, span)?;
        if memchr::memchr(b'\\', yaml.text().as_bytes()).is_some() {
            let found = escape::taken_out(&mut yaml.node);
            let told = found.into_iter().take(MOST);
            let told: Vec<Problem> =
                told.map(|(trail, first)| yaml.at(escape::told(first), &trail, Part::Value)).collect();
            yaml.warnings.extend(told);
        }
        if memchr::memchr(b'{', yaml.text().as_bytes()).is_some() {
            let found = cut_number::taken_out(&mut yaml.node);
            let told: Vec<Problem> = found.iter().take(MOST).map(|number| yaml.cut_number(number)).collect();
            yaml.warnings.extend(told);
        }
        Ok(yaml)
    }

    /// Returns the problem of a number in braces that was cut at its commas.
    fn cut_number(&self, number: &CutNumber) -> Problem {
        let CutNumber { trail, beginning, whole } = number;
        let quoted = mend::quoted(whole);
        let problem = Problem::error(
            "meta/cut-number",
            format!("花括号里的逗号把“{whole}”断开了，只读到“{beginning}”"),
            format!("between braces a comma ends the value: of `{whole}` only `{beginning}` was read"),
        )
        .help(
            format!("写成 {quoted}，或者去掉数字里的逗号"),
            format!("write {quoted}, or leave the commas out"),
        );
        let start = self.locate(trail, Part::Value).start;
        let span = start..start + whole.len();
        if self.source.text().get(span.clone()) != Some(whole.as_str()) {
            return self.at(problem, trail, Part::Value);
        }
        let words = (format!("改成 {quoted}"), format!("write {quoted}"));
        let fix = Fix::certain(words.0, words.1, vec![Edit::replace(span.clone(), quoted)]);
        problem.at(&self.source, span).fix(fix)
    }

    fn read_as_written(source: &SourceText<'t>, span: Range<usize>) -> Result<Self, Vec<Problem>> {
        let yaml = source.text().get(span.clone()).unwrap_or_default();
        let made =
            |node, mended, warnings| Self { node, warnings, source: *source, span: span.clone(), mended };
        if let Some(node) = plain::read(yaml) {
            return Ok(made(node, None, Vec::new()));
        }
        let strict = tree(yaml);
        let reaches: &[Reach] = match &strict {
            // A text that is neither a mapping nor a list has lost its colons.
            Ok(Node::String(_)) | Err(TreeError::Syntax(_)) => &[Reach::Refused, Reach::Nested],
            Ok(_) => &[Reach::Lost],
            Err(TreeError::TooMuch) => &[],
        };
        let mut tried = None;
        for reach in reaches {
            let found = mend::find(yaml, *reach);
            if found.mends.is_empty() {
                tried = tried.or(Some((None, found)));
                continue;
            }
            let mended = FixedText::new(yaml, &found.mends);
            match (tree(&mended.text), &strict) {
                // A fix must not lose anything else.
                (Ok(node), Ok(before))
                    if *reach == Reach::Lost && !is_alike(before, &node, has_dash(&found)) => {}
                (Ok(Node::String(_)), _) => {}
                (Ok(node), _) => {
                    let warnings = tell(source, &span, &found.mends);
                    return Ok(made(node, Some(mended), warnings));
                }
                (Err(refused), Err(_)) => tried = tried.or(Some((Some((mended, refused)), found))),
                (Err(_), Ok(_)) => {}
            }
        }
        let refused = match strict {
            Ok(node) => return Ok(made(node, None, Vec::new())),
            Err(refused) => refused,
        };
        let (mended, found) = tried.unwrap_or_default();
        let (problem, place) = match &mended {
            Some((mended, refused)) => {
                let unclosed = mend::find(&mended.text, Reach::Refused).unclosed;
                let (problem, place) = syntax::problem(&mended.text, refused, unclosed);
                (problem, mended.original(place))
            }
            None => syntax::problem(yaml, &refused, found.unclosed),
        };
        let mut problems = tell(source, &span, &found.mends);
        // Report only one mistake per line.
        let problem = problem.at(source, place.start + span.start..place.end + span.start);
        let line = |problem: &Problem| problem.place.as_ref().map(|place| place.line);
        problems.retain(|warning| line(warning) != line(&problem));
        problems.push(problem);
        Err(problems)
    }

    /// Returns the text that was parsed.
    pub fn text(&self) -> &str {
        let written = || self.source.text().get(self.span.clone()).unwrap_or_default();
        self.mended.as_ref().map_or_else(written, |mended| &mended.text)
    }

    /// Returns the places in that text where the end of a Chinese line was removed, in order.
    pub fn joins(&self) -> &[usize] {
        self.mended.as_ref().map_or(&[], |mended| &mended.joins)
    }

    /// Returns the places in that text of the values whose ` #` the warnings report: `[1 #井, 乙]`.
    /// Every other one stands in the writer's own quotation marks.
    pub fn hashes(&self) -> &[Range<usize>] {
        self.mended.as_ref().map_or(&[], |mended| &mended.hashes)
    }

    /// Returns the span of the node at `trail`, or of its key, in the file, in bytes.
    pub fn locate(&self, trail: &[Step], part: Part) -> Range<usize> {
        // If there is no YAML, returns the first line of the file.
        if self.span.is_empty() {
            return 0..self.source.text().find('\n').unwrap_or(self.source.text().len());
        }
        let found = locate(self.text(), trail, part);
        let found = self.mended.as_ref().map_or(found.clone(), |mended| mended.original(found));
        found.start + self.span.start..found.end + self.span.start
    }

    /// Sets the place of a problem to the node at `trail`, or to its key.
    #[must_use]
    pub fn at(&self, problem: Problem, trail: &[Step], part: Part) -> Problem {
        problem.at(&self.source, self.locate(trail, part))
    }

    /// Returns the file with its complete text.
    pub fn source(&self) -> &SourceText<'t> {
        &self.source
    }
}

fn has_dash(found: &mend::FixedYaml) -> bool {
    found.mends.iter().any(|mend| mend.kind == YamlFault::Dash)
}

/// Returns whether a tree has the same keys as another, so that the fixes only added text to
/// values. If dashes were fixed there may be more items than before, or a list in place of a text.
fn is_alike(before: &Node, after: &Node, has_dash: bool) -> bool {
    match (before, after) {
        (Node::Sequence(before), Node::Sequence(after)) if has_dash => before.len() <= after.len(),
        (Node::String(_), Node::Sequence(_)) if has_dash => true,
        (Node::Mapping(before), Node::Sequence(_)) if has_dash && !before.is_empty() => {
            before.iter().all(|(key, _)| key.starts_with('-'))
        }
        (Node::Mapping(before), Node::Mapping(after)) => {
            let pairs = before.iter().zip(after);
            before.len() == after.len()
                && pairs.into_iter().all(|(a, b)| a.0 == b.0 && is_alike(&a.1, &b.1, has_dash))
        }
        (Node::Sequence(before), Node::Sequence(after)) => {
            before.len() == after.len() && before.iter().zip(after).all(|(a, b)| is_alike(a, b, has_dash))
        }
        (Node::Mapping(_) | Node::Sequence(_), _) => false,
        _ => after.is_scalar(),
    }
}

fn tell(source: &SourceText<'_>, span: &Range<usize>, mends: &[Mend]) -> Vec<Problem> {
    let most = problem::most_places(source.text().len());
    let reported = mends.iter().filter(|mend| mend.kind.is_reported()).collect();
    let (mends, unlisted) = problem::listed(reported, most, |_| Severity::Warning);
    let told = mends.into_iter().map(|mend| warning(source, span.start, mend));
    told.chain(unlisted.problem(source.file())).collect()
}

/// Returns the warning for a tolerated mistake, with the fix that makes it strict.
fn warning(source: &SourceText<'_>, offset: usize, mend: &Mend) -> Problem {
    let (code, zh, en) = match mend.kind {
        YamlFault::FullWidthColon => (
            "meta/full-width-colon",
            "这里的冒号是全角的“：”".to_owned(),
            "this colon is a full-width one".to_owned(),
        ),
        YamlFault::SpaceAfterColon => (
            "meta/space-after-colon",
            "冒号后面要有一个半角空格".to_owned(),
            "the colon needs an ordinary space after it".to_owned(),
        ),
        YamlFault::Blank => (
            "meta/tab",
            "行首的空白不是半角空格（是 Tab 键、全角空格或看不见的字符）".to_owned(),
            "this line is indented with something else than spaces".to_owned(),
        ),
        YamlFault::Indent => (
            "meta/indent",
            "这一行缩进多了，和上面的各项没有对齐".to_owned(),
            "this line is indented too far".to_owned(),
        ),
        YamlFault::Unquoted('"' | '\'') => (
            "meta/unquoted",
            "引号只括住了内容的一部分，整句外面要再加一对英文引号".to_owned(),
            "the quotation marks hold only a part of the value: put marks around all of it".to_owned(),
        ),
        YamlFault::Unquoted(bracket @ ('[' | '{')) => (
            "meta/unquoted",
            format!("内容以“{bracket}”开头，会被当作列表，整句要加英文引号"),
            format!("a value that begins with `{bracket}` is taken for a list: put it into quotation marks"),
        ),
        YamlFault::Unquoted(first) => (
            "meta/unquoted",
            format!("内容以“{first}”开头，整句要加英文引号"),
            format!("a value that begins with `{first}` needs quotation marks"),
        ),
        YamlFault::Colon => (
            "meta/unquoted",
            "内容里有英文冒号，要加英文引号".to_owned(),
            "a value with a colon in it needs quotation marks".to_owned(),
        ),
        YamlFault::Hash => (
            "meta/unquoted",
            "内容里有“#”，不加英文引号的话，“#”后面会被当作注释丢掉".to_owned(),
            "without quotation marks what follows the `#` is a comment, and lost".to_owned(),
        ),
        YamlFault::Dash => (
            "meta/space-after-dash",
            "“-”后面要有一个半角空格".to_owned(),
            "the dash of a list item needs a space after it".to_owned(),
        ),
        YamlFault::Comma => (
            "meta/full-width-comma",
            "括号里的逗号是全角的，引号后面要用英文逗号".to_owned(),
            "this comma is a full-width one".to_owned(),
        ),
        // Never reported.
        YamlFault::Empty | YamlFault::Join => ("meta/indent", String::new(), String::new()),
        YamlFault::Quotes => (
            "meta/quotes",
            "内容外面的中文引号当作英文引号读了，页面上不会显示".to_owned(),
            "the Chinese quotation marks round this value were taken for ASCII ones and are not shown"
                .to_owned(),
        ),
    };
    let edits = vec![mend.edit.clone()];
    let problem = Problem::warning(code, zh, en);
    let (problem, fix) = match mend.kind {
        // Only the writer knows whether the marks belong to the headline.
        YamlFault::Quotes => (
            problem.help(
                "页面上要显示引号，就在外面再加一对英文引号：'“……”'；不要显示，就删去引号",
                "to show them, put ASCII marks round them: '“…”'; else remove them",
            ),
            Fix::probable("删去外面的中文引号", "remove the Chinese quotation marks", edits),
        ),
        YamlFault::FullWidthColon => (
            problem.help("改成半角的“:”，后面空一格", "write `:` and a space"),
            Fix::certain("把冒号改成半角，后面空一格", "write an ASCII colon and a space", edits),
        ),
        YamlFault::SpaceAfterColon => (
            problem.help("写成“标题: 内容”这样", "write `title: words`"),
            Fix::certain("在冒号后面加一个半角空格", "put a space after the colon", edits),
        ),
        YamlFault::Dash => (
            problem.help("写成“- 甲”这样", "write `- words`"),
            Fix::certain("写成“- ”：半角减号和一个空格", "write a hyphen and a space", edits),
        ),
        YamlFault::Comma => (
            problem.help("改成英文逗号，后面空一格", "write `,` and a space"),
            Fix::certain("把逗号改成半角", "write an ASCII comma", edits),
        ),
        YamlFault::Blank | YamlFault::Indent | YamlFault::Empty | YamlFault::Join => (
            problem.help(
                "同一级的各项左边对齐，用半角空格缩进，不用 Tab 键",
                "align entries of one level, and indent with spaces",
            ),
            Fix::certain("改正行首的缩进", "indent this line with spaces", edits),
        ),
        YamlFault::Unquoted(_) | YamlFault::Colon | YamlFault::Hash => {
            let (zh, en) = ("给内容加上英文引号", "put the value into quotation marks");
            let problem = problem.help(
                format!("写成 {}", shorten(&mend.edit.text)),
                format!("write {}", shorten(&mend.edit.text)),
            );
            // Only the writer knows whether `甲 # 待定` is a title or a title with a remark.
            let certain = mend.kind != YamlFault::Hash;
            (problem, Fix { certain, ..Fix::certain(zh, en, edits) })
        }
    };
    let start = offset + mend.edit.span.start;
    problem.fix(fix.shifted(offset)).at(source, start..offset + mend.edit.span.end)
}

/// Shortens a value to fit into a line of help.
fn shorten(value: &str) -> String {
    const LONGEST: usize = 40;
    match value.char_indices().nth(LONGEST) {
        Some((at, _)) => {
            let mark = value.chars().next_back().unwrap_or('"');
            format!("{}……{mark}", &value[..at])
        }
        None => value.to_owned(),
    }
}
