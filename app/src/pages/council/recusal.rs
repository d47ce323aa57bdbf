//! Who takes no part in a dossier. From then on it does not exist for them.

use leptos::prelude::*;
use serde_json::json;
use thidua_domain::council::acts;
use thidua_domain::council::rows::{CaseState, Ground, Recusal, Restored, Stage};

use super::known::Vote;
use super::open::Sight;
use super::words;
use crate::components::button::{Button, Press};
use crate::components::card::{Card, Notice, Tone};
use crate::components::dialog::Dialog;
use crate::components::select::{Choice, SelectField};
use crate::components::text_field::TextArea;
use crate::pages::nominations::words::person_name;
use crate::pages::reason::ReasonDialog;
use crate::state::kept::Kept;
use crate::text::{said, t};

#[component]
pub fn Recusals(sight: Sight) -> impl IntoView {
    let (dossier, app) = (sight.dossier, sight.open.app);
    let may = Memo::new(move |_| {
        let dossier = dossier.read();
        let is_voting = matches!(dossier.vote, Vote::Open(_) | Vote::Counted { .. });
        let is_closed = sight.open.known.read().session.state == Stage::Closed;
        dossier.case.state == CaseState::Taken && !is_voting && !is_closed
    });
    let (own, other, restoring) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<String>));
    let same_unit = move || words::names(app, &dossier.read().case.same_unit);
    let line = move |one: Recusal| {
        let why = [words::ground_name(one.ground), one.words].into_iter().filter(|part| !part.is_empty());
        let why = why.collect::<Vec<_>>().join(": ");
        let (person, name) = (one.person.clone(), person_name(app, &one.person));
        let called = StoredValue::new(name.clone());
        let by_law = matches!(one.ground, Ground::Own | Ground::Nominator);
        let may_restore = (may.get() && sight.leads() && !by_law).then(|| {
            view! {
                <Button kind=Press::Quiet label=said("council-restore")
                    name=Signal::derive(move || t!("council-restore-of", name = called.get_value()))
                    on_press=move |()| restoring.set(Some(person.clone()))/>
            }
        });
        view! {
            <li class="list-item"><span class="grow">
                <span class="list-title">{name}</span><span class="list-sub full">{why}</span>
            </span>{may_restore}</li>
        }
    };
    let restored = move |one: Restored| {
        let (name, by) = (person_name(app, &one.recusal.person), person_name(app, &one.taken_back.by));
        view! { <li>{t!("council-restored", name = name, by = by, day = words::day(one.taken_back.at), reason = one.reason)}</li> }
    };
    let before = move || dossier.read().case.restored.clone();
    let recused = move || dossier.read().case.recused.clone();
    view! {
        <Card title=said("council-recused")>
            <Show when=move || !recused().is_empty() fallback=|| view! { <p class="muted">{said("council-recused-none")}</p> }>
                <ul class="list" role="list">{move || recused().into_iter().map(line).collect_view()}</ul>
            </Show>
            <Show when=move || !before().is_empty()>
                <ul class="bullets muted">{move || before().into_iter().map(restored).collect_view()}</ul>
            </Show>
            <Show when=move || !same_unit().is_empty()>
                <p class="muted">{move || t!("council-same-unit", names = same_unit())}</p>
            </Show>
            <Show when=move || may.get()>
                <div class="row wrap">
                    <Button kind=Press::Line label=said("council-recuse-own") on_press=move |()| own.set(true)/>
                    <Show when=move || sight.leads()>
                        <Button kind=Press::Quiet label=said("council-recuse-other") on_press=move |()| other.set(true)/>
                    </Show>
                </div>
            </Show>
        </Card>
        <Restore sight person=restoring/>
        <Declare sight shown=own for_other=false/>
        <Declare sight shown=other for_other=true/>
    }
}

