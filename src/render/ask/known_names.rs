//! Finds the names of units, people and studios that a site knows.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::site::Site;
use crate::text::is_han;

/// The names that a site knows in a language, by their first character, the longest first.
#[derive(Debug, Default)]
pub(super) struct KnownNames(HashMap<char, Vec<Box<str>>>);

/// Characters of ordinals: a unit called 一支部 is not part of 第十一支部.
const ORDINALS: [char; 14] =
    ['第', '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百'];

impl KnownNames {
    pub fn of(site: &Site, lang: usize, code: &str) -> Self {
        let mut names: BTreeSet<&str> = BTreeSet::new();
        for (_, unit) in site.organization().units() {
            names.extend(["name", "short"].into_iter().filter_map(|key| unit.fields.text(key, code)));
            names.extend(unit.persons().filter_map(|(_, person)| person.text("name", code)));
        }
        let is_named = |id: &str| matches!(id, "person" | "studio");
        let pages = site.pages().iter().filter(|page| page.lang == lang && is_named(&page.content_type.id));
        names.extend(pages.map(|page| page.title()));
        Self::from(names)
    }

    /// Finds the names in a text.
    pub fn within(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut before = None;
        for (at, first) in text.char_indices() {
            let is_free = found.last().is_none_or(|last| last.end <= at);
            // 第十一支部 contains no 一支部.
            let is_inside = ORDINALS.contains(&first) && before.is_some_and(|c| ORDINALS.contains(&c));
            if is_free && !is_inside {
                let rest = text.get(at..).unwrap_or_default();
                let names = self.0.get(&first).map(Vec::as_slice).unwrap_or_default();
                let name = names.iter().find(|name| rest.starts_with(&***name));
                found.extend(name.map(|name| at..at + name.len()));
            }
            before = Some(first);
        }
        found
    }
}

impl<'n> From<BTreeSet<&'n str>> for KnownNames {
    /// Other names than Chinese ones have blanks, at which they are broken.
    fn from(names: BTreeSet<&'n str>) -> Self {
        let mut known = Self::default();
        for name in names {
            let mut chars = name.chars();
            let first = chars.next().filter(|first| is_han(*first));
            // Words begin like names of two characters: 高峰 is in 高峰论坛, 党委 in 党委会议.
            if let (Some(first), Some(_)) = (first, chars.nth(1)) {
                known.0.entry(first).or_default().push(name.into());
            }
        }
        known.0.values_mut().for_each(|names| names.sort_by_key(|name| std::cmp::Reverse(name.len())));
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str], text: &str) -> Vec<String> {
        let known = KnownNames::from(names.iter().copied().collect::<BTreeSet<_>>());
        known.within(text).into_iter().map(|name| text[name].to_owned()).collect()
    }

    #[test]
    fn the_longest_names_are_found() {
        let names = ["第二党支部", "第二党支部委员会", "党群工作部", "季闻川", "一支部", "工", "Wang Wu"];
        let text = "季闻川到第二党支部委员会、党群工作部，见Wang Wu";
        assert_eq!(found(&names, text), ["季闻川", "第二党支部委员会", "党群工作部"]);
        assert_eq!(found(&names, "第十一支部和一支部"), ["一支部"]);
        assert_eq!(found(&names, "职工"), [""; 0]);
        assert_eq!(found(&[], "第二党支部"), [""; 0]);
    }
}
