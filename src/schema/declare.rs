//! Parses YAML declarations into groups and content types.

#[cfg(test)]
mod tests;

use super::declared_words::{self as words, Word};
use super::{DataType, Field, Group, Kind, Rule, Translated, number, yes_no};
use crate::problem::{self, Problem, SourceText, suggest};
use crate::source::yaml::{self, Node, Part, Step, Trail};

/// Maximum nesting of field declarations: a field within `fields:` is two steps deeper in the YAML.
const DEEPEST: usize = 12;

const FIELD_KEYS: [&str; 19] = [
    "label",
    "alias",
    "like",
    "sentences",
    "or_none",
    "type",
    "of",
    "to",
    "choices",
    "fields",
    "rules",
    "short",
    "required",
    "default",
    "default_with",
    "help",
    "minimum",
    "maximum",
    "localized",
];

/// Parses the `fields:` and `rules:` of a declaration file, for example of the fields that every
/// page may have.
///
/// # Errors
/// All mistakes in the declaration.
pub fn declare_group(text: &SourceText<'_>) -> Result<Group, Vec<Problem>> {
    let (mut declaration, node) = Declaration::of(text, &|_| None)?;
    let group = declaration.group(&node);
    declaration.finish(group)
}

/// Parses the `options:` of a `theme.yaml`, which are declared like fields.
///
/// # Errors
/// All mistakes in the declaration.
pub fn declare_options(text: &SourceText<'_>) -> Result<Group, Vec<Problem>> {
    let (mut declaration, node) = Declaration::of(text, &|_| None)?;
    declaration.known_keys(
        &node,
        &["name", "help", "parent", "options", "contrast", "pictures"],
        &words::TYPE,
    );
    let group = Group::new(declaration.fields(&node, "options"), Vec::new(), None);
    declaration.finish(group)
}

/// Parses `types/data/<name>.yaml`, the declaration of the entries of the list in
/// `data/<name>.yaml`.
///
/// # Errors
/// All mistakes in the declaration.
pub fn declare_data(name: &str, text: &SourceText<'_>) -> Result<DataType, Vec<Problem>> {
    let (mut declaration, node) = Declaration::of(text, &|_| None)?;
    declaration.known_keys(&node, &["name", "help", "fields", "rules"], &words::TYPE);
    let name = declaration.words(&node, "name").unwrap_or_else(|| Translated::plain(name));
    let group = declaration.group(&node);
    declaration.finish(DataType { name, group })
}

/// Whether a field has this key, label or alias.
pub(super) fn is_called(field: &Field, written: &str) -> bool {
    *field.key == *written
        || field.label.all().any(|name| name == written)
        || field.aliases.iter().any(|name| name == written)
}

/// Returns the key of the field with this name, `期.开始` for a field of a group. Any other name is
/// returned unchanged.
fn key_of(fields: &[Field], written: &str) -> String {
    let (first, rest) = written.split_once('.').map_or((written, None), |(first, rest)| (first, Some(rest)));
    let Some(field) = fields.iter().find(|field| is_called(field, first)) else { return written.to_owned() };
    match (rest, &field.kind) {
        (None, _) => field.key.to_string(),
        (Some(rest), Kind::Group(group)) => format!("{}.{}", field.key, key_of(group.fields(), rest)),
        (Some(rest), _) => format!("{}.{rest}", field.key),
    }
}

/// Returns the strings of a list, or the single string.
pub(super) fn strings(node: &Node, key: &str) -> Vec<String> {
    match node.get(key) {
        Some(Node::String(text)) => vec![text.clone()],
        Some(list) => list.items().iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
        None => Vec::new(),
    }
}

/// A declaration that is being parsed.
pub(super) struct Declaration<'t> {
    text: &'t SourceText<'t>,
    /// The declaration as written.
    written: Node,
    /// The declaration with English keys.
    translated: Node,
    trail: Trail,
    /// The fields that every page has, for the rules of a type.
    pub(super) common: Option<&'t Group>,
    /// The problems found, each with the steps to its place.
    problems: Vec<(Trail, Part, Problem)>,
}

