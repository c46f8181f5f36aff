//! Writes the published folder as one archive, and lists what differs from an earlier one.
//!
//! The archive has the same bytes for the same site, on every machine: its files are sorted, their
//! times are those of no clock, and the compression is fixed. It is written next to its place and
//! renamed, so that a USB stick never has half of one under its name.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::disk::{Operation, refused};
use super::lock::Lock;
use super::manifest::Manifest;
use super::target::OutputFolder;
use crate::problem::{Language, Problem};
use crate::source::has_extension;

/// Says in the archive that it is a whole site, so that nothing else is compared with one.
const WHOLE: &str = "dangjian 1";
/// Compression level: the usual one.
const LEVEL: i64 = 6;
/// Files of at least this length need the larger form of the format.
const LARGE: u64 = 0xffff_0000;
/// Files that are compressed already.
const COMPRESSED: [&str; 24] = [
    "7z", "avif", "docx", "gif", "gz", "heic", "jpeg", "jpg", "m4a", "mov", "mp3", "mp4", "ogg", "ogv",
    "png", "pptx", "rar", "webm", "webp", "woff", "woff2", "xlsx", "xz", "zip",
];
/// First bytes of an archive, and of one without files.
const STARTS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// Folder of the published files in an archive of changes, next to the list.
const FILES: &str = "site/";

/// What to write of a published folder.
#[derive(Debug, Clone, Copy)]
pub struct ArchiveOrder<'o> {
    /// Where to write the whole site.
    pub whole: Option<&'o Path>,
    /// Where to write what differs: a list (CSV), or an archive (`.zip`) of it with the files that
    /// are new or changed.
    pub changes: Option<&'o Path>,
    /// The archive of an earlier build to compare with. If none is named, it is the one in the
    /// place of [`whole`](Self::whole), and if there is none yet, every file is new.
    pub since: Option<&'o Path>,
    /// Language of the list.
    pub language: Language,
}

impl ArchiveOrder<'_> {
    /// Refuses places with a file that no run has written: it is not to be lost by a slip.
    ///
    /// # Errors
    /// Fails if a file there is no archive, nor a table for [`changes`](Self::changes) by its name,
    /// or cannot be read.
    pub fn check_places(whole: Option<&Path>, changes: Option<&Path>) -> Result<(), Problem> {
        let changes = changes.filter(|place| !has_extension(&place.to_string_lossy(), "csv"));
        for place in whole.into_iter().chain(changes) {
            check_replaced(place)?;
        }
        Ok(())
    }
}

/// What was written of a published folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArchiveReport {
    /// Number of files of the site, and length of its archive in bytes.
    pub whole: Option<(usize, u64)>,
    /// Numbers of files added, changed and removed.
    pub changes: Option<[usize; 3]>,
}

/// How a file differs from the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference {
    Added,
    Changed,
    Removed,
}

impl Difference {
    const ALL: [Self; 3] = [Self::Added, Self::Changed, Self::Removed];

    fn word(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Added, Language::Chinese) => "新增",
            (Self::Changed, Language::Chinese) => "修改",
            (Self::Removed, Language::Chinese) => "删除",
            (Self::Added, Language::English) => "added",
            (Self::Changed, Language::English) => "changed",
            (Self::Removed, Language::English) => "removed",
        }
    }
}

/// Writes archives of the published folder, as the last build left it.
///
/// # Errors
/// Fails if a build writes to the folder, if the earlier archive cannot be read, if something else
/// is in the place of an archive, or if the disk refuses. What was in the place then stays.
pub fn archive(folder: &Path, order: &ArchiveOrder<'_>) -> Result<ArchiveReport, Problem> {
    ArchiveOrder::check_places(order.whole, order.changes)?;
    let target = OutputFolder::find(folder)?;
    let _lock = Lock::take(&target.lock, &target.shown)?;
    let manifest = Manifest::read(&target.folder, &target.shown)?.unwrap_or_default();
    let mut paths: Vec<&str> = manifest.iter().collect();
    paths.sort_unstable();
    let site = PublishedSite { target: &target, paths };
    // The earlier archive may be in the place of the new one: compare before it is replaced.
    let compared = order.changes.map(|place| Ok((place, site.changes(order)?))).transpose()?;
    let mut report = ArchiveReport::default();
    if let Some((place, changes)) = compared {
        let list = list(&changes, order.language);
        if has_extension(&place.to_string_lossy(), "zip") {
            site.write_changes(place, &changes, &list)?;
        } else {
            into_place(place, |file| Ok(file.write_all(list.as_bytes())?))?;
        }
        let count = |kind| changes.iter().filter(|change| change.difference == kind).count();
        report.changes = Some(Difference::ALL.map(count));
    }
    if let Some(place) = order.whole {
        let length = site.write_whole(place)?;
        report.whole = Some((site.paths.len(), length));
    }
    Ok(report)
}

