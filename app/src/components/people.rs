//! Choosing people: by a few letters without marks, those of late first.

use leptos::prelude::*;
use leptos::{ev, html};
use thidua_domain::name::{fold, matches};

use super::field::{Field, described_by, fresh_id};
use super::icon::{Glyph, Icon};
use crate::browser::dom;
use crate::text::{said, t};
use thidua_sync::order;

/// Most people shown at once; a few more letters find the others.
const SHOWN: usize = 40;

/// Somebody to choose. Two people of one name are told apart by `detail`: post and unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonChoice {
    pub id: String,
    pub name: String,
    pub detail: String,
    folded: String,
}

impl PersonChoice {
    pub fn new(id: impl Into<String>, name: impl Into<String>, detail: impl Into<String>) -> PersonChoice {
        let (id, name, detail) = (id.into(), name.into(), detail.into());
        let folded = fold(&format!("{name} {detail}"));
        PersonChoice { id, name, detail, folded }
    }
}

/// Chips of the chosen and a field that finds more. Arrows and Enter choose, Backspace in the empty field takes the last
/// one back, Escape closes the list. `people` come in the order in which they are listed.
#[component]
pub fn PeoplePicker(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] people: Signal<Vec<PersonChoice>>,
    #[prop(into)] chosen: Signal<Vec<String>>,
    #[prop(into)] on_change: Callback<Vec<String>>,
    /// Ids of people chosen of late, latest first.
    #[prop(optional, into)]
    recent: Signal<Vec<String>>,
    /// Only one may be chosen; a second takes the place of the first.
    #[prop(optional)]
    single: bool,
    #[prop(optional, into)] id: String,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<String>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let id = fresh_id(id);
    let list_id = StoredValue::new(format!("{id}-list"));
    let node = NodeRef::<html::Input>::new();
    let (query, open, at) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(0_usize));
    let found = Memo::new(move |_| match open.get() {
        true => find(&people.read(), &query.read(), &chosen.read(), &recent.read()),
        false => Vec::new(),
    });
    let add = move |person: String| {
        let mut ids = if single { Vec::new() } else { chosen.get_untracked() };
        ids.push(person);
        query.set(String::new());
        at.set(0);
        open.set(false);
        if let Some(input) = node.get_untracked() {
            input.set_value("");
        }
        on_change.run(ids);
    };
    let keys = move |event: ev::KeyboardEvent| {
        if dom::is_composing(&event) {
            return;
        }
        let count = found.read_untracked().len();
        match event.key().as_str() {
            "ArrowDown" if !open.get_untracked() => open.set(true),
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(person) = found.read_untracked().get(at.get_untracked()).cloned() {
                    add(person.id);
                }
            }
            "Escape" if open.get_untracked() => open.set(false),
            "Backspace" if query.read_untracked().is_empty() => {
                let mut ids = chosen.get_untracked();
                if ids.pop().is_some() {
                    on_change.run(ids);
                }
                return;
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        dom::reveal(&option_id(&list_id.read_value(), at.get_untracked()));
    };
    let active = move || (!found.read().is_empty()).then(|| option_id(&list_id.read_value(), at.get()));
    view! {
        <Field id=id.clone() label hint error required>
            <div class="picker">
                <Chosen people chosen on_change/>
                <input
                    node_ref=node
                    class="picker-input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    aria-autocomplete="list"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls=list_id.get_value()
                    aria-activedescendant=active
                    aria-describedby=described_by(&id)
                    aria-invalid=move || (!error.read().is_empty()).then_some("true")
                    id=id
                    placeholder=said("people-placeholder")
                    on:input=move |event| {
                        query.set(event_target_value(&event));
                        at.set(0);
                        open.set(true);
                    }
                    on:focus=move |_| open.set(true)
                    on:click=move |_| open.set(true)
                    on:blur=move |_| open.set(false)
                    on:keydown=keys
                />
                <Found list_id=list_id.get_value() open found at query on_pick=Callback::new(add)/>
            </div>
        </Field>
    }
}

/// Those already chosen, each with a button that takes it back.
#[component]
fn Chosen(
    people: Signal<Vec<PersonChoice>>,
    chosen: Signal<Vec<String>>,
    on_change: Callback<Vec<String>>,
) -> impl IntoView {
    let chip = move |id: String| {
        let name = people.read().iter().find(|person| person.id == id).map_or_else(|| id.clone(), |p| p.name.clone());
        let remove = t!("people-remove", name = name.as_str());
        view! {
            <span class="chip chosen">
                {name}
                <button
                    type="button"
                    class="chip-x"
                    aria-label=remove
                    on:click=move |_| on_change.run(chosen.get_untracked().into_iter().filter(|other| *other != id).collect())
                >
                    <Icon glyph=Glyph::Cross/>
                </button>
            </span>
        }
    };
    move || chosen.get().into_iter().map(chip).collect_view()
}

/// The list below the field.
#[component]
fn Found(
    list_id: String,
    open: RwSignal<bool>,
    found: Memo<Vec<PersonChoice>>,
    at: RwSignal<usize>,
    query: RwSignal<String>,
    on_pick: Callback<String>,
) -> impl IntoView {
    let base = list_id.clone();
    let option = move |(index, person): (usize, PersonChoice)| {
        let id = person.id.clone();
        view! {
            <li
                id=option_id(&base, index)
                role="option"
                aria-selected=move || if at.get() == index { "true" } else { "false" }
                // The field keeps the focus: a press must not blur it before the click comes.
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| on_pick.run(id.clone())
            >
                <b>{person.name}</b>
                <small>{person.detail}</small>
            </li>
        }
    };
    let nobody = move || open.get() && found.read().is_empty() && !query.read().trim().is_empty();
    view! {
        <ul
            class="picker-list"
            id=list_id
            role="listbox"
            aria-label=said("people-found")
            hidden=move || found.read().is_empty()
        >
            {move || found.get().into_iter().enumerate().map(option.clone()).collect_view()}
        </ul>
        <p class="picker-none" role="status" hidden=move || !nobody()>{move || t!("people-none", query = query.get())}</p>
    }
}

fn option_id(list: &str, index: usize) -> String {
    format!("{list}-{index}")
}

/// Without a query those of late, then everybody; with one, those whose every word matches, name first.
fn find(people: &[PersonChoice], query: &str, chosen: &[String], recent: &[String]) -> Vec<PersonChoice> {
    let query = fold(query);
    let place = |person: &PersonChoice| recent.iter().position(|id| *id == person.id).unwrap_or(usize::MAX);
    let mut found: Vec<&PersonChoice> =
        people.iter().filter(|person| !chosen.contains(&person.id) && matches(&person.folded, &query)).collect();
    order::sort_by_key(&mut found, |person| place(person));
    found.into_iter().take(SHOWN).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, chosen: &[&str], found: &[&str]) {
        let people = [
            PersonChoice::new("an", "Lê Thị An", "Thư ký"),
            PersonChoice::new("duc", "Lê Văn Đức", "Chấp hành viên"),
            PersonChoice::new("hoa", "Phạm Hòa", "Kế toán"),
        ];
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let ids: Vec<String> =
            find(&people, query, &owned(chosen), &owned(&["hoa"])).into_iter().map(|person| person.id).collect();
        assert_eq!(ids, owned(found), "{query}");
    }

    #[test]
    fn people_are_found_without_marks_and_those_of_late_come_first() {
        check("", &[], &["hoa", "an", "duc"]);
        check("le", &["an"], &["duc"]);
        check("hoà", &[], &["hoa"]);
        check("duc chap", &[], &["duc"]);
    }
}
