//! Reads the options of a theme: declared in `theme.yaml`, set in `site.yaml`.
//!
//! Templates use them by name. Colours and numbers are also custom properties in a style sheet of
//! their own ([`super::OPTION_STYLE`]), because a page may not contain styles. The pairs of colours
//! that must be readable on each other are declared next to the options.

use std::fmt::Write;
use std::ops::Range;

use super::pictures;
use crate::problem::{Edit, Fix, Place, Problem, SourceText};
use crate::schema::{Fields, Group, Kind, Reader, Value, declare_options, place, written_trail};
use crate::source::yaml::{self, Node, Part, Step, Yaml};
use crate::text::Colour;

/// Minimum contrast of text (WCAG 2.2, 1.4.3).
const OF_WORDS: f64 = 4.5;

/// The declarations of a `theme.yaml`.
#[derive(Debug)]
pub(super) struct DeclaredOptions {
    options: Group,
    pairs: Vec<Pair>,
    /// The file name as problems show it, and the text of the file.
    source: (String, String),
}

impl DeclaredOptions {
    /// Returns the place where the pair with this number is declared.
    fn place(&self, number: usize) -> Place {
        let (shown, text) = &self.source;
        SourceText::new(shown, text).place(extent(text, number))
    }
}

fn extent(text: &str, number: usize) -> Range<usize> {
    yaml::locate(text, &[Step::Key("contrast".into()), Step::Index(number)], Part::Value)
}

/// Two colours, one of which must be readable on the other.
#[derive(Debug)]
struct Pair {
    words: Side,
    ground: Side,
    least: f64,
    /// Its number in its file.
    number: usize,
}

#[derive(Debug, Clone, PartialEq)]
enum Side {
    /// The option with this key.
    Option(String),
    Fixed(Colour),
}

/// Reads the `options:` and `contrast:` of a `theme.yaml`, parsed into `node`.
///
/// # Errors
/// All mistakes in the declarations.
pub(super) fn declared(text: &SourceText<'_>, node: &Node) -> Result<DeclaredOptions, Vec<Problem>> {
    let options = declare_options(text)?;
    let pairs = node.get("contrast").map(Node::items).unwrap_or_default();
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for (at, node) in pairs.iter().enumerate() {
        match pair(node, at) {
            Some(pair) => read.push(pair),
            None => problems.push(
                Problem::error("theme/pair", "看不懂这一对颜色", "this pair of colours is not understood")
                    .help(
                        "写成 {words: 选项名或颜色, ground: 选项名或颜色, least: 4.5}",
                        "write {words: option or colour, ground: option or colour, least: 4.5}",
                    )
                    .at(text, extent(text.text(), at)),
            ),
        }
    }
    let source = (text.file().to_owned(), text.text().to_owned());
    if problems.is_empty() { Ok(DeclaredOptions { options, pairs: read, source }) } else { Err(problems) }
}

fn pair(node: &Node, number: usize) -> Option<Pair> {
    let side = |key| {
        let written = node.get(key)?.as_str()?;
        // Only a text with # is a colour: a key such as `add` would be a valid colour too.
        let fixed = Some(written).filter(|written| written.starts_with('#')).and_then(Colour::parse);
        Some(fixed.map_or_else(|| Side::Option(written.to_owned()), Side::Fixed))
    };
    let least = match node.get("least") {
        None => OF_WORDS,
        #[allow(clippy::cast_precision_loss)]
        Some(Node::Integer(least)) => *least as f64,
        Some(Node::Float(least)) => *least,
        Some(_) => return None,
    };
    Some(Pair { words: side("words")?, ground: side("ground")?, least, number })
}

/// The options that `site.yaml` sets.
#[derive(Debug, Clone, Copy)]
pub struct SiteOptions<'t> {
    /// The content of `site.yaml`.
    pub yaml: &'t Yaml<'t>,
    /// The key of the options there.
    pub key: &'t str,
    /// The YAML of the options.
    pub node: &'t Node,
}

