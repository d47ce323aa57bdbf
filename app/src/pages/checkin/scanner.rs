//! The camera: a person's own, and an organiser's, which may stand alone at the door.

use leptos::prelude::*;
use leptos::{ev, html};
use thidua_domain::checkin::attendance::{Going, Guest};
use thidua_domain::name::{fold, matches};
use wasm_bindgen_futures::spawn_local;

use super::acts::{self, Done};
use super::known::{self, Known};
use super::result::Result;
use super::{Head, Missing, files, own, words};
use crate::browser::address::{Way, address};
use crate::browser::camera::{Awake, Camera, NoCamera};
use crate::browser::place;
use crate::browser::{dom, time};
use crate::components::button::{Button, IconButton, LinkButton, Press};
use crate::components::card::{Notice, PageHead, Tone};
use crate::components::chips::ChipGroup;
use crate::components::icon::Glyph;
use crate::components::select::Choice;
use crate::components::text_field::{SearchField, TextField};
use crate::pages::here::once_here;
use crate::pages::moments::ticking;
use crate::state::kept::Kept;
use crate::state::{App, app};
use crate::text::{said, t};

/// How long a scan waits for the place, in milliseconds.
const SPOT_MS: u64 = 8_000;
/// Names that are shown at once.
const NAMES: usize = 12;

/// The camera's picture. What it reads goes to `on_text`.
#[component]
fn Finder(
    #[prop(into)] on_text: Callback<String>,
    /// The camera that looks at who stands before the screen.
    #[prop(optional)]
    front: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Video>::new();
    let camera = StoredValue::new_local(None::<Camera>);
    let (trouble, has_torch, lit) = (RwSignal::new(None::<NoCamera>), RwSignal::new(false), RwSignal::new(false));
    let open = move || {
        let Some(video) = node.get_untracked() else { return };
        trouble.set(None);
        spawn_local(async move {
            match Camera::open(&video, &files(), front, move |text| on_text.run(text)).await {
                Ok(opened) => {
                    let _ = has_torch.try_set(opened.has_torch());
                    // The screen may have gone meanwhile: then the camera goes, too.
                    let _ = camera.try_set_value(Some(opened));
                }
                Err(why) => drop(trouble.try_set(Some(why))),
            }
        });
    };
    Effect::new(move |_| {
        if node.get().is_some() {
            open();
        }
    });
    on_cleanup(move || camera.dispose());
    let why = move || {
        trouble.get().map(|why| match why {
            NoCamera::Denied => t!("checkin-camera-denied"),
            NoCamera::Absent => t!("checkin-camera-absent"),
            NoCamera::Busy => t!("checkin-camera-busy"),
            NoCamera::Unread => t!("checkin-camera-unread"),
        })
    };
    let turn = move |()| {
        lit.update(|lit| *lit = !*lit);
        camera.with_value(|camera| camera.iter().for_each(|camera| camera.torch(lit.get_untracked())));
    };
    view! {
        <div class="finder" class:off=move || trouble.read().is_some()>
            <video node_ref=node muted playsinline aria-label=said("checkin-finder")></video>
            <span class="finder-frame" aria-hidden="true"></span>
            <Show when=move || has_torch.get()>
                <Button kind=Press::Line label=move || if lit.get() { t!("checkin-torch-off") } else { t!("checkin-torch-on") } on_press=turn/>
            </Show>
        </div>
        {move || why().map(|words| view! {
            <Notice tone=Tone::Wait title=said("checkin-no-camera") words>
                <Button kind=Press::Line label=said("retry") on_press=move |()| open()/>
            </Notice>
        })}
    }
}

/// Where the device is, when its person wants that to be told.
async fn spot(app: App) -> Option<thidua_domain::activity::Spot> {
    if !own::with_spot(app) {
        return None;
    }
    let (found, patience) = (Box::pin(place::here()), Box::pin(time::sleep(SPOT_MS)));
    match futures::future::select(found, patience).await {
        futures::future::Either::Left((found, _)) => found.ok(),
        futures::future::Either::Right(_) => None,
    }
}

