//! TLS by certificate files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

use common::web::{Server, certificate, parse, request};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

#[test]
fn the_server_speaks_tls_with_a_certificate_from_files() {
    let folder = tempfile::tempdir().unwrap();
    let Some((cert, key)) = certificate(folder.path()) else { return };
    let data = folder.path().join("data");
    let server = Server::start(&["--data", data.to_str().unwrap(), "--tls-cert", &cert, "--tls-key", &key]);

    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(&cert).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let session = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(session, TcpStream::connect(&server.address).unwrap());
    stream.write_all(&request("localhost", "GET", "/healthz", &[], b"")).unwrap();
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes));
    let answer = parse(&bytes);
    assert_eq!((answer.status, answer.text().as_str()), (200, "ok\n"));
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    assert!(server.stop());
}
