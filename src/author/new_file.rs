//! Writes files that must not be there.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a new file to the disk, whole or not at all.
///
/// # Errors
/// There is a file of that name, or it cannot be written.
pub(super) fn write_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = File::create_new(file)?;
    filled(new, file, |new| new.write_all(bytes).and_then(|()| new.sync_all()))
}

/// Fills a new file. If that fails, as on a full disk, no half of it stays.
fn filled(mut new: File, file: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let written = fill(&mut new);
    if written.is_err() {
        drop(new);
        let _ = std::fs::remove_file(file);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_half_of_a_file_stays() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.docx");
        let new = File::create_new(&file).unwrap();
        let full = filled(new, &file, |new| {
            new.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert!(full.is_err() && !file.exists());
        write_new(&file, b"whole").unwrap();
        // What was there before stays.
        assert!(write_new(&file, b"other").is_err());
        assert_eq!(std::fs::read(&file).unwrap(), b"whole");
    }
}
