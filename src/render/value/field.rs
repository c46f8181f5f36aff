//! Converts typed values to what templates receive.

use tera::Value as Shown;
use tera::value::Key;

use super::object::Object;
use crate::attachment::Extent;
use crate::problem::Finding;
use crate::render::ask::{self, FileTarget, FileUse, Means};
use crate::render::template::scope;
use crate::render::world::World;
use crate::schema::{Fields, Image, Kind, Person, Value};
use crate::source::yaml::Node;
use crate::text::link::{Destination, destination};

/// Where a value comes from, which decides what relative paths and languages in it mean.
#[derive(Clone, Copy)]
pub(in crate::render) struct Origin<'a> {
    /// The file of the document.
    pub file: &'a str,
    /// The number of the language.
    pub lang: usize,
    /// The types of the pages that a reference in it may name; any if there are none.
    pub types: &'a [String],
}

impl<'a> Origin<'a> {
    /// A document, and a language.
    pub fn new(file: &'a str, lang: usize) -> Self {
        Self { file, lang, types: &[] }
    }

    /// For a value of this kind: `topic: x` names a topic, whatever else is called `x`.
    pub fn of(self, kind: &'a Kind) -> Self {
        match kind {
            Kind::Reference(types) => Self { types, ..self },
            Kind::List(of) | Kind::Localized(of) => self.of(of),
            _ => self,
        }
    }
}

impl World {
    /// All fields of a map that have a value.
    pub(in crate::render) fn fields(&self, fields: &Fields, origin: Origin<'_>) -> Object {
        let mut object = Object::default();
        self.add_fields(&mut object, fields, origin);
        object
    }

    /// Adds all fields that have a value.
    pub(in crate::render) fn add_fields(&self, object: &mut Object, fields: &Fields, origin: Origin<'_>) {
        for (key, value) in fields.iter() {
            if let Some(shown) = self.value(value, origin) {
                object.set_key(key, shown);
            }
        }
    }

    /// A value as templates receive it; `None` where nothing can be shown (a picture that is gone).
    pub(in crate::render) fn value(&self, value: &Value, origin: Origin<'_>) -> Option<Shown> {
        let code = self.view.code(origin.lang);
        Some(match value {
            Value::Text(text) => Shown::from(&**text),
            Value::Markdown(text) => Shown::safe_string(&self.markdown(text, origin.file, origin.lang)),
            Value::Date(date) => Shown::from(date.to_string()),
            Value::Integer(number) => Shown::from(*number),
            Value::Number(number) => Shown::from(*number),
            Value::Boolean(value) => Shown::from(*value),
            Value::Choice(choices, at) => {
                let choice = choices.get(*at)?;
                let mut object = Object::default();
                object.set("key", choice.key.as_str()).set("name", choice.name.get(code)).set("rank", *at);
                object.done()
            }
            Value::Image(image) => self.image(image, origin)?,
            Value::File(file) => {
                let target = self
                    .resolved(&file.src, origin.file, FileUse::Offer)
                    .or_else(|| as_written(&file.src))?;
                shown_file(target, &file.src, file.title.as_deref())
            }
            Value::Person(person) => self.person(person, origin.lang),
            Value::Organization(name) => {
                self.unit_reference(name, origin.lang).unwrap_or_else(|| unit_as_written(name))
            }
            Value::Reference(name) => self.page_reference(name, origin)?,
            Value::List(items) => {
                Shown::from(items.iter().filter_map(|item| self.value(item, origin)).collect::<Vec<_>>())
            }
            Value::Group(fields) => self.fields(fields, origin).done(),
            Value::Localized(_) => return self.value(value.localized(code), origin),
            Value::Any(node) => self.node(node, code),
        })
    }

    fn image(&self, image: &Image, origin: Origin<'_>) -> Option<Shown> {
        let found = self.resolved(&image.src, origin.file, FileUse::Show);
        if let Some(problem) = found.as_ref().and_then(|found| self.view.unshowable(found))
            && let Ok(scope) = scope::current()
        {
            let finding = Finding { problem, span: 0..image.src.len() };
            let placed = self.view.at_same_words(vec![finding], origin.file, &image.src);
            placed.into_iter().for_each(|problem| scope.report(problem));
        }
        shown_image(image, found)
    }

