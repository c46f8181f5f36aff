//! Selects the editor that shows a source, and starts it.

use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::{self, Stdio};

use crate::problem::{Problem, reason, suggest};

/// Names of editors, for suggestions.
const NAMES: [&str; 3] = ["system", "vscode", "notepad++"];

/// Opens a source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Editor {
    /// The program that the system opens such a file with.
    #[default]
    System,
    /// Visual Studio Code.
    VsCode,
    /// Notepad++.
    NotepadPlusPlus,
    /// A command.
    Command(EditorCommand),
}

/// A command that opens a file, split into words; `{file}` and `{line}` in them are replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorCommand(Vec<String>);

impl Editor {
    /// Parses the name of an editor, or a command.
    ///
    /// # Errors
    /// The text is neither.
    pub fn parse(written: &str) -> Result<Self, Box<Problem>> {
        let written = written.trim();
        match written.to_lowercase().as_str() {
            "system" | "系统" => Ok(Self::System),
            "vscode" | "vs code" | "code" => Ok(Self::VsCode),
            "notepad++" => Ok(Self::NotepadPlusPlus),
            _ => EditorCommand::parse(written).map(Self::Command),
        }
    }

    /// Shows `line` of `file`, without waiting for the editor to end.
    ///
    /// # Errors
    /// The editor does not exist, or does not start.
    pub fn open(&self, file: &Path, line: usize) -> Result<(), Problem> {
        let commands = match self {
            Self::System => return system(file),
            Self::VsCode => vec![EditorCommand::words(&[VSCODE, "--goto", "{file}:{line}"])],
            Self::NotepadPlusPlus => notepad_plus_plus(),
            Self::Command(command) => vec![command.clone()],
        };
        let mut missing = String::new();
        for command in &commands {
            let words = command.of(file, line);
            let Some((program, arguments)) = words.split_first() else { continue };
            match start(process::Command::new(program).args(arguments)) {
                Ok(()) => return Ok(()),
                Err(error) if error.kind() == ErrorKind::NotFound => missing.clone_from(program),
                Err(error) => return Err(refused(program, &error)),
            }
        }
        Err(not_there(&missing))
    }
}

/// On Windows the command is a script, which must be called by its full name.
const VSCODE: &str = if cfg!(windows) { "code.cmd" } else { "code" };

/// Lists where Notepad++ may be: its installer does not add it to `PATH`.
fn notepad_plus_plus() -> Vec<EditorCommand> {
    let mut programs = vec!["notepad++".to_owned()];
    for folder in ["ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"] {
        if let Ok(folder) = std::env::var(folder) {
            programs.push(format!("{folder}\\Notepad++\\notepad++.exe"));
        }
    }
    programs.into_iter().map(|program| EditorCommand::words(&[&program, "-n{line}", "{file}"])).collect()
}

/// Opens the file with the system's program for it. Windows would run a script, and show a template
/// in the browser: there, files other than articles, texts and tables are opened with Notepad.
fn system(file: &Path) -> Result<(), Problem> {
    let ending =
        file.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if cfg!(windows) && !matches!(ending.as_str(), "md" | "txt" | "csv") {
        return start(process::Command::new("notepad.exe").arg(file))
            .map_err(|error| refused("notepad", &error));
    }
    open::that_detached(file).map_err(|error| {
        Problem::error(
            "editor/refused",
            format!("系统打不开这个文件：{}", reason(&error).zh),
            format!("the system cannot open this file: {}", reason(&error).en),
        )
        .in_file(file.display().to_string())
        .help(HELP_ZH, HELP_EN)
    })
}

/// Starts a program independent of this one: it continues when the preview ends, and does not
/// receive Ctrl-C from the terminal.
fn start(command: &mut process::Command) -> io::Result<()> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(windows)]
    {
        const CREATE_NEW_PROCESS_GROUP: u32 = 0x0000_0200;
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        std::os::windows::process::CommandExt::creation_flags(
            command,
            CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW,
        );
    }
    let mut child = command.spawn()?;
    // Wait for its end on a thread, or it stays in the system's process table.
    std::thread::spawn(move || drop(child.wait()));
    Ok(())
}

impl EditorCommand {
    fn words(words: &[&str]) -> Self {
        Self(words.iter().map(|word| (*word).to_owned()).collect())
    }

