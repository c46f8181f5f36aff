//! Writes a picture into its address.

use super::format::Format;
use crate::text::base64;

/// Returns a file as an address that contains it: `data:image/png;base64,…`.
pub fn data_address(bytes: &[u8]) -> String {
    let kind = Format::of(bytes).media_type().unwrap_or("application/octet-stream");
    format!("data:{kind};base64,{}", base64::encoded(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_the_bytes_are() {
        for (bytes, expected) in [
            (&b"<svg/>"[..], "data:image/svg+xml;base64,PHN2Zy8+"),
            (b"GIF89a", "data:image/gif;base64,R0lGODlh"),
            (b"ab", "data:application/octet-stream;base64,YWI="),
        ] {
            assert_eq!(data_address(bytes), expected, "{}", bytes.escape_ascii());
        }
    }
}