    /// The file that `src` means in the document `file`.
    pub(in crate::render) fn resolved(&self, src: &str, file: &str, used: FileUse) -> Option<FileTarget<'_>> {
        if destination(src) == Destination::Web {
            return Some(FileTarget::Outside(src.trim().to_owned()));
        }
        self.view.ask(ask::File(file.into(), src.into(), used))
    }

    /// A picture or file that a component receives by its path.
    pub(in crate::render) fn file(
        &self,
        src: &str,
        title: Option<&str>,
        origin: Origin<'_>,
    ) -> Option<Shown> {
        Some(shown_file(self.resolved(src, origin.file, FileUse::Offer)?, src, title))
    }

    /// A picture that a component receives by its path, with its original where the page offers it.
    /// A cover is no picture of the text: its original would be published without a link to it.
    pub(in crate::render) fn image_at(&self, src: &str, origin: Origin<'_>) -> Option<Shown> {
        self.resolved(src, origin.file, FileUse::Show)?;
        let shown = self.image(&Image { src: src.to_owned(), ..Image::default() }, origin)?;
        let file = shown.as_map().and_then(|image| image.get(&Key::from("file"))?.as_str());
        let Some((link, words)) = file.and_then(|file| self.original(origin.file, file, origin.lang)) else {
            return Some(shown);
        };
        let (mut original, mut object) = (Object::default(), Object::default());
        original.set("url", link.href).set_some("file_name", link.download).set("words", words);
        object.set_all(&shown).set("original", original.done());
        Some(object.done())
    }

    fn person(&self, person: &Person, lang: usize) -> Shown {
        let mut object = Object::default();
        object.set("name", person.name.as_str());
        object.set_some("post", person.post.as_deref()).set_some("unit", person.unit.as_deref());
        object.set_some("url", self.person_url(&person.name, lang));
        object.done()
    }

    /// The address of a person's page.
    pub(in crate::render) fn person_url(&self, name: &str, lang: usize) -> Option<&str> {
        self.view.ask(ask::Person(lang, name.into()))
    }

    fn page_reference(&self, name: &str, origin: Origin<'_>) -> Option<Shown> {
        let mut object = Object::default();
        match self.view.ask(ask::Refer::new(origin.lang, name, origin.types)) {
            Means::Page(page) => object
                .set("id", page.id)
                .set("title", page.title)
                .set("url", page.url)
                .set("type", page.content_type),
            // The name of a page that is not published is not shown either.
            Means::KeptBack => return None,
            // Where the site judges it less than a mistake, what was written stays on the page.
            Means::Several(_) | Means::Nothing => {
                object.set("id", "").set("title", name).set("url", "").set("type", "")
            }
        };
        Some(object.done())
    }

    /// Free YAML; a mapping by language code becomes the value in `code`.
    pub(in crate::render) fn node(&self, node: &Node, code: &str) -> Shown {
        match node {
            Node::Null => Shown::none(),
            Node::Bool(value) => Shown::from(*value),
            Node::Integer(number) => Shown::from(*number),
            Node::Float(number) => Shown::from(*number),
            Node::String(text) => Shown::from(text.as_str()),
            Node::Sequence(items) => {
                Shown::from(items.iter().map(|item| self.node(item, code)).collect::<Vec<_>>())
            }
            Node::Mapping(entries) => {
                let is_code = |key: &str| self.view.languages().iter().any(|language| language.code == key);
                if !entries.is_empty() && entries.iter().all(|(key, _)| is_code(key)) {
                    let found = entries.iter().find(|(key, _)| key == code).or_else(|| entries.first());
                    return found.map_or_else(Shown::none, |(_, value)| self.node(value, code));
                }
                let mut object = Object::default();
                for (key, value) in entries {
                    object.set_key(key, self.node(value, code));
                }
                object.done()
            }
        }
    }
}

/// A picture as templates receive it; `found` is the file that it means.
pub(in crate::render) fn shown_image(image: &Image, found: Option<FileTarget<'_>>) -> Option<Shown> {
    let mut object = Object::default();
    // By `file` the function `picture(of=)` finds it again.
    match found.or_else(|| as_written(&image.src))? {
        FileTarget::Outside(url) => object.set("url", url),
        FileTarget::Static(file) => object.set("file", file.file()).set("url", file.path),
        FileTarget::Asset(asset) => {
            if let Some((width, height)) = asset.size {
                object.set("width", width).set("height", height);
            }
            object.set_some("file", asset.photo());
            object.set("url", format!("/{}", asset.path))
        }
    };
    object.set("alt", image.alt.as_deref().unwrap_or_default());
    object.set_some("caption", image.caption.as_deref()).set_some("credit", image.credit.as_deref());
    object.set_some("focus", image.focus.as_deref());
    Some(object.done())
}

/// A file as templates receive it.
fn shown_file(found: FileTarget<'_>, src: &str, title: Option<&str>) -> Shown {
    let file_name = src.rsplit('/').next().unwrap_or(src);
    let (stem, extension) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
    let mut object = Object::default();
    match found {
        FileTarget::Outside(url) => object.set("url", url),
        FileTarget::Static(file) => {
            let (length, extent) = file.measures();
            object.set("file_name", file.name()).set_some("size", length);
            set_extent(&mut object, extent);
            object.set("url", file.path)
        }
        FileTarget::Asset(asset) => {
            object.set("file_name", asset.name()).set_some("size", asset.length);
            set_extent(&mut object, asset.extent);
            object.set("url", format!("/{}", asset.path))
        }
    };
    object.set("name", title.unwrap_or(stem)).set("ext", extension.to_ascii_lowercase());
    object.done()
}

/// How long a document is: one of `pages`, `sheets` and `slides`.
fn set_extent(object: &mut Object, extent: Option<Extent>) {
    match extent {
        Some(Extent::Pages(count)) => object.set("pages", count),
        Some(Extent::Sheets(count)) => object.set("sheets", count),
        Some(Extent::Slides(count)) => object.set("slides", count),
        None => object,
    };
}

/// A missing picture or file of a field, as it is written: the site decides how much it matters.
/// Nothing where no browser may ask for it.
fn as_written(src: &str) -> Option<FileTarget<'static>> {
    let is_refused = matches!(destination(src), Destination::Refused(_));
    (!is_refused).then(|| FileTarget::Outside(src.to_owned()))
}

/// A unit that is not in the organization, by the name that was written.
fn unit_as_written(name: &str) -> Shown {
    let mut object = Object::default();
    object.set("id", name).set("name", name).set("short", name).set("url", "");
    object.done()
}
