//! Chooses the files and addresses of imported articles, and writes them.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::Write as _;

use super::fields::Fields;
use super::model::{Carried, OldPage, Source};
use crate::author::new_page::{cut, numbered, published, refused, write_bundle};
use crate::load::{Outline, OutlineSection};
use crate::problem::Problem;
use crate::schema::{ContentType, yaml_text};
use crate::text::{Headline, slug};

/// Maximum length of a file's name, in bytes.
const LONGEST: usize = 60;
/// Last number to try.
const MOST: usize = 9999;

/// What is taken in the site.
pub(super) struct Taken<'o> {
    outline: &'o Outline,
    /// Paths of everything published, in lower case.
    paths: HashSet<String>,
    /// Articles whose addresses are recorded, in lower case.
    kept: HashSet<String>,
    /// Names in the folders of sections, in lower case.
    names: HashMap<String, HashSet<String>>,
}

/// Where an article goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Home {
    /// The folder of its section, below `content/`.
    pub section: String,
    /// Its name there.
    pub stem: String,
    /// Its address.
    pub url: String,
}

impl Home {
    /// Its file. With files beside it the article is a folder.
    pub(super) fn file(&self, has_files: bool) -> String {
        let Self { section, stem, .. } = self;
        if has_files {
            format!("content/{section}/{stem}/index.md")
        } else {
            format!("content/{section}/{stem}.md")
        }
    }
}

impl<'o> Taken<'o> {
    pub(super) fn of(outline: &'o Outline) -> Self {
        let (paths, kept) = published(outline);
        Self { outline, paths, kept, names: HashMap::new() }
    }

    /// Chooses a free name for an article, and takes it.
    pub(super) fn home(&mut self, page: &OldPage, fields: &Fields<'_>, today: &str) -> Option<Home> {
        let base = base(page, fields, today);
        let section = fields.section;
        let folder = self.outline.folder.path(&format!("content/{}", section.folder));
        let names = self.names.entry(section.folder.clone()).or_insert_with(|| {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| entry.file_name().to_string_lossy().to_lowercase()).collect()
        });
        for number in 1..=MOST {
            let stem = numbered(&base, number);
            let below = format!("{}/{stem}", section.folder);
            let file = format!("{stem}.md");
            let is_kept = [format!("content/{below}.md"), format!("content/{below}/index.md")];
            if stem == "index"
                || names.contains(&stem)
                || names.contains(&file)
                || is_kept.iter().any(|file| self.kept.contains(file))
            {
                continue;
            }
            let day = fields.date.map_or_else(|| today.to_owned(), |date| date.civil().date().to_string());
            let url = self.outline.config.future_url(&below, 0, &fields.content_type, &fields.title, &day);
            if self.paths.insert(url.trim_start_matches('/').to_lowercase()) {
                names.insert(stem.clone());
                names.insert(file);
                return Some(Home { section: section.folder.clone(), stem, url });
            }
        }
        None
    }

    /// Takes a path for a former address, if it is free.
    pub(super) fn take(&mut self, path: &str) -> bool {
        self.paths.insert(path.to_lowercase())
    }
}

/// Returns the name of an article: its date and what it was called in its old address.
fn base(page: &OldPage, fields: &Fields<'_>, today: &str) -> String {
    let own = page.stem.trim();
    let is_name = own.is_ascii() && own.bytes().any(|b| b.is_ascii_alphabetic());
    let name = slug(own).filter(|_| is_name).or_else(|| slug(&fields.title)).or_else(|| slug(own));
    let name = name.unwrap_or_else(|| "x".to_owned());
    let day = fields.date.map(|date| date.civil().date().to_string());
    let has_date = fields.content_type.scaffold_fields().any(|field| &*field.key == "date");
    let base = match day.filter(|_| has_date) {
        Some(day) => match name.strip_prefix(&day) {
            Some(rest) if rest.starts_with('-') => name.clone(),
            _ => format!("{day}-{name}"),
        },
        None if has_date && name.is_empty() => today.to_owned(),
        None => name,
    };
    let base = cut(&base, LONGEST).trim_matches('-').to_owned();
    if base == "index" { "page".to_owned() } else { base }
}

