//! Creates a new page: chooses its file name and writes its scaffold.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::new_file::write_new;
use crate::load::{DocumentName, Outline, OutlineSection};
use crate::problem::{Problem, suggest, unwritable};
use crate::schema::{ContentType, ScaffoldValues, scaffold};
use crate::site::static_path;
use crate::source::{ListedFile, Stamp};
use crate::text::file_name::is_portable;
use crate::text::slug;

/// Parameters of a new page.
#[derive(Debug)]
pub struct NewPage<'a> {
    /// Type.
    pub content_type: &'a ContentType,
    /// Title.
    pub title: &'a str,
    /// Section.
    pub section: &'a OutlineSection,
    /// Number of its language.
    pub lang: usize,
    /// Today's date, for example `2026-11-20`.
    pub today: &'a str,
    /// Values of fields, by key. One of several lines is a list.
    pub answers: &'a BTreeMap<String, String>,
    /// The text that the page already has.
    pub text: Option<NewText<'a>>,
}

/// The text of a new page, for example of one that was sent as a Word file.
#[derive(Debug, Clone, Copy)]
pub struct NewText<'a> {
    /// Its Markdown.
    pub body: &'a str,
    /// Words above the values of fields that were guessed, by key.
    pub remarks: &'a BTreeMap<String, String>,
    /// The names and bytes of its pictures and attachments. With them the page is a folder.
    pub files: &'a [(String, Vec<u8>)],
}

/// A new page that has been written.
#[derive(Debug)]
pub struct NewFile {
    /// File, relative to the site's folder.
    pub file: String,
    /// Address.
    pub url: String,
}

/// Maximum length of a file's name, in bytes: the slug of a longer one is cut, and two names cut
/// alike share an address.
const LONGEST: usize = 60;
/// Last number to try: `x-2.md`, `x-3.md` …
const MOST: usize = 9999;

/// Writes the scaffold of a page into a new file. If its type has a date, the file name begins with
/// today's. If another page has the file name or the address, the name gets a number.
///
/// # Errors
/// The file cannot be written, or no name is free.
pub fn new_page(outline: &Outline, page: &NewPage<'_>) -> Result<NewFile, Problem> {
    one_more_page(outline, page, &mut TakenAddresses::of(outline))
}

/// Writes one of several new pages: what is taken is found once, and then is what these take, too.
///
/// # Errors
/// The file cannot be written, or no name is free.
pub(super) fn one_more_page(
    outline: &Outline,
    page: &NewPage<'_>,
    taken: &mut TakenAddresses,
) -> Result<NewFile, Problem> {
    let written = written_page(outline, page, taken)?;
    taken.paths.insert(written.url.trim_start_matches('/').to_lowercase());
    Ok(written)
}

fn written_page(outline: &Outline, page: &NewPage<'_>, taken: &TakenAddresses) -> Result<NewFile, Problem> {
    let folder = format!("content/{}", page.section.folder);
    let text = text(outline, page);
    let free = Free::new(outline, page, taken);
    let base = stem(page);
    let mut taken = String::new();
    for number in 1..=MOST {
        let stem = numbered(&base, number);
        let Some(url) = free.address(&stem) else { continue };
        let files = page.text.map_or(&[][..], |text| text.files);
        let file = match files.is_empty() {
            true => format!("{folder}/{stem}{}.md", free.suffix),
            false => format!("{folder}/{stem}/index{}.md", free.suffix),
        };
        let write = || {
            let folder = outline.folder.path(&folder);
            fs::create_dir_all(&folder)?;
            match files.is_empty() {
                true => write_new(&outline.folder.path(&file), text.as_bytes()),
                false => write_bundle(&folder, &stem, &format!("index{}.md", free.suffix), &text, files),
            }
        };
        match write() {
            Ok(()) => return Ok(NewFile { file, url }),
            // Another program has just created it.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => taken = file,
            Err(error) => return Err(refused(file, &error)),
        }
    }
    Err(there_already(if taken.is_empty() { &folder } else { &taken }))
}

