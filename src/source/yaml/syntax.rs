//! Explains syntax errors of YAML in words for writers.

use std::ops::Range;

use super::locate::offset;
use super::tree::TreeError;
use crate::problem::Problem;

/// Returns the problem with `yaml` and its position; `unclosed` is the position of a mark that is
/// never closed.
pub(super) fn problem(yaml: &str, refused: &TreeError, unclosed: Option<usize>) -> (Problem, Range<usize>) {
    let error = match refused {
        TreeError::Syntax(error) => error,
        TreeError::TooMuch => return (too_much(), 0..yaml.find('\n').unwrap_or(yaml.len())),
    };
    let message = error.to_string();
    let at = error.location().map_or(0, |location| offset(yaml, location.line(), location.column()));
    // The parser stops at the end of the text; the writer needs the place where the mark was
    // opened.
    if let Some(start) = unclosed {
        return (never_closed(yaml, start), start..end_of_line(yaml, start));
    }
    if let Some(line) = line_without_colon(yaml, at, &message) {
        let problem = Problem::error("yaml/syntax", "这一行没有冒号", "this line has no colon");
        return (problem.help("写成“标题: 内容”这样，冒号用半角，后面空一格", "write `title: words`"), line);
    }
    // If the parser stopped after the text, the mistake is on the last line.
    let text = yaml.trim_end();
    let at = if at < text.len() { at } else { text.rfind('\n').map_or(0, |newline| newline + 1) };
    let line_start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = yaml[line_start..].split('\n').next().unwrap_or_default();
    let (zh, en) = words(&message);
    let (help_zh, help_en) = advice(&message, line);
    let problem = Problem::error("yaml/syntax", zh, en);
    (problem.help(help_zh, help_en), at..end_of_line(yaml, at).max(at + 1))
}

