//! Who sits in a session, who is there, and who stands in for whom.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{Member, Proxy, Seat, Stage};
use thidua_domain::org::{PERSON, Person};
use thidua_sync::order;

use super::open::Open;
use super::{fold, words};
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Tone};
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::people::{PeoplePicker, PersonChoice};
use crate::components::status::Pill;
use crate::components::text_field::TextField;
use crate::pages::nominations::words::{person_detail, person_name};
use crate::text::{said, t};

#[component]
pub fn People(open: Open) -> impl IntoView {
    let known = open.known;
    let members = Memo::new(move |_| known.read().session.members.clone());
    let naming = RwSignal::new(String::new());
    let draw = move || members.get().into_iter().map(|member| view! { <OneMember open member naming/> }).collect_view();
    let quorum = Signal::derive(move || match members.read().is_empty() {
        true => String::new(),
        false => words::quorum(&known.read().session),
    });
    let may_refresh = Memo::new(move |_| open.leads() && known.read().session.state == Stage::Preparing);
    let reached = Memo::new(move |_| known.read().session.quorum.reached);
    let quorum_pill = move || match reached.get() {
        true => (Tone::Good, t!("council-quorum-reached")),
        false => (Tone::Wait, t!("council-quorum-missing")),
    };
    view! {
        <Card title=said("council-members") aside=quorum>
            <Show
                when=move || !members.read().is_empty()
                fallback=|| view! { <p class="muted">{said("council-members-unknown")}</p> }
            >
                <p><Pill tone=Signal::derive(move || quorum_pill().0) label=Signal::derive(move || quorum_pill().1)/></p>
                <ul class="list" role="list">{draw}</ul>
                <Show when=move || may_refresh.get()>
                    <div class="row wrap"><Button kind=Press::Quiet icon=Glyph::Sync label=said("council-refresh") on_press=move |()| open.send(acts::EDIT, json!({ "refresh": true }))/></div>
                    <p class="muted">{said("council-refresh-words")}</p>
                </Show>
            </Show>
        </Card>
        <ProxyDialog open naming/>
    }
}

#[component]
fn OneMember(open: Open, member: Member, naming: RwSignal<String>) -> impl IntoView {
    let (app, id) = (open.app, StoredValue::new(member.person.clone()));
    let is_there = Memo::new(move |_| id.with_value(|id| fold::is_there(&open.known.read().session, id)));
    let proxy = Memo::new(move |_| {
        let known = open.known.read();
        known.session.proxies.iter().find(|proxy| proxy.member == id.get_value()).cloned()
    });
    let is_over = move || open.known.read().session.state == Stage::Closed;
    let is_me = move || app.my_id() == id.get_value() || proxy.get().is_some_and(|proxy| proxy.deputy == app.my_id());
    let may_say = Memo::new(move |_| !is_over() && (open.leads() || is_me()));
    let may_name = Memo::new(move |_| !is_over() && open.leads());
    let name = Signal::derive(move || id.with_value(|id| person_name(app, id)));
    let stands_in = move || {
        let words = |proxy: Proxy| t!("council-proxy", name = person_name(app, &proxy.deputy), paper = proxy.paper);
        proxy.get().map(words).unwrap_or_default()
    };
    let toggle = move |_| {
        let is_self = id.with_value(|id| open.known.read_untracked().session.present.contains(id));
        let deputy = proxy.get_untracked().filter(|_| !is_self);
        let person = deputy.map_or_else(|| id.get_value(), |proxy| proxy.deputy);
        open.send(acts::ATTEND, json!({ "person": person, "present": !is_there.get_untracked() }));
    };
    let presence = move || if is_there.get() { t!("council-there") } else { t!("council-away") };
    let seat = member.role;
    let is_vice = Memo::new(move |_| id.with_value(|id| open.known.read().session.vice.contains(id)));
    let sits_as = move || if is_vice.get() { t!("council-seat-vice") } else { words::seat_name(seat) };
    let may_appoint = Memo::new(move |_| may_name.get() && seat == Seat::Member);
    let appoint = move |()| {
        let mut vice = open.known.with_untracked(|known| known.session.vice.clone());
        let person = id.get_value();
        match vice.iter().position(|known| *known == person) {
            Some(at) => drop(vice.remove(at)),
            None => vice.push(person),
        }
        open.send(acts::EDIT, json!({ "vice": vice }));
    };
    view! {
        <li class="list-item member">
            <label class="check-line grow">
                <input type="checkbox" class="tick-box" prop:checked=move || is_there.get() disabled=move || !may_say.get() on:change=toggle/>
                <span class="grow">
                    <span class="list-title">{move || name.get()}</span>
                    <span class="list-sub full">{move || format!("{} · {}", sits_as(), presence())}</span>
                    <span class="list-sub full">{stands_in}</span>
                </span>
            </label>
            <div class="row">
            <Show when=move || may_appoint.get()>
                <Button
                    kind=Press::Quiet
                    label=move || if is_vice.get() { t!("council-vice-end") } else { t!("council-vice") }
                    name=move || t!("council-vice-of", name = name.get())
                    on_press=appoint
                />
            </Show>
            <Show when=move || may_name.get()>
                <Button
                    kind=Press::Quiet
                    label=move || if proxy.read().is_some() { t!("council-proxy-end") } else { t!("council-proxy-name") }
                    name=move || t!("council-proxy-of", name = name.get())
                    on_press=move |()| match proxy.get_untracked() {
                        Some(_) => open.send(acts::PROXY, json!({ "member": id.get_value(), "deputy": null })),
                        None => naming.set(id.get_value()),
                    }
                />
            </Show>
            </div>
        </li>
    }
}