/// A person scans, or types, what the hall shows.
#[component]
pub fn OwnScanner() -> impl IntoView {
    let app = app();
    let (done, busy) = (RwSignal::new(None::<Done>), RwSignal::new(false));
    let read = move |text: String| {
        if busy.get_untracked() || done.read_untracked().is_some() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let told = acts::own_scan(app, &text, spot(app).await).await;
            let _ = done.try_set(Some(told));
            let _ = busy.try_set(false);
        });
    };
    let leave = move |()| address().go("/diem-danh", Way::Instead);
    let is_kept = move || done.read().as_ref().is_some_and(|done| done.tone != acts::Tone::Bad);
    view! {
        <div class="page checkin">
            <Head title=said("checkin-scan") note=said("checkin-scan-words") back="/diem-danh" back_to=said("checkin-all")/>
            <Finder on_text=read/>
            <p role="status" class="muted">{move || if busy.get() { t!("checkin-keeping") } else { String::new() }}</p>
            <WithSpot/>
            <Typed done/>
            {move || match is_kept() {
                true => view! { <Result done on_close=leave/> }.into_any(),
                false => view! { <Result done/> }.into_any(),
            }}
        </div>
    }
}

/// Whether one's own scans say where the device is.
#[component]
fn WithSpot() -> impl IntoView {
    let app = app();
    let on = RwSignal::new(own::with_spot(app));
    let set = move |event: ev::Event| {
        let wanted = event_target_checked(&event);
        on.set(wanted);
        own::set_with_spot(app, wanted);
    };
    view! {
        <label class="check-line">
            <input type="checkbox" prop:checked=on on:change=set/>
            <span>{said("checkin-with-spot")}<small>{said("checkin-with-spot-words")}</small></span>
        </label>
    }
}

/// For phones without a camera.
#[component]
fn Typed(done: RwSignal<Option<Done>>) -> impl IntoView {
    let app = app();
    let clock = ticking();
    let open = Memo::new(move |_| {
        clock.track();
        let mut all = known::events(app);
        all.retain(|known| words::is_running(known, acts::now(app)));
        all
    });
    let (typed, event) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let chosen = move || {
        let all = open.read();
        all.iter().find(|known| known.id == *event.read()).or(all.first()).cloned()
    };
    let send = move |()| {
        let Some(known) = untrack(chosen).filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        spawn_local(async move {
            let told = acts::own_code(app, &known, &typed.get_untracked(), spot(app).await).await;
            if told.tone != acts::Tone::Bad {
                typed.try_set(String::new());
            }
            let _ = busy.try_set(false);
            let _ = done.try_set(Some(told));
        });
    };
    let choices = move || open.read().iter().map(|known| Choice::new(known.id.clone(), known.title.clone())).collect();
    view! {
        <section class="card stack">
            <h2>{said("checkin-type")}</h2>
            <Show when=move || !open.read().is_empty() fallback=|| view! { <p class="muted">{said("checkin-type-none")}</p> }>
                <Show when=move || { open.read().len() > 1 }>
                    <ChipGroup
                        label=said("checkin-which")
                        choices=Signal::derive(choices)
                        chosen=Signal::derive(move || chosen().map(|known| known.id).into_iter().collect())
                        on_toggle=move |id| event.set(id)
                    />
                </Show>
                <div class="row wrap end-line">
                    <div class="grow">
                        <TextField label=said("checkin-type-label") hint=said("checkin-type-hint") value=typed on_input=move |text| typed.set(text) on_enter=send/>
                    </div>
                    <Button kind=Press::Line label=said("checkin-type-send") on_press=send/>
                </div>
            </Show>
        </section>
    }
}

/// Where a link leads once it has been used: opened again, it checks nobody in.
const USED: &str = "/DD/-";

/// Somebody's phone has opened the hall's link by itself.
#[component]
pub fn FromLink() -> impl IntoView {
    let app = app();
    let address = address();
    let done = RwSignal::new(None::<Done>);
    let path = address.path.get_untracked();
    let leave = move |()| address.go("/diem-danh", Way::Instead);
    if path == USED {
        Effect::new(move |_| leave(()));
    } else {
        spawn_local(async move {
            let told = acts::own_scan(app, &path, spot(app).await).await;
            address.go(USED, Way::Quietly);
            let _ = done.try_set(Some(told));
        });
    }
    view! {
        <div class="page checkin">
            <PageHead title=said("nav-checkin")/>
            <p role="status">{move || if done.read().is_none() { t!("checkin-keeping") } else { String::new() }}</p>
            <Result done on_close=leave/>
        </div>
    }
}

/// An organiser's camera.
#[component]
pub fn Desk(id: String, kiosk: bool) -> impl IntoView {
    let app = app();
    let find = move || known::event(app, &id).filter(|known| known.organises);
    let shown = move |known| match kiosk {
        true => view! { <Kiosk known/> }.into_any(),
        false => view! { <div class="page checkin"><AtDesk known alone=false/></div> }.into_any(),
    };
    once_here(find, shown, || view! { <Missing/> }.into_any())
}

