//! Reads the name of a document: path, language, and whether it is a section's.

use crate::site::Config;
use crate::source::{ListedFile, Stamp};

/// The properties of a document that its file name determines.
pub(crate) struct DocumentName<'f> {
    pub(crate) file: &'f str,
    pub(super) stamp: Stamp,
    /// Path below `content/`, without language and extension; for a bundle, its folder.
    pub(crate) stem: String,
    pub(crate) lang: usize,
    pub(super) is_section: bool,
}

impl<'f> DocumentName<'f> {
    pub(crate) fn of(listed: &'f ListedFile, config: &Config) -> Self {
        let file = listed.name.as_str();
        let path = file.strip_prefix("content/").unwrap_or(file);
        let path = path.get(..path.len() - 3).unwrap_or(path);
        let (path, lang) = match path.rsplit_once('.') {
            Some((stem, code)) => config.language(code).map_or((path, 0), |lang| (stem, lang)),
            None => (path, 0),
        };
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        // `Index.md` is reported, as what it was meant to be.
        let is_section = name.eq_ignore_ascii_case("_index");
        let is_bundle = name.eq_ignore_ascii_case("index") && !folder.is_empty();
        let stem = if is_section || is_bundle { folder } else { path };
        Self { file, stamp: listed.stamp, stem: stem.to_owned(), lang, is_section }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;
    use crate::source::yaml::Yaml;

    #[test]
    fn a_file_name_tells_stem_language_and_kind() {
        let text = "title: 甲\nlanguages: [zh, en]\n";
        let source = SourceText::new("site.yaml", text);
        let (config, _) = Config::read(&Yaml::read(&source, 0..text.len()).unwrap()).unwrap();
        let told = |file: &str| {
            let listed = ListedFile { name: file.to_owned(), stamp: Stamp::default() };
            let name = DocumentName::of(&listed, &config);
            (name.stem, name.lang, name.is_section)
        };
        assert_eq!(told("content/news/x.md"), ("news/x".into(), 0, false));
        assert_eq!(told("content/news/x.en.md"), ("news/x".into(), 1, false));
        assert_eq!(told("content/news/x/index.en.md"), ("news/x".into(), 1, false));
        assert_eq!(told("content/news/_index.md"), ("news".into(), 0, true));
        assert_eq!(told("content/_index.en.md"), (String::new(), 1, true));
        assert_eq!(told("content/v1.2.md"), ("v1.2".into(), 0, false));
        assert_eq!(told("content/news/x/INDEX.md"), ("news/x".into(), 0, false));
        assert_eq!(told("content/news/_Index.md"), ("news".into(), 0, true));
    }
}
