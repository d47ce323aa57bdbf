//! Evidence files in an S3-compatible store: real requests, signed, to a server within the test.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails says so by panicking")]

mod common;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use common::files::{Device, PIECE, SENTINEL, files, pdf, photo, sha};
use common::web::{Server, certificate};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio_rustls::TlsAcceptor;

const KEY: &str = "khoa-thu";
const SECRET: &str = "mat-khau-thu";
const BUCKET: &str = "minh-chung";

/// A store with one bucket, in a folder. It is away once it is dropped.
struct Bucket {
    folder: tempfile::TempDir,
    endpoint: String,
    _runtime: Runtime,
}

/// What a connection to the store is.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

impl Bucket {
    fn start(tls: Option<TlsAcceptor>) -> Bucket {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let endpoint = format!("{scheme}://localhost:{}", listener.local_addr().unwrap().port());
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (service, tls) = (service.clone(), tls.clone());
                tokio::spawn(async move {
                    let stream: Box<dyn Stream> = match tls {
                        Some(tls) => Box::new(tls.accept(stream).await?),
                        None => Box::new(stream),
                    };
                    let builder = Builder::new(TokioExecutor::new());
                    builder.serve_connection(TokioIo::new(stream), service).await
                });
            }
        });
        Bucket { folder, endpoint, _runtime: runtime }
    }

    /// The options of a server that keeps its database in `data` and its files here.
    fn options<'a>(&'a self, data: &'a Path, secret: &'a str) -> Vec<&'a str> {
        let place = ["--data", data.to_str().unwrap(), "--s3-bucket", BUCKET, "--s3-endpoint", &self.endpoint];
        [&place[..], &["--s3-key", KEY, "--s3-secret", secret]].concat()
    }

    /// Names of the objects that begin so.
    fn objects(&self, prefix: &str) -> Vec<String> {
        let bucket = self.folder.path().join(BUCKET);
        let name = |path: std::path::PathBuf| path.strip_prefix(&bucket).unwrap().to_str().unwrap().to_owned();
        files(&bucket).into_iter().map(name).filter(|name| name.starts_with(prefix)).collect()
    }
}

#[test]
fn two_nodes_take_one_upload_in_turns() {
    let (bucket, data) = (Bucket::start(None), tempfile::tempdir().unwrap());
    let options = bucket.options(data.path(), SECRET);
    let one = Server::start(&[&["--demo"], &options[..]].concat());
    let two = Server::start(&options);
    let hanh = Device::new(&one, "hanh");
    let photo = photo(1, 1_000);
    let (name, length) = (sha(&photo), photo.len());
    assert!(length > 4 * PIECE, "{length}");
    for (n, from) in (0..length).step_by(PIECE).enumerate() {
        let device = hanh.on(if n % 2 == 0 { &one } else { &two });
        assert_eq!(device.stands(&name), (from, false));
        let answer = device.put(&name, from, length, &photo[from..length.min(from + PIECE)]);
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
    for node in [&one, &two] {
        assert_eq!(hanh.on(node).stands(&name), (length, true));
        assert!(hanh.on(node).get(&name).body == photo);
    }
    assert_eq!(bucket.objects("files/"), [format!("files/{}/{name}", &name[..2])]);
    assert_eq!((bucket.objects("by/").len(), bucket.objects("pieces/").len()), (1, 0));
    assert!(!data.path().join("blobs").exists());

    let verify = |more: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_thidua")).arg("verify").args(&options).args(more).output().unwrap();
        String::from_utf8([run.stdout, run.stderr].concat()).unwrap()
    };
    assert!(verify(&["--deep"]).contains(", 1 tệp minh chứng,"));
    std::fs::remove_file(bucket.folder.path().join(BUCKET).join(&bucket.objects("files/")[0])).unwrap();
    assert!(verify(&[]).contains("1 trong 1 tệp minh chứng"));
}

#[test]
fn of_a_file_that_is_refused_nothing_is_left_in_the_bucket() {
    let (bucket, data) = (Bucket::start(None), tempfile::tempdir().unwrap());
    let server = Server::start(&[&["--demo"], &bucket.options(data.path(), SECRET)[..]].concat());
    let hanh = Device::new(&server, "hanh");
    let bad = pdf(&format!("/S/JavaScript/JS({SENTINEL})"));
    let name = sha(&bad);
    for at in 0..9 {
        assert_eq!(hanh.put(&name, at, bad.len(), &bad[at..=at]).status, 200);
    }
    assert_eq!(bucket.objects("pieces/").len(), 9);
    assert_eq!(hanh.put(&name, 9, bad.len(), &bad[9..]).code(), "pdf_active");
    assert!(["files/", "by/", "pieces/"].iter().all(|prefix| bucket.objects(prefix).is_empty()));
}

#[test]
fn a_bucket_that_is_away_or_closed_is_waited_for() {
    let (bucket, data) = (Bucket::start(None), tempfile::tempdir().unwrap());
    let server = Server::start(&[&["--demo"], &bucket.options(data.path(), "sai")[..]].concat());
    let hanh = Device::new(&server, "hanh");
    let photo = photo(2, 100);
    let told = |hanh: &Device<'_>| {
        let answer = hanh.put(&sha(&photo), 0, photo.len(), &photo);
        (answer.status, answer.code(), answer.header("retry-after").to_owned())
    };
    assert_eq!(told(&hanh), (503, "storage_failed".into(), "10".into()));
    drop(server);

    let endpoint = bucket.endpoint.clone();
    drop(bucket);
    let options = ["--data", data.path().to_str().unwrap(), "--s3-bucket", BUCKET, "--s3-endpoint", &endpoint];
    let server = Server::start(&[&options[..], &["--s3-key", KEY, "--s3-secret", SECRET]].concat());
    let hanh = Device::new(&server, "hanh");
    assert_eq!(told(&hanh), (503, "storage_failed".into(), "10".into()));
    assert_eq!(server.get("/readyz").status, 200, "everything else goes on");
}

#[test]
fn over_tls_a_store_must_have_a_certificate_that_the_system_trusts() {
    let folder = tempfile::tempdir().unwrap();
    let Some((cert, key)) = certificate(folder.path()) else { return };
    let chain = CertificateDer::pem_file_iter(&cert).unwrap().map(Result::unwrap).collect();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(chain, PrivateKeyDer::from_pem_file(&key).unwrap());
    let bucket = Bucket::start(Some(TlsAcceptor::from(Arc::new(config.unwrap()))));
    let variables = [
        ("THIDUA_S3_BUCKET", BUCKET),
        ("THIDUA_S3_ENDPOINT", &bucket.endpoint),
        ("THIDUA_S3_KEY", KEY),
        ("THIDUA_S3_SECRET", SECRET),
        ("SSL_CERT_FILE", &cert),
    ];
    let data = folder.path().join("data");
    let arguments = ["--demo", "--data", data.to_str().unwrap()];
    let photo = photo(3, 100);
    let server = Server::start_in(&variables[..4], &arguments);
    let answer = Device::new(&server, "hanh").put(&sha(&photo), 0, photo.len(), &photo);
    assert_eq!((answer.status, answer.code().as_str()), (503, "storage_failed"));
    drop(server);
    let server = Server::start_in(&variables, &arguments);
    let hanh = Device::new(&server, "hanh");
    let name = hanh.hand_in(&photo);
    assert!(hanh.get(&name).body == photo);
    assert_eq!(bucket.objects("files/").len(), 1);
}
