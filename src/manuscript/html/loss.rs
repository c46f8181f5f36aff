//! Counts what a page has and its article will not, and reports it: each kind once.

use std::collections::HashSet;

use scraper::ElementRef;

use super::super::paper::PaperFinding;
use crate::problem::Problem;
use crate::text::link::{Destination, Refusal, destination};

/// Maximum number of links that are named.
const MOST_LINKS: usize = 20;
/// Maximum number of hidden pieces that are named.
const MOST_HIDDEN: usize = 3;
/// Maximum number of pieces of one kind that are named.
const MOST_NAMED: usize = 3;
/// Maximum length of words that are named, in characters.
const LONGEST_WORDS: usize = 24;
/// Maximum length of an address that is named, in characters.
const LONGEST_ADDRESS: usize = 80;

/// What was left out of a page.
#[derive(Default)]
pub(super) struct Losses {
    /// Kinds of content.
    content: Vec<(&'static str, Content)>,
    /// The words and addresses of the first links of which only the words were imported.
    links: Vec<(String, String)>,
    /// All of them.
    known_links: HashSet<(String, String)>,
    /// The first words that readers of the page did not see.
    hidden: Vec<String>,
    hidden_count: usize,
}

/// Content of one kind.
#[derive(Default)]
struct Content {
    count: usize,
    /// The first names of it, without those that have none.
    named: Vec<String>,
}

impl Losses {
    /// Counts content of a kind. `name` says which it is; empty if nothing does.
    pub(super) fn content(&mut self, kind: &'static str, name: &str) {
        let at = self.content.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
            self.content.push((kind, Content::default()));
            self.content.len() - 1
        });
        let Some((_, content)) = self.content.get_mut(at) else { return };
        content.count += 1;
        let name = short(name, LONGEST_WORDS);
        if content.named.len() < MOST_NAMED && !name.is_empty() && !content.named.contains(&name) {
            content.named.push(name);
        }
    }

    /// Counts a link that leads into the old site or where nobody can follow. Nothing is lost with
    /// a script (`javascript:void(0)`) or a place on the page.
    pub(super) fn link(&mut self, words: &str, address: &str) {
        let address = address.trim();
        let is_lost = match destination(address) {
            Destination::Web | Destination::Contact | Destination::Fragment => false,
            Destination::Refused(Refusal::Unsafe) => {
                address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
            }
            Destination::Inside | Destination::Refused(_) => !address.is_empty(),
        };
        // A picture links to itself in a larger size.
        let is_picture = words.trim().is_empty()
            && [".jpg", ".jpeg", ".png", ".gif"]
                .iter()
                .any(|ending| address.to_ascii_lowercase().ends_with(ending));
        if !is_lost || is_picture {
            return;
        }
        let link = (short(words, LONGEST_WORDS), short(address, LONGEST_ADDRESS));
        if self.known_links.insert(link.clone()) && self.links.len() < MOST_LINKS {
            self.links.push(link);
        }
    }

    /// Counts words that readers of the page did not see.
    pub(super) fn hide(&mut self, words: &str) {
        let words = short(words, LONGEST_WORDS);
        if words.is_empty() {
            return;
        }
        self.hidden_count += 1;
        if self.hidden.len() < MOST_HIDDEN && !self.hidden.contains(&words) {
            self.hidden.push(words);
        }
    }

    /// Returns what an article of this program loses that leaves it.
    pub(super) fn of_paper(self) -> Vec<PaperFinding> {
        let all = self.content.iter();
        all.map(|(kind, content)| lost_content(kind, content.count, &content.named)).collect()
    }

    /// Reports all of it, of a page of another program.
    pub(super) fn report(self, findings: &mut Vec<Problem>) {
        findings.extend(self.content.iter().map(|(kind, content)| of_content(kind, content.count)));
        if !self.links.is_empty() {
            findings.push(self.of_links());
        }
        if self.hidden_count > 0 {
            findings.push(self.of_hidden());
        }
    }

    fn of_links(&self) -> Problem {
        let count = self.known_links.len();
        let is_all = count == self.links.len();
        let zh: Vec<String> = self
            .links
            .iter()
            .map(|(words, address)| format!("“{}”（{address}）", or(words, "图片")))
            .collect();
        let en: Vec<String> = self
            .links
            .iter()
            .map(|(words, address)| format!("`{}` ({address})", or(words, "picture")))
            .collect();
        let (more_zh, more_en) = if is_all { ("", "") } else { ("等", ", …") };
        Problem::warning(
            "import/link",
            format!("有 {count} 个链接指向原来网站里的文件或网页，只导入了文字：{}{more_zh}", zh.join("、")),
            format!(
                "{count} links lead to files or pages of the old site; only their words were imported: {}{more_en}",
                en.join(", ")
            ),
        )
        .help(
            "文件从原来的网站下载下来，作为附件；网页写完整的网址（https://…），或者链接到本站的文章",
            "download files and attach them; write the full address of a page (https://…), or link to an article of this site",
        )
    }

    fn of_hidden(&self) -> Problem {
        let count = self.hidden_count;
        let zh: Vec<String> = self.hidden.iter().map(|words| format!("“{words}”")).collect();
        let en: Vec<String> = self.hidden.iter().map(|words| format!("`{words}`")).collect();
        let (more_zh, more_en) = if count == self.hidden.len() { ("", "") } else { ("等", ", …") };
        Problem::warning(
            "import/hidden",
            format!("有 {count} 处隐藏的文字，没有导入（{}{more_zh}）", zh.join("、")),
            format!("{count} pieces of hidden text were left out ({}{more_en})", en.join(", ")),
        )
        .help(
            "在原来的网页上看不见的文字：可能是折叠起来的内容，也可能是备注、旧稿；确实要发布的，抄进文章",
            "readers of the page did not see it: what is folded, remarks, older versions; copy what is to be published into the article",
        )
    }
}

