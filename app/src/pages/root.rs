//! The whole application: which stage it is in, the frame around the screens, and the way between them.

mod again;
mod notices;

use leptos::prelude::*;
use thidua_domain::org::{self, Role, Unit};
use thidua_domain::policy::{Act, Target};
use thidua_domain::record::State;
use wasm_bindgen_futures::spawn_local;

use super::moments::{moment_ago, ticking};
use super::on_demand::{self, Apart, OnDemand};
use super::sign_in;
use super::this_device::ThisDevice;
use crate::browser::address::{Address, Way, address};
use crate::browser::device::{self, Setting};
use crate::browser::time;
use crate::components::button::{Button, Press};
use crate::components::card::EmptyState;
use crate::components::icon::Glyph;
use crate::components::shell::{NavItem, Shell};
use crate::components::sync_chip::SyncChip;
use crate::state::{App, Phase, Stage, app};
use crate::text::{said, t};

/// How long the first screen has the device to itself.
const AFTER_FIRST_SCREEN_MS: u64 = 800;

#[component]
pub fn Root() -> impl IntoView {
    let app = app();
    provide_context(ThisDevice::new(app));
    let stage = Memo::new(move |_| app.stage.get());
    move || match stage.get() {
        Stage::Starting => ().into_any(),
        Stage::SignIn => view! { <sign_in::SignIn/> }.into_any(),
        Stage::Stale => {
            view! { <Stopped title=said("stale-title") words=said("stale-words") again=said("stale-reload")/> }
                .into_any()
        }
        Stage::Broken(why) => view! {
            <Stopped title=said("store-broken-title") words=t!("store-broken-words", why = why) again=said("retry")/>
        }
        .into_any(),
        Stage::Ready => view! { <Screens/> }.into_any(),
    }
}

/// Only a fresh start helps. What is stored stays as it is.
#[component]
fn Stopped(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] words: Signal<String>,
    #[prop(into)] again: Signal<String>,
) -> impl IntoView {
    Effect::new(move |_| device::set_title(&titled(&title.get())));
    view! {
        <main class="alone" id="main">
            <h1>{move || title.get()}</h1>
            <p>{move || words.get()}</p>
            <Button kind=Press::Main label=again on_press=|()| device::reload()/>
        </main>
    }
}

#[component]
fn Screens() -> impl IntoView {
    let app = app();
    spawn_local(async move {
        time::sleep(AFTER_FIRST_SCREEN_MS).await;
        on_demand::load_all(app).await;
    });
    let address = Address::follow_browser();
    provide_context(address);
    // One mount serves every address of a screen.
    let screen = Memo::new(move |_| screen_at(&address.path.read()));
    view! {
        <Frame>
            {move || match screen.get() {
                Some(screen) => view! { <OnDemand screen/> }.into_any(),
                None => view! { <NoScreen/> }.into_any(),
            }}
        </Frame>
    }
}

/// Where the year's records are: movements, registrations, reports, exemplars, inspections, events.
const YEAR: [&str; 6] = ["phong-trao", "dang-ky", "bao-cao", "dien-hinh", "kiem-tra", "su-kien"];

/// Which screen an address belongs to.
fn screen_at(path: &str) -> Option<Apart> {
    let (first, rest) = path.trim_matches('/').split_once('/').unwrap_or((path.trim_matches('/'), ""));
    let with_records =
        matches!(first, "hoat-dong" | "de-nghi" | "diem-danh" | "DD" | "phien-hop") || YEAR.contains(&first);
    match first {
        _ if !rest.is_empty() && !with_records => None,
        "" => Some(on_demand::TODAY),
        "ke-hoach" => Some(on_demand::PLAN),
        "hoat-dong" => Some(on_demand::ACTIVITIES),
        "cho-duyet" => Some(on_demand::REVIEW),
        "de-nghi" => Some(on_demand::NOMINATIONS),
        "diem-danh" | "DD" => Some(on_demand::CHECKIN),
        "phien-hop" => Some(on_demand::COUNCIL),
        year if YEAR.contains(&year) => Some(on_demand::RECORDS),
        "dong-bo" => Some(on_demand::SYNC),
        "cai-dat" => Some(on_demand::SETTINGS),
        _ => None,
    }
}

#[component]
fn NoScreen() -> impl IntoView {
    view! {
        <div class="page">
            <h1 tabindex="-1">{said("no-screen-title")}</h1>
            <EmptyState glyph=Glyph::Ask title=said("no-screen-words") action=move || view! { <a class="btn line" href="/">{said("nav-today")}</a> }/>
        </div>
    }
}

/// What stands around every screen.
#[component]
fn Frame(children: Children) -> impl IntoView {
    let app = app();
    let path = address().path;
    follow_screen(path);
    stand_alone(path);
    persist_after_first_words(app);
    let waiting = Memo::new(move |_| to_review(app));
    let items = Memo::new(move |_| nav_items(app, waiting.get()));
    let who = Memo::new(move |_| {
        app.me().map_or_else(|| app.who.get().map(|who| who.login).unwrap_or_default(), |me| me.full_name())
    });
    let unit = Memo::new(move |_| {
        app.me().and_then(|me| app.row::<Unit>(org::UNIT, &me.unit)).map(|unit| unit.short).unwrap_or_default()
    });
    view! {
        <Shell
            items
            path
            who
            unit
            update_waits=app.update_waits
            chip=move || view! { <Chip/> }
            notices=move || view! { <notices::Notices path/> }
        >
            {children()}
        </Shell>
    }
}

