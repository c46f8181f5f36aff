//! Typed values to what templates receive.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use tera::Value as Shown;
use tera::value::Key;

use super::fact::Fact;
use super::frame;
use super::world::World;
use crate::schema::{Fields, Image, Person, Value};
use crate::source::yaml::Node;
use crate::text::link::{Destination, destination};

/// Where a value comes from: what relative paths and languages in it mean.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    /// The file of the document.
    pub file: &'a str,
    /// The number of the language.
    pub lang: usize,
}

/// A map under construction. A value is made from it whole, and only then are its keys hashed: the engine hashes them once more for
/// each map that it is given.
#[derive(Default)]
pub(super) struct Object(Vec<(Key<'static>, Shown)>);

/// A key, in the order in which keys were set.
struct Place(usize, Key<'static>);

impl Object {
    /// Sets a key.
    pub fn set(&mut self, key: &'static str, value: impl Into<Shown>) -> &mut Self {
        self.put(key.into(), value.into())
    }

    /// Sets a key that is not known to the program.
    pub fn set_key(&mut self, key: &str, value: impl Into<Shown>) -> &mut Self {
        self.put(key.to_owned().into(), value.into())
    }

    /// Sets all keys that another map has.
    pub fn set_all(&mut self, other: &Shown) -> &mut Self {
        for (key, value) in other.as_map().into_iter().flatten() {
            self.put(key.clone(), value.clone());
        }
        self
    }

    /// What was set before under the same key is replaced when the value is made.
    fn put(&mut self, key: Key<'static>, value: Shown) -> &mut Self {
        self.0.push((key, value));
        self
    }

    /// Sets a key where there is a value.
    pub fn set_some(&mut self, key: &'static str, value: Option<impl Into<Shown>>) -> &mut Self {
        if let Some(value) = value {
            self.set(key, value);
        }
        self
    }

    /// The map.
    pub fn done(self) -> Shown {
        let places = self.0.into_iter().enumerate().map(|(at, (key, value))| (Place(at, key), value));
        Shown::from(places.collect::<BTreeMap<_, _>>())
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl From<Place> for Key<'static> {
    fn from(place: Place) -> Self {
        place.1
    }
}

impl World {
    /// All fields of a map that have a value.
    pub(super) fn fields(&self, fields: &Fields, origin: Origin<'_>) -> Object {
        let mut object = Object::default();
        self.add_fields(&mut object, fields, origin);
        object
    }

    /// Adds all fields that have a value.
    pub(super) fn add_fields(&self, object: &mut Object, fields: &Fields, origin: Origin<'_>) {
        for (key, value) in fields.iter() {
            if let Some(shown) = self.value(value, origin) {
                object.set_key(key, shown);
            }
        }
    }

    /// A value as templates receive it; `None` where nothing can be shown (a picture that is gone).
    pub(super) fn value(&self, value: &Value, origin: Origin<'_>) -> Option<Shown> {
        let code = self.site.config().code(origin.lang);
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
                let target = self.target_file(&file.src, origin.file).or_else(|| as_written(&file.src))?;
                self.shown_file(target, &file.src, file.title.as_deref())
            }
            Value::Person(person) => self.person(person, origin.lang),
            Value::Organization(name) => {
                self.unit_reference(name, origin.lang).unwrap_or_else(|| unit_as_written(name))
            }
            Value::Reference(name) => self.page_reference(name, origin.lang)?,
            Value::List(items) => {
                Shown::from(items.iter().filter_map(|item| self.value(item, origin)).collect::<Vec<_>>())
            }
            Value::Group(fields) => self.fields(fields, origin).done(),
            Value::Localized(_) => return self.value(value.localized(code), origin),
            Value::Any(node) => self.node(node, code),
        })
    }

    fn image(&self, image: &Image, origin: Origin<'_>) -> Option<Shown> {
        let mut object = Object::default();
        match self.target_file(&image.src, origin.file).or_else(|| as_written(&image.src))? {
            Target::Outside(url) => object.set("url", url),
            Target::Static(path) => object.set("url", path),
            Target::Asset(asset) => {
                if let Some((width, height)) = asset.size {
                    object.set("width", width).set("height", height);
                }
                object.set("url", format!("/{}", asset.path))
            }
        };
        object.set("alt", image.alt.as_deref().unwrap_or_default());
        object.set_some("caption", image.caption.as_deref()).set_some("credit", image.credit.as_deref());
        Some(object.done())
    }

    /// A picture or file that a component receives by its path.
    pub(super) fn file(&self, src: &str, title: Option<&str>, origin: Origin<'_>) -> Option<Shown> {
        let target = self.target_file(src, origin.file)?;
        Some(self.shown_file(target, src, title))
    }

    fn shown_file(&self, target: Target, src: &str, title: Option<&str>) -> Shown {
        let file_name = src.rsplit('/').next().unwrap_or(src);
        let (stem, extension) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
        let mut object = Object::default();
        match target {
            Target::Outside(url) => object.set("url", url),
            Target::Static(path) => {
                object.set_some(
                    "size",
                    std::fs::metadata(self.folder.path(&format!("static{path}"))).ok().map(|meta| meta.len()),
                );
                object.set("url", path)
            }
            Target::Asset(asset) => object.set("url", format!("/{}", asset.path)).set("size", asset.length),
        };
        object.set("name", title.unwrap_or(stem)).set("ext", extension.to_ascii_lowercase());
        object.done()
    }

    /// A picture that a component receives by its path.
    pub(super) fn image_at(&self, src: &str, origin: Origin<'_>) -> Option<Shown> {
        self.target_file(src, origin.file)?;
        self.image(&Image { src: src.to_owned(), ..Image::default() }, origin)
    }

    fn person(&self, person: &Person, lang: usize) -> Shown {
        let mut object = Object::default();
        object.set("name", person.name.as_str());
        object.set_some("post", person.post.as_deref()).set_some("unit", person.unit.as_deref());
        object.set_some("url", self.person_url(&person.name, lang));
        object.done()
    }

    /// The address of a person's page.
    pub(super) fn person_url(&self, name: &str, lang: usize) -> Option<String> {
        frame::note(|| Fact::Person(lang, name.into()));
        let id = self.people.get(&(lang, name.to_owned()))?;
        self.site.page(*id).map(|page| page.url.to_string())
    }

    fn page_reference(&self, name: &str, lang: usize) -> Option<Shown> {
        frame::note(|| Fact::Refer(lang, name.into()));
        let mut object = Object::default();
        let Some(page) = self.site.refer(lang, name, &[]).and_then(|id| self.site.page(id)) else {
            // Where the site makes less of it than a mistake, what was written stays on the page. The name of a page
            // that is not published does not.
            if self.site.is_kept_back(lang, name) {
                return None;
            }
            object.set("id", "").set("title", name).set("url", "").set("type", "");
            return Some(object.done());
        };
        object
            .set("id", &*page.id)
            .set("title", page.title())
            .set("url", &*page.url)
            .set("type", &*page.content_type.id);
        Some(object.done())
    }

    /// Free YAML; a mapping by language code becomes the value in `code`.
    pub(super) fn node(&self, node: &Node, code: &str) -> Shown {
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
                let is_code =
                    |key: &str| self.site.config().languages.iter().any(|language| language.code == key);
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

    /// `upcoming`, `open` or `closed`: where now is in a period.
    pub(super) fn period_state(&self, period: &Fields) -> Option<&'static str> {
        let now = self.site.now().start();
        let (from, to) = (period.date("from")?, period.date("to")?);
        Some(if now < from.start() {
            "upcoming"
        } else if now < to.end() {
            "open"
        } else {
            "closed"
        })
    }
}

/// A picture or file of a field that is not there, as it is written: that it is missing has been told, and how much it matters is the
/// site's to say. Nothing where no browser may ask for it.
fn as_written(src: &str) -> Option<Target> {
    let is_refused = matches!(destination(src), Destination::Refused(_));
    (!is_refused).then(|| Target::Outside(src.to_owned()))
}

/// A unit that is not in the organization, by the name that was written.
fn unit_as_written(name: &str) -> Shown {
    let mut object = Object::default();
    object.set("id", name).set("name", name).set("short", name).set("url", "");
    object.done()
}

/// What a path in front matter or in a body leads to.
pub(super) enum Target {
    /// Another site.
    Outside(String),
    /// A file of `static/`, as an address from the root.
    Static(String),
    /// A file beside the document.
    Asset(std::sync::Arc<crate::asset::Asset>),
}

impl World {
    /// The file that `src` means in the document `file`: one beside it, one of `static/`, or another site's.
    pub(super) fn target_file(&self, src: &str, file: &str) -> Option<Target> {
        if src.starts_with("http://") || src.starts_with("https://") {
            return Some(Target::Outside(src.to_owned()));
        }
        frame::note(|| Fact::File(file.into(), src.into()));
        let name = self.site.resource(file, src)?;
        match name.strip_prefix("static/") {
            Some(path) => Some(Target::Static(format!("/{path}"))),
            None => self.assets.site_file(&name).map(Target::Asset),
        }
    }
}
