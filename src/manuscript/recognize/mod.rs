//! Recognizes what the blocks of a manuscript are: headline, bylines, headings, captions,
//! attachments, signature.
//!
//! A manuscript says little of this by itself: writers set a headline large and centred, number
//! headings by hand, and write `（通讯员 张三）` on a line of its own. What is taken from a text is
//! returned as a [`FieldValue`] and leaves the body; whether it is certain is noted, so that the
//! writer can be asked to confirm what is not.

mod annex;
mod attachment;
mod bullet;
mod byline;
mod fields;
mod figure;
mod head;
mod heading;
mod labelled;
mod letterhead;
mod signature;

pub use attachment::{listed_attachments, named};
pub use byline::stated;

pub use fields::{FieldValue, Recognized};

/// Whether a line only says who made an article, where it is from, and when.
pub(super) fn is_byline(line: &str) -> bool {
    byline::statements(line).is_some()
}

use super::model::Manuscript;
use fields::is_empty;

/// Recognizes the blocks of a manuscript in place. `found` returns the name of the file of an
/// attachment that the text lists by name, if there is one.
pub fn recognize(manuscript: &mut Manuscript, found: &dyn Fn(&str) -> Option<String>) -> Recognized {
    let mut recognized = Recognized::default();
    let blocks = &mut manuscript.blocks;
    figure::unwrap_layout(blocks);
    recognized.has_responsible_editor = byline::names_responsible_editor(blocks);
    if !labelled::take(blocks, &mut recognized) {
        head::take(blocks, manuscript.title.as_deref(), &mut recognized);
    }
    let annexes = annex::split(blocks);
    attachment::take(blocks, found, &mut recognized);
    recognized.missing.retain(|name| !annex::has(&annexes, name));
    byline::take_at_end(blocks, &mut recognized);
    figure::recognize(blocks);
    heading::recognize(blocks);
    bullet::recognize(blocks);
    signature::recognize(blocks, &mut recognized);
    blocks.extend(annex::recognize(annexes, &mut recognized));
    blocks.retain(|block| !is_empty(block));
    recognized
}

#[cfg(test)]
mod tests;
