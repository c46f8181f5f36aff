//! Reads saved pages of an old portal by rules.

use std::sync::LazyLock;

use regex::Regex;
use scraper::{ElementRef, Html, Selector};

use super::folder::{LONGEST_PAGE, OldFolder, parts, undecodable, unreadable};
use super::model::{Language, OldKind, OldPage, OldSite};
use super::rules::Rules;
use crate::problem::Problem;
use crate::source::yaml::Node;
use crate::source::{decode, read_at_most};

/// A date, with a time if there is one.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?))?")
        .ok()
});

/// What stands before values: `来源：党群工作部　作者：张三`.
static LABEL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"([\p{Han}]{2,6}|[A-Za-z]{4,12})\s*[:：]").ok());

/// Reads the pages of a folder.
pub(super) fn read(folder: &OldFolder, rules: &Rules) -> OldSite {
    let mut site = OldSite::new(OldKind::Saved);
    if let Some(address) = &rules.site {
        site.host(address);
    }
    for file in folder.files("") {
        if !rules.files.iter().any(|pattern| pattern.is_match(&file)) {
            continue;
        }
        match text(folder, &file, rules).and_then(|text| page(&file, text, rules)) {
            Ok(page) => site.pages.push(page),
            Err(problem) => site.notes.push(*problem),
        }
    }
    site
}

/// Reads a page in the encoding of the rules, or that which it seems to have.
fn text(folder: &OldFolder, file: &str, rules: &Rules) -> Result<String, Box<Problem>> {
    let Some(encoding) = rules.charset else { return folder.text(file).map_err(Box::new) };
    let path = folder.within(file).ok_or_else(|| Box::new(undecodable(file)))?;
    let bytes = read_at_most(&path, LONGEST_PAGE).map_err(|error| Box::new(unreadable(file, &error)))?;
    let bytes = bytes.unwrap_or_default();
    match encoding.decode_without_bom_handling_and_without_replacement(&bytes) {
        Some(text) => Ok(text.replace("\r\n", "\n")),
        // A page of the portal may be in another encoding.
        None => decode(bytes).map(|decoded| decoded.text).map_err(|_| Box::new(undecodable(file))),
    }
}

fn page(file: &str, text: String, rules: &Rules) -> Result<OldPage, Box<Problem>> {
    let html = Html::parse_document(&text);
    let title = html.select(&rules.title).map(words).find(|title| !title.is_empty());
    let title = title.ok_or_else(|| Box::new(nothing("标题", "title", file)))?;
    let body = html.select(&rules.body).find(|body| !words(*body).is_empty() || has_picture(body));
    let body = body.ok_or_else(|| Box::new(nothing("正文", "body", file)))?;
    let mut inner = body.inner_html();
    for part in rules.remove.iter().flat_map(|remove| body.select(remove)) {
        inner = inner.replacen(&part.html(), "", 1);
    }
    let mut front = vec![("title".to_owned(), Node::String(title))];
    for (key, selector) in &rules.fields {
        if let Some(value) =
            html.select(selector).map(|element| field(key, element)).find(|value| !value.is_empty())
        {
            front.push(((*key).to_owned(), Node::String(value)));
        }
    }
    if let Some(column) =
        rules.column.as_ref().and_then(|column| html.select(column).map(words).rfind(|name| !name.is_empty()))
    {
        let known = rules.sections.iter().find(|(name, _)| *name == column);
        let section = known.map_or(column, |(_, section)| section.clone());
        front.push(("categories".to_owned(), Node::String(section)));
    }
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
    })
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

/// Returns the value of a field: a line may hold several, each after its label.
fn field(key: &str, element: ElementRef<'_>) -> String {
    let text = words(element);
    match key {
        "date" => date(&text),
        "summary" => text,
        "source" => labelled(&text, &["来源", "稿源", "出处", "信息来源", "文章来源", "Source"]),
        "editor" => labelled(&text, &["责任编辑", "编辑", "责编", "Editor"]),
        _ => labelled(&text, &["作者", "撰稿", "文", "供稿", "Author"]),
    }
}

fn date(text: &str) -> String {
    let Some(found) = DATE.as_ref().and_then(|date| date.captures(text)) else { return String::new() };
    let part = |group| found.get(group).map_or("", |part| part.as_str());
    let time = part(4);
    format!("{}-{:0>2}-{:0>2}{}{time}", part(1), part(2), part(3), if time.is_empty() { "" } else { " " })
}

/// Returns what is after one of the labels, up to the next one; all of a text without labels.
fn labelled(text: &str, labels: &[&str]) -> String {
    let Some(label) = LABEL.as_ref() else { return text.to_owned() };
    let marks: Vec<(usize, usize, &str)> = label
        .captures_iter(text)
        .filter_map(|found| Some((found.get(0)?.start(), found.get(0)?.end(), found.get(1)?.as_str())))
        .collect();
    if marks.is_empty() {
        return if text.chars().count() <= 60 { text.to_owned() } else { String::new() };
    }
    for (at, (_, end, name)) in marks.iter().enumerate() {
        if !labels.iter().any(|label| name.ends_with(label)) {
            continue;
        }
        let next = marks.get(at + 1).map_or(text.len(), |(start, _, _)| *start);
        let value = text.get(*end..next).unwrap_or_default();
        let value = value.split(['|', '｜', '【', '[']).next().unwrap_or_default();
        return value.trim().trim_matches(['　', ' ', '(', '（']).to_owned();
    }
    String::new()
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
        for (labels, expected) in
            [(["来源"], "党群工作部"), (["作者"], "张三 李四"), (["编辑"], "王五"), (["校对"], "")]
        {
            assert_eq!(labelled(line, &labels), expected, "{labels:?}");
        }
        assert_eq!(labelled("党群工作部", &["来源"]), "党群工作部");
        assert_eq!(date("2019/5/4"), "2019-05-04");
        assert_eq!(date("五月"), "");
    }
}
