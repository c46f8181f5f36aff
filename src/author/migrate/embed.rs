//! Writes the pictures, films and pages that tags embed.

use super::convert::{Converter, Target};
use super::element::shown_as_link;
use super::folder::parts;
use super::markup::image;
use super::note::value;
use super::tag::Tag;
use super::template::Written;
use crate::problem::Problem;

impl Converter<'_> {
    /// Converts `{% include figure.html src="a.png" caption="…" %}`.
    pub(super) fn include(&mut self, tag: &Tag) -> Option<Written> {
        let file = tag.positional(0)?;
        let (_, stem, _) = parts(file);
        let source = ["src", "url", "image_path", "image", "path", "file", "filename", "img"];
        let name = stem.to_ascii_lowercase();
        if ["youtube", "vimeo", "video", "bilibili", "audio"].iter().any(|known| name.contains(known)) {
            let address = tag.named(&["id", "src", "url", "file", "video_id"])?;
            let known = ["youtube", "vimeo", "bilibili"].into_iter().find(|known| name.contains(known));
            let provider = tag.named(&["provider"]).map(str::to_ascii_lowercase);
            return self.shown_film(address, provider.as_deref().or(known).unwrap_or("video"), None);
        }
        let is_picture =
            ["figure", "image", "img", "picture", "photo"].iter().any(|known| name.contains(known));
        let address = tag.named(&source).filter(|_| is_picture)?.to_owned();
        let words = tag.named(&["caption", "description", "title"]).unwrap_or_default().to_owned();
        let alt = tag.named(&["alt"]).unwrap_or(&words).to_owned();
        Some(Written::Inline(image(&alt, &self.with_expressions(&address), &words)))
    }

    /// Converts a picture: `{% asset_img [class] a.png [width height] "title" %}`,
    /// `{{< figure src="a.png" caption="…" >}}`.
    pub(super) fn picture(&mut self, tag: &Tag, name: &str) -> Option<String> {
        let of_name = tag.named(&["src", "url", "image", "path", "file"]).map(str::to_owned);
        let unnamed: Vec<&str> = tag
            .arguments
            .iter()
            .filter(|(name, _)| name.is_none())
            .map(|(_, value)| value.as_str())
            .collect();
        let is_file = |value: &&str| PICTURES.contains(&parts(value).2.as_str());
        let is_address = |value: &&str| value.contains(['.', '/']) && !value.contains(' ');
        let at = unnamed.iter().position(is_file).or_else(|| unnamed.iter().position(is_address));
        let address = of_name.clone().or_else(|| unnamed.get(at?).map(|value| (*value).to_owned()))?;
        let is_size =
            |value: &&str| value.trim_end_matches(['%', 'x', 'p']).bytes().all(|b| b.is_ascii_digit());
        let words: Vec<&str> = match of_name {
            Some(_) => Vec::new(),
            None => unnamed.iter().skip(at? + 1).copied().filter(|value| !is_size(value)).collect(),
        };
        // Hexo has the title and the alternative text as `"title" "alt"`, or `"'title' 'alt'"`.
        let title = match (words.as_slice(), name) {
            ([one], _) if one.contains("' '") => {
                one.split("' '").next().unwrap_or_default().trim_matches('\'').to_owned()
            }
            ([first, ..], "img") => (*first).to_owned(),
            (words, _) => words.join(" "),
        };
        let caption = tag.named(&["caption", "title"]).map_or(title, str::to_owned);
        let alt = tag.named(&["alt"]).unwrap_or(&caption).to_owned();
        if tag.named(&["link", "href"]).is_some() {
            self.tell(link_of_picture(), &tag.raw);
        }
        Some(image(&alt, &self.with_expressions(&address), &caption))
    }

    /// Converts a film, a sound or what is embedded of another site.
    pub(super) fn film(&mut self, tag: &Tag, name: &str) -> Option<Written> {
        let address =
            tag.named(&["src", "url", "id", "file", "bvid", "vid", "user"]).or_else(|| tag.positional(0))?;
        let title = tag.named(&["title", "caption", "name"]).map(str::to_owned);
        let address = match (name, tag.named(&["id"])) {
            ("tweet" | "x" | "twitter", Some(id)) => {
                format!("{}/status/{id}", tag.named(&["user"]).unwrap_or("i"))
            }
            ("gist", _) if tag.positional(1).is_some() => format!("{address}/{}", tag.positional(1)?),
            _ => address.trim_end_matches(',').to_owned(),
        };
        self.shown_film(&address, name, title)
    }

    fn shown_film(&mut self, address: &str, name: &str, title: Option<String>) -> Option<Written> {
        let is_local = matches!(name, "video" | "audio" | "dplayer" | "aplayer" | "music" | "pdf");
        if is_local && !address.contains("://") && !address.starts_with("//") {
            return Some(self.local_film(address, name, title.as_deref()));
        }
        let base = match name {
            _ if address.contains("://") || address.starts_with("//") => "",
            "youtube" => "https://www.youtube.com/watch?v=",
            "vimeo" => "https://vimeo.com/",
            "bilibili" => "https://www.bilibili.com/video/",
            "gist" => "https://gist.github.com/",
            "tweet" | "x" | "twitter" => "https://x.com/",
            "instagram" => "https://www.instagram.com/p/",
            "asciinema" => "https://asciinema.org/a/",
            "jsfiddle" => "https://jsfiddle.net/",
            _ => return None,
        };
        let full = format!(
            "{base}{}",
            address.strip_prefix("//").map_or(address.to_owned(), |rest| format!("https://{rest}"))
        );
        self.tell(shown_as_link(&full), address);
        let words = title.unwrap_or_else(|| self.pick("观看：", "Open: ").to_owned() + &full);
        Some(Written::Inline(format!("[{words}](<{full}>)")))
    }

    /// Shows a film of the site itself.
    fn local_film(&mut self, address: &str, name: &str, title: Option<&str>) -> Written {
        let Target::To(file) = self.media(address) else {
            return Written::Inline(title.unwrap_or_default().to_owned());
        };
        Written::Block(self.film_directive(&file, name != "video" && name != "dplayer", title))
    }

    pub(super) fn film_directive(&self, file: &str, is_sound: bool, title: Option<&str>) -> String {
        let (zh, en) = if is_sound { ("音频", "audio") } else { ("视频", "video") };
        let is_film = ["mp4", "webm", "ogv", "mov", "m4v", "mp3", "m4a", "ogg", "wav", "flac", "aac"];
        if !is_film.contains(&parts(file).2.as_str()) {
            return format!(
                ":::{} {}={} :::",
                self.pick("下载", "download"),
                self.pick("文件", "file"),
                value(file)
            );
        }
        let caption = title.map(|title| format!(" {}={}", self.pick("图说", "caption"), value(title)));
        let key = self.pick("文件", "src");
        format!(":::{} {key}={}{} :::", self.pick(zh, en), value(file), caption.unwrap_or_default())
    }
}

/// Endings of pictures.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "avif"];

fn link_of_picture() -> Problem {
    Problem::info("import/old-tag", "图片上的链接没有带过来", "the link of a picture was not carried over")
        .help("点开图片看大图；要链接，写在图下面", "write the link below the picture")
}
