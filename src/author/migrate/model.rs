//! Defines what the readers of all kinds of sites return, and what the rest of the migration knows
//! of the old site.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::problem::{Problem, SourceText};
use crate::schema::Zone;
use crate::source::yaml::Node;

/// The program that made the old site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldKind {
    /// Hexo.
    Hexo,
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// An export of WordPress.
    WordPress,
    /// Saved pages, read by rules.
    Saved,
}

impl OldKind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hexo => "Hexo",
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::WordPress => "WordPress",
            Self::Saved => "HTML",
        }
    }

    /// The program whose name this is, as in `--from hexo`.
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Hexo, Self::Hugo, Self::Jekyll, Self::WordPress];
        all.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

/// What an old page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Markdown,
    Html,
}

/// A page of the old site, read but not converted.
#[derive(Debug, Clone)]
pub(super) struct OldPage {
    /// Its file below the folder, with `/`; for an export, the file and the number of the item.
    pub file: String,
    /// The whole text of the file, for places.
    pub text: String,
    /// Its front matter, a mapping.
    pub front: Node,
    /// Where its text begins in `text`.
    pub body: usize,
    /// Its text, where that is not the end of `text`.
    pub html: Option<String>,
    /// What it is written in.
    pub language: Language,
    /// Its title, if its name or its place says one.
    pub title: Option<String>,
    /// Its date, if its name says one.
    pub date: Option<String>,
    /// Whether it was not published.
    pub is_draft: bool,
    /// Whether it stands by itself, as `about` does, and is no article with a date.
    pub is_alone: bool,
    /// Its addresses on the old site, below the site's own: the first is the one that it had last.
    pub addresses: Vec<String>,
    /// The folders, below that of the site, in which the files may be that it refers to without
    /// `/`, the most likely first.
    pub folders: Vec<String>,
    /// Names by which its section may be found here: its folder, or the title of its section.
    pub sections: Vec<String>,
    /// Names by which other pages refer to it in tags: `2019-05-01-name`, `posts/name.md`.
    pub names: Vec<String>,
    /// What its name would be in an address.
    pub stem: String,
    /// The files in the folder that is its own.
    pub own: Vec<String>,
}

impl OldPage {
    /// Its text without the front matter.
    pub(super) fn body(&self) -> &str {
        self.html.as_deref().or_else(|| self.text.get(self.body..)).unwrap_or_default()
    }

    /// Finds words at or after a place of the text.
    pub(super) fn next(&self, words: &str, from: usize) -> Option<usize> {
        self.text.get(from..)?.find(words).map(|at| from + at)
    }

    /// Places a problem at some words of the text: the first at or after `from`, or the first of
    /// all; in the file as a whole if they are not there.
    pub(super) fn at(&self, problem: Problem, words: &str, from: usize) -> Problem {
        let found = match words.is_empty() {
            true => None,
            false => self.next(words, from).or_else(|| self.text.find(words)),
        };
        match found {
            Some(at) => problem.at(&SourceText::new(&self.file, &self.text), at..at + words.len()),
            None => problem.in_file(self.file.clone()),
        }
    }
}

/// Why a file that may be a page was not read as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Leftover {
    /// It is a text in another language than Markdown: `notes.org`.
    Form,
    /// It is a page of HTML or a plain text, which may be no article: `index.html`, `notes.txt`.
    Web,
    /// It is in a folder that the program does not publish: `_old/a.md`.
    Unpublished,
    /// It has no front matter: `README.md`.
    NoFront,
    /// The rules do not name its ending: `show.jsp`.
    Unnamed,
}

impl Leftover {
    /// Returns what a file is by its ending that is not written in Markdown.
    pub(super) fn of(ending: &str) -> Self {
        match ending {
            "html" | "htm" | "xhtml" | "shtml" | "txt" => Self::Web,
            _ => Self::Form,
        }
    }
}

/// The old site.
#[derive(Debug)]
pub(super) struct OldSite {
    pub kind: OldKind,
    pub pages: Vec<OldPage>,
    /// The zone of dates without one.
    pub zone: Zone,
    /// The addresses of the site itself, without a `/` at the end: `https://old.example.com/blog`.
    pub hosts: Vec<String>,
    /// What every address of the site begins with, such as `/blog`; mostly empty.
    pub prefix: String,
    /// The folders, below that of the site, in which files with addresses from `/` are.
    pub roots: Vec<String>,
    /// The settings that text of pages may name: `site.title`.
    pub settings: BTreeMap<String, String>,
    /// What marks the end of the summary.
    pub more: Vec<String>,
    /// The files that may be pages, but were not read as such.
    pub others: Vec<(String, Leftover)>,
    /// What is to be told of the site as a whole.
    pub notes: Vec<Problem>,
}

impl OldSite {
    pub(super) fn new(kind: OldKind) -> Self {
        Self {
            kind,
            pages: Vec::new(),
            zone: Zone::default(),
            hosts: Vec::new(),
            prefix: String::new(),
            roots: vec![String::new()],
            settings: BTreeMap::new(),
            more: vec!["<!--more-->".to_owned(), "<!-- more -->".to_owned()],
            others: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Takes the address of the site from its settings: `https://old.example.com/blog`.
    pub(super) fn host(&mut self, address: &str) {
        let address = address.trim().trim_end_matches('/');
        let Some((_, rest)) = address.split_once("://") else { return };
        if rest.is_empty() || self.hosts.iter().any(|known| known == address) {
            return;
        }
        if let Some((_, path)) = rest.split_once('/')
            && self.prefix.is_empty()
        {
            self.prefix = format!("/{path}");
        }
        self.hosts.push(address.to_owned());
    }
}

/// A file that comes beside an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Carried {
    /// Its name there.
    pub name: String,
    /// The file of the old site, or the bytes that the page holds.
    pub from: Source,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    File(PathBuf),
    Bytes(Vec<u8>),
}