/// A file that differs.
#[derive(Debug, PartialEq, Eq)]
struct Change {
    path: String,
    difference: Difference,
    /// Its length now.
    length: Option<u64>,
}

struct PublishedSite<'s> {
    target: &'s OutputFolder,
    /// Sorted.
    paths: Vec<&'s str>,
}

impl PublishedSite<'_> {
    fn write_whole(&self, place: &Path) -> Result<u64, Problem> {
        into_place(place, |file| {
            let mut archive = ZipWriter::new(file);
            archive.set_comment(WHOLE)?;
            for path in &self.paths {
                self.put(&mut archive, path, path)?;
            }
            archive.finish()?;
            Ok(())
        })
    }

    fn write_changes(&self, place: &Path, changes: &[Change], list: &str) -> Result<u64, Problem> {
        into_place(place, |file| {
            let mut archive = ZipWriter::new(file);
            archive.start_file("changes.csv", options("changes.csv", 0))?;
            archive.write_all(list.as_bytes())?;
            for change in changes.iter().filter(|change| change.difference != Difference::Removed) {
                self.put(&mut archive, &format!("{FILES}{}", change.path), &change.path)?;
            }
            archive.finish()?;
            Ok(())
        })
    }

    /// Adds a published file to an archive.
    fn put(&self, archive: &mut ZipWriter<impl Write + Seek>, name: &str, path: &str) -> Result<(), Failure> {
        let read = |error| Failure::Read(self.target.shown(path), error);
        let mut file = File::open(self.target.folder.join(path)).map_err(read)?;
        let length = file.metadata().map_err(read)?.len();
        archive.start_file(name, options(path, length))?;
        // Read in pieces, so that a video needs no memory, and apart from writing, so that it is
        // clear which disk refuses.
        let mut piece = vec![0; 64 << 10];
        loop {
            let count = file.read(&mut piece).map_err(read)?;
            match piece.get(..count) {
                Some([]) | None => return Ok(()),
                Some(bytes) => archive.write_all(bytes)?,
            }
        }
    }

    /// Compares the site with an earlier archive.
    fn changes(&self, order: &ArchiveOrder<'_>) -> Result<Vec<Change>, Problem> {
        let mut earlier = match (order.since, order.whole) {
            (Some(since), _) => Some(EarlierSite::open(since)?),
            (None, Some(whole)) if whole.exists() => Some(EarlierSite::open(whole)?),
            _ => None,
        };
        let mut changes = Vec::new();
        for path in &self.paths {
            let shown = self.target.shown(path);
            let refused = |error: io::Error| refused(Operation::Read, &shown, &error);
            let mut file = File::open(self.target.folder.join(path)).map_err(refused)?;
            let length = file.metadata().map_err(refused)?.len();
            let is_same =
                earlier.as_mut().map_or(Ok(None), |earlier| earlier.is_same(path, &mut file, length))?;
            let difference = match is_same {
                Some(true) => continue,
                Some(false) => Difference::Changed,
                None => Difference::Added,
            };
            changes.push(Change { path: (*path).to_owned(), difference, length: Some(length) });
        }
        // Those that are still in the table are no longer published.
        let removed = earlier.map(|earlier| earlier.files).unwrap_or_default();
        changes.extend(removed.into_keys().map(|path| Change {
            path,
            difference: Difference::Removed,
            length: None,
        }));
        Ok(changes)
    }
}

/// The archive of an earlier build.
struct EarlierSite<'s> {
    shown: &'s Path,
    archive: ZipArchive<BufReader<File>>,
    /// Its files that have not been compared, with their numbers.
    files: BTreeMap<String, usize>,
}

