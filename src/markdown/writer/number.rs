//! Numbers headings as in Chinese documents: 一、 （一） 1. （1）.

use super::super::Numbering;
use super::super::ordinal::{OrdinalKind, ordinal};

/// The last number at each level, from 2 to 5.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    last: [u32; 4],
}

impl Numbers {
    /// Returns the number to put before the text of the next heading. Returns `None` if the text
    /// begins with a number; counting continues from it.
    pub(super) fn next(&mut self, numbering: Numbering, level: u8, words: &str) -> Option<String> {
        if numbering == Numbering::Off {
            return None;
        }
        let kind = OrdinalKind::of_level(level)?;
        let place = usize::from(level.checked_sub(2)?);
        let below = self.last.get_mut(place + 1..).unwrap_or_default();
        below.fill(0);
        let last = self.last.get_mut(place)?;
        if let Some(own) = ordinal(words) {
            *last = own.number;
            return None;
        }
        if words.starts_with(|c: char| c.is_ascii_digit() || c == '第') {
            return None;
        }
        *last += 1;
        Some(kind.write(*last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_counted_each_below_its_own() {
        let mut numbers = Numbers::default();
        let mut next = |level, words| numbers.next(Numbering::Chinese, level, words).unwrap_or_default();
        let found = [
            next(2, "甲"),
            next(3, "乙"),
            next(3, "丙"),
            next(4, "丁"),
            next(5, "戊"),
            next(6, "己"),
            next(2, "二、庚"),
            next(3, "辛"),
            next(2, "壬"),
            next(2, "第五章"),
            next(2, "2026年"),
        ];
        assert_eq!(found, ["一、", "（一）", "（二）", "1.", "（1）", "", "", "（一）", "三、", "", ""]);
        assert_eq!(Numbers::default().next(Numbering::Off, 2, "甲"), None);
    }
}