impl<'t> Declaration<'t> {
    /// Starts to parse the declaration in `text`, and returns it with English keys. `known` gives
    /// the key of a field that every page has, by any of its names.
    pub(super) fn of(
        text: &'t SourceText<'t>,
        known: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(Self, Node), Vec<Problem>> {
        let written = yaml::parse(text, 0..text.text().len()).map_err(|problem| vec![*problem])?;
        let translated = words::declaration(&written, known);
        let node = translated.clone();
        let declaration =
            Self { text, written, translated, trail: Vec::new(), common: None, problems: Vec::new() };
        if let Some((trail, problem)) = declaration.wide_colon() {
            return Err(vec![problem.at(text, yaml::locate(text.text(), &trail, Part::Key))]);
        }
        Ok((declaration, node))
    }

    /// Returns the problem of a key with a full-width colon. It is the only one then: what is below
    /// such a key is not what was meant.
    fn wide_colon(&self) -> Option<(Trail, Problem)> {
        let (trail, key) = words::with_wide_colon(&self.written)?;
        let problem = Problem::error(
            "type/key-form",
            format!("“{key}”里的冒号是全角的“：”"),
            format!("the colon in `{key}` is a full-width one"),
        )
        .help("改成半角的“:”，后面空一格", "write a plain colon and a space");
        Some((trail, problem))
    }

    pub(super) fn finish<T>(self, value: T) -> Result<T, Vec<Problem>> {
        if self.problems.is_empty() {
            return Ok(value);
        }
        let most = problem::most_places(self.text.text().len());
        let (found, unlisted) = problem::listed(self.problems, most, |(.., problem)| problem.severity);
        let placed = found.into_iter().map(|(trail, part, problem)| {
            let trail = words::written(&trail, &self.translated, &self.written);
            problem.at(self.text, yaml::locate(self.text.text(), &trail, part))
        });
        Err(placed.chain(unlisted.problem(self.text.file())).collect())
    }

    pub(super) fn report(&mut self, steps: &[Step], part: Part, problem: Problem) {
        let mut trail = self.trail.clone();
        trail.extend_from_slice(steps);
        self.problems.push((trail, part, problem));
    }

    pub(super) fn within<T>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> T) -> T {
        self.trail.push(step);
        let value = read(self);
        self.trail.pop();
        value
    }

    pub(super) fn known_keys(&mut self, node: &Node, known: &[&str], names: &[Word]) {
        for (key, _) in node.entries() {
            if !known.contains(&key.as_str()) {
                let problem = Problem::error(
                    "type/unknown-key",
                    format!("类型声明里没有“{key}”这一项"),
                    format!("a declaration has no `{key}`"),
                )
                .did_you_mean(
                    suggest(key, known.iter().copied().chain(names.iter().map(|(word, _)| *word))),
                    format!("可以写：{}", words::listed(names, known)),
                    format!("keys: {}", known.join(", ")),
                );
                self.report(&[Step::Key(key.clone())], Part::Key, problem);
            }
        }
    }

    pub(super) fn unknown_field(&mut self, steps: &[Step], key: &str, fields: &[Field]) {
        let problem = Problem::error(
            "type/unknown-field",
            format!("没有声明“{key}”这个字段"),
            format!("there is no field `{key}`"),
        )
        .did_you_mean(
            suggest(key, fields.iter().flat_map(Field::names)),
            "先在“字段”里声明它，或者写每篇文章都有的一项，如 标题、日期、来源",
            "declare it in `fields` first, or name one that every page has, such as `title`, `date`, `source`",
        );
        self.report(steps, Part::Value, problem);
    }

    /// Reports a wrong value. In Chinese the key is called as it is written, else by its Chinese
    /// word.
    pub(super) fn wrong(&mut self, key: &str, zh: &str, en: &str) {
        let mut trail = self.trail.clone();
        trail.push(Step::Key(key.to_owned()));
        let written = words::written(&trail, &self.translated, &self.written).pop();
        let written = written.and_then(Step::into_key).filter(|written| written != key);
        let names = if self.trail.is_empty() { &words::TYPE[..] } else { &words::FIELD[..] };
        let name = written.unwrap_or_else(|| words::listed(names, &[key]));
        let problem = Problem::error(
            "type/wrong-value",
            format!("“{name}”这里要写{zh}"),
            format!("`{key}` needs {en}"),
        );
        self.report(&[Step::Key(key.to_owned())], Part::Value, problem);
    }

