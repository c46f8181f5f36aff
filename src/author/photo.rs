//! Shrinks photos in place: what a phone writes has many more pixels than any page shows.
//!
//! First all smaller photos are made, in a hidden folder, so that what they save is known before
//! anything is changed. Then each takes the place of its original, which is kept in another folder.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use tempfile::{Builder, TempDir};
use walkdir::WalkDir;

use crate::picture::{self, Format, Limits, Memory, Reduced};
use crate::problem::{Problem, Severity, reason};
use crate::source::{SiteFolder, Stamp, read_at_most};

/// Name of the folder in which originals are kept: next to `site.yaml`, or next to photos that
/// belong to no site.
pub const ORIGINALS: &str = "原图";

/// Longest file that is read, in bytes.
const MOST: u64 = 256 << 20;
/// Bytes that photos may take while they are made smaller.
const MEMORY: u64 = 600 << 20;
/// How temporary files begin: nothing builds or watches them.
const PASSING: &str = ".dangjian-photo-";

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
    /// Its file.
    pub file: PathBuf,
    /// As it is.
    pub before: PhotoMeasures,
    /// As it would be.
    pub after: PhotoMeasures,
    /// The folder to which it belongs, from the root of the file system: that of its site.
    root: PathBuf,
    /// Its stamp when it was read.
    stamp: Stamp,
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
/// A place does not exist, or nothing can be written.
pub fn shrinkable(order: &PhotoOrder<'_>) -> Result<PhotoPlan, Vec<Problem>> {
    let mut files = Vec::new();
    for place in order.places {
        files.extend(files_of(place)?);
    }
    let mut met = HashSet::new();
    files.retain(|found| met.insert(found.file.canonicalize().unwrap_or_else(|_| found.file.clone())));
    let drafts = drafts(&files).map_err(|error| vec![unwritten(Path::new("."), &error)])?;
    let (memory, seen) = (Memory::of(MEMORY), AtomicUsize::new(0));
    let looked: Vec<_> = files
        .par_iter()
        .enumerate()
        .with_max_len(1)
        .filter_map(|(number, found)| {
            let draft = drafts.path().join(number.to_string());
            let made = shrunk(found, &draft, order.longest, &memory).transpose();
            (order.progress)(seen.fetch_add(1, Ordering::Relaxed) + 1, files.len());
            made
        })
        .collect();
    let (mut photos, mut left) = (Vec::new(), Vec::new());
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
            match photo.replace() {
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
    fn replace(&self) -> Result<PathBuf, Box<Problem>> {
        if Stamp::of(&self.file) != self.stamp {
            return Err(Box::new(changed().in_file(self.file.display().to_string())));
        }
        let folder = self.root.join(ORIGINALS);
        let write = || -> io::Result<()> {
            let whole = whole(&self.file);
            let inner = whole.strip_prefix(&self.root).ok().or_else(|| whole.file_name().map(Path::new));
            let kept = free(&folder.join(inner.unwrap_or(&whole)));
            // What is kept must not be built: `原图` is next to `content/`, not in it.
            fs::create_dir_all(kept.parent().unwrap_or(&folder))?;
            // Sticks and shares know no second name for a file.
            fs::hard_link(&self.file, &kept).or_else(|_| fs::copy(&self.file, &kept).map(drop))?;
            let mut smaller =
                Builder::new().prefix(PASSING).tempfile_in(self.file.parent().unwrap_or(&self.root))?;
            smaller.write_all(&fs::read(&self.draft)?)?;
            fs::set_permissions(smaller.path(), fs::metadata(&self.file)?.permissions())?;
            smaller.persist(&self.file)?;
            Ok(())
        };
        write().map_err(|error| unwritten(&self.file, &error))?;
        Ok(folder)
    }
}

/// A file that may be a photo, and the folder to which it belongs.
struct FoundFile {
    file: PathBuf,
    root: PathBuf,
}

/// Returns the files of a site, of another folder, or the file itself.
fn files_of(place: &Path) -> Result<Vec<FoundFile>, Vec<Problem>> {
    let root = root_of(place);
    let found = |file: PathBuf| FoundFile { file, root: root.clone() };
    if place.is_file() {
        return Ok(vec![found(place.to_owned())]);
    }
    if !place.is_dir() {
        return Err(vec![missing(place)]);
    }
    if place.join("site.yaml").is_file() {
        let folder = SiteFolder::open(place).map_err(|problem| vec![problem])?;
        let (inventory, _) = folder.inventory();
        let files = inventory.resources.into_iter().chain(inventory.statics);
        return Ok(files.map(|file| found(folder.path(&file.name))).collect());
    }
    let is_looked_into = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || (name != ORIGINALS && !name.starts_with('.'))
    };
    let walk = WalkDir::new(place).sort_by_file_name().into_iter().filter_entry(is_looked_into);
    let files = walk.flatten().filter(|entry| entry.file_type().is_file());
    Ok(files.map(|entry| found(entry.into_path())).collect())
}

/// Returns the folder of the site around a place; the place itself, or the folder of a file, if
/// there is no site.
fn root_of(place: &Path) -> PathBuf {
    let place = whole(place);
    let folder = if place.is_dir() { &place } else { place.parent().unwrap_or(&place) };
    let site = folder.ancestors().find(|folder| folder.join("site.yaml").is_file());
    site.unwrap_or(folder).to_owned()
}

