//! Finds the file with a person's settings.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// Returns the path of the person's settings, which need not exist: `dangjian/settings.yaml` in the
/// system's configuration folder. `None` where the system does not report that folder.
pub fn settings_file() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("dangjian").join("settings.yaml"))
}