/// Keeps the screen on as long as the view lives.
pub fn stay_awake() {
    let awake = StoredValue::new_local(None::<Awake>);
    spawn_local(async move {
        let lock = Awake::new(&files().script).await;
        awake.try_set_value(lock);
    });
    on_cleanup(move || awake.dispose());
}

#[component]
fn AtDesk(known: Known, alone: bool) -> impl IntoView {
    let app = app();
    let (done, going) = (RwSignal::new(None::<Done>), RwSignal::new(Going::In));
    let (title, back) = (known.title.clone(), format!("/diem-danh/{}", known.id));
    let known = StoredValue::new(known);
    let busy = RwSignal::new(false);
    stay_awake();
    let read = move |text: String| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let told = acts::pass(app, &known.get_value(), &text, going.get_untracked()).await;
            let _ = done.try_set(Some(told));
            let _ = busy.try_set(false);
        });
    };
    let ways = move || vec![Choice::new("in", t!("checkin-going-in")), Choice::new("out", t!("checkin-going-out"))];
    let chosen = move || vec![if going.get() == Going::In { "in".to_owned() } else { "out".to_owned() }];
    let count = Memo::new(move |_| {
        known.with_value(|known| known::lines(app, known).iter().filter(|line| line.verdict.is_counted).count())
    });
    let note = move || t!("checkin-count", count = count.get());
    view! {
        {match alone {
            true => view! { <PageHead title note=Signal::derive(note)/> }.into_any(),
            false => view! { <Head title note=Signal::derive(note) back back_to=said("checkin-back")/> }.into_any(),
        }}
        <Show when=move || !alone>
            <ChipGroup
                label=said("checkin-going")
                choices=Signal::derive(ways)
                chosen=Signal::derive(chosen)
                on_toggle=move |way: String| going.set(if way == "out" { Going::Out } else { Going::In })
            />
        </Show>
        <Finder on_text=read front=alone/>
        // Names of others are not for whoever stands at the door.
        <Show when=move || !alone><ByName known going done/><AsGuest known done/></Show>
        <Result done quick=true/>
    }
}

/// People without a phone, by a few letters of their name.
#[component]
fn ByName(known: StoredValue<Known>, going: RwSignal<Going>, done: RwSignal<Option<Done>>) -> impl IntoView {
    let app = app();
    let people = Memo::new(move |_| known.with_value(|known| known::expected(app, known)));
    let query = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let query = fold(&query.read());
        let fits = |one: &&known::Expected| matches(&fold(&format!("{} {}", one.name, one.unit)), &query);
        let all = people.read();
        if query.trim().is_empty() {
            Vec::new()
        } else {
            all.iter().filter(fits).take(NAMES).cloned().collect::<Vec<_>>()
        }
    });
    let one = move |expected: known::Expected| {
        let (id, name) = (expected.id.clone(), expected.name.clone());
        let press = move |()| {
            let (id, name) = (id.clone(), name.clone());
            spawn_local(async move {
                let told = acts::name(app, &known.get_value(), (&id, name), going.get_untracked()).await;
                let _ = done.try_set(Some(told));
                let _ = query.try_set(String::new());
            });
        };
        view! {
            <li class="list-item"><div class="row">
                <span class="grow"><span class="list-title">{expected.name.clone()}</span><span class="list-sub">{expected.unit}</span></span>
                <Button kind=Press::Line label=said("checkin-name-add") name=t!("checkin-name-add-of", name = expected.name) on_press=press/>
            </div></li>
        }
    };
    view! {
        <section class="card stack">
            <h2>{said("checkin-by-name")}</h2>
            <SearchField label=said("checkin-name-search") value=query on_input=move |text| query.set(text)/>
            <Show when=move || !query.read().trim().is_empty()>
                <Show when=move || !found.read().is_empty() fallback=|| view! { <p class="muted" role="status">{said("checkin-name-none")}</p> }>
                    <ul class="list" role="list">{move || found.get().into_iter().map(one).collect_view()}</ul>
                </Show>
            </Show>
        </section>
    }
}

