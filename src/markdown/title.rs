//! Tells the words of a title from a sentence, a part of one, or an item of a list.

use std::borrow::Cow;

use super::chars::is_han;

/// Maximum length of a title, in characters that readers see.
pub(super) const LONGEST: usize = 30;

/// Whether words can be a title: they are short, no sentence, do not end in the middle of one, and
/// are more than a link. `words` are those of a line of Markdown, without the number before them.
pub(crate) fn reads_as_title(words: &str) -> bool {
    let Some(shown) = shown(words) else { return false };
    let marks = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '`');
    let shown = shown.trim_matches(marks);
    shown.contains(is_han) && !ends_like_a_sentence(shown) && !contains_a_sentence(shown) && !goes_on(shown)
}

/// Returns a line of Markdown without the addresses of its links and without its pictures: as long
/// as a reader sees it. Returns `None` if it is nothing but links, an item of a list of them, or
/// longer than [`LONGEST`].
pub(super) fn shown(line: &str) -> Option<Cow<'_, str>> {
    let is_short = |text: &str| text.chars().nth(LONGEST).is_none();
    if !line.contains(['[', '<']) && !line.contains("://") {
        return is_short(line).then_some(Cow::Borrowed(line));
    }
    let (mut out, mut besides) = (String::new(), String::new());
    let mut at = 0;
    let mut links = 0;
    let mut scheme = line.find("://");
    loop {
        let rest = line.get(at..).unwrap_or_default();
        // The next address is looked for once, not again for each link before it.
        if scheme.is_some_and(|scheme| scheme < at) {
            scheme = rest.find("://").map(|found| at + found);
        }
        let Some((start, label, end)) = first_link(rest, scheme.map(|scheme| scheme - at)) else {
            out += rest;
            besides += rest;
            break;
        };
        let before = rest.get(..start).unwrap_or_default();
        let (before, is_picture) = before.strip_suffix('!').map_or((before, false), |before| (before, true));
        out += before;
        besides += before;
        if !is_picture {
            out += label;
        }
        links += 1;
        at += end;
        if !is_short(&out) {
            return None;
        }
    }
    let is_only_links = links > 0 && !has_words(&besides);
    (!is_only_links && is_short(&out)).then_some(Cow::Owned(out))
}

/// Whether a text has words outside of brackets: `（英文）` behind a link is a note about it.
fn has_words(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().any(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphanumeric()
    })
}

/// Returns the first link of a line: where it begins, its words, and where it ends. `scheme` is the
/// place of the first `://`.
fn first_link(line: &str, scheme: Option<usize>) -> Option<(usize, &str, usize)> {
    let labelled = || {
        let middle = line.find("](")?;
        let start = line.get(..middle)?.rfind('[')?;
        let end = middle + line.get(middle..)?.find(')')? + 1;
        Some((start, line.get(start + 1..middle)?, end))
    };
    let bare = || {
        let scheme = scheme?;
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let start = line.get(..scheme)?.trim_end_matches(is_letter).len();
        let start = start - usize::from(line.get(..start)?.ends_with('<'));
        let rest = line.get(start..)?;
        let length = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
        Some((start, rest.get(..length)?, start + length))
    };
    match (labelled(), bare()) {
        (Some(labelled), Some(bare)) if bare.0 < labelled.0 => Some(bare),
        (labelled, bare) => labelled.or(bare),
    }
}

/// Whether the last mark, within closing quotation marks and brackets, ends a sentence or a part of
/// one: `他说：“好。”`. That of a title in 《》 is part of a name.
fn ends_like_a_sentence(words: &str) -> bool {
    const ENDS: [char; 13] = ['。', '；', '，', '、', '！', '？', '：', ';', ',', '.', ':', '|', '…'];
    words.trim_end_matches(['”', '’', '」', '』', '）', ')', '"', '*', '_']).ends_with(ENDS)
}

/// Whether a sentence, or a part of an enumeration, ends within the words, outside of quotation
/// marks and brackets: `不要求实时互动。你`, but not `开展“我是谁？为了谁”讨论`.
fn contains_a_sentence(words: &str) -> bool {
    let mut depth = 0_usize;
    let mut is_in_straight = false;
    for c in words.chars() {
        match c {
            '“' | '‘' | '「' | '『' | '《' | '（' | '(' => depth += 1,
            '”' | '’' | '」' | '』' | '》' | '）' | ')' => depth = depth.saturating_sub(1),
            '"' => is_in_straight = !is_in_straight,
            '；' | ';' => return true,
            '。' | '！' | '？' if depth == 0 && !is_in_straight => return true,
            _ => {}
        }
    }
    false
}

