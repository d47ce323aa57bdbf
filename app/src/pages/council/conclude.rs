//! The notice that no decision and no submission comes of a session any more.

use leptos::prelude::*;
use thidua_domain::council::acts;

use super::decision::preview;
use super::numbered::{Numbered, NumberedFields};
use super::open::Open;
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::text::{said, t};

#[component]
pub fn Conclude(open: Open) -> impl IntoView {
    let (shown, paper) = (RwSignal::new(false), Numbered::new());
    let begin = move |()| {
        paper.begin();
        shown.set(true);
    };
    let send = move |()| {
        paper.tried.set(true);
        if !untrack(|| paper.is_wrong()) {
            shown.set(false);
            open.send(acts::CONCLUDE, paper.args());
        }
    };
    // They may come into a decision all the same; it is for the leader to know.
    let left = move || preview::passed(open).len();
    view! {
        <Button kind=Press::Quiet icon=Glyph::Send label=said("conclude-note") on_press=begin/>
        <Dialog open=shown on_close=move |()| shown.set(false) title=said("conclude-note")>
            <p class="muted">{said("conclude-words")}</p>
            <NumberedFields paper label=said("conclude-number") hint=said("conclude-number-hint") missing="conclude-number-missing"/>
            <Show when=move || { left() > 0 }>
                <Notice tone=Tone::Wait title=Signal::derive(move || t!("conclude-left", count = left())) words=said("conclude-left-words")/>
            </Show>
            <Notice tone=Tone::Wait title=said("conclude-warning") words=said("conclude-warning-words")/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("conclude-press") on_press=send/>
            </div>
        </Dialog>
    }
}
