//! Groups problems that report the same at many places: nobody reads two thousand blocks, and the
//! important one would be lost among them.
//!
//! For five hundred articles with the keys `categories` and `layout`, which the site does not know,
//! a report has two blocks: `没有“categories”这一项：500 篇，第一篇 content/news/a.md:4`. If too
//! many blocks remain, single problems of one code whose messages differ only in names and numbers
//! are joined too: first those with the same help, then the others. A group of equal problems is
//! never joined with others, because they would hide each other. What then still exceeds the limit
//! is only counted. Programs that read problems get all of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

use super::{Fix, Language, Place, Problem, Severity, Words};

/// Maximum number of blocks in a report.
pub const MOST_BLOCKS: usize = 20;

/// Minimum size of a group. Fewer places are shown one by one: two lines with carets are clearer
/// than a count.
const LEAST: usize = 3;

/// Problems shown in one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemGroup<'p> {
    /// The first one, in the given order.
    pub first: &'p Problem,
    /// The others.
    pub others: Vec<&'p Problem>,
    /// Whether the messages differ in names or numbers, not only the places.
    pub is_varied: bool,
}

/// Counts the problems with one code and severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// Their severity.
    pub severity: Severity,
    /// Their code.
    pub code: &'static str,
    /// The number of problems.
    pub count: usize,
    /// The number of files with such problems.
    pub files: usize,
}

/// The problems of a run, arranged for a person to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest<'p> {
    /// The blocks, in the order of their first problems.
    pub groups: Vec<ProblemGroup<'p>>,
    /// The number of problems in no block.
    pub left_out: usize,
    /// Counts of all problems, sorted by severity, then by frequency.
    pub totals: Vec<Total>,
}

impl<'p> Digest<'p> {
    /// Puts each problem in its own block.
    pub fn of_each(problems: &'p [Problem]) -> Self {
        let groups = problems.iter().map(ProblemGroup::of).collect();
        Self { groups, left_out: 0, totals: totals(problems) }
    }

    /// Puts the problems in at most `most` blocks.
    pub fn new(problems: &'p [Problem], most: usize) -> Self {
        let help = |problem: &'p Problem| problem.help.as_ref().map(|help| help.zh.as_str());
        let same = |problem: &'p Problem| {
            (problem.severity, problem.code, problem.message.zh.as_str(), help(problem))
        };
        let mut counts: HashMap<_, usize> = HashMap::new();
        problems.iter().for_each(|problem| *counts.entry(same(problem)).or_default() += 1);
        let keyed = problems.iter().enumerate().map(|(number, problem)| {
            let key = same(problem);
            let is_one = counts.get(&key).is_some_and(|count| *count >= LEAST);
            (if is_one { Ok(key) } else { Err(number) }, ProblemGroup::of(problem))
        });
        let mut groups = gathered(keyed);
        if groups.len() > most {
            groups = alike(groups, most, |problem| (skeleton(&problem.message.zh), help(problem)));
        }
        if groups.len() > most {
            groups = alike(groups, most, |problem| skeleton(&problem.message.zh));
        }
        let mut left_out = 0;
        if groups.len() > most {
            let kept = varied(&groups, most);
            let mut numbers = 0..;
            groups.retain(|group| {
                let is_kept = numbers.next().is_some_and(|number| kept.contains(&number));
                left_out += if is_kept { 0 } else { group.count() };
                is_kept
            });
        }
        Self { groups, left_out, totals: totals(problems) }
    }

    /// Returns whether some problem has no block of its own.
    pub fn is_shortened(&self) -> bool {
        self.left_out > 0 || self.groups.iter().any(|group| group.count() > 1)
    }
}

impl<'p> ProblemGroup<'p> {
    fn of(problem: &'p Problem) -> Self {
        Self { first: problem, others: Vec::new(), is_varied: false }
    }

    /// Returns the number of problems in the group.
    pub fn count(&self) -> usize {
        1 + self.others.len()
    }

