//! Buttons, and links that look like them.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// How much a button asks for. One `Main` in a view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Press {
    Main,
    #[default]
    Line,
    Quiet,
    /// Takes something away.
    Danger,
}

impl Press {
    fn class(self, is_big: bool) -> String {
        let kind = match self {
            Press::Main => "btn main",
            Press::Line => "btn line",
            Press::Quiet => "btn quiet",
            Press::Danger => "btn danger",
        };
        if is_big { format!("{kind} big") } else { kind.to_owned() }
    }
}

/// A button. While `busy` says something, it shows those words, keeps the focus and does nothing.
#[component]
pub fn Button(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] on_press: Callback<()>,
    #[prop(optional)] kind: Press,
    #[prop(optional)] icon: Option<Glyph>,
    /// High, with the icon above the words: the two things done most.
    #[prop(optional)]
    big: bool,
    /// Words while it works; empty when it does not.
    #[prop(optional, into)]
    busy: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// A fuller name for screen readers, where the label alone does not say of what.
    #[prop(optional, into)]
    name: Signal<String>,
) -> impl IntoView {
    let is_busy = move || !busy.read().is_empty();
    let press = move |_| {
        if !is_busy() {
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class=kind.class(big)
            disabled=move || disabled.get()
            aria-busy=move || is_busy().then_some("true")
            aria-label=move || Some(name.get()).filter(|name| !name.is_empty())
            on:click=press
        >
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span>{move || if is_busy() { busy.get() } else { label.get() }}</span>
        </button>
    }
}

/// A link in the shape of a button.
#[component]
pub fn LinkButton(
    #[prop(into)] href: Signal<String>,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] kind: Press,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] big: bool,
) -> impl IntoView {
    view! {
        <a class=kind.class(big) href=move || href.get()>
            {icon.map(|glyph| view! { <Icon glyph/> })}
            <span>{move || label.get()}</span>
        </a>
    }
}

/// A square button with an icon only; the name is read aloud and shown as a tip.
#[component]
pub fn IconButton(
    glyph: Glyph,
    #[prop(into)] name: Signal<String>,
    #[prop(into)] on_press: Callback<()>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="btn quiet square"
            aria-label=move || name.get()
            title=move || name.get()
            disabled=move || disabled.get()
            on:click=move |_| on_press.run(())
        >
            <Icon glyph/>
        </button>
    }
}
