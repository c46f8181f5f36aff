//! Corrects nested quotation marks as GB/T 15834 requires: ‘ ’ inside “ ”, and “ ” again inside
//! those.

use std::borrow::Cow;

/// One of the two pairs of marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    Single,
}

/// An open pair: the mark that was written, the mark to show, and the position of the opening one.
struct Open {
    written: Mark,
    shown: Mark,
    at: usize,
}

/// Alternates the marks of nested quotations: `““甲”乙”` becomes `“‘甲’乙”`. Only a quotation that
/// is directly inside another of the same marks changes. A text whose marks don't pair stays as it
/// is: in `“5”甲”` it is unclear which mark closes.
///
/// A single ’ is often an apostrophe (`Xi’an`), so where single marks don't pair they count as
/// letters.
pub fn nested(text: &str) -> Cow<'_, str> {
    let is_nested =
        text.find('“').is_some_and(|at| text.get(at + 3..).is_some_and(|rest| rest.contains('“')));
    let is_nested = is_nested || text.contains('‘');
    if !is_nested {
        return Cow::Borrowed(text);
    }
    let changes = changes(text, true).or_else(|| changes(text, false)).unwrap_or_default();
    if changes.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut set, mut from) = (String::with_capacity(text.len()), 0);
    for (at, mark) in changes {
        // All four marks are three bytes long.
        set.push_str(text.get(from..at).unwrap_or_default());
        set.push(mark);
        from = at + mark.len_utf8();
    }
    set.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(set)
}

/// Returns the marks to replace, with their positions; `None` if the marks don't pair.
fn changes(text: &str, with_single: bool) -> Option<Vec<(usize, char)>> {
    let (mut open, mut changes): (Vec<Open>, Vec<(usize, char)>) = (Vec::new(), Vec::new());
    for (at, character) in text.char_indices() {
        match character {
            '“' => push(&mut open, Mark::Double, at),
            '‘' if with_single => push(&mut open, Mark::Single, at),
            '”' => close(&mut open, Mark::Double, at, &mut changes)?,
            '’' if with_single => close(&mut open, Mark::Single, at, &mut changes)?,
            _ => {}
        }
    }
    changes.sort_unstable();
    open.is_empty().then_some(changes)
}

fn push(open: &mut Vec<Open>, written: Mark, at: usize) {
    let is_same = open.last().is_some_and(|around| around.shown == written);
    let other = if written == Mark::Double { Mark::Single } else { Mark::Double };
    open.push(Open { written, shown: if is_same { other } else { written }, at });
}

fn close(open: &mut Vec<Open>, mark: Mark, at: usize, changes: &mut Vec<(usize, char)>) -> Option<()> {
    let Open { written, shown, at: start } = open.pop().filter(|open| open.written == mark)?;
    if written != shown {
        let (opening, closing) = if shown == Mark::Double { ('“', '”') } else { ('‘', '’') };
        changes.extend([(start, opening), (at, closing)]);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_within_marks_are_the_other_ones() {
        for (text, expected) in [
            ("没有““一二三四五”工作体系”", "没有“‘一二三四五’工作体系”"),
            ("““甲”和“乙””", "“‘甲’和‘乙’”"),
            ("“甲““乙”丙””", "“甲‘“乙”丙’”"),
            ("“‘甲’乙”", "“‘甲’乙”"),
            ("““‘甲’””", "“‘“甲”’”"),
            ("“甲”和“乙”", "“甲”和“乙”"),
            ("‘甲’和“乙”", "‘甲’和“乙”"),
            ("“Xi’an的“甲””", "“Xi’an的‘甲’”"),
            ("“5”甲”", "“5”甲”"),
            ("““甲”", "““甲”"),
            ("”甲“", "”甲“"),
            ("", ""),
            ("无引号", "无引号"),
        ] {
            assert_eq!(nested(text), expected, "{text}");
        }
    }

    /// Returns each opening mark of a text with its depth; `None` if the marks don't pair.
    fn depths(text: &str) -> Option<Vec<(char, usize)>> {
        let (mut open, mut depths) = (Vec::new(), Vec::new());
        for character in text.chars() {
            match character {
                '“' | '‘' => {
                    open.push(character);
                    depths.push((character, open.len()));
                }
                '”' | '’' => {
                    let opening = if character == '”' { '“' } else { '‘' };
                    open.pop().filter(|open| *open == opening)?;
                }
                _ => {}
            }
        }
        open.is_empty().then_some(depths)
    }

    fn quotation() -> impl Strategy<Value = String> {
        let leaf = "[甲a乙]{0,3}";
        leaf.prop_recursive(5, 24, 3, |inner| {
            proptest::collection::vec((inner, "[甲a]{0,2}"), 1..3).prop_map(|parts| {
                parts.into_iter().map(|(inner, after)| format!("“{inner}”{after}")).collect()
            })
        })
    }

    proptest! {
        #[test]
        fn nothing_but_marks_is_changed_and_what_is_right_stays(text in "[甲a“”‘’]{0,24}") {
            let set = nested(&text).into_owned();
            let plain = |text: &str| text.replace(['“', '”', '‘', '’'], "|");
            prop_assert_eq!(plain(&set), plain(&text));
            if text.contains(['‘', '’']) {
                return Ok(());
            }
            prop_assert_eq!(nested(&set).into_owned(), set.clone(), "once is enough");
            if depths(&text).is_none() {
                prop_assert_eq!(set, text, "what doesn't pair stays");
            }
        }

        #[test]
        fn marks_take_turns_from_the_outside_in(text in quotation()) {
            let set = nested(&text).into_owned();
            let depths = depths(&set).expect("they still pair");
            for (mark, depth) in depths {
                prop_assert_eq!(mark, if depth % 2 == 1 { '“' } else { '‘' }, "{} became {}", text, set);
            }
        }
    }
}
