//! Reads and checks days of mourning: periods in which pages go grey or show a black band.
//!
//! A page contains the periods and switches by the visitor's clock, so that nobody has to build at
//! midnight. They are turned into instants here: a script cannot know in which zone `2026-04-04`
//! begins.

use super::declared::configuration_group;
use crate::problem::Problem;
use crate::schema::{Date, Fields, Reader, Value, written_trail};
use crate::source::yaml::{Node, Part, Step};

/// A window of `mourning:` in `site.yaml`.
#[derive(Debug, Clone, Copy)]
pub struct Window<'a> {
    /// Its place in the list, from 0.
    pub at: usize,
    /// Its fields: scope, style, text.
    pub fields: &'a Fields,
    /// Its first second.
    pub from: Date,
    /// The first second after it: a day given as the last one is included.
    pub to: Date,
}

/// The windows, in the order of the file.
pub fn windows(site: &Fields) -> impl Iterator<Item = Window<'_>> {
    site.items("mourning").iter().enumerate().filter_map(|(at, value)| {
        let Value::Group(fields) = value else { return None };
        let from = Date::from_unix(fields.date("from")?.start())?;
        let to = Date::from_unix(fields.date("to")?.deadline())?;
        Some(Window { at, fields, from, to })
    })
}

/// Checks that each window ends after it begins.
pub(super) fn check(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    for window in windows(fields).filter(|window| window.to.start() <= window.from.start()) {
        let problem = Problem::error(
            "config/mourning-window",
            "哀悼日的结束不在开始之后",
            "this mourning ends before it begins",
        )
        .help(
            "“开始”写在前，“结束”写在后；只写日期时，结束那一天也算在内",
            "`from` comes before `to`; of a date without a time the whole day counts",
        );
        let path = [Step::Key("mourning".into()), Step::Index(window.at), Step::Key("to".into())];
        reader.report(&written_trail(configuration_group(), site, &path), Part::Value, problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::SourceText;
    use crate::site::Config;
    use crate::source::yaml::Yaml;

    fn read(text: &str) -> Result<Config, Vec<Problem>> {
        let yaml = Yaml::read(&SourceText::new("site.yaml", text), 0..text.len())?;
        let (config, problems) = Config::read(&yaml)?;
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    fn moments(text: &str) -> Vec<(String, String)> {
        let config = read(text).unwrap();
        windows(&config.fields).map(|window| (window.from.to_string(), window.to.to_string())).collect()
    }

    #[test]
    fn the_last_day_belongs_to_it_and_a_time_is_that_time() {
        let text = "title: 站\nmourning:\n  - {from: 2026-04-04, to: 2026-04-04}\n  - {from: 2026-04-04 08:00, to: 2026-04-05 18:00, scope: home, style: banner}\n";
        let expected = [
            ("2026-04-04T00:00:00+08:00", "2026-04-05T00:00:00+08:00"),
            ("2026-04-04T08:00:00+08:00", "2026-04-05T18:00:00+08:00"),
        ];
        assert_eq!(moments(text), expected.map(|(from, to)| (from.to_owned(), to.to_owned())));
    }

    #[test]
    fn chinese_keys_mean_the_same() {
        let text = "title: 站\n哀悼日:\n  - 开始: 2026年4月4日\n    结束: 2026年4月5日\n";
        assert_eq!(moments(text)[0].1, "2026-04-06T00:00:00+08:00");
    }

    #[test]
    fn what_ends_before_it_begins_is_told_at_its_place() {
        let text = "title: 站\n哀悼日:\n  - {from: 2026-04-04, to: 2026-04-05}\n  - {开始: 2026-04-05, 结束: 2026-04-04}\n";
        let problems = read(text).unwrap_err();
        let at = problems[0].place.as_ref().unwrap();
        assert_eq!((problems[0].code, at.line, at.column), ("config/mourning-window", 4, 26));
    }

    #[test]
    fn both_ends_are_needed_and_styles_are_known() {
        for (text, code) in [
            ("{from: 2026-04-04}", "meta/missing"),
            ("{from: 2026-04-04, to: 2026-04-05, style: red}", "meta/unknown-choice"),
            ("{from: 4月四十日, to: 2026-04-05}", "date/invalid"),
        ] {
            let problems = read(&format!("title: 站\nmourning:\n  - {text}\n")).unwrap_err();
            assert_eq!(problems[0].code, code, "{text}");
        }
    }
}
