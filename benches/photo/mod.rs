//! A picture like a photo, for benchmarks.

/// A photo-like JPEG: clouds of several sizes, edges and the noise of a sensor.
pub fn photo(width: u32, height: u32, seed: u64) -> Vec<u8> {
    let random = |x: u32, y: u32, salt: u64| {
        let mut state = (u64::from(x) << 32 | u64::from(y)) ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((state ^ (state >> 31)) & 0xFF) as f32 - 128.0
    };
    let cloud = |x: u32, y: u32, cell: u32, salt: u64| {
        let (column, row) = (x / cell, y / cell);
        let (across, down) = ((x % cell) as f32 / cell as f32, (y % cell) as f32 / cell as f32);
        let line = |row| {
            let (left, right) = (random(column, row, salt), random(column + 1, row, salt));
            left + (right - left) * across
        };
        let (above, below) = (line(row), line(row + 1));
        above + (below - above) * down
    };
    let mut bytes = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            let clouds = [(640, 0.5), (160, 0.3), (40, 0.15), (10, 0.06)].iter();
            let clouds: f32 =
                clouds.map(|(cell, weight)| cloud(x, y, *cell, seed + u64::from(*cell)) * weight).sum();
            let edge = if (x / 300 + y / 500) % 5 == 0 { 50.0 } else { 0.0 };
            let light = 150.0 + clouds + edge + random(x, y, seed) * 0.03;
            bytes.extend([light + 10.0, light, light - 20.0].map(|channel| channel.clamp(0.0, 255.0) as u8));
        }
    }
    let encoder = mozjpeg_rs::Encoder::new(mozjpeg_rs::Preset::BaselineFastest);
    encoder.quality(92).encode_rgb(&bytes, width, height).unwrap()
}
