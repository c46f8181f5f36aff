//! Writes pixels as files.

mod jpeg;
mod png;

#[cfg(test)]
pub(super) use jpeg::encoder;
pub(super) use jpeg::jpeg;
pub(super) use png::{MOST_COLOURS, colours, png};
