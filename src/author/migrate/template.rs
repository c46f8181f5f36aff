//! Turns the tags of templates in a text into Markdown: what has a counterpart becomes that, the
//! rest stays as code and is told.

use super::convert::{Converter, Target};
use super::folder::{joined, parts};
use super::front;
use super::model::OldKind;
use super::tag::{self, Form, Tag};
use crate::problem::Problem;

/// Maximum depth of tags within tags.
const DEEPEST: usize = 20;
/// Stand for `{` and for the `%` of tags that are shown, until all tags are read.
const BRACE: &str = "\u{e012}";

/// What becomes of a tag.
enum Written {
    /// Words within a line.
    Inline(String),
    /// Blocks of their own.
    Block(String),
}

impl Converter<'_> {
    /// Converts the tags of a text.
    pub(super) fn without_tags(&mut self, text: &str) -> String {
        let kind = self.lookup.site.kind;
        match kind {
            OldKind::Hexo | OldKind::Hugo | OldKind::Jekyll => self.tags(text, 0).replace(BRACE, "{"),
            _ => text.to_owned(),
        }
    }

    fn tags(&mut self, text: &str, depth: usize) -> String {
        let kind = self.lookup.site.kind;
        let code = match kind {
            // Hugo reads shortcodes in code, too; Jekyll everything, but pages mean what is there.
            OldKind::Hugo => Vec::new(),
            _ => super::code::ranges(text),
        };
        let mut done = String::new();
        let mut at = 0;
        while let Some(tag) = tag::next(text, at, kind, &code).filter(|_| depth < DEEPEST) {
            done.push_str(text.get(at..tag.span.start).unwrap_or_default());
            at = tag.span.end;
            match self.tag(&tag, text, depth, done.chars().next_back()) {
                Written::Inline(words) => done.push_str(&words),
                Written::Block(block) => {
                    push_block(&mut done, &block);
                    let rest = text.get(at..).unwrap_or_default();
                    let breaks = rest.len() - rest.trim_start_matches([' ', '\t', '\n']).len();
                    let lines = rest.get(..breaks).map_or(0, |gap| gap.matches('\n').count());
                    if breaks < rest.len() && !done.is_empty() {
                        done.push_str(if lines >= 2 { "" } else { "\n\n" });
                        at += if lines < 2 { breaks } else { 0 };
                    }
                }
            }
        }
        done.push_str(text.get(at..).unwrap_or_default());
        // `{% raw %}` within code is read by Jekyll all the same.
        if kind == OldKind::Jekyll && depth == 0 {
            for mark in ["{% raw %}", "{% endraw %}", "{%raw%}", "{%endraw%}", "{%- raw -%}", "{%- endraw -%}"] {
                done = done.replace(mark, "");
            }
        }
        done
    }

    fn tag(&mut self, tag: &Tag, text: &str, depth: usize, before: Option<char>) -> Written {
        let inner = tag.inner.clone().and_then(|inner| text.get(inner));
        match tag.form {
            Form::Escaped => {
                // In a form that is shown as it is.
                let marks = tag.raw.replacen("/*", "", 1).replace("*/", "");
                return Written::Inline(marks.replace('{', BRACE));
            }
            Form::Expression => {
                return Written::Inline(match self.expression(&tag.written) {
                    Some(value) => value,
                    None => self.kept(tag, before),
                });
            }
            _ => {}
        }
        let known = match self.known(tag, inner, depth) {
            Some(written) => Some(written),
            None => self.of_page(tag, inner, depth),
        };
        if let Some(written) = known {
            return written;
        }
        match inner {
            Some(inner) => {
                self.tell(unknown_pair(&tag.raw), &tag.raw);
                Written::Block(self.tags(inner, depth + 1))
            }
            None => Written::Inline(self.kept(tag, before)),
        }
    }

    /// Keeps a tag as code, and tells it. Within an address it would be no code.
    fn kept(&mut self, tag: &Tag, before: Option<char>) -> String {
        self.tell(unknown(&tag.raw), &tag.raw);
        if before.is_some_and(|before| matches!(before, '(' | '"' | '\'' | '=' | '/' | '<')) {
            return String::new();
        }
        let words = tag.raw.split_whitespace().collect::<Vec<_>>().join(" ").replace('{', BRACE);
        let fence = if words.contains('`') { "``" } else { "`" };
        format!("{fence}{words}{fence}")
    }

    /// Tags that all programs have: code, quotations, notes, pictures, films.
    fn known(&mut self, tag: &Tag, inner: Option<&str>, depth: usize) -> Option<Written> {
        let name = tag.name.rsplit('/').next().unwrap_or(&tag.name).to_ascii_lowercase();
        let name = name.trim_end_matches(".html");
        let is_include = matches!(tag.name.as_str(), "include" | "include_cached");
        if is_include {
            return self.include(tag);
        }
        Some(match (name, inner) {
            ("raw", Some(inner)) => Written::Inline(inner.replace('{', BRACE)),
            ("rawhtml" | "html" | "unsafe", Some(inner)) => Written::Block(inner.to_owned()),
            ("comment", Some(_)) => Written::Inline(String::new()),
            ("more" | "toc", None) => Written::Inline(String::new()),
            ("codeblock" | "code" | "highlight", Some(inner)) => Written::Block(code(tag, inner)),
            ("mermaid" | "plantuml" | "katex" | "math", Some(inner)) if name.starts_with('m') || name == "katex" => {
                match name {
                    "mermaid" => Written::Block(fenced("mermaid", inner)),
                    _ => Written::Block(format!("$$\n{}\n$$", inner.trim())),
                }
            }
            ("blockquote" | "quote" | "pullquote" | "centerquote" | "cq" | "epigraph", Some(inner)) => {
                let words = self.tags(inner, depth + 1);
                let by = if name == "pullquote" { String::new() } else { tag.rest(0) };
                let by = tag.named(&["author", "source"]).map_or(by, str::to_owned);
                let by = if by.is_empty() { by } else { format!("\n\n—— {by}") };
                Written::Block(quoted(&format!("{}{by}", words.trim())))
            }
            (name, Some(inner)) if NOTES.contains(&name) => {
                let words = self.tags(inner, depth + 1);
                Written::Block(self.note(name, tag, &words))
            }
            ("details" | "fold" | "folding" | "expand" | "collapse" | "spoiler" | "hidetoggle" | "accordion", Some(inner)) => {
                self.tell(unknown_pair(&tag.raw), &tag.raw);
                let named = tag.named(&["title", "summary", "label"]).map(str::to_owned);
                let title = named.unwrap_or_else(|| tag.rest(0)).replace(',', " ");
                let words = self.tags(inner, depth + 1);
                Written::Block(match title.trim() {
                    "" => words,
                    title => format!("**{title}**\n\n{}", words.trim()),
                })
            }
            ("gallery" | "gallerygroup" | "grouppicture" | "gp" | "image-gallery", Some(inner)) => {
                let words = self.tags(inner, depth + 1);
                Written::Block(self.directive("图组", "gallery", words.trim()))
            }
            ("figure" | "img" | "image" | "imgproc" | "picture" | "fancybox" | "lightbox" | "asset_img" | "imgcap"
            | "figure_raw" | "responsive-image" | "postimage", _) => Written::Inline(self.picture(tag, name)?),
            ("video" | "bilibili" | "youtube" | "vimeo" | "dplayer" | "audio" | "aplayer" | "music" | "iframe" | "gist"
            | "tweet" | "x" | "instagram" | "twitter" | "asciinema" | "jsfiddle" | "codepen" | "youku" | "pdf", _) => {
                self.film(tag, name)?
            }
            ("btn" | "button" | "cta", _) => {
                let words = inner.map_or_else(|| self.comma(tag, 1), str::to_owned);
                let address = tag.named(&["href", "url", "link"]).map_or_else(|| self.comma(tag, 0), str::to_owned);
                Written::Inline(self.linked(words.trim(), &address))
            }
            ("label", None) => {
                Written::Inline(tag.written.split_once('@').map_or(tag.written.as_str(), |(_, words)| words).to_owned())
            }
            ("center" | "align" | "left" | "right" | "columns" | "column" | "div" | "span" | "row" | "col" | "lead"
            | "tabs" | "tab" | "subtabs" | "steps" | "cards" | "card", Some(inner)) => {
                self.tell(unknown_pair(&tag.raw), &tag.raw);
                let words = self.tags(inner, depth + 1);
                let title = tag.named(&["name", "title", "label", "tabname"]);
                Written::Block(match (name, title) {
                    ("tab" | "card", title) if title.is_some() || !tag.rest(0).is_empty() => {
                        let title = title.map_or_else(|| tag.rest(0), str::to_owned);
                        format!("**{title}**\n\n{}", words.trim())
                    }
                    _ => tab_titles(&words),
                })
            }
            _ => return None,
        })
    }

    /// Tags that lead to pages and files of the site, and those of programming.
    fn of_page(&mut self, tag: &Tag, inner: Option<&str>, depth: usize) -> Option<Written> {
        Some(match (tag.name.as_str(), inner) {
            ("post_url" | "link" | "post_path" | "ref" | "relref", None) if self.lookup.site.kind != OldKind::Hexo || tag.name == "post_path" => {
                let name = tag.named(&["path"]).or_else(|| tag.positional(0)).unwrap_or_default();
                let (name, fragment) = name.split_once('#').map_or((name, String::new()), |(name, part)| (name, format!("#{part}")));
                let page = self.page_named(name);
                if page.is_none() && self.lookup.file(&format!("/{name}"), self.page).is_some() {
                    return Some(Written::Inline(format!("/{name}")));
                }
                if page.is_none() {
                    self.tell(lost_page(&tag.raw), &tag.raw);
                }
                Written::Inline(self.lookup.placeholder(page) + &fragment)
            }
            ("post_link", None) => {
                let name = tag.positional(0)?;
                let rest: Vec<String> = tag.arguments.iter().skip(1).map(|(_, value)| value.clone()).collect();
                let words: Vec<String> = rest.into_iter().filter(|word| !matches!(word.as_str(), "true" | "false")).collect();
                let page = self.page_named(name);
                let title = page.and_then(|number| self.lookup.site.pages.get(number)).map(|page| {
                    front::text(&page.front, "title").unwrap_or_else(|| page.stem.clone())
                });
                let words = if words.is_empty() { title.unwrap_or_else(|| name.to_owned()) } else { words.join(" ") };
                match page {
                    Some(_) => Written::Inline(format!("[{words}]({})", self.lookup.placeholder(page))),
                    None => {
                        self.tell(lost_page(&tag.raw), &tag.raw);
                        Written::Inline(words)
                    }
                }
            }
            ("asset_path", None) => Written::Inline(tag.positional(0)?.to_owned()),
            ("asset_link", None) => {
                let address = tag.positional(0)?;
                let words = tag.rest(1).replace(" true", "").replace(" false", "");
                let words = if words.is_empty() { address.to_owned() } else { words };
                Written::Inline(self.linked(&words, address))
            }
            // Hexo: `{% link text url [external] [title] %}`.
            ("link" | "linkcard", None) => {
                let parts: Vec<&str> = match tag.written.contains(',') {
                    true => tag.written.split(',').map(str::trim).collect(),
                    false => tag.arguments.iter().map(|(_, value)| value.as_str()).collect(),
                };
                let is_address = |part: &&&str| part.contains("://") || part.starts_with('/');
                let address = parts.iter().find(is_address)?;
                let words = parts.iter().find(|part| *part != address).unwrap_or(address);
                Written::Inline(self.linked(words, address))
            }
            ("include_code", None) => self.included_code(tag)?,
            ("include_relative", None) => {
                let holder = parts(&self.page.file).0;
                let file = joined(holder, tag.positional(0)?)?;
                let text = self.folder()?.text(&file).ok()?;
                let body = front::front(&file, &text, false).map_or(0, |front| front.body);
                Written::Block(self.tags(text.get(body..)?, depth + 1))
            }
            ("param", None) => {
                let name = tag.positional(0)?;
                let own = front::text(&self.page.front, name);
                let value = own.or_else(|| self.lookup.site.settings.get(&format!("params.{name}")).cloned())?;
                Written::Inline(value)
            }
            ("assign" | "capture" | "cycle" | "increment" | "decrement" | "seo" | "feed_meta", _) => {
                self.tell(program(&tag.raw), &tag.raw);
                Written::Inline(String::new())
            }
            ("for" | "tablerow" | "capture_", Some(_)) => {
                self.tell(program(&tag.raw), &tag.raw);
                Written::Inline(String::new())
            }
            _ => return None,
        })
    }

    /// Finds a page as tags call it: from the root, or from the folder of the page.
    fn page_named(&self, name: &str) -> Option<usize> {
        let holder = parts(&self.page.file).0;
        let near = || joined(holder, name.trim_start_matches("./"));
        self.lookup.named(name).or_else(|| self.lookup.named(&near()?))
    }

    /// Evaluates an expression that is known: `site.baseurl`, `page.title`, `"/a" | relative_url`.
    fn expression(&self, written: &str) -> Option<String> {
        let mut parts = written.split('|').map(str::trim);
        let mut value = self.operand(parts.next()?)?;
        for filter in parts {
            let (name, operand) = filter.split_once(':').map_or((filter, ""), |(name, rest)| (name.trim(), rest.trim()));
            match name {
                "relative_url" | "absolute_url" | "escape" | "strip" | "safe" | "url_for" | "xml_escape" => {}
                "prepend" => value = self.operand(operand)? + &value,
                "append" => value += &self.operand(operand)?,
                _ => return None,
            }
        }
        Some(value)
    }

    fn operand(&self, word: &str) -> Option<String> {
        for quote in ['"', '\''] {
            if let Some(text) = word.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
                return Some(text.to_owned());
            }
        }
        match word {
            // Addresses begin at the site.
            "site.baseurl" | "site.url" | "site.github.url" | "root" | "config.root" | "site.root" => Some(String::new()),
            "page.title" => Some(self.title.to_owned()),
            "page.url" => self.page.addresses.first().cloned(),
            _ => {
                let (holder, key) = word.split_once('.')?;
                match holder {
                    "site" | "config" => self.lookup.site.settings.get(key).cloned(),
                    "page" | "post" => front::text(&self.page.front, key),
                    _ => None,
                }
            }
        }
    }

    /// Converts `{% include figure.html src="a.png" caption="…" %}`.
    fn include(&mut self, tag: &Tag) -> Option<Written> {
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
        let is_picture = ["figure", "image", "img", "picture", "photo"].iter().any(|known| name.contains(known));
        let address = tag.named(&source).filter(|_| is_picture)?.to_owned();
        let words = tag.named(&["caption", "description", "title"]).unwrap_or_default().to_owned();
        let alt = tag.named(&["alt"]).unwrap_or(&words).to_owned();
        Some(Written::Inline(image(&alt, &self.with_expressions(&address), &words)))
    }

    /// Evaluates the expressions within an argument.
    fn with_expressions(&self, text: &str) -> String {
        let mut done = text.to_owned();
        while let Some((before, rest)) = done.split_once("{{")
            && let Some((inner, after)) = rest.split_once("}}")
        {
            done = format!("{before}{}{after}", self.expression(inner.trim()).unwrap_or_default());
        }
        done
    }

    /// Converts a picture: `{% asset_img [class] a.png [width height] "title" %}`,
    /// `{{< figure src="a.png" caption="…" >}}`.
    fn picture(&mut self, tag: &Tag, name: &str) -> Option<String> {
        let of_name = tag.named(&["src", "url", "image", "link_", "path", "file"]).map(str::to_owned);
        let unnamed: Vec<&str> =
            tag.arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, value)| value.as_str()).collect();
        let at = unnamed.iter().position(|value| value.contains(['.', '/']) && !value.contains(' '));
        let address = of_name.clone().or_else(|| unnamed.get(at?).map(|value| (*value).to_owned()))?;
        let is_size = |value: &&str| value.trim_end_matches(['%', 'x', 'p']).bytes().all(|b| b.is_ascii_digit());
        let words: Vec<&str> = match of_name {
            Some(_) => Vec::new(),
            None => unnamed.iter().skip(at? + 1).copied().filter(|value| !is_size(value)).collect(),
        };
        // Hexo has the title and the alternative text as `"title" "alt"`, or `"'title' 'alt'"`.
        let title = match (words.as_slice(), name) {
            ([one], _) if one.contains("' '") => one.split("' '").next().unwrap_or_default().trim_matches('\'').to_owned(),
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
    fn film(&mut self, tag: &Tag, name: &str) -> Option<Written> {
        let address = tag.named(&["src", "url", "id", "file", "bvid", "vid", "user"]).or_else(|| tag.positional(0))?;
        let title = tag.named(&["title", "caption", "name"]).map(str::to_owned);
        let address = match (name, tag.named(&["id"])) {
            ("tweet" | "x" | "twitter", Some(id)) => format!("{}/status/{id}", tag.named(&["user"]).unwrap_or("i")),
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
        let full = format!("{base}{}", address.strip_prefix("//").map_or(address.to_owned(), |rest| format!("https://{rest}")));
        self.tell(embedded(&full), address);
        let words = title.unwrap_or_else(|| self.pick("观看", "Open").to_owned() + "：" + &full);
        Some(Written::Inline(format!("[{words}](<{full}>)")))
    }

    /// Shows a film of the site itself.
    fn local_film(&mut self, address: &str, name: &str, title: Option<&str>) -> Written {
        let Target::To(file) = self.media(address) else { return Written::Inline(title.unwrap_or_default().to_owned()) };
        Written::Block(self.film_directive(&file, name != "video" && name != "dplayer", title))
    }

    pub(super) fn film_directive(&self, file: &str, is_sound: bool, title: Option<&str>) -> String {
        let (zh, en) = if is_sound { ("音频", "audio") } else { ("视频", "video") };
        let is_film = ["mp4", "webm", "ogv", "mov", "m4v", "mp3", "m4a", "ogg", "wav", "flac", "aac"];
        if !is_film.contains(&parts(file).2.as_str()) {
            return format!(":::{} {}={} :::", self.pick("下载", "download"), self.pick("文件", "file"), value(file));
        }
        let caption = title.map(|title| format!(" {}={}", self.pick("图说", "caption"), value(title)));
        let key = self.pick("文件", "src");
        format!(":::{} {key}={}{} :::", self.pick(zh, en), value(file), caption.unwrap_or_default())
    }

    fn note(&self, name: &str, tag: &Tag, words: &str) -> String {
        let first = tag.positional(0).unwrap_or_default().to_ascii_lowercase();
        let kind_named = tag.named(&["type", "color", "style"]).unwrap_or_default().to_ascii_lowercase();
        let is_word = NOTES.contains(&first.as_str()) || LOOKS.contains(&first.as_str());
        let title = tag.named(&["title", "header"]).map(str::to_owned);
        let title = title.unwrap_or_else(|| {
            let rest: Vec<&str> = tag.arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, v)| v.as_str()).collect();
            let rest = rest.into_iter().skip(usize::from(is_word));
            let words = rest.filter(|word| !LOOKS.contains(word) && !matches!(*word, "true" | "false"));
            words.collect::<Vec<_>>().join(" ")
        });
        let is_grave = |word: &str| matches!(word, "warning" | "danger" | "error" | "caution" | "attention" | "bug" | "failure");
        let kind = if is_grave(name) || is_grave(&first) || is_grave(&kind_named) {
            format!(" {}={}", self.pick("种类", "kind"), self.pick("注意", "warning"))
        } else if [name, &first, &kind_named].contains(&"important") {
            format!(" {}={}", self.pick("种类", "kind"), self.pick("重要", "important"))
        } else {
            String::new()
        };
        let title = match title.trim() {
            "" => String::new(),
            title => format!(" {}={}", self.pick("标题", "title"), value(title)),
        };
        format!(":::{}{title}{kind}\n{}\n:::", self.pick("说明", "note"), words.trim())
    }

    fn directive(&self, zh: &str, en: &str, words: &str) -> String {
        format!(":::{}\n{words}\n:::", self.pick(zh, en))
    }

    fn linked(&self, words: &str, address: &str) -> String {
        let address = self.with_expressions(address);
        format!("[{words}]({})", destination(&address))
    }

    /// Returns the `at`-th of arguments that are parted by commas.
    fn comma(&self, tag: &Tag, at: usize) -> String {
        tag.written.split(',').nth(at).unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned()
    }

    fn included_code(&mut self, tag: &Tag) -> Option<Written> {
        let unnamed: Vec<&str> = tag.arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, v)| v.as_str()).collect();
        let file = unnamed.iter().find(|word| word.contains('.') && !word.contains(':'))?;
        let root = self.lookup.site.roots.first()?;
        let path = joined(root, &format!("downloads/code/{file}"))?;
        let text = self.folder()?.text(&path).ok()?;
        let language = unnamed.iter().find_map(|word| word.strip_prefix("lang:")).map(str::to_owned);
        Some(Written::Block(fenced(&language.unwrap_or_else(|| parts(file).2), &text)))
    }
}

