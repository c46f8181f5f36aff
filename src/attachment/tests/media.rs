//! Films and recordings: what they say of themselves, and whether browsers play them.

use super::*;

/// Films and recordings that say something of persons and places: the place, and the name.
fn tagged_media() -> Vec<(&'static str, Vec<u8>, bool, &'static str)> {
    let film =
        |moov: &[u8]| [boxed(b"ftyp", b"isom"), boxed(b"mdat", &[7; 9000]), boxed(b"moov", moov)].concat();
    let data = |text: &str| boxed(b"data", &[[0; 8].as_slice(), text.as_bytes()].concat());
    let place = boxed(b"udta", &boxed(b"\xA9xyz", b"\0\x11\x15\xC7+30.1+104.0/"));
    let list = boxed(b"ilst", &boxed(b"\xA9ART", &data("张三")));
    let meta =
        boxed(b"udta", &boxed(b"meta", &[[0; 4].as_slice(), &boxed(b"hdlr", &[0; 24]), &list].concat()));
    let names = [
        boxed(b"mdta", b"com.apple.quicktime.location.ISO6709"),
        boxed(b"mdta", b"com.apple.quicktime.author"),
    ];
    let keys = boxed(b"keys", &[[0, 0, 0, 0, 0, 0, 0, 2].as_slice(), &names.concat()].concat());
    let items = [boxed(&[0, 0, 0, 1], &data("+30/")), boxed(&[0, 0, 0, 2], &data("李四"))].concat();
    let apple = boxed(b"meta", &[boxed(b"hdlr", &[0; 24]), keys, boxed(b"ilst", &items)].concat());
    let camera = boxed(
        b"trak",
        &boxed(
            b"mdia",
            &boxed(
                b"minf",
                &boxed(b"stbl", &boxed(b"stsd", &[[0; 8].as_slice(), &boxed(b"gpmd", &[])].concat())),
            ),
        ),
    );
    let frame = |name: &[u8], text: &[u8]| {
        [name, &u32::try_from(text.len()).unwrap().to_be_bytes(), &[0, 0], text].concat()
    };
    let id3 = |frames: &[u8]| {
        [
            b"ID3\x03\0\0\0\0".as_slice(),
            &[u8::try_from(frames.len() >> 7).unwrap(), u8::try_from(frames.len() & 0x7F).unwrap()],
            frames,
            b"\xFF\xFB\x90\0",
        ]
        .concat()
    };
    let wide: Vec<u8> =
        [vec![1, 0xFF, 0xFE], "张三".encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let mut old =
        [b"\xFF\xFB\x90\0".as_slice(), &[0; 500], b"TAG", &[b' '; 30], b"\xD5\xC5\xC8\xFD"].concat();
    old.resize(504 + 128, 0);
    let info = [b"INFOIART".as_slice(), &counted("张三"), b"ICRD\x04\0\0\0", b"2026"].concat();
    let wave = [
        b"RIFF\0\0\0\0WAVEfmt \x02\0\0\0\0\0LIST".as_slice(),
        &u32::try_from(info.len()).unwrap().to_le_bytes(),
        &info,
    ]
    .concat();
    let comments = |texts: &[&str]| {
        [
            counted("program"),
            u32::try_from(texts.len()).unwrap().to_le_bytes().to_vec(),
            texts.iter().flat_map(|text| counted(text)).collect(),
        ]
        .concat()
    };
    let vorbis = [b"OggS....\x03vorbis".as_slice(), &comments(&["TITLE=", "artist=张三"])].concat();
    let block = comments(&["GPS_LOCATION=30N", "PERFORMER=李四"]);
    let flac =
        [b"fLaC\0\0\0\x02\0\0\x84\0\0".as_slice(), &[u8::try_from(block.len()).unwrap()], &block].concat();
    let webm = [b"\x1A\x45\xDF\xA3..\x45\xA3\x86ARTIST\x44\x87\x86".as_slice(), "张三".as_bytes()].concat();
    let mut asf = b"\x30\x26\xB2\x75\x8E\x66\xCF\x11....\x33\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\0\xAA\0\x62\xCE\x6C........\x02\0\x04\0\0\0\0\0\0\0 \0".to_vec();
    asf.extend("张三".encode_utf16().flat_map(u16::to_le_bytes));
    vec![
        ("a.mp4", film(&place), true, ""),
        ("a.m4a", film(&meta), false, "张三"),
        ("a.mov", film(&apple), true, "李四"),
        ("b.mp4", film(&camera), true, ""),
        ("a.mp3", id3(&[frame(b"TIT2", b"\0 "), frame(b"TPE1", &wide)].concat()), false, "张三"),
        ("b.mp3", old, false, "张三"),
        ("a.wav", wave, false, "张三"),
        ("a.ogg", vorbis, false, "张三"),
        ("a.flac", flac, true, "李四"),
        ("a.webm", webm, false, "张三"),
        ("a.wma", asf, false, "张三"),
    ]
}

#[test]
fn films_and_recordings_say_where_and_by_whom() {
    for (name, bytes, has_place, person) in tagged_media() {
        let found = look(name, &bytes).problems;
        let told: Vec<_> = found.iter().filter(|problem| problem.code == "attachment/metadata").collect();
        let [told] = *told.as_slice() else { panic!("{name} {found:?}") };
        assert_eq!(told.message.zh.contains("拍摄地点"), has_place, "{name} {told:?}");
        assert!(told.message.zh.contains(person), "{name} {told:?}");
        for end in (0..bytes.len()).filter(|end| bytes.len() - end < 600) {
            look(name, &bytes[..end]);
        }
    }
}

fn mp4(codec: &[u8; 4], is_last: bool) -> Vec<u8> {
    let entry = boxed(codec, &[0; 8]);
    let stsd = boxed(b"stsd", &[[0; 8].as_slice(), &entry].concat());
    let trak = boxed(b"trak", &boxed(b"mdia", &boxed(b"minf", &boxed(b"stbl", &stsd))));
    let moov = boxed(b"moov", &trak);
    let (ftyp, mdat) = (boxed(b"ftyp", b"isom"), boxed(b"mdat", &[7; 9000]));
    if is_last { [ftyp, mdat, moov].concat() } else { [ftyp, moov, mdat].concat() }
}

#[test]
fn a_film_that_no_browser_plays_is_reported_by_its_codec() {
    let matroska = |codec: &str| {
        let length = 0x80 | u8::try_from(codec.len()).unwrap();
        [b"\x1A\x45\xDF\xA3\x86\x81".as_slice(), &[0x86, length], codec.as_bytes()].concat()
    };
    let cases: [(&[u8], Option<&str>); 13] = [
        (&mp4(b"hvc1", false), Some("HEVC (H.265)")),
        (&mp4(b"apcn", true), Some("Apple ProRes")),
        (&mp4(b"avc1", true), None),
        (&mp4(b"mp4a", false), None),
        (&mp4(b"samr", false), Some("AMR")),
        (b"RIFF\0\0\0\0AVI LIST", Some("AVI")),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"FLV\x01", Some("Flash Video (FLV)")),
        (b"\x30\x26\xB2\x75\x8E\x66\xCF\x11", Some("Windows Media (WMV, WMA)")),
        (b"#!AMR\n", Some("AMR")),
        (&matroska("V_VP9"), None),
        (&matroska("V_MPEGH/ISO/HEVC"), Some("Matroska V_MPEGH/ISO/HEVC")),
        (b"ID3\x04", None),
    ];
    for (bytes, expected) in cases {
        let found = look("片.mp4", bytes).problems;
        let told = expected.map(|codec| format!("是 {codec}，"));
        assert_eq!(found.len(), usize::from(told.is_some()), "{expected:?} {found:?}");
        if let (Some(told), Some(problem)) = (told, found.first()) {
            assert!(problem.code == "media/codec" && problem.message.zh.contains(&told), "{problem:?}");
        }
    }
    // A box of length 0 holds all the rest, and so on without end.
    let endless = [b"\0\0\0\0moov".as_slice(), &b"\0\0\0\0trak".repeat(200_000)].concat();
    assert_eq!(look("a.mp4", &endless), Inspection::default());
    // Lengths that lie lead nowhere.
    for bytes in
        [b"\0\0\0\0ftyp".as_slice(), b"\0\0\0\x01moov\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", b"\0\0\0\x03mdat"]
    {
        assert_eq!(look("a.mp4", bytes), Inspection::default());
    }
}