    pub(super) fn words(&mut self, node: &Node, key: &str) -> Option<Translated> {
        let found = Translated::from_node(node.get(key)?);
        if found.is_none() {
            self.wrong(key, "文字，或者 {zh: …, en: …}", "a text or {zh: …, en: …}");
        }
        found
    }

    pub(super) fn string(&mut self, node: &Node, key: &str) -> Option<String> {
        let found = node.get(key)?.as_str().map(str::to_owned);
        if found.is_none() {
            self.wrong(key, "文字", "a text");
        }
        found
    }

    /// Returns a yes or no; `default` if it is left out.
    pub(super) fn flag(&mut self, node: &Node, key: &str, default: bool) -> bool {
        match node.get(key) {
            None | Some(Node::Null) => default,
            Some(node) => yes_no::read(node).unwrap_or_else(|| {
                self.wrong(key, "“是”或“否”", "`true` or `false`");
                default
            }),
        }
    }

    /// Returns a bound of a number.
    pub(super) fn bound(&mut self, node: &Node, key: &str) -> Option<i64> {
        let found = match node.get(key)? {
            Node::Null => return None,
            Node::Integer(number) => Some(*number),
            Node::String(text) => number::integer(text),
            _ => None,
        };
        if found.is_none() {
            self.wrong(key, "一个整数，如 1", "a whole number such as 1");
        }
        found
    }

    fn fields(&mut self, node: &Node, key: &str) -> Vec<Field> {
        match node.get(key) {
            Some(Node::Mapping(entries)) => self.within(Step::Key(key.to_owned()), |this| {
                let read = |(key, field): &(String, Node)| {
                    this.within(Step::Key(key.clone()), |this| this.field(key, field))
                };
                entries.iter().map(read).collect()
            }),
            Some(Node::Null) | None => Vec::new(),
            Some(_) => {
                self.wrong(key, "字段的声明", "declarations of fields");
                Vec::new()
            }
        }
    }

    pub(super) fn group(&mut self, node: &Node) -> Group {
        let fields = self.fields(node, "fields");
        let rules = node.get("rules").map(Node::items).unwrap_or_default();
        let rules = self.within(Step::Key("rules".into()), |this| {
            let read: Vec<Rule> =
                rules.iter().enumerate().filter_map(|(at, rule)| this.rule(at, rule)).collect();
            let common = this.common.filter(|_| this.trail.len() == 1);
            let key = |written: &str| match key_of(&fields, written) {
                key if key != written => key,
                key => common.map_or(key, |common| key_of(common.fields(), written)),
            };
            read.into_iter().map(|rule| rule.with_keys(key)).collect::<Vec<_>>()
        });
        self.rule_fields(node, &rules, &fields);
        let fields = self.with_known_keys(fields);
        let short = self.string(node, "short").map(|short| key_of(&fields, &short).into());
        Group::new(fields, rules, short)
    }

    /// Puts the keys of the fields that `default_with` names in place of their names, and reports
    /// those that no field has: such a default would never apply.
    fn with_known_keys(&mut self, mut fields: Vec<Field>) -> Vec<Field> {
        let common = self.common.filter(|_| self.trail.is_empty());
        let mut unknown = Vec::new();
        for at in 0..fields.len() {
            let Some(field) = fields.get(at).filter(|field| !field.default_with.is_empty()) else { continue };
            let key = |written: &str| match fields.iter().find(|field| is_called(field, written)) {
                Some(field) => Some(field.key.to_string()),
                None => Some(common?.meant_by(written)?.key.to_string()),
            };
            let read = field.default_with.iter().map(|(written, value)| (written, key(written), value));
            let mut known = Vec::with_capacity(field.default_with.len());
            for (written, key, value) in read {
                match key {
                    Some(key) => known.push((key, value.clone())),
                    None => unknown.push((field.key.to_string(), written.clone())),
                }
            }
            if let Some(field) = fields.get_mut(at) {
                field.default_with = known;
            }
        }
        for (field, written) in unknown {
            let steps = [Step::Key("fields".into()), Step::Key(field), Step::Key("default_with".into())];
            self.unknown_field(&steps, &written, &fields);
        }
        fields
    }