/// Somebody from outside.
#[component]
fn AsGuest(known: StoredValue<Known>, done: RwSignal<Option<Done>>) -> impl IntoView {
    let app = app();
    let kept = |what: &str| {
        Kept::open(app, format!("guest {what} {}", known.with_value(|known| known.id.clone())), String::new())
    };
    let (name, unit, tried) = (kept("name"), kept("unit"), RwSignal::new(false));
    let error = move || {
        if tried.get() && name.text.read().trim().is_empty() { t!("checkin-guest-missing") } else { String::new() }
    };
    let add = move |()| {
        tried.set(true);
        let guest = Guest { name: name.words(), unit: unit.words() };
        let spent = [name, unit].map(Kept::spent);
        if guest.name.is_empty() {
            return;
        }
        spawn_local(async move {
            let told = acts::guest(app, &known.get_value(), guest).await;
            if told.tone != acts::Tone::Bad {
                spent.into_iter().for_each(|spent| spent());
                let _ = tried.try_set(false);
            }
            let _ = done.try_set(Some(told));
        });
    };
    view! {
        <details class="card more">
            <summary>{said("checkin-guest")}</summary>
            <div class="stack">
                <TextField label=said("checkin-guest-name") value=name.text on_input=move |text| name.write(text) error=Signal::derive(error) most=300/>
                <TextField label=said("checkin-guest-unit") value=unit.text on_input=move |text| unit.write(text) most=300/>
                <div class="row wrap"><Button label=said("checkin-guest-add") on_press=add/></div>
            </div>
        </details>
    }
}

/// The camera alone, over everything else. The number that its organiser chose lets it go.
#[component]
fn Kiosk(known: Known) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            queue_microtask(move || dom::open_modal(&dialog));
        }
    });
    // Browsers close a dialog that is asked twice.
    let again = move || {
        if let Some(Some(dialog)) = node.try_get_untracked() {
            dom::open_modal(&dialog);
        }
    };
    let back = format!("/diem-danh/{}", known.id);
    let here = StoredValue::new(format!("{back}/ban-don"));
    let title = known.title.clone();
    let number = RwSignal::new(String::new());
    let chosen = RwSignal::new(own::kiosk());
    let (first, asked, wrong) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(false));
    let is_number = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let begin = move |()| {
        let wanted = first.get_untracked();
        wrong.set(!is_number(&wanted));
        if is_number(&wanted) {
            own::set_kiosk(&wanted, &here.get_value());
            chosen.set(wanted);
        }
    };
    let to = StoredValue::new(back);
    let leave = move |()| {
        wrong.set(*number.read_untracked() != *chosen.read_untracked());
        if !wrong.get_untracked() {
            own::set_kiosk("", "");
            address().go(&to.get_value(), Way::Instead);
        }
    };
    let known = StoredValue::new(known);
    let error = move || if wrong.get() { t!("checkin-kiosk-wrong") } else { String::new() };
    view! {
        <dialog node_ref=node class="kiosk" aria-label=title on:cancel=|event: ev::Event| event.prevent_default() on:close=move |_| again()>
            <div class="page checkin"><Show
                when=move || !chosen.read().is_empty()
                fallback=move || view! {
                    <div class="stack">
                        <h1>{said("checkin-kiosk")}</h1>
                        <p>{said("checkin-kiosk-words")}</p>
                        <TextField label=said("checkin-kiosk-number") value=first on_input=move |text| first.set(text) on_enter=begin error=Signal::derive(error) most=4/>
                        <div class="row wrap">
                            <Button kind=Press::Main label=said("checkin-kiosk-begin") on_press=begin/>
                            <LinkButton kind=Press::Quiet href=to.get_value() label=said("checkin-back")/>
                        </div>
                    </div>
                }
            >
                <AtDesk known=known.get_value() alone=true/>
                <p class="muted">{said("checkin-kiosk-hint")}</p>
                <Show
                    when=move || asked.get()
                    fallback=move || view! { <div class="row end"><IconButton glyph=Glyph::Lock name=said("checkin-kiosk-leave") on_press=move |()| asked.set(true)/></div> }
                >
                    <div class="row wrap end-line">
                        <div class="grow"><TextField label=said("checkin-kiosk-number-again") kind="password" value=number on_input=move |text| number.set(text) on_enter=leave error=Signal::derive(error) most=4/></div>
                        <Button kind=Press::Line label=said("checkin-kiosk-leave") on_press=leave/>
                        <Button kind=Press::Quiet label=said("checkin-kiosk-stay") on_press=move |()| asked.set(false)/>
                    </div>
                </Show>
            </Show></div>
        </dialog>
    }
}
