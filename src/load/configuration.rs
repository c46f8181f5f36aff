//! Reads `site.yaml`, the theme that it names, and the baseline of known problems.

use super::place::place_one;
use super::settings::Settings;
use crate::problem::{BASELINE, Baseline, Problem, SourceText};
use crate::schema::{common_group, written_trail};
use crate::site::{Config, Unplaced, configuration_group, no_base_address};
use crate::source::SiteFolder;
use crate::source::yaml::{Step, Yaml};
use crate::text::link::base_address;
use crate::theme::{SiteOptions, Theme};

/// Reads `site.yaml` and the theme that it names. `None` where one of them has mistakes.
pub(crate) fn configuration(
    folder: &SiteFolder,
    settings: &Settings,
    problems: &mut Vec<Problem>,
) -> Option<(Config, Theme)> {
    let (text, warning) = folder.read("site.yaml").map_err(|problem| problems.push(problem)).ok()?;
    problems.extend(warning);
    let source = SourceText::new("site.yaml", &text);
    let mut yaml = Yaml::read(&source, 0..text.len()).map_err(|found| problems.extend(found)).ok()?;
    problems.append(&mut yaml.warnings);
    let (mut config, found) = Config::read(&yaml).map_err(|found| problems.extend(found)).ok()?;
    problems.extend(found);
    config.policy.baseline = baseline(folder).map_err(|problem| problems.push(problem)).ok()?;
    if let Some(url) = &settings.base_url {
        config.base_url = base_address(url);
        if config.base_url.is_none() {
            problems.push(no_base_address(url));
        }
    }
    let given = config.any("theme_options").map(|node| {
        let path = [Step::Key("theme_options".into())];
        let key =
            written_trail(configuration_group(), &yaml.node, &path).into_iter().find_map(Step::into_key);
        (node, key.unwrap_or_default())
    });
    let given = given.as_ref().map(|(node, key)| SiteOptions { yaml: &yaml, key, node });
    let languages: Vec<&str> = config.languages.iter().map(|language| language.code.as_str()).collect();
    let theme = Theme::load(folder.root(), &config.theme, &languages, common_group(), given);
    let at_theme = |problem: Problem| {
        let is_named_here = problem.place.as_ref().is_some_and(|place| place.file == "site.yaml");
        if problem.code != "theme/unknown" || !is_named_here {
            return problem;
        }
        let path = vec![Step::Key("theme".into())];
        let unplaced = Unplaced::canonical("site.yaml", path, problem);
        place_one(folder, configuration_group(), unplaced).unwrap_or_else(|problem| problem)
    };
    let (theme, found) = theme.map_err(|found| problems.extend(found.into_iter().map(at_theme))).ok()?;
    problems.extend(found);
    Some((config, theme))
}

/// Reads the site's baseline; empty if there is none.
fn baseline(folder: &SiteFolder) -> Result<Baseline, Problem> {
    if !folder.has(BASELINE) {
        return Ok(Baseline::default());
    }
    let (text, _) = folder.read(BASELINE)?;
    Baseline::read(&text).map_err(|problem| *problem)
}

/// Filters problems, and sets their severity, by the site's policy. Those in rows of tables get
/// their places in the tables.
pub(crate) fn judged(config: &Config, folder: &SiteFolder, problems: Vec<Problem>) -> Vec<Problem> {
    config.policy.apply(folder.at_tables(problems), |file| folder.written(file))
}
