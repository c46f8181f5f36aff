//! Reports markup that is shown as text: markup of other programs, and links and pictures typed
//! with the punctuation of a Chinese input method.
//!
//! Only visible characters are checked, so what was parsed as a link, a picture or code is
//! excluded: `![合影]（照片.svg）` is completely visible, `![合影](照片.svg)` is not.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::block::{Block, OTHER};
use crate::problem::{Edit, Finding, Fix, Problem};

/// A form of foreign markup.
struct Rule {
    pattern: &'static str,
    /// Its name, in Chinese and English.
    name: (&'static str, &'static str),
    /// Advice on what to write here instead, in Chinese and English.
    instead: (&'static str, &'static str),
}

/// Matches attributes of pandoc and kramdown: `{width="5in"}`, `{.underline}`, `{: .red }`.
const ATTRIBUTES: &str = r#"\{:?\s*(?:[.#][\w-]+|[A-Za-z][\w-]*=(?:"[^"\n]*"|[^\s}]+))(?:\s+[^\s}]+)*\s*\}"#;

const RULES: &[Rule] = &[
    Rule {
        pattern: r"^\s*\[\[?_?(?i:toc)_?\]\]?\s*$",
        name: ("目录标记", "a mark for a table of contents"),
        instead: (
            "删去这一行：目录由页面自己生成",
            "delete the line: pages make their tables of contents themselves",
        ),
    },
    Rule {
        // Tags may have several lines.
        pattern: r"(?s)\{%.{0,600}?%\}|\{\{[^\n]*?\}\}",
        name: ("别的建站软件的标签", "a tag of another site generator"),
        instead: (
            "图片写成 ![说明](文件名)，别的用组件（:::）或者删去",
            "write ![words](file) for a picture; for the rest use a directive (:::) or delete it",
        ),
    },
    Rule {
        pattern: r"!\[\[[^\[\]\n]+\]\]",
        name: ("别的笔记软件的图片写法", "a picture as a notebook program writes it"),
        instead: ("写成 ![说明](文件名)", "write ![words](file)"),
    },
    Rule {
        pattern: r"\[\[[^\[\]\n]+\]\]",
        name: ("双方括号的链接", "a link in double brackets"),
        instead: (
            "写成 [文字](文件名)；也可以在 site.yaml 里写 正文: {双方括号链接: 是}",
            "write [words](file), or say markdown: {wikilinks: true} in site.yaml",
        ),
    },
    Rule {
        pattern: r"!\[[^\]\n]*\]\([^)\n]*\{\{",
        name: ("没有成为图片的图片", "a picture that became none"),
        instead: ("写成 ![说明](文件名)", "write ![words](file)"),
    },
    Rule {
        pattern: ATTRIBUTES,
        name: ("大括号里的属性", "attributes in braces"),
        instead: ("删去大括号和里面的内容", "delete the braces and what is in them"),
    },
    Rule {
        pattern: r"(?:^|[^=])==[^\s=](?:[^=\n]*[^\s=])?==(?:$|[^=])",
        name: ("高亮标记", "marks for highlighting"),
        instead: ("要突出就加粗：**重点**", "stress words with **bold**"),
    },
    Rule {
        pattern: r"(?m)^(?:!!!|\?\?\?\+?)\s+[A-Za-z]+",
        name: ("别的软件的提示框", "a note as another program writes it"),
        instead: ("写成 > [!NOTE]，下一行 > 文字", "write > [!NOTE] and > words on the next line"),
    },
    Rule {
        pattern: r"[0-9A-Za-z](?:~[0-9+-]{1,3}~|\^[0-9+-]{1,3}\^)",
        name: ("上下标", "a subscript or superscript"),
        instead: ("写成 H₂O、m² 这样的字符", "write characters such as H₂O and m²"),
    },
];

static FOREIGN: LazyLock<Vec<(Regex, &Rule)>> =
    LazyLock::new(|| RULES.iter().filter_map(|rule| Some((Regex::new(rule.pattern).ok()?, rule))).collect());

