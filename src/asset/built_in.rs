//! Styles and scripts of the built-in themes without their comments, as `build.rs` writes them.

use super::minify::Minified;

/// The path below `themes/` of each, its text without comments, and whether it is joinable.
const MINIFIED: &[(&str, &str, bool)] = &include!(concat!(env!("OUT_DIR"), "/minified.rs"));

/// Returns a built-in style or script (`classic/styles/base.css`) without its comments. `None` in
/// development, where the built-in themes are read from the disk and may be newer.
pub(super) fn minified(path: &str) -> Option<Minified> {
    if cfg!(debug_assertions) { None } else { found(path) }
}

fn found(path: &str) -> Option<Minified> {
    let (_, text, is_joinable) = MINIFIED.iter().find(|(known, ..)| *known == path)?;
    Some(Minified { text: (*text).into(), is_joinable: *is_joinable })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asset::minify;
    use crate::theme::Layer;

    #[test]
    fn built_in_files_are_as_they_would_be_made_now() {
        let mut count = 0;
        for theme in ["base", "classic", "plain"] {
            let layer = Layer::built_in(theme).unwrap();
            for name in ["styles", "scripts"].iter().flat_map(|folder| layer.list(folder)) {
                let text = String::from_utf8(layer.read(&name).unwrap().into_owned()).unwrap();
                let made = if name.ends_with(".css") { minify::style(&text) } else { minify::script(&text) };
                assert_eq!(found(&format!("{theme}/{name}")), made, "{theme}/{name}");
                count += usize::from(made.is_some());
            }
        }
        assert_eq!(count, MINIFIED.len());
        assert!(count > 15, "{count}");
    }
}