    /// Iterates over all problems of the group.
    pub fn all(&self) -> impl Iterator<Item = &'p Problem> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    /// Returns the help of the problems, if it is the same for all of them.
    pub fn help(&self) -> Option<&'p Words> {
        self.common(|problem| problem.help.as_ref())
    }

    /// Returns the fix of the first problem, if the fixes of all of them say the same.
    pub fn fix(&self) -> Option<&'p Fix> {
        self.common(|problem| problem.fix.as_ref().map(|fix| (&fix.words, fix.certain)))?;
        self.first.fix.as_ref()
    }

    /// Returns what is the same for all problems; `None` if one differs.
    fn common<T: PartialEq>(&self, of: impl Fn(&'p Problem) -> Option<T>) -> Option<T> {
        let first = of(self.first);
        if self.others.iter().all(|problem| of(problem) == first) { first } else { None }
    }

    /// Describes the places: `500 篇，第一篇 content/news/a.md:4`,
    /// `7 places in 3 files, the first content/news/a.md:4`. `None` for a single problem.
    pub fn told(&self, language: Language) -> Option<String> {
        let count = self.count();
        let place = self.first.place.as_ref().filter(|_| count > 1);
        let files: usize = files(self.all());
        let is_article = |place: &Place| place.file.starts_with("content/") && place.file.ends_with(".md");
        let are_articles =
            files == count && self.all().all(|problem| problem.place.as_ref().is_some_and(is_article));
        let first = place.map(short);
        let told = match (language, first) {
            _ if count < 2 => return None,
            (Language::Chinese, None) => format!("{count} 处"),
            (Language::English, None) => format!("{count} times"),
            (Language::Chinese, Some(first)) if are_articles => format!("{count} 篇，第一篇 {first}"),
            (Language::English, Some(first)) if are_articles => {
                format!("{count} articles, the first {first}")
            }
            (Language::Chinese, Some(first)) if files < 2 => format!("{count} 处，第一处 {first}"),
            (Language::English, Some(first)) if files < 2 => format!("{count} places, the first {first}"),
            (Language::Chinese, Some(first)) => format!("{files} 个文件里有 {count} 处，第一处 {first}"),
            (Language::English, Some(first)) => format!("{count} places in {files} files, the first {first}"),
        };
        Some(told)
    }
}

/// Formats a place for navigation: the file and the line.
pub fn short(place: &Place) -> String {
    match &place.cell {
        Some(cell) => format!("{}:{}:{}", place.file, cell.sheet, place.line),
        None if place.line == 0 => place.file.clone(),
        None => format!("{}:{}", place.file, place.line),
    }
}

/// Merges groups with equal keys, each at the position of its first.
fn gathered<'p, K: Hash + Eq>(groups: impl Iterator<Item = (K, ProblemGroup<'p>)>) -> Vec<ProblemGroup<'p>> {
    let mut numbers: HashMap<K, usize> = HashMap::new();
    let mut gathered: Vec<ProblemGroup<'p>> = Vec::new();
    for (key, group) in groups {
        let number = *numbers.entry(key).or_insert(gathered.len());
        match gathered.get_mut(number) {
            Some(known) => {
                known.is_varied |= group.is_varied || known.first.message != group.first.message;
                known.others.extend(group.all());
            }
            None => gathered.push(group),
        }
    }
    gathered
}

/// Joins single problems of one code and severity whose `key` is equal, the most frequent ones
/// first, until at most `most` blocks remain. Groups of equal problems stay as they are.
fn alike<'p, K: Hash + Ord + Clone>(
    groups: Vec<ProblemGroup<'p>>,
    most: usize,
    key: impl Fn(&'p Problem) -> K,
) -> Vec<ProblemGroup<'p>> {
    let is_joinable = |group: &ProblemGroup<'_>| group.count() == 1 || group.is_varied;
    let key = |group: &ProblemGroup<'p>| (group.first.severity, group.first.code, key(group.first));
    let mut counts: HashMap<_, usize> = HashMap::new();
    let joinable = groups.iter().filter(|group| is_joinable(group));
    joinable.for_each(|group| *counts.entry(key(group)).or_default() += 1);
    let mut by_count: Vec<_> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    by_count.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let mut length = groups.len();
    let mut joined = HashSet::new();
    for (key, count) in by_count {
        if length <= most {
            break;
        }
        length -= count - 1;
        joined.insert(key);
    }
    gathered(groups.into_iter().enumerate().map(|(number, group)| {
        let key = Some(key(&group)).filter(|key| is_joinable(&group) && joined.contains(key));
        (key.ok_or(number), group)
    }))
}

/// Removes quoted names from a message and replaces numbers by `0`: `没有“甲”这个栏目` and
/// `没有“乙”这个栏目` become equal.
fn skeleton(words: &str) -> String {
    let (mut skeleton, mut depth) = (String::with_capacity(words.len()), 0_usize);
    for character in words.chars() {
        match character {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ if depth > 0 => continue,
            '0'..='9' if skeleton.ends_with('0') => continue,
            '0'..='9' => {
                skeleton.push('0');
                continue;
            }
            _ => {}
        }
        skeleton.push(character);
    }
    skeleton
}

