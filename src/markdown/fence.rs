//! Parses the beginning of a line, and recognizes lines of code.
//!
//! Code is recognized line by line, before the text is parsed, because directives and addresses
//! with spaces must be known by then. Where the parser will judge differently (a fence deep in a
//! list), the writer restores the original text.

/// The beginning of a line: block quote marks, a list marker, an indent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Prefix {
    /// Number of `>`.
    pub quotes: usize,
    /// Columns of space between the quote marks or list marker and the content.
    pub indent: usize,
    /// Column of the content, or of the first list marker before it.
    pub column: usize,
    /// Bytes before the content.
    pub length: usize,
    /// Column of the content of a list item, if one begins on this line.
    pub item: Option<usize>,
}

/// Parses the beginning of `line`: `> - 党建` has one quote mark, and an item whose content is at
/// column 2.
pub(super) fn prefix(line: &str) -> Prefix {
    let bytes = line.as_bytes();
    let mut found = Prefix { quotes: 0, indent: 0, column: 0, length: 0, item: None };
    let mut column = 0;
    while let Some(&byte) = bytes.get(found.length) {
        match byte {
            b' ' => (column, found.indent) = (column + 1, found.indent + 1),
            b'\t' => (column, found.indent) = (column + 4, found.indent + 4),
            b'>' if found.item.is_none() => {
                found.quotes += 1;
                (column, found.indent) = (0, 0);
                if bytes.get(found.length + 1) == Some(&b' ') {
                    found.length += 1;
                }
            }
            _ => {
                if found.item.is_none() {
                    found.column = column;
                }
                let Some(marker) = list_marker(bytes.get(found.length..).unwrap_or_default()) else {
                    return found;
                };
                found.length += marker - 1;
                column += marker;
                found.indent = 0;
                found.item = Some(column + 1);
            }
        }
        found.length += 1;
    }
    found
}

/// Returns the length of the list marker with which `bytes` begin, without the space after it.
pub(super) fn list_marker(bytes: &[u8]) -> Option<usize> {
    let length = match bytes.first()? {
        b'-' | b'+' | b'*' => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let dot = matches!(bytes.get(digits), Some(b'.' | b')'));
            if digits > 9 || !dot || date_point(bytes).is_some() {
                return None;
            }
            digits + 1
        }
        _ => return None,
    };
    matches!(bytes.get(length), None | Some(b' ' | b'\t')).then_some(length)
}

/// Returns the place of the first full stop of a date with spaces with which `bytes` begin, which
/// is no list marker: `2026. 11. 20`, `2026. 1 .5`.
pub(super) fn date_point(bytes: &[u8]) -> Option<usize> {
    let (year, rest) = bytes.split_at_checked(4)?;
    let is_year = year.iter().all(u8::is_ascii_digit) && (year.starts_with(b"19") || year.starts_with(b"20"));
    let rest = rest.strip_prefix(b".").filter(|_| is_year)?.trim_ascii_start();
    let month = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = rest.get(month..).filter(|_| (1..=2).contains(&month))?.trim_ascii_start();
    let day = rest.strip_prefix(b".")?.trim_ascii_start();
    day.first().is_some_and(u8::is_ascii_digit).then_some(4)
}

/// Lines that are not parsed.
#[derive(Debug)]
pub(super) enum Verbatim {
    /// A fenced code block.
    Fence {
        /// `` ` `` or `~`.
        mark: u8,
        /// Number of marks that opened it.
        length: usize,
        /// Number of block quotes around it.
        quotes: usize,
        /// Column of the content of the list item around it.
        item: Option<usize>,
    },
    /// An HTML comment of several lines.
    Comment,
    /// An HTML comment that begins within a paragraph.
    Remark,
}

/// The relation of a line to the verbatim lines before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// It is one of them.
    Yes,
    /// It is the last of them.
    Last,
    /// It is not: the block around them has ended.
    No,
}

impl Verbatim {
    /// Returns the verbatim lines that begin with the content `rest` of a line, if it begins some.
    /// `item` is the column of the list item around it.
    pub(super) fn open(rest: &str, prefix: Prefix, item: Option<usize>) -> Option<Self> {
        let mark = *rest.as_bytes().first()?;
        match mark {
            b'`' | b'~' => {
                let length = rest.bytes().take_while(|&byte| byte == mark).count();
                let info = rest.get(length..).unwrap_or_default();
                let opens = length >= 3 && !(mark == b'`' && info.contains('`'));
                opens.then_some(Self::Fence { mark, length, quotes: prefix.quotes, item })
            }
            b'<' => {
                let comment = rest.strip_prefix("<!--")?;
                (!comment.contains("-->")).then_some(Self::Comment)
            }
            _ => None,
        }
    }

