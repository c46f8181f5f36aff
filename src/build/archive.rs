//! Writes the published site as an archive, and what differs from an earlier one.

use std::path::Path;

use crate::output;
use crate::problem::Problem;

/// What to write of the published site.
pub type ArchiveOrder<'o> = output::ArchiveOrder<'o>;
/// What was written of it.
pub type ArchiveReport = output::ArchiveReport;

/// Writes archives of the folder that a build has published.
///
/// # Errors
/// Fails if another build writes to the folder, if the earlier archive cannot be read, or if the
/// disk refuses. What was in the place of an archive then stays.
pub fn archive(folder: &Path, order: &ArchiveOrder<'_>) -> Result<ArchiveReport, Problem> {
    output::archive(folder, order)
}
