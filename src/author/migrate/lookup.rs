//! Finds what an address of the old site leads to: a page, a file.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::address::{compared, path_of, query_of};
use super::folder::{OldFolder, joined, normal, parts};
use super::front::all;
use super::model::{OldKind, OldPage, OldSite};

/// The address under which a page is referred to until it is known where it goes:
/// `https://page.invalid/12`.
pub(super) const PAGE: &str = "https://page.invalid/";
/// Stands for the number of a page that is not there.
pub(super) const NONE: &str = "none";

/// The pages of the old site by what others call them.
#[derive(Debug)]
pub(super) struct Lookup<'s> {
    pub site: &'s OldSite,
    pub folder: Option<&'s OldFolder>,
    /// Folders outside that of the site in which addresses from `/` are looked for.
    pub media: Option<&'s OldFolder>,
    by_address: HashMap<String, usize>,
    /// Paths of which the query says which page it is: `/show.asp`.
    by_query: HashSet<String>,
    by_name: HashMap<String, usize>,
}

/// What an address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leads {
    /// The page of a number.
    Page(usize),
    /// A file.
    File(PathBuf),
    /// The home page.
    Home,
    /// What the site itself does not have: another site, a heading, a mail address.
    Elsewhere,
    /// Nothing.
    Nowhere,
}

impl<'s> Lookup<'s> {
    pub(super) fn new(
        site: &'s OldSite,
        folder: Option<&'s OldFolder>,
        media: Option<&'s OldFolder>,
    ) -> Self {
        let (mut by_address, mut by_name) = (HashMap::new(), HashMap::new());
        let mut by_query = HashSet::new();
        for (number, page) in site.pages.iter().enumerate() {
            let further = ["aliases", "alias", "redirect_from"].iter().filter_map(|key| page.front.get(key));
            for address in page.addresses.iter().cloned().chain(further.flat_map(all)) {
                // An address of another site is none of this one.
                let Some(path) = path_of(&address, &site.hosts, &site.prefix) else { continue };
                let path = compared(&path);
                by_query.extend(path.split_once('?').map(|(path, _)| path.to_owned()));
                by_address.entry(path).or_insert(number);
            }
            for name in page.names.iter().chain([&page.file]) {
                by_name.entry(name.trim_matches('/').to_lowercase()).or_insert(number);
            }
        }
        Self { site, folder, media, by_address, by_query, by_name }
    }

