//! Makes tests independent of how slow or busy a machine is. For tests only; those in `tests/`
//! include this file.
//!
//! - Costs are compared between two sizes in one run: four times the size may take about four times
//!   the processor time. A slow machine takes longer for both, and waiting for a processor uses no
//!   processor time.
//! - An event is waited for until it happens, but no longer than [`PATIENCE`].
//! - Random data is the same in every run ([`seed`]; properties: `.cargo/config.toml`).

use std::time::{Duration, Instant};

/// Maximum time that a test waits for something that is immediate on an idle machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// Waits until `is_so` returns true; panics after [`PATIENCE`].
#[track_caller]
pub(crate) fn comes(what: &str, is_so: impl FnMut() -> bool) {
    assert!(comes_within(PATIENCE, is_so), "{what} did not come in {PATIENCE:?}");
}

/// Returns whether `is_so` returns true within `patience`.
fn comes_within(patience: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let begin = Instant::now();
    loop {
        if is_so() {
            return true;
        }
        if begin.elapsed() > patience {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Ratio of the larger size to the smaller one.
pub(crate) const TIMES: usize = 4;

/// Maximum ratio of the costs. For [`TIMES`] times the size, linear work takes 4 times as long, n
/// log n work about 4.6 times, quadratic work 16 times. Where other programs fill the caches of the
/// processor, linear work has taken 7.1 times as long.
const MOST: u32 = 9;

/// Maximum measurements of each size; the least of them counts, as it is the least disturbed.
const TRIES: usize = 12;

/// Fails where `work` takes much more than four times as long for [`TIMES`] times the size. `make`
/// prepares its input and is not measured:
/// `in_proportion("commas", 25_000, |size| "甲,".repeat(size), |text| drop(read(&text)))`.
#[track_caller]
pub(crate) fn in_proportion<T>(what: &str, size: usize, make: impl Fn(usize) -> T, mut work: impl FnMut(T)) {
    // Times below a millisecond say nothing: filling a table takes as long.
    compare(what, size, Duration::from_millis(1), |size| {
        let material = make(size);
        let before = used();
        work(material);
        used() - before
    });
}

/// Does the same for work that reports its own cost; a cost below `least` counts as `least`.
#[track_caller]
pub(crate) fn compare(what: &str, size: usize, least: Duration, mut cost: impl FnMut(usize) -> Duration) {
    // The first run also fills caches that are filled once.
    let mut small = cost(size);
    let mut large = Duration::MAX;
    for _ in 0..TRIES {
        small = small.min(cost(size)).max(least);
        large = large.min(cost(TIMES * size));
        if large <= small * MOST {
            return;
        }
    }
    panic!("{what}: {size} took {small:?}, and {TIMES} times as many {large:?}");
}

/// Returns a random seed: the same in every run, except in `tests/long`, which sets `TEST_SEED`.
pub(crate) fn seed(number: u64) -> u64 {
    let told = std::env::var("TEST_SEED").unwrap_or_default();
    if told.is_empty() { number } else { number.wrapping_add(told.parse().unwrap()) }
}

/// Returns the processor time of this thread.
#[cfg(unix)]
fn used() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

/// Returns wall-clock time: without a thread clock, the least of several measurements is close
/// enough.
#[cfg(not(unix))]
fn used() -> Duration {
    static BEGIN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    BEGIN.get_or_init(Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Adds up `count` numbers in a way that no compiler removes.
    fn add(count: usize) -> usize {
        (0..count).fold(0, |sum, number| std::hint::black_box(sum ^ number))
    }

    #[test]
    fn what_grows_with_its_size_passes() {
        in_proportion("numbers", 200_000, |size| size, |size| _ = add(size));
    }

    #[test]
    #[should_panic(expected = "and 4 times as many")]
    fn each_with_each_other_does_not() {
        in_proportion(
            "pairs",
            800,
            |size| size,
            |size| {
                for _ in 0..size {
                    std::hint::black_box(add(size));
                }
            },
        );
    }

    #[test]
    fn what_comes_is_waited_for_and_what_does_not_is_not_forever() {
        let mut asked = 0;
        comes("the third time", || {
            asked += 1;
            asked == 3
        });
        assert_eq!(asked, 3);
        assert!(!comes_within(Duration::from_millis(20), || false));
    }

    #[test]
    fn chance_begins_where_it_is_told() {
        let told: u64 = std::env::var("TEST_SEED").map_or(0, |told| told.parse().unwrap());
        assert_eq!((seed(1), seed(2)), (told + 1, told + 2));
    }

    #[test]
    fn waiting_is_no_work() {
        let wait = |size: usize| std::thread::sleep(Duration::from_millis(if size > 1 { 200 } else { 1 }));
        in_proportion("a pause", 1, |size| size, wait);
    }
}
