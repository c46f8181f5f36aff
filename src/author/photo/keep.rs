//! Keeps an original, and puts the smaller photo into its place.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use tempfile::Builder;

use crate::author::new_file::write_new;

/// Name of the folder in which originals are kept: next to `site.yaml`, or next to photos that
/// belong to no site.
pub const ORIGINALS: &str = "原图";
/// How temporary files begin: nothing builds or watches them.
pub(super) const PASSING: &str = ".dangjian-photo-";
/// Last number to try: `a.jpg`, `a-2.jpg`, `a-3.jpg` …
const LAST: u32 = 9999;

/// Why an original could not be kept.
#[derive(Debug)]
pub(super) enum KeepError {
    /// The name of the folder is that of a file.
    InTheWay,
    Io(io::Error),
}

impl From<io::Error> for KeepError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Keeps a file with these bytes under the name `inner` in `folder`, and returns where. Nothing
/// that is there is ever replaced: the file gets a number.
pub(super) fn keep(file: &Path, bytes: &[u8], folder: &Path, inner: &Path) -> Result<PathBuf, KeepError> {
    if fs::metadata(folder).is_ok_and(|data| !data.is_dir()) {
        return Err(KeepError::InTheWay);
    }
    let wanted = folder.join(inner);
    fs::create_dir_all(wanted.parent().unwrap_or(folder))?;
    for number in 1..=LAST {
        let kept = numbered(&wanted, number);
        match fs::hard_link(file, &kept) {
            Ok(()) => return Ok(kept),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            // Sticks and shares know no second name for a file.
            Err(_) => match write_new(&kept, bytes) {
                Ok(()) => return Ok(kept),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            },
        }
    }
    Err(io::Error::from(ErrorKind::AlreadyExists).into())
}

/// Replaces the content of a file in one step, if `is_same` says at the last moment that it is
/// still the same. Returns whether it was.
pub(super) fn replace(file: &Path, bytes: &[u8], is_same: impl FnOnce() -> bool) -> io::Result<bool> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut smaller = Builder::new().prefix(PASSING).tempfile_in(folder)?;
    smaller.write_all(bytes)?;
    smaller.as_file().sync_all()?;
    let permissions = fs::metadata(file)?.permissions();
    if permissions.readonly() {
        return Err(ErrorKind::PermissionDenied.into());
    }
    fs::set_permissions(smaller.path(), permissions)?;
    if !is_same() {
        return Ok(false);
    }
    smaller.persist(file)?;
    Ok(true)
}

/// Returns a path with a number before its ending: `照片-2.jpg`; the first has none.
fn numbered(path: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|extension| format!(".{}", extension.to_string_lossy()));
    path.with_file_name(format!("{stem}-{number}{}", extension.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_kept_is_ever_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let (file, folder) = (dir.path().join("照片.v1.jpg"), dir.path().join("原图"));
        let mut kept = Vec::new();
        for text in ["一", "二", "三"] {
            fs::write(&file, text).unwrap();
            kept.push(keep(&file, text.as_bytes(), &folder, Path::new("内/照片.v1.jpg")).unwrap());
            // In one step, as the smaller photo is: what is kept may be the same file.
            assert!(replace(&file, b"small", || true).unwrap());
        }
        let names: Vec<_> = kept.iter().map(|path| path.strip_prefix(&folder).unwrap()).collect();
        assert_eq!(names, ["内/照片.v1.jpg", "内/照片.v1-2.jpg", "内/照片.v1-3.jpg"].map(Path::new));
        let texts: Vec<_> = kept.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        assert_eq!(texts, ["一", "二", "三"]);
        assert_eq!(fs::read(&file).unwrap(), b"small");
    }

    #[test]
    fn a_copy_is_written_where_no_second_name_is_possible() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("原图");
        // A file that is not there has no second name.
        let kept = keep(&dir.path().join("gone.jpg"), b"bytes", &folder, Path::new("a.jpg")).unwrap();
        assert_eq!(fs::read(&kept).unwrap(), b"bytes");
        let second = keep(&dir.path().join("gone.jpg"), b"others", &folder, Path::new("a.jpg")).unwrap();
        assert_eq!(
            (fs::read(&kept).unwrap(), fs::read(second).unwrap()),
            (b"bytes".into(), b"others".into())
        );
    }

    #[test]
    fn a_file_that_has_changed_and_one_that_may_not_be_written_stay() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.jpg");
        fs::write(&file, "new").unwrap();
        assert!(!replace(&file, b"small", || false).unwrap());
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        assert!(replace(&file, b"small", || true).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
        fs::write(dir.path().join("原图"), "x").unwrap();
        let kept = keep(&file, b"new", &dir.path().join("原图"), Path::new("a.jpg"));
        assert!(matches!(kept, Err(KeepError::InTheWay)));
    }
}
