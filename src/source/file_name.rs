//! Reports file names that other systems do not allow or cannot distinguish.

use std::collections::BTreeMap;

use super::{Inventory, ListedFile};
use crate::problem::{Place, Problem};
use crate::text::file_name::{NameFlaw, flaw};

/// Maximum length of a path below the site's folder, in UTF-16 units. Windows programs allow 260
/// for the full path.
const LONGEST: usize = 200;

/// Returns whether `name` ends with `.extension`, in upper or lower case.
pub(crate) fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

/// Checks all names.
pub(super) fn check(inventory: &Inventory, problems: &mut Vec<Problem>) {
    let mut folder = "";
    let mut with_capitals = Vec::new();
    for ListedFile { name, .. } in inventory.all() {
        let (parent, own) = name.rsplit_once('/').unwrap_or(("", name));
        if parent == folder && name.len() <= LONGEST && is_plain(own) {
            continue;
        }
        problems.extend(problem(own, name));
        if has_capitals(own) {
            with_capitals.push(name.as_str());
        }
        if name.len() > LONGEST && name.encode_utf16().count() > LONGEST {
            problems.push(too_long(name));
        }
        if parent != folder {
            folder = parent;
            problems.extend(folders(folder).filter_map(|(own, folder)| problem(own, folder)));
            with_capitals
                .extend(folders(folder).filter(|(own, _)| has_capitals(own)).map(|(_, folder)| folder));
        }
    }
    same_but_for_case(inventory, &with_capitals, problems);
}

/// Returns whether a name is certainly portable. This quick test passes for almost every name;
/// names that fail it get all checks.
fn is_plain(own: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.');
    let stem = own.split('.').next().unwrap_or_default();
    // Device names have three or four letters.
    own.bytes().all(is_plain) && !own.ends_with('.') && !matches!(stem.len(), 0 | 3 | 4)
}

/// Returns each folder on a path: its own name and its path.
fn folders(path: &str) -> impl Iterator<Item = (&str, &str)> {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.filter_map(|end| path.get(..end)).map(|folder| (folder.rsplit('/').next().unwrap_or(folder), folder))
}

fn has_capitals(name: &str) -> bool {
    name.chars().any(char::is_uppercase)
}

/// Reports names that differ only in case. Only names with capitals are compared: of two such names
/// at least one has a capital letter.
fn same_but_for_case(inventory: &Inventory, with_capitals: &[&str], problems: &mut Vec<Problem>) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for name in with_capitals {
        let folded = name.to_lowercase();
        let twin = known.get(&folded).copied();
        let twin = twin.or_else(|| there_is(inventory, &folded).then_some(folded.as_str()));
        match twin {
            Some(twin) if twin != *name => problems.push(differs_in_case(name, twin)),
            Some(_) => {}
            None => drop(known.insert(folded, name)),
        }
    }
}

/// Returns whether there is a file or a folder with this name.
fn there_is(inventory: &Inventory, name: &str) -> bool {
    let lists = [
        &inventory.documents,
        &inventory.resources,
        &inventory.data,
        &inventory.statics,
        &inventory.overrides,
    ];
    let is_in = |list: &&Vec<ListedFile>| {
        let at = list.partition_point(|file| file.name.as_str() < name);
        let inside =
            list.partition_point(|file| file.name.as_bytes() < [name.as_bytes(), b"/"].concat().as_slice());
        list.get(at).is_some_and(|file| file.name == name)
            || list
                .get(inside)
                .is_some_and(|file| file.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('/')))
    };
    lists.iter().any(is_in)
}

fn differs_in_case(name: &str, twin: &str) -> Problem {
    let own = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let (name_own, twin_own) = (own(name), own(twin));
    Problem::warning(
        "source/same-but-for-case",
        format!("“{name_own}”和“{twin_own}”只有大小写不同"),
        format!("`{name_own}` and `{twin_own}` differ only in case"),
    )
    .in_file(name)
    .label(Place::whole_file(twin), "另一个", "the other one")
    .help(
        "在 Windows 上这两个名称指同一个文件，一个会盖掉另一个：给其中一个改名",
        "on Windows they are one file, and one would replace the other: rename one of them",
    )
}

