//! The program as a user sees it: arguments in, words, exit code and files out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by a panic")]

mod build;
mod check;
mod commands;
mod declared;
mod due;
mod explain;
mod export;
mod fix;
mod import;
mod migrate;
mod migrate_whole;
mod new;
mod photo;
mod relocate;
mod serve;
mod sources;
#[path = "../../src/trial.rs"]
mod trial;
mod usage;

use std::fs;
use std::path::{Path, PathBuf};

/// A folder with sites in which the program runs.
struct Place {
    dir: tempfile::TempDir,
}

/// The result of a run.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Place {
    /// An empty folder.
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// A folder with a bare site in `site`.
    fn bare() -> Self {
        let place = Self::new();
        place.run(&["init", "site", "--empty"]).done();
        place
    }

    /// A folder with the example site in `site`.
    fn example() -> Self {
        let place = Self::new();
        place.run(&["init", "site"]).done();
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self) -> std::process::Command {
        // `DANGJIAN` names an optimized one.
        let named = std::env::var_os("DANGJIAN").map(PathBuf::from);
        let program = named.unwrap_or_else(|| assert_cmd::cargo::cargo_bin!("dangjian").to_owned());
        let mut command = std::process::Command::new(program);
        command.current_dir(self.dir.path());
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        // Personal settings on this machine must not affect a test.
        command.env("XDG_CONFIG_HOME", self.path("settings"));
        command.stdin(std::process::Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command().args(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Run {
    /// It succeeded without a warning.
    #[track_caller]
    fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// It ended with `code` and reported the problem `problem`.
    #[track_caller]
    fn failed(self, code: i32, problem: &str) -> String {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        assert!(self.err.contains(&format!("[{problem}]")), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }
}
