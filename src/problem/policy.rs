//! Applies a site's settings to its problems: changed severities, suppressions, known problems.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::baseline::KnownProblems;
use super::suppression::{Suppression, suppressions};
use super::{Baseline, Problem, Severity, SourceText, many, pattern};

/// A site's settings for problems.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Codes or families (`link/*`) with their severity on this site, or `None` to turn them off.
    /// The last entry that names a code counts.
    pub severities: Vec<(String, Option<Severity>)>,
    /// The known old problems.
    pub baseline: Baseline,
}

/// The suppressions of files, and which of them were used.
#[derive(Debug, Default)]
pub struct Suppressions {
    files: BTreeMap<String, File>,
    seen: KnownProblems,
    /// Number of problems left out because of a comment or the list of known ones.
    pub silenced: usize,
}

#[derive(Debug)]
struct File {
    text: Arc<str>,
    suppressions: Vec<(Suppression, bool)>,
}

impl Suppressions {
    /// Returns whether a file contains a comment that suppresses a problem.
    pub fn concerns(name: &str, text: &str) -> bool {
        !suppressions(name, text).is_empty()
    }

    /// Reads the comments of a file; `text` is `None` if it cannot be read.
    pub fn take_in(&mut self, name: &str, text: Option<Arc<str>>) {
        if self.files.contains_key(name) {
            return;
        }
        let text = text.unwrap_or_default();
        let suppressions = suppressions(name, &text).into_iter().map(|one| (one, false)).collect();
        self.files.insert(name.to_owned(), File { text, suppressions });
    }

    /// Returns the mistakes in the comments of the files read so far; with `with_unused` also the
    /// comments that suppressed nothing.
    pub fn mistakes(&self, with_unused: bool) -> Vec<Problem> {
        let mut all = Vec::new();
        for (name, File { text, suppressions }) in &self.files {
            let mut found = Vec::new();
            for (suppression, is_used) in suppressions {
                let mistakes = suppression.mistakes();
                if with_unused && mistakes.is_empty() && !is_used {
                    found.push(suppression.unused());
                }
                found.extend(mistakes);
            }
            all.extend(many::placed(found, SourceText::new(name, text), 0));
        }
        all
    }

    fn suppresses(&mut self, problem: &Problem) -> bool {
        let Some(place) = &problem.place else { return false };
        let Some(file) = self.files.get_mut(&place.file) else { return false };
        match file.suppressions.iter_mut().find(|(one, _)| one.is_for(problem)) {
            Some((_, is_used)) => {
                *is_used = true;
                true
            }
            None => false,
        }
    }
}

impl Policy {
    /// Returns the problems to report, with the severities of the site. `text` returns a file's
    /// text.
    pub fn apply(&self, problems: Vec<Problem>, text: impl Fn(&str) -> Option<Arc<str>>) -> Vec<Problem> {
        if problems.is_empty() {
            return problems;
        }
        self.heard(problems, &mut Suppressions::default(), text)
    }

    /// Like [`Policy::apply`], and records in `heard` what was left out.
    pub fn heard(
        &self,
        problems: Vec<Problem>,
        heard: &mut Suppressions,
        text: impl Fn(&str) -> Option<Arc<str>>,
    ) -> Vec<Problem> {
        let mut told = Vec::with_capacity(problems.len());
        for mut problem in problems {
            let Some(severity) = self.severity(&problem) else { continue };
            problem.severity = severity;
            if let Some(place) = &problem.place {
                let file = &place.file;
                if !heard.files.contains_key(file) {
                    heard.take_in(file, text(file));
                }
            }
            let is_fixed = pattern::is_fixed(problem.code);
            if !is_fixed && (heard.suppresses(&problem) || self.baseline.knows(&problem, &mut heard.seen)) {
                heard.silenced += 1;
                continue;
            }
            told.push(problem);
        }
        told
    }

    /// Returns the severity of the problem on this site; `None` if it is turned off.
    fn severity(&self, problem: &Problem) -> Option<Severity> {
        if self.severities.is_empty() || pattern::is_fixed(problem.code) {
            return Some(problem.severity);
        }
        let said = self.severities.iter().rev().find(|(names, _)| pattern::names(names, problem.code));
        match said {
            // A draft never prevents publishing other pages.
            Some((_, Some(Severity::Error))) if problem.is_of_draft => Some(Severity::Warning),
            Some((_, severity)) => *severity,
            None => Some(problem.severity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str) -> Problem {
        let at = text.find('x').unwrap();
        Problem::error("link/broken", "断了", "broken").at(&SourceText::new("a.md", text), at..at + 1)
    }

    #[test]
    fn a_site_judges_for_itself_but_for_what_is_fixed() {
        let severities = vec![("link/*".to_owned(), None), ("link/broken".to_owned(), Some(Severity::Info))];
        let policy = Policy { severities, ..Policy::default() };
        let told = policy.apply(vec![broken("x"), Problem::warning("link/anchor", "", "")], |_| None);
        assert_eq!(
            told.iter().map(|p| (p.code, p.severity)).collect::<Vec<_>>(),
            [("link/broken", Severity::Info)]
        );
        let all_off = Policy { severities: vec![("yaml/*".to_owned(), None)], ..Policy::default() };
        assert_eq!(all_off.apply(vec![Problem::error("yaml/syntax", "", "")], |_| None).len(), 1);
    }

    #[test]
    fn what_a_comment_ignores_is_not_told_and_an_idle_comment_is() {
        let text = "<!-- 忽略 link/broken：等附件 -->\nx\n\n<!-- 忽略 link/broken：没有了 -->\n乙\n";
        let mut heard = Suppressions::default();
        let told = Policy::default().heard(vec![broken(text)], &mut heard, |_| Some(text.into()));
        assert_eq!((told.len(), heard.silenced), (0, 1));
        let mistakes = heard.mistakes(true);
        assert_eq!(mistakes.len(), 1);
        assert_eq!(mistakes[0].to_string(), "a.md:4:1: 这里没有“link/broken”要忽略 [check/unused]");
    }
}
