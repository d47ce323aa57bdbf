//! Light, dark, as the device says, or black on white for sun on the glass.

use leptos::prelude::*;

use crate::browser::device::{self, Setting};
use crate::components::chips::ChipGroup;
use crate::components::select::Choice;
use crate::text::{self, said, t};

/// The choice "as the device says".
const SYSTEM: &str = "system";

#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = RwSignal::new(Setting::Theme.get().unwrap_or_else(|| SYSTEM.into()));
    let choices = move || {
        vec![
            Choice::new(SYSTEM, t!("settings-theme-system")),
            Choice::new("light", t!("settings-theme-light")),
            Choice::new("dark", t!("settings-theme-dark")),
            Choice::new("contrast", t!("settings-theme-contrast")),
        ]
    };
    let pick = move |chosen: String| {
        let named = (chosen != SYSTEM).then_some(chosen.as_str());
        match named {
            Some(name) => Setting::Theme.set(name),
            None => Setting::Theme.clear(),
        }
        device::dress(named, text::lang().code());
        theme.set(chosen);
    };
    let chosen = Signal::derive(move || vec![theme.get()]);
    view! { <ChipGroup label=said("settings-theme") choices=Signal::derive(choices) chosen on_toggle=pick/> }
}
