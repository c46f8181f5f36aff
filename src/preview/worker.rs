//! Organises the site at the start and after every change.

use super::stage::{SharedState, ShownSite};
use super::{Event, Update, overlay};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// A change is complete when nothing more has come for this long: users save several files
/// together, and an editor touches each of them several times. If the site is read before the last
/// file is saved, it is read once more.
const QUIET: Duration = Duration::from_millis(10);
/// Maximum time to wait for a change to complete, so that a program that never stops writing does
/// not block updates.
const LONGEST: Duration = Duration::from_millis(500);
/// Interval between checks of all files without any event: systems miss some changes, and scheduled
/// pages become due.
const RESCAN: Duration = Duration::from_secs(10);
/// The same interval where the system's events are not relied on.
const POLL: Duration = Duration::from_secs(1);
/// Checks of all files take at most one part in this many of the time.
const SHARE: u32 = 20;

/// Works until all senders of changes are gone. `look` is called with the real paths that have
/// changed, sorted and without duplicates; an empty list means: check everything.
pub(super) fn work(
    mut look: impl FnMut(&[PathBuf]) -> Option<Update>,
    mut report: impl FnMut(Event),
    changes: &Receiver<PathBuf>,
    shared: &SharedState,
    poll: bool,
) {
    let mut changed = Vec::new();
    let mut rescan = if poll { POLL } else { RESCAN };
    loop {
        let begin = Instant::now();
        let update = look(&changed);
        let took = begin.elapsed();
        if changed.is_empty() {
            rescan = rescan.max(took * SHARE);
        }
        if let Some(update) = update {
            report(show(update, took, shared));
        }
        match next_change(changes, rescan) {
            Some(paths) => changed = paths.into_iter().collect(),
            None => return,
        }
    }
}

/// Shows the result of organising the site.
fn show(Update { portal, touched }: Update, took: Duration, shared: &SharedState) -> Event {
    match portal {
        Ok(portal) => {
            let problems = portal.problems().to_vec();
            shared.show(|now| ShownSite {
                portal: Some(portal),
                overlay: None,
                changes: now.changes.with(touched),
            });
            Event::Organised { problems, took }
        }
        Err(problems) => {
            let html = overlay::fragment(&problems, shared.language);
            shared.show(|now| ShownSite {
                portal: now.portal.as_ref().map(Arc::clone),
                overlay: Some(html),
                changes: now.changes.with(touched),
            });
            Event::Failed { problems, took }
        }
    }
}

/// Waits for a change to complete; the set is empty if none comes within `rescan`, and `None` when
/// no more will come.
fn next_change(changes: &Receiver<PathBuf>, rescan: Duration) -> Option<BTreeSet<PathBuf>> {
    let mut paths = match changes.recv_timeout(rescan) {
        Ok(path) => BTreeSet::from([path]),
        Err(RecvTimeoutError::Timeout) => return Some(BTreeSet::new()),
        Err(RecvTimeoutError::Disconnected) => return None,
    };
    let begin = Instant::now();
    while begin.elapsed() < LONGEST {
        match changes.recv_timeout(QUIET) {
            Ok(path) => paths.insert(path),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        };
    }
    Some(paths)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn what_comes_together_is_one_change() {
        let (sender, changes) = mpsc::channel();
        for name in ["b", "a", "b"] {
            sender.send(PathBuf::from(name)).unwrap();
        }
        let wanted = BTreeSet::from([PathBuf::from("a"), PathBuf::from("b")]);
        assert_eq!(next_change(&changes, RESCAN), Some(wanted));
        drop(sender);
        assert_eq!(next_change(&changes, RESCAN), None);
    }

    #[test]
    fn everything_is_looked_at_now_and_then() {
        let (_sender, changes) = mpsc::channel::<PathBuf>();
        assert_eq!(next_change(&changes, Duration::from_millis(1)), Some(BTreeSet::new()));
    }

    #[test]
    fn what_never_stops_is_a_change_all_the_same() {
        let (sender, changes) = mpsc::channel();
        // The writer never pauses: waiting for a pause would return nothing, as the sender ends
        // first.
        let begin = Instant::now();
        let writer = std::thread::spawn(move || {
            while begin.elapsed() < crate::trial::PATIENCE && sender.send(PathBuf::from("log")).is_ok() {
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        assert_eq!(next_change(&changes, RESCAN), Some(BTreeSet::from([PathBuf::from("log")])));
        drop(changes);
        writer.join().unwrap();
    }
}
