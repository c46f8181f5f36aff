//! Writes dates in words, in the forms of the field and never with more than was given.

use crate::schema::{Date, MONTHS, Precision};
use crate::text::numeral;

const WEEKDAYS_ZH: [&str; 7] = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// In Uyghur, Monday first.
const WEEKDAYS_UG: [&str; 7] = ["دۈشەنبە", "سەيشەنبە", "چارشەنبە", "پەيشەنبە", "جۈمە", "شەنبە", "يەكشەنبە"];
const MONTHS_UG: [&str; 12] = [
    "يانۋار",
    "فېۋرال",
    "مارت",
    "ئاپرېل",
    "ماي",
    "ئىيۇن",
    "ئىيۇل",
    "ئاۋغۇست",
    "سېنتەبىر",
    "ئۆكتەبىر",
    "نويابىر",
    "دېكابىر",
];

/// The languages that have dates in words of their own; all others are shown English ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Chinese,
    English,
    Uyghur,
}

impl Words {
    fn of(lang: &str) -> Self {
        match lang.split('-').next() {
            Some("zh") => Self::Chinese,
            Some("ug") => Self::Uyghur,
            _ => Self::English,
        }
    }

    fn weekdays(self) -> &'static [&'static str] {
        match self {
            Self::Chinese => &WEEKDAYS_ZH,
            Self::English => &WEEKDAYS_EN,
            Self::Uyghur => &WEEKDAYS_UG,
        }
    }

    /// The name of a month from 1; Chinese counts them.
    fn month(self, month: i8) -> &'static str {
        let names = if self == Self::Uyghur { &MONTHS_UG } else { &MONTHS };
        usize::try_from(month - 1).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
    }

    /// The name of a month in three letters, where a language has such.
    fn short_month(self, month: i8) -> &'static str {
        let name = self.month(month);
        if self == Self::English { name.get(..3).unwrap_or(name) } else { name }
    }

    /// A day as far as it is known; `name` is that of the month.
    fn long(self, year: i16, month: Option<i8>, day: Option<i8>, name: &str) -> String {
        match (self, month, day) {
            (Self::Chinese, Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
            (Self::Chinese, Some(month), None) => format!("{year}年{month}月"),
            (Self::Chinese, None, _) => format!("{year}年"),
            (Self::English, Some(_), Some(day)) => format!("{name} {day}, {year}"),
            (Self::English, Some(_), None) => format!("{name} {year}"),
            (Self::English, None, _) => format!("{year}"),
            (Self::Uyghur, Some(_), Some(day)) => format!("{year}-يىلى {day}-{name}"),
            (Self::Uyghur, Some(_), None) => format!("{year}-يىلى {name}"),
            (Self::Uyghur, None, _) => format!("{year}-يىلى"),
        }
    }
}

/// The English short names of the weekday and the month of a date: `Sat`, `Nov`.
pub fn short_names(date: Date) -> (&'static str, &'static str) {
    let at = date.civil();
    let number = usize::try_from(at.weekday().to_monday_zero_offset()).unwrap_or_default();
    let weekday = WEEKDAYS_EN.get(number).and_then(|name| name.get(..3)).unwrap_or_default();
    (weekday, Words::English.short_month(at.month()))
}

/// `date` in a form: `iso`, `long`, `time`, `short`, `full`, `minute`, `second`, `day`, `month`,
/// `year`, `monthday`, `monthyear`, `weekday`, `hanzi`. `None` for an unknown form.
pub fn shown(date: Date, form: &str, lang: &str) -> Option<String> {
    let words = Words::of(lang);
    let at = date.civil();
    let (year, month, day) = (at.year(), at.month(), at.day());
    let has_day = date.precision() >= Precision::Day;
    let has_month = date.precision() >= Precision::Month;
    let has_time = date.precision() >= Precision::Minute;
    let iso = || match date.precision() {
        Precision::Year => format!("{year}"),
        Precision::Month => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    };
    let weekday = || {
        let number = usize::try_from(at.weekday().to_monday_zero_offset()).unwrap_or_default();
        if has_day { words.weekdays().get(number).copied().unwrap_or_default() } else { "" }
    };
    let (month_name, short_month) = (words.month(month), words.short_month(month));
    let long = |name: &str| words.long(year, has_month.then_some(month), has_day.then_some(day), name);
    Some(match form {
        "iso" => iso(),
        "long" => long(month_name),
        "time" if !has_time => long(month_name),
        "time" => {
            let comma = match words {
                Words::Chinese => "",
                Words::English => ",",
                Words::Uyghur => "،",
            };
            format!("{}{comma} {}:{:02}", long(month_name), at.hour(), at.minute())
        }
        "short" => long(short_month),
        "full" if !has_day => long(month_name),
        "full" if words == Words::English => format!("{}, {}", weekday(), long(month_name)),
        "full" if words == Words::Uyghur => format!("{}، {}", long(month_name), weekday()),
        "full" => format!("{} {}", long(month_name), weekday()),
        "minute" | "second" if !has_time => iso(),
        "second" if date.precision() == Precision::Second => {
            format!("{} {:02}:{:02}:{:02}", iso(), at.hour(), at.minute(), at.second())
        }
        "minute" | "second" => format!("{} {:02}:{:02}", iso(), at.hour(), at.minute()),
        "day" => {
            if has_day {
                format!("{day:02}")
            } else {
                String::new()
            }
        }
        "month" => {
            if has_month {
                format!("{year}-{month:02}")
            } else {
                format!("{year}")
            }
        }
        "year" => format!("{year}"),
        "monthday" if !has_day => long(month_name),
        "monthday" => match words {
            Words::Chinese => format!("{month}月{day}日"),
            Words::English => format!("{short_month} {day}"),
            Words::Uyghur => format!("{day}-{month_name}"),
        },
        "monthyear" if !has_day => long(short_month),
        "monthyear" => words.long(year, Some(month), None, short_month),
        "weekday" => weekday().to_owned(),
        "hanzi" => hanzi(year, month, day, has_month, has_day),
        _ => return None,
    })
}

