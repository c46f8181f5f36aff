//! Reports oddities in the characters of a text: an encoding other than UTF-8, garbled text,
//! characters that no page may contain, and those that nobody sees.

use std::ops::Range;

use super::decode::{DecodedText, ForeignEncoding};
use super::file_name::has_extension;
use super::garbled::{self, Garbled, Kind};
use crate::problem::{self, Fix, Problem, SourceText};
use crate::text::{count_needed, holds_line_break, is_hidden, is_line_break, is_private, may_hold_hidden};

/// Returns the warnings for the text of the file `name`.
pub(crate) fn told(name: &str, decoded: &DecodedText) -> Vec<Problem> {
    let encoding = decoded.foreign.map(|foreign| self::encoding(name, foreign).in_file(name));
    let found = encoding.into_iter().chain(taken_out(name, decoded)).chain(line_break(name, decoded));
    found.chain(garbled(name, decoded)).collect()
}

/// Returns whether nothing of the original is lost if the text is written back in UTF-8: its
/// encoding is certain, and it is not text that was read in a wrong one.
pub(super) fn may_be_written(decoded: &DecodedText) -> bool {
    let is_misread = || {
        let found = garbled::find(&decoded.text);
        found.is_some_and(|garbled| garbled.kind != Kind::Lost)
    };
    decoded.foreign.is_none_or(|foreign| foreign.is_sure) && !decoded.is_doubtful && !is_misread()
}

fn garbled(name: &str, decoded: &DecodedText) -> Option<Problem> {
    const SHOWN: usize = 12;
    let Garbled { span, kind, meant } = garbled::find(&decoded.text)?;
    let meant: Option<String> = meant.map(|meant| meant.chars().take(SHOWN).collect());
    let (zh, en) = match kind {
        Kind::Lost => (
            "这里是乱码，原来的字已经丢了".to_owned(),
            "this is garbled, and the original characters are lost".to_owned(),
        ),
        Kind::Misread => (
            "这里是乱码：文字曾被按错误的编码读入，又存了一遍".to_owned(),
            "this is garbled: the text was read in a wrong encoding, and saved".to_owned(),
        ),
        Kind::Mail(encoding) => (
            format!("这个文件像是 {encoding} 编码的，文字会成乱码"),
            format!("this file seems to be in {encoding}, and its text is garbled"),
        ),
    };
    let problem = Problem::warning("text/garbled", zh, en).at(&SourceText::new(name, &decoded.text), span);
    Some(match meant {
        Some(meant) => problem.help(
            format!("原文大概是“{meant}”：对照原稿，把乱码换成正确的文字"),
            format!("it was probably `{meant}`: write the right text, as the original has it"),
        ),
        None => problem.help(
            "对照原稿，把乱码换成正确的文字，再保存为 UTF-8",
            "write the right text, as the original has it, and save it as UTF-8",
        ),
    })
}

/// Reports characters that nobody sees, or that each machine shows differently, in the values of
/// YAML or CSV; `span` is the part of the text that contains them. The text of an article is
/// checked when it is rendered.
pub(super) fn hidden(source: &SourceText<'_>, span: Range<usize>) -> Vec<Problem> {
    let part = source.text().get(span.clone()).unwrap_or_default();
    if !may_hold_hidden(part.as_bytes()) {
        return Vec::new();
    }
    let is_csv = source.file().ends_with(".csv");
    let (mut found, mut at) = (Vec::new(), span.start);
    for line in part.split_inclusive('\n') {
        let start = at;
        at += line.len();
        // Indentation and keys are reported by those who read them.
        let text = line.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c));
        if text.starts_with('#') && !is_csv {
            continue;
        }
        let key = text.find([':', '：']).filter(|_| !is_csv).unwrap_or_default();
        hidden_in_line(text.trim_end_matches('\n'), key, start + line.len() - text.len(), &mut found);
    }
    let most = problem::most_places(source.text().len());
    let (found, unlisted) = problem::listed(found, most, |(problem, _)| problem.severity);
    let placed = found.into_iter().map(|(problem, span)| problem.at(source, span));
    placed.chain(unlisted.problem(source.file())).collect()
}

/// Finds the runs of such characters in a line that begins at `start`, after its first `key` bytes.
fn hidden_in_line(line: &str, key: usize, start: usize, found: &mut Vec<(Problem, Range<usize>)>) {
    let mut at = key;
    while let Some(next) = line.get(at..).and_then(|rest| rest.find(|c| is_hidden(c) || is_private(c))) {
        let begin = at + next;
        let rest = &line[begin..];
        let Some(first) = rest.chars().next() else { return };
        let is_it = if is_private(first) { is_private } else { is_hidden };
        at = begin + rest.find(|c| !is_it(c)).unwrap_or(rest.len());
        let beside = [line[..begin].chars().next_back(), line[at..].chars().next()];
        let span = start + begin..start + at;
        if is_private(first) {
            let is_symbol = line[begin..at].chars().all(|c| matches!(c, '\u{f000}'..='\u{f0ff}'));
            found.push((problem::private(first, span.clone(), is_symbol), span));
            continue;
        }
        let run = &line[begin..at];
        let needed: usize = run.chars().take(count_needed(run.chars(), beside)).map(char::len_utf8).sum();
        if let Some(first) = run.get(needed..).and_then(|rest| rest.chars().next()) {
            let span = span.start + needed..span.end;
            found.push((problem::hidden(first, &span), span));
        }
    }
}

