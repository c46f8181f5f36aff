//! Chooses between the ways in which a file says the same: `mc:AlternateContent`.

use super::xml::{Element, Family};

/// Elements that show something to readers.
const READABLE: [&str; 10] =
    ["t", "blip", "imagedata", "chart", "relIds", "textpath", "sym", "oMath", "OLEObject", "fldChar"];

/// Returns the alternative that is read: the first choice with something readable, otherwise what
/// is there for programs that know no choice. What both contain is so read once.
pub(super) fn chosen<'e, 'x>(element: &'e Element<'x>) -> Option<&'e Element<'x>> {
    let is_readable =
        |element: &&Element<'x>| element.descendants().any(|part| READABLE.contains(&part.name));
    let of =
        |name: &'static str| element.elements().filter(move |child| child.is(Family::Compatibility, name));
    of("Choice").find(is_readable).or_else(|| of("Fallback").next())
}
