//! Reports oddities in the bytes of a text: an encoding other than UTF-8, and characters that no
//! page may contain.

use super::decode::{Decoded, Foreign};
use crate::problem::{Fix, Problem, SourceText};
use crate::text::{holds_line_break, is_line_break};

/// Returns the warnings for the text of the file `name`.
pub(crate) fn told(name: &str, decoded: &Decoded) -> Vec<Problem> {
    let encoding = decoded.foreign.map(|foreign| self::encoding(foreign).in_file(name));
    encoding.into_iter().chain(taken_out(name, decoded)).chain(line_break(name, decoded)).collect()
}

fn encoding(Foreign { name, is_sure }: Foreign) -> Problem {
    if is_sure {
        return Problem::warning(
            "source/encoding",
            format!("这个文件的编码是 {name}，已按它读入"),
            format!("this file is in {name}; it was read as such"),
        )
        .help(
            "用记事本另存为 UTF-8，免得别的程序读成乱码",
            "save it as UTF-8, or other programs will garble it",
        )
        .fix(Fix::certain("改存为 UTF-8", "save it as UTF-8", Vec::new()));
    }
    Problem::warning(
        "source/encoding",
        format!("这个文件的编码像是 {name}，先按它读入，不一定对"),
        format!("this file seems to be in {name}; it was read as such, which may be wrong"),
    )
    .help(
        format!("对照原稿看看文字对不对；用能选编码的编辑器按 {name} 重新打开，再另存为 UTF-8"),
        format!("compare it with the original; open it as {name} in an editor, and save it as UTF-8"),
    )
}

/// The fix has no edits: the text no longer contains the characters, so writing it back removes
/// them.
fn taken_out(name: &str, decoded: &Decoded) -> Option<Problem> {
    let taken = decoded.taken_out?;
    let code = format!("U+{:04X}", u32::from(taken.first));
    let (zh, en) = match taken.count {
        1 => (
            format!("这里有网页不允许的控制字符 {code}，已去掉"),
            format!("a control character, {code}, was taken out here: no page may hold it"),
        ),
        count => (
            format!("从这里起有 {count} 个网页不允许的控制字符（第一个是 {code}），已去掉"),
            format!(
                "{count} control characters, the first of them {code}, were taken out: no page may hold them"
            ),
        ),
    };
    let end = decoded.text.get(taken.at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let problem = Problem::warning("text/invisible", zh, en)
        .at(&SourceText::new(name, &decoded.text), taken.at..taken.at + end);
    Some(
        problem
            .help(
                "多半是从别的软件复制来的：从文件里删去",
                "delete it from the file; it mostly comes from another program",
            )
            .fix(Fix::certain("删去控制字符", "take the control characters out", Vec::new())),
    )
}

fn line_break(name: &str, decoded: &Decoded) -> Option<Problem> {
    if !holds_line_break(&decoded.text) {
        return None;
    }
    let (at, first) = decoded.text.char_indices().find(|(_, c)| is_line_break(*c))?;
    let code = format!("U+{:04X}", u32::from(first));
    let problem = Problem::warning(
        "text/invisible",
        format!("这里有看不见的换行符 {code}，按换行处理"),
        format!("there is an invisible line break, {code}; it is shown as one"),
    );
    Some(
        problem.at(&SourceText::new(name, &decoded.text), at..at + first.len_utf8()).help(
            "多半是从 Word 复制来的手动换行：删去它，要换行就在行末写反斜线再按回车，要分段就空一行",
            "it is the manual line break of a word processor: delete it, and end the line with a backslash, or leave a line empty",
        ),
    )
}
