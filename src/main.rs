//! The `dangjian` program: arguments to an exit code. Everything else is in the library.

use std::process::ExitCode;

/// A build makes and drops many millions of small things on several threads. With the allocator of the C library of Linux a
/// full build takes a fifth more time and above, and asks the system for room page by page (13,000 times for 10,000 articles); of those
/// written in Rust none is well kept.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dangjian::cli::run(std::env::args_os()).into()
}
