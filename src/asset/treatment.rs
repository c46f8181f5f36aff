//! How a file of the site becomes the one that is published: by its content, not by its ending.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::photo::is_raster;
use super::{clean, svg};
use crate::attachment::{self, Extent, Inspection, PictureReader, TracedFile, Traces};
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
    /// An office document loses the names of its author and company, its pictures their metadata.
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

/// What is known of pictures here, for those within documents.
const PICTURES: PictureReader<'_> = PictureReader { clean: &cleaned_picture, traces: &traces };

/// Returns a picture without its metadata; `None` if there is nothing to remove, or it can't be
/// cleaned.
fn cleaned_picture(bytes: &[u8]) -> Option<Vec<u8>> {
    picture::clean(bytes).ok().filter(|cleaned| cleaned != bytes)
}

fn traces(bytes: &[u8]) -> Traces {
    let picture::Traces { has_place, names } = picture::traces(bytes);
    Traces { has_place, names }
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
    if Format::is_undecided(&head) {
        // A drawing may follow behind a long comment: it is read as a whole, as all drawings are.
        file.by_ref().take(LARGEST_PICTURE - HEAD).read_to_end(&mut head)?;
    }
    let treatment = of_picture(name, &head);
    let is_picture = treatment != Treatment::Copy || has_picture_ending(name);
    let mut found = Examination { treatment, extent: None, problems: Vec::new() };
    if is_picture && length > LARGEST_PICTURE {
        return Ok(Examination { treatment: Treatment::Refuse, ..found });
    }
    if length > most {
        found.problems.push(attachment::too_large(length, most));
    }
    let misnamed = misnamed(name, Format::of(&head), area);
    let is_misnamed = misnamed.is_some();
    found.problems.extend(misnamed);
    if treatment == Treatment::Copy {
        file.seek(SeekFrom::Start(0))?;
        let inspection = attachment::inspect(&mut file, name)?;
        let Inspection { extent, is_cleaned, has_fixed_pictures, mut problems } = inspection;
        if is_misnamed {
            // What it is says more than that it is not what it is named.
            problems.retain(|problem| problem.code != "attachment/damaged");
        }
        if area == Area::Static {
            // A page or a script of the site's own is not offered as a file.
            problems.retain(|problem| !is_of_web(problem, name));
        }
        if has_fixed_pictures {
            problems.extend(attachment::picture_problems(&mut file, &PICTURES));
        }
        problems.extend(of_other_picture(&mut file, &head)?);
        found.extent = extent;
        found.problems.append(&mut problems);
        if is_cleaned && length > LARGEST_PICTURE {
            // It is too long to be written again.
            found.problems.push(attachment::unread());
        } else if is_cleaned {
            found.treatment = Treatment::Office;
        }
    }
    found.problems = found.problems.into_iter().map(|problem| problem.in_file(name)).collect();
    Ok(found)
}