    /// Finds a page by what tags call it.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        let name = name.trim().trim_matches('/').to_lowercase();
        let plain = name.strip_suffix(".md").or(name.strip_suffix(".html")).unwrap_or(&name);
        self.by_name.get(&name).or_else(|| self.by_name.get(plain)).copied()
    }

    /// Finds what an address leads to that is written in `page`.
    pub(super) fn leads(&self, written: &str, page: &OldPage) -> Leads {
        let written = written.trim();
        // `{{ site.url }}` before it may be written as the address of the site.
        if let Some((_, number)) = written.split_once(PAGE) {
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            let number = number.get(..digits).and_then(|digits| digits.parse().ok());
            return number.map_or(Leads::Nowhere, Leads::Page);
        }
        let Some(path) = path_of(written, &self.site.hosts, &self.site.prefix) else {
            return Leads::Elsewhere;
        };
        let path = path.replace('\\', "/");
        if path.starts_with('#') || path.is_empty() {
            return Leads::Elsewhere;
        }
        if matches!(path.as_str(), "/" | "/index.html") {
            return Leads::Home;
        }
        // `a.png?v=2` is `a.png`; a name may hold `#`.
        let plain = path.split(['?', '#']).next().unwrap_or_default();
        let decoded = percent_encoding::percent_decode_str(plain).decode_utf8_lossy().into_owned();
        let found = match query_of(&path) {
            // WordPress: `?p=7` is `/?p=7`.
            Some(query) if decoded.is_empty() => self.page(&format!("/?{query}"), page),
            Some(query) => self
                .page(&format!("{decoded}?{query}"), page)
                .or_else(|| self.page(&decoded, page).filter(|_| self.ignores_query(&decoded))),
            None => self.page(&decoded, page),
        };
        found
            .map(Leads::Page)
            .or_else(|| Some(Leads::File(self.file(&decoded, page)?)))
            .unwrap_or(Leads::Nowhere)
    }

    /// Whether all addresses with this path are one page, whatever their query says, such as
    /// `/a/?from=timeline`. Only a program chooses by it: that of a portal, or `/?p=7`.
    fn ignores_query(&self, path: &str) -> bool {
        let path = compared(path);
        self.site.kind != OldKind::Saved && !path.is_empty() && !self.by_query.contains(&path)
    }

    fn page(&self, path: &str, page: &OldPage) -> Option<usize> {
        let is_document = parts(path).2 == "md";
        if let Some(rooted) = path.strip_prefix('/') {
            let at = |name: String| self.by_name.get(&name.to_lowercase());
            let found = self.by_address.get(&compared(path));
            let in_roots = || self.site.roots.iter().find_map(|root| at(joined(root, rooted)?));
            return found.or_else(|| is_document.then(in_roots).flatten()).copied();
        }
        let holder = parts(&page.file).0;
        if is_document && let Some(file) = joined(holder, path) {
            let found = self.by_name.get(&file.to_lowercase());
            let by_name = || self.by_name.get(normal(path)?.to_lowercase().trim_end_matches(".md"));
            return found.or_else(by_name).copied();
        }
        // As the files are: pages that were saved.
        let by_file = joined(holder, path).and_then(|file| self.by_name.get(&file.to_lowercase()));
        if let Some(found) = by_file {
            return Some(*found);
        }
        // From the address of the page itself; its last part is a name, or nothing.
        let own = page.addresses.first()?;
        let around = own.rsplit_once('/').map_or("", |(around, _)| around);
        let address = joined(around.trim_start_matches('/'), path)?;
        self.by_address.get(&compared(&address)).copied()
    }

    /// Finds a file of the site.
    pub(super) fn file(&self, path: &str, page: &OldPage) -> Option<PathBuf> {
        let rooted = path.trim_start_matches('/');
        if let Some(found) = self.media.and_then(|media| in_media(media, rooted)) {
            return Some(found);
        }
        let folder = self.folder?;
        let in_roots = |name: &str| self.site.roots.iter().find_map(|root| folder.file(&joined(root, name)?));
        if path.starts_with('/') {
            return in_roots(rooted);
        }
        let holder = parts(&page.file).0.to_owned();
        let mut folders = page.folders.iter().chain([&holder]);
        // Addresses that begin at the page lead through folders that the sources do not have.
        let mut plain = path;
        while let Some(rest) = plain.strip_prefix("../").or(plain.strip_prefix("./")) {
            plain = rest;
        }
        folders
            .find_map(|around| folder.file(&joined(around, path)?))
            .or_else(|| in_roots(plain))
            .or_else(|| page.folders.iter().find_map(|around| folder.file(&joined(around, plain)?)))
            // Hexo: `![](name-of-post/a.png)`.
            .or_else(|| {
                plain.split_once('/').and_then(|(_, rest)| folder.file(&joined(page.folders.first()?, rest)?))
            })
    }

    /// Returns the address of a page until it is known where it goes.
    pub(super) fn placeholder(&self, number: Option<usize>) -> String {
        number.map_or_else(|| format!("{PAGE}{NONE}"), |number| format!("{PAGE}{number}"))
    }
}

/// Finds a file of WordPress: the folder is that of the site, `wp-content`, or `uploads`.
fn in_media(media: &OldFolder, rooted: &str) -> Option<PathBuf> {
    let inner = ["wp-content/uploads/", "wp-content/"].into_iter();
    let tails = inner.filter_map(|prefix| rooted.find(prefix).and_then(|at| rooted.get(at + prefix.len()..)));
    let mut names: Vec<String> = std::iter::once(rooted).chain(tails).map(str::to_owned).collect();
    // `a-300x200.jpg` is a smaller `a.jpg`.
    for name in names.clone() {
        names.extend(original(&name));
    }
    names.sort_by_key(String::len);
    names
        .iter()
        .rev()
        .find_map(|name| original(name).and_then(|whole| media.file(&whole)).or_else(|| media.file(name)))
}

fn original(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let (plain, size) = stem.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (is_number(width) && is_number(height)).then(|| format!("{plain}.{ending}"))
}
