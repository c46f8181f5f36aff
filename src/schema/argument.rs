//! Reads a value that is written outside of YAML: an argument of a directive.

use super::{Kind, Reader, Value};
use crate::problem::Problem;
use crate::source::yaml::Node;

/// The names of an argument in messages: Chinese ones use its name, English ones its key.
#[derive(Debug, Clone, Copy)]
pub struct ArgumentName<'a> {
    /// The Chinese name, or the key if it has none.
    pub name: &'a str,
    /// The key.
    pub key: &'a str,
    /// The sign between it and its value: `=`, or `: ` in `site.yaml`.
    pub sign: &'a str,
}

impl Kind {
    /// Reads a text as the value of a field of this kind. Returns its value if there is one, and
    /// all mistakes in it.
    ///
    /// ```
    /// # use dangjian::schema::{ArgumentName, Kind, Value};
    /// let named = ArgumentName { name: "显示", key: "shown", sign: "=" };
    /// assert_eq!(Kind::Boolean.read_argument("对", named).0, Some(Value::Boolean(true)));
    /// let (value, problems) = Kind::Boolean.read_argument("也许", named);
    /// assert!(value.is_none() && problems[0].help.as_ref().unwrap().zh.contains("显示=是"));
    /// ```
    pub fn read_argument(&self, text: &str, named: ArgumentName<'_>) -> (Option<Value>, Vec<Problem>) {
        let node = Node::String(text.to_owned());
        let read = |name| {
            let mut reader = Reader::new("").after(named.sign);
            let value = reader.value(self, &node, name);
            let problems: Vec<Problem> = reader.finish().into_iter().map(|issue| issue.problem).collect();
            (value, problems)
        };
        let (value, mut problems) = read(named.name);
        if !problems.is_empty() && named.name != named.key {
            // The same mistakes, named by the key.
            for (problem, english) in problems.iter_mut().zip(read(named.key).1) {
                problem.message.en = english.message.en;
                if let (Some(help), Some(english)) = (&mut problem.help, english.help) {
                    help.en = english.en;
                }
            }
        }
        (value, problems)
    }
}
