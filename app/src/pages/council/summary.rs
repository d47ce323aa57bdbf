//! A session as it is printed: who was there, and what became of each dossier.

use leptos::prelude::*;
use thidua_domain::council::rows::{Member, Outcome, RESULT};

use super::known::{self, Dossier, Known, Part};
use super::{Missing, PATH, fold, words};
use crate::browser::device;
use crate::components::button::{Button, Press};
use crate::components::card::PageHead;
use crate::components::icon::Glyph;
use crate::pages::nominations::words::{person_name, unit_name};
use crate::state::{App, app};
use crate::text::{said, t};

#[component]
pub fn Summary(id: String) -> impl IntoView {
    let app = app();
    let found = Memo::new(move |_| known::session(app, &id).filter(|known| known.part != Part::Clerk));
    move || match found.get() {
        Some(known) => view! { <Whole known/> }.into_any(),
        None => view! { <Missing/> }.into_any(),
    }
}

#[component]
fn Whole(known: Known) -> impl IntoView {
    let app = app();
    let id = known.id;
    let back = format!("{PATH}/{id}");
    let session = StoredValue::new(known.session);
    let dossiers = Memo::new(move |_| known::dossiers(app, &id));
    let quorum = move || session.with_value(words::quorum);
    let minutes = session.with_value(|session| session.minutes.clone());
    let member = move |member: Member| {
        let there = session.with_value(|session| fold::is_there(session, &member.person));
        let there = if there { t!("council-there") } else { t!("council-away") };
        let is_vice = session.with_value(|session| session.vice.contains(&member.person));
        let seat = if is_vice { t!("council-seat-vice") } else { words::seat_name(member.role) };
        view! {
            <tr><th scope="row">{person_name(app, &member.person)}</th><td>{seat}</td><td>{there}</td></tr>
        }
    };
    let members = move || session.with_value(|session| session.members.clone()).into_iter().map(member).collect_view();
    let rows = move || dossiers.get().iter().enumerate().map(|(at, one)| row(app, at, one)).collect_view();
    view! {
        <div class="page council summary records">
            <PageHead
                title=session.with_value(|session| session.title.clone())
                note=session.with_value(words::when_where)
                back back_label=said("council-back")
            >
                <Button kind=Press::Main icon=Glyph::File label=said("print") on_press=|()| device::print()/>
            </PageHead>
            <p><b>{unit_name(app, &session.with_value(|session| session.unit.clone()))}</b></p>
            <h2>{said("council-members")}</h2>
            <p>{quorum}</p>
            <table class="table lines"><caption class="visually-hidden">{said("council-members")}</caption><tbody>{members}</tbody></table>
            <h2>{said("council-dossiers")}</h2>
            <div class="scroll-x" tabindex="0" role="region" aria-label=said("council-dossiers")><table class="table lines">
                <caption class="visually-hidden">{said("council-dossiers")}</caption>
                <thead><tr>
                    <th scope="col">{said("registration-column-number")}</th>
                    <th scope="col">{said("council-decision-name")}</th>
                    <th scope="col">{said("council-decision-award")}</th>
                    <th scope="col">{said("council-choice-yes")}</th>
                    <th scope="col">{said("council-choice-no")}</th>
                    <th scope="col">{said("council-choice-abstain")}</th>
                    <th scope="col">{said("council-result-needed")}</th>
                    <th scope="col">{said("council-result")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            {(!minutes.is_empty()).then(|| view! { <h2>{said("council-minutes")}</h2><p class="prose">{minutes.clone()}</p> })}
            <p class="muted">{said("council-summary-words")}</p>
            <div class="print-only print-signs"><p>{said("council-sign-secretary")}</p><p>{said("council-sign-chair")}</p></div>
        </div>
    }
}

fn row(app: App, at: usize, dossier: &Dossier) -> impl IntoView + use<> {
    let outcome = app.row::<Outcome>(RESULT, &dossier.id);
    let figure = |read: fn(&Outcome) -> u32| outcome.as_ref().map(read).map(|figure| figure.to_string());
    let all = |read: fn(&thidua_domain::council::rows::Tally) -> u32| {
        let counted = outcome
            .as_ref()
            .map(|outcome| read(&outcome.cast) + if outcome.opinions_count { read(&outcome.opinions) } else { 0 });
        counted.map(|figure| figure.to_string()).unwrap_or_default()
    };
    let (yes, no, abstain) = (all(|tally| tally.yes), all(|tally| tally.no), all(|tally| tally.abstain));
    let needed = figure(|outcome| outcome.needed).unwrap_or_default();
    let award = words::award_name(app, &words::dossier_text(&dossier.case, "award"));
    let recused = words::names(app, dossier.case.recused.iter().map(|one| &one.person));
    let recused = (!recused.is_empty()).then(|| t!("council-summary-recused", names = recused));
    view! {
        <tr>
            <td>{at + 1}</td>
            <th scope="row">{dossier.case.nominee.name.clone()}<small>{recused}</small></th>
            <td>{award}</td>
            <td class="number">{yes}</td>
            <td class="number">{no}</td>
            <td class="number">{abstain}</td>
            <td class="number">{needed}</td>
            <td>{words::vote(dossier).1}</td>
        </tr>
    }
}
