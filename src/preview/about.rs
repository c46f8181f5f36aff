//! Describes a page for the writer's panel.

use serde::Serialize;

use crate::problem::terminal::name;
use crate::problem::{Language, Problem, Severity};

/// Facts about a page, as the panel shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Path in the published folder.
    pub path: String,
    /// Source file relative to the site's folder; `None` for a page generated from others.
    pub file: Option<String>,
    /// Id of its content type.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Name of its content type.
    pub type_name: String,
    /// Title.
    pub title: String,
    /// State: `published`, `draft`, `scheduled` or `expired`.
    pub state: Option<&'static str>,
    /// Name of its state.
    pub state_name: String,
    /// Notice across a page that visitors will not see, or not yet.
    pub ribbon: Option<String>,
    /// Number of Han characters and words in its text.
    pub words: usize,
    /// Reading time, in minutes.
    pub minutes: usize,
    /// Problems of its file, and those found when it was rendered.
    pub problems: Vec<PageProblem>,
    /// Number of problems of the entire site.
    pub site_problems: usize,
    /// Address of the preview in the network, where other machines may read.
    pub lan: Option<String>,
    /// Whether its source can be opened from the page.
    pub can_open: bool,
}

/// A problem in the form that scripts read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PageProblem {
    severity: &'static str,
    severity_name: &'static str,
    code: String,
    message: String,
    help: Option<String>,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    excerpt: Option<String>,
    /// Description of what its fix would do.
    fix: Option<String>,
}

impl PageProblem {
    /// Converts a problem, with its messages in `language`.
    pub fn of(problem: &Problem, language: Language) -> Self {
        let place = problem.place.as_ref();
        let within = place.filter(|place| place.line > 0);
        Self {
            severity: match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            severity_name: name(problem.severity, language),
            code: problem.code.to_owned(),
            message: problem.message.get(language).to_owned(),
            help: problem.help.as_ref().map(|help| help.get(language).to_owned()),
            file: place.map(|place| place.file.clone()),
            line: within.map(|place| place.line),
            column: within.map(|place| place.column),
            excerpt: within.map(|place| place.excerpt.clone()),
            fix: problem.fix.as_ref().map(|fix| fix.words.get(language).to_owned()),
        }
    }
}
