//! Defines the content of a paragraph, and tidies it: files cut their words into many pieces.

use std::borrow::Cow;

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text {
        /// The words.
        text: String,
        /// How they are marked.
        marks: Marks,
    },
    /// A line break that the writer made.
    Break,
    /// A link.
    Link {
        /// What readers see.
        text: Vec<Inline>,
        /// Where it leads.
        address: String,
    },
    /// A picture within the line: index of `Manuscript::files`.
    Picture(usize),
    /// A reference to a note: index of `Manuscript::notes`.
    Note(usize),
}

/// How words are marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Bold.
    pub is_bold: bool,
    /// Italic.
    pub is_italic: bool,
    /// Struck through.
    pub is_struck: bool,
    /// Above or below the line.
    pub script: Script,
}

/// The place of characters on their line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Script {
    /// On it.
    #[default]
    Normal,
    /// Above it: `m²`.
    Super,
    /// Below it: `CO₂`.
    Sub,
}

impl Inline {
    /// Words without marks.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), marks: Marks::default() }
    }
}

/// Returns a piece that is not bold: a heading is.
pub(super) fn without_bold(inline: Inline) -> Inline {
    match inline {
        Inline::Text { text, marks } => Inline::Text { text, marks: Marks { is_bold: false, ..marks } },
        Inline::Link { text, address } => {
            Inline::Link { text: text.into_iter().map(without_bold).collect(), address }
        }
        other => other,
    }
}

/// Returns the words without marks. A picture has none, and a break is a line feed.
pub fn plain(inlines: &[Inline]) -> String {
    let mut words = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } => words.push_str(text),
            Inline::Break => words.push('\n'),
            Inline::Link { text, .. } => words.push_str(&plain(text)),
            Inline::Picture(_) | Inline::Note(_) => {}
        }
    }
    words
}

/// Tidies the pieces of a paragraph:
/// - pieces that are marked alike become one: Word cuts `三会一课` into `三会` and `一课`;
/// - blanks at the ends of marked words are not marked, nor are words that are only blanks;
/// - digits above and below the line become characters: `m2` is `m²`;
/// - blanks and breaks at the ends of the paragraph are removed.
pub fn tidied(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut pieces: Vec<Inline> = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text { text, marks } => {
                for (text, marks) in parted(&text, marks) {
                    push(&mut pieces, text.into_owned(), marks);
                }
            }
            Inline::Link { text, address } => {
                let text = tidied(text);
                match text.is_empty() {
                    true => {}
                    false => pieces.push(Inline::Link { text, address }),
                }
            }
            other => pieces.push(other),
        }
    }
    trim(&mut pieces);
    pieces
}

/// Parts the blanks at both ends of marked words from them, and replaces digits above and below the
/// line.
fn parted(text: &str, marks: Marks) -> Vec<(Cow<'_, str>, Marks)> {
    let (text, marks) = match marks.script {
        Script::Normal => (Cow::Borrowed(text), marks),
        script => (Cow::Owned(scripted(text, script)), Marks { script: Script::Normal, ..marks }),
    };
    if marks == Marks::default() {
        return vec![(text, marks)];
    }
    let words = text.trim();
    if words.is_empty() {
        return vec![(text, Marks::default())];
    }
    let before = text.len() - text.trim_start().len();
    let after = text.trim_end().len();
    [(0..before, Marks::default()), (before..after, marks), (after..text.len(), Marks::default())]
        .into_iter()
        .filter(|(part, _)| !part.is_empty())
        .map(|(part, marks)| (Cow::Owned(text.get(part).unwrap_or_default().to_owned()), marks))
        .collect()
}

