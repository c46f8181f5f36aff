//! Writes problems for other programs, as `problems.schema.json` defines.

use serde::Serialize;

use super::{Problem, Severity};

/// The JSON Schema of [`to_json`].
pub const SCHEMA: &str = include_str!("problems.schema.json");

#[derive(Serialize)]
struct Report<'p> {
    version: u32,
    tally: Tally,
    problems: &'p [Problem],
}

#[derive(Serialize)]
struct Tally {
    errors: usize,
    warnings: usize,
    infos: usize,
    silenced: usize,
}

/// Writes the problems in the given order, and the number of each severity. `silenced` is the
/// number of those left out.
pub fn to_json(problems: &[Problem], silenced: usize) -> String {
    let count = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let tally = Tally {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        infos: count(Severity::Info),
        silenced,
    };
    // Structs with strings and numbers only: serializing them as JSON cannot fail.
    serde_json::to_string_pretty(&Report { version: 1, tally, problems }).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::{Edit, Fix, Language, SourceText, gitlab, sarif};
    use proptest::prelude::*;

    fn problems() -> Vec<Problem> {
        let text = SourceText::new("content/新闻/甲.md", "标题: \"甲\u{1b}\n日期：乙\n");
        vec![
            Problem::error("meta/unclosed", "引号没有结束", "unclosed quote")
                .at(&text, 8..9)
                .help("补上引号", "close it")
                .label(text.place(14..20), "这里", "here")
                .fix(Fix::certain("改成半角", "make it narrow", vec![Edit::replace(20..23, ": ")])),
            Problem::warning("site/empty", "没有文章", "no articles"),
            Problem::info("source/encoding", "编码", "encoding").in_file("a.md"),
        ]
    }

    fn is_valid(report: &str) -> bool {
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
        let report: serde_json::Value = serde_json::from_str(report).unwrap();
        jsonschema::is_valid(&schema, &report)
    }

    #[test]
    fn fields_stand_in_a_fixed_order_and_fit_the_schema() {
        let report = to_json(&problems()[..2], 3);
        insta::assert_snapshot!(report, @r#"
        {
          "version": 1,
          "tally": {
            "errors": 1,
            "warnings": 1,
            "infos": 0,
            "silenced": 3
          },
          "problems": [
            {
              "code": "meta/unclosed",
              "severity": "error",
              "place": {
                "file": "content/新闻/甲.md",
                "line": 1,
                "column": 5,
                "length": 1,
                "excerpt": "标题: \"甲\u001b"
              },
              "message": {
                "zh": "引号没有结束",
                "en": "unclosed quote"
              },
              "help": {
                "zh": "补上引号",
                "en": "close it"
              },
              "labels": [
                {
                  "place": {
                    "file": "content/新闻/甲.md",
                    "line": 2,
                    "column": 1,
                    "length": 2,
                    "excerpt": "日期：乙"
                  },
                  "words": {
                    "zh": "这里",
                    "en": "here"
                  }
                }
              ],
              "fix": {
                "words": {
                  "zh": "改成半角",
                  "en": "make it narrow"
                },
                "certain": true,
                "edits": [
                  {
                    "span": {
                      "start": 20,
                      "end": 23
                    },
                    "text": ": "
                  }
                ]
              }
            },
            {
              "code": "site/empty",
              "severity": "warning",
              "place": null,
              "message": {
                "zh": "没有文章",
                "en": "no articles"
              },
              "help": null,
              "labels": [],
              "fix": null
            }
          ]
        }
        "#);
        assert!(is_valid(&report) && is_valid(&to_json(&problems(), 0)) && is_valid(&to_json(&[], 0)));
        assert!(!is_valid(&report.replace("\"version\": 1", "\"version\": 2")), "the schema says something");
    }

    #[test]
    fn sarif_says_nothing_that_its_types_do_not_know() {
        let log = sarif::to_sarif(&problems(), Language::Chinese, "site/");
        let typed: serde_sarif::sarif::Sarif = serde_json::from_str(&log).unwrap();
        let again = serde_json::to_value(&typed).unwrap();
        assert_eq!(again, serde_json::from_str::<serde_json::Value>(&log).unwrap());
        let result = &again["runs"][0]["results"][0];
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "site/content/%E6%96%B0%E9%97%BB/%E7%94%B2.md");
        assert_eq!(place["region"]["startColumn"], 5);
        assert_eq!(
            result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]["byteOffset"],
            20
        );
        assert_eq!(again["runs"][0]["results"][1].get("locations"), None);
    }

    proptest! {
        #[test]
        fn any_problem_can_be_told_to_any_program(text in "[a中\t“\u{1b}\r\n%:,]{0,30}", at in 0..40_usize) {
            let source = SourceText::new(&text, &text);
            let problem = Problem::error("x/y", text.clone(), text.clone()).at(&source, at..at + 3);
            let all = [problem];
            prop_assert!(is_valid(&to_json(&all, 0)));
            let log = sarif::to_sarif(&all, Language::English, "");
            prop_assert!(serde_json::from_str::<serde_sarif::sarif::Sarif>(&log).is_ok());
            let report = gitlab::to_gitlab(&all, Language::English, "");
            prop_assert!(serde_json::from_str::<serde_json::Value>(&report).is_ok());
            for told in [crate::problem::lines::to_lines(&all, Language::Chinese), crate::problem::lines::to_github(&all, Language::Chinese, "")] {
                prop_assert_eq!(told.lines().count(), 1);
            }
        }
    }
}
