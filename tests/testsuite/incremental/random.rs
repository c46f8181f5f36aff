//! Random edits of the example site, which has every content type and every system. Each is
//! compared with a clean build, and with the bound of its kind.

use std::collections::BTreeMap;
use std::fs;

use tempfile::TempDir;

use super::edits::{Bound, KINDS, Kind};
use super::{Pair, copy};
use crate::example::repository;
use crate::site::files;

/// splitmix64.
pub struct Chance(u64);

impl Chance {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// The published routes that a build made: pages, feeds, maps.
fn routes(pair: &Pair) -> BTreeMap<String, Vec<u8>> {
    let is_route = |path: &str| [".html", ".xml", ".json", ".txt"].iter().any(|end| path.ends_with(end));
    files(&pair.public()).into_iter().filter(|(path, _)| is_route(path)).collect()
}

/// Makes `steps` edits: half of them the next kinds of the list, so that all seeds together make
/// each kind, and half of them any.
fn edits(number: u64, steps: usize) {
    let mut pair = Pair::of(&repository().join("content-example"));
    // The example may have been built where it lies.
    for left in [".dangjian", "public"] {
        let _ = fs::remove_dir_all(pair.site(left));
    }
    let mut chance = Chance(crate::trial::seed(number));
    pair.build(&pair.public(), false, &[]).unwrap();
    let (mut history, mut published) = (Vec::new(), 0);
    for step in 0..steps {
        let kind = &KINDS[(usize::try_from(number).unwrap() * steps + step) % KINDS.len()];
        let kind = if chance.below(2) == 0 { kind } else { chance.one(&KINDS) };
        let kept = TempDir::new().unwrap();
        copy(&pair.site(""), kept.path());
        let (now, before) = (pair.now, routes(&pair));
        let what = (kind.make)(&mut pair, &mut chance, step);
        history.push(format!("{step}: {}, {what}", kind.name));
        match pair.compare(&history.join("\n")) {
            Some(rendered) => {
                published += 1;
                check(
                    kind,
                    rendered,
                    &before,
                    &routes(&pair),
                    &format!("{}\n{:#?}", history.join("\n"), pair.why),
                );
            }
            // What has mistakes is taken back, so that the next edit is one of a site that can be
            // published.
            None => {
                fs::remove_dir_all(pair.site("")).unwrap();
                copy(kept.path(), &pair.site(""));
                pair.now = now;
                // Copied pictures have other times, and pages that show them are rendered again.
                pair.build(&pair.public(), false, &[]).unwrap();
            }
        }
    }
    assert!(published * 2 > steps, "most edits have mistakes: {}", history.join("\n"));
}

/// Fails if an edit rendered more routes than its bound allows: those with other bytes than before,
/// which had to be rendered, and some more.
fn check(
    kind: &Kind,
    rendered: usize,
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
    history: &str,
) {
    let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count();
    let bound = match kind.bound {
        Bound::Changed(more) => changed + more,
        Bound::Language => changed + after.keys().filter(|path| !path.starts_with("en/")).count(),
        Bound::All => after.len(),
    };
    assert!(
        rendered <= bound,
        "{rendered} routes were rendered, {changed} have changed, at most {bound} are allowed\n{history}"
    );
}

macro_rules! seeds {
    ($($name:ident: $numbers:expr;)*) => {$(
        #[test]
        fn $name() {
            $numbers.into_iter().for_each(|number| edits(number, STEPS));
        }
    )*};
}

/// Edits per seed.
const STEPS: usize = 9;

seeds! {
    random_edits_give_what_a_clean_build_gives_1: [0, 1];
    random_edits_give_what_a_clean_build_gives_2: [2, 3];
    random_edits_give_what_a_clean_build_gives_3: [4, 5];
    random_edits_give_what_a_clean_build_gives_4: [6, 7];
}
