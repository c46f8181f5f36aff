//! `dangjian next`: when a build is due although no file changes.

use super::Place;

const NOW: [&str; 2] = ["--now", "2026-11-21 09:00"];

fn next(place: &Place, arguments: &[&str]) -> super::Run {
    place.run(&[&["next", "site", "--lang", "en"][..], &NOW, arguments].concat())
}

fn article(place: &Place, name: &str, fields: &str) {
    let text = format!("---\ntitle: {name}\nsource: 党群工作部\n{fields}---\n\n正文。\n");
    place.write(&format!("site/content/news/{name}.md"), &text);
}

fn site() -> Place {
    let place = Place::bare();
    article(&place, "welcome", "date: 2026-11-01\n");
    article(&place, "定时", "date: 2026-12-01\npinned_until: 2026-12-03\nexpires: 2026-12-31\n");
    article(&place, "置顶, 一", "date: 2026-11-01\npinned_until: 2026-11-30\n");
    article(&place, "草稿", "date: 2026-12-01\ndraft: true\n");
    article(&place, "已下线", "date: 2026-11-01\nexpires: 2026-11-10\npinned_until: 2026-12-10\n");
    article(&place, "早下线", "date: 2026-11-01\nexpires: 2026-11-25 18:30:30\npinned_until: 2026-12-10\n");
    place
}

#[test]
fn moments_are_listed_with_what_changes_then() {
    let told = next(&site(), &[]).done();
    insta::assert_snapshot!(told, @"
    the next build is due on 2026-11-25 18:30
      2026-11-25 18:30  taken down  早下线    content/news/早下线.md
      2026-12-01 0:00   published   定时      content/news/定时.md
      2026-12-01 0:00   unpinned    置顶, 一  content/news/置顶, 一.md
      2026-12-04 0:00   unpinned    定时      content/news/定时.md
      2027-01-01 0:00   taken down  定时      content/news/定时.md
    ");
    let place = Place::bare();
    article(&place, "welcome", "date: 2026-11-01\n");
    assert_eq!(next(&place, &[]).done(), "nothing changes with time: no build is due\n");
}

#[test]
fn timers_get_files() {
    let place = site();
    let told = next(&place, &["--cron"]).done();
    assert!(told.contains("\n31 18 25 11 * '"), "after the half minute: {told}");
    assert!(told.contains("\n0 0 1 1 * '") && told.contains("site'\n"), "{told}");
    let calendar = next(&place, &["--ics"]).done();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 4);
    assert!(
        calendar.contains("DTSTART:20261125T103030Z\r\n") && calendar.contains("置顶\\, 一"),
        "{calendar}"
    );
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{calendar}");
    next(&place, &["--schtasks"]).failed(2, "cli/missing");
    let told = next(&place, &["--schtasks", "-o", "task.xml"]).done();
    assert!(told.contains("schtasks /Create"), "{told}");
    let bytes = std::fs::read(place.path("task.xml")).unwrap();
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let xml = String::from_utf16(&units).unwrap();
    let xml = xml.strip_prefix('\u{feff}').unwrap();
    let read = quick_xml_names(xml);
    assert_eq!(read.iter().filter(|name| *name == "TimeTrigger").count(), 4);
    assert!(xml.contains("<StartBoundary>2026-11-25T18:30:30+08:00</StartBoundary>"), "{xml}");
    // Its own file is written again, another one is not.
    next(&place, &["--schtasks", "-o", "task.xml"]).done();
    next(&place, &["--ics", "-o", "site/site.yaml"]).failed(1, "export/unwritten");
    next(&place, &["--ics", "-o", "没有/x.ics"]).failed(1, "export/unwritten");
}

/// The names of the elements, each of which must be closed.
fn quick_xml_names(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml.split_once("?>").unwrap().1);
    let (mut names, mut open) = (Vec::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) => {
                open += 1;
                names.push(tag.name().as_ref().to_owned());
            }
            quick_xml::events::Event::End(_) => open -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0);
    names
}
