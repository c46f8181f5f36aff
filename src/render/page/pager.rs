//! The pager of a list.

use tera::Value as Shown;

use crate::render::value::object::Object;

/// The number of pages that are named on either side of the current one.
const AROUND: usize = 2;

/// The pager of page `number` of `count`; `url` gives the address of each.
pub(in crate::render) fn pager(
    number: usize,
    count: usize,
    total: usize,
    url: impl Fn(usize) -> String,
) -> Shown {
    let mut pager = Object::default();
    pager
        .set("number", number)
        .set("count", count)
        .set("total", total)
        .set("first", url(1))
        .set("last", url(count));
    if number > 1 {
        pager.set("previous", url(number - 1));
    }
    if number < count {
        pager.set("next", url(number + 1));
    }
    let near = number.saturating_sub(AROUND)..=number + AROUND;
    let mut pages = Vec::new();
    for page in 1..=count {
        if page == 1 || page == count || near.contains(&page) {
            let mut entry = Object::default();
            entry.set("number", page).set("url", url(page)).set("current", page == number).set("gap", false);
            pages.push(entry.done());
        } else if page == 2 || page + 1 == count {
            let mut gap = Object::default();
            gap.set("gap", true).set("current", false);
            pages.push(gap.done());
        }
    }
    pager.set("pages", Shown::from(pages));
    pager.done()
}
