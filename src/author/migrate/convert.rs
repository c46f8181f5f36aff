//! Holds what is known while the text of a page is converted.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::folder::{OldFolder, parts, unreadable};
use super::lookup::{Leads, Lookup};
use super::model::{Carried, OldPage, Source};
use super::notes::{Notes, short};
use crate::attachment::danger;
use crate::picture::Format;
use crate::problem::Problem;
use crate::site::Config;
use crate::source::read_at_most;
use crate::text::file_name::is_portable;
use crate::text::link::{Destination, destination};
use crate::text::slug;

/// A page that is being converted.
pub(super) struct Converter<'c> {
    pub lookup: &'c Lookup<'c>,
    pub page: &'c OldPage,
    pub config: &'c Config,
    /// The title of the article.
    pub title: &'c str,
    pub is_chinese: bool,
    /// The files that come beside the article.
    pub files: Vec<Carried>,
    pub notes: &'c mut Notes,
    /// The files that are being put into the text, the innermost last.
    pub including: Vec<String>,
    /// How many were put in, and their length in bytes.
    pub included: (usize, usize),
    /// The looks that were left out: the first of each kind, and their number.
    looks: BTreeMap<String, (String, usize)>,
    /// Where words end that were told of: the next place of the same words is another.
    told: HashMap<String, usize>,
}

/// Where a link or a picture leads in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// To this address.
    To(String),
    /// As it is written.
    Same,
    /// Nowhere; that is told.
    Lost,
}

impl<'c> Converter<'c> {
    pub(super) fn new(
        lookup: &'c Lookup<'c>,
        page: &'c OldPage,
        (config, title): (&'c Config, &'c str),
        notes: &'c mut Notes,
    ) -> Self {
        let is_chinese = config.code(0).starts_with("zh");
        Self {
            lookup,
            page,
            config,
            title,
            is_chinese,
            files: Vec::new(),
            notes,
            including: Vec::new(),
            included: (0, 0),
            looks: BTreeMap::new(),
            told: HashMap::new(),
        }
    }

    /// Picks words in the language of the site.
    pub(super) fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        if self.is_chinese { zh } else { en }
    }

    /// Tells something, at the next place of the words in the page.
    pub(super) fn tell(&mut self, problem: Problem, words: &str) {
        let from = self.told.entry(words.to_owned()).or_default();
        let problem = self.page.at(problem, words, *from);
        *from = self.page.next(words, *from).map_or(*from, |at| at + words.len());
        self.notes.tell(problem);
    }

    /// Counts a look that is left out: a tag of HTML, an attribute.
    pub(super) fn look(&mut self, written: &str) {
        let written = written.lines().next().unwrap_or_default().trim();
        let kind: String = written.chars().take_while(|c| !c.is_whitespace() && *c != '>').collect();
        let known = self.looks.entry(kind).or_insert_with(|| (written.to_owned(), 0));
        known.1 += 1;
    }

    /// Tells of the looks that were left out.
    pub(super) fn tell_looks(&mut self) {
        for (written, count) in std::mem::take(&mut self.looks).into_values() {
            self.tell(left_look(&written, count), &written);
        }
    }

    /// Finds where a link leads.
    pub(super) fn link(&mut self, written: &str) -> Target {
        // `javascript:`, `file:` and their kind lead nowhere here, either.
        if matches!(destination(written), Destination::Refused(_)) {
            self.tell(lost_link(written), written);
            return Target::Lost;
        }
        match self.lookup.leads(written, self.page) {
            Leads::Elsewhere => Target::Same,
            Leads::Home => Target::To("/".to_owned()),
            Leads::Page(number) => {
                let fragment = written.find('#').and_then(|at| written.get(at..)).unwrap_or_default();
                Target::To(self.lookup.placeholder(Some(number)) + fragment)
            }
            Leads::File(path) => match self.carry(&path) {
                Ok(name) => Target::To(name),
                Err(problem) => {
                    self.tell(problem, written);
                    Target::Lost
                }
            },
            Leads::Nowhere => {
                self.tell(lost_link(written), written);
                Target::Lost
            }
        }
    }

    /// Finds the file of a picture, a film or a sound.
    pub(super) fn media(&mut self, written: &str) -> Target {
        let leads = self.lookup.leads(written, self.page);
        match leads {
            Leads::Elsewhere if self.config.media.is_own(written) => Target::Same,
            Leads::File(path) => match self.carry(&path) {
                Ok(name) => Target::To(name),
                Err(problem) => {
                    self.tell(problem, written);
                    Target::Lost
                }
            },
            _ => {
                self.tell(
                    if leads == Leads::Elsewhere { foreign(written) } else { lost_file(written) },
                    written,
                );
                Target::Lost
            }
        }
    }

    /// Takes a file beside the article, and returns its name there.
    pub(super) fn carry(&mut self, path: &Path) -> Result<String, Problem> {
        let from = Source::File(path.to_owned());
        if let Some(known) = self.files.iter().find(|file| file.from == from) {
            return Ok(known.name.clone());
        }
        let shown = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let (_, stem, mut ending) = parts(&shown);
        // Next to an article it would be another one.
        let is_page = matches!(ending.as_str(), "md" | "markdown");
        let mut file = std::fs::File::open(path).map_err(|error| unreadable(&shown, &error))?;
        let danger = danger(&mut file, &shown).map_err(|error| unreadable(&shown, &error))?;
        if is_page || danger.is_some() {
            return Err(dangerous(&shown));
        }
        let length = std::fs::metadata(path).map(|data| data.len()).unwrap_or_default();
        if length > self.config.media.max {
            return Err(too_large(&shown, self.config.media.max));
        }
        let format = format_of(path);
        // What a server answers when the picture is not there.
        if format == Some(Format::Html) {
            return Err(dangerous(&shown));
        }
        if let Some(format) = format
            && !format.endings().contains(&ending.as_str())
            && let Some(own) = format.endings().first()
        {
            ending = (*own).to_owned();
        }
        let name = self.free(&clean(stem), &ending);
        self.files.push(Carried { name: name.clone(), from });
        Ok(name)
    }

    /// Takes a picture that the page itself holds.
    pub(super) fn carry_bytes(&mut self, bytes: Vec<u8>) -> String {
        let ending = Format::of(&bytes).endings().first().copied().unwrap_or("bin");
        let name = self.free(&(self.files.len() + 1).to_string(), ending);
        self.files.push(Carried { name: name.clone(), from: Source::Bytes(bytes) });
        name
    }

    /// Returns a name that no other file of the article has.
    fn free(&self, stem: &str, ending: &str) -> String {
        let dot = if ending.is_empty() { "" } else { "." };
        let is_taken = |name: &str| {
            name.eq_ignore_ascii_case("index.md")
                || self.files.iter().any(|file| file.name.eq_ignore_ascii_case(name))
        };
        let names = (1..).map(|number| match number {
            1 => format!("{stem}{dot}{ending}"),
            number => format!("{stem}-{number}{dot}{ending}"),
        });
        names.into_iter().find(|name| !is_taken(name)).unwrap_or_default()
    }

    /// The folder of the old site, if there is one.
    pub(super) fn folder(&self) -> Option<&'c OldFolder> {
        self.lookup.folder
    }
}

