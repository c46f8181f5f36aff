//! **cli**: turns arguments into calls of the other rooms, and their results into text for the
//! terminal.
//!
//! Thin: one file per command, no logic. The only room that prints, and the only one that reads the
//! clock. Messages are in Chinese, or in English where the locale or `--lang` requests it.
//!
//! The answer of a command goes to standard output, where another program can read it; problems,
//! progress and remarks go to standard error.

mod archive;
mod arguments;
mod build;
mod check;
mod clock;
mod completions;
mod due;
mod explain;
mod export;
mod failure;
mod fix;
mod guide;
mod import;
mod init;
mod list;
mod migrate;
mod new;
mod next;
mod photo;
mod relocate;
mod schema;
mod serve;
mod site;
mod table;
mod terminal;
mod tidy;
mod translate;
mod types;
mod usage;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::Command;
use failure::Failure;
use terminal::Terminal;

/// Result of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Success: exit code 0.
    Done,
    /// The site has errors, or the system refused; nothing was published: exit code 1.
    Problems,
    /// The command is invalid or incomplete: exit code 2.
    Usage,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Problems => Self::from(1),
            Outcome::Usage => Self::from(2),
        }
    }
}

/// Runs the program with these arguments, the first of which is its name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Outcome {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let terminal = Terminal::new(arguments::language(&arguments));
    let done = match arguments::parse(&arguments, terminal.language) {
        Ok(Some(command)) => perform(&command, &terminal),
        Ok(None) => guide::run(&terminal),
        Err(error) => usage::answer(&error, &terminal),
    };
    match done {
        Ok(()) => {
            terminal.point_to_pages();
            Outcome::Done
        }
        Err(Failure::Problems(problems)) => {
            terminal.problems(&problems);
            terminal.point_to_pages();
            Outcome::Problems
        }
        Err(Failure::Usage(problem)) => {
            terminal.problems(&[*problem]);
            Outcome::Usage
        }
    }
}

fn perform(command: &Command, terminal: &Terminal) -> Result<(), Failure> {
    match command {
        Command::Init(init) => init::run(init, terminal),
        Command::New(new) => new::run(new, terminal),
        Command::Serve(serve) => serve::run(serve, terminal),
        Command::Build(build) => build::run(build, terminal),
        Command::Check(check) => check::run(check, terminal),
        Command::Fix(fix) => fix::run(fix, terminal),
        Command::Import(import) => import::run(import, terminal),
        Command::Tidy(tidy) => tidy::run(tidy, terminal),
        Command::Move(order) => relocate::run(order, terminal),
        Command::Photo(photo) => photo::run(photo, terminal),
        Command::Export(export) => export::run(export, terminal),
        Command::List(list) => list::run(list, terminal),
        Command::Next(next) => due::run(next, terminal),
        Command::Types(types) => types::run(types, terminal),
        Command::Schema(schema) => schema::run(schema, terminal),
        Command::Explain(explain) => explain::run(explain, terminal),
        Command::Completions(completions) => completions::run(completions, terminal),
    }
}
