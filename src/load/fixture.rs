//! Sites for the tests of this room.

use std::path::Path;

/// Writes the file `name` of a site in the folder `root`.
pub(super) fn write(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}
