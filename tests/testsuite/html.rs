//! Reading published pages.

use scraper::{Html, Selector};

/// A parsed page.
pub struct Page {
    html: Html,
}

impl Page {
    /// Parses a page.
    pub fn parse(text: &str) -> Self {
        Self { html: Html::parse_document(text) }
    }

    /// The texts of all elements that a CSS selector finds, without line breaks.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.html.select(&css(selector)).map(|element| plain(element.text())).collect()
    }

    /// The text of the only element that a selector finds.
    #[track_caller]
    pub fn the(&self, selector: &str) -> String {
        let found = self.texts(selector);
        assert_eq!(found.len(), 1, "`{selector}` finds {found:?}");
        found.into_iter().next().unwrap()
    }

    /// An attribute of all elements that a selector finds and that have it.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = css(selector);
        let elements = self.html.select(&selector);
        elements.filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    /// The visible text of the page, without scripts and styles.
    pub fn words(&self) -> String {
        let hidden = css("script, style, head");
        let mut text = String::new();
        let skipped: std::collections::HashSet<_> = self
            .html
            .select(&hidden)
            .flat_map(|element| element.descendants().map(|node| node.id()))
            .collect();
        for node in self.html.tree.nodes().filter(|node| !skipped.contains(&node.id())) {
            if let Some(words) = node.value().as_text() {
                text.push_str(words);
            }
        }
        plain(std::iter::once(text.as_str()))
    }
}

fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

fn plain<'t>(parts: impl Iterator<Item = &'t str>) -> String {
    parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
