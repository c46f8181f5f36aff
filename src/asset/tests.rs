use super::*;
use crate::problem::SourceText;

/// Writes a file into the site in `root`, and makes its asset.
fn site_asset(root: &std::path::Path, name: &str, bytes: &[u8]) -> (Assets, Arc<Asset>) {
    std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
    std::fs::write(root.join("site.yaml"), "title: 甲\n").unwrap();
    std::fs::write(root.join(name), bytes).unwrap();
    let folder = SiteFolder::open(root).unwrap();
    let common = SourceText::new("common.yaml", include_str!("../schema/common.yaml"));
    let common = crate::schema::declare_group(&common).unwrap();
    let (theme, _) = Theme::load(root, "classic", &["zh"], &common, None).unwrap();
    let assets = Assets::new(folder, Arc::new(theme), 0, 30 << 20);
    let asset = assets.site_file(name).unwrap();
    (assets, asset)
}

#[test]
fn only_what_is_looked_at_is_read_into_memory() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["content/a.pdf", "content/a.mp4", "content/a.GIF", "content/a"] {
        let bytes = [b"%PDF-1.7\n".as_slice(), &[7; 200_000]].concat();
        let (assets, asset) = site_asset(dir.path(), name, &bytes);
        let content = assets.content(&asset).unwrap();
        assert!(matches!(content, Content::File(path) if path.ends_with(name)));
        assert_eq!((asset.length, asset.size), (Some(bytes.len() as u64), None));
        let hash = short(&blake3::hash(&bytes).to_hex());
        assert!(asset.path.contains(&hash), "{}", asset.path);
    }
}

#[test]
fn a_photo_whose_parts_are_not_understood_is_not_published() {
    let dir = tempfile::tempdir().unwrap();
    let (assets, asset) = site_asset(dir.path(), "content/a.txt", b"\xFF\xD8\xFFis a photo");
    assert!(asset.problems.iter().any(|problem| problem.code == "img/unreadable" && problem.is_error()));
    assert!(matches!(assets.content(&asset), Ok(Content::Bytes(bytes)) if bytes.is_empty()));
}

/// Returns what is published of a file of `content/` and of `static/`, and what is told.
fn published(name: &str, bytes: &[u8]) -> Vec<(Vec<u8>, Vec<&'static str>)> {
    let dir = tempfile::tempdir().unwrap();
    let read = |content: Content| match content {
        Content::Bytes(bytes) => bytes,
        Content::File(path) => std::fs::read(path).unwrap(),
    };
    let codes = |problems: &[Problem]| problems.iter().map(|problem| problem.code).collect();
    let (assets, asset) = site_asset(dir.path(), &format!("content/{name}"), bytes);
    let offered = (read(assets.content(&asset).unwrap()), codes(&asset.problems));
    let (assets, _) = site_asset(dir.path(), &format!("static/{name}"), bytes);
    let fixed = assets.static_file(&format!("static/{name}")).unwrap();
    let fixed = (read(assets.static_content(&format!("static/{name}")).unwrap()), codes(&fixed.problems));
    vec![offered, fixed]
}

/// A PNG of one pixel with a text in it.
fn tiny_png() -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut png, 1, 1);
    encoder.add_text_chunk("Author".to_owned(), "SECRET".to_owned()).unwrap();
    encoder.write_header().unwrap().write_image_data(&[7]).unwrap();
    png
}

#[test]
fn a_picture_behind_other_bytes_is_cleaned_from_its_beginning_on() {
    for before in ["", "\n", "\u{feff}", "\0\0"] {
        for name in ["a.png", "a.jpg", "a.dat"] {
            let bytes = [before.as_bytes(), &tiny_png()].concat();
            for (bytes, told) in published(name, &bytes) {
                assert!(bytes.starts_with(b"\x89PNG"), "{name} {before:?}");
                assert!(memchr::memmem::find(&bytes, b"SECRET").is_none(), "{name} {before:?}");
                assert!(told.is_empty(), "{told:?}");
            }
        }
    }
    // What is part of another file stays.
    let other = [b"an album of pictures ".as_slice(), &tiny_png()].concat();
    assert!(published("a.dat", &other).iter().all(|(bytes, _)| *bytes == other));
}

#[test]
fn a_picture_that_is_only_copied_says_its_place_and_author() {
    // A TIFF with an artist of two characters at 38, and a latitude in a directory of its own.
    let mut tiff = b"II*\0\x08\0\0\0\x02\0\x3B\x01\x02\0\x07\0\0\0\x38\0\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0\x01\0\x02\0\x05\0\x03\0\0\0".to_vec();
    tiff.resize(56, 0);
    tiff.extend("张三\0".as_bytes());
    let heic =
        [b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x40mdat\0\0\0\x06Exif\0\0".as_slice(), &tiff].concat();
    let photoshop = [b"8BPS\0\x01".as_slice(), &tiff].concat();
    for (name, bytes) in [("a.tif", &tiff), ("a.heic", &heic), ("a.jpg", &heic), ("a.psd", &photoshop)] {
        for (published, mut told) in published(name, bytes) {
            // Nothing opens it under the name of a JPEG.
            told.retain(|code| *code != "attachment/damaged" || name != "a.jpg");
            assert_eq!((&published, told.as_slice()), (bytes, ["attachment/metadata"].as_slice()), "{name}");
        }
    }
    // A scan that says nothing of anybody.
    assert!(published("a.tif", b"II*\0\x08\0\0\0\0\0").iter().all(|(_, told)| told.is_empty()));
}

#[test]
fn a_drawing_is_cleaned_behind_a_comment_of_any_length_and_a_packed_one_is_refused() {
    use std::io::Write as _;
    let script = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>SECRET</script></svg>";
    let long = format!("<!--{}-->{script}", " <title> ".repeat(2000));
    for (bytes, told) in published("a.jpg", long.as_bytes()) {
        assert!(memchr::memmem::find(&bytes, b"SECRET").is_none());
        assert!(told.contains(&"img/drawing"), "{told:?}");
    }
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(script.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    for name in ["a.svgz", "a.svg"] {
        for (bytes, told) in published(name, &packed) {
            assert!(bytes.is_empty() && told == ["img/unreadable"], "{name} {told:?}");
        }
    }
    // A comment that unpacks to more than is looked through: the name says that it is a drawing.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(format!("<!--{}-->{script}", " ".repeat(2 << 20)).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    for (bytes, told) in published("a.svgz", &packed) {
        assert!(bytes.is_empty() && told == ["img/unreadable"], "{told:?}");
    }
    // Other XML is published as it is.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(format!("<!--{}--><rss/>", "a ".repeat(5000)).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    for (bytes, told) in published("f1.xml.gz", &packed) {
        assert!(bytes == packed && told.is_empty(), "{told:?}");
    }
}

