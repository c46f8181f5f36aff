//! Tests that every code in use has a page and every page a code in use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{all, find};
use crate::problem::Severity;

/// Pages of codes that unfinished work is going to use.
const PENDING: &[&str] = &[];

/// Media types look like codes but are not; these are their first halves.
const MEDIA: [&str; 6] = ["application", "audio", "font", "image", "text", "video"];
/// The files that contain media types.
const WITH_MEDIA: [&str; 4] =
    ["picture/data_address.rs", "picture/format.rs", "preview/content_type.rs", "preview/guard.rs"];

/// Returns the codes in the source, each with its severities. Uses in tests do not count.
fn used() -> BTreeMap<String, BTreeSet<Severity>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut used: BTreeMap<String, BTreeSet<Severity>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root) {
        let path = entry.unwrap().into_path();
        let shown = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let is_test =
            shown.contains("/tests/") || shown.ends_with("tests.rs") || shown.ends_with("codes/used.rs");
        if !shown.ends_with(".rs") || is_test {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let text = without_tests(&text);
        for (at, code) in codes_in(text) {
            let family = code.split('/').next().unwrap_or_default();
            if MEDIA.contains(&family) && WITH_MEDIA.contains(&shown.as_str()) {
                continue;
            }
            let severities = used.entry(code.to_owned()).or_default();
            severities.extend(severity_before(&text[..at]));
        }
    }
    used
}

/// Cuts off the tests at the end of a file.
fn without_tests(text: &str) -> &str {
    let tests = text.match_indices("#[cfg(test)]").find(|(at, found)| {
        let rest = text[at + found.len()..].trim_start();
        let rest = rest.strip_prefix("pub(crate) ").unwrap_or(rest);
        rest.starts_with("mod ") && rest.lines().next().is_some_and(|line| line.ends_with('{'))
    });
    tests.map_or(text, |(at, _)| &text[..at])
}

/// Returns the string literals in the form of a code, with their positions.
fn codes_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    text.match_indices('"').filter_map(move |(at, _)| {
        let literal = text[at + 1..].split('"').next()?;
        let (family, name) = literal.split_once('/')?;
        (is_part(family) && is_part(name)).then_some((at, literal))
    })
}

/// Returns the severity if `before` ends with the beginning of a call that creates a problem, so
/// that the code is its first argument.
fn severity_before(before: &str) -> Option<Severity> {
    let before = before.trim_end();
    [
        ("Problem::error(", Severity::Error),
        ("Problem::warning(", Severity::Warning),
        ("Problem::info(", Severity::Info),
    ]
    .into_iter()
    .find_map(|(call, severity)| before.ends_with(call).then_some(severity))
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let used = used();
    assert!(used.len() > 100, "the search has found too little: {used:?}");
    let without_page: Vec<&String> = used.keys().filter(|code| find(code).is_none()).collect();
    assert!(without_page.is_empty(), "no page in src/problem/codes for: {without_page:#?}");
    let is_used = |code: &str| used.contains_key(code) || PENDING.contains(&code);
    let unused: Vec<&str> = all().map(|code| code.name).filter(|code| !is_used(code)).collect();
    assert!(unused.is_empty(), "pages of codes that nothing uses: {unused:#?}");
    let done: Vec<&&str> =
        PENDING.iter().filter(|code| used.contains_key(**code) || find(code).is_none()).collect();
    assert!(done.is_empty(), "no longer pending: {done:#?}");
}

#[test]
fn a_page_tells_the_severity_that_the_code_is_given() {
    for (name, given) in used() {
        let Some(code) = find(&name) else { continue };
        assert!(given.is_empty() || given.contains(&code.severity), "{name}: {given:?}");
    }
}

/// Returns the string literals of a source text.
fn literals(text: &str) -> Vec<&str> {
    let literal = regex::Regex::new(r#""((?:[^"\\\n]|\\.)*)""#).unwrap();
    literal.captures_iter(text).filter_map(|found| Some(found.get(1)?.as_str())).collect()
}

#[test]
fn chinese_messages_show_chinese_keys() {
    // A key and its value, as in `markdown: {html: allow}`.
    let key =
        regex::Regex::new(r"(?:^|[^A-Za-z/.])([a-z_]{2,}):(?: [a-z]| ?[\[{…“\x{4e00}-\x{9fff}])").unwrap();
    // Languages, and keys of `theme.yaml`, which has no Chinese ones.
    const ENGLISH: [&str; 5] = ["zh", "en", "words", "about", "widths"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for entry in walkdir::WalkDir::new(&root) {
        let path = entry.unwrap().into_path();
        let is_test = path.ends_with("tests.rs") || path.components().any(|part| part.as_os_str() == "tests");
        if is_test || path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for literal in literals(without_tests(&text)) {
            let is_chinese = literal.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
            // English that shows a Chinese name has a space before it.
            let is_english =
                literal.split(' ').filter(|word| word.bytes().all(|b| b.is_ascii_lowercase())).count() > 3;
            let found = key.captures(literal).filter(|_| is_chinese && !is_english);
            if let Some(found) = found.filter(|found| !ENGLISH.contains(&&found[1])) {
                wrong.push(format!("{}: {} in {literal}", path.display(), &found[1]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_search_finds_codes_and_nothing_else() {
    let text = "fn a() { Problem::warning(\n  \"a/b-c\", \"x / y\"); known(\"d2/e\"); \"A/b\"; \"a/b.c\"; \"a/\" }\n\
                #[cfg(test)]\nmod tests {\n \"not/this\" }";
    let found: Vec<_> =
        codes_in(without_tests(text)).map(|(at, code)| (code, severity_before(&text[..at]))).collect();
    assert_eq!(found, [("a/b-c", Some(Severity::Warning)), ("d2/e", None)]);
}
