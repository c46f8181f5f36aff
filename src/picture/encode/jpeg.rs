//! The one place that knows the encoder of JPEG: another crate, for example jpeg-encoder, can take
//! its place here.

use mozjpeg_rs::{Encoder, Preset, QuantTableIdx, Subsampling, TrellisConfig};

use crate::picture::pixels::{Channels, Pixels};

/// How JPEG is written: the tables of the standard with trellis quantization give the structure of
/// libjpeg at 85 to 88 % of its size (benches/RESULTS.md); mozjpeg's own tables did no better than
/// libjpeg here. The trellis of DC takes a third of the time for 0.3 % of the size.
pub(in crate::picture) fn encoder(quality: u8) -> Encoder {
    Encoder::new(Preset::ProgressiveBalanced)
        .quality(quality.clamp(1, 100))
        .quant_tables(QuantTableIdx::JpegAnnexK)
        .trellis(TrellisConfig::default().dc_trellis(false))
        .subsampling(Subsampling::S420)
}

/// Writes a progressive JPEG with half as many pixels of colour in both directions (4:2:0).
///
/// Opacity is shown on white: it is expected to be full.
pub(in crate::picture) fn jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, String> {
    let encoder = encoder(quality);
    let (width, height) = (pixels.width, pixels.height);
    let encoded = match pixels.channels {
        Channels::Gray => encoder.encode_gray(&pixels.bytes, width, height),
        Channels::Rgb => encoder.encode_rgb(&pixels.bytes, width, height),
        Channels::Rgba => encoder.encode_rgb(&on_white(pixels), width, height),
        Channels::Cmyk => return Err("inks".to_owned()),
    };
    encoded.map_err(|error| error.to_string())
}

fn on_white(pixels: &Pixels) -> Vec<u8> {
    let (colours, _) = pixels.bytes.as_chunks::<4>();
    let mix = |channel: u8, opacity: u8| {
        let sum = u16::from(channel) * u16::from(opacity) + 255 * u16::from(255 - opacity);
        u8::try_from((sum + 127) / 255).unwrap_or(255)
    };
    colours.iter().flat_map(|[r, g, b, a]| [mix(*r, *a), mix(*g, *a), mix(*b, *a)]).collect()
}
