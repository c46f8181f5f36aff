//! Renders problems for a terminal: severity, code, place, the line with a caret, and what to do.

use super::group::{Digest, ProblemGroup, Total, short};
use super::{Fix, Language, Place, Problem, Severity, Words};
use annotate_snippets::{Annotation, AnnotationKind, Group as Block, Level, Origin, Renderer, Snippet};
use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

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
        shown.place.iter().chain(labels).for_each(|place| place.tell_column(&mut rendered));
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

/// Counts the problems of each severity, in words: `3 个错误，2 个警告`.
pub fn tally(problems: &[Problem], language: Language) -> String {
    let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let some = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| (severity, count(severity)))
        .filter(|(_, count)| *count > 0);
    let said: Vec<String> = some.map(|(severity, count)| say(severity, count, language)).collect();
    match (said.is_empty(), language) {
        (true, Language::Chinese) => "没有问题".to_owned(),
        (true, Language::English) => "no problems".to_owned(),
        (false, Language::Chinese) => said.join("，"),
        (false, Language::English) => said.join(", "),
    }
}

fn say(severity: Severity, count: usize, language: Language) -> String {
    let name = name(severity, language);
    match language {
        Language::Chinese => format!("{count} 个{name}"),
        Language::English => format!("{count} {name}{}", if count == 1 { "" } else { "s" }),
    }
}

