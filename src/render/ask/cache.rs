//! Values that are made once and shown by many pages.
//!
//! A page that shows one records it, in one of two ways. A [`SharedValue`] value has a fingerprint
//! of its own, and the page depends on that; all others are [`CachedValue`] with what they were
//! made from, and the page depends on all of it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{OnceLock, PoisonError, RwLock};

use super::dependency::{record_all, record_made, recorded_apart};
use super::{Dependency, SharedValue};

/// Records that a made value is shown that was made before.
pub(in super::super) fn shown(made: impl FnOnce() -> SharedValue) {
    record_made(made);
}

/// Makes a value and records that it is shown. What it asks comes with it and is not recorded for
/// the rendering, which depends on the value.
pub(in super::super) fn made<T>(of: SharedValue, make: impl FnOnce() -> T) -> (T, Vec<Dependency>) {
    record_made(|| of);
    recorded_apart(make)
}

/// A value with what it was made from. It can't be shown without recording that.
#[derive(Debug)]
pub(in super::super) struct CachedValue<T> {
    value: T,
    dependencies: Box<[Dependency]>,
}

impl<T> CachedValue<T> {
    /// Makes the value; nothing is recorded yet.
    pub fn new(make: impl FnOnce() -> T) -> Self {
        let (value, dependencies) = recorded_apart(make);
        Self { value, dependencies: dependencies.into() }
    }

    /// Shows the value: the rendering on this thread depends on all that it was made from.
    pub fn show(&self) -> &T {
        record_all(&self.dependencies);
        &self.value
    }
}

/// CachedValue values by keys.
pub(in super::super) struct CacheMap<K, T>(RwLock<HashMap<K, CachedValue<T>>>);

impl<K, T> Default for CacheMap<K, T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Eq + Hash, T: Clone> CacheMap<K, T> {
    /// Shows the value of a key; the first that asks for it makes it.
    pub fn show(&self, key: K, make: impl FnOnce(&K) -> T) -> T {
        if let Some(kept) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return kept.show().clone();
        }
        // Without a lock: what is made may ask for others. Two threads may make the same, and make
        // the same of it.
        let kept = CachedValue::new(|| make(&key));
        self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(kept).show().clone()
    }
}

/// CachedValue values by numbers.
pub(in super::super) struct CacheList<T>(Vec<OnceLock<CachedValue<T>>>);

impl<T> CacheList<T> {
    /// For numbers below `length`; none is made yet.
    pub fn new(length: usize) -> Self {
        Self((0..length).map(|_| OnceLock::new()).collect())
    }

    /// Shows the value of a number; the first that asks for it makes it. Nothing for a number that
    /// is too large.
    pub fn show(&self, number: usize, make: impl FnOnce() -> T) -> Option<&T> {
        let place = self.0.get(number)?;
        let kept = match place.get() {
            Some(kept) => kept,
            // Not within `get_or_init`: what is made may ask for itself.
            None => {
                let made = CachedValue::new(make);
                place.get_or_init(|| made)
            }
        };
        Some(kept.show())
    }
}

/// Made values by numbers.
pub(in super::super) struct SharedList<T>(Vec<OnceLock<T>>);

impl<T> SharedList<T> {
    /// For numbers below `length`; none is made yet.
    pub fn new(length: usize) -> Self {
        Self((0..length).map(|_| OnceLock::new()).collect())
    }

    /// Shows the value of a number, which renderings record as `of`. Nothing for a number that is
    /// too large.
    pub fn show(
        &self,
        number: usize,
        of: impl FnOnce() -> SharedValue,
        make: impl FnOnce() -> T,
    ) -> Option<&T> {
        let place = self.0.get(number)?;
        if let Some(value) = place.get() {
            record_made(of);
            return Some(value);
        }
        // Not within `get_or_init`: what is made may ask for itself.
        let (value, _) = made(of(), make);
        Some(place.get_or_init(|| value))
    }
}

/// Made values by keys.
pub(in super::super) struct SharedMap<K, T>(RwLock<HashMap<K, T>>);

impl<K, T> Default for SharedMap<K, T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<K: Clone + Eq + Hash, T: Clone> SharedMap<K, T> {
    /// Shows the value of a key, which renderings record as `of`.
    pub fn show(&self, key: &K, of: impl FnOnce() -> SharedValue, make: impl FnOnce() -> T) -> T {
        if let Some(value) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            record_made(of);
            return value.clone();
        }
        let (value, _) = made(of(), make);
        self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key.clone()).or_insert(value).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::ask::recorded;

    /// A value that is made from `site` of a language.
    fn from_site(lang: usize) -> usize {
        shown(|| SharedValue::Site(lang));
        lang
    }

    #[test]
    fn a_kept_value_is_shown_with_all_that_it_was_made_from() {
        let (kept, list) = (CacheMap::default(), CacheList::new(1));
        let on_site = [Dependency::Made(SharedValue::Site(7))];
        // The second time it is not made, and recorded all the same.
        for other in [7, 8] {
            let (value, dependencies) = recorded(false, || kept.show("a", |_| from_site(other)));
            assert_eq!((value, dependencies.as_slice()), (7, on_site.as_slice()));
            let (value, dependencies) = recorded(false, || list.show(0, || from_site(other)).copied());
            assert_eq!((value, dependencies.as_slice()), (Some(7), on_site.as_slice()));
        }
        assert_eq!(list.show(1, || 0), None);
    }

    #[test]
    fn a_made_value_is_shown_as_one_dependency() {
        let (map, list) = (SharedMap::default(), SharedList::new(1));
        for other in [7, 8] {
            let of = || SharedValue::Options(1);
            let (value, dependencies) = recorded(false, || map.show(&"a", of, || from_site(other)));
            assert_eq!((value, dependencies), (7, vec![Dependency::Made(of())]));
            let (value, dependencies) = recorded(false, || list.show(0, of, || from_site(other)).copied());
            assert_eq!((value, dependencies), (Some(7), vec![Dependency::Made(of())]));
        }
    }
}
