//! How a file of the site becomes the one that is published: by its content, not by its ending.

use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::photo::{is_raster, unshowable};
use super::{clean, svg};
use crate::attachment::{self, Extent, Inspection};
use crate::picture::{self, Format};
use crate::problem::Problem;
use crate::source::{decode, has_extension, open_plain, read_at_most};

/// Maximum length of a picture in bytes. Pictures are read as a whole to remove their metadata, and
/// no reader waits for a larger one.
pub(super) const LARGEST_PICTURE: u64 = 50 << 20;

/// How the bytes of a file are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Treatment {
    /// It is copied as it is, whatever its length.
    Copy,
    /// A picture that is too large to be read is not published.
    Refuse,
    /// A photo loses its metadata.
    Photo,
    /// A drawing loses what could run or ask elsewhere.
    Drawing,
    /// An office document loses the names of its author and company.
    Office,
}

/// What is known of a file before it is read as a whole.
#[derive(Debug)]
pub(super) struct Examination {
    pub treatment: Treatment,
    pub extent: Option<Extent>,
    /// Problems with their place.
    pub problems: Vec<Problem>,
}

/// Which files are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Area {
    /// Next to articles: readers download what is there.
    Content,
    /// Files of `static/`, which may be pages and scripts of their own.
    Static,
}

/// Looks at the file `name` at `path`; `most` is the length that no file of the site exceeds.
pub(super) fn examine(path: &Path, name: &str, area: Area, most: u64) -> io::Result<Examination> {
    /// Length of the beginning, in bytes, in which a drawing has its first tag.
    const HEAD: u64 = 4 << 10;
    let mut file = open_plain(path)?;
    let length = file.metadata()?.len();
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let treatment = of_picture(name, &head);
    let is_picture = treatment != Treatment::Copy || has_picture_ending(name);
    let mut found = Examination { treatment, extent: None, problems: Vec::new() };
    if is_picture && length > LARGEST_PICTURE {
        return Ok(Examination { treatment: Treatment::Refuse, ..found });
    }
    if length > most {
        found.problems.push(attachment::too_large(length, most));
    }
    if treatment == Treatment::Copy {
        file.seek(SeekFrom::Start(0))?;
        let Inspection { extent, has_owner, mut problems } = attachment::inspect(&mut file, name)?;
        if area == Area::Static {
            // A page or a script of the site's own is not offered as a file.
            problems.retain(|problem| !is_of_web(problem, name));
        }
        found.extent = extent;
        found.problems.append(&mut problems);
        if has_owner {
            found.treatment = Treatment::Office;
        }
    }
    found.problems = found.problems.into_iter().map(|problem| problem.in_file(name)).collect();
    Ok(found)
}

/// Reads a file and treats it. `None` if it cannot be read, or is longer than what is read.
pub(super) fn treated(treatment: Treatment, path: &Path, name: &str) -> Option<(Vec<u8>, Vec<Problem>)> {
    let bytes = read_at_most(path, LARGEST_PICTURE).ok()??;
    Some(match treatment {
        Treatment::Copy | Treatment::Refuse => (bytes, Vec::new()),
        Treatment::Photo => match picture::clean(&bytes) {
            Ok(bytes) => (bytes, Vec::new()),
            // Nobody knows what else is in it.
            Err(refusal) => (Vec::new(), vec![unshowable(&refusal).in_file(name)]),
        },
        Treatment::Drawing => drawing(name, bytes),
        Treatment::Office => (attachment::without_owner(&bytes).unwrap_or(bytes), Vec::new()),
    })
}

/// Cleans a drawing of the site or of the theme, named `name` in messages.
pub(super) fn drawing(name: &str, bytes: Vec<u8>) -> (Vec<u8>, Vec<Problem>) {
    let (bytes, forbidden) = clean::drawing(bytes);
    let mut problems: Vec<Problem> =
        forbidden.map(|first| control_character(name, first)).into_iter().collect();
    let cleaned = if let Ok(text) = std::str::from_utf8(&bytes) {
        svg::cleaned(name, text)
    } else {
        // A drawing in another encoding is published as UTF-8, which its first line must not deny.
        let Ok(decoded) = decode(bytes.clone()) else { return (Vec::new(), vec![svg::unreadable(name)]) };
        let text = svg::without_declaration(&decoded.text);
        let drawing = svg::cleaned(name, text);
        svg::Drawing { text: drawing.text.or_else(|| Some(text.to_owned())), ..drawing }
    };
    problems.extend(cleaned.problems);
    (cleaned.text.map_or(bytes, String::into_bytes), problems)
}

fn of_picture(name: &str, head: &[u8]) -> Treatment {
    if is_raster(Format::of(head)) {
        return Treatment::Photo;
    }
    if has_extension(name, "svg") || svg::is_one(head) { Treatment::Drawing } else { Treatment::Copy }
}

fn has_picture_ending(name: &str) -> bool {
    ["jpg", "jpeg", "png", "webp", "svg"].iter().any(|extension| has_extension(name, extension))
}

/// Whether a problem is that a file is a page or a script of the web.
fn is_of_web(problem: &Problem, name: &str) -> bool {
    let is_script = ["js", "mjs"].iter().any(|extension| has_extension(name, extension));
    problem.code == "attachment/web-page" || (problem.code == "attachment/program" && is_script)
}

fn control_character(name: &str, first: char) -> Problem {
    let code = format!("U+{:04X}", u32::from(first));
    Problem::warning(
        "text/invisible",
        format!("图片里有网页不允许的控制字符 {code}，发布时已去掉"),
        format!("this picture holds a control character, {code}, which was taken out: no page may hold it"),
    )
    .in_file(name)
    .help("用画图软件重新导出这张图", "export the picture again from the program that made it")
}
