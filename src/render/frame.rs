//! The page that is being rendered on this thread.
//!
//! The template engine hands functions and filters their arguments and the variables of the place where they are called;
//! inside a component those are the component's own, and the page's language is not among them. So the renderer lays a
//! frame around each rendering, on its own thread, and takes it away afterwards. It is the only state of its kind, it
//! never outlives a call of [`Renderer::render`], and it also gathers what the rendering asked for.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use tera::{Error, TeraResult};

use super::world::World;
use crate::problem::Problem;

/// What the bytes of a route depended on, besides the theme and the values that all pages see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dependencies {
    /// Files whose text is in it.
    pub files: BTreeSet<String>,
    /// Queries whose answers are in it, in their canonical form.
    pub queries: BTreeSet<String>,
}

/// The surroundings of one rendering.
pub(super) struct Frame {
    /// What all renderings share.
    pub world: Arc<World>,
    /// The number of the page's language.
    pub lang: usize,
    /// What the rendering asked for.
    pub dependencies: RefCell<Dependencies>,
    /// Mistakes in texts that were met while rendering.
    pub problems: RefCell<Vec<Problem>>,
}

impl Frame {
    pub fn new(world: Arc<World>, lang: usize) -> Self {
        Self { world, lang, dependencies: RefCell::default(), problems: RefCell::default() }
    }

    /// The code of the page's language.
    pub fn code(&self) -> &str {
        self.world.site.config().code(self.lang)
    }

    /// Notes a query that was asked.
    pub fn asked(&self, query: impl Into<String>) {
        self.dependencies.borrow_mut().queries.insert(query.into());
    }

    /// Notes a file whose text went in.
    pub fn read(&self, file: &str) {
        self.dependencies.borrow_mut().files.insert(file.to_owned());
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
