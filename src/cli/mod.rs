//! **cli**: arguments in, calls of the other rooms, words for the terminal out.
//!
//! Thin: one file a command, no logic. The only room that prints and the only one that asks the clock.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the room that prints")]

mod arguments;
mod build;
mod report;

use std::ffi::OsString;
use std::process::ExitCode;

use arguments::Command;

/// How a run ended: 0 done, 1 problems in the site, 2 wrong usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// The site has mistakes; nothing was published.
    Problems,
    /// The command was not understood.
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
    match arguments::parse(arguments) {
        Ok(Command::Build(build)) => build::run(&build),
        Err(outcome) => outcome,
    }
}