/// Names of tags that are notes.
const NOTES: [&str; 28] = [
    "note", "notice", "tip", "info", "warning", "admonition", "callout", "alert", "hint", "important", "caution",
    "danger", "success", "question", "attention", "error", "example", "abstract", "bug", "failure", "quote_", "primary",
    "secondary", "notel", "noteblock", "message", "notification", "subnote",
];

/// Words that say how a note looks.
const LOOKS: [&str; 17] = [
    "default", "simple", "modern", "flat", "no-icon", "icon", "blue", "red", "green", "orange", "purple", "pink",
    "yellow", "gray", "grey", "light", "dark",
];

/// Appends blocks: with empty lines around them, indented as their line is.
fn push_block(done: &mut String, block: &str) {
    let line = done.rsplit('\n').next().unwrap_or_default();
    let is_indent = line.chars().all(|c| c == ' ' || c == '\t');
    let indent = if is_indent { line.to_owned() } else { String::new() };
    let length = done.trim_end_matches([' ', '\t', '\n']).len();
    done.truncate(length);
    if block.trim().is_empty() {
        return;
    }
    if !done.is_empty() {
        done.push_str("\n\n");
    }
    let lines = block.trim_matches('\n').lines().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!("{indent}{line}"),
    });
    done.push_str(&lines.collect::<Vec<_>>().join("\n"));
}

