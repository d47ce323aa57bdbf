//! Several records at once: how many and which are seen before anything happens.

use leptos::prelude::*;

use super::Desk;
use crate::components::button::{Button, Press};
use crate::components::icon::Glyph;
use crate::pages::activities::detail::Seen;
use crate::text::{said, t};

/// Stands at the lower edge while something is chosen.
#[component]
pub fn BulkBar(waiting: Memo<Vec<Seen>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    // What was chosen and has been decided elsewhere meanwhile is left out.
    let chosen = Memo::new(move |_| {
        let ids = desk.chosen.read();
        waiting.read().iter().filter(|seen| ids.contains(&seen.id)).cloned().collect::<Vec<_>>()
    });
    let count = Memo::new(move |_| chosen.read().len());
    let all = Memo::new(move |_| count.get() == waiting.read().len());
    let choose_all = move || {
        desk.chosen.set(waiting.read_untracked().iter().map(|seen| seen.id.clone()).collect());
    };
    let name = |seen: Seen| view! { <li>{seen.record.title}</li> };
    view! {
        <Show when=move || count.get() != 0>
            <section class="bulk-bar" aria-label=said("review-bulk")>
                <div class="grow">
                    <p><b>{move || t!("review-selected", count = count.get())}</b></p>
                    <ul class="bulk-names" role="list" tabindex="0" aria-label=said("review-bulk-names")>{move || chosen.get().into_iter().map(name).collect_view()}</ul>
                </div>
                <Show when=move || !all.get()>
                    <Button kind=Press::Quiet label=said("review-select-all") on_press=move |()| choose_all()/>
                </Show>
                <Button kind=Press::Quiet label=said("review-choose-none") on_press=move |()| desk.chosen.set(Default::default())/>
                <Button
                    kind=Press::Main
                    icon=Glyph::Tick
                    label=move || t!("review-bulk-confirm", count = count.get())
                    on_press=move |()| desk.confirm(chosen.get_untracked())
                />
            </section>
        </Show>
    }
}
