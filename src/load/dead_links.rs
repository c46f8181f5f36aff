//! Finds addresses outside texts that lead nowhere on this site: in menus, in the footer, in data
//! files, in the fields of articles, and the banners of sections.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::place::placed;
use crate::problem::{
    Problem, SourceText, folder_for_file, missing_file, no_such_address, picture_elsewhere,
};
use crate::schema::{Field, Fields, Group, Kind, Value};
use crate::site::{MenuItem, Page, Section, Site, Unplaced, asked_path, join, percent_decoded, static_path};
use crate::source::SiteFolder;
use crate::source::yaml::{Node, Step};
use crate::text::link::{Destination, destination};

/// Reports them. A file is read only where something is wrong.
pub(super) fn check(folder: &SiteFolder, site: &Site) -> Vec<Problem> {
    let mut dead = Vec::new();
    for lang in 0..site.config().languages.len() {
        for item in site.menu(lang).iter().chain(site.footer_links(lang)) {
            in_item(site, item, &mut dead);
        }
    }
    let mut found: Vec<(String, String)> =
        dead.into_iter().map(|address| ("site.yaml".to_owned(), address)).collect();
    for (name, declared) in site.types().all_data() {
        let mut dead = Vec::new();
        for entry in site.data().get(name).map(Node::items).unwrap_or_default() {
            in_group(site, &declared.group, entry, &mut dead);
        }
        let file = format!("data/{name}.yaml");
        found.extend(dead.into_iter().map(|address| (file.clone(), address)));
    }
    found.sort();
    found.dedup();
    let mut texts: BTreeMap<&str, Arc<str>> = BTreeMap::new();
    let mut problems: Vec<Problem> = Vec::new();
    for (file, address) in &found {
        let text = texts.entry(file).or_insert_with(|| folder.text(file).unwrap_or_default());
        problems.push(leads_nowhere(site, file, text, address));
    }
    let banners = site.sections().iter().filter_map(|section| banner(site, section));
    problems.extend(placed(folder, site, banners.chain(pictures_of_site(site)).collect()));
    problems.extend(in_pages(folder, site, site.pages().iter().map(|page| &**page)));
    problems
}

/// Reports the addresses in the fields of these pages, such as that of their source.
pub(crate) fn in_pages<'p>(
    folder: &SiteFolder,
    site: &Site,
    pages: impl Iterator<Item = &'p Page>,
) -> Vec<Problem> {
    let mut dead = Vec::new();
    // Of the many fields of a type one or two may have an address.
    let mut of_types: BTreeMap<&str, Vec<&Field>> = BTreeMap::new();
    for page in pages.filter(|page| page.has_body) {
        let fields = of_types.entry(&page.content_type.id).or_insert_with(|| {
            let all = page.content_type.group.fields().iter();
            all.filter(|field| has_addresses(&field.kind)).collect()
        });
        for field in fields {
            // The fields of very many pages are not decoded for the one that may have an address.
            let (word, value) = match field.kind {
                Kind::Url => (page.fields.word(&field.key), None),
                _ => (None, page.fields.get(&field.key)),
            };
            if word.is_none() && value.is_none() {
                continue;
            }
            let path = vec![Step::Key(field.key.to_string())];
            let mut walk = FieldWalk { site, page, path, dead: &mut dead };
            word.into_iter().for_each(|text| walk.address(text));
            value.into_iter().for_each(|value| walk.value(&field.kind, value));
        }
    }
    placed(folder, site, dead)
}

fn has_addresses(kind: &Kind) -> bool {
    match kind {
        Kind::Url => true,
        Kind::List(of) | Kind::Localized(of) => has_addresses(of),
        Kind::Group(group) => group.fields().iter().any(|field| has_addresses(&field.kind)),
        _ => false,
    }
}

/// A walk through a field of a page.
struct FieldWalk<'w> {
    site: &'w Site,
    page: &'w Page,
    path: Vec<Step>,
    dead: &'w mut Vec<Unplaced>,
}

