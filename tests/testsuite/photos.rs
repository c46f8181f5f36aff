//! Photos: in the widths that a page needs, upright, without metadata, each made once.

use std::collections::BTreeSet;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::site::{Run, Site};

/// A picture that looks like a photo to an encoder: shades, and noise that repeats exactly.
pub fn photo(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = state >> 27;
        let shade = |part: u32| u8::try_from((part % 200 + noise).min(255)).unwrap();
        Rgb([shade(x / 3 + seed * 17), shade(y / 3), shade((x + y) / 7)])
    });
    encoded(&pixels, ImageFormat::Jpeg)
}

fn encoded(pixels: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::from(pixels.clone()).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// Puts EXIF with an orientation and a text behind the first bytes of a JPEG.
pub fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    // ImageDescription, 12 bytes at 38.
    exif.extend([0x0e, 1, 2, 0, 12, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"SECRET-PLACE");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

/// The published pictures of the site, without those of the theme.
fn pictures(run: &Run) -> Vec<String> {
    let is_picture = |name: &String| {
        [".jpg", ".png", ".gif", ".webp"].iter().any(|end| name.ends_with(end)) && !name.starts_with("theme/")
    };
    run.tree().into_iter().filter(is_picture).collect()
}

fn size(run: &Run, name: &str) -> (u32, u32) {
    let decoded = image::load_from_memory(&run.bytes(name)).unwrap();
    (decoded.width(), decoded.height())
}

#[test]
fn a_photo_is_published_in_the_widths_of_the_text_and_not_as_it_is() {
    let original = with_exif(&photo(2000, 1500, 1), 1);
    let site = Site::new().bytes("content/news/x/合影.jpg", &original).news(
        "news/x/index.md",
        "甲",
        "",
        "![合影](合影.jpg \"图说\")",
    );
    let run = site.build().ok();
    let names = pictures(&run);
    let sizes: Vec<(u32, u32)> = names.iter().map(|name| size(&run, name)).collect();
    assert_eq!(sizes.len(), 3, "{names:?}");
    assert_eq!(sizes.iter().copied().collect::<BTreeSet<_>>(), [(480, 360), (960, 720), (1600, 1200)].into());
    for name in &names {
        assert!(name.starts_with("news/x/he-ying-"), "{name}");
        let bytes = run.bytes(name);
        assert!(!bytes.windows(6).any(|part| part == b"SECRET"), "{name}");
        assert!(bytes.len() < original.len() / 2, "{name}: {} of {}", bytes.len(), original.len());
    }
    let page = run.page("news/x.html");
    let image = |name: &str| page.attributes("figure img", name).concat();
    let srcset = image("srcset");
    assert!(srcset.contains("480w") && srcset.contains("960w") && srcset.contains("1600w"), "{srcset}");
    assert_eq!((image("width"), image("height")), ("1600".into(), "1200".into()));
    assert!(image("class").starts_with("tone-"), "{}", image("class"));
    // A reader opens the largest one.
    assert_eq!(page.attributes("figure a.enlarge", "href"), [image("src")]);
}

#[test]
fn a_photo_of_static_is_published_in_widths_too() {
    let site = Site::new().bytes("static/images/合影.jpg", &photo(1400, 700, 1)).news(
        "news/x.md",
        "甲",
        "题图: /images/合影.jpg\n",
        "![图](/images/合影.jpg)",
    );
    let run = site.build().ok();
    let page = run.page("news/x.html");
    let srcset = page.attributes("figure img", "srcset").concat();
    assert!(srcset.contains("480w") && srcset.contains("1400w"), "{srcset}");
    for path in page.attributes("figure img", "src") {
        assert!(site.public().join("news").join(&path).is_file(), "{path}");
    }
    // Its own address stays, for those that link to it.
    assert!(pictures(&run).iter().any(|name| size(&run, name) == (1400, 700) && !name.contains("-1400")));
}

#[test]
fn a_photo_is_upright_whatever_way_the_phone_was_held() {
    let site = Site::new().bytes("content/news/a.jpg", &with_exif(&photo(800, 400, 2), 6)).news(
        "news/x.md",
        "甲",
        "",
        "![图](a.jpg)",
    );
    let run = site.build().ok();
    let widths: Vec<(u32, u32)> = pictures(&run).iter().map(|name| size(&run, name)).collect();
    assert_eq!(widths, [(400, 800)]);
}

#[test]
fn a_cover_has_the_shape_of_its_place_and_shows_its_focus() {
    // The left half is black, the right one white.
    let pixels = RgbImage::from_fn(900, 300, |x, _| if x < 450 { Rgb([0; 3]) } else { Rgb([255; 3]) });
    let site = |focus: &str| {
        Site::new()
            .file("site.yaml", "title: 站\nhome:\n  - pictures: {sections: [news]}\n")
            .bytes("content/news/a.jpg", &encoded(&pixels, ImageFormat::Jpeg))
            .news("news/x.md", "甲", &format!("题图: {{图片: a.jpg, 说明: 图, 焦点: {focus}}}\n"), "")
    };
    for (focus, shade) in [("左", 0), ("右", 255), ("90% 50%", 255)] {
        let run = site(focus).build().ok();
        let names = pictures(&run);
        let cropped = names.iter().map(|name| run.bytes(name));
        let cropped: Vec<RgbImage> =
            cropped.map(|bytes| image::load_from_memory(&bytes).unwrap().to_rgb8()).collect();
        let cover = cropped.iter().find(|cover| cover.width() == 320).expect("a cover of 320 pixels");
        assert_eq!(cover.dimensions(), (320, 213));
        let middle = cover.get_pixel(160, 100)[0];
        assert!(middle.abs_diff(shade) < 8, "{focus}: {middle}");
    }
}

#[test]
fn an_unknown_focus_is_told() {
    let site = Site::new().bytes("content/news/a.jpg", &photo(90, 60, 1)).news(
        "news/x.md",
        "甲",
        "题图: {图片: a.jpg, 焦点: 笑脸}\n",
        "",
    );
    let run = site.build().ok();
    assert!(run.problems().contains("meta/focus"), "{}", run.problems());
}

#[test]
fn a_photo_is_made_once_and_only_a_changed_one_again() {
    let site = Site::new()
        .bytes("content/news/a.jpg", &photo(1000, 800, 1))
        .bytes("content/news/b.jpg", &photo(1000, 800, 2))
        .news("news/x.md", "甲", "", "![图](a.jpg)\n\n![图](b.jpg)");
    let first = site.build().ok();
    let names: BTreeSet<String> = pictures(&first).into_iter().collect();
    assert_eq!(names.len(), 4);
    let stored = site.path(".dangjian/pictures");
    let files = || -> BTreeSet<std::path::PathBuf> {
        let folders = std::fs::read_dir(&stored).unwrap().flatten();
        folders
            .flat_map(|folder| std::fs::read_dir(folder.path()).unwrap().flatten())
            .map(|f| f.path())
            .collect()
    };
    let before = files();
    // Two sizes and a colour each.
    assert_eq!(before.len(), 6);
    site.change("content/news/b.jpg", photo(1000, 800, 3));
    let second = site.build_with::<&str>(&[]).ok();
    let changed: BTreeSet<String> = pictures(&second).into_iter().collect();
    assert_eq!(changed.difference(&names).count(), 2, "{changed:?}");
    assert_eq!(files().difference(&before).count(), 3);
    // Without what was stored, the same bytes.
    let published = site.published();
    std::fs::remove_dir_all(site.path(".dangjian")).unwrap();
    site.build().ok();
    assert_eq!(site.published(), published);
}

#[test]
fn a_damaged_store_gives_the_same_bytes() {
    let site = Site::new().bytes("content/news/a.jpg", &photo(1000, 800, 1)).news(
        "news/x.md",
        "甲",
        "",
        "![图](a.jpg)",
    );
    site.build().ok();
    let published = site.published();
    for folder in std::fs::read_dir(site.path(".dangjian/pictures")).unwrap().flatten() {
        for file in std::fs::read_dir(folder.path()).unwrap().flatten() {
            let mut bytes = std::fs::read(file.path()).unwrap();
            let last = bytes.len() - 1;
            bytes[last] ^= 1;
            std::fs::write(file.path(), bytes).unwrap();
        }
    }
    std::fs::remove_dir_all(site.public()).unwrap();
    site.build().ok();
    assert_eq!(site.published(), published);
}

#[test]
fn a_file_that_no_browser_shows_is_told_where_it_is_used() {
    let heic = [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), &[0; 64]].concat();
    let whole = photo(600, 400, 1);
    let behind = [b"\n".as_slice(), &whole].concat();
    let files: [(&str, &[u8], &str); 8] = [
        ("h.jpg", &behind, "已损坏"),
        ("a.jpg", &heic, "HEIC"),
        ("f.docx", b"\xFF", "不是图片"),
        ("g.jpg", b"\xFF\xD8\xFF", "不完整"),
        ("b.jpg", b"<!DOCTYPE html><html><body>404</body></html>", "网页"),
        ("c.jpg", b"", "空的"),
        ("d.png", b"%PDF-1.7\n", "PDF"),
        ("e.jpg", b"PK\x03\x04word/document.xml", ""),
    ];
    for (name, bytes, word) in files {
        let site = Site::new().bytes(format!("content/news/{name}"), bytes).news(
            "news/x.md",
            "甲",
            "",
            &format!("![图]({name})"),
        );
        let report = site.build().fails();
        assert!(report.contains("content/news/x.md:5:1 img/unreadable") && report.contains(word), "{report}");
        // One cause is one problem.
        assert_eq!(report.lines().count(), 1, "{report}");
        let site = Site::new().bytes(format!("content/news/{name}"), bytes).news(
            "news/x.md",
            "甲",
            &format!("题图: {name}\n"),
            "",
        );
        let report = site.build().fails();
        assert!(report.contains("content/news/x.md:4:") && report.contains("img/unreadable"), "{report}");
        assert_eq!(report.lines().count(), 1, "{report}");
    }
    // That the rest of a file is missing shows when it is decoded.
    let site = Site::new().bytes("content/news/a.jpg", &whole[..whole.len() / 2]).news(
        "news/x.md",
        "甲",
        "",
        "![图](a.jpg)",
    );
    let report = site.build().fails();
    assert!(report.contains("content/news/a.jpg img/unreadable"), "{report}");
    assert_eq!(report.matches("img/unreadable").count(), 1, "{report}");
}

#[test]
fn a_photo_that_says_that_it_was_generated_is_labelled_and_keeps_its_mark() {
    let jpeg = photo(1200, 800, 4);
    let packet = br#"http://ns.adobe.com/xap/1.0/ <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>{"Label":"1","ContentProducer":"x"}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>"#;
    let mut packet = packet.to_vec();
    packet[28] = 0;
    let length = u16::try_from(packet.len() + 2).unwrap().to_be_bytes();
    let marked = [&jpeg[..2], &[0xff, 0xe1], &length, &packet, &jpeg[2..]].concat();
    let site = Site::new().bytes("content/news/a.jpg", &marked).news(
        "news/x.md",
        "甲",
        "题图: a.jpg\n",
        "![图](a.jpg)",
    );
    let run = site.build().ok();
    assert!(run.text("news/x.html").contains("picture-label\">AI 生成<"), "{}", run.text("news/x.html"));
    for name in pictures(&run) {
        let bytes = run.bytes(&name);
        assert!(bytes.windows(4).any(|part| part == b"AIGC"), "{name}");
    }
}

#[test]
fn a_drawing_stays_png_and_a_photo_in_png_becomes_jpeg() {
    let drawing = RgbImage::from_fn(700, 300, |x, y| {
        if (x / 50 + y / 50) % 2 == 0 { Rgb([179, 19, 27]) } else { Rgb([255; 3]) }
    });
    let noise = image::load_from_memory(&photo(700, 300, 5)).unwrap().to_rgb8();
    let site = Site::new()
        .bytes("content/news/drawing.png", &encoded(&drawing, ImageFormat::Png))
        .bytes("content/news/noise.png", &encoded(&noise, ImageFormat::Png))
        .news("news/x.md", "甲", "", "![图](drawing.png)\n\n![图](noise.png)");
    let run = site.build().ok();
    let names = pictures(&run);
    let ends = |start: &str| -> BTreeSet<&str> {
        names
            .iter()
            .filter(|name| name.starts_with(start))
            .filter_map(|name| name.rsplit('.').next())
            .collect()
    };
    assert_eq!((ends("news/drawing"), ends("news/noise")), (["png"].into(), ["jpg"].into()), "{names:?}");
}

#[test]
fn a_theme_that_names_no_purpose_shows_the_photo_in_full() {
    let site = Site::showing("<img src=\"{{ page.cover.url }}\" width=\"{{ page.cover.width }}\">")
        .bytes("content/news/a.jpg", &photo(2000, 1000, 1))
        .news("news/x.md", "甲", "题图: a.jpg\n", "");
    let run = site.build().ok();
    let page = run.page("news/x.html");
    assert_eq!(page.attributes("img", "width"), ["1600"]);
    let path = page.attributes("img", "src").concat();
    assert!(site.public().join("news").join(&path).is_file(), "{path}");
}

#[test]
fn a_purpose_that_the_theme_does_not_declare_is_told() {
    let site = Site::showing("{% set poster = picture(of=page.cover, for=\"poster\") %}{{ poster.url }}")
        .bytes("content/news/a.jpg", &photo(90, 60, 1))
        .news("news/x.md", "甲", "题图: a.jpg\n", "");
    let report = site.build().fails();
    assert!(report.contains("poster") && report.contains("portrait"), "{report}");
}

/// Three frames of noise, too long for what is read to see what a file is.
fn animation() -> Vec<u8> {
    use image::codecs::gif::GifEncoder;
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for seed in 0..3 {
        let frame = image::load_from_memory(&photo(120, 90, seed)).unwrap().to_rgba8();
        encoder.encode_frame(image::Frame::new(frame)).unwrap();
    }
    drop(encoder);
    bytes
}

#[test]
fn a_picture_that_moves_stays_as_it_is() {
    let site =
        Site::new().bytes("content/news/a.gif", &animation()).news("news/x.md", "甲", "", "![图](a.gif)");
    let run = site.build().ok();
    let names = pictures(&run);
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(run.bytes(&names[0]).starts_with(b"GIF89a") && run.bytes(&names[0]).len() > 4096);
}

#[test]
fn behind_a_transparent_picture_there_is_no_colour() {
    let pixels =
        image::RgbaImage::from_fn(600, 200, |x, _| image::Rgba([0, 0, 0, if x < 300 { 255 } else { 0 }]));
    let mut bytes = Vec::new();
    pixels.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    let site = Site::new().bytes("content/news/a.png", &bytes).news("news/x.md", "甲", "", "![图](a.png)");
    let page = site.build().ok().page("news/x.html");
    assert_eq!(page.attributes("figure img", "class"), Vec::<String>::new());
    assert!(page.attributes("figure img", "srcset").concat().contains(".png 480w"));
}

#[test]
fn a_photo_that_is_offered_as_a_file_is_whole_and_without_its_place() {
    let original = with_exif(&photo(2000, 1000, 1), 1);
    let site = Site::new().bytes("content/news/海报.jpg", &original).news(
        "news/x.md",
        "甲",
        "附件: [海报.jpg]\n",
        "[下载](海报.jpg)",
    );
    let run = site.build().ok();
    let names = pictures(&run);
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!(size(&run, &names[0]), (2000, 1000));
    assert!(!run.bytes(&names[0]).windows(6).any(|part| part == b"SECRET"));
}

/// Data are written by hand, and a template may hand on whatever is there.
#[test]
fn data_can_not_name_a_photo_that_no_page_shows() {
    for file in ["content/news/draft.jpg", "../outside.jpg"] {
        let site = Site::showing("{% set shown = picture(of=data.x) %}[{{ shown.url }}]")
            .file("data/x.yaml", &format!("file: {file}\nurl: /x.jpg\nalt: 图\n"))
            .bytes("content/news/draft.jpg", &photo(500, 300, 1))
            .bytes("../outside.jpg", &photo(500, 300, 2))
            .news("news/d.md", "草", "草稿: 是\n", "![图](draft.jpg)")
            .news("news/x.md", "甲", "", "");
        let run = site.build();
        assert_eq!(pictures(&run), Vec::<String>::new(), "{}", run.problems());
    }
}

#[test]
fn a_photo_that_was_replaced_meanwhile_is_not_kept_under_the_old_name() {
    let site = Site::new().bytes("content/news/a.jpg", &photo(700, 500, 1)).news(
        "news/x.md",
        "甲",
        "",
        "![图](a.jpg)",
    );
    site.build().ok();
    let first = site.published();
    site.change("content/news/a.jpg", photo(700, 500, 2));
    site.build_with::<&str>(&[]).ok();
    site.change("content/news/a.jpg", photo(700, 500, 1));
    site.build_with::<&str>(&[]).ok();
    assert_eq!(site.published(), first);
}

#[test]
fn an_original_is_offered_where_the_page_says_so_and_without_its_place() {
    let original = with_exif(&photo(2000, 1500, 1), 1);
    let body = "![合影](合影.jpg \"图说\")\n\n:::图片 src=合影.jpg :::\n\n![小](小.jpg)";
    let site = Site::new()
        .bytes("content/news/合影.jpg", &original)
        .bytes("content/news/小.jpg", &photo(300, 200, 2))
        .news("news/x.md", "甲", "原图下载: 是\n", body)
        .news("news/y.md", "乙", "", "![合影](合影.jpg \"图说\")");
    // A cover is shown in lists, where no link leads to its original.
    let site = site.bytes("content/news/题.jpg", &photo(2000, 1500, 9)).news(
        "news/z.md",
        "丙",
        "原图下载: 是\n题图: 题.jpg\n",
        "文",
    );
    let run = site.build().ok();
    let covers = run.tree().into_iter().filter(|path| path.starts_with("news/ti-")).collect::<Vec<_>>();
    assert!(!covers.is_empty() && covers.iter().all(|path| size(&run, path).0 < 2000), "{covers:?}");
    let page = run.page("news/x.html");
    assert_eq!(page.attributes("a.original", "download"), ["合影.jpg", "合影.jpg"]);
    assert!(page.words().contains("下载原图（2000×1500"), "{}", page.words());
    let links = page.attributes("a.original", "href");
    let path = format!("news/{}", links.first().unwrap());
    assert_eq!(size(&run, &path), (2000, 1500));
    assert!(memchr::memmem::find(&run.bytes(&path), b"SECRET").is_none());
    assert_eq!(run.page("news/y.html").attributes("a.original", "href"), Vec::<String>::new());
    // It is no longer published when the page offers it no longer.
    site.change("content/news/x.md", format!("---\ntitle: 甲\ndate: 2026-01-01\n---\n\n{body}\n"));
    let run = site.build().ok();
    assert!(!run.has(&path) && run.page("news/x.html").attributes("a.original", "href").is_empty());
}

#[test]
fn a_photo_of_a_directive_is_loaded_in_the_width_that_is_needed() {
    let site = Site::new().bytes("content/news/合影.jpg", &photo(2000, 1500, 1)).news(
        "news/x.md",
        "甲",
        "",
        ":::图片 src=合影.jpg alt=合影 caption=图说 :::",
    );
    let page = site.build().ok().page("news/x.html");
    assert_eq!(page.attributes("figure img", "alt"), ["合影"]);
    assert_eq!(page.attributes("figure a.enlarge", "href").len(), 1);
    assert!(page.attributes("figure a.enlarge", "aria-label").is_empty());
    // A picture whose words are only below it is a link of that name.
    site.change(
        "content/news/x.md",
        "---\ntitle: 甲\ndate: 2026-01-01\n---\n\n:::图片 src=合影.jpg caption=图说 :::\n",
    );
    assert_eq!(site.build().ok().page("news/x.html").attributes("figure a.enlarge", "aria-label"), ["图说"]);
    site.change("content/news/x.md", "---\ntitle: 甲\ndate: 2026-01-01\n---\n\n![](合影.jpg \"图说\")\n");
    assert_eq!(site.build().ok().page("news/x.html").attributes("figure a.enlarge", "aria-label"), ["图说"]);
    let widths = page.attributes("figure img", "srcset");
    assert!(widths.first().is_some_and(|widths| widths.contains("480w, ")), "{widths:?}");
}

#[test]
fn an_original_with_more_pixels_than_anybody_needs_is_noted_once() {
    let site = Site::new()
        .bytes("content/news/长.jpg", &photo(4100, 90, 1))
        .news("news/x.md", "甲", "", "![长](长.jpg)\n\n![长](长.jpg)")
        .news("news/y.md", "乙", "题图: 长.jpg\n", "![长](长.jpg)");
    let problems = site.build().ok().problems();
    assert_eq!(problems.matches("img/large").count(), 1, "{problems}");
    assert!(problems.starts_with("content/news/长.jpg img/large"), "{problems}");
}

/// A HEIC photo, whatever its name, is shown as JPEG; it is neither published nor offered itself.
#[cfg(feature = "heic")]
#[test]
fn a_photo_of_an_iphone_is_published_as_jpeg() {
    let heic = include_bytes!("../fixtures/picture/grid.heic");
    for name in ["IMG_0012.HEIC", "a.jpg"] {
        let site = Site::new().bytes(format!("content/news/{name}"), heic).news(
            "news/x.md",
            "甲",
            "原图下载: 是\n",
            &format!("![图]({name})"),
        );
        site.build().ok();
        let pictures: Vec<_> =
            site.published().into_iter().filter(|(path, _)| path.contains("-100.")).collect();
        assert_eq!(pictures.len(), 1, "{name}");
        assert!(
            pictures.iter().all(|(path, bytes)| path.ends_with("-100.jpg") && bytes.starts_with(b"\xFF\xD8"))
        );
        assert!(site.published().values().all(|bytes| memchr::memmem::find(bytes, b"ftypheic").is_none()));
    }
}
