//! Lists the mistakes in YAML that a change fixes.

/// The kind of mistake that a change fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YamlFault {
    /// `标题：甲`
    FullWidthColon,
    /// `title:甲`, or a wide or no-break space after the colon.
    SpaceAfterColon,
    /// A tab, or a wide or no-break space, in the indentation.
    Blank,
    /// A line that is indented further than the one above it without belonging to it.
    Indent,
    /// A value that begins with a character that has a meaning in YAML, or continues after a
    /// closing mark.
    Unquoted(char),
    /// A value that contains a colon and a space.
    Colon,
    /// A value that contains ` #`, which YAML takes for the beginning of a comment.
    Hash,
    /// Chinese quotation marks around a value.
    Quotes,
    /// `-乙` or `•乙`.
    Dash,
    /// `["甲"，"乙"]`
    Comma,
    /// A line that contains only a tab or a wide space: an empty one. Not a mistake of the writer.
    Empty,
    /// A line end between Chinese characters, where YAML would put a space. Not a mistake of the
    /// writer.
    Join,
}

impl YamlFault {
    /// Returns whether it is reported. Invisible fixes are not.
    pub(super) fn is_reported(self) -> bool {
        !matches!(self, Self::Empty | Self::Join)
    }
}
