//! Defines the rules among the fields of a group: sums, counts, orders.

/// A declared rule. It is not checked if a field that it needs has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// `total` is the sum of `parts`. A list counts by its length. A list without a value, or the
    /// last part, counts as 0: if nobody is absent, `缺席` may be left out. Without any other part
    /// the sum is not known.
    Sum {
        /// The field with the total.
        total: String,
        /// The fields that add up to it.
        parts: Vec<String>,
    },
    /// The number in the text of `named_in` is the number of items in `list`: 六项机制 has six.
    Count {
        /// The list.
        list: String,
        /// The field whose text contains the number.
        named_in: String,
        /// Whether links are counted instead of items: a chain of four items has three links.
        links: bool,
    },
    /// `first` is not later than `then`. A dot selects a field of a group: `period.from`.
    Order {
        /// The earlier date.
        first: String,
        /// The later date.
        then: String,
    },
}

impl Rule {
    /// Replaces the names of fields by their keys; `key` returns the key for a name.
    #[must_use]
    pub fn with_keys(self, key: impl Fn(&str) -> String) -> Self {
        match self {
            Rule::Sum { total, parts } => {
                Rule::Sum { total: key(&total), parts: parts.iter().map(|part| key(part)).collect() }
            }
            Rule::Count { list, named_in, links } => {
                Rule::Count { list: key(&list), named_in: key(&named_in), links }
            }
            Rule::Order { first, then } => Rule::Order { first: key(&first), then: key(&then) },
        }
    }

    /// Returns the keys of the fields that it is about.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let (first, others): (&str, &[String]) = match self {
            Rule::Sum { total, parts } => (total, parts),
            Rule::Count { list, named_in, .. } => (list, std::slice::from_ref(named_in)),
            Rule::Order { first, then } => (first, std::slice::from_ref(then)),
        };
        std::iter::once(first)
            .chain(others.iter().map(String::as_str))
            .map(|path| path.split('.').next().unwrap_or(path))
    }
}
