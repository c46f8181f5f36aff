//! Makes the main menu and the links of the footer, in each language.

use super::menu_entry::{Entry, menu_group, spelled_out};
use crate::problem::{Problem, suggest, unsafe_address};
use crate::schema::{Replacement, Value};
use crate::site::late_problem::LateProblem;
use crate::site::library::{Library, PageId, SectionId};
use crate::source::yaml::{Node, Part, Step};
use crate::text::address;
use crate::text::link::{Destination, destination};

/// An entry of a menu.
#[derive(Debug, Clone, Default)]
pub struct MenuItem {
    /// Its words.
    pub title: String,
    /// Its address; never empty.
    pub url: String,
    /// The section that it stands for.
    pub section: Option<SectionId>,
    /// The page that it stands for.
    pub page: Option<PageId>,
    /// The entries below it.
    pub children: Vec<MenuItem>,
}

/// The menus of all languages.
#[derive(Debug)]
pub(super) struct Menus {
    /// The main menu of each language.
    pub(super) main: Vec<Vec<MenuItem>>,
    /// The links of the footer in each language.
    pub(super) footer: Vec<Vec<MenuItem>>,
}

impl Menus {
    /// Makes the menus that `site.yaml` describes.
    pub(super) fn new(library: &Library) -> (Self, Vec<LateProblem>) {
        let config = &library.base.config;
        let links = config.fields.group("footer").and_then(|footer| footer.get("links"));
        let links = if let Some(Value::Any(links)) = links { Some(&**links) } else { None };
        let no_links = Node::Sequence(Vec::new());
        let menu_trail = [Step::Key("menu".into())];
        let footer_trail = [Step::Key("footer".into()), Step::Key("links".into())];
        let mut problems = Vec::new();
        let mut menus = |entries: Option<&Node>, trail: &[Step]| {
            let menu = |lang| Reader { library, lang, problems: &mut problems }.list(entries, trail);
            (0..library.languages()).map(menu).collect()
        };
        let main = menus(config.any("menu"), &menu_trail);
        let footer = menus(Some(links.unwrap_or(&no_links)), &footer_trail);
        (Self { main, footer }, problems)
    }
}

/// The fields of an entry that say where it leads.
const TARGETS: [&str; 3] = ["section", "page", "url"];

/// Reads a menu in one language. Reports mistakes in the first language only: once is enough.
struct Reader<'r> {
    library: &'r Library,
    lang: usize,
    problems: &'r mut Vec<LateProblem>,
}

