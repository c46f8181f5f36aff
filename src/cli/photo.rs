//! `dangjian photo`: shrinks the originals of photos.

use super::arguments;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::author::{LargePhoto, ORIGINALS, PhotoMeasures, PhotoOrder, PhotoPlan, shrinkable};
use crate::text::size;

/// Most photos that are listed one by one.
const LISTED: usize = 20;

pub(super) fn run(given: &arguments::PhotoArguments, terminal: &Terminal) -> Result<(), Failure> {
    let bar = terminal.progress_bar("查看照片", "Looking");
    let progress = |_, all: usize| {
        bar.set_length(all as u64);
        bar.inc(1);
    };
    let plan = shrinkable(&PhotoOrder { places: &given.place, longest: given.max, progress: &progress });
    bar.finish_and_clear();
    let plan = plan?;
    terminal.problems(&plan.left);
    if plan.photos.is_empty() {
        let most = given.max;
        return terminal.answer(&terminal.say(
            || format!("没有长边超过 {most} 像素、缩小能省地方的照片\n"),
            || format!("no photo has a side of more than {most} pixels and would become smaller\n"),
        ));
    }
    terminal.answer(&listed(&plan, terminal))?;
    if given.dry_run || !is_agreed(given, terminal) {
        return Ok(());
    }
    let report = plan.apply();
    let done: Vec<&LargePhoto> = report.done.iter().filter_map(|number| plan.photos.get(*number)).collect();
    if !done.is_empty() {
        let (count, saved) = (done.len(), size(saved(done.iter().copied())));
        let kept: Vec<String> = report.kept_in.iter().map(|folder| terminal.shown(folder)).collect();
        let kept = kept.join(terminal.pick("、", ", "));
        terminal.answer(&terminal.say(
            || format!("缩小了 {count} 张。原来的照片在 {kept}；确认不再需要，把它们删去，就省下 {saved}\n"),
            || format!("{count} photos shrunk. The originals are in {kept}; deleting them when they are not needed any more saves {saved}\n"),
        ))?;
    }
    if report.problems.is_empty() { Ok(()) } else { Err(Failure::Problems(report.problems)) }
}

/// Lists the photos, those that save most first, and what all of them save.
fn listed(plan: &PhotoPlan, terminal: &Terminal) -> String {
    let mut photos: Vec<&LargePhoto> = plan.photos.iter().collect();
    photos.sort_by_key(|photo| std::cmp::Reverse(photo.before.length - photo.after.length));
    let mut text = String::new();
    for photo in photos.iter().take(LISTED) {
        let (file, colon) = (terminal.shown(&photo.file), terminal.pick("：", ": "));
        let (before, after) = (measures(photo.before, terminal), measures(photo.after, terminal));
        text += &format!("{file}{colon}{before} → {after}\n");
    }
    let others = photos.len().saturating_sub(LISTED);
    if others > 0 {
        text += &terminal.say(|| format!("另有 {others} 张\n"), || format!("and {others} more\n"));
    }
    let all = |measures: fn(&LargePhoto) -> PhotoMeasures| -> u64 {
        photos.iter().map(|photo| measures(photo).length).sum()
    };
    let (count, before, after) =
        (photos.len(), size(all(|photo| photo.before)), size(all(|photo| photo.after)));
    let saved = size(saved(photos.iter().copied()));
    text + &terminal.say(
        || format!("{count} 张照片可以缩小：{before} → {after}，省下 {saved}\n"),
        || format!("{count} photos can be shrunk: {before} → {after}, {saved} saved\n"),
    )
}

fn measures(photo: PhotoMeasures, terminal: &Terminal) -> String {
    let PhotoMeasures { width, height, length } = photo;
    format!("{width}×{height}{}{}", terminal.pick("，", ", "), size(length))
}

fn saved<'p>(photos: impl Iterator<Item = &'p LargePhoto>) -> u64 {
    photos.map(|photo| photo.before.length.saturating_sub(photo.after.length)).sum()
}

/// Asks whether to do it, where somebody can answer.
fn is_agreed(given: &arguments::PhotoArguments, terminal: &Terminal) -> bool {
    if given.yes {
        return true;
    }
    if !terminal.can_ask() {
        terminal.remark(terminal.pick(
            "照片还没有动。加上 --yes 就真的缩小\n",
            "Nothing has been changed yet: with --yes the photos are shrunk\n",
        ));
        return false;
    }
    let question = terminal.say(
        || format!("现在缩小吗？原来的照片会留在“{ORIGINALS}”文件夹里（是/否）："),
        || format!("Shrink them now? The originals are kept in the folder `{ORIGINALS}` (yes/no): "),
    );
    terminal.ask(&question).is_some_and(|answer| {
        crate::text::yes_no::read(&answer) == Some(true) || answer.eq_ignore_ascii_case("y")
    })
}
