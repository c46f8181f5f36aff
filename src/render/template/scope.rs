//! The page that is being rendered on this thread.
//!
//! The template engine passes functions and filters their arguments and the variables of the place
//! where they are called; inside a component those are the component's own, and the page's language
//! is not among them. The renderer therefore keeps the page's context in a thread-local for the
//! duration of one render.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use tera::{Error, TeraResult};

use super::fragment::{Fragment, Shows};
use crate::problem::Problem;
use crate::render::world::World;

/// The context of one rendering.
pub(in crate::render) struct RenderScope {
    /// The values that all renderings share.
    pub world: Arc<World>,
    /// The number of the page's language.
    pub lang: usize,
    /// The file that the page is made from, for the places of mistakes.
    pub file: Option<String>,
    /// Whether blocks of bodies say on which line of their file they begin.
    pub lines: bool,
    /// Whether advice is given besides mistakes.
    pub advises: bool,
    /// Mistakes in texts that were found while rendering.
    pub problems: RefCell<Vec<Problem>>,
    /// Whether a card is being made.
    in_card: Cell<bool>,
    /// The ids of the pages that `unseen()` has returned so far.
    pub seen: RefCell<BTreeSet<String>>,
    /// The fragments around what is rendered, itself the last; none for a page.
    pub around: Vec<Shows>,
    /// The fragments that it showed.
    pub fragments: RefCell<Vec<Arc<Fragment>>>,
    /// The HTML of its body, if all tags in it come from Markdown.
    pub body: RefCell<Option<tera::Value>>,
    /// The HTML of the body of the page that is rendered.
    pub text: RefCell<Option<tera::Value>>,
}

impl RenderScope {
    pub fn new(world: Arc<World>, lang: usize) -> Self {
        Self {
            world,
            lang,
            file: None,
            lines: false,
            advises: false,
            problems: RefCell::default(),
            in_card: Cell::default(),
            seen: RefCell::default(),
            around: Vec::new(),
            fragments: RefCell::default(),
            body: RefCell::default(),
            text: RefCell::default(),
        }
    }

    /// The scope of a fragment of what is rendered in this one.
    pub fn of_fragment(&self, fragment: Shows) -> Self {
        let inner = Self::new(self.world.clone(), fragment.0.0);
        let around = self.around.iter().cloned().chain([fragment]).collect();
        Self { in_card: self.in_card.clone(), file: self.file.clone(), around, ..inner }
    }

    /// Whether a card is being made.
    pub fn is_in_card(&self) -> bool {
        self.in_card.get()
    }

    /// The code of the page's language.
    pub fn code(&self) -> &str {
        self.world.view.code(self.lang)
    }

    /// Reports a mistake.
    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }
}

thread_local! {
    static FRAME: RefCell<Option<Rc<RenderScope>>> = const { RefCell::new(None) };
}

/// Renders within `scope`, and restores the outer one afterwards.
pub(in crate::render) fn within<T>(scope: Rc<RenderScope>, render: impl FnOnce() -> T) -> T {
    struct Restore(Option<Rc<RenderScope>>);
    impl Drop for Restore {
        fn drop(&mut self) {
            FRAME.set(self.0.take());
        }
    }
    let _restore = Restore(FRAME.replace(Some(scope)));
    render()
}

/// The scope of the rendering that called a function or filter.
pub(in crate::render) fn current() -> TeraResult<Rc<RenderScope>> {
    FRAME
        .with_borrow(Clone::clone)
        .ok_or_else(|| Error::message("this function is only available while a page is rendered"))
}

/// Makes a card; `None` where a card is being made already.
pub(in crate::render) fn in_card<T>(work: impl FnOnce() -> T) -> Option<T> {
    let Ok(scope) = current() else { return Some(work()) };
    if scope.in_card.replace(true) {
        return None;
    }
    let result = work();
    scope.in_card.set(false);
    Some(result)
}

/// Whether the rendering on this thread makes a card.
pub(in crate::render) fn is_in_card() -> bool {
    FRAME.with_borrow(|scope| scope.as_ref().is_some_and(|scope| scope.is_in_card()))
}

/// Forgets the mistakes that the rendering on this thread has found after the first `since`.
pub(in crate::render) fn forget_problems(since: usize) {
    FRAME.with_borrow(|scope| {
        if let Some(scope) = scope {
            scope.problems.borrow_mut().truncate(since);
        }
    });
}

/// The number of mistakes that the rendering on this thread has found.
pub(in crate::render) fn problems() -> usize {
    FRAME.with_borrow(|scope| scope.as_ref().map_or(0, |scope| scope.problems.borrow().len()))
}
