//! A page for every unit of the organization: the one that is written, or one made from the data.

use std::sync::Arc;

use super::{PageId, PageSource, SectionId, Site, Standing, Unplaced};
use crate::problem::Problem;
use crate::schema::{ContentType, Fields, Value, stored};
use crate::source::yaml::Step;
use crate::store::Fingerprint;

impl Site {
    /// Gives every unit a page in every language that has a section for units.
    pub(super) fn add_unit_pages(&mut self, problems: &mut Vec<Unplaced>) {
        for at in 0..self.pages.len() {
            let page = &self.pages[at];
            let name = if &*page.content_type.id == "unit" {
                page.fields.get("unit").and_then(Value::as_text)
            } else {
                None
            };
            let Some(unit) = name.and_then(|name| self.organization.find(name)) else { continue };
            let (lang, file) = (page.lang, page.file.to_string());
            if let Some(page) = Arc::get_mut(&mut self.pages[at]) {
                page.unit = Some(unit);
            }
            let number = PageId(u32::try_from(at).unwrap_or(u32::MAX));
            if let Some(first) = Arc::make_mut(&mut self.organization).set_page(
                unit,
                lang,
                self.config.languages.len(),
                number,
            ) {
                let first = self.page(first).map(|page| page.file.to_string()).unwrap_or_default();
                let problem = Problem::error(
                    "organization/two-pages",
                    format!("这个党组织已经有主页“{first}”"),
                    format!("this unit has its page already: `{first}`"),
                )
                .help(
                    "留下一个；另一个删去，或者改正它的“单位”",
                    "keep one; delete the other, or mend its `unit`",
                );
                problems.push(Unplaced::canonical(&file, vec![Step::Key("unit".into())], problem));
            }
        }
        let Some(unit_type) = self.types.get("unit").cloned() else { return };
        for lang in 0..self.config.languages.len() {
            let section = self
                .sections_with_ids()
                .find(|(_, s)| s.lang == lang && *s.content_type.id == *unit_type.id)
                .map(|(id, _)| id);
            let Some(section) = section else { continue };
            self.add_missing_unit_pages(lang, section, &unit_type);
        }
    }

    fn add_missing_unit_pages(&mut self, lang: usize, section: SectionId, unit_type: &Arc<ContentType>) {
        let code = self.config.code(lang).to_owned();
        let missing: Vec<_> = self
            .organization
            .units()
            .filter(|(_, unit)| unit.pages.get(lang).is_none_or(Option::is_none) && unit.is_of_party())
            .map(|(id, unit)| {
                (id, unit.id.to_string(), unit.fields.text("name", &code).unwrap_or(&unit.id).to_owned())
            })
            .collect();
        for (unit, id, name) in missing {
            let mut fields = Fields::default();
            fields.set("title".into(), Value::Text(name.into()));
            fields.set("unit".into(), Value::Organization(id.as_str().into()));
            let folder = self.section(section).map(|s| s.path.to_string()).unwrap_or_default();
            let print = Fingerprint::new()
                .text(&unit_type.id)
                .bytes(&stored::encode(&unit_type.group, &fields))
                .done();
            let source = Box::new(PageSource {
                text: 0,
                print,
                frame: PageSource::frame_of(unit_type, &fields),
                file: "data/organization.yaml".into(),
                stem: if folder.is_empty() { id.as_str().into() } else { format!("{folder}/{id}").into() },
                lang,
                content_type: unit_type.clone(),
                standing: Standing::of(&fields),
                fields: fields.into(),
                lead: "".into(),
            });
            if let Some(page) = self.push_page(source, section, id) {
                if let Some(page) = self.pages.get_mut(page.at()).and_then(Arc::get_mut) {
                    page.unit = Some(unit);
                }
                Arc::make_mut(&mut self.organization).set_page(unit, lang, self.config.languages.len(), page);
            }
        }
    }
}
