//! Packs the parts of the document into one file. All parts have the same time, and their order is
//! fixed, so that the same article gives the same bytes.

use std::io::{Cursor, Write as _};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::document::Document;
use super::list::DEEPEST;
use super::styles;
use super::text::xml;
use crate::picture::Format;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The parts beside the text: their names, and their kinds.
const SIDES: [(&str, &str); 6] = [
    ("styles.xml", "styles"),
    ("numbering.xml", "numbering"),
    ("settings.xml", "settings"),
    ("footnotes.xml", "footnotes"),
    ("footer1.xml", "footer"),
    ("footer2.xml", "footer"),
];

/// Packs a document whose text is `body`.
pub(super) fn packed(document: &Document<'_>, body: &str) -> ZipResult<Vec<u8>> {
    let part = |root: &str, inner: &str| format!("<w:{root} {NAMESPACES}>{inner}</w:{root}>");
    let text = format!("<w:body>{body}{}</w:body>", section());
    let parts: [(&str, String); 11] = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core(&document.paper.title)),
        ("word/document.xml", part("document", &text)),
        ("word/_rels/document.xml.rels", document_relations(document)),
        ("word/styles.xml", part("styles", &styles::all())),
        ("word/numbering.xml", part("numbering", &numbering(document))),
        ("word/settings.xml", part("settings", SETTINGS)),
        ("word/footnotes.xml", part("footnotes", &notes(document))),
        ("word/footer1.xml", part("ftr", &foot("right"))),
        ("word/footer2.xml", part("ftr", &foot("left"))),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        writer.start_file(name, SimpleFileOptions::default())?;
        writer.write_all(DECLARATION.as_bytes())?;
        writer.write_all(part.as_bytes())?;
    }
    if document.notes.values().any(|note| note.contains("r:id=") || note.contains("r:embed=")) {
        // The links and pictures of notes are relations of their part.
        writer.start_file("word/_rels/footnotes.xml.rels", SimpleFileOptions::default())?;
        writer.write_all(DECLARATION.as_bytes())?;
        writer.write_all(document_relations(document).as_bytes())?;
    }
    for (name, bytes) in &document.media {
        // Pictures are packed already.
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let is_text = name.ends_with(".svg");
        let options = if is_text { SimpleFileOptions::default() } else { stored };
        writer.start_file(format!("word/media/{name}"), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn types() -> String {
    let mut xml = format!("<Types xmlns=\"{PACKAGE}/content-types\">");
    for (ending, kind) in [("rels", "vnd.openxmlformats-package.relationships+xml"), ("xml", "xml")] {
        xml += &format!("<Default Extension=\"{ending}\" ContentType=\"application/{kind}\"/>");
    }
    for format in [Format::Png, Format::Jpeg, Format::Gif, Format::Svg] {
        let (ending, kind) = (format.extension(), format.media_type().unwrap_or_default());
        xml += &format!("<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>");
    }
    xml += &format!(
        "<Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/><Override \
         PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for (name, kind) in SIDES {
        xml += &format!("<Override PartName=\"/word/{name}\" ContentType=\"{TYPE}.{kind}+xml\"/>");
    }
    xml + "</Types>"
}

fn package_relations() -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{KINDS}/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" \
         Type=\"{PACKAGE}/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

/// The title alone: who wrote it, and when, is nobody's business.
fn core(title: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        xml(title)
    )
}

fn document_relations(document: &Document<'_>) -> String {
    let mut all = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (at, relation) in document.relations.iter().enumerate() {
        let outside = if relation.is_outside { " TargetMode=\"External\"" } else { "" };
        all += &format!(
            "<Relationship Id=\"rId{}\" Type=\"{KINDS}/{}\" Target=\"{}\"{outside}/>",
            at + 1,
            relation.kind,
            xml(&relation.target)
        );
    }
    for (at, (name, kind)) in SIDES.iter().enumerate() {
        all += &format!("<Relationship Id=\"{}\" Type=\"{KINDS}/{kind}\" Target=\"{name}\"/>", side(at));
    }
    all + "</Relationships>"
}

/// Returns the name of the relation of a part beside the text.
fn side(at: usize) -> String {
    format!("rSide{}", at + 1)
}

/// The page: A4, with the margins of the standard. Its text is 156 by 225 mm.
fn section() -> String {
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"{}\"/><w:footerReference w:type=\"even\" \
         r:id=\"{}\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" \
         w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/><w:cols \
         w:space=\"425\"/></w:sectPr>",
        side(4),
        side(5)
    )
}

const SETTINGS: &str = "<w:zoom w:percent=\"100\"/><w:evenAndOddHeaders/><w:defaultTabStop w:val=\"420\"/>\
    <w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:doNotExpandShiftReturn/><w:compatSetting \
    w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>";

/// The number of the page between two dashes: a character from the outer edge.
fn foot(side: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind w:leftChars=\"100\" w:left=\"280\" w:rightChars=\"100\" \
         w:right=\"280\"/><w:jc w:val=\"{side}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t></w:r>\
         <w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t \
         xml:space=\"preserve\"> —</w:t></w:r></w:p>"
    )
}

/// One list with bullets, and one with numbers that each numbered list begins anew.
fn numbering(document: &Document<'_>) -> String {
    let level = |level: usize, format: &str, mark: &str| {
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:suff \
             w:val=\"space\"/><w:lvlText w:val=\"{mark}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind \
             w:left=\"{}\" w:firstLineChars=\"0\" w:firstLine=\"0\"/></w:pPr></w:lvl>",
            640 + 480 * level
        )
    };
    let bullets: String = (0..=DEEPEST).map(|at| level(at, "bullet", "•")).collect();
    let numbers: String = (0..=DEEPEST).map(|at| level(at, "decimal", &format!("%{}.", at + 1))).collect();
    let mut xml = format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{bullets}</w:abstractNum>\
         <w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{numbers}</w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    );
    for (at, (start, level)) in document.lists.iter().enumerate() {
        xml += &format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"{level}\">\
             <w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>",
            at + 2
        );
    }
    xml
}

fn notes(document: &Document<'_>) -> String {
    let line = |id: usize, kind: &str, mark: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr>\
             <w:r><w:{mark}/></w:r></w:p></w:footnote>"
        )
    };
    let mut xml =
        line(0, "separator", "separator") + &line(1, "continuationSeparator", "continuationSeparator");
    for (note, blocks) in &document.notes {
        xml += &format!("<w:footnote w:id=\"{}\">{blocks}</w:footnote>", note + 2);
    }
    xml
}
