//! Parses the line of a directive: `:::name key=value key="value with spaces"`, `:::`, or both on
//! one line.

#[cfg(test)]
mod tests;

use super::{Directive, WrittenArgument};
use crate::problem::{Edit, Finding, Fix, Problem};

/// A line that begins with colons.
#[derive(Debug)]
pub(super) enum Line {
    /// It opens a directive.
    Open(Box<Opening>),
    /// It closes a directive that was opened with at most as many colons.
    Close {
        /// Number of colons.
        colons: usize,
    },
}

/// The line that opens a directive.
#[derive(Debug)]
pub(super) struct Opening {
    /// Number of colons.
    pub colons: usize,
    /// The name and the arguments.
    pub call: Directive,
    /// Whether the line also closes the directive: `:::stats ids=a,b :::`.
    pub closed: bool,
    /// Problems with the arguments.
    pub findings: Vec<Finding>,
}

/// Parses `line`, which begins at `offset` of the body and starts with colons. Returns `None` if it
/// is not the line of a directive.
pub(super) fn parse(line: &str, offset: usize) -> Option<Line> {
    let rest = line.trim_start_matches(is_colon);
    let colons = line.chars().take_while(|c| is_colon(*c)).count();
    if colons < 3 {
        return None;
    }
    if rest.trim().is_empty() {
        return Some(Line::Close { colons });
    }
    let (content, closed) = without_close(rest.trim_end());
    let mut cursor = Cursor { text: content, at: 0, offset: offset + line.len() - rest.len() };
    cursor.skip_space();
    let opening = cursor.at;
    let mark = cursor.rest().chars().next();
    let quoted = mark.and_then(|mark| Some((mark, closing_marks(mark)?)));
    cursor.at += quoted.map_or(0, |(mark, _)| mark.len_utf8());
    let start = cursor.at;
    let name = cursor.take_while(is_in_name).to_owned();
    if name.is_empty() {
        return None;
    }
    let name_span = cursor.span(start);
    let mut findings = Vec::new();
    if let Some((_, closing)) = quoted {
        let end = cursor.rest().chars().next().filter(|c| closing.contains(c))?;
        cursor.at += end.len_utf8();
        findings.push(quoted_name(&name, cursor.span(opening)));
    }
    let mut arguments = Vec::new();
    while cursor.skip_space() {
        match cursor.argument() {
            Ok(argument) => arguments.push(argument),
            Err(finding) => findings.push(*finding),
        }
    }
    let call = Directive { name, name_span, arguments };
    Some(Line::Open(Box::new(Opening { colons, call, closed, findings })))
}

/// Reports a line with two colons that was meant as a directive: `::数据 编号=x`,
/// `::数据 编号=x ::`, `::说明`. Other lines that begin so are text: `::before`, `::1`.
pub(super) fn too_few_colons(line: &str, offset: usize) -> Option<Finding> {
    let rest = line.trim_start_matches(is_colon);
    let start = line.len() - rest.len();
    if line.get(..start)?.chars().count() != 2 {
        return None;
    }
    let call = rest.trim_end().trim_end_matches(is_colon).trim_end();
    let name = call.trim_start();
    let name = name.get(..name.find(|c: char| !is_in_name(c)).unwrap_or(name.len()))?;
    let behind = call.trim_start().get(name.len()..)?;
    // `::after 的 content=""` and `::1 = localhost` are none.
    let first = behind.split_whitespace().next().filter(|_| behind.starts_with(char::is_whitespace));
    let has_argument = first.is_some_and(|word| word.contains(['=', '＝']) && !word.starts_with(['=', '＝']));
    let is_alone = behind.is_empty() && !name.is_ascii() && line.starts_with("::");
    let is_name = name.starts_with(char::is_alphabetic);
    if !is_name || !(has_argument || is_alone) {
        return None;
    }
    let problem = Problem::warning(
        "md/directive-colons",
        format!("“{name}”前面只有两个冒号，这一行按文字显示"),
        format!("only two colons come before `{name}`: the line is shown as text"),
    )
    .help(
        format!("组件要三个冒号：:::{name}，末尾也是三个"),
        format!("a directive has three colons: :::{name}, and three at its end"),
    );
    Some(Finding { problem, span: offset..offset + start })
}

/// Whether a character can be part of the name of a directive.
fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

/// Removes the colons that close the line. Also returns whether there were any.
fn without_close(line: &str) -> (&str, bool) {
    let content = line.trim_end_matches(is_colon);
    match line.chars().rev().take_while(|c| is_colon(*c)).count() {
        0..=2 => (line, false),
        _ => (content, true),
    }
}

