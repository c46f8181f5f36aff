//! Reports keys that are unknown, missing, empty or repeated, and values of the wrong kind.

use std::sync::Arc;

use super::foreign::{self, ForeignKey, foreign};
use super::meant::{AbsentFields, MeantField};
use super::{Date, Field, Group, Kind, Reader, is_yes};
use crate::problem::{Problem, Severity, Words};
use crate::source::yaml::{Node, Part, Step, locate};

impl Reader<'_> {
    /// Reports a file that must contain a list of `group` but does not. An empty file is an empty
    /// list.
    pub fn expect_list(&mut self, group: &Group, node: &Node) {
        let is_empty = node.entries().is_empty() && matches!(node, Node::Mapping(_) | Node::Null);
        if !is_empty && !matches!(node, Node::Sequence(_)) {
            let problem = Problem::error(
                "data/no-list",
                "这个文件要写成列表，每一项以“- ”开头",
                "this file needs a list",
            );
            let first = group.fields().iter().find(|field| field.required).or(group.fields().first());
            let problem = match first {
                Some(field) => problem.help(
                    format!("每一条前面写“- {}: ……”，下面的各行缩进两格", field.label.get("zh")),
                    format!("begin each entry with `- {}: …` and indent its other lines", field.key),
                ),
                None => problem,
            };
            self.report(&[], Part::Value, problem);
        }
    }

    /// Reports a node that is not a mapping where a group is expected, with an example of the
    /// mapping: a line of its own if the group is an item of a list.
    pub(super) fn no_group(&mut self, group: &Group, node: &Node, is_item: bool) {
        let name = self.trail.iter().rev().find_map(|step| step.clone().into_key());
        let (zh, en) = (group.example("zh"), group.example("en"));
        let help = match name {
            _ if group.fields().is_empty() => None,
            Some(name) if is_item => Some(Words::new(
                format!("在“{name}:”下面每条写一行：- {zh}"),
                format!("below `{name}:` write a line for each: - {en}"),
            )),
            Some(name) => Some(Words::new(format!("写成 {name}: {zh}"), format!("write {name}: {en}"))),
            None if is_item => Some(Words::new(format!("每条写成 - {zh}"), format!("write each as - {en}"))),
            // A complete file that is not a mapping.
            None => None,
        };
        let found = self.found(node);
        let help = match help {
            Some(help) => {
                Words::new(format!("{}；{}", help.zh, found.zh), format!("{}; {}", help.en, found.en))
            }
            None => found,
        };
        self.wrong_kind::<()>("", ("一组“名称: 内容”", "a group of `key: value`"), help);
    }

    /// Describes what is written: `现在写的是“很多”`.
    pub(super) fn found(&self, node: &Node) -> Words {
        let quoted = |text: &str| Words::new(format!("现在写的是“{text}”"), format!("it is `{text}` now"));
        match node {
            Node::Sequence(_) => Words::new("现在写的是一个列表", "it is a list now"),
            Node::Mapping(_) => Words::new("现在写的是一组字段", "it is a mapping now"),
            Node::Null => Words::new("现在是空的", "it is empty now"),
            Node::String(text) => quoted(text),
            Node::Bool(_) | Node::Integer(_) | Node::Float(_) => {
                quoted(&self.written.at(&self.trail).unwrap_or_default())
            }
        }
    }

    pub(super) fn wrong_kind<T>(&mut self, name: &str, wanted: (&str, &str), help: Words) -> Option<T> {
        let zh = if name.is_empty() {
            format!("这里要写{}", wanted.0)
        } else {
            format!("“{name}”要写{}", wanted.0)
        };
        let en = match name {
            "" => format!("{} is needed here", wanted.1),
            name => format!("`{name}` needs {}", wanted.1),
        };
        let problem = Problem::error("meta/wrong-type", zh, en).help(help.zh, help.en);
        self.report(&[], Part::Value, problem);
        None
    }

    /// Whether a key of front matter is ignored by the site, or is one of another generator, which
    /// is reported.
    pub(super) fn is_foreign(
        &mut self,
        group: &Group,
        entries: &[(String, Node)],
        (written, value): (&str, &Node),
    ) -> bool {
        let Some(ignored) = self.ignored.filter(|_| self.trail.is_empty()) else { return false };
        if ignored.iter().any(|key| key == written) && !foreign::is_hiding(group, written, value) {
            return true;
        }
        let Some(ForeignKey { problem, means }) = foreign(group, entries, written, value) else {
            return false;
        };
        let mut issue = self.issue(&[Step::Key(written.to_owned())], Part::Key, problem);
        issue.instead(written, means.as_deref());
        self.issues.push(issue);
        true
    }

    /// Reports a key that no field has. If it means a required field that is missing, returns the
    /// key of that field, so that it is not reported as missing too.
    pub(super) fn unknown_key(
        &mut self,
        group: &Group,
        absent: &AbsentFields<'_>,
        written: &str,
        value: &Node,
    ) -> Option<Arc<str>> {
        let known = match self.content_type {
            Some((name, id)) if self.trail.is_empty() => Words::new(
                format!("看看是不是写错了字；可以写哪些项，用 dangjian types {} 查看", name.get("zh")),
                format!("look for a slip of the pen; `dangjian types {id}` lists what can be written"),
            ),
            _ => {
                let known = group.known();
                Words::new(format!("这里可以写：{}", known.zh), format!("keys here: {}", known.en))
            }
        };
        let meant = if self.suggests() { absent.meant(written, value) } else { None };
        let name = meant.as_ref().map(|meant| meant.name);
        let is_certain = meant.as_ref().is_some_and(|meant| meant.is_certain);
        self.unknown_among(written, name, is_certain, known);
        meant.filter(|meant: &MeantField<'_>| meant.is_missing).map(|meant| meant.field.key.clone())
    }

    /// Reports a key that is not known here. There is a fix that writes `meant` only if it is
    /// certain.
    pub(super) fn unknown_among(
        &mut self,
        written: &str,
        meant: Option<&str>,
        is_certain: bool,
        known: Words,
    ) {
        let mut problem = Problem::warning(
            "meta/unknown-key",
            format!("没有“{written}”这一项"),
            format!("there is no key `{written}`"),
        );
        problem = problem.did_you_mean(meant, known.zh, known.en);
        // A key that is similar to a known one is that key misspelt, and its value would be lost.
        // Any other key is probably one of another program: ignoring it loses nothing.
        if meant.is_some() {
            problem.severity = Severity::Error;
        }
        let mut issue = self.issue(&[Step::Key(written.to_owned())], Part::Key, problem);
        issue.instead(written, meant.filter(|_| is_certain));
        self.issues.push(issue);
    }

    /// Whether suggestions are still searched for: with more mistakes than this, nobody reads them.
    pub(super) fn suggests(&self) -> bool {
        const SUGGESTED: usize = 500;
        self.issues.len() < SUGGESTED
    }

    pub(super) fn repeated_key(&mut self, written: &str, first: &str) {
        let (zh, en) = if written == first {
            (format!("“{written}”写了两次"), format!("`{written}` is given twice"))
        } else {
            (
                format!("“{written}”和“{first}”是同一项，写了两次"),
                format!("`{written}` and `{first}` are the same key, given twice"),
            )
        };
        let part = if written == first { Part::RepeatedKey } else { Part::Key };
        let problem = Problem::error("meta/repeated-key", zh, en);
        let problem = problem.help("留下一个，删去另一个", "keep one of them");
        let mut issue = self.issue(&[Step::Key(written.to_owned())], part, problem);
        let mut trail = self.trail.clone();
        trail.push(Step::Key(first.to_owned()));
        issue.other = Some((trail, Words::new("第一次写在这里", "first given here")));
        self.issues.push(issue);
    }

    /// Reports a date, or a yes, that is only in a comment: `下线时间: # 2026-12-25`. The page
    /// would be shown as if the line were not there.
    pub(super) fn only_comment(&mut self, field: &Field, written: &str) {
        let is_told = matches!(field.kind, Kind::Date | Kind::Boolean);
        if !is_told || !self.is_of_page() || self.trail.len() != 1 || !self.yaml.contains('#') {
            return;
        }
        let key = locate(self.yaml, &self.trail, Part::Key);
        let line = self.yaml.get(key.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let Some((_, comment)) = line.split_once('#') else { return };
        let comment = comment.trim().trim_matches(['"', '\'', '“', '”']);
        let text = Node::String(comment.to_owned());
        let is_value = match field.kind {
            Kind::Boolean => is_yes(&text),
            _ => Date::parse_in(comment, self.zone).is_ok(),
        };
        if !is_value {
            return;
        }
        let problem = Problem::error(
            "meta/comment",
            format!("“{written}”后面的“{comment}”前面有“#”，当作注释，不起作用"),
            format!("`{comment}` after `{written}` follows a `#`: it is a comment and has no effect"),
        )
        .help(
            format!("写成 {written}: {comment}；不要这一项，就删去这一行"),
            format!("write {written}: {comment}, or remove the line"),
        );
        self.report(&[], Part::Key, problem);
    }

    /// Reports a required field that has nothing after its colon, or `text` that says so.
    pub(super) fn empty(&mut self, field: &Field, written: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            self.nothing_after(written, &field.kind.example(), field.kind.wanted().1);
            return;
        }
        let problem = Problem::error(
            "meta/missing",
            format!("“{written}”不能写“{text}”，这一项一定要有"),
            format!("`{written}` is required and cannot be `{text}`"),
        )
        .help(
            format!("在冒号后面写上内容，如“{written}: {}”", field.kind.example()),
            format!("write {} after the colon", field.kind.wanted().1),
        );
        self.report(&[Step::Key(written.to_owned())], Part::Value, problem);
    }

    /// Reports a required key of the current mapping that has nothing after its colon.
    pub(super) fn nothing_after(&mut self, written: &str, example: &str, wanted: &str) {
        let problem = Problem::error(
            "meta/missing",
            format!("“{written}”后面是空的"),
            format!("there is nothing after `{written}`"),
        )
        .help(
            format!("在冒号后面写上内容，如“{written}: {example}”"),
            format!("write {wanted} after the colon"),
        );
        self.report(&[Step::Key(written.to_owned())], Part::Value, problem);
    }

    pub(super) fn missing(&mut self, field: &Field) {
        let (zh, en) = (field.label.get("zh"), &field.key);
        let problem = Problem::error("meta/missing", format!("缺少“{zh}”"), format!("`{en}` is missing"))
            .help(
                format!("加一行，如“{zh}: {}”", field.kind.example()),
                format!("add `{en}:` with {}", field.kind.wanted().1),
            );
        self.report(&[], Part::Value, problem);
    }
}
