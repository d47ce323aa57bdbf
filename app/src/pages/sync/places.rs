//! Where things are: only on this device, with the server, in a backup; and the room that the browser gives.

use leptos::prelude::*;

use super::drafts::drafts;
use super::journal::{Ended, done};
use crate::components::button::Button;
use crate::components::card::{Card, Tone};
use crate::components::gauge::StorageGauge;
use crate::components::icon::{Glyph, Icon};
use crate::pages::this_device::this_device;
use crate::state::{App, app};
use crate::text::{said, t};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    OnlyHere,
    Server,
    BackedUp,
}

impl Place {
    /// Of something that the server has at a sequence number.
    pub fn of(seq: u64, backed_up: u64) -> Place {
        if seq <= backed_up { Place::BackedUp } else { Place::Server }
    }

    pub fn name(self) -> String {
        match self {
            Place::OnlyHere => t!("sync-only-here"),
            Place::Server => t!("sync-on-server"),
            Place::BackedUp => t!("sync-backed-up"),
        }
    }

    pub fn tone(self) -> Tone {
        match self {
            Place::OnlyHere => Tone::Wait,
            Place::Server => Tone::Plain,
            Place::BackedUp => Tone::Good,
        }
    }
}

#[component]
pub fn Places() -> impl IntoView {
    let app = app();
    let counts = Memo::new(move |_| counts(app));
    let row = move |place: Place, glyph: Glyph, meaning: fn() -> String| {
        let at = place as usize;
        view! {
            <tr>
                <th scope="row"><span class="row"><Icon glyph/><span>{move || place.name()}<small>{meaning}</small></span></span></th>
                <td>{move || counts.get().0[at]}</td>
                <td>{move || counts.get().1[at]}</td>
            </tr>
        }
    };
    view! {
        <Card title=said("sync-where")>
            <table class="table where">
                <thead><tr>
                    <th scope="col">{said("sync-place")}</th>
                    <th scope="col">{said("sync-column-sent")}</th>
                    <th scope="col">{said("sync-column-drafts")}</th>
                </tr></thead>
                <tbody>
                    {row(Place::OnlyHere, Glyph::Device, || t!("sync-only-here-advice"))}
                    {row(Place::Server, Glyph::Server, || t!("sync-on-server-advice"))}
                    {row(Place::BackedUp, Glyph::Vault, || t!("sync-backed-up-advice"))}
                </tbody>
            </table>
            <Room/>
        </Card>
    }
}

/// What was sent and what is being written, by place.
fn counts(app: App) -> ([usize; 3], [usize; 3]) {
    let status = app.sync.with(|sync| sync.status);
    let done = done(app);
    let sent = |place: Place| done.iter().filter(|done| done.ended == Ended::At(place)).count();
    let drafts = drafts(app);
    let written = |place: Place| drafts.iter().filter(|(_, at)| *at == place).count();
    let places = [Place::OnlyHere, Place::Server, Place::BackedUp];
    let mut sent = places.map(sent);
    sent[0] = status.only_here + status.attention;
    (sent, places.map(written))
}

/// The storage gauge, and asking the browser to keep what is there.
#[component]
fn Room() -> impl IntoView {
    let here = this_device();
    here.look();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes, not below zero, below 2^53")]
    let bytes = |number: f64| number as u64;
    let used = move || here.space.get().map(|space| bytes(space.used));
    let quota = move || here.space.get().map(|space| bytes(space.quota));
    view! {
        <StorageGauge used=Signal::derive(used) quota=Signal::derive(quota) kept=Signal::derive(move || here.promised())/>
        <Show when=move || here.promised() == Some(false)>
            <div class="row wrap">
                <Button label=said("ready-persist-ask") on_press=move |()| here.ask_to_persist()/>
                <p class="grow muted" role="status">{move || here.refused.get().then(|| t!("ready-persist-advice"))}</p>
            </div>
        </Show>
    }
}
