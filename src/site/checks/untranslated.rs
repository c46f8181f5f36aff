//! Reports what the home page of another language shows in Chinese: the name of the site, entries
//! of the menu, the footer. What a language lacks is taken from the first one, so that nothing is
//! missing; but nobody who writes Chinese looks at the English home page every day.

use crate::problem::Problem;
use crate::schema::Value;
use crate::site::late_problem::LateProblem;
use crate::site::routes::MenuItem;
use crate::site::stages::Site;
use crate::source::yaml::Step;
use crate::text::is_han;

/// Texts of the footer that are words. The numbers of filings are Chinese everywhere.
const FOOTER: [(&str, &str); 5] = [
    ("organizer", "主办"),
    ("undertaker", "承办"),
    ("address", "地址"),
    ("copyright", "版权所有"),
    ("note", "说明"),
];

/// The most entries that a message lists.
const LISTED: usize = 5;

impl Site {
    /// Reports Chinese on the home pages of other languages. It is no mistake: `check` tells of it,
    /// not every build.
    pub fn untranslated(&self) -> Vec<LateProblem> {
        let languages = self.used_languages().iter().copied().filter(|lang| *lang > 0);
        languages.flat_map(|lang| self.untranslated_in(lang)).collect()
    }

    fn untranslated_in(&self, lang: usize) -> Vec<LateProblem> {
        let config = self.config();
        let mut problems = Vec::new();
        let language = config.languages.get(lang).filter(|language| !writes_han(&language.locale));
        let Some(language) = language else { return problems };
        let code = config.code(lang);
        let mut report = |steps: &[&str], problem: Problem| {
            let steps = steps.iter().map(|key| Step::Key((*key).to_owned())).collect();
            problems.push(LateProblem::canonical("site.yaml", steps, problem));
        };
        let name = &language.name;
        if let Some(title) = config.fields.text("title", code).filter(|title| is_chinese(title)) {
            report(&["title"], of_site(name, code, ("网站名称", "title"), title));
        }
        for (key, label) in [("organization", "主办单位"), ("description", "网站简介")] {
            if let Some(text) = config.fields.text(key, code).filter(|text| is_chinese(text)) {
                report(&[key], of_site(name, code, (label, key), text));
            }
        }
        let slogan = config.fields.get("slogan").map(|slogan| slogan.localized(code));
        let lines = slogan.map(Value::items).unwrap_or_default().iter();
        if let Some(line) = lines.filter_map(Value::as_text).find(|line| is_chinese(line)) {
            report(&["slogan"], of_site(name, code, ("口号", "slogan"), line));
        }
        let main = chinese(self.menu(lang));
        if !main.is_empty() {
            report(&["menu"], of_entries(name, code, ("菜单", "menu"), &main));
        }
        let footer = config.fields.group("footer");
        for (key, label) in FOOTER {
            let text = footer.and_then(|footer| footer.text(key, code)).filter(|text| is_chinese(text));
            if let Some(text) = text {
                report(&["footer", key], of_footer(name, code, (label, key), text));
            }
        }
        let links = chinese(self.footer_links(lang));
        if !links.is_empty() {
            report(&["footer", "links"], of_entries(name, code, ("页脚的链接", "footer"), &links));
        }
        problems
    }
}

/// Whether a language is written with Chinese characters.
fn writes_han(locale: &str) -> bool {
    let language = locale.split('-').next().unwrap_or_default();
    matches!(language, "zh" | "ja" | "yue" | "wuu" | "nan" | "hak" | "lzh" | "za" | "ii")
}

/// Whether a text is at least half Chinese: an English name may have a Chinese word in brackets.
fn is_chinese(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let others = text.split(|c: char| !c.is_alphanumeric() || is_han(c)).filter(|word| !word.is_empty());
    han > 0 && han >= others.count()
}

/// The titles of entries that are in Chinese, and of those below them.
fn chinese(items: &[MenuItem]) -> Vec<&str> {
    let mut found = Vec::new();
    for item in items {
        found.extend(Some(item.title.as_str()).filter(|title| is_chinese(title)));
        found.extend(chinese(&item.children));
    }
    found
}

fn of_site(language: &str, code: &str, (label, key): (&str, &str), text: &str) -> Problem {
    Problem::warning(
        "site/untranslated",
        format!("{language} 首页的{label}是中文的：“{text}”"),
        format!("`{key}` of the home page in {language} is Chinese: `{text}`"),
    )
    .help(
        format!("各语言分开写：{label}: {{zh: {text}, {code}: ……}}"),
        format!("give it in each language: `{key}: {{zh: {text}, {code}: …}}`"),
    )
}

fn of_entries(language: &str, code: &str, (zh, en): (&str, &str), found: &[&str]) -> Problem {
    let listed: Vec<&str> = found.iter().take(LISTED).copied().collect();
    let (more_zh, more_en) = if found.len() > LISTED { (" 等", " …") } else { ("", "") };
    Problem::warning(
        "site/untranslated",
        format!("{language} 首页{zh}里有中文：“{}”{more_zh}", listed.join("”“")),
        format!("the {en} of the home page in {language} is partly Chinese: `{}`{more_en}", listed.join("`, `")),
    )
    .help(
        format!("栏目的名称写在它的 _index.{code}.md 里；写在 site.yaml 里的，写成 标题: {{zh: ……, {code}: ……}}"),
        format!("name a section in its `_index.{code}.md`; an entry of site.yaml has `title: {{zh: …, {code}: …}}`"),
    )
}

fn of_footer(language: &str, code: &str, (label, key): (&str, &str), text: &str) -> Problem {
    Problem::warning(
        "site/untranslated",
        format!("{language} 首页页脚的“{label}”是中文的：“{text}”"),
        format!("`{key}` in the footer of the home page in {language} is Chinese: `{text}`"),
    )
    .help(
        format!("各语言分开写：{label}: {{zh: {text}, {code}: ……}}"),
        format!("write it in each language: `{key}: {{zh: {text}, {code}: …}}`"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_told_from_a_chinese_word() {
        for chinese in ["党建在线", "党建 online", "第2期"] {
            assert!(is_chinese(chinese), "{chinese}");
        }
        for other in
            ["Party Building Online", "Branch news of Lanjiang Tungsten (岚钨)", "", "2026", "ئۇيغۇرچە"]
        {
            assert!(!is_chinese(other), "{other}");
        }
        assert!(writes_han("zh-Hant") && writes_han("ja") && !writes_han("en") && !writes_han("ug-CN"));
    }
}
