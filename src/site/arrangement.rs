//! Whether there is what the lists of sections are sorted and grouped by: of a field that no page has, no list would tell.

use super::{Section, Site, Unplaced};
use crate::problem::{Problem, suggest};
use crate::schema::SortKey;
use crate::source::yaml::Step;
use crate::text::NameOrder;

/// Orders of names as they are written, beside the fields.
const OF_NAMES: [&str; 4] = ["strokes", "姓氏笔画", "pinyin", "拼音"];
/// What pages can be grouped by beside their fields.
const GROUPS: [&str; 3] = ["year", "type", "unit"];

/// Every `order:` and `group_by:` of an `_index.md` that names no field.
pub(super) fn check(site: &Site) -> Vec<Unplaced> {
    let mut unplaced = Vec::new();
    for section in site.sections() {
        let Some(file) = section.file.as_deref() else { continue };
        for (at, written) in section.fields.items("order").iter().enumerate() {
            let Some(written) = written.as_text() else { continue };
            let key = section.content_type.sort_key(written).key;
            if NameOrder::named(&key).is_none() && !is_field(site, &key) {
                let path = vec![Step::Key("order".into()), Step::Index(at)];
                let problem = unknown(section, &SortKey::parse(written).key, &OF_NAMES);
                unplaced.push(Unplaced::canonical(file, path, problem));
            }
        }
        let by = section.group_by();
        if let Some(by) = by.filter(|by| !GROUPS.contains(by) && !is_field(site, by)) {
            let problem = unknown(section, by, &GROUPS);
            unplaced.push(Unplaced::canonical(file, vec![Step::Key("group_by".into())], problem));
        }
    }
    unplaced
}

/// Whether pages of any type have a field of this key: a section may hold pages of several.
fn is_field(site: &Site, key: &str) -> bool {
    site.types().iter().any(|content_type| content_type.group.field(key).is_some())
}

fn unknown(section: &Section, written: &str, others: &[&str]) -> Problem {
    let names = section.content_type.group.names().chain(others.iter().copied());
    Problem::warning(
        "meta/unknown-field",
        format!("没有“{written}”这个字段，列表不会照它排"),
        format!("there is no field `{written}`; the list does not follow it"),
    )
    .did_you_mean(
        suggest(written, names),
        "写文章信息里有的一项，如 日期、-日期（新的在前）、排序、标题",
        "write a field of the pages, such as `date`, `-date` (newest first), `weight`, `title`",
    )
}
