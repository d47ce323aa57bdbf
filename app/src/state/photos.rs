//! Photos and papers on this device: taken in and made durable at once, made smaller, handed in behind the words, and let go
//! only when the server has named their hash.
//!
//! ```text
//! picked ──stripped──▶ Raw (durable) ──smaller, SHA-256──▶ Ready ──pieces──▶ Received ──row blob/<sha>──▶ bytes dropped
//!            └──▶ Refused, in words; the others go on            └──▶ Refused by the server, bytes stay
//! ```
//!
//! A browser that ends anywhere on this way goes on from the last stage at its next start.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::FutureExt as _;
use futures::lock::Mutex;
use leptos::prelude::*;
use sha2::{Digest as _, Sha256};
use thidua_domain::evidence::{self, Kind};
use thidua_media::{self as media, kind};
use thidua_sync::client::EntryState;
use thidua_sync::row::Key;
use wasm_bindgen_futures::spawn_local;

use super::App;
use crate::browser::picture::{Picked, Picture};
use crate::browser::tabs::{self, Channel};
use crate::browser::{device, time};
use crate::net::{self, Bell, NetError, PieceError};
use crate::store::StoreError;
use crate::store::photos::{Photo, PhotoStep, PhotoStore, Stage};

/// Longest side of a photo that travels, in pixels.
const SIDE: u32 = 2_048;
/// Longest side of the small picture in lists, in pixels.
const SMALL_SIDE: u32 = 320;
/// Bytes that go at a time. On a slow line words wait for no more than one of them.
const PIECE: usize = 64 * 1024;
/// Bytes that photos leave to words: more than a year of a person's.
const RESERVE: u64 = 10_000_000;
/// Waits between tries, in milliseconds.
const WAITS_MS: [u64; 5] = [500, 1_000, 2_000, 4_000, 8_000];
/// Between looks at whether there is room again, or anything new, in milliseconds.
const LOOK_MS: u64 = 60_000;
/// Between looks for the row of a file that the server has, in milliseconds.
const ROW_MS: u64 = 2_000;
/// How long a turn for words is waited for, in looks of so many milliseconds.
const TURN_MS: u64 = 100;
const TURNS: u32 = 30;

struct Desk {
    store: PhotoStore,
    list: ArcRwSignal<Vec<Photo>>,
    /// Bytes that the server has, by photo, while it is handed in.
    sent: ArcRwSignal<BTreeMap<String, u64>>,
    full: ArcRwSignal<bool>,
    channel: Channel,
    bell: Bell,
    started: Cell<bool>,
}

thread_local! {
    static DESK: RefCell<Option<Rc<Desk>>> = const { RefCell::new(None) };
    static TURN: Rc<Mutex<()>> = Rc::new(Mutex::new(()));
    /// Raised when there is a desk.
    static OPENED: ArcRwSignal<bool> = ArcRwSignal::new(false);
}

/// Why a file was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// By the code of [`media::refused::Refused`].
    Refused(&'static str),
    /// The device has too little room beside the reserve for words.
    NoRoom,
    Store(StoreError),
}

/// Opens what this person's device keeps, goes on with what was begun, and hands in from the tab that leads.
pub async fn start(app: App) {
    let Some(person) = app.who.get_untracked().map(|who| who.person) else { return };
    // Whoever comes second waits for the first.
    let turn = TURN.with(Rc::clone);
    let _turn = turn.lock().await;
    if desk().is_some() {
        return;
    }
    let channel = Channel::open(&format!("thidua.photos.{person}"), move |_| spawn_local(reread(app)));
    let desk = Rc::new(Desk {
        store: PhotoStore::of(&person),
        list: ArcRwSignal::default(),
        sent: ArcRwSignal::default(),
        full: ArcRwSignal::default(),
        channel,
        bell: Bell::default(),
        started: Cell::new(false),
    });
    DESK.set(Some(desk));
    reread(app).await;
    OPENED.with(|opened| opened.set(true));
    tabs::lead(&format!("thidua.photos.lead.{person}"), move || spawn_local(lead(app)));
}

fn desk() -> Option<Rc<Desk>> {
    DESK.with_borrow(Clone::clone)
}

