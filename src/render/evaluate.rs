//! What a fact is at the moment, as a fingerprint.

use super::argument;
use super::fact::Fact;
use super::feed;
use super::frame;
use super::host::Resolver;
use super::value::{Origin, Target as FileTarget};
use super::world::World;
use crate::markdown::Host as _;
use crate::site::{MenuItem, PageId, Section};
use crate::store::Fingerprint;
use crate::theme::Component;

impl World {
    /// The fingerprint of a fact that has a value of its own. It can be asked within a frame only, since what it makes may have
    /// mistakes to tell. Nothing of it is noted.
    pub(super) fn evaluate(&self, fact: &Fact) -> u64 {
        let mut print = Fingerprint::new();
        frame::apart(|| self.print(fact, &mut print));
        print.done()
    }

    fn print(&self, fact: &Fact, print: &mut Fingerprint) {
        let site = &self.site;
        match fact {
            // Made from other facts.
            Fact::Card(_) | Fact::Templates(_) => {}
            Fact::Page(id) => self.print_page(*id, print),
            Fact::Text(id) => drop(print.number(site.page(*id).map_or(0, |page| page.text))),
            Fact::Around(id) => drop(print.number(self.around_print(*id))),
            Fact::SectionText(lang, path) => {
                print.number(site.section_at(*lang, path).map_or(0, |section| section.text));
            }
            Fact::Section(lang, path) => {
                let said = |section: &Section, _, print: &mut Fingerprint| {
                    print.number(section.print);
                    // Its name follows its content.
                    if let Some(banner) = section.fields.get("banner") {
                        let file = section.file.as_deref().unwrap_or_default();
                        print_shown(self.value(banner, Origin { file, lang: *lang }).as_ref(), print);
                    }
                };
                self.print_section(*lang, path, &said, print);
            }
            Fact::Counts(lang, path) => {
                let count = |section: &Section, is_shown, print: &mut Fingerprint| {
                    print.number(if is_shown { section.all.len() as u64 } else { 0 });
                };
                self.print_section(*lang, path, &count, print);
            }
            Fact::List(lang, path, number) => {
                let Some(section) = site.section_at(*lang, path) else { return };
                print.number(section.all.len() as u64).number(section.list_pages() as u64);
                self.print_pages(section.list_page(*number), print);
            }
            Fact::Taxonomy(..) | Fact::Term(..) | Fact::TermList(..) => self.print_terms(fact, print),
            Fact::Archive(_) | Fact::Year(..) => self.print_archive(fact, print),
            Fact::Map(lang) => {
                let sections = site.sections().iter().filter(|section| section.lang == *lang);
                for section in sections {
                    print.text(&section.path).number(section.print).number(section.all.len() as u64);
                }
            }
            Fact::Answer(query) => self.print_pages(&site.window(query, &self.answer(query)), print),
            Fact::Refer(lang, name) => {
                let id = site.refer(*lang, name, &[]);
                self.print_link(id, print);
                if id.is_none() {
                    print.text(if site.is_kept_back(*lang, name) { "kept back" } else { name });
                }
            }
            Fact::Person(lang, name) => {
                print.text(&self.person_url(name, *lang).unwrap_or_default());
            }
            Fact::UnitLink(lang, name) => print_shown(self.unit_reference(name, *lang).as_ref(), print),
            Fact::Unit(lang, name) => {
                let unit = site.organization().find(name).and_then(|id| self.unit(id, *lang));
                print_shown(unit.as_ref(), print);
            }
            Fact::Organization(lang) => print_shown(Some(&self.roots(*lang)), print),
            Fact::Statistics => drop(print.number(site.data_print("statistics"))),
            Fact::Site(lang) => {
                print_shown(Some(&self.shared(*lang).site), print);
                site.menu(*lang).iter().for_each(|item| self.print_menu(item, print));
                print.value(&site.config().base_url);
                let fields = &site.config().fields;
                print.text(&format!("{:?}", (fields.get("page_tags"), fields.get("corrections"))));
            }
            Fact::Words(lang) => {
                let words = self.theme.words(site.config().code(*lang));
                for key in words.iter().flat_map(|words| words.keys()) {
                    print.text(key).text(words.and_then(|words| words.get(key)).unwrap_or_default());
                }
            }
            Fact::Blocks(lang) => {
                for (_, node) in site.config().blocks(site.config().code(*lang)) {
                    print.text(&format!("{node:?}"));
                }
            }
            Fact::Languages => drop(print.value(&site.used_languages())),
            Fact::Translations(path) => {
                let Some(route) = site.route(path) else { return };
                for (lang, url, exact) in self.translated_routes(self.language(route), route) {
                    print.number(lang as u64).text(&url).number(u64::from(exact));
                }
            }
            Fact::Options => {
                for lang in site.used_languages().iter().copied() {
                    print_shown(Some(&self.shared(lang).theme), print);
                }
            }
            Fact::Template(name) => drop(print.number(self.closures.print(name))),
            Fact::Data(name) => drop(print.number(site.data_print(name))),
            Fact::AllData => drop(print.number(site.all_data_print())),
            Fact::Now => drop(print.text(&site.now().to_string())),
            Fact::ThemeFile(name) => {
                print.text(self.assets.theme_file(name).as_ref().map_or("", |asset| &asset.path));
            }
            Fact::File(document, written) => match self.target_file(written, document) {
                Some(FileTarget::Asset(asset)) => {
                    print.text(&asset.path).value(&asset.size).number(asset.length);
                }
                Some(FileTarget::Static(path)) => {
                    let length = std::fs::metadata(self.folder.path(&format!("static{path}")));
                    print.text(&path).number(length.map_or(0, |data| data.len()));
                }
                Some(FileTarget::Outside(_)) => drop(print.number(1)),
                None => {}
            },
            Fact::Link(document, lang, written) => {
                let resolver = Resolver::new(self, document, *lang, None);
                match resolver.link(written, 0..0) {
                    Ok(link) => drop(print.text(&link.href)),
                    Err(finding) => drop(print.number(1).text(finding.problem.code)),
                }
            }
            Fact::Directive(name) => {
                for components in [&self.directives, &self.blocks] {
                    let found = Component::meant_by(components, name);
                    print.text(found.map_or("", |component| &component.id));
                }
            }
            Fact::Named(refers, lang, name) => match argument::referred(self, *refers, name, *lang) {
                Ok(meant) => drop(print.text(&meant)),
                Err(problem) => drop(print.number(1).text(problem.code)),
            },
            Fact::Part(lang, name, of) => {
                print.number(self.part_print(&(*lang, name.clone(), of.clone())));
            }
            Fact::Feed(lang) => drop(print.text(&feed::atom(self, *lang))),
            Fact::Sitemap => feed::addresses(site, |path, changed| {
                print.text(path).value(&changed);
            }),
        }
    }

