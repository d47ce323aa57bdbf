//! Codes that are typed where there is no camera: eight letters for a window of an event, from a secret of the device that
//! shows them. 40 bits are enough because each try is a scan that is kept and shown.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::token;

/// Letters of a code.
pub const LENGTH: usize = 8;
/// Crockford's letters: none that is taken for another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The secret from which a device makes an event's codes.
pub type Secret = [u8; 16];

/// The code for a window, `XXXX-XXXX`.
pub fn code(secret: &Secret, event: Uuid, window: u32) -> String {
    let code = plain(secret, event, window);
    format!("{}-{}", &code[..LENGTH / 2], &code[LENGTH / 2..])
}

/// The code as it is compared. The lengths are fixed, so that a hash over secret and words is as good as an HMAC.
pub fn plain(secret: &Secret, event: Uuid, window: u32) -> String {
    let mut hash = Sha256::new();
    hash.update(b"thidua typed code 1\0");
    hash.update(secret);
    hash.update(event.as_bytes());
    hash.update(window.to_be_bytes());
    token::spell(&hash.finalize()[..5], ALPHABET)
}

/// Reads what a person typed as [`plain`] writes it: any case, O for 0, I and L for 1, blanks and hyphens for nothing.
pub fn read(text: &str) -> Option<String> {
    let mut code = String::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
        let letter = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        };
        if code.len() == LENGTH || !letter.is_ascii() || !ALPHABET.contains(&(letter as u8)) {
            return None;
        }
        code.push(letter);
    }
    (code.len() == LENGTH).then_some(code)
}

/// The first of these windows for which a device showed the code.
pub fn window(secret: &Secret, event: Uuid, code: &str, windows: impl IntoIterator<Item = u32>) -> Option<u32> {
    windows.into_iter().find(|window| plain(secret, event, *window) == code)
}
