//! The key by which push services know this server, and what it signs: RFC 8292 (VAPID).

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::json;
use thidua_sync::Millis;

use super::base64url;

/// How long a signature is good for, in milliseconds. The standard allows 24 hours.
const LIFE: Millis = 12 * 60 * 60 * 1000;
/// Characters on a line of a PEM file.
const LINE: usize = 64;

/// A P-256 key pair.
pub struct Key {
    pair: EcdsaKeyPair,
    /// The public half as browsers ask for it: the uncompressed point in base64url.
    pub public: String,
}

impl Key {
    /// Reads the key of a PKCS#8 PEM file, or makes the file, readable for its owner alone.
    pub fn open(file: &Path) -> Result<Key, String> {
        let failed = |error: io::Error| format!("{}: {error}", file.display());
        let pem = match std::fs::read(file) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                make(file).map_err(failed)?;
                std::fs::read(file).map_err(failed)?
            }
            read => read.map_err(failed)?,
        };
        Key::read(&pem).ok_or_else(|| format!("{}: no P-256 key in PKCS#8 PEM", file.display()))
    }

    fn read(pem: &[u8]) -> Option<Key> {
        let der = PrivatePkcs8KeyDer::from_pem_slice(pem).ok()?;
        let der = der.secret_pkcs8_der();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der, &SystemRandom::new()).ok()?;
        let public = base64url::encode(pair.public_key());
        Some(Key { pair, public })
    }

    /// The Authorization header of a push to an endpoint. `contact` is a `mailto:` or `https:` address of the operator.
    pub fn authorization(&self, endpoint: &Url, contact: Option<&str>, now: Millis) -> Option<String> {
        let mut claims = json!({ "aud": endpoint.origin().ascii_serialization(), "exp": (now + LIFE) / 1000 });
        if let Some(contact) = contact {
            claims["sub"] = json!(contact);
        }
        let head = base64url::encode(r#"{"typ":"JWT","alg":"ES256"}"#);
        let signed = format!("{head}.{}", base64url::encode(claims.to_string()));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes()).ok()?;
        Some(format!("vapid t={signed}.{}, k={}", base64url::encode(signature), self.public))
    }
}

/// Makes a key file whole or not at all. One that somebody else made meanwhile stays.
fn make(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
    let pem = pem(key.map_err(|_| io::Error::other("no key could be made"))?.as_ref());
    let fresh: PathBuf = folder.join(format!(".push-key.{}", crate::hex(&crate::random::<8>())));
    let mut made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
    let done = made.write_all(pem.as_bytes()).and_then(|()| made.sync_all());
    let linked = done.and_then(|()| std::fs::hard_link(&fresh, file));
    std::fs::remove_file(&fresh)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => File::open(folder)?.sync_all(),
    }
}

fn pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(LINE));
        pem += line;
        pem.push('\n');
        rest = more;
    }
    pem + "-----END PRIVATE KEY-----\n"
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_key_is_made_once_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/push-key.pem");
        let first = Key::open(&file).unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(Key::open(&file).unwrap().public, first.public);
        assert_eq!(base64url::decode(&first.public).unwrap().len(), 65);
        assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_is_no_key_is_named_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("push-key.pem");
        std::fs::write(&file, "mine").unwrap();
        assert!(Key::open(&file).err().unwrap().contains("push-key.pem"));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    }

    #[test]
    fn a_push_is_signed_for_its_service_and_half_a_day() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::open(&folder.path().join("k")).unwrap();
        let url: Url = "https://push.example:8443/send/abc?d=1".parse().unwrap();
        let header = key.authorization(&url, Some("mailto:a@b.vn"), 1_000_000).unwrap();
        let (token, public) = header.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let public = base64url::decode(public).unwrap();
        let signature = base64url::decode(signature).unwrap();
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, public).verify(signed.as_bytes(), &signature).unwrap();
        let claims = base64url::decode(signed.split_once('.').unwrap().1).unwrap();
        let claims: Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims, json!({ "aud": "https://push.example:8443", "exp": 44_200, "sub": "mailto:a@b.vn" }));
    }
}
