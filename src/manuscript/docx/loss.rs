//! Counts what is not carried over, and what the writer must look at. Each kind is reported once,
//! at its first place.

use std::collections::BTreeMap;

/// Maximum number of examples that are kept of a kind.
const EXAMPLES: usize = 3;
/// Maximum number of characters of an example.
const LONGEST: usize = 24;

/// A kind of loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    /// A mark of secrecy.
    Secrecy,
    /// A part that can't be read.
    Part,
    /// Bytes that are no text.
    Encoding,
    /// Tracked changes that were taken.
    Insertion,
    /// Tracked changes of which the old words were left out.
    Deletion,
    Comment,
    Hidden,
    /// A picture in a format that browsers don't show.
    PictureFormat,
    /// A picture that is only linked.
    PictureLink,
    PictureSize,
    /// A picture that is damaged or missing.
    PictureDamage,
    /// A picture of which the file shows a part only.
    Crop,
    Chart,
    Diagram,
    /// An embedded document or control.
    Object,
    Formula,
    /// A document or page that Word inserts when it opens the file.
    Chunk,
    /// A number of a format, or of a field, that is not known.
    Number,
    /// A character of a font of symbols that is not known.
    Symbol,
    /// A character for private use.
    Private,
    /// A table in a table.
    InnerTable,
    /// A link that readers can't follow.
    Link,
    /// A note that is missing.
    Note,
    /// Words that ask to be replaced: `单击此处输入文字`.
    Placeholder,
    Underline,
    Ruby,
    Contents,
    /// The values of fields, as an exported article has them above its text.
    Facts,
    Margin,
}

/// How often, and where first.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub count: usize,
    /// The paragraph of the first.
    pub place: usize,
    /// The words of that paragraph.
    pub words: String,
    pub examples: Vec<String>,
}

/// All that was lost.
#[derive(Debug, Default)]
pub(super) struct Losses {
    tallies: BTreeMap<Loss, Tally>,
}

impl Losses {
    /// Counts one, in a paragraph (0: in none). `example` names it.
    pub fn count(&mut self, loss: Loss, place: usize, example: &str) {
        self.add(loss, place, example, 1);
    }

    /// Counts several.
    pub fn add(&mut self, loss: Loss, place: usize, example: &str, count: usize) {
        if count == 0 {
            return;
        }
        let tally = self.tallies.entry(loss).or_insert_with(|| Tally { place, ..Tally::default() });
        tally.count += count;
        let example = short(example);
        if !example.is_empty() && tally.examples.len() < EXAMPLES && !tally.examples.contains(&example) {
            tally.examples.push(example);
        }
    }

    /// Adds the words of a paragraph to what was lost first in it.
    pub fn name_place(&mut self, place: usize, words: &str) {
        for tally in self.tallies.values_mut() {
            if tally.place == place && tally.words.is_empty() {
                tally.words = words.to_owned();
            }
        }
    }

    /// Returns all of them, in the order of the text.
    pub fn sorted(self) -> Vec<(Loss, Tally)> {
        let mut tallies: Vec<(Loss, Tally)> = self.tallies.into_iter().collect();
        tallies.sort_by_key(|(loss, tally)| (tally.place, *loss));
        tallies
    }
}

fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}
