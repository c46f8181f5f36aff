//! Renders problems for a terminal: severity, code, place, the line with a caret, and what to do.

mod tally;
#[cfg(test)]
mod tests;

pub use tally::{name, tally};

use tally::say;

use super::group::{Digest, ProblemGroup, Total, short};
use super::{Fix, Language, Place, Problem, Severity, Words};
use annotate_snippets::{Annotation, AnnotationKind, Group as Block, Level, Origin, Renderer, Snippet};
use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The capabilities of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to use ANSI colours.
    pub color: bool,
    /// Width of the terminal in columns. Of a longer line only the part around the caret is shown.
    pub width: usize,
}

/// Minimum width at which excerpts are readable.
const LEAST_WIDTH: usize = 40;

/// Maximum number of other places of a group to list.
const NAMED: usize = 4;

/// Maximum number of further problems of a group of which only the name is listed.
const NAMED_BRIEFLY: usize = 30;

/// Maximum length of these names together, in characters.
const NAMED_WIDTH: usize = 240;

/// Renders the problems in the given order, with an empty line after each.
pub fn render(problems: &[Problem], language: Language, style: Style) -> String {
    render_digest(&Digest::of_each(problems), language, style)
}

/// Renders the blocks in sequence, with an empty line after each. Adds the number of problems of
/// each kind if some have no block of their own.
pub fn render_digest(digest: &Digest<'_>, language: Language, style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let width = style.width.max(LEAST_WIDTH);
    let renderer = renderer.term_width(width);
    let mut text = String::new();
    for group in &digest.groups {
        let shown = PrintedProblem::of_group(group, language, width);
        // Writing to a string cannot fail.
        let mut rendered = renderer.render(&[shown.group()]);
        let labels = shown.labels.iter().map(|(place, _)| place);
        shown.place.iter().chain(labels).for_each(|place| place.tell_place(&mut rendered));
        if shown.place.is_none() {
            rendered = without_empty_margin(&rendered);
        }
        let _ = writeln!(text, "{rendered}\n");
    }
    if digest.is_shortened() {
        text += &totals(digest, language);
    }
    text
}

/// Lists the number of problems of each kind, and of those in no block.
fn totals(digest: &Digest<'_>, language: Language) -> String {
    let Digest { totals, left_out, .. } = digest;
    let mut text = match language {
        Language::Chinese => "各类问题：\n".to_owned(),
        Language::English => "By kind:\n".to_owned(),
    };
    let longest = totals.iter().map(|total| total.code.len()).max().unwrap_or_default();
    for Total { severity, code, count, files } in totals {
        let count = say(*severity, *count, language);
        let _ = match (language, files) {
            (_, 0) => writeln!(text, "  {code:longest$}  {count}"),
            (Language::Chinese, files) => writeln!(text, "  {code:longest$}  {count}，在 {files} 个文件里"),
            (Language::English, 1) => writeln!(text, "  {code:longest$}  {count} in 1 file"),
            (Language::English, files) => writeln!(text, "  {code:longest$}  {count} in {files} files"),
        };
    }
    if *left_out > 0 {
        let _ = match language {
            Language::Chinese => writeln!(text, "其中 {left_out} 处上面没有列出"),
            Language::English => writeln!(text, "{left_out} of them are not shown above"),
        };
    }
    text.push('\n');
    text
}

fn level(severity: Severity, language: Language) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::NOTE,
    };
    level.with_name(name(severity, language))
}

/// A problem with all texts made safe to print and cut to the terminal's width.
struct PrintedProblem {
    code: &'static str,
    language: Language,
    level: Level<'static>,
    message: String,
    /// The other places of its group.
    others: Option<String>,
    help: Option<String>,
    fix: Option<String>,
    place: Option<ShownPlace>,
    labels: Vec<(ShownPlace, String)>,
}

struct ShownPlace {
    file: String,
    line: usize,
    /// The place as it is to be shown, where the renderer would show another: it counts columns
    /// from the beginning of the excerpt, and knows no cells.
    shown: Option<String>,
    excerpt: String,
    /// The part marked by the caret, in bytes of the excerpt.
    span: Range<usize>,
}

