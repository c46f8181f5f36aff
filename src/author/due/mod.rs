//! Tells when a build is due although no file changes: articles are published, taken down or
//! unpinned, periods begin and end. Writes that for calendars and timers.

mod dues;
mod files;

pub use dues::{Due, DueChange, Dues, change_name};
pub use files::{BuildCommand, DueFile, due_file, write_due};
