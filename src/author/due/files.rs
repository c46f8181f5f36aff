//! Files for timers: a calendar (RFC 5545), lines for crontab, a task for Windows (Task Scheduler
//! schema 1.2).

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::dues::{Due, DueChange, Dues, change_name};
use crate::author::export::unwritten;
use crate::author::new_file::write_new;
use crate::problem::{Language, Problem};
use crate::schema::{Date, Zone};
use crate::text::escaped;

/// Windows takes at most so many triggers for a task.
const MOST_TRIGGERS: usize = 48;

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueFile {
    /// A calendar (RFC 5545).
    Calendar,
    /// Lines for crontab.
    Crontab,
    /// A task for Windows.
    Task,
}

/// The command that a timer runs.
#[derive(Debug, Clone)]
pub struct BuildCommand {
    /// The path of the program.
    pub program: String,
    /// The full path of the site's folder.
    pub folder: String,
}

/// The bytes of a file with what becomes due.
pub fn due_file(dues: &Dues, kind: DueFile, command: &BuildCommand, language: Language) -> Vec<u8> {
    match kind {
        DueFile::Calendar => calendar(dues, command, language).into_bytes(),
        DueFile::Crontab => crontab(dues, command, language).into_bytes(),
        DueFile::Task => task(dues, command, language),
    }
}

/// Writes such a file; one of the same kind that is there is replaced.
///
/// # Errors
/// Something else is there, or it cannot be written.
pub fn write_due(file: &Path, bytes: &[u8]) -> Result<(), Problem> {
    /// So many bytes tell the kind.
    const HEAD: usize = 12;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let is_same = fs::read(file).is_ok_and(|before| before.starts_with(head));
    let done = if is_same { fs::write(file, bytes) } else { write_new(file, bytes) };
    done.map_err(|error| unwritten("export/unwritten", file, &error))
}

/// A calendar with an event for each moment.
fn calendar(dues: &Dues, command: &BuildCommand, language: Language) -> String {
    let mut text = String::new();
    let mut line = |content: &str| text += &folded(content);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//dangjian//next//ZH");
    for due in &dues.all {
        let stamp = in_utc(due.at);
        line("BEGIN:VEVENT");
        line(&format!("UID:{stamp}-{:016x}@dangjian", crate::store::fingerprint(command.folder.as_bytes())));
        line(&format!("DTSTAMP:{}", in_utc(dues.now)));
        line(&format!("DTSTART:{stamp}"));
        line(&format!("DTEND:{stamp}"));
        line(&format!("SUMMARY:{}", of_calendar(pick(language, "生成网站", "Build the site"))));
        line(&format!("DESCRIPTION:{}", of_calendar(&told(due, language))));
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

/// What changes at a moment, a line each.
fn told(due: &Due, language: Language) -> String {
    let each = due.changes.iter().map(|DueChange { change, title, file }| {
        let name = change_name(*change, language);
        match language {
            Language::Chinese => format!("{name}：{title}（{file}）"),
            Language::English => format!("{name}: {title} ({file})"),
        }
    });
    each.collect::<Vec<_>>().join("\n")
}

fn in_utc(at: Date) -> String {
    let utc = Date::from_unix(at.start()).unwrap_or(at).in_zone(Zone::parse("Z").unwrap_or_default());
    utc.civil().strftime("%Y%m%dT%H%M%SZ").to_string()
}

fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    if language == Language::Chinese { zh } else { en }
}

/// A text of a calendar: some marks have a meaning there (RFC 5545, 3.3.11).
fn of_calendar(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line of a calendar, in pieces of at most 75 bytes (RFC 5545, 3.1).
fn folded(line: &str) -> String {
    let (mut text, mut length) = (String::new(), 0);
    for c in line.chars().filter(|c| !c.is_control()) {
        if length + c.len_utf8() > 75 {
            text += "\r\n ";
            length = 1;
        }
        text.push(c);
        length += c.len_utf8();
    }
    text + "\r\n"
}

/// Lines for crontab. A crontab has no years: what is past builds the site once more, and changes
/// nothing.
fn crontab(dues: &Dues, command: &BuildCommand, language: Language) -> String {
    let zone = zone(dues.zone);
    let mut text = match language {
        Language::Chinese => format!("# dangjian next --cron：时间是 {zone} 的时间\n"),
        Language::English => format!("# dangjian next --cron: the times are those of {zone}\n"),
    };
    for due in &dues.all {
        // A moment within a minute has come when the next one begins.
        let moment = due.at.start();
        let moment = moment + (60 - moment.rem_euclid(60)) % 60;
        let at = Date::from_unix(moment).map_or(due.at, |at| at.in_zone(dues.zone)).civil();
        for line in told(due, language).lines() {
            let _ = writeln!(text, "# {} {line}", at.date());
        }
        let (program, folder) = (quoted(&command.program), quoted(&command.folder));
        let when = format!("{} {} {} {} *", at.minute(), at.hour(), at.day(), at.month());
        let _ = writeln!(text, "{when} {program} build {folder}");
    }
    text
}

fn zone(zone: Zone) -> String {
    let minutes = i32::from(zone.minutes());
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// An argument of a command in a crontab: `%` would end the line.
fn quoted(argument: &str) -> String {
    format!("'{}'", argument.replace('\'', "'\\''").replace('%', "\\%"))
}

/// A task for Windows in UTF-16, as `schtasks` reads it: a trigger for each moment. A computer that
/// was off then does it later.
fn task(dues: &Dues, command: &BuildCommand, language: Language) -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n\
         <Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\r\n\
         <RegistrationInfo><Description>",
    );
    xml += &escaped(pick(language, "到时间重新生成网站", "Builds the site when something becomes due"));
    xml += "</Description></RegistrationInfo>\r\n<Triggers>\r\n";
    for due in dues.all.iter().take(MOST_TRIGGERS) {
        let (at, zone) = (due.at.civil().strftime("%Y-%m-%dT%H:%M:%S"), zone(dues.zone));
        let zone = zone.trim_start_matches("UTC");
        let _ = write!(xml, "<TimeTrigger><StartBoundary>{at}{zone}</StartBoundary></TimeTrigger>\r\n");
    }
    xml += "</Triggers>\r\n<Settings><StartWhenAvailable>true</StartWhenAvailable></Settings>\r\n<Actions>";
    let arguments = format!("build \"{}\"", command.folder.trim_end_matches(['\\', '/']));
    let (program, arguments) = (escaped(&command.program), escaped(&arguments));
    let _ = write!(xml, "<Exec><Command>{program}</Command><Arguments>{arguments}</Arguments></Exec>");
    xml += "</Actions>\r\n</Task>\r\n";
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(xml.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_calendar_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "党".repeat(60));
        let text = folded(&line);
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(text.replace("\r\n ", "").trim_end(), line);
        assert_eq!(of_calendar("甲,乙;丙\\\n丁"), "甲\\,乙\\;丙\\\\\\n丁");
    }

    #[test]
    fn arguments_of_a_crontab_stay_one() {
        assert_eq!(quoted("/a b/100% '甲'"), "'/a b/100\\% '\\''甲'\\'''");
    }
}
