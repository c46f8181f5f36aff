//! Pixels in memory, eight bits per channel.

/// What the bytes of a pixel are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Channels {
    /// One byte: lightness.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Red, green, blue, opacity; not premultiplied.
    Rgba,
    /// Cyan, magenta, yellow, black: 255 is full ink.
    Cmyk,
}

impl Channels {
    /// Bytes per pixel.
    pub(super) fn count(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk => 4,
        }
    }
}

/// A picture in memory, line by line from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) channels: Channels,
    pub(super) bytes: Vec<u8>,
}

impl Pixels {
    /// Turns it as an orientation says: 2 to 4 mirror and rotate, 5 to 8 also exchange the sides.
    pub(super) fn upright(self, orientation: u8) -> Self {
        if !(2..=8).contains(&orientation) {
            return self;
        }
        match self.channels {
            Channels::Gray => self.turned::<1>(orientation),
            Channels::Rgb => self.turned::<3>(orientation),
            Channels::Rgba | Channels::Cmyk => self.turned::<4>(orientation),
        }
    }

    fn turned<const N: usize>(self, orientation: u8) -> Self {
        /// Squares of this side are turned one after the other: their lines stay in the cache.
        const SIDE: usize = 32;
        let (width, height) = (self.width as usize, self.height as usize);
        let (source, _) = self.bytes.as_chunks::<N>();
        let is_exchanged = orientation >= 5;
        let (out_width, out_height) = if is_exchanged { (height, width) } else { (width, height) };
        let mut out = vec![0; self.bytes.len()];
        let (target, _) = out.as_chunks_mut::<N>();
        for top in (0..out_height).step_by(SIDE) {
            for left in (0..out_width).step_by(SIDE) {
                let right = (left + SIDE).min(out_width);
                for y in top..(top + SIDE).min(out_height) {
                    let line = target.get_mut(y * out_width + left..y * out_width + right);
                    for (x, pixel) in (left..right).zip(line.into_iter().flatten()) {
                        let (from_x, from_y) = match orientation {
                            2 => (width - 1 - x, y),
                            3 => (width - 1 - x, height - 1 - y),
                            4 => (x, height - 1 - y),
                            5 => (y, x),
                            6 => (y, height - 1 - x),
                            7 => (width - 1 - y, height - 1 - x),
                            _ => (width - 1 - y, x),
                        };
                        if let Some(from) = source.get(from_y * width + from_x) {
                            *pixel = *from;
                        }
                    }
                }
            }
        }
        let (width, height) =
            if is_exchanged { (self.height, self.width) } else { (self.width, self.height) };
        Self { width, height, bytes: out, ..self }
    }

    /// Drops the opacity where all of it is full.
    pub(super) fn without_idle_alpha(self) -> Self {
        let is_opaque = || self.bytes.chunks_exact(4).all(|pixel| pixel.last() == Some(&255));
        if self.channels != Channels::Rgba || !is_opaque() {
            return self;
        }
        let (pixels, _) = self.bytes.as_chunks::<4>();
        let bytes = pixels.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
        Self { channels: Channels::Rgb, bytes, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_orientation_is_the_one_of_the_standard() {
        // 1 2 3
        // 4 5 6
        let stored = Pixels { width: 3, height: 2, channels: Channels::Gray, bytes: vec![1, 2, 3, 4, 5, 6] };
        let expected: [(u8, u32, [u8; 6]); 8] = [
            (1, 3, [1, 2, 3, 4, 5, 6]),
            (2, 3, [3, 2, 1, 6, 5, 4]),
            (3, 3, [6, 5, 4, 3, 2, 1]),
            (4, 3, [4, 5, 6, 1, 2, 3]),
            (5, 2, [1, 4, 2, 5, 3, 6]),
            (6, 2, [4, 1, 5, 2, 6, 3]),
            (7, 2, [6, 3, 5, 2, 4, 1]),
            (8, 2, [3, 6, 2, 5, 1, 4]),
        ];
        for (orientation, width, bytes) in expected {
            let upright = stored.clone().upright(orientation);
            assert_eq!((upright.width, upright.bytes), (width, bytes.to_vec()), "{orientation}");
        }
    }
}
