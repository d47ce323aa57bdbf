//! What the list is narrowed to: whose activities, of which campaign, in which state, with which words.

use leptos::prelude::*;
use thidua_domain::org::Role;
use thidua_domain::plan::{self, Campaign};

use super::Area;
use super::saved::SavedViews;
use crate::components::chips::ChipGroup;
use crate::components::select::Choice;
use crate::components::status::ItemState;
use crate::state::{App, app};
use crate::text::{said, t};
use thidua_sync::order;

/// Whose activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Mine,
    /// All that this person may see.
    Unit,
}

impl Scope {
    pub fn id(self) -> &'static str {
        match self {
            Scope::Mine => "mine",
            Scope::Unit => "unit",
        }
    }

    pub fn of_id(id: &str) -> Option<Scope> {
        [Scope::Mine, Scope::Unit].into_iter().find(|scope| scope.id() == id)
    }
}

/// Which states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    Draft,
    Waiting,
    ToMend,
    Sent,
    Confirmed,
}

impl Show {
    const ALL: [Show; 5] = [Show::Draft, Show::Waiting, Show::ToMend, Show::Sent, Show::Confirmed];

    pub fn id(self) -> &'static str {
        match self {
            Show::Draft => "draft",
            Show::Waiting => "waiting",
            Show::ToMend => "to-mend",
            Show::Sent => "sent",
            Show::Confirmed => "confirmed",
        }
    }

    pub fn of_id(id: &str) -> Option<Show> {
        Show::ALL.into_iter().find(|show| show.id() == id)
    }

    fn state(self) -> ItemState {
        match self {
            Show::Draft => ItemState::Draft,
            Show::Waiting => ItemState::Waiting,
            Show::ToMend => ItemState::Returned,
            Show::Sent => ItemState::Sent,
            Show::Confirmed => ItemState::Confirmed,
        }
    }
}

/// Under which headings the records stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    #[default]
    Month,
    Campaign,
    Movement,
    /// Who wrote it down.
    Person,
}

impl Group {
    const OTHERS: [Group; 3] = [Group::Campaign, Group::Movement, Group::Person];

    /// Empty for the usual one.
    pub fn id(self) -> &'static str {
        match self {
            Group::Month => "",
            Group::Campaign => "campaign",
            Group::Movement => "movement",
            Group::Person => "person",
        }
    }

    pub fn of_id(id: &str) -> Group {
        Group::OTHERS.into_iter().find(|group| group.id() == id).unwrap_or_default()
    }

    fn label(self) -> String {
        match self {
            Group::Month => t!("activities-group-month"),
            Group::Campaign => t!("activity-field-campaign"),
            Group::Movement => t!("activity-field-movement"),
            Group::Person => t!("activity-field-unit"),
        }
    }
}

/// What the list is narrowed to. Lives as long as the screen, on phones too, where the list comes and goes.
#[derive(Clone, Copy)]
pub struct Filters {
    /// Whose activities a person sees who has chosen nothing.
    pub first_scope: Memo<Scope>,
    pub query: RwSignal<String>,
    /// None until a person chooses: heads begin with their unit, others with their own.
    pub scope: RwSignal<Option<Scope>>,
    pub campaign: RwSignal<Option<String>>,
    pub show: RwSignal<Option<Show>>,
    pub group: RwSignal<Group>,
}

impl Filters {
    pub fn new(app: App) -> Filters {
        Filters {
            first_scope: Memo::new(move |_| {
                let is_head = app.my_grants().iter().any(|grant| grant.role == Role::UnitHead);
                if is_head { Scope::Unit } else { Scope::Mine }
            }),
            query: RwSignal::default(),
            scope: RwSignal::new(None),
            campaign: RwSignal::new(None),
            show: RwSignal::new(None),
            group: RwSignal::default(),
        }
    }

    pub fn scope(self) -> Scope {
        self.scope.get().unwrap_or_else(|| self.first_scope.get())
    }

    /// Whether something is left out beyond whose activities they are.
    pub fn narrow(self) -> bool {
        !self.query.read().trim().is_empty() || self.campaign.read().is_some() || self.show.read().is_some()
    }

    pub fn widen(self) {
        self.query.set(String::new());
        self.campaign.set(None);
        self.show.set(None);
    }

    fn toggle_show(self, value: &str) {
        let picked = Show::of_id(value);
        self.show.update(|show| *show = if *show == picked { None } else { picked });
    }

    fn toggle_whose(self, value: &str) {
        match Scope::of_id(value) {
            Some(scope) => self.scope.set(Some(scope)),
            None => self.campaign.update(|chosen| {
                *chosen = Some(value.to_owned()).filter(|campaign| chosen.as_ref() != Some(campaign));
            }),
        }
    }
}

#[component]
pub fn FilterChips() -> impl IntoView {
    let app = app();
    let filters = expect_context::<Area>().filters;
    let whose = move || {
        let own = [Choice::new("mine", t!("activities-mine")), Choice::new("unit", t!("activities-unit"))];
        let mut campaigns = app.rows::<Campaign>(plan::CAMPAIGN);
        order::sort_by_key(&mut campaigns, |(_, campaign)| campaign.from.date);
        let campaigns = campaigns.into_iter().enumerate();
        own.into_iter()
            .chain(campaigns.map(|(at, (id, _))| Choice::new(id, t!("activities-campaign", n = at + 1))))
            .collect::<Vec<_>>()
    };
    let whose_on = move || {
        let scope = filters.scope().id().to_owned();
        [Some(scope), filters.campaign.get()].into_iter().flatten().collect::<Vec<_>>()
    };
    let states = || Show::ALL.map(|show| Choice::new(show.id(), show.state().label())).to_vec();
    let states_on = move || filters.show.get().map(|show| show.id().to_owned()).into_iter().collect::<Vec<_>>();
    view! {
        <div class="filters">
            <ChipGroup
                label=said("activities-filter")
                choices=Signal::derive(whose)
                chosen=Signal::derive(whose_on)
                on_toggle=move |value: String| filters.toggle_whose(&value)
            />
            <ChipGroup
                label=said("activities-filter-state")
                choices=Signal::derive(states)
                chosen=Signal::derive(states_on)
                on_toggle=move |value: String| filters.toggle_show(&value)
            />
            <div class="row wrap looks">
                <label class="row group-by">
                    <small>{said("activities-group")}</small>
                    <select
                        class="input"
                        prop:value=move || filters.group.get().id()
                        on:change=move |event| filters.group.set(Group::of_id(&event_target_value(&event)))
                    >
                        <option value="">{move || Group::Month.label()}</option>
                        {Group::OTHERS.map(|group| view! { <option value=group.id()>{move || group.label()}</option> }).collect_view()}
                    </select>
                </label>
                <SavedViews/>
            </div>
        </div>
    }
}
