//! Broken sites, each a file in `bad/` with its whole expected report in both languages next to it.
//!
//! A `.site` file holds the files of a site, each after a line `== path ==`. The path may be
//! followed by how the text is written: `(gb18030)`, `(utf-16)`, `(bytes)` with `\xNN` in it,
//! `(repeat N)`, `(sparse N)` for that number of zero bytes. Files that are not given are a
//! `site.yaml` and one article without mistakes. With `DANGJIAN_REWRITE_REPORTS=1` the reports are
//! written again.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::site::Site;

const REWRITE: &str = "DANGJIAN_REWRITE_REPORTS";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/testsuite/bad")
}

/// The site that a fixture describes.
fn site(description: &str) -> Site {
    let site = Site::new().news("news/good.md", "好文章", "", "正文。");
    for part in description.split("\n== ").map(|part| part.strip_prefix("== ").unwrap_or(part)) {
        let (head, text) = part
            .split_once(" ==\n")
            .or_else(|| Some((part.trim_end().strip_suffix(" ==")?, "")))
            .expect("`== path ==`");
        let (path, form) =
            head.split_once(" (").map_or((head, ""), |(path, form)| (path, form.trim_end_matches(')')));
        let text =
            if text.ends_with('\n') || text.is_empty() { text.to_owned() } else { format!("{text}\n") };
        let path = path_of(path);
        match form.split_once(' ').unwrap_or((form, "")) {
            ("gb18030", _) => site.change(path, encoding_rs::GB18030.encode(&text).0),
            ("utf-16", _) => {
                site.change(path, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
            }
            ("bytes", _) => site.change(path, unescaped(&text)),
            ("repeat", count) => site.change(path, text.trim_end().repeat(count.parse().unwrap())),
            ("sparse", length) => {
                site.change(&path, "");
                let file = fs::File::options().write(true).open(site.path(&path)).unwrap();
                file.set_len(length.parse().unwrap()).unwrap();
            }
            ("remove", _) => site.remove(path.to_str().unwrap()),
            ("", _) => site.change(path, text),
            _ => panic!("{form}"),
        }
    }
    site
}

#[cfg(unix)]
fn path_of(path: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    std::ffi::OsString::from_vec(unescaped(path)).into()
}

#[cfg(not(unix))]
fn path_of(path: &str) -> PathBuf {
    path.into()
}

/// A text with its `\xNN` as bytes.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut parts = text.split("\\x");
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    bytes
}

#[test]
fn every_broken_site_gives_its_report() {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        names.insert(name.split('.').next().unwrap().to_owned());
    }
    assert!(names.len() >= 40, "{} fixtures", names.len());
    let wrong: Vec<String> = names.par_iter().flat_map_iter(|name| differences(name)).collect();
    assert!(wrong.is_empty(), "{}\n{REWRITE}=1 writes the reports anew", wrong.join("\n"));
}

/// The differences between the reports of a site and the expected ones.
fn differences(name: &str) -> Vec<String> {
    let description = fs::read_to_string(folder().join(format!("{name}.site"))).expect(name);
    let site = site(&description);
    let mut wrong = Vec::new();
    for language in ["zh", "en"] {
        let report = site.build_with(&["--language", language]).stderr;
        let expected = folder().join(format!("{name}.{language}.txt"));
        if std::env::var_os(REWRITE).is_some() {
            fs::write(&expected, &report).unwrap();
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if report != wanted {
            wrong.push(format!("{name} ({language}) reports\n{report}instead of\n{wanted}"));
        }
        assert!(!report.is_empty(), "{name} has no problem");
        said_once(name, &report);
    }
    wrong
}

/// No problem is reported twice: no two have the same code, place and words.
fn said_once(name: &str, report: &str) {
    let blocks: Vec<&str> = report.split("\n\n").collect();
    let distinct: BTreeSet<&str> = blocks.iter().copied().collect();
    assert_eq!(blocks.len(), distinct.len(), "{name}: {report}");
}
