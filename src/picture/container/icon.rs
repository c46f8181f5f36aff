//! Icons of Windows: a list of pictures, each a PNG or a bitmap without its first header.

use super::parts::{Keep, u16_at, u32_at};
use super::png;
use crate::picture::format::Format;
use crate::picture::refusal::Refusal;

const CUT_OFF: Refusal = Refusal::CutOff(Format::Ico);
/// Length of the header, and of an entry of the list.
const HEADER: usize = 6;
const ENTRY: usize = 16;

/// A picture of an icon: its entry in the list, and its bytes.
struct Entry<'a> {
    listed: &'a [u8],
    data: &'a [u8],
    /// Whether the list claims more bytes than the file has.
    is_cut: bool,
}

/// Width and height of the largest picture, which is the one that browsers take. A side of 256 is
/// written as 0.
pub(in crate::picture) fn size(bytes: &[u8]) -> (u32, u32) {
    let side = |side: Option<&u8>| side.map_or(0, |side| if *side == 0 { 256 } else { u32::from(*side) });
    let listed = bytes.get(HEADER..).unwrap_or_default().chunks_exact(ENTRY);
    let sizes = listed.take(pictures(bytes)).map(|entry| (side(entry.first()), side(entry.get(1))));
    sizes.max_by_key(|(width, height)| width * height).unwrap_or((0, 0))
}

fn pictures(bytes: &[u8]) -> usize {
    u16_at(bytes, 4).map_or(0, usize::from)
}

fn entries(bytes: &[u8]) -> Result<Vec<Entry<'_>>, Refusal> {
    let number = |listed: &[u8], at: usize| u32_at(listed, at).and_then(|n| usize::try_from(n).ok());
    let entry = |at: usize| {
        let listed = bytes.get(HEADER + at * ENTRY..HEADER + (at + 1) * ENTRY)?;
        let (length, from) = (number(listed, 8)?, number(listed, 12)?);
        let end = from.checked_add(length)?;
        let data = bytes.get(from..end.min(bytes.len()))?;
        Some(Entry { listed, data, is_cut: end > bytes.len() })
    };
    (0..pictures(bytes)).map(|at| entry(at).ok_or(CUT_OFF)).collect()
}

/// Writes the icon again: its list, and each picture up to its end.
pub(super) fn cleaned(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let entries = entries(bytes)?;
    // Pictures that share their bytes could fill the memory, because each is copied.
    if entries.iter().map(|entry| entry.data.len()).sum::<usize>() > bytes.len() {
        return Err(Refusal::Damaged(Format::Ico, "overlapping pictures".to_owned()));
    }
    let mut list = bytes.get(..HEADER).unwrap_or_default().to_vec();
    let mut pictures = Vec::with_capacity(bytes.len());
    let begin = HEADER + ENTRY * entries.len();
    for Entry { listed, data, is_cut } in entries {
        let keep = Keep { orientation: 1, has_profile: true, packet: None };
        let from = pictures.len();
        match data.starts_with(png::SIGNATURE) {
            true => pictures.extend(png::cleaned(data, &keep)?),
            false => {
                let damaged = || Refusal::Damaged(Format::Ico, "a picture of unknown length".to_owned());
                let length = bitmap_length(data).ok_or_else(damaged)?;
                // Some programs count more than they write; browsers show what is whole.
                if is_cut && length > data.len() {
                    return Err(CUT_OFF);
                }
                pictures.extend(data.get(..length.min(data.len())).unwrap_or_default());
            }
        }
        list.extend(listed.get(..8).unwrap_or_default());
        for number in [pictures.len() - from, begin + from] {
            list.extend(u32::try_from(number).map_err(|_| CUT_OFF)?.to_le_bytes());
        }
    }
    list.extend(pictures);
    Ok(list)
}

