//! Writes articles as one document for print: a book.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ego_tree::NodeId;
use scraper::{Element as _, ElementRef, Html, Node};

use super::file::{name_of, unwritten};
use super::paper::{absolute, picture};
use crate::author::new_file::write_new;
use crate::load::Portal;
use crate::manuscript::{film_name, lost_content};
use crate::picture::{Format, data_address};
use crate::problem::Problem;
use crate::render::BookOrder;
use crate::site::{Axis, Page, PageId, Query};

/// The articles that a book is made of.
#[derive(Debug, Clone, Copy)]
pub struct BookSelection<'s> {
    /// The folder or title of a section, or the id or title of a topic. All articles if left out.
    pub of: Option<&'s str>,
    /// The year of their dates.
    pub year: Option<i16>,
}

/// A book that has been written.
#[derive(Debug)]
pub struct WrittenBook {
    /// The file.
    pub file: PathBuf,
    /// The number of its articles.
    pub articles: usize,
    /// Warnings that were found on the way.
    pub findings: Vec<Problem>,
}

/// Writes articles as one HTML document to `file`, which must not be there; if left out, to one
/// with the book's title as its name. Its pictures are in it.
///
/// # Errors
/// There is no such section or topic, it has no article, an article has mistakes, or the file
/// cannot be written.
pub fn export_book(
    portal: &Portal,
    selection: BookSelection<'_>,
    file: Option<&Path>,
) -> Result<WrittenBook, Vec<Problem>> {
    let order = order(portal, selection).map_err(|problem| vec![problem])?;
    let file = file.map_or_else(|| PathBuf::from(format!("{}.html", name_of(&order.title))), Path::to_owned);
    let (html, mut findings) = portal.renderer.book(&order)?;
    let html = bound(portal, &order, &html, &mut findings);
    let failed = |error: &std::io::Error| vec![unwritten("export/unwritten", &file, error)];
    write_new(&file, html.as_bytes()).map_err(|error| failed(&error))?;
    Ok(WrittenBook { file, articles: order.pages.len(), findings })
}

/// Selects the articles, the oldest first; those without a date come last, in the order of their
/// list.
fn order(portal: &Portal, selection: BookSelection<'_>) -> Result<BookOrder, Problem> {
    let site = portal.site();
    // The title of a section in another language asks for the book in that language.
    let languages = 0..site.config().languages.len();
    let is_titled = |lang: &usize| {
        let section = selection.of.and_then(|written| site.section_meant_by(*lang, written.trim()));
        let titled = |title: &str| Some(title) == selection.of.map(str::trim);
        let topic = || {
            let id = site.refer(*lang, selection.of?.trim(), &["topic".to_owned()])?;
            site.page(id).filter(|topic| titled(topic.title()))
        };
        section.and_then(|id| site.section(id)).is_some_and(|section| titled(&section.title))
            || topic().is_some()
    };
    let lang = languages.into_iter().find(is_titled).unwrap_or(0);
    let code = site.config().code(lang);
    let (name, pages) = match selection.of.map(str::trim) {
        None => (None, site.newest(lang).to_vec()),
        Some(written) => {
            let section = site.section_meant_by(lang, written.trim_end_matches('/'));
            let section = section.and_then(|id| site.section(id));
            let topic = || site.refer(lang, written, &["topic".to_owned()]).and_then(|id| site.page(id));
            match (section, topic) {
                (Some(section), _) => {
                    let query = Query { lang, sections: vec![section.path.to_string()], ..Query::default() };
                    (Some(section.title.to_string()), site.query(&query))
                }
                (None, topic) => {
                    let topic = topic().ok_or_else(|| unknown(portal, written))?;
                    let pages = site.pages_of(lang, Axis::Topic, &topic.id).to_vec();
                    (Some(topic.title().to_owned()), pages)
                }
            }
        }
    };
    let is_of_year = |page: &Page| match selection.year {
        Some(year) => page.date().is_some_and(|date| date.civil().date().year() == year),
        None => true,
    };
    let mut pages: Vec<(PageId, &Page)> = pages
        .into_iter()
        .filter_map(|id| Some((id, site.page(id)?)))
        .filter(|(_, page)| is_of_year(page))
        .collect();
    if pages.is_empty() {
        return Err(no_articles(selection));
    }
    pages.sort_by_key(|(_, page)| page.moment.unwrap_or(i64::MAX));
    let dates: Vec<String> = pages.iter().filter_map(|(_, page)| Some(page.date()?.to_string())).collect();
    let own = site.config().fields.text("title", code).unwrap_or_default().to_owned();
    let year = selection
        .year
        .map(|year| if code.starts_with("zh") { format!("{year}年") } else { format!(" {year}") });
    Ok(BookOrder {
        lang,
        title: format!("{}{}", name.unwrap_or(own), year.unwrap_or_default()),
        from: dates.first().cloned().unwrap_or_default(),
        to: dates.last().cloned().unwrap_or_default(),
        pages: pages.into_iter().map(|(id, _)| id).collect(),
    })
}

