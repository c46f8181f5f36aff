//! The main menu and the links of the footer, in each language.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::config::title;
use super::{PageId, SectionId, Site, Unplaced};
use crate::problem::{Problem, SourceText, suggest};
use crate::schema::{Group, declare_group};
use crate::source::yaml::{Node, Part, Step};
use crate::text::link::{Destination, destination};

/// An entry of the menu.
#[derive(Debug, Clone, Default)]
pub struct MenuItem {
    /// Its words.
    pub title: String,
    /// Where it leads; empty for one that only opens others.
    pub url: String,
    /// The section that it stands for.
    pub section: Option<SectionId>,
    /// The page that it stands for.
    pub page: Option<PageId>,
    /// The entries below it.
    pub children: Vec<MenuItem>,
}

/// The declaration of an entry of `menu:` and `footer.links:`.
pub fn menu_group() -> &'static Group {
    static GROUP: LazyLock<Group> = LazyLock::new(|| {
        declare_group(&SourceText::new("menu.yaml", include_str!("declared/menu.yaml"))).unwrap_or_default()
    });
    &GROUP
}

/// An entry as it is written.
struct Given<'n>(&'n Node);

impl<'n> Given<'n> {
    /// The key as it is written, and the value of a field.
    fn get(&self, key: &str) -> Option<(&'n str, &'n Node)> {
        let means = |written: &str| menu_group().meant_by(written).is_some_and(|field| &*field.key == key);
        let found = self.0.entries().iter().find(|(written, _)| means(written));
        found.map(|(written, value)| (written.as_str(), value))
    }

    /// The same of a word; a folder may be called 2026.
    fn text(&self, key: &str) -> Option<(&'n str, Cow<'n, str>)> {
        let (written, value) = self.get(key)?;
        match value {
            Node::String(text) => Some((written, Cow::Borrowed(text.trim()))),
            Node::Integer(number) => Some((written, Cow::Owned(number.to_string()))),
            _ => None,
        }
    }
}

/// Words that mean the home page, which is no section.
const HOME: [&str; 4] = ["首页", "主页", "网站首页", "home"];

/// The entries of a list in `site.yaml` (`menu`, `footer.links`) in one language; without a list, the top sections.
pub(super) fn menu(
    site: &Site,
    lang: usize,
    entries: Option<&Node>,
    trail: &[Step],
    problems: &mut Vec<Unplaced>,
) -> Vec<MenuItem> {
    let Some(entries) = entries else { return top_sections(site, lang) };
    if !matches!(entries, Node::Sequence(_) | Node::Null) && lang == 0 {
        let (zh, en) = called(trail);
        let problem = Problem::error(
            "menu/no-list",
            format!("{zh}要写成列表，每一项以“- ”开头"),
            format!("a list is wanted for the {en}"),
        )
        .help(
            format!("在“{zh}:”下面，一行写一项，如“- 栏目: news”"),
            "such as `- section: news`, one a line",
        );
        problems.push(Unplaced::at("site.yaml", trail.to_vec(), Part::Value, problem));
    }
    let entry = |(at, node): (usize, &Node)| {
        let mut trail = trail.to_vec();
        trail.push(Step::Index(at));
        item(site, lang, node, &trail, problems)
    };
    entries.items().iter().enumerate().filter_map(entry).collect()
}

/// What a message calls the list: the menu, or the links of the footer.
fn called(trail: &[Step]) -> (&'static str, &'static str) {
    match trail.first() {
        Some(Step::Key(key)) if key == "footer" => ("链接", "links"),
        _ => ("菜单", "menu"),
    }
}

fn top_sections(site: &Site, lang: usize) -> Vec<MenuItem> {
    let Some(root) = site.section_at(lang, "") else { return Vec::new() };
    let shown = root.children.iter().filter(|id| {
        site.section(**id)
            .is_some_and(|s| s.fields.get("menu") != Some(&crate::schema::Value::Boolean(false)))
    });
    shown.filter_map(|id| section_item(site, *id)).collect()
}

fn section_item(site: &Site, id: SectionId) -> Option<MenuItem> {
    let section = site.section(id)?;
    Some(MenuItem {
        title: section.title.to_string(),
        url: section.url(),
        section: Some(id),
        ..MenuItem::default()
    })
}

