//! Tags of films and recordings, and what is in documents and archives.

use super::*;

fn mp3(frames: &[(&[u8; 4], &str)]) -> Vec<u8> {
    let frames = frames.iter().flat_map(|(name, text)| {
        let text = [b"\x03", text.as_bytes()].concat();
        [name.as_slice(), &u32::try_from(text.len()).unwrap().to_be_bytes(), &[0, 0], &text].concat()
    });
    let frames: Vec<u8> = frames.collect();
    let length = [21, 14, 7, 0].map(|bits| u8::try_from(frames.len() >> bits & 0x7F).unwrap());
    [b"ID3\x03\0\0".as_slice(), &length, &frames, b"\xFF\xFB\x90\0"].concat()
}

/// What is told of places and names, in Chinese.
fn told_metadata(name: &str, bytes: &[u8]) -> String {
    let told = look(name, bytes).problems;
    let told = told.iter().filter(|problem| problem.code == "attachment/metadata");
    told.map(|problem| problem.message.zh.to_string()).collect()
}

#[test]
fn a_song_has_performers_and_a_recording_of_a_meeting_an_author() {
    let band = "中国人民解放军军乐团";
    let atom = |kind: &[u8], text: &str| boxed(kind, &[[0; 4].as_slice(), text.as_bytes()].concat());
    let film = |tags: &[u8]| [boxed(b"ftyp", b"M4A "), boxed(b"moov", &boxed(b"udta", tags))].concat();
    let ogg = |texts: &[&str]| {
        let texts: Vec<u8> = texts.iter().flat_map(|text| counted(text)).collect();
        [b"OggS....\x03vorbis".as_slice(), &counted("p"), &[9, 0, 0, 0], &texts].concat()
    };
    for (name, song) in [
        ("a.mp3", mp3(&[(b"TPE1", band), (b"TCOM", "聂耳"), (b"TIT2", "国歌")])),
        ("b.mp3", mp3(&[(b"TPE2", band), (b"TALB", "歌曲集")])),
        ("c.mp3", mp3(&[(b"TPE1", "未知艺术家"), (b"TALB", "未知专辑")])),
        ("d.mp3", mp3(&[(b"TPE1", "Unknown Artist")])),
        (
            "a.m4a",
            film(&[atom(b"\xA9ART", band), atom(b"\xA9wrt", "聂耳"), atom(b"\xA9nam", "国歌")].concat()),
        ),
        ("a.ogg", ogg(&["ARTIST=甲", "PERFORMER=乙", "COMPOSER=丙", "TITLE=国歌"])),
        ("b.ogg", ogg(&["ARTIST=<unknown>"])),
    ] {
        assert_eq!(told_metadata(name, &song), "", "{name}");
    }
    for (name, recording) in [
        ("a.mp3", mp3(&[(b"TPE1", "张三")])),
        ("b.mp3", mp3(&[(b"TPE1", "张三"), (b"TALB", "未知专辑"), (b"TIT2", "")])),
        ("c.mp3", mp3(&[(b"TOWN", "张三"), (b"TIT2", "国歌"), (b"TPE1", band)])),
        ("a.m4a", film(&[atom(b"\xA9aut", "张三"), atom(b"\xA9nam", "会议")].concat())),
        ("a.ogg", ogg(&["CONTACT=张三", "TITLE=会议"])),
    ] {
        let told = told_metadata(name, &recording);
        assert!(told.contains("“张三”") && !told.contains(band), "{name} {told}");
    }
}

#[test]
fn tags_are_found_wherever_they_are() {
    let place = boxed(b"udta", &boxed(b"\xA9xyz", b"\0\x11\x15\xC7+30.1+104.0/"));
    let packet = b"<x:xmpmeta exif:GPSLatitude='30'><dc:creator><rdf:Seq><rdf:li>Zhang</rdf:li></rdf:Seq></dc:creator>";
    let number = b"\xBE\x7A\xCF\xCB\x97\xA9\x42\xE8\x9C\x71\x99\x94\x91\xE3\xAF\xAC";
    let uuid = boxed(b"uuid", &[number.as_slice(), packet].concat());
    let moov = boxed(b"moov", &place);
    // A track of a long film, with tables of 17 MiB.
    let tables = boxed(
        b"trak",
        &boxed(b"mdia", &boxed(b"minf", &boxed(b"stbl", &boxed(b"stsz", &vec![0; 17 << 20])))),
    );
    let ftyp = boxed(b"ftyp", b"isom");
    for (what, film) in [
        ("free", [boxed(b"free", &[0; 20]), moov.clone()].concat()),
        ("skip", [boxed(b"skip", &[0; 20]), moov.clone()].concat()),
        ("uuid", [boxed(b"uuid", &[0; 20]), moov.clone()].concat()),
        ("xmp first", [uuid.clone(), boxed(b"moov", &[])].concat()),
        ("xmp last", [ftyp.clone(), boxed(b"moov", &[]), uuid].concat()),
        ("quicktime", [ftyp.clone(), boxed(b"moov", &boxed(b"udta", &boxed(b"XMP_", packet)))].concat()),
        ("long", [ftyp.clone(), boxed(b"moov", &[tables, place].concat())].concat()),
    ] {
        let told = told_metadata("a.mov", &film);
        assert!(told.contains("拍摄地点"), "{what} {told}");
        assert_eq!(told.contains("Zhang"), film.windows(5).any(|five| five == b"Zhang"), "{what} {told}");
    }
    // Tags that are too long are not taken for none.
    let long = [ftyp, boxed(b"moov", &boxed(b"udta", &vec![0; 17 << 20]))].concat();
    assert!(told_metadata("a.mp4", &long).contains("没有全部检查"));
    let cover = "x".repeat(2 << 20);
    assert!(told_metadata("a.mp3", &mp3(&[(b"APIC", &cover), (b"TPE1", "张三")])).contains("张三"));
    let comment = [counted("p"), [1, 0, 0, 0].to_vec(), counted("AUTHOR=张三")].concat();
    let flac = [
        b"fLaC\x06\x20\0\0".as_slice(),
        cover.as_bytes(),
        &[0x84, 0, 0, u8::try_from(comment.len()).unwrap()],
        &comment,
    ];
    assert!(told_metadata("a.flac", &flac.concat()).contains("张三"));
}

