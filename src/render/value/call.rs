//! Calls of components: directives of articles and blocks of the home page.

use tera::{Context, Value as Shown};

use super::argument::{self, Wrong};
use super::field::Origin;
use crate::markdown::Directive;
use crate::problem::{Finding, Problem};
use crate::render::ask::{self, listed};
use crate::render::world::World;
use crate::source::yaml::{Node, Part, Step};
use crate::theme::{Argument, Component};

/// The HTML of a directive around its rendered body.
pub(in crate::render) fn directive(
    world: &World,
    call: &Directive,
    body: &str,
    origin: Origin<'_>,
    page: Option<&Shown>,
) -> Result<String, Vec<Finding>> {
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
    let mut arguments = Context::new();
    for written in &call.arguments {
        let Some(argument) = component.argument(&written.key) else {
            findings.push(Finding {
                problem: unknown_argument(component, &call.name, &written.key),
                span: written.key_span.clone(),
            });
            continue;
        };
        let names_something = argument.refers.is_some() || !argument.choices.is_empty();
        if names_something && written.value.trim().is_empty() {
            let problem = empty_argument(argument, &written.key);
            findings.push(Finding { problem, span: written.key_span.clone() });
            continue;
        }
        match argument::value(world, argument, &written.value, origin) {
            Ok(value) => arguments.insert_value(argument.key.clone(), value),
            Err(wrong) => findings.extend(wrong.into_iter().map(|Wrong { part, problem, .. }| {
                let whole = written.value_span.clone();
                // A part of a value with escapes has no place of its own.
                let part = part.filter(|_| whole.len() == written.value.len());
                let span =
                    part.map_or(whole.clone(), |part| whole.start + part.start..whole.start + part.end);
                Finding { problem, span }
            })),
        }
    }
    let missing = component.arguments.iter().filter(|argument| {
        argument.required
            && !call
                .arguments
                .iter()
                .any(|w| component.argument(&w.key).is_some_and(|a| a.key == argument.key))
            && !is_misspelt(component, argument, call.arguments.iter().map(|written| written.key.as_str()))
    });
    findings.extend(missing.map(|argument| Finding {
        problem: missing_argument(component, &call.name, argument, "="),
        span: call.name_span.clone(),
    }));
    if !findings.is_empty() {
        return Err(findings);
    }
    world
        .render_component(&component.id, &arguments, Some(body), origin.lang, page)
        .map_err(|problem| vec![Finding { problem: *problem, span: call.name_span.clone() }])
}

/// The HTML of a block of the home page: `kind: {argument: value, …}`.
pub(in crate::render) fn block(
    world: &World,
    name: &str,
    given: &Node,
    lang: usize,
) -> Result<String, Vec<Mistake>> {
    let Some(component) = world.view.ask(ask::Component(name.into())).block else {
        let problem = Problem::error(
            "block/unknown",
            format!("没有“{name}”这个首页板块"),
            format!("there is no block `{name}`"),
        );
        let (meant, listed) = world.view.nearest_component(name, true);
        let problem = problem.did_you_mean(
            meant,
            format!("可用的板块：{}", listed.zh),
            format!("blocks: {}", listed.en),
        );
        return Err(vec![Mistake::of_block(problem)]);
    };
    let mut arguments = Context::new();
    let mut mistakes = Vec::new();
    for (key, value) in given.entries() {
        let step = || Step::Key(key.clone());
        let Some(argument) = component.argument(key) else {
            let problem = unknown_argument(component, name, key);
            mistakes.push(Mistake { steps: vec![step()], part: Part::Key, problem });
            continue;
        };
        let origin = Origin { file: "site.yaml", lang };
        match argument::of_node(world, argument, value, origin) {
            Ok(value) => arguments.insert_value(argument.key.clone(), value),
            Err(wrong) => mistakes.extend(wrong.into_iter().map(|Wrong { item, problem, .. }| {
                let steps = std::iter::once(step()).chain(item.map(Step::Index)).collect();
                Mistake { steps, part: Part::Value, problem }
            })),
        }
    }
    let is_given = |wanted: &Argument| {
        let names = |key: &str| component.argument(key).is_some_and(|argument| argument.key == wanted.key);
        given.entries().iter().any(|(key, _)| names(key))
    };
    let written = || given.entries().iter().map(|(key, _)| key.as_str());
    let missing = component.arguments.iter().filter(|argument| {
        argument.required && !is_given(argument) && !is_misspelt(component, argument, written())
    });
    let missing = missing.map(|argument| missing_argument(component, name, argument, ": "));
    mistakes.extend(missing.map(Mistake::of_block));
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    world
        .render_component(&component.id, &arguments, None, lang, None)
        .map_err(|problem| vec![Mistake::of_block(*problem)])
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
fn empty_argument(argument: &Argument, written: &str) -> Problem {
    let example = argument.choices.first().map_or("……", |choice| choice.name.get("zh"));
    Problem::error(
        "directive/wrong-value",
        format!("“{written}”后面是空的"),
        format!("`{written}` has no value"),
    )
    .help(
        format!("写成 {written}={example}；不需要的，删去“{written}=”"),
        format!("write {written}=…, or remove it"),
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
