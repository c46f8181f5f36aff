//! Whether the rendering on this thread is an exact one.

use std::cell::Cell;

thread_local! {
    static IS_EXACT: Cell<bool> = const { Cell::new(false) };
}

/// Whether the rendering on this thread is made from the templates as they are written, and from
/// all that they could name.
pub(in super::super) fn is_exact() -> bool {
    IS_EXACT.get()
}

/// Runs `work` in an exact rendering or another one.
pub(super) fn within<T>(is_exact: bool, work: impl FnOnce() -> T) -> T {
    struct Restore(bool);
    impl Drop for Restore {
        fn drop(&mut self) {
            IS_EXACT.set(self.0);
        }
    }
    let _restore = Restore(IS_EXACT.replace(is_exact));
    work()
}
