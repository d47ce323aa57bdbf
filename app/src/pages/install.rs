//! The invitation to install: quiet, put away once and for all by "Để sau", and still to be found in the settings.

use leptos::prelude::*;

use super::this_device::this_device;
use crate::browser::device::Setting;
use crate::browser::program::Install;
use crate::components::button::{Button, Press};
use crate::components::icon::{Glyph, Icon};
use crate::text::said;

/// How to install on this browser. `quiet` stays away once it was put away, and when there is nothing to do.
#[component]
pub fn InstallInvite(#[prop(optional)] quiet: bool) -> impl IntoView {
    let here = this_device();
    let later = RwSignal::new(quiet && Setting::InstallLater.get().is_some());
    // Unasked it only speaks where there is a button to press or a way that nobody would guess.
    let is_worth = move || !quiet || matches!(here.install.get(), Install::Offered | Install::ByShare);
    let shown = move || is_worth() && !later.get();
    let put_away = move |()| {
        Setting::InstallLater.set("1");
        later.set(true);
    };
    view! {
        <Show when=shown>
            <div class="install">
                <Icon glyph=Glyph::Install/>
                <div class="grow stack">
                    <b>{said("settings-install")}</b>
                    {move || way(here.install.get())}
                </div>
                <div class="row wrap">
                    <Show when=move || here.install.get() == Install::Offered>
                        <Button kind=Press::Line label=said("ready-install") on_press=move |()| here.install()/>
                    </Show>
                    <Show when=move || quiet>
                        <Button kind=Press::Quiet label=said("later") on_press=put_away/>
                    </Show>
                </div>
            </div>
        </Show>
    }
}

/// What to do, drawn where it has to be done by hand.
fn way(install: Install) -> AnyView {
    match install {
        Install::Installed => view! { <p>{said("settings-installed")}</p> }.into_any(),
        Install::Offered => view! { <p>{said("settings-install-words")}</p> }.into_any(),
        Install::ByMenu => view! { <p>{said("install-by-menu")}</p> }.into_any(),
        Install::ByShare => view! {
            <ol class="steps">
                <li><Icon glyph=Glyph::Upload/><span>{said("install-share-1")}</span></li>
                <li><Icon glyph=Glyph::Plus/><span>{said("install-share-2")}</span></li>
            </ol>
        }
        .into_any(),
    }
}
