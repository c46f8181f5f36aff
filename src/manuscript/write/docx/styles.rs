//! The styles of the document: those of official documents (GB/T 9704-2012), under the names that
//! Word and our reader know.

use crate::manuscript::model::NoticeKind;

/// The style of links, and of the references to notes.
pub(super) const LINK: &str = "Hyperlink";
pub(super) const NOTE_MARK: &str = "FootnoteReference";

/// The style of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Normal,
    Kicker,
    Title,
    Subtitle,
    Byline,
    Facts,
    Heading(u8),
    Item,
    MoreOfItem,
    Quote,
    NoticeTitle(NoticeKind),
    Notice(NoticeKind),
    Code,
    Figure,
    Caption,
    Cell,
    HeadCell,
    TableEnd,
    Note,
    Attachment,
    MoreAttachments,
    Signature,
    Foot,
}

/// The fonts of official documents.
const SONG: &str = "方正小标宋简体";
const HEI: &str = "黑体";
const KAI: &str = "楷体_GB2312";
const FANG: &str = "仿宋_GB2312";
/// The number on each page is in this one.
const FOOT: &str = "宋体";
/// Sizes in half points: 二号, 三号, 四号, 小四, 五号.
const SECOND: u16 = 44;
const THIRD: u16 = 32;
const FOURTH: u16 = 28;
const SMALL_FOURTH: u16 = 24;
const FIFTH: u16 = 21;

/// Lines of 28 points, and what is indented: two characters of 三号.
const LINES: &str = "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/>";
const INDENT: &str = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>";
/// Lines as high as what is in them: pictures would be cut.
const FREE: &str = "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>";
const FLUSH: &str = "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>";
const CENTRE: &str = "<w:jc w:val=\"center\"/>";

impl Style {
    /// Returns the style of a heading; 1 is that of `一、`.
    pub(super) fn heading(level: u8) -> Self {
        Self::Heading(level.clamp(1, 5))
    }