async fn reread(app: App) {
    let Some(desk) = desk() else { return };
    if let Ok(list) = desk.store.list().await {
        show(app, &desk, list);
    }
    desk.bell.ring();
}

fn show(app: App, desk: &Desk, list: Vec<Photo>) {
    app.files_here.set(list.iter().filter(|photo| photo.is_due()).count());
    desk.list.set(list);
}

/// All that is known here, followed.
pub fn list() -> Vec<Photo> {
    OPENED.with(|opened| opened.track());
    desk().map(|desk| desk.list.get()).unwrap_or_default()
}

/// Bytes of a photo that the server has, followed.
pub fn sent(id: &str) -> u64 {
    desk().and_then(|desk| desk.sent.read().get(id).copied()).unwrap_or_default()
}

/// The server has no room for more files, followed.
pub fn is_server_full() -> bool {
    desk().is_some_and(|desk| desk.full.get())
}

/// The small picture of a photo of this device.
pub async fn small(id: &str) -> Option<Vec<u8>> {
    desk()?.store.small(id).await.ok().flatten()
}

/// Whether this device has room for so many bytes more beside the reserve for words, as far as that is known before the
/// first file is here.
pub async fn has_room(bytes: u64) -> bool {
    match desk() {
        Some(desk) if desk.store.is_made().await => fits(&desk, bytes).await,
        _ => true,
    }
}

async fn fits(desk: &Desk, bytes: u64) -> bool {
    desk.store.fits(u32::try_from(bytes + RESERVE).unwrap_or(u32::MAX)).await
}

/// Takes a file in under an id that its draft names already: durable when this answers. It is made ready afterwards.
pub async fn take(app: App, id: &str, file: &Picked) -> Result<(), NotKept> {
    start(app).await;
    let Some(desk) = desk() else { return Err(NotKept::Store(StoreError::Absent)) };
    if file.size() > media::MOST_BYTES as u64 {
        return Err(NotKept::Refused(media::refused::Refused::TooLarge.code()));
    }
    if !fits(&desk, file.size()).await {
        return Err(NotKept::NoRoom);
    }
    let bytes = file.read().await.ok_or(NotKept::Refused("damaged"))?;
    let refused = |why: media::refused::Refused| NotKept::Refused(why.code());
    let kind = kind::sniff(&bytes);
    // What only the browser can take apart passes its canvas first, where nothing but the picture stays.
    let kept = match kind {
        kind::Kind::Heic | kind::Kind::Avif => {
            let whose = if kind == kind::Kind::Heic { "heic" } else { "avif" };
            let picture = Picture::decode(&bytes).await.map_err(|_| NotKept::Refused(whose))?;
            picture.jpeg(SIDE).await.map_err(|_| NotKept::Refused(whose))?
        }
        _ => media::stripped(&bytes).map_err(refused)?,
    };
    let is_pdf = kind == kind::Kind::Pdf;
    let photo = Photo {
        id: id.to_owned(),
        name: file.name(),
        at: time::now(),
        stage: if is_pdf { Stage::Ready } else { Stage::Raw },
        kind: if is_pdf { Kind::Pdf } else { Kind::Jpeg },
        sha: if is_pdf { sha(&kept) } else { String::new() },
        size: if is_pdf { kept.len() as u64 } else { 0 },
        removed: false,
    };
    keep(app, &desk, PhotoStep { put: Some(&photo), bytes: Some(&kept), ..PhotoStep::default() })
        .await
        .map_err(|why| if why == StoreError::Quota { NotKept::NoRoom } else { NotKept::Store(why) })
}

async fn keep(app: App, desk: &Desk, step: PhotoStep<'_>) -> Result<(), StoreError> {
    let photo = step.put.cloned();
    desk.store.commit(step).await?;
    if let Some(photo) = photo {
        let mut list = desk.list.get_untracked();
        match list.iter_mut().find(|known| known.id == photo.id) {
            Some(known) => *known = photo,
            None => list.push(photo),
        }
        show(app, desk, list);
        desk.channel.tell("news");
        desk.bell.ring();
    }
    Ok(())
}