/// 二〇二六年十一月二十日
fn hanzi(year: i16, month: i8, day: i8, has_month: bool, has_day: bool) -> String {
    let digits = numeral::year(u64::try_from(year).unwrap_or(0));
    let number = |n: i8| numeral::chinese(u64::try_from(n).unwrap_or(0));
    let mut text = format!("{digits}年");
    if has_month {
        text += &format!("{}月", number(month));
    }
    if has_day {
        text += &format!("{}日", number(day));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_shows_what_is_known_and_no_more() {
        let date = |text| Date::parse(text).unwrap();
        let cases = [
            ("2023-08-08", "iso", "2023-08-08", "2023-08-08"),
            ("2023-08-08", "long", "2023年8月8日", "August 8, 2023"),
            ("2026-11-20 9:05", "time", "2026年11月20日 9:05", "November 20, 2026, 9:05"),
            ("2026-11-20", "time", "2026年11月20日", "November 20, 2026"),
            ("2006-07", "time", "2006年7月", "July 2006"),
            ("2026-11-20", "full", "2026年11月20日 星期五", "Friday, November 20, 2026"),
            ("2006-07", "long", "2006年7月", "July 2006"),
            ("2006-07", "full", "2006年7月", "July 2006"),
            ("2011", "long", "2011年", "2011"),
            ("2011", "iso", "2011", "2011"),
            ("2011", "day", "", ""),
            ("2008-06-20 13:43:22", "second", "2008-06-20 13:43:22", "2008-06-20 13:43:22"),
            ("2008-06-20 13:43:22", "minute", "2008-06-20 13:43", "2008-06-20 13:43"),
            ("2008-06-20", "minute", "2008-06-20", "2008-06-20"),
            ("2023-08-08", "monthday", "8月8日", "Aug 8"),
            ("2023-08-08", "weekday", "星期二", "Tuesday"),
            ("2023-08-08", "short", "2023年8月8日", "Aug 8, 2023"),
            ("2023-08", "short", "2023年8月", "Aug 2023"),
            ("2011", "short", "2011年", "2011"),
            ("2023-08-08", "monthyear", "2023年8月", "Aug 2023"),
            ("2011", "monthyear", "2011年", "2011"),
            ("2023-05-08", "monthyear", "2023年5月", "May 2023"),
            ("2023-08-08", "day", "08", "08"),
            ("2023-08-08", "month", "2023-08", "2023-08"),
            ("2023-08", "day", "", ""),
            ("2011", "month", "2011", "2011"),
            ("2023-08-09 13:43", "weekday", "星期三", "Wednesday"),
            ("2023-08", "weekday", "", ""),
            ("2006-07", "hanzi", "二〇〇六年七月", "二〇〇六年七月"),
            ("2011", "hanzi", "二〇一一年", "二〇一一年"),
            ("2026-11-20", "hanzi", "二〇二六年十一月二十日", "二〇二六年十一月二十日"),
        ];
        for (text, form, zh, en) in cases {
            assert_eq!(shown(date(text), form, "zh").as_deref(), Some(zh), "{text} {form}");
            assert_eq!(shown(date(text), form, "en").as_deref(), Some(en), "{text} {form}");
        }
        assert_eq!(shown(date("2011"), "lunar", "zh"), None);
    }

    #[test]
    fn uyghur_dates_are_in_uyghur() {
        let date = |text| Date::parse(text).unwrap();
        for (text, form, expected) in [
            ("2026-11-20", "long", "2026-يىلى 20-نويابىر"),
            ("2026-11-20", "full", "2026-يىلى 20-نويابىر، جۈمە"),
            ("2026-11", "long", "2026-يىلى نويابىر"),
            ("2026", "long", "2026-يىلى"),
            ("2026-11-20", "monthday", "20-نويابىر"),
            ("2026-11-20", "iso", "2026-11-20"),
        ] {
            assert_eq!(shown(date(text), form, "ug").as_deref(), Some(expected), "{text} {form}");
        }
    }
}
