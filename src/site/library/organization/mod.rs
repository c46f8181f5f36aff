//! The organization of `data/organization.yaml`: reads it, checks that it adds up and finds units
//! by name.

mod add_up;
mod body;
mod count;
mod read;
mod tree;

pub(in crate::site) use body::is_of_party;
pub(in crate::site) use count::{Count, members, title};
pub(in crate::site) use tree::kind;
pub use tree::{DUTIES, Organization, Unit, organization_group};
