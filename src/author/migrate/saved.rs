//! Reads saved pages of an old portal by rules.

use std::collections::HashSet;
use std::sync::LazyLock;

use ego_tree::NodeId;
use encoding_rs::Encoding;
use regex::Regex;
use scraper::{ElementRef, Html, Selector};

use super::folder::{LONGEST_PAGE, OldFolder, parts, too_large, undecodable, unreadable};
use super::model::{Language, Leftover, OldKind, OldPage, OldSite};
use super::rules::Rules;
use crate::manuscript::{guessed, stated};
use crate::problem::Problem;
use crate::source::yaml::Node;
use crate::source::{decode, read_at_most};

/// A date, with a time if there is one.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?))?")
        .ok()
});

/// An English label; the Chinese ones are those that manuscripts have.
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b([A-Za-z]{4,12})\s*:").ok());

/// What a page says of its encoding: `<meta charset="gb2312">`.
static CHARSET: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w:-]+)"#).ok());

/// Reads the pages of a folder.
pub(super) fn read(folder: &OldFolder, rules: &Rules) -> OldSite {
    let mut site = OldSite::new(OldKind::Saved);
    if let Some(address) = &rules.site {
        site.host(address);
    }
    for file in folder.files("", &mut site.notes) {
        if !rules.files.iter().any(|pattern| pattern.is_match(&file)) {
            // Rules that name files leave the others out on purpose.
            if !rules.names_files && is_of_server(&file) {
                site.others.push((file, Leftover::Unnamed));
            }
            continue;
        }
        match text(folder, &file, rules, &mut site.notes).and_then(|text| page(&file, text, rules)) {
            Ok(page) => site.pages.push(page),
            Err(problem) => site.notes.push(*problem),
        }
    }
    site
}

/// Whether a file has the name of a page that a server makes: `show.jsp?id=7`.
fn is_of_server(file: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "jsp", "jspx", "asp", "aspx", "php", "php3", "phtml", "do", "action", "cgi", "cfm", "jhtml", "xhtml",
        "mht",
    ];
    let (_, _, ending) = parts(file.split('?').next().unwrap_or_default());
    ENDINGS.contains(&ending.as_str())
}

/// Reads a page in the encoding that its bytes show, that it states, that of the rules, or that
/// which it seems to have.
fn text(
    folder: &OldFolder,
    file: &str,
    rules: &Rules,
    notes: &mut Vec<Problem>,
) -> Result<String, Box<Problem>> {
    let path = folder.within(file).ok_or_else(|| Box::new(undecodable(file)))?;
    let bytes = read_at_most(&path, LONGEST_PAGE).map_err(|error| Box::new(unreadable(file, &error)))?;
    let bytes = bytes.ok_or_else(|| Box::new(too_large(file)))?;
    let is_certain = Encoding::for_bom(&bytes).is_some() || std::str::from_utf8(&bytes).is_ok();
    let stated = [stated_encoding(&bytes), rules.charset];
    let stated: Vec<_> = stated.into_iter().flatten().filter(|_| !is_certain).collect();
    for encoding in &stated {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
            return Ok(text.replace("\r\n", "\n"));
        }
    }
    let decoded = decode(bytes).map_err(|_| Box::new(undecodable(file)))?;
    if let Some(foreign) = decoded.foreign.filter(|foreign| !(foreign.is_sure && stated.is_empty())) {
        notes.push(guessed(foreign.name, file));
    }
    Ok(decoded.text)
}

/// Returns the encoding that a page states. One in which all bytes are valid is what old editors
/// wrote without being asked.
fn stated_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    /// Where browsers look for it, and some more.
    const HEAD: usize = 4096;
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).into_owned();
    let label = CHARSET.as_ref()?.captures(&head)?.get(1)?.as_str().to_owned();
    Encoding::for_label(label.as_bytes()).filter(|encoding| !encoding.is_single_byte())
}

