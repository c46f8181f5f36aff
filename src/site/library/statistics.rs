//! Reads the figures of `data/statistics.yaml` and checks their sums.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::problem::{Problem, SourceText, suggest};
use crate::schema::{Fields, Group, Reader, Value, Zone, declare_group, place, written_trail};
use crate::source::yaml::{Node, Part, Step, Yaml};

/// The declaration of a figure.
pub fn statistics_group() -> &'static Group {
    static GROUP: LazyLock<Group> = LazyLock::new(|| {
        declare_group(&SourceText::new("statistics.yaml", include_str!("../declared/statistics.yaml")))
            .unwrap_or_default()
    });
    &GROUP
}

/// A figure.
#[derive(Debug)]
pub struct Figure {
    /// Its id.
    pub id: Box<str>,
    /// Its fields.
    pub fields: Fields,
}

/// All figures in the order of the file.
#[derive(Debug, Default)]
pub struct Statistics {
    figures: Vec<Figure>,
    ids: HashMap<Box<str>, usize>,
}

impl Statistics {
    /// Reads `data/statistics.yaml` and checks its sums and percentages.
    ///
    /// # Errors
    /// Every mistake in it. Warnings are returned with the figures.
    pub fn read(yaml: &Yaml<'_>, zone: Zone) -> Result<(Self, Vec<Problem>), Vec<Problem>> {
        let mut reader = Reader::of(yaml).in_zone(zone);
        reader.expect_list(statistics_group(), &yaml.node);
        let mut statistics = Self::default();
        for (at, node) in yaml.node.items().iter().enumerate() {
            let fields = reader.within(Step::Index(at), |reader| reader.group(statistics_group(), node));
            let id: Box<str> = fields.text("id", "").unwrap_or_default().into();
            if statistics.ids.insert(id.clone(), at).is_some() && !id.is_empty() {
                let problem = Problem::error(
                    "stats/repeated-id",
                    format!("编号“{id}”用了两次"),
                    format!("the id `{id}` is used twice"),
                )
                .help("给其中一个换个编号", "give one of them another id");
                report(&mut reader, &yaml.node, &[Step::Index(at), Step::Key("id".into())], problem);
            }
            statistics.figures.push(Figure { id, fields });
        }
        for (at, figure) in statistics.figures.iter().enumerate() {
            statistics.check(at, figure, &yaml.node, &mut reader);
        }
        let problems = place(reader.finish(), yaml);
        if problems.iter().any(Problem::is_error) { Err(problems) } else { Ok((statistics, problems)) }
    }

    /// All figures.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// The figure with this id.
    pub fn find(&self, id: &str) -> Option<&Figure> {
        self.figures.get(*self.ids.get(id)?)
    }