#[test]
fn a_place_that_was_removed_is_not_told() {
    let film = |udta: &[u8]| [boxed(b"ftyp", b"isom"), boxed(b"moov", udta)].concat();
    let xyz = |text: &str| {
        film(&boxed(b"udta", &boxed(b"\xA9xyz", &[b"\0\x12\x15\xC7", text.as_bytes()].concat())))
    };
    let loci = |rest: &[u8]| film(&boxed(b"udta", &boxed(b"loci", &[[0; 6].as_slice(), rest].concat())));
    let key = |name: &str, value: &str| {
        let names = boxed(b"mdta", format!("com.apple.quicktime.location.{name}").as_bytes());
        let keys = boxed(b"keys", &[[0, 0, 0, 0, 0, 0, 0, 1].as_slice(), &names].concat());
        let data = boxed(b"data", &[[0; 8].as_slice(), value.as_bytes()].concat());
        let list = boxed(b"ilst", &boxed(&[0, 0, 0, 1], &data));
        film(&boxed(b"meta", &[boxed(b"hdlr", &[0; 24]), keys, list].concat()))
    };
    for none in [
        xyz(""),
        xyz("+00.0000+000.0000/"),
        xyz("+00.0000+000.0000/CRSWGS_84/"),
        loci(&[0; 14]),
        loci(&[]),
        film(&boxed(b"udta", &boxed(b"gps ", &[0; 16]))),
        key("ISO6709", "+00.0000+000.0000+000.000/"),
        key("accuracy.horizontal", "65.0"),
        key("body", "earth"),
        key("name", ""),
    ] {
        assert_eq!(look("a.mp4", &none), Inspection::default());
    }
    for some in [
        xyz("+00.0000+000.0001/"),
        xyz("+30.1+104.0/"),
        loci(b"\0\0\0\x68\0\0\0\x1E\0\0\0\0\0\0"),
        loci("成都\0\0\0\0\0\0\0\0\0\0".as_bytes()),
        key("ISO6709", "+30.1+104.0/"),
        key("name", "成都"),
    ] {
        let told = look("a.mp4", &some).problems;
        assert!(told.len() == 1 && told[0].message.zh.contains("拍摄地点"), "{told:?}");
    }
}

