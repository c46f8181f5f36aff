//! Finds the text of a page, and what pages of WeChat say of it beside their text.

use std::collections::HashMap;

use scraper::{ElementRef, Html, Selector};

use super::super::inline::Inline;
use super::super::model::{Alignment, Block, BlockKind, CarriedFile, Look, Manuscript, Paragraph};
use super::super::paper::PaperFinding;
use super::loss::Losses;
use crate::problem::Problem;
use crate::text::base64;

/// Returns the bytes of a file that a page refers to by a relative address, if it is there.
pub type Nearby<'f> = dyn Fn(&str) -> Option<Vec<u8>> + 'f;

/// Returns where a link within the site leads for those who are elsewhere.
pub type Links<'f> = dyn Fn(&str) -> Option<String> + 'f;

/// Where the body of an article takes from what it refers to.
pub struct BodySources<'f> {
    /// Returns the bytes of a picture by its address.
    pub file: &'f Nearby<'f>,
    /// Returns the address that readers of a paper can follow instead of one within the site; an
    /// empty one if the words say enough.
    pub link: &'f Links<'f>,
}

/// The attributes in which the address of a picture may be. Programs that load pictures late, such
/// as that of WeChat, have a dot in `src` until then.
pub const PICTURE_ADDRESSES: [&str; 6] =
    ["data-src", "data-original", "data-lazy-src", "data-original-src", "data-lazy", "src"];

/// Maximum number of elements that one selector finds.
const MOST_SELECTED: usize = 10_000;
/// Maximum number of pictures that are carried over.
const MOST_FILES: usize = 500;
/// Maximum length of all of them, in bytes.
const MOST_BYTES: usize = 200 << 20;

/// A page that is being read.
pub(super) struct Page<'f> {
    pub manuscript: Manuscript,
    nearby: &'f Nearby<'f>,
    /// The index of each address in the files.
    known: HashMap<String, usize>,
    bytes: usize,
    /// The number of the last paragraph.
    pub place: usize,
    /// What was left out.
    pub losses: Losses,
    /// Where links within the site lead, in the body of an article of this program.
    pub link: Option<&'f Links<'f>>,
    /// The indexes of the notes, by the names that references have for them.
    pub notes: HashMap<String, usize>,
}

impl<'f> Page<'f> {
    pub(super) fn new(nearby: &'f Nearby<'f>) -> Self {
        let manuscript = Manuscript::default();
        Self {
            manuscript,
            nearby,
            known: HashMap::new(),
            bytes: 0,
            place: 0,
            losses: Losses::default(),
            link: None,
            notes: HashMap::new(),
        }
    }

    /// A part of an article of this program. `files` are the pictures of those before it.
    pub(super) fn of_body(sources: &BodySources<'f>, files: Vec<CarriedFile>) -> Self {
        let mut page = Self { link: Some(sources.link), ..Self::new(sources.file) };
        page.manuscript.files = files;
        page
    }

    /// Reads the body of an article of this program. The title is not in it: its headings begin
    /// with the second level. Returns what is lost.
    pub(super) fn read_body(&mut self, html: &Html) -> Vec<PaperFinding> {
        let root = html.root_element();
        self.read_notes(&root);
        let mut blocks = self.blocks(root);
        raise_headings(&mut blocks);
        self.manuscript.blocks = blocks;
        std::mem::take(&mut self.losses).of_paper()
    }

    /// Reads the part of a page that is its article.
    pub(super) fn read(&mut self, html: &Html) {
        let root = html.root_element();
        self.head_of_wechat(&root);
        self.read_notes(&root);
        let article = first(&root, ["#js_content", "article", "main", "body"]).unwrap_or(root);
        // A page with several articles is a list of them: all of its body is read.
        let has_several = select(&root, "article").nth(1).is_some() && article.value().name() == "article";
        let article = if has_several { first(&root, ["main", "body"]).unwrap_or(root) } else { article };
        let blocks = self.blocks(article);
        self.manuscript.blocks.extend(blocks);
        self.manuscript.title = title(&root);
        std::mem::take(&mut self.losses).report(&mut self.manuscript.findings);
    }

    /// Adds the title, the account and the date of a page of WeChat, which are outside its text.
    fn head_of_wechat(&mut self, root: &ElementRef<'_>) {
        if first(root, ["#js_content"]).is_none() {
            return;
        }
        let words = |selector| {
            let element = first(root, [selector])?;
            let words: String =
                element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
            (!words.is_empty()).then_some(words)
        };
        if let Some(title) = words("#activity-name").or_else(|| meta(root, "og:title")) {
            let look = Look { outline: Some(0), ..Look::default() };
            self.line(title, look);
        }
        let account = words("#js_name").map(|name| format!("来源：{name}"));
        let author =
            words("#js_author_name").or_else(|| meta(root, "author")).map(|name| format!("作者：{name}"));
        let date = words("#publish_time").map(|time| format!("日期：{time}"));
        for line in [account, author, date].into_iter().flatten() {
            self.line(line, Look::default());
        }
    }

    fn line(&mut self, words: String, look: Look) {
        self.place += 1;
        let paragraph = Paragraph { text: vec![Inline::text(words)], alignment: Alignment::Center, look };
        self.manuscript.blocks.push(Block::new(BlockKind::Paragraph(paragraph), self.place));
    }

