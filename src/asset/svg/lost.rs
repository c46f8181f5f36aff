//! Finds out whether words go with an element that no picture may have.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Cleaner;

impl Cleaner<'_> {
    /// Whether an element that does not draw has words that are nowhere else. draw.io writes all
    /// words so, and behind them, for programs that don't show them, the words again or what fits:
    /// `<foreignObject><div>第一步，报名</div></foreignObject><text>第一步...</text>`.
    pub(super) fn loses_words(&self, reader: &Reader<&[u8]>, tag: &BytesStart<'_>) -> bool {
        let mut ahead = reader.clone();
        let mut read = || {
            let raw = ahead.read_text(tag.name()).ok()?;
            let words = self.words(&raw, raw.len());
            let behind = self.text.get(usize::try_from(ahead.buffer_position()).ok()?..)?.trim_start();
            // What is looked through must not grow with the drawing.
            let most = 2000 + 8 * raw.len();
            let is_replaced = behind.starts_with("<image")
                || (behind.starts_with("<text") && self.words(behind, most).contains(&words));
            Some(!words.is_empty() && !is_replaced)
        };
        read().unwrap_or(false)
    }

    /// The words of the elements that a text begins with, without white space: up to the end of the
    /// element that contains them, or `most` bytes.
    fn words(&self, text: &str, most: usize) -> String {
        // Of a character that the end is within, nothing is read.
        let end = most.min(text.len());
        let near = (0..4).find_map(|less| text.get(..end.saturating_sub(less)));
        let mut reader = Reader::from_str(near.unwrap_or_default());
        reader.config_mut().check_end_names = false;
        let (mut words, mut depth) = (String::new(), 0_usize);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Text(text) => words += &text,
                Event::CData(text) => words += &text,
                Event::GeneralRef(name) => {
                    let reference = format!("&{};", &*name);
                    words += &self.decoded(&reference).unwrap_or(reference);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        words.retain(|c| !c.is_whitespace());
        words
    }
}
