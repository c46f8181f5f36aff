//! Cuts lists into numbered pages.

use crate::site::library::PageId;

/// Page `number` (from 1) of a list in pages of `size` (0: all on one).
pub(super) fn window(all: &[PageId], size: usize, number: usize) -> &[PageId] {
    if size == 0 {
        return all;
    }
    let start = number.saturating_sub(1).saturating_mul(size).min(all.len());
    let end = start.saturating_add(size).min(all.len());
    all.get(start..end).unwrap_or_default()
}