/// Selects `most` groups and returns their indices. Errors come before warnings; within a severity
/// the codes take turns: one group of each code, then a second one of each, and so on.
fn varied(groups: &[ProblemGroup<'_>], most: usize) -> HashSet<usize> {
    let mut seen: HashMap<(Severity, &str), usize> = HashMap::new();
    let turn = |(number, group): (usize, &ProblemGroup<'_>)| {
        let (severity, code) = (group.first.severity, group.first.code);
        let turn = seen.entry((severity, code)).or_default();
        *turn += 1;
        (severity, *turn, number)
    };
    let mut turns: Vec<_> = groups.iter().enumerate().map(turn).collect();
    turns.sort_unstable();
    turns.into_iter().take(most).map(|(.., number)| number).collect()
}

fn totals(problems: &[Problem]) -> Vec<Total> {
    let mut by_code: BTreeMap<(Severity, &'static str), Vec<&Problem>> = BTreeMap::new();
    for problem in problems {
        by_code.entry((problem.severity, problem.code)).or_default().push(problem);
    }
    let total = |((severity, code), of_it): ((Severity, &'static str), Vec<&Problem>)| Total {
        severity,
        code,
        count: of_it.len(),
        files: files(of_it.into_iter()),
    };
    let mut totals: Vec<Total> = by_code.into_iter().map(total).collect();
    totals.sort_by(|a, b| (a.severity, b.count, a.code).cmp(&(b.severity, a.count, b.code)));
    totals
}

/// Returns the number of files that contain the problems.
fn files<'p>(problems: impl Iterator<Item = &'p Problem>) -> usize {
    let files = problems.filter_map(|problem| Some(problem.place.as_ref()?.file.as_str()));
    files.collect::<HashSet<&str>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;
    use proptest::prelude::*;

    fn at(file: &str, code: &'static str, words: &str) -> Problem {
        Problem::warning(code, words, words).at(&SourceText::new(file, "甲\n乙\n"), 4..7)
    }

    fn told(problems: &[Problem], most: usize) -> (Vec<String>, usize) {
        let digest = Digest::new(problems, most);
        let block = |group: &ProblemGroup<'_>| {
            let varied = if group.is_varied { "等" } else { "" };
            format!(
                "{}{varied} {}",
                group.first.message.zh,
                group.told(Language::Chinese).unwrap_or_else(|| group.first.to_string())
            )
        };
        (digest.groups.iter().map(block).collect(), digest.left_out)
    }

    #[test]
    fn the_same_of_many_places_is_one_block_and_of_two_are_two() {
        let mut all: Vec<Problem> =
            (1..=5).map(|n| at(&format!("content/{n}.md"), "a/a", "没有“x”这一项")).collect();
        all.push(at("site.yaml", "a/b", "乙"));
        all.extend([1, 2, 2].map(|n| at(&format!("data/{n}.yaml"), "a/c", "丙")));
        all.push(at("site.yaml", "a/b", "乙"));
        all.extend([1; 3].map(|n| at(&format!("content/{n}.md"), "a/d", "丁")));
        let (blocks, left_out) = told(&all, 20);
        assert_eq!(
            blocks,
            [
                "没有“x”这一项 5 篇，第一篇 content/1.md:2",
                "乙 site.yaml:2:1: 乙 [a/b]",
                "丙 2 个文件里有 3 处，第一处 data/1.yaml:2",
                "乙 site.yaml:2:1: 乙 [a/b]",
                "丁 3 处，第一处 content/1.md:2"
            ]
        );
        assert_eq!(left_out, 0);
        let english = Digest::new(&all, 20);
        let english: Vec<_> =
            english.groups.iter().filter_map(|group| group.told(Language::English)).collect();
        assert_eq!(
            english,
            [
                "5 articles, the first content/1.md:2",
                "3 places in 2 files, the first data/1.yaml:2",
                "3 places, the first content/1.md:2"
            ]
        );
    }

    #[test]
    fn what_differs_in_a_name_or_number_is_one_block_where_there_would_be_too_many() {
        let mut all: Vec<Problem> = (0..40)
            .map(|n| at("content/a.md", "link/broken", &format!("第 {n} 个链接“{n}.md”打不开")))
            .collect();
        all.push(at("content/b.md", "a/b", "乙"));
        let (blocks, left_out) = told(&all, 20);
        assert_eq!(
            blocks,
            ["第 0 个链接“0.md”打不开等 40 处，第一处 content/a.md:2", "乙 content/b.md:2:1: 乙 [a/b]"]
        );
        assert_eq!(left_out, 0);
        assert_eq!(told(&all[..20], 20).0.len(), 20, "twenty can be read");
    }

    #[test]
    fn a_group_of_equal_problems_hides_no_other() {
        let mut all = Vec::new();
        for n in 0..30 {
            all.push(at(&format!("content/{n}.md"), "a/a", "没有“categories”这一项"));
            all.push(at(&format!("content/{n}.md"), "a/a", &format!("没有“第{n}项”这一项")));
        }
        assert_eq!(
            told(&all, 20),
            (
                vec![
                    "没有“categories”这一项 30 篇，第一篇 content/0.md:2".to_owned(),
                    "没有“第0项”这一项等 30 篇，第一篇 content/0.md:2".to_owned(),
                ],
                0
            )
        );
    }

    #[test]
    fn those_with_the_same_help_are_joined_first_and_only_common_help_is_shown() {
        let with = |n: usize, help: &str| {
            at(&format!("content/{n}.md"), "a/a", &format!("没有“{n}”")).help(help, help)
        };
        let listed = |n: usize| with(n, "看看是不是写错了字");
        let meant = |n: usize| with(n, &format!("是不是“{n}号”？"));
        let all: Vec<Problem> = (0..15).map(listed).chain((15..21).map(meant)).collect();
        let digest = Digest::new(&all, 20);
        assert_eq!(digest.groups.len(), 7, "it is enough to join those with the same help");
        assert_eq!(digest.groups[0].help().map(|help| help.zh.as_str()), Some("看看是不是写错了字"));
        let digest = Digest::new(&all, 3);
        assert_eq!(digest.groups.iter().map(ProblemGroup::count).collect::<Vec<_>>(), [21]);
        assert_eq!(digest.groups[0].help(), None, "what is right for one is wrong for the others");
        let fixed = |word: &str| all[0].clone().fix(Fix::probable(word, "", Vec::new()));
        let pair = |a: Problem, b: Problem| vec![a, b];
        for (pair, is_common) in [
            (pair(fixed("甲"), fixed("甲")), true),
            (pair(fixed("甲"), fixed("乙")), false),
            (pair(fixed("甲"), all[1].clone()), false),
        ] {
            let group = ProblemGroup { first: &pair[0], others: vec![&pair[1]], is_varied: true };
            assert_eq!(group.fix().is_some(), is_common);
        }
    }

    #[test]
    fn of_too_many_kinds_each_code_has_its_turn_and_errors_come_first() {
        let letters = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"];
        let mut all: Vec<Problem> = letters.iter().map(|word| at("content/a.md", "a/a", word)).collect();
        all.push(at("content/z.md", "z/z", "末"));
        all.push(Problem { severity: Severity::Error, ..at("content/z.md", "z/a", "错") });
        let (blocks, left_out) = told(&all, 4);
        let words: Vec<&str> = blocks.iter().filter_map(|block| block.split(' ').next()).collect();
        assert_eq!((words, left_out), (vec!["甲", "乙", "末", "错"], 6));
        let totals = Digest::new(&all, 4).totals;
        let totals: Vec<_> = totals.iter().map(|total| (total.code, total.count, total.files)).collect();
        assert_eq!(totals, [("z/a", 1, 1), ("a/a", 8, 1), ("z/z", 1, 1)]);
    }

    proptest! {
        #[test]
        fn every_problem_stands_in_one_block_or_is_counted(
            all in proptest::collection::vec((0..4_usize, 0..3_usize, 0..6_usize, any::<bool>()), 0..80), most in 1..12_usize
        ) {
            let codes = ["a/a", "a/b", "b/a", "b/b"];
            let problems: Vec<Problem> = all.iter().map(|(code, file, word, is_error)| {
                let problem = at(&format!("content/{file}.md"), codes[*code], &format!("没有“{word}”"));
                let severity = if *is_error { Severity::Error } else { Severity::Warning };
                Problem { severity, ..problem }
            }).collect();
            let digest = Digest::new(&problems, most);
            prop_assert!(digest.groups.len() <= most);
            let shown: usize = digest.groups.iter().map(ProblemGroup::count).sum();
            prop_assert_eq!(shown + digest.left_out, problems.len());
            prop_assert_eq!(digest.totals.iter().map(|total| total.count).sum::<usize>(), problems.len());
            for group in &digest.groups {
                prop_assert!(group.all().all(|problem| (problem.severity, problem.code) == (group.first.severity, group.first.code)));
                prop_assert_eq!(group.is_varied, group.all().any(|problem| problem.message != group.first.message));
            }
            prop_assert_eq!(Digest::new(&problems, most), digest, "the same each time");
        }
    }
}
