//! A new page: which file it is, and what is in it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};

use super::{Outline, OutlineSection};
use crate::problem::{Problem, reason, suggest};
use crate::schema::{ContentType, Filling, scaffold};
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

/// Writes the scaffold of a page into a new file; its name, below the site's folder. Pages that carry a date have it in
/// their file's name.
///
/// # Errors
/// There is such a page already, or the disk refuses.
pub fn new_page(outline: &Outline, page: &NewPage<'_>) -> Result<String, Problem> {
    let stem = stem(page);
    let folder = format!("content/{}", page.section.folder);
    let suffix = if page.lang == 0 { String::new() } else { format!(".{}", outline.config.code(page.lang)) };
    let file = format!("{folder}/{stem}{suffix}.md");
    let in_section = page.section.content_type.as_ref().map(|content_type| &content_type.id);
    let filling = Filling {
        lang: outline.lang(),
        title: page.title,
        today: page.today,
        names_type: in_section != Some(&page.content_type.id),
        answers: page.answers,
        units: &outline.units,
    };
    let text = scaffold(page.content_type, &filling) + "\n";
    if outline.folder.path(&format!("{folder}/{stem}/index{suffix}.md")).exists() {
        return Err(there_already(&format!("{folder}/{stem}/index{suffix}.md")));
    }
    let path = outline.folder.path(&file);
    let write = || {
        fs::create_dir_all(outline.folder.path(&folder))?;
        fs::File::create_new(&path)?.write_all(text.as_bytes())
    };
    match write() {
        Ok(()) => Ok(file),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(there_already(&file)),
        Err(error) => Err(Problem::error(
            "new/refused",
            format!("这个文件写不进去：{}", reason(&error).zh),
            format!("this file cannot be written: {}", reason(&error).en),
        )
        .in_file(file)
        .help("看看能不能往这个文件夹里写东西", "see whether you may write into its folder")),
    }
}

/// The file's name without language and ending: the day and the title in ASCII.
fn stem(page: &NewPage<'_>) -> String {
    let has_date = page.content_type.scaffold_fields().any(|field| &*field.key == "date");
    match (slug(page.title), has_date) {
        (Some(title), true) => format!("{}-{title}", page.today),
        (Some(title), false) => title,
        (None, _) => page.today.to_owned(),
    }
}

fn there_already(file: &str) -> Problem {
    Problem::error(
        "new/there-already",
        "已经有这个文件，没有改动它",
        "there is such a file already; it was left alone",
    )
    .in_file(file)
    .help("换一个标题，或者直接修改这个文件", "choose another title, or edit this file")
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
