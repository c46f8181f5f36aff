//! Writes problems as a GitLab code quality report, which merge requests show.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use std::collections::BTreeMap;

use serde_json::json;

use super::{Language, Problem, Severity, lines};

/// Writes the report. `prefix` is the path of the site in its repository. A problem without a file
/// is reported at `site.yaml`, because the format requires a file.
pub fn to_gitlab(problems: &[Problem], language: Language, prefix: &str) -> String {
    let mut alike: BTreeMap<String, usize> = BTreeMap::new();
    let entries: Vec<_> = problems
        .iter()
        .map(|problem| {
            let file = problem.place.as_ref().map_or("site.yaml", |place| &place.file);
            let (line, excerpt) =
                problem.place.as_ref().map_or((1, ""), |place| (place.line.max(1), place.excerpt.trim()));
            let known = format!("{file}\0{}\0{excerpt}\0{}", problem.code, problem.message.zh);
            let number = alike.entry(known.clone()).or_default();
            *number += 1;
            // Stays the same when lines above change; the number distinguishes equal problems.
            let fingerprint = blake3::hash(format!("{known}\0{number}").as_bytes());
            json!({
                "description": lines::whole(problem, language),
                "check_name": problem.code,
                "fingerprint": fingerprint.to_hex().as_str(),
                "severity": severity(problem.severity),
                "location": {"path": format!("{prefix}{file}"), "lines": {"begin": line}},
            })
        })
        .collect();
    // Strings and numbers only: serializing them as JSON cannot fail.
    serde_json::to_string_pretty(&entries).unwrap_or_default() + "\n"
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;

    #[test]
    fn a_fingerprint_outlives_the_lines_above_and_tells_two_of_a_kind_apart() {
        let at = |text: &str, at: usize| {
            Problem::warning("link/broken", "断了", "broken").at(&SourceText::new("a.md", text), at..at + 1)
        };
        let prints = |problems: &[Problem]| -> Vec<String> {
            let report: serde_json::Value =
                serde_json::from_str(&to_gitlab(problems, Language::Chinese, "")).unwrap();
            let list = report.as_array().unwrap();
            list.iter().map(|entry| entry["fingerprint"].as_str().unwrap().to_owned()).collect()
        };
        let (before, after) =
            (prints(&[at("x x", 0), at("x x", 2)]), prints(&[at("\nx x", 1), at("\nx x", 3)]));
        assert_eq!(before, after);
        assert_ne!(before[0], before[1]);
    }
}
