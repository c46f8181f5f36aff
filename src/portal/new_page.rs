//! A new page: which file it is, and what is in it.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{ErrorKind, Write};

use super::read::Name;
use super::{Outline, OutlineSection};
use crate::problem::{Problem, reason, suggest};
use crate::schema::{ContentType, Filling, scaffold};
use crate::source::{Listed, Stamp, is_portable};
use crate::text::slug;

/// What is known of a page that is to be written.
#[derive(Debug)]
pub struct NewPage<'a> {
    /// Its type.
    pub content_type: &'a ContentType,
    /// Its title.
    pub title: &'a str,
    /// Its section.
    pub section: &'a OutlineSection,
    /// The number of its language.
    pub lang: usize,
    /// Today, as `2026-11-20`.
    pub today: &'a str,
    /// Values of fields, by key.
    pub answers: &'a BTreeMap<String, String>,
}

/// A page that has been written.
#[derive(Debug)]
pub struct NewFile {
    /// Its name below the site's folder.
    pub file: String,
    /// Its address.
    pub url: String,
}

/// Longest name of a file, in bytes: the slug of a longer one is cut, and two names that are cut alike share an address.
const LONGEST: usize = 60;
/// The last number that is tried: `x-2.md`, `x-3.md` …
const MOST: usize = 9999;

/// Writes the scaffold of a page into a new file. Pages that carry a date have it in their file's name; where the file or the address
/// is another page's already, the name gets a number.
///
/// # Errors
/// The disk refuses, or there is no free name left.
pub fn new_page(outline: &Outline, page: &NewPage<'_>) -> Result<NewFile, Problem> {
    let folder = format!("content/{}", page.section.folder);
    let text = text(outline, page);
    let free = Free::new(outline, page);
    let base = stem(page);
    let mut taken = String::new();
    for number in 1..=MOST {
        let stem = numbered(&base, number);
        let Some(url) = free.address(&stem) else { continue };
        let file = format!("{folder}/{stem}{}.md", free.suffix);
        let write = || {
            fs::create_dir_all(outline.folder.path(&folder))?;
            fs::File::create_new(outline.folder.path(&file))?.write_all(text.as_bytes())
        };
        match write() {
            Ok(()) => return Ok(NewFile { file, url }),
            // Somebody else was faster.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => taken = file,
            Err(error) => return Err(refused(file, &error)),
        }
    }
    Err(there_already(if taken.is_empty() { &folder } else { &taken }))
}

fn text(outline: &Outline, page: &NewPage<'_>) -> String {
    let in_section = page.section.content_type.as_ref().map(|content_type| &content_type.id);
    let filling = Filling {
        lang: outline.lang(),
        title: page.title,
        today: page.today,
        names_type: in_section != Some(&page.content_type.id),
        answers: page.answers,
        units: &outline.units,
    };
    scaffold(page.content_type, &filling) + "\n"
}

/// What names and addresses are free.
struct Free<'f> {
    outline: &'f Outline,
    page: &'f NewPage<'f>,
    /// What stands between the name and `.md`: nothing, or `.en`.
    suffix: String,
    /// The names in the section's folder, in lower case: many systems take `A.md` and `a.md` for one file.
    names: HashSet<String>,
    /// The paths of all that is published, in lower case.
    paths: HashSet<String>,
    /// The articles whose addresses are kept in `addresses.yaml`, those that are gone too.
    kept: HashSet<String>,
}

impl<'f> Free<'f> {
    fn new(outline: &'f Outline, page: &'f NewPage<'f>) -> Self {
        let suffix =
            if page.lang == 0 { String::new() } else { format!(".{}", outline.config.code(page.lang)) };
        let folder = outline.folder.path(&format!("content/{}", page.section.folder));
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().to_lowercase()).collect();
        let (paths, kept) = published(outline);
        Self { outline, page, suffix, names, paths, kept }
    }

    /// The address of the page if it is called so; nothing where the name or the address is another's.
    fn address(&self, stem: &str) -> Option<String> {
        // `index.md` is the page of its folder, and Windows has no `con.md`.
        if stem == "index" || !is_portable(stem) || self.is_name_taken(stem) {
            return None;
        }
        let Self { outline, page, .. } = self;
        let below = format!("{}/{stem}", page.section.folder);
        if self.kept.contains(&format!("content/{below}{}.md", self.suffix).to_lowercase()) {
            return None;
        }
        let url = outline.config.future_url(&below, page.lang, page.content_type, page.title, page.today);
        (!self.paths.contains(&url.trim_start_matches('/').to_lowercase())).then_some(url)
    }

    /// Whether there is an article or a folder of this name. In a further language only one of that language counts: `x.en.md` is the
    /// English version of `x.md`.
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

/// The paths of all that the site publishes or will publish, drafts too, and the articles whose addresses are kept; in lower case.
fn published(outline: &Outline) -> (HashSet<String>, HashSet<String>) {
    // What is wrong with the site the next build tells; here it is enough to know what is there.
    let mut unheard = Vec::new();
    let site = outline.site(&mut unheard);
    let mut paths: HashSet<String> = site.routes().iter().map(|route| route.path.to_lowercase()).collect();
    for (_, address) in site.addresses().iter() {
        paths.insert(address.trim_start_matches('/').to_lowercase());
    }
    let statics = site.statics().iter().filter_map(|file| file.strip_prefix("static/"));
    paths.extend(statics.map(str::to_lowercase));
    // An article that could not be read has its address as soon as it can.
    for file in site.unread().iter().filter(|file| file.starts_with("content/") && file.ends_with(".md")) {
        let listed = Listed { name: file.clone(), stamp: Stamp::default() };
        let name = Name::of(&listed, &outline.config);
        paths.insert(outline.config.plain_url(&name.stem, name.lang).trim_start_matches('/').to_lowercase());
    }
    let kept = site.addresses().iter().map(|(file, _)| file.to_lowercase()).collect();
    (paths, kept)
}

/// The file's name without language and ending: the day and the title in ASCII, cut at a word's end where that is possible.
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

/// The first `room` bytes of a slug, whole words if there are any.
fn cut(slug: &str, room: usize) -> &str {
    if slug.len() <= room {
        return slug;
    }
    let whole = slug.get(..=room).and_then(|start| start.rfind('-')).filter(|end| *end > 0);
    slug.get(..whole.unwrap_or(room)).unwrap_or(slug)
}

/// `x`, `x-2`, `x-3`: short enough that the number stays in the address.
fn numbered(base: &str, number: usize) -> String {
    if number < 2 {
        return base.to_owned();
    }
    let number = format!("-{number}");
    format!("{}{number}", cut(base, LONGEST.saturating_sub(number.len())))
}

fn refused(file: String, error: &std::io::Error) -> Problem {
    Problem::error(
        "new/refused",
        format!("这个文件写不进去：{}", reason(error).zh),
        format!("this file cannot be written: {}", reason(error).en),
    )
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

/// What is wrong with a section that is not there.
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
