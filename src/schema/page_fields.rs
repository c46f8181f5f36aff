//! Decodes the fields of a page when they are first used.

use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

use super::stored::{self, Glimpse};
use super::{Fields, Group, Value};

/// The fields of a page. For an article that is unchanged since the last run, they are decoded on
/// first use: after an edit, a build uses the fields of only a few of very many articles.
#[derive(Debug)]
pub struct PageFields {
    kept: Option<EncodedFields>,
    fields: OnceLock<Fields>,
}

/// Fields in encoded form.
struct EncodedFields {
    group: Arc<Group>,
    /// The encoded fields of all articles.
    all: Arc<Vec<u8>>,
    place: Range<usize>,
}

impl std::fmt::Debug for EncodedFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.place)
    }
}

impl EncodedFields {
    fn bytes(&self) -> &[u8] {
        self.all.get(self.place.clone()).unwrap_or_default()
    }

    fn glimpse(&self, key: &str) -> Option<Glimpse<'_>> {
        Glimpse::of(&self.group, self.bytes(), key)
    }
}

impl PageFields {
    /// Takes the fields at `place` in `all`, where [`stored::encode`] has written them for `group`.
    /// Returns `None` if the bytes there do not have the outline of fields. Nothing else is
    /// checked: a caller that reads `all` from a file makes sure that these are the bytes that were
    /// written.
    pub fn kept(group: Arc<Group>, all: Arc<Vec<u8>>, place: Range<usize>) -> Option<Self> {
        let kept = EncodedFields { group, all, place };
        stored::is_alike(kept.bytes()).then(|| Self { kept: Some(kept), fields: OnceLock::new() })
    }

    /// Returns the encoded fields, if they have not been decoded yet.
    fn unread(&self) -> Option<&EncodedFields> {
        if self.fields.get().is_some() { None } else { self.kept.as_ref() }
    }

    /// Whether the fields have been decoded.
    #[cfg(test)]
    pub fn is_read(&self) -> bool {
        self.unread().is_none()
    }

    /// Returns the text of a field that is the same in all languages. If it is stored as a plain
    /// text, only this field is looked up and nothing is decoded.
    pub fn word(&self, key: &str) -> Option<&str> {
        let Some(kept) = self.unread() else { return self.text(key, "") };
        kept.glimpse(key)?.text().or_else(|| self.text(key, ""))
    }

    /// Calls `tell` with the text of each item of a field. If the items are plain texts, only this
    /// field is looked up and nothing is decoded.
    pub fn each_word<'f>(&'f self, key: &str, mut tell: impl FnMut(&'f str)) {
        if let Some(kept) = self.unread() {
            let Some(glimpse) = kept.glimpse(key) else { return };
            if glimpse.each_text(&mut tell).is_some() {
                return;
            }
        }
        self.items(key).iter().filter_map(Value::as_text).for_each(tell);
    }
}

impl Deref for PageFields {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        self.fields.get_or_init(|| {
            let decoded = self.kept.as_ref().and_then(|kept| stored::decode(&kept.group, kept.bytes()));
            decoded.unwrap_or_default()
        })
    }
}

impl From<Fields> for PageFields {
    fn from(fields: Fields) -> Self {
        Self { kept: None, fields: OnceLock::from(fields) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::problem::SourceText;
    use crate::schema::declare_group;

    const DECLARED: &str = "
fields:
  before: {type: group, fields: {a: {type: text}, b: {type: list, of: image}}}
  title: {type: text}
  tags: {type: list, of: text}
  slogan: {type: text, localized: true}
  people: {type: list, of: person}
  unit: {type: organization}
";

    fn words() -> impl Strategy<Value = Box<str>> {
        "[甲乙a ]{0,3}".prop_map(Into::into)
    }

    fn value() -> impl Strategy<Value = (&'static str, Value)> {
        let list = |of: fn(Box<str>) -> Value| {
            proptest::collection::vec(words(), 0..4)
                .prop_map(move |all| Value::List(all.into_iter().map(of).collect()))
        };
        let person = |name: Box<str>| {
            Value::Person(Box::new(crate::schema::Person { name: name.into(), ..Default::default() }))
        };
        prop_oneof![
            words().prop_map(|text| {
                let mut fields = Fields::default();
                fields.set("a".into(), Value::Text(text));
                ("before", Value::Group(fields))
            }),
            words().prop_map(|text| ("title", Value::Text(text))),
            list(Value::Text).prop_map(|tags| ("tags", tags)),
            words().prop_map(|text| ("slogan", Value::Localized(vec![("zh".into(), Value::Text(text))]))),
            list(person).prop_map(|people| ("people", people)),
            words().prop_map(|name| ("unit", Value::Organization(name))),
        ]
    }

    proptest! {
        #[test]
        fn what_is_looked_for_alone_is_what_is_decoded(values in proptest::collection::vec(value(), 0..8), before in 0..9usize) {
            let group = Arc::new(declare_group(&SourceText::new("x.yaml", DECLARED)).unwrap());
            let mut fields = Fields::default();
            values.into_iter().for_each(|(key, value)| fields.set(key.into(), value));
            let mut all = vec![7; before];
            all.extend(stored::encode(&group, &fields));
            let place = before..all.len();
            all.push(9);
            let all = Arc::new(all);
            let plain = PageFields::from(fields.clone());
            for key in ["title", "tags", "slogan", "people", "unit", "before", "none"] {
                // A new value for each lookup: once a lookup has decoded the fields, the later ones
                // use those.
                let kept = PageFields::kept(group.clone(), all.clone(), place.clone()).unwrap();
                prop_assert_eq!(kept.word(key), plain.word(key), "{}", key);
                let kept = PageFields::kept(group.clone(), all.clone(), place.clone()).unwrap();
                let [mut found, mut wanted] = [const { Vec::new() }; 2];
                kept.each_word(key, |word| found.push(word));
                plain.each_word(key, |word| wanted.push(word));
                prop_assert_eq!(found, wanted, "{}", key);
                prop_assert_eq!(&*kept, &fields);
            }
        }

        #[test]
        fn foreign_bytes_are_no_fields_and_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60), from in 0..70usize) {
            let group = Arc::new(declare_group(&SourceText::new("x.yaml", DECLARED)).unwrap());
            let place = from..bytes.len();
            if let Some(kept) = PageFields::kept(group, Arc::new(bytes), place) {
                kept.word("title");
                kept.each_word("tags", |_| {});
                kept.get("unit");
            }
        }
    }
}
