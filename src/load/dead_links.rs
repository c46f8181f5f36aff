//! Finds addresses outside articles that lead nowhere on this site: in menus, in the footer, in
//! data files, and the banners of sections.

use super::place::placed;
use crate::problem::{Problem, SourceText, suggest};
use crate::schema::{Group, Kind, Value};
use crate::site::{MenuItem, Section, Site, Unplaced};
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
    destination(address) == Destination::Inside
        && site.route(&path(address)).is_none()
        && site.resource("data/x.yaml", &format!("/{}", address.trim_start_matches('/'))).is_none()
}

/// Returns the path of the file that an address asks for: `/news/?x#y` for `news/index.html`.
fn path(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

fn leads_nowhere(folder: &SiteFolder, site: &Site, file: &str, address: &str) -> Problem {
    let problem = Problem::error(
        "link/broken",
        format!("网址“{address}”在本站没有"),
        format!("nothing is published at the address `{address}`"),
    )
    .did_you_mean(
        suggest(&path(address), site.routes().iter().map(|route| &*route.path)),
        "从“/”写起，写生成以后的网址，如 /news/index.html；别的网站写完整，如 https://www.example.com",
        "write the published address from the root, such as /news/index.html, and that of another \
         site in full",
    );
    let text = folder.text(file).unwrap_or_default();
    match text.find(address) {
        Some(start) => problem.at(&SourceText::new(file, &text), start..start + address.len()),
        None => problem.in_file(file),
    }
}

fn banner(site: &Site, section: &Section) -> Option<Unplaced> {
    let file = section.file.as_deref()?;
    let (key, src) = section.fields.iter().find_map(|(key, value)| match value {
        Value::Image(image) => Some((key, image.src.as_str())),
        _ => None,
    })?;
    if destination(src) != Destination::Inside || site.resource(file, src).is_some() {
        return None;
    }
    let problem = Problem::error(
        "reference/missing-file",
        format!("找不到文件“{src}”"),
        format!("there is no file `{src}`"),
    )
    .did_you_mean(
        site.nearest_resource(file, src),
        "把文件放在 _index.md 旁边；以“/”开头的在 static 文件夹里找",
        "put it next to _index.md; a path that begins with `/` is looked for in `static`",
    );
    Some(Unplaced::canonical(file, vec![Step::Key(key.to_string())], problem))
}
