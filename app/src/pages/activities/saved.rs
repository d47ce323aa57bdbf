//! Ways of looking at the list that a person has named: what the list is narrowed to and how it is grouped. They stay
//! on this device, each person's own.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Area;
use super::filters::{Filters, Group, Scope, Show as Shown};
use crate::browser::device::OwnSetting;
use crate::components::button::{Button, Press};
use crate::components::dialog::Dialog;
use crate::components::icon::Glyph;
use crate::components::text_field::TextField;
use crate::state::{App, app};
use crate::text::{said, t};

const NAME_MAX: usize = 60;

/// What the list is narrowed to, as it is stored. A part that a later build does not know counts as not chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct View {
    query: String,
    /// `mine` or `unit`.
    whose: String,
    campaign: String,
    state: String,
    group: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Saved {
    name: String,
    view: View,
}

impl View {
    fn now(filters: Filters) -> View {
        View {
            query: filters.query.read().trim().to_owned(),
            whose: filters.scope().id().into(),
            campaign: filters.campaign.get().unwrap_or_default(),
            state: filters.show.get().map(Shown::id).unwrap_or_default().into(),
            group: filters.group.get().id().into(),
        }
    }

    /// What the list shows to who has chosen nothing.
    fn first(filters: Filters) -> View {
        View { whose: filters.first_scope.get().id().into(), ..View::default() }
    }

    fn show(&self, filters: Filters) {
        filters.query.set(self.query.clone());
        filters.scope.set(Scope::of_id(&self.whose));
        filters.campaign.set(Some(self.campaign.clone()).filter(|campaign| !campaign.is_empty()));
        filters.show.set(Shown::of_id(&self.state));
        filters.group.set(Group::of_id(&self.group));
    }
}

/// All that this person has saved on this device, and what the list shows now.
#[derive(Clone, Copy)]
struct Shelf {
    app: App,
    filters: Filters,
    all: RwSignal<Vec<Saved>>,
    now: Memo<View>,
    first: Memo<View>,
}

/// Why a name cannot be given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BadName {
    Empty,
    Long,
    Taken,
}

impl Shelf {
    fn new(app: App, filters: Filters) -> Shelf {
        let shelf = Shelf {
            app,
            filters,
            all: RwSignal::default(),
            now: Memo::new(move |_| View::now(filters)),
            first: Memo::new(move |_| View::first(filters)),
        };
        shelf.read();
        shelf
    }

    /// Another tab may have saved something meanwhile.
    fn read(self) {
        let stored = OwnSetting::ActivityViews.get(&untrack(|| self.app.my_id())).unwrap_or_default();
        self.all.set(serde_json::from_str(&stored).unwrap_or_default());
    }

    fn change(self, change: impl FnOnce(&mut Vec<Saved>)) {
        self.read();
        self.all.update(change);
        let stored = self.all.with_untracked(|all| serde_json::to_string(all).unwrap_or_default());
        OwnSetting::ActivityViews.set(&untrack(|| self.app.my_id()), &stored);
    }

    /// The saved view that is shown, by name.
    fn shown(self) -> Option<String> {
        let now = self.now.read();
        self.all.read().iter().find(|saved| saved.view == *now).map(|saved| saved.name.clone())
    }

    fn is_first(self) -> bool {
        *self.now.read() == *self.first.read()
    }

    fn choose(self, name: &str) {
        let found = self.all.with_untracked(|all| all.iter().find(|saved| saved.name == name).cloned());
        let view = found.map_or_else(|| self.first.get_untracked(), |saved| saved.view);
        view.show(self.filters);
    }

    /// `own`: the name that is being changed.
    fn check(self, name: &str, own: Option<&str>) -> Result<(), BadName> {
        match name {
            "" => Err(BadName::Empty),
            name if name.chars().count() > NAME_MAX => Err(BadName::Long),
            name if own != Some(name) && self.all.read_untracked().iter().any(|saved| saved.name == name) => {
                Err(BadName::Taken)
            }
            _ => Ok(()),
        }
    }

    fn save(self, name: String) {
        let view = self.now.get_untracked();
        self.change(|all| all.push(Saved { name, view }));
    }

    fn rename(self, from: &str, to: String) {
        self.change(|all| all.iter_mut().filter(|saved| saved.name == from).for_each(|saved| saved.name = to.clone()));
    }

    fn remove(self, name: &str) {
        self.change(|all| all.retain(|saved| saved.name != name));
    }
}

