//! Moves an article or a section: its files go to another folder or get another name, every link
//! to it is mended, and its former address leads to the new one.
//!
//! A move is tried in a copy of the site (`copy`). There the files are renamed, and the site is
//! opened again. Each mention (`mention`) that no longer means what it meant before is written anew
//! (`meaning`), and each page that has another address gets the former one as an alias. Then the
//! copy is checked: only if there is no mistake that the site did not have are the same changes
//! made in the site (`commit`). So nothing depends on finding every place where an address may be
//! written: what was missed is found by the check.

mod attempt;
mod commit;
mod copy;
mod fields;
mod meaning;
mod mention;
mod plan;
mod report;
mod tell;
mod trial;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::attempt::Attempt;
use self::copy::SiteCopy;
use self::meaning::Meaning;
use self::plan::Moved;
use self::trial::{Opened, TextWithMentions, everything};
use crate::build::check;
use crate::load::Settings;
use crate::problem::Problem;
use crate::site::Addresses;

pub use report::{ChangedText, MoveOrder, MoveReport};

/// Moves an article or a section of a site.
///
/// # Errors
/// It can't be moved there, or there would be mistakes afterwards: nothing is changed then.
pub fn relocate(settings: &Settings, order: &MoveOrder) -> Result<MoveReport, Vec<Problem>> {
    let one = |problem: Problem| vec![problem];
    let before = Opened::open(settings, &settings.folder)?;
    if commit::is_unfinished(&before.folder) {
        if order.is_dry {
            return Err(vec![words::unfinished()]);
        }
        if commit::finish(&before.folder).map_err(one)? {
            let report = relocate(settings, order).map_err(|mut problems| {
                problems.insert(0, words::finished());
                problems
            })?;
            return Ok(MoveReport { finished: true, ..report });
        }
    }
    if order.keeps_addresses && !before.folder.has(Addresses::FILE) {
        return Err(vec![words::no_addresses()]);
    }
    let mut moved = plan::plan(&before.folder, &before.inventory, before.site(), (&order.from, &order.to))
        .map_err(one)?;
    if let Some(rows) = before.folder.rows() {
        moved.take_rows(rows.names());
    }
    plan::refuse_links(&before.folder, &before.inventory, &moved).map_err(one)?;
    let texts = before.mentions();
    let known = check(&everything(settings, &settings.folder)).all;
    let beside = own_files(&before, &texts, &moved);
    plan::take_beside(&before.folder, &before.inventory, &mut moved, beside.into_iter());
    let copy = SiteCopy::of(&before.folder, &before.inventory).map_err(one)?;
    let attempt = Attempt { settings, order, before: &before, texts: &texts, moved: &moved };
    let (mut changes, report) = attempt.run(&copy, &known)?;
    if !order.is_dry {
        let read = report.changed.iter().map(|text| {
            let old = moved.old_name(&text.file);
            (text.file.clone(), (old.to_owned(), text.before.clone()))
        });
        let read: BTreeMap<String, (String, String)> = read.collect();
        changes.before = read.iter().map(|(file, (_, text))| (file.clone(), text.clone())).collect();
        commit::make(&before.folder, &changes, &read).map_err(one)?;
    }
    Ok(report)
}

/// The pictures and attachments below the folder of a moved article that no other file mentions,
/// each with that article.
fn own_files(
    before: &Opened,
    texts: &BTreeMap<String, TextWithMentions>,
    moved: &Moved,
) -> BTreeMap<String, String> {
    let (mut own, mut others) = (BTreeMap::new(), BTreeSet::new());
    for (file, text) in texts {
        for mention in &text.mentions {
            let Some(Meaning::File(named)) = Meaning::of(before.site(), file, mention) else { continue };
            let is_resource = named.starts_with("content/") && !named.ends_with(".md");
            match moved.has(file) {
                true if is_resource && !moved.has(&named) => drop(own.insert(named, file.clone())),
                true => {}
                false => drop(others.insert(named)),
            }
        }
    }
    own.retain(|named, _| !others.contains(named));
    // Nobody knows what a text shows that cannot be read.
    let is_read = before.inventory.documents.iter().all(|file| texts.contains_key(&file.name));
    if is_read { own } else { BTreeMap::new() }
}
