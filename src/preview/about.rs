//! What the writer's panel shows of a page.

use serde::Serialize;

use crate::problem::terminal::name;
use crate::problem::{Language, Problem, Severity};

/// A page as the one who writes it knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// Its path in the published folder.
    pub path: String,
    /// Its file, below the site's folder; nothing for a page that is made from others.
    pub file: Option<String>,
    /// The id of its content type, and its name.
    #[serde(rename = "type")]
    pub content_type: String,
    /// The name of its content type.
    pub type_name: String,
    /// Its title.
    pub title: String,
    /// Its state: `published`, `draft`, `scheduled` or `expired`.
    pub state: Option<&'static str>,
    /// The name of its state.
    pub state_name: String,
    /// What is to be said across the page that visitors will not see, or not yet.
    pub ribbon: Option<String>,
    /// Han characters and words of its text.
    pub words: usize,
    /// Minutes that it takes to read.
    pub minutes: usize,
    /// The problems of its file, and those that were met when it was rendered.
    pub problems: Vec<Told>,
    /// How many problems the whole site has.
    pub site_problems: usize,
    /// The address of the preview in the network, where others may look.
    pub lan: Option<String>,
    /// Whether its source can be opened from the page.
    pub can_open: bool,
}

/// A problem as scripts read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    severity: &'static str,
    severity_name: &'static str,
    code: String,
    message: String,
    help: Option<String>,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    excerpt: Option<String>,
    /// What its fix would do.
    fix: Option<String>,
}

impl Told {
    /// A problem in a language.
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
