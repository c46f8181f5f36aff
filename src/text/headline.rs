//! Titles with breaks that their writer has set: `红色引擎|驱动高质量发展`.
//!
//! A bar between two characters is a break, and `\|` a bar. One between blanks (`学习 | 第三讲`) is
//! a bar, too: nobody sets a break that way.

/// A title as it is read, and in lines.
#[derive(Debug, PartialEq, Eq)]
pub struct Headline {
    /// The title without breaks, as everything but a headline shows it.
    pub title: String,
    /// Its lines, separated by `\n`; `None` if it has only one.
    pub lines: Option<String>,
}

impl Headline {
    /// Reads a title. `None` if it has no bar, as nearly all, and is itself what everything shows.
    pub fn parse(written: &str) -> Option<Self> {
        if !written.contains('|') {
            return None;
        }
        let (mut title, mut lines) = (String::new(), String::new());
        let mut is_broken = false;
        let mut rest = written.trim();
        while let Some(at) = rest.find('|') {
            let (before, after) =
                (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default());
            let is_bar = before.ends_with('\\');
            let words = before.strip_suffix('\\').unwrap_or(before);
            title.push_str(words);
            lines.push_str(words);
            if !is_bar && is_break(&title, after) {
                lines.truncate(lines.trim_end().len());
                lines.push('\n');
                is_broken = true;
                // A break within English stands next to a blank, which belongs to the title.
                let line = after.trim_start();
                title.push_str(after.get(..after.len() - line.len()).unwrap_or_default());
                rest = line;
            } else {
                title.push('|');
                lines.push('|');
                rest = after;
            }
        }
        title.push_str(rest);
        lines.push_str(rest);
        Some(Self { title, lines: is_broken.then_some(lines) })
    }

    /// Writes a title so that each bar in it is read as one.
    pub fn escaped(title: &str) -> String {
        match Self::parse(title) {
            Some(read) if read.title != title => title.replace('|', "\\|"),
            _ => title.to_owned(),
        }
    }
}

/// Whether a bar between these texts is a break.
fn is_break(before: &str, after: &str) -> bool {
    let ends = before.chars().next_back().unwrap_or('|');
    let begins = after.chars().next().unwrap_or('|');
    // `Report|2026` and `P(A|B)` are no headlines in two lines.
    let is_within_word = |c: char| c.is_ascii_alphanumeric();
    if is_within_word(ends) && is_within_word(begins) {
        return false;
    }
    let is_next_to_bar = ends == '|' || begins == '|';
    let stands_apart = ends.is_whitespace() && begins.is_whitespace();
    !is_next_to_bar && !stands_apart
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(written: &str) -> (String, Option<String>) {
        let read = Headline::parse(written).unwrap();
        (read.title, read.lines)
    }

    #[test]
    fn a_bar_is_a_break_in_the_headline_and_nothing_elsewhere() {
        let lines = |text: &str| Some(text.to_owned());
        assert_eq!(read("红色引擎|驱动发展"), ("红色引擎驱动发展".into(), lines("红色引擎\n驱动发展")));
        assert_eq!(read("甲|乙|丙"), ("甲乙丙".into(), lines("甲\n乙\n丙")));
        assert_eq!(read("Red engine| drives"), ("Red engine drives".into(), lines("Red engine\ndrives")));
        assert_eq!(read("Red engine |drives"), ("Red engine drives".into(), lines("Red engine\ndrives")));
        assert_eq!(Headline::parse("没有"), None);
    }

    #[test]
    fn other_bars_stay() {
        for (written, title) in [
            ("甲\\|乙", "甲|乙"),
            ("学习 | 第三讲", "学习 | 第三讲"),
            ("甲||乙", "甲||乙"),
            ("Report|2026", "Report|2026"),
            ("P(A|B)", "P(A|B)"),
            ("|甲|", "|甲|"),
            ("|", "|"),
        ] {
            assert_eq!(read(written), (title.into(), None), "{written}");
        }
        assert_eq!(read("甲\\|乙|丙"), ("甲|乙丙".into(), Some("甲|乙\n丙".into())));
    }

    proptest! {
        #[test]
        fn an_escaped_title_is_read_as_it_was(title in "[甲乙| a]{0,12}") {
            let title = title.trim();
            let written = Headline::escaped(title);
            let read = Headline::parse(&written).map_or(written, |read| read.title);
            prop_assert_eq!(read, title);
        }
    }
}