impl Reader<'_> {
    /// The entries of a list in `site.yaml`; the top sections if there is no list.
    fn list(&mut self, entries: Option<&Node>, trail: &[Step]) -> Vec<MenuItem> {
        let Some(entries) = entries else { return top_sections(self.library, self.lang) };
        if !matches!(entries, Node::Sequence(_) | Node::Null) {
            self.report(trail, Part::Value, no_list(called(trail)));
        }
        let mut items = Vec::new();
        for (at, node) in entries.items().iter().enumerate() {
            items.extend(self.item(node, &with(trail, Step::Index(at))));
        }
        items
    }

    /// Reports a mistake at a path in `site.yaml`.
    fn report(&mut self, trail: &[Step], part: Part, problem: Problem) {
        self.add(LateProblem::at("site.yaml", trail.to_vec(), part, problem));
    }

    fn add(&mut self, problem: LateProblem) {
        if self.lang == 0 {
            self.problems.push(problem);
        }
    }

    fn item(&mut self, node: &Node, trail: &[Step]) -> Option<MenuItem> {
        let spelled = spelled_out(node);
        let entry = Entry(spelled.as_ref().unwrap_or(node));
        let has_unknown = self.report_unknown_keys(entry, trail);
        let mut item = self.target(entry, trail)?;
        if let Some(title) = entry.title(self.library.base.config.code(self.lang)) {
            item.title = title;
        }
        let children = entry.get("children");
        let leads_somewhere = !item.url.is_empty() || children.is_some();
        if item.title.is_empty() || !leads_somewhere {
            // The missing field may be there under an unknown key, which has been reported.
            if !has_unknown {
                self.report(trail, Part::Value, incomplete(called(trail), leads_somewhere));
            }
            return None;
        }
        if let Some((key, children)) = children {
            item.children = self.list(Some(children), &with(trail, key_step(key)));
        }
        if item.url.is_empty() {
            item.url = item.children.first().map(|child| child.url.clone()).unwrap_or_default();
        }
        (!item.url.is_empty()).then_some(item)
    }

    fn report_unknown_keys(&mut self, entry: Entry<'_>, trail: &[Step]) -> bool {
        let mut has_unknown = false;
        for key in entry.unknown_keys() {
            self.report(&with(trail, key_step(key)), Part::Key, unknown_key(called(trail), key));
            has_unknown = true;
        }
        has_unknown
    }

    /// The item for the section, page or address that an entry names; an empty one if it names
    /// none. `None` if there is no such thing in this language.
    fn target(&mut self, entry: Entry<'_>, trail: &[Step]) -> Option<MenuItem> {
        for field in TARGETS {
            let Some((key, Node::Sequence(items))) = entry.get(field) else { continue };
            self.report(&with(trail, key_step(key)), Part::Value, several(key, items));
            return None;
        }
        let mut given = TARGETS.iter().filter_map(|field| Some(entry.get(field)?.0));
        if let (Some(first), Some(second)) = (given.next(), given.next()) {
            self.report(&with(trail, key_step(second)), Part::Key, two_targets(called(trail), first, second));
        }
        if let Some((key, path)) = entry.text("section") {
            return self.section(&path, &with(trail, key_step(key)));
        }
        if let Some((key, id)) = entry.text("page") {
            return self.page(&id, &with(trail, key_step(key)));
        }
        if let Some((key, url)) = entry.text("url") {
            if let Some(problem) = wrong_address(called(trail), &url) {
                let place = with(trail, key_step(key));
                let found = LateProblem::canonical("site.yaml", place, problem);
                // `zhang@e.example` is `mailto:zhang@e.example`.
                let whole = address::whole(&url).map(|text| Replacement { written: url.to_string(), text });
                self.add(LateProblem { instead: whole, ..found });
                return None;
            }
            return Some(MenuItem { url: url.into_owned(), ..MenuItem::default() });
        }
        Some(MenuItem::default())
    }

    fn section(&mut self, path: &str, trail: &[Step]) -> Option<MenuItem> {
        let Some(folder) = self.library.section_named(path) else {
            if is_home(path) {
                return self.home(path);
            }
            if !self.library.may_be_unread_section(path) {
                let problem = self.library.unknown_section("menu/unknown-section", path);
                self.report(trail, Part::Value, problem);
            }
            return None;
        };
        // A section that another language has is not a mistake.
        section_item(self.library, self.library.sections.id(self.lang, folder)?)
    }

    /// The home page, by a word for it: `- 首页`.
    fn home(&self, written: &str) -> Option<MenuItem> {
        let root = self.library.sections.id(self.lang, "")?;
        // What is written is Chinese, or `home`.
        let is_in_chinese = self.lang == 0 && !written.is_ascii();
        let word = self.library.base.home.get(self.lang).and_then(Option::as_deref);
        let title = word.filter(|_| !is_in_chinese).unwrap_or_else(|| written.trim());
        // Every page is in the root: the item is current on the home page alone, by its address.
        Some(MenuItem { title: title.to_owned(), section: None, ..section_item(self.library, root)? })
    }

    fn page(&mut self, id: &str, trail: &[Step]) -> Option<MenuItem> {
        let Self { library, lang, .. } = *self;
        if let Some(page_id) = library.refer(lang, id, &[]) {
            let page = library.page(page_id)?;
            let short = page.fields.text("short_title", library.base.config.code(lang));
            return Some(MenuItem {
                title: short.unwrap_or(page.title()).to_owned(),
                url: page.url.to_string(),
                page: Some(page_id),
                ..MenuItem::default()
            });
        }
        let is_hidden = library.hidden(lang, id).is_some();
        if !is_hidden && library.may_be_unread(id) {
            return None;
        }
        let other = || if is_hidden { hidden_page(called(trail), id) } else { unknown_page(id) };
        let problem = library.ambiguous_page(lang, id, &[]).unwrap_or_else(other);
        self.report(trail, Part::Value, problem);
        None
    }
}

fn key_step(key: &str) -> Step {
    Step::Key(key.to_owned())
}

fn with(trail: &[Step], step: Step) -> Vec<Step> {
    trail.iter().cloned().chain([step]).collect()
}

/// The sections at the top that do not say `menu: false`.
fn top_sections(library: &Library, lang: usize) -> Vec<MenuItem> {
    let root = library.sections.id(lang, "").and_then(|id| library.folder(id));
    let children = root.into_iter().flat_map(|root| &root.children);
    let is_shown = |id: &&SectionId| {
        library.folder(**id).is_some_and(|folder| folder.fields.get("menu") != Some(&Value::Boolean(false)))
    };
    children.filter(is_shown).filter_map(|id| section_item(library, *id)).collect()
}

fn section_item(library: &Library, id: SectionId) -> Option<MenuItem> {
    let folder = library.folder(id)?;
    Some(MenuItem {
        title: folder.title.to_string(),
        url: folder.url(),
        section: Some(id),
        ..MenuItem::default()
    })
}

