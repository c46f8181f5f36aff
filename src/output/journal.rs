//! Describes the plan of a publication, and stores it as a journal that allows the next run to
//! finish it.

use super::manifest::{self, Manifest};
use super::path;
use std::collections::BTreeSet;

/// The changes to the published folder. `removes` and `keeps` are sorted; in `writes` the HTML
/// pages come last.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// Staged files to move into place.
    pub writes: Vec<String>,
    /// Files of the last build that this build does not have.
    pub removes: Vec<String>,
    /// Files of both builds with equal bytes. A journal omits them if the manifest stays.
    pub keeps: Vec<String>,
    /// Whether the folder's manifest stays as it is: both builds have the same files, and only
    /// contents change.
    pub has_same_list: bool,
}

/// Marks a plan that leaves the manifest as it is, so that the kept files need not be listed.
const SAME_LIST: &str = "* ";
const HEADER: &str = "dangjian journal 1";

impl Plan {
    /// Returns whether the folder and its manifest `before` already match the plan.
    pub(super) fn changes_nothing(&self, before: &Manifest) -> bool {
        // If nothing is removed, everything in the manifest is kept: with the same number of files
        // it is the same list.
        self.writes.is_empty() && self.removes.is_empty() && self.keeps.len() == before.len()
    }

    /// Returns the manifest of the folder after the plan is done.
    pub(super) fn manifest(&self) -> String {
        manifest::encode(self.writes.iter().chain(&self.keeps).map(String::as_str))
    }

    /// Returns a manifest of all files of ours that the folder may contain while the plan runs.
    pub(super) fn manifest_meanwhile(&self) -> String {
        // If two names differ only in case, only the new one counts: the old one is removed with
        // it.
        let written: BTreeSet<_> = self.writes.iter().map(|path| path::fold(path)).collect();
        let removes = self.removes.iter().filter(|path| !written.contains(&path::fold(path)));
        manifest::encode(removes.chain(&self.writes).chain(&self.keeps).map(String::as_str))
    }

    /// Encodes the journal. Its last line is a hash of the rest, so that an incomplete journal is
    /// invalid.
    pub(super) fn encode(&self) -> String {
        let mut text = String::from(HEADER);
        text.push('\n');
        let nothing = Vec::new();
        let keeps = if self.has_same_list { &nothing } else { &self.keeps };
        if self.has_same_list {
            text.push_str(SAME_LIST);
            text.push('\n');
        }
        for (mark, paths) in [("+ ", &self.writes), ("- ", &self.removes), ("= ", keeps)] {
            for path in paths {
                text.push_str(mark);
                text.push_str(path);
                text.push('\n');
            }
        }
        let hash = blake3::hash(text.as_bytes()).to_hex();
        text.push_str("end ");
        text.push_str(&hash);
        text.push('\n');
        text
    }

    /// Decodes a journal; `None` if it is not complete.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let (body, hash) = text.strip_suffix('\n')?.rsplit_once("end ")?;
        if blake3::hash(body.as_bytes()).to_hex().as_str() != hash {
            return None;
        }
        let mut lines = body.lines();
        if lines.next() != Some(HEADER) {
            return None;
        }
        let mut plan = Self::default();
        for line in lines {
            let (mark, path) = line.split_at_checked(2)?;
            if line == SAME_LIST {
                plan.has_same_list = true;
                continue;
            }
            path::check(path).ok()?;
            match mark {
                "+ " => plan.writes.push(path.to_owned()),
                "- " => plan.removes.push(path.to_owned()),
                "= " => plan.keeps.push(path.to_owned()),
                _ => return None,
            }
        }
        Some(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_journal_reads_back_and_a_part_of_one_does_not() {
        let plan = Plan {
            writes: vec!["a.html".into(), "news/end .html".replace(' ', "-")],
            removes: vec!["old/index.html".into()],
            keeps: vec!["same.css".into()],
            has_same_list: false,
        };
        let text = plan.encode();
        let same = Plan { keeps: Vec::new(), removes: Vec::new(), has_same_list: true, ..plan.clone() };
        assert_eq!(Plan::decode(same.encode().as_bytes()), Some(same));
        assert_eq!(Plan::decode(text.as_bytes()), Some(plan));
        for length in 0..text.len() {
            assert_eq!(Plan::decode(&text.as_bytes()[..length]), None, "the first {length} bytes");
        }
        assert_eq!(Plan::decode(text.replace("a.html", "b.html").as_bytes()), None);
    }

    #[test]
    fn a_journal_cannot_lead_out_of_the_folder() {
        let plan = Plan { removes: vec!["../precious".into()], ..Plan::default() };
        assert_eq!(Plan::decode(plan.encode().as_bytes()), None);
    }
}
