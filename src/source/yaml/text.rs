//! Reads YAML as a writer typed it: fixed where necessary, with positions in the original file.

use std::ops::Range;

use super::cut_number::{self, CutNumber};
use super::fault::YamlFault;
use super::mend::{self, Mend, Reach};
use super::tree::{TreeError, tree};
use super::{Node, Part, Step, escape, locate, plain, syntax};
use crate::problem::{self, Edit, Fix, Problem, Severity, SourceText, Words};

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
fn warning(source: &SourceText<'_>, offset: usize, Mend { kind, edit }: &Mend) -> Problem {
    let Words { zh, en } = kind.words();
    let (help, fix) = kind.remedy(edit);
    let problem = Problem::warning(kind.code(), zh, en).help(help.zh, help.en);
    problem.fix(fix.shifted(offset)).at(source, offset + edit.span.start..offset + edit.span.end)
}
