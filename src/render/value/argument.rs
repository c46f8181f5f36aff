//! Converts arguments of components from what is written in articles and in `site.yaml` to what
//! components receive.

use std::ops::Range;

use tera::Value as Shown;

use super::field::Origin;
use crate::problem::{Problem, missing_file, picture_elsewhere, suggest, unsafe_address};
use crate::render::ask::{self, NameMeaning, listed};
use crate::render::world::World;
use crate::schema::{Choice, number, wrong_number};
use crate::source::yaml::Node;
use crate::text::link::{Destination, destination};
use crate::text::{list, yes_no};
use crate::theme::{Argument, ArgumentKind, Refers};

/// A mistake in an argument, with the part of it that is wrong.
pub(in crate::render) struct ArgumentMistake {
    /// The number of the item of a YAML list.
    pub item: Option<usize>,
    /// The part of a text, in bytes, where it is not the whole.
    pub part: Option<Range<usize>>,
    /// The mistake.
    pub problem: Problem,
}

impl ArgumentMistake {
    fn whole(problem: Problem) -> Self {
        Self { item: None, part: None, problem }
    }
}

/// An argument as it was read.
pub(in crate::render) struct Reading {
    /// Its value; nothing if the component can't be rendered with what is written.
    pub value: Option<Shown>,
    /// Every mistake in it.
    pub found: Vec<ArgumentMistake>,
}

/// Reads the value of an argument of a directive.
pub(in crate::render) fn value(
    world: &World,
    argument: &Argument,
    text: &str,
    origin: Origin<'_>,
) -> Reading {
    let mut reader = Reader { world, argument, origin, found: Vec::new() };
    let value = reader.value(text);
    Reading { value, found: reader.found }
}

/// Reads the value of an argument of a block, as `site.yaml` gives it.
pub(in crate::render) fn of_node(
    world: &World,
    argument: &Argument,
    node: &Node,
    origin: Origin<'_>,
) -> Reading {
    let mut reader = Reader { world, argument, origin, found: Vec::new() };
    let value = reader.node(node);
    Reading { value, found: reader.found }
}

/// Reads one argument.
struct Reader<'r> {
    world: &'r World,
    argument: &'r Argument,
    origin: Origin<'r>,
    /// The mistakes so far.
    found: Vec<ArgumentMistake>,
}