fn of_content(kind: &str, count: usize) -> Problem {
    let zh = if kind == "pictures" { "张图片（太多或太大）" } else { name_of(kind) };
    Problem::warning(
        "import/lost",
        format!("有 {count} {zh}没有带过来"),
        format!("{count} {kind} were not carried over"),
    )
    .help(
        "打开原来的网页看看要不要：要的另存下来，放到文章旁边",
        "look at the page: save what is needed, and put it next to the article",
    )
}

/// Reports that `count` pieces of a kind (`films`, `links`, …) of an article of this program are
/// lost where it is no page any more. `named` are the names of the first of them.
pub fn lost_content(kind: &str, count: usize, named: &[String]) -> PaperFinding {
    let zh: String = named.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join("、");
    let en: String = named.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let (colon_zh, colon_en) = if named.is_empty() { ("", "") } else { ("：", ": ") };
    let (more_zh, more_en) =
        if named.is_empty() || named.len() == count { ("", "") } else { ("等", ", …") };
    let problem = Problem::warning(
        "export/lost",
        format!("有 {count} {}没有带过来{colon_zh}{zh}{more_zh}", name_of(kind)),
        format!("{count} {kind} were not carried over{colon_en}{en}{more_en}"),
    );
    let problem = match kind {
        "links" => problem.help(
            "在 site.yaml 里写上网站的网址（base_url），站内链接就带得走",
            "give the site its address (`base_url` in site.yaml)",
        ),
        _ => problem.help(
            "它们只在网页上看得见；要的话写一句话代替，或者另外附上",
            "they are only seen on the page: say it in a sentence, or attach them",
        ),
    };
    PaperFinding { problem, about: named.first().cloned().unwrap_or_default() }
}

/// Returns the name of a film, a sound or an embedded page: its title, or its file.
pub fn film_name(element: ElementRef<'_>) -> String {
    let own = |name| element.value().attr(name).map(str::trim).filter(|value| !value.is_empty());
    if let Some(title) = own("aria-label").or_else(|| own("title")) {
        return title.to_owned();
    }
    let mut inner = element.descendants().filter_map(ElementRef::wrap);
    let address = inner.find_map(|element| element.value().attr("src")).unwrap_or_default();
    if address.contains("://") {
        return address.to_owned();
    }
    let name = address.rsplit('/').next().unwrap_or_default();
    percent_encoding::percent_decode_str(name).decode_utf8_lossy().into_owned()
}

fn name_of(kind: &str) -> &'static str {
    match kind {
        "links" => "处站内链接",
        "films" => "段视频或音频",
        "forms" => "个表单",
        "asides" => "处旁栏",
        "drawings" => "幅矢量图",
        "pictures" => "张图片",
        _ => "处嵌得太深的内容的格式",
    }
}

fn or<'w>(words: &'w str, other: &'w str) -> &'w str {
    if words.is_empty() { other } else { words }
}

fn short(text: &str, longest: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= longest {
        return text;
    }
    text.chars().take(longest).chain(['…']).collect()
}
