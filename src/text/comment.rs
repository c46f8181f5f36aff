//! Recognizes comments that the writer has typed in another way than HTML does.

/// Returns whether a text begins like a comment, as people type its mark or a word processor
/// corrects it: `<!--`, `<！--`, `<!——`, `< !--`, `<!- `.
pub fn opens_comment(text: &str) -> bool {
    let blank = [' ', '\u{3000}'];
    let rest = text.strip_prefix(['<', '＜']).map(|rest| rest.trim_start_matches(blank));
    let rest = rest.and_then(|rest| rest.strip_prefix(['!', '！']));
    let rest = rest.map(|rest| rest.trim_start_matches(blank));
    rest.is_some_and(|rest| ["--", "—", "–", "－", "- "].iter().any(|dash| rest.starts_with(dash)))
}

/// Returns whether such a comment begins anywhere in a text.
pub fn holds_comment(text: &str) -> bool {
    text.match_indices(['<', '＜']).any(|(at, _)| text.get(at..).is_some_and(opens_comment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_recognized_however_they_are_typed() {
        for text in ["<!-- 甲", "<！-- 甲", "<!—— 甲", "< !-- 甲", "<! -- 甲", "＜！－－ 甲", "<!- 甲 ->"]
        {
            assert!(opens_comment(text) && holds_comment(&format!("甲<{text}")), "{text}");
        }
        for text in ["<b>", "<", "5 < 6！", "<!DOCTYPE html>", "<-", "甲", ""] {
            assert!(!holds_comment(text), "{text}");
        }
    }
}