#[component]
fn Chip() -> impl IntoView {
    let (app, now) = (app(), ticking());
    let status = Memo::new(move |_| app.sync.with(|sync| sync.status));
    let phase = Memo::new(move |_| app.sync.with(|sync| sync.phase));
    let last =
        Memo::new(move |_| app.sync.with(|sync| sync.last_ok).map(|at| moment_ago(at, now.get())).unwrap_or_default());
    let offline = move || matches!(phase.get(), Phase::Offline | Phase::NotOurs | Phase::Trouble);
    let paused = move || matches!(phase.get(), Phase::SignIn | Phase::WrongPerson);
    view! {
        <SyncChip
            only_here=Signal::derive(move || status.get().only_here + app.files_here.get())
            drafts=Signal::derive(move || status.get().drafts_only_here)
            attention=Signal::derive(move || status.get().attention)
            last
            offline=Signal::derive(offline)
            paused=Signal::derive(paused)
            href="/dong-bo".to_string()
        />
    }
}

fn nav_items(app: App, waiting: usize) -> Vec<NavItem> {
    let item = |href: &str, label: String, glyph, count, on_phone| NavItem {
        href: href.into(),
        label,
        glyph,
        count,
        on_phone,
        also: &[],
    };
    let attention = app.sync.with(|sync| sync.status.attention);
    let mut items = vec![
        item("/", t!("nav-today"), Glyph::Home, 0, true),
        item("/ke-hoach", t!("nav-plan"), Glyph::Plan, 0, false),
        item("/hoat-dong", t!("nav-activities"), Glyph::Note, 0, true),
    ];
    if app.my_grants().iter().any(|grant| grant.role == Role::UnitHead) {
        items.push(item("/cho-duyet", t!("nav-review"), Glyph::Review, waiting, false));
    }
    let year = item("/phong-trao", t!("nav-year"), Glyph::Flag, 0, false);
    items.push(NavItem { also: &["/dang-ky", "/bao-cao", "/dien-hinh", "/kiem-tra", "/su-kien"], ..year });
    items.insert(3, item("/diem-danh", t!("nav-checkin"), Glyph::Scan, 0, true));
    items.push(item("/de-nghi", t!("nav-nominations"), Glyph::Award, 0, true));
    items.push(item("/dong-bo", t!("nav-sync"), Glyph::Sync, attention, false));
    items.push(item("/cai-dat", t!("nav-settings"), Glyph::Gear, 0, false));
    items
}

/// Activities that wait for this person's word.
pub(super) fn to_review(app: App) -> usize {
    if !app.my_grants().iter().any(|grant| grant.role == Role::UnitHead) {
        return 0;
    }
    app.follow("activity");
    let sent = app.views(|views| {
        views.activity_list.iter().filter(|item| item.record.state == State::Sent).cloned().collect::<Vec<_>>()
    });
    let mine = |record: &thidua_domain::activity::Activity| {
        let target = Target { unit: &record.unit, author: Some(&record.author), state: Some(record.state) };
        app.may(Act::ConfirmActivity, target)
    };
    sent.unwrap_or_default().iter().filter(|item| mine(&item.record)).count()
}

/// Names each screen in the title, and takes the focus to its heading when one goes there.
fn follow_screen(path: Memo<String>) {
    Effect::new(move |_| device::set_title(&titled(&screen_name(&path.get()))));
    Effect::new(move |before: Option<String>| {
        let here = path.get();
        if before.is_some_and(|before| before != here) {
            spawn_local(async {
                // The screen is drawn after the address has changed.
                for wait in [30, 60, 120, 240] {
                    time::sleep(wait).await;
                    if device::focus_heading() {
                        break;
                    }
                }
            });
        }
        here
    });
}

fn titled(name: &str) -> String {
    format!("{name} · {}", t!("app-name"))
}

fn screen_name(path: &str) -> String {
    match path.trim_matches('/').split('/').next().unwrap_or_default() {
        "ke-hoach" => t!("nav-plan"),
        "hoat-dong" => t!("nav-activities"),
        "cho-duyet" => t!("nav-review"),
        "de-nghi" => t!("nominations-title"),
        "diem-danh" | "DD" => t!("nav-checkin"),
        "phien-hop" => t!("nav-council"),
        year if YEAR.contains(&year) => t!("nav-year"),
        "dong-bo" => t!("nav-sync"),
        "cai-dat" => t!("nav-settings"),
        _ => t!("nav-today"),
    }
}

/// A device that stands alone at a door shows its one screen, whatever address it is sent to.
fn stand_alone(path: Memo<String>) {
    let address = address();
    Effect::new(move |_| {
        let here = path.get();
        let kiosk = Setting::Kiosk.get().unwrap_or_default();
        if let Some((at, _)) = kiosk.split_once(' ').filter(|(at, _)| *at != here) {
            address.go(at, Way::Instead);
        }
    });
}

/// Asks the browser once to keep this site's data, when there is first something to keep.
fn persist_after_first_words(app: App) {
    let here = super::this_device::this_device();
    let has_words = Memo::new(move |_| app.sync.with(|sync| sync.status.drafts_only_here + sync.status.only_here > 0));
    Effect::new(move |_| {
        if has_words.get() && here.promised() == Some(false) && Setting::PersistAsked.get().is_none() {
            here.ask_to_persist();
        }
    });
}
