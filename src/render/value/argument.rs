//! Converts arguments of components from what is written in articles and in `site.yaml` to what
//! components receive.

use std::ops::Range;

use tera::Value as Shown;

use super::field::Origin;
use crate::problem::{Problem, missing_file, suggest, unsafe_address};
use crate::render::ask::{self, NamedAs, listed};
use crate::render::world::World;
use crate::schema::{Choice, number, wrong_number};
use crate::source::yaml::Node;
use crate::text::link::{Destination, destination};
use crate::text::{list, yes_no};
use crate::theme::{Argument, ArgumentKind, Refers};

/// A mistake in an argument, with the part of it that is wrong.
pub(in crate::render) struct Wrong {
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
pub(in crate::render) fn value(
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
pub(in crate::render) fn of_node(
    world: &World,
    argument: &Argument,
    node: &Node,
    origin: Origin<'_>,
) -> Result<Shown, Vec<Wrong>> {
    let code = world.view.code(origin.lang);
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

/// The names that an item of a list stands for: one name, or several in one line. A title may
/// contain commas.
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
        // The items are in the order of the line.
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

/// The form in which components ask for what a text names; a text that names nothing as it is.
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

/// The form of a name in which components ask for what it means; a mistake where it means nothing.
/// A name of something that is in another language only is passed on: the component shows nothing
/// in its place.
fn referred(world: &World, refers: Refers, text: &str, lang: usize) -> Result<String, Box<Problem>> {
    match world.view.ask(ask::Named(refers, lang, text.into())) {
        NamedAs::Name(name) => Ok(name),
        NamedAs::Unknown => Ok(text.to_owned()),
        NamedAs::Nothing => Err(Box::new(world.view.unknown_name(refers, lang, text))),
    }
}

/// The value of a text for an argument.
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
            found.ok_or_else(|| Box::new(missing_file(origin.file, text, None)))
        }
    }
}
