//! Records in a list what is asked while a piece of work is done.

use std::cell::RefCell;

/// A list that can be put aside for a piece of work within another. Nothing is recorded outside of
/// such work.
pub(super) struct Recorder<T>(RefCell<Option<Vec<T>>>);

impl<T: Clone + Ord> Recorder<T> {
    /// Nothing is being recorded.
    pub const fn new() -> Self {
        Self(RefCell::new(None))
    }

    /// Adds an entry to the list, where there is one.
    pub fn record(&self, entry: impl FnOnce() -> T) {
        if let Some(list) = &mut *self.0.borrow_mut() {
            list.push(entry());
        }
    }

    /// Adds several entries.
    pub fn record_all(&self, entries: &[T]) {
        if let Some(list) = &mut *self.0.borrow_mut() {
            list.extend_from_slice(entries);
        }
    }

    /// Runs `work` with a list of its own, which is returned sorted, each entry once.
    pub fn apart<R>(&self, work: impl FnOnce() -> R) -> (R, Vec<T>) {
        /// Gives back the outer list, also when the work panics: threads are used again.
        struct Restore<'r, T>(&'r Recorder<T>, Option<Vec<T>>);
        impl<T> Drop for Restore<'_, T> {
            fn drop(&mut self) {
                self.0.0.replace(self.1.take());
            }
        }
        let restore = Restore(self, self.0.replace(Some(Vec::new())));
        let result = work();
        let mut list = self.0.take().unwrap_or_default();
        drop(restore);
        list.sort_unstable();
        list.dedup();
        (result, list)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_within_other_work_has_a_list_of_its_own() {
        let recorder = Recorder::new();
        recorder.record(|| 9);
        let ((inner, list), outer) = recorder.apart(|| {
            recorder.record(|| 2);
            let inner = recorder.apart(|| recorder.record_all(&[4, 3, 4]));
            recorder.record_all(&[1, 2]);
            inner
        });
        assert_eq!((inner, list, outer), ((), vec![3, 4], vec![1, 2]));
    }

    #[test]
    fn a_list_is_given_back_when_the_work_panics() {
        let recorder = Recorder::new();
        let ((), list) = recorder.apart(|| {
            recorder.record(|| 1);
            let inner = || recorder.apart(|| std::panic::resume_unwind(Box::new(())));
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(inner));
            assert!(caught.is_err());
            recorder.record(|| 2);
        });
        assert_eq!(list, [1, 2]);
    }
}
