//! All other files.

use thidua_media::refused::Refused;
use thidua_media::stripped;

use crate::chance::Chance;
use crate::photos::{SENTINEL, baseline, behind, holds, segment};

/// Written by libwebp: lossy with transparency, and a colour profile, EXIF and XMP that hold the sentinel.
const ALPHA: &[u8] = include_bytes!("alpha.webp");
/// One transparent pixel, lossless.
const PIXEL: &[u8; 13] = b"\x2F\0\0\0\x10\x07\x10\x11\x11\x88\x88\xFE\x07";

fn code(bytes: &[u8]) -> &'static str {
    stripped(bytes).err().map_or("ok", |refused| refused.code())
}

#[test]
fn each_kind_that_is_not_kept_says_which_it_is() {
    let cases: [(&[u8], &str); 14] = [
        (b"", "empty"),
        (b"\0", "unknown_type"),
        (b"evidence.jpg", "unknown_type"),
        (b"\xEF\xBB\xBF<?xml version='1.0'?><!-- photo --><svg onload='alert(1)'/>", "svg"),
        (b"<!doctype html><script>alert(1)</script>", "html"),
        (b"PK\x03\x04word/document.xml", "archive"),
        (b"GIF89a\x01\0\x01\0", "gif"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1miaf", "avif"),
        (b"\xFF\xD8\xFF<html>", "damaged"),
        (b"\x89PNG\r\n\x1A\n<html>", "damaged"),
        (b"RIFF\x04\0\0\0WEBP", "damaged"),
        (b"<html>%PDF-1.7\n%%EOF", "html"),
        (b"MZ%PDF-1.7\n%%EOF", "unknown_type"),
    ];
    for (bytes, expected) in cases {
        assert_eq!(code(bytes), expected, "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_pdf_stays_as_it_is_or_goes() {
    let quiet = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n";
    assert_eq!(stripped(quiet), Ok(quiet.to_vec()));
    assert_eq!(code(b"%PDF-1.7\n<</OpenAction<</S/JavaScript/JS(x)>>>>\n%%EOF"), "pdf_active");
    assert_eq!(code(&behind(quiet, &[b"PK\x03\x04"])), "damaged");
}

fn crc(bytes: &[u8]) -> u32 {
    let bit = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| bit(crc)))
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [kind, data].concat();
    [&(data.len() as u32).to_be_bytes(), body.as_slice(), &crc(&body).to_be_bytes()].concat()
}

const HEAD: usize = 8 + 25;

fn png(colour: png::ColorType, set: impl Fn(&mut png::Encoder<'_, &mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 24, 10);
    encoder.set_color(colour);
    set(&mut encoder);
    let samples: Vec<u8> = (0..24 * 10 * colour.samples()).map(|n| (n % 4) as u8).collect();
    encoder.write_header().unwrap().write_image_data(&samples).unwrap();
    bytes
}

fn pngs() -> Vec<Vec<u8>> {
    vec![
        png(png::ColorType::Rgb, |_| ()),
        png(png::ColorType::Rgba, |_| ()),
        png(png::ColorType::Grayscale, |encoder| encoder.set_trns(vec![0, 2])),
        png(png::ColorType::Indexed, |encoder| {
            encoder.set_palette([7; 12].as_slice());
            encoder.set_trns([1, 2, 3].as_slice());
        }),
    ]
}

/// Pixels with their transparency.
fn drawn(png: &[u8]) -> Vec<u8> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::ALPHA | png::Transformations::EXPAND);
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    pixels
}

#[test]
fn of_a_png_only_the_pixels_are_left() {
    for png in pngs() {
        let text = chunk(b"tEXt", &[b"Comment\0", SENTINEL.as_slice()].concat());
        let early = [text.clone(), chunk(b"eXIf", SENTINEL), chunk(b"gAMA", &[0, 0, 0x56, 0xCE])].concat();
        let late = [chunk(b"tIME", &[7; 7]), chunk(b"iTXt", SENTINEL), chunk(b"prVW", SENTINEL)].concat();
        let (start, end) = (&png[..HEAD], png.len() - 12);
        let dirty = [start, &early, &png[HEAD..end], &late, &png[end..], b"<html>", SENTINEL].concat();
        let clean = stripped(&dirty).unwrap();
        assert_eq!(clean, png);
        assert!(holds(&dirty, SENTINEL) && !holds(&clean, SENTINEL));
        assert_eq!(drawn(&clean), drawn(&dirty));
        for end in 0..png.len() {
            assert!(stripped(&png[..end]).is_err());
        }
    }
    assert_ne!(drawn(&pngs()[2]), drawn(&png(png::ColorType::Grayscale, |_| ())));
}