/// Returns the name of a severity: `错误`, `warning`.
pub fn name(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Warning, Language::Chinese) => "警告",
        (Severity::Info, Language::Chinese) => "提示",
        (Severity::Error, Language::English) => "error",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Info, Language::English) => "note",
    }
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
    /// Column in characters, counted from 1, if the excerpt is not the complete line.
    column: Option<usize>,
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
            place: problem.place.as_ref().map(|place| ShownPlace::of(place, width)),
            labels: problem
                .labels
                .iter()
                .map(|label| {
                    (
                        ShownPlace::of(&label.place, width),
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
    let shown = names.iter().take(NAMED_BRIEFLY);
    let shown = shown.map(|name| format!("{open}{}{close}", printable(name).replace('\n', "␊")));
    let mut listed = shown.collect::<Vec<_>>().join(separator);
    if names.len() > NAMED_BRIEFLY {
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

    /// Corrects the column in a rendered problem if the excerpt is not the complete line: the
    /// renderer counts from the beginning of the excerpt.
    fn tell_column(&self, rendered: &mut String) {
        let Some(column) = self.column else { return };
        let before = format!("{}:{}:", self.file, self.line);
        let counted = self.excerpt.get(..self.span.start).unwrap_or_default().chars().count() + 1;
        let told = format!("{before}{counted}");
        let is_origin = |at: usize| {
            let start = rendered.get(..at).and_then(|text| text.rsplit('\n').next()).unwrap_or_default();
            start.contains("-->") || start.contains(":::")
        };
        let found = rendered.match_indices(&told).map(|(at, _)| at).find(|at| is_origin(*at));
        if let Some(at) = found {
            rendered.replace_range(at..at + told.len(), &format!("{before}{column}"));
        }
    }

    fn of(place: &Place, width: usize) -> Self {
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
        let file = printable(&place.file).replace('\n', "␊");
        let column = cut.map(|_| place.column);
        Self { file, line: place.line, column, excerpt, span }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    const PLAIN: Style = Style { color: false, width: 80 };

    fn zh(problem: Problem) -> String {
        render(&[problem], Language::Chinese, PLAIN)
    }

    /// Creates a problem at the first `word` of `text`.
    fn at(text: &str, word: &str) -> Problem {
        let start = text.find(word).unwrap();
        let source = SourceText::new("content/news/甲.md", text);
        Problem::error("meta/unknown-key", "没有“摄像”这一项", "there is no field \"摄像\"")
            .at(&source, start..start + word.len())
    }

    #[test]
    fn a_problem_shows_where_it_is_and_what_to_do() {
        let problem =
            at("---\n标题: 甲\n摄像: 张三\n---\n", "摄像").help("是不是“摄影”？", "did you mean \"摄影\"?");
        insta::assert_snapshot!(zh(problem.clone()), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:3:1
          |
        3 | 摄像: 张三
          | ^^^^
          |
          = 改法：是不是“摄影”？
        ");
        insta::assert_snapshot!(render(&[problem], Language::English, PLAIN), @r#"
        error[meta/unknown-key]: there is no field "摄像"
         --> content/news/甲.md:3:1
          |
        3 | 摄像: 张三
          | ^^^^
          |
          = help: did you mean "摄影"?
        "#);
    }

    #[test]
    fn the_caret_stands_under_chinese_words() {
        insta::assert_snapshot!(zh(at("中文在前，“全角”，错字 here", "错字")), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:11
          |
        1 | 中文在前，“全角”，错字 here
          |                   ^^^^
        ");
    }

    #[test]
    fn other_places_and_what_mends_it_are_shown() {
        let first = SourceText::new("content/news/甲.md", "---\n标题: 甲\n日期: 2026\n").place(4..10);
        let other = SourceText::new("content/news/乙.md", "网址名: 甲\n").place(11..14);
        let fix = Fix::certain("把“title”改成“标题”", "", Vec::new());
        let problem = at("---\n标题: 甲\n日期: 2026\ntitle: 乙\n", "title")
            .label(first, "第一次写在这里", "")
            .label(other, "这篇也用了", "")
            .label(Place::whole_file("content/丙.md"), "这篇也是", "")
            .fix(fix);
        insta::assert_snapshot!(zh(problem), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:4:1
          |
        4 | title: 乙
          | ^^^^^
          |
         ::: content/news/甲.md:2:1
          |
        2 | 标题: 甲
          | ---- 第一次写在这里
          |
         ::: content/news/乙.md:1:6
          |
        1 | 网址名: 甲
          |         -- 这篇也用了
          |
          = 另见：content/丙.md：这篇也是
          = 可自动改：把“title”改成“标题”（dangjian fix）
        ");
    }

    #[test]
    fn a_whole_file_has_no_line_and_no_place_no_file() {
        let problem = Problem::warning("site/empty", "站点里没有文章", "the site has no articles");
        insta::assert_snapshot!(zh(problem.clone()), @r"
        警告[site/empty]: 站点里没有文章
        ");
        let helped = problem.clone().help("用 dangjian new 写第一篇", "");
        insta::assert_snapshot!(zh(helped.clone()), @r"
        警告[site/empty]: 站点里没有文章
         = 改法：用 dangjian new 写第一篇
        ");
        let coloured = render(&[helped], Language::Chinese, Style { color: true, width: 80 });
        assert_eq!(coloured.trim_end().lines().count(), 2, "{coloured:?}");
        insta::assert_snapshot!(zh(problem.help("用 dangjian new 写第一篇", "").in_file("content")), @r"
        警告[site/empty]: 站点里没有文章
        --> content
         = 改法：用 dangjian new 写第一篇
        ");
    }

    #[test]
    fn a_joined_block_says_of_each_what_is_right_for_it() {
        let misspelt = |written: &str, meant: &str| {
            let mut problem = at(&format!("{written}: 甲\n"), written)
                .help(format!("是不是“{meant}”？"), "")
                .fix(Fix::probable(format!("改成“{meant}”"), "", Vec::new()));
            problem.message = Words::new(format!("没有“{written}”这一项"), "");
            problem
        };
        let all = [misspelt("来原", "来源"), misspelt("摘药", "摘要"), misspelt("题图说名", "题图说明")];
        insta::assert_snapshot!(render_digest(&Digest::new(&all, 1), Language::Chinese, PLAIN), @r"
        错误[meta/unknown-key]: 没有“来原”这一项；同类的共 3 处，第一处 content/news/甲.md:1
         --> content/news/甲.md:1:1
          |
        1 | 来原: 甲
          | ^^^^
          |
          = 还有：
            content/news/甲.md:1：没有“摘药”这一项（是不是“摘要”？）
            content/news/甲.md:1：没有“题图说名”这一项（是不是“题图说明”？）
          = 改法（第一处）：是不是“来源”？
          = 可自动改：其中 3 处，各改各的（dangjian fix --all）

        各类问题：
          meta/unknown-key  3 个错误，在 1 个文件里
        ");
        let many: Vec<Problem> = (0..40).map(|n| misspelt(&format!("第{n}项"), "项")).collect();
        let shown = render_digest(&Digest::new(&many, 1), Language::Chinese, PLAIN);
        assert!(shown.contains("等 39 处：“第5项”、“第6项”、") && shown.contains("“第34项”……\n"), "{shown}");
        let same = all.map(|problem| problem.help("看看是不是写错了字", ""));
        let shown = render_digest(&Digest::new(&same, 1), Language::Chinese, PLAIN);
        assert!(shown.contains("= 改法：看看是不是写错了字") && !shown.contains("（看看"), "{shown}");
    }

    #[test]
    fn at_the_end_of_a_line_and_in_an_empty_file_there_is_a_caret_too() {
        let end =
            Problem::error("x/y", "缺少引号", "").at(&SourceText::new("a.md", "title: \"甲\nb"), 11..11);
        insta::assert_snapshot!(zh(end), @r#"
        错误[x/y]: 缺少引号
         --> a.md:1:10
          |
        1 | title: "甲
          |           ^
        "#);
        insta::assert_snapshot!(zh(Problem::error("x/y", "空", "").at(&SourceText::new("a.md", ""), 0..0)), @r"
        错误[x/y]: 空
         --> a.md:1:1
          |
        1 |
          | ^
        ");
    }

    #[test]
    fn a_tab_keeps_the_caret_in_place() {
        insta::assert_snapshot!(zh(at("\t\t- 摄像: x", "摄像")), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:5
          |
        1 |         - 摄像: x
          |           ^^^^
        ");
    }

    #[test]
    fn a_long_paragraph_is_cut_around_the_caret() {
        let text = format!("第一行\n{}错字{}", "正文".repeat(700), "后文".repeat(800));
        insta::assert_snapshot!(render(&[at(&text, "错字")], Language::Chinese, Style { color: false, width: 60 }), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:2:1401
          |
        2 | ... 文正文正文正文正文正文错字后文后文后文后文后文后...
          |                           ^^^^
        ");
        let at_end = format!("{}错字", "正文".repeat(700));
        insta::assert_snapshot!(zh(at(&at_end, "错字")), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:1401
          |
        1 | ... 正文正文正文正文正文正文正文正文错字
          |                                     ^^^^
        ");
        let at_start = format!("错字{}", "正文".repeat(700));
        insta::assert_snapshot!(zh(at(&at_start, "错字")), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:1
          |
        1 | 错字正文正文正文正文正文正文正文正文正文正文正文正文正文正文正文正文正文...
          | ^^^^
        ");
        let all_wrong = "错".repeat(3000);
        insta::assert_snapshot!(zh(at(&all_wrong, &all_wrong)), @r"
        错误[meta/unknown-key]: 没有“摄像”这一项
         --> content/news/甲.md:1:1
          |
        1 | 错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错错...
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ");
    }

    #[test]
    fn what_a_file_says_cannot_steer_the_terminal() {
        let text = "标题: \u{1b}[2J\u{1b}]0;x\u{7}甲\u{202e}乙\r丙";
        let mut problem = at(text, "甲").help("\u{1b}[31m红\u{9b}", "");
        problem.message = crate::problem::Words::new("坏\u{1b}[1m字\u{8}", "");
        problem.place.as_mut().unwrap().file = "a\u{1b}c\n.md".into();
        let shown = zh(problem);
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
        insta::assert_snapshot!(shown, @r"
        错误[meta/unknown-key]: 坏␛[1m字␈
         --> a␛c␊.md:1:15
          |
        1 | 标题: ␛[2J␛]0;x␇甲�乙␍丙
          |                 ^^
          |
          = 改法：␛[31m红�
        ");
    }

    #[test]
    fn colours_only_where_wanted() {
        let problem = at("摄像: 张三", "摄像");
        let colourful =
            render(std::slice::from_ref(&problem), Language::Chinese, Style { color: true, width: 80 });
        assert!(colourful.contains("\u{1b}[") && !colourful.contains("\u{1b}]8"), "{colourful:?}");
        assert!(!zh(problem).contains('\u{1b}'));
    }

    #[test]
    fn the_tally_counts_what_there_is() {
        let (error, warning) = (Problem::error("x/y", "", ""), Problem::warning("x/y", "", ""));
        let all = [error.clone(), warning.clone(), error.clone(), error.clone(), warning];
        assert_eq!(tally(&all, Language::Chinese), "3 个错误，2 个警告");
        assert_eq!(tally(&all, Language::English), "3 errors, 2 warnings");
        assert_eq!(tally(&[error], Language::English), "1 error");
        assert_eq!(tally(&[], Language::Chinese), "没有问题");
        let note = Problem { severity: Severity::Info, ..Problem::error("x/y", "", "") };
        assert_eq!(tally(&[note], Language::Chinese), "1 个提示");
    }

    proptest! {
        #[test]
        fn any_place_in_any_text_can_be_shown(
            text in "[a中\t“\u{1b}\u{301}\u{200d}👍\r\n]{0,60}", start in 0..200_usize, length in 0..200_usize, width in 0..60_usize
        ) {
            let problem = Problem::error("x/y", "坏", "").at(&SourceText::new("a.md", &text), start..start + length);
            let shown = render(&[problem], Language::Chinese, Style { color: false, width });
            prop_assert!(shown.contains('^'), "{shown}");
            for line in shown.lines() {
                prop_assert!(line.width() <= width.max(LEAST_WIDTH) + 2, "{line:?} in {width}");
            }
        }
    }
}