impl Reader<'_> {
    /// Reports a mistake without which there would be a value.
    fn wrong<T>(&mut self, wrong: ArgumentMistake) -> Option<T> {
        self.found.push(wrong);
        None
    }

    fn value(&mut self, text: &str) -> Option<Shown> {
        match self.argument.kind {
            ArgumentKind::List => self.all_named(text, &list::items(text)).map(Shown::from),
            ArgumentKind::Text | ArgumentKind::Any => self.named(text, None).map(Shown::from),
            _ => self.typed(text),
        }
    }

    fn node(&mut self, node: &Node) -> Option<Shown> {
        let shown = self.world.node(node, self.world.view.code(self.origin.lang));
        if let Some(items) = shown.as_array().filter(|_| self.argument.kind == ArgumentKind::List) {
            return self.items(items);
        }
        let is_one = shown.as_array().is_none() && shown.as_map().is_none();
        if shown.is_none() || (!is_one && self.argument.kind == ArgumentKind::Any) {
            return Some(shown);
        }
        if !is_one {
            return self.wrong(ArgumentMistake::whole(self.not_one(shown.as_array().is_some())));
        }
        self.value(&shown.to_string())
    }

    fn items(&mut self, items: &[Shown]) -> Option<Shown> {
        let (mut all, mut is_whole) = (Vec::with_capacity(items.len()), true);
        for (at, item) in items.iter().enumerate() {
            let before = self.found.len();
            match item.as_str().map(|text| self.names(text)) {
                Some(Some(names)) => all.extend(names.into_iter().map(Shown::from)),
                Some(None) => is_whole = false,
                None => all.push(item.clone()),
            }
            for found in self.found.iter_mut().skip(before) {
                found.item = Some(at);
            }
        }
        is_whole.then(|| Shown::from(all))
    }

    /// The names that an item of a list stands for: one name, or several in one line. A title may
    /// contain commas.
    fn names(&mut self, text: &str) -> Option<Vec<String>> {
        let items = if list::may_be(text) { list::items(text) } else { vec![text] };
        if items.len() < 2 {
            return self.named(text, None).map(|name| vec![name]);
        }
        let is_free = self.argument.refers.is_none() && self.argument.choices.is_empty();
        let before = self.found.len();
        let whole = self.named(text, None).filter(|_| !is_free && self.found.len() == before);
        if let Some(name) = whole {
            return Some(vec![name]);
        }
        self.found.truncate(before);
        self.all_named(text, &items)
    }

    /// Each of the items of a line by its name, or every one that is wrong, with its place in the
    /// line.
    fn all_named(&mut self, text: &str, items: &[&str]) -> Option<Vec<String>> {
        let (mut names, mut from) = (Vec::with_capacity(items.len()), 0);
        for item in items {
            // The items are in the order of the line.
            let found = text.get(from..).and_then(|rest| rest.find(item)).map(|at| from + at);
            let part = found.map(|start| start..start + item.len());
            from = part.as_ref().map_or(from, |part| part.end);
            names.push(self.named(item, part));
        }
        names.into_iter().collect()
    }

    /// The form in which components ask for what a text names; a text that names nothing as it is.
    fn named(&mut self, text: &str, part: Option<Range<usize>>) -> Option<String> {
        let argument = self.argument;
        if !argument.choices.is_empty() && !text.is_empty() {
            let means = |choice: &&Choice| choice.spellings().any(|word| word.eq_ignore_ascii_case(text));
            return match argument.choices.iter().find(means) {
                Some(choice) => Some(choice.key.clone()),
                None => {
                    self.wrong(ArgumentMistake { item: None, part, problem: unknown_choice(argument, text) })
                }
            };
        }
        match argument.refers {
            Some(refers) if !text.is_empty() => self.referred(refers, text, part),
            _ => Some(text.to_owned()),
        }
    }

    /// The form of a name in which components ask for what it means; a mistake where it means
    /// nothing. A name of something that is in another language only is passed on: the component
    /// shows nothing in its place. So is a tag that no page has yet.
    fn referred(&mut self, refers: Refers, text: &str, part: Option<Range<usize>>) -> Option<String> {
        let (view, lang) = (&self.world.view, self.origin.lang);
        match view.ask(ask::ArgumentName(refers, lang, text.into())) {
            NameMeaning::Name(name) => Some(name),
            NameMeaning::Unknown => Some(text.to_owned()),
            NameMeaning::Several(problem) => {
                self.wrong(ArgumentMistake { item: None, part, problem: *problem })
            }
            NameMeaning::Nothing => {
                let problem = view.unknown_name(refers, lang, text);
                let is_passed_on = refers == Refers::Tag;
                self.found.push(ArgumentMistake { item: None, part, problem });
                is_passed_on.then(|| text.to_owned())
            }
        }
    }
}

fn unknown_choice(argument: &Argument, text: &str) -> Problem {
    let names = argument.choices.iter().flat_map(Choice::spellings);
    let (zh, en) = listed(argument.choices.iter().map(|choice| (choice.key.as_str(), &choice.name)));
    let problem = Problem::error(
        "directive/unknown-choice",
        format!("没有“{text}”这个选项"),
        format!("there is no choice `{text}`"),
    );
    let (zh, en) = (format!("可选：{zh}"), format!("choices: {en}"));
    problem.did_you_mean(suggest(text, names), zh, en)
}

