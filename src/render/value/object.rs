//! Maps as templates receive them.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use tera::Value as Shown;
use tera::value::Key;

use crate::store::Fingerprint;

/// A map under construction. The keys are hashed only when the complete map is made: the engine
/// hashes them once more for each map that it is given.
#[derive(Default)]
pub(in crate::render) struct Object(Vec<(Key<'static>, Shown)>);

/// A key with its position in the order of setting.
struct Place(usize, Key<'static>);

impl Object {
    /// Sets a key.
    pub fn set(&mut self, key: &'static str, value: impl Into<Shown>) -> &mut Self {
        self.put(key.into(), value.into())
    }

    /// Sets a key that is not a constant of the program.
    pub fn set_key(&mut self, key: &str, value: impl Into<Shown>) -> &mut Self {
        self.put(key.to_owned().into(), value.into())
    }

    /// Sets all keys that another map has.
    pub fn set_all(&mut self, other: &Shown) -> &mut Self {
        for (key, value) in other.as_map().into_iter().flatten() {
            self.put(key.clone(), value.clone());
        }
        self
    }

    /// An earlier value of the same key is replaced when the map is made.
    fn put(&mut self, key: Key<'static>, value: Shown) -> &mut Self {
        self.0.push((key, value));
        self
    }

    /// Sets a key where there is a value.
    pub fn set_some(&mut self, key: &'static str, value: Option<impl Into<Shown>>) -> &mut Self {
        if let Some(value) = value {
            self.set(key, value);
        }
        self
    }

    /// The map.
    pub fn done(self) -> Shown {
        let places = self.0.into_iter().enumerate().map(|(at, (key, value))| (Place(at, key), value));
        Shown::from(places.collect::<BTreeMap<_, _>>())
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl From<Place> for Key<'static> {
    fn from(place: Place) -> Self {
        place.1
    }
}

/// Adds a value that templates receive to a fingerprint.
pub(in crate::render) fn print_shown(value: Option<&Shown>, print: &mut Fingerprint) {
    let Some(value) = value else { return };
    match serde_json::to_vec(value) {
        Ok(json) => drop(print.bytes(&json)),
        Err(error) => drop(print.text(&error.to_string())),
    }
}