/// Writes an article whole, or not at all.
pub(super) fn write(
    outline: &Outline,
    home: &Home,
    text: &str,
    files: &[Carried],
) -> Result<String, Problem> {
    let name = home.file(!files.is_empty());
    let folder = outline.folder.path(&format!("content/{}", home.section));
    let go = || -> std::io::Result<()> {
        fs::create_dir_all(&folder)?;
        if files.is_empty() {
            let passing = tempfile::Builder::new().prefix(".dangjian-new-").tempfile_in(&folder)?;
            passing.as_file().write_all(text.as_bytes())?;
            let path = outline.folder.path(&name);
            passing.persist_noclobber(&path).map_err(|error| error.error)?;
            return open_to_all(&path);
        }
        let mut read = Vec::new();
        for file in files {
            let bytes = match &file.from {
                Source::File(path) => fs::read(path)?,
                Source::Bytes(bytes) => bytes.clone(),
            };
            read.push((file.name.clone(), bytes));
        }
        write_bundle(&folder, &home.stem, "index.md", text, &read)
    };
    go().map(|()| name.clone()).map_err(|error| refused(name, &error))
}

/// Gives a file the permissions that new files have: a temporary one lets nobody else in.
#[cfg(unix)]
fn open_to_all(path: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_all(_: &std::path::Path) -> std::io::Result<()> {
    Ok(())
}

/// Writes the front matter of an article.
pub(super) fn front_matter(
    fields: &Fields<'_>,
    cover: Option<&str>,
    aliases: &[String],
    outline: &Outline,
) -> String {
    let content_type = &fields.content_type;
    let lang = outline.lang();
    let is_chinese = lang.starts_with("zh");
    let key = |key: &str| key_of(content_type, key, lang);
    let mut text = format!("---\n{}: {}\n", key("title"), yaml_text(&Headline::escaped(&fields.title)));
    let in_section = |section: &OutlineSection| section.content_type.as_ref().map(|own| own.id.clone());
    if in_section(fields.section).as_deref() != Some(&*content_type.id) {
        let name = if is_chinese { content_type.name.get(lang) } else { &content_type.id };
        text += &format!("{}: {}\n", key("type"), yaml_text(name));
    }
    for (ours, values) in &fields.values {
        if let ("weight", [number]) = (*ours, values.as_slice()) {
            text += &format!("{}: {number}\n", key(ours));
            continue;
        }
        push(&mut text, &key(ours), values, matches!(*ours, "tags" | "author" | "editor" | "photographers"));
    }
    if let Some(cover) = cover {
        push(&mut text, &key("cover"), &[cover.to_owned()], false);
    }
    if !aliases.is_empty() {
        push(&mut text, &key("aliases"), aliases, true);
    }
    if fields.is_draft {
        text += &format!("{}: {}\n", key("draft"), if is_chinese { "是" } else { "true" });
    }
    text + "---\n"
}

fn push(text: &mut String, key: &str, values: &[String], is_list: bool) {
    match values {
        [] => {}
        // One with a comma would be read as several.
        [one] if !is_list || !one.contains(['、', '，', ',', ';', '；', ' ', '\u{3000}']) => {
            text.push_str(&format!("{key}: {}\n", yaml_value(one)));
        }
        several => {
            text.push_str(&format!("{key}:\n"));
            for value in several {
                text.push_str(&format!("  - {}\n", yaml_value(value)));
            }
        }
    }
}

/// Writes a value. An address and a time need no quotation marks, and people write none.
fn yaml_value(value: &str) -> String {
    let is_address =
        value.starts_with('/') && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b));
    let is_time = value.len() >= 16 && value.bytes().all(|b| b.is_ascii_digit() || b"-: ".contains(&b));
    if is_address || is_time { value.to_owned() } else { yaml_text(value) }
}

/// Returns a key as the writers of the site write it.
fn key_of(content_type: &ContentType, key: &str, lang: &str) -> String {
    let group = &content_type.group;
    let label = group.field(key).and_then(|field| group.own_label(field, lang));
    label.filter(|_| lang.starts_with("zh")).map_or_else(|| key.to_owned(), yaml_text)
}