impl PrintedProblem {
    fn of_group(group: &ProblemGroup<'_>, language: Language, width: usize) -> Self {
        let mut shown = Self::of(group.first, language, width);
        let Some(told) = group.told(language) else { return shown };
        let told = printable(&told);
        shown.message = match (language, group.is_varied) {
            (Language::Chinese, false) => format!("{}：{told}", shown.message),
            (Language::English, false) => format!("{}: {told}", shown.message),
            (Language::Chinese, true) => format!("{}；同类的共 {told}", shown.message),
            (Language::English, true) => format!("{}; of this kind: {told}", shown.message),
        };
        // Labels relate to the first problem only, not to the others.
        shown.labels.clear();
        shown.others = others(group, language);
        // So do its help and its fix, unless they are the same for all.
        if group.help().is_none() {
            let help = group.first.help.as_ref().map(|help| printable(help.get(language)));
            let title = ("改法（第一处）", "help (for the first)");
            shown.help = help.map(|help| footer(title, &help, language));
        }
        if group.fix().is_none() {
            shown.fix = some_fixed(group, language);
        }
        shown
    }

    fn of(problem: &Problem, language: Language, width: usize) -> Self {
        Self {
            code: problem.code,
            language,
            level: level(problem.severity, language),
            message: printable(problem.message.get(language)),
            others: None,
            help: problem.help.as_ref().map(|help| {
                let words = printable(help.get(language));
                footer(("改法", "help"), &words, language)
            }),
            fix: problem
                .fix
                .as_ref()
                .map(|fix| footer(("可自动改", "can be fixed"), &said(fix, language), language)),
            place: problem.place.as_ref().map(|place| ShownPlace::of(place, language, width)),
            labels: problem
                .labels
                .iter()
                .map(|label| {
                    (
                        ShownPlace::of(&label.place, language, width),
                        printable(label.words.get(language)).replace('\n', " "),
                    )
                })
                .collect(),
        }
    }

    fn group(&self) -> Block<'_> {
        let title = self.level.clone().primary_title(self.message.as_str()).id(self.code);
        let mut group = Block::with_title(title);
        if let Some(place) = &self.place {
            group = if place.line == 0 {
                group.element(Origin::path(place.file.as_str()))
            } else {
                let caret = AnnotationKind::Primary.span(place.span.clone());
                group.element(place.snippet().annotation(caret))
            };
        }
        for (place, words) in self.labels.iter().filter(|(place, _)| place.line > 0) {
            let mark = AnnotationKind::Context.span(place.span.clone()).label(words.as_str());
            group = group.element(place.snippet().annotation(mark));
        }
        for (place, words) in self.labels.iter().filter(|(place, _)| place.line == 0) {
            let note = footer((&place.file, &place.file), words, self.language);
            group = group.element(no_level().message(footer(("另见", "see also"), &note, self.language)));
        }
        if let Some(others) = &self.others {
            group = group.element(no_level().message(others.as_str()));
        }
        if let Some(help) = &self.help {
            group = group.element(no_level().message(help.as_str()));
        }
        match &self.fix {
            Some(fix) => group.element(no_level().message(fix.as_str())),
            None => group,
        }
    }
}

/// Returns a level without a name. Lines below the excerpt begin with their own name, because the
/// renderer would put an ASCII colon after a Chinese one.
fn no_level() -> Level<'static> {
    Level::HELP.no_name()
}

/// Formats a line below the excerpt: `改法：…`, `help: …`.
fn footer((zh, en): (&str, &str), words: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{zh}：{words}"),
        Language::English => format!("{en}: {words}"),
    }
}