/// The problem of an address to which a menu can't lead: inside the site it begins at the root.
fn wrong_address(called: Called, url: &str) -> Option<Problem> {
    match destination(url) {
        Destination::Refused(refusal) => Some(unsafe_address(url, refusal)),
        Destination::Inside if !url.starts_with('/') => Some(relative_address(called, url)),
        Destination::Inside | Destination::Web | Destination::Contact | Destination::Fragment => None,
    }
}

/// The words for a list in Chinese and in English: the menu, or the links of the footer.
type Called = (&'static str, &'static str);

/// Returns the name that a message gives to the list at a path.
fn called(trail: &[Step]) -> Called {
    match trail.first() {
        Some(Step::Key(key)) if key == "footer" => ("链接", "links"),
        _ => ("菜单", "menu"),
    }
}

/// Whether a word means the home page.
fn is_home(written: &str) -> bool {
    ["首页", "主页", "网站首页", "home"].iter().any(|word| word.eq_ignore_ascii_case(written.trim()))
}

fn no_list((zh, en): Called) -> Problem {
    Problem::error(
        "menu/no-list",
        format!("{zh}要写成列表，每一项以“- ”开头"),
        format!("the {en} needs a list"),
    )
    .help(format!("在“{zh}:”下面，一行写一项，如“- 栏目: news”"), "such as `- section: news`, one a line")
}

/// A list in the place of one name.
fn several(key: &str, items: &[Node]) -> Problem {
    let first = items.first().and_then(Node::as_str).unwrap_or("……");
    Problem::error(
        "menu/incomplete",
        format!("“{key}”只写一个，不能写成列表"),
        format!("`{key}` is one only, not a list"),
    )
    .help(
        format!("写成“- {key}: {first}”；有几个的，各写一项"),
        format!("write `- {key}: {first}`, and an entry for each"),
    )
}

/// Two fields that say where an entry leads.
fn two_targets((zh, en): Called, first: &str, second: &str) -> Problem {
    Problem::error(
        "menu/two-targets",
        format!("这一项{zh}同时写了“{first}”和“{second}”，不知道通往哪一个"),
        format!("this entry of the {en} has both `{first}` and `{second}`: it can lead to one only"),
    )
    .help("留下一个，删去另一个；两个都要的，各写一项", "keep one, or write an entry for each")
}

fn unknown_key((zh, en): Called, key: &str) -> Problem {
    let known = menu_group().known();
    Problem::error(
        "menu/unknown-key",
        format!("{zh}项里不能写“{key}”"),
        format!("an entry of the {en} has no `{key}`"),
    )
    .did_you_mean(
        suggest(key, menu_group().names()),
        format!("可以写：{}", known.zh),
        format!("keys: {}", known.en),
    )
}

fn hidden_page((zh, en): Called, id: &str) -> Problem {
    Problem::warning(
        "menu/hidden",
        format!("“{id}”现在不发布，{zh}里先不显示"),
        format!("`{id}` is not published now, and left out of the {en}"),
    )
    .help(
        "等它发布，这里会自动出现；不再需要的，把这一项删去",
        "it appears when it is published; remove it if it is no longer needed",
    )
}

fn unknown_page(id: &str) -> Problem {
    Problem::error("menu/unknown-page", format!("没有编号为“{id}”的文章"), format!("there is no page `{id}`"))
        .help(
            "编号是文件名（不带 .md），或文章信息里的“编号”",
            "the id is the file's name without `.md`, or `id:` in its front matter",
        )
}

fn relative_address((zh, en): Called, url: &str) -> Problem {
    Problem::error(
        "menu/address",
        format!("“{url}”不能用作{zh}的地址"),
        format!("`{url}` can't be an address in the {en}"),
    )
    .did_you_mean(
        address::whole(url).as_deref(),
        "站内的地址以“/”开头，别的网站以 http:// 或 https:// 开头；栏目用“栏目: ……”，文章用“页面: ……”",
        "begin with `/`, `http://` or `https://`; use `section` for sections and `page` for pages",
    )
}

/// An entry without an address, or without a title.
fn incomplete((zh, en): Called, leads_somewhere: bool) -> Problem {
    if leads_somewhere {
        let words = (format!("这一项{zh}没有标题"), format!("this entry of the {en} has no title"));
        return Problem::error("menu/incomplete", words.0, words.1).help("加上“标题: ……”", "add `title:`");
    }
    let words = (format!("这一项{zh}没有写通往哪里"), format!("this entry of the {en} leads nowhere"));
    Problem::error("menu/incomplete", words.0, words.1).help(
        "加上“栏目: 文件夹”“页面: 编号”“网址: https://……”，或者写出“下级”的各项",
        "add `section:`, `page:` or `url:`, or list entries below it in `children:`",
    )
}
