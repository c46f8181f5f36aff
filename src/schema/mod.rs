//! **schema**: turns front matter and a content type into typed fields or problems.
//!
//! A theme declares each content type once, in `types/<name>.yaml`. Everything that needs to know
//! about a field asks that declaration: validation with the place of the mistake ([`Reader`]), the
//! scaffold of `dangjian new` ([`scaffold`]), the JSON Schema for editors ([`json_schema`]), the
//! Chinese key that stands for the English one, and the keys by which a list can be sorted and
//! grouped. `site.yaml`, `_index.md` and the files of `data/` are declared and read in the same
//! way. Nothing here knows the site: the next stage checks whether a referenced unit or page
//! exists.

mod argument;
mod canonical;
mod common;
mod content_type;
mod date;
mod declare;
mod declare_type;
mod declared_words;
mod field;
mod fields_below;
mod foreign;
mod issue;
pub mod json_schema;
mod kind;
mod meant;
mod nothing;
pub mod number;
mod own_name;
mod page_fields;
mod patch;
mod period;
mod placeholder;
mod read;
mod read_lines;
mod read_number;
mod read_period;
mod read_report;
mod rule;
mod rule_check;
mod scaffold;
mod split_number;
pub mod stored;
mod translated;
mod value;
mod yes_no;

pub use argument::ArgumentName;
pub use canonical::canonical;
pub(crate) use common::common_group;
pub use content_type::{ContentType, DataType, SortKey, Types};
pub use date::{Date, DateError, MONTHS, Precision, Zone};
pub use declare::{declare_data, declare_group, declare_options};
pub use declare_type::declare_type;
pub use field::{Choice, Field, Group, Kind};
pub use fields_below::fields_below;
pub(crate) use foreign::hides_page;
pub use issue::{Issue, Replacement, place, written_trail};
pub use page_fields::PageFields;
pub use patch::{with_item, without_item};
pub use read::Reader;
pub use rule::Rule;
pub use scaffold::{ScaffoldValues, scaffold, yaml_text};
pub use translated::Translated;
pub use value::{Fields, File, Image, Person, Value};
pub use yes_no::is_yes;
