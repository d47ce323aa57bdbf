//! The lines of a template in fields, part by part, with what can be done to each.

use leptos::prelude::*;
use serde_json::Value;
use thidua_papers::template::edit as change;
use thidua_papers::template::outline::{Part, Slot, What};

use super::edit::Form;
use super::words;
use crate::components::button::{Button, IconButton, Press};
use crate::components::card::Card;
use crate::components::icon::Glyph;
use crate::components::select::Choice;
use crate::components::text_field::TextArea;
use crate::text::{said, t};

/// Roles of blocks, in the order in which they are offered.
const ROLES: [&str; 9] = ["paragraph", "clause", "point", "dash", "article", "section", "ground", "centred", "note"];
const PARTS: [(Part, &str); 6] = [
    (Part::Head, ""),
    (Part::To, "/to"),
    (Part::Body, "/body"),
    (Part::Recipients, "/recipients"),
    (Part::Sign, ""),
    (Part::Annexes, ""),
];

#[component]
pub fn Lines(form: Form) -> impl IntoView {
    PARTS.into_iter().map(|(part, list)| view! { <OnePart form part list/> }).collect_view()
}

/// The lines of one part. A line stays the same field while its text and its neighbours change.
#[component]
fn OnePart(form: Form, part: Part, list: &'static str) -> impl IntoView {
    let slots = Memo::new(move |_| {
        let seen = form.seen.read();
        let of = seen.slots.iter().filter(|slot| slot.part == part);
        // What is typed is followed by the field itself.
        of.map(|slot| Slot { text: String::new(), wrong: None, ..slot.clone() }).collect::<Vec<_>>()
    });
    let key = |slot: &Slot| format!("{} {:?} {}", slot.at, slot.what, slot.depth);
    let role = (part == Part::Body).then_some("paragraph");
    let add = move |()| {
        form.change(|template| drop(change::append(template, list, role)));
    };
    let add_label = move || if role.is_some() { t!("template-add-paragraph") } else { t!("template-add-line") };
    view! {
        <Show when=move || !slots.read().is_empty()>
            <Card title=Signal::derive(move || words::part(part))>
                <ul class="template-lines" role="list">
                    <For each=move || slots.get() key=key children=move |one| view! { <Line form one/> }/>
                </ul>
                {(!list.is_empty()).then(|| view! {
                    <div class="row wrap"><Button kind=Press::Line icon=Glyph::Plus label=Signal::derive(add_label) on_press=add/></div>
                })}
            </Card>
        </Show>
    }
}

#[component]
fn Line(form: Form, one: Slot) -> impl IntoView {
    let inset = format!("{}rem", one.depth.min(4));
    let Slot { at, item, what, known, .. } = one;
    if !what.has_text() {
        let words = words::around(&what);
        let tools = (!item.is_empty()).then(|| view! { <Tools form item what=what.clone()/> });
        return view! { <li class="template-line around" style:margin-inline-start=inset><span class="grow">{words}</span>{tools}</li> }
            .into_any();
    }
    let place = StoredValue::new(at.clone());
    let value = Signal::derive(move || {
        let template = form.value();
        place.with_value(|at| template.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned())
    });
    let error = Signal::derive(move || {
        let seen = form.seen.read();
        let wrong = place.with_value(|at| seen.slots.iter().find(|slot| slot.at == *at)?.wrong.clone());
        wrong.map(|wrong| words::wrong(&wrong)).unwrap_or_default()
    });
    let write = move |text: String| place.with_value(|at| form.change(|template| change::write(template, at, &text)));
    let label = words::what(&what);
    let tools = (!item.is_empty()).then(|| view! { <Tools form item what=what.clone()/> });
    view! {
        <li class="template-line" style:margin-inline-start=inset>
            <TextArea id=format!("template-{at}") label value on_input=write error rows=1/>
            <Places known error on_pick=move |name: String| write(format!("{}{{{name}}}", value.get_untracked()))/>
            {tools}
        </li>
    }
    .into_any()
}

/// Placeholders that are known at a line: shown when they are asked for, or when one is unknown.
#[component]
fn Places(known: Vec<String>, error: Signal<String>, #[prop(into)] on_pick: Callback<String>) -> impl IntoView {
    let known = StoredValue::new(known);
    let open = RwSignal::new(false);
    let chip = move |name: String| {
        let label = words::placeholder(&name);
        let title = format!("{{{name}}}");
        let picked = name.clone();
        view! {
            <button type="button" class="template-place" title=title on:click=move |_| on_pick.run(picked.clone())>
                {label}" "<code>{format!("{{{name}}}")}</code>
            </button>
        }
    };
    let is_open = move || open.get() || !error.read().is_empty();
    view! {
        <details class="template-places" open=is_open>
            <summary on:click=move |event| { event.prevent_default(); open.update(|open| *open = !*open); }>{said("template-places")}</summary>
            <Show when=is_open>
                <div class="row wrap">{move || known.get_value().into_iter().map(chip).collect_view()}</div>
            </Show>
        </details>
    }
}

/// Up, down, away, another one behind; and of a block, what it is.
#[component]
fn Tools(form: Form, item: String, what: What) -> impl IntoView {
    let item = StoredValue::new(item);
    let shift = move |is_up: bool| {
        item.with_value(|item| form.change(|template| drop(change::shift(template, item, is_up))));
    };
    let remove = move |()| item.with_value(|item| form.change(|template| change::remove(template, item)));
    let role = match what {
        What::Block(role) => Some(role),
        _ => None,
    };
    let can_follow = matches!(what, What::Block(_) | What::Line);
    let add = move |()| {
        item.with_value(|item| form.change(|template| drop(change::insert(template, item, role))));
    };
    let recast = move |to: String| {
        let to = ROLES.into_iter().find(|role| *role == to);
        if let (Some(from), Some(to)) = (role, to) {
            item.with_value(|item| form.change(|template| change::recast(template, item, from, to)));
        }
    };
    let choices: Vec<Choice> = ROLES.into_iter().map(|role| Choice::new(role, words::role(role))).collect();
    let roles = role.map(|role| {
        let options = choices.into_iter().map(|one| {
            let is_chosen = one.value == role;
            view! { <option value=one.value selected=is_chosen>{one.label}</option> }
        });
        view! {
            <select class="input" aria-label=said("template-role") on:change=move |event| recast(event_target_value(&event))>
                {options.collect_view()}
            </select>
        }
    });
    view! {
        <div class="template-tools">
            {roles}
            <span class="turned"><IconButton glyph=Glyph::Down name=said("template-up") on_press=move |()| shift(true)/></span>
            <IconButton glyph=Glyph::Down name=said("template-down") on_press=move |()| shift(false)/>
            {can_follow.then(|| view! { <IconButton glyph=Glyph::Plus name=said("template-add-behind") on_press=add/> })}
            <IconButton glyph=Glyph::Trash name=said("template-remove") on_press=remove/>
        </div>
    }
}
