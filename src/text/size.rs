//! Lengths of files in words.

/// Returns a length in bytes as file managers show it: 1258291 is 1.2 MB.
pub fn size(bytes: u64) -> String {
    #[allow(clippy::cast_precision_loss, reason = "one digit after the point")]
    let in_units = |unit: u64| bytes as f64 / unit as f64;
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.0} KB", in_units(1024)),
        1_048_576..1_073_741_824 => format!("{:.1} MB", in_units(1_048_576)),
        _ => format!("{:.1} GB", in_units(1_073_741_824)),
    }
}
