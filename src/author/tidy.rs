//! Tidies an article whose text was pasted: what the text says and the page should have.
//!
//! The attachments that it lists become those of the page, if their files are there. Then every fix
//! of its problems is applied: empty lines between paragraphs, headings, tables, pictures, digits,
//! quotation marks. All of them are the fixes of `dangjian fix --all`, so that nothing is tidied
//! that the check would not report.

use super::fix::{FixFilter, FixReport, fix, proposed_fixes};
use super::import::names_in;
use crate::load::Settings;
use crate::manuscript::listed_attachments;
use crate::problem::Problem;
use crate::schema::yaml_text;
use crate::source::SiteFolder;

/// What became of an article.
#[derive(Debug)]
pub struct TidyReport {
    /// Its text before.
    pub before: String,
    /// Its text afterwards; where nothing is written, after the first round of fixes.
    pub after: String,
    /// Its remaining problems, and those with writing it.
    pub left: Vec<Problem>,
    /// Whether it could not be written.
    pub is_refused: bool,
}

/// Tidies the article `name`, such as `content/news/x.md`, of a site. With `is_trial` nothing is
/// written.
///
/// # Errors
/// The article cannot be read or written.
pub fn tidy(settings: &Settings, name: &str, is_trial: bool) -> Result<TidyReport, Problem> {
    let folder = SiteFolder::open(&settings.folder)?;
    let (before, _) = folder.read(name)?;
    let listed = with_attachments(&folder, name, &before);
    if let Some(text) = listed.as_deref().filter(|_| !is_trial) {
        folder.write_text(name, text)?;
    }
    let wanted = FixFilter { all: true, codes: Vec::new(), files: vec![name.to_owned()] };
    let report = if is_trial { proposed_fixes(settings, &wanted) } else { fix(settings, &wanted) };
    let is_own = |problem: &Problem| problem.place.as_ref().is_some_and(|place| place.file == name);
    let FixReport { files, refused, left } = report;
    let after = match (files.into_iter().find(|file| file.file == name), listed) {
        // In a trial the fixes are those of the text as it is.
        (Some(file), Some(_)) if is_trial => {
            with_attachments(&folder, name, &file.after).unwrap_or(file.after)
        }
        (Some(file), _) => file.after,
        (None, Some(text)) => text,
        (None, None) => before.clone(),
    };
    let is_refused = !refused.is_empty();
    let left = refused.into_iter().chain(left.into_iter().filter(is_own)).collect();
    Ok(TidyReport { before, after, left, is_refused })
}

/// Moves the list of attachments at the end of an article into its front matter, if the files of
/// all of them are next to it and the front matter lists none.
fn with_attachments(folder: &SiteFolder, name: &str, text: &str) -> Option<String> {
    let (front, body) = parts(text)?;
    let has_some = |line: &str| {
        ["附件", "attachments", "Attachments"]
            .iter()
            .any(|key| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with([':', '：'])))
    };
    if front.lines().any(has_some) {
        return None;
    }
    let path = folder.path(name);
    let names = names_in(path.parent()?);
    let (lines, files) = listed_attachments(body, &names)?;
    let listed: String = files.iter().map(|file| format!("  - {}\n", yaml_text(file))).collect();
    let is_chinese = front.contains("标题");
    let key = if is_chinese { "附件" } else { "attachments" };
    let (above, below) = (body.get(..lines.start)?, body.get(lines.end..)?);
    let below = below.trim_start_matches('\n');
    let gap = if below.is_empty() { "" } else { "\n\n" };
    Some(format!(
        "{front}{key}:\n{listed}---\n{}{gap}{below}",
        above.trim_end_matches('\n').to_owned() + if below.is_empty() { "\n" } else { "" }
    ))
}

/// Splits a text into its front matter, without the line that ends it, and its body.
fn parts(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---\n")?;
    let end = rest.find("\n---\n")? + "---\n".len() + 1;
    Some((text.get(..end)?, text.get(end + "---\n".len()..)?))
}
