//! Messages that only one subscription can read: RFC 8291 (Web Push) over RFC 8188 (aes128gcm).

use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::error::Unspecified;
use ring::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use ring::rand::SystemRandom;

/// Plaintexts are filled up to this length, in bytes, so that their length tells nothing.
const FILLED: usize = 64;
/// The record size that the header names, in bytes. A message is one record.
const RECORD: u32 = 4_096;
/// Ends the plaintext of the last record; what follows is filling.
const LAST: u8 = 2;
/// Length of an uncompressed P-256 point, in bytes.
const POINT: u8 = 65;

/// The reader's half: the subscription's keys as its browser gave them.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// A P-256 point, uncompressed.
    pub public: &'a [u8],
    /// 16 bytes.
    pub auth: &'a [u8],
}

/// What both sides know of one message.
struct Shared<'a> {
    /// The ECDH secret.
    secret: &'a [u8],
    /// The sender's one-time public key.
    sender: &'a [u8],
    salt: [u8; 16],
}

/// The body of a push request. Fails when the reader's key is no point of the curve.
pub fn seal(text: &[u8], reader: Reader<'_>) -> Result<Vec<u8>, Unspecified> {
    let mine = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new())?;
    let sender = mine.compute_public_key()?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, reader.public);
    let secret = agree_ephemeral(mine, &theirs, <[u8]>::to_vec)?;
    let shared = Shared { secret: &secret, sender: sender.as_ref(), salt: crate::random() };
    record(fill(text), reader, &shared)
}

/// Whether bytes are a point of the curve that a message can be sealed for.
pub fn is_point(bytes: &[u8]) -> bool {
    let agrees = |mine| agree_ephemeral(mine, &UnparsedPublicKey::new(&ECDH_P256, bytes), |_| ()).is_ok();
    EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).is_ok_and(agrees)
}

fn fill(text: &[u8]) -> Vec<u8> {
    let mut plain = [text, &[LAST]].concat();
    plain.resize(plain.len().max(FILLED), 0);
    plain
}

/// One record with its header, of a plaintext that ends with its delimiter.
fn record(mut plain: Vec<u8>, reader: Reader<'_>, shared: &Shared<'_>) -> Result<Vec<u8>, Unspecified> {
    let pair = [b"WebPush: info\0".as_slice(), reader.public, shared.sender];
    let input: [u8; 32] = expand(&Salt::new(HKDF_SHA256, reader.auth).extract(shared.secret), &pair)?;
    let prk = Salt::new(HKDF_SHA256, &shared.salt).extract(&input);
    let key: [u8; 16] = expand(&prk, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; 12] = expand(&prk, &[b"Content-Encoding: nonce\0"])?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut plain)?;
    Ok([&shared.salt, RECORD.to_be_bytes().as_slice(), &[POINT], shared.sender, &plain].concat())
}

struct Bytes(usize);

impl KeyType for Bytes {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(prk: &Prk, info: &[&[u8]]) -> Result<[u8; N], Unspecified> {
    let mut out = [0; N];
    prk.expand(info, Bytes(N))?.fill(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::push::base64url;

    fn bytes(text: &str) -> Vec<u8> {
        base64url::decode(text).unwrap()
    }

    /// RFC 8291, appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out_to_the_byte() {
        let public = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let auth = bytes("BTBZMqHH6r4Tts7J_aSIgg");
        let sender = bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let secret = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let plain = [b"When I grow up, I want to be a watermelon".as_slice(), &[LAST]].concat();
        let shared = Shared { secret: &secret, sender: &sender, salt };
        let sealed = record(plain, Reader { public: &public, auth: &auth }, &shared).unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz\
                        AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(base64url::encode(&sealed), expected);
    }

    #[test]
    fn only_points_of_the_curve_are_keys() {
        let point = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        assert!(is_point(&point));
        let mut off = point.clone();
        off[64] ^= 1;
        assert!(!is_point(&off));
        assert!(!is_point(&point[..64]) && !is_point(&[]) && !is_point(&[4; 65]) && !is_point(&[0]));
        assert!(seal(b"{}", Reader { public: &off, auth: &[0; 16] }).is_err());
    }

    #[test]
    fn the_length_of_a_message_tells_nothing() {
        let public = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let length = |text: &[u8]| seal(text, Reader { public: &public, auth: &[7; 16] }).unwrap().len();
        assert_eq!(length(b"{}"), length(b"{\"kind\":\"confirmed\"}"));
    }
}