impl<'s> EarlierSite<'s> {
    fn open(shown: &'s Path) -> Result<Self, Problem> {
        let file = File::open(shown).and_then(|file| {
            if file.metadata()?.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(file) }
        });
        let file = file.map_err(|error| refused(Operation::Read, shown, &error))?;
        let mut archive = ZipArchive::new(BufReader::new(file))
            .map_err(|error| unreadable(shown, &Failure::from(error)))?;
        if archive.comment() != WHOLE.as_bytes() {
            return Err(foreign(shown));
        }
        let mut files = BTreeMap::new();
        for number in 0..archive.len() {
            let entry =
                archive.by_index_raw(number).map_err(|error| unreadable(shown, &Failure::from(error)))?;
            let name = entry.name().map_err(|error| unreadable(shown, &Failure::from(error)))?;
            files.insert(name.into_owned(), number);
        }
        Ok(Self { shown, archive, files })
    }

    /// Returns whether the file at `path` was the same; `None` if there was none. All its bytes are
    /// compared: equal checksums would leave a doubt.
    fn is_same(&mut self, path: &str, file: &mut File, length: u64) -> Result<Option<bool>, Problem> {
        let Some(number) = self.files.remove(path) else { return Ok(None) };
        let unreadable = |error: Failure| unreadable(self.shown, &error);
        let mut entry = self.archive.by_index(number).map_err(|error| unreadable(error.into()))?;
        if entry.size() != length {
            return Ok(Some(false));
        }
        let (mut old, mut new) = (vec![0; 64 << 10], vec![0; 64 << 10]);
        loop {
            let count = entry.read(&mut old).map_err(|error| unreadable(Failure::Write(error)))?;
            if count == 0 {
                return Ok(Some(true));
            }
            let Some((old, new)) = old.get(..count).zip(new.get_mut(..count)) else { return Ok(Some(false)) };
            match file.read_exact(new) {
                Ok(()) if old == new => {}
                _ => return Ok(Some(false)),
            }
        }
    }
}

/// Lists changes as a table for spreadsheets, which read it as UTF-8 because of the mark before it.
fn list(changes: &[Change], language: Language) -> String {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let head = match language {
        Language::Chinese => ["变化", "文件", "字节"],
        Language::English => ["change", "file", "bytes"],
    };
    // Writing into memory never fails.
    let _ = table.write_record(head);
    for Change { path, difference, length } in changes {
        let length = length.map(|length| length.to_string()).unwrap_or_default();
        let _ = table.write_record([difference.word(language), path, &length]);
    }
    let table = table.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&table))
}

/// Returns how a file is stored: in the same way on every machine, without a time or an owner.
fn options(path: &str, length: u64) -> SimpleFileOptions {
    let is_compressed = COMPRESSED.iter().any(|extension| has_extension(path, extension));
    let method = if is_compressed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    SimpleFileOptions::default()
        .compression_method(method)
        .compression_level((!is_compressed).then_some(LEVEL))
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
        .system(zip::System::Unix)
        .large_file(length >= LARGE)
}

/// A failure while an archive is written.
#[derive(Debug)]
enum Failure {
    /// A published file cannot be read.
    Read(PathBuf, io::Error),
    /// The archive cannot be written.
    Write(io::Error),
    /// The archive is not one, or not a whole one.
    Invalid(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl From<ZipError> for Failure {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => Self::Write(error),
            other => Self::Invalid(other.to_string()),
        }
    }
}

/// Refuses a place with a file that is no archive. A link is replaced, and what it leads to stays;
/// a folder is refused when the archive is written.
fn check_replaced(place: &Path) -> Result<(), Problem> {
    let is_foreign = match fs::symlink_metadata(place) {
        Ok(data) if data.is_file() => {
            let mut start = Vec::new();
            File::open(place)
                .and_then(|file| file.take(4).read_to_end(&mut start))
                .map_err(|error| refused(Operation::Read, place, &error))?;
            !STARTS.contains(&start.as_slice())
        }
        // A device or a pipe.
        Ok(data) => !data.is_dir() && !data.is_symlink(),
        // Nothing is there, or writing says what is wrong.
        Err(_) => false,
    };
    if !is_foreign {
        return Ok(());
    }
    let problem = Problem::error(
        "output/archive-place",
        "这里已经有一个文件，不是压缩包，不能覆盖",
        "there is a file here that is not an archive, and it is not replaced",
    );
    Err(problem.in_file(place.display().to_string()).help(
        "换一个文件名，例如 --zip D:\\网站.zip、--changes D:\\变化.csv",
        "choose another name, for example `--zip D:\\site.zip` or `--changes D:\\changes.csv`",
    ))
}

