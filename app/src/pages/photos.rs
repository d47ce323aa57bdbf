//! Evidence: photos and papers of a record, while it is written and when it is read. What stands here is what the device
//! and the server hold of each.
//!
//! A draft names its files of this device by their ids in [`FILES`], so that they belong to it as long as it is a draft and
//! no longer: what a sent record names is its field alone.

use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::council::rows::EXHIBIT;
use thidua_domain::evidence::{self, Blob, Kind, Piece};
use wasm_bindgen_futures::spawn_local;

use crate::browser::address::address;
use crate::browser::picture::{Address, Picked};
use crate::browser::shared::{self, Shared};
use crate::browser::{device, time};
use crate::components::button::{Button, IconButton, Press};
use crate::components::card::{Notice, Tone};
use crate::components::gauge::size;
use crate::components::icon::{Glyph, Icon};
use crate::components::text_field::TextField;
use crate::state::editor::Editor;
use crate::state::photos::{self, NotKept};
use crate::state::{App, app};
use crate::store::photos::{Photo, Stage};
use crate::text::{said, t, try_text};

/// Room that a photo of today's phones may need on its way in, in bytes.
const ONE_PHOTO: u64 = 15_000_000;

/// A field of a draft: ids of files on this device.
pub const FILES: &str = "_files";

/// Where a piece of evidence stands.
#[derive(Clone, Debug, PartialEq)]
struct Tile {
    /// Of this device, when it holds it.
    photo: Option<Photo>,
    /// Nothing while it is not ready.
    piece: Option<Piece>,
    arrived: bool,
}

impl Tile {
    fn of(app: App, piece: Piece, here: &[Photo]) -> Tile {
        let photo = here.iter().find(|photo| photo.sha == piece.sha).cloned();
        let arrived = app.row::<Blob>(evidence::TABLE, &piece.sha).is_some();
        Tile { photo, piece: Some(piece), arrived }
    }

    /// Tells tiles apart.
    fn key(&self) -> String {
        let id = || self.photo.as_ref().map(|photo| photo.id.clone()).unwrap_or_default();
        self.piece.as_ref().map_or_else(id, |piece| piece.sha.clone())
    }

    fn name(&self) -> String {
        let caption = self.piece.as_ref().map(|piece| piece.caption.clone()).filter(|caption| !caption.is_empty());
        let called = || self.photo.as_ref().map(|photo| photo.name.clone()).filter(|name| !name.is_empty());
        caption.or_else(called).unwrap_or_else(|| t!("evidence-photo"))
    }

    /// Where it is, in words.
    fn words(&self) -> (Tone, String) {
        match &self.photo {
            _ if self.arrived => (Tone::Good, t!("evidence-arrived")),
            Some(photo) => standing(photo),
            None => (Tone::Wait, t!("evidence-elsewhere")),
        }
    }
}

/// Where a file of this device is, in words. Followed.
pub fn standing(photo: &Photo) -> (Tone, String) {
    match &photo.stage {
        Stage::Raw => (Tone::Wait, t!("evidence-working")),
        Stage::Refused(code) => (Tone::Bad, refused(code)),
        Stage::Ready => match photos::sent(&photo.id) {
            0 => (Tone::Wait, t!("evidence-waits")),
            sent => {
                let percent = i64::try_from(sent * 100 / photo.size.max(1)).unwrap_or(0);
                (Tone::Wait, t!("evidence-sending", percent = percent))
            }
        },
        Stage::Received => (Tone::Good, t!("evidence-arrived")),
    }
}

/// Why a file is not taken, by its code.
fn refused(code: &str) -> String {
    try_text(&format!("file-{}", code.replace('_', "-")), &[]).unwrap_or_else(|| t!("file-other", code = code))
}

