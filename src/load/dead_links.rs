//! Finds addresses outside articles that lead nowhere on this site: in menus, in the footer, in
//! data files, and the banners of sections.

use super::place::placed;
use crate::problem::{
    Problem, SourceText, folder_for_file, missing_file, no_such_address, picture_elsewhere,
};
use crate::schema::{Group, Kind, Value};
use crate::site::{MenuItem, Section, Site, Unplaced, asked_path, static_path};
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
    let mut problems: Vec<Problem> =
        found.iter().map(|(file, address)| leads_nowhere(folder, site, file, address)).collect();
    let banners = site.sections().iter().filter_map(|section| banner(site, section)).collect();
    problems.extend(placed(folder, site, banners));
    problems
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

fn leads_nowhere(folder: &SiteFolder, site: &Site, file: &str, address: &str) -> Problem {
    let path = asked_path(address);
    let is_static = site.statics().contains(&format!("static/{path}"));
    let meant = if is_static { Some(path.as_str()) } else { site.nearest_route(&path) };
    let meant = meant.map(|path| format!("/{path}"));
    let problem = no_such_address(address, meant.as_deref());
    let text = folder.text(file).unwrap_or_default();
    match whole(&text, address) {
        Some(start) => problem.at(&SourceText::new(file, &text), start..start + address.len()),
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
    let problem = match destination(src) {
        Destination::Web if site.config().media.is_own(src) => return None,
        Destination::Web => picture_elsewhere(file, src),
        Destination::Inside if site.resource(file, src).is_some() => return None,
        Destination::Inside if site.is_folder(file, src) => folder_for_file("reference/missing-file", src),
        Destination::Inside => missing_file(file, src, site.nearest_resource(file, src).as_deref()),
        _ => return None,
    };
    Some(Unplaced::canonical(file, vec![Step::Key(key.to_string())], problem))
}

#[cfg(test)]
mod tests {
    use super::whole;

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
}
