//! Colours that a PNG declares in numbers instead of a profile, as browsers read them: `cICP` names
//! a standard, `gAMA` and `cHRM` have the curve and the colours of the screen.

use moxcms::{
    Chromaticity, CicpProfile, ColorPrimaries, ColorProfile, MatrixCoefficients, ToneReprCurve, XyY,
};

/// The gamma of sRGB as PNG writes it, in 100,000ths, and how far another may be from it: nearly
/// all files that have one have this.
const GAMMA: u32 = 45_455;
const SAME_GAMMA: u32 = 500;
/// Curves for screens that are brighter than white (PQ and HLG): what becomes of them depends on
/// the screen.
const HIGH_RANGE: [u8; 2] = [16, 18];
/// The primaries of sRGB: white, red, green, blue.
const SRGB: [u32; 8] = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];

/// What a PNG declares.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// Primaries, transfer, matrix and range, by their numbers in H.273.
    pub(super) standard: Option<[u8; 4]>,
    /// Whether it says that it is sRGB.
    pub(super) is_srgb: bool,
    /// Gamma in 100,000ths.
    pub(super) gamma: Option<u32>,
    /// White, red, green and blue, each as x and y in 100,000ths.
    pub(super) primaries: Option<[u32; 8]>,
}

impl Declared {
    /// The profile of a standard, which comes before an embedded profile.
    pub(super) fn of_standard(&self) -> Option<ColorProfile> {
        let [primaries, transfer, _, range] = self.standard?;
        if HIGH_RANGE.contains(&transfer) {
            return None;
        }
        let profile = ColorProfile::new_from_cicp(CicpProfile {
            color_primaries: primaries.try_into().ok()?,
            transfer_characteristics: transfer.try_into().ok()?,
            matrix_coefficients: MatrixCoefficients::Identity,
            full_range: range == 1,
        });
        profile.red_trc.is_some().then_some(profile)
    }

    /// The profile of gamma and primaries, which count where nothing else says more. Without a
    /// gamma primaries say nothing.
    pub(super) fn of_numbers(&self, is_gray: bool) -> Option<ColorProfile> {
        let gamma = self.gamma.filter(|gamma| (1_000..=1_000_000).contains(gamma) && !self.is_srgb)?;
        let is_usual = gamma.abs_diff(GAMMA) <= SAME_GAMMA;
        #[expect(clippy::cast_precision_loss, reason = "below a million")]
        let curve = 100_000.0 / gamma as f32;
        if is_gray {
            return (!is_usual).then(|| ColorProfile::new_gray_with_gamma(curve));
        }
        let mut profile = ColorProfile::new_srgb();
        if let Some(primaries) = self.primaries.filter(|primaries| *primaries != SRGB) {
            let (white, colours) = colorimetry(primaries)?;
            profile.update_rgb_colorimetry(white, colours);
        } else if is_usual {
            return None;
        }
        if !is_usual {
            let curve = ToneReprCurve::Parametric(vec![curve]);
            profile.red_trc = Some(curve.clone());
            profile.green_trc = Some(curve.clone());
            profile.blue_trc = Some(curve);
            profile.cicp = None;
        }
        Some(profile)
    }
}

/// White and primaries; `None` where they are no triangle with the white in it.
fn colorimetry(numbers: [u32; 8]) -> Option<(XyY, ColorPrimaries)> {
    let [wx, wy, rx, ry, gx, gy, bx, by] = numbers.map(|number| f64::from(number) / 100_000.0);
    let side = |ax: f64, ay: f64, bx: f64, by: f64| (bx - ax) * (wy - ay) - (by - ay) * (wx - ax);
    let sides = [side(rx, ry, gx, gy), side(gx, gy, bx, by), side(bx, by, rx, ry)];
    let is_inside = sides.iter().all(|side| *side > 1e-3) || sides.iter().all(|side| *side < -1e-3);
    let is_known = [wx, rx, gx, bx].iter().all(|x| (0.0..=1.0).contains(x))
        && [wy, ry, gy, by].iter().all(|y| (0.01..=1.0).contains(y));
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1")]
    let at = |x: f64, y: f64| Chromaticity { x: x as f32, y: y as f32 };
    let colours = ColorPrimaries { red: at(rx, ry), green: at(gx, gy), blue: at(bx, by) };
    (is_inside && is_known).then_some((XyY { x: wx, y: wy, yb: 1.0 }, colours))
}
