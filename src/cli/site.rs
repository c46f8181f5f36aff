//! Sets up a run over a site.

use std::path::Path;

use crate::load::Settings;
use crate::schema::Date;

/// Settings for a site at the time `now`, with published pages only.
pub(super) fn settings(site: &Path, now: Date) -> Settings {
    Settings { folder: site.to_owned(), now, shown: Vec::new(), base_url: None }
}
