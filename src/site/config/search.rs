//! Reads who searches the site: itself, by an index that is published with it, or the intranet's
//! search engine.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::declared::configuration_group;
use crate::problem::Problem;
use crate::schema::{Fields, Reader, written_trail};
use crate::source::yaml::{Node, Part, Step};
use crate::text::link::is_full_address;
use crate::text::yes_no;

/// The placeholder for the search words.
const WORDS: &str = "{words}";

/// A search engine, as a form asks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Where the form leads: a full address, or a path from the root of the site.
    pub action: String,
    /// The name of the parameter for the words.
    pub name: String,
    /// The other parameters, with their values.
    pub others: Vec<(String, String)>,
}

impl Search {
    /// Parses an address in which `{words}` is the complete value of one parameter:
    /// `https://search.example/?site=dj&q={words}`.
    pub fn parse(address: &str) -> Option<Self> {
        let is_path = address.starts_with('/') && !address.starts_with("//");
        let is_plain = !address.contains(|c: char| c.is_whitespace() || matches!(c, '#' | '\\'));
        if !(is_path || is_full_address(address)) || !is_plain || address.matches(WORDS).count() != 1 {
            return None;
        }
        let (action, query) = address.split_once('?')?;
        let (mut name, mut others) = (None, Vec::new());
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
            let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let key = decoded(key).filter(|key| !key.is_empty() && !key.contains(WORDS))?;
            if value == WORDS {
                name = Some(key);
            } else {
                others.push((key, decoded(value)?));
            }
        }
        Some(Self { action: action.to_owned(), name: name?, others })
    }
}

/// Decodes a part of a query as a form encoded it. `None` if it is not UTF-8.
fn decoded(part: &str) -> Option<String> {
    let spaced = part.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().map(Cow::into_owned).ok()
}

/// The address in `site.yaml`.
fn given(fields: &Fields) -> Option<&str> {
    fields.group("search")?.text("address", "")
}

/// The search engine that `site.yaml` names.
pub(super) fn engine(fields: &Fields) -> Option<Search> {
    given(fields).and_then(Search::parse)
}

/// Whether the site is searched by its own index: `search: yes`.
pub(super) fn is_own(fields: &Fields) -> bool {
    given(fields).and_then(yes_no::read) == Some(true)
}

/// Reports an address that a form cannot use.
pub(super) fn check(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    let is_understood = |address: &str| yes_no::read(address).is_some() || Search::parse(address).is_some();
    let Some(address) = given(fields).filter(|address| !is_understood(address)) else { return };
    let problem = Problem::error(
        "config/search",
        format!("“{address}”不能用作搜索的网址"),
        format!("`{address}` isn't an address that a form can search with"),
    )
    .help(
        "用本站自带的搜索，写“搜索: 是”；用内网的，写搜索结果页的网址，搜索词的位置写 {words}，前面是“参数名=”，如 https://search.example.com/?q={words}",
        "for the search of the site itself write `search: yes`; for the intranet's, the address of the results with {words} for what is searched, the whole value of one parameter, such as https://search.example.com/?q={words}",
    );
    let path = ["search", "address"].map(|key| Step::Key(key.to_owned()));
    reader.report(&written_trail(configuration_group(), site, &path), Part::Value, problem);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_the_value_of_one_parameter() {
        let read = |address| Search::parse(address).map(|found| (found.action, found.name, found.others));
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(
            read("https://search.example/find?site=dj&q={words}&lang=zh+CN&%E6%A0%8F=%E5%85%9A"),
            Some((
                "https://search.example/find".into(),
                "q".into(),
                vec![pair("site", "dj"), pair("lang", "zh CN"), pair("栏", "党")]
            ))
        );
        assert_eq!(read("/find/?q={words}"), Some(("/find/".into(), "q".into(), vec![])));
        for wrong in [
            "",
            "https://search.example/",
            "https://search.example/{words}",
            "https://search.example/?q=a{words}",
            "https://search.example/?q={words}&r={words}",
            "https://search.example/?={words}",
            "https://search.example/?{words}=q",
            "https://search.example/?q={words}#top",
            "https://search.example/?q={ words}",
            "search.example/?q={words}",
            "//search.example/?q={words}",
            "javascript:alert(1)?q={words}",
            "https://search.example/?q={words}&x=%ff",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_address_is_understood_or_refused(address in "(https://|/)[a-z{}?&=%#+/ ]{0,40}") {
            if let Some(found) = Search::parse(&address) {
                prop_assert!(!found.name.is_empty() && !found.action.contains('?'));
            }
        }
    }
}
