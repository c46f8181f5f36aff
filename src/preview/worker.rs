//! Organises the site at the start and after every change.

use super::stage::{Shared, Showing};
use super::{Event, Organised, overlay};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// A change is over when nothing more has come for so long: one who saves saves several files, and
/// an editor touches each of them several times.
const QUIET: Duration = Duration::from_millis(30);
/// Something that never stops writing does not keep the page from being made new.
const LONGEST: Duration = Duration::from_millis(500);

/// Works until nobody sends changes any more.
pub(super) fn work(
    mut organise: impl FnMut(Vec<PathBuf>) -> Organised,
    mut report: impl FnMut(Event),
    changes: &Receiver<PathBuf>,
    shared: &Shared,
) {
    let mut changed = Vec::new();
    loop {
        let begin = Instant::now();
        let event = match organise(changed) {
            Ok(portal) => {
                let problems = portal.problems().to_vec();
                shared.show(|now| Showing { version: now.version + 1, portal: Some(portal), overlay: None });
                Event::Organised { problems, took: begin.elapsed() }
            }
            Err(problems) => {
                let html = overlay::fragment(&problems, shared.language);
                shared.show(|now| Showing {
                    version: now.version,
                    portal: now.portal.as_ref().map(Arc::clone),
                    overlay: Some(html),
                });
                Event::Failed { problems, took: begin.elapsed() }
            }
        };
        report(event);
        match next_change(changes) {
            Some(paths) => changed = paths.into_iter().collect(),
            None => return,
        }
    }
}

/// Waits for a change and for its end; `None` when no more will come.
fn next_change(changes: &Receiver<PathBuf>) -> Option<BTreeSet<PathBuf>> {
    let mut paths = BTreeSet::from([changes.recv().ok()?]);
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
        assert_eq!(next_change(&changes), Some(wanted));
        drop(sender);
        assert_eq!(next_change(&changes), None);
    }

    #[test]
    fn what_never_stops_is_a_change_all_the_same() {
        let (sender, changes) = mpsc::channel();
        let writer = std::thread::spawn(move || {
            while sender.send(PathBuf::from("log")).is_ok() {
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        let begin = Instant::now();
        assert!(next_change(&changes).is_some());
        assert!(begin.elapsed() < LONGEST * 4);
        drop(changes);
        writer.join().unwrap();
    }
}
