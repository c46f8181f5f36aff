//! Writes what an editor needs to complete and check a site's YAML: JSON Schemas, and the settings
//! through which VS Code finds them.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::load::Outline;
use crate::problem::{self, Language, Problem, unwritable};
use crate::render::Engine;
use crate::schema::json_schema::{self, Form};
use crate::schema::{Kind, Translated, common_group};
use crate::site::{configuration_group, menu_group, organization_group, section_group, statistics_group};
use crate::source::{MOST_OF_OTHERS, read_at_most};
use crate::text::yes_no;
use crate::theme::{Argument, Component};

/// The settings of VS Code, below the site's folder.
const SETTINGS: &str = ".vscode/settings.json";

/// Result of writing the files.
#[derive(Debug)]
pub struct EditorFiles {
    /// Number of schemas.
    pub schemas: usize,
    /// Warnings, for example settings that the reader must add.
    pub warnings: Vec<Problem>,
}

/// Writes a schema for each content type and for each declared file of the site into `folder`, and
/// names those of YAML files in the site's `.vscode/settings.json`. Other settings there stay.
///
/// # Errors
/// A file or folder cannot be written.
pub fn editor_files(
    outline: &Outline,
    folder: &Path,
    language: Language,
) -> Result<EditorFiles, Vec<Problem>> {
    let schemas = schemas(outline, language);
    let refused = |path: &Path, error: &io::Error| vec![refused(path, error)];
    fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    for (name, schema) in &schemas {
        let path = folder.join(name);
        let text = serde_json::to_string_pretty(schema).unwrap_or_default() + "\n";
        fs::write(&path, text).map_err(|error| refused(&path, &error))?;
    }
    let settings = outline.folder.path(SETTINGS);
    let wiring = wiring(outline, folder);
    let merged = merged(&settings, &wiring).map_err(|error| refused(&settings, &error))?;
    let mut warnings = Vec::new();
    match merged {
        Some(text) => {
            settings
                .parent()
                .map_or(Ok(()), fs::create_dir_all)
                .map_err(|error| refused(&settings, &error))?;
            fs::write(&settings, text).map_err(|error| refused(&settings, &error))?;
        }
        None => warnings.push(untouched(&wiring)),
    }
    Ok(EditorFiles { schemas: schemas.len(), warnings })
}

/// Builds the schemas, each with its file name.
fn schemas(outline: &Outline, language: Language) -> Vec<(String, Value)> {
    let title = |zh: &'static str, en: &'static str| match language {
        Language::Chinese => zh,
        Language::English => en,
    };
    let code = code(language);
    let data = outline.theme.types.all_data();
    let data: Vec<_> = data
        .map(|(name, data)| {
            let schema = json_schema::of_list(data.name.get(code), &data.group, None, language);
            (format!("data-{}.schema.json", name.replace('/', "-")), schema)
        })
        .collect();
    let types = outline.theme.types.iter();
    let mut schemas: Vec<(String, Value)> = types
        .map(|declared| {
            (format!("type-{}.schema.json", declared.id), json_schema::of_type(declared, language))
        })
        .collect();
    let group = |title, group| json_schema::of_group(title, group, language);
    let list = |title, group, nested| json_schema::of_list(title, group, nested, language);
    schemas.extend([
        ("site.schema.json".to_owned(), of_site(outline, title("站点设置 site.yaml", "site.yaml"), language)),
        (
            "section.schema.json".to_owned(),
            group(title("栏目 _index.md", "Section: _index.md"), section_group()),
        ),
        (
            "page.schema.json".to_owned(),
            group(title("各类文章都有的项", "Fields of every page"), common_group()),
        ),
        (
            "organization.schema.json".to_owned(),
            list(title("组织架构", "Organization"), organization_group(), Some("children")),
        ),
        ("statistics.schema.json".to_owned(), list(title("统计数字", "Figures"), statistics_group(), None)),
        // Describes the output of `check --format json`, for programs that read it.
        ("problems.schema.json".to_owned(), serde_json::from_str(problem::json::SCHEMA).unwrap_or_default()),
    ]);
    schemas.extend(data);
    schemas
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh",
        Language::English => "en",
    }
}

/// Builds the schema of `site.yaml`, including its free parts: the menu, the home page's blocks,
/// the theme's options.
fn of_site(outline: &Outline, title: &str, language: Language) -> Value {
    let words = json!({ "type": "string" });
    let severities = json!({ "type": "object", "additionalProperties": words });
    let forms = [
        ("menu", Form::Entries(menu_group(), "children")),
        ("footer.links", Form::Entries(menu_group(), "children")),
        ("theme_options", Form::Fields(&outline.theme.option_group)),
        ("permalinks", Form::Is(json!({ "type": "object", "additionalProperties": words }))),
        ("checks.severity", Form::Is(severities)),
        ("home", Form::Is(home(outline, code(language)))),
    ];
    json_schema::of_site(title, configuration_group(), &forms, language)
}

