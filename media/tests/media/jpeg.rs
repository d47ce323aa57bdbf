//! JPEG in its canonical form.

use thidua_media::jpeg::{MOST_SCANS, MOST_SEGMENTS, canonical, is_canonical};
use thidua_media::{MOST_BYTES, Size, stripped};

use crate::chance::Chance;
use crate::photos::{
    HEIGHT, REFINED, SENTINEL, WIDTH, after_start, all, baseline, before, behind, exif, holds, markers, photo, pixels,
    progressive, segment, told,
};

fn code(bytes: &[u8]) -> &'static str {
    canonical(bytes).err().map_or("ok", |refused| refused.code())
}

fn kinds(photo: &[u8]) -> Vec<u8> {
    markers(photo).into_iter().map(|(marker, _)| marker).collect()
}

#[test]
fn a_photo_draws_the_same_and_is_canonical_once_and_for_all() {
    for (name, photo) in all() {
        let jpeg = canonical(&photo).unwrap();
        assert_eq!(pixels(&jpeg.bytes), pixels(&photo), "{name}");
        assert_eq!(canonical(&jpeg.bytes).as_ref(), Ok(&jpeg), "{name}");
        assert!(is_canonical(&jpeg.bytes) && !is_canonical(&photo), "{name}");
        assert_eq!(jpeg.size, Size { width: WIDTH.into(), height: HEIGHT.into() }, "{name}");
        assert_eq!(jpeg.scans as usize, kinds(&photo).iter().filter(|marker| **marker == 0xDA).count(), "{name}");
        assert!(jpeg.bytes.capacity() <= photo.len() + 64, "{name}");
    }
}

#[test]
fn the_canonical_form_is_as_its_doc_says() {
    let of = |photo: &[u8]| kinds(&canonical(photo).unwrap().bytes);
    assert_eq!(of(&baseline()), [0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9]);
    let turned =
        after_start(&photo(jpeg_encoder::ColorType::Cmyk, |encoder| encoder.set_restart_interval(5)), &exif(3, true));
    assert_eq!(of(&turned), [0xD8, 0xEE, 0xE1, 0xDB, 0xC0, 0xDD, 0xC4, 0xDA, 0xD9]);
    let scans = [
        0xDD, 0xC4, 0xDA, 0xC4, 0xDA, 0xC4, 0xDA, 0xC4, 0xDA, 0xC4, 0xDA, 0xC4, 0xDA, 0xDA, 0xC4, 0xDA, 0xC4, 0xDA,
        0xC4, 0xDA,
    ];
    assert_eq!(of(REFINED), [&[0xD8, 0xE0, 0xDB, 0xC2], &scans[..], &[0xD9]].concat());
    let start = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xDB\0\x84\0";
    assert!(canonical(&baseline()).unwrap().bytes.starts_with(start));
}

