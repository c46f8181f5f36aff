//! Removes characters from drawings that XML forbids.

use crate::text::{is_forbidden, may_hold_forbidden, without_forbidden};

/// Returns the bytes of an SVG drawing without the characters that XML forbids: with one of them
/// browsers show nothing. The second value is the first of the removed characters.
pub(super) fn drawing(bytes: Vec<u8>) -> (Vec<u8>, Option<char>) {
    let cleaned = may_hold_forbidden(&bytes).then(|| {
        let text = std::str::from_utf8(&bytes).ok()?;
        let first = text.chars().find(|c| is_forbidden(*c))?;
        Some((without_forbidden(text).into_owned().into_bytes(), Some(first)))
    });
    cleaned.flatten().unwrap_or((bytes, None))
}
