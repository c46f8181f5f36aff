//! Records where articles and terms have been published.

use std::fs;

use crate::load::Portal;
use crate::problem::Problem;
use crate::site::Addresses;
use crate::source::write_plain;

/// Adds the newly published articles and terms to the site's `addresses.yaml`, if it exists and
/// there are any.
///
/// # Errors
/// The file can't be written. It is then unchanged.
pub(super) fn note(portal: &Portal) -> Result<(), Problem> {
    let articles = portal.site().new_addresses().into_iter();
    let articles = articles.map(|(file, address)| (file.to_owned(), address.to_owned()));
    let new: Vec<(String, String)> = articles.chain(portal.site().new_terms()).collect();
    if new.is_empty() {
        return Ok(());
    }
    let (text, _) = portal.folder.read(Addresses::FILE)?;
    let file = portal.folder.path(Addresses::FILE);
    // A hidden name, so that neither a build nor the preview takes it for a file of the site.
    let draft = portal.folder.path(".addresses.yaml.tmp");
    let written =
        write_plain(&draft, Addresses::with(&text, &new).as_bytes()).and_then(|()| fs::rename(&draft, &file));
    written.map_err(|error| {
        let _ = fs::remove_file(&draft);
        Problem::warning(
            "address/unwritten",
            format!("网站发布了，新文章的网址没能记下来：{error}"),
            format!("the site is published, but the addresses of new articles could not be noted: {error}"),
        )
        .in_file(Addresses::FILE)
        .help(
            "看看文件是不是只读，或者被别的程序打开着，然后再发布一次",
            "see whether the file is read-only or held by another program, and build again",
        )
    })
}
