//! Reports file names that a pasted text only mentions: a picture's on a line of its own, and those
//! of a list of attachments. Readers see the name, and get no file.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::block::{Block, BlockKind};
use crate::problem::{Edit, Finding, Fix, Problem};

/// The name of a picture, without anything else: `微信图片_20230808.jpg`.
static PICTURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r#"(?i)^[^\s/\\|<>:*?"，。；！？、\u{FFFC}][^/\\|<>:*?"，。；！？、\n\u{FFFC}]{0,80}\.(jpe?g|png|gif|bmp|webp|heic|tiff?)$"#;
    Regex::new(name).ok()
});

/// A file that readers would download, within a text: `学习计划.docx`.
static DOCUMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)[^\s.]\.(docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|jpe?g|png)(?:$|[^a-z0-9])").ok()
});

/// Reports lines that are names of pictures, and a list of attachments.
pub(super) fn look_at(body: &str, block: &Block, found: &mut Vec<Finding>) {
    if block.kind != BlockKind::Paragraph || !block.chars.iter().any(|(_, c)| *c == '.') {
        return;
    }
    let text = block.text();
    if let Some(finding) = attachments(body, block, &text) {
        found.push(finding);
        return;
    }
    let mut start = 0;
    for line in text.split('\n') {
        let length = line.chars().count();
        let lead = line.chars().take_while(|c| c.is_whitespace()).count();
        let words = line.trim();
        if PICTURE.as_ref().is_some_and(|name| name.is_match(words)) {
            let numbers = start + lead..start + lead + words.chars().count();
            found.push(picture(block, numbers, words));
        }
        start += length + 1;
    }
}

/// Reports a line with the name of a picture. The fix shows the picture there.
fn picture(block: &Block, numbers: Range<usize>, name: &str) -> Finding {
    let span = block.span_of(numbers.clone());
    let before = if numbers.start > 0 { "\n" } else { "" };
    let after = if block.at(numbers.end).is_some() { "\n" } else { "" };
    let address = if name.contains([' ', '(', ')']) { format!("<{name}>") } else { name.to_owned() };
    let shown = format!("{before}![]({address}){after}");
    let problem = Problem::warning(
        "md/picture-name",
        format!("这一行只是图片的文件名“{name}”，读者看不到图片"),
        format!("this line is only the name of a picture, `{name}`: readers do not see it"),
    )
    .help(
        "把图片放在文章旁边，写成 ![图上有什么](文件名)",
        "put the picture next to the article and write ![what it shows](name)",
    )
    .fix(Fix::probable("换成这张图片", "show the picture", vec![Edit::replace(span.clone(), shown)]));
    Finding { problem, span }
}

/// Reports `附件：1.学习计划.docx 2.签到表.xlsx` without links.
fn attachments(body: &str, block: &Block, text: &str) -> Option<Finding> {
    let rest = text.trim_start().strip_prefix("附件")?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let list = rest.strip_prefix(['：', ':'])?;
    let is_linked = body.get(block.span.clone()).is_some_and(|written| written.contains("]("));
    if is_linked || !DOCUMENT.as_ref()?.is_match(list) {
        return None;
    }
    let problem = Problem::warning(
        "md/attachment-list",
        "附件只列了名字，读者下载不到",
        "attachments are only named: readers cannot download them",
    )
    .help(
        "把附件放在文章旁边，运行 dangjian tidy；或者自己写进文章信息：附件: [学习计划.docx, 签到表.xlsx]",
        "put them next to the article and run `dangjian tidy`, or list them: attachments: [plan.docx, list.xlsx]",
    );
    Some(Finding { problem, span: block.span.clone() })
}
