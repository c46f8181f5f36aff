//! Reads drawings: pictures, text boxes, and what cannot be carried over.

use super::alternative::chosen;
use super::line::{Line, Token, figure};
use super::loss::Loss;
use super::reading::Reading;
use super::xml::{Element, Family, SIDE, parse};
use crate::manuscript::inline::Inline;
use crate::manuscript::model::{Block, BlockKind, Paragraph};
use crate::picture::Format;
use crate::text::is_secrecy_mark;

/// A drawing that is read.
#[derive(Default)]
struct Frame {
    /// Whether it floats beside the words.
    floats: bool,
    /// What the file says that it shows.
    alt: String,
    pictures: Vec<usize>,
    blocks: Vec<Block>,
}

impl Reading<'_, '_, '_> {
    /// Reads `<w:drawing>`, or one of before 2010: `<w:pict>`, `<w:object>`.
    pub fn drawing(&mut self, element: &Element<'_>, line: &mut Line) {
        let object = element.descendants().find(|part| part.is(Family::Office, "OLEObject"));
        if let Some(object) = object {
            let program = object.attribute("ProgID").unwrap_or_default();
            if ["equation", "mathtype", "kmath"].iter().any(|name| program.to_lowercase().contains(name)) {
                self.lose(Loss::Formula, "");
                return;
            }
            self.lose(Loss::Object, program);
        }
        let is_absolute = |part: &Element<'_>| {
            part.family == Family::Vml
                && part
                    .attribute("style")
                    .is_some_and(|style| style.replace(' ', "").contains("position:absolute"))
        };
        let floats =
            element.child(Family::Drawing, "anchor").is_some() || element.elements().any(is_absolute);
        let mut frame = Frame { floats, ..Frame::default() };
        self.shapes(element, &mut frame);
        // Pictures that were grouped belong together.
        if frame.floats || frame.pictures.len() > 1 || !frame.blocks.is_empty() {
            if !frame.pictures.is_empty() {
                frame.blocks.insert(0, figure(frame.pictures, self.place));
            }
            if !frame.blocks.is_empty() {
                line.tokens.push(Token::Floating(frame.blocks));
            }
        } else {
            line.tokens.extend(frame.pictures.into_iter().map(Token::Picture));
        }
    }

    fn shapes(&mut self, parent: &Element<'_>, frame: &mut Frame) {
        for child in parent.elements() {
            match (child.family, child.name) {
                (Family::Compatibility, "AlternateContent") => {
                    if let Some(branch) = chosen(child) {
                        self.shapes(branch, frame);
                    }
                }
                (Family::Word, "txbxContent") => {
                    let blocks = self.text_box(child);
                    frame.blocks.extend(blocks);
                }
                (Family::Word, "control") => {
                    self.lose(Loss::Object, child.attribute("name").unwrap_or_default());
                }
                (Family::Drawing, "docPr") => {
                    if child.attribute("hidden").is_some_and(|value| matches!(value, "1" | "true")) {
                        self.lose(Loss::Hidden, child.attribute("name").unwrap_or_default());
                        return;
                    }
                    frame.alt = description(child);
                }
                (Family::Drawing, "cNvPr") => {
                    let own = description(child);
                    if !own.is_empty() {
                        frame.alt = own;
                    }
                }
                (Family::Drawing, "blipFill") => self.fill(child, frame),
                (Family::Drawing, "blip") => self.blip(child, false, frame),
                (Family::Drawing, "p") => self.shape_words(child, frame),
                (Family::Vml, "imagedata") => self.image_data(child, frame),
                (Family::Vml, "textpath") => {
                    let words = child.attribute("string").unwrap_or_default();
                    self.words(words, frame);
                }
                (Family::Vml, "rect") if child.attribute_of(Family::Office, "hr").is_some() => {
                    frame.blocks.push(Block::new(BlockKind::Rule, self.place));
                }
                (Family::Chart, "chart") => self.lose(Loss::Chart, &frame.alt),
                (Family::Diagram, "relIds") => self.diagram(child, frame),
                (Family::Vml, _) => {
                    if let Some(alt) = child.attribute("alt").filter(|alt| is_written(alt)) {
                        frame.alt = alt.to_owned();
                    }
                    self.shapes(child, frame);
                }
                _ => self.shapes(child, frame),
            }
        }
    }

    /// Reads the picture that fills a shape.
    fn fill(&mut self, fill: &Element<'_>, frame: &mut Frame) {
        let Some(blip) = fill.child(Family::Drawing, "blip") else { return };
        let crop = fill.child(Family::Drawing, "srcRect");
        let is_cropped = ["l", "t", "r", "b"].iter().any(|side| {
            let part = crop.and_then(|crop| crop.attribute(side)).unwrap_or("0");
            part.trim_end_matches('%').parse::<f64>().is_ok_and(|part| part > 0.0)
        });
        self.blip(blip, is_cropped, frame);
    }

    fn blip(&mut self, blip: &Element<'_>, is_cropped: bool, frame: &mut Frame) {
        let relation = |name: &str| blip.attribute_of(Family::Relation, name).filter(|id| !id.is_empty());
        // A drawing in vectors, beside the picture that older programs show of it.
        let vectors = blip.descendants().find(|part| part.name == "svgBlip");
        let vectors = vectors.and_then(|part| part.attribute_of(Family::Relation, "embed"));
        let embedded = vectors.filter(|id| self.is_drawing(id)).or_else(|| relation("embed"));
        self.picture(embedded, relation("link"), is_cropped, frame);
    }

    /// Whether a relation leads to a drawing that can be read.
    fn is_drawing(&mut self, id: &str) -> bool {
        let target = self.part.relations.get(id).filter(|relation| !relation.is_external);
        let target = target.map(|relation| relation.target.clone());
        let bytes = target.and_then(|target| self.package.picture(&target).ok());
        bytes.is_some_and(|bytes| Format::of(&bytes) == Format::Svg)
    }

    /// Reads the picture of a shape of before 2010.
    fn image_data(&mut self, data: &Element<'_>, frame: &mut Frame) {
        let relation = |name: &str| data.attribute_of(Family::Relation, name).filter(|id| !id.is_empty());
        let id = relation("id").or_else(|| data.attribute_of(Family::Office, "relid"));
        let is_cropped = ["cropleft", "croptop", "cropright", "cropbottom"]
            .iter()
            .any(|side| data.attribute(side).is_some_and(|part| !part.is_empty() && part != "0"));
        self.picture(id, relation("href"), is_cropped, frame);
    }

    fn picture(&mut self, id: Option<&str>, link: Option<&str>, is_cropped: bool, frame: &mut Frame) {
        let find = |id: Option<&str>| id.and_then(|id| self.part.relations.get(id)).cloned();
        let inside = find(id).filter(|relation| !relation.is_external);
        let Some(relation) = inside else {
            match find(link).or_else(|| find(id)) {
                Some(outside) => {
                    let name = outside.target.rsplit(['/', '\\']).next().unwrap_or_default();
                    self.lose(Loss::PictureLink, name);
                }
                None if id.is_some() || link.is_some() => self.lose(Loss::PictureDamage, ""),
                // A place for a picture that nobody has filled.
                None => {}
            }
            return;
        };
        if let Some(picture) = self.carried(&relation.target, &frame.alt) {
            if is_cropped {
                self.lose(Loss::Crop, &self.name_of(picture));
            }
            frame.pictures.push(picture);
        }
    }

    /// Reads the words of a shape without a text of Word.
    fn shape_words(&mut self, paragraph: &Element<'_>, frame: &mut Frame) {
        let texts = paragraph.descendants().filter(|part| part.is(Family::Drawing, "t"));
        let words: String = texts.map(Element::text).collect();
        self.words(&words, frame);
    }

    fn words(&mut self, words: &str, frame: &mut Frame) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return;
        }
        // `机密` across the page.
        if is_secrecy_mark(&words) {
            self.lose(Loss::Secrecy, &words);
        }
        let text = vec![Inline::text(words)];
        let paragraph = Paragraph { text, ..Paragraph::default() };
        frame.blocks.push(Block::new(BlockKind::Paragraph(paragraph), self.place));
    }

    /// Reads the words of a `SmartArt` drawing, which are in a part of their own.
    fn diagram(&mut self, ids: &Element<'_>, frame: &mut Frame) {
        self.lose(Loss::Diagram, "");
        let data = ids.attribute_of(Family::Relation, "dm").and_then(|id| self.part.relations.get(id));
        let Some(data) = data.map(|relation| relation.target.clone()) else { return };
        let Ok(text) = self.package.text(&data) else { return self.lose(Loss::Part, &data) };
        let Ok(root) = parse(&text.text, SIDE) else { return self.lose(Loss::Part, &data) };
        for paragraph in root.descendants().filter(|part| part.is(Family::Drawing, "p")) {
            self.shape_words(paragraph, frame);
        }
    }
}

