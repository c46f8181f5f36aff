//! Finds words that are read differently from their single characters: 重庆 is `chong qing`, not
//! `zhong qing`.

/// One word and its syllables per line, sorted by word. See `data/NOTICE.md`.
const TEXT: &str = include_str!("data/phrases.txt");

/// Byte offset of the start of each line.
static STARTS: [u32; count()] = starts();

/// For each character from U+4E00 on, the index of the first word that begins with it or with a
/// later character. So the words of character `n` are those from `FIRST[n]` to `FIRST[n + 1]`.
static FIRST: [u16; CHARACTERS + 1] = first();

const LOWEST: u32 = 0x4E00;

/// UTF-8 length of a character from U+4E00 to U+9FFF, in bytes.
const CHARACTER: usize = 3;

/// Number of code points from U+4E00 to U+9FFF.
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
        // Decode three bytes of UTF-8, the length of every character from U+0800 to U+FFFF.
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

/// Returns the longest word of the list that `text` begins with, and its syllables, separated by
/// spaces and in ASCII (`lv` for lǜ).
pub(super) fn phrase(text: &str) -> Option<(&'static str, &'static str)> {
    let character = usize::try_from(u32::from(text.chars().next()?).checked_sub(LOWEST)?).ok()?;
    let [first, end] = *FIRST.get(character..)?.first_chunk()?;
    let lines = STARTS.get(usize::from(first)..usize::from(end)).filter(|lines| !lines.is_empty())?;
    // Every word has at least two characters. In sorted order, the words that share two with `text`
    // are next to the position of `text`: if the neighbour does not share them, no word matches.
    let second = text.get(CHARACTER..)?.chars().next()?.len_utf8();
    let two = text.as_bytes().get(CHARACTER..CHARACTER + second)?;
    let shares_two =
        |start: u32| bytes_from(start).get(CHARACTER..).is_some_and(|word| word.starts_with(two));
    // A prefix sorts before the words that it begins. If the last word that is not after `text` is
    // not its prefix, then the longest matching word is a prefix of what the two have in common.
    // Example: for `ABD`, with the words `AB` and `ABC`, the search finds `ABC`, then continues
    // with the common `AB`.
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

/// Returns the list from byte `start` on.
fn bytes_from(start: u32) -> &'static [u8] {
    usize::try_from(start).ok().and_then(|start| TEXT.as_bytes().get(start..)).unwrap_or_default()
}

/// Returns whether the word of the line at `start` does not sort after `wanted`, which begins with
/// the same character.
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

/// Returns the word and the syllables of the line that begins at `start`.
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
            // Each word is found, also when other text follows it.
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
