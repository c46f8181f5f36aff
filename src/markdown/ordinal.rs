//! Parses the numbers with which headings of Chinese documents begin: 一、 （一） 1. （1）, from
//! the outermost level in.

use super::title;
use crate::text::numeral;

/// The form of a heading's number, from the outermost level in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OrdinalKind {
    /// `一、`
    Comma,
    /// `（一）`
    Brackets,
    /// `1.`
    Figure,
    /// `（1）`
    FigureInBrackets,
}

/// The number with which a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ordinal {
    /// Its form.
    pub kind: OrdinalKind,
    /// Its value.
    pub number: u32,
    /// Its length in bytes, with its marks.
    pub length: usize,
}

impl OrdinalKind {
    /// Writes a number in this form.
    pub(super) fn write(self, number: u32) -> String {
        match self {
            Self::Comma => format!("{}、", numeral::chinese(number.into())),
            Self::Brackets => format!("（{}）", numeral::chinese(number.into())),
            Self::Figure => format!("{number}."),
            Self::FigureInBrackets => format!("（{number}）"),
        }
    }

    /// Returns the form for a heading of this level in the HTML.
    pub(super) fn of_level(level: u8) -> Option<Self> {
        match level {
            2 => Some(Self::Comma),
            3 => Some(Self::Brackets),
            4 => Some(Self::Figure),
            5 => Some(Self::FigureInBrackets),
            _ => None,
        }
    }
}

/// Parses the number with which `text` begins. `1. ` with a space, which makes a list, is one too.
pub(crate) fn ordinal(text: &str) -> Option<Ordinal> {
    let (inner, bracketed) = match text.strip_prefix(['（', '(']) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let (number, rest, figures) = number(inner)?;
    let kind = match (bracketed, figures) {
        (true, true) => OrdinalKind::FigureInBrackets,
        (true, false) => OrdinalKind::Brackets,
        (false, true) => OrdinalKind::Figure,
        (false, false) => OrdinalKind::Comma,
    };
    let closes: &[char] = match kind {
        OrdinalKind::Comma => &['、', '．'],
        OrdinalKind::Figure => &['.', '．', '、'],
        OrdinalKind::Brackets | OrdinalKind::FigureInBrackets => &['）', ')'],
    };
    let rest = rest.strip_prefix(closes)?;
    // Not a number of a heading: `1.5万`, `1.1.2`.
    if kind == OrdinalKind::Figure && rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(Ordinal { kind, number, length: text.len() - rest.len() })
}

/// Parses the number with which `text` begins. Returns its value, the rest, and whether it is
/// written in digits.
fn number(text: &str) -> Option<(u32, &str, bool)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let number = text.get(..digits).filter(|_| digits <= 2)?.parse().ok()?;
        return Some((number, text.get(digits..)?, true));
    }
    let is_numeral = |c: char| "一二三四五六七八九十".contains(c);
    let end = text.find(|c| !is_numeral(c)).unwrap_or(text.len());
    let numeral = text.get(..end).filter(|numeral| numeral.chars().count() <= 3)?;
    Some((numeral::parse(numeral)?, text.get(end..)?, false))
}

/// Returns the number of a line that looks like a heading: short, with words, and not a sentence.
pub(crate) fn looks_like_a_heading(line: &str) -> Option<Ordinal> {
    let line = line.trim();
    let found = ordinal(line)?;
    let words = line.get(found.length..)?;
    // `1. 第一` is a list in Markdown.
    let listed = found.kind == OrdinalKind::Figure
        && words.starts_with([' ', '\t'])
        && line.as_bytes().contains(&b'.');
    title::shown(line)?;
    (!listed && !names_a_file(words) && title::reads_as_title(words)).then_some(found)
}

/// Whether the text is the name of a file: `签到表.xlsx` is an attachment, not a heading.
fn names_a_file(words: &str) -> bool {
    let Some((name, ending)) = words.trim_end().rsplit_once('.') else { return false };
    let is_ending = (2..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_ending && !name.is_empty()
}

/// Tracks the headings of a document so far, to find the level of a line that should be one.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The headings around the current place, from the outermost in, with the forms of their
    /// numbers.
    open: Vec<(u8, Option<OrdinalKind>)>,
    /// Level and number of the last heading of each form.
    rows: [Option<(u8, u32)>; 4],
}

impl Outline {
    /// Records a heading that was written as one, with `level` marks `#`.
    pub(crate) fn heading(&mut self, level: u8, words: &str) {
        self.open(level, ordinal(words.trim().trim_start_matches('*')));
    }

    fn open(&mut self, level: u8, number: Option<Ordinal>) {
        self.open.retain(|(around, _)| *around < level);
        self.open.push((level, number.map(|number| number.kind)));
        if let Some(number) = number
            && let Some(row) = self.rows.get_mut(number.kind as usize)
        {
            *row = Some((level, number.number));
        }
    }

    /// Returns the level of the heading that a line with this number should be, and records it.
    ///
    /// `三、` is of the level of `二、`, whatever is between them: `（一）`, or a heading without a
    /// number.
    pub(crate) fn level(&mut self, number: Ordinal) -> u8 {
        let level = self.row(number).unwrap_or_else(|| self.below(number.kind));
        self.open(level, Some(number));
        level
    }

