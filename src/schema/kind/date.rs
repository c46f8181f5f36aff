//! A date with the precision that is known.

use serde_json::{Value as Json, json};

use super::form::{self, DeclaredKind, FieldKind, is_text};
use super::in_line::InLine;
use crate::problem::{Problem, Words};
use crate::schema::json_schema::{self, SchemaWriter};
use crate::schema::period::{self, Period};
use crate::schema::placeholder::is_placeholder;
use crate::schema::{Date, DateError, Field, Kind, Precision, Reader, ScaffoldValues, Value, yes_no};
use crate::source::yaml::{Node, Part};

pub(super) const DECLARED: DeclaredKind =
    DeclaredKind { name: "date", words: &["日期", "时间"], declare: |_, _| Kind::Date };

/// The kind.
pub(in crate::schema) struct DateKind;

impl FieldKind for DateKind {
    fn name(&self) -> &'static str {
        DECLARED.name
    }

    fn label(&self) -> Words {
        Words::new("日期", "date")
    }

    fn wanted(&self) -> (&'static str, &'static str) {
        ("一个日期，如 2026-11-20", "a date such as 2026-11-20")
    }

    fn example(&self) -> String {
        "2026-11-20".to_owned()
    }

    fn read(&self, reader: &mut Reader<'_>, node: &Node, name: &str) -> Option<Value> {
        let text = reader.text(self, node, name)?;
        match Date::parse_in(&text, reader.zone) {
            Ok(date) => {
                if is_midnight(date)
                    && let Some(day) = Date::ended_day(&text, reader.zone)
                {
                    reader.report(&[], Part::Value, next_day(&text, day, date));
                }
                return Some(Value::Date(date));
            }
            Err(error) => reader.report(&[], Part::Value, wrong_date(name, &text, error)),
        }
        None
    }

    fn before_comment<'t>(&self, text: &'t str) -> Option<&'t str> {
        form::before_number_sign(text)
    }

    fn fits(&self, value: &Node) -> bool {
        is_text(value, |text| Date::parse(text) != Err(DateError::Form))
    }

    fn in_line(&self) -> InLine {
        InLine::Words
    }

    fn schema(&self, _writer: &mut SchemaWriter<'_>, _path: &str) -> Json {
        schema()
    }

    fn note(&self, values: &ScaffoldValues<'_>, field: &Field) -> String {
        form::wanted_without_help(self, values, field)
    }
}

/// Accepts years, months, days and times in the forms in use. The reader checks whether the day
/// exists.
pub(super) fn schema() -> Json {
    const DIGIT: &str = "0-9０-９〇○零一二三四五六七八九十OＯ廿卅";
    const HYPHEN: &str = "－‐‑‒–—−";
    const UNITS: &str = "年月日号时点分秒半刻整钟上下中正午后早晨清凌傍晚间夜里深当星期周礼拜天北京时间";
    let text = format!(
        "^\\s*(北京时间[:：]?\\s*)?[{DIGIT}]{{4}}[-{HYPHEN}/／.．{UNITS}A-Za-z_:： \\u3000\\u00a0+＋（）()\\[\\]{DIGIT}]*\\s*$"
    );
    json_schema::any_of(vec![
        json!({ "type": "integer", "minimum": 1000, "maximum": 99_999_999 }),
        json_schema::pattern(&text),
    ])
}

impl Reader<'_> {
    /// Reads the date of a field. What is no date at all (`置顶: 是`, `置顶: 3天`) is reported with
    /// the help of the field, which says what date it is.
    pub(in crate::schema) fn one_date(&mut self, field: &Field, node: &Node, name: &str) -> Option<Value> {
        let text = self.text(&DateKind, node, name)?;
        let (text, node) = match form::before_number_sign(&text) {
            Some(before) => {
                self.tell_comment(&text, before);
                (before.to_owned(), &Node::String(before.to_owned()))
            }
            None => (text, node),
        };
        let is_placeholder = is_placeholder(&text);
        let zone = self.zone;
        let has_date =
            |text: &str| !matches!(Date::parse_in(text, zone), Err(DateError::Form | DateError::Period));
        // A help that shows how to write a date is no other help than that of the message.
        let help = field.help.get("zh");
        let is_explained = !help.is_empty() && !help.contains(|c: char| c.is_ascii_digit());
        if !is_placeholder && !has_date(&text) && self.is_period(&text, name) {
            return None;
        }
        let is_no_date = yes_no::read(node).is_some() || (is_explained && !has_date(only_date(&text)));
        if is_placeholder || has_date(&text) || !is_no_date {
            return self.value_of(&DateKind, node, name);
        }
        let problem = Problem::error(
            "date/invalid",
            format!("“{name}”要写一个日期，不能写“{text}”"),
            format!("`{name}` expects a date, not `{text}`"),
        );
        let help = |lang: &str| match field.help.get(lang) {
            "" => String::new(),
            help if lang == "zh" => format!("{}；", help.trim_end_matches('。')),
            help => format!("{}; ", help.trim_end_matches('.')),
        };
        self.report(
            &[],
            Part::Value,
            problem.help(
                format!("{}写成 {name}: 2026-12-31；不要这一项，就删去这一行", help("zh")),
                format!("{}write {name}: 2026-12-31, or remove the line", help("en")),
            ),
        );
        None
    }

    /// Reports a period where one date is expected, and returns whether it is one.
    fn is_period(&mut self, text: &str, name: &str) -> bool {
        let Ok(Period { from, .. }) = period::parse(text, self.zone, None) else { return false };
        // `2026-11-20 09:00`, without `T` and zone.
        let from: String = from.to_string().replace('T', " ").chars().take(16).collect();
        let problem = Problem::error(
            "date/invalid",
            format!("“{name}”只写一个日期，“{text}”是一段时间"),
            format!("`{name}` is one date, but `{text}` is a period"),
        )
        .help(
            format!("写开始的时间，写成 {name}: {from}；到什么时候为止，写进正文"),
            format!("write its beginning, `{name}: {from}`, and its end in the text"),
        );
        self.report(&[], Part::Value, problem);
        true
    }
}

