//! YAML against a declaration: typed fields, and every mistake with the trail to its place.

use std::sync::Arc;

use super::{Field, Fields, Group, Kind, Value};
use crate::problem::{self, Edit, Fix, Problem, Words, suggest};
use crate::source::yaml::{Node, Part, Step, Trail, Written, Yaml};

/// A mistake and the trail to it within its YAML.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The steps from the root of the YAML.
    pub trail: Trail,
    /// Key or value.
    pub part: Part,
    /// The problem, without a place.
    pub problem: Problem,
    /// What is to stand there instead.
    pub instead: Option<Instead>,
    /// The key of the same mapping that has to do with it, and what is said of it.
    pub other: Option<(Trail, Words)>,
}

/// What is to stand in the place of a key or value, as a fix.
#[derive(Debug, Clone)]
pub struct Instead {
    /// What stands there, without quotation marks. Where something else is found, there is no fix.
    pub written: String,
    /// What is to stand there.
    pub text: String,
}

impl Issue {
    /// The same issue with the word that was probably meant.
    pub fn instead(&mut self, written: &str, meant: Option<&str>) {
        self.instead = meant.map(|meant| Instead { written: written.to_owned(), text: meant.to_owned() });
    }

    fn place(self, yaml: &Yaml<'_>) -> Problem {
        let span = yaml.locate(&self.trail, self.part);
        let mut problem = self.problem.at(yaml.source(), span.clone());
        let found = yaml.source().text().get(span.clone()).unwrap_or_default();
        if let Some(Instead { text, .. }) = self.instead.filter(|instead| instead.written == found) {
            let words = Words::new(format!("改成“{text}”"), format!("write `{text}`"));
            problem = problem.fix(Fix::probable(words.zh, words.en, vec![Edit::replace(span, text)]));
        }
        if let Some((trail, words)) = self.other {
            let place = yaml.source().place(yaml.locate(&trail, Part::Key));
            problem = problem.label(place, words.zh, words.en);
        }
        problem
    }
}

/// Puts issues into the file in which the YAML stands.
pub fn place(issues: Vec<Issue>, yaml: &Yaml<'_>) -> Vec<Problem> {
    let most = problem::most_places(yaml.text().len());
    let (issues, unlisted) = problem::listed(issues, most, |issue| issue.problem.severity);
    let placed = issues.into_iter().map(|issue| issue.place(yaml));
    placed.chain(unlisted.problem(yaml.source().file())).collect()
}

/// The trail as written of the field at `path` (canonical keys and indices).
pub fn written_trail(group: &Group, node: &Node, path: &[Step]) -> Trail {
    let mut trail = Trail::new();
    let (mut node, mut group) = (Some(node), Some(group));
    let mut kind: Option<&Kind> = None;
    for step in path {
        match step {
            Step::Key(key) => {
                let entries = node.map(Node::entries).unwrap_or_default();
                let means =
                    |name: &str| group.and_then(|g| g.meant_by(name)).is_some_and(|f| *f.key == **key);
                let written = entries.iter().find(|(name, _)| name == key || means(name));
                trail.push(Step::Key(written.map_or_else(|| key.clone(), |(name, _)| name.clone())));
                node = written.map(|(_, value)| value);
                kind = group.and_then(|g| g.field(key)).map(|field| &field.kind);
            }
            // A single value that stands for a list of one has no index to step to.
            Step::Index(at) => {
                if let Some(Node::Sequence(items)) = node {
                    trail.push(step.clone());
                    node = items.get(*at);
                }
                if let Some(Kind::List(of)) = kind {
                    kind = Some(of);
                }
            }
        }
        group = match kind {
            Some(Kind::Group(inner)) => Some(inner),
            _ => None,
        };
    }
    trail
}

/// Reads nodes against declarations and collects all mistakes.
pub struct Reader<'a> {
    pub(super) written: Written<'a>,
    pub(super) trail: Trail,
    pub(super) issues: Vec<Issue>,
}

impl<'a> Reader<'a> {
    /// A reader of nodes parsed from `yaml`.
    pub fn new(yaml: &'a str) -> Self {
        Self { written: Written::new(yaml), trail: Vec::new(), issues: Vec::new() }
    }

