//! Reads a text as pinyin syllables.

use ::pinyin::ToPinyin;

use super::phrases::phrase;

/// Iterates over the characters of a text from the left, each with its syllable. Words are read as
/// words: 重庆 is `chong qing`.
pub struct Sounds<'t> {
    rest: &'t str,
    /// The syllables of the rest of the current word.
    pending: std::str::Split<'static, char>,
}

impl<'t> Sounds<'t> {
    /// Reads a text.
    pub fn of(text: &'t str) -> Self {
        Self { rest: text, pending: none() }
    }
}

fn none() -> std::str::Split<'static, char> {
    let mut none = "".split(' ');
    none.next();
    none
}

impl Iterator for Sounds<'_> {
    /// A character and its syllable, if it has one. The syllable has no tone; ü is `ü` or `v`.
    type Item = (char, Option<&'static str>);

    fn next(&mut self) -> Option<Self::Item> {
        let c = self.rest.chars().next()?;
        if c.is_ascii() {
            self.rest = &self.rest[1..];
            return Some((c, None));
        }
        let mut syllable = self.pending.next();
        if syllable.is_none()
            && let Some((_, syllables)) = phrase(self.rest)
        {
            self.pending = syllables.split(' ');
            syllable = self.pending.next();
        }
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or_default();
        Some((c, syllable.or_else(|| c.to_pinyin().map(|reading| reading.plain()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Sounds::of(text)
            .map(|(c, syllable)| syllable.map_or(c.to_string(), str::to_owned))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn words_are_read_as_words() {
        for (text, wanted) in [
            ("重庆", "chong qing"),
            ("银行行长", "yin hang hang zhang"),
            ("各行各业", "ge hang ge ye"),
            ("行业标准", "hang ye biao zhun"),
            ("进行中", "jin xing zhong"),
            ("进行道德教育", "jin xing dao de jiao yu"),
            ("推行行长负责制", "tui xing hang zhang fu ze zhi"),
            ("参加", "can jia"),
            ("参差不齐", "cen ci bu qi"),
            ("长春市长", "chang chun shi zhang"),
            ("校长", "xiao zhang"),
            ("处长处理", "chu zhang chu li"),
            ("重点", "zhong dian"),
            ("重阳节", "chong yang jie"),
            ("重温入党誓词", "chong wen ru dang shi ci"),
            ("音乐快乐", "yin yue kuai le"),
            ("调研与协调", "diao yan yu xie tiao"),
            ("总会计师", "zong kuai ji shi"),
            ("西藏收藏", "xi zang shou cang"),
            ("目的当然", "mu di dang ran"),
            ("A重庆1", "A chong qing 1"),
            ("率先垂范", "shuai xian chui fan"),
            ("", ""),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }
}