fn page(file: &str, text: String, rules: &Rules) -> Result<OldPage, Box<Problem>> {
    let mut html = Html::parse_document(&text);
    let title = html.select(&rules.title).map(words).find(|title| !title.is_empty());
    let title = title.ok_or_else(|| Box::new(nothing("标题", "title", file)))?;
    let mut front = vec![("title".to_owned(), Node::String(title))];
    for (key, selector) in &rules.fields {
        let found = html.select(selector).map(|element| field(key, element));
        if let Some(values) = found.into_iter().find(|values| !values.is_empty()) {
            let values = values.into_iter().map(Node::String).collect();
            front.push(((*key).to_owned(), Node::Sequence(values)));
        }
    }
    if let Some(column) =
        rules.column.as_ref().and_then(|column| html.select(column).map(words).rfind(|name| !name.is_empty()))
    {
        let known = rules.sections.iter().find(|(name, _)| *name == column);
        let section = known.map_or(column, |(_, section)| section.clone());
        front.push(("categories".to_owned(), Node::String(section)));
    }
    let inner = body(&mut html, rules).ok_or_else(|| Box::new(nothing("正文", "body", file)))?;
    let (holder, stem, _) = parts(file);
    let address = rules.address.replace("{path}", file).replace("{folder}", holder).replace("{name}", stem);
    Ok(OldPage {
        file: file.to_owned(),
        html: Some(inner),
        text,
        body: 0,
        front: Node::Mapping(front),
        language: Language::Html,
        title: None,
        date: None,
        is_draft: false,
        is_alone: false,
        addresses: vec![format!("/{}", address.trim_start_matches('/'))],
        folders: vec![holder.to_owned()],
        sections: Vec::new(),
        names: Vec::new(),
        // Most names are numbers: the title says more.
        stem: stem.to_owned(),
        own: Vec::new(),
    })
}

/// Returns the HTML of all parts of the text: `#content p` finds its paragraphs one by one.
fn body(html: &mut Html, rules: &Rules) -> Option<String> {
    let found: Vec<NodeId> = html.select(&rules.body).map(|element| element.id()).collect();
    let known: HashSet<NodeId> = found.iter().copied().collect();
    // What is within another part comes with that.
    let is_outer = |id: &NodeId| {
        html.tree.get(*id).is_some_and(|node| !node.ancestors().any(|outer| known.contains(&outer.id())))
    };
    let outer: Vec<NodeId> = found.into_iter().filter(is_outer).collect();
    let elements = |html: &Html| -> Vec<NodeId> {
        let Some(remove) = &rules.remove else { return Vec::new() };
        let bodies = outer.iter().filter_map(|id| ElementRef::wrap(html.tree.get(*id)?));
        bodies.flat_map(|body| body.select(remove)).map(|part| part.id()).collect()
    };
    for id in elements(html) {
        if let Some(mut part) = html.tree.get_mut(id) {
            part.detach();
        }
    }
    let bodies = outer.iter().filter_map(|id| ElementRef::wrap(html.tree.get(*id)?));
    let bodies: Vec<_> = bodies.filter(|body| !words(*body).is_empty() || has_picture(body)).collect();
    match bodies.as_slice() {
        [] => None,
        [one] if !is_whole(one.value().name()) => Some(one.inner_html()),
        // The tags of paragraphs and tables belong to the text.
        several => Some(several.iter().map(|body| body.html()).collect::<Vec<_>>().join("\n")),
    }
}

/// Whether an element is a part of a text by itself, and does not only hold one.
fn is_whole(name: &str) -> bool {
    matches!(name, "p" | "table" | "ul" | "ol" | "dl" | "blockquote" | "figure" | "pre" | "img" | "video")
}