/// Returns a text without the words before and after a date: 至2026年11月30日止.
fn only_date(text: &str) -> &str {
    const BEFORE: [&str; 8] = ["截至", "截止到", "截止", "到", "至", "自", "从", "于"];
    let text = text.trim();
    let text = BEFORE.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim();
    ["为止", "之前", "止", "前", "起"].iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text).trim()
}

/// Whether a date is an exact midnight.
pub(in crate::schema) fn is_midnight(date: Date) -> bool {
    date.precision() >= Precision::Minute && date.civil().time() == jiff::civil::Time::midnight()
}

/// Returns the problem for a date with the time 24:00, which was read as 0:00 of the next day.
fn next_day(text: &str, day: Date, read: Date) -> Problem {
    let next = read.civil().date();
    Problem::warning(
        "date/midnight",
        format!("“{text}”按第二天零点算了：{next} 0:00"),
        format!("`{text}` was read as the beginning of the next day: {next} 0:00"),
    )
    .help(
        format!("到这一天结束为止的，只写 {day}；指第二天零点的，写 {next} 00:00"),
        format!("write {day} for the end of that day, or {next} 00:00"),
    )
}

/// Returns the problem for a text that is not a date.
pub(in crate::schema) fn wrong_date(name: &str, text: &str, error: DateError) -> Problem {
    let bare = only_date(text);
    match error {
        DateError::Calendar => Problem::error(
            "date/impossible",
            format!("没有“{text}”这个日期"),
            format!("there is no such date as `{text}`"),
        )
        .help(
            "查一查日历：这个月有没有这一天，月份是不是 1 到 12，钟点有没有超过 23:59",
            "look at a calendar and a clock",
        ),
        DateError::NoYear => Problem::error(
            "date/no-year",
            format!("日期“{text}”没有写年份"),
            format!("the date `{text}` has no year"),
        )
        .help(
            format!("前面加上年份，如 2026年{text}"),
            format!("put the year before it, such as 2026年{text}"),
        ),
        DateError::Period => Problem::error(
            "date/invalid",
            format!("“{text}”是一段时间，这里只写一个日期"),
            format!("`{text}` is a period, but one date is expected"),
        )
        .help(
            "只写开始的日期或时间，如 2026-11-20、2026-11-20 09:00；到什么时候结束，写在正文里",
            "write only its beginning, such as 2026-11-20 or 2026-11-20 09:00, and the end in the text",
        ),
        DateError::Form => {
            let problem = Problem::error(
                "date/invalid",
                format!("看不懂“{text}”这个日期"),
                format!("`{text}` is not a date"),
            );
            match Date::parse(bare) {
                _ if bare == text || name.is_empty() => problem.help(
                    "写成 2026-11-20、2026年11月20日、2006年7月 或 2011 这样",
                    "write 2026-11-20, 2006-07 or 2011",
                ),
                Ok(_) => problem.help(
                    format!("只写日期，写成 {name}: {bare}"),
                    format!("write the date only: `{name}: {bare}`"),
                ),
                Err(DateError::NoYear) => problem.help(
                    format!("只写日期，前面加上年份，如 {name}: 2026年{bare}"),
                    format!("write the date only, with its year: `{name}: 2026年{bare}`"),
                ),
                Err(_) => problem.help(
                    "写成 2026-11-20、2026年11月20日、2006年7月 或 2011 这样",
                    "write 2026-11-20, 2006-07 or 2011",
                ),
            }
        }
    }
}
