//! Whether what front matter refers to is there: units and pages.

use std::sync::Arc;

use rayon::prelude::*;

use super::organization::is_of_party;
use super::route::alias_path;
use super::{Axis, Page, Site, Unplaced};
use crate::problem::{Problem, suggest};
use crate::schema::{Group, Kind, Value};
use crate::source::yaml::Step;
use crate::text::list;

/// For how many mistakes of a run it is told what was probably meant.
const SUGGESTED: usize = 50;

/// So many pages at most are looked at by one thread before the others may take over.
const PIECE: usize = 256;

/// Every reference of every page that leads nowhere.
pub(super) fn check(site: &Site) -> Vec<Unplaced> {
    let is_wrong = |page: &&Arc<Page>| {
        let mut found = Vec::new();
        walk(site, page, None, &mut found);
        !found.is_empty()
    };
    let pages = site.pages().par_iter().with_max_len(PIECE).filter(|page| page.has_body);
    let mut unplaced = Vec::new();
    // What was meant is looked for page after page: so many are told it, and always the same.
    for page in pages.filter(is_wrong).collect::<Vec<_>>() {
        check_page(site, page, &mut unplaced);
    }
    unplaced
}

/// Every reference of a page that leads nowhere.
pub(super) fn check_page(site: &Site, page: &Page, unplaced: &mut Vec<Unplaced>) {
    walk(site, page, Some(SUGGESTED), unplaced);
}

/// Every reference of `data/statistics.yaml` and `data/organization.yaml` that leads nowhere.
pub(super) fn check_data(site: &Site, unplaced: &mut Vec<Unplaced>) {
    for (at, figure) in site.statistics().figures().iter().enumerate() {
        let Some(name) = figure.fields.get("organization").and_then(Value::as_text) else { continue };
        if let Some(problem) = unknown_unit(site, name) {
            let problem = problem.did_you_mean(
                site.organization().nearest(name),
                "核对编号或名称；还没有的，先写进 data/organization.yaml",
                "look at the id or name again, or add it to data/organization.yaml first",
            );
            let path = vec![Step::Index(at), Step::Key("organization".into())];
            unplaced.push(Unplaced::canonical("data/statistics.yaml", path, problem));
        }
    }
    for (trail, name) in site.organization().concepts() {
        let may_come =
            || may_be_unread(site, name) || site.hidden(0, name).is_some() || site.is_elsewhere(0, name, &[]);
        if site.refer(0, name, &[]).is_none() && !may_come() {
            let names =
                site.pages().iter().filter(|page| page.lang == 0 && &*page.content_type.id == "concept");
            let problem = unknown_page(name, suggest(name, names.flat_map(|page| [&*page.id, page.title()])));
            unplaced.push(Unplaced::canonical("data/organization.yaml", trail.clone(), problem));
        }
    }
}

/// The mistake of naming a unit that there is not; nothing where there is one, or may be.
fn unknown_unit(site: &Site, name: &str) -> Option<Problem> {
    if site.organization().find(name).is_some() || site.is_unread("data/organization.yaml") {
        return None;
    }
    Some(Problem::error(
        "reference/unknown-unit",
        format!("组织架构里没有“{name}”"),
        format!("there is no unit `{name}`"),
    ))
}

/// The mistake of naming a page that there is not.
fn unknown_page(name: &str, meant: Option<&str>) -> Problem {
    Problem::error(
        "reference/unknown-page",
        format!("没有编号或标题为“{name}”的文章"),
        format!("there is no page `{name}`"),
    )
    .did_you_mean(
        meant,
        "编号是文件名（不带 .md），或文章信息里的“编号”",
        "the id is the file's name without `.md`, or `id:` in its front matter",
    )
}

/// Whether a file that could not be read has this id.
fn may_be_unread(site: &Site, id: &str) -> bool {
    let names = site.unread().iter().filter_map(|file| file.strip_suffix(".md"));
    names
        .map(|name| name.strip_suffix("/index").unwrap_or(name))
        .any(|name| name.strip_suffix(id).is_some_and(|before| before.ends_with('/')))
}

