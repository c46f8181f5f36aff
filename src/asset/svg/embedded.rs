//! Photos that are written into a drawing: `<image href="data:image/jpeg;base64,…"/>`.

use crate::picture;
use crate::text::base64;

/// What becomes of such a photo.
pub(super) enum Picture {
    /// It has nothing that is not needed to show it.
    Clean,
    /// Its address without its metadata.
    Cleaned(String),
    /// It can't be read, and stays as it is, with the place where it was taken or a name.
    Unread,
}

/// Cleans the photo in an address.
pub(super) fn cleaned(address: &str) -> Picture {
    let plain: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let Some((kind, digits)) = plain.split_once(',') else { return Picture::Clean };
    let bytes = kind.to_ascii_lowercase().ends_with(";base64").then(|| base64::decoded(digits)).flatten();
    // Bytes in percents, and digits that are none: browsers may still show it.
    let Some(bytes) = bytes else { return Picture::Unread };
    match picture::clean(&bytes) {
        Ok(cleaned) if cleaned == bytes => Picture::Clean,
        Ok(cleaned) => Picture::Cleaned(format!("{kind},{}", base64::encoded(&cleaned))),
        Err(_) => {
            let traces = picture::traces(&bytes);
            if traces.has_place || !traces.names.is_empty() { Picture::Unread } else { Picture::Clean }
        }
    }
}
