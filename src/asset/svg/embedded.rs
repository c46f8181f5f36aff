//! Photos that are written into a drawing: `<image href="data:image/jpeg;base64,…"/>`, and
//! `url(data:image/jpeg;base64,…)` in its styles.

use percent_encoding::percent_decode_str;

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
    let Some((kind, digits)) = plain.split_once(',') else { return Picture::Unread };
    // Browsers decode percents first: `%2B` is `+`, `%0A` a line break.
    let read = || {
        let digits = percent_decode_str(digits).decode_utf8().ok()?;
        base64::decoded(&digits.split_ascii_whitespace().collect::<String>())
    };
    let bytes = kind.to_ascii_lowercase().ends_with(";base64").then(read).flatten();
    // Bytes without base64, and digits that are none: browsers may still show it.
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

/// What becomes of the photos in a style or a sheet.
#[derive(Default)]
pub(super) struct Styles {
    /// The text without their metadata; `None` if nothing had to be removed.
    pub cleaned: Option<String>,
    /// Whether one can't be read, and stays as it is.
    pub is_unread: bool,
}

/// Cleans the photos in a style or a sheet whose addresses stay (`css::is_kept`).
///
/// `fill:url("data:image/png;base64,AAAA")` has the address `data:image/png;base64,AAAA`. Where its
/// end is not certain, as in `url("data:image/png;a=')';base64,AAAA")`, it is not read, and told.
pub(super) fn in_styles(text: &str) -> Styles {
    const CALL: &str = "url(";
    let lower = text.to_ascii_lowercase();
    let (mut out, mut copied, mut found) = (String::new(), 0, Styles::default());
    // How far addresses were read: `url(data:image/png;url(data:image/png;…` has one that goes to
    // its end, and not one at each call, each as long as all that is behind it.
    let mut seen = 0;
    for (at, _) in lower.match_indices(CALL) {
        let argument = text.get(at + CALL.len()..).unwrap_or_default();
        let address = argument.trim_start().trim_start_matches(['"', '\'']).trim_start();
        let from = at + CALL.len() + (argument.len() - address.len());
        let is_picture = lower.get(from..).is_some_and(|address| address.starts_with("data:image/"));
        if from < seen || !is_picture {
            continue;
        }
        let length = address.find(['"', '\'', ')']).unwrap_or(address.len());
        let address = address.get(..length).unwrap_or_default();
        seen = from + length;
        match cleaned(address) {
            Picture::Clean => {}
            Picture::Cleaned(address) => {
                out += text.get(copied..from).unwrap_or_default();
                out += &address;
                copied = seen;
            }
            Picture::Unread => found.is_unread = true,
        }
    }
    found.cleaned = (copied > 0).then(|| out + text.get(copied..).unwrap_or_default());
    found
}