fn walk(site: &Site, page: &Page, suggested: Option<usize>, unplaced: &mut Vec<Unplaced>) {
    if !page.standing.refers {
        return;
    }
    let mut walk = Walk { site, page, path: Vec::new(), suggested, unplaced };
    walk.fields(&page.content_type.group, &page.fields);
    walk.aliases();
    walk.own_id();
    walk.own_part();
}

/// Whether a value can refer to something; nearly none can.
pub(super) fn may_refer(value: &Value) -> bool {
    match value {
        Value::Organization(_) | Value::Reference(_) | Value::Image(_) | Value::File(_) | Value::Group(_) => {
            true
        }
        Value::List(items) => items.iter().any(may_refer),
        Value::Localized(values) => values.iter().any(|(_, value)| may_refer(value)),
        _ => false,
    }
}

struct Walk<'w> {
    site: &'w Site,
    page: &'w Page,
    path: Vec<Step>,
    /// Up to how many mistakes of a run a page that was probably meant is looked for; `None` where nothing that was meant is.
    suggested: Option<usize>,
    unplaced: &'w mut Vec<Unplaced>,
}

impl Walk<'_> {
    fn fields(&mut self, group: &Group, fields: &crate::schema::Fields) {
        for (key, value) in fields.iter().filter(|(_, value)| may_refer(value)) {
            let Some(field) = group.field(key) else { continue };
            self.path.push(Step::Key(key.to_string()));
            self.value(&field.kind, value);
            self.path.pop();
        }
    }

    fn value(&mut self, kind: &Kind, value: &Value) {
        match (kind, value) {
            (Kind::Organization, Value::Organization(name)) => self.unit(name),
            (Kind::Reference(types), Value::Reference(name)) => self.reference(types, name),
            (Kind::Image, Value::Image(image)) => self.file(&image.src),
            (Kind::File, Value::File(file)) => self.file(&file.src),
            (Kind::List(of), Value::List(items)) => {
                for (at, item) in items.iter().enumerate() {
                    self.path.push(Step::Index(at));
                    self.value(of, item);
                    self.path.pop();
                }
            }
            (Kind::Group(group), Value::Group(fields)) => self.fields(group, fields),
            _ => {}
        }
    }

    /// An id that was given to another page of the language too.
    fn own_id(&mut self) {
        let given = |page: &Page| page.standing.id.clone();
        let Some(id) = given(self.page) else { return };
        let namesakes = self.site.namesakes(self.page.lang, &id, &[]);
        let mut others = namesakes.iter().filter(|other| given(other).is_some_and(|other| other == id));
        let Some(first) = others.find(|other| other.file < self.page.file) else { return };
        let problem = Problem::warning(
            "reference/repeated-id",
            format!("编号“{id}”已经给了“{}”", first.file),
            format!("the id `{id}` is that of `{}`", first.file),
        )
        .help("给其中一篇换个编号", "give one of them another id");
        self.unplaced.push(Unplaced::canonical(&self.page.file, vec![Step::Key("id".into())], problem));
    }

    /// A part of a series that another page is already.
    fn own_part(&mut self) {
        let part = |page: &Page| {
            let series = page.fields.group("series")?;
            Some((series.text("name", "")?.to_owned(), series.integer("part")?))
        };
        let Some(own) = part(self.page) else { return };
        let parts = self.site.pages_of(self.page.lang, Axis::Series, &own.0);
        let mut others = parts.iter().filter_map(|id| self.site.page(*id));
        let is_before = |other: &&Page| other.file < self.page.file && part(other).as_ref() == Some(&own);
        let Some(first) = others.find(is_before) else { return };
        let problem = Problem::warning(
            "reference/repeated-part",
            format!("系列“{}”的第{}部分已经有了：{}", own.0, own.1, first.file),
            format!("part {} of the series `{}` is `{}` already", own.1, own.0, first.file),
        )
        .help("改成它自己的序号", "give it a number of its own");
        let path = vec![Step::Key("series".into()), Step::Key("part".into())];
        self.unplaced.push(Unplaced::canonical(&self.page.file, path, problem));
    }

    /// Former addresses that no file of the published folder can have.
    fn aliases(&mut self) {
        for (at, alias) in self.page.fields.items("aliases").iter().enumerate() {
            let Some(alias) = alias.as_text().filter(|alias| alias_path(alias).is_none()) else { continue };
            self.path = vec![Step::Key("aliases".into()), Step::Index(at)];
            let problem = Problem::error(
                "address/alias",
                format!("“{alias}”不能用作旧链接"),
                format!("`{alias}` cannot be a former address"),
            );
            self.report(problem.help(
                "从“/”写起，只用英文字母、数字和 / . _ -，如 /old/page.html",
                "write it from the root, in letters, digits and / . _ - only, such as /old/page.html",
            ));
        }
        self.path.clear();
    }

    fn report(&mut self, problem: Problem) {
        self.unplaced.push(Unplaced::canonical(&self.page.file, self.path.clone(), problem));
    }

    fn unit(&mut self, name: &str) {
        if let [first, second, ..] = self.site.organization().namesakes(name).as_slice() {
            let (first, second) = (first.id.clone(), second.id.clone());
            let problem = Problem::error(
                "reference/ambiguous",
                format!("叫“{name}”的党组织不止一个"),
                format!("several units are called `{name}`"),
            )
            .help(
                format!("写编号，如“{first}”或“{second}”"),
                format!("write an id, such as `{first}` or `{second}`"),
            );
            self.report(problem);
            return;
        }
        let Some(problem) = unknown_unit(self.site, name) else { return };
        if let Some(problem) = self.several_units(name) {
            self.report(problem);
            return;
        }
        let nearest = self.suggested.and_then(|_| self.site.organization().nearest(name));
        let problem = match nearest {
            None if !is_of_party(name) => self.no_unit(name, problem),
            nearest => problem.did_you_mean(
                nearest,
                "先把它写进 data/organization.yaml",
                "add it to data/organization.yaml first",
            ),
        };
        self.report(problem);
    }

    /// The label of the field of the page in which the mistake is.
    fn label(&self) -> &str {
        let key = self.path.iter().find_map(|step| if let Step::Key(key) = step { Some(key) } else { None });
        let field = key.and_then(|key| self.page.content_type.group.field(key));
        field.map_or("", |field| field.label.get("zh"))
    }

    /// Several units in a field that takes one: each is there, but not all of them together.
    fn several_units(&self, name: &str) -> Option<Problem> {
        let units = crate::text::list::items(name);
        let organization = self.site.organization();
        if units.len() < 2 || units.iter().any(|unit| organization.find(unit).is_none()) {
            return None;
        }
        let problem = Problem::error(
            "reference/unknown-unit",
            format!("“{}”只写一个党组织，这里写了 {} 个", self.label(), units.len()),
            format!("this is one unit only, but {} are written", units.len()),
        );
        Some(problem.help("只留下一个；别的写在正文里", "keep one of them, and name the others in the text"))
    }

    /// What to do with a company, a workshop or a team: it needs no place in the organization of the Party.
    fn no_unit(&self, name: &str, problem: Problem) -> Problem {
        let group = &self.page.content_type.group;
        let label = |key: &str| group.field(key).map_or("", |field| field.label.get("zh"));
        let key = self
            .path
            .iter()
            .find_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None });
        if key == Some("recipient") && group.field("team").is_some() {
            return problem.help(
                format!(
                    "“{}”只写党组织；公司、车间、班组、工作室等，写“{}: {name}”，不用登记",
                    label("recipient"),
                    label("team")
                ),
                format!(
                    "`recipient` is a Party organization; of a company, workshop or team write `team: {name}`"
                ),
            );
        }
        let label = key.map_or("", label);
        problem.help(
            format!("“{label}”只写党组织的编号或名称；“{name}”是党组织的，先写进 data/organization.yaml，不是的，删去这一项"),
            format!("this is the id or name of a Party organization: add `{name}` to data/organization.yaml if it is one, else remove the line"),
        )
    }

    fn file(&mut self, src: &str) {
        if src.starts_with("http://")
            || src.starts_with("https://")
            || self.site.resource(&self.page.file, src).is_some()
        {
            return;
        }
        let problem = Problem::error(
            "reference/missing-file",
            format!("找不到文件“{src}”"),
            format!("there is no file `{src}`"),
        );
        let problem = problem.did_you_mean(
            self.suggested.and_then(|_| self.site.nearest_resource(&self.page.file, src)),
            "把文件放在文章旁边；以“/”开头的在 static 文件夹里找",
            "put it beside the article; a path that begins with `/` is looked for in `static`",
        );
        self.report(problem);
    }

    /// Whether a text that names no page names several: `甲的标题、乙的标题`. A comma may be a part of
    /// a title, so each mark is tried alone as well.
    fn several(&self, types: &[String], name: &str) -> bool {
        let is_page = |part: &&str| self.site.refer(self.page.lang, part.trim(), types).is_some();
        let at = |marks: &[char]| name.split(marks).filter(|part| !part.trim().is_empty()).collect();
        [at(&['、']), at(&['；', ';']), list::items(name)]
            .iter()
            .any(|parts: &Vec<&str>| parts.len() > 1 && parts.iter().all(is_page))
    }

    fn reference(&mut self, types: &[String], name: &str) {
        let namesakes = self.site.namesakes(self.page.lang, name, types);
        if let [first, second, ..] = namesakes.as_slice() {
            let problem = Problem::error(
                "reference/ambiguous",
                format!("名为“{name}”的文章有两篇：{}、{}", first.file, second.file),
                format!("there are two pages `{name}`: {}, {}", first.file, second.file),
            );
            let (zh, en) = (
                format!("写明是哪一篇：“{}”或“{}”", first.stem, second.stem),
                format!("say which one: `{}` or `{}`", first.stem, second.stem),
            );
            self.report(problem.help(zh, en));
            return;
        }
        if self.site.refer(self.page.lang, name, types).is_some() || may_be_unread(self.site, name) {
            return;
        }
        if let Some(state) = self.site.hidden(self.page.lang, name) {
            let problem = Problem::warning(
                "reference/hidden",
                format!("“{name}”现在不发布（{}），提到它的地方暂不显示", state.chinese()),
                format!("`{name}` is not published now ({})", state.name()),
            );
            self.report(problem.help("发布它，或者去掉这处引用", "publish it, or remove the reference"));
            return;
        }
        if self.site.is_elsewhere(self.page.lang, name, types) {
            let problem = Problem::warning(
                "reference/untranslated",
                format!("“{name}”还没有这种语言的版本，提到它的地方暂不显示"),
                format!("`{name}` is not there in this language yet; the reference stays empty"),
            );
            self.report(problem.help("等它译好，或者去掉这处引用", "translate it, or remove the reference"));
            return;
        }
        if self.several(types, name) {
            self.report(unknown_page(name, None).help(
                "这里像是写了几篇：标题里会有标点，所以每篇要写一行，前面加上“- ”",
                "these seem to be several pages: titles have commas of their own, so give each a line `- …`",
            ));
            return;
        }
        let fits = |page: &&Page| {
            page.lang == self.page.lang
                && (types.is_empty() || types.iter().any(|t| **t == *page.content_type.id))
        };
        // What was meant is searched for among all pages: worth it for some mistakes, not for thousands.
        let searched = if self.suggested.is_some_and(|most| self.unplaced.len() < most) {
            self.site.pages()
        } else {
            &[]
        };
        let names =
            searched.iter().map(|page| &**page).filter(fits).flat_map(|page| [&*page.id, page.title()]);
        let problem = unknown_page(name, suggest(name, names));
        self.report(problem);
    }
}