impl FieldWalk<'_> {
    fn value(&mut self, kind: &Kind, value: &Value) {
        match (kind, value) {
            (Kind::Url, value) => value.as_text().into_iter().for_each(|text| self.address(text)),
            (Kind::Group(group), Value::Group(fields)) => self.fields(group, fields),
            (Kind::List(of), Value::List(items)) => {
                for (at, item) in items.iter().enumerate() {
                    self.within(Step::Index(at), |walk| walk.value(of, item));
                }
            }
            (Kind::Localized(of), Value::Localized(values)) => {
                // A language that the site does not have shows nothing.
                let languages = &self.site.config().languages;
                for (code, value) in values {
                    if languages.iter().any(|language| language.code == **code) {
                        self.within(Step::Key(code.to_string()), |walk| walk.value(of, value));
                    }
                }
            }
            (Kind::Localized(of), value) => self.value(of, value),
            _ => {}
        }
    }

    fn fields(&mut self, group: &Group, fields: &Fields) {
        for (key, value) in fields.iter() {
            if let Some(field) = group.field(key) {
                self.within(Step::Key(key.to_string()), |walk| walk.value(&field.kind, value));
            }
        }
    }

    fn within(&mut self, step: Step, walk: impl FnOnce(&mut Self)) {
        self.path.push(step);
        walk(self);
        self.path.pop();
    }

    fn address(&mut self, address: &str) {
        let Self { site, page, .. } = *self;
        if let Some(meant) = dead_on(site, page, address) {
            let problem = no_such_address(address, meant.as_deref());
            self.dead.push(Unplaced::canonical(&page.file, self.path.clone(), problem));
        }
    }
}

