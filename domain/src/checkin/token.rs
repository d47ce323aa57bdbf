//! Codes that are shown and scanned: the hall's, new every 30 seconds, and a person's own pass. Each carries its key and its
//! signature, so that whether it holds never depends on what has arrived; whose the key is, the server's rows say.
//!
//! Neither keeps a photo from being sent to a friend at once: see [`super::verdict`] for what time gives away.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};
use thidua_sync::Millis;
use uuid::Uuid;

/// Length of a window, in milliseconds.
pub const WINDOW: Millis = 30_000;
/// Longest text that is read, in bytes.
pub const TEXT_MAX: usize = 512;
/// Part of a link before the code.
pub const LINK: &str = "/DD/";

const EVENT: u8 = 1;
const PASS: u8 = 2;
const SIGNATURE: usize = 64;
const EVENT_SIZE: usize = 1 + 16 + 32 + 4;
const PASS_SIZE: usize = 1 + 32 + 4;
/// What stands before the bytes that are signed, so that no signature serves for anything else.
const EVENT_DOMAIN: &[u8] = b"thidua event code 1\0";
const PASS_DOMAIN: &[u8] = b"thidua pass 2\0";
const CLAIM_DOMAIN: &[u8] = b"thidua pass claim\0";

/// A code whose signature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Event(EventCode),
    Pass(Pass),
}

/// What the hall shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventCode {
    pub event: Uuid,
    /// Ed25519.
    pub public: [u8; 32],
    pub window: u32,
}

/// What a person shows. Whose it is, the row `pass/`[`key_id`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    pub public: [u8; 32],
    pub window: u32,
}

/// Why a text is no code that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Something else than a code of this program.
    NotOurs,
    /// Its end is missing.
    Truncated,
    /// Of a version that is newer than this program.
    UnknownVersion,
    /// The signature is not the key's.
    Forged,
    /// A good code, but of another event, or a pass in place of an event's code or the other way round.
    OtherEvent,
}

/// The window in which an instant lies. Before 1970 it is the first; after the year 6053 the last.
pub fn window_of(at: Millis) -> u32 {
    u32::try_from(at.div_euclid(WINDOW).max(0)).unwrap_or(u32::MAX)
}

/// When a window begins. It ends [`WINDOW`] later.
pub fn begins(window: u32) -> Millis {
    Millis::from(window) * WINDOW
}

/// The public key of a seed.
pub fn public(seed: &[u8; 32]) -> [u8; 32] {
    SigningKey::from_bytes(seed).verifying_key().to_bytes()
}

/// The name of a key in ids of rows: the first 16 bytes of its SHA-256, as 32 hexadecimal digits. Fewer would let somebody
/// find a key of the same name.
pub fn key_id(public: &[u8; 32]) -> String {
    let hash = Sha256::digest(public);
    hash[..16].iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
}

/// The hall's code for a window.
pub fn event_code(seed: &[u8; 32], event: Uuid, window: u32) -> String {
    let mut bytes = vec![EVENT];
    bytes.extend(event.as_bytes());
    bytes.extend(public(seed));
    bytes.extend(window.to_be_bytes());
    sealed(seed, EVENT_DOMAIN, bytes)
}

/// A person's own code for a window.
pub fn pass(seed: &[u8; 32], window: u32) -> String {
    let mut bytes = vec![PASS];
    bytes.extend(public(seed));
    bytes.extend(window.to_be_bytes());
    sealed(seed, PASS_DOMAIN, bytes)
}

/// Says that a person holds the key of a pass, so that nobody enters another's key as their own.
pub fn claim(seed: &[u8; 32], person: &str) -> String {
    let signature = SigningKey::from_bytes(seed).sign(&[CLAIM_DOMAIN, person.as_bytes()].concat());
    base32(&signature.to_bytes())
}

/// Whether a person holds the key of a pass.
pub fn is_claimed(public: &[u8; 32], person: &str, proof: &str) -> bool {
    let signature = unbase32(proof).and_then(|bytes| <[u8; SIGNATURE]>::try_from(bytes).ok());
    signature.is_some_and(|signature| holds(public, &[CLAIM_DOMAIN, person.as_bytes()].concat(), &signature))
}

/// A link that opens the app with a code. `origin` is the address of the server, without a slash at its end.
pub fn link(origin: &str, code: &str) -> String {
    format!("{origin}{LINK}{code}")
}