#[test]
fn a_picture_that_is_too_large_is_told_and_not_read() {
    for name in ["content/a.jpg", "content/a.PNG", "content/a.svg"] {
        let dir = tempfile::tempdir().unwrap();
        let (assets, _) = site_asset(dir.path(), "content/b.jpg", b"");
        let file = std::fs::File::create(dir.path().join(name)).unwrap();
        file.set_len(LARGEST_PICTURE + 1).unwrap();
        let asset = assets.site_file(name).unwrap();
        assert_eq!(assets.content(&asset).unwrap_err().code, "img/too-large", "{name}");
    }
}

#[test]
fn a_picture_is_published_with_the_ending_of_its_content() {
    let dir = tempfile::tempdir().unwrap();
    let drawing = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".as_slice();
    for (name, bytes, ending) in [
        ("content/a.png", drawing, ".svg"),
        ("content/b.svg", &tiny_png(), ".png"),
        ("content/c", &tiny_png(), ".png"),
        ("content/d.jfif", b"\xFF\xD8\xFF", ".jfif"),
    ] {
        let (_, asset) = site_asset(dir.path(), name, bytes);
        assert!(asset.path.ends_with(ending), "{name} {}", asset.path);
    }
    // A file of `static/` keeps its name, and browsers believe that.
    let told = |name: &str, bytes: &[u8]| {
        published(name, bytes).into_iter().map(|(_, told)| told).collect::<Vec<_>>()
    };
    assert_eq!(told("a.png", drawing), [vec![], vec!["attachment/damaged"]]);
    assert!(told("a.jpg", &tiny_png()).concat().is_empty());
}

#[test]
fn a_file_of_another_kind_than_its_name_says_what_it_is() {
    for (name, bytes, word) in [
        ("a.pdf", tiny_png(), "PNG"),
        ("a.docx", b"%PDF-1.7 << /Type /Pages /Count 2 >>".to_vec(), "PDF"),
        ("a.doc", b"%PDF-1.7".to_vec(), "PDF"),
        ("a.jpg", b"%PDF-1.7".to_vec(), "PDF"),
        ("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "旧版"),
        ("a.pdf", b"8BPS\0\x01".to_vec(), "Photoshop"),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (_, asset) = site_asset(dir.path(), &format!("content/{name}"), &bytes);
        let [told] = asset.problems.as_slice() else { panic!("{name} {:?}", asset.problems) };
        assert!(told.code == "attachment/damaged" && told.message.zh.contains(word), "{name} {told:?}");
    }
}

#[test]
fn a_drawing_is_published_as_xml() {
    let dir = tempfile::tempdir().unwrap();
    let (assets, asset) = site_asset(
        dir.path(),
        "content/a.svg",
        "<svg width=\"1\" height=\"2\"><text>甲\u{1}乙\u{1f}</text></svg>".as_bytes(),
    );
    let content = assets.content(&asset).unwrap();
    assert!(
        matches!(content, Content::Bytes(bytes) if bytes.ends_with("<text>甲乙</text></svg>".as_bytes()))
    );
    let codes: Vec<_> = asset.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, ["text/invisible"]);
    assert_eq!(asset.size, Some((1, 2)));
}

#[test]
fn names_are_ascii_and_change_with_the_content() {
    let dir = tempfile::tempdir().unwrap();
    let made = |bytes: &[u8]| site_asset(dir.path(), "content/news/合影 1.jpg", bytes).1;
    let (first, second) = (made(b"a"), made(b"b"));
    assert!(first.path.starts_with("news/he-ying-1-") && first.path.ends_with(".jpg"), "{}", first.path);
    assert_ne!(first.path, second.path);
}

#[test]
fn the_name_of_a_style_changes_with_the_release() {
    let path = |name: &str, bytes: &[u8], release: &str| {
        let hash =
            if is_named_by_release(name) { release.to_owned() } else { short(&blake3::hash(bytes).to_hex()) };
        asset(Origin::Theme(name.into()), &hash, None, 0).path
    };
    assert_eq!(path("styles/main.css", b"a", "1"), "theme/styles/main-1.css");
    assert_eq!(path("styles/main.css", b"b", "1"), path("styles/main.css", b"a", "1"));
    assert_ne!(path("scripts/a.JS", b"a", "1"), path("scripts/a.JS", b"a", "2"));
    assert_ne!(path("images/a.svg", b"a", "1"), path("images/a.svg", b"b", "1"));
}
