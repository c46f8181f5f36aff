//! How many connections the system allows.

/// Asks the system for as many open files as it gives without more rights: each connection is one, and some systems begin with 1024.
/// Where it refuses, fewer browsers can look at once.
#[cfg(unix)]
pub(super) fn raise() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    let _ = setrlimit(Resource::Nofile, limit);
}

/// Elsewhere there is no such limit.
#[cfg(not(unix))]
pub(super) fn raise() {}
