//! A list of things that must be in order, such as those for work without a network.

use leptos::prelude::*;

use super::button::{Button, Press};
use super::icon::{Glyph, Icon};
use crate::text::t;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    Done,
    Doing,
    Open,
    Failed,
}

/// One line: what, how it stands, what to do when it does not, and the words on its button (none when empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckItem {
    pub id: &'static str,
    pub label: String,
    pub check: Check,
    pub advice: String,
    pub action: String,
}

#[component]
pub fn Checklist(
    #[prop(into)] items: Signal<Vec<CheckItem>>,
    #[prop(into)] on_act: Callback<&'static str>,
) -> impl IntoView {
    let line = move |item: CheckItem| {
        let (class, glyph, word) = match item.check {
            Check::Done => ("check good", Glyph::Tick, t!("check-done")),
            Check::Doing => ("check wait", Glyph::Clock, t!("check-doing")),
            Check::Open => ("check", Glyph::Ask, t!("check-open")),
            Check::Failed => ("check bad", Glyph::Warning, t!("check-failed")),
        };
        let (id, action) = (item.id, item.action.clone());
        view! {
            <li class=class>
                <Icon glyph/>
                <div class="grow">
                    <b>{item.label}</b>
                    <span class="visually-hidden">{format!(" – {word}")}</span>
                    <p>{item.advice}</p>
                </div>
                {(!action.is_empty()).then(|| view! {
                    <Button kind=Press::Line label=action on_press=move |()| on_act.run(id)/>
                })}
            </li>
        }
    };
    view! { <ul class="checklist">{move || items.get().into_iter().map(line).collect_view()}</ul> }
}
