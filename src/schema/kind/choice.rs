//! One of the declared choices.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::form::{self, DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use crate::problem::{Problem, Words, suggest};
use crate::schema::declare::{Declaration, strings};
use crate::schema::json_schema::SchemaWriter;
use crate::schema::{Choice, Field, Kind, Reader, ScaffoldValues, Translated, Value, nothing};
use crate::source::yaml::{Node, Part};
use crate::text::{likeness, list};

pub(super) const DECLARED: DeclaredKind = DeclaredKind {
    name: "choice",
    words: &["选项", "单选"],
    declare: |declaration, node| Kind::Choice(choices(declaration, node)),
};

/// A list of choices.
pub(super) const SEVERAL: DeclaredKind = DeclaredKind {
    name: "choices",
    words: &["多选"],
    declare: |declaration, node| Kind::List(Box::new(Kind::Choice(choices(declaration, node)))),
};

fn choices(declaration: &mut Declaration<'_>, node: &Node) -> Arc<[Choice]> {
    let choices: Vec<Choice> = match node.get("choices") {
        Some(Node::Mapping(entries)) => entries.iter().map(|(key, name)| named_choice(key, name)).collect(),
        Some(list) => list
            .items()
            .iter()
            .filter_map(|item| {
                let key = item.as_str()?;
                Some(Choice { key: key.to_owned(), name: Translated::plain(key), ..Choice::default() })
            })
            .collect(),
        None => Vec::new(),
    };
    if choices.is_empty() {
        declaration.wrong(
            "choices",
            "有哪些选项，例如 [省级, 市级]",
            "choices such as {high: High, low: Low}",
        );
    }
    choices.into()
}

/// Parses a choice with its names: `committee: {zh: 支部委员会会议, alias: [支委会]}`. The entry
/// `alias`, next to the languages, lists further words that are read as this choice; `like` lists
/// words for which it is only suggested.
fn named_choice(key: &str, name: &Node) -> Choice {
    let [aliases, like] = ["alias", "like"].map(|key| strings(name, key));
    let words = match name {
        Node::Mapping(entries) => {
            let is_name = |lang: &str| !matches!(lang, "alias" | "like");
            Node::Mapping(entries.iter().filter(|(lang, _)| is_name(lang)).cloned().collect())
        }
        other => other.clone(),
    };
    let name = Translated::from_node(&words).unwrap_or_else(|| Translated::plain(key));
    Choice { key: key.to_owned(), name, aliases, like }
}

/// The kind, with its choices.
pub(super) struct ChoiceKind<'k>(pub &'k Arc<[Choice]>);

impl ChoiceKind<'_> {
    /// Lists the choices, by their Chinese names and their keys.
    fn listed(&self) -> Words {
        let names: Vec<&str> = self.0.iter().map(|choice| choice.name.get("zh")).collect();
        let keys: Vec<&str> = self.0.iter().map(|choice| choice.key.as_str()).collect();
        Words::new(names.join("、"), keys.join(", "))
    }
}

