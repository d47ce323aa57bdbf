//! Runs the server: opens the store, starts the threads, listens, and ends in order.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, SystemTime};

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use thidua_sync::wire::Poke;
use tokio::sync::{Semaphore, watch};

use crate::blobs::Blobs;
use crate::budget::Budget;
use crate::cli::Serve;
use crate::http::events::Streams;
use crate::http::{self, Shared};
use crate::metrics::Metrics;
use crate::push::Push;
use crate::rules::Rules;
use crate::store::{self, Keep, Store};
use crate::throttle::Throttle;
use crate::writer::Writer;
use crate::{accounts, demo, now, place, reindex};

/// Devices hear of news at most this often.
const POKE: Duration = Duration::from_millis(100);
/// Another node's or another program's commits are noticed within this time.
const LOOK: Duration = Duration::from_secs(2);
/// Requests in flight get this long at the end.
const FAREWELL: Duration = Duration::from_secs(10);
/// A request's head that takes longer, or a silence on a shared connection, ends it.
const HEAD: Duration = Duration::from_secs(30);
/// Enough for ten thousand open apps behind a proxy.
const OPEN_FILES: u64 = 32_768;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// Serves until the process is told to end.
pub fn run(options: Serve, rules: Rules) -> io::Result<()> {
    raise_open_files();
    let blobs = Arc::new(Blobs::new(&options.place.data, &options.files).map_err(io::Error::other)?);
    let (store, _lease) = place::open(&options.place).map_err(io::Error::other)?;
    reindex::renew(&*store, &rules).map_err(io::Error::other)?;
    let demo = match options.demo {
        true => demo::load(&*store, &rules).map_err(io::Error::other)?,
        false => None,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // The store blocks: it is neither asked nor dropped on the runtime's own threads.
    let head = store::read(&*store, |desk| desk.head()).map_err(io::Error::other)?;
    let poke = Poke { epoch: head.epoch, head: head.seq };
    let writer = runtime.block_on(serve(options, rules, store.clone(), blobs, demo, poke))?;
    runtime.shutdown_timeout(Duration::from_secs(2));
    // The last handles are gone: what was handed in is written.
    writer.join().map_err(|_| io::Error::other("the writer panicked"))
}

async fn serve(
    options: Serve,
    rules: Rules,
    store: Arc<dyn Store>,
    blobs: Arc<Blobs>,
    demo: Option<String>,
    poke: Poke,
) -> io::Result<std::thread::JoinHandle<()>> {
    let (head, heads) = watch::channel(poke);
    let head = Arc::new(head);
    let (ending, end) = watch::channel(false);
    let metrics = Arc::new(Metrics::default());
    let push = Push::new(&options.push, &options.place.data, store.clone(), metrics.clone());
    let calls = push.as_ref().map(Push::start).unwrap_or_default();
    let (writer, thread) = Writer::start(store.clone(), rules.clone(), metrics.clone(), head.clone(), calls);
    let stop = Arc::new(AtomicBool::new(false));
    watch_others(store.clone(), head, stop.clone());
    tidy(store.clone(), stop.clone());
    tokio::spawn(sweep(blobs.clone()));
    let app = Arc::new(Shared {
        store: store.clone(),
        rules,
        writer,
        metrics,
        pokes: calm(heads),
        ending: end,
        throttle: Throttle::default(),
        budget: Budget::default(),
        blobs,
        uploads: Arc::default(),
        quota: u64::from(options.photo_quota_mb) * 1_000_000,
        streams: Streams::default(),
        reads: Shared::reads(),
        hashes: Arc::new(Semaphore::new(2)),
        dummy_hash: accounts::hash(&crate::hex(&crate::random::<16>())),
        dist: options.dist.clone(),
        tls: options.tls_cert.is_some(),
        forwarded: options.behind_proxy,
        push,
        demo,
    });
    let service = http::router(app).into_make_service_with_connect_info::<SocketAddr>();
    let listener = TcpListener::bind(options.listen)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let handle = Handle::new();
    tokio::spawn(end_on_signal(handle.clone(), ending, stop));
    tracing::info!(store = store.name(), version = env!("CARGO_PKG_VERSION"), "serving");
    match (&options.tls_cert, &options.tls_key) {
        (Some(cert), Some(key)) => {
            let _ = rustls::crypto::ring::default_provider().install_default();
            let tls = RustlsConfig::from_pem_file(cert, key).await?;
            tokio::spawn(renew(tls.clone(), cert.clone(), key.clone()));
            println!("listening on https://{address}");
            let mut server = axum_server::from_tcp_rustls(listener, tls)?;
            patient(server.http_builder());
            server.first_request_timeout(Duration::from_secs(30)).handle(handle).serve(service).await?;
        }
        _ => {
            println!("listening on http://{address}");
            let mut server = axum_server::from_tcp(listener)?;
            patient(server.http_builder());
            server.first_request_timeout(Duration::from_secs(30)).handle(handle).serve(service).await?;
        }
    }
    tracing::info!("ended");
    Ok(thread)
}

/// How long a client may take over a request's head, and how it is noticed that one is gone.
fn patient(builder: &mut Builder<TokioExecutor>) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    let mut http2 = builder.http2();
    http2.timer(TokioTimer::new()).keep_alive_interval(HEAD).keep_alive_timeout(HEAD).max_concurrent_streams(64);
}

