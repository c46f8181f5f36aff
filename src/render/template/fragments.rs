//! Makes fragments: once for each language and argument, or once for each card in a list.

use std::rc::Rc;
use std::sync::Arc;

use tera::Value as Shown;

use super::fragment::{Fragment, Key};
use super::scope::{self, RenderScope};
use crate::render::ask::{CachedValue, SharedValue, is_exact, made};
use crate::render::html::Piece;
use crate::render::world::World;
use crate::site::PageId;
use crate::store::Fingerprint;

impl World {
    /// The fragment; the first page that asks for it makes it. What is made for a card that is
    /// being made itself shows less than others and is not kept; nor is what is made for an exact
    /// rendering.
    pub(in crate::render) fn fragment(&self, scope: &RenderScope, key: &Key) -> Arc<Fragment> {
        let of = || SharedValue::Fragment(key.0, key.1.clone(), key.2.clone());
        let make = || Arc::new(make(scope, key, None));
        if scope.is_in_card() || is_exact() {
            return made(of(), make).0;
        }
        self.fragments.show(key, of, make)
    }

    /// The fragment that shows the card of a page; the first list that asks for it makes it.
    pub(in crate::render) fn card_fragment(
        &self,
        scope: &RenderScope,
        id: PageId,
        key: Key,
    ) -> Arc<Fragment> {
        if scope.is_in_card() || is_exact() {
            return Arc::new(make(scope, &key, Some(id)));
        }
        if let Some(fragment) = self.cards.fragment(id, &key) {
            return fragment;
        }
        let kept = CachedValue::new(|| Arc::new(make(scope, &key, Some(id))));
        let fragment = kept.show().clone();
        self.cards.put_fragment(id, key, fragment.bytes(), kept);
        fragment
    }

    /// Takes in what a fragment shows. It can be asked within a scope only.
    pub(in crate::render) fn print_fragment(&self, key: &Key, print: &mut Fingerprint) {
        print.number(scope::current().map_or(0, |scope| self.fragment(&scope, key).print));
    }
}

/// Renders a fragment in a scope of its own.
fn make(around: &RenderScope, key: &Key, listed: Option<PageId>) -> Fragment {
    let (lang, name, of) = key;
    let world = &around.world;
    let scope = Rc::new(around.of_fragment((key.clone(), listed)));
    let html = scope::within(scope.clone(), || {
        let mut scene = world.scene(*lang, name.clone());
        scene.insert("of", Shown::from(&**of));
        if let Some(id) = listed {
            scene.insert("p", world.card(id));
        }
        world.render(&scene)
    });
    let mut problems = scope.problems.take();
    let html = html.map_err(|problem| problems.push(*problem)).unwrap_or_default();
    let mut print = Fingerprint::new();
    print.bytes(&html).number(problems.len() as u64);
    let html = Shown::safe_string(&String::from_utf8_lossy(&html));
    let height = 1 + scope.fragments.borrow().iter().map(|inner| inner.height).max().unwrap_or_default();
    Fragment { height, html, piece: Piece::default(), print: print.done(), problems }
}
