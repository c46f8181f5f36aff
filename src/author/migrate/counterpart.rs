//! Writes what stands here for the tags of other programs.

use super::convert::Converter;
use super::folder::{joined, parts};
use super::front;
use super::markup::{destination, fenced, quoted};
use super::model::{Language, OldKind};
use super::note::{is_note, note};
use super::notes::old_tag;
use super::tag::{Form, Tag};
use super::template::{Written, is_in_address, shielded, unknown_pair};
use crate::problem::Problem;

/// Maximum number of files that are put into a page, and their length in bytes: files that put in
/// each other twice grow without bound.
const MOST_INCLUDED: usize = 500;
const LONGEST_INCLUDED: usize = 5 << 20;

impl Converter<'_> {
    /// Tags that all programs have: code, quotations, notes, pictures, films.
    pub(super) fn known(&mut self, tag: &Tag, inner: Option<&str>, depth: usize) -> Option<Written> {
        let name = tag.name.rsplit('/').next().unwrap_or(&tag.name).to_ascii_lowercase();
        let name = name.trim_end_matches(".html");
        let is_include = matches!(tag.name.as_str(), "include" | "include_cached");
        if is_include {
            return self.include(tag);
        }
        Some(match (name, inner) {
            ("raw", Some(inner)) => Written::Inline(shielded(inner)),
            ("rawhtml" | "html" | "unsafe", Some(inner)) => Written::Block(inner.to_owned()),
            ("comment", Some(_)) => Written::Inline(String::new()),
            ("more" | "toc", None) => Written::Inline(String::new()),
            ("codeblock" | "code" | "highlight", Some(inner)) => Written::Block(code(tag, inner)),
            ("mermaid", Some(inner)) => Written::Block(fenced("mermaid", &shielded(inner))),
            ("katex" | "math", Some(inner)) => Written::Block(format!("$$\n{}\n$$", inner.trim())),
            ("blockquote" | "quote" | "pullquote" | "centerquote" | "cq" | "epigraph", Some(inner)) => {
                let words = self.tags(inner, depth + 1);
                let by = if name == "pullquote" { String::new() } else { tag.rest(0) };
                let by = tag.named(&["author", "source"]).map_or(by, str::to_owned);
                let by = if by.is_empty() { by } else { format!("\n\n—— {by}") };
                Written::Block(quoted(&format!("{}{by}", words.trim())))
            }
            (name, Some(inner)) if is_note(name) => {
                let words = self.tags(inner, depth + 1);
                Written::Block(note(name, tag, &words, self.is_chinese))
            }
            (
                "details" | "fold" | "folding" | "expand" | "collapse" | "spoiler" | "hidetoggle"
                | "accordion",
                Some(inner),
            ) => {
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
            (
                "figure" | "img" | "image" | "imgproc" | "picture" | "fancybox" | "lightbox" | "asset_img"
                | "imgcap" | "responsive-image" | "postimage",
                _,
            ) => Written::Inline(self.picture(tag, name)?),
            (
                "video" | "bilibili" | "youtube" | "vimeo" | "dplayer" | "audio" | "aplayer" | "music"
                | "iframe" | "gist" | "tweet" | "x" | "instagram" | "twitter" | "asciinema" | "jsfiddle"
                | "codepen" | "youku" | "pdf",
                _,
            ) => self.film(tag, name)?,
            ("btn" | "button" | "cta", _) => {
                let words = inner.map_or_else(|| self.comma(tag, 1), str::to_owned);
                let address =
                    tag.named(&["href", "url", "link"]).map_or_else(|| self.comma(tag, 0), str::to_owned);
                Written::Inline(self.linked(words.trim(), &address))
            }
            ("label", None) => Written::Inline(
                tag.written.split_once('@').map_or(tag.written.as_str(), |(_, words)| words).to_owned(),
            ),
            (
                "center" | "align" | "left" | "right" | "columns" | "column" | "div" | "span" | "row" | "col"
                | "lead" | "tabs" | "tab" | "subtabs" | "steps" | "cards" | "card",
                Some(inner),
            ) => {
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
    /// `before` is the text in front of the tag.
    pub(super) fn of_page(
        &mut self,
        tag: &Tag,
        inner: Option<&str>,
        (depth, before): (usize, &str),
    ) -> Option<Written> {
        Some(match (tag.name.as_str(), inner) {
            ("post_url" | "link" | "post_path" | "ref" | "relref", None)
                if self.lookup.site.kind != OldKind::Hexo || tag.name == "post_path" =>
            {
                let name = tag.named(&["path"]).or_else(|| tag.positional(0)).unwrap_or_default();
                let (name, fragment) = name
                    .split_once('#')
                    .map_or((name, String::new()), |(name, part)| (name, format!("#{part}")));
                let page = self.page_named(name);
                if page.is_none() && self.lookup.file(&format!("/{name}"), self.page).is_some() {
                    return Some(Written::Inline(format!("/{name}")));
                }
                if page.is_none() {
                    self.tell(lost_page(&tag.raw), &tag.raw);
                }
                let address = self.lookup.placeholder(page) + &fragment;
                Written::Inline(match (is_in_address(before), page) {
                    (true, _) => address,
                    (false, Some(number)) => self.link_to(&self.title_of(number), &address),
                    (false, None) => name.to_owned(),
                })
            }
            ("post_link", None) => {
                let name = tag.positional(0)?;
                let rest: Vec<String> =
                    tag.arguments.iter().skip(1).map(|(_, value)| value.clone()).collect();
                let words: Vec<String> =
                    rest.into_iter().filter(|word| !matches!(word.as_str(), "true" | "false")).collect();
                let page = self.page_named(name);
                let title = page.map(|number| self.title_of(number));
                let words =
                    if words.is_empty() { title.unwrap_or_else(|| name.to_owned()) } else { words.join(" ") };
                match page {
                    Some(_) => Written::Inline(self.link_to(&words, &self.lookup.placeholder(page))),
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
            ("include_relative", None) => self.included(tag, depth)?,
            ("param", None) => {
                let name = tag.positional(0)?;
                let own = front::text(&self.page.front, name);
                let value =
                    own.or_else(|| self.lookup.site.settings.get(&format!("params.{name}")).cloned())?;
                Written::Inline(value)
            }
            ("assign" | "capture" | "cycle" | "increment" | "decrement" | "seo" | "feed_meta", _) => {
                self.tell(program(&tag.raw), &tag.raw);
                Written::Inline(String::new())
            }
            ("for" | "tablerow", Some(_)) => {
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

    /// Writes a link in the language of the page.
    fn link_to(&self, words: &str, address: &str) -> String {
        match self.page.language {
            Language::Markdown => format!("[{words}]({address})"),
            Language::Html => format!("<a href=\"{address}\">{words}</a>"),
        }
    }

    fn title_of(&self, number: usize) -> String {
        let page = self.lookup.site.pages.get(number);
        let title = page.map(|page| front::text(&page.front, "title").unwrap_or_else(|| page.stem.clone()));
        title.unwrap_or_default().replace(['[', ']'], " ")
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

    /// Puts in the text of another file. One that is being put in, or too much, is told.
    fn included(&mut self, tag: &Tag, depth: usize) -> Option<Written> {
        let holder = parts(&self.page.file).0;
        let file = joined(holder, tag.positional(0)?)?;
        let text = self.folder()?.text(&file).ok()?;
        let (count, length) = (self.included.0 + 1, self.included.1 + text.len());
        let is_open = self.including.contains(&file) || self.page.file == file;
        if is_open || count > MOST_INCLUDED || length > LONGEST_INCLUDED {
            self.tell(if is_open { within_itself(&tag.raw) } else { too_much(&tag.raw) }, &tag.raw);
            return Some(Written::Inline(String::new()));
        }
        self.included = (count, length);
        self.notes.included.extend(self.folder().and_then(|folder| folder.within(&file)));
        let body = front::front(&file, &text, false).map_or(0, |front| front.body);
        self.including.push(file);
        let words = self.tags(text.get(body..).unwrap_or_default(), depth + 1);
        self.including.pop();
        Some(Written::Block(words))
    }

    fn included_code(&mut self, tag: &Tag) -> Option<Written> {
        let unnamed: Vec<&str> =
            tag.arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, v)| v.as_str()).collect();
        let file = unnamed.iter().find(|word| word.contains('.') && !word.contains(':'))?;
        let root = self.lookup.site.roots.first()?;
        let path = joined(root, &format!("downloads/code/{file}"))?;
        let text = self.folder()?.text(&path).ok()?;
        self.notes.included.extend(self.folder().and_then(|folder| folder.within(&path)));
        let language = unnamed.iter().find_map(|word| word.strip_prefix("lang:")).map(str::to_owned);
        Some(Written::Block(fenced(&language.unwrap_or_else(|| parts(file).2), &shielded(&text))))
    }
}

/// Writes code in a fence: `{% codeblock title lang:js %}`, `{% highlight js linenos %}`.
fn code(tag: &Tag, inner: &str) -> String {
    let unnamed: Vec<&str> =
        tag.arguments.iter().filter(|(name, _)| name.is_none()).map(|(_, v)| v.as_str()).collect();
    let is_hexo = tag.form == Form::Tag && tag.name != "highlight";
    let language = match is_hexo {
        true => unnamed.iter().find_map(|word| word.strip_prefix("lang:")).or(tag.named(&["lang"])),
        false => tag.named(&["lang", "language"]).or_else(|| unnamed.first().copied()),
    };
    let is_option = |word: &&&str| word.contains(':') && !word.contains("://");
    let title: Vec<&str> =
        unnamed.iter().filter(|word| is_hexo && !is_option(word) && !word.contains("://")).copied().collect();
    let fence = fenced(language.unwrap_or_default(), &shielded(inner));
    if title.is_empty() { fence } else { format!("{}\n\n{fence}", title.join(" ")) }
}

/// Makes headings of the marks that NexT has for tabs: `<!-- tab 标题 -->`.
fn tab_titles(words: &str) -> String {
    let lines = words.lines().filter(|line| line.trim() != "<!-- endtab -->").map(|line| {
        let title = line.trim().strip_prefix("<!-- tab").and_then(|rest| rest.strip_suffix("-->"));
        title.map_or_else(
            || line.to_owned(),
            |title| match title.trim() {
                "" => String::new(),
                title => format!("**{title}**"),
            },
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn within_itself(raw: &str) -> Problem {
    let (zh, en) =
        ("{} 放进来的文件里又放进了它自己，没有再放", "{} puts a file into itself: it was not put in again");
    old_tag(raw, zh, en).help("看看正文少了什么，补上", "see what the text lacks, and add it")
}

fn too_much(raw: &str) -> Problem {
    let zh = "{} 没有放进来：这一篇里放进来的文件太多、太长";
    let en = "{} was left out: the files in this page are too many or too long";
    old_tag(raw, zh, en).help("看看正文少了什么，补上", "see what the text lacks, and add it")
}

fn program(raw: &str) -> Problem {
    let zh = "{} 是模板里的程序，没有带过来";
    old_tag(raw, zh, "{} is a program of the old site: it was not carried over").help(
        "它列出的内容，用这里的组件，如 :::文章列表",
        "use a directive for what it listed, such as `:::articles`",
    )
}

fn lost_page(raw: &str) -> Problem {
    Problem::warning(
        "import/old-link",
        format!("{raw} 指向的文章在旧站里没有，只留下了文字"),
        format!("`{raw}` leads to no page of the old site: only its words stay"),
    )
    .help("补上链接，或者删去这几个字", "write the link, or delete the words")
}
