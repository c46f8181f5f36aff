//! Tells what leads to other pages of the old site from the text of an article: old sites have no
//! `<nav>` and no `<footer>`.

use scraper::{ElementRef, Node};

/// Maximum length of what is navigation, in characters.
const LONGEST: usize = 200;
/// Maximum number of nodes that are looked at.
const MOST_NODES: usize = 400;
/// Maximum length of an entry of a menu, in characters.
const LONGEST_ENTRY: usize = 8;

/// Whether a block only leads to other pages: `首页 | 要闻 | 通知`, `您现在的位置：首页 > 要闻`,
/// `上一篇：没有了`, `【打印本页】【关闭窗口】`, `版权所有：某某局`.
pub(super) fn is_navigation(element: ElementRef<'_>) -> bool {
    words(element).is_some_and(|words| leads_elsewhere(&words))
}

/// Returns the words of a block, without blanks at its ends; `None` if it has more than navigation
/// has: a picture, a heading, a sentence.
fn words(element: ElementRef<'_>) -> Option<String> {
    let mut words = String::new();
    for (number, node) in element.descendants().enumerate() {
        match node.value() {
            _ if number > MOST_NODES => return None,
            Node::Text(text) => {
                let is_shown = ElementRef::wrap(node.parent()?).is_none_or(|parent| !is_code(parent));
                if is_shown {
                    words.push_str(text);
                }
            }
            Node::Element(inner) => match inner.name() {
                "img" | "h1" | "h2" | "h3" | "form" | "iframe" => return None,
                _ => words.push(' '),
            },
            _ => {}
        }
        if words.len() > 8 * LONGEST {
            return None;
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_short = words.chars().count() <= LONGEST;
    (is_short && !words.is_empty() && !words.contains(['。', '！', '？'])).then_some(words)
}

fn is_code(element: ElementRef<'_>) -> bool {
    matches!(element.value().name(), "script" | "style")
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || "|｜丨>›»》/／·•-—【】[]［］（）()：:".contains(c)
}

fn leads_elsewhere(words: &str) -> bool {
    const HOMES: [&str; 6] = ["网站首页", "本站首页", "返回首页", "设为首页", "首页", "加入收藏"];
    const PLACES: [&str; 9] = [
        "您现在的位置",
        "您当前的位置",
        "您所在的位置",
        "您的位置",
        "你的位置",
        "当前所在位置",
        "当前位置",
        "现在位置",
        "所在位置",
    ];
    const SIBLINGS: [&str; 6] = ["上一篇", "下一篇", "上一条", "下一条", "上一页", "下一页"];
    let begins = |list: &[&str]| {
        let rest = list.iter().find_map(|begins| words.strip_prefix(begins))?;
        (rest.is_empty() || rest.starts_with(is_mark)).then_some(rest)
    };
    // A comma belongs to a sentence.
    let is_home = begins(&HOMES).is_some() && !words.contains(['，', '；']);
    let is_place =
        begins(&PLACES).is_some_and(|rest| rest.contains(['>', '›', '»', '》']) || rest.contains("首页"));
    let is_owner = words.starts_with("版权所有") || words.contains("ICP备") || words.contains("公网安备");
    is_home || is_place || begins(&SIBLINGS).is_some() || is_owner || is_tools(words)
}

/// Whether words are the buttons of a page: `【打印本页】【关闭窗口】`.
fn is_tools(words: &str) -> bool {
    const TOOLS: [&str; 18] = [
        "打印本页",
        "打印此文",
        "打印",
        "关闭窗口",
        "关闭本页",
        "关闭",
        "返回顶部",
        "返回列表",
        "返回",
        "收藏本页",
        "字体",
        "字号",
        "大",
        "中",
        "小",
        "分享到",
        "TOP",
        "推荐给好友",
    ];
    let mut tools = words.split(is_mark).filter(|word| !word.is_empty()).peekable();
    // One character says nothing.
    tools.peek().is_some_and(|first| first.chars().count() > 1) && tools.all(|word| TOOLS.contains(&word))
}

/// Whether a row is a menu: at least three short links, with only marks between them, and none to a
/// file.
pub(super) fn is_menu(row: ElementRef<'_>) -> bool {
    const FILES: [&str; 9] = [".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".pdf", ".zip", ".rar"];
    let mut links = 0;
    for (number, node) in row.descendants().enumerate() {
        if number > MOST_NODES {
            return false;
        }
        match node.value() {
            Node::Element(element) if element.name() == "a" => {
                let Some(link) = ElementRef::wrap(node) else { return false };
                let length = link.text().flat_map(str::chars).filter(|c| !c.is_whitespace()).count();
                let address = element.attr("href").unwrap_or_default().to_ascii_lowercase();
                if length > LONGEST_ENTRY || FILES.iter().any(|ending| address.ends_with(ending)) {
                    return false;
                }
                links += usize::from(length > 0);
            }
            Node::Text(text) if !text.chars().all(is_mark) && !is_linked(node) => return false,
            _ => {}
        }
    }
    links >= 3
}

/// Whether a text is within a link, or in an element within one.
fn is_linked(text: ego_tree::NodeRef<'_, Node>) -> bool {
    text.ancestors().take(3).filter_map(ElementRef::wrap).any(|element| element.value().name() == "a")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_elsewhere_is_told_from_text() {
        for words in [
            "首页",
            "首页 | 要闻 | 通知",
            "首页 > 通知公告",
            "您现在的位置：首页 > 通知公告",
            "当前位置: 首页 要闻",
            "上一篇：没有了 下一篇：关于培训的通知",
            "【打印本页】【关闭窗口】",
            "字体：大 中 小",
            "版权所有：某某局",
            "主办单位：某某局 浙ICP备000号",
        ] {
            assert!(leads_elsewhere(words), "{words}");
        }
        for words in [
            "首页改版了",
            "首页，我们看到",
            "当前位置：第三会议室",
            "上一篇文章说",
            "大中小企业",
            "大",
            "返回岗位",
            "支部换届工作顺利完成",
        ] {
            assert!(!leads_elsewhere(words), "{words}");
        }
    }
}
