//! Reads the pictures of a document: each once, however often it is shown.

use super::loss::Loss;
use super::package::PartFault;
use super::reading::Reading;
use crate::manuscript::model::CarriedFile;
use crate::picture::Format;

impl Reading<'_, '_, '_> {
    /// Reads a picture from its part, and returns its index; `None` if it is not carried over,
    /// which is then reported.
    pub fn carried(&mut self, part: &str, alt: &str) -> Option<usize> {
        let known = self.pictures.get(part).copied();
        let index = match known {
            Some(known) => known,
            None => {
                let read = self.read_picture(part);
                self.pictures.insert(part.to_owned(), read);
                read
            }
        }?;
        let file = self.manuscript.files.get_mut(index)?;
        if file.alt.is_empty() {
            alt.clone_into(&mut file.alt);
        }
        Some(index)
    }

    /// Returns the name of a picture.
    pub fn name_of(&self, picture: usize) -> String {
        self.manuscript.files.get(picture).map(|file| file.name.clone()).unwrap_or_default()
    }

    fn read_picture(&mut self, part: &str) -> Option<usize> {
        let name = part.rsplit(['/', '\\']).next().unwrap_or_default();
        let bytes = match self.package.picture(part) {
            Ok(bytes) => bytes,
            Err(PartFault::TooLong) => {
                self.lose(Loss::PictureSize, name);
                return None;
            }
            Err(_) => {
                self.lose(Loss::PictureDamage, name);
                return None;
            }
        };
        let Some(ending) = ending_of(&bytes) else {
            let is_known =
                ["emf", "wmf", "tif", "tiff", "svg", "wdp", "pict", "pct", "eps", "emz", "wmz", "heic"]
                    .iter()
                    .any(|ending| name.to_ascii_lowercase().ends_with(&format!(".{ending}")));
            self.lose(if is_known { Loss::PictureFormat } else { Loss::PictureDamage }, name);
            return None;
        };
        // Some programs write a picture anew for each place.
        let is_same = |file: &CarriedFile| file.bytes == bytes;
        if let Some(known) = self.manuscript.files.iter().position(is_same) {
            return Some(known);
        }
        let name = named(name, ending);
        self.manuscript.files.push(CarriedFile { name, bytes, alt: String::new() });
        Some(self.manuscript.files.len() - 1)
    }
}

/// Returns the ending of a picture that browsers show, by its content.
fn ending_of(bytes: &[u8]) -> Option<&'static str> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    match () {
        () if begins(b"\xFF\xD8\xFF") => Some("jpg"),
        () if begins(b"\x89PNG\r\n\x1A\n") => Some("png"),
        () if begins(b"GIF87a") || begins(b"GIF89a") => Some("gif"),
        () if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Some("webp"),
        () if begins(b"BM") && bytes.len() > 26 => Some("bmp"),
        () if Format::of(bytes) == Format::Svg => Some("svg"),
        () => None,
    }
}

/// Returns a name with the ending of its content: some programs name all pictures `.png`.
fn named(name: &str, ending: &str) -> String {
    let (stem, written) = name.rsplit_once('.').unwrap_or((name, ""));
    let written = written.to_ascii_lowercase();
    let is_right = written == ending || (written == "jpeg" && ending == "jpg");
    if is_right { name.to_owned() } else { format!("{stem}.{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_by_its_content() {
        let png = b"\x89PNG\r\n\x1A\n....";
        assert_eq!(ending_of(png), Some("png"));
        assert_eq!(ending_of(b"\x01\0\0\0 EMF"), None);
        assert_eq!(named("image1.jpeg", "jpg"), "image1.jpeg");
        assert_eq!(named("image1.png", "jpg"), "image1.jpg");
        assert_eq!(named("image1", "png"), "image1.png");
    }
}