/// Writes a page with its files into a folder that is not there yet: whole, or not at all.
pub(super) fn write_bundle(
    folder: &Path,
    stem: &str,
    index: &str,
    text: &str,
    files: &[(String, Vec<u8>)],
) -> std::io::Result<()> {
    let target = folder.join(stem);
    // Renaming replaces an empty folder on some systems.
    if target.exists() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    // Nothing builds or watches a folder whose name begins with a dot.
    let passing = tempfile::Builder::new().prefix(".dangjian-new-").tempdir_in(folder)?;
    for (name, bytes) in files {
        fs::File::create_new(passing.path().join(name))?.write_all(bytes)?;
    }
    fs::File::create_new(passing.path().join(index))?.write_all(text.as_bytes())?;
    open_to_all(passing.path())?;
    fs::rename(passing.path(), &target)?;
    let _ = passing.keep();
    Ok(())
}

/// Gives a folder the permissions that new folders have: those of a temporary one let nobody else
/// in.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let parent = folder.parent().map(fs::metadata).transpose()?;
    let mode = parent.map_or(0o755, |parent| parent.permissions().mode());
    fs::set_permissions(folder, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn text(outline: &Outline, page: &NewPage<'_>) -> String {
    let none = BTreeMap::new();
    let in_section = page.section.content_type.as_ref().map(|content_type| &content_type.id);
    let filling = ScaffoldValues {
        lang: outline.lang(),
        title: page.title,
        today: page.today,
        names_type: in_section != Some(&page.content_type.id),
        answers: page.answers,
        remarks: page.text.map_or(&none, |text| text.remarks),
        is_brief: page.text.is_some(),
        units: &outline.units,
    };
    scaffold(page.content_type, &filling) + "\n" + page.text.map_or("", |text| text.body)
}

/// The addresses that no new page gets, in lower case.
#[derive(Debug)]
pub(super) struct TakenAddresses {
    /// Paths of everything published.
    paths: HashSet<String>,
    /// Articles whose addresses are recorded in `addresses.yaml`, including deleted ones.
    kept: HashSet<String>,
}

impl TakenAddresses {
    pub(super) fn of(outline: &Outline) -> Self {
        let (paths, kept) = published(outline);
        Self { paths, kept }
    }
}

/// Determines which names and addresses are free.
struct Free<'f> {
    outline: &'f Outline,
    page: &'f NewPage<'f>,
    /// Text between the name and `.md`: empty, or for example `.en`.
    suffix: String,
    /// Names in the section's folder, in lower case: many systems treat `A.md` and `a.md` as one
    /// file.
    names: HashSet<String>,
    taken: &'f TakenAddresses,
}

impl<'f> Free<'f> {
    fn new(outline: &'f Outline, page: &'f NewPage<'f>, taken: &'f TakenAddresses) -> Self {
        let suffix =
            if page.lang == 0 { String::new() } else { format!(".{}", outline.config.code(page.lang)) };
        let folder = outline.folder.path(&format!("content/{}", page.section.folder));
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().to_lowercase()).collect();
        Self { outline, page, suffix, names, taken }
    }

    /// Returns the address of the page if it has this name; `None` where the name or the address is
    /// taken.
    fn address(&self, stem: &str) -> Option<String> {
        // `index.md` is the page of its folder, and Windows does not allow `con.md`.
        if stem == "index" || !is_portable(stem) || self.is_name_taken(stem) {
            return None;
        }
        let Self { outline, page, .. } = self;
        let below = format!("{}/{stem}", page.section.folder);
        if self.taken.kept.contains(&format!("content/{below}{}.md", self.suffix).to_lowercase()) {
            return None;
        }
        let url = outline.config.future_url(&below, page.lang, page.content_type, page.title, page.today);
        (!self.taken.paths.contains(&url.trim_start_matches('/').to_lowercase())).then_some(url)
    }

    /// Returns whether an article or a folder has this name. In a further language only files of
    /// that language count: `x.en.md` is the English version of `x.md`.
    fn is_name_taken(&self, stem: &str) -> bool {
        let own = format!("{stem}{}.md", self.suffix);
        if self.page.lang > 0 {
            let bundle = format!("content/{}/{stem}/index{}.md", self.page.section.folder, self.suffix);
            return self.names.contains(&own) || self.outline.folder.path(&bundle).exists();
        }
        let mut codes = self.outline.config.languages.iter().map(|language| language.code.to_lowercase());
        self.names.contains(stem)
            || self.names.contains(&own)
            || codes.any(|code| self.names.contains(&format!("{stem}.{code}.md")))
    }
}

