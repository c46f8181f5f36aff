//! Problems for other programs.

use super::Problem;

/// The problems as a JSON array, in the order given. Each has `code`, `severity` (`error`, `warning`,
/// `info`), `place` (`file`, `line`, `column`, `length`, `excerpt`; null where there is none; `line` is
/// 0 for a file as a whole), `message` (`zh`, `en`), `help` (the same, or null), `labels` (`place`, `words`) and
/// `fix` (`words`, `certain`, `edits`; null where there is none), in this order.
pub fn to_json(problems: &[Problem]) -> String {
    // Strings and numbers only, in structs: there is nothing that JSON could not hold.
    serde_json::to_string_pretty(problems).unwrap_or_else(|_| String::from("[]"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;

    #[test]
    fn fields_stand_in_a_fixed_order() {
        let text = SourceText::new("content/甲.md", "标题: \"甲\u{1b}\n");
        let problems = [
            Problem::error("meta/unclosed", "引号没有结束", "unclosed quote")
                .at(&text, 8..9)
                .help("补上引号", "close it"),
            Problem::warning("site/empty", "没有文章", "no articles"),
        ];
        insta::assert_snapshot!(to_json(&problems), @r#"
        [
          {
            "code": "meta/unclosed",
            "severity": "error",
            "place": {
              "file": "content/甲.md",
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
            "labels": [],
            "fix": null
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
        "#);
        assert_eq!(to_json(&[]), "[]");
    }
}
