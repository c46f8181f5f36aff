//! Heading ids: ASCII, readable, the same in every build.

use std::collections::HashMap;

use pinyin::ToPinyin;

/// An id is cut at a word's end before it grows longer than this.
const LONGEST: usize = 60;

/// The id that a heading of these words gets: letters and digits as they are, Chinese as pinyin, in
/// lower case, joined by hyphens; `section` if nothing is left. So an address may name a heading by
/// its words: `notice.md#第二节`.
pub fn slug(words: &str) -> String {
    let mut slug = String::new();
    let (mut in_word, mut word) = (false, 0);
    for c in words.chars() {
        let sound = if c.is_ascii() { None } else { c.to_pinyin() };
        let letter = c.is_ascii_alphanumeric();
        if sound.is_some() || (letter && !in_word) {
            word = slug.len();
            if word > 0 {
                slug.push('-');
            }
        }
        match sound {
            Some(sound) => slug.push_str(&sound.plain().replace('ü', "v")),
            None if letter => slug.push(c.to_ascii_lowercase()),
            None => {}
        }
        in_word = letter;
        if slug.len() > LONGEST {
            // The word that is too much is left out; a word longer than an id is cut.
            slug.truncate(if word > 0 { word } else { LONGEST });
            break;
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// The ids of a page: each once.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Every id, with the number that its next repetition tries first.
    taken: HashMap<String, usize>,
}

impl Ids {
    /// `wanted`, or the first of `wanted-2`, `wanted-3` … that is free.
    pub fn take(&mut self, wanted: String) -> String {
        let Some(&first) = self.taken.get(&wanted) else {
            self.taken.insert(wanted.clone(), 2);
            return wanted;
        };
        let mut number = first;
        let mut candidate = format!("{wanted}-{number}");
        while self.taken.contains_key(&candidate) {
            number += 1;
            candidate = format!("{wanted}-{number}");
        }
        self.taken.insert(wanted, number + 1);
        self.taken.insert(candidate.clone(), 2);
        candidate
    }

    pub fn contains(&self, id: &str) -> bool {
        self.taken.contains_key(id)
    }
}

/// Whether a writer's own `{#id}` can be used as it is.
pub(super) fn is_safe(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.len() <= 2 * LONGEST
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_readable_ascii() {
        for (words, expected) in [
            ("党建引领", "dang-jian-yin-ling"),
            ("一、“三会一课”制度", "yi-san-hui-yi-ke-zhi-du"),
            ("Party Building 2026", "party-building-2026"),
            ("2026年工作", "2026-nian-gong-zuo"),
            ("A+B：c", "a-b-c"),
            ("……", "section"),
            ("", "section"),
            ("Ünïcode", "n-code"),
            ("旅游", "lv-you"),
        ] {
            assert_eq!(slug(words), expected, "{words}");
        }
    }

    #[test]
    fn slugs_end_with_a_word() {
        let long = slug(&"创新驱动".repeat(20));
        assert!(long.len() <= 60 && long.ends_with("-dong"), "{long}");
        assert_eq!(slug(&"a".repeat(100)).len(), 60);
        assert_eq!(slug(&format!("{} {}", "a".repeat(50), "b".repeat(50))), "a".repeat(50));
    }

    #[test]
    fn a_repeated_id_is_counted() {
        let mut ids = Ids::default();
        let mut take = |id: &str| ids.take(id.to_owned());
        assert_eq!([take("a"), take("a-2"), take("a"), take("a")], ["a", "a-2", "a-3", "a-4"]);
    }

    #[test]
    fn own_ids_have_to_be_ascii() {
        assert!(
            is_safe("second-part") && !is_safe("第二") && !is_safe("2a") && !is_safe("") && !is_safe("a b")
        );
    }
}
