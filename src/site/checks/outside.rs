//! Finds pages that no reader finds: they are in no section, and nothing leads to them.

use crate::site::library::{Page, PageId};
use crate::site::routes::MenuItem;
use crate::site::stages::Site;
use crate::source::yaml::Node;

/// The pages that a block of the home page shows.
#[derive(Clone, Copy, PartialEq, Debug)]
enum ShownPages {
    /// Pages of the complete site.
    All,
    /// Those of one type.
    OfType(&'static str),
    /// Those of one section or flag, or none.
    Chosen,
}

/// The blocks of the themes: their names in `site.yaml`, and the pages that they show.
const BLOCKS: [(&[&str], ShownPages); 15] = [
    (&["articles", "文章列表"], ShownPages::All),
    (&["columns", "分栏"], ShownPages::Chosen),
    (&["figures", "数说"], ShownPages::Chosen),
    (&["headline", "头条"], ShownPages::Chosen),
    (&["honors", "荣誉"], ShownPages::OfType("honor")),
    (&["links", "友情链接"], ShownPages::Chosen),
    (&["organization", "组织机构"], ShownPages::Chosen),
    (&["people", "人物"], ShownPages::OfType("person")),
    (&["pictures", "图片带", "Picture strip"], ShownPages::All),
    (&["slides", "图片新闻"], ShownPages::Chosen),
    (&["studios", "工作室"], ShownPages::OfType("studio")),
    (&["tabs", "栏目页签"], ShownPages::Chosen),
    (&["text", "文字"], ShownPages::Chosen),
    (&["topics", "通栏专题"], ShownPages::OfType("topic")),
    (&["video", "视频"], ShownPages::Chosen),
];

impl Site {
    /// The pages outside all sections to which no menu, list or field leads. The text of another
    /// page may still lead to them: texts are not known here.
    pub fn outside(&self) -> Vec<&Page> {
        let is_outside = |(id, page): &(PageId, &Page)| {
            let section = self.section(page.section);
            page.has_body
                && page.unit.is_none()
                && section.is_some_and(|section| section.path.is_empty())
                && self.section_id(page.lang, &page.stem).is_none()
                && !self.is_listed(*id, page)
        };
        self.pages_with_ids().filter(is_outside).map(|(_, page)| page).collect()
    }

    fn is_listed(&self, id: PageId, page: &Page) -> bool {
        let is_dated = page.moment.is_some();
        let has = |key| page.fields.get(key).is_some();
        in_menu(self.menu(page.lang), id, page)
            || in_menu(self.footer_links(page.lang), id, page)
            || has("flags")
            || has("topic")
            || page.standing.is_in_series()
            || (is_dated && self.archive(page.lang).is_some())
            || self.taxonomies().iter().any(|all| all.terms.iter().any(|term| term.pages.contains(&id)))
            || self.at_home(page)
    }

    /// Whether the home page names a page, or has a block that shows pages of the complete site.
    fn at_home(&self, page: &Page) -> bool {
        let blocks = self.config().blocks(self.config().code(page.lang));
        blocks.iter().any(|(_, block)| {
            let mut words = Vec::new();
            texts(block, &mut words);
            if words.iter().any(|word| names(page, word)) {
                return true;
            }
            let name = block.entries().first().map(|(name, _)| name.as_str()).unwrap_or_default();
            if words.iter().any(|word| self.section_id(page.lang, word).is_some()) {
                return false;
            }
            match shown_by(name) {
                ShownPages::All => true,
                ShownPages::OfType(of) => of == &*page.content_type.id,
                ShownPages::Chosen => false,
            }
        })
    }
}

/// The pages that a block shows; those of a block of the site's own may be any.
fn shown_by(block: &str) -> ShownPages {
    let is_name = |name: &&str| name.eq_ignore_ascii_case(block);
    let known = BLOCKS.iter().find(|(names, _)| names.iter().any(is_name));
    known.map_or(ShownPages::All, |(_, shown)| *shown)
}

/// Whether a text is a name of the page.
fn names(page: &Page, word: &str) -> bool {
    word == &*page.id || word == page.title() || word == &*page.stem || word.ends_with(&*page.url)
}

fn in_menu(items: &[MenuItem], id: PageId, page: &Page) -> bool {
    items
        .iter()
        .any(|item| item.page == Some(id) || item.url == *page.url || in_menu(&item.children, id, page))
}

/// Collects all texts in a node.
fn texts<'n>(node: &'n Node, found: &mut Vec<&'n str>) {
    match node {
        Node::String(text) => found.push(text),
        Node::Sequence(items) => items.iter().for_each(|item| texts(item, found)),
        Node::Mapping(entries) => entries.iter().for_each(|(_, value)| texts(value, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_of_the_themes_is_known_with_what_it_shows() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/base/templates/blocks");
        let mut keys = Vec::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let part = |before: &str| text.split_once(before)?.1.split('"').next();
            let shown = match part("pages(type=\"") {
                Some(of) => format!("{:?}", ShownPages::OfType("x")).replace('x', of),
                None if text.contains("pages(section=section, type=type,") => {
                    format!("{:?}", ShownPages::All)
                }
                None => format!("{:?}", ShownPages::Chosen),
            };
            let key = path.file_stem().unwrap().to_string_lossy().into_owned();
            let chinese = part("\"name\": {\"zh\": \"").unwrap();
            let english = part(&format!("{chinese}\", \"en\": \"")).unwrap();
            for name in [&*key, chinese, english] {
                let known =
                    BLOCKS.iter().filter(|(names, _)| names.iter().any(|n| n.eq_ignore_ascii_case(name)));
                assert_eq!(known.count(), 1, "{name}");
                assert_eq!(format!("{:?}", shown_by(name)), shown, "{name}");
            }
            keys.push(key);
        }
        assert_eq!(keys.len(), BLOCKS.len());
    }
}