#[test]
fn passing_boxes_takes_bounded_work() {
    /// Counts the calls that read.
    struct Counting(Cursor<Vec<u8>>, usize);
    impl std::io::Read for Counting {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 += 1;
            self.0.read(buffer)
        }
    }
    impl Seek for Counting {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }
    let mut boxes = boxed(b"free", b"").repeat(900);
    for kind in [b"stbl", b"minf", b"mdia", b"trak", b"moov"] {
        boxes = boxed(kind, &boxes).repeat(3);
    }
    let mut file = Counting(Cursor::new(boxes), 0);
    inspect(&mut file, "a.mp4").unwrap();
    assert!(file.1 < 30_000, "{}", file.1);
}

#[test]
fn films_and_documents_inside_are_told() {
    let place = boxed(b"moov", &boxed(b"udta", &boxed(b"\xA9xyz", b"\0\x11\x15\xC7+30.1+104.0/")));
    let film = [boxed(b"ftyp", b"isom"), place].concat();
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    let slides = archive_of(&[types, ("ppt/media/media1.mp4", &film)]);
    assert!(look("a.pptx", &slides).is_cleaned);
    let problems = cleaned(&slides, &PICTURES).unwrap().problems;
    assert!(problems.len() == 1 && problems[0].message.zh.contains("音视频里记着拍摄地点"), "{problems:?}");
    let told = |name: &str, bytes: &[u8]| {
        let archive = archive_of(&[(name, bytes)]);
        assert!(look("a.zip", &archive).has_fixed_pictures, "{name}");
        let told = picture_problems(&mut Cursor::new(&archive), &PICTURES);
        told.iter().map(|problem| problem.message.zh.to_string()).collect::<Vec<_>>().join("\n")
    };
    for name in ["a.mp4", "视频/a.MOV", "a.3gp"] {
        assert!(told(name, &film).contains("音视频里记着拍摄地点"), "{name}");
    }
    // Documents: the author, and what their pictures say.
    let document = word(&[("docProps/core.xml", CORE), ("word/media/a.tiff", "scan 李四")]);
    let words = told("附件/表.docx", &document);
    assert!(
        words.contains("“附件/表.docx”写着作者") && words.contains("照片里记着拍摄地点和“李四”"),
        "{words}"
    );
    assert!(told("表.doc", &pdf::old_word()).contains("“表.doc”写着作者"));
    assert!(told("表.pdf", b"%PDF-1.4 << /Author (Zhang San) >>").contains("“表.pdf”写着作者"));
    let ofd = archive(&[("OFD.xml", "<ofd:OFD><ofd:Author>张三</ofd:Author></ofd:OFD>")]);
    assert!(told("表.ofd", &ofd).contains("“表.ofd”写着作者"));
    for (name, bytes) in [("表.docx", word(&[])), ("表.docx", Vec::new()), ("表.pdf", b"%PDF-1.4".to_vec())]
    {
        assert_eq!(told(name, &bytes), "", "{name}");
    }
    // What unpacks without end, is cut off, or is too much is not taken for clean.
    assert!(told("表.docx", &vec![0; 51 << 20]).contains("读不出来或太大"));
    let many: Vec<String> = (0..300).map(|number| format!("{number}.docx")).collect();
    let many = archive(&many.iter().map(|name| (name.as_str(), "")).collect::<Vec<_>>());
    assert_eq!(picture_problems(&mut Cursor::new(&many), &PICTURES).len(), 1);
}

