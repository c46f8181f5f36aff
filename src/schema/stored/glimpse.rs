//! Finds one value in the bytes of stored fields without decoding the others.

use super::{DATE, Rest, form, take_array, take_byte, take_count, take_text};
use crate::schema::Group;

/// A value in encoded form.
#[derive(Clone, Copy)]
pub struct Glimpse<'b> {
    bytes: &'b [u8],
    words: &'b str,
}

impl<'b> Glimpse<'b> {
    /// Finds the value of the field `key` in bytes that [`super::encode`] has written for `group`.
    pub fn of(group: &Group, bytes: &'b [u8], key: &str) -> Option<Self> {
        let wanted = group.fields().iter().position(|field| &*field.key == key)?;
        let mut rest = Rest::of(bytes)?;
        for _ in 0..take_count(&mut rest.bytes)? {
            let at = take_count(&mut rest.bytes)?;
            let (bytes, words) = (rest.bytes, rest.words);
            skip_value(&mut rest, 0)?;
            if at == wanted {
                let bytes = bytes.get(..bytes.len() - rest.bytes.len())?;
                return Some(Self { bytes, words: words.get(..words.len() - rest.words.len())? });
            }
        }
        None
    }

    /// Returns the text of a text value; `None` for any other value, even if it contains text.
    pub fn text(self) -> Option<&'b str> {
        (self.bytes.first() == Some(&form::TEXT)).then_some(self.words)
    }

    /// Calls `tell` with each text of a list of texts, or with a single text. Returns `None` for
    /// any other value, and then has not called `tell`.
    pub fn each_text(self, mut tell: impl FnMut(&'b str)) -> Option<()> {
        let mut rest = Rest { bytes: self.bytes, words: self.words };
        let count = match take_byte(&mut rest.bytes)? {
            form::TEXT => {
                tell(self.words);
                return Some(());
            }
            form::LIST => take_count(&mut rest.bytes)?,
            _ => return None,
        };
        // Validate the whole list before the first callback.
        let mut ahead = Rest { bytes: rest.bytes, words: rest.words };
        let next =
            |rest: &mut Rest<'b>| (take_byte(&mut rest.bytes)? == form::TEXT).then(|| take_text(rest))?;
        for _ in 0..count {
            next(&mut ahead)?;
        }
        (0..count).filter_map(|_| next(&mut rest)).for_each(&mut tell);
        Some(())
    }
}

/// Skips a value. Its first byte says what follows, so no declaration is needed.
fn skip_value(rest: &mut Rest<'_>, depth: usize) -> Option<()> {
    if depth > super::DEPTH {
        return None;
    }
    match take_byte(&mut rest.bytes)? {
        form::TEXT | form::MARKDOWN | form::ORGANIZATION | form::REFERENCE => drop(take_text(rest)?),
        form::DATE => drop(take_array::<DATE>(&mut rest.bytes)?),
        form::INTEGER | form::NUMBER => drop(take_array::<8>(&mut rest.bytes)?),
        form::NO | form::YES => {}
        form::CHOICE => drop(take_count(&mut rest.bytes)?),
        form::IMAGE => skip_texts(rest, form::IMAGE_TEXTS)?,
        form::FILE => skip_texts(rest, 1)?,
        form::PERSON => skip_texts(rest, 2)?,
        form::LIST => {
            for _ in 0..take_count(&mut rest.bytes)? {
                skip_value(rest, depth + 1)?;
            }
        }
        form::GROUP => {
            for _ in 0..take_count(&mut rest.bytes)? {
                take_count(&mut rest.bytes)?;
                skip_value(rest, depth + 1)?;
            }
        }
        form::LOCALIZED => {
            for _ in 0..take_count(&mut rest.bytes)? {
                take_text(rest)?;
                skip_value(rest, depth + 1)?;
            }
        }
        form::ANY => drop(super::take_node(rest, depth + 1)?),
        _ => return None,
    }
    Some(())
}

/// Skips a text and `optional` more that may be absent.
fn skip_texts(rest: &mut Rest<'_>, optional: usize) -> Option<()> {
    take_text(rest)?;
    for _ in 0..optional {
        if take_byte(&mut rest.bytes)? != 0 {
            take_text(rest)?;
        }
    }
    Some(())
}
