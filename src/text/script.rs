//! Chinese among other scripts: which characters are wide, and where a line break is no space.

/// Whether `c` is East Asian in the sense of the CJK-friendly amendment to CommonMark: wide, full-width
/// or half-width in the East Asian Width table (emoji left out), or Hangul.
pub fn is_cjk(c: char) -> bool {
    let code = c as u32;
    if code < 0x1100 {
        return false;
    }
    matches!(code,
        0x1100..=0x11FF | 0x20A9 | 0x2329..=0x232A | 0x2630..=0x2637 | 0x268A..=0x268F | 0x2E80..=0x303E
        | 0x3041..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE10..=0xFE19
        | 0xFE30..=0xFE6F | 0xFF01..=0xFFEE | 0x16FE0..=0x18DFF | 0x1AFF0..=0x1B2FF
        | 0x1D300..=0x1D376 | 0x1F200 | 0x1F202..=0x1F219 | 0x1F21B..=0x1F22E | 0x1F230..=0x1F231
        | 0x1F237 | 0x1F23B..=0x1F248 | 0x1F260..=0x1F265 | 0x20000..=0x3FFFD)
}

/// Whether `c` is Korean: words are divided by spaces there, so a line break is one.
fn is_hangul(c: char) -> bool {
    matches!(c as u32,
        0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC)
}

/// Marks that Chinese shares with other scripts: wide in Chinese, narrow elsewhere.
pub fn is_shared_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Whether a line break between `before` and `after` is nothing but the end of a line in the file:
/// Chinese and Japanese go on without a space, and so does a shared mark beside them (`chinese`:
/// between two shared marks too).
pub fn joins(before: char, after: char, chinese: bool) -> bool {
    let wide = |c: char| is_cjk(c) && !is_hangul(c);
    match (wide(before), wide(after)) {
        (true, true) => true,
        (true, false) => is_shared_mark(after),
        (false, true) => is_shared_mark(before),
        (false, false) => chinese && is_shared_mark(before) && is_shared_mark(after),
    }
}
