//! Calls of components: directives of articles and blocks of the home page.

use std::cell::RefCell;

use tera::{Context, Value as Shown};

use super::argument::{self, ArgumentMistake, Reading};
use super::field::Origin;
use crate::markdown::Directive;
use crate::problem::{Finding, Problem};
use crate::render::ask::{self, listed};
use crate::render::world::World;
use crate::source::yaml::{Node, Part, Step};
use crate::text::list;
use crate::theme::{Argument, Component};

/// The place from which directives are called.
pub(in crate::render) struct Caller<'c> {
    pub origin: Origin<'c>,
    /// The card of the page, for directives that ask for it.
    pub page: Option<&'c Shown>,
    /// Takes mistakes in directives that are shown all the same.
    pub told: &'c RefCell<Vec<Finding>>,
}

/// The HTML of a directive around its rendered body.
pub(in crate::render) fn directive(
    world: &World,
    call: &Directive,
    body: &str,
    caller: &Caller<'_>,
) -> Result<String, Vec<Finding>> {
    let &Caller { origin, page, told } = caller;
    let Some(component) = world.view.ask(ask::Component(call.name.as_str().into())).directive else {
        let problem = Problem::error(
            "directive/unknown",
            format!("没有“{}”这个组件", call.name),
            format!("there is no directive `{}`", call.name),
        );
        let (meant, listed) = world.view.nearest_component(&call.name, false);
        let problem = problem.did_you_mean(
            meant,
            format!("可用的组件：{}", listed.zh),
            format!("directives: {}", listed.en),
        );
        return Err(vec![Finding { problem, span: call.name_span.clone() }]);
    };
    let mut findings = Vec::new();
    let mut reading = Arguments::new(component, &call.name, "=");
    for written in &call.arguments {
        let is_empty = list::items(&written.value).is_empty();
        let argument = match reading.argument(&written.key, true, is_empty) {
            Ok(argument) => argument,
            Err(problem) => {
                findings.push(Finding { problem, span: written.key_span.clone() });
                continue;
            }
        };
        let found = reading.take(argument, argument::value(world, argument, &written.value, origin));
        findings.extend(found.into_iter().map(|ArgumentMistake { part, problem, .. }| {
            let whole = written.value_span.clone();
            // A part of a value with escapes has no place of its own.
            let part = part.filter(|_| whole.len() == written.value.len());
            let span = part.map_or(whole.clone(), |part| whole.start + part.start..whole.start + part.end);
            Finding { problem, span }
        }));
    }
    let keys: Vec<&str> = call.arguments.iter().map(|written| written.key.as_str()).collect();
    let missing = reading.missing(&keys).into_iter();
    findings.extend(missing.map(|problem| Finding { problem, span: call.name_span.clone() }));
    if !body.trim().is_empty() && !world.templates.shows_body(&component.id) {
        findings.push(Finding { problem: lost_body(&call.name), span: call.name_span.clone() });
    }
    let Some(arguments) = reading.finish() else { return Err(findings) };
    told.borrow_mut().append(&mut findings);
    world
        .render_component(&component.id, &arguments, Some(body), origin.lang, page)
        .map_err(|problem| vec![Finding { problem: *problem, span: call.name_span.clone() }])
}

/// A block of the home page as it was rendered.
pub(in crate::render) struct Block {
    /// Its HTML; nothing if it can't be rendered as it is written.
    pub html: Option<String>,
    pub mistakes: Vec<Mistake>,
}

