//! Values to 64 bits that tell whether they are the same as before.

use std::hash::{Hash, Hasher};

use siphasher::sip::SipHasher13;
use twox_hash::XxHash3_64;

/// From how many bytes on a text is hashed as a whole before it is taken in.
const LONG: usize = 256;

/// Takes a value in, piece by piece. The same on every machine of one byte order, unlike the hashers of the standard library.
#[derive(Debug, Clone, Default)]
pub struct Pieces<H>(H);

/// By SipHash-1-3, whose 64 bits are as good as drawn by lot: two different values of one thing share a fingerprint once in
/// 1.8 × 10¹⁹. Most values are short, for which a hash with a large state takes ten times as long. Of the few that are long (the texts of
/// articles) XXH3 is taken in, which is as good and takes a tenth of the time.
pub type Fingerprint = Pieces<SipHasher13>;

/// Of very many small things (the names and times of all files): they are gathered and taken in together, by XXH3, which takes a tenth of
/// the time.
pub type Gathered = Pieces<Gathering>;

impl<H: Hasher + Default> Pieces<H> {
    /// Of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a text in; what follows it can't be mistaken for a part of it.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    /// Takes bytes in; what follows them can't be mistaken for a part of them.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.number(bytes.len() as u64);
        if bytes.len() < LONG {
            self.0.write(bytes);
            self
        } else {
            self.number(XxHash3_64::oneshot(bytes))
        }
    }

    /// Takes a number in.
    pub fn number(&mut self, number: u64) -> &mut Self {
        self.0.write(&number.to_le_bytes());
        self
    }

    /// Takes anything in that can be hashed.
    pub fn value(&mut self, value: &impl Hash) -> &mut Self {
        value.hash(self);
        self
    }

    /// The fingerprint.
    pub fn done(&self) -> u64 {
        self.0.finish()
    }
}

impl<H: Hasher> Hasher for Pieces<H> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

/// From how many bytes on what has been gathered is replaced by its fingerprint.
const MANY: usize = 1 << 16;

/// What has been gathered.
#[derive(Debug, Clone, Default)]
pub struct Gathering(Vec<u8>);

impl Hasher for Gathering {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
        if self.0.len() >= MANY {
            let print = self.finish();
            self.0.clear();
            self.0.extend(print.to_le_bytes());
        }
    }

    fn finish(&self) -> u64 {
        XxHash3_64::oneshot(&self.0)
    }
}

/// The fingerprint of bytes.
pub fn fingerprint(bytes: &[u8]) -> u64 {
    Fingerprint::new().bytes(bytes).done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_told_apart() {
        let of = |texts: &[&str]| {
            let mut fingerprint = Fingerprint::new();
            texts.iter().for_each(|text| drop(fingerprint.text(text).clone()));
            fingerprint.done()
        };
        assert_eq!(of(&["甲", "乙"]), of(&["甲", "乙"]));
        assert_ne!(of(&["甲", "乙"]), of(&["甲乙"]));
        assert_ne!(of(&["甲", "乙"]), of(&["甲乙", ""]));
        assert_eq!(fingerprint("党建".as_bytes()), fingerprint("党建".as_bytes()));
    }

    #[test]
    fn of_what_is_gathered_each_piece_counts() {
        let of = |changed: usize| {
            let mut gathered = Gathered::default();
            for number in 0..20_000 {
                gathered.number(if number == changed { 1 << 40 } else { number as u64 }).text("甲");
            }
            gathered.done()
        };
        let whole = of(usize::MAX);
        assert_eq!(whole, of(usize::MAX));
        for changed in [0, 1, 4_000, 12_345, 19_999] {
            assert_ne!(of(changed), whole, "{changed}");
        }
    }

    #[test]
    fn a_long_text_counts_to_its_last_byte() {
        for length in [LONG - 1, LONG, 10 * LONG] {
            let text = vec![b'a'; length];
            let mut other = text.clone();
            other[length - 1] = b'b';
            assert_ne!(fingerprint(&text), fingerprint(&other));
            assert_ne!(fingerprint(&text), fingerprint(&text[1..]));
            assert_eq!(fingerprint(&text), fingerprint(&text.clone()));
        }
    }
}
