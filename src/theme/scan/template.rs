//! Splits a template once for all who read its code.

use std::cell::OnceCell;

use super::token::{Tag, Unreadable, tags};

/// A template whose code is split into tags when somebody first asks for them.
pub(crate) struct TemplateScan<'t> {
    text: &'t str,
    /// The tags before the first one that is not readable, and whether there is such a one.
    tags: OnceCell<(Vec<Tag<'t>>, Result<(), Unreadable>)>,
}

impl<'t> TemplateScan<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, tags: OnceCell::new() }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the tags before the first one that is not readable.
    pub(crate) fn readable_tags(&self) -> &[Tag<'t>] {
        &self.split().0
    }

    /// Returns all tags.
    ///
    /// # Errors
    /// Code that Tera can't read either.
    pub(super) fn tags(&self) -> Result<&[Tag<'t>], Unreadable> {
        let (tags, is_readable) = self.split();
        is_readable.map(|()| tags.as_slice())
    }

    fn split(&self) -> &(Vec<Tag<'t>>, Result<(), Unreadable>) {
        self.tags.get_or_init(|| {
            let mut split = (Vec::new(), Ok(()));
            for tag in tags(self.text) {
                match tag {
                    Ok(tag) => split.0.push(tag),
                    Err(unreadable) => split.1 = Err(unreadable),
                }
            }
            split
        })
    }
}