#[test]
fn a_png_that_is_not_sound_is_refused() {
    let [rgb, _, _, indexed] = <[Vec<u8>; 4]>::try_from(pngs()).unwrap();
    let headed = |head: &[u8; 13]| [&rgb[..8], &chunk(b"IHDR", head), &rgb[HEAD..]].concat();
    let with = |chunks: &[u8]| [&rgb[..HEAD], chunks, &rgb[HEAD..]].concat();
    let end = rgb.len() - 12;
    let mut other = rgb.clone();
    other[HEAD + 12] ^= 1;
    let cases = [
        ("a wrong checksum", other, "damaged"),
        ("65,000 by 65,000", headed(b"\0\0\xFD\xE8\0\0\xFD\xE8\x08\x02\0\0\0"), "too_many_pixels"),
        ("2^31 by 1", headed(b"\x80\0\0\0\0\0\0\x01\x08\x02\0\0\0"), "too_many_pixels"),
        ("no width", headed(b"\0\0\0\0\0\0\0\x01\x08\x02\0\0\0"), "damaged"),
        ("3 bits", headed(b"\0\0\0\x18\0\0\0\x0A\x03\x02\0\0\0"), "damaged"),
        ("another compression", headed(b"\0\0\0\x18\0\0\0\x0A\x08\x02\x01\0\0"), "damaged"),
        ("no palette", headed(b"\0\0\0\x18\0\0\0\x0A\x08\x03\0\0\0"), "damaged"),
        ("APNG", with(&chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0])), "animated"),
        ("Apple's own", with(&chunk(b"CgBI", &[0; 4])), "unsupported"),
        ("two heads", with(&rgb[8..HEAD]), "damaged"),
        ("text first", [&rgb[..8], &chunk(b"tEXt", b""), &rgb[8..]].concat(), "damaged"),
        ("no pixels", [&rgb[..HEAD], &rgb[end..]].concat(), "damaged"),
        ("pixels apart", [&rgb[..end], &chunk(b"tEXt", b""), &rgb[HEAD..]].concat(), "damaged"),
        ("late transparency", [&rgb[..end], &chunk(b"tRNS", &[0; 6]), &rgb[end..]].concat(), "damaged"),
        ("much transparency", with(&chunk(b"tRNS", &[0; 7])), "damaged"),
        ("an end with more", [&rgb[..end], &chunk(b"IEND", b"x")].concat(), "damaged"),
        ("a palette twice", [&indexed[..HEAD], &chunk(b"PLTE", &[1; 12]), &indexed[HEAD..]].concat(), "damaged"),
    ];
    for (name, png, expected) in cases {
        assert_eq!(code(&png), expected, "{name}");
    }
    assert_eq!(stripped(&with(&chunk(b"PLTE", &[1; 12]))), Ok(rgb.clone()));
}

fn part(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [kind, (data.len() as u32).to_le_bytes().as_slice(), data, &[0][..data.len() % 2]].concat()
}

fn webp(parts: &[Vec<u8>]) -> Vec<u8> {
    let parts = parts.concat();
    [b"RIFF", (parts.len() as u32 + 4).to_le_bytes().as_slice(), b"WEBP", &parts].concat()
}

/// VP8X for one pixel.
fn canvas(flags: u8) -> Vec<u8> {
    part(b"VP8X", &[flags, 0, 0, 0, 0, 0, 0, 0, 0, 0])
}

