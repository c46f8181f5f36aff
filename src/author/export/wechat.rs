//! Writes an article for the editor of a WeChat account (公众号): a page from which it is copied,
//! and its pictures to upload.

use std::path::{Path, PathBuf};

use super::file::{name_of, unmade, unwritten};
use super::paper::{Destination, paper, placed};
use crate::author::new_file::write_new;
use crate::load::Portal;
use crate::manuscript::{CarriedFile, PaperFinding, write_wechat};
use crate::picture::{Format, Limits, Recipe, derive};
use crate::problem::Problem;
use crate::site::PageId;
use crate::text::escaped;

/// Width in pixels of pictures that are made of others: more than WeChat shows.
const WIDTH: u32 = 1600;
/// The page from which an article is copied.
const PAGE: &str = include_str!("wechat.html");

/// An article as it is copied into the editor of a WeChat account.
#[derive(Debug, Clone)]
pub struct WechatArticle {
    /// Its title, which the editor has a field of its own for.
    pub title: String,
    /// Its summary, likewise.
    pub summary: String,
    /// Its text as HTML.
    pub html: String,
    /// Its pictures, in order.
    pub pictures: Vec<WechatPicture>,
    /// What is not in it, or not as on the page.
    pub findings: Vec<Problem>,
}

/// A picture that is uploaded.
#[derive(Debug, Clone)]
pub struct WechatPicture {
    /// The name of its file, with its number: `01-合影.jpg`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What was written of an article.
#[derive(Debug)]
pub struct WrittenWechat {
    /// The folder.
    pub folder: PathBuf,
    /// The page from which the article is copied.
    pub page: PathBuf,
    /// The number of pictures.
    pub pictures: usize,
    /// What is not in it, or not as on the page.
    pub findings: Vec<Problem>,
}

/// Makes an article for the editor of a WeChat account.
///
/// # Errors
/// Every mistake in the article.
pub fn wechat_article(portal: &Portal, id: PageId) -> Result<WechatArticle, Vec<Problem>> {
    let site = portal.site();
    let (paper, mut findings) = paper(portal, id, Destination::Wechat)?;
    let files = &paper.text.files;
    let ready: Vec<Option<(&'static str, Vec<u8>)>> = files.iter().map(uploadable).collect();
    let refused = files.iter().zip(&ready).filter(|(file, ready)| ready.is_none() && !file.bytes.is_empty());
    let mut lost: Vec<PaperFinding> = refused
        .map(|(file, _)| PaperFinding { problem: not_uploadable(&file.name), about: file.name.clone() })
        .collect();
    if let Some(first) = paper.attachments.first() {
        lost.push(PaperFinding { problem: attachments(&paper.attachments), about: first.clone() });
    }
    findings.extend(placed(portal, id, lost));
    let name = |picture: usize, number: usize| {
        let file = files.get(picture).map_or("", |file| file.name.as_str());
        let stem =
            Path::new(file).file_stem().map_or_else(String::new, |stem| name_of(&stem.to_string_lossy()));
        let own = Path::new(file).extension().map(|own| own.to_string_lossy().into_owned());
        let ready = ready.get(picture).and_then(Option::as_ref).map(|(ending, _)| (*ending).to_owned());
        format!("{number:02}-{stem}.{}", ready.or(own).unwrap_or_default())
    };
    let page = site.page(id);
    let lang = page.map_or(0, |page| page.lang);
    let is_chinese = site.config().code(lang).starts_with("zh");
    let text = write_wechat(&paper, &name, is_chinese);
    let pictures = text.pictures.iter().enumerate().map(|(at, picture)| {
        let made = ready.get(*picture).and_then(Option::as_ref).map(|(_, bytes)| bytes.clone());
        let own = || files.get(*picture).map(|file| file.bytes.clone()).unwrap_or_default();
        WechatPicture { name: name(*picture, at + 1), bytes: made.unwrap_or_else(own) }
    });
    let summary = page.map(|page| page.summary().to_owned()).unwrap_or_default();
    Ok(WechatArticle {
        title: paper.title.clone(),
        summary,
        html: text.html,
        pictures: pictures.collect(),
        findings,
    })
}

/// Writes an article for the editor of a WeChat account to a folder, which must not be there; if
/// left out, to one with the article's title in its name.
///
/// # Errors
/// The article has mistakes, or the folder cannot be written.
pub fn export_wechat(
    portal: &Portal,
    id: PageId,
    folder: Option<&Path>,
) -> Result<WrittenWechat, Vec<Problem>> {
    let article = wechat_article(portal, id)?;
    let usual = || PathBuf::from(format!("{} 公众号", name_of(&article.title)));
    let folder = folder.map_or_else(usual, Path::to_owned);
    let failed = |path: &Path, error: &std::io::Error| vec![unwritten("export/unwritten", path, error)];
    let unmade = |error: &std::io::Error| vec![unmade("export/unwritten", &folder, error)];
    std::fs::create_dir(&folder).map_err(|error| unmade(&error))?;
    let write = |name: &str, bytes: &[u8]| {
        let file = folder.join(name);
        write_new(&file, bytes).map_err(|error| failed(&file, &error)).map(|()| file)
    };
    for picture in &article.pictures {
        write(&picture.name, &picture.bytes)?;
    }
    let page = write("正文.html", article.page().as_bytes())?;
    let WechatArticle { pictures, findings, .. } = article;
    Ok(WrittenWechat { folder, page, pictures: pictures.len(), findings })
}

impl WechatArticle {
    /// Returns the page from which it is copied.
    fn page(&self) -> String {
        let picture = |picture: &WechatPicture| {
            let name = escaped(&picture.name);
            format!("<li><img src=\"{}\" alt=\"\"><code>{name}</code></li>", address(&picture.name))
        };
        let pictures: String = self.pictures.iter().map(picture).collect();
        let hidden = if self.pictures.is_empty() { " hidden" } else { "" };
        // The text comes last: what it contains is not replaced.
        PAGE.replace("{{HIDDEN}}", hidden)
            .replace("{{PICTURES}}", &pictures)
            .replace("{{SUMMARY}}", &braced(&escaped(&self.summary)))
            .replace("{{TITLE}}", &braced(&escaped(&self.title)))
            .replace("{{TEXT}}", &self.html)
    }
}

/// Keeps words from being taken for a place in the page.
fn braced(words: &str) -> String {
    words.replace('{', "&#123;")
}

/// Returns the address of a file in the same folder.
fn address(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Returns a picture in a format that WeChat takes, with its ending.
fn uploadable(file: &CarriedFile) -> Option<(&'static str, Vec<u8>)> {
    let format = Format::of(&file.bytes);
    let ending = |format: Format| format.endings().first().copied();
    if matches!(format, Format::Jpeg | Format::Png | Format::Gif) {
        return Some((ending(format)?, file.bytes.clone()));
    }
    let made = derive(&file.bytes, &[Recipe::new(WIDTH)], &Limits::default()).ok()?.pop()?;
    let is_taken = matches!(made.format, Format::Jpeg | Format::Png | Format::Gif);
    Some((ending(made.format).filter(|_| is_taken)?, made.bytes.to_vec()))
}

fn not_uploadable(name: &str) -> Problem {
    Problem::warning(
        "export/picture",
        format!("{name} 传不到公众号：公众号只收 JPG、PNG、GIF"),
        format!("{name} can't be uploaded: WeChat takes JPEG, PNG and GIF"),
    )
    .help("用看图软件打开，另存为 PNG，再上传", "open it in a program for pictures, and save it as PNG")
}

fn attachments(names: &[String]) -> Problem {
    Problem::info(
        "export/lost",
        format!("公众号文章带不了附件，只写了名称：{}", names.join("、")),
        format!("an article of WeChat has no attachments: only their names are in it: {}", names.join(", ")),
    )
    .help(
        "要让读者拿到附件，把“阅读原文”链到网站上的这一篇",
        "let `Read more` lead to the article on the website",
    )
}