/// A recusal that was declared by mistake is taken back, with a reason that all who read the dossier read.
#[component]
fn Restore(sight: Sight, person: RwSignal<Option<String>>) -> impl IntoView {
    let send = move |(person, kept): (String, Kept)| {
        let args = json!({ "person": person, "reason": kept.words() });
        sight.send_then(acts::RESTORE, args, kept.spent());
    };
    let name = move || person.get().map(|person| person_name(sight.open.app, &person)).unwrap_or_default();
    view! {
        <ReasonDialog about=person act=format!("restore {}", sight.id()) title=Signal::derive(move || t!("council-restore-of", name = name()))
            words=said("council-restore-words") label=said("council-reason") missing="council-reason-missing" press=said("council-restore") on_send=send/>
    }
}

#[component]
fn Declare(sight: Sight, shown: RwSignal<bool>, for_other: bool) -> impl IntoView {
    let app = sight.open.app;
    let ground = RwSignal::new("kinship".to_owned());
    let whose = if for_other { "recuse another" } else { "recuse" };
    // Words about one person never stand beside the name of another.
    let kept = |what: &str| Kept::open(app, format!("{whose} {what} {}", sight.id()), String::new());
    let (why, person) = (kept("why"), kept("person"));
    let tried = RwSignal::new(false);
    let lacks_words = move || ground.get() == "other" && why.text.read().trim().is_empty();
    let lacks_person = move || for_other && person.text.read().is_empty();
    let error = move |lacks: bool, words: String| if tried.get() && lacks { words } else { String::new() };
    let no_words = Signal::derive(move || error(lacks_words(), t!("council-recuse-words-missing")));
    let no_person = Signal::derive(move || error(lacks_person(), t!("council-recuse-person-missing")));
    let people = move || {
        let recused = sight.dossier.read().case.recused.clone();
        let session = sight.open.known.read().session.clone();
        let members = session.members.into_iter().map(|member| member.person);
        let all = members.chain(session.proxies.into_iter().map(|proxy| proxy.deputy));
        let rest = all.filter(|id| *id != app.my_id() && recused.iter().all(|one| one.person != *id));
        rest.map(|id| Choice::new(id.clone(), person_name(app, &id))).collect::<Vec<_>>()
    };
    let grounds = || {
        let all = [(Ground::Kinship, "kinship"), (Ground::SameUnit, "same_unit"), (Ground::Other, "other")];
        all.map(|(ground, id)| Choice::new(id, words::ground_name(ground))).to_vec()
    };
    let send = move |()| {
        tried.set(true);
        if untrack(|| lacks_words() || lacks_person()) {
            return;
        }
        shown.set(false);
        let named = Some(person.text.get_untracked()).filter(|_| for_other);
        let args = json!({ "person": named, "ground": ground.get_untracked(), "words": why.words() });
        let spent = [why, person].map(Kept::spent);
        sight.send_then(acts::RECUSE, args, move || spent.into_iter().for_each(|spent| spent()));
    };
    let title = if for_other { said("council-recuse-other") } else { said("council-recuse-own") };
    view! {
        <Dialog open=shown on_close=move |()| shown.set(false) title sheet=true>
            {match for_other {
                true => view! { <Notice tone=Tone::Wait title=said("council-recuse-warning-other") words=said("council-recuse-warning-words")/> },
                false => view! { <Notice tone=Tone::Wait title=said("council-recuse-warning") words=said("council-recuse-warning-words")/> },
            }}
            <Show when=move || for_other>
                <SelectField label=said("council-recuse-person") value=person.text choices=Signal::derive(people) on_change=move |id| person.write(id) error=no_person required=true/>
            </Show>
            <SelectField label=said("council-recuse-ground") value=ground choices=Signal::derive(grounds) on_change=move |id| ground.set(id)/>
            <TextArea label=said("council-recuse-words") value=why.text on_input=move |text| why.write(text) error=no_words rows=2 max=1_000/>
            <div class="row wrap end">
                <Button kind=Press::Quiet label=said("cancel") on_press=move |()| shown.set(false)/>
                <Button kind=Press::Main label=said("council-recuse-send") on_press=send/>
            </div>
        </Dialog>
    }
}
