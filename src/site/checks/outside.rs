//! Finds pages that no reader finds: they are in no section, and nothing leads to them.

use crate::site::library::{Page, PageId};
use crate::site::routes::MenuItem;
use crate::site::stages::Site;
use crate::source::yaml::Node;

/// Blocks of the home page that show pages of one type, by their names.
const BY_TYPE: [(&str, &str); 8] = [
    ("people", "person"),
    ("人物", "person"),
    ("studios", "studio"),
    ("工作室", "studio"),
    ("topics", "topic"),
    ("通栏专题", "topic"),
    ("honors", "honor"),
    ("荣誉", "honor"),
];
/// Blocks that show only pages of one section or flag, or none.
const OF_OTHERS: [&str; 18] = [
    "headline",
    "头条",
    "slides",
    "图片新闻",
    "columns",
    "分栏",
    "tabs",
    "栏目页签",
    "figures",
    "数据",
    "links",
    "友情链接",
    "organization",
    "组织架构",
    "text",
    "文字",
    "video",
    "视频",
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
            if OF_OTHERS.contains(&name)
                || words.iter().any(|word| self.section_id(page.lang, word).is_some())
            {
                return false;
            }
            let of_type = BY_TYPE.iter().find(|(block, _)| *block == name).map(|(_, of)| *of);
            of_type.is_none_or(|of| of == &*page.content_type.id)
        })
    }
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
