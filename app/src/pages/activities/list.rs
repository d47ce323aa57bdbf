//! The list of activities: search and filters, what waits for its author on top, records by month.

use leptos::prelude::*;
use thidua_domain::name::fold;
use thidua_domain::record::State;

use super::export::Export;
use super::filters::{FilterChips, Filters, Show as Shown};
use super::rows::{self, Beside, Head, Of, Row, TopRow};
use super::search::Search;
use super::{Area, words};
use crate::browser::address::{Way, address};
use crate::browser::dom;
use crate::components::button::{Button, Press};
use crate::components::card::{EmptyState, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::status::{ItemState, Pill, StatusPill};
use crate::components::text_field::SearchField;
use crate::components::virtual_list::VirtualList;
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn ActivityList() -> impl IntoView {
    let app = app();
    let filters = expect_context::<Area>().filters;
    let address = address();
    come_back();
    let query = Memo::new(move |_| fold(filters.query.read().trim()));
    let beside = Beside::new(app);
    let on_top = Memo::new(move |_| top_rows(app, filters));
    let top = Memo::new(move |_| -> Vec<TopRow> {
        on_top.read().iter().filter(|row| rows::is_found(row, &query.read())).cloned().collect()
    });
    let all = Memo::new(move |_| rows::passing(app, filters, beside));
    let search =
        Memo::new(move |last: Option<&Search>| Search::next(last, all.get(), beside.people.get(), &query.read()));
    let made = move |_: Option<Vec<Row>>| {
        let search = search.read();
        let rows = search.found().map(|found| rows::records(app, filters.group.get(), beside, found));
        // The list compares those in sight: to compare all would take as long as to make them.
        (rows.unwrap_or_default(), true)
    };
    let records = Memo::new_owning(made);
    let place = address.path;
    let record = Memo::new(move |_| place.read().trim_end_matches("/sua").to_owned());
    view! {
        <PageHead title=said("activities-title")>
            <Button
                kind=Press::Main
                icon=Glyph::Plus
                label=said("activities-new")
                on_press=move |()| address.go("/hoat-dong/moi", Way::Forward)
            />
        </PageHead>
        <SearchField
            label=said("activities-search")
            placeholder=said("activities-search-placeholder")
            value=filters.query
            on_input=move |text| filters.query.set(text)
        />
        <FilterChips/>
        <Show when=move || !top.read().is_empty()>
            <h2 class="list-heading">{move || t!("activities-on-top", count = top.read().len())}</h2>
            <ul class="list" role="list">
                <For each=move || top.get() key=|row| format!("{row:?}") let:row><TopLine row place/></For>
            </ul>
        </Show>
        <Show when=move || !records.read().is_empty()>
            <VirtualList
                items=records
                key=|row: &Row| row.item.id.clone()
                href=|row: &Row| format!("/hoat-dong/{}", row.item.id)
                above=move |row: Row| row.head.map(heading)
                row=move |row: Row| line(app, &row)
                label=said("activities-title")
                current=record
            />
        </Show>
        <Export records/>
        <Show when=move || top.read().is_empty() && records.read().is_empty()><Nothing/></Show>
    }
}

/// On a phone the list gives way to what is opened from it. When it comes back, it stands where it was left, with the
/// focus on the row that was opened.
fn come_back() {
    let area = expect_context::<Area>();
    if area.wide.get_untracked() {
        return;
    }
    let path = address().path;
    let (top, opened) = area.left_at.get_value();
    if !opened.is_empty() {
        // The list has its height with the second frame.
        request_animation_frame(move || {
            request_animation_frame(move || {
                dom::scroll_to(top);
                request_animation_frame(move || {
                    dom::focus_link(&opened);
                });
            });
        });
    }
    let place = StoredValue::new(top);
    let listening = StoredValue::new_local(dom::on_move(move || {
        if path.try_get_untracked().is_some_and(|path| path == "/hoat-dong") {
            place.set_value(dom::scrolled());
        }
    }));
    on_cleanup(move || {
        listening.dispose();
        let opened = path.try_get_untracked().unwrap_or_default();
        area.left_at.try_set_value((place.get_value(), opened.trim_end_matches("/sua").to_owned()));
    });
}

/// Refused items and drafts. A campaign narrows neither: nothing that waits for a hand may go out of sight by it.
fn top_rows(app: App, filters: Filters) -> Vec<TopRow> {
    let (refused, drafts) = match filters.show.get() {
        None => (rows::refused_rows(app), rows::drafts(app)),
        Some(Shown::Draft) => (Vec::new(), rows::drafts(app)),
        Some(Shown::ToMend) => (rows::refused_rows(app), Vec::new()),
        Some(_) => return Vec::new(),
    };
    refused.into_iter().chain(drafts).collect()
}

#[component]
fn TopLine(row: TopRow, place: Memo<String>) -> impl IntoView {
    let href = row.href.clone();
    let sign = match row.fits {
        Some(true) => view! { <Pill tone=Tone::Good label=said("draft-clean")/> }.into_any(),
        Some(false) => view! { <Pill tone=Tone::Wait label=said("draft-faulty")/> }.into_any(),
        None => view! { <StatusPill state=ItemState::Attention/> }.into_any(),
    };
    view! {
        <li class="list-item">
            <a class="list-link" href=row.href aria-current=move || (*place.read() == href).then_some("true")>
                <span class="grow">
                    <span class="list-title">{row.title}</span>
                    <span class="list-sub">{row.detail}</span>
                </span>
                <span class="list-side">{sign}</span>
            </a>
        </li>
    }
}

fn heading(head: Head) -> AnyView {
    let Head { of, count } = head;
    let name = move || match &of {
        Of::Month(Some((year, month))) => t!("activities-month", month = format!("{month}/{year}")),
        Of::Month(None) => t!("activities-month-none"),
        Of::Named(Some(name)) => name.clone(),
        Of::Named(None) => t!("activities-group-none"),
    };
    view! { <h2 class="list-heading"><b>{name}</b>" · "{move || t!("activities-count", count = count)}</h2> }.into_any()
}

/// A record's line: its title, when and where, and where it stands.
fn line(app: App, row: &Row) -> AnyView {
    let item = &row.item;
    let record = &item.record;
    let state = words::item_state(record, item.pending, row.attention);
    let confirmed = record.state == State::Confirmed;
    let by = (record.author != app.my_id()).then(|| app.name_of(&record.author));
    let people = (!record.people.is_empty()).then(|| t!("activity-people-count", count = record.people.len()));
    let parts = [record.date.map(|date| date.to_string()), Some(record.place.clone()), people, by];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let sub = parts.chain(confirmed.then(|| t!("activity-confirmed-short"))).collect::<Vec<_>>().join(" · ");
    let reason = record.reason.clone().filter(|_| record.state == State::Returned);
    // What is with the server and decided carries no sign: the words say it.
    let sign = (state != ItemState::Confirmed).then(|| view! { <span class="list-side"><StatusPill state/></span> });
    view! {
        <span class="grow">
            <span class="list-title">{record.title.clone()}</span>
            <span class="list-sub">{sub}</span>
            {reason.map(|reason| view! { <span class="list-sub full reason">{t!("activity-reason-line", reason = reason)}</span> })}
        </span>
        {sign}
    }
    .into_any()
}

/// Says what will stand here, or that nothing passes the filters.
#[component]
fn Nothing() -> impl IntoView {
    let filters = expect_context::<Area>().filters;
    move || {
        match filters.narrow() {
        true => view! {
            <EmptyState glyph=Glyph::Search title=said("activities-none-found") words=said("activities-none-found-words")
                action=move || view! { <Button label=said("activities-widen") on_press=move |()| filters.widen()/> }/>
        }
        .into_any(),
        false => view! {
            <EmptyState glyph=Glyph::Note title=said("activities-none-title") words=said("activities-none")
                action=|| view! { <FirstOne/> }/>
        }
        .into_any(),
    }
    }
}

#[component]
fn FirstOne() -> impl IntoView {
    let address = address();
    view! {
        <Button label=said("activities-first") icon=Glyph::Pen on_press=move |()| address.go("/hoat-dong/moi", Way::Forward)/>
    }
}
