//! Why a picture cannot be read, in words for the writer.

use super::format::Format;
use crate::problem::{Problem, Words};

/// Why a picture is not read: one variant per thing that the writer can do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A picture that browsers don't show.
    NotShown(Format),
    /// Something else under the name of a picture, or a file of an unknown kind.
    NotAPicture(Format),
    /// A drawing or an icon: it is published as it is, and has no smaller ones.
    NotPixels(Format),
    /// A file of no bytes.
    Empty,
    /// The file ends before the picture does.
    CutOff(Format),
    /// Its bytes contradict each other; the reason is in the words of the decoder.
    Damaged(Format, String),
    /// Its sides, or its pixels in memory, are beyond the [limits](super::Limits).
    TooManyPixels {
        /// Width in pixels, as stored.
        width: u32,
        /// Height in pixels, as stored.
        height: u32,
    },
    /// The decoder or encoder panicked: a bug of theirs on a file that nobody made by hand.
    Panicked(Format),
}

impl Refusal {
    /// The problem of a file that cannot be shown as a picture, for those who know where it is.
    pub fn problem(&self) -> Problem {
        let (message, help) = (self.message(), self.help());
        Problem::error("img/unreadable", message.zh, message.en).help(help.zh, help.en)
    }

    /// Describes what the file is.
    pub fn message(&self) -> Words {
        match self {
            Self::NotShown(format) => {
                let name = format.name();
                Words::new(
                    format!("这是{}，浏览器显示不了", name.zh),
                    format!("this is {}, which browsers do not show", name.en),
                )
            }
            Self::NotAPicture(Format::Unknown) => Words::new(
                "这个文件不是图片，也认不出是什么",
                "this file is not a picture, nor anything that is known here",
            ),
            Self::NotAPicture(format) => {
                let name = format.name();
                Words::new(
                    format!("这不是图片，是{}", name.zh),
                    format!("this is not a picture but {}", name.en),
                )
            }
            Self::NotPixels(format) => {
                let name = format.name();
                Words::new(
                    format!("这是{}，没有像素可以缩小", name.zh),
                    format!("this is {}, which has no pixels to make smaller", name.en),
                )
            }
            Self::Empty => {
                Words::new("这个文件是空的，一个字节也没有", "this file is empty: it has no bytes")
            }
            Self::CutOff(_) => Words::new(
                "这张图片不完整，后面缺了一截",
                "this picture is cut off: the file ends before the picture does",
            ),
            Self::Damaged(..) => {
                Words::new("这张图片已损坏，读不出来", "this picture is damaged and cannot be read")
            }
            Self::TooManyPixels { width, height } => Words::new(
                format!("这张图片的像素太多：{width}×{height}"),
                format!("this picture has too many pixels: {width}×{height}"),
            ),
            Self::Panicked(_) => Words::new(
                "这张图片读不出来：读图的程序出了错",
                "this picture cannot be read: the decoder failed",
            ),
        }
    }

    /// Advises the writer what to do.
    pub fn help(&self) -> Words {
        match self {
            Self::NotShown(format) | Self::NotAPicture(format) => instead_of(*format),
            Self::NotPixels(_) => {
                Words::new("按原样使用，不用裁剪和缩小", "use it as it is, without a width or a crop")
            }
            Self::Empty | Self::CutOff(_) => Words::new(
                "多半是没有传完或没有下载完：找发图的人重新要一份，用看图软件打开看过再放进来",
                "it was probably not transferred completely: ask for it again, and open it in a viewer first",
            ),
            Self::Damaged(_, reason) => Words::new(
                format!("用看图软件打开，另存为 JPG 再用；打不开的，找发图的人重新要一份（{reason}）"),
                format!("open it in a viewer and save it as JPEG, or ask for it again ({reason})"),
            ),
            Self::TooManyPixels { .. } => Words::new(
                "用画图、看图软件把它缩小，宽 4000 像素就够；长图请截成几张",
                "make it smaller with a picture editor: a width of 4000 pixels is enough; cut a long one into several",
            ),
            Self::Panicked(_) => {
                Words::new("用看图软件打开，另存为 JPG 再用", "open it in a viewer and save it as JPEG")
            }
        }
    }
}