/// Whether the words stop in the middle of a phrase: `加固的规范；或`, `场地，以及`,
/// `水位下降，水`, `部署的时候加上`.
pub(super) fn goes_on(words: &str) -> bool {
    // Of words that are also the ends of others, `参与` and `普及`, only a mark before tells.
    const JOINTS: [&str; 4] = ["或", "或者", "和", "以及"];
    #[rustfmt::skip]
    const OPEN: [&str; 14] = [
        "或者", "以及", "并且", "而且", "但是", "因为", "所以", "如果", "例如", "比如", "就是", "不仅", "不但", "加上",
    ];
    // Nouns that end like an attribute: 招标的标的, 众矢之的.
    const NOUNS: [&str; 3] = ["目的", "标的", "之的"];
    let is_comma = |c: char| matches!(c, '，' | ',');
    let is_joint = |c: char| is_comma(c) || c == '、';
    let after_mark = |word: &str| words.strip_suffix(word).is_some_and(|before| before.ends_with(is_joint));
    let (last, is_behind_comma) =
        words.rsplit_once(is_comma).map_or((words, false), |(_, last)| (last, true));
    // A part of one character is no part of a title; 严、细、实 are words.
    let torn = is_behind_comma && last.chars().count() == 1 && last.contains(is_han);
    let awaits = is_behind_comma && last.ends_with("的时候");
    let opens = OPEN.iter().any(|word| words.ends_with(word));
    let of_nothing = words.ends_with('的') && !NOUNS.iter().any(|noun| words.ends_with(noun));
    JOINTS.iter().any(|word| after_mark(word)) || torn || awaits || opens || of_nothing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_sentences_and_parts_of_them() {
        for (words, expected) in [
            ("总体要求", true),
            ("工作安排（试行）", true),
            ("开展“我是谁？为了谁”讨论", true),
            ("开展\"我是谁？为了谁\"讨论", true),
            ("观看《你好，李焕英！》", true),
            ("强化政治引领，筑牢思想根基", true),
            ("会议目的", true),
            ("扩大公众参与", true),
            ("科学普及", true),
            ("全面推广**[学习强国](https://www.xuexi.cn/a/b/c)**应用", true),
            ("[改造城中村](https://a.cn/b)（中文）", false),
            ("推广[学习强国](https://a.cn/b)（应用）", true),
            ("其他商标案件。”", false),
            ("其他案件（略。）", false),
            ("他说：“好！”", false),
            ("**要学习。**", false),
            ("它是异步的，不要求实时互动。你", false),
            ("为了谁？依靠谁", false),
            ("能加固的规范；或", false),
            ("场地，以及", false),
            ("在水库水位下降，水", false),
            ("部署的时候加上", false),
            ("上级要检查，在部署的时候", false),
            ("采购标的", true),
            ("坚持学、查、改", true),
            ("做到严、细、实", true),
            ("在困难的时候", true),
            ("在顺利、困难的时候", true),
            ("学习强国的", false),
            ("[学习强国](https://www.xuexi.cn/)", false),
            ("**[党建网](https://a.cn/)**、", false),
            ("<https://a.cn/>", false),
            ("ABC", false),
        ] {
            assert_eq!(reads_as_title(words), expected, "{words}");
        }
    }

    #[test]
    fn only_what_readers_see_is_counted() {
        for (line, expected) in [
            ("看[学习强国](https://www.xuexi.cn/)平台", Some("看学习强国平台")),
            ("看![图](a.png)和<https://a.cn>", Some("看和<https://a.cn>")),
            ("[甲](a.md) [乙](b.md)", None),
            ("第[1]项", Some("第[1]项")),
            ("甲](b", Some("甲](b")),
            ("看[甲](https://a.cn)和https://b.cn，[乙](c)", Some("看甲和https://b.cn，乙")),
        ] {
            assert_eq!(shown(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_line_of_links_is_given_up_once_it_is_too_long() {
        for (link, end) in [("[a](b)", ""), ("[](b)", ""), ("![a](b)", "https://a.cn"), ("!a://党", "[a](b)")]
        {
            let line = |size: usize| format!("甲{}{end}", link.repeat(size));
            crate::trial::in_proportion(link, 10_000, line, |line| drop(shown(&line)));
        }
    }
}