    /// How many mistakes have been found.
    pub fn count(&self) -> usize {
        self.issues.len()
    }

    /// The mistakes found.
    pub fn finish(self) -> Vec<Issue> {
        self.issues
    }

    /// Goes a step further in.
    pub fn enter(&mut self, step: Step) {
        self.trail.push(step);
    }

    /// Goes back out by a step.
    pub fn leave(&mut self) {
        self.trail.pop();
    }

    /// Reads at a node further in.
    pub fn within<T>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> T) -> T {
        self.trail.push(step);
        let value = read(self);
        self.trail.pop();
        value
    }

    /// Notes a mistake at `steps` from where the reader is.
    pub fn report(&mut self, steps: &[Step], part: Part, problem: Problem) {
        let issue = self.issue(steps, part, problem);
        self.issues.push(issue);
    }

    /// A mistake at `steps` from where the reader is, to be noted when there is nothing to add to it.
    pub(super) fn issue(&self, steps: &[Step], part: Part, problem: Problem) -> Issue {
        let mut trail = self.trail.clone();
        trail.extend_from_slice(steps);
        Issue { trail, part, problem, instead: None, other: None }
    }

    /// Notes that a file which must hold a list does not; an empty file is an empty list.
    pub fn expect_list(&mut self, node: &Node) {
        let is_empty = node.entries().is_empty() && matches!(node, Node::Mapping(_) | Node::Null);
        if !is_empty && !matches!(node, Node::Sequence(_)) {
            let problem = Problem::error(
                "data/no-list",
                "这个文件要写成列表，每一项以“- ”开头",
                "this file wants a list",
            )
            .help(
                "每一条前面写“- id: …”，下面的各行缩进两格",
                "begin each entry with `- id: …` and indent its other lines",
            );
            self.report(&[], Part::Value, problem);
        }
    }

    /// Reads a mapping against a group: its fields, typed, with defaults filled in and rules checked.
    pub fn group(&mut self, group: &Group, node: &Node) -> Fields {
        let entries = match node {
            Node::Mapping(entries) => entries.as_slice(),
            Node::Null => &[],
            _ => {
                return self
                    .wrong_kind("", ("一组“名称: 内容”", "a group of `key: value`"), node)
                    .unwrap_or_default();
            }
        };
        let before = self.issues.len();
        let mut found: Vec<(Arc<str>, &str, Option<Value>)> = Vec::new();
        for (written, value) in entries {
            let Some(field) = group.meant_by(written) else {
                self.unknown_key(group, written);
                continue;
            };
            if let Some((_, first, _)) = found.iter().find(|(key, ..)| *key == field.key) {
                let first = (*first).to_owned();
                self.repeated_key(written, &first);
                continue;
            }
            // What follows a # is a comment to YAML: a colour without quotes is nothing at all.
            let value = if *value == Node::Null && !matches!(field.kind, Kind::Colour) {
                None
            } else {
                self.within(Step::Key(written.clone()), |this| this.value(&field.kind, value, written))
            };
            found.push((field.key.clone(), written, value));
        }
        let fields = self.collect(group, &mut found, before);
        self.rules(group, &fields, &found);
        fields
    }

    /// Values in the order of the declaration, with defaults; reports what is required and missing.
    fn collect(
        &mut self,
        group: &Group,
        found: &mut [(Arc<str>, &str, Option<Value>)],
        before: usize,
    ) -> Fields {
        let mut fields = Fields::default();
        for field in group.fields() {
            let given = found.iter_mut().find(|(key, ..)| *key == field.key);
            let was_given = given.as_ref().is_some_and(|(_, _, value)| value.is_some());
            let value = given.and_then(|(_, _, value)| value.take());
            let value = value.or_else(|| {
                field.default.as_ref().and_then(|node| Reader::new("").value(&field.kind, node, ""))
            });
            match value {
                Some(value) => fields.set(field.key.clone(), value),
                None if field.required && !was_given && !self.already_wrong(found, &field.key, before) => {
                    self.missing(field)
                }
                None => {}
            }
        }
        fields
    }

    /// Whether the field was written and found wrong, among the issues after the first `before`: then it is not missing as well.
    fn already_wrong(&self, found: &[(Arc<str>, &str, Option<Value>)], key: &str, before: usize) -> bool {
        let Some((_, written, _)) = found.iter().find(|(known, ..)| **known == *key) else { return false };
        let mut trail = self.trail.clone();
        trail.push(Step::Key((*written).to_owned()));
        self.issues.iter().skip(before).any(|issue| issue.trail.starts_with(&trail))
    }

    fn rules(&mut self, group: &Group, fields: &Fields, found: &[(Arc<str>, &str, Option<Value>)]) {
        for rule in &group.rules {
            if let Some((path, problem)) = rule.check(fields) {
                let key = path.split('.').next().unwrap_or(&path);
                let written =
                    found.iter().find(|(known, ..)| **known == *key).map_or(key, |(_, written, _)| written);
                self.report(&[Step::Key(written.to_owned())], Part::Key, problem);
            }
        }
    }

    pub(super) fn wrong_kind<T>(&mut self, name: &str, wanted: (&str, &str), node: &Node) -> Option<T> {
        let quoted = |text: &str| (format!("“{text}”"), format!("`{text}`"));
        let said = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        let (found_zh, found_en) = match node {
            Node::Sequence(_) => said("一个列表", "a list"),
            Node::Mapping(_) => said("一组字段", "a mapping"),
            Node::Null => said("空的", "nothing"),
            Node::String(text) => quoted(text),
            Node::Bool(_) | Node::Integer(_) | Node::Float(_) => {
                quoted(&self.written.at(&self.trail).unwrap_or_default())
            }
        };
        let zh = if name.is_empty() {
            format!("这里要写{}", wanted.0)
        } else {
            format!("“{name}”要写{}", wanted.0)
        };
        let en = match name {
            "" => format!("{} is wanted here", wanted.1),
            name => format!("`{name}` wants {}", wanted.1),
        };
        let problem = Problem::error("meta/wrong-type", zh, en)
            .help(format!("现在写的是{found_zh}"), format!("it is {found_en} now"));
        self.report(&[], Part::Value, problem);
        None
    }

    fn unknown_key(&mut self, group: &Group, written: &str) {
        // Of a few it can be said what they are; those of an article are too many.
        const FEW: usize = 16;
        let fields = group.fields();
        let known = (fields.len() <= FEW).then(|| {
            let keys: Vec<&str> = fields.iter().map(|field| &*field.key).collect();
            Words::new(format!("可写：{}", keys.join("、")), format!("keys: {}", keys.join(", ")))
        });
        self.unknown_among(written, group.names(), known);
    }

    pub(super) fn unknown_among<'n>(
        &mut self,
        written: &str,
        names: impl Iterator<Item = &'n str>,
        known: Option<Words>,
    ) {
        let mut problem = Problem::error(
            "meta/unknown-key",
            format!("没有“{written}”这一项"),
            format!("there is no key `{written}`"),
        );
        let meant = self.suggest(written, names);
        problem = problem.did_you_mean(
            meant,
            "看看是不是写错了字；文章可以写哪些项，用 dangjian types 类型名 查看；站点设置照示例站点的 site.yaml",
            "`dangjian types NAME` lists what a page may carry; for the configuration see the example site",
        );
        if let Some(known) = known.filter(|_| meant.is_none()) {
            problem = problem.help(known.zh, known.en);
        }
        let mut issue = self.issue(&[Step::Key(written.to_owned())], Part::Key, problem);
        issue.instead(written, meant);
        self.issues.push(issue);
    }

    /// The name that was probably meant. For very many mistakes nobody is told.
    pub(super) fn suggest<'n>(
        &self,
        word: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Option<&'n str> {
        const SUGGESTED: usize = 500;
        if self.issues.len() < SUGGESTED { suggest(word, names) } else { None }
    }

    fn repeated_key(&mut self, written: &str, first: &str) {
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

    fn missing(&mut self, field: &Field) {
        let (zh, en) = (field.label.get("zh"), &field.key);
        let problem = Problem::error("meta/missing", format!("缺少“{zh}”"), format!("`{en}` is missing"))
            .help(
                format!("加一行，如“{zh}: {}”", field.kind.example()),
                format!("add `{en}:` with {}", field.kind.wanted().1),
            );
        self.report(&[], Part::Value, problem);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Person, declare_group};
    use super::*;
    use crate::problem::SourceText;

    const GROUP: &str = "
fields:
  title: {label: {zh: 标题, en: Title}, required: true}
  date: {label: {zh: 日期}, type: date}
  level: {label: {zh: 级别}, type: choice, choices: {high: {zh: 省级}, low: {zh: 公司级}}}
  due: {label: {zh: 应到}, type: integer, minimum: 0}
  present: {label: {zh: 实到}, type: integer}
  absent: {label: {zh: 缺席}, type: list, of: {type: group, short: name, fields: {name: {label: {zh: 姓名}}, reason: {}}}}
  people: {label: {zh: 通讯员}, type: list, of: person}
  slogan: {localized: true, type: list, of: text}
  kind: {type: choice, choices: [a, b], default: b}
  yes: {type: boolean}
  cover: {type: image}
rules:
  - {sum: due, of: [present, absent]}
";

    fn read(yaml: &str) -> (Fields, Vec<Problem>) {
        let group = declare_group(&SourceText::new("g.yaml", GROUP)).unwrap();
        let text = SourceText::new("a.yaml", yaml);
        let yaml = Yaml::read(&text, 0..yaml.len()).unwrap();
        let mut reader = Reader::new(yaml.text());
        let fields = reader.group(&group, &yaml.node);
        (fields, place(reader.finish(), &yaml))
    }

    fn codes(yaml: &str) -> Vec<(&'static str, String)> {
        let show = |p: Problem| {
            (p.code, p.place.map(|place| format!("{}:{}", place.line, place.column)).unwrap_or_default())
        };
        read(yaml).1.into_iter().map(show).collect()
    }

    #[test]
    fn chinese_labels_stand_for_keys_and_values_are_typed() {
        let (fields, problems) = read(
            "标题: 2026\n日期: 2006年7月\n级别: 省级\n应到: 3\n实到: 2\n缺席: [甲]\n通讯员: 乙、丙（党办）\nslogan: {zh: [一, 二], en: [one]}\nyes: 是\ncover: a.jpg\n",
        );
        assert_eq!(problems, vec![]);
        assert_eq!(fields.text("title", "zh"), Some("2026"));
        assert_eq!(fields.date("date").unwrap().to_string(), "2006-07");
        assert_eq!(fields.choice("level"), Some("high"));
        assert_eq!(fields.items("people").len(), 2);
        assert_eq!(
            fields.items("people")[1],
            Value::Person(Box::new(Person { name: "丙".into(), post: Some("党办".into()), unit: None }))
        );
        assert_eq!(fields.get("slogan").unwrap().localized("en").items().len(), 1);
        assert_eq!(fields.choice("kind"), Some("b"));
        assert!(fields.is("yes"));
    }

    #[test]
    fn each_mistake_is_reported_at_its_place_with_the_others() {
        let yaml = "titel: 甲\n日期: 2023-02-30\n级别: 省\n应到: 三\nabsent: {name: 甲, resaon: 乙}\nyes: 也许\ncover: {alt: 无}\n";
        assert_eq!(
            codes(yaml),
            vec![
                ("meta/unknown-key", "1:1".into()),
                ("date/impossible", "2:5".into()),
                ("meta/unknown-choice", "3:5".into()),
                ("meta/wrong-type", "4:5".into()),
                ("meta/unknown-key", "5:19".into()),
                ("meta/wrong-type", "6:6".into()),
                ("meta/missing", "7:8".into()),
                ("meta/missing", "1:1".into()),
            ]
        );
    }

    #[test]
    fn repeated_keys_and_sums_are_checked() {
        assert_eq!(codes("title: 甲\n标题: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
        assert_eq!(codes("title: 甲\ntitle: 乙\n"), vec![("meta/repeated-key", "2:1".into())]);
        assert_eq!(
            codes("title: 甲\n应到: 21\n实到: 19\n缺席: [甲]\n"),
            vec![("meta/sum-mismatch", "2:1".into())]
        );
    }
}
