//! Calls of components: directives of articles and blocks of the home page.

use std::cell::RefCell;
use std::ops::Range;

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
    let mut is_whole = true;
    let mut arguments = Context::new();
    let mut given: Vec<&str> = Vec::new();
    for written in &call.arguments {
        let mut wrong = |span: &Range<usize>, problem| {
            findings.push(Finding { problem, span: span.clone() });
            is_whole = false;
        };
        let Some(argument) = component.argument(&written.key) else {
            wrong(&written.key_span, unknown_argument(component, &call.name, &written.key));
            continue;
        };
        if given.contains(&argument.key.as_str()) {
            wrong(&written.key_span, repeated_argument(argument, &written.key));
            continue;
        }
        given.push(&argument.key);
        if names_something(argument) && list::items(&written.value).is_empty() {
            wrong(&written.key_span, empty_argument(argument, &written.key, "="));
            continue;
        }
        let Reading { value, found } = argument::value(world, argument, &written.value, origin);
        match value {
            Some(value) => arguments.insert_value(argument.key.clone(), value),
            None => is_whole = false,
        }
        findings.extend(found.into_iter().map(|ArgumentMistake { part, problem, .. }| {
            let whole = written.value_span.clone();
            // A part of a value with escapes has no place of its own.
            let part = part.filter(|_| whole.len() == written.value.len());
            let span = part.map_or(whole.clone(), |part| whole.start + part.start..whole.start + part.end);
            Finding { problem, span }
        }));
    }
    let keys = || call.arguments.iter().map(|written| written.key.as_str());
    for argument in component.arguments.iter().filter(|argument| argument.required) {
        if !given.contains(&argument.key.as_str()) && !is_misspelt(component, argument, keys()) {
            let problem = missing_argument(component, &call.name, argument, "=");
            findings.push(Finding { problem, span: call.name_span.clone() });
            is_whole = false;
        }
    }
    if !body.trim().is_empty() && !world.templates.shows_body(&component.id) {
        findings.push(Finding { problem: lost_body(&call.name), span: call.name_span.clone() });
    }
    if !is_whole {
        return Err(findings);
    }
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
    let mut call = BlockCall { world, component, name, arguments: Context::new(), mistakes: Vec::new() };
    let is_whole = call.read(given, Origin::new("site.yaml", lang));
    let BlockCall { arguments, mut mistakes, .. } = call;
    if !is_whole {
        return Block { html: None, mistakes };
    }
    let html = world.render_component(&component.id, &arguments, None, lang, None);
    let html = html.map_err(|problem| mistakes.push(Mistake::of_block(*problem))).ok();
    Block { html, mistakes }
}

/// The call of a block whose arguments are being read.
struct BlockCall<'c> {
    world: &'c World,
    component: &'c Component,
    /// The name by which it is called.
    name: &'c str,
    arguments: Context,
    mistakes: Vec<Mistake>,
}

impl BlockCall<'_> {
    /// Reads all arguments. Returns whether the block can be rendered with them.
    fn read(&mut self, given: &Node, origin: Origin<'_>) -> bool {
        let (component, mut is_whole) = (self.component, true);
        let (mut known, mut filled): (Vec<&str>, Vec<&str>) = Default::default();
        for (key, node) in given.entries() {
            let Some(argument) = component.argument(key) else {
                self.at_key(key, unknown_argument(component, self.name, key));
                is_whole = false;
                continue;
            };
            if known.contains(&argument.key.as_str()) {
                self.at_key(key, repeated_argument(argument, key));
                is_whole = false;
                continue;
            }
            known.push(&argument.key);
            if names_something(argument) && is_empty(node) {
                self.at_key(key, empty_argument(argument, key, ": "));
                filled.push(&argument.key);
                is_whole = false;
                continue;
            }
            // A key without a value is as if it were not written.
            if *node != Node::Null {
                filled.push(&argument.key);
                is_whole &= self.argument(key, argument, node, origin);
            }
        }
        let keys = || given.entries().iter().map(|(key, _)| key.as_str());
        for argument in component.arguments.iter().filter(|argument| argument.required) {
            if !filled.contains(&argument.key.as_str()) && !is_misspelt(component, argument, keys()) {
                let problem = missing_argument(component, self.name, argument, ": ");
                self.mistakes.push(Mistake::of_block(problem));
                is_whole = false;
            }
        }
        is_whole
    }

    fn at_key(&mut self, key: &str, problem: Problem) {
        self.mistakes.push(Mistake { steps: vec![Step::Key(key.to_owned())], part: Part::Key, problem });
    }

    fn argument(&mut self, key: &str, argument: &Argument, node: &Node, origin: Origin<'_>) -> bool {
        let Reading { value, found } = argument::of_node(self.world, argument, node, origin);
        self.mistakes.extend(found.into_iter().map(|ArgumentMistake { item, problem, .. }| {
            let steps = std::iter::once(Step::Key(key.to_owned())).chain(item.map(Step::Index)).collect();
            Mistake { steps, part: Part::Value, problem }
        }));
        let is_whole = value.is_some();
        if let Some(value) = value {
            self.arguments.insert_value(argument.key.clone(), value);
        }
        is_whole
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

/// Whether an argument takes names: without one it would mean everything.
fn names_something(argument: &Argument) -> bool {
    argument.refers.is_some() || !argument.choices.is_empty()
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
fn is_misspelt<'w>(
    component: &Component,
    argument: &Argument,
    mut written: impl Iterator<Item = &'w str>,
) -> bool {
    written.any(|key| {
        let is_unknown = component.argument(key).is_none();
        let meant = component.nearest_argument(key).filter(|_| is_unknown);
        meant.and_then(|meant| component.argument(meant)).is_some_and(|meant| meant.key == argument.key)
    })
}

/// The problem of an argument without a value: everything would be shown in place of what was to be
/// named.
fn empty_argument(argument: &Argument, written: &str, sign: &str) -> Problem {
    let example = argument.choices.first().map_or("……", |choice| choice.name.get("zh"));
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
    let label = argument.label.get("zh");
    let name = if label.is_empty() { &argument.key } else { label };
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
    let (key, label) = (&argument.key, argument.label.get("zh"));
    let shown = if label.is_empty() { key } else { label };
    Problem::error(
        "directive/missing-argument",
        format!("“{written}”缺少参数“{shown}”"),
        format!("`{}` lacks the argument `{key}`", component.name),
    )
    .help(format!("补上 {shown}{sign}……"), format!("add {key}{sign}…"))
}