/// Returns a path from the root of the file system.
fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Creates the folder of the drafts: near the photos if possible, since memory often holds the
/// system's own.
fn drafts(files: &[FoundFile]) -> io::Result<TempDir> {
    let near = files.first().map(|found| Builder::new().prefix(PASSING).tempdir_in(&found.root));
    match near {
        Some(Ok(folder)) => Ok(folder),
        _ => Builder::new().prefix(PASSING).tempdir(),
    }
}

/// Makes a smaller photo of a file; `None` if it is not a photo, or not too large.
fn shrunk(
    found: &FoundFile,
    draft: &Path,
    longest: u32,
    memory: &Memory,
) -> Result<Option<LargePhoto>, Problem> {
    let (file, limits) = (&found.file, Limits::default());
    let at = |problem: Problem| problem.in_file(file.display().to_string());
    let stamp = Stamp::of(file);
    // What leads elsewhere is not this site's to change.
    let is_link = file.symlink_metadata().is_ok_and(|data| data.is_symlink());
    let Some(bytes) = photo_bytes(file).filter(|_| !is_link) else { return Ok(None) };
    let told = |refusal: picture::Refusal| at(Problem { severity: Severity::Warning, ..refusal.problem() });
    let info = picture::inspect(&bytes, &limits).map_err(told)?;
    if info.width.max(info.height) <= longest {
        return Ok(None);
    }
    let _taken = memory.take(info.whole_memory());
    match picture::reduce(&bytes, longest, &limits).map_err(told)? {
        Reduced::Fits => Ok(None),
        Reduced::OtherFormat(info) => Err(at(other_format(info.format))),
        Reduced::Smaller(info, made) => {
            fs::write(draft, &made.bytes).map_err(|error| unwritten(draft, &error))?;
            let measures = |width, height, length| PhotoMeasures { width, height, length };
            Ok(Some(LargePhoto {
                file: file.clone(),
                before: measures(info.width, info.height, bytes.len() as u64),
                after: measures(made.width, made.height, made.bytes.len() as u64),
                root: found.root.clone(),
                stamp,
                draft: draft.to_owned(),
            }))
        }
    }
}

/// Reads a file if it begins as a photo does.
fn photo_bytes(file: &Path) -> Option<Vec<u8>> {
    use std::io::Read as _;
    const HEAD: u64 = 64;
    let mut head = Vec::new();
    crate::source::open_plain(file).ok()?.take(HEAD).read_to_end(&mut head).ok()?;
    let is_photo = matches!(Format::of(&head), Format::Jpeg | Format::Png | Format::Webp | Format::Bmp);
    is_photo.then(|| read_at_most(file, MOST).ok().flatten()).flatten()
}

/// Returns a path at which there is nothing: `a.jpg`, or `a-2.jpg`, `a-3.jpg` …
fn free(path: &Path) -> PathBuf {
    let name = |end: &str| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let extension = path.extension().map(|extension| format!(".{}", extension.to_string_lossy()));
        path.with_file_name(format!("{stem}{end}{}", extension.unwrap_or_default()))
    };
    let others = (2_u32..).map(|number| name(&format!("-{number}")));
    let is_free = |path: &PathBuf| path.symlink_metadata().is_err();
    std::iter::once(path.to_owned()).chain(others).find(is_free).unwrap_or_else(|| path.to_owned())
}

fn missing(place: &Path) -> Problem {
    let shown = place.display();
    Problem::error("cli/no-file", format!("找不到“{shown}”"), format!("there is no `{shown}`")).help(
        "写出站点文件夹或者照片的路径；名称里有空格的，整个加引号",
        "give the folder of a site, or a photo; put a name with spaces into quotation marks",
    )
}

fn other_format(format: Format) -> Problem {
    let name = format.name();
    Problem::info(
        "img/large",
        format!("这是照片，却存成了{}：缩小后该是 JPEG，文件名要跟着变，所以没有动它", name.zh),
        format!("this is a photo saved as {}: a smaller one would be a JPEG under another name", name.en),
    )
    .help(
        "用画图或看图软件另存为 JPEG，再改文章里的文件名",
        "save it as JPEG with any picture program, and change the name in the article",
    )
}

fn changed() -> Problem {
    Problem::warning(
        "img/changed",
        "这张照片刚刚又变了，没有动它",
        "this photo has just changed; it was left",
    )
    .help("等别的程序存完，再运行一次", "run this again when the other program has finished")
}

fn unwritten(file: &Path, error: &io::Error) -> Problem {
    let why = reason(error);
    Problem::error(
        "img/unwritten",
        format!("照片没有缩小：{}", why.zh),
        format!("the photo was not made smaller: {}", why.en),
    )
    .in_file(file.display().to_string())
    .help(
        "原来的照片没有丢。检查磁盘空间和文件夹的权限，再运行一次",
        "the original is not lost. Look at the room on the disk and the permissions, and run this again",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("照片.v1.jpg");
        assert_eq!(free(&path), path);
        fs::write(&path, "x").unwrap();
        fs::write(dir.path().join("照片.v1-2.jpg"), "x").unwrap();
        assert_eq!(free(&path), dir.path().join("照片.v1-3.jpg"));
    }
}