/// Renders a block of the home page: `kind: {argument: value, …}`.
pub(in crate::render) fn block(world: &World, name: &str, given: &Node, lang: usize) -> Block {
    let Some(component) = world.view.ask(ask::Component(name.into())).block else {
        return Block { html: None, mistakes: vec![Mistake::of_block(unknown_block(world, name))] };
    };
    let mut reading = Arguments::new(component, name, ": ");
    let mut mistakes = Vec::new();
    let origin = Origin::new("site.yaml", lang);
    for (key, node) in given.entries() {
        // A key without a value is as if it were not written.
        let argument = match reading.argument(key, *node != Node::Null, is_empty(node)) {
            Ok(argument) => argument,
            Err(problem) => {
                let steps = vec![Step::Key(key.to_owned())];
                mistakes.push(Mistake { steps, part: Part::Key, problem });
                continue;
            }
        };
        if *node == Node::Null {
            continue;
        }
        let found = reading.take(argument, argument::of_node(world, argument, node, origin));
        mistakes.extend(found.into_iter().map(|ArgumentMistake { item, problem, .. }| {
            let steps = std::iter::once(Step::Key(key.to_owned())).chain(item.map(Step::Index)).collect();
            Mistake { steps, part: Part::Value, problem }
        }));
    }
    let keys: Vec<&str> = given.entries().iter().map(|(key, _)| key.as_str()).collect();
    mistakes.extend(reading.missing(&keys).into_iter().map(Mistake::of_block));
    let Some(arguments) = reading.finish() else { return Block { html: None, mistakes } };
    let html = world.render_component(&component.id, &arguments, None, lang, None);
    let html = html.map_err(|problem| mistakes.push(Mistake::of_block(*problem))).ok();
    Block { html, mistakes }
}

/// The arguments of a call while they are being read.
struct Arguments<'c> {
    component: &'c Component,
    /// The name by which it is called.
    name: &'c str,
    /// The sign between a key and its value.
    sign: &'static str,
    /// The arguments whose keys were written, and those of them that have a value.
    known: Vec<&'c str>,
    filled: Vec<&'c str>,
    values: Context,
    is_whole: bool,
}

impl<'c> Arguments<'c> {
    fn new(component: &'c Component, name: &'c str, sign: &'static str) -> Self {
        let (known, filled) = Default::default();
        Self { component, name, sign, known, filled, values: Context::new(), is_whole: true }
    }

    /// The argument that a key means. `is_written` says whether anything is written after the key,
    /// `is_empty` whether that names nothing.
    fn argument(&mut self, key: &str, is_written: bool, is_empty: bool) -> Result<&'c Argument, Problem> {
        let Some(argument) = self.component.argument(key) else {
            self.is_whole = false;
            return Err(unknown_argument(self.component, self.name, key));
        };
        if self.known.contains(&argument.key.as_str()) {
            self.is_whole = false;
            return Err(repeated_argument(argument, key));
        }
        self.known.push(&argument.key);
        let names_nothing = argument.takes_names() && is_empty;
        if is_written || names_nothing {
            self.filled.push(&argument.key);
        }
        if names_nothing {
            self.is_whole = false;
            return Err(empty_argument(argument, key, self.sign));
        }
        Ok(argument)
    }

    /// Takes the value of an argument; returns the mistakes in it.
    fn take(&mut self, argument: &Argument, reading: Reading) -> Vec<ArgumentMistake> {
        match reading.value {
            Some(value) => self.values.insert_value(argument.key.clone(), value),
            None => self.is_whole = false,
        }
        reading.found
    }

    /// The problems of required arguments that are not among those that were written, by these
    /// keys.
    fn missing(&mut self, keys: &[&str]) -> Vec<Problem> {
        let is_missing = |argument: &&Argument| {
            let is_filled = self.filled.contains(&argument.key.as_str());
            argument.required && !is_filled && !is_misspelt(self.component, argument, keys)
        };
        let missing = self.component.arguments.iter().filter(is_missing);
        let problems: Vec<Problem> = missing
            .map(|argument| missing_argument(self.component, self.name, argument, self.sign))
            .collect();
        self.is_whole &= problems.is_empty();
        problems
    }

    /// The values, if the component can be rendered with them.
    fn finish(self) -> Option<Context> {
        self.is_whole.then_some(self.values)
    }
}

fn unknown_block(world: &World, name: &str) -> Problem {
    let problem = Problem::error(
        "block/unknown",
        format!("没有“{name}”这个首页板块"),
        format!("there is no block `{name}`"),
    );
    let (meant, listed) = world.view.nearest_component(name, true);
    problem.did_you_mean(meant, format!("可用的板块：{}", listed.zh), format!("blocks: {}", listed.en))
}

