//! What a wrong address, link or file name probably meant.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{LeftOut, Section, Site};
use crate::problem::{Names, Problem, suggest};

/// Looked up by what leads nowhere; each made when the first mistake asks for it.
#[derive(Debug, Default)]
pub(super) struct Nearest {
    routes: OnceLock<Names>,
    documents: OnceLock<Names>,
    resources: OnceLock<Names>,
    left_out: OnceLock<HashMap<Box<str>, usize>>,
}

impl Site {
    /// The path of the route that `path` probably meant.
    pub fn nearest_route(&self, path: &str) -> Option<&str> {
        let names = || Names::new(self.routes().iter().map(|route| route.path.as_str()));
        self.nearest.routes.get_or_init(names).nearest("", path)
    }

    /// The document in the folder of the document `file` that `name` probably meant.
    pub fn nearest_document(&self, file: &str, name: &str) -> Option<&str> {
        let files = || self.pages().iter().filter(|page| page.has_body).map(|page| &*page.file);
        self.nearest.documents.get_or_init(|| Names::new(files())).nearest(folder(file), name)
    }

    /// The picture or attachment in the folder of the document `file`, or below it, that `name` probably meant.
    pub fn nearest_resource(&self, file: &str, name: &str) -> Option<&str> {
        let files = || Names::new(self.resources().iter().map(String::as_str));
        self.nearest.resources.get_or_init(files).nearest(folder(file), name)
    }

    /// The folder of the section that is meant by its folder or, where only one has it, by its title in any language.
    pub fn section_named(&self, written: &str) -> Option<&str> {
        let folder = written.trim().trim_matches('/');
        let at = |lang| Some(&*self.section(self.section_id(lang, folder)?)?.path);
        if let Some(path) = (0..self.config.languages.len()).find_map(at) {
            return Some(path);
        }
        let mut titled = self
            .sections
            .iter()
            .filter(|section| !section.path.is_empty() && *section.title == *written.trim());
        let path = &*titled.next()?.path;
        titled.all(|section| *section.path == *path).then_some(path)
    }

    /// A section is none of `written`; says which it may be.
    pub fn unknown_section(&self, code: &'static str, written: &str) -> Problem {
        /// More than these nobody reads through.
        const MOST: usize = 24;
        let zh = format!("没有“{written}”这个栏目");
        let problem = Problem::error(code, zh, format!("there is no section `{written}`"));
        let (mut folders, mut names) = (Vec::new(), Vec::new());
        for section in self.sections.iter().filter(|section| !section.path.is_empty()) {
            if *section.title == *written.trim() || section.lang == 0 {
                names.push(&*section.path);
                names.push(&*section.title);
            }
            if *section.title == *written.trim() && !folders.contains(&&*section.path) {
                folders.push(&*section.path);
            }
        }
        if folders.len() > 1 {
            return problem.help(
                format!("有几个栏目叫这个名字，写文件夹：{}", folders.join("、")),
                format!("several sections have this title: write the folder, one of {}", folders.join(", ")),
            );
        }
        let first = self.sections.iter().filter(|section| section.lang == 0 && !section.path.is_empty());
        let listed: Vec<&Section> = first.take(MOST + 1).collect();
        if listed.is_empty() || listed.len() > MOST {
            return problem.did_you_mean(
                suggest(written, names),
                "写 content 里的文件夹，如 grassroots/updates",
                "a section is a folder in `content`, such as grassroots/updates",
            );
        }
        let named = |section: &&Section| {
            if *section.title == *section.path {
                (section.path.to_string(), section.path.to_string())
            } else {
                let (path, title) = (&section.path, &section.title);
                (format!("{path}（{title}）"), format!("{path} ({title})"))
            }
        };
        let (zh, en): (Vec<String>, Vec<String>) = listed.iter().map(named).unzip();
        problem.did_you_mean(
            suggest(written, names),
            format!("写 content 里的文件夹或栏目名，可写：{}", zh.join("、")),
            format!("write the folder or title of a section: {}", en.join(", ")),
        )
    }

    /// The page of a file, where it is not shown.
    pub fn left_out_file(&self, file: &str) -> Option<&LeftOut> {
        let files = || self.left_out().iter().enumerate().map(|(at, page)| (page.file.as_str().into(), at));
        let at = self.nearest.left_out.get_or_init(|| files().collect()).get(file)?;
        self.left_out().get(*at)
    }
}

/// The folder of a file, with the `/` at its end.
fn folder(file: &str) -> &str {
    file.rfind('/').and_then(|at| file.get(..=at)).unwrap_or_default()
}