/// Reads the options that the site sets, checked against the declarations of all layers, with their
/// defaults. Returns the declarations, the options, and the style sheet made from them.
pub(super) fn read(
    declared: Vec<DeclaredOptions>,
    given: Option<SiteOptions<'_>>,
    problems: &mut Vec<Problem>,
) -> (Group, Fields, String) {
    let fields = declared.iter().rev().flat_map(|own| own.options.fields().iter().cloned()).collect();
    let group = Group::new(fields, Vec::new(), None);
    let options = match given {
        None => Reader::new("").group(&group, &Node::Null),
        Some(given) => {
            let mut reader = Reader::of(given.yaml);
            let step = Step::Key(given.key.to_owned());
            let options = reader.within(step, |reader| reader.group(&group, given.node));
            problems.extend(place(reader.finish(), given.yaml));
            options
        }
    };
    let style = style(&group, &options);
    // A value that is not a colour cannot be checked.
    if problems.iter().any(Problem::is_error) {
        return (group, options, style);
    }
    problems
        .extend(ContrastCheck { group: &group, options: &options, declared: &declared, given }.problems());
    (group, options, style)
}

/// Writes a custom property for each colour and number (the option `page_width` is `--page-width`),
/// and the colours behind pictures.
fn style(group: &Group, options: &Fields) -> String {
    let mut style = String::from(":root {");
    for field in group.fields() {
        let name = field.key.replace('_', "-");
        let _ = match (&field.kind, options.get(&field.key)) {
            (Kind::Colour, Some(Value::Text(colour))) => write!(style, " --{name}: {colour};"),
            (Kind::Integer { .. } | Kind::Number, Some(Value::Integer(number))) => {
                write!(style, " --{name}: {number};")
            }
            (Kind::Number, Some(Value::Number(number))) => write!(style, " --{name}: {number};"),
            _ => Ok(()),
        };
    }
    style + " }\n" + &pictures::tone_style()
}

/// Checks whether the chosen colours are readable.
struct ContrastCheck<'j> {
    group: &'j Group,
    options: &'j Fields,
    declared: &'j [DeclaredOptions],
    given: Option<SiteOptions<'j>>,
}

