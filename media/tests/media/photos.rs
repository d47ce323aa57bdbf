//! Photos as encoders write them, and what cameras, programs and attackers add.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use zune_core::bytestream::ZCursor;
use zune_jpeg::JpegDecoder;

/// Stands for a place, a name, a serial number. Nothing that is kept may hold it.
pub const SENTINEL: &[u8; 15] = b"THIDUA-SENTINEL";

/// Written by libjpeg: progressive with successive approximation, 4:2:0, a restart every two units.
pub const REFINED: &[u8] = include_bytes!("refined.jpg");

pub const WIDTH: u16 = 41;
pub const HEIGHT: u16 = 27;

/// A photo in `colour`, with the settings that `set` makes.
pub fn photo(colour: ColorType, set: impl Fn(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let samples = match colour {
        ColorType::Luma => 1,
        ColorType::Rgb => 3,
        _ => 4,
    };
    let sample = |n: usize| ((n * n / 7) as u8 & 0x3F).wrapping_add((n / 9) as u8);
    let pixels: Vec<u8> = (0..usize::from(WIDTH) * usize::from(HEIGHT) * samples).map(sample).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 80);
    encoder.set_sampling_factor(SamplingFactor::R_4_4_4);
    set(&mut encoder);
    encoder.encode(&pixels, WIDTH, HEIGHT, colour).unwrap();
    bytes
}

pub fn baseline() -> Vec<u8> {
    photo(ColorType::Rgb, |encoder| encoder.set_sampling_factor(SamplingFactor::R_4_2_0))
}

pub fn progressive() -> Vec<u8> {
    photo(ColorType::Rgb, |encoder| {
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        encoder.set_progressive(true);
    })
}

/// One of each kind.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("4:4:4", photo(ColorType::Rgb, |_| ())),
        ("4:2:2", photo(ColorType::Rgb, |encoder| encoder.set_sampling_factor(SamplingFactor::R_4_2_2))),
        ("4:2:0", baseline()),
        ("grey", photo(ColorType::Luma, |_| ())),
        ("CMYK", photo(ColorType::Cmyk, |_| ())),
        ("YCCK", photo(ColorType::CmykAsYcck, |_| ())),
        ("a restart every 5", photo(ColorType::Rgb, |encoder| encoder.set_restart_interval(5))),
        ("own tables, a scan a component", photo(ColorType::Rgb, |encoder| encoder.set_optimized_huffman_tables(true))),
        ("progressive", progressive()),
        (
            "progressive, a restart every 3",
            photo(ColorType::Rgb, |encoder| {
                encoder.set_progressive(true);
                encoder.set_restart_interval(3);
            }),
        ),
        (
            "progressive, grey, own tables",
            photo(ColorType::Luma, |encoder| {
                encoder.set_progressive(true);
                encoder.set_optimized_huffman_tables(true);
            }),
        ),
        ("refined", REFINED.to_vec()),
    ]
}

pub fn segment(marker: u8, body: &[&[u8]]) -> Vec<u8> {
    let body = body.concat();
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], length.as_slice(), &body].concat()
}

/// Each marker that is not a restart, and where it stands.
pub fn markers(photo: &[u8]) -> Vec<(u8, usize)> {
    let mut found = vec![(0xD8, 0)];
    let mut at = 2;
    while at < photo.len() {
        match photo[at..] {
            [0xFF, 0 | 0xFF | 0xD0..=0xD7, ..] => at += 1,
            [0xFF, marker, high, low, ..] => {
                found.push((marker, at));
                at += 2 + usize::from(high) * 256 + usize::from(low);
            }
            [0xFF, marker] => {
                found.push((marker, at));
                at += 2;
            }
            _ => at += 1,
        }
    }
    found
}

/// Puts bytes before the first or last marker of a kind.
pub fn before(photo: &[u8], marker: u8, bytes: &[u8]) -> Vec<u8> {
    let at = markers(photo).into_iter().find(|(found, _)| *found == marker).unwrap().1;
    [&photo[..at], bytes, &photo[at..]].concat()
}

pub fn after_start(photo: &[u8], bytes: &[u8]) -> Vec<u8> {
    [&photo[..2], bytes, &photo[2..]].concat()
}

pub fn behind(photo: &[u8], bytes: &[&[u8]]) -> Vec<u8> {
    [photo, &bytes.concat()].concat()
}

/// EXIF as a camera writes it: an orientation, a maker, a place, a preview.
pub fn exif(orientation: u16, is_little: bool) -> Vec<u8> {
    let two = |n: u16| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
    let four = |n: u32| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
    let field =
        |tag: u16, kind: u16, count: u32, value: [u8; 4]| [&two(tag)[..], &two(kind), &four(count), &value].concat();
    let short = |n: u16| [two(n)[0], two(n)[1], 0, 0];
    let start = if is_little { b"II*\0" } else { b"MM\0*" };
    let first =
        [field(0x010F, 2, 15, four(90)), field(0x0112, 3, 1, short(orientation)), field(0x8825, 4, 1, four(62))];
    let place = field(0x001D, 2, 15, four(90));
    let preview = [field(0x0201, 4, 1, four(105)), field(0x0202, 4, 1, four(19))];
    let body = [
        &start[..],
        &four(8),
        &two(3),
        &first.concat(),
        &four(50 + 30),
        &[0; 12],
        &two(1),
        &place,
        &four(0),
        &two(2),
        &preview.concat(),
        &four(0),
        SENTINEL,
        b"\xFF\xD8",
        SENTINEL,
        b"\xFF\xD9",
    ];
    segment(0xE1, &[b"Exif\0\0", &body.concat()])
}

/// What is drawn, in the colours a viewer shows.
pub fn pixels(photo: &[u8]) -> Vec<u8> {
    JpegDecoder::new(ZCursor::new(photo)).decode().unwrap()
}

pub fn holds(bytes: &[u8], piece: &[u8]) -> bool {
    bytes.windows(piece.len()).any(|window| window == piece)
}

/// The EXIF of a photo, as a decoder finds it.
pub fn told(photo: &[u8]) -> Option<Vec<u8>> {
    let mut decoder = JpegDecoder::new(ZCursor::new(photo));
    decoder.decode_headers().unwrap();
    decoder.exif().cloned()
}