/// What may be found in a photo besides the photo.
fn additions(photo: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let xmp = b"http://ns.adobe.com/xap/1.0/\0";
    let second = after_start(photo, &segment(0xFE, &[SENTINEL]));
    let huffman = segment(0xC4, &[&[0x13, 0, 0, 0, 0, 0, 0, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0], SENTINEL]);
    let mut quantizer = [3; 65];
    quantizer[9..24].copy_from_slice(SENTINEL);
    let filled = markers(photo).into_iter().skip(1).rev().fold(photo.to_vec(), |mut photo, (_, at)| {
        photo.splice(at..at, [0xFF; 3]);
        photo
    });
    let ends = [segment(0xFE, &[SENTINEL]), segment(0xED, &[b"Photoshop 3.0\0", SENTINEL])].concat();
    vec![
        ("EXIF with place and preview", after_start(photo, &exif(1, false))),
        ("XMP", after_start(photo, &segment(0xE1, &[xmp, SENTINEL]))),
        ("a colour profile", after_start(photo, &segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", SENTINEL]))),
        ("more pictures", behind(&after_start(photo, &segment(0xE2, &[b"MPF\0II*\0", SENTINEL])), &[&second, &second])),
        ("a comment", before(photo, 0xDA, &segment(0xFE, &[SENTINEL]))),
        ("a comment first", after_start(photo, &segment(0xFE, &[SENTINEL]))),
        ("segments before the end", before(photo, 0xD9, &ends)),
        ("JFIF with a preview", after_start(photo, &segment(0xE0, &[b"JFXX\0\x13", SENTINEL]))),
        ("a segment nobody knows", before(photo, 0xDA, &segment(0xFD, &[SENTINEL]))),
        ("what is no Adobe's", after_start(photo, &segment(0xEE, &[b"Adobf", SENTINEL]))),
        ("a Huffman table nothing uses", before(photo, 0xDA, &huffman)),
        ("a quantization table nothing uses", before(photo, 0xDA, &segment(0xDB, &[&quantizer]))),
        ("fill bytes", filled),
        ("a zip behind", behind(photo, &[b"PK\x03\x04", SENTINEL, b"PK\x05\x06"])),
        ("a film behind", behind(photo, &[b"\0\0\0\x18ftypmp42", SENTINEL])),
        ("a page behind", behind(photo, &[b"<html><script>", SENTINEL])),
    ]
}

#[test]
fn nothing_but_the_photo_is_left() {
    for (name, photo) in all() {
        let clean = canonical(&photo).unwrap();
        for (addition, photo) in additions(&photo) {
            assert!(holds(&photo, SENTINEL) || addition == "fill bytes");
            let jpeg = canonical(&photo).unwrap_or_else(|refused| panic!("{name} with {addition}: {refused}"));
            assert!(!holds(&jpeg.bytes, SENTINEL), "{name} with {addition}");
            assert_eq!(jpeg, clean, "{name} with {addition}");
            assert_eq!(pixels(&jpeg.bytes), pixels(&photo), "{name} with {addition}");
            assert_eq!(stripped(&photo), Ok(clean.bytes.clone()), "{name} with {addition}");
        }
    }
}

#[test]
fn fill_bytes_go_from_the_data_too() {
    let photo = photo(jpeg_encoder::ColorType::Rgb, |encoder| encoder.set_restart_interval(1));
    let start = markers(&photo).into_iter().find(|(marker, _)| *marker == 0xDA).unwrap().1;
    let mut filled = photo[..start].to_vec();
    for byte in &photo[start..] {
        filled.extend(if *byte == 0xFF { &[0xFF, 0xFF, 0xFF][..] } else { std::slice::from_ref(byte) });
    }
    assert!(holds(&photo[start..], &[0xFF, 0]) && holds(&photo[start..], &[0xFF, 0xD7]));
    assert_eq!(canonical(&filled), canonical(&photo));
}

#[test]
fn the_sampling_of_a_grey_photo_means_nothing() {
    let photo = photo(jpeg_encoder::ColorType::Luma, |_| ());
    assert_eq!(canonical(&reframed(&photo, 7, &[0x22])), canonical(&photo));
}

#[test]
fn which_way_is_up_is_kept() {
    let minimal =
        |value: u8| [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", &[value, 0, 0, 0, 0, 0, 0][..]].concat();
    for (name, photo) in all() {
        for value in 1..=8 {
            let jpeg = canonical(&after_start(&photo, &exif(value.into(), false))).unwrap();
            assert_eq!(jpeg.orientation, value, "{name}");
            assert_eq!(canonical(&jpeg.bytes).as_ref(), Ok(&jpeg), "{name}");
            assert_eq!(canonical(&after_start(&photo, &exif(value.into(), true))).as_ref(), Ok(&jpeg), "{name}");
            assert_eq!(told(&jpeg.bytes), (value != 1).then(|| minimal(value)), "{name}");
        }
    }
}

#[test]
fn only_the_first_exif_before_the_picture_turns_it() {
    let photo = baseline();
    let orientation = |photo: &[u8]| canonical(photo).unwrap().orientation;
    assert_eq!(orientation(&after_start(&photo, &[exif(6, true), exif(3, true)].concat())), 6);
    assert_eq!(orientation(&after_start(&photo, &[exif(0, true), exif(3, true)].concat())), 1);
    assert_eq!(orientation(&after_start(&photo, &exif(9, true))), 1);
    assert_eq!(orientation(&after_start(&photo, &exif(256 + 6, true))), 1);
    assert_eq!(orientation(&before(&photo, 0xDA, &exif(6, true))), 6);
    assert_eq!(orientation(&before(&photo, 0xD9, &exif(6, true))), 1);
}

#[test]
fn a_photo_that_is_cut_off_is_refused_wherever_it_is_cut() {
    for (name, photo) in all() {
        let photo = after_start(&photo, &exif(6, true));
        for end in 0..photo.len() {
            assert!(canonical(&photo[..end]).is_err(), "{name} at {end}");
            assert!(stripped(&photo[..end]).is_err(), "{name} at {end}");
        }
        assert!(canonical(&photo).is_ok(), "{name}");
    }
    assert_eq!(code(b""), "empty");
    assert_eq!(code(&baseline()[..baseline().len() - 2]), "damaged");
}

#[test]
fn no_damage_makes_it_panic_and_what_passes_is_canonical() {
    let photos = all();
    let (mut chance, mut passed) = (Chance(20_261_125), 0);
    for _ in 0..20_000 {
        let ((name, photo), other) = (chance.pick(&photos), chance.pick(&photos));
        let start = match chance.below(3) {
            0 => photo.clone(),
            1 => canonical(photo).unwrap().bytes,
            _ => chance.pick(&additions(photo)).1.clone(),
        };
        let damaged = chance.damage(&start, &other.1);
        let Ok(jpeg) = canonical(&damaged) else { continue };
        passed += 1;
        assert_eq!(canonical(&jpeg.bytes), Ok(jpeg.clone()), "{name}: {}", damaged.escape_ascii());
    }
    assert!((2_000..18_000).contains(&passed), "{passed} of 20,000 passed: too few or too many to say anything");
}

/// The photo with its frame header changed from `at` on, counted behind the length.
fn reframed(photo: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut photo = photo.to_vec();
    let frame = markers(&photo).into_iter().find(|(marker, _)| (0xC0..=0xC2).contains(marker)).unwrap().1 + 4 + at;
    photo[frame..frame + bytes.len()].copy_from_slice(bytes);
    photo
}

#[test]
fn a_flood_of_pixels_is_refused_by_its_header() {
    let sides = |width: u16, height: u16| {
        code(&reframed(&progressive(), 1, &[height.to_be_bytes(), width.to_be_bytes()].concat()))
    };
    assert_eq!(sides(65_000, 65_000), "too_many_pixels");
    assert_eq!(sides(16_385, 1), "too_many_pixels");
    assert_eq!(sides(1, 16_385), "too_many_pixels");
    assert_eq!(sides(16_384, 3_663), "too_many_pixels");
    assert_eq!(sides(16_384, 3_662), "ok");
    assert_eq!(sides(0, 27), "damaged");
    assert_eq!(sides(41, 0), "damaged");
}

#[test]
fn each_limit_is_as_it_says() {
    let photo = baseline();
    let grown = |size: usize| {
        let mut photo = photo.clone();
        photo.resize(size, 0);
        code(&photo)
    };
    assert_eq!(grown(MOST_BYTES), "ok");
    assert_eq!(grown(MOST_BYTES + 1), "too_large");

    // What is added about the colours counts too.
    let unsaid = [&photo[..2], &photo[markers(&photo)[2].1..]].concat();
    let filled = |photo: &[u8], size: usize| code(&before(photo, 0xD9, &[0x55].repeat(size - photo.len())));
    assert_eq!(filled(&canonical(&photo).unwrap().bytes, MOST_BYTES), "ok");
    assert_eq!(filled(&unsaid, MOST_BYTES), "too_large");

    let segments = |count: u32| code(&after_start(&photo, &segment(0xFE, &[]).repeat(count as usize)));
    let own = markers(&photo).len() as u32 - 1;
    assert_eq!(segments(MOST_SEGMENTS - own), "ok");
    assert_eq!(segments(MOST_SEGMENTS - own + 1), "damaged");

    // Behind the first scan, of DC, scans of one coefficient, of which each brings its next lower bit.
    let refined = canonical(REFINED).unwrap().bytes;
    let second = markers(&refined)[7].1;
    let scans = |count: u32| {
        let mut photo = [&refined[..second], &segment(0xC4, &[&[0x10, 1], &[0; 16]])].concat();
        for n in 0..count - 1 {
            let (at, low) = (1 + (n / 14) as u8, 13 - (n % 14) as u8);
            let bits = if low == 13 { low } else { (low + 1) << 4 | low };
            photo.extend(segment(0xDA, &[&[1, 1, 0, at, at, bits]]));
            photo.push(0);
        }
        code(&behind(&photo, &[&[0xFF, 0xD9]]))
    };
    assert_eq!(scans(MOST_SCANS), "ok");
    assert_eq!(scans(MOST_SCANS + 1), "too_many_scans");
}

#[test]
fn what_is_no_sound_photo_is_refused() {
    let photo = baseline();
    let marked = |marker: u8| {
        let mut photo = photo.clone();
        let frame = markers(&photo).into_iter().find(|(marker, _)| *marker == 0xC0).unwrap().1;
        photo[frame + 1] = marker;
        photo
    };
    let without = |gone: u8| {
        let found = markers(&photo);
        let at = found.iter().position(|(marker, _)| *marker == gone).unwrap();
        [&photo[..found[at].1], &photo[found[at + 1].1..]].concat()
    };
    let scan = markers(&photo).into_iter().find(|(marker, _)| *marker == 0xDA).unwrap().1;
    let rescanned = |at: usize, byte: u8| {
        let mut photo = photo.clone();
        photo[scan + 4 + at] = byte;
        photo
    };
    let huffman = |table: &[u8]| before(&photo, 0xDA, &segment(0xC4, &[table]));
    let mut over = [0; 17 + 2];
    over[1] = 2;
    let skipping = {
        let mut photo = REFINED[..markers(REFINED).iter().rfind(|(marker, _)| *marker == 0xC4).unwrap().1].to_vec();
        let at = photo.windows(3).position(|window| window == [1, 63, 0x21]).unwrap();
        photo[at + 2] = 0x20;
        behind(&photo, &[&[0xFF, 0xD9]])
    };
    let unsupported = [
        ("arithmetic", marked(0xC9)),
        ("lossless", marked(0xC3)),
        ("hierarchical", before(&photo, 0xC0, &segment(0xDE, &[&[0; 6]]))),
        ("12 bits", reframed(&photo, 0, &[12])),
        ("2 components", reframed(&photo, 5, &[2])),
        ("sampled by 3", reframed(&photo, 7, &[0x31])),
        ("sampled by 0", reframed(&photo, 7, &[0x01])),
    ];
    for (name, photo) in unsupported {
        assert_eq!(code(&photo), "unsupported", "{name}");
    }
    let damaged = [
        ("only a start and an end", b"\xFF\xD8\xFF\xD9".to_vec()),
        ("a byte before it", [&[0], photo.as_slice()].concat()),
        ("a byte between segments", after_start(&photo, &[0])),
        ("a second start", after_start(&photo, &photo)),
        ("a restart between segments", after_start(&photo, &[0xFF, 0xD0])),
        ("a reserved marker", after_start(&photo, &segment(0x02, &[]))),
        ("a length of 1", after_start(&photo, &[0xFF, 0xFE, 0, 1])),
        ("a length beyond the end", after_start(&photo, &[0xFF, 0xFE, 0xFF, 0xFF])),
        ("no frame", without(0xC0)),
        ("no quantization tables", without(0xDB)),
        ("no Huffman table", without(0xC4)),
        ("no scan", without(0xDA)),
        ("two frames", before(&photo, 0xDA, &segment(0xC0, &[&[8, 0, 1, 0, 1, 1, 1, 0x11, 0]]))),
        ("the same scan twice", before(&photo, 0xD9, &photo[scan..photo.len() - 2])),
        ("a scan that skips a bit", skipping),
        ("a unit of 48 blocks", [7, 10, 13].into_iter().fold(photo.clone(), |photo, at| reframed(&photo, at, &[0x44]))),
        ("a component of which nothing comes", reframed(&rescanned(0, 3), 5, &[4])),
        ("an unknown component", rescanned(1, 7)),
        ("components in another order", rescanned(1, 1)),
        ("a table that is not there", rescanned(2, 0x33)),
        ("a table with an impossible number", rescanned(2, 0x0F)),
        ("too many codes", huffman(&over)),
        ("a DC symbol of 16 bits", huffman(&[&[0, 1], &[0; 15][..], &[16]].concat())),
        ("a table longer than its segment", huffman(&[0, 0xFF])),
        ("a restart without interval", before(&photo, 0xD9, &[0xFF, 0xD0])),
        ("a restart out of turn", before(&before(&photo, 0xDA, &segment(0xDD, &[&[0, 9]])), 0xD9, &[0xFF, 0xD1])),
        ("an interval of three bytes", before(&photo, 0xDA, &segment(0xDD, &[&[0, 9, 9]]))),
        ("a table that changes between scans", before(&progressive(), 0xD9, &segment(0xDB, &[&[1; 65]]))),
    ];
    for (name, photo) in damaged {
        assert_eq!(code(&photo), "damaged", "{name}");
    }
}

#[test]
fn colours_are_said_once_and_as_browsers_take_them() {
    // The frame of a photo with other numbers for its components, and segments before it.
    let said = |ids: &[u8; 3], segments: &[&[u8]]| {
        let photo = photo(jpeg_encoder::ColorType::Rgb, |_| ());
        let found = markers(&photo);
        let mut photo = [&photo[..2], &segments.concat(), &photo[found[2].1..]].concat();
        for marker in [0xC0, 0xDA] {
            let at = markers(&photo).into_iter().find(|(found, _)| *found == marker).unwrap().1;
            let (from, step) = if marker == 0xC0 { (at + 10, 3) } else { (at + 5, 2) };
            for (n, id) in ids.iter().enumerate() {
                photo[from + n * step] = *id;
            }
        }
        let jpeg = canonical(&photo).unwrap();
        assert_eq!(canonical(&jpeg.bytes).as_ref(), Ok(&jpeg));
        (kinds(&jpeg.bytes)[1], pixels(&jpeg.bytes))
    };
    let jfif = segment(0xE0, &[b"JFIF\0\x01\x02\x01\0\x48\0\x48\0\0"]);
    let adobe = |transform: u8| segment(0xEE, &[b"Adobe\0\x65\x80\0\0\0", &[transform], SENTINEL]);
    let (ycc, rgb) = (said(b"\x01\x02\x03", &[&jfif]), said(b"RGB", &[]));
    assert_eq!((ycc.0, rgb.0), (0xE0, 0xEE));
    assert_ne!(ycc.1, rgb.1);
    let as_ycc: [(&[u8; 3], &[&[u8]]); 6] = [
        (b"\x01\x02\x03", &[]),
        (b"\x00\x01\x02", &[]),
        (b"RGB", &[&jfif]),
        (b"RGB", &[&adobe(1)]),
        (b"\x01\x02\x03", &[&adobe(1)]),
        (b"\x01\x02\x03", &[&jfif, &adobe(0)]),
    ];
    for (ids, segments) in as_ycc {
        assert_eq!(said(ids, segments), ycc, "{ids:?} {segments:?}");
    }
    for (ids, segments) in [(b"\x01\x02\x03", adobe(0)), (b"RGB", adobe(0))] {
        assert_eq!(said(ids, &[&segments]), rgb, "{ids:?} {segments:?}");
    }
}
