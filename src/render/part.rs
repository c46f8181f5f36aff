//! Parts of pages that are the same on many of them: made once for each language, or once for each card in a list.

use std::rc::Rc;
use std::sync::{Arc, PoisonError};

use tera::{Context, Error, Kwargs, TeraResult, Value as Shown};

use super::fact::Fact;
use super::frame::{self, Frame};
use super::relative::{Piece, Pieces};
use super::world::World;
use crate::problem::Problem;
use crate::site::PageId;
use crate::store::Fingerprint;

/// So many parts may lie in each other.
const DEEPEST: usize = 16;

/// Which part: the number of the language, the template, and what it is told beside the site.
pub(super) type Key = (usize, Arc<str>, Arc<str>);

/// A part, with the page of the card that it shows.
pub(super) type Shows = (Key, Option<PageId>);

/// A part as pages show it.
pub(super) struct Part {
    /// How many parts lie in each other in it, itself included.
    height: usize,
    html: Shown,
    /// What is known of it for pages of each depth.
    piece: Piece,
    print: u64,
    /// Mistakes that were met on the way: of every page that shows it.
    problems: Vec<Problem>,
    /// What it was made from, beside the card and what it was told.
    facts: Vec<Fact>,
}

/// The function `part` of templates.
pub(super) fn part(kwargs: &Kwargs) -> TeraResult<Shown> {
    let frame = frame::current()?;
    let (name, of) = (kwargs.must_get::<&str>("name")?, kwargs.get::<&str>("of")?.unwrap_or_default());
    if !frame.world.engines.main().contains_template(name) {
        return Err(Error::message(format!("the theme has no template `{name}`")));
    }
    let key = (frame.lang, Arc::from(name), Arc::from(of));
    let id = match kwargs.get::<&Shown>("page")? {
        None => None,
        Some(card) => {
            let id = frame.world.listed_page(frame.lang, card);
            Some(id.ok_or_else(|| Error::message("`page` must be a page of a list"))?)
        }
    };
    let shown = (key, id);
    if frame.around.contains(&shown) {
        return Err(Error::message(format!("the part `{name}` shows itself")));
    }
    let too_deep =
        || Error::message(format!("more than {DEEPEST} parts lie within each other, the last is `{name}`"));
    if frame.around.len() >= DEEPEST {
        return Err(too_deep());
    }
    let key = shown.0;
    let part = match id {
        None => {
            let part = frame.world.part(&frame, &key);
            frame.note(Fact::Part(key.0, key.1, key.2));
            part
        }
        Some(id) => {
            let part = frame.world.card_part(&frame, id, key);
            part.facts.iter().cloned().for_each(|fact| frame.note(fact));
            part
        }
    };
    // Also of one that was made for another page, nearer to it.
    if frame.around.len() + part.height > DEEPEST {
        return Err(too_deep());
    }
    // They are told at their places in the part, not where the part is asked for.
    part.problems.iter().cloned().for_each(|problem| frame.report(problem));
    let html = part.html.clone();
    frame.parts.borrow_mut().push(part);
    Ok(html)
}

impl Part {
    /// About how many bytes it takes, with its form relative to pages of one depth.
    pub(super) fn bytes(&self) -> usize {
        const REST: usize = 320;
        REST + 2 * self.html.as_str().map_or(0, str::len)
    }

    /// Tells the last pass over the page at `path`, which shows the part, what is known of it.
    pub(super) fn known<'p>(&'p self, pieces: &mut Pieces<'p>, path: &str) {
        pieces.add(&self.piece, self.html.as_str().unwrap_or_default().as_bytes(), path);
    }
}

impl World {
    /// The part; the first page that asks for it makes it. What is made for a card that is being made itself shows less of others, and
    /// is not kept; nor is what is made for an exact rendering.
    fn part(&self, frame: &Frame, key: &Key) -> Arc<Part> {
        if frame.is_in_card() || frame.is_exact {
            return Arc::new(made(frame, key, None));
        }
        if let Some(part) = self.parts.read().unwrap_or_else(PoisonError::into_inner).get(key) {
            return part.clone();
        }
        let part = Arc::new(made(frame, key, None));
        self.parts.write().unwrap_or_else(PoisonError::into_inner).entry(key.clone()).or_insert(part).clone()
    }

    /// The page of a card that a page of this language shows.
    fn listed_page(&self, lang: usize, card: &Shown) -> Option<PageId> {
        let card = card.as_map()?;
        let text = |key| card.get(&tera::value::Key::Str(key)).and_then(Shown::as_str);
        self.site.page_with(lang, text("id")?, text("url")?)
    }

    /// The part that shows the card of a page; the first list that asks for it makes it.
    fn card_part(&self, frame: &Frame, id: PageId, key: Key) -> Arc<Part> {
        if frame.is_in_card() || frame.is_exact {
            return Arc::new(made(frame, &key, Some(id)));
        }
        if let Some(part) = self.cards.part(id, &key) {
            return part;
        }
        let part = Arc::new(made(frame, &key, Some(id)));
        self.cards.put_part(id, key, part.clone());
        part
    }

    /// The fingerprint of a part. It can be asked within a frame only.
    pub(super) fn part_print(&self, key: &Key) -> u64 {
        frame::current().map_or(0, |frame| self.part(&frame, key).print)
    }

    /// What every template knows of the site and of the language of its page.
    pub(super) fn surroundings(&self, lang: usize) -> Context {
        let mut context = Context::new();
        let shared = self.shared(lang);
        let language = self.site.config().languages.get(lang);
        let direction = if language.is_some_and(|language| language.rtl) { "rtl" } else { "ltr" };
        context.insert_value("site", shared.site.clone());
        context.insert_value("data", shared.data.clone());
        context.insert_value("theme", shared.theme.clone());
        context.insert_value("lang", Shown::from(language.map_or("zh", |language| &language.code)));
        context.insert_value("locale", Shown::from(language.map_or("zh-CN", |language| &language.locale)));
        context.insert_value("dir", Shown::from(direction));
        context.insert_value("now", Shown::from(self.site.now().to_string()));
        context
    }
}

/// Renders a part in a frame of its own: what it asks for is nothing of the page's, which depends on what came of it.
fn made(around: &Frame, key: &Key, listed: Option<PageId>) -> Part {
    let (lang, name, of) = key;
    let world = &around.world;
    let mut context = world.surroundings(*lang);
    context.insert_value("of", Shown::from(&**of));
    let frame = Rc::new(around.of_part((key.clone(), listed)));
    let html = frame::within(frame.clone(), || {
        if let Some(id) = listed {
            context.insert_value("p", frame::apart(|| world.card(id)));
        }
        world.template(name, &context)
    });
    let mut facts = frame.facts.take();
    facts.sort_unstable();
    facts.dedup();
    let mut problems = frame.problems.take();
    let html = html.map_err(|problem| problems.push(*problem)).unwrap_or_default();
    let mut print = Fingerprint::new();
    print.bytes(&html).number(problems.len() as u64);
    let html = Shown::safe_string(&String::from_utf8_lossy(&html));
    let height = 1 + frame.parts.borrow().iter().map(|part| part.height).max().unwrap_or_default();
    Part { height, html, piece: Piece::default(), print: print.done(), problems, facts }
}
