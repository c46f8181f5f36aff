//! Options of a theme: declared in `theme.yaml`, set in `site.yaml`.

use crate::problem::{Problem, SourceText};
use crate::schema::{Fields, Group, Reader, declare_options, place};
use crate::source::yaml::{Node, Step, Yaml};

/// The `options:` of a `theme.yaml`.
///
/// # Errors
/// All mistakes in the declarations.
pub(super) fn declared(text: &SourceText<'_>) -> Result<Group, Vec<Problem>> {
    declare_options(text)
}

/// What `site.yaml` sets of a theme's options.
#[derive(Debug, Clone, Copy)]
pub struct Given<'t> {
    /// What is in `site.yaml`.
    pub yaml: &'t Yaml<'t>,
    /// The key under which they stand there.
    pub key: &'t str,
    /// The YAML of the options.
    pub node: &'t Node,
}

/// What the site sets, checked against all layers' declarations, with their defaults.
pub(super) fn read(groups: &[Group], given: Option<Given<'_>>, problems: &mut Vec<Problem>) -> Fields {
    let fields = groups.iter().rev().flat_map(|group| group.fields().iter().cloned()).collect();
    let group = Group::new(fields, Vec::new(), None);
    let Some(given) = given else { return Reader::new("").group(&group, &Node::Null) };
    let mut reader = Reader::new(given.yaml.text());
    let options = reader.within(Step::Key(given.key.to_owned()), |reader| reader.group(&group, given.node));
    problems.extend(place(reader.finish(), given.yaml));
    options
}
