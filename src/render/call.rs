//! Calls of components: directives of articles and blocks of the home page.

use tera::{Context, Value as Shown};

use super::argument;
use super::fact::Fact;
use super::frame;
use super::value::Origin;
use super::world::World;
use crate::markdown::Directive;
use crate::problem::{Finding, Problem};
use crate::source::yaml::Node;
use crate::theme::{Argument, Component};

/// The HTML of a directive around its rendered body.
pub(super) fn directive(
    world: &World,
    call: &Directive,
    body: &str,
    origin: Origin<'_>,
    page: Option<&Shown>,
) -> Result<String, Vec<Finding>> {
    frame::note(|| Fact::Directive(call.name.as_str().into()));
    let Some(component) = Component::meant_by(&world.directives, &call.name) else {
        let problem = Problem::error(
            "directive/unknown",
            format!("没有“{}”这个组件", call.name),
            format!("there is no directive `{}`", call.name),
        );
        let names: Vec<&str> = world.directives.keys().map(String::as_str).collect();
        let problem = problem.did_you_mean(
            Component::nearest(&world.directives, &call.name),
            format!("可用的组件：{}", names.join("、")),
            format!("directives: {}", names.join(", ")),
        );
        return Err(vec![Finding { problem, span: call.name_span.clone() }]);
    };
    let mut findings = Vec::new();
    let mut arguments = Context::new();
    for written in &call.arguments {
        let Some(argument) = component.argument(&written.key) else {
            findings.push(Finding {
                problem: unknown_argument(component, &written.key),
                span: written.key_span.clone(),
            });
            continue;
        };
        match argument::value(world, argument, &written.value, origin) {
            Ok(value) => arguments.insert_value(argument.key.clone(), value),
            Err(problem) => findings.push(Finding { problem: *problem, span: written.value_span.clone() }),
        }
    }
    let missing = component.arguments.iter().filter(|argument| {
        argument.required
            && !call
                .arguments
                .iter()
                .any(|w| component.argument(&w.key).is_some_and(|a| a.key == argument.key))
    });
    findings.extend(missing.map(|argument| Finding {
        problem: missing_argument(component, argument, "="),
        span: call.name_span.clone(),
    }));
    if !findings.is_empty() {
        return Err(findings);
    }
    render(world, component, &arguments, Some(body), origin.lang, page)
        .map_err(|problem| vec![Finding { problem: *problem, span: call.name_span.clone() }])
}

/// The HTML of a block of the home page: `kind: {argument: value, …}`. A mistake comes with the key at which it is, if any.
pub(super) fn block(
    world: &World,
    name: &str,
    given: &Node,
    lang: usize,
) -> Result<String, (Option<String>, Box<Problem>)> {
    frame::note(|| Fact::Directive(name.into()));
    let Some(component) = Component::meant_by(&world.blocks, name) else {
        let problem = Problem::error(
            "block/unknown",
            format!("没有“{name}”这个首页板块"),
            format!("there is no block `{name}`"),
        );
        let names: Vec<&str> = world.blocks.keys().map(String::as_str).collect();
        let problem = problem.did_you_mean(
            Component::nearest(&world.blocks, name),
            format!("可用的板块：{}", names.join("、")),
            format!("blocks: {}", names.join(", ")),
        );
        return Err((None, Box::new(problem)));
    };
    let mut arguments = Context::new();
    for (key, value) in given.entries() {
        let argument = component
            .argument(key)
            .ok_or_else(|| (Some(key.clone()), Box::new(unknown_argument(component, key))))?;
        let origin = Origin { file: "site.yaml", lang };
        let value = argument::of_node(world, argument, value, origin)
            .map_err(|problem| (Some(key.clone()), problem))?;
        arguments.insert_value(argument.key.clone(), value);
    }
    if let Some(argument) = component
        .arguments
        .iter()
        .find(|argument| argument.required && !arguments.contains_key(&argument.key))
    {
        return Err((None, Box::new(missing_argument(component, argument, ": "))));
    }
    render(world, component, &arguments, None, lang, None).map_err(|problem| (None, problem))
}

fn render(
    world: &World,
    component: &Component,
    arguments: &Context,
    body: Option<&str>,
    lang: usize,
    page: Option<&Shown>,
) -> Result<String, Box<Problem>> {
    let mut implicits = world.surroundings(lang);
    if let Some(page) = page {
        implicits.insert_value("page", page.clone());
    }
    frame::note(|| world.closures.of_component(&component.id));
    for fact in [Fact::Site(lang), Fact::Options] {
        frame::note(|| fact);
    }
    world.engines.render(lang, |tera| {
        tera.render_component_with_implicits(&component.id, arguments, &implicits, body, true)
    })
}

fn unknown_argument(component: &Component, key: &str) -> Problem {
    let problem = Problem::error(
        "directive/unknown-argument",
        format!("“{}”没有“{key}”这个参数", component.name),
        format!("`{}` has no argument `{key}`", component.name),
    );
    let keys: Vec<&str> = component.arguments.iter().map(|argument| argument.key.as_str()).collect();
    problem.did_you_mean(
        component.nearest_argument(key),
        format!("可用的参数：{}", keys.join("、")),
        format!("arguments: {}", keys.join(", ")),
    )
}

fn missing_argument(component: &Component, argument: &Argument, sign: &str) -> Problem {
    let (key, label) = (&argument.key, argument.label.get("zh"));
    let shown = if label.is_empty() { key } else { label };
    Problem::error(
        "directive/missing-argument",
        format!("“{}”缺少参数“{shown}”", component.name),
        format!("`{}` lacks the argument `{key}`", component.name),
    )
    .help(format!("补上 {key}{sign}……"), format!("add {key}{sign}…"))
}
