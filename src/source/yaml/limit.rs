//! Bounds on what YAML may become in memory. A few hundred bytes of anchors and aliases can stand for gigabytes, and the
//! parser's time grows with the square of the depth of brackets.

use std::cell::Cell;

use serde::de;

use super::Node;

/// Most characters that can begin or part values. Each value that is parsed takes about 200 bytes for a moment.
const MOST_VALUES: usize = 1_500_000;
/// Most brackets that are open at once. The parser itself refuses what is deeper than 128 values.
const MOST_OPEN: usize = 1000;
/// Bytes of values that aliases may add, whatever the length of the text.
const ROOM: usize = 1 << 20;

/// Whether a text is worth beginning to parse.
pub(super) fn is_within(yaml: &str) -> bool {
    let (mut values, mut open) = (0_usize, 0_usize);
    let mut before = b'\n';
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b',' | b'\n' => {}
            b' ' | b'\t' if matches!(before, b'-' | b':' | b'?') => {}
            _ => {
                before = byte;
                continue;
            }
        }
        before = byte;
        values += 1;
        if values > MOST_VALUES || open > MOST_OPEN {
            return false;
        }
    }
    true
}

/// What a tree may still grow by: a value costs one, a text its length. Without aliases it cannot come to more than the
/// text that it is read from.
pub(super) struct Budget {
    left: Cell<usize>,
    is_spent: Cell<bool>,
    has_odd_number: Cell<bool>,
}

impl Budget {
    /// That of this text.
    pub(super) fn of(yaml: &str) -> Self {
        // `0x1F` comes as the whole number that it is.
        let may_be_odd = ["0x", "0o", "0b"].into_iter().any(|prefix| yaml.contains(prefix));
        Self {
            left: Cell::new(2 * yaml.len() + ROOM),
            is_spent: Cell::new(false),
            has_odd_number: Cell::new(may_be_odd),
        }
    }

    /// A number that has to be looked at as it is written: it may be a code.
    pub(super) fn odd_number(&self, value: f64) -> Node {
        self.has_odd_number.set(true);
        Node::Float(value)
    }

    /// Whether there may be a number that is a code.
    pub(super) fn has_odd_number(&self) -> bool {
        self.has_odd_number.get()
    }

    /// Takes so much of it.
    pub(super) fn spend<E: de::Error>(&self, cost: usize) -> Result<(), E> {
        match self.left.get().checked_sub(cost) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                self.is_spent.set(true);
                Err(E::custom("too much"))
            }
        }
    }

    /// Whether more was asked for than there is.
    pub(super) fn is_spent(&self) -> bool {
        self.is_spent.get()
    }
}
