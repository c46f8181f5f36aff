//! Tells what stands above the headline of an official document (GB/T 9704-2012, 7.2: 版头).

/// Whether a line is above the headline of an official document: `中共某某公司委员会文件`, and the
/// number `某党发〔2026〕18号`. Both stay in the text, and head none of it.
pub(super) fn is_letterhead(words: &str) -> bool {
    let words = words.trim();
    let is_number =
        words.contains(['〔', '［', '[']) && words.contains(['〕', '］', ']']) && words.ends_with('号');
    is_number || (words.ends_with("文件") && words.chars().count() > 4)
}