/// A position in the rest of the line.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    offset: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Skips spaces of any width. Returns whether anything follows.
    fn skip_space(&mut self) -> bool {
        self.take_while(char::is_whitespace);
        !self.rest().is_empty()
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = rest.get(..rest.find(|c| !wanted(c)).unwrap_or(rest.len())).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    /// Returns the span from `start` to the position, in bytes of the body.
    fn span(&self, start: usize) -> std::ops::Range<usize> {
        self.offset + start..self.offset + self.at
    }

    /// Parses `key=value`. The position advances in any case.
    fn argument(&mut self) -> Result<WrittenArgument, Box<Finding>> {
        let start = self.at;
        let key = self.take_while(|c| !c.is_whitespace() && !matches!(c, '=' | '＝')).to_owned();
        let key_span = self.span(start);
        let spaced = !self.take_while(char::is_whitespace).is_empty();
        let equals = self.rest().chars().next().filter(|c| matches!(c, '=' | '＝'));
        let Some(equals) = equals else {
            return Err(Box::new(no_value(&key, key_span)));
        };
        self.at += equals.len_utf8();
        if spaced {
            self.take_while(char::is_whitespace);
        }
        let (value, value_span) = self.value()?;
        if key.is_empty() {
            return Err(Box::new(no_key(self.span(start))));
        }
        Ok(WrittenArgument { key, key_span, value, value_span })
    }

    fn value(&mut self) -> Result<(String, std::ops::Range<usize>), Box<Finding>> {
        let opening = self.at;
        let mark = self.rest().chars().next();
        let Some((mark, closing)) = mark.and_then(|c| Some((c, closing_marks(c)?))) else {
            let start = self.at;
            let value = self.take_while(|c| !c.is_whitespace()).to_owned();
            return Ok((value, self.span(start)));
        };
        self.at += mark.len_utf8();
        let start = self.at;
        let ends = closing_places(self.rest(), closing);
        // A mark that closes is followed by a blank; others belong to the value, as in
        // `编号=“学习“两优一先”精神”`.
        let is_last = |end: &&usize| is_end_of_value(self.rest().get(**end..).unwrap_or_default());
        let Some(end) = ends.iter().find(is_last).or(ends.first()) else {
            self.at = self.text.len();
            return Err(Box::new(unclosed_value(mark, self.span(opening))));
        };
        let inner = self.rest().get(..*end).unwrap_or_default();
        self.at += end;
        let span = self.span(start);
        let after = self.rest().chars().next().map_or(0, char::len_utf8);
        self.at += after;
        if is_end_of_value(self.text.get(self.at - after..).unwrap_or_default()) {
            return Ok((unescaped(inner, closing), span));
        }
        // The marks are around a part of the value: `编号=“两优一先”表彰`.
        self.take_while(|c| !c.is_whitespace());
        let value = self.text.get(opening..self.at).unwrap_or_default().to_owned();
        Ok((value, self.span(opening)))
    }
}

/// Returns where in `text` a mark stands that may close a value, unless a backslash is before it.
fn closing_places(text: &str, closing: &[char]) -> Vec<usize> {
    /// Maximum number of marks in a value, so that a line of many marks takes no time.
    const MOST: usize = 16;
    let (mut ends, mut is_escaped, mut before) = (Vec::new(), false, ' ');
    for (at, c) in text.char_indices() {
        if !is_escaped && closing.contains(&c) {
            // The mark after `=` opens the next value.
            if matches!(before, '=' | '＝') && !ends.is_empty() || ends.len() == MOST {
                break;
            }
            ends.push(at);
        }
        is_escaped = c == '\\' && !is_escaped;
        before = c;
    }
    ends
}

/// Whether a value ends with the mark at the beginning of `rest`: a blank or the next argument
/// follows.
fn is_end_of_value(rest: &str) -> bool {
    let mut rest = rest.chars();
    rest.next();
    let rest = rest.as_str();
    let key = rest.trim_start_matches(is_in_name);
    rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '}' | ',' | '，'))
        || (key.len() < rest.len() && key.starts_with(['=', '＝']))
}

/// Returns a value without its escapes: a backslash escapes a closing mark or a backslash; before
/// anything else it is itself: `"x \"y\" \z"` is `x "y" \z`.
fn unescaped(inner: &str, closing: &[char]) -> String {
    let (mut value, mut is_escaped) = (String::with_capacity(inner.len()), false);
    for c in inner.chars() {
        let is_special = c == '\\' || closing.contains(&c);
        if c == '\\' && !is_escaped {
            is_escaped = true;
            continue;
        }
        if is_escaped && !is_special {
            value.push('\\');
        }
        value.push(c);
        is_escaped = false;
    }
    value
}

/// Returns the marks that close a value opened by `mark`.
fn closing_marks(mark: char) -> Option<&'static [char]> {
    match mark {
        '"' => Some(&['"']),
        '\'' => Some(&['\'']),
        '＂' => Some(&['＂']),
        // A Chinese input method types the opening mark twice if the first one was deleted.
        '“' | '”' => Some(&['”', '“']),
        '‘' | '’' => Some(&['’', '‘']),
        _ => None,
    }
}

/// Reports a name in quotation marks: `:::“数据”`.
fn quoted_name(name: &str, span: std::ops::Range<usize>) -> Finding {
    let problem = Problem::error(
        "md/directive-argument",
        "组件名不加引号",
        "the name of a directive has no quotation marks",
    )
    .help(format!("写成 :::{name}"), format!("write :::{name}"))
    .fix(Fix::certain("去掉引号", "remove the marks", vec![Edit::replace(span.clone(), name)]));
    Finding { problem, span }
}

fn no_value(key: &str, span: std::ops::Range<usize>) -> Finding {
    let problem = Problem::error(
        "md/directive-argument",
        format!("“{key}”要写成“参数=值”"),
        format!("`{key}` is not `key=value`"),
    )
    .help(
        "写成 参数=值；值里有空格时加引号：参数=\"值\"",
        "write key=value; put a value with spaces in quotation marks: key=\"value\"",
    );
    Finding { problem, span }
}

fn no_key(span: std::ops::Range<usize>) -> Finding {
    let problem = Problem::error(
        "md/directive-argument",
        "等号前面缺少参数名",
        "there is no key before the equals sign",
    )
    .help("写成 参数=值，等号后面不留空格", "write key=value");
    Finding { problem, span }
}

fn unclosed_value(mark: char, span: std::ops::Range<usize>) -> Finding {
    let problem = Problem::error(
        "md/directive-argument",
        format!("引号 {mark} 没有配对"),
        format!("the quotation mark {mark} is not closed"),
    )
    .help("在值的末尾补上引号", "close the value with the same kind of quotation mark");
    Finding { problem, span }
}