/// Makes one document of it: pictures are in it, links to articles in it lead there, and the names
/// of places in articles are told apart.
fn bound(portal: &Portal, order: &BookOrder, html: &str, findings: &mut Vec<Problem>) -> String {
    let mut document = Html::parse_document(html);
    let site = portal.site();
    let within: HashMap<&str, usize> =
        order.pages.iter().enumerate().filter_map(|(at, id)| Some((&*site.page(*id)?.url, at + 1))).collect();
    let articles: HashMap<NodeId, String> = document
        .root_element()
        .descendent_elements()
        .filter_map(|element| Some((element.id(), article_of(element)?)))
        .collect();
    findings.extend(lost(&document, &|address| {
        link(portal, &within, None, address).is_some_and(|leads| leads.is_empty())
    }));
    for node in document.root_element().descendent_elements().map(|element| element.id()).collect::<Vec<_>>()
    {
        let article = articles.get(&node).map(String::as_str);
        let Some(mut node) = document.tree.get_mut(node) else { continue };
        let Node::Element(element) = node.value() else { continue };
        element
            .attrs
            .retain(|(name, _)| !matches!(&*name.local, "srcset" | "sizes" | "loading" | "decoding"));
        for (name, value) in &mut element.attrs {
            let changed = match &*name.local {
                "src" => embedded(portal, value),
                "href" => link(portal, &within, article, value),
                "id" => article.map(|article| format!("{article}-{value}")),
                _ => None,
            };
            if let Some(changed) = changed {
                *value = changed.into();
            }
        }
        element.attrs.retain(|(name, value)| &*name.local != "href" || !value.is_empty());
    }
    document.html()
}

/// Reports the films of a book, and the links that lead nowhere in it, with the names of the first.
fn lost(document: &Html, leads_nowhere: &dyn Fn(&str) -> bool) -> Vec<Problem> {
    /// Maximum number of names.
    const MOST: usize = 3;
    let all = || document.root_element().descendent_elements();
    let is_film = |element: &ElementRef<'_>| matches!(element.value().name(), "video" | "audio" | "iframe");
    let words = |element: ElementRef<'_>| {
        let words: String = element.text().collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    // A photo leads to its larger self.
    let is_photo = |element: &ElementRef<'_>| {
        let mut inner = element.descendent_elements();
        inner.any(|inner| inner.value().name() == "img") && words(*element).is_empty()
    };
    let is_lost = |element: &ElementRef<'_>| {
        element.value().attr("href").is_some_and(leads_nowhere) && !is_photo(element)
    };
    let films: Vec<String> = all().filter(is_film).map(film_name).collect();
    let links: Vec<String> = all().filter(is_lost).map(words).collect();
    let kinds = [("films", films), ("links", links)].into_iter().filter(|(_, names)| !names.is_empty());
    let finding = |(kind, names): (&'static str, Vec<String>)| {
        let count = names.len();
        let named: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).take(MOST).collect();
        lost_content(kind, count, &named).problem
    };
    kinds.map(finding).collect()
}

/// Returns the name of the article that an element is in.
fn article_of(element: ElementRef<'_>) -> Option<String> {
    let mut at = element.parent_element();
    while let Some(parent) = at {
        if parent.value().name() == "article" {
            return parent.value().attr("id").map(str::to_owned);
        }
        at = parent.parent_element();
    }
    None
}

/// Returns a picture as an address that contains it.
fn embedded(portal: &Portal, address: &str) -> Option<String> {
    let (_, bytes) = picture(portal, address)?;
    Format::of(&bytes).media_type().map(|_| data_address(&bytes))
}

/// Returns where a link leads in the book; empty if it leads nowhere.
fn link(
    portal: &Portal,
    within: &HashMap<&str, usize>,
    article: Option<&str>,
    address: &str,
) -> Option<String> {
    if let Some(place) = address.strip_prefix('#') {
        return article.map(|article| format!("#{article}-{place}"));
    }
    if !address.starts_with('/') {
        return None;
    }
    let path = address.split(['#', '?']).next().unwrap_or(address);
    match within.get(path) {
        Some(number) => Some(format!("#a{number}")),
        None => Some(absolute(portal, address).unwrap_or_default()),
    }
}

fn unknown(portal: &Portal, written: &str) -> Problem {
    let problem = portal.site().unknown_section("export/unknown-section", written);
    Problem {
        message: crate::problem::Words::new(
            format!("没有“{written}”这个栏目或专题"),
            format!("there is no section or topic `{written}`"),
        ),
        ..problem
    }
}

fn no_articles(selection: BookSelection<'_>) -> Problem {
    let (zh, en) = match selection.year {
        Some(year) => (format!("{year} 年没有已发布的文章"), format!("no published article is of {year}")),
        None => ("这里没有已发布的文章".to_owned(), "there is no published article".to_owned()),
    };
    Problem::error("export/no-articles", zh, en).help(
        "草稿、未到发布时间的和已下线的不编进去；哪些文章已发布，用 dangjian list 看",
        "drafts, scheduled and expired articles are left out; `dangjian list` shows the state of each",
    )
}
