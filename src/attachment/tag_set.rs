//! What the tags of a film or a recording say, whatever their format.

use super::inspection::Traces;

/// Maximum number of bytes read at the beginning and at the end of a file in which tags are.
pub(super) const TAGS: u64 = 1 << 20;
/// Maximum number of parts of a file, and of the entries of one part, that are looked at.
pub(super) const PARTS: usize = 1024;

/// What the tags of a film or a recording say. Who performs or composed a song is no secret: every
/// song has it (`TPE1`), so that it counts only where neither a title nor an album stands, as in
/// what a recorder for meetings writes.
#[derive(Default)]
pub(super) struct Tags {
    found: Traces,
    performers: Vec<String>,
    has_title: bool,
    /// Whether some of them are too long to be read.
    pub is_cut: bool,
}

impl Tags {
    pub fn place(&mut self, has_place: bool) {
        self.found.has_place |= has_place;
    }

    /// Notes where it was taken, in numbers (`+30.1+104.0/`) or in words. Programs that remove a
    /// place write zeros: `+00.0000+000.0000/`.
    pub fn location(&mut self, text: &str) {
        // The name of a system of coordinates is behind them: `+00.0+000.0/CRSWGS_84/`.
        let place = text.split("CRS").next().unwrap_or_default();
        self.place(place.chars().any(|c| c.is_alphanumeric() && c != '0'));
    }

    /// Adds an author, an owner, a director.
    pub fn person(&mut self, name: String) {
        if !is_unknown(&name) {
            self.found.add(name);
        }
    }

    /// Adds a performer or a composer.
    pub fn performer(&mut self, name: String) {
        if !is_unknown(&name) && self.performers.len() < PARTS {
            self.performers.push(name);
        }
    }

    /// Notes a title or the name of an album.
    pub fn title(&mut self, text: &str) {
        self.has_title |= !is_unknown(text);
    }

    /// What is to be reported.
    pub fn traces(self) -> Traces {
        let mut found = self.found;
        if !self.has_title {
            self.performers.into_iter().for_each(|name| found.add(name));
        }
        found
    }
}

/// Whether a text is empty, or what players write where nothing is known: 未知艺术家.
fn is_unknown(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let starts = ["未知", "unknown", "<unknown", "[unknown"];
    lower.is_empty() || starts.iter().any(|start| lower.starts_with(start))
}

/// Words in UTF-8, or in the encoding of Chinese programs.
pub(super) fn words(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).map_or_else(
        |_| encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned(),
        str::to_owned,
    );
    text.split('\0').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("、")
}
