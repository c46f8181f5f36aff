//! A stream of bits, the highest first.

/// Writes numbers bit by bit.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    /// The bits that fill no byte yet, at the lower end.
    rest: u64,
    /// How many they are, at most 7 between two calls.
    count: u32,
}

impl BitWriter {
    /// Writes the lower `count` bits of a number; `count` is at most 32.
    #[inline]
    pub(super) fn bits(&mut self, number: u32, count: u32) {
        let mask = (1u64 << count) - 1;
        self.rest = self.rest << count | u64::from(number) & mask;
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.rest >> self.count) as u8);
        }
    }

    /// Writes a number from 0 with the code of Rice: the part above `low` bits in unary, ended by
    /// a 0, then these bits. It is short where numbers are about 2 ^ `low`.
    #[inline]
    pub(super) fn rice(&mut self, number: u32, low: u32) {
        let mut high = number >> low;
        while high >= 16 {
            self.bits(0xFFFF, 16);
            high -= 16;
        }
        self.bits((1u32 << (high + 1)) - 2, high + 1);
        self.bits(number, low);
    }

    /// Writes a number from 1 with the gamma code of Elias: as many zeros as it has bits after the
    /// first, then the number.
    #[inline]
    pub(super) fn gamma(&mut self, number: u32) {
        let length = number.max(1).ilog2();
        self.bits(0, length);
        self.bits(number.max(1), length + 1);
    }

    /// The bytes; the last is filled with zeros.
    pub(super) fn done(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push((self.rest << (8 - self.count)) as u8);
        }
        self.bytes
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads what [`BitWriter`] wrote, as the script does.
    pub(in crate::search) struct BitReader<'b> {
        bytes: &'b [u8],
        at: usize,
    }

    impl<'b> BitReader<'b> {
        pub(in crate::search) fn new(bytes: &'b [u8]) -> Self {
            Self { bytes, at: 0 }
        }

        pub(in crate::search) fn bits(&mut self, count: u32) -> u32 {
            let mut number = 0;
            for _ in 0..count {
                let byte = self.bytes.get(self.at / 8).copied().unwrap_or(0);
                number = number << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
                self.at += 1;
            }
            number
        }

        pub(in crate::search) fn rice(&mut self, low: u32) -> u32 {
            let mut high = 0;
            while self.bits(1) == 1 {
                high += 1;
            }
            high << low | self.bits(low)
        }

        pub(in crate::search) fn gamma(&mut self) -> u32 {
            let mut length = 0;
            while self.bits(1) == 0 && length < 32 {
                length += 1;
            }
            1 << length | self.bits(length)
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec((0u32..100_000, 0u32..18), 0..60)) {
            let mut writer = BitWriter::default();
            for (number, low) in &numbers {
                writer.rice(*number, (*low).max(8));
                writer.gamma(number + 1);
                writer.bits(*number, *low);
            }
            let bytes = writer.done();
            let mut reader = BitReader::new(&bytes);
            for (number, low) in numbers {
                prop_assert_eq!(reader.rice(low.max(8)), number);
                prop_assert_eq!(reader.gamma(), number + 1);
                prop_assert_eq!(reader.bits(low), number & ((1 << low) - 1));
            }
        }
    }
}