/// Makes what waits raw ready to travel: those of these ids, or all.
pub async fn make_ready(app: App, ids: Option<&[String]>) {
    let Some(desk) = desk() else { return };
    let is_raw = |photo: &Photo| photo.stage == Stage::Raw && ids.is_none_or(|ids| ids.contains(&photo.id));
    let raw: Vec<Photo> = desk.list.get_untracked().into_iter().filter(is_raw).collect();
    for photo in raw {
        ready_one(app, &desk, photo).await;
    }
}

async fn ready_one(app: App, desk: &Desk, photo: Photo) {
    let Ok(Some(raw)) = desk.store.bytes(&photo.id).await else { return };
    let made = async {
        let picture = Picture::decode(&raw).await.ok()?;
        let (large, small) = (picture.jpeg(SIDE).await.ok()?, picture.jpeg(SMALL_SIDE).await.ok()?);
        Some((media::jpeg::canonical(&large).ok()?.bytes, small))
    };
    let Some((large, small)) = made.await else {
        let photo = Photo { stage: Stage::Refused("undrawable".into()), ..photo };
        drop(keep(app, desk, PhotoStep { put: Some(&photo), ..PhotoStep::default() }).await);
        return;
    };
    // It may have been taken out meanwhile, or made ready by another tab.
    let Some(now) = desk.list.get_untracked().into_iter().find(|now| now.id == photo.id && now.stage == Stage::Raw)
    else {
        return;
    };
    let photo = Photo { stage: Stage::Ready, sha: sha(&large), size: large.len() as u64, ..now };
    let step = PhotoStep { put: Some(&photo), bytes: Some(&large), small: Some(&small), drop_bytes: false };
    drop(keep(app, desk, step).await);
}

/// Files that are on this device only, with their bytes: for the rescue file.
pub async fn only_here(app: App) -> Vec<(Photo, Vec<u8>)> {
    start(app).await;
    let Some(desk) = desk() else { return Vec::new() };
    let mut found = Vec::new();
    for photo in desk.list.get_untracked().into_iter().filter(|photo| photo.stage != Stage::Received) {
        if let Ok(Some(bytes)) = desk.store.bytes(&photo.id).await {
            found.push((photo, bytes));
        }
    }
    found
}

/// Takes a file of a rescue file in under its id, as if it were chosen again. Answers whether it was not here yet.
pub async fn take_back(app: App, photo: Photo, bytes: &[u8]) -> bool {
    start(app).await;
    let Some(desk) = desk() else { return false };
    if desk.list.get_untracked().iter().any(|known| known.id == photo.id) {
        return false;
    }
    // A file can be made by anybody.
    let photo = match media::stripped(bytes) {
        Ok(own) if own == bytes => photo,
        _ => return false,
    };
    let is_ready = photo.stage == Stage::Ready && sha(bytes) == photo.sha;
    let photo = match (is_ready, photo.kind) {
        (true, _) => photo,
        (false, Kind::Pdf) => Photo { stage: Stage::Ready, sha: sha(bytes), size: bytes.len() as u64, ..photo },
        (false, Kind::Jpeg) => Photo { stage: Stage::Raw, sha: String::new(), size: 0, ..photo },
    };
    let step = PhotoStep { put: Some(&photo), bytes: Some(bytes), ..PhotoStep::default() };
    keep(app, &desk, step).await.is_ok()
}

/// Takes photos out of their draft, or puts them back. Their bytes stay.
pub fn set_removed(app: App, ids: Vec<String>, removed: bool) {
    let Some(desk) = desk() else { return };
    spawn_local(async move {
        for photo in desk.list.get_untracked().into_iter().filter(|photo| ids.contains(&photo.id)) {
            let photo = Photo { removed, ..photo };
            drop(keep(app, &desk, PhotoStep { put: Some(&photo), ..PhotoStep::default() }).await);
        }
    });
}

