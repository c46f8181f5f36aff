//! Removes metadata from an original without changing a pixel.

use super::container::{self, Keep, Parts};
use super::format::Format;
use super::limits::guarded;
use super::mark::AiMark;
use super::refusal::Refusal;
use super::{colour, inspect};

/// Returns a picture without anything that is not needed to show it: no place, time, owner or
/// program, no preview, no second picture, nothing behind its end. It keeps which way up it is
/// shown,
/// a colour profile that is not sRGB, and the mark of generated content.
///
/// By content: a JPEG whose name ends in `.png` is cleaned, too, and so is one with a line break, a
/// byte order mark or other bytes before it: what is before it is left out.
///
/// # Errors
/// If it is not a JPEG, PNG, GIF, WebP, BMP or icon, or its parts cannot be followed to the end.
/// Such a file must not be published: nobody knows what is in it.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let bytes = Format::hidden(bytes).and_then(|at| bytes.get(at..)).unwrap_or(bytes);
    let format = inspect::shown(bytes)?;
    guarded(format, || {
        if format == Format::Ico {
            let keep = Keep { orientation: 1, has_profile: true, packet: None };
            return container::cleaned(format, bytes, &keep);
        }
        let parts = container::parts(format, bytes)?;
        cleaned(format, bytes, &parts)
    })
}

/// What a cleaned picture keeps.
pub(super) fn keep(parts: &Parts<'_>) -> Keep {
    Keep {
        orientation: inspect::orientation(parts),
        // Adobe RGB may be stated in EXIF alone; no browser reads that.
        has_profile: parts.profile.is_some() && colour::is_foreign(parts),
        packet: AiMark::find(parts).map(|mark| mark.packet()),
    }
}

pub(super) fn cleaned(format: Format, bytes: &[u8], parts: &Parts<'_>) -> Result<Vec<u8>, Refusal> {
    container::cleaned(format, bytes, &keep(parts))
}
