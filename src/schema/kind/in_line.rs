//! Ways to write a list on one line.

/// The ways to write a list on one line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) enum InLine {
    /// `甲、乙`
    Words,
    /// `甲、乙`, and `张三 李四`.
    Names,
    /// `a.pdf、b.pdf`, only if each item looks like a file name or an id: names of files and pages
    /// may contain commas.
    Ids,
    /// `https://a.cn、https://b.cn`, only if each item looks like an address.
    Addresses,
    /// Not on one line.
    Never,
}

/// Whether a text between commas looks like a complete file name or id: `a.pdf`, `image-1`.
pub(super) fn is_id(text: &str) -> bool {
    let ending = text.rsplit_once('.').map(|(_, ending)| ending);
    let is_ending =
        |ending: &str| (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    ending.is_some_and(is_ending)
        || (!text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_/".contains(&b)))
}