    /// Returns the name by which paragraphs refer to it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Kicker => "Kicker",
            Self::Title => "Title",
            Self::Subtitle => "Subtitle",
            Self::Byline => "Byline",
            Self::Facts => "Facts",
            Self::Heading(1) => "Heading1",
            Self::Heading(2) => "Heading2",
            Self::Heading(3) => "Heading3",
            Self::Heading(4) => "Heading4",
            Self::Heading(_) => "Heading5",
            Self::Item => "ListParagraph",
            Self::MoreOfItem => "ListContinue",
            Self::Quote => "Quote",
            Self::NoticeTitle(NoticeKind::Note) => "NoticeTitle",
            Self::NoticeTitle(NoticeKind::Important) => "ImportantTitle",
            Self::NoticeTitle(NoticeKind::Warning) => "WarningTitle",
            Self::Notice(NoticeKind::Note) => "Notice",
            Self::Notice(NoticeKind::Important) => "Important",
            Self::Notice(NoticeKind::Warning) => "Warning",
            Self::Code => "HTMLPreformatted",
            Self::Figure => "Figure",
            Self::Caption => "Caption",
            Self::Cell => "TableText",
            Self::HeadCell => "TableHead",
            Self::TableEnd => "TableEnd",
            Self::Note => "FootnoteText",
            Self::Attachment => "Attachment",
            Self::MoreAttachments => "MoreAttachments",
            Self::Signature => "Signature",
            Self::Foot => "Footer",
        }
    }

    /// Returns the name that people see, which for those that Word has itself is its own.
    fn name(self) -> String {
        match self {
            Self::Kicker => "引题".to_owned(),
            Self::Byline => "署名行".to_owned(),
            Self::Facts => "文章信息".to_owned(),
            Self::Heading(level) => format!("heading {level}"),
            Self::Item => "List Paragraph".to_owned(),
            Self::MoreOfItem => "List Continue".to_owned(),
            Self::NoticeTitle(kind) => format!("{}标题", kind_name(kind)),
            Self::Notice(kind) => format!("{}文字", kind_name(kind)),
            Self::Code => "HTML Preformatted".to_owned(),
            Self::Figure => "图片".to_owned(),
            Self::Caption => "caption".to_owned(),
            Self::Cell => "表格文字".to_owned(),
            Self::HeadCell => "表头文字".to_owned(),
            Self::TableEnd => "表格后面".to_owned(),
            Self::Note => "footnote text".to_owned(),
            Self::Attachment => "附件说明".to_owned(),
            Self::MoreAttachments => "附件说明 其余".to_owned(),
            Self::Foot => "footer".to_owned(),
            other => other.id().to_owned(),
        }
    }

    /// Returns its layout, as XML in the order of the standard.
    fn layout(self) -> String {
        let kept = "<w:keepNext/>";
        let spaced = |before: usize, after: usize, line: usize| {
            format!(
                "<w:spacing w:before=\"{before}\" w:after=\"{after}\" w:line=\"{line}\" w:lineRule=\"exact\"/>"
            )
        };
        match self {
            Self::Normal => format!("<w:widowControl/>{LINES}{INDENT}<w:jc w:val=\"both\"/>"),
            Self::Kicker => format!("{kept}{}{FLUSH}{CENTRE}", spaced(0, 120, 560)),
            // 二号 needs more than 28 points.
            Self::Title => format!("{kept}{}{FLUSH}{CENTRE}", spaced(0, 240, 700)),
            Self::Subtitle => format!("{kept}{}{FLUSH}{CENTRE}", spaced(0, 120, 560)),
            Self::Byline => format!("{}{FLUSH}{CENTRE}", spaced(0, 0, 480)),
            Self::Facts => format!("{LINES}<w:ind w:firstLineChars=\"0\" w:left=\"640\" w:firstLine=\"0\"/>"),
            Self::Heading(level) => format!("{kept}{LINES}{INDENT}<w:outlineLvl w:val=\"{}\"/>", level - 1),
            Self::Quote => "<w:ind w:left=\"640\" w:firstLineChars=\"200\" w:firstLine=\"640\"/>".to_owned(),
            Self::NoticeTitle(_) => format!("{kept}{BOX}{FLUSH}"),
            Self::Notice(_) => BOX.to_owned(),
            Self::Code => format!("{FLUSH}<w:jc w:val=\"left\"/>"),
            Self::Figure => {
                format!(
                    "{kept}<w:spacing w:before=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>{FLUSH}{CENTRE}"
                )
            }
            Self::Caption => format!("{}{FLUSH}{CENTRE}", spaced(0, 160, 400)),
            Self::Cell => format!("{FREE}{FLUSH}<w:jc w:val=\"left\"/>"),
            Self::HeadCell => format!("{FREE}{FLUSH}{CENTRE}"),
            Self::TableEnd => format!("{}{FLUSH}", spaced(0, 0, 160)),
            Self::Note => format!("{}{FLUSH}<w:jc w:val=\"left\"/>", spaced(0, 0, 320)),
            Self::Attachment => format!(
                "{}<w:ind w:left=\"1600\" w:firstLineChars=\"0\" w:hanging=\"960\"/>",
                spaced(560, 0, 560)
            ),
            Self::MoreAttachments => {
                "<w:ind w:left=\"1600\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>".to_owned()
            }
            // Four characters from the right, as the standard has dates.
            Self::Signature => {
                format!(
                    "{kept}<w:ind w:rightChars=\"400\" w:right=\"1280\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"right\"/>"
                )
            }
            Self::Item => "<w:contextualSpacing/>".to_owned(),
            Self::MoreOfItem => FLUSH.to_owned(),
            Self::Foot => format!("<w:snapToGrid w:val=\"0\"/>{FREE}{FLUSH}"),
        }
    }

    /// Returns the look of its words, as XML.
    fn look(self) -> String {
        match self {
            Self::Normal | Self::Item | Self::MoreOfItem | Self::Signature => String::new(),
            Self::Attachment | Self::MoreAttachments => String::new(),
            Self::Kicker | Self::Subtitle | Self::Facts => font(KAI, THIRD),
            Self::Title => font(SONG, SECOND),
            Self::Byline => font(KAI, FOURTH),
            Self::Heading(1) => font(HEI, THIRD),
            Self::Heading(2) => font(KAI, THIRD),
            Self::Heading(3) => format!("{}<w:b/>{}", fonts(FANG), size(THIRD)),
            Self::Heading(_) => font(FANG, THIRD),
            Self::Quote => font(KAI, THIRD),
            Self::NoticeTitle(_) => font(HEI, FOURTH),
            Self::Notice(_) => font(KAI, FOURTH),
            Self::Code => format!(
                "<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" w:eastAsia=\"{FANG}\" \
                 w:cs=\"Courier New\"/>{}",
                size(SMALL_FOURTH)
            ),
            Self::Figure | Self::TableEnd => size(FIFTH),
            Self::Caption => font(KAI, SMALL_FOURTH),
            Self::Cell => font(FANG, SMALL_FOURTH),
            Self::HeadCell => font(HEI, SMALL_FOURTH),
            Self::Note => font(FANG, FIFTH),
            Self::Foot => {
                format!(
                    "<w:rFonts w:ascii=\"{FOOT}\" w:hAnsi=\"{FOOT}\" w:eastAsia=\"{FOOT}\"/>{}",
                    size(FOURTH)
                )
            }
        }
    }

    fn xml(self) -> String {
        let (id, name, layout, look) = (self.id(), self.name(), self.layout(), self.look());
        let default = if self == Self::Normal { " w:default=\"1\"" } else { "" };
        let based = if self == Self::Normal { "" } else { "<w:basedOn w:val=\"Normal\"/>" };
        let next = match self {
            Self::Heading(_) => "<w:next w:val=\"Normal\"/>",
            _ => "",
        };
        let layout = if layout.is_empty() { layout } else { format!("<w:pPr>{layout}</w:pPr>") };
        let look = if look.is_empty() { look } else { format!("<w:rPr>{look}</w:rPr>") };
        format!(
            "<w:style w:type=\"paragraph\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}{next}\
             <w:qFormat/>{layout}{look}</w:style>"
        )
    }
}