/// Builds the schema of the home page's blocks, as the theme's components declare them: a list, or
/// a list for each language. Without readable templates it allows anything.
fn home(outline: &Outline, code: &str) -> Value {
    let Ok(engine) = Engine::new(Arc::new(outline.theme.clone()), outline.lang(), None) else {
        return json!({});
    };
    let mut blocks = Map::new();
    for block in engine.blocks().values() {
        let schema = self::block(block, code);
        for name in names(&block.name, &block.label) {
            blocks.insert(name, schema.clone());
        }
    }
    let block = json!({
        "type": "object",
        "properties": blocks,
        "additionalProperties": false,
        "minProperties": 1,
        "maxProperties": 1,
    });
    let list = json!({ "type": "array", "items": block });
    json!({ "anyOf": [list, { "type": "object", "additionalProperties": list }] })
}

fn block(block: &Component, code: &str) -> Value {
    let mut arguments = Map::new();
    for argument in &block.arguments {
        let mut schema = value_of(argument);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("title".into(), argument.label.get(code).into());
        }
        for name in names(&argument.key, &argument.label) {
            arguments.insert(name, schema.clone());
        }
    }
    json!({
        "type": ["object", "null"],
        "properties": arguments,
        "additionalProperties": false,
        "title": block.label.get(code),
        "description": block.help.get(code),
    })
}

