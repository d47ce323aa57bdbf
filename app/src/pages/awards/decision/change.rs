//! Taking back or correcting what a decision gave: why, on what ground, and what becomes of it. It makes a decision of its own.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use thidua_domain::council::acts;
use thidua_domain::council::rows::Entry;
use thidua_domain::council::standing::Given;
use thidua_domain::format::{self, grouped};
use thidua_domain::record::REASON_MAX;
use wasm_bindgen_futures::spawn_local;

use super::set;
use super::signing::{Signing, SigningFields};
use crate::browser::{device, time};
use crate::components::button::{Button, Press};
use crate::components::card::{Notice, Tone};
use crate::components::choices::Choices;
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::number_field::NumberField;
use crate::components::select::Choice;
use crate::components::text_field::{TextArea, TextField};
use crate::pages::awards::board;
use crate::pages::awards::words::award_name;
use crate::pages::council::acts::Acts;
use crate::state::App;
use crate::state::kept::Kept;
use crate::text::{said, t};

/// A change that is asked for. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Asking {
    acts: Acts,
    decision: StoredValue<String>,
    chosen: RwSignal<Vec<String>>,
    shown: RwSignal<bool>,
    reason: Kept,
    ground: Kept,
    signing: Signing,
}

impl Asking {
    /// Words about a decision are kept on the device while they are written. `act` tells those of two forms apart.
    pub fn new(acts: Acts, act: &str, decision: String, unit: String) -> Asking {
        let kept = |what: &str| Kept::open(acts.app, format!("{act} {what} {decision}"), String::new());
        let signing = Signing::new(acts.app, unit, &format!("{act} {decision}"));
        Asking {
            acts,
            reason: kept("reason"),
            ground: kept("ground"),
            decision: StoredValue::new(decision),
            chosen: RwSignal::new(Vec::new()),
            shown: RwSignal::new(false),
            signing,
        }
    }

    pub fn ask(self, nominations: Vec<String>) {
        self.chosen.set(nominations);
        self.signing.tried.set(false);
        self.shown.set(true);
    }

    fn is_wrong(self) -> bool {
        let lacks = |kept: Kept| kept.text.read().trim().is_empty();
        self.signing.is_wrong() || lacks(self.reason) || lacks(self.ground) || self.chosen.read().is_empty()
    }

    /// Sends it with its own args beside those that all have.
    fn send(self, kind: &'static str, own: Value) {
        let mut args = self.signing.args();
        args["decision"] = json!(self.decision.get_value());
        (args["reason"], args["ground"]) = (json!(self.reason.words()), json!(self.ground.words()));
        let (spent, signed) = ([self.reason, self.ground].map(Kept::spent), self.signing.spent());
        for (name, value) in own.as_object().into_iter().flatten() {
            args[name.as_str()] = value.clone();
        }
        spawn_local(async move {
            if self.acts.ask(kind, &time::record_id(), args).await {
                // The next one has other words, and a number of its own.
                spent.into_iter().for_each(|spent| spent());
                signed();
            }
            let _ = self.shown.try_set(false);
        });
    }
}

/// Reason and legal ground.
#[component]
fn Why(asking: Asking, #[prop(into)] hint: Signal<String>) -> impl IntoView {
    let (reason, ground) = (asking.reason, asking.ground);
    let missing = move |kept: Kept, key| asking.signing.error(move || kept.text.read().trim().is_empty(), key);
    view! {
        <TextArea label=said("decision-reason") value=reason.text on_input=move |text| reason.write(text) error=missing(reason, "decision-reason-missing") rows=3 max=REASON_MAX required=true/>
        <TextField label=said("decision-ground") hint value=ground.text on_input=move |text| ground.write(text) error=missing(ground, "decision-ground-missing") required=true most=500/>
    }
}

#[component]
fn Ends(asking: Asking, #[prop(into)] label: Signal<String>, #[prop(into)] on_send: Callback<()>) -> impl IntoView {
    view! {
        <Notice tone=Tone::Wait title=said("council-publish-warning") words=said("decision-change-warning")/>
        <div class="row wrap end">
            <Button kind=Press::Quiet label=said("cancel") on_press=move |()| asking.shown.set(false)/>
            <Button kind=Press::Main icon=Glyph::Send label on_press=move |()| on_send.run(())/>
        </div>
    }
}