/// A box of lines around a notice. Paragraphs with the same box share it.
const BOX: &str = "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"808080\"/>\
                   <w:left w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"808080\"/>\
                   <w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"808080\"/>\
                   <w:right w:val=\"single\" w:sz=\"4\" w:space=\"4\" w:color=\"808080\"/></w:pBdr>\
                   <w:spacing w:line=\"480\" w:lineRule=\"exact\"/>";

fn kind_name(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Note => "说明",
        NoticeKind::Important => "重要",
        NoticeKind::Warning => "注意",
    }
}

fn fonts(chinese: &str) -> String {
    format!(
        "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{chinese}\" w:cs=\"Times New Roman\"/>"
    )
}

fn size(half_points: u16) -> String {
    format!("<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
}

fn font(chinese: &str, half_points: u16) -> String {
    fonts(chinese) + &size(half_points)
}

/// Returns all styles, as the content of `<w:styles>`.
pub(super) fn all() -> String {
    const KINDS: [NoticeKind; 3] = [NoticeKind::Note, NoticeKind::Important, NoticeKind::Warning];
    let mut styles = vec![
        Style::Normal,
        Style::Kicker,
        Style::Title,
        Style::Subtitle,
        Style::Byline,
        Style::Facts,
        Style::Item,
        Style::MoreOfItem,
        Style::Quote,
        Style::Code,
        Style::Figure,
        Style::Caption,
        Style::Cell,
        Style::HeadCell,
        Style::TableEnd,
        Style::Note,
        Style::Attachment,
        Style::MoreAttachments,
        Style::Signature,
        Style::Foot,
    ];
    styles.extend((1..=5).map(Style::Heading));
    styles.extend(KINDS.into_iter().flat_map(|kind| [Style::NoticeTitle(kind), Style::Notice(kind)]));
    let defaults = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr>{}<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        font(FANG, THIRD)
    );
    let characters = format!(
        "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name \
         w:val=\"Default Paragraph Font\"/></w:style><w:style w:type=\"character\" w:styleId=\"{LINK}\"><w:name \
         w:val=\"Hyperlink\"/><w:rPr><w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:styleId=\"{NOTE_MARK}\"><w:name w:val=\"footnote reference\"/><w:rPr>\
         <w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>"
    );
    let line = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    let lines: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(line).concat();
    let table = format!(
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>\
         <w:tblPr><w:tblCellMar><w:top w:w=\"28\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom \
         w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn \
         w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style>"
    );
    let paragraphs: String = styles.into_iter().map(Style::xml).collect();
    format!("{defaults}{paragraphs}{characters}{table}")
}