/// Reads a code, bare or at the end of a link, in letters of any case.
pub fn read(text: &str) -> Result<Code, Fault> {
    let text = text.trim();
    if text.len() > TEXT_MAX {
        return Err(Fault::NotOurs);
    }
    if text.contains('/') && !text.to_ascii_uppercase().contains(LINK) {
        return Err(Fault::NotOurs);
    }
    let bytes = spelled(text.rsplit('/').next().unwrap_or_default())?;
    let (size, domain) = match bytes.first() {
        Some(&EVENT) => (EVENT_SIZE, EVENT_DOMAIN),
        Some(&PASS) => (PASS_SIZE, PASS_DOMAIN),
        // What is shorter than any signature is a word, not a code.
        Some(3..=15) if bytes.len() > SIGNATURE => return Err(Fault::UnknownVersion),
        _ => return Err(Fault::NotOurs),
    };
    match bytes.len() {
        len if len < size + SIGNATURE => return Err(Fault::Truncated),
        len if len > size + SIGNATURE => return Err(Fault::NotOurs),
        _ => {}
    }
    let (said, signature) = bytes.split_at(size);
    let (public, window) = (part::<32>(said, size - 36)?, u32::from_be_bytes(part::<4>(said, size - 4)?));
    if !holds(&public, &[domain, said].concat(), &part::<SIGNATURE>(signature, 0)?) {
        return Err(Fault::Forged);
    }
    match said[0] {
        EVENT => Ok(Code::Event(EventCode { event: Uuid::from_bytes(part::<16>(said, 1)?), public, window })),
        _ => Ok(Code::Pass(Pass { public, window })),
    }
}

/// Reads the hall's code of this very event.
pub fn read_event(text: &str, event: &str) -> Result<EventCode, Fault> {
    match read(text)? {
        Code::Event(code) if Uuid::parse_str(event) == Ok(code.event) => Ok(code),
        Code::Event(_) | Code::Pass(_) => Err(Fault::OtherEvent),
    }
}

/// Reads a person's own code.
pub fn read_pass(text: &str) -> Result<Pass, Fault> {
    match read(text)? {
        Code::Pass(pass) => Ok(pass),
        Code::Event(_) => Err(Fault::OtherEvent),
    }
}

/// The key of a pass by its [`key_id`], whether or not its signature holds.
pub fn pass_key(text: &str) -> Option<String> {
    let bytes = spelled(text.trim().rsplit('/').next()?).ok()?;
    let is_pass = bytes.len() == PASS_SIZE + SIGNATURE && bytes[0] == PASS;
    is_pass.then(|| part::<32>(&bytes, 1).ok()).flatten().map(|public| key_id(&public))
}

fn sealed(seed: &[u8; 32], domain: &[u8], mut bytes: Vec<u8>) -> String {
    let signature = SigningKey::from_bytes(seed).sign(&[domain, &bytes].concat());
    bytes.extend(signature.to_bytes());
    base32(&bytes)
}

/// Strict: one signature for one key and message, and no key of low order.
fn holds(public: &[u8; 32], message: &[u8], signature: &[u8; SIGNATURE]) -> bool {
    let key = VerifyingKey::from_bytes(public);
    key.is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

fn part<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], Fault> {
    let found = bytes.get(at..at + N).and_then(|part| part.try_into().ok());
    found.ok_or(Fault::Truncated)
}

/// Base32 of RFC 4648, which a QR code holds in its small mode.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Writes bytes as Base32 without padding.
pub fn base32(bytes: &[u8]) -> String {
    spell(bytes, ALPHABET)
}

/// Reads Base32 without padding as [`base32`] writes it, in letters of any case.
pub fn unbase32(text: &str) -> Option<Vec<u8>> {
    let bytes = spelled(text).ok()?;
    base32(&bytes).eq_ignore_ascii_case(text).then_some(bytes)
}

/// Writes bytes five bits at a time, the last ones filled with zeros.
pub fn spell(bytes: &[u8], alphabet: &[u8; 32]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        (held, bits) = ((held << 8 | u32::from(*byte)) & 0xfff, bits + 8);
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(alphabet[(held >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(alphabet[(held << (5 - bits) & 31) as usize]));
    }
    text
}

/// The whole bytes of a text, whose end may be missing.
fn spelled(text: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = match letter.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => letter - b'A',
            letter @ b'2'..=b'7' => letter - b'2' + 26,
            _ => return Err(Fault::NotOurs),
        };
        (held, bits) = ((held << 5 | u32::from(value)) & 0xfff, bits + 5);
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    Ok(bytes)
}
