//! Draws QR codes.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Width of the quiet zone around a QR code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// Draws `text` as a QR code in SVG, dark on white whatever the page around it looks like. Returns
/// `None` if the text is too long. `label` names it for readers who cannot see it. With `xmlns` the
/// SVG can be a file of its own.
pub fn svg(text: &str, label: &str, xmlns: bool) -> Option<String> {
    // Screens and fresh prints are not damaged: the least error correction gives the largest
    // modules.
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let side = code.width() + 2 * QUIET;
    let mut dark = String::new();
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(dark, "M{} {}h{}v1h-{}z", x + QUIET, y + QUIET, run.len(), run.len());
            }
            x += run.len();
        }
    }
    let xmlns = if xmlns { " xmlns=\"http://www.w3.org/2000/svg\"" } else { "" };
    let label = super::escaped(label);
    Some(format!(
        "<svg{xmlns} viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{dark}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_with_a_quiet_zone_and_a_name() {
        let svg = svg("http://192.168.1.5:1860/news/a.html", "扫码 & \"看\"", true).unwrap();
        // Such an address takes 29 modules; the quiet zone adds 4 on either side.
        assert!(svg.contains("viewBox=\"0 0 37 37\"") && svg.contains("role=\"img\""), "{svg}");
        assert!(svg.contains("aria-label=\"扫码 &amp; &quot;看&quot;\""));
        // A corner: seven dark modules, then a light one.
        assert!(svg.contains("M4 4h7v1h-7z"));
        for place in svg.split(['M', 'h']).filter_map(|part| part.split_once(' ')) {
            let (Ok(x), Ok(y)) = (place.0.parse::<usize>(), place.1.parse::<usize>()) else { continue };
            assert!((x, y) == (0, 0) || ((4..33).contains(&x) && (4..33).contains(&y)), "{x} {y}");
        }
    }

    #[test]
    fn what_is_too_long_has_none() {
        assert_eq!(svg(&"长".repeat(9000), "", false), None);
    }
}
