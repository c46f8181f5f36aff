//! What is reported of a drawing.

use crate::problem::{Problem, SourceText};

/// Something that was removed, and where it began.
pub(super) struct Removed {
    pub removal: Removal,
    pub at: usize,
}

/// What was removed.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Removal {
    Script,
    /// An event handler, by its name.
    Handler(String),
    /// An element that does not draw, by its name.
    Foreign(String),
    /// A reference to another file or host.
    Outside,
    Entities,
    /// An element that does not draw, by its name, with words that are nowhere else.
    Words(String),
    /// A photo stays as it is, because it can't be read.
    Unread,
}

/// One remark for each kind of removed parts, at the first of them.
pub(super) fn problems(source: &SourceText<'_>, removed: Vec<Removed>) -> Vec<Problem> {
    let mut known: Vec<Removal> = Vec::new();
    let mut problems = Vec::new();
    for Removed { removal, at } in removed {
        if known.iter().any(|other| std::mem::discriminant(other) == std::mem::discriminant(&removal)) {
            continue;
        }
        let problem = problem(&removal);
        known.push(removal);
        let line_end = source.text().get(at..).and_then(|rest| rest.find(['\n', '>'])).unwrap_or(1);
        problems.push(problem.at(source, at..at + line_end.clamp(1, 60)));
    }
    problems
}

fn problem(removal: &Removal) -> Problem {
    let (zh, en) = match removal {
        Removal::Words(name) => return lost_words(name),
        Removal::Unread => return unread_photo(),
        Removal::Script => ("脚本".to_owned(), "a script".to_owned()),
        Removal::Handler(name) => (format!("事件脚本 {name}"), format!("the event handler `{name}`")),
        Removal::Foreign(name) => {
            (format!("不是图形的内容 <{name}>"), format!("`<{name}>`, which is not a part of a drawing"))
        }
        Removal::Outside => ("对外部文件的引用".to_owned(), "a reference to another file".to_owned()),
        Removal::Entities => ("实体定义".to_owned(), "declared entities".to_owned()),
    };
    Problem::info(
        "img/drawing",
        format!("这张 SVG 图里有{zh}，发布时已去掉"),
        format!("this SVG drawing has {en}, which is removed when it is published"),
    )
    .help(
        "图看起来不对的，用画图软件另存为 PNG，或另存为“普通 SVG”",
        "if it does not look right, export it as PNG or as plain SVG from the program that made it",
    )
}

/// draw.io writes words as a part of a web page, which no browser shows in a picture; Inkscape
/// writes text that flows (`<flowRoot>`), which none shows at all.
fn lost_words(element: &str) -> Problem {
    if element != "foreignObject" {
        return Problem::warning(
            "img/drawing",
            format!("这张 SVG 图里的文字写在 <{element}> 里，浏览器不显示，发布时已去掉：图上会缺字"),
            format!("words of this SVG drawing are in `<{element}>`, which browsers do not show: they are removed when it is published"),
        )
        .help(
            "用 Inkscape 画的：选中这段文字，点“文本—转换为文本”，再保存；或者导出成 PNG",
            "in Inkscape select the words, choose `Convert to Text` under `Text`, and save it again; or export it as PNG",
        );
    }
    Problem::warning(
        "img/drawing",
        format!("这张 SVG 图里的文字写在 <{element}> 里，那是网页的内容，图里不能有，发布时已去掉：图上会缺字"),
        format!("words of this SVG drawing are in `<{element}>`, a part of a web page that no picture may have: they are removed when it is published"),
    )
    .help(
        "用 draw.io 画的：选中全部，在“文本”里去掉“格式化文本”和“自动换行”，再导出 SVG；或者导出成 PNG",
        "in draw.io select all, switch off `Formatted Text` and `Word Wrap` under `Text`, and export it again; or export it as PNG",
    )
}
fn unread_photo() -> Problem {
    Problem::warning(
        "img/drawing",
        "这张 SVG 图里嵌的照片读不出来，里面的拍摄地点、作者没有去掉",
        "a photo in this SVG drawing cannot be read: the place and the author in it are not removed",
    )
    .help("用画图软件把它导出成 PNG", "export the drawing as PNG")
}

pub(super) fn damaged() -> Problem {
    Problem::warning(
        "img/drawing",
        "这张 SVG 图有错误，浏览器显示不全或不显示",
        "this SVG drawing has a mistake: browsers show a part of it or nothing",
    )
    .help(
        "用浏览器打开看看；不对的，用画图软件重新导出",
        "open it in a browser; if it is not right, export it again from the program that made it",
    )
}

pub(super) fn unreadable() -> Problem {
    Problem::warning(
        "img/drawing",
        "这张 SVG 图的编码认不出来，没有发布内容",
        "the encoding of this SVG drawing is unknown: nothing of it is published",
    )
    .help("用画图软件另存一次，编码选 UTF-8", "save it again as UTF-8 from the program that made it")
}
