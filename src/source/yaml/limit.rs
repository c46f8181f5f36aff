//! Limits the memory and time that YAML can take. A few hundred bytes of anchors and aliases can
//! stand for gigabytes, and the parser's time grows with the square of the depth of brackets.

use std::cell::Cell;

use serde::de;

use super::Node;

/// Maximum number of characters that can begin or separate values. While it is parsed, each value
/// takes about 200 bytes.
const MOST_VALUES: usize = 1_500_000;
/// Maximum number of brackets open at once. The parser itself refuses values nested deeper than
/// 128.
const MOST_OPEN: usize = 1000;
/// Bytes of values that aliases may always add, whatever the length of the text.
const ROOM: usize = 1 << 20;

/// Returns whether a text is small enough to parse.
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

/// The size by which a tree may still grow: a value costs 1, a string its length. Without aliases
/// the total cannot exceed the length of the text.
pub(super) struct Budget {
    left: Cell<usize>,
    is_spent: Cell<bool>,
    has_odd_number: Cell<bool>,
}

impl Budget {
    /// Creates the budget for this text.
    pub(super) fn of(yaml: &str) -> Self {
        // `0x1F` arrives as a plain integer, so only the text shows that it may be a code.
        let may_be_odd = ["0x", "0o", "0b"].into_iter().any(|prefix| yaml.contains(prefix));
        Self {
            left: Cell::new(2 * yaml.len() + ROOM),
            is_spent: Cell::new(false),
            has_odd_number: Cell::new(may_be_odd),
        }
    }

    /// Records that a number has to be compared with its original text, because it may be a code.
    pub(super) fn odd_number(&self, value: f64) -> Node {
        self.has_odd_number.set(true);
        Node::Float(value)
    }

    /// Returns whether there may be a number that is a code.
    pub(super) fn has_odd_number(&self) -> bool {
        self.has_odd_number.get()
    }

    /// Takes `cost` from the budget; fails if there is too little left.
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

    /// Returns whether more was requested than available.
    pub(super) fn is_spent(&self) -> bool {
        self.is_spent.get()
    }
}
