//! Parses YAML declarations into groups and content types.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::declared_words::{self as words, Word};
use super::read_value::{is_no, is_yes};
use super::{Choice, ContentType, DataType, Field, Group, Kind, Rule, SortKey, Translated, number};
use crate::problem::{self, Problem, SourceText, suggest};
use crate::source::yaml::{self, Node, Part, Step, Trail};
use crate::text::NameOrder;

/// Maximum nesting of field declarations: a field within `fields:` is two steps deeper in the YAML.
const DEEPEST: usize = 12;

const FIELD_KEYS: [&str; 18] = [
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
    "help",
    "minimum",
    "maximum",
    "localized",
];
const TYPE_KEYS: [&str; 12] = [
    "name",
    "alias",
    "help",
    "template",
    "list",
    "schema_org",
    "paginate",
    "order",
    "require",
    "scaffold",
    "fields",
    "rules",
];
const KINDS: [&str; 18] = [
    "text",
    "markdown",
    "date",
    "integer",
    "number",
    "boolean",
    "colour",
    "choice",
    "url",
    "choices",
    "image",
    "file",
    "person",
    "organization",
    "reference",
    "list",
    "group",
    "any",
];

/// Parses the `fields:` and `rules:` of a declaration file, for example of the fields that every
/// page may have.
///
/// # Errors
/// All mistakes in the declaration.
pub fn declare_group(text: &SourceText<'_>) -> Result<Group, Vec<Problem>> {
    let (mut declaring, node) = Declaring::of(text, &|_| None)?;
    let group = declaring.group(&node);
    declaring.finish(group)
}

/// Parses the `options:` of a `theme.yaml`, which are declared like fields.
///
/// # Errors
/// All mistakes in the declaration.
pub fn declare_options(text: &SourceText<'_>) -> Result<Group, Vec<Problem>> {
    let (mut declaring, node) = Declaring::of(text, &|_| None)?;
    declaring.known_keys(&node, &["name", "help", "parent", "options", "contrast"], &words::TYPE);
    let group = Group::new(declaring.fields(&node, "options"), Vec::new(), None);
    declaring.finish(group)
}

/// Parses `types/data/<name>.yaml`, the declaration of the entries of the list in
/// `data/<name>.yaml`.
///
/// # Errors
/// All mistakes in the declaration.
pub fn declare_data(name: &str, text: &SourceText<'_>) -> Result<DataType, Vec<Problem>> {
    let (mut declaring, node) = Declaring::of(text, &|_| None)?;
    declaring.known_keys(&node, &["name", "help", "fields", "rules"], &words::TYPE);
    let name = declaring.words(&node, "name").unwrap_or_else(|| Translated::plain(name));
    let group = declaring.group(&node);
    declaring.finish(DataType { name, group })
}

/// Parses `types/<id>.yaml`. The fields of the type are `common` and its own. Where a theme has the
/// type already (`under`), the file adds fields to it and replaces what it names; whatever it
/// leaves out stays: `字段: {主讲人: {种类: 人物}}` alone adds one field to the news.
///
/// # Errors
/// All mistakes in the declaration.
pub fn declare_type<'t>(
    id: &str,
    text: &'t SourceText<'t>,
    common: &'t Group,
    under: Option<&'t ContentType>,
) -> Result<ContentType, Vec<Problem>> {
    let before = under.map_or(common, |under| &under.group);
    let known = |written: &str| before.meant_by(written).map(|field| field.key.to_string());
    let (mut declaring, node) = Declaring::of(text, &known)?;
    declaring.common = Some(before);
    declaring.known_keys(&node, &TYPE_KEYS, &words::TYPE);
    let own = declaring.group(&node);
    let mut own_keys = under.map(|under| under.own.clone()).unwrap_or_default();
    let further = own.fields().iter().map(|field| &field.key);
    let further: Vec<Arc<str>> = further.filter(|key| !own_keys.contains(key)).cloned().collect();
    own_keys.extend(further.iter().cloned());
    let added = under.map(|under| {
        let known = |key: &Arc<str>| common.field(key).is_some();
        under.added.iter().chain(further.iter().filter(|key| !known(key))).cloned().collect()
    });
    let mut fields: Vec<Field> = before.fields().to_vec();
    fields.extend(own.fields().iter().cloned());
    for (at, key) in strings(&node, "require").into_iter().enumerate() {
        // A field of the type replaces the common one with the same key and comes after it: search
        // backwards.
        match fields.iter_mut().rfind(|field| is_called(field, &key)) {
            Some(field) => field.required = true,
            None => declaring.unknown_field(&[Step::Key("require".into()), Step::Index(at)], &key, &fields),
        }
    }
    let mut scaffold = strings(&node, "scaffold");
    for (at, key) in scaffold.iter_mut().enumerate() {
        match fields.iter().find(|field| is_called(field, key)) {
            Some(field) => *key = field.key.to_string(),
            None => declaring.unknown_field(&[Step::Key("scaffold".into()), Step::Index(at)], key, &fields),
        }
    }
    let order = strings(&node, "order");
    for (at, key) in order.iter().enumerate() {
        let key = SortKey::parse(key).key;
        let is_field = fields.iter().any(|field| is_called(field, &key));
        if NameOrder::named(&key).is_none() && !is_field {
            declaring.unknown_field(&[Step::Key("order".into()), Step::Index(at)], &key, &fields);
        }
    }
    let rules = under.map(|under| under.group.rules.clone()).unwrap_or_default();
    let rules = rules.into_iter().chain(own.rules.iter().cloned()).collect();
    let mut aliases = under.map(|under| under.aliases.clone()).unwrap_or_default();
    aliases.extend(strings(&node, "alias"));
    let mut content_type = ContentType {
        id: id.into(),
        name: (declaring.words(&node, "name"))
            .or_else(|| Some(under?.name.clone()))
            .unwrap_or_else(|| Translated::plain(id)),
        aliases,
        help: (declaring.words(&node, "help")).or_else(|| Some(under?.help.clone())).unwrap_or_default(),
        template: (declaring.string(&node, "template"))
            .or_else(|| Some(under?.template.clone()))
            .unwrap_or_else(|| "page/page.html".into()),
        list: (declaring.string(&node, "list"))
            .or_else(|| Some(under?.list.clone()))
            .unwrap_or_else(|| "list/text.html".into()),
        order: under.map_or_else(|| vec![SortKey::parse("-date")], |under| under.order.clone()),
        scaffold: match under {
            Some(under) if scaffold.is_empty() => under.scaffold.clone(),
            _ => scaffold,
        },
        schema_org: (declaring.string(&node, "schema_org")).or_else(|| under?.schema_org.clone()),
        paginate: declaring.flag(&node, "paginate", under.is_none_or(|under| under.paginate)),
        group: Arc::new(Group::new(fields, rules, None)),
        own: own_keys,
        added: added.unwrap_or_default(),
    };
    if !order.is_empty() {
        content_type.order = order.iter().map(|key| content_type.sort_key(key)).collect();
    }
    declaring.finish(content_type)
}

