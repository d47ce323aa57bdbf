//! What holds other things: cards, page heads, empty states, notices.

use leptos::children::ViewFn;
use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A card with an optional title and a few words beside it.
#[component]
pub fn Card(
    #[prop(optional, into)] title: Signal<String>,
    #[prop(optional, into)] aside: Signal<String>,
    children: Children,
) -> impl IntoView {
    let has_head = move || !title.read().is_empty();
    view! {
        <section class="card">
            <Show when=has_head>
                <header class="card-head">
                    <h2>{move || title.get()}</h2>
                    <small>{move || aside.get()}</small>
                </header>
            </Show>
            {children()}
        </section>
    }
}

/// Title of a page, a line below it, a way back, and what can be done here.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] note: Signal<String>,
    /// Where the way back leads; none when empty.
    #[prop(optional, into)]
    back: Signal<String>,
    #[prop(optional, into)] back_label: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <Show when=move || !back.read().is_empty()>
                <a class="btn quiet square back" href=move || back.get() aria-label=move || back_label.get()>
                    <Icon glyph=Glyph::Back/>
                </a>
            </Show>
            <div class="grow">
                <h1 tabindex="-1">{move || title.get()}</h1>
                <p class="muted">{move || note.get()}</p>
            </div>
            {children.map(|children| view! { <div class="row wrap">{children()}</div> })}
        </header>
    }
}

/// Says what will appear here, and gives the first thing to do.
#[component]
pub fn EmptyState(
    glyph: Glyph,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] words: Signal<String>,
    #[prop(optional, into)] action: ViewFn,
) -> impl IntoView {
    view! {
        <div class="empty">
            <span class="empty-mark"><Icon glyph/></span>
            <p class="empty-title">{move || title.get()}</p>
            <p class="muted">{move || words.get()}</p>
            {action.run()}
        </div>
    }
}

/// How much a notice weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Wait,
    Bad,
    /// Awards only.
    #[allow(dead_code, reason = "one set for all screens, also those to come")]
    Gold,
}

impl Tone {
    pub fn class(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Good => "good",
            Tone::Wait => "wait",
            Tone::Bad => "bad",
            Tone::Gold => "gold",
        }
    }
}

/// A few sentences that must be seen, with what to do next. `Bad` is read aloud at once.
#[component]
pub fn Notice(
    #[prop(optional)] tone: Tone,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] words: Signal<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let glyph = match tone {
        Tone::Good => Glyph::Tick,
        Tone::Plain | Tone::Gold => Glyph::Info,
        Tone::Wait | Tone::Bad => Glyph::Warning,
    };
    let role = if tone == Tone::Bad { "alert" } else { "status" };
    view! {
        <div class=format!("notice {}", tone.class()) role=role>
            <Icon glyph/>
            <div class="grow">
                <p class="notice-title">{move || title.get()}</p>
                <p>{move || words.get()}</p>
                {children.map(|children| view! { <div class="row wrap">{children()}</div> })}
            </div>
        </div>
    }
}

/// Says what is being waited for.
#[component]
pub fn Waiting(#[prop(into)] words: Signal<String>) -> impl IntoView {
    view! { <p class="waiting" role="status"><span class="spin" aria-hidden="true"></span>{move || words.get()}</p> }
}
