//! Nominations (đề nghị khen thưởng): the list with its detail, and the form.

mod award;
mod detail;
mod evidence;
mod form;
mod history;
mod list;
mod sending;
pub mod words;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use crate::browser::time;
use crate::text::t;

/// The list, and beside it (on a phone instead of it) the nomination that is open.
#[component]
pub fn Nominations() -> impl IntoView {
    let id = param_id();
    let is_open = !id.get_untracked().is_empty();
    view! {
        <div class="list-detail" class:has-detail=is_open>
            <section class="list-pane" aria-label=move || t!("nominations-title")>
                <list::NominationList current=id is_open/>
            </section>
            <div class="detail-pane">
                {move || match id.get() {
                    id if id.is_empty() => view! { <list::NothingOpen/> }.into_any(),
                    id => view! { <detail::NominationDetail id/> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// A new nomination gets its id at once, so that the address leads back to its draft whatever happens.
#[component]
pub fn NewNomination() -> impl IntoView {
    let navigate = use_navigate();
    Effect::new(move |_| {
        let options = NavigateOptions { replace: true, ..NavigateOptions::default() };
        navigate(&words::draft_href(&time::record_id()), options);
    });
}

#[component]
pub fn EditNomination() -> impl IntoView {
    let id = param_id();
    move || {
        let id = id.get();
        view! { <form::NominationForm id/> }
    }
}

fn param_id() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.read().get("id").unwrap_or_default())
}
