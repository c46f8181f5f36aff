//! The `dangjian` program: maps arguments to an exit code. Everything else is in the library.

use std::process::ExitCode;

/// Uses mimalloc, because a build allocates and frees many millions of small values on several
/// threads. With the allocator of the Linux C library a full build takes at least a fifth more
/// time, and requests memory from the system page by page (13,000 times for 10,000 articles). No
/// allocator written in Rust is well maintained. It is the only part in C; whoever has no C
/// compiler builds with `--no-default-features`.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dangjian::cli::run(std::env::args_os()).into()
}
