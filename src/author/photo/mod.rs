//! Shrinks photos in place: what a phone writes has many more pixels than any page shows.
//!
//! First all smaller photos are made, in a hidden folder, so that what they save is known before
//! anything is changed. Then each takes the place of its original, which is kept in another folder.

mod find;
mod keep;
mod report;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use tempfile::{Builder, TempDir};

use self::find::{FoundFile, found_files};
pub use self::keep::ORIGINALS;
use self::keep::{KeepError, PASSING, keep, replace};
use self::report::{changed, in_the_way, offered, other_format, too_long, unwritten};
use crate::picture::{self, Format, Limits, Memory, Reduced};
use crate::problem::{Problem, Severity};
use crate::source::read_at_most;

/// Longest file that is read, in bytes.
const MOST: u64 = 256 << 20;
/// Bytes that photos may take while they are made smaller.
const MEMORY: u64 = 600 << 20;

/// Which photos to shrink, and how far.
pub struct PhotoOrder<'o> {
    /// Sites, other folders, or files.
    pub places: &'o [PathBuf],
    /// Longest side afterwards, in pixels.
    pub longest: u32,
    /// Called with the number of files that have been looked at, and of all.
    pub progress: &'o (dyn Fn(usize, usize) + Sync),
}

/// Width, height and length of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoMeasures {
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// Length in bytes.
    pub length: u64,
}

/// A photo for which a smaller one has been made.
#[derive(Debug)]
pub struct LargePhoto {
    /// Its file, as it was named.
    pub file: PathBuf,
    /// As it is.
    pub before: PhotoMeasures,
    /// As it would be.
    pub after: PhotoMeasures,
    found: FoundFile,
    /// Hash of what was read.
    hash: blake3::Hash,
    /// The file of the smaller one.
    draft: PathBuf,
}

/// What can be shrunk. Nothing has been changed yet; the smaller photos are gone with it.
#[derive(Debug)]
pub struct PhotoPlan {
    /// The photos, in the order of their files.
    pub photos: Vec<LargePhoto>,
    /// Files that stay as they are though they are large, or cannot be read.
    pub left: Vec<Problem>,
    /// Holds the drafts.
    _drafts: TempDir,
}

/// Result of shrinking.
#[derive(Debug, Default)]
pub struct ShrinkReport {
    /// The photos that were replaced, by their number in the plan.
    pub done: Vec<usize>,
    /// The folders in which their originals are kept.
    pub kept_in: Vec<PathBuf>,
    /// What could not be done.
    pub problems: Vec<Problem>,
}

/// Makes smaller photos of all that are larger than `order.longest`.
///
/// # Errors
/// A place does not exist or holds what is kept, or nothing can be written.
pub fn shrinkable(order: &PhotoOrder<'_>) -> Result<PhotoPlan, Vec<Problem>> {
    let (files, mut left) = found_files(order.places)?;
    let drafts = drafts(&files).map_err(|error| vec![unwritten(Path::new("."), &error)])?;
    let (memory, seen) = (Memory::of(MEMORY), AtomicUsize::new(0));
    let count = files.len();
    let looked: Vec<_> = files
        .into_par_iter()
        .enumerate()
        .with_max_len(1)
        .filter_map(|(number, found)| {
            let draft = drafts.path().join(number.to_string());
            let made = shrunk(found, draft, order.longest, &memory).transpose();
            (order.progress)(seen.fetch_add(1, Ordering::Relaxed) + 1, count);
            made
        })
        .collect();
    let mut photos = Vec::new();
    for photo in looked {
        match photo {
            Ok(photo) => photos.push(photo),
            Err(problem) => left.push(problem),
        }
    }
    Ok(PhotoPlan { photos, left, _drafts: drafts })
}

impl PhotoPlan {
    /// Puts each smaller photo into the place of its original.
    pub fn apply(&self) -> ShrinkReport {
        let mut report = ShrinkReport::default();
        for (number, photo) in self.photos.iter().enumerate() {
            match photo.apply() {
                Ok(folder) => {
                    report.done.push(number);
                    if !report.kept_in.contains(&folder) {
                        report.kept_in.push(folder);
                    }
                }
                Err(problem) => report.problems.push(*problem),
            }
        }
        report
    }
}

