//! Checks the fields by which sections are sorted and grouped, since a list does not show that a
//! field is unknown, and their former addresses.

use super::reference_words::impossible_alias;
use crate::problem::{Problem, suggest};
use crate::schema::SortKey;
use crate::site::late_problem::LateProblem;
use crate::site::library::{Folder, Library};
use crate::site::routes::alias_path;
use crate::source::yaml::Step;
use crate::text::NameOrder;

/// Orders of names, which can be written instead of a field.
const OF_NAMES: [&str; 4] = ["strokes", "姓氏笔画", "pinyin", "拼音"];
/// Groups that are not fields.
const GROUPS: [&str; 3] = ["year", "type", "unit"];

/// Reports every `order:` and `group_by:` of an `_index.md` that names no field.
pub(super) fn check(library: &Library) -> Vec<LateProblem> {
    let mut unplaced = Vec::new();
    for section in &library.sections.folders {
        let Some(file) = section.file.as_deref() else { continue };
        for (at, written) in section.fields.items("order").iter().enumerate() {
            let Some(written) = written.as_text() else { continue };
            let key = section.content_type.sort_key(written).key;
            if NameOrder::named(&key).is_none() && !is_field(library, &key) {
                let path = vec![Step::Key("order".into()), Step::Index(at)];
                let problem = unknown(
                    section,
                    &SortKey::parse(written).key,
                    &OF_NAMES,
                    ("列表不会照它排", "the list is not sorted by it"),
                    (
                        "写文章信息里有的一项，如 日期、-日期（新的在前）、排序、标题；人名可写 姓氏笔画、姓名笔画、拼音",
                        "write a field of the pages, such as `date`, `-date` (newest first), `weight`, `title`; names: `strokes`, `strokes-name`, `pinyin`",
                    ),
                );
                unplaced.push(LateProblem::canonical(file, path, problem));
            }
        }
        for (at, alias) in section.fields.items("aliases").iter().enumerate() {
            if let Some(alias) = alias.as_text().filter(|alias| alias_path(alias).is_none()) {
                let path = vec![Step::Key("aliases".into()), Step::Index(at)];
                unplaced.push(LateProblem::canonical(file, path, impossible_alias(alias)));
            }
        }
        let by = section.group_by();
        if let Some(by) = by.filter(|by| !GROUPS.contains(by) && !is_field(library, by)) {
            let problem = unknown(
                section,
                by,
                &GROUPS,
                ("列表不会照它分组", "the list is not grouped by it"),
                (
                    "可以写 年份、类型、单位，或文章信息里有的一项，如 级别",
                    "write `year`, `type`, `unit` or a field of the pages, such as `level`",
                ),
            );
            unplaced.push(LateProblem::canonical(file, vec![Step::Key("group_by".into())], problem));
        }
    }
    unplaced
}

/// Whether pages of any type have this field: a section may contain pages of several types.
fn is_field(library: &Library, key: &str) -> bool {
    library.base.types.iter().any(|content_type| content_type.group.field(key).is_some())
}

fn unknown(
    section: &Folder,
    written: &str,
    others: &[&str],
    (not_followed, not_followed_en): (&str, &str),
    (zh, en): (&str, &str),
) -> Problem {
    let names = section.content_type.group.names().chain(others.iter().copied());
    Problem::warning(
        "meta/unknown-field",
        format!("没有“{written}”这个字段，{not_followed}"),
        format!("there is no field `{written}`; {not_followed_en}"),
    )
    .did_you_mean(suggest(written, names), zh, en)
}
