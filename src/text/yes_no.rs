//! Reads yes and no, in front matter, in arguments of directives and wherever else people write
//! them.

/// The words for yes.
pub const YES: [&str; 5] = ["是", "yes", "true", "对", "on"];
/// The words for no.
pub const NO: [&str; 5] = ["否", "no", "false", "不是", "off"];

/// Reads yes or no: `是` and ` TRUE ` are yes, `否` is no; `None` for any other text.
pub fn read(text: &str) -> Option<bool> {
    let text = text.trim();
    let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is_one_of(&YES) { Some(true) } else { is_one_of(&NO).then_some(false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_in_any_case() {
        for word in YES {
            assert_eq!(read(&format!(" {}\t", word.to_uppercase())), Some(true), "{word}");
        }
        for word in NO {
            assert_eq!(read(&format!("{}\n", word.to_uppercase())), Some(false), "{word}");
        }
        assert_eq!(["", "1", "是否", "y"].map(read), [None; 4]);
    }
}
