//! The trait of questions.

use super::View;
use crate::problem::Words;
use crate::site::PageId;
use crate::store::Fingerprint;

/// The reach of an answer, which decides how much of a check can be skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Scope {
    /// Where pages are, and nothing else: the same as long as [`crate::site::Site::shape`] is. Such
    /// an answer is also of the site.
    Shape,
    /// Where pages are, and their titles.
    Titles,
    /// The organised site, and no text, picture or file of the theme: the same as long as
    /// [`crate::site::Site::print`] is.
    Site,
    /// Its fingerprint has to be compared.
    Own,
    /// It has no fingerprint: it is the same as long as all that it is made from is.
    Made,
}

/// Something that renderings ask. Languages are numbers, sections are folders, so that a later
/// build can ask it again.
pub(in super::super) trait Question {
    /// The type of the answer, which borrows from the view where possible.
    type Answer<'v>;

    /// The answer. Only [`View::ask`] hands it out, which records it.
    fn answer<'v>(&self, view: &'v View) -> Self::Answer<'v>;

    /// Takes in exactly what the answer exposes.
    fn print(&self, view: &View, print: &mut Fingerprint);

    /// The reach of the answer.
    fn scope(&self) -> Scope;

    /// The question for a reader who asks why a page was rebuilt. `page` gives the file of a page.
    fn words(&self, page: &dyn Fn(PageId) -> String) -> Words;

    /// The page that the question is about, whose number differs from build to build.
    fn page_mut(&mut self) -> Option<&mut PageId> {
        None
    }
}
