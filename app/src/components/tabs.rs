//! Tabs within a page: arrow keys go from one to the next.

use leptos::prelude::*;
use leptos::{ev, html};

use crate::browser::dom;

/// A tab; `count` stands behind its name when it is not zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub id: String,
    pub label: String,
    pub count: usize,
}

/// The row of tabs. The page gives what they show `role="tabpanel"`, the id `{name}-panel-{id}`, and the label
/// `{name}-tab-{id}`.
#[component]
pub fn Tabs(
    /// Tells these tabs from others on the page, in ids.
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    #[prop(into)] active: Signal<String>,
    #[prop(into)] on_pick: Callback<String>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let keys = move |event: ev::KeyboardEvent| {
        let ids: Vec<String> = tabs.read_untracked().iter().map(|tab| tab.id.clone()).collect();
        let at = ids.iter().position(|id| *id == *active.read_untracked()).unwrap_or(0);
        let to = match (event.key().as_str(), ids.len()) {
            (_, 0) => return,
            ("ArrowRight", count) => (at + 1) % count,
            ("ArrowLeft", count) => (at + count - 1) % count,
            ("Home", _) => 0,
            ("End", count) => count - 1,
            _ => return,
        };
        event.prevent_default();
        on_pick.run(ids[to].clone());
        if let Some(list) = node.get_untracked() {
            dom::focus_child(&list, "tab", to);
        }
    };
    let one = move |tab: Tab| {
        let (id, picked) = (tab.id.clone(), tab.id.clone());
        let panel = format!("{name}-panel-{}", tab.id);
        let is_on = Memo::new(move |_| *active.read() == id);
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=format!("{name}-tab-{}", tab.id)
                aria-controls=move || is_on.get().then(|| panel.clone())
                aria-selected=move || if is_on.get() { "true" } else { "false" }
                tabindex=move || if is_on.get() { "0" } else { "-1" }
                on:click=move |_| on_pick.run(picked.clone())
            >
                {tab.label}
                {(tab.count > 0).then(|| view! { <span class="count">{tab.count}</span> })}
            </button>
        }
    };
    view! {
        <div node_ref=node class="tablist" role="tablist" aria-label=move || label.get() on:keydown=keys>
            {move || tabs.get().into_iter().map(one).collect_view()}
        </div>
    }
}
