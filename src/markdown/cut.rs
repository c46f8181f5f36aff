//! Cuts a text to a length where a reader would stop.

use unicode_segmentation::GraphemeCursor;

/// Returns at most `limit` characters of `text`: the complete text, or up to the end of a sentence
/// outside quotation marks, book-title marks and brackets. If no sentence ends after the first
/// third of `limit`, the text is cut between words and `…` is added. It is then cut before a
/// quotation that would be split; a quotation that is too long for that is closed after the `…`.
pub fn cut(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let least = text.char_indices().nth(limit / 3).map_or(0, |(at, _)| at);
    let scan = Scan::over(text, end);
    match scan.sentence.filter(|&at| at > least) {
        Some(at) => text.get(..at).unwrap_or_default().trim_end().to_owned(),
        None => shortened(text, limit, least),
    }
}

/// The result of scanning the beginning of a text.
struct Scan {
    /// End of the last sentence.
    sentence: Option<usize>,
    /// The markup that is still open at the end: where it begins, and the mark that closes it.
    open: Vec<(usize, char)>,
}

impl Scan {
    fn over(text: &str, end: usize) -> Self {
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut sentence = None;
        let mut previous = '\0';
        for (at, c) in text.char_indices() {
            let after = at + c.len_utf8();
            if after > end {
                break;
            }
            let closed = step(&mut open, at, c);
            if open.is_empty() {
                let next = text.get(after..).unwrap_or_default().chars().next();
                let ends = if closed { quote_ends(previous, next) } else { sentence_ends(c, next) };
                let ends = ends && (c != '.' || !is_abbreviated(text.get(..at).unwrap_or_default()));
                if ends {
                    sentence = Some(after);
                }
            }
            previous = c;
        }
        Self { sentence, open }
    }
}

/// Updates `open` for the character `c` at `at`. Returns whether it closed something.
fn step(open: &mut Vec<(usize, char)>, at: usize, c: char) -> bool {
    let closing = match c {
        '“' => '”',
        '‘' => '’',
        '《' => '》',
        '〈' => '〉',
        '「' => '」',
        '『' => '』',
        '（' => '）',
        '(' => ')',
        '【' => '】',
        '"' if !open.iter().any(|&(_, closing)| closing == '"') => '"',
        _ => {
            let Some(depth) = open.iter().rposition(|&(_, closing)| closing == c) else { return false };
            open.truncate(depth);
            return true;
        }
    };
    open.push((at, closing));
    false
}

/// Whether a sentence ends with `c` before `next`.
fn sentence_ends(c: char, next: Option<char>) -> bool {
    match c {
        '。' | '！' | '？' | '…' => !next
            .is_some_and(|next| matches!(next, '。' | '！' | '？' | '…' | '”' | '’' | '」' | '』' | '）')),
        '.' | '!' | '?' => next.is_none_or(char::is_whitespace),
        _ => false,
    }
}

/// Whether a sentence ends with a quotation whose last character is `last`: yes in `“好。”`, but
/// not in `“好吗？”的问题`.
fn quote_ends(last: char, next: Option<char>) -> bool {
    match last {
        '。' => !next.is_some_and(|next| matches!(next, '，' | '、' | '。' | '；')),
        '！' | '？' | '.' | '!' | '?' => {
            next.is_none_or(|next| next.is_whitespace() || matches!(next, '“' | '《'))
        }
        _ => false,
    }
}

/// Whether the full stop after `text` belongs to an abbreviation: `No.`, `Dr.`, `J.`
fn is_abbreviated(text: &str) -> bool {
    const KNOWN: [&str; 8] = ["No", "Nos", "Mr", "Mrs", "Ms", "Dr", "Prof", "St"];
    let word = text.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    KNOWN.contains(&word) || matches!(word.as_bytes(), [b'A'..=b'Z'])
}

/// Returns at most `limit` characters that end with `…` and the marks that close the quotations
/// that were cut.
fn shortened(text: &str, limit: usize, least: usize) -> String {
    let mut closing = 0;
    // Closing marks take room, and with less room other quotations may be open, so try again.
    // Quotations are not nested deeply.
    for _ in 0..8 {
        let Some(room) = limit.checked_sub(closing + 1) else { break };
        let most = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
        let open = Scan::over(text, most).open;
        let outside = open.iter().map(|&(at, _)| at).find(|&at| at > least);
        let end = whole_word(text, outside.unwrap_or(most));
        let open = Scan::over(text, end).open;
        if open.len() <= closing {
            let mut out = text.get(..end).unwrap_or_default().trim_end_matches(is_pause).to_owned();
            out.push('…');
            // Do not close a quotation that would be empty.
            let open: Vec<_> = open.into_iter().filter(|&(at, _)| at < out.len() - '…'.len_utf8()).collect();
            out.extend(open.iter().rev().map(|&(_, close)| close));
            return out;
        }
        closing = open.len();
    }
    if limit == 0 { String::new() } else { "…".to_owned() }
}

fn is_pause(c: char) -> bool {
    c.is_whitespace() || matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '—' | '…')
}

