//! Builds the problems that report lines of an article.

use std::ops::Range;

use super::super::reading::Doubt;
use crate::problem::{Edit, Fix, Problem};

/// Reports an address with spaces, which was put into angle brackets.
pub(super) fn address_with_spaces(edits: &[(Range<usize>, &'static str)]) -> Problem {
    let edits = edits.iter().map(|(span, text)| Edit::replace(span.clone(), *text)).collect();
    Problem::info("md/image-space", "地址里有空格", "the address has spaces in it")
        .help(
            "在本站能正常显示；要让别的软件也认得，把地址放进尖括号：![合影](<图片/合影 1.jpg>)",
            "it works here; for other programs put it into angle brackets: ![photo](<pictures/photo 1.jpg>)",
        )
        .fix(Fix::certain("给地址加上尖括号", "put the address into angle brackets", edits))
}

/// Reports a fence that is not closed, or that ends far below.
pub(super) fn unclosed_fence() -> Problem {
    Problem::warning(
        "md/fence-unclosed",
        "从这里开始的代码没有结束，后面的内容都成了代码",
        "the code that begins here has no end; all that follows is shown as code",
    )
    .help(
        "代码之后单独写一行同样的 ```（不少于开头的个数，后面不写字）；不是代码就删去这一行",
        "end the code with a line of the same ``` (as many, and nothing behind); delete this line if it is none",
    )
}

/// Reports `[^1]：`; `span` is the colon.
pub(super) fn note_colon(span: Range<usize>) -> Problem {
    Problem::warning(
        "md/footnote-colon",
        "注释编号后面用了全角的“：”",
        "a full-width colon follows the label of a footnote",
    )
    .help("改成半角的“:”，后面空一格：[^1]: 注释", "write `:` and a space: [^1]: words")
    .fix(Fix::certain(
        "把冒号改成半角，后面空一格",
        "write an ASCII colon and a space",
        vec![Edit::replace(span, ": ")],
    ))
}

/// Reports lines that are indented by four spaces but are not code here. Also returns where they
/// end.
pub(super) fn indented_code(body: &str, line: &Range<usize>) -> (Problem, usize) {
    let lines = body.get(line.start..).unwrap_or_default().split_inclusive('\n');
    let is_code = |line: &&str| line.starts_with("    ") || line.starts_with('\t');
    let (mut edits, mut at) = (vec![Edit::insert(line.start, "```\n")], line.start);
    let mut is_open = true;
    for line in lines.take_while(is_code) {
        let indent = if line.starts_with('\t') { 1 } else { 4 };
        edits.push(Edit::remove(at..at + indent));
        at += line.len();
        is_open = !line.ends_with('\n');
    }
    let problem = Problem::warning(
        "md/indented-code",
        "行首空格不会变成代码块，这里按正文显示",
        "an indent makes no code here; this is shown as text",
    )
    .help(
        "是代码就在前后各写一行 ```；是正文就删去行首空格",
        "put a line of ``` before and after code; take the spaces off text",
    );
    if at == line.start {
        // `>     let x` and `  \tlet x`: what stands before the code is not known here.
        return (problem, line.end);
    }
    edits.push(Edit::insert(at, if is_open { "\n```" } else { "```\n" }));
    (problem.fix(Fix::probable("改成用 ``` 围起来的代码", "put ``` around it", edits)), at)
}

/// Reports a line of `count` dashes below a Chinese paragraph. `edit` makes other programs read it
/// as it is meant. `rule` is false if it makes a heading here too.
pub(super) fn underlined(edit: Edit, count: usize, rule: bool) -> Problem {
    let problem = match (rule, count) {
        (true, 3..) => Problem::info(
            "md/setext-accident",
            "文字下面紧接着的横线在本站是分隔线，在别的软件里会把上一段变成标题",
            "dashes right below text are a rule here; elsewhere they make a heading of the text",
        ),
        (true, _) => Problem::info(
            "md/setext-accident",
            "文字下面的短横线在本站按文字显示，在别的软件里会把上一段变成标题",
            "these dashes are text here; elsewhere they make a heading of the text above",
        ),
        (false, _) => Problem::warning(
            "md/setext-accident",
            "横线把上面的文字变成了标题",
            "the dashes make a heading of the text above",
        ),
    };
    let (zh, en) = match edit.text.as_str() {
        "\n" => ("在横线前空一行", "put an empty line before the dashes"),
        "***" => ("改写成 ***", "write *** instead"),
        _ => ("在横线前加反斜线", "put a backslash before the dashes"),
    };
    let edits = vec![edit];
    problem
        .help(
            "要分隔线，就在横线前空一行；要标题，就写 ## 标题",
            "for a rule put an empty line before the dashes; for a heading write ## and the words",
        )
        .fix(if rule { Fix::certain(zh, en, edits) } else { Fix::probable(zh, en, edits) })
}

/// Reports paragraphs on lines of their own without empty lines between them. `breaks` are the
/// places where all but the first begin.
pub(super) fn merged(breaks: &[usize]) -> Problem {
    let edits = breaks.iter().map(|at| Edit::insert(*at, "\n")).collect();
    let count = breaks.len() + 1;
    Problem::warning(
        "md/merged-paragraphs",
        format!("这里像是 {count} 段，没有空行隔开，会并成一段"),
        format!("these look like {count} paragraphs; without empty lines they become one"),
    )
    .help(
        "各是一段的，段与段之间空一行；也可以在 site.yaml 里写 正文: {句末换行: 按意思}，让这样的行都成为段落；确实是一段的，连成一行",
        "put an empty line between paragraphs, or say markdown: {lines: meant} in site.yaml; join the lines if they are one",
    )
    .fix(Fix::probable("在各段之间空一行", "put an empty line between the paragraphs", edits))
}

/// Reports lines that could be paragraphs, or one that was wrapped.
pub(super) fn in_doubt(doubt: &Doubt) -> Problem {
    let edits = doubt.breaks.iter().map(|at| Edit::insert(*at, "\n")).collect();
    let (zh, en) = match doubt.parted {
        true => ("现在按每行一段显示", "each is shown as a paragraph"),
        false => ("现在连成一段显示", "they are shown as one paragraph"),
    };
    Problem::info(
        "md/lines-in-doubt",
        format!("这几行是各成一段，还是一段折成了几行，看不准；{zh}"),
        format!("these lines may be paragraphs, or one that was wrapped; {en}"),
    )
    .help(
        "各是一段的，段与段之间空一行；是一段的，连成一行",
        "put an empty line between paragraphs; join the lines of one",
    )
    .fix(Fix::probable(
        "各成一段：在行与行之间空一行",
        "paragraphs: put an empty line between the lines",
        edits,
    ))
}

/// Reports a line with the number of a heading. `mark`, in place of `space`, makes it a heading.
pub(super) fn ordinal_line(line: &str, mark: &str, space: Range<usize>) -> Problem {
    let line = line.trim_end();
    Problem::info(
        "md/ordinal-not-heading",
        format!("“{line}”像是标题，现在按正文显示"),
        "this line looks like a heading and is shown as text",
    )
    .help(
        format!("是标题就写成 {mark} {line}；也可以在 site.yaml 里写 正文: {{中文序号标题: 识别}}，让这样的行都成为标题"),
        format!("put {mark} and a space before a heading, or say markdown: {{headings: detect}} in site.yaml"),
    )
    .fix(Fix::probable(
        format!("改成标题：{mark} {line}"),
        format!("make it a heading with {mark}"),
        vec![Edit::replace(space, format!("{mark} "))],
    ))
}

/// Reports `##标题`, with the place of what is wrong and the right beginning of the line.
pub(super) fn heading_space(right: &str, wrong: Range<usize>, level: usize) -> Problem {
    let edits = vec![Edit::replace(wrong, right)];
    let (zh, en) = ("改成半角 # 加一个空格", "use # and a space");
    let fix = if level > 1 { Fix::certain(zh, en, edits) } else { Fix::probable(zh, en, edits) };
    Problem::warning(
        "md/heading-space",
        "标题的 # 后面缺少空格，这一行按正文显示",
        "the # of a heading needs a space after it; this line is shown as text",
    )
    .help(
        format!("写成“{right}标题”：半角的 #，后面空一格"),
        format!("write \"{right}heading\": # and a space"),
    )
    .fix(fix)
}
