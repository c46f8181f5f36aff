//! Options of a theme: declared in `theme.yaml`, set in `site.yaml`.

use crate::problem::{Problem, SourceText};
use crate::schema::{Fields, Group, Reader, declare_options};
use crate::source::yaml::{Node, Step};

/// The `options:` of a `theme.yaml`.
///
/// # Errors
/// All mistakes in the declarations.
pub(super) fn declared(text: &SourceText<'_>) -> Result<Group, Vec<Problem>> {
    declare_options(text)
}

/// What the site sets, checked against all layers' declarations, with their defaults.
pub(super) fn read(groups: &[Group], given: Option<&Node>, problems: &mut Vec<Problem>) -> Fields {
    let fields = groups.iter().rev().flat_map(|group| group.fields().iter().cloned()).collect();
    let group = Group::new(fields, Vec::new(), None);
    let mut reader = Reader::new("");
    let options = reader.group(&group, given.unwrap_or(&Node::Null));
    for issue in reader.finish() {
        // Where in site.yaml it stands is known by the key alone.
        let key = issue
            .trail
            .iter()
            .rev()
            .find_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None });
        let mut problem = issue.problem.in_file("site.yaml");
        if let Some(key) = key {
            problem.message.zh = format!("主题选项 {key}：{}", problem.message.zh);
            problem.message.en = format!("theme option {key}: {}", problem.message.en);
        }
        problems.push(problem);
    }
    options
}
