//! The languages that a site declares.

use super::declared::configuration_group;
use crate::problem::Problem;
use crate::schema::{Fields, Reader, Value, written_trail};
use crate::source::yaml::{Node, Part, Step};

/// A language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its code, also the suffix of files (`x.en.md`) and the first part of addresses (`/en/`).
    pub code: String,
    /// Its own name for itself.
    pub name: String,
    /// The value of `lang=""`: a BCP 47 tag.
    pub locale: String,
    /// Whether it is written from right to left.
    pub rtl: bool,
}

/// The languages of `site.yaml`; Chinese if it declares none. Never empty.
pub(super) fn languages(fields: &Fields) -> Vec<Language> {
    let languages: Vec<Language> = fields.items("languages").iter().filter_map(language).collect();
    if !languages.is_empty() {
        return languages;
    }
    vec![Language { code: "zh".into(), name: "简体中文".into(), locale: "zh-CN".into(), rtl: false }]
}

fn language(value: &Value) -> Option<Language> {
    let Value::Group(fields) = value else { return None };
    let code = fields.text("code", "")?.to_owned();
    let (name, locale, rtl) = match code.as_str() {
        "zh" => ("简体中文", "zh-CN", false),
        "en" => ("English", "en", false),
        "ug" => ("ئۇيغۇرچە", "ug", true),
        other => (other, other, matches!(other, "ar" | "fa" | "he" | "ur")),
    };
    Some(Language {
        name: fields.text("name", "").unwrap_or(name).to_owned(),
        locale: fields.text("locale", "").unwrap_or(locale).to_owned(),
        rtl: fields.choice("dir").map_or(rtl, |dir| dir == "rtl"),
        code,
    })
}

/// Checks that each code is unique and usable in file names and addresses.
pub(super) fn check_languages(fields: &Fields, site: &Node, reader: &mut Reader<'_>) {
    let mut known: Vec<String> = Vec::new();
    for (at, language) in fields.items("languages").iter().filter_map(language).enumerate() {
        let is_code = !language.code.is_empty()
            && language.code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !is_code || known.contains(&language.code) {
            let code = &language.code;
            let (zh, en) = if is_code {
                (format!("语言“{code}”写了两次"), format!("the language `{code}` is given twice"))
            } else {
                (format!("“{code}”不是语言代码"), format!("`{code}` isn't a language code"))
            };
            let problem = Problem::error("config/language", zh, en);
            let problem = if is_code {
                problem.help("留下一个，删去另一个", "keep one of them")
            } else {
                problem.help(
                    "语言代码用英文字母，如 zh、en、ug",
                    "a code is of ASCII letters, such as zh, en, ug",
                )
            };
            let path = [Step::Key("languages".into()), Step::Index(at)];
            reader.report(&written_trail(configuration_group(), site, &path), Part::Value, problem);
        }
        known.push(language.code);
    }
}