/// Writes a file next to its place and renames it. Returns its length.
fn into_place(
    place: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<(), Failure>,
) -> Result<u64, Problem> {
    let refused_here = |error: &io::Error| refused(Operation::Write, place, error);
    let name = place.file_name().ok_or_else(|| refused_here(&io::ErrorKind::IsADirectory.into()))?;
    if place.is_dir() {
        return Err(refused_here(&io::ErrorKind::IsADirectory.into()));
    }
    let folder = place.parent().unwrap_or(Path::new(""));
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(folder).map_err(|error| refused_here(&error))?;
    }
    let staged = folder.join(format!(".{}.dangjian-staging", name.to_string_lossy()));
    // One that was left by a run that was killed; and never write through a link.
    let _ = fs::remove_file(&staged);
    let written = || -> Result<u64, Failure> {
        let mut file = BufWriter::new(File::create_new(&staged)?);
        write(&mut file)?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        // It may be taken away on a stick at once.
        file.sync_all()?;
        let length = file.metadata()?.len();
        drop(file);
        fs::rename(&staged, place)?;
        Ok(length)
    };
    written().map_err(|failure| {
        let _ = fs::remove_file(&staged);
        match failure {
            Failure::Read(path, error) => refused(Operation::Read, &path, &error),
            Failure::Write(error) => refused_here(&error),
            Failure::Invalid(reason) => refused_here(&io::Error::other(reason)),
        }
    })
}

fn unreadable(shown: &Path, failure: &Failure) -> Problem {
    match failure {
        // A damaged archive is told of as one.
        Failure::Write(error) | Failure::Read(_, error)
            if !matches!(
                error.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
            ) =>
        {
            refused(Operation::Read, shown, error)
        }
        _ => foreign(shown),
    }
}

fn foreign(shown: &Path) -> Problem {
    Problem::error(
        "output/earlier-archive",
        format!("“{}”不是 dangjian build --zip 写的完整网站，或者已经损坏，不能拿来比较", shown.display()),
        format!("\"{}\" is not a whole site written by `dangjian build --zip`, or it is damaged", shown.display()),
    )
    .help(
        "用 --since 指定上一次的网站压缩包；没有的，换一个还不存在的 --zip 文件名，所有文件就都算新增",
        "name the archive of the last time with `--since`; without one, give `--zip` a new name: every file is then new",
    )
    .in_file(shown.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_chinese_are_marked_as_utf_8() {
        let mut archive = ZipWriter::new(io::Cursor::new(Vec::new()));
        archive.start_file("手册.pdf", options("手册.pdf", 1)).unwrap();
        archive.write_all(b"x").unwrap();
        let bytes = archive.finish().unwrap().into_inner();
        // Signature, version, then the flags: bit 11.
        assert_eq!(bytes.get(6..8), Some([0, 8].as_slice()));
        assert!(bytes.windows("手册.pdf".len()).any(|part| part == "手册.pdf".as_bytes()));
    }

    #[test]
    fn what_is_compressed_already_is_stored() {
        for (path, is_smaller) in [("a.html", true), ("a.JPG", false), ("a.docx", false), ("a", true)] {
            let mut archive = ZipWriter::new(io::Cursor::new(Vec::new()));
            archive.start_file(path, options(path, 1000)).unwrap();
            archive.write_all(&[b'x'; 1000]).unwrap();
            assert_eq!(archive.finish().unwrap().into_inner().len() < 1000, is_smaller, "{path}");
        }
    }

    #[test]
    fn a_disk_that_is_full_is_reported_and_the_old_file_stays() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("site.zip");
        fs::write(&place, "old").unwrap();
        let full = || Failure::from(io::Error::from(io::ErrorKind::StorageFull));
        let problem = into_place(&place, |_| Err(full())).unwrap_err();
        assert_eq!(problem.code, "output/disk-full");
        assert_eq!(fs::read_to_string(&place).unwrap(), "old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing of the new one is left");
    }
}
