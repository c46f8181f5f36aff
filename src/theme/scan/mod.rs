//! Reads Tera's grammar: the only place that does so besides Tera itself.
//!
//! Tera keeps what it parsed to itself, and a build has to know more of a template than whether it
//! is valid: which templates and components it is made from, which fields it names, where it calls
//! `t(key="…")`. Output depends on this reading, therefore `Cargo.toml` names Tera's exact version.
//! After a new version, compare its `src/parsing` with `token.rs` and `reader.rs`: the tests give
//! templates to both, and fail if Tera accepts what is unreadable here or finds another name.

mod cursor;
mod mentions;
mod reader;
mod template;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use mentions::Mentions;
pub(crate) use reader::{defines_components, mentions, mentions_of};
pub(crate) use template::TemplateScan;
pub(crate) use token::{Tag, Token, TokenKind};