/// Awards that stand and pay less, or nothing, because of what falls.
fn leaning(app: App, falling: &[Entry]) -> Vec<String> {
    let is_less = |entry: &Entry| !entry.pays || entry.paid_earlier > 0;
    let lines = board::lines(app).into_iter().filter(|line| line.given.revoked.is_none());
    let beside = lines.filter(|line| {
        let entry = &line.given.entry;
        let is_same = |fallen: &Entry| fallen.subject == entry.subject && fallen.year == entry.year;
        is_less(entry)
            && falling.iter().any(is_same)
            && falling.iter().all(|fallen| fallen.nomination != entry.nomination)
    });
    beside.map(|line| format!("{}: {}, {}", line.given.entry.name, line.award, line.given.number)).collect()
}

/// Several entries may fall by one decision.
#[component]
pub fn Revoke(asking: Asking, given: Memo<Vec<Given>>) -> impl IntoView {
    let app = asking.acts.app;
    let stands = move || given.get().into_iter().filter(|one| one.revoked.is_none()).map(|one| one.entry);
    let choices = move || {
        let choice =
            |entry: Entry| Choice::new(entry.nomination, format!("{} · {}", entry.name, award_name(app, &entry.award)));
        stands().map(choice).collect::<Vec<_>>()
    };
    let falling = Memo::new(move |_| {
        let chosen = asking.chosen.read();
        stands().filter(|entry| chosen.contains(&entry.nomination)).collect::<Vec<Entry>>()
    });
    let none = asking.signing.error(move || asking.chosen.read().is_empty(), "decision-revoke-none");
    let send = move |()| {
        asking.signing.tried.set(true);
        if !untrack(|| asking.is_wrong()) {
            asking.send(acts::REVOKE, json!({ "nominations": asking.chosen.get_untracked() }));
        }
    };
    let line = move |entry: Entry| {
        let what = t!("decision-award-of", award = award_name(app, &entry.award), year = entry.year.to_string());
        let uses = entry.uses.map(|uses| t!("decision-uses-freed", ids = uses.initiatives.join(", ")));
        view! {
            <li>
                <b>{entry.name}</b>": "<s>{what}</s>" "<span>{said("decision-falls")}</span>
                {uses.map(|words| view! { <p class="muted">{words}</p> })}
            </li>
        }
    };
    let sum = move || {
        let paid: i64 = falling.read().iter().filter_map(Entry::due).sum();
        t!("decision-returned", sum = grouped(paid))
    };
    let beside = Memo::new(move |_| match asking.shown.get() {
        true => leaning(app, &falling.read()),
        false => Vec::new(),
    });
    view! {
        <Dialog open=asking.shown on_close=move |()| asking.shown.set(false) title=said("decision-revoke-title")>
            <Choices label=said("decision-revoke-which") choices=Signal::derive(choices) chosen=asking.chosen on_change=move |ids| asking.chosen.set(ids) error=none/>
            <Why asking hint=said("decision-revoke-ground-hint")/>
            <SigningFields signing=asking.signing/>
            <Show when=move || !falling.read().is_empty()>
                <h3>{said("decision-preview")}</h3>
                <ul class="entry-changes" role="list">{move || falling.get().into_iter().map(line).collect_view()}</ul>
                <p class="muted">{sum}</p>
                <Show when=move || !beside.read().is_empty()>
                    <Notice tone=Tone::Wait title=said("decision-revoke-beside") words=Signal::derive(move || t!("decision-revoke-beside-words", names = beside.read().join("; ")))/>
                </Show>
            </Show>
            <Ends asking label=said("decision-revoke-send") on_send=send/>
        </Dialog>
    }
}

/// What is typed anew of an entry. Cheap to copy.
#[derive(Clone, Copy)]
struct Anew {
    name: RwSignal<String>,
    post: RwSignal<String>,
    year: RwSignal<String>,
    amount: RwSignal<String>,
}

impl Anew {
    fn new() -> Anew {
        let text = || RwSignal::new(String::new());
        Anew { name: text(), post: text(), year: text(), amount: text() }
    }

    fn take(self, entry: &Entry) {
        self.name.set(entry.name.clone());
        self.post.set(entry.post.clone());
        self.year.set(entry.year.to_string());
        self.amount.set(entry.due().map(|dong| dong.to_string()).unwrap_or_default());
    }

    fn year(self) -> Option<i32> {
        self.year.read().trim().parse().ok().filter(|year| (1990..=2100).contains(year))
    }

    fn amount(self) -> Option<i64> {
        format::typed(&self.amount.read()).filter(|dong| (0..=10_000_000_000).contains(dong))
    }

