//! Encodes dates for the store.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::schema::Date;
use crate::schema::date::Precision;

/// Length of an encoded date, in bytes.
pub(super) const DATE: usize = 10;

/// Encodes a date: year (2 bytes, little-endian), month, day, hour, minute, second, offset from UTC
/// in minutes (2 bytes, little-endian), precision.
pub(super) fn date_bytes(date: Date) -> [u8; DATE] {
    let (at, offset, precision) = date.parts();
    let ([year_low, year_high], [offset_low, offset_high]) = (at.year().to_le_bytes(), offset.to_le_bytes());
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(i8::cast_unsigned);
    [year_low, year_high, month, day, hour, minute, second, offset_low, offset_high, precision as u8]
}

/// Decodes the bytes of `date_bytes`. Returns `None` if they are not a date.
pub(super) fn date_of(bytes: [u8; DATE]) -> Option<Date> {
    let [year_low, year_high, month, day, hour, minute, second, offset_low, offset_high, precision] = bytes;
    let [month, day, hour, minute, second] = [month, day, hour, minute, second].map(u8::cast_signed);
    let precision = match precision {
        0 => Precision::Year,
        1 => Precision::Month,
        2 => Precision::Day,
        3 => Precision::Minute,
        4 => Precision::Second,
        _ => return None,
    };
    let year = i16::from_le_bytes([year_low, year_high]);
    let at = jiff::civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    Some(Date::from_parts(at, i16::from_le_bytes([offset_low, offset_high]), precision))
}

/// Serializes an optional date.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    date.map(date_bytes).serialize(serializer)
}

/// Deserializes an optional date.
///
/// # Errors
/// Those of the deserializer, and bytes that are not a date.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    let Some(bytes) = Option::<[u8; DATE]>::deserialize(deserializer)? else { return Ok(None) };
    date_of(bytes).map(Some).ok_or_else(|| de::Error::custom("no date"))
}
