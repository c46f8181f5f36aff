//! What the containers of pictures have in common.

use std::borrow::Cow;

use crate::picture::declared_colours::Declared;

/// Most bytes of a compressed text or profile after it has been inflated.
const MOST_INFLATED: usize = 4 << 20;

/// What a container says about its picture before any pixel.
#[derive(Debug, Default)]
pub(in crate::picture) struct Parts<'a> {
    /// Width and height as stored.
    pub(in crate::picture) size: (u32, u32),
    /// Whether pixels may be transparent.
    pub(in crate::picture) has_alpha: bool,
    /// Whether there is more than one frame.
    pub(in crate::picture) is_animated: bool,
    /// Whether an Adobe program wrote the JPEG: its CMYK is stored inverted.
    pub(in crate::picture) is_adobe: bool,
    /// Bytes of the coefficients that decoding holds: of a JPEG that is stored in several passes.
    pub(in crate::picture) coefficients: u64,
    /// Whether its pixels are decoded upright, whatever EXIF says: HEIC has turned them.
    pub(in crate::picture) is_upright: bool,
    /// The TIFF structure of EXIF.
    pub(in crate::picture) exif: Option<Cow<'a, [u8]>>,
    /// XMP packets.
    pub(in crate::picture) xmp: Vec<Cow<'a, [u8]>>,
    /// IPTC records.
    pub(in crate::picture) iptc: Option<&'a [u8]>,
    /// Every other text or private part.
    pub(in crate::picture) texts: Vec<Cow<'a, [u8]>>,
    /// The colour profile.
    pub(in crate::picture) profile: Option<Vec<u8>>,
    /// The colours of a PNG without one.
    pub(in crate::picture) declared: Declared,
}

/// What a cleaned container keeps besides its pixels.
#[derive(Debug)]
pub(in crate::picture) struct Keep {
    /// Which way up it is shown, if not 1.
    pub(in crate::picture) orientation: u8,
    /// Whether the colour profile is needed.
    pub(in crate::picture) has_profile: bool,
    /// An XMP packet with the mark of generated content.
    pub(in crate::picture) packet: Option<String>,
}

/// Reads 16 bits, lowest byte first.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

/// Reads 32 bits, lowest byte first.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// Inflates a part; `None` if it is damaged or larger than any text or profile.
pub(super) fn inflated(bytes: &[u8]) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(bytes, MOST_INFLATED).ok()
}
