//! Converts arguments of components from what is written in articles and in `site.yaml` to what
//! components receive.
//!
//! An argument is read as a field of its kind is ([`Kind::read_argument`]). What a name or a path
//! means only the site knows: that is asked here.

use std::ops::Range;

use tera::Value as Shown;

use super::field::Origin;
use super::hidden_link::hidden;
use crate::problem::{
    Problem, file_elsewhere, folder_for_file, missing_file, no_such_address, picture_elsewhere,
    unsafe_address,
};
use crate::render::ask::{self, FileTarget, Leads, NameMeaning};
use crate::render::world::World;
use crate::schema::{ArgumentName, Kind, Value};
use crate::source::yaml::Node;
use crate::text::link::{Destination, destination};
use crate::text::list;
use crate::theme::{Argument, Refers};

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
        match &self.argument.kind {
            Kind::List(_) => self.all_named(text, &list::items(text)).map(Shown::from),
            Kind::Any if self.argument.refers.is_none() => Some(Shown::from(text)),
            Kind::Text | Kind::Choice(_) | Kind::Any => self.named(text, None).map(Shown::from),
            Kind::Number => match self.read(&self.argument.kind, text, None)? {
                // A component that expects a number takes no integer for one.
                #[allow(clippy::cast_precision_loss)]
                Value::Integer(number) => Some(Shown::from(number as f64)),
                value => self.shown(&value),
            },
            Kind::Url if !text.trim().is_empty() => match self.read(&Kind::Url, text, None)? {
                Value::Text(text) => Some(Shown::from(self.address(&text))),
                value => self.shown(&value),
            },
            kind => match self.read(kind, text, None) {
                Some(value) => self.shown(&value),
                // An empty text is no mistake in itself.
                None if text.trim().is_empty() => self.nothing(text),
                None => None,
            },
        }
    }

    fn node(&mut self, node: &Node) -> Option<Shown> {
        let shown = self.world.node(node, self.world.view.code(self.origin.lang));
        if let Some(items) = shown.as_array().filter(|_| matches!(self.argument.kind, Kind::List(_))) {
            return self.items(items);
        }
        let is_one = shown.as_array().is_none() && shown.as_map().is_none();
        if shown.is_none() || (!is_one && matches!(self.argument.kind, Kind::Any)) {
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
        let is_free = !self.argument.takes_names();
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
        if text.is_empty() {
            return Some(String::new());
        }
        let kind = match &argument.kind {
            Kind::List(of) => of,
            kind => kind,
        };
        let value = self.read(kind, text, part.clone())?;
        match (value.choice(), argument.refers) {
            (Some(choice), _) => Some(choice.key.clone()),
            (None, Some(refers)) => self.referred(refers, text, part),
            (None, None) => Some(text.to_owned()),
        }
    }

    /// Reads a text as a field of this kind is read. Nothing where there is a mistake in it.
    fn read(&mut self, kind: &Kind, text: &str, part: Option<Range<usize>>) -> Option<Value> {
        let Argument { key, .. } = self.argument;
        let named = ArgumentName { name: self.argument.name(), key, sign: sign(self.origin) };
        let (value, problems) = kind.read_argument(text, named);
        let is_wrong = problems.iter().any(Problem::is_error);
        self.found.extend(problems.into_iter().map(|problem| ArgumentMistake {
            item: None,
            part: part.clone(),
            problem: of_directive(problem),
        }));
        value.filter(|_| !is_wrong)
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

/// The sign between the key of an argument and its value.
pub(super) fn sign(origin: Origin<'_>) -> &'static str {
    if origin.file == "site.yaml" { ": " } else { "=" }
}

/// Gives a mistake in a value the code that it has in arguments.
fn of_directive(problem: Problem) -> Problem {
    let code = match problem.code {
        "meta/unknown-choice" => "directive/unknown-choice",
        "meta/wrong-type" | "meta/out-of-range" => "directive/wrong-value",
        code => code,
    };
    Problem { code, ..problem }
}

/// Values that lead somewhere.
impl Reader<'_> {
    /// The address to which a link leads; a mistake where nothing is there. In `site.yaml`
    /// addresses begin at the root of the site, also where somebody forgot the slash; in an article
    /// `b.md` is the page next to it.
    fn address(&mut self, text: &str) -> String {
        if destination(text) != Destination::Inside {
            return text.to_owned();
        }
        let is_of_article = self.origin.file.starts_with("content/");
        let rooted =
            if is_of_article || text.starts_with('/') { text.to_owned() } else { format!("/{text}") };
        let (path, fragment) = rooted.split_at(rooted.find('#').unwrap_or(rooted.len()));
        let is_document = !rooted.starts_with('/') && ask::Link::is_document(path);
        let asked = if is_document { path } else { rooted.as_str() };
        let problem =
            match self.world.view.ask(ask::Link(self.origin.file.into(), self.origin.lang, asked.into())) {
                Leads::Page(page) => return format!("{}{fragment}", page.url),
                Leads::Section(url) => return url,
                Leads::File(FileTarget::Asset(asset)) => return format!("/{}", asset.path),
                Leads::File(FileTarget::Static(_) | FileTarget::Outside(_))
                | Leads::Address
                | Leads::Unread => {
                    return rooted;
                }
                Leads::Hidden { title, state } => hidden(asked, title, state),
                Leads::Nowhere { meant } => {
                    let slash = if rooted.starts_with('/') { "/" } else { "" };
                    let meant = meant.map(|meant| format!("{slash}{}", meant.trim_start_matches('/')));
                    no_such_address(text, meant.as_deref())
                }
            };
        self.found.push(ArgumentMistake::whole(problem));
        rooted
    }
}

/// Values that are files of the site.
impl Reader<'_> {
    /// A value as the component receives it.
    fn shown(&mut self, value: &Value) -> Option<Shown> {
        match value {
            Value::Text(text) => Some(Shown::from(&**text)),
            Value::Integer(number) => Some(Shown::from(*number)),
            Value::Number(number) => Some(Shown::from(*number)),
            Value::Boolean(value) => Some(Shown::from(*value)),
            Value::Image(image) => {
                let src = image.src.as_str();
                // Pages request nothing from elsewhere. The site decides how much it matters.
                if destination(src) == Destination::Web && !self.world.view.is_own_host(src) {
                    self.found.push(ArgumentMistake::whole(picture_elsewhere(self.origin.file, src)));
                }
                let found = self.world.image_at(src, self.origin);
                found.or_else(|| self.wrong(ArgumentMistake::whole(self.missing(src))))
            }
            Value::File(file) => {
                // What a component offers is its `file`; any other the page plays.
                let is_played = self.argument.key != "file" && destination(&file.src) == Destination::Web;
                if is_played && !self.world.view.is_own_host(&file.src) {
                    self.found.push(ArgumentMistake::whole(file_elsewhere(&file.src)));
                }
                let found = self.world.file(&file.src, None, self.origin);
                found.or_else(|| self.wrong(ArgumentMistake::whole(self.missing(&file.src))))
            }
            _ => None,
        }
    }

    /// The value of an argument after which nothing is written.
    fn nothing(&mut self, text: &str) -> Option<Shown> {
        match self.argument.kind {
            Kind::Image | Kind::File => self.wrong(ArgumentMistake::whole(self.missing(text))),
            _ => Some(Shown::from("")),
        }
    }

    /// A list or a mapping in place of one value.
    fn not_one(&self, is_list: bool) -> Problem {
        let (name, key, sign) = (self.argument.name(), &self.argument.key, sign(self.origin));
        let found =
            if is_list { ("一个列表", "a list") } else { ("一组“名称: 内容”", "a mapping") };
        if matches!(self.argument.kind, Kind::List(_)) {
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
        let view = &self.world.view;
        if view.is_folder(self.origin.file, text) {
            return folder_for_file("reference/missing-file", text);
        }
        missing_file(self.origin.file, text, view.nearest_picture(self.origin.file, text).as_deref())
    }
}