/// Each open app holds a connection: as many as the system allows.
fn raise_open_files() {
    let limit = getrlimit(Resource::Nofile);
    let raised = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    if files < OPEN_FILES {
        tracing::warn!(files, raised = raised.is_ok(), "few open files are allowed; see LimitNOFILE in the guide");
    }
}

/// Passes news on, at most one in a while, so that ten thousand listeners wake seldom.
fn calm(mut heads: watch::Receiver<Poke>) -> watch::Receiver<Poke> {
    let (calm, pokes) = watch::channel(heads.borrow().clone());
    tokio::spawn(async move {
        while heads.changed().await.is_ok() {
            tokio::time::sleep(POKE).await;
            calm.send_replace(heads.borrow_and_update().clone());
        }
    });
    pokes
}

/// Notices what other nodes and the operator's commands commit.
fn watch_others(store: Arc<dyn Store>, head: Arc<watch::Sender<Poke>>, stop: Arc<AtomicBool>) {
    std::thread::spawn(move || {
        while !stop.load(Relaxed) {
            store.wait_for_others(LOOK);
            let Ok(found) = store::read(&*store, |desk| desk.head()) else { continue };
            let poke = Poke { epoch: found.epoch, head: found.seq };
            head.send_if_modified(|known| {
                // Our own writer may have told of a newer one meanwhile.
                let news = known.epoch != poke.epoch || known.head < poke.head;
                if news {
                    *known = poke;
                }
                news
            });
        }
    });
}

/// Forgets, twice a day, what has been kept long enough.
fn tidy(store: Arc<dyn Store>, stop: Arc<AtomicBool>) {
    std::thread::spawn(move || {
        for minute in 0_u64.. {
            std::thread::sleep(Duration::from_secs(60));
            if stop.load(Relaxed) {
                return;
            }
            if minute % 720 == 5 {
                let keep = Keep { outcomes_from: now() - 400 * DAY, tombstones_from: now() - 90 * DAY };
                let pruned = store::write(&*store, |clerk| clerk.prune(keep));
                let swept = accounts::sweep(&*store, now());
                tracing::info!(?pruned, ?swept, "tidied");
            }
        }
    });
}

/// Forgets, twice a day, uploads that nobody goes on with.
async fn sweep(blobs: Arc<Blobs>) {
    tokio::time::sleep(Duration::from_secs(5 * 60)).await;
    loop {
        let swept = blobs.sweep(SystemTime::now()).await;
        tracing::info!(?swept, "swept");
        tokio::time::sleep(Duration::from_secs(12 * 60 * 60)).await;
    }
}

/// Reads the certificate again when its file changes.
async fn renew(tls: RustlsConfig, cert: std::path::PathBuf, key: std::path::PathBuf) {
    let changed = |file: &Path| file.metadata().and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let mut known = changed(&cert);
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        let found = changed(&cert);
        if found != known {
            known = found;
            let renewed = tls.reload_from_pem_file(&cert, &key).await;
            tracing::info!(ok = renewed.is_ok(), "the certificate changed");
        }
    }
}

async fn end_on_signal(handle: Handle<SocketAddr>, ending: watch::Sender<bool>, stop: Arc<AtomicBool>) {
    let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        .expect("invariant: the system delivers signals");
    tokio::select! {
        _ = term.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("ending");
    stop.store(true, Relaxed);
    ending.send_replace(true);
    handle.graceful_shutdown(Some(FAREWELL));
}
