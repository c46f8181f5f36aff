//! Looks into headers and footers. They are not part of an article, but marks of secrecy in them
//! are one of the whole document.

use super::loss::{Loss, Losses};
use super::package::Package;
use super::reading::Part;
use super::xml::{Element, Family, SIDE, parse};
use crate::text::is_secrecy_mark;

/// Maximum number of headers and footers that are read: a document with many sections has hundreds,
/// most of them alike.
const MOST: usize = 60;

/// Reports the words and marks in the headers and footers of a document.
pub(super) fn look(package: &mut Package<'_>, document: &Part<'_>, losses: &mut Losses) {
    let margins = document
        .relations
        .values()
        .filter(|relation| matches!(relation.kind.as_str(), "header" | "footer") && !relation.is_external);
    for relation in margins.take(MOST) {
        let Ok(text) = package.text(&relation.target) else {
            losses.count(Loss::Part, 0, &relation.target);
            continue;
        };
        let Ok(root) = parse(&text.text, SIDE) else {
            losses.count(Loss::Part, 0, &relation.target);
            continue;
        };
        for line in lines(&root) {
            if is_secrecy_mark(&line) {
                losses.count(Loss::Secrecy, 0, &line);
            } else if is_more_than_number(&line) {
                losses.count(Loss::Margin, 0, &line);
            }
        }
    }
}

/// Returns the words of each paragraph, and those that are written across the page.
fn lines(root: &Element<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for element in root.descendants() {
        match (element.family, element.name) {
            (Family::Word, "p") => {
                let mut line = String::new();
                // A text box has paragraphs of its own.
                for part in element.descendants() {
                    match (part.family, part.name) {
                        (Family::Word, "t") => line.push_str(&part.text()),
                        (Family::Word, "tab") => line.push(' '),
                        (Family::Word, "txbxContent") => break,
                        _ => {}
                    }
                }
                lines.push(line.trim().to_owned());
            }
            (Family::Vml, "textpath") => {
                lines.push(element.attribute("string").unwrap_or_default().trim().to_owned());
            }
            _ => {}
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Whether a line is more than the number of the page: `— 1 —`, `第 1 页 共 2 页`, `Page 1 of 2`.
fn is_more_than_number(line: &str) -> bool {
    let bare = line.replace("Page", "").replace("of", "");
    bare.chars().any(|c| c.is_alphabetic() && !"第页共".contains(c))
}