    /// Reports the names in rules that no field has: such a rule would never be checked.
    fn rule_fields(&mut self, node: &Node, rules: &[Rule], fields: &[Field]) {
        let declared = node.get("rules").map(Node::items).unwrap_or_default();
        if rules.len() != declared.len() {
            return;
        }
        let common = self.common.filter(|_| self.trail.is_empty());
        let unknown: Vec<(usize, String)> = rules
            .iter()
            .enumerate()
            .flat_map(|(at, rule)| rule.keys().map(move |key| (at, key)))
            .filter(|(_, key)| !fields.iter().any(|field| *field.key == **key))
            .filter(|(_, key)| common.is_none_or(|common| common.meant_by(key).is_none()))
            .map(|(at, key)| (at, key.to_owned()))
            .collect();
        for (at, key) in unknown {
            self.unknown_field(&[Step::Key("rules".into()), Step::Index(at)], &key, fields);
        }
    }

    fn rule(&mut self, at: usize, node: &Node) -> Option<Rule> {
        let count = |links| {
            Some((
                node.get(if links { "links" } else { "count" })?.as_str()?,
                node.get("in")?.as_str()?,
                links,
            ))
        };
        let rule = if let Some((list, named_in, links)) = count(false).or_else(|| count(true)) {
            Some(Rule::Count { list: list.to_owned(), named_in: named_in.to_owned(), links })
        } else if let Some(total) = node.get("sum").and_then(Node::as_str) {
            Some(Rule::Sum { total: total.to_owned(), parts: strings(node, "of") })
        } else {
            match strings(node, "order").as_slice() {
                [first, then] => Some(Rule::Order { first: first.clone(), then: then.clone() }),
                _ => None,
            }
        };
        if rule.is_none() {
            let problem = Problem::error("type/unknown-rule", "看不懂这条规则", "this rule is not known")
                .help(
                    "可以写：总数与各项，数目与见于，环节与见于，或 先后: [先, 后]",
                    "write `sum` and `of`, `count` and `in`, `links` and `in`, or `order: [first, then]`",
                );
            self.report(&[Step::Index(at)], Part::Value, problem);
        }
        rule
    }

    /// Reports a declaration that is nested too deeply, and returns whether it is.
    pub(super) fn is_too_deep(&mut self) -> bool {
        let is_too_deep = self.trail.len() > DEEPEST * 2;
        if is_too_deep {
            let problem =
                Problem::error("type/too-deep", "声明嵌套得太深", "declarations are nested too deeply");
            self.report(&[], Part::Value, problem);
        }
        is_too_deep
    }

    /// Reports the unknown keys of the declaration of a field.
    pub(super) fn known_field_keys(&mut self, node: &Node) {
        self.known_keys(node, &FIELD_KEYS, &words::FIELD);
    }

    fn field(&mut self, key: &str, node: &Node) -> Field {
        self.known_field_keys(node);
        if !key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            let problem = Problem::error(
                "type/key-form",
                format!("字段名“{key}”只能用小写英文字母、数字和下划线"),
                format!("a field's key has lower-case letters, digits and underscores only: `{key}`"),
            )
            .help("名称里只用汉字、小写英文字母和数字；别的写法放进“名称”", "other names go into `label`");
            self.report(&[], Part::Key, problem);
        }
        if !matches!(node, Node::Mapping(_) | Node::Null) {
            let problem = Problem::error(
                "type/wrong-value",
                "字段后面要写它的种类，或者一组声明",
                "a field needs its kind, or a group of declarations",
            )
            .help(
                format!(
                    "写成 主讲人: 人物，或者 主讲人: {{种类: 人物, 必填: 是}}；种类有：{}",
                    Self::kinds().zh
                ),
                format!(
                    "write `speaker: person` or `speaker: {{type: person, required: true}}`; kinds: {}",
                    Self::kinds().en
                ),
            );
            self.report(&[], Part::Value, problem);
        }
        let kind = self.kind(node);
        let localized = self.flag(node, "localized", false);
        Field {
            key: key.into(),
            label: self.words(node, "label").unwrap_or_else(|| Translated::plain(key)),
            aliases: strings(node, "alias"),
            like: strings(node, "like"),
            or_none: self.flag(node, "or_none", false),
            sentences: self.flag(node, "sentences", false),
            kind: if localized { Kind::Localized(Box::new(kind)) } else { kind },
            required: self.flag(node, "required", false),
            default: node.get("default").cloned(),
            default_with: node.get("default_with").map(Node::entries).unwrap_or_default().to_vec(),
            help: self.words(node, "help").unwrap_or_default(),
        }
    }
}
