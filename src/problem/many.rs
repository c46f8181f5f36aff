//! Limits the number of problems listed per file: nobody reads thousands, and each takes memory and
//! time.

use super::{Finding, Problem, Severity, SourceLines, SourceText};

/// Maximum number of problems listed per file.
pub(crate) const MOST: usize = 1_000;

/// Maximum number of bytes parsed to locate the problems of one file. Each problem in a data file
/// is located by parsing the text from its beginning.
const LOOKED_THROUGH: usize = 8_000_000;
/// Number of problems that are always located, even if that exceeds [`LOOKED_THROUGH`].
const PLACED: usize = 10;

/// Returns how many problems to locate in a text of `length` bytes, if each takes a search from its
/// beginning.
pub(crate) fn most_places(length: usize) -> usize {
    (LOOKED_THROUGH / length.max(1)).clamp(PLACED, MOST)
}

/// Problems of a file that are not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnlistedProblems {
    count: usize,
    /// Whether at least one of them is an error.
    is_error: bool,
}

/// Keeps the `most` most severe findings of a file, the first ones of each severity, in their
/// original order.
pub(crate) fn listed<T>(
    found: Vec<T>,
    most: usize,
    severity: impl Fn(&T) -> Severity,
) -> (Vec<T>, UnlistedProblems) {
    let Some(count) = found.len().checked_sub(most).filter(|count| *count > 0) else {
        return (found, UnlistedProblems { count: 0, is_error: false });
    };
    let mut numbers: Vec<usize> = (0..found.len()).collect();
    let of = |number: &usize| found.get(*number).map(&severity);
    numbers.sort_by_key(of);
    let rest = numbers.split_off(most);
    let is_error = rest.first().and_then(of) == Some(Severity::Error);
    let mut is_kept = vec![false; found.len()];
    for number in numbers {
        if let Some(is_kept) = is_kept.get_mut(number) {
            *is_kept = true;
        }
    }
    let kept = found.into_iter().zip(is_kept).filter_map(|(one, is_kept)| is_kept.then_some(one));
    (kept.collect(), UnlistedProblems { count, is_error })
}

/// Converts the findings of a part of a file that begins at `offset` to problems of the file. If
/// there are very many it keeps the first ones and adds a problem that reports how many more there
/// are.
pub(crate) fn placed(found: Vec<Finding>, text: SourceText<'_>, offset: usize) -> Vec<Problem> {
    if found.is_empty() {
        return Vec::new();
    }
    let (found, unlisted) = listed(found, MOST, |finding| finding.problem.severity);
    let lines = SourceLines::new(text);
    let placed = found.into_iter().map(|finding| finding.placed(offset, |span| lines.place(span)));
    placed.chain(unlisted.problem(text.file())).collect()
}

impl UnlistedProblems {
    /// Returns a problem that reports the unlisted ones; `None` if all are listed. It is an error
    /// if one of them is.
    pub(crate) fn problem(self, file: &str) -> Option<Problem> {
        let Self { count, is_error } = self;
        let problem = Problem::warning(
            "source/many-problems",
            format!("这个文件里还有 {count} 处问题没有一一列出"),
            format!("this file has {count} more problems that are not listed"),
        );
        let severity = if is_error { Severity::Error } else { problem.severity };
        let problem = Problem { severity, ..problem };
        let problem = problem.help("先改正已经列出的，再运行一次", "fix those that are listed and run again");
        (count > 0).then(|| problem.in_file(file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(found: &[Severity], most: usize) -> (Vec<Severity>, Option<Severity>) {
        let (kept, unlisted) = listed(found.to_vec(), most, |severity| *severity);
        (kept, unlisted.problem("a.md").map(|problem| problem.severity))
    }

    #[test]
    fn errors_are_listed_before_warnings_and_those_before_advice() {
        use Severity::{Error, Info, Warning};
        let all = [Info, Warning, Error, Info, Warning];
        assert_eq!(codes(&all, 5), (all.to_vec(), None));
        assert_eq!(codes(&all, 4), (vec![Info, Warning, Error, Warning], Some(Warning)));
        assert_eq!(codes(&all, 1), (vec![Error], Some(Warning)));
        assert_eq!(codes(&[Error, Warning, Error], 1), (vec![Error], Some(Error)), "an error keeps it one");
        assert_eq!(codes(&[], 0), (vec![], None));
    }

    #[test]
    fn very_many_findings_of_one_long_line_are_placed_in_no_time() {
        const COUNT: usize = 250_000;
        let finding = |at: usize| Finding {
            problem: Problem::info("punct/half-width", "半角", "narrow"),
            span: 4 * at + 3..4 * at + 4,
        };
        let make = |count: usize| ("甲,".repeat(count), (0..count).map(finding).collect::<Vec<_>>());
        let place = |(text, findings): (String, _)| placed(findings, SourceText::new("a.md", &text), 0);
        crate::trial::in_proportion("findings", COUNT / crate::trial::TIMES, make, |made| drop(place(made)));
        let problems = place(make(COUNT));
        assert_eq!(problems.len(), MOST + 1);
        let columns = problems.iter().filter_map(|problem| Some(problem.place.as_ref()?.column));
        assert!(columns.take(MOST).eq((0..MOST).map(|at| 2 * at + 2)), "columns are those of the whole line");
        let carried: usize = problems.iter().filter_map(|p| Some(p.place.as_ref()?.excerpt.len())).sum();
        assert!(carried < MOST * 3_000, "{carried} bytes of one line");
        assert_eq!(problems[MOST].message.en, "this file has 249000 more problems that are not listed");
    }
}