#[test]
fn authors_of_changes_and_of_packages_are_removed() {
    let changes = r#"<pc:chgInfo xmlns:pc="p"><pc:docChgLst><pc:chgData name="张三" userId="zhangsan@x" providerId="AD" clId="Web-{1}"/></pc:docChgLst></pc:chgInfo>"#;
    let types = ("[Content_Types].xml", "<Types/>");
    let package = "package/services/metadata/core-properties/0a1b.psmdcp";
    let document = archive(&[
        types,
        ("ppt/presentation.xml", ""),
        ("ppt/changesInfos/changesInfo1.xml", changes),
        (package, CORE),
    ]);
    assert!(look("a.pptx", &document).is_cleaned);
    let cleaned = without_owner(&document).unwrap();
    let expected = changes.replace("张三", "").replace("zhangsan@x", "");
    assert_eq!(part_of(&cleaned, "ppt/changesInfos/changesInfo1.xml"), expected);
    assert_eq!(part_of(&cleaned, package), CORE.replace("张三", "").replace("李&amp;四", ""));
    assert_eq!(without_owner(&cleaned), None);
}

/// What is told of an archive, and its help.
fn told_of(archive: &[u8]) -> Vec<(String, String)> {
    let told = picture_problems(&mut Cursor::new(archive), &PICTURES);
    let told = told.iter().map(|problem| {
        (
            problem.message.zh.to_string(),
            problem.help.as_ref().map(|help| help.zh.to_string()).unwrap_or_default(),
        )
    });
    told.collect()
}

#[test]
fn a_film_inside_is_no_photo_whatever_the_reader_of_pictures_finds() {
    let reader = PictureReader {
        clean: &|_| None,
        traces: &|_| Traces { has_place: false, names: vec!["李四".to_owned()] },
    };
    let place = boxed(b"moov", &boxed(b"udta", &boxed(b"\xA9xyz", b"\0\x11\x15\xC7+30.1+104.0/")));
    let told = |name: &str, brand: &[u8]| {
        let bytes = archive_of(&[(name, &[boxed(b"ftyp", brand), place.clone()].concat())]);
        let told = picture_problems(&mut Cursor::new(&bytes), &reader);
        told.iter().map(|problem| problem.message.zh.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(told("a.mp4", b"isom"), ["文件里的音视频里记着拍摄地点和“李四”，读者下载后看得到"]);
    for (name, brand) in [("a.heic", b"heic"), ("a.avif", b"avif"), ("a.jpg", b"crx ")] {
        assert_eq!(told(name, brand), ["文件里的照片里记着“李四”，读者下载后看得到"], "{name}");
    }
    for head in [b"RIFF\0\0\0\0WEBPVP8 ".as_slice(), b"\xFF\xD8\xFF\xE0", b"\x89PNG\r\n\x1A\n", b"II*\0"] {
        assert!(!super::super::tags::is_media(head), "{}", head.escape_ascii());
    }
}

#[test]
fn documents_in_an_archive_are_sniffed_as_others_are_and_named_as_they_are() {
    let pdf = b"\r\n%PDF-1.4 << /Author (Zhang San) >>".as_slice();
    let told = told_of(&archive_of(&[("通知/附件.pdf", pdf)]));
    assert!(told.len() == 1 && told[0].0.contains("“通知/附件.pdf”写着作者"), "{told:?}");
    assert!(told[0].1.contains("重新导出") && !told[0].1.contains("不打包"), "{told:?}");
    let told = told_of(&archive_of(&[("a.docx", &word(&[("docProps/core.xml", CORE)]))]));
    assert!(told.len() == 1 && told[0].1.contains("不打包，把文件直接放到文章旁边"), "{told:?}");
    // What can't be read is not taken for clean: UTF-16, and a document that is cut off.
    let wide: Vec<u8> = CORE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide =
        archive_of(&[("[Content_Types].xml", b""), ("word/document.xml", b""), ("docProps/core.xml", &wide)]);
    for document in [wide.as_slice(), &wide[..wide.len() - 30]] {
        let told = told_of(&archive_of(&[("a.docx", document)]));
        assert!(told.len() == 1 && told[0].0.contains("读不出来"), "{told:?}");
    }
    // A name in GBK, as Windows writes it: `党员.docx` in place of `abcd.docx`.
    let mut gbk = archive_of(&[("abcd.docx", &word(&[("docProps/core.xml", CORE)]))]);
    for at in memchr::memmem::find_iter(&gbk.clone(), b"abcd").collect::<Vec<_>>() {
        gbk[at..at + 4].copy_from_slice(b"\xB5\xB3\xD4\xB1");
    }
    assert!(told_of(&gbk)[0].0.contains("“党员.docx”写着作者"));
    // With a password: once, and nothing of damage. Bit 0 of the flags of an entry says so.
    let mut locked = archive(&[("a.docx", "x"), ("b.docx", "x"), ("c.jpg", "x")]);
    for (signature, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in memchr::memmem::find_iter(&locked.clone(), signature).collect::<Vec<_>>() {
            locked[at + flags] |= 1;
        }
    }
    let told = told_of(&locked);
    assert!(told.len() == 1 && told[0].0.contains("有打开密码"), "{told:?}");
}