/// Returns the line above the one where the parser stopped, if that line causes the error: it has
/// no colon.
///
/// In a list such a line is indented, or begins with `- `: `- id b` above `  label: 甲`. Only where
/// the parser expected a colon does an indented line cause the error; else it may go on with the
/// words of the line before it.
fn line_without_colon(yaml: &str, at: usize, message: &str) -> Option<Range<usize>> {
    let expects_colon = message.contains("could not find expected ':'");
    if !expects_colon && !message.contains("mapping values are not allowed") {
        return None;
    }
    let start = yaml[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let above = yaml.get(..start)?.trim_end();
    let start = above.rfind('\n').map_or(0, |newline| newline + 1);
    let line = above.get(start..)?;
    let words = line.trim_start();
    let item = words.strip_prefix("- ").map(str::trim_start);
    let may_go_on = words.len() < line.len() && item.is_none();
    let words = item.unwrap_or(words);
    let is_wrong = !words.is_empty()
        && !words.contains(':')
        && !words.starts_with(['#', '-', '"', '\'', '[', '{'])
        && (expects_colon || !may_go_on);
    is_wrong.then_some(above.len() - words.len()..above.len())
}

fn end_of_line(yaml: &str, at: usize) -> usize {
    let line = yaml.get(at..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
    at + line.trim_end().len()
}

fn never_closed(yaml: &str, start: usize) -> Problem {
    let open = yaml.get(start..).and_then(|rest| rest.chars().next()).unwrap_or('"');
    let (close, zh, en) = match open {
        '[' => (']', "方括号", "bracket"),
        '{' => ('}', "花括号", "brace"),
        '\'' => ('\'', "单引号", "quotation mark"),
        _ => ('"', "双引号", "quotation mark"),
    };
    Problem::error(
        "yaml/syntax",
        format!("{zh}没有成对：少了后面的 {close}"),
        format!("this {en} `{open}` is never closed"),
    )
    .help(
        format!("在内容末尾补上英文的 {close}；{zh}本来就是内容的，整句加上英文引号"),
        format!("add `{close}`, or quote the whole value if the {en} belongs to it"),
    )
}

fn too_much() -> Problem {
    Problem::error(
        "yaml/too-complex",
        "这里的内容太多、嵌套太深，或者重复引用太多，没有读",
        "this holds too many values, is nested too deeply, or repeats itself by aliases too often",
    )
    .help(
        "分成几个文件；去掉用 & 和 * 做的重复引用，去掉多余的括号",
        "split it into several files; do without aliases and superfluous brackets",
    )
}

/// Messages of the parser, with their meanings in the words of people who write articles. The
/// parser's own words are never shown. If several occur in one message, the first entry counts.
const MEANINGS: [(&str, &str, &str); 30] = [
    (
        "mapping values are not allowed",
        "这一行多了一个冒号，或者缩进不对",
        "this line has one colon too many, or is indented wrongly",
    ),
    ("could not find expected ':'", "这一行没有冒号", "this line has no colon"),
    (
        "found a tab character",
        "缩进里有 Tab 键，只能用空格",
        "this line is indented with a tab; only spaces are allowed",
    ),
    (
        "found character that cannot start any token",
        "这一行有不能这样写的字符",
        "this line begins with a character that cannot stand here",
    ),
    (
        "control characters are not allowed",
        "这里有看不见的控制字符",
        "there is a control character here, which nobody sees",
    ),
    ("nvalid Unicode character", "这里有不能写的字符", "there is a character here that cannot be written"),
    ("UTF-8", "这里的文字编码不对", "the encoding of this text is wrong"),
    (
        "block sequence entries are not allowed",
        "“- ”不能写在这里：列表要另起一行",
        "a list item `- ` cannot stand here: begin a line with it",
    ),
    ("mapping keys are not allowed", "“? ”不能写在这里", "`? ` cannot stand here"),
    (
        "did not find expected '-' indicator",
        "列表中间夹了一行不是“- ”开头的内容，或者缩进没有对齐",
        "there is a line within this list that does not begin with `- `, or is not aligned",
    ),
    (
        "did not find expected ',' or ']'",
        "方括号里的各项要用英文逗号隔开，末尾要有 ]",
        "the items between [ ] need commas between them and a `]` at the end",
    ),
    (
        "did not find expected ',' or '}'",
        "花括号里的各项要用英文逗号隔开，末尾要有 }",
        "the entries between { } need commas between them and a `}` at the end",
    ),
    (
        "found unexpected end of stream",
        "这里的写法不完整：引号或括号没有成对",
        "something is not closed here: a quotation mark or a bracket",
    ),
    ("EOF while parsing", "这里应当有内容，却到头了", "something is missing here: the text ends"),
    (
        "unknown escape character",
        "双引号里的反斜杠 \\ 后面不能写这个字符",
        "this character cannot follow a backslash between double quotes",
    ),
    (
        "hexdecimal number",
        "双引号里的反斜杠 \\ 后面不能写这个字符",
        "this character cannot follow a backslash between double quotes",
    ),
    (
        "escape code",
        "双引号里的反斜杠 \\ 后面不能写这个字符",
        "this character cannot follow a backslash between double quotes",
    ),
    (
        "unexpected document indicator",
        "内容中间不能单独写一行 --- 或 ...",
        "a line `---` or `...` cannot stand within this",
    ),
    (
        "more than one document",
        "这里有用 --- 分开的几段，只能有一段",
        "there are several parts here, separated by `---`; there can be only one",
    ),
    (
        "<document start>",
        "前一项结束以后，又有不属于它的内容",
        "something follows here that belongs to nothing before it",
    ),
    (
        "unknown anchor",
        "这里的 * 引用了没有写过的名称；本来就是内容的，要加英文引号",
        "this `*` refers to a name that is given nowhere; quote the value if the `*` belongs to it",
    ),
    (
        "alphabetic or numeric character",
        "& 或 * 后面要有名称；本来就是内容的，要加英文引号",
        "a name must follow `&` or `*`; quote the value if the sign belongs to it",
    ),
    (
        "did not find expected key",
        "这一行和上面的各项没有对齐，或者引号没有成对",
        "this line is not aligned with those above it, or a quotation mark is not closed",
    ),
    ("did not find expected node content", "这里应当有内容，却没有", "a value is missing here"),
    (
        "comment or line break",
        "这一行的 | 或 > 后面不能再写内容，内容从下一行写起",
        "nothing can follow `|` or `>` on this line: the text begins on the next one",
    ),
    ("indentation indicator", "这一行的 | 或 > 后面的数字不对", "the number after `|` or `>` is wrong"),
    (
        "tag",
        "这里的感叹号 ! 有别的意思；本来就是内容的，要加英文引号",
        "this `!` has another meaning; quote the value if it belongs to it",
    ),
    (
        "directive",
        "% 不能写在这里；本来就是内容的，要加英文引号",
        "`%` cannot stand here; quote the value if it belongs to it",
    ),
    (
        "expected string",
        "名称只能是一段文字，不能是列表或一组内容",
        "a key can be a text only, not a list or a mapping",
    ),
    ("invalid ", "这里写的不是它该有的样子", "this is not what it claims to be"),
];

/// Translates a message of the parser.
fn words(message: &str) -> (&'static str, &'static str) {
    let found = MEANINGS.iter().find(|(said, ..)| message.contains(said));
    found.map_or(("看不懂这里的写法", "this cannot be understood"), |(_, zh, en)| (zh, en))
}

/// Returns advice, derived from the message and the line where the parser stopped.
fn advice(message: &str, line: &str) -> (&'static str, &'static str) {
    let value = line.split_once(':').map_or(line, |(_, value)| value).trim_start();
    if line.contains('\t') {
        ("缩进要用空格，不能用 Tab 键", "indent with spaces, not tabs")
    } else if line.contains('：') && !line.contains(':') {
        ("冒号要用半角的“:”，后面空一格", "use an ASCII colon and a space after it")
    } else if message.contains("',' or '") && line.contains(['，', '、', '；', '】', '“']) {
        (
            "括号里的标点要用英文的：[\"甲\", \"乙\"]；也可以不用括号，写成 甲、乙",
            "use ASCII marks between brackets, [\"a\", \"b\"], or write the items without brackets: a、b",
        )
    } else if message.contains("escape") || message.contains("hexdecimal") {
        ("外面改用英文单引号，或者把 \\ 写成 \\\\", "use single quotes, or write \\\\ for \\")
    } else if value.starts_with(['@', '%', '`', '&', '*', '!', '|', '>']) || value.contains(": ") {
        (
            "给冒号后面的内容加上英文双引号，例如 标题: \"……\"",
            "put the value into double quotes: title: \"…\"",
        )
    } else if value.starts_with(['[', '{', '"', '\'']) {
        (
            "检查括号、引号是否成对；内容里本来就有的，整句加上英文引号",
            "see that brackets and quotes are closed, or quote the whole value",
        )
    } else {
        (
            "检查冒号后面有没有空格、缩进是否对齐、引号是否成对",
            "check the space after the colon, the indentation and the quotes",
        )
    }
}
