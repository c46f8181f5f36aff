//! Writes pictures: as wide as the text at most, without what cameras say of them.

use super::document::{Document, Drawing};
use super::text::xml;
use crate::manuscript::model::CarriedFile;
use crate::picture::{Format, Limits, Recipe, clean, derive, inspect};
use crate::problem::Problem;

/// English metric units of a millimetre, and of a pixel of the screen.
const MILLIMETRE: u64 = 36_000;
const PIXEL: u64 = 9525;
/// The width of the text, and the height that a picture may have, in millimetres.
const WIDEST: u64 = 156;
const HIGHEST: u64 = 190;
/// The height of a picture within a line.
const LINE: u64 = 9;
/// Width in pixels from which a picture is made smaller: 260 dots per inch over the whole text.
const PIXELS: u32 = 1600;
/// Shown in place of a drawing by programs that can't show vectors: a grey dot, as a PNG.
const GREY: [u8; 69] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00,
    0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x78, 0xf7, 0xee, 0x1d, 0x00, 0x05, 0x98,
    0x02, 0xcb, 0x17, 0x86, 0xce, 0x18, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

impl Document<'_> {
    /// Writes a picture that shares its row with others, `columns` in all.
    pub(super) fn drawing(&mut self, picture: usize, columns: usize) -> Option<String> {
        let gaps = 3 * (columns as u64 - 1);
        let width = (WIDEST - gaps) / columns as u64;
        self.sized(picture, width * MILLIMETRE, HIGHEST * MILLIMETRE)
    }

    /// Writes a picture within a line of words.
    pub(super) fn small_drawing(&mut self, picture: usize) -> Option<String> {
        self.sized(picture, WIDEST * MILLIMETRE, LINE * MILLIMETRE)
    }

    fn sized(&mut self, picture: usize, width: u64, height: u64) -> Option<String> {
        let drawing = self.prepared(picture)?;
        let (cx, cy) = fitted(drawing.size, width, height);
        self.shown += 1;
        Some(drawing.written(self.shown, cx, cy))
    }

    /// Returns a picture as the document has it; `None` if Word can't show it.
    fn prepared(&mut self, picture: usize) -> Option<Drawing> {
        if let Some(known) = self.drawings.get(&picture) {
            return known.clone();
        }
        let file = self.paper.text.files.get(picture)?;
        let drawing = self.prepare(file);
        if drawing.is_none() && !file.bytes.is_empty() {
            self.report(unshowable(&file.name), file.name.as_str());
        }
        self.drawings.insert(picture, drawing.clone());
        drawing
    }

    fn prepare(&mut self, file: &CarriedFile) -> Option<Drawing> {
        let alt = file.alt.clone();
        let info = inspect(&file.bytes, &Limits::default()).ok()?;
        let size = (u64::from(info.width.max(1)) * PIXEL, u64::from(info.height.max(1)) * PIXEL);
        if info.format == Format::Svg {
            let relation = self.media("png", &GREY);
            let vectors = self.media("svg", &file.bytes);
            self.report(vectors_only(&file.name), file.name.as_str());
            // A drawing without a size has the width of the text.
            let size = if info.width == 0 { (16 * PIXEL * 50, 9 * PIXEL * 50) } else { size };
            return Some(Drawing { relation, vectors: Some(vectors), size, alt });
        }
        let is_plain = matches!(info.format, Format::Jpeg | Format::Png) && info.orientation <= 1;
        let is_small = info.width <= PIXELS;
        let (bytes, ending) = if is_small && (is_plain || info.format == Format::Gif) {
            (clean(&file.bytes).ok()?, *info.format.endings().first()?)
        } else {
            let made = derive(&file.bytes, &[Recipe::new(PIXELS)], &Limits::default()).ok()?.pop()?;
            let ending = *made.format.endings().first()?;
            if !matches!(made.format, Format::Jpeg | Format::Png | Format::Gif) {
                return None;
            }
            (made.bytes.to_vec(), ending)
        };
        let relation = self.media(ending, &bytes);
        Some(Drawing { relation, vectors: None, size, alt })
    }

    /// Adds the file of a picture, and returns the name of its relation.
    fn media(&mut self, ending: &str, bytes: &[u8]) -> String {
        let known = self.media.iter().find(|(_, known)| known == bytes).map(|(name, _)| name.clone());
        let name = known.unwrap_or_else(|| {
            let name = format!("image{}.{ending}", self.media.len() + 1);
            self.media.push((name.clone(), bytes.to_vec()));
            name
        });
        self.relate("image", &format!("media/{name}"), false)
    }
}

/// Returns a size that fits into `width` and `height`. Nothing is enlarged.
fn fitted((own_width, own_height): (u64, u64), width: u64, height: u64) -> (u64, u64) {
    let (mut cx, mut cy) = (own_width.max(1), own_height.max(1));
    if cx > width {
        (cx, cy) = (width, cy * width / cx);
    }
    if cy > height {
        (cx, cy) = (cx * height / cy, height);
    }
    (cx.max(1), cy.max(1))
}

impl Drawing {
    fn written(&self, number: usize, cx: u64, cy: u64) -> String {
        let Self { relation, alt, .. } = self;
        let alt = xml(alt);
        let named = format!("id=\"{number}\" name=\"图片 {number}\" descr=\"{alt}\"");
        let vectors = match &self.vectors {
            Some(vectors) => format!(
                "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip \
                 xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" \
                 r:embed=\"{vectors}\"/></a:ext></a:extLst>"
            ),
            None => String::new(),
        };
        format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
             <wp:extent cx=\"{cx}\" cy=\"{cy}\"/><wp:docPr {named}/><wp:cNvGraphicFramePr>\
             <a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData \
             uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>\
             <pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{relation}\">\
             {vectors}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>\
             <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\">\
             <a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>\
             </w:drawing></w:r>"
        )
    }
}

fn unshowable(name: &str) -> Problem {
    Problem::warning(
        "export/picture",
        format!("图片 {name} 写不进 Word 文档"),
        format!("the picture {name} cannot be in a Word document"),
    )
    .help("另存为 JPG 或 PNG 再放进文章", "save it as JPEG or PNG, and use that in the article")
}

fn vectors_only(name: &str) -> Problem {
    Problem::info(
        "export/picture",
        format!("{name} 是矢量图，Word 2016 以前的版本只显示灰块"),
        format!("{name} is a drawing in vectors; Word before 2016 shows a grey box"),
    )
    .help("要给旧版本看，就换成 JPG 或 PNG", "for older versions use a JPEG or PNG")
}