/// Returns the key and its names in all languages.
fn names(key: &str, label: &Translated) -> Vec<String> {
    let mut names: Vec<String> =
        std::iter::once(key).chain(label.all()).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

/// Builds the schema of an argument's value, which may also be given by language: the component
/// receives the value for its language.
fn value_of(argument: &Argument) -> Value {
    let choices: Vec<&str> = argument
        .choices()
        .iter()
        .flat_map(|choice| std::iter::once(choice.key.as_str()).chain(choice.name.all()))
        .collect();
    let one = match &argument.kind {
        _ if !choices.is_empty() => json!({ "enum": choices }),
        Kind::Integer { .. } => json!({ "type": ["integer", "string"] }),
        Kind::Number => json!({ "type": ["number", "string"] }),
        Kind::Boolean => {
            let said: Vec<&str> = yes_no::YES.iter().chain(&yes_no::NO).copied().collect();
            json!({ "anyOf": [{ "type": "boolean" }, { "enum": said }] })
        }
        _ => json!({ "type": ["string", "number", "boolean", "object"] }),
    };
    match argument.kind {
        Kind::List(_) => json!({ "anyOf": [one, { "type": "array" }] }),
        _ => json!({ "anyOf": [one, { "type": "object" }, { "type": "null" }] }),
    }
}

/// Builds the value of `yaml.schemas`: schema to files.
fn wiring(outline: &Outline, folder: &Path) -> Map<String, Value> {
    let site = outline.folder.root();
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (site, folder) = (real(site), real(folder));
    let base = match folder.strip_prefix(&site) {
        Ok(inside) => Path::new(".").join(inside),
        Err(_) => folder,
    };
    let base = base.to_string_lossy().replace('\\', "/");
    let base = base.trim_end_matches('/');
    let own = [
        ("site", "site.yaml"),
        ("organization", "data/organization.yaml"),
        ("statistics", "data/statistics.yaml"),
    ];
    let own = own.into_iter().map(|(name, file)| (name.to_owned(), file.to_owned()));
    let data = outline.theme.types.all_data();
    let data =
        data.map(|(name, _)| (format!("data-{}", name.replace('/', "-")), format!("data/{name}.yaml")));
    own.chain(data)
        .map(|(name, file)| (format!("{base}/{name}.schema.json"), json!([format!("/{file}")])))
        .collect()
}

/// Returns the settings with the schemas added; `None` if the file is not plain JSON, which we must
/// not rewrite.
fn merged(settings: &Path, wiring: &Map<String, Value>) -> io::Result<Option<String>> {
    let text = match read_at_most(settings, MOST_OF_OTHERS) {
        Ok(read) => match read.map(String::from_utf8) {
            Some(Ok(text)) => text,
            _ => return Ok(None),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::from("{}"),
        Err(error) => return Err(error),
    };
    let Ok(Value::Object(mut all)) = serde_json::from_str(text.trim_start_matches('\u{feff}')) else {
        return Ok(None);
    };
    let Value::Object(known) = all.entry("yaml.schemas").or_insert_with(|| json!({})) else {
        return Ok(None);
    };
    // Remove entries for these files from former locations of the schemas.
    let ours: Vec<&Value> = wiring.values().collect();
    known.retain(|_, files| !ours.contains(&&*files));
    known.extend(wiring.clone());
    Ok(serde_json::to_string_pretty(&Value::Object(all)).ok().map(|text| text + "\n"))
}

fn untouched(wiring: &Map<String, Value>) -> Problem {
    let wanted = serde_json::to_string_pretty(&json!({ "yaml.schemas": wiring })).unwrap_or_default();
    Problem::warning(
        "schema/settings",
        "VS Code 的设置里有注释或特殊写法，没有自动改动",
        "the settings of VS Code hold comments or something else than plain JSON: they were left alone",
    )
    .in_file(SETTINGS)
    .help(format!("手工加入这几行：\n{wanted}"), format!("add this yourself:\n{wanted}"))
}

fn refused(path: &Path, error: &io::Error) -> Problem {
    unwritable("schema/refused", error)
        .in_file(path.display().to_string())
        .help("换一个可以写入的文件夹", "choose a folder that you may write to")
}

#[cfg(test)]
mod tests {
    use super::super::{Starter, start};
    use super::*;
    use crate::load::Settings;
    use crate::schema::Date;
    use crate::schema::json_schema::tests::json_of;
    use crate::source::yaml;

    fn site(beginning: Starter) -> (tempfile::TempDir, Outline) {
        let dir = tempfile::tempdir().unwrap();
        start(dir.path(), beginning, "2026-11-20").unwrap();
        let now = Date::parse("2026-11-21").unwrap();
        let settings = Settings { folder: dir.path().to_owned(), now, shown: Vec::new(), base_url: None };
        (dir, Outline::open(&settings).unwrap())
    }

    #[test]
    fn every_file_of_the_example_site_is_what_its_schema_wants() {
        let (_dir, outline) = site(Starter::Example);
        let schemas: std::collections::BTreeMap<_, _> = schemas(&outline, Language::Chinese)
            .into_iter()
            .map(|(name, schema)| (name, jsonschema::draft7::new(&schema).unwrap()))
            .collect();
        let mut checked = 0;
        let mut check = |schema: &str, file: &str, text: crate::problem::SourceText<'_>, span| {
            let node = json_of(&yaml::parse(&text, span).unwrap());
            let found: Vec<String> = schemas[schema]
                .iter_errors(&node)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(found.is_empty(), "{file}: {found:#?}");
            checked += 1;
        };
        let portal = crate::load::Portal::open(&Settings {
            folder: outline.folder.root().to_owned(),
            now: Date::parse("2026-11-21").unwrap(),
            shown: vec![
                crate::site::State::Draft,
                crate::site::State::Scheduled,
                crate::site::State::Expired,
            ],
            base_url: None,
        });
        let portal = portal.unwrap();
        let pages = portal.site().pages().iter().filter(|page| page.has_body);
        let pages =
            pages.map(|page| (format!("type-{}.schema.json", page.content_type.id), page.file.to_string()));
        let sections = portal.site().sections().iter().filter_map(|section| section.file.as_ref());
        let sections = sections.map(|file| ("section.schema.json".to_owned(), file.to_string()));
        // A row of a table has no file of its own.
        let is_file = |(_, file): &(String, String)| outline.folder.path(file).exists();
        for (schema, file) in pages.chain(sections).filter(is_file) {
            let (document, _) = outline.folder.document(&file).unwrap();
            check(&schema, &file, document.source(), document.front_matter.clone());
        }
        for name in ["site", "organization", "statistics", "data-links"] {
            let stem = name.trim_start_matches("data-");
            let file = if name == "site" { "site.yaml".to_owned() } else { format!("data/{stem}.yaml") };
            let (text, _) = outline.folder.read(&file).unwrap();
            let source = crate::problem::SourceText::new(&file, &text);
            check(&format!("{name}.schema.json"), &file, source, 0..text.len());
        }
        assert!(checked > 40, "{checked}");
    }

    #[test]
    fn settings_are_added_to_and_those_with_comments_left_alone() {
        let (dir, outline) = site(Starter::Bare);
        let settings = dir.path().join(SETTINGS);
        let schemas = dir.path().join(".vscode/schemas");
        let written = editor_files(&outline, &schemas, Language::Chinese).unwrap();
        assert_eq!((written.schemas > 10, written.warnings.len()), (true, 0));
        assert!(schemas.join("type-news.schema.json").is_file());
        let read = || serde_json::from_str::<Value>(&fs::read_to_string(&settings).unwrap()).unwrap();
        assert_eq!(read()["yaml.schemas"]["./.vscode/schemas/site.schema.json"], json!(["/site.yaml"]));

        fs::write(
            &settings,
            r#"{"editor.tabSize": 2, "yaml.schemas": {"x.json": ["x.yaml"], "old.json": ["/site.yaml"]}}"#,
        )
        .unwrap();
        editor_files(&outline, &schemas, Language::Chinese).unwrap();
        assert_eq!(read()["editor.tabSize"], 2);
        assert_eq!(read()["yaml.schemas"].as_object().unwrap().len(), 5);

        let with_comment = "{\n  // 我的设置\n  \"editor.tabSize\": 2\n}\n";
        fs::write(&settings, with_comment).unwrap();
        let written = editor_files(&outline, &schemas, Language::Chinese).unwrap();
        assert_eq!(written.warnings[0].code, "schema/settings");
        assert_eq!(fs::read_to_string(&settings).unwrap(), with_comment);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_a_problem() {
        let (dir, outline) = site(Starter::Bare);
        let problems =
            editor_files(&outline, &dir.path().join("site.yaml/x"), Language::Chinese).unwrap_err();
        assert_eq!(problems[0].code, "schema/refused");
    }
}
