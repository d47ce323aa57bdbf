//! The dossiers of a session in order, each with what waits for the reader in it.

use leptos::prelude::*;
use thidua_domain::council::rows::{CaseState, Stage};

use super::known::{self, Dossier, Mine, Vote};
use super::open::Open;
use super::{Area, Order, PATH, take_up, words};
use crate::browser::address::address;
use crate::components::card::{Card, Tone};
use crate::components::chips::ChipGroup;
use crate::components::select::{Choice, SelectField};
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::components::virtual_list::VirtualList;
use crate::text::{said, t};

#[component]
pub fn Agenda(open: Open) -> impl IntoView {
    let Area { order, filter, way } = expect_context();
    way.set_value(Default::default());
    let all = Memo::new(move |_| known::in_order(open.app, &open.known.read().id, order.get()));
    let shown = Memo::new(move |_| {
        let filter = filter.read();
        all.read().iter().filter(|one| fits(one, &filter)).cloned().collect::<Vec<_>>()
    });
    let path = address().path;
    let filters = move || {
        let count = |name: &str| all.read().iter().filter(|one| fits(one, name)).count();
        let filter = |name: &'static str, label: String| Choice::new(name, format!("{label} ({})", count(name)));
        vec![
            filter("all", t!("council-filter-all")),
            filter("due", t!("council-filter-due")),
            filter("unscored", t!("council-filter-unscored")),
            filter("counted", t!("council-filter-counted")),
        ]
    };
    let orders =
        || vec![Choice::new("taken", t!("council-order-taken")), Choice::new("unseen", t!("council-order-unseen"))];
    let ordered = move || if order.get() == Order::Unseen { "unseen".to_owned() } else { "taken".to_owned() };
    let set_order = move |value: String| order.set(if value == "unseen" { Order::Unseen } else { Order::Taken });
    let aside = Signal::derive(move || super::home::count_text(all.read().len()));
    view! {
        <Card title=said("council-dossiers") aside>
            <Show
                when=move || !all.read().is_empty()
                fallback=|| view! { <p class="muted">{said("council-dossiers-none")}</p> }
            >
                <ChipGroup
                    label=said("council-filter")
                    choices=Signal::derive(filters)
                    chosen=Signal::derive(move || vec![filter.get()])
                    on_toggle=move |value| filter.set(value)
                />
                <SelectField label=said("council-order") value=Signal::derive(ordered) choices=Signal::derive(orders) on_change=set_order placeholder=said("council-order-taken")/>
                <VirtualList
                    items=shown
                    key=|one: &Dossier| one.id.clone()
                    href=|one: &Dossier| format!("{PATH}/{}/{}", one.case.session, one.case.nomination)
                    row=move |dossier: Dossier| view! { <Line open dossier/> }
                    label=said("council-dossiers")
                    current=path
                    guess=88.0
                />
                <Show when=move || shown.read().is_empty()><p class="muted" role="status">{said("council-filter-none")}</p></Show>
            </Show>
            <Show when=move || open.leads() && open.known.read().session.state != Stage::Closed>
                <take_up::TakeUp open/>
            </Show>
        </Card>
    }
}

fn fits(dossier: &Dossier, filter: &str) -> bool {
    let is_taken = dossier.case.state == CaseState::Taken;
    match filter {
        "due" => is_taken && dossier.vote == Vote::Open(Mine::Due),
        "unscored" => is_taken && !dossier.scored && matches!(dossier.vote, Vote::None | Vote::Annulled),
        "counted" => matches!(dossier.vote, Vote::Counted { .. }),
        _ => true,
    }
}

#[component]
fn Line(open: Open, dossier: Dossier) -> impl IntoView {
    let app = open.app;
    let (case, waits) = (dossier.case.clone(), dossier.waits);
    let name = case.nominee.name.clone();
    let award = words::dossier_text(&case, "award");
    let (tone, label) = words::vote(&dossier);
    let has_rubric = untrack(|| !open.known.read().session.rubric.is_empty());
    let score = has_rubric.then(|| match dossier.scored {
        true => (Tone::Good, t!("council-scored")),
        false => (Tone::Plain, t!("council-unscored")),
    });
    let detail = move || {
        let parts = [words::award_name(app, &award), case.nominee.post.clone()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <span class="grow">
            <span class="list-title">{name}</span>
            <span class="list-sub full">{detail}</span>
            <span class="row wrap pills">
                <Pill tone label/>
                {score.map(|(tone, label)| view! { <Pill tone label/> })}
                {dossier.leaving.then(|| view! { <Pill tone=Tone::Wait label=said("council-leaving")/> })}
                {waits.then(|| view! { <StatusPill state=ItemState::Waiting/> })}
            </span>
        </span>
    }
}
