//! Reads a person's `settings.yaml`.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::LazyLock;

use super::Editor;
use super::settings_file::settings_file;
use crate::problem::{Problem, SourceText, Words, reason};
use crate::schema::{Group, Reader, declare_group, place, written_trail};
use crate::source::yaml::{Part, Step, Yaml};
use crate::source::{MOST_OF_OTHERS, decode, read_at_most, too_large};

/// Returns the declaration of `settings.yaml`.
pub fn settings_group() -> &'static Group {
    // A test checks that the declaration is valid.
    static GROUP: LazyLock<Group> = LazyLock::new(|| {
        declare_group(&SourceText::new("settings.yaml", include_str!("declared/settings.yaml")))
            .unwrap_or_default()
    });
    &GROUP
}

/// The settings of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserSettings {
    /// Editor that opens a source.
    pub editor: Editor,
}

impl UserSettings {
    /// Loads the settings of the person who runs the program; the defaults if there is no file.
    ///
    /// # Errors
    /// Every mistake in the file.
    pub fn load() -> Result<Self, Vec<Problem>> {
        settings_file().map_or_else(|| Ok(Self::default()), |file| Self::load_from(&file))
    }

    /// Loads the settings in `file`; the defaults if there is no such file.
    ///
    /// # Errors
    /// Every mistake in it, or that it cannot be read.
    pub fn load_from(file: &Path) -> Result<Self, Vec<Problem>> {
        let shown = file.display().to_string();
        let bytes = match read_at_most(file, MOST_OF_OTHERS) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Err(vec![too_large(&shown, MOST_OF_OTHERS)]),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(vec![unreadable(&shown, &reason(&error))]),
        };
        match decode(bytes) {
            Ok(decoded) => Self::read(&SourceText::new(&shown, &decoded.text)),
            Err(_) => Err(vec![unreadable(
                &shown,
                &Words::new("认不出文字的编码", "its encoding is not recognised"),
            )]),
        }
    }

    /// Reads settings.
    ///
    /// # Errors
    /// Every mistake in them.
    pub fn read(text: &SourceText<'_>) -> Result<Self, Vec<Problem>> {
        let span = 0..text.text().len();
        let yaml = Yaml::read(text, span)?;
        let mut reader = Reader::of(&yaml);
        let fields = reader.group(settings_group(), &yaml.node);
        let editor = fields.text("editor", "").map(Editor::parse).transpose();
        let editor = editor.unwrap_or_else(|problem| {
            let trail = written_trail(settings_group(), &yaml.node, &[Step::Key("editor".into())]);
            reader.report(&trail, Part::Value, *problem);
            None
        });
        let problems = place(reader.finish(), &yaml);
        if problems.iter().any(Problem::is_error) {
            return Err(problems);
        }
        Ok(Self { editor: editor.unwrap_or_default() })
    }
}

fn unreadable(file: &str, why: &Words) -> Problem {
    Problem::error(
        "user/unreadable",
        format!("个人设置读不出来：{}", why.zh),
        format!("your settings cannot be read: {}", why.en),
    )
    .in_file(file)
    .help(
        "用记事本打开，另存为 UTF-8；不需要个人设置的话，删去这个文件",
        "save it as UTF-8, or delete it if you need no settings",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<UserSettings, Vec<Problem>> {
        UserSettings::read(&SourceText::new("settings.yaml", text))
    }

    #[test]
    fn the_built_in_declaration_is_right() {
        let text = include_str!("declared/settings.yaml");
        let declared = declare_group(&SourceText::new("settings.yaml", text)).unwrap();
        assert!(declared.field("editor").is_some());
    }

    #[test]
    fn nothing_set_is_the_system() {
        for text in ["", "# 还没有\n", "editor: system\n", "编辑器: system\n", "editor:\n", "editor: ''\n"]
        {
            assert_eq!(read(text).unwrap().editor, Editor::System, "{text:?}");
        }
        let nowhere = Path::new("/nowhere/dangjian/settings.yaml");
        assert_eq!(UserSettings::load_from(nowhere), Ok(UserSettings::default()));
    }

    #[test]
    fn the_editor_is_set_by_name_or_command_in_both_languages() {
        assert_eq!(read("编辑器: VSCode\n").unwrap().editor, Editor::VsCode);
        assert_eq!(read("editor: notepad++\n").unwrap().editor, Editor::NotepadPlusPlus);
        // These are the examples of `docs/writing.md`.
        for written in ["编辑器: gedit +{line} {file}\n", "编辑器: '\"D:\\My Tools\\edit.exe\" {file}'\n"]
        {
            assert!(matches!(read(written).unwrap().editor, Editor::Command(_)), "{written}");
        }
        let Editor::Command(command) = read("editor: 'gedit +{line} {file}'\n").unwrap().editor else {
            panic!()
        };
        assert_eq!(command.of(Path::new("/s/a b.md"), 7), ["gedit", "+7", "/s/a b.md"]);
    }

    #[test]
    fn mistakes_have_a_place_and_a_suggestion() {
        for (text, code, line, help) in [
            ("编辑机: vscode\n", "meta/unknown-key", 1, "编辑器"),
            ("# 我的\neditor: vscod\n", "editor/command", 2, "vscode"),
            ("editor: gedit\n", "editor/command", 1, "{file}"),
            ("editor: 'gedit {flie}'\n", "editor/command", 1, "{file}"),
            ("editor: 'gedit \"{file}'\n", "editor/command", 1, "引号"),
            ("editor: '{file}'\n", "editor/command", 1, "程序"),
        ] {
            let Err(problems) = read(text) else { panic!("{text}") };
            let [problem] = &problems[..] else { panic!("{problems:?}") };
            let told = format!("{}{}", problem.message.zh, problem.help.as_ref().unwrap().zh);
            assert_eq!((problem.code, problem.place.as_ref().unwrap().line), (code, line), "{text}");
            assert!(told.contains(help), "{told}");
        }
    }

    #[test]
    fn a_file_of_windows_is_read_too() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("settings.yaml");
        let (gbk, _, _) = encoding_rs::GBK.encode("编辑器: vscode\r\n");
        std::fs::write(&file, gbk).unwrap();
        assert_eq!(UserSettings::load_from(&file).unwrap().editor, Editor::VsCode);
        std::fs::write(&file, [0x81]).unwrap();
        assert_eq!(UserSettings::load_from(&file).unwrap_err()[0].code, "user/unreadable");
    }
}