#[test]
fn tags_of_old_programs_are_read() {
    // Lengths of the fourth version as old versions of iTunes write them.
    let long = [b"\x03".as_slice(), &[b'x'; 199]].concat();
    let frames = [
        [b"TXXX".as_slice(), &200_u32.to_be_bytes(), &[0, 0], &long].concat(),
        [b"TPE1".as_slice(), &7_u32.to_be_bytes(), &[0, 0], b"\x03", "张三".as_bytes()].concat(),
    ]
    .concat();
    let length = [21, 14, 7, 0].map(|bits| u8::try_from(frames.len() >> bits & 0x7F).unwrap());
    let plain = [b"ID3\x04\0\0".as_slice(), &length, &frames, b"\xFF\xFB\x90\0"].concat();
    // And as it is meant: 200 is `01 48` in seven bits.
    let mut seven = plain.clone();
    seven[10 + 4..10 + 8].copy_from_slice(&[0, 0, 1, 0x48]);
    let item = |flags: u32, name: &str, value: &str| {
        let length = u32::try_from(value.len()).unwrap().to_le_bytes();
        [length.as_slice(), &flags.to_le_bytes(), name.as_bytes(), b"\0", value.as_bytes()].concat()
    };
    let items = [item(2, "Title", "cover"), item(0, "Artist", "张三")].concat();
    let size = u32::try_from(items.len() + 32).unwrap().to_le_bytes();
    let ape = [&items, b"APETAGEX\xD0\x07\0\0".as_slice(), &size, &[2, 0, 0, 0], &[0; 12]].concat();
    let sound = [b"\xFF\xFB\x90\0".as_slice(), &[0; 500]].concat();
    let mut old = [b"TAG".as_slice(), &[b' '; 90]].concat();
    old.resize(128, 0);
    let part = |name: &[u8], text: &str| {
        let length = u32::try_from(text.len()).unwrap().to_be_bytes();
        [name, &length, text.as_bytes(), &vec![0; text.len() % 2]].concat()
    };
    let aiff = |parts: &[u8]| [b"FORM\0\0\0\0AIFF".as_slice(), &part(b"COMM", "odd"), parts].concat();
    for (name, recording) in [
        ("plain.mp3", plain),
        ("seven.mp3", seven),
        ("ape.mp3", [sound.clone(), ape.clone()].concat()),
        ("both.mp3", [sound, ape, old].concat()),
        ("a.aiff", aiff(&part(b"AUTH", "张三"))),
    ] {
        let told = look(name, &recording).problems;
        assert!(told.len() == 1 && told[0].message.zh.contains("“张三”"), "{name} {told:?}");
        (0..recording.len()).for_each(|end| drop(look(name, &recording[..end])));
    }
    let song = aiff(&[part(b"NAME", "国歌"), part(b"AUTH", "聂耳")].concat());
    assert_eq!(look("a.aiff", &song), Inspection::default());
}