    fn print_page(&self, id: PageId, print: &mut Fingerprint) {
        let Some(page) = self.site.page(id) else { return };
        let section = self.site.section(page.section).map_or("", |section| &section.path);
        print.number(page.print).text(&page.id).text(&page.url).text(section);
        print.text(page.state.name()).number(u64::from(page.pinned));
        let period = if page.standing.has_period() { page.fields.group("period") } else { None };
        let state = period.and_then(|period| self.period_state(period));
        print.text(state.unwrap_or_default());
        let unit = page.unit.and_then(|unit| self.site.organization().unit(unit));
        print.text(unit.map_or("", |unit| &unit.id));
        let section = self.site.section(page.section);
        print
            .text(section.map_or("", |section| &section.title))
            .text(&section.map_or_else(String::new, Section::url));
    }

    /// What is said of a section, of those around it up to the home page, of its children and of those beside it.
    fn print_section(
        &self,
        lang: usize,
        path: &str,
        one: &dyn Fn(&Section, bool, &mut Fingerprint),
        print: &mut Fingerprint,
    ) {
        let mut around = self.site.section_at(lang, path);
        let mut steps = 0;
        while let Some(section) = around {
            let is_shown = steps == 0 || (steps == 1 && !section.path.is_empty());
            // Beside it stand the children of its parent, unless that is the home page. Of what is further out only the name is shown.
            one(section, is_shown, print);
            let children = if is_shown { section.children.as_slice() } else { &[] };
            for child in children.iter().filter_map(|id| self.site.section(*id)) {
                one(child, true, print);
            }
            steps += 1;
            around = section.parent.and_then(|id| self.site.section(id));
        }
    }

