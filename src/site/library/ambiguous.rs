//! Reports names that several units or pages have. Such a name means none of them, wherever it is
//! written: in a field, a menu, a file of `data/`, a directive or a block.

use super::lookup::Meaning;
use super::stage::Library;
use crate::problem::Problem;

/// Nobody reads a longer list.
const MOST: usize = 6;

impl Library {
    /// Reports a name that several units have, with their ids.
    pub(in crate::site) fn ambiguous_unit(&self, name: &str) -> Option<Problem> {
        let namesakes = self.base.organization.namesakes(name);
        let [_, _, ..] = namesakes.as_slice() else { return None };
        let problem = Problem::error(
            "reference/ambiguous",
            format!("叫“{name}”的党组织不止一个"),
            format!("several units are called `{name}`"),
        );
        let (zh, en) = listed(namesakes.iter().map(|unit| &*unit.id));
        Some(problem.help(format!("写编号，如{zh}"), format!("write an id, such as {en}")))
    }

    /// Reports a name that several pages of a language and of these types have, with the names that
    /// only one has.
    pub(in crate::site) fn ambiguous_page(
        &self,
        lang: usize,
        name: &str,
        types: &[String],
    ) -> Option<Problem> {
        if self.meaning(lang, name, types) != Meaning::Several {
            return None;
        }
        let namesakes = self.namesakes(lang, name, types);
        let files: Vec<&str> = namesakes.iter().map(|page| &*page.file).take(MOST).collect();
        let count = namesakes.len();
        let problem = Problem::error(
            "reference/ambiguous",
            format!("名为“{name}”的文章有{count}篇：{}", files.join("、")),
            format!("there are {count} pages `{name}`: {}", files.join(", ")),
        );
        let (zh, en) = listed(namesakes.iter().map(|page| &*page.stem));
        Some(problem.help(format!("写明是哪一篇：{zh}"), format!("say which one: {en}")))
    }
}

/// The names to choose from, in Chinese and in English.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> (String, String) {
    let names: Vec<&str> = names.take(MOST).collect();
    let quoted = |open: char, close: char| -> Vec<String> {
        names.iter().map(|name| format!("{open}{name}{close}")).collect()
    };
    (quoted('“', '”').join("或"), quoted('`', '`').join(" or "))
}