/// Lists the places of the other problems, with their messages and help if those differ; at most
/// [`NAMED`] of them, and different messages before equal ones.
fn others(group: &ProblemGroup<'_>, language: Language) -> Option<String> {
    let has_own_help = group.others.iter().any(|problem| problem.help != group.first.help);
    let is_varied = group.is_varied || has_own_help;
    let mut seen = HashSet::from([&group.first.message]);
    let (new, again): (Vec<&Problem>, Vec<&Problem>) =
        group.others.iter().copied().partition(|problem| !group.is_varied || seen.insert(&problem.message));
    let places: Vec<(String, &Problem)> = new
        .into_iter()
        .chain(again)
        .filter_map(|problem| Some((short(problem.place.as_ref()?), problem)))
        .collect();
    let more = places.len().saturating_sub(NAMED);
    let line = |(place, problem): &(String, &Problem)| {
        let one_line = |text: &str| printable(text).replace('\n', "␊");
        if !is_varied {
            return one_line(place);
        }
        let message = one_line(problem.message.get(language));
        let help = problem.help.as_ref().filter(|_| has_own_help);
        let help = help.map(|help| one_line(help.get(language)));
        match (language, help) {
            (Language::Chinese, None) => format!("\n{}：{message}", one_line(place)),
            (Language::Chinese, Some(help)) => format!("\n{}：{message}（{help}）", one_line(place)),
            (Language::English, None) => format!("\n{}: {message}", one_line(place)),
            (Language::English, Some(help)) => format!("\n{}: {message} ({help})", one_line(place)),
        }
    };
    let named: Vec<String> = places.iter().take(NAMED).map(line).collect();
    let (title, separator, rest) = match language {
        Language::Chinese => (("还有", "also"), "、", format!("等 {} 处", places.len())),
        Language::English => (("还有", "also"), ", ", format!("and {more} more")),
    };
    if named.is_empty() {
        return None;
    }
    let mut words = named.join(if is_varied { "" } else { separator });
    if more > 0 {
        words += &if is_varied { format!("\n{rest}") } else { format!(" {rest}") };
        let names = names_of(places.iter().skip(NAMED).map(|(_, problem)| *problem), language);
        if group.is_varied && !names.is_empty() {
            words += &footer(("", ""), &names, language);
        }
    }
    Some(footer(title, &words, language))
}

/// Lists the names in which messages differ: the first quoted text of each, at most
/// [`NAMED_BRIEFLY`] of them.
fn names_of<'p>(problems: impl Iterator<Item = &'p Problem>, language: Language) -> String {
    let ((open, close), separator) = match language {
        Language::Chinese => (('“', '”'), "、"),
        Language::English => (('`', '`'), ", "),
    };
    let mut seen = HashSet::new();
    let name = |problem: &'p Problem| {
        let (_, rest) = problem.message.get(language).split_once(open)?;
        Some(rest.split_once(close)?.0)
    };
    let names: Vec<&str> = problems.filter_map(name).filter(|name| seen.insert(*name)).collect();
    // Addresses are long: nobody reads thirty of them in a line.
    let mut width = 0;
    let fits = |name: &&&str| {
        width += name.width();
        width <= NAMED_WIDTH || width == name.width()
    };
    let shown = names.iter().take(NAMED_BRIEFLY).take_while(fits);
    let shown = shown.map(|name| format!("{open}{}{close}", printable(name).replace('\n', "␊")));
    let shown: Vec<String> = shown.collect();
    let mut listed = shown.join(separator);
    if names.len() > shown.len() && !shown.is_empty() {
        listed += "……";
    }
    listed
}

/// Counts the problems of a group that can be fixed, each in its own way. `None` if there are none.
fn some_fixed(group: &ProblemGroup<'_>, language: Language) -> Option<String> {
    let fixes: Vec<&Fix> = group.all().filter_map(|problem| problem.fix.as_ref()).collect();
    let first = fixes.first()?;
    let count = fixes.len();
    let same = fixes.iter().all(|fix| fix.words == first.words).then(|| first.words.get(language));
    let words = match (language, same) {
        (Language::Chinese, None) => format!("其中 {count} 处，各改各的"),
        (Language::Chinese, Some(same)) => format!("其中 {count} 处，{same}"),
        (Language::English, None) => format!("{count} of them, each in its own way"),
        (Language::English, Some(same)) => format!("{count} of them: {same}"),
    };
    let certain = fixes.iter().all(|fix| fix.certain);
    let fix = Fix { words: Words::new(words.clone(), words), certain, ..(*first).clone() };
    Some(footer(("可自动改", "can be fixed"), &said(&fix, language), language))
}