    /// The id that was probably meant.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        suggest(id, self.figures.iter().map(|figure| &*figure.id))
    }

    fn check(&self, at: usize, figure: &Figure, root: &Node, reader: &mut Reader<'_>) {
        let Some(whole) = number(figure.fields.get("value")) else { return };
        let is_percent =
            figure.fields.get("unit").is_some_and(|unit| unit.localized("").as_text() == Some("%"));
        if is_percent && !(0.0..=100.0).contains(&whole) && figure.fields.get("of").is_some() {
            let problem = Problem::error(
                "stats/percent",
                format!("占比 {whole}% 不在 0 到 100 之间"),
                format!("{whole} % is not between 0 and 100"),
            )
            .help("核对这个数；表示增长的，不写“基数”（of）", "check this number; growth has no `of`");
            report(reader, root, &[Step::Index(at), Step::Key("value".into())], problem);
        }
        Self::check_series(at, figure, whole, root, reader);
        for (number_of_split, split) in figure.fields.items("parts").iter().enumerate() {
            let steps = [Step::Index(at), Step::Key("parts".into()), Step::Index(number_of_split)];
            self.check_split((figure, whole), (root, &steps), split, reader);
        }
    }

    /// Checks the values of years: each year once, and the year of the figure with the same value.
    fn check_series(at: usize, figure: &Figure, value: f64, root: &Node, reader: &mut Reader<'_>) {
        let current = figure.fields.date("as_of").map(|date| i64::from(date.year()));
        let mut years = BTreeSet::new();
        for (number_of_year, entry) in figure.fields.items("series").iter().enumerate() {
            let Value::Group(entry) = entry else { continue };
            let Some(Value::Integer(year)) = entry.get("year") else { continue };
            let told = number(entry.get("value")).unwrap_or(value);
            let (key, problem) = if !years.insert(*year) {
                let problem = Problem::error(
                    "stats/repeated-year",
                    format!("历年数据里，{year}年写了两次"),
                    format!("the series has the year {year} twice"),
                );
                ("year", problem.help("一年只留一个数", "keep one value a year"))
            } else if Some(*year) == current && (told - value).abs() > 1e-9 {
                let problem = Problem::error(
                    "stats/series-mismatch",
                    format!("{year}年的数对不上：历年数据写的是 {told}，这一项的数值却是 {value}"),
                    format!("the series says {told} for {year}, but the figure of that year is {value}"),
                );
                (
                    "value",
                    problem.help("核对这两个数，改正写错的那个", "check both, and correct the wrong one"),
                )
            } else {
                continue;
            };
            let steps = [
                Step::Index(at),
                Step::Key("series".into()),
                Step::Index(number_of_year),
                Step::Key(key.into()),
            ];
            report(reader, root, &steps, problem);
        }
    }

    /// Checks one way of splitting a figure: all parts exist, and their sum is the figure.
    fn check_split(
        &self,
        (figure, whole): (&Figure, f64),
        (root, steps): (&Node, &[Step]),
        split: &Value,
        reader: &mut Reader<'_>,
    ) {
        let mut sum = 0.0;
        let mut shown = Vec::new();
        let mut is_known = true;
        for (at, id) in split.items().iter().enumerate() {
            let id = id.as_text().unwrap_or_default();
            match self.find(id).and_then(|part| number(part.fields.get("value"))) {
                Some(part) => {
                    sum += part;
                    shown.push(format!("{} {part}", self.find(id).map_or(id, named)));
                }
                None => {
                    let problem = Problem::error(
                        "stats/unknown-part",
                        format!("没有编号为“{id}”的数据"),
                        format!("there is no figure `{id}`"),
                    )
                    .did_you_mean(
                        self.nearest(id),
                        "先把它写进 data/statistics.yaml",
                        "add it to data/statistics.yaml first",
                    );
                    let mut steps = steps.to_vec();
                    steps.push(Step::Index(at));
                    report(reader, root, &steps, problem);
                    is_known = false;
                }
            }
        }
        if is_known && (sum - whole).abs() > 1e-9 {
            let shown = match shown.as_slice() {
                [only] => only.clone(),
                all => format!("{} = {sum}", all.join(" + ")),
            };
            let name = named(figure);
            let problem = Problem::error(
                "stats/sum-mismatch",
                format!("各项之和对不上：{shown}，总数“{name}”却是 {whole}"),
                format!("the parts do not add up: {shown}, but the whole, `{name}`, is {whole}"),
            )
            .help("核对总数和各项，改正写错的那个", "check the whole and its parts");
            report(reader, root, steps, problem);
        }
    }
}

/// Reports a problem at the value of a field, by its steps with declared keys from the root.
fn report(reader: &mut Reader<'_>, root: &Node, path: &[Step], problem: Problem) {
    reader.report(&written_trail(statistics_group(), root, path), Part::Value, problem);
}

/// The name by which a message calls a figure.
fn named(figure: &Figure) -> &str {
    figure.fields.text("label", "zh").unwrap_or(&figure.id)
}

