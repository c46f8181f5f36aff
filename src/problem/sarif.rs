//! Writes problems as SARIF 2.1.0 (OASIS), which code hosts and editors read.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Edit, Fix, Label, Language, Place, Problem, Severity, codes, lines};

/// Writes the log of one run. `prefix` is the path of the site in its repository.
pub fn to_sarif(problems: &[Problem], language: Language, prefix: &str) -> String {
    let used: BTreeSet<&str> = problems.iter().map(|problem| problem.code).collect();
    let rules: Vec<Value> = used.iter().map(|code| rule(code, language)).collect();
    let index = |code: &str| used.iter().position(|used| *used == code);
    let results: Vec<Value> =
        problems.iter().map(|problem| result(problem, index(problem.code), language, prefix)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "dangjian",
                "version": env!("CARGO_PKG_VERSION"),
                "language": if language == Language::Chinese { "zh-CN" } else { "en" },
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // Strings and numbers only: serializing them as JSON cannot fail.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn rule(name: &str, language: Language) -> Value {
    match codes::find(name) {
        Some(code) => json!({
            "id": name,
            "shortDescription": {"text": code.title.get(language)},
            "help": {"text": code.text.get(language), "markdown": code.text.get(language)},
            "defaultConfiguration": {"level": level(code.severity)},
        }),
        None => json!({"id": name}),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(problem: &Problem, rule: Option<usize>, language: Language, prefix: &str) -> Value {
    let mut result = json!({
        "ruleId": problem.code,
        "level": level(problem.severity),
        "message": {"text": lines::whole(problem, language)},
    });
    let place = problem.place.as_ref();
    let parts = [
        ("ruleIndex", rule.map(|at| json!(at))),
        ("locations", place.map(|place| json!([location(place, prefix, None)]))),
        ("relatedLocations", related(&problem.labels, language, prefix)),
        (
            "fixes",
            problem.fix.as_ref().zip(place).and_then(|(fix, place)| fixes(fix, place, language, prefix)),
        ),
    ];
    if let Some(object) = result.as_object_mut() {
        object.extend(parts.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    }
    result
}

fn location(place: &Place, prefix: &str, message: Option<&str>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(&format!("{prefix}{}", place.file))}});
    if place.line > 0 {
        physical["region"] = json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.column + place.length,
            "snippet": {"text": place.excerpt},
        });
    }
    match message {
        Some(message) => json!({"physicalLocation": physical, "message": {"text": message}}),
        None => json!({"physicalLocation": physical}),
    }
}

fn related(labels: &[Label], language: Language, prefix: &str) -> Option<Value> {
    let locations =
        labels.iter().map(|label| location(&label.place, prefix, Some(label.words.get(language))));
    let locations: Vec<Value> = locations.collect();
    (!locations.is_empty()).then_some(Value::Array(locations))
}

/// Returns a fix that changes the text; `None` for one that only rewrites a file in UTF-8, which
/// SARIF cannot express.
fn fixes(fix: &Fix, place: &Place, language: Language, prefix: &str) -> Option<Value> {
    let replacement = |Edit { span, text }: &Edit| {
        json!({
            "deletedRegion": {"byteOffset": span.start, "byteLength": span.len()},
            "insertedContent": {"text": text},
        })
    };
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    (!replacements.is_empty()).then(|| {
        json!([{
            "description": {"text": fix.words.get(language)},
            "artifactChanges": [{
                "artifactLocation": {"uri": uri(&format!("{prefix}{}", place.file))},
                "replacements": replacements,
            }],
        }])
    })
}

/// Converts a path to a relative URI.
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(path, KEPT).to_string()
}
