//! Splits a `srcset`, several addresses of one picture, as browsers do.

use std::ops::Range;

/// One picture of a `srcset`: where its address stands, and its width or density.
#[derive(Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The place of the address.
    pub address: Range<usize>,
    /// The place of what is between the address and the comma behind it: ` 480w`.
    pub width: Range<usize>,
}

/// Splits a `srcset`: `a.jpg 480w, b.jpg`.
///
/// An address goes up to white space, and only a comma at its end is none of it: the servers of
/// photos have commas in their addresses, `a.jpg?x-oss-process=image/resize,w_480 480w`.
pub fn candidates(value: &[u8]) -> impl Iterator<Item = Candidate> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_gap = |byte: &&u8| byte.is_ascii_whitespace() || **byte == b',';
        at += value.get(at..)?.iter().take_while(is_gap).count();
        let rest = value.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
        let written = rest.get(..length)?;
        let commas = written.iter().rev().take_while(|byte| **byte == b',').count();
        let address = at..at + length - commas;
        at += length;
        let start = at;
        if commas == 0 {
            let mut is_in_brackets = false;
            at += value.get(at..)?.iter().take_while(|byte| !ends(**byte, &mut is_in_brackets)).count();
        }
        Some(Candidate { address, width: start..at })
    })
}

/// Whether a byte behind an address is the comma before the next. One in brackets is not.
fn ends(byte: u8, is_in_brackets: &mut bool) -> bool {
    match byte {
        b'(' => *is_in_brackets = true,
        b')' => *is_in_brackets = false,
        _ => {}
    }
    byte == b',' && !*is_in_brackets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commas_at_an_end_part_addresses() {
        for (value, expected) in [
            ("", vec![]),
            (" , ", vec![]),
            ("a.jpg", vec![("a.jpg", "")]),
            ("a.jpg 480w, b.jpg 2x", vec![("a.jpg", " 480w"), ("b.jpg", " 2x")]),
            ("a.jpg 480w,b.jpg", vec![("a.jpg", " 480w"), ("b.jpg", "")]),
            ("a.jpg, b.jpg 2x ,", vec![("a.jpg", ""), ("b.jpg", " 2x ")]),
            ("a.jpg,b.jpg 2x", vec![("a.jpg,b.jpg", " 2x")]),
            (
                "甲.jpg?resize,w_480 480w,\n\t乙.jpg?resize,w_960 960w",
                vec![("甲.jpg?resize,w_480", " 480w"), ("乙.jpg?resize,w_960", " 960w")],
            ),
            ("data:image/png;base64,AA== 1x", vec![("data:image/png;base64,AA==", " 1x")]),
            ("a.jpg f(1, 2), b.jpg", vec![("a.jpg", " f(1, 2)"), ("b.jpg", "")]),
        ] {
            let found = candidates(value.as_bytes());
            let found: Vec<_> = found.map(|found| (&value[found.address], &value[found.width])).collect();
            assert_eq!(found, expected, "{value}");
        }
    }
}
