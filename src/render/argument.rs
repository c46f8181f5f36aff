//! Arguments of components: as they are written in articles and in `site.yaml`, to what components receive.

use std::ops::Range;

use tera::Value as Shown;

use super::fact::Fact;
use super::frame;
use super::value::Origin;
use super::world::World;
use crate::problem::{Problem, suggest, unsafe_address};
use crate::schema::{Choice, Translated, number, wrong_number};
use crate::source::yaml::Node;
use crate::text::link::{Destination, destination};
use crate::text::{list, yes_no};
use crate::theme::{Argument, ArgumentKind, Refers};

/// A mistake in an argument, and in which part of it.
pub(super) struct Wrong {
    /// The number of the item of a YAML list.
    pub item: Option<usize>,
    /// The part of a text, in bytes, where it is not the whole.
    pub part: Option<Range<usize>>,
    /// The mistake.
    pub problem: Problem,
}

impl From<Box<Problem>> for Wrong {
    fn from(problem: Box<Problem>) -> Self {
        Self { item: None, part: None, problem: *problem }
    }
}

/// The value of an argument of a directive, or every mistake in it.
pub(super) fn value(
    world: &World,
    argument: &Argument,
    text: &str,
    origin: Origin<'_>,
) -> Result<Shown, Vec<Wrong>> {
    if argument.kind == ArgumentKind::List {
        return all_named(world, argument, text, &list::items(text), origin).map(Shown::from);
    }
    if argument.kind == ArgumentKind::Text {
        return named(world, argument, text, origin).map(Shown::from).map_err(|problem| vec![problem.into()]);
    }
    typed(world, argument, text, origin).map_err(|problem| vec![problem.into()])
}

/// The value of an argument of a block, as `site.yaml` gives it, or every mistake in it.
pub(super) fn of_node(
    world: &World,
    argument: &Argument,
    node: &Node,
    origin: Origin<'_>,
) -> Result<Shown, Vec<Wrong>> {
    let code = world.site.config().code(origin.lang);
    let shown = world.node(node, code);
    if let Some(items) = shown.as_array().filter(|_| argument.kind == ArgumentKind::List) {
        let (mut all, mut wrong) = (Vec::with_capacity(items.len()), Vec::new());
        for (at, item) in items.iter().enumerate() {
            match item.as_str().map(|text| names(world, argument, text, origin)) {
                Some(Ok(names)) => all.extend(names.into_iter().map(Shown::from)),
                Some(Err(found)) => {
                    wrong.extend(found.into_iter().map(|found| Wrong { item: Some(at), ..found }));
                }
                None => all.push(item.clone()),
            }
        }
        return if wrong.is_empty() { Ok(Shown::from(all)) } else { Err(wrong) };
    }
    // Free YAML of a component's own making is passed on as it is.
    if shown.as_array().is_some() || shown.as_map().is_some() || shown.is_none() {
        return Ok(shown);
    }
    value(world, argument, &shown.to_string(), origin)
}

/// What an item of a list stands for: one name, or several in one line. A title may have commas of its own.
fn names(
    world: &World,
    argument: &Argument,
    text: &str,
    origin: Origin<'_>,
) -> Result<Vec<String>, Vec<Wrong>> {
    let items = if list::may_be(text) { list::items(text) } else { vec![text] };
    let is_free = argument.refers.is_none() && argument.choices.is_empty();
    match named(world, argument, text, origin) {
        Ok(name) if items.len() < 2 || !is_free => Ok(vec![name]),
        Err(problem) if items.len() < 2 => Err(vec![problem.into()]),
        _ => all_named(world, argument, text, &items, origin),
    }
}

/// Each of the items of a line by its name, or every one that is wrong, with its place in the line.
fn all_named(
    world: &World,
    argument: &Argument,
    text: &str,
    items: &[&str],
    origin: Origin<'_>,
) -> Result<Vec<String>, Vec<Wrong>> {
    let (mut names, mut wrong, mut from) = (Vec::with_capacity(items.len()), Vec::new(), 0);
    for item in items {
        // Items stand in the line in their order.
        let found = text.get(from..).and_then(|rest| rest.find(item)).map(|at| from + at);
        let part = found.map(|start| start..start + item.len());
        from = part.as_ref().map_or(from, |part| part.end);
        match named(world, argument, item, origin) {
            Ok(name) => names.push(name),
            Err(problem) => wrong.push(Wrong { item: None, part, problem: *problem }),
        }
    }
    if wrong.is_empty() { Ok(names) } else { Err(wrong) }
}

