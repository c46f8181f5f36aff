//! Recognizes keys of other site generators: their names here, and which of them hide an article.
//!
//! Five hundred articles of a Hexo site have `categories`, `comments` and `layout`. Nothing is lost
//! if these have no effect, so they are warnings. `published: false` and `公开: 否` are errors: if
//! they had no effect, a hidden article would be public.

#[cfg(test)]
mod tests;

use super::{Date, Field, Group, common_group};
use crate::problem::Problem;
use crate::source::yaml::Node;
use crate::text::{is_han, likeness};

/// Keys that exist here under another name.
const RENAMED: [(&str, &str); 24] = [
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
    ("是否草稿", "draft"),
    ("草稿状态", "draft"),
];

/// Keys that hide an article by themselves, and from or until a day that they name:
/// `下线: 2026-12-31`.
const DATED: [(&str, &str); 6] = [
    ("下线", "expires"),
    ("下架", "expires"),
    ("撤下", "expires"),
    ("推迟发布", "publish_at"),
    ("暂缓发布", "publish_at"),
    ("定时", "publish_at"),
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

/// Keys that hide an article by any value but no: `hidden: true`, `密码: 123`.
const HIDING: [&str; 60] = [
    "hidden",
    "hide",
    "private",
    "password",
    "secret",
    "encrypt",
    "encrypted",
    "unlisted",
    "unpublished",
    "internal",
    "internalonly",
    "confidential",
    "restricted",
    "protected",
    "publishdate",
    "expirydate",
    "unpublishdate",
    "isdraft",
    "隐藏",
    "是否隐藏",
    "不发布",
    "暂不发布",
    "未发布",
    "不公开",
    "不显示",
    "私密",
    "保密",
    "是否保密",
    "涉密",
    "是否涉密",
    "加密",
    "是否加密",
    "密码",
    "访问密码",
    "内部",
    "仅内部",
    "仅限内部",
    "内部可见",
    "内部资料",
    "仅自己可见",
    "下架",
    "是否草稿",
    "草稿状态",
    "撤稿",
    "撤下",
    "撤回",
    "撤销发布",
    "删除",
    "删稿",
    "作废",
    "屏蔽",
    "暂缓",
    "暂缓发布",
    "推迟发布",
    "待发",
    "先不发",
    "停用",
    "禁用",
    "仅内网",
    "下线",
];

/// Keys that hide an article by no: `published: false`, `公开: 否`.
const SHOWING: [&str; 32] = [
    "published",
    "publish",
    "ispublished",
    "public",
    "ispublic",
    "visible",
    "isvisible",
    "show",
    "display",
    "listed",
    "enabled",
    "active",
    "online",
    "发布",
    "是否发布",
    "已发布",
    "公开",
    "是否公开",
    "已公开",
    "对外公开",
    "公开发布",
    "可见",
    "是否可见",
    "显示",
    "是否显示",
    "展示",
    "是否展示",
    "上线",
    "是否上线",
    "上架",
    "启用",
    "审核通过",
];

/// Keys that say who may see an article: they hide it by any value but `everybody`.
const AUDIENCE: [&str; 22] = [
    "status",
    "visibility",
    "access",
    "accesslevel",
    "audience",
    "classification",
    "securitylevel",
    "permission",
    "permissions",
    "可见性",
    "可见范围",
    "公开范围",
    "公开属性",
    "公开方式",
    "阅读范围",
    "阅读权限",
    "查看权限",
    "访问权限",
    "权限",
    "密级",
    "保密级别",
    "涉密等级",
];

/// Keys whose values are of many kinds; they hide an article only by a word for being unfinished or
/// closed: `状态: 草稿`, but not `状态: 进行中`.
const STATE: [&str; 8] =
    ["state", "状态", "发布状态", "文章状态", "稿件状态", "审核", "审核状态", "审批状态"];

/// A recognized key of another generator.
pub(super) struct ForeignKey {
    /// The problem, without a place.
    pub problem: Problem,
    /// The key to write instead, if there is one and the page does not have it yet.
    pub means: Option<String>,
}

/// Recognizes a key that a page of `group` does not have but other generators use.
pub(super) fn foreign(
    group: &Group,
    entries: &[(String, Node)],
    written: &str,
    value: &Node,
) -> Option<ForeignKey> {
    let key = likeness::plain(written);
    let is = |known: &str| known.eq_ignore_ascii_case(&key);
    let means = RENAMED.iter().find(|(known, _)| is(known)).map(|(_, ours)| *ours);
    let is_date = || value.as_str().is_some_and(|text| Date::parse(text).is_ok());
    let dated = || DATED.iter().find(|(known, _)| is(known)).map(|(_, ours)| *ours).filter(|_| is_date());
    let means = means.or_else(dated).filter(|ours| group.field(ours).is_some());
    let problem = |is_error: bool| {
        let zh = format!("没有“{written}”这一项");
        let en = format!("there is no key `{written}`");
        let make = if is_error { Problem::error } else { Problem::warning };
        make("meta/unknown-key", zh, en)
    };
    if is_of_page_only(group, written) && !says_no(value) {
        let problem = problem(true).help(
            "栏目没有这一项，里面的文章照样发布：要不公开，给每篇文章写“草稿: 是”，或者把文件夹移出 content",
            "sections have no such key, and their articles are published: write `draft: true` in each, or move the folder out of `content`",
        );
        return Some(ForeignKey { problem, means: None });
    }
    let is_hidden = hides(is, value);
    if let Some(ours) = means {
        return Some(renamed(group, entries, (written, ours), problem(is_hidden)));
    }
    let (zh, en) = if shows(is, value) && !is_hidden {
        ("这里不写“草稿: 是”的都发布，可以删去这一行", "what is no draft is published here: the line can go")
    } else {
        without_like(group, &key, is_hidden)?
    };
    Some(ForeignKey { problem: problem(is_hidden).help(zh, en), means: None })
}

/// Says how a key of another generator is called here. `ours` is the key of the field.
fn renamed(
    group: &Group,
    entries: &[(String, Node)],
    (written, ours): (&str, &str),
    problem: Problem,
) -> ForeignKey {
    let label = group.field(ours).map(|field| field.label.get("zh").to_owned()).unwrap_or_default();
    let is_given =
        entries.iter().any(|(key, _)| group.meant_by(key).is_some_and(|field| *field.key == *ours));
    let problem = if is_given {
        problem.help(
            format!("这里叫“{label}”，已经写了：删去这一行"),
            format!("it is called `{ours}` here, which is given: remove this line"),
        )
    } else {
        problem.help(format!("这里叫“{label}”（{ours}）"), format!("it is called `{ours}` here"))
    };
    // In the language of the key.
    let own = group.field(ours).and_then(|field| group.own_label(field, "zh"));
    let means = own.filter(|_| written.contains(is_han)).unwrap_or(ours).to_owned();
    ForeignKey { problem, means: Some(means).filter(|_| !is_given) }
}

/// Returns the help for a key of another generator that has no counterpart here. `is_hidden` is
/// whether it hides the page there.
fn without_like(group: &Group, key: &str, is_hidden: bool) -> Option<(&'static str, &'static str)> {
    Some(match key {
        _ if is_hidden && group.field("draft").is_none() => (
            "栏目不能设成不公开：给每篇文章写“草稿: 是”，或者把文件夹移出 content",
            "a section can't be hidden: write `draft: true` in each article, or move the folder out of `content`",
        ),
        _ if is_hidden => (
            "这一项像是要让文章不公开，可在这里不起作用：不发布的写“草稿: 是”，到时才发布的写“定时发布”",
            "the key seems to hide the page, and has no effect here: write `draft: true`, or `publish_at:` and a date",
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
        _ if WITHOUT_LIKE.iter().any(|known| known.eq_ignore_ascii_case(key)) => (
            "别的建站程序的项，这里不起作用：可以删去，也可以写进 site.yaml 的“忽略的项”",
            "a key of another generator, without effect here: remove it, or list it in `ignore_keys` of site.yaml",
        ),
        _ => return None,
    })
}

/// Whether a key of another generator hides its article. The site cannot ignore such a key: the
/// article would be public.
pub(super) fn is_hiding(group: &Group, written: &str, value: &Node) -> bool {
    if is_of_page_only(group, written) && !says_no(value) {
        return true;
    }
    let key = likeness::plain(written);
    hides(|known| known.eq_ignore_ascii_case(&key), value)
}

/// Whether a key of another generator hides its page there.
pub(crate) fn hides_page(written: &str, value: &Node) -> bool {
    is_hiding(common_group(), written, value)
}

/// The field that hides a page and has this name, or one like it.
pub(super) fn hiding_field(written: &str) -> Option<&'static Field> {
    const HIDING: [&str; 3] = ["draft", "publish_at", "expires"];
    let written = likeness::plain(written);
    HIDING.iter().filter_map(|key| common_group().field(key)).find(|field| {
        let mut names = field.names().chain(field.like.iter().map(String::as_str));
        names.any(|name| likeness::plain(name) == written)
    })
}

/// Whether a key of a section is one that only articles have: a section can't be a draft.
fn is_of_page_only(group: &Group, written: &str) -> bool {
    group.field("draft").is_none() && hiding_field(written).is_some()
}

/// Whether a value is empty or a no.
fn says_no(value: &Node) -> bool {
    match value {
        Node::Null => true,
        Node::Bool(value) => !value,
        Node::Integer(number) => *number == 0,
        Node::String(text) => NO.contains(&likeness::plain(text).as_str()),
        _ => false,
    }
}

/// Whether a key with this value hides its article: `published: false`, `hidden: true`,
/// `状态: 草稿`. `is` compares the key with a known one.
fn hides(is: impl Fn(&str) -> bool, value: &Node) -> bool {
    let is_of = |keys: &[&str]| keys.iter().any(|known| is(known));
    let word = match value {
        Node::String(text) => likeness::plain(text),
        _ => String::new(),
    };
    let is_no = says_no(value) && *value != Node::Null;
    if is_of(&HIDING) {
        // A password may be nothing but marks, whose likeness is empty.
        let is_empty = matches!(value, Node::String(text) if text.trim().is_empty());
        !is_no && *value != Node::Null && !is_empty
    } else if is_of(&SHOWING) {
        is_no || is_closed(&word)
    } else if is_of(&AUDIENCE) {
        // A list names those who may see it.
        let is_yes = matches!(value, Node::Null | Node::Bool(true)) || OPEN.contains(&word.as_str());
        !is_yes && (is_no || !word.is_empty() || !value.is_scalar())
    } else {
        is_of(&STATE) && (is_no || is_closed(&word))
    }
}

/// Whether a key says that its article is for everybody, as it is without the key:
/// `published: true`, `密级: 无`.
fn shows(is: impl Fn(&str) -> bool, value: &Node) -> bool {
    let is_of = |keys: &[&str]| keys.iter().any(|known| is(known));
    let is_yes = match value {
        Node::Null => true,
        Node::Bool(value) => *value,
        Node::Integer(number) => *number == 1,
        Node::String(text) => {
            let word = likeness::plain(text);
            ["是", "yes", "true", "on", "y"].contains(&word.as_str()) || OPEN.contains(&word.as_str())
        }
        _ => false,
    };
    is_of(&HIDING) || is_of(&AUDIENCE) || (is_yes && (is_of(&SHOWING) || is_of(&STATE)))
}

/// The ways to write no, in the form that [`likeness::plain`] gives.
const NO: [&str; 14] =
    ["false", "no", "off", "none", "0", "n", "f", "否", "不", "不是", "无", "没有", "关", "关闭"];

/// Values that say that everybody may see an article.
const OPEN: [&str; 34] = [
    "publish",
    "published",
    "public",
    "visible",
    "open",
    "all",
    "everyone",
    "everybody",
    "anyone",
    "normal",
    "final",
    "unclassified",
    "true",
    "yes",
    "公开",
    "公共",
    "全部公开",
    "主动公开",
    "对外公开",
    "社会公开",
    "公开发布",
    "所有人",
    "所有人可见",
    "全部",
    "全体",
    "不限",
    "可见",
    "已发布",
    "发布",
    "正常",
    "无",
    "非密",
    "不涉密",
    "普通",
];

/// Whether a word says that an article is unfinished, or not for everybody.
fn is_closed(word: &str) -> bool {
    const WORDS: [&str; 32] = [
        "draft",
        "private",
        "hidden",
        "pending",
        "internal",
        "unpublish",
        "archived",
        "trash",
        "secret",
        "草稿",
        "未发布",
        "未公开",
        "未审",
        "未通过",
        "未完成",
        "不发布",
        "不公开",
        "不予公开",
        "不通过",
        "待发布",
        "待审",
        "待定",
        "暂不",
        "暂存",
        "暂缓",
        "审核中",
        "内部",
        "隐藏",
        "私密",
        "保密",
        "撤回",
        "下线",
    ];
    WORDS.iter().any(|known| word.contains(known)) || ["不", "否", "暂"].iter().any(|no| word.starts_with(no))
}