    /// Returns the index of a picture; `None` if it could not be carried over, which is reported.
    pub(super) fn picture(&mut self, element: &ElementRef<'_>) -> Option<usize> {
        let attribute = |name| element.value().attr(name).map(str::trim).filter(|value| !value.is_empty());
        let addresses = PICTURE_ADDRESSES.map(attribute);
        let alt =
            attribute("alt").filter(|alt| !matches!(*alt, "图片" | "image" | "img")).unwrap_or_default();
        for address in addresses.into_iter().flatten() {
            if let Some(known) = self.known.get(address) {
                return Some(*known);
            }
            if let Some(bytes) = self.bytes_of(address) {
                return Some(self.add(address, alt, bytes));
            }
        }
        let address = addresses.into_iter().flatten().next()?;
        // A dot that counts visitors is no picture.
        let is_dot = |name| attribute(name).is_some_and(|size| matches!(size, "0" | "1" | "1px" | "0px"));
        if is_dot("width") || is_dot("height") || address.starts_with("data:") {
            return None;
        }
        let shown: String = address.chars().take(80).collect();
        let place = self.place;
        if self.link.is_some() {
            self.losses.content("pictures", if alt.is_empty() { &shown } else { alt });
        } else {
            self.manuscript.report(place, "", not_there(&shown));
        }
        None
    }

    fn add(&mut self, address: &str, alt: &str, bytes: Vec<u8>) -> usize {
        let name = address.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = if address.starts_with("data:") { "" } else { name };
        self.bytes = self.bytes.saturating_add(bytes.len());
        let index = self.manuscript.files.len();
        self.manuscript.files.push(CarriedFile { name: name.to_owned(), bytes, alt: alt.to_owned() });
        self.known.insert(address.to_owned(), index);
        index
    }

    /// Returns the bytes of a picture within the page or next to it. Nothing is fetched.
    fn bytes_of(&mut self, address: &str) -> Option<Vec<u8>> {
        if self.manuscript.files.len() >= MOST_FILES || self.bytes >= MOST_BYTES {
            self.losses.content("pictures", address.rsplit('/').next().unwrap_or_default());
            return None;
        }
        if let Some(data) = address.strip_prefix("data:") {
            let (kind, encoded) = data.split_once(',')?;
            let bytes = base64::decoded(encoded).filter(|_| kind.ends_with(";base64"))?;
            // A transparent dot stands for a picture that a script loads.
            return (bytes.len() > 200).then_some(bytes);
        }
        if address.starts_with("//") || address.contains("://") {
            return None;
        }
        let decoded = percent_encoding::percent_decode_str(address).decode_utf8().ok()?;
        let path = decoded.split(['?', '#']).next().unwrap_or_default().replace('\\', "/");
        (self.nearby)(path.trim_start_matches("./"))
    }
}

/// Raises all headings by a level.
fn raise_headings(blocks: &mut [Block]) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading(heading) => heading.level = heading.level.saturating_sub(1).max(1),
            BlockKind::Quote(blocks) => raise_headings(blocks),
            BlockKind::Notice(notice) => raise_headings(&mut notice.blocks),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| raise_headings(&mut item.blocks)),
            _ => {}
        }
    }
}

/// Returns the first element that one of the selectors finds, in their order.
fn first<'e, const N: usize>(root: &ElementRef<'e>, selectors: [&str; N]) -> Option<ElementRef<'e>> {
    selectors.into_iter().find_map(|selector| select(root, selector).next())
}

pub(super) fn select<'e>(root: &ElementRef<'e>, selector: &str) -> impl Iterator<Item = ElementRef<'e>> {
    let selector = Selector::parse(selector).ok();
    let found: Vec<ElementRef<'e>> =
        selector.map(|selector| root.select(&selector).take(MOST_SELECTED).collect()).unwrap_or_default();
    found.into_iter()
}

/// Returns the words of `<title>`: `支部换届工作顺利完成 - 某某党建网`.
fn title(root: &ElementRef<'_>) -> Option<String> {
    let words: String = first(root, ["head > title"])?.text().collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // Some pages have their head twice: the first title has the tags of the second in it.
    let words = words.rsplit('>').next().unwrap_or_default().trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Returns the content of a `meta` element.
fn meta(root: &ElementRef<'_>, name: &str) -> Option<String> {
    let selector = Selector::parse("meta").ok()?;
    let is = |element: &ElementRef<'_>| {
        [element.value().attr("name"), element.value().attr("property")].contains(&Some(name))
    };
    let content = root.select(&selector).find(is)?.value().attr("content")?.trim().to_owned();
    (!content.is_empty()).then_some(content)
}

fn not_there(address: &str) -> Problem {
    Problem::warning(
        "import/web-picture",
        format!("图片没有带过来：{address}"),
        format!("a picture was not carried over: {address}"),
    )
    .help(
        "网页另存为“网页，全部”，图片就在旁边的文件夹里；或者把图片单独存下来，放到文章旁边",
        "save the page as `Webpage, Complete`: its pictures are then in a folder next to it; or save the picture",
    )
}