/// Writes digits and signs above or below the line with the characters that Unicode has for them.
/// Others stay as they are, with the mark that mathematicians type: `x^n`.
fn scripted(text: &str, script: Script) -> String {
    const PLAIN: &str = "0123456789+-()";
    const ABOVE: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾";
    const BELOW: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎";
    let (small, mark) = if script == Script::Super { (ABOVE, '^') } else { (BELOW, '_') };
    let find =
        |c: char| PLAIN.chars().zip(small.chars()).find(|(plain, _)| *plain == c).map(|(_, small)| small);
    match text.chars().map(|c| if c.is_whitespace() { Some(c) } else { find(c) }).collect::<Option<String>>()
    {
        Some(text) => text,
        // `TM`, `①` and Chinese words are read as well on the line.
        None if text.chars().all(|c| c.is_ascii_lowercase()) => format!("{mark}{text}"),
        None => text.to_owned(),
    }
}

fn push(pieces: &mut Vec<Inline>, text: String, marks: Marks) {
    let is_blank = |text: &str| text.trim().is_empty();
    match pieces.as_mut_slice() {
        [.., Inline::Text { text: before, marks: known }] if *known == marks => before.push_str(&text),
        // Blanks between words that are marked alike belong to them.
        [.., Inline::Text { text: first, marks: known }, Inline::Text { text: gap, marks: of_gap }]
            if *known == marks && *of_gap == Marks::default() && is_blank(gap) && !is_blank(&text) =>
        {
            first.push_str(gap);
            first.push_str(&text);
            pieces.pop();
        }
        _ if text.is_empty() => {}
        _ => pieces.push(Inline::Text { text, marks }),
    }
}

/// Removes blanks and breaks from both ends.
fn trim(pieces: &mut Vec<Inline>) {
    while let Some(last) = pieces.last_mut() {
        match last {
            Inline::Break => {}
            Inline::Text { text, .. } => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    break;
                }
            }
            _ => break,
        }
        pieces.pop();
    }
    let mut leading = 0;
    for piece in pieces.iter_mut() {
        match piece {
            Inline::Break => leading += 1,
            Inline::Text { text, .. } => {
                *text = text.trim_start().to_owned();
                if !text.is_empty() {
                    break;
                }
                leading += 1;
            }
            _ => break,
        }
    }
    pieces.drain(..leading);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bold(text: &str) -> Inline {
        Inline::Text { text: text.into(), marks: Marks { is_bold: true, ..Marks::default() } }
    }

    fn small(text: &str, script: Script) -> Inline {
        Inline::Text { text: text.into(), marks: Marks { script, ..Marks::default() } }
    }

    #[test]
    fn pieces_marked_alike_become_one_and_blanks_lose_their_marks() {
        for (given, expected) in [
            (
                vec![bold("三会"), bold("一课"), Inline::text("制度")],
                vec![bold("三会一课"), Inline::text("制度")],
            ),
            (vec![bold(" 甲 "), Inline::text("乙")], vec![bold("甲"), Inline::text(" 乙")]),
            (vec![bold("甲"), Inline::text(" "), bold("乙")], vec![bold("甲 乙")]),
            (vec![Inline::text("　　甲"), Inline::Break, Inline::text("  ")], vec![Inline::text("甲")]),
            (vec![bold("　"), Inline::text("甲")], vec![Inline::text("甲")]),
            (vec![Inline::text("m"), small("2", Script::Super)], vec![Inline::text("m²")]),
            (vec![Inline::text("CO"), small("2", Script::Sub)], vec![Inline::text("CO₂")]),
            (vec![Inline::text("x"), small("n", Script::Super)], vec![Inline::text("x^n")]),
            (vec![Inline::Link { text: vec![Inline::text(" ")], address: "a".into() }], vec![]),
            (vec![], vec![]),
        ] {
            assert_eq!(tidied(given.clone()), expected, "{given:?}");
        }
    }

    #[test]
    fn no_word_is_lost() {
        let given = vec![
            Inline::text("甲"),
            bold("乙 "),
            Inline::Picture(0),
            small("注", Script::Super),
            Inline::Break,
            Inline::Link { text: vec![bold("丙")], address: "x".into() },
        ];
        let bare = |text: String| text.split_whitespace().collect::<String>();
        assert_eq!(bare(plain(&tidied(given.clone()))), bare(plain(&given)));
    }
}
