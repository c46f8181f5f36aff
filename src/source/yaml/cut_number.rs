//! Finds numbers whose commas YAML reads as the end of an entry: in `{数值: 1,234,567}` the value
//! is 1, and 234 and 567 are keys without a value.

use super::{Node, Step, Trail};

/// A number that was cut at its commas.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CutNumber {
    /// The trail to its beginning.
    pub trail: Trail,
    /// What YAML has read.
    pub beginning: String,
    /// The number with its commas: `1,234,567`.
    pub whole: String,
}

/// Takes the parts of cut numbers out of the keys of `node`, and returns the numbers.
pub(super) fn taken_out(node: &mut Node) -> Vec<CutNumber> {
    let mut found = Vec::new();
    walk(node, &mut Vec::new(), &mut found);
    found
}

fn walk(node: &mut Node, trail: &mut Trail, found: &mut Vec<CutNumber>) {
    match node {
        Node::Sequence(items) => {
            for (at, item) in items.iter_mut().enumerate() {
                trail.push(Step::Index(at));
                walk(item, trail, found);
                trail.pop();
            }
        }
        Node::Mapping(entries) => {
            let mut current: Option<CutNumber> = None;
            entries.retain(|(key, value)| {
                let Some(number) = current.as_mut().filter(|_| *value == Node::Null && is_rest(key)) else {
                    found.extend(current.take().filter(CutNumber::is_cut));
                    current = beginning(value).map(|beginning| {
                        let step = std::iter::once(Step::Key(key.clone()));
                        let trail = trail.iter().cloned().chain(step).collect();
                        CutNumber { trail, whole: beginning.clone(), beginning }
                    });
                    return true;
                };
                number.whole.push(',');
                number.whole.push_str(key);
                // Only groups of three digits go on: after `1,234人` comes another field.
                if key.len() > GROUP {
                    found.extend(current.take());
                }
                false
            });
            found.extend(current.filter(CutNumber::is_cut));
            for (key, value) in entries {
                trail.push(Step::Key(key.clone()));
                walk(value, trail, found);
                trail.pop();
            }
        }
        _ => {}
    }
}

impl CutNumber {
    fn is_cut(&self) -> bool {
        self.whole != self.beginning
    }
}

/// Number of digits between two commas.
const GROUP: usize = 3;

/// Returns a value that may be the beginning of a number with commas: at most three digits, maybe
/// after a word such as 约.
fn beginning(value: &Node) -> Option<String> {
    let text = match value {
        Node::Integer(number) => number.to_string(),
        Node::String(text) => text.clone(),
        _ => return None,
    };
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    (1..=GROUP).contains(&digits).then_some(text)
}

/// Whether a key is what comes after a comma: `234`, `567人`, `567.8`.
fn is_rest(key: &str) -> bool {
    let digits = key.len() - key.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    digits == GROUP
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    #[test]
    fn a_number_that_is_cut_at_its_commas_is_one_number() {
        for (yaml, wholes, keys) in [
            ("{名称: 党员, 数值: 1,234,567}", &["1,234,567"][..], 2),
            ("{数值: 12,345, 名称: 党员}", &["12,345"], 2),
            ("{甲: 1,234人, 乙: 2,345.5, 丙: 3}", &["1,234人", "2,345.5"], 3),
            ("{甲: 约1,234,234}", &["约1,234,234"], 1),
            ("{甲: -1,234}", &["-1,234"], 1),
            ("{甲: 1, 234: 乙}", &[], 2),
            ("{甲: 1, 23: }", &[], 2),
            ("{甲: 1234, 567: }", &[], 2),
            ("{甲: \"1,234\"}", &[], 1),
            ("{甲: [1,234]}", &[], 1),
            ("{甲: 乙, 党员234: }", &[], 2),
        ] {
            let mut node = tree(yaml).unwrap();
            let found = taken_out(&mut node);
            let found: Vec<&str> = found.iter().map(|number| number.whole.as_str()).collect();
            assert_eq!((found.as_slice(), node.entries().len()), (wholes, keys), "{yaml}");
        }
    }

    #[test]
    fn the_trail_leads_to_the_beginning() {
        let mut node = tree("- 甲\n- {乙: {丙: 1,234}}").unwrap();
        let found = taken_out(&mut node);
        let trail = vec![Step::Index(1), Step::Key("乙".into()), Step::Key("丙".into())];
        assert_eq!(found, [CutNumber { trail, beginning: "1".into(), whole: "1,234".into() }]);
    }
}