impl LargePhoto {
    /// Replaces the photo and returns the folder in which the original is kept. It is never away:
    /// the original is kept first, and then replaced in one step.
    fn apply(&self) -> Result<PathBuf, Box<Problem>> {
        let at = |problem: Problem| Box::new(problem.in_file(self.file.display().to_string()));
        let failed = |error: io::Error| Box::new(unwritten(&self.file, &error));
        let FoundFile { real, root, inner, .. } = &self.found;
        let state = FileState::of(real).map_err(failed)?;
        let bytes = read_at_most(real, MOST).map_err(failed)?.unwrap_or_default();
        if blake3::hash(&bytes) != self.hash {
            return Err(at(changed()));
        }
        let folder = root.join(ORIGINALS);
        let kept = match keep(real, &bytes, &folder, inner) {
            Ok(kept) => kept,
            Err(KeepError::InTheWay) => return Err(Box::new(in_the_way(&folder))),
            Err(KeepError::Io(error)) => return Err(failed(error)),
        };
        let replaced = fs::read(&self.draft).and_then(|smaller| {
            replace(real, &smaller, || FileState::of(real).is_ok_and(|now| now == state))
        });
        match replaced {
            Ok(true) => Ok(folder),
            Ok(false) => {
                // Somebody else has just written the photo: what was kept is still there.
                let _ = fs::remove_file(kept);
                Err(at(changed()))
            }
            Err(error) => {
                let _ = fs::remove_file(kept);
                Err(failed(error))
            }
        }
    }
}

/// What tells that a file was written. Its other times change when it gets a second name.
#[derive(PartialEq, Eq)]
struct FileState {
    length: u64,
    modified: Option<std::time::SystemTime>,
}

impl FileState {
    fn of(file: &Path) -> io::Result<Self> {
        let data = fs::metadata(file)?;
        Ok(Self { length: data.len(), modified: data.modified().ok() })
    }
}

/// Creates the folder of the drafts: near the photos if possible, since memory often holds the
/// system's own. What an earlier run that was broken off has left there goes first.
fn drafts(files: &[FoundFile]) -> io::Result<TempDir> {
    const OLD: std::time::Duration = std::time::Duration::from_secs(24 * 3600);
    let Some(root) = files.first().map(|found| &found.root) else {
        return Builder::new().prefix(PASSING).tempdir();
    };
    for entry in fs::read_dir(root).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PASSING);
        let age = entry.metadata().and_then(|data| data.modified()).map(|moment| moment.elapsed());
        if is_ours && age.is_ok_and(|age| age.is_ok_and(|age| age > OLD)) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let near = Builder::new().prefix(PASSING).tempdir_in(root);
    near.or_else(|_| Builder::new().prefix(PASSING).tempdir())
}

/// Makes a smaller photo of a file; `None` if it is not a photo, or not too large.
fn shrunk(
    found: FoundFile,
    draft: PathBuf,
    longest: u32,
    memory: &Memory,
) -> Result<Option<LargePhoto>, Problem> {
    let limits = Limits::default();
    let file = found.file.clone();
    let at = |problem: Problem| problem.in_file(file.display().to_string());
    let is_photo = begins_as_photo(&found.real).map_err(|error| unwritten(&file, &error))?;
    // Of a file that was named, something is said in any case.
    if !is_photo && !found.is_named {
        return Ok(None);
    }
    let length = fs::metadata(&found.real).map_or(0, |data| data.len());
    let reading = memory.take(length);
    let read = read_at_most(&found.real, MOST).map_err(|error| unwritten(&file, &error))?;
    let bytes = read.ok_or_else(|| at(too_long()))?;
    let told = |refusal: picture::Refusal| at(Problem { severity: Severity::Warning, ..refusal.problem() });
    let info = picture::inspect(&bytes, &limits).map_err(told)?;
    if info.width.max(info.height) <= longest {
        return Ok(None);
    }
    if let Some(document) = &found.offered_by {
        return Err(at(offered(document)));
    }
    drop(reading);
    let _taken = memory.take(length + info.whole_memory());
    match picture::reduce(&bytes, longest, &limits).map_err(told)? {
        Reduced::Fits => Ok(None),
        Reduced::OtherFormat(info) => Err(at(other_format(info.format))),
        Reduced::Smaller(info, made) => {
            fs::write(&draft, &made.bytes).map_err(|error| unwritten(&draft, &error))?;
            let measures = |width, height, length| PhotoMeasures { width, height, length };
            Ok(Some(LargePhoto {
                before: measures(info.width, info.height, bytes.len() as u64),
                after: measures(made.width, made.height, made.bytes.len() as u64),
                hash: blake3::hash(&bytes),
                file,
                found,
                draft,
            }))
        }
    }
}

/// Returns whether a file begins as a photo does, or holds one behind other bytes.
fn begins_as_photo(file: &Path) -> io::Result<bool> {
    use std::io::Read as _;
    const HEAD: u64 = 4 << 10;
    let mut head = Vec::new();
    crate::source::open_plain(file)?.take(HEAD).read_to_end(&mut head)?;
    let format = Format::of(&head);
    let is_photo = matches!(format, Format::Jpeg | Format::Png | Format::Webp | Format::Bmp);
    Ok(is_photo || Format::hidden(&head).is_some())
}
