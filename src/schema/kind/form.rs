//! Defines what a kind of field knows about itself.

use serde_json::Value as Json;

use super::in_line::InLine;
use crate::problem::Words;
use crate::schema::declare::Declaration;
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::scaffold::ScaffoldValues;
use crate::schema::{Field, Kind, Reader, Value, nothing, placeholder};
use crate::source::yaml::Node;

/// A kind as a declaration writes it: `type: colour`, `种类: 颜色`.
pub(in crate::schema) struct DeclaredKind {
    /// Its English name.
    pub name: &'static str,
    /// Its Chinese names; messages use the first.
    pub words: &'static [&'static str],
    /// Reads the rest of the declaration: bounds, choices, the kind of the items.
    pub declare: fn(&mut Declaration<'_>, &Node) -> Kind,
}

/// A kind of field: its words, how its value is read, and how it is described to editors.
pub(in crate::schema) trait FieldKind {
    /// Returns its name as declarations write it.
    fn name(&self) -> &'static str;

    /// Returns its name for lists of fields: 整数.
    fn label(&self) -> Words;

    /// Describes what the writer should write, in Chinese and in English.
    fn wanted(&self) -> (&'static str, &'static str);

    /// Returns an example value, to show the form.
    fn example(&self) -> String {
        "……".to_owned()
    }

    /// Returns the example in English.
    fn english_example(&self) -> String {
        let example = self.example();
        if example.starts_with('…') { "…".to_owned() } else { example }
    }

    /// Says how to write a value after `key`, which is a name with its colon or nothing: `写成
    /// 应到: 26`.
    fn advice(&self, key: &str) -> Words {
        let (zh, en) = (self.example(), self.english_example());
        Words::new(format!("写成 {key}{zh}"), format!("write `{key}{en}`"))
    }

    /// Reads a value. Returns `None` if it is wrong (and reported) or empty.
    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value>;

    /// Whether a value consists of values of other kinds, each of which may be a placeholder.
    fn is_container(&self) -> bool {
        false
    }

    /// Whether a comment after a value may belong to it: `2 #高炉`.
    fn is_words(&self) -> bool {
        false
    }

    /// Whether a value may be any text, with a comment in it: a title, but not the name of a unit.
    fn is_free_text(&self) -> bool {
        false
    }

    /// Returns the text before ` #`, where that can't be in a value: `级别: 省级 #待核`. Whoever
    /// reads the YAML has reported it.
    fn before_comment<'t>(&self, _text: &'t str) -> Option<&'t str> {
        None
    }

    /// Describes what to write in place of a placeholder.
    fn to_fill_in(&self) -> Words {
        let (zh, en) = self.wanted();
        Words::new(zh, en)
    }

    /// Returns the value for a placeholder, so that a draft can be viewed.
    fn unfinished(&self, _text: &str) -> Option<Value> {
        None
    }

    /// Whether a text can only mean that there is no value: 无, ——. `or_none` is what the field
    /// declares for texts.
    fn is_nothing(&self, _or_none: bool, text: &str) -> bool {
        nothing::is_said(text)
    }

    /// Whether a value may be one of this kind, to find the field that was meant by an unknown key.
    fn fits(&self, value: &Node) -> bool {
        value.is_scalar()
    }

    /// Returns the way to write a list of such values on one line.
    fn in_line(&self) -> InLine {
        InLine::Never
    }

    /// Writes the JSON Schema of a value at `path`.
    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        json_schema::scalar()
    }

    /// Returns what a scaffold writes for a value that only the writer knows.
    fn placeholder(&self, values: &ScaffoldValues<'_>) -> String {
        values.say(placeholder::CHINESE, placeholder::ENGLISH).to_owned()
    }

    /// Returns what the comment above the line of a scaffold says, besides the help of the field.
    fn note(&self, _values: &ScaffoldValues<'_>, _field: &Field) -> String {
        String::new()
    }
}

/// Returns the note of a kind whose form is worth saying, unless the field has a help that says it.
pub(super) fn wanted_without_help(
    kind: &dyn FieldKind,
    values: &ScaffoldValues<'_>,
    field: &Field,
) -> String {
    let (zh, en) = kind.wanted();
    if field.help.is_empty() { values.say(zh, en).to_owned() } else { String::new() }
}

/// Whether a value is a text or a whole number that, written as a text, passes `test`.
pub(super) fn is_text(value: &Node, test: impl Fn(&str) -> bool) -> bool {
    match value {
        Node::String(text) => test(text.trim()),
        Node::Integer(number) => test(&number.to_string()),
        _ => false,
    }
}

/// Returns the text before the first `#` that follows a blank.
pub(super) fn before_number_sign(text: &str) -> Option<&str> {
    let (before, _) = text.split_once(" #")?;
    Some(before.trim_end()).filter(|before| !before.is_empty())
}

/// Returns the text before the first `#` between blanks, for kinds whose values may contain one
/// before a word: `2 #高炉党支部 # 待核`.
pub(super) fn before_loose_number_sign(text: &str) -> Option<&str> {
    let (before, _) = text.split_once(" # ")?;
    Some(before.trim_end()).filter(|before| !before.is_empty())
}
