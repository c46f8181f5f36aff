//! What is told of an address that a template would have made a link of, and that would run a script.

use super::filter::unescaped;
use super::world::World;
use crate::problem::{Problem, unsafe_address};
use crate::site::Target;
use crate::text::link::Refusal;

impl World {
    /// Whether an address stands in a template of the theme as it is: `href="javascript:history.back()"`. Who writes templates can
    /// write scripts.
    pub(super) fn is_of_theme(&self, address: &str) -> bool {
        ['"', '\''].into_iter().any(|mark| {
            let literal = format!("{mark}{address}{mark}");
            self.theme.templates.iter().any(|template| template.text.contains(&literal))
        })
    }

    /// The problem of an address that was refused on the page of `target`, where it was written, as far as that can be found.
    pub(super) fn refused(&self, target: &Target, address: &str) -> Problem {
        let address = unescaped(address);
        let problem = unsafe_address(&address, Refusal::Unsafe);
        let own = match target {
            Target::Page(id) => self.site.page(*id).map(|page| page.file.to_string()),
            Target::Section(id, _) => {
                self.site.section(*id).and_then(|section| section.file.as_deref()).map(str::to_owned)
            }
            _ => None,
        };
        let data = self
            .site
            .data()
            .keys()
            .flat_map(|name| ["yaml", "yml", "csv"].map(|extension| format!("data/{name}.{extension}")));
        let known = ["site.yaml", "data/organization.yaml", "data/statistics.yaml"].map(str::to_owned);
        let is_in = |file: &String| self.folder.text(file).is_some_and(|text| text.contains(&*address));
        let written = own.iter().cloned().chain(known).chain(data).find(is_in);
        match written.or(own) {
            Some(file) => self.at_words(problem, &file, &address),
            None => problem.in_file("site.yaml"),
        }
    }
}
