//! The one seam between values and what lies on disk: version, checksum, JSON. Encryption at rest goes here.

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

const VERSION: u8 = 1;
const HEAD: usize = 5;

/// The bytes are not what was written, or of a later version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

pub fn encode<T: Serialize>(value: &T) -> JsValue {
    let mut bytes = vec![VERSION, 0, 0, 0, 0];
    serde_json::to_writer(&mut bytes, value).expect("invariant: stored values can be written as JSON");
    let sum = checksum(&bytes[HEAD..]).to_le_bytes();
    bytes[1..HEAD].copy_from_slice(&sum);
    Uint8Array::from(bytes.as_slice()).into()
}

pub fn decode<T: DeserializeOwned>(stored: &JsValue) -> Result<T, Damaged> {
    let bytes = stored.dyn_ref::<Uint8Array>().ok_or(Damaged)?.to_vec();
    let (Some(head), Some(body)) = (bytes.first_chunk::<HEAD>(), bytes.get(HEAD..)) else { return Err(Damaged) };
    let sum = u32::from_le_bytes([head[1], head[2], head[3], head[4]]);
    if head[0] != VERSION || sum != checksum(body) {
        return Err(Damaged);
    }
    let text = std::str::from_utf8(body).map_err(|_| Damaged)?;
    serde_json::from_str(text).map_err(|_| Damaged)
}

/// Adler-like sum over eight-byte words: quick, and any flipped bit changes it.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = 0x811c_9dc5_u64;
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let word = u64::from_le_bytes([word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]]);
        sum = (sum.rotate_left(5) ^ word).wrapping_mul(0x0100_0000_01b3);
    }
    for byte in words.remainder() {
        sum = (sum.rotate_left(5) ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let [a, b, c, d, e, f, g, h] = sum.to_le_bytes();
    u32::from_le_bytes([a ^ e, b ^ f, c ^ g, d ^ h])
}