/// What to send or to export instead of a file of this format.
fn instead_of(format: Format) -> Words {
    let (zh, en) = match format {
        Format::Heic => (
            "另存为 .jpg 再用。苹果手机：设置 → 相机 → 格式 → 选“兼容性最佳”，以后拍的就是 JPG；已经拍的，用微信发送时不要勾“原图”，收到的就是 JPG",
            "save it as .jpg; on the iPhone choose Settings → Camera → Formats → Most Compatible; send photos that are taken by WeChat without “Full Image”, and they arrive as JPEG",
        ),
        Format::Avif | Format::JpegXl | Format::Jpeg2000 | Format::Tiff => (
            "用画图或看图软件打开，另存为 JPG（照片）或 PNG（截图、扫描件）",
            "open it in a picture viewer and save it as JPEG (a photo) or PNG (a screenshot, a scan)",
        ),
        Format::PackedSvg => (
            "这是压缩过的 SVG：在画图软件里另存为“普通 SVG”（.svg），不选“压缩的 SVG”",
            "it is a packed SVG: save it as plain SVG (.svg), and not as compressed SVG",
        ),
        Format::Psd => (
            "在 Photoshop 里“存储为 Web 所用格式”，选 JPG 或 PNG；没有这个软件的，请美工导出",
            "export it from Photoshop as JPEG or PNG, or ask the designer to",
        ),
        Format::Raw => (
            "用相机自带的软件导出 JPG，或请摄影的人发 JPG",
            "export it as JPEG with the camera's program, or ask the photographer for JPEG",
        ),
        Format::Wmf | Format::Emf => (
            "在 Word、PPT 里右键点图，“另存为图片”，类型选 PNG",
            "right-click the drawing in Word or PowerPoint, save it as a picture, and choose PNG",
        ),
        Format::Html => (
            "保存下来的是网页，不是图：打开原来的网页，在图上右键“图片另存为”",
            "a page was saved in place of the picture: open that page, right-click the picture and save it",
        ),
        Format::Pdf => (
            "把要用的那一页截图或导出为 PNG；要给人下载的，写进文章的“附件”",
            "export the page as PNG; for a download list the file in the article's attachments",
        ),
        Format::Office | Format::OldOffice => (
            "要用里面的图，打开后右键点图“另存为图片”；要给人下载的，写进文章的“附件”",
            "right-click the picture in it and save it; for a download list the file in the article's attachments",
        ),
        Format::Zip | Format::Archive => (
            "先解压，再用里面的图片；要给人下载的，写进文章的“附件”",
            "unpack it and use the pictures in it; for a download list it in the article's attachments",
        ),
        Format::Media => (
            "视频、音频不能当图片用：截一张图，存成 JPG",
            "a video or a sound is not a picture: take a still from it and save it as JPEG",
        ),
        _ => (
            "用看图软件打开看看；能打开的，另存为 JPG 或 PNG；打不开的，找发图的人重新要一份",
            "open it in a picture viewer and save it as JPEG or PNG; if it does not open, ask for it again",
        ),
    };
    Words::new(zh, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photo_of_an_iphone_gets_the_way_to_send_it() {
        let refusal = Refusal::NotShown(Format::Heic);
        assert!(refusal.message().zh.contains("HEIC"));
        assert!(refusal.help().zh.contains("兼容性最佳") && refusal.help().zh.contains("原图"));
        let page = Refusal::NotAPicture(Format::Html);
        assert_eq!(page.message().zh, "这不是图片，是网页");
        assert!(page.help().en.contains("save it"));
    }
}
