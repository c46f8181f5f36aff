//! The page that is being rendered on this thread.
//!
//! The template engine hands functions and filters their arguments and the variables of the place where they are called;
//! inside a component those are the component's own, and the page's language is not among them. So the renderer lays a
//! frame around each rendering, on its own thread, and takes it away afterwards. It is the only state of its kind, it
//! never outlives a call of [`Renderer::render`], and it also gathers what the rendering asked for.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use tera::{Error, TeraResult};

use super::fact::Fact;
use super::part::{self, Part};
use super::world::World;
use crate::problem::Problem;

/// The surroundings of one rendering.
pub(super) struct Frame {
    /// What all renderings share.
    pub world: Arc<World>,
    /// The number of the page's language.
    pub lang: usize,
    /// Whether blocks of bodies say on which line of their file they begin.
    pub lines: bool,
    /// Whether advice is given besides mistakes.
    pub advises: bool,
    /// Whether it is rendered from templates as they are written, and from all that they could name: what is wrong with a template is told
    /// of these. No cards, lists and parts that it makes are kept for others.
    pub is_exact: bool,
    /// What the rendering asked for, with repetitions.
    pub facts: RefCell<Vec<Fact>>,
    /// Mistakes in texts that were met while rendering.
    pub problems: RefCell<Vec<Problem>>,
    /// Whether a card is being made.
    in_card: Cell<bool>,
    /// The parts that lie around what is rendered, itself the last; none for a page.
    pub around: Vec<part::Shows>,
    /// The parts that it showed.
    pub parts: RefCell<Vec<Arc<Part>>>,
    /// The HTML of its body, where no tag of it is another's than the writer's.
    pub body: RefCell<Option<tera::Value>>,
}

impl Frame {
    pub fn new(world: Arc<World>, lang: usize) -> Self {
        Self {
            world,
            lang,
            lines: false,
            advises: false,
            is_exact: false,
            facts: RefCell::default(),
            problems: RefCell::default(),
            in_card: Cell::default(),
            around: Vec::new(),
            parts: RefCell::default(),
            body: RefCell::default(),
        }
    }

    /// That of a part of what is rendered in this one.
    pub fn of_part(&self, part: part::Shows) -> Self {
        let frame = Self::new(self.world.clone(), part.0.0);
        let around = self.around.iter().cloned().chain([part]).collect();
        Self { in_card: self.in_card.clone(), is_exact: self.is_exact, around, ..frame }
    }

    /// Whether a card is being made.
    pub fn is_in_card(&self) -> bool {
        self.in_card.get()
    }

    /// The code of the page's language.
    pub fn code(&self) -> &str {
        self.world.site.config().code(self.lang)
    }

    /// Notes what was asked for.
    pub fn note(&self, fact: Fact) {
        self.facts.borrow_mut().push(fact);
    }

    /// Notes a mistake.
    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }
}

thread_local! {
    static FRAME: RefCell<Option<Rc<Frame>>> = const { RefCell::new(None) };
}

/// Renders within `frame`, and gives back the one that was there before.
pub(super) fn within<T>(frame: Rc<Frame>, render: impl FnOnce() -> T) -> T {
    struct Restore(Option<Rc<Frame>>);
    impl Drop for Restore {
        fn drop(&mut self) {
            FRAME.set(self.0.take());
        }
    }
    let _restore = Restore(FRAME.replace(Some(frame)));
    render()
}

/// The frame of the rendering that called a function or filter.
pub(super) fn current() -> TeraResult<Rc<Frame>> {
    FRAME
        .with_borrow(Clone::clone)
        .ok_or_else(|| Error::message("this function is only available while a page is rendered"))
}

/// Notes what the rendering on this thread asked for; nothing where there is none.
pub(super) fn note(fact: impl FnOnce() -> Fact) {
    FRAME.with_borrow(|frame| {
        if let Some(frame) = frame {
            frame.note(fact());
        }
    });
}

/// Does `work`; what it asks for is told beside its result, and not noted for the rendering.
pub(super) fn noted<T>(work: impl FnOnce() -> T) -> (T, Vec<Fact>) {
    let Ok(frame) = current() else { return (work(), Vec::new()) };
    let before = frame.facts.take();
    let result = work();
    (result, frame.facts.replace(before))
}

/// Does `work`, which makes something that all renderings share: what it asks for is nothing of this one's.
pub(super) fn apart<T>(work: impl FnOnce() -> T) -> T {
    noted(work).0
}

/// Makes a card; `None` where a card is being made already.
pub(super) fn in_card<T>(work: impl FnOnce() -> T) -> Option<T> {
    let Ok(frame) = current() else { return Some(work()) };
    if frame.in_card.replace(true) {
        return None;
    }
    let result = work();
    frame.in_card.set(false);
    Some(result)
}

/// Whether the rendering on this thread is an exact one.
pub(super) fn is_exact() -> bool {
    FRAME.with_borrow(|frame| frame.as_ref().is_some_and(|frame| frame.is_exact))
}

/// Forgets the mistakes that the rendering on this thread has met since it had met so many.
pub(super) fn forget_problems(since: usize) {
    FRAME.with_borrow(|frame| {
        if let Some(frame) = frame {
            frame.problems.borrow_mut().truncate(since);
        }
    });
}

/// How many mistakes the rendering on this thread has met.
pub(super) fn problems() -> usize {
    FRAME.with_borrow(|frame| frame.as_ref().map_or(0, |frame| frame.problems.borrow().len()))
}
