//! Reads any text as front matter: fixed, parsed, and read against the fields of articles, of
//! sections and of `site.yaml`.
#![no_main]

use std::sync::LazyLock;

use dangjian::problem::{SourceText, apply};
use dangjian::schema::{Group, Reader, declare_group, place};
use dangjian::site::{configuration_group, section_group};
use dangjian::source::yaml::Yaml;
use libfuzzer_sys::fuzz_target;

static COMMON: LazyLock<Group> = LazyLock::new(|| {
    let text = SourceText::new("common.yaml", include_str!("../../src/schema/common.yaml"));
    declare_group(&text).expect("the declaration is right")
});

fuzz_target!(|text: &str| {
    let source = SourceText::new("x.md", text);
    let Ok(yaml) = Yaml::read(&source, 0..text.len()) else { return };
    for group in [&*COMMON, section_group(), configuration_group()] {
        let mut reader = Reader::new(yaml.text());
        reader.group(group, &yaml.node);
        for problem in place(reader.finish(), &yaml) {
            assert!(problem.place.is_some(), "{problem:?}");
        }
    }
    let fixes: Vec<_> = yaml.warnings.iter().filter_map(|warning| warning.fix.as_ref()).collect();
    if fixes.len() == yaml.warnings.len() {
        let (fixed, made) = apply(text, &fixes);
        assert_eq!(made.len(), fixes.len());
        let source = SourceText::new("x.md", &fixed);
        let again = Yaml::read(&source, 0..fixed.len()).expect("what was fixed can be read");
        assert_eq!(format!("{:?}", again.node), format!("{:?}", yaml.node), "{fixed}");
    }
});
