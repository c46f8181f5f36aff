//! Opens files by name. Only plain files: a pipe would keep the program waiting for ever, and a device may have no end.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

/// Opens the plain file at `path` for reading; links are followed. It never waits.
///
/// # Errors
/// There is no such file, it is none (then [`is_not_plain`] says so), or it may not be read.
pub(crate) fn open_plain(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    // What is put in the file's place right now is seen after opening; until then nothing waits for a writer.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        rustix::fs::OFlags::NONBLOCK.bits().cast_signed(),
    );
    if !std::fs::metadata(path)?.is_file() {
        return Err(not_plain());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(not_plain()) }
}

/// Writes `bytes` to the file at `path`: to a new one, or to a plain one in place of what was in it. It never waits, and follows
/// no link: what a program keeps for itself is nobody else's to lead elsewhere.
///
/// # Errors
/// There is something else than a plain file (then [`is_not_plain`] says so), or it may not be written.
pub(crate) fn write_plain(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        (rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOFOLLOW).bits().cast_signed(),
    );
    if path.symlink_metadata().is_ok_and(|data| !data.is_file()) {
        return Err(not_plain());
    }
    options.open(path)?.write_all(bytes)
}

/// For more than so many bytes no room is made beforehand, whatever the length of the file is said to be.
const LARGE: u64 = 64 << 20;

/// The bytes of the plain file at `path`; nothing where there are more than `most`.
///
/// # Errors
/// As [`open_plain`], and what reading says.
pub(crate) fn read_at_most(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = open_plain(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(LARGE)).unwrap_or_default() + 1);
    // A file may grow meanwhile, and some have no length.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// Whether a file was not opened because it is a folder, a pipe, a socket or a device.
pub(crate) fn is_not_plain(error: &io::Error) -> bool {
    error.kind() == ErrorKind::InvalidInput && error.get_ref().is_some_and(|inner| inner.is::<NotPlain>())
}

fn not_plain() -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, NotPlain)
}

#[derive(Debug)]
struct NotPlain;

impl std::fmt::Display for NotPlain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a plain file")
    }
}

impl std::error::Error for NotPlain {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_files_are_opened() {
        let dir = tempfile::tempdir().unwrap();
        let path = |name: &str| dir.path().join(name);
        std::fs::write(path("a"), "甲").unwrap();
        assert_eq!(read_at_most(&path("a"), 3).unwrap(), Some("甲".as_bytes().to_vec()));
        assert_eq!(read_at_most(&path("a"), 2).unwrap(), None);
        assert!(is_not_plain(&open_plain(dir.path()).unwrap_err()));
        assert_eq!(open_plain(&path("gone")).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_a_socket_and_a_device_are_refused_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from(0o600),
            0,
        )
        .unwrap();
        let socket = dir.path().join("socket");
        let _listens = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        std::os::unix::fs::symlink("/dev/zero", dir.path().join("link")).unwrap();
        for path in [&pipe, &socket, &dir.path().join("link"), Path::new("/dev/zero")] {
            assert!(is_not_plain(&open_plain(path).unwrap_err()), "{}", path.display());
            assert!(is_not_plain(&write_plain(path, b"x").unwrap_err()), "{}", path.display());
        }
        write_plain(&dir.path().join("new"), "甲".as_bytes()).unwrap();
        write_plain(&dir.path().join("new"), b"b").unwrap();
        assert_eq!(std::fs::read(dir.path().join("new")).unwrap(), b"b");
    }
}