/// Returns the problem with the name of a file or a folder; `path` is its path.
fn problem(own: &str, path: &str) -> Option<Problem> {
    let (zh, en) = match flaw(own)? {
        NameFlaw::Control => {
            let problem = Problem::error(
                "source/file-name",
                "文件名里有看不见的控制字符（换行、Tab 等）",
                "the file's name has control characters in it",
            );
            return Some(problem.in_file(path).help(RENAME_ZH, RENAME_EN));
        }
        NameFlaw::Character(odd) => (
            format!("文件名里有“{odd}”，Windows 上不能有这样的文件"),
            format!("Windows has no files with `{odd}` in their names"),
        ),
        NameFlaw::Dot => ends_in("句点", "a dot"),
        NameFlaw::Space => ends_in("空格", "a space"),
        NameFlaw::Device(stem) => (
            format!("“{stem}”是 Windows 的保留名，不能用作文件名"),
            format!("Windows keeps the name `{stem}` for a device"),
        ),
    };
    let problem = Problem::warning("source/portable-name", zh, en).in_file(path);
    Some(problem.help(RENAME_ZH, RENAME_EN))
}

fn ends_in(zh: &str, en: &str) -> (String, String) {
    (
        format!("文件名以{zh}结尾，Windows 上不能有这样的文件"),
        format!("Windows has no files whose names end in {en}"),
    )
}

const RENAME_ZH: &str = "给文件改名，建议只用小写字母、数字和连字符";
const RENAME_EN: &str = "rename the file; lower-case letters, digits and hyphens are best";

fn too_long(name: &str) -> Problem {
    let length = name.encode_utf16().count();
    Problem::warning(
        "source/long-path",
        format!("文件的路径有 {length} 个字，Windows 上可能打不开"),
        format!("this path is {length} characters long; Windows may not open it"),
    )
    .in_file(name)
    .help(
        format!("缩短文件名或文件夹名，或者减少文件夹的层数，总共不超过 {LONGEST} 个字"),
        format!("shorten the names or use fewer folders: {LONGEST} characters at most"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Stamp;
    use proptest::prelude::*;

    fn told(names: &[&str]) -> Vec<(String, &'static str)> {
        let mut statics: Vec<ListedFile> = names
            .iter()
            .map(|name| ListedFile { name: (*name).to_owned(), stamp: Stamp::default() })
            .collect();
        statics.sort_by(|a, b| a.name.cmp(&b.name));
        let mut problems = Vec::new();
        check(&Inventory { statics, ..Inventory::default() }, &mut problems);
        problems.into_iter().map(|p| (p.place.map(|place| place.file).unwrap_or_default(), p.code)).collect()
    }

    #[test]
    fn names_that_windows_cannot_have_are_told() {
        for name in [
            "static/a:b.txt",
            "static/a?.pdf",
            "static/end.",
            "static/end ",
            "static/CON",
            "static/nul.txt",
            "static/a|b/c",
        ] {
            let found = told(&[name]);
            assert_eq!(found.len(), 1, "{name}: {found:?}");
            assert_eq!(found[0].1, "source/portable-name");
        }
        assert_eq!(told(&["static/a\nb.txt"]), vec![("static/a\nb.txt".into(), "source/file-name")]);
        assert_eq!(told(&["static/console.txt", "static/com10", "static/党建.png", "static/a.b.c"]), vec![]);
    }

    #[test]
    fn names_that_differ_only_in_case_are_told_once() {
        let code = "source/same-but-for-case";
        assert_eq!(
            told(&["static/A.png", "static/a.png", "static/b.png"]),
            vec![("static/A.png".into(), code)]
        );
        assert_eq!(told(&["static/Aa.png", "static/aA.png"]), vec![("static/aA.png".into(), code)]);
        assert_eq!(
            told(&["static/News/a.png", "static/news/b.png", "static/news/c.png"]),
            vec![("static/News".into(), code)]
        );
        assert_eq!(told(&["static/IMG_1.JPG", "static/IMG_2.JPG", "static/News/A.png"]), vec![]);
    }

    #[test]
    fn a_long_path_is_told() {
        let long = format!("static/{}.png", "长".repeat(LONGEST));
        assert_eq!(told(&[&long]), vec![(long.clone(), "source/long-path")]);
    }

    proptest! {
        #[test]
        fn any_names_can_be_looked_at(names in proptest::collection::vec("[a-cA-C中:. /\n]{0,12}", 0..12)) {
            told(&names.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
