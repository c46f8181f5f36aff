//! The index of the pages of a language: its files, and which of them differ from those before.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::armor::push_literal;
use super::article::Prepared;
use super::layout::Layout;
use super::piece::{Entry, piece};
use super::sort::sort_by_digits;
use super::term::BITS;
use crate::store::Fingerprint;

/// Changes with what is written into pieces: browsers keep those of another program.
const FORMAT: u64 = 1;
/// Pieces that are made together: each article is looked at once for all of them.
const TOGETHER: usize = 16;

/// The index of the pages of a language, in the order of their time, from the oldest.
#[derive(Debug, Default)]
pub struct Index {
    articles: Vec<Arc<Prepared>>,
    layout: Layout,
}

/// A property by which what was found is narrowed: section, type, year, unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Facet {
    /// Its name in an address.
    pub key: String,
    /// Its name on the page.
    pub label: String,
    /// The names of its values.
    pub values: Vec<String>,
    /// For each article the number of its value, from 1; 0 for none.
    #[serde(serialize_with = "as_characters")]
    pub of: Vec<u16>,
}

/// One character a number: as digits, they would be three times as long.
fn as_characters<S: serde::Serializer>(numbers: &[u16], serializer: S) -> Result<S::Ok, S::Error> {
    // Of the characters that JSON writes as they are, and in order.
    let character = |number: &u16| char::from_u32(u32::from(*number) + 0x5D).unwrap_or('\u{5D}');
    serializer.serialize_str(&numbers.iter().map(character).collect::<String>())
}

/// A file of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndexFile {
    /// What the others are: their numbers, and the properties of the articles.
    Head,
    /// Articles, with their texts.
    Texts(usize),
    /// How the titles and names of all articles sound.
    Sounds,
    /// A share of the terms.
    Piece(usize),
}

impl IndexFile {
    /// Its name.
    pub fn name(self) -> String {
        match self {
            Self::Head => "index.js".to_owned(),
            Self::Texts(number) => format!("t{number}.js"),
            Self::Sounds => "sounds.js".to_owned(),
            Self::Piece(number) => format!("p{number}.js"),
        }
    }

    /// The file with a name.
    pub fn named(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".js")?;
        match stem {
            "index" => return Some(Self::Head),
            "sounds" => return Some(Self::Sounds),
            _ => {}
        }
        let number = |rest: &str| rest.parse().ok();
        let text = stem.strip_prefix('t').and_then(number).map(Self::Texts);
        text.or_else(|| stem.strip_prefix('p').and_then(number).map(Self::Piece))
    }
}

impl Index {
    /// The index of pages that were made ready.
    pub fn new(articles: Vec<Arc<Prepared>>) -> Self {
        let sizes: Vec<_> = articles.iter().map(|article| (article.length, article.terms.len())).collect();
        Self { layout: Layout::of(&sizes), articles }
    }

    /// The pages.
    pub fn articles(&self) -> &[Arc<Prepared>] {
        &self.articles
    }

    fn all_sounds(&self) -> impl Iterator<Item = &str> {
        self.articles.iter().map(|article| &*article.sounds)
    }

    fn terms(&self, number: usize) -> &[u32] {
        self.articles.get(number).map(|article| &*article.terms).unwrap_or_default()
    }

    /// All files but the head, each with whether it differs from that of the index `before`.
    pub fn files(&self, before: Option<&Self>) -> Vec<(IndexFile, bool)> {
        let layout = &self.layout;
        let differs = |number: usize| {
            let old = before.and_then(|before| before.articles.get(number));
            let new = self.articles.get(number);
            match (old, new) {
                (Some(old), Some(new)) => !Arc::ptr_eq(old, new) && old.print != new.print,
                _ => true,
            }
        };
        let is_same = before.is_some_and(|before| {
            (before.layout.indexed, before.layout.bits) == (layout.indexed, layout.bits)
        });
        let old_file = |number: usize| before.map(|before| before.layout.file(number)).unwrap_or_default();
        let texts = (0..layout.files()).map(|number| {
            let range = layout.file(number);
            let is_new = !is_same || old_file(number) != range || range.clone().any(differs);
            (IndexFile::Texts(number), is_new)
        });
        let are_new = before.is_none_or(|before| !before.all_sounds().eq(self.all_sounds()));
        let mut changed = vec![!is_same; layout.pieces()];
        if is_same {
            for number in (0..layout.indexed).filter(|number| differs(*number)) {
                let (old, new) =
                    (before.map(|before| before.terms(number)).unwrap_or_default(), self.terms(number));
                for term in difference(old, new) {
                    if let Some(changed) = changed.get_mut(layout.piece_of(term)) {
                        *changed = true;
                    }
                }
            }
        }
        let pieces =
            changed.into_iter().enumerate().map(|(number, is_new)| (IndexFile::Piece(number), is_new));
        texts.chain([(IndexFile::Sounds, are_new)]).chain(pieces).collect()
    }