/// Returns the last place at or before `end` that does not split a word, an address, or a character
/// with its combining marks.
fn whole_word(text: &str, mut end: usize) -> usize {
    while end > 0 && !GraphemeCursor::new(end, text.len(), true).is_boundary(text, 0).unwrap_or(true) {
        end = text.get(..end).unwrap_or_default().char_indices().next_back().map_or(0, |(at, _)| at);
    }
    let address = text.get(..end).unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_graphic()).len();
    let run = text
        .get(address..)
        .unwrap_or_default()
        .split(|c: char| !c.is_ascii_graphic())
        .next()
        .unwrap_or_default();
    let is_address = run.contains("://") || run.starts_with("www.") || run.contains('@');
    if is_address && address > 0 && address + run.len() > end {
        return address;
    }
    let is_word = |c: char| c.is_ascii_alphanumeric();
    if text.get(end..).unwrap_or_default().starts_with(is_word)
        && text.get(..end).unwrap_or_default().ends_with(is_word)
    {
        let word = text.get(..end).unwrap_or_default().trim_end_matches(is_word).len();
        if end - word <= 20 && word > 0 {
            return word;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_cut_where_a_sentence_ends() {
        for (text, limit, expected) in [
            ("短文", 10, "短文"),
            ("第一句。第二句。第三句。", 9, "第一句。第二句。"),
            ("他说：“好。大家一起干。”于是开工了。", 15, "他说：“好。大家一起干。”"),
            ("讨论“好吗？”的问题，持续了很久很久。", 10, "讨论“好吗？”的问…"),
            ("推进《章程。细则》学习，落实到位。", 12, "推进《章程。细则》学习…"),
            ("公司深入开展“学查改”专项工作和实践活动", 10, "公司深入开展…"),
            ("One two. Three four five.", 15, "One two."),
            ("Version 2.0 is out today for all", 20, "Version 2.0 is out…"),
            ("等等……还有很多很多很多很多", 8, "等等……"),
            ("好！后面还有很长很长很长的一句话没有结束", 15, "好！后面还有很长很长很长的一…"),
            // A closing mark stays with its quotation.
            ("他说：“今天的任务已经完成了。”大家都很高兴，准备回家。", 16, "他说：“今天的任务已经完成了。”"),
            ("（会议由张三主持。）会后大家又讨论了很久很久", 12, "（会议由张三主持。）"),
            ("“学”“查”“改”三个环节。后面还有很长的一句话", 15, "“学”“查”“改”三个环节。"),
            ("他喊道：“同志们！”然后大家开始讨论下一个问题", 12, "他喊道：“同志们！”然…"),
            // A quotation that is too long is closed.
            ("“把党的创新理论学习教育成果转化为推动企业高质量发展的动力”", 12, "“把党的创新理论学习…”"),
            ("《中共中央关于“两个维护”若干问题的决定》", 14, "《中共中央关于…》"),
            // An address is not cut.
            ("见 https://www.example.com/a/b.html?x=1 一文", 20, "见…"),
            ("联系邮箱 dangjian@example.com，欢迎来稿来信", 12, "联系邮箱…"),
            (
                "Mr. Smith met J. R. Jones at No. 5 today, then left for home",
                40,
                "Mr. Smith met J. R. Jones at No. 5…",
            ),
            // Characters with combining marks are not split.
            ("祝贺👨\u{200d}👩\u{200d}👧全家", 5, "祝贺…"),
            ("姓葛\u{e0100}的同志", 3, "姓…"),
            ("𠮷野家的党员同志们", 5, "𠮷野家的…"),
            ("国旗🇨🇳飘扬在这里", 4, "国旗…"),
            ("党建", 0, ""),
            ("党建", 1, "…"),
        ] {
            assert_eq!(cut(text, limit), expected, "{text}");
        }
    }

    #[test]
    fn a_cut_is_never_longer_than_its_limit() {
        let text = "“一”《二》（三） four. 五。“六”七……eight, 九！";
        for limit in 0..40 {
            assert!(cut(text, limit).chars().count() <= limit, "{limit}");
        }
    }

    proptest! {
        #[test]
        fn what_is_cut_is_a_beginning_and_nothing_in_it_stays_open(text in "[“”《》（）甲乙。！，…a-c .]{0,40}", limit in 0..30_usize) {
            let short = cut(&text, limit);
            prop_assert!(short.chars().count() <= limit);
            let beginning = short.split('…').next().unwrap_or_default();
            prop_assert!(text.contains(beginning.trim_end_matches(['”', '》', '）'])), "{}", short);
            let count = |text: &str, c: char| text.chars().filter(|found| *found == c).count();
            if text.trim().chars().count() > limit && limit > 8 {
                prop_assert!(Scan::over(&short, short.len()).open.is_empty() || count(&text, '“') > 4 || count(&text, '《') + count(&text, '（') > 4, "{}", short);
            }
        }

        #[test]
        fn no_text_brings_it_down(text in any::<String>(), limit in 0..50_usize) {
            prop_assert!(cut(&text, limit).chars().count() <= limit);
        }
    }
}