/// Returns what the properties of a drawing say that it shows.
fn description(properties: &Element<'_>) -> String {
    let written = ["descr", "title"].into_iter().find_map(|name| {
        let words = properties.attribute(name)?.trim();
        is_written(words).then_some(words)
    });
    written.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether somebody wrote these words, and no program: not `图片 1`, the name of a file, or what a
/// program believes to see.
fn is_written(words: &str) -> bool {
    let words = words.trim();
    let bare = words.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let is_name = [
        "图片",
        "图像",
        "图",
        "图表",
        "文本框",
        "矩形",
        "组合",
        "Picture",
        "Image",
        "Group",
        "Shape",
        "image",
        "picture",
    ]
    .contains(&bare);
    let lower = words.to_ascii_lowercase();
    let endings = [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".emf", ".wmf"];
    let is_file = endings.iter().any(|ending| lower.ends_with(ending))
        || words.contains(['\\', '/'])
        || lower.starts_with("img_")
        || lower.starts_with("mmexport")
        || lower.starts_with("微信图片");
    let is_guess = words.contains("描述已自动生成")
        || lower.contains("automatically generated")
        || words.contains("AI 生成的内容");
    // `e5b3…`: the name that WeChat gives.
    let is_hash = words.len() >= 16
        && words.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_' || byte == b'-');
    !words.is_empty() && !is_name && !is_file && !is_guess && !is_hash
}

#[cfg(test)]
mod tests {
    use super::is_written;

    #[test]
    fn only_words_that_somebody_wrote_say_what_a_picture_shows() {
        for words in ["党员在社区义务植树", "图为活动现场", "Volunteers planting trees", "2026年大会"]
        {
            assert!(is_written(words), "{words}");
        }
        for words in [
            "",
            "图片 1",
            "Picture 12",
            "IMG_2023",
            "C:\\照片\\a.jpg",
            "微信图片_2023.jpg",
            "人群的照片\n\n描述已自动生成",
            "8f14e45fceea167a5a36dedd4bea2543",
        ] {
            assert!(!is_written(words), "{words}");
        }
    }
}
