//! Defines and recognizes the placeholder that a scaffold writes for what only the writer knows.

/// The placeholder in Chinese.
pub(super) const CHINESE: &str = "待填";
/// The placeholder in English.
pub(super) const ENGLISH: &str = "to be filled in";

/// Whether a value is a placeholder that a scaffold has written, or still contains one: `待填`,
/// `待填.jpg`, `张三（待填）`. It must not touch other letters: `关于待填报项目的通知` is an
/// ordinary text.
pub(super) fn is_placeholder(text: &str) -> bool {
    let is_like = |(c, wanted): (u8, u8)| c.eq_ignore_ascii_case(&wanted) || (c, wanted) == (b'-', b' ');
    let begin = text.trim().as_bytes().get(..ENGLISH.len());
    if begin.is_some_and(|begin| begin.iter().copied().zip(ENGLISH.bytes()).all(is_like)) {
        return true;
    }
    text.match_indices(CHINESE).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let rest = text.get(at + CHINESE.len()..).unwrap_or_default();
        let after = rest.strip_prefix(['写', '补']).unwrap_or(rest).chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_told_from_a_word() {
        for text in [
            "待填",
            " 待填 ",
            "待填写",
            "待填.jpg",
            "待填（职务）",
            "张三（待填）",
            "电话：待填。",
            "to be filled in",
            "To be filled in",
            "to-be-filled-in.pdf",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in
            ["", "关于待填报项目的通知", "待填报", "应待填", "填", "to be", "work to be filled in by hand"]
        {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
