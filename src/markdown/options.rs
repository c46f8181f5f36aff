//! Defines the options by which the articles of a site are read.

/// The options. Tables, footnotes, strikethrough, task lists, heading attributes and alerts are
/// always enabled.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Pass raw HTML through; otherwise it is shown as text.
    pub raw_html: bool,
    /// Definition lists: `term` / `: definition`.
    pub definition_lists: bool,
    /// Mathematics: `$x$`.
    pub math: bool,
    /// Links in double brackets: `[[page]]`.
    pub wikilinks: bool,
    /// Convert straight quotes to curly ones. Wrong for Chinese, so off by default.
    pub smart_punctuation: bool,
    /// Highlight code blocks with classes.
    pub highlight: bool,
    /// The rules by which a paragraph begins.
    pub paragraphs: Paragraphs,
    /// The meaning of line ends within a block of text.
    pub sentence_lines: Lines,
    /// The treatment of lines that look like headings but are not.
    pub headings: Headings,
    /// The numbering of headings.
    pub numbering: Numbering,
    /// Also give advice: findings that do not stop a build.
    pub advise: bool,
    /// Language of the page (`zh`, `en`), for the few texts that are written here: names of tables
    /// without a heading, of notes, of alerts. Chinese if empty.
    pub language: String,
    /// Prefix of every `id`, if several bodies are shown on one page.
    pub id_prefix: String,
    /// For the preview: the number, from 1, of the line of the file on which the body begins. If
    /// given, blocks say on which line of the file they begin (`data-line`).
    pub lines: Option<usize>,
}

impl Options {
    /// Returns the meaning of line ends on the page.
    pub fn line_ends(&self) -> Lines {
        match (self.paragraphs, self.sentence_lines) {
            (Paragraphs::CommonMark, _) => Lines::CommonMark,
            (_, Lines::Warn) => Lines::Join,
            (_, lines) => lines,
        }
    }
}

/// The rules by which a paragraph begins. A text without Han characters is always read as
/// CommonMark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paragraphs {
    /// An indent begins a paragraph, as in a text from a word processor: it does not make code, and
    /// `---` below a Chinese line does not make a heading.
    #[default]
    Chinese,
    /// The rules of CommonMark.
    CommonMark,
}

/// The meaning of line ends within a block of Chinese text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lines {
    /// As they were meant: lines that an editor wrapped are one paragraph, others are each one.
    #[default]
    Meant,
    /// Each line is a paragraph.
    Paragraphs,
    /// They are joined, and those that look like paragraphs are reported.
    Warn,
    /// They are joined.
    Join,
    /// They are joined, and nothing else is read into them, either: no signature is recognized.
    CommonMark,
}

/// The treatment of a line like `一、总体要求` or `##总体要求`, which is not a heading in
/// CommonMark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Headings {
    /// It stays a line of text, and this is reported.
    #[default]
    Report,
    /// It is a heading.
    Detect,
    /// It stays a line of text.
    Off,
}

/// The numbering of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// Headings are not numbered.
    #[default]
    Off,
    /// 一、 （一） 1. （1） by their level, except for headings that begin with a number.
    Chinese,
}

/// Returns the options of the parser. Metadata blocks are never enabled: they silently swallow the
/// text between two rules, and front matter has already been split off.
pub(super) fn extensions(options: &Options) -> pulldown_cmark::Options {
    use pulldown_cmark::Options as Parse;
    let mut parse = Parse::ENABLE_TABLES
        | Parse::ENABLE_FOOTNOTES
        | Parse::ENABLE_STRIKETHROUGH
        | Parse::ENABLE_TASKLISTS
        | Parse::ENABLE_HEADING_ATTRIBUTES;
    parse.set(Parse::ENABLE_DEFINITION_LIST, options.definition_lists);
    parse.set(Parse::ENABLE_MATH, options.math);
    parse.set(Parse::ENABLE_WIKILINKS, options.wikilinks);
    parse.set(Parse::ENABLE_SMART_PUNCTUATION, options.smart_punctuation);
    parse
}