/// Matches a link or picture with at least one wrong mark: `![合影]（照片.svg）`. Its round
/// brackets contain a file name or an address, whose visible characters are all `OTHER` (U+FFFC).
const LINK: &str = r#"(?x)
    (?P<mark> [!！]? )
    (?P<open> [\[【［] ) (?P<words> [^\[\]【】［］\n]{0,80} ) (?P<close> [\]】］] )
    (?P<gap> [\ \u{3000}]? )
    (?P<enter> [(（] )
    (?P<address> (?: [^\s()（）"“”\u{FFFC}]+ \. [A-Za-z0-9]{2,5} | (?:https?:)? \u{FFFC}{4,} ) )
    (?P<title> \s+ ["“'] [^)）"”\n]* )?
    (?P<leave> [)）] )"#;

static LINKS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(LINK).ok());

/// The visible text of a block, with a way back to its place in the body.
struct Visible<'b> {
    block: &'b Block,
    text: String,
    /// Maps each byte offset at which a character begins to the number of that character.
    numbers: Vec<usize>,
}

impl<'b> Visible<'b> {
    fn of(block: &'b Block) -> Self {
        let text = block.text();
        let mut numbers = vec![0; text.len() + 1];
        for (number, (at, _)) in text.char_indices().enumerate() {
            if let Some(place) = numbers.get_mut(at) {
                *place = number;
            }
        }
        if let Some(last) = numbers.last_mut() {
            *last = block.chars.len();
        }
        Self { block, text, numbers }
    }

    /// Returns the span in the body of a range of the text.
    fn span(&self, range: Range<usize>) -> Range<usize> {
        let number = |at: usize| self.numbers.get(at).copied().unwrap_or_default();
        self.block.span_of(number(range.start)..number(range.end))
    }
}

/// Reports foreign markup and broken links, and hides from the rules after this one what stands in
/// tags of other site generators: the quotation marks of `{% figure caption="合影" %}` are no
/// mistake of their own.
pub(super) fn leftovers(body: &str, block: &mut Block, found: &mut Vec<Finding>) {
    for tag in foreign_markup(body, block, found) {
        // The places of characters rise.
        let first = block.chars.partition_point(|(at, _)| *at < tag.start);
        let inside = block.chars.iter_mut().skip(first).take_while(|(at, _)| *at < tag.end);
        inside.filter(|(_, c)| *c != '\n').for_each(|(_, c)| *c = OTHER);
    }
}

/// Reports foreign markup and broken links. Returns the spans of the tags of other site generators.
fn foreign_markup(body: &str, block: &Block, found: &mut Vec<Finding>) -> Vec<Range<usize>> {
    let mut tags = Vec::new();
    if !block
        .chars
        .iter()
        .any(|(_, c)| matches!(c, '[' | '【' | '［' | '{' | '=' | '!' | '！' | '?' | '~' | '^'))
    {
        return tags;
    }
    let visible = Visible::of(block);
    let links = broken_links(body, &visible);
    let mut taken: Vec<Range<usize>> = links.iter().map(|(range, _)| range.clone()).collect();
    taken.sort_by_key(|range| (range.start, range.end));
    found.extend(links.into_iter().map(|(_, finding)| finding));
    full_width_mark(body, &visible, found);
    let mut others: Vec<(Range<usize>, &Rule)> = FOREIGN
        .iter()
        .flat_map(|(regex, rule)| regex.find_iter(&visible.text).map(|found| (found.range(), *rule)))
        .collect();
    others.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    // Both are sorted: what ends before one range also ends before the next.
    let (mut end, mut taken) = (0, taken.into_iter().peekable());
    for (range, rule) in others {
        while taken.next_if(|taken| taken.end <= range.start).is_some() {}
        let is_new = range.start >= end && taken.peek().is_none_or(|taken| !overlap(taken, &range));
        let is_escaped = body.get(..visible.span(range.clone()).start).is_some_and(|b| b.ends_with('\\'));
        if is_new && !is_escaped && !visible.text.get(range.clone()).is_some_and(is_only_code) {
            end = range.end;
            if visible.text.get(range.clone()).is_some_and(is_tag) {
                tags.push(visible.span(range.clone()));
            }
            found.push(foreign(rule, visible.span(range)));
        }
    }
    tags
}

/// Whether it is a tag of another site generator, or a picture of one: `{% … %}`, `{{ … }}`,
/// `![]({{ … }})`.
fn is_tag(text: &str) -> bool {
    ["{%", "{{", "!["].iter().any(|mark| text.starts_with(mark))
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether there is only code between the marks, for example in a text that explains them.
fn is_only_code(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() == 0 && text.contains(OTHER)
}

fn foreign(rule: &Rule, span: Range<usize>) -> Finding {
    let problem = Problem::warning(
        "md/foreign-syntax",
        format!("{}在这里按文字显示", rule.name.0),
        format!("{} is shown as text here", rule.name.1),
    )
    .help(rule.instead.0, rule.instead.1);
    Finding { problem, span }
}

/// Finds links and pictures with wrong marks: `![合影]（照片.svg）`, `[通知] (附件.csv)`,
/// `【通知】(附件.csv)`, `![合影](照片.svg "说明)`.
fn broken_links(body: &str, visible: &Visible<'_>) -> Vec<(Range<usize>, Finding)> {
    let Some(regex) = LINKS.as_ref() else { return Vec::new() };
    let is_escaped = |at: usize| body.get(..at).is_some_and(|before| before.ends_with('\\'));
    let mut links = Vec::new();
    for captures in regex.captures_iter(&visible.text) {
        let Some(whole) = captures.get(0) else { continue };
        let span = visible.span(whole.range());
        let bracket = captures.name("open").map_or(whole.start(), |open| open.start());
        if is_escaped(span.start) || is_escaped(visible.span(bracket..bracket).start) {
            continue;
        }
        links.push((whole.range(), broken_link(&captures, visible, span)));
    }
    links
}

fn broken_link(captures: &Captures<'_>, visible: &Visible<'_>, span: Range<usize>) -> Finding {
    let text = |name: &str| captures.name(name).map_or("", |found| found.as_str());
    let is_picture = !text("mark").is_empty() && (text("mark") == "!" || is_picture_file(text("address")));
    let mut edits = Vec::new();
    let mut put = |name: &str, right: &str| {
        if let Some(part) = captures.name(name).filter(|part| part.as_str() != right) {
            edits.push(Edit::replace(visible.span(part.range()), right));
        }
    };
    if is_picture {
        put("mark", "!");
    }
    put("open", "[");
    put("close", "]");
    put("gap", "");
    put("enter", "(");
    let title = text("title");
    if !title.is_empty() {
        let words = title.trim_start().trim_start_matches(['"', '“', '\'']).trim_end();
        let words = words.trim_end_matches('\'');
        put("title", &format!(" \"{words}\""));
    }
    put("leave", ")");
    let (zh, en, form) = if is_picture {
        (
            "图片的标点不对，没有成为图片",
            "the marks of this picture are wrong: it is shown as text",
            "![说明](文件名)",
        )
    } else {
        (
            "链接的标点不对，没有成为链接",
            "the marks of this link are wrong: it is shown as text",
            "[文字](网址)",
        )
    };
    let problem = Problem::warning("md/link-syntax", zh, en).help(
        format!("用半角的方括号、圆括号，中间不留空格，引号成对：{form}"),
        "use ASCII brackets with no space between them, and pairs of quotation marks: [words](address)",
    );
    let words = ("改成半角的标点", "write ASCII marks");
    let is_certain = text("mark") == "!" && is_picture_file(text("address")) && title.is_empty();
    let fix = if is_certain {
        Fix::certain(words.0, words.1, edits)
    } else {
        Fix::probable(words.0, words.1, edits)
    };
    Finding { problem: problem.fix(fix), span }
}

/// Reports `！[合影](照片.svg)` at the beginning of a line: it is read as a mark and a link to the
/// picture.
fn full_width_mark(body: &str, visible: &Visible<'_>, found: &mut Vec<Finding>) {
    for (number, (at, c)) in visible.block.chars.iter().enumerate() {
        let begins = *c == '！' && visible.block.before(number).is_none_or(|before| before == '\n');
        let Some(rest) = body.get(at + c.len_utf8()..).filter(|rest| begins && rest.starts_with('[')) else {
            continue;
        };
        if visible.block.at(number + 1) == Some('[') {
            continue;
        }
        let address = rest.split_once("](").and_then(|(_, rest)| rest.split([')', ' ', '\n']).next());
        if address.is_some_and(is_picture_file) {
            let span = *at..at + c.len_utf8();
            let problem = Problem::warning(
                "md/link-syntax",
                "图片前面的叹号是全角的，成了链接",
                "the exclamation mark of this picture is full-width: it became a link",
            )
            .help("改成半角的 !", "write an ASCII !")
            .fix(Fix::certain(
                "改成半角的 !",
                "write an ASCII !",
                vec![Edit::replace(span.clone(), "!")],
            ));
            found.push(Finding { problem, span });
        }
    }
}

/// Whether an address has the extension of a picture file.
fn is_picture_file(address: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["jpg", "jpeg", "jfif", "png", "gif", "svg", "webp", "bmp", "heic", "tif", "tiff", "avif"];
    address
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        assert_eq!(FOREIGN.len(), RULES.len());
        assert!(LINKS.is_some());
    }
}
