//! Bounds for what is decoded, and the guard around decoders.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::format::Format;
use super::refusal::Refusal;

/// Bounds for the size of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest side in pixels.
    pub max_side: u32,
    /// Most pixels.
    pub max_pixels: u64,
    /// Most bytes of decoded pixels.
    pub max_memory: u64,
}

impl Default for Limits {
    /// Sides below 30,000 pixels, 100 megapixels, 512 MB.
    fn default() -> Self {
        Self { max_side: 29_999, max_pixels: 100_000_000, max_memory: 512 << 20 }
    }
}

impl Limits {
    /// Checks the size that a header states.
    pub(super) fn check(&self, (width, height): (u32, u32)) -> Result<(), Refusal> {
        let is_too_long = width > self.max_side || height > self.max_side;
        if is_too_long || u64::from(width) * u64::from(height) > self.max_pixels {
            return Err(Refusal::TooManyPixels { width, height });
        }
        Ok(())
    }
}

/// Runs a decoder or encoder. Its panic becomes a refusal: one broken file does not end the build.
pub(super) fn guarded<T>(format: Format, work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Refusal::Panicked(format)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_refusal() {
        let result: Result<(), Refusal> = guarded(Format::Png, || panic!("a bug of a decoder"));
        assert_eq!(result, Err(Refusal::Panicked(Format::Png)));
    }

    #[test]
    fn a_size_beyond_the_bounds_is_refused() {
        let limits = Limits::default();
        assert!(limits.check((10_000, 10_000)).is_ok());
        assert!(limits.check((10_001, 10_000)).is_err());
        assert!(limits.check((30_000, 1)).is_err());
    }
}
