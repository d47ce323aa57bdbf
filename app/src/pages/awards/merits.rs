//! The record of one person or collective (thành tích): what they were given by year, how often in a row, their initiatives, what
//! stands in the way, and what comes next. One's own is a page of its own.

mod record;

use leptos::prelude::*;
use thidua_domain::history::Subject;
use thidua_domain::org::{PERSON, Person, UNIT, Unit};
use thidua_domain::plan::AwardClass;
use thidua_papers::schema::Kind;

use self::record::{Record, record};
use super::list::{View, subject_of};
use super::{known, words};
use crate::browser::device;
use crate::components::button::Button;
use crate::components::card::{Card, EmptyState, PageHead, Tone};
use crate::components::icon::Glyph;
use crate::components::status::Pill;
use crate::pages::papers::achievements::Line as Row;
use crate::pages::papers::summary::{self, Summary};
use crate::pages::papers::{PaperButtons, Wanted, rows};
use crate::state::{App, app};
use crate::text::{said, t};

pub const PATH: &str = "/de-nghi/thanh-tich";

/// `slug` names whom it is about; empty for oneself.
#[component]
pub fn Merits(view: View, slug: String) -> impl IntoView {
    let app = app();
    let is_own = slug.is_empty();
    let subject = if is_own { Some(Subject::Person(untrack(|| app.my_id()))) } else { subject_of(&slug) };
    let back = if is_own { "/de-nghi".to_owned() } else { format!("/de-nghi/dieu-kien/{slug}") };
    let Some(subject) = subject else {
        return view! {
            <div class="page">
                <PageHead title=said("merits-title") back back_label=said("sheet-back")/>
                <EmptyState glyph=Glyph::Award title=said("eligible-nobody") words=said("eligible-nobody-words")/>
            </div>
        }
        .into_any();
    };
    let subject = StoredValue::new(subject);
    let record = Memo::new(move |_| subject.with_value(|subject| record(app, view, subject)));
    let name = Signal::derive(move || record.read().name.clone());
    let title = Signal::derive(move || if is_own { t!("merits-mine") } else { name.get() });
    let note = move || {
        let record = record.read();
        let own = is_own.then(|| record.name.clone());
        own.into_iter().chain([record.post.clone()]).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let wanted = move |_| subject.with_value(|subject| paper(app, subject, &record.read()));
    view! {
        <div class="page records print-list merits">
            <PageHead title note back back_label=said("sheet-back")>
                <Button icon=Glyph::File label=said("print") on_press=|()| device::print()/>
            </PageHead>
            <h2 class="print-only print-title">{said("merits-title")}</h2>
            <p class="print-only sheet-under">{move || { let record = record.read(); format!("{} · {}", record.name, record.post) }}</p>
            {move || sections(&record.read(), view.year.get())}
            <div class="no-print">
                <Card title=said("paper-title")><PaperButtons kinds=Signal::stored(vec![Kind::Summary]) wanted/></Card>
            </div>
            <p class="muted">{said("merits-source")}</p>
            <div class="print-only print-signs"><p>{said("registration-sign-maker")}</p><p>{said("registration-sign-head")}</p></div>
        </div>
    }
    .into_any()
}

fn sections(record: &Record, year: i32) -> impl IntoView + use<> {
    let given = record.given.iter().map(|one| {
        let decision = match &one.href {
            Some(href) => view! { <a href=href.clone()>{one.decision.clone()}</a> }.into_any(),
            None => one.decision.clone().into_any(),
        };
        let pill = one.revoked.then(|| view! { " "<Pill tone=Tone::Bad label=said("board-revoked")/> });
        view! { <tr><td>{one.year.to_string()}</td><th scope="row">{one.award.clone()}{pill}</th><td>{decision}</td></tr> }
    });
    let grades = record
        .grades
        .iter()
        .map(|(year, level)| view! { <tr><td>{year.to_string()}</td><td>{level.clone()}</td></tr> });
    let initiatives = record.initiatives.iter().map(|[name, reach, used]| {
        view! { <tr><th scope="row">{name.clone()}</th><td>{reach.clone()}</td><td>{used.clone()}</td></tr> }
    });
    let streaks = record.streaks.iter().map(|(award, from, to)| {
        t!(
            "merits-streak",
            award = award,
            count = i64::from(to - from + 1),
            from = from.to_string(),
            to = to.to_string()
        )
    });
    let next = record.next.iter().map(|one| {
        let (tone, _) = words::verdict_look(one.verdict);
        view! {
            <li class="list-item"><span class="grow">
                <span class="list-title">{one.award.clone()}</span>
                <span class="list-sub full prose">{one.missing.clone()}</span>
            </span><Pill tone label=words::verdict_name(one.verdict)/></li>
        }
    });
    let lines = |lines: Vec<String>| lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let none = |is_empty: bool, key: &'static str| is_empty.then(|| view! { <p class="muted">{said(key)}</p> });
    let table = |heads: &[String], rows: Vec<AnyView>| {
        (!rows.is_empty()).then(|| {
            let heads = heads.iter().map(|head| view! { <th scope="col">{head.clone()}</th> }).collect_view();
            view! { <div class="scroll-x" tabindex="0" role="region" aria-label=said("merits-title")><table class="table lines"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div> }
        })
    };
    let count = record.given.len();
    let given = (
        none(record.given.is_empty(), "merits-given-none"),
        table(
            &[t!("history-year"), t!("council-decision-award"), t!("merits-decision")],
            given.map(IntoAny::into_any).collect(),
        ),
        (!record.streaks.is_empty())
            .then(|| view! { <ul class="plain-list" role="list">{lines(streaks.collect())}</ul> }),
    );
    let blocks = (!record.blocks.is_empty()).then(|| lines(record.blocks.clone()));
    let next = (none(record.next.is_empty(), "merits-next-none"), next.collect_view());
    let initiatives = (
        none(record.initiatives.is_empty(), "merits-initiatives-none"),
        table(
            &[t!("merits-initiative"), t!("merits-recognised"), t!("merits-used")],
            initiatives.map(IntoAny::into_any).collect(),
        ),
    );
    let grades = (
        none(record.grades.is_empty(), "merits-grades-none"),
        table(&[t!("history-year"), t!("history-level")], grades.map(IntoAny::into_any).collect()),
    );
    view! {
        <Card title=said("merits-given") aside=t!("merits-count", count = count)>{given}</Card>
        {blocks.map(|lines| view! { <Card title=said("merits-blocks")><ul class="plain-list" role="list">{lines}</ul></Card> })}
        <div class="no-print"><Card title=said("merits-next") aside=t!("eligible-of-year", year = year.to_string())>
            {next.0}
            <ul class="list" role="list">{next.1}</ul>
        </Card></div>
        <Card title=said("topic-initiatives")>{initiatives}</Card>
        <Card title=said("topic-ratings")>{grades}</Card>
    }
}

/// The paper, oldest first; what was taken back is not in it.
fn paper(app: App, subject: &Subject, record: &Record) -> Option<Wanted> {
    let home = match subject {
        Subject::Person(id) => app.row::<Person>(PERSON, id)?.unit,
        Subject::Collective(id) => id.clone(),
    };
    let is_person = matches!(subject, Subject::Person(_));
    let post = match subject {
        Subject::Person(id) => app.row::<Person>(PERSON, id)?.post,
        Subject::Collective(_) => String::new(),
    };
    let unit = app.row::<Unit>(UNIT, &home).map(|unit| unit.name).unwrap_or_default();
    let of = |class: AwardClass| {
        let given = record.given.iter().rev().filter(move |one| one.class == Some(class) && !one.revoked);
        given.map(|one| Row { year: one.year, what: one.award.clone(), decision: one.decision.clone() }).collect()
    };
    let grade = |(year, level): &(i32, String)| Row { year: *year, what: level.clone(), decision: String::new() };
    let initiative = |[name, reach, used]: &[String; 3]| summary::Initiative {
        name: name.clone(),
        reach: reach.clone(),
        used: used.clone(),
    };
    let data = summary::data(&Summary {
        office: rows::office(app, &home),
        name: record.name.clone(),
        post,
        unit: if is_person { unit } else { String::new() },
        by_day: known::today(app),
        titles: of(AwardClass::Title),
        commendations: of(AwardClass::Form),
        grades: record.grades.iter().rev().map(grade).collect(),
        initiatives: record.initiatives.iter().map(initiative).collect(),
    });
    Some(Wanted { title: record.name.clone(), unit: home, data })
}
