//! Finds the signature: the unit and the date at the end of a text.

use super::super::inline::{Inline, plain};
use super::super::model::{Alignment, Block, BlockKind, Paragraph};
use super::byline;
use super::fields::Recognized;
use crate::text::{may_follow_signature, names_a_unit};

/// Maximum length of the name of a unit, in characters.
const LONGEST: usize = 30;
/// Maximum number of units.
const MOST_UNITS: usize = 3;

/// Turns the last paragraphs into a signature if the last one is a date, and those before it are
/// units: short, without a mark at their end, or set to the right.
pub(super) fn recognize(blocks: &mut Vec<Block>, recognized: &mut Recognized) {
    // `抄送：…`, `（联系人：…）` and a list of attachments may stand below it.
    let is_above = |block: &Block| !super::fields::is_empty(block) && !is_closing(block);
    let Some(end) = blocks.iter().rposition(is_above) else { return };
    // Unit and date on one line, or in one paragraph with breaks.
    let Some((units, date)) = blocks.get(end).and_then(lines_of).and_then(|lines| split(&lines)) else {
        return;
    };
    let mut start = end;
    let mut lines = units;
    if lines.is_empty() {
        while start > 0 && lines.len() < MOST_UNITS {
            let Some(unit) = blocks.get(start - 1).and_then(unit) else { break };
            lines.insert(0, unit);
            start -= 1;
        }
    }
    // A date alone may be part of the text: it stays there. To the right it is that of the text.
    if lines.is_empty() || start == 0 {
        let is_far = blocks.get(end).is_some_and(is_far);
        if is_far && !recognized.has("date") {
            recognized.add("date", date_of(&date), true);
        }
        return;
    }
    if let [unit] = lines.as_slice() {
        recognized.add("unit", vec![plain(unit).trim().to_owned()], true);
    }
    if !recognized.has("date") {
        recognized.add("date", date_of(&date), true);
    }
    lines.push(date);
    let place = blocks.get(start).map_or(0, |block| block.place);
    blocks.splice(start..=end, [Block::new(BlockKind::Signature(lines), place)]);
}

/// Returns a date as a value of a field.
fn date_of(date: &[Inline]) -> Vec<String> {
    byline::date(&plain(date)).into_iter().collect()
}

fn is_far(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(paragraph) if paragraph.alignment == Alignment::End)
}

/// Whether a paragraph may stand below a signature.
pub(super) fn is_closing(block: &Block) -> bool {
    if !matches!(block.kind, BlockKind::Paragraph(_)) {
        return false;
    }
    let words = block.words();
    let words = words.trim();
    let is_item = crate::markdown::ordinal(words).is_some() && words.chars().count() <= LONGEST;
    is_item || may_follow_signature(words)
}

/// Returns the lines of a paragraph: breaks and wide gaps part them.
fn lines_of(block: &Block) -> Option<Vec<Vec<Inline>>> {
    let BlockKind::Paragraph(Paragraph { text, .. }) = &block.kind else { return None };
    let mut lines = vec![Vec::new()];
    for inline in text {
        match inline {
            Inline::Break => lines.push(Vec::new()),
            other => lines.last_mut()?.push(other.clone()),
        }
    }
    Some(lines)
}

/// Splits lines into units and the date, which is the last: `党群工作部　　2026年11月20日` on one
/// line, too.
fn split(lines: &[Vec<Inline>]) -> Option<(Vec<Vec<Inline>>, Vec<Inline>)> {
    let (last, units) = lines.split_last()?;
    let words = plain(last);
    if byline::date(&words).is_some_and(|_| words.contains('年')) {
        let is_right = units.iter().all(|unit| is_unit(&plain(unit)));
        return is_right.then(|| (units.to_vec(), last.clone()));
    }
    let (unit, date) = words.trim().rsplit_once(char::is_whitespace)?;
    let is_right = units.is_empty() && byline::date(date).is_some() && date.contains('年') && is_unit(unit);
    is_right.then(|| (vec![vec![Inline::text(unit.trim())]], vec![Inline::text(date)]))
}

/// Returns the words of a paragraph that names a unit.
fn unit(block: &Block) -> Option<Vec<Inline>> {
    let BlockKind::Paragraph(Paragraph { text, alignment, .. }) = &block.kind else { return None };
    let words = plain(text);
    let is_far = *alignment == Alignment::End;
    (is_unit(&words) && (is_far || names_a_unit(&words))).then(|| text.clone())
}

fn is_unit(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty()
        && words.chars().count() <= LONGEST
        && !words.contains(['。', '，', '：', ':', '；', '\n'])
        && !words.ends_with(['！', '？', '、'])
}
