//! Leads links between pages of the old site to their articles.

use super::lookup::PAGE;

/// Replaces the placeholders of pages by the paths of their articles, as seen from `file`.
pub(super) fn resolved(text: &str, file: &str, homes: &[Option<String>]) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(PAGE) {
        done.push_str(before);
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let (number, tail) = after.split_at_checked(digits).unwrap_or(("", after));
        let home = number.parse::<usize>().ok().and_then(|number| homes.get(number)?.as_deref());
        match home {
            Some(home) => done.push_str(&relative(file, home).replace(' ', "%20")),
            None => {
                done.push_str(PAGE);
                done.push_str(number);
            }
        }
        rest = tail;
    }
    done.push_str(rest);
    done
}

/// Returns the path from the folder of one file to another: `../b/index.md`.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len().saturating_sub(1);
    let same = from
        .iter()
        .zip(&to)
        .take(folders.min(to.len().saturating_sub(1)))
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(folders - same);
    let down = to.get(same..).unwrap_or_default().join("/");
    if up.is_empty() { format!("./{down}") } else { up + &down }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_from_folder_to_folder() {
        for (from, to, expected) in [
            ("content/news/a.md", "content/news/b.md", "./b.md"),
            ("content/news/a/index.md", "content/news/b.md", "../b.md"),
            ("content/news/a/index.md", "content/study/x/index.md", "../../study/x/index.md"),
            ("content/news/a.md", "content/news/a/index.md", "./a/index.md"),
        ] {
            assert_eq!(relative(from, to), expected, "{from} {to}");
        }
        let homes = [None, Some("content/news/b.md".to_owned())];
        assert_eq!(
            resolved(
                "[甲](https://page.invalid/1#x) [乙](https://page.invalid/0)",
                "content/news/a.md",
                &homes
            ),
            "[甲](./b.md#x) [乙](https://page.invalid/0)"
        );
    }
}
