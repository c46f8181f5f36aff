//! The sites that are measured: a generated corpus with the equivalent theme, with the default
//! theme, and in Hugo.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::corpus;

/// The templates of one of our sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// The theme that prints the same page as the Hugo site.
    Equivalent,
    /// The theme of a new site.
    Classic,
}

impl Theme {
    /// Its name in `site.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equivalent => "equivalent",
            Self::Classic => "classic",
        }
    }

    /// The style sheet that an edit of the style changes.
    pub fn style(self) -> &'static str {
        match self {
            Self::Equivalent => "themes/equivalent/styles/style.css",
            Self::Classic => "styles/site.css",
        }
    }
}

fn benches() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches")
}

fn copy_all(from: &Path, to: &Path) {
    let entries = walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("it can be listed"));
    for entry in entries.filter(|entry| entry.file_type().is_file()) {
        let target = to.join(entry.path().strip_prefix(from).expect("it is within"));
        fs::create_dir_all(target.parent().expect("it is in a folder")).expect("a folder can be made");
        fs::copy(entry.path(), target).expect("it can be copied");
    }
}

/// Writes all of a site but its articles.
pub fn write_frame(site: &Path, theme: Theme) {
    let source = benches().join("site");
    copy_all(&source, site);
    if theme == Theme::Equivalent {
        return;
    }
    let config = fs::read_to_string(source.join("site.yaml")).expect("it is there");
    let config = config.replace("theme: equivalent", &format!("theme: {}", theme.name()));
    fs::write(site.join("site.yaml"), config).expect("it can be written");
    // The corpus has fields of its own.
    let declared = fs::read_to_string(source.join("themes/equivalent/types/news.yaml")).expect("it is there");
    let declared = declared
        .replace("page/page.html", "page/article.html")
        .replace("list/list.html", "list/text.html")
        + "  place: {label: {zh: 电头, en: Dateline}}\n  reprint: {label: {zh: 转载, en: Reprint}, type: boolean}\n";
    for (name, text) in [("types/news.yaml", declared.as_str()), (theme.style(), "/* The site's own. */\n")] {
        let file = site.join(name);
        fs::create_dir_all(file.parent().expect("it is in a folder")).expect("a folder can be made");
        fs::write(file, text).expect("it can be written");
    }
}

/// Writes a site of ours with a corpus of articles.
pub fn write(site: &Path, articles: usize, theme: Theme) {
    write_frame(site, theme);
    corpus::write(site, articles, 1).expect("the corpus can be written");
}

/// Writes the Hugo site of the same articles.
pub fn write_hugo(site: &Path, articles: usize) {
    copy_all(&benches().join("hugo"), site);
    corpus::write(site, articles, 1).expect("the corpus can be written");
}

/// A change by a writer or a designer between two builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// Nothing.
    None,
    /// Another sentence in an article.
    Body,
    /// Another title for an article.
    Title,
    /// Another comment in the style sheet of every page.
    Style,
}

impl Edit {
    /// Edits a site; each `number` of `of` edits another article.
    pub fn apply(self, site: &Path, theme: Theme, number: usize, of: usize) {
        match self {
            Self::None => {}
            Self::Body => {
                append(&article(site, number * 2, of * 2), &format!("这是第 {number} 次修改时补写的一句。\n"))
            }
            Self::Title => {
                let file = article(site, number * 2 + 1, of * 2);
                let text = fs::read_to_string(&file).expect("it is there");
                let edited = text.replacen("title: \"", &format!("title: \"修订{number}"), 1);
                assert_ne!(text, edited);
                fs::write(file, edited).expect("it can be written");
            }
            Self::Style => append(&site.join(theme.style()), &format!("/* {number} */\n")),
        }
    }
}

fn append(file: &Path, text: &str) {
    let mut file = fs::OpenOptions::new().append(true).open(file).expect("it is there");
    file.write_all(text.as_bytes()).expect("it can be written");
}

/// The articles of the largest section are in the order of their years; take neither the first nor
/// the last.
fn article(site: &Path, number: usize, of: usize) -> PathBuf {
    let entries = fs::read_dir(site.join("content/news")).expect("the corpus is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    files.retain(|file| file.file_name().is_some_and(|name| name != "_index.md"));
    files.sort();
    files.swap_remove((number + 1) * files.len() / (of + 2))
}