    /// Makes files and passes each to `take`, from several threads.
    pub fn make(&self, files: &[IndexFile], take: impl Fn(IndexFile, Vec<u8>) + Sync) {
        let (pieces, texts): (Vec<_>, Vec<_>) =
            files.iter().copied().partition(|file| matches!(file, IndexFile::Piece(_)));
        let numbers: Vec<usize> = pieces
            .iter()
            .filter_map(|file| if let IndexFile::Piece(number) = file { Some(*number) } else { None })
            .collect();
        let together = numbers.chunk_by(|a, b| a / TOGETHER == b / TOGETHER);
        let ranges: Vec<&[usize]> = together.collect();
        ranges.into_par_iter().with_max_len(1).for_each(|wanted| self.pieces(wanted, &take));
        texts.into_par_iter().for_each(|file| match file {
            IndexFile::Texts(number) => take(file, self.texts(number)),
            IndexFile::Sounds => take(file, self.sounds()),
            IndexFile::Head | IndexFile::Piece(_) => {}
        });
    }

    /// The bytes of a file; `None` if there is no such file.
    pub fn file(&self, file: IndexFile, facets: &[Facet], folder: &str) -> Option<Vec<u8>> {
        let is_there = match file {
            IndexFile::Head => return Some(self.head(facets, folder)),
            IndexFile::Sounds => true,
            IndexFile::Texts(number) => number < self.layout.files(),
            IndexFile::Piece(number) => number < self.layout.pieces(),
        };
        let made = Mutex::new(None);
        if is_there {
            self.make(&[file], |_, bytes| *made.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes));
        }
        made.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The head, with the properties of the pages, and the way from the folder of the index to the
    /// root of the site: `../`.
    pub fn head(&self, facets: &[Facet], folder: &str) -> Vec<u8> {
        let root = "../".repeat(folder.matches('/').count());
        let Layout { articles, indexed, bits } = self.layout;
        let (old, new) = Layout::steps();
        let mut print = Fingerprint::new();
        print.number(FORMAT).value(&self.layout);
        self.articles.iter().for_each(|article| {
            print.number(article.print);
        });
        let version = format!("{:08x}", print.done() >> 32);
        let head = serde_json::json!({
            "version": version, "articles": articles, "indexed": indexed, "bits": bits,
            "steps": [old, new], "facets": facets, "root": root,
        });
        format!("dangjianSearch.head({});\n", ascii(&head.to_string())).into_bytes()
    }

    /// A file of texts.
    fn texts(&self, number: usize) -> Vec<u8> {
        let mut out = format!("dangjianSearch.texts({number},[").into_bytes();
        let articles = self.articles.get(self.layout.file(number)).unwrap_or_default();
        for (at, article) in articles.iter().enumerate() {
            if at > 0 {
                out.push(b',');
            }
            out.extend(&article.entry);
        }
        out.extend(b"]);\n");
        out
    }

    /// The file of sounds: a line for each article.
    fn sounds(&self) -> Vec<u8> {
        let lines: Vec<&str> = self.all_sounds().collect();
        let lines = serde_json::Value::from(lines.join("\n"));
        format!("dangjianSearch.sounds({lines});\n").into_bytes()
    }

    /// Makes pieces that are near each other.
    fn pieces(&self, wanted: &[usize], take: &(impl Fn(IndexFile, Vec<u8>) + Sync)) {
        let (Some(first), Some(last)) = (wanted.first(), wanted.last()) else { return };
        let layout = &self.layout;
        let width = BITS - layout.bits;
        let bounds: Range<u64> = (*first as u64) << (width + 2)..(*last as u64 + 1) << (width + 2);
        let mut entries: Vec<Vec<Entry>> = vec![Vec::new(); last - first + 1];
        for (number, article) in (0u32..).zip(self.articles.iter().take(layout.indexed)) {
            let from = article.terms.partition_point(|term| u64::from(*term) < bounds.start);
            let terms = article.terms.get(from..).unwrap_or_default();
            for term in terms.iter().take_while(|term| u64::from(**term) < bounds.end) {
                if let Some(entries) = entries.get_mut(layout.piece_of(*term) - first) {
                    entries.push((*term, number));
                }
            }
        }
        for (piece_number, mut entries) in (*first..).zip(entries) {
            if !wanted.contains(&piece_number) {
                continue;
            }
            // They are in the order of the articles already.
            sort_by_digits(&mut entries, width, |(term, _)| term >> 2 & ((1 << width) - 1));
            let mut out = format!("dangjianSearch.piece({piece_number},").into_bytes();
            push_literal(&piece(&entries, 1 << width, layout.indexed as u32), &mut out);
            out.extend(b");\n");
            take(IndexFile::Piece(piece_number), out);
        }
    }
}

/// The items of two sorted lists that are in one of them only.
fn difference<'l>(a: &'l [u32], b: &'l [u32]) -> impl Iterator<Item = u32> + 'l {
    let only_a = a.iter().filter(|item| b.binary_search(item).is_err());
    only_a.chain(b.iter().filter(|item| a.binary_search(item).is_err())).copied()
}

/// JSON in ASCII, whatever encoding a server declares.
fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    out
}