    /// Returns the level of the row of numbers that goes on with this one.
    fn row(&self, number: Ordinal) -> Option<u8> {
        let last = self.rows.get(number.kind as usize).copied().flatten();
        let goes_on = last.filter(|(_, before)| number.number > 1 && before + 1 == number.number);
        // `一、` below a heading without a number begins a row of its own.
        let is_around = |(_, kind): &&(u8, Option<OrdinalKind>)| number.number > 1 || kind.is_some();
        let around =
            || self.open.iter().rev().take_while(is_around).find(|(_, kind)| *kind == Some(number.kind));
        let deepest = self.open.last().map_or(1, |(level, _)| (*level).max(1)) + 1;
        goes_on.or_else(|| around().map(|(level, _)| (*level, 0))).map(|(level, _)| level.min(deepest))
    }

    /// Returns the level below the last heading that is around a row of this form.
    fn below(&self, kind: OrdinalKind) -> u8 {
        let is_around = |own: Option<OrdinalKind>| own.is_none_or(|own| own < kind);
        let around = self.open.iter().rev().find(|(_, own)| is_around(*own));
        (around.map_or(1, |(level, _)| (*level).max(1)) + 1).min(6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_their_four_forms() {
        for (text, expected) in [
            ("一、总体要求", Some((OrdinalKind::Comma, 1, "一、"))),
            ("十二、总体要求", Some((OrdinalKind::Comma, 12, "十二、"))),
            ("（三）工作", Some((OrdinalKind::Brackets, 3, "（三）"))),
            ("(三)工作", Some((OrdinalKind::Brackets, 3, "(三)"))),
            ("1.工作", Some((OrdinalKind::Figure, 1, "1."))),
            ("2、工作", Some((OrdinalKind::Figure, 2, "2、"))),
            ("（12）工作", Some((OrdinalKind::FigureInBrackets, 12, "（12）"))),
            ("1.5万人", None),
            ("2026.工作", None),
            ("一是工作", None),
            ("（试行）", None),
            ("（）", None),
            ("", None),
        ] {
            let found = ordinal(text).map(|found| (found.kind, found.number, &text[..found.length]));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_heading_is_short_and_no_sentence() {
        for (line, expected) in [
            ("一、总体要求", true),
            ("（一）指导思想  ", true),
            ("1.党员教育", true),
            ("一、要学习。", false),
            ("（一）学习材料；", false),
            ("2．能设计成加固设备的规范；或", false),
            ("（三）场地，以及", false),
            ("二、扩大公众参与", true),
            ("三、科学普及", true),
            ("1. 党员教育", false),
            ("一、", false),
            ("（一）ABC", false),
            ("2.签到表.xlsx", false),
            ("（一）现场照片.MP4", false),
            ("1.学习Node.js", false),
            ("3.版本2.0", true),
            ("（4）它是异步的，不要求实时互动。你", false),
            ("13.其他商标案件。”", false),
            ("1、[学习强国](https://www.xuexi.cn/)", false),
            ("3、[党建网](https://a.cn/)", false),
            ("3、用好[党建网](https://www.dangjian.example/a/b/c.html)", true),
            ("一、这一行的文字实在是太长了所以它不会是一个标题而是一段没有写完的话", false),
        ] {
            assert_eq!(looks_like_a_heading(line).is_some(), expected, "{line}");
        }
    }

    /// Returns the levels of lines; those with `#` are headings already.
    fn levels(lines: &[&str]) -> Vec<u8> {
        let mut outline = Outline::default();
        let levels = lines.iter().filter_map(|line| {
            let words = line.trim_start_matches('#');
            if words.len() < line.len() {
                outline.heading(u8::try_from(line.len() - words.len()).unwrap(), words);
                return None;
            }
            Some(outline.level(ordinal(line).unwrap()))
        });
        levels.collect()
    }

    #[test]
    fn a_level_follows_from_what_is_around() {
        for (lines, expected) in [
            (&["一、甲", "（一）甲", "1.甲", "（二）乙", "二、乙", "1.甲"][..], &[2, 3, 4, 3, 2, 3][..]),
            (&["## 甲", "（一）甲"], &[3]),
            // The row of a heading goes on.
            (&["## 二、甲", "（一）甲", "三、乙"], &[3, 2]),
            (&["## **二、甲**", "（一）甲", "三、乙"], &[3, 2]),
            (&["## 二、甲", "### （一）甲", "三、乙"], &[2]),
            (&["## 二、甲", "### 小结", "三、乙"], &[2]),
            (&["## 二、甲", "## 链接", "三、乙"], &[2]),
            (&["## 一、甲", "### （一）甲", "#### 1.甲", "（二）乙", "三、乙"], &[3, 2]),
            (&["# 一、甲", "二、乙"], &[1]),
            // Another part has rows of its own.
            (&["## 甲", "一、甲", "## 乙", "一、甲", "二、乙"], &[3, 3, 3]),
            (&["## 一、甲", "## 附录", "一、甲", "（一）乙"], &[3, 4]),
            (&["### （一）甲", "二、乙"], &[2]),
            (&["###### 甲", "一、乙"], &[6]),
        ] {
            assert_eq!(levels(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for level in 2..6 {
            let kind = OrdinalKind::of_level(level).unwrap();
            for number in 1..21 {
                let text = kind.write(number);
                assert_eq!(ordinal(&text), Some(Ordinal { kind, number, length: text.len() }));
            }
        }
    }
}