#[test]
fn of_a_webp_only_the_picture_is_left() {
    let plain = webp(&[part(b"VP8L", PIXEL)]);
    assert_eq!(stripped(&plain), Ok(plain.clone()));
    let parts =
        [canvas(0x3C), part(b"ICCP", SENTINEL), part(b"VP8L", PIXEL), part(b"EXIF", SENTINEL), part(b"XMP ", SENTINEL)];
    let dirty = [webp(&parts), SENTINEL.to_vec()].concat();
    assert_eq!(stripped(&dirty), Ok(plain));

    let clean = stripped(ALPHA).unwrap();
    assert!(holds(ALPHA, SENTINEL) && !holds(&clean, SENTINEL));
    let [alpha, lossy] = [b"ALPH", b"VP8 "].map(|kind| ALPHA.windows(4).position(|window| window == kind).unwrap());
    let picture = &ALPHA[lossy..lossy + 8 + 0x44];
    let head = part(b"VP8X", &[0x10, 0, 0, 0, 8, 0, 0, 6, 0, 0]);
    assert_eq!(clean, webp(&[head, ALPHA[alpha..alpha + 8 + 0x20].to_vec(), picture.to_vec()]));
    assert_eq!(stripped(&clean), Ok(clean.clone()));
    for end in 0..clean.len() {
        assert!(stripped(&clean[..end]).is_err());
    }
}

#[test]
fn a_webp_that_is_not_sound_is_refused() {
    let pixel = part(b"VP8L", PIXEL);
    let cases = [
        ("a film by its flags", webp(&[canvas(0x02), pixel.clone()]), "animated"),
        ("a film by its frames", webp(&[part(b"ANMF", b""), pixel.clone()]), "animated"),
        ("two pictures", webp(&[pixel.clone(), pixel.clone()]), "damaged"),
        ("no picture", webp(&[canvas(0)]), "damaged"),
        ("a canvas of another size", webp(&[part(b"VP8X", &[0, 0, 0, 0, 1, 0, 0, 0, 0, 0]), pixel.clone()]), "damaged"),
        (
            "a flood",
            webp(&[part(b"VP8X", &[0, 0, 0, 0, 255, 255, 255, 255, 255, 255]), pixel.clone()]),
            "too_many_pixels",
        ),
        ("a flood of lossless", webp(&[part(b"VP8L", b"\x2F\xFF\xFF\xFF\x0F\0")]), "too_many_pixels"),
        ("transparency without canvas", webp(&[part(b"ALPH", b"x"), pixel.clone()]), "damaged"),
        ("transparency twice", webp(&[canvas(0x10), part(b"ALPH", b"x"), pixel]), "damaged"),
        ("an unknown version", webp(&[part(b"VP8L", b"\x2F\0\0\0\x20\0")]), "damaged"),
        ("half a frame", webp(&[part(b"VP8 ", b"\x31\0\0\x9D\x01\x2A\x01\0\x01\0")]), "damaged"),
    ];
    for (name, webp, expected) in cases {
        assert_eq!(code(&webp), expected, "{name}");
    }
}

#[test]
fn no_damage_makes_it_panic_and_what_is_stripped_stays() {
    let mut files = pngs();
    files.extend([ALPHA.to_vec(), webp(&[canvas(0), part(b"VP8L", PIXEL)])]);
    files.push(b"%PDF-1.7\n<</S/Launch>>\n%%EOF\n".to_vec());
    files.push(b"<?xml?><!-- --><svg>".to_vec());
    files.push(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif".to_vec());
    let (mut chance, mut passed) = (Chance(25_112_026), 0);
    for _ in 0..20_000 {
        let (file, other) = (chance.pick(&files), chance.pick(&files));
        let damaged = chance.damage(file, other);
        let Ok(clean) = stripped(&damaged) else { continue };
        passed += 1;
        assert_eq!(stripped(&clean), Ok(clean.clone()), "{}", damaged.escape_ascii());
    }
    assert!(passed > 500, "{passed} of 20,000 passed: too few to say anything");
}

#[test]
fn a_page_hidden_in_a_photo_is_gone() {
    let photo = behind(&baseline(), &[b"<html><script>alert(1)</script>"]);
    let photo = [&photo[..2], &segment(0xFE, &[b"<svg onload=alert(1)>"]), &photo[2..]].concat();
    let clean = stripped(&photo).unwrap();
    assert!(!holds(&clean, b"<html") && !holds(&clean, b"<svg"));
    assert_eq!(stripped(&photo[2..]), Err(Refused::UnknownType));
}
