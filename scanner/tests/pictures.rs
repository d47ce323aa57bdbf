//! Codes as a camera sees them: small, turned, in poor light; and pictures that hold none.

#![allow(clippy::unwrap_used, reason = "a test that fails says so by panicking")]

use fast_qr::{ECL, QRBuilder};
use thidua_scanner::read;

/// As long as a code of the hall.
fn words() -> String {
    format!("HTTPS://THIDUA.EXAMPLE.VN/DD/{}", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(6))
}

struct Picture {
    luma: Vec<u8>,
    width: usize,
}

/// Points of light that fall on one pixel, along each side.
const POINTS: usize = 5;

/// Draws a code with modules of `scale` hundredths of a pixel, turned by a quarter of `turns`, on a grey ground. A pixel is as
/// grey as what falls on it, as in a camera.
fn draw(text: &str, scale: usize, turns: u32, dark: u8, light: u8) -> Picture {
    let code = QRBuilder::new(text).ecl(ECL::M).build().unwrap();
    let side = code.size * scale / 100;
    let width = side + 80;
    let module = |at: usize| (at * 100 / POINTS / scale).min(code.size - 1);
    let is_dark = |x: usize, y: usize| {
        let (x, y, last) = (module(x), module(y), code.size - 1);
        let (x, y) = match turns % 4 {
            0 => (x, y),
            1 => (y, last - x),
            2 => (last - x, last - y),
            _ => (last - y, x),
        };
        code[y][x].value()
    };
    let mut luma = vec![light; width * width];
    for y in 0..side {
        for x in 0..side {
            let points = (0..POINTS * POINTS).map(|at| (x * POINTS + at % POINTS, y * POINTS + at / POINTS));
            let darkness = points.filter(|(x, y)| is_dark(*x, *y)).count();
            let depth = usize::from(light - dark) * darkness / (POINTS * POINTS);
            luma[(y + 40) * width + x + 40] = light - u8::try_from(depth).unwrap();
        }
    }
    Picture { luma, width }
}

/// How many of all turns and lights are read at a size.
fn read_of_twelve(text: &str, scale: usize) -> usize {
    let lights = [(0, 255), (60, 140), (120, 200)];
    let all = lights.into_iter().flat_map(|(dark, light)| (0..4).map(move |turns| (turns, dark, light)));
    let is_read = |(turns, dark, light): &(u32, u8, u8)| {
        let picture = draw(text, scale, *turns, *dark, *light);
        let read = read(&picture.luma, picture.width);
        assert!(read.as_ref().is_none_or(|read| read == text), "{scale}: read wrongly");
        read.is_some()
    };
    all.filter(is_read).count()
}

#[test]
fn a_code_is_read_at_every_whole_size_turn_and_light() {
    for scale in [300, 400, 500, 800] {
        assert_eq!(read_of_twelve(&words(), scale), 12, "{scale}");
    }
}

/// Between whole sizes a module's edge falls within pixels. A camera gives twenty pictures a second, each a little different.
#[test]
fn a_code_is_read_at_most_sizes_between() {
    let sizes = [330, 350, 370, 420, 450, 480, 530, 620, 710];
    let read: Vec<usize> = sizes.into_iter().map(|scale| read_of_twelve(&words(), scale)).collect();
    println!("read of twelve at {sizes:?}: {read:?}");
    assert!(read.iter().sum::<usize>() * 10 >= sizes.len() * 12 * 8, "{read:?}");
}

#[test]
fn a_code_is_read_through_noise() {
    let text = words();
    let mut picture = draw(&text, 500, 0, 30, 220);
    let mut state = 12_345_u32;
    for pixel in &mut picture.luma {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *pixel = pixel.saturating_add((state >> 27) as u8);
    }
    assert_eq!(read(&picture.luma, picture.width), Some(text));
}

#[test]
fn a_picture_without_a_code_gives_nothing_and_never_fails() {
    assert_eq!(read(&[], 0), None);
    assert_eq!(read(&[0; 100], 7), None);
    assert_eq!(read(&[0; 100], 200), None);
    let mut state = 99_u32;
    for side in [1, 20, 21, 64, 320, 640] {
        for _ in 0..20 {
            let noise = |_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            };
            let luma: Vec<u8> = (0..side * side).map(noise).collect();
            assert_eq!(read(&luma, side), None);
        }
    }
}

#[test]
fn a_spoiled_code_is_read_rightly_or_not_at_all() {
    let text = words();
    let whole = draw(&text, 400, 0, 0, 255);
    let mut state = 7_u32;
    for _ in 0..300 {
        let mut picture = whole.luma.clone();
        for _ in 0..40 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = state as usize % picture.len();
            for pixel in picture.iter_mut().skip(at).take(12) {
                *pixel = 255 - *pixel;
            }
        }
        assert!(read(&picture, whole.width).is_none_or(|read| read == text));
    }
}
