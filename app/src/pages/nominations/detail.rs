//! One nomination: what it says, where it stands, and what the reader may do with it.

mod actions;
pub mod course;

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::{Value, json};
use thidua_domain::activity;
use thidua_domain::conflict::{self, Conflict};
use thidua_domain::date::{self, When};
use thidua_domain::evidence::FIELD as FILES;
use thidua_domain::nomination::course::of as course_of;
use thidua_domain::nomination::{self, FIGURES, Nomination};
use thidua_domain::plan::{AWARD, Award};
use thidua_domain::policy::{Act, Target};
use thidua_domain::record::State;
use thidua_sync::command::Base;

use super::award::AwardFacts;
use super::figures::FigureList;
use super::history::RecordHistory;
use super::paper::AchievementsPaper;
use super::papers::DossierPapers;
use super::{PaneHead, evidence, words};
use crate::browser::address::{Way, address};
use crate::browser::{device, time};
use crate::components::button::LinkButton;
use crate::components::card::{Card, EmptyState, Notice, Tone};
use crate::components::conflict::{ConflictCard, Resolution, Versions};
use crate::components::icon::Glyph;
use crate::components::status::StatusPill;
use crate::pages::activities::words::why_not;
use crate::pages::attended::AttendanceList;
use crate::pages::awards::initiatives::{self, InitiativeLines, Named};
use crate::pages::awards::known::{self, By};
use crate::pages::awards::panel::{Asked, Eligibility};
use crate::pages::moments;
use crate::pages::photos::PhotoStrip;
use crate::state::kept::Kept;
use crate::state::{App, NotTaken, app};
use crate::text::{said, t};

/// A record as it is shown now.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    seq: u64,
    pending: bool,
    record: Nomination,
}

/// The one on the screen, and what went wrong with it last.
#[derive(Clone, Copy)]
pub struct Open {
    app: App,
    id: StoredValue<String>,
    seen: Memo<Option<Seen>>,
    trouble: RwSignal<Option<String>>,
}

impl Open {
    /// Whether the reader may do this with the record as it stands. Followed.
    fn may(self, act: Act) -> bool {
        self.app.follow(thidua_domain::org::GRANT);
        self.seen.with(|seen| {
            seen.as_ref().is_some_and(|seen| {
                let record = &seen.record;
                let target = Target { unit: &record.unit, author: Some(&record.author), state: Some(record.state) };
                self.app.may(act, target)
            })
        })
    }

    /// Sends a command on the record as the reader sees it.
    fn send(self, kind: &'static str, args: Value) {
        self.send_then(kind, args, || ());
    }

    /// The same; `then` is done once it is durable.
    fn send_then(self, kind: &'static str, args: Value, then: impl FnOnce() + 'static) {
        // A change of one's own that is still on its way will move it: the order of sending holds instead.
        let seq =
            self.seen.with_untracked(|seen| seen.as_ref().filter(|seen| !seen.pending).map_or(0, |seen| seen.seq));
        let base = Base { seq, ..Base::default() };
        leptos::task::spawn_local(async move {
            let sent = self.app.send(kind, &self.id.get_value(), base, args, None).await;
            if sent.is_ok() {
                then();
            }
            self.trouble.set(sent.err().map(|why: NotTaken| why_not(&why)));
        });
    }

    /// The local day on which it was received, as it stands. Followed.
    fn received(self) -> NaiveDate {
        let sent = self.seen.with(|seen| seen.as_ref().map(|seen| seen.record.sent_at));
        sent.map_or_else(|| known::today(self.app), date::today)
    }

    fn draft_id(self) -> String {
        self.id.with_value(|id| format!("e-{id}"))
    }
}

#[component]
pub fn NominationDetail(id: String) -> impl IntoView {
    let app = app();
    let id = StoredValue::new(id);
    let seen = Memo::new(move |_| {
        app.follow(nomination::TABLE);
        let item = app.views(|views| views.nomination(&id.read_value())).flatten()?;
        Some(Seen { seq: item.seq, pending: item.pending, record: item.record.clone() })
    });
    let open = Open { app, id, seen, trouble: RwSignal::new(None) };
    let is_there = Memo::new(move |_| seen.read().is_some());
    move || match is_there.get() {
        true => view! { <Whole open/> }.into_any(),
        false => view! { <Missing id=id.get_value()/> }.into_any(),
    }
}

/// No such record here: a draft that is written on elsewhere, or one that this person may not see.
#[component]
fn Missing(id: String) -> impl IntoView {
    let app = app();
    let address = address();
    Effect::new(move |_| {
        app.follow_drafts();
        if app.peek(|client| client.draft(&id).is_some()) == Some(true) {
            address.go(&words::draft_href(&id), Way::Instead);
        }
    });
    view! {
        <PaneHead title=said("nominations-title")/>
        <EmptyState glyph=Glyph::Award title=said("nomination-missing") words=said("nomination-gone")/>
    }
}

