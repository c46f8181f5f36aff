//! What the name of a file promises to those who open it.

/// Endings of documents of before 2007.
const OLD_DOCUMENTS: [&str; 6] = ["doc", "xls", "ppt", "wps", "et", "dps"];
/// Endings of other documents.
const DOCUMENTS: [&str; 8] = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "ofd"];

/// Whether a file with this ending is one of before 2007: a text under such a name is opened, too.
pub(super) fn is_old(ending: &str) -> bool {
    OLD_DOCUMENTS.contains(&ending)
}

/// Whether a file with this name is a document to those who open it.
pub fn promises_document(name: &str) -> bool {
    let ending = ending(name);
    DOCUMENTS.contains(&ending.as_str()) || OLD_DOCUMENTS.contains(&ending.as_str())
}

/// Whether a file of an archive is a document by its name.
pub(super) fn is_archived_document(name: &str) -> bool {
    promises_document(name) || ["dotx", "potx", "ppsx", "xltx"].contains(&ending(name).as_str())
}

/// Whether a file with this name may have an [`Extent`](super::Extent).
pub fn tells_extent(name: &str) -> bool {
    const ENDINGS: [&str; 11] =
        ["docx", "dotx", "odp", "ods", "odt", "ofd", "pdf", "potx", "ppsx", "pptx", "xlsx"];
    ENDINGS.contains(&ending(name).as_str())
}

/// The ending of a name, in lower case and without its dot.
pub(super) fn ending(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

/// Whether browsers show a file with this name when a reader follows a link to it, so that it need
/// not be downloaded.
pub fn is_shown_by_browsers(name: &str) -> bool {
    const ENDINGS: [&str; 20] = [
        "avif", "bmp", "flac", "gif", "htm", "html", "jpeg", "jpg", "m4a", "mp3", "mp4", "ogg", "pdf", "png",
        "svg", "txt", "wav", "webm", "webp", "xml",
    ];
    ENDINGS.contains(&ending(name).as_str())
}
