//! Reads the severities that a site gives to problems.

use super::declared::configuration_group;
use crate::problem::pattern::{self, PatternMeaning};
use crate::problem::{Problem, Severity};
use crate::schema::{Fields, Reader, Value, written_trail};
use crate::source::yaml::{Node, Part, Step};

/// Reads `checks.severity`: codes with their severities, in the order of the file; `None` for those
/// that are off. Reports mistakes at their places in `site`.
pub(super) fn read(fields: &Fields, site: &Node, reader: &mut Reader<'_>) -> Vec<(String, Option<Severity>)> {
    let Some(Value::Any(node)) = fields.group("checks").and_then(|checks| checks.get("severity")) else {
        return Vec::new();
    };
    let path = ["checks", "severity"].map(|key| Step::Key(key.to_owned()));
    let trail = written_trail(configuration_group(), site, &path);
    let mut severities = Vec::new();
    for (code, value) in node.entries() {
        let mut place = trail.clone();
        place.push(Step::Key(code.clone()));
        if let Some(problem) = wrong_code(code) {
            reader.report(&place, Part::Key, problem);
            continue;
        }
        match value.as_str().and_then(severity) {
            Some(severity) => severities.push((code.clone(), severity)),
            None => reader.report(&place, Part::Value, wrong_severity()),
        }
    }
    if node.entries().is_empty() && **node != Node::Null {
        reader.report(&trail, Part::Value, wrong_severity());
    }
    severities
}

fn severity(written: &str) -> Option<Option<Severity>> {
    match written.trim() {
        "error" | "错误" => Some(Some(Severity::Error)),
        "warning" | "警告" => Some(Some(Severity::Warning)),
        "info" | "提示" => Some(Some(Severity::Info)),
        "off" | "关闭" => Some(None),
        _ => None,
    }
}

fn wrong_severity() -> Problem {
    Problem::error(
        "config/severity",
        "问题的级别只有“错误”“警告”“提示”“关闭”",
        "a severity is `error`, `warning`, `info` or `off`",
    )
    .help("一行一个，例如 link/broken: 警告", "one a line, such as `link/broken: warning`")
}

fn wrong_code(code: &str) -> Option<Problem> {
    match pattern::look_up(code) {
        PatternMeaning::Codes => None,
        PatternMeaning::Fixed => Some(
            Problem::error(
                "config/fixed-code",
                format!("“{code}”的级别不能改"),
                format!("the severity of `{code}` cannot be changed"),
            )
            .help("删去这一行；这种问题必须改好", "remove this line; this has to be fixed"),
        ),
        PatternMeaning::Nothing(meant) => Some(
            Problem::error(
                "config/unknown-code",
                format!("没有“{code}”这个问题代码"),
                format!("there is no problem code `{code}`"),
            )
            .did_you_mean(
                meant,
                "照抄报告里方括号中的代码；整类写成 link/* 这样",
                "copy the code from between the brackets of a report; `link/*` is all of a family",
            ),
        ),
    }
}
