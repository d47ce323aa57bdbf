//! What the list is narrowed to: whose activities, of which campaign, in which state, with which words.

use leptos::prelude::*;
use thidua_domain::org::Role;
use thidua_domain::plan::{self, Campaign};

use super::Area;
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
    fn id(self) -> &'static str {
        match self {
            Group::Month => "",
            Group::Campaign => "campaign",
            Group::Movement => "movement",
            Group::Person => "person",
        }
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
    pub query: RwSignal<String>,
    /// None until a person chooses: heads begin with their unit, others with their own.
    pub scope: RwSignal<Option<Scope>>,
    pub campaign: RwSignal<Option<String>>,
    pub show: RwSignal<Option<Show>>,
    pub group: RwSignal<Group>,
}

impl Filters {
    pub fn new() -> Filters {
        Filters {
            query: RwSignal::default(),
            scope: RwSignal::new(None),
            campaign: RwSignal::new(None),
            show: RwSignal::new(None),
            group: RwSignal::default(),
        }
    }

    pub fn scope(self, app: App) -> Scope {
        let first = || {
            let is_head = app.my_grants().iter().any(|grant| grant.role == Role::UnitHead);
            if is_head { Scope::Unit } else { Scope::Mine }
        };
        self.scope.get().unwrap_or_else(first)
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
        let picked = Show::ALL.into_iter().find(|show| format!("{show:?}") == value);
        self.show.update(|show| *show = if *show == picked { None } else { picked });
    }

    fn regroup(self, id: &str) {
        self.group.set(Group::OTHERS.into_iter().find(|group| group.id() == id).unwrap_or_default());
    }

    fn toggle_whose(self, value: &str) {
        match value {
            "mine" => self.scope.set(Some(Scope::Mine)),
            "unit" => self.scope.set(Some(Scope::Unit)),
            campaign => self.campaign.update(|chosen| {
                *chosen = Some(campaign.to_owned()).filter(|campaign| chosen.as_ref() != Some(campaign));
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
        let scope = if filters.scope(app) == Scope::Unit { "unit" } else { "mine" };
        [Some(scope.to_owned()), filters.campaign.get()].into_iter().flatten().collect::<Vec<_>>()
    };
    let states = || Show::ALL.map(|show| Choice::new(format!("{show:?}"), show.state().label())).to_vec();
    let states_on = move || filters.show.get().map(|show| format!("{show:?}")).into_iter().collect::<Vec<_>>();
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
            <label class="row group-by">
                <small>{said("activities-group")}</small>
                <select class="input" prop:value=move || filters.group.get().id() on:change=move |event| filters.regroup(&event_target_value(&event))>
                    <option value="">{move || Group::Month.label()}</option>
                    {Group::OTHERS.map(|group| view! { <option value=group.id()>{move || group.label()}</option> }).collect_view()}
                </select>
            </label>
        </div>
    }
}
