//! Lists of numbers as the bytes that they are: to write and read them one by one in as few bytes as each needs takes ten times as long.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserializer, Visitor};
use serde::ser::Serializer;

/// A number of a fixed width.
pub trait Number: Copy {
    /// Its bytes, the lowest first.
    fn put(self, bytes: &mut Vec<u8>);
    /// The numbers of these bytes; nothing where the last is cut off.
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
/// Those of the serializer.
pub fn serialize<N: Number, S: Serializer>(numbers: &[N], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(size_of_val(numbers));
    numbers.iter().for_each(|number| number.put(&mut bytes));
    serializer.serialize_bytes(&bytes)
}

/// Reads a list.
///
/// # Errors
/// Those of the deserializer, and bytes that are cut off.
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

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

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