/// Chooses a saved view, and saves, renames or removes the one that is shown.
#[component]
pub fn SavedViews() -> impl IntoView {
    let app = app();
    let shelf = Shelf::new(app, expect_context::<Area>().filters);
    let naming = RwSignal::new(None::<Naming>);
    let begin = move |()| naming.set(Some(untrack(|| Naming { of: shelf.shown() })));
    let label = Signal::derive(move || match shelf.shown() {
        Some(_) => t!("views-change"),
        None => t!("views-save"),
    });
    view! {
        <Show when=move || !shelf.all.read().is_empty()><ViewSelect shelf/></Show>
        <Show when=move || !shelf.is_first() || shelf.shown().is_some()>
            <Button kind=Press::Quiet icon=Glyph::Pen label on_press=begin/>
        </Show>
        <NameDialog shelf naming/>
    }
}

#[component]
fn ViewSelect(shelf: Shelf) -> impl IntoView {
    /// Stands for filters that have no name.
    const OWN: &str = "\u{1f}";
    let value = move || match shelf.shown() {
        Some(name) => name,
        None if shelf.is_first() => String::new(),
        None => OWN.to_owned(),
    };
    let options = move || {
        let chosen = value();
        let option = |value: String, label: String| {
            let is_chosen = value == chosen;
            view! { <option value=value selected=is_chosen>{label}</option> }
        };
        let own = (chosen == OWN).then(|| option(OWN.into(), t!("views-own")));
        let saved = shelf.all.read().iter().map(|saved| option(saved.name.clone(), saved.name.clone())).collect_view();
        (own, option(String::new(), t!("views-first")), saved)
    };
    view! {
        <label class="row group-by">
            <small>{said("views-title")}</small>
            <select
                class="input"
                prop:value=value
                on:change=move |event| {
                    let name = event_target_value(&event);
                    if name != OWN {
                        shelf.choose(&name);
                    }
                }
            >
                {options}
            </select>
        </label>
    }
}

/// A name is being given, or that of a saved view changed.
#[derive(Clone, PartialEq, Eq)]
struct Naming {
    of: Option<String>,
}

#[component]
fn NameDialog(shelf: Shelf, naming: RwSignal<Option<Naming>>) -> impl IntoView {
    let area = expect_context::<Area>();
    let name = RwSignal::new(String::new());
    let error = RwSignal::new(None::<BadName>);
    let of = move || naming.get().and_then(|naming| naming.of);
    Effect::new(move |_| {
        name.set(of().unwrap_or_default());
        error.set(None);
    });
    let keep = move |()| {
        let (given, of) = (name.read_untracked().trim().to_owned(), untrack(of));
        if let Err(why) = shelf.check(&given, of.as_deref()) {
            return error.set(Some(why));
        }
        match of {
            Some(old) => shelf.rename(&old, given.clone()),
            None => shelf.save(given.clone()),
        }
        naming.set(None);
        area.say(t!("views-saved", name = given), None);
    };
    let remove = move |()| {
        if let Some(old) = untrack(of) {
            shelf.remove(&old);
            naming.set(None);
            area.say(t!("views-removed", name = old), None);
        }
    };
    let title = Signal::derive(move || if of().is_some() { t!("views-change-title") } else { t!("views-save-title") });
    view! {
        <Dialog open=Signal::derive(move || naming.read().is_some()) on_close=move |()| naming.set(None) title sheet=true>
            <div class="stack">
                <TextField
                    label=said("views-name")
                    hint=said("views-name-hint")
                    value=name
                    on_input=move |text| { name.set(text); error.set(None); }
                    on_enter=keep
                    error=move || error.get().map(words_of).unwrap_or_default()
                    required=true
                />
                <div class="row wrap end">
                    <Show when=move || of().is_some()>
                        <Button kind=Press::Danger label=said("views-remove") on_press=remove/>
                    </Show>
                    <Button kind=Press::Quiet label=said("cancel") on_press=move |()| naming.set(None)/>
                    <Button kind=Press::Main label=said("views-keep") on_press=keep/>
                </div>
            </div>
        </Dialog>
    }
}

fn words_of(why: BadName) -> String {
    match why {
        BadName::Empty => t!("views-name-missing"),
        BadName::Long => t!("views-name-long", max = NAME_MAX),
        BadName::Taken => t!("views-name-taken"),
    }
}