/// The length of a bitmap: its header, its colours, its pixels, and a bit for each pixel that says
/// whether it is seen. The height in its header counts both. `None` if it is packed or something
/// else, such as a JPEG, so that nothing says where it ends and what is in it.
fn bitmap_length(data: &[u8]) -> Option<usize> {
    const HEADER: u32 = 40;
    let (header, width, height) = (u32_at(data, 0)?, u32_at(data, 4)?, u32_at(data, 8)? / 2);
    let (bits, compression, used) = (u16_at(data, 14)?, u32_at(data, 16)?, u32_at(data, 32)?);
    if header != HEADER || compression != 0 {
        return None;
    }
    let colours = if used == 0 && bits <= 8 { 1 << bits } else { u64::from(used) };
    let row = |bits: u64| u64::from(width).checked_mul(bits).map(|bits| bits.div_ceil(32) * 4);
    let pixels = row(bits.into())?.checked_add(row(1)?)?.checked_mul(height.into())?;
    let length = pixels.checked_add(colours.checked_mul(4)?)?.checked_add(HEADER.into())?;
    usize::try_from(length).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::clean;

    /// An icon of bitmaps with 32 bits, and a secret in and behind the last one.
    fn icon(sides: &[u8]) -> Vec<u8> {
        let bitmap = |side: u8| {
            let mut data = [40_u32, side.into(), u32::from(side) * 2].map(u32::to_le_bytes).concat();
            data.extend(b"\x01\0\x20\0");
            data.resize(40, 0);
            data.resize(40 + usize::from(side) * (usize::from(side) * 4 + 4), 7);
            data
        };
        let mut list = vec![0, 0, 1, 0, u8::try_from(sides.len()).unwrap(), 0];
        let mut pictures: Vec<u8> = Vec::new();
        for side in sides {
            let data = [bitmap(*side).as_slice(), b"SECRET"].concat();
            list.extend([*side, *side, 0, 0, 1, 0, 32, 0]);
            for number in [data.len(), HEADER + ENTRY * sides.len() + pictures.len()] {
                list.extend(u32::try_from(number).unwrap().to_le_bytes());
            }
            pictures.extend(data);
        }
        [list, pictures, b"SECRET".to_vec()].concat()
    }

    #[test]
    fn an_icon_loses_what_is_behind_its_pictures_and_is_as_large_as_its_largest() {
        let file = icon(&[16, 32, 24]);
        assert_eq!(Format::of(&file), Format::Ico);
        assert_eq!(size(&file), (32, 32));
        let cleaned = clean(&file).unwrap();
        assert!(memchr::memmem::find(&cleaned, b"SECRET").is_none());
        assert_eq!(cleaned.len(), file.len() - 6 * 4);
        assert_eq!(clean(&cleaned).unwrap(), cleaned);
        // A list that names the same bytes again and again.
        let mut shared = file.clone();
        shared[HEADER + 8..HEADER + 12]
            .copy_from_slice(&u32::try_from(file.len() - 54).unwrap().to_le_bytes());
        assert!(clean(&shared).is_err());
        assert!(clean(&file[..200]).is_err());
        // The last entry claims more bytes than there are.
        let mut claiming = file.clone();
        let last = HEADER + 2 * ENTRY + 8;
        claiming[last..last + 4].copy_from_slice(&[0, 0, 1, 0]);
        assert_eq!(clean(&claiming).unwrap(), cleaned);
        // The bitmap is not whole: it lacks its last byte, which is before two secrets.
        claiming.truncate(file.len() - 13);
        assert!(clean(&claiming).is_err());
        claiming[last..last + 4].copy_from_slice(&[0xFF; 4]);
        assert!(clean(&claiming).is_err());
    }

    #[test]
    fn a_picture_whose_end_is_unknown_is_refused() {
        let file = icon(&[16]);
        let begin = HEADER + ENTRY;
        let change = |at: usize, bytes: &[u8]| {
            let mut file = file.clone();
            file[begin + at..begin + at + bytes.len()].copy_from_slice(bytes);
            clean(&file)
        };
        // A JPEG, a longer header, a packed bitmap, numbers whose product or sum is too large.
        let cases: [(usize, &[u8]); 5] = [
            (0, b"\xFF\xD8\xFF\xE1\0\x10Exif\0\0SECRET"),
            (0, &[124, 0, 0, 0]),
            (16, &[1, 0, 0, 0]),
            (4, &[0xFF; 12]),
            (4, b"\0\0\0\x10\xFE\xFF\xFF\xFF\x01\0\xFC\xFF"),
        ];
        for (at, bytes) in cases {
            let refused = change(at, bytes);
            assert!(matches!(refused, Err(Refusal::Damaged(Format::Ico, _))), "{at} {bytes:?} {refused:?}");
        }
        assert!(change(0, &[40]).is_ok());
    }
}
