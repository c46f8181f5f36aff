//! Cutting a text to a length where a reader would stop.

/// `text` in at most `limit` characters: whole, or up to the end of a sentence outside quotation marks,
/// book-title marks and brackets. If no sentence ends after the first third of `limit`, it is cut between words, with `…`.
pub fn cut(text: &str, limit: usize) -> String {
    let text = text.trim();
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.to_owned() };
    let least = text.char_indices().nth(limit / 3).map_or(0, |(at, _)| at);
    let scan = Scan::over(text, end);
    match scan.sentence.filter(|&at| at > least) {
        Some(at) => text[..at].trim_end().to_owned(),
        None => shortened(text, limit, scan.quote.filter(|&at| at > least)),
    }
}

/// What a scan of the text's beginning found.
struct Scan {
    /// End of the last sentence.
    sentence: Option<usize>,
    /// Beginning of the quotation that is still open at the end.
    quote: Option<usize>,
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
                let next = text[after..].chars().next();
                let ends = if closed { quote_ends(previous, next) } else { sentence_ends(c, next) };
                if ends {
                    sentence = Some(after);
                }
            }
            previous = c;
        }
        Self { sentence, quote: open.first().map(|&(at, _)| at) }
    }
}

/// Takes `c` into account for what is open; whether it closed something.
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

/// Whether a sentence ends with a quotation that ends with `last`: `“好。”`, but not `“好吗？”的问题`.
fn quote_ends(last: char, next: Option<char>) -> bool {
    match last {
        '。' => !next.is_some_and(|next| matches!(next, '，' | '、' | '。' | '；')),
        '！' | '？' | '.' | '!' | '?' => {
            next.is_none_or(|next| next.is_whitespace() || matches!(next, '“' | '《'))
        }
        _ => false,
    }
}

/// Up to `limit` characters with `…` as the last, not within a word and, if it can be helped, not
/// within the quotation that begins at `quote`.
fn shortened(text: &str, limit: usize, quote: Option<usize>) -> String {
    let Some(room) = limit.checked_sub(1) else { return String::new() };
    let most = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    let mut end = quote.map_or(most, |at| at.min(most));
    let is_word = |c: char| c.is_ascii_alphanumeric();
    if text[end..].starts_with(is_word) && text[..end].ends_with(is_word) {
        let word = text[..end].trim_end_matches(is_word).len();
        if end - word <= 20 && word > 0 {
            end = word;
        }
    }
    let pause =
        |c: char| c.is_whitespace() || matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '—' | '…');
    let mut out = text[..end].trim_end_matches(pause).to_owned();
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
