//! Defines YAML values, and the way to a value inside another.

/// A YAML value. Mappings keep their order and repeated keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A string, quoted or not.
    String(String),
    /// A sequence.
    Sequence(Vec<Node>),
    /// A mapping.
    Mapping(Vec<(String, Node)>),
}

impl Node {
    /// Returns the value of `key` in a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Returns the entries of a mapping; none for any other value.
    pub fn entries(&self) -> &[(String, Node)] {
        if let Node::Mapping(entries) = self { entries } else { &[] }
    }

    /// Returns the items of a sequence; none for any other value.
    pub fn items(&self) -> &[Node] {
        if let Node::Sequence(items) = self { items } else { &[] }
    }

    /// Returns the string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Node::String(text) = self { Some(text) } else { None }
    }

    /// Returns whether it is neither a sequence nor a mapping.
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Node::Sequence(_) | Node::Mapping(_))
    }
}

/// A step from a node to one inside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item, counted from 0.
    Index(usize),
}

impl Step {
    /// Returns the key, if it is a step to one.
    pub fn into_key(self) -> Option<String> {
        if let Step::Key(key) = self { Some(key) } else { None }
    }
}

/// The steps from the root to a node.
pub type Trail = Vec<Step>;

/// The part of a node to locate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key of the node.
    Key,
    /// The second occurrence of a key that is given twice.
    RepeatedKey,
    /// The value.
    Value,
}
