//! Says what is wrong with a name that means nothing. Nothing of this is published.

use std::collections::BTreeSet;

use super::View;
use crate::problem::{Problem, suggest};
use crate::schema::Translated;
use crate::theme::Refers;

/// The choices that may be written, in Chinese by the names that exist, in English by keys.
pub(in super::super) fn listed<'n>(all: impl Iterator<Item = (&'n str, &'n Translated)>) -> (String, String) {
    let named = |(key, name): (&'n str, &'n Translated)| {
        let zh = name.get("zh");
        (if zh.is_empty() { key } else { zh }, key)
    };
    let (zh, en): (Vec<&str>, Vec<&str>) = all.map(named).unzip();
    (zh.join("、"), en.join(", "))
}

impl View {
    /// The problem of a name in an argument that means nothing.
    pub fn unknown_name(&self, refers: Refers, lang: usize, text: &str) -> Problem {
        let site = &self.site;
        if refers == Refers::Section {
            return site.unknown_section("reference/unknown", text);
        }
        if refers == Refers::Tag {
            return self.unknown_tag(lang, text);
        }
        let groups = if refers == Refers::Links { self.link_groups() } else { Vec::new() };
        let (what, nearest) = match refers {
            Refers::Unit => (("这个党组织", "unit"), site.organization().nearest(text)),
            Refers::Figure => (("这项数据", "figure"), site.statistics().nearest(text)),
            Refers::Links => {
                let titles = groups.iter().flat_map(Translated::all);
                (("这组链接", "group of links"), suggest(text, titles))
            }
            Refers::Type => (("这种内容类型", "content type"), suggest(text, site.types().names())),
            Refers::Section | Refers::Tag | Refers::Page => {
                let pages = site.pages().iter().filter(|page| page.lang == lang);
                let names = pages.flat_map(|page| [&*page.id, page.title()]);
                (("这篇文章", "page"), suggest(text, names))
            }
        };
        let problem = Problem::error(
            "reference/unknown",
            format!("没有“{text}”{}", what.0),
            format!("there is no {} `{text}`", what.1),
        );
        let kind = (refers == Refers::Unit).then(|| site.organization().is_kind(text)).flatten();
        if let Some(help) = kind {
            return problem.help(help.zh, help.en);
        }
        let (zh, en) = self.where_to_add(refers, &groups);
        problem.did_you_mean(nearest, zh, en)
    }

    /// A tag comes into being with the first page that has it: a mistake only if it was meant to be
    /// another one.
    fn unknown_tag(&self, lang: usize, text: &str) -> Problem {
        let pages = self.site.pages().iter().filter(|page| page.lang == lang);
        let tags = pages.flat_map(|page| {
            page.fields.items("tags").iter().map(|tag| tag.as_text().map(str::to_owned)).collect::<Vec<_>>()
        });
        let tags: BTreeSet<String> = tags.flatten().collect();
        Problem::warning(
            "reference/unknown-tag",
            format!("没有文章带“{text}”这个标签，这里现在是空的"),
            format!("no page has the tag `{text}`, so that nothing is shown here"),
        )
        .did_you_mean(
            suggest(text, tags.iter().map(String::as_str)),
            "核对标签；有了带这个标签的文章，这里会自动出现",
            "look at the tag again; pages with it will appear here",
        )
    }

    /// Where what an argument names is written down.
    fn where_to_add(&self, refers: Refers, groups: &[Translated]) -> (String, String) {
        let (zh, en) = match refers {
            Refers::Unit => (
                "核对编号或名称；还没有的，先写进 data/organization.yaml",
                "look at the id or name again, or add it to data/organization.yaml first",
            ),
            Refers::Figure => (
                "核对编号或名称；还没有的，先写进 data/statistics.yaml",
                "look at the id or name again, or add it to data/statistics.yaml first",
            ),
            Refers::Links if !groups.is_empty() => {
                let titles = |lang| groups.iter().map(|title| title.get(lang)).collect::<Vec<_>>();
                return (
                    format!("data/links.yaml 里有：{}", titles("zh").join("、")),
                    format!("data/links.yaml has: {}", titles("en").join(", ")),
                );
            }
            Refers::Links => (
                "核对名称；还没有的，先写进 data/links.yaml",
                "look at the title again, or add it to data/links.yaml first",
            ),
            Refers::Type => {
                let types = self.site.types();
                let (zh, en) = listed(types.iter().map(|found| (&*found.id, &found.name)));
                return (format!("可用的类型：{zh}"), format!("types: {en}"));
            }
            Refers::Section | Refers::Tag | Refers::Page => (
                "核对标题或编号（不带 .md 的文件名）；还没有的，先写这一篇",
                "look at the title or id (the file's name without `.md`) again, or write the page first",
            ),
        };
        (zh.to_owned(), en.to_owned())
    }
}