/// Values that are more than a name.
impl Reader<'_> {
    /// The value of a text that is not passed on as it is.
    fn typed(&mut self, text: &str) -> Option<Shown> {
        match self.argument.kind {
            ArgumentKind::Text | ArgumentKind::Any => Some(Shown::from(text)),
            ArgumentKind::Url => match destination(text) {
                Destination::Refused(refusal) => {
                    self.wrong(ArgumentMistake::whole(unsafe_address(text, refusal)))
                }
                _ => Some(Shown::from(text.trim())),
            },
            ArgumentKind::Integer => match number::integer(text).filter(|_| self.is_same_measure(text)) {
                Some(number) if number < 0 => self.wrong(ArgumentMistake::whole(self.negative(text))),
                Some(number) => Some(Shown::from(number)),
                None => self.wrong(ArgumentMistake::whole(self.no_number(text, true, "5"))),
            },
            ArgumentKind::Number => match number::decimal(text).filter(|_| self.is_same_measure(text)) {
                Some(number) => Some(Shown::from(number)),
                None => self.wrong(ArgumentMistake::whole(self.no_number(text, false, "2.5"))),
            },
            ArgumentKind::Boolean => match yes_no::read(text) {
                Some(value) => Some(Shown::from(value)),
                None => self.wrong(ArgumentMistake::whole(no_boolean(text))),
            },
            ArgumentKind::List => {
                Some(Shown::from(list::items(text).into_iter().map(Shown::from).collect::<Vec<_>>()))
            }
            ArgumentKind::Image => {
                // Pages request nothing from elsewhere. The site decides how much it matters.
                if destination(text) == Destination::Web {
                    self.found.push(ArgumentMistake::whole(picture_elsewhere(self.origin.file, text.trim())));
                }
                let found = self.world.image_at(text, self.origin);
                found.or_else(|| self.wrong(ArgumentMistake::whole(self.missing(text))))
            }
            ArgumentKind::File => {
                let found = self.world.file(text, None, self.origin);
                found.or_else(|| self.wrong(ArgumentMistake::whole(self.missing(text))))
            }
        }
    }

    /// The name of the argument in messages.
    fn name(&self) -> &str {
        let label = self.argument.label.get("zh");
        if label.is_empty() { &self.argument.key } else { label }
    }

    fn is_same_measure(&self, text: &str) -> bool {
        number::contradicts(self.name(), text).is_none()
    }

    /// The sign between a key and its value.
    fn sign(&self) -> &'static str {
        if self.origin.file == "site.yaml" { ": " } else { "=" }
    }

    fn no_number(&self, text: &str, is_whole: bool, example: &str) -> Problem {
        let problem =
            |name| wrong_number("directive/wrong-value", name, is_whole, text, self.sign(), example);
        // In English the argument is named by its key.
        let (mut zh, en) = (problem(self.name()), problem(self.argument.key.as_str()));
        zh.message.en = en.message.en;
        if let (Some(help), Some(en)) = (&mut zh.help, en.help) {
            help.en = en.en;
        }
        zh
    }

    /// A whole number says how many: pages, columns, levels.
    fn negative(&self, text: &str) -> Problem {
        let (name, key, sign) = (self.name(), &self.argument.key, self.sign());
        Problem::error(
            "directive/wrong-value",
            format!("“{name}”不能是负数，现在是“{text}”"),
            format!("`{key}` can't be negative, but is `{text}`"),
        )
        .help(
            format!("写成 {name}{sign}5；不需要的，删去“{name}”"),
            format!("write {key}{sign}5, or remove `{key}`"),
        )
    }

    /// A list or a mapping in place of one value.
    fn not_one(&self, is_list: bool) -> Problem {
        let (name, key, sign) = (self.name(), &self.argument.key, self.sign());
        let found =
            if is_list { ("一个列表", "a list") } else { ("一组“名称: 内容”", "a mapping") };
        if self.argument.kind == ArgumentKind::List {
            return Problem::error(
                "directive/wrong-value",
                format!("“{name}”要写一个列表，现在是{}", found.0),
                format!("`{key}` expects a list, not {}", found.1),
            )
            .help(format!("写成 {name}{sign}[甲, 乙]"), format!("write {key}{sign}[a, b]"));
        }
        Problem::error(
            "directive/wrong-value",
            format!("“{name}”只写一项内容，现在是{}", found.0),
            format!("`{key}` expects one value, not {}", found.1),
        )
        .help(
            format!("“{name}”后面只写一项，不加方括号、花括号，也不用“- ”开头：{name}{sign}……"),
            format!("write one value after `{key}`, without brackets, braces or dashes: {key}{sign}…"),
        )
    }

    fn missing(&self, text: &str) -> Problem {
        if let Destination::Refused(refusal) = destination(text) {
            return unsafe_address(text, refusal);
        }
        let nearest = self.world.view.nearest_picture(self.origin.file, text);
        missing_file(self.origin.file, text, nearest)
    }
}

fn no_boolean(text: &str) -> Problem {
    Problem::error(
        "directive/wrong-value",
        format!("这里要写“是”或“否”，现在是“{text}”"),
        format!("`{text}` is not `true` or `false`"),
    )
}