/// Returns a name without what makes trouble in addresses and on disks. Chinese words stay.
fn clean(stem: &str) -> String {
    let mut name = String::new();
    for c in stem.chars() {
        match c {
            c if c.is_alphanumeric() || c == '_' || c == '.' => name.push(c),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
        if name.len() > 80 {
            break;
        }
    }
    let name = name.trim_matches(['-', '.']).to_owned();
    if !name.is_empty() && is_portable(&name) {
        name
    } else {
        slug(stem).unwrap_or_else(|| "file".to_owned())
    }
}

/// Returns the format of a picture by its content.
fn format_of(path: &Path) -> Option<Format> {
    /// More than the beginning is needed for pictures in a container.
    const HEAD: u64 = 100 << 20;
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    let is_picture = ["jpg", "jpeg", "png", "gif", "webp", "bmp", "svg"].contains(&ending.as_str());
    let bytes = is_picture.then(|| read_at_most(path, HEAD).ok().flatten()).flatten()?;
    let format = Format::of(&bytes);
    (!format.endings().is_empty()).then_some(format)
}

fn left_look(written: &str, count: usize) -> Problem {
    let shown = short(written);
    Problem::info(
        "import/old-look",
        format!("{shown} 这样的样式去掉了 {count} 处，里面的文字留下"),
        format!("looks such as `{shown}` were removed in {count} places; their words stay"),
    )
    .help("大小、颜色、位置由网站的版式决定，一般不用管", "the theme decides sizes, colours and places")
}

fn lost_link(written: &str) -> Problem {
    Problem::warning(
        "import/old-link",
        format!("链接“{written}”在旧站里没有对应的文章或文件，只留下了文字"),
        format!("the link `{written}` leads to no page or file of the old site: only its words stay"),
    )
    .help(
        "指向栏目、标签、归档的，改成这里的栏目，如 /news/；不需要的不用管",
        "where it led to a section or a list, link to one here, such as `/news/`",
    )
}

fn lost_file(written: &str) -> Problem {
    Problem::warning(
        "import/old-file",
        format!("“{written}”没有找到，没有带过来"),
        format!("`{written}` was not found, and not carried over"),
    )
    .help(
        "找到以后放在文章旁边，在正文里写 ![说明](文件名)",
        "put it next to the article and write ![words](file) in the text",
    )
}

fn foreign(written: &str) -> Problem {
    Problem::warning(
        "import/old-file",
        format!("“{written}”在别的网站上，没有带过来，留下了链接"),
        format!("`{written}` is on another site: it was not carried over, and is a link"),
    )
    .help(
        "把它存下来放在文章旁边，在正文里写 ![说明](文件名)",
        "save it next to the article and write ![words](file) in the text",
    )
}

fn dangerous(name: &str) -> Problem {
    Problem::warning(
        "import/old-file",
        format!("“{name}”这种文件不能发布，没有带过来"),
        format!("files such as `{name}` cannot be published: it was not carried over"),
    )
    .help(
        "程序、网页打成压缩包也不行；文档另存为 PDF",
        "save documents as PDF; programs and pages are not published",
    )
}

fn too_large(name: &str, most: u64) -> Problem {
    let most = most >> 20;
    Problem::warning(
        "import/old-file",
        format!("“{name}”超过 {most} MB，没有带过来"),
        format!("`{name}` has more than {most} MB: it was not carried over"),
    )
    .help(
        "压缩以后放在文章旁边；或者在 site.yaml 里改大：媒体: {最大: 200MB}",
        "reduce it and put it next to the article, or allow more in `site.yaml`: `media: {max: 200MB}`",
    )
}
