//! Builds documents from pieces of XML, as programs write them.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::manuscript::{Manuscript, body, read_docx};
use crate::problem::Problem;

pub const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" "#,
    r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" "#,
    r#"xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" "#,
    r#"xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" "#,
    r#"xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" "#,
    r#"xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" "#,
    r#"xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" "#,
    r#"xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" "#,
    r#"xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" "#,
    r#"xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" "#,
    r#"xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" "#,
    r#"xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office""#,
);

/// A document that is built.
#[derive(Clone)]
pub struct Docx {
    pub parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

/// Begins a document with this body.
pub fn docx(body: &str) -> Docx {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let rels =
        relations("<Relationship Id=\"r\" Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/>");
    let document = format!("<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>");
    let part = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    Docx {
        parts: vec![
            part("[Content_Types].xml", types),
            part("_rels/.rels", &rels),
            part("word/document.xml", &document),
        ],
        relations: String::new(),
    }
}

fn relations(all: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

impl Docx {
    /// Adds a part that the text refers to by `id`.
    pub fn part(mut self, id: &str, kind: &str, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.relations += &format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{name}\"/>");
        self.parts.push((format!("word/{name}"), content.as_ref().to_vec()));
        self
    }

    /// Adds a relation that leads out of the document.
    pub fn outside(mut self, id: &str, kind: &str, target: &str) -> Self {
        self.relations += &format!(
            "<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\" TargetMode=\"External\"/>"
        );
        self
    }

    pub fn styles(self, styles: &str) -> Self {
        self.part("rStyles", "styles", "styles.xml", format!("<w:styles {NAMESPACES}>{styles}</w:styles>"))
    }

    pub fn numbering(self, numbering: &str) -> Self {
        let text = format!("<w:numbering {NAMESPACES}>{numbering}</w:numbering>");
        self.part("rNumbering", "numbering", "numbering.xml", text)
    }

    pub fn picture(self, id: &str, name: &str, bytes: &[u8]) -> Self {
        self.part(id, "image", &format!("media/{name}"), bytes)
    }

    /// Replaces a part, or adds one that nothing refers to.
    pub fn with(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self.parts.push((name.to_owned(), content.as_ref().to_vec()));
        self
    }

    pub fn text_of(&self, name: &str) -> String {
        let part = self.parts.iter().find(|(known, _)| known == name).unwrap();
        String::from_utf8(part.1.clone()).unwrap()
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let mut parts = self.parts.clone();
        if !parts.iter().any(|(name, _)| name == "word/_rels/document.xml.rels") {
            let all = relations(&self.relations).into_bytes();
            parts.push(("word/_rels/document.xml.rels".to_owned(), all));
        }
        for (name, content) in parts {
            writer.start_file(name, options).unwrap();
            writer.write_all(&content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    pub fn read(&self) -> Manuscript {
        self.try_read().unwrap()
    }

    pub fn try_read(&self) -> Result<Manuscript, Problem> {
        read_docx(&mut Cursor::new(self.bytes()), "稿件.docx")
    }

    /// The Markdown that it becomes, with pictures under their own names.
    pub fn markdown(&self) -> String {
        markdown(&self.read())
    }

    /// The codes of its findings, and their Chinese words.
    pub fn findings(&self) -> Vec<(&'static str, String)> {
        self.read().findings.into_iter().map(|problem| (problem.code, problem.message.zh)).collect()
    }
}

pub fn markdown(manuscript: &Manuscript) -> String {
    let names: Vec<Option<String>> = manuscript.files.iter().map(|file| Some(file.name.clone())).collect();
    body(manuscript, &names)
}

/// A paragraph of these words.
pub fn p(words: &str) -> String {
    format!("<w:p>{}</w:p>", r(words))
}

/// A paragraph with properties.
pub fn p_with(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(words))
}

/// A numbered paragraph.
pub fn n(number: u32, level: u32, words: &str) -> String {
    p_with(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>"), words)
}

/// A paragraph with a style.
pub fn s(style: &str, words: &str) -> String {
    p_with(&format!("<w:pStyle w:val=\"{style}\"/>"), words)
}

/// A run.
pub fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A run with properties.
pub fn r_with(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A definition of numbers with one numbering of the same identifier. A level is a format and a
/// text.
pub fn numbers(id: u32, levels: &[(&str, &str)]) -> String {
    let levels: String =
        levels.iter().enumerate().map(|(at, (format, text))| level(at, format, text, "")).collect();
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>\
         <w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{id}\"/></w:num>"
    )
}

pub fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{more}<w:lvlText w:val=\"{text}\"/></w:lvl>"
    )
}

/// A picture in the line.
pub fn inline_picture(id: &str, properties: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" {properties}/>{}</wp:inline></w:drawing></w:r>",
        graphic(id, "")
    )
}

/// A picture beside the words.
pub fn anchored_picture(id: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:anchor><wp:docPr id=\"1\" name=\"图片 1\"/>{}</wp:anchor></w:drawing></w:r>",
        graphic(id, "")
    )
}

pub fn graphic(id: &str, crop: &str) -> String {
    format!("<a:graphic><a:graphicData>{}</a:graphicData></a:graphic>", pic(id, crop))
}

pub fn pic(id: &str, crop: &str) -> String {
    format!(
        "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"a.png\"/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{id}\"/>{crop}</pic:blipFill></pic:pic>"
    )
}

/// A picture that is told from others by its number.
pub fn png(number: u8) -> Vec<u8> {
    [b"\x89PNG\r\n\x1A\n".as_slice(), &[number]].concat()
}

/// A text box as Word writes it: for itself, and again for older programs.
pub fn text_box(content: &str) -> String {
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><a:graphicData>\
         <wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>\
         </wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style=\"position:absolute\"><v:textbox>\
         <w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
}

/// A table: rows of cells with their content.
pub fn table(rows: &[&[String]]) -> String {
    let row = |cells: &&[String]| {
        let cells: String = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

/// A field with its marks.
pub fn field(instruction: &str, result: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\">{instruction}</w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}
