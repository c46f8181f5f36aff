//! Recognizes keys of other site generators: their names here, and which of them hide an article.
//!
//! Five hundred articles of a Hexo site have `categories`, `comments` and `layout`. Nothing is lost
//! if these have no effect, so they are warnings. `published: false` is an error: if it had no
//! effect, a hidden article would be public.

use super::Group;
use crate::problem::Problem;
use crate::source::yaml::Node;

/// Keys that exist here under another name.
const RENAMED: [(&str, &str); 22] = [
    ("lastmod", "updated"),
    ("modified", "updated"),
    ("lastmodifiedat", "updated"),
    ("description", "summary"),
    ("excerpt", "summary"),
    ("abstract", "summary"),
    ("thumbnail", "cover"),
    ("image", "cover"),
    ("featuredimage", "cover"),
    ("featureimage", "cover"),
    ("bannerimg", "cover"),
    ("indeximg", "cover"),
    ("topimg", "cover"),
    ("headerimg", "cover"),
    ("ogimage", "cover"),
    ("keywords", "tags"),
    ("authors", "author"),
    ("redirectfrom", "aliases"),
    ("publishdate", "publish_at"),
    ("expirydate", "expires"),
    ("unpublishdate", "expires"),
    ("isdraft", "draft"),
];

/// Keys that have no equivalent here.
const WITHOUT_LIKE: [&str; 30] = [
    "layout",
    "comments",
    "comment",
    "toc",
    "mathjax",
    "katex",
    "math",
    "mermaid",
    "sidebar",
    "copyright",
    "reprint",
    "license",
    "sitemap",
    "robots",
    "menu",
    "menus",
    "outputs",
    "markup",
    "lang",
    "language",
    "locale",
    "navorder",
    "parent",
    "haschildren",
    "share",
    "reward",
    "donate",
    "isCJKLanguage",
    "translationKey",
    "ogtype",
];

/// Keys by which other generators hide an article, or leave it out of lists.
const HIDING: [&str; 24] = [
    "published",
    "hidden",
    "hide",
    "private",
    "password",
    "secret",
    "encrypt",
    "encrypted",
    "unlisted",
    "visibility",
    "status",
    "publishdate",
    "expirydate",
    "unpublishdate",
    "isdraft",
    "公开",
    "是否公开",
    "发布",
    "是否发布",
    "隐藏",
    "私密",
    "加密",
    "密码",
    "不公开",
];

/// Keys that hide an article if their value is no.
const SHOWING: [&str; 5] = ["published", "公开", "是否公开", "发布", "是否发布"];

/// Whether a key of another generator hides its article. The site cannot ignore such a key: the
/// article would be public.
pub(super) fn is_hiding(written: &str, value: &Node) -> bool {
    let key = plain(written);
    HIDING.iter().any(|known| known.eq_ignore_ascii_case(&key)) && hides(&key, value)
}

fn plain(written: &str) -> String {
    written.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect()
}

/// A recognized key of another generator.
pub(super) struct Foreign {
    /// The problem, without a place.
    pub problem: Problem,
    /// The key to write instead, if there is one and the page does not have it yet.
    pub means: Option<&'static str>,
}

/// Recognizes a key that a page of `group` does not have but other generators use.
pub(super) fn foreign(
    group: &Group,
    entries: &[(String, Node)],
    written: &str,
    value: &Node,
) -> Option<Foreign> {
    let key = plain(written);
    let is = |known: &str| known.eq_ignore_ascii_case(&key);
    let means = RENAMED.iter().find(|(known, _)| is(known)).map(|(_, ours)| *ours);
    let means = means.filter(|ours| group.field(ours).is_some());
    let problem = |is_error: bool| {
        let zh = format!("没有“{written}”这一项");
        let en = format!("there is no key `{written}`");
        let make = if is_error { Problem::error } else { Problem::warning };
        make("meta/unknown-key", zh, en)
    };
    let is_hidden = is_hiding(written, value);
    if let Some(ours) = means {
        let label = group.field(ours).map(|field| field.label.get("zh").to_owned()).unwrap_or_default();
        let is_given =
            entries.iter().any(|(key, _)| group.meant_by(key).is_some_and(|field| *field.key == *ours));
        let problem = problem(is_hidden);
        let problem = if is_given {
            problem.help(
                format!("这里叫“{label}”，已经写了：删去这一行"),
                format!("it is called `{ours}` here, which is given: remove this line"),
            )
        } else {
            problem.help(format!("这里叫“{label}”（{ours}）"), format!("it is called `{ours}` here"))
        };
        return Some(Foreign { problem, means: Some(ours).filter(|_| !is_given) });
    }
    let (zh, en) = match key.to_ascii_lowercase().as_str() {
        _ if is_hidden => (
            "别的程序用它让文章不公开，这里不起作用：不发布的写“草稿: 是”，到时才发布的写“定时发布”",
            "another program hides the page by it, and here it has no effect: write `draft: true`, or `publish_at:` and a date",
        ),
        "published" | "visibility" | "status" | "hidden" | "hide" | "private" | "公开" | "是否公开"
        | "发布" | "是否发布" | "隐藏" | "私密" | "加密" | "密码" | "不公开" => (
            "这里不写“草稿: 是”的都发布，可以删去这一行",
            "what is no draft is published here: the line can go",
        ),
        "categories" | "category" => (
            "这里文章放在哪个文件夹，就是哪个栏目；要留着这些词，改成“标签”",
            "the folder of an article is its section here; to keep the words, make them `tags`",
        ),
        "permalink" | "url" => (
            "网址由栏目和文件名决定，最后一段可写“网址名”；以前的网址写在“旧链接”里",
            "the folder and the file's name make the address; `slug` is its last part, and former ones go into `aliases`",
        ),
        "top" | "sticky" | "pinned" | "pin" => (
            "置顶写“置顶”和到哪一天为止，如“置顶: 2026-12-31”",
            "write `pinned_until:` and the last day, such as 2026-12-31",
        ),
        _ if WITHOUT_LIKE.iter().any(|known| is(known)) => (
            "别的建站程序的项，这里不起作用：可以删去，也可以写进 site.yaml 的“忽略的项”",
            "a key of another generator, without effect here: remove it, or list it in `ignore_keys` of site.yaml",
        ),
        _ => return None,
    };
    Some(Foreign { problem: problem(is_hidden).help(zh, en), means: None })
}

/// Whether the value of such a key hides its article: `published: false`, `hidden: true`,
/// `status: private`.
fn hides(key: &str, value: &Node) -> bool {
    let no = |text: &str| {
        matches!(text.trim().to_ascii_lowercase().as_str(), "" | "false" | "no" | "off" | "否" | "0")
    };
    let is_no = match value {
        Node::Null | Node::Bool(false) | Node::Integer(0) => true,
        Node::String(text) => no(text),
        _ => false,
    };
    match key.to_ascii_lowercase().as_str() {
        key if SHOWING.contains(&key) => is_no && *value != Node::Null,
        "status" | "visibility" => {
            let word = value.as_str().unwrap_or_default().trim().to_ascii_lowercase();
            !matches!(word.as_str(), "" | "publish" | "published" | "public" | "visible")
        }
        _ => !is_no,
    }
}
