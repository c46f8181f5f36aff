//! Suggests what to do next: the last lines of a report, each with a command to copy.

use std::collections::BTreeMap;
use std::path::Path;

use super::terminal::Terminal;
use crate::problem::{Problem, Severity, pattern};

/// From this number of problems on, suggest a baseline: nobody fixes so many in an afternoon.
const MANY: usize = 50;
/// A key in this many files belongs to another program; it is not a slip.
const RECURRING: usize = 3;
/// Maximum number of keys to name.
const KEYS: usize = 12;

/// Suggests what to do about problems of the site in `folder`.
pub(super) fn steps(problems: &[Problem], folder: &Path, terminal: &Terminal) -> String {
    let site = terminal.site_argument(folder);
    let mut steps: Vec<(String, String)> = Vec::new();
    let certain = count(problems, |problem| problem.fix.as_ref().is_some_and(|fix| fix.certain));
    let probable = count(problems, |problem| problem.fix.as_ref().is_some_and(|fix| !fix.certain));
    if certain > 0 {
        steps.push((
            format!("dangjian fix{site}：改好 {certain} 处能自动改的；先看会改什么，加 --dry-run"),
            format!("dangjian fix{site}: fixes {certain} by itself; add --dry-run to see how"),
        ));
    }
    if probable > 0 {
        steps.push((
            format!("dangjian fix{site} --all：还有 {probable} 处改法不一定合原意，先加 --dry-run 看一遍"),
            format!("dangjian fix{site} --all: {probable} more, which may not be what was meant: look at them with --dry-run first"),
        ));
    }
    let foreign = foreign(problems);
    if !foreign.is_empty() {
        let keys = foreign.join(", ");
        steps.push((
            format!("在 site.yaml 里加一行 忽略的项: [{keys}]：别的建站程序的这些项就不再提示；要留用的，改成这里的名称"),
            format!("add to site.yaml the line ignore_keys: [{keys}]: nothing more is said of these keys of another program; rename those that are to be kept"),
        ));
    }
    let known = |problem: &Problem| !pattern::is_fixed(problem.code);
    let old = count(problems, |problem| problem.severity != Severity::Info && known(problem));
    if old >= MANY {
        let errors = count(problems, |problem| problem.is_error() && known(problem));
        let lasting = count(problems, |problem| problem.is_error() && !known(problem));
        let (zh, en) = match (errors, lasting) {
            (0, 0) => ("以后只报告新的".to_owned(), "only new ones are reported".to_owned()),
            (_, 0) => (
                "以后只报告新的，一时改不完也能发布".to_owned(),
                "only new ones are reported and the site can be published meanwhile".to_owned(),
            ),
            (_, lasting) => (
                format!("以后只报告新的；另有 {lasting} 个错误不能这样记下，改好才能发布"),
                format!(
                    "only new ones are reported; {lasting} other errors can't be noted: nothing is published until they are fixed"
                ),
            ),
        };
        steps.push((
            format!("dangjian check{site} --write-baseline：把这 {old} 处记为已知，{zh}"),
            format!("dangjian check{site} --write-baseline: notes these {old} as known, so that {en}"),
        ));
    }
    let mut text = String::new();
    for (zh, en) in steps {
        text += &terminal.say(|| format!("下一步：{zh}\n"), || format!("Next: {en}\n"));
    }
    text
}

fn count(problems: &[Problem], is_meant: impl Fn(&Problem) -> bool) -> usize {
    problems.iter().filter(|problem| is_meant(problem)).count()
}

/// Returns the keys of other site generators in articles, the most frequent first.
fn foreign(problems: &[Problem]) -> Vec<String> {
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.code == "meta/unknown-key") {
        // A near miss of a known key is an error, not a key of another program.
        let place = problem.place.as_ref().filter(|_| problem.severity != Severity::Error);
        if let Some(place) = place.filter(|place| place.file.ends_with(".md")) {
            *keys.entry(place.marked()).or_default() += 1;
        }
    }
    let is_plain =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    let mut keys: Vec<(String, usize)> =
        keys.into_iter().filter(|(key, count)| *count >= RECURRING && is_plain(key)).collect();
    keys.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    keys.into_iter().take(KEYS).map(|(key, _)| key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Fix, Language, SourceText};

    fn unknown(file: &str, key: &str) -> Problem {
        let text = format!("---\n{key}: x\n---\n");
        let source = SourceText::new(file, &text);
        Problem::warning("meta/unknown-key", "没有", "none").at(&source, 4..4 + key.len())
    }

    #[test]
    fn each_step_is_a_command_that_can_be_copied() {
        let terminal = Terminal::new(Language::English);
        let told = |problems: &[Problem], folder: &str| steps(problems, Path::new(folder), &terminal);
        assert_eq!(told(&[], "."), "");
        let broken = Problem::error("link/broken", "断", "broken");
        assert_eq!(
            told(std::slice::from_ref(&broken), "."),
            "",
            "what a person has to look at is told above"
        );
        let certain = broken.clone().fix(Fix::certain("", "", Vec::new()));
        let probable = broken.clone().fix(Fix::probable("", "", Vec::new()));
        let both = told(&[certain.clone(), certain, probable], "my site");
        assert_eq!(
            both,
            "Next: dangjian fix \"my site\": fixes 2 by itself; add --dry-run to see how\n\
             Next: dangjian fix \"my site\" --all: 1 more, which may not be what was meant: look at them with --dry-run first\n"
        );
        let many = vec![broken; MANY];
        assert!(
            told(&many, "site").starts_with("Next: dangjian check site --write-baseline: notes these 50")
        );
        let fixed = vec![Problem::error("yaml/syntax", "", ""); MANY];
        assert_eq!(told(&fixed, "site"), "", "what can't be left can't be noted");
        // It is only promised that the site can be published where that is so.
        let noted = |problems: &[Problem]| {
            let chinese = Terminal::new(Language::Chinese);
            steps(problems, Path::new("."), &chinese)
                .trim_end()
                .rsplit('，')
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        assert_eq!(noted(&many), "一时改不完也能发布");
        let mut both = many.clone();
        both.extend_from_slice(&fixed[..2]);
        assert!(noted(&both).ends_with("改好才能发布"), "{}", noted(&both));
        assert!(steps(&both, Path::new("."), &terminal).contains("; 2 other errors can't be noted"));
        let warnings = vec![Problem::warning("link/broken", "断", "broken"); MANY];
        assert_eq!(noted(&warnings), "以后只报告新的", "a warning does not stop it");
    }

    #[test]
    fn keys_that_many_articles_have_are_another_programs() {
        let mut all: Vec<Problem> = (0..3).map(|n| unknown(&format!("content/{n}.md"), "layout")).collect();
        all.extend((0..5).map(|n| unknown(&format!("content/{n}.md"), "categories")));
        all.push(unknown("content/1.md", "once"));
        all.extend(
            (0..3).map(|n| Problem {
                severity: Severity::Error,
                ..unknown(&format!("content/{n}.md"), "titel")
            }),
        );
        assert_eq!(foreign(&all), ["categories", "layout"]);
    }
}