/// Reports what a picture says of persons and places, if it is in a format that is only copied.
fn of_other_picture(file: &mut File, head: &[u8]) -> io::Result<Option<Problem>> {
    let format = Format::of(head);
    if !format.is_picture() || format.is_shown() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(LARGEST_PICTURE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_PICTURE {
        return Ok(Some(attachment::unsearched()));
    }
    let traces = traces(&bytes);
    Ok(attachment::traces(TracedFile::Picture, traces.has_place, &traces.names))
}

/// Reads a file and treats it. `None` if it cannot be read, or is longer than what is read.
pub(super) fn treated(treatment: Treatment, path: &Path, name: &str) -> Option<(Vec<u8>, Vec<Problem>)> {
    let bytes = read_at_most(path, LARGEST_PICTURE).ok()??;
    Some(match treatment {
        Treatment::Copy | Treatment::Refuse => (bytes, Vec::new()),
        Treatment::Photo => match picture::clean(&bytes) {
            Ok(bytes) => (bytes, Vec::new()),
            // Nobody knows what else is in it.
            Err(refusal) => (Vec::new(), vec![refusal.problem().in_file(name)]),
        },
        Treatment::Drawing => drawing(name, bytes),
        Treatment::Office => match attachment::cleaned(&bytes, &PICTURES) {
            Some(cleaned) => {
                let problems = cleaned.problems.into_iter().map(|problem| problem.in_file(name)).collect();
                (cleaned.bytes.unwrap_or(bytes), problems)
            }
            None => (bytes, vec![attachment::unread().in_file(name)]),
        },
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
    let format = Format::of(head);
    // One that cannot be unpacked here is not published: it may hold anything.
    let is_packed = format == Format::Archive && has_extension(name, "svgz");
    if is_raster(format) || matches!(format, Format::Ico | Format::PackedSvg) || is_packed {
        return Treatment::Photo;
    }
    if has_extension(name, "svg") || format == Format::Svg {
        return Treatment::Drawing;
    }
    // The photo is cleaned from its own beginning on. In a file of another kind it may be a part.
    let is_photo = Format::hidden(head).is_some_and(|at| {
        let before = head.get(..at).unwrap_or_default();
        has_picture_ending(name) || before.iter().all(|byte| is_blank(*byte))
    });
    if is_photo { Treatment::Photo } else { Treatment::Copy }
}

/// Whether a byte says nothing: a space, a line break, a zero, or one of a byte order mark.
fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
}

const PICTURE_FORMATS: [Format; 7] =
    [Format::Jpeg, Format::Png, Format::Gif, Format::Webp, Format::Bmp, Format::Ico, Format::Svg];

/// Whether a name ends as pictures of a format do.
fn is_named(name: &str, format: Format) -> bool {
    format.endings().iter().any(|ending| has_extension(name, ending))
}

fn has_picture_ending(name: &str) -> bool {
    PICTURE_FORMATS.iter().any(|format| is_named(name, *format))
}

/// Returns the ending of pictures of this format, unless the name has one of them.
pub(super) fn own_ending(name: &str, format: Format) -> Option<&'static str> {
    format.endings().first().filter(|_| !is_named(name, format)).copied()
}

/// Reports a file that is named as a picture and is something else, or a picture that is named as a
/// document. Whether it is a JPEG or a PNG makes no difference to browsers; whether it is SVG does.
fn misnamed(name: &str, format: Format, area: Area) -> Option<Problem> {
    // A packed drawing is refused, whatever its name.
    let is_known = !matches!(format, Format::Empty | Format::Unknown | Format::Html | Format::PackedSvg);
    let is_wrong = if has_picture_ending(name) {
        // Next to articles its published name has the right ending.
        let is_other = has_extension(name, "svg") != (format == Format::Svg);
        is_known && (!format.is_shown() || (is_other && area == Area::Static))
    } else {
        format.is_picture() && attachment::promises_document(name)
    };
    // Several kinds of files are one format here.
    let is_several =
        matches!(format, Format::Office | Format::OldOffice | Format::Archive | Format::Media | Format::Raw);
    let right = if is_several { "" } else { format.extension() };
    is_wrong.then(|| attachment::misnamed(name, format.name(), right))
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

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    #[test]
    fn a_document_that_is_too_long_to_be_written_again_is_copied_and_told() {
        let core = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>张三</dc:creator></cp:coreProperties>"#;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.docx");
        for (filler, expected) in [(9, Treatment::Office), (LARGEST_PICTURE, Treatment::Copy)] {
            let mut written = ZipWriter::new(Cursor::new(Vec::new()));
            let filler = vec![7; usize::try_from(filler).unwrap()];
            let parts: [(&str, &[u8]); 4] = [
                ("[Content_Types].xml", b"<Types/>"),
                ("word/document.xml", b"<w:document/>"),
                ("word/media/a.bin", &filler),
                ("docProps/core.xml", core.as_bytes()),
            ];
            for (name, part) in parts {
                let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
                written.start_file(name, options).unwrap();
                written.write_all(part).unwrap();
            }
            std::fs::write(&path, written.finish().unwrap().into_inner()).unwrap();
            let found = examine(&path, "content/a.docx", Area::Content, 200 << 20).unwrap();
            assert_eq!(found.treatment, expected);
            let codes: Vec<_> = found.problems.iter().map(|problem| problem.code).collect();
            assert_eq!(codes.contains(&"attachment/damaged"), expected == Treatment::Copy, "{codes:?}");
        }
    }
}
