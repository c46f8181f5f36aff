//! `dangjian photo`: originals become smaller, and stay where somebody finds them.

use std::fs;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::Place;

/// A picture with as much detail as a photo.
fn photo(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut state = 1_u32;
    let pixels = RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [.., a, b, c] = state.to_le_bytes();
        Rgb([a, b, c])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(pixels).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Puts EXIF behind the first bytes of a JPEG: it lies on its side, and has a caption.
fn with_exif(jpeg: &[u8], caption: &str) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    let length = u8::try_from(caption.len()).unwrap();
    exif.extend([0x0e, 1, 2, 0, length, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(caption.as_bytes());
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

fn size(bytes: &[u8]) -> (u32, u32) {
    let decoded = image::load_from_memory(bytes).unwrap();
    (decoded.width(), decoded.height())
}

/// A bare site with an article that shows a photo of 900 × 1200 pixels, upright.
fn place_with(original: &[u8]) -> Place {
    let place = Place::bare();
    place.write("site/content/news/a.md", "---\n标题: 植树\n日期: 2026-03-12\n---\n\n![](合影.jpg)\n");
    fs::write(place.path("site/content/news/合影.jpg"), original).unwrap();
    place
}

#[test]
fn a_photo_is_shrunk_only_when_that_is_wanted_and_its_original_is_kept() {
    let original = with_exif(&photo(1200, 900, ImageFormat::Jpeg), "SECRET-PLACE");
    let place = place_with(&original);
    let file = place.path("site/content/news/合影.jpg");
    let asked = place.run(&["photo", "site", "--max", "640"]);
    assert_eq!(asked.code, 0);
    assert!(asked.out.contains("900×1200") && asked.out.contains("480×640"), "{}", asked.out);
    assert!(asked.err.contains("--yes"), "{}", asked.err);
    place.run(&["photo", "site", "--max", "640", "--dry-run"]).done();
    assert_eq!(fs::read(&file).unwrap(), original);
    assert!(!place.path("site/原图").exists());

    let done = place.run(&["photo", "site", "--max", "640", "--yes"]).done();
    assert!(done.contains("缩小了 1 张") && done.contains("原图"), "{done}");
    let smaller = fs::read(&file).unwrap();
    assert_eq!(size(&smaller), (480, 640));
    assert!(smaller.len() < original.len() && memchr::memmem::find(&smaller, b"Exif").is_none());
    assert_eq!(fs::read(place.path("site/原图/content/news/合影.jpg")).unwrap(), original);
    // Nothing else is left, and the site is built without what was kept.
    let names = fs::read_dir(place.path("site")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(names.map(|name| name.to_string_lossy().into_owned()).all(|name| !name.contains("photo")));
    let again = place.run(&["photo", "site", "--max", "640", "--yes"]).done();
    assert!(again.contains("没有长边超过 640 像素"), "{again}");
    place.run(&["build", "site"]);
    assert!(!place.path("site/public/原图").exists());
}

#[test]
fn single_files_and_folders_without_a_site_have_their_originals_beside_them() {
    let place = Place::new();
    let original = photo(900, 700, ImageFormat::Jpeg);
    for name in ["照片/a.jpg", "照片/内/b.JPG"] {
        fs::create_dir_all(place.path(name).parent().unwrap()).unwrap();
        fs::write(place.path(name), &original).unwrap();
    }
    fs::write(place.path("照片/c.txt"), "文字").unwrap();
    place.run(&["photo", "照片/a.jpg", "--max", "700", "--yes"]).done();
    assert_eq!(size(&fs::read(place.path("照片/a.jpg")).unwrap()), (700, 544));
    assert_eq!(fs::read(place.path("照片/内/b.JPG")).unwrap(), original);
    assert_eq!(fs::read(place.path("照片/原图/a.jpg")).unwrap(), original);
    place.run(&["photo", "照片", "--max", "640", "--yes"]).done();
    // The original of the first time stays, and what is kept is not shrunk.
    assert_eq!(fs::read(place.path("照片/原图/a.jpg")).unwrap(), original);
    assert_eq!(size(&fs::read(place.path("照片/原图/a-2.jpg")).unwrap()), (700, 544));
    assert_eq!(fs::read(place.path("照片/原图/内/b.JPG")).unwrap(), original);
    assert_eq!(size(&fs::read(place.path("照片/内/b.JPG")).unwrap()), (640, 498));
}

#[test]
fn what_cannot_be_shrunk_is_told_and_left() {
    let place = Place::new();
    let broken = [&photo(900, 700, ImageFormat::Jpeg)[..2000], b"x"].concat();
    fs::write(place.path("坏.jpg"), &broken).unwrap();
    let png = photo(900, 700, ImageFormat::Png);
    fs::write(place.path("照片.png"), &png).unwrap();
    let run = place.run(&["photo", ".", "--max", "640", "--yes"]);
    assert_eq!(run.code, 0);
    for expected in ["坏.jpg", "[img/unreadable]", "照片.png", "[img/large]"] {
        assert!(run.err.contains(expected), "{expected}: {}", run.err);
    }
    assert_eq!(
        (fs::read(place.path("坏.jpg")).unwrap(), fs::read(place.path("照片.png")).unwrap()),
        (broken, png)
    );
    let run = place.run(&["photo", "没有.jpg"]);
    assert!(run.code == 1 && run.err.contains("cli/no-file") && run.err.contains("没有.jpg"), "{}", run.err);
    let run = place.run(&["photo", "--max", "12"]);
    assert!(run.code == 2 && run.err.contains("cli/wrong-value"), "{}", run.err);
}

#[test]
fn what_a_photo_says_of_itself_is_offered_and_not_used_unasked() {
    let original = with_exif(&photo(120, 90, ImageFormat::Jpeg), "党员义务植树");
    let place = place_with(&original);
    let page = "site/content/news/a.md";
    place.run(&["fix", "site"]);
    assert!(place.read(page).contains("![](合影.jpg)"));
    assert_eq!(place.run(&["build", "site"]).code, 0);
    for entry in walkdir::WalkDir::new(place.path("site/public")) {
        let path = entry.unwrap().into_path();
        let bytes = if path.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
        assert!(memchr::memmem::find(&bytes, "义务植树".as_bytes()).is_none(), "{}", path.display());
    }
    place.run(&["fix", "site", "--all"]);
    assert!(place.read(page).contains("![党员义务植树](合影.jpg)"), "{}", place.read(page));
}

#[test]
fn originals_are_kept_beside_the_site_however_it_is_named() {
    let original = with_exif(&photo(1200, 900, ImageFormat::Jpeg), "党员义务植树");
    let place = place_with(&original);
    let file = place.path("site/content/news/合影.jpg");
    fs::create_dir_all(place.path("site/public")).unwrap();
    fs::write(place.path("site/public/p-1.jpg"), &original).unwrap();
    place.run(&["photo", "site/content/../content/news", "--max", "640", "--yes"]).done();
    assert_eq!(fs::read(place.path("site/原图/content/news/合影.jpg")).unwrap(), original);
    let smaller = fs::read(&file).unwrap();
    // What a person wrote into it stays; the camera's own is gone.
    assert!(memchr::memmem::find(&smaller, "党员义务植树".as_bytes()).is_some());
    assert!(memchr::memmem::find(&smaller, b"Exif").is_none());
    // What is kept, and what was published, is nobody's to shrink.
    place.run(&["photo", "site/原图", "--max", "640", "--yes"]).failed(1, "img/unwritten");
    place.run(&["photo", ".", "--max", "640", "--yes"]).done();
    assert_eq!(fs::read(place.path("site/public/p-1.jpg")).unwrap(), original);
    assert_eq!(fs::read(place.path("site/原图/content/news/合影.jpg")).unwrap(), original);
}

#[test]
fn a_photo_with_two_names_or_behind_other_bytes_is_told_rightly() {
    let place = Place::new();
    let original = photo(900, 700, ImageFormat::Jpeg);
    fs::create_dir_all(place.path("照片")).unwrap();
    fs::write(place.path("照片/a.jpg"), &original).unwrap();
    fs::hard_link(place.path("照片/a.jpg"), place.path("照片/b.jpg")).unwrap();
    fs::write(place.path("照片/c.jpg"), [b"\n", original.as_slice()].concat()).unwrap();
    let run = place.run(&["photo", "照片", "--max", "640", "--yes"]);
    assert!(run.out.contains("缩小了 2 张"), "{} {}", run.out, run.err);
    assert!(run.err.contains("c.jpg") && run.err.contains("img/unreadable"), "{}", run.err);
    for name in ["a.jpg", "b.jpg"] {
        assert_eq!(size(&fs::read(place.path(&format!("照片/{name}"))).unwrap()), (640, 498));
        assert_eq!(fs::read(place.path(&format!("照片/原图/{name}"))).unwrap(), original);
    }
    fs::remove_dir_all(place.path("照片/原图")).unwrap();
    fs::write(place.path("照片/a.jpg"), &original).unwrap();
    fs::write(place.path("照片/原图"), "x").unwrap();
    let run = place.run(&["photo", "照片", "--max", "640", "--yes"]);
    assert!(run.code == 1 && run.err.contains("不是文件夹"), "{}", run.err);
    assert_eq!(fs::read(place.path("照片/a.jpg")).unwrap(), original);
}

#[test]
fn an_original_that_readers_may_download_is_left_and_told() {
    let original = photo(900, 1200, ImageFormat::Jpeg);
    let place = place_with(&original);
    place.write(
        "site/content/news/a.md",
        "---\n标题: 植树\n日期: 2026-03-12\n原图下载: 是\n---\n\n![植树](%E5%90%88%E5%BD%B1.jpg)\n",
    );
    fs::write(place.path("site/content/news/别的.jpg"), &original).unwrap();
    let run = place.run(&["photo", "site", "--max", "640", "--yes"]);
    assert!(run.err.contains("合影.jpg") && run.err.contains("给读者下载这张原图"), "{}", run.err);
    assert_eq!(fs::read(place.path("site/content/news/合影.jpg")).unwrap(), original);
    assert_eq!(size(&fs::read(place.path("site/content/news/别的.jpg")).unwrap()), (480, 640));
}

#[test]
fn a_file_that_was_named_is_spoken_of_and_what_was_published_is_not_touched() {
    let original = photo(1200, 900, ImageFormat::Jpeg);
    let place = place_with(&original);
    fs::create_dir_all(place.path("site/public")).unwrap();
    fs::write(place.path("site/public/p.jpg"), &original).unwrap();
    let run = place.run(&["photo", "site/public", "--max", "640", "--yes"]);
    assert!(run.out.contains("没有长边超过"), "{}", run.out);
    assert_eq!(fs::read(place.path("site/public/p.jpg")).unwrap(), original);
    let heic = [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".as_slice(), &[0; 64]].concat();
    fs::write(place.path("甲.heic"), heic).unwrap();
    let run = place.run(&["photo", "甲.heic"]);
    assert!(run.err.contains("甲.heic") && run.err.contains("HEIC"), "{} {}", run.out, run.err);
}
