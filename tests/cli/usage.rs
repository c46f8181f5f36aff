//! Commands that are accepted, and commands that are not.

use super::Place;

#[test]
fn without_a_command_it_says_how_to_begin() {
    let place = Place::new();
    let guide = place.run(&[]).done();
    for name in ["init", "new", "serve", "build", "list", "types", "schema", "explain", "completions"] {
        assert!(guide.contains(&format!("dangjian {name}")), "{guide}");
    }
    assert!(guide.contains("生成网站") && place.run(&["--lang", "en"]).done().contains("Build the site"));
}

#[test]
fn the_locale_picks_the_language_and_the_option_overrules_it() {
    let place = Place::new();
    let says = |name: &str, locale: &str, arguments: &[&str]| {
        let output = place.command().args(arguments).env(name, locale).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(
        says("LANG", "en_US.UTF-8", &["build", "--help"]).contains("Usage: dangjian build [OPTIONS] [SITE]")
    );
    assert!(says("LANG", "zh_CN.UTF-8", &["build", "-h"]).contains("用法：dangjian build [选项] [站点]"));
    // Chinese headings have Chinese colons.
    for arguments in [&["-h"][..], &["build", "-h"], &["new", "-h"]] {
        let help = says("LANG", "zh_CN.UTF-8", arguments);
        let headings: Vec<&str> =
            help.lines().filter(|line| line.ends_with([':', '：']) && !line.starts_with(' ')).collect();
        assert!(headings.len() > 1 - usize::from(arguments.len() > 1), "{help}");
        assert!(headings.iter().all(|heading| heading.ends_with('：')), "{headings:?}");
    }
    assert!(says("LANG", "en_US.UTF-8", &["build", "-h"]).contains("\nOptions:\n"));
    assert!(says("LC_ALL", "C", &["build", "-h"]).contains("用法"));
    assert!(says("LC_ALL", "en_GB", &["build", "-h", "--language=zh"]).contains("用法"));
    assert!(says("LC_ALL", "zh_CN", &["--lang", "en", "build", "-h"]).contains("Usage"));
}

#[test]
fn a_wrong_command_is_told_with_what_was_meant() {
    let place = Place::new();
    for (arguments, problem, help) in [
        (&["bild"][..], "cli/unknown-command", "是不是“build”"),
        (&["build", "--drafs"], "cli/unknown-option", "是不是“--drafts”"),
        (&["build", "a", "b"], "cli/too-much", "用法：dangjian build [选项] [站点]"),
        (&["init"], "cli/missing", "<文件夹>"),
        (&["new", "--in"], "cli/missing-value", "--help"),
        (&["serve", "--port", "70000"], "cli/wrong-value", "--help"),
        (&["build", "--now", "2023-02-30"], "cli/now", "2026-11-20"),
        (&["build", "--now", "昨天"], "cli/now", "2026-11-20"),
        (&["completions", "bsh"], "cli/wrong-value", "是不是“bash”"),
        (&["list", "--lang", "fr"], "cli/wrong-value", "zh、en"),
        (&["build", "--json", "--json"], "cli/repeated", "--help"),
    ] {
        let told = place.run(arguments).failed(2, problem);
        assert!(told.contains(help), "{arguments:?}: {told}");
    }
    let told = place.run(&["--lang", "en", "build", "--drafs"]).failed(2, "cli/unknown-option");
    assert!(told.contains("there is no option `--drafs`") && told.contains("did you mean `--drafts`?"));
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_no_panic() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::bare();
    let odd = OsStr::from_bytes(b"\xb5\xb3\xbd\xa8");
    for (arguments, code) in [(vec!["new"], 2), (vec!["list"], 1), (vec!["build", "site", "--output"], 0)] {
        let output = place.command().args(arguments).arg(odd).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(!told.contains("panicked"), "{told}");
    }
    let output = place.command().arg(odd).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_very_long_path_is_a_problem() {
    let place = Place::new();
    let long = "很长".repeat(3000);
    place.run(&["build", &long]).failed(1, "site/no-folder");
    place.run(&["init", &long]).failed(1, "init/refused");
    place.run(&["list", &long]).failed(1, "site/no-folder");
}

#[test]
fn completions_are_written_for_every_shell() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.run(&["completions", shell]).done();
        assert!(script.contains("dangjian") && script.contains("completions") && script.contains("base-url"));
    }
}

#[cfg(unix)]
#[test]
fn one_who_reads_no_further_has_seen_enough() {
    use std::process::Stdio;
    let place = Place::example();
    let mut child =
        place.command().args(["list", "site"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The output is closed before anything is written.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        let output = place.command().args(["list", "site"]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
    }
}
