//! Splits a note in brackets from the end of a text: `张三（技术员）`.

/// Splits a text at its first bracket, if it ends with a closing one and there is something before
/// and in the brackets: `张三（党办（兼））` is `张三` and `党办（兼）`.
pub fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (before, note) = text.trim().strip_suffix(['）', ')'])?.split_once(['（', '('])?;
    let (before, note) = (before.trim(), note.trim());
    (!before.is_empty() && !note.is_empty()).then_some((before, note))
}

/// Splits a text at its last bracket, if it ends with a closing one: `图（一）（张三摄）` is
/// `图（一）` and `张三摄`. Either may be empty.
pub fn last_bracketed(text: &str) -> Option<(&str, &str)> {
    let (before, note) = text.trim().strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
    Some((before.trim(), note.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_split_at_the_first_or_the_last_bracket() {
        assert_eq!(bracketed(" 张三 （ 党办（兼）) "), Some(("张三", "党办（兼）")));
        assert_eq!(last_bracketed("图（一）（张三摄）"), Some(("图（一）", "张三摄")));
        assert_eq!(last_bracketed("（张三摄）"), Some(("", "张三摄")));
        for text in ["张三", "（张三）", "张三（）", "张三（党办", "张三）", "张三（党办）等"]
        {
            assert_eq!(bracketed(text), None, "{text}");
        }
    }
}
