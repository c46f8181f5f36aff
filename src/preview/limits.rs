//! Raises the number of connections that the system allows.

/// Raises the limit of open files as far as the system allows without more rights: each connection
/// is an open file, and some systems start with 1024. If the system refuses, fewer browsers can
/// read at once.
#[cfg(unix)]
pub(super) fn raise() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    let _ = setrlimit(Resource::Nofile, limit);
}

/// Does nothing: other systems have no such limit.
#[cfg(not(unix))]
pub(super) fn raise() {}
