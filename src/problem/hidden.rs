//! Reports characters that nobody sees, wherever they were written.

use std::ops::Range;

use super::{Edit, Fix, Problem};

/// Returns the problem for invisible characters, the first of which is `c`. The fix removes them;
/// for a line separator there is none, because only the writer knows whether a line ends there.
pub fn hidden(c: char, span: &Range<usize>) -> Problem {
    let code = format!("U+{:04X}", u32::from(c));
    let edits = vec![Edit::remove(span.clone())];
    let problem = Problem::warning(
        "text/invisible",
        format!("文字里夹着看不见的字符 {code}"),
        format!("there is an invisible character {code} in the text"),
    );
    match c {
        '\u{2028}' | '\u{2029}' => problem.help(
            "多半是从别的软件复制来的换行：删去它，要换行就按回车",
            "it is a line break of another program: delete it, and press Enter where a line ends",
        ),
        '\u{fffc}' => problem.help(
            "多半是复制时丢了的图片：删去它，图片另存成文件再插入",
            "a picture was lost here when the text was copied: delete it, and insert the picture as a file",
        ),
        _ => problem
            .help("删去它；它会让搜索找不到这个词", "delete it; it keeps searches from finding the word")
            .fix(Fix::certain("删去看不见的字符", "take the invisible characters out", edits)),
    }
}

/// Returns the problem for a private use character. Only a symbol from Word may be removed: in the
/// name 王〓, whose 〓 is a rare character, that would leave 王.
pub fn private(c: char, span: Range<usize>, is_symbol: bool) -> Problem {
    let code = format!("U+{:04X}", u32::from(c));
    let problem = Problem::warning(
        "text/invisible",
        format!("这里有私用区字符 {code}，别的电脑上显示不出来"),
        format!("{code} is a private character that other machines do not show"),
    );
    if is_symbol {
        return problem
            .help(
                "多半是 Word 里的特殊符号：删去，或换成普通字符",
                "it probably comes from a word processor: delete it, or write a usual character",
            )
            .fix(Fix::probable("删去这个字符", "take it out", vec![Edit::remove(span)]));
    }
    problem.help(
        "多半是姓名、地名里的生僻字：对照原稿，换成能显示的正确的字",
        "it is probably a rare character of a name: write the right one, as the original has it",
    )
}