    /// The entry as it becomes; what cannot be read stays as it was. Followed.
    fn entry(self, was: &Entry) -> Entry {
        let typed = |field: RwSignal<String>, was: &str| match field.read().trim() {
            "" => was.to_owned(),
            text => device::nfc(text),
        };
        let mut entry = Entry {
            name: typed(self.name, &was.name),
            post: typed(self.post, &was.post),
            year: self.year().unwrap_or(was.year),
            ..was.clone()
        };
        if let Some(dong) = self.amount().filter(|dong| was.due() != Some(*dong)) {
            entry.pay(dong);
        }
        entry
    }
}

/// What differs, as the command writes it.
fn differing(was: &Entry, becomes: &Entry) -> Value {
    let mut set = Map::new();
    let mut put = |name: &str, differs: bool, value: Value| {
        if differs {
            set.insert(name.to_owned(), value);
        }
    };
    put("name", was.name != becomes.name, json!(becomes.name));
    put("post", was.post != becomes.post, json!(becomes.post));
    put("year", was.year != becomes.year, json!(becomes.year));
    put("amount", was.due() != becomes.due(), json!(becomes.due()));
    Value::Object(set)
}

#[component]
pub fn Correct(asking: Asking, given: Memo<Vec<Given>>) -> impl IntoView {
    let (app, anew) = (asking.acts.app, Anew::new());
    let was = Memo::new(move |_| {
        let chosen = asking.chosen.read();
        given.read().iter().find(|one| chosen.contains(&one.entry.nomination)).map(|one| one.entry.clone())
    });
    // Once each time when it is opened: what is typed stays while rows come.
    Effect::new(move |_| {
        if asking.shown.get()
            && let Some(was) = was.get_untracked()
        {
            anew.take(&was);
        }
    });
    let changed =
        Memo::new(move |_| was.get().map(|was| set::changes(app, &was, &anew.entry(&was))).unwrap_or_default());
    let error = move |is_wrong: bool, key: &'static str| {
        if asking.signing.tried.get() && is_wrong { t!(key) } else { String::new() }
    };
    let is_empty = move |field: RwSignal<String>| field.read().trim().is_empty();
    let had_post = move || was.read().as_ref().is_some_and(|was| !was.post.is_empty());
    let no_post = move || had_post() && is_empty(anew.post);
    let no_year = move || anew.year().is_none();
    let odd_amount = move || !is_empty(anew.amount) && anew.amount().is_none();
    let is_wrong = move || is_empty(anew.name) || no_post() || no_year() || odd_amount() || changed.read().is_empty();
    let send = move |()| {
        asking.signing.tried.set(true);
        let Some(was) = was.get_untracked().filter(|_| !untrack(|| asking.is_wrong() || is_wrong())) else { return };
        let becomes = untrack(|| anew.entry(&was));
        asking.send(acts::CORRECT, json!({ "nomination": was.nomination, "set": differing(&was, &becomes) }));
    };
    let set = |field: RwSignal<String>| Callback::new(move |text: String| field.set(text));
    let nothing = Signal::derive(move || asking.signing.tried.get() && changed.read().is_empty());
    view! {
        <Dialog open=asking.shown on_close=move |()| asking.shown.set(false) title=said("decision-correct-title")>
            <TextField label=said("council-decision-name") value=anew.name on_input=set(anew.name) error=Signal::derive(move || error(is_empty(anew.name), "decision-name-missing")) required=true most=300/>
            <TextField label=said("decision-post") value=anew.post on_input=set(anew.post) error=Signal::derive(move || error(no_post(), "decision-post-missing")) most=300/>
            <div class="two">
                <TextField label=said("council-year") value=anew.year on_input=set(anew.year) error=Signal::derive(move || error(no_year(), "error-council-year-unreal"))/>
                <NumberField label=said("council-decision-money") unit=said("unit-dong") value=anew.amount on_input=set(anew.amount) error=Signal::derive(move || error(odd_amount(), "error-count-out-of-range"))/>
            </div>
            <Why asking hint=said("decision-correct-ground-hint")/>
            <SigningFields signing=asking.signing/>
            <Show when=move || !changed.read().is_empty()>
                <h3>{said("decision-preview")}</h3>
                {move || set::lines(changed.get())}
            </Show>
            <Show when=move || nothing.get()>
                <Notice tone=Tone::Wait title=said("decision-nothing-changed")/>
            </Show>
            <Ends asking label=said("decision-correct-send") on_send=send/>
        </Dialog>
    }
}