fn encoding(file: &str, ForeignEncoding { name, is_sure }: ForeignEncoding) -> Problem {
    let is_table = has_extension(file, "csv");
    if is_sure {
        let problem = Problem::warning(
            "source/encoding",
            format!("这个文件的编码是 {name}，已按它读入"),
            format!("this file is in {name}; it was read as such"),
        )
        .fix(Fix::certain("改存为 UTF-8", "save it as UTF-8", Vec::new()));
        // Excel reads UTF-8 only with a mark, which it writes under this name.
        return if is_table {
            problem.help(
                "在 Excel、WPS 里另存为“CSV UTF-8（逗号分隔）”，免得别的程序读成乱码",
                "save it as `CSV UTF-8`, or other programs will garble it",
            )
        } else {
            problem.help(
                "用记事本另存为 UTF-8，免得别的程序读成乱码",
                "save it as UTF-8, or other programs will garble it",
            )
        };
    }
    let problem = Problem::warning(
        "source/encoding",
        format!("这个文件的编码像是 {name}，先按它读入，不一定对"),
        format!("this file seems to be in {name}; it was read as such, which may be wrong"),
    );
    if is_table {
        return problem.help(
            format!(
                "对照原稿看看文字对不对；用 Excel、WPS 按 {name} 重新导入，再另存为“CSV UTF-8（逗号分隔）”"
            ),
            format!("compare it with the original; import it as {name}, and save it as `CSV UTF-8`"),
        );
    }
    problem.help(
        format!("对照原稿看看文字对不对；用能选编码的编辑器按 {name} 重新打开，再另存为 UTF-8"),
        format!("compare it with the original; open it as {name} in an editor, and save it as UTF-8"),
    )
}

/// The fix has no edits: the text no longer contains the characters, so writing it back removes
/// them.
fn taken_out(name: &str, decoded: &DecodedText) -> Option<Problem> {
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
    if decoded.is_doubtful {
        return Some(problem.help(
            "可能是别的编码的文字，删去就没法还原了：对照原稿，换成正确的文字",
            "it may be text in another encoding, which could not be recovered without it: write the right text, as the original has it",
        ));
    }
    Some(
        problem
            .help(
                "多半是从别的软件复制来的：从文件里删去",
                "delete it from the file; it mostly comes from another program",
            )
            .fix(Fix::certain("删去控制字符", "take the control characters out", Vec::new())),
    )
}

fn line_break(name: &str, decoded: &DecodedText) -> Option<Problem> {
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

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::*;

    fn found(file: &str, text: &str) -> Vec<(String, bool)> {
        let source = SourceText::new(file, text);
        let found = hidden(&source, 0..text.len());
        let place = |problem: &Problem| problem.place.as_ref().map_or(0, |place| place.line);
        found.iter().map(|problem| (format!("{}", place(problem)), problem.fix.is_some())).collect()
    }

    #[test]
    fn what_nobody_sees_is_told_in_values() {
        for c in ['\u{202e}', '\u{200b}', '\u{feff}', '\u{ad}', '\u{2066}', '\u{3164}', '\u{e0041}'] {
            for value in [format!("党{c}建"), format!("{c}党建"), format!("党建{c}"), format!("ab{c}")]
            {
                let yaml = format!("标题: 甲\n标签: [{value}, 乙]\n");
                assert_eq!(found("site.yaml", &yaml), [("2".to_owned(), true)], "{value:?}");
                let source = SourceText::new("a.yaml", &yaml);
                let fix = hidden(&source, 0..yaml.len()).remove(0).fix.unwrap();
                let mended = problem::apply(&yaml, &[&fix]).0;
                assert_eq!(mended, yaml.replace(c, ""), "{value:?}");
            }
        }
        for c in ['\u{2028}', '\u{2029}', '\u{fffc}', '\u{e863}'] {
            assert_eq!(found("a.csv", &format!("名称\n王{c}\n")), [("2".to_owned(), false)], "{c:?}");
        }
        for yaml in [
            "标题: 👨\u{200d}👩\u{200d}👧 一家\n",
            "标题: ❤\u{fe0f}\u{200d}🔥\n",
            "标题: 苏格兰🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}代表团\n",
            "标题: می\u{200c}خواهم\n",
            "标题: co\u{ad}operation\n",
            "# 注\u{200b}\n\u{feff}标题: 甲\n标\u{200b}题: 乙\n",
        ] {
            assert_eq!(found("a.yaml", yaml), [], "{yaml:?}");
        }
    }

    #[test]
    fn only_a_text_whose_encoding_is_sure_may_be_written_back() {
        let sure = |bytes: Vec<u8>| may_be_written(&decode(bytes).unwrap());
        let (gbk, _, _) = encoding_rs::GBK.encode("关于召开2026年度组织生活会的通知");
        assert!(sure(gbk.to_vec()) && sure("标题: 甲\u{1}\u{7f}".into()) && sure("甲\u{fffd}".into()));
        let (big5, _, _) = encoding_rs::BIG5.encode("title:測試標題\n關於召開組織生活會的通知");
        for bytes in [
            big5.to_vec(),
            b"title: \x1b$B%F%9%H\x1b(B\n".to_vec(),
            "标题: å\u{9a}\u{9b}".into(),
            "标题: 缁勭粐鐢熸椿\n".into(),
            "title: ~{VPND~}\n".into(),
        ] {
            let decoded = decode(bytes).unwrap();
            assert!(!may_be_written(&decoded), "{decoded:?}");
            let fixed = told("a.md", &decoded).into_iter().filter(|problem| problem.fix.is_some()).count();
            assert_eq!(fixed, 0, "{decoded:?}");
        }
    }
}
