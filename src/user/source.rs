//! Opens a source of a site in an editor.

use std::path::PathBuf;

use super::UserSettings;
use crate::problem::Problem;
use crate::source::SiteFolder;

/// Folders of a site that contain texts to edit.
const FOLDERS: [&str; 8] = ["content", "data", "templates", "types", "styles", "scripts", "i18n", "themes"];
/// Extensions of text files. Only these are opened: the system may execute others.
const TEXTS: [&str; 12] =
    ["md", "yaml", "yml", "csv", "html", "css", "js", "json", "txt", "xml", "svg", "toml"];

/// Opens the source `file` (`content/news/a.md`) at `line` (from 1) in the editor that the person
/// has set. Only text files of the site are opened, whatever is requested: requests come from a
/// page in a browser.
///
/// # Errors
/// The file does not exist or is not one of the site's texts, the settings have mistakes, or the
/// editor does not start.
pub fn open_source(folder: &SiteFolder, file: &str, line: usize) -> Result<(), Vec<Problem>> {
    let path = text_of_site(folder, file).map_err(|problem| vec![problem])?;
    let settings = UserSettings::load()?;
    settings.editor.open(&path, line.max(1)).map_err(|problem| vec![problem])
}

/// Returns the path of the text `file` of the site.
fn text_of_site(folder: &SiteFolder, file: &str) -> Result<PathBuf, Problem> {
    if !is_text_name(file) {
        return Err(outside(file));
    }
    let path = folder.path(file);
    let (Ok(real), Ok(root)) = (path.canonicalize(), folder.root().canonicalize()) else {
        return Err(not_there(file));
    };
    if !real.starts_with(root) {
        return Err(outside(file));
    }
    if !real.is_file() {
        return Err(not_there(file));
    }
    // Don't return the canonical path: on Windows its form (`\\?\…`) is unknown to many programs.
    Ok(std::path::absolute(&path).unwrap_or(path))
}

/// Returns whether this is the name of a text file in a folder of the site: no `..`, no drive, no
/// hidden folder.
fn is_text_name(file: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty()
            && !name.starts_with('.')
            && !name.contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
            // Windows ignores these at the end of a name.
            && !name.ends_with(['.', ' '])
    };
    let is_text = file
        .rsplit_once('.')
        .is_some_and(|(_, ending)| TEXTS.contains(&ending.to_ascii_lowercase().as_str()));
    let is_in_folder = file.split_once('/').is_some_and(|(first, _)| FOLDERS.contains(&first));
    is_text
        && (matches!(file, "site.yaml" | "addresses.yaml") || is_in_folder)
        && file.split('/').all(is_name)
}

fn outside(file: &str) -> Problem {
    Problem::error(
        "editor/outside",
        format!("不能打开“{file}”：它不是站点里的文字文件"),
        format!("`{file}` cannot be opened: it is not a text of the site"),
    )
    .help(
        "能打开的是文章、数据、模板、样式和 site.yaml；别的文件，在文件夹里双击打开",
        "articles, data, templates, styles and site.yaml can be opened; open others in their folder",
    )
}

