//! Says which document, file or section a wrong name probably meant.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::folder::Folder;
use super::selection::HiddenPage;
use super::stage::Library;
use crate::problem::{Problem, suggest};
use crate::site::config::address;

impl Library {
    /// The document in the folder of the document `file` that `name` probably meant.
    pub(in crate::site) fn nearest_document(&self, file: &str, name: &str) -> Option<&str> {
        self.nearest.document(&self.pages, file, name)
    }

    /// The picture or attachment in or below the folder of the document `file` that `name` probably
    /// meant; one of `static/` for an address from the root.
    pub(in crate::site) fn nearest_resource(&self, file: &str, name: &str) -> Option<Cow<'_, str>> {
        if name.starts_with('/') {
            return self.nearest.static_file(&self.base.statics, name).map(Cow::Owned);
        }
        self.nearest.resource(&self.base.resources, file, name).map(Cow::Borrowed)
    }

    /// Whether `target` means a folder in the document `file`.
    pub(in crate::site) fn is_folder(&self, file: &str, target: &str) -> bool {
        let root = if target.starts_with('/') { "static/" } else { "" };
        let Some(path) = address::join(if root.is_empty() { file } else { "" }, target) else { return false };
        let folder = format!("{root}{path}/");
        let begins = |names: &BTreeSet<String>| {
            names.range(folder.clone()..).next().is_some_and(|name| name.starts_with(&folder))
        };
        begins(&self.base.resources)
            || begins(&self.base.statics)
            || self.nearest.has_documents(&self.pages, &folder)
    }

    /// The page of a file, if it is not shown.
    pub(in crate::site) fn left_out_file(&self, file: &str) -> Option<&HiddenPage> {
        self.nearest.left_out(&self.left_out, file)
    }

    /// Reports that no section is called `written`, and lists those that may be meant.
    pub(in crate::site) fn unknown_section(&self, code: &'static str, written: &str) -> Problem {
        /// Nobody reads a longer list.
        const MOST: usize = 24;
        let zh = format!("没有“{written}”这个栏目");
        let problem = Problem::error(code, zh, format!("there is no section `{written}`"));
        let inner = || self.sections.folders.iter().filter(|folder| !folder.path.is_empty());
        let (mut folders, mut names) = (Vec::new(), Vec::new());
        for folder in inner() {
            let is_titled = *folder.title == *written.trim();
            if is_titled || folder.lang == 0 {
                names.extend([&*folder.path, &*folder.title]);
            }
            if is_titled && !folders.contains(&&*folder.path) {
                folders.push(&*folder.path);
            }
        }
        if folders.len() > 1 {
            return problem.help(
                format!("有几个栏目叫这个名字，写文件夹：{}", folders.join("、")),
                format!("several sections have this title: write the folder, one of {}", folders.join(", ")),
            );
        }
        let first = inner().filter(|folder| folder.lang == 0);
        let listed: Vec<&Folder> = first.map(|folder| &**folder).take(MOST + 1).collect();
        if listed.is_empty() || listed.len() > MOST {
            return problem.did_you_mean(
                suggest(written, names),
                "写 content 里的文件夹，如 grassroots/updates",
                "a section is a folder in `content`, such as grassroots/updates",
            );
        }
        let (zh, en): (Vec<String>, Vec<String>) = listed.into_iter().map(name_with_title).unzip();
        problem.did_you_mean(
            suggest(written, names),
            format!("写 content 里的文件夹或栏目名，可写：{}", zh.join("、")),
            format!("write the folder or title of a section: {}", en.join(", ")),
        )
    }
}

/// The folder of a section with its title, in Chinese and in English: `news（新闻）`,
/// `news (新闻)`.
fn name_with_title(folder: &Folder) -> (String, String) {
    let (path, title) = (&folder.path, &folder.title);
    if title == path {
        return (path.to_string(), path.to_string());
    }
    (format!("{path}（{title}）"), format!("{path} ({title})"))
}
