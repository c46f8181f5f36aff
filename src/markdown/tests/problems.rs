//! Tests mistakes in directives, and their places.

use super::{codes, html, rendered};

#[test]
fn a_directive_that_is_not_closed_is_reported_where_it_begins() {
    for (body, place) in [
        ("甲\n\n:::note a=1\n乙\n", ":::note a=1"),
        ("坚持**“甲”**不\n> :::note\n> 乙\n\n丙", ":::note"),
        ("::::a\n:::b\n甲\n::::\n", ":::b"),
        (":::a\n::::b\n甲\n:::\n", "::::b"),
        ("- 甲\n  :::a\n  乙\n", ":::a"),
        ("[^1]:\n    :::a\n\n甲[^1]\n", ":::a"),
    ] {
        assert_eq!(codes(body), [("md/directive-unclosed", place.to_owned())], "{body:?}");
    }
}

#[test]
fn a_line_of_colons_without_a_directive_is_reported() {
    assert_eq!(codes("甲\n:::\n乙"), [("md/directive-stray", ":::".to_owned())]);
    assert_eq!(codes("::::a\n:::\n::::\n"), [("md/directive-stray", ":::".to_owned())]);
    assert_eq!(
        codes(":::a\n> 甲\n> :::\n"),
        [("md/directive-unclosed", ":::a".to_owned()), ("md/directive-stray", ":::".to_owned())]
    );
}

#[test]
fn a_bad_argument_is_reported_and_the_others_count() {
    let body = "甲**“乙”**丙\n:::note 标题 a=1 :::\n";
    assert_eq!(codes(body), [("md/directive-argument", "标题".to_owned())]);
    assert!(html(body).contains("data-call=\"note a=1\""));
}

#[test]
fn the_hosts_findings_are_passed_on_and_the_body_stays() {
    let body = "甲\n\n:::unknown\n乙\n:::\n";
    assert_eq!(codes(body), [("directive/unknown", "unknown".to_owned())]);
    assert_eq!(html(body), "<p>甲</p>\n<p>乙</p>");
}

#[test]
fn findings_come_in_the_order_of_their_places() {
    let page = rendered("[a](#x)\n\n![](a.jpg)\n\n:::\n\n<b>\n\n:::a\n");
    let codes: Vec<_> = page.findings.iter().map(|found| found.problem.code).collect();
    assert_eq!(
        codes,
        ["link/anchor", "img/alt", "md/directive-stray", "md/raw-html", "md/directive-unclosed"]
    );
}

#[test]
fn every_problem_speaks_both_languages_and_says_what_to_do() {
    for body in [
        ":::a",
        ":::",
        ":::a b :::",
        "[a](#b)",
        "[a](javascript:b)",
        "![](a)",
        "<b>",
        "[^1]: a",
        ":::a b=\"c :::",
        ":::a =1 :::",
    ] {
        for found in rendered(body).findings {
            let help = found.problem.help.unwrap();
            let message = found.problem.message;
            assert!(!message.zh.is_ascii() && message.en.is_ascii(), "{message:?}");
            assert!(!help.zh.is_ascii() && !help.en.is_empty(), "{help:?}");
        }
    }
}