#[component]
fn Whole(open: Open) -> impl IntoView {
    let app = open.app;
    let title = Memo::new(move |_| {
        open.seen.with(|seen| seen.as_ref().map(|s| words::title_of(app, &s.record)).unwrap_or_default())
    });
    let record = Memo::new(move |_| open.seen.with(|seen| seen.as_ref().map(|seen| seen.record.clone())));
    // Read beside the record, of which the core of the app knows neither files nor figures.
    let beside = move |field: &'static str| {
        Signal::derive(move || {
            let row: Option<Value> = app.row(nomination::TABLE, &open.id.read_value());
            row.map(|row| evidence::ids(&row[field])).unwrap_or_default()
        })
    };
    let (pieces, figures) = (beside(FILES), beside(FIGURES));
    view! {
        <PaneHead title=move || title.read().nominee.clone() note=move || title.read().award.clone()/>
        <Standing open/>
        <Conflicts open/>
        <course::CourseCard open/>
        {move || record.get().map(|record| view! { <Words app record pieces figures named=named(open)/> })}
        {move || record.get().map(|record| view! { <AchievementsPaper app record/> })}
        <RecordHistory table=nomination::TABLE id=open.id.get_value()/>
        <actions::Actions open/>
    }
}

/// The state, by whom and when, and why it came back.
#[component]
fn Standing(open: Open) -> impl IntoView {
    let app = open.app;
    let state = Signal::derive(move || {
        open.seen.with(|seen| {
            let shown = seen.as_ref().map(|seen| words::item_state(&seen.record, seen.pending, false));
            shown.unwrap_or(crate::components::status::ItemState::Sent)
        })
    });
    let sent = move || {
        open.seen.with(|seen| {
            seen.as_ref().map(|seen| {
                let (who, at) =
                    (words::person_name(app, &seen.record.author), moments::moment(seen.record.sent_at, time::now()));
                match (seen.pending, seen.seq) {
                    (true, 0) => t!("nomination-sent-here", who = who, at = at),
                    (true, _) => t!("nomination-changed-here", who = who, at = at),
                    _ => t!("nomination-sent-by", who = who, at = at),
                }
            })
        })
    };
    let returned = move || {
        open.seen.with(|seen| {
            let record = &seen.as_ref()?.record;
            let reason = record.reason.clone().filter(|_| record.state == State::Returned)?;
            let who = record.decided_by.as_deref().map(|id| words::person_name(app, id)).unwrap_or_default();
            Some((t!("nomination-returned-by", who = who), reason))
        })
    };
    view! {
        <p class="row wrap"><StatusPill state/><span class="muted">{sent}</span></p>
        {move || returned().map(|(title, reason)| view! { <Notice tone=Tone::Wait title words=reason/> })}
        {move || open.trouble.get().map(|why| view! { <Notice tone=Tone::Bad title=said("nomination-not-sent") words=why/> })}
        <Refused open/>
    }
}

/// What the server did not take of the work on this record.
#[component]
fn Refused(open: Open) -> impl IntoView {
    let refused = move || {
        let id = open.id.get_value();
        open.app.attention().into_iter().any(|entry| entry.command.entity == id)
    };
    move || {
        refused().then(|| {
            view! {
                <Notice tone=Tone::Bad title=said("nomination-refused") words=said("nomination-refused-words")>
                    <LinkButton href="/dong-bo" label=said("nomination-refused-open")/>
                </Notice>
            }
        })
    }
}

/// The initiatives on which it rests. Followed.
fn named(open: Open) -> Signal<Named> {
    Signal::derive(move || {
        let record = open.seen.with(|seen| seen.as_ref().map(|seen| seen.record.clone()));
        let Some(record) = record else { return Named::default() };
        let rules = By::of(&record);
        let nomination = open.id.get_value();
        Named {
            ids: initiatives::of_nomination(open.app, &nomination),
            nomination,
            subject: known::subject(&record.person.unwrap_or_default(), &record.collective.unwrap_or_default()),
            award: record.award,
            year: record.to.or(record.from).map(When::year),
            rules,
            facts: Vec::new(),
            case: String::new(),
        }
    })
}

