//! Writes to the terminal, and reads answers from it.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};

use super::failure::Failure;
use crate::problem::terminal::{Style, printable, render_digest};
use crate::problem::{Digest, Language, MOST_BLOCKS, Problem, reason};
use crate::site::State;

/// Columns to assume where the terminal does not report its width.
const COLUMNS: usize = 100;

/// The terminal that the program runs in.
#[derive(Debug)]
pub(super) struct Terminal {
    /// Language of the messages.
    pub language: Language,
    /// Code of the most severe problem in the first report.
    shown: Cell<Option<&'static str>>,
    /// Whether [`Self::point_to_pages`] has been done.
    has_pointed: Cell<bool>,
    /// The site whose problems are shown, and whether each is shown in its own block.
    site: RefCell<Option<PathBuf>>,
    shows_all: Cell<bool>,
}

impl Terminal {
    /// Creates the terminal of this process, with messages in `language`.
    pub(super) fn new(language: Language) -> Self {
        Self {
            language,
            shown: Cell::default(),
            has_pointed: Cell::default(),
            site: RefCell::default(),
            shows_all: Cell::default(),
        }
    }

    /// Sets the site whose problems are shown, and whether each is shown in its own block.
    pub(super) fn shows(&self, site: &Path, all: bool) {
        *self.site.borrow_mut() = Some(site.to_owned());
        self.shows_all.set(all);
    }

    /// Picks the text in its language.
    pub(super) fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Builds the text in its language.
    pub(super) fn say(&self, zh: impl FnOnce() -> String, en: impl FnOnce() -> String) -> String {
        match self.language {
            Language::Chinese => zh(),
            Language::English => en(),
        }
    }

    /// Formats a path so that it can be typed again: in quotes where needed.
    pub(super) fn shown(&self, path: &Path) -> String {
        let shown = printable(&path.display().to_string()).replace('\n', "␊");
        if shown.contains(|c: char| c.is_whitespace() || "'&;()$".contains(c)) {
            format!("\"{shown}\"")
        } else {
            shown
        }
    }

    /// Returns the name of a page's state.
    pub(super) fn state(&self, state: State) -> &'static str {
        let (zh, en) = match state {
            State::Published => ("已发布", "published"),
            State::Draft => ("草稿", "draft"),
            State::Scheduled => ("定时", "scheduled"),
            State::Expired => ("已下线", "expired"),
        };
        self.pick(zh, en)
    }

    /// Returns the code of its language.
    pub(super) fn lang(&self) -> &'static str {
        match self.language {
            Language::Chinese => "zh",
            Language::English => "en",
        }
    }

    /// Writes an answer. A closed pipe is not an error: the reader has seen enough
    /// (`dangjian list | head`).
    pub(super) fn answer(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Problem::error(
                "cli/output",
                format!("结果显示不出来：{}", reason(&error).zh),
                format!("the answer cannot be written: {}", reason(&error).en),
            )
            .into()),
            _ => Ok(()),
        }
    }

    /// Writes a remark. A failure is ignored, since it could not be reported either.
    pub(super) fn remark(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Returns the site as an argument of a command, with a space before it; empty for the current
    /// folder.
    pub(super) fn site_argument(&self, folder: &Path) -> String {
        if folder == Path::new(".") { String::new() } else { format!(" {}", self.shown(folder)) }
    }

    /// Shows problems: equal ones merged, and at most [`MOST_BLOCKS`] blocks, unless all were
    /// requested.
    pub(super) fn problems(&self, problems: &[Problem]) {
        let is_terminal = io::stderr().is_terminal();
        let is_plain =
            ["NO_COLOR", "CLICOLOR_FORCE"].map(|name| std::env::var_os(name).filter(|v| !v.is_empty()));
        let [no_color, force] = is_plain.map(|set| set.is_some());
        let style = Style { color: (is_terminal || force) && !no_color, width: width() };
        let digest =
            if self.shows_all.get() { Digest::of_each(problems) } else { Digest::new(problems, MOST_BLOCKS) };
        self.remark(&render_digest(&digest, self.language, style));
        if digest.is_shortened() {
            let site = self.site.borrow().as_ref().map_or_else(String::new, |site| self.site_argument(site));
            self.remark(&self.say(
                || format!("每一处都列出来：dangjian check{site} --all\n\n"),
                || format!("Every place: dangjian check{site} --all\n\n"),
            ));
        }
        if self.shown.get().is_none() {
            let gravest = problems.iter().min_by_key(|problem| problem.severity);
            self.shown.set(gravest.map(|problem| problem.code));
        }
    }

    /// Points, once in a run and below the problems, to the command that explains them.
    pub(super) fn point_to_pages(&self) {
        if let Some(code) = self.shown.get().filter(|_| !self.has_pointed.replace(true)) {
            self.remark(&self.say(
                || format!("想知道某个问题的详细说明：dangjian explain 代码，如 dangjian explain {code}\n"),
                || format!("More about a problem: dangjian explain CODE, as in dangjian explain {code}\n"),
            ));
        }
    }

    /// Returns the width of the terminal on standard output, in columns.
    pub(super) fn columns(&self) -> usize {
        terminal_size::terminal_size_of(io::stdout()).map_or(COLUMNS, |(width, _)| usize::from(width.0))
    }

    /// Creates a progress bar, which is drawn only where standard error is a terminal.
    pub(super) fn progress_bar(&self, zh: &str, en: &str) -> ProgressBar {
        let template = format!("{} {{wide_bar}} {{pos}}/{{len}}", self.pick(zh, en));
        let bar = ProgressBar::no_length();
        match ProgressStyle::with_template(&template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }

    /// Returns whether somebody can answer questions.
    pub(super) fn can_ask(&self) -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// Asks a question; returns `None` where input has ended.
    pub(super) fn ask(&self, question: &str) -> Option<String> {
        let mut out = io::stdout().lock();
        out.write_all(question.as_bytes()).and_then(|()| out.flush()).ok()?;
        let mut line = String::new();
        let length = io::stdin().lock().read_line(&mut line).ok()?;
        (length > 0).then(|| line.trim().to_owned())
    }
}

fn width() -> usize {
    terminal_size::terminal_size_of(io::stderr()).map_or(COLUMNS, |(width, _)| usize::from(width.0))
}