/// Writes code in a fence: `{% codeblock title lang:js %}`, `{% highlight js linenos %}`.
fn code(tag: &Tag, inner: &str) -> String {
    let unnamed: Vec<&str> = tag.arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, v)| v.as_str()).collect();
    let is_hexo = tag.form == Form::Tag && tag.name != "highlight";
    let language = match is_hexo {
        true => unnamed.iter().find_map(|word| word.strip_prefix("lang:")).or(tag.named(&["lang"])),
        false => tag.named(&["lang", "language"]).or_else(|| unnamed.first().copied()),
    };
    let is_option = |word: &&&str| word.contains(':') && !word.contains("://");
    let title: Vec<&str> = unnamed.iter().filter(|word| is_hexo && !is_option(word) && !word.contains("://")).copied().collect();
    let fence = fenced(language.unwrap_or_default(), inner);
    if title.is_empty() { fence } else { format!("{}\n\n{fence}", title.join(" ")) }
}

fn fenced(language: &str, inner: &str) -> String {
    let inner = inner.trim_matches('\n').trim_end();
    let longest = inner.lines().map(|line| line.trim_start().chars().take_while(|c| *c == '`').count()).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", inner.replace('{', BRACE))
}

fn quoted(text: &str) -> String {
    text.lines().map(|line| if line.trim().is_empty() { ">".to_owned() } else { format!("> {line}") }).collect::<Vec<_>>().join("\n")
}