/// Returns the words of an element, or what a `meta` says.
fn words(element: ElementRef<'_>) -> String {
    let text: String = match element.value().attr("content").filter(|_| element.value().name() == "meta") {
        Some(content) => content.to_owned(),
        None => element.text().collect(),
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has_picture(element: &ElementRef<'_>) -> bool {
    Selector::parse("img, video, audio, table")
        .is_ok_and(|selector| element.select(&selector).next().is_some())
}

/// Returns the values of a field: a line may hold several, each after its label.
fn field(key: &str, element: ElementRef<'_>) -> Vec<String> {
    let text = words(element);
    match key {
        "date" => Some(date(&text)).filter(|date| !date.is_empty()).into_iter().collect(),
        "summary" => Some(text).filter(|text| !text.is_empty()).into_iter().collect(),
        key => labelled(&text, key),
    }
}

fn date(text: &str) -> String {
    let Some(found) = DATE.as_ref().and_then(|date| date.captures(text)) else { return String::new() };
    let part = |group| found.get(group).map_or("", |part| part.as_str());
    let time = part(4);
    format!("{}-{:0>2}-{:0>2}{}{time}", part(1), part(2), part(3), if time.is_empty() { "" } else { " " })
}

/// Returns what is after the labels of a field; all of a text without labels.
fn labelled(text: &str, key: &str) -> Vec<String> {
    /// Maximum length of a value without a label, in characters.
    const LONGEST: usize = 60;
    let found = stated(text);
    let of = |wanted: &str| {
        found.iter().find(|(keys, _)| keys.split('+').any(|own| own == wanted)).map(|(_, values)| values)
    };
    // An editor is the responsible one where no other is named.
    let values = of(key).or_else(|| of("editing").filter(|_| key == "editor"));
    if let Some(values) = values {
        return values.clone();
    }
    let one = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty()).into_iter().collect();
    let labels =
        LABEL.as_ref().map(|label| label.captures_iter(text).collect::<Vec<_>>()).unwrap_or_default();
    for (at, label) in labels.iter().enumerate() {
        let [whole, name] = [0, 1].map(|group| label.get(group));
        if let (Some(whole), Some(name)) = (whole, name)
            && name.as_str().eq_ignore_ascii_case(key)
        {
            let next =
                labels.get(at + 1).and_then(|next| next.get(0)).map_or(text.len(), |next| next.start());
            let value = text.get(whole.end()..next).unwrap_or_default();
            return one(value.split('|').next().unwrap_or_default().trim());
        }
    }
    let is_plain = found.is_empty() && labels.is_empty() && !text.contains('：');
    if is_plain && text.chars().count() <= LONGEST { one(text) } else { Vec::new() }
}

fn nothing(zh: &str, en: &str, file: &str) -> Problem {
    Problem::error(
        "import/rules-nothing",
        format!("按规则找不到{zh}，没有导入"),
        format!("the rules find no {en}: the page was not imported"),
    )
    .in_file(file)
    .help(
        "是列表页的，在规则的“文件”里排除；是文章的，看看这一页的标签和别的有什么不同，几种选择器用逗号隔开",
        "leave lists out by `files`; for an article see what its elements are called, and add that after a comma",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_follow_their_labels() {
        let line =
            "发布时间：2019年5月4日 08:30 信息来源：党群工作部 作者：张三 李四 点击：12 责任编辑：王五";
        assert_eq!(date(line), "2019-05-04 08:30");
        for (key, expected) in [
            ("source", &["党群工作部"][..]),
            ("author", &["张三", "李四"]),
            ("editor", &["王五"]),
            ("proofreaders", &[]),
        ] {
            assert_eq!(labelled(line, key), expected, "{key}");
        }
        for (line, key, expected) in [
            ("党群工作部", "source", &["党群工作部"][..]),
            ("【来源：党群部】【作 者：张　三】【字号：大 中 小】 分享到： 浏览:3次", "author", &["张三"]),
            ("来源：党群部 分享到：微信 编辑：王五", "editor", &["王五"]),
            ("来源：党群部 分享到：微信", "source", &["党群部"]),
            ("文/图 张三 李四", "author", &["张三", "李四"]),
            ("来源：党群部", "author", &[]),
            ("Source: Party office Author: Li Ming | Print", "author", &["Li Ming"]),
        ] {
            assert_eq!(labelled(line, key), expected, "{line}");
        }
        assert_eq!(date("2019/5/4"), "2019-05-04");
        assert_eq!(date("五月"), "");
    }
}