/// An entry that is only a word is a section.
fn item(
    site: &Site,
    lang: usize,
    node: &Node,
    trail: &[Step],
    problems: &mut Vec<Unplaced>,
) -> Option<MenuItem> {
    let short = |path: String| Node::Mapping(vec![("section".into(), Node::String(path))]);
    let spelled = match node {
        Node::String(path) => Some(short(path.clone())),
        Node::Integer(number) => Some(short(number.to_string())),
        _ => None,
    };
    let node = spelled.as_ref().unwrap_or(node);
    let code = site.config().code(lang).to_owned();
    let mut report = |key: &str, part, problem| {
        let mut steps = trail.to_vec();
        steps.extend((!key.is_empty()).then(|| Step::Key(key.to_owned())));
        // One language is enough to say it.
        if lang == 0 {
            problems.push(Unplaced::at("site.yaml", steps, part, problem));
        }
    };
    let mut has_unknown = false;
    for (key, _) in node.entries().iter().filter(|(key, _)| menu_group().meant_by(key).is_none()) {
        let known = menu_group().known();
        let problem = Problem::error(
            "menu/unknown-key",
            format!("{}项里不能写“{key}”", called(trail).0),
            format!("an entry of the {} has no `{key}`", called(trail).1),
        )
        .did_you_mean(
            suggest(key, menu_group().names()),
            format!("可以写：{}", known.zh),
            format!("keys: {}", known.en),
        );
        report(key, Part::Key, problem);
        has_unknown = true;
    }
    let given = Given(node);
    let mut entry = MenuItem::default();
    // A list in the place of one name.
    for field in ["section", "page", "url"] {
        let Some((key, Node::Sequence(items))) = given.get(field) else { continue };
        let first = items.first().and_then(Node::as_str).unwrap_or("……");
        let problem = Problem::error(
            "menu/incomplete",
            format!("“{key}”只写一个，不能写成列表"),
            format!("`{key}` is one only, not a list"),
        )
        .help(
            format!("写成“- {key}: {first}”；有几个的，各写一项"),
            format!("write `- {key}: {first}`, and an entry for each"),
        );
        report(key, Part::Value, problem);
        return None;
    }
    if let Some((key, path)) = given.text("section") {
        let path = path.as_ref();
        match site.section_named(path).and_then(|path| site.section_id(lang, path)) {
            Some(id) => entry = section_item(site, id)?,
            // A section of another language is none of this one's, and no mistake.
            None if lang == 0 && site.section_named(path).is_none() => {
                let problem = site.unknown_section("menu/unknown-section", path);
                let problem = if HOME.iter().any(|word| word.eq_ignore_ascii_case(path.trim())) {
                    problem.help(
                        format!("首页不是栏目，写成“- {{标题: {}, 网址: /}}”", path.trim()),
                        "the home page is not a section: write `- {title: Home, url: /}`",
                    )
                } else {
                    problem
                };
                report(key, Part::Value, problem);
                return None;
            }
            None => return None,
        }
    } else if let Some((key, id)) = given.text("page") {
        let id = id.as_ref();
        match site.refer(lang, id, &[]) {
            Some(page_id) => {
                let page = site.page(page_id)?;
                entry.title = page.fields.text("short_title", &code).unwrap_or(page.title()).to_owned();
                entry.url = page.url.to_string();
                entry.page = Some(page_id);
            }
            None if site.hidden(lang, id).is_some() || (lang > 0 && site.is_elsewhere(lang, id, &[])) => {
                let problem = Problem::warning(
                    "menu/hidden",
                    format!("“{id}”现在不发布，{}里先不显示", called(trail).0),
                    format!("`{id}` is not published now, and left out of the {}", called(trail).1),
                )
                .help(
                    "等它发布，这里会自动出现；不再需要的，把这一项删去",
                    "it appears when it is published; remove it if it is no longer wanted",
                );
                report(key, Part::Value, problem);
                return None;
            }
            None => {
                let problem = Problem::error(
                    "menu/unknown-page",
                    format!("没有编号为“{id}”的文章"),
                    format!("there is no page `{id}`"),
                )
                .help(
                    "编号是文件名（不带 .md），或文章信息里的“编号”",
                    "the id is the file's name without `.md`, or `id:` in its front matter",
                );
                report(key, Part::Value, problem);
                return None;
            }
        }
    } else if let Some((key, url)) = given.text("url") {
        let url = url.as_ref();
        let is_safe = match destination(url) {
            Destination::Inside => url.starts_with('/'),
            Destination::Refused(_) => false,
            Destination::Web | Destination::Contact | Destination::Fragment => true,
        };
        if !is_safe {
            let problem = Problem::error(
                "menu/address",
                format!("“{url}”不能用作{}的地址", called(trail).0),
                format!("`{url}` is no address for the {}", called(trail).1),
            )
            .help(
                "站内的地址以“/”开头，别的网站以 http:// 或 https:// 开头；栏目用“栏目: ……”，文章用“页面: ……”",
                "begin with `/`, `http://` or `https://`; use `section` for sections and `page` for pages",
            );
            report(key, Part::Value, problem);
            return None;
        }
        entry.url = url.to_owned();
    }
    if let Some(words) = given.get("title").and_then(|(_, node)| title(node, &code)) {
        entry.title = words;
    }
    let children = given.get("children");
    if entry.title.is_empty() || (entry.url.is_empty() && children.is_none()) {
        // What is missing may be there under a name that is unknown, which has been told.
        if !has_unknown {
            report("", Part::Value, incomplete(called(trail), !entry.url.is_empty() || children.is_some()));
        }
        return None;
    }
    if let Some((written, children)) = children {
        let mut steps = trail.to_vec();
        steps.push(Step::Key(written.to_owned()));
        entry.children = menu(site, lang, Some(children), &steps, problems);
    }
    if entry.url.is_empty() {
        entry.url = entry.children.first().map(|child| child.url.clone()).unwrap_or_default();
    }
    (!entry.title.is_empty() && !entry.url.is_empty()).then_some(entry)
}

/// An entry that says not where it leads, or not what it is called.
fn incomplete((zh, en): (&str, &str), leads_somewhere: bool) -> Problem {
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