/// A word that names something of the site, in the form by which components ask for it; another word as it is.
fn named(world: &World, argument: &Argument, text: &str, origin: Origin<'_>) -> Result<String, Box<Problem>> {
    if !argument.choices.is_empty() && !text.is_empty() {
        let means = |choice: &&Choice| choice.spellings().any(|word| word.eq_ignore_ascii_case(text));
        return match argument.choices.iter().find(means) {
            Some(choice) => Ok(choice.key.clone()),
            None => {
                let names = argument.choices.iter().flat_map(Choice::spellings);
                let (zh, en) =
                    listed(argument.choices.iter().map(|choice| (choice.key.as_str(), &choice.name)));
                let problem = Problem::error(
                    "directive/unknown-choice",
                    format!("没有“{text}”这个选项"),
                    format!("there is no choice `{text}`"),
                );
                let (zh, en) = (format!("可选：{zh}"), format!("choices: {en}"));
                Err(Box::new(problem.did_you_mean(suggest(text, names), zh, en)))
            }
        };
    }
    match argument.refers {
        Some(refers) if !text.is_empty() => referred(world, refers, text, origin.lang),
        _ => Ok(text.to_owned()),
    }
}

/// What may be written, in Chinese by the names that exist, in English by keys.
pub(super) fn listed<'n>(all: impl Iterator<Item = (&'n str, &'n Translated)>) -> (String, String) {
    let named = |(key, name): (&'n str, &'n Translated)| {
        let zh = name.get("zh");
        (if zh.is_empty() { key } else { zh }, key)
    };
    let (zh, en): (Vec<&str>, Vec<&str>) = all.map(named).unzip();
    (zh.join("、"), en.join(", "))
}

/// What a name means; a mistake where it means nothing. What there is in another language only is let pass: the
/// component shows nothing in its place.
pub(super) fn referred(
    world: &World,
    refers: Refers,
    text: &str,
    lang: usize,
) -> Result<String, Box<Problem>> {
    let site = &world.site;
    frame::note(|| Fact::Named(refers, lang, text.into()));
    let groups = if refers == Refers::Links { link_groups(world) } else { Vec::new() };
    let (found, what, nearest) = match refers {
        Refers::Unit => {
            let unit = site.organization().find(text).and_then(|id| site.organization().unit(id));
            (unit.map(|unit| unit.id.to_string()), ("这个党组织", "unit"), site.organization().nearest(text))
        }
        Refers::Figure => {
            let figure = site.statistics().find(text);
            (
                figure.map(|figure| figure.id.to_string()),
                ("这项数据", "figure"),
                site.statistics().nearest(text),
            )
        }
        Refers::Links => {
            let meant = groups.iter().find(|title| title.all().any(|title| title == text));
            let code = site.config().code(lang);
            let titles = groups.iter().flat_map(Translated::all);
            (
                meant.map(|title| title.get(code).to_owned()),
                ("这组链接", "group of links"),
                suggest(text, titles),
            )
        }
        Refers::Type => {
            let found = site.types().meant_by(text).map(|content_type| content_type.id.to_string());
            (found, ("这种内容类型", "content type"), suggest(text, site.types().names()))
        }
        Refers::Section => {
            let Some(path) = site.section_named(text) else {
                return Err(Box::new(site.unknown_section("reference/unknown", text)));
            };
            (Some(path.to_owned()), ("这个栏目", "section"), None)
        }
        Refers::Page => {
            let page =
                site.refer(lang, text, &[]).and_then(|id| site.page(id)).map(|page| page.id.to_string());
            let may_come = || {
                site.is_elsewhere(lang, text, &[])
                    || site.hidden(lang, text).is_some()
                    || !site.unread().is_empty()
            };
            let ids = site
                .pages()
                .iter()
                .filter(|page| page.lang == lang)
                .flat_map(|page| [&*page.id, page.title()]);
            let nearest = if page.is_none() { suggest(text, ids) } else { None };
            (page.or_else(|| may_come().then(|| text.to_owned())), ("这篇文章", "page"), nearest)
        }
    };
    let unread = match refers {
        Refers::Unit => site.is_unread("data/organization.yaml"),
        Refers::Figure => site.is_unread("data/statistics.yaml"),
        Refers::Links => site.is_unread("data/links.yaml"),
        _ => false,
    };
    match found {
        Some(name) => Ok(name),
        None if unread => Ok(text.to_owned()),
        None => {
            let problem = Problem::error(
                "reference/unknown",
                format!("没有“{text}”{}", what.0),
                format!("there is no {} `{text}`", what.1),
            );
            let (zh, en) = where_to_add(world, refers, &groups);
            Err(Box::new(problem.did_you_mean(nearest, zh, en)))
        }
    }
}

