//! How a site's articles are read.

/// What is switched on beside the fixed set (tables, footnotes, strikethrough, task lists, heading
/// attributes, alerts).
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Raw HTML is passed on; otherwise it is shown as text.
    pub raw_html: bool,
    /// `term` / `: definition`.
    pub definition_lists: bool,
    /// `$x$`
    pub math: bool,
    /// `[[page]]`
    pub wikilinks: bool,
    /// Straight quotes become curly ones. Wrong for Chinese; off unless asked for.
    pub smart_punctuation: bool,
    /// Code blocks are highlighted with classes.
    pub highlight: bool,
    /// What begins a paragraph.
    pub paragraphs: Paragraphs,
    /// What becomes of lines of one paragraph that are sentences each.
    pub sentence_lines: Lines,
    /// What becomes of lines that look like headings and are none.
    pub headings: Headings,
    /// What headings are numbered with.
    pub numbering: Numbering,
    /// Advice is given too: findings that keep nothing from being built.
    pub advise: bool,
    /// Language of the page (`zh`, `en`), for the few words that are written here: names of tables
    /// without a heading, of notes, of alerts. Chinese if empty.
    pub language: String,
    /// Put before every `id`, where several bodies are shown on one page.
    pub id_prefix: String,
    /// Blocks say on which line of their file they begin (`data-line`), for the preview: the number of the
    /// line on which the body begins, from 1. Nothing is said where it is left out.
    pub lines: Option<usize>,
}

/// What begins a paragraph. A text without Han characters is read as CommonMark reads it in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paragraphs {
    /// An indent begins one, as in a text from a word processor: it makes no code, and `---` below a Chinese line makes
    /// no heading.
    #[default]
    Chinese,
    /// What CommonMark says.
    CommonMark,
}

/// What becomes of lines of one paragraph that end in a full stop each: they were probably pasted as paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lines {
    /// They are joined, and the writer is told.
    #[default]
    Warn,
    /// Each is a paragraph.
    Paragraphs,
    /// They are joined.
    Join,
}

/// What becomes of a line such as `一、总体要求` or `##总体要求`, which is no heading to CommonMark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Headings {
    /// It stays a line of text, and the writer is told.
    #[default]
    Report,
    /// It is a heading.
    Detect,
    /// It stays a line of text.
    Off,
}

/// What headings are numbered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// Nothing.
    #[default]
    Off,
    /// 一、 （一） 1. （1） by their level, but for those that begin with a number.
    Chinese,
}