/// The ids of this device's files that a draft holds. Followed.
fn files(editor: Editor) -> Vec<String> {
    let value = editor.value(FILES);
    let ids = value.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    ids.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn set_files(editor: Editor, change: impl FnOnce(&mut Vec<String>)) {
    let mut ids = untrack(|| files(editor));
    change(&mut ids);
    editor.set(FILES, json!(ids));
}

/// Photos of a draft on this device. Followed.
fn photos_of(editor: Editor) -> Vec<Photo> {
    let ids = files(editor);
    photos::list().into_iter().filter(|photo| ids.contains(&photo.id)).collect()
}

/// Makes ready what a draft holds, and tells its field.
pub async fn finish(app: App, editor: Editor) {
    photos::make_ready(app, Some(&untrack(|| files(editor)))).await;
    // A form that was left tells its field when it is opened again.
    if !editor.fields.is_disposed() {
        untrack(|| agree(editor));
    }
}

/// Tells which files of this draft its field is to name. The same photo chosen twice is one.
fn agree(editor: Editor) {
    let before = editor.value(evidence::FIELD);
    let mut pieces = evidence::pieces(&before);
    for photo in photos_of(editor).into_iter().filter(|photo| !photo.sha.is_empty()) {
        let is_named = pieces.iter().any(|piece| piece.sha == photo.sha);
        if photo.removed || matches!(photo.stage, Stage::Refused(_)) {
            pieces.retain(|piece| piece.sha != photo.sha);
        } else if !is_named {
            let caption = if photo.kind == Kind::Pdf {
                photo.name.chars().take(evidence::CAPTION_MAX).collect()
            } else {
                String::new()
            };
            pieces.push(Piece { sha: photo.sha, kind: photo.kind, caption });
        }
    }
    let after: Vec<String> = pieces.iter().map(Piece::to_string).collect();
    if json!(after) != before && !(after.is_empty() && before.is_null()) {
        editor.set(evidence::FIELD, json!(after));
        editor.flush();
    }
}

/// Takes files into a draft. It names each before the first byte is kept: a browser that ends in between loses neither.
async fn take_in(app: App, editor: Editor, picked: Vec<Picked>, failed: RwSignal<Vec<(String, String)>>) {
    let picked: Vec<(String, Picked)> = picked.into_iter().map(|file| (time::record_id(), file)).collect();
    set_files(editor, |ids| ids.extend(picked.iter().map(|(id, _)| id.clone())));
    // Where words cannot be kept, a photo is refused with its own words below.
    drop(editor.settle().await);
    // First all of them are safe; the work on them comes after.
    for (id, file) in picked {
        let taken = photos::take(app, &id, &file).await;
        if editor.fields.is_disposed() {
            continue;
        }
        if let Err(why) = taken {
            set_files(editor, |ids| ids.retain(|other| *other != id));
            failed.try_update(|failed| failed.push((file.name(), not_kept(&why))));
        }
    }
    if !editor.fields.is_disposed() {
        editor.flush();
        finish(app, editor).await;
    }
}

/// Photos and papers in the form.
#[component]
pub fn PhotoField(
    editor: Editor,
    /// Of the element, to which the summary of errors leads.
    id: String,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let app = app();
    Effect::new(move |_| agree(editor));
    let failed = RwSignal::new(Vec::<(String, String)>::new());
    let busy = RwSignal::new(0_usize);
    let take = Callback::new(move |picked: Vec<Picked>| {
        if picked.is_empty() {
            return;
        }
        failed.set(Vec::new());
        let count = picked.len();
        busy.update(|busy| *busy += count);
        spawn_local(async move {
            take_in(app, editor, picked, failed).await;
            busy.try_update(|busy| *busy -= count);
        });
    });
    let room = RwSignal::new(true);
    // Asked before the shutter, and again whenever some went away or did not fit.
    let look = move || {
        spawn_local(async move {
            photos::start(app).await;
            let _ = room.try_set(photos::has_room(ONE_PHOTO).await);
        });
    };
    let count = Memo::new(move |_| (failed.read().len(), photos::list().iter().map(|photo| photo.size).sum::<u64>()));
    Effect::new(move |_| {
        count.get();
        look();
    });
    let tiles = Memo::new(move |_| tiles(app, editor));
    let tile = move |first: Tile| {
        let key = first.key();
        let tile = Memo::new(move |last: Option<&Tile>| {
            let now = tiles.read().iter().find(|tile| tile.key() == key).cloned();
            now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
        });
        let name = move || t!("evidence-remove", name = tile.read().name());
        view! {
            <TileView tile=tile below=move || view! { <Caption editor tile/> }>
                <IconButton glyph=Glyph::Cross name on_press=move |()| remove(app, editor, &tile.get_untracked())/>
            </TileView>
        }
    };
    let taken_out = Memo::new(move |_| photos_of(editor).into_iter().rfind(|photo| photo.removed));
    let working = move || match busy.get() {
        0 => String::new(),
        count => t!("evidence-keeping", count = count),
    };
    view! {
        <section id=id class="evidence" tabindex="-1" on:paste=move |event| take.run(Picked::of_paste(&event))>
            <h3 class="field-label">{move || label.get()}</h3>
            <small class="muted">{said("evidence-hint")}</small>
            <Show when=move || !tiles.read().is_empty()>
                <ul class="tiles" role="list"><For each=move || tiles.get() key=Tile::key children=tile/></ul>
            </Show>
            <p role="status" class="muted">{working}</p>
            <FromElsewhere app editor failed/>
            {move || taken_out.get().map(|photo| view! {
                <div class="row wrap">
                    <small class="grow">{said("evidence-taken-out")}</small>
                    <Button kind=Press::Quiet icon=Glyph::Undo label=said("evidence-put-back") on_press=move |()| photos::set_removed(app, same(editor, &photo), false)/>
                </div>
            })}
            {move || failed.get().into_iter().map(|(name, why)| view! { <Notice tone=Tone::Bad title=name words=why/> }).collect_view()}
            <Show when=move || photos::is_server_full()>
                <Notice tone=Tone::Wait title=said("evidence-server-full") words=said("evidence-server-full-words")/>
            </Show>
            <Show
                when=move || room.get()
                fallback=|| view! { <Notice tone=Tone::Wait title=said("evidence-no-room") words=said("evidence-no-room-words")/> }
            >
                <div class="row wrap">
                    <label class="btn line pick-file">
                        <Icon glyph=Glyph::Photo/>
                        <span>{said("evidence-shoot")}</span>
                        <input class="visually-hidden" type="file" accept="image/*" capture="environment"
                            on:change=move |event| take.run(Picked::of_input(&event))/>
                    </label>
                    <label class="btn line pick-file">
                        <Icon glyph=Glyph::File/>
                        <span>{said("evidence-choose")}</span>
                        <input class="visually-hidden" type="file" accept="image/*,application/pdf" multiple=true
                            on:change=move |event| take.run(Picked::of_input(&event))/>
                    </label>
                </div>
            </Show>
        </section>
    }
}

/// Files that another app shared with this one: into this draft, or away.
#[component]
fn FromElsewhere(app: App, editor: Editor, failed: RwSignal<Vec<(String, String)>>) -> impl IntoView {
    let waiting = RwSignal::new_local(Vec::<Shared>::new());
    spawn_local(async move {
        waiting.try_set(shared::waiting().await);
    });
    let busy = RwSignal::new(String::new());
    let end = move |take: bool| {
        busy.set(t!("shared-taking"));
        spawn_local(async move {
            let files = waiting.get_untracked();
            if take {
                take_in(app, editor, files.iter().map(|shared| shared.file.clone()).collect(), failed).await;
            }
            // Only now: a browser that ends before finds them again.
            shared::forget(&files).await;
            waiting.try_set(Vec::new());
        });
    };
    let is_lost = move || address().value("chia-se").is_some();
    view! {
        <Show when=is_lost><Notice tone=Tone::Bad title=said("shared-lost") words=said("shared-lost-words")/></Show>
        <Show when=move || !waiting.read().is_empty()>
            <Notice title=move || t!("shared-title", count = waiting.read().len()) words=said("shared-words")>
                <div class="row wrap">
                    <Button kind=Press::Main label=said("shared-take") busy on_press=move |()| end(true)/>
                    <Button kind=Press::Quiet label=said("shared-drop") on_press=move |()| end(false)/>
                </div>
            </Notice>
        </Show>
    }
}

/// What a photo shows, in its author's words. Saved with every letter, as the rest of the form is.
#[component]
fn Caption(editor: Editor, tile: Memo<Tile>) -> impl IntoView {
    let sha = Memo::new(move |_| tile.read().piece.as_ref().map(|piece| piece.sha.clone()));
    let value = Memo::new(move |_| tile.read().piece.as_ref().map(|piece| piece.caption.clone()).unwrap_or_default());
    let write = move |text: String| {
        let Some(sha) = sha.get_untracked() else { return };
        let mut pieces = evidence::pieces(&untrack(|| editor.value(evidence::FIELD)));
        let Some(piece) = pieces.iter_mut().find(|piece| piece.sha == sha) else { return };
        piece.caption = device::nfc(&text).replace(['\n', '\r'], " ").trim().to_owned();
        let texts: Vec<String> = pieces.iter().map(Piece::to_string).collect();
        editor.set(evidence::FIELD, Value::from(texts));
    };
    view! {
        <Show when=move || sha.read().is_some()>
            <TextField label=said("evidence-caption") value on_input=write most=evidence::CAPTION_MAX/>
        </Show>
    }
}

/// What the form shows: what the field names, then what is still on its way into it.
fn tiles(app: App, editor: Editor) -> Vec<Tile> {
    app.follow(evidence::TABLE);
    let here = photos::list();
    let pieces = evidence::pieces(&editor.value(evidence::FIELD));
    let named: Vec<Tile> = pieces.into_iter().map(|piece| Tile::of(app, piece, &here)).collect();
    let is_named = |photo: &Photo| {
        named.iter().filter_map(|tile| tile.piece.as_ref()).any(|piece| !photo.sha.is_empty() && piece.sha == photo.sha)
    };
    let coming = photos_of(editor).into_iter().filter(|photo| !photo.removed && !is_named(photo));
    let coming: Vec<Tile> = coming.map(|photo| Tile { photo: Some(photo), piece: None, arrived: false }).collect();
    named.into_iter().chain(coming).collect()
}

/// The ids under which a draft holds the same picture.
fn same(editor: Editor, photo: &Photo) -> Vec<String> {
    let is_same = |other: &Photo| other.id == photo.id || (!photo.sha.is_empty() && other.sha == photo.sha);
    untrack(|| photos_of(editor)).iter().filter(|other| is_same(other)).map(|other| other.id.clone()).collect()
}

fn remove(app: App, editor: Editor, tile: &Tile) {
    if let Some(photo) = &tile.photo {
        photos::set_removed(app, same(editor, photo), true);
    }
    if let Some(piece) = &tile.piece {
        let mut pieces = evidence::pieces(
            &editor.fields.with_untracked(|fields| fields.get(evidence::FIELD).cloned().unwrap_or_default()),
        );
        pieces.retain(|other| other.sha != piece.sha);
        let texts: Vec<String> = pieces.iter().map(Piece::to_string).collect();
        editor.set(evidence::FIELD, Value::from(texts));
        editor.flush();
    }
}

fn not_kept(why: &NotKept) -> String {
    match why {
        NotKept::Refused(code) => refused(code),
        NotKept::NoRoom => t!("evidence-no-room-words"),
        NotKept::Store(_) => t!("evidence-not-kept"),
    }
}

/// Evidence of a record, to look at.
#[component]
pub fn PhotoStrip(
    /// The record's field.
    #[prop(into)]
    pieces: Signal<Vec<String>>,
    #[prop(into)] label: Signal<String>,
    /// The council's case whose exhibits they are.
    #[prop(optional, into)]
    case: String,
) -> impl IntoView {
    let app = app();
    spawn_local(photos::start(app));
    let tiles = Memo::new(move |_| {
        let field = json!(pieces.get());
        let here = photos::list();
        let tile = |piece: Piece| {
            let is_exhibit = !case.is_empty() && app.row::<Value>(EXHIBIT, &format!("{case}.{}", piece.sha)).is_some();
            let tile = Tile::of(app, piece, &here);
            Tile { arrived: tile.arrived || is_exhibit, ..tile }
        };
        evidence::pieces(&field).into_iter().map(tile).collect::<Vec<_>>()
    });
    move || {
        let tiles = tiles.get();
        let (count, arrived) = (tiles.len(), tiles.iter().filter(|tile| tile.arrived).count());
        (count > 0).then(|| {
            view! {
                <section class="card">
                    <header class="card-head">
                        <h2>{move || label.get()}</h2>
                        <small>{t!("evidence-come", arrived = arrived, count = count)}</small>
                    </header>
                    <ul class="tiles" role="list">
                        {tiles.into_iter().map(|tile| view! { <TileView tile=Signal::stored(tile)>""</TileView> }).collect_view()}
                    </ul>
                </section>
            }
        })
    }
}

/// A picture with its name and where it is.
#[component]
fn TileView(
    #[prop(into)] tile: Signal<Tile>,
    #[prop(optional, into)] below: ViewFn,
    /// On the picture.
    children: Children,
) -> impl IntoView {
    let server = Memo::new(move |_| {
        let tile = tile.read();
        tile.piece.as_ref().filter(|_| tile.arrived).map(|piece| format!("/api/v1/blobs/{}", piece.sha))
    });
    let is_photo = Memo::new(move |_| {
        let tile = tile.read();
        tile.piece.as_ref().map_or(Kind::Jpeg, |piece| piece.kind) == Kind::Jpeg
            && tile.photo.as_ref().is_none_or(|photo| photo.kind == Kind::Jpeg)
    });
    let name = Memo::new(move |_| tile.read().name());
    let bytes = move || tile.read().photo.as_ref().map_or(0, |photo| photo.size);
    let words = Memo::new(move |_| tile.read().words());
    let tone = move || match words.read().0 {
        Tone::Bad => "tile-words bad",
        Tone::Good => "tile-words good",
        _ => "tile-words",
    };
    view! {
        <li class="tile">
            <div class="tile-picture"><Small tile is_photo server name/>{children()}</div>
            {move || match server.get() {
                Some(href) => view! { <a class="tile-name" href=href download="">{name}</a> }.into_any(),
                None => view! { <span class="tile-name">{name}</span> }.into_any(),
            }}
            <small class=tone>{move || words.get().1}{move || (bytes() > 0).then(|| format!(" · {}", size(bytes())))}</small>
            {below.run()}
        </li>
    }
}

/// The small picture: of this device if it has one, else the server's.
#[component]
fn Small(tile: Signal<Tile>, is_photo: Memo<bool>, server: Memo<Option<String>>, name: Memo<String>) -> impl IntoView {
    let held = RwSignal::new_local(None::<Address>);
    let own = Memo::new(move |_| tile.read().photo.as_ref().filter(|_| is_photo.get()).map(|photo| photo.id.clone()));
    let looked = RwSignal::new(false);
    Effect::new(move |_| {
        let own = own.get();
        spawn_local(async move {
            let small = match own {
                Some(id) => photos::small(&id).await,
                None => None,
            };
            held.try_set(small.and_then(|bytes| Address::of(&bytes, "image/jpeg")));
            looked.try_set(true);
        });
    });
    let url = Memo::new(move |_| {
        let own = held.read().as_ref().map(|address| address.url().to_owned());
        own.or_else(|| server.get().filter(|_| is_photo.get() && looked.get()))
    });
    move || match url.get() {
        Some(url) => view! { <img src=url alt=name loading="lazy" decoding="async"/> }.into_any(),
        None => view! { <Icon glyph=if is_photo.get() { Glyph::Photo } else { Glyph::File }/> }.into_any(),
    }
}