impl FieldKind for ChoiceKind<'_> {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("选项", "choice")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("规定选项里的一个", "one of the choices")
    }

    fn example(&self) -> String {
        self.0.first().map(|choice| choice.name.get("zh").to_owned()).unwrap_or_default()
    }

    fn advice(&self, _key: &str) -> Words {
        let Words { zh, en } = self.listed();
        Words::new(format!("可选：{zh}"), format!("choices: {en}"))
    }

    fn to_fill_in(&self) -> Words {
        let Words { zh, en } = self.listed();
        Words::new(zh, format!("one of: {en}"))
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let choices = self.0;
        let text = reader.text(self, node, name)?;
        if let Some(at) = choices.iter().position(|choice| choice.is_meant_by(&text)) {
            return Some(Value::Choice(choices.clone(), at));
        }
        let names = || choices.iter().map(|choice| choice.name.get("zh"));
        let keys: Vec<&str> = choices.iter().map(|choice| choice.key.as_str()).collect();
        let nearest = if reader.suggests() { nearest_choice(&text, choices) } else { None };
        let did_you_mean =
            nearest.map(|n| (format!("是不是“{n}”？"), format!("did you mean `{n}`? "))).unwrap_or_default();
        let several = several_choices(&text, choices).unwrap_or_default();
        let is_several = several.len() > 1;
        let (zh, en) = if is_several {
            (
                format!("“{name}”只能选一个，这里写了 {} 个", several.len()),
                format!("`{name}` has one choice only"),
            )
        } else {
            (format!("“{name}”没有“{text}”这个选项"), format!("`{name}` has no choice `{text}`"))
        };
        let problem = Problem::error("meta/unknown-choice", zh, en).help(
            format!("{}可选：{}", did_you_mean.0, names().collect::<Vec<_>>().join("、")),
            format!("{}choices: {}", did_you_mean.1, keys.join(", ")),
        );
        let mut issue = reader.issue(&[], Part::Value, problem);
        // Another choice is another claim: a fix only replaces another spelling of the same word.
        issue.instead(&text, nearest.filter(|name| likeness::plain(name) == likeness::plain(&text)));
        reader.issues.push(issue);
        // Return what was written: the page shows it if the site lowers the severity of this
        // problem.
        let written = Choice { name: Translated::plain(text.as_str()), key: text, ..Choice::default() };
        Some(Value::Choice(Arc::new([written]), 0))
    }

    fn before_comment<'t>(&self, text: &'t str) -> Option<&'t str> {
        let is_choice = self.0.iter().any(|choice| choice.is_meant_by(text));
        form::before_number_sign(text).filter(|_| !is_choice)
    }

    fn is_nothing(&self, _or_none: bool, text: &str) -> bool {
        nothing::is_said(text) && !self.0.iter().any(|choice| choice.is_meant_by(text.trim()))
    }

    fn fits(&self, value: &Node) -> bool {
        is_text(value, |text| self.0.iter().any(|choice| choice.is_meant_by(text)))
    }

    fn in_line(&self) -> InLine {
        InLine::Words
    }

    /// Accepts every spelling of a choice; one that is a number is also accepted as a number.
    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        let mut all: Vec<Json> = Vec::new();
        for choice in self.0.iter() {
            for said in choice.spellings() {
                let number = said.parse::<i64>().ok().map(Json::from);
                all.extend(
                    [Json::from(said)]
                        .into_iter()
                        .chain(number)
                        .filter(|value| !all.contains(value))
                        .collect::<Vec<_>>(),
                );
            }
        }
        json!({ "enum": all })
    }

    fn note(&self, values: &ScaffoldValues<'_>, _field: &Field) -> String {
        let names: Vec<&str> = self.0.iter().map(|choice| values.choice_name(choice)).collect();
        let names = names.join(values.say("、", ", "));
        if values.is_chinese() { format!("可选：{names}") } else { format!("one of: {names}") }
    }
}

/// Splits a text into several choices: `主题党日暨党课`, `主题党日、党课`, `主题党日+党课`,
/// `主题党日 党课`. Returns `None` unless each part is a choice.
pub(super) fn several_choices<'t>(text: &'t str, choices: &[Choice]) -> Option<Vec<&'t str>> {
    const JOINTS: [char; 13] = ['暨', '和', '与', '及', '+', '＋', '/', '／', '&', '＆', '|', '｜', '丨'];
    let is_joint = |c: char| JOINTS.contains(&c) || list::is_gap(c);
    let is_choice = |part: &&str| choices.iter().any(|choice| choice.is_meant_by(part.trim()));
    let parts: Vec<&str> = list::items(text)
        .into_iter()
        .flat_map(|item| {
            if is_choice(&item) {
                vec![item]
            } else {
                item.split(is_joint).map(str::trim).filter(|part| !part.is_empty()).collect()
            }
        })
        .collect();
    (parts.len() > 1 && parts.iter().all(is_choice)).then_some(parts)
}

/// Returns the choice of which a text is probably another spelling. Choices are claims (levels,
/// kinds): a Chinese one that only looks similar is not suggested, for example 公司级 for
/// 集团公司级.
fn nearest_choice<'c>(text: &str, choices: &'c [Choice]) -> Option<&'c str> {
    let names = || choices.iter().flat_map(Choice::spellings);
    let same = names().find(|name| likeness::is_same(name, text));
    let is_like = |choice: &&Choice| choice.like.iter().any(|word| likeness::is_same(word, text));
    let like = || choices.iter().find(is_like).map(|choice| choice.name.get("zh"));
    same.or_else(like).or_else(|| {
        if text.is_ascii() { suggest(text, names().filter(|name| name.is_ascii())) } else { None }
    })
}