fn sha(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The tab that leads: finishes what was begun, hands in, lets go.
async fn lead(app: App) {
    let Some(desk) = desk() else { return };
    if desk.started.replace(true) {
        return;
    }
    for event in ["online", "focus"] {
        let bell = desk.bell.clone();
        device::on_window(event, move || bell.ring());
    }
    make_ready(app, None).await;
    let mut failures = 0;
    loop {
        let wait = match round(app, &desk).await {
            Ok(()) => {
                failures = 0;
                if desk.list.get_untracked().iter().any(waits_for_row) { ROW_MS } else { LOOK_MS }
            }
            Err(PieceError::Full) => LOOK_MS,
            Err(_) => {
                failures += 1;
                WAITS_MS[(failures - 1).min(WAITS_MS.len() - 1)]
            }
        };
        let mut timer = Box::pin(time::sleep(wait).fuse());
        let mut bell = Box::pin(desk.bell.wait().fuse());
        futures::select! { () = timer => {}, () = bell => {} }
    }
}

/// Hands in all that is ready, one after the other, and lets go of what has arrived.
async fn round(app: App, desk: &Desk) -> Result<(), PieceError> {
    let mut full = false;
    for photo in desk.list.get_untracked() {
        if photo.is_due() && photo.stage == Stage::Ready {
            match hand_in(app, desk, &photo).await {
                Err(PieceError::Refused(code)) => {
                    let photo = Photo { stage: Stage::Refused(code), ..photo };
                    drop(keep(app, desk, PhotoStep { put: Some(&photo), ..PhotoStep::default() }).await);
                }
                // A smaller one may still fit.
                Err(PieceError::Full) => full = true,
                done => done?,
            }
        }
    }
    if desk.full.get_untracked() != full {
        desk.full.set(full);
    }
    for photo in desk.list.get_untracked().into_iter().filter(waits_for_row) {
        let is_shown = app.peek(|client| client.replica.get(&Key::new(evidence::TABLE, photo.sha.clone())).is_some());
        if is_shown == Some(true) {
            // Zero: there are no bytes here any more.
            let photo = Photo { size: 0, ..photo };
            let step = PhotoStep { put: Some(&photo), drop_bytes: true, ..PhotoStep::default() };
            drop(keep(app, desk, step).await);
        }
    }
    if full { Err(PieceError::Full) } else { Ok(()) }
}

/// Received, and its bytes are still here.
fn waits_for_row(photo: &Photo) -> bool {
    photo.stage == Stage::Received && photo.size > 0
}

async fn hand_in(app: App, desk: &Desk, photo: &Photo) -> Result<(), PieceError> {
    words_first(app).await;
    let mut standing = net::file_standing(&photo.sha).await.map_err(PieceError::Net)?;
    // The line is there: words that waited for it go before the first piece.
    words_first(app).await;
    let mut bytes = Vec::new();
    while !standing.received {
        if bytes.is_empty() {
            bytes = match desk.store.bytes(&photo.id).await {
                Ok(Some(bytes)) if sha(&bytes) == photo.sha => bytes,
                _ => return Err(PieceError::Refused("lost".into())),
            };
        }
        desk.sent.update(|sent| {
            sent.insert(photo.id.clone(), standing.offset);
        });
        words_first(app).await;
        let from = usize::try_from(standing.offset).unwrap_or(usize::MAX).min(bytes.len());
        let piece = &bytes[from..bytes.len().min(from + PIECE)];
        standing = match net::send_piece(&photo.sha, from as u64, bytes.len() as u64, piece).await {
            Err(PieceError::Elsewhere) => net::file_standing(&photo.sha).await.map_err(PieceError::Net)?,
            done => done?,
        };
    }
    desk.sent.update(|sent| {
        sent.remove(&photo.id);
    });
    // It may have been taken out meanwhile.
    let now = desk.list.get_untracked().into_iter().find(|now| now.id == photo.id).unwrap_or(photo.clone());
    let photo = Photo { stage: Stage::Received, ..now };
    let step = PhotoStep { put: Some(&photo), ..PhotoStep::default() };
    keep(app, desk, step).await.map_err(|_| PieceError::Net(NetError::Offline))?;
    // Its row tells that it is there.
    app.ring();
    Ok(())
}

/// Waits while words wait to be sent, as long as they make headway.
async fn words_first(app: App) {
    let waiting = || app.peek(|client| client.outbox().filter(|entry| entry.state == EntryState::Queued).count());
    let mut before = usize::MAX;
    while let Some(now) = waiting().filter(|now| *now > 0) {
        if now >= before {
            // Offline or held up: the photo finds that out by itself.
            return;
        }
        before = now;
        // Their own pause may be longer than that of the photos.
        app.ring();
        for _ in 0..TURNS {
            time::sleep(TURN_MS).await;
            if waiting() == Some(0) {
                return;
            }
        }
    }
}
