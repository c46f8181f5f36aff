//! Two files for one address: the last one would win in silence.

use super::{Route, Site, Target, Unplaced};
use crate::problem::{Place, Problem};
use crate::source::yaml::Step;

fn collision(first: &str, second: &str, path: &str) -> Problem {
    Problem::error(
        "address/collision",
        format!("“{first}”和“{second}”的网址相同，都是 /{path}"),
        format!("`{first}` and `{second}` have the same address, /{path}"),
    )
}

impl Site {
    /// Two routes with one path: the last one would win in silence.
    pub(super) fn check_addresses(&self, problems: &mut Vec<Unplaced>) {
        let is_alias = |route: &Route| matches!(route.target, Target::Alias(_));
        let is_made = |route: &Route| {
            use Target::{Archive, Map, Search, Year};
            matches!(route.target, Archive(_) | Map(_) | Search(_) | Year(..))
        };
        for same in self.routes.chunk_by(|a, b| a.path == b.path).filter(|same| same.len() > 1) {
            // Of a page and a former address the former address is the one too many.
            let kept_at = same.iter().position(|route| !is_alias(route)).unwrap_or_default();
            let Some(kept) = same.get(kept_at) else { continue };
            for (_, other) in same.iter().enumerate().filter(|(at, _)| *at != kept_at) {
                let (kept_file, file) = (self.file_of(kept), self.file_of(other));
                let problem = collision(&kept_file, &file, &other.path).label(
                    Place::whole_file(kept_file.as_str()),
                    "另一个在这里",
                    "the other one",
                );
                let (key, problem) = if is_alias(other) {
                    ("aliases", problem.help("删去这个旧链接", "remove this former address"))
                } else if is_made(kept) || is_made(other) {
                    let problem = problem.help(
                        "给文件夹或文章改名，或者在 site.yaml 里去掉占用这个网址的一项（归档、网站地图或搜索）",
                        "rename the folder or page, or leave out in site.yaml what takes the address: `archive`, `site_map` or `search`",
                    );
                    ("slug", problem)
                } else {
                    let (zh, en) = match (self.names_itself(kept), self.names_itself(other)) {
                        (None, _) | (_, None) => (
                            "给栏目的文件夹或文章的文件改名",
                            "rename the folder of the section, or the file of the page",
                        ),
                        (Some(true), Some(true)) => {
                            ("把其中一篇的“网址名”改成别的", "give one of them another `slug:`")
                        }
                        (_, Some(true)) => (
                            "把这里的“网址名”改成别的，或者给另一篇加一行“网址名: ……”",
                            "write another `slug:` here, or give the other one a `slug:`",
                        ),
                        (Some(true), _) => (
                            "在这一篇的文章信息里加一行“网址名: ……”，或者改另一篇的“网址名”",
                            "give this one a `slug:`, or the other one another",
                        ),
                        _ => (
                            "在其中一篇的文章信息里加一行“网址名: ……”，或者改文件名",
                            "give one of them a `slug:`, or rename its file",
                        ),
                    };
                    ("slug", problem.help(zh, en))
                };
                problems.push(Unplaced::canonical(&file, vec![Step::Key(key.into())], problem));
            }
        }
        // Of several routes with one path the first is enough: the others have been told.
        for same in self.routes.chunk_by(|a, b| a.path == b.path) {
            let Some(route) = same.iter().find(|route| !is_alias(route)).or(same.first()) else { continue };
            let copied = format!("static/{}", route.path);
            if self.statics.contains(&copied) {
                let file = self.file_of(route);
                let (zh, en) = match (&route.target, self.names_itself(route)) {
                    (Target::Alias(_), _) => (
                        "给 static 里的文件改名，或者删去这个旧链接",
                        "rename the file in `static`, or remove the former address",
                    ),
                    (_, Some(true)) => (
                        "给 static 里的文件改名，或者把“网址名”改成别的",
                        "rename the file in `static`, or give the page another `slug:`",
                    ),
                    (_, Some(false)) => (
                        "给 static 里的文件改名，或者在文章信息里加一行“网址名: ……”",
                        "rename the file in `static`, or give the page a `slug:`",
                    ),
                    (Target::Section(..), None) => (
                        "给 static 里的文件改名，或者给栏目的文件夹改名",
                        "rename the file in `static`, or the folder of the section",
                    ),
                    (_, None) => (
                        "给 static 里的这个文件改名或者删去：这个网址是网站自动生成的页面",
                        "rename or remove the file in `static`: a page of the site's own has this address",
                    ),
                };
                let key = if is_alias(route) { "aliases" } else { "slug" };
                let problem = collision(&file, &copied, &route.path).help(zh, en);
                // What is made by itself is written down nowhere.
                let file = if file == "site.yaml" { copied } else { file };
                problems.push(Unplaced::canonical(&file, vec![Step::Key(key.into())], problem));
            }
        }
    }

    /// Whether the page of a route says itself what the last part of its address is; nothing for what is no page.
    fn names_itself(&self, route: &Route) -> Option<bool> {
        match route.target {
            Target::Page(id) | Target::Alias(id) => Some(self.page(id)?.standing.slug.is_some()),
            _ => None,
        }
    }

    /// The file that a route is made from.
    pub fn file_of(&self, route: &Route) -> String {
        match &route.target {
            Target::Page(id) | Target::Alias(id) => {
                self.page(*id).map(|page| page.file.to_string()).unwrap_or_default()
            }
            Target::Section(id, _) => {
                let section = self.section(*id);
                section
                    .map(|s| s.file.as_deref().map_or_else(|| format!("content/{}", s.path), str::to_owned))
                    .unwrap_or_default()
            }
            _ => "site.yaml".to_owned(),
        }
    }
}
