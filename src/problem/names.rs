//! Searches very many names for the one that was probably meant.

use super::suggest;

/// Up to this many names, all are compared.
const FEW: usize = 200;
/// With more names, how many are compared on either side of the word's sorted position.
const NEAR: usize = 32;

/// Names to suggest from. A word is compared only with names that begin or end like it, so that
/// thousands of wrong links to thousands of pages take no longer than as many right ones.
#[derive(Debug, Default)]
pub struct Names {
    sorted: Vec<Box<str>>,
    /// Indices of the names, sorted by the names read backwards.
    by_end: Vec<usize>,
    /// The names in small letters, sorted, each with its index.
    lower: Vec<(Box<str>, usize)>,
}

impl Names {
    /// Takes names in any order.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut sorted: Vec<Box<str>> = names.into_iter().map(Box::from).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut by_end: Vec<usize> = (0..sorted.len()).collect();
        by_end.sort_by(|a, b| backwards(&sorted[*a]).cmp(backwards(&sorted[*b])));
        let lower = sorted.iter().enumerate().map(|(at, name)| (name.to_lowercase().into(), at));
        let mut lower: Vec<(Box<str>, usize)> = lower.collect();
        lower.sort_unstable();
        Self { sorted, by_end, lower }
    }

    /// Returns whether a name begins with `folder`.
    pub fn has(&self, folder: &str) -> bool {
        let start = self.sorted.partition_point(|name| &**name < folder);
        self.sorted.get(start).is_some_and(|name| name.starts_with(folder))
    }

    /// Returns the name below `folder` (ending in `/`, or empty) that `word` probably meant,
    /// relative to that folder. It is never `own`, the file that contains the word: nobody meant a
    /// link from a page to itself.
    pub fn nearest(&self, folder: &str, own: &str, word: &str) -> Option<&str> {
        let other = |name: &str| name != own;
        let start = self.sorted.partition_point(|name| &**name < folder);
        let inside = self.sorted.get(start..).unwrap_or_default();
        let inside =
            inside.get(..inside.partition_point(|name| name.starts_with(folder))).unwrap_or_default();
        // `P.JPG` for `p.jpg` has no letter in common with it.
        let same = format!("{folder}{}", word.trim_start_matches("./")).to_lowercase();
        let start = self.lower.partition_point(|(name, _)| **name < *same);
        let alike = self.lower.iter().skip(start).take_while(|(name, _)| **name == *same);
        let mut alike = alike.filter_map(|(_, at)| self.sorted.get(*at));
        if let Some(found) = alike.find(|name| other(name) && name.starts_with(folder)) {
            return found.strip_prefix(folder);
        }
        if inside.len() <= FEW {
            let others = inside.iter().filter(|name| other(name));
            return suggest(word, others.filter_map(|name| name.strip_prefix(folder)));
        }
        let whole = format!("{folder}{word}");
        let begin_alike = near(inside, inside.partition_point(|name| **name < *whole));
        let name = |number: &usize| self.sorted.get(*number).map(|name| &**name).unwrap_or_default();
        let place = self.by_end.partition_point(|number| backwards(name(number)).lt(backwards(&whole)));
        let end_alike = near(&self.by_end, place).iter().map(name);
        let candidates = begin_alike.iter().map(|name| &**name).chain(end_alike);
        suggest(word, candidates.filter(|name| other(name)).filter_map(|name| name.strip_prefix(folder)))
    }
}

fn backwards(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().rev()
}

/// Returns the items around a position in a list.
fn near<T>(list: &[T], place: usize) -> &[T] {
    list.get(place.saturating_sub(NEAR)..(place + NEAR).min(list.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_among_very_many_wherever_the_mistake_is() {
        let all: Vec<String> =
            (0..5_000).map(|number| format!("news/{}-report-{number}.md", 2000 + number % 20)).collect();
        let names = Names::new(all.iter().map(String::as_str).chain(["study/2003-report-4003.md"]));
        for (folder, word, meant) in [
            ("news/", "2003-report-4003.md", Some("2003-report-4003.md")),
            ("news/", "2003-report-4003x.md", Some("2003-report-4003.md")),
            ("news/", "x2003-report-4003.md", Some("2003-report-4003.md")),
            ("news/", "2003-raport-4003.md", Some("2003-report-4003.md")),
            ("", "nwes/2003-report-4003.md", Some("news/2003-report-4003.md")),
            ("study/", "2003-report-4004.md", Some("2003-report-4003.md")),
            ("study/", "组织架构", None),
            ("honors/", "2003-report-4003.md", None),
            ("news/", "./2003-REPORT-4003.MD", Some("2003-report-4003.md")),
        ] {
            assert_eq!(names.nearest(folder, "", word), meant, "{folder}{word}");
        }
        let own = "study/2003-report-4003.md";
        assert_eq!(names.nearest("study/", own, "2003-report-4004.md"), None);
    }

    #[test]
    fn a_name_in_capital_letters_is_found_beside_others_of_its_kind() {
        let names = Names::new(["A/x.pdf", "a/X.pdf", "a/x.pdf", "a/表.PDF"]);
        for (folder, own, word, meant) in [
            ("a/", "", "x.PDF", Some("X.pdf")),
            ("a/", "a/X.pdf", "x.PDF", Some("x.pdf")),
            ("A/", "", "X.PDF", Some("x.pdf")),
            ("a/", "", "./表.pdf", Some("表.PDF")),
            ("", "", "a/表.pdf", Some("a/表.PDF")),
        ] {
            assert_eq!(names.nearest(folder, own, word), meant, "{folder}{word}");
        }
        assert!(names.has("a/") && names.has("A/") && !names.has("b/") && !names.has("a/x/"));
    }

    #[test]
    fn words_take_time_in_proportion() {
        let make = |size: usize| (0..size).map(|at| format!("公告/{at}号公告.pdf")).collect::<Vec<_>>();
        crate::trial::in_proportion("wrong names", 500, make, |made| {
            let names = Names::new(made.iter().map(String::as_str));
            for at in 0..made.len() {
                std::hint::black_box(names.nearest("公告/", "", &format!("{at}号通知书.docx")));
            }
        });
    }
}
