//! Says which folders are built into the program, so that a new file in them is noticed, and
//! removes the comments of the built-in styles and scripts, so that no build of a site has to.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/asset/minify/mod.rs"]
#[allow(dead_code, reason = "only the program joins files and looks up what is written here")]
mod minify;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=themes");
    // What a build of the example leaves there is none of it.
    for entry in std::fs::read_dir("content-example").into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && name != "public" {
            println!("cargo:rerun-if-changed=content-example/{name}");
        }
    }
    println!("cargo:rerun-if-changed=src/asset/minify");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("minified.rs"), minified()?)
}

/// Returns the source of a list of the built-in styles and scripts without their comments:
/// `[("classic/scripts/menu.js", "…", true), …]`. The last part says whether it is joinable.
fn minified() -> io::Result<String> {
    let mut list = "[\n".to_owned();
    for folder in ["styles", "scripts"] {
        for theme in sorted(Path::new("themes"))? {
            let theme = theme.join(folder);
            let files = if theme.is_dir() { sorted(&theme)? } else { Vec::new() };
            for file in files {
                let made = match file.extension().and_then(OsStr::to_str) {
                    Some("css") => minify::style(&fs::read_to_string(&file)?),
                    Some("js") => minify::script(&fs::read_to_string(&file)?),
                    _ => None,
                };
                let parts: Vec<_> = file.iter().skip(1).map(|part| part.to_string_lossy()).collect();
                if let Some(made) = made {
                    let _ = writeln!(list, "({:?}, {:?}, {}),", parts.join("/"), made.text, made.is_joinable);
                }
            }
        }
    }
    Ok(list + "]")
}

/// Returns what is in a folder, sorted.
fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
