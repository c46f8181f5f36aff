//! Memory that pictures share while they are made.

use std::sync::{Condvar, Mutex, PoisonError};

/// A number of bytes, of which each picture takes what it needs and gives it back.
///
/// Decoded, a photo of 50 megapixels takes 300 MB: as many at once as there are processors would
/// take all memory of a small machine.
#[derive(Debug)]
pub struct Memory {
    all: u64,
    free: Mutex<u64>,
    changed: Condvar,
}

impl Memory {
    /// Shares so many bytes.
    pub const fn of(all: u64) -> Self {
        Self { all, free: Mutex::new(all), changed: Condvar::new() }
    }

    /// Waits until so many bytes are free, and takes them until the result is dropped. A picture
    /// that needs more than there is waits until it is alone.
    pub fn take(&self, bytes: u64) -> impl Drop + '_ {
        let bytes = bytes.min(self.all);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < bytes {
            free = self.changed.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= bytes;
        Taken { memory: self, bytes }
    }
}

struct Taken<'m> {
    memory: &'m Memory,
    bytes: u64,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        *self.memory.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.memory.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn no_more_is_taken_than_there_is_and_all_of_it_comes_back() {
        let (memory, now, most) = (Memory::of(10), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for bytes in [4, 7, 25, 3, 6, 10, 1, 5] {
                let (memory, now, most) = (&memory, &now, &most);
                scope.spawn(move || {
                    let _taken = memory.take(bytes);
                    let taken = now.fetch_add(bytes.min(10), Ordering::SeqCst) + bytes.min(10);
                    most.fetch_max(taken, Ordering::SeqCst);
                    std::thread::yield_now();
                    now.fetch_sub(bytes.min(10), Ordering::SeqCst);
                });
            }
        });
        assert!((7..=10).contains(&most.into_inner()));
        drop(memory.take(10));
    }
}