/// What the author wrote.
#[component]
fn Words(
    app: App,
    record: Nomination,
    pieces: Signal<Vec<String>>,
    figures: Signal<Vec<String>>,
    named: Signal<Named>,
) -> impl IntoView {
    let by = By::of(&record);
    let asked = Asked {
        award: record.award.clone(),
        person: record.person.clone().unwrap_or_default(),
        collective: record.collective.clone().unwrap_or_default(),
        ground: record.kind,
        from: record.from,
        to: record.to,
        rules: by.clone(),
        facts: Vec::new(),
    };
    let appraised = course_of(record.course.as_ref()).appraised.map(|one| one.papers);
    let (award, unit) = (record.award, record.unit);
    let (of, sent) = (award.clone(), record.sent_at);
    let period = words::period_text(record.from, record.to);
    let kind = record.kind;
    let count = record.achievements.split_whitespace().count();
    view! {
        <Card title=said("nomination-part-award")>
            {move || app.row::<Award>(AWARD, &award).map(|award| view! { <AwardFacts award/> })}
            <dl class="facts">
                <dt>{move || words::field_name("kind")}</dt>
                <dd>{move || kind.map_or_else(|| t!("value-none"), words::kind_name)}</dd>
                <dt>{said("nomination-period")}</dt>
                <dd>{move || if period.is_empty() { t!("value-none") } else { period.clone() }}</dd>
                <dt>{said("nomination-unit")}</dt>
                <dd>{move || words::unit_name(app, &unit)}</dd>
            </dl>
        </Card>
        <Card title=said("eligible-panel")>
            <Eligibility asked=Signal::stored(asked)/>
        </Card>
        <Show when=move || !named.read().ids.is_empty()>
            <Card title=said("nomination-field-initiatives")><InitiativeLines named/></Card>
        </Show>
        <Card title=move || words::field_name("achievements") aside=move || t!("nomination-words", count = count)>
            <p class="prose">{record.achievements}</p>
        </Card>
        <Evidence app ids=record.activities nominee=record.person.unwrap_or_default()/>
        <AttendanceList ids=Signal::stored(record.attendances)/>
        <FigureList ids=figures sent/>
        <DossierPapers app by award=of appraised/>
        <PhotoStrip pieces label=move || words::field_name("evidence")/>
    }
}

/// The activities that bear it out, each a way to its own page.
#[component]
fn Evidence(app: App, ids: Vec<String>, nominee: String) -> impl IntoView {
    let cited = ids.clone();
    let ids = StoredValue::new(ids);
    let count = ids.read_value().len();
    let lines = move || {
        app.follow(activity::TABLE);
        let line = |id: &String| {
            let found = app.views(|views| views.activity(id)).flatten().map(|item| evidence::offer(&item, &nominee));
            match found {
                Some(offer) => view! {
                    <li class="list-item">
                        <a class="list-link" href=format!("/hoat-dong/{id}")>
                            <span class="grow"><span class="list-title">{offer.title}</span><span class="list-sub full">{offer.detail}</span></span>
                            <StatusPill state=Signal::derive(move || offer.state)/>
                        </a>
                    </li>
                }
                .into_any(),
                None => view! { <li class="list-item muted">{said("evidence-unknown")}</li> }.into_any(),
            }
        };
        ids.read_value().iter().map(line).collect_view()
    };
    view! {
        <Card title=move || words::field_name("activities") aside=move || t!("evidence-count", count = count)>
            <evidence::Voided ids=cited/>
            {if count == 0 {
                view! { <p class="muted">{said("evidence-none")}</p> }.into_any()
            } else {
                view! { <ul class="list" role="list">{lines}</ul> }.into_any()
            }}
        </Card>
    }
}

/// Two versions of one field, for its author to choose from.
#[component]
fn Conflicts(open: Open) -> impl IntoView {
    let app = open.app;
    let clashes = Memo::new(move |_| {
        let id = open.id.get_value();
        let mine = |(_, row): &(String, Conflict)| row.of.table == nomination::TABLE && row.of.id == id;
        if open.may(Act::Edit) { app.rows(conflict::TABLE).into_iter().filter(mine).collect() } else { Vec::new() }
    });
    let card = move |(key, row): (String, Conflict)| {
        let versions = Versions {
            field: words::field_name(&row.field),
            base: words::value_text(app, &row.field, &row.base),
            mine: words::value_text(app, &row.field, &row.mine),
            mine_by: words::person_name(app, &row.mine_by),
            theirs: words::value_text(app, &row.field, &row.theirs),
            theirs_by: words::person_name(app, &row.theirs_by),
            is_text: row.field == "achievements",
        };
        let merged = Kept::open(app, format!("merge {key}"), String::new());
        let choose = move |resolution: Resolution| {
            let value = match resolution {
                Resolution::Mine => row.mine.clone(),
                Resolution::Theirs => row.theirs.clone(),
                Resolution::Merged(text) => json!(device::nfc(text.trim())),
            };
            let args = json!({ "table": nomination::TABLE, "conflict": key, "value": value });
            open.send_then(conflict::RESOLVE, args, merged.spent());
        };
        view! { <ConflictCard versions merged=merged.text on_merge=move |text| merged.write(text) on_choose=choose/> }
    };
    view! { <For each=move || clashes.get() key=|(key, _)| key.clone() children=card/> }
}
