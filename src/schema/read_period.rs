//! Reads periods on one line: `11月20日至27日`.

use super::field::PERIOD_END;
use super::kind::{DateKind, is_midnight, with_defaults, wrong_date};
use super::period::{self, Period};
use super::{Date, DateError, Fields, Group, Reader, Value};
use crate::problem::Problem;
use crate::source::yaml::{Node, Part, Step};

impl Reader<'_> {
    /// Reads a period on one line: `11月20日至27日`.
    pub(super) fn period(
        &mut self,
        group: &Group,
        node: &Node,
        name: &str,
        about: Option<Date>,
    ) -> Option<Value> {
        let text = match node {
            Node::Sequence(dates) => {
                let dates = dates
                    .iter()
                    .enumerate()
                    .map(|(at, date)| self.within(Step::Index(at), |this| this.text(&DateKind, date, name)));
                dates.collect::<Option<Vec<_>>>()?.join("至")
            }
            line => self.text(&DateKind, line, name)?,
        };
        let (from, to) = group.period_ends()?;
        let problem = match period::parse(&text, self.zone, about) {
            Ok(Period { from: begun, to: written_end, guessed }) => {
                // A period until 24:00 lasts until the end of the day.
                let ends_day = is_midnight(written_end) && Date::ends_day(&text);
                let ended = written_end.day_before().filter(|_| ends_day).unwrap_or(written_end);
                if let Some(year) = guessed {
                    self.report(&[], Part::Value, guessed_year(name, &text, year));
                }
                let mut fields = Fields::default();
                fields.set(from.key.clone(), Value::Date(begun));
                fields.set(to.key.clone(), Value::Date(ended));
                return Some(Value::Group(with_defaults(group, fields)));
            }
            Err(DateError::Form | DateError::Period) => {
                let keys = |lang: &str| {
                    let (from, to) = (from.label.get(lang), to.label.get(lang));
                    format!("{name}: {{{from}: 2026-11-20, {to}: {PERIOD_END}}}")
                };
                Problem::error(
                    "date/invalid",
                    format!("看不懂“{text}”从哪一天到哪一天"),
                    format!("`{text}` does not say from which day to which"),
                )
                .help(
                    format!("写成 {name}: 2026年11月20日至27日，或者 {}", keys("zh")),
                    format!("write {name}: 2026-11-20~2026-11-27, or {}", keys("en")),
                )
            }
            Err(error) => wrong_date(name, &text, error),
        };
        self.report(&[], Part::Value, problem);
        None
    }
}

/// Returns the problem for a period whose year was taken from the date of the page.
fn guessed_year(name: &str, text: &str, year: i16) -> Problem {
    Problem::warning(
        "date/guessed-year",
        format!("“{name}”没有写年份，照文章的日期算作 {year} 年"),
        format!("`{name}` has no year: it is taken for {year}, by the date of the page"),
    )
    .help(
        format!("前面加上年份，如 {year}年{text}"),
        format!("put the year before it, such as {year}年{text}"),
    )
}
