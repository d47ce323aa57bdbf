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

/// Draws a code with modules of `scale` hundredths of a pixel, turned by a quarter of `turns`, on a grey ground.
fn draw(text: &str, scale: usize, turns: u32, dark: u8, light: u8) -> Picture {
    let code = QRBuilder::new(text).ecl(ECL::M).build().unwrap();
    let side = code.size * scale / 100;
    let width = side + 80;
    let mut luma = vec![light; width * width];
    for y in 0..side {
        for x in 0..side {
            let (cx, cy) = match turns % 4 {
                0 => (x, y),
                1 => (y, side - 1 - x),
                2 => (side - 1 - x, side - 1 - y),
                _ => (side - 1 - y, x),
            };
            if code[cy * 100 / scale][cx * 100 / scale].value() {
                luma[(y + 40) * width + x + 40] = dark;
            }
        }
    }
    Picture { luma, width }
}

#[test]
fn a_code_is_read_at_every_size_turn_and_light() {
    let text = words();
    for scale in [300, 350, 420, 500, 800] {
        for turns in 0..4 {
            for (dark, light) in [(0, 255), (60, 140), (120, 200)] {
                let picture = draw(&text, scale, turns, dark, light);
                assert_eq!(read(&picture.luma, picture.width).as_ref(), Some(&text), "{scale} {turns} {dark}");
            }
        }
    }
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