/// Makes headings of the marks that NexT has for tabs: `<!-- tab 标题 -->`.
fn tab_titles(words: &str) -> String {
    let lines = words.lines().filter(|line| line.trim() != "<!-- endtab -->").map(|line| {
        let title = line.trim().strip_prefix("<!-- tab").and_then(|rest| rest.strip_suffix("-->"));
        title.map_or_else(|| line.to_owned(), |title| match title.trim() {
            "" => String::new(),
            title => format!("**{title}**"),
        })
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Writes a picture.
pub(super) fn image(alt: &str, address: &str, title: &str) -> String {
    let alt = alt.replace(['[', ']', '\n'], " ");
    let title = match title.trim() {
        "" => String::new(),
        title => format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ")),
    };
    format!("![{}]({}{title})", alt.trim(), destination(address))
}

/// Writes an address, in angle brackets if it has blanks or brackets.
pub(super) fn destination(address: &str) -> String {
    match address.contains([' ', '(', ')', '<', '>']) || address.is_empty() {
        true => format!("<{}>", address.replace('<', "%3C").replace('>', "%3E")),
        false => address.to_owned(),
    }
}

/// Writes a value of an argument of a directive.
fn value(words: &str) -> String {
    let is_plain = !words.is_empty() && !words.contains([' ', '"', '=', ':', '“', '”', '\u{3000}']);
    if is_plain { words.to_owned() } else { format!("\"{}\"", words.replace('"', "'")) }
}

fn unknown(raw: &str) -> Problem {
    let shown: String = raw.chars().take(60).collect();
    Problem::warning(
        "import/old-tag",
        format!("标签 {shown} 在这里没有对应的，照原样留在正文里"),
        format!("the tag `{shown}` has no counterpart here: it stays in the text as it is"),
    )
    .help("看看它原来显示什么，改成正文、图片或者组件（:::）", "write what it showed: words, a picture or a directive (:::)")
}

fn unknown_pair(raw: &str) -> Problem {
    let shown: String = raw.chars().take(60).collect();
    Problem::warning(
        "import/old-tag",
        format!("标签 {shown} 在这里没有对应的，只留下里面的内容"),
        format!("the tag `{shown}` has no counterpart here: what it enclosed stays"),
    )
    .help("看一遍这里的版面", "look at the page here")
}

fn program(raw: &str) -> Problem {
    let shown: String = raw.chars().take(60).collect();
    Problem::warning(
        "import/old-tag",
        format!("{shown} 是模板里的程序，没有带过来"),
        format!("`{shown}` is a program of the old site: it was not carried over"),
    )
    .help("它列出的内容，用这里的组件，如 :::文章列表", "use a directive for what it listed, such as `:::articles`")
}

fn lost_page(raw: &str) -> Problem {
    Problem::warning(
        "import/old-link",
        format!("{raw} 指向的文章在旧站里没有，只留下了文字"),
        format!("`{raw}` leads to no page of the old site: only its words stay"),
    )
    .help("补上链接，或者删去这几个字", "write the link, or delete the words")
}

fn embedded(address: &str) -> Problem {
    Problem::info(
        "import/embedded",
        format!("嵌在页面里的 {address} 成了链接"),
        format!("{address}, which was embedded, is a link"),
    )
    .help("内网看不到外站的视频；有文件的，放在文章旁边，用 :::视频", "put the file next to the article and use `:::video`")
}

fn link_of_picture() -> Problem {
    Problem::info("import/old-tag", "图片上的链接没有带过来", "the link of a picture was not carried over")
        .help("点开图片看大图；要链接，写在图下面", "write the link below the picture")
}