    /// Splits a command into words. Quotation marks keep a word together, and nothing else is
    /// special: there is no shell, and Windows paths are full of backslashes.
    fn parse(written: &str) -> Result<Self, Box<Problem>> {
        let mut words: Vec<String> = Vec::new();
        let (mut word, mut quote) = (None::<String>, None::<char>);
        for c in written.chars() {
            match (quote, c) {
                (Some(mark), c) if c == mark => quote = None,
                (None, '"' | '\'') => {
                    quote = Some(c);
                    word.get_or_insert_default();
                }
                (None, c) if c.is_whitespace() => words.extend(word.take()),
                (_, c) => word.get_or_insert_default().push(c),
            }
        }
        words.extend(word);
        if let Some(mark) = quote {
            return Err(wrong(written)
                .help(
                    format!("引号 {mark} 没有配对，请补上"),
                    format!("the quotation mark {mark} is not closed"),
                )
                .into());
        }
        check(written, &words)?;
        Ok(Self(words))
    }

    /// Builds the words of the command for a line of a file.
    pub fn of(&self, file: &Path, line: usize) -> Vec<String> {
        let (file, line) = (file.to_string_lossy(), line.to_string());
        // Replace `{file}` last, so that `{line}` in a file's name is not replaced.
        self.0.iter().map(|word| word.replace("{line}", &line).replace("{file}", &file)).collect()
    }
}

/// Checks that a command begins with a program and contains `{file}`, and no placeholders other
/// than `{file}` and `{line}`.
fn check(written: &str, words: &[String]) -> Result<(), Box<Problem>> {
    if words.iter().all(|word| !word.contains('{')) {
        let meant = suggest(written, NAMES);
        return Err(wrong(written).did_you_mean(meant, HELP_ZH, HELP_EN).into());
    }
    if words.first().is_some_and(|program| program.contains('{')) {
        return Err(wrong(written)
            .help(
                "最前面写编辑器的程序名，如 gedit +{line} {file}",
                "begin with the program, as in gedit +{line} {file}",
            )
            .into());
    }
    let placeholders = written.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let unknown = placeholders.into_iter().find(|name| !matches!(*name, "file" | "line"));
    if unknown.is_some() || !written.contains("{file}") {
        return Err(wrong(written)
            .help(
                "{file} 代表文件，{line} 代表行号；{file} 不能少",
                "{file} is replaced by the file and must be there, {line} for the line",
            )
            .into());
    }
    Ok(())
}

const HELP_ZH: &str =
    "在个人设置里写“编辑器: ……”，可以是 system、vscode、notepad++，或者一条命令，如 gedit +{line} {file}";
const HELP_EN: &str =
    "set `editor:` in your settings to system, vscode, notepad++, or a command such as gedit +{line} {file}";

fn wrong(written: &str) -> Problem {
    Problem::error(
        "editor/command",
        format!("“{written}”不是编辑器，也不是打开文件的命令"),
        format!("`{written}` is neither an editor nor a command that opens a file"),
    )
}

fn not_there(program: &str) -> Problem {
    settings_help(Problem::error(
        "editor/not-found",
        format!("找不到编辑器程序“{program}”"),
        format!("there is no program `{program}`"),
    ))
}

fn refused(program: &str, error: &io::Error) -> Problem {
    settings_help(Problem::error(
        "editor/refused",
        format!("编辑器“{program}”启动不了：{}", reason(error).zh),
        format!("the editor `{program}` does not start: {}", reason(error).en),
    ))
}

/// Adds the help on how and where to set another editor.
fn settings_help(problem: Problem) -> Problem {
    match super::settings_file() {
        Some(file) => {
            let file = file.display();
            problem.help(format!("{HELP_ZH}；个人设置在 {file}"), format!("{HELP_EN}; they are in {file}"))
        }
        None => problem.help(HELP_ZH, HELP_EN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(written: &str) -> Vec<String> {
        match Editor::parse(written).unwrap() {
            Editor::Command(command) => command.of(Path::new("/s/{line} a.md"), 3),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_command_is_split_without_a_shell() {
        for (written, expected) in [
            ("gedit +{line} {file}", &["gedit", "+3", "/s/{line} a.md"][..]),
            (
                r#""C:\Program Files\N\n.exe" -n{line} "{file}""#,
                &[r"C:\Program Files\N\n.exe", "-n3", "/s/{line} a.md"],
            ),
            (
                "e 'a  b' --at={file}:{line} '' $HOME;x",
                &["e", "a  b", "--at=/s/{line} a.md:3", "", "$HOME;x"],
            ),
        ] {
            assert_eq!(words(written), expected, "{written}");
        }
    }

    #[test]
    fn a_program_that_is_not_there_is_told_with_how_to_choose_another() {
        let editor = Editor::parse("no-such-editor-anywhere {file}").unwrap();
        let problem = editor.open(Path::new("/s/a.md"), 1).unwrap_err();
        assert_eq!(problem.code, "editor/not-found");
        let help = problem.help.unwrap();
        assert!(help.zh.contains("编辑器: ") && help.en.contains("editor:"), "{help:?}");
    }
}