impl ContrastCheck<'_> {
    fn problems(&self) -> Vec<Problem> {
        let all = self.declared.iter().flat_map(|own| own.pairs.iter().map(move |pair| (own, pair)));
        all.filter_map(|(own, pair)| self.problem(pair, || own.place(pair.number))).collect()
    }

    /// Returns the problem of a pair, if it has one. `declared` returns the place of its
    /// declaration.
    fn problem(&self, pair: &Pair, declared: impl Fn() -> Place) -> Option<Problem> {
        let (Some(words), Some(ground)) = (self.colour(&pair.words), self.colour(&pair.ground)) else {
            let [words, ground] = [&pair.words, &pair.ground].map(|side| self.name(side, "zh"));
            let problem = Problem::error(
                "theme/pair",
                format!("{words}和{ground}不都是颜色"),
                "both sides of a pair have to be colours or options that are colours",
            )
            .help(
                "写颜色，或者 type 是 colour 的选项",
                "write a colour, or an option whose type is `colour`",
            );
            return Some(Problem { place: Some(declared()), ..problem });
        };
        let ratio = words.contrast(ground);
        if ratio >= pair.least {
            return None;
        }
        let [words_zh, words_en] = ["zh", "en"].map(|lang| self.name(&pair.words, lang));
        let [ground_zh, ground_en] = ["zh", "en"].map(|lang| self.name(&pair.ground, lang));
        // Truncated, not rounded: 4.499 must not be shown as 4.50.
        let ratio = (ratio * 100.0).floor() / 100.0;
        let problem = Problem::warning(
            "theme/contrast",
            format!("{words_zh}在{ground_zh}上看不清：对比度 {ratio:.2}，至少要 {}", pair.least),
            format!(
                "{words_en} on {ground_en} is hard to read: contrast {ratio:.2}, at least {} is needed",
                pair.least
            ),
        );
        Some(self.placed(problem, pair, declared))
    }

    /// Places a problem at the option that the site has set, with a shade of it that is readable;
    /// otherwise where the theme declares the pair.
    fn placed(&self, problem: Problem, pair: &Pair, declared: impl Fn() -> Place) -> Problem {
        let set = [&pair.words, &pair.ground].into_iter().find_map(|side| {
            let Side::Option(key) = side else { return None };
            Some((key, self.written(key)?))
        });
        let Some((key, (given, span))) = set else {
            let problem = problem.help(
                "这是主题自己的默认颜色，改 theme.yaml",
                "these are the theme's own defaults: fix them in theme.yaml",
            );
            return Problem { place: Some(declared()), ..problem };
        };
        let own = Side::Option(key.clone());
        let nearest =
            self.colour(&own).and_then(|colour| colour.nearest_shade(|shade| self.is_right(&own, shade)));
        let problem = match nearest {
            Some(shade) => problem
                .help(format!("相近的 \"{shade}\" 就够了"), format!("\"{shade}\" is near and will do"))
                .fix(Fix::probable(
                    format!("把颜色改成 {shade}"),
                    format!("change the colour to {shade}"),
                    vec![Edit::replace(span.clone(), format!("\"{shade}\""))],
                )),
            None => problem.help(
                "把这个颜色和与它相配的颜色一起改，一深一浅",
                "change this colour together with those that it meets: one dark, one light",
            ),
        };
        problem.at(given.yaml.source(), span)
    }

    /// Whether all pairs that contain the option would be readable with `shade`.
    fn is_right(&self, own: &Side, shade: Colour) -> bool {
        let of = |side: &Side| if side == own { Some(shade) } else { self.colour(side) };
        let pairs = self.declared.iter().flat_map(|own| &own.pairs);
        pairs.filter(|pair| pair.words == *own || pair.ground == *own).all(|pair| {
            of(&pair.words)
                .zip(of(&pair.ground))
                .is_none_or(|(words, ground)| words.contrast(ground) >= pair.least)
        })
    }

    fn colour(&self, side: &Side) -> Option<Colour> {
        match side {
            Side::Fixed(colour) => Some(*colour),
            Side::Option(key) => {
                let is_colour = self.group.field(key).is_some_and(|field| matches!(field.kind, Kind::Colour));
                self.options.text(key, "").filter(|_| is_colour).and_then(Colour::parse)
            }
        }
    }

    fn name(&self, side: &Side, lang: &str) -> String {
        match side {
            Side::Fixed(colour) if lang == "zh" => format!("“{colour}”"),
            Side::Fixed(colour) => format!("`{colour}`"),
            Side::Option(key) => {
                let label = self.group.field(key).map_or(key.as_str(), |field| field.label.get(lang));
                let colour = self.options.text(key, "").unwrap_or_default();
                match (lang, colour.is_empty()) {
                    ("zh", true) => format!("“{label}”"),
                    ("zh", false) => format!("“{label}”（{colour}）"),
                    (_, true) => format!("`{label}`"),
                    (_, false) => format!("`{label}` ({colour})"),
                }
            }
        }
    }

    /// Returns the place where the site sets an option, if it does.
    fn written(&self, key: &str) -> Option<(SiteOptions<'_>, Range<usize>)> {
        let given = self.given?;
        let path = [Step::Key(key.to_owned())];
        let inner = written_trail(self.group, given.node, &path);
        let is_set =
            inner.first().cloned().and_then(Step::into_key).is_some_and(|key| given.node.get(&key).is_some());
        let trail: Vec<Step> = std::iter::once(Step::Key(given.key.to_owned())).chain(inner).collect();
        is_set.then(|| (given, given.yaml.locate(&trail, Part::Value)))
    }
}