/// Whether nothing is written for an argument.
fn is_empty(node: &Node) -> bool {
    match node {
        Node::Null => true,
        Node::String(text) => list::items(text).is_empty(),
        Node::Sequence(items) => items.is_empty() || items.iter().any(is_empty),
        Node::Mapping(entries) => entries.iter().all(|(_, value)| is_empty(value)),
        _ => false,
    }
}

/// A mistake in a block of the home page, and where it is: the steps from the value of the block's
/// name.
pub(in crate::render) struct Mistake {
    pub steps: Vec<Step>,
    /// Key or value.
    pub part: Part,
    pub problem: Problem,
}

impl Mistake {
    /// A mistake at the name of the block.
    fn of_block(problem: Problem) -> Self {
        Self { steps: Vec::new(), part: Part::Key, problem }
    }
}

/// `written` is the name by which the component is called.
fn unknown_argument(component: &Component, written: &str, key: &str) -> Problem {
    let problem = Problem::error(
        "directive/unknown-argument",
        format!("“{written}”没有“{key}”这个参数"),
        format!("`{}` has no argument `{key}`", component.name),
    );
    let arguments = component.arguments.iter().map(|argument| (argument.key.as_str(), &argument.label));
    let (zh, en) = listed(arguments);
    problem.did_you_mean(
        component.nearest_argument(key),
        format!("可用的参数：{zh}"),
        format!("arguments: {en}"),
    )
}

/// Whether a missing argument is there under a misspelt key, which is reported already.
fn is_misspelt(component: &Component, argument: &Argument, written: &[&str]) -> bool {
    written.iter().any(|key| {
        let is_unknown = component.argument(key).is_none();
        let meant = component.nearest_argument(key).filter(|_| is_unknown);
        meant.and_then(|meant| component.argument(meant)).is_some_and(|meant| meant.key == argument.key)
    })
}

/// The problem of an argument without a value: everything would be shown in place of what was to be
/// named.
fn empty_argument(argument: &Argument, written: &str, sign: &str) -> Problem {
    let example = argument.choices().first().map_or("……", |choice| choice.name.get("zh"));
    Problem::error(
        "directive/wrong-value",
        format!("“{written}”后面是空的"),
        format!("`{written}` has no value"),
    )
    .help(
        format!("写成 {written}{sign}{example}；不需要的，删去“{written}{}”", sign.trim_end()),
        format!("write {written}{sign}…, or remove it"),
    )
}

/// An argument that is given twice, perhaps by two of its names: `数量=3 limit=4`.
fn repeated_argument(argument: &Argument, written: &str) -> Problem {
    let name = argument.name();
    Problem::error(
        "directive/repeated-argument",
        if name == written {
            format!("参数“{name}”写了两次")
        } else {
            format!("参数“{name}”写了两次：“{written}”也是它")
        },
        format!("the argument `{}` is given twice", argument.key),
    )
    .help("只留下一个", "keep one of them")
}

/// Content of a directive that shows none. Its words would get lost.
fn lost_body(written: &str) -> Problem {
    Problem::warning(
        "directive/lost-content",
        format!("“{written}”不显示它中间的内容"),
        format!("`{written}` does not show what is written inside it"),
    )
    .help(
        format!("在“:::{written} ……”这一行的末尾加上 :::，中间的内容写在它后面"),
        "close it with ::: at the end of its line, and write the content after it",
    )
}

fn missing_argument(component: &Component, written: &str, argument: &Argument, sign: &str) -> Problem {
    let (key, shown) = (&argument.key, argument.name());
    Problem::error(
        "directive/missing-argument",
        format!("“{written}”缺少参数“{shown}”"),
        format!("`{}` lacks the argument `{key}`", component.name),
    )
    .help(format!("补上 {shown}{sign}……"), format!("add {key}{sign}…"))
}