/// Somebody who is no member votes for one, by a written authority.
#[component]
fn ProxyDialog(open: Open, naming: RwSignal<String>) -> impl IntoView {
    let app = open.app;
    let (deputy, paper, tried) = (RwSignal::new(Vec::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let people = Memo::new(move |_| {
        let members = open.known.read().session.members.clone();
        let sits = |id: &str| members.iter().any(|member| member.person == id);
        let mut found = app.rows::<Person>(PERSON);
        order::sort_by_key(&mut found, |(_, person)| thidua_domain::name::fold(&person.given));
        let rest = found.into_iter().filter(|(id, _)| !sits(id));
        rest.map(|(id, person)| PersonChoice::new(id, person.full_name(), person_detail(app, &person)))
            .collect::<Vec<_>>()
    });
    let close = move || {
        naming.set(String::new());
        deputy.set(Vec::new());
        paper.set(String::new());
        tried.set(false);
    };
    let send = move |()| {
        tried.set(true);
        let (named, words) = (deputy.get_untracked(), device::nfc(paper.read_untracked().trim()));
        if let (Some(named), false) = (named.first(), words.is_empty()) {
            open.send(acts::PROXY, json!({ "member": naming.get_untracked(), "deputy": named, "paper": words }));
            close();
        }
    };
    let missing = move |is_missing: bool, words: String| if tried.get() && is_missing { words } else { String::new() };
    let no_deputy = Signal::derive(move || missing(deputy.read().is_empty(), t!("council-proxy-missing")));
    let no_paper = Signal::derive(move || missing(paper.read().trim().is_empty(), t!("council-paper-missing")));
    let title = Signal::derive(move || t!("council-proxy-of", name = person_name(app, &naming.read())));
    view! {
        <Dialog open=Signal::derive(move || !naming.read().is_empty()) on_close=move |()| close() title>
            <PeoplePicker label=said("council-proxy-who") single=true people chosen=deputy on_change=move |ids| deputy.set(ids) error=no_deputy/>
            <TextField label=said("council-paper") hint=said("council-paper-hint") value=paper on_input=move |text| paper.set(text) error=no_paper/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| close()/>
                <Button kind=Press::Main icon=Glyph::Send label=said("council-proxy-name") on_press=send/>
            </div>
        </Dialog>
    }
}
