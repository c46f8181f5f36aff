//! Styles and scripts of the theme: without their comments, and several in one file.
//!
//! A bundle means what its files mean one after the other. A file that would not, among others, is
//! published on its own, and the bundle is in two files around it: `@import` only counts at the
//! beginning of a file, a `const` of one script would clash with that of another. So is a script
//! of the site itself: a slip in it stops all of its file.

use std::borrow::Cow;
use std::sync::Arc;

use super::name::short;
use super::photo::lock;
use super::{Asset, Assets, Origin, built_in, minify, style};
use crate::source::has_extension;
use crate::store::Fingerprint;
use crate::theme::OPTION_STYLE;

impl Assets {
    /// Returns the assets of these styles or scripts of the theme, in their order: one for all of
    /// them if they can be joined.
    ///
    /// # Errors
    /// The first name that is not a style or script of the theme.
    pub fn bundle<'n>(&self, names: &'n [String]) -> Result<Arc<[Arc<Asset>]>, &'n str> {
        if let Some(known) = lock(self.bundles.read()).get(names) {
            return Ok(known.clone());
        }
        let mut runs: Vec<(Vec<String>, bool)> = Vec::new();
        for name in names {
            let is_joinable = self.is_joinable(name).ok_or(name.as_str())?;
            match runs.last_mut() {
                Some((run, true))
                    if is_joinable && run.first().is_some_and(|first| is_alike(first, name)) =>
                {
                    run.push(name.clone());
                }
                _ => runs.push((vec![name.clone()], is_joinable)),
            }
        }
        let asset = |(run, _): &(Vec<String>, bool)| match run.as_slice() {
            [name] => self.theme_file(name),
            names => self.get(Origin::Bundle(names.into())),
        };
        let made: Option<Arc<[_]>> = runs.iter().map(asset).collect();
        let made = made.ok_or_else(|| names.first().map_or("", String::as_str))?;
        lock(self.bundles.write()).insert(names.to_vec(), made.clone());
        Ok(made)
    }

    /// Returns whether a file may share one with others; `None` if the theme has no such style or
    /// script.
    fn is_joinable(&self, name: &str) -> Option<bool> {
        let is_script = has_extension(name, "js");
        if !is_script && !has_extension(name, "css") {
            return None;
        }
        let bytes = self.theme.read(name)?;
        if self.is_apart || (is_script && self.theme.is_of_site(name)) {
            return Some(false);
        }
        Some(self.minified(name, &bytes).is_some_and(|minified| minified.is_joinable))
    }

    /// Returns a style or script without its comments; `None` for other files, and where it is not
    /// plainly understood. Each is read once, though it is asked for its bundle, its length and its
    /// content.
    fn minified(&self, name: &str, bytes: &[u8]) -> Option<Arc<minify::Minified>> {
        if let Some(known) = lock(self.minified.read()).get(name) {
            return known.clone();
        }
        let read = || {
            let text = std::str::from_utf8(bytes).ok()?;
            if has_extension(name, "css") {
                minify::style(text)
            } else if has_extension(name, "js") {
                minify::script(text)
            } else {
                None
            }
        };
        let ready = self.theme.built_in_path(name).and_then(|path| built_in::minified(&path));
        let made = ready.or_else(read).map(Arc::new);
        let mut known = lock(self.minified.write());
        known.entry(name.to_owned()).or_insert(made).clone()
    }

    /// Returns the part of a bundle's name that changes with the files in it, the release, and the
    /// theme's options, but not with what the files say.
    pub(super) fn bundle_hash(&self, names: &[String]) -> String {
        let mut print = Fingerprint::new();
        print.text(&self.release);
        for name in names {
            print.text(name);
            if name == OPTION_STYLE {
                print.text(&String::from_utf8_lossy(&self.theme.read(name).unwrap_or_default()));
            }
        }
        short(&format!("{:016x}", print.done()))
    }

    /// Returns a file of the theme as it is published on its own.
    pub(super) fn theme_bytes(&self, name: &str) -> Option<Vec<u8>> {
        let bytes = self.theme.read(name)?;
        let is_style = has_extension(name, "css");
        let smaller = if self.is_apart { None } else { self.minified(name, &bytes) };
        let text = match &smaller {
            Some(minified) => Cow::Borrowed(&*minified.text),
            None if is_style => String::from_utf8_lossy(&bytes),
            None => return Some(bytes.into_owned()),
        };
        if !is_style {
            return Some(text.into_owned().into_bytes());
        }
        let folder = folder_of(name);
        let address = |target: &str| self.theme_file(target).map(|asset| asset.path.clone());
        Some(style::with_addresses(&text, folder, &format!("theme/{folder}"), address).into_bytes())
    }

    /// Returns a bundle as it is published. Its files are in one folder, so their addresses are the
    /// same as in files of their own.
    pub(super) fn bundle_bytes(&self, names: &[String]) -> Option<Vec<u8>> {
        let texts = names.iter().map(|name| String::from_utf8(self.theme_bytes(name)?).ok());
        let texts: Vec<String> = texts.collect::<Option<_>>()?;
        let texts = texts.iter().map(String::as_str);
        let is_style = names.first().is_some_and(|name| has_extension(name, "css"));
        Some(if is_style { minify::joined_styles(texts) } else { minify::joined_scripts(texts) }.into_bytes())
    }
}

/// Returns whether two files are of one kind and in one folder.
fn is_alike(a: &str, b: &str) -> bool {
    folder_of(a) == folder_of(b) && has_extension(a, "css") == has_extension(b, "css")
}

fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}
