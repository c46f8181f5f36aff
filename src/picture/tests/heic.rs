//! HEIC photos, with the feature `heic`: one that `heif-enc` wrote, and one as an iPhone stores it,
//! a grid of tiles, turned, with a profile and a preview (`tests/fixtures/picture/write_heic.py`).

use proptest::prelude::*;

use super::*;
use crate::picture::{Limits, Recipe, Refusal, clean, derive, inspect, made_format};

const ONE: &[u8] = include_bytes!("../../../tests/fixtures/picture/one.heic");
const GRID: &[u8] = include_bytes!("../../../tests/fixtures/picture/grid.heic");

/// Fields of the scene: top left, top right, bottom left, bottom right.
const FIELDS: [[u8; 3]; 4] = [[180, 60, 50], [70, 150, 80], [60, 80, 160], [200, 200, 200]];
/// The same numbers in Adobe RGB, as Little CMS converts them to sRGB.
const FROM_ADOBE: [[u8; 3]; 4] = [[208, 57, 46], [0, 151, 74], [46, 79, 164], [201, 201, 201]];

fn bounds() -> Limits {
    Limits { max_memory: 4 << 20, ..Limits::default() }
}

/// The colours in the middle of each quarter: top left, top right, bottom left, bottom right.
fn quarters(picture: &Pixels) -> Vec<[u8; 3]> {
    let colour = |x: u32, y: u32| {
        let at = (y * picture.width + x) as usize * 3;
        [picture.bytes[at], picture.bytes[at + 1], picture.bytes[at + 2]]
    };
    let (width, height) = (picture.width, picture.height);
    [(1, 1), (3, 1), (1, 3), (3, 3)].map(|(x, y)| colour(width * x / 4, height * y / 4)).to_vec()
}

fn assert_near(found: &[[u8; 3]], expected: &[[u8; 3]]) {
    for (found, expected) in found.iter().zip(expected) {
        let is_near = found.iter().zip(expected).all(|(a, b)| a.abs_diff(*b) <= 4);
        assert!(is_near, "{found:?} instead of {expected:?}");
    }
}

#[test]
fn a_photo_by_heif_enc_becomes_a_jpeg_and_says_what_it_says() {
    let info = inspect(ONE, &bounds()).unwrap();
    assert_eq!((info.format, info.width, info.height), (Format::Heic, 160, 100));
    assert_eq!(info.caption.as_deref(), Some("党员义务植树"));
    assert_eq!(made_format(ONE, &bounds()), Ok(Format::Jpeg));
    let derived = derive(ONE, &[Recipe::new(480), Recipe::new(80)], &bounds()).unwrap();
    assert_eq!(
        derived.iter().map(|made| (made.width, made.height)).collect::<Vec<_>>(),
        [(160, 100), (80, 50)]
    );
    for made in derived {
        assert_eq!(made.format, Format::Jpeg);
        assert_near(&quarters(&pixels(&made.bytes)), &FIELDS);
        for trace in [b"GPS".as_slice(), b"Exif", "植树".as_bytes()] {
            assert!(memchr::memmem::find(&made.bytes, trace).is_none());
        }
    }
}

/// The container turns it by a quarter to the right, and EXIF says the same: it is turned once. Its
/// colours are in Adobe RGB.
#[test]
fn a_grid_as_a_phone_stores_it_is_turned_once_and_in_the_colours_of_its_profile() {
    let info = inspect(GRID, &bounds()).unwrap();
    assert_eq!((info.width, info.height, info.orientation), (100, 160, 1));
    assert!(info.has_foreign_colours && !info.has_alpha);
    let made = derive(GRID, &[Recipe::new(480)], &bounds()).unwrap().remove(0);
    assert_eq!((made.format, made.width, made.height), (Format::Jpeg, 100, 160));
    let [top_left, top_right, bottom_left, bottom_right] = FROM_ADOBE;
    let turned = [bottom_left, top_left, bottom_right, top_right];
    assert_near(&quarters(&pixels(&made.bytes)), &turned);
}

#[test]
fn a_photo_itself_is_never_published() {
    for file in [ONE, GRID] {
        assert_eq!(clean(file), Err(Refusal::NotShown(Format::Heic)));
    }
}

#[test]
fn a_photo_that_is_cut_off_or_too_large_is_refused() {
    for file in [ONE, GRID] {
        for eighth in 1..8 {
            let refused = derive(&file[..file.len() * eighth / 8], &[Recipe::new(480)], &bounds());
            assert!(refused.is_err() && !matches!(refused, Err(Refusal::Panicked(_))), "{refused:?}");
        }
        let small = [
            Limits { max_side: 99, ..bounds() },
            Limits { max_pixels: 15_000, ..bounds() },
            Limits { max_memory: 50_000, ..bounds() },
        ];
        for limits in small {
            let refused = derive(file, &[Recipe::new(480)], &limits);
            assert!(matches!(refused, Err(Refusal::TooManyPixels { .. })), "{refused:?}");
        }
    }
    // Its tiles are coded in more pixels than it shows.
    let ispe = memchr::memmem::find(GRID, b"ispe").unwrap();
    let mut file = GRID.to_vec();
    file[ispe + 8..ispe + 16].copy_from_slice(&[0, 0, 0, 54, 0, 0, 0, 50]);
    let limits = Limits { max_pixels: 16_000 / 2 + 4_000, max_side: 200, ..bounds() };
    assert!(derive(&file, &[Recipe::new(480)], &limits).is_err());
}

#[test]
fn a_description_that_is_too_long_is_not_read() {
    let mut file = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    file.extend((300_u32 << 10).to_be_bytes());
    file.extend(b"meta");
    file.resize(file.len() + (300 << 10), 0);
    assert_eq!(inspect(&file, &bounds()), Err(Refusal::NotShown(Format::Heic)));
}

proptest! {
    #[test]
    fn changed_bytes_give_a_picture_or_a_refusal(
        is_grid: bool,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = if is_grid { GRID } else { ONE }.to_vec();
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        let derived = derive(&file, &[Recipe::new(480)], &bounds());
        prop_assert!(!matches!(derived, Err(Refusal::Panicked(_))));
    }
}
