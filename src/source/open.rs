//! Opens files by name, but only plain files: reading a pipe could block forever, and a device may
//! be endless.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;

/// Opens the plain file at `path` for reading; follows links. Never blocks.
///
/// # Errors
/// Fails if there is no such file, if it is not a plain file (see [`is_not_plain`]), or if it may
/// not be read.
pub(crate) fn open_plain(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    // Something else may replace the file between the check and the opening. So the opened file is
    // checked again, and until then NONBLOCK prevents waiting for the writer of a pipe.
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

/// Writes `bytes` to the file at `path`: creates it, or replaces the content of a plain file. Never
/// blocks, and does not follow links: nobody may redirect a file that the program keeps for itself.
///
/// # Errors
/// Fails if something other than a plain file exists there (see [`is_not_plain`]), or if it may not
/// be written.
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

/// Maximum number of bytes allocated in advance, whatever length the file reports.
const LARGE: u64 = 64 << 20;

/// Reads the plain file at `path`; `None` if it has more than `most` bytes.
///
/// # Errors
/// As [`open_plain`], and if reading fails.
pub(crate) fn read_at_most(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = open_plain(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(LARGE)).unwrap_or_default() + 1);
    // The file may grow meanwhile, and some files report no length.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// Returns whether a file was not opened because it is a folder, a pipe, a socket or a device.
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
