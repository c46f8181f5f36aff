//! Rewrites addresses in a style sheet: `url(../images/a.svg)` to the published file.

use crate::text::style_addresses;

/// Replaces every relative `url()` in `css` that names a file of the theme by its published
/// address. `folder` is the style sheet's folder in the theme, `published` its folder in the
/// published site; `address` returns the published path of a file of the theme.
pub(super) fn with_addresses(
    css: &str,
    folder: &str,
    published: &str,
    address: impl Fn(&str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(css.len());
    let mut done = 0;
    for place in style_addresses(css) {
        let (before, target) = (css.get(..place.start), css.get(place.clone()));
        let (Some(before), Some(target)) = (before, target) else { continue };
        // Styles that import each other would ask for each other's address without end.
        let is_imported = !before.trim_end().trim_end_matches(['"', '\'']).trim_end().ends_with('(');
        let Some(file) = join(folder, target).filter(|_| !is_imported) else { continue };
        let Some(path) = address(&file) else { continue };
        out += css.get(done..place.start).unwrap_or_default();
        out += &relative(published, &path);
        done = place.end;
    }
    out + css.get(done..).unwrap_or_default()
}

fn join(folder: &str, target: &str) -> Option<String> {
    if target.contains(':') || target.starts_with(['/', '#']) {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the address of `path` relative to the folder `from`.
fn relative(from: &str, path: &str) -> String {
    let from: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    "../".repeat(from.len() - common) + &to.get(common..).unwrap_or_default().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_are_replaced_and_others_left() {
        let css = "a{background:url(\"../images/a.svg\")}b{mask:url(#x)}c{src:url(data:x)}d{background:url(none.png)}@import '../images/a.svg';p{b:URL( ../images/a.svg )}";
        let address = |file: &str| (file == "images/a.svg").then(|| "theme/images/a-1.svg".to_owned());
        assert_eq!(
            with_addresses(css, "styles", "theme/styles", address),
            "a{background:url(\"../images/a-1.svg\")}b{mask:url(#x)}c{src:url(data:x)}d{background:url(none.png)}@import '../images/a.svg';p{b:URL( ../images/a-1.svg )}"
        );
    }
}