/// Where what an argument names is written down.
fn where_to_add(world: &World, refers: Refers, groups: &[Translated]) -> (String, String) {
    let (zh, en) = match refers {
        Refers::Unit => (
            "核对编号或名称；还没有的，先写进 data/organization.yaml",
            "look at the id or name again, or add it to data/organization.yaml first",
        ),
        Refers::Figure => (
            "核对编号或名称；还没有的，先写进 data/statistics.yaml",
            "look at the id or name again, or add it to data/statistics.yaml first",
        ),
        Refers::Links if !groups.is_empty() => {
            let titles = |lang| groups.iter().map(|title| title.get(lang)).collect::<Vec<_>>();
            return (
                format!("data/links.yaml 里有：{}", titles("zh").join("、")),
                format!("data/links.yaml has: {}", titles("en").join(", ")),
            );
        }
        Refers::Links => (
            "核对名称；还没有的，先写进 data/links.yaml",
            "look at the title again, or add it to data/links.yaml first",
        ),
        Refers::Type => {
            let types = world.site.types();
            let (zh, en) = listed(types.iter().map(|found| (&*found.id, &found.name)));
            return (format!("可用的类型：{zh}"), format!("types: {en}"));
        }
        Refers::Section | Refers::Page => (
            "核对标题或编号（不带 .md 的文件名）；还没有的，先写这一篇",
            "look at the title or id (the file's name without `.md`) again, or write the page first",
        ),
    };
    (zh.to_owned(), en.to_owned())
}

/// The titles of the groups of `data/links.yaml`.
fn link_groups(world: &World) -> Vec<Translated> {
    let groups = world.site.data().get("links").map(Node::items).unwrap_or_default();
    groups.iter().filter_map(|group| Translated::from_node(group.get("title")?)).collect()
}

/// A written value as its argument wants it.
fn typed(world: &World, argument: &Argument, text: &str, origin: Origin<'_>) -> Result<Shown, Box<Problem>> {
    let kind = argument.kind;
    let label = argument.label.get("zh");
    let name = if label.is_empty() { &argument.key } else { label };
    let sign = if origin.file == "site.yaml" { ": " } else { "=" };
    let is_same_measure = number::contradicts(name, text).is_none();
    let no_number = |is_whole, example| {
        let problem = |name| wrong_number("directive/wrong-value", name, is_whole, text, sign, example);
        // In English the argument is named by its key.
        let (mut zh, en) = (problem(name), problem(argument.key.as_str()));
        zh.message.en = en.message.en;
        if let (Some(help), Some(en)) = (&mut zh.help, en.help) {
            help.en = en.en;
        }
        Box::new(zh)
    };
    let wrong = |zh: &str, en: &str| {
        Box::new(Problem::error(
            "directive/wrong-value",
            format!("这里要写{zh}，现在是“{text}”"),
            format!("`{text}` is not {en}"),
        ))
    };
    match kind {
        ArgumentKind::Text => Ok(Shown::from(text)),
        ArgumentKind::Url => match destination(text) {
            Destination::Refused(refusal) => Err(Box::new(unsafe_address(text, refusal))),
            _ => Ok(Shown::from(text.trim())),
        },
        ArgumentKind::Integer => number::integer(text)
            .filter(|_| is_same_measure)
            .map(Shown::from)
            .ok_or_else(|| no_number(true, "5")),
        ArgumentKind::Number => number::decimal(text)
            .filter(|_| is_same_measure)
            .map(Shown::from)
            .ok_or_else(|| no_number(false, "2.5")),
        ArgumentKind::Boolean => {
            let value = yes_no::read(text).ok_or_else(|| wrong("“是”或“否”", "`true` or `false`"))?;
            Ok(Shown::from(value))
        }
        ArgumentKind::List => {
            Ok(Shown::from(list::items(text).into_iter().map(Shown::from).collect::<Vec<_>>()))
        }
        ArgumentKind::Image | ArgumentKind::File => {
            let found = if kind == ArgumentKind::Image {
                world.image_at(text, origin)
            } else {
                world.file(text, None, origin)
            };
            found.ok_or_else(|| {
                let problem = Problem::error(
                    "reference/missing-file",
                    format!("找不到文件“{text}”"),
                    format!("there is no file `{text}`"),
                );
                // Nothing lies beside site.yaml that could be published.
                Box::new(if origin.file == "site.yaml" {
                    problem.help(
                        "把文件放进 static 文件夹，写成“/文件名”",
                        "put it into `static` and write `/` and its name",
                    )
                } else {
                    problem.help(
                        "把文件放在文章旁边，写它的文件名",
                        "put it beside the article and write its file name",
                    )
                })
            })
        }
    }
}
