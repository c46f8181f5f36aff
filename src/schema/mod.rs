//! **schema**: front matter and a content type in, typed fields or problems out.
//!
//! A theme declares each content type once, in `types/<name>.yaml`; everything that must know about a
//! field asks the declaration: validation with the place of the mistake ([`Reader`]), the scaffold of
//! `dangjian new` ([`scaffold`]), the JSON Schema for editors ([`json_schema`]), the Chinese key that
//! stands for the English one, what a list can be sorted and grouped by. `site.yaml`, `_index.md` and the
//! files of `data/` are declared and read in the same way. Nothing here knows the site: whether a unit or
//! a page that is referred to exists is found out by the next stage.

mod canonical;
mod content_type;
mod date;
mod declare;
mod declared_words;
mod field;
mod foreign;
pub mod json_schema;
mod meant;
mod number;
mod page_fields;
mod period;
mod placeholder;
mod read;
mod read_value;
mod rule;
mod scaffold;
pub mod stored;
mod translated;
mod value;

pub use canonical::canonical;
pub use content_type::{ContentType, DataType, SortKey, Types};
pub use date::{Date, DateError, Precision, Zone};
pub use declare::{declare_data, declare_group, declare_options, declare_type};
pub use field::{Choice, Field, Group, Kind};
pub use page_fields::PageFields;
pub use read::{Issue, Reader, place, written_trail};
pub use read_value::is_yes;
pub use rule::Rule;
pub use scaffold::{Filling, scaffold, yaml_text};
pub use translated::Translated;
pub use value::{Fields, File, Image, Person, Value};