    fn print_pages(&self, pages: &[PageId], print: &mut Fingerprint) {
        print.number(pages.len() as u64);
        for id in pages {
            print.number(self.site.page(*id).map_or(0, |page| page.key));
        }
    }

    fn print_link(&self, page: Option<PageId>, print: &mut Fingerprint) {
        let Some(page) = page.and_then(|id| self.site.page(id)) else { return };
        print.number(page.key).text(&page.id).text(page.title()).text(&page.url).text(&page.content_type.id);
    }

    fn print_terms(&self, fact: &Fact, print: &mut Fingerprint) {
        let site = &self.site;
        match fact {
            Fact::Taxonomy(lang, name) => {
                let Some(taxonomy) = site.taxonomy(*lang, name) else { return };
                for term in &taxonomy.terms {
                    print.text(&term.name).text(&term.slug).number(term.pages.len() as u64);
                }
            }
            Fact::Term(lang, name, term) | Fact::TermList(lang, name, term, _) => {
                let taxonomy = site.taxonomy(*lang, name);
                let Some(term) = taxonomy.and_then(|taxonomy| taxonomy.term(term)) else { return };
                print.text(&term.slug).number(term.pages.len() as u64);
                if let Fact::TermList(.., number) = fact {
                    self.print_pages(term.list_page(site.config().page_size.max(1), *number), print);
                }
            }
            _ => {}
        }
    }

    fn print_archive(&self, fact: &Fact, print: &mut Fingerprint) {
        match fact {
            Fact::Archive(lang) => {
                let Some(archive) = self.site.archive(*lang) else { return };
                // Which page a month begins on.
                print.number(archive.page_size as u64);
                for year in &archive.years {
                    print.value(&year.year);
                    for month in &year.months {
                        print.value(&month.month).number(month.pages.len() as u64);
                    }
                }
            }
            Fact::Year(lang, year, number) => {
                let Some(archive) = self.site.archive(*lang) else { return };
                let Some(found) = archive.year(*year) else { return };
                print.value(&archive.beside(*year)).number(archive.page_size as u64);
                for month in &found.months {
                    print.value(&month.month).number(month.pages.len() as u64);
                }
                for (_, pages) in archive.on_page(found, *number) {
                    self.print_pages(pages, print);
                }
            }
            _ => {}
        }
    }

    fn print_menu(&self, item: &MenuItem, print: &mut Fingerprint) {
        print.text(&item.title).text(&item.url);
        let section = item.section.and_then(|id| self.site.section(id));
        print.text(section.map_or("", |section| &section.path));
        print.number(item.page.and_then(|id| self.site.page(id)).map_or(0, |page| page.key));
        print.number(item.children.len() as u64);
        item.children.iter().for_each(|child| self.print_menu(child, print));
    }
}

/// A value that templates receive.
fn print_shown(value: Option<&tera::Value>, print: &mut Fingerprint) {
    let Some(value) = value else { return };
    match serde_json::to_vec(value) {
        Ok(json) => drop(print.bytes(&json)),
        Err(error) => drop(print.text(&error.to_string())),
    }
}