/// Describes the fix and the command that applies it.
fn said(fix: &Fix, language: Language) -> String {
    let words = printable(fix.words.get(language));
    match (language, fix.certain) {
        (Language::Chinese, true) => format!("{words}（dangjian fix）"),
        (Language::Chinese, false) => format!("{words}（dangjian fix --all）"),
        (Language::English, true) => format!("{words} (dangjian fix)"),
        (Language::English, false) => format!("{words} (dangjian fix --all)"),
    }
}

impl ShownPlace {
    fn snippet<'s>(&'s self) -> Snippet<'s, Annotation<'s>> {
        Snippet::source(self.excerpt.as_str()).path(self.file.as_str()).line_start(self.line)
    }

    /// Corrects the place in a rendered problem.
    fn tell_place(&self, rendered: &mut String) {
        let Some(shown) = &self.shown else { return };
        let counted = self.excerpt.get(..self.span.start).unwrap_or_default().chars().count() + 1;
        let told = format!("{}:{}:{counted}", self.file, self.line);
        let is_origin = |at: usize| {
            let start = rendered.get(..at).and_then(|text| text.rsplit('\n').next()).unwrap_or_default();
            start.contains("-->") || start.contains(":::")
        };
        let found = rendered.match_indices(&told).map(|(at, _)| at).find(|at| is_origin(*at));
        if let Some(at) = found {
            rendered.replace_range(at..at + told.len(), shown);
        }
    }

    fn of(place: &Place, language: Language, width: usize) -> Self {
        let cut = (place.skipped > 0).then_some('…');
        let line: Vec<char> = cut.into_iter().chain(place.excerpt.chars().map(printable_character)).collect();
        let bytes = |count: usize| line.iter().take(count).map(|c| c.len_utf8()).sum::<usize>();
        let start = place.column.saturating_sub(1 + place.skipped) + usize::from(cut.is_some());
        // If an entire paragraph is wrong, carets under its beginning are enough; the rest may be
        // cut off.
        let mut columns_left = width / 2;
        let carets = line.iter().skip(start).take(place.length).take_while(|character| {
            let left = columns_left.checked_sub(columns(**character));
            columns_left = left.unwrap_or_default();
            left.is_some()
        });
        let span = bytes(start)..bytes(start + carets.count());
        let excerpt = line.iter().collect();
        let one_line = |text: &str| printable(text).replace('\n', "␊");
        let is_other = cut.is_some() || place.cell.is_some();
        let shown = is_other.then(|| one_line(&place.shown(language)));
        // A sheet as a whole has no line to show, only its name.
        let is_sheet = place.line == 0 && place.cell.is_some();
        let file = if is_sheet { place.shown(language) } else { place.file.clone() };
        Self { file: one_line(&file), line: place.line, shown, excerpt, span }
    }
}

/// Removes the line with only a `|` that the renderer puts below a title without a place.
fn without_empty_margin(rendered: &str) -> String {
    let mut lines = rendered.split('\n');
    let title = lines.next().unwrap_or_default().to_owned();
    // Colours are sequences such as `ESC [1m`.
    let is_letter =
        |c: char| c == '|' || (c != '\u{1b}' && c != '[' && c != ';' && c != 'm' && !c.is_ascii_digit());
    let is_margin = |line: &&str| line.chars().filter(|c| is_letter(*c)).collect::<String>().trim() == "|";
    let margin = lines.clone().next().filter(is_margin);
    lines.skip(usize::from(margin.is_some())).fold(title, |text, line| text + "\n" + line)
}

/// Returns the width of a character in columns; a tab is shown as four.
fn columns(character: char) -> usize {
    if character == '\t' { 4 } else { character.width().unwrap_or(1) }
}

/// Replaces characters of a file's text that would control the terminal. Line ends stay.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { printable_character(c) }).collect()
}

/// Replaces control characters with their pictures, and characters that change the direction of a
/// line or are invisible with �.
fn printable_character(character: char) -> char {
    match character {
        '\t' => '\t',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => '\u{fffd}',
        other => other,
    }
}
