//! The `dangjian` program: arguments to an exit code. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    dangjian::cli::run(std::env::args_os()).into()
}
