//! Functions that templates call: see `themes/README.md`. Each is a file with a function `call`,
//! and a line below.

mod arguments;
mod query;

use tera::{Kwargs, State, Tera};

/// Declares a module for each function and registers it under the name of its file.
macro_rules! functions {
    ($($name:ident,)*) => {
        $(mod $name;)*

        /// Registers all functions.
        pub(in crate::render) fn register(tera: &mut Tera) {
            $(tera.register_function(stringify!($name), |kwargs: Kwargs, _: &State| $name::call(&kwargs));)*
        }
    };
}

functions! {
    asset,
    bundle,
    chart,
    count,
    fields,
    figure,
    figures,
    flat,
    formula,
    groups,
    menu_of,
    organization,
    page,
    pages,
    part,
    picture,
    posts,
    qr,
    section,
    t,
    term,
    tree,
    unseen,
}
