//! `dangjian types`: lists content types and their fields.

use std::path::Path;

use super::failure::{Failure, unknown_type};
use super::table::table;
use super::terminal::Terminal;
use super::{arguments, clock, site};
use crate::load::{Outline, built_in_types};
use crate::schema::{Choice, ContentType, Field, Group, Kind, Types};
use crate::source::yaml::Node;

pub(super) fn run(given: &arguments::TypesArguments, terminal: &Terminal) -> Result<(), Failure> {
    let types = &types(given.site.as_deref())?;
    let lang = terminal.lang();
    match &given.name {
        Some(name) => {
            let found = types.meant_by(name).ok_or_else(|| unknown_type(name, types))?;
            terminal.answer(&describe(found, terminal))
        }
        None => {
            let row = |found: &ContentType| {
                vec![found.id.to_string(), found.name.get(lang).to_owned(), found.help.get(lang).to_owned()]
            };
            let rows: Vec<Vec<String>> = types.iter().map(|found| row(found)).collect();
            let more =
                terminal.pick("dangjian types 类型名：它的字段", "`dangjian types NAME` lists its fields");
            terminal.answer(&format!("{}\n{more}\n", table(&rows, 0)))
        }
    }
}

/// Returns the types of a site; without a site, the built-in types.
fn types(site: Option<&Path>) -> Result<Types, Failure> {
    let here = Path::new(".");
    let site = site.or_else(|| here.join("site.yaml").exists().then_some(here));
    match site {
        Some(site) => Ok(Outline::open(&site::settings(site, clock::now(None)?))?.theme.types),
        None => Ok(built_in_types()),
    }
}

/// Describes a type: first its own fields, then those that every page may have.
fn describe(found: &ContentType, terminal: &Terminal) -> String {
    let lang = terminal.lang();
    let is_own = |field: &&Field| found.own.contains(&field.key);
    let (own, common): (Vec<&Field>, Vec<&Field>) = found.group.fields().iter().partition(is_own);
    let help = found.help.get(lang);
    let mut text = format!("{} ({})\n", found.name.get(lang), found.id);
    if !help.is_empty() {
        text += &format!("{help}\n");
    }
    let mut lines = Vec::new();
    own.iter().for_each(|field| rows(field, 0, terminal, &mut lines));
    let own_lines = lines.len();
    common.iter().for_each(|field| rows(field, 0, terminal, &mut lines));
    // Use one table, so that the columns of both parts are aligned.
    let lines = table(&lines, 2);
    let mut lines = lines.lines();
    for (heading, count) in [
        (terminal.pick("自己的字段", "Its own fields"), own_lines),
        (terminal.pick("各类文章都有的字段", "Fields of every page"), usize::MAX),
    ] {
        if count > 0 {
            text += &format!("\n{heading}\n");
            lines.by_ref().take(count).for_each(|line| text += &format!("{line}\n"));
        }
    }
    text
}

/// Adds a row for a field and, below it, rows for the fields of its group.
fn rows(field: &Field, depth: usize, terminal: &Terminal, rows: &mut Vec<Vec<String>>) {
    let key = format!("{}{}", "  ".repeat(depth), field.key);
    let required = if field.required { terminal.pick("必填", "required") } else { "" };
    let label = field.label.get(terminal.lang()).to_owned();
    let kind = field.kind.label();
    let kind = terminal.pick(&kind.zh, &kind.en).to_owned();
    rows.push(vec![key, label, kind, required.to_owned(), notes(field, terminal)]);
    if let Some(group) = group_of(&field.kind) {
        group.fields().iter().for_each(|field| self::rows(field, depth + 1, terminal, rows));
    }
}

/// Joins a field's help, choices, bounds and default.
fn notes(field: &Field, terminal: &Terminal) -> String {
    let mut notes = vec![field.help.get(terminal.lang()).to_owned()];
    let inner = innermost(&field.kind);
    match inner {
        Kind::Choice(choices) => {
            let name = |choice: &Choice| {
                let (name, key) = (choice.name.get(terminal.lang()), choice.key.as_str());
                let chinese = || if name == key { key.to_owned() } else { format!("{name}（{key}）") };
                terminal.say(chinese, || key.to_owned())
            };
            let names: Vec<String> = choices.iter().map(name).collect();
            let names = names.join(terminal.pick("、", ", "));
            notes.push(terminal.say(|| format!("可选：{names}"), || format!("one of: {names}")));
        }
        Kind::Integer { minimum, maximum } => {
            notes.extend(
                minimum
                    .map(|least| terminal.say(|| format!("不小于 {least}"), || format!("at least {least}"))),
            );
            notes.extend(
                maximum.map(|most| terminal.say(|| format!("不大于 {most}"), || format!("at most {most}"))),
            );
        }
        _ => {}
    }
    if let Some(default) = field.default.as_ref().and_then(|node| default_of(inner, node, terminal)) {
        notes.push(terminal.say(|| format!("不写就是“{default}”"), || format!("`{default}` when left out")));
    }
    notes.retain(|note| !note.is_empty());
    notes.join(terminal.pick("；", "; "))
}

fn default_of(kind: &Kind, node: &Node, terminal: &Terminal) -> Option<String> {
    match (kind, node) {
        (Kind::Choice(choices), Node::String(key)) => choices
            .iter()
            .find(|choice| choice.key == *key)
            .map(|choice| terminal.pick(choice.name.get("zh"), &choice.key).to_owned()),
        (_, Node::String(text)) => Some(text.clone()),
        (_, Node::Integer(number)) => Some(number.to_string()),
        (_, Node::Bool(true)) => Some(terminal.pick("是", "true").to_owned()),
        (_, Node::Bool(false)) => Some(terminal.pick("否", "false").to_owned()),
        _ => None,
    }
}

fn innermost(kind: &Kind) -> &Kind {
    match kind {
        Kind::List(inner) | Kind::Localized(inner) => innermost(inner),
        kind => kind,
    }
}

fn group_of(kind: &Kind) -> Option<&Group> {
    if let Kind::Group(group) = innermost(kind) { Some(group) } else { None }
}