fn not_there(file: &str) -> Problem {
    Problem::error(
        "editor/no-file",
        format!("站点里没有“{file}”这个文件"),
        format!("the site has no file `{file}`"),
    )
    .help(
        "它可能刚被改名或删除；程序自带的主题文件不在站点里，打不开",
        "it may just have been renamed or deleted; files of a built-in theme are not in the site",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn site() -> (tempfile::TempDir, SiteFolder) {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("site");
        for (name, text) in [
            ("site.yaml", "title: 甲\n"),
            ("content/新闻/甲 乙.md", "正文\n"),
            ("content/新闻/run.exe", "x"),
            ("content/.hidden/a.md", "x"),
            ("public/a.html", "x"),
            ("themes/own/templates/a.html", "x"),
            ("../secret.md", "x"),
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let folder = SiteFolder::open(root).unwrap();
        (dir, folder)
    }

    #[test]
    fn texts_of_the_site_are_found() {
        let (_dir, folder) = site();
        for file in ["site.yaml", "content/新闻/甲 乙.md", "themes/own/templates/a.html"] {
            assert_eq!(text_of_site(&folder, file), Ok(folder.path(file)), "{file}");
        }
    }

    #[test]
    fn nothing_else_is() {
        let (_dir, folder) = site();
        let inside = folder.path("content/新闻/甲 乙.md").display().to_string();
        for file in [
            "",
            ".",
            "..",
            "/",
            "content",
            "content/",
            "../secret.md",
            "content/../../secret.md",
            "content/../site.yaml",
            "content//新闻/甲 乙.md",
            "./site.yaml",
            "/site.yaml",
            "C:/site.yaml",
            "C:\\site.yaml",
            "content\\新闻\\甲 乙.md",
            "content/新闻/甲 乙.md:stream.md",
            "content/新闻/甲 乙.md\0.md",
            "content/新闻/甲\n乙.md",
            "content/新闻/run.exe",
            "content/新闻/甲 乙.md.",
            "content/.hidden/a.md",
            "public/a.html",
            "static/a.txt",
            "file:///etc/passwd.txt",
            &inside,
        ] {
            let problem = text_of_site(&folder, file).unwrap_err();
            assert_eq!((problem.code, problem.help.is_some()), ("editor/outside", true), "{file:?}");
        }
        for file in ["content/nothing.md", "content/新闻.md", "site.yaml/x.md", "templates/base.html"] {
            let code = text_of_site(&folder, file).unwrap_err().code;
            assert_eq!(
                code,
                if file.starts_with("site") { "editor/outside" } else { "editor/no-file" },
                "{file:?}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_out_are_not_followed() {
        let (dir, folder) = site();
        std::os::unix::fs::symlink(dir.path().join("secret.md"), folder.path("content/link.md")).unwrap();
        std::os::unix::fs::symlink(dir.path(), folder.path("content/out")).unwrap();
        std::os::unix::fs::symlink("甲 乙.md", folder.path("content/新闻/within.md")).unwrap();
        fs::create_dir(folder.path("content/folder.md")).unwrap();
        for (file, code) in [
            ("content/link.md", Some("editor/outside")),
            ("content/out/secret.md", Some("editor/outside")),
            ("content/folder.md", Some("editor/no-file")),
            ("content/新闻/within.md", None),
        ] {
            assert_eq!(text_of_site(&folder, file).err().map(|problem| problem.code), code, "{file}");
        }
    }

    /// Uses an editor that records its arguments.
    #[cfg(unix)]
    #[test]
    fn the_editor_gets_file_and_line_and_is_not_waited_for() {
        use std::os::unix::fs::PermissionsExt;
        let (dir, folder) = site();
        let script = dir.path().join("my editor");
        let told = dir.path().join("told");
        let ended = dir.path().join("told.ended");
        // The editor runs until the test ends it, or for a minute.
        fs::write(
            &script,
            format!(
                "#!/bin/sh\nprintf '%s\\n' \"$@\" >'{0}.part'\nmv '{0}.part' '{0}'\n\
                 n=0\nwhile [ ! -e '{0}.end' ] && [ $n -lt 600 ]; do sleep 0.1; n=$((n + 1)); done\n: >'{0}.ended'\n",
                told.display()
            ),
        )
        .unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        let editor =
            crate::user::Editor::parse(&format!("\"{}\" +{{line}} {{file}}", script.display())).unwrap();
        let path = text_of_site(&folder, "content/新闻/甲 乙.md").unwrap();
        editor.open(&path, 12).unwrap();
        assert!(!ended.exists(), "it was waited for");
        crate::trial::comes("what the editor was told", || told.exists());
        fs::write(dir.path().join("told.end"), "").unwrap();
        crate::trial::comes("the end of the editor", || ended.exists());
        assert_eq!(fs::read_to_string(told).unwrap(), format!("+12\n{}\n", path.display()));
    }
}