/// Returns the paths of everything that the site publishes or will publish, including drafts, and
/// the articles whose addresses are recorded; in lower case.
pub(super) fn published(outline: &Outline) -> (HashSet<String>, HashSet<String>) {
    // The next build reports the site's problems; here only its addresses matter.
    let mut unheard = Vec::new();
    let site = outline.site(&mut unheard);
    let mut paths: HashSet<String> = site.routes().iter().map(|route| route.path.to_lowercase()).collect();
    for (_, address) in site.addresses().iter() {
        paths.insert(address.trim_start_matches('/').to_lowercase());
    }
    paths.extend(site.statics().iter().map(|file| static_path(file).to_lowercase()));
    // An article that could not be read gets its address as soon as it can.
    for file in site.unread().iter().filter(|file| file.starts_with("content/") && file.ends_with(".md")) {
        let listed = ListedFile { name: file.clone(), stamp: Stamp::default() };
        let name = DocumentName::of(&listed, &outline.config);
        paths.insert(outline.config.plain_url(&name.stem, name.lang).trim_start_matches('/').to_lowercase());
    }
    let kept = site.addresses().iter().map(|(file, _)| file.to_lowercase()).collect();
    (paths, kept)
}

/// Builds the file's name without language and extension: the date and the title in ASCII, cut at
/// the end of a word if possible.
fn stem(page: &NewPage<'_>) -> String {
    let has_date = page.content_type.scaffold_fields().any(|field| &*field.key == "date");
    match (slug(page.title), has_date) {
        (Some(title), true) => {
            let room = LONGEST.saturating_sub(page.today.len() + 1);
            format!("{}-{}", page.today, cut(&title, room))
        }
        (Some(title), false) => title,
        (None, _) => page.today.to_owned(),
    }
}

/// Returns at most the first `room` bytes of a slug, cut at the end of a word if there is one:
/// `cut("zhu-ti-dang-ri", 10)` is `zhu-ti`.
pub(super) fn cut(slug: &str, room: usize) -> &str {
    if slug.len() <= room {
        return slug;
    }
    let whole = slug.get(..=room).and_then(|start| start.rfind('-')).filter(|end| *end > 0);
    slug.get(..whole.unwrap_or(room)).unwrap_or(slug)
}

/// Adds a number to a name: `x`, `x-2`, `x-3`. The name is cut so that the number stays in the
/// address.
pub(super) fn numbered(base: &str, number: usize) -> String {
    if number < 2 {
        return base.to_owned();
    }
    let number = format!("-{number}");
    format!("{}{number}", cut(base, LONGEST.saturating_sub(number.len())))
}

/// Reports that an article cannot be written.
pub(super) fn refused(file: impl Into<String>, error: &std::io::Error) -> Problem {
    unwritable("new/refused", error)
        .in_file(file)
        .help("看看能不能往这个文件夹里写东西", "see whether you may write into its folder")
}

fn there_already(file: &str) -> Problem {
    Problem::error(
        "new/there-already",
        "同名的文章太多，没有空着的文件名了",
        "there are too many articles of this name: no file name is left",
    )
    .in_file(file)
    .help("换一个标题", "choose another title")
}

/// Reports a section that does not exist.
pub fn unknown_section(written: &str, outline: &Outline) -> Problem {
    let problem = Problem::error(
        "new/unknown-section",
        format!("没有“{written}”这个栏目"),
        format!("there is no section `{written}`"),
    );
    let names = outline.sections.iter().flat_map(|section| [section.folder.as_str(), &section.title]);
    let folders: Vec<&str> = outline.sections.iter().map(|section| section.folder.as_str()).collect();
    problem.did_you_mean(
        suggest(written, names),
        format!("可用的栏目：{}；要新栏目，先在 content 里建文件夹和 _index.md", folders.join("、")),
        format!("sections: {}; a new one is a folder in `content` with `_index.md`", folders.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_at_a_word_and_keeps_its_number() {
        assert_eq!(cut("zhu-ti-dang-ri", 20), "zhu-ti-dang-ri");
        assert_eq!(cut("zhu-ti-dang-ri", 11), "zhu-ti-dang");
        assert_eq!(cut("zhu-ti-dang-ri", 10), "zhu-ti");
        assert_eq!(cut("aaaaaaaa", 3), "aaa");
        let long = "a".repeat(60);
        for number in [2, 10, 999] {
            let name = numbered(&long, number);
            assert_eq!((name.len(), slug(&name)), (60, Some(name.clone())));
        }
        assert_eq!(numbered("x", 1), "x");
    }
}
