//! Writes a fixed text back to its file.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::SiteFolder;
use super::decode::decode;
use super::file_name::has_extension;
use super::open::read_at_most;
use crate::problem::Problem;

/// The byte-order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

impl SiteFolder {
    /// Writes `text`, UTF-8 with `\n`, to the file `name`, in UTF-8. An existing file keeps its
    /// line ends, its permissions, and its byte-order mark if that is the one of UTF-8. A table in
    /// another encoding gets one: without it Excel would read it as GBK. Readers see either the
    /// complete old file or the complete new one.
    ///
    /// # Errors
    /// Fails if the file cannot be read or written, or leads out of the site.
    pub fn write_text(&self, name: &str, text: &str) -> Result<(), Problem> {
        self.replaced(name, text).map_err(|error| {
            Problem::error(
                "source/unwritable",
                format!("写不了这个文件：{error}"),
                format!("this file cannot be written: {error}"),
            )
            .in_file(name)
            .help(
                "看看文件是不是只读的、正在被别的程序打开，磁盘有没有空间",
                "see whether it is read-only or open elsewhere, and whether there is room on the disk",
            )
        })
    }

    fn replaced(&self, name: &str, text: &str) -> io::Result<()> {
        let path = self.real(name)?;
        if !path.starts_with(self.root().canonicalize()?) {
            return Err(io::Error::other("outside the site"));
        }
        if !path.exists() {
            return replace(&path, text.as_bytes());
        }
        let before = read_at_most(&path, u64::MAX - 1)?.unwrap_or_default();
        if fs::metadata(&path)?.permissions().readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let is_foreign = |bytes| decode(bytes).is_ok_and(|decoded| decoded.foreign.is_some());
        let needs_mark = has_extension(name, "csv") && is_foreign(before.clone());
        replace(&path, &bytes_like(&before, text, needs_mark))
    }

    /// Returns the real path of a file that exists or will be created. A link stays a link, and its
    /// target is replaced.
    fn real(&self, name: &str) -> io::Result<PathBuf> {
        let path = self.path(name);
        match path.canonicalize() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let (folder, file) = path.parent().zip(path.file_name()).ok_or(error)?;
                Ok(folder.canonicalize()?.join(file))
            }
            found => found,
        }
    }
}

/// Encodes a text with the byte-order mark and the line ends of `before`.
fn bytes_like(before: &[u8], text: &str, needs_mark: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() + MARK.len());
    if needs_mark || before.starts_with(MARK) {
        bytes.extend_from_slice(MARK);
    }
    if has_windows_lines(before) {
        bytes.extend_from_slice(text.replace('\n', "\r\n").as_bytes());
    } else {
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes
}

/// Returns whether more lines end with CR LF than with LF alone. NULs are skipped, because UTF-16
/// has them next to both.
fn has_windows_lines(bytes: &[u8]) -> bool {
    let (mut windows, mut all, mut before) = (0_usize, 0_usize, 0);
    for byte in bytes.iter().copied().filter(|byte| *byte != 0) {
        if byte == b'\n' {
            all += 1;
            windows += usize::from(before == b'\r');
        }
        before = byte;
    }
    windows * 2 > all
}

/// Writes a temporary file next to `path` and renames it to `path`.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Hidden, so that it is skipped when the site is read.
    let draft = path.with_file_name(format!(".dangjian-{}.tmp", std::process::id()));
    let written = (|| {
        let mut file = File::create(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        if let Ok(known) = fs::metadata(path) {
            fs::set_permissions(&draft, known.permissions())?;
        }
        fs::rename(&draft, path)
    })();
    if written.is_err() {
        // The temporary file is useless now.
        let _ = fs::remove_file(&draft);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> (tempfile::TempDir, SiteFolder) {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("site.yaml"), "title: 甲\n").unwrap();
        let folder = SiteFolder::open(dir.path()).unwrap();
        (dir, folder)
    }

    #[test]
    fn line_ends_and_mark_stay_and_the_encoding_is_utf8() {
        let (dir, folder) = site();
        let utf16 = |text: &str| {
            [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
        };
        let cases: [(Vec<u8>, &[u8]); 5] = [
            (b"a\nb\n".to_vec(), "乙\n丙\n".as_bytes()),
            (b"a\r\nb\r\n".to_vec(), "乙\r\n丙\r\n".as_bytes()),
            (b"\xEF\xBB\xBFa\r\nb".to_vec(), "\u{feff}乙\r\n丙\r\n".as_bytes()),
            (utf16("a\r\nb"), "乙\r\n丙\r\n".as_bytes()),
            (b"\xb5\xb3\xbd\xa8\n".to_vec(), "乙\n丙\n".as_bytes()),
        ];
        for (before, wanted) in cases {
            fs::write(dir.path().join("x.md"), before).unwrap();
            folder.write_text("x.md", "乙\n丙\n").unwrap();
            assert_eq!(fs::read(dir.path().join("x.md")).unwrap(), wanted);
        }
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing is left beside it");
    }

    #[test]
    fn a_table_in_another_encoding_gets_the_mark_by_which_excel_knows_utf8() {
        let (dir, folder) = site();
        let written = |name: &str, before: &[u8]| {
            fs::write(dir.path().join(name), before).unwrap();
            folder.write_text(name, "标题\n").unwrap();
            fs::read(dir.path().join(name)).unwrap()
        };
        let gbk = b"\xb1\xea\xcc\xe2\r\n";
        assert_eq!(written("x.csv", gbk), "\u{feff}标题\r\n".as_bytes());
        assert_eq!(written("X.CSV", b"\xFF\xFE\x07\x68\n\0"), "\u{feff}标题\n".as_bytes());
        assert_eq!(written("x.csv", "题\n".as_bytes()), "标题\n".as_bytes());
        assert_eq!(written("x.md", gbk), "标题\r\n".as_bytes());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let (dir, folder) = site();
        let (file, link) = (dir.path().join("x.md"), dir.path().join("y.md"));
        fs::write(&file, "a").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("x.md", &link).unwrap();
        folder.write_text("y.md", "b").unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(link.is_symlink() && fs::read_to_string(&file).unwrap() == "b");
    }

    #[test]
    fn what_cannot_be_written_is_a_problem_and_stays_as_it_was() {
        let (dir, folder) = site();
        assert_eq!(folder.write_text("gone/x.md", "b").unwrap_err().code, "source/unwritable");
        assert_eq!(folder.write_text("../x.md", "b").unwrap_err().code, "source/unwritable");
        let file = dir.path().join("x.md");
        fs::write(&file, "a").unwrap();
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        assert_eq!(folder.write_text("x.md", "b").unwrap_err().code, "source/unwritable");
        assert_eq!(fs::read_to_string(&file).unwrap(), "a");
    }
}
