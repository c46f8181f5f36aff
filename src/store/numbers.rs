//! Serializes numbers as raw bytes. Writing and reading each one in a variable number of bytes
//! takes ten times as long.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// A number of a fixed width.
pub trait Number: Copy {
    /// Appends its bytes, the lowest first.
    fn put(self, bytes: &mut Vec<u8>);
    /// Reads numbers from bytes; `None` if the last one is incomplete.
    fn all(bytes: &[u8]) -> Option<Vec<Self>>;
}

macro_rules! number {
    ($type:ty) => {
        impl Number for $type {
            fn put(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&self.to_le_bytes());
            }

            fn all(bytes: &[u8]) -> Option<Vec<Self>> {
                let (numbers, rest) = bytes.as_chunks();
                rest.is_empty().then(|| numbers.iter().copied().map(Self::from_le_bytes).collect())
            }
        }
    };
}

number!(u32);
number!(u64);

/// Writes a list.
///
/// # Errors
/// Fails if the serializer fails.
pub fn serialize<N: Number, S: Serializer>(numbers: &[N], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(size_of_val(numbers));
    numbers.iter().for_each(|number| number.put(&mut bytes));
    serializer.serialize_bytes(&bytes)
}

/// Reads a list.
///
/// # Errors
/// Fails if the deserializer fails, or if the bytes are incomplete.
pub fn deserialize<'de, N: Number, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<N>, D::Error> {
    deserializer.deserialize_bytes(Numbers(PhantomData))
}

struct Numbers<N>(PhantomData<N>);

impl<N: Number> Visitor<'_> for Numbers<N> {
    type Value = Vec<N>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("numbers as bytes")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        N::all(bytes).ok_or_else(|| E::invalid_length(bytes.len(), &self))
    }
}

/// Many lists of numbers, stored in sequence: two blocks of memory for any number of lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    /// The end of each list in `numbers`.
    #[serde(with = "self")]
    ends: Vec<u32>,
    #[serde(with = "self")]
    numbers: Vec<u32>,
}

impl Lists {
    /// Creates an empty value with room for `lists` lists and `numbers` numbers in total.
    pub fn with_room(lists: usize, numbers: usize) -> Self {
        Self { ends: Vec::with_capacity(lists), numbers: Vec::with_capacity(numbers) }
    }

    /// Adds a list. All lists together have at most 2³² − 1 numbers; more are left out.
    pub fn push(&mut self, numbers: impl IntoIterator<Item = u32>) {
        self.numbers.extend(numbers);
        self.numbers.truncate(u32::MAX as usize);
        self.ends.push(u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
    }

    /// Returns the list with this index; an empty one if there is none.
    pub fn get(&self, number: usize) -> &[u32] {
        let before = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let place = before.zip(self.ends.get(number)).map(|(begin, end)| begin as usize..*end as usize);
        place.and_then(|place| self.numbers.get(place)).unwrap_or_default()
    }

    /// Iterates over all lists.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len()).map(|number| self.get(number))
    }

    /// Returns the numbers of all lists.
    pub fn numbers(&self) -> &[u32] {
        &self.numbers
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[test]
    fn lists_are_found_by_their_numbers() {
        let wanted: [&[u32]; 4] = [&[1, 2], &[], &[3], &[]];
        let mut lists = super::Lists::with_room(4, 3);
        wanted.iter().for_each(|list| lists.push(list.iter().copied()));
        assert!(lists.iter().eq(wanted));
        assert_eq!((lists.get(4), lists.numbers()), (&[][..], &[1, 2, 3][..]));
        let bytes = postcard::to_allocvec(&lists).unwrap();
        assert_eq!(postcard::from_bytes::<super::Lists>(&bytes), Ok(lists));
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Lists(#[serde(with = "super")] Vec<u32>, #[serde(with = "super")] Vec<u64>);

    #[test]
    fn numbers_come_back_and_half_of_one_does_not() {
        let lists = Lists(vec![0, 1, u32::MAX], vec![u64::MAX, 7]);
        let bytes = postcard::to_allocvec(&lists).unwrap();
        assert_eq!(postcard::from_bytes::<Lists>(&bytes), Ok(lists));
        for length in 0..bytes.len() {
            assert!(postcard::from_bytes::<Lists>(&bytes[..length]).is_err(), "{length}");
        }
        assert!(postcard::from_bytes::<Lists>(&[3, 1, 2, 3, 0]).is_err());
    }
}