/// Parses a choice with its names: `committee: {zh: 支部委员会会议, alias: [支委会]}`. The entry `alias`,
/// next to the languages, lists further words that are read as this choice; `like` lists words for
/// which it is only suggested.
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

/// Whether a field has this key, label or alias.
fn is_called(field: &Field, written: &str) -> bool {
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
fn strings(node: &Node, key: &str) -> Vec<String> {
    match node.get(key) {
        Some(Node::String(text)) => vec![text.clone()],
        Some(list) => list.items().iter().filter_map(|item| item.as_str().map(str::to_owned)).collect(),
        None => Vec::new(),
    }
}

/// A declaration that is being parsed.
struct Declaring<'t> {
    text: &'t SourceText<'t>,
    /// The declaration as written.
    written: Node,
    /// The declaration with English keys.
    translated: Node,
    trail: Trail,
    /// The fields that every page has, for the rules of a type.
    common: Option<&'t Group>,
    /// The problems found, each with the steps to its place.
    problems: Vec<(Trail, Part, Problem)>,
}

impl<'t> Declaring<'t> {
    /// Starts to parse the declaration in `text`, and returns it with English keys. `known` gives
    /// the key of a field that every page has, by any of its names.
    fn of(
        text: &'t SourceText<'t>,
        known: &dyn Fn(&str) -> Option<String>,
    ) -> Result<(Self, Node), Vec<Problem>> {
        let written = yaml::parse(text, 0..text.text().len()).map_err(|problem| vec![*problem])?;
        let translated = words::declaration(&written, known);
        let node = translated.clone();
        let declaring =
            Self { text, written, translated, trail: Vec::new(), common: None, problems: Vec::new() };
        if let Some((trail, problem)) = declaring.wide_colon() {
            return Err(vec![problem.at(text, yaml::locate(text.text(), &trail, Part::Key))]);
        }
        Ok((declaring, node))
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

    fn finish<T>(self, value: T) -> Result<T, Vec<Problem>> {
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

    fn report(&mut self, steps: &[Step], part: Part, problem: Problem) {
        let mut trail = self.trail.clone();
        trail.extend_from_slice(steps);
        self.problems.push((trail, part, problem));
    }

    fn within<T>(&mut self, step: Step, read: impl FnOnce(&mut Self) -> T) -> T {
        self.trail.push(step);
        let value = read(self);
        self.trail.pop();
        value
    }

    fn known_keys(&mut self, node: &Node, known: &[&str], names: &[Word]) {
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

    fn unknown_field(&mut self, steps: &[Step], key: &str, fields: &[Field]) {
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
    fn wrong(&mut self, key: &str, zh: &str, en: &str) {
        let mut trail = self.trail.clone();
        trail.push(Step::Key(key.to_owned()));
        let written = words::written(&trail, &self.translated, &self.written).pop();
        let written = written.and_then(Step::into_key).filter(|written| written != key);
        let names = if self.trail.is_empty() { &words::TYPE[..] } else { &words::FIELD[..] };
        let name = written.unwrap_or_else(|| words::listed(names, &[key]));
        let problem = Problem::error(
            "type/wrong-value",
            format!("“{name}”这里要写{zh}"),
            format!("`{key}` wants {en}"),
        );
        self.report(&[Step::Key(key.to_owned())], Part::Value, problem);
    }

    fn words(&mut self, node: &Node, key: &str) -> Option<Translated> {
        let found = Translated::from_node(node.get(key)?);
        if found.is_none() {
            self.wrong(key, "文字，或者 {zh: …, en: …}", "a text or {zh: …, en: …}");
        }
        found
    }

    fn string(&mut self, node: &Node, key: &str) -> Option<String> {
        let found = node.get(key)?.as_str().map(str::to_owned);
        if found.is_none() {
            self.wrong(key, "文字", "a text");
        }
        found
    }

    /// Returns a yes or no; `default` if it is left out.
    fn flag(&mut self, node: &Node, key: &str, default: bool) -> bool {
        match node.get(key) {
            None | Some(Node::Null) => default,
            Some(node) if is_yes(node) => true,
            Some(node) if is_no(node) => false,
            Some(_) => {
                self.wrong(key, "“是”或“否”", "`true` or `false`");
                default
            }
        }
    }

    /// Returns a bound of a number.
    fn bound(&mut self, node: &Node, key: &str) -> Option<i64> {
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

    fn group(&mut self, node: &Node) -> Group {
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
        let short = self.string(node, "short").map(|short| key_of(&fields, &short).into());
        Group::new(fields, rules, short)
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

    fn field(&mut self, key: &str, node: &Node) -> Field {
        self.known_keys(node, &FIELD_KEYS, &words::FIELD);
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
                "a field wants its kind, or a group of declarations",
            )
            .help(
                format!(
                    "写成 主讲人: 人物，或者 主讲人: {{种类: 人物, 必填: 是}}；种类有：{}",
                    words::listed(&words::KIND, &KINDS)
                ),
                format!(
                    "write `speaker: person` or `speaker: {{type: person, required: true}}`; kinds: {}",
                    KINDS.join(", ")
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
            help: self.words(node, "help").unwrap_or_default(),
        }
    }

    fn kind(&mut self, node: &Node) -> Kind {
        if self.trail.len() > DEEPEST * 2 {
            let problem =
                Problem::error("type/too-deep", "声明嵌套得太深", "declarations are nested too deeply");
            self.report(&[], Part::Value, problem);
            return Kind::Text;
        }
        match node.get("type").and_then(Node::as_str).unwrap_or("text") {
            "text" => Kind::Text,
            "markdown" => Kind::Markdown,
            "date" => Kind::Date,
            "integer" => {
                let [minimum, maximum] = ["minimum", "maximum"].map(|key| self.bound(node, key));
                Kind::Integer { minimum, maximum }
            }
            "number" => Kind::Number,
            "boolean" => Kind::Boolean,
            "colour" => Kind::Colour,
            "url" => Kind::Url,
            "image" => Kind::Image,
            "file" => Kind::File,
            "person" => Kind::Person,
            "organization" => Kind::Organization,
            "reference" => Kind::Reference(strings(node, "to")),
            "any" => Kind::Any,
            "choice" => self.choices(node),
            "choices" => Kind::List(Box::new(self.choices(node))),
            "list" => Kind::List(Box::new(self.items_kind(node))),
            "group" => Kind::Group(Arc::new(self.group(node))),
            unknown => {
                let mut problem = Problem::error(
                    "type/unknown-kind",
                    format!("没有“{unknown}”这种字段类型"),
                    format!("there is no kind of field `{unknown}`"),
                );
                let names = KINDS.iter().copied().chain(words::KIND.iter().map(|(word, _)| *word));
                problem = problem.did_you_mean(
                    suggest(unknown, names),
                    format!("可用的种类：{}", words::listed(&words::KIND, &KINDS)),
                    format!("kinds: {}", KINDS.join(", ")),
                );
                self.report(&[Step::Key("type".into())], Part::Value, problem);
                Kind::Text
            }
        }
    }

    /// Parses the kind of list items: `of: person`, or `of: {type: group, fields: …}`.
    fn items_kind(&mut self, node: &Node) -> Kind {
        match node.get("of") {
            Some(Node::String(name)) => {
                let short = Node::Mapping(vec![("type".into(), Node::String(name.clone()))]);
                self.within(Step::Key("of".into()), |this| this.kind(&short))
            }
            Some(of @ Node::Mapping(_)) => self.within(Step::Key("of".into()), |this| {
                this.known_keys(of, &FIELD_KEYS, &words::FIELD);
                let kind = this.kind(of);
                if this.flag(of, "localized", false) { Kind::Localized(Box::new(kind)) } else { kind }
            }),
            _ => Kind::Text,
        }
    }

    fn choices(&mut self, node: &Node) -> Kind {
        let choices: Vec<Choice> = match node.get("choices") {
            Some(Node::Mapping(entries)) => {
                entries.iter().map(|(key, name)| named_choice(key, name)).collect()
            }
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
            self.wrong("choices", "有哪些选项，例如 [省级, 市级]", "choices such as {high: High, low: Low}");
        }
        Kind::Choice(choices.into())
    }
}