/// Returns what an address on a page that leads nowhere probably meant; `None` if it leads
/// somewhere. One without a slash is relative to the page, as browsers read it: `y.html` on
/// `/news/x.html` is `/news/y.html`, but `y.md` is no page.
fn dead_on(site: &Site, page: &Page, address: &str) -> Option<Option<String>> {
    let address = address.trim();
    if address.starts_with('/') {
        return is_dead(site, address).then(|| site.nearest_address(&asked_path(address)));
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if destination(address) != Destination::Inside || path.is_empty() {
        return None;
    }
    let path = percent_decoded(path);
    let own = page.url.trim_start_matches('/');
    let index = if path.ends_with('/') { "index.html" } else { "" };
    let target = join(own, &format!("{path}{index}"));
    if target.is_some_and(|target| {
        site.route(&target).is_some() || site.static_at(&target).is_some() || site.may_be_unread_at(&target)
    }) {
        return None;
    }
    let document = site.document(&page.file, &path).and_then(|file| site.page(site.page_of_file(&file)?));
    if let Some(document) = document {
        return Some(Some(document.url.to_string()));
    }
    let rooted = format!("/{}", asked_path(address));
    Some(if is_dead(site, &rooted) { site.nearest_address(&asked_path(address)) } else { Some(rooted) })
}

fn in_item(site: &Site, item: &MenuItem, dead: &mut Vec<String>) {
    if item.section.is_none() && item.page.is_none() && is_dead(site, &item.url) {
        dead.push(item.url.clone());
    }
    item.children.iter().for_each(|child| in_item(site, child, dead));
}

fn in_group(site: &Site, group: &Group, node: &Node, dead: &mut Vec<String>) {
    for (key, value) in node.entries() {
        if let Some(field) = group.field(key) {
            in_value(site, &field.kind, value, dead);
        }
    }
}

fn in_value(site: &Site, kind: &Kind, value: &Node, dead: &mut Vec<String>) {
    match (kind, value) {
        (Kind::Url, Node::String(address)) if is_dead(site, address) => dead.push(address.clone()),
        (Kind::Group(group), value) => in_group(site, group, value, dead),
        (Kind::List(of), Node::Sequence(items)) => {
            items.iter().for_each(|item| in_value(site, of, item, dead));
        }
        _ => {}
    }
}

/// Returns whether an address is one of this site and nothing is published there. These addresses
/// begin at the root of the site: `/news/index.html`, or `news/` where somebody forgot the slash.
fn is_dead(site: &Site, address: &str) -> bool {
    let path = asked_path(address);
    destination(address) == Destination::Inside
        && site.route(&path).is_none()
        && !site.may_be_unread_at(&path)
        && !is_static(site, address, &path)
}

/// Returns whether an address is that of a file of `static/`, by its name there or the one under
/// which it is published. The first is turned into the second in addresses from the root only.
fn is_static(site: &Site, address: &str, path: &str) -> bool {
    let found = site.resource("site.yaml", &format!("/{path}"));
    found.is_some_and(|file| address.starts_with('/') || static_path(&file) == path)
}

fn leads_nowhere(site: &Site, file: &str, text: &str, address: &str) -> Problem {
    let path = asked_path(address);
    let is_static = site.statics().contains(&format!("static/{path}"));
    let meant = if is_static { Some(format!("/{path}")) } else { site.nearest_address(&path) };
    let problem = no_such_address(address, meant.as_deref());
    match whole(text, address) {
        Some(start) => problem.at(&SourceText::new(file, text), start..start + address.len()),
        None => problem.in_file(file),
    }
}

/// Finds an address in a text where it is not a part of a longer one: `/news` is not in
/// `/news/x.html`.
fn whole(text: &str, address: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || "/-_.~%?#=&:@+".contains(c);
    let is_whole = |at: &usize| {
        let (before, after) = (text.get(..*at), text.get(at + address.len()..));
        !before.is_some_and(|before| before.ends_with(is_part))
            && !after.is_some_and(|after| after.starts_with(is_part))
    };
    text.match_indices(address).map(|(at, _)| at).find(is_whole)
}

fn banner(site: &Site, section: &Section) -> Option<Unplaced> {
    let file = section.file.as_deref()?;
    let (key, src) = section.fields.iter().find_map(|(key, value)| match value {
        Value::Image(image) => Some((key, image.src.as_str())),
        _ => None,
    })?;
    missing_picture(site, file, vec![Step::Key(key.to_string())], src)
}

/// Reports the pictures of the head that are not there.
fn pictures_of_site(site: &Site) -> Vec<Unplaced> {
    let mut missing = Vec::new();
    for (key, value) in site.config().fields.iter() {
        let path = vec![Step::Key(key.to_string())];
        let mut add = |path, value: &Value| {
            if let Value::Image(image) = value {
                missing.extend(missing_picture(site, "site.yaml", path, &image.src));
            }
        };
        match value {
            Value::Localized(values) => values.iter().for_each(|(code, value)| {
                add(path.iter().cloned().chain([Step::Key(code.to_string())]).collect(), value);
            }),
            value => add(path, value),
        }
    }
    missing
}

fn missing_picture(site: &Site, file: &str, path: Vec<Step>, src: &str) -> Option<Unplaced> {
    let problem = match destination(src) {
        Destination::Web if site.config().media.is_own(src) => return None,
        Destination::Web => picture_elsewhere(file, src),
        Destination::Inside if site.resource(file, src).is_some() => return None,
        Destination::Inside if site.is_folder(file, src) => folder_for_file("reference/missing-file", src),
        Destination::Inside => missing_file(file, src, site.nearest_resource(file, src).as_deref()),
        _ => return None,
    };
    Some(Unplaced::canonical(file, path, problem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Portal, Settings};
    use crate::schema::Date;

    #[test]
    fn only_a_whole_address_is_found() {
        for (text, address, expected) in [
            ("- /news/x.html\n- /news\n", "/news", Some(17)),
            ("[/a/news, /news]", "/news", Some(10)),
            ("url: \"/news\"", "/news", Some(6)),
            ("url: /news/x.html", "/news", None),
            ("网址：news/", "news/", Some(9)),
        ] {
            assert_eq!(whole(text, address), expected, "{text}");
        }
    }

    /// A site with so many files of `static/` in Chinese.
    fn with_files(count: usize) -> (tempfile::TempDir, Portal) {
        let dir = tempfile::tempdir().unwrap();
        crate::load::fixture::write(dir.path(), "site.yaml", "title: 甲\n");
        for at in 0..count {
            crate::load::fixture::write(dir.path(), &format!("static/公告/{at}号公告.csv"), "");
        }
        let now = Date::parse("2026-11-21").unwrap();
        let settings = Settings { folder: dir.path().to_owned(), now, shown: Vec::new(), base_url: None };
        let portal = Portal::open(&settings).unwrap();
        (dir, portal)
    }

    #[test]
    fn addresses_take_time_in_proportion_whether_something_is_there_or_not() {
        let lead = |(_dir, portal): (tempfile::TempDir, Portal), address: &dyn Fn(&str) -> String| {
            let site = portal.site();
            site.statics().iter().filter(|file| is_dead(site, &address(file))).count()
        };
        let published = |file: &str| format!("/{}", static_path(file));
        assert_eq!(lead(with_files(3), &published), 0);
        assert_eq!(lead(with_files(3), &|file| published(file).replace("gao", "no")), 3);
        crate::trial::in_proportion("published names", 250, with_files, |made| _ = lead(made, &published));
        crate::trial::in_proportion("nothing", 250, with_files, |made| {
            _ = lead(made, &|file| published(file).replace("gao", "no"));
        });
        crate::trial::in_proportion("suggestions", 250, with_files, |(_dir, portal)| {
            let site = portal.site();
            for file in site.statics() {
                std::hint::black_box(site.nearest_address(&file.replace("公告.csv", "通知书.docx")));
            }
        });
    }
}