    /// Whether `line`, within a fenced block, looks like the beginning of another: ````
    /// ```rust ```` cannot close the block, so the line that should have closed it is missing.
    pub(super) fn opens_another(&self, line: &str) -> bool {
        let Self::Fence { mark, length, .. } = self else { return false };
        let content = line.trim_start_matches([' ', '\t', '>']);
        let run = content.bytes().take_while(|byte| byte == mark).count();
        let info = content.get(run..).unwrap_or_default().trim();
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
        run >= *length && !info.is_empty() && info.chars().all(is_word)
    }

    /// Returns the relation of the next `line` to these lines.
    pub(super) fn within(&self, line: &str) -> Within {
        match self {
            Self::Comment | Self::Remark if line.contains("-->") => Within::Last,
            Self::Comment | Self::Remark => Within::Yes,
            Self::Fence { mark, length, quotes, item } => {
                let (found, rest) = quoted(line, *quotes);
                if found < *quotes {
                    return Within::No;
                }
                let content = rest.trim_start_matches([' ', '\t']);
                let indent = rest.len() - content.len();
                if item
                    .is_some_and(|column| indent < column && !content.is_empty() && !rest.starts_with('\t'))
                {
                    return Within::No;
                }
                let content = content.trim_end();
                let closes = content.len() >= *length && content.bytes().all(|byte| byte == *mark);
                if closes { Within::Last } else { Within::Yes }
            }
        }
    }
}

/// Strips up to `most` block quote marks from the beginning of `line`. Returns their number and the
/// rest.
fn quoted(line: &str, most: usize) -> (usize, &str) {
    let mut rest = line;
    for found in 0..most {
        let Some(inner) = rest.trim_start_matches(' ').strip_prefix('>') else { return (found, rest) };
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    (most, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_quote_marks_list_markers_and_spaces() {
        for (line, quotes, indent, column, length, item) in [
            ("党建", 0, 0, 0, 0, None),
            ("  党建", 0, 2, 2, 2, None),
            ("> > 党建", 2, 0, 0, 4, None),
            ("- 党建", 0, 1, 0, 2, Some(2)),
            ("  - 党建", 0, 1, 2, 4, Some(4)),
            ("12. 党建", 0, 1, 0, 4, Some(4)),
            ("> - 党建", 1, 1, 0, 4, Some(2)),
            ("12.党建", 0, 0, 0, 0, None),
            ("2026. 11. 20", 0, 0, 0, 0, None),
            ("2026. 11月", 0, 1, 0, 6, Some(6)),
            ("**党建**", 0, 0, 0, 0, None),
        ] {
            assert_eq!(prefix(line), Prefix { quotes, indent, column, length, item }, "{line}");
        }
    }

    #[test]
    fn a_fence_ends_at_its_like_or_with_what_is_around_it() {
        let open = |line: &str, item| {
            let prefix = prefix(line);
            Verbatim::open(&line[prefix.length..], prefix, item).unwrap()
        };
        let plain = open("````rust", None);
        assert_eq!(plain.within("```"), Within::Yes);
        assert_eq!(plain.within("~~~~"), Within::Yes);
        assert_eq!(plain.within("  ````` "), Within::Last);
        let quoted = open("> ```", None);
        assert_eq!(quoted.within("> x"), Within::Yes);
        assert_eq!(quoted.within("x"), Within::No);
        assert_eq!(quoted.within("> ```"), Within::Last);
        let listed = open("  ~~~", Some(2));
        assert_eq!(listed.within(""), Within::Yes);
        assert_eq!(listed.within("  x"), Within::Yes);
        assert_eq!(listed.within("x"), Within::No);
        let comment = open("<!-- 甲", None);
        assert_eq!(comment.within(":::x"), Within::Yes);
        assert_eq!(comment.within("乙 -->"), Within::Last);
    }

    #[test]
    fn code_in_a_line_is_no_fence() {
        let none = prefix("");
        assert!(Verbatim::open("```a``` b", none, None).is_none());
        assert!(Verbatim::open("``", none, None).is_none());
        assert!(Verbatim::open("<!-- 甲 -->", none, None).is_none());
    }
}
