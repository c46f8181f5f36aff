//! Data that every template receives without asking.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{SharedValue, View, shown};
use crate::schema::Date;
use crate::source::yaml::Node;

/// Data that every template receives whether or not it reads it: `data` and `now`. The engine can't
/// report what a template reads of them, so that reading its text finds it out beforehand: these
/// are among the dependencies of [`SharedValue::Templates`].
pub(in super::super) struct Ambient<'v>(&'v View);

impl<'v> Ambient<'v> {
    /// The files of `data/` by name.
    pub fn data(&self) -> &'v BTreeMap<String, Node> {
        self.0.site.data()
    }

    /// The time of the build.
    pub fn now(&self) -> Date {
        self.0.site.now()
    }
}

impl View {
    /// The data that `template` receives without asking; records what it reads of that with its
    /// text.
    pub fn ambient(&self, template: &Arc<str>) -> Ambient<'_> {
        shown(|| SharedValue::Templates(template.clone()));
        Ambient(self)
    }
}
