//! Recognises files that can do something to the computer of a reader who opens them.

use std::io::{self, Read, Seek, SeekFrom};

use super::words;
use crate::problem::Problem;

/// Endings of programs and scripts, of any system.
const PROGRAMS: [&str; 40] = [
    "apk", "app", "appx", "bat", "cmd", "com", "cpl", "deb", "dll", "dmg", "exe", "hta", "inf", "ipa", "jar",
    "js", "jse", "mjs", "msi", "msix", "msp", "ps1", "psm1", "reg", "rpm", "scf", "scr", "sh", "sys", "vb",
    "vbe", "vbs", "wsc", "wsf", "wsh", "xll", "pif", "cgi", "pl", "swf",
];
/// Endings of web pages, also of those that a server makes by running them.
const WEB_PAGES: [&str; 14] = [
    "htm", "html", "mht", "mhtml", "shtml", "xht", "xhtml", "chm", "asp", "aspx", "jsp", "php", "php5",
    "phtml",
];
const SHORTCUTS: [&str; 4] = ["desktop", "lnk", "url", "webloc"];
const DISK_IMAGES: [&str; 7] = ["img", "iso", "vhd", "vhdx", "vmdk", "wim", "udf"];
/// Office documents that may hold macros, by their ending.
const WITH_MACROS: [&str; 9] = ["docm", "dotm", "potm", "ppam", "ppsm", "pptm", "xlam", "xlsm", "xltm"];
/// Endings of texts: a browser shows what is in them and runs nothing.
const TEXTS: [&str; 6] = ["csv", "json", "md", "srt", "txt", "vtt"];

/// Returns why a file is not offered to readers, if it is one of those.
pub(super) fn of(head: &[u8], ending: &str, file: &mut (impl Read + Seek)) -> io::Result<Option<Problem>> {
    let has = |endings: &[&str]| endings.contains(&ending);
    // A shortcut of Windows begins with its length and the first part of its class number.
    let is_shortcut = head.starts_with(b"L\0\0\0\x01\x14\x02\0") || has(&SHORTCUTS);
    Ok(if is_shortcut {
        Some(words::shortcut())
    } else if is_program(head) || has(&PROGRAMS) {
        Some(words::program())
    } else if has(&WEB_PAGES) || (is_web_page(head) && !has(&TEXTS)) {
        Some(words::web_page(ending))
    } else if has(&DISK_IMAGES) || is_disk_image(head, file)? {
        Some(words::disk_image())
    } else {
        has(&WITH_MACROS).then(words::macros)
    })
}

/// Whether the content is a program: for Windows, Linux, macOS or Java, or a script that names its
/// interpreter.
fn is_program(head: &[u8]) -> bool {
    let begins = |magic: &[u8]| head.starts_with(magic);
    // A program for Windows has binary numbers behind its two letters: a text that begins with
    // `MZ` has none.
    let is_windows = begins(b"MZ") && head.get(2..64).is_some_and(|rest| rest.contains(&0));
    is_windows
        || begins(b"\x7fELF")
        || begins(b"\xFE\xED\xFA\xCE")
        || begins(b"\xFE\xED\xFA\xCF")
        || begins(b"\xCE\xFA\xED\xFE")
        || begins(b"\xCF\xFA\xED\xFE")
        || begins(b"\xCA\xFE\xBA\xBE")
        || (begins(b"#!") && !begins(b"#!AMR"))
}

/// Whether a browser would take the content for a page: it begins with a tag of HTML, or it is XML
/// of a kind that can hold scripts.
pub(super) fn is_web_page(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, after)| after.trim_start());
    }
    if rest.starts_with("<?xml") {
        return rest.contains("http://www.w3.org/1999/xhtml")
            || rest.contains("<?xml-stylesheet")
            || rest.contains("<!doctype html")
            || rest.contains("<html");
    }
    ["<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<meta", "mime-version:"]
        .iter()
        .any(|tag| rest.starts_with(tag))
}

/// Whether the content is an image of a disk: ISO 9660, or one of the formats of virtual machines.
fn is_disk_image(head: &[u8], file: &mut (impl Read + Seek)) -> io::Result<bool> {
    /// Where the first descriptor of a volume begins (ECMA-119, 6.2.1).
    const VOLUME: u64 = 16 * 2048;
    if head.starts_with(b"vhdxfile") || head.starts_with(b"conectix") || head.starts_with(b"KDMV") {
        return Ok(true);
    }
    file.seek(SeekFrom::Start(VOLUME))?;
    let mut descriptor = Vec::new();
    file.by_ref().take(6).read_to_end(&mut descriptor)?;
    Ok(descriptor.get(1..6) == Some(b"CD001"))
}
