//! Rewrites addresses in a style sheet: `url(../images/a.svg)` to the published file.

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
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("url(") {
        out += before;
        out += "url(";
        let Some((target, end)) = after.split_once(')') else {
            rest = after;
            continue;
        };
        let plain = target.trim().trim_matches(['"', '\'']);
        let replaced =
            join(folder, plain).and_then(|file| address(&file)).map(|path| relative(published, &path));
        out += &replaced.unwrap_or_else(|| target.to_owned());
        out.push(')');
        rest = end;
    }
    out + rest
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
        let css = "a{background:url(\"../images/a.svg\")}b{mask:url(#x)}c{src:url(data:x)}d{background:url(none.png)}";
        let address = |file: &str| (file == "images/a.svg").then(|| "theme/images/a-1.svg".to_owned());
        assert_eq!(
            with_addresses(css, "styles", "theme/styles", address),
            "a{background:url(../images/a-1.svg)}b{mask:url(#x)}c{src:url(data:x)}d{background:url(none.png)}"
        );
    }
}
