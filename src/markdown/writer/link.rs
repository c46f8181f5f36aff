//! Tells links apart: those that leave the site, those that the host resolves, unsafe ones.

use crate::text::link::{Destination, Refusal, destination};

/// The treatment of a destination.
pub(super) enum Route {
    /// It leaves the site: written as it is.
    Outside,
    /// Mail or telephone.
    Contact,
    /// A place on this page.
    Fragment,
    /// It could run code, or read what it should not.
    Unsafe,
    /// The host resolves it.
    Inside,
}

/// Returns the treatment of `written`. A refused destination that is harmless goes to the host,
/// which reports the reason.
pub(super) fn route(written: &str) -> Route {
    match destination(written) {
        Destination::Web => Route::Outside,
        Destination::Contact => Route::Contact,
        Destination::Fragment => Route::Fragment,
        Destination::Refused(Refusal::Unsafe) => Route::Unsafe,
        Destination::Inside | Destination::Refused(_) => Route::Inside,
    }
}

/// Whether the source of a picture is unsafe, so that the host must not be asked.
pub(super) fn is_unsafe(source: &str) -> bool {
    matches!(route(source), Route::Unsafe)
}

/// Decodes percent-encoding: `%E7%AC%AC` is 第. What is not encoded stays.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = tail.get(..2).filter(|_| *first == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
