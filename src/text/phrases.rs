//! Words that are read otherwise than their characters alone: 重庆 is no zhong qing.

/// A word and its syllables a line, sorted by word. See `data/NOTICE.md`.
const TEXT: &str = include_str!("data/phrases.txt");

/// Where each line begins.
static STARTS: [u32; count()] = starts();

/// The number of the first word that begins with each character from U+4E00 on, or with a later one: the words of a
/// character stand from its number to the next.
static FIRST: [u16; CHARACTERS + 1] = first();

const LOWEST: u32 = 0x4E00;

/// The bytes of a character from U+4E00 to U+9FFF.
const CHARACTER: usize = 3;

/// From U+4E00 to U+9FFF.
const CHARACTERS: usize = 0x5200;

const fn count() -> usize {
    let (bytes, mut at, mut count) = (TEXT.as_bytes(), 0, 0);
    while at < bytes.len() {
        if bytes[at] == b'\n' {
            count += 1;
        }
        at += 1;
    }
    count
}

#[allow(clippy::cast_possible_truncation, reason = "the text is shorter than 4 GB")]
const fn starts() -> [u32; count()] {
    let (bytes, mut at, mut line) = (TEXT.as_bytes(), 0, 1);
    let mut starts = [0; count()];
    while at + 1 < bytes.len() {
        if bytes[at] == b'\n' {
            starts[line] = at as u32 + 1;
            line += 1;
        }
        at += 1;
    }
    starts
}

#[allow(clippy::cast_possible_truncation, reason = "there are fewer than 65,536 words")]
const fn first() -> [u16; CHARACTERS + 1] {
    let bytes = TEXT.as_bytes();
    let starts = starts();
    let mut first = [starts.len() as u16; CHARACTERS + 1];
    let (mut line, mut next) = (0, 0);
    while line < starts.len() {
        let at = starts[line] as usize;
        // Three bytes of UTF-8, as all characters from U+0800 to U+FFFF have.
        let high = ((bytes[at] & 0x0F) as u32) << 12 | ((bytes[at + 1] & 0x3F) as u32) << 6;
        let character = ((high | (bytes[at + 2] & 0x3F) as u32) - LOWEST) as usize;
        while next <= character {
            first[next] = line as u16;
            next += 1;
        }
        line += 1;
    }
    first
}

/// The longest word of the list that `text` begins with, and its syllables with spaces between, in ASCII (`lv` for lǜ).
pub(super) fn phrase(text: &str) -> Option<(&'static str, &'static str)> {
    let character = usize::try_from(u32::from(text.chars().next()?).checked_sub(LOWEST)?).ok()?;
    let [first, end] = *FIRST.get(character..)?.first_chunk()?;
    let lines = STARTS.get(usize::from(first)..usize::from(end)).filter(|lines| !lines.is_empty())?;
    // Words are of two characters and more: those that have two in common with `text` stand around where it would stand.
    let second = text.get(CHARACTER..)?.chars().next()?.len_utf8();
    let two = text.as_bytes().get(CHARACTER..CHARACTER + second)?;
    let shares_two =
        |start: u32| bytes_from(start).get(CHARACTER..).is_some_and(|word| word.starts_with(two));
    // A prefix stands before what it is a prefix of. If the last word that is not after `text` is none of it, then the longest
    // is one of what the two have in common.
    let mut wanted = text;
    loop {
        let after = lines.partition_point(|start| is_not_after(*start, wanted));
        let start = *lines.get(after.checked_sub(1)?).filter(|start| shares_two(**start))?;
        let (word, syllables) = line(start);
        if wanted.starts_with(word) {
            return Some((word, syllables));
        }
        let common = wanted.char_indices().zip(word.chars()).find(|((_, a), b)| a != b)?.0.0;
        wanted = wanted.get(..common).filter(|common| !common.is_empty())?;
    }
}

/// The list from a byte on.
fn bytes_from(start: u32) -> &'static [u8] {
    usize::try_from(start).ok().and_then(|start| TEXT.as_bytes().get(start..)).unwrap_or_default()
}

/// Whether the word of the line that begins at `start` is not after `wanted`, which begins with the same character.
fn is_not_after(start: u32, wanted: &str) -> bool {
    let mut wanted = wanted.bytes().skip(CHARACTER);
    for byte in bytes_from(start).iter().skip(CHARACTER).take_while(|byte| **byte != b' ') {
        match wanted.next() {
            Some(other) if other == *byte => {}
            other => return other.is_some_and(|other| *byte < other),
        }
    }
    true
}

/// The word and the syllables of the line that begins at `start`.
fn line(start: u32) -> (&'static str, &'static str) {
    let rest = usize::try_from(start).ok().and_then(|start| TEXT.get(start..)).unwrap_or_default();
    let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
    rest.get(..length).and_then(|line| line.split_once(' ')).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_complete() {
        let lines: Vec<(&str, &str)> = TEXT.lines().filter_map(|line| line.split_once(' ')).collect();
        assert_eq!(lines.len(), STARTS.len());
        assert!(lines.is_sorted_by(|a, b| a.0 < b.0));
        for (word, syllables) in lines {
            assert_eq!(word.chars().count(), syllables.split(' ').count(), "{word}");
            assert!(syllables.bytes().all(|b| b == b' ' || b.is_ascii_lowercase()), "{word}");
            // Each is found, also where other text follows.
            assert_eq!(phrase(word), Some((word, syllables)));
            assert_eq!(phrase(&format!("{word}\u{9fff}。")), Some((word, syllables)));
        }
    }

    #[test]
    fn the_longest_word_is_found() {
        let found = |text| phrase(text).map(|(word, _)| word);
        assert_eq!(found("重庆市委"), Some("重庆"));
        assert_eq!(found("长三角地区"), Some("长三角"));
        assert_eq!(found("长"), None);
        assert_eq!(found("党建"), None);
        assert_eq!(found("abc"), None);
        assert_eq!(found("𬍛"), None);
        assert_eq!(found(""), None);
    }
}
