//! Makes heading ids: ASCII, readable, the same in every build.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::text;

/// Maximum length of an id that a writer gives.
const LONGEST: usize = 120;

/// Returns the id of a heading with this text; `section` if no ASCII can be made of it. So an
/// address may name a heading by its text: `notice.md#第二节`.
pub fn slug(words: &str) -> String {
    text::slug(words).unwrap_or_else(|| "section".to_owned())
}

/// The ids of a page, each unique.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Maps each id to the number that its next repetition tries first.
    taken: HashMap<String, usize, FixedState>,
}

impl Ids {
    /// Takes `wanted`, or the first of `wanted-2`, `wanted-3` … that is free.
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

/// Whether an id that a writer gives as `{#id}` can be used as it is.
pub(super) fn is_safe(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.len() <= LONGEST
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_without_letters_has_an_id_all_the_same() {
        assert_eq!((slug("第二节").as_str(), slug("……").as_str()), ("di-er-jie", "section"));
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
