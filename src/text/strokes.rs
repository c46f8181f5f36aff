//! Orders characters by strokes (笔画序): first by their number, then by the kinds of stroke in
//! writing order (一丨丿丶乛), then by the further rules of GF 3003-1999, which gives every
//! character of GB 13000.1 its own place.

/// The characters in that order, fifty per line. See `data/NOTICE.md`.
const ORDER: &str = include_str!("data/strokes.txt");

const LOWEST: u32 = 0x4E00;

/// The place of each character from U+4E00 on, counted from 1; 0 for a character without one.
static PLACES: [u16; 0x5200] = places();

const fn places() -> [u16; 0x5200] {
    let bytes = ORDER.as_bytes();
    let mut places = [0; 0x5200];
    let (mut at, mut place) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'\n' {
            at += 1;
            continue;
        }
        place += 1;
        let high = ((bytes[at] & 0x0F) as u32) << 12 | ((bytes[at + 1] & 0x3F) as u32) << 6;
        let c = high | (bytes[at + 2] & 0x3F) as u32;
        places[(c - LOWEST) as usize] = place;
        at += 3;
    }
    places
}

/// Returns the sort key of a character in stroke order. Characters without a place come after those
/// with one, by code point; ASCII letters and digits come before them.
pub(super) fn place(c: char) -> u32 {
    let code = u32::from(c);
    let known = code.checked_sub(LOWEST).and_then(|at| PLACES.get(usize::try_from(at).ok()?));
    match known {
        Some(place) if *place > 0 => 0x100 + u32::from(*place),
        _ if c.is_ascii() => code,
        _ => 0x10_0000 + code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_stand_in_the_order_of_strokes() {
        // By number of strokes; then 横 before 竖 before 撇 before 点 before 折. A turn of any kind
        // counts as 折, 提 as 横.
        let order = "一丁十厂人八九刀三上个女王文方引田李林欧明高郭章富";
        let places: Vec<u32> = order.chars().map(place).collect();
        assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
        assert!(place('王') < place('文') && place('林') < place('欧') && place('丁') < place('王'));
    }

    #[test]
    fn each_character_has_one_place() {
        let all: Vec<char> = ORDER.chars().filter(|c| *c != '\n').collect();
        assert!(all.len() > 20_800);
        assert!(all.iter().map(|c| place(*c)).is_sorted_by(|a, b| a < b));
        // It contains all of GB 2312.
        for high in 0xB0..=0xF7_u8 {
            for low in 0xA1..=0xFE_u8 {
                let bytes = [high, low];
                let (text, _, is_wrong) = encoding_rs::GBK.decode(&bytes);
                let c = text.chars().next().unwrap();
                let is_unused = high == 0xD7 && low >= 0xFA;
                assert!(is_wrong || is_unused || place(c) < 0x10_0000, "{c}");
            }
        }
    }

    #[test]
    fn what_has_no_place_comes_last_by_its_code() {
        assert!(place('龘') < place('䶮') && place('䶮') < place('𬍛') && place('A') < place('一'));
    }
}