#[allow(clippy::cast_precision_loss)]
fn number(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Integer(number) => Some(*number as f64),
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(yaml: &str) -> Vec<Problem> {
        let source = SourceText::new("data/statistics.yaml", yaml);
        Yaml::read(&source, 0..yaml.len())
            .and_then(|yaml| Statistics::read(&yaml, Zone::default()).map(|_| ()))
            .err()
            .unwrap_or_default()
    }

    fn codes(yaml: &str) -> Vec<(&'static str, usize)> {
        problems(yaml).into_iter().map(|p| (p.code, p.place.map_or(0, |place| place.line))).collect()
    }

    /// Returns the marked texts of all problems.
    fn marked(yaml: &str) -> Vec<String> {
        problems(yaml).iter().filter_map(|problem| Some(problem.place.as_ref()?.marked())).collect()
    }

    #[test]
    fn carets_stand_below_the_values_whatever_the_language_of_the_keys() {
        let keys = [
            ("编号", "id"),
            ("名称", "label"),
            ("数值", "value"),
            ("构成", "parts"),
            ("历年", "series"),
            ("年份", "year"),
            ("截至", "as_of"),
            ("单位", "unit"),
            ("基数", "of"),
        ];
        for (yaml, expected) in [
            (
                "- {编号: a, 名称: 甲, 数值: 3, 构成: [[b, c]]}\n- {编号: b, 名称: 乙, 数值: 1}\n- {编号: c, 名称: 丙, 数值: 1}\n",
                "[b, c]",
            ),
            (
                "- 编号: a\n  名称: 甲\n  数值: 3\n  构成:\n    - [b, nn]\n- {编号: b, 名称: 乙, 数值: 3}\n",
                "nn",
            ),
            ("- {编号: id1, 名称: 甲, 数值: 3}\n- 编号: id1\n  名称: 乙\n  数值: 1\n", "id1"),
            ("- {编号: a, 名称: 甲, 数值: 120, 单位: \"%\", 基数: 高管}\n", "120"),
            ("- {编号: a, 名称: 甲, 数值: 3, 截至: 2026-01, 历年: [{年份: 2026, 数值: 44}]}\n", "44"),
            (
                "- {编号: a, 名称: 甲, 数值: 3, 历年: [{年份: 2024, 数值: 1}, {年份: 2024, 数值: 2}]}\n",
                "2024",
            ),
        ] {
            let english = keys
                .iter()
                .fold(yaml.to_owned(), |text, (zh, en)| text.replace(&format!("{zh}:"), &format!("{en}:")));
            assert_eq!(marked(yaml), [expected], "{yaml}");
            assert_eq!(marked(&english), [expected], "{english}");
        }
    }

    #[test]
    fn every_unknown_part_is_told_and_the_terms_are_named() {
        assert_eq!(marked("- {编号: a, 名称: 甲, 数值: 3, 构成: [[mm, nn]]}\n"), ["mm", "nn"]);
        let words = |yaml: &str| problems(yaml)[0].message.zh.clone();
        assert_eq!(
            words("- {编号: a, 名称: 党员, 数值: 41, 构成: [[b]]}\n- {编号: b, 名称: 在岗, 数值: 100}\n"),
            "各项之和对不上：在岗 100，总数“党员”却是 41"
        );
    }

    #[test]
    fn a_series_has_each_year_once_and_agrees_with_its_figure() {
        let right = "- id: all\n  label: 党员\n  value: 240\n  as_of: 2026-09-30\n  series:\n    - {year: 2024, value: -3}\n    - {年份: 2026, 数值: 240}\n";
        assert_eq!(codes(right), vec![]);
        assert_eq!(
            codes(&right.replace("year: 2024, value: -3", "year: 2026, value: 240")),
            vec![("stats/repeated-year", 7)]
        );
        assert_eq!(codes(&right.replace("value: 240", "value: 241")), vec![("stats/series-mismatch", 7)]);
        assert_eq!(codes(&right.replace("year: 2024, ", "")).len(), 1);
    }

    #[test]
    fn sums_and_percentages_are_checked() {
        let right = "- {id: all, label: 组织, value: 223, parts: [[own, joint]]}\n- {id: own, label: 单独, value: 199}\n- {id: joint, label: 联合, value: 24}\n";
        assert_eq!(codes(right), vec![]);
        assert_eq!(codes(&right.replace("24", "25")), vec![("stats/sum-mismatch", 1)]);
        assert_eq!(codes(&right.replace("[own", "[owm")), vec![("stats/unknown-part", 1)]);
        assert_eq!(
            codes("- {id: p, label: 占比, value: 120, unit: \"%\", of: 高管}\n"),
            vec![("stats/percent", 1)]
        );
    }
}
