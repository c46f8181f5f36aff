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
                        "给文件夹或文章改名，或者在 site.yaml 里去掉占用这个网址的一项（archive、site_map 或 search）",
                        "rename the folder or page, or leave out in site.yaml what takes the address: `archive`, `site_map` or `search`",
                    );
                    ("slug", problem)
                } else {
                    let problem = problem.help(
                        "在其中一篇的文章信息里加一行“网址名: ……”，或者改文件名",
                        "give one of them a `slug:`, or rename its file",
                    );
                    ("slug", problem)
                };
                problems.push(Unplaced::canonical(&file, vec![Step::Key(key.into())], problem));
            }
        }
        for route in self.routes.iter() {
            let copied = format!("static/{}", route.path);
            if self.statics.contains(&copied) {
                let file = self.file_of(route);
                let problem = collision(&file, &copied, &route.path).help(
                    "给 static 里的文件改名，或者在文章信息里加一行“网址名: ……”",
                    "rename the file in `static`, or give the page a `slug:`",
                );
                problems.push(Unplaced::canonical(&file, vec![Step::Key("slug".into())], problem));
            }
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
